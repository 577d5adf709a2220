"""S707: stated done before, not now, and nothing was noted."""

from collections.abc import Iterator

from s11.change import RatingChange
from s11.change.text import rating_words
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule
from s11.standing import DONE
from s11.text import WARNING


def check(edit: EditContext) -> Iterator[Hit]:
    for path, pair, rated in edit.changed(RatingChange):
        if rated.carried or rated.old not in DONE or rated.new in DONE or edit.noted(pair):
            continue
        carrying = edit.carried_by(pair) if pair.new.kind == "recommendation" else []
        if carrying and all(edit.noted(action) for action in carrying):
            continue
        yield Hit(
            (*path, "rag"),
            f"{pair.new.label}: {rating_words(rated)}, and no progress was noted",
            "add a dated note under 'progress' on what was found",
        )


RULE = Rule(
    code="S707",
    name="no-longer-done",
    level=WARNING,
    fires="something was completed or verified before, is not now, and no progress was noted",
    why=(
        "Thurrock's members asked whether finished actions stay under watch. What was done and is taken up again is "
        "news: somebody found that it did not hold. One line says who and how."
    ),
    bad=Example(
        "as_at: 2024-05-28\n" + with_action("rag: ▸amber"), before="as_at: 2024-02-20\n" + with_action("rag: blue")
    ),
    good=Example(
        "as_at: 2024-05-28\n"
        + with_action("""\
rag: amber
progress:
  - date: 2024-05-21
    by: CD
    note: The audit of May found two teams that still use the old form
"""),
        before="as_at: 2024-02-20\n" + with_action("rag: blue"),
    ),
    check=check,
    edit=True,
    headings=("undone",),
)
