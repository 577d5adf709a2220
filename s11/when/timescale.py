"""A timescale: the words that say when, put to the calendar."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from s11.frozen import dataclass
from s11.when.calendar import (
    STANDARD,
    Conventions,
    Period,
    add_period,
    day_words,
)
from s11.when.describe import describe, lapse_words, shift_words, undated_words, yearly
from s11.when.interpret import interpret
from s11.when.model import Among, Kind, Reading, Shift, WhenParsed
from s11.when.resolve import WORKING_DAYS, Dated, date_ranges, shifted


@dataclass(frozen=True, slots=True)
class Timescale:
    """One reading of the words that say when."""

    text: str
    kind: Kind
    due: date | None = None
    begins: date | None = None
    every: Period | None = None
    dues: tuple[date, ...] = ()
    parts: tuple[Timescale, ...] = ()
    certain: bool = True
    readings: tuple[Timescale, ...] = ()
    words: str = ""
    month_end: bool = False
    done: date | None = None
    event: str = ""
    left: str = ""
    # the true day may be any later one than those named (a condition, a start, words left over): never firmly late
    open: bool = False
    # why it is not certain, one reason each, as they stand in the words
    doubts: tuple[str, ...] = ()

    @classmethod
    def read(
        cls,
        text: str,
        from_day: date | None = None,
        from_name: str = "agreed",
        conventions: Conventions = STANDARD,
    ) -> Timescale:
        """The reading of one phrase; total, so a phrase that is not understood is a reading of kind `unreadable`.

        `from_day` gives the year to phrases without one: the first such day on or after it. `from_name` says in the
        words which day that was.
        """
        return _read(text, from_day, from_name, conventions)

    @classmethod
    def read_all(
        cls,
        phrases: Sequence[str],
        from_day: date | None = None,
        from_name: str = "agreed",
        conventions: Conventions = STANDARD,
    ) -> Timescale:
        """The reading of a block list: kind `multiple`, one part a phrase; a list of one is that phrase."""
        parts = tuple(_read(phrase, from_day, from_name, conventions) for phrase in phrases)
        if len(parts) == 1:
            return parts[0]
        if not parts:
            return _read("", from_day, from_name, conventions)
        left = "; ".join(dict.fromkeys(p.left for p in parts if p.left))
        doubts = tuple(dict.fromkeys(doubt for p in parts for doubt in p.doubts))
        whole = _several("\n".join(phrases), parts, all(p.certain for p in parts), left)
        # each line is judged by itself: what is open in one leaves the others as they are
        return replace(whole, open=all(p.open for p in parts), doubts=doubts)

    @classmethod
    def spelled(
        cls,
        text: str,
        due: date | None,
        every: Period | None,
        from_day: date | None = None,
        from_name: str = "agreed",
        conventions: Conventions = STANDARD,
    ) -> Timescale:
        """The reading a person has written out beside the words: certain, whatever the words say.

        With neither `due` nor `every` the words are read. A `due` is known to the day, unless the words read to that
        same month end.
        """
        read = _read(text, from_day, from_name, conventions)
        if due is None and every is None:
            return read
        same = due is not None and read.due == due
        spelt = cls(
            text,
            "recurring" if every else "date",
            due=due,
            begins=(read.begins if same else due) or None,
            every=every,
            month_end=same and read.month_end,
        )
        return replace(spelt, words=describe(spelt))

    def cycle(self, n: int) -> date | None:
        """The n-th due day, the first being 0; None without a first day or an interval, and beyond the calendar."""
        if self.due is None or self.every is None or self.kind != "recurring":
            return None
        day = add_period(self.due, self.every, n, self.month_end) if n else self.due
        return None if day in (date.max, date.min) and n else day

    def cycles_before(self, day: date) -> int:
        """How many cycles fall due before a day: the number of the first that is due on it or later.

        Sought by halves: of a daily cycle since 1900 there are tens of thousands, and none of them need be worked out.
        """
        if self.due is None or self.cycle(0) is None:
            return 0

        def not_before(number: int) -> bool:
            due = self.cycle(number)
            return due is None or due >= day

        # the day is only compared, never counted with: what is kept of a plan holds until one turns (when.watched)
        most = 1
        while not not_before(most - 1):
            most *= 2
        return bisect_left(range(most), True, key=not_before)


# ---- from a sense to a reading --------------------------------------------------------------------------------------


@lru_cache(maxsize=65536)
def _read(text: str, from_day: date | None, from_name: str, conventions: Conventions) -> Timescale:
    return _Dating(text, from_day, from_name, conventions).reading(interpret(text, conventions.two_digit_years))


# readings that differ in their days, and what is doubtful about them
_Judged = tuple[tuple[Timescale, ...], tuple[str, ...]]


class _Dating(NamedTuple):
    """One phrase put to the calendar."""

    text: str
    from_day: date | None
    from_name: str
    conventions: Conventions

    def reading(self, sense: Reading) -> Timescale:
        """The sense with its days, its other readings and its words."""
        return self.judged(sense)[0]

    def judged(self, sense: Reading) -> tuple[Timescale, tuple[str, ...]]:
        """The reading, and what about it is doubtful."""
        of_kind: dict[Kind, Callable[[Reading], _Judged]] = {
            "date": self.date,
            "recurring": self.recurring,
            "ongoing": self.ongoing,
            "multiple": self.multiple,
        }
        plain, doubts = of_kind.get(sense.kind, self.undated)(sense)
        doubts = (*sense.doubts, *doubts)
        return self.weighed(sense, plain, doubts), doubts

    def weighed(self, sense: Reading, plain: tuple[Timescale, ...], doubts: tuple[str, ...]) -> Timescale:
        """The one reading, or the latest of several; with what was doubtful and what was left over."""
        choices = list(plain)
        for other in sense.others:
            choices.extend(self.reading(other).readings or (self.reading(other),))
        choices = _distinct(choices)
        main = plain[-1]
        if len(choices) == 1 and not doubts and not sense.left:
            return main
        readings = tuple(_plainly(c) for c in choices) if len(choices) > 1 else ()
        latest = max((c.due for c in choices if c.kind == main.kind and c.due), default=main.due)
        # a doubt that no other reading stands for, or words left over: the true day may be any later one
        loose = bool(sense.left) or len(readings) < 2 or not all(isinstance(doubt, Among) for doubt in doubts)
        uncertain = replace(
            main,
            due=latest,
            certain=False,
            readings=readings,
            left=sense.left,
            open=loose and main.kind in _DATED,
            doubts=tuple(dict.fromkeys(map(str, doubts))),
            month_end=main.month_end and latest == main.due,
        )
        if uncertain.open and main.kind == "multiple":
            # what is said of the whole may hold for each part
            opened = tuple(replace(r, parts=_opened(r.parts)) for r in readings)
            uncertain = replace(uncertain, parts=_opened(main.parts), readings=opened)
        return replace(uncertain, words=_doubtful_words(uncertain, doubts))

    def described(self, timescale: Timescale, hint: str = "") -> Timescale:
        return replace(timescale, words=describe(timescale, hint))

    def when(self, when: WhenParsed, mark: str = "") -> Dated:
        return date_ranges(when, mark, self.from_day, self.conventions)

    def no_year(self, dated: Dated) -> tuple[str, ...]:
        """The doubt of a date whose year was not written, saying from which day it was taken."""
        if not dated.yearless:
            return dated.doubts
        if self.from_day is None:
            return (*dated.doubts, "no year is given")
        taken = f"no year is given: the first on or after {day_words(self.from_day)} ({self.from_name})"
        return (*dated.doubts, Among(taken) if dated.one_year and len(dated.spans) > 1 else taken)

    def date(self, sense: Reading) -> _Judged:
        dated = self.when(sense.whens[0], sense.event)
        plain = tuple(
            self.described(Timescale(self.text, "date", due=s.ends, begins=s.begins, month_end=s.by_month))
            for s in dated.spans
        )
        unknown = Timescale(self.text, "date", words=undated_words(sense.whens[0].choices))
        return plain or (unknown,), self.no_year(dated)

    def recurring(self, sense: Reading) -> _Judged:
        if not sense.whens:
            plain = tuple(self.described(Timescale(self.text, "recurring", every=p)) for p in sense.every)
            return plain or (self.described(Timescale(self.text, "recurring")),), ()
        dated = self.when(sense.whens[0], sense.event)
        first = sense.whens[0].choices
        every_year = sense.every == (Period(12),) and len(first) == 1 and first[0].first == first[0].last
        if dated.yearless and self.from_day is None:
            hint = yearly(first[0].last) if every_year else ""
            plain = tuple(self.described(Timescale(self.text, "recurring", every=p), hint) for p in sense.every)
            # every year has its May: without a day to begin from, nothing about it is in doubt
            return plain, dated.doubts if every_year else self.no_year(dated)
        plain = tuple(
            self.described(
                Timescale(
                    self.text,
                    "recurring",
                    due=s.ends,
                    begins=s.begins,
                    every=p,
                    month_end=s.by_month and bool(p.months),
                )
            )
            for p in sense.every
            for s in dated.spans
        )
        unknown = tuple(self.described(Timescale(self.text, "recurring", every=p)) for p in sense.every)
        return plain or unknown, self.no_year(dated)

    def ongoing(self, sense: Reading) -> _Judged:
        if not sense.whens:
            return (self.described(Timescale(self.text, "ongoing")),), ()
        dated = self.when(sense.whens[0])
        if sense.event == "from":
            begins = dated.spans[0].begins if dated.spans else None
            # that it goes on is certain, though which day a term begins is a convention
            doubts = self.no_year(dated) if dated.yearless or len(sense.whens[0].choices) > 1 else ()
            return (self.described(Timescale(self.text, "ongoing", begins=begins)),), doubts
        plain = tuple(
            self.described(Timescale(self.text, "ongoing", due=s.ends, begins=s.begins, month_end=s.by_month))
            for s in dated.spans
        )
        return plain or (self.described(Timescale(self.text, "ongoing")),), self.no_year(dated)

    def multiple(self, sense: Reading) -> _Judged:
        judged = [self.judged(part) for part in sense.parts]
        parts = tuple(part for part, _ in judged)
        doubts = tuple(dict.fromkeys(doubt for _, doubts in judged for doubt in doubts))
        if not all(p.certain for p in parts):
            doubts = doubts or (Among("a part of it is not certain"),)
            if any(p.open for p in parts) and all(isinstance(doubt, Among) for doubt in doubts):
                doubts = (*doubts, "not all words of it are understood")
        if not any(p.readings for p in parts):
            return (_several(self.text, parts, True),), doubts
        earliest = tuple(min(p.readings or (p,), key=_first_day) for p in parts)
        return (_several(self.text, earliest, True), _several(self.text, parts, True)), doubts

    def counted(self, sense: Reading, shift: Shift) -> _Judged:
        """So long after a day that the words do not name: from the day handed in, where there is one; never certain."""
        text = sense.head or f"within {shift_words(shift)}"
        doubts = (WORKING_DAYS,) if shift.working else ()
        due = shifted(self.from_day, shift) if self.from_day else None
        if self.from_day is None or due is None or due in (date.max, date.min):
            plain = replace(Timescale(self.text, "relative"), words=text)
            return (plain,), (*doubts, "no day is given to count from")
        if sense.event == "year":
            due = date.fromordinal(due.toordinal() - 1)
        plain = self.described(Timescale(self.text, "date", due=due, begins=self.from_day))
        counted = f"{text}, counted from {day_words(self.from_day)} ({self.from_name}), as no other day is named"
        return (plain,), (*doubts, counted)

    def begun(self, sense: Reading) -> _Judged:
        """Words that name only the day before which it is not to be done: no deadline."""
        dated = self.when(sense.whens[0])
        doubts = self.no_year(dated) if dated.yearless else ()
        if not dated.spans:
            plain = Timescale(self.text, "relative", words=f"{sense.head} a day that is not known")
            return (plain,), (*doubts, START)
        ends = sense.head == "after"
        day = dated.spans[-1].ends if ends or sense.whens[0].shift else dated.spans[0].begins
        begins = date.fromordinal(day.toordinal() + 1) if ends and day < date.max else day
        text = f"{sense.head} {day_words(day)}"
        return (Timescale(self.text, "relative", begins=begins, event=text, words=text),), (*doubts, START)

    def undated(self, sense: Reading) -> _Judged:
        if sense.shift:
            return self.counted(sense, sense.shift)
        if sense.kind == "relative" and sense.whens:
            return self.begun(sense)
        plain = Timescale(self.text, sense.kind, event=sense.event, left=sense.left)
        if sense.kind == "unreadable":
            return (replace(plain, certain=False, words="not understood"),), ()
        if sense.kind == "done" and sense.whens:
            dated = self.when(sense.whens[0])
            if not dated.yearless and len({span.begins for span in dated.spans}) == 1:
                last = dated.spans[-1]
                plain = replace(plain, done=last.ends, begins=last.begins, month_end=last.by_month)
        hint = sense.head
        if sense.lapse:
            hint = f"within {lapse_words(sense.lapse)}" + (" of" if sense.event else "")
        return (self.described(plain, hint),), ()


# kinds that say, or may say, on which day something falls due
_DATED = ("date", "recurring", "multiple", "ongoing", "relative")
START = "it names a day to begin, and none to be done by"


def _plainly(timescale: Timescale) -> Timescale:
    """One of several readings, as it would stand if the words said only that."""
    if timescale.certain:
        return timescale
    return replace(
        timescale,
        certain=True,
        open=False,
        doubts=(),
        readings=(),
        words=describe(timescale) or timescale.words,
        left="",
    )


def _first_day(timescale: Timescale) -> date:
    return timescale.due or min(timescale.dues, default=date.max)


def _distinct(choices: list[Timescale]) -> list[Timescale]:
    """The readings that differ in what they say; the words alone make no second reading."""
    distinct: dict[tuple[object, ...], Timescale] = {}
    for c in choices:
        distinct.setdefault((c.kind, c.due, c.every, c.dues, c.begins if c.kind == "ongoing" else None), c)
    return list(distinct.values())


def _opened(parts: tuple[Timescale, ...]) -> tuple[Timescale, ...]:
    return tuple(replace(part, open=True, certain=False) for part in parts)


def _several(text: str, parts: tuple[Timescale, ...], certain: bool, left: str = "") -> Timescale:
    dues = sorted(d for p in parts for d in (p.dues or ((p.due,) if p.due else ())))
    whole = Timescale(text, "multiple", dues=tuple(dues), parts=parts, certain=certain, left=left)
    return replace(whole, words=describe(whole))


def _doubtful_words(timescale: Timescale, doubts: tuple[str, ...]) -> str:
    """Both readings where there are two, then why it is not certain."""
    readings = list(dict.fromkeys(r.words for r in timescale.readings)) or [timescale.words or describe(timescale)]
    why = [*dict.fromkeys(map(str, doubts))]
    if timescale.left and timescale.kind != "unreadable":
        why.append("not understood: " + ", ".join(f"'{part}'" for part in timescale.left.split("; ")))
    if timescale.open and (timescale.due or timescale.dues):
        why.append("a later day may be meant")
    return ", or ".join(readings) + (f" (not certain: {'; '.join(why)})" if why else " (not certain)")
