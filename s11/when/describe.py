"""A reading in words. Those of a certain one are a phrase of the grammar: reading them again gives the same reading."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from s11.when.calendar import MONTH_NAMES, Period, day_words
from s11.when.model import Kind, Point, Shift, Stretch

if TYPE_CHECKING:
    from s11.when.timescale import Timescale


def describe(timescale: Timescale, hint: str = "") -> str:
    """The reading in words; the hint is the part that only the sense knows (a lapse of time, a month of every year)."""
    return _KINDS[timescale.kind](timescale, hint)


def in_quotes(timescale: Timescale) -> str:
    """A timescale as it is written, on one line."""
    return "'" + " / ".join(timescale.text.split("\n")) + "'"


def read_as(timescale: Timescale) -> str:
    """How a timescale was understood, as a clause that follows 'read as'."""
    return timescale.words or timescale.kind


def yearly(point: Point) -> str:
    """When in every year a point without a year stands."""
    edge = f"{point.edge} " if point.edge and point.edge != "end" else ""
    if point.shape == "day":
        return f", by {point.day} {MONTH_NAMES[point.month]}"
    if point.shape == "month":
        return f", by {edge or 'the end of '}{MONTH_NAMES[point.month]}"
    if point.shape in ("quarter", "calendar_quarter"):
        return f", in Q{point.which}"
    if point.which.endswith("_year"):
        return f", by the end of the {point.which.replace('_', ' ')}"
    if point.shape == "feast":
        return f", at {point.which.title()}"
    return f", in {point.which.replace('_', ' ') or point.shape.replace('_', ' ')}"


def lapse_words(period: Period) -> str:
    """A lapse of time: '6 months', '1 year', '28 days'."""
    lapse = period.words().removeprefix("every ")
    return lapse if lapse[0].isdigit() else f"1 {lapse}"


def shift_words(shift: Shift) -> str:
    """A lapse of time with its working days: '20 working days', '3 months'."""
    return f"{shift.working} working day{'s' * (shift.working != 1)}" if shift.working else lapse_words(shift.period)


def undated_words(choices: tuple[Stretch, ...]) -> str:
    """The words of a date whose year is not known."""
    phrases = [yearly(c.last).removeprefix(", ") for c in choices if c.last.shape != "missing"]
    return ", or ".join(dict.fromkeys(phrases)) + ", of a year that is not given"


def _date(t: Timescale, hint: str) -> str:
    return f"by {day_words(t.due)}" if t.due else "by a day that is not known"


def _last_day(t: Timescale) -> str:
    """The due day, or its month where only that is known, so that cycles stay at month ends when read again."""
    if t.month_end and t.due:
        return f"by the end of {MONTH_NAMES[t.due.month]} {t.due.year:04d}"
    return _date(t, "")


def _recurring(t: Timescale, hint: str) -> str:
    every = t.every.words() if t.every else "again and again"
    return f"{_last_day(t)}, then {every}" if t.due else f"{every}{hint}"


def _ongoing(t: Timescale, hint: str) -> str:
    if t.due:
        return f"{_last_day(t)}, and ongoing"
    return f"ongoing from {day_words(t.begins)}" if t.begins else "ongoing"


def _done(t: Timescale, hint: str) -> str:
    if t.done and t.begins and t.month_end:
        first, last = (f"{MONTH_NAMES[d.month]} {d.year:04d}" for d in (t.begins, t.done))
        return f"done in {last}" if first == last else f"done in {first} - {last}"
    return f"done on {day_words(t.done)}" if t.done else "done"


def _relative(t: Timescale, hint: str) -> str:
    if t.event == "at once":
        return "at once"
    if not hint:
        return t.event
    return f"{hint} '{t.event}'" if t.event else hint


def _multiple(t: Timescale, hint: str) -> str:
    return "; ".join(part.words if part.certain else describe(part) or part.words for part in t.parts)


_KINDS: dict[Kind, Callable[[Timescale, str], str]] = {
    "date": _date,
    "recurring": _recurring,
    "ongoing": _ongoing,
    "done": _done,
    "relative": _relative,
    "multiple": _multiple,
    "unset": lambda t, hint: "no date is set",
    "unreadable": lambda t, hint: "not understood",
}
