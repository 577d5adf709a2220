"""S703: something that was recorded has been changed or taken out."""

from collections.abc import Iterator

from s11.change import EntryChange, Pair
from s11.change.text import entries_changed
from s11.plan import REDACTED
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import TAKING_OUT, Example, Hit, Rule
from s11.text import ERROR, Path

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
        for entry, said in entries_changed(pair.new, entered):
            worded = _takes_out(entry) if entry is not None else entered.field in WORDED
            place = _where(edit, field, pair, entered.field, entry) if entry is not None else field
            yield Hit(place, f"{pair.new.label}: {said}", f"{HINT}; {TAKEN_OUT}" if worded else HINT)


def _takes_out(entry: object) -> bool:
    """Whether an entry that was changed has words of its own, some of which may have had to go."""
    return any(getattr(entry, name, "") for name in ("note", "why")) or REDACTED in str(entry)


def _where(edit: EditContext, path: Path, pair: Pair, field: str, entry: object) -> Path:
    entries = edit.case.entries(path, pair.new.entries(field))
    return next((inner for inner, other in entries if other is entry), path)


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
    headings=("rewritten", "undone", "resumed", "completed", "verified", "ended"),
)
