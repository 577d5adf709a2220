"""What is said of an address that a plan does not have."""

from __future__ import annotations

from s11.plan.records import Plan
from s11.plan.spelling import did_you_mean_name


def or_near_address(plan: Plan | None, inside: str) -> str:
    """What follows a sentence on an address that a plan does not have: '; did you mean 'plan#4'?', else what it has.

    ``inside`` is what was written after '#'.
    """
    if plan is None:
        return ""
    actions = {action.id: action for _, action in plan.actions()}
    recommendations = [f"rec:{recommendation.id}" for recommendation in plan.recommendations]
    action_id, slash, _ = inside.partition("/")
    if slash and action_id in actions:
        action = actions[action_id]
        pieces = [plan.address(action, at) for at in range(len(action.pieces))]
        return f"; there {_are(pieces)}" if pieces else "; that action has no evidence and no milestones"
    if f"rec:{inside}" in recommendations:
        return f"; did you mean '{plan.id}#rec:{inside}'?"
    # of numbers one is as near as the next
    numbered = action_id.removeprefix("rec:").isdecimal()
    if not numbered and (near := did_you_mean_name(action_id, [*actions, *recommendations], f"{plan.id}#")):
        return f"; {near}"
    known, what = (recommendations, "recommendations") if inside.startswith("rec:") else (list(actions), "actions")
    if not known:
        return f"; it has no {what} yet"
    return f"; its {what} {_are(known)}" if len(known) > 1 else f"; it has only {known[0]}"


def _are(names: list[str]) -> str:
    return f"is {names[0]}" if len(names) == 1 else f"are {names[0]} to {names[-1]}"
