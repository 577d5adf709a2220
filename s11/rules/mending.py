"""Mending a plan file: what the rules know how to mend, made together, and only what is shown to change nothing else.

A mending is new words for a few stretches of the text. It is made where the file then holds what was meant and nothing
else is read differently, the finding is gone, and no other has come for it.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from s11.plan import PlanFile, load_document
from s11.rules.rule import Rule
from s11.text import ERROR, CannotEdit, Document, Finding, Mending, Path, made_with

# how much text is read again, at most, to see what can be made: of a long file a few times, of a plan as it is often
TRIED, TRIED_IN_ALL = 1_000_000, 10_000_000


class Trial(NamedTuple):
    """A file as it reads, and every finding on it, none of them gathered."""

    loaded: PlanFile
    findings: Sequence[Finding]


@dataclass(slots=True)
class Proposal:
    """One mending and every finding that it takes away, by its code and place.

    ``hidden``: of what it mends nothing could be read.
    """

    mending: Mending
    mends: list[tuple[str, Path]]
    hidden: bool


# what the rules say of a file, each place for itself; None where the file is refused whatever they say
Look = Callable[[PlanFile], Sequence[Finding] | None]
# what a finding is known by when lines and numbers change
Lasting = Callable[[Finding, Document], tuple[str, ...]]


def mend(
    trial: Trial, rules: Sequence[Rule], look: Look, lasting: Lasting, room: int = TRIED
) -> tuple[Trial, list[tuple[str, Path]], int]:
    """The file with all mended that can be mended at once; which findings that took away, each by its code and place;
    and how much text was read for it.

    ``room``: how much text may be; at least twice the file.
    """
    # what days alone may bring says nothing of a mending
    passing = frozenset(rule.code for rule in rules if rule.days)
    size = len(trial.loaded.document.text)
    left, best, made = max(room, 2 * size), list[Proposal](), trial
    waiting = [proposed(trial, rules)]
    while waiting:
        candidates = waiting.pop()
        if not candidates or left < size:
            continue
        left -= size
        better = _attempt(trial, [*best, *candidates], look, lasting, passing)
        if isinstance(better, Trial):
            best += candidates
            made = better
        elif fit := [one for one in candidates if better and one.mending.at not in better]:
            # those of which something is said now that was not are left out
            waiting.append(fit)
        elif len(candidates) > 1:
            # one of them cannot be made, or not with the others: the first half is tried first
            half = len(candidates) // 2
            waiting += [candidates[half:], candidates[:half]]
    return made, [mends for one in best for mends in one.mends], max(room, 2 * size) - left


def proposed(trial: Trial, rules: Iterable[Rule]) -> list[Proposal]:
    """A mending for each finding that has one; of two that touch one stretch of the text the first."""
    fixes = {rule.code: rule.fix for rule in rules if rule.fix is not None}
    document = trial.loaded.document
    hidden = {(finding.code, place) for finding in trial.loaded.findings for place in finding.places}
    proposals: list[Proposal] = []
    # the stretches that are spoken for, in order, each with what speaks for it
    taken: list[tuple[int, int, int]] = []
    for finding in trial.findings:
        fix = fixes.get(finding.code)
        if fix is None or finding.allowed:
            continue
        for place in finding.places:
            mends = (finding.code, place)
            try:
                mending = fix(document, place)
            except CannotEdit:
                continue
            spans = [(one.start, one.end) for one in mending.replacements]
            in_the_way = {number for span in spans for number in _touched(taken, *span)}
            if spans and not in_the_way:
                for start, end in spans:
                    insort(taken, (start, end, len(proposals)))
                proposals.append(Proposal(mending, [mends], mends in hidden))
            elif any(proposals[number].mending.replacements == mending.replacements for number in in_the_way):
                proposals[min(in_the_way)].mends.append(mends)
    return proposals


def _touched(taken: Sequence[tuple[int, int, int]], start: int, end: int) -> list[int]:
    """What speaks for a part of a stretch already; of stretches that touch no other only neighbours can."""
    at = bisect_left(taken, (start, 0, 0))
    return [number for begins, ends, number in taken[max(0, at - 1) : at + 1] if begins < end and start < ends]


def _attempt(
    trial: Trial, chosen: Sequence[Proposal], look: Look, lasting: Lasting, passing: frozenset[str]
) -> Trial | frozenset[Path]:
    """The file with these mended together; where that is not shown to be better and nothing else, the places of which
    it is shown not to be.
    """
    document = trial.loaded.document
    try:
        again = load_document(made_with(document, [one.mending for one in chosen]), trial.loaded.conventions)
    except CannotEdit:
        return frozenset()
    findings = look(again)
    if findings is None:
        return frozenset()
    made = Trial(again, findings)
    left = {(finding.code, place) for finding in findings for place in finding.places}
    stay = {one.mending.at for one in chosen if any(mends in left for mends in one.mends)}
    hidden = all(one.hidden for one in chosen)
    # where a value could not be read, what the rules say now that it can was hidden, and is no fault of the mending;
    # an error is
    come = [
        place
        for finding in _come(trial, made, lasting)
        if finding.code not in passing and (finding.level == ERROR or not hidden)
        for place in finding.places
    ]
    if not come and not stay:
        return made
    mended_at = {one.mending.at for one in chosen}
    return frozenset(stay | {place[:end] for place in come for end in range(len(place) + 1)} & mended_at)


def _come(before: Trial, after: Trial, lasting: Lasting) -> list[Finding]:
    """The findings that were not there before: neither at their place, nor by what they are known by."""
    at_places = Counter((finding.code, place) for finding in before.findings for place in finding.places)
    elsewhere = []
    for finding in after.findings:
        places = [(finding.code, place) for place in finding.places]
        if all(at_places[place] > 0 for place in places):
            at_places.subtract(places)
        elif not _was_not_listed(finding, before.loaded, after.loaded):
            elsewhere.append(finding)
    known = Counter(lasting(finding, before.loaded.document) for finding in before.findings) if elsewhere else Counter()
    come = []
    for finding in elsewhere:
        key = lasting(finding, after.loaded.document)
        known[key] -= 1
        if known[key] < 0:
            come.append(finding)
    return come


def _was_not_listed(finding: Finding, before: PlanFile, after: PlanFile) -> bool:
    """Whether a fault of the file's shape was there, where of many only the first were kept: its value is the same."""
    if not any(one.code == "S007" for one in before.findings) or finding not in after.findings:
        return False
    return all(before.document.node(place) == after.document.node(place) for place in finding.places)
