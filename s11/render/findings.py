"""Findings in every voice: excerpt and caret, one line each, or JSON; and the exit code they ask for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from s11.text import LEVELS, Finding, one_line, visible

if TYPE_CHECKING:
    from s11.plan import Register
    from s11.render.terminal import Paper
    from s11.when import Vantage

FORMATS = ("full", "concise", "json")
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

    @classmethod
    def of(cls, findings: Sequence[Finding], register: Register, vantage: Vantage, revision_words: str, list_advice: bool) -> Summary:
        standing = [finding for finding in findings if not finding.allowed]
        levels = {level: sum(finding.level == level for finding in standing) for level in LEVELS}
        return cls(
            vantage.as_of.isoformat(), vantage.revision, revision_words, len(register.files), len(register.plans), sum(1 for plan in register.plans for _ in plan.actions()),
            levels["error"], levels["warning"], levels["advice"], len(findings) - len(standing), sum(finding.fixable for finding in standing), list_advice,
        )

    @property
    def words(self) -> str:
        said = f"{_number(self.errors, 'error')}, {_number(self.warnings, 'warning')}, {self.advice} advice"
        said += "" if self.list_advice or not self.advice else " (--advice lists it)"
        said += f"; {self.allowed} allowed" + (f"; {self.fixable} fixable with --fix" if self.fixable else "")
        return f"{said}; {_number(self.files, 'file')}, {_number(self.plans, 'plan')}, {_number(self.actions, 'action')} read as of {self.as_of}, {self.revision_words}"


def _number(count: int, word: str) -> str:
    return f"{count:,} {word}" + "s" * (count != 1)


def exit_code(findings: Sequence[Finding], fail_on: str) -> int:
    """1 where a finding is at or above the bar and not allowed."""
    if fail_on == "never":
        return 0
    bar = LEVELS[: LEVELS.index(fail_on) + 1]
    return int(any(finding.level in bar and not finding.allowed for finding in findings))


def render(form: str, findings: Sequence[Finding], summary: Summary, paper: Paper | None) -> str:
    listed = [finding for finding in findings if not finding.allowed and (summary.list_advice or finding.level != "advice")]
    if form == "json":
        from s11.render.json import findings_json

        return findings_json(tuple(findings), {"as_of": summary.as_of, "revision": summary.revision, "counts": {name: getattr(summary, name) for name in ("files", "plans", "actions", "errors", "warnings", "advice", "allowed", "fixable")}})
    if form == "concise":
        return "".join(concise(finding) + "\n" for finding in listed) + summary.words + "\n"
    return "".join(_full(finding, paper) for finding in listed) + summary.words + "\n"


def concise(finding: Finding) -> str:
    hint = f" ({one_line(finding.hint)})" if finding.hint else ""
    return f"{finding.file}:{finding.place.line}:{finding.place.column}: {finding.level} {finding.code} {one_line(finding.message)}{hint}"


def _full(finding: Finding, paper: Paper | None) -> str:
    place = finding.place
    gutter = len(str(place.line))
    lines = [f"{finding.level} {_bold(finding.code, paper)}: {one_line(finding.message)}", f"{' ' * gutter}--> {finding.file}:{place.line}:{place.column}"]
    if place.excerpt.strip():
        before, shown, width = _excerpt(place.excerpt, place.column, place.end_column if place.end_line == place.line else len(place.excerpt) + 1)
        lines += [f"{' ' * gutter} |", f"{place.line} | {shown}", f"{' ' * gutter} | {' ' * before}{'^' * width}"]
    if finding.hint:
        lines.append(f"{' ' * gutter} = {one_line(finding.hint)}")
    return "\n".join(lines) + "\n\n"


def _excerpt(line: str, column: int, end: int, room: int = 110) -> tuple[int, str, int]:
    """The part of a line to show, how far in the caret stands, and how wide it is."""
    start = 0 if column <= room - 20 else column - 40
    shown = visible(line[start : start + room].replace("\t", " "))
    before = len(visible(line[start : column - 1].replace("\t", " ")))
    width = max(1, min(end - column, len(shown) - before))
    return before + (2 if start else 0), ("… " if start else "") + shown + (" …" if len(line) > start + room else ""), width


def _bold(words: str, paper: Paper | None) -> str:
    return f"\x1b[1m{words}\x1b[0m" if paper is not None and paper.colour else words
