"""What is said of counts: each sentence whole, in its singular and its plural, and what it says of nothing."""

from __future__ import annotations

import json
from datetime import date

import pytest
from conftest import run_s11
from test_standing import loaded

from s11.plan import load_one
from s11.standing import judge_plan
from s11.text import Source
from s11.view.counts import (
    CHECKED_ORDER,
    EXCEPTIONS,
    NOTHING_ASKED_FOR,
    STALE_DAYS,
    TIMING_ORDER,
    TIMING_WORDS,
    WORST_FIRST,
    Counted,
    DetailPlan,
    Group,
    Groups,
    NotRead,
    PlanView,
    ReadCounts,
    Since,
    SourceLine,
    Status,
    Tally,
    Travel,
    add_tallies,
    worst_first,
)
from s11.view.due import action_requests, dues_of, requests_of
from s11.view.rollup import group, tally
from s11.when import Vantage

NONE = tally(())
DAY = date(2024, 6, 1)


def counted(actions: int = 0, **counts: dict[str, int]) -> Tally:
    """A tally with these counts, and none of any other."""
    return NONE._replace(actions=actions, **{name: {**getattr(NONE, name), **some} for name, some in counts.items()})


# a tally -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("done", "split", "words"),
    [
        ({}, "", ""),
        ({"on_time": 9}, "9 on time", "9 done: 9 on time"),
        (
            {"on_time": 1_000, "late": 3, "no_date": 2},
            "1,000 on time, 3 after the due day, 2 not known whether on time",
            "1,005 done: 1,000 on time, 3 after the due day, 2 not known whether on time",
        ),
    ],
)
def test_how_what_is_done_was_done(done, split, words):
    found = counted(2_000, done=done, timing={"done": sum(done.values())})
    assert (found.done_split, found.done_words) == (split, words)


@pytest.mark.parametrize(
    ("actions", "late", "beneath", "undated", "things", "sentence"),
    [
        (0, 0, (0, 0), 0, 0, ""),
        (3, 0, (0, 0), 0, 0, "No action is late."),
        (3, 0, (0, 0), 1, 0, "No action is late; 1 action has no date to be late by."),
        (3, 0, (0, 0), 2, 0, "No action is late; 2 actions have no date to be late by."),
        (3, 0, (0, 0), 3, 0, "No action has a date to be late by."),
        (3, 1, (0, 0), 1, 1, "1 action is late; 1 date or piece of evidence is overdue."),
        (3, 2, (0, 0), 0, 1_200, "2 actions are late; 1,200 dates or pieces of evidence are overdue."),
        (
            3,
            0,
            (1, 1),
            0,
            1,
            "No action is late itself; 1 date or piece of evidence is overdue; 1 of these is evidence of 1 action that "
            "is not late itself.",
        ),
        (
            9,
            2,
            (2, 1_003),
            0,
            1_005,
            "2 actions are late; 1,005 dates or pieces of evidence are overdue; 1,003 of these are evidence of 2 "
            "actions that are not late themselves.",
        ),
    ],
)
def test_what_is_late_is_one_sentence(actions, late, beneath, undated, things, sentence):
    found = counted(
        actions,
        timing={"late": late, "no_date": undated},
        late_evidence={"actions": beneath[0], "pieces": beneath[1]},
    )
    assert found.late_sentence(things) == sentence
    of_late = sentence if things else ""
    assert found.late_words(things) == (of_late[:1].lower() + of_late[1:]).rstrip(".")
    assert found.late_things_words(things) == of_late.rstrip(".").partition("; ")[2]
    for told in (plan_view(tally=found, late_things=things), status_of(plan_view(tally=found, late_things=things))):
        assert (told.late_sentence, told.late_words, told.late_things_words) == (
            found.late_sentence(things),
            found.late_words(things),
            found.late_things_words(things),
        )


def test_several_tallies_add_up_count_by_count():
    one = counted(
        3,
        stated={"on_track": 3},
        checked={"off_track": 2, "on_track": 1},
        timing={"late": 2, "done": 1},
        done={"late": 1},
        late_evidence={"actions": 1, "pieces": 2, "milestones": 1},
    )
    other = counted(1, stated={"unrated": 1}, checked={"off_track": 1}, timing={"done": 1}, done={"on_time": 1})
    both = counted(
        4,
        stated={"on_track": 3, "unrated": 1},
        checked={"off_track": 3, "on_track": 1},
        timing={"late": 2, "done": 2},
        done={"late": 1, "on_time": 1},
        late_evidence={"actions": 1, "pieces": 2, "milestones": 1},
    )
    assert add_tallies([one, other]) == both == add_tallies([both, NONE]) and add_tallies([]) == NONE


# a group -------------------------------------------------------------------------------------------------------------


def row(words: str, actions: int = 0, state: str = "on_track", so: int = 0, key: str | None = None, **counts) -> Group:
    names = tuple(f"w#{at}" for at in range(so))
    return Group(words if key is None else key, words, counted(actions, **counts), state, so, names, "", "")


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (row("R", 4, "off_track", 1), "1 of 4 actions"),
        (row("R", 1, "off_track", 1), "1 of 1 action"),
        (row("R", 2_000, "off_track", 1_500), "1,500 of 2,000 actions"),
        (row("R", 0, "unrated"), "no action"),
        (row("R", 0, "off_track"), "no action"),
        (row("R", 2, "unrated"), "each is ended or only proposed"),
        (row("R", 2, "at_risk"), "by its own rating"),
    ],
)
def test_how_many_of_a_group_are_in_its_state(of, words):
    assert of.so_words == words


@pytest.mark.parametrize(
    ("by", "rows", "actions", "shared", "words"),
    [
        ("body", [row("P", 2), row("T", 1)], 3, 0, "3 actions, held by 2 bodies"),
        ("body", [row("P", 1)], 1, 0, "1 action, held by 1 body"),
        (
            "body",
            [row("P", 3), row("T", 2), row("no lead", 1, key="")],
            5,
            1,
            "5 actions, held by 2 bodies; 1 is held by more than one; 1 has no lead",
        ),
        (
            "body",
            [row("P", 3_000), row("T", 3_000), row("no lead", 2_000, key="")],
            6_500,
            1_500,
            "6,500 actions, held by 2 bodies; 1,500 are held by more than one; 2,000 have no lead",
        ),
        ("lead", [row("A", 2), row("B", 1)], 3, 0, ""),
        ("lead", [row("A", 2_000), row("B", 1)], 2_000, 1, "2,000 actions; these groups overlap and hold 2,001 places"),
        ("lead", [row("A", 1), row("B", 1)], 1, 1, "1 action; these groups overlap and hold 2 places"),
    ],
)
def test_how_groups_hold_their_actions(by, rows, actions, shared, words):
    found = Groups(by, tuple(rows), actions, sum(one.tally.actions for one in rows), shared)
    assert found.held_words == words


def test_who_is_behind_stands_first_by_what_is_off_track_then_late():
    rows = (
        row("calm", 9, checked={"on_track": 9}),
        row("b", 1, checked={"at_risk": 1}),
        row("late", 1, timing={"late": 1}),
        row("off", 2, checked={"off_track": 2}),
        row("off and late", 2, checked={"off_track": 2}, timing={"late": 1}),
        row("a", 1, checked={"at_risk": 1}),
        row("unknown", 5, checked={"not_known": 5}),
    )
    found = Groups("lead", rows, 25, 25, 0)
    assert [one.words for one in found.behind] == ["off and late", "off", "late", "a", "b"]
    assert found.others_words == "2 more leads with nothing late, off track or at risk" and found.heaviest == 9
    assert found._replace(rows=rows[:2]).others_words == "1 more lead with nothing late, off track or at risk"
    assert found._replace(rows=rows[1:2]).others_words == "" and found._replace(rows=()).heaviest == 0


# since when, and which way -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "said"),
    [
        (Since(DAY, "a1b2c3d4e5f60718", "=HEAD~1"), "1 June 2024 (=HEAD~1)"),
        (Since(DAY, "a1b2c3d4e5f60718", "=HEAD~1", None, DAY), "1 June 2024 (commit a1b2c3d4e5)"),
        (Since(DAY, "a1b2c3d4e5f60718", "the state then", None, date(2024, 5, 1)), "1 June 2024 (the state then)"),
        (Since(DAY, None, "no commit", None, None), "1 June 2024 (no commit)"),
        (
            Since(DAY, "a1b2c3d4e5f60718", "x", SourceLine(date(2024, 5, 30), "Cabinet"), DAY),
            "30 May 2024, when it was taken to Cabinet (commit a1b2c3d4e5)",
        ),
    ],
)
def test_with_what_is_compared(since, said):
    assert since.said == said


STILL = Travel(None, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
LATE = "late: 0 actions then, 0 now; overdue: 0 dates or pieces of evidence then, 0 now"
HELD = (
    "not better on the whole, since 2 would stand worse had nobody changed their dates or other terms, ended or "
    "removed them"
)


@pytest.mark.parametrize(
    ("travel", "way", "said"),
    [
        (STILL, "same", f"0 improved, 0 worsened, 0 unchanged; {LATE}"),
        (STILL._replace(better=1, same=1_000), "better", f"1 improved, 0 worsened, 1,000 unchanged; {LATE}"),
        (STILL._replace(worse=2, same=1), "worse", f"0 improved, 2 worsened, 1 unchanged; {LATE}"),
        (
            STILL._replace(worse=2, better=1, by_days=1),
            "worse",
            f"1 improved, 2 worsened (1 only because days passed), 0 unchanged; {LATE}",
        ),
        # of none that is worse, none is so because of days
        (STILL._replace(by_days=1), "same", f"0 improved, 0 worsened, 0 unchanged; {LATE}"),
        (STILL._replace(better=2, worse=2), "same", f"2 improved, 2 worsened, 0 unchanged; {LATE}"),
        (STILL._replace(better=2, held=2), "same", f"2 improved, 0 worsened, 0 unchanged; {HELD}; {LATE}"),
        (STILL._replace(better=3, held=2), "better", f"3 improved, 0 worsened, 0 unchanged; {LATE}"),
        (
            STILL._replace(better=3, worse=1, held=2),
            "same",
            f"3 improved, 1 worsened, 0 unchanged; {HELD}; {LATE}",
        ),
        (
            STILL._replace(added=1, removed=2, late_then=1, late_now=1_200, things_then=1, things_now=2_000),
            "same",
            "0 improved, 0 worsened, 0 unchanged; 1 added, 2 removed; late: 1 action then, 1,200 now; overdue: 1 date "
            "or piece of evidence then, 2,000 now",
        ),
        (
            STILL._replace(better=2, held=2, added=1),
            "same",
            f"2 improved, 0 worsened, 0 unchanged; {HELD}, 1 added; {LATE}",
        ),
        (
            STILL._replace(apart=6, by_date=1, by_pieces=1, by_terms=1, restated=1, ended=1, proposed=1),
            "same",
            "0 improved, 0 worsened, 0 unchanged, 1 better only because a date was moved, 1 better only because "
            "evidence or milestones were brought in, carried away or taken out, 1 better only because the legend, the "
            "calendar, the day from which years are counted or 'continuing' was changed, 1 better only because its "
            f"rating was stated again, 1 ended, 1 only proposed; {LATE}",
        ),
    ],
)
def test_which_way_it_went_and_why(travel, way, said):
    assert (travel.way, travel.said) == (way, said)


# a plan --------------------------------------------------------------------------------------------------------------


def plan_view(**more) -> PlanView:
    made = PlanView(
        id="w/a",
        title="Plan",
        organisation="Westmere",
        called="Recommendation",
        as_at=None,
        agreed=None,
        period="",
        origin="other",
        marking="",
        tally=NONE,
        late_things=0,
        late_dates=0,
        words={},
        legend=(),
        recommendations_without_action=0,
        last_recorded=None,
        as_of=DAY,
        other_notices=("another",),
        whole=True,
        groups=None,
        recommendation_count=0,
        shown=0,
    )
    return made._replace(**more)


def status_of(*plans: PlanView) -> Status:
    head = Counted().head(Vantage(DAY))
    return Status(head, plans, add_tallies([plan.tally for plan in plans]), None)


@pytest.mark.parametrize(
    ("last", "days", "stale", "first"),
    [
        (None, None, True, "nothing has been recorded in this plan on or before this day"),
        (DAY, 0, False, None),
        (date(2024, 3, 4), 89, False, None),
        (date(2024, 3, 3), 90, True, None),
        (date(2023, 6, 3), 364, True, None),
        (
            date(2023, 6, 2),
            365,
            True,
            "nothing recorded since 2 June 2023, 365 days: the counts are no newer than that",
        ),
    ],
)
def test_a_plan_says_how_old_its_counts_are_before_anything_else(last, days, stale, first):
    plan = plan_view(last_recorded=last)
    assert (plan.days_since, plan.stale) == (days, stale)
    assert plan.notices == (*([first] if first else []), "another")


def test_plans_stand_worst_first_and_add_up():
    plans = [
        plan_view(id="e", tally=counted(1)),
        plan_view(id="d", tally=counted(1, checked={"unrated": 1, "not_known": 1})),
        plan_view(id="c2", tally=counted(1, checked={"not_known": 3})),
        plan_view(id="c1", tally=counted(1, checked={"unrated": 3})),
        plan_view(id="b", tally=counted(1, checked={"at_risk": 1})),
        plan_view(id="a", tally=counted(2, timing={"late": 1}), late_things=2, late_dates=3, moved=1),
        plan_view(id="off", tally=counted(1, checked={"off_track": 1}), late_things=1, late_dates=1, moved=2),
        plan_view(id="0", tally=counted(1)),
    ]
    seen = status_of(*plans)
    assert [plan.id for plan in seen.worst_first] == ["off", "a", "b", "c1", "c2", "d", "0", "e"]
    assert worst_first(plans[5]) == (0, -1, 0, 0, "a")
    assert (seen.late_things, seen.late_dates, seen.moved, seen.notice_count) == (3, 4, 3, 16)
    assert (seen.portfolio.actions, plans[0].moved) == (9, 0)


def test_a_plan_without_legend_and_rating_rates_nothing():
    assert plan_view().rates_nothing and plan_view(words={"green": 0}).rates_nothing
    assert not plan_view(words={"green": 1}).rates_nothing
    assert not plan_view(legend=("any",)).rates_nothing


def test_a_detail_plan_is_named_and_what_disagrees_is_told():
    deepest = DetailPlan("w/c#1", "1", "w/d", "", "", 0, 0, 0, 0, "not read", "", False)
    deeper = deepest._replace(of="w/b#1", address="w/c", title="Team plan", beneath=(deepest,))
    one = DetailPlan(
        "w/a#3.1",
        "3.1",
        "w/b",
        "Workforce plan",
        "off_track",
        9,
        3,
        1,
        0,
        "off track (1 of 9 actions); 3 open, 1 late",
        "stated completed, while 3 of 9 actions of its detail are open, 1 late",
        True,
        (deeper, deepest),
    )
    assert (one.words, one.named) == ("Workforce plan", "Workforce plan (w/b)")
    assert one.in_full == "Workforce plan (w/b): off track (1 of 9 actions); 3 open, 1 late"
    assert one.notice == (
        "action 3.1 is stated completed, while 3 of 9 actions of its detail are open, 1 late: see Workforce plan (w/b)"
    )
    assert (deepest.words, deepest.named, deepest.in_full, deepest.notice) == ("w/d", "w/d", "w/d: not read", "")
    assert one.deeper == (deeper, deepest, deepest) and (one.linked, one.page) == (False, "")


# what was read -------------------------------------------------------------------------------------------------------


def test_what_was_read_adds_up_file_by_file():
    found = Counted(2)
    fault = NotRead("plans/w/b.yaml", "w/b", 3, 5, "S001", "half", 1)
    found.add(ReadCounts(1, 1, 2, 3), None)
    found.add(ReadCounts(1, 0, 1, 5), fault)
    head = found.head(Vantage(DAY, "abc"), filtered="late only")
    assert (head.read, head.not_read) == (ReadCounts(2, 1, 3, 8, 2), (fault,))
    assert (head.as_of, head.revision, head.revision_words, head.filtered) == (DAY, "abc", "not in git", "late only")
    assert (head.audience, head._replace(left_out=("one plan",)).audience) == ("internal", "public")
    assert found.head(Vantage(DAY), "commit abc").revision_words == "commit abc"
    assert (found.head(Vantage(DAY)).filtered, found.head(Vantage(DAY)).left_out) == ("", ())
    assert head.read.beside_words == "2 self-assessments lie beside the plans."
    assert Counted(1).head(Vantage(DAY)).read.beside_words == "1 self-assessment lies beside the plans."
    assert Counted().head(Vantage(DAY)).read.beside_words == "" and Counted().read == ReadCounts(0, 0, 0, 0)


# what is due, and more time ------------------------------------------------------------------------------------------

OWED = """\
format: s11-plan/1
title: T
organisation: Westmere
origin: other
agreed: 2023-12-01
called: Learning Point
rag: {green: {means: on_track}, blue: {means: completed}}
people:
  AB: {name: Ann Bell}
  CD: {name: Cal Dunn}
  EF: {name: Eve Fenn}
recommendations:
  - id: 1
    text: Records
    lead: CD
    timescale: May 2024
    requests: [{date: 2024-04-02, by: AB, to: "Oct 2024 Aug 2024", why: Staff are ill}]
    actions:
      - {id: "1.1", text: Dated above}
      - {id: "1.2", text: Dated above too, lead: AB}
      - id: "1.3"
        text: Dated by itself
        timescale: July 2024
        revised: [{date: 2024-01-09, from: January 2024, why: The trainer left}]
        requests:
          # what is refused after the day is open on it
          - {date: 2024-05-20, to: August 2024, refused: {date: 2024-06-02, by: EF, why: No}}
          - {date: 2024-05-02, to: TBC, by: AB, why: It rains, refused: {date: 2024-05-09, by: EF, why: It is late}}
        evidence:
          - {text: The letter, lead: EF, timescale: [March 2024, May 2024]}
          - text: The minutes
            timescale: August 2024
            received: 2024-02-01
            requests: [{date: 2024-01-20, to: September 2024, why: Ill}]
        milestones:
          - text: Half of it
            timescale: June 2024
            revised: [{date: 2024-02-02, from: February 2024, why: The room was flooded}]
            requests: [{date: 2024-05-20, by: EF, to: July 2024, refused: {date: 2024-05-30, why: No}}]
  - id: 2
    text: Training
    actions:
      - id: "2.1"
        text: Done
        rag: blue
        timescale: April 2024
        completed: 2024-04-01
        requests: [{date: 2024-03-01, to: May 2024, why: Ill}]
        evidence:
          - {text: The register, timescale: May 2024, requests: [{date: 2024-03-03, to: June 2024, why: Lost}]}
      - id: "2.2"
        text: Ended
        timescale: April 2024
        requests: [{date: 2024-03-01, to: May 2024, why: Ill}]
        ended: {as: suspended, date: 2024-05-01, why: No money}
      - id: "2.3"
        text: Granted
        timescale: December 2024
        revised: [{date: 2024-03-09, from: May 2024, why: Agreed, asked: 2024-03-01, by: AB, approved_by: Cabinet}]
        requests: [{date: 2024-03-01, to: December 2024, why: The law is new}]
"""
HEAD_OF_ONE = (
    OWED[: OWED.index("  - id: 1")] + "  - id: 1\n    text: R\n    actions:\n      - id: 1\n        text: A\n        "
)
OWED_ON = judge_plan(loaded(OWED).plan, Vantage(date(2024, 6, 1)))


def test_what_is_due_is_listed_oldest_first_with_what_was_first_named():
    """On 1 June 2024 31 March is 62 days past, 31 May 1, 31 January 122, 29 February 93 and 30 April 32."""
    rows = [
        (one.called, one.of, str(one.due), one.days_late, str(one.first), one.days_late_from_first)
        for one in dues_of(OWED_ON)
    ]
    assert rows == [
        ("1.3 evidence 1", "evidence", "2024-03-31", 62, "2024-03-31", 62),
        ("1.1", "action", "2024-05-31", 1, "2024-05-31", 1),
        ("1.2", "action", "2024-05-31", 1, "2024-05-31", 1),
        ("2.1 evidence 1", "evidence", "2024-05-31", 1, "2024-05-31", 1),
        ("1.3 milestone 1", "milestone", "2024-06-30", 0, "2024-02-29", 93),
        ("1.3", "action", "2024-07-31", 0, "2024-01-31", 122),
        ("2.3", "action", "2024-12-31", 0, "2024-05-31", 1),
    ]


def test_each_part_of_a_list_is_a_row_as_late_as_it_is_and_what_was_asked_for_stands_with_the_first():
    asked = "requests: [{date: 2024-05-20, to: July 2024, why: Ill}]"
    moved = "revised: [{date: 2024-02-02, from: [February 2024, 'April 2024, quarterly'], why: Ill}]"
    several = "timescale: [March 2024, 'May 2024, quarterly']"

    def rows(more: str, day: str = "2024-06-01") -> list[tuple[str, str, int, str, int, int]]:
        plan = loaded(
            HEAD_OF_ONE + f"evidence: [{{text: E, {several}, {more}}}]\n        {several}\n        {more}\n"
        ).plan
        return [
            (one.called, str(one.due), one.days_late, str(one.first), one.days_late_from_first, len(one.requests))
            for one in dues_of(judge_plan(plan, Vantage(date.fromisoformat(day))))
        ]

    assert rows(asked) == [
        ("1", "2024-03-31", 62, "2024-03-31", 62, 1),
        ("1 evidence 1", "2024-03-31", 62, "2024-03-31", 62, 1),
        ("1", "2024-05-31", 1, "2024-05-31", 1, 0),
        ("1 evidence 1", "2024-05-31", 1, "2024-05-31", 1, 0),
    ]
    # which part of a list that was moved became which cannot be told
    assert [one[2:5] for one in rows(moved)] == [(62, "2024-02-29", 62)] * 2 + [(1, "2024-02-29", 1)] * 2


def test_what_is_due_says_whose_it_is_and_what_was_asked_for_it():
    found = {(one.called, str(one.due)): one for one in dues_of(OWED_ON)}
    assert [(one.called, [lead.words for lead in one.leads]) for one in found.values() if one.action_text != "Done"][
        :4
    ] == [
        ("1.3 evidence 1", ["Eve Fenn"]),
        ("1.1", ["Cal Dunn"]),
        ("1.2", ["Ann Bell"]),
        ("1.3 milestone 1", ["Cal Dunn"]),
    ]
    assert [request.state for request in found["1.3", "2024-07-31"].requests] == ["refused", "open"]
    assert [request.state for request in found["1.3 milestone 1", "2024-06-30"].requests] == ["refused"]
    assert [request.of for request in found["1.1", "2024-05-31"].requests] == ["recommendation"]
    assert found["2.3", "2024-12-31"].requests == ()
    one = found["1.3 milestone 1", "2024-06-30"]
    assert (one.address, one.action_address, one.action_text, one.text, one.timescale) == (
        "westmere/plan#1.3/m1",
        "westmere/plan#1.3",
        "Dated by itself",
        "Half of it",
        "June 2024",
    )
    assert (one.timing, one.action_timing, found["1.1", "2024-05-31"].action_timing) == ("in_time", "in_time", "late")


def test_more_time_is_listed_once_oldest_first_for_what_is_still_to_be_done():
    told = [
        (one.called, one.of, one.address.partition("#")[2], [lead.words for lead in one.leads], one.state, one.said)
        for one in requests_of(OWED_ON)
    ]
    assert told == [
        (
            "2.1 evidence 1",
            "evidence",
            "2.1/1",
            [],
            "open",
            "more time asked for until 'June 2024' on 3 March 2024, not granted: Lost",
        ),
        (
            "Learning Point 1",
            "recommendation",
            "rec:1",
            ["Cal Dunn"],
            "open",
            "more time asked for until 'Oct 2024 Aug 2024' by Ann Bell on 2 April 2024, not granted: Staff are ill",
        ),
        (
            "1.3",
            "action",
            "1.3",
            ["Cal Dunn"],
            "refused",
            "more time asked for until 'TBC' by Ann Bell on 2 May 2024, refused on 9 May 2024 by Eve Fenn (It is late)"
            ": It rains",
        ),
        (
            "1.3",
            "action",
            "1.3",
            ["Cal Dunn"],
            "open",
            "more time asked for until 'August 2024' on 20 May 2024, not granted",
        ),
        (
            "1.3 milestone 1",
            "milestone",
            "1.3/m1",
            ["Cal Dunn"],
            "refused",
            "more time asked for until 'July 2024' by Eve Fenn on 20 May 2024, refused on 30 May 2024 (No)",
        ),
    ]
    # of several days that were asked for the last one
    assert [str(one.due) for one in requests_of(OWED_ON)] == [
        "2024-06-30",
        "2024-10-31",
        "None",
        "2024-08-31",
        "2024-07-31",
    ]


def test_what_was_granted_says_by_whom():
    granted = next(one for one in OWED_ON if one.action.id == "2.3")
    (one,) = action_requests(granted)
    assert (one.said, one.state, str(one.answered), one.answered_by, one.answer) == (
        "more time asked for until 'December 2024' on 1 March 2024, granted on 9 March 2024 by Cabinet: The law is new",
        "granted",
        "2024-03-09",
        "Cabinet",
        "",
    )
    assert (one.text, one.until, one.why, one.by) == ("Granted", "December 2024", "The law is new", "")


# groups --------------------------------------------------------------------------------------------------------------

PLACED = """\
format: s11-plan/1
title: T
organisation: {organisation}
origin: other
as_at: 2024-01-10
rag: {{green: {{means: on_track}}, red: {{means: off_track}}}}
people:
  AB: {{name: Ann Bell}}
  XY: {{}}
  PC: {{post: Clerk, organisation: Westshire Police}}
recommendations:
  - id: 1
    text: Records
    theme: w
    rag: green
    actions:
      - {{id: 1, text: A, lead: AB, rag: green, timescale: December 2024}}
      - {{id: 2, text: B, lead: [XY, TBC], rag: red, timescale: December 2024}}
      - {{id: 3, text: C, lead: [PC, AB], rag: green, timescale: December 2024}}
"""


def test_groups_have_keys_that_are_the_same_across_plans_only_where_they_mean_the_same():
    def keys(by: str) -> list[tuple[str, str]]:
        return [(one.key, one.words) for one in group(judge_plan(plan, Vantage(DAY)), by).rows]

    plan = load_one(Source("plan.yaml", "w/p", PLACED.format(organisation="Westmere").encode())).plan
    assert keys("recommendation") == [("w/p#rec:1", "Recommendation 1: Records")]
    assert keys("theme") == [("w/p:w", "w")]
    assert keys("lead") == [("Westmere:Ann Bell", "Ann Bell"), ("w/p:XY", "XY"), ("Westmere:Clerk", "Clerk")]
    assert keys("standard") == [("", "no standard")] and keys("organisation") == [("Westmere", "Westmere")]
    assert keys("body") == [("westmere", "Westmere"), ("westshire police", "Westshire Police")]
    assert keys("state") == [("off_track", "off track"), ("on_track", "on track")]
    rows = group(judge_plan(plan, Vantage(DAY)), "lead").rows
    assert [(one.organisation, one.plan) for one in rows] == [("Westmere", ""), ("Westmere", "w/p"), ("Westmere", "")]
    assert [(one.organisation, one.plan) for one in group(judge_plan(plan, Vantage(DAY)), "body").rows] == [
        ("", "")
    ] * 2
    assert [group(judge_plan(plan, Vantage(DAY)), by).shared for by in ("lead", "body", "state")] == [1, 1, 0]


def test_status_rolls_up_by_each_grouping_and_says_which_there_are(portfolio):
    folder = portfolio({"w/p": PLACED.format(organisation="Westmere")})
    groupings = ("recommendation", "theme", "lead", "standard", "organisation", "body", "state")
    for by in groupings:
        told = json.loads(run_s11("status", "--by", by, "--json", "--as-of", "2024-06-01", cwd=folder).out)
        # of organisations there is one roll-up of everything, and none of a plan
        assert (told["plans"][0].get("groups") or told["portfolio"]["groups"])["by"] == by
    wrong = run_s11("status", "--by", "colour", cwd=folder)
    assert wrong.code == 2 and all(by in wrong.err for by in groupings)


def test_each_timing_has_its_words():
    assert TIMING_WORDS == {
        "late": "late",
        "unsure": "perhaps late",
        "unrecorded": "ongoing, no recent update",
        "due_soon": "due within 28 days",
        "in_time": "in time",
        "continuing": "continuing",
        "no_date": "no date",
        "done": "done",
        "proposed": "proposed",
        "ended": "ended",
    }
    # the order of the design, §6
    states = ("off_track", "at_risk", "not_known", "unrated", "not_started", "on_track", "completed", "verified")
    assert states == WORST_FIRST == CHECKED_ORDER[:-1] and NOTHING_ASKED_FOR == "No action is as asked for"
    assert tuple(TIMING_WORDS) == TIMING_ORDER and (STALE_DAYS, EXCEPTIONS) == (90, ("off_track", "at_risk"))


def test_a_rating_of_a_whole_recommendation_without_a_day_counts():
    text = (
        PLACED.format(organisation="Westmere").replace("as_at: 2024-01-10\n", "").replace("rag: green\n", "rag: red\n")
    )
    plan = load_one(Source("plan.yaml", "w/p", text.replace("rag: red, ", "").encode())).plan
    (row_,) = group(judge_plan(plan, Vantage(DAY)), "recommendation").rows
    assert (row_.state, row_.state_count) == ("off_track", 1)
