"""The lists of standards as they are told: what each asks for, what came before and after it, and what answers it.

Only the command ``standards`` loads this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from s11.english import join_words
from s11.plan import (
    AnyRegister,
    Body,
    BoundBodies,
    Plan,
    Provenance,
    RoughDay,
    Standard,
    StandardList,
    StandardPoint,
    Standards,
    StandardsFile,
)
from s11.standing import Standing, judge_plan
from s11.view.counts import Head, NotRead, ReadCounts
from s11.view.labels import standards_of
from s11.view.plans import head as plans_head
from s11.when import Vantage, day_words, parse_fact_day

TOPIC = "in other words than the document’s: look them up there before you rely on them"
TRANSCRIPTION = "the document’s own words"


class Named(NamedTuple):
    """Another standard that is referred to, with its words; '' where no list that was read has it."""

    address: str
    text: str


class AnsweredBy(NamedTuple):
    """An action that answers a standard, or a recommendation that has no action; how it stands on the day."""

    address: str
    of: str
    text: str
    checked: str
    due: date | None


class PointSeen(NamedTuple):
    id: str
    text: str
    applies_to: tuple[str, ...]
    evidence: tuple[str, ...]
    guidance: str
    note: str


class StandardSeen(NamedTuple):
    """One standard. ``new``: whether no earlier list asked for it; None where that is not said."""

    id: str
    address: str
    text: str
    group: str
    paragraph: str
    applies_to: tuple[str, ...]
    guidance: str
    evidence: tuple[str, ...]
    arises_from: tuple[str, ...]
    points: tuple[PointSeen, ...]
    descriptors: Mapping[str, str]
    links: Mapping[str, tuple[str, ...]]
    new: bool | None
    replaces: tuple[Named, ...]
    replaced_by: tuple[Named, ...]
    note: str
    answered_by: tuple[AnsweredBy, ...] | None = None


class ListSeen(NamedTuple):
    """One list of standards. ``follows``, ``followed_by``: the lists before and after it, as its standards say.

    ``plans``: the plans that follow it, or that answer a standard of it; None where no plan was looked at.
    """

    id: str
    title: str
    edition: str
    file: str
    own: bool
    whole: bool
    source: str
    paragraphs: str
    wording: str
    agreed_by: tuple[str, ...]
    licence: str
    note: str
    groups: Mapping[str, str]
    follows: tuple[str, ...]
    followed_by: tuple[str, ...]
    standards: tuple[StandardSeen, ...]
    plans: tuple[str, ...] | None = None

    @property
    def wording_words(self) -> str:
        return {"topic": TOPIC, "transcription": TRANSCRIPTION}.get(self.wording, "")


class BodySeen(NamedTuple):
    """One kind of body. ``bound``: whether the duty binds it on the day; None where no source says. ``not_since``: the
    last day for which a source says that it is bound, where the day is later.
    """

    id: str
    text: str
    bound: bool | None
    since: str
    until: str
    stated: tuple[str, ...]
    replaces: tuple[str, ...]
    note: str
    not_since: str = ""

    @property
    def days_words(self) -> str:
        """What is known of the days: 'from 2013 until 2022', 'bound in December 2024; not looked up since'."""
        phrases = [f"from {self.since}"] if self.since else []
        phrases += [f"until {self.until}"] if self.until else []
        stated = f"bound in {join_words(self.stated)}" if self.stated else ""
        parts = (" ".join(phrases), stated, "not looked up since" if self.not_since else "")
        return "; ".join(part for part in parts if part) or "no day is known"


class BodiesSeen(NamedTuple):
    id: str
    title: str
    law: str
    file: str
    own: bool
    whole: bool
    source: str
    looked_up: str
    licence: str
    note: str
    bodies: tuple[BodySeen, ...]


class StandardsSeen(NamedTuple):
    """What was asked for of the lists of standards: all lists, one, or one standard of one.

    ``head``: what was read of the plans, where they were looked at for what answers a standard.
    """

    as_of: date
    revision: str | None
    revision_words: str
    lists: tuple[ListSeen, ...]
    bodies: tuple[BodiesSeen, ...]
    not_read: tuple[NotRead, ...]
    one: str = ""
    head: Head | None = None

    @property
    def read(self) -> ReadCounts | None:
        """What was read of the plans, where any were looked at."""
        return self.head.read if self.head is not None else None


def all_lists(files: Sequence[StandardsFile], vantage: Vantage, revision_words: str) -> StandardsSeen:
    """Every list there is; no plan is looked at."""
    return StandardsSeen(
        vantage.as_of,
        vantage.revision,
        revision_words,
        tuple(_lists(files, Standards.of(files))),
        tuple(_bodies(files, vantage.as_of)),
        tuple(_not_read(files)),
    )


def one_list(
    files: Sequence[StandardsFile],
    name: str,
    standard: str,
    register: AnyRegister | None,
    vantage: Vantage,
    revision_words: str,
) -> StandardsSeen | None:
    """One list, or one standard of it with what answers it in the plans; None where there is none of that name."""
    seen = all_lists(files, vantage, revision_words)
    lists = tuple(one for one in seen.lists if one.id == name)
    bodies = tuple(one for one in seen.bodies if one.id == name and not lists and not standard)
    if standard:
        lists = tuple(
            one._replace(standards=kept)
            for one in lists
            if (kept := tuple(each for each in one.standards if each.id == standard))
        )
    if not lists and not bodies:
        return None
    if lists and register is not None:
        answers = _answers(register, name, vantage)
        lists = tuple(
            one._replace(
                plans=_plans(register, name),
                standards=tuple(
                    each._replace(answered_by=tuple(answers.get(each.address, ()))) for each in one.standards
                ),
            )
            for one in lists
        )
    read = plans_head(register, vantage, revision_words) if lists and register is not None else None
    return seen._replace(
        lists=lists[:1],
        bodies=bodies[:1],
        not_read=(*seen.not_read, *(read.not_read if read is not None else ())),
        one=f"{name}.{standard}" if standard else name,
        head=read,
    )


def _lists(files: Iterable[StandardsFile], known: Standards) -> Iterator[ListSeen]:
    seen: set[str] = set()
    for file in files:
        if file.listed is None or file.id in seen:
            continue
        seen.add(file.id)
        listed = file.listed
        yield ListSeen(
            file.id,
            listed.title,
            listed.edition,
            file.source.name,
            file.own,
            not file.findings,
            _source(listed.source),
            listed.paragraphs,
            listed.wording,
            listed.agreed_by,
            listed.licence,
            listed.note,
            listed.groups,
            tuple(known.predecessors(file.id)),
            known.successors(file.id),
            tuple(_standard(file.id, listed, one, known) for one in listed.standards),
        )


def _standard(name: str, listed: StandardList, standard: Standard, known: Standards) -> StandardSeen:
    address = f"{name}.{standard.id}"
    return StandardSeen(
        standard.id,
        address,
        standard.text,
        listed.groups.get(standard.group, standard.group),
        standard.paragraph,
        standard.applies_to,
        standard.guidance,
        standard.evidence,
        standard.arises_from,
        tuple(_point(point) for point in standard.points),
        standard.descriptors,
        standard.links,
        None if not standard.replaces else standard.is_new,
        tuple(_named(one, known) for one in standard.replaced),
        tuple(_named(one, known) for one in known.replaced_by(address)),
        standard.note,
    )


def _point(point: StandardPoint) -> PointSeen:
    return PointSeen(point.id, point.text, point.applies_to, point.evidence, point.guidance, point.note)


def _named(address: str, known: Standards) -> Named:
    standard = known.find(address)
    return Named(address, standard[1].text if standard is not None else "")


def _bodies(files: Iterable[StandardsFile], day: date) -> Iterator[BodiesSeen]:
    for file in files:
        if file.bodies is not None:
            held: BoundBodies = file.bodies
            yield BodiesSeen(
                file.id,
                held.title,
                held.law,
                file.source.name,
                file.own,
                not file.findings,
                _source(held.source),
                _rough(held.looked_up),
                held.licence,
                held.note,
                tuple(_body(body, day) for body in held.bodies),
            )


def _body(body: Body, day: date) -> BodySeen:
    last = max(body.stated, key=lambda one: one.last, default=None)
    return BodySeen(
        body.id,
        body.text,
        body.bound_on(day),
        _rough(body.bound_from),
        _rough(body.bound_until),
        tuple(_rough(one) for one in body.stated),
        body.replaces,
        body.note,
        _rough(last) if last is not None and last.last < day and not body.bound_until else "",
    )


def _rough(day: RoughDay | None) -> str:
    """A day as far as it is known: '2013', 'December 2024', '3 June 2024'."""
    if day is None:
        return ""
    known = parse_fact_day(day.words)
    return day_words(known) if known is not None else day.words


def _source(source: Provenance | None) -> str:
    if source is None:
        return ""
    parts = (source.document, source.body, day_words(source.date) if source.date else "")
    return ", ".join(part for part in parts if part)


def _not_read(files: Iterable[StandardsFile]) -> Iterator[NotRead]:
    for file in files:
        if file.findings:
            first, count = file.findings[0], len(file.findings)
            place = first.place
            whole = (
                "nothing of it could be read" if file.listed is None and file.bodies is None else "the rest was read"
            )
            yield NotRead(first.file, file.id, place.line, place.column, first.message, whole, count)


# what answers a standard ---------------------------------------------------------------------------------------------


def _plans(register: AnyRegister, name: str) -> tuple[str, ...]:
    ids = []
    for loaded in register.files:
        plan = loaded.plan
        if plan is not None and (name in plan.standards or any(one.startswith(f"{name}.") for one in _cited(plan))):
            ids.append(plan.id)
    return tuple(ids)


def _cited(plan: Plan) -> Iterator[str]:
    for recommendation in plan.recommendations:
        yield from recommendation.standards
        for action in recommendation.actions:
            yield from action.standards


def _answers(register: AnyRegister, name: str, vantage: Vantage) -> dict[str, list[AnsweredBy]]:
    """By the address of a standard of a list, what answers it; of each plan in the order of its file."""
    answers: dict[str, list[AnsweredBy]] = {}
    for loaded in register.files:
        plan = loaded.plan
        if plan is None or not any(one.startswith(f"{name}.") for one in _cited(plan)):
            continue
        standings = {id(standing.action): standing for standing in judge_plan(plan, vantage)}
        for recommendation in plan.recommendations:
            if not recommendation.actions:
                for one in recommendation.standards:
                    bare = AnsweredBy(plan.address_of(recommendation), "recommendation", recommendation.text, "", None)
                    answers.setdefault(one, []).append(bare)
            for action in recommendation.actions:
                standing: Standing = standings[id(action)]
                for one in standards_of(standing):
                    answered = AnsweredBy(plan.address(action), "action", action.text, standing.checked, standing.due)
                    answers.setdefault(one, []).append(answered)
    return answers
