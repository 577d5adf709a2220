"""What the format says of a place in a file: the record that stands there, the field, the kind of its value."""

from __future__ import annotations

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
