"""Actions carried on from plan to plan: followed from end to end, and told where nobody can follow."""

from __future__ import annotations

import json
from datetime import date

import pytest
from conftest import Repository, run_s11
from hypothesis import given
from hypothesis import strategies as st

from s11.plan import load
from s11.rules import check
from s11.standing import Carrying, is_lost, judge_plan, names_action
from s11.text import Source
from s11.when import Vantage

DAY = "2016-01-10"
PLAN = """\
format: s11-plan/1
title: {title}
organisation: Westmere District Council
origin: section-11
{agreed}rag:
  green: {{means: on_track}}
people:
  AB: {{name: Ann Bell, post: Head of Housing}}
recommendations:
  - id: 1
    text: Listen
    actions:
"""


def plan_text(title: str, agreed: str, *actions: str) -> str:
    days = f"agreed: {agreed}\nas_at: {agreed}\n" if agreed else ""
    return PLAN.format(title=title, agreed=days) + "".join(
        f"      - {{{one}, lead: AB, rag: green}}\n" for one in actions
    )


def ended(to: str, on: str = "2014-05-01", how: str = "superseded") -> str:
    where = f', to: "{to}"' if to else ""
    return f"ended: {{as: {how}, date: {on}, why: The next plan takes it in{where}}}"


FIRST = "id: 1, text: Train the drivers, timescale: March 2014"
SECOND = "id: 2, text: Train drivers and escorts, timescale: March 2015"
THIRD = 'id: "1.1", text: "Train drivers, escorts and licensees", timescale: December 2016'
OTHER = "id: 9, text: Write a leaflet, timescale: March 2014"
YEARS = {
    "westmere/plan-2013": plan_text("Plan 2013", "2013-04-18", f"{FIRST}, {ended('westmere/plan-2014#2')}"),
    "westmere/plan-2014": plan_text(
        "Plan 2014", "2014-05-01", f"{SECOND}, {ended('westmere/plan-2015#1.1', '2015-06-01')}"
    ),
    "westmere/plan-2015": plan_text("Plan 2015", "2015-06-01", THIRD),
}
# 31 March 2014 to 31 December 2016: 275 days of 2014, 365 of 2015, 366 of 2016
IN_ALL = (
    "first agreed on 18 April 2013, in Plan 2013; it has stood in 3 plans; first date 31 March 2014, now 31 December "
    "2016, 1,006 days later"
)


def on_screen(*words: str, day: str = DAY, **kept) -> str:
    ran = run_s11(*words, "--as-of", day, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="80", **kept)
    assert ran.code == 0, ran.err
    return " ".join(ran.out.split())


def register_of(plans: dict[str, str]):
    return load([Source(f"plans/{name}.yaml", name, text.encode()) for name, text in plans.items()])


def carried(plans: dict[str, str], address: str, day: str = DAY):
    register, vantage = register_of(plans), Vantage(date.fromisoformat(day))
    plan_id, _, action_id = address.partition("#")
    standing = next(one for one in judge_plan(register.plan(plan_id), vantage) if one.action.id == action_id)
    return Carrying(register, vantage).of(standing)


# followed -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["plan-2013#1", "plan-2014#2", "plan-2015#1.1"])
def test_an_action_superseded_twice_is_followed_from_any_of_its_three_plans(portfolio, address):
    said = on_screen("show", f"westmere/{address}", cwd=portfolio(YEARS))
    assert f"in all {IN_ALL}" in said
    places = {
        "plan-2013#1": "action 1 of Plan 2013: Train the drivers (westmere/plan-2013#1)",
        "plan-2014#2": "action 2 of Plan 2014: Train drivers and escorts (westmere/plan-2014#2)",
        "plan-2015#1.1": "action 1.1 of Plan 2015: Train drivers, escorts and licensees (westmere/plan-2015#1.1)",
    }
    assert [words for one, words in places.items() if one != address and words not in said] == []


def test_its_steps_are_told_in_their_order_with_their_days(portfolio):
    folder = portfolio(YEARS)
    first = on_screen("show", "westmere/plan-2013#1", cwd=folder)
    assert first.index("carried on by action 2 of Plan 2014") < first.index("then by action 1.1 of Plan 2015")
    assert "(westmere/plan-2015#1.1); there on track; superseded on 1 June 2015: The next plan takes it in" in first
    last = on_screen("show", "westmere/plan-2015#1.1", cwd=folder)
    assert last.index("came from action 1 of Plan 2013") < last.index("came from action 2 of Plan 2014")


def test_what_is_dated_after_the_day_has_not_happened(portfolio):
    folder = portfolio(YEARS)
    said = on_screen("show", "westmere/plan-2014#2", day="2015-01-10", cwd=folder)
    assert "came from action 1 of Plan 2013" in said and "carried on" not in said
    assert "it has stood in 2 plans; first date 31 March 2014, now 31 March 2015, 365 days later" in said


def test_the_portfolio_tells_it_where_it_stands_now_and_once(portfolio):
    page = run_s11("report", "--template", "portfolio", "--as-of", DAY, cwd=portfolio(YEARS)).out
    table = page[page.index("## Carried on from plan to plan") : page.index("## What each plan")]
    rows = [line for line in table.splitlines() if line.startswith("| West")]
    assert len(rows) == 1
    cells = [cell.strip() for cell in rows[0].strip("|").split("|")]
    assert cells[1:] == [
        "3",
        "18 Apr 2013, action 1 of Plan 2013: Train the drivers",
        "31 Mar 2014",
        "31 Dec 2016, 1,006 days later",
        "on track",
    ]


def test_a_plan_page_of_a_site_leads_to_each_station(portfolio):
    folder = portfolio(YEARS)
    assert run_s11("site", "--as-of", DAY, "--output", "site", cwd=folder).code == 0
    page = (folder / "site/plans/westmere--plan-2014.html").read_text(encoding="utf-8")
    assert 'href="westmere--plan-2013.html#westmere_2f_plan-2013_23_1"' in page
    assert 'href="westmere--plan-2015.html#westmere_2f_plan-2015_23_1.1"' in page


def test_a_closed_plan_and_a_split_are_followed_too():
    plans = {
        "westmere/old": plan_text("Old", "2013-04-18", FIRST, OTHER)
        + "closed: {date: 2014-05-01, why: Over, to: westmere/new#1}\n",
        "westmere/new": plan_text(
            "New",
            "2014-05-01",
            f"{FIRST}, " + ended("X", "2015-01-01").replace('"X"', '["#2", "#3"]'),
            SECOND,
            "id: 3, text: Train licensees, timescale: June 2016",
        ),
    }
    way = carried(plans, "westmere/old#9")
    assert [step.how for step in way.later] == ["closed", "superseded", "superseded"]
    assert [one.address for one in way.ends] == ["westmere/new#2", "westmere/new#3"]
    # two actions went into one, and two came of it
    assert sorted(one.address for one in carried(plans, "westmere/new#3").stations) == [
        "westmere/new#1",
        "westmere/new#3",
        "westmere/old#1",
        "westmere/old#9",
    ]
    assert way.due_now == date(2016, 6, 30)


@pytest.mark.parametrize(
    ("said", "goes_on"), [("", True), (", proposed: true", True), (", completed: 2014-03-01", False)]
)
def test_a_closed_plan_carries_on_what_was_still_to_be_done(said, goes_on):
    plans = {
        "westmere/old": plan_text("Old", "2013-04-18", FIRST + said)
        + "closed: {date: 2014-05-01, why: Over, to: westmere/plan-2014#2}\n",
        "westmere/plan-2014": plan_text("Plan 2014", "2014-05-01", SECOND),
    }
    assert (carried(plans, "westmere/old#1") is not None) is goes_on
    # on the day before it was closed nothing had gone on
    assert carried(plans, "westmere/old#1", "2014-04-30") is None


@pytest.mark.parametrize("beneath", ["", "/1", "/12", "/m1"])
def test_what_is_carried_on_by_a_piece_of_evidence_is_carried_on_by_its_action(beneath):
    first = plan_text("Plan 2013", "2013-04-18", f"{FIRST}, {ended(f'westmere/plan-2014#2{beneath}')}")
    plans = {**YEARS, "westmere/plan-2013": first}
    way = carried(plans, "westmere/plan-2013#1")
    assert [step.address for step in way.later] == ["westmere/plan-2014#2", "westmere/plan-2015#1.1"]
    assert [one.address for one in way.ends] == ["westmere/plan-2015#1.1"] and way.plans == 3
    second = register_of(plans).plan("westmere/plan-2014")
    assert names_action(second, f"westmere/plan-2014#2{beneath}")
    assert not names_action(second, f"westmere/plan-2014#7{beneath}")
    assert not names_action(second, "westmere/plan-2014")


def test_json_has_every_step(portfolio):
    told = json.loads(run_s11("show", "westmere/plan-2014#2", "--as-of", DAY, "--json", cwd=portfolio(YEARS)).out)
    way = told["action"]["carried"]
    assert [step["place"]["address"] for step in way["earlier"]] == ["westmere/plan-2013#1"]
    assert [step["place"]["address"] for step in way["later"]] == ["westmere/plan-2015#1.1"]
    assert (way["sums"]["plans"], way["sums"]["days"], way["sums"]["agreed"]) == (3, 1006, "2013-04-18")


# the past -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def three_years(tmp_path):
    repository = Repository(tmp_path)
    bare = {name: text.partition(", ended:") for name, text in YEARS.items()}
    open_ = {name: before + text[text.index(", lead: AB") :] for name, (before, _, text) in bare.items() if text}
    names = list(YEARS)
    for at, day in enumerate(("2013-04-18", "2014-05-01", "2015-06-01")):
        for name in names[:at]:
            repository.write(f"plans/{name}.yaml", YEARS[name])
        repository.write(f"plans/{names[at]}.yaml", open_.get(names[at], YEARS[names[at]]))
        repository.commit(f"The plan of {day[:4]}", day)
    return repository


def test_history_of_any_address_tells_the_whole_life(three_years):
    for address in ("plan-2013#1", "plan-2014#2", "plan-2015#1.1"):
        told = json.loads(run_s11("history", f"westmere/{address}", "--json", cwd=three_years.folder).out)
        assert told["stations"] == ["westmere/plan-2013#1", "westmere/plan-2014#2", "westmere/plan-2015#1.1"]
        assert told["said"] == IN_ALL
        assert [(event["commit"]["day"], event["address"][9:], event["kind"]) for event in told["events"]] == [
            ("2013-04-18", "plan-2013#1", "written"),
            ("2014-05-01", "plan-2013#1", "ended"),
            ("2014-05-01", "plan-2014#2", "written"),
            ("2015-06-01", "plan-2014#2", "ended"),
            ("2015-06-01", "plan-2015#1.1", "written"),
        ]


def test_changes_over_two_years_tell_one_thing_that_moved(three_years):
    told = json.loads(run_s11("changes", "main~2..main", "--json", cwd=three_years.folder).out)
    rows = {plan["id"][9:]: [(row["heading"], row["address"][9:]) for row in plan["changes"]] for plan in told["plans"]}
    assert rows == {
        "plan-2013": [("went", "plan-2013#1")],
        "plan-2014": [("added", "plan-2014")],
        "plan-2015": [("added", "plan-2015"), ("came", "plan-2015#1.1")],
    }
    went = told["plans"][0]["changes"][0]
    came = told["plans"][2]["changes"][1]
    assert (went["before"], went["after"]) == (came["before"], came["after"])
    assert went["said"].startswith("carried on as westmere/plan-2015#1.1: superseded on 1 May 2014")
    assert came["said"] == (
        "carried on from westmere/plan-2013#1, through westmere/plan-2014#2; first date 31 March 2014, now 31 December "
        "2016, 1,006 days later"
    )
    # that it was late when it went is told with it
    assert "it was 31 days late" in went["said"]


# where nobody can follow ----------------------------------------------------------------------------------------------

LOST = {
    "westmere/plan-2013": plan_text(
        "Plan 2013",
        "2013-04-18",
        f"id: 1, text: To nothing, timescale: March 2014, {ended('westmere/plan-2014#7')}",
        f"id: 2, text: To no action, timescale: March 2014, {ended('westmere/plan-2014', how='transferred')}",
        f"id: 3, text: Not said, timescale: March 2014, {ended('')}",
        f"id: 4, text: Round, timescale: March 2014, {ended('#5')}",
        f"id: 5, text: And round, timescale: March 2014, {ended('#4')}",
        "id: 6, text: To a body, timescale: March 2014, "
        "ended: {as: transferred, date: 2014-05-01, why: It is theirs, to: {body: Countyshire partnership}}",
        "id: 7, text: No more, timescale: March 2014, "
        "ended: {as: no_longer_needed, date: 2014-05-01, why: The law has changed}",
    ),
    "westmere/plan-2014": plan_text("Plan 2014", "2014-05-01", SECOND),
}


def test_each_broken_link_is_a_finding_at_its_place():
    found = check(register_of(LOST), Vantage(date.fromisoformat(DAY)))
    assert [(one.code, one.level, one.path[-3:]) for one in found if one.code in ("S108", "S817")] == [
        ("S108", "error", (0, "ended", "to")),
        ("S817", "advice", (1, "ended", "to")),
        ("S817", "warning", (2, "ended", "as")),
        ("S108", "error", (3, "ended", "to")),
        ("S108", "error", (4, "ended", "to")),
    ]


def test_only_a_body_outside_can_still_be_asked():
    steps = [step for number in range(1, 7) for step in carried(LOST, f"westmere/plan-2013#{number}").later]
    assert {(step.broken, is_lost(step)) for step in steps} == {
        ("", False),
        ("not_there", True),
        ("no_action", True),
        ("not_said", True),
        ("circle", True),
        ("outside", False),
    }
    assert carried(LOST, "westmere/plan-2013#7") is None


def test_and_is_told_as_such_and_never_as_carried_on(portfolio):
    folder = portfolio(LOST)
    expected = {
        1: "carried on by westmere/plan-2014#7; nothing is there, so nobody can follow it",
        2: "carried on by Plan 2014 (westmere/plan-2014); it is not said which of its actions carries it on",
        3: "carried on by something that is not named; nobody can follow it",
        4: "then by action 4: Round (westmere/plan-2013#4); that leads back, so it is carried on nowhere",
        6: "carried on by Countyshire partnership; a body whose plans are not kept here",
    }
    for number, words in expected.items():
        said = on_screen("show", f"westmere/plan-2013#{number}", cwd=folder)
        assert words in said, said
    assert "carried on" not in on_screen("show", "westmere/plan-2013#7", cwd=folder)
    page = run_s11("report", "--template", "portfolio", "--as-of", DAY, cwd=folder).out
    lost = page[page.index("said to be carried on where nobody can follow") - 12 : page.index("## What each plan")]
    assert [line.partition(" · ")[2].partition(":")[0] for line in lost.splitlines() if line.startswith("- ")] == [
        "To nothing",
        "To no action",
        "Not said",
        "Round",
        "And round",
    ]
    assert "To a body" not in lost and "No more" not in lost


# laws -----------------------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2, max_size=6))
def test_whatever_leads_to_whatever_it_ends_and_both_directions_agree(links):
    """Any six actions of three plans, each ended or not, each leading to any other: 100 tangles, circles among them."""
    names = [f"westmere/p{at % 3}#{at}" for at in range(len(links))]
    texts: dict[str, list[str]] = {}
    for at, (to, over) in enumerate(links):
        target = names[to % len(links)]
        said = f"id: {at}, text: Step {at}, timescale: March 201{at}" + (f", {ended(target)}" if over else "")
        texts.setdefault(names[at].partition("#")[0], []).append(said)
    plans = {name: plan_text(name, "2013-04-18", *actions) for name, actions in texts.items()}
    ways = {name: carried(plans, name) for name in names}
    for name, way in ways.items():
        for step in way.later if way is not None else ():
            if step.to is None:
                assert step.broken == "circle"
            else:
                # what an action leads to says that it came from there
                back = ways[step.to.address]
                assert back is not None and name in [one.address for one in back.stations]
        if way is not None:
            assert name in [one.address for one in way.stations] and len(way.stations) <= len(names)
