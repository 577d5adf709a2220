"""What the dates of a timescale say on a day, given what was done: late, due soon, done, or not to be known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from s11.english import Timing
from s11.frozen import dataclass
from s11.plan import Done
from s11.standing.moves import is_mixed, met_targets, names_days
from s11.standing.recurrence import Cycles, clear_cycles, clear_dates, first_open
from s11.standing.states import SOON_DAYS, WORST_TIMING, WORST_UNDATED, days_on
from s11.when import YEAR_DAYS, Timescale, add_period


@dataclass(frozen=True, slots=True)
class Timed:
    """What a dated thing's dates say on a day; ``late_since`` is the due day from which its days late are counted."""

    timing: Timing
    due: date | None = None
    late_since: date | None = None
    late_dates: int = 0
    cycles: Cycles | None = None
    by_evidence: bool = False


def time_of(
    timescale: Timescale, done: Sequence[Done], recorded: date | None, day: date, *, one_off: bool, met: bool = False
) -> Timed:
    """What a timescale says on a day.

    ``one_off``: a completion settles it even where its words give no date. ``met``: its dates are taken as met, so that
    only the record of its being carried on counts.
    """
    timed = _time_readings(timescale, done, recorded, day, one_off=one_off, met=met)
    if timescale.open and timed.timing == "late":
        return Timed("unsure", timed.due, cycles=timed.cycles)
    return timed


def _time_readings(
    timescale: Timescale, done: Sequence[Done], recorded: date | None, day: date, *, one_off: bool, met: bool
) -> Timed:
    if timescale.readings:
        under = [time_of(reading, done, recorded, day, one_off=one_off, met=met) for reading in timescale.readings]
        pairs = zip(timescale.readings, under, strict=True)
        undated = [timed for reading, timed in pairs if not names_days(reading) and reading.kind != "done"]
        return _time_uncertain(under, undated)
    if timescale.kind == "date":
        if done:
            return Timed("done")
        if met:
            return time_ongoing(None, recorded, day)
        return _time_due(timescale.due, day) if timescale.due else Timed("no_date")
    if timescale.kind == "recurring":
        return _time_recurring(timescale, done, day)
    if timescale.kind == "multiple" and is_mixed(timescale):
        parts = [time_of(part, done, recorded, day, one_off=one_off, met=met) for part in timescale.parts]
        return worst([part for part in parts if part.timing != "no_date"])
    if timescale.kind == "multiple":
        return _time_dates(timescale.dues, done, recorded, day, met=met)
    if timescale.kind == "ongoing":
        return time_ongoing(timescale, recorded, day)
    return Timed("done") if one_off and done else Timed("no_date")


def _time_due(due: date, day: date, late_dates: int = 1, cycles: Cycles | None = None) -> Timed:
    if due < day:
        return Timed("late", due, due, late_dates, cycles)
    return Timed("due_soon" if day >= days_on(due, -SOON_DAYS) else "in_time", due, cycles=cycles)


def _time_uncertain(under: Sequence[Timed], undated: Sequence[Timed]) -> Timed:
    """Late only where every honest reading is; its due day is the latest honest one.

    ``undated``: those of the readings under which nothing falls due. By a day that only the others name, it is not in
    time.
    """
    latest = max(under, key=lambda timed: (timed.due is not None, timed.due or date.min))
    late = sum(timed.timing == "late" for timed in under)
    if late == len(under):
        return latest
    if late or any(timed.timing == "unsure" for timed in under):
        return Timed("unsure", latest.due, cycles=latest.cycles)
    if undated and latest.timing in ("due_soon", "in_time"):
        # of parts with dates and a part without, the dates may be the first to come
        timing = min((timed.timing for timed in undated), key=WORST_UNDATED.index)
        return latest if timing in ("due_soon", "in_time") else replace(latest, timing=timing)
    return latest


def time_ongoing(timescale: Timescale | None, recorded: date | None, day: date) -> Timed:
    if timescale is not None and timescale.due and timescale.due >= day:
        return _time_due(timescale.due, day)
    begins = timescale.begins if timescale is not None else None
    fresh = recorded is not None and day <= days_on(recorded, YEAR_DAYS) and (begins is None or recorded >= begins)
    return Timed("continuing" if fresh else "unrecorded")


def _time_recurring(timescale: Timescale, done: Sequence[Done], day: date) -> Timed:
    if timescale.due is None:
        if not done or timescale.every is None:
            return Timed("no_date")
        return _time_due(add_period(done[-1].date, timescale.every, 1, False), day)
    cleared = clear_cycles(timescale, done)
    fallen = timescale.cycles_before(day)
    answered = [
        (due, one.date) for number, one in cleared.items() if number < fallen and (due := timescale.cycle(number))
    ]
    cycles = Cycles(fallen, sum(met_targets(on, due) for due, on in answered))
    due = first_open(timescale, cleared)
    return Timed("no_date", cycles=cycles) if due is None else _time_due(due, day, fallen - len(answered), cycles)


def _time_dates(dues: Sequence[date], done: Sequence[Done], recorded: date | None, day: date, *, met: bool) -> Timed:
    cleared = clear_dates(dues, done)
    open_dues = [due for number, due in enumerate(dues) if number not in cleared]
    if not open_dues:
        return Timed("done") if dues else Timed("no_date")
    if met:
        return time_ongoing(None, recorded, day)
    return _time_due(open_dues[0], day, sum(due < day for due in open_dues))


def worst(dated: Sequence[Timed]) -> Timed:
    """Several dated things: the worst timing among them, and the first day of those still open."""
    if not dated:
        return Timed("no_date")
    timings = {one.timing for one in dated}
    still_open = [one for one in dated if one.timing != "done"]
    return Timed(
        next(timing for timing in WORST_TIMING if timing in timings),
        min((one.due for one in still_open if one.due), default=None),
        late_since=min((one.late_since for one in still_open if one.late_since is not None), default=None),
        late_dates=sum(one.late_dates for one in still_open),
    )
