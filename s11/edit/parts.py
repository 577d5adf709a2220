"""New parts of a plan, and one action split into several."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from s11.edit.done import end
from s11.edit.draft import CannotDo, Draft, Entry, mapping
from s11.edit.place import Place
from s11.edit.words import rate
from s11.plan import Action, Person, fields_of, fold_word
from s11.standing import judge_plan
from s11.text import Node
from s11.when import Vantage


def add_recommendation(
    draft: Draft,
    text: str,
    *,
    own_id: str = "",
    theme: str = "",
    leads: Sequence[str] = (),
    timescale: str = "",
) -> str:
    """A recommendation at the end of the plan. Returns its id. Raises CannotDo."""
    known = [one.id for one in draft.plan.recommendations]
    new = new_id(own_id, known, known, "1")
    value: dict[str, Node] = {"id": new, "text": text, **mapping(theme=theme), **_leads(draft, leads)}
    draft.add(("recommendations",), {**value, **mapping(timescale=timescale)})
    draft.phrases.append(f"{draft.plan.calls_it} {new} added")
    return new


def add_action(
    draft: Draft,
    place: Place,
    entry: Entry,
    text: str,
    *,
    own_id: str = "",
    leads: Sequence[str] = (),
    timescale: str = "",
    measure: str = "",
    rag: str = "",
    evidence: Sequence[str] = (),
) -> str:
    """An action at the end of a recommendation. Returns its id. Raises CannotDo."""
    above = place.recommendation
    if above is None or place.kind != "recommendation":
        raise CannotDo(
            f"an action stands under a {draft.plan.calls_it}: write its address, {draft.plan.id}#rec:"
            + (draft.plan.recommendations[0].id if draft.plan.recommendations else "1")
        )
    known = [action.id for _, action in draft.plan.actions()]
    new = new_id(own_id, [one.id for one in above.actions], known, first_id(draft, above.id))
    value: dict[str, Node] = {"id": new, "text": text, **_leads(draft, leads)}
    value |= mapping(timescale=timescale, measure=measure)
    if evidence:
        value["evidence"] = [{"text": one} for one in evidence]
    draft.add((*place.path, "actions"), value)
    draft.phrases.append(f"action {new} added under {place.called}")
    if rag:
        from s11.edit.place import find_place

        rate(draft, find_place(draft.so_far(), new), entry.day, rag)
        draft.phrases.pop()
    return new


def add_evidence(
    draft: Draft,
    place: Place,
    text: str,
    *,
    timescale: str = "",
    leads: Sequence[str] = (),
    link: str = "",
    milestone: bool = False,
) -> int:
    """A piece of evidence, or a milestone, of an action. Returns its number. Raises CannotDo."""
    action = place.check_action()
    known = action.milestones if milestone else action.evidence
    value: dict[str, Node] = {
        "text": text,
        **mapping(timescale=timescale),
        **_leads(draft, leads),
        **mapping(link=link),
    }
    draft.add((*place.path, "milestones" if milestone else "evidence"), value)
    draft.phrases.append(f"{place.called}: {'milestone' if milestone else 'evidence'} {len(known) + 1} added")
    return len(known) + 1


def add_milestone(draft: Draft, place: Place, text: str, timescale: str, leads: Sequence[str] = ()) -> int:
    """A dated step on the way of an action. Returns its number. Raises CannotDo."""
    return add_evidence(draft, place, text, timescale=timescale, leads=leads, milestone=True)


def add_person(draft: Draft, key: str, person: Person) -> None:
    """Somebody who answers for actions. Raises CannotDo where the key is taken."""
    if fold_word(key) == "tbc":
        raise CannotDo("'TBC' stands for nobody yet: give the person another key")
    taken = next((other for other in draft.plan.people if fold_word(other) == fold_word(key)), None)
    if taken is not None:
        raise CannotDo(f"'{taken}' stands for somebody already: give {person.name or person.post} another key")
    value: dict[str, Node] = {**mapping(name=person.name, post=person.post)}
    if person.group:
        value["group"] = "true"
    value |= mapping(organisation=person.organisation)
    draft.put(("people", key), value)
    draft.phrases.append(f"{key} added to the people")


def add_report(draft: Draft, entry: Entry, body: str) -> None:
    """A body that the plan was taken to. Raises CannotDo."""
    value: dict[str, Node] = {"date": entry.day.isoformat(), "to": body}
    draft.add(("reported",), value, days=[one.date for one in draft.plan.reported])
    draft.phrases.append(f"reported to {body}")


def add_reading(draft: Draft, place: Place, entry: Entry, value: str, note: str = "") -> None:
    """A reading of an action's measure. Raises CannotDo."""
    action = place.check_action()
    if action.measure is None:
        raise CannotDo(f"{place.called} has no measure yet: s11 update {place.address} --set measure=WORDS")
    path = (*place.path, "measure")
    node = draft.document.node(path)
    if isinstance(node, str):
        draft.put(path, {"text": node})
    reading: dict[str, Node] = {"date": entry.day.isoformat(), "value": value, **mapping(note=note)}
    draft.add((*path, "readings"), reading, days=[one.date for one in action.measure.readings])
    draft.phrases.append(f"{place.called}: measured {value}")


def split(draft: Draft, place: Place, entry: Entry, texts: Sequence[str], why: str) -> list[str]:
    """An action that is several: each under an id of its own, and the old one ended, with where it went.

    Each keeps the lead, the date with all its changes, the standards and the rating that the old one has; evidence and
    milestones that are still to come, and requests for more time, go to the first. So nothing late becomes early by it.
    Returns the new ids. Raises CannotDo.
    """
    action = place.check_action()
    if len(texts) < 2:
        raise CannotDo("an action is split into two at least: give --into twice or more")
    place.check_open("it is not split")
    if len({fold_word(text) for text in texts}) < len(texts):
        raise CannotDo("two of the new actions have the same words: say of each what is to be done")
    (standing,) = [one for one in judge_plan(draft.plan, Vantage(entry.day)) if one.action is action]
    if standing.timing in ("done", "ended"):
        raise CannotDo(f"{place.called} is {standing.timing}: there is nothing left to split")
    known = [one.id for _, one in draft.plan.actions()]
    ids = _ids_after(action.id, len(texts), known)
    order = [field.key for field in fields_of(Action)]
    kept = {
        key: node for key in order if key not in _OF_THE_WHOLE and (node := draft.document.node((*place.path, key)))
    }
    first: dict[str, Node] = {}
    if requests := draft.document.node((*place.path, "requests")):
        first["requests"] = requests
    for key in ("evidence", "milestones"):
        node = draft.document.node((*place.path, key))
        entries = node if isinstance(node, list) else [node] if node else []
        due = [thing.timing != "done" for thing in standing.pieces if thing.of == key.removesuffix("s")]
        waiting: list[Node] = [one for one, open_ in zip(entries, due, strict=False) if open_]
        if waiting:
            first[key] = waiting
    for number, (new, text) in enumerate(zip(ids, texts, strict=True)):
        value: dict[str, Node] = {"id": new, "text": text, **kept, **(first if number == 0 else {})}
        draft.add((*place.path[:2], "actions"), {key: value[key] for key in order if key in value})
    end(draft, place, entry, "superseded", why, to=[f"#{new}" for new in ids])
    draft.phrases[-1] = f"{place.called}: split into {', '.join(ids)}"
    return ids


# what tells of the whole and stays with it; what else an action has goes along with each part
_OF_THE_WHOLE = frozenset(
    ("id", "text", "requests", "measure", "evidence", "milestones", "progress", "completed", "signed_off", "ended")
) | {"detail", "note"}


def _leads(draft: Draft, leads: Sequence[str]) -> dict[str, Node]:
    keys: list[Node] = [key if fold_word(key) == "tbc" else draft.person(key, "--lead") for key in leads]
    return {"lead": keys[0] if len(keys) == 1 else keys} if keys else {}


def first_id(draft: Draft, above: str) -> str:
    """The id of a recommendation's first action, as the plan numbers them: 1.1, or the next whole number."""
    ids = [action.id for _, action in draft.plan.actions()]
    if ids and all(one.isdecimal() for one in ids):
        return str(max(map(int, ids)) + 1)
    return f"{above}.1"


def new_id(given: str, beside: Sequence[str], known: Iterable[str], first: str) -> str:
    """An id that is free: the one given, else the next behind those beside it. Raises CannotDo."""
    taken = {fold_word(one) for one in known}
    if given:
        if not re.fullmatch(r"[^\s#/]+", given):
            raise CannotDo(
                f"'{given}' is no id: leave out #, / and spaces at its ends, which mean something in an address"
            )
        if fold_word(given) in taken:
            raise CannotDo(f"the id {given} is taken: an id is never used twice")
        return given
    new = first
    numbered = [match for one in beside if (match := re.fullmatch(r"(.*?)([0-9]+)", one))]
    if numbered:
        start = numbered[-1][1]
        new = f"{start}{max(int(match[2]) for match in numbered if match[1] == start) + 1}"
    while fold_word(new) in taken:
        match = re.fullmatch(r"(.*?)([0-9]+)", new)
        new = f"{match[1]}{int(match[2]) + 1}" if match else f"{new}.1"
    return new


def _ids_after(own: str, count: int, known: Iterable[str]) -> list[str]:
    """Ids for the parts of an action: 4a and 4b, or 4a.1 where it has a letter already."""
    taken = {fold_word(one) for one in known}
    by_letter = own[-1:].isdigit()
    ids: list[str] = []
    number = 0
    while len(ids) < count:
        new = f"{own}{chr(ord('a') + number)}" if by_letter and number < 26 else f"{own}.{number + 1}"
        number += 1
        if fold_word(new) not in taken:
            ids.append(new)
    return ids
