"""S703: something that was recorded has been changed or taken out."""

from collections.abc import Iterator

from s11.change import EntryChange, FieldChange, Pair, TextChange
from s11.change.assessment_text import assessed_texts, item_words
from s11.change.assessments import AssessedPair, ItemsChange, only_reworded
from s11.change.text import changed_words, entries_changed, shortened
from s11.plan import REDACTED, SELF, Answer, Submission, fields_of
from s11.rules.assessment_edit import AMEND, AMEND_WHOLE, AssessmentEdit
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import KEPT_BY_GIT, TAKING_OUT, Example, Hit, Rule
from s11.text import ERROR, WARNING, Path
from s11.when import day_words

HINT = "put back what was recorded; what is to be said now goes into a new dated note under 'progress'"
# entries of which words may have had to go
WORDED = ("progress", "requests", "readings")
# git keeps the old words whatever is done to the file: whoever takes some out must know that
TAKEN_OUT = f"words may only be taken out for a person's sake: {TAKING_OUT}"


def check(edit: EditContext) -> Iterator[Hit]:
    for path, pair, entered in edit.changed(EntryChange):
        field = (*path, entered.field)
        if entered.field == "readings":
            field = (*path, "measure", "readings") if edit.case.document.has((*path, "measure")) else (*path, "measure")
        for entry, message in entries_changed(pair.new, entered):
            worded = _takes_out(entry) if entry is not None else entered.field in WORDED
            place = _where(edit, field, pair, entered.field, entry) if entry is not None else field
            yield Hit(place, f"{pair.new.label}: {message}", f"{HINT}; {TAKEN_OUT}" if worded else HINT)


def _takes_out(entry: object) -> bool:
    """Whether an entry that was changed has words of its own, some of which may have had to go."""
    return any(getattr(entry, name, "") for name in ("note", "why")) or REDACTED in str(entry)


def _where(edit: EditContext, path: Path, pair: Pair, field: str, entry: object) -> Path:
    entries = edit.case.entries(path, pair.new.entries(field))
    return next((inner for inner, other in entries if other is entry), path)


# what a party said once and for all; of the rest of an answer an amendment may say why it says something else
_ON_RECORD = {
    "grades": "grade",
    "challenged": "question",
    "says": "finding",
    "reported": "report",
    "amendments": "amendment",
}
_OWN = {"points": "point", "evidence": "piece of evidence", "gaps": "gap"}
_OF_CHALLENGE = ("how", "date", "by", "about", "of", "asked", "answered")
_ADD = "put back what stood there, and add what is to be said now beside it"


def check_assessment(edit: AssessmentEdit) -> Iterator[Hit]:
    for pair in edit.pairs:
        for field, called in (*_ON_RECORD.items(), *_OWN.items()):
            yield from _items_rewritten(edit, pair, field, called)
    for pair in edit.challenges():
        for change in pair.changes:
            if not isinstance(change, FieldChange | TextChange) or change.field not in _OF_CHALLENGE:
                continue
            filled = change.old in (None, "", ()) and change.field != "about"
            mended = isinstance(change, TextChange) and change.slight
            if not (filled or mended or edit.amended_any()):
                yield _of_field(edit, pair, change, AMEND_WHOLE)
    yield from _submission(edit)
    yield from _carried(edit)


def _items_rewritten(edit: AssessmentEdit, pair: AssessedPair, field: str, called: str) -> Iterator[Hit]:
    change, label, on_record = pair.items(field), pair.new.label, field in _ON_RECORD
    amended = edit.amended(pair.new.standard) if pair.new.standard else edit.amended_any()
    for was, now in change.altered:
        if on_record or not (amended or only_reworded(was, now)):
            place = edit.item_path(pair.new, field, now)
            before, after = changed_words(item_words(pair.old, was), item_words(pair.new, now))
            yield Hit(place, f"{label}: a {called} was {before} and is now {after}", _ADD if on_record else AMEND)
    for _, now in change.redacted if not amended else ():
        place = edit.item_path(pair.new, field, now)
        yield Hit(
            place, f"{label}: words were taken out of a {called}, and nothing says why", f"{AMEND}; {KEPT_BY_GIT}"
        )
    for gone in change.removed if field in ("grades", "says", "reported", "amendments") else ():
        text = shortened(item_words(pair.old, gone))
        yield Hit(
            edit.field_path(pair.new, field), f"{label}: a {called} is gone: {text}", _ADD, about=pair.new.address
        )


def _of_field(edit: AssessmentEdit, pair: AssessedPair, change: FieldChange | TextChange, hint: str) -> Hit:
    change_text = next(assessed_texts(pair, change))
    return Hit(edit.field_path(pair.new, change.field), f"{pair.new.label}: {change_text.words}", hint)


def _submission(edit: AssessmentEdit) -> Iterator[Hit]:
    change = edit.whole.field("submitted") if edit.whole is not None else None
    if edit.whole is None or change is None or change.old is None:
        return
    if change.new is None:
        yield Hit(("title",), "the submission is gone: a return that was sent is not unsent", _ADD)
        return
    names = [field.name for field in fields_of(Submission)]
    # one that was sent before it was complete may be complete now
    differ = [
        (getattr(change.old, name), getattr(change.new, name))
        for name in names
        if name != "incomplete" or not getattr(change.old, name)
    ]
    rewritten = [(was, now) for was, now in differ if was != now and was not in (None, "", ())]
    # more may sign it
    if any(not (isinstance(was, tuple) and isinstance(now, tuple) and set(was) <= set(now)) for was, now in rewritten):
        yield Hit(edit.field_path(edit.whole.new, "submitted"), next(assessed_texts(edit.whole, change)).words, _ADD)


def _carried(edit: AssessmentEdit) -> Iterator[Hit]:
    """Of an answer that says that it was carried forward as it was: whether that still holds."""
    for pair in edit.answers():
        change, standard = pair.field("unchanged_since"), pair.new.standard
        since = pair.new.record.unchanged_since if isinstance(pair.new.record, Answer) else None
        own = [
            one
            for one in pair.changes
            if isinstance(one, TextChange) or (isinstance(one, ItemsChange) and _is_own(one))
        ]
        if change is not None and change.old is not None and not own and not edit.amended(standard):
            sentence = (
                "says no longer that it was carried forward"
                if since is None
                else "is carried forward since another day"
            )
            yield Hit(
                edit.field_path(pair.new, "unchanged_since"), f"{pair.new.label} {sentence}, and is as it was", AMEND
            )
        elif since is not None and change is None and own:
            message = f"{pair.new.label} says that it is as it was since {day_words(since)}, and this edit changes it"
            yield Hit(
                edit.field_path(pair.new, "unchanged_since"), message, "take 'unchanged_since' out", level=WARNING
            )


def _is_own(change: ItemsChange) -> bool:
    """Whether the body itself says something else."""
    if change.field == "grades":
        return any(getattr(one, "by", "") == SELF for one in change.added)
    return change.field in (*_OWN, "strengths")


RULE = Rule(
    code="S703",
    name="record-rewritten",
    level=ERROR,
    fires=(
        "something recorded with its day was changed or removed: progress, completions, receipts, readings, "
        "sign-offs, reports, requests, revisions"
    ),
    why=(
        "The record answers an inspector who asks how one knows. An entry may be added, and completed by a "
        "reason or a name that it lacked; one word with a slip in it may be mended, and words be taken out "
        "for a person's sake where the entry says so. An entry that can be rewritten is no record."
    ),
    seen=("Herefordshire's members could not see whether anything had been done about old recommendations."),
    bad=Example(
        with_action("""\
progress:
  - ▸date: 2024-05-14
    note: Reviewed and found to be sound
"""),
        before=with_action("""\
progress:
  - date: 2024-05-14
    note: Two referrals in three were late
"""),
    ),
    good=Example(
        with_action("""\
progress:
  - date: 2024-05-14
    note: Two referrals in three were late
  - date: 2024-05-28
    note: Reviewed again with the county; one referral in ten is late
"""),
        before=with_action("""\
progress:
  - date: 2024-05-14
    note: Two referrals in three were late
"""),
    ),
    check=check,
    edit=True,
    check_assessment_edit=check_assessment,
    of_assessments=(
        "a grade, a question or its answer, what a challenge says, or the submission was changed or removed; or "
        "evidence, a point, a gap or what a challenge looked at was changed, and no amendment says why"
    ),
    headings=("rewritten", "undone", "resumed", "completed", "verified", "ended"),
)
