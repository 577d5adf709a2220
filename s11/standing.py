"""One action on one day. Nothing else in s11 dates an action or concludes anything about it.

The day is handed in (``Vantage``). What is dated after it has not happened yet. On the due day nothing is late;
``days_late`` is the day less the due day, in calendar days. The rules are §6 of the design, its fine points are settled in ``tests/data/settled.md``.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from s11.plan import Action, Done, Evidence, Plan, Recommendation, Revision, leads_of, own_leads
from s11.when import Month, Timescale, Vantage, add_period, day_words, on_day

CHECKED = ("off_track", "at_risk", "not_known", "unrated", "not_started", "on_track", "completed", "verified", "ended")
TIMINGS = ("late", "unsure", "unrecorded", "due_soon", "in_time", "continuing", "no_date", "done", "proposed", "ended")
DONE = ("completed", "verified")
# how each dated thing is said to be done
DONE_AS = {"action": "completed", "evidence": "received", "milestone": "reached"}
# timings of what is counted apart: it is no longer, or not yet, to be done
APART = ("ended", "proposed")
WORST_TIMING = ("late", "unsure", "unrecorded", "due_soon", "in_time", "continuing", "done")
SOON_DAYS = 28
YEAR_DAYS = 365


@dataclass(frozen=True, slots=True)
class Cycles:
    """How many cycles of a recurring thing fell due before the day, and how many of them were done on time."""

    fallen_due: int
    on_time: int


@dataclass(frozen=True, slots=True)
class Thing:
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

    @property
    def why(self) -> str:
        """The words as written, how they were read, what came in, the day, and the last thing recorded."""
        return _why_thing(self)


@dataclass(frozen=True, slots=True)
class Standing:
    """What an action's state is on one day: what is stated, what its dates say, and what follows from both."""

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
    outstanding: tuple[Thing, ...]
    pieces: tuple[Thing, ...]
    cycles: Cycles | None
    completed: tuple[Done, ...]
    last_recorded: date | None
    by_evidence: bool
    late_dates: int

    @property
    def evidence(self) -> tuple[Thing, ...]:
        return tuple(thing for thing in self.pieces if thing.of == "evidence")

    @property
    def milestones(self) -> tuple[Thing, ...]:
        return tuple(thing for thing in self.pieces if thing.of == "milestone")

    @property
    def first_due(self) -> date | None:
        """The first day that was ever due: of the oldest words that named one."""
        return _first_due(_held(self.recommendation, self.action), self.action.pieces)

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
    completed = happened(held.completed, day)
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
    if timing == "done" and signed and signed.date <= day and signed.by not in own_leads(recommendation, action):
        stated = "verified"
    closed = timing in APART
    due, days_late, cycles = (None, 0, None) if closed else (timed.due, timed.days_late, timed.cycles)

    own = Thing(
        plan.address(action), "action", action.text, leads_of(recommendation, action), timescale, timing, due, days_late, timed.late_dates, cycles,
        completed, recorded, vantage,
    )
    mine = _each(own, one_off=True, met=_stated_done(rating)) if timescale is not None else ()
    things = () if closed else (*mine, *(row for thing in pieces for row in _each(thing, one_off=False)))
    outstanding = tuple(thing for thing in things if thing.due is not None and thing.timing != "done")
    return Standing(
        plan, recommendation, action, vantage, stated, rating.word, rating.day, rating.holder, rating.later, timing, _checked(stated, timing), timescale,
        due, days_late, outstanding, pieces, cycles, completed, recorded, timed.by_evidence, timed.late_dates,
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
    days = {plan.as_at, _days_on(plan.as_at, YEAR_DAYS + 1)} if plan.as_at else set()
    held = (recommendation, action, *action.pieces)
    for one in held:
        revised = tuple(revision.date for revision in one.revised)
        done = tuple(entry.date for entry in (*getattr(one, "completed", ()), *getattr(one, "received", ())))
        noted = tuple(entry.date for entry in getattr(one, "progress", ()))
        single = tuple(day for day in (getattr(one, "as_at", None), *(entry.date for entry in (getattr(one, "signed_off", None), getattr(one, "ended", None)) if entry)) if day)
        for day in (*revised, *done, *noted, *single):
            # from its day on it counts, and after a year it is no longer fresh
            days |= {day, _days_on(day, YEAR_DAYS + 1)}
        dated = (one.timescale, *(revision.before for revision in one.revised), *((recommendation.timescale, *(revision.before for revision in recommendation.revised)) if done else ()))
        for timescale in dated:
            for due in _dues_until(timescale, done, _days_on(last, SOON_DAYS)) if timescale is not None else ():
                days |= {_days_on(due, -SOON_DAYS), _days_on(due, 1)}
    return {day for day in days if day <= last}


def _days_on(day: date, days: int) -> date:
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


def _each(thing: Thing, *, one_off: bool, met: bool = False) -> tuple[Thing, ...]:
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
    revised: tuple[Revision, ...]
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


def in_force(timescale: Timescale | None, revised: Sequence[Revision], day: date) -> Timescale | None:
    """The timescale on a day: the one before the earliest change dated after it."""
    later = [revision for revision in revised if revision.date > day]
    return min(later, key=lambda revision: revision.date).before if later else timescale


def happened(done: Iterable[Done], day: date) -> tuple[Done, ...]:
    """The completions or receipts on or before a day, in order of their dates."""
    return tuple(sorted((one for one in done if one.date <= day), key=lambda one: one.date))


def met(done: date, due: date) -> bool:
    """Whether something done on a day was done by its due day; a month alone meets a due day inside it."""
    return done <= due or (isinstance(done, Month) and done.first <= due)


def _first_due(held: _Held, pieces: Sequence[Evidence]) -> date | None:
    """The first day that was ever due: of the oldest words that named one; of its evidence and milestones where nothing else dates it."""
    if (first := first_given(held.timescale, held.revised)) is not None:
        return first
    if held.timescale is not None:
        return None
    firsts = (_first_due(_Held(piece.timescale, piece.revised, ()), ()) for piece in pieces if piece.timescale is not None)
    return min((first for first in firsts if first is not None), default=None)


def first_given(timescale: Timescale | None, revised: Sequence[Revision]) -> date | None:
    """The first day that a timescale ever named, its changes looked through from the oldest."""
    ever = [revision.before for revision in sorted(revised, key=lambda revision: revision.date)]
    return next((due for words in (*ever, timescale) if words is not None and (due := _earliest(words)) is not None), None)


def _earliest(timescale: Timescale) -> date | None:
    days = [day for day in (timescale.due, *timescale.dues) if day is not None]
    return min(days) if days else None


def says_the_same(one: Timescale | None, other: Timescale | None) -> bool:
    """Whether two timescales read the same, however they are spelled: kind, due, interval, dates."""
    if one is None or other is None:
        return one is other
    return (one.kind, one.due, one.every, one.dues) == (other.kind, other.due, other.every, other.dues)


def gives_a_day(timescale: Timescale | None) -> bool:
    """Whether there was anything to move: a due day, an interval, or 'ongoing'."""
    return timescale is not None and bool(timescale.due or timescale.dues or timescale.every or timescale.kind == "ongoing")


def moves(timescale: Timescale | None, revised: Sequence[Revision]) -> tuple[Revision, ...]:
    """The changes that moved a timescale: from words that gave a day, to words that read otherwise."""
    entries = sorted(revised, key=lambda revision: revision.date)
    after = [*(revision.before for revision in entries[1:]), timescale][: len(entries)]
    return tuple(revision for revision, then in zip(entries, after, strict=True) if gives_a_day(revision.before) and not says_the_same(revision.before, then))


def _times_moved(held: _Held, day: date) -> int:
    return sum(revision.date <= day for revision in moves(held.timescale, held.revised))


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


def _time_action(action: Action, timescale: Timescale | None, completed, rating: _Rated, pieces: Sequence[Thing], recorded: date | None, day: date) -> _Timed:
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
    """Whether several timescales stand together of which not all are plain dates."""
    return timescale.kind == "multiple" and bool(timescale.parts) and not all(part.kind == "date" and not part.readings and part.due for part in timescale.parts)


def _time_by_evidence(dated: Sequence[Thing]) -> _Timed:
    timing = min((thing.timing for thing in dated), key=WORST_TIMING.index)
    open_things = [thing for thing in dated if thing.timing != "done"]
    if not open_things:
        return _Timed("in_time", by_evidence=True)
    due = min((thing.due for thing in open_things if thing.due), default=None)
    return _Timed(timing, due, max(thing.days_late for thing in open_things), sum(thing.late_dates for thing in open_things), None, by_evidence=True)


def _judge_piece(plan: Plan, action: Action, at: int, piece: Evidence, noted: date | None, vantage: Vantage) -> Thing:
    day = vantage.as_of
    timescale = in_force(piece.timescale, piece.revised, day) if piece.revised else piece.timescale
    received = happened(piece.received, day) if piece.received else ()
    recorded = max(noted, received[-1].date) if noted and received else received[-1].date if received else noted
    timed = _NO_DATE if timescale is None else _time(timescale, received, recorded, day, one_off=False)
    return Thing(
        plan.address(action, at), piece.of, piece.text, piece.lead, timescale, timed.timing, timed.due, timed.days_late, timed.late_dates, timed.cycles,
        received, recorded, vantage,
    )


def _time(timescale: Timescale, done: Sequence[Done], recorded: date | None, day: date, *, one_off: bool, met: bool = False) -> _Timed:
    """What a timescale says on a day.

    ``one_off``: a completion settles it even where its words give no date. ``met``: its dates are taken as met, so that
    only the record of its being carried on counts.
    """
    if timescale.readings:
        return _time_uncertain([_time(reading, done, recorded, day, one_off=one_off, met=met) for reading in timescale.readings])
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


def _time_uncertain(under: Sequence[_Timed]) -> _Timed:
    """Late only where every honest reading is; its due day is the latest honest one."""
    latest = max(under, key=lambda timed: (timed.due is not None, timed.due or date.min))
    late = sum(timed.timing == "late" for timed in under)
    if late == len(under):
        return latest
    if late or any(timed.timing == "unsure" for timed in under):
        return _Timed("unsure", latest.due, 0, 0, latest.cycles)
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
    fallen, on_time, missed, number, due = 0, 0, 0, 0, timescale.due
    open_due = None
    while due is not None and (due < day or open_due is None):
        if due < day:
            fallen += 1
            if number in cleared:
                on_time += cleared[number] <= due
            else:
                missed += 1
        if open_due is None and number not in cleared:
            open_due = due
        number += 1
        due = timescale.cycle(number)
    cycles = Cycles(fallen, on_time)
    return _Timed("no_date", cycles=cycles) if open_due is None else _time_due(open_due, day, missed, cycles)


def _after(last: date, timescale: Timescale) -> date:
    return add_period(last, timescale.every, 1, False)


def _clear_cycles(timescale: Timescale, done: Sequence[Done]) -> dict[int, date]:
    """Which cycles the completions clear, and on which day each was.

    A completion clears every uncleared cycle due on or before it; if none is outstanding, the cycle whose window holds
    it. One that says which cycle it is `for` clears that one and no other.
    """
    cleared: dict[int, date] = {}
    known = [timescale.due]

    def due(number: int) -> date | None:
        while len(known) <= number:
            known.append(timescale.cycle(len(known)))
        return known[number]

    def window_of(day: date) -> int | None:
        number = 0
        while (end := due(number)) is not None:
            if day <= end:
                return number
            number += 1
        return None

    for one in done:
        if one.cycle is not None:
            number = window_of(one.cycle)
            if number is not None:
                cleared.setdefault(number, one.date)
            continue
        number, outstanding = 0, []
        while (end := due(number)) is not None and end <= one.date:
            if number not in cleared:
                outstanding.append(number)
            number += 1
        if not outstanding:
            held = window_of(one.date)
            outstanding = [held] if held is not None else []
        for number in outstanding:
            cleared.setdefault(number, one.date)
    return cleared


def _time_multiple(timescale: Timescale, done: Sequence[Done], recorded: date | None, day: date, *, one_off: bool, met: bool) -> _Timed:
    if _is_mixed(timescale):
        return _worst([_time(part, done, recorded, day, one_off=one_off, met=met) for part in timescale.parts])
    open_dues = _clear_dates(timescale.dues, done)
    if not open_dues:
        return _Timed("done") if timescale.dues else _Timed("no_date")
    if met:
        return _time_ongoing(None, recorded, day)
    return _time_due(open_dues[0], day, sum(due < day for due in open_dues))


def _clear_dates(dues: Sequence[date], done: Sequence[Done]) -> list[date]:
    """The dates still open, cleared in the same way as cycles; the first window has no beginning."""
    cleared: set[int] = set()
    for one in done:
        if one.cycle is not None:
            held = next((number for number, due in enumerate(dues) if one.cycle <= due), None)
            cleared.update(() if held is None else (held,))
            continue
        outstanding = {number for number, due in enumerate(dues) if due <= one.date and number not in cleared}
        if not outstanding:
            held = next((number for number, due in enumerate(dues) if one.date <= due), None)
            outstanding = set() if held is None else {held}
        cleared |= outstanding
    return [due for number, due in enumerate(dues) if number not in cleared]


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
    """The next ``count`` due days on or after ``day``, of whatever reading has any."""
    if timescale.kind == "multiple":
        return tuple(due for due in timescale.dues if due >= day)[:count]
    if timescale.kind != "recurring" or timescale.due is None or timescale.every is None:
        return (timescale.due,) if timescale.due and timescale.due >= day else ()
    found: list[date] = []
    number, due = 0, timescale.due
    while due is not None and len(found) < count:
        if due >= day:
            found.append(due)
        number += 1
        due = timescale.cycle(number)
    return tuple(found)


# in words ------------------------------------------------------------------------------------------------------------


def listed(items: Sequence[str], last: str = "and") -> str:
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


def _why_thing(thing: Thing) -> str:
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
    return f"{verb} {more}{listed(days)}"


def _timing_words(judged: Thing | Standing) -> list[str]:
    day, said = judged.vantage.as_of, []
    if judged.cycles:
        said.append(f"{number_of(judged.cycles.fallen_due, 'cycle')} fallen due, {judged.cycles.on_time} on time")
    if judged.timing == "late":
        dates = f", {judged.late_dates} dates" if judged.late_dates > 1 and not judged.cycles else ""
        said.append(f"due {day_words(judged.due)}, {days_of(judged.days_late)} late on {day_words(day)}{dates}")
    elif judged.timing in ("due_soon", "in_time") and judged.due:
        ahead = (judged.due - day).days
        said.append(f"due {day_words(judged.due)}, " + (f"{days_of(ahead)} after {day_words(day)}" if ahead else "that day"))
    elif judged.timing == "unsure":
        said.append(f"late on {day_words(day)} under one of these readings, not under another")
    elif judged.timing == "unrecorded" and judged.last_recorded is not None:
        begins = judged.timescale.begins if judged.timescale is not None else None
        before = begins is not None and judged.last_recorded < begins
        said.append(f"nothing recorded since the period named began on {day_words(begins)}" if before else f"nothing recorded in the {YEAR_DAYS} days up to {day_words(day)}")
    return said


def _recorded_words(judged: Thing | Standing) -> str:
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
    return f"{said(len(standing.pieces))} {PIECE_WORDS[kinds[0]][0] if len(standing.pieces) == 1 else listed([PIECE_WORDS[kind][1] for kind in kinds])}"


def _moved_words(standing: Standing) -> str:
    if not standing.times_moved or standing.timing in APART:
        return ""
    times = "once" if standing.times_moved == 1 else f"{standing.times_moved} times"
    first = f"; first due {day_words(standing.first_due)}" if standing.first_due else ""
    return f"Timescale changed {times}{first}."
