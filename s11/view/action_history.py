"""One action's life: everything that was written, moved, rated, noted and done to it, commit by commit."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from s11.change import (
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
    TextChange,
    compare,
    dated_after,
    is_plainly_same,
    is_reason,
    known_by,
    parts_of,
    redacted,
    redated,
    same_text,
)
from s11.plan import DateChange, Done, Plan, PlanFile, PlanFiles, Request, leads_of, load_one
from s11.standing import number_of, state_words
from s11.text import Source
from s11.view.action_view import NO_REASON, agreed_words, percent_words
from s11.view.change_text import entered_done_words
from s11.view.history import PlansAt
from s11.view.labels import full_name
from s11.view.plans import head
from s11.view.records import Head
from s11.view.silenced import Silenced, put_in_and_taken_away, silenced_in
from s11.when import Commit, Conventions, Timescale, Vantage, day_words, on_day


class Event(NamedTuple):
    """One thing that a commit did to an action. ``on`` is the day that an entry itself names, ``taken_out`` texts before and after words were taken out of them."""

    commit: Commit
    kind: str
    of: str
    before: str
    after: str
    why: str
    on: date | None
    words: str
    taken_out: tuple[tuple[str, str], ...] = ()


class ActionHistory(NamedTuple):
    """An action from the commit that first held it to the newest: the address and words it has there, and whether it is still there."""

    head: Head
    address: str
    text: str
    there: bool
    events: tuple[Event, ...]
    notes: tuple[str, ...] = ()

    @property
    def commits(self) -> int:
        return len({event.commit.id for event in self.events})


class _Said(NamedTuple):
    kind: str
    words: str
    before: str = ""
    after: str = ""
    why: str = ""
    on: date | None = None
    taken_out: tuple[tuple[str, str], ...] = ()


def action_history(past: Sequence[PlansAt], plan_id: str, action_id: str, revision_words: str, since: date | None = None, notes: Sequence[str] = (), until: date | None = None) -> ActionHistory | None:
    """The life of an action, by the address that it has or had; the newest that had it counts. None where none ever had it.

    ``since`` leaves out what was committed before it; what the files date after ``until`` is not told, and counted in a note.
    """
    written = past
    if until is not None:
        past = tuple(known_in_each(past, until))
    found = next(((number, part) for number in range(len(past) - 1, -1, -1) for part in _at(past[number], plan_id, action_id)), None)
    if found is None:
        return None
    number, part = found
    before = tuple(_backwards(past, number, part))[::-1]
    after, last, there = _forwards(past, number, part)
    newest = past[-1]
    events = tuple(event for event in _without_taken_out((*before, *after)) if since is None or event.commit.day >= since)
    later = _dated_later(written[-1], last, until) if until is not None and there else 0
    notes = (*notes, *([f"{number_of(later, 'entry', 'entries')} dated after {day_words(until)} {'is' if later == 1 else 'are'} not told"] if later else []))
    return ActionHistory(head(written[-1].register, Vantage(newest.day, newest.commit.id), revision_words), last.address, last.words, there, events, notes)


def known_in_each(past: Sequence[PlansAt], day: date) -> Iterator[PlansAt]:
    """The plans of each commit without what they date after a day; what is the same in two commits stays the same object."""
    known: dict[int, PlanFile] = {}
    before: PlanFiles | None = None
    for at in past:
        register = PlanFiles(tuple(known.get(id(loaded), loaded) for loaded in at.register.files))
        left = known_by(register, day, before)
        known |= {id(loaded): now for loaded, now in zip(at.register.files, left.files, strict=True)}
        yield at._replace(register=left)
        before = left


def _dated_later(at: PlansAt, part: Part, day: date) -> int:
    """What the newest commit's file says of an action, and dates after the day."""
    plan = at.register.plan(part.plan.id)
    return dated_after(plan.recommendations[part.at[0]].actions[part.at[1]], day) if plan is not None else 0


def _without_taken_out(events: Sequence[Event]) -> list[Event]:
    """The events as they may be told now: what was taken out of a text later on is said of no earlier commit either."""
    gone = [texts for event in events for texts in event.taken_out if texts[0]]

    def kept(words: str) -> str:
        for old, new in gone:
            words = words.replace(old, new)
        return words

    return [event._replace(before=kept(event.before), after=kept(event.after), why=kept(event.why), words=kept(event.words), taken_out=()) for event in events]


def _at(at: PlansAt, plan_id: str, action_id: str) -> Iterator[Part]:
    for plan in at.register.plans:
        if plan_id in (plan.id, at.called_now[plan.id]):
            yield from (part for part in _actions(plan) if part.action.id == action_id)


def _actions(plan: Plan) -> Iterator[Part]:
    return (part for part in parts_of(plan) if part.kind == "action")


def _backwards(past: Sequence[PlansAt], number: int, part: Part) -> Iterator[Event]:
    held = number
    # the commits before the one held in which the plan could not be read, newest first
    not_read: list[Event] = []
    for at in range(number - 1, -1, -1):
        if at >= held:
            continue
        comparison = _compared(past[at], past[held], part.plan, old=False)
        if comparison is None:
            held = at
        elif pair := next((pair for pair in comparison.pairs if _same(pair.new, part)), None):
            yield from reversed((*_events(past[held].commit, pair, comparison), *_silenced(past[at], past[held], pair, comparison)))
            yield from not_read
            not_read.clear()
            part, held = pair.old, at
        elif _broken(past[at], called := past[held].called_now[part.plan.id]) is not None:
            not_read += _not_read(past[at - 1] if at else None, past[at], called)
        else:
            earlier = next(((before, was) for before in range(at - 1, -1, -1) for was in _again(past[before], past[held], part)), None)
            if earlier is None:
                break
            yield from reversed(tuple(_silenced_at_first(past[held], part)))
            yield _written(past[held].commit, part, "written again")
            yield from not_read
            not_read.clear()
            held, part = earlier
            yield _taken_out(past[held + 1].commit, part)
    yield from reversed(tuple(_silenced_at_first(past[held], part)))
    yield _written(past[held].commit, part, "written")


def _forwards(past: Sequence[PlansAt], number: int, part: Part) -> tuple[list[Event], Part, bool]:
    events: list[Event] = []
    held = number
    for at in range(number + 1, len(past)):
        if at <= held:
            continue
        comparison = _compared(past[held], past[at], part.plan, old=True)
        if comparison is None:
            held = at
        elif pair := next((pair for pair in comparison.pairs if _same(pair.old, part)), None):
            events += (*_events(past[at].commit, pair, comparison), *_silenced(past[held], past[at], pair, comparison))
            part, held = pair.new, at
        elif any(_same(gone, part) for removed in comparison.removed for gone in (removed.part, *removed.actions)):
            events.append(_taken_out(past[at].commit, part))
            later = next(((after, now) for after in range(at + 1, len(past)) for now in _again(past[after], past[held], part)), None)
            if later is None:
                return events, part, False
            held, part = later
            events += (_written(past[held].commit, part, "written again"), *_silenced_at_first(past[held], part))
        else:
            # it may stand where the plan could not be read: the next commit that can be read is compared with this one
            events += _not_read(past[at - 1], past[at], past[held].called_now[part.plan.id])
    return events, part, True


def _again(at: PlansAt, held: PlansAt, part: Part) -> Iterator[Part]:
    """The same action in a commit that is not next to the one which holds it."""
    return (other for other in _at(at, held.called_now[part.plan.id], part.action.id) if is_plainly_same(other.words, part.words))


def _broken(at: PlansAt, plan_id: str) -> PlanFile | None:
    """The plan that is called so now, where a commit has it and it could not be read whole there."""
    return next((loaded for loaded in at.register.files if not loaded.whole and at.called_now[loaded.source.id] == plan_id), None)


def _not_read(before: PlansAt | None, at: PlansAt, plan_id: str) -> Iterator[Event]:
    """That a plan could not be read, or is no file any more: told by the commit that made it so, since nothing is said to be gone with it."""
    loaded, earlier = _broken(at, plan_id), _broken(before, plan_id) if before is not None else None
    if loaded is None or (earlier is not None and earlier.source.unread == loaded.source.unread):
        return
    fault, unread = loaded.findings[0], loaded.source.unread
    said = f"{loaded.source.name}: {unread.message}" if unread is not None else f"{loaded.source.name}, line {fault.place.line}: {fault.message}"
    yield _event(at.commit, _Said("not_read", f"the plan could not be read here, and nothing is known of it until it can: {said}"), "plan")


def _written(commit: Commit, part: Part, word: str) -> Event:
    return _event(commit, _Said("written", f"{word} as {part.address}: {part.words}", after=part.words))


def _taken_out(commit: Commit, part: Part) -> Event:
    return _event(commit, _Said("removed", f"removed: {part.words}", before=part.words))


def _compared(before: PlansAt, after: PlansAt, plan: Plan, *, old: bool) -> Comparison | None:
    """What is different in the files that differ between two commits; None where the plan is as it was."""
    was, now = before.register.files, after.register.files
    if not any(loaded.plan is plan for loaded in (was if old else now)) or any(loaded.plan is plan for loaded in (now if old else was)):
        return None
    kept = {id(loaded) for loaded in was} & {id(loaded) for loaded in now}
    return compare(*(PlanFiles(tuple(loaded for loaded in side if id(loaded) not in kept)) for side in (was, now)))


def _same(one: Part, other: Part) -> bool:
    return one.plan is other.plan and one.at == other.at


# what a commit did ---------------------------------------------------------------------------------------------------


def _event(commit: Commit, said: _Said, of: str = "action") -> Event:
    return Event(commit, said.kind, of, said.before, said.after, said.why, said.on, said.words, said.taken_out)


def _events(commit: Commit, pair: Pair, comparison: Comparison) -> Iterator[Event]:
    for said in _said_of(pair):
        yield _event(commit, said)
    if pair.one(PlaceChange) is None and not any(_same(whole.old, Part(pair.old.plan)) and _same(whole.new, Part(pair.new.plan)) for whole in comparison.pairs):
        # it came with its recommendation
        before, after = pair.old.plan.id, pair.new.plan.id
        yield _event(commit, _Said("elsewhere", f"stood in {before}, now in {after}", before, after))
    for said in _around(pair, comparison):
        yield _event(commit, said)
    for piece in comparison.pairs:
        if piece.new.piece is not None and piece.new.above is pair.new:
            of = piece.new.called
            yield from (_event(commit, said._replace(words=f"{of}: {said.words}"), of) for said in _said_of(piece))
        elif piece.new.piece is not None and piece.old.above is pair.old:
            of, now = piece.old.called, piece.new.above.address
            yield _event(commit, _Said("elsewhere", f"{of} went to {now}: {piece.old.words}", pair.old.address, now), of)
    for part in comparison.added:
        if part.piece is not None and part.above is pair.new:
            of = part.called
            yield _event(commit, _Said("written", f"{of} added: {part.words}", after=part.words), of)
    for removed in comparison.removed:
        if removed.part.piece is not None and removed.part.above is pair.old:
            of = removed.part.called
            yield _event(commit, _Said("removed", f"{of} removed: {removed.part.words}", before=removed.part.words), of)


# what is not to be told of it ------------------------------------------------------------------------------------------


def _silenced(before: PlansAt, after: PlansAt, pair: Pair, comparison: Comparison) -> Iterator[Event]:
    """The allowances that a commit put in or took away at an action, at a piece of it, and above it."""
    now_of = {one.old: one.new for one in comparison.pairs}
    gone = [part for removed in comparison.removed for part in (removed.part, *removed.actions)]
    was = _allowances(before, pair.old.plan, (*now_of, *gone))
    put_in, taken_away = put_in_and_taken_away(was, _allowances(after, pair.new.plan, (*now_of.values(), *comparison.added)), now_of)
    for one in put_in:
        yield from _silencing(after.commit, one, pair.new, "silenced", after=one.reason)
    for one in taken_away:
        # what stood at a piece that is gone still has its old place
        yield from _silencing(after.commit, one, pair.new if one.part.plan is pair.new.plan else pair.old, "silenced_no_longer", before=one.reason)


def _silenced_at_first(at: PlansAt, part: Part) -> Iterator[Event]:
    """What was allowed at an action, at its pieces and above it when it was written."""
    for one in _allowances(at, part.plan, parts_of(part.plan)):
        yield from _silencing(at.commit, one, part, "silenced", after=one.reason)


def _allowances(at: PlansAt, plan: Plan, parts: Iterable[Part]) -> tuple[Silenced, ...]:
    loaded = next(loaded for loaded in at.register.files if loaded.plan is plan)
    if _REMARK not in loaded.source.data:
        return ()
    # a version that was put together from pieces holds no places and no remarks
    return silenced_in(_read_whole(loaded.source, loaded.conventions), at.register, Vantage(at.day, at.commit.id), (part for part in parts if part.plan is plan))


_REMARK = b"s11:"


@lru_cache(maxsize=8)
def _read_whole(source: Source, conventions: Conventions) -> PlanFile:
    """One version of a plan, which is asked for on either side of the commits around it."""
    return load_one(source, conventions)


def _silencing(commit: Commit, one: Silenced, action: Part, kind: str, before: str = "", after: str = "") -> Iterator[Event]:
    """The event, where it bears on the action: it stands at it, at a piece of it, or above it."""
    shared = min(len(one.part.at), len(action.at))
    if one.part.plan is not action.plan or one.part.at[:shared] != action.at[:shared]:
        return
    of = one.part.called if one.part.piece is not None else "action"
    whose = {0: "for the whole plan: ", 1: f"for the whole {action.plan.calls_it}: "}.get(len(one.part.at), f"{of}: " if one.part.piece is not None else "")
    said = one.said("silenced", "silenced") if kind == "silenced" else one.said("silenced no longer", "silenced no longer")
    yield _event(commit, _Said(kind, whose + said, before, after, one.reason), of)


def _said_of(pair: Pair) -> Iterator[_Said]:
    moved = pair.one(DateMove) is not None
    for change in pair.changes:
        # the reason of a move is told with the move
        if not (moved and isinstance(change, EntryChange) and change.field == "revised"):
            yield from _said(change, pair)


def _around(pair: Pair, comparison: Comparison) -> Iterator[_Said]:
    """What happened above an action and touches it: on its recommendation, and on the plan."""
    above = next((one for one in comparison.pairs if _same(one.new, pair.new.above) and _same(one.old, pair.old.above)), None)
    plan = next((one for one in comparison.pairs if not one.new.at and one.new.plan is pair.new.plan and one.old.plan is pair.old.plan), None)
    action = pair.new.action
    carries = action.timescale is None
    if above is not None:
        for change in above.changes:
            held = isinstance(change, EntryChange) and carries and not getattr(action, change.field, ()) and not (change.field == "revised" and pair.one(DateMove))
            if held or (isinstance(change, FieldChange) and change.field in ("sensitive", "response", "theme")):
                yield from (said._replace(words=f"for the whole {pair.new.plan.calls_it}: {said.words}") for said in _said(change, above))
    if plan is not None:
        yield from _of_plan(pair, plan)
    yield from _redated(pair)


def _of_plan(pair: Pair, plan: Pair) -> Iterator[_Said]:
    for change in plan.changes:
        match change:
            case LegendChange():
                mine = {side.plan.legend_word(word) or word for side in (pair.old, pair.new) if (word := side.action.rag or side.recommendation.rag)}
                for word, before, after in change.words:
                    if mine & {word, pair.old.plan.legend_word(word), pair.new.plan.legend_word(word)}:
                        one, other = (state_words(state) or "not in the legend" for state in (before, after))
                        was = f"stood for {one}" if before else f"was {one}"
                        now = f"now for {other}" if before and after else f"stands for {other} now" if after else f"is {other} now"
                        yield _Said("legend", f"the legend changed: '{word}' {was}, {now}", one, other)
            case FieldChange(field="marking" | "closed"):
                yield from (said._replace(words=f"for the whole plan: {said.words}") for said in _said(change, plan))
            case FieldChange(field="people"):
                for key in dict.fromkeys((*leads_of(pair.old.recommendation, pair.old.action), *_named_in(pair.new))):
                    one, other = (full_name(side.plan, key) for side in (pair.old, pair.new))
                    if one != other:
                        yield _Said("people", f"'{key}' was {one}, now {other}", one, other)


def _named_in(part: Part) -> Iterator[str]:
    """The keys of people that an action's leads and entries name."""
    yield from leads_of(part.recommendation, part.action)
    for field in dataclasses.fields(part.action):
        for entry in part.entries(field.name) if field.name not in ("lead", "evidence", "milestones") else ():
            if by := getattr(entry, "by", ""):
                yield by


def _redated(pair: Pair) -> Iterator[_Said]:
    """A date whose words are as they were, and that reads otherwise since its year is taken from another day."""
    one, other = (side.action.timescale or side.recommendation.timescale for side in (pair.old, pair.new))
    if redated(pair.old.plan, one, pair.new.plan, other):
        before, after = (timescale.words or timescale.text for timescale in (one, other))
        since = f" ({pair.new.plan.from_name} {day_words(pair.new.plan.from_day)})" if pair.new.plan.from_day else ""
        yield _Said("redated", f"'{other.text}' was read as {before}, now as {after}: the year is taken from another day{since}", before, after)


def _said(change: Change, pair: Pair) -> Iterator[_Said]:
    plan, old = pair.new.plan, pair.old.plan
    match change:
        case DateMove():
            yield _moved(change)
        case TextChange() if change.withheld:
            yield _Said("redacted", f"words taken out of the {change.field}, now '{change.new}'", "", change.new, taken_out=((change.old, change.new),))
        case TextChange():
            yield _Said("reworded", f"{change.field} was '{change.old}', now '{change.new}'", change.old, change.new)
        case RatingChange():
            before, after = (f"{word} ({state_words(state)})" if word else "unrated" for word, state in ((change.old_word, change.old), (change.new_word, change.new)))
            yield _Said("rated", f"rating was {before}, now {after}", before, after)
        case LeadChange():
            before, after = (", ".join(full_name(side, key) for key in keys) or "no lead" for side, keys in ((old, change.old), (plan, change.new)))
            yield _Said("led", f"lead was {before}, now {after}", before, after)
        case EntryChange():
            yield from _entered(change, pair)
        case IdChange():
            yield _Said("renumbered", f"id was {change.old}, now {change.new}", change.old, change.new)
        case PlaceChange():
            yield _Said("elsewhere", f"stood under {change.old}, now under {change.new}", change.old, change.new)
        case LegendChange():
            return
        case FieldChange() if isinstance(change.old, str) and isinstance(change.new, str) and redacted(change.old, change.new):
            yield _Said("redacted", f"words taken out of the {change.field.replace('_', ' ')}, now '{change.new}'", "", change.new, taken_out=((change.old, change.new),))
        case FieldChange():
            before, after = _value(change.old), _value(change.new)
            yield _Said("set", f"{change.field.replace('_', ' ')} was {before or 'not given'}, now {after or 'not given'}", before, after)


def _moved(change: DateMove) -> _Said:
    before, after = (timescale.text if timescale is not None else "" for timescale in (change.old, change.new))
    reasons = "; ".join(revision.why for revision in change.revised if is_reason(revision.why))
    kind, verb = ("corrected", "corrected") if change.corrected else ("moved", "moved")
    if change.first:
        return _Said("dated", f"first date: '{after}'" + (f", where '{before}' stood" if before else ""), before, after, reasons)
    if change.old is not None and change.new is not None and same_text(before, after) and not change.revised:
        # the words stand as they stood: the calendar that they are read with is another, or somebody spelled the day out
        was, now = (timescale.words or timescale.text for timescale in (change.old, change.new))
        return _Said("redated", f"'{after}' was read as {was}, now as {now}, and its words are as they were", was, now)
    now = f"to '{after}'" if after else "and taken out"
    return _Said(kind, f"date {verb} from '{before}' {now}: {reasons or NO_REASON}", before, after, reasons)


_CALLED = {"progress": "noted", "received": "received", "completed": "completed", "signed_off": "signed_off", "ended": "ended", "revised": "revised", "requests": "more_time_asked", "readings": "measured"}


def _entered(change: EntryChange, pair: Pair) -> Iterator[_Said]:
    part, plan = pair.new, pair.new.plan
    kind = "reached" if (change.field, part.kind) == ("received", "milestone") else _CALLED.get(change.field, change.field)
    word = kind.replace("_", " ")
    for entry in change.added:
        on_time = f", {entered_done_words(pair, change.field, entry, date.max)}" if isinstance(entry, Done) else ""
        yield _Said(kind, f"{word} {on_day(entry.date)}{_entry(entry, plan)}{on_time}", after=_entry(entry, plan).lstrip(":, "), on=entry.date)
    for entry in change.removed:
        yield _Said("taken_out", f"taken out: {word} {on_day(entry.date)}{_entry(entry, plan)}", before=_entry(entry, plan).lstrip(":, "), on=entry.date)
    for one, other in change.known:
        yield _Said("known", f"{word} in {day_words(one.date)}: the day is known now, {day_words(other.date)}", day_words(one.date), day_words(other.date), on=other.date)
    for one, other in change.altered:
        if getattr(other, "redacted", ()):
            # what was taken out is not said again
            yield _Said("rewritten", f"rewritten: {word} {on_day(one.date)} is now {word} {on_day(other.date)}{_entry(other, plan)}", "", _entry(other, plan).lstrip(":, "), on=other.date)
            continue
        yield _Said("rewritten", f"rewritten: {word} {on_day(one.date)}{_entry(one, plan)} is now {word} {on_day(other.date)}{_entry(other, plan)}", _entry(one, plan).lstrip(":, "), _entry(other, plan).lstrip(":, "), on=other.date)
    for one, other in change.redacted:
        yield _Said("redacted", f"words taken out: {word} {on_day(other.date)}{_entry(other, plan)}", after=_entry(other, plan).lstrip(":, "), why="; ".join(why.why for why in other.redacted if why not in one.redacted), on=other.date, taken_out=_texts_of(one, other))
    for one, other in change.mended:
        yield _Said("mended", f"a slip mended: {word} {on_day(other.date)}{_entry(other, plan)}", _entry(one, plan).lstrip(":, "), _entry(other, plan).lstrip(":, "), on=other.date)
    for one, other in change.filled:
        yield _Said("completed_by", f"filled in: {word} {on_day(other.date)}{_entry(other, plan)}", _entry(one, plan).lstrip(":, "), _entry(other, plan).lstrip(":, "), on=other.date)


def _texts_of(before: object, after: object) -> tuple[tuple[str, str], ...]:
    """The texts of an entry that differ, before and after."""
    texts = ((getattr(before, field.name), getattr(after, field.name)) for field in dataclasses.fields(before) if field.type == "str")
    return tuple((one, other) for one, other in texts if one != other)


def _entry(entry: object, plan: Plan) -> str:
    """What an entry says beside its day."""
    by = getattr(entry, "by", "")
    how = getattr(entry, "how", "").replace("_", " ")
    value = getattr(entry, "value", "")
    said = percent_words(getattr(entry, "percent", None)) + (getattr(entry, "note", "") or getattr(entry, "why", ""))
    before = getattr(entry, "before", None)
    cycle = getattr(entry, "cycle", None)
    parts = [f", for {day_words(cycle)}" if cycle else "", f" as {how}" if how else "", f" by {full_name(plan, by)}" if by else "", f" from '{before.text}'" if before is not None else "", f" as {value}" if value else "", _asked(entry), f": {said}" if said else "", _approved(entry, plan)]
    return "".join(parts)


def _asked(entry: object) -> str:
    if not isinstance(entry, Request):
        return ""
    return f" until '{entry.to.text}'" + (f", refused on {day_words(entry.refused.date)}" if entry.refused else "")


def _approved(entry: object, plan: Plan) -> str:
    return agreed_words(plan, dataclasses.replace(entry, by="")) if isinstance(entry, DateChange) else ""


def _value(value: object) -> str:
    """A field's value in words; '' where it is not given."""
    if isinstance(value, Timescale):
        return f"'{value.text}' ({value.words})" if value.words else f"'{value.text}'"
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, tuple):
        return ", ".join(_value(inner) for inner in value)
    if dataclasses.is_dataclass(value):
        return ", ".join(said for field in dataclasses.fields(value) if (said := _value(getattr(value, field.name))))
    return f"'{value}'" if value else ""
