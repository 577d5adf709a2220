"""Where each remark to s11 in a plan belongs: beside which part, whatever line that stands in."""

from __future__ import annotations

from collections.abc import Iterable

from s11.plan import PlanFile
from s11.rules import read_allowances
from s11.text import Document, Finding, Path


def remarks_of(loaded: PlanFile, findings: Iterable[Finding]) -> tuple[tuple[Path, str], ...]:
    """Each allowance of a file with the path beside which it stands: that of what it allows, where there is such."""
    document = loaded.document
    allowed: dict[tuple[int, str], list[Path]] = {}
    for finding in findings:
        if finding.allowed and finding.plan == loaded.source.id:
            allowed.setdefault((finding.place.line, finding.code), []).append(finding.path)
    first = _first_paths(document)
    alone = {one.line for one in read_allowances(loaded) if one.excuses == one.line + 1}
    remarks: dict[tuple[Path, str], None] = {}
    for allowance in read_allowances(loaded):
        target = allowance.excuses
        while target in alone:
            target += 1
        for code in allowance.codes:
            remark = f"allow {code} {allowance.reason}".rstrip()
            for path in allowed.get((target, code)) or ([first[target]] if target in first else []):
                remarks[path, remark] = None
    return tuple(remarks)


def _first_paths(document: Document) -> dict[int, Path]:
    """The outermost path that begins in each line."""
    paths: dict[int, Path] = {}
    for path, _ in document.scalars():
        for length in range(1, len(path) + 1):
            above = path[:length]
            span = document.key_span(above) if isinstance(above[-1], str) else document.span(above)
            paths.setdefault(document.line_column(span.start)[0], above)
    return paths
