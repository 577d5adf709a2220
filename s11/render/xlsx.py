"""Plans whole as one Excel workbook: a sheet for each kind of part. ``s11 import`` reads it back as the same plans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from s11.english import number_of, state_words
from s11.plan.tables import (
    KEY,
    OWN,
    PART,
    PLACE,
    PLAN,
    CellKind,
    PlanTable,
    TableColumn,
    TableRow,
    heading_of,
    plan_tables,
    rows_of,
)
from s11.render.csv import ACTION_COLUMNS, cells_of
from s11.render.workbook import Coloured, ColumnKind, Value, Workbook, WorkbookColumn, WorkbookSheet, workbook
from s11.view import CHECKED_ORDER
from s11.view.export import Export
from s11.when import day_words, parse_day, parse_fact_day

# by this a workbook, a package of tables or a file of JSON is known again; the number grows when what it means changes
MARKER, VERSION = "s11-export", "1"
# what is worked out of an action on the day, beside what its plan says: columns of ``list``, never read back
JUDGED = (
    "lead_words",
    "stated",
    "checked",
    "timing",
    "due",
    "certain",
    "first_due",
    "times_moved",
    "days_late",
    "last_recorded",
    "done_on",
    "days_after_due",
    "why",
)
# columns that stand also where no row says anything in them
_ALWAYS = ("id", "text", "lead", "timescale", "rag", KEY, "date", "note")
_KINDS: dict[CellKind, ColumnKind] = {"day": "day", "fact_day": "day", "percent": "number", "flag": "flag"}
_JUDGED_KINDS: dict[str, ColumnKind] = {
    **dict.fromkeys(("due", "first_due", "last_recorded", "done_on"), "day"),
    **dict.fromkeys(("times_moved", "days_late", "days_after_due"), "number"),
    "certain": "flag",
}
_WIDE = ("text", "note", "why", "remedy", "label", "words", "title", "link")


def xlsx(seen: Export) -> bytes:
    """The workbook of an export. Raises NotInstalled and DoesNotFit."""
    public = bool(seen.head.left_out)
    tables = [(table, rows) for table, rows in all_rows(seen).items() if rows]
    sheets = [_sheet(seen, table, rows) for table, rows in tables]
    return workbook(
        Workbook(
            seen.title,
            seen.head.as_of,
            [_about(seen, sheets), *sheets, _columns_sheet(sheets)],
            {MARKER: VERSION},
            f"Judged on {day_words(seen.head.as_of)}",
            still=not public,
        )
    )


def all_rows(seen: Export) -> dict[PlanTable, list[TableRow]]:
    """The rows of every table, plan after plan."""
    rows_by_table: dict[PlanTable, list[TableRow]] = {table: [] for table in plan_tables()}
    for plan in seen.plans:
        own = rows_of(plan.id, plan.tree, plan.remarks)
        for table, rows in rows_by_table.items():
            rows += own[table.name]
    return rows_by_table


def judged_cells(seen: Export) -> list[dict[str, object]]:
    """What stands in the columns of ``list`` for each action, in the order of the rows of actions."""
    return [cells_of(listed) for plan in seen.plans for listed in plan.actions]


def _about(seen: Export, sheets: Sequence[WorkbookSheet]) -> WorkbookSheet:
    head = seen.head
    lines = [
        f"{number_of(len(seen.plans), 'plan')}, {number_of(head.read.actions, 'action')}, judged on "
        f"{day_words(head.as_of)}, {head.revision_words}.",
        f"Made for: {head.audience} use.",
        *head.left_out,
        *(f"Not read whole: {missed.file}, line {missed.line}: {missed.said}." for missed in head.not_read),
        "",
        "Each sheet holds one table with one row of headings. What a column holds is said in the sheet columns.",
        *(f"{sheet.name}: {sheet.title}" for sheet in sheets),
        "",
        "s11 import reads this workbook back. It puts each row where the column place says, in whatever order the rows "
        "stand.",
        "Columns that begin with 'on the day:' were worked out from the plan and the day. They are not read back.",
        "Days are written as year-month-day. Several words in one cell have a semicolon between them.",
        f"Format of this workbook: {MARKER}/{VERSION}",
    ]
    return WorkbookSheet("about", seen.title, lines=lines)


def _sheet(seen: Export, table: PlanTable, rows: Sequence[TableRow]) -> WorkbookSheet:
    kept = [
        number
        for number, column in enumerate(table.columns)
        if column.name in _ALWAYS or any(row.cells[number] for row in rows)
    ]
    judged = judged_cells(seen) if table.name == "actions" else []
    shown = [name for name in JUDGED if any(cells[name] not in (None, "", ()) for cells in judged)]
    own = [WorkbookColumn(name, width=width, about=OWN[name]) for name, width in ((PLAN, 24), (PLACE, 28))]
    columns = (
        WorkbookColumn(PART, width=26, about=OWN[PART]),
        *(_column(seen, table.columns[number]) for number in kept),
        *(
            WorkbookColumn(
                f"on the day: {heading_of(name)}",
                _JUDGED_KINDS.get(name, "words"),
                50 if name == "why" else 0,
                ACTION_COLUMNS[name],
            )
            for name in shown
        ),
        *own,
    )
    made: list[list[Value | Coloured]] = []
    for at, row in enumerate(rows):
        cells = [_value(table.columns[number].kind, row.cells[number]) for number in kept]
        day = [_judged_value(name, judged[at][name]) for name in shown] if judged else []
        made.append([row.part, *cells, *day, row.plan, row.place])
    title = f"{table.name.replace('_', ' ').capitalize()}: {number_of(len(rows), 'row')}. {table.about}"
    return WorkbookSheet(table.name, title, columns, made, ["This sheet holds one table."])


def _column(seen: Export, column: TableColumn) -> WorkbookColumn:
    choices = column.choices
    if column.name == "rag" and len(seen.plans) == 1:
        legend = seen.plans[0].tree.get("rag")
        choices = tuple(legend) if isinstance(legend, dict) else ()
    elif column.kind == "flag":
        choices = ("yes", "no")
    wide = 50 if column.name in _WIDE or column.name.endswith((".why", ".text")) else 0
    return WorkbookColumn(
        heading_of(column.name), _KINDS.get(column.kind, "words"), wide, column.about, choices, column.name != "rag"
    )


def _value(kind: CellKind, cell: str) -> Value:
    if cell == "":
        return None
    if kind in ("day", "fact_day"):
        return parse_day(cell) or parse_fact_day(cell) or cell
    if kind == "percent":
        return float(cell) if "." in cell else int(cell)
    return cell == "true" if kind == "flag" else cell


def _judged_value(name: str, value: object) -> Value | Coloured:
    if name in ("checked", "stated") and value in CHECKED_ORDER:
        return Coloured(state_words(str(value)), str(value))
    if name == "timing":
        return state_words(str(value or ""))
    if value is None or isinstance(value, date | int | float):
        return value
    return str(value)


def _columns_sheet(sheets: Sequence[WorkbookSheet]) -> WorkbookSheet:
    columns = (
        WorkbookColumn("sheet", width=20),
        WorkbookColumn("column", width=32),
        WorkbookColumn("what it holds", width=80),
        WorkbookColumn("read back by import", "flag", 20),
    )
    rows: list[list[Value | Coloured]] = [
        [
            sheet.name,
            column.name,
            column.about,
            not column.name.startswith("on the day:") and column.name != PART and sheet.name != "columns",
        ]
        for sheet in sheets
        for column in sheet.columns
    ]
    return WorkbookSheet("columns", "What each column holds", columns, rows, ["This sheet holds one table."])
