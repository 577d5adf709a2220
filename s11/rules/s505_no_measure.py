"""S505: no measure of success."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ADVICE


def check(case: RuleContext) -> Iterator[Hit]:
    for path, standing in case.open():
        if not standing.action.measure:
            yield Hit(
                (*path, "measure"),
                f"{case.label(standing.recommendation, standing.action)}: no measure",
                "add 'measure:' with how one will know that it worked, best for a child",
            )


def gather(case: RuleContext) -> tuple[int, str]:
    places = sum(1 for _ in case.open())
    return places, f"none of the {places} open actions has a measure"


RULE = Rule(
    code="S505",
    name="no-measure",
    level=ADVICE,
    fires="an open action does not say how one will know that it worked",
    why=(
        "An action without a measure can be done without anything having changed. In 42 published plans only "
        "seven had a column for it."
    ),
    seen=("Ofsted found a plan at Trafford good on describing the problem and thin on the effect on the child."),
    bad=Example(with_action("measure: ''", '▸id: "1.1"')),
    good=Example(""),
    check=check,
    gather=gather,
)
