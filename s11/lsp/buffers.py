"""Open texts, and places in them as an editor counts: lines, and in a line UTF-16 units or what it asked for."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate

from s11.lsp.messages import INVALID_PARAMS, Json, Object, WrongMessage, list_in, number_in, text_in, within
from s11.text import Document, Place, Span

_LINE_END = re.compile(r"\r\n|\n|\r")
# texts that differ over more lines than these are not compared line by line, which takes time with the square of them
_MOST_LINES = 2000


def _utf16(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)


def _utf8(text: str) -> int:
    return len(text.encode("utf-8"))


# how long a stretch of a line is in each way of counting that an editor may ask for
ENCODINGS: dict[str, Callable[[str], int]] = {"utf-8": _utf8, "utf-16": _utf16, "utf-32": len}


class Buffer:
    """A text as the editor has it; nothing in it is changed, a change makes another."""

    def __init__(self, text: str, encoding: str = "utf-16"):
        self.text, self.encoding = text, encoding
        self._length = ENCODINGS[encoding]
        self._starts: list[int] | None = None

    @property
    def data(self) -> bytes:
        return self.text.encode("utf-8")

    @property
    def starts(self) -> list[int]:
        """Where each line starts; as the protocol has it, LF, CRLF and a lone CR end one."""
        if self._starts is None:
            self._starts = (
                [0, *(match.end() for match in _LINE_END.finditer(self.text))]
                if "\r" in self.text
                else [0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1])]
            )
        return self._starts

    def line(self, number: int) -> str:
        """A line's own words, counted from 0."""
        last = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.text)
        return self.text[self.starts[number] : last].rstrip("\r\n")

    def offset(self, line: int, character: int) -> int:
        """What lies behind the end of a line is its end, and behind the last line the end of the text."""
        if line >= len(self.starts):
            return len(self.text)
        start, line_text = self.starts[line], self.line(line)
        if line_text.isascii():
            return start + min(character, len(line_text))
        at = passed = 0
        while at < len(line_text) and passed + (width := self._length(line_text[at])) <= character:
            at, passed = at + 1, passed + width
        return start + at

    def offset_of(self, position: Json) -> int:
        """Raises WrongMessage."""
        return self.offset(number_in(position, "line"), number_in(position, "character"))

    def position(self, offset: int) -> Object:
        line = bisect_right(self.starts, offset) - 1
        before = self.text[self.starts[line] : offset]
        return {"line": line, "character": len(before) if before.isascii() else self._length(before)}

    def range(self, start: int, end: int) -> Object:
        return {"start": self.position(start), "end": self.position(end)}

    def changed(self, change: Json) -> Buffer:
        """The text after one change: of a stretch, or of all of it. Raises WrongMessage."""
        text = text_in(change, "text")
        stretch = within(change, "range")
        if stretch is None:
            return Buffer(text, self.encoding)
        if not isinstance(stretch, dict):
            raise WrongMessage(INVALID_PARAMS, "'range' must be an object")
        start, end = sorted(self.offset_of(within(stretch, side)) for side in ("start", "end"))
        return Buffer(self.text[:start] + text + self.text[end:], self.encoding)

    def changed_by(self, params: Json) -> Buffer:
        """The text after the changes of a message, one after another. Raises WrongMessage."""
        buffer = self
        for change in list_in(params, "contentChanges"):
            buffer = buffer.changed(change)
        return buffer

    # what s11 says of a place in its own reading of the text

    @property
    def before(self) -> int:
        """How much of the text stands before what s11 reads: a byte order mark, or nothing."""
        return int(self.text.startswith("\ufeff"))

    def range_of(self, span: Span) -> Object:
        return self.range(span.start + self.before, span.end + self.before)

    def range_at(self, document: Document, place: Place) -> Object:
        """Where a finding stands."""
        starts = document.line_starts()
        start, end = (
            min(starts[min(line, len(starts)) - 1] + column - 1, len(document.text))
            for line, column in ((place.line, place.column), (place.end_line, place.end_column))
        )
        return self.range_of(Span(start, max(start, end)))

    def edits_to(self, text: str) -> list[Json]:
        """What makes another text of this one: each stretch of lines that differs, and in it nothing that does not."""
        from difflib import SequenceMatcher

        was, now = (side.splitlines(keepends=True) for side in (self.text, text))
        head = _alike(was, now)
        tail = _alike(was[head:][::-1], now[head:][::-1])
        at = sum(map(len, was[:head]))
        was, now = was[head : len(was) - tail], now[head : len(now) - tail]
        alike = (
            SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
            if len(was) <= _MOST_LINES
            else [("replace", 0, len(was), 0, len(now))]
        )
        edits: list[Json] = []
        for same, i, j, k, n in alike:
            old, new = "".join(was[i:j]), "".join(now[k:n])
            if same != "equal":
                first = _alike(old, new)
                # no editor can stand within a line end
                first -= old[:first].endswith("\r")
                last = _alike(old[first:][::-1], new[first:][::-1])
                last -= old[len(old) - last :].startswith("\n") and old[: len(old) - last].endswith("\r")
                stretch = self.range(at + first, at + len(old) - last)
                edits.append({"range": stretch, "newText": new[first : len(new) - last]})
            at += len(old)
        return edits


def _alike(one: str | list[str], other: str | list[str]) -> int:
    """How much of the beginnings of two texts or lists is the same."""
    for at, (mine, theirs) in enumerate(zip(one, other, strict=False)):
        if mine != theirs:
            return at
    return min(len(one), len(other))
