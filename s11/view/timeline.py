"""Where dated things stand among the days, as parts of a line: for every voice that draws one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from s11.view.records import DueItem

TIMELINE_COLUMNS = 68
MOST_YEARS = 8


class Mark(NamedTuple):
    """One dated thing: in which column of the line it stands, and how high above it among those in the same one."""

    column: int
    level: int
    due: DueItem


class Timeline(NamedTuple):
    """Days on a line of ``TIMELINE_COLUMNS`` columns; ``day_at`` and the years stand at a column and part of one."""

    first: date
    last: date
    day_at: float
    marks: tuple[Mark, ...]
    years: tuple[tuple[float, int], ...]
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
    starts = [year for year in range(first.year + 1, last.year + 1)]
    step = max(1, -(-len(starts) // MOST_YEARS))
    years = tuple((_along(date(year, 1, 1), first, last), year) for year in starts[::step]) or ((0.0, first.year),)
    return Timeline(first, last, _along(day, first, last), tuple(marks), years, max(stacks.values()))


def _along(day: date, first: date, last: date) -> float:
    return (TIMELINE_COLUMNS - 1) * (day - first).days / max(1, (last - first).days)
