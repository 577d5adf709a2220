"""CSV and text between tabs: one table a file."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Sequence

from s11.intake.blocks import MOST_COLUMNS, MOST_PLACES, MOST_ROWS, Numbered, cut, tables_of
from s11.intake.decoding import decoded
from s11.intake.grid import Cell, Grid, LeftOut, Row, TableDocument, words_of

_DELIMITERS = (",", ";", "\t", "|")
# what s11 and others put in front of words that a spreadsheet would run
_GUARDED = re.compile(r"'(?=[=+\-@\t])")
_NAMES = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "upright strokes"}


def read_csv(name: str, data: bytes) -> TableDocument:
    """The table of a CSV file; what stands between its cells is seen from its content. Raises CannotRead."""
    text, doubts = decoded(name, data)
    words = tuple(words_of(text))
    left_out: list[LeftOut] = []
    notes: list[str] = list(doubts)
    declared = re.match(r"\s*sep=(.)\n", text, re.IGNORECASE)
    if declared:
        left_out.append(LeftOut("its first line", declared[0].strip(), "says what stands between the cells"))
        text = text[declared.end() :]
    delimiter = declared[1] if declared and declared[1] in _DELIMITERS else _delimiter(text)
    records, broken = _records(text, delimiter)
    if broken:
        notes.append("its quotation marks do not close: each line was taken for a row, and the marks for words")
    lengths = Counter(len(record) for record in records if any(one.strip() for one in record))
    usual = max(lengths, key=lambda length: (lengths[length], length), default=0)
    longer = [at for at, record in enumerate(records, 1) if len("".join(record[usual:]).strip()) > 0]
    if longer and len(lengths) > 1:
        those = ", ".join(str(at) for at in longer[:5]) + (" and more" if len(longer) > 5 else "")
        notes.append(f"rows with more cells than the others, between {_NAMES[delimiter]}: {those}")
    rows, doubts_of_table = _rows(records, left_out)
    tables = tables_of(rows)
    grids = []
    for at, block in enumerate(tables, 1):
        held = tuple(one.row for one in cut(block))
        grids.append(Grid(f"table {at}", held, doubts=tuple(doubts_of_table) if at == 1 else ()))
    return TableDocument(name, tuple(grids), left_out=tuple(left_out), words=words, doubts=tuple(notes))


def looks_like_csv(text: str) -> bool:
    """Whether most lines of a text hold as many commas, or semicolons, as each other."""
    for delimiter in (",", ";"):
        lengths = Counter(len(one) for one in _records(text, delimiter)[0] if any(cell.strip() for cell in one))
        length, count = next(iter(lengths.most_common(1)), (0, 0))
        if length > 1 and count > 1 and count * 2 > sum(lengths.values()):
            return True
    return False


def _delimiter(text: str) -> str:
    """What stands between the cells: that which makes the most rows of one length."""
    start = text[:100_000]

    def worth(delimiter: str) -> tuple[float, int]:
        lengths = Counter(len(one) for one in _records(start, delimiter)[0] if one)
        several = sum(count for length, count in lengths.items() if length > 1)
        length, count = max(((n, c) for n, c in lengths.items() if n > 1), key=lambda one: one[1], default=(1, 0))
        return (count / max(1, sum(lengths.values())) * (0.5 + several / max(1, sum(lengths.values()))), length)

    return max(_DELIMITERS, key=worth)


def _records(text: str, delimiter: str) -> tuple[list[list[str]], bool]:
    """The records of a file, and whether its quotation marks make no sense."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)), False
    except csv.Error:
        return [line.split(delimiter) for line in text.split("\n")], True


def _rows(records: Sequence[list[str]], left_out: list[LeftOut]) -> tuple[list[Numbered], list[str]]:
    doubts: list[str] = []
    width = min(MOST_COLUMNS, max((len(record) for record in records), default=0))
    most = min(MOST_ROWS, MOST_PLACES // max(1, width))
    made: list[Numbered] = []
    late = wide = 0
    blank = 0
    for at, record in enumerate(records, 1):
        worded = any(one.strip() for one in record)
        blank = 0 if worded else blank + 1
        if blank > 2 or (not worded and not made):
            continue
        if len(made) >= most:
            late = at if worded else late
            _beyond(at, record, left_out)
            continue
        if len(record) > width:
            wide += 1
            _beyond(at, [""] * width + record[width:], left_out)
        cells = tuple(_cell(one, f"row {at}, column {n}") for n, one in enumerate(record[:width], 1))
        empty = tuple(Cell(place=f"row {at}, column {n}") for n in range(len(cells) + 1, width + 1))
        made.append(Numbered(at, Row(cells + empty)))
    if late:
        doubts.append(f"its last row with words is {late:,}: only the first {most:,} were read")
    if wide:
        doubts.append(f"{wide} of its rows have more than {MOST_COLUMNS} columns: only {MOST_COLUMNS} were read")
    return made, doubts


def _beyond(at: int, record: Sequence[str], left_out: list[LeftOut]) -> None:
    text = " ".join(one for one in record if one.strip())
    if text:
        left_out.append(LeftOut(f"row {at}", text, "beyond what is read of a table"))


def _cell(text: str, place: str) -> Cell:
    guarded = _GUARDED.match(text)
    text = text[1:] if guarded else text
    doubts: tuple[str, ...] = ()
    if text.startswith("=") and not guarded:
        doubts = ("looks like a formula: it is not run, and its words are kept",)
    made = Cell.of(text.strip(" \t\n"))
    return Cell(made.paragraphs, place=place, doubts=doubts)
