"""Extensions: dates moved, more time asked for and what became of it, and lateness from the first date."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from conftest import run_s11
from hypothesis import given
from hypothesis import strategies as st
from return_books import answered

from s11 import view
from s11.plan import PlanFiles, load_one
from s11.render.due_text import due_screen
from s11.render.screen import ScreenSettings
from s11.standing import judge_plan
from s11.text import Source
from s11.when import Vantage

DAY = "2026-03-31"
PLAN = """\
format: s11-plan/1
title: Plan
organisation: Westmere Council
origin: section-11
agreed: 2025-01-06
rag:
  green: {means: on_track}
people:
  AB: {name: Ann Bell}
  CD: {name: Cal Dunn}
recommendations:
  - id: 1
    text: Keep children safe
    actions:
      - id: "1"
        text: Train the managers
        lead: AB
        timescale: June 2026
        revised:
          - {date: 2025-06-02, from: June 2025, why: The trainer left, by: AB, asked: 2025-05-20, approved_by: Cabinet}
          - {date: 2025-12-01, from: December 2025, why: The room was flooded, by: AB}
        requests:
          - {date: 2025-05-20, by: AB, to: December 2025, why: The trainer left}
          - {date: 2026-03-02, by: AB, to: September 2026, why: Nobody has come yet}
        rag: green
      - id: "2"
        text: Write the letter
        lead: CD
        timescale: February 2026
        requests:
          - date: 2026-02-10
            by: CD
            to: May 2026
            why: Too much else
            refused: {date: 2026-02-20, by: AB, why: It is late as it is}
        rag: green
      - id: "3"
        text: Meet each quarter
        lead: CD
        timescale: March 2026, quarterly
        revised:
          - {date: 2025-02-01, from: "March 2025, quarterly", why: Nobody was there yet}
        rag: green
      - id: "4"
        text: Print the leaflet
        lead: CD
        timescale: April 2026
        revised:
          - {date: 2025-02-01, from: April 2025, as: correction, why: The year was mistyped}
        rag: green
      - id: "5"
        text: Find a room
        lead: CD
        timescale: October 2025
        revised:
          - {date: 2025-06-01, from: July 2025, why: The school was closed}
        completed: 2025-10-02
        evidence:
          - text: The letter of the school
            timescale: May 2026
            revised:
              - {date: 2025-08-01, from: August 2025, why: The school was closed}
        rag: green
"""


def report_of(text: str, day: str = DAY):
    register = PlanFiles.of([load_one(Source("plans/one.yaml", "one", text.encode()))])
    return view.report(register, Vantage(date.fromisoformat(day)), "", (), "3")


def test_what_was_moved_and_asked_for_by_hand():
    """On 31 March 2026. 1: from 30 June 2025 to 30 June 2026, 365 days, twice; by its first date 274 days late. 2: due
    on 28 February, 31 days late, one request, refused. 3: what recurs is as late as it is. 4: a correction is no move.
    5: done; its letter from 31 August 2025 to 31 May 2026, 273 days, by its first date 212 days late.
    """
    (plan,) = report_of(PLAN).plans
    seen = {one.called: one for one in plan.extensions}
    assert list(seen) == ["1", "3", "5 evidence 1", "5", "2"]
    assert (seen["1"].first, seen["1"].now) == (date(2025, 6, 30), date(2026, 6, 30))
    assert seen["1"].moved_words == "moved twice, by 365 days in all"
    assert seen["1"].late_words == "not late; by its first date 274 days late"
    assert [request.state for request in seen["1"].requests] == ["granted", "open"]
    assert seen["1"].requests[0].answered_by == "Cabinet"
    assert seen["2"].late_words == "31 days late" and seen["2"].requests[0].answered_by == "Ann Bell"
    assert seen["3"].late_words == "not late"
    assert seen["5"].late_words == "nothing more is due"
    assert seen["5 evidence 1"].late_words == "not late; by its first date 212 days late"
    assert plan.extension_counts.sentence == (
        "4 dates moved, 1 of them more than once, the furthest by 365 days; more time asked for 3 times: 1 granted, 1 "
        "refused, 1 not answered. 1 action is late; counted from first dates 2 would be."
    )


@pytest.mark.parametrize(
    ("action", "received", "late", "from_first", "words"),
    [
        ("rag: green", "", 31, 396, "31 days late; by its first date 396 days late"),
        ("rag: green", ", received: 2026-03-02", 0, 0, "nothing more is due"),
        # of an action that is only proposed nothing is late, and of one that has ended nothing is due
        ("proposed: true", "", 0, 0, "not late"),
        ("ended: {as: suspended, date: 2026-03-01, why: No money}", "", 0, 0, "nothing more is due"),
        (
            "ended: {as: suspended, date: 2026-04-01, why: No money}",
            "",
            31,
            396,
            "31 days late; by its first date 396 days late",
        ),
    ],
)
def test_how_late_a_piece_of_evidence_is_and_would_be(action, received, late, from_first, words):
    """Due on 28 February 2026, and 28 February 2025 at first: on 31 March 2026 31 and 396 days past."""
    moved = "revised: [{date: 2025-02-01, from: February 2025, why: The trainer left}]"
    text = PLAN[: PLAN.index("        revised:")] + (
        f"        {action}\n        evidence: [{{text: E, timescale: February 2026, {moved}{received}}}]\n"
    )
    (one,) = report_of(text).plans[0].extensions
    assert (one.called, one.late, one.from_first, one.late_words) == ("1 evidence 1", late, from_first, words)


@pytest.mark.parametrize("ending", ["html", "md"])
def test_the_report_says_who_asked_who_granted_and_who_refused(portfolio, tmp_path, ending):
    folder = portfolio({"westmere/one": PLAN})
    done = run_s11("report", "--template", "extensions", "--output", f"out.{ending}", cwd=folder, S11_AS_OF=DAY)
    assert done.code == 0, done.err
    text = " ".join((folder / f"out.{ending}").read_text(encoding="utf-8").replace("\\", "").split())
    for words in (
        "granted on",
        "by Cabinet",
        "refused on",
        "by Ann Bell",
        "It is late as it is",
        "The room was flooded",
    ):
        assert words in text, words
    assert "not late; by its first date 274 days late" in text
    assert "Print the leaflet" not in text


def test_where_nothing_was_moved_it_says_so(portfolio):
    text = PLAN[: PLAN.index("        revised:")] + "        rag: green\n"
    found = run_s11("report", "--template", "extensions", cwd=portfolio({"westmere/one": text}), S11_AS_OF=DAY)
    assert "No date was moved, and no more time was asked for." in found.out


def test_the_briefing_tells_extensions_and_who_has_not_answered(repository):
    repository.write("plans/westmere/one.yaml", PLAN)
    repository.commit("The plan", "2026-01-01")
    run = {"cwd": repository.folder, "S11_AS_OF": DAY}
    assert "Returns" not in run_s11("report", "--template", "brief", **run).out
    assert run_s11("returns", "send", "--open", "--output", "out", **run).code == 0
    told = run_s11("report", "--template", "brief", **run).out
    assert "**Extensions.** 4 dates moved" in told
    assert "2 sent on 31 March 2026, none answered; no answer from Ann Bell and Cal Dunn." in told
    path = next((repository.folder / "out").glob("*ann-bell*"))
    answered(path, {("1", "What happened"): "Half of the managers were trained"})
    assert run_s11("returns", "collect", "out", cwd=repository.folder, S11_AS_OF="2026-04-02").code == 0
    then = run_s11("report", "--template", "brief", cwd=repository.folder, S11_AS_OF="2026-04-02").out
    assert "1 answered, 1 of them not signed; no answer from Cal Dunn; not signed by Ann Bell." in then
    # what came after the day is not known on it
    assert "none answered" in run_s11("report", "--template", "brief", **run).out
    public = run_s11("report", "--template", "brief", "--audience", "public", "--allow-name", "Ann Bell", **run)
    assert "no answer from" not in public.out


days = st.dates(date(2025, 1, 1), date(2026, 12, 31))


@given(st.lists(days, min_size=1, max_size=4), days, st.sampled_from(["", "completed: 2025-03-01", "proposed: true"]))
def test_by_its_first_date_nothing_is_less_late(dates, day, more):
    """Lateness from the first date is never less than by the date in force, and the same where nothing was moved."""
    *before, now = dates
    changes = "".join(
        f"          - {{date: {date(2025, 1, 1) + timedelta(days=number)}, from: {one}, why: It was moved}}\n"
        for number, one in enumerate(before)
    )
    text = (
        "format: s11-plan/1\ntitle: P\norganisation: W\norigin: audit\nrecommendations:\n  - id: 1\n    text: T\n"
        f'    actions:\n      - id: "1"\n        text: A\n        timescale: {now}\n'
        + (f"        revised:\n{changes}" if changes else "")
        + (f"        {more}\n" if more else "")
    )
    plan = load_one(Source("p.yaml", "p", text.encode())).plan
    assert plan is not None
    (standing,) = judge_plan(plan, Vantage(day))
    late = standing.days_late_from_first
    if standing.timing in ("done", "proposed"):
        assert late == 0
    else:
        assert late >= standing.days_late
        assert standing.times_moved or late == standing.days_late
        if standing.times_moved and standing.first_due is not None:
            assert late == max(standing.days_late, (day - standing.first_due).days)


def test_due_counts_from_first_dates_beside_those_in_force(portfolio):
    """On 31 March 2026: 2 is late; by their first dates 1 (30 June 2025) and the letter of 5 (31 August 2025)
    would be, too.
    """
    folder = portfolio({"westmere/one": PLAN})
    rows = run_s11("due", "--from-first", cwd=folder, S11_AS_OF=DAY).out.splitlines()
    counted = {row.split("\t")[3]: row.split("\t")[-1] for row in rows if "days_late=" in row}
    assert counted == {
        "westmere/one#1": "days_late_from_first=274",
        "westmere/one#2": "days_late_from_first=31",
        "westmere/one#3": "days_late_from_first=0",
        "westmere/one#4": "days_late_from_first=0",
        "westmere/one#5/1": "days_late_from_first=212",
    }
    plain = run_s11("due", cwd=folder, S11_AS_OF=DAY).out
    assert "from_first" not in plain
    register = PlanFiles.of([load_one(Source("plans/one.yaml", "one", PLAN.encode()))])
    seen = view.due_list(register, Vantage(date.fromisoformat(DAY)))
    screen = due_screen(seen, ScreenSettings(80, False, False), from_first=True)
    assert "By their first dates 3 of them would be overdue, not 1" in screen
    assert "first due 30 June 2025: 274 days late by that" in screen
    assert "first due" not in due_screen(seen, ScreenSettings(80, False, False))
