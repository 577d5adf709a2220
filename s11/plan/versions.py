"""Many versions of the same plans, each distinct text read once."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from s11.plan.files import PlanFile, PlanFiles, load_one
from s11.plan.kinds import R, RecordKind
from s11.plan.reading import PlanReader
from s11.plan.records import Action, Plan, Recommendation
from s11.text import MAX_BYTES, Document, Source, read
from s11.when import STANDARD, Conventions


class VersionReader:
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
