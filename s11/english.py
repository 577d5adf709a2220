"""Small pieces of English: things in a row, numbers with what is counted, the names of states."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, get_args

# what a plan may state of an action, and what it is checked to be: in their orders, worst first
Stated = Literal["off_track", "at_risk", "unrated", "not_started", "on_track", "completed", "verified", "ended"]
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
# what its dates say of it
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

STATED: tuple[Stated, ...] = get_args(Stated)
CHECKED: tuple[State, ...] = get_args(State)
TIMINGS: tuple[Timing, ...] = get_args(Timing)
DONE_HOW: tuple[How, ...] = get_args(How)

TO_TEN = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def join_words(items: Sequence[str], last: str = "and") -> str:
    """A few things in a row: 'a', 'a and b', 'a, b and c'."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} {last} {items[-1]}"


def first_names(names: Sequence[str], most: int = 5) -> str:
    """As many names as there is room for, and how many others: 'Ann Bell, Cal Dunn and 3 others'."""
    others = len(names) - most
    return join_words([*names[:most], number_of(others, "other")] if others > 0 else names)


def number_of(count: int, word: str, many: str = "") -> str:
    """A number and what is counted: '1 action', '4,856 actions'."""
    return f"{count:,} {word if count == 1 else many or word + 's'}"


def dates_of(number: int) -> str:
    """Dated things, whatever they are: '1 date or piece of evidence', '85 dates or pieces of evidence'."""
    return number_of(number, "date or piece of evidence", "dates or pieces of evidence")


def days_of(number: int) -> str:
    return number_of(number, "day")


def times_of(number: int) -> str:
    """How often: 'once', 'twice', '3 times'."""
    return {1: "once", 2: "twice"}.get(number) or number_of(number, "time")


def in_words(number: int) -> str:
    """A number as it stands in a sentence: in words up to ten, 'no' for none; '4,856' above."""
    return TO_TEN[number] if number < len(TO_TEN) else f"{number:,}"


def state_words(state: str) -> str:
    return state.replace("_", " ")


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as a text, with white space between them."""
    return frozenset(text.split())
