"""Assurance tables: standards with evidence and grades become a self-assessment, what is to be improved its plan."""

from __future__ import annotations

import random
from datetime import date

import pytest
from conftest import Repository, run_s11
from hypothesis import given, settings
from hypothesis import strategies as st
from layouts import LAYOUTS, Layout
from terminal import Terminal
from test_import import word_file, workbook
from test_intake import any_cell, document_of, grid_of

from s11.intake.assurance import kind_of, meaning_of_grade, to_assessment
from s11.intake.imported import Given, Imported
from s11.intake.reading import read_tables
from s11.plan import Assessment, Plan, load_assessment, load_one
from s11.text import Source

ABOVE = ("Section 11 self-assessment 2015", "0 = not met, 1 = partly met, 2 = largely met, 3 = fully met")
HEAD = (
    "Standard",
    "Link to Health Audit",
    "Evidence (List all evidence)",
    "Areas for improvement",
    "Deadline",
    *[""] * 2,
)
SCORES = ("Self Assessment Score (0-3)", "Moderated Score (0-3)")
IMPROVED = "Name the deputy in the policy"
TWO = "Ask the youth council\nSay what was changed"
TABLE = Layout(
    "an assurance table",
    (
        (*HEAD[:5], "Assessment Score", "Assessment Score"),
        (*HEAD[:5], *SCORES),
        ("1.1 A named senior lead is in place", "18.5", "Structure chart", IMPROVED, "June 2016", "2", "1"),
        ("", "", "Training log", "", "", "", ""),
        ("Standard 2 – Safe recruitment is everybody's task", "", "Policy\nChecks", "None", "", "3", "3"),
        ("3. Listening to children", "", "", TWO, "July 2016\nMay 2017", "0", ""),
    ),
    (),
    0,
    above=ABOVE,
    merged=((0, 5, 1, 2),),
)


def made_of(layout: Layout = TABLE, ending: str = "docx", **more) -> Imported:
    data = (word_file if ending == "docx" else workbook)(layout)
    return made_from(read_tables(f"audit.{ending}", data), **more)


def made_from(document, **more) -> Imported:
    given = Given(**{"organisation": "Westmere", "origin": "section-11", "day": date(2015, 9, 30), **more})
    return to_assessment(document, given, "a.json", "westmere/audit-actions", "p.json")


def assessment_of(made: Imported) -> Assessment:
    loaded = load_assessment(Source("a.yaml", "westmere/audit", made.assessment.encode()))
    assert loaded.assessment is not None and not loaded.findings, loaded.findings
    return loaded.assessment


def plan_of(made: Imported) -> Plan:
    loaded = load_one(Source("p.yaml", "westmere/audit-actions", made.text.encode()))
    assert loaded.plan is not None and loaded.whole, loaded.findings
    return loaded.plan


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_an_assurance_table_is_a_self_assessment_and_its_plan(ending):
    made = made_of(ending=ending, as_at=date(2015, 9, 30))
    assert made.lost == () and made.answers == 3
    assessment = assessment_of(made)
    assert assessment.title == "Section 11 self-assessment 2015"
    assert {word: grade.means for word, grade in assessment.scale.items()} == {
        "0": "not_met",
        "1": "partly",
        "2": "partly",
        "3": "met",
    }
    lead, recruiting, listening = assessment.answers
    assert [(one.by, one.grade) for one in lead.grades] == [("self", "2"), ("moderation", "1")]
    assert [piece.text for piece in lead.evidence] == ["Structure chart", "Training log"]
    assert "A named senior lead is in place" in lead.note and "Link to Health Audit: 18.5" in lead.note
    assert [piece.text for piece in recruiting.evidence] == ["Policy", "Checks"] and not recruiting.gaps
    # what nobody moderated was not moderated
    assert listening.moderated is None and listening.own.grade == "0"
    assert listening.actions == ("westmere/audit-actions#3.1", "westmere/audit-actions#3.2")
    plan = plan_of(made)
    assert [(one.id, one.text) for one in plan.recommendations] == [
        ("1.1", "A named senior lead is in place"),
        ("3", "Listening to children"),
    ]
    assert [(a.text, a.timescale.text) for _, a in plan.actions()] == [
        ("Name the deputy in the policy", "June 2016"),
        ("Ask the youth council", "July 2016"),
        ("Say what was changed", "May 2017"),
    ]
    said = "\n".join(f"{one.place}: {one.text}" for one in made.doubts)
    where = "table 1, row 3, column 7" if ending == "docx" else "sheet 'Sheet', G5"
    assert f"{where}: who moderated is not said: taken for a panel" in said
    assert "'2', 'largely met', was read as partly" in said and "taken for standard 1.1, above" in said
    assert "2 actions in one cell, paired by their order with timescale" in said


def test_grades_that_nothing_explains_mean_nothing():
    from dataclasses import replace

    made = made_of(replace(TABLE, above=ABOVE[:1]))
    loaded = load_assessment(Source("a.yaml", "a", made.assessment.encode()))
    assert loaded.assessment is not None and not loaded.assessment.scale
    assert any("nothing says what '0', '1', '2' and '3' means" in one.text for one in made.doubts)
    given = made_of(replace(TABLE, above=ABOVE[:1]), legend={"3": "met"})
    assert assessment_of(given).means("3") == "met" and any("'0', '1' and '2'" in one.text for one in given.doubts)


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("fully met", "met"),
        ("not met", "not_met"),
        ("Not yet in place", "not_met"),
        ("partly met, some gaps", "partly"),
        ("limited evidence", "little"),
        ("exceeds the standard", "exceeds"),
        ("the colour of the sea", ""),
    ],
)
def test_the_words_of_a_scale_mean_what_they_say_or_nothing(words, means):
    assert meaning_of_grade(words) == means


def test_a_plan_is_not_taken_for_a_self_assessment_nor_the_other_way_round():
    kinds = {layout.name: kind_of(document_of(grid_of(layout.rows, layout.above, layout.merged))) for layout in LAYOUTS}
    assert {name for name, (kind, _) in kinds.items() if kind == "assessment"} == {"a two-level head"}
    bare = (
        ("Supporting Principles", "The Council commits itself to", "Evidence that it complies"),
        ("1. Culture", "x", "y"),
    )
    assert "say --as assessment" in kind_of(document_of(grid_of(bare)))[1]


@pytest.fixture
def council(repository: Repository) -> Repository:
    (repository.folder / "plans").mkdir()
    (repository.folder / "audit.docx").write_bytes(word_file(TABLE))
    return repository


ASKED = ("--output", "westmere/audit", "--organisation", "Westmere", "--kind", "section-11", "--as-at", "2015-09-30")


def test_the_command_writes_both_files_and_they_hold_together(council):
    asked = (*ASKED, "--standards", "section-11-2015")
    (council.folder / "standards").mkdir()
    listed = "format: s11-standards/1\nid: section-11-2015\ntitle: Section 11 standards\nstandards:\n"
    listed += "".join(f"  - {{id: '{one}', text: Standard {one}}}\n" for one in ("1.1", "2", "3"))
    (council.folder / "standards/section-11-2015.yaml").write_text(listed, encoding="utf-8")
    done = run_s11("import", "audit.docx", *asked, "--report", "read.md", cwd=council.folder, S11_AS_OF="2015-10-01")
    assert done.code == 0, done.err
    assert "3 standards answered" in done.err and "written: plans/westmere/audit-actions.yaml" in done.err
    linted = run_s11("lint", cwd=council.folder, S11_AS_OF="2015-10-01")
    assert linted.code == 0, linted.out
    assert "1 self-assessment" in linted.err + linted.out
    report = (council.folder / "read.md").read_text(encoding="utf-8")
    assert "| Moderated Score" in report.replace("Assessment Score ", "") and "| moderated |" in report


def test_which_it_is_can_be_said_and_is_asked_about_where_it_is_in_doubt(council):
    done = run_s11("import", "audit.docx", *ASKED, "--as", "plan", cwd=council.folder, S11_AS_OF="2015-10-01")
    assert done.code == 0 and "format: s11-plan/1" in (council.folder / "plans/westmere/audit.yaml").read_text()
    for wrong, said in (
        (("--as", "pla"), "write assessment or plan"),
        (("--as", "assessment", "--colour", "2=on_track"), "'on_track' is not a state"),
        (("--as", "plan", "--colour", "2=met"), "'met' is not a state"),
        (("--as", "assessment", "--update", "westmere/audit"), "file of its own"),
    ):
        asked = [one for one in ASKED if one != "--output"] if "--update" in wrong else list(ASKED)
        if "--update" in wrong:
            asked = ["--as-at", "2015-09-30"]
        failed = run_s11("import", "audit.docx", *asked, *wrong, cwd=council.folder, S11_AS_OF="2015-10-01")
        assert failed.code == 2 and said in failed.err, failed.err
    rows = "Principle,Evidence\n1. Culture,The charter is on the wall of every centre\n"
    (council.folder / "doubt.csv").write_text(rows, encoding="utf-8")
    asked = [one if one != "westmere/audit" else "westmere/two" for one in ASKED]
    at = Terminal(council.folder, "import", "doubt.csv", *asked, "--as-of", "2015-10-01")
    at.wait_for("Is it a plan or an assessment? ")
    at.type("assessment\n")
    assert at.end() == 0, at.heard
    assert "format: s11-assessment/1" in (council.folder / "plans/westmere/two.yaml").read_text(encoding="utf-8")


HEADINGS = (
    "Standard",
    "Evidence",
    "Self score",
    "Peer score",
    "Areas for improvement",
    "Deadline",
    "Lead",
    "Comments",
    "X",
)


@given(seed=st.integers(0, 10**9))
@settings(max_examples=150)
def test_of_any_assurance_table_every_word_is_in_one_of_the_files_or_said_to_be_left_out(seed):
    draw = random.Random(seed)
    heads = ["Standard", *draw.sample(HEADINGS[1:], draw.randint(2, 7))]
    if not {"Evidence", "Self score", "Peer score", "Areas for improvement"} & set(heads):
        heads.append("Evidence")
    rows = [heads, *([any_cell(draw) for _ in heads] for _ in range(draw.randint(1, 7)))]
    document = document_of(grid_of(rows, draw.sample(ABOVE, draw.randint(0, 2))), below=draw.sample(ABOVE, 1))
    made = made_from(document)
    assert made.lost == ()
    loaded = load_assessment(Source("a.yaml", "a", made.assessment.encode()))
    assert loaded.assessment is not None and loaded.whole, loaded.findings
    if made.text:
        plan_of(made)
