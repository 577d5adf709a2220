"""Many versions of the same plans, each distinct text read once."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import NamedTuple

from s11.frozen import dataclass
from s11.plan.files import PlanFile, PlanFiles, load_one
from s11.plan.kinds import R, Record, RecordKind
from s11.plan.reading import PlanReader
from s11.plan.records import Action, Plan, Recommendation
from s11.text import MAX_BYTES, Document, Source, read
from s11.when import STANDARD, Conventions


class VersionReader:
    """Many versions of the same plans: each text is read once, and of a version only what the others do not hold.

    Two versions of a plan differ in a line or two. A version is cut where its recommendations begin, and a
    recommendation where its actions do; each piece is read by itself, once, and where every one of them reads without
    a fault, together they are the plan. Any other text is read whole. The document of a version that was put together
    holds no places: nothing in it can be pointed at.
    """

    def __init__(self) -> None:
        self._read: dict[tuple[Source, Conventions], PlanFile] = {}
        self._plans: dict[tuple[str, bytes, bytes, Conventions], Plan | None] = {}
        self._recommendations: dict[_Piece, Recommendation | None] = {}
        self._pieces: dict[tuple[str, _Piece], Record | None] = {}

    def register(self, sources: Iterable[Source], conventions: Conventions = STANDARD) -> PlanFiles:
        files = (self._one(source, conventions) for source in sources)
        return PlanFiles.of(files)

    def _one(self, source: Source, conventions: Conventions) -> PlanFile:
        file = self._read.get((source, conventions))
        if file is None:
            file = self._put_together(source, conventions) or load_one(source, conventions)
            self._read[source, conventions] = file
        return file

    def _put_together(self, source: Source, conventions: Conventions) -> PlanFile | None:
        cut = _cut(source.data, _RECOMMENDATIONS) if len(source.data) <= MAX_BYTES else None
        if cut is None:
            return None
        plan = self._around(source, cut, conventions)
        if plan is None:
            return None
        recommendations = []
        for text in cut.pieces:
            piece = _Piece(text, plan.from_day, plan.from_name, conventions)
            if piece not in self._recommendations:
                self._recommendations[piece] = self._recommendation(piece)
            recommendation = self._recommendations[piece]
            if recommendation is None:
                return None
            recommendations.append(recommendation)
        whole = dataclasses.replace(plan, recommendations=tuple(recommendations))
        return PlanFile(Document(source, ""), whole, (), conventions=conventions)

    def _around(self, source: Source, cut: _Cut, conventions: Conventions) -> Plan | None:
        """A plan without its recommendations; None where it does not read without a fault."""
        key = (source.id, cut.before, cut.after, conventions)
        if key not in self._plans:
            held, text = cut.holding(source.data)
            file = load_one(Source(source.name, source.id, text), conventions)
            root = file.document.root
            alone = isinstance(root, dict) and root.get("recommendations") == [held]
            self._plans[key] = file.plan if file.whole and alone else None
        return self._plans[key]

    def _recommendation(self, piece: _Piece) -> Recommendation | None:
        cut = _cut(piece.text, _ACTIONS)
        if cut is None:
            return self._entry(Recommendation, "recommendations", piece)
        held, text = cut.holding(piece.text)
        around = self._entry(Recommendation, "recommendations", piece._replace(text=text))
        actions = [self._entry(Action, "actions", piece._replace(text=inner)) for inner in cut.pieces]
        read = [action for action in actions if action is not None]
        alone = around is not None and [(one.id, one.text) for one in around.actions] == [(held["id"], held["text"])]
        if around is None or not alone or len(read) < len(actions):
            return self._entry(Recommendation, "recommendations", piece)
        return dataclasses.replace(around, actions=tuple(read))

    def _entry(self, cls: type[R], listed: str, piece: _Piece) -> R | None:
        """One entry of a list, read by itself; None where it is not one entry without a fault."""
        if (listed, piece) not in self._pieces:
            self._pieces[listed, piece] = _read_entry(cls, listed, piece)
        entry = self._pieces[listed, piece]
        return entry if isinstance(entry, cls) else None


class _Piece(NamedTuple):
    """The text of one entry, and what a phrase without a year in it is read from."""

    text: bytes
    from_day: date | None
    from_name: str
    conventions: Conventions


def _read_entry(cls: type[R], listed: str, piece: _Piece) -> R | None:
    document = read(Source("", "", listed.encode() + b":\n" + piece.text))
    reading = PlanReader(document, piece.conventions)
    reading.from_day, reading.from_name = piece.from_day, piece.from_name
    entries = document.root.get(listed) if isinstance(document.root, dict) and len(document.root) == 1 else None
    if not isinstance(entries, list) or len(entries) != 1:
        return None
    entry = reading.item(RecordKind(cls), entries[0], (listed, 0))
    return None if reading.faults else entry


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
        return {"id": held.decode(), "text": held.decode()}, self.before + self.mark + b"{id: %s, text: %s}\n" % (
            held,
            held,
        ) + self.after


_RECOMMENDATIONS = re.compile(rb"(?<![^\n])recommendations:[ ]*\r?\n")
_ACTIONS = re.compile(rb"\n[ ]+actions:[ ]*\r?\n")
_FIRST_ITEM = re.compile(rb"((?:[ ]*(?:#[^\n]*)?\r?\n)*)([ ]+)- ")


def _cut(text: bytes, begins: re.Pattern[bytes]) -> _Cut | None:
    """A text cut where a list begins, at each entry, and where it ends; None where the list is not plainly set out."""
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
def _shallower(indent: int) -> re.Pattern[bytes]:
    """The end of a line before one that is indented by less, and is neither empty nor a comment."""
    return re.compile(rb"\n {0,%d}[^ \r\n#]" % (indent - 1))
