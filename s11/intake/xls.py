"""Excel's old format, with python-calamine in a process of its own: a crafted cell can end whatever reads it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from importlib.util import find_spec

from s11.intake.apart import read_apart
from s11.intake.blocks import MOST_COLUMNS, MOST_PLACES, MOST_ROWS, Numbered, cut, tables_of
from s11.intake.grid import CannotRead, Cell, Grid, Paragraph, Row, TableDocument, words_of
from s11.intake.number_format import general
from s11.intake.sheet_parts import letters

_SECONDS = 20
_MEMORY = 250 * 2**20
_Sheet = tuple[str, bool, list[list[str]], list[tuple[int, int, int, int]]]


def read_xls(name: str, data: bytes, sheet: str = "") -> TableDocument:
    """The tables of an old Excel workbook, without what only its formats say. Raises CannotRead."""
    sheets = _apart(name, data)
    if sheet:
        there = ", ".join(f"'{one[0]}'" for one in sheets[:20])
        sheets = [one for one in sheets if one[0].strip().casefold() == sheet.strip().casefold()]
        if not sheets:
            raise CannotRead(f"{name}: it has no sheet '{sheet}'; its sheets are {there}")
    grids: list[Grid] = []
    for called, _, rows, merged in sheets:
        tables = tables_of(_numbered(rows, merged))
        for at, block in enumerate(tables, 1):
            own = f"sheet '{called}'" if len(tables) == 1 else f"sheet '{called}', table {at}"
            grids.append(Grid(own, tuple(one.row for one in cut(block))))
    words = [word for one in sheets for row in one[2] for text in row for word in words_of(text)]
    doubts = [
        "the old Excel format: dates stand as day/month/year whatever the sheet shows; colours, struck words and "
    ]
    doubts[0] += "comments were not read: save it as .xlsx to have them"
    hidden = ", ".join(f"'{one[0]}'" for one in sheets if one[1])
    if hidden:
        doubts.append(f"hidden sheets were read as well: {hidden}")
    return TableDocument(name, tuple(grids), words=tuple(words), doubts=tuple(doubts))


def _numbered(rows: Sequence[Sequence[str]], merged: Sequence[tuple[int, int, int, int]]) -> list[Numbered]:
    made: dict[tuple[int, int], Cell] = {}
    for first, left, bottom, right in merged:
        bottom, right = min(bottom, len(rows) - 1), min(right, MOST_COLUMNS - 1)
        if first > bottom or left > right or (first, left) in made or len(made) > MOST_PLACES:
            continue
        text = rows[first][left] if left < len(rows[first]) else ""
        cell = Cell(
            Cell.of(text).paragraphs, bottom - first + 1, right - left + 1, place=f"{letters(left + 1)}{first + 1}"
        )
        beneath = [
            rows[row][column]
            for row in range(first, bottom + 1)
            for column in range(left, min(right + 1, len(rows[row])))
            if (row, column) != (first, left) and rows[row][column].strip()
        ]
        if beneath:
            # words under a merged cell are kept: better twice seen than lost
            cell = Cell(
                cell.paragraphs + tuple(Paragraph.of(one) for one in beneath),
                cell.rows,
                cell.columns,
                place=cell.place,
                doubts=("words lay under this merged cell, and were put behind its own",),
            )
        for row in range(first, bottom + 1):
            for column in range(left, right + 1):
                made.setdefault((row, column), cell)
    width = max((len(row) for row in rows), default=0)
    numbered = []
    for at, texts in enumerate(rows):
        cells = []
        for column in range(width):
            text = texts[column] if column < len(texts) else ""
            plain = Cell(Cell.of(text).paragraphs, place=f"{letters(column + 1)}{at + 1}")
            cells.append(made.get((at, column)) or plain)
        numbered.append(Numbered(at + 1, Row(tuple(cells))))
    return numbered


def _apart(name: str, data: bytes) -> list[_Sheet]:
    if find_spec("python_calamine") is None:
        raise CannotRead(
            f"{name}: the old Excel format (.xls): open it in Excel, save it as .xlsx (or: pip install python-calamine)"
        )
    then = "open it in Excel, save it as .xlsx, and try again"
    return read_apart(_sheets_of, name, data, "the workbook", then, seconds=_SECONDS, memory=_MEMORY)


def _sheets_of(data: bytes) -> list[_Sheet] | str:
    """The sheets of a workbook, or what is wrong with it."""
    import io

    import python_calamine  # pyright: ignore[reportMissingImports]

    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        sheets: list[_Sheet] = []
        for one in workbook.sheets_metadata:
            if not str(one.typ).endswith("WorkSheet"):
                continue
            sheet = workbook.get_sheet_by_name(one.name)
            rows = sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS)
            texts = [[_text_of(value) for value in row[:MOST_COLUMNS]] for row in rows]
            merged = [(a, b, c, d) for (a, b), (c, d) in sheet.merged_cell_ranges or ()]
            sheets.append((one.name, not str(one.visible).endswith("Visible"), texts, merged))
        return sheets
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        return type(error).__name__


def _text_of(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        return general(value)
    if isinstance(value, datetime):
        return value.strftime("%d/%m/%Y" if value.time() == time() else "%d/%m/%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, timedelta):
        return str(value)
    return str(value)
