"""S209: the plan's own review date is past."""

from collections.abc import Iterator
from datetime import date

from s11.plan import Control
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import WARNING
from s11.when import add_period, day_words


def _due(control: Control) -> date | None:
    """The day of the next review; of a recurring one the first since the last review."""
    timescale = control.next_review
    if timescale is None or timescale.open:
        return None
    if timescale.kind == "multiple":
        return timescale.dues[-1] if timescale.dues else None
    if timescale.kind == "recurring" and timescale.due and timescale.every and control.last_reviewed:
        if control.last_reviewed <= add_period(timescale.due, timescale.every, -1, timescale.month_end):
            return timescale.due
        # a review within a cycle's window is that cycle's
        return timescale.cycle(timescale.cycles_before(control.last_reviewed) + 1)
    return timescale.due if timescale.kind in ("date", "recurring") else None


def check(case: RuleContext) -> Iterator[Hit]:
    if case.plan.control is None or (case.plan.closed is not None and case.plan.closed.date):
        return
    due = _due(case.plan.control)
    if due is not None and due < case.vantage.as_of:
        yield Hit(
            ("control", "next_review"),
            f"the plan was to be reviewed by {day_words(due)}",
            "review it: write 'last_reviewed', and when it is reviewed next",
        )


RULE = Rule(
    code="S209",
    name="review-is-past",
    level=WARNING,
    fires="the day of the plan's next review is past",
    why=(
        "A plan is only as good as its last review. Slippage challenged at every meeting is what good boards do; a "
        "review date that has gone by says that nobody has looked, whatever the colours are."
    ),
    bad=Example("""\
control:
  next_review: ▸March 2024
"""),
    good=Example("""\
control:
  last_reviewed: 2024-03-20
  next_review: September 2024
"""),
    check=check,
    days=True,
)
