"""What ``status`` says of one plan, as a row of plain values that can be kept from one run to the next.

A row holds from a first day to a last: those for which everything that the judging asked of the day has the same answer
(``when.watched``). What grows from day to day is no part of it. What depends on another file has no row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from s11.english import DONE_HOW
from s11.view.counts import (
    CHECKED_ORDER,
    LATE_EVIDENCE,
    STATED_ORDER,
    TIMING_ORDER,
    Counted,
    LegendEntry,
    NotRead,
    PlanView,
    ReadCounts,
    Status,
    Tally,
    add_tallies,
)
from s11.when import Vantage, parse_fact_day

# raised when what a row holds, or how, is another
LAYOUT = 4
# what each of a tally's sets of counts counts, in its order
_ORDERS: tuple[tuple[str, ...], ...] = (STATED_ORDER, CHECKED_ORDER, TIMING_ORDER, DONE_HOW, LATE_EVIDENCE)


class LegendRow(NamedTuple):
    """A word of a plan's legend; ``met``: each spelling met, and how often."""

    word: str
    label: str
    means: str
    also: Sequence[str]
    colour: str
    times: int
    met: Mapping[str, int]


class PlanRow(NamedTuple):
    """A plan's view but for the day; ``counts``: the tally's sets of counts, each in its order. Days are ISO text."""

    id: str
    title: str
    organisation: str
    called: str
    as_at: str | None
    agreed: str | None
    period: str
    origin: str
    marking: str
    actions: int
    counts: Sequence[Sequence[int]]
    late_things: int
    late_dates: int
    words: Mapping[str, int]
    legend: Sequence[LegendRow]
    recommendations_without_action: int
    last_recorded: str | None
    other_notices: Sequence[str]
    whole: bool
    recommendation_count: int
    shown: int
    moved: int


class Row(NamedTuple):
    """What was seen of one file, and the first and last day on which it is the same. JSON keeps it, and what it holds,
    as lists: without the names of the fields it is smaller, and read again in less time.
    """

    first: str
    last: str
    read: ReadCounts
    not_read: NotRead | None
    plan: PlanRow | None


class Seen(NamedTuple):
    """One file as ``status`` sees it: its plan's view where there is one, what was counted, what not read whole."""

    view: PlanView | None
    read: ReadCounts
    not_read: NotRead | None


class Kept(NamedTuple):
    """What was seen of one file, and the first and last day on which it is the same."""

    first: date
    last: date
    seen: Seen


class Rows:
    """What is seen of each file on a day: of those that hold what they held when an earlier run left a row for it, the
    row; any other is ``missing`` until it is added. ``after`` is what this run leaves for the next.
    """

    def __init__(self, before: Mapping[str, Row], names: Sequence[tuple[str, str]], digests: Sequence[str], day: date):
        ids = Counter(plan_id for _, plan_id in names)
        # as they stand in a register
        files = sorted(zip(names, digests, strict=True), key=lambda file: file[0][::-1])
        # of two files with one id neither is told alone
        self._keys = [
            "\0".join((digest, name, plan_id)) if digest and ids[plan_id] == 1 else ""
            for (name, plan_id), digest in files
        ]
        self._before = before
        self.after: dict[str, Row] = {}
        written = day.isoformat()
        self._seen: list[Seen | None] = []
        for key in self._keys:
            row = before.get(key)
            if row is None or not row.first <= written <= row.last:
                self._seen.append(None)
            else:
                self.after[key] = row
                self._seen.append(_seen(row, day))
        self.missing = [number for number, seen in enumerate(self._seen) if seen is None]

    def add(self, number: int, file: Kept | Seen) -> None:
        """What is seen of a file that is missing, and from when to when, where it may be kept."""
        self._seen[number] = file.seen if isinstance(file, Kept) else file
        if isinstance(file, Kept) and self._keys[number]:
            self.after[self._keys[number]] = _row(file)

    def status(self, vantage: Vantage, revision_words: str, assessments: int = 0) -> Status:
        """Every plan's counts, whole and ungrouped, and the portfolio's. Raises ValueError where a file is missing.

        ``assessments``: how many self-assessments lie beside the plans.
        """
        plans, read = [], Counted(assessments)
        for seen in self._seen:
            if seen is None:
                raise ValueError("a file was neither remembered nor judged")
            read.add(seen.read, seen.not_read)
            if seen.view is not None:
                plans.append(seen.view)
        tallies = add_tallies([plan.tally for plan in plans])
        return Status(read.head(vantage, revision_words), tuple(plans), tallies, None)

    @property
    def changed(self) -> bool:
        return self.after.keys() != self._before.keys() or any(
            self._before[key] is not row for key, row in self.after.items()
        )


def row_of(kept: Sequence[Any]) -> Row:
    """A row, of the lists that JSON makes of one."""
    first, last, read, not_read, plan = kept
    return Row(
        first,
        last,
        ReadCounts(*read),
        None if not_read is None else NotRead(*not_read),
        None if plan is None else PlanRow(*plan),
    )


def _row(kept: Kept) -> Row:
    view, read, not_read = kept.seen
    return Row(kept.first.isoformat(), kept.last.isoformat(), read, not_read, None if view is None else _plan_row(view))


def _seen(row: Row, day: date) -> Seen:
    return Seen(None if row.plan is None else _plan_view(row.plan, day), row.read, row.not_read)


def _plan_row(view: PlanView) -> PlanRow:
    return PlanRow(
        id=view.id,
        title=view.title,
        organisation=view.organisation,
        called=view.called,
        as_at=_written_day(view.as_at),
        agreed=_written_day(view.agreed),
        period=view.period,
        origin=view.origin,
        marking=view.marking,
        actions=view.tally.actions,
        counts=[list(counts.values()) for counts in view.tally[1:]],
        late_things=view.late_things,
        late_dates=view.late_dates,
        words=dict(view.words),
        legend=[
            LegendRow(entry.word, entry.label, entry.means, entry.also, entry.colour, entry.count, dict(entry.met))
            for entry in view.legend
        ],
        recommendations_without_action=view.recommendations_without_action,
        last_recorded=_written_day(view.last_recorded),
        other_notices=list(view.other_notices),
        whole=view.whole,
        recommendation_count=view.recommendation_count,
        shown=view.shown,
        moved=view.moved,
    )


def _plan_view(row: PlanRow, day: date) -> PlanView:
    counts = (dict(zip(order, numbers, strict=True)) for order, numbers in zip(_ORDERS, row.counts, strict=True))
    return PlanView(
        id=row.id,
        title=row.title,
        organisation=row.organisation,
        called=row.called,
        as_at=_day(row.as_at),
        agreed=_day(row.agreed),
        period=row.period,
        origin=row.origin,
        marking=row.marking,
        tally=Tally(row.actions, *counts),
        late_things=row.late_things,
        late_dates=row.late_dates,
        words=row.words,
        legend=tuple(
            LegendEntry(word, label, means, tuple(also), colour, count, tuple(met.items()))
            for word, label, means, also, colour, count, met in row.legend
        ),
        recommendations_without_action=row.recommendations_without_action,
        last_recorded=_day(row.last_recorded),
        as_of=day,
        other_notices=tuple(row.other_notices),
        whole=row.whole,
        groups=None,
        recommendation_count=row.recommendation_count,
        shown=row.shown,
        moved=row.moved,
    )


def _written_day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(written: str | None) -> date | None:
    return None if written is None else parse_fact_day(written)
