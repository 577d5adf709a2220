"""How the two sides of a pair differ."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from s11.change.matching import Matching
from s11.change.records import (
    Change,
    DateMove,
    EntryChange,
    FieldChange,
    IdChange,
    LeadChange,
    LegendChange,
    Part,
    PlaceChange,
    RatingChange,
    TextChange,
)
from s11.change.similarity import Folded, folded, is_typing_slip, redacted, same_text
from s11.plan import (
    KEPT,
    REDACTED,
    CarriedTo,
    Closed,
    DateChange,
    Entry,
    Field,
    ListKind,
    Measure,
    Plan,
    Record,
    field_named,
    fields_of,
    own_address,
    own_leads,
)
from s11.standing import reads_otherwise, reads_the_same
from s11.when import Month, Timescale


def changes(matching: Matching, old: Part, new: Part) -> Iterator[Change]:
    """Every change between the two sides of a pair; what stands beneath them has pairs of its own."""
    before, after = old.record, new.record
    if not new.is_piece and old.id != new.id:
        yield IdChange(
            old.id, new.id, new.kind == "plan" or _went_along(matching, old, new), not matching.same(old, new, 0)
        )
    if new.at and not matching.same(old, new, len(new.above.at)):
        yield PlaceChange(old.above.address, new.above.address)
    if before != after:
        yield from _fields(matching, old, new)
    if old.kind != new.kind:
        yield FieldChange("kind", old.kind, new.kind)
    if new.kind == "action" and old.action.measure != new.action.measure:
        yield from _measured(matching, old, new)
    if new.kind == "plan":
        yield from _legend(old.plan, new.plan)
        return
    yield from _moved(matching, old, new)
    yield from _led(matching, old, new)
    if not new.is_piece:
        yield from _rated(matching, old, new)


def chains(before: Timescale | None, revised: Sequence[DateChange]) -> bool:
    """Whether the first of some changes of a timescale starts from it as it stood."""
    return bool(revised) and _reads_the_same(before, min(revised, key=lambda revision: revision.date).before)


def redated(old: Plan, before: Timescale | None, new: Plan, after: Timescale | None) -> bool:
    """Whether the words of a timescale are as they were, and read otherwise only as the plan's own dates changed."""
    if before is None or after is None or old.from_day == new.from_day or reads_the_same(before, after):
        return False
    # a year that was not written makes a reading uncertain; one that a person spelled out is certain
    return same_text(before.text, after.text) and not before.certain and not after.certain


def _reads_the_same(one: Timescale | None, other: Timescale | None) -> bool:
    return reads_the_same(one, other) or (one is not None and other is not None and same_text(one.text, other.text))


# fields --------------------------------------------------------------------------------------------------------------


def _fields(matching: Matching, old: Part, new: Part) -> Iterator[Change]:
    for field in fields_of(type(old.record)):
        name = field.name
        one, other = getattr(old.record, name), getattr(new.record, name)
        if field.compared == "apart" or field.holds in KEPT or one == other:
            continue
        if name == "redacted" and _is_newly_redacted(old.record, new.record) and redacted(old.words, new.words):
            # told with its text
            continue
        if field.compared == "entries" or _lists_entries(field):
            yield from _entered(matching, name, old, new)
        elif field.compared == "words":
            yield _reworded(matching, name, one, other, old, new)
        elif not _is_same_value(one, other) and not (
            field.compared == "place" and _followed(matching, old.plan, one, new.plan, other)
        ):
            yield FieldChange(name, one, other)


def _measured(matching: Matching, old: Part, new: Part) -> Iterator[Change]:
    """How the measure of an action differs: its words, its baseline and target, and its readings."""
    one, other = old.action.measure or Measure(), new.action.measure or Measure()
    # of a measure that is gone, or new, its own words tell it
    if one.text != other.text:
        yield _reworded(matching, "measure", one.text, other.text, old, new)
    for field in fields_of(Measure):
        before, after = getattr(one, field.name), getattr(other, field.name)
        if field.name == "text" or before == after:
            continue
        if field.compared == "entries":
            yield from _entered(matching, field.name, old, new)
        elif one.text and other.text:
            yield _reworded(matching, field.name, before, after, old, new)


def _reworded(matching: Matching, name: str, one: str, other: str, old: Part, new: Part) -> TextChange:
    slight = same_text(one, other) or is_typing_slip(one, other, matching.vocabulary(old.plan))
    return TextChange(name, one, other, slight, redacted(one, other), _is_newly_redacted(old.record, new.record))


def _lists_entries(field: Field) -> bool:
    """Whether a field lists dated entries: records that cannot do without their ``date``, of whatever kind."""
    return isinstance(field.kind, ListKind) and issubclass(field.holds or Record, Entry)


def _followed(matching: Matching, old: Plan, one: object, new: Plan, other: object) -> bool:
    """Whether a field names the same place as before, which has another address now."""
    if isinstance(one, str) and isinstance(other, str) and one and other:
        return matching.follow(own_address(old.id, one)) == own_address(new.id, other)
    if isinstance(one, Closed) and isinstance(other, Closed):
        return _same_places(matching, old, one.to, new, other.to) and _is_same_value(
            dataclasses.replace(one, to=()), dataclasses.replace(other, to=())
        )
    return False


def _same_places(
    matching: Matching, old: Plan, one: Sequence[CarriedTo], new: Plan, other: Sequence[CarriedTo]
) -> bool:
    """Whether something is carried on by the same plans, actions and bodies, in any order and wherever they stand."""
    before = {
        (matching.follow(own_address(old.id, place.address)) if place.address else "", folded(place.body))
        for place in one
    }
    return before == {
        (own_address(new.id, place.address) if place.address else "", folded(place.body)) for place in other
    }


def _is_same_value(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return same_text(one, other)
    if isinstance(one, Timescale) and isinstance(other, Timescale):
        return reads_the_same(one, other)
    if dataclasses.is_dataclass(one) and type(one) is type(other):
        return all(
            _is_same_value(getattr(one, field.name), getattr(other, field.name)) for field in dataclasses.fields(one)
        )
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_is_same_value(one[key], other[key]) for key in one)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(_is_same_value(a, b) for a, b in zip(one, other, strict=True))
    return one == other


def _legend(old: Plan, new: Plan) -> Iterator[LegendChange | FieldChange]:
    before, after = ({word: meaning.means for word, meaning in plan.spellings.items()} for plan in (old, new))
    words = tuple(
        (word, before.get(word, ""), after.get(word, ""))
        for word in dict.fromkeys((*before, *after))
        if before.get(word, "") != after.get(word, "")
    )
    if words:
        yield LegendChange(words)
        # what a word is said to mean may have changed beside it, where it stands for what it stood for
        changed = {folded(word) for word, _, _ in words}
        kept = [
            word
            for word in old.rag
            if word in new.rag and folded(word) not in changed and not _is_same_value(old.rag[word], new.rag[word])
        ]
        if kept:
            yield FieldChange("rag", {word: old.rag[word] for word in kept}, {word: new.rag[word] for word in kept})
    elif not _is_same_value(old.rag, new.rag):
        yield FieldChange("rag", old.rag, new.rag)


def _went_along(matching: Matching, old: Part, new: Part) -> bool:
    """Whether an id changed because a recommendation was renumbered with all its actions, texts equal.

    A slip of the hand that was mended in the same edit leaves a text what it was.
    """
    one, other = old.within(1), new.within(1)
    known = matching.vocabulary(one.plan)

    def stands(before: Part, after: Part) -> bool:
        return same_text(before.words, after.words) or is_typing_slip(before.words, after.words, known)

    if not matching.same(one, other, 1) or one.id == other.id or not stands(one, other):
        return False
    now = [(action, matching.new_of.get(action)) for action in matching.beneath.get(one, ())]
    # one that was moved elsewhere did not stay behind
    return all(after is not None and (after.above is not other or stands(before, after)) for before, after in now)


# what an action may have from its recommendation ---------------------------------------------------------------------


def _moved(matching: Matching, old: Part, new: Part) -> Iterator[DateMove | FieldChange]:
    one, other = old.dated.timescale, new.dated.timescale
    revised = _revised(matching, old, new)
    if new.kind == "action":
        if one is None and other is None and matching.same(old, new, 1):
            return
        if other is None:
            revised += _revised(matching, old.above, new.above)
        one, other = one or old.recommendation.timescale, other or new.recommendation.timescale
    elif new.kind == "recommendation" and _handed_on(matching, old, new, "timescale", reads_the_same):
        return
    if matching.same(old, new, 0) and redated(old.plan, one, new.plan, other):
        return
    if reads_otherwise(one, other):
        yield DateMove(one, other, revised, chains(one, revised))
    elif one is not None and other is not None and _otherwise(one) != _otherwise(other):
        yield FieldChange("timescale", one, other)


def _otherwise(timescale: Timescale) -> tuple[object, ...]:
    """What two timescales that say the same may still differ in: how certain that is, and from when."""
    return (
        timescale.certain,
        timescale.begins,
        timescale.month_end,
        tuple((reading.kind, reading.due, reading.every, reading.dues) for reading in timescale.readings),
    )


def _led(matching: Matching, old: Part, new: Part) -> Iterator[LeadChange]:
    one, other, carried = old.dated.lead, new.dated.lead, False
    if new.kind == "action":
        carried = not one and not other and matching.same(old, new, 1)
        one, other = own_leads(old.recommendation, old.action), own_leads(new.recommendation, new.action)
    elif new.kind == "recommendation" and _handed_on(
        matching, old, new, "lead", lambda one, other: _same_people(old.plan, one, new.plan, other)
    ):
        return
    if one != other and not _same_people(old.plan, one, new.plan, other):
        yield LeadChange(one, other, carried)


def _rated(matching: Matching, old: Part, new: Part) -> Iterator[RatingChange]:
    one, other, carried = old.rated.rag, new.rated.rag, False
    if new.kind == "action":
        carried = not one and not other and matching.same(old, new, 1)
        one, other = one or old.recommendation.rag, other or new.recommendation.rag
    elif _handed_on(matching, old, new, "rag", lambda one, other: old.plan.state(one) == new.plan.state(other)):
        return
    before, after = old.plan.state(one), new.plan.state(other)
    if before == after:
        return
    if matching.same(old, new, 0) and (
        same_text(one, other)
        or (old.plan.legend_word(one) and old.plan.legend_word(one) == old.plan.legend_word(other))
    ):
        # the legend was changed, not the rating; another word of it is another rating, whatever it stood for before
        return
    yield RatingChange(one, other, before, after, carried)


def _handed_on(matching: Matching, old: Part, new: Part, field: str, same: Callable[[Any, Any], bool]) -> bool:
    """Whether a recommendation only hands to its actions, or takes from them, what they had: nothing changes."""
    one, other = getattr(old.record, field), getattr(new.record, field)
    if bool(one) == bool(other):
        return False
    pairs = [(action, matching.new_of.get(action)) for action in matching.beneath.get(old, ())]
    below = [
        (getattr(before.record, field), getattr(after.record, field))
        for before, after in pairs
        if after is not None and after.above is new
    ]
    handed = [same(was or one, now or other) for was, now in below if not (was and now)]
    return bool(handed) and all(handed)


def _same_people(old: Plan, one: tuple[str, ...], new: Plan, other: tuple[str, ...]) -> bool:
    """Whether the same people answer, in any order."""
    return len(set(one)) == len(set(other)) and all(
        any(_same_person(old, lead, new, now) for now in other) for lead in one
    )


def _same_person(old: Plan, one: str, new: Plan, other: str) -> bool:
    """Whether two keys stand for one person: the same key, name or post, or one that took the other's place."""
    if _known_as(old, one) & _known_as(new, other):
        return True
    renamed = one in old.people and other in new.people and one not in new.people and other not in old.people
    return (
        renamed
        and old.people[one] == new.people[other]
        and list(old.people).index(one) == list(new.people).index(other)
    )


def _known_as(plan: Plan, lead: str) -> set[Folded]:
    person = plan.people.get(lead)
    return {folded(name) for name in (lead, (person.name or person.post) if person else "") if name}


# entries -------------------------------------------------------------------------------------------------------------


def _revised(matching: Matching, old: Part, new: Part) -> tuple[DateChange, ...]:
    """The changes of a date that were entered.

    What gets a date of its own takes the changes along that its recommendation's date had before: they are not new.
    """
    held = old.recommendation.revised if old.kind == "action" and old.action.timescale is None else ()
    return tuple(
        entry
        for entered in _entered(matching, "revised", old, new)
        for entry in entered.added
        if isinstance(entry, DateChange) and entry not in held
    )


def _entered(matching: Matching, field: str, old: Part, new: Part) -> Iterator[EntryChange]:
    """Entries are compared as a set: their order is no part of the record."""
    gone, come = list(old.entries(field)), list(new.entries(field))
    compared = _Compared(matching, old.plan, new.plan)
    _pairs(gone, come, lambda one, other: one == other)
    filled = _pairs(gone, come, compared.same)
    taken_out = _pairs(gone, come, compared.redacted)
    slight = _pairs(gone, come, compared.mended)
    described = field_named(type(new.record), field)
    # where there is only one, another is that one in other words
    alone = described is not None and not isinstance(described.kind, ListKind)
    known = _pairs(gone, come, compared.known)
    altered = _pairs(
        gone,
        come,
        lambda one, other: (
            alone
            or one.date == other.date
            or _in_its_month(one.date, other.date)
            or _in_its_month(other.date, one.date)
        ),
    )
    completed = tuple((one, other) for one, other in filled if _completes(one, other))
    if gone or come or altered or slight or taken_out or completed or known:
        weighs = described is None or described.weighs
        yield EntryChange(field, tuple(come), tuple(gone), altered, slight, taken_out, completed, known, weighs)


def _completes(before: Record, after: Record) -> bool:
    """Whether an entry says something that it lacked."""
    names = (field.name for field in fields_of(type(before)) if field.fillable)
    return any(getattr(after, name) and not getattr(before, name) for name in names)


def _in_its_month(one: date, other: date) -> bool:
    """Whether the other is a day of what is only a month."""
    return isinstance(one, Month) and not isinstance(other, Month) and one.first <= other <= one


def _pairs(
    gone: list[Entry], come: list[Entry], same: Callable[[Entry, Entry], bool]
) -> tuple[tuple[Entry, Entry], ...]:
    """Take from both lists, in order, what is the same."""
    pairs = []
    for entry in tuple(gone):
        number = next((number for number, other in enumerate(come) if same(entry, other)), None)
        if number is not None:
            pairs.append((entry, come.pop(number)))
            gone.remove(entry)
    return tuple(pairs)


class _Compared:
    """What an entry said and what it says."""

    def __init__(self, matching: Matching, old: Plan, new: Plan):
        self.matching, self.old, self.new = matching, old, new

    def same(self, before: Record, after: Record) -> bool:
        """Whether an entry says what it said, beyond case, space and punctuation; gaps may have been filled in."""
        return not self._differing(before, after)

    def known(self, before: Any, after: Any) -> bool:
        """Whether an entry says what it said, and its day is known now, of which only the month was known before."""
        return _in_its_month(before.date, after.date) and self.same(dataclasses.replace(before, date=after.date), after)

    def mended(self, before: Record, after: Record) -> bool:
        """Whether one word of what it says in sentences was mended, and nothing else differs."""
        differing = self._differing(before, after)
        return (
            len(differing) == 1
            and differing[0].prose
            and is_typing_slip(*(getattr(entry, differing[0].name) for entry in (before, after)))
        )

    def redacted(self, before: Record, after: Record) -> bool:
        """Whether words were taken out of it and it says why, and nothing else differs."""
        if not _is_newly_redacted(before, after):
            return False
        differing = [field for field in self._differing(before, after) if field.name != "redacted"]
        for field in differing:
            # not who said it, nor a code, nor where a measure stood
            if field.compared != "words" or not redacted(getattr(before, field.name), getattr(after, field.name)):
                return False
        # why may also be said later, of words that are out already
        worded = (field.name for field in fields_of(type(before)) if field.compared == "words")
        return bool(differing) or any(REDACTED in getattr(after, name) for name in worded)

    def _differing(self, before: Record, after: Record) -> list[Field]:
        return [field for field in fields_of(type(before)) if not self._agree(field, before, after)]

    def _agree(self, field: Field, before: Record, after: Record) -> bool:
        one, other = getattr(before, field.name), getattr(after, field.name)
        if isinstance(one, Timescale):
            return _reads_the_same(one, other)
        if field.names and one and _same_person(self.old, one, self.new, other):
            return True
        if field.compared == "place" and one:
            return _same_places(self.matching, self.old, one, self.new, other)
        return _is_same_value(one, other) or (field.fillable and not one)


def _is_newly_redacted(before: Record, after: Record) -> bool:
    """Whether a record newly says that words were taken out of it; what it said of that before still stands."""
    one, other = getattr(before, "redacted", ()), getattr(after, "redacted", ())
    return len(other) > len(one) and all(entry in other for entry in one)
