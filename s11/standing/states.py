"""What is done, late and apart among the states and timings of actions, and the spans of days that they rest on."""

from __future__ import annotations

from datetime import date
from typing import Literal

from s11.english import State, Timing

# what is dated: an action by its own or its recommendation's dates, or one of its pieces
Of = Literal["action", "evidence", "milestone"]
# what became of a request for more time
Answer = Literal["open", "refused", "granted"]

DONE: tuple[State, ...] = ("completed", "verified")
# how each dated thing is said to be done
DONE_AS: dict[Of, str] = {"action": "completed", "evidence": "received", "milestone": "reached"}
# timings of what is counted apart: it is no longer, or not yet, to be done
APART: tuple[Timing, ...] = ("ended", "proposed")
WORST_TIMING: tuple[Timing, ...] = ("late", "unsure", "unrecorded", "due_soon", "in_time", "continuing", "done")
# of a reading under which nothing falls due, beside one under which something will
WORST_UNDATED: tuple[Timing, ...] = ("unrecorded", "no_date", "due_soon", "in_time", "continuing", "done")
SOON_DAYS = 28


def days_on(day: date, days: int) -> date:
    """So many days later, as far as the calendar goes."""
    return date.fromordinal(max(1, min(day.toordinal() + days, date.max.toordinal())))
