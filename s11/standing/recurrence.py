"""Due days that come round, and several in a row: which are cleared by what was done, and which are next."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import date

from s11.frozen import dataclass
from s11.plan import Done
from s11.standing.moves import is_mixed
from s11.standing.states import days_on
from s11.when import Month, Timescale, add_period


@dataclass(frozen=True, slots=True)
class Cycles:
    """How many cycles of a recurring thing fell due before the day, and how many of them were done on time."""

    fallen_due: int
    on_time: int

    @property
    def words(self) -> str:
        """How many of them were not done on time: 'missed 2 of 3'."""
        return (
            f"missed {self.fallen_due - self.on_time:,} of {self.fallen_due:,}" if self.fallen_due else "none due yet"
        )


def clear_cycles(timescale: Timescale, done: Sequence[Done]) -> dict[int, Done]:
    """Which cycles the completions clear, each with the completion that cleared it (``docs/figures.md``).

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
        if window is not None and _in_last_third(timescale, window, one.date):
            # a month counts for the due day inside it that is still open, not for the next
            first = timescale.cycles_before(one.date.first) if isinstance(one.date, Month) else upto
            if all(number in cleared for number in range(first, upto)):
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


def begun_later(timescale: Timescale | None, one: Done) -> date | None:
    """The first day of the cycle that something is said to be done for, where it was done before that day.

    None for the first cycle, which has no beginning, and for what does not recur.
    """
    number = _window(timescale, one.cycle) if timescale is not None and one.cycle is not None else None
    before = timescale.cycle(number - 1) if timescale is not None and number else None
    begins = days_on(before, 1) if before is not None else None
    return begins if begins is not None and one.date < begins else None


def _in_last_third(timescale: Timescale, number: int, day: date) -> bool:
    """Whether no more than a third of a window's days remain from a day to its due day. The first has no third."""
    before, due = timescale.cycle(number - 1) if number else None, timescale.cycle(number)
    return before is not None and due is not None and (due - day).days * 3 <= (due - before).days


def first_open(timescale: Timescale, cleared: dict[int, Done]) -> date | None:
    """The due day of the first cycle that is not cleared; None where the calendar ends before it."""
    return timescale.cycle(next(number for number in itertools.count() if number not in cleared))


def clear_dates(dues: Sequence[date], done: Sequence[Done]) -> dict[int, Done]:
    """Which of several dates the completions clear.

    Each date is asked for, oldest first: a completion clears every open one on or before it, or, where none is, the one
    whose window holds it; there is no third. The first window has no beginning.
    """
    cleared: dict[int, Done] = {}
    open_from = 0
    for one in done:
        if one.cycle is not None:
            window = bisect_left(dues, one.cycle)
            if window < len(dues):
                cleared.setdefault(window, one)
            continue
        past = bisect_right(dues, one.date)
        outstanding = [number for number in range(open_from, past) if number not in cleared]
        if not outstanding and (window := bisect_left(dues, one.date)) < len(dues):
            outstanding = [window]
        for number in outstanding:
            cleared.setdefault(number, one)
        open_from = max(open_from, past)
    return cleared


def clear_dues(timescale: Timescale, done: Sequence[Done]) -> list[tuple[date, Done]]:
    """Each due day of several or of cycles that is cleared, in order, with the completion that cleared it."""
    if timescale.kind == "multiple":
        return [(timescale.dues[number], one) for number, one in sorted(clear_dates(timescale.dues, done).items())]
    cleared = sorted(clear_cycles(timescale, done).items())
    return [(due, one) for number, one in cleared if (due := timescale.cycle(number)) is not None]


def has_several_dues(timescale: Timescale) -> bool:
    return timescale.kind == "multiple" or timescale.cycle(0) is not None


def gives_several_dues(timescale: Timescale) -> bool:
    """Whether the words give several due days, and for certain."""
    return not timescale.readings and not is_mixed(timescale) and has_several_dues(timescale)


def dues_until(timescale: Timescale, done: Sequence[date], last: date) -> Iterator[date]:
    """Every due day that a timescale may have up to a last one, under any reading, and counted from a completion."""
    for inner in (*timescale.readings, *timescale.parts):
        yield from dues_until(inner, done, last)
    yield from (due for due in (timescale.due, *timescale.dues) if due is not None and due <= last)
    number = 1
    while (due := timescale.cycle(number)) is not None and due <= last:
        yield due
        number += 1
    if timescale.due is None and timescale.every is not None:
        yield from (due for day in done if (due := add_period(day, timescale.every, 1, False)) <= last)


def next_due_days(timescale: Timescale, day: date, count: int) -> tuple[date, ...]:
    """The next ``count`` due days on or after ``day``; where several days can be meant, each of them."""
    days = [reading.due for reading in timescale.readings if reading.kind in ("date", "ongoing") and reading.due]
    if timescale.kind in ("date", "ongoing") and days:
        return tuple(sorted({due for due in days if due >= day}))[:count]
    if timescale.kind == "multiple":
        return tuple(due for due in timescale.dues if due >= day)[:count]
    if timescale.cycle(0) is None:
        return (timescale.due,) if timescale.due and timescale.due >= day else ()
    first = timescale.cycles_before(day)
    return tuple(due for number in range(first, first + count) if (due := timescale.cycle(number)) is not None)
