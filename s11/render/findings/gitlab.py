"""Findings as a GitLab Code Quality report."""

from __future__ import annotations

from collections.abc import Mapping

from s11.render.findings.listing import Listing
from s11.render.findings.summary import from_top
from s11.render.json import page_address, text
from s11.text import Finding, one_line

SEVERITIES = {"error": "major", "warning": "minor", "advice": "info"}


def write(listing: Listing) -> str:
    identities = listing.summary.identities or {}
    return text([_entry(finding, identities, listing.under) for finding in listing.findings])


def _entry(finding: Finding, identities: Mapping[Finding, str], under: str) -> dict[str, object]:
    description = one_line(finding.message) + (f" ({one_line(finding.hint)})" if finding.hint else "")
    return {
        "type": "issue",
        "check_name": finding.code,
        "description": description,
        "content": {"body": f"{description}\n\n{page_address(finding.code)}"},
        "categories": ["Style" if finding.level == "advice" else "Bug Risk"],
        "severity": SEVERITIES[finding.level],
        "fingerprint": identities[finding],
        "location": {
            "path": from_top(finding.file, under).lstrip("/"),
            "lines": {"begin": finding.place.line, "end": finding.place.end_line},
        },
    }
