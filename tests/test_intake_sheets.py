"""Excel, CSV, web pages, text, OpenDocument: each trap as a small file, and the grid that is seen of it."""

import datetime
import io
import random
import re
import resource
import zipfile
from collections import Counter
from html import escape

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, IconSetRule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.worksheet.table import Table

from s11.intake.grid import CannotRead, Cell, Grid, TableDocument, words_of
from s11.intake.number_format import general, shown, shown_text
from s11.intake.package import MOST_BYTES, MOST_MEMBERS, OLE
from s11.intake.reading import read_tables

HEAD = ("Ref", "Action", "Timescale", "RAG")


def book(fill, *, more=None) -> bytes:
    """A workbook whose first sheet ``fill`` writes; ``more``: parts written over, or what to do to each."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Plan"
    fill(sheet)
    written = io.BytesIO()
    workbook.save(written)
    return parts_changed(written.getvalue(), more or {})


def parts_changed(data: bytes, changes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            change = changes.get(name, old.read(name))
            content = change(old.read(name)) if callable(change) else change
            if content is not None:
                new.writestr(name, content)
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return written.getvalue()


def raw_book(sheet: str, strings: str = "", **parts: bytes) -> bytes:
    """A workbook written by hand, as other programs than openpyxl write one."""
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/xl/workbook.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="Plan" sheetId="1" r:id="b"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}"><Relationship Id="b" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="c" Type="{office}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
        "xl/sharedStrings.xml": f"<sst {main}>{strings}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main}>{sheet}</worksheet>",
        **parts,
    }
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return written.getvalue()


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def seen(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in grid.rows]


def only(document: TableDocument) -> Grid:
    assert len(document.grids) == 1, [grid.name for grid in document.grids]
    return document.grids[0]


def at(grid: Grid, place: str) -> Cell:
    return next(cell for row in grid.rows for cell in row.cells if cell.place == place)


def plain(sheet):
    sheet.append(HEAD)
    sheet.append((1, "Train all staff", "March 2024", "Green"))
    sheet.append((2, "Review the policy", "TBC", "Amber"))


PLAIN = [list(HEAD), ["1", "Train all staff", "March 2024", "Green"], ["2", "Review the policy", "TBC", "Amber"]]


# ---- Excel: each trap ----


def as_displayed(sheet):
    sheet.append(HEAD)
    rows = (
        ("A2", 1.1, "0.00"),
        ("B2", 0.75, "0%"),
        ("C2", datetime.date(2024, 3, 1), "mmm-yy"),
        ("D2", datetime.date(2024, 3, 31), "mm-dd-yy"),
        ("A3", 1.2, "General"),
        ("B3", 1234567, "#,##0"),
        ("C3", datetime.date(2024, 3, 31), "[$-809]d mmmm yyyy;@"),
        ("D3", datetime.date(2024, 3, 31), "dd/mm/yyyy"),
        ("A4", 7, '"Ref "000'),
        ("B4", "words", '0;0;0;"Note: "@'),
        ("C4", datetime.time(9, 5), "hh:mm AM/PM"),
        ("D4", True, "General"),
    )
    for place, value, code in rows:
        sheet[place] = value
        sheet[place].number_format = code


AS_DISPLAYED = [
    list(HEAD),
    ["1.10", "75%", "Mar-24", "31/03/2024"],
    ["1.2", "1,234,567", "31 March 2024", "31/03/2024"],
    ["Ref 007", "Note: words", "09:05 AM", "TRUE"],
]


def struck(sheet):
    plain(sheet)
    sheet["C2"] = CellRichText(
        "By ", TextBlock(InlineFont(strike=True), "March 2024"), TextBlock(InlineFont(b=True, i=True), " June\n2024")
    )
    sheet["B3"].font = Font(strike=True)
    sheet["B2"].font = Font(italic=True)
    for cell in sheet[1]:
        cell.font = Font(bold=True)


def coloured(sheet):
    sheet.append(HEAD)
    for row, colour in enumerate(
        (Color(rgb="FFFF0000"), Color(theme=4, tint=0.4), Color(indexed=3), Color(theme=0)), 2
    ):
        sheet.cell(row, 2, "an action")
        sheet.cell(row, 4).fill = PatternFill("solid", fgColor=colour)


def merged(sheet):
    sheet.append(("Plan of the board",))
    sheet.append(("Ref", "When", None, "RAG"))
    sheet.append((None, "first", "then", None))
    sheet.append((1, "May", "June", "Red"))
    sheet.append((None, "July", "August", "Red"))
    for area in ("A1:D1", "A2:A3", "B2:C2", "D2:D3", "A4:A5", "D4:D5"):
        sheet.merge_cells(area)


MERGED = [
    ["Plan of the board"] * 4,
    ["Ref", "When", "When", "RAG"],
    ["Ref", "first", "then", "RAG"],
    ["1", "May", "June", "Red"],
    ["1", "July", "August", "Red"],
]


def hidden(sheet):
    plain(sheet)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    notes = sheet.parent.create_sheet("Notes")
    notes["A1"], notes["B2"] = "kept apart", datetime.date(2024, 5, 6)
    notes["B2"].number_format = "d mmm yyyy"
    notes.sheet_state = "veryHidden"


def comments_and_links(sheet):
    plain(sheet)
    sheet["B2"].comment = Comment("Why so late?", "Ann Bell")
    sheet["B3"].comment = Comment("Cal Dunn:\nsee the minutes", "Cal Dunn")
    sheet["D2"].comment = Comment(
        "[Threaded comment]\n\nYour version of Excel allows you to read this.\n\nComment:\n    Is it green?", "tc={1}"
    )
    sheet["D9"].comment = Comment("on an empty cell", "EF")
    sheet["D3"].comment = Comment("of nobody", "")
    sheet["B2"].hyperlink = "https://example.org/minutes"


def formulas(sheet):
    sheet.append(HEAD)
    sheet.append((1, "=A2+1", "=CONCATENATE(1,2)", "x"))
    sheet.append((2, "#REF!", "=1/0", "y"))
    sheet["B3"].data_type = "e"


def cached(data: bytes) -> bytes:
    return data.replace(b"<f>A2+1</f><v></v>", b"<f>A2+1</f><v>2</v>").replace(
        b"<f>A2+1</f><v />", b"<f>A2+1</f><v>2</v>"
    )


def two_tables(sheet):
    plain(sheet)
    for row, values in enumerate((("Colour", "Meaning"), ("Red", "late"), ("Green", "on time")), 8):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value).font = Font(bold=row == 8)


def own_tables(sheet):
    plain(sheet)
    for row, values in enumerate((("Colour", "Meaning"), ("Red", "late")), 6):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
    sheet.add_table(Table(displayName="Plan", ref="A1:D3"))
    sheet.add_table(Table(displayName="Key", ref="A6:B7"))


def conditions(sheet):
    plain(sheet)
    sheet["A2"], sheet["A3"] = 3, 1
    sheet.conditional_formatting.add("A2:A3", IconSetRule("3TrafficLights1", "num", [0, 1, 2]))
    sheet.conditional_formatting.add(
        "D2:D3", CellIsRule(operator="equal", formula=['"Green"'], fill=PatternFill(bgColor="FF00FF00"))
    )


def shows_nothing(sheet):
    plain(sheet)
    sheet["A2"].number_format = ";;;"
    sheet["B3"].number_format = ";;;"


def far(sheet):
    plain(sheet)
    sheet["A1048576"] = "the end"
    sheet["XFD2"] = "far right"


def furniture(sheet):
    plain(sheet)
    sheet.oddHeader.center.text = "Draft for the board"
    sheet.oddFooter.left.text = "Page &P"


def odd_letters(sheet):
    plain(sheet)
    sheet["B2"] = "one_x000D_\ntwo_x0041_ & <three>"


DRAWING = (
    '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:twoCellAnchor><xdr:from><xdr:col>3</xdr:col>'
    "</xdr:from><xdr:sp><xdr:txBody><a:p><a:r><a:t>Red means</a:t></a:r><a:r><a:t> late</a:t></a:r></a:p><a:p><a:r>"
    "<a:t>Green &amp; done</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:twoCellAnchor></xdr:wsDr>"
)
DRAWING_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="d" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
    'Target="../drawings/drawing1.xml"/>'
    "</Relationships>"
)


def strict(data: bytes) -> bytes:
    return data.replace(
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"
    ).replace(
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    )


BY_HAND = raw_book(
    "<sheetData><row><c t='inlineStr'><is><r><rPr><strike/></rPr><t>old</t></r><r><t> new</t></r></is></c>"
    "<c t='s'><v>0</v></c></row><row r='2'><c r='A2' t='d'><v>2024-03-31</v></c><c r='B2' t='str'><v>said</v></c></row>"
    "<row r='3'><c r='A3' t='n'><v>no number</v></c><c r='B3'><f>SUM(A1)</f></c></row>"
    "<row r='4'><c r='A4'><f t='shared' si='0' ref='A4:A5'>B4+1</f></c><c r='B4' t='b'><v>1</v></c></row>"
    "<row r='5'><c r='A5'><f t='shared' si='0'/></c><c r='B5' t='e'><v>#N/A</v></c></row></sheetData>",
    "<si><t>shared</t><rPh sb='0' eb='1'><t>said otherwise</t></rPh></si>",
)
UNDER = raw_book(
    f"<sheetData><row r='1'>{inline('A1', 'Action')}{inline('B1', 'beneath')}{inline('C1', 'When')}</row>"
    f"<row r='2'>{inline('A2', 'one')}{inline('C2', 'May')}</row></sheetData><mergeCells><mergeCell ref='A1:B1'/>"
    "<mergeCell ref='A1:C9'/><mergeCell ref='nonsense'/></mergeCells>"
)

XLSX = {
    "plain": (book(plain), PLAIN),
    "as displayed": (book(as_displayed), AS_DISPLAYED),
    "struck": (
        book(struck),
        [list(HEAD), ["1", "Train all staff", "By March 2024 June\n2024", "Green"], PLAIN[2]],
    ),
    "coloured": (book(coloured), [list(HEAD), *[["", "an action", "", ""]] * 4]),
    "merged": (book(merged), MERGED),
    "hidden": (book(hidden), PLAIN),
    "comments and links": (book(comments_and_links), None),
    "formulas": (
        book(formulas, more={"xl/worksheets/sheet1.xml": cached}),
        [list(HEAD), ["1", "2", "", "x"], ["2", "#REF!", "", "y"]],
    ),
    "conditions": (book(conditions), [list(HEAD), ["3", *PLAIN[1][1:]], ["1", *PLAIN[2][1:]]]),
    "shows nothing": (
        book(shows_nothing),
        [list(HEAD), ["", *PLAIN[1][1:]], ["2", "", *PLAIN[2][2:]]],
    ),
    "far": (book(far), None),
    "furniture": (book(furniture), PLAIN),
    "odd letters": (book(odd_letters), [list(HEAD), ["1", "one\ntwoA & <three>", "March 2024", "Green"], PLAIN[2]]),
    "drawing": (
        book(
            plain,
            more={"xl/drawings/drawing1.xml": DRAWING, "xl/worksheets/_rels/sheet1.xml.rels": DRAWING_RELS},
        ),
        PLAIN,
    ),
    "strict": (
        parts_changed(book(plain), dict.fromkeys(("xl/workbook.xml", "xl/worksheets/sheet1.xml"), strict)),
        PLAIN,
    ),
    "macros": (book(plain, more={"xl/vbaProject.bin": b"\0"}), PLAIN),
    "by hand": (
        BY_HAND,
        [["old new", "shared"], ["45382", "said"], ["no number", ""], ["", "TRUE"], ["", "#N/A"]],
    ),
    "under a merged cell": (UNDER, [["Action", "Action", "When"], ["one", "", "May"]]),
}


@pytest.mark.parametrize("trap", XLSX)
def test_a_workbook_is_read_as_it_is_shown(trap):
    data, rows = XLSX[trap]
    document = read_tables("plan.xlsx", data)
    if rows is not None:
        assert seen(only(document)) == rows


def test_what_is_struck_bold_or_italic():
    grid = only(read_tables("plan.xlsx", XLSX["struck"][0]))
    cell = at(grid, "C2")
    assert [paragraph.standing for paragraph in cell.paragraphs] == ["By  June", "2024"]
    assert cell.paragraphs[0].struck == "March 2024"
    assert cell.paragraphs[1].runs[0].bold and cell.paragraphs[1].italic
    assert at(grid, "B3").standing == "" and at(grid, "B3").text == "Review the policy"
    assert at(grid, "B2").paragraphs[0].italic and not at(grid, "B2").paragraphs[0].runs[0].struck
    by_hand = at(only(read_tables("plan.xlsx", BY_HAND)), "A1")
    assert by_hand.paragraphs[0].struck == "old" and by_hand.standing == " new"


def test_colours_of_cells():
    # the column of colours holds no word but its head: it is there because an empty cell may be a rating
    document = read_tables("plan.xlsx", book(lambda sheet: (coloured(sheet), sheet.cell(2, 4, "x"))))
    grid = only(document)
    assert [at(grid, f"D{row}").fill for row in range(2, 6)] == ["FF0000", "95B3D7", "00FF00", ""]
    assert at(grid, "B2").fill == ""


def test_a_merged_cell_is_one_object_in_each_of_its_places():
    grid = only(read_tables("plan.xlsx", XLSX["merged"][0]))
    rows = grid.rows
    assert rows[0].cells[0] is rows[0].cells[3] and rows[3].cells[0] is rows[4].cells[0]
    assert (rows[0].cells[0].columns, rows[3].cells[0].rows) == (4, 2)
    document = read_tables("plan.xlsx", UNDER)
    assert [(one.place, one.text) for one in document.left_out] == [("sheet 'Plan', B1", "beneath")]


def test_what_is_hidden_is_said():
    document = read_tables("plan.xlsx", XLSX["hidden"][0])
    grid = only(document)
    assert [row.hidden for row in grid.rows] == [False, False, True]
    assert grid.doubts == ("hidden rows were read as well: 3", "hidden columns were read as well: C")
    assert {(one.place, one.text) for one in document.left_out} == {
        ("sheet 'Notes', A1", "kept apart"),
        ("sheet 'Notes', B2", "6 May 2024"),
    }
    asked = read_tables("plan.xlsx", XLSX["hidden"][0], "notes")
    assert seen(only(asked)) == [["kept apart", ""], ["", "6 May 2024"]]
    assert asked.doubts == ("only the sheet 'Notes' was read, as asked; not 'Plan'",)
    assert Counter(asked.words) == Counter(asked.all_words())
    with pytest.raises(CannotRead, match="no sheet 'Other'; its sheets are 'Plan', 'Notes'"):
        read_tables("plan.xlsx", XLSX["hidden"][0], "Other")


def test_comments_and_links():
    document = read_tables("plan.xlsx", XLSX["comments and links"][0])
    grid = only(document)
    assert at(grid, "B2").comment == "Ann Bell: Why so late?"
    assert at(grid, "B3").comment == "Cal Dunn:\nsee the minutes"
    assert at(grid, "D2").comment == "Is it green?"
    assert at(grid, "D9").comment == "EF: on an empty cell"
    assert at(grid, "D3").comment == "of nobody"
    assert at(grid, "B2").paragraphs[0].runs[0].link == "https://example.org/minutes"
    assert [one.why for one in document.left_out] == ["Excel's own notice in front of a comment"]


def test_formulas_are_never_run():
    document = read_tables("plan.xlsx", XLSX["formulas"][0])
    grid = only(document)
    assert at(grid, "B2").text == "2" and not at(grid, "B2").doubts
    assert "formulas are not run" in at(grid, "C2").doubts[0]
    assert "an error of the workbook, #REF!" in at(grid, "B3").doubts[0]
    assert [(one.place, one.text) for one in document.left_out] == [
        ("sheet 'Plan', C2", "=CONCATENATE(1,2)"),
        ("sheet 'Plan', C3", "=1/0"),
    ]
    by_hand = read_tables("plan.xlsx", BY_HAND)
    assert [one.text for one in by_hand.left_out] == ["=SUM(A1)", "=B4+1", "=B5+1"]
    assert "it is none: read as words" in at(only(by_hand), "A3").doubts[0]


def test_conditions_are_named_and_not_computed():
    grid = only(read_tables("plan.xlsx", XLSX["conditions"][0]))
    assert grid.doubts == ("colours that conditions give are not computed: A2:A3, D2:D3",)
    assert at(grid, "A2").doubts == ("an icon that a condition chooses is not read, only the number behind it",)
    assert at(grid, "D2").doubts == (), "the words of a cell say what a condition on its words shows"


def test_words_that_stand_in_no_cell_are_said():
    document = read_tables("plan.xlsx", XLSX["drawing"][0])
    assert [one.text for one in document.left_out] == ["Red means late\nGreen & done"]
    assert "2 lines of words in text boxes" in document.doubts[0]
    document = read_tables("plan.xlsx", XLSX["furniture"][0])
    assert [" ".join(one.text.split()) for one in document.left_out] == ["Draft for the board", "Page"]
    document = read_tables("plan.xlsx", XLSX["shows nothing"][0])
    assert {one.text for one in document.left_out} == {"1", "Review the policy"}
    document = read_tables("plan.xlsm", XLSX["macros"][0])
    assert document.doubts == ("the workbook holds macros: they were not run",)


def test_words_far_away_make_no_table_of_a_million_rows():
    document = read_tables("plan.xlsx", XLSX["far"][0])
    grid = only(document)
    assert len(grid.rows) == 6 and at(grid, "A1048576").text == "the end"
    assert grid.doubts == ("it has words in column XFD: only 200 were read",)
    assert [(one.place, one.text) for one in document.left_out] == [("sheet 'Plan', XFD2", "far right")]


def test_a_sheet_is_read_up_to_five_thousand_rows():
    rows = "".join(f"<row r='{at}'>{inline(f'A{at}', f'w{at}')}</row>" for at in range(1, 5004))
    document = read_tables("plan.xlsx", raw_book(f"<sheetData>{rows}</sheetData>"))
    grid = only(document)
    assert len(grid.rows) == 5000
    assert grid.doubts == ("its last row with words is 5,003: only the first 5,000 with words were read",)
    assert [one.text for one in document.left_out] == ["w5001", "w5002", "w5003"]
    assert Counter(document.words) == Counter(document.all_words())


def test_two_tables_of_one_sheet():
    document = read_tables("plan.xlsx", book(two_tables))
    assert [grid.name for grid in document.grids] == ["sheet 'Plan', table 1", "sheet 'Plan', table 2"]
    assert seen(document.grids[0]) == PLAIN
    assert seen(document.grids[1]) == [["Colour", "Meaning"], ["Red", "late"], ["Green", "on time"]]
    document = read_tables("plan.xlsx", book(own_tables))
    assert [[row.head for row in grid.rows] for grid in document.grids] == [[True, False, False], [True, False]]
    # a blank row within a table parts nothing
    assert len(read_tables("plan.xlsx", book(lambda s: (plain(s), s.append(()), s.append((3, "Third"))))).grids) == 1


def test_dates_counted_from_1904():
    def fill(sheet):
        plain(sheet)
        sheet.parent.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
        sheet["C2"] = datetime.date(2024, 3, 31)
        sheet["C2"].number_format = "d mmm yyyy"

    assert at(only(read_tables("plan.xlsx", book(fill))), "C2").text == "31 Mar 2024"


def test_without_openpyxl_one_clear_line(monkeypatch):
    monkeypatch.setattr("s11.intake.xlsx.find_spec", lambda name: None)
    with pytest.raises(CannotRead) as said:
        read_tables("plan.xlsx", XLSX["plain"][0])
    assert str(said.value) == "Excel needs a package that is not installed: pip install 's11[office]'"


# ---- number formats ----

DAY = 45352  # 1 March 2024
FORMATS = (
    (DAY, "mmm-yy", "Mar-24"),
    (DAY, "dd/mm/yyyy;@", "01/03/2024"),
    (DAY, "[$-809]d mmmm yyyy", "1 March 2024"),
    (DAY, "mm-dd-yy", "01/03/2024"),
    (DAY, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "01 March 2024"),
    (DAY, "dddd d mmm", "Friday 1 Mar"),
    (DAY, "yyyy-mm-dd", "2024-03-01"),
    (DAY, "dd.mm.yyyy", "01.03.2024"),
    (DAY + 0.75, "dd/mm/yyyy hh:mm AM/PM", "01/03/2024 06:00 PM"),
    (DAY + 0.99999999, "d mmm yyyy", "2 Mar 2024"),
    (59, "d mmm yyyy", "28 Feb 1900"),
    (60, "d mmm yyyy", "29 Feb 1900"),
    (61, "d mmm yyyy", "1 Mar 1900"),
    (1.5, "[h]:mm", "36:00"),
    (0.5, "h:mm:ss", "12:00:00"),
    (1.1, "0.00", "1.10"),
    (1.005, "0.00", "1.01"),
    (0.75, "0%", "75%"),
    (0.755, "0.0%", "75.5%"),
    (1234567.891, "#,##0.00", "1,234,567.89"),
    (100, "#,##0", "100"),
    (1234567, '0.0,,"m"', "1.2m"),
    (-5, "0;(0)", "(5)"),
    (-5, "0.00", "-5.00"),
    (-0.4, "0", "0"),
    (0, '0;-0;"nil"', "nil"),
    (3, '"Phase "0', "Phase 3"),
    (5, '[Red][<3]0"low";[Green]0"ok"', "5ok"),
    (2, '[Red][<3]0"low";[Green]0"ok"', "2low"),
    (1.25, "# ?/?", "1 1/4"),
    (12345.678, "0.00E+00", "1.23E+04"),
    (999.5, "0.00E+00", "1.00E+03"),
    (7, "000", "007"),
    (1865123456, "00000\\ 000000", "01865 123456"),
    (45352, "[$£-809]#,##0", "£45,352"),
    (1.1, "@", "1.1"),
    (5.0, "General", "5"),
    (0.1 + 0.2, "General", "0.3"),
    (2, ";;;", ""),
)


@pytest.mark.parametrize(("value", "code", "text"), FORMATS)
def test_a_number_is_shown_by_its_format(value, code, text):
    assert shown(value, code) == (text, "")


@pytest.mark.parametrize(
    ("value", "code", "text", "doubt"),
    [
        (DAY, "m/d/yyyy", "3/1/2024", "shown with its month first: it is 1 March 2024"),
        (DAY, "mmmmm-yy", "M-24", "only the first letter of its month is shown: it is 1 March 2024"),
        (DAY, "[$-407]d mmmm yyyy", "1 March 2024", "shown in another language: it is 1 March 2024"),
        (-1, "dd/mm/yyyy", "-1", "shown as a date that no calendar has: the bare number was read"),
        (7, "Qx0", "7", "its number format, Qx0, is not understood: the bare number was read"),
    ],
)
def test_what_a_format_leaves_open_is_said(value, code, text, doubt):
    assert shown(value, code) == (text, doubt)


@given(
    st.floats(allow_nan=True, allow_infinity=True) | st.integers(-(10**6), 10**6),
    st.text('0#?.,%;[]hmsdyE+-/@_*\\" GRl<=>$'),
)
def test_no_format_and_no_number_breaks_it(value, code):
    assert isinstance(shown(float(value), code).text, str) and isinstance(shown_text("x", code), str)


@given(st.integers(1, 2958465))
def test_a_day_is_the_day_that_openpyxl_says(serial):
    day = openpyxl.utils.datetime.from_excel(serial)
    if serial != 60:
        assert shown(serial, "yyyy-mm-dd").text == f"{day:%Y-%m-%d}"
    assert general(serial) == str(serial)


# ---- CSV ----

CSV = {
    "commas": (
        b'Ref,Action\r\n1,"Train, all"\r\n2,"say ""yes""\nand go"\r\n',
        [["Ref", "Action"], ["1", "Train, all"], ["2", 'say "yes"\nand go']],
    ),
    "semicolons, and a mark in front": (
        "\ufeffRef;Action\n1;2,5 days\n2;3,5 days\n".encode(),
        [["Ref", "Action"], ["1", "2,5 days"], ["2", "3,5 days"]],
    ),
    "tabs in UTF-16": ("Ref\tAction\n1\tcafé\n".encode("utf-16"), [["Ref", "Action"], ["1", "café"]]),
    "UTF-16 without a mark": ("Ref,Action\n1,x\n".encode("utf-16-le"), [["Ref", "Action"], ["1", "x"]]),
    "Windows": ("Ref,Action\n1,£5 – it’s\n".encode("cp1252"), [["Ref", "Action"], ["1", "£5 – it’s"]]),
    "says its sign": (b"sep=;\nRef;Action\n1;x\n", [["Ref", "Action"], ["1", "x"]]),
    "guarded": (b"Ref,Action\n1,'=Mar\n2,=1+1\n", [["Ref", "Action"], ["1", "=Mar"], ["2", "=1+1"]]),
    "ragged": (
        b"Ref,Action,RAG\n1,x\n2,y,Red,more\n3,z,Red\n4,z,Red\n",
        [
            ["Ref", "Action", "RAG", ""],
            ["1", "x", "", ""],
            ["2", "y", "Red", "more"],
            ["3", "z", "Red", ""],
            ["4", "z", "Red", ""],
        ],
    ),
    "never closed": (b'Ref,Action\n1,"open\n2,x\n', [["Ref", "Action"], ["1", '"open'], ["2", "x"]]),
}


@pytest.mark.parametrize("trap", CSV)
def test_csv(trap):
    data, rows = CSV[trap]
    assert seen(only(read_tables("plan.csv", data))) == rows


def test_doubts_of_csv():
    assert "cp1252" in read_tables("plan.csv", CSV["Windows"][0]).doubts[0]
    assert "do not close" in read_tables("plan.csv", CSV["never closed"][0]).doubts[0]
    assert read_tables("plan.csv", CSV["ragged"][0]).doubts[0].endswith("between commas: 3")
    assert only(read_tables("plan.csv", CSV["guarded"][0])).rows[2].cells[1].doubts
    assert only(read_tables("plan.csv", CSV["commas"][0])).place(1, 1) == "table 1, row 2, column 2"
    named = read_tables("plan.xlsx", CSV["commas"][0])
    assert named.doubts == ("its name ends in .xlsx, and it is CSV: it was read as what it is",)
    with pytest.raises(CannotRead, match="it is no text"):
        read_tables("plan.csv", b"\x01\0\0\0\x02\0\0\0" * 500)


# ---- web pages ----

PAGE = """<!DOCTYPE html><html><head><title>Our plan</title><style>td {a: b}</style>
<script>"<td>no</td>"</script></head><body><!-- gone <td> --><h2>Theme one</h2><p>Key: <b>Red</b> = late<br>second line
<table><thead><tr><th rowspan=2>Ref<th colspan=2>When &amp; who</tr><tr><th>When<th>Who</thead>
<tr bgcolor=red><td>1<td>By <s>March</s> <em>June</em> 2024<td style="background-color: rgb(0, 128,0)">AB <a
href="https://example.org">link</a>
<tr><td rowspan=5>2<td><ul><li>one<li>two</ul><ol start=3><li>three</ol><td><img src=x alt="Green"><input type=checkbox
checked>Yes</table>after<div hidden>secret words</div> 3<sup>rd</sup> <![if !vml]>x<![endif]> a < b <p>end</body>"""
LAID_OUT = (
    "<table><tr><td>menu<table><tr><td>A<td>B</tr><tr><td>long words here<td>and more</table><td>side</table><p>foot"
)
HTML = {
    "spans and slips": (
        PAGE,
        [
            ["Ref", "When & who", "When & who"],
            ["Ref", "When", "Who"],
            ["1", "By March June 2024", "AB link"],
            ["2", "one\ntwo\nthree", "Green ☒ Yes"],
        ],
    ),
    "a table that lays out the page": (LAID_OUT, [["A", "B"], ["long words here", "and more"]]),
    "a small table in a cell": (
        "<table><tr><td>Action<td>many words are here<table><tr><td>x<td>y</table></table>",
        [["Action", "many words are here\nx\ny"]],
    ),
    "copied from Word": (
        "<table class=MsoNormalTable><tr><td><p class=MsoNormal><span lang=EN-GB>Act<o:p></o:p></span></p></td><td><p>"
        "<span style='text-decoration:line-through'>May</span><span style='mso-hide:all'>old</span> June</p></td></tr>"
        "</table>",
        [["Act", "May June"]],
    ),
    "never closed": ("<table><tr><td>one<td><b>two<tr><td>three", [["one", "two"], ["three", ""]]),
    "a list to choose from": (
        "<table><tr><td>1<td><select><option>Red<option selected>Green</select></table>",
        [["1", "☐ Red\n☒ Green"]],
    ),
}


@pytest.mark.parametrize("trap", HTML)
def test_a_web_page(trap):
    page, rows = HTML[trap]
    assert seen(only(read_tables("page.html", page.encode()))) == rows


def test_looks_and_surroundings_of_a_web_page():
    document = read_tables("page.html", PAGE.encode())
    grid = only(document)
    assert [(one.text, one.heading) for one in grid.above] == [
        ("Theme one", 2),
        ("Key: Red = late", 0),
        ("second line", 0),
    ]
    assert [row.head for row in grid.rows] == [True, True, False, False]
    assert [cell.fill for cell in grid.rows[2].cells] == ["FF0000", "FF0000", "008000"]
    assert grid.rows[2].cells[1].paragraphs[0].struck == "March"
    assert grid.rows[2].cells[2].paragraphs[0].runs[-1].link == "https://example.org"
    assert [one.number for one in grid.rows[3].cells[1].paragraphs] == ["•", "•", "3."]
    assert grid.rows[3].cells[2].doubts == ("a picture, described as 'Green'",)
    assert grid.rows[0].cells[1] is grid.rows[0].cells[2] and grid.rows[0].cells[0] is grid.rows[1].cells[0]
    assert [one.text for one in document.below] == ["after", "3rd x a < b", "end"]
    assert [one.text for one in document.left_out] == ["Our plan", "secret words"]
    assert document.title == "Our plan"
    nested = only(read_tables("page.html", HTML["a small table in a cell"][0].encode())).rows[0].cells[1].tables
    assert [seen(one) for one in nested] == [[["x", "y"]]]
    laid = read_tables("page.html", LAID_OUT.encode())
    assert [one.text for one in only(laid).above] == ["menu"] and [one.text for one in laid.below] == ["side", "foot"]
    old = read_tables("page.html", b'<meta charset="iso-8859-1"><table><tr><td>\x93quoted\x94<td>\xa35</table>')
    assert seen(only(old)) == [["“quoted”", "£5"]] and not old.doubts


# ---- Markdown and copied text ----

MARKDOWN = {
    "strokes": (
        "# Plan\n\n| Ref | Action | When |\n|---|:-:|---|\n| 1 | Do *this* \\| that | ~~May~~ June |\n"
        "| 2 | x<br>y |\n\nend\n",
        [["Ref", "Action", "When"], ["1", "Do this | that", "May June"], ["2", "x\ny", ""]],
    ),
    "tabs": (
        "Ref\tAction\tWhen\n1\tTrain\tMay\n2\t\t\n3\tx < 5\tJune\n",
        [["Ref", "Action", "When"], ["1", "Train", "May"], ["2", "", ""], ["3", "x < 5", "June"]],
    ),
    "pages": (
        "## Our plan\n\nRef\tAction\tWhen\n1\tTrain\tMay\n\n54\n\n## Our plan\n\n2\tTeach\tJune\n",
        [["Ref", "Action", "When"], ["1", "Train", "May"], ["2", "Teach", "June"]],
    ),
    "a cell a line": (
        "1. Theme\n\tAim\n\tAction\n\tWhen\n\n\tLead\n\tName one\nand two\n\tMay\n\n"
        "\tReview\n\tAsk\n\nthem all\n\tJune\n",
        [["Aim", "Action", "When"], ["Lead", "Name one\nand two", "May"], ["Review", "Ask\nthem all", "June"]],
    ),
    "tags": (
        "A\tB\tC\n<b>1</b>\t<p>one</p> <p>two &amp; 3<sup>rd</sup></p>\t<ul><li>x</li></ul>\n",
        [["A", "B", "C"], ["1", "one\ntwo & 3rd", "x"]],
    ),
}


@pytest.mark.parametrize("trap", MARKDOWN)
def test_markdown_and_copied_text(trap):
    text, rows = MARKDOWN[trap]
    assert seen(only(read_tables("plan.md", text.encode()))) == rows


def test_looks_and_pages_of_a_text():
    document = read_tables("plan.md", MARKDOWN["strokes"][0].encode())
    grid = only(document)
    assert [(one.text, one.heading) for one in grid.above] == [("Plan", 1)]
    assert grid.rows[1].cells[2].paragraphs[0].struck == "May"
    assert [run.text for run in grid.rows[1].cells[1].paragraphs[0].runs if run.italic] == ["this"]
    assert [one.text for one in document.below] == ["end"]
    document = read_tables("plan.md", MARKDOWN["pages"][0].encode())
    assert [row.after_break for row in only(document).rows] == [False, False, True]
    assert [one.text for one in document.left_out] == ["54", "Our plan"]
    shifted = (
        "A plan\n\nAim\tAct\tWhen\tRAG\na\tb\tc\td\n\nA plan\n\n51\te\tf\tg\th\n52\tf\tg\th\ni\tj\tk\tl\nm\tn\to\tp\n"
    )
    document = read_tables("plan.md", shifted.encode())
    assert seen(only(document))[2:4] == [["e", "f", "g", "h"], ["52", "f", "g", "h"]]
    assert "taken for the number of a page" in only(document).doubts[0]
    assert seen(read_tables("x.txt", b"a * b\tc_d_e\t2*3\n* x\ty\tz **\n").grids[0])[0] == ["a * b", "c_d_e", "2*3"]


# ---- OpenDocument ----


def ods(body: str) -> bytes:
    spaces = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
        for short, long in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
    )
    spaces += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    styles = (
        '<office:automatic-styles><style:style style:name="s">'
        '<style:text-properties style:text-line-through-style="solid"/></style:style><style:style style:name="f">'
        '<style:table-cell-properties fo:background-color="#ff0000"/></style:style><style:style style:name="h">'
        '<style:table-properties table:display="false"/></style:style></office:automatic-styles>'
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr(
            "content.xml",
            f"<office:document-content{spaces}>{styles}<office:body><office:spreadsheet>{body}</office:spreadsheet>"
            "</office:body></office:document-content>",
        )
    return written.getvalue()


def ods_cell(text: str, more: str = "", kind: str = "table-cell") -> str:
    return f"<table:{kind} {more}><text:p>{text}</text:p></table:{kind}>"


ODS = ods(
    '<table:table table:name="Plan"><table:table-row>'
    + ods_cell("Ref", 'table:number-rows-spanned="2"')
    + ods_cell("When", 'table:number-columns-repeated="2"')
    + '<table:table-cell table:number-columns-repeated="16000"/></table:table-row><table:table-row>'
    + ods_cell("under", kind="covered-table-cell")
    + ods_cell('By <text:span text:style-name="s">May</text:span> June', 'table:style-name="f"')
    + ods_cell(
        "<text:a xmlns:x='http://www.w3.org/1999/xlink' x:href='https://example.org'>a</text:a><text:line-break/>b"
    )
    + "</table:table-row><table:table-row table:number-rows-repeated='2'>"
    + "<table:table-cell><text:p>1</text:p><office:annotation><text:p>why</text:p></office:annotation>"
    + "</table:table-cell>"
    + "</table:table-row><table:table-row table:number-rows-repeated='1048000'><table:table-cell/></table:table-row>"
    + "</table:table><table:table table:name='Old' table:style-name='h'><table:table-row>"
    + ods_cell("kept apart")
    + "</table:table-row></table:table>"
)


def test_an_opendocument_spreadsheet():
    document = read_tables("plan.ods", ODS)
    grid = only(document)
    assert [row[:3] for row in seen(grid)] == [["Ref", "When", "When"], ["Ref", "By May June", "a\nb"], ["1"], ["1"]]
    assert at(grid, "B2").paragraphs[0].struck == "May" and at(grid, "B2").fill == "FF0000"
    assert at(grid, "C2").paragraphs[0].runs[0].link == "https://example.org"
    assert at(grid, "A3").comment == "why"
    assert [one.text for one in document.left_out] == ["under", "kept apart"]


# ---- every word ----

MADE = {
    **{f"xlsx {name}": ("a.xlsx", data) for name, (data, _) in XLSX.items()},
    "xlsx two tables": ("a.xlsx", book(two_tables)),
    "xlsx own tables": ("a.xlsx", book(own_tables)),
    **{f"csv {name}": ("a.csv", data) for name, (data, _) in CSV.items()},
    **{f"html {name}": ("a.html", page.encode()) for name, (page, _) in HTML.items()},
    **{f"markdown {name}": ("a.md", text.encode()) for name, (text, _) in MARKDOWN.items()},
    "ods": ("a.ods", ODS),
}


@pytest.mark.parametrize("made", MADE)
def test_every_word_of_the_file_is_in_a_grid_or_said_to_be_left_out(made):
    document = read_tables(*MADE[made])
    assert document.words
    assert Counter(document.words) == Counter(document.all_words())


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")) | st.just("\n"), max_size=12)
TABLES = st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=2, max_size=5)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_any_words_come_back_from_a_workbook(rows):
    def fill(sheet):
        for row, values in enumerate([HEAD[:3], *rows], 1):
            for column, value in enumerate(values, 1):
                cell = sheet.cell(row, column, value or None)
                # words that begin with "=" are words here
                cell.data_type = "s"

    document = read_tables("a.xlsx", book(fill))
    assert Counter(document.words) == Counter(document.all_words())
    expected = Counter(word for row in [HEAD[:3], *rows] for value in row for word in words_of(value))
    assert Counter(document.words) == expected


@settings(max_examples=100, deadline=None)
@given(TABLES)
def test_any_words_come_back_from_a_web_page_and_from_csv(rows):
    import csv

    table = [list(HEAD[:3]), *rows]
    page = "".join("<tr>" + "".join(f"<td>{escape(one)}" for one in row) for row in table)
    document = read_tables("a.html", f"<table>{page}</table>".encode())
    assert Counter(document.words) == Counter(document.all_words())
    folded = [[" ".join(one.split()) for one in row] for row in table]
    assert [[" ".join(one.split()) for one in row] for row in seen(only(document))] == folded
    written = io.StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerows(table)
    document = read_tables("a.csv", written.getvalue().encode())
    assert Counter(document.words) == Counter(document.all_words())


@settings(max_examples=150, deadline=None)
@given(st.text("ab1 \t\n|*_~#<>/&;p-'’[]()\\\"=.", max_size=120))
def test_no_word_of_any_text_is_lost(text):
    document = read_tables("a.md", b"begin\n" + text.encode())
    lost = Counter(document.words) - Counter(document.all_words())
    assert not lost or re.search(r"[*_~\\<]", text), lost


# ---- hostile files ----


def zipped(parts, method=zipfile.ZIP_DEFLATED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", method) as made:
        for name, content in parts:
            made.writestr(name, content)
    return written.getvalue()


def encrypted() -> bytes:
    data = bytearray(zipped([("xl/workbook.xml", "x")]))
    data[6] |= 1
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


BOMB = "<!DOCTYPE a [<!ENTITY b 'bb'>]><worksheet/>"
HOSTILE = {
    "too big": (b"x" * (MOST_BYTES + 1), "50 MB"),
    "empty": (b" \n", "it is empty"),
    "zip bomb": (zipped([("xl/workbook.xml", b" " * 30_000_000)]), "unfolds to far more"),
    "thousands of members": (zipped([(f"a{n}", "") for n in range(MOST_MEMBERS + 1)]), "2,001 parts"),
    "paths": (zipped([("../../etc/passwd", "x")]), "a path that no document has"),
    "absolute path": (zipped([("/etc/passwd", "x")]), "a path that no document has"),
    "the same twice": (zipped([("xl/a.xml", "x"), ("xl/A.xml", "y")]), "one of its parts twice"),
    "encrypted zip": (encrypted(), "protected with a password"),
    "encrypted container": (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), "save it as .docx"),
    "entities": (book(plain, more={"xl/worksheets/sheet1.xml": BOMB}), "entities of its own"),
    "entities in UTF-16": (book(plain, more={"xl/styles.xml": BOMB.encode("utf-16")}), "entities of its own"),
    "binary Excel": (zipped([("xl/workbook.bin", "x")]), "xlsb"),
    "presentation": (zipped([("ppt/presentation.xml", "x")]), "presentation"),
    "OpenDocument text": (zipped([("mimetype", "application/vnd.oasis.opendocument.text")]), "save it as Word"),
    "another zip": (zipped([("photo.jpg", "x")]), "unpack it"),
    "half a zip": (book(plain)[:2000], "damaged"),
    "broken XML": (book(plain, more={"xl/worksheets/sheet1.xml": "<worksheet><sheetData>"}), "damaged"),
    "a formula that is none": (
        raw_book(
            "<sheetData><row><c r='A1'><f t='shared' si='0'>A2'&gt;B1</f></c><c r='B1'><f t='shared' si='0'/></c></row>"
            "</sheetData>"
        ),
        "'a formula' in it",
    ),
    "no sheet": (book(plain, more={"xl/worksheets/sheet1.xml": None}), "no sheet with cells"),
    "deep": (
        book(plain, more={"xl/styles.xml": "<a>" * 300 + "</a>" * 300}),
        "'xl/styles.xml' in it: nested more than 200 deep",
    ),
    "deep in a cell": (
        raw_book(f"<sheetData><row><c>{'<a>' * 90}{'</a>' * 90}</c></row></sheetData>"),
        "more than a cell can",
    ),
    "words without end": (
        raw_book(
            "<sheetData><row>" + "<c t='s'><v>0</v></c>" * 3000 + "</row></sheetData>",
            f"<si><t>{'word ' * 2000}</t></si>",
        ),
        "more words than any action plan",
    ),
    "cells without end": (
        raw_book("<sheetData>" + "<row>" + "<c><v>1</v></c>" * 60_001 + "</row></sheetData>"),
        "60,000 of its cells",
    ),
    "PDF": (b"%PDF-1.7\n", "copy its table"),
    "rich text": (b"{\\rtf1 x}", "save it as .docx"),
    "picture": (b"\x89PNG\r\n\x1a\n\0\0", "a picture"),
    "web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", "HTML only"),
    "tables in tables": (b"<table><tr><td>" * 40, "30 of its tables"),
    "elements in elements": (b"<table><tr><td>" + b"<i>" * 4000 + b"x", "3,000 of its elements"),
    "text without end": (b"a\tb\tc\n" * 2_000_000, "10 MB"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_one_clear_line(kind):
    data, said = HOSTILE[kind]
    with pytest.raises(CannotRead) as error:
        read_tables("from-outside.bin", data)
    message = str(error.value)
    assert said in message and message.startswith("from-outside.bin: ") and "\n" not in message


@pytest.mark.parametrize(
    "page",
    [
        "<!--" * 50_000,
        "<a " * 50_000,
        "<![" * 50_000,
        "<" * 50_000,
        "<table><tr><td>" + "x<wbr>" * 50_000,
        "</i>" * 50_000,
    ],
    ids=["remarks", "tags", "sections", "signs", "pieces", "ends"],
)
def test_a_page_of_slips_ends(page):
    read_tables("page.html", page.encode())


@pytest.mark.parametrize(
    "piece",
    [
        "\n",
        "a,b\n\n",
        "\tx\n",
        "\tx\n\n",
        "--\t--\n",
        "a\tb\n",
        "a | b\n",
        "|\n",
        "| a |\n",
        "a*",
        "[",
        "~~a",
        "_a_b",
        "<b",
    ],
)
@pytest.mark.parametrize("ending", ["md", "csv"])
def test_a_text_of_one_thing_over_and_over_ends(piece, ending):
    document = read_tables(f"a.{ending}", b"begin\n" + piece.encode() * 20_000)
    assert not Counter(document.words) - Counter(document.all_words()) or piece in ("a*", "~~a", "_a_b", "<b")


def test_merged_areas_without_end():
    areas = "".join(f"<mergeCell ref='A{n}:XFD1048576'/>" for n in range(1, 2000))
    rows = "".join(f"<row r='{n}'>{inline(f'A{n}', 'x')}{inline(f'GR{n}', 'y')}</row>" for n in range(1, 1500))
    document = read_tables("a.xlsx", raw_book(f"<sheetData>{rows}</sheetData><mergeCells>{areas}</mergeCells>"))
    assert Counter(document.words) == Counter(document.all_words())


def mutated(rnd: random.Random, name: str, data: bytes) -> bytes:
    """A file with something wrong in it: in its bytes, or, of a zip, in the XML of one part."""

    def spoilt(text: bytes) -> bytes:
        held = bytearray(text)
        for _ in range(rnd.choice((1, 2, 5, 20))):
            at = rnd.randrange(max(1, len(held)))
            how = rnd.randrange(5)
            if how == 0 and held:
                held[at % len(held)] = rnd.randrange(256)
            elif how == 1:
                del held[at : at + rnd.choice((1, 3, 40))]
            elif how == 2:
                held[at:at] = rnd.choice(
                    (b"<", b">", b'"', b"-1", b"99999999999", b"\0", b"&#0;", b"</c>", b"A1:XFD1048576")
                )
            elif how == 3:
                piece = held[at : at + rnd.choice((5, 50, 300))]
                held[at:at] = piece * rnd.choice((1, 3, 50))
            else:
                numbers = list(re.finditer(rb"\d+", bytes(held)))
                if numbers:
                    one = rnd.choice(numbers)
                    held[one.start() : one.end()] = rnd.choice((b"0", b"-5", b"4294967296", b"1e400", b"x"))
        return bytes(held)

    if not data.startswith(b"PK") or rnd.random() < 0.3:
        return spoilt(data)
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        part = rnd.choice(old.namelist())
    return parts_changed(data, {part: (lambda content: None) if rnd.random() < 0.05 else spoilt})


def read_or_refused(name: str, data: bytes) -> bool:
    try:
        document = read_tables(name, data)
    except CannotRead as error:
        assert "\n" not in str(error)
        return False
    list(document.all_words())
    return True


def test_three_hundred_spoilt_files_are_read_or_refused():
    rnd = random.Random(11)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    files = list(MADE.values())
    read = sum(
        read_or_refused(name, mutated(rnd, name, data)) for name, data in (rnd.choice(files) for _ in range(300))
    )
    assert 50 < read < 290
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300 * 1024


def test_an_old_workbook_needs_a_package_of_its_own(monkeypatch):
    monkeypatch.setattr("s11.intake.xls.find_spec", lambda name: None)
    with pytest.raises(CannotRead, match=r"save it as \.xlsx"):
        read_tables("plan.xls", OLE + "Workbook".encode("utf-16-le"))


@pytest.mark.parametrize(
    ("more", "count"),
    [
        (b'<row r="%d" s="1" customFormat="1"/>', 200_000),
        (b'<row r="%d"><c r="A1" s="1"/><c r="B1" s="1"/></row>', 60_000),
    ],
)
def test_rows_that_are_only_laid_out_are_seen_by_no_parser(more, count, monkeypatch):
    from s11.intake.package import Package

    plain_sheet = zip_parts(XLSX["plain"][0])
    name = next(one for one in plain_sheet if one.endswith("sheet1.xml"))
    laid_out = b"".join(more % number for number in range(50, count))
    large = {**plain_sheet, name: plain_sheet[name].replace(b"</sheetData>", laid_out + b"</sheetData>")}
    seen = []
    events = Package.events

    def counted(self, path):
        for one in events(self, path):
            seen.append(path)
            yield one

    monkeypatch.setattr(Package, "events", counted)
    read = read_tables("plan.xlsx", zipped(large))
    whole = read_tables("plan.xlsx", XLSX["plain"][0])
    assert [len(grid.rows) for grid in read.grids] == [len(grid.rows) for grid in whole.grids]
    # reading the sheet and counting its words
    assert 0 < seen.count(name) < 2_000


def zip_parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {one: opened.read(one) for one in opened.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for one, data in parts.items():
            made.writestr(one, data)
    return written.getvalue()
