"""Things done, and the due days that they answer (``docs/figures.md``, "on time")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from s11.english import How
from s11.frozen import dataclass
from s11.plan import DateChange, Done
from s11.standing.moves import Held, first_given, in_force, is_past, met_targets, moves
from s11.standing.recurrence import clear_dues, gives_several_dues, has_several_dues
from s11.standing.states import days_on
from s11.standing.timing import Timed, time_of
from s11.when import Month, Timescale


@dataclass(frozen=True, slots=True)
class Completion:
    """One thing done, and the due day that it answers (``docs/figures.md``, "on time").

    ``on`` is the day it was done (a ``Month`` where no day is known), None where nobody wrote it down. ``due`` is the
    due day in force on that day, ``first_due`` the first ever where that was another. ``days_after`` is in calendar
    days: 0 is on time, None is not known.
    """

    on: date | None
    due: date | None = None
    first_due: date | None = None
    days_after: int | None = None

    @property
    def how(self) -> How:
        return "no_date" if self.days_after is None else "late" if self.days_after else "on_time"


def answer_to(done: date, due: date) -> Completion:
    """Something done on a day, as the answer to a due day."""
    return Completion(done, due, days_after=0 if met_targets(done, due) else (done - due).days)


def counted_for(timescale: Timescale, done: Sequence[Done]) -> tuple[Completion, ...]:
    """Which completion counted for which due day, in order of the due days, where certain words give several."""
    if not done or not gives_several_dues(timescale):
        return ()
    return tuple(answer_to(one.date, due) for due, one in clear_dues(timescale, done))


def finished(held: Held, done: Sequence[Done], stated_on: date | None = None) -> Completion:
    """How a thing with dates of its own was done: by the due day in force on the day it was done.

    Of several due days the one answered latest stands for all; one never answered by the day it was stated done leaves
    it not known. A one-off was done by its first completion.
    """
    if not done:
        return Completion(None)
    timescale = in_force(held.timescale, held.revised, done[-1].date)
    if timescale is not None and has_several_dues(timescale):
        counted = counted_for(timescale, done)
        if not counted or _unanswered(timescale, counted, stated_on):
            return Completion(done[-1].date)
        return _with_first(max(counted, key=lambda one: (one.days_after or 0, one.due or date.min)), held)
    on = done[0].date
    timescale = in_force(held.timescale, held.revised, on)
    if timescale is None or timescale.kind == "ongoing":
        return Completion(on)
    return _with_first(answered(on, time_of(timescale, (), None, first_day(on), one_off=True)), held)


def _unanswered(timescale: Timescale, counted: Sequence[Completion], stated_on: date | None) -> bool:
    """Whether a due day has no answer: of several dates any, of cycles one before the day it was stated done."""
    if timescale.kind == "multiple":
        return len(counted) < len(timescale.dues)
    answered_days = {one.due for one in counted if one.due is not None}
    behind = days_on(max(answered_days), 1)
    return timescale.cycles_before(max(behind, stated_on) if stated_on else behind) > len(answered_days)


def first_day(day: date) -> date:
    """The first day on which something can have been done that is known to a day or a month."""
    return day.first if isinstance(day, Month) else day


def answered(on: date, timed: Timed) -> Completion:
    """What a thing's dates said on the day it was done, as the answer to its due day."""
    if timed.due is not None and timed.timing == "late":
        return answer_to(on, timed.due)
    if timed.due is not None and timed.timing in ("in_time", "due_soon"):
        return Completion(on, timed.due, days_after=0)
    return Completion(on, timed.due)


def _with_first(one: Completion, held: Held) -> Completion:
    """With the first day that was ever due beside it, where it was moved before it was done."""
    on = one.on
    if on is None or one.due is None or not any(change.date <= on for change in moves(held.timescale, held.revised)):
        return one
    first = first_given(held.timescale, held.revised, on)
    return replace(one, first_due=first) if first != one.due else one


def answers_of(
    timescale: Timescale | None, revised: Sequence[DateChange], every: Sequence[Done], one: Done, day: date
) -> tuple[Completion, ...]:
    """The due days that one completion or receipt answered: those made up first, the one that it counted for last.

    ``every``: all of them, ``one`` among them; what is dated after ``day`` has not happened.
    """
    done = is_past(every, day)
    held = Held(timescale, tuple(revised), done).corrected(day)
    then = in_force(timescale, held.revised, one.date)
    if then is None or not gives_several_dues(then):
        return (finished(held, (one,)),)
    return tuple(_with_first(answer_to(one.date, due), held) for due, other in clear_dues(then, done) if other is one)
