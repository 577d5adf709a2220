"""Edits by span: nothing else moves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from s11.text.document import Document
from s11.text.model import Node, Path, Source, Span
from s11.text.reading import read


class CannotEdit(Exception):
    """Nothing was changed: the edit cannot be shown to change this one thing and nothing else. The message says why."""


def encoded(document: Document, text: str) -> bytes:
    """Text as it goes back to the file, with the byte order mark that it came with."""
    return (b"\xef\xbb\xbf" if document.bom else b"") + text.encode("utf-8")


def reordered(document: Document, path: Path, order: Sequence[int]) -> str:
    """The text with the entries of a list in another order, each with the comments that are its own.

    Raises CannotEdit.
    """
    check_editable(document)
    entries = document.node(path)
    if not path or not isinstance(entries, list) or sorted(order) != list(range(len(entries))):
        raise CannotEdit("there is no list with these entries at this place")
    spans = _entry_spans(document, path, len(entries))
    text, end = [], 0
    for slot, index in zip(spans, order, strict=True):
        text += [document.text[end : slot.start], document.text[spans[index].start : spans[index].end]]
        end = slot.end
    made = "".join(text) + document.text[end:]
    if reads_as(document, made, with_value(document.root, path, [entries[index] for index in order])):
        again = read(Source(document.source.name, document.source.id, encoded(document, made)))
        # a comment that would hang under another entry now must not move
        if [again.text[span.start : span.end] for span in _entry_spans(again, path, len(entries))] == [
            document.text[spans[index].start : spans[index].end] for index in order
        ]:
            return made
    raise CannotEdit("the entries cannot be put in this order so that nothing else reads differently")


def check_editable(document: Document) -> None:
    """Raises CannotEdit where the file breaks off, or its bytes are not just its text."""
    if document.cut_at is not None or encoded(document, document.text) != document.source.data:
        raise CannotEdit("the file cannot be read whole: mend that first")


def with_value(node: Node | None, path: Path, value: Node) -> Node:
    """A tree with another value at a place that has one. Raises CannotEdit."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(node, dict) and isinstance(step, str):
        return {**node, step: with_value(node[step], rest, value)}
    if isinstance(node, list) and isinstance(step, int):
        return [*node[:step], with_value(node[step], rest, value), *node[step + 1 :]]
    raise CannotEdit("there is nothing at this place to replace")


def reads_as(document: Document, text: str, wanted: Node) -> bool:
    """Whether a text reads as wanted, with the same remarks and no slip come or gone."""
    try:
        data = encoded(document, text)
    except UnicodeEncodeError:
        return False
    again = read(Source(document.source.name, document.source.id, data))
    return (
        again.root == wanted
        and again.cut_at is None
        and [slip.code for slip in again.slips] == [slip.code for slip in document.slips]
        and sorted(comment.words for comment in again.comments)
        == sorted(comment.words for comment in document.comments)
    )


def _entry_spans(document: Document, path: Path, count: int) -> list[Span]:
    """Each entry's own stretch: in brackets its words, else its lines with the comment lines that are its own."""
    text = document.text
    spans = [document.span((*path, index)) for index in range(count)]
    if document.in_flow((*path, 0)):
        whole = document.span(path)
        if any(whole.start <= comment.start < whole.end for comment in document.comments):
            raise CannotEdit("a comment stands between the entries")
        return spans
    starts = document.line_starts()
    bounds = [*starts, len(text)]
    lines = [text[a:b].rstrip("\r\n") for a, b in pairwise(bounds)]
    alone = {document.line_column(comment.start)[0] - 1 for comment in document.comments if comment.alone}
    # a list written with dashes begins at its first dash
    column = document.line_column(document.entry(path).start)[1] - 1
    dashes, ends = [], []
    for span in spans:
        dash = document.line_column(span.start)[0] - 1
        while dash >= 0 and not re.match(rf" {{{column}}}-(?:\s|$)", lines[dash]):
            dash -= 1
        dashes.append(dash)
        ends.append(document.line_column(max(span.start, span.end - 1))[0] - 1)
    if dashes[0] < 0 or any(end >= dash for end, dash in zip(ends, dashes[1:], strict=False)):
        raise CannotEdit("two entries share a line")
    floor = document.line_column(document.key_span(path).start)[0] if isinstance(path[-1], str) else dashes[0]
    first, last = list(dashes), list(ends)
    for at in range(count):
        limit = dashes[at + 1] if at + 1 < count else len(lines)
        while last[at] + 1 < limit and last[at] + 1 in alone and hangs_under(lines[last[at] + 1], column):
            last[at] += 1
        above = last[at - 1] if at else floor - 1
        while first[at] - 1 > above and first[at] - 1 in alone:
            first[at] -= 1
        if at and any(line in alone for line in range(above + 1, first[at])):
            raise CannotEdit("a comment stands between two entries and could be of either")
    return [Span(starts[a], starts[b] + len(lines[b])) for a, b in zip(first, last, strict=True)]


def hangs_under(line: str, column: int) -> bool:
    """Whether a comment line hangs under the entry above it; a remark to s11 is always about the line below."""
    words = line.lstrip()
    return len(line) - len(words) > column and not words.lstrip("#").lstrip().startswith("s11:")
