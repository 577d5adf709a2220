"""What the public may be shown of self-assessments: a twin of each, with posts for people and without what is marked
as sensitive, or why nothing may be shown.

The rules are those of plans. How a standard stands is judged with all that the return holds, so that evidence that is
left out is counted and never taken for none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from s11.english import join_words, number_of
from s11.plan import Assessment, AssessmentFile, Person, Record, fields_of, kept_from_public, to_be_confirmed
from s11.rules.identifiers import CONTACT, identifiers, plain
from s11.rules.markings import markings_in
from s11.view.audience import SENSITIVE, keys_named, labels_for, renamed, shown_person, stands_for_nobody
from s11.view.name_search import (
    NameFound,
    Text,
    full_names,
    indexed,
    marks_of,
    name_at,
    names_in,
    texts_of_return,
    wording_of,
)
from s11.view.posts import name_in
from s11.view.traces import without_paths

R = TypeVar("R", bound=Record)


class PublicReturns(NamedTuple):
    """The twins, how many pieces of evidence of each are left out by standard, the words that were allowed, and what a
    copy says of itself.
    """

    twins: tuple[Assessment, ...]
    evidence: Mapping[str, Mapping[str, int]]
    names: tuple[NameFound, ...]
    notes: tuple[str, ...]
    texts: tuple[Text, ...]


class WithheldReturns(NamedTuple):
    """Why nothing may be shown."""

    why: tuple[str, ...]
    names: tuple[NameFound, ...] = ()


def public_returns(
    files: Sequence[AssessmentFile],
    *,
    drop: Collection[str] = (),
    allow: Sequence[str] = (),
    open_markings: Collection[str] = (),
) -> PublicReturns | WithheldReturns:
    """Self-assessments for the public, or why not. ``drop``: those to leave out whole, and 'sensitive'; ``allow``:
    words that were looked at and may stand; ``open_markings``: a council's own, by their letters.
    """
    kept = [file for file in files if file.source.id not in drop]
    why = [reason for file in kept for reason in _refusals(file, drop, open_markings)]
    held = [file.assessment for file in kept if file.assessment is not None]
    if why or not held:
        return WithheldReturns(tuple(why) or ("every self-assessment was dropped: nothing is left to publish",))
    twins = tuple(_twin(one) for one in held)
    texts = [
        text for one in twins for text in texts_of_return(_without_sensitive(one)) if not stands_for_nobody(text.text)
    ]
    doubts = tuple(_doubts(held, twins, texts, allow))
    stopping = tuple(met for met in doubts if not met.allowed)
    if (hard := tuple(_dangers(texts, open_markings))) or stopping:
        return WithheldReturns(hard, stopping)
    evidence = {one.id: counts for one in twins if (counts := _left_out(one))}
    notes = tuple(_notes(twins, evidence, len(files) - len(kept), len(files), doubts))
    return PublicReturns(twins, evidence, doubts, notes, tuple(texts))


def _refusals(file: AssessmentFile, drop: Collection[str], open_markings: Collection[str]) -> Iterator[str]:
    name, one = file.source.id, file.assessment
    if one is None or not file.whole:
        yield (
            f"{name} could not be read whole, so that nobody knows what in it is sensitive: mend it ('s11 lint' says "
            f"where), or leave it out with --drop {name}"
        )
    elif kept_from_public(one.marking, open_markings):
        if SENSITIVE not in drop:
            yield (
                f"{name} is marked '{one.marking}': leave it out with --drop {name}, or only what it marks as "
                f"sensitive with --drop {SENSITIVE}; a marking that everybody may read is named under "
                "'open_markings' in s11.yaml"
            )
        elif not _left_out(one):
            yield (
                f"{name} is marked '{one.marking}', and nothing in it is marked 'sensitive: true', so there is "
                f"nothing to leave out: mark it, or leave the whole out with --drop {name}"
            )


def _left_out(one: Assessment) -> dict[str, int]:
    counts = {answer.standard: sum(piece.sensitive for piece in answer.evidence) for answer in one.answers}
    return {standard: count for standard, count in counts.items() if count}


# the twin ------------------------------------------------------------------------------------------------------------


def _twin(one: Assessment) -> Assessment:
    """The same with posts for people and without paths that only the body can open."""
    keys = dict.fromkeys((*one.people, *keys_named(one, one.people)))
    labels = labels_for([key for key in keys if not to_be_confirmed(key)], one.people)
    people = {label: shown_person(one.people.get(key, Person()), label) for key, label in labels.items()}
    marking = one.marking
    if kept_from_public(marking) and _left_out(one):
        marking = f"{marking} (the return as a whole; what it marks as sensitive is left out here)"
    return replace(_without_paths(renamed(one, labels)), people=people, marking=marking)


def _without_paths(record: R) -> R:
    changed: dict[str, object] = {}
    for field in fields_of(type(record)):
        held = getattr(record, field.name)
        if isinstance(held, str) and held and not field.names:
            changed[field.name] = without_paths(held)
        elif isinstance(held, tuple):
            changed[field.name] = tuple(
                _without_paths(inner)
                if isinstance(inner, Record)
                else without_paths(inner)
                if isinstance(inner, str) and not field.names
                else inner
                for inner in held
            )
        elif isinstance(held, Record) and held is not None:
            changed[field.name] = _without_paths(held)
    return replace(record, **changed)


def _without_sensitive(one: Assessment) -> Assessment:
    """What is shown of it: its words are looked through, those that are left out are not."""
    answers = tuple(
        replace(answer, evidence=tuple(piece for piece in answer.evidence if not piece.sensitive))
        for answer in one.answers
    )
    return replace(one, answers=answers)


# what still has to be asked and said ---------------------------------------------------------------------------------


def _doubts(
    held: Sequence[Assessment], twins: Sequence[Assessment], texts: Sequence[Text], allow: Sequence[str]
) -> Iterator[NameFound]:
    """Every place where somebody may be named, or which tells how to reach somebody."""
    places = frozenset(
        word.casefold()
        for one in twins
        for name in (one.organisation, *one.boards)
        for word in (*name.split(), *one.id.replace("-", "/").split("/"))
    )
    wording = wording_of(texts, places)
    anywhere = indexed(mark for one in held for mark in full_names(one.people))
    own = {one.id: indexed(marks_of(one.people), anywhere) for one in held}
    for one in twins:
        for label, person in one.people.items():
            for spelling in dict.fromkeys(filter(None, (label, person.name) if person.group else (person.post,))):
                if name := name_in(spelling, places):
                    start = plain(spelling).find(name)
                    span = (start, start + len(name)) if start >= 0 else (0, len(spelling))
                    yield name_at(Text(one.id, "people", spelling), plain(spelling), *span, allow)
    for text in texts:
        yield from names_in(text, own[text.address.partition("#")[0]], wording, allow)
        shown = plain(text.text)
        for identifier in identifiers(text.text):
            if identifier.kind in CONTACT:
                yield name_at(text, shown, identifier.start, identifier.end, allow)


def _dangers(texts: Sequence[Text], open_markings: Collection[str]) -> Iterator[str]:
    """Numbers and dates of people and the words of markings: nothing but mending or dropping helps against these."""
    for text in texts:
        drop = f"or leave the self-assessment out with --drop {text.address.partition('#')[0]}"
        for identifier in identifiers(text.text):
            if identifier.kind not in CONTACT:
                yield f"{text.address}, {text.field}: '{identifier.words}' may be {identifier.kind}: mend it, {drop}"
        for marking in markings_in(text.text, open_markings) if text.field != "marking" else ():
            yield (
                f"{text.address}, {text.field}: the words of a marking stand here, '{marking.words}': reword it, {drop}"
            )


def _notes(
    twins: Sequence[Assessment],
    evidence: Mapping[str, Mapping[str, int]],
    dropped: int,
    total: int,
    allowed: Sequence[NameFound],
) -> Iterator[str]:
    people = [person for one in twins for person in one.people.values() if not person.group]
    no_post = sum(not person.post for person in people)
    none = (
        f"; {no_post} of {number_of(len(people), 'person', 'people')} {'has' if no_post == 1 else 'have'} none recorded"
    )
    yield f"Posts stand here in the place of people's names{none if no_post else ''}."
    if dropped:
        yield f"{dropped} of {number_of(total, 'self-assessment')} {'is' if dropped == 1 else 'are'} left out whole."
    pieces = sum(count for counts in evidence.values() for count in counts.values())
    everything = sum(len(answer.evidence) for one in twins for answer in one.answers)
    if pieces:
        yield (
            f"{pieces} of {number_of(everything, 'piece of evidence', 'pieces of evidence')} "
            f"{'is' if pieces == 1 else 'are'} left out as sensitive; how an answer stands is judged with "
            f"{'it' if pieces == 1 else 'them'}."
        )
    else:
        yield f"None of {number_of(everything, 'piece of evidence', 'pieces of evidence')} is left out as sensitive."
    if allowed:
        allowed_words = join_words([f"'{word}'" for word in dict.fromkeys(met.allowed for met in allowed)])
        yield f"Words that could give somebody away were looked at and allowed to stand: {allowed_words}."
