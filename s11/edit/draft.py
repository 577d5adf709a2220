"""A plan's text while it is being changed, and the ways in which something is entered in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from typing import TYPE_CHECKING, ClassVar

from s11.change import is_reason
from s11.plan import (
    Assessment,
    AssessmentFile,
    MappingKind,
    Plan,
    PlanFile,
    Record,
    did_you_mean,
    fields_of,
    load_assessment,
    load_document,
)
from s11.plan.kinds import record_in
from s11.text import CannotEdit, Document, Node, Path, put, put_entry, take_out, unseen, visible


class CannotDo(Exception):
    """What was asked for cannot be entered: one sentence that says why, and what to do instead.

    ``or_option``: what a command may be told besides; who answers in a workbook has no options.
    """

    def __init__(self, why: str, or_option: str = ""):
        super().__init__(why)
        self.or_option = or_option

    @property
    def for_command(self) -> str:
        return f"{self}; {self.or_option}" if self.or_option else str(self)


@dataclass(frozen=True, slots=True)
class Entry:
    """The day of what is entered, and who enters it: a key of the plan's people, '' where nobody is named."""

    day: Day
    by: str = ""


class _TextDraft:
    """A file's text while it is being changed: values put and entries added by splices."""

    # what the whole file is
    whole: ClassVar[type[Record]] = Plan
    if TYPE_CHECKING:
        document: Document

    @property
    def data(self) -> bytes:
        """The file's bytes as it reads now."""
        return self.document.source.data

    def put(self, path: Path, value: Node) -> None:
        """Set one value. Raises CannotDo."""
        try:
            self.document = put(self.document, path, value, _order(self.whole, path[:-1]))
        except CannotEdit as error:
            raise CannotDo(self._cannot(path, error)) from error

    def add(self, path: Path, value: Node, *, days: Sequence[Day] = ()) -> None:
        """Put an entry into a list, which is made where there is none.

        ``days``: those of the entries that are there; where they stand oldest first, it comes in its place among them.
        Raises CannotDo.
        """
        at = None
        node = self.document.node(path)
        if isinstance(value, dict) and isinstance(node, list) and len(node) == len(days) and _in_order(days):
            day = str(value.get("date", ""))
            at = next((number for number, other in enumerate(days) if _starts_after(other, day)), None)
        self.add_at(path, value, at)

    def add_at(self, path: Path, value: Node, at: int | None) -> None:
        """Put an entry into a list, before the one that has number ``at`` now, else at its end. Raises CannotDo."""
        try:
            self.document = put_entry(self.document, path, value, at, _order(self.whole, path[:-1]))
        except CannotEdit as error:
            raise CannotDo(self._cannot(path, error)) from error

    def take_out(self, path: Path) -> None:
        """Take one field out of a record that has others. Raises CannotDo."""
        try:
            self.document = take_out(self.document, path)
        except CannotEdit as error:
            raise CannotDo(self._cannot(path, error)) from error

    def _cannot(self, path: Path, error: CannotEdit) -> str:
        line = self.document.place(self.document.key_span(path)).line
        return f"{self.document.source.name}, line {line}: {error}. Nothing was written; make this change in an editor"


@dataclass(slots=True)
class Draft(_TextDraft):
    """One file as far as it has been changed. ``phrases``: what was done, one a change, for whoever reads a log."""

    loaded: PlanFile
    document: Document = field(init=False)
    phrases: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document = self.loaded.document
        if self.loaded.plan is None or self.document.cut_at is not None:
            name = self.loaded.source.name
            raise CannotDo(f"{name} cannot be read whole, so nothing is changed in it: s11 lint {name}")

    @property
    def plan(self) -> Plan:
        """The plan as it was before."""
        if self.loaded.plan is None:
            raise CannotDo(f"{self.loaded.source.name} holds no plan")
        return self.loaded.plan

    def so_far(self) -> PlanFile:
        """The file as it reads now."""
        return (
            self.loaded
            if self.document is self.loaded.document
            else load_document(self.document, self.loaded.conventions)
        )

    def note(self, path: Path, entry: Entry, words: str, percent: str = "", how: str = "") -> None:
        """Enter a note of progress on the action or plan at a path; ``how``: what it is only about, where it tells no
        progress.
        """
        holder: object = self.plan
        if path:
            holder = next((action for inner, action in self._actions() if inner == path), None)
        check_seen(words, "the note")
        known = getattr(holder, "progress", ())
        if not is_reason(words):
            raise CannotDo(f"'{words}' is no note: say in two words or more what was done or found")
        days = [one.date for one in known]
        entry_node: dict[str, Node] = {"date": entry.day.isoformat()}
        if entry.by:
            entry_node["by"] = entry.by
        if percent:
            entry_node["percent"] = percent
        if how:
            entry_node["as"] = how
        self.add((*path, "progress"), {**entry_node, "note": words}, days=days)

    def person(self, key: str, option: str) -> str:
        """A key of the plan's people, as it is written there. Raises CannotDo where there is none."""
        people = self.plan.people
        if key in people:
            return key
        folded = [other for other in people if other.casefold() == key.casefold()]
        named = [
            other
            for other, person in people.items()
            if key.casefold() in (person.name.casefold(), person.post.casefold())
        ]
        if len(folded or named) == 1:
            return (folded or named)[0]
        near = did_you_mean(key, [*people, *(person.name for person in people.values() if person.name)])
        known = f"the plan's people are {', '.join(people)}" if people else "the plan names nobody yet"
        raise CannotDo(
            f"{option} {key}: nobody of that key is in {self.plan.id}; {near or known}. To enter somebody: "
            f"s11 add person {self.plan.id} '{key}=Name, post'"
        )

    def _actions(self) -> list[tuple[Path, object]]:
        from s11.edit.place import places

        return [(place.path, place.record) for place in places(self.so_far()) if place.kind == "action"]


@dataclass(slots=True)
class AssessmentDraft(_TextDraft):
    """A self-assessment as far as it has been changed. ``standards``: the numbers of the standards of its list, in
    their order; none where the list is not known. ``phrases``: what was done, one phrase a change.
    """

    whole: ClassVar[type[Record]] = Assessment
    loaded: AssessmentFile
    standards: Sequence[str] = ()
    document: Document = field(init=False)
    phrases: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.document = self.loaded.document
        if self.loaded.assessment is None or self.document.cut_at is not None:
            name = self.loaded.source.name
            raise CannotDo(f"{name} cannot be read whole, so nothing is changed in it: s11 lint {name}")

    @property
    def assessment(self) -> Assessment:
        """The self-assessment as it was before."""
        if self.loaded.assessment is None:
            raise CannotDo(f"{self.loaded.source.name} holds no self-assessment")
        return self.loaded.assessment

    def so_far(self) -> AssessmentFile:
        """The file as it reads now."""
        unchanged = self.document is self.loaded.document
        return self.loaded if unchanged else load_assessment(self.document.source, self.loaded.conventions)


def _order(whole: type[Record], path: Path) -> tuple[str, ...]:
    """The keys of the record at a path, in the order of the format; none where it is no record."""
    record: type[Record] | None = whole
    inside: type[Record] | None = None
    for step in path:
        if isinstance(step, int):
            continue
        if inside is not None:
            # a key of the plan's own, such as one of 'people'
            record, inside = inside, None
            continue
        inner = next((one for one in fields_of(record) if one.key == step), None) if record is not None else None
        if inner is None:
            return ()
        if isinstance(inner.kind, MappingKind):
            record, inside = None, record_in(inner.kind.kind)
        else:
            record = record_in(inner.kind)
    return tuple(one.key for one in fields_of(record)) if record is not None else ()


def _in_order(days: Sequence[Day]) -> bool:
    return list(days) == sorted(days)


def _starts_after(other: Day, day: str) -> bool:
    return other.isoformat() > day


def check_seen(words: str, what: str) -> None:
    """Raises CannotDo for characters that nobody sees, such as those of a slip of the keyboard."""
    if visible(words.replace("\n", " ")) != words.replace("\n", " ") or unseen(words):
        raise CannotDo(f"{what} holds a character that cannot be seen: type it anew")


def mapping(**values: str) -> dict[str, Node]:
    """The values that say something, under their names; 'from_' and 'as_' stand for the words that Python keeps."""
    return {key.rstrip("_"): value for key, value in values.items() if value}


def words_of(node: Node | None) -> str:
    """What was written at a place, on one line."""
    if isinstance(node, Mapping):
        return words_of(node.get("text"))
    if isinstance(node, list):
        return " / ".join(words_of(one) for one in node)
    return " ".join((node or "").split())
