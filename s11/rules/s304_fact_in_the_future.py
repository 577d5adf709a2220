"""S304: a fact dated after today."""

from collections.abc import Iterator, Sequence
from datetime import date

from s11.plan import Action, Entry, Evidence, MeasureReading, Recommendation, Request
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import DONE_AS
from s11.text import ERROR, Path
from s11.when import Month, day_words, on_day


def _later(case: RuleContext, day: date) -> Iterator[tuple[Path, str, str, date]]:
    """What the plan says has happened, and is dated after a day: its path, its label, what it is, and its day."""
    if case.plan.as_at is not None and case.plan.as_at > day:
        yield ("as_at",), "The plan", "rated", case.plan.as_at
    yield from _entered(case, ("progress",), "The plan", "progress noted", case.plan.progress, day)
    for path, label, record in case.holders():
        yield from _entered(case, (*path, "revised"), label, "revised", record.revised, day)
        yield from _entered(case, (*path, "requests"), label, "more time asked for", record.requests, day)
        for number, request in enumerate(record.requests):
            if request.refused is not None and request.refused.date > day:
                request_path = case.at((*path, "requests"), record.requests, number)
                yield (*request_path, "refused"), label, "more time refused", request.refused.date
        if isinstance(record, Evidence):
            yield from _entered(case, (*path, "received"), label, DONE_AS[record.of], record.received, day)
        if isinstance(record, Action | Recommendation):
            if record.as_at is not None and record.as_at > day:
                yield (*path, "as_at"), label, "rated", record.as_at
            yield from _entered(case, (*path, "completed"), label, "completed", record.completed, day)
        if isinstance(record, Action):
            yield from _entered(case, (*path, "progress"), label, "progress noted", record.progress, day)
            if record.signed_off is not None and record.signed_off.date > day:
                yield (*path, "signed_off", "date"), label, "signed off", record.signed_off.date
            readings = record.measure.readings if record.measure is not None else ()
            yield from _entered(case, (*path, "measure", "readings"), label, "its measure read", readings, day)


def _entered(
    case: RuleContext, path: Path, label: str, what: str, entries: Sequence[Entry | Request | MeasureReading], day: date
) -> Iterator[tuple[Path, str, str, date]]:
    for number, one in enumerate(entries):
        if one.date > day:
            inner = case.at(path, entries, number)
            yield inner if isinstance(case.document.node(inner), str) else (*inner, "date"), label, what, one.date


def check(case: RuleContext) -> Iterator[Hit]:
    day = case.vantage.as_of
    for path, label, what, happened in _later(case, day):
        running = isinstance(happened, Month) and happened.first <= day
        why = f"a month that is not over on {day_words(day)}" if running else f"which is after {day_words(day)}"
        hint = (
            "give the day on which it happened; a month alone counts from its last day"
            if running
            else "give the day on which it happened; what is still to come belongs under 'timescale'"
        )
        yield Hit(path, f"{label}: {what} {on_day(happened)}, {why}", hint)


RULE = Rule(
    code="S304",
    name="fact-in-the-future",
    level=ERROR,
    fires=(
        "something said to have happened is dated after the day the plan is read; a month alone counts from its last "
        "day"
    ),
    why=(
        "What has not happened yet is no fact. Mostly it is a slip in the year; sometimes an action is marked done "
        "ahead of a meeting. Until its day comes s11 treats it as not having happened."
    ),
    bad=Example(
        with_action("""\
progress:
  - date: ▸2025-05-20
    by: AB
    note: The draft went to the leads for comment
""")
    ),
    good=Example(
        with_action("""\
progress:
  - date: 2024-05-20
    by: AB
    note: The draft went to the leads for comment
""")
    ),
    check=check,
    firm=True,
)
