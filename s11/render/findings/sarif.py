"""Findings as SARIF 2.1.0. An allowed finding is a suppressed result, with its reason."""

from __future__ import annotations

import re

from s11 import __version__
from s11.render.findings.listing import Listing
from s11.render.findings.summary import Summary, from_top
from s11.render.json import page_address, text
from s11.render.rules import rule_page
from s11.rules import BY_CODE
from s11.rules.rule import Rule
from s11.text import Finding, one_line

LEVELS = {"error": "error", "warning": "warning", "advice": "note"}
ROOT = "%SRCROOT%"


# a line that holds a whole plan would be written out once for each of its findings
LONGEST_SNIPPET = 2_000


def write(listing: Listing) -> str:
    findings, summary = listing.with_allowed, listing.summary
    codes = sorted({finding.code for finding in findings})
    run = {
        "tool": {
            "driver": {
                "name": "s11",
                "version": __version__,
                "semanticVersion": __version__,
                "rules": [_rule(code, BY_CODE.get(code)) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "the top of the repository"}}},
        "invocations": [{"executionSuccessful": True, "properties": summary.head}],
        "results": [_result(finding, codes.index(finding.code), summary, listing.under) for finding in findings],
        "properties": {"as_of": summary.as_of, "revision": summary.revision},
    }
    return text({"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]})


def _rule(code: str, rule: Rule | None) -> dict[str, object]:
    page = page_address(code)
    if rule is None:
        return {"id": code, "properties": {"page": page}}
    help_text = rule_page(rule)
    described: dict[str, object] = {
        "id": code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": f"{rule.fires[:1].upper()}{rule.fires[1:]}."},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{help_text}\n{page}\n", "markdown": f"{_fenced(help_text)}\n\n{page}\n"},
        "defaultConfiguration": {"level": LEVELS[rule.level]},
        "properties": {
            "page": page,
            "days_alone_can_change_it": rule.days,
            "fixable": rule.fixable,
            "tags": ["s11", rule.level],
        },
    }
    return {**described, "helpUri": page} if page.startswith("https://") else described


def _fenced(page: str) -> str:
    """The examples of a page as code."""
    return re.sub(r"(?m)(?:^    .*\n)+", lambda match: "```yaml\n" + re.sub(r"(?m)^    ", "", match[0]) + "```\n", page)


def _result(finding: Finding, index: int, summary: Summary, under: str) -> dict[str, object]:
    place = finding.place
    region: dict[str, object] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }
    if place.excerpt.strip() and place.end_line == place.line and len(place.excerpt) <= LONGEST_SNIPPET:
        region["snippet"] = {"text": place.excerpt}
    message = one_line(finding.message) + (f". {one_line(finding.hint)}" if finding.hint else "")
    return {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVELS[finding.level],
        "message": {"text": message},
        "locations": [
            {"physicalLocation": {"artifactLocation": _artifact(from_top(finding.file, under)), "region": region}}
        ],
        "partialFingerprints": {"s11/v1": (summary.identities or {}).get(finding, "")},
        "suppressions": [{"kind": "inSource", "status": "accepted", "justification": one_line(finding.allowed)}]
        if finding.allowed
        else [],
        "properties": {
            "plan": finding.plan,
            "hint": one_line(finding.hint),
            "fixable": finding.fixable,
            "page": page_address(finding.code),
        },
    }


def _artifact(file: str) -> dict[str, object]:
    uri = re.sub(
        rb"[^A-Za-z0-9._~/-]", lambda match: b"%%%02X" % match[0][0], file.encode("utf-8", "surrogateescape")
    ).decode("ascii")
    return {"uri": f"file://{uri}"} if file.startswith("/") else {"uri": uri, "uriBaseId": ROOT}
