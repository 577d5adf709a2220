"""Findings as GitHub annotations: workflow commands in a step's log.

GitHub shows ten of a kind for a step and drops the rest without a word, so the worst come first and what is over the
cap is said, and stands in the log as plain lines.
"""

from __future__ import annotations

from s11.render.findings.concise import concise
from s11.render.findings.listing import Listing
from s11.render.findings.summary import from_top
from s11.render.json import page_address
from s11.rules import BY_CODE
from s11.text import LEVELS, Finding, one_line

CAP = 10
KINDS = {"error": "error", "warning": "warning", "advice": "notice"}


def write(listing: Listing) -> str:
    ordered = sorted(listing.findings, key=lambda finding: finding.order)
    by_level = {level: [finding for finding in ordered if finding.level == level] for level in LEVELS}
    # the notice that says how many more there are takes the place of one
    over = any(len(of_level) > CAP for of_level in by_level.values())
    caps = {"advice": CAP - 1} if over or len(by_level["advice"]) > CAP else {}
    shown, rest = [], []
    for level, of_level in by_level.items():
        cap = caps.get(level, CAP)
        shown += of_level[:cap]
        rest += of_level[cap:]
    lines = [_command(finding, listing.under) for finding in shown]
    if rest:
        counts = {level: sum(finding.level == level for finding in rest) for level in LEVELS}
        more = ", ".join(
            f"{count} {level}" + "s" * (count != 1 and level != "advice") for level, count in counts.items() if count
        )
        lines.append(f"::notice title=s11::{_data(f'and {len(rest)} more ({more}): the log of this step lists them')}")
        lines += [_plain(concise(finding)) for finding in rest]
    return "\n".join([*lines, _plain(listing.last_line)]) + "\n"


def _command(finding: Finding, under: str) -> str:
    place = finding.place
    where = {"file": from_top(finding.file, under), "line": str(place.line)}
    if place.end_line == place.line:
        # GitHub drops columns where a finding ends on another line
        where |= {
            "col": str(place.column),
            "endLine": str(place.end_line),
            "endColumn": str(max(place.column, place.end_column)),
        }
    else:
        where["endLine"] = str(place.end_line)
    rule = BY_CODE.get(finding.code)
    where["title"] = f"{finding.code} {rule.name}" if rule else finding.code
    parts = [finding.message, finding.hint, page_address(finding.code)]
    properties = ",".join(f"{key}={_property(value)}" for key, value in where.items())
    return f"::{KINDS[finding.level]} {properties}::{_data(chr(10).join(one_line(word) for word in parts if word))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(one_line(text)).replace(":", "%3A").replace(",", "%2C")


def _plain(line: str) -> str:
    """A line of the log that no word of a plan can turn into a command."""
    line = one_line(line).replace("##[", "# #[")
    return f". {line}" if line.startswith("::") else line
