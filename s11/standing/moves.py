"""Timescales as they change: what holds on a day, what moved it, what only put it right, and more time asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from s11.frozen import dataclass
from s11.plan import Action, DateChange, Done, Evidence, Recommendation, Request
from s11.standing.states import Answer
from s11.when import Month, Period, Timescale


@dataclass(frozen=True, slots=True)
class Held:
    """The timescale, its changes and the completions that hold for an action: its own, else its recommendation's."""

    timescale: Timescale | None
    revised: tuple[DateChange, ...]
    completed: tuple[Done, ...]

    def corrected(self, day: date) -> Held:
        """With every date that was wrong when written, and put right by a day, as if it had been right at first."""
        kept = tuple(revision for revision in self.revised if not (revision.corrects and revision.date <= day))
        return replace(self, revised=kept)


def held_by(recommendation: Recommendation, action: Action) -> Held:
    if action.timescale is not None:
        return Held(action.timescale, action.revised, action.completed)
    revised, completed = action.revised or recommendation.revised, action.completed or recommendation.completed
    return Held(recommendation.timescale, revised, completed)


def in_force(timescale: Timescale | None, revised: Sequence[DateChange], day: date) -> Timescale | None:
    """The timescale on a day: the one before the earliest change dated after it."""
    if not revised:
        return timescale
    later = [revision for revision in revised if revision.date > day]
    return min(later, key=lambda revision: revision.date).before if later else timescale


def is_past(done: Iterable[Done], day: date) -> tuple[Done, ...]:
    """The completions or receipts on or before a day, in order of their dates."""
    past = [one for one in done if one.date <= day]
    return tuple(sorted(past, key=lambda one: one.date) if len(past) > 1 else past)


def met_targets(done: date, due: date) -> bool:
    """Whether something done on a day was done by its due day; a month alone meets a due day inside it."""
    return done <= due or (isinstance(done, Month) and done.first <= due)


# the first day ever due ----------------------------------------------------------------------------------------------


def first_due(held: Held, pieces: Sequence[Evidence], day: date) -> date | None:
    """The first day that was ever due: of the oldest words that named one.

    Of its evidence and milestones where nothing else dates it.
    """
    first = first_given(held.timescale, held.revised, day)
    if first is not None or held.timescale is not None:
        return first
    firsts = (first_given(piece.timescale, piece.revised, day) for piece in pieces if piece.timescale is not None)
    return min((first for first in firsts if first is not None), default=None)


def first_given(timescale: Timescale | None, revised: Sequence[DateChange], day: date) -> date | None:
    """The first day that a timescale ever named, its changes looked through from the oldest.

    Words that were wrong when they were written, and put right on or before ``day``, named none.
    """
    first = first_words(timescale, revised, day)
    return earliest(first) if first is not None else None


def first_words(timescale: Timescale | None, revised: Sequence[DateChange], day: date) -> Timescale | None:
    """The oldest words that named a day, looked for in the same way."""
    if not revised:
        return timescale if timescale is not None and earliest(timescale) is not None else None
    kept = (revision for revision in _in_order(revised) if not (revision.corrects and revision.date <= day))
    ever = (*(revision.before for revision in kept), timescale)
    return next((each for each in ever if each is not None and earliest(each) is not None), None)


def late_from_first(
    first: Timescale | None, moved: int, timescale: Timescale | None, days_late: int, is_open: bool, day: date
) -> int:
    """How many days late something would be had its date never been moved; 0 of what is done, or ended.

    ``first``: the oldest words that named a day. Counted where something is done once, was moved, and these words leave
    no doubt; of anything else it is as late as it is, ``days_late``.
    """
    if not is_open:
        return 0
    for each in (first, timescale):
        if each is None or each.kind != "date" or not each.certain or each.open:
            return days_late
    due = earliest(first) if moved and first is not None else None
    return max(days_late, (day - due).days) if due is not None else days_late


def _in_order(revised: Sequence[DateChange]) -> list[DateChange]:
    return sorted(revised, key=lambda revision: revision.date)


def earliest(timescale: Timescale) -> date | None:
    return min((day for day in (timescale.due, *timescale.dues) if day is not None), default=None)


def _latest(timescale: Timescale) -> date | None:
    return max((day for day in (timescale.due, *timescale.dues) if day is not None), default=None)


# what two timescales say ---------------------------------------------------------------------------------------------


def reads_the_same(one: Timescale | None, other: Timescale | None) -> bool:
    """Whether two timescales read the same, however they are spelled.

    Their whole readings are compared: every honest one with its days and interval, whether they are certain, and
    whether the true day may be a later one (settled for S7, 16).
    """
    if one is None or other is None:
        return one is other
    return _whole(one) == _whole(other)


def only_settles(one: Timescale | None, other: Timescale | None) -> bool:
    """Whether a timescale only says more surely what another left in doubt, its strictest day kept: that moves nothing.

    "By 2027", which may be before or by the end of it, made "By December 2026"; not "By December 2027", which is the
    laxer of the two, and not a reading put beside.
    """
    if one is None or other is None or one.certain or (other.open and not one.open):
        return False
    before, after = _meanings(one), _meanings(other)
    return after <= before and min(before, key=_strictness) in after


def reads_otherwise(one: Timescale | None, other: Timescale | None) -> bool:
    """Whether going from the one timescale to the other is a change of what was promised, however it is spelled."""
    return not reads_the_same(one, other) and not only_settles(one, other)


@dataclass(frozen=True, slots=True)
class _Meaning:
    """One honest reading: its kind, day, interval and days, and the whole readings of several that stand together."""

    kind: str
    due: date | None
    every: Period | None
    dues: tuple[date, ...]
    parts: frozenset[tuple[_Whole, int]]  # each with how often it stands there


_Whole = tuple[frozenset[_Meaning], bool, bool]


def _whole(timescale: Timescale) -> _Whole:
    return _meanings(timescale), timescale.certain, timescale.open


def _meanings(timescale: Timescale) -> frozenset[_Meaning]:
    """Each honest reading of a timescale; of several that are not all plain dates, each one's whole reading."""
    if timescale.readings:
        return frozenset(meaning for reading in timescale.readings for meaning in _meanings(reading))
    parts = Counter(_whole(part) for part in timescale.parts) if is_mixed(timescale) else Counter()
    meaning = _Meaning(
        kind=timescale.kind,
        due=timescale.due,
        every=timescale.every,
        dues=timescale.dues,
        parts=frozenset(parts.items()),
    )
    return frozenset({meaning})


def _strictness(meaning: _Meaning) -> tuple[bool, date, int, str, str]:
    """Readings in the order of their first days; one without a day is the laxest."""
    first = meaning.due or min(meaning.dues, default=None)
    interval = meaning.every.months * 31 + meaning.every.days if meaning.every else 0
    return first is None, first or date.max, interval, meaning.kind, repr(meaning.dues)


def is_mixed(timescale: Timescale) -> bool:
    """Whether several timescales stand together of which not all are plain dates, or some are open and others not."""
    plain = all(
        part.kind == "date" and not part.readings and part.due and (timescale.open or not part.open)
        for part in timescale.parts
    )
    return timescale.kind == "multiple" and bool(timescale.parts) and not plain


# changes -------------------------------------------------------------------------------------------------------------


def gives_a_day(timescale: Timescale | None) -> bool:
    """Whether there was anything to move: a due day, an interval, or 'ongoing'."""
    return timescale is not None and (names_days(timescale) or timescale.kind == "ongoing")


def names_days(timescale: Timescale) -> bool:
    """Whether a reading says on which day something falls due."""
    return bool(timescale.due or timescale.dues or timescale.every)


def moves(timescale: Timescale | None, revised: Sequence[DateChange]) -> tuple[DateChange, ...]:
    """The changes that moved a timescale: from words that gave a day, to words that read otherwise.

    A correction is none, and what it put right is looked through: a move led to the words as they were corrected.
    """
    then, moved = timescale, []
    for revision in reversed(_in_order(revised)):
        if revision.corrects:
            continue
        if gives_a_day(revision.before) and reads_otherwise(revision.before, then):
            moved.append(revision)
        then = revision.before
    return tuple(reversed(moved))


def moves_until(timescale: Timescale | None, revised: Sequence[DateChange], day: date) -> tuple[DateChange, ...]:
    """The moves that were made on or before a day; what was corrected after it still stands as it was written."""
    if not revised:
        return ()
    return moves(in_force(timescale, revised, day), [revision for revision in revised if revision.date <= day])


def corrections(revised: Sequence[DateChange], day: date) -> tuple[DateChange, ...]:
    """The changes on or before a day that only put right what was wrong when it was written, oldest first."""
    if not revised:
        return ()
    return tuple(revision for revision in _in_order(revised) if revision.corrects and revision.date <= day)


# more time asked for -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TimeRequest:
    """A request for more time on a day, what became of it, and the change that granted it where one did."""

    request: Request
    state: Answer
    granted: DateChange | None = None


def time_requests(
    requests: Sequence[Request], timescale: Timescale | None, revised: Sequence[DateChange], day: date
) -> tuple[TimeRequest, ...]:
    """The requests made on or before a day, oldest first, each with what became of it by then.

    Granted is what a change of the timescale answers that names the day of the request (`asked`), or that was entered
    on or after it and goes at least as far as was asked; else refused from the day of the refusal; else open.
    """
    if not requests:
        return ()
    changes = [revision for revision in _in_order(revised) if revision.date <= day and not revision.corrects]
    judged = []
    for request in sorted((request for request in requests if request.date <= day), key=lambda request: request.date):
        granted = next((change for change in changes if _grants(change, request, timescale, revised)), None)
        refused = request.refused is not None and request.refused.date <= day
        judged.append(TimeRequest(request, "granted" if granted else "refused" if refused else "open", granted))
    return tuple(judged)


def _grants(change: DateChange, request: Request, timescale: Timescale | None, revised: Sequence[DateChange]) -> bool:
    if change.asked is not None:
        return change.asked == request.date
    if change.date < request.date:
        return False
    # what stood from the day of the change on, as it was corrected later
    later = [revision for revision in _in_order(revised) if revision.date > change.date and not revision.corrects]
    then = later[0].before if later else timescale
    if reads_the_same(then, request.to):
        return True
    reached, wanted = (_latest(each) if each is not None else None for each in (then, request.to))
    return reached is not None and wanted is not None and reached >= wanted
