"""One file's text, what it holds, and where each part of it stands."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from s11.pattern import pattern
from s11.text.model import Branch, Comment, Node, Path, Place, Source, Span, SyntaxProblem

LINE_END = pattern(r"\r\n|\n|\r")
# libyaml begins a comment also right behind a closing quote, a bracket or a comma
_HASH = pattern(r"#(?<![^ \t\r\n\"'\]}\[{,]#)")
_TRAILING = pattern(r"([ \t]+)#")
LOST = pattern(r"[ \t]*+:(?:[ \t]++[|>][-+0-9]*+)?[ \t]++(?P<words>#[^\r\n]*+)")
LOST_ITEM = pattern(r"(?:[|>][-+0-9]*+)?[ \t]++(?P<words>#[^\r\n]*+)")


class Entry(NamedTuple):
    """Where one entry of a mapping or list stands: its key (both -1 in a list), and the value's own words or first
    sign.

    ``style`` is how a scalar is written, '' for plain; ``flow`` whether a container is written with braces or brackets.
    """

    key_start: int
    key_end: int
    start: int
    end: int
    style: str
    flow: bool


class Places:
    """Where each entry of a document stands, in one array: as objects they would be four fifths of its memory."""

    __slots__ = ("_closings", "_discarded", "_first", "_keys", "_numbers")

    def __init__(self) -> None:
        self._numbers = array("I")
        self._first: dict[int, int] = {}
        self._keys: dict[int, dict[str | None, int]] = {}
        self._closings: dict[int, int] = {}
        # containers that are no part of the tree: an id may not be used again while the document lives
        self._discarded: list[Node] = []

    def keep(self, node: Branch, numbers: list[int], closing: int | None) -> None:
        """The entries of one container, four numbers each; the end of a closing bracket."""
        name = id(node)
        self._first[name] = len(self._numbers)
        self._numbers.fromlist(numbers)
        if closing is not None:
            self._closings[name] = closing
        if isinstance(node, dict) and len(numbers) > 4 * len(node):
            # where reading broke off, the place of a key may be known whose value never came
            self._keys[name] = {key: at for at, key in enumerate((*node, None))}

    def discard(self, node: Branch) -> None:
        self._discarded.append(node)

    def take_over(self, here: Node | None, there: Node | None) -> None:
        """Have what is known of one tree known of another, which is its like."""
        alike = [(here, there)]
        while alike:
            new, old = alike.pop()
            if isinstance(new, str) or isinstance(old, str) or new is None or old is None:
                continue
            self._first[id(new)] = self._first.pop(id(old))
            if id(old) in self._closings:
                self._closings[id(new)] = self._closings.pop(id(old))
            both = (new.values(), old.values()) if isinstance(new, dict) and isinstance(old, dict) else (new, old)
            alike += zip(*both, strict=True)

    def of(self, node: Node | None, step: str | int) -> Entry:
        """One entry of a container. Raises LookupError where nothing stands."""
        return self._at(self._first[id(node)] + 4 * (step if isinstance(step, int) else self._number(node, step)))

    def closing(self, node: Node | None) -> int | None:
        """Where a container written with braces or brackets ends; None for any other, and for one not closed."""
        return self._closings.get(id(node))

    def each(self, node: Branch) -> Iterator[tuple[str | int, Node, Entry]]:
        """Every entry that the container holds, its value and where it stands, in the order written."""
        first = self._first[id(node)]
        if isinstance(node, dict):
            numbers = self._keys.get(id(node))
            for at, (key, child) in enumerate(node.items()):
                yield key, child, self._at(first + 4 * (at if numbers is None else numbers[key]))
        else:
            for at, child in enumerate(node):
                yield at, child, self._at(first + 4 * at)

    def keys_met(self, node: dict[str, Node]) -> Iterator[Entry]:
        """Every key of a mapping, also one whose value never came."""
        numbers = self._keys.get(id(node))
        return (
            self._at(self._first[id(node)] + 4 * at) for at in range(len(node) if numbers is None else len(numbers))
        )

    def _number(self, node: Node | None, key: str) -> int:
        numbers = self._keys.get(id(node))
        if numbers is None:
            if not isinstance(node, dict):
                raise KeyError(key)
            numbers = self._keys[id(node)] = {other: at for at, other in enumerate(node)}
        return numbers[key]

    def _at(self, index: int) -> Entry:
        key_start, key_length, start, rest = self._numbers[index : index + 4]
        key_start, end = key_start - 1, rest // 16
        return Entry(key_start, key_start + key_length, start, end, _STYLES[rest & 7], bool(rest & 8))


# plain, the four other ways to write a scalar, and none of them
_STYLES = ("", "'", '"', "|", ">")
STYLE_NUMBER: dict[str | None, int] = {None: 0, **{style: at for at, style in enumerate(_STYLES)}}


@dataclass(slots=True)
class Document:
    """One file's text, what it holds, and where each part of it stands."""

    source: Source
    text: str
    root: Node | None = None
    bom: bool = False
    slips: list[SyntaxProblem] = field(default_factory=list)
    more_slips: int = 0
    cut_at: int | None = None
    cut_path: Path = ()
    # where each part stands; where that was not noted as it was read, it is when it is first asked for
    noted: Places | None = None
    _lines: list[int] | None = None
    _excerpt: tuple[int, str] = (0, "")
    _comments: tuple[Comment, ...] | None = None
    _remarked: bool | None = None

    def let_go(self) -> None:
        """Forget what can be read again from the file's bytes; it is, as soon as it is asked for."""
        self.noted = self._lines = self._comments = None
        self._excerpt = (0, "")
        del self.text, self.root

    def __getattr__(self, name: str) -> object:
        # only what was let go is not there
        if name not in ("text", "root"):
            raise AttributeError(name)
        from s11.text.reading import read

        again = read(self.source)
        self.text, self.root, self.noted = again.text, again.root, again.noted
        return self.text if name == "text" else self.root

    @property
    def places(self) -> Places:
        if self.noted is None:
            from s11.text.reading import places_of

            self.noted = places_of(self)
        return self.noted

    def has(self, path: Path) -> bool:
        return self._follow(path) == len(path)

    def node(self, path: Path) -> Node | None:
        """The value at ``path``, or None where there is none."""
        node = self.root
        for step in path:
            if isinstance(step, str):
                node = node.get(step) if isinstance(node, dict) else None
            else:
                node = node[step] if isinstance(node, list) and step < len(node) else None
        return node

    def span(self, path: Path) -> Span:
        """The value's stretch; of a missing path, the nearest place that exists: the parent's key, or its first key."""
        known = self._follow(path)
        if known < len(path):
            return self.key_span(path[:known])
        if not path:
            return Span(0, 0)
        node, entry = self.node(path), self.entry(path)
        end = self._scalar_end(entry) if isinstance(node, str) else self._container_end(node, entry)
        return Span(entry.start, max(entry.start, end))

    def key_span(self, path: Path) -> Span:
        """The key's stretch; of a list item that is a mapping its first key, of a missing path the nearest there is."""
        path = path[: self._follow(path)]
        while path:
            entry = self.entry(path)
            if entry.key_start >= 0:
                return Span(entry.key_start, entry.key_end)
            node = self.node(path)
            if isinstance(node, dict) and node:
                return self.key_span((*path, next(iter(node))))
            return Span(entry.start, self._scalar_end(entry) if isinstance(node, str) else entry.start + 1)
        if isinstance(self.root, dict) and self.root:
            return self.key_span((next(iter(self.root)),))
        return Span(0, 0)

    def style(self, path: Path) -> str:
        """How a scalar is written: '' plain, or one of ``' " | >``."""
        return self.entry(path).style

    def in_flow(self, path: Path) -> bool:
        """Whether the container that holds ``path`` is written with braces or brackets."""
        return any(
            not isinstance(self.node(path[:end]), str) and self.entry(path[:end]).flow for end in range(1, len(path))
        )

    def place(self, span: Span) -> Place:
        line, column = self.line_column(span.start)
        end_line, end_column = self.line_column(span.end)
        if self._excerpt[0] != line:
            # many findings of one line share its words
            starts = self.line_starts()
            last = starts[line] if line < len(starts) else len(self.text)
            self._excerpt = (line, self.text[starts[line - 1] : last].rstrip("\r\n"))
        return Place(line, column, end_line, end_column, self._excerpt[1])

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, as an editor counts them: only CR, LF and CRLF end a line."""
        starts = self.line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def scalars(self) -> Iterator[tuple[Path, Span]]:
        """Every scalar value with its stretch, in the order written; none where the file is one scalar."""
        if isinstance(self.root, dict | list):
            yield from self._scalars((), self.root)

    @property
    def comments(self) -> tuple[Comment, ...]:
        if self._comments is None:
            self._comments = tuple(self._find_comments())
        return self._comments

    @property
    def remarked(self) -> bool:
        """Whether a remark may stand behind words on a line; mostly none does, and nobody need look."""
        if self._remarked is None:
            self._remarked = " #" in self.text or "\t#" in self.text
        return self._remarked

    def trailing_comment(self, path: Path) -> Comment | None:
        """The comment on the same line right after a plain scalar, if there is one."""
        if not self.remarked or self.style(path):
            return None
        end = self.span(path).end
        match = _TRAILING.match(self.text, end)
        return Comment(match.end(1), self.rest_of_line(match.end(1)), alone=False) if match else None

    def comment_for_value(self, path: Path) -> Comment | None:
        """The comment that stands where a value should, behind a key's colon, a dash or the sign of a block."""
        if not self.remarked:
            return None
        if isinstance(path[-1], str):
            match = LOST.match(self.text, self.key_span(path).end)
        else:
            match = LOST_ITEM.match(self.text, self.span(path).start)
        if match is None or (isinstance(path[-1], int) and self.node(path)):
            return None
        return Comment(match.start("words"), match["words"], alone=False)

    # how it is worked out

    def entry(self, path: Path) -> Entry:
        return self.places.of(self.node(path[:-1]), path[-1])

    def _follow(self, path: Path) -> int:
        node = self.root
        for depth, step in enumerate(path):
            child: Node | None = None
            if isinstance(node, dict) and isinstance(step, str):
                child = node.get(step)
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                child = node[step]
            if child is None:
                return depth
            node = child
        return len(path)

    def _scalar_end(self, entry: Entry) -> int:
        if entry.style in ("|", ">"):
            return entry.start + len(self.text[entry.start : entry.end].rstrip())
        return entry.end

    def _container_end(self, node: Node | None, entry: Entry) -> int:
        closing = self.places.closing(node)
        if closing is not None:
            return closing
        last = last_entry(node)
        if last is None:
            return entry.end
        step, child = last
        inner = self.places.of(node, step)
        return self._scalar_end(inner) if isinstance(child, str) else self._container_end(child, inner)

    def line_starts(self) -> list[int]:
        if self._lines is None:
            self._lines = (
                [0, *(match.end() for match in LINE_END.finditer(self.text))]
                if "\r" in self.text
                else [0, *accumulate([len(line) + 1 for line in self.text.split("\n")[:-1]])]
            )
        return self._lines

    def rest_of_line(self, start: int) -> str:
        match = LINE_END.search(self.text, start)
        return self.text[start : match.start() if match else len(self.text)]

    def _scalars(self, path: Path, node: Branch) -> Iterator[tuple[Path, Span]]:
        for key, child, entry in self.places.each(node):
            if isinstance(child, str):
                yield (*path, key), Span(entry.start, self._scalar_end(entry))
            else:
                yield from self._scalars((*path, key), child)

    def _worded(self, node: Node | None) -> Iterator[tuple[int, int]]:
        """The stretches of all keys and scalars: a '#' in one of them begins no comment."""
        if isinstance(node, dict):
            yield from ((entry.key_start, entry.key_end) for entry in self.places.keys_met(node))
        if isinstance(node, dict | list):
            for _, child, entry in self.places.each(node):
                if not isinstance(child, str):
                    yield from self._worded(child)
                    continue
                start, end = entry.start, self._scalar_end(entry)
                if entry.style in ("|", ">"):
                    # a remark may stand behind the sign of a block: that line is no part of its words
                    line_end = LINE_END.search(self.text, start)
                    start = line_end.end() if line_end else end
                yield start, end

    def _find_comments(self) -> Iterator[Comment]:
        signs = list(_HASH.finditer(self.text))
        if not signs:
            return
        taken = sorted(self._worded(self.root))
        starts = [start for start, _ in taken]
        limit = len(self.text) if self.cut_at is None else self.cut_at
        covered = 0
        for match in signs:
            at = match.start()
            if at > limit:
                return
            if at < covered:
                continue
            index = bisect_right(starts, at) - 1
            if index >= 0 and at < taken[index][1]:
                continue
            words = self.rest_of_line(at)
            # a second '#' on a line belongs to the comment that the first one began
            covered = at + len(words)
            line_start = self.line_starts()[self.line_column(at)[0] - 1]
            yield Comment(at, words, alone=not self.text[line_start:at].strip())


def is_remark(words: str) -> bool:
    """Whether a comment is a remark to s11."""
    return words.lstrip("#").strip().startswith("s11:")


def last_path(node: Node | None) -> Path:
    """The path of what was read last: the records that it runs through may be torn."""
    path: Path = ()
    while last := last_entry(node):
        path, node = (*path, last[0]), last[1]
    return path


def last_entry(node: Node | None) -> tuple[str | int, Node] | None:
    """The last entry of a mapping or list, its key or number before its value; None where there is none."""
    if isinstance(node, dict) and node:
        key = next(reversed(node))
        return key, node[key]
    return (len(node) - 1, node[-1]) if isinstance(node, list) and node else None
