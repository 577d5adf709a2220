"""S202: a timescale with two honest readings."""

from collections.abc import Iterator
from dataclasses import replace

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, RepeatedStyle, Rule, RuleContext
from s11.text import WARNING
from s11.when import CONVENTION, TWO_DIGITS, Timescale


def _doubtful(timescale: Timescale) -> bool:
    unread = timescale.kind == "unreadable" or any(part.kind == "unreadable" for part in timescale.parts)
    return not timescale.certain and not unread


HINTS = {
    "timescale": (
        "write which is meant; the strictest of the readings may simply be written, a laxer one goes with an entry "
        "under 'revised' with 'as: correction', 'from:' and 'why:'; "
        "or spell it out: 'text:' with the words and 'due:' with the day beneath 'timescale:'"
    ),
    "period": "write the year, or its first and last day: 'period: 2024/25' or 'period: 1 April 2024 to 31 March 2025'",
    "next_review": "write which is meant: 'next_review: March 2025'",
    "review": "write which is meant: 'review: March 2025'",
}


def _doubt_of(timescale: Timescale) -> str:
    """What is doubted: of the whole, or of each line of a list that is not certain."""
    listed = [(number, part) for number, part in enumerate(timescale.parts, 1) if not part.certain]
    if listed and all(part.text != timescale.text for part in timescale.parts):
        return "; ".join(f"line {number}, '{part.text}', is read as {part.words}" for number, part in listed)
    text = " / ".join(timescale.text.split("\n"))
    return f"'{text}' is read as {timescale.words}"


def _as_years(case: RuleContext, timescale: Timescale) -> bool:
    """Whether it is certain once two digits are years."""
    conventions = replace(case.loaded.conventions, two_digit_years=True)
    lines = [part.text for part in timescale.parts if part.text != timescale.text] or [timescale.text]
    return all(Timescale.read(line, case.plan.from_day, case.plan.from_name, conventions).certain for line in lines)


def _habit(case: RuleContext, timescale: Timescale) -> RepeatedStyle | None:
    """The one way of writing for which it is not certain, where a line of 's11.yaml' answers it."""
    doubts = timescale.doubts
    if TWO_DIGITS in doubts and _as_years(case, timescale):
        return RepeatedStyle(
            TWO_DIGITS,
            lambda count: f"{count} timescales are not certain for one reason: {TWO_DIGITS}",
            "if they are years, one line of 's11.yaml', beside the folder of the plans, says so of all: 'years: two "
            "digits are years'",
        )
    if doubts and all(CONVENTION in doubt for doubt in doubts):
        return RepeatedStyle(
            CONVENTION,
            lambda count: (
                f"{count} timescales are not certain for one reason: they name terms or seasons, whose days are not "
                "fixed"
            ),
            "one line for each in 's11.yaml', beside the folder of the plans, fixes them: beneath 'calendar:', "
            "'autumn_term: 2 September to 20 December'",
        )
    return None


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, timescale in case.live_timescales():
        # nothing falls due by the plan's period: a year that may be the financial or the academic one covers both
        if _doubtful(timescale) and (path[-1] != "period" or timescale.open):
            yield Hit(
                path,
                f"{label}: {_doubt_of(timescale)}",
                HINTS.get(str(path[-1]), HINTS["timescale"]),
                habit=_habit(case, timescale),
            )


RULE = Rule(
    code="S202",
    name="two-readings",
    level=WARNING,
    fires="words that say when have two honest readings, or leave the day open",
    why=(
        "\"By 2025\" may mean before the year begins or before it ends, and 'bi-monthly' twice a month or every "
        "second one. Whoever wrote it knows; whoever reads it a year later does not, and between the two days nobody "
        "can say whether the action is late."
    ),
    bad=Example(with_action("timescale: ▸By 2025")),
    good=Example(with_action("timescale: By end of December 2024")),
    check=check,
)
