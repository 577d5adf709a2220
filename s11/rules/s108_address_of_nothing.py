"""S108: an address of a plan or action that does not exist."""

import re
from collections.abc import Iterator

from s11.plan import Action, CarriedTo, Plan, Recommendation, did_you_mean, own_address
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ERROR, Path

HOW = (
    "write a plan's path under 'plans' without its ending, such as westmere/section-11-2024; '#4' for an action of "
    "this plan; a body outside goes under 'body:'"
)
MOST_STEPS = 200
_PIECE = re.compile(r"(?<=#)([^/]+)/m?\d+$")


def _addresses(case: RuleContext) -> Iterator[tuple[Path, str, str]]:
    """Every address that stands in the plan: its path, the label, and the address in full."""
    for path, label, record in case.holders():
        if isinstance(record, Recommendation):
            for inner, answered in case.entries((*path, "responds_to"), record.responds_to):
                yield inner, label, own_address(case.plan.id, answered)
        if isinstance(record, Action):
            if record.detail:
                yield (*path, "detail"), label, own_address(case.plan.id, record.detail)
            if record.ended is not None:
                yield from _carried(case, (*path, "ended", "to"), label, record.ended.to)
    if case.plan.closed is not None:
        yield from _carried(case, ("closed", "to"), "The plan is closed", case.plan.closed.to)


def _carried(
    case: RuleContext, path: Path, label: str, places: tuple[CarriedTo, ...]
) -> Iterator[tuple[Path, str, str]]:
    for inner, place in case.carried(path, places):
        if place.address or not place.body:
            bare = isinstance(case.document.node(inner), str)
            yield (
                inner if bare or not place.address else (*inner, "address"),
                label,
                own_address(case.plan.id, place.address),
            )


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, address in _addresses(case):
        answered = "responds_to" in path
        wrong = _wrong(case, address) or (_no_recommendation(case, path, address) if answered else None)
        wrong = wrong or (None if answered else _circle(case, path, address))
        if wrong:
            yield Hit(path, f"{label}: {wrong[0]}", wrong[1])


def _no_recommendation(case: RuleContext, path: Path, address: str) -> tuple[str, str] | None:
    """What is said where 'responds_to' names no recommendation of another plan."""
    plan_id, _, inside = address.partition("#")
    if plan_id == case.plan.id:
        return "it is said to answer a recommendation of its own plan", "name that of another plan, or take it out"
    if not inside.startswith("rec:"):
        return (
            f"'{address}' is no recommendation, and only a recommendation is answered",
            f"write the recommendation's address: {plan_id}#rec: and its id",
        )
    return None


def _circle(case: RuleContext, path: Path, address: str) -> tuple[str, str] | None:
    """What is said where following ``to`` (or ``detail``) from here comes back here: then nothing is carried on
    anywhere.
    """
    field, own = "detail" if "detail" in path else "to", case.plan.id
    node = case.document.node((*path[: path.index("actions") + 2], "id")) if "actions" in path else None
    here = f"{own}#{node.strip()}" if isinstance(node, str) else own
    seen, waiting = [here], [own_address(own, address)]
    while waiting and len(seen) < MOST_STEPS:
        place = _PIECE.sub(r"\1", waiting.pop())
        # the detail of a plan is that of its actions, and what a closed plan holds is closed with it
        if (
            place == here
            or (field == "detail" and place == own)
            or (path[0] == "closed" and place.partition("#")[0] == own)
            or (field == "to" and here != own and _holds_only(case, place, here))
        ):
            if len(seen) == 1:
                return (
                    f"'{field}' leads back to where it stands",
                    "name the plan or action in which it is carried on, or take it out",
                )
            return (
                f"'{field}' goes in a circle: {' → '.join((*seen[:5], *(['…'] if len(seen) > 5 else []), place))}",
                "one of them is where the work is done: take its own out",
            )
        if place not in seen:
            seen.append(place)
            waiting += _leads_to(case, place, field)
    return None


def _holds_only(case: RuleContext, place: str, here: str) -> bool:
    """Whether a place is the plan or the recommendation of an action, and holds nothing that is still to be done beside
    it.
    """
    plan_id, _, inside = place.partition("#")
    if plan_id != case.plan.id or (inside and not inside.startswith("rec:")):
        return False
    held = [action for above, action in case.plan.actions() if not inside or above.id == inside[4:]]
    return any(case.plan.address(action) == here for action in held) and all(
        action.ended is not None or case.plan.address(action) == here for action in held
    )


def _leads_to(case: RuleContext, place: str, field: str) -> list[str]:
    """Where what stands at an address leads in its turn by the same field."""
    plan_id, _, inside = place.partition("#")
    plan = case.register.plan(plan_id)
    if plan is None:
        return []
    actions = [action for _, action in plan.actions() if action.id == inside or (not inside and field == "detail")]
    if field == "detail":
        named = [action.detail for action in actions]
    elif inside:
        # what is not ended by itself is closed with its plan
        closed = plan.closed.to if plan.closed is not None else ()
        named = [
            place.address for action in actions for place in (action.ended.to if action.ended is not None else closed)
        ]
    else:
        named = [place.address for place in plan.closed.to] if plan.closed is not None else []
    return [own_address(plan_id, address) for address in named if address]


def _wrong(case: RuleContext, address: str) -> tuple[str, str] | None:
    if not address:
        return "it is said to be carried on, and not where", HOW
    name, _, inside = address.partition("#")
    file = case.loaded if name == case.plan.id else case.register.file(name)
    if file is None and name and case.exists is not None and case.exists(f"plans/{name}.yaml"):
        # only some of the files are being looked at
        return None
    if file is None:
        plans = case.register.ids
        ids = {action.id for _, action in case.plan.actions()}
        hint = (
            f"did you mean '#{inside or name}', in this plan?" if (name or inside) in ids else did_you_mean(name, plans)
        )
        return f"there is no plan '{name}'", hint or HOW
    if not inside or file.plan is None or file.document.cut_at is not None or _holds(file.plan, inside):
        return None
    called = "this plan" if file is case.loaded else f"the plan {name}"
    what = f"{file.plan.calls_it} '{inside[4:]}'" if inside.startswith("rec:") else f"action '{inside}'"
    return f"{called} has no {what}", did_you_mean(inside, _ids(file.plan)) or "look up the action's id in that plan"


def _ids(plan: Plan) -> list[str]:
    return [action.id for _, action in plan.actions()]


def _holds(plan: Plan, inside: str) -> bool:
    if inside.startswith("rec:"):
        return inside[4:] in [recommendation.id for recommendation in plan.recommendations]
    return inside in _ids(plan) or re.sub(r"/m?\d+$", "", inside) in _ids(plan)


RULE = Rule(
    code="S108",
    name="address-of-nothing",
    level=ERROR,
    fires="'detail', 'to', 'responds_to' or 'replaces' names what does not exist, or leads back to where it started",
    why=(
        "Maidstone closed a finished plan in 2012 and moved what was left of it to service plans, out of sight. When "
        "an action is said to be carried on elsewhere, that place must exist, or the action has simply been dropped."
    ),
    bad=Example(
        with_action("detail: ▸westmere/workfroce-2024"),
        beside={"plans/westmere/workforce-2024.yaml": "title: Workforce plan\n"},
    ),
    good=Example(
        with_action("detail: westmere/workforce-2024"),
        beside={"plans/westmere/workforce-2024.yaml": "title: Workforce plan\n"},
    ),
    check=check,
)
