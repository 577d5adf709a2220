"""S306: a recommendation rated better than its actions."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import WARNING

WORST_FIRST = ("off_track", "at_risk", "not_started", "on_track", "completed", "verified")


def check(case: RuleContext) -> Iterator[Hit]:
    plan = case.plan
    for path, recommendation, actions in case.grouped():
        own = [
            (plan.state(standing.action.rag), standing)
            for _, standing in actions
            if standing.action.rag and standing.timing not in ("ended", "proposed")
        ]
        own = [(state, standing) for state, standing in own if state in WORST_FIRST]
        stated = plan.state(recommendation.rag)
        if not own or stated not in WORST_FIRST:
            continue
        state, worst = min(own, key=lambda pair: WORST_FIRST.index(pair[0]))
        if WORST_FIRST.index(stated) > WORST_FIRST.index(state):
            message = (
                f"stated '{recommendation.rag}' ({stated.replace('_', ' ')}), but action {worst.action.id} "
                f"'{worst.action.rag}' ({state.replace('_', ' ')})"
            )
            yield Hit(
                (*path, "rag"),
                f"{case.label(recommendation)}: {message}",
                "rate the whole as its worst action, or say under the action why it does not count",
            )


RULE = Rule(
    code="S306",
    name="better-than-its-actions",
    level=WARNING,
    fires="a recommendation's rating is better than the worst of its actions' own ratings",
    why=(
        "The summary page shows the recommendation, and few readers turn to the actions beneath. A group that looks "
        "better than its worst member hides the one line that the committee should have asked about."
    ),
    bad=Example(with_action("rag: amber", of="rag: ▸green")),
    good=Example(with_action("rag: amber", of="rag: amber")),
    check=check,
)
