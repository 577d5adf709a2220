"""YAML text read into strings, each with its place.

Offsets are code points of the decoded text after a byte order mark, half-open. Line and column (both from 1) are
worked out only for a problem that is shown. Every scalar stays text: whoever reads it gives it a type. What can be
read is returned together with what was wrong, so that one slip never hides the rest.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias, cast

if TYPE_CHECKING:
    from yaml import YAMLError

Path = tuple["str | int", ...]
Node: TypeAlias = "str | list[Node] | dict[str, Node]"
Branch: TypeAlias = list[Node] | dict[str, Node]

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 32
# how many faults of one file are kept: whoever has mended these runs again, and no file can fill the memory
MAX_FINDINGS = 200

ERROR, WARNING, ADVICE = "error", "warning", "advice"
LEVELS = (ERROR, WARNING, ADVICE)


@dataclass(frozen=True, slots=True)
class UnreadReason:
    """Why something that was met is not read: what it is, and what to do about it."""

    message: str
    hint: str

    @property
    def words(self) -> str:
        return f"{self.message}: {self.hint}"


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it was met: ``name`` for people, ``id`` within the portfolio, ``data`` its bytes.

    ``unread`` says why nothing of it was read, where that is so; ``data`` is empty then.
    """

    name: str
    id: str
    data: bytes
    stored: str = ""
    unread: UnreadReason | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of a document's text, in code points."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a finding stands: 1-based line and column, the end of the stretch, and the line's own words."""

    line: int
    column: int
    end_line: int
    end_column: int
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem, at one place, with one rule code: unreadable YAML, a wrong shape and a broken rule alike.

    ``about``: what it is about, where no path leads to it: the address of what is gone, words within a text.
    """

    code: str
    level: str
    file: str
    path: Path
    place: Place
    message: str
    hint: str = ""
    allowed: str = ""
    fixable: bool = False
    plan: str = ""
    about: str = ""

    @property
    def order(self) -> tuple[str, int, int, str, str]:
        return (self.file, self.place.line, self.place.column, self.code, self.message)


@dataclass(frozen=True, slots=True)
class Comment:
    """A YAML comment: where its ``#`` stands, its words, and whether it has the line to itself."""

    start: int
    words: str
    alone: bool


@dataclass(frozen=True, slots=True)
class SyntaxProblem:
    """Something wrong with the text itself, before any meaning is read into it."""

    code: str
    path: Path
    span: Span
    message: str
    hint: str


class _Stop(Exception):
    """Reading cannot go on from here; what was built so far stands."""


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
    """Where each entry of a document stands, in one array of numbers: as objects they would be four fifths of its
    memory.
    """

    __slots__ = ("_closings", "_discarded", "_first", "_keys", "_numbers")

    def __init__(self) -> None:
        self._numbers = array("I")
        self._first: dict[int, int] = {}
        self._keys: dict[int, dict[str, int]] = {}
        self._closings: dict[int, int] = {}
        # containers that are no part of the tree: an id may not be used again while the document lives
        self._discarded: list[Node] = []

    def keep(self, node: Branch, numbers: Sequence[int], keys: Collection[str], closing: int | None) -> None:
        """The entries of one container, four numbers each; the ``keys`` of a mapping, the end of a closing bracket."""
        name = id(node)
        self._first[name] = len(self._numbers)
        self._numbers.extend(numbers)
        if closing is not None:
            self._closings[name] = closing
        if isinstance(node, dict) and len(keys) != len(node):
            # where reading broke off, the place of a value may be known that never came
            self._keys[name] = {key: at for at, key in enumerate(keys)}

    def discard(self, node: Branch) -> None:
        self._discarded.append(node)

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
            numbers = {other: at for at, other in enumerate(node)}
            self._keys[id(node)] = numbers
        return numbers[key]

    def _at(self, index: int) -> Entry:
        key_start, key_length, start, rest = self._numbers[index : index + 4]
        key_start, end = key_start - 1, rest // 16
        return Entry(key_start, key_start + key_length, start, end, _STYLES[rest & 7], bool(rest & 8))


# plain, the four other ways to write a scalar, and none of them
_STYLES = ("", "'", '"', "|", ">")
_STYLE_NUMBER: dict[str | None, int] = {None: 0, **{style: at for at, style in enumerate(_STYLES)}}


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
    _places: Places = field(default_factory=lambda: Places())
    _lines: list[int] | None = None
    _excerpt: tuple[int, str] = (0, "")
    _comments: tuple[Comment, ...] | None = None
    _remarked: bool | None = None

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
        node, entry = self.node(path), self._entry(path)
        end = self._scalar_end(entry) if isinstance(node, str) else self._container_end(node, entry)
        return Span(entry.start, max(entry.start, end))

    def key_span(self, path: Path) -> Span:
        """The key's stretch; of a list item that is a mapping its first key, of a missing path the nearest there is."""
        path = path[: self._follow(path)]
        while path:
            entry = self._entry(path)
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
        return self._entry(path).style

    def in_flow(self, path: Path) -> bool:
        """Whether the container that holds ``path`` is written with braces or brackets."""
        return any(
            not isinstance(self.node(path[:end]), str) and self._entry(path[:end]).flow for end in range(1, len(path))
        )

    def place(self, span: Span) -> Place:
        line, column = self.line_column(span.start)
        end_line, end_column = self.line_column(span.end)
        if self._excerpt[0] != line:
            # many findings of one line share its words
            starts = self._line_starts()
            last = starts[line] if line < len(starts) else len(self.text)
            self._excerpt = (line, self.text[starts[line - 1] : last].rstrip("\r\n"))
        return Place(line, column, end_line, end_column, self._excerpt[1])

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, as an editor counts them: only CR, LF and CRLF end a line."""
        starts = self._line_starts()
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
        return Comment(match.end(1), self._rest_of_line(match.end(1)), alone=False) if match else None

    def comment_for_value(self, path: Path) -> Comment | None:
        """The comment that stands where a value should, behind a key's colon, a dash or the sign of a block."""
        if not self.remarked:
            return None
        if isinstance(path[-1], str):
            match = _LOST.match(self.text, self.key_span(path).end)
        else:
            match = _LOST_ITEM.match(self.text, self.span(path).start)
        if match is None or (isinstance(path[-1], int) and self.node(path)):
            return None
        return Comment(match.start("words"), match["words"], alone=False)

    # how it is worked out

    def _entry(self, path: Path) -> Entry:
        return self._places.of(self.node(path[:-1]), path[-1])

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
        closing = self._places.closing(node)
        if closing is not None:
            return closing
        last = _last(node)
        if last is None:
            return entry.end
        step, child = last
        inner = self._places.of(node, step)
        return self._scalar_end(inner) if isinstance(child, str) else self._container_end(child, inner)

    def _line_starts(self) -> list[int]:
        if self._lines is None:
            self._lines = (
                [0, *(match.end() for match in _LINE_END.finditer(self.text))]
                if "\r" in self.text
                else [0, *accumulate(len(line) + 1 for line in self.text.split("\n")[:-1])]
            )
        return self._lines

    def _rest_of_line(self, start: int) -> str:
        match = _LINE_END.search(self.text, start)
        return self.text[start : match.start() if match else len(self.text)]

    def _scalars(self, path: Path, node: Branch) -> Iterator[tuple[Path, Span]]:
        for key, child, entry in self._places.each(node):
            if isinstance(child, str):
                yield (*path, key), Span(entry.start, self._scalar_end(entry))
            else:
                yield from self._scalars((*path, key), child)

    def _worded(self, node: Node | None) -> Iterator[tuple[int, int]]:
        """The stretches of all keys and scalars: a '#' in one of them begins no comment."""
        if isinstance(node, dict):
            yield from ((entry.key_start, entry.key_end) for entry in self._places.keys_met(node))
        if isinstance(node, dict | list):
            for _, child, entry in self._places.each(node):
                if not isinstance(child, str):
                    yield from self._worded(child)
                    continue
                start, end = entry.start, self._scalar_end(entry)
                if entry.style in ("|", ">"):
                    # a remark may stand behind the sign of a block: that line is no part of its words
                    line_end = _LINE_END.search(self.text, start)
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
            words = self._rest_of_line(at)
            # a second '#' on a line belongs to the comment that the first one began
            covered = at + len(words)
            line_start = self._line_starts()[self.line_column(at)[0] - 1]
            yield Comment(at, words, alone=not self.text[line_start:at].strip())


def is_remark(words: str) -> bool:
    """Whether a comment is a remark to s11."""
    return words.lstrip("#").strip().startswith("s11:")


_LINE_END = re.compile(r"\r\n|\n|\r")
# libyaml begins a comment also right behind a closing quote, a bracket or a comma
_HASH = re.compile(r"#(?<![^ \t\r\n\"'\]}\[{,]#)")
_GLUED_HASH = re.compile(r"[\"'\]}\[{,]#|[\[{,][ \t]++#(?=[^\s#!])")
_ENTRY_BEFORE = re.compile(r"[\[{,][ \t]*\Z")
_TRAILING = re.compile(r"([ \t]+)#")
# refused with the control characters: what YAML takes for a line end and an editor or 'git diff' does not (a lone
# carriage return hides what follows it), and what turns the direction of writing, so that a line reads other than it is
_REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
    "|\r(?!\n)"
)
# the bytes of letters and signs that need not be looked at again
_NEVER_REFUSED = bytes([9, 10, *range(0x20, 0x7F)])
_NAMES = {
    "\x1b": "an escape character",
    "\x00": "a NUL",
    "\x0c": "a form feed",
    "\u2028": "a line separator",
    "\u2029": "a paragraph separator",
    "\x85": "a next-line character",
    "\ufeff": "a byte order mark",
    "\x7f": "a delete character",
    "\r": "a carriage return without a line feed",
    "\xad": "a soft hyphen",
    "\u200b": "a zero-width space",
    **dict.fromkeys(
        "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
        "a mark that turns the direction of writing",
    ),
    **dict.fromkeys("\u200c\u200d\u2060\u2061\u2062\u2063\u2064\u180e", "a character of no width"),
}
# never seen, so that two keys or ids which differ by one look the same; words in some scripts need them
_UNSEEN = re.compile(
    "[\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-"
    "\ufffb]|[\U000e0000-\U000e007f]"
)


def unseen(text: str) -> str:
    """What to call the first character of a key or code that nobody can see, with its number; '' where none is."""
    found = None if text.isascii() else _UNSEEN.search(text)
    return f"{_NAMES.get(found[0], 'a character that cannot be seen')} (U+{ord(found[0]):04X})" if found else ""


def read(source: Source) -> Document:
    """Read one file. Never raises for bad input: ``slips`` says what was wrong, ``cut_at`` where reading stopped."""
    if source.unread is not None:
        document = Document(source, "", cut_at=0)
        document.slips.append(SyntaxProblem("S001", (), Span(0, 0), source.unread.message, source.unread.hint))
        return document
    if len(source.data) > MAX_BYTES:
        document = Document(source, "", cut_at=0)
        document.slips.append(
            SyntaxProblem(
                "S007",
                (),
                Span(0, 0),
                f"the file is longer than the {MAX_BYTES:,} bytes that s11 reads",
                "split it, or take out what does not belong in it",
            )
        )
        return document
    document = _decode(source)
    if document.cut_at is not None and not document.text:
        return document
    _build(document)
    return document


def _decode(source: Source) -> Document:
    data, bom, slips = source.data, False, []
    if data.startswith(b"\xef\xbb\xbf"):
        data, bom = data[3:], True
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:64]:
            slip = SyntaxProblem("S002", (), Span(0, 0), "the file is not UTF-8 but UTF-16", "save it again as UTF-8")
            return Document(source, "", slips=[slip], cut_at=0)
        text = before + data[error.start :].decode("utf-8", "replace")
        slips.append(
            SyntaxProblem(
                "S002",
                (),
                Span(len(before), len(before) + 1),
                f"byte 0x{data[error.start]:02X} is not UTF-8",
                "save the file again as UTF-8 (in Word or Notepad: 'Save as', encoding UTF-8)",
            )
        )
        text = text.replace("\ufeff", " ")
    if "\r" in text and "\n" not in text:
        slips.append(
            SyntaxProblem(
                "S002",
                (),
                Span(text.index("\r"), text.index("\r") + 1),
                "the lines end with carriage returns (U+000D) only, and 'git diff' shows them as one",
                "save the file with the line ends of Windows or Unix",
            )
        )
        text = text.replace("\r", "\n")
    clean, more = text, 0
    if data.translate(None, _NEVER_REFUSED) and _REFUSED.search(text):
        for match in _REFUSED.finditer(text):
            if len(slips) >= 20:
                more += 1
                continue
            name = _NAMES.get(match[0], "a control character")
            hint = (
                "end the line here, or take it out: 'git diff' does not show what follows as a line of its own"
                if match[0] == "\r"
                else "take it out"
            )
            slips.append(
                SyntaxProblem(
                    "S002",
                    (),
                    Span(match.start(), match.end()),
                    f"{name} (U+{ord(match[0]):04X}) stands in the text",
                    hint,
                )
            )
        clean = _REFUSED.sub(" ", text)
    return Document(source, clean, bom=bom, slips=slips, more_slips=more)


class _Mark(Protocol):
    @property
    def index(self) -> int: ...


class _Event(Protocol):
    """What may be asked of an event of PyYAML, once its class is known: the two marks any has, the rest some kinds.

    The types that come with PyYAML let a mark be missing; no event that a parser gives is without.
    """

    start_mark: _Mark
    end_mark: _Mark
    anchor: str | None
    tag: str | None
    value: str
    style: str | None
    flow_style: bool | None


class _Parser(Protocol):
    def get_event(self) -> _Event: ...


def _parser(text: str) -> _Parser:
    try:
        from yaml._yaml import CParser
    except ImportError:
        from yaml import SafeLoader

        return SafeLoader(text)
    return cast("_Parser", CParser(text))


_TOO_DEEP = "exceeded maximum nesting depth"


def _build(document: Document, end: int | None = None) -> None:
    """Read the text, or what stands of it before ``end``, into a new document."""
    import yaml

    text = document.text[:end]
    get = _parser(text).get_event
    scalar_event, mapping_start, mapping_end = yaml.ScalarEvent, yaml.MappingStartEvent, yaml.MappingEndEvent
    sequence_start, sequence_end, alias_event = yaml.SequenceStartEvent, yaml.SequenceEndEvent, yaml.AliasEvent
    stream_end, document_end = yaml.StreamEndEvent, yaml.DocumentEndEvent
    places = document._places
    slips = document.slips
    given = len(slips), document.more_slips
    trail: list[str | int] = []
    braces = 0

    def slip(code: str, event: _Event, message: str, hint: str, end: int | None = None) -> None:
        start = event.start_mark.index
        if len(slips) >= MAX_FINDINGS and code != "S007":
            document.more_slips += 1
            return
        slips.append(
            SyntaxProblem(code, tuple(trail), Span(start, event.end_mark.index if end is None else end), message, hint)
        )

    def whole(sign: str) -> str:
        return f"if the text itself starts with '{sign}', put it " + (
            "in straight quotes" if braces else "on the next line after '>-'"
        )

    def marked(event: _Event) -> None:
        if event.anchor is not None:
            slip(
                "S004",
                event,
                f"an anchor (&{event.anchor}) is not used in plans",
                f"write the words out; {whole('&')}",
                event.start_mark.index + 1,
            )
        if event.tag is not None:
            slip(
                "S004",
                event,
                f"a tag ({event.tag}) is not used in plans",
                f"take it out; {whole('!')}",
                event.start_mark.index + 1,
            )

    def seen_key(event: _Event, key: str) -> None:
        hidden = unseen(key)
        if hidden:
            trail.append(key)
            slip("S002", event, f"{hidden} stands in a key", "take it out, or write the key again")
            trail.pop()

    def scalar(event: _Event) -> str:
        if event.anchor is not None or event.tag is not None:
            marked(event)
        value = event.value
        if event.style == '"':
            bad = _REFUSED.search(value)
            if bad:
                name = _NAMES.get(bad[0], "a control character")
                slip(
                    "S002",
                    event,
                    f"{name} (U+{ord(bad[0]):04X}) is written into the text",
                    "take it out; inside double quotes a backslash changes the next letter, inside single quotes it "
                    "does not",
                )
        return value

    def alias(event: _Event) -> str:
        slip("S004", event, f"an alias (*{event.anchor}) is not used in plans", f"write the words out; {whole('*')}")
        return ""

    def where(event: _Event) -> tuple[int, int]:
        """Where a value stands, as ``Places`` keeps it; an alias holds no words, so an empty scalar stands there."""
        kind: type[object] = type(event)
        how = (
            _STYLE_NUMBER[event.style]
            if kind is scalar_event
            else 0
            if kind is alias_event
            else 8
            if event.flow_style
            else 0
        )
        return event.start_mark.index, event.end_mark.index * 16 + how

    def no_value(key: str, event: _Event) -> None:
        end = event.end_mark.index
        comment = _LOST.match(text, end)
        if comment and not is_remark(comment["words"]):
            # what stands behind the colon is read as a comment: whoever knows the fields says so
            return
        glued = _NO_SPACE.fullmatch(key)
        if glued:
            slip(
                "S008",
                event,
                f"'{key}' has no value inside {{ }}: a space is missing after the colon",
                f"write '{glued['key']}: {glued['value']}'",
            )
        elif text[end : end + 1] == ":":
            slip(
                "S008",
                event,
                f"'{key}' has no value inside {{ }}",
                "write its value behind the colon, or take it out; what holds a comma goes into straight quotes",
            )
        else:
            slip(
                "S008",
                event,
                f"'{key}' has no value inside {{ }}: a comma has split the words",
                "put the words on a line of their own, or in straight quotes",
            )

    # whatever fills a container fills those in it: were the two to hold one another, nothing of this would be let go
    filling: list[Callable[[Branch, _Event, int], None]] = []

    def inner(event: _Event, depth: int) -> Branch:
        if event.anchor is not None or event.tag is not None:
            marked(event)
        if depth >= MAX_DEPTH:
            slip(
                "S007",
                event,
                f"nested deeper than {MAX_DEPTH} levels",
                "a plan is at most a dozen levels deep; look for brackets that were not meant",
            )
            raise _Stop
        return {} if isinstance(event, mapping_start) else []

    def fill_mapping(node: dict[str, Node], flow: bool, depth: int, numbers: list[int], keys: dict[str, int]) -> int:
        while True:
            event = get()
            kind: type[object] = type(event)
            if kind is mapping_end:
                return event.end_mark.index
            keep = True
            if kind is scalar_event:
                key = event.value
                if not key.isascii():
                    seen_key(event, key)
                if event.anchor is not None or event.tag is not None:
                    marked(event)
                if key == "<<":
                    slip("S004", event, "a merge key (<<) is not used in plans", "write the words out")
                    keep = False
                elif key in node:
                    first = document.line_column(keys[key])[0]
                    trail.append(key)
                    slip(
                        "S003",
                        event,
                        f"'{key}' stands twice here; the first is in line {first}",
                        "keep one of the two; if both hold something, join them",
                    )
                    trail.pop()
                    keep = False
            else:
                if kind is alias_event:
                    alias(event)
                else:
                    slip("S005", event, "a key must be plain words", "write the key as words followed by a colon")
                    if kind is mapping_start or kind is sequence_start:
                        skip(event, depth + 1)
                keep = False
                key = ""
            key_event = event
            event = get()
            value_kind: type[object] = type(event)
            if keep:
                mark = key_event.start_mark.index
                keys[key] = mark
                if value_kind is scalar_event:
                    numbers.extend(
                        (
                            mark + 1,
                            key_event.end_mark.index - mark,
                            event.start_mark.index,
                            event.end_mark.index * 16 + _STYLE_NUMBER[event.style],
                        )
                    )
                else:
                    numbers.extend((mark + 1, key_event.end_mark.index - mark, *where(event)))
                if value_kind is scalar_event:
                    value = event.value
                    if event.style == '"' or event.anchor is not None or event.tag is not None:
                        trail.append(key)
                        scalar(event)
                        trail.pop()
                    elif flow and not value and not event.style:
                        trail.append(key)
                        no_value(key, key_event)
                        trail.pop()
                    node[key] = value
                elif value_kind is alias_event:
                    node[key] = alias(event)
                else:
                    trail.append(key)
                    node[key] = child = inner(event, depth + 1)
                    filling[0](child, event, depth + 1)
                    trail.pop()
            elif value_kind is mapping_start or value_kind is sequence_start:
                if key:
                    trail.append(key)
                skip(event, depth + 1)
                if key:
                    trail.pop()
            elif value_kind is alias_event:
                alias(event)

    def fill_sequence(node: list[Node], depth: int, numbers: list[int]) -> int:
        while True:
            event = get()
            kind: type[object] = type(event)
            if kind is sequence_end:
                return event.end_mark.index
            numbers.extend((0, 0, *where(event)))
            trail.append(len(node))
            if kind is scalar_event:
                node.append(scalar(event))
            elif kind is alias_event:
                node.append(alias(event))
            else:
                child = inner(event, depth + 1)
                node.append(child)
                filling[0](child, event, depth + 1)
            trail.pop()

    def fill(node: Branch, opening: _Event, depth: int) -> None:
        nonlocal braces
        numbers: list[int] = []
        keys: dict[str, int] = {}
        closing, flow = None, bool(opening.flow_style)
        braces += flow
        try:
            if isinstance(node, dict):
                end = fill_mapping(node, flow, depth, numbers, keys)
            else:
                end = fill_sequence(node, depth, numbers)
            closing = end if flow else None
        finally:
            places.keep(node, numbers, keys, closing)
        braces -= flow

    filling.append(fill)

    def skip(opening: _Event, depth: int) -> None:
        node = inner(opening, depth)
        places.discard(node)
        filling[0](node, opening, depth)

    try:
        get()
        if not isinstance(get(), stream_end):
            event = get()
            kind: type[object] = type(event)
            if kind is scalar_event:
                document.root = scalar(event)
            elif kind is alias_event:
                document.root = alias(event)
            else:
                document.root = root = inner(event, 0)
                fill(root, event, 0)
            event = get()
            while isinstance(event, document_end):
                event = get()
            if not isinstance(event, stream_end):
                trail.clear()
                slip(
                    "S004",
                    event,
                    "a second document ('---') starts here and is not read",
                    "one file holds one plan: put it in a file of its own",
                )
                document.cut_at = event.start_mark.index
    except _Stop:
        document.cut_at = slips[-1].span.start
        document.cut_path = _last_path(document.root)
    except yaml.YAMLError as error:
        # from PyYAML 6.0.4 on libyaml looks ahead and stops at a thousand levels, before ours are told
        deep = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) and error.problem == _TOO_DEEP else None
        if end is None and deep is not None:
            document._places = Places()
            del slips[given[0] :]
            document.root, document.more_slips = None, given[1]
            filling.clear()
            _build(document, deep.index)
            return
        at, message, hint = _explain(document, error)
        # what the parser drew out of the words of this slip is no slip of its own
        slips[:] = [slip for slip in slips if slip.span.start < at or slip.code == "S002"]
        document.cut_at = at
        _drop_torn(document, at)
        document.cut_path = _last_path(document.root)
        slips.append(SyntaxProblem("S001", tuple(trail), Span(at, min(at + 1, len(text))), message, hint))
    if "#" in text and _GLUED_HASH.search(text):
        _glued_comments(document)
    filling.clear()
    if len(slips) > 1:
        slips.sort(key=lambda s: s.span.start)


def _glued_comments(document: Document) -> None:
    """Words that are a comment to libyaml though no space stands before their '#', or that stand where an entry in
    brackets should.
    """
    text = document.text
    for comment in document.comments:
        before = text[max(0, comment.start - 80) : comment.start]
        glued = before[-1:] not in ("", " ", "\t", "\r", "\n")
        entry = comment.words[1:2].strip() not in ("", "#", "!") and _ENTRY_BEFORE.search(before)
        if (
            (glued or entry)
            and not is_remark(comment.words)
            and (document.cut_at is None or comment.start < document.cut_at)
        ):
            if len(document.slips) >= MAX_FINDINGS:
                document.more_slips += 1
                continue
            span = Span(comment.start, comment.start + len(comment.words))
            hint = (
                "put all of the words in one pair of quotes; if this is a remark, put a space before"
                + (" and behind" if entry else "")
                + " the '#'"
            )
            document.slips.append(
                SyntaxProblem("S008", (), span, f"'{comment.words[:40]}' is lost: YAML reads it as a comment", hint)
            )


def _last_path(node: Node | None) -> Path:
    """The path of what was read last: the records that it runs through may be torn."""
    path: Path = ()
    while last := _last(node):
        path, node = (*path, last[0]), last[1]
    return path


def _last(node: Node | None) -> tuple[str | int, Node] | None:
    """The last entry of a mapping or list, its key or number before its value; None where there is none."""
    if isinstance(node, dict) and node:
        key = next(reversed(node))
        return key, node[key]
    return (len(node) - 1, node[-1]) if isinstance(node, list) and node else None


def _drop_torn(document: Document, cut_at: int) -> None:
    """Take back what the parser drew into the last value from the line it then stumbled over."""
    path = _last_path(document.root)
    node = document.node(path)
    if not path or not isinstance(node, str) or document.style(path):
        return
    span = document.span(path)
    line_start = document._line_starts()[document.line_column(cut_at)[0] - 1]
    if span.end <= line_start:
        return
    whole = " ".join(document.text[span.start : line_start].split())
    # it is the last entry of what holds it
    parent = document.node(path[:-1])
    if isinstance(parent, dict):
        key, _ = parent.popitem()
        parent.update({key: whole} if whole else {})
    elif isinstance(parent, list):
        parent[-1:] = [whole] if whole else []


_KEY_LINE = re.compile(r"^(?P<lead>[ \t]*+(?:-[ \t]++)*+)(?P<key>[^\s#'\"{\[][^:#]*?):(?:[ \t]+(?P<value>.*))?$")
_ITEM_LINE = re.compile(r"^(?P<lead>[ \t]*+)-[ \t]+(?P<value>.*)$")
_NO_SPACE = re.compile(r"(?P<key>[A-Za-z_]\w*):(?P<value>[^\s:/].*)")
_NO_SPACE_LINE = re.compile(r"[ ]*+(?:-[ ]++)*+(?P<key>[A-Za-z_]\w*):(?P<value>[^\s:/].*)$")
_GLUED_DASH = re.compile(r"[ ]*+-(?=[A-Za-z_\"'{\[])")
_LOST = re.compile(r"[ \t]*+:(?:[ \t]++[|>][-+0-9]*+)?[ \t]++(?P<words>#[^\r\n]*+)")
_LOST_ITEM = re.compile(r"(?:[|>][-+0-9]*+)?[ \t]++(?P<words>#[^\r\n]*+)")
# a line of more words than this is looked at only as far
_LONG = 4000


def _explain(document: Document, error: YAMLError) -> tuple[int, str, str]:
    """Where the officer's slip stands, what it is, and what to type; libyaml's own mark may be lines further down."""
    from yaml import MarkedYAMLError

    marked = error if isinstance(error, MarkedYAMLError) else MarkedYAMLError()
    problem = marked.problem or str(error)
    mark, context = marked.problem_mark, marked.context_mark
    said = f"{marked.context or ''} {problem}"
    if mark is None:
        return 0, f"this is not readable YAML ({problem})", "compare the line with its neighbours"
    text = document.text
    if context is not None and (
        "could not find expected ':'" in problem
        or "quoted scalar" in said
        or (
            ("flow" in said or "',' or" in said)
            and document.line_column(_at(document, context))[0] < document.line_column(_at(document, mark))[0]
        )
    ):
        mark = context
    at = _at(document, mark)
    if at >= len(text.rstrip()):
        at = max(0, len(text.rstrip()) - 1)
    starts = document._line_starts()
    number = document.line_column(at)[0]
    line = document._rest_of_line(starts[number - 1])[:_LONG]
    indent = len(line) - len(line.lstrip(" \t"))
    if "\t" in line[:indent]:
        return starts[number - 1] + line.index("\t"), "a tab stands where YAML wants spaces", "indent with spaces only"
    match = _KEY_LINE.match(line)
    if line.startswith(("<<<<<<<", "=======", ">>>>>>>")):
        return (
            starts[number - 1],
            "two versions stand here side by side, as a merge left them",
            "choose one of them, and take away the marks '<<<<<<<', '=======' and '>>>>>>>'",
        )
    inside = _slip_in_braces(document, number)
    if inside is not None:
        return inside
    for above in (number, _line_above(document, number)):
        dash = _GLUED_DASH.match(text, starts[above - 1]) if above else None
        glued = _NO_SPACE_LINE.match(document._rest_of_line(starts[above - 1])[:_LONG]) if 0 < above < number else None
        if glued and "mapping values" in problem:
            return (
                starts[above - 1] + glued.end("key"),
                "a space is missing after the colon",
                f"write '{glued['key']}: {glued['value'][:40]}'",
            )
        if dash and ("mapping" in said or "block" in said or "simple key" in said):
            words = document._rest_of_line(dash.end())[:40]
            return dash.end() - 1, "a space is missing after the dash", f"write '- {words}'"
    item = _ITEM_LINE.match(line)
    if match and match["value"]:
        value, value_at = match["value"].strip(), starts[number - 1] + match.start("value")
    elif item:
        value, value_at = item["value"].strip(), starts[number - 1] + item.start("value")
    else:
        value, value_at = line.strip(), starts[number - 1] + indent
    block = "put the words on the next line after '>-', indented further"
    if "\t" in value and "token" in problem:
        return value_at + value.index("\t"), "a tab stands where YAML wants spaces", "replace the tab by a space"
    first = value[:1]
    if first in "\u201c\u2018\u201d\u2019" and first and ("mapping values" in problem or "expected" in problem):
        return value_at, "a curly quote does not quote anything in YAML", f"use straight quotes, or {block}"
    if first in ("'", '"'):
        if "escape" in said:
            return at, "a backslash inside double quotes changes the next letter", "use single quotes, or " + block
        if "quoted scalar" in said:
            return value_at, "a quotation mark is opened here and never closed", "close it, or " + block
        return (
            value_at,
            "a text that starts with a quote must end with it: there are words after the closing quote",
            block,
        )
    if first and first in "[{" and ("flow" in said or "expected" in problem):
        return (
            value_at,
            f"a text that starts with '{first}' is taken for a list in brackets"
            if first == "["
            else "the braces opened here do not read as short codes and dates",
            f"close the bracket, or {block}",
        )
    if first and first in "*&!%@`|>" and not (first in "|>" and len(value) < 4):
        return value_at, f"a text may not start with '{first}'", block
    if "mapping values are not allowed" in problem or "block sequence entries" in problem:
        wrong = _indent_slip(document, number, indent)
        if match and wrong and not _colon_in(value):
            return starts[number - 1] + indent, wrong, _indent_hint(document, number, indent)
        if match and _colon_in(value):
            return (
                value_at + value.index(": ") if ": " in value else at,
                "a colon and a space stand inside the text, which YAML takes for a new key",
                block,
            )
        if wrong:
            return starts[number - 1] + indent, wrong, _indent_hint(document, number, indent)
        if "block sequence" in problem:
            return value_at, "a text may not start with a dash", block
        return at, "a colon and a space stand inside the text, which YAML takes for a new key", block
    if "could not find expected ':'" in problem:
        glued = _NO_SPACE_LINE.match(line)
        if glued:
            return (
                starts[number - 1] + glued.end("key"),
                "a space is missing after the colon",
                f"write '{glued['key']}: {glued['value'][:40]}'",
            )
        return (
            starts[number - 1] + indent,
            "this line is neither a key with a colon nor part of the text above it",
            "write 'key: words', or indent the line further if it belongs to the text above",
        )
    wrong = _indent_slip(document, number, indent)
    if wrong:
        return starts[number - 1] + indent, wrong, _indent_hint(document, number, indent)
    return (
        at,
        f"this is not readable YAML here ({problem.strip()})",
        "compare the line with its neighbours: same kind, same indent",
    )


def _at(document: Document, mark: _Mark) -> int:
    return min(mark.index, len(document.text))


def _colon_in(value: str) -> bool:
    return ": " in value or value.endswith(":")


def _line_above(document: Document, number: int) -> int:
    """The nearest line above that holds something, from 1; 0 where there is none."""
    starts = document._line_starts()
    for above in range(number - 1, max(0, number - 40), -1):
        line = document._rest_of_line(starts[above - 1])[:_LONG].strip()
        if line and not line.startswith("#"):
            return above
    return 0


def _indents_above(document: Document, number: int) -> list[int]:
    starts = document._line_starts()
    seen = []
    for index in range(number - 2, max(-1, number - 40), -1):
        line = document._rest_of_line(starts[index])[:_LONG]
        if line.strip() and not line.lstrip().startswith("#"):
            at = len(line) - len(line.lstrip(" "))
            seen.append(at)
            while dash := _DASH.match(line, at):
                at = dash.end()
                seen.append(at)
    return seen


_DASH = re.compile(r"- +")
_OPENS = re.compile(r"[^#]*:[ \t]*(?:#.*)?$")


def _indent_slip(document: Document, number: int, indent: int) -> str:
    above = _indents_above(document, number)
    if not above or (indent in above and indent == above[0]):
        return ""
    if indent > above[0] and _OPENS.match(
        document._rest_of_line(document._line_starts()[_line_above(document, number) - 1])[:_LONG]
    ):
        # the line above begins a block: its lines stand further in
        return ""
    nearest = _nearest(above, indent)
    if nearest == indent:
        return f"this line does not fit under the line above it: it is indented by {indent} spaces"
    return f"this line is indented by {indent} space{'s' * (indent != 1)}; the lines above it by {nearest}"


def _nearest(above: list[int], indent: int) -> int:
    return min(above, key=lambda other: (abs(other - indent), above.index(other)))


def _indent_hint(document: Document, number: int, indent: int) -> str:
    nearest = _nearest(_indents_above(document, number), indent)
    if nearest == indent:
        return "give it the indent of the lines it belongs with"
    return f"start the line after {nearest} spaces, under the lines it belongs with"


# slips inside braces: the parser looks ahead to the end of the line, and then blames what stands around them
# ------------

_BRACES_LINE = re.compile(
    r"(?P<margin>[ ]*+)(?P<lead>(?:-[ \t]++)*+(?:[^\s#'\"{\[\-][^:#\r\n]*+:[ \t]++)?+)(?P<open>[{\[])"
)
_DOUBLE = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.S)
_SINGLE = re.compile(r"'(?:[^']++|'')*+'")
_PLAIN_IN_BRACES = re.compile(r"(?:[^,\[\]{}:#\s]|:(?![\s,\[\]{}]|\Z)|(?<![\s])#|[ \t]++(?![#\r\n]))+")
_MARK = re.compile(r"[&!][\w:/.-]++[ \t]++(?=[^\s,}\]#])|\*[\w-]++(?=[ \t]*[,}\]\r\n])|![\w:/.-]*+(?=[ \t]*[,\r\n])")
_VALUE_END = re.compile(
    r",[ \t]*+(?:\r?\n[ \t]*+)?[A-Za-z_\"'][^\s,:{}\[\]]*+:(?=\s)|[}\]][ \t,}\]]*+(?=\r|\n|\Z| #)|\r|\n|\Z"
)
# how many lines above a fault the braces that it stands in may begin
_REACH = 60


def _slip_in_braces(document: Document, number: int) -> tuple[int, str, str] | None:
    """The first slip inside the braces or brackets around a fault in this line, if it stands in any: where, what, and
    what to type.
    """
    text, starts = document.text, document._line_starts()
    for line in range(number, max(0, number - _REACH), -1):
        match = _BRACES_LINE.match(text, starts[line - 1])
        if match is None:
            continue
        # lines of braces that begin a line may stand as far left as they do
        margin = len(match["margin"]) if match["lead"] else len(match["margin"]) - 1
        found = _first_slip(text, match.start("open"), margin)
        if found is not None and _are_braces(text[: match.end("open")]):
            at, said, value_at = found
            if value_at is None:
                sign = "]" if text[at] == "[" else "}"
                return at, said, f"close the bracket with '{sign}'; if these are words, put them in straight quotes"
            return at, said, _in_quotes(_words_from(text, value_at))
    return None


def _are_braces(before: str) -> bool:
    """Whether a text that ends with an opening bracket ends inside it: in a block of words it is a letter as any."""
    from yaml import YAMLError

    parser = _parser(before)
    try:
        while parser.get_event() is not None:
            pass
    except YAMLError:
        return True
    return False


def _words_from(text: str, value_at: int) -> str:
    """The words that were meant as one value, up to the next key or the brackets around them."""
    match = _VALUE_END.search(text, value_at)
    end = match.start() if match else len(text)
    for opening, closing in ("[]", "{}"):
        # a bracket that the words themselves open is closed by them
        if text[end : end + 1] == closing and text.count(opening, value_at, end) > text.count(closing, value_at, end):
            end += 1
    return text[value_at:end].rstrip()


def _in_quotes(words: str) -> str:
    words = " ".join(words.split())
    if len(words) > 60:
        return "put the whole text in straight quotes, or write this entry without { }, each field on a line of its own"
    inner = words[1:-1] if len(words) > 2 and words[0] == words[-1] and words[0] in "'\"" else words
    inner = inner[1:] if inner[:1] == '"' and inner.count('"') == 1 else inner
    quoted = (
        f"'{inner}'"
        if ('"' in inner or "\\" in inner) and "'" not in inner
        else '"' + inner.replace("\\", "\\\\").replace('"', '\\"') + '"'
    )
    return f"put the whole text in straight quotes: {quoted}"


def _first_slip(text: str, start: int, margin: int) -> tuple[int, str, int | None] | None:
    """What is wrong inside the braces opened at ``start``: its place, what it is, where its value begins (None: a
    bracket not closed).

    None where they are closed and in order. ``margin``: a line indented no further than this lies outside them.
    """
    opened: list[tuple[str, int, bool]] = []
    at, value_at, behind_key = start, start, False
    swallowed: tuple[int, str, int | None] | None = None
    # what may come next: a value, more words of the value that stands, or only a comma or a closing bracket
    state = "value"
    while at < len(text):
        sign = text[at]
        if sign in " \t":
            at += 1
        elif sign in "\r\n":
            at += 1
            line = _MARGIN.match(text, at)
            if line and len(line["margin"]) <= margin and line["sign"] not in "]},":
                break
        elif sign == "#" and text[at - 1] in " \t\r\n":
            line_end = _LINE_END.search(text, at)
            end = line_end.start() if line_end else len(text)
            words = text[at:end].rstrip()
            lost = (
                f"the closing '{'}' if opened[-1][0] == '{' else ']'}'"
                if re.search(r"[}\]]", words)
                else "the comma"
                if behind_key and words.endswith(",")
                else ""
            )
            if lost and swallowed is None and not is_remark(words):
                swallowed = (
                    at,
                    f"everything after '#' is a comment to YAML, {lost} too",
                    at if state == "value" else value_at,
                )
            at = end
        elif sign in "}]":
            if "{["["}]".index(sign)] != opened[-1][0]:
                return swallowed or (
                    opened[-1][1],
                    f"the bracket '{opened[-1][0]}' is opened here and never closed",
                    None,
                )
            _, value_at, behind_key = opened.pop()
            at += 1
            if not opened:
                return None
            state = "end"
        elif sign == ",":
            at, state, behind_key = at + 1, "value", False
        elif state == "words" and sign not in "{[:":
            at = _plain_end(text, at)
            if text[at : at + 1] == ":":
                return swallowed or (at, _COLON, value_at)
        elif state != "value":
            return swallowed or (at if state == "words" else value_at, _after(text, value_at, state, sign), value_at)
        elif sign in "{[":
            opened.append((sign, at, behind_key))
            at, value_at, behind_key = at + 1, at, False
        elif sign in "'\"":
            quoted = (_DOUBLE if sign == '"' else _SINGLE).match(text, at)
            value_at = at
            if quoted is None:
                return swallowed or (at, "a quotation mark is opened here and never closed", at)
            at, state = quoted.end(), "end"
            key = re.compile(r"[ \t]*+:(?=[\s,}\]])").match(text, at)
            if key and not behind_key:
                at, state, behind_key = key.end(), "value", True
        elif mark := _MARK.match(text, at):
            value_at, at, state = at, mark.end(), "end" if sign == "*" or not mark[0][-1:].isspace() else "value"
        elif sign in "%@`|>&*!?:" or (sign == "-" and text[at + 1 : at + 2] in " \t"):
            return swallowed or (at, f"a text may not start with '{sign}'", at)
        else:
            value_at = at
            at = _plain_end(text, at)
            state = "words"
            if text[at : at + 1] == ":":
                if behind_key:
                    return swallowed or (at, _COLON, value_at)
                at, state, behind_key = at + 1, "value", True
    return swallowed or (opened[-1][1], f"the bracket '{opened[-1][0]}' is opened here and never closed", None)


def _plain_end(text: str, at: int) -> int:
    """Where plain words inside braces end: one sign further at least."""
    match = _PLAIN_IN_BRACES.match(text, at)
    return match.end() if match else at + 1


_MARGIN = re.compile(r"(?P<margin>[ ]*+)(?P<sign>\S)")
_COLON = "a colon and a space stand inside the text, which YAML takes for a new key"


def _after(text: str, value_at: int, state: str, sign: str) -> str:
    if state == "words":
        return f"'{sign}' stands inside the text, which YAML takes for a new list or new codes"
    if text[value_at] in "'\"":
        return "a text that starts with a quote must end with it: there are words after the closing quote"
    return (
        f"a text that starts with '{text[value_at]}' is taken for a list in brackets"
        if text[value_at] == "["
        else f"a text may not start with '{text[value_at]}'"
    )


# edits by span: nothing else moves -----------------------------------------------------------------------------------


class CannotEdit(Exception):
    """Nothing was changed: the edit cannot be shown to change this one thing and nothing else. The message says why."""


def encoded(document: Document, text: str) -> bytes:
    """Text as it goes back to the file, with the byte order mark that it came with."""
    return (b"\xef\xbb\xbf" if document.bom else b"") + text.encode("utf-8")


def set_value(document: Document, path: Path, value: str) -> str:
    """The text with the words at ``path`` replaced, in the way they were written where that can hold the new ones.

    Every way of writing is read again and compared before it is given back. Raises CannotEdit.
    """
    _editable(document)
    old = document.node(path)
    if not path or not isinstance(old, str):
        raise CannotEdit("there are no words at this place to replace")
    if value == old:
        return document.text
    span = document.span(path)
    before, after = document.text[: span.start], document.text[span.end :]
    gap = "" if span.start < span.end or before[-1:] in " \t[{" else " "
    wanted = _with(document.root, path, value)
    for written in _written(document, path, span, value):
        text = before + gap + written + after
        if _reads(document, text, wanted):
            return text
    raise CannotEdit("the words cannot be written here so that they, and only they, read differently")


def reordered(document: Document, path: Path, order: Sequence[int]) -> str:
    """The text with the entries of a list in another order, each with the comments that are its own.

    Raises CannotEdit.
    """
    _editable(document)
    entries = document.node(path)
    if not path or not isinstance(entries, list) or sorted(order) != list(range(len(entries))):
        raise CannotEdit("there is no list with these entries at this place")
    spans = _entry_spans(document, path, len(entries))
    text, end = [], 0
    for slot, index in zip(spans, order, strict=True):
        text += [document.text[end : slot.start], document.text[spans[index].start : spans[index].end]]
        end = slot.end
    made = "".join(text) + document.text[end:]
    if _reads(document, made, _with(document.root, path, [entries[index] for index in order])):
        again = read(Source(document.source.name, document.source.id, encoded(document, made)))
        # a comment that would hang under another entry now must not move
        if [again.text[span.start : span.end] for span in _entry_spans(again, path, len(entries))] == [
            document.text[spans[index].start : spans[index].end] for index in order
        ]:
            return made
    raise CannotEdit("the entries cannot be put in this order so that nothing else reads differently")


def _editable(document: Document) -> None:
    if document.cut_at is not None or encoded(document, document.text) != document.source.data:
        raise CannotEdit("the file cannot be read whole: mend that first")


def _with(node: Node | None, path: Path, value: Node) -> Node:
    if not path:
        return value
    step, rest = path[0], path[1:]
    if isinstance(node, dict) and isinstance(step, str):
        return {**node, step: _with(node[step], rest, value)}
    if isinstance(node, list) and isinstance(step, int):
        return [*node[:step], _with(node[step], rest, value), *node[step + 1 :]]
    raise CannotEdit("there is nothing at this place to replace")


def _reads(document: Document, text: str, wanted: Node) -> bool:
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


# what other readers of YAML take for something else than text; whole numbers, days, true and false may stand plain
_TYPED = re.compile(
    r"(?:\+[0-9]+|[-+]?(?:0[0-9_]+|[1-9][0-9]*_[0-9_]*|0[xob][0-9a-f_]+|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[0-9][0-9_]*\.[0-9_]*(?:e[-+]?[0-9]+)?|[0-9]+e[-+]?[0-9]+|\.(?:[0-9].*|inf|nan))|null|yes|no|on|off|y|n)\Z",
    re.I,
)
_PLAIN = re.compile(r"[^-?:,\[\]{}#&*!|>'\"%@`=~<.\s][^\t\n\r]*\Z")
_FLOW_SIGNS = re.compile(r"[,\[\]{}?:]")
_BLOCK_SIGN = re.compile(r"(?P<sign>[|>])-?(?P<remark>[ \t]+#[^\r\n]*)?[ \t]*(?:\r\n|\n)(?P<indent> +)(?=\S)")


def _written(document: Document, path: Path, span: Span, value: str) -> Iterator[str]:
    """The ways to write a value at a place, the likest to what stands there first."""
    style, flow, old = document.style(path), document.in_flow(path), document.text[span.start : span.end]
    remark = ""
    if style in ("|", ">"):
        yield from _blocks(old, value)
        head = re.match(r"[^\s#]*(?P<remark>[ \t]+#[^\r\n]*)?", old)
        remark = (head and head["remark"]) or ""
    plain = _PLAIN.match(value) and not _TYPED.match(value) and not (flow and _FLOW_SIGNS.search(value))
    ends = set(_LINE_END.findall(old))
    if style == "" and plain and len(ends) == 1:
        lines = _LINE_END.split(old)
        indent = lines[1][: len(lines[1]) - len(lines[1].lstrip())]
        yield (ends.pop() + indent).join(_refilled([line.strip() for line in lines], value))
    double = (
        '"'
        + value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
        + '"'
    )
    single = "'" + value.replace("'", "''") + "'" if not re.search(r"[\n\r\t]", value) else double
    awkward = style == '"' or ("'" in value and '"' not in value and "\\" not in value)
    quoted = [single, double] if style == "'" or not awkward else [double, single]
    for written in [value, *quoted] if plain and style not in ("'", '"') else quoted:
        yield written + remark


def _blocks(old: str, value: str) -> Iterator[str]:
    """A block under '|' or '>', its lines kept as far as they hold the new words."""
    head = _BLOCK_SIGN.match(old)
    ends = set(_LINE_END.findall(old))
    if head is None or len(ends) != 1 or value != value.strip(" ") or value.endswith("\n\n"):
        return
    end, indent, body = ends.pop(), head["indent"], value.removesuffix("\n")
    lines = [line.removeprefix(indent) for line in _LINE_END.split(old)[1:]]
    if head["sign"] == ">":
        kept = "\n".join(lines).split("\n\n")
        parts = body.split("\n")
        same = len(kept) == len(parts)
        body = "\n\n".join(
            "\n".join(_refilled(kept[at].split("\n") if same else [], part)) for at, part in enumerate(parts)
        )
    first = head["sign"] + ("" if value.endswith("\n") else "-") + (head["remark"] or "")
    yield end.join([first, *(indent + line if line else "" for line in body.split("\n"))])


def _refilled(lines: list[str], words: str, width: int = 100) -> list[str]:
    """Words broken into lines; of the old lines those before and after the change stay as they are."""
    from textwrap import wrap

    width = max([width, *map(len, lines)])
    first: list[str] = []
    last: list[str] = []
    while len(first) < len(lines) and words.startswith(lines[len(first)] + " "):
        first.append(lines[len(first)])
        words = words[len(first[-1]) + 1 :]
    while len(last) < len(lines) - len(first) and words.endswith(" " + lines[-1 - len(last)]):
        last.append(lines[-1 - len(last)])
        words = words[: -len(last[-1]) - 1]
    middle = (
        [words]
        if "  " in words or len(words) <= width
        else wrap(words, width, break_long_words=False, break_on_hyphens=False)
    )
    return [*first, *middle, *reversed(last)]


def _entry_spans(document: Document, path: Path, count: int) -> list[Span]:
    """Each entry's own stretch: in brackets its words, else its lines with the comment lines that are its own."""
    text = document.text
    spans = [document.span((*path, index)) for index in range(count)]
    if document.in_flow((*path, 0)):
        whole = document.span(path)
        if any(whole.start <= comment.start < whole.end for comment in document.comments):
            raise CannotEdit("a comment stands between the entries")
        return spans
    starts = document._line_starts()
    bounds = [*starts, len(text)]
    lines = [text[a:b].rstrip("\r\n") for a, b in pairwise(bounds)]
    alone = {document.line_column(comment.start)[0] - 1 for comment in document.comments if comment.alone}
    # a list written with dashes begins at its first dash
    column = document.line_column(document._entry(path).start)[1] - 1
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
        while last[at] + 1 < limit and last[at] + 1 in alone and _deeper(lines[last[at] + 1], column):
            last[at] += 1
        above = last[at - 1] if at else floor - 1
        while first[at] - 1 > above and first[at] - 1 in alone:
            first[at] -= 1
        if at and any(line in alone for line in range(above + 1, first[at])):
            raise CannotEdit("a comment stands between two entries and could be of either")
    return [Span(starts[a], starts[b] + len(lines[b])) for a, b in zip(first, last, strict=True)]


def _deeper(line: str, column: int) -> bool:
    """Whether a comment line hangs under the entry above it; a remark to s11 is always about the line below."""
    words = line.lstrip()
    return len(line) - len(words) > column and not words.lstrip("#").lstrip().startswith("s11:")


# what a reader may be shown ------------------------------------------------------------------------------------------

_UNSHOWN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-"
    "\udfff]"
)


def visible(text: str, ascii_only: bool = False) -> str:
    """Words from a file with what would steer a screen made visible: control pictures, or ``\\x1b`` where those cannot
    show.
    """
    if text.isprintable() and (not ascii_only or text.isascii()):
        # none of what is looked for can be printed
        return text

    def seen(match: re.Match[str]) -> str:
        code = ord(match[0])
        if code < 0x20 and not ascii_only:
            return chr(0x2400 + code)
        if code == 0x7F and not ascii_only:
            return "\u2421"
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"

    shown = _UNSHOWN.sub(seen, text)
    return shown.encode("ascii", "backslashreplace").decode() if ascii_only else shown


def in_json(text: str) -> str:
    """JSON with those characters written as ``\\uXXXX``, so that they show and still read back as they were."""
    return _UNSHOWN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def one_line(text: str, ascii_only: bool = False) -> str:
    """``visible`` words with every run of white space folded, so that a record stays one line."""
    return visible(" ".join(text.split()), ascii_only)


def record(*fields: str) -> str:
    """One line for another program: ``visible`` fields with a tab between them, none of which can end the line or begin
    a field.
    """
    return "\t".join(visible(field).replace("\t", "\u2409").replace("\n", "\u240a") for field in fields)
