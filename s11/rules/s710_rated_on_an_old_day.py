"""S710: a rating changed, and the day of the ratings did not."""

from collections.abc import Iterator
from datetime import date

from s11.change import Pair, Part, RatingChange
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import RATED, Example, Hit, Rule
from s11.text import WARNING, Path
from s11.when import day_words


def _restated(edit: EditContext) -> list[tuple[Path, Pair, RatingChange]]:
    return [
        (path, pair, rated)
        for path, pair, rated in edit.changed(RatingChange)
        if not rated.carried and pair.new.rated.rag
    ]


def check(edit: EditContext) -> Iterator[Hit]:
    for path, pair, rated in _restated(edit):
        was, day = _as_at(pair.old), _as_at(pair.new)
        if day is None or (was is not None and day <= was and day != edit.case.vantage.as_of):
            message = (
                f"the rating was changed to '{rated.new_word}', and is still said to be of {day_words(day)}"
                if day
                else f"the rating was changed to '{rated.new_word}' without a day"
            )
            yield Hit(
                (*path, "rag"),
                f"{pair.new.label}: {message}",
                "move the plan's 'as_at' if every rating was looked at; else add 'as_at' beside this one",
            )


def _as_at(part: Part) -> date | None:
    own = part.rated.as_at if part.rated.rag else None
    return own or part.recommendation.as_at or part.plan.as_at


def gather(edit: EditContext) -> tuple[int, str]:
    places = len(_restated(edit))
    return places, f"{places} ratings were changed, and none of them is said to be of a later day than before"


RULE = Rule(
    code="S710",
    name="rated-on-an-old-day",
    level=WARNING,
    fires="a rating changed and no 'as_at' that holds for it moved",
    why=(
        "A rating is of a day. Where the day stays and the colour changes, the report says that it was so all along, "
        "and what was reported last time looks wrong. Moving the plan's day says that every rating was looked at."
    ),
    bad=Example(
        with_action("""\
rag: ▸green
progress:
  - date: 2024-05-21
    by: CD
    note: The county's comments came in; the draft is with the panel
"""),
        before=with_action("rag: amber"),
    ),
    good=Example(
        with_action("""\
as_at: 2024-05-28
progress:
  - date: 2024-05-21
    by: CD
    note: The county's comments came in; the draft is with the panel
"""),
        before=with_action("rag: amber"),
    ),
    check=check,
    gather=gather,
    edit=True,
    headings=RATED,
)
