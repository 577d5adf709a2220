"""Kinds of value: how each is read from text, and how a JSON Schema says so."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import Field
from datetime import date as Day
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from s11.plan.spelling import did_you_mean, newer_than
from s11.text import Node, Path
from s11.when import Period, Timescale, parse_day, parse_fact_day

FIRST_YEAR, LAST_YEAR = 1900, 2199

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
Code = TypeVar("Code", bound=str)
Schema = dict[str, object]


class Record:
    """A record of the format: what stands in a file under keys of its own. Each is a frozen dataclass."""

    __slots__ = ()
    # what a finding calls one, and what the reference of the format calls it; '' where the name of the class says it
    finding_name: ClassVar[str] = ""
    reference_name: ClassVar[str] = ""
    # kept also without what it needs: half an action is still an action, half a note of progress says nothing
    kept: ClassVar[bool] = False
    # what the standard library asks of a dataclass
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


class Entry(Record):
    """A dated record: without its ``date`` there is none. Notes of progress, completions, endings and so on."""

    __slots__ = ()

    if TYPE_CHECKING:
        date: Day


R = TypeVar("R", bound=Record)


class Reader(Protocol):
    """What a kind asks of whoever reads the document."""

    def wrong(self, path: Path, message: str, hint: str) -> None: ...

    def item(self, kind: Kind[T], node: Node, path: Path) -> T | None: ...

    def record(self, cls: type[R], node: Node, path: Path) -> R | None: ...

    def lost_words(self, path: Path, kind: Kind[object]) -> bool: ...

    def timescale(self, phrases: list[str]) -> Timescale: ...

    def spelled(self, node: Node, path: Path) -> Timescale | None: ...


class Definitions(Protocol):
    """The records that a schema has defined so far."""

    def reference(self, cls: type[Record]) -> Schema:
        """The schema that points at a record's own."""
        ...


class Kind(ABC, Generic[T_co]):
    """What a value may be: how it is read from text, and how a schema says so.

    ``called``: what the reference of the format and an editor call it; '' where that depends on what it holds.
    """

    called: ClassVar[str] = ""

    @abstractmethod
    def read(self, reading: Reader, node: Node, path: Path) -> T_co | None:
        """The typed value, or None where it is none: then a finding has been made."""

    @abstractmethod
    def schema(self, defs: Definitions) -> Schema:
        """The same as JSON Schema; a record is defined once, in ``defs``."""

    def only_reading(self, words: str) -> str:
        """Words that are none of this kind, as it wants them, where they can mean one value only; else ''."""
        return ""


class TextKind(Kind[str]):
    """Any text; numbers and booleans are text too."""

    called = "words"

    def read(self, reading: Reader, node: Node, path: Path) -> str | None:
        if not isinstance(node, str):
            hint = "write the words on this line, or on the next after '>-'"
            reading.wrong(path, "words are wanted here, not " + shape(node), hint)
            return None
        return node.strip()

    def schema(self, defs: Definitions) -> Schema:
        return {"$ref": "#/$defs/words"}


class DayKind(Kind[Day]):
    """A day that exists, YYYY-MM-DD."""

    called = "a day, YYYY-MM-DD"
    hint = "write the day as YYYY-MM-DD, for example 2025-03-31"

    def read(self, reading: Reader, node: Node, path: Path) -> Day | None:
        day = self.parse(node.strip()) if isinstance(node, str) else None
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            message = f"'{node}' is not a day" if isinstance(node, str) else f"a day is wanted here, not {shape(node)}"
            reading.wrong(path, message + _why_no_day(node), self.hint)
            return None
        return day

    def parse(self, words: str) -> Day | None:
        return parse_day(words)

    def schema(self, defs: Definitions) -> Schema:
        return {"title": self.called, "type": "string", "pattern": rf"^\s*(?:{self._pattern()})\s*$"}

    def only_reading(self, words: str) -> str:
        from s11.when import only_day

        return only_day(words)

    def _pattern(self) -> str:
        return DAY_PATTERN


class FactDayKind(DayKind):
    """The day of something that has happened; its month, YYYY-MM, where no day is known."""

    called = "a day, YYYY-MM-DD, or a month, YYYY-MM"
    hint = "write the day as YYYY-MM-DD, for example 2025-03-31, or the month as YYYY-MM where no day is known"

    def parse(self, words: str) -> Day | None:
        return parse_fact_day(words)

    def only_reading(self, words: str) -> str:
        from s11.when import only_day, only_month

        return only_day(words) or only_month(words)

    def _pattern(self) -> str:
        return rf"{DAY_PATTERN}|{MONTH_PATTERN}"


class PercentKind(Kind[float]):
    """A number from 0 to 100, with or without its sign."""

    called = "a number from 0 to 100"
    _WRITTEN = r"(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)"

    def read(self, reading: Reader, node: Node, path: Path) -> float | None:
        match = re.fullmatch(rf"({self._WRITTEN})\s*%?", node.strip(), re.ASCII) if isinstance(node, str) else None
        if match is None:
            hint = "write how far it is by the lead's own word, for example 60, or take the line out"
            reading.wrong(path, f"{_quoted(node)} is not a number from 0 to 100", hint)
            return None
        return float(match[1]) if float(match[1]) % 1 else int(float(match[1]))

    def schema(self, defs: Definitions) -> Schema:
        number: Schema = {"title": self.called, "type": "number", "minimum": 0, "maximum": 100}
        signed: Schema = {"title": f"{self.called}, with its sign", "type": "string"}
        return {"anyOf": [number, {**signed, "pattern": rf"^\s*{self._WRITTEN}\s*%?\s*$"}]}


class ChoiceKind(Kind[Code]):
    """One of a few codes."""

    def __init__(self, *codes: Code):
        self.codes = codes

    def read(self, reading: Reader, node: Node, path: Path) -> Code | None:
        word = node.strip() if isinstance(node, str) else ""
        for code in self.codes:
            if word == code:
                return code
        if isinstance(node, str) and (newer := newer_than(node.strip(), self.codes)):
            message = f"'{node.strip()}' is newer than this s11, which reads {newer}"
            reading.wrong(path, message, "read it with a newer s11; nothing in the file need change")
            return None
        choice = self.codes[0] if len(self.codes) == 1 else f"one of {', '.join(self.codes)}"
        reading.wrong(path, f"{_quoted(node)} is not {choice}", did_you_mean(node, self.codes) or f"write {choice}")
        return None

    def only_reading(self, words: str) -> str:
        meant = [code for code in self.codes if _letters(code) == _letters(words)]
        return meant[0] if len(meant) == 1 else ""

    def schema(self, defs: Definitions) -> Schema:
        # an editor offers what is listed; with white space around it, as quotes can hold, it is read all the same
        listed: Schema = {"title": "one of these words", "type": "string", "enum": list(self.codes)}
        spaced: Schema = {"title": "one of these words, with white space around it", "type": "string"}
        codes = "|".join(self.codes)
        return {"anyOf": [listed, {**spaced, "pattern": rf"^(?:\s+(?:{codes})\s*|(?:{codes})\s+)$"}]}


class FlagKind(Kind[bool]):
    """true or false; yes and no are understood."""

    YES, NO = ("true", "yes", "on"), ("false", "no", "off")

    def read(self, reading: Reader, node: Node, path: Path) -> bool | None:
        word = node.strip().lower() if isinstance(node, str) else ""
        if word in self.YES:
            return True
        if word in self.NO:
            return False
        reading.wrong(path, f"{_quoted(node)} is neither true nor false", "write true, or take the line out")
        return None

    def schema(self, defs: Definitions) -> Schema:
        any_case = "|".join("".join(f"[{c.upper()}{c}]" for c in word) for word in self.YES + self.NO)
        spelled: Schema = {"title": "true or false, as a word", "type": "string"}
        return {
            "anyOf": [
                {"title": "true or false", "type": "boolean"},
                {**spelled, "pattern": rf"^\s*(?:{any_case})\s*$"},
            ]
        }


class IntervalKind(Kind[Period]):
    """An interval as an ISO 8601 duration of years, months, weeks or days."""

    called = "an interval: P1Y, P3M, P1W"

    def read(self, reading: Reader, node: Node, path: Path) -> Period | None:
        period = Period.parse(node.strip()) if isinstance(node, str) else None
        if period is None:
            hint = "write P1Y for every year, P3M for every quarter, P1M, P1W"
            reading.wrong(path, f"{_quoted(node)} is not an interval", hint)
        return period

    def schema(self, defs: Definitions) -> Schema:
        return {
            "title": self.called,
            "type": "string",
            "pattern": r"^\s*P(?=\d*[1-9])\d{1,3}[YMWD]\s*$",
            "examples": ["P1Y", "P3M", "P1M", "P1W"],
        }


class ListKind(Kind[tuple[T, ...]]):
    """A list; one bare value stands for a list of one."""

    def __init__(self, kind: Kind[T], bare: bool = True):
        self.kind, self.bare = kind, bare

    def read(self, reading: Reader, node: Node, path: Path) -> tuple[T, ...] | None:
        if isinstance(node, list):
            items = [reading.item(self.kind, item, (*path, index)) for index, item in enumerate(node)]
            return tuple([value for value in items if value is not None])
        if hint := _space_behind_dashes(node):
            # what the officer wrote is a list, and YAML does not see it
            reading.wrong(path, "a list is wanted here, and a space is missing behind its dashes", hint)
            return None
        if not self.bare:
            hint = "start each entry on a line of its own with a dash and a space"
            reading.wrong(path, f"a list is wanted here, not {shape(node)}", hint)
            return None
        value = self.kind.read(reading, node, path)
        return () if value is None else (value,)

    def schema(self, defs: Definitions) -> Schema:
        inner = self.kind.schema(defs)
        listed: Schema = {"title": "a list", "type": "array", "items": inner}
        return {"anyOf": [inner, listed]} if self.bare else listed


class MappingKind(Kind[Mapping[str, T]]):
    """A mapping from the plan's own words to values; ``nothing`` makes the value of a key with nothing behind it."""

    def __init__(self, kind: Kind[T], nothing: Callable[[], T] | None = None):
        self.kind, self.nothing = kind, nothing

    def read(self, reading: Reader, node: Node, path: Path) -> Mapping[str, T] | None:
        if not isinstance(node, dict):
            glued = _NO_SPACE.match(node) if isinstance(node, str) else None
            hint = "write 'KEY: words', one on each line"
            if glued:
                hint = f"a space belongs behind the colon: write '{glued[1]}: {glued[2]}'"
            reading.wrong(path, f"keys with values are wanted here, not {shape(node)}", hint)
            return None
        values: dict[str, T] = {}
        for key, child in node.items():
            if self.nothing is not None and isinstance(child, str) and not child.strip():
                reading.lost_words((*path, key), self.kind)
                values[key] = self.nothing()
                continue
            value = reading.item(self.kind, child, (*path, key))
            if value is not None:
                values[key] = value
        return values

    def schema(self, defs: Definitions) -> Schema:
        inner = self.kind.schema(defs)
        return {
            "title": "keys of the plan's own, each with what it stands for",
            "type": "object",
            "additionalProperties": or_nothing(inner) if self.nothing else inner,
        }


class RecordKind(Kind[R]):
    """A record with its own fields; with ``also`` one of them may stand for the whole of it."""

    def __init__(self, cls: type[R], also: Kind[object] | None = None, as_field: str = ""):
        self.cls, self.also, self.as_field = cls, also, as_field

    def read(self, reading: Reader, node: Node, path: Path) -> R | None:
        if self.also is not None and isinstance(node, str):
            value = self.also.read(reading, node, path)
            make: Callable[..., R] = self.cls
            return None if value is None else make(**{self.as_field: value})
        return reading.record(self.cls, node, path)

    def schema(self, defs: Definitions) -> Schema:
        reference = defs.reference(self.cls)
        return {"anyOf": [self.also.schema(defs), reference]} if self.also is not None else reference


class TimescaleKind(Kind[Timescale]):
    """Words saying when; several of them in a list; or words spelled out with their days."""

    def __init__(self, spelled: Kind[Record]):
        self.spelled = spelled

    def read(self, reading: Reader, node: Node, path: Path) -> Timescale | None:
        if isinstance(node, str):
            return reading.timescale([node])
        if isinstance(node, list):
            items = (reading.item(WORDS, item, (*path, index)) for index, item in enumerate(node))
            phrases = [words for words in items if words is not None]
            return reading.timescale(phrases) if phrases else None
        return reading.spelled(node, path)

    def schema(self, defs: Definitions) -> Schema:
        words = WORDS.schema(defs)
        return {"anyOf": [words, {"title": "a list", "type": "array", "items": words}, self.spelled.schema(defs)]}


WORDS = TextKind()


def shape(node: Node | None) -> str:
    """What a value is, in words, where it is not what is wanted."""
    if isinstance(node, dict):
        return "keys with values"
    if isinstance(node, list):
        return "a list"
    return "nothing" if not node else f"the words '{node[:40]}'"


def or_nothing(schema: Schema) -> Schema:
    """A value that may also be left empty."""
    nothing = {"$ref": "#/$defs/nothing"}
    choices = schema.get("anyOf")
    return {"anyOf": [*choices, nothing] if isinstance(choices, list) and len(schema) == 1 else [schema, nothing]}


def record_name(cls: type[Record]) -> str:
    """What a record is called in words."""
    word = cls.__name__.lower()
    return cls.reference_name or f"{'An' if word[0] in 'aeiou' else 'A'} {word}"


def record_line(cls: type[Record]) -> str:
    """What a record is, in a line."""
    return (cls.__doc__ or "").splitlines()[0]


def record_in(kind: Kind[object]) -> type[Record] | None:
    """The record that a value of a kind is, or that a list of them holds."""
    if isinstance(kind, RecordKind):
        held: type[Record] = kind.cls
        return held
    return record_in(kind.kind) if isinstance(kind, ListKind) else None


def holds_words(kind: Kind[object]) -> bool:
    """Whether a field of this kind holds words: then words behind a '#' are its own, and lost."""
    if isinstance(kind, ListKind):
        return holds_words(kind.kind)
    return isinstance(kind, TextKind | TimescaleKind) or (
        isinstance(kind, RecordKind) and isinstance(kind.also, TextKind)
    )


def _letters(words: str) -> str:
    """Words without their case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", words).lower()


DAY_PATTERN = (
    r"(?:19|20|21)\d\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))"
    r"|(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29"
)
MONTH_PATTERN = r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])"
GLUED_DASH = re.compile(r"-(?=[A-Za-z_])")
_GLUED_DASHES = re.compile(r"-[A-Za-z_].*?\s-[A-Za-z_]")
_NO_SPACE = re.compile(r"([A-Za-z_]\w*):([^\s:/]\S*)")


def _quoted(node: Node) -> str:
    return f"'{node}'" if isinstance(node, str) else shape(node)


def _space_behind_dashes(node: Node) -> str:
    """The hint for entries whose dashes are glued to their words; '' where none are."""
    if isinstance(node, dict) and (glued := next((key for key in node if GLUED_DASH.match(key)), "")):
        value = node[glued]
        return f"write '- {glued[1:]}: {value[:40] if isinstance(value, str) else ''}'"
    if isinstance(node, str) and node.startswith("-") and _GLUED_DASHES.match(node):
        return f"write '- {node.split()[0][1:]}', and so each entry"
    return ""


def _why_no_day(node: Node) -> str:
    match = re.fullmatch(r"\s*(\d{4})-(\d\d)-(\d\d)\s*", node) if isinstance(node, str) else None
    if match and 1 <= int(match[2]) <= 12 and int(match[3]) > 28:
        from calendar import month_name, monthrange

        year, month = int(match[1]), int(match[2])
        if FIRST_YEAR <= year <= LAST_YEAR:
            return f": {month_name[month]} {year} has {monthrange(year, month)[1]} days"
    return ""
