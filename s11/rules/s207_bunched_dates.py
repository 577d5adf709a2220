"""S207: many actions due on the same day."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from s11.rules.examples import with_actions
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import Standing
from s11.text import ADVICE
from s11.when import Timescale, day_words

AT_LEAST = 5


def _first_due(timescale: Timescale | None) -> date | None:
    if timescale is None or timescale.kind not in ("date", "recurring", "multiple"):
        return None
    return min((day for day in (timescale.due, *timescale.dues) if day is not None), default=None)


def _due(standing: Standing) -> date | None:
    if standing.timescale is not None:
        return _first_due(standing.timescale)
    return min(
        (day for piece in standing.action.pieces if (day := _first_due(piece.timescale)) is not None), default=None
    )


def check(case: RuleContext) -> Iterator[Hit]:
    days = [
        day
        for standing in case.standings
        if standing.timing not in ("ended", "proposed") and (day := _due(standing)) is not None
    ]
    if not days:
        return
    day, count = Counter(days).most_common(1)[0]
    if count >= AT_LEAST and count * 2 >= len(days):
        yield Hit(
            ("title",),
            f"{count} of the {len(days)} dated actions are due on {day_words(day)}",
            "look at which of them can be done earlier, and in what order",
        )


RULE = Rule(
    code="S207",
    name="bunched-dates",
    level=ADVICE,
    fires="five or more actions, and half of all that have a date, are due on one day",
    why=(
        "Where many actions carry one year-end date by default, nothing can be seen to slip until the last "
        "month, when all of it does. A date chosen for one action can be kept or missed by itself."
    ),
    seen=(
        "Flintshire found in 2022 that many actions carried the same year-end date by default, and sorted "
        "them again with a reason for each. The CPSU warns of bunched dates too."
    ),
    bad=Example(
        """\
title: ▸Safeguarding improvement plan
people:
  AB: {name: Ann Bell}
  CD: {name: Cal Dunn}
  EF: {name: Eve Fox}
"""
        + with_actions(
            "{id: 1, text: Review the policy, lead: AB, timescale: March 2025, measure: Reviewed, rag: green}",
            "{id: 2, text: Review the leaflet, lead: AB, timescale: March 2025, measure: Reviewed, rag: green}",
            "{id: 3, text: Review the intranet page, lead: CD, timescale: March 2025, measure: Reviewed, rag: green}",
            "{id: 4, text: Review the training, lead: CD, timescale: March 2025, measure: Reviewed, rag: green}",
            "{id: 5, text: Review the induction, lead: EF, timescale: March 2025, measure: Reviewed, rag: green}",
        )
    ),
    good=Example(
        """\
people:
  AB: {name: Ann Bell}
  CD: {name: Cal Dunn}
  EF: {name: Eve Fox}
"""
        + with_actions(
            "{id: 1, text: Review the policy, lead: AB, timescale: September 2024, measure: Reviewed, rag: green}",
            "{id: 2, text: Review the leaflet, lead: AB, timescale: November 2024, measure: Reviewed, rag: green}",
            "{id: 3, text: Review the intranet page, lead: CD, timescale: December 2024, measure: Reviewed, rag: "
            "green}",
            "{id: 4, text: Review the training, lead: CD, timescale: February 2025, measure: Reviewed, rag: green}",
            "{id: 5, text: Review the induction, lead: EF, timescale: March 2025, measure: Reviewed, rag: green}",
        )
    ),
    check=check,
)
