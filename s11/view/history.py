"""How it has gone: counts at one commit after another, dates as they were first given and as they are now, one action's
life.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from s11.english import days_of, number_of, times_of
from s11.plan import PlanFile, PlanFiles
from s11.standing import DONE, Standing, Stretches
from s11.view.counts import Head, Tally, add_tallies
from s11.view.filters import Filter
from s11.view.labels import lead_view, organisation_of, title_of
from s11.view.plans import head
from s11.view.report_records import LeftOut
from s11.view.rollup import tally
from s11.when import Commit, Vantage, day_words

EVERY = ("commit", "month")
# how many moved dates a chart has room for
MOST_DRAWN = 15


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


class CountPoint(NamedTuple):
    """How many actions stood in one way on a day, as stated and as checked."""

    day: date
    stated: int
    checked: int


class Slippage(NamedTuple):
    """An action's first date against its date now.

    ``silent``: the first one is known from git alone, no ``revised`` entry tells it. ``number``: what it is called by
    in its plan; ``plan``: whose that is; ``lead``: who answers for it.
    """

    address: str
    text: str
    first: date | None
    now: date | None
    days: int
    times_moved: int
    silent: bool
    checked: str
    number: str = ""
    plan: str = ""
    lead: str = ""

    @property
    def moved(self) -> bool:
        return self.first != self.now

    @property
    def called(self) -> str:
        """Its number, after whose plan it stands in where there are several: 'Ashcombe Borough Council 1.2'."""
        return f"{self.plan} {self.number}".strip()

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
    titles: tuple[tuple[str, str], ...] = ()

    @property
    def title(self) -> str:
        """Whose plans these are, and since when they are followed."""
        whose = list(dict.fromkeys(organisation for organisation, _ in self.titles))
        gone = "how it has gone"
        since = f" since {day_words(self.points[0].day)}" if len(self.points) > 1 else ""
        if len(whose) == 1:
            return f"{whose[0]}: {gone}{since}"
        return f"{number_of(len(self.titles), 'action plan')}: {gone}{since}"

    @property
    def several(self) -> bool:
        """Whether there is more than one plan."""
        return len(self.titles) > 1

    @property
    def off_track(self) -> tuple[CountPoint, ...]:
        """How many actions were off track at each point."""
        return tuple(
            CountPoint(point.day, point.tally.stated["off_track"], point.tally.checked["off_track"])
            for point in self.points
        )

    @property
    def done(self) -> tuple[CountPoint, ...]:
        """How many actions were done at each point."""
        return tuple(CountPoint(point.day, point.done_stated, point.done_checked) for point in self.points)

    @property
    def off_track_words(self) -> str:
        """How many actions were off track at the first point and at the last."""
        first, last = self.off_track[0], self.off_track[-1]
        now = (
            f"On {day_words(last.day)} {number_of(last.checked, 'action')} "
            f"{'was' if last.checked == 1 else 'were'} off track as checked, {last.stated:,} as the plans state"
        )
        then = f"; on {day_words(first.day)} it was {first.checked:,} and {first.stated:,}"
        return now + (then if len(self.points) > 1 else "") + "."

    @property
    def off_track_line(self) -> str:
        """Every figure of the line in words."""
        return f"Actions off track {_line_words(self.off_track)}"

    @property
    def done_line(self) -> str:
        """Every figure of the line in words."""
        return f"Actions completed or verified {_line_words(self.done)}"

    @property
    def stated_states(self) -> tuple[str, ...]:
        """The states in which any action was at any point, as stated."""
        return self._states("stated")

    @property
    def checked_states(self) -> tuple[str, ...]:
        """The same as checked."""
        return self._states("checked")

    def _states(self, side: str) -> tuple[str, ...]:
        counts = [getattr(point.tally, side) for point in self.points]
        return tuple(state for state in counts[0] if any(count[state] for count in counts))

    @property
    def by_commit(self) -> bool:
        """Whether each point is a commit, and not the end of a month or a day that was asked for."""
        return self.every == EVERY[0]

    @property
    def grows(self) -> bool:
        """Whether there were not as many actions at every point."""
        return len({point.tally.actions for point in self.points}) > 1

    @property
    def moved_line(self) -> str:
        """The dates of the chart in words."""
        return "; ".join(
            f"{slip.called} from {day_words(slip.first)} to {day_words(slip.now)}"
            for slip in self.furthest
            if slip.first and slip.now
        )

    @property
    def furthest(self) -> tuple[Slippage, ...]:
        """The dates that moved furthest, as many as a chart has room for."""
        return tuple(slip for slip in self.moved if slip.first and slip.now)[:MOST_DRAWN]

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
            "“With no reason recorded”: the first date is known only from the repository; the plan itself does not "
            "tell that it was changed."
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
        points = [(day, at) for day in days for at in _newest_on(line, day)]
    else:
        points = [(commit.day, at) for at, (commit, touched) in enumerate(line) if touched]
    return [(day, at) for day, at in points if (since is None or day >= since) and day <= until]


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
    left_out: LeftOut | None = None,
) -> History:
    """Counts at each point, each judged on its own day with the rules of today. There is at least one point.

    ``left_out`` where every point is one for the public.
    """
    stretches, newest = Stretches(max(at.day for at in points)), points[-1]
    judged_points: list[HistoryPoint] = []
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
        judged_points.append(
            HistoryPoint(
                at.day,
                at.commit,
                add_tallies([point.tally for _, point in plans]),
                tuple(point for _, point in plans),
                sum(not loaded.whole for loaded in at.register.files),
            )
        )
    shown = [loaded.plan for loaded in newest.register.files if loaded.plan is not None]
    of = {newest.called_now[plan.id]: plan for plan in shown if plan.id in newest.called_now}
    titles = {point.id: (organisation_of(of[point.id]), title_of(of[point.id])) for _, point in plans}
    whose = _whose(titles)
    slips = (
        _slip(point.id, standing, first_dates.get((point.id, standing.action.id)), whose[point.id])
        for taken, point in plans
        for standing in taken
    )
    dated = sorted((slip for slip in slips if slip.first or slip.now), key=lambda slip: -slip.days)
    top = head(newest.register, Vantage(newest.day, newest.commit.id), revision_words, chosen)
    top = top._replace(left_out=left_out.words if left_out else ())
    return History(top, every, tuple(judged_points), tuple(dated), rules, tuple(notes), tuple(titles.values()))


def _whose(titles: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """Whose each plan is, with its title where that body has several; '' where there is but one plan."""
    if len(titles) == 1:
        return dict.fromkeys(titles, "")
    bodies = Counter(organisation for organisation, _ in titles.values())
    return {
        name: f"{organisation}: {title}" if bodies[organisation] > 1 else organisation
        for name, (organisation, title) in titles.items()
    }


def _line_words(points: Sequence[CountPoint]) -> str:
    checked, stated = (", ".join(f"{getattr(point, name):,}" for point in points) for name in ("checked", "stated"))
    return f"from {day_words(points[0].day)} to {day_words(points[-1].day)}: as checked {checked}; as stated {stated}"


def _keep_first(first_dates: dict[tuple[str, str], date], plan_id: str, standings: Sequence[Standing]) -> None:
    for standing in standings:
        key = (plan_id, standing.action.id)
        if key not in first_dates and (first := standing.first_due):
            first_dates[key] = first


def _slip(plan_id: str, standing: Standing, first: date | None, whose: str) -> Slippage:
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
        standing.action.id,
        whose,
        " and ".join(lead_view(standing.plan, lead).words for lead in standing.lead),
    )
