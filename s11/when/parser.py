"""The recursive-descent reader: tokens to items, one method a rule of the grammar."""

from __future__ import annotations

from s11.when.calendar import Period
from s11.when.lexicon import Token, tokens_of
from s11.when.model import Item, Point, Shift
from s11.when.ranges import Member, ranges, sharing_years

THEN = ("then", "thereafter")
JOINERS = ("and", "or", *THEN)
_UNFINISHED = ("mark", "edge", "week", "every", "within", "link", "to")  # no sentence ends with one of these
_TIMED = ("undone", "every", "times", "number", "ordinal", "quarter", "season", "feast", "year_end", "week", "edge", "unit", "weekday", "onwards")
_COUNTED = ("kly", "thly", "yearly")  # "8 weekly", "2 yearly"; nobody says "2 annually"
_CONDITIONS = ("if", "unless", "maybe", "perhaps", "possibly", "provisional", "provisionally", "?", "unlikely", "except", "approximately")
_YEARLIKE = range(1900, 2200)


class Reader:
    """The recursive-descent reader: each method reads one rule at `at`, or leaves `at` where it was and gives None."""

    def __init__(self, text: str, two_digit_years: bool = False) -> None:
        self.text = text
        self.two_digit_years = two_digit_years
        self.tokens = tokens_of(text)
        self.at = 0
        self.monthless = 0  # before this token stands a row of numbers that no month follows

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
            for rule in (self.numbering, self.plan_year, self.often, self.event, self.lapse, self.series):
                found = rule()
                if found:
                    items.append(found)
                    break
                self.at = start
            else:
                items.append(self.plain())
        return items

    def item(self, sort: str, value: object, first: int) -> Item:
        return Item(sort, value, self.tokens[first].start, self.tokens[self.at - 1].end)

    def plain(self) -> Item:
        token = self.tokens[self.at]
        self.at += 1
        sort, value = token.sort, token.value
        if sort == "point":
            after = self.peek()
            before = self.tokens[self.at - 2].sort if self.at > 1 else ""
            ends = after and after.spaced and after.sort != "break" and before not in _UNFINISHED
            sort, value = ("break" if ends else "filler"), "."
        elif sort == "next":
            sort = "filler" if self.said(token) == "this" else "stranger"  # "review this strategy"
        elif sort == "annual":
            return self.annual(token)
        elif sort in ("quote", "a", "times") or (sort == "within"):
            sort = "filler" if sort != "times" else "stranger"
        elif sort == "to":
            sort, value = ("mark", "until") if self.dated_next() else ("future", None)
        elif sort in ("undone", "number", "ordinal", "month", "weekday", "unit", "quarter", "edge", "season", "term", "week",
                      "calendar", "every", "other", "other_unit", "at_least"):  # fmt: skip
            sort, value = "stranger", sort
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

    def annual(self, token: Token) -> Item:
        """'Annual Council' beside a date is a meeting; 'annual meeting' alone comes every year."""
        dated = any(t.sort in ("month", "number") for t in self.tokens)
        return Item("content" if dated else "often", None if dated else (Period(12),), token.start, token.end)

    def plan_year(self) -> Item | None:
        """'Year 1', 'end of year 2', 'Yr 3': a year of the plan, counted from the day it was agreed."""
        first = self.at
        edge = ""
        if (token := self.peek()) and token.sort == "edge":
            edge = str(token.value)
            self.at += 1
        token = self.take("unit", Period(12)) or self.take("year_end", "year")
        number = self.count() if token else None
        if not number or number > 5 or not _single(self.said(token)) or edge not in ("", "end") or self.dates_on():
            return None
        return self.item("plan_year", (Shift(Period(12 * number)), f"by the end of year {number}", "year"), first)

    def dates_on(self) -> bool:
        """Whether a number that was just read goes on as a date, or has a unit of its own."""
        token = self.peek()
        return bool(token and (token.sort in ("month", "often", "unit", "number") or (token.sort == "link" and token.value in "-/" and self.is_("number", None, 1))))

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
        """An interval; 'at least' before it names the longest that is allowed."""
        first = self.at
        self.take("at_least")
        periods = self.times() or self.every() or self.counted_often() or self.plain_often()
        if not periods:
            self.at = first
        return self.item("often", periods, first) if periods else None

    def plain_often(self) -> tuple[Period, ...] | None:
        token = self.take("often")
        return token.value if token else None

    def counted_often(self) -> tuple[Period, ...] | None:
        """'8 weekly', 'six-monthly'."""
        start = self.at
        ten = bool((token := self.peek()) and self.said(token) == "ten")
        number = self.count()
        if number:
            self.take("link", "-")
            token = self.take("often")
            if token and len(token.value) == 1 and self.said(token).endswith(_COUNTED):
                found = _multiplied(token.value[0], number)
                return (found, token.value[0]) if ten else (found,)  # "ten yearly" may be "then yearly"
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
            unit = self.take("unit") or self.quarter_unit() or self.year_unit() if joined else self.take("often")
            if once and not unit and (period := self.span_of_time()):
                return (period,)  # "once every two years"
            if unit:
                if isinstance(unit.value, tuple) and len(unit.value) > 1:
                    return unit.value
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

    def year_unit(self) -> Token | None:
        """'once every academic year'."""
        token = self.take("calendar") if not self.is_("number", None, 1) else None
        return token._replace(value=Period(12)) if token else None

    def every(self) -> tuple[Period, ...] | None:
        """'every two years', 'each quarter', 'every other month', 'every March' (the month is left to be read)."""
        start = self.at
        if not self.take("every"):
            return None
        after = self.peek()
        if after and after.sort in ("month", "season", "feast"):
            return (Period(12),)
        if after and after.sort == "calendar" and not self.is_("number", None, 1):
            self.at += 1
            return (Period(12),)
        if after and after.sort == "weekday" and not self.is_("number", None, 1):
            self.at += 1
            return (Period(days=7),)
        other = self.take("other")
        ordinal = self.take("ordinal") if not other else None
        counted = None if other or ordinal else self.count()
        number = other.value if other else ordinal.value if ordinal else counted or 1
        most = self.count() if self.take("link", "-") or (counted and self.take("to")) else None
        unit = self.take("unit") or self.quarter_unit()
        if unit and number:
            found = unit.value if isinstance(unit.value, tuple) else (unit.value,)
            periods = tuple(_multiplied(p, n) for n in (number, most) if n for p in found)
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
        least = bool(self.take("at_least"))
        within = bool(self.take("within")) and not least
        if not within and not least and self.is_("filler") and self.said(self.peek()) == "in":
            within = True
            self.at += 1
        shift = self.shift()
        if not shift:
            return None
        period = shift.period
        self.take("quote") and self.time_word()  # "in six months' time"
        head = self.peek()
        before = bool(head and head.sort == "mark" and head.value == "before")
        joins = head and ((head.sort == "mark" and head.value in ("after", "before", "from", "since")) or (head.sort == "filler" and self.said(head) in ("of", "on")))
        if joins:
            self.at += 1
            dated = self.counted_from(shift._replace(before=before), first, least)
            if dated:
                return dated
            second = self.at
            event = self.rest_of_chunk()
            if least:
                return None
            if event and (shift.working or (not period.months and not period.days)):
                whole = self.text[self.tokens[first].start : self.tokens[self.at - 1].end]
                return self.item("event", (whole, self.settled(second), ""), first)
            if event:
                whole = self.text[self.tokens[first].start : self.tokens[self.at - 1].end]
                plain = not before and self.settled(second)
                return self.item("lapse", (None if before else period, whole if before else event, plain), first)
            self.at = second - 1
        if least:
            return None
        if (within and shift.working) or period.days or period.months:
            if within:
                return self.item("counted", (shift, "", ""), first)
            return self.item("lapse", (period, "", within), first)
        # school days and the like are no interval of this calendar: the words are kept as they stand
        return self.item("event", (self.text[self.tokens[first].start : self.tokens[self.at - 1].end], False, ""), first)

    def shift(self) -> Shift | None:
        """'six months', '20 working days', '48 hours' (two days); an empty one for days that only a school counts."""
        start = self.at
        number = self.count()
        unit = self.take("other_unit") if number else None
        if unit and number:
            if unit.value == "hour":
                return Shift(Period(days=-(-number // 24)))
            return Shift(Period(), working=number) if unit.value == "working" else Shift(Period())
        self.at = start
        period = self.span_of_time()
        return Shift(period) if period else None

    def time_word(self) -> None:
        if (token := self.peek()) and token.sort == "filler" and self.said(token) == "time":
            self.at += 1

    def counted_from(self, shift: Shift, first: int, least: bool) -> Item | None:
        """The date from which a lapse is counted, or on which the event happens from which it is: '6 weeks after the board in June 2026'."""
        start = self.at
        event = ""
        if not self.dated_next():
            event = self.rest_of_chunk()
            self.take("link", "(") or self.take("link", ",") or self.take("link", "-")
            while (token := self.peek()) and token.sort == "filler" and self.said(token) in ("on", "in", "of", "the"):
                self.at += 1
        settled = not event or self.settled(start)
        opened = bool(event) and self.at > start and self.tokens[self.at - 1].value == "("
        self.skip_of()
        found = self.series()
        if not found or len(found.value) != 1 or not (shift.working or shift.period.months or shift.period.days):
            self.at = start
            return None
        if opened:
            self.take("link", ")")
        named = bool(event) or bool((token := self.peek()) and token.sort in ("content", "review", "annual"))
        when = found.value[0]
        settled = settled and when.shift is None  # so long after what is itself so long after
        doubts = when.doubts if settled else (*when.doubts, "what it is counted from is not plain")
        item = self.item("when", (when._replace(shift=shift._replace(vague=named), doubts=doubts),), first)
        return item._replace(mark="not before") if least else item

    def event(self) -> Item | None:
        """'following CEB comments', 'next meeting', 'as required': what happens decides the day."""
        first = self.at
        head = self.peek()
        if head and head.sort == "asneeded":
            self.at += 1
            return self.item("event", (self.text[head.start : head.end], head.value != "vague", ""), first)
        if head and head.sort == "next":
            self.at += 1
            if self.said(head) == "this" and not ((t := self.peek()) and t.sort in ("unit", "term", "season", "quarter", "month", "weekday")):
                return None
            if not self.rest_of_chunk():
                return None
            vague = any(t.sort in ("unit", "calendar", "term", "season", "quarter") for t in self.tokens[first : self.at])
            event = self.text[head.start : self.tokens[self.at - 1].end]
            return self.item("event", (event, self.settled(first) and not vague, ""), first)
        if head and head.sort == "mark" and head.value in ("before", "by", "after", "not before") and (year := self.year_of_annual()):
            return self.item("event", (year, False, self.said(head)), first)
        if head and head.sort == "mark" and head.value in ("after", "before", "condition", "by", "not before"):
            self.at += 1
            if self.dated_next():
                return None
            annual = self.annual_next()
            if head.value in ("by", "not before") and not annual:
                return None
            event = self.rest_of_chunk()
            if event:
                year = self.at
                if (annual or head.value != "condition") and self.four_digits() in _YEARLIKE and self.ends_here():
                    # "before Annual Council 2027": of a year, on a day that is not named
                    event = self.text[self.tokens[first + 1].start : self.tokens[self.at - 1].end]
                    return self.item("event", (event, False, self.said(head)), first)
                self.at = year
                if head.value != "condition" and (dated := self.event_on(first + 1)):
                    return dated._replace(start=head.start, mark=str(head.value))
                return self.item("event", (event, self.settled(first), self.said(head)), first)._replace(mark="condition" if head.value == "condition" else "")
        if head and head.sort == "annual" and any(t.sort == "number" for t in self.tokens):
            self.at += 1
            if self.four_digits() in _YEARLIKE and self.ends_here():
                return self.item("event", (self.text[head.start : self.tokens[self.at - 1].end], False, ""), first)
        return None

    def year_of_annual(self) -> str:
        """'the 2027 Annual Council' behind 'before'."""
        self.at += 1
        second = self.at
        self.skip_of()
        if self.four_digits() in _YEARLIKE and self.take("annual"):
            self.rest_of_chunk()
            return self.text[self.tokens[second].start : self.tokens[self.at - 1].end]
        self.at = second - 1
        return ""

    def event_on(self, first: int) -> Item | None:
        """'before Annual Council on 20 May 2027': the date of the event that stands before it, where it has a month."""
        start = self.at
        plain = all(t.sort in ("content", "review", "filler", "annual") for t in self.tokens[first : self.at])
        opened = bool(self.take("link", "("))
        opened or self.take("link", ",") or self.take("link", "-")
        while (token := self.peek()) and token.sort == "filler" and self.said(token) in ("on", "in", "of", "the"):
            self.at += 1
        found = self.series() if plain else None
        if found and len(found.value) == 1 and any(t.sort == "month" or (t.sort == "number" and len(str(t.value)) <= 2) for t in self.tokens[start : self.at]):
            if opened:
                self.take("link", ")")
            return self.item("when", found.value, first)
        self.at = start
        return None

    def annual_next(self) -> bool:
        start = self.at
        self.skip_of()
        found = self.is_("annual")
        self.at = start
        return found

    def ends_here(self) -> bool:
        token = self.peek()
        return token is None or token.sort in ("break", "point") or (token.sort == "link" and token.value in "),")

    def settled(self, first: int) -> bool:
        """Whether the words of an event hold no time of their own, no alternative, no condition and no question."""
        words = self.tokens[first : self.at]
        breaks_off = bool(words) and words[-1].sort in ("link", "mark")
        return not breaks_off and not any(t.sort in _TIMED or t.value == "or" or self.said(t) in _CONDITIONS for t in words)

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
            if token.sort in ("month", "often", "ongoing", "unset") or token.sort == "number":
                break
            if token.sort == "every" and self.interval_next():
                break
            if token.sort == "point" and (after := self.peek(1)) and after.spaced:
                break
            self.at += 1
        if self.at == first:
            return ""
        return self.text[self.tokens[first].start : self.tokens[self.at - 1].end].strip(" ,.-")

    def interval_next(self) -> bool:
        start = self.at
        found = self.every() is not None
        self.at = start
        return found

    # -- dates

    def series(self) -> Item | None:
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
        item = self.item("when", ranges(sharing_years(members)), first)
        return self.added_to(item, first) if len(item.value) == 1 else item

    def iso_interval(self, stroke: int) -> bool:
        """'2026-04-01/2026-05-01': two whole days with the year first and a stroke without a space (ISO 8601), and nothing more."""
        before, after = self.tokens[max(0, stroke - 5) : stroke], self.tokens[stroke + 1 : stroke + 6]
        tight = not self.tokens[stroke].spaced and not any(t.spaced for t in (*before[1:], *after))
        years = len(before) == len(after) == 5 and all(t[0].sort == "number" and len(str(t[0].value)) == 4 for t in (before, after))
        return tight and years and not self.is_("link", "/")

    def added_to(self, item: Item, first: int) -> Item:
        """'June 2026 + 6 months': so long after the date."""
        start = self.at
        if (token := self.take("link", "and")) and self.said(token) in ("+", "plus") and (shift := self.shift()) and not self.is_("mark") and not self.is_("often"):
            return self.item("when", (item.value[0]._replace(shift=shift),), first)
        self.at = start
        return item

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
            value = str(token.value)
            if value == "," and (nxt := self.peek()) and nxt.sort == "link" and nxt.value in JOINERS:
                self.at += 1
                value = str(nxt.value)
            self.edge_by()
            return "and" if value in (",", "then", "thereafter") else value
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
            weekdays.append(int(weekday.value) if weekday else None)
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
        points = [Point("day", year, int(month.value), n, weekday=weekday) for n, weekday in zip(numbers, weekdays, strict=True)]
        return [Member((p,), (p,), op) for p, op in zip(points, ["", *ops], strict=True)]

    def day_operator(self) -> str:
        if self.take("to") or self.take("mark", "until"):
            self.day_article()
            return "-"
        token = self.peek()
        named = self.is_("weekday", None, 1) and self.is_day(2)
        the = self.is_("filler", None, 1) and self.said(self.peek(1)) == "the" and self.is_day(2)
        if token and token.sort == "link" and token.value in ("-", "/", "and", ",") and (self.is_day(1) or named or the):
            self.at += 1
            self.day_article()
            return "and" if token.value == "," else str(token.value)
        return ""

    def day_article(self) -> None:
        if self.is_("filler") and self.said(self.peek()) == "the" and self.is_day(1):
            self.at += 1

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
        return _edged(points, edge, str(week.value) if week else "", int(weekday.value) if weekday else None)

    def edge(self) -> str:
        edge, most = "", self.at + 6  # "by the end of the early part of"
        while self.at < most and (token := self.peek()):
            if token.sort == "edge":
                edge = str(token.value)
            elif not (token.sort == "filler" and self.said(token) in ("of", "the")) and not (edge and token.sort == "link" and token.value == "-"):
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
        names = ["financial_year", "academic_year"] if which == "year" and years is not None else [f"{which}_year"]  # which: financial, academic, municipal
        if which != "year" or years is not None:
            begins = [years] if years is not None else [year - 1, year] if year else [None]
            return [Point("span", y, which=name) for name in names for y in begins]
        financial = Point("span", year - 1 if year else None, which="financial_year")
        return [Point("calendar_year", year, edge="end"), financial]

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
            if value == "." and "," in marks:
                self.take("link", ",") or self.take("link", "-") or self.take("link", "/")  # "Sept., 2014"
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
        return (token.sort == "often" and self.said(token).endswith(_COUNTED)) or (token.sort == "filler" and self.is_("month", None, ahead + 1))

    def month_year(self) -> list[Point] | None:
        """'October 2014', 'Sept 07', 'Mar-14', 'June', 'February 15' (which may be a day)."""
        start = self.at
        joined = (token := self.peek(1)) and ((token.sort == "link" and token.value in ",-/" and (token.value == "," or not token.spaced)) or token.sort == "point")
        if (token := self.peek()) and token.sort == "number" and self.is_("month", None, 2 if joined else 1):
            year = self.four_digits()
            self.at += bool(joined)
            month = self.take("month")
            if month and self.peek() and self.is_day(1) and ((self.is_("link", self.tokens[self.at].value) and joined and self.peek().value in "-/") or self.is_("point")):
                self.at += 1  # "2011-Oct-29", "2011 Oct. 29"
            elif joined and not self.is_day(0):
                self.at, month = start, None
            if year in _YEARLIKE and month and self.is_day(0) and not self.dates_after_day():
                return [Point("day", year, int(month.value), self.day_number())]  # "2011 Oct 29"
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
        if digits[0] == "0" or int(digits) > 31 or (by_spreadsheet and not joined.spaced) or self.two_digit_years:
            return [year]
        return [year, Point("day", None, number, int(digits), two_digits=True)]

    def dates_after_day(self) -> bool:
        """Whether what stands behind a day makes it something else: '2014 March 10 monthly', '2014 March 10 2015'."""
        token = self.peek(1)
        return bool(token and token.sort in ("number", "often", "unit", "month"))

    def quarter(self) -> list[Point] | None:
        """'Q2 2014/15', 'second quarter of 2014/15', 'Quarter 3', 'Q2 2014' (whose quarter?)."""
        start = self.at
        number = None
        years = self.two_years()
        self.take("calendar", "financial")
        self.take("link", ",")
        if years is not None and self.take("quarter"):
            quarter = self.count()
            return [Point("quarter", years, which=str(quarter))] if quarter in (1, 2, 3, 4) else None
        self.at = start
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
            trailing = self.take("calendar")
            kind = str((named or trailing).value) if named or trailing else "financial"
            if kind in ("academic", "municipal"):
                return [Point(f"{kind}_quarter", years, which=str(number)), Point("quarter", years, which=str(number))]
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
        """The first year of '2014/15', '14-15', '2014/2015', '2014 to 15', '2014-5': two that follow one another."""
        start = self.at
        first = self.take("number")
        mark = self.take("link", "/") or self.take("link", "-") if first else None
        to = self.take("to") if first and not mark and len(str(first.value)) == 4 else None
        second = self.take("number") if mark or to else None
        if first and second and isinstance(first.value, str) and isinstance(second.value, str):
            year = _two_years(first.value, second.value)
            if year is not None and not (to and self.is_("month")) and (len(second.value) > 1 or not self.dates_on()):
                return year
        self.at = start
        return None

    def term_or_season(self) -> list[Point] | None:
        """'Autumn Term 2011', 'Spring 2012', 'October half term', 'Spring 1', 'Half Term', 'Summer term 2014/15'."""
        season = self.take("season")
        if not season:
            return self.half_term()
        name = str(season.value)
        if name == "winter":
            return self.with_year(name)
        term = self.take("term")
        if term:
            return self.with_year(f"{name}_1" if term.value == "half" else f"{name}_term")
        if (token := self.peek()) and token.sort == "number" and token.value in ("1", "2"):
            self.at += 1
            return self.with_year(f"{name}_{token.value}")
        return self.with_year(name)

    def half_term(self) -> list[Point] | None:
        start = self.at
        month = self.take("month")
        if not self.take("term", "half"):
            self.at = start
            return None
        if not month:
            return [Point("span", None, which=f"{s}_1") for s in ("autumn", "spring", "summer")]
        which = {10: "autumn_1", 11: "autumn_1", 2: "spring_1", 5: "summer_1", 6: "summer_1"}.get(int(month.value))
        return self.with_year(which) if which else None

    def with_year(self, which: str) -> list[Point]:
        self.glue(",-(", tight=False) if self.is_("number", None, 1) else self.skip_of()
        late_in_year = which.startswith(("autumn", "winter"))
        years = self.two_years()
        if years is not None:
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
            self.glue("(", tight=False) if self.is_("calendar", None, 1) else self.skip_of()
            calendar = self.take("calendar")
        if calendar and years is None and year is None and calendar.value != "calendar" and not self.is_("number"):
            return [Point("span", None, which=f"{calendar.value}_year")]  # "the municipal year"
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
        both = [Point("span", years, which="financial_year"), Point("span", years, which="academic_year")]
        last = self.tokens[self.at - 1]
        if len(str(last.value)) == 1 and int(str(last.value)):
            both.append(Point("month", years, int(str(last.value))))  # "2014-5" may be a month too
        return both

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
    if len(first) == 4 and len(second) in (1, 2, 4) and int(first) in _YEARLIKE:
        return int(first) if (int(first) + 1) % (10 ** len(second)) == int(second) else None
    if len(first) == 2 and len(second) == 2 and (int(first) + 1) % 100 == int(second):
        return _full_year(first)
    return None


def _single(said: str) -> bool:
    """Whether a word for years names one: 'Year 1', not 'years 1'."""
    return not said.endswith("s")


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
    if len(b) == 4 and len(a) <= 2 and mark in "/.-" and _is_month(first) and second in _YEARLIKE:
        return [Point("month", second, first)]
    if len(a) == 4 and len(b) == 2 and mark in "-/" and _is_month(second) and first in _YEARLIKE:
        month = Point("month", first, second)
        if _two_years(a, b) is None:
            return [month] if b[0] == "0" else [month, Point("missing")]
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
        points.append(Point("missing", two_digits=points[0].shape == "month"))  # one honest reading, but two bare numbers are never certain
    return points or None


def _edged(points: list[Point], edge: str, week: str, weekday: int | None) -> list[Point]:
    """The points with what was said before them: 'end of', 'early', 'w/c', 'Monday'."""
    if edge == "end" and len(points) == 2 and points[0].shape == "month" and points[1].shape == "day" and points[1].year is None:
        points = points[:1]  # 'end of February 15': a day has no end
    return [p._replace(edge=edge or p.edge, week=week, weekday=weekday) for p in points]
