"""Pictures as inline SVG: each has a title, a description with every figure in words, and no need of colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from s11.render.words import counted
from s11.standing import state_words
from s11.text import visible
from s11.view import CHECKED_ORDER, Counts, Due, Tally
from s11.when import day_words

WIDTH = 960
ROOM = 84
DOT = 14


def state_bars(tally: Tally, day: date, name: str) -> Markup:
    """Two bars, stated above checked, each as long as its counts; ``name`` makes the ids of this picture its own."""
    said = f"Stated: {_counts_words(tally.stated)}. Checked on {day_words(day)}: {_counts_words(tally.checked)}."
    bars = Markup("").join(_bar(words, counts, tally.actions, top) for words, counts, top in (("Stated", tally.stated, 0), ("Checked", tally.checked, 58)))
    return _picture(name, f"{counted(tally.actions, 'action')} by state, stated and checked", said, 108, bars)


def _counts_words(counts: Counts) -> str:
    return ", ".join(f"{state_words(state)} {counts[state]}" for state in CHECKED_ORDER if counts.get(state)) or "nothing"


def _bar(words: str, counts: Counts, whole: int, top: int) -> Markup:
    parts = [Markup('<text x="0" y="{}">{}</text>').format(top + 19, words)]
    at = float(ROOM)
    for state in CHECKED_ORDER:
        count = counts.get(state, 0)
        if not count:
            continue
        wide = (WIDTH - ROOM - 1) * count / whole
        parts.append(Markup('<rect class="{}" x="{:.1f}" y="{}" width="{:.1f}" height="28"/>').format(state, at, top, wide))
        if wide >= 20 + 9 * len(str(count)):
            parts.append(Markup('<use href="#s-{}" x="{:.1f}" y="{}" width="12" height="12"/><text x="{:.1f}" y="{}">{}</text>').format(state, at, top + 32, at + 16, top + 43, count))
        at += wide
    return Markup("").join(parts)


def timeline(late: Sequence[Due], ahead: Sequence[Due], day: date, name: str) -> Markup:
    """Every dated thing still open on the line of its due day, and where the as-of day stands among them."""
    dues = [*late, *ahead]
    if not dues:
        return Markup("")
    first, last = min([day, *(due.due for due in dues)]), max([day, *(due.due for due in dues)])
    stacks: dict[int, int] = {}
    marks, tallest = [], 1
    for due in dues:
        column = round(_along(due.due, first, last) / DOT)
        level = stacks[column] = stacks.get(column, 0) + 1
        tallest = max(tallest, level)
        marks.append((column * DOT, level, due))
    base = 26 + DOT * min(tallest, 30)
    drawn = [Markup('<use href="#s-{}" class="{}" x="{}" y="{}" width="12" height="12"><title>{}</title></use>').format(*_mark(due), x, base - DOT * level, _due_words(due)) for x, level, due in marks if level <= 30]
    at = _along(day, first, last)
    anchor = "end" if at > WIDTH * 0.8 else "start"
    drawn.append(Markup('<line class="axis" x1="0" x2="{}" y1="{}" y2="{}"/>').format(WIDTH, base + 1, base + 1))
    drawn.append(Markup('<line class="day" x1="{0:.1f}" x2="{0:.1f}" y1="4" y2="{1}"/><text class="day" x="{2:.1f}" y="13" text-anchor="{3}">{4}</text>').format(at + 6, base + 6, at + (0 if anchor == "end" else 12), anchor, day_words(day)))
    drawn += [Markup('<line class="axis" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/><text x="{3:.1f}" y="{4}">{5}</text>').format(x + 6, base + 1, base + 6, x + 8, base + 20, words) for x, words in _years(first, last)]
    said = f"{counted(len(late), 'dated thing')} late on {day_words(day)}, {counted(len(ahead), 'dated thing')} not late. From {day_words(first)} to {day_words(last)}. The tables beneath name each."
    return _picture(name, "When things fall due", said, base + 26, Markup("").join(drawn))


def _along(day: date, first: date, last: date) -> float:
    return (WIDTH - 14) * (day - first).days / max(1, (last - first).days)


def _mark(due: Due) -> tuple[str, str]:
    return ("off_track", "late") if due.timing == "late" else ("on_track", "ahead")


def _due_words(due: Due) -> str:
    return visible(f"{due.address}, due {day_words(due.due)}" + (f", {counted(due.days_late, 'day')} late" if due.days_late else ""))


def _years(first: date, last: date) -> list[tuple[float, str]]:
    """Where the years begin, and not more of them than can be read side by side."""
    years = list(range(first.year + 1, last.year + 1))
    step = max(1, -(-len(years) // 12))
    found = [(_along(date(year, 1, 1), first, last), str(year)) for year in years[::step]]
    return found if found else [(0.0, str(first.year))]


def _picture(name: str, title: str, said: str, height: int, inside: Markup) -> Markup:
    return Markup('<svg class="chart" role="img" aria-labelledby="{0}-t {0}-d" viewBox="0 0 {1} {2}"><title id="{0}-t">{3}</title><desc id="{0}-d">{4}</desc>{5}</svg>').format(name, WIDTH, height, title, said, inside)
