"""The command ``list``: a row an action, on a screen as a table and as one-line records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from s11.english import state_words
from s11.frozen import dataclass
from s11.render.csv import cell_words, cells_of
from s11.render.glyphs import STYLES
from s11.render.labels import short_day
from s11.render.screen import Cell, Screen, ScreenSettings, add_head, add_read, cell_size, not_read_line, read_line
from s11.text import one_line, record
from s11.view import TIMING_WORDS, ActionList, ListedAction

if TYPE_CHECKING:
    from rich.text import Text

# what a screen shows unless other columns are asked for
DEFAULT_COLUMNS = ("address", "text", "lead_words", "stated_word", "checked", "due")
# how a screen heads a column that is not called by its own name there
HEADS = {"text": "action", "lead_words": "lead", "stated_word": "RAG"}
MEANING = "RAG: the plan’s own word. Checked: the worse of what that means and its dates."
GAP = 2
# to fewer columns of the screen no words are cut
LEAST_WORDS = 10
STATES = ("stated", "checked")


@dataclass(frozen=True, slots=True)
class _Column:
    """A column of the screen: its head, a cell an action, how wide it is, and whether its words may be cut.

    ``share``: how much room its words keep beside those of others, where words are cut.
    """

    head: str
    cells: tuple[Cell, ...]
    width: int
    may_be_cut: bool
    share: int = 2


def list_screen(listed: ActionList, columns: Sequence[str], settings: ScreenSettings) -> str:
    """A table under each plan's name, no line of which is folded: words are cut where there is no room for them.

    Where there is no room for a table, each action is a paragraph.
    """
    screen = Screen(settings)
    add_head(screen, listed.head)
    screen.paragraph(listed.words)
    if listed.actions:
        if "checked" in columns:
            screen.paragraph((MEANING, "dim"))
        values = [cells_of(one) for one in listed.actions]
        made = [_column(name, listed.actions, [of[name] for of in values], settings) for name in columns]
        fitted = _fitted(made, settings.width)
        if fitted is None:
            _add_folded(screen, listed, made)
        else:
            _add_table(screen, listed, fitted)
    screen.gap()
    add_read(screen, listed.head)
    return str(screen)


def _column(name: str, actions: Sequence[ListedAction], values: Sequence[object], settings: ScreenSettings) -> _Column:
    cells = tuple(_cell(name, one, value, settings) for one, value in zip(actions, values, strict=True))
    head = HEADS.get(name, state_words(name))
    may_be_cut = name not in ("address", "timing", *STATES) and any(isinstance(value, str) for value in values)
    width = max(map(cell_size, (head, *(cell.text for cell in cells))))
    return _Column(head, cells, width, may_be_cut, 3 if name == "text" else 2)


def _cell(name: str, listed: ListedAction, value: object, settings: ScreenSettings) -> Cell:
    """What a screen shows of a value; of an address what follows the plan's id, under which the row stands."""
    if name == "address":
        return Cell(one_line(f"#{listed.action.id}", settings.ascii_only), "bold")
    if name in STATES:
        state = str(value)
        return Cell(f"{settings.glyphs[state]} {state_words(state)}", STYLES[state])
    if name == "timing":
        return Cell(TIMING_WORDS[str(value)])
    if isinstance(value, bool):
        return Cell("yes" if value else "no")
    if isinstance(value, date):
        return Cell(short_day(value))
    return Cell(one_line(cell_words(value), settings.ascii_only))


def _fitted(columns: Sequence[_Column], width: int) -> list[_Column] | None:
    """The columns as wide as a line has room for, the widest words cut first; None where there is too little."""
    widths = [column.width for column in columns]
    over = sum(widths) + GAP * (len(widths) - 1) - width
    while over > 0:
        open_to = [
            at
            for at, column in enumerate(columns)
            if column.may_be_cut and widths[at] > max(LEAST_WORDS, cell_size(column.head))
        ]
        if not open_to:
            return None
        widths[max(open_to, key=lambda at: widths[at] / columns[at].share)] -= 1
        over -= 1
    return [
        _Column(column.head, column.cells, room, column.may_be_cut)
        for column, room in zip(columns, widths, strict=True)
    ]


def _add_table(screen: Screen, listed: ActionList, columns: Sequence[_Column]) -> None:
    screen.gap()
    screen.row(_line(screen, ((column, Cell(column.head, "bold")) for column in columns)))
    plan = ""
    for number, one in enumerate(listed.actions):
        if one.plan.id != plan:
            plan = one.plan.id
            screen.gap()
            screen.paragraph((plan, "bold"), hang=2)
        screen.row(_line(screen, ((column, column.cells[number]) for column in columns)))


def _line(screen: Screen, cells: Iterable[tuple[_Column, Cell]]) -> Text:
    line, blank = screen.Text(""), 0
    for column, cell in cells:
        text = _cut(cell.text, column.width, screen.settings.ascii_only)
        line.append(" " * blank).append(text, cell.style or None)
        blank = column.width - cell_size(text) + GAP
    # an empty cell leaves nothing at the end of its line
    line.rstrip()
    return line


def _cut(text: str, width: int, ascii_only: bool) -> str:
    """Words in so many columns of the screen, with a sign where there are more of them."""
    if cell_size(text) <= width:
        return text
    from rich.cells import set_cell_size

    more = "..." if ascii_only else "…"
    return set_cell_size(text, width - len(more)).rstrip() + more


def _add_folded(screen: Screen, listed: ActionList, columns: Sequence[_Column]) -> None:
    for number, one in enumerate(listed.actions):
        screen.gap()
        screen.paragraph((one.action.address, "bold"), hang=2)
        for column in columns:
            if column.cells[number].text and column.head != "address":
                screen.paragraph((f"{column.head}: ", "dim"), column.cells[number], indent=2, hang=2)


def list_lines(listed: ActionList, columns: Sequence[str]) -> str:
    """A record an action, then how many there are and what was read."""
    head = listed.head
    rows = [
        record(*(one_line(cell_words(cells[column])) for column in columns)) for cells in map(cells_of, listed.actions)
    ]
    rows.append(
        record(
            "total",
            f"as of {head.as_of}",
            head.revision_words,
            *([f"only {head.filtered}"] if head.filtered else []),
            f"actions={len(listed.actions)} plans={listed.plans}",
        )
    )
    rows.append(read_line(head))
    rows += [not_read_line(missed) for missed in head.not_read]
    return "\n".join(rows) + "\n"
