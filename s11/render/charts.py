"""Pictures as inline SVG: each has a title, a description with every figure in words, and no need of colour."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from s11.english import dates_of, number_of, state_words
from s11.render.glyphs import DRAWN_AS, STILL_TO_COME
from s11.render.labels import number
from s11.text import visible
from s11.view import CHECKED_ORDER, Counts, DueItem
from s11.view.timeline import Mark, Timeline, timeline
from s11.when import day_words

HIGH = 28
DOT = 14
MOST_DOTS = 30


def state_bar(counts: Counts, longest: int, title: str) -> Markup:
    """One bar of counts by state, its length beside the longest's; each part in its state's pattern and shape."""
    counted = [f"{number(counts[state])} {state_words(state)}" for state in CHECKED_ORDER if counts.get(state)]
    description = f"{', '.join(counted) or 'none'}."
    parts, at = [], 0.0
    for state in CHECKED_ORDER:
        wide = 100 * counts.get(state, 0) / max(1, longest)
        if wide:
            parts.append(
                Markup(
                    '<rect class="{0}" x="{1:.2f}%" width="{2:.2f}%" height="{3}"/><svg x="{1:.2f}%" '
                    'width="{2:.2f}%" height="{3}" viewBox="-9 -9 34 34"><use href="#s-{0}" width="16" height="16" '
                    'paint-order="stroke"/></svg>'
                ).format(state, at, wide, HIGH)
            )
        at += wide
    return Markup(
        '<svg class="chart bar" role="img" width="100%" height="{}"><title>{}</title><desc>{}</desc>{}</svg>'
    ).format(HIGH, visible(title), description, Markup("").join(parts))


def due_line(late: Sequence[DueItem], ahead: Sequence[DueItem], day: date, name: str) -> Markup:
    """Every dated thing still open on the line of its due day, and where the as-of day stands among them; ``name``
    makes its ids its own.
    """
    line = timeline([*late, *ahead], day)
    if line is None:
        return Markup("")
    counts = [
        f"{dates_of(len(things))} {word}"
        for things, word in ((late, f"overdue on {day_words(day)}"), (ahead, "not overdue"))
        if things
    ]
    description = (
        f"{', '.join(counts)}. From {day_words(line.first)} to {day_words(line.last)}. The tables beneath name each."
    )
    base = 30 + DOT * min(line.tallest, MOST_DOTS)
    more = (
        Markup('<text x="{}" y="{}">+</text>').format(mark.column * DOT + 2, base - DOT * MOST_DOTS - 4)
        for mark in line.marks
        if mark.level == MOST_DOTS + 1
    )
    inside = Markup("").join(
        [*(_dot(mark, base) for mark in line.marks if mark.level <= MOST_DOTS), *more, _axis(line, day, base)]
    )
    return Markup(
        '<svg class="chart line" role="img" aria-labelledby="{0}-t {0}-d" viewBox="0 0 952 {1}"><title '
        'id="{0}-t">When things fall due</title><desc id="{0}-d">{2}</desc>{3}</svg>'
    ).format(name, base + 26, description, inside)


def _dot(mark: Mark, base: int) -> Markup:
    due = mark.due
    description = f"{due.address}, due {day_words(due.due)}" + (
        f", {number_of(due.days_late, 'day')} late" if due.days_late else ""
    )
    return Markup(
        '<use href="#s-{0}" class="{0}" x="{1}" y="{2}" width="12" height="12"><title>{3}</title></use>'
    ).format(DRAWN_AS.get(due.timing, STILL_TO_COME), mark.column * DOT, base - DOT * mark.level, visible(description))


def _axis(line: Timeline, day: date, base: int) -> Markup:
    at, right = line.day_at * DOT + 6, line.day_at > 50
    drawn = [Markup('<line class="axis" x1="0" x2="952" y1="{0}" y2="{0}"/>').format(base + 1)]
    drawn += [
        Markup(
            '<line class="axis" x1="{0:.1f}" x2="{0:.1f}" y1="{1}" y2="{2}"/><text x="{3:.1f}" y="{4}" '
            'dominant-baseline="hanging">{5}</text>'
        ).format(x * DOT + 6, base + 1, base + 7, x * DOT + 10, base + 8, label)
        for x, label in line.ticks
    ]
    drawn.append(
        Markup(
            '<line class="day" x1="{0:.1f}" x2="{0:.1f}" y1="2" y2="{1}"/><text class="day" x="{2:.1f}" y="14" '
            'text-anchor="{3}">{4}</text>'
        ).format(at, base + 7, at + (-6 if right else 6), "end" if right else "start", day_words(day))
    )
    return Markup("").join(drawn)
