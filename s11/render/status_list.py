"""The command ``status`` of several plans on a screen: a line each, the worst first, then all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from s11.english import number_of, state_words
from s11.frozen import dataclass
from s11.render.glyphs import COLUMNS, STYLES
from s11.render.screen import (
    Cell,
    Screen,
    ScreenSettings,
    add_head,
    add_not_read,
    add_packed,
    cell_size,
    in_a_row,
    packed,
)
from s11.render.status_text import bar
from s11.text import visible
from s11.view import Counts, PlanView, Status, Travel
from s11.when import day_words

if TYPE_CHECKING:
    from rich.text import Text

LATE, STALE = "bold magenta", "bold"
# fewer columns than this would not hold every state
LEAST_BAR, MOST_BAR = 10, 60
# of so many plans the lines are set apart from what stands above and below them
FEW = 25
# what 'stated' and 'checked' mean: on a line of its own, or before the states' words, there the fullest that costs no
# further line
MEANING = "Stated: what a plan says. Checked, as here: the worse of that and of its dates."
MEANINGS = (
    "Stated is what a plan says of itself, checked the worse of that and of what its dates say:",
    "Checked is the worse of what a plan states and what its dates say:",
    "Checked, the worse of stated and dates:",
    "Checked (worse of stated, dates):",
    "As checked:",
)


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its head, a cell a plan, and the portfolio's; ``gap``: the blanks before it."""

    head: str
    cells: tuple[Cell, ...]
    total: Cell
    gap: int = 2
    right: bool = True

    @property
    def width(self) -> int:
        return max(map(cell_size, (self.head, self.total.text, *(cell.text for cell in self.cells))))


class _Layout(NamedTuple):
    """What of a line there is room for."""

    organisation: bool
    in_full: bool
    moved: bool
    bar: bool
    gap: int


# the fullest first: each next one gives up what is missed least
LAYOUTS = tuple(
    _Layout(*kept, gap)
    for kept, gap in product(
        (
            (True, True, True, True),
            (True, False, True, True),
            (False, True, True, True),
            (False, False, True, True),
            (False, False, True, False),
            (False, False, False, False),
        ),
        (2, 1),
    )
)


def status_list(status: Status, settings: ScreenSettings) -> str:
    """A line a plan; where the screen is too narrow for a table, the same in words that are folded."""
    screen = Screen(settings)
    add_head(screen, status.head)
    if status.travel is not None:
        _add_since(screen, status.travel)
    plans = status.worst_first
    apart = len(plans) <= FEW
    if apart:
        screen.gap()
    for layout in LAYOUTS:
        names, columns = _names(screen, status, plans, layout), _columns(screen, status, plans, layout)
        used = sum(column.gap + column.width for column in (*names, *columns)) - names[0].gap
        left = settings.width - used - layout.gap
        if left >= (LEAST_BAR if layout.bar else -layout.gap):
            _add_table(screen, status, plans, names, columns, min(left, MOST_BAR) if layout.bar else 0, layout)
            break
    else:
        layout = LAYOUTS[-1]._replace(moved=True)
        _add_folded(screen, status, plans)
    if apart:
        screen.gap()
    _add_tail(screen, status, layout)
    return str(screen)


def _add_since(screen: Screen, travel: Travel) -> None:
    up, down, _ = _arrows(screen)
    arrows, since = f": {up} improved {down} worsened", travel.since
    if since is None:
        screen.paragraph(("Since each plan’s own base", "bold"), arrows, hang=2)
        return
    commit = f" (commit {since.revision[:10]})" if since.revision else ""
    bases = (f"Since {since.said}", f"Since {day_words(since.as_of)}{commit}")
    base = next((label for label in bases if cell_size(label + arrows) <= screen.settings.width), bases[0])
    screen.paragraph((base, "bold"), arrows, hang=2)


def _arrows(screen: Screen) -> tuple[str, str, str]:
    # not the triangle of 'at risk'
    return ("^", "v", "->") if screen.settings.ascii_only else ("↑", "↓", "→")


# columns -------------------------------------------------------------------------------------------------------------


def _names(screen: Screen, status: Status, plans: Sequence[PlanView], layout: _Layout) -> list[_Column]:
    """Whose a plan is, and what it is called in a command."""
    ascii_only = screen.settings.ascii_only
    # whatever a file holds, its cell is as wide as it looks
    ids = [visible(plan.id, ascii_only).replace("\n", " ") for plan in plans]
    if not layout.organisation:
        return [_Column("", tuple(Cell(name, "bold") for name in ids), Cell(""), 0, right=False)]
    organisations = [" ".join(visible(plan.organisation, ascii_only).split()) for plan in plans]
    return [
        _Column("", tuple(Cell(name, "bold") for name in organisations), Cell(""), 0, right=False),
        _Column("", tuple(Cell(name, "dim") for name in ids), Cell(""), layout.gap, right=False),
    ]


def _columns(screen: Screen, status: Status, plans: Sequence[PlanView], layout: _Layout) -> list[_Column]:
    columns = [
        _state_column(screen, state, plans, status.portfolio.checked, layout.gap if first else 1)
        for first, state in _first_marked(state for state in COLUMNS if status.portfolio.checked[state])
    ]
    columns.append(_late_column(screen, status, plans, layout.gap))
    if status.travel is not None:
        up, down, _ = _arrows(screen)
        columns += [_way_column(sign, name, status.travel, plans) for sign, name in ((up, "better"), (down, "worse"))]
    if layout.moved:
        moved = tuple(Cell(f"{plan.moved:,}", "" if plan.moved else "dim") for plan in plans)
        columns.append(_Column("moved", moved, Cell(f"{status.moved:,}", "bold"), layout.gap))
    recorded = tuple(Cell(_recorded(plan, layout.in_full), STALE if plan.stale else "") for plan in plans)
    columns.append(_Column("last recorded" if layout.in_full else "last", recorded, Cell(""), layout.gap))
    return columns


def _first_marked(states: Iterable[str]) -> list[tuple[bool, str]]:
    return [(number == 0, state) for number, state in enumerate(states)]


def _state_column(screen: Screen, state: str, plans: Sequence[PlanView], all_of_it: Counts, gap: int) -> _Column:
    """A state's sign and figure; none where a plan has none of it. The sign gives way to a figure of all plans."""
    glyph, style = screen.settings.glyphs[state], STYLES[state]
    counts, whole = [plan.tally.checked[state] for plan in plans], f"{all_of_it[state]:,}"
    width = max(len(whole), *(1 + len(f"{count:,}") for count in counts))
    cells = (Cell(glyph + f"{count:,}".rjust(width - 1) if count else "", style) for count in counts)
    total = glyph + whole.rjust(width - 1) if len(whole) < width else whole
    return _Column("", tuple(cells), Cell(total, style), gap)


def _late_column(screen: Screen, status: Status, plans: Sequence[PlanView], gap: int) -> _Column:
    to = _arrows(screen)[2]

    def cell(late: int, travel: Travel | None) -> Cell:
        then = f"{travel.late_then:,}{to}" if travel is not None else ""
        return Cell(f"{then}{late:,}", LATE if late else "dim")

    cells = tuple(cell(plan.tally.timing["late"], plan.travel) for plan in plans)
    return _Column("late", cells, cell(status.portfolio.timing["late"], status.travel), gap)


def _way_column(sign: str, name: str, all_of_it: Travel, plans: Sequence[PlanView]) -> _Column:
    cells = (Cell(f"{count:,}" if (count := getattr(plan.travel, name, 0)) else "") for plan in plans)
    return _Column(sign, tuple(cells), Cell(f"{getattr(all_of_it, name):,}", "bold"), 1)


def _recorded(plan: PlanView, in_full: bool) -> str:
    if plan.days_since is None:
        return "never"
    return f"{number_of(plan.days_since, 'day')} ago" if in_full else f"{plan.days_since:,}d"


# lines ---------------------------------------------------------------------------------------------------------------


def _add_table(
    screen: Screen,
    status: Status,
    plans: Sequence[PlanView],
    names: Sequence[_Column],
    columns: Sequence[_Column],
    bar_width: int,
    layout: _Layout,
) -> None:
    states = sum(not column.head for column in columns)
    named = sum(column.gap + column.width for column in names)
    before_heads = named + sum(column.gap + column.width for column in columns[:states])
    heads = screen.Text("")
    for column in columns[states:]:
        heads.append(" " * column.gap + column.head.rjust(column.width), "bold")
    _add_legend(screen, status, before_heads, heads)
    for number, plan in enumerate(plans):
        line = screen.Text("")
        for column in (*names, *columns):
            _append(line, column, column.cells[number])
        _append_bar(screen, line, plan.tally.checked, bar_width, layout.gap)
        screen.row(line)
    line = screen.Text(_portfolio_words(status, named).ljust(named), "bold")
    for column in columns:
        _append(line, column, column.total)
    _append_bar(screen, line, status.portfolio.checked, bar_width, layout.gap)
    screen.row(line)


def _append(line: Text, column: _Column, cell: Cell) -> None:
    blank = " " * (column.width - cell_size(cell.text))
    line.append(" " * column.gap + (blank if column.right else ""))
    line.append(cell.text, cell.style or None)
    line.append("" if column.right else blank)


def _append_bar(screen: Screen, line: Text, counts: Counts, width: int, gap: int) -> None:
    if width:
        line.append(" " * gap)
        for state, length in bar(counts, width):
            line.append(screen.settings.glyphs[state] * length, STYLES[state] or None)


def _portfolio_words(status: Status, room: int) -> str:
    plans, actions = number_of(len(status.plans), "plan"), number_of(status.portfolio.actions, "action")
    fits = (text for text in (f"Portfolio: {plans}, {actions}", f"{plans}, {actions}", plans) if len(text) <= room)
    return next(fits, "")


def _add_legend(screen: Screen, status: Status, room: int, heads: Text) -> None:
    """What the figures are and what each sign means; the heads of the other columns end its last line where they
    can.
    """
    glyphs = screen.settings.glyphs
    signs = [
        Cell(f"{glyphs[state]} {state_words(state)}", STYLES[state])
        for state in COLUMNS
        if status.portfolio.checked[state]
    ]
    if len(status.plans) <= FEW:
        screen.paragraph((MEANING, "dim"))
        lines = packed(signs, screen.settings.width, room)
    else:
        tried = (packed([*map(Cell, meaning.split()), *signs], screen.settings.width, room) for meaning in MEANINGS)
        lines = min(tried, key=len)
    add_packed(screen, lines[:-1])
    last = in_a_row(screen, lines[-1])
    screen.row(last.append(" " * (room - cell_size(last.plain))).append_text(heads))


def _add_folded(screen: Screen, status: Status, plans: Sequence[PlanView]) -> None:
    """For a screen on which the table has no room: a paragraph a plan."""
    screen.paragraph((MEANING, "dim"))
    for plan in plans:
        recorded = f"recorded {_recorded(plan, True)}" if plan.last_recorded else "nothing recorded"
        screen.paragraph(
            (plan.id, "bold"),
            "  ",
            (f"late {_late_words(screen, plan.tally.timing['late'], plan.travel)}", LATE),
            f"; {_states(plan.tally.checked)}; moved {plan.moved}; ",
            (recorded, STALE if plan.stale else ""),
            hang=4,
        )
    screen.paragraph(
        (f"{number_of(len(plans), 'plan')}, {number_of(status.portfolio.actions, 'action')}", "bold"),
        "  ",
        (f"late {_late_words(screen, status.portfolio.timing['late'], status.travel)}", LATE),
        f"; {_states(status.portfolio.checked)}; moved {status.moved}",
        hang=4,
    )


def _late_words(screen: Screen, late: int, travel: Travel | None) -> str:
    if travel is None:
        return f"{late:,}"
    up, down, to = _arrows(screen)
    return f"{travel.late_then:,}{to}{late:,}, {up} {travel.better:,}, {down} {travel.worse:,}"


def _states(counts: Counts) -> str:
    return ", ".join(f"{state_words(state)} {counts[state]:,}" for state in COLUMNS if counts[state]) or "no action"


def _add_tail(screen: Screen, status: Status, layout: _Layout) -> None:
    """What was read, and where what the lines leave out is to be seen."""
    read, missed, notices = status.head.read, len(status.head.not_read), status.notice_count
    whole = f"{missed:,} of them not whole" if missed else "all whole"
    sentence = (
        f"Read {number_of(read.files, 'file')}, {whole}: {number_of(read.recommendations, 'recommendation')}, "
        f"{number_of(read.actions, 'action')}.{f' {read.beside_words}' if read.assessments else ''}"
    )
    more = [number_of(notices, "notice")] if notices else []
    more += [] if layout.moved else ["dates moved"]
    there = ", ".join(more) or "more"
    short, long = (f"{sentence} {there[:1].upper()}{there[1:]}: {where}" for where in ("--long", "s11 status --long"))
    screen.paragraph((long if len(long) <= screen.settings.width else short, "bold" if missed else ""))
    add_not_read(screen, status.head)
