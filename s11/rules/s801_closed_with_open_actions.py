"""S801: a closed plan whose open actions go nowhere."""

from collections.abc import Iterator

from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import WARNING


def check(case: RuleContext) -> Iterator[Hit]:
    closed = case.plan.closed
    if closed is None or any(place.address or place.body for place in closed.to):
        return
    still_open = [standing.action.id for _, standing in case.open()]
    if still_open:
        few = f"action {still_open[0]} is" if len(still_open) == 1 else f"{len(still_open)} actions are"
        yield Hit(
            ("closed", "to"),
            f"the plan is closed, but {few} still open and carried on nowhere",
            "add 'to:' with the plan or the body that carries them on, or end each with its reason",
        )


RULE = Rule(
    code="S801",
    name="closed-with-open-actions",
    level=WARNING,
    fires="the plan is closed, and open actions are carried on nowhere",
    why=(
        "Maidstone closed a finished plan in 2012 and moved its leftovers to service plans, where no committee saw "
        "them again. A plan may be closed with work left over, as long as anyone can find where that work is now."
    ),
    bad=Example("""\
▸closed:
  date: 2024-05-28
  why: Most of it is done
"""),
    good=Example(
        """\
closed:
  date: 2024-05-28
  why: What is left is part of the new plan
  to: westmere/plan-2025
""",
        beside={"plans/westmere/plan-2025.yaml": "title: Safeguarding improvement plan 2025\n"},
    ),
    check=check,
)
