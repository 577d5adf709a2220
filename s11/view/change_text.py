"""One change in words: what happened to a plan, a recommendation, an action or a piece of evidence since the base.

What differs, ``change`` has found; how an action stood then and stands now, ``standing`` has judged. A change is told
under one heading: a rating, a completion or an ending that made an action done, undone or ended is told with that.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from s11.change import (
    LONG_DAYS,
    Change,
    Comparison,
    DateMove,
    EntryChange,
    FieldChange,
    IdChange,
    LeadChange,
    LegendChange,
    Pair,
    Part,
    PlaceChange,
    RatingChange,
    Removed,
    TextChange,
    is_reason,
    redacted,
    redated,
    same_text,
)
from s11.plan import CarriedTo, Control, DateChange, Done, Ended, MeasureReading, Person, Plan, Progress, Redacted, Reported, Request, SignedOff
from s11.standing import (
    APART,
    DONE_AS,
    Standing,
    answers_of,
    answers_of_action,
    begun_later,
    counted_words,
    days_of,
    first_given,
    gives_a_day,
    in_quotes,
    judge,
    judge_plan,
    moves_until,
    number_of,
    on_time_words,
    state_words,
)
from s11.view.action_view import NO_REASON, agreed_words, percent_words
from s11.view.labels import lead_view
from s11.view.records import APART_WORDS, TIMING_WORDS, WORST_FIRST, ChangeEntry
from s11.view.travel import TERMS, on_old_terms
from s11.when import Timescale, Vantage, day_words, on_day

NOT_ENTERED = f"no change was entered, and {NO_REASON}"
READ_OTHERWISE = "its words are as they were: the council's own settings, or the day from which its year is counted, changed"
# what such an entry says is told where it made the action done, undone or ended
_WITH_STANDING = ("completed", "signed_off", "ended")
_FIELDS = {
    "agreed": "the day it was agreed", "as_at": "the day of its ratings", "arises_from": "what it arises from", "awaiting": "what it is waiting for", "called": "what a recommendation is called",
    "closed": "whether the plan is closed", "continuing": "whether it is carried on once done", "control": "the document control", "detail": "the more detailed plan", "format": "the format of the file", "kind": "what it is",
    "link": "where it can be read", "marking": "the protective marking", "note": "its note", "organisation": "the organisation", "origin": "the origin", "people": "the people named",
    "period": "the period", "priority": "its priority", "redacted": "what is said of words taken out", "proposed": "whether it is only proposed", "rag": "the words of the legend", "remedy": "what is being done about it",
    "response": "what was answered to it", "review": "when it is looked at again", "sensitive": "whether it is kept from the public", "source": "the document it was taken from",
    "standards": "the standards it answers", "terms": "the abbreviations", "theme": "its theme", "themes": "the themes", "timescale": "how certain its date is", "title": "the title",
}  # fmt: skip
_MEASURE_FIELDS = {"baseline": "measure's baseline", "target": "measure's target"}
_ENTRIES = {"revised": "change of date", "progress": "note", "completed": "completion", "received": "receipt", "signed_off": "sign-off", "ended": "ending", "reported": "report", "requests": "request for more time", "readings": "reading of its measure"}
_HEADED = {("received", "evidence"): "received", ("received", "milestone"): "reached", ("readings", "action"): "measured"}
STILL_IN_GIT = "git keeps what was ever committed"


class Direction(NamedTuple):
    """Which way an action went: above 0 better, below 0 worse; as checked, and by its new facts under the terms of before.

    ``apart``: why it is counted apart, of ``APART_WORDS``; '' where it counts as it is checked.
    """

    as_checked: int
    on_old_terms: int
    apart: str = ""


class Sides:
    """Both sides of a comparison as they stand: the old one on its own day and on the new one's, the new one on its own."""

    def __init__(self, comparison: Comparison, then: Vantage, now: Vantage):
        self.comparison, self.day = comparison, now.as_of
        self.pair_of = {pair.new: pair for pair in comparison.pairs}
        self.beneath: dict[Part, list[Part]] = {}
        for part in (*self.pair_of, *comparison.added):
            if part.above is not None:
                self.beneath.setdefault(part.above, []).append(part)
        # where each piece of the old side stands now
        self.now_of = {pair.old: pair.new for pair in comparison.pairs if len(pair.new.at) == 3}
        self._pieces_of: dict[Part, dict[Part, Part]] = {}
        for before, after in self.now_of.items():
            for action in (("old", before.above), ("new", after.above)):
                self._pieces_of.setdefault(action, {})[before] = after
        self._ways: dict[Part, Direction] = {}
        self._then, self._now = then, now
        self._judged: dict[tuple[int, Vantage], Mapping[tuple[int, ...], Standing]] = {}

    def then(self, old: Part) -> Standing:
        return self._on(old, self._then)

    def untouched(self, old: Part) -> Standing:
        """How an action would stand now, had nobody touched it."""
        return self._on(old, Vantage(self._now.as_of, self._then.revision))

    def now(self, new: Part) -> Standing:
        return self._on(new, self._now)

    def way(self, pair: Pair) -> Direction:
        """Which way an action went, as checked and on the terms of before."""
        if pair.new not in self._ways:
            self._ways[pair.new] = self._way(pair)
        return self._ways[pair.new]

    def _way(self, pair: Pair) -> Direction:
        old, new = self.then(pair.old), self.now(pair.new)
        way = direction(old, new)
        on_old = direction(old, self._on_old_terms(pair))
        if new.timing in APART or old.timing in APART:
            return Direction(way, on_old, "ended" if "ended" in (new.timing, old.timing) else "proposed")
        if way <= 0 or on_old > 0:
            return Direction(way, on_old)
        if direction(old, self._on_old_terms(pair, "dates", "pieces")) <= 0:
            if direction(old, self._on_old_terms(pair, "dates")) > 0 >= direction(old, self._on_old_terms(pair, "pieces")):
                return Direction(way, on_old, "by_pieces")
            around = (pair, self.pair_of.get(pair.new.above), *(self.pair_of[part] for part in self.beneath.get(pair.new, ()) if part in self.pair_of))
            moves = [moved for one in around if one is not None for moved in one.all(DateMove)]
            # words that stand as they stood read otherwise by the calendar or the day from which their year is counted
            otherwise = not any(moved.revised or not _same_text(moved) for moved in moves) and (bool(moves) or pair.new.plan.from_day != pair.old.plan.from_day)
            return Direction(way, on_old, "by_terms" if otherwise or (not moves and pair.one(FieldChange, "continuing")) else "by_date")
        return Direction(way, on_old, "by_terms" if direction(old, self._on_old_terms(pair, "legend")) <= 0 else "restated")

    def carried_words(self, pair: Pair) -> dict[str, bool]:
        """What may have become of an action's evidence and milestones, each in words with whether it did."""
        went_to = [now for now in self._pieces_of.get(("old", pair.old), {}).values() if now.above is not pair.new]
        came = [old for old in self._pieces_of.get(("new", pair.new), {}) if old.above is not pair.old]
        gone = [removed.part for removed in self.comparison.removed if removed.part.above is pair.old]
        new = [part for part in self.beneath.get(pair.new, ()) if part not in self.pair_of]
        said = [(now, f"direction to {now.above.address}") for now in went_to] + [(old, f"came from {old.above.address}") for old in came]
        said += [(part, "was taken out") for part in gone] + [(part, "was added") for part in new]
        return {f"{'a milestone' if part.kind == 'milestone' else 'evidence'} {words}": True for part, words in said}

    def _on_old_terms(self, pair: Pair, *terms: str) -> Standing:
        pieces = {**self._pieces_of.get(("old", pair.old), {}), **self._pieces_of.get(("new", pair.new), {})}
        plan = self.pair_of.get(pair.new.within(0))
        # a rating stated again, with a note of what was looked at, is a fact of its own
        noted = pair.added("progress") or (plan is not None and plan.added("progress"))
        asked = frozenset(terms) or TERMS
        return on_old_terms(pair, pieces, self.pair_of.get(pair.new.above), self._now, asked - {"ratings"} if noted else asked)

    def _on(self, part: Part, vantage: Vantage) -> Standing:
        key = id(part.plan), vantage
        if key not in self._judged:
            standings = iter(judge_plan(part.plan, vantage))
            self._judged[key] = {(r, a): next(standings) for r, recommendation in enumerate(part.plan.recommendations) for a, _ in enumerate(recommendation.actions)}
        return self._judged[key][part.at[:2]]


def describe_changes(sides: Sides, pair: Pair, in_doubt: bool = False) -> Iterator[ChangeEntry]:
    """Everything that changed between the two sides of a pair; not how it stands, where that is in doubt."""
    heading = ""
    if pair.new.kind == "action" and not in_doubt:
        old, new = sides.then(pair.old), sides.now(pair.new)
        heading = finishing_words(old, new)
        yield from _tell_standing(sides, pair, old, new, heading)
    for change in pair.changes:
        if not _told_elsewhere(pair, change, heading):
            yield from _TELLERS[type(change)](sides, pair, change)


def _told_elsewhere(pair: Pair, change: Change, heading: str) -> bool:
    """Whether another record says it: the action's own standing, its recommendation, or the date that it moved."""
    match change:
        case RatingChange() | LeadChange():
            return change.carried or (bool(heading) and isinstance(change, RatingChange))
        case EntryChange():
            return bool(heading) and change.field in _WITH_STANDING
        case FieldChange():
            return change.field == "as_at" and pair.new.kind == "action" and (bool(heading) or pair.one(RatingChange) is not None)
        case IdChange():
            # actions that were renumbered with their recommendation are told there, a place in another plan with its coming
            return pair.new.kind != "plan" and (change.elsewhere or (change.whole and pair.new.kind == "action"))
    return False


def _told(pair: Pair, heading: str, said: str, **more) -> ChangeEntry:
    # where the whole plan has another name, that is told once
    was = pair.old.address if pair.old.address.partition("#")[2] != pair.new.address.partition("#")[2] and heading not in ("renumbered", "came") else ""
    return ChangeEntry(heading, pair.new.address, was, pair.new.label, pair.new.words, said, **more)


# how an action stands ------------------------------------------------------------------------------------------------


def finishing_words(old: Standing, new: Standing) -> str:
    """The heading under which an action became done, verified or ended, or is so no longer; '' where neither."""
    before, after = _class(old), _class(new)
    if before == after:
        return ""
    if after == "open":
        return "resumed" if before == "ended" else "undone"
    return "undone" if (before, after) == ("verified", "completed") else after


def _class(standing: Standing) -> str:
    if standing.timing == "ended":
        return "ended"
    if standing.stated == "verified" and not standing.late:
        return "verified"
    return "completed" if standing.timing == "done" or (standing.stated == "completed" and not standing.late) else "open"


def direction(old: Standing, new: Standing) -> int:
    """Above 0 where an action stands better as checked, below 0 where worse; 0 too where it is ended or proposed on either side."""
    if old.timing in APART or new.timing in APART:
        return 0
    return WORST_FIRST.index(new.checked) - WORST_FIRST.index(old.checked)


def _tell_standing(sides: Sides, pair: Pair, old: Standing, new: Standing, heading: str) -> Iterator[ChangeEntry]:
    untouched = sides.untouched(pair.old)
    states = {"old_state": old.checked, "new_state": new.checked}
    apart = sides.way(pair).apart
    only = f"; {APART_WORDS[apart]}, so it does not count as better" if apart in ("by_date", "by_pieces", "by_terms", "restated") else ""
    if heading:
        cause = "days" if _class(untouched) == _class(new) else ""
        yield _told(pair, heading, _finished_words(sides, pair, old, new, heading), why=_ending_why(pair, heading), cause=cause, **states)
    elif new.late and not old.late:
        yield _told(pair, "newly_late", _late_words(new), cause="days" if untouched.late else "edit", **states)
    elif old.late and not new.late:
        said = f"was {days_of(old.days_late)} late, now {TIMING_WORDS[new.timing]}" + (f", due {day_words(new.due)}" if new.due else "") + only
        yield _told(pair, "no_longer_late", said, why=_because(sides, pair), cause="edit" if untouched.late else "days", **states)
    elif (way := direction(old, new)) and pair.one(RatingChange) is None:
        said = f"its dates: {TIMING_WORDS[new.timing]}" + only
        cause = "days" if untouched.checked == new.checked else "edit"
        yield _told(pair, "better" if way > 0 else "worse", said, why=_because(sides, pair) if cause == "edit" else "", cause=cause, **states)


def _redated(action: Pair, pair: Pair) -> bool:
    return redated(action.old.plan, pair.old.record.timescale, action.new.plan, pair.new.record.timescale)


def _late_words(standing: Standing) -> str:
    return f"due {day_words(standing.due)}, {days_of(standing.days_late)} late; lead: {_names(standing.plan, standing.lead)}"


def _finished_words(sides: Sides, pair: Pair, old: Standing, new: Standing, heading: str) -> str:
    said = []
    for field in _WITH_STANDING:
        entered = pair.one(EntryChange, field)
        if entered is not None:
            said += [_entered_words(pair, field, entry, sides.day) for entry in entered.added]
            said += [f"the {entry_name(field)} of {day_words(entry.date)} was taken out" for entry in entered.removed]
            said += [f"the {entry_name(field)} of {day_words(before.date)} was {on_day(after.date)}" for before, after in entered.known]
            said += [f"the {entry_name(field)} of {day_words(before.date)} now reads: {_entry_words(pair.new, field, after)}" for before, after in entered.altered]
    rated = pair.one(RatingChange)
    if rated is not None:
        said.append(_rated_words(rated) + (f" for the whole {pair.new.plan.calls_it}" if rated.carried else ""))
    said = said or [f"stated {state_words(new.stated)}, before {state_words(old.stated)}", *filter(None, [_because(sides, pair)])]
    if heading in ("completed", "verified") and _class(old) == "open" and not pair.added("completed"):
        # done by its rating, or by what was recorded before or above it
        said.append(done_words(pair.new, "completed", new.completed[0], sides.day) if new.completed else UNDATED)
    elif heading == "ended":
        said += _late_when_ended(old, pair.new.action.ended.date if pair.new.action.ended else sides.day)
    said += [f"it is {days_of(new.days_late)} late"] if new.late else []
    return "; ".join(said)


def _late_when_ended(old: Standing, ended: date) -> list[str]:
    """How late it was on the day that it was ended, by what was said of it before."""
    then = judge(old.plan, old.recommendation, old.action, Vantage(ended, old.vantage.revision))
    return [f"it was {days_of(then.days_late)} late"] if then.late else []


def _ending_why(pair: Pair, heading: str) -> str:
    if heading != "ended":
        return ""
    ended = pair.new.action.ended
    return (ended.why if ended else "") or NO_REASON


def _because(sides: Sides, pair: Pair) -> str:
    """Which edits bear on how an action stands, in words."""
    pieces = [sides.pair_of[part] for part in sides.beneath.get(pair.new, ()) if part in sides.pair_of]
    above, plan = (sides.pair_of.get(pair.new.within(level)) for level in (1, 0))
    around = [pair, *pieces, *([above] if above else [])]
    said = {
        "its date was moved": any(moved.revised or not _same_text(moved) for inner in around for moved in inner.all(DateMove)),
        "its date is read otherwise": any(not moved.revised and _same_text(moved) for inner in around for moved in inner.all(DateMove)),
        "its year is counted from another day": any(_redated(pair, inner) for inner in around),
        **sides.carried_words(pair),
        "evidence came in": any(inner.added("received") for inner in pieces if inner.new.kind == "evidence"),
        "a milestone was reached": any(inner.added("received") for inner in pieces if inner.new.kind == "milestone"),
        "it was recorded as done": any(inner.added("completed") for inner in around),
        "progress was noted": bool(pair.added("progress")),
        "it is carried on": bool((continuing := pair.one(FieldChange, "continuing")) and continuing.new),
        "it is only proposed now": bool((proposed := pair.one(FieldChange, "proposed")) and proposed.new),
        "the legend changed": bool(plan and plan.one(LegendChange)),
        "the day the plan was agreed changed": bool(plan and plan.one(FieldChange, "agreed")),
        "its rating was stated anew": any(inner.one(FieldChange, "as_at") for inner in (pair, above, plan) if inner),
    }
    return ", ".join(words for words, so in said.items() if so)


# dates ---------------------------------------------------------------------------------------------------------------


def _tell_moved(sides: Sides, pair: Pair, moved: DateMove) -> Iterator[ChangeEntry]:
    first, times = _ever(sides, pair)
    if moved.first and gives_a_day(moved.new):
        yield _told(pair, "dated", _held_for(pair, "timescale"), before=_timescale_words(moved.old), after=_timescale_words(moved.new))
        return
    why = _reasons(pair.new.plan, moved.revised) if moved.revised else "" if moved.first else READ_OTHERWISE if _same_text(moved) else NOT_ENTERED
    corrected = sum(entry.corrects for entry in moved.revised)
    put_right = f"{number_of(corrected, 'date')} corrected" if corrected else ""
    said = [_apart(moved.old, moved.new), put_right, _times_words(first, times), _held_for(pair, "timescale")]
    yield _told(pair, "corrected" if moved.corrected else "moved", "; ".join(part for part in said if part), before=_timescale_words(moved.old), after=_timescale_words(moved.new), why=why, first_due=first, times=times)


def _same_text(moved: DateMove) -> bool:
    return moved.old is not None and moved.new is not None and same_text(moved.old.text, moved.new.text)


def _ever(sides: Sides, pair: Pair) -> tuple[date | None, int]:
    """The first day that was ever due, and how many times it was moved in all."""
    if pair.new.kind == "action":
        standing = sides.now(pair.new)
        return standing.first_due, standing.times_moved
    record = pair.new.record
    return first_given(record.timescale, record.revised, sides.day), len(moves_until(record.timescale, record.revised, sides.day))


def _reasons(plan: Plan, revised: Sequence[DateChange]) -> str:
    """Why a date was changed; each change with its day where there are several."""
    if len(revised) == 1:
        return _reason(revised[0]) + agreed_words(plan, revised[0])
    return "; ".join(f"{day_words(entry.date)}: {_reason(entry)}{agreed_words(plan, entry)}" for entry in sorted(revised, key=lambda entry: entry.date))


def _reason(entry: DateChange) -> str:
    """The words given; what is no reason (S210) is said to be none, beside what stands there."""
    return entry.why if is_reason(entry.why) else f"{NO_REASON}{f' ({entry.why!r})' if entry.why else ''}"


def _times_words(first: date | None, times: int) -> str:
    return f"moved {number_of(times, 'time')} in all" + (f", first due {day_words(first)}" if first else "") if times else ""


def _apart(old: Timescale | None, new: Timescale | None) -> str:
    if not gives_a_day(new):
        return "its date was taken away"
    one, other = (timescale.due or min(timescale.dues, default=None) if timescale else None for timescale in (old, new))
    if one is None or other is None or one == other:
        return "reads otherwise"
    return f"{days_of(abs((other - one).days))} {'later' if other > one else 'earlier'}"


def _tell_revised(sides: Sides, pair: Pair, entered: EntryChange) -> Iterator[ChangeEntry]:
    """Changes of a date that were entered: with the date where it reads otherwise, else it stands where it stood."""
    if not entered.added or any(entry in moved.revised for moved in pair.all(DateMove) for entry in entered.added):
        return
    first, times = _ever(sides, pair)
    said = [f"reads as it did, after {number_of(len(entered.added), 'change')} of its date", _times_words(first, times)]
    words = _timescale_words(pair.new.record.timescale)
    yield _told(pair, "moved", "; ".join(part for part in said if part), before=words, after=words, why=_reasons(pair.new.plan, entered.added), first_due=first, times=times)


# words, ratings, leads -----------------------------------------------------------------------------------------------


def _tell_reworded(sides: Sides, pair: Pair, change: TextChange) -> Iterator[ChangeEntry]:
    field = _MEASURE_FIELDS.get(change.field, change.field)
    if change.withheld:
        # what was taken out is not said again
        why = "; ".join(one.why for one in getattr(pair.new.record, "redacted", ()) if one not in getattr(pair.old.record, "redacted", ()))
        said = f"words were taken out of its {field}" if change.redacted else f"its {field} is another, and words were taken out of it"
        yield _told(pair, "redacted", f"{said}; {STILL_IN_GIT}", after=change.new, why=why)
        return
    yield _told(pair, "reworded", f"its {field}" + (", spelling or one mended word" if change.slight else ""), before=change.old, after=change.new)


def _tell_rated(sides: Sides, pair: Pair, rated: RatingChange) -> Iterator[ChangeEntry]:
    said = [_rated_words(rated), _held_for(pair, "rag")]
    if pair.new.kind == "action":
        said.append(f"checked {state_words(sides.now(pair.new).checked)}")
    yield _told(pair, "rated_up" if rated.up else "rated_down", "; ".join(part for part in said if part), old_state=rated.old, new_state=rated.new)


def _rated_words(rated: RatingChange) -> str:
    now, before = (f"'{word}' ({state_words(state)})" if word else "not at all" for word, state in ((rated.new_word, rated.new), (rated.old_word, rated.old)))
    return f"rated {now}, before {before}"


def _tell_led(sides: Sides, pair: Pair, led: LeadChange) -> Iterator[ChangeEntry]:
    yield _told(pair, "leads", _held_for(pair, "lead"), before=_names(pair.old.plan, led.old), after=_names(pair.new.plan, led.new))


def _held_for(pair: Pair, field: str) -> str:
    """Of a recommendation: for how many of its actions it holds."""
    if pair.new.kind != "recommendation":
        return ""
    count = sum(not getattr(action, field) for action in pair.new.recommendation.actions)
    return f"for {number_of(count, 'action')} of it" if count else ""


# entries -------------------------------------------------------------------------------------------------------------


def _tell_entered(sides: Sides, pair: Pair, entered: EntryChange) -> Iterator[ChangeEntry]:
    field = entered.field
    if field == "revised":
        yield from _tell_revised(sides, pair, entered)
    elif field in ("progress", "reported", "requests"):
        heading = {"progress": "noted", "reported": "reported", "requests": "asked"}[field]
        for entry in sorted(entered.added, key=lambda entry: entry.date):
            yield _told(pair, heading, _entry_words(pair.new, field, entry))
    elif entered.added:
        words = "; ".join(_entered_words(pair, field, entry, sides.day) for entry in sorted(entered.added, key=lambda entry: entry.date))
        yield _told(pair, _HEADED.get((field, pair.new.kind), "recorded"), words)
    for entry in entered.removed:
        yield _told(pair, "rewritten", f"the {entry_name(field, pair.old)} of {day_words(entry.date)} was taken out", before=_entry_words(pair.old, field, entry))
    for before, after in entered.known:
        yield _told(pair, "other", f"the day of the {entry_name(field, pair.new)} of {day_words(before.date)}", before=day_words(before.date), after=day_words(after.date))
    for before, after in entered.altered:
        # where words were taken out, though not as they should be, they are not said again either
        was = "" if getattr(after, "redacted", ()) else _entry_words(pair.old, field, before)
        yield _told(pair, "rewritten", f"the {entry_name(field, pair.new)} of {day_words(before.date)} was changed", before=was, after=_entry_words(pair.new, field, after))
    yield from _tell_kept(pair, entered)


def entry_name(field: str, part: Part | None = None) -> str:
    """What one entry of a field is called: 'note', 'receipt'; of a field that has no name here, by the field's own."""
    if part is not None and (field, part.kind) == ("received", "milestone"):
        return "day reached"
    return _ENTRIES.get(field) or f"entry under {named_plainly(field)}"


def named_plainly(field: str) -> str:
    return f"'{field.replace('_', ' ')}'"


def _entered_words(pair: Pair, field: str, entry: object, day: date) -> str:
    """An entry with its own day; of what was done, with whether that was on time."""
    said = _entry_words(pair.new, field, entry)
    return f"{said}, {entered_done_words(pair, field, entry, day)}" if isinstance(entry, Done) else said


def _tell_kept(pair: Pair, entered: EntryChange) -> Iterator[ChangeEntry]:
    """What was done to entries that say what they said: a slip mended, words taken out, an answer or a name filled in."""
    plan, field = pair.new.plan, entered.field
    for before, after in entered.mended:
        yield _told(pair, "mended", f"one word of the {entry_name(field, pair.new)} of {day_words(before.date)}", before=_entry_words(pair.old, field, before), after=_entry_words(pair.new, field, after))
    for before, after in entered.redacted:
        new = [one for one in after.redacted if one not in before.redacted]
        said = f"words were taken out of the {entry_name(field, pair.new)} of {day_words(before.date)}" + "".join(_taken_out_words(plan, one) for one in new)
        yield _told(pair, "redacted", f"{said}; {STILL_IN_GIT}", after=_entry_words(pair.new, field, after), why="; ".join(one.why for one in new))
    for before, after in entered.filled:
        if isinstance(after, Request) and after.refused and not before.refused:
            yield _told(pair, "asked", _entry_words(pair.new, field, after))
        else:
            yield _told(pair, "other", f"the {entry_name(field, pair.new)} of {day_words(before.date)} was completed by what it lacked", before=_entry_words(pair.old, field, before), after=_entry_words(pair.new, field, after))


def _taken_out_words(plan: Plan, one: Redacted) -> str:
    return f", on {day_words(one.date)}" + (f" by {lead_view(plan, one.by).words}" if one.by else "")


def _entry_words(part: Part, field: str, entry: object) -> str:
    plan = part.plan
    done = DONE_AS[part.kind] if part.piece is not None and field == "received" else field.replace("_", " ")
    day = day_words(entry.date)
    match entry:
        case Progress():
            return f"{day}: {percent_words(entry.percent)}{entry.note}" + (f" ({lead_view(plan, entry.by).words})" if entry.by else "")
        case DateChange():
            return f"{day}: {'corrected' if entry.corrects else 'changed'} from {_timescale_words(entry.before)}: {entry.why or NO_REASON}{agreed_words(plan, entry)}"
        case Request():
            return _request_words(plan, entry)
        case SignedOff():
            return f"signed off by {lead_view(plan, entry.by).words} {on_day(entry.date)}"
        case Ended():
            return f"{state_words(entry.how)} {on_day(entry.date)}" + (f", carried on by {_places_words(entry.to)}" if entry.to else "")
        case Reported():
            return f"taken to {entry.to} {on_day(entry.date)}"
        case Done():
            return f"{done} {on_day(entry.date)}" + (f" for {day_words(entry.cycle)}" if entry.cycle else "")
        case MeasureReading():
            return f"{entry.value} {on_day(entry.date)}" + (f": {entry.note}" if entry.note else "")
    # an entry of a kind that has no sentence of its own
    return f"{field.replace('_', ' ')}, {day}: {_record_words(entry, apart=('date',))}"


# done on time --------------------------------------------------------------------------------------------------------

UNDATED = "the day it was done is not given, so whether it was on time is not known"


def entered_done_words(pair: Pair, field: str, one: Done, day: date) -> str:
    """As ``done_words``, of what was entered with the change; not firmly where S403 doubts its day or its cycle."""
    timescale = pair.new.record.timescale
    if pair.new.kind == "action" and timescale is None:
        timescale = pair.new.recommendation.timescale
    begins, newest = begun_later(timescale, one), pair.old.newest_entry
    if begins is not None:
        return f"before that cycle began on {day_words(begins)}, so whether it was on time is not known"
    said = done_words(pair.new, field, one, day)
    if newest is not None and (newest - one.date).days > LONG_DAYS:
        return f"entered only after what was entered for {day_words(newest)}; if that day is right, {said}"
    return said


def done_words(part: Part, field: str, one: Done, day: date) -> str:
    """Whether a completion or a receipt was on time, by the due day that was in force when it was done, and what it made up."""
    if part.kind == "action":
        answers = answers_of_action(part.plan, part.recommendation, part.action, one, day)
    else:
        record = part.record
        answers = answers_of(record.timescale, record.revised, getattr(record, field), one, day)
    if not answers:
        return counted_words(answers)
    if len(answers) == 1:
        return on_time_words(answers[0])
    return counted_words(answers, told=one.cycle is not None)


def _request_words(plan: Plan, request: Request) -> str:
    refused = request.refused
    by = f" by {lead_view(plan, request.by).words}" if request.by else ""
    answer = f"refused on {day_words(refused.date)}" + (f" by {lead_view(plan, refused.by).words}" if refused.by else "") + (f" ({refused.why})" if refused.why else "") if refused else ""
    said = f"more time asked for until {_timescale_words(request.to)}{by} on {day_words(request.date)}"
    return said + (f", {answer}" if answer else "") + (f": {request.why}" if request.why else "")


def _places_words(places: Iterable[CarriedTo]) -> str:
    return "; ".join(", ".join(filter(None, (place.address, place.body))) for place in places)


# places, legend, the rest --------------------------------------------------------------------------------------------


def _tell_renumbered(sides: Sides, pair: Pair, change: IdChange) -> Iterator[ChangeEntry]:
    if pair.new.kind == "plan":
        yield _told(pair, "renumbered", "the plan has another name", before=change.old, after=change.new)
        return
    along = [inner for part in sides.beneath.get(pair.new, ()) if (inner := sides.pair_of.get(part)) and inner.one(IdChange) and inner.one(IdChange).whole] if change.whole else []
    yield _told(pair, "renumbered", f"with its actions: {', '.join(f'{inner.old.record.id} is now {inner.new.record.id}' for inner in along)}" if along else "another number", before=change.old, after=change.new)


def _tell_elsewhere(sides: Sides, pair: Pair, change: PlaceChange) -> Iterator[ChangeEntry]:
    other = sides.pair_of.get(pair.new.within(0))
    if other is None or other.old.plan is not pair.old.plan:
        yield _told(pair, "came", f"from {pair.old.plan.id}", before=pair.old.address, after=pair.new.address)
    else:
        yield _told(pair, "renumbered", f"stands under {pair.new.above.label} now, before under {pair.old.above.label}", before=pair.old.address, after=pair.new.address)


def describe_gone(pair: Pair) -> ChangeEntry:
    """The same in the plan that it left."""
    return ChangeEntry("went", pair.old.address, "", pair.old.label, pair.old.words, f"to {pair.new.plan.id}", before=pair.old.address, after=pair.new.address)


def _tell_legend(sides: Sides, pair: Pair, change: LegendChange) -> Iterator[ChangeEntry]:
    before, after = (
        "; ".join(dict.fromkeys(f"{plan.legend_word(word) or word}: {state_words(state) or 'not in the legend'}" for word, state in side))
        for plan, side in ((pair.old.plan, [(word, old) for word, old, _ in change.words]), (pair.new.plan, [(word, new) for word, _, new in change.words]))
    )
    yield _told(pair, "legend", "what its words stand for", before=before, after=after)


def _tell_set(sides: Sides, pair: Pair, change: FieldChange) -> Iterator[ChangeEntry]:
    if isinstance(change.old, str) and isinstance(change.new, str) and redacted(change.old, change.new):
        yield _told(pair, "redacted", f"words were taken out of {_FIELDS.get(change.field) or named_plainly(change.field)}; {STILL_IN_GIT}", after=change.new)
        return
    old, new = _differing(change.old, change.new)
    yield _told(pair, "other", _set_words(pair, change, sides.day), before=_value_words(old), after=_value_words(new))


def _set_words(pair: Pair, change: FieldChange, day: date) -> str:
    """What a field is, with what its change means where that is more than other words."""
    said = [_FIELDS.get(change.field) or named_plainly(change.field)]
    match change.field:
        case "link" if pair.old.piece is not None and pair.old.piece.received:
            done = "exchanged" if change.new else "dropped"
            said.append(f"the link of {'a milestone' if pair.old.kind == 'milestone' else 'evidence'} that was {DONE_AS[pair.old.kind]} {on_day(pair.old.piece.received[-1].date)} was {done}")
        case "standards" if dropped := [one for one in change.old if one not in change.new]:
            said.append(f"{'a standard was' if len(dropped) == 1 else 'standards were'} dropped: {', '.join(dropped)}")
        case "response" if change.new is not None and change.new.how == "rejected":
            said.append("it was answered as rejected")
        case "control":
            said += _review_words(change.old, change.new, day)
        case "people":
            said += _left_words(change.old, change.new, day)
        case "rag" if isinstance(change.new, Mapping) and isinstance(change.old, Mapping) and (words := [word for word, meaning in change.new.items() if word in change.old and meaning.label != change.old[word].label]):
            said.append(f"what the legend says of {', '.join(words)} has other words")
    return "; ".join(said)


def _review_words(old: Control | None, new: Control | None, day: date) -> Iterator[str]:
    was, now = (control.next_review if control else None for control in (old, new))
    if was is None or was == now:
        return
    past = f", which was past on {day_words(day)}," if was.due and was.due < day else ""
    yield f"the next review, {in_quotes(was)}{past} was " + (f"moved to {in_quotes(now)}" if now else "taken away")


def _left_words(old: Mapping[str, Person], new: Mapping[str, Person], day: date) -> Iterator[str]:
    for key, person in old.items():
        now = new.get(key)
        if person.left and now is not None and now.left != person.left:
            past = " (past)" if person.left <= day else ""
            yield f"the day {person.name or key} left, {day_words(person.left)}{past}, was " + (f"moved to {day_words(now.left)}" if now.left else "taken away")


_TELLERS: Mapping[type, Callable[[Sides, Pair, Change], Iterator[ChangeEntry]]] = {
    DateMove: _tell_moved, TextChange: _tell_reworded, RatingChange: _tell_rated, LeadChange: _tell_led, EntryChange: _tell_entered, IdChange: _tell_renumbered, PlaceChange: _tell_elsewhere, LegendChange: _tell_legend, FieldChange: _tell_set,
}  # fmt: skip


# what came and what is gone ------------------------------------------------------------------------------------------


def describe_added(sides: Sides, part: Part, took: Part | None) -> ChangeEntry:
    """What was not there before, with all that stands beneath it."""
    said = []
    if part.kind == "plan":
        said.append(f"a new plan: {number_of(len(part.plan.recommendations), 'recommendation')}, {number_of(len(tuple(part.plan.actions())), 'action')}")
    elif part.kind == "recommendation":
        new = [inner for inner in sides.beneath.get(part, ()) if inner not in sides.pair_of]
        said.append(f"a new {part.plan.calls_it} with {number_of(len(new), 'new action')}" + "".join(f"; {inner.action.id}: {inner.words}" for inner in new))
    elif part.kind == "action":
        standing = sides.now(part)
        said += [_late_words(standing)] if standing.late else [_timescale_words(standing.timescale), f"lead: {_names(standing.plan, standing.lead)}"]
    else:
        said.append(_timescale_words(part.piece.timescale))
    said += [f"takes the number of '{took.words}'"] if took is not None else []
    state = sides.now(part).checked if part.kind == "action" else ""
    return ChangeEntry(f"{part.kind}_added" if part.piece is not None else "added", part.address, "", part.label, part.words, "; ".join(said), new_state=state)


def describe_removed(sides: Sides, removed: Removed) -> ChangeEntry:
    """What is no longer there, with all that went with it."""
    part, state = removed.part, ""
    if part.kind == "action":
        standing = sides.then(part)
        state = standing.checked
        said = "when last seen" + (f", {days_of(standing.days_late)} late" if standing.late else "")
    elif part.piece is not None:
        said = _timescale_words(part.piece.timescale)
    else:
        said = f"with {number_of(len(removed.actions), 'action')}" + (": " + ", ".join(action.action.id for action in removed.actions) if removed.actions and part.kind != "plan" else "")
    return ChangeEntry(f"{part.kind}_removed" if part.piece is not None else "removed", part.address, "", part.label, part.words, said, old_state=state)


# words ---------------------------------------------------------------------------------------------------------------


def _names(plan: Plan, leads: Iterable[str]) -> str:
    return " and ".join(lead_view(plan, lead).words for lead in leads) or "nobody"


def _timescale_words(timescale: Timescale | None) -> str:
    if timescale is None:
        return "no date"
    return in_quotes(timescale) + (f" ({timescale.words})" if timescale.words else "")


def _differing(old: object, new: object) -> tuple[object, object]:
    """Of two mappings only what differs."""
    if not (isinstance(old, Mapping) and isinstance(new, Mapping)):
        return old, new
    return {key: value for key, value in old.items() if new.get(key) != value}, {key: value for key, value in new.items() if old.get(key) != value}


def _value_words(value: object) -> str:
    if value is None or value in ("", (), {}):
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Timescale):
        return _timescale_words(value)
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_value_words(inner)}" for key, inner in value.items())
    if isinstance(value, tuple):
        return ", ".join(_value_words(inner) for inner in value)
    if dataclasses.is_dataclass(value):
        return _record_words(value) or "nothing"
    return str(value)


def _record_words(record: object, apart: tuple[str, ...] = ()) -> str:
    given = [(field.metadata.get("key") or field.name, getattr(record, field.name)) for field in dataclasses.fields(record) if field.name not in apart]
    return ", ".join(f"{name.replace('_', ' ')} {_value_words(inner)}" for name, inner in given if inner)
