"""S111: a recommendation that nothing answers."""

from collections.abc import Iterator

from s11.english import number_of
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import WARNING


def check(case: RuleContext) -> Iterator[Hit]:
    for path, recommendation in case.recommendations():
        # one that is put to several bodies is answered in their own plans
        put_to_others = recommendation.asked_of
        if not recommendation.actions and recommendation.response is None and not put_to_others:
            yield Hit(
                (*path, "actions"),
                f"{case.label(recommendation)}: neither an action nor a response",
                "add an action, or 'response: {as: rejected, why: …}' with the reason",
            )


def gather(case: RuleContext) -> tuple[int, str]:
    places = len(case.plan.recommendations)
    return places, f"none of the {number_of(places, case.plan.calls_it)} has an action or a response"


RULE = Rule(
    code="S111",
    name="no-answer",
    level=WARNING,
    fires="a recommendation has neither an action nor a response",
    why=(
        "A study of domestic homicide reviews found little evidence whether their recommendations were ever carried "
        "out. Good practice records first what was answered to each one (agreed, partly, not agreed), with the "
        "reason. A recommendation with nothing beneath it looks like one that was forgotten."
    ),
    bad=Example("""\
recommendations:
  - ▸id: 1
    text: Keep safeguarding procedures under review
"""),
    good=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    response:
      as: rejected
      why: The county's procedures are used, and the county reviews them
"""),
    check=check,
    gather=gather,
)
