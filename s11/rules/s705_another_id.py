"""S705: an id has changed, or now stands for something else."""

from collections.abc import Iterator

from s11.change import IdChange
from s11.change.text import shortened
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule
from s11.text import ERROR


def check(edit: EditContext) -> Iterator[Hit]:
    renumbered = [
        (path, pair, ids)
        for path, pair, ids in edit.changed(IdChange)
        if pair.new.kind != "plan" and not ids.whole and not ids.elsewhere
    ]
    above = {pair.new for _, pair, _ in renumbered}
    for path, pair, ids in renumbered:
        if pair.new.above in above:
            continue
        said = f"{pair.new.label}: its id was {ids.old} before"
        yield Hit(
            (*path, "id"), said, f"put 'id: {ids.old}' back; a new {pair.new.kind} takes an id that was never used"
        )
    for old, new in edit.reused:
        said = (
            f"{new.label}: the id {new.id} stood for {shortened(old.words)} before, and now stands for something else"
        )
        yield Hit(
            (*edit.now.path(new), "id"),
            said,
            f"give it an id that was never used, and keep {old.label} as it was; what is no longer to be done is "
            "'ended'",
        )


RULE = Rule(
    code="S705",
    name="another-id",
    level=ERROR,
    fires="an id was changed, or stands for something else than before",
    why=(
        "Minutes, emails and other plans name an action by its id for years. An id that is used again turns every "
        "one of those references into a false one, and hides that something was dropped. A recommendation may be "
        "renumbered with all its actions, and in another plan an action may take another id."
    ),
    bad=Example(
        with_action("""\
id: ▸"1.1"
text: Publish the annual report on complaints
measure: Published before the year is over
"""),
        before=with_action(),
    ),
    good=Example(
        with_action(
            then="""\
id: "1.2"
text: Publish the annual report on complaints
lead: AB
timescale: November 2024
measure: Published before the year is over
rag: green
"""
        ),
        before=with_action(),
    ),
    check=check,
    edit=True,
    headings=("renumbered", "came", "added"),
)
