"""One recommendation answered in several bodies' plans: rolled up by recommendation, each action once in the totals."""

from __future__ import annotations

import json
from datetime import date

import pytest
from browsing import look
from conftest import run_s11
from hypothesis import given
from hypothesis import strategies as st

from s11.plan import load
from s11.rules import check
from s11.text import Source
from s11.view.responses import recommendations
from s11.when import Vantage

DAY = "2024-06-01"
HEAD = """\
format: s11-plan/1
title: {title}
organisation: {organisation}
origin: case-review
agreed: 2024-01-10
as_at: 2024-05-01
rag:
  green: {{means: on_track}}
  blue: {{means: completed}}
people:
  AB: {{name: Ann Bell, post: Head of Housing}}
recommendations:
"""
REVIEW = (
    HEAD.format(title="Child A", organisation="Westshire Safeguarding Children Partnership")
    + """\
  - id: 1
    text: Staff know how to raise a disagreement
    asked_of: [Westmere District Council, Westshire Police, Westshire Health Trust, Ashcombe School]
  - id: 2
    text: Chronologies are shared
    asked_of: [Westmere District Council, Westshire Police]
  - id: 3
    text: The partnership publishes a guide
    actions:
      - {id: p1, text: Publish it, lead: AB, timescale: March 2024, rag: green}
"""
)
DONE = "rag: blue, completed: 2024-04-01"
LATE, AHEAD, UNDATED = "rag: green, timescale: March 2024", "rag: green, timescale: December 2024", "rag: green"


def answer(id: str, to: str, response: str, *actions: str) -> str:
    said = f"    response: {{as: {response}, why: As the board agreed}}\n" if response else ""
    rows = "".join(
        f"      - {{id: '{id}.{at}', text: Step {at}, lead: AB, {one}}}\n" for at, one in enumerate(actions, 1)
    )
    return f"  - id: {id}\n    text: Our answer {id}\n    responds_to: {to}\n{said}" + (
        f"    actions:\n{rows}" if rows else ""
    )


def plan(organisation: str, *answers: str) -> str:
    return HEAD.format(title=f"{organisation} after Child A", organisation=organisation) + "".join(answers)


ONE, TWO = "westshire/child-a#rec:1", "westshire/child-a#rec:2"
ALL = {
    "westshire/child-a": REVIEW,
    # accepts both with one answer: its three actions stand under both
    "council/child-a": plan(
        "Westmere District  COUNCIL", answer("7", f"['{ONE}', '{TWO}']", "accepted", DONE, LATE, AHEAD)
    ),
    "police/child-a": plan("Westshire Police", answer("1", ONE, "partly", UNDATED, DONE)),
    "health/child-a": plan("Westshire Health Trust", answer("1", ONE, "rejected")),
    # nobody asked the college; it does not say whether it accepts
    "college/child-a": plan("Westmere College", answer("3", TWO, "", AHEAD)),
}


def told(folder, *words: str):
    ran = run_s11("responses", *words, "--as-of", DAY, "--json", cwd=folder)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def screen(folder, *words: str) -> str:
    ran = run_s11("responses", *words, "--as-of", DAY, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="80", cwd=folder)
    assert ran.code == 0, ran.err
    assert max(map(len, ran.out.splitlines())) <= 80
    return " ".join(ran.out.split())


def seen_of(plans: dict[str, str], named=None):
    register = load([Source(f"plans/{name}.yaml", name, text.encode()) for name, text in plans.items()])
    return recommendations(register, Vantage(date.fromisoformat(DAY)), named=named)


def test_a_case_review_answered_by_four_bodies_adds_up_by_recommendation(portfolio):
    """By hand: 1 has the council's 3 actions (1 done, 1 late, 1 ahead) and the police's 2 (1 undated, 1 done); 2 has
    the council's 3 again and the college's 1.
    """
    seen = told(portfolio(ALL))
    first, second = seen["recommendations"]
    # each is unanswered by one body; neither is accepted by nobody; so they stand as in their plan
    assert [one["address"] for one in (first, second)] == [ONE, TWO]
    rows = {one["address"]: one for one in seen["recommendations"]}
    assert {
        name: (one["actions"], one["open"], one["timing"]["late"], one["timing"]["no_date"], one["timing"]["done"])
        for name, one in rows.items()
    } == {ONE: (5, 3, 1, 1, 2), TWO: (4, 3, 1, 0, 1)}
    assert {name: one["missing"] for name, one in rows.items()} == {ONE: ["Ashcombe School"], TWO: ["Westshire Police"]}
    assert [(one["organisation"], one["response"], one["actions"]) for one in rows[ONE]["answers"]] == [
        ("Westshire Health Trust", "rejected", 0),
        ("Westshire Police", "partly", 2),
        ("Westmere District  COUNCIL", "accepted", 3),
    ]
    # 3 + 2 + 1 actions, of which the council's three stand under two recommendations
    assert (seen["actions"], seen["several"], seen["open"]) == (6, 3, 4)
    assert rows[ONE]["finding"] == (
        "3 of 4 bodies asked have answered; accepted by 1, accepted in part by 1, not accepted by 1; "
        "5 actions: 3 open, 1 late, 1 without a date; 2 done"
    )
    assert rows[TWO]["finding"] == (
        "1 of 2 bodies asked has answered; 1 other body too; accepted by 1, 1 does not say whether it is accepted; "
        "4 actions: 3 open, 1 late; 1 done"
    )


def test_the_screen_says_who_is_silent_and_what_nobody_accepts(portfolio):
    said = screen(portfolio(ALL))
    assert "Ashcombe School has not answered" in said and "Westshire Police has not answered" in said
    assert "Westshire Health Trust: not accepted (As the board agreed)" in said
    assert (
        "6 actions: 4 open, 1 late, 1 without a date; 2 done, each counted once though some answer more than one"
        in said
    )


def test_what_nobody_accepts_is_said_and_stands_first():
    seen = seen_of({name: ALL[name] for name in ("westshire/child-a", "health/child-a", "college/child-a")})
    assert [(row.address, row.nobody_accepts, len(row.missing)) for row in seen.rows] == [
        (ONE, True, 3),
        (TWO, True, 2),
    ]
    assert "nobody has accepted it" in seen.rows[0].finding
    assert "nobody has accepted 2" in seen.finding


def test_a_plan_that_is_named_is_shown_with_each_of_its_own(portfolio):
    seen = told(portfolio(ALL), "westshire/child-a")
    third = next(one for one in seen["recommendations"] if one["address"].endswith("#rec:3"))
    assert third["asked"] == [] and third["actions"] == 1
    assert third["finding"].startswith("1 body has answered; who is asked is not said")


def test_an_answer_to_nothing_is_told_and_found(portfolio):
    plans = {
        **ALL,
        "school/child-a": plan("Ashcombe School", answer("1", "westshire/child-a#rec:9", "accepted", AHEAD)),
    }
    seen = told(portfolio(plans))
    assert seen["unplaced"] == [{"address": "school/child-a#rec:1", "to": "westshire/child-a#rec:9"}]
    # it is no answer, so the school is still missing, and its action is in no total
    assert (seen["actions"], seen["recommendations"][0]["missing"]) == (6, ["Ashcombe School"])
    register = load([Source(f"plans/{name}.yaml", name, text.encode()) for name, text in plans.items()])
    found = check(register, Vantage(date.fromisoformat(DAY)))
    assert [(one.plan, one.path[-1]) for one in found if one.code == "S108"] == [("school/child-a", "responds_to")]
    # what is put to others, and has no action of its own, is not said to be forgotten
    assert [one.plan for one in found if one.code == "S111"] == []


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("westshire/child-a#p1", "is no recommendation"),
        ("westshire/child-a", "is no recommendation"),
        ("'#rec:1'", "of its own plan"),
        ("westshire/nothing#rec:1", "there is no plan"),
    ],
)
def test_what_may_be_answered(to, said):
    plans = {"westshire/child-a": REVIEW, "school/child-a": plan("Ashcombe School", answer("1", to, "accepted"))}
    register = load([Source(f"plans/{name}.yaml", name, text.encode()) for name, text in plans.items()])
    found = [one for one in check(register, Vantage(date.fromisoformat(DAY))) if one.code == "S108"]
    assert [said in one.message for one in found] == [True], found


def test_where_nothing_is_put_to_several_that_is_said(portfolio):
    said = screen(portfolio({"westmere/one": plan("Westmere", "  - {id: 1, text: Listen}\n")}))
    assert "No recommendation of these plans is put to several bodies or answered in another plan." in said


def test_the_page_in_a_browser(browser, portfolio, tmp_path):
    folder = portfolio(ALL)
    assert run_s11("responses", "--as-of", DAY, "--output", "page.html", cwd=folder).code == 0
    look(browser, folder / "page.html")


def test_pages_say_what_the_screen_says(portfolio):
    folder = portfolio(ALL)
    for name in ("out.md", "out.html", "out.pdf", "out.docx"):
        ran = run_s11("responses", "--as-of", DAY, "--output", name, cwd=folder)
        assert ran.code == 0, ran.err
    markdown = (folder / "out.md").read_text(encoding="utf-8")
    html = (folder / "out.html").read_text(encoding="utf-8")
    for row in told(folder)["recommendations"]:
        finding = row["finding"][0].upper() + row["finding"][1:]
        assert finding in markdown and finding in html


@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 3)), max_size=5))
def test_the_totals_have_each_action_once(answers):
    """Any answers of up to five bodies to any one or two of three recommendations: 100 portfolios."""
    review = HEAD.format(title="Review", organisation="Partnership") + "".join(
        f"  - {{id: {at}, text: R{at}, asked_of: [B0, B1, B2, B3, B4]}}\n" for at in range(3)
    )
    plans = {"r/review": review}
    for at, (one, other, count) in enumerate(answers):
        to = f"['r/review#rec:{one}', 'r/review#rec:{other}']"
        plans[f"b/{at}"] = plan(f"B{at}", answer(str(at), to, "accepted", *[LATE] * count))
    seen = seen_of(plans)
    assert seen.tally.actions == sum(count for _, _, count in answers)
    twice = sum(count for one, other, count in answers if one != other)
    assert (
        sum(row.tally.actions for row in seen.rows) == seen.tally.actions + twice == seen.tally.actions + seen.several
    )
    for row in seen.rows:
        assert row.tally.actions == sum(one.tally.actions for one in row.answers)
        assert row.open == sum(one.open for one in row.answers) == row.tally.timing["late"]
        assert len(row.missing) + row.bodies == 5
