"""Export: whole plans out, in formats that others read, and back as the same plans."""

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from conftest import run_s11
from hypothesis import HealthCheck, given, settings

from s11.intake.our_export import read_export, text_of
from s11.plan import PlanFiles, load, load_one
from s11.plan.tables import plan_tables, plans_of_rows, rows_of
from s11.plan.writing import plan_tree
from s11.render.json import export_json
from s11.render.xlsx import xlsx
from s11.rules import check
from s11.rules.remarks import remarks_of
from s11.text import Source
from s11.view.export import export
from s11.when import Vantage
from tests.plans_of_model import load_tree, trees

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
        (["--output", "a.txt"], "'a.txt' does not end in a format that s11 exports: use .xlsx or .json"),
        ([], "say where to write it with --output, as .xlsx or .json; JSON goes to the screen with --format json"),
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
    import openpyxl

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
