"""The rows of a sheet as tables: cut to where words stand, and parted where two tables are clearly apart."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from s11.intake.grid import Cell, Row

MOST_ROWS = 5000
MOST_COLUMNS = 200
# a sheet so wide and so long at once is no table
MOST_PLACES = 400_000


@dataclass(frozen=True, slots=True)
class Numbered:
    """A row, and which one of its sheet it is, from 1."""

    number: int
    row: Row


def tables_of(rows: Sequence[Numbered], heads: Collection[int] = ()) -> list[list[Numbered]]:
    """The tables of a sheet: a new one begins behind a blank row where its own program says so (``heads``), or where
    every word of a row is bold and stands in several columns, as a second heading does.
    """
    tables: list[list[Numbered]] = [[]]
    wide = 0
    before: Numbered | None = None
    for one in rows:
        blank = before is not None and (_is_blank(before.row) or before.number < one.number - 1)
        if blank and wide > 1 and (one.number in heads or _is_heading(one.row)):
            tables.append([])
            wide = 0
        if not _is_blank(one.row) or tables[-1]:
            tables[-1].append(one)
        wide += len(_worded(one.row)) > 1
        before = one
    for block in tables:
        while block and _is_blank(block[-1].row):
            block.pop()
    return [block for block in tables if block]


def _is_blank(row: Row) -> bool:
    return all(cell.empty and not cell.comment for cell in row.cells)


def _worded(row: Row) -> list[Cell]:
    return list({id(cell): cell for cell in row.cells if not cell.empty}.values())


def _is_heading(row: Row) -> bool:
    cells = _worded(row)
    runs = [run for cell in cells for paragraph in cell.paragraphs for run in paragraph.runs if run.text.strip()]
    return len(cells) > 1 and all(run.bold for run in runs) and not any(_is_figure(cell.text) for cell in cells)


def _is_figure(text: str) -> bool:
    return not any(letter.isalpha() for letter in text)


def cut(rows: Sequence[Numbered]) -> list[Numbered]:
    """The rows without the columns left and right of every word."""
    used = [at for one in rows for at, cell in enumerate(one.row.cells) if not cell.empty or cell.comment]
    if not used:
        return list(rows)
    first, last = min(used), max(used)
    if first == 0 and all(len(one.row.cells) == last + 1 for one in rows):
        return list(rows)
    return [replace(one, row=replace(one.row, cells=one.row.cells[first : last + 1])) for one in rows]
