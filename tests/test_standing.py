"""Standings: the edges of every span of days, and the laws that hold over all plans and days."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import PlanFiles, load_one
from s11.standing import CHECKED, judge_plan
from s11.text import Source
from s11.view import GROUPINGS, due_list, group, status
from s11.when import Vantage

HEAD = """format: s11-plan/1
title: T
organisation: Westmere
origin: other
agreed: 2024-01-01
as_at: 2024-01-10
rag:
  green: {means: on_track}
  blue: {means: completed}
  red: {means: off_track}
people:
  AB: {name: Ann Bell}
  CD: {name: Cal Dunn}
recommendations:
"""
ONE = HEAD + "  - id: 1\n    text: R\n    actions:\n      - id: 1\n        text: A\n"


def loaded(text):
    found = load_one(Source("plan.yaml", "westmere/plan", text.encode()))
    assert not found.findings, found.findings
    return found


def on(day, *fields):
    plan = loaded(ONE + "".join(f"        {field}\n" for field in fields)).plan
    return judge_plan(plan, Vantage(date.fromisoformat(day)))[0]


EDGES = [
    # on the due day nothing is late; the day after it is, by one
    ("2024-03-31", ["rag: green", "timescale: March 2024"], "due_soon", 0, "on_track"),
    ("2024-04-01", ["rag: green", "timescale: March 2024"], "late", 1, "off_track"),
    ("2024-03-03", ["rag: green", "timescale: March 2024"], "due_soon", 0, "on_track"),
    ("2024-03-02", ["rag: green", "timescale: March 2024"], "in_time", 0, "on_track"),
    ("2024-02-29", ["rag: green", "timescale: February 2024"], "due_soon", 0, "on_track"),
    ("2024-03-01", ["rag: green", "timescale: February 2024"], "late", 1, "off_track"),
    # recorded in the last 365 days: the day itself counts, the next does not
    ("2025-01-09", ["rag: green", "timescale: Ongoing"], "continuing", 0, "on_track"),
    ("2025-01-10", ["rag: green", "timescale: Ongoing"], "unrecorded", 0, "not_known"),
    ("2024-06-30", ["rag: green", "timescale: June 2024 and ongoing"], "due_soon", 0, "on_track"),
    ("2024-07-01", ["rag: green", "timescale: June 2024 and ongoing"], "unrecorded", 0, "not_known"),
    ("2024-07-01", ["rag: green", "timescale: June 2024 and ongoing", "progress: [{date: 2024-06-01, note: n}]"], "continuing", 0, "on_track"),
    ("2024-07-01", ["rag: green", "timescale: June 2024 and ongoing", "progress: [{date: 2024-05-31, note: n}]"], "unrecorded", 0, "not_known"),
    # what is dated on the day has happened; what is dated after it has not
    ("2024-04-05", ["rag: green", "timescale: March 2024", "completed: 2024-04-05"], "done", 0, "on_track"),
    ("2024-04-04", ["rag: green", "timescale: March 2024", "completed: 2024-04-05"], "late", 4, "off_track"),
    ("2024-05-01", ["rag: blue", "as_at: 2024-05-01", "timescale: March 2024"], "done", 0, "completed"),
    ("2024-04-30", ["rag: blue", "as_at: 2024-05-01", "timescale: March 2024"], "late", 30, "off_track"),
    ("2024-05-01", ["timescale: July 2024", "revised: [{date: 2024-05-01, from: March 2024, why: w}]"], "in_time", 0, "unrated"),
    ("2024-04-30", ["timescale: July 2024", "revised: [{date: 2024-05-01, from: March 2024, why: w}]"], "late", 30, "off_track"),
    ("2024-05-01", ["rag: green", "ended: {as: suspended, date: 2024-05-01, why: w}"], "ended", 0, "ended"),
    ("2024-04-30", ["rag: green", "ended: {as: suspended, date: 2024-05-01, why: w}"], "no_date", 0, "not_known"),
    # without a first date: the last time it was done, and the interval
    ("2024-05-15", ["timescale: Quarterly", "completed: 2024-02-15"], "due_soon", 0, "unrated"),
    ("2024-05-16", ["timescale: Quarterly", "completed: 2024-02-15"], "late", 1, "off_track"),
    # month ends stay month ends; a day stays that day, clamped and never chained
    ("2024-03-01", ["timescale: January 2024 then monthly", "completed: 2024-01-31"], "late", 1, "off_track"),
    ("2024-05-30", ["timescale: '31 January 2024, then monthly'", "completed: [2024-01-31, 2024-02-29, 2024-03-31, 2024-04-30]"], "due_soon", 0, "unrated"),
    ("2024-06-01", ["timescale: '31 January 2024, then monthly'", "completed: [2024-01-31, 2024-02-29, 2024-03-31, 2024-04-30]"], "late", 1, "off_track"),
]


@pytest.mark.parametrize(("day", "fields", "timing", "days_late", "checked"), EDGES)
def test_the_edges(day, fields, timing, days_late, checked):
    standing = on(day, *fields)
    assert (standing.timing, standing.days_late, standing.checked) == (timing, days_late, checked), standing.why


def test_a_why_names_words_reading_day_and_record():
    why = on("2024-04-05", "rag: green", "timescale: March 2024").why
    for words in ("Stated green (on track) on 10 January 2024", "'March 2024' read as by 31 March 2024", "nothing completed", "due 31 March 2024, 5 days late on 5 April 2024", "last recorded 10 January 2024"):
        assert words in why


def test_a_why_counts_changes():
    assert "Timescale changed 2 times; first due 31 March 2024." in on("2024-09-01", "timescale: July 2024", "revised: [{date: 2024-05-01, from: March 2024, why: w}, {date: 2024-06-01, from: May 2024, why: w}]").why


days = st.dates(date(2024, 1, 10), date(2027, 12, 31))
phrases = st.sampled_from(["March 2024", "By 2025", "31 May 2024", "March 2024 then quarterly", "31 January 2024, then monthly", "Quarterly", "June 2024 and ongoing", "Ongoing", "TBC", "October 2024 /June 2024", "Review following comments", "blorble", "Complete"])
optional = st.one_of(st.none(), phrases)


@st.composite
def plans(draw, facts=True):
    text = HEAD
    for number in range(1, draw(st.integers(1, 3)) + 1):
        text += f"  - id: {number}\n    text: R\n"
        for name, value in (("rag", draw(st.sampled_from([None, "green", "blue", "red"]))), ("timescale", draw(optional)), ("lead", draw(st.sampled_from([None, "AB", "[AB, CD]"])))):
            text += f"    {name}: {value!r}\n".replace("'[", "[").replace("]'", "]") if value else ""
        text += "    actions:\n"
        for inner in range(1, draw(st.integers(1, 3)) + 1):
            text += f"      - id: '{number}.{inner}'\n        text: A\n"
            rag, words = draw(st.sampled_from([None, "green", "blue", "red"])), draw(optional)
            text += (f"        rag: {rag}\n" if rag else "") + (f"        timescale: {words!r}\n" if words else "")
            text += "        continuing: true\n" if draw(st.booleans()) else ""
            if facts and draw(st.booleans()):
                text += f"        completed: [{', '.join(sorted({draw(days).isoformat() for _ in range(draw(st.integers(1, 3)))}))}]\n"
            if draw(st.booleans()):
                text += f"        evidence:\n          - text: E\n            timescale: {draw(phrases)!r}\n"
                text += f"            received: {draw(days)}\n" if facts and draw(st.booleans()) else ""
    return loaded(text)


@settings(max_examples=200, deadline=None)
@given(plans(facts=False), days, st.integers(1, 700))
def test_passing_days_never_improve_a_checked_state(found, day, later):
    before = judge_plan(found.plan, Vantage(day))
    after = judge_plan(found.plan, Vantage(min(day + timedelta(days=later), date(2030, 1, 1))))
    for one, other in zip(before, after, strict=True):
        assert CHECKED.index(other.checked) <= CHECKED.index(one.checked), (one.why, other.why)
        assert other.days_late >= one.days_late


@settings(max_examples=200, deadline=None)
@given(plans(), days)
def test_counts_add_up_and_the_same_input_says_the_same(found, day):
    vantage, register = Vantage(day), PlanFiles((found,))
    standings = judge_plan(found.plan, vantage)
    tally = status(register, vantage).portfolio
    assert len(standings) == tally.actions == sum(tally.stated.values()) == sum(tally.checked.values()) == sum(tally.timing.values())
    for by in GROUPINGS:
        groups = group(standings, by)
        assert groups.placed == sum(row.tally.actions for row in groups.rows) >= groups.actions == len(standings)
        assert by in ("lead", "standard") or groups.placed == groups.actions
    due = due_list(register, vantage)
    assert [thing.due for thing in due.things] == sorted(thing.due for thing in due.things)
    assert due.late == sum(thing.timing == "late" for thing in due.things)
    assert [one.why for one in standings] == [one.why for one in judge_plan(found.plan, vantage)]
    for one in standings:
        assert one.checked == "off_track" or one.timing != "late"
        assert not (one.checked == "on_track" and one.timing in ("unsure", "unrecorded", "no_date"))
        assert (one.days_late > 0) == (one.timing == "late")
