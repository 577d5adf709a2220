"""What a timescale says, before any calendar: tokens -> a small grammar -> a `Reading`.

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
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from s11.frozen import dataclass
from s11.pattern import pattern
from s11.when.calendar import Period
from s11.when.lexicon import tidied
from s11.when.model import (
    Among,
    Counted,
    Dates,
    Event,
    Item,
    Kind,
    Lapse,
    Often,
    PlanYear,
    Reading,
    Sort,
    Stretch,
    WhenParsed,
    Word,
)
from s11.when.parser import JOINERS, THEN, Parser
from s11.when.ranges import STROKE, STRUCK

LONGEST = 10_000  # characters; a longer text is a document, not a timescale
MOST_STRANGERS = 8  # words beside a date that are not understood; with more of them the text is prose


@lru_cache(maxsize=65536)
def interpret(text: str, two_digit_years: bool = False) -> Reading:
    """The sense of a phrase; `two_digit_years`: two digits that could be a year are one."""
    if len(text) > LONGEST:
        return Reading("unreadable", doubts=("too long for a timescale",))
    plain = tidied(text)
    if not plain or not any(c.isalnum() for c in plain):
        return _blank(plain)
    return _cell(plain, _marked(Parser(plain, two_digit_years).read()))


def _blank(plain: str) -> Reading:
    """An empty cell, or one with a dash or dots in it; a question mark is a question."""
    if plain.strip("-._ /?"):
        return Reading("unreadable", left=plain)
    return Reading("unset", doubts=("a question is asked",) if "?" in plain else ())


_WORDLESS: tuple[Sort, ...] = ("link", "filler", "future", "break", "mark", "to")
_ITEM_CODES = {Dates: "w", Often: "f", Lapse: "l", Event: "e", Counted: "c"}
_WORD_CODES: dict[Sort, str] = {"ongoing": "o", "done": "d", "unset": "u", "now": "n"}


def _code(item: Item) -> str:
    """The letter for which an item stands in the pattern of its chunk; none where it makes no reading by itself."""
    return _WORD_CODES.get(item.sort, "") if isinstance(item, Word) else _ITEM_CODES.get(type(item), "")


def _is(item: Item | None, *sorts: Sort) -> bool:
    return isinstance(item, Word) and item.sort in sorts


def _is_link(item: Item | None, *values: str) -> bool:
    return isinstance(item, Word) and item.is_("link", *values)


def _stranger(item: Item) -> Word:
    return Word(item.start, item.end, "stranger")


# marks that name the day on which something begins, never the one by which it is to be done
STARTS = ("from", "start", "since", "after", "not before")


def _marked(items: list[Item]) -> list[Item]:
    """Each date with the mark right before it ("by", "from"), and nothing said to be done that is still to be.

    A mark that belongs to no date is left over, unless it is "by", which stands before people too.
    """
    marked: list[Item] = []
    waiting: tuple[int, Word] | None = None  # a mark that waits for its date, and where it stands
    ahead = False
    for item in items:
        if waiting and not isinstance(item, Dates) and not _is(item, "filler") and not _is_link(item, ":", ","):
            _drop(marked, *waiting)
            waiting = None
        if isinstance(item, Dates):
            before = waiting[1].value if waiting else ""
            item = replace(item, mark=item.mark if item.mark and before in ("", "by") else before)
            waiting, ahead = None, False
        elif isinstance(item, Word):
            if item.sort == "mark":
                waiting = len(marked), item
            elif item.sort in ("future", "break"):
                ahead = item.sort == "future"
            elif ahead and (item.is_("done") or item.is_("doubtful", "done") or item.is_("review", "past")):
                item = Word(item.start, item.end, "review")
        marked.append(item)
    if waiting:
        _drop(marked, *waiting)
    return marked


def _drop(items: list[Item], at: int, mark: Word) -> None:
    before = next((i for i in range(at - 1, -1, -1) if not _is(items[i], "filler")), None)
    dates = items[before] if before is not None else None
    if before is not None and isinstance(dates, Dates) and not dates.mark and mark.value == "start":
        items[before] = replace(dates, mark="start")  # "April 2014 start"
        items[at] = replace(mark, sort="filler")
    elif mark.value != "by":
        items[at] = _stranger(mark)


def _cell(text: str, items: list[Item]) -> Reading:
    """The sense of a whole cell: one chunk, or several that are parts."""
    every = _chunks(items)
    chunks = [c for c in every if _bears_on_date(c)]
    bare = any(_is(i, "mark") for c in every if not _bears_on_date(c) for i in c) and bool(chunks)
    chunks = chunks or every[:1]
    senses = [_chunk(text, chunk) for chunk in chunks]
    if not senses:
        return Reading("unreadable", left=text)
    if bare:
        senses[0] = _more_doubt(senses[0], "a line says what a date is, and has none")
    if len(senses) == 1:
        return senses[0]
    readable = [s for s in senses if s.kind != "unreadable"]
    strange = tuple(s.left for s in senses if s.kind == "unreadable" and s.left)
    if not readable:
        return Reading("unreadable", left=text)
    if len(readable) == 1:
        return _doubted(readable[0], strange)
    parts = tuple(p for s in readable for p in (s.parts or (s,)))
    doubts = tuple(d for s in readable for d in s.doubts if s.parts)
    if any(a.kind in ("date", "done", "ongoing") and _bare_addition(b) for a, b in pairwise(parts)):
        doubts = (*doubts, "whether the lines belong together is not said")
    if any(w.shift for p in parts for w in p.whens):
        doubts = (*doubts, "what is counted on one line may hold for the other lines")
    if any(p.kind == "ongoing" and p.event == "from" for p in parts) and any(p.kind == "date" for p in parts):
        doubts = (*doubts, "what begins on one line may hold for the other lines")
    if any(p.kind == "relative" for p in parts):
        doubts = (*doubts, "what happens first may hold for the other lines")
    if len({p.kind for p in parts}) > 1 and any(isinstance(i, Word) and i.is_("break", ".") for i in items):
        doubts = (*doubts, "whether the sentences are about one thing is not said")
    return _doubted(Reading("multiple", parts=parts, doubts=doubts), strange)


def _bears_on_date(chunk: list[Item]) -> bool:
    """Whether anything in a chunk bears on the date, or is not understood."""
    return not all(_is(i, *_WORDLESS, "content", "review") for i in chunk)


def _bare_addition(sense: Reading) -> bool:
    """A line that only says 'quarterly' or 'ongoing' may belong to the date on the line before."""
    return sense.kind in ("recurring", "ongoing") and not sense.whens


def _doubted(sense: Reading, strange: tuple[str, ...]) -> Reading:
    if not strange:
        return sense
    return sense._replace(left="; ".join(filter(None, (sense.left, *strange))))


def _chunks(items: list[Item]) -> list[list[Item]]:
    """The items between breaks. A new line beside 'and', 'then' or a dash only wraps the text."""
    chunks: list[list[Item]] = [[]]
    for i, item in enumerate(items):
        if not _is(item, "break"):
            chunks[-1].append(item)
            continue
        beside = (*items[max(0, i - 1) : i], *items[i + 1 : i + 2])
        joined = any(_is(other, "link") and not _is_link(other, "(", ")") for other in beside)
        if not (isinstance(item, Word) and item.value == "\n" and joined):
            chunks.append([])
    return [c for c in chunks if c]


@dataclass(frozen=True, slots=True)
class _Chunk:
    """The items of a chunk or of a part of it; `main` are those that make its reading, `code` their letters."""

    code: str
    main: list[Item]
    items: list[Item]

    @property
    def dates(self) -> list[Dates]:
        return [i for i in self.main if isinstance(i, Dates)]

    @property
    def whens(self) -> tuple[WhenParsed, ...]:
        return tuple(w for i in self.dates for w in i.whens)

    @property
    def often(self) -> list[Often]:
        return [i for i in self.main if isinstance(i, Often)]

    def has(self, sort: Sort, *values: str) -> bool:
        return _has(self.items, sort, *values)

    def between(self, a: Item, b: Item) -> list[Item]:
        first, last = sorted((a, b), key=lambda i: i.start)
        return [i for i in self.items if first.end <= i.start and i.end <= last.start]


def _has(items: list[Item], sort: Sort, *values: str) -> bool:
    return any(isinstance(i, Word) and i.is_(sort, *values) for i in items)


def _chunk(text: str, items: list[Item]) -> Reading:
    items, conditions = _conditions(text, _plan_years(_undone(_glossed(items))))
    whens = [w for i in items if isinstance(i, Dates) for w in i.whens]
    if len(whens) != 1 or any(isinstance(i, Often) or _is(i, "ongoing", "done") for i in items):
        items = [_stranger(i) if _is(i, "earliest") else i for i in items]
    main = _once_each([i for i in items if _code(i)])
    left = _left_over(text, items)
    hints = [i for i in items if isinstance(i, Word) and i.sort == "doubtful"]
    if not main:
        sense = _doubtful_only(hints[0]) if hints else Reading("unreadable")
    elif sum(_is(i, "stranger") for i in items) > MOST_STRANGERS:
        return Reading("unreadable", left=text)
    else:
        code = re.sub(r"([odun])\1+", r"\1", "".join(map(_code, main)))
        sense = _sense(_Chunk(code, main, items))
    if sense.kind == "unreadable":
        return sense._replace(left=text)
    sense = _more_doubt(_hinted(sense, hints if main else [], text), *conditions)
    if _breaks_off(items):
        sense = _more_doubt(sense, "the words break off")
    return _doubted(sense, (left,) if left else ())


def _plan_years(items: list[Item]) -> list[Item]:
    """'Year 1' says when only where nothing else does: 'Year 6 pupils' have a date of their own."""
    alone = not any(_code(i) for i in items)
    return [
        (Counted(i.start, i.end, i.shift, i.words) if alone else _stranger(i)) if isinstance(i, PlanYear) else i
        for i in items
    ]


def _conditions(text: str, items: list[Item]) -> tuple[list[Item], tuple[str, ...]]:
    """What only makes a date or an interval depend on something.

    'June 2026 subject to funding', 'each month, before the meeting'.
    """
    often = any(isinstance(i, Often) for i in items)
    if not often and not any(isinstance(i, Dates) for i in items):
        return items, ()
    kept: list[Item] = []
    doubts: list[str] = []
    for item in items:
        if isinstance(item, Event) and (item.condition or (item.head and often)):
            words = text[item.start : item.end].rstrip(" ,;-")
            doubts.append(f"'{words}' is a condition" if item.condition else f"'{words}' names no day")
        else:
            kept.append(item)
    return kept, tuple(doubts)


def _undone(items: list[Item]) -> list[Item]:
    """'not completed' and 'partly complete' do not say that it is done."""
    undone = False
    out: list[Item] = []
    for item in items:
        undone = undone or (isinstance(item, Word) and item.is_("stranger", "undone"))
        done = isinstance(item, Word) and (item.is_("done") or item.is_("doubtful", "done"))
        out.append(_stranger(item) if undone and done else item)
    return out


def _once_each(main: list[Item]) -> list[Item]:
    """An interval said twice is one: 'annually, each April'; so is 'March 2014 and every March'."""
    once: list[Item] = []
    for item in main:
        before = once[-1] if once else None
        if not (isinstance(item, Often) and isinstance(before, Often) and item.every == before.every):
            once.append(item)
    match once:
        case [Dates(whens=[first]), Often(every=[Period(12, 0)]), Dates(whens=[again])]:
            point = again.choices[0].last
            if (point.shape, point.year, point.month) == ("month", None, first.choices[0].last.month):
                return once[:2]
    return once


def _breaks_off(items: list[Item]) -> bool:
    """Whether the chunk begins or ends with a word that joins it to something that is not there."""
    words = [i for i in items if not _is(i, "filler", "future")]
    if not words:
        return False
    return _is_link(words[-1], "and", "then", "or", "-", "/") or _is(words[-1], "mark") or _is_link(words[0], *JOINERS)


_DOUBTFUL_KINDS: dict[str, Kind] = {"often": "recurring", "ongoing": "ongoing", "done": "done"}


def _doubtful_only(word: Word) -> Reading:
    often = word.value == "often"
    return Reading(
        _DOUBTFUL_KINDS[word.value],
        doubts=("no interval is given" if often else "the word can mean more than one thing",),
    )


def _hinted(sense: Reading, hints: list[Word], text: str) -> Reading:
    """'published March 2015' may be done or to do; 'in progress, March 2015' may go on after it."""
    for hint in hints:
        word = text[hint.start : hint.end]
        if hint.value == "done" and sense.kind in ("date", "multiple", "recurring"):
            done = Reading("done", whens=sense.whens)
            sense = _more_doubt(
                sense._replace(others=(*sense.others, done)), Among(f"'{word}' may say that it is done")
            )
        elif hint.value != "done" or sense.kind != "done":
            sense = _more_doubt(sense, f"'{word}' can mean more than one thing")
    return sense


def _glossed(items: list[Item]) -> list[Item]:
    """A date in brackets right behind a date says the same again: 'May 2012 (Summer Term)', 'Q4 (Jan-Mar 2015)'."""
    out: list[Item] = []
    i = 0
    while i < len(items):
        match out[-1:], items[i : i + 3]:
            case (
                [Dates(whens=[main]) as before],
                [Word(sort="link", value="("), Dates(whens=[gloss]), Word(sort="link", value=")")],
            ):
                if main.choices[0].last.year is None and gloss.choices[0].last.year is not None:
                    main, gloss = gloss._replace(shift=main.shift), main
                out[-1] = replace(before, whens=(main._replace(gloss=gloss),))
                i += 3
            case _:
                out.append(items[i])
                i += 1
    return out


def _left_over(text: str, items: list[Item]) -> str:
    """The words that were not understood, joined where they stand together."""
    runs: list[tuple[int, int]] = []
    for item in items:
        if _is(item, "stranger"):
            joined = runs and not text[runs[-1][1] : item.start].strip()
            runs[-1:] = [(runs[-1][0], item.end)] if joined else [*runs[-1:], (item.start, item.end)]
    return "; ".join(text[a:b] for a, b in runs)


# ---- the patterns in which dates, intervals and kinds may stand ------------------------------------------------------


def _sense(chunk: _Chunk) -> Reading:
    """The sense of a chunk from the order in which its dates, intervals and kinds stand."""
    for fits, reading_of in _PATTERNS:
        if fits.fullmatch(chunk.code) and (reading := reading_of(chunk)):
            return reading
    return _parts(chunk)


def _event(chunk: _Chunk) -> Reading | None:
    match chunk.main:
        case [Event() as event]:
            before = any(i.end <= event.start and _is(i, "stranger") for i in chunk.items)
            doubts = () if event.settled and not before else ("when that is cannot be told",)
            return Reading("relative", event=event.words, head=event.head, doubts=doubts)
    return None


def _counted(chunk: _Chunk) -> Reading | None:
    """'complete within 3 months' is still to be done."""
    match chunk.main[-1]:
        case Counted(shift=shift, words=words):
            # a year of the plan ends on the day before
            return Reading("relative", shift=shift, head=words, event="year" if words else "")
    return None


def _lapse(chunk: _Chunk) -> Reading | None:
    match chunk.main:
        case [Lapse() as lapse]:
            doubts = () if lapse.settled else ("an interval, or a time from now",)
            return Reading("relative", lapse=lapse.period, event=lapse.event, doubts=doubts)
    return None


def _unset(chunk: _Chunk) -> Reading:
    extra = chunk.has("content") or chunk.has("review")
    return Reading("unset", doubts=("more is said than that no date is set",) if extra else ())


def _begun(chunk: _Chunk) -> Reading | None:
    """'Completed since June 2015'."""
    match chunk.dates:
        case [Dates(whens=[when], mark=mark)] if mark in STARTS:
            return _running(when, "it may be running, or done")
    return None


def _more_doubt(sense: Reading, *doubts: str) -> Reading:
    return sense._replace(doubts=(*sense.doubts, *doubts))


def _dates(chunk: _Chunk) -> Reading:
    whens = chunk.whens
    marks = [i.mark for i in chunk.dates]
    onwards = chunk.has("onwards")
    if len(whens) == 1:
        sense = _one_date(whens[0], marks[0], onwards, chunk.has("earliest"))
    else:
        joined = [doubt for doubt in (STRUCK, STROKE) if any(doubt in w.doubts for w in whens)]
        whens = tuple(w._replace(doubts=tuple(doubt for doubt in w.doubts if doubt not in joined)) for w in whens)
        parts = tuple(Reading("date", whens=(w,)) for w in whens)
        sense = Reading("multiple", parts=parts)
        if any(w.runs_on for w in whens):
            whole = WhenParsed((Stretch(whens[0].choices[0].first, whens[-1].choices[0].last),))
            sense = sense._replace(others=(Reading("date", whens=(whole,)),))
            sense = _more_doubt(sense, Among("one date may run over both"))
        if STRUCK in joined:
            sense = sense._replace(others=(*sense.others, *(Reading("date", whens=(w,)) for w in whens)))
            sense = _more_doubt(sense, Among(STRUCK))
        if STROKE in joined and len(whens) == 2:
            whole = WhenParsed((Stretch(whens[0].choices[0].first, whens[1].choices[0].last),))
            sense = sense._replace(others=(*sense.others, Reading("date", whens=(whole,))))
            sense = _more_doubt(sense, Among(STROKE))
        elif STROKE in joined:
            sense = _more_doubt(sense, STROKE)
        if any(w.shift for w in whens):
            sense = _more_doubt(sense, "which of the dates is so long after is not plain")
        odd = [m for m in marks if m not in ("", "by")]
        if odd or onwards:
            sense = _more_doubt(sense, f"'{odd[0] if odd else 'onwards'}' belongs to one of several dates")
    if chunk.has("review", "past"):
        sense = sense._replace(others=(*sense.others, Reading("done", whens=sense.whens[:1] or whens[:1])))
        sense = _more_doubt(sense, Among("it may say that it was done then"))
    return _with_or(sense, chunk)


def _running(when: WhenParsed, doubt: str) -> Reading:
    """It began then: it is running, or it was done then."""
    done = Reading("done", whens=(when,))
    return Reading("ongoing", whens=(when,), event="from", others=(done,), doubts=(Among(doubt),))


def _one_date(when: WhenParsed, mark: str, onwards: bool, any_earliest: bool = False) -> Reading:
    if mark == "not before" or any_earliest:
        return Reading("relative", whens=(when,), head="not before")
    if mark == "after":
        return Reading("relative", whens=(when,), head="after")
    if onwards and mark in ("", "from", "start", "since"):
        return Reading("ongoing", whens=(when,), event="from")
    if onwards:
        return Reading("ongoing", whens=(when,), event="from", doubts=("'onwards' contradicts what stands before it",))
    stretch = when.choices[0]
    if mark == "since":
        return _running(when, "it is running since then, or was done then")
    if when.shift and mark in ("from", "start"):
        return Reading("relative", whens=(when,), head="not before")
    if mark == "from" and (stretch.first == stretch.last or when.stroke or when.gloss):
        return Reading("ongoing", whens=(when,), event="from")
    if mark == "start":
        return Reading(
            "ongoing", whens=(when,), event="from", doubts=("it names a day to begin, and none to be done by",)
        )
    sense = Reading("date", whens=(when,))
    if mark == "until":
        return _more_doubt(
            sense._replace(others=(Reading("ongoing", whens=(when,)),)),
            Among("to go on until then, or to be done by then"),
        )
    if mark == "condition":
        return _more_doubt(sense, "it depends on something")
    if mark == "before":
        return sense._replace(event="before")
    if mark == "by":
        return sense._replace(event="by")
    return sense


def _often(chunk: _Chunk) -> Reading:
    intervals = {i.every for i in chunk.often}
    every = tuple(dict.fromkeys(period for i in chunk.often for period in i.every))
    plain = len(intervals) == 1 and all(len(interval) == 1 for interval in intervals)
    doubts = () if plain else (Among("more than one interval is possible"),)
    return _with_or(Reading("recurring", every=every, doubts=doubts), chunk)


def _with_or(sense: Reading, chunk: _Chunk) -> Reading:
    return _more_doubt(sense, "one thing or another is offered") if chunk.has("link", "or") else sense


def _recurring(chunk: _Chunk) -> Reading:
    """A date and an interval: 'March 2027, then annually', 'quarterly from June 2026'."""
    often, date = chunk.often[0], chunk.dates[0]
    when, *more_dates = date.whens
    if more_dates:
        # 'March and September each year', 'June 2016, December 2016 then annually'
        parts = tuple(Reading("recurring", whens=(w,), every=often.every[:1]) for w in date.whens)
        return Reading("multiple", parts=parts, doubts=("several dates share one interval",))
    mark, code = date.mark, chunk.code
    doubts: list[str] = [] if len(often.every) == 1 else [Among("more than one interval is possible")]
    if often.weekday is not None:
        # what the calendar says of the day itself is asked later
        point = when.choices[0].last
        if when.choices == (Stretch(point, point),) and point.shape == "day":
            known = point._replace(weekday=often.weekday)
            when = when._replace(choices=(Stretch(known, known),))
        else:
            doubts.append("on which of those days of the week it begins is not said")
    # the date may be one of its own, with the interval beside it or in the name of what is done
    once = False
    between = chunk.between(often, date)
    yearless = when.choices[0].last.year is None
    parted = any(_is(i, "mark") or _is_link(i, *THEN) for i in between)
    if _has(between, "content") and not (code == "fw" and (yearless or parted)):
        doubts.append(Among("whether the interval belongs to the date is not said"))
        once = True
    elif code == "fw" and _has(between, "review") and not (yearless or parted):
        doubts.append(Among("the one review of that date, or one every time from then"))
        once = True
    if code == "fw" and not yearless and not between:
        doubts.append(Among("whether the interval begins with the date is not said"))
        once = True
    if _has(between, "link", "/"):
        doubts.append("whether the stroke joins the two is not said")
    if mark in ("from", "start") and code == "wf":
        doubts.append("it begins then, and when it is first due is not said")
    elif mark in ("from", "start") and when.choices[0].last.day == 1:
        doubts.append("it begins then, or is first due then")
    if when.shift:
        doubts.append("what is so long after is not plain")
    if mark in ("until", "after", "before", "since", "not before", "condition"):
        doubts.append(f"'{mark}' may end it or begin it")
    if when.choices[0].first != when.choices[0].last:
        doubts.append("whether the range is the first time or the whole time is not said")
    event = "by" if mark == "by" else ""
    others = (Reading("date", whens=(when,), event=event),) if once else ()
    every = tuple(dict.fromkeys(often.every))
    sense = Reading("recurring", whens=(when,), every=every, event=event, doubts=tuple(doubts), others=others)
    return _with_or(sense, chunk)


def _ongoing(chunk: _Chunk) -> Reading | None:
    """'June 2026 and ongoing', 'ongoing from June 2026'; of several dates which one is meant is not plain."""
    if len(chunk.whens) != 1:
        return None
    mark = chunk.dates[0].mark
    first, second, *_ = (i for i in chunk.items if isinstance(i, Dates) or _is(i, "ongoing"))
    between = chunk.between(first, second)
    sense = Reading("ongoing", whens=chunk.whens, event="from" if mark in STARTS else "")
    if mark not in ("", "by", "from", "since") or (chunk.code == "ow" and mark not in ("from", "since")):
        sense = _more_doubt(sense, "whether it goes on until then or from then is not said")
    if _has(between, "content"):
        sense = _more_doubt(sense, "what goes on, and what has the date, is not said")
    if _has(between, "link", "/"):
        sense = _more_doubt(sense, "whether the stroke joins the two is not said")
    return _with_or(sense, chunk)


def _done(chunk: _Chunk) -> Reading:
    whens = chunk.whens
    sense = Reading("done", whens=whens[:1])
    if not whens:
        return sense
    date = chunk.dates[0]
    if date.mark or len(whens) > 1:
        doubt = Among("done then, or to be done by then")
        return sense._replace(kind="date", others=(sense,), event="by", doubts=(doubt,))
    done = [i for i in chunk.main if _is(i, "done")][-1]
    between = chunk.between(done, date)
    if _has(between, "review") or any(_is_link(i, *JOINERS) for i in between):
        due = Reading("date", whens=whens[:1], event="by")
        return sense._replace(others=(due,), doubts=(Among("what the date belongs to is not said"),))
    return sense


def _often_and_on(chunk: _Chunk) -> Reading:
    whens = chunk.whens
    recurring = Reading("recurring", whens=whens[:1], every=tuple(dict.fromkeys(chunk.often[0].every)))
    other = Reading("done") if any(_is(i, "done") for i in chunk.main) else Reading("ongoing", whens=whens[:1])
    doubts: list[str] = [Among("it goes on, or comes round: two kinds in one")]
    if any(i.mark not in ("", "by") for i in chunk.dates):
        doubts.append("whether it begins then or is due then is not said")
    if len(whens) > 1:
        doubts.append("several dates share one interval")
    return recurring._replace(others=(other,), doubts=tuple(doubts))


def _singled(item: Item) -> list[Item]:
    """A series as its single dates: in a cell of several kinds what follows belongs to the last of them."""
    if not isinstance(item, Dates):
        return [item]
    return [replace(item, whens=(w,), mark=item.mark if k == 0 else "") for k, w in enumerate(item.whens)]


_PART = pattern(r"wd|dc|w[fo]?|fw|f|ow|o|dw|d|u|n|l|e|c")


def _parts(chunk: _Chunk) -> Reading:
    """Several kinds in one chunk: parts as written, never certain, because what belongs to what is a guess."""
    parts: list[Reading] = []
    at = 0
    main = [single for item in chunk.main for single in _singled(item)]
    code = "".join(map(_code, main))
    while at < len(main):
        match = _PART.match(code, at)
        end = match.end() if match and match.end() - at < len(main) else at + 1
        items = [i for i in chunk.items if main[at].start <= i.start and i.end <= main[end - 1].end]
        sense = _sense(_Chunk(code[at:end], main[at:end], items))
        parts.extend(sense.parts or (sense,))
        at = end
    return Reading("multiple", parts=tuple(parts), doubts=("which words belong together is not plain",))


# w a date, f an interval, o ongoing, d done, u no date set, n at once, l a lapse of time, c one counted from no named
# day,
# e an event. The first pattern that fits and gives a reading is taken; what fits none is read part by part.
_PATTERNS: tuple[tuple[re.Pattern[str], Callable[[_Chunk], Reading | None]], ...] = tuple(
    (pattern(order), reading_of)
    for order, reading_of in (
        ("e", _event),
        ("d?c", _counted),
        ("l", _lapse),
        ("n", lambda chunk: Reading("relative", event="at once")),
        ("u", _unset),
        ("(?=.*d)[dwo]*", _begun),
        ("w+", _dates),
        ("f{1,3}", _often),
        ("wf|fw", _recurring),
        ("o|do|od", lambda chunk: Reading("ongoing")),
        ("wo|ow", _ongoing),
        ("dw?", _done),
        ("wd", lambda chunk: Reading("done")),
        ("uw|wu", lambda chunk: _more_doubt(_dates(chunk), "the date is still to be confirmed")),
        ("no|on", lambda chunk: Reading("ongoing", doubts=("whether it is done at once, or goes on, is not plain",))),
        ("fo|of|wfo|fwo|ofw|wof|owf|df|fd", _often_and_on),
    )
)
