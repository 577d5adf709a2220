"""A return that came back: what was answered in which cell, and what cannot be taken, each with its cell and why.

Rows are known by their key and columns by their headings, wherever they stand now. What was sent stands in a hidden
sheet; nothing here knows the plan. A day that can be read in two ways is not read at all.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from s11.edit.returned import DONE_ON, STATUS, UNTIL, Answer, Answered, AsSent, NotTaken
from s11.edit.returned_answers import DATED, GAP, GRADE, StandardAnswered, StandardAsSent
from s11.english import join_words, number_of
from s11.intake.grid import CannotRead
from s11.intake.number_format import general
from s11.intake.package import OLE, Package
from s11.intake.sheet_parts import SheetPart, SheetReading, drawing_words, letters, local, workbook_parts
from s11.intake.xlsx import check_installed, decoded, opened
from s11.plan.returns import Signature
from s11.render.assessment_return_book import ASSESSMENT_FORM
from s11.render.return_book import AS_AT, KEY, NAME, NUMBER, PLAN_FORM, START, ReturnForm, seal_of
from s11.when import day_words, parse_day
from s11.when.calendar import MONTH_NAMES
from s11.when.day_spelling import only_day, only_month

if TYPE_CHECKING:
    from xml.etree import ElementTree

    from openpyxl.cell.cell import Cell as OfExcel

# what came back is small: a lead with a thousand actions writes less
MOST_BYTES = 10 * 2**20
_NUMBERS = re.compile(r"\s*\d{1,4}\s*[/.\-\\]\s*\d{1,2}\s*[/.\-\\]\s*\d{2,4}\s*")
_DAY_FIRST = re.compile(r"\s*(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})\s*")
# how Excel hands on a comment to those who cannot show the kind that has answers
_COMMENT_WITH_ANSWERS = re.compile(r"\[Threaded comment\].*?\bComment:\s*", re.DOTALL | re.IGNORECASE)
_NO_SUCH_DAY = "there is no such day: write the one that is meant, such as '3 April 2026'"
_IN_TWO_WAYS = "it can be read in two ways, or with the month first: write it in words, such as '3 April 2026'"
# of a code of dates, what is printed as it is, and what says a language or a colour
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_MERGED = "it is merged with cells of other rows, so nobody can say which of them it is about: write it in each row"
_DRAWN = "lies on the sheet and in no cell, and is not read: write it under"
_MOST_SHOWN = 200


class SentPlan(NamedTuple):
    """What a return says of one plan: its id, the digest of its file, and the keys of whoever was asked."""

    id: str
    title: str
    digest: str
    keys: tuple[str, ...]


class SentRow(NamedTuple):
    """One row as it was sent: what its locked cells showed, and what the plan said."""

    shown: Mapping[str, str]
    sent: AsSent | StandardAsSent
    keys: tuple[str, ...]


class Returned(NamedTuple):
    """A workbook that came back. ``name``: of the file; ``file``: as it was sent.

    ``answered``: what was answered to each thing; ``assessment_answers``: the same of the standards of a
    self-assessment, which ``of_assessment`` tells; ``refused``: cells that cannot be taken; ``missing``: the numbers of
    rows that are not in it any more; ``signed``: who confirmed it, None where nobody did, and ``signed_cell`` the cell
    of their day.
    """

    name: str
    file: str
    lead: str
    about: str
    organisation: str
    plan: str
    day: date
    plans: tuple[SentPlan, ...]
    rows: int
    answered: tuple[Answered, ...]
    refused: tuple[NotTaken, ...]
    missing: tuple[str, ...]
    signed: Signature | None
    signed_cell: str = ""
    assessment_answers: tuple[StandardAnswered, ...] = ()
    of_assessment: bool = False

    @property
    def called(self) -> str:
        return self.lead or self.about

    @property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """Under which keys of each plan's people whoever was asked stands."""
        return {plan.id: plan.keys for plan in self.plans}


def read_return(name: str, data: bytes) -> Returned:
    """What came back in a workbook. Raises CannotRead where it is none that s11 sent, or holds what it may not."""
    check_installed()
    _check_kind(name, data)
    package = Package(name, data)
    if b"opendocument" in package.part("mimetype"):
        raise CannotRead(f"{name}: it was saved as OpenDocument: open it, save it as an Excel workbook (.xlsx)")
    if any(path.casefold().endswith("vbaproject.bin") for path in package.paths):
        raise CannotRead(f"{name}: it holds macros, which no return has: it was not opened")
    if any("/externallinks/" in f"/{path.casefold()}" for path in package.paths):
        raise CannotRead(f"{name}: it takes values from other files, which no return does: it was not opened")
    parts = workbook_parts(package)
    for part in parts.sheets:
        SheetReading(package, part, set(), parts.from_1904).read()
    workbook = opened(package, parts, parts.sheets, False)
    sheets = [
        _Sheet.of(package, part, dict(vars(workbook.worksheets[at])["_cells"]), parts.from_1904)
        for at, part in enumerate(parts.sheets)
    ]
    return _Reading(name, sheets).returned()


def _check_kind(name: str, data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise CannotRead(f"{name}: {len(data) / 2**20:,.0f} MB is more than any return has: it was not opened")
    if name.casefold().endswith((".eml", ".msg")):
        raise CannotRead(f"{name}: it is an e-mail: save the workbook that is attached to it")
    if data.startswith(OLE):
        raise CannotRead(f"{name}: an old Excel file, or one with a password: save it as .xlsx without one")
    if not data.startswith(b"PK"):
        raise CannotRead(f"{name}: it is no Excel workbook (.xlsx): ask for the return as it was sent")


# cells ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Cell:
    """One cell as it lies in the file. ``day``: of a cell that is a date; ``month``: of one that shows the month of a
    date alone, YYYY-MM; ``wrong``: why it cannot be taken.
    """

    place: str
    words: str
    day: date | None = None
    month: str = ""
    is_number: bool = False
    wrong: str = ""
    comment: str = ""


@dataclass
class _Sheet:
    """One sheet and its cells by row and column, both from 1. ``drawn``: the words of text boxes, '' for a picture."""

    name: str
    cells: dict[tuple[int, int], _Cell]
    hidden: bool = False
    drawn: tuple[str, ...] = ()

    @classmethod
    def of(cls, package: Package, part: SheetPart, cells: Mapping[tuple[int, int], OfExcel], from_1904: bool) -> _Sheet:
        made = {at: _cell(part, at, cell, from_1904) for at, cell in sorted(cells.items())}
        for top, left, bottom, _ in part.merged:
            if bottom > top and (cell := made.get((top, left))) is not None and cell.words.strip():
                made[top, left] = replace(cell, wrong=cell.wrong or _MERGED)
        return cls(
            part.name,
            {at: cell for at, cell in made.items() if cell.words.strip() or cell.wrong or cell.comment},
            part.hidden,
            tuple(words for path in part.drawings for words in _drawn(package.xml(path))),
        )

    def row(self, number: int) -> dict[int, _Cell]:
        return {column: cell for (row, column), cell in self.cells.items() if row == number}

    @property
    def rows(self) -> list[int]:
        return sorted({row for row, _ in self.cells})

    def head(self, *wanted: str) -> int:
        """The number of the first row that has all of these headings; 0 for none."""
        for number in self.rows:
            words = {_folded(cell.words) for cell in self.row(number).values()}
            if all(_folded(one) in words for one in wanted):
                return number
        return 0


def _drawn(root: ElementTree.Element | None) -> Iterator[str]:
    """The words of each thing that lies on a sheet, '' for a picture."""
    for anchor in () if root is None else root:
        if local(anchor.tag).endswith("Anchor"):
            yield " ".join(drawing_words(anchor))


def _cell(part: SheetPart, at: tuple[int, int], cell: OfExcel, from_1904: bool) -> _Cell:
    place = f"{part.name}, {letters(at[1])}{at[0]}"
    comment = decoded(str(cell.comment.text or "")).strip() if cell.comment is not None else ""
    comment = _COMMENT_WITH_ANSWERS.sub("", comment)
    value = cell.value
    if value is None:
        return _Cell(place, "", comment=comment)
    if cell.data_type == "f" or at in part.uncached:
        text = str(getattr(value, "text", value) or "")
        return _Cell(place, text, wrong="it is a formula, and formulas are not run: type the words", comment=comment)
    if cell.data_type == "e":
        return _Cell(place, str(value), wrong="it is an error of the workbook", comment=comment)
    struck = "it is struck out, in whole or in part: write only what holds" if _struck(cell) else ""
    if isinstance(value, bool):
        return _Cell(place, str(value).upper(), wrong=struck, comment=comment)
    if isinstance(value, int | float):
        day = _day(float(value), from_1904) if _shows_a_day(cell.number_format) else None
        if day is not None and _shows_a_month(cell.number_format):
            # its writer saw 'Mar-26' and never the first of March, which Excel has made of it
            month = day.isoformat()[:7]
            return _Cell(place, month, None, month, True, struck, comment)
        words = day.isoformat() if day is not None else general(value)
        return _Cell(place, words, day, "", True, struck, comment)
    pieces = value if isinstance(value, list) else [value]
    text = "".join(decoded(str(getattr(piece, "text", piece))) for piece in pieces)
    return _Cell(place, text, wrong=struck if text.strip() else "", comment=comment)


def _struck(cell: OfExcel) -> bool:
    pieces = cell.value if isinstance(cell.value, list) else []
    fonts = [cell.font, *(getattr(piece, "font", None) for piece in pieces)]
    return any(font is not None and bool(font.strike) for font in fonts)


def _shows_a_day(code: str) -> bool:
    from openpyxl.styles.numbers import is_date_format

    return is_date_format(code) and ("y" in code.lower() or "d" in code.lower())


def _shows_a_month(code: str) -> bool:
    """Whether a date is shown as a month and a year, 'Mar-26', and not with its day."""
    plain = _NOT_SHOWN.sub("", code).lower()
    return "m" in plain and "y" in plain and "d" not in plain


def _day(serial: float, from_1904: bool) -> date | None:
    # before March 1900 Excel counts a day that there never was
    if not (0 if from_1904 else 61) <= serial < 2_900_000:
        return None
    return (date(1904, 1, 1) if from_1904 else date(1899, 12, 30)) + timedelta(days=int(serial))


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()


def _shown(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= _MOST_SHOWN else f"{plain[: _MOST_SHOWN - 2].rstrip()} …"


# the workbook --------------------------------------------------------------------------------------------------------


@dataclass
class _Line:
    """One row of a table while it is read: its cells by heading, and the answers in it."""

    key: str
    cells: dict[str, _Cell]
    answers: dict[str, Answer] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)


class _Reading:
    """One workbook while it is read."""

    def __init__(self, name: str, sheets: Sequence[_Sheet]):
        self.name = name
        self.sent_sheet = next((sheet for sheet in sheets if _form_of(sheet) is not None), None)
        if self.sent_sheet is None:
            raise CannotRead(
                f"{name}: it is no return that s11 made, or the hidden sheet that it needs was taken out: send the "
                "return anew"
            )
        self.sheets = [sheet for sheet in sheets if sheet is not self.sent_sheet]
        self.form = _form_of(self.sent_sheet) or PLAN_FORM
        self.sent = _sent_of(name, self.sent_sheet, self.form)
        self.refused: list[NotTaken] = []
        self.lines: list[_Line] = []
        self.month_first = False
        self.signed_cell = ""

    def returned(self) -> Returned:
        tables = [(sheet, head) for sheet in self.sheets if (head := sheet.head(NUMBER, self.form.agreed))]
        signing = next(((sheet, head) for sheet in self.sheets if (head := sheet.head(NAME, AS_AT))), None)
        self.month_first = any(_has_month_first(sheet, head, self.form) for sheet, head in tables)
        for sheet, head in tables:
            self._table(sheet, head)
        known = [sheet for sheet, _ in tables] + ([signing[0]] if signing else [])
        for sheet in self.sheets:
            if all(sheet is not one for one in known):
                self._other(sheet)
        for sheet in self.sheets:
            self._comments(sheet)
            for words in sheet.drawn:
                what = "a text box" if words else "a picture"
                self.refused.append(NotTaken(sheet.name, _shown(words), "", f"{what} {_DRAWN} '{self.form.say}'"))
        signed = self._signed(*signing) if signing else None
        sent = self.sent
        met = {line.key for line in self.lines}
        answered = list(self._answered())
        missing = [row.shown.get(NUMBER, key) for key, row in sent.rows.items() if key not in met]
        return Returned(
            self.name,
            sent.file,
            sent.lead,
            sent.about,
            sent.organisation,
            sent.plan,
            sent.day,
            sent.plans,
            sent.asked,
            tuple(one for one in answered if isinstance(one, Answered)),
            tuple(self.refused),
            tuple(missing),
            signed,
            self.signed_cell,
            tuple(one for one in answered if isinstance(one, StandardAnswered)),
            self.form is ASSESSMENT_FORM,
        )

    @property
    def _outside(self) -> str:
        return f"it stands outside the tables: write it under '{self.form.say}'"

    def _no(self, cell: _Cell, why: str, called: str = "") -> None:
        self.refused.append(NotTaken(cell.place, _shown(cell.words), called, why))

    # tables ----------------------------------------------------------------------------------------------------------

    def _table(self, sheet: _Sheet, head: int) -> None:
        self._above(sheet, head)
        columns: dict[int, str] = {}
        known = {_folded(name): name for name in (KEY, *self.form.fill_in.values(), *self.form.locked)}
        for column, cell in sheet.row(head).items():
            name = known.get(_folded(cell.words), "")
            if name and name not in columns.values():
                columns[column] = name
            elif cell.words.strip() and not any(row > head and at == column for row, at in sheet.cells):
                self._no(cell, f"it stands beside the headings: write it under '{self.form.say}'")
        lines: list[_Line] = []
        for number in sheet.rows:
            if number <= head:
                continue
            cells: dict[str, _Cell] = {}
            for column, cell in sheet.row(number).items():
                if not cell.words.strip():
                    continue
                if column in columns:
                    cells[columns[column]] = cell
                else:
                    heading = sheet.row(head).get(column)
                    where = f"the column '{_shown(heading.words)}'" if heading and heading.words else "this column"
                    self._no(cell, f"{where} is none of those that were sent")
            if cells:
                lines.append(_Line(cells[KEY].words.strip() if KEY in cells else "", cells))
        self._lines(lines, KEY in columns.values())

    def _lines(self, lines: Sequence[_Line], has_keys: bool) -> None:
        for line in lines:
            row = self.sent.rows.get(line.key)
            if row is not None:
                self.lines.append(line)
                continue
            if not has_keys:
                why = f"the hidden column '{KEY}' is not there any more, so nobody can say what this row is about"
            elif line.key:
                why = f"no row of this key was sent ('{_shown(line.key)}')"
            else:
                why = "this row was not sent: a new action is not made by a return"
            for name, cell in line.cells.items():
                if name in self.form.fill_in.values() or (name != KEY and has_keys and not line.key):
                    self._no(cell, why)
        kept = [line for line in lines if line.key in self.sent.rows]
        moved = self._moved_alone(kept)
        for line in kept:
            self._line(line, self.sent.rows[line.key], moved)

    def _moved_alone(self, lines: Sequence[_Line]) -> set[str]:
        """The keys of rows whose locked cells stand in other rows: a column was sorted without the others."""
        moved: set[str] = set()
        names = {name for line in lines for name in self.sent.rows[line.key].shown}
        for name in names:
            other = [
                (line.key, _folded(line.cells[name].words), _folded(shown))
                for line in lines
                if name in line.cells
                and (shown := self.sent.rows[line.key].shown.get(name, "")) is not None
                and _folded(line.cells[name].words) != _folded(shown)
            ]
            if len(other) > 1 and Counter(now for _, now, _ in other) == Counter(was for _, _, was in other):
                moved.update(key for key, _, _ in other)
        return moved

    def _line(self, line: _Line, row: SentRow, moved: set[str]) -> None:
        called = row.shown.get(NUMBER, line.key)
        another = ""
        for name in self.form.locked:
            shown, cell = row.shown.get(name, ""), line.cells.get(name)
            now = cell.words if cell is not None else ""
            if cell is None and name not in (NUMBER, self.form.agreed):
                # a locked cell that was emptied, or a column that was taken out, asks for nothing
                continue
            if _folded(now) == _folded(shown):
                continue
            if name in self.form.meant:
                another = f"'{name}' of this row is not as it was sent, so nobody can say what the answer is about"
            if cell is not None:
                was = f"was sent as '{_shown(shown)}'" if shown else "was sent empty"
                self._no(cell, f"'{name}' {was}, and is not changed by a return", called)
        if line.key in moved:
            another = (
                another or "the rows were sorted by some columns and not by all, so answers may stand beside others"
            )
        for name, heading in self.form.fill_in.items():
            cell = line.cells.get(heading)
            if cell is None:
                continue
            if another:
                self._no(cell, another, called)
            elif cell.wrong:
                self._no(cell, cell.wrong, called)
                line.refused.add(name)
            else:
                self._answer(line, name, cell, called)

    def _answer(self, line: _Line, name: str, cell: _Cell, called: str) -> None:
        # a note is one paragraph, whatever lines a cell has made of it
        words = " ".join(cell.words.split())
        if name == GAP:
            words = "\n".join(" ".join(line.split()) for line in cell.words.splitlines())
        if name in (DONE_ON, DATED) and words.upper() != "CLEAR":
            words, why = self._read_day(cell)
        elif name == UNTIL:
            words, why = self._read_until(cell)
        else:
            is_date = cell.day is not None or cell.month
            why = "it is a date, and words are wanted" if is_date and name not in (STATUS, GRADE) else ""
        if why:
            self._no(cell, why, called)
            line.refused.add(name)
        else:
            line.answers[name] = Answer(words, cell.place)

    def _read_day(self, cell: _Cell) -> tuple[str, str]:
        """A day as YYYY-MM-DD, or a month as YYYY-MM; else why it cannot be read."""
        if cell.day is not None:
            if self.month_first and _could_be_other(cell.day):
                other = date(cell.day.year, cell.day.day, cell.day.month)
                return "", (
                    f"it reads as {day_words(cell.day)}; another cell shows that this computer puts the month first, "
                    f"so {day_words(other)} may be meant: write it in words"
                )
            return cell.day.isoformat(), ""
        if cell.month:
            return cell.month, ""
        if cell.is_number:
            return "", "it is a number, and no day"
        words = " ".join(cell.words.split())
        if parse_day(words) is not None:
            return words, ""
        if day := only_day(words) or only_month(words):
            return day, ""
        if (match := _DAY_FIRST.fullmatch(words)) is not None and int(match[1]) > 12 >= int(match[2]):
            return "", _NO_SUCH_DAY
        return "", _IN_TWO_WAYS if _NUMBERS.fullmatch(words) else "it is no day: write one, such as '3 April 2026'"

    def _read_until(self, cell: _Cell) -> tuple[str, str]:
        """The words until when; a day in numbers in words, where it can be read in one way only."""
        if cell.day is not None or parse_day(cell.words.strip()) or _NUMBERS.fullmatch(cell.words):
            iso_day, why = self._read_day(cell)
            day = parse_day(iso_day) if iso_day else None
            return (
                (day_words(day), "")
                if day is not None
                else ("", why or "it is no day: write one, such as '3 April 2026'")
            )
        if cell.month:
            return f"{MONTH_NAMES[int(cell.month[5:])]} {cell.month[:4]}", ""
        if cell.is_number and not re.fullmatch(r"20\d\d", cell.words):
            return "", "it is a number, and no day"
        return " ".join(cell.words.split()), ""

    def _answered(self) -> Iterator[Answered | StandardAnswered]:
        by_key: dict[str, list[_Line]] = {}
        for line in self.lines:
            by_key.setdefault(line.key, []).append(line)
        for key, lines in by_key.items():
            cells: dict[str, Answer] = {}
            row = self.sent.rows[key]
            for name in self.form.fill_in:
                answers = [line.answers[name] for line in lines if name in line.answers]
                if len({_folded(answer.words) for answer in answers}) > 1:
                    places = join_words([answer.cell for answer in answers])
                    self.refused += [
                        NotTaken(
                            answer.cell,
                            _shown(answer.words),
                            row.shown.get(NUMBER, key),
                            f"its row stands more than once in the workbook, with other words ({places})",
                        )
                        for answer in answers
                    ]
                elif answers:
                    cells[name] = answers[0]
            unread = frozenset(name for line in lines for name in line.refused)
            if cells and isinstance(row.sent, AsSent):
                yield Answered(key, row.sent, cells, self.name, row.keys, unread)
            elif cells and isinstance(row.sent, StandardAsSent):
                called = row.shown.get(NUMBER, key)
                yield StandardAnswered(key, called, row.sent, cells, self.name, unread)

    # the rest --------------------------------------------------------------------------------------------------------

    def _other(self, sheet: _Sheet) -> None:
        """A sheet that is no table: what is written in it and was not sent."""
        lines = {_folded(line) for line in self.sent.start}
        if _folded(sheet.name) == _folded(START):
            for (row, column), cell in sheet.cells.items():
                is_title = (column, row) == (1, 1) and (not self.sent.around or self._is_around(cell))
                if cell.words.strip() and not (is_title or (column == 1 and _folded(cell.words) in lines)):
                    self._no(cell, self._outside)
            return
        count = sum(bool(cell.words.strip()) for cell in sheet.cells.values())
        if count and not (sheet.hidden and _folded(sheet.name) == "lists"):
            why = f"the sheet was not sent: {number_of(count, 'cell')} in it {'was' if count == 1 else 'were'} not read"
            self.refused.append(NotTaken(f"{sheet.name}", "", "", why))

    def _is_around(self, cell: _Cell) -> bool:
        return _folded(cell.words) in self.sent.around

    def _above(self, sheet: _Sheet, head: int) -> None:
        """What somebody wrote above a table, or over its title."""
        if self.sent.around:
            for (row, _), cell in sheet.cells.items():
                if row < head and cell.words.strip() and not self._is_around(cell):
                    self._no(cell, self._outside)

    def _comments(self, sheet: _Sheet) -> None:
        for cell in sheet.cells.values():
            if cell.comment:
                words = _shown(cell.comment)
                why = f"a comment beside a cell is not taken: write it under '{self.form.say}'"
                self.refused.append(NotTaken(cell.place, words, "", why))

    def _signed(self, sheet: _Sheet, head: int) -> Signature | None:
        """Who confirmed it: the first row that has a name and a day. What else is written on the sheet is told."""
        self._above(sheet, head)
        columns = {_folded(cell.words): column for column, cell in sheet.row(head).items()}
        signature: Signature | None = None
        for number in sheet.rows:
            row = sheet.row(number)
            name, as_at = row.get(columns[_folded(NAME)]), row.get(columns[_folded(AS_AT)])
            for column, cell in row.items():
                stray = column not in (columns[_folded(NAME)], columns[_folded(AS_AT)])
                if number >= head and stray and cell.words.strip():
                    self._no(cell, self._outside)
            if number <= head:
                continue
            if signature is not None:
                for below in (name, as_at):
                    if below is not None and below.words.strip():
                        self._no(below, f"it stands below the name of {signature.name}, and one signs: it is not taken")
                continue
            signature = self._signature(name, as_at)
        return signature

    def _signature(self, name: _Cell | None, as_at: _Cell | None) -> Signature | None:
        """What one row says of who signs, or why it says nothing."""
        if name is not None and name.wrong:
            self._no(name, f"{name.wrong}; it is not signed")
        if name is None or not name.words.strip() or name.wrong:
            if as_at is not None and as_at.words.strip():
                self._no(as_at, "a day without a name: nobody has signed")
            return None
        if as_at is None or not as_at.words.strip():
            self._no(name, "a name without the day as at which it is true: it is not signed")
            return None
        iso_day, why = ("", as_at.wrong) if as_at.wrong else self._read_day(as_at)
        day = parse_day(iso_day) if iso_day else None
        if day is None:
            self._no(as_at, f"{why}; it is not signed" if why else "it is a month: write the day; it is not signed")
        elif day < self.sent.day:
            sent = day_words(self.sent.day)
            self._no(as_at, f"{day_words(day)} lies before {sent}, when this was sent: it is not signed")
        else:
            self.signed_cell = as_at.place
            return Signature(" ".join(name.words.split()), day)
        return None


def _could_be_other(day: date) -> bool:
    return day.day <= 12 and day.day != day.month


def _has_month_first(sheet: _Sheet, head: int, form: ReturnForm) -> bool:
    """Whether a day of a table was left as text that puts the day first, which a computer set to Britain turns into a
    date.
    """
    heading = _folded(form.fill_in[form.day])
    columns = {column for column, cell in sheet.row(head).items() if _folded(cell.words) == heading}
    return any(
        row > head
        and column in columns
        and cell.day is None
        and (match := _DAY_FIRST.fullmatch(cell.words)) is not None
        and int(match[1]) > 12
        # '31/6/2026' is no day anywhere, and '18.6.2026' is a date on no such computer either
        and "." not in cell.words
        and only_day(cell.words) != ""
        for (row, column), cell in sheet.cells.items()
    )


# what was sent -------------------------------------------------------------------------------------------------------


class _Sent(NamedTuple):
    file: str
    lead: str
    about: str
    organisation: str
    plan: str
    day: date
    start: tuple[str, ...]
    around: frozenset[str]
    plans: tuple[SentPlan, ...]
    rows: dict[str, SentRow]
    asked: int


def _form_of(sheet: _Sheet) -> ReturnForm | None:
    """Which kind of return the hidden sheet belongs to; None for a sheet that is none."""
    texts = {cell.words.strip() for cell in sheet.cells.values()}
    return next((form for form in (PLAN_FORM, ASSESSMENT_FORM) if form.format in texts), None)


def _sent_of(name: str, sheet: _Sheet, form: ReturnForm) -> _Sent:
    """What a workbook was sent with. Raises CannotRead where that was changed."""
    parts: dict[str, str] = {}
    for number in sheet.rows:
        words = [cell.words for _, cell in sorted(sheet.row(number).items())]
        if len(words) == 2:
            parts[words[0].strip()] = words[1]
    text = "".join(parts[key] for key in sorted((key for key in parts if key.isdecimal()), key=int))
    changed = CannotRead(
        f"{name}: what s11 keeps in its hidden sheet was changed, so nothing can be held against it: send the return "
        "anew"
    )
    if not text or parts.get("seal") != seal_of(text):
        raise changed
    try:
        return _parsed(json.loads(text), form)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise changed from error


def _parsed(data: object, form: ReturnForm) -> _Sent:
    """Raises ValueError, KeyError, TypeError or AttributeError where it is not as it was written."""
    if not isinstance(data, dict) or data["format"] != form.format:
        raise ValueError("another format")
    day = parse_day(_words(data, "day"))
    if day is None:
        raise ValueError("no day")
    plans: list[SentPlan] = []
    rows: dict[str, SentRow] = {}
    for plan in data["plans"]:
        sent_plan = SentPlan(_words(plan, "id"), _words(plan, "title"), _words(plan, "digest"), _list(plan["keys"]))
        plans.append(sent_plan)
        for row in plan["rows"]:
            sent = _answer_as_sent(row["sent"]) if form is ASSESSMENT_FORM else _as_sent(row["sent"])
            shown = {str(key): str(value) for key, value in row["shown"].items() if value}
            rows[_words(row, "key")] = SentRow(shown, sent, sent_plan.keys)
    return _Sent(
        _words(data, "file"),
        _words(data, "lead"),
        _words(data, "about"),
        _words(data, "organisation"),
        _words(data, "plan"),
        day,
        _list(data["start"]),
        # a workbook of an earlier version does not say what stood above its tables
        frozenset(_folded(words) for words in _list(data.get("around", ()))),
        tuple(plans),
        rows,
        int(data["asked"]) if form is ASSESSMENT_FORM else len(rows),
    )


def _as_sent(held: Mapping[str, Iterable[object]]) -> AsSent:
    return AsSent(
        _words(held, "text"),
        _words(held, "timescale"),
        _words(held, "rag"),
        _list(held["leads"]),
        _list(held["done"]),
    )


def _answer_as_sent(held: Mapping[str, object]) -> StandardAsSent:
    return StandardAsSent(
        _words(held, "words"),
        _words(held, "grade"),
        _words(held, "graded"),
        _words(held, "text"),
        _words(held, "not_applicable"),
        _words(held, "question"),
    )


def _words(held: Mapping[str, object], key: str) -> str:
    value = held[key]
    if not isinstance(value, str):
        raise TypeError(key)
    return value


def _list(value: Iterable[object]) -> tuple[str, ...]:
    return tuple(str(one) for one in value)
