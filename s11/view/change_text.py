"""One change in words: what happened to a plan, a recommendation, an action or a piece of evidence since the base.

What differs, ``change`` has found; how an action stood then and stands now, ``standing`` has judged. A change is told
under one heading: a rating, a completion or an ending that made an action done, undone or ended is told with that.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TypedDict, Unpack

from s11.change import (
    Change,
    DateMove,
    EntryChange,
    FieldChange,
    IdChange,
    JudgedComparison,
    LeadChange,
    LegendChange,
    Pair,
    Part,
    PlaceChange,
    RatingChange,
    Removed,
    TextChange,
    redated,
)
from s11.change.phrases import NO_REASON
from s11.change.text import (
    STILL_IN_GIT,
    ChangeText,
    change_texts,
    done_words,
    entry_words_of,
    names,
    rating_words,
    reasons,
    stands_as_it_stood,
    timescale_words,
    why_moved,
)
from s11.english import days_of, join_words, number_of, state_words, times_of
from s11.plan import DateChange
from s11.standing import APART, DONE_AS, Carried, Standing, first_given, gives_a_day, judge, moves_until
from s11.view.action_view import carried_sums
from s11.view.change_records import ChangeEntry
from s11.view.counts import APART_WORDS, TIMING_WORDS, WORST_FIRST
from s11.view.direction_of_travel import TERMS, on_old_terms
from s11.when import Timescale, Vantage, day_words, on_day

UNDATED = "the day it was done is not given, so whether it was on time is not known"
# what such an entry says is told where it made the action done, undone or ended
_WITH_STANDING = ("completed", "signed_off", "ended")


class Direction(NamedTuple):
    """Which way an action went: above 0 better, below 0 worse; as checked, and by its new facts under the terms of
    before.

    ``apart``: why it is counted apart, of ``APART_WORDS``; '' where it counts as it is checked.
    """

    as_checked: int
    on_old_terms: int
    apart: str = ""


class Sides:
    """Both sides of a comparison as they stand: the old one on both days, the new one on its own."""

    def __init__(self, judged: JudgedComparison, then: Vantage, now: Vantage):
        self.judged, self.comparison, self.day = judged, judged.comparison, now.as_of
        comparison = judged.comparison
        self.pair_of = {pair.new: pair for pair in comparison.pairs}
        self.beneath: dict[Part, list[Part]] = {}
        for part in (*self.pair_of, *comparison.added):
            if part.at:
                self.beneath.setdefault(part.above, []).append(part)
        # where each piece of the old side stands now
        self.now_of = {pair.old: pair.new for pair in comparison.pairs if len(pair.new.at) == 3}
        self._pieces_of: dict[tuple[str, Part], dict[Part, Part]] = {}
        for before, after in self.now_of.items():
            for action in (("old", before.above), ("new", after.above)):
                self._pieces_of.setdefault(action, {})[before] = after
        self._ways: dict[Part, Direction] = {}
        self._then, self._now = then, now

    def then(self, old: Part) -> Standing:
        return self.judged.standing(old, self._then)

    def untouched(self, old: Part) -> Standing:
        """How an action would stand now, had nobody touched it."""
        return self.judged.standing(old, self._now)

    def now(self, new: Part) -> Standing:
        return self.judged.standing(new, self._now)

    def way(self, pair: Pair) -> Direction:
        """Which way an action went, as checked and on the terms of before."""
        if pair.new not in self._ways:
            self._ways[pair.new] = self._way(pair)
        return self._ways[pair.new]

    def _way(self, pair: Pair) -> Direction:
        old, new = self.then(pair.old), self.now(pair.new)
        way = direction(old, new)
        on_old = way if self.judged.unchanged(pair.old.plan) else direction(old, self._on_old_terms(pair))
        if new.timing in APART or old.timing in APART:
            return Direction(way, on_old, "ended" if "ended" in (new.timing, old.timing) else "proposed")
        if way <= 0 or on_old > 0:
            return Direction(way, on_old)
        if direction(old, self._on_old_terms(pair, "dates", "pieces")) <= 0:
            if (
                direction(old, self._on_old_terms(pair, "dates"))
                > 0
                >= direction(old, self._on_old_terms(pair, "pieces"))
            ):
                return Direction(way, on_old, "by_pieces")
            around = (
                pair,
                self.pair_of.get(pair.new.above),
                *(self.pair_of[part] for part in self.beneath.get(pair.new, ()) if part in self.pair_of),
            )
            moves = [moved for one in around if one is not None for moved in one.all(DateMove)]
            # words that stand as they stood read otherwise by the calendar or the day from which their year is counted
            otherwise = not any(moved.revised or not stands_as_it_stood(moved) for moved in moves) and (
                bool(moves) or pair.new.plan.from_day != pair.old.plan.from_day
            )
            return Direction(
                way,
                on_old,
                "by_terms" if otherwise or (not moves and pair.one(FieldChange, "continuing")) else "by_date",
            )
        return Direction(
            way, on_old, "by_terms" if direction(old, self._on_old_terms(pair, "legend")) <= 0 else "restated"
        )

    def carried_words(self, pair: Pair) -> dict[str, bool]:
        """What may have become of an action's evidence and milestones, each in words with whether it did."""
        went_to = [now for now in self._pieces_of.get(("old", pair.old), {}).values() if now.above is not pair.new]
        came = [old for old in self._pieces_of.get(("new", pair.new), {}) if old.above is not pair.old]
        gone = [
            removed.part
            for removed in self.comparison.removed
            if removed.part.is_piece and removed.part.above is pair.old
        ]
        new = [part for part in self.beneath.get(pair.new, ()) if part not in self.pair_of]
        phrases = [(now, f"went to {now.above.address}") for now in went_to] + [
            (old, f"came from {old.above.address}") for old in came
        ]
        phrases += [(part, "was taken out") for part in gone] + [(part, "was added") for part in new]
        return {
            f"{'a milestone' if part.kind == 'milestone' else 'evidence'} {phrase}": True for part, phrase in phrases
        }

    def _on_old_terms(self, pair: Pair, *terms: str) -> Standing:
        pieces = {**self._pieces_of.get(("old", pair.old), {}), **self._pieces_of.get(("new", pair.new), {})}
        plan = self.pair_of.get(pair.new.within(0))
        # a rating stated again, with a note of what was looked at, is a fact of its own
        noted = pair.added("progress") or (plan is not None and plan.added("progress"))
        chosen = frozenset(terms) or TERMS
        return on_old_terms(
            pair, pieces, self.pair_of.get(pair.new.above), self._now, chosen - {"ratings"} if noted else chosen
        )


def describe_changes(sides: Sides, pair: Pair, in_doubt: bool = False) -> Iterator[ChangeEntry]:
    """Everything that changed between the two sides of a pair; not how it stands, where that is in doubt."""
    heading = ""
    if pair.new.kind == "action" and not in_doubt:
        old, new = sides.then(pair.old), sides.now(pair.new)
        heading = finishing_words(old, new)
        yield from _standing_entries(sides, pair, old, new, heading)
    for change in pair.changes:
        if not _is_shown_elsewhere(pair, change, heading):
            yield from _entries_of(sides, pair, change)


def _is_shown_elsewhere(pair: Pair, change: Change, heading: str) -> bool:
    """Whether another record says it: the action's own standing, its recommendation, or the date that it moved."""
    match change:
        case RatingChange() | LeadChange():
            return change.carried or (bool(heading) and isinstance(change, RatingChange))
        case EntryChange():
            return bool(heading) and change.field in _WITH_STANDING
        case FieldChange():
            return (
                change.field == "as_at"
                and pair.new.kind == "action"
                and (bool(heading) or pair.one(RatingChange) is not None)
            )
        case IdChange():
            # actions that were renumbered with their recommendation are told there, a place in another plan with its
            # coming
            return pair.new.kind != "plan" and (change.elsewhere or (change.whole and pair.new.kind == "action"))
    return False


class _States(TypedDict):
    old_state: str
    new_state: str


class _More(TypedDict, total=False):
    before: str
    after: str
    why: str
    cause: str
    old_state: str
    new_state: str
    first_due: date | None
    times: int | None
    due: date | None
    days: int | None


def _entry(pair: Pair, heading: str, message: str, **more: Unpack[_More]) -> ChangeEntry:
    # where the whole plan has another name, that is told once
    before, after = ((part.kind, part.id, part.is_piece and part.called) for part in (pair.old, pair.new))
    was = pair.old.address if pair.new.at and before != after and heading not in ("renumbered", "came") else ""
    return ChangeEntry(heading, pair.new.address, was, pair.new.label, pair.new.words, message, **more)


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
    return (
        "completed" if standing.timing == "done" or (standing.stated == "completed" and not standing.late) else "open"
    )


def direction(old: Standing, new: Standing) -> int:
    """Above 0 where an action stands better as checked, below 0 where worse; 0 too where ended or proposed."""
    if old.timing in APART or new.timing in APART:
        return 0
    return WORST_FIRST.index(new.checked) - WORST_FIRST.index(old.checked)


def _standing_entries(sides: Sides, pair: Pair, old: Standing, new: Standing, heading: str) -> Iterator[ChangeEntry]:
    untouched = sides.untouched(pair.old)
    states: _States = {"old_state": old.checked, "new_state": new.checked}
    apart = sides.way(pair).apart
    only = (
        f"; {APART_WORDS[apart]}, so it does not count as better"
        if apart in ("by_date", "by_pieces", "by_terms", "restated")
        else ""
    )
    if heading:
        cause = "days" if _class(untouched) == _class(new) else ""
        yield _entry(
            pair,
            heading,
            _finished_words(sides, pair, old, new, heading),
            why=_ending_why(pair, heading),
            cause=cause,
            **states,
        )
    elif new.late and not old.late:
        yield _entry(
            pair,
            "newly_late",
            _late_words(new),
            cause="days" if untouched.late else "edit",
            due=new.due,
            days=new.days_late,
            **states,
        )
    elif old.late and not new.late:
        message = (
            f"was {days_of(old.days_late)} late, now {TIMING_WORDS[new.timing]}"
            + (f", due {day_words(new.due)}" if new.due else "")
            + only
        )
        yield _entry(
            pair,
            "no_longer_late",
            message,
            why=_because(sides, pair),
            cause="edit" if untouched.late else "days",
            **states,
        )
    elif (way := direction(old, new)) and pair.one(RatingChange) is None:
        message = f"its dates: {TIMING_WORDS[new.timing]}" + only
        cause = "days" if untouched.checked == new.checked else "edit"
        yield _entry(
            pair,
            "better" if way > 0 else "worse",
            message,
            why=_because(sides, pair) if cause == "edit" else "",
            cause=cause,
            **states,
        )


def _redated(action: Pair, pair: Pair) -> bool:
    return redated(action.old.plan, pair.old.dated.timescale, action.new.plan, pair.new.dated.timescale)


def _late_words(standing: Standing) -> str:
    due = day_words(standing.due) if standing.due is not None else ""
    return f"due {due}, {days_of(standing.days_late)} late; lead: {names(standing.plan, standing.lead)}"


def _finished_words(sides: Sides, pair: Pair, old: Standing, new: Standing, heading: str) -> str:
    phrases = []
    for field in _WITH_STANDING:
        entered = pair.one(EntryChange, field)
        if entered is not None:
            phrases += [
                text.words if text.kind in _ALTERED and text.kind != "taken_out" else text.name
                for text in change_texts(pair, entered, sides.day)
            ]
    rated = pair.one(RatingChange)
    if rated is not None:
        phrases.append(rating_words(rated) + (f" for the whole {pair.new.plan.calls_it}" if rated.carried else ""))
    phrases = phrases or [
        f"stated {state_words(new.stated)}, before {state_words(old.stated)}",
        *filter(None, [_because(sides, pair)]),
    ]
    if heading in ("completed", "verified") and _class(old) == "open" and not pair.added("completed"):
        # done by its rating, or by what was recorded before or above it
        phrases.append(done_words(pair.new, "completed", new.completed[0], sides.day) if new.completed else UNDATED)
    elif heading == "ended":
        phrases += _late_when_ended(old, pair.new.action.ended.date if pair.new.action.ended else sides.day)
    phrases += [f"it is {days_of(new.days_late)} late"] if new.late else []
    return "; ".join(phrases)


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
    causes = {
        "its date was moved": any(
            moved.revised or not stands_as_it_stood(moved) for inner in around for moved in inner.all(DateMove)
        ),
        "its date is read otherwise": any(
            not moved.revised and stands_as_it_stood(moved) for inner in around for moved in inner.all(DateMove)
        ),
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
    return ", ".join(cause for cause, so in causes.items() if so)


# dates ---------------------------------------------------------------------------------------------------------------


def _moved_entries(sides: Sides, pair: Pair, moved: DateMove) -> Iterator[ChangeEntry]:
    first, times = _ever(sides, pair)
    before, after = timescale_words(moved.old), timescale_words(moved.new)
    if moved.first and gives_a_day(moved.new):
        yield _entry(pair, "dated", _held_for(pair, "timescale"), before=before, after=after)
        return
    corrected = sum(entry.corrects for entry in moved.revised)
    put_right = f"{number_of(corrected, 'date')} corrected" if corrected else ""
    phrases = [_apart(moved.old, moved.new), put_right, _times_words(first, times), _held_for(pair, "timescale")]
    yield _entry(
        pair,
        "corrected" if moved.corrected else "moved",
        "; ".join(part for part in phrases if part),
        before=before,
        after=after,
        why=why_moved(pair.new.plan, moved),
        first_due=first,
        times=times,
    )


def _ever(sides: Sides, pair: Pair) -> tuple[date | None, int]:
    """The first day that was ever due, and how many times it was moved in all."""
    if pair.new.kind == "action":
        standing = sides.now(pair.new)
        return standing.first_due, standing.times_moved
    record = pair.new.dated
    return first_given(record.timescale, record.revised, sides.day), len(
        moves_until(record.timescale, record.revised, sides.day)
    )


def _times_words(first: date | None, times: int) -> str:
    return f"moved {times_of(times)} in all" + (f", first due {day_words(first)}" if first else "") if times else ""


def _apart(old: Timescale | None, new: Timescale | None) -> str:
    if not gives_a_day(new):
        return "its date was taken away"
    one, other = (timescale.due or min(timescale.dues, default=None) if timescale else None for timescale in (old, new))
    if one is None or other is None or one == other:
        return "reads otherwise"
    return f"{days_of(abs((other - one).days))} {'later' if other > one else 'earlier'}"


def _revised_entries(sides: Sides, pair: Pair, entered: EntryChange) -> Iterator[ChangeEntry]:
    """Changes of a date that were entered: with the date where it reads otherwise, else it stands where it stood."""
    if not entered.added or any(entry in moved.revised for moved in pair.all(DateMove) for entry in entered.added):
        return
    first, times = _ever(sides, pair)
    revised = [entry for entry in entered.added if isinstance(entry, DateChange)]
    phrases = [f"reads as it did, after {number_of(len(revised), 'change')} of its date", _times_words(first, times)]
    dated = timescale_words(pair.new.dated.timescale)
    yield _entry(
        pair,
        "moved",
        "; ".join(part for part in phrases if part),
        before=dated,
        after=dated,
        why=reasons(pair.new.plan, revised),
        first_due=first,
        times=times,
    )


# words, ratings, leads -----------------------------------------------------------------------------------------------


def _rated_entries(sides: Sides, pair: Pair, rated: RatingChange) -> Iterator[ChangeEntry]:
    phrases = [rating_words(rated), _held_for(pair, "rag")]
    if pair.new.kind == "action":
        phrases.append(f"checked {state_words(sides.now(pair.new).checked)}")
    yield _entry(
        pair,
        "rated_up" if rated.up else "rated_down",
        "; ".join(part for part in phrases if part),
        old_state=rated.old,
        new_state=rated.new,
    )


def _led_entries(pair: Pair, led: LeadChange) -> Iterator[ChangeEntry]:
    yield _entry(
        pair,
        "leads",
        _held_for(pair, "lead"),
        before=names(pair.old.plan, led.old),
        after=names(pair.new.plan, led.new),
    )


def _held_for(pair: Pair, field: str) -> str:
    """Of a recommendation: for how many of its actions it holds."""
    if pair.new.kind != "recommendation":
        return ""
    count = sum(not getattr(action, field) for action in pair.new.recommendation.actions)
    return f"for {number_of(count, 'action')} of it" if count else ""


# entries -------------------------------------------------------------------------------------------------------------


# where stands what was done to an entry that was there
_ALTERED = {
    "taken_out": "rewritten",
    "rewritten": "rewritten",
    "known": "other",
    "mended": "mended",
    "redacted": "redacted",
    "refused": "asked",
    "completed_by": "other",
}
# entries that have a row each
_EACH = ("noted", "reported", "asked")


def _entered_entries(sides: Sides, pair: Pair, entered: EntryChange) -> Iterator[ChangeEntry]:
    texts = [*change_texts(pair, entered, sides.day)]
    added, others = [text.name for text in texts[: len(entered.added)]], texts[len(entered.added) :]
    heading = entry_words_of(pair.new, entered.field).heading
    if entered.field == "revised":
        yield from _revised_entries(sides, pair, entered)
    elif added:
        yield from (_entry(pair, heading, message) for message in (added if heading in _EACH else ["; ".join(added)]))
    yield from (_text_entry(pair, _ALTERED[text.kind], text) for text in others)


def _text_entry(pair: Pair, heading: str, text: ChangeText) -> ChangeEntry:
    if text.kind == "redacted":
        return _entry(pair, heading, f"{text.name}; {STILL_IN_GIT}", after=text.after, why=text.why)
    if text.kind == "refused":
        return _entry(pair, heading, text.name)
    sides = [text.before or "nothing", text.after or "nothing"] if text.kind == "set" else [text.before, text.after]
    return _entry(pair, heading, text.name, before=sides[0], after=sides[1])


# places, legend, the rest --------------------------------------------------------------------------------------------


def _renumbered_entries(sides: Sides, pair: Pair, change: IdChange) -> Iterator[ChangeEntry]:
    if pair.new.kind == "plan":
        yield _entry(pair, "renumbered", "the plan has another name", before=change.old, after=change.new)
        return
    below = [sides.pair_of[part] for part in sides.beneath.get(pair.new, ()) if part in sides.pair_of]
    along = [inner for inner in below for ids in inner.all(IdChange) if change.whole and ids.whole]
    yield _entry(
        pair,
        "renumbered",
        f"with its actions: {', '.join(f'{inner.old.id} is now {inner.new.id}' for inner in along)}"
        if along
        else "another number",
        before=change.old,
        after=change.new,
    )


def _elsewhere_entries(sides: Sides, pair: Pair, change: PlaceChange) -> Iterator[ChangeEntry]:
    other = sides.pair_of.get(pair.new.within(0))
    if other is None or other.old.plan is not pair.old.plan:
        yield _entry(pair, "came", f"from {pair.old.plan.id}", before=pair.old.address, after=pair.new.address)
    else:
        yield _entry(
            pair,
            "renumbered",
            f"stands under {pair.new.above.label} now, before under {pair.old.above.label}",
            before=pair.old.address,
            after=pair.new.address,
        )


def describe_gone(pair: Pair) -> ChangeEntry:
    """The same in the plan that it left."""
    return ChangeEntry(
        "went",
        pair.old.address,
        "",
        pair.old.label,
        pair.old.words,
        f"to {pair.new.plan.id}",
        before=pair.old.address,
        after=pair.new.address,
    )


def describe_carried_away(entry: ChangeEntry, way: Carried) -> ChangeEntry:
    """An action that was ended since, and is carried on in another plan: what is told of it, as one that went there."""
    ends = join_words([one.address for one in way.ends])
    return entry._replace(
        heading="went",
        said=f"carried on as {ends}: {entry.said}; {carried_sums(way).dates}",
        before=entry.address,
        after=ends,
    )


def describe_carried_here(part: Part, way: Carried, was: Part) -> ChangeEntry:
    """What stands in a plan since, and is carried on from another, where it stood before."""
    between = [one.address for one in way.stations if one.address not in (was.address, part.address)]
    through = f", through {join_words(between)}" if between else ""
    return ChangeEntry(
        "came",
        part.address,
        "",
        part.label,
        part.words,
        f"carried on from {was.address}{through}; {carried_sums(way).dates}",
        before=was.address,
        after=part.address,
        new_state=way.standing.checked,
    )


def _field_entries(sides: Sides, pair: Pair, change: FieldChange | LegendChange | TextChange) -> Iterator[ChangeEntry]:
    (text,) = change_texts(pair, change, sides.day)
    yield _text_entry(pair, {"set": "other"}.get(text.kind, text.kind), text)


def _entries_of(sides: Sides, pair: Pair, change: Change) -> Iterator[ChangeEntry]:
    match change:
        case DateMove():
            return _moved_entries(sides, pair, change)
        case RatingChange():
            return _rated_entries(sides, pair, change)
        case LeadChange():
            return _led_entries(pair, change)
        case EntryChange():
            return _entered_entries(sides, pair, change)
        case IdChange():
            return _renumbered_entries(sides, pair, change)
        case PlaceChange():
            return _elsewhere_entries(sides, pair, change)
        case TextChange() | LegendChange() | FieldChange():
            return _field_entries(sides, pair, change)


# what came and what is gone ------------------------------------------------------------------------------------------


def describe_added(sides: Sides, part: Part, took: Part | None) -> ChangeEntry:
    """What was not there before, with all that stands beneath it."""
    phrases = []
    if part.kind == "plan":
        phrases.append(
            f"a new plan: {number_of(len(part.plan.recommendations), 'recommendation')}, "
            f"{number_of(len(tuple(part.plan.actions())), 'action')}"
        )
    elif part.kind == "recommendation":
        new = [inner for inner in sides.beneath.get(part, ()) if inner not in sides.pair_of]
        phrases.append(
            f"a new {part.plan.calls_it} with {number_of(len(new), 'new action')}"
            + "".join(f"; {inner.action.id}: {inner.words}" for inner in new)
        )
    elif part.kind == "action":
        standing = sides.now(part)
        phrases += (
            [_late_words(standing)]
            if standing.late
            else [timescale_words(standing.timescale), f"lead: {names(standing.plan, standing.lead)}"]
        )
    else:
        phrases += _piece_words(part)
    phrases += [f"takes the number of '{took.words}'"] if took is not None else []
    state = sides.now(part).checked if part.kind == "action" else ""
    return ChangeEntry(
        f"{part.kind}_added" if part.is_piece else "added",
        part.address,
        "",
        part.label,
        part.words,
        "; ".join(phrases),
        new_state=state,
    )


def _piece_words(part: Part) -> Iterator[str]:
    """When a piece of evidence or a milestone is due, and that it is there already."""
    if part.piece.timescale is not None or not part.piece.received:
        yield timescale_words(part.piece.timescale)
    done = DONE_AS[part.piece.of]
    yield from (f"{done} {on_day(one.date)}" for one in part.piece.received)


def describe_removed(sides: Sides, removed: Removed) -> ChangeEntry:
    """What is no longer there, with all that went with it."""
    part, state = removed.part, ""
    if part.kind == "action":
        standing = sides.then(part)
        state = standing.checked
        message = "when last seen" + (f", {days_of(standing.days_late)} late" if standing.late else "")
    elif part.is_piece:
        message = timescale_words(part.piece.timescale)
    else:
        message = f"with {number_of(len(removed.actions), 'action')}" + (
            ": " + ", ".join(action.action.id for action in removed.actions)
            if removed.actions and part.kind != "plan"
            else ""
        )
    return ChangeEntry(
        f"{part.kind}_removed" if part.is_piece else "removed",
        part.address,
        "",
        part.label,
        part.words,
        message,
        old_state=state,
    )
