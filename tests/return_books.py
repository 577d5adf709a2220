"""Returns filled in as a lead would, by a script: cells found by their number and heading, as a person finds them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Answers = Mapping[tuple[str, str], object]


def opened(path: Path) -> Workbook:
    return openpyxl.load_workbook(path, rich_text=True)


def head_of(sheet: Worksheet) -> tuple[int, dict[str, int]]:
    """The row of a sheet's headings, and the column of each; 0 where it has no table of answers."""
    for row in sheet.iter_rows():
        columns = {str(cell.value): cell.column for cell in row if cell.value}
        if "Number" in columns or "Your name" in columns:
            return row[0].row, columns
    return 0, {}


def cell_of(book: Workbook, number: str, heading: str):
    """The cell of a row and a column."""
    for sheet in book:
        head, columns = head_of(sheet)
        if heading in columns and "Number" in columns:
            for row in range(head + 1, sheet.max_row + 1):
                if sheet.cell(row, columns["Number"]).value == number:
                    return sheet.cell(row, columns[heading])
    raise AssertionError(f"no cell {number}, {heading}")


def fill(book: Workbook, answers: Answers) -> None:
    for (number, heading), value in answers.items():
        cell_of(book, number, heading).value = value


def sign(book: Workbook, name: str, day: object) -> None:
    head, columns = head_of(book["Sign"])
    book["Sign"].cell(head + 1, columns["Your name"]).value = name
    book["Sign"].cell(head + 1, columns["As at (day)"]).value = day


def answered(path: Path, answers: Answers, name: str = "", day: date | None = None) -> None:
    """A workbook filled in, signed where a name is given, and saved over itself."""
    book = opened(path)
    fill(book, answers)
    if name:
        sign(book, name, day)
    book.save(path)


def has_calc() -> bool:
    """Whether LibreOffice is here, with the part of it that reads workbooks."""
    program = shutil.which("soffice")
    return program is not None and (Path(program).resolve().parent / "libsclo.so").exists()


def resaved(paths: Iterable[Path], folder: Path) -> None:
    """Each of them opened and saved anew by LibreOffice, in a folder, under its own name."""
    profile = folder / "profile"
    subprocess.run(
        [
            *("soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "xlsx"),
            *("--outdir", str(folder), *map(str, paths)),
        ],
        check=True,
        capture_output=True,
        timeout=600,
    )
