"""The workbook that export and returns write: its cells are words, days and numbers, never formulas or links; it keeps
the rules of the government's analysts for accessible spreadsheets; the same tables are the same bytes."""

import io
import re
import subprocess
import sys
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree

import openpyxl
import pytest

from s11.render.workbook import (
    COLOURS,
    Coloured,
    DoesNotFit,
    Workbook,
    WorkbookColumn,
    WorkbookSheet,
    sheet_names,
    workbook,
)
from s11.when import parse_fact_day

DAY = date(2024, 11, 5)
# every sign that a spreadsheet takes for the start of a formula, links, paths, and what steers a screen
HOSTILE = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+44 1865 249811",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    '=HYPERLINK("https://evil.example","click")',
    "https://evil.example/a?b=c",
    "file:///etc/passwd",
    "\\\\server\\share\\plan.docx",
    "internal:Sheet1!A1",
    "mailto:nobody",
    "a\x00b\x07c\x1b[31md",
    "_x0041_ and _x000D_",
    "<script>alert(1)</script> & ]]>",
    "{=1}",
    "0012",
    "1.10",
    "TRUE",
    "2024-01-01",
    "#REF!",
    "#N/A",
    "‮gnp.exe",
    "  spaces around  ",
    "one\ntwo\r\nthree",
]


def book_of(rows, columns=None, **more):
    columns = columns or tuple(WorkbookColumn(f"column {number}") for number, _ in enumerate(rows[0], 1))
    return Workbook("A plan", DAY, [WorkbookSheet("actions", "Actions", columns, rows, **more)])


def opened(book):
    return openpyxl.load_workbook(io.BytesIO(workbook(book)))


def parts(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_hostile_words_are_words():
    sheet = opened(book_of([[words] for words in HOSTILE]))["actions"]
    for row, words in enumerate(HOSTILE, 3):
        cell = sheet.cell(row, 1)
        assert cell.data_type == "s", words
        assert cell.hyperlink is None
    made = parts(workbook(book_of([[words] for words in HOSTILE])))
    assert not [name for name in made if "external" in name.lower() or name.endswith(".bin")]
    for name, text in made.items():
        if name.startswith("xl/worksheets"):
            assert b"<f>" not in text and b"<f " not in text and b"hyperlink" not in text
        if name.endswith(".rels"):
            assert b"External" not in text


def test_days_numbers_months_and_nothing_have_their_own_cells():
    columns = (WorkbookColumn("due", "day"), WorkbookColumn("days late", "number"), WorkbookColumn("sure", "flag"))
    rows = [
        [date(2024, 2, 29), 12, True],
        [parse_fact_day("2013-07"), 62.5, False],
        [date(1900, 1, 1), 0, None],
        [None, None, None],
    ]
    sheet = opened(book_of(rows, columns))["actions"]
    assert [cell.value for cell in sheet[3]] == [datetime(2024, 2, 29), 12, "yes"]
    assert sheet["A3"].number_format == "yyyy-mm-dd"
    assert [cell.value for cell in sheet[4]] == ["2013-07", 62.5, "no"]
    assert [cell.value for cell in sheet[5]] == ["1900-01-01", 0, None]
    assert [cell.value for cell in sheet[6]] == [None, None, None]


def test_it_keeps_the_rules_for_accessible_spreadsheets():
    columns = (
        WorkbookColumn("id", about="the action's own"),
        WorkbookColumn("state", choices=("on track", "off track"), fill_in=True),
        WorkbookColumn("lead", choices=tuple(f"Post, {number}" for number in range(40)), firm=False, fill_in=True),
        WorkbookColumn("done on", "day", fill_in=True),
    )
    rows = [["1", Coloured("off track", "off_track"), "Post, 1", None], ["2", "on track", None, DAY]]
    book = Workbook(
        "A plan",
        DAY,
        [
            WorkbookSheet("about", "About this workbook", lines=["One line."]),
            WorkbookSheet("actions", "Actions", columns, rows, ["This sheet holds one table."], protected=True),
            WorkbookSheet("nothing", "Nothing yet", (WorkbookColumn("id"),), []),
        ],
        {"s11": "1"},
    )
    data = workbook(book)
    made = openpyxl.load_workbook(io.BytesIO(data))
    assert made.sheetnames == ["about", "actions", "nothing", "lists"]
    assert made.active.title == "about"
    assert made.properties.title == "A plan"
    names = set()
    for sheet in made:
        assert sheet["A1"].value, sheet.title
        assert not sheet.merged_cells.ranges
        assert len(sheet.tables) == (0 if sheet.title == "about" else 1)
        for table in sheet.tables.values():
            assert table.displayName not in names
            names.add(table.displayName)
            heads = table.column_names
            assert all(heads) and len(heads) == len({head.casefold() for head in heads})
            first, last = (int(re.sub(r"\D", "", cell)) for cell in table.ref.split(":"))
            assert last == sheet.max_row, "nothing stands under a table"
            assert sheet.print_title_rows == f"${first}:${first}" or sheet.title == "lists"
    sheet = made["actions"]
    assert sheet.freeze_panes == "A4"
    assert sheet.protection.sheet and sheet["A4"].protection.locked and not sheet["D4"].protection.locked
    # a colour stands behind words, never in their place
    assert sheet["B4"].value == "off track" and sheet["B4"].fill.fgColor.rgb.endswith(COLOURS["off_track"][1][1:])
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation}
    assert lists["B4:B5"] == '"on track,off track"' and lists["C4:C5"] == "'lists'!$A$4:$A$43"
    assert [made["lists"].cell(row, 1).value for row in (4, 43)] == ["Post, 0", "Post, 39"]
    table = next(text for name, text in parts(data).items() if name.startswith("xl/tables/"))
    assert b'altText="Actions"' in table and b"Columns: id, state, lead, done on" in table


def test_a_published_workbook_neither_stands_still_nor_filters():
    data = workbook(book_of([["1"]])._replace(still=False))
    sheet = openpyxl.load_workbook(io.BytesIO(data))["actions"]
    assert sheet.freeze_panes is None
    assert b"autoFilter" not in next(text for name, text in parts(data).items() if name.startswith("xl/tables/"))


@pytest.mark.parametrize("state", COLOURS)
def test_every_colour_can_be_read(state):
    def light(colour):
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted(map(light, COLOURS[state]))
    assert (bright + 0.05) / (dark + 0.05) >= 7


def test_names_of_sheets_are_such_as_excel_takes():
    made = sheet_names(["a/b:c*[d]?\\", "A b c  d", "x" * 40, "x" * 40, "", "'quoted'", "actions", "Actions"])
    assert len({one.casefold() for one in made}) == len(made)
    assert all(one and len(one) <= 31 and not re.search(r"[\[\]:*?/\\]", one) for one in made)


def test_what_does_not_fit_is_said_with_its_place():
    with pytest.raises(DoesNotFit, match="sheet 'actions', row 3, column 1: 32,768 characters"):
        workbook(book_of([["a" * 32768]]))
    assert opened(book_of([["a" * 32767]]))["actions"]["A3"].value == "a" * 32767


def test_the_same_tables_are_the_same_bytes_in_two_processes(tmp_path):
    program = (
        "import sys; from tests.test_workbook import HOSTILE, book_of; from s11.render.workbook import workbook; "
        "sys.stdout.buffer.write(workbook(book_of([[words] for words in HOSTILE])))"
    )
    run = [
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, env=env).stdout
        for env in (
            {"PATH": "/usr/bin", "TZ": "UTC", **path_of()},
            {"PATH": "/usr/bin", "TZ": "Asia/Tokyo", **path_of()},
        )
    ]
    assert run[0] == run[1] == workbook(book_of([[words] for words in HOSTILE]))


def path_of():
    return {"PYTHONPATH": ":".join(filter(None, sys.path)), "PYTHONHASHSEED": "random"}


def test_its_parts_are_xml_that_holds_no_day_of_now():
    made = parts(workbook(book_of([["1"]])))
    for name, text in made.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(text)
    core = made["docProps/core.xml"].decode()
    assert re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core) == ["2024-11-05T00:00:00Z"] * 2
