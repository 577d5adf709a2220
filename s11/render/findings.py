"""Findings in every voice: excerpt and caret, one line each, or for a machine; and the exit code they ask for.

All voices list the same findings. What is allowed is no fault in any of them: it is counted, and named where the form
has a word for it (json, sarif).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from s11.text import LEVELS, Finding, one_line, visible

if TYPE_CHECKING:
    from s11.plan import Register
    from s11.render.terminal import Paper
    from s11.when import Vantage

FORMATS = ("full", "concise", "json", "github", "gitlab", "sarif", "junit")
FAIL_ON = ("error", "warning", "advice", "never")


@dataclass(frozen=True, slots=True)
class Summary:
    """What was looked at, on which day, and how the findings add up."""

    as_of: str
    revision: str | None
    revision_words: str
    files: int
    plans: int
    actions: int
    errors: int
    warnings: int
    advice: int
    allowed: int
    fixable: int
    list_advice: bool
    fixed: int = 0
    base: str = ""
    known: int = 0
    names: tuple[tuple[str, str], ...] = ()
    identities: Mapping[Finding, str] | None = None

    @classmethod
    def of(cls, findings: Sequence[Finding], register: Register, vantage: Vantage, revision_words: str, list_advice: bool, fixed: int = 0, base: str = "", known: int = 0) -> Summary:
        """``register``: the files asked about; ``base``: the commit compared with; ``known``: how many findings it had already, which are not among these."""
        from s11.rules import identities

        standing = [finding for finding in findings if not finding.allowed]
        levels = {level: sum(finding.level == level for finding in standing) for level in LEVELS}
        return cls(
            vantage.as_of.isoformat(), vantage.revision, revision_words, len(register.files), len(register.plans), sum(1 for plan in register.plans for _ in plan.actions()),
            levels["error"], levels["warning"], levels["advice"], len(findings) - len(standing), sum(finding.fixable for finding in standing), list_advice,
            fixed, base, known, tuple((loaded.source.name, loaded.source.id) for loaded in register.files), identities(findings, register),
        )

    @property
    def head(self) -> dict:
        """The same for a machine."""
        return {"as_of": self.as_of, "revision": self.revision, "base": self.base or None, "counts": {name: getattr(self, name) for name in ("files", "plans", "actions", "errors", "warnings", "advice", "allowed", "fixable")}}

    def last_line(self, advice_unlisted: int, others_unlisted: int) -> str:
        said = f"{_number(self.errors, 'error')}, {_number(self.warnings, 'warning')}, {self.advice:,} advice"
        said += " (--advice lists it)" if advice_unlisted else ""
        said += f"; {self.allowed:,} allowed"
        said += f"; {self.known:,} that the base had already not listed" if self.known else ""
        said += f"; {self.fixed:,} fixed" if self.fixed else ""
        said += f"; {self.fixable:,} fixable with --fix" if self.fixable else ""
        said += f"; {others_unlisted:,} not listed (--select, --ignore)" if others_unlisted else ""
        return f"{said}; {_number(self.files, 'file')}, {_number(self.plans, 'plan')}, {_number(self.actions, 'action')} read as of {self.as_of}, {self.revision_words}"


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}" + "s" * (count != 1)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is listed: it changes what one looks at, never what counts.

    ``select`` and ``ignore`` hold codes or their beginnings ('S3'); ``new`` the names of files whose advice is listed
    unasked. Advice that is selected by its code is asked for.
    """

    advice: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    new: frozenset[str] = frozenset()

    def takes(self, finding: Finding) -> bool:
        return self.has_code(finding) and (finding.level != "advice" or self.advice or bool(self.select) or finding.file in self.new)

    def has_code(self, finding: Finding) -> bool:
        return (not self.select or finding.code.startswith(self.select)) and not (self.ignore and finding.code.startswith(self.ignore))


def read_codes(said: Iterable[str], known: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes and beginnings of codes, as typed with commas and spaces between; and the words that are neither."""
    words = [word.upper() for part in said for word in re.split(r"[,\s]+", part) if word]
    codes = tuple(known)
    return tuple(word for word in words if any(code.startswith(word) for code in codes)), tuple(word for word in words if not any(code.startswith(word) for code in codes))


def exit_code(findings: Sequence[Finding], fail_on: str) -> int:
    """1 where a finding is at or above the bar and not allowed."""
    if fail_on == "never":
        return 0
    bar = LEVELS[: LEVELS.index(fail_on) + 1]
    return int(any(finding.level in bar and not finding.allowed for finding in findings))


def render(form: str, findings: Sequence[Finding], summary: Summary, paper: Paper | None, choice: Choice | None = None, under: str = "") -> str:
    """The chosen findings in one form. ``under``: where the names of files lie from the top of the repository, for CI."""
    choice = choice or Choice(summary.list_advice)
    taken = [finding for finding in findings if choice.takes(finding)]
    listed = [finding for finding in taken if not finding.allowed]
    if form == "json":
        from s11.render.json import findings_json

        said = findings_json(tuple(taken), summary.head)
    elif form == "github":
        from s11.render.github import annotations

        said = annotations(listed, last_line(findings, summary, choice), under)
    elif form == "gitlab":
        from s11.render.gitlab import code_quality

        said = code_quality(listed, summary.identities or {}, under)
    elif form == "sarif":
        from s11.render.sarif import log

        said = log(taken, summary, under)
    elif form == "junit":
        from s11.render.junit import test_suite

        said = test_suite(listed, summary)
    else:
        said = "".join(concise(finding) + "\n" if form == "concise" else _full(finding, paper) for finding in listed) + _folded(last_line(findings, summary, choice), paper) + "\n"
    # the name of a file may hold bytes that are no UTF-8
    return said.encode("utf-8", "backslashreplace").decode("utf-8")


def last_line(findings: Iterable[Finding], summary: Summary, choice: Choice) -> str:
    """How many there are of each level, whether they are listed or not, and how many can be mended."""
    left_out = [finding for finding in findings if not finding.allowed and not choice.takes(finding)]
    for_its_level = sum(choice.has_code(finding) for finding in left_out)
    return summary.last_line(for_its_level, len(left_out) - for_its_level)


def from_top(file: str, under: str) -> str:
    """A file's name as seen from the top of the repository."""
    return f"{under.rstrip('/')}/{file}" if under and not file.startswith("/") else file


# for people ----------------------------------------------------------------------------------------------------------


def concise(finding: Finding) -> str:
    hint = f" ({one_line(finding.hint)})" if finding.hint else ""
    return f"{one_line(finding.file)}:{finding.place.line}:{finding.place.column}: {finding.level} {finding.code} {one_line(finding.message)}{hint}"


_STYLES = {"error": "1;35", "warning": "1;36", "advice": "1"}


def _full(finding: Finding, paper: Paper | None) -> str:
    """Level, code and message; where it is; the line with a caret under the words; what to type."""
    place, ascii_only = finding.place, paper is not None and paper.ascii_only
    edge = " " * len(str(place.line))
    head = _folded(f"{finding.level} {finding.code}: {one_line(finding.message, ascii_only)}", paper, "  ")
    mark = f"{finding.level} {finding.code}"
    lines = [_painted(mark, _STYLES[finding.level], paper) + head[len(mark) :], f"{edge}--> {one_line(finding.file, ascii_only)}:{place.line}:{place.column}"]
    if place.excerpt.strip():
        room = 110 if paper is None else max(30, paper.width - len(edge) - 7)
        before, shown, width = _excerpt(place.excerpt, place.column, place.end_column if place.end_line == place.line else len(place.excerpt) + 1, room, ascii_only)
        lines += [f"{edge} |", f"{place.line} | {shown}", f"{edge} | {' ' * before}{_painted('^' * width, _STYLES[finding.level], paper)}"]
    if finding.hint:
        lines.append(_folded(f"{edge} = {one_line(finding.hint, ascii_only)}", paper, f"{edge}   "))
    return "\n".join(lines) + "\n\n"


def _excerpt(line: str, column: int, end: int, room: int, ascii_only: bool) -> tuple[int, str, int]:
    """The part of a line to show, how far in the caret stands, and how wide it is."""
    start = 0 if len(line) <= room or column <= room - 20 else column - room // 3
    stop = min(len(line), start + room)
    more = "..." if ascii_only else "…"
    lead = f"{more} " if start else ""
    shown, before, under = (visible(part.replace("\t", " "), ascii_only) for part in (line[start:stop], line[start : column - 1], line[column - 1 : min(end - 1, stop)]))
    return len(lead) + _cells(before), lead + shown + (f" {more}" if stop < len(line) else ""), max(1, _cells(under))


def _cells(words: str) -> int:
    """How many columns of a screen words take."""
    if words.isascii():
        return len(words)
    from unicodedata import category, east_asian_width

    return sum(0 if category(character) in ("Mn", "Me") else 1 + (east_asian_width(character) in "WF") for character in words)


def _folded(words: str, paper: Paper | None, hang: str = "") -> str:
    """Words folded at the edge of a screen; off a screen a record stays one line."""
    if paper is None or len(words) <= paper.width:
        return words
    from textwrap import fill

    margin = words[: len(words) - len(words.lstrip(" "))]
    return fill(words.strip(" "), paper.width, initial_indent=margin, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False)


def _painted(words: str, style: str, paper: Paper | None) -> str:
    return f"\x1b[{style}m{words}\x1b[0m" if paper is not None and paper.colour else words


# counts --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Count:
    """How often one rule fired."""

    code: str
    name: str
    level: str
    count: int
    allowed: int
    fixable: int


def statistics(findings: Iterable[Finding], choice: Choice | None = None) -> tuple[Count, ...]:
    """Counts per rule, the most frequent first: of every level, since nothing is listed."""
    from s11.rules import BY_CODE

    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        if choice is None or choice.has_code(finding):
            by_code.setdefault(finding.code, []).append(finding)
    counts = []
    for code, found in by_code.items():
        standing = [finding for finding in found if not finding.allowed]
        name = BY_CODE[code].name if code in BY_CODE else ""
        counts.append(Count(code, name, found[0].level, len(standing), len(found) - len(standing), sum(finding.fixable for finding in standing)))
    return tuple(sorted(counts, key=lambda count: (-count.count, count.code)))


def statistics_text(form: str, findings: Sequence[Finding], summary: Summary, choice: Choice | None = None) -> str:
    """The counts as JSON, or a line each and the last line."""
    counts = statistics(findings, choice)
    if form == "json":
        from s11.render.json import SCHEMA, text

        return text({"schema": SCHEMA, **summary.head, "statistics": list(counts)})
    width = max((len(f"{count.count:,}") for count in counts), default=1)
    lines = []
    for count in counts:
        more = [f"{count.allowed:,} allowed"] * bool(count.allowed) + [f"{count.fixable:,} fixable"] * bool(count.fixable)
        lines.append(f"{count.count:>{width},}  {count.code}  {count.level:<7}  {count.name}" + (f"  ({', '.join(more)})" if more else ""))
    return "\n".join([*lines, last_line(findings, summary, Choice(True, choice.select, choice.ignore) if choice else Choice(True))]) + "\n"


# what --fix would do -------------------------------------------------------------------------------------------------


def difference(name: str, before: bytes, after: bytes, paper: Paper | None = None) -> str:
    """A unified diff that ``git apply`` takes; on a screen its lines are coloured and made safe to look at."""
    from difflib import unified_diff

    old, new = _lines(before), _lines(after)
    said = []
    for line in unified_diff(old, new, f"a/{name}", f"b/{name}"):
        body = line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
        if paper is not None:
            style = "1" if line.startswith(("---", "+++")) else {"+": "36", "-": "35"}.get(line[0], "")
            shown = [visible(part.rstrip("\r"), paper.ascii_only) for part in body.removesuffix("\n").split("\n")]
            body = "\n".join(_painted(part, style, paper) if style else part for part in shown) + "\n"
        said.append(body)
    return "".join(said)


def _lines(data: bytes) -> list[str]:
    # git ends a line at LF only
    return [line for line in re.split(r"(?<=\n)", data.decode("utf-8", "surrogateescape")) if line]
