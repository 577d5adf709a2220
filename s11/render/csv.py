"""Tables for other tools: plain CSV by RFC 4180 in UTF-8, the data as it is; and the same rows for a spreadsheet.

A spreadsheet takes a cell that begins with one of ``STARTERS`` for a formula, which may fetch, send or run something.
In the twin for it such a cell begins with an apostrophe, which changes the data, and a byte order mark says that it is
UTF-8.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from s11.plan import Action
from s11.render.packed import Packed
from s11.text import visible
from s11.view import (
    ActionList,
    ActionView,
    DueItem,
    FullPlan,
    Lead,
    ListedAction,
    MoreTime,
    PlanView,
    RecommendationView,
)
from s11.view.action_view import fields_without_place

if TYPE_CHECKING:
    from s11.render.light_workbook import LightSheet

ACTION_COLUMNS = {
    "plan": "the plan’s id",
    "organisation": "whose plan it is",
    "recommendation": "the id of what it answers",
    "recommendation_text": "what it answers",
    "address": "plan#action, never used twice",
    "id": "the action’s id in its plan",
    "text": "what is to be done",
    "lead": "the plan’s keys for its leads, with '; ' between them",
    "lead_words": "their names, or their posts",
    "timescale": "when, as written",
    "timescale_for": "whose timescale it is: action or recommendation",
    "read_as": "how those words were understood",
    "certain": "whether they can be read in one way only",
    "stated": "the state that the plan states",
    "stated_word": "its rating as written; it means what its own plan’s legend says",
    "stated_for": "whose rating it is: action or recommendation",
    "stated_on": "the day it was stated",
    "checked": "the state that follows from what is stated and from the dates",
    "timing": "what its dates say",
    "due": "the last day still on time",
    "first_due": "the first day that was ever due",
    "times_moved": "how often the timescale was moved",
    "days_late": "days since it was due; 0 where it is not late",
    "cycles_fallen_due": "of a recurring one: how many cycles have fallen due",
    "cycles_on_time": "how many of them were done on time",
    "last_recorded": "the last day that anything was recorded; YYYY-MM where only the month is known",
    "measure": "how one will know that it worked",
    "baseline": "where its measure stood before",
    "target": "where its measure should stand",
    "last_reading": "where its measure last stood",
    "last_reading_on": "the day of that reading",
    "percent": "how far it is by the lead’s own word, as last noted; never added up",
    "milestones": "how many milestones it has",
    "milestones_reached": "how many of them are reached",
    "milestones_late": "how many of them are late, whether or not the action is late itself",
    "proposed": "still to be agreed",
    "continuing": "done, and carried on as usual",
    "sensitive": "marked as sensitive",
    "why": "how this follows, in words",
    "done_on": "of what is done: the day it was done, as YYYY-MM where only the month is known",
    "due_when_done": "the due day in force on that day",
    "days_after_due": "days from that due day to the day it was done; 0 is on time, empty is not known",
    "late_evidence": "pieces of its evidence that are late, where the action is not late itself",
    "requests": (
        "more time asked for, for it or a piece of it: open, refused or granted, for what, until when, by whom and "
        "why, with '; ' between several"
    ),
    **{field.key: field.about for field in fields_without_place(Action, ActionView)},
}
DUE_COLUMNS = {
    "plan": "the plan’s id",
    "organisation": "whose plan it is",
    "address": (
        "plan#action, plan#action/2 for its second piece of evidence, or plan#action/m2 for its second milestone"
    ),
    "of": "action, evidence or milestone",
    "action": "the address of its action",
    "text": "what falls due",
    "lead": "the plan’s keys for its leads, with '; ' between them",
    "lead_words": "their names, or their posts",
    "timescale": "when, as written",
    "due": "the oldest day still open",
    "days_late": "days since then; 0 where it is not late",
    "timing": "what its dates say",
    "cycles_fallen_due": "of a recurring one: how many cycles have fallen due",
    "cycles_on_time": "how many of them were done on time",
    "why": "how this follows, in words",
    "requests": (
        "more time asked for and not granted: open or refused, for what, until when, by whom and why, with '; ' "
        "between several"
    ),
}


# what OWASP names under "CSV injection", and the full-width signs that some spreadsheets take for the same
STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"

_MAY_START = frozenset((" ", *STARTERS))

Row = list[object]
# of so many different words the cells are held
_MOST_HELD, _LONGEST_HELD = 10_000, 120
_AT_ONCE = 500
# columns of words are as wide as can be read
_WIDTHS: dict[str, int] = {
    **dict.fromkeys(("text", "recommendation_text", "why", "measure", "requests"), 50),
    **dict.fromkeys(("plan", "organisation", "address", "action", "lead_words", "timescale", "read_as"), 24),
}


def for_spreadsheet(table: str) -> str:
    """The same rows, safe to open in a spreadsheet: guarded, with a byte order mark."""
    rows = csv.reader(io.StringIO(table, newline=""))
    return BYTE_ORDER_MARK + "".join(_written(map(_guarded, rows)))


def _guarded(row: Iterable[str]) -> list[str]:
    return [f"'{cell}" if cell[:1] in _MAY_START and cell.lstrip(" ").startswith(STARTERS) else cell for cell in row]


def actions_csv(plans: Iterable[FullPlan]) -> str:
    """One row an action, in the order of the plans."""
    return _table(ACTION_COLUMNS, _action_rows(plans))


def _action_rows(plans: Iterable[FullPlan]) -> Iterator[Row]:
    return (
        _action(plan.summary, recommendation, action)
        for plan in plans
        for recommendation in plan.recommendations
        for action in recommendation.actions
    )


def listed_csv(listed: ActionList, columns: Sequence[str]) -> str:
    """One row an action with these of ``ACTION_COLUMNS``, safe to open in a spreadsheet."""
    return for_spreadsheet(
        _table(columns, ([cells[column] for column in columns] for cells in map(cells_of, listed.actions)))
    )


def cells_of(listed: ListedAction) -> dict[str, object]:
    """What stands in each of ``ACTION_COLUMNS`` for one action."""
    return dict(zip(ACTION_COLUMNS, _action(*listed), strict=True))


def due_csv(plans: Iterable[FullPlan]) -> str:
    """One row a dated thing that is outstanding, in the order of the plans, oldest first in each."""
    return _table(DUE_COLUMNS, _due_rows(plans))


def _due_rows(plans: Iterable[FullPlan]) -> Iterator[Row]:
    return (_due(plan.summary.id, plan.summary.organisation, due) for plan in plans for due in plan.dues)


def tables(plans: Sequence[FullPlan], about: Sequence[str], still: bool) -> Iterator[tuple[str, bytes]]:
    """The files of both tables by name: each as CSV, and both as one workbook. ``about``: what it says of itself;
    ``still``: for those who work in it, as ``light_workbook`` has it.
    """
    from s11.render.light_workbook import LightSheet, light_workbook, sheet_cell

    written: list[tuple[str, bytes]] = []

    def both(name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> LightSheet:
        return LightSheet(name, [(column, _WIDTHS.get(column, 14)) for column in columns], copied(name, columns, rows))

    def copied(name: str, columns: Mapping[str, str], rows: Iterable[Row]) -> Iterator[list[str]]:
        """The rows of a sheet, each written as CSV as it goes by: as one text 20,000 actions take 70 MB."""
        packed, held, lines = Packed(), _Held(sheet_cell), [",".join(columns)]
        for row in rows:
            cells = [held[value] if type(value) is str else held.other(value) for value in row]
            lines.append(",".join([plain for plain, _ in cells]))
            if len(lines) == _AT_ONCE:
                packed.add("\r\n".join((*lines, "")))
                lines.clear()
            yield [end for _, end in cells]
        packed.add("\r\n".join((*lines, "")))
        written.append((f"{name}.csv.gz", packed.whole()))

    book = light_workbook(
        about[0],
        [
            both("actions", ACTION_COLUMNS, _action_rows(plans)),
            both("due", DUE_COLUMNS, _due_rows(plans)),
            LightSheet("about", [("about", 120)], [[sheet_cell(line)] for line in about]),
        ],
        still,
    )
    yield "actions-and-due.xlsx", book
    yield from written


def _table(columns: Iterable[str], rows: Iterable[Row]) -> str:
    return "".join(_written(_cells(columns, rows)))


def _cells(columns: Iterable[str], rows: Iterable[Row]) -> Iterator[list[str]]:
    yield [*columns]
    for row in rows:
        yield [cell_words(value) for value in row]


class _Held(dict[str, tuple[str, str]]):
    """Words → the same as a cell of plain CSV and of a sheet: a table has many of them again and again."""

    def __init__(self, sheet_cell: Callable[[object], str]) -> None:
        super().__init__()
        self._sheet_cell, self._other = sheet_cell, dict[tuple[type, object], tuple[str, str]]()

    def __missing__(self, value: str) -> tuple[str, str]:
        # as the module ``csv`` writes them, which looks at every letter
        plain = visible(value)
        if '"' in plain:
            plain = plain.replace('"', '""')
        if "," in plain or '"' in plain or "\n" in plain or "\r" in plain:
            plain = f'"{plain}"'
        cell = plain, self._sheet_cell(value)
        if len(value) <= _LONGEST_HELD:
            if len(self) >= _MOST_HELD:
                self.clear()
            self[value] = cell
        return cell

    def other(self, value: object) -> tuple[str, str]:
        """The same of a day, a number, or nothing; true is no 1."""
        key = type(value), value
        if key not in self._other:
            self._other[key] = cell_words(value), self._sheet_cell(value)
        return self._other[key]


class _Lines(list[str]):
    """What ``csv`` writes, a line a row."""

    write = list[str].append


def _written(rows: Iterable[list[str]]) -> list[str]:
    lines = _Lines()
    csv.writer(lines, lineterminator="\r\n").writerows(rows)
    return lines


def cell_words(value: object) -> str:
    """A value as it stands in a cell: '' where there is none, true or false, a day as YYYY-MM-DD."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return visible(value) if isinstance(value, str) else str(value)


def _action(plan: PlanView, recommendation: RecommendationView, action: ActionView) -> Row:
    measure, cycles, done = action.measure, action.cycles, action.finished
    last = measure.readings[-1] if measure and measure.readings else None
    pieces = (*action.evidence, *action.milestones)
    given: dict[str, object] = {
        **_whose(plan.id, plan.organisation, action.leads),
        **{field.key: "" for field in fields_without_place(Action, ActionView)},
        **{detail.key: detail.words for detail in action.details},
        "recommendation": recommendation.id,
        "recommendation_text": recommendation.text,
        "timescale": action.written,
        "timescale_for": action.written_for,
        "read_as": action.read,
        "cycles_fallen_due": cycles and cycles.fallen_due,
        "cycles_on_time": cycles and cycles.on_time,
        "measure": measure and measure.text,
        "baseline": measure and measure.baseline,
        "target": measure and measure.target,
        "last_reading": last and last.value,
        "last_reading_on": last and last.date,
        "milestones": len(action.milestones) if action.milestones else None,
        "milestones_reached": action.reached if action.milestones else None,
        "milestones_late": action.milestones_late if action.milestones else None,
        "done_on": done and done.on,
        "due_when_done": done and done.due,
        "days_after_due": done and done.days_after,
        "requests": _requests([*action.requests, *(request for piece in pieces for request in piece.requests)]),
    }
    return _row(ACTION_COLUMNS, action, given)


def due_cells(plan: str, organisation: str, due: DueItem) -> dict[str, object]:
    """What stands in each of ``DUE_COLUMNS`` for one dated thing of a plan."""
    return dict(zip(DUE_COLUMNS, _due(plan, organisation, due), strict=True))


def _due(plan: str, organisation: str, due: DueItem) -> Row:
    given: dict[str, object] = {
        **_whose(plan, organisation, due.leads),
        "action": due.action_address,
        "cycles_fallen_due": due.cycles and due.cycles.fallen_due,
        "cycles_on_time": due.cycles and due.cycles.on_time,
        "requests": _requests(due.requests),
    }
    return _row(DUE_COLUMNS, due, given)


def _row(columns: Iterable[str], view: ActionView | DueItem, given: Mapping[str, object]) -> Row:
    """A cell for each column: what is given, else the view's own value of that name."""
    return [given[column] if column in given else getattr(view, column) for column in columns]


def _whose(plan: str, organisation: str, leads: Sequence[Lead]) -> dict[str, object]:
    return {
        "plan": plan,
        "organisation": organisation,
        "lead": "; ".join(lead.key for lead in leads),
        "lead_words": "; ".join(lead.words for lead in leads),
    }


def _requests(requests: Sequence[MoreTime]) -> str:
    """Each request by its state, as ``due --json`` names it, and in words."""
    return "; ".join(f"{request.state} ({request.address}): {request.said}" for request in requests)
