"""S504: several actions in one."""

import re
from collections.abc import Iterator

from s11.pattern import pattern
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ADVICE

_DOING = (
    "add|address|agree|appoint|arrange|attend|audit|carry|check|circulate|clarify|commission|complete|consult|"
    "continue|convene|create|deliver|develop|draft|embed|ensure|establish|evaluate|hold|identify|implement|"
    "improve|include|increase|introduce|invite|issue|launch|maintain|monitor|name|offer|organise|prepare|present|"
    "produce|promote|provide|publicise|publish|raise|recruit|refresh|remind|report|revise|review|roll|run|send|"
    "set|share|strengthen|support|survey|take|test|train|undertake|update|write"
)
# an order begins a sentence, or 'To' begins one without a full stop before it
_ORDERS = pattern(
    rf"(?:\A|[.;:]\s+|\n\s*)(?:[•·▪●*-]\s*|\(?[a-z0-9]{{1,2}}[).]\s+)?(?:to\s+|and\s+)?(?:{_DOING})\b"
    rf"|(?<=[a-z,])\s+(?-i:To) (?:{_DOING})\b",
    re.I,
)


_MAY_GO_ON = pattern(r"[.;:\s](?:(?<=[.;:])\s|(?<=\n)|To )")


def check(case: RuleContext) -> Iterator[Hit]:
    for path, standing in case.open():
        text = standing.action.text
        several = len(_ORDERS.findall(text)) if _MAY_GO_ON.search(text) else 0
        if several > 1:
            label = case.label(standing.recommendation, standing.action)
            yield Hit(
                (*path, "text"),
                f"{label}: reads like {several} actions in one",
                "make each an action of its own, with its own lead and timescale",
            )


RULE = Rule(
    code="S504",
    name="several-in-one",
    level=ADVICE,
    fires="an open action reads like several",
    why=(
        "One row of a printed table is often many actions: bullets side by side, and one date for all of them. When "
        "half of them are done the row has no true colour. Good practice asks for owner and timescale by step."
    ),
    bad=Example(with_action("text: ▸Review the referral procedure; publish the new leaflet")),
    good=Example(""),
    check=check,
)
