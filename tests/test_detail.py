"""The more detailed plan beneath an action: its own roll-up, never counted again, and where the action says better."""

from __future__ import annotations

import json
from datetime import date

import pytest
from conftest import run_s11
from hypothesis import given
from hypothesis import strategies as st

from s11.plan import load
from s11.rules import check
from s11.standing import Details, disagreement, judge_plan
from s11.text import Source
from s11.view import status
from s11.when import Vantage

DAY = "2024-06-01"
PLAN = """\
format: s11-plan/1
title: {title}
organisation: Westmere District Council
origin: section-11
agreed: 2024-01-10
as_at: 2024-05-01
rag:
  green: {{means: on_track}}
  amber: {{means: at_risk}}
  white: {{means: not_started}}
  grey: {{means: ended}}
  blue: {{means: completed}}
people:
  AB: {{name: Ann Bell, post: Head of Housing}}
recommendations:
  - id: 1
    text: Listen
    actions:
"""
DONE = "rag: blue, completed: 2024-04-01, evidence: [{text: Register, received: 2024-04-01}]"
GREEN = "rag: green, timescale: December 2024"


def plan_text(title: str, *actions: str) -> str:
    rows = (f"      - {{id: {at}, text: Step {at}, lead: AB, {said}}}\n" for at, said in enumerate(actions, 1))
    return PLAN.format(title=title) + "".join(rows)


BOARD = plan_text("Board plan", f"{DONE}, detail: westmere/workforce", f"{GREEN}, detail: westmere/voice", GREEN)
# 9 actions: 6 done; of the 3 that are open one is late and one has no date
WORKFORCE = plan_text("Workforce plan", *[DONE] * 6, "rag: green, timescale: March 2024", GREEN, "rag: green")
VOICE = plan_text("Voice plan", f"{GREEN}, detail: westmere/managers")
MANAGERS = plan_text("Managers plan", DONE, "rag: amber, timescale: December 2024")
ALL = {
    "westmere/board": BOARD,
    "westmere/workforce": WORKFORCE,
    "westmere/voice": VOICE,
    "westmere/managers": MANAGERS,
}


def register_of(plans: dict[str, str]):
    return load([Source(f"plans/{name}.yaml", name, text.encode()) for name, text in plans.items()])


def findings(plans: dict[str, str], *codes: str, day: str = DAY):
    found = check(register_of(plans), Vantage(date.fromisoformat(day)))
    return [(one.code, one.plan, one.path[-3:], one.message) for one in found if one.code in codes]


def said_of(ran) -> str:
    assert ran.code in (0, 1), ran.err
    return " ".join(ran.out.split())


def on_screen(*words: str, **kept):
    return said_of(run_s11(*words, "--as-of", DAY, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="80", **kept))


# what is shown --------------------------------------------------------------------------------------------------------


def test_show_tells_the_detail_by_its_own_counts_and_where_the_action_says_better(portfolio):
    folder = portfolio(ALL)
    said = on_screen("show", "westmere/board#1", cwd=folder)
    assert "detail Workforce plan (westmere/workforce): off track (1 of 9 actions); 3 open, 1 late, 1 without a" in said
    assert "disagrees this action is stated completed, while 3 of 9 actions of its detail are open, 1 late" in said
    # it stays what its own words make it
    assert "checked completed stated completed" in said


def test_the_deeper_detail_is_told_and_not_hidden_by_the_one_between(portfolio):
    said = on_screen("show", "westmere/board#2", cwd=portfolio(ALL))
    assert "detail Voice plan (westmere/voice): on track (1 of 1 action); 1 open" in said
    assert "beneath it Managers plan (westmere/managers): at risk (1 of 2 actions); 1 open" in said
    assert "this action is on track, while the plan beneath its detail, westmere/managers, is at risk" in said


@pytest.mark.parametrize("named", [("westmere/board",), ()])
def test_status_tells_it_whether_or_not_the_detail_was_asked_for(portfolio, named):
    folder = portfolio(ALL)
    said = on_screen("status", *named, "--long", cwd=folder)
    assert "! action 1 is stated completed, while 3 of 9 actions of its detail are open, 1 late: see Workforce" in said
    assert "detail of action 1: Workforce plan (westmere/workforce): off track (1 of 9 actions)" in said


def test_json_has_what_the_plan_itself_has(portfolio):
    folder = portfolio(ALL)
    told = json.loads(run_s11("status", "--as-of", DAY, "--json", cwd=folder).out)
    plans = {plan["id"]: plan for plan in told["plans"]}
    first, second = plans["westmere/board"]["detail_plans"]
    own = plans["westmere/workforce"]
    assert (first["actions"], first["late"], first["undated"]) == (
        own["actions"],
        own["timing"]["late"],
        own["timing"]["no_date"],
    )
    closed = sum(own["timing"][name] for name in ("done", "ended", "proposed"))
    assert first["open"] == own["actions"] - closed == 3
    assert (first["state"], second["state"]) == ("off_track", "on_track")
    # every action is counted once, in its own plan
    assert told["portfolio"]["actions"] == 3 + 9 + 1 + 2
    assert plans["westmere/board"]["checked"]["completed"] == 1


def test_a_plan_with_a_detail_is_never_remembered_alone(portfolio):
    folder = portfolio(ALL)
    run_s11("status", "--as-of", DAY, cwd=folder)
    (folder / "plans/westmere/workforce.yaml").write_text(plan_text("Workforce plan", DONE), encoding="utf-8")
    told = json.loads(run_s11("status", "--as-of", DAY, "--json", cwd=folder).out)
    detail = next(plan for plan in told["plans"] if plan["id"] == "westmere/board")["detail_plans"][0]
    assert (detail["state"], detail["open"], detail["disagrees"]) == ("completed", 0, "")


def test_the_plan_report_says_it_and_links_to_it(portfolio):
    folder = portfolio(ALL)
    page = said_of(run_s11("report", "--as-of", DAY, cwd=folder))
    assert "Detailed plan: Workforce plan (westmere/workforce): off track (1 of 9 actions); 3 open, 1 late" in page
    assert "**This action is stated completed, while 3 of 9 actions of its detail are open, 1 late**" in page
    run_s11("site", "--as-of", DAY, "--output", "site", cwd=folder)
    html = (folder / "site/plans/westmere--board.html").read_text(encoding="utf-8")
    assert 'href="westmere--workforce.html#westmere_2f_workforce"' in html


def test_a_detail_that_was_not_read_whole_is_never_taken_for_good(portfolio):
    broken = WORKFORCE.replace("id: 7, text: Step 7", "id: 7, txet: Step 7")
    said = on_screen("show", "westmere/board#1", cwd=portfolio({**ALL, "westmere/workforce": broken}))
    assert "not read whole, so these numbers are too low" in said


def test_a_detail_may_be_a_recommendation_or_one_action():
    plans = {
        **ALL,
        "westmere/board": plan_text(
            "Board plan", f"{DONE}, detail: 'westmere/workforce#rec:1'", f"{DONE}, detail: 'westmere/workforce#8'"
        ),
    }
    register = register_of(plans)
    details = Details(register, Vantage(date.fromisoformat(DAY)))
    whole, one = (details.of(standing) for standing in judge_plan(register.plan("westmere/board"), details_day()))
    assert (len(whole.held), whole.open, len(one.held), one.open) == (9, 3, 1, 1)


def details_day() -> Vantage:
    return Vantage(date.fromisoformat(DAY))


LATE = "rag: green, timescale: March 2024"
AT_RISK = "rag: amber, timescale: December 2024"
OVER = "ended: {as: suspended, date: 2024-03-01, why: No money left}"
ON = "ended: {as: transferred, date: 2024-03-01, why: It is theirs, to: {body: Countyshire}}"


@pytest.mark.parametrize(
    ("own", "beneath", "words", "told"),
    [
        # what is said to be done, and is not
        (
            "rag: blue",
            [GREEN],
            "on track (1 of 1 action); 1 open",
            "stated completed, while 1 of 1 action of its detail is open",
        ),
        (
            "rag: blue",
            [LATE, GREEN, DONE],
            "off track (1 of 3 actions); 2 open, 1 late",
            "stated completed, while 2 of 3 actions of its detail are open, 1 late",
        ),
        ("rag: blue", [DONE], "completed (1 of 1 action); none open", ""),
        (
            "rag: blue",
            [OVER],
            "ended (1 of 1 action); none open",
            "stated completed, while no action of its detail is",
        ),
        (
            "rag: blue",
            ["proposed: true"],
            "unrated (1 action, each ended or only proposed); none open",
            "stated completed, while no action of its detail is",
        ),
        ("rag: blue", [], "it has no action", "stated completed, while no action of its detail is"),
        (
            "timescale: March 2024, completed: 2024-02-01",
            [GREEN],
            "on track (1 of 1 action); 1 open",
            "recorded as completed, while 1 of 1 action of its detail is open",
        ),
        (
            "rag: blue, continuing: true",
            ["rag: green"],
            "not known (1 of 1 action); 1 open, 1 without a date",
            "stated completed, while 1 of 1 action of its detail is open",
        ),
        # what is only proposed says nothing, what is over only where nothing carries it on
        ("rag: blue, proposed: true", [GREEN], "on track (1 of 1 action); 1 open", ""),
        (OVER, [GREEN], "on track (1 of 1 action); 1 open", "ended, while 1 of 1 action of its detail is open"),
        ("rag: grey", [GREEN], "on track (1 of 1 action); 1 open", "ended, while 1 of 1 action of its detail is open"),
        (OVER, [DONE], "completed (1 of 1 action); none open", ""),
        (ON, [GREEN], "on track (1 of 1 action); 1 open", ""),
        # what is said to go well, and goes worse
        (
            GREEN,
            [AT_RISK, GREEN],
            "at risk (1 of 2 actions); 2 open",
            "on track, while its detail is at risk (1 of 2 actions); 2 open",
        ),
        (
            AT_RISK,
            [LATE],
            "off track (1 of 1 action); 1 open, 1 late",
            "at risk, while its detail is off track (1 of 1 action); 1 open, 1 late",
        ),
        (
            "rag: white, timescale: December 2024",
            [LATE],
            "off track (1 of 1 action); 1 open, 1 late",
            "not started, while its detail is off track (1 of 1 action); 1 open, 1 late",
        ),
        (AT_RISK, [AT_RISK], "at risk (1 of 1 action); 1 open", ""),
        (LATE, [LATE], "off track (1 of 1 action); 1 open, 1 late", ""),
        ("rag: green", [LATE], "off track (1 of 1 action); 1 open, 1 late", ""),
        (GREEN, ["rag: green"], "not known (1 of 1 action); 1 open, 1 without a date", ""),
        (GREEN, [GREEN], "on track (1 of 1 action); 1 open", ""),
    ],
)
def test_an_action_is_told_where_it_says_better_than_its_detail(own, beneath, words, told):
    text = plan_text("B", *beneath)
    plans = {
        "westmere/a": plan_text("A", f"{own}, detail: westmere/b"),
        "westmere/b": text if beneath else text.replace("    actions:\n", "    response: {as: accepted}\n"),
    }
    register = register_of(plans)
    (standing,) = judge_plan(register.plan("westmere/a"), details_day())
    detail = Details(register, details_day()).of(standing)
    assert detail is not None and (detail.words, disagreement(standing, detail)) == (words, told)


def test_where_nothing_can_be_said_of_a_detail_nothing_is_added_up():
    plans = {
        "westmere/a": plan_text("A", f"{GREEN}, detail: westmere/b", f"{GREEN}, detail: westmere/none"),
        "westmere/b": plan_text("B", f"{GREEN}, detail: westmere/c"),
        "westmere/c": plan_text("C", f"{GREEN}, detail: westmere/a"),
    }
    register = register_of(plans)
    details = Details(register, details_day())
    first, second = (details.of(one) for one in judge_plan(register.plan("westmere/a"), details_day()))
    assert [(one.address, one.fault, len(one.held), one.whole) for one in first.everything()] == [
        ("westmere/b", "", 1, True),
        ("westmere/c", "", 1, True),
        ("westmere/a", "circle", 0, True),
    ]
    assert [one.words for one in first.everything()][-1] == (
        "it leads back to this action, so nothing is added up from it"
    )
    assert (second.fault, second.held, second.whole, second.words) == (
        "not_there",
        (),
        True,
        "not among the plans that were read",
    )


# what is found --------------------------------------------------------------------------------------------------------


def test_the_rule_stands_at_the_detail_and_gives_way_to_nothing_there():
    assert findings(ALL, "S312", "S108") == [
        (
            "S312",
            "westmere/board",
            ("actions", 0, "detail"),
            "Recommendation 1, action 1: stated completed, while 3 of 9 actions of its detail are open, 1 late",
        ),
        (
            "S312",
            "westmere/board",
            ("actions", 1, "detail"),
            "Recommendation 1, action 2: on track, while the plan beneath its detail, westmere/managers, is at risk "
            "(1 of 2 actions); 1 open",
        ),
        (
            "S312",
            "westmere/voice",
            ("actions", 0, "detail"),
            "Recommendation 1, action 1: on track, while its detail is at risk (1 of 2 actions); 1 open",
        ),
    ]


def test_a_circle_is_a_finding_at_each_of_its_places_and_no_screen_hangs(portfolio):
    plans = {
        "westmere/a": plan_text("A", GREEN, f"{GREEN}, detail: westmere/b"),
        "westmere/b": plan_text("B", f"{GREEN}, detail: westmere/c"),
        "westmere/c": plan_text("C", f"{DONE}, detail: westmere/a"),
    }
    assert [(code, plan, path) for code, plan, path, _ in findings(plans, "S108", "S312")] == [
        ("S108", "westmere/a", ("actions", 1, "detail")),
        ("S108", "westmere/b", ("actions", 0, "detail")),
        ("S108", "westmere/c", ("actions", 0, "detail")),
    ]
    folder = portfolio(plans)
    for words in (["status", "--long"], ["show", "westmere/a#2"], ["report"], ["list"]):
        assert run_s11(*words, "--as-of", DAY, cwd=folder).code == 0
    assert "it leads back to this action, so nothing is added up from it" in on_screen(
        "show", "westmere/a#2", cwd=folder
    )


def test_an_address_of_nothing_is_a_finding_at_its_place_and_is_not_shown_as_good(portfolio):
    plans = {"westmere/a": plan_text("A", f"{DONE}, detail: westmere/b", f"{GREEN}, detail: 'westmere/a#7'")}
    assert [(code, path) for code, _, path, _ in findings(plans, "S108", "S312")] == [
        ("S108", ("actions", 0, "detail")),
        ("S108", ("actions", 1, "detail")),
    ]
    assert "detail westmere/b: not among the plans that were read" in on_screen(
        "show", "westmere/a#1", cwd=portfolio(plans)
    )


# laws -----------------------------------------------------------------------------------------------------------------

SAID = (
    "rag: green, timescale: December 2024",
    "rag: green, timescale: March 2024",
    DONE,
    "rag: green",
    "proposed: true",
)
STATES = st.lists(st.sampled_from([*SAID, "ended: {as: suspended, date: 2024-03-01, why: No money left}"]), max_size=4)


@given(st.sampled_from(SAID), STATES, STATES)
def test_a_detail_changes_no_count_and_no_state_of_what_names_it(own, first, second):
    """Reached with the profile of these tests: 100 pairs of plans, of which about two thirds disagree nowhere."""
    beneath = {"westmere/b": plan_text("B", *first), "westmere/c": plan_text("C", *second)}
    if not first or not second:
        beneath = {name: text.replace("    actions:\n", "") for name, text in beneath.items()}
    bare = {"westmere/a": plan_text("A", own), **beneath}
    named = {"westmere/a": plan_text("A", f"{own}, detail: westmere/b"), **beneath}
    vantage = Vantage(date.fromisoformat(DAY))
    without, with_it = (status(register_of(plans), vantage) for plans in (bare, named))
    assert [plan.tally for plan in without.plans] == [plan.tally for plan in with_it.plans]
    assert without.portfolio == with_it.portfolio
    (detail,) = with_it.plans[0].detail_plans
    child = with_it.plans[1].tally
    assert (detail.actions, detail.late, detail.undated) == (child.actions, child.timing["late"], child.undated)
    assert detail.open == child.actions - sum(child.timing[name] for name in ("done", "ended", "proposed"))
    parent = judge_plan(register_of(named).plan("westmere/a"), vantage)[0]
    told = disagreement(parent, Details(register_of(named), vantage).of(parent))
    # what is done says so only where nothing beneath is open, and something beneath is done
    if parent.timing == "done":
        assert bool(told) == (detail.open > 0 or not child.timing["done"])
    assert told == detail.disagrees
