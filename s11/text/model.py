"""What is said of a file: its source, stretches and places of its text, and what was found wrong there."""

from __future__ import annotations

from typing import TypeAlias

from s11.frozen import dataclass

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
    ``told_for``: every place that has the fault, where one finding is told for several.
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
    told_for: tuple[Path, ...] = ()

    @property
    def places(self) -> tuple[Path, ...]:
        """Every place that has the fault: mostly its own."""
        return self.told_for or (self.path,)

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
