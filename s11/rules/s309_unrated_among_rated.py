"""S309: unrated in a plan that rates others."""

from collections.abc import Iterator

from s11.rules.examples import with_actions
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import Standing
from s11.text import WARNING


def _unrated(standing: Standing) -> bool:
    # one with a day of completion and no rating is a finding of its own
    return not standing.stated_word and standing.timing not in ("ended", "proposed") and not standing.completed


def check(case: RuleContext) -> Iterator[Hit]:
    if next(case.rated(), None) is None:
        return
    whole = any(recommendation.rag for _, recommendation in case.recommendations())
    for path, recommendation, actions in case.grouped():
        unrated = [(inner, standing) for inner, standing in actions if _unrated(standing)]
        if unrated and whole and not any(standing.action.rag for _, standing in actions):
            yield Hit(
                (*path, "rag"),
                f"{case.label(recommendation)}: not rated, though others in this plan are",
                "add 'rag:' with a word of the legend",
            )
            continue
        for inner, standing in unrated:
            yield Hit(
                (*inner, "rag"),
                f"{case.label(recommendation, standing.action)}: not rated, though others in this plan are",
                "add 'rag:' with a word of the legend",
            )


RULE = Rule(
    code="S309",
    name="unrated-among-rated",
    level=WARNING,
    fires="something is unrated in a plan that rates others",
    why=(
        "A blank cell in a column of colours is read as 'nothing wrong'. It may be forgotten, new, or one that "
        "nobody wanted to rate. Unrated is never counted as green."
    ),
    bad=Example(
        with_actions(
            "{id: 1, text: Review the policy, lead: AB, timescale: October 2024, measure: Reviewed, rag: green}",
            "{▸id: 2, text: Review the leaflet, lead: CD, timescale: December 2024, measure: Reviewed}",
        )
    ),
    good=Example(
        with_actions(
            "{id: 1, text: Review the policy, lead: AB, timescale: October 2024, measure: Reviewed, rag: green}",
            "{id: 2, text: Review the leaflet, lead: CD, timescale: December 2024, measure: Reviewed, rag: amber}",
        )
    ),
    check=check,
)
