"""S706: a rating changed, and nothing was noted."""

from collections.abc import Iterator

from s11.change import Pair, RatingChange
from s11.change.assessment_text import graded_words
from s11.change.text import rating_words
from s11.rules.assessment_edit import AssessmentEdit
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import RATED, Example, Hit, Rule
from s11.standing import DONE
from s11.text import ERROR, WARNING


def check(edit: EditContext) -> Iterator[Hit]:
    for path, pair, rated in edit.changed(RatingChange):
        undone = rated.old in DONE and rated.new not in DONE  # S707 says this
        if rated.carried or undone or _answered(edit, pair):
            continue
        message = f"{rating_words(rated)}, and no progress was noted"
        own = pair.new.kind == "action"
        hint = (
            "add a dated note under 'progress' on what was done or found"
            if own
            else "add a dated note under the plan's 'progress', or under that of each of its actions"
        )
        yield Hit((*path, "rag"), f"{pair.new.label}: {message}", hint, level=ERROR if rated.up else WARNING)


def _answered(edit: EditContext, pair: Pair) -> bool:
    if edit.noted(pair) or edit.shown(pair):
        return True
    if pair.new.kind == "action":
        return edit.ended(pair)
    carrying = edit.carried_by(pair)
    return bool(carrying) and all(edit.noted(action) or edit.shown(action) or edit.ended(action) for action in carrying)


def check_assessment(edit: AssessmentEdit) -> Iterator[Hit]:
    for pair in edit.pairs:
        for grade in edit.grades_added(pair):
            before = edit.grade_before(pair, grade)
            if before is None or edit.grade_has_reason(pair, grade):
                continue
            was, now = edit.rank(edit.was, before), edit.rank(edit.now, grade)
            if was == now:
                continue
            stood = f"{graded_words(pair.old.assessment, before)}"
            message = f"graded {graded_words(pair.new.assessment, grade)}, before it {stood}, and it does not say why"
            yield Hit(
                (*edit.item_path(pair.new, "grades", grade), "grade"),
                f"{pair.new.label}: {message}",
                "add 'why:' to the new grade, in its own words",
                level=ERROR if now > was else WARNING,
            )


RULE = Rule(
    code="S706",
    name="rated-without-note",
    level=ERROR,
    fires=(
        "a rating stands for another state and no progress was noted: an error where it looks better, a warning "
        "where worse"
    ),
    why=(
        "A colour is somebody's judgement, and the note is what it rests on. A row turned green with nothing to show "
        "is what members trust least. A completion or a receipt of the same edit says as much as a note."
    ),
    bad=Example(
        "as_at: 2024-05-28\n" + with_action("rag: ▸green"), before="as_at: 2024-02-20\n" + with_action("rag: amber")
    ),
    good=Example(
        "as_at: 2024-05-28\n"
        + with_action("""\
progress:
  - date: 2024-05-21
    by: CD
    note: The county's comments came in; the draft is with the panel
"""),
        before="as_at: 2024-02-20\n" + with_action("rag: amber"),
    ),
    check=check,
    edit=True,
    check_assessment_edit=check_assessment,
    of_assessments=(
        "a grade was added that says something else than the one before it, by the body itself or by others, and does "
        "not say why: an error where it looks better, a warning where worse"
    ),
    headings=RATED,
)
