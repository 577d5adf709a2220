"""One action on one day. Nothing else in s11 dates an action or concludes anything about it.

The day is handed in (``Vantage``). What is dated after it has not happened yet. On the due day nothing is late;
``days_late`` is the day less the due day, in calendar days. The rules are §6 of the design, its fine points are settled in ``tests/data/settled.md``.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from s11.plan import Action, DateChange, Done, Evidence, Plan, Recommendation, Request, leads_of, own_leads, same_person
from s11.when import Month, Timescale, Vantage, add_period, day_words, on_day

CHECKED = ("off_track", "at_risk", "not_known", "unrated", "not_started", "on_track", "completed", "verified", "ended")
TIMINGS = ("late", "unsure", "unrecorded", "due_soon", "in_time", "continuing", "no_date", "done", "proposed", "ended")
DONE = ("completed", "verified")
# how each dated thing is said to be done
DONE_AS = {"action": "completed", "evidence": "received", "milestone": "reached"}
# timings of what is counted apart: it is no longer, or not yet, to be done
APART = ("ended", "proposed")
WORST_TIMING = ("late", "unsure", "unrecorded", "due_soon", "in_time", "continuing", "done")
# how a thing that is done was done: by its due day, after it, or not known for want of a day or a date
DONE_HOW = ("on_time", "late", "no_date")
# of a reading under which nothing falls due, beside one under which something will
WORST_NOT_LATE = ("unrecorded", "no_date", "due_soon", "in_time", "continuing", "done")
SOON_DAYS = 28
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Cycles:
    """How many cycles of a recurring thing fell due before the day, and how many of them were done on time."""

    fallen_due: int
    on_time: int


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing done, and the due day that it answers (§6, "Done on time").

    ``on`` is the day it was done (a ``Month`` where no day is known), None where nobody wrote it down. ``due`` is the due
    day in force on that day, ``first_due`` the first ever where that was another. ``days_after`` is in calendar days:
    0 is on time, None is not known.
    """

    on: date | None
    due: date | None = None
    first_due: date | None = None
    days_after: int | None = None

    @property
    def how(self) -> str:
        """One of ``DONE_HOW``."""
        return "no_date" if self.days_after is None else "late" if self.days_after else "on_time"


@dataclass(frozen=True, slots=True)
class PieceStanding:
    """A dated thing: an action's own date or cycle, or a piece of evidence or a milestone that falls due."""

    address: str
    of: str
    text: str
    lead: tuple[str, ...]
    timescale: Timescale | None
    timing: str
    due: date | None
    days_late: int
    late_dates: int
    cycles: Cycles | None
    done: tuple[Done, ...]
    last_recorded: date | None
    vantage: Vantage
    finished: Completion | None = None

    @property
    def counted(self) -> tuple[Completion, ...]:
        """Which receipt or completion counted for which due day, in order of the due days, where there are several."""
        return () if self.timescale is None else _counted(self.timescale, self.done)

    @property
    def why(self) -> str:
        """The words as written, how they were read, what came in, the day, and the last thing recorded."""
        return _why_thing(self)


@dataclass(frozen=True, slots=True)
class Standing:
    """What an action's state is on one day: what is stated, what its dates say, and what follows from both.

    ``finished`` is how it was done, where its timing is ``done``.
    """

    plan: Plan
    recommendation: Recommendation
    action: Action
    vantage: Vantage
    stated: str
    stated_word: str
    stated_on: date | None
    stated_for: str
    stated_later: date | None
    timing: str
    checked: str
    timescale: Timescale | None
    due: date | None
    days_late: int
    outstanding: tuple[PieceStanding, ...]
    pieces: tuple[PieceStanding, ...]
    cycles: Cycles | None
    completed: tuple[Done, ...]
    last_recorded: date | None
    by_evidence: bool
    late_dates: int
    finished: Completion | None = None

    @property
    def counted(self) -> tuple[Completion, ...]:
        """Which completion counted for which due day, in order of the due days, where it recurs or has several."""
        return () if self.timescale is None else _counted(self.timescale, self.completed)

    @property
    def late_beneath(self) -> tuple[PieceStanding, ...]:
        """Its evidence and milestones that are late, where it is not late itself: such an action is no late action (§6)."""
        return () if self.late else tuple(thing for thing in self.outstanding if thing.of != "action" and thing.timing == "late")

    @property
    def evidence(self) -> tuple[PieceStanding, ...]:
        return tuple(thing for thing in self.pieces if thing.of == "evidence")

    @property
    def milestones(self) -> tuple[PieceStanding, ...]:
        return tuple(thing for thing in self.pieces if thing.of == "milestone")

    @property
    def first_due(self) -> date | None:
        """The first day that was ever due: of the oldest words that named one."""
        return _first_due(_held(self.recommendation, self.action), self.action.pieces, self.vantage.as_of)

    @property
    def set_for(self) -> date | None:
        """The first day that the words in force name; of its evidence and milestones where nothing else dates it."""
        if self.timescale is not None:
            return _earliest(self.timescale)
        return min((first for thing in self.pieces if thing.timescale is not None and (first := _earliest(thing.timescale))), default=None)

    @property
    def times_moved(self) -> int:
        """How many changes on or before the day moved the timescale to words that read otherwise."""
        return _times_moved(_held(self.recommendation, self.action), self.vantage.as_of)

    @property
    def times_corrected(self) -> int:
        """How many changes on or before the day only put right what was wrong when it was written."""
        return len(corrections(_held(self.recommendation, self.action).revised, self.vantage.as_of))

    @property
    def requests(self) -> tuple[TimeRequest, ...]:
        """More time asked for on or before the day for the timescale that holds, and what became of it."""
        own = self.action.timescale is not None or self.action.requests
        held = _held(self.recommendation, self.action)
        return time_requests(self.action.requests if own else self.recommendation.requests, held.timescale, held.revised, self.vantage.as_of)

    @property
    def why(self) -> str:
        """From this, the plan and a calendar anyone can work the standing out again."""
        return _why(self)

    @property
    def address(self) -> str:
        return self.plan.address(self.action)

    @property
    def late(self) -> bool:
        return self.timing == "late"

    @property
    def lead(self) -> tuple[str, ...]:
        return leads_of(self.recommendation, self.action)


def judge_plan(plan: Plan, vantage: Vantage) -> tuple[Standing, ...]:
    """Every action of a plan on the vantage's day, in the plan's order."""
    return tuple(judge(plan, recommendation, action, vantage) for recommendation, action in plan.actions())


def judge(plan: Plan, recommendation: Recommendation, action: Action, vantage: Vantage) -> Standing:
    """One action on the vantage's day."""
    day = vantage.as_of
    held = _held(recommendation, action)
    timescale = in_force(held.timescale, held.revised, day)
    completed = is_past(held.completed, day)
    rating = _rating(plan, recommendation, action, day)
    noted = _noted(action, rating, day)
    pieces = tuple(_judge_piece(plan, action, at, piece, noted, vantage) for at, piece in enumerate(action.pieces))
    recorded = max((one for one in (noted, *(done.date for done in completed), *(thing.done[-1].date for thing in pieces if thing.done)) if one), default=None)
    ended = action.ended if action.ended and action.ended.date <= day else None

    timed = _time_action(action, timescale, completed, rating, pieces, recorded, day)
    if ended or rating.state == "ended":
        timing, stated = "ended", "ended"
    elif action.proposed:
        timing, stated = "proposed", rating.state
    else:
        timing, stated = timed.timing, rating.state
    signed = action.signed_off
    if timing == "done" and signed and signed.date <= day and not any(same_person(plan, signed.by, lead) for lead in own_leads(recommendation, action)):
        stated = "verified"
    closed = timing in APART
    due, days_late, cycles = (None, 0, None) if closed else (timed.due, timed.days_late, timed.cycles)

    finished = _finished_action(plan, action, _put_right(held, day), completed, rating) if timing == "done" else None
    own = PieceStanding(
        plan.address(action), "action", action.text, leads_of(recommendation, action), timescale, timing, due, days_late, timed.late_dates, cycles,
        completed, recorded, vantage, finished,
    )
    mine = _each(own, one_off=True, met=_stated_done(rating)) if timescale is not None else ()
    things = () if closed else (*mine, *(row for thing in pieces for row in _each(thing, one_off=False)))
    outstanding = tuple(thing for thing in things if thing.due is not None and thing.timing != "done")
    return Standing(
        plan, recommendation, action, vantage, stated, rating.word, rating.day, rating.holder, rating.later, timing, _checked(stated, timing), timescale,
        due, days_late, outstanding, pieces, cycles, completed, recorded, timed.by_evidence, timed.late_dates, finished,
    )


class Stretches:
    """Standings of many days up to a last one: an action is judged again only on a day on which something may turn.

    Such a standing holds on its day in all but what grows from day to day: days late, cycles, and so its why.
    """

    def __init__(self, last: date):
        self.last = last
        self._plans: dict[int, tuple[Plan, list[date]]] = {}
        # each with what it was made from, so that no other object can take its place in memory
        self._turns: dict[tuple, tuple[Plan, Recommendation, list[date]]] = {}
        self._under: dict[tuple, tuple[Standing, ...]] = {}
        self._judged: dict[tuple, tuple[Action, list[date], dict[int, Standing]]] = {}

    def number(self, plan: Plan, day: date) -> int:
        """Which of the plan's stretches a day lies in: no standing of the plan turns within one."""
        found = self._plans.get(id(plan))
        if found is None:
            turns = set().union(*(self._of(plan, recommendation, whole) for recommendation, whole in _each_whole(plan)))
            found = self._plans[id(plan)] = (plan, sorted(turns))
        return bisect_right(found[1], day)

    def judge_plan(self, plan: Plan, vantage: Vantage) -> tuple[Standing, ...]:
        """As ``judge_plan``; what was judged of the same action in the same stretch is not judged again."""
        found: list[Standing] = []
        for recommendation, whole in _each_whole(plan):
            key = (id(recommendation), bisect_right(self._of(plan, recommendation, whole), vantage.as_of), whole)
            if key not in self._under:
                around = (*_around(recommendation), *whole)
                self._under[key] = tuple(self._judge(plan, recommendation, action, around, vantage) for action in recommendation.actions)
            found += self._under[key]
        return tuple(found)

    def _judge(self, plan: Plan, recommendation: Recommendation, action: Action, around: tuple, vantage: Vantage) -> Standing:
        _, turns, standings = self._action(plan, recommendation, action, around)
        number = bisect_right(turns, vantage.as_of)
        if number not in standings:
            standings[number] = judge(plan, recommendation, action, vantage)
        return standings[number]

    def _of(self, plan: Plan, recommendation: Recommendation, whole: tuple) -> list[date]:
        found = self._turns.get((id(recommendation), whole))
        if found is None:
            around = (*_around(recommendation), *whole)
            turns = set().union(*(self._action(plan, recommendation, action, around)[1] for action in recommendation.actions))
            found = self._turns[id(recommendation), whole] = (plan, recommendation, sorted(turns))
        return found[2]

    def _action(self, plan: Plan, recommendation: Recommendation, action: Action, around: tuple) -> tuple[Action, list[date], dict[int, Standing]]:
        found = self._judged.get((id(action), around))
        if found is None:
            found = self._judged[id(action), around] = (action, sorted(_turns(plan, recommendation, action, self.last)), {})
        return found


def _each_whole(plan: Plan) -> Iterator[tuple[Recommendation, tuple]]:
    """Every recommendation, with all of its plan that bears on a standing: the same for the same objects."""
    whole = (plan.id, plan.organisation, plan.as_at, id(plan.spellings), id(plan.people), id(plan.themes))
    return ((recommendation, whole) for recommendation in plan.recommendations)


def _around(one: Recommendation) -> tuple:
    """All of a recommendation that stands around its actions and bears on them."""
    return one.id, one.text, one.theme, one.rag, one.as_at, one.lead, one.standards, id(one.timescale), id(one.revised), id(one.completed)


def _turns(plan: Plan, recommendation: Recommendation, action: Action, last: date) -> set[date]:
    """Every day up to a last one on which an action's standing may be another than the day before; some may be too many."""
    days = {plan.as_at, days_on(plan.as_at, YEAR_DAYS + 1)} if plan.as_at else set()
    held = (recommendation, action, *action.pieces)
    for one in held:
        revised = tuple(revision.date for revision in one.revised)
        done = tuple(entry.date for entry in (*getattr(one, "completed", ()), *getattr(one, "received", ())))
        noted = tuple(entry.date for entry in getattr(one, "progress", ()))
        single = tuple(day for day in (getattr(one, "as_at", None), *(entry.date for entry in (getattr(one, "signed_off", None), getattr(one, "ended", None)) if entry)) if day)
        for day in (*revised, *done, *noted, *single):
            # from its day on it counts, and after a year it is no longer fresh
            days |= {day, days_on(day, YEAR_DAYS + 1)}
        dated = (one.timescale, *(revision.before for revision in one.revised), *((recommendation.timescale, *(revision.before for revision in recommendation.revised)) if done else ()))
        for timescale in dated:
            for due in _dues_until(timescale, done, days_on(last, SOON_DAYS)) if timescale is not None else ():
                days |= {days_on(due, -SOON_DAYS), days_on(due, 1)}
    return {day for day in days if day <= last}


def days_on(day: date, days: int) -> date:
    """So many days later, as far as the calendar goes."""
    return date.fromordinal(max(1, min(day.toordinal() + days, date.max.toordinal())))


def _dues_until(timescale: Timescale, done: Sequence[date], last: date) -> Iterator[date]:
    """Every due day that a timescale may have up to a last one, under any reading, also when counted from a completion."""
    for inner in (*timescale.readings, *timescale.parts):
        yield from _dues_until(inner, done, last)
    yield from (due for due in (timescale.due, *timescale.dues) if due is not None and due <= last)
    number = 1
    while (due := timescale.cycle(number)) is not None and due <= last:
        yield due
        number += 1
    if timescale.due is None and timescale.every is not None:
        yield from (due for day in done if (due := add_period(day, timescale.every, 1, False)) <= last)


def _each(thing: PieceStanding, *, one_off: bool, met: bool = False) -> tuple[PieceStanding, ...]:
    """The dated things in one: its parts, where a list of timescales holds more than plain dates; else itself."""
    timescale = thing.timescale
    if timescale is None or thing.timing == "done" or not _is_mixed(timescale):
        return (thing,)
    rows = []
    for part in timescale.parts:
        timed = _time(part, thing.done, thing.last_recorded, thing.vantage.as_of, one_off=one_off, met=met)
        rows.append(replace(thing, timescale=part, timing=timed.timing, due=timed.due, days_late=timed.days_late, late_dates=timed.late_dates, cycles=timed.cycles))
    return tuple(rows)


# what holds on the day -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Held:
    """The timescale, its changes and the completions that hold for an action: its own, else its recommendation's."""

    timescale: Timescale | None
    revised: tuple[DateChange, ...]
    completed: tuple[Done, ...]


@dataclass(frozen=True, slots=True)
class _Rated:
    state: str
    word: str
    day: date | None
    holder: str
    later: date | None


@dataclass(frozen=True, slots=True)
class _Timed:
    """What a dated thing's dates say on a day, and how that came about in words."""

    timing: str
    due: date | None = None
    days_late: int = 0
    late_dates: int = 0
    cycles: Cycles | None = None
    by_evidence: bool = False


_NO_DATE = _Timed("no_date")


def _held(recommendation: Recommendation, action: Action) -> _Held:
    if action.timescale is not None:
        return _Held(action.timescale, action.revised, action.completed)
    return _Held(recommendation.timescale, action.revised or recommendation.revised, action.completed or recommendation.completed)


def in_force(timescale: Timescale | None, revised: Sequence[DateChange], day: date) -> Timescale | None:
    """The timescale on a day: the one before the earliest change dated after it."""
    later = [revision for revision in revised if revision.date > day]
    return min(later, key=lambda revision: revision.date).before if later else timescale


def is_past(done: Iterable[Done], day: date) -> tuple[Done, ...]:
    """The completions or receipts on or before a day, in order of their dates."""
    return tuple(sorted((one for one in done if one.date <= day), key=lambda one: one.date))


def met_targets(done: date, due: date) -> bool:
    """Whether something done on a day was done by its due day; a month alone meets a due day inside it."""
    return done <= due or (isinstance(done, Month) and done.first <= due)


def _first_due(held: _Held, pieces: Sequence[Evidence], day: date) -> date | None:
    """The first day that was ever due: of the oldest words that named one; of its evidence and milestones where nothing else dates it."""
    if (first := first_given(held.timescale, held.revised, day)) is not None:
        return first
    if held.timescale is not None:
        return None
    firsts = (_first_due(_Held(piece.timescale, piece.revised, ()), (), day) for piece in pieces if piece.timescale is not None)
    return min((first for first in firsts if first is not None), default=None)


def first_given(timescale: Timescale | None, revised: Sequence[DateChange], day: date) -> date | None:
    """The first day that a timescale ever named, its changes looked through from the oldest.

    Words that were wrong when they were written, and put right on or before ``day``, named none.
    """
    ever = [revision.before for revision in _in_order(revised) if not (revision.corrects and revision.date <= day)]
    return next((due for words in (*ever, timescale) if words is not None and (due := _earliest(words)) is not None), None)


def _in_order(revised: Sequence[DateChange]) -> list[DateChange]:
    return sorted(revised, key=lambda revision: revision.date)


def _earliest(timescale: Timescale) -> date | None:
    days = [day for day in (timescale.due, *timescale.dues) if day is not None]
    return min(days) if days else None


def says_the_same(one: Timescale | None, other: Timescale | None) -> bool:
    """Whether two timescales read the same, however they are spelled.

    Their whole readings are compared: every honest one with its days and interval, whether they are certain, and whether
    the true day may be a later one (settled for S7, 16).
    """
    if one is None or other is None:
        return one is other
    return _whole(one) == _whole(other)


def only_settles(one: Timescale | None, other: Timescale | None) -> bool:
    """Whether a timescale only says more surely what another left in doubt, its strictest day kept: that moves nothing.

    "By 2027", which may be before or by the end of it, made "By December 2026"; not "By December 2027", which is the
    laxer of the two, and not a reading put beside.
    """
    if one is None or other is None or (one.certain and not one.open) or (other.open and not one.open) or (one.certain and not other.certain):
        return False
    before, after = _meanings(one), _meanings(other)
    return after <= before and min(before, key=_strictness) in after


def reads_otherwise(one: Timescale | None, other: Timescale | None) -> bool:
    """Whether going from the one timescale to the other is a change of what was promised, however it is spelled."""
    return not says_the_same(one, other) and not only_settles(one, other)


# kind, day, interval, days, and the whole readings of several that stand together
_Meaning = tuple


def _whole(timescale: Timescale) -> tuple:
    return _meanings(timescale), timescale.certain, timescale.open


def _meanings(timescale: Timescale) -> frozenset[_Meaning]:
    """Each honest reading of a timescale: its kind, day, interval and days; of several that are not all plain dates, each one's whole reading."""
    if timescale.readings:
        return frozenset(meaning for reading in timescale.readings for meaning in _meanings(reading))
    parts = tuple(sorted((_whole(part) for part in timescale.parts), key=repr)) if _is_mixed(timescale) else ()
    return frozenset({(timescale.kind, timescale.due, timescale.every, timescale.dues, parts)})


def _strictness(meaning: _Meaning) -> tuple:
    """Readings in the order of their first days; one without a day is the laxest."""
    kind, due, every, dues, _ = meaning
    first = due or min(dues, default=None)
    return (first is None, first or date.max, every.months * 31 + every.days if every else 0, kind, repr(dues))


def gives_a_day(timescale: Timescale | None) -> bool:
    """Whether there was anything to move: a due day, an interval, or 'ongoing'."""
    return timescale is not None and bool(timescale.due or timescale.dues or timescale.every or timescale.kind == "ongoing")


def moves(timescale: Timescale | None, revised: Sequence[DateChange]) -> tuple[DateChange, ...]:
    """The changes that moved a timescale: from words that gave a day, to words that read otherwise.

    A correction is none, and what it put right is looked through: a move led to the words as they were corrected.
    """
    entries, then, found = _in_order(revised), timescale, []
    for revision in reversed(entries):
        if revision.corrects:
            continue
        if gives_a_day(revision.before) and reads_otherwise(revision.before, then):
            found.append(revision)
        then = revision.before
    return tuple(reversed(found))


def moves_until(timescale: Timescale | None, revised: Sequence[DateChange], day: date) -> tuple[DateChange, ...]:
    """The moves that were made on or before a day; what was corrected after it still stands as it was written."""
    return moves(in_force(timescale, revised, day), [revision for revision in revised if revision.date <= day])


def corrections(revised: Sequence[DateChange], day: date) -> tuple[DateChange, ...]:
    """The changes on or before a day that only put right what was wrong when it was written, oldest first."""
    return tuple(revision for revision in _in_order(revised) if revision.corrects and revision.date <= day)


def _times_moved(held: _Held, day: date) -> int:
    return len(moves_until(held.timescale, held.revised, day))


@dataclass(frozen=True, slots=True)
class TimeRequest:
    """A request for more time on a day, and what became of it: open, refused or granted, with the change that granted it."""

    request: Request
    state: str
    granted: DateChange | None = None


def time_requests(requests: Sequence[Request], timescale: Timescale | None, revised: Sequence[DateChange], day: date) -> tuple[TimeRequest, ...]:
    """The requests made on or before a day, oldest first, each with what became of it by then.

    Granted is what a change of the timescale answers that names the day of the request (`asked`), or that was entered on
    or after it and goes at least as far as was asked; else refused from the day of the refusal; else open.
    """
    changes = [revision for revision in _in_order(revised) if revision.date <= day and not revision.corrects]
    found = []
    for request in sorted((request for request in requests if request.date <= day), key=lambda request: request.date):
        granted = next((change for change in changes if _grants(change, request, timescale, revised)), None)
        refused = request.refused is not None and request.refused.date <= day
        found.append(TimeRequest(request, "granted" if granted else "refused" if refused else "open", granted))
    return tuple(found)


def _grants(change: DateChange, request: Request, timescale: Timescale | None, revised: Sequence[DateChange]) -> bool:
    if change.asked is not None:
        return change.asked == request.date
    if change.date < request.date:
        return False
    # what stood from the day of the change on, as it was corrected later
    later = [revision for revision in _in_order(revised) if revision.date > change.date and not revision.corrects]
    then = later[0].before if later else timescale
    if says_the_same(then, request.to):
        return True
    reached, wanted = (_latest(words) if words is not None else None for words in (then, request.to))
    return reached is not None and wanted is not None and reached >= wanted


def _latest(timescale: Timescale) -> date | None:
    return max((day for day in (timescale.due, *timescale.dues) if day is not None), default=None)


def _rating(plan: Plan, recommendation: Recommendation, action: Action, day: date) -> _Rated:
    """The rating that holds and its day: the nearest `as_at` at or above the place where it is written."""
    if action.rag:
        word, stated_on, holder = action.rag, action.as_at or recommendation.as_at or plan.as_at, "action"
    elif recommendation.rag:
        word, stated_on, holder = recommendation.rag, recommendation.as_at or plan.as_at, "recommendation"
    else:
        return _Rated("unrated", "", None, "", None)
    if stated_on and stated_on > day:
        return _Rated("unrated", word, None, holder, stated_on)
    return _Rated(plan.state(word), word, stated_on, holder, None)


def _noted(action: Action, rating: _Rated, day: date) -> date | None:
    """The last day on which progress was noted or the rating stated; completions and receipts are recorded beside these."""
    days = [entry.date for entry in action.progress if entry.date <= day]
    return max((*days, rating.day) if rating.day else days, default=None)


# timing --------------------------------------------------------------------------------------------------------------


def _time_action(action: Action, timescale: Timescale | None, completed, rating: _Rated, pieces: Sequence[PieceStanding], recorded: date | None, day: date) -> _Timed:
    stated_done = _stated_done(rating)
    if stated_done and not action.continuing:
        return _Timed("done")
    dated = [thing for thing in pieces if thing.timing != "no_date"]
    if timescale is None and not dated:
        if action.continuing:
            return _time_ongoing(None, recorded, day)
        return _Timed("done") if completed else _Timed("no_date")
    if timescale is None:
        if completed and not action.continuing:
            return _Timed("done", by_evidence=True)
        return _time_by_evidence(dated)
    # stated done and carried on: a date is met even where nobody wrote down when
    return _time(timescale, completed, recorded, day, one_off=True, met=stated_done)


def _stated_done(rating: _Rated) -> bool:
    return rating.state in DONE


def _is_mixed(timescale: Timescale) -> bool:
    """Whether several timescales stand together of which not all are plain dates, or some are open and others not."""
    plain = all(part.kind == "date" and not part.readings and part.due and (timescale.open or not part.open) for part in timescale.parts)
    return timescale.kind == "multiple" and bool(timescale.parts) and not plain


def _time_by_evidence(dated: Sequence[PieceStanding]) -> _Timed:
    timing = min((thing.timing for thing in dated), key=WORST_TIMING.index)
    open_things = [thing for thing in dated if thing.timing != "done"]
    if not open_things:
        return _Timed("in_time", by_evidence=True)
    due = min((thing.due for thing in open_things if thing.due), default=None)
    return _Timed(timing, due, max(thing.days_late for thing in open_things), sum(thing.late_dates for thing in open_things), None, by_evidence=True)


def _judge_piece(plan: Plan, action: Action, at: int, piece: Evidence, noted: date | None, vantage: Vantage) -> PieceStanding:
    day = vantage.as_of
    timescale = in_force(piece.timescale, piece.revised, day) if piece.revised else piece.timescale
    received = is_past(piece.received, day) if piece.received else ()
    recorded = max(noted, received[-1].date) if noted and received else received[-1].date if received else noted
    timed = _NO_DATE if timescale is None else _time(timescale, received, recorded, day, one_off=False)
    finished = _finished(_put_right(_Held(piece.timescale, piece.revised, piece.received), day), received) if timed.timing == "done" else None
    return PieceStanding(
        plan.address(action, at), piece.of, piece.text, piece.lead, timescale, timed.timing, timed.due, timed.days_late, timed.late_dates, timed.cycles,
        received, recorded, vantage, finished,
    )


def _time(timescale: Timescale, done: Sequence[Done], recorded: date | None, day: date, *, one_off: bool, met: bool = False) -> _Timed:
    """What a timescale says on a day.

    ``one_off``: a completion settles it even where its words give no date. ``met``: its dates are taken as met, so that
    only the record of its being carried on counts.
    """
    timed = _time_readings(timescale, done, recorded, day, one_off=one_off, met=met)
    if timescale.open and timed.timing == "late":
        return _Timed("unsure", timed.due, 0, 0, timed.cycles)
    return timed


def _time_readings(timescale: Timescale, done: Sequence[Done], recorded: date | None, day: date, *, one_off: bool, met: bool) -> _Timed:
    if timescale.readings:
        under = [(reading, _time(reading, done, recorded, day, one_off=one_off, met=met)) for reading in timescale.readings]
        return _time_uncertain([timed for _, timed in under], [timed for reading, timed in under if not _gives_days(reading) and reading.kind != "done"])
    if timescale.kind == "date":
        if done:
            return _Timed("done")
        if met:
            return _time_ongoing(None, recorded, day)
        return _time_due(timescale.due, day) if timescale.due else _Timed("no_date")
    if timescale.kind == "recurring":
        return _time_recurring(timescale, done, day)
    if timescale.kind == "multiple":
        return _time_multiple(timescale, done, recorded, day, one_off=one_off, met=met)
    if timescale.kind == "ongoing":
        return _time_ongoing(timescale, recorded, day)
    return _Timed("done") if one_off and done else _Timed("no_date")


def _time_due(due: date, day: date, late_dates: int = 1, cycles: Cycles | None = None) -> _Timed:
    ahead = (due - day).days
    if ahead < 0:
        return _Timed("late", due, -ahead, late_dates, cycles)
    return _Timed("due_soon" if ahead <= SOON_DAYS else "in_time", due, 0, 0, cycles)


def _gives_days(timescale: Timescale) -> bool:
    """Whether a reading says on which day something falls due."""
    return bool(timescale.due or timescale.dues or timescale.every)


def _time_uncertain(under: Sequence[_Timed], undated: Sequence[_Timed]) -> _Timed:
    """Late only where every honest reading is; its due day is the latest honest one.

    ``undated``: those of the readings under which nothing falls due. By a day that only the others name, it is not in time.
    """
    latest = max(under, key=lambda timed: (timed.due is not None, timed.due or date.min))
    late = sum(timed.timing == "late" for timed in under)
    if late == len(under):
        return latest
    if late or any(timed.timing == "unsure" for timed in under):
        return _Timed("unsure", latest.due, 0, 0, latest.cycles)
    if undated and latest.timing in ("due_soon", "in_time"):
        timing = min((timed.timing for timed in undated), key=WORST_NOT_LATE.index)
        return latest if timing in ("due_soon", "in_time") else replace(latest, timing=timing)
    return latest


def _time_ongoing(timescale: Timescale | None, recorded: date | None, day: date) -> _Timed:
    if timescale is not None and timescale.due and timescale.due >= day:
        return _time_due(timescale.due, day)
    begins = timescale.begins if timescale is not None else None
    fresh = recorded is not None and (day - recorded).days <= YEAR_DAYS and (begins is None or recorded >= begins)
    return _Timed("continuing" if fresh else "unrecorded")


def _time_recurring(timescale: Timescale, done: Sequence[Done], day: date) -> _Timed:
    if timescale.due is None:
        if not done or timescale.every is None:
            return _Timed("no_date")
        return _time_due(_after(done[-1].date, timescale), day)
    if timescale.every is None:
        return _Timed("done") if done else _time_due(timescale.due, day)
    cleared = _clear_cycles(timescale, done)
    fallen = timescale.cycles_before(day)
    answered = [number for number in cleared if number < fallen]
    missed = fallen - len(answered)
    open_due = timescale.cycle(next(number for number in itertools.count() if number not in cleared))
    cycles = Cycles(fallen, sum(met_targets(cleared[number].date, timescale.cycle(number)) for number in answered))
    return _Timed("no_date", cycles=cycles) if open_due is None else _time_due(open_due, day, missed, cycles)


def _after(last: date, timescale: Timescale) -> date:
    return add_period(last, timescale.every, 1, False)


def _clear_cycles(timescale: Timescale, done: Sequence[Done]) -> dict[int, Done]:
    """Which cycles the completions clear, each with the completion that cleared it (§6, "Cycles").

    A window runs from the day after one due day to the next; the first has no beginning. A completion in the last third
    of its window counts for that cycle, and clears what is open before it. Any other clears every open cycle due on or
    before it; where none is open, the cycle whose window holds it. One that says which cycle it is `for` clears that
    one and no other. ``done`` is in order of the days.
    """
    cleared: dict[int, Done] = {}
    open_from = 0  # every cycle before it is cleared
    for one in done:
        if one.cycle is not None:
            number = _window(timescale, one.cycle)
            if number is not None:
                cleared.setdefault(number, one)
            continue
        window = _window(timescale, one.date)
        upto = timescale.cycles_before(days_on(one.date, 1))
        if window is not None and not _meets_open(timescale, cleared, one.date, upto) and _in_last_third(timescale, window, one.date):
            upto = window + 1
        outstanding = [number for number in range(open_from, upto) if number not in cleared]
        if not outstanding and window is not None:
            outstanding = [window]
        for number in outstanding:
            cleared.setdefault(number, one)
        open_from = max(open_from, upto)
    return cleared


def _window(timescale: Timescale, day: date) -> int | None:
    """The number of the cycle whose window holds a day; None behind the last day of the calendar."""
    number = timescale.cycles_before(day)
    return number if timescale.cycle(number) is not None else None


def cycle_begins(timescale: Timescale, day: date) -> date | None:
    """The first day of the cycle that a day lies in; None for the first, which has no beginning, and for what does not recur."""
    number = _window(timescale, day)
    return days_on(timescale.cycle(number - 1), 1) if number else None


def begun_later(timescale: Timescale | None, one: Done) -> date | None:
    """The first day of the cycle that something is said to be done for, where it was done before that day."""
    begins = cycle_begins(timescale, one.cycle) if timescale is not None and one.cycle is not None else None
    return begins if begins is not None and one.date < begins else None


def _in_last_third(timescale: Timescale, number: int, day: date) -> bool:
    """Whether no more than a third of a window's days remain from a day to its due day. The first window has no third."""
    if number == 0:
        return False
    before, due = timescale.cycle(number - 1), timescale.cycle(number)
    return (due - day).days * 3 <= (due - before).days


def _meets_open(timescale: Timescale, cleared: dict[int, Done], done: date, upto: int) -> bool:
    """Whether a month in which something was done holds a due day still open: then it counts for that, not for the next."""
    return isinstance(done, Month) and any(number not in cleared for number in range(timescale.cycles_before(done.first), upto))


# done on time --------------------------------------------------------------------------------------------------------


def _answers(done: date, due: date) -> Completion:
    """Something done on a day, as the answer to a due day."""
    return Completion(done, due, None, 0 if met_targets(done, due) else (done - due).days)


def _counted(timescale: Timescale, done: Sequence[Done]) -> tuple[Completion, ...]:
    """Which completion counted for which due day, in order of the due days, where certain words give several."""
    if timescale.readings or _is_mixed(timescale) or not done:
        return ()
    if timescale.kind == "multiple":
        return tuple(_answers(one.date, timescale.dues[number]) for number, one in sorted(_clear_dates(timescale.dues, done).items()))
    if timescale.cycle(0) is None:
        return ()
    return tuple(_answers(one.date, timescale.cycle(number)) for number, one in sorted(_clear_cycles(timescale, done).items()))


def _finished(held: _Held, done: Sequence[Done], stated_on: date | None = None) -> Completion:
    """How a thing with dates of its own was done: by the due day in force on the day it was done (§6, "Done on time").

    Of several due days the one answered latest stands for all; one never answered by the day it was stated done leaves
    it not known. A one-off was done by its first completion.
    """
    if not done:
        return Completion(None)
    if (timescale := in_force(held.timescale, held.revised, done[-1].date)) is not None and (timescale.kind == "multiple" or timescale.cycle(0)):
        counted = _counted(timescale, done)
        if not counted or _unanswered(timescale, counted, stated_on):
            return Completion(done[-1].date)
        return _with_first(max(counted, key=lambda one: (one.days_after, one.due)), held)
    on = done[0].date
    timescale = in_force(held.timescale, held.revised, on)
    if timescale is None or timescale.kind == "ongoing":
        return Completion(on)
    timed = _time(timescale, (), None, _begins(on), one_off=True)
    return _with_first(_answered(on, timed), held)


def _unanswered(timescale: Timescale, counted: Sequence[Completion], stated_on: date | None) -> bool:
    """Whether a due day was left without an answer: of several dates any, of cycles one before the day it was stated done."""
    if timescale.kind == "multiple":
        return len(counted) < len(timescale.dues)
    answered = {one.due for one in counted}
    behind = days_on(max(answered), 1)
    return timescale.cycles_before(max(behind, stated_on) if stated_on else behind) > len(answered)


def _begins(day: date) -> date:
    """The first day on which something can have been done that is known to a day or a month."""
    return day.first if isinstance(day, Month) else day


def _answered(on: date, timed: _Timed) -> Completion:
    """What a thing's dates said on the day it was done, as the answer to its due day."""
    if timed.timing == "late":
        return _answers(on, timed.due)
    if timed.timing in ("in_time", "due_soon") and timed.due is not None:
        return Completion(on, timed.due, None, 0)
    return Completion(on, timed.due)


def _put_right(held: _Held, day: date) -> _Held:
    """With every date that was wrong when it was written, and put right by a day, as if it had been right from the first."""
    return replace(held, revised=tuple(revision for revision in held.revised if not (revision.corrects and revision.date <= day)))


def _with_first(one: Completion, held: _Held) -> Completion:
    """With the first day that was ever due beside it, where it was moved before it was done."""
    moved = one.due is not None and any(revision.date <= one.on for revision in moves(held.timescale, held.revised))
    first = first_given(held.timescale, held.revised, one.on) if moved else None
    return replace(one, first_due=first) if first is not None and first != one.due else one


def answers_of(timescale: Timescale | None, revised: Sequence[DateChange], every: Sequence[Done], one: Done, day: date) -> tuple[Completion, ...]:
    """The due days that one completion or receipt answered, in order: those made up first, the one that it counted for last.

    ``every``: all of them, ``one`` among them; what is dated after ``day`` has not happened.
    """
    done = is_past(every, day)
    held = _put_right(_Held(timescale, tuple(revised), done), day)
    words = in_force(timescale, held.revised, one.date)
    if words is None or words.readings or _is_mixed(words) or not (words.kind == "multiple" or words.cycle(0)):
        return (_finished(held, (one,)),)
    cleared = _clear_dates(words.dues, done) if words.kind == "multiple" else _clear_cycles(words, done)
    numbers = [number for number, other in sorted(cleared.items()) if other is one]
    return tuple(_with_first(_answers(one.date, words.dues[number] if words.kind == "multiple" else words.cycle(number)), held) for number in numbers)


def answers_of_action(plan: Plan, recommendation: Recommendation, action: Action, one: Done, day: date) -> tuple[Completion, ...]:
    """As ``answers_of``, for a completion of an action: by its own or its recommendation's dates, else by its evidence's and milestones'."""
    held = _held(recommendation, action)
    if held.timescale is None:
        return (_finished_action(plan, action, held, (one,), _rating(plan, recommendation, action, day)),)
    return answers_of(held.timescale, held.revised, held.completed, one, day)


def _finished_action(plan: Plan, action: Action, held: _Held, done: Sequence[Done], rating: _Rated) -> Completion:
    """How an action was done: by its own or its recommendation's dates; only where it has neither, by those of its evidence and milestones."""
    if held.timescale is not None or not done:
        return _finished(held, done, rating.day)
    on = done[0].date
    at = Vantage(_begins(on))
    # what came in on the very day that it was completed was still open until then
    before = [replace(piece, received=tuple(one for one in piece.received if one.date < at.as_of)) for piece in action.pieces]
    dated = [thing for number, piece in enumerate(before) if (thing := _judge_piece(plan, action, number, piece, None, at)).timing != "no_date"]
    if not dated:
        return Completion(on)
    timed = _time_by_evidence(dated)
    if timed.due is not None or any(thing.timing != "done" for thing in dated):
        return _answered(on, timed)
    worst = max((thing.finished for thing in dated if thing.finished), key=lambda one: (one.days_after or 0, one.due or date.min))
    if any(thing.finished.days_after is None for thing in dated) or worst.due is None:
        return Completion(on)
    return _answers(on, worst.due) if worst.days_after else Completion(on, worst.due, None, 0)


# several dates -------------------------------------------------------------------------------------------------------


def _time_multiple(timescale: Timescale, done: Sequence[Done], recorded: date | None, day: date, *, one_off: bool, met: bool) -> _Timed:
    if _is_mixed(timescale):
        return _worst([_time(part, done, recorded, day, one_off=one_off, met=met) for part in timescale.parts])
    cleared = _clear_dates(timescale.dues, done)
    open_dues = [due for number, due in enumerate(timescale.dues) if number not in cleared]
    if not open_dues:
        return _Timed("done") if timescale.dues else _Timed("no_date")
    if met:
        return _time_ongoing(None, recorded, day)
    return _time_due(open_dues[0], day, sum(due < day for due in open_dues))


def _clear_dates(dues: Sequence[date], done: Sequence[Done]) -> dict[int, Done]:
    """Which of several dates the completions clear. Each date is asked for, oldest first: a completion clears every open
    one on or before it, or, where none is, the one whose window holds it; there is no third. The first window has no beginning."""
    cleared: dict[int, Done] = {}
    open_from = 0
    for one in done:
        if one.cycle is not None:
            held = bisect_left(dues, one.cycle)
            if held < len(dues):
                cleared.setdefault(held, one)
            continue
        past = bisect_right(dues, one.date)
        outstanding = [number for number in range(open_from, past) if number not in cleared]
        if not outstanding and (held := bisect_left(dues, one.date)) < len(dues):
            outstanding = [held]
        for number in outstanding:
            cleared.setdefault(number, one)
        open_from = max(open_from, past)
    return cleared


def _worst(parts: Sequence[_Timed]) -> _Timed:
    """Several dated things: the worst timing among them, undated ones left out while any is dated."""
    dated = [part for part in parts if part.timing != "no_date"]
    if not dated:
        return _Timed("no_date")
    timing = min((part.timing for part in dated), key=WORST_TIMING.index)
    open_parts = [part for part in dated if part.timing != "done"]
    due = min((part.due for part in open_parts if part.due), default=None)
    return _Timed(timing, due, max((part.days_late for part in open_parts), default=0), sum(part.late_dates for part in open_parts))


def _checked(stated: str, timing: str) -> str:
    """The worse of what is stated and what the date says; not known where what is on track cannot be checked."""
    if timing == "ended":
        return "ended"
    if timing == "late":
        return "off_track"
    if timing in ("unsure", "unrecorded", "no_date") and stated == "on_track":
        return "not_known"
    return stated


def next_due_days(timescale: Timescale, day: date, count: int) -> tuple[date, ...]:
    """The next ``count`` due days on or after ``day``; where several days can be meant, each of them."""
    days = [reading.due for reading in timescale.readings if reading.kind in ("date", "ongoing") and reading.due]
    if timescale.kind in ("date", "ongoing") and days:
        return tuple(sorted({due for due in days if due >= day}))[:count]
    if timescale.kind == "multiple":
        return tuple(due for due in timescale.dues if due >= day)[:count]
    if timescale.kind != "recurring" or timescale.due is None or timescale.every is None:
        return (timescale.due,) if timescale.due and timescale.due >= day else ()
    first = timescale.cycles_before(day)
    return tuple(due for number in range(first, first + count) if (due := timescale.cycle(number)) is not None)


# in words ------------------------------------------------------------------------------------------------------------


def join_words(items: Sequence[str], last: str = "and") -> str:
    """A few things in a row: 'a', 'a and b', 'a, b and c'."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


def read_as(timescale: Timescale) -> str:
    """How a timescale was understood, as a clause that follows 'read as'."""
    return timescale.words or timescale.kind


def number_of(count: int, word: str, many: str = "") -> str:
    """A number and what is counted: '1 action', '4,856 actions'."""
    return f"{count:,} {word if count == 1 else many or word + 's'}"


def days_of(number: int) -> str:
    return number_of(number, "day")


# made up at once: so many are named, more are counted
MADE_UP_NAMED = 3
TO_TEN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def in_words(number: int) -> str:
    return TO_TEN[number] if number < len(TO_TEN) else f"{number:,}"


def in_quotes(timescale: Timescale) -> str:
    """A timescale as it is written, on one line."""
    return "'" + " / ".join(timescale.text.split("\n")) + "'"


# what may fall due beneath an action: one of it, several, and all that is dated of it being in
PIECE_WORDS = {
    "evidence": ("piece of evidence", "pieces of evidence", "dated evidence is in"),
    "milestone": ("milestone", "milestones", "dated milestones are reached"),
}


def _why_thing(thing: PieceStanding) -> str:
    verb = DONE_AS[thing.of]
    if thing.timescale is None:
        return f"no timescale; {_done_words(thing.done, verb)}"
    clauses = [f"{in_quotes(thing.timescale)} read as {read_as(thing.timescale)}", _done_words(thing.done, verb), *_timing_words(thing), _recorded_words(thing)]
    return "; ".join(clauses)


def _done_words(done: Sequence[Done], verb: str) -> str:
    if not done:
        return f"nothing {verb}"
    days = [day_words(one.date) + (f" (for {day_words(one.cycle)})" if one.cycle else "") for one in done[-3:]]
    more = f"{len(done)} times, last " if len(done) > 3 else ""
    return f"{verb} {more}{join_words(days)}"


def finished_words(one: Completion) -> str:
    """What follows 'done': 'on 5 July 2024, on time: due 31 July 2024', or how many days after it, or why that is not known."""
    if one.on is None:
        return "on a day not given, so whether on time is not known"
    return f"{on_day(one.on)}, {on_time_words(one)}"


def on_time_words(one: Completion) -> str:
    """Whether something was done by its due day: 'on time: due 31 July 2024', '5 days after its due day, 31 July 2024'."""
    if one.days_after is None:
        return f"whether on time is not known: its due day, perhaps {day_words(one.due)}, is not certain" if one.due else "with no one due day to say whether on time"
    due = day_words(one.due) + (f" (first due {day_words(one.first_due)})" if one.first_due else "")
    return f"{days_of(one.days_after)} after its due day, {due}" if one.days_after else f"on time: due {due}"


def counted_words(counted: Sequence[Completion], told: bool = False) -> str:
    """For which due days one completion counted: 'counted for 30 April 2025; 31 January 2025 was made up that day, 69 days late'.

    ``told``: the plan says itself which one it was for.
    """
    if not counted:
        return "counted for no further due day"
    *before, last = counted
    said = f"counted for {day_words(last.due)}" + (", as the plan says" if told else "") + (f", {days_of(last.days_after)} late" if last.days_after else "")
    met_too = [one for one in before if not one.days_after]
    made_up = [one for one in before if one.days_after]
    if met_too:
        said += f"; {join_words([day_words(one.due) for one in met_too])} {'was' if len(met_too) == 1 else 'were'} met by it too"
    if len(made_up) > MADE_UP_NAMED:
        return f"{said}; {in_words(len(made_up))} due days before, from {day_words(made_up[0].due)} on, were made up that day, up to {days_of(made_up[0].days_after)} late"
    return said + "".join(f"; {day_words(one.due)} was made up that day, {days_of(one.days_after)} late" for one in made_up)


def _timing_words(judged: PieceStanding | Standing) -> list[str]:
    day, said = judged.vantage.as_of, []
    if judged.cycles:
        said.append(f"{number_of(judged.cycles.fallen_due, 'cycle')} fallen due, {judged.cycles.on_time} on time")
    if judged.timing == "late":
        dates = f", {judged.late_dates} dates" if judged.late_dates > 1 and not judged.cycles else ""
        said.append(f"due {day_words(judged.due)}, {days_of(judged.days_late)} late on {day_words(day)}{dates}")
    elif judged.timing in ("due_soon", "in_time") and judged.due:
        ahead = (judged.due - day).days
        later = ", or later" if judged.timescale is not None and judged.timescale.open else ""
        said.append(f"due {day_words(judged.due)}{later}, " + (f"{days_of(ahead)} after {day_words(day)}" if ahead else "that day"))
    elif judged.timing == "unsure" and judged.timescale is not None and judged.timescale.open:
        named = f"the day named, {day_words(judged.due)}, is" if judged.due is not None and judged.due < day else "a day named is"
        said.append(f"{named} past on {day_words(day)}, but a later one may be meant, so it cannot be said to be late")
    elif judged.timing == "unsure":
        said.append(f"late on {day_words(day)} under one of these readings, not under another")
    elif judged.timing == "unrecorded" and judged.last_recorded is not None:
        begins = judged.timescale.begins if judged.timescale is not None else None
        before = begins is not None and judged.last_recorded < begins
        said.append(f"the period named begins on {day_words(begins)}" if begins is not None and begins > day else f"nothing recorded since the period named began on {day_words(begins)}" if before else f"nothing recorded in the {YEAR_DAYS} days up to {day_words(day)}")
    return said


def _recorded_words(judged: PieceStanding | Standing) -> str:
    if judged.last_recorded is None:
        return "nothing ever recorded"
    since = f" ({days_of((judged.vantage.as_of - judged.last_recorded).days)} before)" if judged.timing in ("continuing", "unrecorded") else ""
    return f"last recorded {day_words(judged.last_recorded)}{since}"


def _why(standing: Standing) -> str:
    return " ".join(part for part in (_stated_words(standing), _dated_words(standing), _moved_words(standing)) if part)


def _stated_words(standing: Standing) -> str:
    plan, day = standing.plan, standing.vantage.as_of
    if standing.stated_later:
        return f"Stated later, on {day_words(standing.stated_later)}; unrated on {day_words(day)}."
    if not standing.stated_word:
        return "Unrated." if plan.rag else ""
    holder = f" for {plan.calls_it} {standing.recommendation.id}" if standing.stated_for == "recommendation" else ""
    on = f" on {day_words(standing.stated_on)}" if standing.stated_on else ", with no day given"
    meaning = plan.meaning(standing.stated_word)
    means = f" ({state_words(meaning.means)})" if meaning else " (not in the legend: unrated)"
    signed = standing.action.signed_off
    checked = f" Signed off by {signed.by} {on_day(signed.date)}." if signed and standing.stated == "verified" and signed.date <= day else ""
    return f"Stated {standing.stated_word}{means}{holder}{on}.{checked}"


def state_words(state: str) -> str:
    return state.replace("_", " ")


def _dated_words(standing: Standing) -> str:
    day, completed, ended = standing.vantage.as_of, standing.completed, standing.action.ended
    if standing.timing == "ended":
        if ended is None or ended.date > day:
            return "Ended, by its rating."
        return f"Ended as {ended.how.replace('_', ' ')} on {day_words(ended.date)}" + (f": {ended.why.rstrip('.')}" if ended.why else "") + "."
    if standing.timing == "proposed":
        return "Proposed: still to be agreed, so never late."
    if standing.by_evidence:
        return _evidence_words(standing)
    if standing.timescale is None:
        return _undated_words(standing)
    done = "done, as stated" if standing.timing == "done" and not completed else _done_words(completed, "completed")
    clauses = [f"{in_quotes(standing.timescale)} read as {read_as(standing.timescale)}", done]
    if standing.timing in ("continuing", "unrecorded") and standing.stated in DONE:
        clauses.append("stated done and continuing")
    clauses += [*_timing_words(standing), _recorded_words(standing)]
    return "; ".join(clauses) + "."


def _undated_words(standing: Standing) -> str:
    day = day_words(standing.vantage.as_of)
    if standing.timing == "done":
        return f"Completed {day_words(standing.completed[-1].date)}." if standing.completed else "Done, as stated; no timescale."
    recorded = _recorded_words(standing)
    if standing.action.continuing:
        return f"Continuing, without a timescale; {recorded}" + ("." if standing.timing == "continuing" else f"; on {day} that is not within the last {YEAR_DAYS} days.")
    checked = " What is on track cannot be checked without a date." if standing.checked == "not_known" else ""
    return f"No timescale, nothing dated.{checked} {recorded[0].upper()}{recorded[1:]}."


def _evidence_words(standing: Standing) -> str:
    day, things, completed = standing.vantage.as_of, standing.pieces, standing.completed
    if standing.timing == "done":
        return f"Completed {day_words(completed[-1].date)}."
    of_all = f"of {pieces_of(standing, in_words)}"
    only = len(things) == 1
    the_one = f"The one {PIECE_WORDS[things[0].of][0]}"
    recorded = f"Nothing recorded since {day_words(standing.last_recorded)}." if standing.last_recorded else "Nothing ever recorded."
    late = [thing for thing in things if thing.timing == "late"]
    if late:
        oldest = ", ".join(in_quotes(thing.timescale) for thing in late if thing.due == standing.due)
        verb = "is" if len(late) == 1 else "are"
        days = f"{days_of(standing.days_late)} on {day_words(day)}"
        if only:
            return f"{the_one} is late since {day_words(standing.due)} ({days}): {oldest}. {recorded}"
        return f"{in_words(len(late)).capitalize()} {of_all} {verb} late, the oldest since {day_words(standing.due)} ({days}): {oldest}. {recorded}"
    if all(thing.timing in ("done", "no_date") for thing in things):
        inside = in_words(sum(thing.timing == "done" for thing in things))
        kinds = [kind for kind in PIECE_WORDS if any(thing.of == kind and thing.timing == "done" for thing in things)]
        whole = " and all ".join(PIECE_WORDS[kind][2] for kind in kinds)
        said = f"{the_one} {'is in' if things[0].of == 'evidence' else 'is reached'}" if only else f"All {whole} ({inside} {of_all})"
        return f"{said}; not completed. {recorded}"
    worst = next(thing for thing in things if thing.timing == standing.timing)
    dated = sum(thing.timing != "no_date" for thing in things)
    if only:
        return f"{the_one} is not late on {day_words(day)}; {worst.why}."
    return f"{in_words(dated).capitalize()} {of_all} {'is' if dated == 1 else 'are'} dated, none late on {day_words(day)}; {worst.why}."


def pieces_of(standing: Standing, said: Callable[[int], str] = str) -> str:
    """How many pieces of evidence and milestones an action has: '4 pieces of evidence', '5 pieces of evidence and milestones'."""
    kinds = [kind for kind in PIECE_WORDS if any(thing.of == kind for thing in standing.pieces)]
    return f"{said(len(standing.pieces))} {PIECE_WORDS[kinds[0]][0] if len(standing.pieces) == 1 else join_words([PIECE_WORDS[kind][1] for kind in kinds])}"


def late_kinds(late: Iterable[PieceStanding]) -> tuple[int, int]:
    """How many of some dated things beneath actions are evidence, and how many milestones."""
    kinds = [thing.of for thing in late]
    return kinds.count("evidence"), kinds.count("milestone")


def pieces_words(evidence: int, milestones: int, counted: Callable[[int, str], str] = number_of, whose: str = "") -> str:
    """Evidence and milestones, each counted: '1 piece of evidence and 2 milestones'; with ``whose`` 'its ', '1 piece of its evidence'."""
    said = [f"{counted(evidence, 'piece')} of {whose}evidence"] if evidence else []
    return join_words(said + ([counted(milestones, "milestone")] if milestones else []))


def _moved_words(standing: Standing) -> str:
    if not (standing.times_moved or standing.times_corrected) or standing.timing in APART:
        return ""
    times = "once" if standing.times_moved == 1 else f"{standing.times_moved} times"
    first = f"; first due {day_words(standing.first_due)}" if standing.first_due else ""
    moved = f"Timescale changed {times}{first}." if standing.times_moved else ""
    corrected = f"{number_of(standing.times_corrected, 'date')} corrected." if standing.times_corrected else ""
    return " ".join(part for part in (moved, corrected) if part)
