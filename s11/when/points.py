"""Points of the calendar as they are written: days, months, quarters, terms, years; a method for each rule."""

from __future__ import annotations

from typing import Final

from s11.when.lexicon import Token, tokens_of
from s11.when.model import Point, Shape, Sort

YEARLIKE: Final = range(1900, 2200)
PER_COUNT = ("kly", "thly", "yearly")  # "8 weekly", "2 yearly"; nobody says "2 annually"


class PointParser:
    """Each method reads one rule at `at`, or leaves `at` where it was and gives None."""

    def __init__(self, text: str, two_digit_years: bool = False) -> None:
        self.text = text
        self.two_digit_years = two_digit_years
        self.tokens = tokens_of(text)
        self.at = 0

    # -- small helpers

    def peek(self, ahead: int = 0) -> Token | None:
        at = self.at + ahead
        return self.tokens[at] if at < len(self.tokens) else None

    def is_(self, sort: Sort, value: str | None = None, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return bool(token and token.sort == sort and (value is None or token.value == value))

    def take(self, sort: Sort, value: str | None = None) -> Token | None:
        token = self.peek()
        if token and token.sort == sort and (value is None or token.value == value):
            self.at += 1
            return token
        return None

    def is_filler(self, *words: str, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        return token is not None and token.sort == "filler" and self.lowered(token) in words

    def skip(self, *words: str) -> None:
        while self.is_filler(*words):
            self.at += 1

    def skip_of(self) -> None:
        self.skip("of", "the", "in")

    def lowered(self, token: Token) -> str:
        return self.text[token.start : token.end].lower()

    def count(self) -> int | None:
        token = self.peek()
        if token and token.sort == "number" and token.number and len(token.value) <= 2:
            self.at += 1
            return token.number
        return None

    # -- points

    def day_operator(self) -> str:
        if self.take("to") or self.take("mark", "until"):
            self.day_article()
            return "-"
        token = self.peek()
        named = self.is_("weekday", ahead=1) or self.is_filler("the", ahead=1)
        if token and token.sort == "link" and token.value in ("-", "/", "and", ",") and self.is_day(2 if named else 1):
            self.at += 1
            self.day_article()
            return "and" if token.value == "," else token.value
        return ""

    def day_article(self) -> None:
        if self.is_filler("the") and self.is_day(1):
            self.at += 1

    def is_day(self, ahead: int = 0) -> bool:
        token = self.peek(ahead)
        if not token or not 1 <= token.number <= 31:
            return False
        return token.sort == "ordinal" or (token.sort == "number" and 1 <= len(token.value) <= 2)

    def day_number(self) -> int | None:
        token = self.peek()
        if token and self.is_day():
            self.at += 1
            return token.number
        return None

    def point(self) -> list[Point] | None:
        """One point, with what it can be where that is more than one thing."""
        start = self.at
        if token := self.take("year_end"):
            return self.year_end(token.value)
        edge = self.edge()
        week = self.take("week")
        self.skip_of()
        weekday = self.take("weekday")
        if weekday:
            _ = self.take("link", ",") or self.take("point")
            self.skip_of()
        points = (
            self.named_year()
            or self.numeric()
            or self.day_month()
            or self.half_term()
            or self.month_year()
            or self.quarter()
            or self.term_or_season()
            or self.split_year()
            or self.bare_year(edge)
            or self.feast()
        )
        if not points or ((week or weekday) and any(p.shape != "day" for p in points)):
            self.at = start
            return None
        return _edged(points, edge, week.value if week else "", weekday.number if weekday else None)

    def edge(self) -> str:
        edge, most = "", self.at + 6  # "by the end of the early part of"
        while self.at < most and (token := self.peek()):
            if token.sort == "edge":
                edge = token.value
            elif not self.is_filler("of", "the") and not (edge and self.is_("link", "-")):
                break
            self.at += 1
        return edge

    def year_end(self, which: str) -> list[Point]:
        """'end of the financial year 2014/15', 'year end', 'end of term'."""
        if which == "term":
            return [Point("span", None, which=f"{s}_term") for s in ("autumn", "spring", "summer")]
        start = self.at
        self.glue(",-(", tight=False)
        years = self.two_years()
        year = self.four_digits() if years is None else None
        if years is not None or year is not None:
            self.take("link", ")")
        else:
            self.at = start
        if which == "year" and years is None:
            financial = Point("span", year - 1 if year else None, which="financial_year")
            return [Point("calendar_year", year, edge="end"), financial]
        names = ("financial_year", "academic_year") if which == "year" else (f"{which}_year",)
        begins = (years,) if years is not None else (year - 1, year) if year else (None,)
        return [Point("span", y, which=name) for name in names for y in begins]

    def numbers_apart(self, how_many: int) -> tuple[list[str], str] | None:
        """Numbers with one and the same mark between them: '9.2.15', '31 / 03 / 2015', '31 03 2015'."""
        start = self.at
        numbers: list[str] = []
        mark = ""
        while (token := self.take("number")) and token.value:
            numbers.append(token.value)
            if len(numbers) == how_many:
                return numbers, mark
            between = self.peek()
            if not between or not (between.sort in ("point", "link") or (between.sort == "number" and between.spaced)):
                break
            this = " " if between.sort == "number" else between.value
            if this not in ("-", "/", ".", " ") or (mark and this != mark):
                break
            mark = this
            self.at += between.sort != "number"
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
        if two and not self.is_("month") and (points := _two_numbers(*two)):
            return points
        self.at = start
        return None

    def glue(self, marks: str, tight: bool) -> None:
        """A mark between the parts of one date, as in '31-Mar-14', 'October,2010', 'Sept. 2014'."""
        token = self.peek()
        after = self.peek(1)
        apart = tight and bool((token and token.spaced) or (after and after.spaced))
        if token and token.sort in ("point", "link") and token.value in marks and not apart:
            self.at += 1
            if token.value == "." and "," in marks:
                _ = self.take("link", ",") or self.take("link", "-") or self.take("link", "/")  # "Sept., 2014"
        self.skip_of()

    def day_month(self) -> list[Point] | None:
        """'18th March 2014', '31-Mar-14', 'March 1st 2014', 'March 14, 2015'."""
        start = self.at
        number = self.day_number()
        if number is not None:
            self.glue(".-/", tight=True)
            month = self.take("month")
            if month:
                return [Point("day", self.year_after_month(month, day_known=True), month.number, number)]
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
                    return [Point("day", year, month.number, number)]
        self.at = start
        return None

    def four_digits(self) -> int | None:
        token, after, then = self.peek(), self.peek(1), self.peek(2)
        if not token or token.sort != "number" or len(token.value) != 4 or not token.number:
            return None
        joined = after and after.sort in ("link", "point") and not after.spaced and after.value in ("/", "-", ".")
        if joined and then and then.sort == "number" and not then.spaced and len(then.value) < 4:
            return None  # the beginning of 2014/15 or 2014-03-31
        self.at += 1
        return token.number

    def two_digits(self) -> str | None:
        token = self.peek()
        if token and token.sort == "number" and len(token.value) == 2:
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
        if digits and (quoted or (day_known and not self.is_("month", ahead=1) and not self.begins_day(1))):
            self.at += 1
            return _full_year(digits)
        self.at = start
        return None

    def begins_day(self, ahead: int) -> bool:
        """Whether what stands here makes the number before it a day: '3 March 14 April', '31 March 10/11'."""
        token = self.peek(ahead)
        if not token:
            return False
        if (
            token.sort == "link"
            and token.value in ("/", "-")
            and not token.spaced
            and self.is_("number", ahead=ahead + 1)
        ):
            return True
        counted = token.sort == "often" and self.lowered(token).endswith(PER_COUNT)
        return counted or (token.sort == "filler" and self.is_("month", ahead=ahead + 1))

    def year_first(self) -> list[Point] | None:
        """'2014 October', '2011-Oct-29', '2011 Oct. 29'."""
        start = self.at
        mark = self.peek(1)
        joined = bool(
            mark and (mark.sort == "point" or self.is_("link", ",", 1) or (_is_stroke(mark) and not mark.spaced))
        )
        if not self.is_("number") or not self.is_("month", ahead=2 if joined else 1):
            return None
        year = self.four_digits()
        self.at += joined
        month = self.take("month")
        after = self.peek()
        if month and after and self.is_day(1) and ((joined and _is_stroke(after)) or after.sort == "point"):
            self.at += 1
        elif joined and not self.is_day():
            self.at, month = start, None
        if year in YEARLIKE and month and not self.dates_after_day() and (day := self.day_number()) is not None:
            return [Point("day", year, month.number, day)]
        if year in YEARLIKE and month and not self.is_("number"):
            return [Point("month", year, month.number)]
        self.at = start
        return None

    def month_year(self) -> list[Point] | None:
        """'October 2014', 'Sept 07', 'Mar-14', 'June', 'February 15' (which may be a day)."""
        if points := self.year_first():
            return points
        month = self.take("month")
        if not month:
            return None
        number = month.number
        year = self.year_after_month(month, day_known=False)
        if year is not None:
            return [Point("month", year, number)]
        here = self.at
        self.glue(",.-/", tight=False)
        joined = self.tokens[self.at - 1] if self.at > here else None
        digits = self.two_digits()
        if digits and not self.is_("month", ahead=1) and not self.begins_day(1):
            self.at += 1
            return self.two_digit_month(month, number, digits, joined)
        self.at = here
        if self.is_("number") and not self.is_("month", ahead=1) and not self.begins_day(1):
            day = self.day_number()
            if day is not None:
                return [Point("day", None, number, day)]
        return [Point("month", None, number)]

    def two_digit_month(self, month: Token, number: int, digits: str, joined: Token | None) -> list[Point]:
        """'Sept 07' and 'Mar-14' are years; 'February 15' is a year or a day."""
        year = Point("month", _full_year(digits), number)
        abbreviated = month.end - month.start <= 4 and number not in (5, 6, 7)
        short = abbreviated or month.end - month.start == 3
        by_spreadsheet = joined is not None and joined.value in ("-", "/") and not joined.spaced and short
        if digits[0] == "0" or int(digits) > 31 or by_spreadsheet or self.two_digit_years:
            return [year]
        return [year, Point("day", None, number, int(digits), two_digits=True)]

    def dates_after_day(self) -> bool:
        """Whether what stands behind a day makes it something else: '2014 March 10 monthly', '2014 March 10 2015'."""
        token = self.peek(1)
        return bool(token and token.sort in ("number", "often", "unit", "month"))

    def quarter(self) -> list[Point] | None:
        """'Q2 2014/15', 'second quarter of 2014/15', 'Quarter 3', 'Q2 2014' (whose quarter?)."""
        start = self.at
        years = self.two_years()
        self.take("calendar", "financial")
        self.take("link", ",")
        if years is not None and self.take("quarter"):
            number = self.count()
            return [Point("quarter", years, which=str(number))] if number in (1, 2, 3, 4) else None
        self.at = start
        number = self.quarter_number()
        if number not in (1, 2, 3, 4):
            self.at = start
            return None
        which = str(number)
        here = self.at
        self.glue(",-(", tight=False)
        calendar = self.take("calendar")
        years = self.two_years()
        if years is not None:
            self.take("link", ")")
            calendar = calendar or self.take("calendar")
            of_year = [Point("quarter", years, which=which)]
            other = _QUARTERS.get(calendar.value) if calendar else None
            return [Point(other, years, which=which), *of_year] if other else of_year
        year = self.four_digits()
        if year in YEARLIKE:
            calendar = calendar or self.take("calendar")
            of_calendar = [Point("calendar_quarter", year, which=which)]
            if calendar and calendar.value == "calendar":
                return of_calendar
            return [*of_calendar, Point("quarter", year, which=which)]
        self.at = here
        return [Point("quarter", None, which=which)]

    def quarter_number(self) -> int | None:
        """'Q2', 'quarter 2', '2nd quarter', 'second quarter', 'first quarter'."""
        if self.take("quarter"):
            number = self.count()
            return None if self.is_("unit") else number
        token = self.peek()
        if not token or token.sort not in ("ordinal", "other", "filler", "number") or not self.is_("quarter", ahead=1):
            return None
        self.at += 2
        if self.lowered(token) == "first":
            return 1
        return None if token.value else token.number

    def two_years(self) -> int | None:
        """The first year of '2014/15', '14-15', '2014/2015', '2014 to 15', '2014-5': two that follow one another."""
        start = self.at
        first = self.take("number")
        mark = self.take("link", "/") or self.take("link", "-") if first else None
        to = self.take("to") if first and not mark and len(first.value) == 4 else None
        second = self.take("number") if mark or to else None
        if first and second and first.value and second.value:
            year = _two_years(first.value, second.value)
            if year is not None and not (to and self.is_("month")) and (len(second.value) > 1 or not self.dates_on()):
                return year
        self.at = start
        return None

    def dates_on(self) -> bool:
        """Whether a number that was just read goes on as a date, or has a unit of its own."""
        token = self.peek()
        if not token:
            return False
        return token.sort in ("month", "often", "unit", "number") or (_is_stroke(token) and self.is_("number", ahead=1))

    def term_or_season(self) -> list[Point] | None:
        """'Autumn Term 2011', 'Spring 2012', 'October half term', 'Spring 1', 'Half Term', 'Summer term 2014/15'."""
        season = self.take("season")
        if not season:
            return self.half_term()
        name = season.value
        if name == "winter":
            return self.with_year(name)
        term = self.take("term")
        if term:
            return self.with_year(f"{name}_1" if term.value == "half" else f"{name}_term")
        if number := self.take("number", "1") or self.take("number", "2"):
            return self.with_year(f"{name}_{number.value}")
        return self.with_year(name)

    def half_term(self) -> list[Point] | None:
        start = self.at
        month = self.take("month")
        if not self.take("term", "half"):
            self.at = start
            return None
        if not month:
            return [Point("span", None, which=f"{s}_1") for s in ("autumn", "spring", "summer")]
        which = {10: "autumn_1", 11: "autumn_1", 2: "spring_1", 5: "summer_1", 6: "summer_1"}.get(month.number)
        points = self.with_year(which) if which else None
        if points and month.number in (6, 11):
            # the holiday of the month before reaches into it, or one in it is meant
            points += [Point("month", point.year, month.number) for point in points]
        return points

    def with_year(self, which: str) -> list[Point]:
        if self.is_("number", ahead=1):
            self.glue(",-(", tight=False)
        else:
            self.skip_of()
        years = self.two_years()
        if years is not None:
            late_in_year = which.startswith(("autumn", "winter"))
            return [Point("span", years if late_in_year else years + 1, which=which)]
        year = self.four_digits()
        if year is None:
            self.take("quote")
            digits = self.two_digits()
            if digits:
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
            if self.is_("calendar", ahead=1):
                self.glue("(", tight=False)
            else:
                self.skip_of()
            calendar = self.take("calendar")
        if not calendar:
            self.at = start
            return None
        which = f"{calendar.value}_year"
        if years is None and year is None and calendar.value != "calendar" and not self.is_("number"):
            return [Point("span", None, which=which)]  # "the municipal year"
        if years is None and year not in YEARLIKE:
            self.at = start
            return None
        self.take("link", ")")
        if calendar.value == "calendar":
            return [Point("calendar_year", year, edge="end")] if year else None
        begins = (years,) if years is not None else (year - 1, year) if year is not None else ()
        return [Point("span", y, which=which) for y in begins]

    def split_year(self) -> list[Point] | None:
        """'2016/17', '16/17': two calendars claim it."""
        start = self.at
        years = self.two_years()
        if years is None:
            self.at = start
            return None
        both = [Point("span", years, which="financial_year"), Point("span", years, which="academic_year")]
        last = self.tokens[self.at - 1]
        if len(last.value) == 1 and last.number:
            both.append(Point("month", years, last.number))  # "2014-5" may be a month too
        return both

    def bare_year(self, edge: str) -> list[Point] | None:
        start = self.at
        year = self.four_digits()
        if year in YEARLIKE and not self.is_("month"):
            return [Point("calendar_year", year)]
        self.at = start
        return None

    def feast(self) -> list[Point] | None:
        feast = self.take("feast")
        if not feast:
            return None
        if (term := self.take("term")) and term.value == "term":
            return self.with_year("spring_term") if feast.value == "easter" else None
        return [Point("feast", self.four_digits(), which=feast.value)]


# the quarters of years other than the financial one
_QUARTERS: dict[str, Shape] = {"academic": "academic_quarter", "municipal": "municipal_quarter"}


def _is_stroke(token: Token) -> bool:
    return token.sort == "link" and token.value in ("-", "/")


def _full_year(digits: str) -> int:
    """Two digits are this century up to 69: action plans are not older than the Children Acts."""
    return int(digits) + (2000 if int(digits) < 70 else 1900)


def _two_years(first: str, second: str) -> int | None:
    if len(first) == 4 and len(second) in (1, 2, 4) and int(first) in YEARLIKE:
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
    if len(a) > 2 or len(b) > 2 or len(c) not in (2, 4) or (mark == " " and len(c) != 4) or (not third and len(c) == 4):
        return None
    year = third if len(c) == 4 else _full_year(c)
    if 1 <= first <= 31 and _is_month(second):
        day_first = Point("day", year, second, first)
        if mark == "-" and len(c) == 2 and len(a) == 2 and 1 <= third <= 31:
            return [day_first, Point("day", _full_year(a), second, third, two_digits=True)]
        return [day_first]
    if _is_month(first) and 13 <= second <= 31:
        return [Point("day", year, first, second, swapped=True)]
    return None


def _two_numbers(numbers: list[str], mark: str) -> list[Point] | None:
    """'03/2015' is a month; '2015-03' too; '5/11' a day without a year; '2011-12' a year or a month."""
    a, b = numbers
    first, second = int(a), int(b)
    if len(b) == 4 and len(a) <= 2 and mark in "/.-" and _is_month(first) and second in YEARLIKE:
        return [Point("month", second, first)]
    if len(a) == 4 and len(b) == 2 and mark in "-/" and _is_month(second) and first in YEARLIKE:
        month = Point("month", first, second)
        if _two_years(a, b) is None:
            return [month] if b[0] == "0" else [month, Point("missing")]
        return [Point("span", first, which="financial_year"), Point("span", first, which="academic_year"), month]
    if mark != "/" or len(a) > 2 or len(b) > 2 or not first or not second:
        return None
    points = []
    if _two_years(a, b) is not None:
        points = [
            Point("span", _full_year(a), which="financial_year"),
            Point("span", _full_year(a), which="academic_year"),
        ]
    if first <= 31 and _is_month(second):
        points.append(Point("day", None, second, first))
    if _is_month(first) and len(b) == 2 and second > 12:
        points.append(Point("month", _full_year(b), first))
    if len(points) == 1:
        points.append(
            Point("missing", two_digits=points[0].shape == "month")
        )  # one honest reading, but two bare numbers are never certain
    return points or None


def _edged(points: list[Point], edge: str, week: str, weekday: int | None) -> list[Point]:
    """The points with what was said before them: 'end of', 'early', 'w/c', 'Monday'."""
    if (
        edge == "end"
        and len(points) == 2
        and points[0].shape == "month"
        and points[1].shape == "day"
        and points[1].year is None
    ):
        points = points[:1]  # 'end of February 15': a day has no end
    return [p._replace(edge=edge or p.edge, week=week, weekday=weekday) for p in points]
