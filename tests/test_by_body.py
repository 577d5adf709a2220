"""A partnership's plan counted by the bodies of its leads: an action of two bodies stands in both, and once in all."""

from __future__ import annotations

import json

from conftest import run_s11
from hypothesis import given
from hypothesis import strategies as st

from s11.plan import load
from s11.text import Source
from s11.view import status
from s11.when import Vantage, parse_day

PLAN = """\
format: s11-plan/1
title: Joint plan
organisation: Westshire Partnership
origin: strategy
agreed: 2024-01-10
as_at: 2024-05-01
rag: {green: {means: on_track}}
people:
  AB: {name: Ann Bell}
  PC: {name: Pat Cole, organisation: Westshire Police}
  PD: {name: Pam Dene, organisation: westshire  police}
  HT: {name: Hal Tate, organisation: Westshire Health Trust}
recommendations:
  - id: 1
    text: Work together
    actions:
"""


def plan(*leads: str) -> str:
    rows = (
        f"      - {{id: {at}, text: Step {at}, timescale: March 2024, rag: green, lead: [{lead}]}}\n"
        for at, lead in enumerate(leads, 1)
    )
    return PLAN + "".join(rows)


def test_an_action_of_two_bodies_stands_in_both_and_once_in_all(portfolio):
    """By hand: the police hold 1, 2 and 3, the trust 2, the partnership 4; nobody holds 5."""
    folder = portfolio({"westshire/joint": plan("PC", "PC, HT", "PC, PD", "AB", "TBC")})
    words = ("status", "westshire/joint", "--by", "body", "--as-of", "2024-06-01")
    told = json.loads(run_s11(*words, "--json", cwd=folder).out)
    groups = told["plans"][0]["groups"]
    assert {row["words"]: row["actions"] for row in groups["rows"]} == {
        "Westshire Police": 3,
        "Westshire Health Trust": 1,
        "Westshire Partnership": 1,
        "no lead": 1,
    }
    assert (groups["actions"], groups["placed"], groups["shared"]) == (5, 6, 1)
    assert told["portfolio"]["actions"] == 5
    said = " ".join(run_s11(*words, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="80", cwd=folder).out.split())
    assert "5 actions, held by 3 bodies; 1 is held by more than one; 1 has no lead" in said


@given(st.lists(st.lists(st.sampled_from(["AB", "PC", "PD", "HT", "TBC", "XY"]), max_size=3), min_size=1, max_size=5))
def test_the_totals_have_each_action_once(leads):
    source = Source("plans/a.yaml", "a", plan(*(", ".join(one) for one in leads)).encode())
    seen = status(load([source]), Vantage(parse_day("2024-06-01")), by="body")
    groups = seen.plans[0].groups
    assert groups.actions == seen.portfolio.actions == len(leads)
    assert groups.placed == sum(row.tally.actions for row in groups.rows) >= groups.actions
    assert groups.shared <= groups.placed - groups.actions <= 2 * groups.shared
