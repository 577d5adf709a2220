"""`s11 show` of a self-assessment: every grade side by side, who looked, evidence, questions and actions."""

from __future__ import annotations

import json

import pytest
from conftest import PROJECT, run_s11

DAY = "2016-01-10"
NAME = "westmere/assessment-2015"
RETURN = """\
format: s11-assessment/1
title: Section 11 self-assessment 2015
organisation: Westmere District Council
unit: Leisure services
kind: statutory
standards: working-together-2015
as_at: 2015-10-12
submitted: {date: 2015-10-28, by: AB, signed_by: [AB]}
scale:
  blue: {means: exceeds, label: All points met}
  green: {means: met}
impact:
  "2": {label: People do something differently}
people:
  AB: {name: Ann Bell, post: Policy officer}
challenges:
  - {id: peer, as: peer_review, date: 2015-11-19, about: [1], by: [Northmere District Council]}
  - {id: staff, as: survey, date: 2015-09, says: [{standard: 3, supports: "no", text: 12 of 31 knew whom to tell}]}
answers:
  - standard: 1
    grades:
      - {by: self, grade: blue, date: 2015-10-12}
      - {by: peer, grade: green, date: 2015-11-19, why: It is a plan and not yet a result}
    evidence:
      - {text: Minutes, dated: 2015-07-09, impact: "2", effect: Six concerns reported}
      - {text: Case file audit, frequency: Every year}
    gaps: [No report to members yet]
    actions: ["westmere/plan#1", "westmere/plan#9"]
    challenged:
      - {by: peer, text: Who stands in, date: 2015-12-01}
  - standard: 3
    grades: [{by: self, grade: green}]
    none: A post is being filled
"""
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
  - {id: 1, text: R, actions: [{id: 1, text: Train the drivers, lead: AB, rag: green, timescale: June 2015}]}
"""


@pytest.fixture
def folder(portfolio):
    return portfolio({NAME: RETURN, "westmere/plan": PLAN})


def shown(folder, address: str, day: str = DAY) -> str:
    ran = run_s11("show", address, "--as-of", day, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="80", cwd=folder)
    assert ran.code == 0, ran.err
    assert max(map(len, ran.out.splitlines())) <= 80
    return " ".join(ran.out.split())


def test_one_standard_with_every_grade_beside_the_others(folder):
    said = shown(folder, f"{NAME}#1")
    assert "grade ‘blue’ (better than met) by the body itself, on 12 October 2015" in said
    assert "grade ‘green’ (met) by the peer review, on 19 November 2015: It is a plan and not yet a result" in said
    assert "The peer review looked at this." in said
    assert "The survey: whether it looked at this is not said." in said
    assert "evidence 1 Minutes 9 July 2015" in said and "impact 2: People do something differently" in said
    assert "evidence 2 Case file audit no day" in said and "recurs Every year" in said
    assert "action westmere/plan#1 Train the drivers late, due 30 June 2015, 194 days late; lead: Ann Bell" in said
    assert "action westmere/plan#9" in said and "not to be found" in said
    assert "question 1 by the peer review, asked on 1 December 2015: Who stands in answer not answered" in said


def test_what_nobody_looked_at_is_said_and_never_taken_as_confirmed(folder):
    said = shown(folder, f"{NAME}#3")
    assert "The peer review did not look at this." in said and "graded by nobody else" in said
    assert "said the survey says otherwise: 12 of 31 knew whom to tell" in said
    assert "actions none: A post is being filled" in said
    # a standard that the return does not answer is shown as that
    assert "not answered" in shown(folder, f"{NAME}#2")


def test_the_whole_return_and_one_piece_of_evidence(folder):
    whole = shown(folder, NAME)
    assert (
        "Westmere District Council, Leisure services: Section 11 self-assessment 2015 Sent on 28 October 2015" in whole
    )
    assert f"{NAME}#1" in whole and f"{NAME}#3" in whole and "Ann Bell" in whole
    one = shown(folder, f"{NAME}#1/2")
    assert "evidence 2 Case file audit" in one and "Minutes" not in one and "question" not in one


def test_what_is_dated_after_the_day_has_not_happened(folder):
    said = shown(folder, f"{NAME}#1", "2015-11-01")
    assert "by the peer review" not in said and "graded by nobody else" in said


@pytest.mark.parametrize(
    ("address", "words"),
    [
        (f"{NAME}#1.1", "has no standard '1.1'; there are 1, 2, 3"),
        (f"{NAME}#99", "has no standard '99'"),
        (f"{NAME}#", "names no standard"),
        (f"{NAME}#1/7", f"has no piece of evidence '7'; its evidence: {NAME}#1/1, {NAME}#1/2"),
        (f"{NAME}#3/1", "no evidence is named there"),
        ("westmere/assesment-2015", f"did you mean '{NAME}'?"),
        ("westmere/plan", "is not an address"),
        ("#1", "is not an address"),
    ],
)
def test_wrong_use_is_one_clear_line(folder, address, words):
    ran = run_s11("show", address, cwd=folder)
    assert ran.code == 2 and words in ran.err and ran.err.count("\n") == 1, ran.err


def test_json_has_the_return_and_what_was_asked_for(folder):
    told = json.loads(run_s11("show", f"{NAME}#1/2", "--as-of", DAY, "--json", cwd=folder).out)
    assert told["assessment"]["id"] == NAME
    assert [one["word"] for one in told["answer"]["grades"]] == ["blue", "green"]
    assert told["evidence"]["text"] == "Case file audit"
    assert told["answer"]["actions"][0]["days_late"] == 194
    whole = json.loads(run_s11("show", NAME, "--as-of", DAY, "--json", cwd=folder).out)
    assert "answer" not in whole and len(whole["assessment"]["answers"]) == len(told["assessment"]["answers"])


def test_the_shipped_return_of_2012_tells_its_own_claim_and_the_other_view():
    said = shown(PROJECT, "oxford/assessment-2012", "2020-01-01")
    assert "Oxford City Council graded the whole ‘fully’ (met) in December 2012" in said
    assert "Nobody else graded any standard" in said and "The independent review looked at all of 4 standards" in said
