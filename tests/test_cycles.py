"""Cycles and what was done on time, against a second reading of §6 written from its words alone.

The second reading works with windows laid out one by one, and shares no code with ``s11.standing``.
"""

import sys
from calendar import monthrange
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import Done, load_one
from s11.standing import WORST_TIMING, judge
from s11.text import Source
from s11.when import Month, Timescale, Vantage

HEAD = """\
format: s11-plan/1
title: Two readings
organisation: Westmere District Council
origin: other
agreed: 2024-01-01
as_at: 2024-01-10
rag:
  green: {means: on_track}
  blue: {means: completed}
people:
  AB: {name: Ann Bell}
recommendations:
  - id: 1
    text: R
    actions:
"""
DAY = timedelta(days=1)
INTERVALS = {"annually": (12, 0), "quarterly": (3, 0), "monthly": (1, 0), "weekly": (0, 7)}
NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def standing(action: str, day: date, completed=None):
    """The one action of a small plan; ``completed`` takes the place of what is written."""
    loaded = load_one(Source("p.yaml", "p", (HEAD + "      - {id: 1, text: A, rag: green, " + action + "}\n").encode()))
    assert not loaded.findings, loaded.findings
    ((recommendation, found),) = loaded.plan.actions()
    return judge(
        loaded.plan,
        recommendation,
        replace(found, completed=tuple(completed)) if completed is not None else found,
        Vantage(day),
    )


# the second reading --------------------------------------------------------------------------------------------------


def due_days(first: date, interval: str, by_month: bool, upto: date) -> list[date]:
    """Month-known dates recur at month ends, day-known ones on that day, clamped; one beyond the last day asked about,
    and more.
    """
    months, days = INTERVALS[interval]
    found, number = [], 0
    while not found or found[-1] <= upto + timedelta(days=800):
        if days:
            found.append(first + number * timedelta(days=days))
        else:
            year, month = divmod(first.year * 12 + first.month - 1 + number * months, 12)
            longest = monthrange(year, month + 1)[1]
            found.append(date(year, month + 1, longest if by_month else min(first.day, longest)))
        number += 1
    return found


def read_again(dues: list[date], done: list[tuple[date, date | None]]) -> dict[int, date]:
    """Which window each completion counts for, in the words of §6, 'Cycles'."""
    counts_for: dict[int, date] = {}

    def window_of(day: date) -> int:
        # a window runs from the day after the previous due day to the due day; the first has no beginning
        return next(number for number, due in enumerate(dues) if day <= due)

    for day, cycle in sorted(done, key=lambda one: one[0]):
        if cycle is not None:
            counts_for.setdefault(window_of(cycle), day)
            continue
        here = window_of(day)
        still_open = [number for number, due in enumerate(dues) if due <= day and number not in counts_for]
        in_last_third = False
        if here > 0:
            begins = dues[here - 1] + DAY
            its_days = (dues[here] - begins).days + 1
            remain = (dues[here] - day).days
            in_last_third = remain * 3 <= its_days
        if in_last_third:
            before = [number for number in range(here) if number not in counts_for]
            for number in [*before, here]:
                counts_for.setdefault(number, day)
        elif still_open:
            for number in still_open:
                counts_for[number] = day
        else:
            counts_for.setdefault(here, day)
    return counts_for


# words that write the same first day to the month and to the day
FIRSTS = st.builds(
    lambda year, month, day: (year, month, day),
    st.integers(2019, 2024),
    st.integers(1, 12),
    st.none() | st.integers(1, 31),
)


@st.composite
def cycling(draw):
    """A recurring action: its words, its due days, and completions that miss, double, come early or late, or say what
    they are for.
    """
    year, month, day = draw(FIRSTS)
    interval = draw(st.sampled_from(list(INTERVALS)))
    by_month = day is None and interval != "weekly"
    last_of_month = monthrange(year, month)[1]
    first = date(year, month, last_of_month if day is None else min(day, last_of_month))
    words = (
        f"{NAMES[month - 1]} {year} then {interval}"
        if by_month
        else f"{first.day} {NAMES[month - 1]} {year} then {interval}"
    )
    cycles = draw(st.integers(1, 9))
    dues = due_days(first, interval, by_month, first)[: cycles + 1]
    long = (dues[1] - dues[0]).days
    done = []
    for due in dues[:cycles]:
        for _ in range(draw(st.sampled_from((0, 1, 1, 1, 2)))):
            offset = draw(
                st.integers(-long, long) | st.sampled_from((0, 1, -(long // 3), -(long // 3) - 1, -(long // 3) + 1))
            )
            named = draw(st.sampled_from((None, None, None, None, due)))
            done.append((due + timedelta(days=offset), named))
    asked = dues[-1] + timedelta(days=draw(st.integers(-long, 2 * long)))
    upto = max([asked, *(day for day, _ in done)])
    return words, due_days(first, interval, by_month, upto), done, asked


def written(done) -> list[Done]:
    return [Done(day, cycle) for day, cycle in done]


def test_the_cycle_rule_is_as_a_second_reading_has_it():
    reached = Counter()

    @settings(max_examples=300, deadline=None)
    @given(cycling())
    def law(case):
        found = as_a_second_reading_has_it(*case)
        reached["tried"] += 1
        reached["late"] += found.late
        reached["in time"] += not found.late
        reached["done in time"] += bool(found.cycles.on_time)
        reached["done late"] += any(one.days_after for one in found.counted)

    law()
    assert min(reached.values()) >= reached["tried"] / 20, reached


def as_a_second_reading_has_it(words, dues, done, asked):
    found = standing(f"timescale: {words}", asked, written(done))
    counts_for = read_again(dues, [one for one in done if one[0] <= asked])
    fallen = [number for number, due in enumerate(dues) if due < asked]
    first_open = next(due for number, due in enumerate(dues) if number not in counts_for)
    assert found.due == first_open
    assert found.days_late == max(0, (asked - first_open).days)
    assert (found.timing == "late") == (first_open < asked)
    assert found.cycles.fallen_due == len(fallen)
    assert found.cycles.on_time == sum(number in counts_for and counts_for[number] <= dues[number] for number in fallen)
    assert found.late_dates == (sum(number not in counts_for for number in fallen) if found.late else 0)
    assert [(one.due, one.on, one.days_after) for one in found.counted] == [
        (dues[number], day, max(0, (day - dues[number]).days)) for number, day in sorted(counts_for.items())
    ]
    # made up, on time and missed are every cycle that has fallen due
    assert found.cycles.on_time + sum(
        one.due < asked and one.days_after > 0 for one in found.counted
    ) + found.late_dates == len(fallen)
    return found


def test_days_that_pass_without_a_fact_never_improve_a_state():
    reached = Counter()

    @settings(max_examples=120, deadline=None)
    @given(cycling(), st.one_of(st.integers(0, 20), st.integers(0, 500)), st.integers(30, 500))
    def law(case, one, more):
        early, late = never_improved(case, one, more)
        reached["tried"] += 1
        reached["worse"] += early.timing != late.timing
        reached["later"] += early.days_late != late.days_late

    law()
    assert min(reached.values()) >= reached["tried"] / 20, reached


def never_improved(case, one, more):
    words, _, done, _ = case
    last = max((day for day, _ in done), default=date(2024, 1, 1))
    early, late = (
        standing(f"timescale: {words}", last + timedelta(days=days), written(done)) for days in (one, one + more)
    )
    assert WORST_TIMING.index(late.timing) <= WORST_TIMING.index(early.timing)
    assert (
        late.due,
        late.days_late >= early.days_late,
        late.late_dates >= early.late_dates,
        late.cycles.fallen_due >= early.cycles.fallen_due,
    ) == (early.due, True, True, True)
    assert late.cycles.fallen_due - late.cycles.on_time >= early.cycles.fallen_due - early.cycles.on_time
    assert late.counted == early.counted
    return early, late


def test_one_more_completion_never_worsens_a_state():
    reached = Counter()

    @settings(max_examples=120, deadline=None)
    @given(cycling(), st.integers(-400, 400))
    def law(case, days):
        words, _, done, asked = case
        before, after = (
            standing(f"timescale: {words}", asked, written(one))
            for one in (done, [*done, (asked + timedelta(days=days), None)])
        )
        assert (
            WORST_TIMING.index(after.timing) >= WORST_TIMING.index(before.timing)
            and after.due >= before.due
            and after.days_late <= before.days_late
        )
        reached["tried"] += 1
        reached["moved on"] += after.due != before.due
        reached["better"] += after.timing != before.timing

    law()
    assert min(reached.values()) >= reached["tried"] / 20, reached


def test_the_cost_of_many_cycles_and_completions_is_linear():
    def steps(years: int) -> int:
        """Lines run, each turn of a loop among them: a count, for a clock says nothing on a busy machine."""
        first, count = date(1900, 1, 5), 0
        done = [Done(first + timedelta(days=7 * number + 3)) for number in range(52 * years)]

        def counting(frame, event, argument):
            nonlocal count
            count += 1
            return counting

        sys.settrace(counting)
        try:
            standing("timescale: 5 January 1900 then weekly", date(1900 + years, 1, 5), done)
        finally:
            sys.settrace(None)
        return count

    steps(1)
    once, twice = steps(5), steps(10)
    assert twice < 2.2 * once


# exact days ----------------------------------------------------------------------------------------------------------

MISSED = "timescale: July 2024 then quarterly, completed: [2024-07-19, 2024-10-17, 2025-04-10, 2025-07-15]"


def test_a_missed_meeting_is_made_up_by_the_next_and_leaves_no_later_one_behind():
    found = standing(MISSED, date(2025, 8, 1))
    assert (found.timing, found.due, found.cycles.fallen_due, found.cycles.on_time) == (
        "in_time",
        date(2025, 10, 31),
        5,
        4,
    )
    assert [(one.due, one.on, one.days_after) for one in found.counted if one.on == date(2025, 4, 10)] == [
        (date(2025, 1, 31), date(2025, 4, 10), 69),
        (date(2025, 4, 30), date(2025, 4, 10), 0),
    ]


@pytest.mark.parametrize(
    ("first", "day", "due"),
    [
        # 1 April to 30 June is 91 days: 30 remain on 31 May, 31 on 30 May
        ("March 2024", "2024-05-31", "2024-06-30"),
        ("March 2024", "2024-05-30", "2024-03-31"),
        # 1 January to 31 March 2025 is 90 days: exactly a third of them, 30, remain on 1 March
        ("December 2024", "2025-03-01", "2025-03-31"),
        ("December 2024", "2025-02-28", "2024-12-31"),
    ],
)
def test_a_third_of_the_window_remains(first, day, due):
    counted = standing(f"timescale: {first} then quarterly, completed: {day}", date(2025, 7, 1)).counted
    assert max(one.due for one in counted).isoformat() == due


@pytest.mark.parametrize(
    ("day", "cleared"), [("2024-09-02", ["2024-06-30"]), ("2024-09-30", ["2024-06-30", "2024-09-30"])]
)
def test_each_of_several_dates_is_asked_for_oldest_first(day, cleared):
    found = standing(f"timescale: June 2024 and September 2024, completed: {day}", date(2024, 10, 1))
    assert [one.due.isoformat() for one in found.counted] == cleared


# a month alone -------------------------------------------------------------------------------------------------------


def in_month(year: int, month: int, cycle: date | None = None) -> Done:
    return Done(Month(year, month, monthrange(year, month)[1]), cycle)


@pytest.mark.parametrize(
    ("due", "timing", "how", "days"),
    [
        ("15 July 2013", "done", "on_time", 0),
        ("30 June 2013", "done", "late", 31),
        ("1 August 2013", "done", "on_time", 0),
    ],
)
def test_a_fact_known_to_a_month_meets_a_due_day_inside_it(due, timing, how, days):
    found = standing(f"timescale: {due}", date(2013, 9, 1), [in_month(2013, 7)])
    assert (found.timing, found.finished.how, found.finished.days_after) == (timing, how, days)
    assert str(found.finished.on) == "2013-07"


def test_a_month_counts_from_its_last_day():
    assert standing("timescale: 15 July 2013", date(2013, 7, 30), [in_month(2013, 7)]).timing == "late"
    assert standing("timescale: 15 July 2013", date(2013, 7, 31), [in_month(2013, 7)]).timing == "done"


def test_a_month_counts_for_the_cycle_that_falls_due_in_it_and_for_no_later_one():
    found = standing("timescale: 5 June 2013 then monthly", date(2013, 9, 1), [in_month(2013, 6), in_month(2013, 7)])
    assert [(one.due, one.days_after) for one in found.counted] == [(date(2013, 6, 5), 0), (date(2013, 7, 5), 0)]
    assert (found.due, found.cycles.on_time) == (date(2013, 8, 5), 2)


def test_a_month_makes_up_what_was_open_before_it():
    found = standing("timescale: 5 May 2013 then monthly", date(2013, 8, 1), [in_month(2013, 7)])
    assert [(one.due, one.days_after) for one in found.counted] == [
        (date(2013, 5, 5), 87),
        (date(2013, 6, 5), 56),
        (date(2013, 7, 5), 0),
    ]


@pytest.mark.parametrize(
    ("before", "counted", "due"),
    [
        # the last day of June is one day before the next Monday, yet the month counts for its own
        ([], 4, date(2024, 7, 1)),
        # where all of its own are done, it counts for the next
        ([date(2024, 6, day) for day in (3, 10, 17, 24)], 5, date(2024, 7, 8)),
        ([date(2024, 6, day) for day in (3, 10, 17)], 4, date(2024, 7, 1)),
    ],
)
def test_a_month_counts_for_the_weeks_that_end_in_it_before_the_next(before, counted, due):
    done = [*map(Done, before), in_month(2024, 6)]
    found = standing("timescale: 3 June 2024 then weekly", date(2024, 7, 1), done)
    assert (len(found.counted), found.due) == (counted, due)


def test_a_month_is_another_fact_than_its_last_day():
    month, last = in_month(2024, 6).date, date(2024, 6, 30)
    assert [month == last, month != last] == [False, True]
    same = in_month(2024, 6).date
    assert [month == same, month != same] == [True, False]


# done on time --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("action", "how", "due", "days", "first"),
    [
        ("timescale: March 2024, completed: 2024-03-31", "on_time", "2024-03-31", 0, None),
        ("timescale: March 2024, completed: 2024-04-01", "late", "2024-03-31", 1, None),
        ("timescale: March 2024, rag: blue", "no_date", None, None, None),
        ("timescale: TBC, completed: 2024-04-01", "no_date", None, None, None),
        ("timescale: Ongoing, rag: blue, completed: 2024-04-01", "no_date", None, None, None),
        ("completed: 2024-04-01", "no_date", None, None, None),
        # the due day is the one in force when it was done; the first stands beside it where it was moved before
        (
            "timescale: May 2024, revised: [{date: 2024-03-15, from: March 2024, why: W}], completed: 2024-05-10",
            "on_time",
            "2024-05-31",
            0,
            "2024-03-31",
        ),
        (
            "timescale: May 2024, revised: [{date: 2024-04-20, from: March 2024, why: W}], completed: 2024-04-10",
            "late",
            "2024-03-31",
            10,
            None,
        ),
        # a first completion did it, whatever came later
        ("timescale: March 2024, completed: [2024-03-20, 2024-05-01]", "on_time", "2024-03-31", 0, None),
        # of several dates the one answered latest
        ("timescale: March 2024 and June 2024, completed: [2024-04-10, 2024-06-10]", "late", "2024-03-31", 10, None),
        ("timescale: March 2024 and June 2024, completed: [2024-03-10, 2024-06-10]", "on_time", "2024-06-30", 0, None),
        ("timescale: March 2024 and June 2024, rag: blue, completed: 2024-03-10", "no_date", None, None, None),
        # two honest readings: by the stricter it is late, by the other in time
        ("timescale: By 2024, completed: 2024-04-10", "no_date", "2024-12-31", None, None),
        ("timescale: By 2024, completed: 2023-12-10", "on_time", "2024-12-31", 0, None),
        ("timescale: By 2024, completed: 2025-01-10", "late", "2024-12-31", 10, None),
        # recurring, and stated done: a cycle that nobody answered leaves it not known
        (
            "timescale: March 2024 then quarterly, rag: blue, as_at: 2024-07-15, completed: [2024-03-20, 2024-06-20]",
            "on_time",
            "2024-06-30",
            0,
            None,
        ),
        (
            "timescale: March 2024 then quarterly, rag: blue, as_at: 2024-07-15, completed: [2024-03-20]",
            "no_date",
            None,
            None,
            None,
        ),
        (
            "timescale: March 2024 then quarterly, rag: blue, as_at: 2024-05-15, completed: [2024-04-02]",
            "late",
            "2024-03-31",
            2,
            None,
        ),
        # dated by its evidence alone
        ("completed: 2024-04-10, evidence: [{text: E, timescale: March 2024}]", "late", "2024-03-31", 10, None),
        (
            "completed: 2024-04-10, evidence: [{text: E, timescale: March 2024, received: 2024-03-10}, {text: F, "
            "timescale: June 2024}]",
            "on_time",
            "2024-06-30",
            0,
            None,
        ),
        (
            "completed: 2024-04-10, evidence: [{text: E, timescale: March 2024, received: 2024-04-10}]",
            "late",
            "2024-03-31",
            10,
            None,
        ),
        (
            "completed: 2024-04-10, evidence: [{text: E, timescale: March 2024, received: 2024-03-31}]",
            "on_time",
            "2024-03-31",
            0,
            None,
        ),
        ("completed: 2024-04-10, evidence: [{text: E, timescale: Ongoing}]", "no_date", None, None, None),
        # of several pieces that were all in, the one that came latest after its day, else the one of the latest day
        (
            "completed: 2024-07-10, evidence: [{text: E, timescale: March 2024, received: 2024-03-10}, {text: F, "
            "timescale: June 2024, received: 2024-03-20}]",
            "on_time",
            "2024-06-30",
            0,
            None,
        ),
        (
            "completed: 2024-04-05, evidence: [{text: E, timescale: March 2024, received: 2024-04-01}, {text: F, "
            "timescale: June 2024, received: 2024-03-20}]",
            "late",
            "2024-03-31",
            5,
            None,
        ),
    ],
)
def test_what_is_done_says_whether_on_time(action, how, due, days, first):
    if "rag: blue" in action:
        action = "\x00" + action
    loaded = load_one(
        Source("p.yaml", "p", (HEAD + "      - {id: 1, text: A, " + action.replace("\x00", "") + "}\n").encode())
    )
    assert not loaded.findings, loaded.findings
    ((recommendation, found),) = loaded.plan.actions()
    seen = judge(loaded.plan, recommendation, found, Vantage(date(2025, 6, 1)))
    assert seen.timing == "done"
    finished = seen.finished
    assert (
        finished.how,
        finished.due and finished.due.isoformat(),
        finished.days_after,
        finished.first_due and finished.first_due.isoformat(),
    ) == (how, due, days, first)


def test_what_is_not_done_has_no_such_figure():
    assert standing("timescale: March 2024", date(2024, 5, 1)).finished is None
    assert standing("timescale: March 2024 then quarterly, completed: 2024-03-01", date(2024, 5, 1)).finished is None


def test_late_evidence_of_an_action_in_time_makes_no_late_action():
    action = (
        "timescale: December 2030, evidence: [{text: E, timescale: March 2024}, {text: F, timescale: April 2024, "
        "received: 2024-05-09}]"
    )
    found = standing(action, date(2024, 5, 10))
    assert (found.timing, found.late, [thing.address for thing in found.late_beneath]) == ("in_time", False, ["p#1/1"])
    assert [(thing.finished.how, thing.finished.days_after) for thing in found.evidence if thing.finished] == [
        ("late", 9)
    ]
    late = standing(action.replace("December 2030", "April 2024"), date(2024, 5, 10))
    assert late.late and late.late_beneath == ()


@pytest.mark.parametrize(
    ("words", "every"),
    [
        ("1 January 1900 then daily", 46110),
        ("31 January 2014 then monthly", 146),
        ("29 February 2020 then annually", 7),
        ("3 March 2026 then weekly", 4),
        ("31 March 2026 then monthly", 0),
        ("1 April 2026 then monthly", 0),
    ],
)
def test_how_many_cycles_fall_due_before_a_day(words, every):
    timescale, day = Timescale.read(words), date(2026, 3, 31)
    assert timescale.cycles_before(day) == every
    assert timescale.cycle(every) >= day and (every == 0 or timescale.cycle(every - 1) < day)


def test_cycles_end_with_the_calendar():
    timescale = Timescale.read("30 November 9999 then monthly")
    assert timescale.cycles_before(date(9999, 12, 31)) == 2 and timescale.cycle(2) is None


@pytest.mark.parametrize("words", ["November 2013", "annually", "tbc"])
def test_what_has_no_cycle_has_none_before_any_day(words):
    assert Timescale.read(words).cycles_before(date(2026, 3, 31)) == 0


def test_a_century_of_days_is_judged_at_once():
    began = process_time()
    seen = standing("timescale: 1 January 1900 then daily", date(2026, 3, 31))
    assert (seen.cycles.fallen_due, seen.cycles.on_time, seen.late_dates, seen.due) == (
        46110,
        0,
        46110,
        date(1900, 1, 1),
    )
    assert process_time() - began < 0.1
