"""What the format says of a place in a file: the record that stands there, the field, the kind of its value."""

from __future__ import annotations

from collections.abc import Iterator

from s11.plan.fields import Field, fields_of
from s11.plan.kinds import Kind, ListKind, MappingKind, Record, RecordKind, TimescaleKind
from s11.plan.records import Plan
from s11.text import Path


def kind_at(path: Path) -> Kind[object] | None:
    """The kind of the value at a path of a plan; None where the format has nothing there."""
    kind: Kind[object] = RecordKind(Plan)
    for step in path:
        inner = _beneath(kind, step)
        if inner is None:
            return None
        kind = inner
    return kind


def record_at(path: Path) -> type[Record] | None:
    """The record whose fields stand under a path of a plan, or None."""
    kind = kind_at(path)
    return None if kind is None else _record(kind)


def field_at(path: Path) -> Field | None:
    """The field that a path of a plan ends with, or None: an entry of a list is no field."""
    holder = record_at(path[:-1]) if path else None
    return next((field for field in fields_of(holder) if field.key == path[-1]), None) if holder is not None else None


def words_kind(kind: Kind[object]) -> Kind[object]:
    """The kind of words alone in the place of a value: of one in the place of a list, or of what may stand for a
    record.
    """
    if isinstance(kind, ListKind):
        return words_kind(kind.kind)
    return kind.also if isinstance(kind, RecordKind) and kind.also is not None else kind


def _record(kind: Kind[object]) -> type[Record] | None:
    if isinstance(kind, ListKind):
        # one record alone stands for a list of one
        return _record(kind.kind)
    if isinstance(kind, TimescaleKind):
        return _record(kind.spelled)
    return kind.cls if isinstance(kind, RecordKind) else None


def _beneath(kind: Kind[object], step: str | int) -> Kind[object] | None:
    if isinstance(kind, ListKind | MappingKind) and isinstance(step, int) == isinstance(kind, ListKind):
        return kind.kind
    if isinstance(step, int):
        return None
    holder = _record(kind)
    return next((field.kind for field in fields_of(holder) if field.key == step), None) if holder is not None else None


def records_of(cls: type[Record]) -> dict[type[Record], tuple[tuple[type[Record], Field], ...]]:
    """A record and every one that may stand beneath it, itself first: each with the fields under which it stands."""
    found: dict[type[Record], list[tuple[type[Record], Field]]] = {cls: []}
    waiting = [cls]
    while waiting:
        holder = waiting.pop(0)
        for field in fields_of(holder):
            for inner in records_in(field.kind):
                if inner not in found:
                    found[inner] = []
                    waiting.append(inner)
                found[inner].append((holder, field))
    return {inner: tuple(places) for inner, places in found.items()}


def records_in(kind: Kind[object]) -> Iterator[type[Record]]:
    """The records that a value of a kind may be or hold."""
    if isinstance(kind, RecordKind):
        yield kind.cls
    elif isinstance(kind, ListKind | MappingKind):
        yield from records_in(kind.kind)
    elif isinstance(kind, TimescaleKind):
        yield from records_in(kind.spelled)
