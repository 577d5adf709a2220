"""Pictures of what lies back, as inline SVG: how much was done when, and how far dates have moved.

The tables beneath hold every figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from s11.english import number_of
from s11.render.labels import short_day
from s11.text import visible
from s11.when import day_words

if TYPE_CHECKING:
    from s11.view.history import CountPoint, History

# a moved date on a page: its name above its line
WIDE, ROW, TOP, EDGE = 960, 58, 34, 14


class Box(NamedTuple):
    """Where a drawing stands in a picture."""

    left: int
    top: int
    right: int
    base: int


def off_track(points: Sequence[CountPoint], description: str) -> Markup:
    """How many actions were off track on each day, as stated and as checked, for a page."""
    return _page_lines("off", points, "Actions off track", description)


def done(history: History) -> Markup:
    """How many actions were done at each point, of all there were, for a page."""
    return _page_lines("done", history.done, "Actions completed or verified", history.done_line, history.most)


def _page_lines(name: str, points: Sequence[CountPoint], title: str, description: str, most: int = 0) -> Markup:
    if not points:
        return Markup("")
    return Markup(
        '<svg class="chart line months {0}" role="img" aria-labelledby="{0}-t {0}-d" viewBox="0 0 600 190"><title '
        'id="{0}-t">{1}</title><desc id="{0}-d">{2}.</desc>{3}</svg>'
    ).format(name, title, description, Markup("").join(count_lines(points, Box(0, 0, 600, 190), 20, 13, title, most)))


def count_lines(
    points: Sequence[CountPoint], box: Box, font: int, letter: int, title: str, most: int = 0
) -> list[Markup]:
    """Both lines with their first and last number at their ends, and months as ticks.

    ``font`` and ``letter``: how high a line of text is drawn and how wide the widest letter may be, in the picture's
    units. ``most``: how many the whole height stands for, where that is more than any of them.
    """
    first, last = points[0], points[-1]
    most = max(1, most, *(max(point.stated, point.checked) for point in points))
    longest = max(len(f"checked {point:,}") for point in (last.stated, last.checked))
    left, right = box.left + 3 * letter, box.right - longest * letter
    top, base = box.top + 2 * font, box.base - 2 * font
    across = _Days(first.day, last.day, left, right)

    def height(count: int) -> float:
        return base - (base - top) * count / most

    drawn = [
        Markup('<text class="strong" x="{}" y="{}">{}</text>').format(box.left, box.top + font, title),
        Markup('<path class="axis" d="M{} {}H{}" fill="none"/>').format(left, base, right),
    ]
    drawn += across.month_ticks(base, font, 9 * letter, box.left)
    begun, ended = [], []
    for name in ("checked", "stated"):
        places = [(across.at(point.day), height(getattr(point, name))) for point in points]
        path = f"M{places[0][0]:.1f} {places[0][1]:.1f}h3" + "".join(f"L{x:.1f} {y:.1f}" for x, y in places[1:])
        drawn.append(Markup('<path class="{}" d="{}" fill="none"/>').format(name, path))
        begun.append((places[0][1], f"{getattr(first, name):,}"))
        ended.append((places[-1][1], f"{name} {getattr(last, name):,}"))
    for y, label in _apart(dict.fromkeys(begun), font):
        drawn.append(Markup('<text x="{}" y="{:.1f}" text-anchor="end">{}</text>').format(left - 6, y, label))
    for y, label in _apart(ended, font):
        drawn.append(Markup('<text x="{}" y="{:.1f}">{}</text>').format(right + 8, y, label))
    return drawn


def _apart(ends: Iterable[tuple[float, str]], font: int) -> list[tuple[float, str]]:
    """Words at the ends of lines, none on another: where they are too near, the upper one goes up."""
    placed: list[tuple[float, str]] = []
    for y, label in sorted(ends, key=lambda end: -end[0]):
        low = y + font / 3
        placed.append((min(low, placed[-1][0] - 1.2 * font) if placed else low, label))
    return placed


def slippage(history: History) -> Markup:
    """The first date and the date now of the actions whose dates moved furthest, for a page."""
    if not history.furthest:
        return Markup("")
    drawn, high = moved_rows(history, WIDE, ROW, TOP, 17)
    return Markup(
        '<svg class="chart line moved" role="img" aria-labelledby="moved-t moved-d" viewBox="0 0 {} {}"><title '
        'id="moved-t">{} moved</title><desc id="moved-d">{}.</desc>{}</svg>'
    ).format(WIDE, high, number_of(len(history.furthest), "date"), visible(history.moved_line), Markup("").join(drawn))


def moved_rows(history: History, wide: int, row: int, top: int, font: int) -> tuple[list[Markup], int]:
    """A row for each date that moved far, its name above its line, and years or months below; and how high that is."""
    slips = [(slip.called, slip.first, slip.now) for slip in history.furthest if slip.first and slip.now]
    days = [day for _, first, now in slips for day in (first, now)]
    across, base = _Days(min(days), max(days), EDGE, wide - EDGE), top + row * len(slips)
    drawn = [*across.drawn(base, top, font)]
    drawn.append(
        Markup('<text x="0" y="{0}">○ first date</text><text x="{1}" y="{0}">◆ date now</text>').format(font, wide // 2)
    )
    for number, (called, first, now) in enumerate(slips):
        y = top + row * number
        drawn += _moved(called, first, now, across, y + row * 0.45, y + row - 8)
    return drawn, base + 2 * font + 10


class _Days:
    """Days put on a line from left to right."""

    def __init__(self, first: date, last: date, left: int, right: int):
        self.first, self.last, self.left, self.right = first, last, left, right

    def at(self, day: date) -> float:
        return self.left + (self.right - self.left) * (day - self.first).days / max(1, (self.last - self.first).days)

    def drawn(self, base: int, top: int, font: int) -> Sequence[Markup]:
        """A line at the begin of each year, or of each month where there are few years, named where there is room."""
        starts, room = [date(year, 1, 1) for year in range(self.first.year + 1, self.last.year + 1)], 6 * font
        months = len(starts) < 2
        if months:
            starts, room = (
                [
                    date(month // 12, month % 12 + 1, 1)
                    for month in range(_months(self.first) + 1, _months(self.last) + 1)
                ],
                14 * font,
            )
        # their names stand apart, however many there are
        step = max(1, len(starts) * room // (self.right - self.left) + 1)
        lines = [
            Markup(
                '<path class="rule" d="M{0:.1f} {1}V{2}"/><text x="{0:.1f}" y="{3}" text-anchor="middle">{4}</text>'
            ).format(
                self.at(day),
                top,
                base + 4,
                base + 8 + font,
                day_words(day).removeprefix("1 ") if months else str(day.year),
            )
            for day in starts[::step]
        ]
        return [*lines, Markup('<path class="axis" d="M{} {}H{}"/>').format(self.left, base, self.right)]

    def month_ticks(self, base: int, font: int, room: int, edge: int) -> list[Markup]:
        """A tick at the begin of each month, named where there is room; no name goes over the left edge."""
        months = [
            date(month // 12, month % 12 + 1, 1) for month in range(_months(self.first) + 1, _months(self.last) + 1)
        ]
        drawn = []
        step = max(1, len(months) * room // max(1, self.right - self.left) + 1)
        for number, day in enumerate(months):
            named = number % step == 0
            if named or len(months) <= 36:
                drawn.append(
                    Markup('<path class="axis" d="M{:.1f} {}v{}" fill="none"/>').format(
                        self.at(day), base, 8 if named else 4
                    )
                )
            if named:
                drawn.append(
                    Markup('<text x="{:.1f}" y="{}" text-anchor="middle">{}</text>').format(
                        max(self.at(day), edge + room / 2), base + 8 + font, short_day(day).partition(" ")[2]
                    )
                )
        return drawn


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _moved(called: str, first: date, now: date, across: _Days, name_at: float, y: float) -> Sequence[Markup]:
    """One date: its name, and a line from where it was to where it is."""
    was, is_now = across.at(first), across.at(now)
    return (
        Markup('<text x="0" y="{:.1f}">{}</text>').format(name_at, visible(called)),
        Markup(
            '<path class="went" d="M{0:.1f} {2}H{1:.1f}"/><circle class="was" cx="{0:.1f}" cy="{2}" r="6"/>'
            '<path class="now" d="M{1:.1f} {3}l8 8-8 8-8-8z"/>'
        ).format(was, is_now, y, y - 8),
    )
