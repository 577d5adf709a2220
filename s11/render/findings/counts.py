"""How often each rule fired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from s11.frozen import dataclass
from s11.render.findings.on_screen import folded
from s11.render.findings.summary import Choice, Summary, last_line
from s11.text import Finding

if TYPE_CHECKING:
    from s11.render.screen import ScreenSettings


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
        if choice is None or choice.counts(finding):
            by_code.setdefault(finding.code, []).append(finding)
    counts = []
    for code, of_rule in by_code.items():
        standing = [finding for finding in of_rule if not finding.allowed]
        name = BY_CODE[code].name if code in BY_CODE else ""
        counts.append(
            Count(
                code,
                name,
                of_rule[0].level,
                len(standing),
                len(of_rule) - len(standing),
                sum(finding.fixable for finding in standing),
            )
        )
    return tuple(sorted(counts, key=lambda count: (-count.count, count.code)))


def statistics_text(
    form: str,
    findings: Sequence[Finding],
    summary: Summary,
    choice: Choice | None = None,
    settings: ScreenSettings | None = None,
) -> str:
    """The counts as JSON, or a line each and the last line."""
    counts = statistics(findings, choice)
    if form == "json":
        from s11.render.json import SCHEMA, text

        return text({"schema": SCHEMA, **summary.head, "statistics": list(counts)})
    width = max((len(f"{count.count:,}") for count in counts), default=1)
    lines = []
    for count in counts:
        more = [f"{count.allowed:,} allowed"] * bool(count.allowed) + [f"{count.fixable:,} fixable"] * bool(
            count.fixable
        )
        head = f"{count.count:>{width},}  {count.code}  {count.level:<7}  "
        line = f"{head}{count.name}" + (f"  ({', '.join(more)})" if more else "")
        lines.append(folded(line, settings, " " * len(head)))
    counted = Choice(True, choice.select, choice.ignore, level=choice.level) if choice else Choice(True)
    last = last_line(findings, summary, counted)
    return "\n".join([*lines, folded(last, settings)]) + "\n"
