"""Readings before any calendar, and the points, stretches and items of which they are made: a month has no days yet."""

from __future__ import annotations

from typing import Literal, NamedTuple

from s11.frozen import dataclass
from s11.when.calendar import Period

# what a reading says: a day, a day and an interval, that it goes on, several of these, what comes first, that it is
# done
Kind = Literal["date", "recurring", "ongoing", "multiple", "relative", "done", "unset", "unreadable"]
Shape = Literal[
    "day",
    "month",
    "quarter",
    "calendar_quarter",
    "academic_quarter",
    "municipal_quarter",
    "span",
    "calendar_year",
    "feast",
    "missing",
]
# what a word or sign is to the grammar; `word` and `sign` only until the lexicon has been asked
Sort = Literal[
    "a",
    "annual",
    "asneeded",
    "at_least",
    "between",
    "break",
    "calendar",
    "content",
    "done",
    "doubtful",
    "earliest",
    "edge",
    "every",
    "feast",
    "filler",
    "future",
    "link",
    "mark",
    "month",
    "next",
    "now",
    "number",
    "often",
    "ongoing",
    "onwards",
    "ordinal",
    "other",
    "other_unit",
    "point",
    "quarter",
    "quote",
    "review",
    "season",
    "sign",
    "stranger",
    "term",
    "times",
    "to",
    "undone",
    "unit",
    "unset",
    "week",
    "weekday",
    "within",
    "word",
    "year_end",
    "years_gone",
]


class Among(str):
    """A doubt of which every meaning stands among the readings: it leaves none of them open."""

    __slots__ = ()


class Shift(NamedTuple):
    """A lapse of time counted from a date or an event; `working` days are Monday to Friday without bank holidays."""

    period: Period
    working: int = 0
    before: bool = False  # counted backwards
    vague: bool = False  # from a day inside the period named, which is not said: "the June 2026 board"


class Point(NamedTuple):
    """One named piece of the calendar; `year` is the one in which it begins, None where the words give none."""

    shape: Shape
    year: int | None = None
    month: int = 0
    day: int = 0
    which: str = ""  # the name of a span of the convention, or of a feast
    edge: str = ""  # early mid start
    week: str = ""  # begins ends of
    weekday: int | None = None
    swapped: bool = False  # month and day exchanged, the only way the numbers make a day
    two_digits: bool = False  # falls away where a council says that two digits are years


class Stretch(NamedTuple):
    """From one point to another; both the same where there is one."""

    first: Point
    last: Point


class WhenParsed(NamedTuple):
    """What one date expression can mean: one choice where it is plain, more where it is not."""

    choices: tuple[Stretch, ...]
    doubts: tuple[str, ...] = ()
    runs_on: bool = False  # it may be the end of a range that began with the date before
    stroke: bool = False  # a range only because a stroke joins its dates: "October/November 2016"
    gloss: WhenParsed | None = None  # a second date in brackets behind it
    shift: Shift | None = None  # it is so long after, or before, the date


class Reading(NamedTuple):
    """The symbolic reading of a cell or of a part of it."""

    kind: Kind
    whens: tuple[WhenParsed, ...] = ()
    every: tuple[Period, ...] = ()
    lapse: Period | None = None
    shift: Shift | None = None  # relative: so long after a day that is not named
    event: str = ""  # for a date or a recurring: the mark before it that matters
    head: str = (
        ""  # relative: the word before the event ("following", "prior to"), or what it says of a date it begins with
    )
    parts: tuple[Reading, ...] = ()
    others: tuple[Reading, ...] = ()  # other honest readings of the same words
    doubts: tuple[str, ...] = ()  # why it is not certain, in words for a person
    left: str = ""


# The items of a cell: stretches of its text with one meaning, each with the offsets of its first letter and behind
# its last.


@dataclass(frozen=True, slots=True)
class Dates:
    """One date, or several in a row; the mark is the word before them that says what they are to the thing."""

    start: int
    end: int
    whens: tuple[WhenParsed, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Often:
    """An interval; more than one where the words can mean either. Of 'every Monday' the weekday too."""

    start: int
    end: int
    every: tuple[Period, ...]
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Lapse:
    """'6 months' from now or from an event, or every six months; no period where it is counted backwards."""

    start: int
    end: int
    period: Period | None
    event: str = ""
    settled: bool = True


@dataclass(frozen=True, slots=True)
class Counted:
    """So long after a day that is not named."""

    start: int
    end: int
    shift: Shift
    words: str = ""


@dataclass(frozen=True, slots=True)
class PlanYear:
    """'Year 2': a year of the plan, if nothing else says when."""

    start: int
    end: int
    shift: Shift
    words: str


@dataclass(frozen=True, slots=True)
class Event:
    """What must happen first; the head is the word before it. Settled: its words hold no doubt of their own."""

    start: int
    end: int
    words: str
    settled: bool
    head: str = ""
    condition: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """Any other word or sign."""

    start: int
    end: int
    sort: Sort
    value: str = ""

    def is_(self, sort: Sort, *values: str) -> bool:
        return self.sort == sort and (not values or self.value in values)


Item = Dates | Often | Lapse | Counted | PlanYear | Event | Word
