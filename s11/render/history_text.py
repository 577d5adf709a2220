"""The command ``history``, on a screen and as one-line records: counts over time, and one action's life."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from s11.english import join_words, number_of, state_words
from s11.frozen import dataclass
from s11.render.glyphs import COLUMNS, HEADINGS, STYLES
from s11.render.screen import Cell, Screen, ScreenSettings, add_head, add_packed, add_read, not_read_line, packed
from s11.text import one_line, record
from s11.view import Tally
from s11.view.action_history import ActionHistory
from s11.view.history import History, HistoryPoint
from s11.when import day_words

SPARKS, ASCII_SPARKS = "▁▂▃▄▅▆▇█", ".,:-=+*#"
NEVER = "never"


def history_screen(history: History, settings: ScreenSettings) -> str:
    screen = Screen(settings)
    add_head(screen, history.head)
    layout, left_out = _layout(settings, history.points)
    screen.paragraph(
        f"{number_of(len(history.points), 'point')}: {_every(history)}; stated/checked"
        + (f"; no room for {join_words(left_out)}" if left_out else "")
    )
    screen.gap()
    _add_points(screen, layout)
    screen.gap()
    _add_sparks(screen, history)
    if history.moved:
        screen.gap()
        _add_slips(screen, history)
    screen.gap()
    if history.not_read:
        screen.paragraph(("! ", "bold magenta"), history.not_read_words, hang=2)
    add_read(screen, history.head)
    return str(screen)


def _every(history: History) -> str:
    words = {"commit": "every commit that touched a plan, judged on its own day", "month": "every month's end"}
    return words.get(history.every, history.every)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the table of points: the two lines of its head, its sign, a cell a point, and what it is called."""

    head: tuple[str, str]
    glyph: str
    cells: tuple[str, ...]
    style: str
    name: str
    of_state: bool = False
    left: bool = False

    def width(self, with_words: bool) -> int:
        return max(map(len, (*self.cells, *(self.head if with_words else (self.glyph,)))))


class _Layout(NamedTuple):
    """The columns for which there is room, the blanks between them, and whether the states' words head them."""

    columns: tuple[_Column, ...]
    gap: int
    with_words: bool

    @property
    def width(self) -> int:
        return sum(column.width(self.with_words) + self.gap for column in self.columns) - self.gap


def _layout(settings: ScreenSettings, points: Sequence[HistoryPoint]) -> tuple[_Layout, tuple[str, ...]]:
    """The fullest table of points that the screen holds, and what is left out of it: no figure is ever broken."""
    states = [state for state in COLUMNS if any(_counts(point, state) != (0, 0) for point in points)]
    day = _Column(("", "day"), "day", tuple(f"{point.day}" for point in points), "", "day", left=True)
    commit = _Column(
        ("", "commit"), "commit", tuple(point.commit.id[:8] for point in points), "dim", "the commits", left=True
    )
    actions = _Column(
        ("", "actions"), "all", tuple(str(point.tally.actions) for point in points), "", "how many actions"
    )
    of_states = [
        _Column(
            (HEADINGS[state][0], HEADINGS[state][1]),
            settings.glyphs[state],
            tuple(_cell(point, state) for point in points),
            STYLES[state],
            state_words(state),
            of_state=True,
        )
        for state in states
    ]
    columns = (day, commit, actions, *of_states)
    tried = [_Layout(columns, gap, True) for gap in (2, 1)]
    tried += [_Layout((day, actions, *of_states), gap, with_words) for with_words in (True, False) for gap in (2, 1)]
    # then what is worst stands longest
    tried += [_Layout((day, *of_states[:number]), 1, False) for number in range(len(of_states), -1, -1)]
    layout = next((one for one in tried if one.width <= settings.width), tried[-1])
    return layout, tuple(column.name for column in columns if column not in layout.columns)


def _add_points(screen: Screen, layout: _Layout) -> None:
    columns, words = layout.columns, layout.with_words
    if words:
        for part in (0, 1):
            _add_row(screen, layout, [column.head[part] for column in columns])
    else:
        signs = [Cell(f"{column.glyph} {column.name}", column.style) for column in columns if column.of_state]
        add_packed(screen, packed(signs, screen.settings.width, screen.settings.width))
    if not words or any(column.of_state for column in columns):
        _add_row(screen, layout, [column.glyph if column.of_state or not words else "" for column in columns])
    for cells in zip(*(column.cells for column in columns), strict=True):
        _add_row(screen, layout, cells)


def _add_row(screen: Screen, layout: _Layout, cells: Sequence[str]) -> None:
    line = screen.Text("")
    for at, (cell, column) in enumerate(zip(cells, layout.columns, strict=True)):
        width = column.width(layout.with_words)
        line.append(" " * layout.gap if at else "")
        line.append(cell.ljust(width) if column.left else cell.rjust(width), column.style or None)
    screen.row(line)


def _counts(point: HistoryPoint, state: str) -> tuple[int, int]:
    return point.tally.stated.get(state, 0), point.tally.checked[state]


def _cell(point: HistoryPoint, state: str) -> str:
    stated, checked = _counts(point, state)
    # a state that is only ever checked has no stated side
    return f"{stated}/{checked}" if state in point.tally.stated else f"-/{checked}"


def _add_sparks(screen: Screen, history: History) -> None:
    room = max(4, (screen.settings.width - 34) // 2)
    shown = history.points[-room:]
    if len(shown) < len(history.points):
        screen.paragraph((f"the newest {len(shown)} points, of {number_of(history.most, 'action')} at most:", "dim"))
    for state in COLUMNS:
        stated, checked = ([_counts(point, state)[side] for point in shown] for side in (0, 1))
        if any(stated) or any(checked):
            line = screen.Text(f"{state_words(state):<12}", STYLES[state] or "")
            for label, counts in (("stated", stated), ("checked", checked)):
                line.append(f"  {label} ", "dim")
                line.append(spark(counts, history.most, screen.settings.ascii_only), STYLES[state] or None)
            screen.row(line)


def spark(counts: Sequence[int], most: int, ascii_only: bool = False) -> str:
    """One sign a count: a blank for none, and never a blank for some."""
    signs = ASCII_SPARKS if ascii_only else SPARKS
    return "".join(signs[max(0, -(-count * len(signs) // most) - 1)] if count else " " for count in counts)


def _add_slips(screen: Screen, history: History) -> None:
    screen.paragraph(
        (f"Dates moved: {number_of(len(history.moved), 'action')} of {len(history.slips)} that have one", "bold")
    )
    for slip in history.moved:
        first, now = (str(day) if day else "no date" for day in (slip.first, slip.now))
        often = f"; moved {slip.times_words}" if slip.times_words else ""
        screen.paragraph(
            (slip.address, "bold"),
            f"  {first} to {now}, {slip.went}",
            (often, "bold magenta" if slip.silent else ""),
            indent=2,
            hang=4,
        )


def history_lines(history: History) -> str:
    """One record a point, one a plan at it, one a date that moved: states by name, nothing wrapped."""
    rows, records = [], {}
    for point in history.points:
        of = f"point\t{point.day}\t{point.commit.id}\t"
        rows.append(
            of
            + record(
                "portfolio", f"actions={point.tally.actions}", *_named(point.tally), f"not read whole={point.not_read}"
            )
        )
        for plan in point.plans:
            # from one point to the next most plans are as they were
            if id(plan) not in records:
                name = plan.id + (f" (then {plan.then})" if plan.then != plan.id else "")
                records[id(plan)] = record(
                    name, f"actions={plan.tally.actions}", *_named(plan.tally), f"whole={'yes' if plan.whole else 'no'}"
                )
            rows.append(of + records[id(plan)])
    rows += [
        record(
            "moved",
            slip.address,
            f"first={slip.first or NEVER}",
            f"now={slip.now or NEVER}",
            f"days={slip.days}",
            f"times={slip.times_moved}",
            f"silent={'yes' if slip.silent else 'no'}",
            one_line(slip.text),
        )
        for slip in history.moved
    ]
    head = history.head
    rows.append(
        record(
            "history",
            f"as of {head.as_of}",
            head.revision_words,
            f"every {history.every}",
            f"points={len(history.points)}",
            *([f"only {one_line(head.filtered)}"] if head.filtered else []),
            *history.notes,
        )
    )
    rows += [not_read_line(missed) for missed in head.not_read]
    return "\n".join(rows) + "\n"


def _named(tally: Tally) -> Iterator[str]:
    for label, counts in (("stated", tally.stated), ("checked", tally.checked)):
        yield f"{label}: " + " ".join(f"{state}={count}" for state, count in counts.items())


# one action ----------------------------------------------------------------------------------------------------------


def life_screen(life: ActionHistory, settings: ScreenSettings) -> str:
    screen = Screen(settings)
    add_head(screen, life.head)
    screen.paragraph((life.address, "bold"), "  ", life.text, hang=4)
    screen.paragraph(
        (
            f"{number_of(len(life.events), 'event')} in {number_of(life.commits, 'commit')}"
            + ("" if life.there else "; it is no longer there"),
            "dim",
        )
    )
    if life.said:
        screen.paragraph(f"{' → '.join(life.stations)}: {life.said}", hang=4)
    for commit, events in groupby(life.events, key=lambda event: event.commit):
        screen.gap()
        screen.paragraph(
            (day_words(commit.day), "bold"), f"  {commit.author}  ", (f"{commit.short} {commit.subject}", "dim"), hang=4
        )
        for event in events:
            at = [(f"{event.address}  ", "bold")] if life.stations else []
            screen.paragraph(*at, event.words, indent=4, hang=4)
    screen.gap()
    add_read(screen, life.head)
    return str(screen)


def life_lines(life: ActionHistory) -> str:
    """One record an event: its day, who committed it, what kind it is, what of, and the words."""
    rows = [
        record(
            f"{event.commit.day}",
            event.commit.id,
            one_line(event.commit.author),
            event.kind,
            event.of,
            *([event.address] if life.stations else []),
            one_line(event.words),
        )
        for event in life.events
    ]
    rows.append(
        record(
            "life",
            life.address,
            "there" if life.there else "no longer there",
            f"as of {life.head.as_of}",
            life.head.revision_words,
            f"events={len(life.events)}",
            *([" ".join(life.stations), one_line(life.said)] if life.stations else []),
            *life.notes,
        )
    )
    rows += [not_read_line(missed) for missed in life.head.not_read]
    return "\n".join(rows) + "\n"
