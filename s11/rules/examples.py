"""The plan that every rule's example stands in: a key of the example replaces the head's key of the same name."""

from __future__ import annotations

import re

from s11.rules.rule import Example

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
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
"""
MARK = "▸"
_TOP = re.compile(r"^(?=[^\s#-])", re.M)


def whole(example: Example, text: str | None = None) -> str:
    """The example as a whole file, its mark still in it."""
    found = blocks(HEAD)
    found.update(blocks(example.text if text is None else text))
    return "".join(block for block in found.values() if block)


def unmarked(text: str) -> tuple[str, int | None]:
    """The text without its mark, and the offset where the mark stood."""
    at = text.find(MARK)
    return (text.replace(MARK, "", 1), at) if at >= 0 else (text, None)


def blocks(text: str) -> dict[str, str]:
    pieces = [piece for piece in _TOP.split(text) if piece]
    return {piece.split(":", 1)[0].lstrip(MARK): "" if piece.strip().endswith(": ''") and piece.count("\n") == 1 else piece for piece in pieces}
