"""What changed in self-assessments between two readings, told for each and under headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from s11.change.assessment_text import assessed_texts
from s11.change.assessments import AssessedComparison, AssessedPair, AssessedPart
from s11.change.text import ChangeText
from s11.plan import Answer, Assessment
from s11.rules import BY_CODE
from s11.text import Finding
from s11.view.change_records import ASSESSED_HEADINGS, AssessmentChanges, ChangeEntry, ChangesUnder, UnexplainedEdit
from s11.view.counts import Since

# what each kind of change is told under
_UNDER = {
    "asked": "challenged",
    "answered": "challenged",
    "found": "challenged",
    "point": "evidence",
    "strength": "gaps",
    "gap": "gaps",
    "action": "gaps",
    "completed_by": "answers",
    "reworded": "answers",
    "mended": "answers",
    "scale": "terms",
    "taken_out": "rewritten",
    "reported": "submitted",
}
# what a return is read by, and not what it says
_TERMS = (
    "the list of standards that it answers",
    "the boards that it is for",
    "the words of the scale",
    "the bands of the scale",
    "when it is due",
)


def assessment_changes(
    compared: Sequence[AssessedComparison], findings: Iterable[Finding], since: Since, day: date
) -> tuple[AssessmentChanges, ...]:
    """Each self-assessment in which something changed; nothing that is dated after the day is told.

    ``findings``: what the rules on edits say of them.
    """
    findings_left = list(findings)
    changed = []
    for one in compared:
        assessment = _of(one)
        quiet = tuple(
            UnexplainedEdit(finding.code, finding.level, BY_CODE[finding.code].name, finding.message, finding.hint)
            for finding in findings_left
            if finding.plan == assessment.id
        )
        rows = [row for row, on in _rows(one) if on is None or on <= day]
        if rows or quiet:
            groups = tuple(
                ChangesUnder(heading, label, under)
                for heading, label in ASSESSED_HEADINGS.items()
                if (under := tuple(row for row in rows if row.heading == heading))
            )
            changed.append(
                AssessmentChanges(
                    assessment.id,
                    assessment.title,
                    assessment.organisation + (f", {assessment.unit}" if assessment.unit else ""),
                    since,
                    groups,
                    quiet,
                )
            )
    return tuple(sorted(changed, key=lambda one: one.id))


def _of(compared: AssessedComparison) -> Assessment:
    loaded = compared.new or compared.old
    if loaded is None or loaded.assessment is None:
        raise LookupError("a comparison has a side")
    return loaded.assessment


def _rows(compared: AssessedComparison) -> Iterator[tuple[ChangeEntry, date | None]]:
    if compared.whole is None:
        for part in compared.added:
            yield _row("added", part, "a self-assessment was added", ""), None
        for part in compared.removed:
            yield _row("removed", part, "the self-assessment was removed", ""), None
        return
    for pair in compared.every:
        for change in pair.changes:
            for text in assessed_texts(pair, change):
                yield _entry_of(pair, text), text.on
    for part in compared.added:
        yield _row("added", part, _added(part), ""), None
    for part in compared.removed:
        yield _row("removed", part, "removed", ""), None


def _added(part: AssessedPart) -> str:
    if isinstance(part.record, Answer):
        own = part.record.own
        return "answered" + (f", and graded '{own.grade}' by itself" if own is not None else "")
    return f"a {getattr(part.record, 'how', 'challenge').replace('_', ' ')} was added"


def _entry_of(pair: AssessedPair, text: ChangeText) -> ChangeEntry:
    heading = _UNDER.get(text.kind, text.kind)
    if text.kind in ("set", "reworded"):
        whole = pair.new.kind == "assessment"
        heading = (
            "terms" if whole or text.name in _TERMS else "challenged" if pair.new.kind == "challenge" else "answers"
        )
    return _row(heading, pair.new, text.name, text.why, text.before, text.after)


def _row(heading: str, part: AssessedPart, sentence: str, why: str, before: str = "", after: str = "") -> ChangeEntry:
    # a grade that is the first of its side has no word before it, and its own stands in what is said
    sides = ("", "") if not before and after == sentence else (before, after)
    return ChangeEntry(heading, part.address, "", part.label, part.words, sentence, *sides, why, number=part.label)
