"""S705: an id has changed, or now stands for something else."""

from collections.abc import Iterator

from s11.change import IdChange, same_text
from s11.change.assessments import NumberChange
from s11.change.text import shortened
from s11.rules.assessment_edit import AssessmentEdit
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
        message = f"{pair.new.label}: its id was {ids.old} before"
        yield Hit(
            (*path, "id"), message, f"put 'id: {ids.old}' back; a new {pair.new.kind} takes an id that was never used"
        )
    for old, new in edit.reused:
        message = (
            f"{new.label}: the id {new.id} stood for {shortened(old.words)} before, and now stands for something else"
        )
        yield Hit(
            (*edit.now.path(new), "id"),
            message,
            f"give it an id that was never used, and keep {old.label} as it was; what is no longer to be done is "
            "'ended'",
        )


def check_assessment(edit: AssessmentEdit) -> Iterator[Hit]:
    for pair in edit.compared.pairs:
        for change in pair.all(NumberChange):
            if pair.new.kind == "answer" and _renumbered_in_list(edit, change):
                continue
            what = "number" if pair.new.kind == "answer" else "id"
            field = "standard" if pair.new.kind == "answer" else "id"
            yield Hit(
                (*edit.path(pair.new), field),
                f"{pair.new.label}: its {what} was {change.old} before",
                f"put '{field}: {change.old}' back; what is said of another standard is an answer of its own"
                if pair.new.kind == "answer"
                else f"put 'id: {change.old}' back; another challenge takes an id that was never used",
            )


def _renumbered_in_list(edit: AssessmentEdit, change: NumberChange) -> bool:
    """Whether the list of standards calls by the new number what it, or the list before it, called by the old one."""
    before = edit.was.listed.standard(change.old) if edit.was is not None and edit.was.listed is not None else None
    now = edit.now.listed.standard(change.new) if edit.now.listed is not None else None
    return before is not None and now is not None and same_text(before.text, now.text)


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
    check_assessment_edit=check_assessment,
    of_assessments=(
        "an answer stands under the number of another standard, where the list was not renumbered so, or a challenge "
        "has another id"
    ),
    headings=("renumbered", "came", "added"),
)
