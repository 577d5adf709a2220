"""The life of a self-assessment, or of one answer of it: what each commit did to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from s11.change.assessment_text import assessed_texts
from s11.change.assessments import (
    AssessedComparison,
    AssessedPair,
    AssessedPart,
    ItemsChange,
    NumberChange,
    ScaleChange,
    compare_assessments,
)
from s11.change.text import ChangeText
from s11.english import number_of
from s11.plan import Answer, Assessment, AssessmentFile, Challenge, ChallengeView
from s11.view.action_history import ActionHistory, Event, without_taken_out
from s11.view.counts import Head
from s11.when import Commit

# what of the whole bears on every answer
_ON_ALL = ("submitted", "standards", "kind")


class AssessmentAt(NamedTuple):
    """A self-assessment as one commit left it; None where the commit does not have it."""

    commit: Commit
    file: AssessmentFile | None


def assessment_history(
    past: Sequence[AssessmentAt],
    standard: str,
    head: Head,
    since: date | None = None,
    notes: Sequence[str] = (),
    until: date | None = None,
) -> ActionHistory | None:
    """The life of one self-assessment, oldest commit first; with ``standard``, by its number now, of that answer alone.

    None where no commit ever had the answer. ``since`` leaves out what was committed before it; what the file dates
    after ``until`` is not told.
    """
    newest = next((at.file.assessment for at in reversed(past) if at.file and at.file.assessment), None)
    if newest is None:
        return None
    # backwards, since an answer may have had another number
    number, events, met = standard, list[Event](), False
    for at, compared in reversed([*_steps(past)]):
        earlier, number, here = _of_commit(at.commit, compared, number)
        met = met or here
        events = [*earlier, *events]
    if standard and not met:
        return None
    kept = [event for event in events if event.on is None or until is None or event.on <= until]
    kept = [event for event in without_taken_out(kept) if since is None or event.commit.day >= since]
    broken = sum(at.file is not None and not at.file.whole for at in past)
    if broken:
        note = "could not be read whole: what is missing there is told by the commit after"
        notes = (*notes, f"in {number_of(broken, 'commit')} the self-assessment {note}")
    last = past[-1].file
    there = last is not None and (not standard or last.assessment is None or bool(last.assessment.answer(standard)))
    text = _words(newest, standard)
    address = f"{newest.id}#{standard}" if standard else newest.id
    return ActionHistory(head, address, text, there, tuple(kept), tuple(notes))


def _words(assessment: Assessment, standard: str) -> str:
    answer = assessment.answer(standard) if standard else None
    return (answer.text if answer is not None else "") or assessment.title


def _steps(past: Sequence[AssessmentAt]) -> Iterator[tuple[AssessmentAt, AssessedComparison]]:
    """What each commit changed, compared with the last one in which the file could be read."""
    held: AssessmentFile | None = None
    for at in past:
        if at.file is not None and at.file.assessment is None:
            # nothing is known of it until it can be read again
            continue
        before, now = ([one] if one is not None else [] for one in (held, at.file))
        for compared in compare_assessments(before, now):
            if not compared.nothing:
                yield at, compared
        held = at.file


def _of_commit(commit: Commit, compared: AssessedComparison, standard: str) -> tuple[list[Event], str, bool]:
    """What a commit did, what the number of the standard was before it, and whether it had such an answer."""
    if compared.whole is None:
        parts = (*compared.added, *compared.removed)
        assessment = next(part.assessment for part in parts)
        here = not standard or assessment.answer(standard) is not None
        word = "written" if compared.added else "removed"
        address = f"{assessment.id}#{standard}" if standard else assessment.id
        sentence = f"{word}{' as' if compared.added else ':'} {address}: {_words(assessment, standard)}"
        return ([_event(commit, word, sentence, "self-assessment")] if here else []), standard, here
    events = [event for pair in compared.every for event in _of_pair(commit, pair, standard)]
    for part in compared.added:
        if _bears(part, standard):
            events.append(_event(commit, "written", f"{part.label} added: {_quoted_text(part)}", part.label))
    for part in compared.removed:
        if _bears(part, standard):
            events.append(_event(commit, "removed", f"{part.label} removed: {_quoted_text(part)}", part.label))
    pair = next((one for one in compared.pairs if one.new.kind == "answer" and one.new.standard == standard), None)
    added = any(part.standard == standard for part in compared.added)
    return events, pair.old.standard if pair is not None else standard, pair is not None or added


def _of_pair(commit: Commit, pair: AssessedPair, standard: str) -> Iterator[Event]:
    for change in pair.changes:
        is_about_it = not standard or pair.new.standard == standard or _on_all(pair, change, standard)
        for text in assessed_texts(pair, change) if is_about_it else ():
            yield _changed(commit, text, pair.new)


def _on_all(pair: AssessedPair, change: object, standard: str) -> bool:
    """Whether a change of the whole, or of a challenge, bears on one answer."""
    if pair.new.kind == "assessment":
        if isinstance(change, ItemsChange):
            return change.field == "amendments" and any(standard in getattr(one, "about", ()) for one in change.added)
        return isinstance(change, ScaleChange) or getattr(change, "field", "") in _ON_ALL
    if pair.new.kind == "challenge" and isinstance(change, ItemsChange):
        items = [*change.added, *change.removed, *(one for both in change.altered for one in both)]
        return any(isinstance(one, ChallengeView) and one.standard == standard for one in items)
    return pair.new.kind == "challenge" and not isinstance(change, NumberChange) and _bears(pair.new, standard)


def _bears(part: AssessedPart, standard: str) -> bool:
    """Whether something that came or went is the answer asked about, or a challenge that looked at it."""
    if not standard or part.standard == standard:
        return True
    one = part.record
    return isinstance(one, Challenge) and (standard in one.about or any(view.standard == standard for view in one.says))


def _quoted_text(part: AssessedPart) -> str:
    one = part.record
    if isinstance(one, Answer):
        own = one.own
        return one.text or (f"graded '{own.grade}' by itself" if own is not None else "an answer")
    return part.words or getattr(one, "how", "").replace("_", " ")


def _event(commit: Commit, kind: str, text: str, of: str) -> Event:
    return Event(commit, kind, of, "", "", "", None, text)


def _changed(commit: Commit, text: ChangeText, part: AssessedPart) -> Event:
    sentence = f"{part.label}: {text.words}"
    return Event(commit, text.kind, part.label, text.before, text.after, text.why, text.on, sentence, text.taken_out)
