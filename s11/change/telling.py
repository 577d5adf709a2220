"""How the two sides of a pair differ."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from s11.change.matching import Matching
from s11.change.records import Change, Elsewhere, Entered, Led, Legend, Moved, Part, Rated, Renumbered, Reworded, Set
from s11.change.words import folded, mended, same_words
from s11.plan import Measure, Plan, Revision, own_leads
from s11.standing import says_the_same
from s11.when import Month, Timescale

_ENTRIES = ("revised", "progress", "completed", "received", "signed_off", "ended", "reported")
_MEASURED = ("baseline", "target")
_APART = ("recommendations", "actions", "evidence", "milestones", "measure", "timescale", "lead", "rag", "id", "from_day", "from_name", "spellings")
_WORDED = ("text",)
# an entry may be completed by what it lacked; which cycle it is for is no such thing
_MAY_BE_FILLED = ("why", "by", "to")


def changes(matching: Matching, old: Part, new: Part) -> Iterator[Change]:
    """Every change between the two sides of a pair; what stands beneath them has pairs of its own."""
    before, after = old.record, new.record
    if new.piece is None and before.id != after.id:
        yield Renumbered(before.id, after.id, new.kind == "plan" or _went_along(matching, old, new), not matching.same(old, new, 0))
    if new.above is not None and not matching.same(old, new, len(new.above.at)):
        yield Elsewhere(old.above.address, new.above.address)
    if before != after:
        yield from _fields(old, new)
    if old.kind != new.kind:
        yield Set("kind", old.kind, new.kind)
    if new.kind == "action" and before.measure != after.measure:
        yield from _measured(old, new)
    if new.kind == "plan":
        yield from _legend(old.plan, new.plan)
        return
    yield from _moved(matching, old, new)
    yield from _led(matching, old, new)
    if new.piece is None:
        yield from _rated(matching, old, new)


def chains(before: Timescale | None, revised: Sequence[Revision]) -> bool:
    """Whether the first of some changes of a timescale starts from it as it stood."""
    return bool(revised) and _reads_the_same(before, min(revised, key=lambda revision: revision.date).before)


def redated(old: Plan, before: Timescale | None, new: Plan, after: Timescale | None) -> bool:
    """Whether the words of a timescale are as they were, and read otherwise only because the plan's own dates changed."""
    if before is None or after is None or old.from_day == new.from_day or says_the_same(before, after):
        return False
    # a year that was not written makes a reading uncertain; one that a person spelled out is certain
    return same_words(before.text, after.text) and not before.certain and not after.certain


def _reads_the_same(one: Timescale | None, other: Timescale | None) -> bool:
    return says_the_same(one, other) or (one is not None and other is not None and same_words(one.text, other.text))


# fields --------------------------------------------------------------------------------------------------------------


def _fields(old: Part, new: Part) -> Iterator[Change]:
    for field in dataclasses.fields(old.record):
        name = field.name
        one, other = getattr(old.record, name), getattr(new.record, name)
        if name in _APART or one == other:
            continue
        if name in _ENTRIES:
            yield from _entered(name, old, new)
        elif name in _WORDED:
            yield _reworded(name, one, other)
        elif not _says_the_same(one, other):
            yield Set(name, one, other)


def _measured(old: Part, new: Part) -> Iterator[Change]:
    """How the measure of an action differs: its words, its baseline and target, and its readings."""
    one, other = old.action.measure or Measure(), new.action.measure or Measure()
    # of a measure that is gone, or new, its own words tell it
    figures = _MEASURED if one.text and other.text else ()
    for name, before, after in (("measure", one.text, other.text), *((name, getattr(one, name), getattr(other, name)) for name in figures)):
        if before != after:
            yield _reworded(name, before, after)
    if one.readings != other.readings:
        yield from _entered("readings", old, new)


def _reworded(name: str, one: str, other: str) -> Reworded:
    return Reworded(name, one, other, same_words(one, other) or mended(one, other))


def _says_the_same(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return same_words(one, other)
    if isinstance(one, Timescale) and isinstance(other, Timescale):
        return says_the_same(one, other)
    if dataclasses.is_dataclass(one) and type(one) is type(other):
        return all(_says_the_same(getattr(one, field.name), getattr(other, field.name)) for field in dataclasses.fields(one))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_says_the_same(one[key], other[key]) for key in one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(_says_the_same(a, b) for a, b in zip(one, other, strict=True))
    return one == other


def _legend(old: Plan, new: Plan) -> Iterator[Legend | Set]:
    before, after = ({word: meaning.means for word, meaning in plan.spellings.items()} for plan in (old, new))
    words = tuple((word, before.get(word, ""), after.get(word, "")) for word in dict.fromkeys((*before, *after)) if before.get(word, "") != after.get(word, ""))
    if words:
        yield Legend(words)
    elif not _says_the_same(old.rag, new.rag):
        yield Set("rag", old.rag, new.rag)


def _went_along(matching: Matching, old: Part, new: Part) -> bool:
    """Whether an id changed because a recommendation was renumbered with all its actions, texts equal."""
    one, other = old.within(1), new.within(1)
    if not matching.same(one, other, 1) or one.record.id == other.record.id or not same_words(one.words, other.words):
        return False
    now = [(action, matching.new_of.get(action)) for action in matching.beneath.get(one, ())]
    # one that was moved elsewhere did not stay behind
    return all(after is not None and (after.above is not other or same_words(before.words, after.words)) for before, after in now)


# what an action may have from its recommendation ---------------------------------------------------------------------


def _moved(matching: Matching, old: Part, new: Part) -> Iterator[Moved | Set]:
    one, other = old.record.timescale, new.record.timescale
    revised = _added("revised", old, new)
    if new.kind == "action":
        if one is None and other is None and matching.same(old, new, 1):
            return
        if other is None:
            revised += _added("revised", old.above, new.above)
        one, other = one or old.recommendation.timescale, other or new.recommendation.timescale
    elif new.kind == "recommendation" and _handed_on(matching, old, new, "timescale", says_the_same):
        return
    if matching.same(old, new, 0) and redated(old.plan, one, new.plan, other):
        return
    if not says_the_same(one, other):
        yield Moved(one, other, revised, chains(one, revised))
    elif one is not None and _otherwise(one) != _otherwise(other):
        yield Set("timescale", one, other)


def _otherwise(timescale: Timescale) -> tuple:
    """What two timescales that say the same may still differ in: how certain that is, and from when."""
    return timescale.certain, timescale.begins, timescale.month_end, tuple((reading.kind, reading.due, reading.every, reading.dues) for reading in timescale.readings)


def _led(matching: Matching, old: Part, new: Part) -> Iterator[Led]:
    one, other, carried = old.record.lead, new.record.lead, False
    if new.kind == "action":
        carried = not one and not other and matching.same(old, new, 1)
        one, other = own_leads(old.recommendation, old.action), own_leads(new.recommendation, new.action)
    elif new.kind == "recommendation" and _handed_on(matching, old, new, "lead", lambda one, other: _same_people(old.plan, one, new.plan, other)):
        return
    if one != other and not _same_people(old.plan, one, new.plan, other):
        yield Led(one, other, carried)


def _rated(matching: Matching, old: Part, new: Part) -> Iterator[Rated]:
    one, other, carried = old.record.rag, new.record.rag, False
    if new.kind == "action":
        carried = not one and not other and matching.same(old, new, 1)
        one, other = one or old.recommendation.rag, other or new.recommendation.rag
    elif _handed_on(matching, old, new, "rag", lambda one, other: old.plan.state(one) == new.plan.state(other)):
        return
    before, after = old.plan.state(one), new.plan.state(other)
    if before == after:
        return
    if matching.same(old, new, 0) and (same_words(one, other) or (old.plan.meaning(other) and old.plan.state(other) == before)):
        # the legend was changed, not the rating
        return
    yield Rated(one, other, before, after, carried)


def _handed_on(matching: Matching, old: Part, new: Part, field: str, same: Callable[[Any, Any], bool]) -> bool:
    """Whether a recommendation only hands to its actions, or takes from them, what they had before: nothing changes for any."""
    one, other = getattr(old.record, field), getattr(new.record, field)
    if bool(one) == bool(other):
        return False
    pairs = [(action, matching.new_of.get(action)) for action in matching.beneath.get(old, ())]
    below = [(getattr(before.record, field), getattr(after.record, field)) for before, after in pairs if after is not None and after.above is new]
    handed = [bool(was) != bool(now) and same(was or one, now or other) for was, now in below if not (was and now)]
    return bool(handed) and all(handed)


def _same_people(old: Plan, one: tuple[str, ...], new: Plan, other: tuple[str, ...]) -> bool:
    """Whether the same people answer, in any order."""
    return len(set(one)) == len(set(other)) and all(any(_same_person(old, lead, new, now) for now in other) for lead in one)


def _same_person(old: Plan, one: str, new: Plan, other: str) -> bool:
    """Whether two keys stand for one person: the same key, name or post, or a key that only took another's place among the people."""
    if _known_as(old, one) & _known_as(new, other):
        return True
    renamed = one in old.people and other in new.people and one not in new.people and other not in old.people
    return renamed and old.people[one] == new.people[other] and list(old.people).index(one) == list(new.people).index(other)


def _known_as(plan: Plan, lead: str) -> set[tuple]:
    person = plan.people.get(lead)
    return {folded(said) for said in (lead, (person.name or person.post) if person else "") if said}


# entries -------------------------------------------------------------------------------------------------------------


def _added(field: str, old: Part, new: Part) -> tuple:
    return next((entered.added for entered in _entered(field, old, new)), ())


def _entered(field: str, old: Part, new: Part) -> Iterator[Entered]:
    """Entries are compared as a set: their order is no part of the record."""
    gone, come = list(old.entries(field)), list(new.entries(field))
    for same in (lambda one, other: one == other, lambda one, other: _same_entry(old.plan, one, new.plan, other)):
        for entry in tuple(gone):
            _pair_off(entry, gone, come, same)
    alone = field in ("signed_off", "ended")
    known = _pairs_off(gone, come, lambda one, other: _in_its_month(one.date, other.date) and _same_entry(old.plan, dataclasses.replace(one, date=other.date), new.plan, other))
    altered = _pairs_off(gone, come, lambda one, other: alone or one.date == other.date or _in_its_month(one.date, other.date) or _in_its_month(other.date, one.date))
    if gone or come or altered or known:
        yield Entered(field, tuple(come), tuple(gone), altered, known)


def _in_its_month(one: date, other: date) -> bool:
    """Whether the other is a day of what is only a month."""
    return isinstance(one, Month) and not isinstance(other, Month) and one.first <= other <= one


def _pairs_off(gone: list, come: list, same) -> tuple[tuple, ...]:
    return tuple(pair for entry in tuple(gone) if (pair := _pair_off(entry, gone, come, same)))


def _pair_off(entry, gone: list, come: list, same) -> tuple | None:
    for number, other in enumerate(come):
        if same(entry, other):
            del come[number]
            gone.remove(entry)
            return entry, other
    return None


def _same_entry(old: Plan, before: object, new: Plan, after: object) -> bool:
    """Whether an entry says what it said, beyond case, space and punctuation; what it lacked may have been filled in."""
    for field in dataclasses.fields(before):
        one, other = getattr(before, field.name), getattr(after, field.name)
        if isinstance(one, Timescale):
            if not _reads_the_same(one, other):
                return False
        elif field.name == "by" and one and _same_person(old, one, new, other):
            continue
        elif not (_says_the_same(one, other) or (field.name in _MAY_BE_FILLED and not one)):
            return False
    return True
