"""The recursive-descent parser of a cell: tokens to items, one method a rule of the grammar."""

from __future__ import annotations

from collections.abc import Callable

from s11.english import word_set
from s11.when.calendar import Period
from s11.when.lexicon import Token
from s11.when.model import Counted, Dates, Event, Item, Lapse, Often, PlanYear, Point, Shift, Sort, WhenParsed, Word
from s11.when.points import PER_COUNT, YEARLIKE, PointParser
from s11.when.ranges import Member, ranges, sharing_years

THEN = ("then", "thereafter")
JOINERS = ("and", "or", *THEN)
# no sentence ends with one of these
_UNFINISHED: tuple[Sort, ...] = ("mark", "edge", "week", "every", "within", "link", "to")
_TIMED: tuple[Sort, ...] = (
    "undone",
    "every",
    "times",
    "number",
    "ordinal",
    "quarter",
    "season",
    "feast",
    "year_end",
    "week",
    "edge",
    "unit",
    "weekday",
    "onwards",
)
_CONDITIONS = word_set("if unless maybe perhaps possibly provisional provisionally ? unlikely except approximately")
# what a token is where no rule takes it
_NOT_UNDERSTOOD: tuple[Sort, ...] = (
    "undone",
    "number",
    "ordinal",
    "month",
    "weekday",
    "unit",
    "quarter",
    "edge",
    "season",
    "term",
    "week",
    "calendar",
    "every",
    "other",
    "other_unit",
    "at_least",
    "times",
)
_NO_MEANING: tuple[Sort, ...] = ("quote", "a", "within")


class Parser(PointParser):
    """The items of a cell: each rule reads one, or leaves `at` where it was and gives None."""

    monthless = 0  # before this token stands a row of numbers that no month follows

    # -- the whole

    def read(self) -> list[Item]:
        rules = (self.numbering, self.plan_year, self.often, self.event, self.lapse, self.series)
        items: list[Item] = []
        while self.at < len(self.tokens):
            items.append(next((item for rule in rules if (item := self.tried(rule))), None) or self.plain())
        return items

    def tried(self, rule: Callable[[], Item | None]) -> Item | None:
        start = self.at
        item = rule()
        self.at = self.at if item else start
        return item

    def span(self, first: int) -> tuple[int, int]:
        """From the first letter of a token up to here."""
        return self.tokens[first].start, self.tokens[self.at - 1].end

    def words(self, first: int) -> str:
        start, end = self.span(first)
        return self.text[start:end]

    def plain(self) -> Item:
        token = self.tokens[self.at]
        self.at += 1
        sort, value = token.sort, token.value
        if sort == "annual":
            return self.annual(token)
        if sort == "point":
            after = self.peek()
            before = self.tokens[self.at - 2].sort if self.at > 1 else ""
            ends = after and after.spaced and after.sort != "break" and before not in _UNFINISHED
            sort, value = ("break" if ends else "filler"), "."
        elif sort == "next":
            sort = "filler" if self.lowered(token) == "this" else "stranger"  # "review this strategy"
        elif sort == "to":
            sort, value = ("mark", "until") if self.dated_next() else ("future", "")
        elif sort in _NO_MEANING:
            sort = "filler"
        elif sort in _NOT_UNDERSTOOD:
            sort, value = "stranger", sort
        return Word(token.start, token.end, sort, value)

    def numbering(self) -> Item | None:
        """A list number at the start of a line: '1.' or '2)'."""
        number, after, then = self.peek(), self.peek(1), self.peek(2)
        if not number or number.sort != "number" or len(number.value) > 2 or not after or after.spaced or not then:
            return None
        before = self.tokens[self.at - 1].sort if self.at else "break"
        if self.is_("link", ")", 1) or (before == "break" and after.sort == "point" and then.spaced):
            self.at += 2
            return Word(*self.span(self.at - 2), "break")
        return None

    def annual(self, token: Token) -> Item:
        """'Annual Council' beside a date is a meeting; 'annual meeting' alone comes every year."""
        if any(t.sort in ("month", "number") for t in self.tokens):
            return Word(token.start, token.end, "content")
        return Often(token.start, token.end, (Period(12),))

    def plan_year(self) -> Item | None:
        """'Year 1', 'end of year 2', 'Yr 3': a year of the plan, counted from the day it was agreed."""
        first = self.at
        edge = self.take("edge")
        token = self.take("unit", "year") or self.take("year_end", "year")
        number = self.count() if token else None
        if (
            not token
            or not number
            or number > 5
            or self.lowered(token).endswith("s")
            or (edge and edge.value != "end")
            or self.dates_on()
        ):
            return None  # "years 1" is none
        return PlanYear(*self.span(first), Shift(Period(12 * number)), f"by the end of year {number}")

    # -- how often

    def often(self) -> Item | None:
        """An interval; 'at least' before it names the longest that is allowed."""
        first = self.at
        self.take("at_least")
        periods = self.times() or self.every() or self.counted_often() or self.plain_often()
        if not periods:
            self.at = first
            return None
        weekday = next((token.number for token in self.tokens[first : self.at] if token.sort == "weekday"), None)
        return Often(*self.span(first), periods, weekday)

    def plain_often(self) -> tuple[Period, ...]:
        token = self.take("often")
        return token.every if token else ()

    def counted_often(self) -> tuple[Period, ...]:
        """'8 weekly', 'six-monthly'."""
        start = self.at
        ten = bool((token := self.peek()) and self.lowered(token) == "ten")
        number = self.count()
        if number:
            self.take("link", "-")
            token = self.take("often")
            if token and len(token.every) == 1 and self.lowered(token).endswith(PER_COUNT):
                period = _multiplied(token.every[0], number)
                return (period, token.every[0]) if ten else (period,)  # "ten yearly" may be "then yearly"
        self.at = start
        return ()

    def times(self) -> tuple[Period, ...]:
        """'twice a year', 'three times each year', 'twice yearly', 'once a month'."""
        start = self.at
        token = self.take("times")
        number = token.number if token else self.count()
        if number and not token:
            if not ((t := self.peek()) and self.lowered(t) in ("times", "x")):
                self.at = start
                return ()
            self.at += 1
        if number:
            once = bool(token and number == 1)
            joined = once or self.take("a") or self.take("every") or self.take("link", "/")
            every = self.unit_of_time() or self.year_unit() if joined else self.plain_often()
            if once and not every and (period := self.span_of_time()):
                return (period,)  # "once every two years"
            if len(every) > 1:
                return every
            if every:
                shared = _divided(every[0], number)
                return (shared,) if shared else every * 2  # the same twice over: two honest doubts, one period
        self.at = start
        return ()

    def unit_of_time(self) -> tuple[Period, ...]:
        """'month', 'quarter', 'term', 'half term'."""
        if unit := self.take("unit"):
            return unit.every
        token = self.peek()
        named = _UNITS.get(self.lowered(token), ()) if token and token.sort in ("quarter", "term") else ()
        self.at += bool(named)
        return named

    def year_unit(self) -> tuple[Period, ...]:
        """'once every academic year'."""
        return (Period(12),) if not self.is_("number", ahead=1) and self.take("calendar") else ()

    def every(self) -> tuple[Period, ...]:
        """'every two years', 'each quarter', 'every other month', 'every March' (the month is left to be read)."""
        start = self.at
        if not self.take("every"):
            return ()
        after = self.peek()
        if after and after.sort in ("month", "season", "feast"):
            return (Period(12),)
        if year := self.year_unit():
            return year
        if not self.is_("number", ahead=1) and self.take("weekday"):
            return (Period(days=7),)
        other = self.take("other") or self.take("ordinal")
        counted = None if other else self.count()
        number = other.number if other else counted or 1
        most = self.count() if self.take("link", "-") or (counted and self.take("to")) else None
        every = self.unit_of_time()
        if every and number:
            return self.with_days(tuple(_multiplied(p, n) for n in (number, most) if n for p in every))
        self.at = start
        return ()

    def with_days(self, periods: tuple[Period, ...]) -> tuple[Period, ...]:
        """'every 2 months and 3 days'."""
        start = self.at
        if self.take("link", "and") and (number := self.count()) and (unit := self.take("unit")):
            more = _multiplied(unit.every[0], number)
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
                return _multiplied(unit.every[0], number)
        self.at = start
        return None

    def lapse(self) -> Item | None:
        """'within six months of new Council', '3 months after approval', 'over the next 12 months', '6 months'."""
        first = self.at
        least = bool(self.take("at_least"))
        within = bool(self.take("within")) and not least
        if not within and not least and self.is_filler("in"):
            within = True
            self.at += 1
        shift = self.shift()
        if not shift:
            return None
        period = shift.period
        if self.take("quote") and self.is_filler("time"):
            self.at += 1  # "in six months' time"
        before = self.is_("mark", "before")
        after = any(self.is_("mark", word) for word in ("after", "from", "since"))
        if before or after or self.is_filler("of", "on"):
            self.at += 1
            dated = self.counted_from(shift._replace(before=before), first, least)
            if dated or least:
                return dated
            second = self.at
            event = self.rest_of_chunk()
            settled = self.settled(second)
            if event and not period.months and not period.days:
                return Event(*self.span(first), self.words(first), settled)
            if event and before:
                return Lapse(*self.span(first), None, self.words(first), settled=False)
            if event:
                return Lapse(*self.span(first), period, event, settled)
            self.at = second - 1
        if least:
            return None
        if within and (shift.working or period.days or period.months):
            return Counted(*self.span(first), shift)
        if period.days or period.months:
            return Lapse(*self.span(first), period, settled=False)
        # school days and the like are no interval of this calendar: the words are kept as they stand
        return Event(*self.span(first), self.words(first), settled=False)

    def shift(self) -> Shift | None:
        """'six months', '20 working days', '48 hours' (two days); an empty one for days that only a school counts."""
        start = self.at
        number = self.count()
        unit = self.take("other_unit") if number else None
        if unit and number:
            days = -(-number // 24) if unit.value == "hour" else 0
            return Shift(Period(days=days), working=number if unit.value == "working" else 0)
        self.at = start
        period = self.span_of_time()
        return Shift(period) if period else None

    def counted_from(self, shift: Shift, first: int, least: bool) -> Item | None:
        """The date from which a lapse is counted, or that of its event: '6 weeks after the board in June 2026'."""
        start = self.at
        event = ""
        if not self.dated_next():
            event = self.rest_of_chunk()
            self.take("link", "(")
            self.skip("on", "in", "of", "the")
        settled = not event or self.settled(start)
        opened = bool(event) and self.at > start and self.tokens[self.at - 1].value == "("
        self.skip_of()
        dates = self.series()
        if not dates or len(dates.whens) != 1 or not (shift.working or shift.period.months or shift.period.days):
            self.at = start
            return None
        if opened:
            self.take("link", ")")
        named = bool(event) or bool((token := self.peek()) and token.sort in ("content", "review", "annual"))
        when = dates.whens[0]
        settled = settled and when.shift is None  # so long after what is itself so long after
        doubts = when.doubts if settled else (*when.doubts, "what it is counted from is not plain")
        whens = (when._replace(shift=shift._replace(vague=named), doubts=doubts),)
        return Dates(*self.span(first), whens, "not before" if least else "")

    def event(self) -> Item | None:
        """'following CEB comments', 'next meeting', 'as required': what happens decides the day."""
        first = self.at
        head = self.peek()
        if not head:
            return None
        self.at += 1
        if head.sort == "asneeded":
            return Event(*self.span(first), self.words(first), head.value != "vague")
        if head.sort == "next":
            return self.next_event(head, first)
        if head.sort == "mark" and head.value in ("after", "before", "condition", "by", "not before"):
            return self.marked_event(head, first)
        if head.sort == "annual" and self.four_digits() in YEARLIKE and self.ends_here():
            return Event(*self.span(first), self.words(first), settled=False)
        return None

    def next_event(self, head: Token, first: int) -> Item | None:
        """'next meeting', 'this term'."""
        after = self.peek()
        if self.lowered(head) == "this" and not (
            after and after.sort in ("unit", "term", "season", "quarter", "month", "weekday")
        ):
            return None
        if not self.rest_of_chunk():
            return None
        vague = any(t.sort in ("unit", "calendar", "term", "season", "quarter") for t in self.tokens[first : self.at])
        return Event(*self.span(first), self.words(first), self.settled(first) and not vague)

    def marked_event(self, head: Token, first: int) -> Item | None:
        """'before the board', 'subject to funding', 'by Annual Council 2027'."""
        condition = head.value == "condition"
        if not condition and (event := self.year_of_annual()):
            return Event(*self.span(first), event, settled=False, head=self.lowered(head))
        if self.dated_next():
            return None
        annual = self.annual_next()
        if head.value in ("by", "not before") and not annual:
            return None
        event = self.rest_of_chunk()
        if not event:
            return None
        after = self.at
        if (annual or not condition) and self.four_digits() in YEARLIKE and self.ends_here():
            # "before Annual Council 2027": of a year, on a day that is not named
            return Event(*self.span(first), self.words(first + 1), settled=False, head=self.lowered(head))
        self.at = after
        if not condition and (dated := self.event_on(first + 1)):
            return Dates(head.start, dated.end, dated.whens, head.value)
        return Event(*self.span(first), event, self.settled(first), self.lowered(head), condition)

    def year_of_annual(self) -> str:
        """'the 2027 Annual Council' behind 'before'."""
        start = self.at
        self.skip_of()
        if self.four_digits() in YEARLIKE and self.take("annual"):
            self.rest_of_chunk()
            return self.words(start)
        self.at = start
        return ""

    def event_on(self, first: int) -> Dates | None:
        """'before Annual Council on 20 May 2027': the date of the event that stands before it, where it has a month."""
        start = self.at
        plain = all(t.sort in ("content", "review", "filler", "annual") for t in self.tokens[first : self.at])
        opened = bool(self.take("link", "("))
        self.skip("on", "in", "of", "the")
        dates = self.series() if plain else None
        by_month = any(
            t.sort == "month" or (t.sort == "number" and len(t.value) <= 2) for t in self.tokens[start : self.at]
        )
        if dates and len(dates.whens) == 1 and by_month:
            if opened:
                self.take("link", ")")
            return Dates(*self.span(first), dates.whens)
        self.at = start
        return None

    def annual_next(self) -> bool:
        start = self.at
        self.skip_of()
        is_next = self.is_("annual")
        self.at = start
        return is_next

    def ends_here(self) -> bool:
        token = self.peek()
        return token is None or token.sort in ("break", "point") or (token.sort == "link" and token.value in "),")

    def settled(self, first: int) -> bool:
        """Whether the words of an event hold no time of their own, no alternative, no condition and no question."""
        words = self.tokens[first : self.at]
        last = next((token.sort for token in reversed(words) if token.sort not in ("a", "filler")), "")
        breaks_off = last in ("link", "mark")
        return not breaks_off and not any(
            t.sort in _TIMED or t.value == "or" or self.lowered(t) in _CONDITIONS for t in words
        )

    def dated_next(self) -> bool:
        """Whether a date stands here, so that 'before' and 'after' are marks of it."""
        start = self.at
        self.skip_of()
        is_next = self.series() is not None
        self.at = start
        return is_next

    def rest_of_chunk(self) -> str:
        """The words up to the end of the chunk, as they stand; empty if they hold something that is a date."""
        first = self.at
        while (token := self.peek()) and token.sort not in ("break", "month", "often", "ongoing", "unset", "number"):
            if self.is_("link", "(") or self.is_("link", ")") or (token.sort == "every" and self.interval_next()):
                break
            if token.sort == "point" and (after := self.peek(1)) and after.spaced:
                break
            self.at += 1
        return self.words(first).strip(" ,.-") if self.at > first else ""

    def interval_next(self) -> bool:
        start = self.at
        is_next = bool(self.every())
        self.at = start
        return is_next

    # -- dates

    def series(self) -> Dates | None:
        """Dates joined by dashes, strokes, commas and 'and', sharing a year or a month."""
        first = self.at
        between = bool(self.take("between"))
        if between:
            self.skip_of()
        members = self.element()
        if not members:
            return None
        if between and len(members) == 2 and members[1].op == "and":
            members[1] = members[1]._replace(op="-")  # "between 9 and 13 September 2024"
        while True:
            before = self.at
            op = self.operator()
            if op is None:
                break
            more = self.element()
            if not more:
                self.at = before
                break
            interval = op == "/" and len(members) == 1 and self.iso_interval(before)
            members += [more[0]._replace(op="-" if (between and op == "and") or interval else op), *more[1:]]
        if self.numbered(first):
            members[0] = members[0]._replace(doubts=("the number may belong to the word before it",))
        whens = ranges(sharing_years(members))
        return self.added_to(whens[0], first) if len(whens) == 1 else Dates(*self.span(first), whens)

    def iso_interval(self, stroke: int) -> bool:
        """'2026-04-01/2026-05-01': two days with the year first and a stroke without a space (ISO 8601), no more."""
        before, after = self.tokens[max(0, stroke - 5) : stroke], self.tokens[stroke + 1 : stroke + 6]
        tight = not self.tokens[stroke].spaced and not any(t.spaced for t in (*before[1:], *after))
        years = len(before) == len(after) == 5 and all(
            t[0].sort == "number" and len(t[0].value) == 4 for t in (before, after)
        )
        return tight and years and not self.is_("link", "/")

    def added_to(self, when: WhenParsed, first: int) -> Dates:
        """'June 2026 + 6 months': so long after the date."""
        start = self.at
        plus = self.take("link", "and")
        shift = self.shift() if plus and self.lowered(plus) in ("+", "plus") else None
        if shift and not self.is_("mark") and not self.is_("often"):
            return Dates(*self.span(first), (when._replace(shift=shift),))
        self.at = start
        return Dates(*self.span(first), (when,))

    def numbered(self, first: int) -> bool:
        """'Action 3 March 2014': whether a word that often has a number of its own stands before the day."""
        if not first or len(self.tokens) < first + 2:
            return False
        before, number, month = self.tokens[first - 1 : first + 2]
        return (before.sort, before.value, number.sort, month.sort) == ("content", "numbered", "number", "month")

    def operator(self) -> str | None:
        """What joins two dates: '-' a range, '/', 'and', ',' 'or', or nothing at all."""
        token = self.peek()
        if not token:
            return None
        if token.sort == "to" or (token.sort == "mark" and token.value == "until"):
            self.at += 1
            self.edge_by()
            return "-"
        if token.sort == "link" and token.value in ("-", "/", "and", ",", "or", "then", "thereafter"):
            self.at += 1
            value = token.value
            if value == "," and (joiner := self.peek()) and joiner.sort == "link" and joiner.value in JOINERS:
                self.at += 1
                value = joiner.value
            self.edge_by()
            return "and" if value in (",", "then", "thereafter") else value
        return "" if token.sort in ("month", "number", "ordinal", "quarter", "season", "edge", "weekday") else None

    def edge_by(self) -> None:
        """A second 'by' or 'in' before the next date of a list changes nothing."""
        while self.is_("mark", "by") or self.is_filler("in", "on", "the", "at"):
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
        if start < self.monthless:
            return None
        numbers: list[int] = []
        ops: list[str] = []
        weekdays: list[int | None] = []
        while True:
            weekday = self.take("weekday")
            number = self.day_number()
            if number is None:
                break
            weekdays.append(weekday.number if weekday else None)
            numbers.append(number)
            op = self.day_operator()
            if not op:
                break
            ops.append(op)
        self.skip_of()
        month = self.take("month") if len(numbers) > 1 and len(ops) == len(numbers) - 1 else None
        if not month or len(numbers) > 12:
            # a row of numbers without a month is none from any of them: each is looked at once
            self.monthless = self.monthless if self.is_("month") or month else max(self.monthless, self.at)
            self.at = start
            return None
        year = self.year_after_month(month, day_known=True)
        points = [
            Point("day", year, month.number, n, weekday=weekday) for n, weekday in zip(numbers, weekdays, strict=True)
        ]
        return [Member((p,), (p,), op) for p, op in zip(points, ["", *ops], strict=True)]


def _multiplied(period: Period, n: int) -> Period:
    return Period(period.months * n, period.days * n)


def _divided(period: Period, n: int) -> Period | None:
    """The n-th part of a period, where that is whole months or days: half a year, a third; not half a month."""
    if period.months % n or period.days % n:
        return None
    return Period(period.months // n, period.days // n)


_UNITS = {
    "quarter": (Period(3),),
    "term": (Period(3), Period(4)),
    "half term": (Period(2), Period(days=42)),
    "half-term": (Period(2), Period(days=42)),
}
