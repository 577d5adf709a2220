"""A plan's records as the keys and values of a file again: what reading them gives the same records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from s11.plan.fields import Field, fields_of
from s11.plan.kinds import (
    FlagKind,
    Kind,
    ListKind,
    MappingKind,
    PercentKind,
    Record,
    RecordKind,
    TimescaleKind,
)
from s11.plan.records import Plan
from s11.text import Node
from s11.when import STANDARD, Conventions, Period, Timescale


def plan_tree(plan: Plan, conventions: Conventions = STANDARD) -> dict[str, Node]:
    """What a file would say that reads to this plan. ``conventions``: the calendar with which it was read."""
    return _Writing(plan, conventions).record(plan)


class _Writing:
    def __init__(self, plan: Plan, conventions: Conventions):
        self.known = (plan.from_day, plan.from_name, conventions)

    def record(self, record: Record) -> dict[str, Node]:
        return {
            field.key: node
            for field in fields_of(type(record))
            if (node := self.field(field, getattr(record, field.name))) is not None
        }

    def field(self, field: Field, value: object) -> Node | None:
        """The value of a field; None where the file need not say it."""
        if value is None or value is False or value in ("", ()) or (isinstance(value, Mapping) and not value):
            return None
        return self.value(field.kind, value)

    def value(self, kind: Kind[object], value: object) -> Node:
        if isinstance(kind, ListKind) and isinstance(value, tuple):
            return [self.value(kind.kind, one) for one in value]
        if isinstance(kind, MappingKind) and isinstance(value, Mapping):
            return {key: self.keyed(kind, one) for key, one in value.items()}
        if isinstance(kind, RecordKind) and isinstance(value, Record):
            made = self.record(value)
            return made[kind.as_field] if kind.also is not None and set(made) == {kind.as_field} else made
        if isinstance(kind, TimescaleKind) and isinstance(value, Timescale):
            return self.timescale(value)
        return written(value)

    def keyed(self, kind: MappingKind[object], value: object) -> Node:
        made = self.value(kind.kind, value)
        return "" if kind.nothing is not None and made == {} else made

    def timescale(self, timescale: Timescale) -> Node:
        """Words, a list of them, or words spelled out: whichever reads to this timescale."""
        for node in _spellings(timescale):
            if self.read(node) == timescale:
                return node
        return timescale.text

    def read(self, node: Node) -> Timescale:
        if isinstance(node, str):
            return Timescale.read(node, *self.known)
        if isinstance(node, list):
            return Timescale.read_all([words for words in node if isinstance(words, str)], *self.known)
        every = node.get("every")
        due = node.get("due")
        return Timescale.spelled(
            str(node.get("text", "")),
            date.fromisoformat(due) if isinstance(due, str) else None,
            Period.parse(every) if isinstance(every, str) else None,
            *self.known,
        )


def _spellings(timescale: Timescale) -> Iterator[Node]:
    yield timescale.text
    if timescale.parts:
        yield [part.text for part in timescale.parts]
    if "\n" in timescale.text:
        yield list(timescale.text.split("\n"))
    spelled: dict[str, Node] = {"text": timescale.text}
    if timescale.due is not None:
        spelled["due"] = timescale.due.isoformat()
    yield {**spelled, **({"every": timescale.every.iso()} if timescale.every is not None else {})}


def typed(cls: type[Record], tree: Mapping[str, Node]) -> dict[str, object]:
    """The keys and values of a record as JSON has them: what is a number or a flag is one, and all else words."""
    fields = {field.key: field for field in fields_of(cls)}
    return {key: _typed(fields[key].kind, node) for key, node in tree.items()}


def short(cls: type[Record], tree: Mapping[str, Node]) -> dict[str, Node]:
    """The same keys and values as people write them: of a list of one word the word alone."""
    fields = {field.key: field for field in fields_of(cls)}
    return {key: _short(fields[key].kind, node) if key in fields else node for key, node in tree.items()}


def _short(kind: Kind[object], node: Node) -> Node:
    if isinstance(kind, ListKind) and isinstance(node, list):
        made = [_short(kind.kind, one) for one in node]
        return made[0] if kind.bare and len(made) == 1 and isinstance(made[0], str) else made
    if isinstance(kind, MappingKind) and isinstance(node, dict):
        return {key: _short(kind.kind, one) for key, one in node.items()}
    if isinstance(kind, RecordKind) and isinstance(node, dict):
        return short(kind.cls, node)
    return node


def _typed(kind: Kind[object], node: Node) -> object:
    if isinstance(kind, ListKind) and isinstance(node, list):
        return [_typed(kind.kind, one) for one in node]
    if isinstance(kind, MappingKind) and isinstance(node, dict):
        return {key: _typed(kind.kind, one) for key, one in node.items()}
    if isinstance(kind, RecordKind) and isinstance(node, dict):
        return typed(kind.cls, node)
    if isinstance(kind, FlagKind):
        return node == "true"
    if isinstance(kind, PercentKind) and isinstance(node, str):
        return float(node) if "." in node else int(node)
    return node


def written(value: object) -> str:
    """A value that is neither a record nor several, as it stands in a file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    return value.iso() if isinstance(value, Period) else str(value)
