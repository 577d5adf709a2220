"""S702: a timescale reads otherwise, and no entry of 'revised' says why."""

from collections.abc import Iterator
from datetime import date

from s11.change import DateMove, EntryChange, FieldChange, Pair
from s11.change.text import quoted
from s11.plan import DateChange
from s11.rules.assessment_edit import AMEND_WHOLE, AssessmentEdit
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule
from s11.standing import first_given, reads_the_same
from s11.text import ERROR, Path
from s11.when import Timescale, day_words, read_as


def check(edit: EditContext) -> Iterator[Hit]:
    yield from _silent(edit)
    yield from _put_before(edit)


def _silent(edit: EditContext) -> Iterator[Hit]:
    for path, pair, moved in edit.changed(DateMove):
        if moved.old is None or moved.first or moved.chained:
            continue
        was = f"{quoted(moved.old)}, read as {read_as(moved.old)}"
        above = (
            f", that of {pair.new.above.label}"
            if pair.new.kind == "action" and pair.new.action.timescale is None
            else ""
        )
        now = f"{quoted(moved.new)}{above}, read as {read_as(moved.new)}" if moved.new is not None else "gone"
        if moved.revised:
            message = (
                f"'revised' starts from {quoted(min(moved.revised, key=lambda revision: revision.date).before)}, but "
                f"the timescale was {was}"
            )
        else:
            message = f"the timescale was {was}; it is now {now}, and nothing says why"
        wrong = "" if moved.old.certain else ", and 'as: correction' where the words were only ever meant so"
        hint = (
            f"add under 'revised' an entry with 'date:', 'from: {' / '.join(moved.old.text.splitlines())}', 'why:' "
            f"and 'by:'{wrong}; or put the timescale back"
        )
        yield Hit((*path, "timescale"), f"{pair.new.label}: {message}", hint)


def _put_before(edit: EditContext) -> Iterator[Hit]:
    """Changes entered now as if they had been made before one that stood already, or that give another first date."""
    for path, pair, entered in edit.changed(EntryChange):
        if entered.field != "revised" or not entered.added:
            continue
        newest = max((entry.date for entry in pair.old.dated.revised), default=date.min)
        early = next((entry for entry in entered.added if entry.date < newest), None)
        if early is not None:
            message = (
                f"a change of timescale dated {day_words(early.date)} was added, before that of {day_words(newest)}, "
                "which was there already"
            )
            yield Hit(
                _place(edit, path, pair, early, "date"),
                f"{pair.new.label}: {message}",
                "date the change on the day on which it was decided; what was forgotten is said in a dated note "
                "under 'progress'",
            )
        elif not pair.one(DateMove):
            day = edit.case.vantage.as_of
            was, now = (first_given(part.dated.timescale, part.dated.revised, day) for part in (pair.old, pair.new))
            if (
                was is not None
                and (now is None or now > was)
                and not any(isinstance(entry, DateChange) and entry.corrects for entry in entered.added)
            ):
                message = f"first due {day_words(was)} before this edit, {day_words(now) if now else 'never'} with it"
                yield Hit(
                    _place(edit, path, pair, entered.added[0], "from"),
                    f"{pair.new.label}: {message}",
                    "let the first new entry start 'from:' the timescale as it stood; the first date is kept for ever",
                )


def _place(edit: EditContext, path: Path, pair: Pair, entry: object, key: str) -> Path:
    entries = edit.case.entries((*path, "revised"), pair.new.dated.revised)
    return next(((*inner, key) for inner, other in entries if other is entry), (*path, "revised"))


def check_assessment(edit: AssessmentEdit) -> Iterator[Hit]:
    change = edit.whole.field("due") if edit.whole is not None else None
    if edit.whole is None or not isinstance(change, FieldChange) or change.old is None or edit.amended():
        return
    was, now = (one if isinstance(one, Timescale) else None for one in (change.old, change.new))
    earlier = was is not None and now is not None and was.due is not None and now.due is not None and now.due < was.due
    if reads_the_same(was, now) or (earlier and now is not None and now.certain):
        return
    message = (
        f"it was due {quoted(was)}, and now {quoted(now)}" if now else f"it was due {quoted(was)}, and now on no day"
    )
    yield Hit(edit.field_path(edit.whole.new, "due"), f"{message}, and nothing says why", AMEND_WHOLE)


RULE = Rule(
    code="S702",
    name="moved-silently",
    level=ERROR,
    fires=(
        "a timescale reads otherwise and no new 'revised' entry starts from what it was, or one was put in before "
        "the newest"
    ),
    why=(
        "Of forty-two published plans one had a place for a changed date; in all others the new date could only "
        "overwrite the old. Durham's audit committee met dates revised again and again, and proposed a limit. "
        "Another spelling of the same date is no change, a first date where none was given is no move, nor is the "
        "stricter of two honest readings; a date that was wrong when it was written takes an entry with 'as: "
        "correction'."
    ),
    bad=Example(with_action("timescale: ▸October 2024"), before=with_action("timescale: July 2024")),
    good=Example(
        with_action("""\
revised:
  - date: 2024-05-28
    from: July 2024
    why: New county procedures are expected in August
    by: AB
"""),
        before=with_action("timescale: July 2024"),
    ),
    check=check,
    edit=True,
    check_assessment_edit=check_assessment,
    of_assessments="the day by which a return was due is later or gone, and no amendment of the whole says why",
    headings=("moved", "corrected", "dated"),
)
