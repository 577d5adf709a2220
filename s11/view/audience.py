"""What the public may be shown: a twin of every plan, made before anything is judged or said, so that no View ever
holds a name.

In a twin posts stand for people, and what is marked as sensitive is not there. A twin has no document behind it:
nothing can be quoted from the file. Whatever would give more away than was asked for stops the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from s11.english import number_of
from s11.plan import (
    Person,
    Plan,
    PlanFile,
    PlanFiles,
    Recommendation,
    Record,
    body_fields,
    fields_with_people,
    kept_from_public,
    people_fields,
    to_be_confirmed,
)
from s11.rules.identifiers import CONTACT, identifiers, plain
from s11.rules.markings import markings_in
from s11.text import Document, Finding, Path, Source
from s11.view.filters import Filter
from s11.view.labels import lead_view
from s11.view.name_search import (
    Index,
    NameFound,
    NameMark,
    Text,
    Wording,
    full_names,
    indexed,
    marks_of,
    name_at,
    names_in,
    texts_of,
    wording_of,
)
from s11.view.posts import name_in
from s11.view.records import LeftOut
from s11.view.traces import LeftOutPlans, addresses, gone_from, internal_in, traces_in, trimmed, without_traces

if TYPE_CHECKING:
    pass

NO_POST = "post not recorded"
SENSITIVE = "sensitive"
PERSONAL = ("S601", "S602", "S603", "S604")

R = TypeVar("R", bound=Record)


class PublicPlans(NamedTuple):
    """What may be shown to an audience: every view is made of this register and this filter, and of nothing else."""

    register: PlanFiles
    chosen: Filter
    left_out: LeftOut | None = None
    names: tuple[NameFound, ...] = ()


class Withheld(NamedTuple):
    """Why nothing may be shown: what was refused, and the names and other doubts that stand in the words."""

    why: tuple[str, ...]
    names: tuple[NameFound, ...] = ()


class PublicCopy(NamedTuple):
    """A plan for the public, what each key of its people became, who they were, and what it leaves out."""

    plan: Plan
    labels: Mapping[str, str]
    people: Mapping[str, Person]
    gone: LeftOutPlans
    paths: int


class AudienceOptions(NamedTuple):
    """How a public copy was asked for: plans dropped, words allowed one at a time, a council's own open markings, and
    prose that is published with it.
    """

    drop: Sequence[str] = ()
    allow: Sequence[str] = ()
    open_markings: Collection[str] = ()
    beside: Sequence[Text] = ()


def public(
    register: PlanFiles,
    findings: Sequence[Finding],
    chosen: Filter = Filter(),
    *,
    drop: Sequence[str] = (),
    allow: Sequence[str] = (),
    open_markings: Collection[str] = (),
    beside: Sequence[Text] = (),
) -> PublicPlans | Withheld:
    """Plans for the public, or why not.

    ``findings`` are those of the whole register. ``drop`` names plans to be left out whole, and 'sensitive' lets a plan
    through that is marked as not for everybody as long as something in it is marked to be left out. ``allow``: words
    that were looked at and may stand, one at a time. ``open_markings``: a council's own, by their letters. ``beside``:
    other words that are published with the plans. No allowance in a plan opens anything here.
    """
    asked = AudienceOptions(drop, allow, open_markings, beside)
    kept = [loaded for loaded in register.files if loaded.source.id not in drop]
    known = {loaded.source.id for loaded in register.files}
    why = [
        f"there is no plan '{name}' among those that were read, so it cannot be dropped"
        for name in drop
        if name not in known and name != SENSITIVE
    ]
    why += [said for loaded in kept for said in _refusals(loaded, asked)]
    if why or not kept:
        return Withheld(tuple(why) or ("every plan was dropped: nothing is left to publish",))
    plans = [loaded.plan for loaded in kept if loaded.plan is not None]
    twins = _twins(plans, frozenset(name for name in drop if name != SENSITIVE))
    shown_as = _chosen(chosen, [(plan, twin.labels) for plan, twin in zip(plans, twins, strict=True)])
    texts = [(twin, text) for twin in twins for text in _published_texts(twin.plan)]
    around = [*beside, Text("the filter", "asked for", shown_as.words())]
    hard = _dangers(kept, twins, texts, around, findings, open_markings)
    doubts = tuple(_doubts(register, twins, texts, around, asked))
    stopping = tuple(met for met in doubts if not met.allowed)
    if hard or stopping:
        return Withheld(tuple(hard), stopping)
    shown = PlanFiles(
        tuple(PlanFile(Document(Source(twin.plan.id, twin.plan.id, b""), ""), twin.plan, ()) for twin in twins)
    )
    return PublicPlans(shown, shown_as, _left_out(register, kept, twins, doubts), doubts)


def _refusals(loaded: PlanFile, asked: AudienceOptions) -> Iterator[str]:
    plan, name = loaded.plan, loaded.source.id
    if plan is None or not loaded.whole:
        yield (
            f"{name} could not be read whole, so that nobody knows what in it is sensitive: mend it ('s11 lint' says "
            f"where), or leave it out with --drop {name}"
        )
    elif kept_from_public(plan.marking, asked.open_markings):
        if SENSITIVE not in asked.drop:
            yield (
                f"{name} is marked '{plan.marking}': leave it out with --drop {name}, or only what it marks as "
                f"sensitive with --drop {SENSITIVE}; a marking that everybody may read is named under "
                "'open_markings' in s11.yaml"
            )
        elif not _holds_sensitive(plan):
            yield (
                f"{name} is marked '{plan.marking}', and nothing in it is marked 'sensitive: true', so there is "
                f"nothing to leave out: mark it in the plan, or leave the plan out with --drop {name}"
            )


def _dangers(
    kept: Sequence[PlanFile],
    twins: Sequence[PublicCopy],
    texts: Sequence[tuple[PublicCopy, Text]],
    around: Sequence[Text],
    findings: Sequence[Finding],
    open_markings: Collection[str],
) -> list[str]:
    """Numbers and dates of people and the words of markings: nothing but mending or dropping helps against these."""
    why: list[str] = []
    told: set[tuple[str, str]] = set()
    for loaded, twin in zip(kept, twins, strict=True):
        for finding in findings:
            if (
                finding.plan == twin.plan.id
                and finding.code in PERSONAL
                and not (loaded.plan and _is_sensitive(loaded.plan, finding.path))
            ):
                told.add((twin.plan.id, finding.about))
                why.append(
                    f"{finding.file}:{finding.place.line}:{finding.place.column}: {finding.code} {finding.message}: "
                    f"mend it, or leave the plan out with --drop {twin.plan.id}; no allowance opens a copy for the "
                    "public"
                )
    for name, text in [*((twin.plan.id, text) for twin, text in texts), *(("", text) for text in around)]:
        drop = f", or leave the plan out with --drop {name}" if name else ""
        for found in identifiers(text.text):
            if found.kind not in CONTACT and (name, found.words) not in told:
                told.add((name, found.words))
                why.append(f"{text.address}, {text.field}: '{found.words}' may be {found.kind}: mend it{drop}")
        for marking in markings_in(text.text, open_markings) if text.field != "marking" else ():
            why.append(
                f"{text.address}, {text.field}: the words of a marking stand here, '{marking.words}': reword it, "
                f"mark it 'sensitive: true' in the plan{drop}; a marking that everybody may read is named under "
                "'open_markings' in s11.yaml"
            )
    return why


def _holds_sensitive(plan: Plan) -> bool:
    return any(
        recommendation.sensitive or any(action.sensitive for action in recommendation.actions)
        for recommendation in plan.recommendations
    )


def _is_sensitive(plan: Plan | None, path: Path) -> bool:
    """Whether a place of a file that was read whole lies in something marked as sensitive."""
    if plan is None:
        return False
    match path:
        case ("recommendations", int(number), *_) if plan.recommendations[number].sensitive:
            return True
        case ("recommendations", int(number), "actions", int(inner), *_):
            return plan.recommendations[number].actions[inner].sensitive
    return False


# the twin ------------------------------------------------------------------------------------------------------------


def _twins(plans: Sequence[Plan], dropped: frozenset[str]) -> list[PublicCopy]:
    bare = [_without_sensitive(plan) for plan in plans]
    gone = [gone_from(plan, kept, dropped, ()) for plan, kept in zip(plans, bare, strict=True)]
    everywhere = [(plan.id, address) for plan, own in zip(plans, gone, strict=True) for address in addresses(plan, own)]
    return [
        _twin(plan, kept, own._replace(elsewhere=frozenset(address for name, address in everywhere if name != plan.id)))
        for plan, kept, own in zip(plans, bare, gone, strict=True)
    ]


def _twin(plan: Plan, bare: Plan, gone: LeftOutPlans) -> PublicCopy:
    kept = without_traces(plan, trimmed(plan, bare) if _holds_sensitive(plan) else bare, gone)
    before = dict.fromkeys(_keys(plan, plan.people))
    after = dict.fromkeys(_keys(kept, plan.people)) if _holds_sensitive(plan) else before
    # who answers only for what is left out is left out with it
    keys = [
        key
        for key in dict.fromkeys((*plan.people, *after))
        if (key in after or key not in before) and not to_be_confirmed(key)
    ]
    labels = _labels(keys, plan.people)
    people = {label: _shown(plan.people.get(key, Person()), label) for key, label in labels.items()}
    marking = (
        f"{plan.marking} (the plan as a whole; what it marks as sensitive is left out here)"
        if kept_from_public(plan.marking) and _holds_sensitive(plan)
        else plan.marking
    )
    everybody = {**{key: Person() for key in before if not to_be_confirmed(key)}, **plan.people}
    paths = sum(1 for text in texts_of(bare) for _ in internal_in(plain(text.text)))
    return PublicCopy(replace(_renamed(kept, labels), people=people, marking=marking), labels, everybody, gone, paths)


def _without_sensitive(plan: Plan) -> Plan:
    return replace(
        plan,
        recommendations=tuple(
            _kept(recommendation) for recommendation in plan.recommendations if not recommendation.sensitive
        ),
    )


def _kept(recommendation: Recommendation) -> Recommendation:
    actions = tuple(action for action in recommendation.actions if not action.sensitive)
    return replace(recommendation, actions=actions, withheld=len(recommendation.actions) - len(actions))


def _labels(keys: Sequence[str], people: Mapping[str, Person]) -> dict[str, str]:
    """What stands for each key: a group's own, a post, or that none is recorded; no two the same, since one's own
    sign-off is none.
    """
    groups = {key for key in keys if key in people and people[key].group}
    taken, labels = {key.casefold() for key in groups}, {}
    for key in keys:
        stem = _post(people.get(key, Person())) or NO_POST
        label, number = key if key in groups else stem, 1
        while key not in groups and label.casefold() in taken:
            number += 1
            label = f"{stem} ({number})"
        taken.add(label.casefold())
        labels[key] = label
    return labels


def _post(person: Person) -> str:
    """The post that is recorded; '' where it is still to be confirmed."""
    return "" if to_be_confirmed(person.post) else " ".join(person.post.split())


def _shown(person: Person, label: str) -> Person:
    return person if person.group else Person(post=label if _post(person) else "", organisation=person.organisation)


def _keys(record: object, people: Mapping[str, Person]) -> Iterator[str]:
    """Every key of people that a record, and whatever stands in it, names; the words for a body are none."""
    for name in people_fields(type(record)):
        held = getattr(record, name)
        if name in body_fields(type(record)) and held not in people:
            continue
        yield from (held,) if isinstance(held, str) and held else held
    for name in fields_with_people(type(record)):
        held = getattr(record, name)
        for inner in held if isinstance(held, tuple) else (held,) if held is not None else ():
            yield from _keys(inner, people)


def _renamed(record: R, labels: Mapping[str, str]) -> R:
    """The same with every key of people as its label."""
    changed: dict[str, object] = {}
    for name in people_fields(type(record)):
        held = getattr(record, name)
        changed[name] = labels.get(held, held) if isinstance(held, str) else tuple(labels.get(key, key) for key in held)
    for name in fields_with_people(type(record)):
        held = getattr(record, name)
        changed[name] = (
            tuple(_renamed(inner, labels) for inner in held)
            if isinstance(held, tuple)
            else held and _renamed(held, labels)
        )
    return replace(record, **changed)


# what still has to be asked and said ---------------------------------------------------------------------------------


def _chosen(chosen: Filter, labelled: Sequence[tuple[Plan, Mapping[str, str]]]) -> Filter:
    """The same choice in terms of the twins: a lead is asked for by key or name, and chosen by what became of it."""
    if not chosen.lead or to_be_confirmed(chosen.lead):
        return chosen
    leads = tuple(
        (plan.id, label)
        for plan, labels in labelled
        for key, label in labels.items()
        if chosen.means(plan.id, lead_view(plan, key))
    )
    return chosen._replace(
        lead=" / ".join(dict.fromkeys(label for _, label in leads)) or "nobody who leads here", leads=leads
    )


def _published_texts(plan: Plan) -> list[Text]:
    return [text for text in texts_of(plan) if NO_POST not in text.text]


def _doubts(
    register: PlanFiles,
    twins: Sequence[PublicCopy],
    texts: Sequence[tuple[PublicCopy, Text]],
    around: Sequence[Text],
    asked: AudienceOptions,
) -> Iterator[NameFound]:
    """Every place where somebody may be named, or what is left out: each stops the copy unless its word was allowed."""
    anywhere = indexed(mark for plan in register.plans for mark in full_names(plan.people))
    places = frozenset(
        word.casefold()
        for twin in twins
        for word in (*twin.plan.organisation.split(), *twin.plan.id.replace("-", "/").split("/"))
    )
    wording = wording_of((text for _, text in texts), places)
    marks = {twin.plan.id: (marks_of(twin.people), twin) for twin in twins}
    indexes = {name: indexed(own, anywhere) for name, (own, _) in marks.items()}
    for twin in twins:
        yield from _names_for_posts(twin, places, asked.allow)
    for twin, text in texts:
        yield from _met(text, indexes[twin.plan.id], wording, twin, asked.allow)
    everybody: list[NameMark] = [mark for own, _ in marks.values() for mark in own]
    all_of_them = indexed(everybody, anywhere)
    for text in around:
        yield from _met(text, all_of_them, wording, None, asked.allow)


def _met(
    text: Text, index: Index, wording: Wording, twin: PublicCopy | None, allow: Sequence[str]
) -> Iterator[NameFound]:
    yield from names_in(text, index, wording, allow)
    shown = plain(text.text)
    spans = [(found.start, found.end) for found in identifiers(text.text) if found.kind in CONTACT]
    spans += traces_in(twin.plan, text, shown, twin.gone) if twin else ()
    yield from (name_at(text, shown, start, end, allow) for start, end in dict.fromkeys(spans))


def _names_for_posts(twin: PublicCopy, places: Collection[str], allow: Sequence[str]) -> Iterator[NameFound]:
    """Posts and groups that read like somebody's name."""
    for label, person in twin.plan.people.items():
        field, said = ("group", (label, person.name)) if person.group else ("post", (person.post,))
        for words in dict.fromkeys(filter(None, said)):
            name = name_in(words, places)
            if name:
                text = Text(twin.plan.id, f"people {field}", words)
                shown = plain(words)
                start = shown.find(name)
                yield name_at(text, shown, *((start, start + len(name)) if start >= 0 else (0, len(shown))), allow)


def _left_out(
    register: PlanFiles, kept: Sequence[PlanFile], twins: Sequence[PublicCopy], allowed: Sequence[NameFound]
) -> LeftOut:
    of = [loaded.plan for loaded in kept if loaded.plan is not None]
    recommendations, actions = (
        sum(len(plan.recommendations) for plan in of),
        sum(1 for plan in of for _ in plan.actions()),
    )
    plans = [twin.plan for twin in twins]
    without = LeftOut(
        actions - sum(1 for plan in plans for _ in plan.actions()),
        actions,
        recommendations - sum(len(plan.recommendations) for plan in plans),
        recommendations,
        len(register.files) - len(kept),
        len(register.files),
        tuple(
            f"{plan.calls_it} {recommendation.id} ({plan.id})"
            for plan in plans
            for recommendation in plan.recommendations
            if recommendation.withheld
        ),
        sum(not person.group for plan in plans for person in plan.people.values()),
        sum(not (person.group or person.post) for plan in plans for person in plan.people.values()),
        len(allowed),
    )
    return without._replace(words=tuple(_sentences(without, allowed, sum(twin.paths for twin in twins))))


def _sentences(out: LeftOut, allowed: Sequence[NameFound], paths: int) -> Iterator[str]:
    posts = (
        f"; {out.no_post} of {number_of(out.people, 'lead')} {'has' if out.no_post == 1 else 'have'} none recorded"
        if out.no_post
        else ""
    )
    yield f"Posts stand here in the place of people's names{posts}."
    if out.plans:
        yield f"{out.plans} of {number_of(out.all_plans, 'plan')} {'is' if out.plans == 1 else 'are'} left out whole."
    if not out.actions and not out.recommendations:
        yield f"None of the {number_of(out.all_actions, 'action')} is left out as sensitive."
    else:
        above = (
            f" and {out.recommendations} of {number_of(out.all_recommendations, 'recommendation')}"
            if out.recommendations
            else ""
        )
        yield (
            f"{out.actions} of {number_of(out.all_actions, 'action')}{above} "
            f"{'is' if (out.actions, out.recommendations) in ((1, 0), (0, 1)) else 'are'} left out as sensitive; the "
            "counts here are without them."
        )
    if out.under:
        yield f"Actions are left out under {', '.join(out.under)}."
    if paths:
        yield (
            f"{number_of(paths, 'path')} to files that only the council can open {'is' if paths == 1 else 'are'} "
            "left out."
        )
    if out.names:
        counts: dict[str, int] = {}
        for met in allowed:
            counts[met.allowed] = counts.get(met.allowed, 0) + 1
        listed = ", ".join(f"'{word}' ({number_of(count, 'place')})" for word, count in counts.items())
        yield f"Words that could give somebody away were looked at and allowed to stand, one at a time: {listed}."
    else:
        yield "No name or key of the people in it was found in its words."
