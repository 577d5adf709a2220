"""One answer of a self-assessment on one day: what is known of it, what is not, and when it looks better."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import load, load_assessment, load_standard_list
from s11.standing.answers import (
    ACTION_STATES,
    PlanStandings,
    better,
    cycles_since,
    judge_answer,
    judge_return,
)
from s11.text import Source
from s11.when import Vantage

HEAD = """\
format: s11-assessment/1
title: Self-assessment
organisation: Westmere District Council
kind: statutory
standards: own
cycle: Every two years
due: 30 October 2025
as_at: 2025-10-01
submitted: {date: 2025-11-03, by: AB}
scale:
  blue: {means: exceeds, needs: example}
  green: {means: met}
  amber: {means: partly}
  orange: {means: little}
  red: {means: not_met}
  grey: {means: not_graded}
  na: {means: not_applicable}
impact:
  told:
  done:
  felt:
people:
  AB:
challenges:
  - {id: peer, as: peer_review, date: 2025-11-20, about: [1]}
  - {id: panel, as: panel, date: 2025-12-10}
  - {id: staff, as: survey, date: 2025-09-01, says: [{standard: 2, supports: no, text: Four of 31}]}
answers:
"""
LIST = """\
format: s11-standards/1
id: own
title: Own
standards:
  - {id: 1, text: One, points: [{id: a, text: A}, {id: b, text: B}, {id: c, text: C, applies_to: [school]}]}
  - {id: 2, text: Two, applies_to: [statutory]}
  - {id: 3, text: Three, applies_to: [school]}
  - {id: 4, text: Four}
"""
PLAN = """\
format: s11-plan/1
title: Plan
organisation: Westmere District Council
rag: {green: {means: on_track}, blue: {means: completed}}
people: {AB: {}}
recommendations:
  - id: 1
    text: Keep it under review
    actions:
      - {id: 1, text: Late one, lead: AB, timescale: June 2025, rag: green}
      - {id: 2, text: In time, lead: AB, timescale: June 2026, rag: green}
      - {id: 3, text: Not dated, lead: AB, rag: green}
      - {id: 4, text: Done, lead: AB, timescale: June 2025, rag: blue, completed: 2025-06-01}
      - {id: 5, text: Ended, lead: AB, timescale: June 2025, ended: {as: suspended, date: 2025-07-01, why: No money}}
      - {id: 6, text: Proposed, lead: AB, timescale: June 2025, proposed: true}
"""
LISTED, _ = load_standard_list(Source("standards/own.yaml", "own", LIST.encode()))
PLANS = load([Source("plans/westmere/plan.yaml", "westmere/plan", PLAN.encode())])
DAY = date(2026, 1, 15)


def assessment_of(answers: str, head: str = HEAD):
    source = Source("plans/westmere/assessment-2025.yaml", "westmere/assessment-2025", (head + answers).encode())
    loaded = load_assessment(source)
    assert loaded.assessment is not None and not loaded.findings, loaded.findings
    return loaded.assessment


def judged(answers: str, standard: str = "1", day: date = DAY, head: str = HEAD):
    vantage = Vantage(day)
    return judge_answer(assessment_of(answers, head), standard, LISTED, vantage, PlanStandings(PLANS, vantage))


ONE = """\
  - standard: 1
    grades: [{by: self, grade: blue, date: 2025-10-01}, {by: peer, grade: amber, date: 2025-11-20}]
    points: [{id: a, met: true}, {id: b}]
    evidence:
      - {text: Minutes, dated: 2025-06-01, impact: done}
      - {text: Policy, dated: 2023-02, impact: told}
      - {text: Talk}
    challenged: [{by: peer, text: How do you know?, date: 2025-11-20}]
    gaps: [No deputy, No report]
    actions: ['westmere/plan#1', 'westmere/plan#2', 'westmere/plan#9', 'westmere/gone#1']
"""


def test_what_is_known_of_an_answer():
    one = judged(ONE)
    assert (one.own.word, one.own.means) == ("blue", "exceeds")
    assert (one.moderated.word, one.moderated.means, one.moderated.challenge.how) == ("amber", "partly", "peer_review")
    assert one.difference == 2
    assert [(each.challenge.id, each.looked) for each in one.looked] == [
        ("peer", "looked_at"),
        ("panel", "not_said"),
        ("staff", "not_said"),
    ]
    assert (len(one.evidence), one.undated, one.newest, one.age) == (3, 1, date(2025, 6, 1), 228)
    assert one.oldest.isoformat() == "2023-02"
    assert one.impact == "done"
    # the third point is for schools
    assert (one.points.met, one.points.not_met, one.points.not_said) == (1, 0, 1)
    assert len(one.unanswered) == 1
    assert [(each.address.partition("/")[2], each.state) for each in one.actions] == [
        ("plan#1", "late"),
        ("plan#2", "open"),
        ("plan#9", "missing"),
        ("gone#1", "missing"),
    ]
    assert one.fell and one.example_wanted and not one.without_evidence
    assert one.outlived is None, "one piece has no day"


@pytest.mark.parametrize(
    ("own", "others", "steps", "fell"),
    [
        ("blue", "green", 1, True),
        ("green", "amber", 1, True),
        ("green", "green", 0, False),
        ("amber", "green", -1, False),
    ],
)
def test_one_step_lower_is_lower(own, others, steps, fell):
    one = judged(f"  - {{standard: 1, grades: [{{by: self, grade: {own}}}, {{by: peer, grade: {others}}}]}}\n")
    assert (one.difference, one.fell) == (steps, fell)


def test_nothing_from_after_the_day():
    before = judged(ONE, day=date(2025, 11, 19))
    assert before.moderated is None and before.difference is None and before.questions == ()
    assert [each.challenge.id for each in before.looked] == ["staff"]
    assert judged(ONE, day=date(2025, 5, 31)).age == 823, "February 2023 counts from its last day"


def test_what_has_no_day_of_its_own_came_with_its_challenge():
    undated = """\
  - standard: 1
    grades: [{by: self, grade: green}, {by: peer, grade: green}]
    challenged: [{by: peer, text: How do you know?}]
"""
    before, on = (judged(undated, day=date(2025, 11, day)) for day in (19, 20))
    assert before.moderated is None and before.questions == () and before.own is not None
    assert on.moderated is not None and on.moderated.is_met and len(on.questions) == 1
    # a challenge that does not say what it looked at has not looked at a standard by what it says of it later
    later = "  - standard: 4\n    grades: [{by: panel, grade: green, date: 2026-01-10}]\n"
    said = [
        next(each.looked for each in judged(later, "4", day=date(2026, 1, day)).looked if each.challenge.id == "panel")
        for day in (9, 10)
    ]
    assert said == ["not_said", "looked_at"]


@pytest.mark.parametrize("by", ["Self", "pannel", "AB"])
def test_a_grade_by_somebody_who_is_not_described_confirms_nothing(by):
    one = judged(f"  - standard: 4\n    grades: [{{by: self, grade: green}}, {{by: {by}, grade: green}}]\n", "4")
    assert one.moderated is None and one.own is not None and one.strangers == (by,)
    alone = judged(f"  - standard: 4\n    grades: [{{by: {by}, grade: green}}]\n", "4")
    assert alone.own is None and alone.moderated is None


@pytest.mark.parametrize(
    ("grades", "holds"),
    [
        ("{by: self, grade: red, date: 2025-10-01}, {by: self, grade: green, date: 2025-01-01}", "red"),
        ("{by: self, grade: green, date: 2025-01-01}, {by: self, grade: red, date: 2025-10-01}", "red"),
        ("{by: self, grade: green, date: 2025-10-01}, {by: self, grade: red, date: 2025-10-01}", "red"),
        ("{by: self, grade: green, date: 2025-10-01}, {by: self, grade: red}", "red"),
        ("{by: self, grade: red, date: 2025-10-01}, {by: self, grade: green, date: 2026-10-01}", "red"),
    ],
)
def test_an_older_grade_that_is_written_last_does_not_hold(grades, holds):
    assert judged(f"  - standard: 4\n    grades: [{grades}]\n", "4").own.word == holds


def test_each_state_of_an_action_and_a_recommendation_for_all_of_its_actions():
    one = judged("  - {standard: 1, actions: ['westmere/plan#rec:1']}\n")
    assert [each.state for each in one.actions] == ["late", "open", "undated", "done", "ended", "proposed"]
    assert sum(one.action_count(state) for state in ACTION_STATES) == 6
    bare = PLAN.split("    actions:")[0] + "  - id: 2\n    text: Not yet begun\n"
    plans = PlanStandings(load([Source("plans/westmere/plan.yaml", "westmere/plan", bare.encode())]), Vantage(DAY))
    begun = judge_answer(one.assessment, "1", LISTED, Vantage(DAY), plans)
    assert [(each.address, each.state) for each in begun.actions] == [("westmere/plan#rec:1", "undated")]
    alone = judge_answer(one.assessment, "1", LISTED, Vantage(DAY), PlanStandings(load([]), Vantage(DAY), whole=False))
    assert [each.state for each in alone.actions] == ["unread"]
    nowhere = judge_answer(one.assessment, "1", LISTED, Vantage(DAY))
    assert [(each.address, each.state) for each in nowhere.actions] == [("westmere/plan#rec:1", "unread")]


@pytest.mark.parametrize(
    ("answers", "standard", "applies", "missing"),
    [
        ("  - {standard: 1, text: Yes}\n", "1", True, False),
        ("  - {standard: 1}\n", "1", True, True),
        ("  - {standard: 1}\n", "2", True, True),
        ("  - {standard: 1}\n", "3", False, False),
        ("  - {standard: 9, text: Yes}\n", "9", None, False),
    ],
)
def test_what_applies_and_is_not_answered(answers, standard, applies, missing):
    one = judged(answers, standard)
    assert (one.applies, one.is_missing) == (applies, missing)


@pytest.mark.parametrize(
    "said",
    [
        "grades: [{by: self, grade: green}]",
        "points: [{id: a}]",
        "text: Yes",
        "not_applicable: We have no drivers",
        "evidence: [{text: Minutes}]",
        "strengths: [A lead is named]",
        "gaps: [No deputy]",
        "actions: ['westmere/plan#1']",
        "none: It is in hand",
        "note: Asked twice",
    ],
)
def test_whatever_is_said_of_a_standard_answers_it(said):
    one = judged(f"  - {{standard: 1, {said}}}\n")
    assert one.is_answered and not one.is_missing
    # what names an action, or says why there is none, says what follows
    assert one.nothing_follows is not said.startswith(("actions", "none"))


def test_a_standard_that_does_not_apply_by_its_own_word_and_does_by_the_list():
    marked = "  - {standard: 2, not_applicable: We have no drivers}\n"
    graded = "  - {standard: 2, grades: [{by: self, grade: na}]}\n"
    for answer in (marked, graded):
        one = judged(answer, "2")
        assert one.not_applicable and one.applies_all_the_same and one.rank == judged(marked, "2").rank
    # of standard 1 the list does not say for whom it is, and standard 3 is for schools
    for standard in ("1", "3"):
        one = judged(marked.replace("standard: 2", f"standard: {standard}"), standard)
        assert one.not_applicable and not one.applies_all_the_same
    assert not judged("  - {standard: 2, grades: [{by: self, grade: green}]}\n", "2").not_applicable


@pytest.mark.parametrize(
    ("grade", "evidence", "wanted", "without", "example"),
    [
        ("blue", "[{text: Minutes}]", True, False, True),
        ("blue", "[{text: Minutes, example: true}, {text: Policy}]", True, False, False),
        ("blue", "[]", True, True, False),
        ("green", "[{text: Minutes}]", True, False, False),
        ("green", "[]", True, True, False),
        ("amber", "[]", False, False, False),
        ("", "[]", False, False, False),
    ],
)
def test_a_grade_wants_evidence_and_the_best_one_an_example(grade, evidence, wanted, without, example):
    grades = f"grades: [{{by: self, grade: {grade}}}], " if grade else ""
    one = judged(f"  - {{standard: 1, {grades}evidence: {evidence}, text: Yes}}\n")
    assert (one.wants_evidence, one.without_evidence, one.example_wanted) == (wanted, without, example)


@pytest.mark.parametrize(
    ("dated", "outlived"),
    [
        (["2023-09-30"], True),
        (["2023-10-01"], False),
        (["2023-09"], True),
        (["2020-01-01", "2023-09-30"], True),
        (["2020-01-01", "2023-10-01"], False),
        (["2023-09-30", ""], False),
        ([], False),
    ],
)
def test_evidence_is_outlived_once_a_whole_cycle_lies_behind_the_newest(dated, outlived):
    pieces = ", ".join(f"{{text: T{at}" + (f", dated: {day}}}" if day else "}") for at, day in enumerate(dated))
    answer = f"  - {{standard: 1, grades: [{{by: self, grade: green}}], evidence: [{pieces}]}}\n"
    one = judged(answer)
    assert (one.outlived is not None) is outlived
    assert not outlived or (one.outlived.dated == one.newest and one.newest == max(e.dated for e in one.evidence))
    # of a return without a cycle, or that speaks for no day, nothing is concluded
    assert judged(answer, head=HEAD.replace("cycle: Every two years\n", "")).outlived is None
    sent = HEAD.replace("as_at: 2025-10-01\n", "")
    undated = sent.replace("submitted: {date: 2025-11-03, by: AB}\n", "")
    assert judged(answer, head=undated).outlived is None
    # one that says no day as at which it stands speaks for the day on which it was sent
    assert not outlived or judged(answer, head=sent).outlived is not None


@pytest.mark.parametrize(
    ("grade", "impact", "low"),
    [
        ("green", "told", True),
        ("blue", "told", True),
        ("green", "done", False),
        ("green", "felt", False),
        ("amber", "told", False),
        ("", "told", False),
        ("green", "", False),
    ],
)
def test_the_impact_of_what_is_met_is_low_in_the_lower_half_of_the_levels(grade, impact, low):
    grades = f"grades: [{{by: self, grade: {grade}}}], " if grade else ""
    level = f", impact: {impact}" if impact else ""
    answer = f"  - {{standard: 1, {grades}evidence: [{{text: Minutes{level}}}]}}\n"
    assert judged(answer).low_impact is low
    # of four levels the second is in the lower half too
    four = HEAD.replace("  felt:\n", "  felt:\n  kept:\n")
    assert judged(answer, head=four).low_impact is (low or (grade, impact) == ("green", "done"))


def test_what_is_graded_met_while_an_action_of_it_is_late():
    for own, others, actions, late in (
        ("green", "", "'westmere/plan#1'", True),
        ("green", "", "'westmere/plan#2'", False),
        ("amber", "", "'westmere/plan#1'", False),
        # the grade of others speaks last
        ("green", "amber", "'westmere/plan#1'", False),
        ("amber", "green", "'westmere/plan#1'", True),
    ):
        theirs = f", {{by: peer, grade: {others}}}" if others else ""
        one = judged(f"  - {{standard: 1, grades: [{{by: self, grade: {own}}}{theirs}], actions: [{actions}]}}\n")
        assert one.met_and_late is late and one.given.word == (others or own)


def test_without_a_kind_of_body_it_is_not_known_whether_a_standard_is_for_it():
    one = judged("  - {standard: 1}\n", "2", head=HEAD.replace("kind: statutory\n", ""))
    assert (one.applies, one.is_missing, one.applies_all_the_same) == (None, False, False)


def test_a_survey_that_says_no():
    one = judged("  - {standard: 2, grades: [{by: self, grade: green}], evidence: [{text: Minutes}]}\n", "2")
    assert one.is_denied and [each.id for each in one.denied_by] == ["staff"]
    moderated = judged("  - {standard: 2, grades: [{by: self, grade: green}, {by: peer, grade: green}]}\n", "2")
    assert moderated.denied_by and not moderated.is_denied
    short = judged("  - {standard: 2, grades: [{by: self, grade: amber}]}\n", "2")
    assert short.denied_by and not short.is_denied and short.own.is_short
    acted = judged("  - {standard: 2, grades: [{by: self, grade: green}], none: It is in hand}\n", "2")
    assert acted.denied_by and not acted.is_denied


def test_a_word_that_the_scale_does_not_have_means_nothing():
    one = judged("  - {standard: 1, grades: [{by: self, grade: purple}, {by: peer, grade: green}]}\n")
    assert one.own.means is None and one.difference is None and not one.own.is_met and not one.own.is_short


@pytest.mark.parametrize(
    ("lines", "day", "state", "late"),
    [
        ("due: 30 October 2025\nsubmitted: {date: 2025-10-30}", DAY, "in_time", 0),
        ("due: 30 October 2025\nsubmitted: {date: 2025-11-03}", DAY, "late", 4),
        # of a month no day is known: one in which the due day lies answers it, of a later one the fewest days count
        ("due: 30 October 2025\nsubmitted: {date: 2025-10}", DAY, "in_time", 0),
        ("due: 30 October 2025\nsubmitted: {date: 2025-11}", DAY, "late", 2),
        ("due: 30 October 2025\nsubmitted: {date: 2025-12}", DAY, "late", 32),
        ("submitted: {date: 2025-11-03}", DAY, "sent", 0),
        ("due: soon\nsubmitted: {date: 2025-11-03}", DAY, "sent", 0),
        ("due: 30 October 2025", DAY, "missing", 77),
        ("due: 30 October 2025", date(2025, 10, 30), "not_due", 0),
        ("due: 30 October 2025\nsubmitted: {date: 2025-11-03}", date(2025, 11, 2), "missing", 3),
        ("unit: Sports centres", DAY, "not_sent", 0),
    ],
)
def test_what_became_of_a_return(lines, day, state, late):
    head = HEAD.replace("due: 30 October 2025\n", "").replace("submitted: {date: 2025-11-03, by: AB}\n", "")
    head = head.replace("standards: own\n", f"standards: own\n{lines}\n")
    seen = judge_return(assessment_of(ONE, head), LISTED, Vantage(day))
    assert (seen.state, seen.days_late) == (state, late)
    assert [one.standard for one in seen.answers] == ["1", "2", "3", "4"]


def test_a_return_is_asked_for_by_the_day_of_those_who_ask_where_it_names_none():
    head = HEAD.replace("due: 30 October 2025\n", "")
    seen = judge_return(assessment_of(ONE, head), LISTED, Vantage(DAY), due=date(2025, 10, 1))
    assert (seen.state, seen.days_late) == ("late", 33)


# better ----------------------------------------------------------------------------------------------------

GRADES = ["red", "orange", "amber", "", "na", "green", "blue"]


@pytest.mark.parametrize(("worse", "nicer"), list(pairwise(GRADES)))
def test_the_order_of_grades(worse, nicer):
    def of(word):
        return judged(f"  - {{standard: 1, text: Yes, grades: [{{by: self, grade: {word}}}]}}\n" if word else
                      "  - {standard: 1, text: Yes}\n")  # fmt: skip

    assert "own grade" in better(of(worse), of(nicer))
    assert "own grade" not in better(of(nicer), of(worse))
    # a word that says that it is not graded says no more than none
    assert of("grey").rank == of("").rank and better(of("grey"), of("")) == ()


CHANGES = [
    ("grade: amber, date: 2025-11-20", "grade: green, date: 2025-11-20", "grade of others"),
    (", {by: peer, grade: amber, date: 2025-11-20}", "", "grade of others"),
    ("{id: b}", "{id: b, met: true}", "points"),
    ("      - {text: Talk}\n", "", "age of evidence"),
    ("{text: Talk}", "{text: Talk, dated: 2025-01-01}", "age of evidence"),
    ("dated: 2025-06-01", "dated: 2025-09-01", "age of evidence"),
    ("impact: done", "impact: felt", "impact"),
    ("How do you know?,", "How do you know?, answer: We asked,", "questions"),
    ("[No deputy, No report]", "[No report]", "gaps"),
    ("    gaps: [No deputy, No report]\n", "", "gaps"),
    ("'westmere/plan#1', ", "", "actions"),
    (", 'westmere/gone#1'", "", "actions"),
]


@pytest.mark.parametrize(("old", "new", "aspect"), CHANGES)
def test_what_makes_a_cell_look_better(old, new, aspect):
    assert old in ONE
    was, now = judged(ONE), judged(ONE.replace(old, new))
    assert aspect in better(was, now)
    assert aspect not in better(now, was)
    assert better(was, was) == ()


def test_who_looked_and_what_was_carried_forward():
    was = judged("  - {standard: 2, grades: [{by: self, grade: green}], unchanged_since: 2023-01-01}\n", "2")
    now = judged("  - {standard: 2, grades: [{by: self, grade: green}, {by: peer, grade: green}]}\n", "2")
    assert set(better(was, now)) == {"grade of others", "who looked at it", "carried forward"}
    # of a standard that nobody was said to have looked at, or not
    alone = "  - {standard: 4, grades: [{by: self, grade: green}]}\n"
    seen = alone.replace("}]}", "}, {by: panel, grade: green}]}")
    assert better(judged(alone, "4"), judged(seen, "4")) == ("grade of others", "who looked at it")
    assert better(judged(seen, "4"), judged(alone, "4")) == ()
    quiet = HEAD.replace("supports: no", "supports: yes")
    answer = "  - {standard: 2, grades: [{by: self, grade: green}]}\n"
    assert better(judged(answer, "2"), judged(answer, "2", head=quiet)) == ("what a challenge says",)


def test_the_lowest_level_of_impact_is_more_than_none():
    levels = [
        judged(f"  - {{standard: 1, evidence: [{{text: Minutes{level}}}]}}\n")
        for level in ("", ", impact: told", ", impact: done", ", impact: felt")
    ]
    for lower, higher in pairwise(levels):
        assert better(lower, higher) == ("impact",) and better(higher, lower) == ()


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 1500), st.integers(1, 900))
def test_a_day_that_passes_makes_no_cell_better(start, days):
    """From the last day of which anything is recorded."""
    first = date(2025, 12, 10) + timedelta(days=start)
    for standard in ("1", "2", "3"):
        was, now = judged(ONE, standard, first), judged(ONE, standard, first + timedelta(days=days))
        assert better(was, now) == ()
        assert now.age is None or now.age == was.age + days


def test_an_answer_of_which_the_list_knows_nothing_is_judged_all_the_same():
    one = replace(judged(ONE), listed=None)
    assert one.own is not None and not one.applies_all_the_same


@pytest.mark.parametrize(
    ("since", "cycles"),
    [("2023-10-01", 1), ("2023-10-02", 0), ("2021-10-01", 2), ("2021-10-02", 1), ("2025-10-01", 0), ("2026-01-01", 0)],
)
def test_a_cycle_is_over_on_the_day_that_the_next_one_begins(since, cycles):
    said = load_assessment(Source("a.yaml", "a", HEAD.encode() + b"  - {standard: 1, text: Yes}\n")).assessment
    assert said is not None and cycles_since(said, date.fromisoformat(since)) == cycles


@pytest.mark.parametrize("gone", ["cycle: Every two years\n", "as_at: 2025-10-01\n"])
def test_without_a_cycle_or_a_day_no_cycle_is_over(gone):
    head = HEAD.replace("submitted: {date: 2025-11-03, by: AB}\n", "").replace(gone, "")
    assert cycles_since(assessment_of("  - {standard: 1, text: Yes}\n", head), date(2001, 1, 1)) == 0
