"""What stands at a place of an open file: the path of the value or key there, and what the format says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from s11.plan import Field, Kind, ListKind, MappingKind, Plan, Record, RecordKind, TimescaleKind, fields_of
from s11.text import Document, Path, Span


class Cursor(NamedTuple):
    """The value, or the key, that stands at an offset of what s11 reads."""

    path: Path
    on_key: bool
    span: Span


def cursor_at(document: Document, offset: int) -> Cursor | None:
    """What stands at an offset; None between things, and in a remark."""
    path: Path = ()
    while True:
        node = document.node(path)
        if isinstance(node, str):
            span = document.span(path)
            return Cursor(path, False, span) if path and span.start <= offset <= span.end else None
        if not node:
            return None
        step: str | int | None = None
        for key, _, entry in document.places.each(node):
            start = entry.key_start if entry.key_start >= 0 else entry.start
            if start > offset:
                break
            step = key
            if start <= offset <= entry.key_end:
                return Cursor((*path, key), True, Span(start, entry.key_end))
        if step is None:
            return None
        path = (*path, step)


@dataclass(frozen=True, slots=True)
class InFormat:
    """What the format says of a place: what may stand there, and the field that it is, or is part of.

    ``holder``: the record that has the field; ``own_key``: the place is a key of the plan's own, as those of people.
    """

    kind: Kind[object]
    field: Field | None = None
    holder: type[Record] | None = None
    own_key: bool = False

    @property
    def record(self) -> type[Record] | None:
        """The record that may be written at this place, itself or as the one entry of a list."""
        kind = self.kind
        if isinstance(kind, ListKind):
            kind = kind.kind
        if isinstance(kind, TimescaleKind):
            kind = kind.spelled
        return kind.cls if isinstance(kind, RecordKind) else None

    @property
    def entry(self) -> Kind[object]:
        """What one entry of it may be, where several may stand there."""
        return self.kind.kind if isinstance(self.kind, ListKind) else self.kind


def in_format(path: Path) -> InFormat | None:
    """What the format says of a place of a plan, whatever numbers its entries have; None where it has no such place."""
    at = InFormat(RecordKind(Plan))
    for step in path:
        kind = at.kind
        if isinstance(step, int):
            if isinstance(kind, ListKind):
                at = InFormat(kind.kind, at.field, at.holder)
            elif not isinstance(kind, TimescaleKind):
                return None
        elif isinstance(kind, MappingKind):
            at = InFormat(kind.kind, at.field, at.holder, own_key=True)
        elif (record := at.record) is not None:
            field = next((one for one in fields_of(record) if one.key == step), None)
            if field is None:
                return None
            at = InFormat(field.kind, field, record)
        else:
            return None
    return at
