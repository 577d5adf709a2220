"""S213: a spelled-out date that its own words contradict."""

from collections.abc import Iterator
from datetime import date

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ERROR
from s11.when import Timescale, day_words


def _within(due: date, read: Timescale) -> bool:
    """Whether the day is one that the words can mean: a day inside a month that they name is."""
    days = [day for day in (read.due, *read.dues) if day is not None]
    first, last = read.begins, read.due
    inside = read.month_end and first is not None and last is not None and first <= due <= last
    return not days or due in days or inside


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, spelled in case.timescales():
        if not isinstance(case.document.node(path), dict):
            continue
        read = Timescale.read(spelled.text, case.plan.from_day, case.plan.from_name, case.loaded.conventions)
        if not read.certain:
            continue
        if spelled.due is not None and not _within(spelled.due, read):
            yield Hit(
                (*path, "due"),
                f"{label}: '{read.text}' is read as {read.words}, but spelled out as {day_words(spelled.due)}",
                "make the two agree; if the date was moved, keep the old one under 'revised'",
            )
        if spelled.every is not None and read.every is not None and spelled.every != read.every:
            yield Hit(
                (*path, "every"),
                f"{label}: '{read.text}' is read as {read.words}, but spelled out as {spelled.every.words()}",
                "make the two agree",
            )


RULE = Rule(
    code="S213",
    name="spelled-out-otherwise",
    level=ERROR,
    fires="a spelled-out date or interval contradicts words that can be read only one way",
    why=(
        "Spelling out is for words that cannot be read. Where the words are plain, a second date beside them tells "
        "the committee one thing and the count another, and is a way to move a deadline that nobody sees in the "
        "report."
    ),
    bad=Example(with_action("timescale: {text: October 2024, due: ▸2024-12-31}")),
    good=Example(with_action("timescale: {text: Before the autumn inspection, due: 2024-10-31}")),
    check=check,
)
