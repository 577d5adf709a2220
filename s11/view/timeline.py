"""Where dated things stand among the days, as parts of a line: for every voice that draws one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from s11.standing import YEAR_DAYS
from s11.view.list_records import DueItem
from s11.when import day_words

TIMELINE_COLUMNS = 68
MOST_TICKS = 8


class Mark(NamedTuple):
    """One dated thing: in which column of the line it stands, and how high above it among those in the same one."""

    column: int
    level: int
    due: DueItem


class Timeline(NamedTuple):
    """Days on a line of ``TIMELINE_COLUMNS`` columns; ``day_at`` and the ticks stand at a column and part of one.

    ``ticks``: the begin of years, or of months where all lies within two years, each with its words.
    """

    first: date
    last: date
    day_at: float
    marks: tuple[Mark, ...]
    ticks: tuple[tuple[float, str], ...]
    tallest: int

    @property
    def day_column(self) -> int:
        return round(self.day_at)


def timeline(dues: Sequence[DueItem], day: date) -> Timeline | None:
    """Every dated thing still open on the line of its due day, and where the day stands among them."""
    if not dues:
        return None
    days = [day, *(due.due for due in dues)]
    first, last = min(days), max(days)
    stacks: dict[int, int] = {}
    marks = []
    for due in dues:
        column = round(_along(due.due, first, last))
        stacks[column] = stacks.get(column, 0) + 1
        marks.append(Mark(column, stacks[column], due))
    starts = _begins(first, last)
    step = max(1, -(-len(starts) // MOST_TICKS))
    ticks = tuple((_along(start, first, last), label) for start, label in starts[::step])
    return Timeline(
        first, last, _along(day, first, last), tuple(marks), ticks or ((0.0, str(first.year)),), max(stacks.values())
    )


def _begins(first: date, last: date) -> list[tuple[date, str]]:
    """The first days of years, of months where there are fewer than two years, after the first day."""
    if (last - first).days >= 2 * YEAR_DAYS:
        return [(date(year, 1, 1), str(year)) for year in range(first.year + 1, last.year + 1)]
    months = range(first.year * 12 + first.month, last.year * 12 + last.month)
    days = [date(month // 12, month % 12 + 1, 1) for month in months]
    return [(day, " ".join(day_words(day).split()[1:])) for day in days]


def _along(day: date, first: date, last: date) -> float:
    return (TIMELINE_COLUMNS - 1) * (day - first).days / max(1, (last - first).days)
