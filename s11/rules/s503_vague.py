"""S503: words that leave open whether anything is done."""

import re
from collections.abc import Iterator

from s11.pattern import pattern
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ADVICE

_HEDGES = pattern(
    r"\b(?:(?:where|if|when|as|wherever|whenever)(?: and (?:where|if|when))? (?:it is "
    r")?(?:possible|appropriate|necessary|needed|required|practicable|applicable|relevant|feasible)(?! "
    r"(?:by|for|to|in)\b)"
    r"|as far as possible|in due course|subject to (?:resources|funding|capacity|budget)|when "
    r"(?:time|resources|capacity) allows?"
    r"|(?:try|attempt|endeavour|seek|aim|hope) to|(?:consider|explore|look (?:at|into)|think about|give thought "
    r"to)(?= )"
    r"|be (?:aware|mindful) of|(?:some|various) (?:improvements?|changes?)|and so on)\b",
    re.I,
)
# one of these is in all of them
_SIGNS = (
    "possible, appropriate, necessary, needed, required, practicable, applicable, relevant, feasible, in due course, "
    "subject to, allow, try to, attempt to, endeavour to, seek to, aim to, hope to, consider, explore, look at, "
    "look into, think about, thought, aware, mindful, some improvement, some change, various, and so on"
)


def check(case: RuleContext) -> Iterator[Hit]:
    for path, standing in case.open_with(_SIGNS.split(", ")):
        match = _HEDGES.search(standing.action.text)
        if match:
            label = case.label(standing.recommendation, standing.action)
            yield Hit(
                (*path, "text"),
                f"{label}: '{match[0]}' leaves open what will be done",
                "say what will be different when it is done, so that anyone can see that it is",
            )


RULE = Rule(
    code="S503",
    name="vague",
    level=ADVICE,
    fires="an open action's words leave open whether anything will be done",
    why=(
        "Vague statements are among the faults of plans that are named most often. 'Where appropriate' can "
        "never be late and never be done."
    ),
    seen=(
        "North Herts' members asked for specific, measurable objectives in the place of vague ones, and the "
        "CPSU's advice names vague statements among the faults of plans."
    ),
    bad=Example(with_action("text: ▸Review the referral procedure where appropriate")),
    good=Example(""),
    check=check,
)
