"""Standards as data: the lists that bodies assess themselves against, and who is bound by section 11.

One file is one list, in ``standards/``. What an edition of the guidance asks for, and how it follows on the edition
before, stands in such files and nowhere in the code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date as Day
from typing import ClassVar, Literal, NamedTuple, get_args

from s11.frozen import dataclass
from s11.plan.fields import choice, keyed, many, optional, prose, words
from s11.plan.kinds import (
    DAY_PATTERN,
    FIRST_YEAR,
    LAST_YEAR,
    MONTH_PATTERN,
    WORDS,
    ChoiceKind,
    Definitions,
    Kind,
    ListKind,
    Reader,
    Record,
    RecordKind,
    Schema,
    shape,
)
from s11.plan.reading import PlanReader
from s11.plan.records import Provenance
from s11.text import Document, Finding, Node, Path, Source, read
from s11.when import STANDARD, parse_fact_day

STANDARDS_FORMAT = "s11-standards/1"
BODIES_FORMAT = "s11-bodies/1"
# what a standard replaces where no list before asked for it
NEW = "new"

BodyKind = Literal["statutory", "commissioned", "voluntary", "school", "early_years", "individual"]
BODY_KINDS: tuple[BodyKind, ...] = get_args(BodyKind)
Wording = Literal["transcription", "topic"]
WORDINGS: tuple[Wording, ...] = get_args(Wording)

_NOTE = "words for which the format has no field"


# days that are known roughly -----------------------------------------------------------------------------------------


class RoughDay(NamedTuple):
    """A day as far as it is known: as it was written, and the first and last day that it may be."""

    words: str
    first: Day
    last: Day


class RoughDayKind(Kind[RoughDay]):
    """A day; its month or its year where no more is known."""

    called = "a day, YYYY-MM-DD, a month, YYYY-MM, or a year, YYYY"

    def read(self, reading: Reader, node: Node, path: Path) -> RoughDay | None:
        words = node.strip() if isinstance(node, str) else ""
        found = _rough_day(words)
        if found is None:
            message = (
                f"'{words}' is not a day, a month or a year" if words else f"a day is wanted here, not {shape(node)}"
            )
            reading.wrong(path, message, "write it as 2025-03-31, or 2025-03 or 2025 where no more is known")
        return found

    def schema(self, defs: Definitions) -> Schema:
        pattern = rf"{DAY_PATTERN}|{MONTH_PATTERN}|(?:19|20|21)\d\d"
        return {
            "anyOf": [
                {"title": self.called, "type": "string", "pattern": rf"^\s*(?:{pattern})\s*$"},
                {"title": "a year", "type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
            ]
        }


def _rough_day(words: str) -> RoughDay | None:
    if re.fullmatch(r"\d{4}", words, re.ASCII):
        year = int(words)
        return RoughDay(words, Day(year, 1, 1), Day(year, 12, 31)) if FIRST_YEAR <= year <= LAST_YEAR else None
    day = parse_fact_day(words)
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    first = day.replace(day=1) if re.fullmatch(r"\d{4}-\d{2}", words, re.ASCII) else day
    return RoughDay(words, Day(first.year, first.month, first.day), Day(day.year, day.month, day.day))


# the lists -----------------------------------------------------------------------------------------------------------


def _applies_to(what: str) -> tuple[BodyKind, ...]:
    return many(ChoiceKind(*BODY_KINDS), f"the kinds of body that {what} is for; of every kind, where it is left out")


@dataclass(frozen=True, slots=True)
class StandardPoint(Record):
    """One point of a standard."""

    finding_name = "a point"
    reference_name = "A point of a standard"
    kept: ClassVar[bool] = True

    id: str = words("its number, unique within the standard", required=True)
    text: str = prose("its words", required=True)
    applies_to: tuple[BodyKind, ...] = _applies_to("the point")
    evidence: tuple[str, ...] = many(WORDS, "what would show that it is met")
    guidance: str = prose("how it is to be understood, as the form explains it")
    note: str = prose(_NOTE)


@dataclass(frozen=True, slots=True)
class Standard(Record):
    """One standard of a list."""

    kept: ClassVar[bool] = True

    id: str = words("its number in the list", required=True)
    text: str = prose("its words", required=True)
    group: str = words("a key of groups: the heading it stands under")
    paragraph: str = words("where in the document it stands", example="221")
    guidance: str = prose("how it is to be understood, as the form explains it")
    evidence: tuple[str, ...] = many(WORDS, "what would show that it is met")
    arises_from: tuple[str, ...] = many(WORDS, "what it is asked because of: an audit, a case review")
    points: tuple[StandardPoint, ...] = many(RecordKind(StandardPoint), "the points within it", bare=False)
    descriptors: Mapping[str, str] = keyed(WORDS, "what each grade means for this standard, by the grade")
    applies_to: tuple[BodyKind, ...] = _applies_to("the standard")
    links: Mapping[str, tuple[str, ...]] = keyed(
        ListKind(WORDS), "the numbers that it has in other lists, by the list: one that is kept here, or any other"
    )
    replaces: tuple[str, ...] = many(
        WORDS,
        "the standards of earlier lists in whose place it stands ('working-together-2015.7'), or 'new' where there "
        "was none; left out where that is not known",
    )
    note: str = prose(_NOTE)

    @property
    def is_new(self) -> bool:
        """Whether no earlier list asked for it."""
        return self.replaces == (NEW,)

    @property
    def replaced(self) -> tuple[str, ...]:
        """The standards of earlier lists in whose place it stands."""
        return tuple(one for one in self.replaces if one != NEW)


@dataclass(frozen=True, slots=True)
class StandardList(Record):
    """A list of standards as one edition of one document gives it."""

    finding_name = "a list of standards"
    reference_name = "A list of standards"
    kept: ClassVar[bool] = True

    format: str = choice("the kind of file and the version of the format", STANDARDS_FORMAT, required=True)
    id: str = words("the name plans use for it", required=True)
    title: str = prose("its title", required=True)
    edition: str = words("its edition")
    source: Provenance | None = optional(RecordKind(Provenance), "the document it was taken from")
    paragraphs: str = words("where in that document the list stands", example="paragraphs 221 to 222")
    wording: str = choice(
        "transcription: the words are the document's own; topic: what each is about, in other words", *WORDINGS
    )
    agreed_by: tuple[str, ...] = many(WORDS, "the boards or authorities that agreed on it")
    licence: str = prose("under which licence the words stand, as the licence asks for it to be said")
    groups: Mapping[str, str] = keyed(WORDS, "headings over its standards")
    note: str = prose(_NOTE)
    standards: tuple[Standard, ...] = many(RecordKind(Standard), "the standards", bare=False, required=True)

    def standard(self, id: str) -> Standard | None:
        return next((one for one in self.standards if one.id == id), None)


# who is bound --------------------------------------------------------------------------------------------------------

ROUGH_DAY = RoughDayKind()


@dataclass(frozen=True, slots=True)
class Body(Record):
    """One kind of body that a duty names."""

    finding_name = "a kind of body"
    reference_name = "A kind of body"
    kept: ClassVar[bool] = True

    id: str = words("its number or short name in the file", required=True)
    text: str = prose("what it is called", required=True)
    bound_from: RoughDay | None = optional(
        ROUGH_DAY, "the first day on which it was bound, as far as it is known", key="from"
    )
    bound_until: RoughDay | None = optional(
        ROUGH_DAY, "the last day on which it was bound, as far as it is known", key="until"
    )
    stated: tuple[RoughDay, ...] = many(ROUGH_DAY, "the days for which a source says that it is bound")
    replaces: tuple[str, ...] = many(WORDS, "the ids of those in whose place it came")
    note: str = prose(_NOTE)

    def bound_on(self, day: Day) -> bool | None:
        """Whether the duty bound it on a day; None where no source says.

        It is bound between two days on which it was, and not before the first or after the last day of it. What holds
        since the last day for which a source speaks is not known: laws change.
        """
        if (self.bound_from and day < self.bound_from.first) or (self.bound_until and day > self.bound_until.last):
            return False
        sure = [one.first for one in self.stated] + [one.last for one in self.stated]
        sure += [self.bound_from.last] if self.bound_from else []
        sure += [self.bound_until.first] if self.bound_until else []
        return True if sure and min(sure) <= day <= max(sure) else None


@dataclass(frozen=True, slots=True)
class BoundBodies(Record):
    """The bodies that a duty binds, with the days."""

    finding_name = "a list of bodies"
    reference_name = "A list of bodies"
    kept: ClassVar[bool] = True

    format: str = choice("the kind of file and the version of the format", BODIES_FORMAT, required=True)
    id: str = words("the name it is asked for by", required=True)
    title: str = prose("its title", required=True)
    law: str = prose("the duty, by its place in the law", required=True)
    source: Provenance | None = optional(RecordKind(Provenance), "the document it was taken from")
    looked_up: RoughDay | None = optional(ROUGH_DAY, "when the sources were last looked at")
    licence: str = prose("under which licence the words stand")
    note: str = prose(_NOTE)
    bodies: tuple[Body, ...] = many(RecordKind(Body), "the kinds of body", bare=False, required=True)


# reading -------------------------------------------------------------------------------------------------------------


class ListIds(frozenset[str]):
    """The ids of the standards of one list.

    ``in_doubt``: not all of the list could be read, so that an id it lacks may stand in it all the same.
    """

    in_doubt: bool = False

    @classmethod
    def of(cls, ids: Iterable[str], in_doubt: bool = False) -> ListIds:
        made = cls(ids)
        made.in_doubt = in_doubt
        return made


@dataclass(frozen=True, slots=True)
class StandardsFile:
    """One file of ``standards/``: what it holds as far as it could be read, and what was wrong with it.

    ``own``: whether it is the council's own, and not one that s11 carries.
    """

    document: Document
    listed: StandardList | None
    bodies: BoundBodies | None
    findings: tuple[Finding, ...]
    own: bool = True

    @property
    def source(self) -> Source:
        return self.document.source

    @property
    def id(self) -> str:
        """The name by which plans know it: its id, or where that could not be read what the file is called."""
        held = self.listed or self.bodies
        return held.id if held is not None and held.id else _stem(self.source.name)


_BODIES = re.compile(r"(?m)^format[ \t]*:[ \t]*['\"]?s11-bod")
_HEAD_BYTES = 4096


def read_standards_file(source: Source, own: bool = True) -> StandardsFile:
    """One file of ``standards/``: a list of standards, or of the bodies that are bound."""
    document = read(source)
    if _BODIES.search(document.text[:_HEAD_BYTES]):
        reading = PlanReader(document, STANDARD, BoundBodies)
        bodies = reading.whole(BoundBodies, "a list of bodies", f"start with 'format: {BODIES_FORMAT}'")
        return StandardsFile(document, None, bodies, reading.findings(), own)
    reading = PlanReader(document, STANDARD, StandardList)
    hint = f"start with 'format: {STANDARDS_FORMAT}', or take the file out of standards/"
    listed = reading.whole(StandardList, "a list of standards", hint)
    return StandardsFile(document, listed, None, reading.findings(), own)


def load_standard_list(source: Source) -> tuple[StandardList | None, tuple[Finding, ...]]:
    """One list of standards, and what was wrong with it."""
    file = read_standards_file(source)
    return file.listed, file.findings


def load_standards(files: Iterable[StandardsFile]) -> dict[str, frozenset[str]]:
    """The ids of every list of standards, by the list's name; of two of one name, the first.

    A list that could not be read, or not whole, is there all the same, and in doubt: what is wrong with it is told
    where it is wrong, and not as a fault of the plans that name it.
    """
    ids: dict[str, frozenset[str]] = {}
    for file in files:
        if file.bodies is None:
            listed = file.listed.standards if file.listed is not None else ()
            ids.setdefault(file.id, ListIds.of((one.id for one in listed if one.id), bool(file.findings)))
    return ids


def _stem(name: str) -> str:
    return name.rpartition("/")[2].rpartition(".")[0] or name


# how lists follow on each other ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standards:
    """Every list of standards that was read, each found by its name, and what follows on what."""

    lists: Mapping[str, StandardList]

    @classmethod
    def of(cls, files: Iterable[StandardsFile]) -> Standards:
        lists: dict[str, StandardList] = {}
        for file in files:
            if file.listed is not None:
                lists.setdefault(file.id, file.listed)
        return cls(lists)

    def find(self, address: str) -> tuple[StandardList, Standard] | None:
        """The standard that an address names, 'working-together-2018.5', with its list."""
        for name in sorted(self.lists, key=len, reverse=True):
            if address.startswith(f"{name}."):
                found = self.lists[name].standard(address[len(name) + 1 :])
                if found is not None:
                    return self.lists[name], found
        return None

    def replaced_by(self, address: str) -> tuple[str, ...]:
        """The standards of later lists that stand in the place of one: several, one, or none that is known."""
        return tuple(
            f"{name}.{one.id}"
            for name, listed in self.lists.items()
            for one in listed.standards
            if address in one.replaced
        )

    def counterpart(self, address: str, name: str) -> str:
        """The number of the standard of another list that is the same as one of a list; '' where none is known.

        The same are those of which each stands in the place of the other alone, or links to it alone; from edition to
        edition as far as that holds.
        """
        return self._counterpart(address, name, frozenset())

    def _counterpart(self, address: str, name: str, by_way_of: frozenset[str]) -> str:
        found = self.find(address)
        if found is None or name not in self.lists:
            return ""
        own = found[0].id
        beside = {one: self._twins(address, one) for one in self.lists if one != own and one not in by_way_of}
        if beside.get(name):
            return beside[name]
        seen = by_way_of | {own}
        ways = (self._counterpart(f"{one}.{id}", name, seen) for one, id in beside.items() if id)
        return next((way for way in ways if way), "")

    def _twins(self, address: str, name: str) -> str:
        """The one standard of another list with which a standard is paired, in both directions, in one step."""
        there = self._paired(address, name)
        if len(there) != 1:
            return ""
        (id,) = there
        own = self.find(address)
        back = self._paired(f"{name}.{id}", own[0].id) if own is not None else set()
        return id if own is not None and back == {own[1].id} else ""

    def _paired(self, address: str, name: str) -> set[str]:
        """The standards of another list that stand before or after one, or that either names as a link."""
        found = self.find(address)
        if found is None:
            return set()
        listed, standard = found
        other = self.lists[name]
        known = {one.id for one in other.standards}
        named = {one.removeprefix(f"{name}.") for one in standard.replaced if one.startswith(f"{name}.")}
        named |= {one.id for one in other.standards if address in one.replaced}
        named |= set(standard.links.get(name, ()))
        named |= {one.id for one in other.standards if standard.id in one.links.get(listed.id, ())}
        return named & known

    def predecessors(self, name: str) -> Iterator[str]:
        """The lists whose standards the standards of a list replace, each once."""
        seen: set[str] = set()
        for one in self.lists[name].standards:
            for address in one.replaced:
                found = self.find(address)
                if found is not None and found[0].id not in seen:
                    seen.add(found[0].id)
                    yield found[0].id

    def successors(self, name: str) -> tuple[str, ...]:
        """The lists of which a standard replaces one of this list."""
        return tuple(other for other in self.lists if name in set(self.predecessors(other)))
