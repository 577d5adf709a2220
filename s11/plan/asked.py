"""Who was asked for a return, by when and against which list of standards: what a board sets in its ``s11.yaml``.

Without it nobody can say who has not answered: a body that never sent anything has no file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date as Day
from typing import get_args

from s11.frozen import dataclass
from s11.plan.spelling import fold_word
from s11.plan.standards import BodyKind
from s11.text import Node, Source, read
from s11.when import STANDARD, Conventions, Timescale, parse_fact_day

ASKED_SETTING = "self_assessments"
_FIELDS = ("standards", "cycle", "asked", "due", "from", "changes")
_KINDS: tuple[BodyKind, ...] = get_args(BodyKind)
_EXAMPLE = (
    "self_assessments: {standards: working-together-2018, due: 30 October 2025, from: [Westmere District Council]}"
)


@dataclass(frozen=True, slots=True)
class AskedBody:
    """A body that is to answer, as it is called in the settings, and what kind of body it is where that is said."""

    name: str
    kind: BodyKind | None = None


@dataclass(frozen=True, slots=True)
class AskedChange:
    """Why a round was changed after it was asked for: a body fewer, another day."""

    date: Day
    why: str


@dataclass(frozen=True, slots=True)
class AskedReturns:
    """One round of returns. ``asked`` is the day it was opened: what was sent and speaks for earlier is of another."""

    standards: str
    cycle: str
    asked: Day | None
    due: Timescale | None
    bodies: tuple[AskedBody, ...]
    changes: tuple[AskedChange, ...] = ()

    @property
    def due_day(self) -> Day | None:
        """The day by which returns are due; None where its words do not name one for certain."""
        return self.due.due if self.due is not None and self.due.certain else None

    def body(self, organisation: str, unit: str = "") -> AskedBody | None:
        """The body that an organisation, or a unit of it, answers as."""
        names = [f"{organisation}, {unit}", organisation] if unit else [organisation]
        by_name = {fold_word(one.name): one for one in self.bodies}
        return next((by_name[fold_word(name)] for name in names if fold_word(name) in by_name), None)


def load_asked_returns(source: Source, conventions: Conventions = STANDARD) -> tuple[AskedReturns, ...]:
    """The rounds of returns that an ``s11.yaml`` names, in its order.

    Raises ValueError that says what to type.
    """
    root = read(source).root
    written = root.get(ASKED_SETTING) if isinstance(root, dict) else None
    if written is None or written == "":
        return ()
    entries = written if isinstance(written, list) else [written]
    return tuple(_round(entry, source.name, conventions) for entry in entries)


def _round(entry: Node, file: str, conventions: Conventions) -> AskedReturns:
    if not isinstance(entry, dict):
        raise ValueError(f"{file}: under '{ASKED_SETTING}' write for example '{_EXAMPLE}'")
    unknown = [key for key in entry if key not in _FIELDS]
    if unknown:
        raise ValueError(f"{file}: '{unknown[0]}' is nothing that '{ASKED_SETTING}' says: it has {', '.join(_FIELDS)}")
    said = {key: _words(entry.get(key), key, file) for key in _FIELDS if key not in ("from", "changes")}
    if not said["standards"]:
        raise ValueError(f"{file}: '{ASKED_SETTING}' says nothing of its standards: write '{_EXAMPLE}'")
    asked = parse_fact_day(said["asked"]) if said["asked"] else None
    if said["asked"] and asked is None:
        raise ValueError(f"{file}: 'asked: {said['asked']}' under '{ASKED_SETTING}' is not a day: write 2025-09-01")
    due = Timescale.read(said["due"], asked, "asked", conventions) if said["due"] else None
    if due is not None and due.due is None:
        raise ValueError(
            f"{file}: 'due: {said['due']}' under '{ASKED_SETTING}' names no day: write for example 30 October 2025"
        )
    bodies = tuple(_bodies(entry.get("from"), file))
    if not bodies:
        raise ValueError(f"{file}: '{ASKED_SETTING}' does not say from whom: write 'from: [Westmere District Council]'")
    names = [fold_word(one.name) for one in bodies]
    twice = next((one.name for one in bodies if names.count(fold_word(one.name)) > 1), "")
    if twice:
        raise ValueError(f"{file}: '{twice}' stands twice under 'from' of '{ASKED_SETTING}': take one out")
    changes = tuple(_changes(entry.get("changes"), file))
    return AskedReturns(said["standards"], said["cycle"], asked, due, bodies, changes)


def _changes(node: Node | None, file: str) -> Iterator[AskedChange]:
    for one in node if isinstance(node, list) else [node] if node else []:
        said = {key: _words(one.get(key), key, file) for key in ("date", "why")} if isinstance(one, dict) else {}
        day = parse_fact_day(said["date"]) if said.get("date") else None
        if day is None or not said.get("why"):
            raise ValueError(
                f"{file}: 'changes' under '{ASKED_SETTING}' says when and why: write '{{date: 2025-09-12, why: …}}'"
            )
        yield AskedChange(day, said["why"])


def _words(node: Node | None, key: str, file: str) -> str:
    if node is None:
        return ""
    if not isinstance(node, str):
        raise ValueError(f"{file}: '{key}' under '{ASKED_SETTING}' is a few words, and not a list or a mapping")
    return " ".join(node.split())


def _bodies(node: Node | None, file: str) -> Iterator[AskedBody]:
    """Names in a list, or lists of names by the kind of body."""
    groups: Mapping[str, Node | None] = node if isinstance(node, dict) else {"": node}
    for kind, names in groups.items():
        known: BodyKind | None = next((one for one in _KINDS if one == kind.replace("-", "_").replace(" ", "_")), None)
        if kind and known is None:
            raise ValueError(
                f"{file}: '{kind}' under 'from' of '{ASKED_SETTING}' is no kind of body: use {', '.join(_KINDS)}"
            )
        for name in names if isinstance(names, list) else [names]:
            if name is None or name == "":
                continue
            if not isinstance(name, str):
                raise ValueError(f"{file}: 'from' of '{ASKED_SETTING}' is a list of names of bodies")
            yield AskedBody(" ".join(name.split()), known)
