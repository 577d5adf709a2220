"""Returns: a workbook for each lead, filled in with every slip there is, and read back exactly."""

from __future__ import annotations

import difflib
import os
import shutil
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from conftest import PROJECT, Repository, need, run_s11
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from return_books import answered, cell_of, fill, has_calc, head_of, opened, resaved, sign
from test_keeping import NAME, PLAN

from s11.plan import load_one
from s11.text import Source

SENT, SIGNED, COLLECTED = "2024-06-10", date(2024, 6, 20), "2024-06-25"
BOOK = "return-westmere-district-council-ann-bell-2024-06-10.xlsx"


@pytest.fixture
def kept(repository):
    repository.write(f"plans/{NAME}.yaml", PLAN)
    repository.commit("The plan", "2024-05-03")
    return repository


def ran(repository: Repository, *words: str, day: str = COLLECTED):
    return run_s11(*words, cwd=repository.folder, S11_AS_OF=day)


def sent(repository: Repository, *words: str) -> Path:
    """The folder of what was sent to everybody."""
    found = ran(repository, "returns", "send", *(words or ("--open",)), "--output", "out", day=SENT)
    assert found.code == 0, found.err
    return repository.folder / "out"


def changed(repository: Repository, before: str = PLAN) -> list[str]:
    now = (repository.folder / f"plans/{NAME}.yaml").read_bytes().decode("utf-8")
    rows = difflib.ndiff(before.splitlines(), now.splitlines())
    return [f"{row[0]} {row[2:].strip()}" for row in rows if row[:2] in ("+ ", "- ")]


def clean(repository: Repository) -> None:
    found = ran(repository, "lint", "--against", "HEAD", "--select", "S7", "--advice", "--output-format", "concise")
    assert found.code == 0 and "S7" not in found.out, found.out


# slips ---------------------------------------------------------------------------------------------------------------

# what every workbook below answers beside its slip, and what that enters
GOOD = {("2.1", "More time until"): "March 2025", ("2.1", "Because"): "The trainer left in May"}
ENTERED = ["+ requests:", "+ - date: 2024-06-20", "+ by: AB", "+ to: March 2025", "+ why: The trainer left in May"]
LEAFLET = "The leaflet is at the printer."
NOTED = ["+ progress:", "+ - date: 2024-06-20", "+ by: AB", f"+ note: {LEAFLET}"]


@dataclass(frozen=True)
class Slip:
    """What somebody does to a workbook; the lines that are entered beside the good answer; and each cell that is not
    taken, with words of the reason. ``good``: whether the good answer is entered; ``signed``: whether it counts as
    signed.
    """

    name: str
    do: Callable[[Workbook], object]
    lines: tuple[str, ...] = ()
    cells: tuple[tuple[str, str], ...] = ()
    said: str = ""
    good: bool = True
    signed: bool = True


def put(answers: dict[tuple[str, str], object]) -> Callable[[Workbook], object]:
    return lambda book: fill(book, answers)


def text(number: str, heading: str, words: str, look: str = "General") -> Callable[[Workbook], object]:
    """Words that a program leaves as words, whatever they look like."""

    def do(book: Workbook) -> None:
        cell = cell_of(book, number, heading)
        cell.value, cell.data_type, cell.number_format = words, "s", look

    return do


def swap(first: str, second: str, heading: str) -> Callable[[Workbook], object]:
    def do(book: Workbook) -> None:
        one, other = cell_of(book, first, heading), cell_of(book, second, heading)
        one.value, other.value = other.value, one.value

    return do


def sort_rows(book: Workbook) -> None:
    sheet = book["Actions"]
    head, columns = head_of(sheet)
    rows = [
        [sheet.cell(row, at).value for at in range(1, len(columns) + 1)] for row in range(head + 1, sheet.max_row + 1)
    ]
    for number, row in enumerate(reversed(rows), head + 1):
        for at, value in enumerate(row, 1):
            sheet.cell(number, at).value = value


def delete_row(book: Workbook) -> None:
    book["Actions"].delete_rows(cell_of(book, "2.2", "Number").row)


def add_row(book: Workbook) -> None:
    sheet = book["Actions"]
    columns = head_of(sheet)[1]
    row = sheet.max_row + 1
    sheet.cell(row, columns["What was agreed"]).value = "Something quite new"
    sheet.cell(row, columns["What happened"]).value = "It was begun in June"


def copy_row(words: str) -> Callable[[Workbook], object]:
    def do(book: Workbook) -> None:
        sheet = book["Actions"]
        fill(book, {("1.1", "What happened"): LEAFLET})
        columns = head_of(sheet)[1]
        of, to = cell_of(book, "1.1", "Number").row, sheet.max_row + 1
        for at in columns.values():
            sheet.cell(to, at).value = sheet.cell(of, at).value
        sheet.cell(to, columns["What happened"]).value = words

    return do


def without_column(heading: str) -> Callable[[Workbook], object]:
    def do(book: Workbook) -> None:
        fill(book, {("1.1", "What happened"): LEAFLET})
        sheet = book["Actions"]
        sheet.tables.clear()
        sheet.delete_cols(head_of(sheet)[1][heading])

    return do


def move_columns(book: Workbook) -> None:
    fill(book, {("1.1", "What happened"): LEAFLET})
    sheet = book["Actions"]
    head, columns = head_of(sheet)
    sheet.tables.clear()
    for row in range(head, sheet.max_row + 1):
        one, other = sheet.cell(row, columns["What happened"]), sheet.cell(row, columns["Number"])
        one.value, other.value = other.value, one.value


def rename_column(book: Workbook) -> None:
    fill(book, {("1.1", "What happened"): LEAFLET})
    sheet = book["Actions"]
    head, columns = head_of(sheet)
    sheet.tables.clear()
    sheet.cell(head, columns["What happened"]).value = "My remarks"


def add_column(book: Workbook) -> None:
    sheet = book["Actions"]
    head, columns = head_of(sheet)
    sheet.cell(head, len(columns) + 1).value = "Remarks"
    sheet.cell(head + 1, len(columns) + 1).value = "See my e-mail"


def struck(book: Workbook) -> None:
    cell = cell_of(book, "1.1", "What happened")
    cell.value = LEAFLET
    font = copy(cell.font)
    cell.font = Font(name=font.name, strike=True)


def with_comment(book: Workbook) -> None:
    cell_of(book, "1.1", "What was agreed").comment = Comment("This was done long ago", "Ann")


def with_sheet(book: Workbook) -> None:
    book.create_sheet("Mine")["A1"] = "What I also wanted to say"


def on_first_sheet(book: Workbook) -> None:
    book["Start here"]["B3"] = "I am on leave in July"


def of_another_computer(book: Workbook) -> None:
    """Days typed day first where the computer takes the month first: some become other days, some stay words."""
    text("1.1 evidence 2", "Done on", "18/06/2024", "yyyy-mm-dd")(book)
    fill(book, {("1.1 evidence 1", "Done on"): date(2024, 5, 6)})


def values_alone(book: Workbook) -> None:
    """As programs leave it that know no protection, no styles, no lists and no tables."""
    fill(book, {("1.1", "What happened"): LEAFLET})
    for sheet in book:
        sheet.tables.clear()
        sheet.protection.sheet = False
        sheet.data_validations.dataValidation.clear()
        for row in sheet.iter_rows():
            for cell in row:
                was = cell.value
                cell.style = "Normal"
                cell.value = was
                if isinstance(was, datetime | date):
                    cell.number_format = "dd/mm/yyyy"


def formula(number: str, heading: str, words: str) -> Callable[[Workbook], object]:
    def do(book: Workbook) -> None:
        cell = cell_of(book, number, heading)
        cell.value, cell.data_type = words, "f"

    return do


def written(book: Workbook, sheet: str, place: str, words: str) -> None:
    book[sheet][place] = words


def own_lists(book: Workbook) -> None:
    book.create_sheet("Lists")["A1"] = "What I also wanted to say"


def merged_rows(book: Workbook) -> None:
    cell = cell_of(book, "1.1", "What happened")
    cell.value = LEAFLET
    book["Actions"].merge_cells(f"{cell.coordinate}:{cell.column_letter}{cell.row + 1}")


def with_picture(book: Workbook) -> None:
    # one white point
    data = b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAG7buVgAAAABJRU5ErkJggg==")
    book["Actions"].add_image(Image(BytesIO(data)), "N8")


def threaded_comment(book: Workbook) -> None:
    """As Excel writes one of today for programs that know only those of before."""
    words = (
        "[Threaded comment]\n\nYour version of Excel allows you to read this threaded comment; however, any edits to "
        "it will get removed if the file is opened in a newer version of Excel. Learn more: "
        "https://go.microsoft.com/fwlink/?linkid=870924\n\nComment:\n    This was done long ago"
    )
    cell_of(book, "1.1", "What happened").comment = Comment(words, "Ann")


def month_shown(book: Workbook) -> None:
    cell = cell_of(book, "1.1 evidence 2", "Done on")
    cell.value, cell.number_format = date(2024, 5, 1), "mmm\\-yy"


SLIPS = [
    Slip("nothing beside", lambda book: None),
    Slip("a note", put({("1.1", "What happened"): LEAFLET}), tuple(NOTED)),
    Slip("a note over several lines", put({("1.1", "What happened"): "The leaflet\nis at the printer."}), tuple(NOTED)),
    Slip("spaces alone", put({("1.1", "What happened"): "   ", ("1.1", "Status now"): " "})),
    Slip("one word", put({("1.1", "What happened"): "Done"}), (), (("Actions, G5", "no note"),)),
    Slip("true", put({("1.1", "What happened"): True}), (), (("Actions, G5", ""),)),
    Slip(
        "a status worse",
        put({("1.1", "Status now"): "red", ("1.1", "What happened"): LEAFLET}),
        ("- rag: green", "+ rag: red", "+ as_at: 2024-06-20", *NOTED),
    ),
    Slip("a status worse without a word", put({("1.1", "Status now"): "red"}), (), (("Actions, F5", "S706"),)),
    Slip("a status in capitals", put({("1.1", "Status now"): "  GREEN "}), ("+ as_at: 2024-06-20",)),
    Slip(
        "another spelling of the legend",
        put({("1.1", "Status now"): "b-blue", ("1.1", "What happened"): LEAFLET}),
        ("- rag: green", "+ rag: blue", "+ as_at: 2024-06-20", *NOTED),
    ),
    Slip(
        "a status of no legend", put({("1.1", "Status now"): "purple"}), (), (("Actions, F5", "no word of this plan"),)
    ),
    Slip("better without a word", put({("2.2", "Status now"): "green"}), (), (("Actions, F7", "S7"),)),
    Slip(
        "a status to be cleared", put({("1.1", "Status now"): "CLEAR"}), (), (("Actions, F5", "stays in the record"),)
    ),
    Slip(
        "a note to be cleared", put({("2.2", "What happened"): "CLEAR"}), (), (("Actions, G7", "stays in the record"),)
    ),
    Slip("a day in two ways", text("1.1", "Done on", "03/04/2024"), (), (("Actions, H5", "read in two ways"),)),
    Slip(
        "a day as Americans write it", text("1.1", "Done on", "6/18/2024"), (), (("Actions, H5", "read in two ways"),)
    ),
    Slip("a year of two figures", text("1.1", "Done on", "18/6/24"), (), (("Actions, H5", "read in two ways"),)),
    Slip("no day", text("1.1", "Done on", "next week"), (), (("Actions, H5", "no day"),)),
    Slip("a number for a day", put({("1.1 evidence 1", "Because"): 12}), (), (("Evidence, I5", "not until when"),)),
    Slip("a day to come", put({("1.1", "Done on"): date(2024, 7, 20)}), (), (("Actions, H5", "lies after"),)),
    Slip("a day in words", text("1.1 evidence 2", "Done on", "18 June 2024"), ("+ received: 2024-06-18",)),
    Slip("a day that is a month", text("1.1 evidence 2", "Done on", "May 2024"), ("+ received: 2024-05",)),
    Slip(
        "a day with a time",
        put({("1.1 evidence 2", "Done on"): datetime(2024, 6, 18, 14, 30)}),
        ("+ received: 2024-06-18",),
    ),
    Slip(
        "done, and on track",
        put({("1.1", "Done on"): date(2024, 6, 18), ("1.1", "Status now"): "green"}),
        (),
        (("Actions, F5", "does not say that it is done"), ("Actions, H5", "does not say that it is done")),
    ),
    Slip(
        "done, and more time",
        put(
            {
                ("1.1", "Done on"): date(2024, 6, 18),
                ("1.1", "More time until"): "May 2025",
                ("1.1", "Because"): "We wait",
            }
        ),
        (),
        (("Actions, H5", "more time is asked"), ("Actions, J5", "more time is asked"), ("Actions, K5", "more time")),
    ),
    Slip(
        "completed on a day that is none",
        lambda book: (text("1.1", "Done on", "18/6/24")(book), fill(book, {("1.1", "Status now"): "blue"})),
        (),
        (("Actions, H5", "two ways"), ("Actions, F5", "rests on the day")),
    ),
    Slip(
        "until when, and no reason",
        put({("1.1", "More time until"): "May 2025"}),
        (),
        (("Actions, J5", "'Because' is empty"),),
    ),
    Slip(
        "a reason, and not until when",
        put({("1.1", "Because"): "We wait for the county"}),
        (),
        (("Actions, K5", "not until when"),),
    ),
    Slip(
        "less time",
        put({("1.1", "More time until"): "June 2024", ("1.1", "Because"): "We are quick"}),
        (),
        (("Actions, J5", "not later than"), ("Actions, K5", "not later than")),
    ),
    Slip(
        "until a day in two ways",
        put({("1.1", "More time until"): "05/06/2025", ("1.1", "Because"): "We wait for it"}),
        (),
        (("Actions, J5", "two ways"), ("Actions, K5", "rests on 'More time until'")),
    ),
    Slip(
        "until whenever",
        put({("1.1", "More time until"): "when the budget allows", ("1.1", "Because"): "No money yet"}),
        (),
        (("Actions, J5", "no certain day"), ("Actions, K5", "no certain day")),
    ),
    Slip(
        "taking back what was not asked",
        put({("1.1", "More time until"): "CLEAR"}),
        (),
        (("Actions, J5", "no more time was asked for"),),
    ),
    Slip(
        "what was agreed is rewritten",
        put({("1.1", "What was agreed"): "Review the policy alone", ("1.1", "What happened"): LEAFLET}),
        (),
        (("Actions, B5", "not changed by a return"), ("Actions, G5", "nobody can say")),
    ),
    Slip(
        "the number is rewritten",
        lambda book: (fill(book, {("1.1", "What happened"): LEAFLET}), fill(book, {("1.1", "Number"): "9.9"})),
        (),
        (("Actions, A5", "not changed by a return"), ("Actions, G5", "nobody can say")),
    ),
    Slip(
        "the date is rewritten",
        put({("1.1", "When it is due"): "May 2025", ("1.1", "What happened"): LEAFLET}),
        tuple(NOTED),
        (("Actions, C5", "not changed by a return"),),
    ),
    Slip(
        "the old status is rewritten",
        put({("1.1", "Status in the plan"): "blue"}),
        (),
        (("Actions, E5", "not changed by a return"),),
    ),
    Slip("rows sorted", sort_rows),
    Slip(
        "one column sorted alone",
        swap("1.1", "2.1", "When it is due"),
        (),
        (
            ("Actions, C5", "not changed"),
            ("Actions, C6", "not changed"),
            ("Actions, J6", "not by all"),
            ("Actions, K6", "not by all"),
        ),
        good=False,
    ),
    Slip("a row deleted", delete_row, said="not in the workbook any more: 2.2"),
    Slip("a row added", add_row, (), (("Actions, B8", "was not sent"), ("Actions, G8", "was not sent"))),
    Slip("a row copied", copy_row(LEAFLET), tuple(NOTED)),
    Slip(
        "a row copied with other words",
        copy_row("It has come from the printer."),
        (),
        (("Actions, G5", "more than once"), ("Actions, G8", "more than once")),
    ),
    Slip(
        "a key of nothing",
        lambda book: (fill(book, {("1.1", "What happened"): LEAFLET}), fill(book, {("1.1", "Key"): "westmere/one#7"})),
        (),
        (("Actions, G5", "no row of this key"),),
        said="not in the workbook any more: 1.1",
    ),
    Slip(
        "the keys are taken out",
        without_column("Key"),
        (),
        (("Actions, G5", "hidden column"), ("Actions, J6", "hidden column"), ("Actions, K6", "hidden column")),
        good=False,
    ),
    Slip("a locked column is taken out", without_column("How it stands"), tuple(NOTED)),
    Slip("columns moved", move_columns, tuple(NOTED)),
    Slip("a column renamed", rename_column, (), (("Actions, G5", "none of those"),)),
    Slip("a column added", add_column, (), (("Actions, M5", "none of those"),)),
    Slip("a formula for words", formula("1.1", "What happened", "=1+1"), (), (("Actions, G5", "formula"),)),
    Slip("a formula for a day", formula("1.1", "Done on", "=DATE(2024,6,18)"), (), (("Actions, H5", "formula"),)),
    Slip("struck out", struck, (), (("Actions, G5", "struck out"),)),
    Slip("a comment", with_comment, (), (("Actions, B5", "comment"),)),
    Slip("a sheet of one's own", with_sheet, (), (("Mine", "was not sent"),)),
    Slip("words on the first sheet", on_first_sheet, (), (("Start here, B3", "outside the tables"),)),
    Slip(
        "a computer that puts the month first",
        of_another_computer,
        ("+ received: 2024-06-18",),
        (("Evidence, G5", "puts the month first"),),
    ),
    Slip("values alone", values_alone, tuple(NOTED)),
    Slip(
        "a number of a child",
        put({("1.1", "What happened"): "Seen with NHS number 943 476 5919 in May"}),
        (),
        (("Actions, G5", "S601"),),
    ),
    Slip(
        "signed without a day",
        lambda book: sign(book, "Ann Bell", None),
        (),
        (("Sign, A4", "not signed"),),
        signed=False,
    ),
    Slip(
        "signed with no name",
        lambda book: sign(book, "", SIGNED),
        (),
        (("Sign, B4", "nobody has signed"),),
        signed=False,
    ),
    Slip(
        "signed before it was sent",
        lambda book: sign(book, "Ann Bell", date(2024, 6, 1)),
        (),
        (("Sign, B4", "lies before"),),
        signed=False,
    ),
    Slip(
        "signed after it came back",
        lambda book: sign(book, "Ann Bell", date(2025, 6, 20)),
        (),
        (("Sign, B4", "lies after"),),
        signed=False,
    ),
    Slip(
        "signed as Americans write it",
        lambda book: sign(book, "Ann Bell", "6/20/2024"),
        (),
        (("Sign, B4", "two ways"),),
        signed=False,
    ),
    Slip(
        "words above the table and over its title",
        lambda book: (written(book, "Actions", "G2", "On hold for now"), written(book, "Actions", "A1", "On hold")),
        (),
        (("Actions, G2", "outside the tables"), ("Actions, A1", "outside the tables")),
    ),
    Slip(
        "words over the first title",
        lambda book: written(book, "Start here", "A1", "Please ring me first"),
        (),
        (("Start here, A1", "outside the tables"),),
    ),
    Slip(
        "words beside the headings",
        lambda book: written(book, "Actions", "N4", "Please ring me first"),
        (),
        (("Actions, N4", "beside the headings"),),
    ),
    Slip(
        "another name and words below the first",
        lambda book: (written(book, "Sign", "A5", "Cal Dunn"), written(book, "Sign", "A7", "If the audit is right")),
        (),
        (("Sign, A5", "below the name of Ann Bell"), ("Sign, A7", "below the name of Ann Bell")),
    ),
    Slip(
        "words beside where one signs",
        lambda book: (written(book, "Sign", "D1", "I have doubts"), written(book, "Sign", "D4", "About 2.1")),
        (),
        (("Sign, D1", "outside the tables"), ("Sign, D4", "outside the tables")),
    ),
    Slip(
        "a name that is struck out",
        lambda book: setattr(book["Sign"]["A4"], "font", Font(strike=True)),
        (),
        (("Sign, A4", "struck out"), ("Sign, B4", "without a name")),
        signed=False,
    ),
    Slip("a sheet of one's own that is called Lists", own_lists, (), (("Lists", "was not sent"),)),
    Slip("one answer for two rows", merged_rows, (), (("Actions, G5", "merged with cells of other rows"),)),
    Slip("a picture", with_picture, (), (("Actions", "a picture lies on the sheet"),)),
    Slip(
        "a comment that can be answered",
        threaded_comment,
        (),
        (("Actions, G5", "a comment beside a cell"),),
        said="'This was done long ago'",
    ),
    Slip(
        "a locked cell that was empty",
        put({("1.1 evidence 2", "When it is due"): "May 2025"}),
        (),
        (("Evidence, D6", "was sent empty"),),
    ),
    Slip("a day of which only the month is shown", month_shown, ("+ received: 2024-05",)),
    Slip(
        "a day that there is not",
        text("1.1", "Done on", "31/06/2024"),
        (),
        (("Actions, H5", "no such day"),),
    ),
    Slip(
        "a day with dots beside another",
        lambda book: (
            text("1.1", "Done on", "31.6.2024")(book),
            fill(book, {("1.1 evidence 1", "Done on"): date(2024, 5, 6)}),
        ),
        ("+ received: 2024-05-06",),
        (("Actions, H5", "no such day"),),
    ),
    Slip(
        "done after the day of signing",
        put({("1.1 evidence 1", "Done on"): date(2024, 6, 24)}),
        (),
        (("Evidence, G5", "lies after 20 June 2024"),),
    ),
    *(
        Slip(
            f"evidence that is {words!r}",
            put({("1.1", "Evidence"): words}),
            (),
            (("Actions, I5", "names nothing that shows"),),
        )
        for words in ("n/a", "-", "None yet", "TBC", "No", "To follow", "See attached", 0.85)
    ),
    *(
        Slip(
            f"more time until {words!r}",
            put({("1.1", "More time until"): words, ("1.1", "Because"): "We wait for the printer"}),
            (),
            (("Actions, J5", "names no day until when"), ("Actions, K5", "names no day until when")),
        )
        for words in ("n/a", "-", "TBC")
    ),
    *(
        Slip(
            f"more time because {words!r}",
            put({("1.1", "More time until"): "May 2025", ("1.1", "Because"): words}),
            (),
            (("Actions, J5", "says nothing of why"), ("Actions, K5", "says nothing of why")),
        )
        for words in ("n/a", "-", "as above")
    ),
    Slip(
        "more time until a time that has no year",
        put({("1.1", "More time until"): "late summer", ("1.1", "Because"): "We wait for the printer"}),
        (),
        (("Actions, J5", "no certain day"), ("Actions, K5", "no certain day")),
    ),
    Slip("no sheet to sign", lambda book: book.remove(book["Sign"]), signed=False),
]


@pytest.fixture(scope="module")
def slipped(tmp_path_factory):
    """Every workbook with its slip, as it was saved here and as LibreOffice saves it."""
    folder = tmp_path_factory.mktemp("slips")
    repository = Repository(folder)
    repository.write(f"plans/{NAME}.yaml", PLAN)
    repository.commit("The plan", "2024-05-03")
    original = sent(repository) / BOOK
    made = folder / "made"
    made.mkdir()
    for number, slip in enumerate(SLIPS):
        book = opened(original)
        fill(book, GOOD)
        sign(book, "Ann Bell", SIGNED)
        slip.do(book)
        book.save(made / f"{number}.xlsx")
    need(has_calc(), "LibreOffice Calc")
    again = folder / "again"
    again.mkdir()
    resaved(sorted(made.iterdir()), again)
    return {"here": made, "LibreOffice": again}


@pytest.mark.parametrize("program", ["here", "LibreOffice"])
@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_exactly_what_was_answered_is_entered_and_every_slip_is_told_with_its_cell(kept, slipped, slip, program):
    book = slipped[program] / f"{SLIPS.index(slip)}.xlsx"
    found = ran(kept, "returns", "collect", str(book))
    entered = [*ENTERED, *slip.lines] if slip.good else list(slip.lines)
    if not slip.signed:
        # what nobody signed is dated by the day on which it was collected
        entered = [line.replace("2024-06-20", COLLECTED) for line in entered]
    assert sorted(changed(kept)) == sorted(entered), found.out + found.err
    told = [line.strip() for line in found.out.splitlines() if line.strip().startswith("not taken: ")]
    assert len(told) == len(slip.cells), found.out
    for cell, why in slip.cells:
        assert [line for line in told if line.startswith(f"not taken: {cell}: ") and why in line], (
            cell,
            why,
            found.out,
        )
    assert slip.said in found.out
    # who answers in a workbook has no options
    assert "--as-agreed" not in found.out
    assert ("not signed" in found.out.splitlines()[0]) != slip.signed
    assert found.code == (1 if slip.cells else 0)
    clean(kept)


def test_there_are_forty_kinds_of_slip():
    assert len(SLIPS) >= 40


# what is sent --------------------------------------------------------------------------------------------------------


def test_each_lead_is_asked_only_about_what_is_theirs_and_open(kept):
    folder = sent(kept)
    assert sorted(path.name for path in folder.iterdir()) == [
        BOOK,
        "return-westmere-district-council-cal-dunn-2024-06-10.xlsx",
    ]
    book = opened(folder / BOOK)
    assert book.sheetnames == ["Start here", "Actions", "Evidence", "Sign", "As sent"]
    # 2.3 is done, 1.2 is Cal Dunn's, and the letter is there
    assert [row[0].value for row in book["Actions"].iter_rows(min_row=5)] == ["1.1", "2.1", "2.2"]
    assert [row[0].value for row in book["Evidence"].iter_rows(min_row=5)] == ["1.1 evidence 1", "1.1 evidence 2"]
    assert book["As sent"].sheet_state == "hidden" and book["As sent"].protection.sheet
    actions = book["Actions"]
    assert actions.protection.sheet
    head, columns = head_of(actions)
    open_to_all = {name for name, at in columns.items() if not actions.cell(head + 1, at).protection.locked}
    assert open_to_all == {"Status now", "What happened", "Done on", "Evidence", "More time until", "Because"}
    assert actions.column_dimensions["L"].hidden
    lists = [one.formula1 for one in actions.data_validations.dataValidation if one.type == "list"]
    assert lists == ['"red,amber,green,blue"']
    assert cell_of(book, "2.1", "How it stands").value == "due 31 December 2024"


def test_the_same_plans_make_the_same_bytes(kept):
    first = {path.name: path.read_bytes() for path in sent(kept).iterdir()}
    again = {path.name: path.read_bytes() for path in sent(kept).iterdir()}
    assert first == again


def test_answers_are_never_written_over(kept):
    folder = sent(kept)
    answered(folder / BOOK, GOOD, "Ann Bell", SIGNED)
    before = (folder / BOOK).read_bytes()
    found = ran(kept, "returns", "send", "--open", "--output", "out", day=SENT)
    assert found.code == 2 and "perhaps answers" in found.err
    assert (folder / BOOK).read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--open",), "--output is missing"),
        (("--output", "out"), "say what is asked about"),
        (("--output", "out", "--open", "--late"), "give one of"),
        (("--output", "out", "--due-within", "soon"), "'soon' is not a length of time: write --due-within"),
        (("--output", "out", "--lead", "Zed"), "there is no lead 'Zed'"),
        (("--output", "out", "--open", "--per", "month"), "'month' is not a kind of return"),
        (("--output", "out", "--late"), "nothing to ask about"),
    ],
)
def test_what_cannot_be_sent_is_one_line(kept, words, said):
    found = ran(kept, "returns", "send", *words, day=SENT)
    assert found.code == 2 and said in found.err and len(found.err.splitlines()) == 1, found.err
    assert not (kept.folder / "out").exists() and not (kept.folder / "returns.yaml").exists()


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        (("--lead", "CD"), ["1.1", "1.2"]),
        (("--lead", "Policy officer"), ["1.1", "1.2"]),
        (("--due-within", "30d", "--lead", "Cal Dunn"), ["1.2"]),
        (("--due-within", "60d", "--lead", "Cal Dunn"), ["1.1", "1.2"]),
    ],
)
def test_what_is_asked_about(kept, words, asked):
    folder = sent(kept, *words)
    (path,) = folder.iterdir()
    assert [row[0].value for row in opened(path)["Actions"].iter_rows(min_row=5)] == asked


def test_a_workbook_for_a_plan_asks_everybody(kept):
    (path,) = sent(kept, "--open", "--per", "plan").iterdir()
    book = opened(path)
    assert cell_of(book, "1.1", "Lead").value == "Ann Bell and Cal Dunn"
    fill(book, {("1.2", "What happened"): "The meeting was held on 12 June"})
    sign(book, "Cal Dunn", SIGNED)
    book.save(path)
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 0, found.out
    assert "+ by: CD" in changed(kept) and "+ note: The meeting was held on 12 June" in changed(kept)


def test_a_workbook_for_a_standard_asks_about_what_answers_it(kept):
    text = PLAN.replace(
        "        measure: Nine in ten trained\n", "        measure: Nine in ten trained\n        standards: [wt.1]\n"
    )
    kept.write(f"plans/{NAME}.yaml", text)
    kept.commit("A standard", "2024-05-04")
    (path,) = sent(kept, "--open", "--per", "standard").iterdir()
    assert path.name == "return-standard-wt-1-2024-06-10.xlsx"
    book = opened(path)
    assert [row[0].value for row in book["Actions"].iter_rows(min_row=5)] == ["2.1"]
    fill(book, {("2.1", "What happened"): "Half of the managers were trained"})
    sign(book, "Somebody Else", SIGNED)
    book.save(path)
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 0 and "signed by Somebody Else" in found.out, found.out
    # the plan knows nobody of that name, so nobody is entered as who noted it
    assert changed(kept, text) == ["+ progress:", "+ - date: 2024-06-20", "+ note: Half of the managers were trained"]


# what comes back -----------------------------------------------------------------------------------------------------


def test_one_commit_a_lead_and_a_second_time_nothing(kept):
    folder = sent(kept)
    answered(folder / BOOK, {**GOOD, ("1.1", "What happened"): LEAFLET}, "Ann Bell", SIGNED)
    cal = folder / "return-westmere-district-council-cal-dunn-2024-06-10.xlsx"
    answered(cal, {("1.1", "What happened"): "The page is on the intranet", ("1.2", "Evidence"): "Minutes of 12 June"})
    found = ran(kept, "returns", "collect", "out", "--commit")
    assert found.code == 0, found.out
    subjects = kept.git("log", "--format=%s").splitlines()
    assert subjects == ["westmere/one: return of Cal Dunn", "westmere/one: return of Ann Bell", "The plan"]
    assert "The leaflet is at the printer." in kept.git("log", "-1", "--format=%b", "HEAD~1")
    assert sorted(kept.git("show", "--format=", "--name-only", "HEAD").splitlines()) == [
        "plans/westmere/one.yaml",
        "returns.yaml",
    ]
    assert "answered and not signed: Cal Dunn" in found.out
    head = kept.git("rev-parse", "HEAD")
    again = ran(kept, "returns", "collect", "out", "--commit")
    assert again.code == 0 and "already in the plan" in again.out
    assert (
        kept.git("rev-parse", "HEAD") == head and kept.git("status", "--porcelain", "--", "plans", "returns.yaml") == ""
    )
    told = ran(kept, "lint", "--against", "=HEAD~2", "--select", "S7", "--advice", "--output-format", "concise")
    assert told.code == 0 and "S7" not in told.out


def test_what_was_changed_meanwhile_is_not_written_over(kept):
    folder = sent(kept)
    answered(
        folder / BOOK,
        {
            ("1.1", "Status now"): "amber",
            ("1.1", "What happened"): LEAFLET,
            ("2.1", "More time until"): "May 2025",
            ("2.1", "Because"): "The trainer left",
            ("2.2", "What happened"): "The course is written",
        },
        "Ann Bell",
        SIGNED,
    )
    for words in (
        ("update", f"{NAME}#1.1", "--rag", "red", "--note", "The printer went out of business", "--by", "CD"),
        ("move", f"{NAME}#2.1", "--to", "March 2025", "--why", "The trainer went away", "--by", "AB"),
        ("update", f"{NAME}#2.2", "--lead", "EF", "--by", "AB"),
    ):
        assert ran(kept, *words, day="2024-06-15").code == 0
    kept.commit("Meanwhile", "2024-06-15")
    before = (kept.folder / f"plans/{NAME}.yaml").read_text(encoding="utf-8")
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 1
    assert "was 'green' when this was sent, and is 'red' now" in found.out
    assert "was 'December 2024' when this was sent, and is 'March 2025' now" in found.out
    assert "is led by EF now, no longer by whom this was sent to" in found.out
    # a note is a fact whoever else has written meanwhile
    assert changed(kept, before) == ["+ - date: 2024-06-20", "+ by: AB", f"+ note: {LEAFLET}"]


def test_of_two_answers_that_cannot_both_be_so_neither_is_taken(kept):
    folder = sent(kept)
    answered(folder / BOOK, {("1.1", "Status now"): "amber", ("1.1", "What happened"): LEAFLET}, "Ann Bell", SIGNED)
    cal = folder / "return-westmere-district-council-cal-dunn-2024-06-10.xlsx"
    answered(cal, {("1.1", "Status now"): "red", ("1.1", "What happened"): "Nobody answers at the printer"})
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 1 and found.out.count("there are two answers to westmere/one#1.1") == 2
    assert [line for line in changed(kept) if "rag" in line] == []
    assert [line for line in changed(kept) if "note" in line] == [
        f"+ note: {LEAFLET}",
        "+ note: Nobody answers at the printer",
    ]


def test_evidence_that_came_with_its_answer_is_said_to_have_been_received(kept):
    folder = sent(kept)
    answered(folder / BOOK, {("1.1", "Evidence"): "Minutes of the board"}, "Ann Bell", SIGNED)
    found = ran(kept, "returns", "collect", "out")
    assert "evidence 3: evidence asked for: 'Minutes of the board' (received on 20 June 2024)" in found.out, found.out


def test_returns_of_two_months_in_one_folder_are_entered_in_their_order(kept):
    folder = sent(kept)
    answered(folder / BOOK, {("1.1", "Status now"): "amber", ("1.1", "What happened"): LEAFLET}, "Ann Bell", SIGNED)
    assert ran(kept, "returns", "collect", "out", "--commit").code == 0
    assert ran(kept, "returns", "send", "--lead", "AB", "--output", "out", day="2024-07-10").code == 0
    later = {("1.1", "Status now"): "red", ("1.1", "What happened"): "The printer has closed"}
    answered(folder / BOOK.replace("06-10", "07-10"), later, "Ann Bell", date(2024, 7, 12))
    found = ran(kept, "returns", "collect", "out", "--commit", day="2024-07-15")
    assert found.code == 0 and "two answers" not in found.out, found.out
    assert "+ rag: red" in changed(kept) and kept.git("log", "--format=%s").count("return of Ann Bell") == 2


def test_two_files_of_one_return(kept):
    folder = sent(kept)
    answered(folder / BOOK, {**GOOD, ("1.1", "What happened"): LEAFLET}, "Ann Bell", SIGNED)
    shutil.copy(folder / BOOK, folder / "return (1).xlsx")
    found = ran(kept, "returns", "collect", "out", "--commit")
    assert found.code == 0, found.out
    assert sorted(changed(kept)) == sorted([*ENTERED, *NOTED])
    assert kept.git("log", "--format=%s").count("return of Ann Bell") == 1


def test_taking_back_a_request(kept):
    assert (
        ran(
            kept, "ask", f"{NAME}#2.1", "--to", "May 2025", "--why", "No trainer yet", "--by", "AB", day="2024-05-20"
        ).code
        == 0
    )
    kept.commit("Asked", "2024-05-20")
    before = (kept.folder / f"plans/{NAME}.yaml").read_text(encoding="utf-8")
    folder = sent(kept)
    assert "more time asked for until 'May 2025' on 20 May 2024, not granted yet" in str(
        cell_of(opened(folder / BOOK), "2.1", "How it stands").value
    )
    answered(
        folder / BOOK,
        {("2.1", "More time until"): "CLEAR", ("2.1", "Because"): "A trainer was found"},
        "Ann Bell",
        SIGNED,
    )
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 0, found.out
    assert [line for line in changed(kept, before) if "A trainer was found" in line]
    clean(kept)


def test_what_is_no_return_is_said_and_the_others_are_taken(kept):
    folder = sent(kept)
    answered(folder / BOOK, GOOD, "Ann Bell", SIGNED)
    Workbook().save(folder / "budget.xlsx")
    (folder / "letter.pdf").write_bytes(b"%PDF-1.7 words")
    (folder / "~$return.xlsx").write_bytes(b"somebody has it open")
    (folder / "Re return.msg").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    (folder / "returns of May").mkdir()
    (folder / "old.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 1
    assert [line.split(":")[1].strip() for line in found.out.splitlines() if line.startswith("not read: ")] == [
        "budget.xlsx",
        "letter.pdf",
        "old.xls",
        "Re return.msg",
        "returns of May",
    ]
    assert "Re return.msg: it is an e-mail: save the workbook that is attached to it" in found.out
    assert "returns of May: it is a folder" in found.out
    assert sorted(changed(kept)) == sorted(ENTERED)


def test_what_was_sent_cannot_be_changed_unseen(kept):
    folder = sent(kept)
    book = opened(folder / BOOK)
    cell = next(cell for row in book["As sent"].iter_rows() for cell in row if str(cell.value).startswith("{"))
    cell.value = str(cell.value).replace("Train the managers", "Forget the managers")
    book.save(folder / BOOK)
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 1 and "hidden sheet was changed" in found.out and changed(kept) == []


def test_a_return_about_another_plan(kept, tmp_path_factory):
    other = Repository(tmp_path_factory.mktemp("other"))
    other.write("plans/northmere/two.yaml", PLAN.replace("Westmere", "Northmere"))
    other.commit("The plan", "2024-05-03")
    folder = sent(other)
    found = ran(kept, "returns", "collect", str(folder))
    assert found.code == 1 and "northmere/two" in found.out and "not among the plans here" in found.out
    assert changed(kept) == [] and not (kept.folder / "returns.yaml").exists()


def test_nothing_is_written_where_only_the_difference_is_asked_for(kept):
    folder = sent(kept)
    answered(folder / BOOK, GOOD, "Ann Bell", SIGNED)
    before = (kept.folder / "returns.yaml").read_bytes()
    found = ran(kept, "returns", "collect", "out", "--diff")
    assert found.code == 0 and "+            to: March 2025" in found.out
    assert changed(kept) == [] and (kept.folder / "returns.yaml").read_bytes() == before


def test_words_that_look_like_a_formula_stay_words(kept):
    text = PLAN.replace("text: Train the managers and the new staff", "text: \"=cmd|'/c calc'!A1\"")
    kept.write(f"plans/{NAME}.yaml", text)
    kept.commit("Hostile", "2024-05-04")
    folder = sent(kept)
    assert b"<f>" not in (folder / BOOK).read_bytes()
    cell = cell_of(opened(folder / BOOK), "2.1", "What was agreed")
    assert cell.value == "=cmd|'/c calc'!A1" and cell.data_type == "s"
    book = opened(folder / BOOK)
    noted = cell_of(book, "1.1", "What happened")
    noted.value, noted.data_type = "=HYPERLINK(1) is what I was sent", "s"
    sign(book, "Ann Bell", SIGNED)
    book.save(folder / BOOK)
    found = ran(kept, "returns", "collect", "out")
    assert found.code == 0, found.out
    assert '+ note: "=HYPERLINK(1) is what I was sent"' in changed(kept, text)


# twelve councils -----------------------------------------------------------------------------------------------------

COUNCILS = (
    *("Westmere", "Northmere", "Eastmere", "Southmere", "Kingsmere", "Ashmere"),
    *("Fenmere", "Harmere", "Thornmere", "Ousmere", "Brackmere", "Loxmere"),
)
LEADS = ("Bell", "Dunn", "Fox", "Gray", "Holt", "Ivey", "Joss")
# each lead has two actions
COUNCIL = """\
format: s11-plan/1
title: Section 11 Action Plan 2026
organisation: {council} Council
origin: section-11
agreed: 2026-01-05
as_at: 2026-01-05
rag:
  green: {{means: on_track}}
  amber: {{means: at_risk}}
  blue: {{means: completed}}
people:
{people}recommendations:
  - id: 1
    text: Keep children safe in every service of {council}
    actions:
{actions}"""


def council_plan(council: str) -> str:
    people = "".join(f"  L{n}: {{name: {council} {lead}, post: Head of service {n}}}\n" for n, lead in enumerate(LEADS))
    actions = "".join(
        f'      - id: "1.{2 * n + at}"\n        text: Review part {2 * n + at} of the procedures and tell every team\n'
        f"        lead: L{n}\n        timescale: {month} 2026\n"
        "        measure: Every team was told\n        rag: green\n"
        for n in range(len(LEADS))
        for at, month in enumerate(("February", "June"), 1)
    )
    return COUNCIL.format(council=council, people=people, actions=actions)


@pytest.fixture(scope="module")
def councils(tmp_path_factory):
    """Twelve councils, and the returns of their eighty-four leads, filled in by a script."""
    repository = Repository(tmp_path_factory.mktemp("councils"))
    for council in COUNCILS:
        repository.write(f"plans/{council.lower()}/one.yaml", council_plan(council))
    repository.commit("The plans", "2026-01-06")
    done = run_s11("returns", "send", "--open", "--output", "out", cwd=repository.folder, S11_AS_OF="2026-03-31")
    assert done.code == 0, done.err
    paths = sorted((repository.folder / "out").iterdir())
    for number, path in enumerate(paths):
        book = opened(path)
        first, second = [row[0].value for row in book["Actions"].iter_rows(min_row=5)]
        fill(book, {(first, "Done on"): date(2026, 3, 1 + number % 28)})
        fill(book, {(first, "What happened"): f"The teams of return {number} were told"})
        fill(book, {(second, "More time until"): "September 2026", (second, "Because"): f"Return {number} waits"})
        sign(book, f"Signer {number}", date(2026, 4, 2))
        book.save(path)
    repository.commit("Sent", "2026-03-31")
    return repository


def a_copy(councils: Repository, folder: Path) -> Repository:
    shutil.copytree(councils.folder, folder / "copy")
    made = Repository.__new__(Repository)
    made.folder = folder / "copy"
    return made


def plans_of(repository: Repository) -> dict[str, str]:
    return {
        path.parent.name: path.read_text(encoding="utf-8") for path in (repository.folder / "plans").rglob("*.yaml")
    }


def test_eighty_four_returns_are_eighty_four_commits_that_pass_every_rule_about_edits(councils, tmp_path):
    kept = a_copy(councils, tmp_path)
    base = kept.git("rev-parse", "HEAD")
    found = run_s11("returns", "collect", "out", "--commit", cwd=kept.folder, S11_AS_OF="2026-04-10")
    assert found.code == 0, found.out[-2000:]
    subjects = kept.git("log", "--format=%s", f"{base}..HEAD").splitlines()
    assert len(subjects) == len(set(subjects)) == 84
    assert kept.git("status", "--porcelain", "--", "plans", "returns.yaml") == ""
    words = ("--select", "S7", "--advice", "--output-format", "concise")
    told = run_s11("lint", "--against", f"={base}", *words, cwd=kept.folder, S11_AS_OF="2026-04-10")
    assert told.code == 0 and "S7" not in told.out and "12 plans" in told.out + told.err, told.out
    seen = run_s11("changes", f"{base}..", cwd=kept.folder, S11_AS_OF="2026-04-10").out
    assert seen.count("completed on") == 84 and seen.count("more time asked for until 'September 2026'") == 84
    # by hand: twelve councils, seven leads, one completion and one request of each
    text = "".join(plans_of(kept).values())
    assert text.count("completed: 2026-03-") == text.count("to: September 2026") == 84
    again = run_s11("returns", "collect", "out", "--commit", cwd=kept.folder, S11_AS_OF="2026-04-11")
    assert again.code == 0 and len(kept.git("log", "--format=%h", f"{base}..").splitlines()) == 84


def test_of_two_who_collect_at_once_nothing_is_lost(councils, tmp_path):
    kept = a_copy(councils, tmp_path)
    paths = sorted((kept.folder / "out").iterdir())[:14]
    for at, name in enumerate(("first", "second")):
        (kept.folder / name).mkdir()
        for path in paths[at::2]:
            shutil.copy(path, kept.folder / name)
    running = [start(kept, "returns", "collect", name) for name in ("first", "second")]
    assert [process.wait() for process in running] == [0, 0]
    text = "".join(plans_of(kept).values())
    assert text.count("completed: 2026-03-") == text.count("to: September 2026") == 14
    assert (kept.folder / "returns.yaml").read_text(encoding="utf-8").count("answered: 2026-04-10") == 14


def test_a_collection_that_is_killed_leaves_whole_files_and_can_be_gone_on_with(councils, tmp_path):
    whole = a_copy(councils, tmp_path / "whole")
    few = sorted(path.name for path in (whole.folder / "out").iterdir())[:10]
    for path in (whole.folder / "out").iterdir():
        if path.name not in few:
            path.unlink()
    kept = a_copy(whole, tmp_path / "killed")
    assert run_s11("returns", "collect", "out", cwd=whole.folder, S11_AS_OF="2026-04-10").code == 0
    before, wanted = plans_of(kept), plans_of(whole)
    killed = 0
    for wait in (0.6, 0.9, 1.1, 1.3, 1.6):
        process = start(kept, "returns", "collect", "out")
        time.sleep(wait)
        killed += process.poll() is None
        process.kill()
        process.wait()
        for name, text in plans_of(kept).items():
            assert load_one(Source(name, name, text.encode("utf-8"))).whole
            assert text in (before[name], wanted[name]) or text.count("completed:") == text.count("requests:")
    assert killed, "none was running any more when it was to be killed"
    assert run_s11("returns", "collect", "out", cwd=kept.folder, S11_AS_OF="2026-04-10").code == 0
    assert plans_of(kept) == wanted
    assert not [path for path in kept.folder.rglob(".s11-*")]


def start(repository: Repository, *words: str) -> subprocess.Popen[bytes]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("S11_", "GIT_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "s11", *words],
        cwd=repository.folder,
        env={**kept, "PYTHONPATH": str(PROJECT), "S11_AS_OF": "2026-04-10"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
