"""The plan that every rule's example stands in, and how an example writes what differs from it."""

from __future__ import annotations

import re
import textwrap

from s11.rules.rule import Example

MARK = "▸"
_TOP = re.compile(r"^(?=[^\s#-])", re.M)
_RECOMMENDATION = """\
id: 1
text: Keep safeguarding procedures under review
"""
_ACTION = """\
id: "1.1"
text: Review the referral procedure
lead: AB
timescale: October 2024
measure: Every procedure reviewed within its year
rag: green
"""


def with_action(*fields: str, of: str = "", then: str = "") -> str:
    """The shared plan's recommendations, with other fields of their one action.

    'lead: CD' stands in the place of its lead, and "lead: ''" for none. ``of``: the same for the recommendation;
    ``then``: all fields of a second action.
    """
    return with_actions(_patched(_ACTION, *fields), *([then] if then else []), of=of)


def with_actions(*whole: str, of: str = "") -> str:
    """The shared plan's recommendations with these actions, each with all its fields."""
    above = _patched(_RECOMMENDATION, of) + "actions:\n"
    return "recommendations:\n" + _entry(above, 2) + "".join(_entry(one, 6) for one in whole)


def _patched(record: str, *fields: str) -> str:
    return "".join((blocks(record) | blocks("\n".join(field.rstrip("\n") for field in fields))).values())


def _entry(fields: str, indent: int) -> str:
    """An entry of a list: its fields below its dash."""
    return " " * indent + "- " + textwrap.indent(fields.rstrip("\n"), " " * (indent + 2)).lstrip(" ") + "\n"


def with_answer(*fields: str, of: str = "1") -> Example:
    """An example of a self-assessment: the shared one, with other fields of one of its answers."""
    made = {number: _patched(answer, *fields) if number == of else answer for number, answer in _ANSWERS.items()}
    return Example("answers:\n" + "".join(_entry(answer, 2) for answer in made.values()), of="assessment")


def whole(example: Example, text: str | None = None) -> str:
    """The example as a whole file, its mark still in it: a key of it replaces that of the same name of the plan, or of
    the self-assessment, that all examples share.
    """
    head = HEAD if example.of == "plan" else ASSESSMENT_HEAD
    return _patched(head, example.text if text is None else text)


def unmarked(text: str) -> tuple[str, int | None]:
    """The text without its mark, and the offset where the mark stood."""
    at = text.find(MARK)
    return (text.replace(MARK, "", 1), at) if at >= 0 else (text, None)


def blocks(text: str) -> dict[str, str]:
    """What stands under each key of a record, whole and in order; '' under one that is taken out ("lead: ''")."""
    pieces = [piece if piece.endswith("\n") else piece + "\n" for piece in _TOP.split(text) if piece]
    return {
        piece.split(":", 1)[0].lstrip(MARK): "" if piece.endswith(": ''\n") and piece.count("\n") == 1 else piece
        for piece in pieces
    }


HEAD = """\
format: s11-plan/1
title: Safeguarding improvement plan
organisation: Westmere District Council
origin: section-11
agreed: 2024-01-15
as_at: 2024-05-20
control:
  next_review: December 2024
rag:
  green: {means: on_track, label: On target}
  amber: {means: at_risk, label: At risk}
  red: {means: off_track, label: Off track}
  blue: {means: completed, label: Done}
people:
  AB: {name: Ann Bell, post: Head of Communities}
  CD: {name: Cal Dunn, post: Policy officer}
"""
HEAD += with_action()

# what examples of self-assessments stand in, and what lies beside them ------------------------------------------------

_ANSWERS = {
    "1": """\
standard: 1
grades: [{by: self, grade: green}]
evidence: [{text: Minutes of the safeguarding group, dated: 2024-02-12}]
""",
    "2": """\
standard: 2
grades: [{by: self, grade: green}]
evidence: [{text: Training record, dated: 2024-03-01}]
""",
}
ASSESSMENT_HEAD = (
    """\
format: s11-assessment/1
title: Section 11 self-assessment 2024
organisation: Westmere District Council
kind: statutory
standards: westmere-2024
cycle: Annual
due: 30 April 2024
as_at: 2024-04-10
submitted: {date: 2024-04-24, by: AB}
scale:
  blue: {means: exceeds, label: All points met, needs: example}
  green: {means: met, label: Most points met}
  amber: {means: partly, label: Some points met}
  red: {means: not_met, label: No point met}
people:
  AB: {name: Ann Bell, post: Policy officer}
challenges:
  - {id: peer, as: peer_review, date: 2024-05-13}
"""
    + "answers:\n"
    + "".join(_entry(answer, 2) for answer in _ANSWERS.values())
)
EXAMPLE_STANDARDS = """\
format: s11-standards/1
id: westmere-2024
title: Standards of the Westmere board
standards:
  - {id: 1, text: Somebody leads on safeguarding}
  - {id: 2, text: Staff are trained, applies_to: [statutory, commissioned]}
"""
EXAMPLE_PLAN = _patched(
    HEAD,
    with_actions(
        "{id: 1, text: Train the drivers, lead: AB, timescale: March 2024, measure: All trained, rag: green}",
        "{id: 2, text: Report to members, lead: AB, timescale: October 2024, measure: Reported, rag: green}",
    ),
)
