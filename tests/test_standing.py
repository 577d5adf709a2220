"""Standings: the edges of every span of days, and the laws that hold over all plans and days."""

from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import DateChange, Done, PlanFiles, Refusal, Request, load_one
from s11.standing import (
    CHECKED,
    Completion,
    Judged,
    Stretches,
    answers_of,
    answers_of_action,
    begun_later,
    corrections,
    counted_words,
    finished_words,
    first_given,
    gives_a_day,
    in_force,
    judge_plan,
    moves,
    moves_until,
    next_due_days,
    one_state,
    only_settles,
    pieces_of,
    pieces_words,
    reads_otherwise,
    reads_the_same,
    time_requests,
)
from s11.text import Source
from s11.view import GROUPINGS, due_list, group, status
from s11.view.rollup import heaviest_first, tally
from s11.when import Timescale, Vantage, parse_fact_day

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


def test_what_was_judged_is_handed_out_once_and_of_its_own_day_and_plan_only():
    plan, same = loaded(ONE).plan, loaded(ONE).plan
    day, other = Vantage(date(2024, 6, 1)), Vantage(date(2024, 6, 2))
    judged = Judged(day)
    with judged.kept():
        kept = judge_plan(plan, day)
        judge_plan(same, other)
    not_kept = judge_plan(same, day)
    assert judged.plan(same, day) == not_kept and judged.plan(same, day) is not not_kept
    assert judged.plan(plan, day) is kept and judged.plan(plan, day) is not kept
    with judged.kept():
        kept = judge_plan(plan, day)
    assert judged.plan(plan, other) == judge_plan(plan, other) != kept


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
    (
        "2024-07-01",
        ["rag: green", "timescale: June 2024 and ongoing", "progress: [{date: 2024-06-01, note: n}]"],
        "continuing",
        0,
        "on_track",
    ),
    (
        "2024-07-01",
        ["rag: green", "timescale: June 2024 and ongoing", "progress: [{date: 2024-05-31, note: n}]"],
        "unrecorded",
        0,
        "not_known",
    ),
    # what is dated on the day has happened; what is dated after it has not
    (
        "2024-07-01",
        ["rag: green", "timescale: June 2024 and ongoing", "progress: [{date: 2024-07-01, note: n}]"],
        "continuing",
        0,
        "on_track",
    ),
    (
        "2024-07-01",
        ["rag: green", "timescale: June 2024 and ongoing", "progress: [{date: 2024-07-02, note: n}]"],
        "unrecorded",
        0,
        "not_known",
    ),
    ("2024-04-05", ["rag: green", "timescale: March 2024", "completed: 2024-04-05"], "done", 0, "on_track"),
    ("2024-04-04", ["rag: green", "timescale: March 2024", "completed: 2024-04-05"], "late", 4, "off_track"),
    ("2024-05-01", ["rag: blue", "as_at: 2024-05-01", "timescale: March 2024"], "done", 0, "completed"),
    ("2024-04-30", ["rag: blue", "as_at: 2024-05-01", "timescale: March 2024"], "late", 30, "off_track"),
    (
        "2024-05-01",
        ["timescale: July 2024", "revised: [{date: 2024-05-01, from: March 2024, why: w}]"],
        "in_time",
        0,
        "unrated",
    ),
    (
        "2024-04-30",
        ["timescale: July 2024", "revised: [{date: 2024-05-01, from: March 2024, why: w}]"],
        "late",
        30,
        "off_track",
    ),
    ("2024-05-01", ["rag: green", "ended: {as: suspended, date: 2024-05-01, why: w}"], "ended", 0, "ended"),
    ("2024-04-30", ["rag: green", "ended: {as: suspended, date: 2024-05-01, why: w}"], "no_date", 0, "not_known"),
    # of several dates each is asked for, also where every one has a condition
    (
        "2024-04-15",
        ["timescale: ['March 2024, subject to funding', 'June 2024, if funds allow']", "completed: 2024-03-01"],
        "in_time",
        0,
        "unrated",
    ),
    # several phrases of which none names a day
    ("2024-02-01", ["rag: green", "timescale: [tbc, quarterly]"], "no_date", 0, "not_known"),
    # quarterly, or carried on as usual: never yet done, it has no day
    ("2024-02-01", ["rag: green", "timescale: 'quarterly, ongoing'"], "no_date", 0, "not_known"),
    # without a first date: the last time it was done, and the interval
    ("2024-05-15", ["timescale: Quarterly", "completed: 2024-02-15"], "due_soon", 0, "unrated"),
    ("2024-05-16", ["timescale: Quarterly", "completed: 2024-02-15"], "late", 1, "off_track"),
    # month ends stay month ends; a day stays that day, clamped and never chained
    ("2024-03-01", ["timescale: January 2024 then monthly", "completed: 2024-01-31"], "late", 1, "off_track"),
    (
        "2024-05-30",
        ["timescale: '31 January 2024, then monthly'", "completed: [2024-01-31, 2024-02-29, 2024-03-31, 2024-04-30]"],
        "due_soon",
        0,
        "unrated",
    ),
    (
        "2024-06-01",
        ["timescale: '31 January 2024, then monthly'", "completed: [2024-01-31, 2024-02-29, 2024-03-31, 2024-04-30]"],
        "late",
        1,
        "off_track",
    ),
]


@pytest.mark.parametrize(("day", "fields", "timing", "days_late", "checked"), EDGES)
def test_the_edges(day, fields, timing, days_late, checked):
    standing = on(day, *fields)
    assert (standing.timing, standing.days_late, standing.checked) == (timing, days_late, checked), standing.why


WHYS = [row.split("\t") for row in (Path(__file__).parent / "data" / "whys.tsv").read_text().splitlines()[1:]]


@pytest.mark.parametrize(
    ("day", "fields", "timing", "checked", "why"), WHYS, ids=[f"{row[0]} {row[1]}" for row in WHYS]
)
def test_every_standing_says_why(day, fields, timing, checked, why):
    standing = on(day, *filter(None, fields.split(" | ")))
    assert (standing.timing, standing.checked, standing.why) == (timing, checked, why)


def read(words):
    return Timescale.read_all(words.split(" + "), date(2024, 1, 10)) if words else None


def test_where_every_action_is_verified_that_is_the_state():
    one = on("2024-05-01", "rag: blue", "lead: AB", "completed: 2024-03-01", "signed_off: {date: 2024-04-01, by: CD}")
    assert one.checked == "verified" and one_state([one]) == ("verified", (one.address,))
    # the recommendation's own rating may be worse
    assert one_state([one], "at_risk") == ("at_risk", ())
    # where none is to be done, every one of them must have ended for that to be said
    over = on("2024-05-01", "rag: green", "ended: {as: suspended, date: 2024-02-01}")
    only_proposed = on("2024-05-01", "rag: green", "proposed: true")
    assert one_state([over, over]) == ("ended", (over.address, over.address))
    assert one_state([over, only_proposed]) == one_state([only_proposed]) == one_state([]) == ("unrated", ())
    assert one_state([over, one, only_proposed]) == ("verified", (one.address,))


def test_a_reading_that_names_no_day_is_never_the_latest():
    # 'November - February' may be a stretch without a year: by that reading nothing falls due
    late, ahead = (
        on(day, "rag: green", "timescale: Drafted November - February") for day in ("2024-03-05", "2024-02-01")
    )
    assert (late.timing, late.due) == ("unsure", date(2024, 2, 29))
    assert (ahead.timing, ahead.due) == ("due_soon", date(2024, 2, 29))


def test_of_two_readings_one_of_which_names_no_day_a_thing_is_in_time_only_by_both():
    def said(day, *fields):
        found = on(day, "timescale: 'every two years, ongoing'", "completed: 2023-01-15", *fields)
        return found.timing, found.due

    due, noted = date(2025, 1, 15), "progress: [{date: 2024-05-01, note: n}]"
    # done every two years it is in time; carried on as usual, nobody has said so for more than a year
    assert said("2024-06-01") == ("unrecorded", due)
    assert said("2024-06-01", noted) == said("2025-01-15", noted) == ("continuing", due)
    assert said("2025-01-16", noted) == ("unsure", due)
    # a day that may have been meant, and is past, makes the other one no more certain
    for day, timing in (("2024-03-31", "in_time"), ("2024-04-02", "unsure"), ("2024-10-01", "unsure")):
        found = on(day, "timescale: Easter/September 2024")
        assert (found.timing, found.due) == (timing, date(2024, 9, 30)), day


def test_what_is_done_on_the_first_day_of_its_cycle_is_not_done_before_it():
    quarterly, cycle = read("January 2024 then quarterly"), date(2024, 4, 30)
    assert begun_later(quarterly, Done(date(2024, 1, 31), cycle)) == date(2024, 2, 1)
    assert begun_later(quarterly, Done(date(2024, 2, 1), cycle)) is None
    # the first cycle has no beginning
    assert begun_later(quarterly, Done(date(2023, 1, 1), date(2024, 1, 31))) is None
    assert begun_later(None, Done(date(2024, 1, 31), cycle)) is None and begun_later(quarterly, Done(cycle)) is None


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("March 2024", "31 March 2024", False),
        ("March 2024", "30 March 2024", True),
        ("", "March 2024", True),
        ("", "", False),
        # a bare interval is a promise too
        ("quarterly", "every 3 months", False),
        ("quarterly", "monthly", True),
        ("monthly", "quarterly", True),
        ("quarterly", "ongoing", True),
        ("biannually", "half-yearly", False),
        ("biannually", "every two years", True),
        ("bi-weekly", "weekly", False),
        ("bi-weekly", "fortnightly", True),
        ("half-termly", "every 6 weeks", False),
        ("half-termly", "every 2 months", True),
        # lists of dates, and of dates and intervals
        ("March 2024 + June 2024", "June 2024 + March 2024", False),
        ("March 2024 + June 2024", "March 2024 + July 2024", True),
        ("March 2024 + June 2024", "March 2024", True),
        ("March 2024 + quarterly", "every 3 months + 31 March 2024", False),
        ("March 2024 + quarterly", "March 2024 + monthly", True),
        ("March 2024 + quarterly", "March 2024 + quarterly + quarterly", True),
        ("March 2024 + tbc", "June 2024 + tbc", True),
        # what was in doubt is settled on its strictest day, or moved to another
        ("by 2027", "by December 2026", False),
        ("by 2027", "by December 2027", True),
        ("spring 2024", "30 April 2024", False),
        ("spring 2024", "31 May 2024", True),
        ("spring 2024", "Easter/September 2024", True),
        ("spring 2024", "April or June 2024", True),
        ("March 2024, subject to funding", "March 2024", False),
        ("March 2024, subject to funding", "April 2024", True),
        ("March 2024", "March 2024, subject to funding", True),
        ("by December 2026", "by 2027", True),
        ("spring 2024", "30 April 2024, subject to funding", True),
        ("spring 2024, subject to funding", "spring 2024", False),
        ("March 2024, subject to funding", "31 March 2024, if funds allow", False),
        # one that names no day is the laxest of its readings
        ("Drafted November - February", "29 February 2024", False),
        ("Drafted November - February", "31 March 2024", True),
    ],
)
def test_what_reads_otherwise_is_a_move(before, after, moved):
    assert reads_otherwise(read(before), read(after)) is moved
    assert reads_the_same(read(before), read(before)) and not only_settles(read(before), None)


@pytest.mark.parametrize(
    ("words", "gives"),
    [
        ("March 2024", True),
        ("quarterly", True),
        ("ongoing", True),
        ("March 2024 + June 2024", True),
        ("tbc", False),
        ("asap", False),
        ("", False),
    ],
)
def test_only_what_gave_a_day_can_be_moved(words, gives):
    assert gives_a_day(read(words)) is gives
    change = DateChange(date=date(2024, 2, 1), before=read(words))
    assert len(moves(read("May 2024"), [change])) == gives


def test_a_change_holds_from_its_day_and_a_correction_is_looked_through():
    first = DateChange(date=date(2024, 2, 1), before=read("March 2024"))
    second = DateChange(date=date(2024, 3, 1), before=read("June 2024"))
    wrong = DateChange(date=date(2024, 2, 20), before=read("May 2024"), how="correction")
    now, every = read("August 2024"), [second, wrong, first]
    assert [
        in_force(now, every, date(2024, *day)).due.month for day in ((1, 31), (2, 1), (2, 19), (2, 20), (2, 29), (3, 1))
    ] == [3, 5, 5, 6, 6, 8]
    assert moves(now, every) == (first, second)
    assert [len(moves_until(now, every, date(2024, *day))) for day in ((1, 31), (2, 1), (2, 29), (3, 1))] == [
        0,
        1,
        1,
        2,
    ]
    assert corrections(every, date(2024, 2, 19)) == () and corrections(every, date(2024, 2, 20)) == (wrong,)
    # a first date that was wrong and put right by the day was never given
    mistaken = DateChange(date=date(2024, 1, 20), before=read("January 2024"), how="correction")
    assert [first_given(now, [*every, mistaken], date(2024, 1, day)) for day in (19, 20)] == [
        date(2024, 1, 31),
        date(2024, 3, 31),
    ]
    assert first_given(now, [DateChange(date=date(2024, 1, 20), before=read("tbc"))], date(2024, 3, 1)) == date(
        2024, 8, 31
    )


def test_more_time_is_asked_for_by_the_action_itself_or_with_its_recommendation():
    above = (
        "    timescale: June 2024\n"
        "    requests: [{date: 2024-02-01, by: AB, to: August 2024, why: The county is late}]\n"
        "    actions:\n      - id: 1\n        text: A\n"
    )
    mine = "        requests: [{date: 2024-02-02, by: AB, to: July 2024, why: The trainer is ill}]\n"

    def asked(*lines):
        text = HEAD + "  - id: 1\n    text: R\n" + above + "".join(lines)
        (standing,) = judge_plan(loaded(text).plan, Vantage(date(2024, 3, 1)))
        return [one.request.date.day for one in standing.requests]

    assert asked() == [1] and asked(mine) == [2]
    # what has a date of its own asks for itself
    assert asked("        timescale: May 2024\n") == [] and asked(mine, "        timescale: May 2024\n") == [2]


def test_more_time_is_granted_refused_or_open():
    def states(requests, changes, day, now="August 2024"):
        return [
            (one.state, one.granted) for one in time_requests(requests, read(now), changes, date.fromisoformat(day))
        ]

    asked = Request(date=date(2024, 2, 10), to=read("June 2024"), refused=Refusal(date=date(2024, 2, 20)))
    assert states([asked], [], "2024-02-09") == []
    assert states([asked], [], "2024-02-10") == states([asked], [], "2024-02-19") == [("open", None)]
    assert states([asked], [], "2024-02-20") == [("refused", None)]
    for day, now, granted in (
        ("2024-02-10", "June 2024", True),
        ("2024-02-10", "July 2024", True),
        ("2024-02-10", "May 2024", False),
        ("2024-02-09", "July 2024", False),
    ):
        change = DateChange(date=date.fromisoformat(day), before=read("March 2024"))
        assert states([asked], [change], "2024-03-01", now) == [("granted", change) if granted else ("refused", None)]
        assert states([asked], [change], "2024-02-09", now) == []
        # a change counts from its own day on
        assert states([asked], [change], "2024-02-10", now) == [("granted", change) if granted else ("open", None)]
    # a change that names the day of a request answers that one alone, however far it goes
    named = DateChange(date=date(2024, 2, 12), before=read("March 2024"), asked=date(2024, 2, 10))
    other = Request(date=date(2024, 2, 11), to=read("June 2024"))
    assert states([other, asked], [named], "2024-03-01", "April 2024") == [("granted", named), ("open", None)]
    # several dates go as far as the last of them
    far = DateChange(date=date(2024, 2, 12), before=read("March 2024"))
    for now, granted in (("May 2024 + June 2024", True), ("April 2024 + May 2024", False)):
        assert states([other], [far], "2024-03-01", now) == [("granted", far) if granted else ("open", None)]
    # what stood from the day of the change on counts, not what came after it; a correction is looked through
    then = DateChange(date=date(2024, 2, 25), before=read("May 2024"))
    change = DateChange(date=date(2024, 2, 12), before=read("March 2024"))
    wrong = DateChange(date=date(2024, 2, 13), before=read("July 2024"), how="correction")
    assert states([other], [change, wrong, then], "2024-02-20") == [("open", None)]
    assert states([other], [change, then], "2024-03-01") == [("granted", then)]


@pytest.mark.parametrize(
    ("words", "day", "count", "days"),
    [
        ("March 2024 then quarterly", "2024-06-30", 2, ["2024-06-30", "2024-09-30"]),
        ("March 2024 then quarterly", "2024-07-01", 1, ["2024-09-30"]),
        ("March 2024 then quarterly", "2023-07-01", 1, ["2024-03-31"]),
        ("30 November 9999 then monthly", "9999-12-01", 3, ["9999-12-30"]),
        ("March 2024 + June 2024", "2024-03-31", 5, ["2024-03-31", "2024-06-30"]),
        ("March 2024 + June 2024", "2024-04-01", 1, ["2024-06-30"]),
        ("March 2024", "2024-03-31", 1, ["2024-03-31"]),
        ("March 2024", "2024-04-01", 1, []),
        ("spring 2024", "2024-04-30", 2, ["2024-04-30", "2024-05-31"]),
        ("spring 2024", "2024-05-01", 2, ["2024-05-31"]),
        ("quarterly", "2024-05-01", 2, []),
        ("tbc", "2024-05-01", 2, []),
        ("spring 2024 and ongoing", "2024-04-30", 2, ["2024-04-30", "2024-05-31"]),
        ("June 2024 and ongoing", "2024-06-30", 2, ["2024-06-30"]),
        ("June 2024 and ongoing", "2024-07-01", 2, []),
    ],
)
def test_the_next_due_days(words, day, count, days):
    assert [due.isoformat() for due in next_due_days(read(words), date.fromisoformat(day), count)] == days


FACTS = [
    ["rag: green", "timescale: March 2024", "completed: [2024-04-05, 2024-05-01]"],
    [
        "rag: blue",
        "timescale: May 2024",
        "signed_off: {date: 2024-03-20, by: CD}",
        "lead: AB",
        "revised: [{date: 2024-02-03, from: March 2024}]",
    ],
    ["rag: green", "timescale: quarterly", "completed: [2024-01-20, 2024-05-05]"],
    ["rag: green", "timescale: [February 2024, monthly]", "completed: 2024-03-20"],
    ["rag: green", "timescale: spring 2024", "ended: {as: suspended, date: 2024-05-10}"],
    ["rag: green", "timescale: ongoing", "progress: [{date: 2024-02-02, note: n}]"],
    [
        "rag: green",
        "evidence: [{text: E, timescale: March 2024, received: 2024-04-02}]",
        "milestones: [{text: M, timescale: June 2024}]",
    ],
]


@pytest.mark.parametrize("fields", FACTS, ids=[fields[1] for fields in FACTS])
def test_what_is_judged_once_for_a_stretch_of_days_is_judged_the_same_on_each(fields):
    plan = loaded(ONE + "".join(f"        {field}\n" for field in fields)).plan
    last = date(2025, 6, 30)
    stretches = Stretches(last)
    turns, before, was = 0, None, None

    def shown(one):
        return one.timing, one.stated, one.checked, one.due, one.completed, one.times_moved

    for day in (date(2023, 12, 1) + timedelta(days=n) for n in range((last - date(2023, 12, 1)).days + 1)):
        (kept,), (judged,) = stretches.judge_plan(plan, Vantage(day)), judge_plan(plan, Vantage(day))
        now = shown(judged)
        assert shown(kept) == now
        if now != was:
            # it turns on the last day that is asked about too
            until = Stretches(day)
            until.judge_plan(plan, Vantage(day - timedelta(days=1)))
            assert shown(*until.judge_plan(plan, Vantage(day))) == now, day
        was = now
        turns += before is not None and stretches.number(plan, day) != before
        before = stretches.number(plan, day)
    assert 1 < turns < 60


ANSWERS = [row.split("\t") for row in (Path(__file__).parent / "data" / "answers.tsv").read_text().splitlines()[1:]]


@pytest.mark.parametrize(("words", "revised", "done", "which", "counted", "done_on"), ANSWERS)
def test_what_was_done_answers_a_due_day(words, revised, done, which, counted, done_on):
    entries = [Done(parse_fact_day(day)) for day in done.split()]
    changes = [
        DateChange(date=date.fromisoformat(entry[:10]), before=read(entry[11:]))
        for entry in revised.split("; ")
        if entry
    ]
    answers = answers_of(read(words), changes, entries, entries[int(which)], date(2024, 12, 31))
    assert counted_words(answers) == counted
    assert [finished_words(one) for one in answers[-1:]] == ([done_on] if done_on else [])


def test_the_days_made_up_and_met_by_one_completion_are_named():
    def counted(*late):
        return counted_words(
            [Completion(date(2024, 8, 5), date(2024, month, 1), days_after=days) for month, days in enumerate(late, 1)]
        )

    assert counted(0, 3) == "counted for 1 February 2024, 3 days late; 1 January 2024 was met by it too"
    assert counted(0, 0, 0) == "counted for 1 March 2024; 1 January 2024 and 1 February 2024 were met by it too"
    assert counted(9, 0, 1, 0) == (
        "counted for 1 April 2024; 1 February 2024 was met by it too; 1 January 2024 was made up that day, 9 days "
        "late; "
        "1 March 2024 was made up that day, 1 day late"
    )
    assert counted(4, 3, 2, 0).count("was made up that day") == 3
    assert counted(5, 4, 3, 2, 0) == (
        "counted for 1 May 2024; four due days before, from 1 January 2024 on, were made up that day, up to 5 days late"
    )
    assert (
        counted_words([Completion(date(2024, 8, 5), date(2024, 8, 1), days_after=4)], plan_names_it=True)
        == "counted for 1 August 2024, as the plan says, 4 days late"
    )
    assert finished_words(Completion(None)) == "on a day not given, so whether on time is not known"


def test_of_several_due_days_the_one_answered_latest_stands_for_all():
    fields = ["rag: blue", "timescale: [March 2024, June 2024]"]
    for done, how, due, days in (
        ("[2024-04-01, 2024-06-30]", "late", date(2024, 3, 31), 1),
        ("[2024-03-31, 2024-07-02]", "late", date(2024, 6, 30), 2),
        ("[2024-03-31, 2024-06-30]", "on_time", date(2024, 6, 30), 0),
        ("[2024-04-01]", "no_date", None, None),
    ):
        found = on("2024-12-31", *fields, f"completed: {done}").finished
        assert (found.how, found.due, found.days_after) == (how, due, days)
    # where one is never answered, it was done when it was last done
    unanswered = ["rag: blue", "timescale: [March 2024, June 2024, July 2024]", "completed: [2024-04-01, 2024-06-30]"]
    assert on("2024-12-31", *unanswered).finished == Completion(date(2024, 6, 30))


def test_only_what_has_a_due_day_and_is_not_done_is_outstanding():
    def outstanding(*fields):
        return [(one.of, one.due) for one in on("2024-03-01", *fields).outstanding]

    assert (
        outstanding("timescale: ongoing")
        == outstanding("timescale: tbc")
        == outstanding("completed: 2024-02-01", "timescale: May 2024")
        == []
    )
    evidence = (
        "evidence: [{text: E, timescale: May 2024, received: 2024-02-01}, {text: F, timescale: June 2024}, {text: "
        "G}, {text: H, timescale: ongoing}]"
    )
    assert outstanding("timescale: [April 2024, quarterly from July 2024, tbc]", evidence) == [
        ("action", date(2024, 4, 30)),
        ("action", date(2024, 7, 31)),
        ("evidence", date(2024, 6, 30)),
    ]
    assert (
        outstanding("timescale: April 2024", "proposed: true")
        == outstanding("timescale: April 2024", "ended: {as: suspended, date: 2024-02-01}")
        == []
    )


def test_a_completion_of_an_action_answers_its_own_dates_else_those_of_its_evidence():
    def answers(*fields):
        standing = on("2024-12-31", *fields)
        found = answers_of_action(
            standing.plan, standing.recommendation, standing.action, standing.completed[-1], date(2024, 12, 31)
        )
        return [(one.due, one.days_after) for one in found]

    evidence = (
        "evidence: [{text: E, timescale: April 2024, received: 2024-05-02}, {text: F, timescale: May 2024, received: "
        "2024-05-03}]"
    )
    assert answers("timescale: March 2024 then quarterly", "completed: [2024-03-01, 2024-10-02]", evidence) == [
        (date(2024, 6, 30), 94),
        (date(2024, 9, 30), 2),
    ]
    assert answers("completed: 2024-06-01", evidence) == [(date(2024, 4, 30), 32)]
    # what came in on the very day was still open until then
    assert answers("completed: 2024-05-03", evidence) == [(date(2024, 5, 31), 0)]
    assert answers("completed: 2024-05-01", evidence) == [(date(2024, 4, 30), 1)]
    assert (
        answers("completed: 2024-05-01")
        == answers("completed: 2024-05-01", "evidence: [{text: E, timescale: tbc}]")
        == [(None, None)]
    )


def test_of_evidence_answered_on_an_unknown_side_of_its_day_nothing_is_concluded():
    unknown = (
        "evidence: [{text: E, timescale: spring 2024, received: 2024-05-15}, {text: F, timescale: April 2024, "
        "received: 2024-04-10}]"
    )
    found = on("2024-12-31", "completed: [2024-06-01, 2024-07-01]", unknown).finished
    assert (found.on, found.due, found.days_after) == (date(2024, 6, 1), None, None)
    late = unknown.replace("spring 2024", "May 2024").replace("2024-05-15", "2024-06-02")
    found = on("2024-12-31", "completed: [2024-06-03, 2024-07-01]", late).finished
    assert (found.on, found.due, found.days_after) == (date(2024, 6, 3), date(2024, 5, 31), 3)


def test_a_plan_without_a_legend_an_ended_rating_and_the_leads():
    def standing(head, *fields):
        plan = loaded(head + ONE[len(HEAD) :] + "".join(f"        {field}\n" for field in fields)).plan
        return judge_plan(plan, Vantage(date(2024, 3, 1)))[0]

    legend = HEAD[HEAD.index("rag:") : HEAD.index("people:")]
    assert standing(HEAD.replace(legend, ""), "timescale: March 2024").why.startswith(
        "'March 2024' read as by 31 March 2024; nothing completed;"
    )
    ended = standing(HEAD.replace("means: off_track", "means: ended"), "rag: red", "timescale: March 2024")
    assert (ended.why, ended.timing, ended.due) == (
        "Stated red (ended) on 10 January 2024. Ended, by its rating.",
        "ended",
        None,
    )
    assert standing(HEAD.replace("as_at: 2024-01-10\n", ""), "rag: green").why == (
        "Stated green (on track), with no day given. No timescale, nothing dated. What is on track cannot be checked "
        "without a date. Nothing ever recorded."
    )
    assert on("2024-03-01", "lead: AB").lead == ("AB",)
    assert on("2024-03-01", "evidence: [{text: E, lead: [CD, AB]}]").lead == ("CD", "AB")
    assert on("2024-07-01", "evidence: [{text: E, timescale: June 2024}, {text: F, timescale: July 2024}]").why == (
        "Unrated. One of two pieces of evidence is late, the oldest since 30 June 2024 (1 day on 1 July 2024): 'June "
        "2024'. Nothing ever recorded."
    )


def test_the_missed_cycles_are_counted_and_a_move_from_no_day_names_none():
    found = on("2024-10-01", "timescale: March 2024 then quarterly", "completed: 2024-03-20")
    assert (found.cycles.fallen_due, found.cycles.on_time, found.late_dates, found.due) == (3, 1, 2, date(2024, 6, 30))
    assert on("2024-03-01", "timescale: tbc", "revised: [{date: 2024-02-01, from: ongoing}]").why.endswith(
        "Timescale changed once."
    )
    # put right on the very day: as if it had been right from the first
    wrong = "revised: [{date: 2024-04-02, from: February 2024, as: correction}]"
    found = [
        on(day, "timescale: March 2024", "completed: 2024-03-20", wrong).finished
        for day in ("2024-04-01", "2024-04-02")
    ]
    assert [(one.due, one.days_after) for one in found] == [(date(2024, 2, 29), 20), (date(2024, 3, 31), 0)]
    assert pieces_words(1, 2) == "1 piece of evidence and 2 milestones" and pieces_words(0, 1) == "1 milestone"


def test_the_first_day_ever_due_is_of_the_evidence_where_nothing_else_is_dated():
    evidence = (
        "evidence: [{text: E}, {text: F, timescale: May 2024, revised: [{date: 2024-02-01, from: April 2024}]}, "
        "{text: G, timescale: June 2024}]"
    )
    assert [
        (one.first_due, one.set_for)
        for one in (
            on("2024-03-01", evidence),
            on("2024-03-01", evidence, "timescale: July 2024"),
            on("2024-03-01", evidence, "timescale: tbc"),
        )
    ] == [
        (date(2024, 4, 30), date(2024, 5, 31)),
        (date(2024, 7, 31), date(2024, 7, 31)),
        (None, None),
    ]


def test_of_several_dates_the_first_due_is_the_earliest():
    found = on("2024-02-01", "timescale: [June 2024, March 2024]")
    assert found.first_due == found.set_for == found.due == date(2024, 3, 31)
    # what is said to be done for a day behind the last of them answers none
    behind = on("2024-12-31", "timescale: [March 2024, June 2024]", "completed: {date: 2024-07-10, for: 2024-08-31}")
    assert (behind.timing, behind.due, behind.late_dates, behind.counted) == ("late", date(2024, 3, 31), 2, ())


def test_evidence_that_had_no_date_when_it_came_in_leaves_it_open_whether_all_was_on_time():
    first = "{text: E, timescale: May 2024, received: 2024-03-10, revised: [{date: 2024-04-01, from: ongoing}]}"
    second = "{text: F, timescale: April 2024, received: 2024-04-10}"
    for evidence in (f"[{first}, {second}]", f"[{second}, {first}]"):
        found = on("2024-12-31", "completed: 2024-06-01", f"evidence: {evidence}").finished
        assert found == Completion(date(2024, 6, 1))


def test_what_is_apart_says_nothing_of_moves_and_a_correction_alone_is_no_move():
    moved = "revised: [{date: 2024-02-01, from: March 2024}]"
    assert on("2024-03-01", "timescale: June 2024", moved).why.endswith(
        "Timescale changed once; first due 31 March 2024."
    )
    assert (
        on("2024-03-01", "timescale: June 2024", moved, "proposed: true").why
        == "Unrated. Proposed: still to be agreed, so never late."
    )
    corrected = moved.replace("2024}", "2024, as: correction}")
    standing = on("2024-03-01", "timescale: June 2024", corrected)
    assert standing.why.endswith("nothing ever recorded. 1 date corrected.") and (
        standing.times_moved,
        standing.times_corrected,
    ) == (0, 1)


def test_a_why_names_words_reading_day_and_record():
    why = on("2024-04-05", "rag: green", "timescale: March 2024").why
    for words in (
        "Stated green (on track) on 10 January 2024",
        "'March 2024' read as by 31 March 2024",
        "nothing completed",
        "due 31 March 2024, 5 days late on 5 April 2024",
        "last recorded 10 January 2024",
    ):
        assert words in why


@pytest.mark.parametrize(
    ("day", "timescale", "words"),
    [
        ("2024-03-30", "March 2024", "; due 31 March 2024, 1 day after 30 March 2024; "),
        ("2024-03-31", "March 2024", "; due 31 March 2024, that day; "),
        ("2024-03-01", "31 March", "; due 31 March 2024, or later, 30 days after 1 March 2024; "),
        ("2024-03-31", "31 March", "; due 31 March 2024, or later, that day; "),
    ],
)
def test_a_why_says_how_far_off_a_due_day_is(day, timescale, words):
    assert words in on(day, f"timescale: {timescale}").why


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ("evidence: [{text: E}]", "1 piece of evidence"),
        ("evidence: [{text: E}, {text: F}]", "2 pieces of evidence"),
        ("milestones: [{text: M}]", "1 milestone"),
        ("milestones: [{text: M}, {text: N}]", "2 milestones"),
        ("evidence: [{text: E}]\n        milestones: [{text: M}]", "2 pieces of evidence and milestones"),
    ],
)
def test_what_stands_beneath_an_action_is_counted_by_its_kind(pieces, words):
    assert pieces_of(on("2024-02-01", pieces)) == words


def test_a_why_counts_changes():
    assert (
        "Timescale changed 2 times; first due 31 March 2024."
        in on(
            "2024-09-01",
            "timescale: July 2024",
            "revised: [{date: 2024-05-01, from: March 2024, why: w}, {date: 2024-06-01, from: May 2024, why: w}]",
        ).why
    )


# roll-ups ------------------------------------------------------------------------------------------------------------

ROLLED = (
    HEAD.replace("recommendations:\n", "themes: {w: Workforce}\nrecommendations:\n")
    + """\
  - {id: 1, text: Records, theme: w, rag: red, as_at: 2024-02-01, standards: [s2], actions: [
      {id: 1, text: A, rag: blue, lead: CD, completed: 2024-01-09, timescale: January 2024},
      {id: 2, text: B, rag: green, lead: AB, timescale: December 2024, standards: [s1, s2]}]}
  - {id: 2, text: Training, actions: [
      {id: 3, text: C, rag: red, lead: [CD, AB]},
      {id: 4, text: D, rag: green, lead: TBC, timescale: January 2024},
      {id: 5, text: E, rag: green, ended: {as: suspended, date: 2024-01-10, why: No money}}]}
  - {id: 3, text: Premises, rag: red, actions: [{id: 6, text: F, proposed: true, lead: AB}]}
"""
)


def rolled(by, day="2024-02-15"):
    return group(judge_plan(loaded(ROLLED).plan, Vantage(date.fromisoformat(day))), by)


def rolled_rows(found):
    return [
        (row.words, row.tally.actions, row.state, " ".join(address.split("#")[1] for address in row.so))
        for row in found.rows
    ]


@pytest.mark.parametrize(
    ("by", "rows", "placed"),
    [
        (
            # the recommendation's own rating counts, and so it is off track where none of its actions is
            "recommendation",
            [
                ("Recommendation 1: Records", 2, "off_track", ""),
                ("Recommendation 2: Training", 3, "off_track", "3 4"),
                ("Recommendation 3: Premises", 1, "off_track", ""),
            ],
            6,
        ),
        ("theme", [("Workforce", 2, "on_track", "2"), ("no theme", 4, "off_track", "3 4")], 6),
        (
            "lead",
            [("Cal Dunn", 2, "off_track", "3"), ("Ann Bell", 3, "off_track", "3"), ("no lead", 2, "off_track", "4")],
            7,
        ),
        (
            "standard",
            [("s2", 2, "on_track", "2"), ("s1", 1, "on_track", "2"), ("no standard", 4, "off_track", "3 4")],
            7,
        ),
        ("organisation", [("Westmere", 6, "off_track", "3 4")], 6),
        (
            # the proposed one stands there, and is none of those that are off track
            "state",
            [
                ("off track", 3, "off_track", "3 4"),
                ("on track", 1, "on_track", "2"),
                ("completed", 1, "completed", "1"),
                ("ended", 1, "ended", "5"),
            ],
            6,
        ),
    ],
)
def test_a_roll_up_counts_each_action_and_takes_the_worst_state(by, rows, placed):
    found = rolled(by)
    assert (rolled_rows(found), found.placed, found.actions) == (rows, placed, 6)


def test_a_tally_counts_each_action_once_in_each_figure():
    plan = loaded(
        ROLLED.replace(
            "{id: 3, text: C, rag: red",
            "{id: 3, text: C, timescale: December 2024, evidence: [{text: E, timescale: January 2024}], "
            "milestones: [{text: M, timescale: January 2024}], rag: red",
        )
    ).plan
    found = tally(judge_plan(plan, Vantage(date(2024, 2, 15))))
    figures = (found.stated, found.checked, found.timing, found.done, found.late_evidence)
    assert found.actions == 6 and [{name: count for name, count in each.items() if count} for each in figures] == [
        {"off_track": 2, "on_track": 2, "completed": 1, "ended": 1},
        {"off_track": 3, "on_track": 1, "completed": 1, "ended": 1},
        {"late": 1, "in_time": 2, "done": 1, "ended": 1, "proposed": 1},
        {"on_time": 1},
        {"actions": 1, "pieces": 2, "milestones": 1},
    ]


def test_a_recommendations_own_rating_counts_from_the_day_it_was_stated():
    early = [row.state for row in rolled("recommendation", "2024-01-31").rows]
    assert early == ["unrated", "off_track", "off_track"]
    assert rolled("recommendation", "2024-02-01").rows[0].state == "off_track"


def test_who_bears_most_stands_first_and_what_nobody_leads_last():
    found = heaviest_first(rolled("lead"))
    assert [row.words for row in found.rows] == ["Ann Bell", "Cal Dunn", "no lead"] and found.placed == 7
    some = heaviest_first(rolled("lead"), {"", "Westmere:Cal Dunn"})
    assert [(row.words, row.organisation, row.plan) for row in some.rows] == [
        ("Cal Dunn", "Westmere", ""),
        ("no lead", "", ""),
    ]
    assert some.placed == 4


days = st.dates(date(2024, 1, 10), date(2027, 12, 31))
phrases = st.sampled_from(
    [
        "March 2024",
        "By 2025",
        "31 May 2024",
        "March 2024 then quarterly",
        "31 January 2024, then monthly",
        "Quarterly",
        "June 2024 and ongoing",
        "Ongoing",
        "TBC",
        "October 2024 /June 2024",
        "Review following comments",
        "blorble",
        "Complete",
    ]
)
optional = st.one_of(st.none(), phrases)


@st.composite
def plans(draw, facts=True):
    text = HEAD
    for number in range(1, draw(st.integers(1, 3)) + 1):
        text += f"  - id: {number}\n    text: R\n"
        for name, value in (
            ("rag", draw(st.sampled_from([None, "green", "blue", "red"]))),
            ("timescale", draw(optional)),
            ("lead", draw(st.sampled_from([None, "AB", "[AB, CD]"]))),
        ):
            text += f"    {name}: {value!r}\n".replace("'[", "[").replace("]'", "]") if value else ""
        text += "    actions:\n"
        for inner in range(1, draw(st.integers(1, 3)) + 1):
            text += f"      - id: '{number}.{inner}'\n        text: A\n"
            rag, words = draw(st.sampled_from([None, "green", "blue", "red"])), draw(optional)
            text += (f"        rag: {rag}\n" if rag else "") + (f"        timescale: {words!r}\n" if words else "")
            text += "        continuing: true\n" if draw(st.booleans()) else ""
            if facts and draw(st.booleans()):
                text += (
                    "        completed: "
                    f"[{', '.join(sorted({draw(days).isoformat() for _ in range(draw(st.integers(1, 3)))}))}]\n"
                )
            if draw(st.booleans()):
                text += f"        evidence:\n          - text: E\n            timescale: {draw(phrases)!r}\n"
                text += f"            received: {draw(days)}\n" if facts and draw(st.booleans()) else ""
    return loaded(text)


def test_passing_days_never_improve_a_checked_state():
    reached = Counter()

    @settings(max_examples=200, deadline=None)
    @given(plans(facts=False), st.one_of(days, st.dates(date(2024, 1, 10), date(2024, 6, 30))), st.integers(1, 700))
    def law(found, day, later):
        before = judge_plan(found.plan, Vantage(day))
        after = judge_plan(found.plan, Vantage(min(day + timedelta(days=later), date(2030, 1, 1))))
        for one, other in zip(before, after, strict=True):
            assert CHECKED.index(other.checked) <= CHECKED.index(one.checked), (one.why, other.why)
            assert other.days_late >= one.days_late
        pairs = list(zip(before, after, strict=True))
        reached["tried"] += 1
        reached["worse"] += any(one.checked != other.checked for one, other in pairs)
        reached["later"] += any(one.days_late != other.days_late for one, other in pairs)

    law()
    assert min(reached.values()) >= reached["tried"] / 20, reached


@settings(max_examples=200, deadline=None)
@given(plans(), days)
def test_counts_add_up_and_the_same_input_says_the_same(found, day):
    vantage, register = Vantage(day), PlanFiles((found,))
    standings = judge_plan(found.plan, vantage)
    tally = status(register, vantage).portfolio
    assert (
        len(standings)
        == tally.actions
        == sum(tally.stated.values())
        == sum(tally.checked.values())
        == sum(tally.timing.values())
    )
    for by in GROUPINGS:
        groups = group(standings, by)
        assert groups.placed == sum(row.tally.actions for row in groups.rows) >= groups.actions == len(standings)
        assert by in ("lead", "standard", "body") or groups.placed == groups.actions
    due = due_list(register, vantage)
    assert [thing.due for thing in due.things] == sorted(thing.due for thing in due.things)
    assert due.late == sum(thing.timing == "late" for thing in due.things)
    assert [one.why for one in standings] == [one.why for one in judge_plan(found.plan, vantage)]
    for one in standings:
        assert one.checked == "off_track" or one.timing != "late"
        assert not (one.checked == "on_track" and one.timing in ("unsure", "unrecorded", "no_date"))
        assert (one.days_late > 0) == (one.timing == "late")


@pytest.mark.parametrize("words", ["Completed, review March 2016 (tbc)", "Completed and reviewed March 2014 (tbc)"])
@pytest.mark.parametrize("day", [date(2000, 1, 1), date(2014, 5, 20), date(2031, 1, 1)])
def test_a_reading_of_what_is_done_and_a_date_to_come_is_timed_on_every_day(words, day):
    from s11.standing.timing import time_of

    assert time_of(Timescale.read(words), (), None, day, one_off=True).timing != "late"
