"""What an action's state and timing are on one day: what is stated, what its dates say, and what follows from both."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from s11.english import CHECKED, State, Timing
from s11.frozen import dataclass
from s11.plan import Action, Done, Evidence, Milestone, Plan, Recommendation, leads_of, own_leads, same_person
from s11.standing.completion import Completion, answer_to, answered, answers_of, finished, first_day
from s11.standing.moves import Held, held_by, in_force, is_mixed, is_past
from s11.standing.records import PieceStanding, Standing
from s11.standing.states import APART, DONE
from s11.standing.timing import Timed, time_of, time_ongoing, worst
from s11.when import Timescale, Vantage


class Judged:
    """What was judged of plans while it was ``kept``, on one day: whoever looks at them next need not do it again. Each
    plan's is handed out once, so that none is held for longer than it is used.
    """

    def __init__(self, vantage: Vantage) -> None:
        self.vantage = vantage
        # a plan that is held is no other one's number
        self._held: dict[int, tuple[Plan, tuple[Standing, ...]]] = {}

    @contextmanager
    def kept(self) -> Iterator[None]:
        _keeping.append(self)
        try:
            yield
        finally:
            _keeping.remove(self)

    def add(self, plan: Plan, standings: tuple[Standing, ...]) -> None:
        self._held[id(plan)] = (plan, standings)

    def plan(self, plan: Plan, vantage: Vantage) -> tuple[Standing, ...]:
        """As ``judge_plan``."""
        held = self._held.pop(id(plan), None)
        return held[1] if held is not None and vantage == self.vantage else judge_plan(plan, vantage)


_keeping: list[Judged] = []


def judge_plan(plan: Plan, vantage: Vantage) -> tuple[Standing, ...]:
    """Every action of a plan on the vantage's day, in the plan's order."""
    standings = tuple(judge(plan, recommendation, action, vantage) for recommendation, action in plan.actions())
    for judged in _keeping:
        if judged.vantage == vantage:
            judged.add(plan, standings)
    return standings


def judge(plan: Plan, recommendation: Recommendation, action: Action, vantage: Vantage) -> Standing:
    """One action on the vantage's day."""
    day = vantage.as_of
    held = held_by(recommendation, action)
    timescale = in_force(held.timescale, held.revised, day)
    completed = is_past(held.completed, day)
    rating = _rating(plan, recommendation, action, day)
    noted = _noted(action, rating, day)
    pieces = tuple([_judge_piece(plan, action, at, piece, noted, vantage) for at, piece in enumerate(action.pieces)])
    facts = [*[done.date for done in completed], *[piece.done[-1].date for piece in pieces if piece.done]]
    recorded = _last(noted, *facts)

    timed = _time_action(action, timescale, completed, rating, pieces, recorded, day)
    timing, stated = timed.timing, rating.state
    if (action.ended and action.ended.date <= day) or rating.state == "ended":
        timing, stated = "ended", "ended"
    elif action.proposed:
        timing = "proposed"
    elif timing == "done" and _is_checked(plan, recommendation, action, day):
        stated = "verified"
    apart = timing in APART
    due, late_since, cycles = (None, None, None) if apart else (timed.due, timed.late_since, timed.cycles)
    how = None
    if timing == "done":
        how = _finished_action(plan, action, held.corrected(day), completed, rating)

    own = PieceStanding(
        address=plan.address(action),
        of="action",
        text=action.text,
        lead=leads_of(recommendation, action),
        timescale=timescale,
        timing=timing,
        due=due,
        late_since=late_since,
        late_dates=timed.late_dates,
        cycles=cycles,
        done=completed,
        last_recorded=recorded,
        vantage=vantage,
        finished=how,
    )
    dated: list[PieceStanding] = []
    if not apart:
        dated += _dated_parts(own, one_off=True, met=rating.state in DONE) if timescale is not None else ()
        dated += (part for piece in pieces for part in _dated_parts(piece, one_off=False))
    return Standing(
        plan=plan,
        recommendation=recommendation,
        action=action,
        vantage=vantage,
        stated=stated,
        stated_word=rating.word,
        stated_on=rating.day,
        stated_for=rating.holder,
        stated_later=rating.later,
        timing=timing,
        checked=_checked(stated, timing),
        timescale=timescale,
        due=due,
        late_since=late_since,
        outstanding=tuple(part for part in dated if part.due is not None and part.timing != "done"),
        pieces=pieces,
        cycles=cycles,
        completed=completed,
        last_recorded=recorded,
        by_evidence=timed.by_evidence,
        late_dates=timed.late_dates,
        finished=how,
    )


def _is_checked(plan: Plan, recommendation: Recommendation, action: Action, day: date) -> bool:
    """Whether somebody who does not lead it signed it off on or before the day."""
    signed = action.signed_off
    if signed is None or signed.date > day:
        return False
    return not any(same_person(plan, signed.by, lead) for lead in own_leads(recommendation, action))


def _dated_parts(piece: PieceStanding, *, one_off: bool, met: bool = False) -> tuple[PieceStanding, ...]:
    """The dated things in one: its parts, where a list of timescales holds more than plain dates; else itself."""
    timescale = piece.timescale
    if timescale is None or piece.timing == "done" or not is_mixed(timescale):
        return (piece,)
    parts = []
    for part in timescale.parts:
        timed = time_of(part, piece.done, piece.last_recorded, piece.vantage.as_of, one_off=one_off, met=met)
        parts.append(
            replace(
                piece,
                timescale=part,
                timing=timed.timing,
                due=timed.due,
                late_since=timed.late_since,
                late_dates=timed.late_dates,
                cycles=timed.cycles,
            )
        )
    return tuple(parts)


# what is stated ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Rated:
    state: State = "unrated"
    word: str = ""
    day: date | None = None
    holder: str = ""
    later: date | None = None


_STATES: dict[str, State] = {state: state for state in CHECKED}


def _rating(plan: Plan, recommendation: Recommendation, action: Action, day: date) -> _Rated:
    """The rating that holds and its day: the nearest `as_at` at or above the place where it is written."""
    if action.rag:
        word, stated_on, holder = action.rag, action.as_at or recommendation.as_at or plan.as_at, "action"
    elif recommendation.rag:
        word, stated_on, holder = recommendation.rag, recommendation.as_at or plan.as_at, "recommendation"
    else:
        return _Rated()
    if stated_on and stated_on > day:
        return _Rated(word=word, holder=holder, later=stated_on)
    return _Rated(state=_STATES.get(plan.state(word), "unrated"), word=word, day=stated_on, holder=holder)


def _noted(action: Action, rating: _Rated, day: date) -> date | None:
    """The last day on which progress was noted or the rating stated; completions and receipts are recorded beside."""
    return _last(*[entry.date for entry in action.progress if entry.tells and entry.date <= day], rating.day)


def _last(*days: date | None) -> date | None:
    known = [day for day in days if day is not None]
    return max(known) if known else None


def _checked(stated: State, timing: Timing) -> State:
    """The worse of what is stated and what the date says; not known where what is on track cannot be checked."""
    if timing == "ended":
        return "ended"
    if timing == "late":
        return "off_track"
    if timing in ("unsure", "unrecorded", "no_date") and stated == "on_track":
        return "not_known"
    return stated


# what the dates say --------------------------------------------------------------------------------------------------


def _time_action(
    action: Action,
    timescale: Timescale | None,
    completed: Sequence[Done],
    rating: _Rated,
    pieces: Sequence[PieceStanding],
    recorded: date | None,
    day: date,
) -> Timed:
    stated_done = rating.state in DONE
    if stated_done and not action.continuing:
        return Timed("done")
    if timescale is not None:
        # stated done and carried on: a date is met even where nobody wrote down when
        return time_of(timescale, completed, recorded, day, one_off=True, met=stated_done)
    dated = [piece for piece in pieces if piece.timing != "no_date"]
    if not dated and action.continuing:
        return time_ongoing(None, recorded, day)
    if completed and not action.continuing:
        return Timed("done", by_evidence=bool(dated))
    return _time_by_evidence(dated) if dated else Timed("no_date")


def _time_by_evidence(dated: Sequence[PieceStanding]) -> Timed:
    """Of evidence and milestones the worst; when all are in, it is still to be completed, and in time for that."""
    timed = worst([Timed(one.timing, one.due, one.late_since, one.late_dates) for one in dated])
    return replace(timed, timing="in_time" if timed.timing == "done" else timed.timing, by_evidence=True)


def _judge_piece(
    plan: Plan, action: Action, at: int, piece: Evidence, noted: date | None, vantage: Vantage
) -> PieceStanding:
    day = vantage.as_of
    timescale = in_force(piece.timescale, piece.revised, day)
    received = is_past(piece.received, day)
    recorded = _last(noted, *(one.date for one in received[-1:]))
    timed = Timed("no_date") if timescale is None else time_of(timescale, received, recorded, day, one_off=False)
    how = None
    if timed.timing == "done":
        how = finished(Held(piece.timescale, piece.revised, piece.received).corrected(day), received)
    return PieceStanding(
        address=plan.address(action, at),
        of="milestone" if isinstance(piece, Milestone) else "evidence",
        text=piece.text,
        lead=piece.lead,
        timescale=timescale,
        timing=timed.timing,
        due=timed.due,
        late_since=timed.late_since,
        late_dates=timed.late_dates,
        cycles=timed.cycles,
        done=received,
        last_recorded=recorded,
        vantage=vantage,
        finished=how,
    )


# done on time --------------------------------------------------------------------------------------------------------


def answers_of_action(
    plan: Plan, recommendation: Recommendation, action: Action, one: Done, day: date
) -> tuple[Completion, ...]:
    """As ``answers_of``, for a completion of an action.

    By its own or its recommendation's dates, else by its evidence's and milestones'.
    """
    held = held_by(recommendation, action)
    if held.timescale is None:
        return (_finished_action(plan, action, held, (one,), _rating(plan, recommendation, action, day)),)
    return answers_of(held.timescale, held.revised, held.completed, one, day)


def _finished_action(plan: Plan, action: Action, held: Held, done: Sequence[Done], rating: _Rated) -> Completion:
    """How an action was done: by its own or its recommendation's dates.

    Only where it has neither, by those of its evidence and milestones.
    """
    if held.timescale is not None or not done:
        return finished(held, done, rating.day)
    on = done[0].date
    at = Vantage(first_day(on))
    # what came in on the very day that it was completed was still open until then
    before = [
        replace(piece, received=tuple(one for one in piece.received if one.date < at.as_of)) for piece in action.pieces
    ]
    judged = (_judge_piece(plan, action, number, piece, None, at) for number, piece in enumerate(before))
    dated = [piece for piece in judged if piece.timing != "no_date"]
    if not dated:
        return Completion(on)
    timed = _time_by_evidence(dated)
    if timed.due is not None or any(piece.timing != "done" for piece in dated):
        return answered(on, timed)
    ways = [piece.finished for piece in dated if piece.finished]
    latest = max(ways, key=lambda way: (way.days_after or 0, way.due or date.min))
    if any(way.days_after is None for way in ways) or latest.due is None:
        return Completion(on)
    return answer_to(on, latest.due) if latest.days_after else Completion(on, latest.due, days_after=0)
