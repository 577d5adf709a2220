"""Pictures as inline SVG: each has a title, a description with every figure in words, and no need of colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from markupsafe import Markup

from s11.english import dates_of, number_of, state_words
from s11.render.glyphs import DRAWN_AS, STILL_TO_COME
from s11.render.html_words import attribute, words
from s11.render.labels import number
from s11.view import CHECKED_ORDER, Counts, DueItem
from s11.view.timeline import Mark, Timeline, timeline
from s11.when import day_words

HIGH = 28
DOT = 14
MOST_DOTS = 30


def state_bar(counts: Counts, longest: int, title: str) -> Markup:
    """One bar of counts by state, its length beside the longest's; each part in its state's pattern and shape."""
    counted = [f"{number(counts[state])} {state_words(state)}" for state in CHECKED_ORDER if counts.get(state)]
    parts, at = [], 0.0
    for state in CHECKED_ORDER:
        wide = 100 * counts.get(state, 0) / max(1, longest)
        if wide:
            place = f'x="{at:.2f}%" width="{wide:.2f}%" height="{HIGH}"'
            parts.append(
                f'<rect class="{state}" {place}/><svg {place} viewBox="-9 -9 34 34"><use href="#s-{state}" width="16" '
                f'height="16" paint-order="stroke"/></svg>'
            )
        at += wide
    return Markup(  # the title is escaped, and all else is made here
        f'<svg class="chart bar" role="img" width="100%" height="{HIGH}"><title>{words(title)}</title>'
        f"<desc>{', '.join(counted) or 'none'}.</desc>{''.join(parts)}</svg>"
    )


def due_line(late: Sequence[DueItem], ahead: Sequence[DueItem], day: date, name: str) -> Markup:
    """Every dated thing still open on the line of its due day, and where the as-of day stands among them; ``name``
    makes its ids its own.
    """
    line = timeline([*late, *ahead], day)
    if line is None:
        return Markup()
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
        f'<text x="{mark.column * DOT + 2}" y="{base - DOT * MOST_DOTS - 4}">+</text>'
        for mark in line.marks
        if mark.level == MOST_DOTS + 1
    )
    inside = "".join(
        [*(_dot(mark, base) for mark in line.marks if mark.level <= MOST_DOTS), *more, *_axis(line, day, base)]
    )
    own = attribute(name)
    return Markup(  # what is a plan's is escaped
        f'<svg class="chart line" role="img" aria-labelledby="{own}-t {own}-d" viewBox="0 0 952 {base + 26}"><title '
        f'id="{own}-t">When things fall due</title><desc id="{own}-d">{description}</desc>{inside}</svg>'
    )


def _dot(mark: Mark, base: int) -> str:
    due, drawn = mark.due, DRAWN_AS.get(mark.due.timing, STILL_TO_COME)
    late = f", {number_of(due.days_late, 'day')} late" if due.days_late else ""
    return (
        f'<use href="#s-{drawn}" class={drawn} x={mark.column * DOT} y={base - DOT * mark.level} width=12 height=12>'
        f"<title>{words(due.address)}, due {day_words(due.due)}{late}</title></use>"
    )


def _axis(line: Timeline, day: date, base: int) -> Iterator[str]:
    at, right = line.day_at * DOT + 6, line.day_at > 50
    anchored = "end" if right else "start"
    yield f'<line class="axis" x1="0" x2="952" y1="{base + 1}" y2="{base + 1}"/>'
    for x, label in line.ticks:
        yield (
            f'<line class="axis" x1="{x * DOT + 6:.1f}" x2="{x * DOT + 6:.1f}" y1="{base + 1}" y2="{base + 7}"/><text '
            f'x="{x * DOT + 10:.1f}" y="{base + 8}" dominant-baseline="hanging">{words(label)}</text>'
        )
    yield (
        f'<line class="day" x1="{at:.1f}" x2="{at:.1f}" y1="2" y2="{base + 7}"/><text class="day" '
        f'x="{at + (-6 if right else 6):.1f}" y="14" text-anchor="{anchored}">{day_words(day)}</text>'
    )
