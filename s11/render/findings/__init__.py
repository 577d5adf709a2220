"""Findings in every format: excerpt and caret, one line each, or for a machine; and the exit code they ask for.

All formats list the same findings. What is allowed is no fault in any of them: it is counted, and named where the form
has a word for it (json, sarif).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from s11.render.findings.counts import statistics, statistics_text
from s11.render.findings.people import concise, difference, folded, full
from s11.render.findings.summary import FAIL_ON, Choice, Summary, exit_code, last_line, read_codes
from s11.text import Finding

if TYPE_CHECKING:
    from s11.render.screen import ScreenSettings

# the formats by which a finding is known again in the next run
WITH_IDENTITIES = ("gitlab", "sarif")
FORMATS = ("full", "concise", "json", "github", "gitlab", "sarif", "junit")

__all__ = [
    "FAIL_ON",
    "FORMATS",
    "WITH_IDENTITIES",
    "Choice",
    "Summary",
    "concise",
    "difference",
    "exit_code",
    "last_line",
    "read_codes",
    "render",
    "statistics",
    "statistics_text",
]


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
    taken = [finding for finding in findings if choice.takes(finding)]
    listed = [finding for finding in taken if not finding.allowed]
    if form == "json":
        from s11.render.json import findings_json

        text = findings_json(tuple(taken), summary.head)
    elif form == "github":
        from s11.render.findings.github import workflow_commands

        text = workflow_commands(listed, last_line(findings, summary, choice), under)
    elif form == "gitlab":
        from s11.render.findings.gitlab import code_quality

        text = code_quality(listed, summary.identities or {}, under)
    elif form == "sarif":
        from s11.render.findings.sarif import log

        text = log(taken, summary, under)
    elif form == "junit":
        from s11.render.findings.junit import test_suite

        text = test_suite(listed, [finding for finding in findings if not choice.takes(finding)], summary)
    else:
        text = (
            "".join(concise(finding) + "\n" if form == "concise" else full(finding, settings) for finding in listed)
            + folded(last_line(findings, summary, choice), settings)
            + "\n"
        )
    # the name of a file may hold bytes that are no UTF-8
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
