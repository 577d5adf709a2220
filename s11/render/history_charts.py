"""Pictures of what lies back, as inline SVG: how much was done when, and how far dates have moved.

The tables beneath hold every figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from s11.english import number_of
from s11.render.labels import short_day
from s11.text import visible
from s11.when import day_words

if TYPE_CHECKING:
    from s11.view.brief import OffTrackPoint
    from s11.view.history import History

WIDE, LEFT, RIGHT = 960, 56, 940
TOP, BASE = 44, 300
ROW = 26
NAMES = 300
MOST_ROWS = 60
# each line has its own width and dashes, so that none needs its colour and the last still shows where it lies on
# another
LINES = (
    ("all actions", "var(--soft)", "none", 2),
    ("done as checked", "var(--bar-completed)", "none", 4),
    ("done as stated", "var(--bar-on_track)", "8 6", 2),
)


def burn_up(history: History) -> Markup:
    """Actions done, as stated and as checked, of all there are, at each point."""
    first, last = history.points[0], history.last
    across = _Days(first.day, last.day, LEFT, RIGHT)
    counts = [
        [point.tally.actions for point in history.points],
        [point.done_checked for point in history.points],
        [point.done_stated for point in history.points],
    ]
    drawn = [_rule(LEFT, RIGHT, _height(count, history.most), str(count)) for count in sorted({0, history.most})]
    drawn += [*across.drawn(BASE, TOP)]
    for number, ((name, colour, dashes, width), line) in enumerate(zip(LINES, counts, strict=True)):
        drawn.append(_key(LEFT + number * 200, name, colour, dashes))
        drawn.append(
            _stepped(
                [
                    (across.at(point.day), _height(count, history.most))
                    for point, count in zip(history.points, line, strict=True)
                ],
                colour,
                dashes,
                width,
            )
        )
    description = "; ".join(
        f"on {day_words(point.day)}, {number_of(point.tally.actions, 'action')}, {point.done_stated} done as stated "
        f"and {point.done_checked} as checked"
        for point in ((first,) if first is last else (first, last))
    )
    return _picture("burn-up", BASE + 30, "Actions done, of all there are", f"{description}.", drawn)


def slippage(history: History) -> Markup:
    """The first date and the date now of each action whose date has moved."""
    rows = [(slip.address, slip.first, slip.now) for slip in history.moved if slip.first and slip.now][:MOST_ROWS]
    if not rows:
        return Markup("")
    days = [day for _, first, now in rows for day in (first, now)]
    across, base = _Days(min(days), max(days), NAMES, RIGHT), TOP + ROW * len(rows)
    drawn = [*across.drawn(base, TOP - 10)]
    for number, (address, first, now) in enumerate(rows):
        drawn += _moved(address, first, now, across, TOP + ROW * number + ROW // 2)
    drawn.append(
        Markup('<text x="{}" y="20">○ first date</text><text x="{}" y="20">◆ date now</text>').format(
            NAMES, NAMES + 130
        )
    )
    description = "; ".join(f"{address} from {day_words(first)} to {day_words(now)}" for address, first, now in rows)
    return _picture("slippage", base + 30, f"{number_of(len(rows), 'date')} moved", f"{visible(description)}.", drawn)


class Box(NamedTuple):
    """Where a drawing stands in a picture."""

    left: int
    top: int
    right: int
    base: int


def off_track(points: Sequence[OffTrackPoint], words: str) -> Markup:
    """How many actions were off track on each day, as stated and as checked, for a page."""
    if not points:
        return Markup("")
    return Markup(
        '<svg class="chart line months" role="img" aria-labelledby="off-t off-d" viewBox="0 0 600 190"><title '
        'id="off-t">Actions off track</title><desc id="off-d">{}</desc>{}</svg>'
    ).format(f"{words}.", Markup("").join(off_track_lines(points, Box(0, 0, 600, 190), 20, 13)))


def off_track_lines(points: Sequence[OffTrackPoint], box: Box, font: int, letter: int) -> list[Markup]:
    """Both lines with their first and last number at their ends, and months as ticks.

    ``font`` and ``letter``: how high a line of text is drawn and how wide the widest letter may be, in the picture's
    units.
    """
    first, last, most = points[0], points[-1], max(1, *(max(point.stated, point.checked) for point in points))
    left, right = box.left + 3 * letter, box.right - 10 * letter
    top, base = box.top + 2 * font, box.base - 2 * font
    across = _Days(first.day, last.day, left, right)

    def height(count: int) -> float:
        return base - (base - top) * count / most

    drawn = [
        Markup('<text class="strong" x="{}" y="{}">Actions off track</text>').format(box.left, box.top + font),
        Markup('<path class="axis" d="M{} {}H{}" fill="none"/>').format(left, base, right),
    ]
    drawn += across.month_ticks(base, font, 8 * letter)
    ends: list[tuple[float, float, str]] = []
    for name, begun, ended in (("checked", first.checked, last.checked), ("stated", first.stated, last.stated)):
        places = [(across.at(point.day), height(getattr(point, name))) for point in points]
        path = f"M{places[0][0]:.1f} {places[0][1]:.1f}h3" + "".join(f"L{x:.1f} {y:.1f}" for x, y in places[1:])
        drawn.append(Markup('<path class="{}" d="{}" fill="none"/>').format(name, path))
        ends.append((height(begun), height(ended), f"{name} {ended:,}"))
        if name == "checked" or begun != first.checked:
            drawn.append(
                Markup('<text x="{}" y="{:.1f}" text-anchor="end">{:,}</text>').format(
                    left - 6, height(begun) + font / 3, begun
                )
            )
    # the two words never lie on one another
    apart = max(0.0, 1.2 * font - (ends[1][1] - ends[0][1])) if ends[0][1] <= ends[1][1] else 0.0
    for (_, y, words), shift in zip(ends, (-apart, 0.0), strict=True):
        drawn.append(Markup('<text x="{}" y="{:.1f}">{}</text>').format(right + 8, y + font / 3 + shift, words))
    return drawn


class _Days:
    """Days put on a line from left to right."""

    def __init__(self, first: date, last: date, left: int, right: int):
        self.first, self.last, self.left, self.right = first, last, left, right

    def at(self, day: date) -> float:
        return self.left + (self.right - self.left) * (day - self.first).days / max(1, (self.last - self.first).days)

    def drawn(self, base: int, top: int) -> Sequence[Markup]:
        starts, room = [date(year, 1, 1) for year in range(self.first.year + 1, self.last.year + 1)], 50
        if len(starts) < 2:
            starts, room = (
                [
                    date(month // 12, month % 12 + 1, 1)
                    for month in range(_months(self.first) + 1, _months(self.last) + 1)
                ],
                120,
            )
        # their names stand apart, however many there are
        step = max(1, len(starts) * room // (self.right - self.left) + 1)
        lines = [
            Markup(
                '<path d="M{0:.1f} {1}V{2}" stroke="var(--rule)"/><text x="{0:.1f}" y="{3}" '
                'text-anchor="middle">{4}</text>'
            ).format(
                self.at(day),
                top,
                base + 4,
                base + 20,
                str(day.year) if room == 50 else day_words(day).removeprefix("1 "),
            )
            for day in starts[::step]
        ]
        return [*lines, Markup('<path d="M{} {}H{}" stroke="var(--soft)"/>').format(self.left, base, self.right)]

    def month_ticks(self, base: int, font: int, room: int) -> list[Markup]:
        """A tick at the begin of each month, named where there is room."""
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
                        self.at(day), base + 8 + font, short_day(day).partition(" ")[2]
                    )
                )
        return drawn


def _months(day: date) -> int:
    return day.year * 12 + day.month - 1


def _height(count: int, most: int) -> float:
    return BASE - (BASE - TOP) * count / max(1, most)


def _rule(left: int, right: int, y: float, words: str) -> Markup:
    return Markup(
        '<path d="M{0} {2:.1f}H{1}" stroke="var(--rule)"/><text x="{3}" y="{4:.1f}" text-anchor="end">{5}</text>'
    ).format(left, right, y, left - 8, y + 5, words)


def _key(x: int, name: str, colour: str, dashes: str) -> Markup:
    return Markup(
        '<path d="M{0} 15h36" fill="none" stroke="{1}" stroke-width="3" stroke-dasharray="{2}"/><text x="{3}" '
        'y="20">{4}</text>'
    ).format(x, colour, dashes, x + 44, name)


def _stepped(places: Sequence[tuple[float, float]], colour: str, dashes: str, width: int) -> Markup:
    """A line that holds its height until the next place; a single place is a mark."""
    begun = f"M{places[0][0]:.1f} {places[0][1]:.1f}h3"
    path = begun + "".join(f"H{x:.1f}V{y:.1f}" for x, y in places[1:])
    return Markup('<path d="{}" fill="none" stroke="{}" stroke-width="{}" stroke-dasharray="{}"/>').format(
        path, colour, width, dashes
    )


def _moved(address: str, first: date, now: date, across: _Days, y: int) -> Sequence[Markup]:
    description = f"{address}: {day_words(first)} to {day_words(now)}"
    name = address if len(address) <= 40 else "…" + address[-39:]
    return (
        Markup('<text x="{}" y="{}" text-anchor="end">{}</text>').format(NAMES - 12, y + 5, visible(name)),
        Markup(
            '<g><title>{0}</title><path d="M{1:.1f} {3}H{2:.1f}" stroke="var(--bar-off_track)" '
            'stroke-width="3"/><circle cx="{1:.1f}" cy="{3}" r="6" fill="var(--paper)" stroke="currentColor" '
            'stroke-width="2"/>'
            '<path d="M{2:.1f} {4}l8 8-8 8-8-8z" fill="currentColor"/></g>'
        ).format(visible(description), across.at(first), across.at(now), y, y - 8),
    )


def _picture(name: str, high: int, title: str, description: str, drawn: Sequence[Markup]) -> Markup:
    return Markup(
        '<svg role="img" aria-labelledby="{0}-t {0}-d" viewBox="0 0 {1} {2}" width="{1}" height="{2}" font-size="14" '
        'fill="currentColor"><title id="{0}-t">{3}</title><desc id="{0}-d">{4}</desc>{5}</svg>'
    ).format(name, WIDE, high, title, description, Markup("").join(drawn))
