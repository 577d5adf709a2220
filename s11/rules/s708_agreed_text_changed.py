"""S708: what was agreed is worded otherwise, and nothing was noted."""

from collections.abc import Iterator

from s11.change import FieldChange, TextChange
from s11.change.assessment_text import item_words
from s11.change.assessments import only_reworded
from s11.change.text import changed_words, field_name, no_longer_named, shortened
from s11.english import join_words
from s11.plan import WORDS_TAKEN_OUT
from s11.rules.assessment_edit import AMEND, AssessmentEdit
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import KEPT_BY_GIT, TAKING_OUT, Example, Hit, Rule
from s11.standing import DONE_AS
from s11.text import WARNING, Path

HINT = "add a dated note under 'progress' on who agreed the new words; or put the old ones back"
OWN_HINT = "add a dated note under 'progress' on why; or put back what stood there"


def check(edit: EditContext) -> Iterator[Hit]:
    for path, pair, reworded in edit.changed(TextChange):
        proposed = len(pair.old.at) > 1 and pair.old.action.proposed
        if (
            reworded.slight
            or (reworded.redacted and reworded.entered)
            or not reworded.old
            or proposed
            or edit.noted(pair)
        ):
            continue
        place = (*path, *_place(edit, path, reworded.field))
        if reworded.withheld and edit.noted_as(pair, WORDS_TAKEN_OUT):
            continue
        if reworded.withheld:
            # what was taken out is not said again
            hint = (
                f"say so beside it: {TAKING_OUT}"
                if pair.new.is_piece
                else f"add a dated note under 'progress' that words were taken out, and why; {KEPT_BY_GIT}"
            )
            yield Hit(
                place,
                f"{pair.new.label}: words were taken out of {field_name(pair.new, reworded.field)}, and no progress "
                "was noted",
                hint,
            )
            continue
        was, now = changed_words(reworded.old, reworded.new) if reworded.new else (shortened(reworded.old), "")
        message = (
            f"{field_name(pair.new, reworded.field)} was {was}, is {f'now {now}' if now else 'gone'}, and no "
            "progress was noted"
        )
        yield Hit(place, f"{pair.new.label}: {message}", HINT)
    for path, pair, change in edit.changed(FieldChange):
        if edit.noted(pair):
            continue
        if change.field == "link" and change.old and pair.new.is_piece and pair.old.piece.received:
            now = f"is now {shortened(str(change.new))}" if change.new else "is gone"
            yield Hit(
                (*path, "link"),
                f"{pair.new.label}: the link of what was {DONE_AS[pair.new.piece.of]} was {shortened(str(change.old))} "
                f"and {now}, and no progress was noted",
                OWN_HINT,
            )
        elif change.field == "standards" and (dropped := no_longer_named(change)):
            yield Hit(
                (*path, "standards"),
                f"{pair.new.label}: no longer answers {join_words(dropped)}, and no progress was noted",
                OWN_HINT,
            )


def _place(edit: EditContext, path: Path, field: str) -> Path:
    """Where the words stand: those of a measure under it, where it is more than words."""
    spelled = isinstance(edit.case.document.node((*path, "measure")), dict)
    if field in ("baseline", "target") or (field == "measure" and spelled):
        return ("measure", "text" if field == "measure" else field)
    return (field,)


def check_assessment(edit: AssessmentEdit) -> Iterator[Hit]:
    for pair in edit.answers():
        if edit.amended(pair.new.standard):
            continue
        for field in ("evidence", "gaps"):
            for was, now in pair.items(field).altered:
                if only_reworded(was, now):
                    one, other = changed_words(item_words(pair.old, was), item_words(pair.new, now))
                    called = "evidence" if field == "evidence" else "a gap"
                    yield Hit(
                        edit.item_path(pair.new, field, now),
                        f"{pair.new.label}: {called} was {one}, is now {other}",
                        AMEND,
                    )


RULE = Rule(
    code="S708",
    name="agreed-text-changed",
    level=WARNING,
    fires=(
        "an agreed text, measure, baseline or target, the link of received evidence or a standard is another or "
        "gone, and no progress was noted"
    ),
    why=(
        "An action that cannot be kept is easily reworded into one that was. Case, space, punctuation and one mended "
        "word are nothing; anything more changes what a body agreed to. Who agreed the new words belongs in the "
        "record."
    ),
    bad=Example(with_action("text: ▸Review part of the referral procedure"), before=with_action()),
    good=Example(
        with_action("""\
text: Review part of the referral procedure
progress:
  - date: 2024-05-21
    by: AB
    note: The panel agreed that the county reviews the rest
"""),
        before=with_action(),
    ),
    check=check,
    edit=True,
    check_assessment_edit=check_assessment,
    of_assessments="evidence or a gap has other words, and no amendment says why",
    headings=("reworded", "redacted"),
)
