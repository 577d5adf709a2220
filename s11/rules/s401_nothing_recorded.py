"""S401: nothing recorded for half a year."""

from collections.abc import Iterator
from datetime import date

from s11.english import days_of
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import Standing, is_open
from s11.text import WARNING
from s11.when import day_words

AFTER_DAYS = 183


def _since(case: RuleContext, standing: Standing) -> date | None:
    """The last day something was recorded, else the day from which something could have been."""
    source = case.plan.source
    return (
        standing.last_recorded or case.plan.agreed or case.plan.as_at or (source.date if source is not None else None)
    )


def _silent(case: RuleContext, standing: Standing) -> bool:
    since = _since(case, standing)
    return is_open(standing) and since is not None and (case.vantage.as_of - since).days >= AFTER_DAYS


def _silence(case: RuleContext, standings: list[Standing]) -> str:
    """What is said of standings that are all silent: by the latest of the days since which they are."""
    since, latest = max(
        ((since, standing) for standing in standings if (since := _since(case, standing)) is not None),
        key=lambda pair: pair[0],
    )
    days = days_of((case.vantage.as_of - since).days)
    if latest.last_recorded is None:
        return f"nothing ever recorded, {days} after {day_words(since)}"
    return f"nothing recorded for {days}, since {day_words(latest.last_recorded)}"


_HINT = "add under 'progress' a dated note of what was done or found, or rate it again and move 'as_at'"


def check(case: RuleContext) -> Iterator[Hit]:
    if case.plan.closed is not None:
        return
    for path, recommendation, actions in case.grouped():
        still_open = [(inner, standing) for inner, standing in actions if is_open(standing)]
        silent = [(inner, standing) for inner, standing in still_open if _silent(case, standing)]
        if len(silent) > 1 and len(silent) == len(still_open):
            silence = _silence(case, [standing for _, standing in silent])
            yield Hit(
                (*path, "progress"),
                f"{case.label(recommendation)}: {silence}, on any of its {len(silent)} open actions",
                _HINT,
            )
            continue
        for inner, standing in silent:
            yield Hit(
                (*inner, "progress"),
                f"{case.label(recommendation, standing.action)}: {_silence(case, [standing])}",
                _HINT,
            )


def gather(case: RuleContext) -> tuple[int, str]:
    still_open = [standing for _, standing in case.open()]
    count = sum(1 for _ in check(case))
    if not all(_silent(case, standing) for standing in still_open):
        return count + 1, ""
    return count, f"{_silence(case, still_open)}, on any of the {len(still_open)} open actions"


RULE = Rule(
    code="S401",
    name="nothing-recorded",
    level=WARNING,
    fires="nothing was recorded on an open action for 183 days",
    why=(
        "Old recommendations still open, and no way to see whether anything was done. Half a year is two "
        "committee cycles. The age of the last note is a figure of its own, whatever the colour."
    ),
    seen=("So it was for Herefordshire's members in 2018; Bromsgrove's got no detailed updates from officers."),
    bad=Example(with_action('▸id: "1.1"', "timescale: March 2025"), as_of="2024-12-01"),
    good=Example(
        with_action("""\
timescale: March 2025
progress:
  - date: 2024-09-10
    by: AB
    note: The draft went to the leads for comment
"""),
        as_of="2024-12-01",
    ),
    check=check,
    days=True,
    gather=gather,
)
