"""Excel: workbooks of plain tables, for people who fill them in and for programs that read them back.

After the rules of the government's analysts for accessible spreadsheets: one real table a sheet under one row of
headings, its name in A1, no merged cell, no empty row or column within, words beside every colour. No cell is ever a
formula or a link, whatever its words. The same tables make the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Literal, NamedTuple

from s11.text import visible

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook as Writer
    from xlsxwriter.worksheet import Worksheet

# what Excel holds
MOST_LETTERS = 32_767
MOST_ROWS = 1_000_000
# a list of choices that is longer than this stands in a sheet of its own
_MOST_OF_A_LIST = 255
_LISTS = "lists"
# so many characters stand side by side on a page that can still be read
_MOST_ACROSS = 190
# letters are narrower than the figures by which a column's width is counted
_NARROW = 1.12
# in points: a line of words, and as high as a row can be
_LINE, _HIGHEST = 14.5, 409.0
# the colours of s11's own states, which are no traffic light: words, and what is behind them
COLOURS = {
    "off_track": ("#7A0F4C", "#FBE6F0"),
    "at_risk": ("#542A80", "#F0E7F9"),
    "not_known": ("#22282E", "#FFFFFF"),
    "unrated": ("#47535F", "#F2F5F8"),
    "not_started": ("#33404D", "#EEF1F4"),
    "on_track": ("#0B4A75", "#E3F1FB"),
    "completed": ("#0F3F66", "#DCE9F5"),
    "verified": ("#0C2F57", "#D3E2F2"),
    "ended": ("#47535F", "#F2F5F8"),
}
_HEAD = ("#FFFFFF", "#1D3557")
_TO_FILL_IN = "#FFF8DC"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Value = str | int | float | date | None
ColumnKind = Literal["words", "day", "number", "flag"]


class Coloured(NamedTuple):
    """Words with the colour of a state behind them."""

    words: str
    state: str


class WorkbookColumn(NamedTuple):
    """One column of a table.

    ``kind``: what its cells hold; a day that is known by its month alone is words in a column of days. ``about``: what
    it is, shown where a cell is chosen. ``choices``: the only words that it takes, with ``firm`` False those it offers.
    ``fill_in``: it may be written in where its sheet is protected. ``width``: in characters.
    """

    name: str
    kind: ColumnKind = "words"
    width: int = 0
    about: str = ""
    choices: tuple[str, ...] = ()
    firm: bool = True
    fill_in: bool = False
    hidden: bool = False


class WorkbookSheet(NamedTuple):
    """One sheet: its title, lines of explanation, and its table.

    ``protected``: only what is to be filled in can be written in, which is a hint and no lock. ``rows`` are cells in
    the order of the columns; without columns it holds its lines alone.
    """

    name: str
    title: str
    columns: tuple[WorkbookColumn, ...] = ()
    rows: Sequence[Sequence[Value | Coloured]] = ()
    lines: Sequence[str] = ()
    protected: bool = False
    hidden: bool = False


class Workbook(NamedTuple):
    """A workbook. ``day``: the one from which it was judged, which stands as the day of its making. ``properties``:
    what a program finds again by name. ``still``: its heads stand still, and its tables can be filtered: for those who
    work in it; a published one does neither, as the analysts' rules ask.
    """

    title: str
    day: date
    sheets: Sequence[WorkbookSheet]
    properties: Mapping[str, str] = {}
    subject: str = ""
    still: bool = True


class DoesNotFit(ValueError):
    """More than a sheet can hold; the message is one line that says what, where and what else to use."""


def workbook(book: Workbook) -> bytes:
    """The bytes of a workbook. Raises NotInstalled without the package that writes it, and DoesNotFit."""
    try:
        import xlsxwriter
    except ImportError as error:
        from s11.render import NotInstalled

        raise NotInstalled("Excel", "office") from error
    made = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": False,
    }
    writer = xlsxwriter.Workbook(made, options)
    writer.set_properties(
        {
            "title": writable(book.title),
            "subject": writable(book.subject),
            "created": datetime(book.day.year, book.day.month, book.day.day),
        }
    )
    for name, value in book.properties.items():
        writer.set_custom_property(name, writable(value), "text")
    _Writing(writer, book).write()
    writer.close()
    return made.getvalue()


def writable(text: str) -> str:
    """Words with what no workbook can hold made visible: characters that are none."""
    return _UNWRITABLE.sub(lambda match: visible(match[0]), text)


class _Writing:
    def __init__(self, writer: Writer, book: Workbook):
        self.writer, self.book = writer, book
        self.formats: dict[tuple[object, ...], Format] = {}
        self.tables: set[str] = set()
        self.lists: dict[tuple[str, ...], str] = {}
        self.lists_name = _LISTS

    def write(self) -> None:
        *names, self.lists_name = sheet_names([*(sheet.name for sheet in self.book.sheets), _LISTS])
        long_lists = [
            column.choices for sheet in self.book.sheets for column in sheet.columns if _is_long(column.choices)
        ]
        for number, choices in enumerate(dict.fromkeys(long_lists)):
            column = _letters(number)
            self.lists[choices] = f"='{self.lists_name}'!${column}$4:${column}${len(choices) + 3}"
        pages = [self.sheet(name, sheet) for name, sheet in zip(names, self.book.sheets, strict=True)]
        if self.lists:
            self.write_lists()
        pages[0].activate()

    def format(self, **look: object) -> Format:
        key = tuple(sorted(look.items()))
        if key not in self.formats:
            self.formats[key] = self.writer.add_format({"font_name": "Arial", "font_size": 11, "valign": "top", **look})
        return self.formats[key]

    def sheet(self, name: str, sheet: WorkbookSheet) -> Worksheet:
        page = self.writer.add_worksheet(name)
        title = self.format(bold=True, font_size=16, valign="vcenter")
        page.set_row(0, 24)
        self.words(page, 0, 0, sheet.title, title)
        for number, line in enumerate(sheet.lines, 1):
            # beside the first column there is nothing: a line runs on over the empty cells
            self.words(page, number, 0, line, self.format(text_wrap=not sheet.columns))
        if sheet.columns:
            self.table(page, name, sheet, len(sheet.lines) + 1)
        else:
            page.set_column(0, 0, 100)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1 + sum(_widths(sheet)) // _MOST_ACROSS, 0)
        page.set_margins(0.4, 0.4, 0.6, 0.6)
        page.set_footer("&L" + _in_footer(self.book.title) + "&R&A, page &P of &N")
        if sheet.protected:
            page.protect(
                "",
                {"format_columns": True, "format_rows": True, "sort": True, "autofilter": True},
            )
        if sheet.hidden:
            page.hide()
        return page

    def table(self, page: Worksheet, name: str, sheet: WorkbookSheet, top: int) -> None:
        if len(sheet.rows) > MOST_ROWS:
            raise DoesNotFit(
                f"sheet '{name}' would have {len(sheet.rows):,} rows, and Excel holds {MOST_ROWS:,}: name fewer plans, "
                "or write Parquet or CSV"
            )
        last = top + max(1, len(sheet.rows))
        widths = _widths(sheet)
        for number, column in enumerate(sheet.columns):
            page.set_column(
                number,
                number,
                widths[number],
                None,
                {"hidden": True} if column.hidden else {},
            )
            self.validation(page, column, top + 1, last, number)
        head = self.format(bold=True, font_color=_HEAD[0], bg_color=_HEAD[1], text_wrap=True, border=1)
        page.add_table(
            top,
            0,
            last,
            len(sheet.columns) - 1,
            {
                "name": self.table_name(name),
                "style": None,
                "autofilter": self.book.still and not sheet.protected,
                "title": writable(sheet.title),
                "description": "Columns: " + ", ".join(column.name for column in sheet.columns),
                "columns": [{"header": writable(column.name), "header_format": head} for column in sheet.columns],
            },
        )
        formats = [self.cell_format(column, sheet) for column in sheet.columns]
        if sheet.protected:
            page.set_row(top, 2 * _LINE)
        for at, row in enumerate(sheet.rows or [[None] * len(sheet.columns)], top + 1):
            # with room to write in where there is something to fill in
            page.set_row(at, max(_height(row, widths), 3 * _LINE if sheet.protected else 0))
            for number, (value, column) in enumerate(zip(row, sheet.columns, strict=True)):
                self.cell(page, (at, number), value, column, formats[number], sheet)
        page.repeat_rows(top)
        # a table too wide for one page has its first column on every page
        page.repeat_columns("A:A")
        if self.book.still:
            page.freeze_panes(top + 1, 0)

    def cell(
        self,
        page: Worksheet,
        at: tuple[int, int],
        value: Value | Coloured,
        column: WorkbookColumn,
        look: Format,
        sheet: WorkbookSheet,
    ) -> None:
        row, number = at
        if isinstance(value, Coloured):
            colour, behind = COLOURS[value.state]
            look = self.cell_format(column, sheet, font_color=colour, bg_color=behind, bold=True)
            value = value.words
        if value is None or value == "":
            page.write_blank(row, number, None, look)
        elif isinstance(value, bool):
            self.words(page, row, number, "yes" if value else "no", look)
        elif isinstance(value, date):
            # what is known by its month alone is no day, and Excel has none before 1900-03-01 on which all agree
            written = value.isoformat()
            if len(written) == 7 or value < date(1900, 3, 1):
                self.words(page, row, number, written, look)
            else:
                page.write_datetime(row, number, datetime(value.year, value.month, value.day), look)
        elif isinstance(value, int | float):
            page.write_number(row, number, value, look)
        else:
            if len(value) > MOST_LETTERS:
                raise DoesNotFit(
                    f"sheet '{sheet.name}', row {row + 1}, {column.name}: {len(value):,} characters, and a cell of "
                    f"Excel holds {MOST_LETTERS:,}: write JSON or CSV"
                )
            self.words(page, row, number, value, look)

    def words(self, page: Worksheet, row: int, column: int, text: str, look: Format) -> None:
        page.write_string(row, column, writable(text), look)

    def cell_format(self, column: WorkbookColumn, sheet: WorkbookSheet, **more: object) -> Format:
        look: dict[str, object] = {"text_wrap": True, "border": 1, "border_color": "#B8C0C8"}
        if column.kind == "day":
            # where somebody types a day its month stands in words: a computer that takes the month first is seen
            look.update(num_format="d mmm yyyy" if column.fill_in else "yyyy-mm-dd", align="left")
        elif column.kind != "number":
            # what is typed into it stays the words that were typed: no date is made of them, and no formula
            look["num_format"] = "@"
        if column.fill_in and sheet.protected:
            look.update(locked=False, bg_color=_TO_FILL_IN)
        return self.format(**{**look, **more})

    def validation(self, page: Worksheet, column: WorkbookColumn, first: int, last: int, number: int) -> None:
        about = {"input_title": _cut(column.name, 32), "input_message": _cut(column.about, 255)} if column.about else {}
        options: dict[str, object] = {**about, "ignore_blank": True}
        if column.choices:
            long = self.lists.get(column.choices)
            options.update(
                validate="list",
                source=long or list(column.choices),
                error_type="stop" if column.firm else "information",
                error_title="Choose from the list",
                error_message="These words are not in the list of this column.",
            )
        elif column.kind == "day" and column.fill_in:
            options.update(
                validate="date",
                criteria="between",
                minimum=date(1900, 3, 1),
                maximum=date(2199, 12, 31),
                error_type="warning",
                error_title="A day is wanted",
                error_message="Write the day as 31/03/2027.",
            )
        elif about:
            options.update(validate="any")
        else:
            return
        page.data_validation(first, number, last, number, options)

    def write_lists(self) -> None:
        page = self.writer.add_worksheet(self.lists_name)
        self.words(page, 0, 0, "Words that cells offer", self.format(bold=True, font_size=16))
        self.words(page, 1, 0, "The lists from which other sheets let you choose.", self.format())
        head = self.format(bold=True, font_color=_HEAD[0], bg_color=_HEAD[1], text_wrap=True, border=1)
        longest = max(map(len, self.lists))
        columns = [{"header": f"List {number}", "header_format": head} for number, _ in enumerate(self.lists, 1)]
        page.add_table(
            2,
            0,
            longest + 2,
            len(self.lists) - 1,
            {"name": self.table_name(_LISTS), "style": None, "autofilter": False, "columns": columns},
        )
        for number, choices in enumerate(self.lists):
            page.set_column(number, number, 40)
            for row, choice in enumerate(choices, 3):
                self.words(page, row, number, choice, self.format(text_wrap=True))

    def table_name(self, name: str) -> str:
        """A name for a table: letters, digits and underscores, none twice."""
        plain = "table_" + (re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_").lower() or "of_plans")
        made, number = plain, 1
        while made in self.tables:
            number += 1
            made = f"{plain}_{number}"
        self.tables.add(made)
        return made


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """Names that Excel takes for sheets: 31 letters at most, without its signs, none twice."""
    made: list[str] = []
    for words in wanted:
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]+", " ", writable(words)).strip(" '")[:31].strip() or "sheet"
        name, number = plain, 1
        while name.casefold() in {one.casefold() for one in made}:
            number += 1
            name = f"{plain[: 30 - len(str(number))]} {number}"
        made.append(name)
    return made


def _is_long(choices: tuple[str, ...]) -> bool:
    # in a cell's own list a comma parts two choices
    return bool(choices) and (len(",".join(choices)) > _MOST_OF_A_LIST or any("," in one for one in choices))


def _letters(number: int) -> str:
    return (chr(64 + number // 26) if number >= 26 else "") + chr(65 + number % 26)


def _widths(sheet: WorkbookSheet) -> list[int]:
    return [
        column.width or _width(column, [row[number] for row in sheet.rows[:500]])
        for number, column in enumerate(sheet.columns)
    ]


def _height(row: Sequence[Value | Coloured], widths: Sequence[int]) -> float:
    """How high a row must be so that all its words are seen, in points: not every program works that out itself."""
    lines = max(
        sum(1 + int(len(line) / (_NARROW * width)) for line in _words(value).split("\n"))
        for value, width in zip(row, widths, strict=True)
        if width
    )
    return min(_LINE * lines + 2, _HIGHEST)


def _words(value: Value | Coloured) -> str:
    return value.words if isinstance(value, Coloured) else "" if value is None else str(value)


def _width(column: WorkbookColumn, values: Sequence[Value | Coloured]) -> int:
    if column.kind == "day":
        return 12
    longest = max(_lengths(values), default=0)
    return min(max(longest + 2, min(len(column.name) + 4, 18), 8), 60)


def _lengths(values: Sequence[Value | Coloured]) -> Iterator[int]:
    for value in values:
        yield max(map(len, _words(value).split("\n")))


def _in_footer(text: str) -> str:
    return writable(text)[:100].replace("&", "&&")


def _cut(text: str, most: int) -> str:
    return writable(text) if len(text) <= most else writable(text[: most - 1]) + "…"
