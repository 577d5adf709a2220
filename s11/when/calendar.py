"""The calendar behind a timescale: periods, month ends, and the conventions that put days to terms, seasons and years.

Every span of days here is closed: both its first and its last day belong to it. Months are added to the anchor,
never to the step before, and a day that the month reached does not have becomes that month's last day.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple, overload

from s11.frozen import dataclass
from s11.pattern import pattern

MONTH_NAMES = (
    "",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
YEAR_DAYS = 365
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_DURATION = pattern(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,4})D)?")
_DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = pattern(r"[0-9]{4}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Vantage:
    """The day, and the git revision where there is one, from which everything is judged."""

    as_of: date
    revision: str | None = None


class Commit(NamedTuple):
    """One commit of the plans' repository: its day and time are the committer's, in the committer's own offset.

    A commit comes after its parents: where it is dated before one of them, ``day`` is that one's, and ``dated`` what it
    says itself.
    """

    id: str
    day: date
    time: str
    author: str
    subject: str
    dated: date | None = None

    @property
    def short(self) -> str:
        return self.id[:10]


@dataclass(frozen=True, slots=True)
class Period:
    """The interval between two cycles: whole months, whole days (a week is seven days), or both."""

    months: int = 0
    days: int = 0

    def iso(self) -> str:
        """The period as an ISO 8601 duration: P1Y, P18M, P8W, P10D."""
        years_only = self.months and self.months % 12 == 0
        weeks_only = self.days and self.days % 7 == 0 and not self.months
        return (
            "P"
            + (f"{self.months // 12}Y" if years_only else f"{self.months}M" if self.months else "")
            + (f"{self.days // 7}W" if weeks_only else f"{self.days}D" if self.days else "")
        )

    @classmethod
    def parse(cls, iso: str) -> Period | None:
        """The period an ISO 8601 duration in Y, M, W and D names; None where it is none, or is not positive."""
        match = _DURATION.fullmatch(iso.strip())
        if not match:
            return None
        years, months, weeks, days = (int(part or 0) for part in match.groups())
        period = cls(years * 12 + months, weeks * 7 + days)
        return period if period.months or period.days else None

    def words(self) -> str:
        """The period in words that the grammar reads back: 'every 3 months', 'every year'."""
        counts = []
        if self.months % 12 == 0 and self.months:
            counts.append((self.months // 12, "year"))
        elif self.months:
            counts.append((self.months, "month"))
        if self.days % 7 == 0 and self.days and not self.months:
            counts.append((self.days // 7, "week"))
        elif self.days:
            counts.append((self.days, "day"))
        if len(counts) == 1 and counts[0][0] == 1:
            return f"every {counts[0][1]}"
        return "every " + " and ".join(f"{n} {unit}{'s' if n > 1 else ''}" for n, unit in counts)


def last_of_month(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def clamped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _nth_monday(year: int, month: int, n: int) -> date:
    first = date(year, month, 1)
    return first + timedelta((7 - first.weekday()) % 7 + 7 * (n - 1))


# Bank holidays of England and Wales by proclamation, and those that were moved for them (gov.uk/bank-holidays).
_PROCLAIMED = (
    date(1999, 12, 31),
    date(2002, 6, 3),
    date(2002, 6, 4),
    date(2011, 4, 29),
    date(2012, 6, 4),
    date(2012, 6, 5),
    date(2020, 5, 8),
    date(2022, 6, 2),
    date(2022, 6, 3),
    date(2022, 9, 19),
    date(2023, 5, 8),
)
_MOVED = (date(2002, 5, 27), date(2012, 5, 28), date(2020, 5, 4), date(2022, 5, 30))


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales.

    By the rules since 1978 (Banking and Financial Dealings Act 1971), with the days proclaimed up to 2023.
    """
    good_friday = easter(year) - timedelta(2)
    days = {
        good_friday,
        good_friday + timedelta(3),
        _nth_monday(year, 5, 1),
        _nth_monday(year, 6, 1) - timedelta(7),
        _nth_monday(year, 9, 1) - timedelta(7),
    }
    for holiday in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while holiday.weekday() > 4 or holiday in days:
            holiday += timedelta(1)
        days.add(holiday)
    return frozenset((days - set(_MOVED)) | {day for day in _PROCLAIMED if day.year == year})


def add_working_days(day: date, count: int) -> date:
    """The day so many working days after, or before where negative.

    Working days are Monday to Friday without the bank holidays of England and Wales.
    """
    step = timedelta(1 if count > 0 else -1)
    try:
        while count:
            day += step
            if day.weekday() < 5 and day not in bank_holidays(day.year):
                count -= 1 if count > 0 else -1
    except (ValueError, OverflowError):
        return date.max if count > 0 else date.min
    return day


def add_period(anchor: date, period: Period, n: int, month_end: bool) -> date:
    """The day `n` periods after the anchor.

    Anchored and clamped, never chained. `month_end` gives the last day of the month reached; it says nothing
    about a period of days or weeks. A day outside the calendar becomes `date.max` or `date.min`.
    """
    try:
        if not period.months:
            return date.fromordinal(anchor.toordinal() + period.days * n)
        month = anchor.year * 12 + anchor.month - 1 + period.months * n
        day = 31 if month_end else anchor.day
        return clamped(month // 12, month % 12 + 1, day) + timedelta(days=period.days * n)
    except (ValueError, OverflowError):
        return date.max if n > 0 else date.min


class Month(date):
    """The month in which something was done, where no day is known: the month's last day, for it counts from there.

    It sorts and hashes as that day, and is neither before nor after it; yet it is not the same fact, so that a record
    in which the one took the place of the other has changed. ``str`` gives '2013-07', ``day_words`` 'July 2013'. What
    is reckoned from it (a day more, a day less) is a plain day.
    """

    __slots__ = ()
    __hash__ = date.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Month) and self.toordinal() == other.toordinal()

    def __ne__(self, other: object) -> bool:
        return not self == other

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    def isoformat(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    __str__ = isoformat

    def __add__(self, other: timedelta) -> date:  # type: ignore[override]  # a day more than a month is a plain day
        return date(self.year, self.month, self.day) + other

    __radd__ = __add__  # type: ignore[assignment]  # as above

    @overload  # type: ignore[override]  # as above
    def __sub__(self, other: date) -> timedelta: ...
    @overload
    def __sub__(self, other: timedelta) -> date: ...
    def __sub__(self, other: date | timedelta) -> date | timedelta:
        return date(self.year, self.month, self.day) - other


def parse_month(text: str) -> Month | None:
    """The month that strict YYYY-MM names, as its last day; None for any other shape."""
    if not _MONTH.fullmatch(text) or not 1 <= int(text[5:]) <= 12 or text.startswith("0000"):
        return None
    last = last_of_month(int(text[:4]), int(text[5:]))
    return Month(last.year, last.month, last.day)


def day_words(d: date) -> str:
    """The day as it is written in English: 31 March 2014; a month where no day is known: March 2014."""
    if isinstance(d, Month):
        return f"{MONTH_NAMES[d.month]} {d.year:04d}"
    return f"{d.day} {MONTH_NAMES[d.month]} {d.year:04d}"


def on_day(d: date) -> str:
    """When something happened, as it follows a verb: 'on 31 March 2014'; of a month 'in March 2014'."""
    return f"{'in' if isinstance(d, Month) else 'on'} {day_words(d)}"


# plans name the same few days again and again
@lru_cache(maxsize=4096)
def parse_day(text: str) -> date | None:
    """The day that strict YYYY-MM-DD names; None for any other shape, and for a day that does not exist."""
    if not _DAY.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def parse_fact_day(text: str) -> date | None:
    """The day of something that has happened: YYYY-MM-DD, or YYYY-MM where only the month is known; else None."""
    return parse_day(text) or parse_month(text)


def easter(year: int) -> date:
    """Easter Sunday (the anonymous Gregorian computus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    k = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * k) // 451
    month, day = divmod(h + k - 7 * m + 114, 31)
    return date(year, month, day + 1)


class Feast(NamedTuple):
    """A feast from which people date: the month in which it falls as a rule, and its day in a year."""

    month: int
    day: Callable[[int], date]


# The feasts that the lexicon may name, and no other.
FEASTS = {
    "easter": Feast(4, easter),
    "whitsun": Feast(5, lambda year: easter(year) + timedelta(49)),
    "christmas": Feast(12, lambda year: date(year, 12, 25)),
}


# Each name: the day of the year on which it begins, and the one on which it ends. 31 stands for a month's last day.
_STANDARD_SPANS: dict[str, tuple[int, int, int, int]] = {
    "financial_year": (4, 1, 3, 31),
    "academic_year": (9, 1, 8, 31),
    "municipal_year": (5, 1, 5, 31),  # from one annual meeting of the council, in May as a rule, to the next
    "autumn_term": (9, 1, 12, 31),
    "spring_term": (1, 1, 4, 30),
    "summer_term": (4, 1, 7, 31),
    "autumn_1": (9, 1, 10, 31),
    "autumn_2": (11, 1, 12, 31),
    "spring_1": (1, 1, 2, 31),
    "spring_2": (2, 15, 4, 30),
    "summer_1": (4, 1, 5, 31),
    "summer_2": (6, 1, 7, 31),
    "spring": (3, 1, 5, 31),
    "summer": (6, 1, 8, 31),
    "autumn": (9, 1, 11, 30),
    "winter": (12, 1, 2, 31),
}
_MONTHS_BY_NAME = {name.lower(): number for number, name in enumerate(MONTH_NAMES) if name}
_SPAN_TEXT = pattern(r"\s*(\d{1,2})\s+([A-Za-z]+)\s+to\s+(\d{1,2})\s+([A-Za-z]+)\s*")


@dataclass(frozen=True, slots=True)
class Conventions:
    """Which days school terms, seasons, financial and academic years are taken to be.

    `named` holds the spans that a council has written down itself; a reading that rests on one of those is certain,
    one that rests on the shipped convention for a term, a season or an academic year is not.
    """

    name: str
    spans: tuple[tuple[str, tuple[int, int, int, int]], ...]
    named: frozenset[str] = frozenset()
    # "Mar 14" is March 2014 and "12-03-24" is of 2024: the council says so of all its plans
    two_digit_years: bool = False

    def __hash__(self) -> int:
        return hash(self.name)  # every cached reading hashes its convention: the name is cheap and enough

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, str]) -> Conventions:
        """A council's own convention: the shipped one with the spans that the mapping gives.

        Keys are `name` and those of the shipped convention (`autumn_term`, `spring_1`, `winter`, `financial_year`);
        a value reads '1 September to 31 December'. Raises ValueError that says what to type.
        """
        spans = dict(_STANDARD_SPANS)
        own = {key: text for key, text in mapping.items() if key != "name"}
        for key, text in own.items():
            if key not in spans:
                raise ValueError(f"'{key}' is not a span of the year: write one of {', '.join(spans)}")
            spans[key] = _span(key, text)
        name = str(mapping.get("name", "the council's own"))
        return cls(name, tuple(spans.items()), frozenset(own))

    def span(self, key: str, year: int) -> tuple[date, date]:
        """The first and last day of the span that begins in this year."""
        first_month, first_day, last_month, last_day = dict(self.spans)[key]
        begins = clamped(year, first_month, first_day)
        ends = clamped(year, last_month, last_day)
        short = key.endswith("_year") and (ends - begins).days < 300
        return begins, clamped(year + 1, last_month, last_day) if ends < begins or short else ends


def _span(key: str, text: object) -> tuple[int, int, int, int]:
    match = _SPAN_TEXT.fullmatch(str(text))
    months = [_MONTHS_BY_NAME.get(match[i].lower(), 0) for i in (2, 4)] if match else []
    if not match or not all(months):
        raise ValueError(f"'{key}: {text}' is not read: write {key}: 1 September to 31 December")
    days = [int(match[i]) for i in (1, 3)]
    for day, month in zip(days, months, strict=True):
        if not 1 <= day <= monthrange(2024, month)[1]:
            raise ValueError(f"'{key}: {text}': {MONTH_NAMES[month]} has no day {day}; write its last day or before")
    if (days[1], months[1]) == (28, 2):
        days[1] = 29  # the end of February is meant, in a leap year too
    return months[0], days[0], months[1], days[1]


STANDARD = Conventions("s11-2024", tuple(_STANDARD_SPANS.items()))
