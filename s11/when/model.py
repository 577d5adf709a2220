"""What a phrase says before any calendar: points, stretches and their senses. A month is a month, and has no days yet."""

from __future__ import annotations

from typing import NamedTuple

from s11.when.calendar import Period


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

    shape: str  # day month quarter calendar_quarter academic_quarter municipal_quarter span calendar_year feast missing
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

    kind: str
    whens: tuple[WhenParsed, ...] = ()
    every: tuple[Period, ...] = ()
    lapse: Period | None = None
    shift: Shift | None = None  # relative: so long after a day that is not named
    event: str = ""  # for a date or a recurring: the mark before it that matters
    head: str = ""  # relative: the word before the event ("following", "prior to"), or what it says of a date it begins with
    parts: tuple[Reading, ...] = ()
    others: tuple[Reading, ...] = ()  # other honest readings of the same words
    doubts: tuple[str, ...] = ()  # why it is not certain, in words for a person
    left: str = ""


class Item(NamedTuple):
    """A stretch of tokens with one meaning."""

    sort: str
    value: object
    start: int
    end: int
    mark: str = ""
