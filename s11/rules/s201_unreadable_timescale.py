"""S201: a timescale that is not understood."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import WARNING
from s11.when import Timescale


def _unread(timescale: Timescale) -> bool:
    return timescale.kind == "unreadable" or any(_unread(part) for part in timescale.parts)


HINTS = {
    "timescale": (
        "write a date or a month; or spell it out: 'text:' with the words and 'due:' with the day beneath 'timescale:'"
    ),
    "period": "write the year, or its first and last day: 'period: 2024/25' or 'period: 1 April 2024 to 31 March 2025'",
    "next_review": "write a date or a month: 'next_review: March 2025'",
    "review": "write a date or a month: 'review: March 2025'",
}


def _no_stretch(period: Timescale) -> bool:
    """Whether the words of the plan's period name no stretch of time at all; one that only begins is one."""
    return period.begins is None or period.kind not in ("date", "ongoing")


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, timescale in case.live_timescales():
        text = " / ".join(timescale.text.split("\n"))
        if _unread(timescale):
            yield Hit(
                path,
                f"{label}: '{text}' is not understood as a timescale",
                HINTS.get(str(path[-1]), HINTS["timescale"]),
            )
        elif path[-1] == "period" and _no_stretch(timescale):
            yield Hit(
                path,
                f"{label}: '{text}' names no one stretch of time, so nothing can be seen to be due outside it",
                HINTS["period"],
            )


RULE = Rule(
    code="S201",
    name="unreadable-timescale",
    level=WARNING,
    fires="words that should say when are not understood",
    why=(
        "s11 does not guess: words that it cannot read give no date, so the action is never late and never on time. "
        "Very often a person cannot say what they mean either."
    ),
    bad=Example(with_action("timescale: ▸Phase 2")),
    good=Example(
        with_action("""\
timescale:
  text: Phase 2
  due: 2024-10-31
""")
    ),
    check=check,
)
