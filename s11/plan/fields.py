"""Fields of the format: all that s11 knows of one stands in its one line in the model.

From it come reading, the JSON Schema, the reference of the format, the comparison of two versions and its words, the
search for people's names, and what is shown of a record.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Literal, TypedDict, TypeVar, Unpack

from s11.frozen import dataclass
from s11.plan.kinds import (
    WORDS,
    ChoiceKind,
    DayKind,
    FlagKind,
    IntervalKind,
    Kind,
    ListKind,
    MappingKind,
    PercentKind,
    Record,
    RecordKind,
    T,
    TextKind,
    record_in,
)

# How two versions are compared: as a value; word for word, where a slip may be mended and words be taken out; entry by
# entry; as the place that an address names; 'apart', by a comparison of its own. What stands beneath is a part itself.
Compared = Literal["value", "words", "entries", "place", "apart"]
# Whom a field names: keys of people, or also the words for a body that is none of them.
Names = Literal["", "people", "people_or_body"]


@dataclass(frozen=True, slots=True)
class EntryWords:
    """What one entry of a field is called, and several.

    ``event``: what a history calls its being entered; ``heading``: the heading of ``changes`` under which that stands.
    """

    one: str
    several: str
    event: str
    heading: str = "recorded"


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its kind, what it is for, and how each part of s11 deals with it.

    ``name`` is that of the model, ``key`` that of the file. ``prose``: it holds sentences, of which one word may be
    mended and words be taken out. ``weighs``: its entries may bear on how something stands. ``fillable``: an entry may
    be completed by it later. ``locates``: it says where a file lies, not what that says. ``shown``: under which name a
    view shows it, where that is another than its own; what no view has a place for is shown among the details, a row
    each. ``table_words``: what real tables call it, in small letters, with commas between. ``example``: a value as it
    is written, which editors offer; it stands in the plan of the reference (``EXAMPLE`` in
    ``s11/render/field_reference.py``).
    """

    kind: Kind[object]
    about: str
    key: str = ""
    required: bool = False
    prose: bool = False
    label: str = ""
    shown: str = ""
    compared: Compared = "value"
    entry: EntryWords | None = None
    weighs: bool = True
    fillable: bool = False
    names: Names = ""
    locates: bool = False
    table_words: str = ""
    example: str = ""
    name: str = ""

    @property
    def plain_name(self) -> str:
        return self.name.replace("_", " ")

    @property
    def in_words(self) -> str:
        """What it is called in a sentence: 'its note', 'the period'."""
        return self.label or f"'{self.plain_name}'"

    @property
    def entry_words(self) -> EntryWords:
        """What its entries are called; by its own name, where it has no words for them."""
        if self.entry is not None:
            return self.entry
        return EntryWords(f"entry under '{self.plain_name}'", f"entries under '{self.plain_name}'", self.name)

    @property
    def is_words(self) -> bool:
        """Whether words stand under it, of which none is a code or a key."""
        return isinstance(self.kind, TextKind) and not self.names

    @property
    def holds(self) -> type[Record] | None:
        """The record that it is, or that it lists."""
        return record_in(self.kind)


def field_of(field: dataclasses.Field[object]) -> Field | None:
    """What the model says of a field; None of one that never stands in a file."""
    spec = field.metadata.get("field")
    return dataclasses.replace(spec, name=field.name, key=spec.key or field.name) if isinstance(spec, Field) else None


V = TypeVar("V")


class _PerClass(dict[type, V]):
    def __init__(self, of: Callable[[type], V]):
        self.of = of

    def __missing__(self, cls: type) -> V:
        self[cls] = value = self.of(cls)
        return value


def per_class(of: Callable[[type], V]) -> Callable[[type], V]:
    """What is worked out of a record's class, once for each."""
    return _PerClass(of).__getitem__


@per_class
def fields_of(cls: type) -> tuple[Field, ...]:
    """The fields of a record that may stand in a file, in the order of the format; none for what is no record of it."""
    if not issubclass(cls, Record):
        return ()
    return tuple(field for one in dataclasses.fields(cls) if (field := field_of(one)) is not None)


@per_class
def _by_name(cls: type) -> dict[str, Field]:
    own = {field.name: field for field in fields_of(cls)}
    held = (field.kind.cls for field in own.values() if isinstance(field.kind, RecordKind))
    return {field.name: field for inner in held for field in fields_of(inner)} | own


def field_named(cls: type, name: str) -> Field | None:
    """A field of a record by its name; of an action also one of its measure, which is told with it."""
    return _by_name(cls).get(name)


@per_class
def people_fields(cls: type) -> tuple[str, ...]:
    """The fields of a record that name people by their keys."""
    return tuple(field.name for field in fields_of(cls) if field.names)


@per_class
def body_fields(cls: type) -> tuple[str, ...]:
    """Those of them that may also hold the words for a body, which is none of the plan's people."""
    return tuple(field.name for field in fields_of(cls) if field.names == "people_or_body")


@per_class
def fields_with_people(cls: type) -> tuple[str, ...]:
    """The fields of a record whose own records name people, themselves or further down."""
    holders = ((field.name, field.holds) for field in fields_of(cls))
    return tuple(name for name, held in holders if held and (people_fields(held) or fields_with_people(held)))


@per_class
def worded_fields(cls: type) -> tuple[tuple[str, str], ...]:
    """The fields of a record that hold words of its plan, with their keys: not people, days, flags and codes."""
    wordless = (DayKind, FlagKind, ChoiceKind, IntervalKind, PercentKind)
    fields = (field for field in fields_of(cls) if field.names != "people" and not isinstance(field.kind, wordless))
    return tuple((field.name, field.key) for field in fields)


# how a field is declared ---------------------------------------------------------------------------------------------
#
# Each of these gives dataclasses what it takes for a field, under the type of its value. What is needed is never None:
# without it there is no record. A part of a plan is kept without its id or text: these are empty then.


class Options(TypedDict, total=False):
    """What a line of the model may say of a field, beside its kind and what it is for."""

    key: str
    required: bool
    prose: bool
    label: str
    shown: str
    compared: Compared
    entry: EntryWords
    weighs: bool
    fillable: bool
    names: Names
    locates: bool
    table_words: str
    example: str


def needed(kind: Kind[T], about: str, **options: Unpack[Options]) -> T:
    """A value without which there is no record."""
    options["required"] = True
    declared: T = dataclasses.field(metadata={"field": Field(kind, about, **options)})
    return declared


def optional(kind: Kind[T], about: str, **options: Unpack[Options]) -> T | None:
    """A value, or None."""
    return dataclasses.field(default=None, metadata={"field": Field(kind, about, **options)})


def words(about: str, **options: Unpack[Options]) -> str:
    """Words, or none."""
    return dataclasses.field(default="", metadata={"field": Field(WORDS, about, **options)})


def prose(about: str, **options: Unpack[Options]) -> str:
    """Sentences, or none."""
    options["prose"] = True
    return words(about, **options)


def choice(about: str, *codes: str, **options: Unpack[Options]) -> str:
    """One of a few codes, or ''."""
    return dataclasses.field(default="", metadata={"field": Field(ChoiceKind(*codes), about, **options)})


def flag(about: str, **options: Unpack[Options]) -> bool:
    """Whether something holds; not, where nothing is said."""
    return dataclasses.field(default=False, metadata={"field": Field(FlagKind(), about, **options)})


def many(kind: Kind[T], about: str, *, bare: bool = True, **options: Unpack[Options]) -> tuple[T, ...]:
    """A list; with ``bare`` one value stands for a list of one."""
    return dataclasses.field(default=(), metadata={"field": Field(ListKind(kind, bare), about, **options)})


def keyed(
    kind: Kind[T], about: str, *, nothing: Callable[[], T] | None = None, **options: Unpack[Options]
) -> Mapping[str, T]:
    """Values by keys of the plan's own; ``nothing`` makes that of a key with nothing behind it."""
    return dataclasses.field(
        default_factory=dict, metadata={"field": Field(MappingKind(kind, nothing), about, **options)}
    )
