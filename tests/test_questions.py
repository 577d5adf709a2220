"""The log of what bodies were asked about their self-assessments: what has no answer, for how long, first."""

from __future__ import annotations

import json

import pytest
from conftest import run_s11

DAY = "2016-01-10"
RETURN = """\
format: s11-assessment/1
title: Section 11 self-assessment 2015
organisation: {organisation}
kind: statutory
standards: working-together-2015
as_at: 2015-10-12
submitted: {{date: 2015-10-28}}
scale:
  green: {{means: met}}
people:
  NP: {{name: Nora Pell, post: Chair of the panel}}
challenges:
  - {{id: peer, as: peer_review, date: 2015-11-19, by: [Northmere District Council]}}
  - {{id: panel, as: panel, by: [NP]}}
answers:
"""
WESTMERE = (
    RETURN.format(organisation="Westmere District Council")
    + """\
  - standard: 1
    grades: [{by: self, grade: green}]
    challenged:
      - {by: peer, text: How do members hear of it, answer: By the yearly report}
      - {by: peer, text: Who stands in, date: 2015-12-01}
  - standard: 3
    grades: [{by: self, grade: green}]
    challenged:
      - {by: panel, text: When will it be done, action: "westmere/plan#1"}
      - {by: peer, text: Asked later, date: 2016-02-01}
"""
)
ASHCOMBE = (
    RETURN.format(organisation="Ashcombe School")
    + """\
  - standard: 2
    grades: [{by: self, grade: green}]
    challenged:
      - {by: peer, text: Is everybody trained, date: 2015-10}
"""
)
PLAN = """\
format: s11-plan/1
title: Plan
organisation: Westmere District Council
origin: section-11
agreed: 2015-01-01
as_at: 2015-06-01
rag: {green: {means: on_track}}
people: {AB: {name: Ann Bell}}
recommendations:
  - {id: 1, text: R, actions: [{id: 1, text: Train, lead: AB, rag: green, timescale: June 2015}]}
"""
FILES = {"westmere/assessment-2015": WESTMERE, "school/assessment-2015": ASHCOMBE, "westmere/plan": PLAN}


@pytest.fixture
def folder(portfolio):
    return portfolio(FILES)


def told(folder, *words: str):
    ran = run_s11("questions", *words, "--as-of", DAY, "--json", cwd=folder)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def test_what_has_no_answer_stands_first_and_the_oldest_of_it(folder):
    """By hand: from 31 October 2015 to 10 January 2016 are 71 days, from 1 December 40."""
    seen = told(folder)
    assert [(row["address"], row["days"], row["answer"]) for row in seen["questions"]] == [
        ("school/assessment-2015#2", 71, ""),
        ("westmere/assessment-2015#1", 40, ""),
        ("westmere/assessment-2015#3", None, ""),
        ("westmere/assessment-2015#1", None, "By the yearly report"),
    ]
    assert seen["finding"] == (
        "4 questions about 2 returns of 2: 3 not answered, the oldest for 71 days, 1 of them since a day that is not "
        "said; 1 answered."
    )
    assert (seen["unanswered"], seen["answered"]) == (3, 1)


def test_by_whom_when_to_whom_and_about_which_action(folder):
    rows = {row["text"]: row for row in told(folder)["questions"]}
    assert "Asked later" not in rows
    late = rows["When will it be done"]
    assert (late["how"], late["who"], late["asked"], late["action"], late["action_state"]) == (
        "panel",
        ["Nora Pell"],
        None,
        "westmere/plan#1",
        "late",
    )
    first = rows["How do members hear of it"]
    # without a day of its own it was asked on the day of its challenge
    assert (first["how"], first["who"], first["asked"]) == ("peer review", ["Northmere District Council"], "2015-11-19")


def test_the_screen_says_so_within_80_columns(folder):
    ran = run_s11("questions", "--as-of", DAY, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="80", cwd=folder)
    assert ran.code == 0 and max(map(len, ran.out.splitlines())) <= 80
    said = " ".join(ran.out.split())
    assert "not answered, 71 days Ashcombe School school/assessment-2015#2 peer review by Northmere District" in said
    assert "not answered; since when is not said" in said and "about westmere/plan#1, late" in said
    assert said.index("Is everybody trained") < said.index("Who stands in") < said.index("How do members hear")


def test_filters_keep_the_sum_and_a_name_that_is_none_is_wrong_use(folder):
    assert [row["text"] for row in told(folder, "--organisation", "ashcombe  school")["questions"]] == [
        "Is everybody trained"
    ]
    open_ = told(folder, "--unanswered")
    assert (len(open_["questions"]), open_["answered"], open_["unanswered"]) == (3, 1, 3)
    assert [row["assessment"] for row in told(folder, "school/assessment-2015")["questions"]] == [
        "school/assessment-2015"
    ]
    wrong = run_s11("questions", "--organisation", "Ashcomb School", cwd=folder)
    assert wrong.code == 2 and "did you mean 'Ashcombe School'" in wrong.err


def test_no_question_is_not_taken_for_nobody_asked(portfolio):
    quiet = RETURN.format(organisation="Ashcombe School") + "  - {standard: 1, grades: [{by: self, grade: green}]}\n"
    folder = portfolio({"school/assessment-2015": quiet})
    assert told(folder)["finding"] == "No question is recorded in 1 return: whether anybody asked is not known."


def test_where_there_is_no_return_that_is_wrong_use(portfolio):
    ran = run_s11("questions", cwd=portfolio({"westmere/plan": PLAN}))
    assert ran.code == 2 and "there is no self-assessment here" in ran.err
