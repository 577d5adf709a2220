"""A first plan as the text of a file: commented, with one example to write over."""

from __future__ import annotations

import json
import re

from s11.plan import FORMAT
from s11.plan.first_plan import FirstPlan
from s11.when.calendar import MONTH_NAMES

SCHEMA = "schemas/plan.schema.json"
# words that any reader of YAML takes for words, whatever stands before or behind them
_PLAIN = re.compile(r"[^\W\d_](?:[\w ,.'’()&/-]*[\w.)])?")
_NOT_WORDS = frozenset(("yes", "no", "on", "off", "true", "false", "y", "n", "null", "nan", "inf"))


def quoted(text: str) -> str:
    """Words as a YAML value: as they are where every reader takes them for words, else in double quotes."""
    if _PLAIN.fullmatch(text) and text.casefold() not in _NOT_WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)


def first_plan(plan: FirstPlan) -> str:
    """The file of a first plan, for a folder below ``plans/``."""
    lead = quoted(plan.people[0][0])
    return f"""\
# yaml-language-server: $schema=../../{SCHEMA}
# Your first plan. Lines that begin with # are remarks for you: take them out when you like.
# Put your own words where it says "Example:", then type: s11 lint
# Do that before the first commit. Later an id that comes to mean something else is an error.
format: {FORMAT}
title: {plan.title}
organisation: {quoted(plan.organisation)}
# where the plan comes from: section-11, inspection, case-review, audit, peer-review, strategy or other
origin: {plan.origin}
# The day a body agreed the plan, and the day on which all its ratings were last stated.
# Take the # away and write the day once there is one.
# agreed: {plan.day.isoformat()}
# as_at: {plan.day.isoformat()}

# What the colours mean in THIS plan. This is a guess: check it against what your council's own paper says,
# and write that paper's words behind 'label'. The same colour means different things in different councils.
# 'means' is one of: not_started, on_track, at_risk, off_track, completed, verified, ended, unrated
rag:
{_legend(plan)}

# Who answers for the actions. The key before the colon is what 'lead' names below: initials, or a post.
people:
{_people(plan)}

recommendations:
  - id: 1
    text: "Example: what the self-assessment, the inspection or the review asked for"
    actions:
      # The id stays for ever. It is quoted so that "1.1" and "1.10" differ for every program.
      - id: "1.1"
        text: "Example: one thing to be done, in the words that were agreed"
        lead: {lead}
        # When, in the words that were agreed. How s11 reads them: s11 when "{_in_four_months(plan)}"
        timescale: {_in_four_months(plan)}
        measure: "Example: how one will know that it made a difference to a child"
        # The rating, a word of 'rag' above. Without one the action is counted as unrated.
        # rag: green
        # What shows that it was done, and the day it was received:
        evidence:
          - text: "Example: the minute or report that shows it"
            # received: {plan.day.isoformat()}
        # What was done or found, oldest first. A date that moves needs a reason: s11 fields
        # progress:
        #   - date: {plan.day.isoformat()}
        #     by: {lead}
        #     note: What was done, in a sentence
"""


def _legend(plan: FirstPlan) -> str:
    return "\n".join(
        f"  {word}:\n    means: {meaning.means}\n    label: {quoted(meaning.label)}"
        for word, meaning in plan.legend.items()
    )


def _people(plan: FirstPlan) -> str:
    return "\n".join(
        f"  {quoted(key)}:"
        + "".join(f"\n    {field}: {quoted(text)}" for field, text in (("name", one.name), ("post", one.post)) if text)
        for key, one in plan.people
    )


def _in_four_months(plan: FirstPlan) -> str:
    month = plan.day.month + 4
    return f"{MONTH_NAMES[(month - 1) % 12 + 1]} {plan.day.year + (month > 12):04d}"
