"""The states and timings of actions, in their orders, and the spans of days that they rest on."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

State = Literal[
    "off_track",
    "at_risk",
    "not_known",
    "unrated",
    "not_started",
    "on_track",
    "completed",
    "verified",
    "ended",
]
Timing = Literal[
    "late",
    "unsure",
    "unrecorded",
    "due_soon",
    "in_time",
    "continuing",
    "no_date",
    "done",
    "proposed",
    "ended",
]
# how a thing that is done was done: by its due day, after it, or not known for want of a day or a date
How = Literal["on_time", "late", "no_date"]
# what is dated: an action by its own or its recommendation's dates, or one of its pieces
Of = Literal["action", "evidence", "milestone"]
# what became of a request for more time
Answer = Literal["open", "refused", "granted"]

CHECKED: tuple[State, ...] = get_args(State)
TIMINGS: tuple[Timing, ...] = get_args(Timing)
DONE: tuple[State, ...] = ("completed", "verified")
DONE_HOW: tuple[How, ...] = get_args(How)
# how each dated thing is said to be done
DONE_AS: dict[Of, str] = {"action": "completed", "evidence": "received", "milestone": "reached"}
# timings of what is counted apart: it is no longer, or not yet, to be done
APART: tuple[Timing, ...] = ("ended", "proposed")
WORST_TIMING: tuple[Timing, ...] = ("late", "unsure", "unrecorded", "due_soon", "in_time", "continuing", "done")
# of a reading under which nothing falls due, beside one under which something will
WORST_NOT_LATE: tuple[Timing, ...] = ("unrecorded", "no_date", "due_soon", "in_time", "continuing", "done")
SOON_DAYS = 28
YEAR_DAYS = 365


def days_on(day: date, days: int) -> date:
    """So many days later, as far as the calendar goes."""
    return date.fromordinal(max(1, min(day.toordinal() + days, date.max.toordinal())))
