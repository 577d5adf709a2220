"""What every reader makes of a document: its tables as somebody sees them, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace


class CannotRead(Exception):
    """Nothing of a file is read: one sentence that says why, and what to do. Exit 2."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words that look alike. What is hidden, or was deleted by somebody whose changes are tracked, is no run: a reader
    says of it that it was left out.

    ``link``: where it leads. ``highlight``: a colour behind the words, as six digits or a name, '' for none. ``ink``:
    the colour of the letters, as six digits, '' for black and what the program takes by itself.
    """

    text: str
    struck: bool = False
    bold: bool = False
    italic: bool = False
    highlight: str = ""
    link: str = ""
    ink: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one line that was broken by hand. ``number``: what the program numbers it with ('1.1', 'a)',
    '•'), which is no part of its runs. ``heading``: 1 to 9 for a heading, 0 for any other.
    """

    runs: tuple[Run, ...] = ()
    number: str = ""
    heading: int = 0

    @property
    def text(self) -> str:
        """Its words as they stand, struck ones too."""
        return "".join(run.text for run in self.runs)

    @property
    def standing(self) -> str:
        """Its words without those that are struck out."""
        return "".join(run.text for run in self.runs if not run.struck)

    @property
    def struck(self) -> str:
        """Its words that are struck out."""
        return " ".join(run.text for run in self.runs if run.struck)

    @property
    def italic(self) -> bool:
        """Whether all of it is in italics."""
        worded = [run for run in self.runs if run.text.strip()]
        return bool(worded) and all(run.italic for run in worded)

    @classmethod
    def of(cls, text: str) -> Paragraph:
        return cls((Run(text),) if text else ())


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell as it is shown.

    ``rows`` and ``columns``: over how many it reaches. ``fill``: its colour as six digits ('FF0000'), '' for none, also
    where a condition that is not computed colours it: that is a doubt. ``comment``: what somebody wrote in the margin.
    ``place``: how its program names it where that is better than row and column ('C7'). ``doubts``: what its reader
    could not be sure of. ``tables``: tables that stand inside it, whose words are in ``paragraphs`` too.
    """

    paragraphs: tuple[Paragraph, ...] = ()
    rows: int = 1
    columns: int = 1
    fill: str = ""
    comment: str = ""
    place: str = ""
    doubts: tuple[str, ...] = ()
    tables: tuple[Grid, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    @property
    def standing(self) -> str:
        return "\n".join(paragraph.standing for paragraph in self.paragraphs)

    @property
    def lines(self) -> tuple[str, ...]:
        """Its paragraphs' words as they stand, empty ones left out, white space folded, struck words left out."""
        return tuple(line for paragraph in self.paragraphs if (line := " ".join(paragraph.standing.split())))

    @property
    def ink(self) -> str:
        """The colour of its letters where all that are coloured have one; '' for none, or several."""
        inks = {run.ink for paragraph in self.paragraphs for run in paragraph.runs if run.ink and run.text.strip()}
        return inks.pop() if len(inks) == 1 else ""

    @property
    def empty(self) -> bool:
        return not self.text.strip() and not any(paragraph.number for paragraph in self.paragraphs)

    @classmethod
    def of(cls, text: str) -> Cell:
        return cls(tuple(Paragraph.of(line) for line in text.split("\n")) if text else ())


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table: every column has its cell, a merged one in each that it reaches over (the same object).

    ``at``: which of its columns a cell begins in is the first where the object stands, in the first of its rows.
    ``head``: whether the document marks it as a heading that is repeated on each page. ``after_break``: whether a page
    begins with it. ``hidden``: whether the program hides it; its words are read, and said to be hidden.
    """

    cells: tuple[Cell, ...]
    head: bool = False
    after_break: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """One table. ``name``: as it is called in a report, 'table 2', "sheet 'Plan'".

    ``above``: the words between the table before it and this one, headings among them. ``doubts``: what holds of the
    table as a whole ("its last row is 1,048,576: only the first 5,000 were read").
    """

    name: str
    rows: tuple[Row, ...]
    above: tuple[Paragraph, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def width(self) -> int:
        return max((len(row.cells) for row in self.rows), default=0)

    def place(self, row: int, column: int) -> str:
        """How a cell is named to somebody who looks for it, both from 0: 'table 2, row 7, column 3', or its own."""
        cell = self.rows[row].cells[column] if column < len(self.rows[row].cells) else Cell()
        return f"{self.name}, {cell.place}" if cell.place else f"{self.name}, row {row + 1}, column {column + 1}"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the file that are in no grid and no paragraph: where they stood, and why they are not read."""

    place: str
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class TableDocument:
    """A file as it was read.

    ``below``: the words behind the last table. ``left_out``: hidden, deleted and repeated words, footnotes, text boxes
    that stand nowhere. ``words``: every word of the raw file, counted from its own text and not from what the reader
    made of it, so that what a reader loses is found. ``title``: as the file names itself, '' where it does not.
    """

    name: str
    grids: tuple[Grid, ...]
    below: tuple[Paragraph, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    words: tuple[str, ...] = ()
    title: str = ""
    doubts: tuple[str, ...] = field(default=())

    def all_words(self) -> Iterator[str]:
        """Every word that was read or is said to be left out, merged cells once."""
        for grid in self.grids:
            yield from _words_of_grid(grid)
        for paragraph in self.below:
            yield from words_of(f"{paragraph.number} {paragraph.text}")
        for one in self.left_out:
            yield from words_of(one.text)


_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """The words of a text as they are counted: letters and digits; case and signs are nothing."""
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def _words_of_grid(grid: Grid) -> Iterator[str]:
    for paragraph in grid.above:
        yield from words_of(f"{paragraph.number} {paragraph.text}")
    met: set[int] = set()
    for row in grid.rows:
        for cell in row.cells:
            if id(cell) in met:
                continue
            met.add(id(cell))
            for paragraph in cell.paragraphs:
                yield from words_of(f"{paragraph.number} {paragraph.text}")
            yield from words_of(cell.comment)


def without_repeats(grid: Grid) -> Grid:
    """The grid without head rows that only repeat its first one at the top of a page."""
    first = next((row for row in grid.rows if any(not cell.empty for cell in row.cells)), None)
    if first is None:
        return grid
    heading = [cell.text for cell in first.cells]
    kept = tuple(row for row in grid.rows if row is first or [cell.text for cell in row.cells] != heading)
    return grid if len(kept) == len(grid.rows) else replace(grid, rows=kept)
