"""What the public may be shown: a twin of every plan, made before anything is judged or said, so that no View ever holds a name.

In a twin posts stand for people, and what is marked as sensitive is not there. A twin has no document behind it: nothing
can be quoted from the file. Whatever would give more away than was asked for stops the whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeVar

from s11.plan import Loaded, Person, Plan, Recommendation, Register, body_fields, fields_with_people, kept_from_public, people_fields, to_be_confirmed
from s11.standing import number_of
from s11.text import ERROR, Document, Finding, Path, Source
from s11.view.choosing import Filter
from s11.view.jigsaw import Mark, Met, Text, full_names, indexed, marks_of, met_in, texts_of
from s11.view.naming import lead_view
from s11.view.parts import LeftOut

NO_POST = "post not recorded"
SENSITIVE = "sensitive"
PERSONAL = "S6"

Record = TypeVar("Record")


class Published(NamedTuple):
    """What may be shown to an audience: every view is made of this register and this filter, and of nothing else."""

    register: Register
    chosen: Filter
    left_out: LeftOut | None = None
    names: tuple[Met, ...] = ()


class Stopped(NamedTuple):
    """Why nothing may be shown: what was refused, or the names that stand in the words."""

    why: tuple[str, ...]
    names: tuple[Met, ...] = ()


class Twin(NamedTuple):
    """A plan as the public may see it, what each key of its people became, and the people it was made from."""

    plan: Plan
    labels: Mapping[str, str]
    people: Mapping[str, Person]


def public(register: Register, findings: Sequence[Finding], chosen: Filter = Filter(), *, drop: Sequence[str] = (), allow_names: bool = False) -> Published | Stopped:
    """Plans for the public, or why not.

    ``findings`` are those of the whole register. ``drop`` names plans to be left out whole, and 'sensitive' lets a plan
    through that is marked OFFICIAL-SENSITIVE as long as something in it is marked to be left out.
    """
    kept = [loaded for loaded in register.files if loaded.source.id not in drop]
    known = {loaded.source.id for loaded in register.files}
    why = [f"there is no plan '{name}' among those that were read, so it cannot be dropped" for name in drop if name not in known and name != SENSITIVE]
    personal = [finding for finding in findings if finding.code.startswith(PERSONAL) and finding.level == ERROR and not finding.allowed]
    why += [said for loaded in kept for said in _refusals(loaded, [finding for finding in personal if finding.plan == loaded.source.id], SENSITIVE in drop)]
    if why or not kept:
        return Stopped(tuple(why) or ("every plan was dropped: nothing is left to publish",))
    twins = [_twin(loaded.plan) for loaded in kept]
    asked = _asked(chosen, [(loaded.plan, twin.labels) for loaded, twin in zip(kept, twins, strict=True)])
    names = tuple(_names(register, twins, asked))
    if names and not allow_names:
        return Stopped((), names)
    shown = Register(tuple(Loaded(Document(Source(twin.plan.id, twin.plan.id, b""), ""), twin.plan, ()) for twin in twins))
    return Published(shown, asked, _left_out(register, kept, twins, len(names)), names)


def _refusals(loaded: Loaded, findings: Sequence[Finding], drop_sensitive: bool) -> Iterator[str]:
    plan, name = loaded.plan, loaded.source.id
    if plan is None or not loaded.whole:
        yield f"{name} could not be read whole, so that nobody knows what in it is sensitive: mend it ('s11 lint' says where), or leave it out with --drop {name}"
        return
    if kept_from_public(plan.marking) and not drop_sensitive:
        yield f"{name} is marked '{plan.marking}': leave it out with --drop {name}, or only what it marks as sensitive with --drop {SENSITIVE}"
    elif kept_from_public(plan.marking) and not _holds_sensitive(plan):
        yield f"{name} is marked '{plan.marking}', and nothing in it is marked 'sensitive: true', so there is nothing to leave out: mark it in the plan, or leave the plan out with --drop {name}"
    elif kept_from_public(plan.marking):
        # S605 asks this of a plan without a marking
        for text in texts_of(_without_sensitive(plan)):
            if kept_from_public(text.text) and text.field != "marking":
                yield f"{text.address}, {text.field}: the words of a marking stand here, outside what is marked 'sensitive: true': mark it in the plan, reword it, or leave the plan out with --drop {name}"
    for finding in findings:
        if not _is_sensitive(plan, finding.path):
            yield f"{finding.file}:{finding.place.line}:{finding.place.column}: {finding.code} {finding.message}: mend it, allow it with a reason, or leave the plan out with --drop {name}"


def _holds_sensitive(plan: Plan) -> bool:
    return any(recommendation.sensitive or any(action.sensitive for action in recommendation.actions) for recommendation in plan.recommendations)


def _is_sensitive(plan: Plan, path: Path) -> bool:
    """Whether a place of a file that was read whole lies in something marked as sensitive."""
    match path:
        case ("recommendations", int(number), *_) if plan.recommendations[number].sensitive:
            return True
        case ("recommendations", int(number), "actions", int(inner), *_):
            return plan.recommendations[number].actions[inner].sensitive
    return False


# the twin ------------------------------------------------------------------------------------------------------------


def _twin(plan: Plan) -> Twin:
    kept = _without_sensitive(plan)
    before = dict.fromkeys(_keys(plan, plan.people))
    after = dict.fromkeys(_keys(kept, plan.people)) if _holds_sensitive(plan) else before
    # who answers only for what is left out is left out with it
    keys = [key for key in dict.fromkeys((*plan.people, *after)) if (key in after or key not in before) and not to_be_confirmed(key)]
    labels = _labels(keys, plan.people)
    people = {label: _shown(plan.people.get(key, Person()), label) for key, label in labels.items()}
    marking = f"{plan.marking} (the plan as a whole; what it marks as sensitive is left out here)" if kept_from_public(plan.marking) else plan.marking
    everybody = {**{key: Person() for key in before if not to_be_confirmed(key)}, **plan.people}
    return Twin(replace(_renamed(kept, labels), people=people, marking=marking), labels, everybody)


def _without_sensitive(plan: Plan) -> Plan:
    return replace(plan, recommendations=tuple(_kept(recommendation) for recommendation in plan.recommendations if not recommendation.sensitive))


def _kept(recommendation: Recommendation) -> Recommendation:
    actions = tuple(action for action in recommendation.actions if not action.sensitive)
    return replace(recommendation, actions=actions, withheld=len(recommendation.actions) - len(actions))


def _labels(keys: Sequence[str], people: Mapping[str, Person]) -> dict[str, str]:
    """What stands for each key: a group's own, a post, or that none is recorded; no two the same, since one's own sign-off is none."""
    groups = {key for key in keys if key in people and people[key].group}
    taken, labels = {key.casefold() for key in groups}, {}
    for key in keys:
        post = " ".join(people.get(key, Person()).post.split())
        stem = post if post and not to_be_confirmed(post) else NO_POST
        label, number = key if key in groups else stem, 1
        while key not in groups and label.casefold() in taken:
            number += 1
            label = f"{stem} ({number})"
        taken.add(label.casefold())
        labels[key] = label
    return labels


def _shown(person: Person, label: str) -> Person:
    return person if person.group else Person(post="" if label.startswith(NO_POST) else label, organisation=person.organisation)


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


def _renamed(record: Record, labels: Mapping[str, str]) -> Record:
    """The same with every key of people as its label."""
    changed: dict[str, object] = {}
    for name in people_fields(type(record)):
        held = getattr(record, name)
        changed[name] = labels.get(held, held) if isinstance(held, str) else tuple(labels.get(key, key) for key in held)
    for name in fields_with_people(type(record)):
        held = getattr(record, name)
        changed[name] = tuple(_renamed(inner, labels) for inner in held) if isinstance(held, tuple) else held and _renamed(held, labels)
    return replace(record, **changed)


# what still has to be asked and said ---------------------------------------------------------------------------------


def _asked(chosen: Filter, labelled: Sequence[tuple[Plan, Mapping[str, str]]]) -> Filter:
    """The same choice in terms of the twins: a lead is asked for by key or name, and chosen by what became of it."""
    if not chosen.lead or to_be_confirmed(chosen.lead):
        return chosen
    leads = tuple((plan.id, label) for plan, labels in labelled for key, label in labels.items() if chosen.means(plan.id, lead_view(plan, key)))
    return chosen._replace(lead=" / ".join(dict.fromkeys(label for _, label in leads)) or "nobody who leads here", leads=leads)


def _names(register: Register, twins: Sequence[Twin], asked: Filter) -> Iterator[Met]:
    anywhere = indexed(mark for plan in register.plans for mark in full_names(plan.people))
    everybody: list[Mark] = []
    for twin in twins:
        own = marks_of(twin.people)
        everybody += own
        marks = indexed(own, anywhere)
        yield from (met for text in texts_of(twin.plan) for met in met_in(text, marks))
    yield from met_in(Text("the filter", "asked for", asked.words()), indexed(everybody, anywhere))


def _left_out(register: Register, kept: Sequence[Loaded], twins: Sequence[Twin], places: int) -> LeftOut:
    of = [loaded.plan for loaded in kept]
    recommendations, actions = (sum(len(plan.recommendations) for plan in of), sum(1 for plan in of for _ in plan.actions()))
    plans = [twin.plan for twin in twins]
    without = LeftOut(
        actions - sum(1 for plan in plans for _ in plan.actions()), actions, recommendations - sum(len(plan.recommendations) for plan in plans), recommendations,
        len(register.files) - len(kept), len(register.files),
        tuple(f"{plan.calls_it} {recommendation.id} ({plan.id})" for plan in plans for recommendation in plan.recommendations if recommendation.withheld),
        sum(not person.group for plan in plans for person in plan.people.values()), sum(not person.group and not person.post for plan in plans for person in plan.people.values()), places,
    )  # fmt: skip
    return without._replace(words=tuple(_sentences(without)))


def _sentences(out: LeftOut) -> Iterator[str]:
    posts = f"; {out.no_post} of {number_of(out.people, 'lead')} {'has' if out.no_post == 1 else 'have'} none recorded" if out.no_post else ""
    yield f"Posts stand here in the place of people's names{posts}."
    if out.plans:
        yield f"{out.plans} of {number_of(out.all_plans, 'plan')} {'is' if out.plans == 1 else 'are'} left out whole."
    if not out.actions and not out.recommendations:
        yield f"None of the {number_of(out.all_actions, 'action')} is left out as sensitive."
    else:
        above = f" and {out.recommendations} of {number_of(out.all_recommendations, 'recommendation')}" if out.recommendations else ""
        yield f"{out.actions} of {number_of(out.all_actions, 'action')}{above} {'is' if (out.actions, out.recommendations) in ((1, 0), (0, 1)) else 'are'} left out as sensitive; the counts here are without them."
    if out.under:
        yield f"Actions are left out under {', '.join(out.under)}."
    if out.names:
        yield f"Names may stand in the words of the plan: {number_of(out.names, 'place')} that could give somebody away {'was' if out.names == 1 else 'were'} found, looked at and allowed."
    else:
        yield "No name or key of the people in it was found in its words."
