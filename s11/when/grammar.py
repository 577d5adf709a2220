"""What a timescale says, before any calendar: tokens -> a small grammar -> a `Sense`.

    cell    = chunk { break chunk }                              break: new line ; full stop
    chunk   = { word } { item { word | link } }                  link: , - / & and then ( )
    item    = [ mark ] series | often | ongoing | done | unset | now | lapse | event
    series  = stretch { op stretch }                             a year is shared leftwards: October/November 2016
    stretch = point [ ("-" | "to") point ]
    point   = [ edge ] [ week ] [ weekday ] ( day month [year] | month [year] | d.m.y | quarter years | season year
              | term year | financial or academic year | year | feast )
    often   = "quarterly" | number "weekly" | every [number] unit | times "a" unit | every month
    event   = [ lapse ] ("after" | "following" | "once" ...) words

Nothing here knows a date: a month is a month until `Timescale.read` is given a day. What is not understood is kept as a
doubt and costs the certainty; nothing is dropped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from s11.when.days import MONTH_NAMES, Period
from s11.when.words import Token, tidied, tokens_of

LONGEST = 10_000  # characters; a longer text is a document, not a timescale
MOST_STRANGERS = 8  # words beside a date that are not understood; with more of them the text is prose


@dataclass(frozen=True, slots=True)
class Point:
    """One named piece of the calendar; `year` is the one in which it begins, None where the words give none."""

    shape: str  # day month quarter calendar_quarter span calendar_year feast missing
    year: int | None = None
    month: int = 0
    day: int = 0
    which: str = ""  # the name of a span of the convention, or of a feast
    edge: str = ""  # early mid start
    week: str = ""  # begins ends of
    weekday: int | None = None
    swapped: bool = False  # month and day exchanged, the only way the numbers make a day


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one point to another; both the same where there is one."""

    first: Point
    last: Point


@dataclass(frozen=True, slots=True)
class Member:
    """One of the dates of a series, with what stands between it and the one before."""

    first: tuple[Point, ...]
    last: tuple[Point, ...]  # more than one where the words can be more than one thing
    op: str = ""  # - / and or, or nothing
    doubts: tuple[str, ...] = ()
    lent: bool = False  # its year was written at another date


@dataclass(frozen=True, slots=True)
class When:
    """What one date expression can mean: one choice where it is plain, more where it is not."""

    choices: tuple[Stretch, ...]
    doubts: tuple[str, ...] = ()
    runs_on: bool = False  # it may be the end of a range that began with the date before
    gloss: When | None = None  # a second date in brackets behind it


@dataclass(frozen=True, slots=True)
class Sense:
    """The symbolic reading of a cell or of a part of it."""

    kind: str
    whens: tuple[When, ...] = ()
    every: tuple[Period, ...] = ()
    lapse: Period | None = None
    event: str = ""
    parts: tuple[Sense, ...] = ()
    others: tuple[Sense, ...] = ()  # other honest readings of the same words
    doubts: tuple[str, ...] = ()  # why it is not certain, in words for a person
    left: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of tokens with one meaning."""

    sort: str
    value: object
    start: int
    end: int
    mark: str = ""


@lru_cache(maxsize=65536)
def understood(text: str) -> Sense:
    """The sense of a phrase."""
    if len(text) > LONGEST:
        return Sense("unreadable", doubts=("too long for a timescale",))
    plain = tidied(text)
    if not plain or not any(c.isalnum() for c in plain):
        return Sense("unset") if not plain.strip("-._ /\u2026?") else Sense("unreadable", left=plain)
    return _cell(plain, _Items(plain).read())


# ---- tokens to items ------------------------------------------------------------------------------------------------

_YEARLIKE = range(1900, 2200)
_POINT_GLUE = ("of", "the")


class _Items:
    """The recursive-descent reader: each method reads one rule at `at`, or leaves `at` where it was and gives None."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = tokens_of(text)
        self.at = 0

    # -- small helpers

    def peek(self, ahead: int = 0) -> Token | None:
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else None

    def is_(self, sort: str, value: object = None, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return bool(token and token.sort == sort and (value is None or token.value == value))

    def take(self, sort: str, value: object = None) -> Token | None:
        token = self.peek()
        if token and token.sort == sort and (value is None or token.value == value):
            self.at += 1
            return token
        return None

    def skip_of(self) -> None:
        while (token := self.peek()) and token.sort == "filler" and self.said(token) in ("of", "the", "in"):
            self.at += 1

    def said(self, token: Token) -> str:
        return self.text[token.start : token.end].lower()

    # -- the whole

    def read(self) -> list[Item]:
        items: list[Item] = []
        while self.at < len(self.tokens):
            start = self.at
            for rule in (self.numbering, self.often, self.event, self.lapse, self.series):
                found = rule()
                if found:
                    items.append(found)
                    break
                self.at = start
            else:
                items.append(self.plain())
        return _marked(items)

    def item(self, sort: str, value: object, first: int) -> Item:
        return Item(sort, value, self.tokens[first].start, self.tokens[self.at - 1].end)

    def plain(self) -> Item:
        token = self.tokens[self.at]
        self.at += 1
        sort, value = token.sort, token.value
        if sort == "point":
            after = self.peek()
            sort = "break" if after and after.spaced and after.sort != "break" else "filler"
        elif sort in ("quote", "a", "times") or (sort == "within"):
            sort = "filler" if sort != "times" else "stranger"
        elif sort == "to":
            sort = "future"
        elif sort in ("number", "ordinal", "month", "weekday", "unit", "quarter", "edge", "season", "term", "week",
                      "calendar", "every", "other"):  # fmt: skip
            sort = "stranger"
        return Item(sort, value, token.start, token.end)

    def numbering(self) -> Item | None:
        """A list number at the start of a line: '1.' or '2)'."""
        if not (self.is_("number") and len(str(self.peek().value)) <= 2):
            return None
        before = self.tokens[self.at - 1].sort if self.at else "break"
        after, then = self.peek(1), self.peek(2)
        if not after or after.spaced or not then:
            return None
        if self.is_("link", ")", 1) or (before == "break" and after.sort == "point" and then.spaced):
            self.at += 2
            return self.item("break", "numbering", self.at - 2)
        return None

    # -- how often

    def count(self) -> int | None:
        token = self.peek()
        if token and token.sort == "number":
            number = int(token.value)
            if isinstance(token.value, int) or (len(token.value) <= 2 and number):
                self.at += 1
                return number
        return None

    def often(self) -> Item | None:
        first = self.at
        periods = self.times() or self.every() or self.counted_often() or self.plain_often()
        return self.item("often", periods, first) if periods else None

    def plain_often(self) -> tuple[Period, ...] | None:
        token = self.take("often")
        return token.value if token else None

    def counted_often(self) -> tuple[Period, ...] | None:
        """'8 weekly', 'six-monthly'."""
        start = self.at
        number = self.count()
        if number:
            self.take("link", "-")
            token = self.take("often")
            if token and len(token.value) == 1 and self.said(token).endswith("ly"):
                return (_multiplied(token.value[0], number),)
        self.at = start
        return None

    def times(self) -> tuple[Period, ...] | None:
        """'twice a year', 'three times each year', 'twice yearly', 'once a month'."""
        start = self.at
        token = self.take("times")
        number = token.value if token else self.count()
        if number and not token:
            if not ((t := self.peek()) and self.text[t.start : t.end].lower() in ("times", "x")):
                self.at = start
                return None
            self.at += 1
        if number:
            once = bool(token and number == 1)
            joined = once or self.take("a") or self.take("every") or self.take("link", "/")
            unit = self.take("unit") or self.quarter_unit() if joined else self.take("often")
            if unit:
                period = unit.value[0] if isinstance(unit.value, tuple) else unit.value
                shared = _divided(period, number)
                return (shared,) if shared else (period, period)  # the same twice over: two honest doubts, one period
        self.at = start
        return None

    def quarter_unit(self) -> Token | None:
        token = self.peek()
        if token and token.sort in ("quarter", "term") and self.said(token) in ("quarter", "term", "half term", "half-term"):
            self.at += 1
            if self.said(token) == "quarter":
                return token._replace(value=Period(3))
            return token._replace(value=(Period(3), Period(4)) if token.value == "term" else (Period(2), Period(days=42)))
        return None

    def every(self) -> tuple[Period, ...] | None:
        """'every two years', 'each quarter', 'every other month', 'every March' (the month is left to be read)."""
        start = self.at
        if not self.take("every"):
            return None
        after = self.peek()
        if after and after.sort in ("month", "season", "feast"):
            return (Period(12),)
        if after and after.sort == "weekday" and not self.is_("number", None, 1):
            self.at += 1
            return (Period(days=7),)
        other = self.take("other")
        ordinal = self.take("ordinal") if not other else None
        number = other.value if other else ordinal.value if ordinal else self.count() or 1
        self.take("link", "-")
        unit = self.take("unit") or self.quarter_unit()
        if unit and number:
            found = unit.value if isinstance(unit.value, tuple) else (unit.value,)
            periods = tuple(_multiplied(p, number) for p in found)
            return self.with_days(periods)
        self.at = start
        return None

    def with_days(self, periods: tuple[Period, ...]) -> tuple[Period, ...]:
        """'every 2 months and 3 days'."""
        start = self.at
        if self.take("link", "and") and (number := self.count()) and (unit := self.take("unit")):
            more = _multiplied(unit.value, number)
            if not more.months and len(periods) == 1:
                return (Period(periods[0].months, periods[0].days + more.days),)
        self.at = start
        return periods

    # -- lapses of time and events

    def span_of_time(self) -> Period | None:
        """'six months', '28 days', 'a fortnight'."""
        start = self.at
        number = self.count() or (1 if self.take("a") else None)
        if number:
            self.take("link", "-")
            unit = self.take("unit")
            if unit:
                return _multiplied(unit.value, number)
        self.at = start
        return None

    def lapse(self) -> Item | None:
        """'within six months of new Council', '3 months after approval', 'over the next 12 months', '6 months'."""
        first = self.at
        within = bool(self.take("within"))
        if not within and self.is_("filler") and self.said(self.peek()) == "in":
            within = True
            self.at += 1
        period = self.span_of_time()
        if not period:
            return None
        head = self.peek()
        before = bool(head and head.sort == "mark" and head.value == "before")
        joins = head and (
            (head.sort == "mark" and head.value in ("after", "before", "from"))
            or (head.sort == "filler" and self.said(head) in ("of", "on"))
        )
        if joins:
            self.at += 1
            event = self.rest_of_chunk()
            if event:
                return self.item("lapse", (period, event, not before), first)
            self.at -= 1
        return self.item("lapse", (period, "", within), first)

    def event(self) -> Item | None:
        """'following CEB comments', 'next meeting', 'as required': what happens decides the day."""
        first = self.at
        head = self.peek()
        if head and head.sort == "asneeded":
            self.at += 1
            return self.item("event", (self.text[head.start : head.end], head.value != "vague"), first)
        if head and head.sort == "next":
            self.at += 1
            event = self.rest_of_chunk()
            vague = any(t.sort in ("unit", "calendar", "term", "season", "quarter") for t in self.tokens[first : self.at])
            return self.item("event", (self.text[head.start : self.tokens[self.at - 1].end], not vague), first) if event else None
        if head and head.sort == "mark" and head.value in ("after", "before"):
            self.at += 1
            if self.dated_next():
                return None
            event = self.rest_of_chunk()
            if event:
                return self.item("event", (event, True), first)
        return None

    def dated_next(self) -> bool:
        """Whether a date stands here, so that 'before' and 'after' are marks of it."""
        start = self.at
        self.skip_of()
        found = self.series() is not None
        self.at = start
        return found

    def rest_of_chunk(self) -> str:
        """The words up to the end of the chunk, as they stand; empty if they hold something that is a date."""
        first = self.at
        while (token := self.peek()) and token.sort not in ("break",) and not (token.sort == "link" and token.value in "()"):
            if token.sort in ("month", "often", "ongoing", "unset") or (token.sort == "number" and not token.sort == "word"):
                break
            if token.sort == "point" and (after := self.peek(1)) and after.spaced:
                break
            self.at += 1
        if self.at == first:
            return ""
        return self.text[self.tokens[first].start : self.tokens[self.at - 1].end].strip(" ,.-")

    # -- dates

    def series(self) -> Item | None:
        """Dates joined by dashes, strokes, commas and 'and', sharing a year or a month."""
        first = self.at
        members = self.element()
        if not members:
            return None
        while True:
            before = self.at
            op = self.operator()
            if op is None:
                break
            more = self.element()
            if not more:
                self.at = before
                break
            members += [replace(more[0], op=op), *more[1:]]
        return self.item("when", _ranges(_sharing_years(members)), first)

    def operator(self) -> str | None:
        """What joins two dates: '-' a range, '/', 'and', ',' 'or', or nothing at all."""
        token = self.peek()
        if not token:
            return None
        if token.sort == "to" or (token.sort == "mark" and token.value == "until"):
            self.at += 1
            self.edge_by()
            return "-"
        if token.sort == "link" and token.value in ("-", "/", "and", ",", "or", "then"):
            self.at += 1
            value = str(token.value)
            if value == "," and (nxt := self.peek()) and nxt.sort == "link" and nxt.value in ("and", "then", "or"):
                self.at += 1
                value = str(nxt.value)
            self.edge_by()
            return "and" if value in (",", "then") else value
        return "" if token.sort in ("month", "number", "ordinal", "quarter", "season", "edge", "weekday") else None

    def edge_by(self) -> None:
        """A second 'by' or 'in' before the next date of a list changes nothing."""
        while (t := self.peek()) and ((t.sort == "mark" and t.value == "by") or (t.sort == "filler" and self.said(t) in ("in", "on", "the", "at"))):
            self.at += 1

    def element(self) -> list[Member] | None:
        """One element of a series: a point, or the days that share a month ('12 and 19 June 2014')."""
        days = self.listed_days()
        if days:
            return days
        points = self.point()
        return [Member(tuple(points), tuple(points))] if points else None

    def listed_days(self) -> list[Member] | None:
        """'3/4 June 2014', '1st-5th June', '12, 19 and 26 June 2014'."""
        start = self.at
        numbers: list[int] = []
        ops: list[str] = []
        while len(numbers) < 12 and (number := self.day_number()) is not None:
            numbers.append(number)
            op = self.day_operator()
            if not op:
                break
            ops.append(op)
        self.skip_of()
        month = self.take("month") if len(numbers) > 1 and len(ops) == len(numbers) - 1 else None
        if not month:
            self.at = start
            return None
        year = self.year_after_month(month, day_known=True)
        points = [Point("day", year, int(month.value), n) for n in numbers]
        return [Member((p,), (p,), op) for p, op in zip(points, ["", *ops], strict=True)]

    def day_operator(self) -> str:
        if self.take("to"):
            return "-"
        token = self.peek()
        if token and token.sort == "link" and token.value in ("-", "/", "and", ",") and self.is_day(1):
            self.at += 1
            return "and" if token.value == "," else str(token.value)
        return ""

    def is_day(self, ahead: int) -> bool:
        token = self.peek(ahead)
        if not token:
            return False
        if token.sort == "ordinal":
            return 1 <= token.value <= 31
        return token.sort == "number" and isinstance(token.value, str) and len(token.value) <= 2 and 1 <= int(token.value) <= 31

    def day_number(self) -> int | None:
        if self.is_day(0):
            token = self.peek()
            self.at += 1
            return int(token.value)
        return None

    def point(self) -> list[Point] | None:
        """One point, with what it can be where that is more than one thing."""
        start = self.at
        if token := self.take("year_end"):
            return self.year_end(str(token.value))
        edge = self.edge()
        week = self.take("week")
        self.skip_of()
        weekday = self.take("weekday")
        if weekday:
            self.take("link", ",") or self.take("point")
            self.skip_of()
        points = (
            self.numeric()
            or self.day_month()
            or self.month_year()
            or self.quarter()
            or self.term_or_season()
            or self.named_year()
            or self.split_year()
            or self.bare_year(edge)
            or self.feast()
        )
        if not points or ((week or weekday) and any(p.shape != "day" for p in points)):
            self.at = start
            return None
        return _edged(points, edge, str(week.value) if week else "", int(weekday.value) if weekday else None)

    def edge(self) -> str:
        edge = ""
        while token := self.peek():
            if token.sort == "edge":
                edge = str(token.value)
            elif not (token.sort == "filler" and self.said(token) in ("of", "the")) and not (edge and token.sort == "link" and token.value == "-"):
                break
            self.at += 1
        return edge

    def year_end(self, which: str) -> list[Point]:
        if which == "term":
            return [Point("span", None, which=f"{s}_term", edge="end") for s in ("autumn", "spring", "summer")]
        if which == "year":
            return [Point("calendar_year", None), Point("span", None, which="financial_year")]
        return [Point("span", None, which=f"{which}_year")]

    def numbers_apart(self, how_many: int) -> tuple[list[str], str] | None:
        """Numbers with one and the same mark between them: '9.2.15', '31 / 03 / 2015', '31 03 2015'."""
        start = self.at
        found: list[str] = []
        mark = None
        while len(found) < how_many:
            token = self.peek()
            if not token or token.sort != "number" or isinstance(token.value, int):
                break
            found.append(str(token.value))
            self.at += 1
            if len(found) == how_many:
                return found, mark or ""
            between = self.peek()
            this = {"point": ".", "link": str(between.value)}.get(between.sort) if between else None
            if between and between.sort == "number" and between.spaced:
                this = " "
            if this not in ("-", "/", ".", " ") or (mark and this != mark):
                break
            mark = this
            if this != " ":
                self.at += 1
        self.at = start
        return None

    def numeric(self) -> list[Point] | None:
        """'31/03/2015', '9.2.15', '2015-03-31', '22-03-11', '03/2015', '5/11'."""
        start = self.at
        three = self.numbers_apart(3)
        if three and (points := _three_numbers(*three)):
            return points
        self.at = start
        two = self.numbers_apart(2)
        after = self.peek()
        if two and not (after and after.sort == "month") and (points := _two_numbers(*two)):
            return points
        self.at = start
        return None

    def glue(self, marks: str, tight: bool) -> None:
        """A mark between the parts of one date, as in '31-Mar-14', 'October,2010', 'Sept. 2014'."""
        token = self.peek()
        value = {"point": ".", "link": token.value}.get(token.sort) if token else None
        if value and str(value) in marks and not (tight and (token.spaced or ((n := self.peek(1)) and n.spaced))):
            self.at += 1
        self.skip_of()

    def day_month(self) -> list[Point] | None:
        """'18th March 2014', '31-Mar-14', 'March 1st 2014', 'March 14, 2015'."""
        start = self.at
        number = self.day_number()
        if number is not None:
            self.glue(".-/", tight=True)
            month = self.take("month")
            if month:
                return [Point("day", self.year_after_month(month, day_known=True), int(month.value), number)]
        self.at = start
        month = self.take("month")
        if month:
            self.glue(",.", tight=False)
            ordinal = self.is_("ordinal")
            number = self.day_number()
            if number is not None:
                self.take("link", ",")
                year = self.four_digits()
                if ordinal or year is not None:
                    return [Point("day", year, int(month.value), number)]
        self.at = start
        return None

    def four_digits(self) -> int | None:
        token = self.peek()
        if token and token.sort == "number" and isinstance(token.value, str) and len(token.value) == 4 and int(token.value):
            after = self.peek(1)
            if after and after.sort in ("link", "point") and not after.spaced and after.value in ("/", "-", ".") \
                    and self.is_("number", None, 2) and not self.peek(2).spaced and len(str(self.peek(2).value)) < 4:  # fmt: skip
                return None  # the beginning of 2014/15 or 2014-03-31
            self.at += 1
            return int(token.value)
        return None

    def two_digits(self) -> str | None:
        token = self.peek()
        if token and token.sort == "number" and isinstance(token.value, str) and len(token.value) == 2:
            return token.value
        return None

    def year_after_month(self, month: Token, day_known: bool) -> int | None:
        """The year behind a month, where it can be nothing else."""
        start = self.at
        self.glue(",.-/", tight=False)
        year = self.four_digits()
        if year is not None:
            return year
        quoted = self.take("quote") is not None
        digits = self.two_digits()
        if digits and (quoted or (day_known and not self.is_("month", None, 1) and not self.begins_day(1))):
            self.at += 1
            return _full_year(digits)
        self.at = start
        return None

    def begins_day(self, ahead: int) -> bool:
        """Whether what stands here makes the number before it a day: '3 March 14 April', '31 March 10/11'."""
        token = self.peek(ahead)
        if not token:
            return False
        if token.sort == "link" and token.value in ("/", "-") and not token.spaced and self.is_("number", None, ahead + 1):
            return True
        return token.sort in ("often",) or (token.sort == "filler" and self.is_("month", None, ahead + 1))

    def month_year(self) -> list[Point] | None:
        """'October 2014', 'Sept 07', 'Mar-14', 'June', 'February 15' (which may be a day)."""
        start = self.at
        if (token := self.peek()) and token.sort == "number" and self.is_("month", None, 1):
            year = self.four_digits()
            month = self.take("month")
            if year in _YEARLIKE and month and not self.is_("number"):
                return [Point("month", year, int(month.value))]
            self.at = start
        month = self.take("month")
        if not month:
            return None
        number = int(month.value)
        year = self.year_after_month(month, day_known=False)
        if year is not None:
            return [Point("month", year, number)]
        here = self.at
        self.glue(",.-/", tight=False)
        joined = self.tokens[self.at - 1] if self.at > here else None
        digits = self.two_digits()
        if digits and not self.is_("month", None, 1) and not self.begins_day(1):
            self.at += 1
            return self.two_digit_month(month, number, digits, joined)
        self.at = here
        token = self.peek()
        if token and token.sort == "number" and self.is_day(0) and not self.is_("month", None, 1) and not self.begins_day(1):
            self.at += 1
            return [Point("day", None, number, int(token.value))]
        return [Point("month", None, number)]

    def two_digit_month(self, month: Token, number: int, digits: str, joined: Token | None) -> list[Point]:
        """'Sept 07' and 'Mar-14' are years; 'February 15' is a year or a day."""
        year = Point("month", _full_year(digits), number)
        abbreviated = month.end - month.start <= 4 and number not in (5, 6, 7)
        by_spreadsheet = joined and joined.value in ("-", "/") and (abbreviated or month.end - month.start == 3)
        if digits[0] == "0" or int(digits) > 31 or (by_spreadsheet and not joined.spaced):
            return [year]
        return [year, Point("day", None, number, int(digits))]

    def quarter(self) -> list[Point] | None:
        """'Q2 2014/15', 'second quarter of 2014/15', 'Quarter 3', 'Q2 2014' (whose quarter?)."""
        start = self.at
        number = None
        if self.take("quarter"):
            number = self.count()
            if number is None or self.is_("unit"):
                self.at = start
                return None
        elif ((t := self.peek()) and t.sort in ("ordinal", "other", "filler", "number")) and self.is_("quarter", None, 1):
            number = {"first": 1, "second": 2, "last": 4}.get(self.said(t)) or (t.value if isinstance(t.value, int) else None)
            self.at += 2
        if number not in (1, 2, 3, 4):
            self.at = start
            return None
        here = self.at
        self.glue(",-(", tight=False)
        named = self.take("calendar")
        years = self.two_years()
        if years is not None:
            self.take("link", ")")
            self.take("calendar")
            return [Point("quarter", years, which=str(number))]
        year = self.four_digits()
        if year in _YEARLIKE:
            trailing = named or self.take("calendar")
            if trailing and trailing.value == "calendar":
                return [Point("calendar_quarter", year, which=str(number))]
            return [Point("calendar_quarter", year, which=str(number)), Point("quarter", year, which=str(number))]
        self.at = here
        return [Point("quarter", None, which=str(number))]

    def two_years(self) -> int | None:
        """The first year of '2014/15', '14-15', '2014/2015': two that follow one another."""
        start = self.at
        first = self.take("number")
        mark = self.take("link", "/") or self.take("link", "-") if first else None
        second = self.take("number") if mark else None
        if first and second and isinstance(first.value, str) and isinstance(second.value, str):
            year = _two_years(first.value, second.value)
            if year is not None:
                return year
        self.at = start
        return None

    def term_or_season(self) -> list[Point] | None:
        """'Autumn Term 2011', 'Spring 2012', 'Autumn half term', 'Spring 1', 'Half Term', 'Summer term 2014/15'."""
        start = self.at
        season = self.take("season")
        if not season:
            if (half := self.take("term")) and half.value == "half":
                season_after = None
                return [Point("span", None, which=f"{s}_1") for s in ("autumn", "spring", "summer")] if not season_after else None
            self.at = start
            month = self.take("month")
            if month and (half := self.take("term")) and half.value == "half":
                which = {10: "autumn_1", 2: "spring_1", 5: "summer_1"}.get(int(month.value))
                if which:
                    return self.with_year(which)
            self.at = start
            return None
        name = str(season.value)
        if name != "winter":
            term = self.take("term")
            if term:
                return self.with_year(f"{name}_1" if term.value == "half" else f"{name}_term")
            if (t := self.peek()) and t.sort == "number" and t.value in ("1", "2"):
                self.at += 1
                return self.with_year(f"{name}_{t.value}")
        return self.with_year(name)

    def with_year(self, which: str) -> list[Point]:
        self.glue(",-(", tight=False) if self.is_("number", None, 1) else self.skip_of()
        late_in_year = which.startswith(("autumn", "winter"))
        years = self.two_years()
        if years is not None:
            return [Point("span", years if late_in_year else years + 1, which=which)]
        year = self.four_digits()
        if year is None and self.take("quote") and (digits := self.two_digits()):
            self.at += 1
            year = _full_year(digits)
        elif year is None and (digits := self.two_digits()) and int(digits) > 2:
            self.at += 1
            year = _full_year(digits)
        if year is not None and which == "winter":
            return [Point("span", year - 1, which=which), Point("span", year, which=which)]
        return [Point("span", year, which=which)]

    def named_year(self) -> list[Point] | None:
        """'financial year 2016/17', '2019-20 academic year', 'FY16/17', 'calendar year 2014'."""
        start = self.at
        calendar = self.take("calendar")
        if calendar:
            self.glue(",-(", tight=False)
        years = self.two_years()
        year = self.four_digits() if years is None else None
        if not calendar:
            self.glue("(", tight=False) if self.is_("calendar", None, 1) else self.skip_of()
            calendar = self.take("calendar")
        if not calendar or (years is None and year not in _YEARLIKE):
            self.at = start
            return None
        self.take("link", ")")
        if calendar.value == "calendar":
            return [Point("calendar_year", year, edge="end")] if year else None
        which = f"{calendar.value}_year"
        if years is not None:
            return [Point("span", years, which=which)]
        return [Point("span", year - 1, which=which), Point("span", year, which=which)]

    def split_year(self) -> list[Point] | None:
        """'2016/17', '16/17': two calendars claim it."""
        start = self.at
        years = self.two_years()
        if years is None:
            self.at = start
            return None
        return [Point("span", years, which="financial_year"), Point("span", years, which="academic_year")]

    def bare_year(self, edge: str) -> list[Point] | None:
        start = self.at
        year = self.four_digits()
        if year in _YEARLIKE and not self.is_("month"):
            return [Point("calendar_year", year)]
        self.at = start
        return None

    def feast(self) -> list[Point] | None:
        feast = self.take("feast")
        if not feast:
            return None
        if (term := self.take("term")) and term.value == "term":
            return self.with_year("spring_term") if feast.value == "easter" else None
        return [Point("feast", self.four_digits(), which=str(feast.value))]


def _multiplied(period: Period, n: int) -> Period:
    return Period(period.months * n, period.days * n)


def _divided(period: Period, n: int) -> Period | None:
    """The n-th part of a period, where that is whole months or days: half a year, a third; not half a month."""
    if period.months % n or period.days % n:
        return None
    return Period(period.months // n, period.days // n)


def _full_year(digits: str) -> int:
    """Two digits are this century up to 69: action plans are not older than the Children Acts."""
    return int(digits) + (2000 if int(digits) < 70 else 1900)


def _two_years(first: str, second: str) -> int | None:
    if len(first) == 4 and len(second) in (2, 4) and int(first) in _YEARLIKE:
        return int(first) if (int(first) + 1) % (10 ** len(second)) == int(second) else None
    if len(first) == 2 and len(second) == 2 and (int(first) + 1) % 100 == int(second):
        return _full_year(first)
    return None


def _is_month(number: int) -> bool:
    return 1 <= number <= 12


def _three_numbers(numbers: list[str], mark: str) -> list[Point] | None:
    """Day first, as in Britain; a year that stands first is seen by its four digits."""
    a, b, c = numbers
    first, second, third = int(a), int(b), int(c)
    if len(a) == 4 and len(b) <= 2 and len(c) <= 2 and mark in "-/." and _is_month(second) and 1 <= third <= 31:
        return [Point("day", first, second, third)] if first else None
    if len(a) > 2 or len(b) > 2 or len(c) not in (2, 4) or (mark == " " and len(c) != 4) or not third and len(c) == 4:
        return None
    year = third if len(c) == 4 else _full_year(c)
    if 1 <= first <= 31 and _is_month(second):
        day_first = Point("day", year, second, first)
        if mark == "-" and len(c) == 2 and len(a) == 2 and 1 <= third <= 31:
            return [day_first, Point("day", _full_year(a), second, third)]
        return [day_first]
    if _is_month(first) and 13 <= second <= 31:
        return [Point("day", year, first, second, swapped=True)]
    return None


def _two_numbers(numbers: list[str], mark: str) -> list[Point] | None:
    """'03/2015' is a month; '2015-03' too; '5/11' a day without a year; '2011-12' a year or a month."""
    a, b = numbers
    first, second = int(a), int(b)
    if len(b) == 4 and len(a) <= 2 and mark in "/.-" and _is_month(first) and second in _YEARLIKE:
        return [Point("month", second, first)]
    if len(a) == 4 and len(b) == 2 and mark in "-/" and _is_month(second) and first in _YEARLIKE:
        month = Point("month", first, second)
        if _two_years(a, b) is None:
            return [month] if b[0] == "0" or mark == "-" and second not in (10, 11, 12) else [month, Point("missing")]
        return [Point("span", first, which="financial_year"), Point("span", first, which="academic_year"), month]
    if mark != "/" or len(a) > 2 or len(b) > 2 or not first or not second:
        return None
    points = []
    if _two_years(a, b) is not None and len(a) == 2:
        points = [Point("span", _full_year(a), which="financial_year"), Point("span", _full_year(a), which="academic_year")]
    if first <= 31 and _is_month(second):
        points.append(Point("day", None, second, first))
    if _is_month(first) and len(b) == 2 and second > 12:
        points.append(Point("month", _full_year(b), first))
    if len(points) == 1:
        points.append(Point("missing"))  # one honest reading, but two bare numbers are never certain
    return points or None


def _edged(points: list[Point], edge: str, week: str, weekday: int | None) -> list[Point]:
    """The points with what was said before them: 'end of', 'early', 'w/c', 'Monday'."""
    if edge == "end" and len(points) == 2 and points[0].shape == "month" and points[1].shape == "day" and points[1].year is None:
        points = points[:1]  # 'end of February 15': a day has no end
    return [replace(p, edge=edge or p.edge, week=week, weekday=weekday) for p in points]


# ---- series: years shared, ranges told from lists -------------------------------------------------------------------


def _sharing_years(members: list[Member]) -> list[Member]:
    """A year written once stands for the dates before it, and in a range for the one behind it."""
    shared = list(members)
    for i in range(len(shared) - 2, -1, -1):
        here, later = shared[i], shared[i + 1]
        if later.op and _lacks_year(here) and later.first[0].year is not None and later.first[0].shape != "calendar_year":
            shared[i] = _lent(here, later.first[0], behind=False, ranged=later.op in "-/")
    for i in range(1, len(shared)):
        here, before = shared[i], shared[i - 1]
        if here.op and _lacks_year(here) and before.last[0].year is not None:
            shared[i] = _lent(here, before.last[0], behind=True, ranged=here.op == "-")
    return shared


def _lacks_year(member: Member) -> bool:
    return len(member.last) == 1 and member.last[0].year is None and member.last[0].shape in ("day", "month", "quarter", "span", "feast")


def _lent(member: Member, lender: Point, behind: bool, ranged: bool) -> Member:
    """The member with the lender's year; the year before or after it where a range turns over the year's end."""
    point = member.last[0]
    year = lender.year or 0
    doubts = member.doubts
    turns = _turn(point) < _turn(lender) if behind else _turn(point) > _turn(lender)
    if turns:
        year += 1 if behind else -1
    if (turns and not ranged) or (behind and not ranged):
        doubts = (*doubts, "which year each date lies in is not plain")
    if point.shape == "quarter" and lender.shape == "calendar_quarter":
        point = replace(point, shape="calendar_quarter")
    if not 1 <= year <= 9999:
        return member
    new = (replace(point, year=year),)
    return replace(member, first=new, last=new, doubts=doubts, lent=True)


_SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12, "easter": 4, "christmas": 12}


def _turn(point: Point) -> tuple[int, int]:
    """Where in its year a point stands: tells whether a shared year turns between two of them."""
    if point.shape in ("quarter", "calendar_quarter"):
        return int(point.which), 0
    season = next((m for name, m in _SEASON_MONTHS.items() if point.which.startswith(name)), 0)
    return point.month or season, point.day


def _adjacent(a: Point, b: Point) -> bool:
    """Whether the second follows the first without a gap, their years alike or yet unknown."""
    if a.shape != b.shape:
        return False
    if a.shape == "day":
        return a.month == b.month and b.day - a.day == 1 and a.year == b.year
    if a.shape == "month":
        years = (b.year - a.year) * 12 if a.year is not None and b.year is not None else (12 if b.month < a.month else 0)
        return b.month - a.month + years == 1
    if a.shape in ("quarter", "calendar_quarter"):
        return int(b.which) - int(a.which) == 1 and a.year == b.year
    return a.shape == "span" and a.which != b.which


def _ranges(members: list[Member]) -> tuple[When, ...]:
    """Ranges joined and the rest listed; where a stroke or an 'and' can be either, the doubt is named."""
    whens: list[When] = []
    lent = False
    for member in members:
        here = tuple(Stretch(p, p) for p in member.last)
        if not whens:
            whens.append(When(here, member.doubts))
        else:
            before = whens[-1]
            first, last = before.choices[0], here[0]
            together = _adjacent(first.last, last.first)
            shares = lent or member.lent or last.first.year is None
            if member.op == "-" or (member.op == "/" and shares and together):
                whens[-1] = When((Stretch(first.first, last.last),), (*before.doubts, *member.doubts, *_range_doubts(before, here)))
            elif member.op == "or":
                whens[-1] = When((*before.choices, *here), (*before.doubts, *member.doubts))
            else:
                whens.append(When(here, (*member.doubts, *_list_doubts(member, first.last, shares)), runs_on=together and member.op != ""))
        lent = member.lent
    return tuple(whens)


def _range_doubts(before: When, here: tuple[Stretch, ...]) -> tuple[str, ...]:
    start, end = before.choices[0], here[0].last
    if len(before.choices) > 1 or len(here) > 1 or start.first != start.last:
        return ("which dates the range joins is not plain",)
    fine = {"day", "month", "quarter", "calendar_quarter"}
    if start.first.shape != end.shape and not {start.first.shape, end.shape} <= fine:
        return ("a range between unlike dates",)
    return ()


def _list_doubts(member: Member, before: Point, shares: bool) -> tuple[str, ...]:
    point = member.last[0]
    if point.shape == "calendar_year" and before.shape != "calendar_year":
        return ("what the year belongs to is not plain",)
    if member.op == "" and (before.year is None or point.year is None):
        return ("dates without anything between them",)
    if member.op == "/" and shares:
        return ("whether the stroke joins a range or two dates is not said",)
    return ()


# ---- items to a sense -----------------------------------------------------------------------------------------------

_CODES = {"when": "w", "often": "f", "ongoing": "o", "done": "d", "unset": "u", "now": "n", "lapse": "l", "event": "e"}
_WORDLESS = ("link", "filler", "future", "break", "mark", "to")
_PART = re.compile(r"wd|w[fo]?|fw|f|ow|o|dw|d|u|n|l|e")


def _marked(items: list[Item]) -> list[Item]:
    """Each date with the mark right before it ("by", "from"), and nothing said to be done that is still to be."""
    marked: list[Item] = []
    mark: Item | None = None
    ahead = False
    for item in items:
        if item.sort == "mark":
            mark = item
        elif item.sort == "when":
            item = replace(item, mark=str(mark.value) if mark else "")
            mark, ahead = None, False
        elif item.sort == "future":
            ahead = True
        elif item.sort == "break":
            mark, ahead = None, False
        elif item.sort != "filler":
            mark = None
        if ahead and (item.sort == "done" or (item.sort == "doubtful" and item.value == "done")):
            item = replace(item, sort="review")
        marked.append(item)
    return marked


def _cell(text: str, items: list[Item]) -> Sense:
    """The sense of a whole cell: one chunk, or several that are parts."""
    chunks = _chunks(items)
    senses = [_chunk(text, chunk) for chunk in chunks]
    if not senses:
        return Sense("unreadable", left=text)
    if len(senses) == 1:
        return senses[0]
    telling = [s for s in senses if s.kind != "unreadable"]
    strange = tuple(s.left for s in senses if s.kind == "unreadable" and s.left)
    if not telling:
        return Sense("unreadable", left=text)
    if len(telling) == 1:
        return _doubted(telling[0], strange)
    parts = tuple(p for s in telling for p in (s.parts or (s,)))
    doubts = tuple(d for s in telling for d in s.doubts if s.parts)
    if any(a.kind == "date" and _bare_addition(b) for a, b in zip(parts, parts[1:], strict=False)):
        doubts = (*doubts, "whether the lines belong together is not said")
    return _doubted(Sense("multiple", parts=parts, doubts=doubts), strange)


def _bare_addition(sense: Sense) -> bool:
    """A line that only says 'quarterly' or 'ongoing' may belong to the date on the line before."""
    return sense.kind in ("recurring", "ongoing") and not sense.whens


def _doubted(sense: Sense, strange: tuple[str, ...]) -> Sense:
    if not strange:
        return sense
    return replace(sense, left="; ".join(filter(None, (sense.left, *strange))))


def _chunks(items: list[Item]) -> list[list[Item]]:
    """The items between breaks. A new line beside 'and', 'then' or a dash only wraps the text."""
    chunks: list[list[Item]] = [[]]
    for i, item in enumerate(items):
        if item.sort != "break":
            chunks[-1].append(item)
            continue
        before = items[i - 1] if i else None
        after = items[i + 1] if i + 1 < len(items) else None
        wraps = item.value == "\n" and any(x and x.sort == "link" and x.value not in "()" for x in (before, after))
        if not wraps:
            chunks.append([])
    return [c for c in chunks if any(i.sort not in _WORDLESS and i.sort not in ("content", "review") for i in c)] or [
        c for c in chunks if c
    ][:1]


def _chunk(text: str, items: list[Item]) -> Sense:
    items = _glossed(items)
    main = [i for i in items if i.sort in _CODES]
    left = _left_over(text, items)
    code = "".join(_CODES[i.sort] for i in main)
    code = re.sub(r"(.)\1+", lambda m: m[1] if m[1] in "odun" else m[0], code)
    strangers = sum(i.sort == "stranger" for i in items)
    if not main:
        doubtful = [i for i in items if i.sort == "doubtful"]
        sense = _doubtful_only(doubtful) if doubtful else Sense("unreadable", left=text)
    elif strangers > MOST_STRANGERS:
        return Sense("unreadable", left=text)
    else:
        sense = _sense(code, main, items)
    if sense.kind == "unreadable":
        return replace(sense, left=text)
    hints = [i for i in items if i.sort == "doubtful"] if main else []
    sense = _hinted(sense, hints, text)
    return _doubted(sense, (left,) if left else ())


def _doubtful_only(items: list[Item]) -> Sense:
    value = str(items[0].value)
    kind = {"often": "recurring"}.get(value, value)
    if kind == "recurring":
        return Sense("recurring", doubts=("no interval is given",))
    return Sense(kind, doubts=("the word can mean more than one thing",))


def _hinted(sense: Sense, hints: list[Item], text: str) -> Sense:
    """'published March 2015' may be done or to do; 'in progress, March 2015' may go on after it."""
    for hint in hints:
        word = text[hint.start : hint.end]
        if hint.value == "done" and sense.kind in ("date", "multiple", "recurring"):
            done = Sense("done", whens=sense.whens[:1])
            sense = replace(sense, others=(*sense.others, done), doubts=(*sense.doubts, f"'{word}' may say that it is done"))
        elif hint.value != "done" or sense.kind != "done":
            sense = replace(sense, doubts=(*sense.doubts, f"'{word}' can mean more than one thing"))
    return sense


def _glossed(items: list[Item]) -> list[Item]:
    """A date in brackets right behind a date says the same again: 'May 2012 (Summer Term)', 'Q4 (Jan-Mar 2015)'."""
    out: list[Item] = []
    i = 0
    while i < len(items):
        item = items[i]
        window = items[i : i + 3]
        if (
            out
            and out[-1].sort == "when"
            and len(window) == 3
            and [w.sort for w in window] == ["link", "when", "link"]
            and (window[0].value, window[2].value) == ("(", ")")
            and len(out[-1].value) == len(window[1].value) == 1
        ):
            main, gloss = out[-1].value[0], window[1].value[0]
            if main.choices[0].last.year is None and gloss.choices[0].last.year is not None:
                main, gloss = gloss, main
            out[-1] = replace(out[-1], value=(replace(main, gloss=gloss),))
            i += 3
            continue
        out.append(item)
        i += 1
    return out


def _left_over(text: str, items: list[Item]) -> str:
    """The words that were not understood, joined where they stand together."""
    runs: list[tuple[int, int]] = []
    for item in items:
        if item.sort == "stranger":
            joined = runs and not text[runs[-1][1] : item.start].strip()
            runs[-1:] = [(runs[-1][0], item.end)] if joined else [*runs[-1:], (item.start, item.end)]
    return "; ".join(text[a:b] for a, b in runs)


def _sense(code: str, main: list[Item], items: list[Item]) -> Sense:
    """The sense of a chunk from the order in which its dates, intervals and kinds stand."""
    dates = [i for i in main if i.sort == "when"]
    whens = tuple(w for i in dates for w in i.value)
    marks = [i.mark for i in dates]
    dated = bool(re.fullmatch("w+", code))
    if code == "e":
        value = main[0].value
        before = [i for i in items if i.end <= main[0].start and i.sort in ("stranger", "number")]
        doubts = () if value[1] and not before else ("when that is cannot be told",)
        return Sense("relative", event=value[0], doubts=doubts)
    if code == "l":
        period, event, plain = main[0].value
        return Sense("relative", lapse=period, event=event, doubts=() if plain else ("an interval, or a time from now",))
    if code == "n":
        return Sense("relative", event="at once")
    if code == "u":
        extra = any(i.sort in ("content", "review") for i in items)
        return Sense("unset", doubts=("more is said than that no date is set",) if extra else ())
    if dated:
        return _dates(whens, dates, items)
    if code in ("f", "ff", "fff"):
        return _often(main, items)
    if code in ("wf", "fw") and len(whens) == 1:
        return _recurring(code, main, whens[0], marks[0], items)
    if code in ("wf", "fw"):
        return _several_each(main, whens)
    if code == "o":
        return Sense("ongoing")
    if code in ("do", "od"):
        return Sense("ongoing")
    if code in ("wo", "ow") and len(whens) == 1:
        return _ongoing(code, whens[0], marks[0], items)
    if code[0] == "d" and code in ("d", "dw"):
        return _done(main, whens, marks, items)
    if code == "wd":
        return Sense("done")
    if code in ("uw", "wu"):
        return _more_doubt(_dates(whens, dates, items), "the date is still to be confirmed")
    if code in ("no", "on"):
        return Sense("ongoing", doubts=("whether it is done at once, or goes on, is not plain",))
    if code in ("fo", "of", "wfo", "fwo", "ofw", "wof", "owf", "df", "fd"):
        return _often_and_on(main, whens, marks, items)
    return _parts(code, main, items)


def _more_doubt(sense: Sense, *doubts: str) -> Sense:
    return replace(sense, doubts=(*sense.doubts, *doubts))


def _dates(whens: tuple[When, ...], dates: list[Item], items: list[Item]) -> Sense:
    marks = [i.mark for i in dates]
    onwards = any(i.sort == "onwards" for i in items)
    if len(whens) == 1:
        sense = _one_date(whens[0], marks[0], onwards)
    else:
        parts = tuple(Sense("date", whens=(w,)) for w in whens)
        sense = Sense("multiple", parts=parts)
        if any(w.runs_on for w in whens):
            whole = When((Stretch(whens[0].choices[0].first, whens[-1].choices[0].last),))
            sense = replace(sense, others=(Sense("date", whens=(whole,)),))
            sense = _more_doubt(sense, "one date may run over both")
        odd = [m for m in marks if m not in ("", "by")]
        if odd or onwards:
            sense = _more_doubt(sense, f"'{odd[0] if odd else 'onwards'}' belongs to one of several dates")
    if any(i.sort == "link" and i.value == "or" for i in items):
        sense = _more_doubt(sense, "one thing or another is offered")
    return sense


def _one_date(when: When, mark: str, onwards: bool) -> Sense:
    if onwards and mark in ("", "from", "start"):
        return Sense("ongoing", whens=(when,), event="from")
    if onwards:
        return Sense("ongoing", whens=(when,), event="from", doubts=("'onwards' contradicts what stands before it",))
    stretch = when.choices[0]
    if mark == "from" and stretch.first == stretch.last:
        return Sense("ongoing", whens=(when,), event="from")
    sense = Sense("date", whens=(when,))
    if mark == "start":
        return _more_doubt(replace(sense, others=(Sense("ongoing", whens=(when,), event="from"),)), "to begin then, or to be done by then")
    if mark == "until":
        return _more_doubt(replace(sense, others=(Sense("ongoing", whens=(when,)),)), "to go on until then, or to be done by then")
    if mark == "after":
        return _more_doubt(sense, "after that day, and how long after is not said")
    if mark == "before":
        return replace(sense, event="before")
    if mark == "by":
        return replace(sense, event="by")
    return sense


def _often(main: list[Item], items: list[Item]) -> Sense:
    intervals = {i.value for i in main}
    every = tuple(dict.fromkeys(p for i in main for p in i.value))
    doubts = () if len(intervals) == 1 and len(main[0].value) == 1 else ("more than one interval is possible",)
    return _with_or(Sense("recurring", every=every, doubts=doubts), items)


def _with_or(sense: Sense, items: list[Item]) -> Sense:
    return _more_doubt(sense, "one thing or another is offered") if any(i.sort == "link" and i.value == "or" for i in items) else sense


def _between(items: list[Item], a: Item, b: Item) -> list[Item]:
    first, last = sorted((a, b), key=lambda i: i.start)
    return [i for i in items if first.end <= i.start and i.end <= last.start]


def _recurring(code: str, main: list[Item], when: When, mark: str, items: list[Item]) -> Sense:
    often = next(i for i in main if i.sort == "often")
    date = next(i for i in main if i.sort == "when")
    every = often.value
    doubts: list[str] = [] if len(set(every)) == 1 and len(every) == 1 else ["more than one interval is possible"]
    between = _between(items, often, date)
    yearless = when.choices[0].last.year is None
    parted = any(i.sort == "link" and i.value in (",", "-", "then", "(", ":") for i in between) or any(i.sort == "mark" for i in between)
    if any(i.sort == "content" for i in between) and not (yearless and code == "fw"):
        doubts.append("whether the interval belongs to the date is not said")
    elif code == "fw" and any(i.sort == "review" for i in between) and not (yearless or parted):
        doubts.append("the one review of that date, or one every time from then")
    if code == "fw" and not yearless and not between:
        doubts.append("whether the interval begins with the date is not said")
    if any(i.sort == "link" and i.value == "/" for i in between):
        doubts.append("whether the stroke joins the two is not said")
    if mark in ("until", "after", "before"):
        doubts.append(f"'{mark}' may end it or begin it")
    if when.choices[0].first != when.choices[0].last:
        doubts.append("whether the range is the first time or the whole time is not said")
    return _with_or(Sense("recurring", whens=(when,), every=tuple(dict.fromkeys(every)), event="by" if mark == "by" else "", doubts=tuple(doubts)), items)


def _several_each(main: list[Item], whens: tuple[When, ...]) -> Sense:
    """'March and September each year', 'June 2016, December 2016 then annually'."""
    often = next(i for i in main if i.sort == "often")
    parts = tuple(Sense("recurring", whens=(w,), every=often.value[:1]) for w in whens)
    return Sense("multiple", parts=parts, doubts=("several dates share one interval",))


def _ongoing(code: str, when: When, mark: str, items: list[Item]) -> Sense:
    between = _between(items, *[i for i in items if i.sort in ("when", "ongoing")][:2])
    sense = Sense("ongoing", whens=(when,), event="from" if mark == "from" else "")
    if mark not in ("", "by", "from") or (code == "ow" and mark != "from"):
        sense = _more_doubt(sense, "whether it goes on until then or from then is not said")
    if any(i.sort == "content" for i in between):
        sense = _more_doubt(sense, "what goes on, and what has the date, is not said")
    if any(i.sort == "link" and i.value == "/" for i in between):
        sense = _more_doubt(sense, "whether the stroke joins the two is not said")
    return _with_or(sense, items)


def _done(main: list[Item], whens: tuple[When, ...], marks: list[str], items: list[Item]) -> Sense:
    sense = Sense("done", whens=whens[:1])
    if not whens:
        return sense
    done, date = main[0], next(i for i in main if i.sort == "when")
    between = _between(items, [i for i in main if i.sort == "done"][-1], date)
    due = Sense("date", whens=whens[:1], event="by")
    if marks[0] not in ("",) or len(whens) > 1:
        return replace(sense, kind="date", others=(replace(sense, event=""),), event="by", doubts=("done then, or to be done by then",))
    if any(i.sort in ("review",) for i in between) or any(i.sort == "link" and i.value in ("then", "and", "or") for i in between):
        return replace(sense, others=(due,), doubts=("what the date belongs to is not said",))
    return sense


def _often_and_on(main: list[Item], whens: tuple[When, ...], marks: list[str], items: list[Item]) -> Sense:
    often = next(i for i in main if i.sort == "often")
    recurring = Sense("recurring", whens=whens[:1], every=tuple(dict.fromkeys(often.value)))
    other = Sense("done") if any(i.sort == "done" for i in main) else Sense("ongoing", whens=whens[:1])
    doubts = ["it goes on, or comes round: two kinds in one"]
    if len(whens) > 1:
        doubts.append("several dates share one interval")
    return replace(recurring, others=(other,), doubts=tuple(doubts))


def _parts(code: str, main: list[Item], items: list[Item]) -> Sense:
    """Several kinds in one chunk: parts in the order written, never certain, because what belongs to what is a guess."""
    parts: list[Sense] = []
    at = 0
    if len(code) != len(main):
        code = "".join(_CODES[i.sort] for i in main)
    while at < len(main):
        found = _PART.match(code, at)
        end = found.end() if found and found.end() - at < len(main) else at + 1
        part_items = [i for i in items if main[at].start <= i.start and i.end <= main[end - 1].end]
        sense = _sense(code[at:end], main[at:end], part_items)
        parts.extend(sense.parts or (sense,))
        at = end
    return Sense("multiple", parts=tuple(parts), doubts=("which words belong together is not plain",))
