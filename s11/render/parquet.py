"""The rows of ``list`` and ``due`` for columns with types, as other programs count with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from s11.render.csv import ACTION_COLUMNS, DUE_COLUMNS, cells_of, due_cells
from s11.render.json_shapes import column_kinds
from s11.render.workbook import writable
from s11.view import DueItem, Lead, ListedAction
from s11.view.export import ListedPlan

ACTIONS, DUE = "actions", "due"
PARTITIONS = ("organisation", "plan")
_UNIT = "\x1f"
_DAYS = ("stated_on", "due", "first_due", "due_when_done")
# these may be known by their month alone: then the day is the month's last, and a column beside each says so
_MONTHS = ("last_recorded", "last_reading_on", "done_on")
_MONTH_ONLY = "_month_only"
# its leads by their keys and in words, an empty word where nobody leads
_LEADS = ("leads", "leads_words")

ACTION_TYPES: dict[str, str] = {}
for _name in ACTION_COLUMNS:
    _type = {"bool": "BOOLEAN", "int": "INTEGER", "float": "DOUBLE"}.get(column_kinds()[_name], "VARCHAR")
    ACTION_TYPES[_name] = "DATE" if _name in (*_DAYS, *_MONTHS) else _type
    if _name in _MONTHS:
        ACTION_TYPES[_name + _MONTH_ONLY] = "BOOLEAN"
ACTION_TYPES |= dict.fromkeys(_LEADS, "VARCHAR[]")
DUE_TYPES: dict[str, str] = {
    name: "DATE"
    if name == "due"
    else "INTEGER"
    if name in ("days_late", "cycles_fallen_due", "cycles_on_time")
    else "VARCHAR"
    for name in DUE_COLUMNS
} | dict.fromkeys(_LEADS, "VARCHAR[]")


def parquet_rows(plans: Iterator[ListedPlan]) -> Iterator[tuple[str, list[str]]]:
    """The rows of both tables, plan after plan, each with the name of its table."""
    for plan in plans:
        for listed in plan.actions:
            yield ACTIONS, _action(listed)
        for due in plan.dues:
            yield DUE, _due(plan, due)


def _action(listed: ListedAction) -> list[str]:
    cells = cells_of(listed)
    made: list[str] = []
    for name in ACTION_COLUMNS:
        value = cells[name]
        if name in _MONTHS:
            made += _day_and_month(value)
        else:
            made.append(_cell(value))
    return [*made, *_leads(listed.action.leads)]


def _due(plan: ListedPlan, due: DueItem) -> list[str]:
    cells = due_cells(plan.id, plan.organisation, due)
    return [*(_cell(cells[name]) for name in DUE_COLUMNS), *_leads(due.leads)]


def _day_and_month(value: object) -> tuple[str, str]:
    if not isinstance(value, date):
        return "", ""
    return date(value.year, value.month, value.day).isoformat(), _cell(len(value.isoformat()) == 7)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return writable(str(value))


def _leads(leads: Sequence[Lead]) -> tuple[str, str]:
    return _UNIT.join(writable(lead.key) for lead in leads), _UNIT.join(writable(lead.words) for lead in leads)
