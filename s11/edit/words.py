"""Ratings, notes and the plan's own words: changed, handed over, taken out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Day

from s11.edit.draft import CannotDo, Draft, Entry, check_seen, mapping, words_of
from s11.edit.place import Place, places
from s11.english import join_words
from s11.plan import (
    HANDED_OVER,
    REDACTED,
    WORDS_TAKEN_OUT,
    FlagKind,
    ListKind,
    MappingKind,
    Plan,
    Record,
    RecordKind,
    did_you_mean,
    fields_of,
    fold_word,
    own_leads,
)
from s11.plan.fields import Field
from s11.plan.kinds import TextKind, record_in
from s11.standing import DONE, Standing, judge_plan
from s11.text import Node, Path
from s11.when import Vantage

# what is entered by a command of its own, and so with its reason
_OTHERWISE = {
    "timescale": "'s11 move' changes a date and keeps the one before",
    "revised": "'s11 move' enters a change of date",
    "requests": "'s11 ask' enters a request for more time",
    "completed": "'s11 complete' enters what was done",
    "received": "'s11 complete' enters what was received",
    "signed_off": "'s11 sign-off' enters a sign-off",
    "ended": "'s11 end' closes an action without its being done",
    "closed": "'s11 new PLAN --from LAST' closes a plan and carries on what is open",
    "progress": "--note enters a note of progress",
    "redacted": "'s11 redact' takes words out",
    "rag": "--rag sets the rating, with its day",
    "lead": "--lead sets the leads",
    "evidence": "'s11 add evidence' enters evidence",
    "milestones": "'s11 add milestone' enters a milestone",
    "actions": "'s11 add action' enters an action",
    "recommendations": "'s11 add recommendation' enters a recommendation",
    "reported": "'s11 add report' enters a body that the plan was taken to",
    "readings": "'s11 add reading' enters a reading of a measure",
    "id": "an id stays for ever: addresses, minutes and papers name it",
    "format": "the format is not changed in a plan",
}


def rate(draft: Draft, place: Place, day: Day, word: str) -> None:
    """A rating of a day, a word of the plan's legend as the legend writes it. Raises CannotDo."""
    if place.kind not in ("action", "recommendation"):
        raise CannotDo(f"{place.called} has no rating of its own: rate the action")
    plan = place.plan
    if plan.state(plan.legend_word(word)) not in DONE:
        place.check_open("it is not rated otherwise")
    if not plan.rag:
        raise CannotDo(f"{plan.id} has no legend, so nobody can say what '{word}' means: give it one under 'rag'")
    known = plan.legend_word(word)
    if not known:
        near = did_you_mean(word, plan.rag)
        raise CannotDo(
            f"'{word}' is no word of this plan's legend; {f'{near} ' if near else ''}"
            f"its words are {', '.join(plan.rag)}"
        )
    draft.put((*place.path, "rag"), known)
    as_at = getattr(place.record, "as_at", None)
    if as_at is None or as_at < day:
        draft.put((*place.path, "as_at"), day.isoformat())
    draft.phrases.append(f"{place.called}: rated '{known}'")


def update(
    draft: Draft,
    place: Place,
    entry: Entry,
    *,
    rag: str = "",
    note: str = "",
    percent: str = "",
    leads: Sequence[str] = (),
    fields: Sequence[tuple[str, str]] = (),
) -> None:
    """Set what an officer sets every month; what has a command of its own is left to it. Raises CannotDo."""
    if rag:
        rate(draft, place, entry.day, rag)
    if leads:
        if place.kind == "plan":
            raise CannotDo("a plan as a whole has no lead: name an action or a recommendation")
        keys = list(dict.fromkeys(key if fold_word(key) == "tbc" else draft.person(key, "--lead") for key in leads))
        draft.put((*place.path, "lead"), keys[0] if len(keys) == 1 else list(keys))
        draft.phrases.append(f"{place.called}: led by {', '.join(keys)}")
        before = [key for key in _leads_before(place) if fold_word(key) != "tbc"]
        if before == keys:
            raise CannotDo(f"{place.called} is led by {', '.join(keys)} already")
        if before and place.piece is None:
            # what changes hands says so in the record; it tells no progress
            old, new = (join_words([_named(place.plan, key) for key in each]) for each in (before, keys))
            named = f"{place.called}: h" if place.kind == "recommendation" else "H"
            on = place.action_path if place.action is not None else ()
            draft.note(on, entry, f"{named}anded over from {old} to {new}", how=HANDED_OVER)
    for name, value in fields:
        check_seen(value, f"'{name}'")
        path, listed = _field(place, name, value)
        if listed:
            # one more of several
            draft.add((*place.path, *path), value)
        else:
            draft.put((*place.path, *path), value)
        draft.phrases.append(f"{place.called}: {name.replace('_', ' ')} set")
    if note or percent:
        if not note:
            raise CannotDo("--percent stands in a note of progress: say with --note what it rests on")
        draft.note(place.action_path if place.action is not None else (), entry, note, percent)
        draft.phrases.append(f"{place.called}: noted")
    if not draft.phrases:
        raise CannotDo("nothing to update: give --rag, --note, --lead or --set FIELD=VALUE")


def _leads_before(place: Place) -> tuple[str, ...]:
    if place.kind == "action" and place.recommendation is not None:
        return own_leads(place.recommendation, place.of_action)
    return place.dated.lead


def _field(place: Place, name: str, value: str) -> tuple[Path, bool]:
    """The path of a field that is set by name, 'priority' or 'people.AB.left', and whether it lists several."""
    record: type[Record] | None = type(place.record)
    inside: Field | None = None
    path: list[str] = []
    field: Field | None = None
    for step in name.strip().split("."):
        if not step.strip():
            raise CannotDo(f"'{name}' has an empty part: write it as in 'people.AB.post'")
        if inside is not None:
            path.append(step)
            record, field = record_in(inside.kind.kind) if isinstance(inside.kind, MappingKind) else None, inside
            inside = None
            continue
        known = {one.key: one for one in fields_of(record)} if record is not None else {}
        field = known.get(step.strip().replace("-", "_"))
        if field is None:
            near = did_you_mean(step, known)
            own = f"its fields are {', '.join(known)}" if known else "it is one value"
            raise CannotDo(f"{place.called} has no field '{step}'; {near or own}")
        if field.key in _OTHERWISE and not (field.key == "lead" and path):
            raise CannotDo(f"'{field.key}' is not set so: {_OTHERWISE[field.key]}")
        path.append(field.key)
        if isinstance(field.kind, MappingKind):
            inside = field
        else:
            record = field.holds
    if field is None or inside is not None:
        raise CannotDo(f"'{name}' holds several: name one, '{name}.KEY=…'")
    if not value.strip():
        raise CannotDo(f"'{name}' is given nothing: write {name}=VALUE; to take something out is left to an editor")
    _check_value(field, name, value)
    return tuple(path), isinstance(field.kind, ListKind)


def _check_value(field: Field, name: str, value: str) -> None:
    kind = field.kind
    if isinstance(kind, FlagKind) and value not in ("true", "false"):
        raise CannotDo(f"'{name}' is yes or no: write {name}=true or {name}=false")
    if isinstance(kind, RecordKind) and kind.also is None:
        raise CannotDo(f"'{name}' holds several fields: name one, '{name}.FIELD=…'")


# handing over --------------------------------------------------------------------------------------------------------


def hand_over(draft: Draft, entry: Entry, lead: str, to: str, vantage: Vantage, why: str = "") -> int:
    """Everything open that somebody leads, given to another; each action says so. Returns how many,
    which may be none.

    What is done or ended stays with whoever led it. Raises CannotDo.
    """
    plan = draft.plan
    old, new = draft.person(lead, "LEAD"), draft.person(to, "--to")
    if old == new:
        raise CannotDo(f"{old} is who leads already")
    standing_of = {id(standing.action): standing for standing in judge_plan(plan, vantage)}
    everything = places(draft.loaded)
    open_places = [
        place
        for place in everything
        if place.kind == "action" and place.action is not None and place.action.ended is None
    ]
    open_pieces = [place for place in everything if place.piece is not None and _is_outstanding(place, standing_of)]
    reason = f"Handed over from {_named(plan, old)} to {_named(plan, new)}" + (f": {why}" if why else "")
    mine = [place for place in open_pieces if place.piece is not None and old in place.piece.lead]
    goes_on = [place for place in open_places if standing_of[id(place.of_action)].timing != "done"]
    handed = [
        place
        for place in open_places
        if (place in goes_on and old in _leads_before(place)) or any(piece.path[:4] == place.path for piece in mine)
    ]
    above_done: list[Place] = []
    for place in everything:
        above = place.recommendation
        if place.kind != "recommendation" or above is None or old not in above.lead:
            continue
        inherit = [one for one in above.actions if not one.lead]
        going = [one for one in above.actions if standing_of[id(one)].timing not in ("done", "ended")]
        if (going or not above.actions) and all(one in going for one in inherit):
            _put_leads(draft, (*place.path, "lead"), above.lead, old, new)
            above_done.append(place)
    swapped = [place.path for place in above_done]
    for place in handed:
        action, above = place.of_action, place.recommendation
        if place in goes_on and old in action.lead:
            _put_leads(draft, (*place.path, "lead"), action.lead, old, new)
        elif place in goes_on and place.path[:2] not in swapped and above is not None and old in _leads_before(place):
            draft.put((*place.path, "lead"), _swapped(above.lead, old, new))
    for place in mine:
        _put_leads(draft, (*place.path, "lead"), place.dated.lead, old, new)
    if not handed and not above_done:
        return 0
    for place in handed:
        note = reason
        if place not in goes_on or old not in _leads_before(place):
            # only what belongs to it changes hands
            called = join_words([piece.called.partition(", ")[2] for piece in mine if piece.path[:4] == place.path])
            note = f"{called[0].upper()}{called[1:]}: {reason[0].lower()}{reason[1:]}"
        draft.note(place.path, entry, note, how=HANDED_OVER)
    if above_done:
        # what leads a recommendation is told where its notes stand
        called = ", ".join(place.called for place in above_done)
        draft.note((), entry, f"{called}: {reason[0].lower()}{reason[1:]}", how=HANDED_OVER)
    names = ", ".join(place.of_action.id for place in handed)
    draft.phrases.append(f"{reason}: {'action' if len(handed) == 1 else 'actions'} {names}" if handed else reason)
    return len(handed) or len(above_done)


def _is_outstanding(place: Place, standing_of: Mapping[int, Standing]) -> bool:
    """Whether a piece of evidence or a milestone is still to come; of an ended action nothing is."""
    action = place.action
    if action is None or action.ended is not None:
        return False
    pieces = standing_of[id(action)].pieces
    at = next(number for number, piece in enumerate(action.pieces) if piece is place.piece)
    return pieces[at].timing != "done"


def _named(plan: Plan, key: str) -> str:
    person = plan.people.get(key)
    return (person.name or person.post if person is not None else "") or key


def _swapped(leads: Sequence[str], old: str, new: str) -> Node:
    kept: list[Node] = list(dict.fromkeys(new if lead == old else lead for lead in leads))
    return kept[0] if len(kept) == 1 else kept


def _put_leads(draft: Draft, path: Path, leads: Sequence[str], old: str, new: str) -> None:
    node = draft.document.node(path)
    if isinstance(node, list) and new not in leads:
        # one of several is changed where it stands
        draft.put((*path, [words_of(one) for one in node].index(old)), new)
    else:
        draft.put(path, _swapped(leads, old, new))


# taking words out ----------------------------------------------------------------------------------------------------


def redact(draft: Draft, place: Place, entry: Entry, words: str, why: str) -> int:
    """Words taken out of every text of something, for a person's sake; each entry, or a note, says that and why.

    What an action holds is among its texts, and all of a plan's among those of the plan. Returns how often they stood
    there. Raises CannotDo.
    """
    if not words.strip() or words.strip() == REDACTED:
        raise CannotDo("say with --words what is to be taken out, as it stands in the plan")
    if words.casefold() in why.casefold():
        raise CannotDo("the reason says the very words that are to be taken out: say it without them")
    texts = [(path, text) for path, text in _texts(draft, place) if _pattern(words).search(text) and _is_prose(path)]
    if not texts:
        raise CannotDo(f"these words stand nowhere in {place.called}; write them as they stand in the plan")
    count = 0
    entries: dict[Path, None] = {}
    noted: dict[Path, list[str]] = {}
    for path, text in texts:
        made, times = _without(text, words)
        count += times
        draft.put(path, made)
        holder = _entry_above(path)
        if holder is not None:
            entries[holder] = None
        else:
            field = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
            noted.setdefault(path[:4] if path[2:3] == ("actions",) else (), []).append(field.replace("_", " "))
    redaction: dict[str, Node] = {"date": entry.day.isoformat(), "why": why, **mapping(by=entry.by)}
    for path in entries:
        draft.add((*path, "redacted"), dict(redaction))
    for path, names in noted.items():
        field_names = join_words([f"'{name}'" for name in dict.fromkeys(names)])
        draft.note(path, entry, f"Words were taken out of {field_names}: {why}", how=WORDS_TAKEN_OUT)
    draft.phrases.append(f"{place.called}: words taken out in {count} {'place' if count == 1 else 'places'}")
    return count


def _pattern(words: str) -> re.Pattern[str]:
    """The words wherever they stand, with what is grown together with them: 'Roe' is also "Roe's" and 'Roe-Smith'."""
    grown, gap = r"[\w'’-]*", r"\s+"
    return re.compile(grown + gap.join(map(re.escape, words.split())) + grown, re.IGNORECASE)


def _without(text: str, words: str) -> tuple[str, int]:
    return _pattern(words).subn(lambda _: REDACTED, text)


def _texts(draft: Draft, place: Place) -> Iterable[tuple[Path, str]]:
    for path, _ in draft.document.scalars():
        if path[: len(place.path)] == place.path:
            node = draft.document.node(path)
            if isinstance(node, str):
                yield path, node


def _fields_on(path: Path) -> Iterable[tuple[int, type[Record], Field]]:
    """Each step of a path that is a field of the format: how far it reaches, the record, and the field."""
    record: type[Record] | None = Plan
    inside: Field | None = None
    for at, step in enumerate(path):
        if isinstance(step, int):
            continue
        if inside is not None:
            record = record_in(inside.kind.kind) if isinstance(inside.kind, MappingKind) else None
            inside = None
            continue
        field = next((one for one in fields_of(record) if one.key == step), None) if record is not None else None
        if field is None or record is None:
            return
        yield at, record, field
        if isinstance(field.kind, MappingKind):
            inside = field
        else:
            record = field.holds


def _is_prose(path: Path) -> bool:
    """Whether a text is words that somebody wrote, not a key, an id, a day or a place to look."""
    last = [(at, field) for at, _, field in _fields_on(path)][-1:]
    if not last:
        return False
    at, field = last[0]
    if any(isinstance(step, str) for step in path[at + 1 :]) and not isinstance(field.kind, MappingKind):
        return False
    kind = field.kind.kind if isinstance(field.kind, ListKind | MappingKind) else field.kind
    text = isinstance(kind, TextKind) or (isinstance(kind, RecordKind) and isinstance(kind.also, TextKind))
    return (
        text
        and not field.names
        and field.key not in ("id", "link", "theme", "standards", "detail", "address", "responds_to")
    )


def _entry_above(path: Path) -> Path | None:
    """The path of the entry or piece of evidence that says of itself that words were taken out of it."""
    entry = None
    for at, record, field in _fields_on(path):
        if any(one.key == "redacted" for one in fields_of(record)):
            entry = path[:at]
        del field
    return entry


def still_there(draft: Draft, words: str) -> list[int]:
    """The lines of the file, from 1, on which words still stand: in a remark, in a key, in an id or a link."""
    return [number for number, line in enumerate(draft.document.text.splitlines(), 1) if _pattern(words).search(line)]
