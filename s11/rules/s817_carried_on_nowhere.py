"""S817: an action that is said to go on elsewhere, where nobody can follow it."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import Carrying
from s11.text import ADVICE, WARNING, Path

HOW = "write under 'to:' the address of the action that carries it on, such as westmere/plan-2025#4"


def check(case: RuleContext) -> Iterator[Hit]:
    carrying = Carrying(case.register, case.vantage)
    for path, standing in case.judged():
        label = case.label(standing.recommendation, standing.action)
        for step in carrying.steps(standing):
            if step.broken == "not_said":
                yield Hit(
                    (*path, "ended", "as"),
                    f"{label}: ended as {step.how}, and by what it is carried on is not said",
                    f"{HOW}; a body outside goes under 'body:'",
                )
            elif step.broken == "no_action" and step.how != "closed":
                message = f"{label}: carried on by {step.address}, and by which action there is not said"
                yield Hit(_place(case, path, step.place), message, HOW, level=ADVICE)


def _place(case: RuleContext, path: Path, place: object) -> Path:
    to = (*path, "ended", "to")
    ended = next(standing.action.ended for inner, standing in case.judged() if inner == path)
    places = case.carried(to, ended.to) if ended is not None else ()
    return next((inner for inner, one in places if one is place), to)


RULE = Rule(
    code="S817",
    name="carried-on-nowhere",
    level=WARNING,
    fires="an action is ended as superseded or transferred, and 'to' does not name what carries it on",
    why=(
        "An action that moves from plan to plan loses its first date at each move, and one that moves to nowhere is "
        "lost whole. With the address of its successor anyone can follow it from the day on which it was agreed."
    ),
    bad=Example(with_action("ended: {as: ▸superseded, date: 2024-05-07, why: The plan for next year takes it in}")),
    good=Example(
        with_action(
            "ended: {as: superseded, date: 2024-05-07, why: The plan for next year takes it in, "
            'to: "westmere/plan-2025#1.1"}'
        ),
        beside={"plans/westmere/plan-2025.yaml": "title: Safeguarding improvement plan 2025\n"},
    ),
    check=check,
)
