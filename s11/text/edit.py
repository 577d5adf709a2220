"""Edits by span: nothing else moves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from s11.text.document import Document
from s11.text.model import Node, Path, Source, Span
from s11.text.reading import read


class CannotEdit(Exception):
    """Nothing was changed: the edit cannot be shown to change this one thing and nothing else. The message says why."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """New words for one stretch of a text, in code points."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Mending:
    """New words for some stretches of a text, and what the text says then.

    ``then``: what the file holds, given what it held; ``at``: where what was mended stands in it; ``taken_in``: the
    comments whose words become words of a value; ``holds``: what else must be so of the file as it is read then.
    """

    replacements: tuple[Replacement, ...]
    then: Callable[[Node], Node]
    at: Path
    taken_in: tuple[str, ...] = ()
    holds: Callable[[Document], bool] = lambda again: True


def encoded(document: Document, text: str) -> bytes:
    """Text as it goes back to the file, with the byte order mark that it came with."""
    return (b"\xef\xbb\xbf" if document.bom else b"") + text.encode("utf-8")


def mended(document: Document, mendings: Sequence[Mending]) -> str:
    """The text with all of these made, which reads as they say and no otherwise. Raises CannotEdit."""
    return made_with(document, mendings).text


def made_with(document: Document, mendings: Sequence[Mending]) -> Document:
    """The document with all of these made, as it is read again. Raises CannotEdit."""
    check_editable(document)
    text, at = [], 0
    for change in sorted((one for mending in mendings for one in mending.replacements), key=lambda one: one.start):
        if change.start < at:
            raise CannotEdit("two changes touch one stretch of the text")
        text += [document.text[at : change.start], change.words]
        at = change.end
    made = "".join(text) + document.text[at:]
    if document.root is None:
        raise CannotEdit("the file holds nothing")
    wanted = document.root
    for mending in mendings:
        wanted = mending.then(wanted)
    again = _reads(document, made, wanted, [words for mending in mendings for words in mending.taken_in])
    if again is None or not all(mending.holds(again) for mending in mendings):
        raise CannotEdit("something else would read differently")
    return again


def rewritten(document: Document, path: Path, words: str) -> Mending:
    """Other words in the place of a value that stands on its line, in the quotes that it has. Raises CannotEdit."""
    span, style = document.span(path), document.style(path)
    if style not in ("", "'", '"') or "'" in words or '"' in words:
        raise CannotEdit("the value is not written as words on a line")
    return Mending(
        (Replacement(span.start, span.end, f"{style}{words}{style}"),), lambda root: with_value(root, path, words), path
    )


def renamed(document: Document, path: Path, key: str) -> Mending:
    """Another key in the place of one. Raises CannotEdit where the record has the other already."""
    holder, span = document.node(path[:-1]), document.key_span(path)
    if not isinstance(holder, dict) or key in holder:
        raise CannotEdit("the other key stands there already")

    def then(root: Node) -> Node:
        held = _at(root, path[:-1])
        if not isinstance(held, dict):
            return root
        return with_value(root, path[:-1], {key if name == path[-1] else name: node for name, node in held.items()})

    return Mending((Replacement(span.start, span.end, key),), then, (*path[:-1], key))


def with_comment(document: Document, path: Path) -> Mending:
    """The words of a value together with those behind a ' #' on its line, in quotes. Raises CannotEdit."""
    comment, empty = document.trailing_comment(path), document.comment_for_value(path)
    kept = document.node(path)
    if document.in_flow(path) or not isinstance(kept, str):
        raise CannotEdit("the comment may hold a bracket as well")
    if comment is not None and kept:
        start, between = document.span(path).start, document.text[document.span(path).end : comment.start]
        taken, value = comment, kept + between + comment.words.rstrip()
    elif empty is not None and not kept.strip() and not document.style(path):
        start, taken, value = empty.start, empty, empty.words.rstrip()
    else:
        raise CannotEdit("no words stand behind a '#' here")
    end = taken.start + len(taken.words.rstrip())
    words = document.text[start:end]
    change = Replacement(start, end, _quoted(words))
    return Mending((change,), lambda root: with_value(root, path, value), path, (taken.words,))


def with_keys(document: Document, path: Path, split_off: Sequence[str]) -> Mending:
    """The words of a value in braces together with those that commas split off from it as keys, in quotes.

    Raises CannotEdit.
    """
    holder, value = document.node(path[:-1]), document.node(path)
    last = (*path[:-1], split_off[-1])
    start, end = document.span(path).start, document.key_span(last).end
    words = document.text[start:end]
    if (
        not isinstance(holder, dict)
        or not isinstance(value, str)
        or document.style(path)
        or [part.strip() for part in words.split(",")] != [value, *split_off]
        or "\n" in words
    ):
        raise CannotEdit("these are not plain words with commas between them")

    def then(root: Node) -> Node:
        held = _at(root, path[:-1])
        if not isinstance(held, dict):
            return root
        kept = {name: words if name == path[-1] else node for name, node in held.items() if name not in split_off}
        return with_value(root, path[:-1], kept)

    return Mending((Replacement(start, end, _quoted(words)),), then, path)


def reordered(document: Document, path: Path, order: Sequence[int]) -> Mending:
    """The entries of a list in another order, each with the comments that are its own.

    Raises CannotEdit.
    """
    check_editable(document)
    entries = document.node(path)
    if not path or not isinstance(entries, list) or sorted(order) != list(range(len(entries))):
        raise CannotEdit("there is no list with these entries at this place")
    spans = _entry_spans(document, path, len(entries))
    words = [document.text[spans[index].start : spans[index].end] for index in order]

    def holds(again: Document) -> bool:
        # a comment that would hang under another entry now must not move
        try:
            stand = _entry_spans(again, path, len(entries))
        except CannotEdit:
            return False
        return [again.text[span.start : span.end] for span in stand] == words

    return Mending(
        tuple(Replacement(slot.start, slot.end, words[at]) for at, slot in enumerate(spans) if order[at] != at),
        lambda root: with_value(root, path, _in_order(_at(root, path), order)),
        path,
        holds=holds,
    )


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


def _at(node: Node | None, path: Path) -> Node | None:
    for step in path:
        if isinstance(node, dict) and isinstance(step, str):
            node = node.get(step)
        else:
            node = node[step] if isinstance(node, list) and isinstance(step, int) and step < len(node) else None
    return node


def _in_order(node: Node | None, order: Sequence[int]) -> Node:
    return [node[index] for index in order] if isinstance(node, list) else []


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _reads(document: Document, text: str, wanted: Node, taken_in: Sequence[str]) -> Document | None:
    """A text read again, where it holds what is wanted, with the same remarks but those taken in, and no slip more."""
    try:
        data = encoded(document, text)
    except UnicodeEncodeError:
        return None
    again = read(Source(document.source.name, document.source.id, data, document.source.stored))
    comments = Counter(comment.words for comment in document.comments)
    comments.subtract(taken_in)
    as_wanted = (
        again.root == wanted
        and again.cut_at is None
        and not Counter(slip.code for slip in again.slips) - Counter(slip.code for slip in document.slips)
        and Counter(comment.words for comment in again.comments) == +comments
        and min(comments.values(), default=0) >= 0
    )
    return again if as_wanted else None


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
