"""How findings add up, which of them are listed, and what they make of the exit code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from s11.english import number_of
from s11.frozen import dataclass
from s11.text import LEVELS, Finding

if TYPE_CHECKING:
    from s11.rules import Checked
    from s11.when import Vantage

COUNTS = ("files", "plans", "actions", "errors", "warnings", "advice", "allowed", "fixable", "assessments")
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
    fail_on: str = "error"
    assessments: int = 0

    @classmethod
    def of(
        cls,
        findings: Sequence[Finding],
        files: Sequence[Checked],
        vantage: Vantage,
        revision_words: str,
        list_advice: bool,
        fixed: int = 0,
        base: str = "",
        known: int = 0,
        fail_on: str = "error",
        identities: Mapping[Finding, str] | None = None,
    ) -> Summary:
        """``files``: those asked about; ``base``: the commit compared with; ``known``: how many findings it had
        already, which are not among these.
        """
        standing = [finding for finding in findings if not finding.allowed]
        levels = {level: sum(finding.level == level for finding in standing) for level in LEVELS}
        return cls(
            vantage.as_of.isoformat(),
            vantage.revision,
            revision_words,
            len(files),
            sum(file.plans for file in files),
            sum(file.actions for file in files),
            levels["error"],
            levels["warning"],
            levels["advice"],
            len(findings) - len(standing),
            sum(finding.fixable for finding in standing),
            list_advice,
            fixed,
            base,
            known,
            tuple((file.name, file.plan_id) for file in files),
            identities,
            fail_on,
            sum(file.assessments for file in files),
        )

    @property
    def head(self) -> dict[str, object]:
        """The same for a machine."""
        return {"as_of": self.as_of, "revision": self.revision, "base": self.base or None, "counts": self.counts}

    @property
    def counts(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in COUNTS}

    def last_line(self, advice_unlisted: int, others_unlisted: int, below: int = 0) -> str:
        """``below``: how many are not listed because of their level alone, where one was asked for."""
        line = f"{number_of(self.errors, 'error')}, {number_of(self.warnings, 'warning')}, {self.advice:,} advice"
        line += " (--advice lists it)" if advice_unlisted else ""
        line += f"; {self.allowed:,} allowed"
        line += f"; {self.known:,} not listed, which the base had already" if self.known else ""
        line += f"; {self.fixed:,} fixed" if self.fixed else ""
        line += f"; {self.fixable:,} fixable with --fix" if self.fixable else ""
        line += f"; {below:,} not listed (--level)" if below else ""
        line += f"; {others_unlisted:,} not listed (--select, --ignore)" if others_unlisted else ""
        beside = f", {number_of(self.assessments, 'self-assessment')}" if self.assessments else ""
        return (
            f"{line}; {number_of(self.files, 'file')}, {number_of(self.plans, 'plan')}, "
            f"{number_of(self.actions, 'action')}{beside} read as of {self.as_of}, {self.revision_words}"
        )


@dataclass(frozen=True, slots=True)
class Choice:
    """What is listed: it changes what one looks at, never what counts.

    ``select`` and ``ignore`` hold codes or their beginnings ('S3'); ``new`` the names of files whose advice is listed
    unasked. Advice that is selected by its code is asked for. ``level``: the least that is listed, where one was asked
    for.
    """

    advice: bool = False
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    new: frozenset[str] = frozenset()
    level: str = ""

    def takes(self, finding: Finding) -> bool:
        return self.counts(finding) and (
            finding.level != "advice"
            or self.advice
            or bool(self.select)
            or bool(self.level)
            or finding.file in self.new
        )

    def counts(self, finding: Finding) -> bool:
        """Whether it is among those that were asked for, by its code and its level."""
        return self.has_code(finding) and (not self.level or LEVELS.index(finding.level) <= LEVELS.index(self.level))

    def has_code(self, finding: Finding) -> bool:
        return (not self.select or finding.code.startswith(self.select)) and not (
            self.ignore and finding.code.startswith(self.ignore)
        )


def read_codes(given: Iterable[str], known: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes and beginnings of codes, as typed with commas and spaces between; and the words that are neither."""
    given_codes = [word.upper() for part in given for word in re.split(r"[,\s]+", part) if word]
    codes = tuple(known)
    return tuple(word for word in given_codes if any(code.startswith(word) for code in codes)), tuple(
        word for word in given_codes if not any(code.startswith(word) for code in codes)
    )


def exit_code(findings: Sequence[Finding], fail_on: str) -> int:
    """1 where a finding is at or above the bar and not allowed."""
    return int(any(fails(finding, fail_on) for finding in findings))


def fails(finding: Finding, fail_on: str) -> bool:
    """Whether a finding makes a run fail."""
    return fail_on != "never" and not finding.allowed and LEVELS.index(finding.level) <= LEVELS.index(fail_on)


def last_line(findings: Iterable[Finding], summary: Summary, choice: Choice) -> str:
    """How many there are of each level, whether they are listed or not, and how many can be mended."""
    left_out = [finding for finding in findings if not finding.allowed and not choice.takes(finding)]
    for_its_level = sum(choice.has_code(finding) for finding in left_out)
    others = len(left_out) - for_its_level
    return summary.last_line(0, others, for_its_level) if choice.level else summary.last_line(for_its_level, others)


def from_top(file: str, under: str) -> str:
    """A file's name as seen from the top of the repository."""
    return f"{under.rstrip('/')}/{file}" if under and not file.startswith("/") else file
