"""S811: a return that was submitted after it was due."""

from collections.abc import Iterator

from s11.english import number_of
from s11.rules.assessment_context import AssessmentContext
from s11.rules.rule import Example, Hit, Rule
from s11.standing.answers import due_on
from s11.standing.completion import first_day
from s11.text import WARNING
from s11.when import day_words, on_day


def check(case: AssessmentContext) -> Iterator[Hit]:
    due, sent = due_on(case.assessment), case.assessment.submitted
    # of a month alone its first day counts here: one that has the due day in it answers that
    late = (first_day(sent.date) - due).days if due is not None and sent is not None else 0
    if due is None or sent is None or late <= 0:
        return
    least = "" if first_day(sent.date) == sent.date else "at least "
    yield Hit(
        ("submitted", "date"),
        f"submitted {on_day(sent.date)}, {least}{number_of(late, 'day')} after it was due on {day_words(due)}",
        "nothing need be changed where that is so; the board is told",
    )


RULE = Rule(
    code="S811",
    name="submitted-late",
    level=WARNING,
    fires="a return was submitted after the day it was due",
    why=(
        "A board that reports on all its bodies waits for the last return. One partnership needed eighteen months from "
        "asking to reporting; who answered when is a figure of its own."
    ),
    bad=Example("submitted: {date: ▸2024-05-20, by: AB}", of="assessment"),
    good=Example("submitted: {date: 2024-04-30, by: AB}", of="assessment"),
    check_assessment=check,
)
