"""The plan: what one file says, as frozen typed records, and the one description of the format.

Each record's fields say their kind, so that reading a file, naming a slip and writing the JSON Schema all come from the
same place. Text that cannot be given its type is a finding and stays out of the record; what can be read stands.
No line numbers here: a finding names a path, the document finds the place.
"""

from __future__ import annotations

import dataclasses
import gc
import re
import unicodedata
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import ClassVar

from s11.text import ERROR, MAX_BYTES, MAX_FINDINGS, Document, Finding, Node, Path, Source, Span, is_remark, read, unseen
from s11.when import STANDARD, Conventions, Period, Timescale, parse_day, parse_fact_day

FORMAT = "s11-plan/1"
ORIGINS = ("section-11", "inspection", "case-review", "audit", "peer-review", "strategy", "other")
STATED = ("off_track", "at_risk", "unrated", "not_started", "on_track", "completed", "verified", "ended")
MEANINGS = ("not_started", "on_track", "at_risk", "off_track", "completed", "verified", "ended", "unrated")
ENDINGS = ("suspended", "transferred", "no_longer_needed", "superseded", "entered_in_error")
RESPONSES = ("accepted", "partly", "rejected")
CORRECTION = "correction"
# what stands in the place of words that were taken out
REDACTED = "[redacted]"
TO_BE_CONFIRMED = "tbc"
FIRST_YEAR, LAST_YEAR = 1900, 2199


# kinds of value ------------------------------------------------------------------------------------------------------


class Kind(ABC):
    """What a value may be: how it is read from text, and how a schema says so."""

    @abstractmethod
    def read(self, reading: PlanReader, node: Node, path: Path):
        """The typed value, or None where it is none: then a finding has been made."""

    @abstractmethod
    def schema(self, defs: dict) -> dict:
        """The same as JSON Schema; records go into ``defs``."""


class TextKind(Kind):
    """Any text; numbers and booleans are text too."""

    def read(self, reading, node, path):
        if not isinstance(node, str):
            return reading.wrong(path, "words are wanted here, not " + _shape(node), "write the words on this line, or on the next after '>-'")
        return node.strip()

    def schema(self, defs):
        return {"type": ["string", "number", "boolean"], "pattern": r"\S"}


class DayKind(Kind):
    """A day that exists, YYYY-MM-DD."""

    hint = "write the day as YYYY-MM-DD, for example 2025-03-31"

    def read(self, reading, node, path):
        day = self.parse(node.strip()) if isinstance(node, str) else None
        if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
            said = f"'{node}' is not a day" if isinstance(node, str) else f"a day is wanted here, not {_shape(node)}"
            return reading.wrong(path, said + _why_no_day(node), self.hint)
        return day

    def parse(self, words: str) -> date | None:
        return parse_day(words)

    def schema(self, defs):
        return {"type": "string", "pattern": rf"^\s*(?:{self._pattern()})\s*$"}

    def _pattern(self) -> str:
        return _DAY_PATTERN


class FactDayKind(DayKind):
    """The day of something that has happened; its month, YYYY-MM, where no day is known."""

    hint = "write the day as YYYY-MM-DD, for example 2025-03-31, or the month as YYYY-MM where no day is known"

    def parse(self, words):
        return parse_fact_day(words)

    def _pattern(self):
        return rf"{_DAY_PATTERN}|{_MONTH_PATTERN}"


class PercentKind(Kind):
    """A number from 0 to 100, with or without its sign."""

    _WRITTEN = r"(?:100(?:\.0+)?|\d{1,2}(?:\.\d+)?)"

    def read(self, reading, node, path):
        match = re.fullmatch(rf"({self._WRITTEN})\s*%?", node.strip(), re.ASCII) if isinstance(node, str) else None
        if match is None:
            said = f"'{node}'" if isinstance(node, str) else _shape(node)
            return reading.wrong(path, f"{said} is not a number from 0 to 100", "write how far it is by the lead's own word, for example 60, or take the line out")
        return float(match[1]) if float(match[1]) % 1 else int(float(match[1]))

    def schema(self, defs):
        return {"anyOf": [{"type": "number", "minimum": 0, "maximum": 100}, {"type": "string", "pattern": rf"^\s*{self._WRITTEN}\s*%?\s*$"}]}


class ChoiceKind(Kind):
    """One of a few codes."""

    def __init__(self, *codes: str):
        self.codes = codes

    def read(self, reading, node, path):
        if isinstance(node, str) and node.strip() in self.codes:
            return node.strip()
        said = f"'{node}'" if isinstance(node, str) else _shape(node)
        if isinstance(node, str) and (newer := _newer_than(node.strip(), self.codes)):
            return reading.wrong(path, f"'{node.strip()}' is newer than this s11, which reads {newer}", "read it with a newer s11; nothing in the file need change")
        listed = f"write {self.codes[0]}" if len(self.codes) == 1 else f"write one of {', '.join(self.codes)}"
        said += f" is not {self.codes[0]}" if len(self.codes) == 1 else f" is not one of {', '.join(self.codes)}"
        return reading.wrong(path, said, did_you_mean(node, self.codes) or listed)

    def schema(self, defs):
        return {"type": "string", "pattern": rf"^\s*(?:{'|'.join(self.codes)})\s*$"}


class FlagKind(Kind):
    """true or false; yes and no are understood."""

    YES, NO = ("true", "yes", "on"), ("false", "no", "off")

    def read(self, reading, node, path):
        word = node.strip().lower() if isinstance(node, str) else ""
        if word in self.YES:
            return True
        if word in self.NO:
            return False
        said = f"'{node}'" if isinstance(node, str) else _shape(node)
        return reading.wrong(path, f"{said} is neither true nor false", "write true, or take the line out")

    def schema(self, defs):
        any_case = "|".join("".join(f"[{c.upper()}{c}]" for c in word) for word in self.YES + self.NO)
        return {"anyOf": [{"type": "boolean"}, {"type": "string", "pattern": rf"^\s*(?:{any_case})\s*$"}]}


class ListKind(Kind):
    """A list; one bare value stands for a list of one."""

    def __init__(self, kind: Kind, bare: bool = True):
        self.kind, self.bare = kind, bare

    def read(self, reading, node, path):
        if isinstance(node, list):
            return tuple(value for index, item in enumerate(node) if (value := reading.item(self.kind, item, (*path, index))) is not None)
        glued = isinstance(node, dict) and next((key for key in node if _GLUED_DASH.match(key)), "")
        if glued:
            # what the officer wrote is a list, and YAML does not see it
            after = node[glued] if isinstance(node[glued], str) else ""
            return reading.wrong(path, "a list is wanted here, and a space is missing behind its dashes", f"write '- {glued[1:]}: {after[:40]}'")
        if isinstance(node, str) and _GLUED_DASHES.match(node):
            return reading.wrong(path, "a list is wanted here, and a space is missing behind its dashes", f"write '- {node.split()[0][1:]}', and so each entry")
        if not self.bare:
            return reading.wrong(path, f"a list is wanted here, not {_shape(node)}", "start each entry on a line of its own with a dash and a space")
        value = self.kind.read(reading, node, path)
        return () if value is None else (value,)

    def schema(self, defs):
        inner = self.kind.schema(defs)
        listed = {"type": "array", "items": inner}
        return {"anyOf": [inner, listed]} if self.bare else listed


class MappingKind(Kind):
    """A mapping from the plan's own words to values."""

    def __init__(self, kind: Kind, empty: bool = False):
        self.kind, self.empty = kind, empty

    def read(self, reading, node, path):
        if not isinstance(node, dict):
            glued = _NO_SPACE.match(node) if isinstance(node, str) else None
            hint = f"a space belongs behind the colon: write '{glued[1]}: {glued[2]}'" if glued else "write 'KEY: words', one on each line"
            return reading.wrong(path, f"keys with values are wanted here, not {_shape(node)}", hint)
        found = {}
        for key, child in node.items():
            if self.empty and isinstance(child, str) and not child.strip():
                reading.lost_words((*path, key), self.kind)
                found[key] = self.kind.cls()
                continue
            value = reading.item(self.kind, child, (*path, key))
            if value is not None:
                found[key] = value
        return found

    def schema(self, defs):
        inner = self.kind.schema(defs)
        return {"type": "object", "additionalProperties": _or_nothing(inner) if self.empty else inner}


class RecordKind(Kind):
    """A record with its own fields."""

    def __init__(self, cls: type, also: Kind | None = None, as_field: str = ""):
        self.cls, self.also, self.as_field = cls, also, as_field

    def read(self, reading, node, path):
        if self.also is not None and isinstance(node, str):
            value = self.also.read(reading, node, path)
            return None if value is None else self.cls(**{self.as_field: value})
        return reading.record(self.cls, node, path)

    def schema(self, defs):
        name = self.cls.__name__
        if name not in defs:
            defs[name] = {}
            defs[name] = _record_schema(self.cls, defs)
        reference = {"$ref": f"#/$defs/{name}"}
        return {"anyOf": [self.also.schema(defs), reference]} if self.also is not None else reference


class TimescaleKind(Kind):
    """Words saying when; several of them in a list; or words spelled out with their days."""

    def read(self, reading, node, path):
        if isinstance(node, str):
            return reading.timescale([node], path)
        if isinstance(node, list):
            phrases = [p for index, item in enumerate(node) if (p := reading.item(_WORDS, item, (*path, index))) is not None]
            return reading.timescale(phrases, path) if phrases else None
        spelled = reading.record(SpelledTimescale, node, path)
        return None if spelled is None else reading.spelled(spelled)

    def schema(self, defs):
        words = _WORDS.schema(defs)
        return {"anyOf": [words, {"type": "array", "items": words}, RecordKind(SpelledTimescale).schema(defs)]}


class IntervalKind(Kind):
    """An interval as an ISO 8601 duration of years, months, weeks or days."""

    def read(self, reading, node, path):
        period = Period.parse(node.strip()) if isinstance(node, str) else None
        if period is None:
            said = f"'{node}'" if isinstance(node, str) else _shape(node)
            return reading.wrong(path, f"{said} is not an interval", "write P1Y for every year, P3M for every quarter, P1M, P1W")
        return period

    def schema(self, defs):
        return {"type": "string", "pattern": r"^\s*P(?=\d*[1-9])\d{1,3}[YMWD]\s*$"}


_WORDS = TextKind()
_DAY_PATTERN = (
    r"(?:19|20|21)\d\d-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8]))"
    r"|(?:(?:19|20|21)(?:0[48]|[2468][048]|[13579][26])|2000)-02-29"
)
_MONTH_PATTERN = r"(?:19|20|21)\d\d-(?:0[1-9]|1[0-2])"


def _value(kind: Kind, about: str, *, key: str = "", required: bool = False, default=None):
    return dataclasses.field(default=default, metadata={"kind": kind, "about": about, "key": key, "required": required})


def _words(about: str, *, key: str = "", required: bool = False):
    return _value(_WORDS, about, key=key, required=required, default="")


def _person(about: str, *, required: bool = False):
    return dataclasses.field(default="", metadata={"kind": _WORDS, "about": about, "key": "", "required": required, "person": True})


def _person_or_body(about: str):
    """A key of people, or the words for a body that is none of them."""
    return dataclasses.field(default="", metadata={"kind": _WORDS, "about": about, "key": "", "required": False, "person": True, "body": True})


def _people(about: str):
    return dataclasses.field(default=(), metadata={"kind": ListKind(_WORDS), "about": about, "key": "", "required": False, "person": True})


def _worded(cls: type, about: str):
    """A record that may be given by its text alone."""
    return dataclasses.field(default=None, metadata={"kind": RecordKind(cls, _WORDS, "text"), "about": about, "key": "", "required": False, "prose": True})


def _prose(about: str, *, required: bool = False):
    return dataclasses.field(default="", metadata={"kind": _WORDS, "about": about, "key": "", "required": required, "prose": True})


def _day(about: str, *, key: str = "", required: bool = False):
    return _value(DayKind(), about, key=key, required=required)


def _fact_day(about: str):
    return _value(FactDayKind(), about, required=True)


def _many(kind: Kind, about: str, *, bare: bool = True, required: bool = False):
    return _value(ListKind(kind, bare), about, default=(), required=required)


def _keyed(kind: Kind, about: str, *, empty: bool = False):
    return dataclasses.field(default_factory=dict, metadata={"kind": MappingKind(kind, empty), "about": about, "key": "", "required": False})


# records -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SpelledTimescale:
    """A timescale spelled out where words will not do."""

    text: str = _prose("the words as written", required=True)
    due: date | None = _day("the day it is due, or first due")
    every: Period | None = _value(IntervalKind(), "the interval at which it recurs, for example P1Y")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one word or colour of the plan's legend means."""

    means: str = _value(ChoiceKind(*MEANINGS), "the state it stands for", required=True, default="")
    label: str = _prose("the legend's own words for it")
    also: tuple[str, ...] = _many(_WORDS, "other spellings met in cells")
    colour: str = _words("the colour it is shown in, for words that are not colours")


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who answers for actions: a person, a post or a group."""

    name: str = _prose("the person's name")
    post: str = _prose("the post held")
    group: bool = _value(FlagKind(), "true for a group or committee", default=False)
    organisation: str = _words("the organisation, where it is another")
    left: date | None = _day("the day the person left")


@dataclass(frozen=True, slots=True)
class Provenance:
    """The document that the plan was taken from."""

    document: str = _words("its title")
    body: str = _words("the body it went to")
    date: date | None = _day("its date")


@dataclass(frozen=True, slots=True)
class Redacted:
    """Words taken out of an entry for a person's sake: what stood there reads ``[redacted]``, and nothing else differs."""

    date: date | None = _day("the day they were taken out", required=True)
    why: str = _prose("why, without saying what they were", required=True)
    by: str = _person("who decided it, a key of people")


def _redacted():
    return _many(RecordKind(Redacted), "what was taken out of its words for a person's sake, and reads [redacted] now")


@dataclass(frozen=True, slots=True)
class Reported:
    """One body that the plan has been taken to."""

    date: date | None = _fact_day("the day, or the month where no day is known")
    to: str = _words("the body", required=True)
    redacted: tuple[Redacted, ...] = _redacted()


@dataclass(frozen=True, slots=True)
class Control:
    """The plan's document control."""

    owner: str = _person("a key of people")
    author: str = _person("a key of people")
    version: str = _words("the version")
    last_reviewed: date | None = _day("the day the plan was last reviewed")
    next_review: Timescale | None = _value(TimescaleKind(), "when it is reviewed next, in words")
    document: str = _words("the document's own name")
    location: str = _words("where the document was kept")


@dataclass(frozen=True, slots=True)
class CarriedTo:
    """Where something is carried on: an address here, or a body outside."""

    address: str = _words("a plan's id, the address of an action or recommendation in it ('plan#4', 'plan#rec:4'), or '#4' in this plan")
    body: str = _words("a body whose plans are not kept here")


def _carried_to(about: str):
    return _many(RecordKind(CarriedTo, _WORDS, "address"), about)


@dataclass(frozen=True, slots=True)
class Closed:
    """The plan is closed."""

    date: date | None = _day("the day", required=True)
    why: str = _prose("why")
    to: tuple[CarriedTo, ...] = _carried_to("what carries on with what was open: one or several")


@dataclass(frozen=True, slots=True)
class Progress:
    """One dated note of progress."""

    date: date | None = _fact_day("the day, or the month where no day is known")
    by: str = _person("who noted it, a key of people")
    percent: float | None = _value(PercentKind(), "how far it is by the lead's own word, 0 to 100; shown, never added up")
    note: str = _prose("what was done or found", required=True)
    redacted: tuple[Redacted, ...] = _redacted()


@dataclass(frozen=True, slots=True)
class DateChange:
    """One change of a timescale; the words before it are kept for ever."""

    date: date | None = _day("the day the timescale was changed", required=True)
    before: Timescale | None = _value(TimescaleKind(), "the timescale before the change", key="from", required=True)
    how: str = _value(ChoiceKind(CORRECTION), "correction: the words before were wrong when they were written, so that nothing was moved", key="as", default="")
    why: str = _prose("why it was changed")
    by: str = _person("who entered the change, a key of people")
    asked: date | None = _day("the day on which more time was asked for")
    approved_by: str = _person_or_body("who approved the change: a key of people, or a body")
    redacted: tuple[Redacted, ...] = _redacted()

    @property
    def corrects(self) -> bool:
        """Whether the words before it were wrong when they were written, so that nothing was moved."""
        return self.how == CORRECTION


@dataclass(frozen=True, slots=True)
class Refusal:
    """More time was asked for and not given."""

    date: date | None = _day("the day", required=True)
    by: str = _person_or_body("who refused it: a key of people, or a body")
    why: str = _prose("why")


@dataclass(frozen=True, slots=True)
class Request:
    """More time asked for. It moves nothing; granted, it stays, and a change of the timescale is entered beside it."""

    date: date | None = _day("the day on which it was asked for", required=True)
    to: Timescale | None = _value(TimescaleKind(), "until when, in words", required=True)
    by: str = _person("who asked for it, a key of people")
    why: str = _prose("why more time is needed")
    refused: Refusal | None = _value(RecordKind(Refusal, DayKind(), "date"), "the day it was refused; or the day, by whom and why")
    redacted: tuple[Redacted, ...] = _redacted()


def _requests():
    return _many(RecordKind(Request), "more time asked for, whether or not it was granted, oldest first")


@dataclass(frozen=True, slots=True)
class Done:
    """One completion or receipt, and the cycle it is for where it says so."""

    date: date | None = _fact_day("the day, or the month where no day is known")
    cycle: date | None = _day("a day in the cycle it is for, best its due day", key="for")


@dataclass(frozen=True, slots=True)
class SignedOff:
    """Someone checked that it was done."""

    date: date | None = _fact_day("the day, or the month where no day is known")
    by: str = _person("who checked, a key of people", required=True)
    redacted: tuple[Redacted, ...] = _redacted()


@dataclass(frozen=True, slots=True)
class Ended:
    """Closed without being done."""

    how: str = _value(ChoiceKind(*ENDINGS), "how it ended", key="as", required=True, default="")
    date: date | None = _day("the day", required=True)
    why: str = _prose("why")
    to: tuple[CarriedTo, ...] = _carried_to("the plans, actions or bodies that carry it on: one or several")
    redacted: tuple[Redacted, ...] = _redacted()


@dataclass(frozen=True, slots=True)
class Response:
    """What the body answered to a recommendation."""

    how: str = _value(ChoiceKind(*RESPONSES), "the answer", key="as", required=True, default="")
    why: str = _prose("why")


@dataclass(frozen=True, slots=True)
class Theme:
    """A heading over recommendations."""

    heading: str = _words("the heading", required=True)
    note: str = _prose("words for which the format has no field")


_DONE = RecordKind(Done, FactDayKind(), "date")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows that an action was done: expected, then received."""

    of: ClassVar[str] = "evidence"
    mark: ClassVar[str] = ""

    text: str = _prose("what it is", required=True)
    timescale: Timescale | None = _value(TimescaleKind(), "when it is expected, in words")
    revised: tuple[DateChange, ...] = _many(RecordKind(DateChange), "every change of the timescale, oldest first")
    requests: tuple[Request, ...] = _requests()
    received: tuple[Done, ...] = _many(_DONE, "the day it was received; a list where it recurs")
    lead: tuple[str, ...] = _people("who answers for it, keys of people")
    link: str = _words("where it can be read")
    note: str = _prose("words for which the format has no field")
    redacted: tuple[Redacted, ...] = _redacted()


@dataclass(frozen=True, slots=True)
class Milestone(Evidence):
    """A dated step on the way: of the shape of evidence, and judged as evidence is."""

    of: ClassVar[str] = "milestone"
    mark: ClassVar[str] = "m"

    text: str = _prose("what is to be reached", required=True)
    timescale: Timescale | None = _value(TimescaleKind(), "when it is to be reached, in words")
    received: tuple[Done, ...] = _many(_DONE, "the day it was reached; a list where it recurs")


@dataclass(frozen=True, slots=True)
class MeasureReading:
    """One reading of a measure: where it stood on a day."""

    date: date | None = _fact_day("the day it stood so, or the month where no day is known")
    value: str = _words("where it stood, as it was read", required=True)
    note: str = _prose("words for which the format has no field")
    redacted: tuple[Redacted, ...] = _redacted()


@dataclass(frozen=True, slots=True)
class Measure:
    """How one will know that it worked: words, or words with where it stood, where it should and where it does stand."""

    text: str = _prose("what is measured", required=True)
    baseline: str = _words("where it stood before")
    target: str = _words("where it should stand when the action is done")
    readings: tuple[MeasureReading, ...] = _many(RecordKind(MeasureReading), "where it stood since, oldest first")

    def last(self, day: date) -> MeasureReading | None:
        """The newest reading on or before a day; of several of one day the one written last."""
        return max((one for one in reversed(self.readings) if one.date <= day), key=lambda one: one.date.toordinal(), default=None)


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to be done."""

    id: str = _words("unique among the plan's actions; never used again", required=True)
    text: str = _prose("what is to be done", required=True)
    lead: tuple[str, ...] = _people("who answers for it, keys of people")
    timescale: Timescale | None = _value(TimescaleKind(), "when, in words")
    revised: tuple[DateChange, ...] = _many(RecordKind(DateChange), "every change of the timescale, oldest first")
    requests: tuple[Request, ...] = _requests()
    measure: Measure | None = _worded(Measure, "how one will know that it worked; never judged late")
    rag: str = _words("the rating, a word of the legend")
    as_at: date | None = _day("the day this rating was stated, where it is another than the plan's")
    proposed: bool = _value(FlagKind(), "still to be discussed and agreed", default=False)
    continuing: bool = _value(FlagKind(), "done and carried on as usual", default=False)
    evidence: tuple[Evidence, ...] = _many(RecordKind(Evidence), "what shows that it was done")
    milestones: tuple[Milestone, ...] = _many(RecordKind(Milestone), "dated steps on the way, judged as evidence is")
    progress: tuple[Progress, ...] = _many(RecordKind(Progress), "dated notes, oldest first")
    completed: tuple[Done, ...] = _many(_DONE, "the day it was done; every time, where it recurs")
    signed_off: SignedOff | None = _value(RecordKind(SignedOff), "who checked that it was done")
    ended: Ended | None = _value(RecordKind(Ended), "closed without being done")
    remedy: str = _prose("what is being done about it where it is off track")
    detail: str = _words("the id of a more detailed plan beneath")
    awaiting: str = _words("another body's move that it depends on")
    review: Timescale | None = _value(TimescaleKind(), "when an ongoing action is looked at again")
    priority: str = _words("its priority, in the plan's own words")
    sensitive: bool = _value(FlagKind(), "not for a public report", default=False)
    standards: tuple[str, ...] = _many(_WORDS, "ids of standards it answers")
    note: str = _prose("words for which the format has no field")

    @property
    def pieces(self) -> tuple[Evidence, ...]:
        """All that may fall due beneath it: its evidence, then its milestones."""
        return (*self.evidence, *self.milestones) if self.milestones else self.evidence

    def number(self, at: int) -> int:
        """The number that a piece has among its kind, from 1; ``at`` counts all pieces from 0."""
        return at + 1 - (len(self.evidence) if at >= len(self.evidence) else 0)


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the plan answers: a recommendation, learning point, standard or objective."""

    id: str = _words("unique among the plan's recommendations", required=True)
    text: str = _prose("its words", required=True)
    theme: str = _words("a key of themes")
    response: Response | None = _value(RecordKind(Response), "what was answered to it")
    rag: str = _words("the rating stated for the whole; its actions carry it unless they have their own")
    as_at: date | None = _day("the day this rating was stated, where it is another than the plan's")
    lead: tuple[str, ...] = _people("who answers for its actions unless they say otherwise")
    timescale: Timescale | None = _value(TimescaleKind(), "when, for its actions unless they say otherwise")
    revised: tuple[DateChange, ...] = _many(RecordKind(DateChange), "every change of that timescale, oldest first")
    requests: tuple[Request, ...] = _requests()
    completed: tuple[Done, ...] = _many(_DONE, "the day its actions were done unless they say otherwise")
    standards: tuple[str, ...] = _many(_WORDS, "ids of standards it answers")
    remedy: str = _prose("what is being done about it where it is off track")
    sensitive: bool = _value(FlagKind(), "not for a public report", default=False)
    note: str = _prose("words for which the format has no field")
    actions: tuple[Action, ...] = _many(RecordKind(Action), "what is to be done", bare=False)
    withheld: int = 0  # actions that a reader is not shown: of a public twin, never of a file


@dataclass(frozen=True, slots=True)
class Plan:
    """One action plan document."""

    format: str = _value(ChoiceKind(FORMAT), "the kind of file and the version of the format", required=True, default="")
    title: str = _prose("the plan's own title", required=True)
    organisation: str = _words("whose plan it is", required=True)
    origin: str = _value(ChoiceKind(*ORIGINS), "what it came from", required=True, default="")
    agreed: date | None = _day("the day a body agreed it; left out if none has")
    as_at: date | None = _day("the day the ratings were last stated as a whole")
    period: Timescale | None = _value(TimescaleKind(), "the period it covers, in words")
    called: str = _words("what this plan calls a recommendation")
    source: Provenance | None = _value(RecordKind(Provenance), "the document it was taken from")
    reported: tuple[Reported, ...] = _many(RecordKind(Reported), "where it has been taken, oldest first")
    control: Control | None = _value(RecordKind(Control), "document control")
    arises_from: tuple[str, ...] = _many(_WORDS, "what it arises from")
    marking: str = _words("the protective marking as written")
    standards: tuple[str, ...] = _many(_WORDS, "the lists of standards it follows")
    rag: Mapping[str, Meaning] = _keyed(RecordKind(Meaning), "the legend: what this plan's colours mean")
    people: Mapping[str, Person] = _keyed(RecordKind(Person), "who answers for actions", empty=True)
    terms: Mapping[str, str] = _keyed(_WORDS, "abbreviations and what they stand for")
    themes: Mapping[str, Theme] = _keyed(RecordKind(Theme, _WORDS, "heading"), "headings over recommendations")
    progress: tuple[Progress, ...] = _many(RecordKind(Progress), "dated notes on the plan as a whole")
    closed: Closed | None = _value(RecordKind(Closed), "the plan is closed")
    note: str = _prose("words for which the format has no field")
    recommendations: tuple[Recommendation, ...] = _many(RecordKind(Recommendation), "what the plan answers", bare=False, required=True)
    id: str = ""
    from_day: date | None = None
    from_name: str = ""
    spellings: Mapping[str, Meaning] = dataclasses.field(default_factory=dict, repr=False)

    def actions(self) -> Iterator[tuple[Recommendation, Action]]:
        for recommendation in self.recommendations:
            for action in recommendation.actions:
                yield recommendation, action

    def named_plans(self) -> tuple[str, ...]:
        """The ids of other plans by which something of this one is carried on."""
        places = [*(self.closed.to if self.closed else ()), *(place for _, action in self.actions() if action.ended for place in action.ended.to)]
        names = dict.fromkeys(place.address.partition("#")[0] for place in places if place.address)
        return tuple(name for name in names if name not in ("", self.id))

    def meaning(self, word: str) -> Meaning | None:
        """The legend's entry for a rating as it is spelled in a cell; case and white space are ignored."""
        return self.spellings.get(_fold(word))

    def state(self, word: str) -> str:
        """The state a rating stands for; 'unrated' for no rating or a word the legend does not have."""
        meaning = self.meaning(word) if word else None
        return meaning.means if meaning else "unrated"

    def legend_word(self, word: str) -> str:
        """The legend's own key for a rating as it is spelled in a cell, or '' where it has none, or more than one claims it."""
        folded = _fold(word)
        if folded not in self.spellings:
            return ""
        for key, meaning in self.rag.items():
            if folded == _fold(key) or any(folded == _fold(also) for also in meaning.also):
                return key
        return ""

    def address(self, action: Action, at: int | None = None) -> str:
        """Where an action stands, 'plan#4'; with ``at`` (from 0) one of its pieces: evidence 'plan#4/2', milestone 'plan#4/m2'."""
        return f"{self.id}#{action.id}" + ("" if at is None else f"/{action.pieces[at].mark}{action.number(at)}")

    def address_of(self, recommendation: Recommendation) -> str:
        return f"{self.id}#rec:{recommendation.id}"

    @property
    def calls_it(self) -> str:
        return self.called or "Recommendation"


def own_leads(recommendation: Recommendation, action: Action) -> tuple[str, ...]:
    """The leads of an action: its own, else its recommendation's."""
    return action.lead or recommendation.lead


KEPT = (Plan, Recommendation, Action, Evidence, Milestone)


def leads_of(recommendation: Recommendation, action: Action) -> tuple[str, ...]:
    """Who answers for an action: its leads, and where it has none those that its evidence and milestones name."""
    return own_leads(recommendation, action) or tuple(dict.fromkeys(lead for piece in action.pieces for lead in piece.lead))


def same_person(plan: Plan, one: str, other: str) -> bool:
    """Whether two keys stand for one person: they are one key, or both have the same name."""
    if one == other:
        return True
    first, second = (plan.people[key].name if key in plan.people else key for key in (one, other))
    return bool(first) and _fold(first) == _fold(second)


def to_be_confirmed(lead: str) -> bool:
    return _fold(lead) == TO_BE_CONFIRMED


OPEN_MARKINGS = frozenset(["OFFICIAL", "PUBLIC", "OPEN", "UNCLASSIFIED", "UNRESTRICTED", "NOTPROTECTIVELYMARKED", "NPM", "NOTMARKED", "NONE", "OFFICIALPUBLIC", "OFFICIALOPEN", "FORPUBLICATION", "PARTI", "PART1"])
_CLOSED_MARKING = re.compile(r"SENSITIVE|SECRET|CONFIDENTIAL|NOTFORPUBLICATION")


def marking_letters(marking: str) -> str:
    """A marking without case, spacing and hyphens, so that every spelling of it is one."""
    return "".join(c for c in unicodedata.normalize("NFKC", marking).upper() if c.isalnum())


def kept_from_public(marking: str, open_markings: Collection[str] = ()) -> bool:
    """Whether a marking says that not everybody may read it: any that is not known to be open.

    ``open_markings`` are a council's own, by their letters, beside those that government and councils use.
    """
    letters = marking_letters(marking)
    return bool(letters) and letters not in OPEN_MARKINGS and letters not in open_markings


@cache
def described(cls: type) -> tuple[dataclasses.Field, ...]:
    """The fields of a record that may stand in a file, in the order of the format; none for what is no record of it."""
    return tuple(field for field in dataclasses.fields(cls) if "kind" in field.metadata) if dataclasses.is_dataclass(cls) else ()


@cache
def people_fields(cls: type) -> tuple[str, ...]:
    """The fields of a record that name people by their keys."""
    return tuple(field.name for field in described(cls) if field.metadata.get("person"))


@cache
def body_fields(cls: type) -> tuple[str, ...]:
    """Those of them that may also hold the words for a body, which is none of the plan's people."""
    return tuple(field.name for field in described(cls) if field.metadata.get("body"))


@cache
def prose_fields(cls: type) -> tuple[str, ...]:
    """The fields of a record that hold sentences: one word in them may be mended, and words be taken out."""
    return tuple(field.name for field in described(cls) if field.metadata.get("prose"))


def own_address(plan_id: str, address: str) -> str:
    """An address as it is written in a plan, in full: '#4' is an action of that very plan."""
    return plan_id + address if address.startswith("#") else address


@cache
def fields_with_people(cls: type) -> tuple[str, ...]:
    """The fields of a record whose own records name people, themselves or further down."""
    return tuple(field.name for field in described(cls) if (held := _record_in(field.metadata["kind"])) and (people_fields(held) or fields_with_people(held)))


@cache
def worded_fields(cls: type) -> tuple[tuple[str, str], ...]:
    """The fields of a record that hold words of its plan, with their keys in the file: not people, days, flags and codes."""
    wordless = (DayKind, FlagKind, ChoiceKind, IntervalKind, PercentKind)
    kept = (field for field in described(cls) if (not field.metadata.get("person") or field.metadata.get("body")) and not isinstance(field.metadata["kind"], wordless))
    return tuple((field.name, field.metadata["key"] or field.name) for field in kept)


def _record_in(kind: Kind) -> type | None:
    return kind.cls if isinstance(kind, RecordKind) else _record_in(kind.kind) if isinstance(kind, ListKind) else None


def fold_word(word: str) -> str:
    """A word of the legend as it is compared: case, white space and the width of its letters are ignored."""
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word)
    return " ".join(word.split()).casefold()


_fold = fold_word


# reading -------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class PlanFile:
    """One file: its document, the plan as far as it could be read, what was wrong, and the fields thereby in doubt.

    Of many faults the first are kept, and a last one says how many more there are.
    """

    document: Document
    plan: Plan | None
    findings: tuple[Finding, ...]
    doubts: frozenset[Path] = frozenset()
    # the calendar with which its timescales were read
    conventions: Conventions = STANDARD
    around_doubts: frozenset[Path] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.around_doubts = frozenset(doubt[:end] for doubt in self.doubts for end in range(1, len(doubt) + 1))

    def in_doubt(self, path: Path) -> bool:
        """Whether a place is a field in doubt, or lies within one."""
        return bool(self.doubts) and any(path[:end] in self.doubts for end in range(len(path) + 1))

    def holds_doubt(self, path: Path) -> bool:
        """Whether a place is a field in doubt, or one lies within it."""
        return path in self.around_doubts

    @property
    def source(self) -> Source:
        return self.document.source

    @property
    def whole(self) -> bool:
        """Whether every word of the file has found its place."""
        return self.plan is not None and not self.findings


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """Every file that was read, in order of id."""

    files: tuple[PlanFile, ...]
    _by_id: dict[str, PlanFile] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {file.source.id: file for file in reversed(self.files)})

    @classmethod
    def of(cls, files: Iterable[PlanFile]) -> PlanFiles:
        """Files as a register. Of two that have one id the first by its name is the plan: the other is an error, and counts nowhere."""
        return cls(tuple(_one_of_an_id(sorted(files, key=lambda file: (file.source.id, file.source.name)))))

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(file.source.id for file in self.files)

    @property
    def plans(self) -> tuple[Plan, ...]:
        return tuple(file.plan for file in self.files if file.plan is not None)

    def file(self, plan_id: str) -> PlanFile | None:
        return self._by_id.get(plan_id)

    def plan(self, plan_id: str) -> Plan | None:
        file = self.file(plan_id)
        return file.plan if file else None


class Streamed:
    """The same files, of which only one is held at a time: each is read when it is come to, and read again when it is asked for.

    ``sources``: with their bytes, or such as read them when they are come to; ``names``: each file's name and id.
    """

    def __init__(self, sources: Sequence[Source], names: Sequence[tuple[str, str]], conventions: Conventions = STANDARD):
        self.conventions = conventions
        self._sources = sources
        self._names = names
        self._order = sorted(range(len(names)), key=lambda at: (names[at][1], names[at][0]))
        self._by_id = {names[at][1]: at for at in reversed(self._order)}
        self._asked: dict[str, PlanFile] = {}

    def __len__(self) -> int:
        return len(self._names)

    @property
    def files(self) -> Iterator[PlanFile]:
        return self.some(range(len(self)))

    def some(self, numbers: Iterable[int]) -> Iterator[PlanFile]:
        """The files that have these numbers in the order of the register, each as it stands among all of them."""
        for number in numbers:
            yield _among(self._one(self._order[number]), self._named_before(number))

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Each file's name and id, in the order of the register."""
        return tuple(self._names[at] for at in self._order)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(plan_id for _, plan_id in self.names)

    def file(self, plan_id: str) -> PlanFile | None:
        """One file, read for its own sake; the last few that were asked for are kept."""
        if plan_id not in self._by_id:
            return None
        if plan_id not in self._asked:
            while len(self._asked) >= _KEPT:
                del self._asked[next(iter(self._asked))]
            self._asked[plan_id] = self._one(self._by_id[plan_id])
        return self._asked[plan_id]

    def plan(self, plan_id: str) -> Plan | None:
        file = self.file(plan_id)
        return file.plan if file else None

    def _one(self, at: int) -> PlanFile:
        return load_one(self._sources[at], self.conventions)

    def _named_before(self, number: int) -> str:
        """The name of a file that has the same id and comes before this one; '' where there is none."""
        name, plan_id = self._names[self._order[number]]
        while number and self._names[self._order[number - 1]][1] == plan_id:
            number -= 1
            if (other := self._names[self._order[number]][0]) != name:
                return other
        return ""


# how many plans that others point at are kept at once
_KEPT = 16
AnyRegister = PlanFiles | Streamed


def _one_of_an_id(files: Iterable[PlanFile]) -> Iterator[PlanFile]:
    """Files in order of id and name, each as it stands among all of them."""
    names: list[str] = []
    plan_id = ""
    for file in files:
        if file.source.id != plan_id:
            plan_id, names = file.source.id, []
        yield _among(file, next((name for name in reversed(names) if name != file.source.name), ""))
        names.append(file.source.name)


def _among(file: PlanFile, first: str) -> PlanFile:
    """A file where ``first`` names another of the same id that is the plan, if there is one."""
    return _second_of(file, first) if first else file


def load(sources: Iterable[Source], conventions: Conventions = STANDARD) -> PlanFiles:
    """Read every source. Bad input is a finding, never an exception."""
    collecting = gc.isenabled()
    # a portfolio is a million small objects that all stay: looking through them for rubbish doubles the time
    gc.disable()
    try:
        files = [load_one(source, conventions) for source in sources]
    finally:
        if collecting:
            gc.enable()
    return PlanFiles.of(files)


def _second_of(file: PlanFile, first: str) -> PlanFile:
    message = f"{file.source.name} and {first} are one plan to s11, '{file.source.id}': of this file nothing is read"
    place = file.document.place(Span(0, 0))
    found = Finding("S101", ERROR, file.source.name, (), place, message, "take one of the two away, or give it a name of its own", plan=file.source.id)
    return PlanFile(file.document, None, (found,))


def load_one(source: Source, conventions: Conventions = STANDARD) -> PlanFile:
    return load_document(read(source), conventions)


def load_document(document: Document, conventions: Conventions = STANDARD) -> PlanFile:
    reading = PlanReader(document, conventions)
    plan = reading.plan()
    return PlanFile(document, plan, reading.findings(), frozenset(reading.doubts), conventions)


class TimescaleReader:
    """Many versions of the same plans: each distinct text is read once, and of a version only what the others do not hold.

    Two versions of a plan differ in a line or two. A version is cut where its recommendations begin, and a
    recommendation where its actions do; each piece is read by itself, once, and where every one of them reads without
    a fault, together they are the plan. Any other text is read whole. The document of a version that was put together
    holds no places: nothing in it can be pointed at.
    """

    def __init__(self) -> None:
        self._read: dict[tuple[Source, Conventions], PlanFile] = {}
        self._plans: dict[tuple[str, bytes, bytes, Conventions], Plan | None] = {}
        self._recommendations: dict[tuple[bytes, date | None, str, Conventions], Recommendation | None] = {}
        self._pieces: dict[tuple[str, bytes, date | None, str, Conventions], Recommendation | Action | None] = {}

    def register(self, sources: Iterable[Source], conventions: Conventions = STANDARD) -> PlanFiles:
        files = (self._one(source, conventions) for source in sources)
        return PlanFiles.of(files)

    def _one(self, source: Source, conventions: Conventions) -> PlanFile:
        found = self._read.get((source, conventions))
        if found is None:
            found = self._read[source, conventions] = self._put_together(source, conventions) or load_one(source, conventions)
        return found

    def _put_together(self, source: Source, conventions: Conventions) -> PlanFile | None:
        cut = _cut(source.data, _RECOMMENDATIONS) if len(source.data) <= MAX_BYTES else None
        if cut is None:
            return None
        key = (source.id, cut.before, cut.after, conventions)
        if key not in self._plans:
            held, text = cut.holding(source.data)
            loaded = load_one(Source(source.name, source.id, text), conventions)
            self._plans[key] = loaded.plan if loaded.whole and loaded.document.root.get("recommendations") == [held] else None
        plan = self._plans[key]
        if plan is None:
            return None
        recommendations = []
        for piece in cut.pieces:
            key = (piece, plan.from_day, plan.from_name, conventions)
            if key not in self._recommendations:
                self._recommendations[key] = self._recommendation(piece, plan, conventions)
            recommendations.append(self._recommendations[key])
        if None in recommendations:
            return None
        return PlanFile(Document(source, ""), dataclasses.replace(plan, recommendations=tuple(recommendations)), (), conventions=conventions)

    def _recommendation(self, piece: bytes, plan: Plan, conventions: Conventions) -> Recommendation | None:
        cut = _cut(piece, _ACTIONS)
        if cut is None:
            return self._piece("recommendations", piece, plan, conventions)
        held, text = cut.holding(piece)
        around = self._piece("recommendations", text, plan, conventions)
        actions = [self._piece("actions", inner, plan, conventions) for inner in cut.pieces]
        if around is None or None in actions or [(action.id, action.text) for action in around.actions] != [(held["id"], held["text"])]:
            return self._piece("recommendations", piece, plan, conventions)
        return dataclasses.replace(around, actions=tuple(actions))

    def _piece(self, listed: str, piece: bytes, plan: Plan, conventions: Conventions) -> Recommendation | Action | None:
        """One entry of a list, read by itself; None where it is not one entry without a fault."""
        key = (listed, piece, plan.from_day, plan.from_name, conventions)
        if key not in self._pieces:
            document = read(Source("", "", listed.encode() + b":\n" + piece))
            reading = PlanReader(document, conventions)
            reading.from_day, reading.from_name = plan.from_day, plan.from_name
            entries = document.root.get(listed) if isinstance(document.root, dict) and len(document.root) == 1 else None
            alone = isinstance(entries, list) and len(entries) == 1
            found = reading.item(RecordKind(Recommendation if listed == "recommendations" else Action), entries[0], (listed, 0)) if alone else None
            self._pieces[key] = None if reading.faults else found
        return self._pieces[key]


@dataclass(frozen=True, slots=True)
class _Cut:
    """A text around a list, and the entries of the list."""

    before: bytes
    pieces: list[bytes]
    after: bytes
    mark: bytes

    def holding(self, text: bytes) -> tuple[dict[str, str], bytes]:
        """The text around with one entry that stands nowhere in it, and that entry."""
        held = b"held"
        while held in text:
            held += b"-"
        return {"id": held.decode(), "text": held.decode()}, self.before + self.mark + b"{id: %s, text: %s}\n" % (held, held) + self.after


_RECOMMENDATIONS = re.compile(rb"(?<![^\n])recommendations:[ ]*\r?\n")
_ACTIONS = re.compile(rb"\n[ ]+actions:[ ]*\r?\n")
_FIRST_ITEM = re.compile(rb"((?:[ ]*(?:#[^\n]*)?\r?\n)*)([ ]+)- ")


def _cut(text: bytes, begins: re.Pattern) -> _Cut | None:
    """A text cut where a list begins, at each of its entries, and where it ends; None where the list is not plainly set out."""
    found = list(begins.finditer(text))
    first = _FIRST_ITEM.match(text, found[0].end()) if len(found) == 1 else None
    if first is None:
        return None
    mark = first[2] + b"- "
    ends = _shallower(len(first[2])).search(text, first.end(1))
    end = ends.start() + 1 if ends else len(text)
    # searching for the mark itself is many times faster than looking at each line
    head, *others = text[first.end(1) : end].split(b"\n" + mark)
    pieces = [head, *(mark + other for other in others)]
    return _Cut(text[: first.end(1)], [piece + b"\n" for piece in pieces[:-1]] + pieces[-1:], text[end:], mark)


@cache
def _shallower(indent: int) -> re.Pattern:
    """The end of a line before one that is indented by less, and is neither empty nor a comment."""
    return re.compile(rb"\n {0,%d}[^ \r\n#]" % (indent - 1))


class PlanReader:
    """One pass over one document."""

    def __init__(self, document: Document, conventions: Conventions):
        self.document = document
        self.conventions = conventions
        self.faults: list[FieldProblem] = [FieldProblem(slip.code, slip.path, slip.span, slip.message, slip.hint) for slip in document.slips]
        self.more = document.more_slips
        self.from_day: date | None = None
        self.from_name = ""
        self.doubts = {slip.path for slip in document.slips if slip.path}
        self.slipped = {slip.path for slip in document.slips if slip.code in ("S002", "S008")}

    def plan(self) -> Plan | None:
        root = self.document.root
        if not isinstance(root, dict) or not root:
            if self.document.cut_at is None and not self.faults:
                said = "the file is empty" if root in (None, "", {}) else f"a plan is keys with values, not {_shape(root)}"
                self.wrong((), said, f"start with 'format: {FORMAT}'")
            return None
        self.take_the_day(root)
        plan = self.record(Plan, root, ())
        contested = self.contested_words(root.get("rag"))
        return dataclasses.replace(plan, id=self.document.source.id, from_day=self.from_day, from_name=self.from_name, spellings=_spellings(plan.rag, contested))

    def contested_words(self, legend: Node | None) -> frozenset[str]:
        """The words of the legend that more than one of its entries claims, folded; each later claim is a finding.

        Until that is mended such a word stands for neither: the better of two meanings must not be counted.
        """
        if not isinstance(legend, dict):
            return frozenset()
        claimed: dict[str, tuple[str, Path]] = {}
        contested: set[str] = set()
        twice = {slip.path[1] for slip in self.document.slips if slip.code == "S003" and slip.path[:1] == ("rag",) and len(slip.path) > 1}
        for key, entry in legend.items():
            if key in twice:
                contested.add(_fold(key))
            for word, path in _claims(key, entry):
                folded = _fold(word)
                first, at = claimed.setdefault(folded, (key, path))
                if first != key:
                    contested.add(folded)
                    self.claimed_twice(word, key, path, first, at)
        return frozenset(contested)

    def claimed_twice(self, word: str, key: str, path: Path, first: str, at: Path) -> None:
        def said(whose: str, where: Path) -> str:
            line = self.document.line_column(self.document.span(where).start if len(where) > 2 else self.document.key_span(where).start)[0]
            return f"'{whose}'{' under also' if len(where) > 2 else ''} in line {line}"

        message = f"two entries of the legend claim '{word.strip()}': {said(first, at)} and {said(key, path)}; ratings of that word count as neither"
        span = self.document.span(path) if len(path) > 2 else self.document.key_span(path)
        self.find("S003", path, span, message, "keep the word in one of the two: case, spaces and the width of letters make no difference")

    def take_the_day(self, root: dict) -> None:
        """Phrases without a year are read from `agreed`, else `as_at`, else `source.date`."""
        source = root.get("source")
        for name, node in (("agreed", root.get("agreed")), ("as_at", root.get("as_at")), ("source.date", source.get("date") if isinstance(source, dict) else None)):
            day = parse_day(node.strip()) if isinstance(node, str) else None
            if day is not None and FIRST_YEAR <= day.year <= LAST_YEAR:
                self.from_day, self.from_name = day, name
                return

    def record(self, cls: type, node: Node, path: Path):
        if not isinstance(node, dict):
            return self.wrong(path, f"keys with values are wanted here, not {_shape(node)}", f"write {_example_of(cls)}")
        fields, remarked = _fields(cls), self.document.remarked
        values = {}
        for key, child in node.items():
            known = fields.get(key)
            if known is None:
                self.unknown(cls, key, (*path, key))
                continue
            name, kind, prose = known
            if isinstance(child, str):
                words = child.strip()
                if not words:
                    if remarked:
                        self.lost_words((*path, key), kind, prose)
                    continue
                if not child.isascii() and not prose:
                    self.hidden_in(child, (*path, key))
                if remarked:
                    self.lost_words((*path, key), kind, prose)
                    if prose:
                        self.cut_words((*path, key))
                if kind is _WORDS:
                    values[name] = words
                    continue
            value = kind.read(self, child, (*path, key))
            if value is not None:
                values[name] = value
        lacking = False
        for key, name in _required(cls):
            if name not in values:
                lacking = True
                if not (key in node and _has_content(node[key])) and (*path, key) not in self.doubts:
                    # (of a misspelt key there is a finding already)
                    self.missing(cls, key, path)
        # half a fact (a progress note without its day) says nothing that can be judged; half an action is still an action
        return None if lacking and cls not in KEPT else cls(**values)

    def item(self, kind: Kind, node: Node, path: Path):
        if isinstance(node, str) and not node.strip():
            if path not in self.doubts and not self.lost_words(path, _WORDS):
                self.wrong(path, "an empty entry", "write what belongs here, or take the line out")
            return None
        if isinstance(node, str) and not node.isascii() and kind is _WORDS:
            self.hidden_in(node, path)
        return kind.read(self, node, path)

    def timescale(self, phrases: list[str], path: Path) -> Timescale:
        if len(phrases) == 1:
            return Timescale.read(phrases[0].strip(), self.from_day, self.from_name, self.conventions)
        return Timescale.read_all(tuple(phrases), self.from_day, self.from_name, self.conventions)

    def spelled(self, spelled: SpelledTimescale) -> Timescale | None:
        if not spelled.text:
            return None
        return Timescale.spelled(spelled.text, spelled.due, spelled.every, self.from_day, self.from_name, self.conventions)

    def wrong(self, path: Path, message: str, hint: str) -> None:
        if self.document.cut_at is not None and path and self.document.cut_path[: len(path)] == path and not self.scalar_at(path):
            # reading broke off in the middle of this: what is there is no fault of its own
            return
        self.find("S005", path, self.document.span(path) if self.scalar_at(path) else self.document.key_span(path), message, hint)

    def scalar_at(self, path: Path) -> bool:
        return bool(path) and isinstance(self.document.node(path), str)

    def unknown(self, cls: type, key: str, path: Path) -> None:
        if len(self.faults) >= MAX_FAULTS:
            self.more += 1
            return
        close = "" if _GLUED_DASH.match(key) else _OTHER_NAMES.get(_fold(key)) or _closest(key, _fields(cls))
        self.doubts.add((*path[:-1], close or key.split(":")[0]))
        if path in self.slipped:
            # the words that a comma split off are one slip, not an unknown field as well
            return
        self.find("S006", path, self.document.key_span(path), f"'{key}' is not a field of {_called(cls)}", _what_to_do_with(cls, key, close if close in _fields(cls) else ""))

    def missing(self, cls: type, key: str, path: Path) -> None:
        if self.document.cut_path[: len(path)] == path and self.document.cut_at is not None:
            return
        span = self.document.key_span((*path, key))
        example = f": {FORMAT}" if key == "format" else ": …"
        self.find("S005", (*path, key), span, f"'{key}' is missing from {_called(cls)}", f"add '{key}{example}' here, with what it says")

    def cut_words(self, path: Path) -> None:
        comment = self.document.trailing_comment(path)
        if comment and not is_remark(comment.words) and not self.behind_the_cut(comment.start):
            span = Span(comment.start, comment.start + len(comment.words))
            if any((slip.code == "S002" or slip.span == span) and span.start <= slip.span.start < span.end for slip in self.document.slips):
                # a line end that is none has drawn the next line into this one: that is the slip
                return
            kept = self.document.node(path).strip()
            self.find("S008", path, span, f"everything after ' #' is lost: YAML reads '{comment.words[:40]}' as a comment", self.how_to_keep(f"{kept} {comment.words}", path))

    def lost_words(self, path: Path, kind: Kind, prose: bool = False) -> bool:
        """Whether words stand behind the colon or dash that YAML reads as a comment: then a finding has been made.

        Where a field holds words, any such comment is taken for them; elsewhere ('completed:  # not yet') only one whose
        '#' is glued to its words. A remark to s11 is none.
        """
        comment = self.document.comment_for_value(path)
        if comment is None or path in self.doubts or is_remark(comment.words) or self.behind_the_cut(comment.start):
            return False
        glued = comment.words[1:2].strip() not in ("", "#", "!")
        if not glued and (not _holds_words(kind) or self.document.style(path) in ("|", ">")):
            return False
        span = Span(comment.start, comment.start + len(comment.words))
        self.find("S008", path, span, f"'{comment.words[:40]}' is lost: YAML reads it as a comment", self.how_to_keep(comment.words, path, glued=not prose))
        return True

    def how_to_keep(self, words: str, path: Path, glued: bool = False) -> str:
        words = words.strip().rstrip(",").rstrip() if self.document.in_flow(path) else words.strip()
        remark = "a remark goes on a line of its own"
        if self.document.in_flow(path) or not isinstance(path[-1], str):
            quoted = "" if len(words) > 60 or "'" in words else f": '{words}'"
            return f"put the words in straight quotes{quoted}; {remark}"
        if glued:
            return f"take the '#' away, or put the words in straight quotes; {remark}"
        return f"put the words on the next line after '>-'; {remark}"

    def behind_the_cut(self, at: int) -> bool:
        """Whether reading broke off before this: what stands there belongs to the slip that broke it off."""
        return self.document.cut_at is not None and at >= self.document.cut_at

    def hidden_in(self, words: str, path: Path) -> None:
        hidden = unseen(words)
        if hidden:
            self.doubts.add(path)
            self.find("S002", path, self.document.span(path), f"{hidden} stands in these words", "take it out, or write the words again: to s11 they are not the same as without it")

    def find(self, code: str, path: Path, span: Span, message: str, hint: str) -> None:
        if code in ("S005", "S008") and path:
            self.doubts.add(path)
        if len(self.faults) >= MAX_FAULTS:
            self.more += 1
            return
        self.faults.append(FieldProblem(code, path, span, message, hint))

    def findings(self) -> tuple[Finding, ...]:
        """Everything found, what is the same everywhere said once; of more than a few hundred the first, and how many more."""
        faults = _gathered(self.faults, self.document)
        more = self.more + max(0, len(faults) - MAX_FINDINGS)
        faults = faults[:MAX_FINDINGS]
        if more:
            faults.append(FieldProblem("S007", (), Span(0, 0), f"{more:,} more faults of this file are not listed", f"mend these {MAX_FINDINGS} first: one slip often makes many"))
        source = self.document.source
        return tuple(Finding(one.code, ERROR, source.name, one.path, self.document.place(one.span), one.message, one.hint, plan=source.id) for one in faults)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One thing that the reader found, before its line is worked out."""

    code: str
    path: Path
    span: Span
    message: str
    hint: str


# what the reader keeps before the same faults are said once
MAX_FAULTS = 1000
GATHER_FROM = 3


def _gathered(faults: list[FieldProblem], document: Document) -> list[FieldProblem]:
    """Faults of which the same stands in three places or more as one: at the plan where it stands in every place there is."""
    if len(faults) < GATHER_FROM:
        return faults
    by_field: dict[tuple[str, Path, str], list[FieldProblem]] = {}
    for fault in faults:
        if fault.code in ("S005", "S006"):
            # 'is missing' and 'is not a day' of one field are two faults
            missing = "missing" if fault.code == "S005" and not document.has(fault.path) else ""
            by_field.setdefault((fault.code, _pattern(fault.path), missing), []).append(fault)
    said: dict[int, FieldProblem | None] = {}
    for (code, pattern, missing), alike in by_field.items():
        if len(alike) < GATHER_FROM:
            continue
        places = _places(document.root, pattern[:-1] if missing or code == "S006" else pattern)
        if len(alike) == places and len({fault.hint for fault in alike}) == 1:
            first = alike[0]
            said[id(first)] = dataclasses.replace(first, path=("title",), span=document.key_span(("title",)), message=_of_all(first, places, missing))
            said.update(dict.fromkeys(map(id, alike[1:])))
            continue
        by_words: dict[tuple[str, str], list[FieldProblem]] = {}
        for fault in alike:
            by_words.setdefault((fault.message, fault.hint), []).append(fault)
        for same in by_words.values():
            if len(same) >= GATHER_FROM:
                said[id(same[0])] = dataclasses.replace(same[0], message=f"{same[0].message}; the same {len(same) - 1} more times, in {_lines(same[1:], document)}")
                said.update(dict.fromkeys(map(id, same[1:])))
    return [kept for fault in faults if (kept := said.get(id(fault), fault)) is not None]


def _of_all(fault: FieldProblem, places: int, missing: str) -> str:
    name, listed = fault.path[-1], next((step for step in reversed(fault.path[:-1]) if isinstance(step, str)), "")
    if missing:
        return f"'{name}' is missing from all {places} entries of '{listed}'"
    if fault.code == "S006":
        return f"{fault.message}, and stands in all {places} entries of '{listed}'"
    field = f"'{name}' in '{listed}'" if isinstance(name, str) else f"'{listed}'"
    return f"none of the {places} values of {field} can be read; the first: {fault.message}"


def _lines(faults: list[FieldProblem], document: Document) -> str:
    lines = list(dict.fromkeys(document.line_column(fault.span.start)[0] for fault in faults))
    shown = ", ".join(map(str, lines[:10]))
    if len(lines) > 10:
        return f"lines {shown} and {len(lines) - 10} more"
    return f"line{'s' * (len(lines) > 1)} {shown}"


def _pattern(path: Path) -> Path:
    """A path with its numbers left out: the same field of every entry of a list."""
    return tuple(-1 if isinstance(step, int) else step for step in path)


def _places(node: Node | None, pattern: Path) -> int:
    """How many values stand at a pattern of paths; a bare value stands for a list of one."""
    if not pattern:
        return int(node is not None and (not isinstance(node, str) or bool(node.strip())))
    if pattern[0] == -1:
        return sum(_places(child, pattern[1:]) for child in node) if isinstance(node, list) else 0
    return _places(node.get(pattern[0]), pattern[1:]) if isinstance(node, dict) else 0


def _spellings(legend: Mapping[str, Meaning], contested: frozenset[str]) -> dict[str, Meaning]:
    """Every spelling of a legend's words, folded, without those that two entries claim."""
    found: dict[str, Meaning] = {}
    for key, meaning in legend.items():
        for word in (key, *meaning.also):
            if _fold(word) not in contested:
                found.setdefault(_fold(word), meaning)
    return found


def _claims(key: str, entry: Node) -> Iterator[tuple[str, Path]]:
    """The words that one entry of the legend claims, each with its path."""
    yield key, ("rag", key)
    also = entry.get("also") if isinstance(entry, dict) else None
    if isinstance(also, str):
        if also.strip():
            yield also, ("rag", key, "also")
    elif isinstance(also, list):
        for index, word in enumerate(also):
            if isinstance(word, str) and word.strip():
                yield word, ("rag", key, "also", index)


def _holds_words(kind: Kind) -> bool:
    """Whether a field of this kind holds words: then words behind a '#' are its own, and lost."""
    if isinstance(kind, ListKind):
        return _holds_words(kind.kind)
    return isinstance(kind, TextKind | TimescaleKind) or (isinstance(kind, RecordKind) and isinstance(kind.also, TextKind))


@cache
def _fields(cls: type) -> dict[str, tuple[str, Kind, bool]]:
    found = {}
    for field in dataclasses.fields(cls):
        if "kind" in field.metadata:
            found[field.metadata["key"] or field.name] = (field.name, field.metadata["kind"], field.metadata.get("prose", False))
    return found


@cache
def _required(cls: type) -> tuple[tuple[str, str], ...]:
    return tuple((field.metadata["key"] or field.name, field.name) for field in dataclasses.fields(cls) if field.metadata.get("required"))


def _has_content(node: Node) -> bool:
    # of empty braces there is a finding already: they lack a field; an empty list lacks nothing
    return bool(node.strip()) if isinstance(node, str) else isinstance(node, dict) or bool(node)


def _shape(node: Node | None) -> str:
    if isinstance(node, dict):
        return "keys with values"
    if isinstance(node, list):
        return "a list"
    return "nothing" if not node else f"the words '{node[:40]}'"


def _called(cls: type) -> str:
    name = {"Provenance": "source", "Meaning": "a legend entry", "SignedOff": "signed_off", "Spelled": "a spelled-out timescale", "Done": "a completion", "CarriedTo": "'to'", "Refusal": "refused", "Request": "a request for more time", "Redacted": "redacted", "MeasureReading": "a reading"}.get(cls.__name__)
    if name:
        return name
    word = cls.__name__.lower()
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}" if cls is not Plan else "the plan"


def _example_of(cls: type) -> str:
    keys = [key for key, _ in _required(cls)] or list(_fields(cls))[:2]
    return ", ".join(f"'{key}: …'" for key in keys)


# words that are words themselves: one of them is no slip of the fingers for another, however near their letters
_MEANT = """
    red amber green blue grey black white yellow orange purple pink brown gold silver bronze
    low high met unmet done late open closed new old yes no on off true false
    minimum maximum annual manual internal external include exclude increase decrease
"""
_MEANT_WORDS = frozenset(_MEANT.split())
_SEPARATORS = re.compile(r"[^\w%+]+|_+")
_NEGATIONS = ("un", "in", "im", "non", "dis", "not")


def _closest(word: Node, choices: Iterable[str]) -> str:
    """The one choice that a slip of the fingers would turn into ``word``, or ''.

    A slip changes, drops, doubles or swaps a letter or two of a long word and one of a short one, and seldom the first. It makes no
    figure of another, no word of its opposite, and no colour of another. Where two choices are as near, neither is meant.
    """
    if not isinstance(word, str) or not 0 < len(word) <= 80:
        return ""
    spelled = {_parts(choice): choice for choice in reversed(tuple(choices))}
    found = sorted((slips, choice) for choice in spelled.values() if (slips := _slips_between(word, choice)) is not None)
    if not found or (len(found) > 1 and found[0][0] == found[1][0]):
        return ""
    return found[0][1]


def _slips_between(word: str, choice: str) -> int | None:
    """How many slips of the fingers lie between two words; None where they are simply two words."""
    one, other = _parts(word), _parts(choice)
    if not one or not other:
        return None
    if "".join(one) == "".join(other):
        return 0 if word != choice else None
    if len(one) != len(other):
        return None
    slips = 0
    for mine, theirs in zip(one, other, strict=True):
        if mine == theirs:
            continue
        longest = max(len(mine), len(theirs))
        allowed = 0 if longest < 4 else 1 if longest < 6 else 2
        if mine[0] != theirs[0] or abs(len(mine) - len(theirs)) > allowed or not (mine.isalpha() and theirs.isalpha()) or (mine in _MEANT_WORDS and theirs in _MEANT_WORDS):
            return None
        if any(mine == prefix + theirs or theirs == prefix + mine for prefix in _NEGATIONS):
            return None
        distance = _distance(mine, theirs)
        if distance > allowed:
            return None
        slips += distance
    return slips if slips <= 2 else None


@lru_cache(512)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(part for part in _SEPARATORS.split(_fold(word).replace("gray", "grey")) if part)


def _distance(one: str, other: str) -> int:
    """How many letters are dropped, put in, changed or swapped with their neighbour (optimal string alignment)."""
    before, last = [], list(range(len(other) + 1))
    for at, mine in enumerate(one, 1):
        row = [at]
        for to, theirs in enumerate(other, 1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (mine != theirs))
            if at > 1 and to > 1 and mine == other[to - 2] and one[at - 2] == theirs:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def did_you_mean(word: Node, choices: Iterable[str]) -> str:
    close = _closest(word, choices)
    return f"did you mean '{close}'?" if close else ""


def _newer_than(word: str, codes: Iterable[str]) -> str:
    """The format among ``codes`` of which a word names a later version, or ''."""
    name, _, version = word.rpartition("/")
    for code in codes:
        known, _, own = code.rpartition("/")
        if known and name == known and version.isdecimal() and own.isdecimal() and int(version) > int(own):
            return code
    return ""


_GLUED_DASH = re.compile(r"-(?=[A-Za-z_])")
_GLUED_DASHES = re.compile(r"-[A-Za-z_].*?\s-[A-Za-z_]")
_NO_SPACE = re.compile(r"([A-Za-z_]\w*):([^\s:/]\S*)")


# what officers call a field of an action
_OTHER_NAMES = {
    **dict.fromkeys(("deadline", "due", "due_date", "due date", "target date", "target_date", "by when", "when"), "timescale"),
    **dict.fromkeys(("status", "rating", "brag", "progress rating"), "rag"),
    **dict.fromkeys(("responsible", "officer", "lead officer", "lead_officer", "owner"), "lead"),
    **dict.fromkeys(("comment", "comments", "notes"), "note"),
}


def _what_to_do_with(cls: type, key: str, close: str) -> str:
    """What to do with a key that a record does not have: what was meant, where it is a field, or where its words go."""
    if _GLUED_DASH.match(key):
        return f"a space belongs behind the dash: write '- {key[1:]}'"
    fields = _fields(cls)
    within = [name for name, (_, kind, _) in fields.items() if isinstance(kind, RecordKind) and key in _fields(kind.cls) and not (kind.also and key == kind.as_field)]
    if len(within) == 1:
        return f"'{key}' is a field of '{within[0]}': write it under '{within[0]}'"
    for holder, place in _BENEATH.get(cls, ()):
        if key in _fields(holder):
            return f"'{key}' is a field of {_called(holder)}: write it under {place}"
    if cls in (Action, Evidence) and key in _fields(Recommendation) and key not in _fields(Action):
        return f"'{key}' is a field of the recommendation: write it there"
    if cls is not Plan and key in _fields(Plan) and key not in ("note", "format", "title"):
        return f"'{key}' is a field of the plan: write it there"
    if close:
        return f"did you mean '{close}'?"
    if "note" in fields and cls is not Progress:
        return "a word for which the format has no field goes into 'note'"
    return f"its fields are {', '.join(fields)}; other words go into the 'note' of what it stands under"


_BENEATH = {
    Plan: ((Recommendation, "one of 'recommendations'"), (Action, "one of the 'actions' of a recommendation")),
    Recommendation: ((Action, "one of its 'actions'"),),
}


def _why_no_day(node: Node) -> str:
    match = re.fullmatch(r"\s*(\d{4})-(\d\d)-(\d\d)\s*", node) if isinstance(node, str) else None
    if match and 1 <= int(match[2]) <= 12 and int(match[3]) > 28:
        from calendar import month_name, monthrange

        year, month = int(match[1]), int(match[2])
        if FIRST_YEAR <= year <= LAST_YEAR:
            return f": {month_name[month]} {year} has {monthrange(year, month)[1]} days"
    return ""


# settings ------------------------------------------------------------------------------------------------------------


TWO_DIGITS_ARE_YEARS = "two digits are years"


def load_conventions(source: Source) -> Conventions:
    """A council's own calendar from its ``s11.yaml``: terms, seasons and years under ``calendar``, and how it writes years under ``years``.

    Raises ValueError that says where and what to type.
    """
    document = read(source)
    if document.slips:
        place = document.place(document.slips[0].span)
        raise ValueError(f"{source.name}:{place.line}:{place.column}: {document.slips[0].message}; {document.slips[0].hint}")
    root = document.root if document.root is not None else {}
    if not isinstance(root, dict) or set(root) - {"calendar", "years", OPEN_MARKINGS_SETTING}:
        raise ValueError(f"{source.name}: the settings are 'calendar', with lines like 'autumn_term: 1 September to 31 December', 'years: {TWO_DIGITS_ARE_YEARS}', and '{OPEN_MARKINGS_SETTING}', with a list of markings that everybody may read")
    years = root.get("years")
    if years is not None and (not isinstance(years, str) or " ".join(years.lower().split()) != TWO_DIGITS_ARE_YEARS):
        raise ValueError(f"{source.name}: 'years' says one thing: write 'years: {TWO_DIGITS_ARE_YEARS}', or take the line out")
    load_open_markings(source)
    calendar = root.get("calendar") or {}
    if not isinstance(calendar, dict) or not all(isinstance(words, str) for words in calendar.values()):
        raise ValueError(f"{source.name}: under 'calendar' write lines like 'autumn_term: 1 September to 31 December'")
    try:
        own = Conventions.from_mapping(calendar) if calendar else STANDARD
        return dataclasses.replace(own, two_digit_years=True) if years else own
    except ValueError as error:
        raise ValueError(f"{source.name}: {error}") from error


OPEN_MARKINGS_SETTING = "open_markings"


def load_open_markings(source: Source) -> frozenset[str]:
    """The letters of a council's own markings that everybody may read, from its ``s11.yaml``.

    Raises ValueError that says where and what to type.
    """
    root = read(source).root
    listed = root.get(OPEN_MARKINGS_SETTING) if isinstance(root, dict) else None
    words = [listed] if isinstance(listed, str) else listed if isinstance(listed, list) else [] if listed is None else [listed]
    if not all(isinstance(word, str) and marking_letters(word) for word in words if word != ""):
        raise ValueError(f"{source.name}: under '{OPEN_MARKINGS_SETTING}' write a list of markings that everybody may read, like [OFFICIAL, Public]")
    for word in words:
        if _CLOSED_MARKING.search(marking_letters(word)):
            raise ValueError(f"{source.name}: '{word}' under '{OPEN_MARKINGS_SETTING}' says that not everybody may read it: take it out")
    return frozenset(marking_letters(word) for word in words if word)


# standards -----------------------------------------------------------------------------------------------------------

STANDARDS_FORMAT = "s11-standards/1"


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard of a list."""

    id: str = _words("its number in the list", required=True)
    text: str = _prose("its words", required=True)
    group: str = _words("the group it stands in")


@dataclass(frozen=True, slots=True)
class StandardList:
    """A list of standards as one edition of one document gives it."""

    format: str = _value(ChoiceKind(STANDARDS_FORMAT), "the kind of file and the version of the format", required=True, default="")
    id: str = _words("the name plans use for it", required=True)
    title: str = _prose("its title", required=True)
    edition: str = _words("its edition")
    source: Provenance | None = _value(RecordKind(Provenance), "the document it was taken from")
    groups: Mapping[str, str] = _keyed(_WORDS, "headings over its standards")
    note: str = _prose("words for which the format has no field")
    standards: tuple[Standard, ...] = _many(RecordKind(Standard), "the standards", bare=False, required=True)


def load_standard_list(source: Source) -> tuple[StandardList | None, tuple[Finding, ...]]:
    """One list of standards, and what was wrong with it."""
    reading = PlanReader(read(source), STANDARD)
    root = reading.document.root
    if not isinstance(root, dict) and reading.document.cut_at is None and not reading.document.slips:
        reading.wrong((), "a list of standards is keys with values", f"start with 'format: {STANDARDS_FORMAT}', or take the file out of standards/")
    listed = reading.record(StandardList, root, ()) if isinstance(root, dict) else None
    return listed, reading.findings()


def load_standards(texts: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """The ids of every list of standards, by the list's name; a list that cannot be read is no list."""
    found = {}
    for name, text in texts.items():
        if name.endswith((".yaml", ".yml")):
            listed, _ = load_standard_list(Source(name, name, text.encode("utf-8")))
            if listed is not None:
                found[listed.id] = frozenset(standard.id for standard in listed.standards)
    return found


# schema --------------------------------------------------------------------------------------------------------------


def json_schema() -> dict:
    """The format as JSON Schema 2020-12, for editors and for whoever checks a plan without s11."""
    defs: dict = {}
    body = _record_schema(Plan, defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        **body,
        "$defs": {"nothing": {"description": "left out", "type": ["null", "string"], "pattern": r"^\s*$"}, **dict(sorted(defs.items()))},
    }


def _record_schema(cls: type, defs: dict) -> dict:
    properties, required = {}, []
    for field in dataclasses.fields(cls):
        if "kind" not in field.metadata:
            continue
        key = field.metadata["key"] or field.name
        shape = field.metadata["kind"].schema(defs)
        if field.metadata["required"]:
            required.append(key)
        else:
            shape = _or_nothing(shape)
        properties[key] = {"description": field.metadata["about"], **shape}
    return {"description": (cls.__doc__ or "").splitlines()[0], "type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _or_nothing(shape: dict) -> dict:
    nothing = {"$ref": "#/$defs/nothing"}
    return {"anyOf": [*shape["anyOf"], nothing] if set(shape) == {"anyOf"} else [shape, nothing]}
