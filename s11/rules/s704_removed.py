"""S704: an action, a recommendation, a piece of evidence, a milestone or a whole plan is no longer there."""

from collections.abc import Iterator

from s11.change import Part, Removed
from s11.change.assessment_text import item_words
from s11.change.text import shortened
from s11.english import number_of
from s11.plan import Answer
from s11.rules.assessment_edit import AMEND, AssessmentEdit, is_bare_answer
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule
from s11.text import ERROR

INSTEAD = {
    "plan": (
        "put the file back, and close the plan: 'closed:' and under it 'date:', 'why:', and 'to:' with the plan that "
        "carries what is open"
    ),
    "recommendation": (
        "put it back; what is not to be followed says so: 'response:' and under it 'as: rejected' and 'why:'"
    ),
    "action": (
        "put it back, and end it: 'ended:' and under it 'as: no_longer_needed', 'date:' and 'why:' ('as: "
        "entered_in_error', if it never belonged here)"
    ),
    "evidence": "put it back; what will not come is said in a dated note under the action's 'progress'",
    "milestone": "put it back; what will not be reached is said in a dated note under the action's 'progress'",
}


def check(edit: EditContext) -> Iterator[Hit]:
    replaced = {old for old, _ in edit.reused}
    for removed in edit.removed:
        part = removed.part
        if part in replaced:
            continue
        path = edit.now.path(removed.parent) if removed.parent is not None else ()
        yield Hit(
            path or (("title",) if not edit.gone else ()),
            _message_of(edit, removed),
            INSTEAD[part.kind],
            about=part.address,
        )


def _message_of(edit: EditContext, removed: Removed) -> str:
    part = removed.part
    if part.kind == "plan":
        with_it = f", and {_counted(removed.actions)} with it" if removed.actions else ""
        return f"the plan {shortened(part.words)} ({part.address}) was removed{with_it}"
    with_it = f" with {_counted(removed.actions)}" if removed.actions and part.kind == "recommendation" else ""
    return (
        f"{part.label} was removed{with_it}: {shortened(part.words)}, which stood in line "
        f"{edit.before(part).line(part)} as {part.address}"
    )


def _counted(actions: tuple[Part, ...]) -> str:
    numbers = ", ".join(part.action.id for part in actions[:6]) + (" …" if len(actions) > 6 else "")
    return f"{number_of(len(actions), 'action')} ({numbers})"


# what the body itself says, of which an amendment may say why it is gone
_ENTRIES = {"points": "point", "evidence": "piece of evidence", "gaps": "gap", "actions": "action"}
_BACK = "put it back"


def check_assessment(edit: AssessmentEdit) -> Iterator[Hit]:
    if edit.gone:
        part = edit.compared.removed[0]
        yield Hit(
            (), f"the self-assessment {shortened(part.words)} ({part.address}) was removed", _BACK, about=part.address
        )
        return
    for part in edit.compared.removed:
        if isinstance(part.record, Answer) and is_bare_answer(part.record):
            continue
        called = "the answer to" if part.kind == "answer" else "what stood of"
        yield Hit(("title",), f"{part.label}: {called} it was removed", _BACK, about=part.address)
    for pair in edit.answers():
        for field, one in _ENTRIES.items():
            for item in pair.items(field).removed if not edit.amended(pair.new.standard) else ():
                text = shortened(item_words(pair.old, item))
                place = edit.field_path(pair.new, field)
                yield Hit(place, f"{pair.new.label}: {one} taken out: {text}", f"{_BACK}, or {AMEND}")
        for item in pair.items("challenged").removed:
            text = shortened(item_words(pair.old, item))
            place = edit.field_path(pair.new, "challenged")
            yield Hit(place, f"{pair.new.label}: a question was taken out: {text}", _BACK, about=pair.new.address)


_SECOND = """\
id: "1.2"
text: Train every new councillor
lead: CD
timescale: December 2024
measure: Nobody sits on a panel untrained
rag: amber
"""

RULE = Rule(
    code="S704",
    name="removed",
    level=ERROR,
    fires="an action, a recommendation, a piece of evidence, a milestone or a plan is no longer there",
    why=(
        "What is dropped is what a committee hears least about: Maidstone met a finished plan whose leftovers had "
        "moved out of sight. Suspended, transferred and no longer needed are endings of their own, with a day and a "
        "reason, and stay to be seen. What was moved, renumbered or renamed is followed, and is not missed."
    ),
    bad=Example(with_action(of="▸id: 1"), before=with_action(then=_SECOND)),
    good=Example(
        with_action(
            then=_SECOND
            + "ended: {as: transferred, date: 2024-05-28, to: {body: Westshire}, why: The county trains councillors}\n"
        ),
        before=with_action(then=_SECOND),
    ),
    check=check,
    edit=True,
    check_assessment_edit=check_assessment,
    of_assessments=(
        "a self-assessment, an answer, a challenge or a question is no longer there; or a gap, a point, an action or a "
        "piece of evidence is not, and no amendment says why"
    ),
    headings=("removed", "evidence_removed", "milestone_removed"),
)
