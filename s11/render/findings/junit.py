"""Findings as JUnit XML: one test case a file, one failure for each finding that makes the run fail.

What is below the bar of the run ('--fail-on') is the test case's own words; where failures are not listed ('--select',
'--ignore', '--level'), one failure says how many: a run that ends with 1 has a failure, and no other run has.
"""

from __future__ import annotations

import re

from s11.render.findings.listing import Listing
from s11.render.findings.summary import fails
from s11.render.json import page_address
from s11.text import Finding, one_line, visible

# what XML 1.0 cannot hold, written or escaped
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(listing: Listing) -> str:
    from xml.etree.ElementTree import Element, SubElement, indent, tostring

    summary = listing.summary
    by_file: dict[str, list[Finding]] = {name: [] for name, _ in summary.names}
    for finding in listing.findings:
        by_file.setdefault(finding.file, []).append(finding)
    not_listed: dict[str, int] = {}
    for finding in listing.unlisted:
        if fails(finding, summary.fail_on):
            by_file.setdefault(finding.file, [])
            not_listed[finding.file] = not_listed.get(finding.file, 0) + 1
    plans = dict(summary.names)
    failed = [
        file
        for file, of_file in by_file.items()
        if file in not_listed or any(fails(finding, summary.fail_on) for finding in of_file)
    ]
    counts = {"tests": str(len(by_file)), "failures": str(len(failed)), "errors": "0", "skipped": "0"}
    top = Element("testsuites", {"name": "s11 lint", **counts})
    suite = SubElement(top, "testsuite", {"name": "s11 lint", **counts})
    properties = SubElement(suite, "properties")
    for name, value in {"as_of": summary.as_of, "revision": summary.revision or "", **summary.counts}.items():
        SubElement(properties, "property", {"name": name, "value": str(value)})
    for file, of_file in by_file.items():
        plan = plans.get(file) or next((finding.plan for finding in of_file), "")
        case = SubElement(
            suite, "testcase", {"name": _xml(file), "classname": _xml(plan or "s11"), "file": _xml(file), "time": "0"}
        )
        below = [finding for finding in of_file if not fails(finding, summary.fail_on)]
        for finding in of_file:
            if not fails(finding, summary.fail_on):
                continue
            failure = SubElement(
                case, "failure", {"type": f"{finding.level} {finding.code}", "message": _xml(one_line(finding.message))}
            )
            failure.text = _xml(_words(finding))
        if file in not_listed:
            SubElement(
                case,
                "failure",
                {
                    "type": "not listed",
                    "message": f"{not_listed[file]:,} more, not listed here (--select, --ignore, --level, --advice)",
                },
            )
        if below:
            SubElement(case, "system-out").text = "\n\n".join(_xml(_words(finding)) for finding in below)
    indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(top, encoding="unicode") + "\n"


def _words(finding: Finding) -> str:
    place = finding.place
    lines = [
        f"{one_line(finding.file)}:{place.line}:{place.column}: {finding.level} {finding.code} "
        f"{one_line(finding.message)}",
        one_line(finding.hint),
        page_address(finding.code),
    ]
    return "\n".join(line for line in lines if line)


def _xml(text: str) -> str:
    return _NO_XML.sub(lambda match: f"\\u{ord(match[0]):04x}", visible(text))
