"""Findings in every format: excerpt and caret, one line each, or for a machine; and the exit code they ask for.

All formats list the same findings. What is allowed is no fault in any of them: it is counted, and named where the form
has a word for it (json, sarif).
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from s11.render.findings.counts import statistics, statistics_text
from s11.render.findings.listing import Listing
from s11.render.findings.on_screen import difference
from s11.render.findings.summary import FAIL_ON, Choice, Summary, exit_code, last_line, read_codes
from s11.render.formats import FINDINGS
from s11.text import Finding

if TYPE_CHECKING:
    from s11.render.screen import ScreenSettings

__all__ = [
    "FAIL_ON",
    "Choice",
    "Summary",
    "difference",
    "exit_code",
    "last_line",
    "read_codes",
    "render",
    "statistics",
    "statistics_text",
]


class _Module(Protocol):
    def write(self, listing: Listing) -> str: ...


def render(
    form: str,
    findings: Sequence[Finding],
    summary: Summary,
    settings: ScreenSettings | None,
    choice: Choice | None = None,
    under: str = "",
) -> str:
    """The chosen findings in one form.

    ``under``: where the names of files lie from the top of the repository, for CI.
    """
    choice = choice or Choice(summary.list_advice)
    listing = Listing(
        tuple(finding for finding in findings if choice.takes(finding)),
        tuple(finding for finding in findings if not choice.takes(finding)),
        summary,
        last_line(findings, summary, choice),
        settings,
        under,
    )
    module = cast("_Module", import_module(f"{__name__}.{FINDINGS[form].name}"))
    # the name of a file may hold bytes that are no UTF-8
    return module.write(listing).encode("utf-8", "backslashreplace").decode("utf-8")
