"""S304: a fact dated after today."""

from collections.abc import Iterator
from datetime import date

from s11.plan import Action, Done, Evidence, Recommendation
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import DONE_AS
from s11.text import ERROR, Path
from s11.when import Month, day_words, on_day


def _facts(case: RuleContext) -> Iterator[tuple[Path, str, str, date | None]]:
    """Everything the plan says has happened: its path, its label, what it is, and its day."""
    yield ("as_at",), "The plan", "rated", case.plan.as_at
    for inner, entry in case.entries(("progress",), case.plan.progress):
        yield (*inner, "date"), "The plan", "progress noted", entry.date
    for path, label, record in case.holders():
        for inner, revision in case.entries((*path, "revised"), record.revised):
            yield (*inner, "date"), label, "revised", revision.date
        for inner, request in case.entries((*path, "requests"), record.requests):
            yield (*inner, "date"), label, "more time asked for", request.date
            if request.refused is not None:
                yield (*inner, "refused"), label, "more time refused", request.refused.date
        if isinstance(record, Evidence):
            yield from _done(case, (*path, "received"), label, DONE_AS[record.of], record.received)
        if isinstance(record, Action | Recommendation):
            yield (*path, "as_at"), label, "rated", record.as_at
            yield from _done(case, (*path, "completed"), label, "completed", record.completed)
        if isinstance(record, Action):
            for inner, entry in case.entries((*path, "progress"), record.progress):
                yield (*inner, "date"), label, "progress noted", entry.date
            if record.signed_off is not None:
                yield (*path, "signed_off", "date"), label, "signed off", record.signed_off.date
            if record.measure is not None:
                for inner, reading in case.entries((*path, "measure", "readings"), record.measure.readings):
                    yield (*inner, "date"), label, "its measure read", reading.date


def _done(
    case: RuleContext, path: Path, label: str, what: str, records: tuple[Done, ...]
) -> Iterator[tuple[Path, str, str, date | None]]:
    for inner, one in case.entries(path, records):
        yield inner if isinstance(case.document.node(inner), str) else (*inner, "date"), label, what, one.date


def check(case: RuleContext) -> Iterator[Hit]:
    day = case.vantage.as_of
    for path, label, what, happened in _facts(case):
        if happened is not None and happened > day:
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
