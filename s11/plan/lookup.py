"""What a person may call a field or a record of the format by: its key, its name, or what real tables call it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from s11.plan.fields import Field, fields_of
from s11.plan.kinds import Record, record_name
from s11.plan.places import records_of
from s11.plan.records import Plan
from s11.plan.spelling import fold_word

# a field of a record, with that record
Placed = tuple[type[Record], Field]


@dataclass(frozen=True, slots=True)
class Named:
    """What one name stands for: records, fields of that key, and fields that real tables call so."""

    records: tuple[type[Record], ...] = ()
    fields: tuple[Placed, ...] = ()
    called: tuple[Placed, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.records or self.fields or self.called)


def find_named(name: str) -> Named:
    """Everything that a name may mean: 'timescale', 'evidence.timescale', 'action', 'By when'."""
    if not _word(name):
        return Named()
    holder, dot, key = name.rpartition(".")
    if dot and holder.strip() and key.strip():
        records = _records(holder.rpartition(".")[2])
        placed = [(cls, field) for cls in records for field in fields_of(cls)]
        return Named((), tuple(one for one in placed if _is_key(one[1], key)), _called(placed, key))
    placed = [(cls, field) for cls in records_of(Plan) for field in fields_of(cls)]
    fields = tuple(one for one in placed if _is_key(one[1], name))
    return Named(tuple(cls for cls in records_of(Plan) if _word(name) in _names_of(cls)), fields, _called(placed, name))


def names_of_fields() -> Iterator[str]:
    """Every name that is found."""
    for cls in records_of(Plan):
        yield from sorted(_names_of(cls))
        for field in fields_of(cls):
            yield field.key
            yield from filter(None, field.table_words.split(", "))


def _records(name: str) -> list[type[Record]]:
    """The records of a name, or that stand under a field of that name."""
    return [
        cls
        for cls, places in records_of(Plan).items()
        if _word(name) in _names_of(cls) or any(_is_key(field, name) for _, field in places)
    ]


def _names_of(cls: type[Record]) -> set[str]:
    """'action'; 'piece of evidence' and 'evidence'; 'change of a timescale', 'revision' and 'date change'."""
    in_words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cls.__name__)
    names = (in_words, record_name(cls), cls.finding_name.strip("'"))
    return {re.sub(r"^(?:an?|the) ", "", _word(name)) for name in names if name}


def _called(placed: list[Placed], name: str) -> tuple[Placed, ...]:
    return tuple(one for one in placed if _word(name) in map(_word, one[1].table_words.split(", ")))


def _is_key(field: Field, name: str) -> bool:
    return _word(field.key) == _word(name)


def _word(name: str) -> str:
    return fold_word(re.sub(r"[-_]", " ", name))
