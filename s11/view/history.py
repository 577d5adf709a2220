"""How it has gone: counts at one commit after another, dates as they were first given and as they are now, one action's
life.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from s11.english import days_of, number_of, times_of
from s11.plan import PlanFile, PlanFiles
from s11.standing import DONE, Standing, Stretches
from s11.view.counts import Head, Tally, add_tallies
from s11.view.filters import Filter
from s11.view.plans import head
from s11.view.rollup import tally
from s11.when import Commit, Vantage, day_words

EVERY = ("commit", "month")


class PlansAt(NamedTuple):
    """The plans as one commit holds them, the day they are judged on, and what each is called now by the id it has
    there.
    """

    day: date
    commit: Commit
    register: PlanFiles
    called_now: Mapping[str, str]


class PlanPoint(NamedTuple):
    """One plan at one point: the id it has now and the one it had then."""

    id: str
    then: str
    whole: bool
    tally: Tally


class HistoryPoint(NamedTuple):
    """Every plan at one commit, judged on one day."""

    day: date
    commit: Commit
    tally: Tally
    plans: tuple[PlanPoint, ...]
    not_read: int

    @property
    def done_stated(self) -> int:
        return sum(self.tally.stated[state] for state in DONE)

    @property
    def done_checked(self) -> int:
        return sum(self.tally.checked[state] for state in DONE)


class Slippage(NamedTuple):
    """An action's first date against its date now.

    ``silent``: the first one is known from git alone, no ``revised`` entry tells it.
    """

    address: str
    text: str
    first: date | None
    now: date | None
    days: int
    times_moved: int
    silent: bool
    checked: str

    @property
    def moved(self) -> bool:
        return self.first != self.now

    @property
    def went(self) -> str:
        """How far it went: '365 days later', 'its date was taken away'."""
        if self.now is None:
            return "its date was taken away"
        if self.first is None:
            return "it had no date at first"
        return f"{days_of(abs(self.days))} {'later' if self.days >= 0 else 'earlier'}"

    @property
    def times_words(self) -> str:
        """How often on record, and whether also off it: 'once on record, and also with no reason recorded'."""
        on_record = f"{times_of(self.times_moved)} on record" if self.times_moved else ""
        no_reason = "with no reason recorded" if self.silent else ""
        return ", and also ".join(part for part in (on_record, no_reason) if part)


class History(NamedTuple):
    """Points oldest first; slips of every dated action of the newest one, the longest first."""

    head: Head
    every: str
    points: tuple[HistoryPoint, ...]
    slips: tuple[Slippage, ...]
    rules: str
    notes: tuple[str, ...] = ()

    @property
    def last(self) -> HistoryPoint:
        return self.points[-1]

    @property
    def moved(self) -> tuple[Slippage, ...]:
        return tuple(slip for slip in self.slips if slip.moved)

    @property
    def undated(self) -> int:
        """Actions of the newest point that never had a date."""
        return self.last.tally.actions - len(self.slips)

    @property
    def most(self) -> int:
        return max(point.tally.actions for point in self.points)

    @property
    def done_words(self) -> str:
        """How many actions of the newest point stood as done."""
        last = self.last
        return (
            f"On {day_words(last.day)}, {last.done_stated} of {number_of(last.tally.actions, 'action')} stood as "
            f"completed or verified as stated, {last.done_checked} as checked."
        )

    @property
    def moved_words(self) -> str:
        """How many actions ever had a date, have another now, and never had one."""
        moved = len(self.moved)
        return (
            f"{number_of(len(self.slips), 'action')} of {self.last.tally.actions} ever had a date; {moved} of them "
            f"{'has' if moved == 1 else 'have'} another one now than the first, and {self.undated} never had one."
        )

    @property
    def not_read_words(self) -> str:
        """At how many points a plan could not be read whole; '' where at none."""
        return (
            f"At {number_of(self.not_read, 'point')} a plan could not be read whole; its counts there are too low."
            if self.not_read
            else ""
        )

    @property
    def how_to_read(self) -> str:
        return (
            "Every point is one commit of the plans’ repository, judged with the rules of today on its own day: what "
            "was dated after that day had not happened yet. "
            "“In silence”: the first date is known only from the repository; the plan itself does not tell that it "
            "was changed."
        )

    @property
    def not_read(self) -> int:
        """Points at which a plan could not be read whole."""
        return sum(bool(point.not_read) for point in self.points)


# which points --------------------------------------------------------------------------------------------------------


def points_of(
    line: Sequence[tuple[Commit, bool]], every: str, on: Sequence[date], since: date | None, until: date
) -> list[tuple[date, int]]:
    """The days to judge on, each with the place in the line (oldest first) of the newest commit on or before it.

    Every commit that touched a plan, on its own day; or every month's end; or the days given, where there are any.
    """
    if on or every == "month":
        days = sorted(set(on)) if on else _month_ends(min((commit.day for commit, _ in line), default=until), until)
        found = [(day, at) for day in days for at in _newest_on(line, day)]
    else:
        found = [(commit.day, at) for at, (commit, touched) in enumerate(line) if touched]
    return [(day, at) for day, at in found if (since is None or day >= since) and day <= until]


def _newest_on(line: Sequence[tuple[Commit, bool]], day: date) -> Iterator[int]:
    at = next((at for at in range(len(line) - 1, -1, -1) if line[at][0].day <= day), None)
    if at is not None:
        yield at


def _month_ends(first: date, last: date) -> list[date]:
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    ends = (date(month // 12, month % 12 + 1, monthrange(month // 12, month % 12 + 1)[1]) for month in months)
    return [end for end in ends if end <= last]


# counts --------------------------------------------------------------------------------------------------------------


def history(
    points: Sequence[PlansAt],
    revision_words: str,
    chosen: Filter = Filter(),
    every: str = "commit",
    rules: str = "",
    notes: Sequence[str] = (),
) -> History:
    """Counts at each point, each judged on its own day with the rules of today. There is at least one point."""
    stretches, newest = Stretches(max(at.day for at in points)), points[-1]
    told: list[HistoryPoint] = []
    first_dates: dict[tuple[str, str], date] = {}
    known: dict[tuple[str, int, int], tuple[PlanFile, tuple[Standing, ...], PlanPoint]] = {}
    plans: list[tuple[tuple[Standing, ...], PlanPoint]] = []
    for at in points:
        plans = []
        for loaded in at.register.files:
            if loaded.plan is None:
                continue
            now = at.called_now[loaded.source.id]
            key = (now, id(loaded.plan), stretches.number(loaded.plan, at.day))
            if key not in known:
                judged = stretches.judge_plan(loaded.plan, Vantage(at.day, at.commit.id))
                taken = tuple(standing for standing in judged if chosen.takes(standing)) if chosen else judged
                known[key] = loaded, taken, PlanPoint(now, loaded.source.id, loaded.whole, tally(taken))
                _keep_first(first_dates, now, taken)
            _, taken, point = known[key]
            if taken or not chosen:
                plans.append((taken, point))
        told.append(
            HistoryPoint(
                at.day,
                at.commit,
                add_tallies([point.tally for _, point in plans]),
                tuple(point for _, point in plans),
                sum(not loaded.whole for loaded in at.register.files),
            )
        )
    slips = (
        _slip(point.id, standing, first_dates.get((point.id, standing.action.id)))
        for taken, point in plans
        for standing in taken
    )
    dated = sorted((slip for slip in slips if slip.first or slip.now), key=lambda slip: -slip.days)
    top = head(newest.register, Vantage(newest.day, newest.commit.id), revision_words, chosen)
    return History(top, every, tuple(told), tuple(dated), rules, tuple(notes))


def _keep_first(first_dates: dict[tuple[str, str], date], plan_id: str, standings: Sequence[Standing]) -> None:
    for standing in standings:
        key = (plan_id, standing.action.id)
        if key not in first_dates and (first := standing.first_due):
            first_dates[key] = first


def _slip(plan_id: str, standing: Standing, first: date | None) -> Slippage:
    now = standing.set_for
    days = (now - first).days if first and now else 0
    return Slippage(
        f"{plan_id}#{standing.action.id}",
        standing.action.text,
        first,
        now,
        days,
        standing.times_moved,
        bool(first) and first != standing.first_due,
        standing.checked,
    )
