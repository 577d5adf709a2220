"""S812: a return says something else than it said when it was submitted, and no entry says so."""

from __future__ import annotations

from collections.abc import Iterator

from s11.change import TextChange, is_reason
from s11.change.assessment_text import assessed_texts
from s11.change.assessments import AssessedChange, AssessedPair, AssessedPart, ItemsChange
from s11.plan import SELF, Answer, GivenGrade
from s11.rules.assessment_edit import AMEND, AssessmentEdit, is_bare_answer, own_change
from s11.rules.examples import with_answer
from s11.rules.rule import Example, Hit, Rule
from s11.text import ERROR
from s11.when import on_day

# what the body says; challenges, grades of others, questions and their answers, and actions may come later
_ITEMS = ("points", "evidence", "strengths", "gaps")
_WORDS = ("text", "not_applicable", "note")


def check_assessment(edit: AssessmentEdit) -> Iterator[Hit]:
    sent = edit.submitted
    if sent is None:
        return
    since = f"since the return was submitted {on_day(sent.date)}"
    for pair in edit.answers():
        to_come = sent.incomplete and isinstance(pair.old.record, Answer) and is_bare_answer(pair.old.record)
        if to_come or edit.amended(pair.new.standard) or edit.has_error_at(pair.new.standard):
            continue
        for change in pair.changes:
            if _is_changed(edit, pair, change):
                sentence = next(assessed_texts(pair, change)).words
                yield Hit(
                    edit.field_path(pair.new, change.fields[0]),
                    f"{pair.new.label} was changed {since}: {sentence}",
                    AMEND,
                )
                break
    for part in edit.compared.added:
        answered = part.kind == "answer" and _is_own(part) and not _only_graded_with_why(part)
        if answered and not (sent.incomplete or edit.amended(part.standard)):
            yield Hit((*edit.path(part), "standard"), f"{part.label} was answered {since}", AMEND)
    whole = edit.whole
    for grade in edit.grades_added(whole) if whole is not None else ():
        if whole is not None and grade.by == SELF and not edit.grade_has_reason(whole, grade) and not edit.amended():
            place = edit.item_path(whole.new, "grades", grade)
            yield Hit(place, f"The whole was graded again {since}, and the grade does not say why", "add 'why:' to it")


def _is_changed(edit: AssessmentEdit, pair: AssessedPair, change: AssessedChange) -> bool:
    """Whether a change is one of what the body submitted, and no entry of its own says why."""
    if isinstance(change, TextChange):
        changed = change.field in _WORDS or (change.field == "none" and bool(change.old))
        return changed and not change.slight
    if isinstance(change, ItemsChange) and change.field in _ITEMS:
        return own_change(change)
    if isinstance(change, ItemsChange) and change.field == "grades":
        own = (one for one in change.added if isinstance(one, GivenGrade) and one.by == SELF)
        return any(not edit.grade_has_reason(pair, one) for one in own)
    return False


def _is_own(part: AssessedPart) -> bool:
    """Whether the body itself says anything in an answer."""
    one = part.record
    return isinstance(one, Answer) and bool(
        one.own or one.points or one.text or one.not_applicable or one.evidence or one.strengths or one.gaps or one.note
    )


def _only_graded_with_why(part: AssessedPart) -> bool:
    """Whether all that the body says in an answer are grades, each with its reason."""
    one = part.record
    if not isinstance(one, Answer) or any(getattr(one, field) for field in (*_ITEMS, *_WORDS)):
        return False
    return all(is_reason(grade.why) for grade in one.grades if grade.by == SELF)


RULE = Rule(
    code="S812",
    name="changed-after-submission",
    level=ERROR,
    fires="an answer was changed after the return was submitted, and no new grade with its 'why' or amendment says so",
    why=(
        "What a board was sent is a record. A portal locks a return when its day is past; a file is not locked, so "
        "what is changed afterwards says so beside it, with day and reason. What others add later (challenges, grades, "
        "questions) is no change of it."
    ),
    seen="Sheffield's and North Yorkshire's portals lock a return at its deadline.",
    bad=Example(
        with_answer("▸evidence: [{text: Minutes of the safeguarding group, dated: 2024-02-12}, {text: Audit}]").text,
        before=with_answer("evidence: [{text: Minutes of the safeguarding group, dated: 2024-02-12}]").text,
        of="assessment",
    ),
    good=Example(
        "amendments: [{date: 2024-05-20, by: AB, about: [1], why: The audit of March was left out}]\n"
        + with_answer("evidence: [{text: Minutes of the safeguarding group, dated: 2024-02-12}, {text: Audit}]").text,
        before=with_answer("evidence: [{text: Minutes of the safeguarding group, dated: 2024-02-12}]").text,
        of="assessment",
    ),
    check_assessment_edit=check_assessment,
    edit=True,
)
