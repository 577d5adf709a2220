"""What is known of an action, and of its evidence and milestones, on one day."""

from __future__ import annotations

from datetime import date

from s11.english import State, Timing
from s11.frozen import dataclass
from s11.plan import Action, Done, Plan, Recommendation, leads_of
from s11.standing import reasons
from s11.standing.completion import Completion, counted_for
from s11.standing.moves import (
    TimeRequest,
    corrections,
    earliest,
    first_due,
    first_words,
    held_by,
    late_from_first,
    moves_until,
    time_requests,
)
from s11.standing.recurrence import Cycles
from s11.standing.states import Of
from s11.when import Timescale, Vantage


@dataclass(frozen=True, slots=True)
class PieceStanding:
    """A dated thing: an action's own date or cycle, or a piece of evidence or a milestone that falls due."""

    address: str
    of: Of
    text: str
    lead: tuple[str, ...]
    timescale: Timescale | None
    timing: Timing
    due: date | None
    late_since: date | None
    late_dates: int
    cycles: Cycles | None
    done: tuple[Done, ...]
    last_recorded: date | None
    vantage: Vantage
    finished: Completion | None = None

    @property
    def days_late(self) -> int:
        """The day less the due day, in calendar days; 0 of what is not late."""
        return 0 if self.late_since is None else (self.vantage.as_of - self.late_since).days

    @property
    def counted(self) -> tuple[Completion, ...]:
        """Which receipt or completion counted for which due day, in order of the due days, where there are several."""
        return () if self.timescale is None else counted_for(self.timescale, self.done)

    @property
    def why(self) -> str:
        """The words as written, how they were read, what came in, the day, and the last thing recorded."""
        return reasons.why_of_piece(self)


@dataclass(frozen=True, slots=True)
class Standing:
    """What an action's state is on one day: what is stated, what its dates say, and what follows from both.

    ``finished`` is how it was done, where its timing is ``done``.
    """

    plan: Plan
    recommendation: Recommendation
    action: Action
    vantage: Vantage
    stated: State
    stated_word: str
    stated_on: date | None
    stated_for: str
    stated_later: date | None
    timing: Timing
    checked: State
    timescale: Timescale | None
    due: date | None
    late_since: date | None
    outstanding: tuple[PieceStanding, ...]
    pieces: tuple[PieceStanding, ...]
    cycles: Cycles | None
    completed: tuple[Done, ...]
    last_recorded: date | None
    by_evidence: bool
    late_dates: int
    finished: Completion | None = None

    @property
    def days_late(self) -> int:
        """The day less the due day, in calendar days; 0 of what is not late."""
        return 0 if self.late_since is None else (self.vantage.as_of - self.late_since).days

    @property
    def counted(self) -> tuple[Completion, ...]:
        """Which completion counted for which due day, in order of the due days, where it recurs or has several."""
        return () if self.timescale is None else counted_for(self.timescale, self.completed)

    @property
    def late_beneath(self) -> tuple[PieceStanding, ...]:
        """Its evidence and milestones that are late, where it is not late itself: that is no late action."""
        if self.late:
            return ()
        return tuple(piece for piece in self.outstanding if piece.of != "action" and piece.timing == "late")

    @property
    def evidence(self) -> tuple[PieceStanding, ...]:
        return tuple(piece for piece in self.pieces if piece.of == "evidence")

    @property
    def milestones(self) -> tuple[PieceStanding, ...]:
        return tuple(piece for piece in self.pieces if piece.of == "milestone")

    @property
    def first_due(self) -> date | None:
        """The first day that was ever due: of the oldest words that named one."""
        return first_due(held_by(self.recommendation, self.action), self.action.pieces, self.vantage.as_of)

    @property
    def set_for(self) -> date | None:
        """The first day that the words in force name; of its evidence and milestones where nothing else dates it."""
        timescales = [self.timescale] if self.timescale is not None else [piece.timescale for piece in self.pieces]
        firsts = (earliest(timescale) for timescale in timescales if timescale is not None)
        return min((first for first in firsts if first is not None), default=None)

    @property
    def days_late_from_first(self) -> int:
        """How many days late it would be had its date never been moved; ``days_late`` where it was not."""
        is_open = self.timing not in ("done", "ended", "proposed")
        held, day = held_by(self.recommendation, self.action), self.vantage.as_of
        first = first_words(held.timescale, held.revised, day)
        return late_from_first(first, self.times_moved, self.timescale, self.days_late, is_open, day)

    @property
    def times_moved(self) -> int:
        """How many changes on or before the day moved the timescale to words that read otherwise."""
        held = held_by(self.recommendation, self.action)
        return len(moves_until(held.timescale, held.revised, self.vantage.as_of))

    @property
    def times_corrected(self) -> int:
        """How many changes on or before the day only put right what was wrong when it was written."""
        return len(corrections(held_by(self.recommendation, self.action).revised, self.vantage.as_of))

    @property
    def requests(self) -> tuple[TimeRequest, ...]:
        """More time asked for on or before the day for the timescale that holds, and what became of it."""
        own = self.action.timescale is not None or self.action.requests
        requests = self.action.requests if own else self.recommendation.requests
        held = held_by(self.recommendation, self.action)
        return time_requests(requests, held.timescale, held.revised, self.vantage.as_of)

    @property
    def why(self) -> str:
        """From this, the plan and a calendar anyone can work the standing out again."""
        return reasons.why(self)

    @property
    def address(self) -> str:
        return self.plan.address(self.action)

    @property
    def late(self) -> bool:
        return self.timing == "late"

    @property
    def lead(self) -> tuple[str, ...]:
        return leads_of(self.recommendation, self.action)
