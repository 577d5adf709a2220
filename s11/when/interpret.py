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
from functools import lru_cache
from itertools import pairwise

from s11.when.calendar import Period
from s11.when.lexicon import tidied
from s11.when.model import Among, Item, Reading, Stretch, WhenParsed
from s11.when.parser import JOINERS, THEN, Reader
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
    return _cell(plain, _marked(Reader(plain, two_digit_years).read()))


def _blank(plain: str) -> Reading:
    """An empty cell, or one with a dash or dots in it; a question mark is a question."""
    if plain.strip("-._ /?"):
        return Reading("unreadable", left=plain)
    return Reading("unset", doubts=("a question is asked",) if "?" in plain else ())


_CODES = {"when": "w", "often": "f", "ongoing": "o", "done": "d", "unset": "u", "now": "n", "lapse": "l", "event": "e", "counted": "c"}
_WORDLESS = ("link", "filler", "future", "break", "mark", "to")
_PART = re.compile(r"wd|dc|w[fo]?|fw|f|ow|o|dw|d|u|n|l|e|c")
# marks that name the day on which something begins, never the one by which it is to be done
STARTS = ("from", "start", "since", "after", "not before")


def _marked(items: list[Item]) -> list[Item]:
    """Each date with the mark right before it ("by", "from"), and nothing said to be done that is still to be.

    A mark that belongs to no date is left over, unless it is "by", which stands before people too.
    """
    marked: list[Item] = []
    mark: int | None = None  # where the mark stands that waits for its date
    ahead = False
    for item in items:
        if item.sort not in ("filler", "when") and mark is not None and not (item.sort == "link" and item.value in (":", ",")):
            _drop(marked, mark)
            mark = None
        if item.sort == "mark":
            mark = len(marked)
        elif item.sort == "when":
            before = str(marked[mark].value) if mark is not None else ""
            item = item._replace(mark=item.mark if item.mark and before in ("", "by") else before)
            mark, ahead = None, False
        elif item.sort in ("future", "break"):
            ahead = item.sort == "future"
        if ahead and (item.sort == "done" or (item.sort, item.value) in (("doubtful", "done"), ("review", "past"))):
            item = item._replace(sort="review", value=None)
        marked.append(item)
    if mark is not None:
        _drop(marked, mark)
    return marked


def _drop(items: list[Item], at: int) -> None:
    before = next((i for i in range(at - 1, -1, -1) if items[i].sort != "filler"), None)
    if items[at].value == "start" and before is not None and items[before].sort == "when" and not items[before].mark:
        items[before] = items[before]._replace(mark="start")  # "April 2014 start"
        items[at] = items[at]._replace(sort="filler")
    elif items[at].mark == "begun":
        items[at] = items[at]._replace(sort="doubtful", value="ongoing")  # "Started": it runs, whenever it began
    elif items[at].value != "by":
        items[at] = items[at]._replace(sort="stranger")


def _cell(text: str, items: list[Item]) -> Reading:
    """The sense of a whole cell: one chunk, or several that are parts."""
    every = _chunks(items)
    chunks = [c for c in every if _tells(c)]
    bare = any(i.sort == "mark" for c in every if not _tells(c) for i in c) and bool(chunks)
    chunks = chunks or every[:1]
    senses = [_chunk(text, chunk) for chunk in chunks]
    if not senses:
        return Reading("unreadable", left=text)
    if bare:
        senses[0] = _more_doubt(senses[0], "a line says what a date is, and has none")
    if len(senses) == 1:
        return senses[0]
    telling = [s for s in senses if s.kind != "unreadable"]
    strange = tuple(s.left for s in senses if s.kind == "unreadable" and s.left)
    if not telling:
        return Reading("unreadable", left=text)
    if len(telling) == 1:
        return _doubted(telling[0], strange)
    parts = tuple(p for s in telling for p in (s.parts or (s,)))
    doubts = tuple(d for s in telling for d in s.doubts if s.parts)
    if any(a.kind in ("date", "done", "ongoing") and _bare_addition(b) for a, b in pairwise(parts)):
        doubts = (*doubts, "whether the lines belong together is not said")
    if any(w.shift for p in parts for w in p.whens):
        doubts = (*doubts, "what is counted on one line may hold for the other lines")
    if any(p.kind == "ongoing" and p.event == "from" for p in parts) and any(p.kind == "date" for p in parts):
        doubts = (*doubts, "what begins on one line may hold for the other lines")
    if any(p.kind == "relative" for p in parts):
        doubts = (*doubts, "what happens first may hold for the other lines")
    if len({p.kind for p in parts}) > 1 and any(i.sort == "break" and i.value == "." for i in items):
        doubts = (*doubts, "whether the sentences are about one thing is not said")
    return _doubted(Reading("multiple", parts=parts, doubts=doubts), strange)


def _tells(chunk: list[Item]) -> bool:
    """Whether anything in a chunk bears on the date, or is not understood."""
    return any(i.sort not in _WORDLESS and i.sort not in ("content", "review") for i in chunk)


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
        if item.sort != "break":
            chunks[-1].append(item)
            continue
        before = items[i - 1] if i else None
        after = items[i + 1] if i + 1 < len(items) else None
        wraps = item.value == "\n" and any(x and x.sort == "link" and x.value not in "()" for x in (before, after))
        if not wraps:
            chunks.append([])
    return [c for c in chunks if c]


def _chunk(text: str, items: list[Item]) -> Reading:
    items = _glossed(items)
    items = _undone(items)
    items, conditions = _conditions(text, _plan_years(items))
    dates = [w for i in items if i.sort == "when" for w in i.value]
    if len(dates) != 1 or any(i.sort in ("often", "ongoing", "done") for i in items):
        items = [i._replace(sort="stranger") if i.sort == "earliest" else i for i in items]
    main = _once_each([i for i in items if i.sort in _CODES])
    left = _left_over(text, items)
    code = "".join(_CODES[i.sort] for i in main)
    code = re.sub(r"(.)\1+", lambda m: m[1] if m[1] in "odun" else m[0], code)
    strangers = sum(i.sort == "stranger" for i in items)
    if not main:
        doubtful = [i for i in items if i.sort == "doubtful"]
        sense = _doubtful_only(doubtful) if doubtful else Reading("unreadable", left=text)
    elif strangers > MOST_STRANGERS:
        return Reading("unreadable", left=text)
    else:
        sense = _sense(code, main, items)
    if sense.kind == "unreadable":
        return sense._replace(left=text)
    hints = [i for i in items if i.sort == "doubtful"] if main else []
    sense = _hinted(sense, hints, text)
    sense = _more_doubt(sense, *conditions)
    if _breaks_off(items):
        sense = _more_doubt(sense, "the words break off")
    return _doubted(sense, (left,) if left else ())


def _plan_years(items: list[Item]) -> list[Item]:
    """'Year 1' says when only where nothing else does: 'Year 6 pupils' have a date of their own."""
    if any(i.sort in _CODES for i in items):
        return [i._replace(sort="stranger") if i.sort == "plan_year" else i for i in items]
    return [i._replace(sort="counted") if i.sort == "plan_year" else i for i in items]


def _conditions(text: str, items: list[Item]) -> tuple[list[Item], tuple[str, ...]]:
    """What only makes a date or an interval depend on something: 'June 2026 subject to funding', 'each month, before the meeting'."""
    sorts = {i.sort for i in items}
    if "event" not in sorts or not sorts & {"when", "often"}:
        return items, ()
    kept: list[Item] = []
    doubts: list[str] = []
    for item in items:
        if item.sort == "event" and (item.mark == "condition" or (item.value[2] and "often" in sorts)):
            words = text[item.start : item.end].rstrip(" ,;-")
            doubts.append(f"'{words}' is a condition" if item.mark == "condition" else f"'{words}' names no day")
        else:
            kept.append(item)
    return kept, tuple(doubts)


def _undone(items: list[Item]) -> list[Item]:
    """'not completed' and 'partly complete' do not say that it is done."""
    undone = False
    out: list[Item] = []
    for item in items:
        undone = undone or (item.sort == "stranger" and item.value == "undone")
        done = item.sort == "done" or (item.sort == "doubtful" and item.value == "done")
        out.append(item._replace(sort="stranger") if undone and done else item)
    return out


def _once_each(main: list[Item]) -> list[Item]:
    """An interval said twice is one: 'annually, each April'; so is 'March 2014 and every March'."""
    once: list[Item] = []
    for item in main:
        if not (once and item.sort == "often" and once[-1].sort == "often" and item.value == once[-1].value):
            once.append(item)
    if [i.sort for i in once] == ["when", "often", "when"] and once[1].value == (Period(12),):
        first, again = (i.value[0].choices[0].last for i in (once[0], once[2]))
        if len(once[0].value) == len(once[2].value) == 1 and (again.shape, again.year, again.month) == ("month", None, first.month):
            return once[:2]
    return once


def _breaks_off(items: list[Item]) -> bool:
    """Whether the chunk begins or ends with a word that joins it to something that is not there."""
    said = [i for i in items if i.sort not in ("filler", "future")]
    if not said:
        return False
    ends = (said[-1].sort == "link" and said[-1].value in ("and", "then", "or", "-", "/")) or said[-1].sort == "mark"
    return ends or (said[0].sort == "link" and said[0].value in JOINERS)


def _doubtful_only(items: list[Item]) -> Reading:
    value = str(items[0].value)
    kind = {"often": "recurring"}.get(value, value)
    if kind == "recurring":
        return Reading("recurring", doubts=("no interval is given",))
    return Reading(kind, doubts=("the word can mean more than one thing",))


def _hinted(sense: Reading, hints: list[Item], text: str) -> Reading:
    """'published March 2015' may be done or to do; 'in progress, March 2015' may go on after it."""
    for hint in hints:
        word = text[hint.start : hint.end]
        if hint.value == "done" and sense.kind in ("date", "multiple", "recurring"):
            done = Reading("done", whens=sense.whens[:1])
            sense = sense._replace(others=(*sense.others, done), doubts=(*sense.doubts, Among(f"'{word}' may say that it is done")))
        elif hint.value != "done" or sense.kind != "done":
            sense = sense._replace(doubts=(*sense.doubts, f"'{word}' can mean more than one thing"))
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
                main, gloss = gloss._replace(shift=main.shift), main
            out[-1] = out[-1]._replace(value=(main._replace(gloss=gloss),))
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


def _sense(code: str, main: list[Item], items: list[Item]) -> Reading:
    """The sense of a chunk from the order in which its dates, intervals and kinds stand."""
    dates = [i for i in main if i.sort == "when"]
    whens = tuple(w for i in dates for w in i.value)
    marks = [i.mark for i in dates]
    dated = bool(re.fullmatch("w+", code))
    if code == "e":
        event, plain, head = main[0].value
        before = [i for i in items if i.end <= main[0].start and i.sort == "stranger"]
        doubts = () if plain and not before else ("when that is cannot be told",)
        return Reading("relative", event=event, head=head, doubts=doubts)
    if code in ("c", "dc"):
        # "complete within 3 months" is still to be done
        shift, said, year = main[-1].value
        return Reading("relative", shift=shift, head=said, event=year)
    if code == "l":
        period, event, plain = main[0].value
        return Reading("relative", lapse=period, event=event, doubts=() if plain else ("an interval, or a time from now",))
    if code == "n":
        return Reading("relative", event="at once")
    if code == "u":
        extra = any(i.sort in ("content", "review") for i in items)
        return Reading("unset", doubts=("more is said than that no date is set",) if extra else ())
    if len(dates) == 1 == len(whens) and marks[0] in STARTS and "d" in code and set(code) <= set("dwo"):
        return _running(whens[0], "it may be running, or done")
    if dated:
        return _dates(whens, dates, items)
    if code in ("f", "ff", "fff"):
        return _often(main, items)
    if code in ("wf", "fw") and len(whens) == 1:
        return _recurring(code, main, whens[0], marks[0], items)
    if code in ("wf", "fw"):
        return _several_each(main, whens)
    if code == "o":
        return Reading("ongoing")
    if code in ("do", "od"):
        return Reading("ongoing")
    if code in ("wo", "ow") and len(whens) == 1:
        return _ongoing(code, whens[0], marks[0], items)
    if code[0] == "d" and code in ("d", "dw"):
        return _done(main, whens, marks, items)
    if code == "wd":
        return Reading("done")
    if code in ("uw", "wu"):
        return _more_doubt(_dates(whens, dates, items), "the date is still to be confirmed")
    if code in ("no", "on"):
        return Reading("ongoing", doubts=("whether it is done at once, or goes on, is not plain",))
    if code in ("fo", "of", "wfo", "fwo", "ofw", "wof", "owf", "df", "fd"):
        return _often_and_on(main, whens, marks, items)
    return _parts(code, main, items)


def _more_doubt(sense: Reading, *doubts: str) -> Reading:
    return sense._replace(doubts=(*sense.doubts, *doubts))


def _dates(whens: tuple[WhenParsed, ...], dates: list[Item], items: list[Item]) -> Reading:
    marks = [i.mark for i in dates]
    onwards = any(i.sort == "onwards" for i in items)
    if len(whens) == 1:
        sense = _one_date(whens[0], marks[0], onwards, any(i.sort == "earliest" for i in items))
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
    if any(i.sort == "review" and i.value == "past" for i in items):
        sense = sense._replace(others=(*sense.others, Reading("done", whens=sense.whens[:1] or whens[:1])))
        sense = _more_doubt(sense, Among("it may say that it was done then"))
    return _with_or(sense, items)


def _running(when: WhenParsed, *doubts: str) -> Reading:
    """It began then: it is running, or it was done then."""
    return Reading("ongoing", whens=(when,), event="from", others=(Reading("done", whens=(when,)),), doubts=tuple(Among(doubt) for doubt in doubts))


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
        return Reading("ongoing", whens=(when,), event="from", doubts=("it names a day to begin, and none to be done by",))
    sense = Reading("date", whens=(when,))
    if mark == "until":
        return _more_doubt(sense._replace(others=(Reading("ongoing", whens=(when,)),)), Among("to go on until then, or to be done by then"))
    if mark == "condition":
        return _more_doubt(sense, "it depends on something")
    if mark == "before":
        return sense._replace(event="before")
    if mark == "by":
        return sense._replace(event="by")
    return sense


def _often(main: list[Item], items: list[Item]) -> Reading:
    intervals = {i.value for i in main}
    every = tuple(dict.fromkeys(p for i in main for p in i.value))
    doubts = () if len(intervals) == 1 and len(main[0].value) == 1 else (Among("more than one interval is possible"),)
    return _with_or(Reading("recurring", every=every, doubts=doubts), items)


def _with_or(sense: Reading, items: list[Item]) -> Reading:
    return _more_doubt(sense, "one thing or another is offered") if any(i.sort == "link" and i.value == "or" for i in items) else sense


def _between(items: list[Item], a: Item, b: Item) -> list[Item]:
    first, last = sorted((a, b), key=lambda i: i.start)
    return [i for i in items if first.end <= i.start and i.end <= last.start]


def _recurring(code: str, main: list[Item], when: WhenParsed, mark: str, items: list[Item]) -> Reading:
    often = next(i for i in main if i.sort == "often")
    date = next(i for i in main if i.sort == "when")
    every = often.value
    doubts: list[str] = [] if len(set(every)) == 1 and len(every) == 1 else [Among("more than one interval is possible")]
    # the date may be one of its own, with the interval beside it or in the name of what is done
    once = False
    between = _between(items, often, date)
    yearless = when.choices[0].last.year is None
    parted = any(i.sort == "mark" or (i.sort == "link" and i.value in THEN) for i in between)
    if any(i.sort == "content" for i in between) and not (code == "fw" and (yearless or parted)):
        doubts.append(Among("whether the interval belongs to the date is not said"))
        once = True
    elif code == "fw" and any(i.sort == "review" for i in between) and not (yearless or parted):
        doubts.append(Among("the one review of that date, or one every time from then"))
        once = True
    if code == "fw" and not yearless and not between:
        doubts.append(Among("whether the interval begins with the date is not said"))
        once = True
    if any(i.sort == "link" and i.value == "/" for i in between):
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
    others = (Reading("date", whens=(when,), event="by" if mark == "by" else ""),) if once else ()
    return _with_or(Reading("recurring", whens=(when,), every=tuple(dict.fromkeys(every)), event="by" if mark == "by" else "", doubts=tuple(doubts), others=others), items)


def _several_each(main: list[Item], whens: tuple[WhenParsed, ...]) -> Reading:
    """'March and September each year', 'June 2016, December 2016 then annually'."""
    often = next(i for i in main if i.sort == "often")
    parts = tuple(Reading("recurring", whens=(w,), every=often.value[:1]) for w in whens)
    return Reading("multiple", parts=parts, doubts=("several dates share one interval",))


def _ongoing(code: str, when: WhenParsed, mark: str, items: list[Item]) -> Reading:
    between = _between(items, *[i for i in items if i.sort in ("when", "ongoing")][:2])
    sense = Reading("ongoing", whens=(when,), event="from" if mark in STARTS else "")
    if mark not in ("", "by", "from", "since") or (code == "ow" and mark not in ("from", "since")):
        sense = _more_doubt(sense, "whether it goes on until then or from then is not said")
    if any(i.sort == "content" for i in between):
        sense = _more_doubt(sense, "what goes on, and what has the date, is not said")
    if any(i.sort == "link" and i.value == "/" for i in between):
        sense = _more_doubt(sense, "whether the stroke joins the two is not said")
    return _with_or(sense, items)


def _done(main: list[Item], whens: tuple[WhenParsed, ...], marks: list[str], items: list[Item]) -> Reading:
    sense = Reading("done", whens=whens[:1])
    if not whens:
        return sense
    date = next(i for i in main if i.sort == "when")
    between = _between(items, [i for i in main if i.sort == "done"][-1], date)
    due = Reading("date", whens=whens[:1], event="by")
    if marks[0] not in ("",) or len(whens) > 1:
        return sense._replace(kind="date", others=(sense._replace(event=""),), event="by", doubts=(Among("done then, or to be done by then"),))
    if any(i.sort in ("review",) for i in between) or any(i.sort == "link" and i.value in JOINERS for i in between):
        return sense._replace(others=(due,), doubts=(Among("what the date belongs to is not said"),))
    return sense


def _often_and_on(main: list[Item], whens: tuple[WhenParsed, ...], marks: list[str], items: list[Item]) -> Reading:
    often = next(i for i in main if i.sort == "often")
    recurring = Reading("recurring", whens=whens[:1], every=tuple(dict.fromkeys(often.value)))
    other = Reading("done") if any(i.sort == "done" for i in main) else Reading("ongoing", whens=whens[:1])
    doubts: list[str] = [Among("it goes on, or comes round: two kinds in one")]
    if any(mark not in ("", "by") for mark in marks):
        doubts.append("whether it begins then or is due then is not said")
    if len(whens) > 1:
        doubts.append("several dates share one interval")
    return recurring._replace(others=(other,), doubts=tuple(doubts))


def _singled(item: Item) -> list[Item]:
    """A series as its single dates: in a cell of several kinds what follows belongs to the last of them."""
    if item.sort != "when":
        return [item]
    return [item._replace(value=(w,), mark=item.mark if k == 0 else "") for k, w in enumerate(item.value)]


def _parts(code: str, main: list[Item], items: list[Item]) -> Reading:
    """Several kinds in one chunk: parts in the order written, never certain, because what belongs to what is a guess."""
    parts: list[Reading] = []
    at = 0
    main = [single for item in main for single in _singled(item)]
    code = "".join(_CODES[i.sort] for i in main)
    while at < len(main):
        found = _PART.match(code, at)
        end = found.end() if found and found.end() - at < len(main) else at + 1
        part_items = [i for i in items if main[at].start <= i.start and i.end <= main[end - 1].end]
        sense = _sense(code[at:end], main[at:end], part_items)
        parts.extend(sense.parts or (sense,))
        at = end
    return Reading("multiple", parts=tuple(parts), doubts=("which words belong together is not plain",))
