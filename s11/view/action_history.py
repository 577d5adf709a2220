"""One action's life: everything that was written, moved, rated, noted and done to it, commit by commit."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from s11.change import (
    Comparison,
    DateMove,
    EntryChange,
    FieldChange,
    LegendChange,
    Pair,
    Part,
    PlaceChange,
    compare,
    dated_after,
    is_plainly_same,
    known_by,
    parts_of,
    redated,
)
from s11.change.text import ChangeText, change_texts, legend_words, meaning_words
from s11.english import number_of
from s11.plan import Plan, PlanFile, PlanFiles, leads_of, load_one
from s11.standing import Carried, Carrying, judge_plan
from s11.text import Source
from s11.view.action_view import carried_sums
from s11.view.allowed_findings import Silenced, put_in_and_taken_away, silenced_in
from s11.view.counts import Head
from s11.view.history import PlansAt
from s11.view.labels import full_name
from s11.view.plans import head
from s11.when import Commit, Conventions, Vantage, day_words


class Event(NamedTuple):
    """One thing that a commit did to an action.

    ``on`` is the day that an entry itself names, ``taken_out`` texts before and after words were taken out of them.
    """

    commit: Commit
    kind: str
    of: str
    before: str
    after: str
    why: str
    on: date | None
    words: str
    taken_out: tuple[tuple[str, str], ...] = ()
    # of an action that was carried on from plan to plan: at which of its addresses it happened
    address: str = ""


class ActionHistory(NamedTuple):
    """An action through the commits: its address and words in the newest that has it, and whether it is there still.

    ``stations``: where it was carried on from plan to plan, its address in each of them, oldest first; what happened at
    any of them is told. ``said``: that way in one sentence.
    """

    head: Head
    address: str
    text: str
    there: bool
    events: tuple[Event, ...]
    notes: tuple[str, ...] = ()
    stations: tuple[str, ...] = ()
    said: str = ""

    @property
    def commits(self) -> int:
        return len({event.commit.id for event in self.events})


def action_history(
    past: Sequence[PlansAt],
    plan_id: str,
    action_id: str,
    revision_words: str,
    since: date | None = None,
    notes: Sequence[str] = (),
    until: date | None = None,
) -> ActionHistory | None:
    """The life of an action, by the address that it has or had; the newest that had it counts. None where none ever had
    it.

    ``since`` leaves out what was committed before it; what the files date after ``until`` is not told, and counted in a
    note.
    """
    written = past
    if until is not None:
        past = tuple(known_in_each(past, until))
    life = _life(past, plan_id, action_id)
    if life is None:
        return None
    newest = past[-1]
    way = _way(newest, life, until) if life.there else None
    histories = [(life.last.address, life.events)]
    if way is not None:
        lives = [
            (one.address, life if one.address == life.last.address else _life(past, one.plan.id, one.action.id))
            for one in way.stations
        ]
        histories = [(address, other.events) for address, other in lives if other is not None]
    order = {at.commit.id: number for number, at in enumerate(past)}
    everything = [
        event._replace(address=address) if len(histories) > 1 else event
        for address, events in histories
        for event in events
    ]
    everything.sort(key=lambda event: order[event.commit.id])
    events = tuple(event for event in without_taken_out(everything) if since is None or event.commit.day >= since)
    last, there = life.last, life.there
    if until is not None and there and (later := _dated_later(written[-1], last, until)):
        notes = (
            *notes,
            f"{number_of(later, 'entry', 'entries')} dated after {day_words(until)} {'is' if later == 1 else 'are'} "
            "not told",
        )
    return ActionHistory(
        head(written[-1].register, Vantage(newest.day, newest.commit.id), revision_words),
        last.address,
        last.words,
        there,
        events,
        tuple(notes),
        tuple(one.address for one in way.stations) if way is not None and way.plans > 1 else (),
        carried_sums(way).said if way is not None else "",
    )


class _Life(NamedTuple):
    """One address through the commits: what happened, the action as it last stood there, and whether it does still."""

    events: tuple[Event, ...]
    last: Part
    there: bool


def _life(past: Sequence[PlansAt], plan_id: str, action_id: str) -> _Life | None:
    """By the address that it has or had; the newest that had it counts. None where none ever had it."""
    newest = next(
        ((number, part) for number in range(len(past) - 1, -1, -1) for part in _at(past[number], plan_id, action_id)),
        None,
    )
    if newest is None:
        return None
    number, part = newest
    before = tuple(_backwards(past, number, part))[::-1]
    after, last, there = _forwards(past, number, part)
    return _Life((*before, *after), last, there)


def _way(newest: PlansAt, life: _Life, until: date | None) -> Carried | None:
    """Where the newest commit says that it came from, and what carries it on."""
    plan = newest.register.plan(life.last.plan.id)
    if plan is None:
        return None
    vantage = Vantage(until or newest.day, newest.commit.id)
    standing = next((one for one in judge_plan(plan, vantage) if one.action.id == life.last.action.id), None)
    return Carrying(newest.register, vantage).of(standing) if standing is not None else None


def known_in_each(past: Sequence[PlansAt], day: date) -> Iterator[PlansAt]:
    """Each commit's plans without what they date after a day; what is the same in two stays the same object."""
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


def without_taken_out(events: Sequence[Event]) -> list[Event]:
    """The events as they may be told now: what was taken out of a text later on is said of no earlier commit either."""
    gone = [texts for event in events for texts in event.taken_out if texts[0]]

    def kept(text: str) -> str:
        for old, new in gone:
            text = text.replace(old, new)
        return text

    return [
        event._replace(
            before=kept(event.before),
            after=kept(event.after),
            why=kept(event.why),
            words=kept(event.words),
            taken_out=(),
        )
        for event in events
    ]


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
            yield from reversed(
                (*_events(past[held].commit, pair, comparison), *_silenced(past[at], past[held], pair, comparison))
            )
            yield from not_read
            not_read.clear()
            part, held = pair.old, at
        elif _broken(past[at], called := past[held].called_now[part.plan.id]) is not None:
            not_read += _not_read(past[at - 1] if at else None, past[at], called)
        else:
            earlier = next(
                ((before, was) for before in range(at - 1, -1, -1) for was in _again(past[before], past[held], part)),
                None,
            )
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
            later = next(
                ((after, now) for after in range(at + 1, len(past)) for now in _again(past[after], past[held], part)),
                None,
            )
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
    return (
        other
        for other in _at(at, held.called_now[part.plan.id], part.action.id)
        if is_plainly_same(other.words, part.words)
    )


def _broken(at: PlansAt, plan_id: str) -> PlanFile | None:
    """The plan that is called so now, where a commit has it and it could not be read whole there."""
    return next(
        (loaded for loaded in at.register.files if not loaded.whole and at.called_now[loaded.source.id] == plan_id),
        None,
    )


def _not_read(before: PlansAt | None, at: PlansAt, plan_id: str) -> Iterator[Event]:
    """That a plan could not be read, or is no file any more: told by the commit that made it so, since nothing is said
    to be gone with it.
    """
    loaded, earlier = _broken(at, plan_id), _broken(before, plan_id) if before is not None else None
    if loaded is None or (earlier is not None and earlier.source.unread == loaded.source.unread):
        return
    fault, unread = loaded.findings[0], loaded.source.unread
    message = (
        f"{loaded.source.name}: {unread.message}"
        if unread is not None
        else f"{loaded.source.name}, line {fault.place.line}: {fault.message}"
    )
    yield _event(
        at.commit,
        "not_read",
        f"the plan could not be read here, and nothing is known of it until it can: {message}",
        of="plan",
    )


def _written(commit: Commit, part: Part, word: str) -> Event:
    return _event(commit, "written", f"{word} as {part.address}: {part.words}", after=part.words)


def _taken_out(commit: Commit, part: Part) -> Event:
    return _event(commit, "removed", f"removed: {part.words}", before=part.words)


def _compared(before: PlansAt, after: PlansAt, plan: Plan, *, old: bool) -> Comparison | None:
    """What is different in the files that differ between two commits; None where the plan is as it was."""
    was, now = before.register.files, after.register.files
    if not any(loaded.plan is plan for loaded in (was if old else now)) or any(
        loaded.plan is plan for loaded in (now if old else was)
    ):
        return None
    kept = {id(loaded) for loaded in was} & {id(loaded) for loaded in now}
    return compare(*(PlanFiles(tuple(loaded for loaded in side if id(loaded) not in kept)) for side in (was, now)))


def _same(one: Part, other: Part) -> bool:
    return one.plan is other.plan and one.at == other.at


# what a commit did ---------------------------------------------------------------------------------------------------


def _event(
    commit: Commit, kind: str, text: str, before: str = "", after: str = "", why: str = "", of: str = "action"
) -> Event:
    return Event(commit, kind, of, before, after, why, None, text)


def _changed(commit: Commit, text: ChangeText, of: str = "action") -> Event:
    sentence = text.words if of == "action" else f"{of}: {text.words}"
    return Event(commit, text.kind, of, text.before, text.after, text.why, text.on, sentence, text.taken_out)


def _events(commit: Commit, pair: Pair, comparison: Comparison) -> Iterator[Event]:
    yield from (_changed(commit, text) for text in _texts_of(pair))
    if pair.one(PlaceChange) is None and not any(
        _same(whole.old, Part(pair.old.plan)) and _same(whole.new, Part(pair.new.plan)) for whole in comparison.pairs
    ):
        # it came with its recommendation
        before, after = pair.old.plan.id, pair.new.plan.id
        yield _event(commit, "elsewhere", f"stood in {before}, now in {after}", before, after)
    yield from (_changed(commit, text) for text in _around(pair, comparison))
    for piece in comparison.pairs:
        if piece.new.is_piece and piece.new.above is pair.new:
            yield from (_changed(commit, text, piece.new.called) for text in _texts_of(piece))
        elif piece.new.is_piece and piece.old.above is pair.old:
            of, now = piece.old.called, piece.new.above.address
            yield _event(commit, "elsewhere", f"{of} went to {now}: {piece.old.words}", pair.old.address, now, of=of)
    for part in comparison.added:
        if part.is_piece and part.above is pair.new:
            of = part.called
            yield _event(commit, "written", f"{of} added: {part.words}", after=part.words, of=of)
    for removed in comparison.removed:
        if removed.part.is_piece and removed.part.above is pair.old:
            of = removed.part.called
            yield _event(commit, "removed", f"{of} removed: {removed.part.words}", before=removed.part.words, of=of)


# what is not to be told of it
# ------------------------------------------------------------------------------------------


def _silenced(before: PlansAt, after: PlansAt, pair: Pair, comparison: Comparison) -> Iterator[Event]:
    """The allowances that a commit put in or took away at an action, at a piece of it, and above it."""
    now_of = {one.old: one.new for one in comparison.pairs}
    gone = [part for removed in comparison.removed for part in (removed.part, *removed.actions)]
    was = _allowances(before, pair.old.plan, (*now_of, *gone))
    put_in, taken_away = put_in_and_taken_away(
        was, _allowances(after, pair.new.plan, (*now_of.values(), *comparison.added)), now_of
    )
    for one in put_in:
        yield from _silencing(after.commit, one, pair.new, "silenced", after=one.reason)
    for one in taken_away:
        # what stood at a piece that is gone still has its old place
        yield from _silencing(
            after.commit,
            one,
            pair.new if one.part.plan is pair.new.plan else pair.old,
            "silenced_no_longer",
            before=one.reason,
        )


def _silenced_at_first(at: PlansAt, part: Part) -> Iterator[Event]:
    """What was allowed at an action, at its pieces and above it when it was written."""
    for one in _allowances(at, part.plan, parts_of(part.plan)):
        yield from _silencing(at.commit, one, part, "silenced", after=one.reason)


def _allowances(at: PlansAt, plan: Plan, parts: Iterable[Part]) -> tuple[Silenced, ...]:
    loaded = next(loaded for loaded in at.register.files if loaded.plan is plan)
    if _REMARK not in loaded.source.data:
        return ()
    # a version that was put together from pieces holds no places and no remarks
    return silenced_in(
        _read_whole(loaded.source, loaded.conventions),
        at.register,
        Vantage(at.day, at.commit.id),
        (part for part in parts if part.plan is plan),
    )


_REMARK = b"s11:"


@lru_cache(maxsize=8)
def _read_whole(source: Source, conventions: Conventions) -> PlanFile:
    """One version of a plan, which is asked for on either side of the commits around it."""
    return load_one(source, conventions)


def _silencing(
    commit: Commit, one: Silenced, action: Part, kind: str, before: str = "", after: str = ""
) -> Iterator[Event]:
    """The event, where it bears on the action: it stands at it, at a piece of it, or above it."""
    shared = min(len(one.part.at), len(action.at))
    if one.part.plan is not action.plan or one.part.at[:shared] != action.at[:shared]:
        return
    of = one.part.called if one.part.is_piece else "action"
    whose = {0: "for the whole plan: ", 1: f"for the whole {action.plan.calls_it}: "}.get(
        len(one.part.at), f"{of}: " if one.part.is_piece else ""
    )
    sentence = (
        one.sentence("silenced", "silenced")
        if kind == "silenced"
        else one.sentence("silenced no longer", "silenced no longer")
    )
    yield _event(commit, kind, whose + sentence, before, after, one.reason, of=of)


def _texts_of(pair: Pair) -> Iterator[ChangeText]:
    moved = pair.one(DateMove) is not None
    for change in pair.changes:
        # the reason of a move is told with the move
        if not (moved and isinstance(change, EntryChange) and change.field == "revised"):
            yield from change_texts(pair, change)


def _around(pair: Pair, comparison: Comparison) -> Iterator[ChangeText]:
    """What happened above an action and touches it: on its recommendation, and on the plan."""
    above = next(
        (one for one in comparison.pairs if _same(one.new, pair.new.above) and _same(one.old, pair.old.above)), None
    )
    plan = next(
        (
            one
            for one in comparison.pairs
            if not one.new.at and one.new.plan is pair.new.plan and one.old.plan is pair.old.plan
        ),
        None,
    )
    action = pair.new.action
    carries = action.timescale is None
    if above is not None:
        for change in above.changes:
            held = (
                isinstance(change, EntryChange)
                and carries
                and not getattr(action, change.field, ())
                and not (change.field == "revised" and pair.one(DateMove))
            )
            if held or (isinstance(change, FieldChange) and change.field in ("sensitive", "response", "theme")):
                yield from (
                    text._replace(words=f"for the whole {pair.new.plan.calls_it}: {text.words}")
                    for text in change_texts(above, change)
                )
    if plan is not None:
        yield from _of_plan(pair, plan)
    yield from _redated(pair)


def _of_plan(pair: Pair, plan: Pair) -> Iterator[ChangeText]:
    for change in plan.changes:
        match change:
            case LegendChange():
                mine = {
                    side.plan.legend_word(word) or word
                    for side in (pair.old, pair.new)
                    if (word := side.action.rag or side.recommendation.rag)
                }
                for word, before, after in change.words:
                    if mine & {word, pair.old.plan.legend_word(word), pair.new.plan.legend_word(word)}:
                        yield ChangeText(
                            "legend", "", legend_words(word, before, after), meaning_words(before), meaning_words(after)
                        )
            case FieldChange(field="marking" | "closed"):
                yield from (
                    text._replace(words=f"for the whole plan: {text.words}") for text in change_texts(plan, change)
                )
            case FieldChange(field="people"):
                for key in dict.fromkeys((*leads_of(pair.old.recommendation, pair.old.action), *_named_in(pair.new))):
                    one, other = (full_name(side.plan, key) for side in (pair.old, pair.new))
                    if one != other:
                        yield ChangeText("people", "", f"'{key}' was {one}, now {other}", one, other)


def _named_in(part: Part) -> Iterator[str]:
    """The keys of people that an action's leads and entries name."""
    yield from leads_of(part.recommendation, part.action)
    for field in dataclasses.fields(part.action):
        for entry in part.entries(field.name) if field.name not in ("lead", "evidence", "milestones") else ():
            if by := getattr(entry, "by", ""):
                yield by


def _redated(pair: Pair) -> Iterator[ChangeText]:
    """A date whose words are as they were, and that reads otherwise since its year is taken from another day."""
    one, other = (side.action.timescale or side.recommendation.timescale for side in (pair.old, pair.new))
    if one is not None and other is not None and redated(pair.old.plan, one, pair.new.plan, other):
        before, after = (timescale.words or timescale.text for timescale in (one, other))
        since = f" ({pair.new.plan.from_name} {day_words(pair.new.plan.from_day)})" if pair.new.plan.from_day else ""
        yield ChangeText(
            "redated",
            "",
            f"'{other.text}' was read as {before}, now as {after}: the year is taken from another day{since}",
            before,
            after,
        )
