"""Export: whole plans out, in formats that others read, and back as the same plans."""

import io
import json
import subprocess
import sys
import zipfile
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from conftest import run_s11, run_s11_process
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment

from s11.intake.our_export import read_export, text_of
from s11.plan import PlanFiles, load, load_one
from s11.plan.tables import plan_tables, plans_of_rows, rows_of
from s11.plan.writing import plan_tree
from s11.render.data_package import data_package, zipped
from s11.render.json import export_json
from s11.render.xlsx import xlsx
from s11.rules import check
from s11.rules.remarks import remarks_of
from s11.text import Source
from s11.view.export import export
from s11.when import Period, Vantage
from tests.plans_of_model import AWKWARD, load_tree, trees

DAY = date(2017, 1, 31)
ROOT = Path(__file__).parent.parent
OURS = sorted(path for path in (ROOT / "plans").rglob("*.yaml") if b"format: s11-plan/1" in path.read_bytes()[:400])


def source_of(path):
    return Source(str(path.relative_to(ROOT)), path.relative_to(ROOT / "plans").as_posix()[:-5], path.read_bytes())


def exported(files, day=DAY):
    register = PlanFiles(tuple(files))
    vantage = Vantage(day)
    findings = check(register, vantage)
    remarks = {loaded.source.id: remarks_of(loaded, findings) for loaded in register.files}
    return export(register, vantage, "", remarks=remarks)


WRITERS = {
    "xlsx": lambda seen: xlsx(seen),
    "json": lambda seen: export_json(seen).encode(),
    "csv": lambda seen: zipped(data_package(seen)),
}


def again(data, plans=None):
    """The plans of an export, read from the text that import would write."""
    found = read_export("export", data)
    assert found is not None and not found.doubts
    return [load_one(Source(f"plans/{one.id}.yaml", one.id, text_of(one, "").encode())) for one in found.plans]


@pytest.mark.parametrize("format", WRITERS)
def test_our_plans_come_back_as_they_were(format):
    before = load([source_of(path) for path in OURS]).files
    after = again(WRITERS[format](exported(before)))
    assert [one.plan for one in after] == [one.plan for one in before]
    assert len(after) == 5


@pytest.mark.parametrize("format", WRITERS)
def test_what_lint_finds_in_them_is_the_same(format):
    before = load([source_of(path) for path in OURS])
    after = PlanFiles(tuple(again(WRITERS[format](exported(before.files)))))
    seen = [
        sorted(
            (one.plan, one.code, one.path, one.message.split(", line")[0], one.allowed)
            for one in check(side, Vantage(DAY))
        )
        for side in (before, after)
    ]
    # an address of a line is another in the new file
    assert [row[:3] + row[4:] for row in seen[1]] == [row[:3] + row[4:] for row in seen[0]]
    assert any(row[4] for row in seen[0]), "an allowance is among them"


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees)
def test_any_plan_comes_back_as_it_was(tree):
    loaded = load_tree(tree)
    assert loaded.plan is not None
    seen = exported([loaded])
    for writer in WRITERS.values():
        (after,) = again(writer(seen))
        assert after.plan == loaded.plan


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(trees)
def test_rows_in_any_order_are_the_plan(tree):
    loaded = load_tree(tree)
    made = plan_tree(loaded.plan)
    rows = {name: list(reversed(several)) for name, several in rows_of("a/b", made).items()}
    (back,) = plans_of_rows(rows)
    assert back.tree == made


def test_every_field_has_a_column():
    """The tree of plan.EXAMPLE holds every field: none of its words is missing from the tables."""
    from s11.render.field_reference import EXAMPLE

    loaded = load_one(Source("plans/a/b.yaml", "a/b", EXAMPLE.encode()))
    rows = rows_of("a/b", plan_tree(loaded.plan))
    empty = {
        (table.name, column.name)
        for table in plan_tables()
        for at, column in enumerate(table.columns)
        if not any(row.cells[at] for row in rows[table.name])
    }
    # words that are spelled out stand where somebody has spelled them out, and remarks are none of the model
    assert not {(table, column) for table, column in empty if not column.endswith((".due", ".every", "remark"))}


ENDINGS = ".xlsx, .json, .docx, .ics, .parquet, .zip or a folder"


# the command ----------------------------------------------------------------------------------------------------------

PLAN = """\
format: s11-plan/1
title: Section 11 Action Plan
organisation: Westmere District Council
origin: section-11
agreed: 2024-01-10
as_at: 2024-05-01
rag:
  green: {means: on_track}
  red: {means: off_track}
people:
  AB: {name: Ann Bell, post: Head of Housing}
recommendations:
  - id: 2
    text: Listen
    actions:
      - id: 10
        text: Publish the leaflet
        lead: AB
        timescale: March 2024  # s11: allow S205 agreed with the board on 3 May
        rag: green
      - {id: 9, text: Look at cases, lead: AB, sensitive: true}
"""


@pytest.fixture
def council(tmp_path, monkeypatch):
    (tmp_path / "plans/westmere").mkdir(parents=True)
    (tmp_path / "plans/westmere/s11.yaml").write_text(PLAN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def s11(*arguments):
    return run_s11(*arguments, "--as-of", "2024-06-30", cwd=Path.cwd())


@pytest.mark.parametrize("name", ["out.xlsx", "out.json"])
def test_a_plan_goes_out_and_comes_back(council, name):
    done = s11("export", "--output", name)
    assert done.code == 0 and done.err == f"written: {name} (1 plan, 2 actions)\n"
    done = s11("import", name)
    assert done.code == 2
    assert "plans/westmere/s11.yaml: there is such a plan already; nothing was written" in done.err
    done = s11("import", name, "--output", "plans/westmere/copy.yaml")
    assert done.code == 0 and "written: plans/westmere/copy.yaml" in done.err
    copy = (council / "plans/westmere/copy.yaml").read_text()
    assert "        # s11: allow S205 agreed with the board on 3 May\n        timescale: March 2024\n" in copy
    whole = load_one(Source("a", "a", copy.encode())), load_one(Source("a", "a", PLAN.encode()))
    assert whole[0].plan == whole[1].plan


@pytest.mark.parametrize("name", ["out.xlsx", "out.json"])
def test_a_copy_for_the_public_holds_no_name(council, name):
    done = s11("export", "--output", name, "--audience", "public")
    assert done.code == 0 and "1 of 2 actions is left out as sensitive" in done.err
    data = (council / name).read_bytes()
    text = b"".join(opened(data).values()).decode() if name.endswith(".xlsx") else data.decode()
    assert "Ann Bell" not in text and "Look at cases" not in text and "Head of Housing" in text
    assert "1 of 2 actions is left out as sensitive" in text


def opened(data):
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--output", "a.txt"],
            f"'a.txt' does not end in a format that s11 exports: use {ENDINGS}",
        ),
        (
            [],
            f"say where to write it with --output, as {ENDINGS}; JSON goes to the screen with --format json",
        ),
        (["--format", "xlsx"], "--format xlsx is not for a screen: name a file with --output"),
        (["--format", "xlss", "--output", "a"], "'xlss' is not a format: did you mean 'xlsx'?"),
        (["nowhere/plan", "--output", "a.json"], "nowhere/plan"),
    ],
)
def test_wrong_use_is_one_line(council, arguments, said):
    done = s11("export", *arguments)
    assert done.code == 2 and said in done.err and len(done.err.splitlines()) == 1
    assert done.out == ""


def test_json_goes_to_the_screen_and_keeps_its_schema(council):
    import jsonschema

    from s11.render.json_shapes import schema_of

    made = json.loads(s11("export", "--format", "json").out)
    jsonschema.validate(made, schema_of("export"))
    plan_schema = json.loads((ROOT / "schemas/plan.schema.json").read_text())
    jsonschema.validate(made["plans"][0]["plan"], plan_schema)
    action, other = made["plans"][0]["actions"]
    assert (action["address"], action["checked"], action["days_late"]) == ("westmere/s11#10", "off_track", 91)
    assert other["sensitive"] is True


def test_what_an_export_says_by_itself_is_not_asked(council):
    s11("export", "--output", "out.json")
    done = s11("import", "out.json", "--kind", "section-11", "--title", "x")
    assert done.code == 2 and "leave out --title, --kind" in done.err


def cell_edited(data, sheet, edit):
    """A workbook of which somebody has edited a sheet."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    edit(book[sheet])
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def heads(sheet):
    return {cell.value: cell.column for cell in sheet[3]}


def test_a_workbook_that_was_edited_and_sorted_is_read(council):
    s11("export", "--output", "out.xlsx")
    data = (council / "out.xlsx").read_bytes()

    def edit(sheet):
        at = heads(sheet)
        sheet.cell(4, at["text"]).value = "Publish the leaflet again"
        sheet.cell(4, at["as at"] if "as at" in at else at["priority"] if "priority" in at else at["rag"]).value = "red"
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
        for number, row in enumerate(reversed(rows), 4):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value

    (after,) = again(cell_edited(data, "actions", edit))
    first, second = after.plan.recommendations[0].actions
    assert (first.id, first.text, first.rag) == ("10", "Publish the leaflet again", "red")
    assert second.id == "9" and second.sensitive


@pytest.mark.parametrize(
    ("sheet", "edit", "said"),
    [
        (
            "actions",
            (5, "place", None),
            "edited.xlsx, actions, row 5: it has no place",
        ),
        (
            "actions",
            (5, "place", "recommendations.1.actions.1"),
            "row 5: the place 'recommendations.1.actions.1' stands twice",
        ),
        (
            "actions",
            (5, "place", "recommendations.7.actions.1"),
            "'recommendations.7.actions.1' stands beneath nothing that is here",
        ),
        (
            "actions",
            (5, "place", "recommendations.1.evidence.1"),
            "stands beneath nothing that is here",
        ),
        (
            "actions",
            (3, "place", "where"),
            "no row with the headings 'plan' and 'place'",
        ),
        ("plans", (4, "plan", None), "there is no row of the plan 'westmere/s11' among the plans"),
        (
            "people",
            (4, "plan", "x/y"),
            "there is no row of the plan 'x/y'",
        ),
    ],
)
def test_what_cannot_be_put_back_is_said_with_its_row(council, sheet, edit, said):
    s11("export", "--output", "out.xlsx")
    row, column, value = edit

    def edited(page):
        page.cell(row, heads(page)[column]).value = value

    data = cell_edited((council / "out.xlsx").read_bytes(), sheet, edited)
    (council / "edited.xlsx").write_bytes(data)
    done = s11("import", "edited.xlsx", "--output", "plans/westmere/copy.yaml")
    assert done.code == 2 and said in done.err, done.err
    assert not (council / "plans/westmere/copy.yaml").exists()


def renamed(book):
    book["people"].title = "Who"


def removed(book):
    book.remove(book["people"])


def copied(book):
    book.copy_worksheet(book["actions"]).title = "actions (2)"


def without_heading(book):
    book["actions"].cell(3, heads(book["actions"])["timescale"]).value = "When"


def with_formula(book):
    cell = book["actions"].cell(4, heads(book["actions"])["timescale"])
    cell.value, cell.data_type = '="July"&" 2027"', "f"


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (renamed, "sheet 'Who': it is a table of an export under another name"),
        (removed, "its sheet 'people' is not there any more"),
        (copied, "sheet 'actions (2)': it is a table of an export under another name, or a copy"),
        (without_heading, "sheet 'actions': the column 'timescale' is not there any more"),
        (with_formula, "it is a formula, and what it comes to is not in the file"),
    ],
)
def test_no_part_of_a_record_is_lost_on_the_way_unsaid(council, edit, said):
    s11("export", "--output", "out.xlsx")
    book = openpyxl.load_workbook(council / "out.xlsx")
    edit(book)
    book.save(council / "edited.xlsx")
    done = s11("import", "edited.xlsx", "--output", "plans/westmere/copy.yaml")
    assert done.code == 2 and said in done.err, done.err
    assert not (council / "plans/westmere/copy.yaml").exists()


def test_a_table_that_was_taken_out_of_a_folder_is_missed(council):
    s11("export", "--output", "tables", "--format", "csv")
    (council / "tables" / "date_changes.csv").unlink()
    done = s11("import", "tables", "--output", "plans/westmere/copy.yaml")
    assert done.code == 2 and "date_changes.csv is not there any more" in done.err, done.err


def test_a_sheet_and_comments_of_somebody_are_said(council):
    s11("export", "--output", "out.xlsx")
    book = openpyxl.load_workbook(council / "out.xlsx")
    book.create_sheet("Mine")["A1"] = "What I also wanted to say"
    book["actions"].cell(4, heads(book["actions"])["text"]).comment = Comment("Is this right?", "Ann")
    book.save(council / "edited.xlsx")
    done = s11("import", "edited.xlsx", "--output", "plans/westmere/copy.yaml")
    assert done.code == 0, done.err
    assert "sheet 'Mine': it is none of an export: it was not read" in done.err
    assert "sheet 'actions': comments beside cells are not read" in done.err


def test_a_column_of_somebody_else_is_said(council):
    s11("export", "--output", "out.xlsx")

    def edit(sheet):
        sheet.cell(3, sheet.max_column + 1).value = "My remarks"

    (council / "edited.xlsx").write_bytes(cell_edited((council / "out.xlsx").read_bytes(), "actions", edit))
    done = s11("import", "edited.xlsx", "--output", "plans/westmere/copy.yaml")
    assert done.code == 0 and "the column 'My remarks' is none of an export: it was not read" in done.err


def test_a_newer_export_is_not_guessed_at(council):
    s11("export", "--output", "out.json")
    newer = (council / "out.json").read_text().replace('"schema": 1', '"schema": 2', 1)
    (council / "newer.json").write_text(newer)
    done = s11("import", "newer.json")
    assert done.code == 2 and "exported by a newer s11" in done.err


# tables ---------------------------------------------------------------------------------------------------------------


def described_tables(folder):
    """What two validators that know nothing of s11 say of the tables in a folder, and why."""
    program = (
        "import json, sys; from frictionless import validate; from csvw import CSVW\n"
        "report = validate(sys.argv[1] + '/datapackage.json')\n"
        "errors = [error.message for task in report.tasks for error in task.errors]\n"
        "try:\n"
        "    web = CSVW(sys.argv[1] + '/csv-metadata.json', validate=True)\n"
        "    valid, warned = web.is_valid, [str(one.message) for one in web.warnings]\n"
        "except ValueError as error:\n"
        "    valid, warned = False, [str(error)]\n"
        "print(json.dumps([report.valid, errors, valid, warned]))"
    )
    ran = subprocess.run([sys.executable, "-c", program, str(folder)], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])


def test_the_tables_are_valid_for_two_validators_and_a_wrong_cell_is_not(tmp_path):
    before = load([source_of(path) for path in OURS]).files
    for name, data in data_package(exported(before)).items():
        (tmp_path / name).write_bytes(data)
    assert described_tables(tmp_path) == [True, [], True, []]
    plans = (tmp_path / "plans.csv").read_text()
    assert "2016-05-03" in plans
    (tmp_path / "plans.csv").write_text(plans.replace("2016-05-03", "2016-02-30"))
    friction, errors, web, warned = described_tables(tmp_path)
    assert not friction and "2016-02-30" in errors[0] and not web and "as_at" in warned[0]


def test_hostile_words_are_valid_in_tables_too(tmp_path):
    tree = {
        "format": "s11-plan/1",
        "title": "=1+1",
        "organisation": "Westmere",
        "origin": "other",
        "recommendations": [
            {"id": str(at), "text": words, "actions": [{"id": str(at), "text": words, "note": words}]}
            for at, words in enumerate(AWKWARD)
        ],
    }
    for name, data in data_package(exported([load_tree(tree)])).items():
        (tmp_path / name).write_bytes(data)
    assert described_tables(tmp_path) == [True, [], True, []]


def test_tables_are_a_folder_or_a_zip_and_come_back(council):
    assert s11("export", "--output", "out.zip").code == 0
    done = s11("export", "--format", "csv", "--output", "out")
    assert done.code == 0 and done.err == "written: out (1 plan, 2 actions)\n"
    folder = {path.name: path.read_bytes() for path in (council / "out").iterdir() if path.name[0] != "."}
    assert folder == opened((council / "out.zip").read_bytes())
    assert folder["actions.csv"].startswith(b"plan,place,part,id,text,")
    assert (
        b"westmere/s11,recommendations.1.actions.1,westmere/s11#10,10,Publish the leaflet,AB,March 2024"
        in folder["actions.csv"]
    )
    assert s11("import", "out", "--output", "plans/westmere/copy.yaml").code == 0
    copy = (council / "plans/westmere/copy.yaml").read_bytes()
    assert load_one(Source("a", "a", copy)).plan == load_one(Source("a", "a", PLAN.encode())).plan


def test_tables_for_a_spreadsheet_are_guarded_and_not_taken_back(council):
    plan = council / "plans/westmere/s11.yaml"
    plan.write_text(PLAN.replace("Publish the leaflet", "'=1+1'"))
    assert s11("export", "--output", "out.zip", "--excel").code == 0
    actions = opened((council / "out.zip").read_bytes())["actions.csv"].decode()
    assert actions.startswith("\ufeff") and ",'=1+1," in actions and ",=1+1" not in actions
    done = s11("import", "out.zip", "--output", "plans/westmere/copy.yaml")
    assert done.code == 2 and "were made for a spreadsheet (--excel)" in done.err
    done = s11("export", "--output", "out.xlsx", "--excel")
    assert done.code == 2 and "--excel is for CSV" in done.err


def test_a_folder_that_another_command_wrote_is_left_alone(council):
    assert s11("site", "--output", "out").code == 0
    before = {path: path.read_bytes() for path in (council / "out").rglob("*") if path.is_file()}
    done = s11("export", "--format", "csv", "--output", "out")
    assert done.code == 2 and "out was written by 's11 site': name a new or an empty folder" in done.err
    assert {path: path.read_bytes() for path in (council / "out").rglob("*") if path.is_file()} == before
    for _ in range(2):
        assert s11("export", "--format", "csv", "--output", "tables").code == 0
    done = s11("site", "--output", "tables")
    assert done.code == 2 and "tables was written by 's11 export'" in done.err


def test_a_folder_that_is_no_export_is_said(council):
    done = s11("import", "plans")
    assert done.code == 2 and "plans is a folder, and no export of s11" in done.err


# calendars ------------------------------------------------------------------------------------------------------------

DATED = """\
format: s11-plan/1
title: Action plan
organisation: Westmere District Council
origin: section-11
agreed: 2024-01-10
control: {next_review: 31 January 2025}
people:
  AB: {name: Ann Bell, post: Head of Housing}
recommendations:
  - id: 1
    text: Listen
    actions:
      - {id: 1, text: "Publish; a, leaflet", lead: AB, timescale: 31 March 2024}
      - {id: 2, text: Meet, lead: AB, timescale: "January 2024, quarterly", completed: [2024-01-20]}
      - {id: 3, text: Doubtful, lead: AB, timescale: By 2018}
      - {id: 4, text: Undated, lead: AB}
      - {id: 5, text: Done, lead: AB, timescale: May 2024, completed: 2024-05-02}
      - {id: 6, text: Ongoing, lead: AB, timescale: Ongoing, review: 1 October 2024}
      - id: 7
        text: With pieces
        lead: AB
        timescale: December 2024
        progress:
          - {date: 2024-06-01, percent: 40, note: Half of it is there}
        evidence:
          - {text: A report, timescale: 30 September 2024}
        milestones:
          - {text: A draft, timescale: 31 August 2024}
"""
EXPECTED = [
    ("2024-03-31", "Due: 1: Publish; a, leaflet (Ann Bell)"),
    ("2024-04-30", "Due: 2: Meet (Ann Bell)"),
    ("2024-08-31", "Due: 7, milestone: A draft (Ann Bell)"),
    ("2024-09-30", "Due: 7, evidence: A report (Ann Bell)"),
    ("2024-10-01", "Look again: Ongoing (Ann Bell)"),
    ("2024-12-31", "Due: 7: With pieces (Ann Bell)"),
    ("2025-01-31", "Review of the plan: Action plan"),
]


@pytest.fixture
def dated(council):
    (council / "plans/westmere/s11.yaml").write_text(DATED)
    return council


def test_a_calendar_is_read_by_two_other_libraries(dated):
    done = s11("export", "--output", "out.ics")
    assert done.code == 0 and done.err == (
        "written: out.ics (7 events)\nnot in it, for want of a certain day: 3 addresses, named in its description\n"
    )
    program = (
        "import json, sys, vobject, ics\n"
        "text = open(sys.argv[1], newline='').read()\n"
        "one = [(str(event.dtstart.value), event.summary.value) for event in vobject.readOne(text).vevent_list]\n"
        "two = sorted((str(event.begin.date()), event.name) for event in ics.Calendar(text).events)\n"
        "print(json.dumps([one, two]))"
    )
    ran = subprocess.run([sys.executable, "-W", "ignore", "-c", program, "out.ics"], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    one, two = json.loads(ran.stdout)
    assert [tuple(row) for row in one] == EXPECTED and [tuple(row) for row in two] == EXPECTED
    data = (dated / "out.ics").read_bytes()
    assert b"westmere/s11#3" in data.replace(b"\r\n ", b"") and b"westmere/s11#4" in data.replace(b"\r\n ", b"")
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"RRULE:FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1" in data


def test_a_day_that_moves_keeps_its_name_and_counts_up(dated):
    from icalendar import Calendar

    def events():
        found = Calendar.from_ical(run_s11("export", "--format", "ics", "--as-of", day, cwd=dated).out).walk("VEVENT")
        return {str(event["summary"]): event for event in found}

    day = "2024-06-30"
    before = events()["Due: 7: With pieces (Ann Bell)"]
    path = dated / "plans/westmere/s11.yaml"
    path.write_text(path.read_text().replace("timescale: December 2024", "timescale: March 2025"))
    day = "2024-07-01"
    after = events()["Due: 7: With pieces (Ann Bell)"]
    assert before["uid"] == after["uid"] and before["dtstart"].dt != after["dtstart"].dt
    assert after["sequence"] > before["sequence"]
    assert len({str(event["uid"]) for event in events().values()}) == 7


def test_tasks_are_for_programs_that_read_them(dated):
    from icalendar import Calendar

    tasks = Calendar.from_ical(s11("export", "--format", "ics", "--todo").out).walk("VTODO")
    assert [(str(task["due"].dt), str(task["summary"])) for task in tasks] == EXPECTED
    assert [task.get("percent-complete") for task in tasks] == [None] * 5 + [40, None]
    done = s11("export", "--output", "a.json", "--todo")
    assert done.code == 2 and "--todo is for a calendar" in done.err


def test_a_calendar_of_one_lead_and_a_filter_that_nobody_has(dated):
    done = s11("export", "--format", "ics", "--lead", "AB", "--late")
    assert done.out.count("BEGIN:VEVENT") == 2
    done = s11("export", "--format", "ics", "--lead", "XX")
    assert done.code == 2 and "XX" in done.err
    done = s11("export", "--output", "a.json", "--lead", "AB")
    assert done.code == 2 and "an export holds whole plans" in done.err


@settings(max_examples=300, deadline=None)
@given(
    st.dates(date(2000, 1, 1), date(2040, 12, 31)),
    st.builds(Period, st.integers(0, 30), st.integers(0, 60)).filter(lambda every: every.months or every.days),
    st.booleans(),
    st.integers(0, 5),
)
def test_what_recurs_falls_on_the_days_on_which_it_is_due(first, every, at_month_end, skipped):
    from dateutil.rrule import rrulestr
    from icalendar import vRecur

    from s11.render.ics import recurrence
    from s11.view.calendar import CalendarItem
    from s11.when import Timescale

    if at_month_end:
        first = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    timescale = Timescale("", "recurring", due=first, every=every, month_end=at_month_end)
    days = [timescale.cycle(number) for number in range(skipped, skipped + 8)]
    item = CalendarItem("k", "action", days[0], "t", "s", (), None, every, first, at_month_end)
    rule = recurrence(item)
    if not rule:
        assert every.months and every.days
        return
    text = vRecur(rule).to_ical().decode()
    found = rrulestr(text, dtstart=datetime(days[0].year, days[0].month, days[0].day))
    assert [one.date() for one, _ in zip(found, days, strict=False)] == days


# Word -----------------------------------------------------------------------------------------------------------------


def test_a_word_file_opens_and_is_read_as_the_same_table(dated):
    assert s11("export", "--output", "out.docx").code == 0
    words = office(dated, "out.docx", "txt:Text").decode()
    for said in ("Publish; a, leaflet", "Milestone: A draft (31 August 2024)", "January 2024, quarterly", "Ann Bell"):
        assert said in words
    given = ("--organisation", "Westmere District Council", "--kind", "section-11", "--output", "plans/westmere/w.yaml")
    assert s11("import", "out.docx", *given, "--yes").code == 0
    back = load_one(Source("a", "a", (dated / "plans/westmere/w.yaml").read_bytes())).plan
    before = load_one(Source("a", "a", DATED.encode())).plan
    said = [
        [(action.id, action.text, action.timescale.text if action.timescale else "") for _, action in plan.actions()]
        for plan in (back, before)
    ]
    assert said[0] == said[1]


# all of them ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["out.xlsx", "out.json", "out.zip", "out.docx", "out.ics"])
def test_the_same_plans_are_the_same_bytes_in_two_processes(dated, name):
    made = []
    for zone in ("UTC", "Asia/Tokyo"):
        arguments = ["export", "--output", name, "--as-of", "2024-06-30"]
        ran = run_s11_process(*arguments, cwd=dated, TZ=zone, PYTHONHASHSEED="random")
        assert ran.code == 0, ran.err
        made.append((dated / name).read_bytes())
    assert made[0] == made[1]


@pytest.mark.parametrize("name", ["out.xlsx", "out.json", "out.zip", "out.docx", "out.ics"])
def test_no_copy_for_the_public_holds_a_name(dated, name):
    done = s11("export", "--output", name, "--audience", "public")
    assert done.code == 0, done.err
    data = (dated / name).read_bytes()
    text = b"".join(opened(data).values()) if data.startswith(b"PK") else data.replace(b"\r\n ", b"")
    assert b"Ann Bell" not in text and b"Head of Housing" in text and b"Without people" not in text


def test_every_format_says_what_it_lacks(dated, monkeypatch):
    import builtins

    real = builtins.__import__

    def without(name, *rest):
        if name.split(".")[0] in ("xlsxwriter", "icalendar", "docx"):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    for name, extra in (("a.xlsx", "office"), ("a.docx", "office"), ("a.ics", "calendar")):
        done = s11("export", "--output", name)
        assert done.code == 2 and f"pip install 's11[{extra}]'" in done.err and len(done.err.splitlines()) == 1


def office(folder, name, to):
    """A file saved by LibreOffice as another kind, in a folder of its own."""
    own = f"-env:UserInstallation=file://{folder}/office"
    asked = ["soffice", "--headless", own, "--convert-to", to, "--outdir", "saved", name]
    ran = subprocess.run(asked, capture_output=True, cwd=folder, timeout=240)
    assert ran.returncode == 0, ran.stderr
    return (folder / "saved" / name).with_suffix(f".{to.partition(':')[0]}").read_bytes()


def test_a_workbook_that_libreoffice_has_saved_is_the_same_plan(dated):
    assert s11("export", "--output", "out.xlsx").code == 0
    (after,) = again(office(dated, "out.xlsx", "xlsx"))
    assert after.plan == load_one(Source("plans/westmere/s11.yaml", "westmere/s11", DATED.encode())).plan


def test_the_workbook_of_our_plans_keeps_the_rules_for_accessible_spreadsheets():
    import openpyxl

    before = load([source_of(path) for path in OURS]).files
    book = openpyxl.load_workbook(io.BytesIO(xlsx(exported(before))))
    assert book.sheetnames[0] == "about" and book.sheetnames[-1] == "columns"
    described = {row[0].value + row[1].value for row in book["columns"].iter_rows(min_row=4)}
    for sheet in book:
        assert sheet["A1"].value and not sheet.merged_cells.ranges and sheet.sheet_state == "visible"
        assert len(sheet.tables) == (sheet.title != "about")
        for table in sheet.tables.values():
            first, last = table.ref.split(":")
            rows = list(sheet[table.ref])
            heads = [cell.value for cell in rows[0]]
            assert all(heads) and len({head.casefold() for head in heads}) == len(heads)
            assert first == "A3" and int("".join(filter(str.isdigit, last))) == sheet.max_row
            # no row is empty, and no column but what every table of its kind has
            assert all(any(cell.value is not None for cell in row) for row in rows)
            if sheet.title != "columns":
                assert {sheet.title + head for head in heads} <= described


def test_hostile_words_do_nothing_in_any_format(tmp_path):
    import openpyxl

    from s11.render.ics import ics
    from s11.render.plan_docx import plan_docx
    from s11.store import own_and_shipped
    from s11.view.calendar import calendar

    actions = [
        {
            "id": str(at),
            "text": words,
            "lead": "AB",
            "timescale": "March 2017",
            "note": words,
            "evidence": words_as(words),
        }
        for at, words in enumerate(AWKWARD)
    ]
    tree = {
        "format": "s11-plan/1",
        "title": '=HYPERLINK("https://evil.example")',
        "organisation": "Westmere",
        "origin": "other",
        "people": {"AB": {"name": "@SUM(A1)"}},
        "recommendations": [{"id": "1", "text": "https://evil.example", "actions": actions}],
    }
    loaded = load_tree(tree)
    seen = exported([loaded])
    book = openpyxl.load_workbook(io.BytesIO(xlsx(seen)))
    for sheet in book:
        for row in sheet.iter_rows():
            assert not [cell for cell in row if cell.data_type == "f" or cell.hyperlink]
    for name, part in opened(plan_docx(seen, own_and_shipped("templates"))).items():
        if name.endswith(".rels"):
            assert b"External" not in part, name
        assert b"fldSimple" not in part or b"HYPERLINK" not in part.split(b"fldSimple")[1][:80]
    data = ics(calendar(PlanFiles((loaded,)), Vantage(DAY)))
    from icalendar import Calendar

    events = Calendar.from_ical(data).walk("VEVENT")
    assert len(events) >= len(AWKWARD) and data.count(b"BEGIN:VEVENT") == len(events)
    assert not [line for line in data.split(b"\r\n") if line[:1] in b"=+@-" and line]
    said = {str(event["summary"]) for event in events}
    for at, words in enumerate(AWKWARD):
        assert f"Due: {at}: {words} (@SUM(A1))" in said or not words.isprintable()


def words_as(words):
    return [{"text": words, "timescale": "March 2017"}]
