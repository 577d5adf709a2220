"""Plans as tables and tables as plans again: a row for each part, every field of the format in a column of its own.

Each row has a place, the way to it in its plan: ``recommendations.1.actions.2.evidence.3``, counted from 1. By its
place it is put back, in whatever order the rows stand. The tables and their columns follow from the model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Literal, NamedTuple

from s11.plan.fields import Field, fields_of
from s11.plan.kinds import (
    WORDS,
    ChoiceKind,
    DayKind,
    FactDayKind,
    FlagKind,
    IntervalKind,
    Kind,
    ListKind,
    MappingKind,
    PercentKind,
    Record,
    RecordKind,
    TimescaleKind,
    record_line,
)
from s11.plan.records import (
    Action,
    CarriedTo,
    DateChange,
    Done,
    Evidence,
    Meaning,
    MeasureReading,
    Milestone,
    Person,
    Plan,
    Progress,
    Recommendation,
    Redacted,
    Reported,
    Request,
    Theme,
)
from s11.text import Node

# what may stand in a cell: words, a day, a day or its month, yes or no, a number, one of a few codes, an interval,
# several words with '; ' between, words that say when
CellKind = Literal["words", "day", "fact_day", "flag", "percent", "choice", "interval", "list", "timescale"]

_NAMES: dict[type[Record], str] = {
    Plan: "plans",
    Recommendation: "recommendations",
    Action: "actions",
    Milestone: "milestones",
    Evidence: "evidence",
    Progress: "progress",
    DateChange: "date_changes",
    Request: "requests",
    Done: "done",
    MeasureReading: "readings",
    CarriedTo: "carried_on",
    Reported: "reported",
    Person: "people",
    Meaning: "legend",
    Theme: "themes",
    Redacted: "redactions",
}
TERMS = "terms"
REMARKS = "remarks"
KEY = "key"
# what tells a row, and what it is about: columns of every table, of which only the first two are read back
PLAN, PLACE, PART = "plan", "place", "part"
OWN = {
    PLAN: "the plan’s id",
    PLACE: "the way to it in its plan, counted from 1: by this it is put back",
    PART: "the address of what it is, or of what it is about",
}
_BULLET = "• "


class TableColumn(NamedTuple):
    """One column: the keys that lead to its value beneath its row's record, what stands in it, and what that means."""

    name: str
    path: tuple[str, ...]
    kind: CellKind
    about: str
    choices: tuple[str, ...] = ()


class PlanTable(NamedTuple):
    """One table. ``of``: the record that a row is; None for abbreviations and remarks, which are words alone."""

    name: str
    about: str
    of: type[Record] | None
    columns: tuple[TableColumn, ...]


class TableRow(NamedTuple):
    """One row: its plan, its place in it, the address of what it is or is about, and its cells, '' where empty."""

    plan: str
    place: str
    part: str
    cells: tuple[str, ...]


class BadRow(ValueError):
    """A row that cannot be put back; ``table``, and ``at``, its number there from 0."""

    def __init__(self, table: str, at: int, why: str):
        self.table, self.at, self.why = table, at, why
        super().__init__(f"{table}: {why}")


Rows = Mapping[str, Sequence[TableRow]]


@cache
def plan_tables() -> tuple[PlanTable, ...]:
    """Every table there is, in the order in which they stand."""
    made = [PlanTable(name, record_line(cls), cls, tuple(_columns(cls))) for cls, name in _NAMES.items()]
    made = [
        table._replace(columns=(_key_column(), *table.columns)) if table.of in (Person, Meaning, Theme) else table
        for table in made
    ]
    words = TableColumn("words", (), "words", "what it stands for")
    made.append(PlanTable(TERMS, "An abbreviation and what it stands for.", None, (_key_column(), words)))
    remark = TableColumn("remark", (), "words", "a remark to s11 beside it, such as an allowance with its reason")
    made.append(PlanTable(REMARKS, "Remarks to s11 that stand beside a place of the plan.", None, (remark,)))
    return tuple(made)


def heading_of(column: str) -> str:
    """A column's name as a heading for people: 'signed off: by'."""
    return column.replace("_", " ").replace(".", ": ")


def table_named(name: str) -> PlanTable | None:
    return next((table for table in plan_tables() if table.name == name), None)


def _key_column() -> TableColumn:
    return TableColumn(KEY, (), "words", "the plan’s own word for it")


def _columns(cls: type[Record], above: tuple[str, ...] = ()) -> Iterator[TableColumn]:
    for field in fields_of(cls):
        path = (*above, field.key)
        name = ".".join(path)
        kind = field.kind
        if isinstance(kind, RecordKind):
            yield from _columns(kind.cls, path)
        elif isinstance(kind, TimescaleKind):
            yield TableColumn(name, path, "timescale", field.about)
            yield TableColumn(f"{name}.due", path, "day", "the day that is spelled out beside these words")
            yield TableColumn(f"{name}.every", path, "interval", "the interval that is spelled out beside these words")
        elif cell := _cell_kind(kind):
            yield TableColumn(name, path, cell, field.about, kind.codes if isinstance(kind, ChoiceKind) else ())


def _cell_kind(kind: Kind[object]) -> CellKind | None:
    """What stands in a cell for a field; None for what has a table of its own."""
    if kind is WORDS:
        return "words"
    if isinstance(kind, ListKind):
        return "list" if kind.kind is WORDS else None
    kinds: tuple[tuple[type[Kind[object]], CellKind], ...] = (
        (FactDayKind, "fact_day"),
        (DayKind, "day"),
        (FlagKind, "flag"),
        (PercentKind, "percent"),
        (ChoiceKind, "choice"),
        (IntervalKind, "interval"),
    )
    return next((cell for one, cell in kinds if isinstance(kind, one)), None)


def _listed(field: Field) -> type[Record] | None:
    """The record of which a field holds several, in a list or under keys."""
    kind = field.kind
    inner = kind.kind if isinstance(kind, ListKind | MappingKind) else None
    if isinstance(inner, RecordKind):
        held: type[Record] = inner.cls
        return held
    return None


# a plan as rows ------------------------------------------------------------------------------------------------------


def rows_of(
    plan_id: str, tree: Mapping[str, Node], remarks: Sequence[tuple[str, str]] = ()
) -> dict[str, list[TableRow]]:
    """The rows of one plan, by table. ``remarks``: each with the place that it stands beside."""
    found: dict[str, list[TableRow]] = {table.name: [] for table in plan_tables()}
    _Rows(plan_id, found).add(Plan, dict(tree), "", plan_id)
    found[REMARKS] += [TableRow(plan_id, place, plan_id, (words,)) for place, words in remarks]
    return found


class _Rows:
    def __init__(self, plan_id: str, found: dict[str, list[TableRow]]):
        self.plan_id, self.found = plan_id, found

    def add(self, cls: type[Record], node: Node, place: str, address: str, key: str | None = None) -> None:
        """The row of a record, and the rows of what stands beneath it."""
        record = _as_record(cls, node)
        table = table_named(_NAMES[cls])
        assert table is not None
        cells = tuple(key or "" if column.name == KEY else _cell(column, record) for column in table.columns)
        self.found[table.name].append(TableRow(self.plan_id, place, address, cells))
        self.beneath(cls, record, place, address)

    def beneath(self, cls: type[Record], record: Mapping[str, Node], place: str, address: str) -> None:
        for field in fields_of(cls):
            if field.key not in record:
                continue
            node, where = record[field.key], f"{place}.{field.key}".lstrip(".")
            if isinstance(field.kind, RecordKind):
                self.beneath(field.kind.cls, _as_record(field.kind.cls, node, field.kind.as_field), where, address)
                continue
            listed = _listed(field)
            if isinstance(field.kind, MappingKind) and isinstance(node, dict):
                for number, (key, child) in enumerate(node.items(), 1):
                    if listed is None:
                        row = TableRow(self.plan_id, f"{where}.{number}", address, (key, str(child)))
                        self.found[TERMS].append(row)
                    else:
                        self.add(listed, child, f"{where}.{number}", address, key)
            elif listed is not None and isinstance(node, list):
                for number, child in enumerate(node, 1):
                    self.add(listed, child, f"{where}.{number}", self.address(listed, child, number, address))

    def address(self, cls: type[Record], node: Node, number: int, above: str) -> str:
        name = node.get("id", "") if isinstance(node, dict) else ""
        if cls is Recommendation:
            return f"{self.plan_id}#rec:{name}"
        if cls is Action:
            return f"{self.plan_id}#{name}"
        return f"{above}/{cls.mark}{number}" if issubclass(cls, Evidence) else above


def _as_record(cls: type[Record], node: Node, as_field: str = "") -> Mapping[str, Node]:
    """A record as keys with values, also where one of its fields stands for the whole of it."""
    if isinstance(node, dict):
        return node
    name = as_field or next((one for held, one in _STANDING_FOR if held is cls), "")
    return {name: node} if name and node != "" else {}


# by which of its fields an entry may be written as a bare value
_STANDING_FOR: tuple[tuple[type[Record], str], ...] = ((Done, "date"), (CarriedTo, "address"), (Theme, "heading"))


def _cell(column: TableColumn, record: Mapping[str, Node]) -> str:
    node: Node = dict(record)
    for key in column.path:
        node = node.get(key, "") if isinstance(node, dict) else _bare(column, key, node)
    if column.kind in ("timescale", "day", "interval") and isinstance(node, dict):
        # a timescale that is spelled out
        value = node.get({"timescale": "text", "day": "due", "interval": "every"}[column.kind], "")
        return _phrase_cell(value) if column.kind == "timescale" else str(value)
    if column.name.endswith((".due", ".every")) and column.path[-1] not in ("due", "every"):
        return ""
    if column.kind == "timescale":
        return _phrase_cell(node)
    if column.kind == "list":
        return list_cell([str(one) for one in node] if isinstance(node, list) else [str(node)] if node else [])
    return str(node)


def _bare(column: TableColumn, key: str, node: Node) -> Node:
    """The value of one field of a record that is written as a bare value: of a measure its text, of a refusal its
    day.
    """
    return node if key in ("text", "date") and column.path[-1] == key and isinstance(node, str) else ""


def list_cell(items: Sequence[str]) -> str:
    """Several words in one cell, with '; ' between."""
    return "; ".join(item.replace("\\", "\\\\").replace(";", "\\;") for item in items)


def read_list(cell: str) -> list[str]:
    """The words that ``list_cell`` put into a cell."""
    parts = re.findall(r"(?:\\.|[^\\;]|\\$)+", cell, re.DOTALL)
    items = (re.sub(r"\\(.)", r"\1", part.strip(), flags=re.DOTALL) for part in parts)
    return [item for item in items if item]


def _phrase_cell(node: Node) -> str:
    if isinstance(node, list):
        phrases = (str(one).replace("\\", "\\\\").replace("\n", "\\n") for one in node)
        return "\n".join(f"{_BULLET}{phrase}" for phrase in phrases)
    words = str(node)
    return f"\\{words}" if words.startswith((_BULLET, "\\")) else words


def _read_phrases(cell: str) -> Node:
    if not cell.startswith(_BULLET):
        return cell[1:] if cell.startswith((f"\\{_BULLET}", "\\\\")) else cell
    lines = [line.strip().removeprefix(_BULLET.strip()).strip() for line in cell.split("\n") if line.strip()]
    return [re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], line) for line in lines]


# rows as plans again -------------------------------------------------------------------------------------------------


class ReadPlan(NamedTuple):
    """One plan that was put back: its id, its keys and values, and its remarks, each with its place."""

    id: str
    tree: dict[str, Node]
    remarks: tuple[tuple[str, str], ...]


class _Met(NamedTuple):
    table: PlanTable
    at: int
    row: TableRow


def plans_of_rows(found: Mapping[str, Sequence[TableRow]]) -> list[ReadPlan]:
    """The plans that these rows are, in the order of the rows of plans.

    Raises BadRow for a row whose place is none, is another's, or stands beneath nothing.
    """
    by_plan: dict[str, dict[tuple[str, ...], _Met]] = {}
    remarks: dict[str, list[tuple[str, str]]] = {}
    for table in plan_tables():
        for at, row in enumerate(found.get(table.name, ())):
            if table.name == REMARKS:
                remarks.setdefault(row.plan, []).append((row.place, row.cells[0]))
                continue
            if not row.place and table.of is not Plan:
                raise BadRow(
                    table.name, at, "it has no place: write one, such as that of a row beside it with the next number"
                )
            place = tuple(row.place.split(".")) if row.place else ()
            rows = by_plan.setdefault(row.plan, {})
            if place in rows:
                other = rows[place]
                raise BadRow(
                    table.name,
                    at,
                    f"the place '{row.place}' stands twice, here and in row {other.at + 1} of {other.table.name}",
                )
            rows[place] = _Met(table, at, row)
    made = [_Back(plan_id, rows).plan(tuple(remarks.get(plan_id, ()))) for plan_id, rows in by_plan.items()]
    for at, row in enumerate(found.get(REMARKS, ())):
        if row.plan not in by_plan:
            raise BadRow(REMARKS, at, f"there is no row of the plan '{row.plan}' among the plans")
    order = {row.plan: number for number, row in enumerate(found.get(_NAMES[Plan], ()))}
    return sorted(made, key=lambda plan: order[plan.id])


def place_of(tree: Mapping[str, Node], path: Sequence[str | int]) -> str:
    """The place of a path of a file; what stands under a key of the plan's own is counted too."""
    steps: list[str] = []
    cls: type[Record] | None = Plan
    field: Field | None = None
    for step in path:
        if isinstance(step, int):
            steps.append(str(step + 1))
            continue
        if field is not None and isinstance(field.kind, MappingKind):
            node = tree.get(field.key)
            keys = list(node) if isinstance(node, dict) else []
            steps.append(str(keys.index(step) + 1) if step in keys else step)
            field = None
            continue
        field = next((one for one in fields_of(cls) if one.key == step), None) if cls is not None else None
        cls = _listed(field) or (field.kind.cls if isinstance(field.kind, RecordKind) else None) if field else None
        steps.append(step)
    return ".".join(steps)


def path_at(tree: Node, place: str) -> tuple[str | int, ...]:
    """The path that a place is in these keys and values, as far as it is there."""
    path: list[str | int] = []
    node = tree
    for step in place.split("."):
        if isinstance(node, list) and step.isdigit() and 0 < int(step) <= len(node):
            path.append(int(step) - 1)
            node = node[int(step) - 1]
        elif isinstance(node, dict) and step in node:
            path.append(step)
            node = node[step]
        elif isinstance(node, dict) and step.isdigit() and 0 < int(step) <= len(node):
            path.append(list(node)[int(step) - 1])
            node = node[list(node)[int(step) - 1]]
        else:
            break
    return tuple(path)


class _Back:
    """The rows of one plan, each put where its place says."""

    def __init__(self, plan_id: str, rows: dict[tuple[str, ...], _Met]):
        self.plan_id, self.rows = plan_id, rows
        self.used: set[tuple[str, ...]] = set()
        self.beneath: dict[tuple[str, ...], list[tuple[int, tuple[str, ...]]]] = {}
        for place, met in rows.items():
            if not place:
                continue
            if not re.fullmatch(r"[1-9]\d{0,6}", place[-1], re.ASCII):
                raise BadRow(met.table.name, met.at, f"'{met.row.place}' is no place: it ends in no number")
            self.beneath.setdefault(place[:-1], []).append((int(place[-1]), place))

    def plan(self, remarks: tuple[tuple[str, str], ...]) -> ReadPlan:
        if () not in self.rows or self.rows[()].table.of is not Plan:
            met = next(iter(self.rows.values()))
            raise BadRow(met.table.name, met.at, f"there is no row of the plan '{self.plan_id}' among the plans")
        tree = self.record(())
        for place, met in self.rows.items():
            if place not in self.used:
                raise BadRow(met.table.name, met.at, f"'{met.row.place}' stands beneath nothing that is here")
        return ReadPlan(self.plan_id, tree, remarks)

    def record(self, place: tuple[str, ...]) -> dict[str, Node]:
        table, _, row = self.rows[place]
        self.used.add(place)
        tree: dict[str, Node] = {}
        for column, cell in zip(table.columns, row.cells, strict=True):
            if column.path and cell != "":
                _put(tree, column, cell)
        assert table.of is not None
        self.lists(table.of, place, tree)
        return _in_order(table.of, tree)

    def lists(self, cls: type[Record], place: tuple[str, ...], tree: dict[str, Node]) -> None:
        """What stands in tables of its own beneath a record, and beneath the records that are part of its row."""
        for field in fields_of(cls):
            where = (*place, field.key)
            if isinstance(field.kind, RecordKind):
                inner = tree.get(field.key, {})
                if isinstance(inner, dict):
                    self.lists(field.kind.cls, where, inner)
                    if inner:
                        tree[field.key] = inner
                continue
            children = sorted(self.beneath.get(where, ()))
            if not children:
                continue
            listed = _listed(field)
            for _, child in children:
                met = self.rows[child]
                if met.table.of is not listed:
                    raise BadRow(met.table.name, met.at, f"'{met.row.place}' is not a place of this table")
            if isinstance(field.kind, MappingKind):
                tree[field.key] = self.mapping(listed, children)
            else:
                tree[field.key] = [self.entry(child) for _, child in children]

    def entry(self, place: tuple[str, ...]) -> Node:
        made = self.record(place)
        for cls, name in _STANDING_FOR:
            if self.rows[place].table.of is cls and set(made) == {name}:
                return made[name]
        return made

    def mapping(self, listed: type[Record] | None, children: Sequence[tuple[int, tuple[str, ...]]]) -> Node:
        made: dict[str, Node] = {}
        for _, place in children:
            table, at, row = self.rows[place]
            key = row.cells[0]
            if key in made:
                raise BadRow(table.name, at, f"the key '{key}' stands twice")
            if listed is None:
                self.used.add(place)
                made[key] = row.cells[1]
            else:
                made[key] = self.entry(place) or ""
        return made


def _put(tree: dict[str, Node], column: TableColumn, cell: str) -> None:
    *above, last = column.path
    for key in above:
        inner = tree.setdefault(key, {})
        assert isinstance(inner, dict)
        tree = inner
    spelled = column.name.rpartition(".")[2]
    if column.kind in ("day", "interval") and spelled in ("due", "every") and last not in ("due", "every"):
        words = tree.get(last, "")
        tree[last] = {**(words if isinstance(words, dict) else {"text": words}), spelled: cell}
    elif column.kind == "timescale":
        tree[last] = _read_phrases(cell)
    elif column.kind == "list":
        tree[last] = list(read_list(cell))
    else:
        tree[last] = cell


def _in_order(cls: type[Record], tree: dict[str, Node]) -> dict[str, Node]:
    """The keys in the order of the format; what a bare value may stand for is written as one."""
    made: dict[str, Node] = {}
    for field in fields_of(cls):
        if field.key not in tree:
            continue
        node = tree[field.key]
        if isinstance(field.kind, RecordKind) and isinstance(node, dict):
            node = _in_order(field.kind.cls, node)
            if field.kind.also is not None and set(node) == {field.kind.as_field}:
                node = node[field.kind.as_field]
        made[field.key] = node
    return made
