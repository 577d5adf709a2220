"""From the pieces of the calendar that a phrase names to days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from s11.when.calendar import (
    FEASTS,
    MONTH_NAMES,
    WEEKDAY_NAMES,
    Conventions,
    add_period,
    add_working_days,
    clamped,
    day_words,
    last_of_month,
)
from s11.when.model import Among, Point, Shape, Shift, Stretch, WhenParsed

_YEARS_AHEAD = 9  # 29 February comes within eight years even where a century skips it


class DateRange(NamedTuple):
    """A closed span of days, and whether its end is known only as the end of a month."""

    begins: date
    ends: date
    by_month: bool


_ANY_OF = ("_1", "_term")
TWO_DIGITS = "two digits may be a year or a day"
CONVENTION = "is no fixed time"
WORKING_DAYS = "working days are taken as Monday to Friday without the bank holidays of England and Wales"


class Dated(NamedTuple):
    """The days a date expression can mean, ascending by the last, and why it is not certain where it is not."""

    spans: tuple[DateRange, ...]
    doubts: tuple[str, ...]
    yearless: bool = False
    one_year: bool = False  # under one reading a year is written


_Spans = tuple[list[DateRange], list[str]]  # the days of a point or a stretch, and what is doubtful about them


def date_ranges(when: WhenParsed, mark: str, from_day: date | None, conventions: Conventions) -> Dated:
    """What a date expression can mean.

    The mark is the word before it: 'by' a bare year and 'before' anything have two honest ends.
    """
    doubts = list(when.doubts)
    ranges: list[DateRange] = []
    whole: list[list[DateRange]] = []
    yearless = False
    choices = when.choices
    if conventions.two_digit_years:
        choices = tuple(c for c in choices if not c.last.two_digits) or choices
    for stretch in choices:
        if stretch.last.shape == "missing":
            doubts.append("the numbers alone do not say which")
            continue
        no_year = stretch.last.year is None
        yearless = yearless or (no_year and (not when.gloss or len(choices) == 1))
        days, more = _stretch(stretch, from_day, conventions)
        doubts += more
        whole.append(_marked(days, stretch.last, mark, doubts))
        ranges += whole[-1]
    if len(whole) > 1 and ranges and all(s.last.year is None and s.last.which.endswith(_ANY_OF) for s in choices):
        ranges = min(
            (days for days in whole if days), key=lambda days: days[-1].ends
        )  # "half term" is whichever comes first
    no_other = yearless or any(c.last.shape == "missing" for c in choices)
    if any(c.last.two_digits for c in choices) and len({s.ends for s in ranges}) > (0 if no_other else 1):
        doubts.append(Among(TWO_DIGITS))
    if {"financial_year", "academic_year"} <= {c.last.which for c in choices}:
        doubts.insert(0, Among("it may be the financial or the academic year"))
    spans = _in_order(ranges)
    if when.gloss:
        # the first day on which a term or season may be over is no date that words behind it could mean
        fixed = {days[-1] for days in whole if days}
        fixed |= {s for s in spans if s.by_month and (s.ends.month, s.ends.day) == (7, 31)}
        spans, doubts = _glossed(spans, fixed, doubts, when, when.gloss, conventions)
    if when.shift:
        spans = _in_order(moved for span in spans for moved in _shifted(span, when.shift, doubts))
    if len({s.ends for s in spans}) > 1 and not doubts:
        doubts.append(Among("it can be read in more than one way"))
    elif len({s.ends for s in spans}) == 1:
        spans = spans[:1]
    return Dated(tuple(spans), tuple(dict.fromkeys(doubts)), yearless, any(c.last.year is not None for c in choices))


def _in_order(spans: Iterable[DateRange]) -> list[DateRange]:
    return sorted(dict.fromkeys(spans), key=lambda span: (span.ends, span.begins))


def _marked(spans: list[DateRange], point: Point, mark: str, doubts: list[str]) -> list[DateRange]:
    if mark == "before" and not point.edge:
        doubts.append(Among("'before' may leave out the day or period it names"))
        earlier = [DateRange(s.begins, s.begins - timedelta(1), False) for s in spans if s.begins > date.min]
        return [*earlier, *spans]
    if mark == "by" and point.shape == "calendar_year" and not point.edge and spans:
        doubts[:] = [doubt for doubt in doubts if doubt != _BARE_YEAR]
        doubts.append(Among("'by' a year may be before it begins, or before it ends"))
        year = spans[-1]
        if year.begins.year == 1:
            return [year]
        return [DateRange(year.begins, date(year.begins.year - 1, 12, 31), True), year]
    return spans


def shifted(day: date, shift: Shift, month_end: bool = False) -> date:
    """The day so long after another, or before it."""
    sign = -1 if shift.before else 1
    if shift.working:
        return add_working_days(day, sign * shift.working)
    return add_period(day, shift.period, sign, month_end)


def _shifted(span: DateRange, shift: Shift, doubts: list[str]) -> list[DateRange]:
    """A stretch counted from a date: to the end of a month from a month, as a month is due on its last day.

    Where the day within the month is that of an event and is not said, it is counted from the first and from the last.
    """
    by_month = span.by_month and bool(shift.period.months) and not shift.period.days
    ends = shifted(span.ends, shift, by_month)
    if ends in (date.max, date.min):
        doubts.append("outside the calendar")
        return []
    if shift.working:
        doubts.append(WORKING_DAYS)
    begins = min(span.begins, ends)
    if not shift.vague or span.begins == span.ends:
        return [DateRange(begins, ends, by_month)]
    doubts.append(Among("on which day of the time named it begins is not said"))
    return [DateRange(begins, shifted(span.begins, shift), False), DateRange(begins, ends, by_month)]


def _glossed(
    spans: list[DateRange],
    fixed: set[DateRange],
    doubts: list[str],
    when: WhenParsed,
    gloss: WhenParsed,
    conventions: Conventions,
) -> _Spans:
    """The date in brackets settles or contradicts the one before it."""
    first = spans[0] if spans else None
    near = range(first.begins.year - 1, first.ends.year + 2) if first else range(0)
    others = [
        other
        for stretch in gloss.choices
        for year in ([stretch.last.year] if stretch.last.year else near)
        for other in _years_spans(stretch, year, conventions)
    ]
    if not first or not others:
        return spans, doubts
    if any(o.ends == s.ends for o in others for s in fixed):
        agreed = [s for s in spans if s in fixed and any(o.ends == s.ends for o in others)]
        return agreed[:1], list(when.doubts)
    if any(o.begins <= s.begins and s.ends <= o.ends for o in others for s in spans):
        return spans, doubts
    return spans, [*doubts, "the date in brackets is another"]


def _years_spans(stretch: Stretch, year: int, conventions: Conventions) -> list[DateRange]:
    if not 2 <= year <= 9998:
        return []
    if stretch.first == stretch.last:
        return _point(stretch.last, year, conventions)[0]
    return _range(stretch, year, conventions)[0]


def _stretch(stretch: Stretch, from_day: date | None, conventions: Conventions) -> _Spans:
    if stretch.last.year is not None:
        if stretch.first == stretch.last:
            return _point(stretch.last, stretch.last.year, conventions)
        return _range(stretch, stretch.last.year, conventions)
    if from_day is None:
        return [], []
    for year in range(max(1, from_day.year - 1), min(9999, from_day.year + _YEARS_AHEAD) + 1):
        if stretch.first == stretch.last:
            spans, doubts = _point(stretch.last, year, conventions)
        else:
            spans, doubts = _range(stretch, year, conventions)
        ahead = [s for s in spans if s.ends >= from_day]
        if ahead:
            return ahead, doubts
    return [], []


def _range(stretch: Stretch, year: int, conventions: Conventions) -> _Spans:
    """From the first day of one point to the last of another."""
    ends, doubts = _point(stretch.last, year, conventions)
    if not ends:
        return [], doubts
    years = [stretch.first.year] if stretch.first.year is not None else [year, year - 1]
    for first_year in years:
        begins, more = _point(stretch.first, first_year, conventions)
        if begins and begins[0].begins <= ends[-1].ends:
            return [_beginning(e, begins[0].begins) for e in ends], [*doubts, *more]
    return ends, [*doubts, "the range ends before it begins"]


def _beginning(span: DateRange, begins: date) -> DateRange:
    return span._replace(begins=min(begins, span.ends))


def _point(point: Point, year: int, conventions: Conventions) -> _Spans:
    """The days of one point in a year; empty where that year does not have it."""
    try:
        return _SHAPES[point.shape](point, year, conventions)
    except (ValueError, OverflowError):
        return [], ["outside the calendar"]


def _day(point: Point, year: int, conventions: Conventions) -> _Spans:
    doubts: list[str] = []
    d = clamped(year, point.month, point.day)
    if d.day != point.day:
        if point.year is None and (point.month, point.day) == (2, 29):
            return [], []
        doubts.append(f"{MONTH_NAMES[point.month]} {year} has no day {point.day}")
    if point.swapped:
        doubts.append("the month stands before the day")
    if point.weekday is not None and d.weekday() != point.weekday:
        doubts.append(f"{day_words(d)} is a {WEEKDAY_NAMES[d.weekday()]}, not a {WEEKDAY_NAMES[point.weekday]}")
    if point.edge and point.edge not in ("end", "late"):
        doubts.append(f"'{point.edge}' stands beside a day")
    if not point.week:
        return [DateRange(d, d, False)], doubts
    if point.week == "ends":
        return [DateRange(d - timedelta(6), d, False)], doubts
    sunday = d + timedelta(6 - d.weekday())
    if d.weekday() == 0:
        return [DateRange(d, sunday, False)], doubts
    doubts.append(Among(f"{day_words(d)} is a {WEEKDAY_NAMES[d.weekday()]}, and a week begins on Monday"))
    spans = [DateRange(d - timedelta(d.weekday()), sunday, False)]
    if point.week == "begins":
        spans.append(DateRange(d, d + timedelta(6), False))
    return spans, doubts


_PART_OF_MONTH = {"early": (10, 15), "mid": (15, 20), "start": (1, 10)}


def _month(point: Point, year: int, conventions: Conventions) -> _Spans:
    begins = date(year, point.month, 1)
    days = _PART_OF_MONTH.get(point.edge)
    if days:
        spans = [DateRange(begins, begins.replace(day=day), False) for day in days]
        return spans, [Among(f"'{point.edge}' names no day")]
    return [DateRange(begins, last_of_month(year, point.month), True)], []


def _months(first_year: int, first_month: int, count: int) -> DateRange:
    last = first_month + count - 1
    ends = last_of_month(first_year + (last - 1) // 12, (last - 1) % 12 + 1)
    return DateRange(date(first_year, first_month, 1), ends, True)


def _vague_edge(point: Point) -> list[str]:
    return [f"'{point.edge}' names no day"] if point.edge in ("early", "mid", "start") else []


def _quarter(point: Point, year: int, conventions: Conventions) -> _Spans:
    """A quarter of the financial year that begins in `year`."""
    return [_quarter_of("financial_year", point, year, conventions)], _vague_edge(point)


def _academic_quarter(point: Point, year: int, conventions: Conventions) -> _Spans:
    return [_quarter_of("academic_year", point, year, conventions)], [*_vague_edge(point), _WHOSE_QUARTER]


def _municipal_quarter(point: Point, year: int, conventions: Conventions) -> _Spans:
    return [_quarter_of("municipal_year", point, year, conventions)], [*_vague_edge(point), _WHOSE_QUARTER]


_WHOSE_QUARTER = Among("of which year it is the quarter is not plain")


def _quarter_of(which: str, point: Point, year: int, conventions: Conventions) -> DateRange:
    begins, _ = conventions.span(which, year)
    month = begins.month - 1 + 3 * (int(point.which) - 1)
    return _months(year + month // 12, month % 12 + 1, 3)


def _calendar_quarter(point: Point, year: int, conventions: Conventions) -> _Spans:
    return [_months(year, 3 * int(point.which) - 2, 3)], _vague_edge(point)


def _span(point: Point, year: int, conventions: Conventions) -> _Spans:
    """A term, a season, a financial or an academic year: certain where it is fixed by law or by the council itself."""
    begins, ends = conventions.span(point.which, year)
    by_month = ends == last_of_month(ends.year, ends.month)
    span = DateRange(begins, ends, by_month)
    doubts = _vague_edge(point)
    if point.which == "financial_year" or point.which in conventions.named:
        return [span], doubts
    month, day = _FIRST_ENDS[point.which]
    early = date(ends.year, month, day)
    earlier = DateRange(begins, early, early == last_of_month(early.year, early.month))
    if point.which == "academic_year":
        return [earlier, span], [*doubts, Among("an academic year ends with its last term, or in August")]
    if point.which == "municipal_year":
        annual_meeting = "a municipal year ends with the annual meeting of the council, in May as a rule"
        return [earlier, span], [*doubts, Among(annual_meeting)]
    name = point.which.replace("_", " ")
    between = f"taken to end between {early.day} {MONTH_NAMES[early.month]} and {ends.day} {MONTH_NAMES[ends.month]}"
    return [earlier, span], [*doubts, Among(f"'{name}' {CONVENTION}, and {between}")]


# The first day on which each may be over; the convention's own last day is the other end. A council's own dates
# settle it.
_FIRST_ENDS: dict[str, tuple[int, int]] = {
    "academic_year": (7, 31),
    "municipal_year": (4, 30),
    "autumn_term": (12, 13),
    "spring_term": (3, 25),
    "summer_term": (7, 16),
    "autumn_1": (10, 18),
    "autumn_2": (12, 13),
    "spring_1": (2, 8),
    "spring_2": (3, 25),
    "summer_1": (5, 22),
    "summer_2": (7, 16),
    "spring": (4, 30),
    "summer": (7, 31),
    "autumn": (10, 31),
    "winter": (1, 31),
}
_BARE_YEAR = "a year alone may be the calendar year, or the financial year that ends in it"


def _calendar_year(point: Point, year: int, conventions: Conventions) -> _Spans:
    whole = DateRange(date(year, 1, 1), date(year, 12, 31), True)
    if point.edge == "end":
        return [whole], []
    if point.edge == "late":
        return [DateRange(whole.begins, date(year, 11, 30), True), whole], [Among("'late' names no day")]
    ends = {"early": ((3, 31), (4, 30)), "mid": ((6, 30), (8, 31)), "start": ((1, 31), (3, 31))}.get(point.edge)
    if ends:
        return [DateRange(whole.begins, date(year, *end), True) for end in ends], [
            Among(f"'{point.edge}' names no day")
        ]
    ends_on = conventions.span("financial_year", year - 1)[1] if year > 1 else whole.ends
    financial = DateRange(whole.begins, ends_on, ends_on == last_of_month(ends_on.year, ends_on.month))
    return [financial, whole], [Among(_BARE_YEAR)]


def _feast(point: Point, year: int, conventions: Conventions) -> _Spans:
    d = FEASTS[point.which].day(year)
    return [DateRange(d, d, False)], [f"how near to {point.which.title()} is not said"]


_SHAPES: dict[Shape, Callable[[Point, int, Conventions], _Spans]] = {
    "day": _day,
    "month": _month,
    "quarter": _quarter,
    "calendar_quarter": _calendar_quarter,
    "academic_quarter": _academic_quarter,
    "municipal_quarter": _municipal_quarter,
    "span": _span,
    "calendar_year": _calendar_year,
    "feast": _feast,
    "missing": lambda point, year, conventions: ([], []),
}
