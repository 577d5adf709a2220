"""S212: a date moved after it had passed."""

from collections.abc import Iterator
from datetime import date

from s11.english import days_of
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import WARNING
from s11.when import Timescale, day_words


def _passed(timescale: Timescale | None) -> date | None:
    """The last of its days; a recurring one has no last day, nor has one that is open."""
    if timescale is None or timescale.open or timescale.kind not in ("date", "multiple"):
        return None
    return max((day for day in (timescale.due, *timescale.dues) if day is not None), default=None)


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, record in case.holders():
        for inner, revision in case.entries((*path, "revised"), record.revised):
            # what was wrong when it was written was never due
            due = _passed(revision.before)
            if due is not None and not revision.corrects and revision.date > due:
                days = (revision.date - due).days
                yield Hit(
                    (*inner, "date"),
                    f"{label}: moved on {day_words(revision.date)}, {days_of(days)} after it was due",
                    "move a date before it passes; if the decision was taken in time, give the day of the decision",
                )


RULE = Rule(
    code="S212",
    name="moved-when-late",
    level=WARNING,
    fires="a timescale was moved only after it had passed",
    why=(
        "A date moved in time is a decision; a date moved once it has passed takes the lateness off the "
        "screen. Whoever reads the plan afterwards sees a plan that was never late."
    ),
    seen=(
        "Barnsley re-dated what had been missed; in Scottish Borders only half was done after two years, and "
        "end dates had been amended."
    ),
    bad=Example(
        with_action("""\
revised:
  - date: ▸2024-05-07
    from: March 2024
    why: The policy officer was away
    by: AB
""")
    ),
    good=Example(
        with_action("""\
revised:
  - date: 2024-03-04
    from: March 2024
    why: The policy officer was away
    by: AB
""")
    ),
    check=check,
)
