"""Findings as one line each."""

from __future__ import annotations

from s11.render.findings.listing import Listing
from s11.text import Finding, one_line


def write(listing: Listing) -> str:
    return "".join(concise(finding) + "\n" for finding in listing.findings) + listing.folded_last_line + "\n"


def concise(finding: Finding) -> str:
    hint = f" ({one_line(finding.hint)})" if finding.hint else ""
    return (
        f"{one_line(finding.file)}:{finding.place.line}:{finding.place.column}: {finding.level} {finding.code} "
        f"{one_line(finding.message)}{hint}"
    )
