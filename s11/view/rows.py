"""What ``status`` says of one plan, as a row of plain values that can be kept from one run to the next.

A row holds from a first day to a last: those for which everything that the judging asked of the day has the same answer
(``when.watched``). What grows from day to day is no part of it. What depends on another file has no row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from s11.standing import DONE_HOW
from s11.view.records import (
    CHECKED_ORDER,
    LATE_EVIDENCE,
    STATED_ORDER,
    TIMING_ORDER,
    LegendEntry,
    NotRead,
    PlanView,
    ReadCounts,
    Tally,
)
from s11.when import parse_fact_day

# raised when what a row holds, or how, is another
LAYOUT = 1
Row = list[object]
_ORDERS = (
    ("stated", STATED_ORDER),
    ("checked", CHECKED_ORDER),
    ("timing", TIMING_ORDER),
    ("done", DONE_HOW),
    ("late_evidence", LATE_EVIDENCE),
)


class Seen(NamedTuple):
    """One file as ``status`` sees it: its plan's view where there is one, what was counted of it, what not read whole."""

    view: PlanView | None
    read: ReadCounts
    not_read: NotRead | None


class Kept(NamedTuple):
    """What was seen of one file, and the first and last day on which it is the same."""

    first: date
    last: date
    seen: Seen


class Rows:
    """The rows of an earlier run, asked for by what each file holds, and those that this run leaves for the next."""

    def __init__(self, before: Mapping[str, Row], names: Sequence[tuple[str, str]], digests: Sequence[str]):
        ids = [plan_id for _, plan_id in names]
        twice = {plan_id for plan_id, count in Counter(ids).items() if count > 1}
        # of two files with one id neither is told alone
        self._keys = {
            name: "\0".join((digest, name, plan_id))
            for (name, plan_id), digest in zip(names, digests, strict=True)
            if digest and plan_id not in twice
        }
        self._before = before
        self.after: dict[str, Row] = {}

    def of(self, name: str, day: date) -> Seen | None:
        """What was seen of a file when it held the same, where that holds on this day."""
        key = self._keys.get(name)
        row = self._before.get(key) if key is not None else None
        if row is None or not row[0] <= day.isoformat() <= row[1]:
            return None
        self.after[key] = row
        return _seen(row, day)

    def keep(self, name: str, kept: Kept) -> None:
        if name in self._keys:
            self.after[self._keys[name]] = _row(kept)

    @property
    def changed(self) -> bool:
        return self.after.keys() != self._before.keys() or any(
            self._before[key] is not row for key, row in self.after.items()
        )


def _row(kept: Kept) -> Row:
    seen = kept.seen
    return [
        kept.first.isoformat(),
        kept.last.isoformat(),
        list(seen.read),
        None if seen.not_read is None else list(seen.not_read),
        None if seen.view is None else _plan_row(seen.view),
    ]


def _seen(row: Row, day: date) -> Seen:
    _, _, read, not_read, plan = row
    return Seen(
        None if plan is None else _plan_view(plan, day),
        ReadCounts(*read),
        None if not_read is None else NotRead(*not_read),
    )


def _plan_row(view: PlanView) -> Row:
    counts = [list(getattr(view.tally, name).values()) for name, _ in _ORDERS]
    legend = [
        [
            entry.word,
            entry.label,
            entry.means,
            list(entry.also),
            entry.colour,
            entry.count,
            [list(met) for met in entry.met],
        ]
        for entry in view.legend
    ]
    return [
        view.id,
        view.title,
        view.organisation,
        view.called,
        _said(view.as_at),
        _said(view.agreed),
        view.period,
        view.origin,
        view.marking,
        view.tally.actions,
        counts,
        view.late_things,
        view.late_dates,
        dict(view.words),
        legend,
        view.recommendations_without_action,
        _said(view.last_recorded),
        list(view.other_notices),
        view.whole,
        view.recommendation_count,
        view.shown,
    ]


def _plan_view(row: Row, day: date) -> PlanView:
    (
        plan_id,
        title,
        organisation,
        called,
        as_at,
        agreed,
        period,
        origin,
        marking,
        actions,
        counts,
        late_things,
        late_dates,
        words,
        legend,
        without_action,
        recorded,
        notices,
        whole,
        recommendations,
        shown,
    ) = row
    tally = Tally(
        actions, *(dict(zip(order, numbers, strict=True)) for (_, order), numbers in zip(_ORDERS, counts, strict=True))
    )
    entries = tuple(
        LegendEntry(word, label, means, tuple(also), colour, count, tuple(map(tuple, met)))
        for word, label, means, also, colour, count, met in legend
    )
    return PlanView(
        plan_id,
        title,
        organisation,
        called,
        _day(as_at),
        _day(agreed),
        period,
        origin,
        marking,
        tally,
        late_things,
        late_dates,
        words,
        entries,
        without_action,
        _day(recorded),
        day,
        tuple(notices),
        whole,
        None,
        recommendations,
        shown,
    )


def _said(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(said: str | None) -> date | None:
    return None if said is None else parse_fact_day(said)
