"""S501: nobody answers for it."""

from collections.abc import Iterator

from s11.plan import Action, Recommendation, to_be_confirmed
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import is_open
from s11.text import WARNING


def _nobody(leads: tuple[str, ...]) -> bool:
    return all(to_be_confirmed(lead) for lead in leads)


def _led_by_pieces(action: Action) -> bool:
    """Whether each piece of its evidence, and each milestone, names who answers for it."""
    return bool(action.pieces) and not any(_nobody(piece.lead) for piece in action.pieces)


def _led(recommendation: Recommendation, action: Action) -> bool:
    return not _nobody(action.lead or recommendation.lead) or (not action.lead and _led_by_pieces(action))


def check(case: RuleContext) -> Iterator[Hit]:
    for path, recommendation, actions in case.grouped():
        unled = [
            (inner, standing.action)
            for inner, standing in actions
            if is_open(standing) and not _led(recommendation, standing.action)
        ]
        carried = [action for _, action in unled if not action.lead]
        if recommendation.lead and carried:
            yield Hit(
                (*path, "lead"),
                f"{case.label(recommendation)}: the lead is still to be confirmed",
                "write who answers for it: a key of 'people'",
            )
        for inner, action in unled:
            if action.lead or not recommendation.lead:
                lack = "the lead is still to be confirmed" if action.lead else "no lead"
                yield Hit(
                    (*inner, "lead"),
                    f"{case.label(recommendation, action)}: {lack}",
                    "write who answers for it: a key of 'people'",
                )


def gather(case: RuleContext) -> tuple[int, str]:
    still_open = [standing for _, standing in case.open()]
    if any(_led(standing.recommendation, standing.action) for standing in still_open):
        return sum(1 for _ in check(case)) + 1, ""
    return sum(1 for _ in check(case)), f"none of the {len(still_open)} open actions has a lead"


RULE = Rule(
    code="S501",
    name="no-lead",
    level=WARNING,
    fires="an open action has no lead, or one still to be confirmed",
    why=(
        "An action that is everybody's is nobody's. A regional review of dementia plans in 2010 found accountability "
        "unclear, and good practice asks for an owner for every step, not for every theme."
    ),
    bad=Example(with_action("lead: ''", '▸id: "1.1"')),
    good=Example(""),
    check=check,
    gather=gather,
)
