"""A board's annual report: its numbers are those of coverage, status and changes, and what is not known is said."""

from __future__ import annotations

import json
import re
import shutil

import pytest
from browsing import look, validated
from conftest import PROJECT, run_s11
from markdown_it import MarkdownIt
from test_pages import Page

PLAN = """\
format: s11-plan/1
title: Section 11 plan
organisation: Westmere District Council
origin: section-11
as_at: %(as_at)s
themes: {hear: Hearing children}
rag: {green: {means: on_track}, red: {means: off_track}, blue: {means: completed}}
people:
  AB: {post: Policy officer}
recommendations:
  - id: 1
    theme: hear
    text: Hear children
    actions:
      - {id: "1", text: Ask children, lead: AB, timescale: March 2024, measure: Asked, rag: %(one)s%(done)s}
      - {id: "2", text: Answer them, lead: AB, timescale: %(when)s, measure: Answered, rag: green}
  - id: 2
    text: Train everybody
    actions:
      - {id: "3", text: Train everybody, lead: AB, timescale: TBC, measure: Trained, rag: green}
"""
THEN = {"as_at": "2024-01-10", "one": "green", "done": "", "when": "June 2024"}
NOW = {"as_at": "2024-12-10", "one": "blue", "done": ", completed: 2024-03-20", "when": "June 2024"}
RETURN = """\
format: s11-assessment/1
title: Self-assessment 2024
organisation: Westmere District Council
kind: statutory
standards: own
as_at: 2024-10-01
submitted: {date: 2024-10-28, by: AB}
scale: {green: {means: met}, red: {means: not_met}}
people: {AB: {post: Policy officer}}
answers:
  - {standard: "1", grades: [{by: self, grade: green}], evidence: [{text: Minutes, dated: 2024-07-09}]}
  - {standard: "2", grades: [{by: self, grade: red}], actions: ["westmere/plan#2"]}
"""
LIST = """\
format: s11-standards/1
id: own
title: Standards of the Westshire board
standards:
  - {id: "1", text: Somebody leads}
  - {id: "2", text: Children are heard}
"""
DAY = "2025-01-31"


@pytest.fixture
def board(repository):
    repository.write("plans/westmere/plan.yaml", PLAN % THEN)
    repository.commit("A plan", "2024-01-15")
    repository.write("plans/westmere/plan.yaml", PLAN % NOW)
    repository.write("plans/westmere/assessment-2024.yaml", RETURN)
    repository.write("standards/own.yaml", LIST)
    repository.commit("A year later", "2024-12-15")
    return repository.folder


def told(folder, *words):
    return json.loads(run_s11(*words, "--as-of", DAY, "--json", cwd=folder).out)


def voices(folder, tmp_path, *more):
    out = tmp_path / "annual.html"
    words = ("report", "--template", "annual", "--as-of", DAY, *more)
    ran = run_s11(*words, "-o", str(out), cwd=folder)
    assert ran.code == 0, ran.err
    ran = run_s11(*words, cwd=folder)
    assert ran.code == 0, ran.err
    markdown = Page(MarkdownIt("commonmark").enable("table").render(ran.out)).text
    return Page(out.read_text(encoding="utf-8")).text, markdown


def test_its_numbers_are_those_of_the_commands_it_is_made_of(board, tmp_path):
    status, moved = told(board, "status"), told(board, "changes", "--since", "2024-01-31")
    counts = status["portfolio"]
    # by hand: one done, one late since 30 June 2024, one without a date
    assert (counts["checked"]["completed"], counts["timing"]["late"], counts["timing"]["no_date"]) == (1, 1, 1)
    for shown in voices(board, tmp_path, "--since", "2024-01-31"):
        assert "1 action plan with 3 actions. 1 action is late" in shown
        assert "Annual report, 31 January 2024 to 31 January 2025" in shown
        travel = moved["plans"][0]["travel"]
        assert (travel["better"], travel["worse"]) == (1, 1)
        assert "the plans went about the same: 1 improved, 1 worsened" in shown
        # one of two answers is met by the body itself, one is not; nobody else looked at either
        assert "Of 2 answers asked for, 1 are graded met by the bodies themselves and 1 not met in full" in shown
        assert re.search(r"1 Somebody leads 1 0 0 0 0 0 0\b", shown) and re.search(
            r"2 Children are heard 0 1 0 0 0 1 1\b", shown
        )
        assert (
            "Hearing children 2 1 1 0 1" in shown
            and "No theme" not in shown
            and "1 more action under no theme." in shown
        )
        assert "Who was asked is not known here" in shown
        assert "Answer them" in shown


def test_without_a_base_what_moved_is_not_known_and_said(board, tmp_path):
    for shown in voices(board, tmp_path):
        assert "What moved in the year is not known: nothing was compared." in shown
        assert "Annual report to 31 January 2025" in shown
        assert "Not known: this plan was not yet reported" in shown


def test_without_a_self_assessment_how_far_standards_are_met_is_not_known(board, tmp_path):
    (board / "plans" / "westmere" / "assessment-2024.yaml").unlink()
    for shown in voices(board, tmp_path, "--since", "2024-01-31"):
        assert "No self-assessment is here, so how far standards are met is not known." in shown


def test_the_public_has_a_copy_that_says_what_it_leaves_out(board, tmp_path):
    for shown in voices(board, tmp_path, "--since", "2024-01-31", "--audience", "public"):
        assert "copy for the public" in shown and "None of the 3 actions is left out as sensitive." in shown
        assert "nothing in a body’s own words" in shown


@pytest.mark.parametrize(
    ("words", "said"), [(["--late"], "take out a filter"), (["westmere/plan"], "take out the names of plans")]
)
def test_wrong_use_is_one_line(board, words, said):
    ran = run_s11("report", "--template", "annual", *words, "--as-of", DAY, cwd=board)
    assert ran.code == 2 and len(ran.err.splitlines()) == 1 and said in ran.err


def test_in_a_browser_and_valid(board, browser, tmp_path):
    files = []
    for name, folder, more in (("board", board, ["--since", "2024-01-31"]), ("shipped", PROJECT, [])):
        files.append(tmp_path / f"{name}.html")
        ran = run_s11("report", "--template", "annual", "--as-of", DAY, *more, "-o", str(files[-1]), cwd=folder)
        assert ran.code == 0, ran.err
        look(browser, files[-1])
    assert validated(files) == ""


def test_on_paper_and_the_same_bytes_elsewhere(board, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(board, elsewhere)
    for ending in ("pdf", "docx", "html", "md"):
        made = []
        for folder in (board, elsewhere):
            out = tmp_path / f"annual.{ending}"
            words = ("report", "--template", "annual", "--as-of", DAY, "--since", "2024-01-31", "-o", str(out))
            assert run_s11(*words, cwd=folder).code == 0
            made.append(out.read_bytes())
        assert made[0] == made[1], ending
