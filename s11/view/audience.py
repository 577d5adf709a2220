"""What the public may be shown: a twin of every plan, made before anything is judged or said, so that no View ever
holds a name.

In a twin posts stand for people, and what is marked as sensitive is not there. A twin has no document behind it:
nothing can be quoted from the file. Whatever would give more away than was asked for stops the whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from s11.english import number_of
from s11.plan import (
    Person,
    Plan,
    PlanFile,
    PlanFiles,
    Record,
    body_fields,
    did_you_mean_name,
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
from s11.view.report_records import LeftOut
from s11.view.traces import LeftOutPlans, addresses, internal_in, only_shown, traces_in, trimmed, without_traces
from s11.view.withheld import Withholding

NO_POST = "post not recorded"
_NO_POST = re.compile(rf"{NO_POST}(?: \(\d+\))?")
SENSITIVE = "sensitive"
PERSONAL = ("S601", "S602", "S603", "S604")

R = TypeVar("R", bound=Record)


class EarlierPlans(NamedTuple):
    """An earlier reading of the plans that goes into the same copy, and which it is in words.

    ``shown``: whether words of it are shown; else it is only counted. ``beside``: the place among the readings, 0 for
    the plans themselves, of the one that it is compared with.
    """

    register: PlanFiles
    called: str
    shown: bool = True
    beside: int = 0


class PublicPlans(NamedTuple):
    """What may be shown to an audience: every view is made of this register, of the earlier ones in the order in which
    they were given, and of this filter, and of nothing else.
    """

    register: PlanFiles
    chosen: Filter
    left_out: LeftOut | None = None
    names: tuple[NameFound, ...] = ()
    earlier: tuple[PlanFiles, ...] = ()


class Withheld(NamedTuple):
    """Why nothing may be shown: what was refused, and the names and other doubts that stand in the words."""

    why: tuple[str, ...]
    names: tuple[NameFound, ...] = ()


class PublicCopy(NamedTuple):
    """A plan as the public may see it, what each key of its people became, the people it was made from in any reading,
    what it leaves out, and of which reading it is, '' for the plans themselves.
    """

    plan: Plan
    labels: Mapping[str, str]
    people: tuple[Mapping[str, Person], ...]
    gone: LeftOutPlans
    paths: int
    called: str


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
    earlier: Sequence[EarlierPlans] = (),
    only: Collection[str] | None = None,
) -> PublicPlans | Withheld:
    """Plans for the public, or why not.

    ``findings`` are those of the whole register. ``drop`` names plans to be left out whole, and 'sensitive' lets a plan
    through that is marked as not for everybody as long as something in it is marked to be left out. ``allow``: words
    that were looked at and may stand, one at a time. ``open_markings``: a council's own, by their letters. ``beside``:
    other words that are published with the plans. ``earlier``: readings that are compared with them: what one of all
    these withholds, none shows. ``only``: the plans that are asked for, under the ids they have now, so that no other
    is looked into; every plan where it is None. No allowance in a plan opens anything here.
    """
    options = AudienceOptions(drop, allow, open_markings, beside)
    readings = (EarlierPlans(register, ""), *earlier)
    plans = {id(plan): plan for reading in readings for plan in reading.register.plans}
    withheld = Withholding(tuple(plans.values()), [(each.register, readings[each.beside].register) for each in earlier])
    others = {
        id(plan)
        for plan in plans.values()
        if only is not None and not any(one.id in only for one in withheld.family(plan))
    }
    for plan in plans.values():
        if plan.id in drop or id(plan) in others:
            withheld.leave_out(plan)
    dropped = frozenset(drop) - {SENSITIVE} | {
        plan.id for plan in plans.values() if withheld.is_gone(plan) and id(plan) not in others
    }
    known = {loaded.source.id for reading in readings for loaded in reading.register.files}
    why = [
        f"there is no plan '{name}' among those that were read, so it cannot be dropped"
        + (f": {near}" if (near := did_you_mean_name(name, known)) else "")
        for name in drop
        if name not in known and name != SENSITIVE
    ]
    in_scope, *_ = wanted = [
        [loaded for loaded in reading.register.files if _is_in_scope(loaded, only, others)] for reading in readings
    ]
    kept = [
        [
            loaded
            for loaded in files
            if loaded.source.id not in drop and not (loaded.plan is not None and withheld.is_gone(loaded.plan))
        ]
        for files in wanted
    ]
    why += _all_refusals(zip(readings, kept, strict=True), withheld, options)
    if why or not kept[0]:
        return Withheld(tuple(why) or ("every plan was dropped: nothing is left to publish",))
    copies = _twins([_plans_of(files) for files in kept], readings, withheld, dropped)
    twins = [copies[id(plan)] for plan in _plans_of(kept[0])]
    copies_shown = [*twins, *_shown_earlier(copies.values(), readings)]
    shown_as = _chosen(chosen, [(plans[number], twin.labels) for number, twin in copies.items()])
    texts = list(_texts_shown(copies_shown))
    around = [*beside, Text("the filter", "asked for", shown_as.words())]
    hard = _dangers(kept[0], withheld, texts, around, findings, open_markings)
    doubts = tuple(_doubts(list(plans.values()), copies_shown, texts, around, options))
    stopping = tuple(met for met in doubts if not met.allowed)
    if hard or stopping:
        return Withheld(tuple(hard), stopping)
    # one reading of a file is one twin, wherever it stands
    shown = {number: _without_file(twin.plan) for number, twin in copies.items()}
    registers = [PlanFiles(tuple(shown[id(plan)] for plan in _plans_of(files))) for files in kept]
    counts = (
        *_counted_out([plan for plan in plans.values() if not withheld.is_gone(plan)], _plans_of(kept[0]), withheld),
        len(in_scope) - len(kept[0]),
        len(in_scope),
    )
    return PublicPlans(
        registers[0], shown_as, _with_notes(counts, copies_shown, doubts, bool(earlier)), doubts, tuple(registers[1:])
    )


def _is_in_scope(loaded: PlanFile, only: Collection[str] | None, others: Collection[int]) -> bool:
    return only is None or (loaded.source.id in only if loaded.plan is None else id(loaded.plan) not in others)


def _all_refusals(
    readings: Iterable[tuple[EarlierPlans, Sequence[PlanFile]]], withheld: Withholding, options: AudienceOptions
) -> list[str]:
    """Why plans may not be shown as they are; of each only the newest reading that may not."""
    refused: dict[str, tuple[str, ...]] = {}
    for reading, files in readings:
        for loaded in files:
            if not refused.get(loaded.source.id):
                refused[loaded.source.id] = tuple(_refusals(loaded, reading.called, withheld, options))
    return [sentence for several in refused.values() for sentence in several]


def _plans_of(files: Sequence[PlanFile]) -> list[Plan]:
    return [loaded.plan for loaded in files if loaded.plan is not None]


def _without_file(twin: Plan) -> PlanFile:
    return PlanFile(Document(Source(twin.id, twin.id, b""), ""), twin, ())


def _refusals(loaded: PlanFile, called: str, withheld: Withholding, options: AudienceOptions) -> Iterator[str]:
    plan = loaded.plan
    name = loaded.source.id + (f", {called}," if called else "")
    if plan is None or not loaded.whole:
        yield (
            f"{name} could not be read whole, so that nobody knows what in it is sensitive: mend it ('s11 lint' says "
            f"where), or leave it out with --drop {loaded.source.id}"
            if not called
            else f"{name} could not be read whole, so that nobody knows what in it was sensitive: compare with "
            f"another day, or leave it out with --drop {loaded.source.id}"
        )
    elif kept_from_public(plan.marking, options.open_markings):
        if SENSITIVE not in options.drop:
            yield (
                f"{name} is marked '{plan.marking}': leave it out with --drop {plan.id}, or only what it marks as "
                f"sensitive with --drop {SENSITIVE}; a marking that everybody may read is named under "
                "'open_markings' in s11.yaml"
            )
        elif not withheld.cuts(plan):
            yield (
                f"{name} is marked '{plan.marking}', and nothing in it is marked 'sensitive: true', so there is "
                f"nothing to leave out: mark it in the plan, or leave the plan out with --drop {plan.id}"
            )


def _dangers(
    kept: Sequence[PlanFile],
    withheld: Withholding,
    texts: Sequence[tuple[PublicCopy, Text]],
    around: Sequence[Text],
    findings: Sequence[Finding],
    open_markings: Collection[str],
) -> list[str]:
    """Numbers and dates of people and the words of markings: nothing but mending or dropping helps against these."""
    why: list[str] = []
    reported: set[tuple[str, str]] = set()
    for plan in _plans_of(kept):
        for finding in findings:
            if finding.plan == plan.id and finding.code in PERSONAL and not _is_withheld(plan, finding.path, withheld):
                reported.add((plan.id, finding.about))
                why.append(
                    f"{finding.file}:{finding.place.line}:{finding.place.column}: {finding.code} {finding.message}: "
                    f"mend it, or leave the plan out with --drop {plan.id}; no allowance opens a copy for the "
                    "public"
                )
    for name, text in [*((twin.plan.id, text) for twin, text in texts), *(("", text) for text in around)]:
        drop = f", or leave the plan out with --drop {name}" if name else ""
        for identifier in identifiers(text.text):
            if identifier.kind not in CONTACT and (name, identifier.words) not in reported:
                reported.add((name, identifier.words))
                why.append(
                    f"{text.address}, {text.field}: '{identifier.words}' may be {identifier.kind}: mend it{drop}"
                )
        for marking in markings_in(text.text, open_markings) if text.field != "marking" else ():
            why.append(
                f"{text.address}, {text.field}: the words of a marking stand here, '{marking.words}': reword it, "
                f"mark it 'sensitive: true' in the plan{drop}; a marking that everybody may read is named under "
                "'open_markings' in s11.yaml"
            )
    return why


def _is_withheld(plan: Plan, path: Path, withheld: Withholding) -> bool:
    """Whether a place of a file that was read whole lies in something that is left out."""
    match path:
        case ("recommendations", int(number), "actions", int(inner), *_):
            return withheld.is_gone(plan, number) or withheld.is_gone(plan, number, inner)
        case ("recommendations", int(number), *_):
            return withheld.is_gone(plan, number)
    return False


# the twin ------------------------------------------------------------------------------------------------------------


class _Family(NamedTuple):
    """One plan in every reading: without what is withheld, with what each key of its people is called in all of them,
    whether anything is withheld of it, and what words it explains that are not withheld in one of them.
    """

    members: tuple[Plan, ...]
    bare: Mapping[int, Plan]
    keys: Mapping[int, tuple[str, ...]]
    labels: Mapping[str, str]
    people: Mapping[str, Person]
    cut: bool
    kept_terms: Mapping[str, frozenset[str]]

    @property
    def everybody(self) -> tuple[Mapping[str, Person], ...]:
        """Everybody whom its readings name, each with what is recorded of them there."""
        return tuple(
            {
                **{key: Person() for key in keys_named(plan, plan.people) if not to_be_confirmed(key)},
                **plan.people,
            }
            for plan in self.members
        )

    def gone(self, dropped: frozenset[str]) -> dict[int, LeftOutPlans]:
        """What each reading could point at that is left out: also what only another one had."""
        actions = {id(plan): {action.id for _, action in plan.actions()} - {""} for plan in self.members}
        recommendations = {id(plan): {one.id for one in plan.recommendations} - {""} for plan in self.members}
        kept = {number: {action.id for _, action in bare.actions()} for number, bare in self.bare.items()}
        above = {number: {one.id for one in bare.recommendations} for number, bare in self.bare.items()}
        out = {action for number, ids in actions.items() for action in ids - kept[number]}
        out_above = {one for number, ids in recommendations.items() for one in ids - above[number]}
        return {
            number: LeftOutPlans(dropped, frozenset(out - kept[number]), frozenset(out_above - above[number]))
            for number in self.bare
        }


def _twins(
    kept: Sequence[Sequence[Plan]], readings: Sequence[EarlierPlans], withheld: Withholding, dropped: frozenset[str]
) -> dict[int, PublicCopy]:
    """The twin of every plan of every reading, by the plan it was made of."""
    called: dict[int, str] = {}
    for reading, plans in zip(readings, kept, strict=True):
        for plan in plans:
            # a word of it that is shown is told to be of the newest reading that holds it
            called.setdefault(id(plan), reading.called)
    families = {
        id(members[0]): members
        for plans in kept
        for plan in plans
        if (members := tuple(one for one in withheld.family(plan) if id(one) in called))
    }
    made: dict[int, PublicCopy] = {}
    family_list = [_family(members, withheld) for members in families.values()]
    gone = [family.gone(dropped) for family in family_list]
    everywhere = [
        (plan.id, address)
        for family, own in zip(family_list, gone, strict=True)
        for plan in family.members
        for address in addresses(plan, own[id(plan)])
    ]
    for family, own in zip(family_list, gone, strict=True):
        everybody = family.everybody
        for plan in family.members:
            elsewhere = frozenset(address for name, address in everywhere if name != plan.id)
            left_out = own[id(plan)]._replace(elsewhere=elsewhere)
            made[id(plan)] = _twin(plan, family, everybody, left_out, called[id(plan)])
    return made


def _family(members: tuple[Plan, ...], withheld: Withholding) -> _Family:
    bare = {id(plan): withheld.without(plan) for plan in members}
    cut = withheld.cuts(members[0])
    keys = {id(plan): _kept_keys(plan, bare[id(plan)], cut) for plan in members}
    people = {key: person for plan in reversed(members) for key, person in plan.people.items()}
    labels = labels_for(list(dict.fromkeys(key for own in keys.values() for key in own)), people)
    kept_terms = only_shown((plan, bare[id(plan)]) for plan in members) if cut else {}
    return _Family(members, bare, keys, labels, people, cut, kept_terms)


def _kept_keys(plan: Plan, bare: Plan, cut: bool) -> tuple[str, ...]:
    """The people of a plan: who answers only for what is left out is left out with it."""
    before = dict.fromkeys(keys_named(plan, plan.people))
    after = dict.fromkeys(keys_named(bare, plan.people)) if cut else before
    return tuple(
        key
        for key in dict.fromkeys((*plan.people, *after))
        if (key in after or key not in before) and not to_be_confirmed(key)
    )


def _twin(
    plan: Plan, family: _Family, everybody: tuple[Mapping[str, Person], ...], gone: LeftOutPlans, called: str
) -> PublicCopy:
    bare = family.bare[id(plan)]
    kept = without_traces(plan, trimmed(bare, family.kept_terms) if family.cut else bare, gone)
    labels = {key: family.labels[key] for key in family.keys[id(plan)]}
    people = {label: shown_person(family.people.get(key, Person()), label) for key, label in labels.items()}
    marking = (
        f"{plan.marking} (the plan as a whole; what it marks as sensitive is left out here)"
        if kept_from_public(plan.marking) and family.cut
        else plan.marking
    )
    paths = sum(1 for text in texts_of(bare) for _ in internal_in(plain(text.text)))
    shown = replace(renamed(kept, labels), people=people, marking=marking)
    return PublicCopy(shown, labels, everybody, gone, paths, called)


def _shown_earlier(copies: Iterable[PublicCopy], readings: Sequence[EarlierPlans]) -> list[PublicCopy]:
    """The twins of earlier readings whose words are shown."""
    called = {reading.called for reading in readings if reading.shown}
    return [twin for twin in copies if twin.called and twin.called in called]


def labels_for(keys: Sequence[str], people: Mapping[str, Person]) -> dict[str, str]:
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


def stands_for_nobody(text: str) -> bool:
    """Whether words are all of what stands for a person of whom no post is recorded; in a sentence they are words."""
    return _NO_POST.fullmatch(text) is not None


def _post(person: Person) -> str:
    """The post that is recorded; '' where it is still to be confirmed."""
    return "" if to_be_confirmed(person.post) else " ".join(person.post.split())


def shown_person(person: Person, label: str) -> Person:
    return person if person.group else Person(post=label if _post(person) else "", organisation=person.organisation)


def keys_named(record: object, people: Mapping[str, Person]) -> Iterator[str]:
    """Every key of people that a record, and whatever stands in it, names; the words for a body are none."""
    for name in people_fields(type(record)):
        held = getattr(record, name)
        keys = ((held,) if held else ()) if isinstance(held, str) else held
        bodies = name in body_fields(type(record))
        yield from (key for key in keys if not bodies or key in people)
    for name in fields_with_people(type(record)):
        held = getattr(record, name)
        for inner in held if isinstance(held, tuple) else (held,) if held is not None else ():
            yield from keys_named(inner, people)


def renamed(record: R, labels: Mapping[str, str]) -> R:
    """The same with every key of people as its label."""
    changed: dict[str, object] = {}
    for name in people_fields(type(record)):
        held = getattr(record, name)
        changed[name] = labels.get(held, held) if isinstance(held, str) else tuple(labels.get(key, key) for key in held)
    for name in fields_with_people(type(record)):
        held = getattr(record, name)
        changed[name] = (
            tuple(renamed(inner, labels) for inner in held)
            if isinstance(held, tuple)
            else held and renamed(held, labels)
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


def _texts_shown(twins: Iterable[PublicCopy]) -> Iterator[tuple[PublicCopy, Text]]:
    """Every text that is shown, with its twin; what an earlier reading says as a later one does is told of once."""
    known: set[Text] = set()
    for twin in twins:
        for text in texts_of(twin.plan):
            if stands_for_nobody(text.text) or (twin.called and text in known):
                continue
            known.add(text)
            yield twin, text._replace(field=f"{text.field}, {twin.called}") if twin.called else text


def _doubts(
    plans: Iterable[Plan],
    twins: Sequence[PublicCopy],
    texts: Sequence[tuple[PublicCopy, Text]],
    around: Sequence[Text],
    options: AudienceOptions,
) -> Iterator[NameFound]:
    """Every place where somebody may be named, or what is left out: each stops the copy unless its word was allowed."""
    anywhere = indexed(mark for mark in dict.fromkeys(mark for plan in plans for mark in full_names(plan.people)))
    places = frozenset(
        word.casefold()
        for twin in twins
        for word in (*twin.plan.organisation.split(), *twin.plan.id.replace("-", "/").split("/"))
    )
    wording = wording_of((text for _, text in texts), places)
    marks: dict[int, tuple[NameMark, ...]] = {}
    for twin in twins:
        if id(twin.people) not in marks:
            marks[id(twin.people)] = tuple(dict.fromkeys(mark for held in twin.people for mark in marks_of(held)))
    indexes = {number: indexed(own, anywhere) for number, own in marks.items()}
    reported: set[NameFound] = set()
    for twin in twins:
        met = [
            name for name in _names_for_posts(twin, places, options.allow) if not twin.called or name not in reported
        ]
        reported.update(met)
        yield from met
    for twin, text in texts:
        yield from _met(text, indexes[id(twin.people)], wording, twin, options.allow)
    everybody = [mark for own in marks.values() for mark in own]
    all_of_them = indexed(everybody, anywhere)
    for text in around:
        yield from _met(text, all_of_them, wording, None, options.allow)


def _met(
    text: Text, index: Index, wording: Wording, twin: PublicCopy | None, allow: Sequence[str]
) -> Iterator[NameFound]:
    yield from names_in(text, index, wording, allow)
    shown = plain(text.text)
    spans = [(identifier.start, identifier.end) for identifier in identifiers(text.text) if identifier.kind in CONTACT]
    spans += traces_in(twin.plan, text, shown, twin.gone) if twin else ()
    yield from (name_at(text, shown, start, end, allow) for start, end in dict.fromkeys(spans))


def _names_for_posts(twin: PublicCopy, places: Collection[str], allow: Sequence[str]) -> Iterator[NameFound]:
    """Posts and groups that read like somebody's name."""
    for label, person in twin.plan.people.items():
        field, labels = ("group", (label, person.name)) if person.group else ("post", (person.post,))
        for words in dict.fromkeys(filter(None, labels)):
            name = name_in(words, places)
            if name:
                text = Text(twin.plan.id, f"people {field}", words)
                shown = plain(words)
                start = shown.find(name)
                yield name_at(text, shown, *((start, start + len(name)) if start >= 0 else (0, len(shown))), allow)


def _counted_out(plans: Sequence[Plan], now: Sequence[Plan], withheld: Withholding) -> tuple[int, int, int, int]:
    """How many actions and recommendations are left out of some plans in any reading, each with how many there are: so
    nobody can tell what came and what went.
    """
    recommendations, actions = withheld.counts(1, plans), withheld.counts(2, plans)
    if not recommendations[0] and not actions[0]:
        recommendations, actions = withheld.counts(1, now), withheld.counts(2, now)
    return (*actions, *recommendations)


def _with_notes(
    counts: tuple[int, int, int, int, int, int],
    twins: Sequence[PublicCopy],
    allowed: Sequence[NameFound],
    compared: bool,
) -> LeftOut:
    now = [twin for twin in twins if not twin.called]
    people = [person for twin in now for person in twin.plan.people.values() if not person.group]
    under = dict.fromkeys(
        f"{twin.plan.calls_it} {recommendation.id} ({twin.plan.id})"
        for twin in twins
        for recommendation in twin.plan.recommendations
        if recommendation.withheld
    )
    whole = LeftOut(*counts, tuple(under), len(people), sum(not person.post for person in people), len(allowed))
    sentences = [*_sentences(whole, allowed, sum(twin.paths for twin in now))]
    if compared:
        sentences.append("What is left out on one day is left out on every other that is compared with it.")
    return whole._replace(words=tuple(sentences))


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
