"""S206: due outside the plan's period, or before the plan was agreed."""

from collections.abc import Iterator
from datetime import date

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import WARNING
from s11.when import Timescale, day_words


def _due_days(timescale: Timescale) -> list[date]:
    """The days on which it surely falls due; an ongoing thing goes on, whatever day it began."""
    if not timescale.certain or timescale.kind not in ("date", "recurring", "multiple"):
        return []
    return sorted(day for day in (timescale.due, *timescale.dues) if day is not None)


def _wrong(case: RuleContext, days: list[date]) -> str:
    agreed, period = case.plan.agreed, case.plan.period
    if agreed is not None and days[0] < agreed:
        return f"due {day_words(days[0])}, before the plan was agreed on {day_words(agreed)}"
    # one that cannot be held against anything is S201's finding, or S202's
    if period is None or period.kind not in ("date", "ongoing") or period.open:
        return ""
    # a year that may be the financial or the academic one covers both
    readings = period.readings or (period,)
    begins = min((reading.begins for reading in readings if reading.begins), default=None)
    ends = max((reading.due for reading in readings if reading.due), default=None) if period.kind == "date" else None
    if begins is not None and days[0] < begins:
        return f"due {day_words(days[0])}, before the plan's period ({period.text}) begins"
    if ends is not None and days[-1] > ends:
        return f"due {day_words(days[-1])}, after the plan's period ({period.text}) is over"
    return ""


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, record in case.holders():
        days = _due_days(record.timescale) if record.timescale is not None else []
        wrong = _wrong(case, days) if days else ""
        if wrong:
            yield Hit(
                (*path, "timescale"),
                f"{label}: {wrong}",
                "look at the year; if it is right, set a step within the period, or allow it with the reason",
            )


RULE = Rule(
    code="S206",
    name="outside-the-period",
    level=WARNING,
    fires="something is due outside the plan's period, or before the plan was agreed",
    why=(
        "Eastleigh's members found targets set beyond the year of the plan, so that within it there was nothing to "
        "check. A date before the day of agreement is mostly last year's, left behind when the plan was copied."
    ),
    bad=Example("period: 2024/25\n" + with_action("timescale: ▸October 2025")),
    good=Example("""\
period: 2024/25
"""),
    check=check,
)
