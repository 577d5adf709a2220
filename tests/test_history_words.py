"""How it has gone, in words: each sentence whole; and which points are judged, and what is first and now."""

from __future__ import annotations

from datetime import date

import pytest
from conftest import run_s11
from test_rollup import counted

from s11.plan import PlanFiles, load_one
from s11.text import Source
from s11.view import Filter
from s11.view.counts import Counted
from s11.view.history import History, HistoryPoint, PlansAt, Slippage, history, points_of
from s11.view.report_records import LeftOut
from s11.when import Commit, Vantage

FIRST, LAST = date(2024, 3, 31), date(2024, 6, 30)


def commit(name: str, day: date) -> Commit:
    return Commit(name * 10, day, "", "", "")


def slip(number: str = "1.2", first: date | None = FIRST, now: date | None = LAST, **more) -> Slippage:
    days = (now - first).days if first and now else 0
    made = Slippage(f"w/a#{number}", "A", first, now, days, 0, False, "on_track", number, "Westmere")
    return made._replace(**more)


# one date ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "now", "went", "moved"),
    [
        (FIRST, LAST, "91 days later", True),
        (LAST, FIRST, "91 days earlier", True),
        (FIRST, date(2024, 4, 1), "1 day later", True),
        (FIRST, FIRST, "0 days later", False),
        (FIRST, None, "its date was taken away", True),
        (None, LAST, "it had no date at first", True),
    ],
)
def test_how_far_a_date_went(first, now, went, moved):
    one = slip(first=first, now=now)
    assert (one.went, one.moved, one.called) == (went, moved, "Westmere 1.2")
    assert one._replace(plan="").called == "1.2"


@pytest.mark.parametrize(
    ("times", "silent", "words"),
    [
        (0, False, ""),
        (1, False, "once on record"),
        (3, False, "3 times on record"),
        (0, True, "with no reason recorded"),
        (2, True, "twice on record, and also with no reason recorded"),
    ],
)
def test_how_often_a_date_was_moved_on_record_and_off_it(times, silent, words):
    assert slip(times_moved=times, silent=silent).times_words == words


# the whole -----------------------------------------------------------------------------------------------------------


def point(day: date, actions: int = 4, not_read: int = 0, **counts) -> HistoryPoint:
    return HistoryPoint(day, commit("a", day), counted(actions, **counts), (), not_read)


def seen(*points: HistoryPoint, slips: tuple[Slippage, ...] = (), titles=(("Westmere", "Plan"),), every="commit"):
    return History(Counted().head(Vantage(LAST)), every, points, slips, "rules", (), tuple(titles))


THEN = point(FIRST, 3, stated={"off_track": 1, "completed": 1}, checked={"off_track": 1, "verified": 1, "completed": 1})
NOW = point(
    LAST,
    4_000,
    stated={"off_track": 1_001, "at_risk": 2, "completed": 3, "verified": 4},
    checked={"off_track": 2_000, "on_track": 1, "completed": 5, "verified": 1},
)


def test_counts_at_the_first_point_and_at_the_last_in_sentences():
    found = seen(THEN, NOW)
    assert found.off_track_words == (
        "On 30 June 2024 2,000 actions were off track as checked, 1,001 as the plans state; on 31 March 2024 it was 1 "
        "and 1."
    )
    assert seen(THEN).off_track_words == "On 31 March 2024 1 action was off track as checked, 1 as the plans state."
    assert found.off_track_line == (
        "Actions off track from 31 March 2024 to 30 June 2024: as checked 1, 2,000; as stated 1, 1,001"
    )
    assert found.done_line == (
        "Actions completed or verified from 31 March 2024 to 30 June 2024: as checked 2, 6; as stated 1, 7"
    )
    assert found.done_words == (
        "On 30 June 2024, 7 of 4,000 actions stood as completed or verified as stated, 6 as checked."
    )
    assert found.stated_states == ("off_track", "at_risk", "completed", "verified")
    assert found.checked_states == ("off_track", "on_track", "completed", "verified")
    assert seen(THEN).stated_states == ("off_track", "completed")
    assert (found.most, found.grows, seen(THEN, THEN).grows) == (4_000, True, False)
    assert (found.by_commit, seen(THEN, every="month").by_commit) == (True, False)


@pytest.mark.parametrize(
    ("titles", "points", "title", "several"),
    [
        ([("Westmere", "Plan")], 1, "Westmere: how it has gone", False),
        ([("Westmere", "Plan")], 2, "Westmere: how it has gone since 31 March 2024", False),
        ([("Westmere", "Plan"), ("Westmere", "Other")], 2, "Westmere: how it has gone since 31 March 2024", True),
        ([("Westmere", "Plan"), ("Eastmere", "Plan")], 2, "2 action plans: how it has gone since 31 March 2024", True),
        ([], 1, "0 action plans: how it has gone", False),
    ],
)
def test_whose_plans_it_is_of(titles, points, title, several):
    found = seen(*[THEN, NOW][:points], titles=titles)
    assert (found.title, found.several) == (title, several)


def test_what_moved_furthest_stands_in_the_chart_and_all_is_counted():
    moved = [slip(str(at), FIRST, LAST) for at in range(17)]
    others = (slip("a", FIRST, FIRST), slip("b", None, LAST), slip("c", FIRST, None))
    found = seen(point(LAST, 25), slips=(*others, *moved))
    assert len(found.moved) == 19 and [one.number for one in found.furthest] == [str(at) for at in range(15)]
    assert found.undated == 5
    assert found.moved_words == (
        "20 actions of 25 ever had a date; 19 of them have another one now than the first, and 5 never had one."
    )
    few = seen(point(LAST, 1), slips=(slip(),))
    assert few.moved_words == (
        "1 action of 1 ever had a date; 1 of them has another one now than the first, and 0 never had one."
    )
    assert few.moved_line == "Westmere 1.2 from 31 March 2024 to 30 June 2024"
    assert seen(point(LAST, 2), slips=(slip("1"), slip("2"))).moved_line == (
        "Westmere 1 from 31 March 2024 to 30 June 2024; Westmere 2 from 31 March 2024 to 30 June 2024"
    )


@pytest.mark.parametrize(
    ("not_read", "words"),
    [
        ((0, 0), ""),
        ((0, 2), "At 1 point a plan could not be read whole; its counts there are too low."),
        ((1, 2), "At 2 points a plan could not be read whole; its counts there are too low."),
    ],
)
def test_points_at_which_a_plan_could_not_be_read(not_read, words):
    found = seen(*[point(FIRST, not_read=count) for count in not_read])
    assert found.not_read_words == words


# which points --------------------------------------------------------------------------------------------------------

LINE = [
    (commit("a", date(2023, 12, 30)), True),
    (commit("b", date(2024, 1, 31)), False),
    (commit("c", date(2024, 1, 31)), True),
    (commit("d", date(2024, 3, 2)), True),
]


@pytest.mark.parametrize(
    ("every", "on", "since", "until", "points"),
    [
        ("commit", [], None, "2024-12-31", ["2023-12-30 0", "2024-01-31 2", "2024-03-02 3"]),
        ("commit", [], "2024-01-31", "2024-03-01", ["2024-01-31 2"]),
        ("commit", [], "2024-03-02", "2024-03-02", ["2024-03-02 3"]),
        ("month", [], None, "2024-03-30", ["2023-12-31 0", "2024-01-31 2", "2024-02-29 2"]),
        ("month", [], "2024-01-31", "2024-03-31", ["2024-01-31 2", "2024-02-29 2", "2024-03-31 3"]),
        ("month", [], None, "2023-12-30", []),
        # days that are given take the place of either, each once, and none before the first commit
        (
            "month",
            ["2024-03-02", "2024-01-30", "2024-03-02", "2023-12-29"],
            None,
            "2024-12-31",
            ["2024-01-30 0", "2024-03-02 3"],
        ),
        ("commit", ["2024-03-02", "2024-01-30"], "2024-02-01", "2024-12-31", ["2024-03-02 3"]),
        ("commit", ["2024-03-02", "2024-01-30"], None, "2024-03-01", ["2024-01-30 0"]),
    ],
)
def test_the_days_that_are_judged_each_with_the_newest_commit_by_then(every, on, since, until, points):
    first = date.fromisoformat(since) if since else None
    found = points_of(LINE, every, [date.fromisoformat(day) for day in on], first, date.fromisoformat(until))
    assert [f"{day} {at}" for day, at in found] == points
    assert points_of([], "month", [], None, LAST) == []


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        ([], "a folder 'plans'"),
        (["w/none"], "'w/none'"),
        (["w/none", "w/no"], "'w/none' or 'w/no'"),
    ],
)
def test_where_no_commit_holds_what_was_asked_for_that_is_said(repository, names, missing):
    repository.write("read.me", "x")
    made = repository.commit("First")
    ran = run_s11("history", *names, cwd=repository.folder)
    assert (ran.code, ran.out) == (2, "") and f"no commit up to {made[:10]} holds {missing}" in ran.err


# first and now -------------------------------------------------------------------------------------------------------

PLAN = """\
format: s11-plan/1
title: {title}
organisation: {organisation}
origin: other
agreed: 2024-01-01
people: {{AB: {{name: Ann Bell}}, CD: {{post: Clerk}}}}
recommendations:
  - id: 1
    text: R
    actions:
      - {{id: 1, text: A, lead: [AB, CD]{first}}}
      - {{id: 2, text: B, lead: CD{second}}}
"""


def read(name: str, first: str = "", second: str = "", title: str = "Plan", organisation: str = "Westmere"):
    text = PLAN.format(title=title, organisation=organisation, first=first, second=second)
    return load_one(Source(f"plans/{name}.yaml", name, text.encode()))


def at(day: date, *files, **called) -> PlansAt:
    now = {loaded.source.id: called.get(loaded.source.id, loaded.source.id) for loaded in files}
    return PlansAt(day, commit("a", day), PlanFiles(files), now)


MARCH, MAY = ", timescale: March 2024", ", timescale: May 2024"
RECORDED = ", timescale: May 2024, revised: [{date: 2024-03-01, from: March 2024, why: Snow fell}]"


@pytest.mark.parametrize(
    ("then", "now", "told"),
    [
        (MARCH, MARCH, ("2024-03-31", "2024-03-31", 0, 0, False)),
        (MARCH, MAY, ("2024-03-31", "2024-05-31", 61, 0, True)),
        (MARCH, RECORDED, ("2024-03-31", "2024-05-31", 61, 1, False)),
        (", timescale: February 2024", RECORDED, ("2024-02-29", "2024-05-31", 92, 1, True)),
        (MAY, MARCH, ("2024-05-31", "2024-03-31", -61, 0, True)),
        (MARCH, "", ("2024-03-31", "None", 0, 0, True)),
        # what got its first date later was not moved
        ("", MAY, ("2024-05-31", "2024-05-31", 0, 0, False)),
    ],
)
def test_the_first_date_that_any_point_had_against_the_one_of_now(then, now, told):
    points = [at(date(2024, 1, 10), read("w/a", then)), at(date(2024, 4, 1), read("w/a", now))]
    (one,) = history(points, "here").slips
    assert (str(one.first), str(one.now), one.days, one.times_moved, one.silent) == told
    assert (one.address, one.text, one.number, one.plan, one.lead) == ("w/a#1", "A", "1", "", "Ann Bell and Clerk")


def test_slips_stand_longest_first_and_say_whose_they_are_where_there_are_several():
    far = ", timescale: December 2025"
    then = [read("e/a", MARCH, organisation="Eastmere"), read("w/a", MARCH, MARCH), read("w/b", MARCH, title="Second")]
    now = [read("e/a", MAY, organisation="Eastmere"), read("w/a", MAY, far), read("w/b", MARCH, title="Second")]
    found = history([at(date(2024, 1, 10), *then), at(date(2024, 4, 1), *now)], "here")
    assert [(one.plan, one.number, one.days) for one in found.slips] == [
        ("Westmere: Plan", "2", 640),
        ("Eastmere", "1", 61),
        ("Westmere: Plan", "1", 61),
        ("Westmere: Second", "1", 0),
    ] and found.titles == (("Eastmere", "Plan"), ("Westmere", "Plan"), ("Westmere", "Second"))
    assert [point.tally.actions for point in found.points] == [6, 6]


def test_a_plan_of_another_name_is_followed_and_what_cannot_be_read_is_counted():
    broken = load_one(Source("plans/w/b.yaml", "w/b", b"a: ["))
    points = [
        at(date(2024, 1, 10), read("old", MARCH), broken, old="w/a"),
        at(date(2024, 4, 1), read("w/a", MAY)),
    ]
    found = history(points, "here", notes=["a note"], rules="3", every="month")
    assert [[(plan.id, plan.then, plan.whole) for plan in point.plans] for point in found.points] == [
        [("w/a", "old", True), ("w/b", "w/b", False)],
        [("w/a", "w/a", True)],
    ]
    assert [point.not_read for point in found.points] == [1, 0] and found.slips[0].days == 61
    assert (found.notes, found.rules, found.every) == (("a note",), "3", "month")
    assert (found.head.as_of, found.head.revision, found.head.revision_words) == (date(2024, 4, 1), "a" * 10, "here")


def test_what_turns_on_the_last_day_is_seen_on_it():
    loaded = read("w/a", MARCH)
    points = [at(day, loaded) for day in (date(2024, 3, 30), date(2024, 3, 31), date(2024, 4, 1))]
    assert [point.tally.timing["late"] for point in history(points, "here").points] == [0, 0, 1]


def test_only_what_was_asked_for_is_followed():
    points = [at(day, read("w/a", MARCH, MARCH), read("w/b")) for day in (date(2024, 1, 10), date(2024, 4, 1))]
    found = history(points, "here", Filter(late=True))
    # before its day nothing is late, and a plan without any of them is not told
    assert [[(plan.id, plan.tally.actions) for plan in point.plans] for point in found.points] == [[], [("w/a", 2)]]
    assert [one.number for one in found.slips] == ["1", "2"] and found.head.filtered
    assert found.head.left_out == ()
    assert history(
        points, "here", left_out=LeftOut(0, 1, 0, 1, 0, 1, (), 0, 0, 0)._replace(words=("one",))
    ).head.left_out == ("one",)
