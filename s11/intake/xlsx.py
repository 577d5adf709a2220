"""Excel: the cells of a workbook as they are shown, with openpyxl.

openpyxl is given only what a table needs: sheets cut down to their cells, their styles and their words. No formula is
run, no macro, and nothing outside of the file is opened.
"""

from __future__ import annotations

import colorsys
import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from s11.intake.blocks import MOST_COLUMNS, MOST_PLACES, MOST_ROWS, Numbered, cut, tables_of
from s11.intake.grid import CannotRead, Cell, Grid, LeftOut, Paragraph, Row, Run, TableDocument
from s11.intake.number_format import Shown, general, shown, shown_text
from s11.intake.package import Package
from s11.intake.sheet_parts import (
    Area,
    SheetPart,
    SheetReading,
    WorkbookParts,
    coloured_styles,
    drawing_words,
    letters,
    local,
    plain_namespaces,
    relations,
    without_blank_rows,
    without_codes,
    workbook_parts,
)

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as OfExcel
    from openpyxl.styles.colors import Color
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# kinds of condition that colour a cell by the words in it: the words say what the colour says
_BY_WORDS = ("beginsWith", "cellIs", "containsText", "duplicateValues", "endsWith", "notContainsText", "uniqueValues")
_THREADED = re.compile(r"\A\[Threaded comment\].*?^Comment:\s*", re.DOTALL | re.MULTILINE)
# the order in which Excel counts the colours of a theme is not that in which the theme lists them
_THEME = (1, 0, 3, 2, 4, 5, 6, 7, 8, 9, 10, 11)


# a workbook of every school of a county has as many
MOST_SHEETS = 100


def read_xlsx(name: str, data: bytes, sheet: str = "") -> TableDocument:
    """The tables of an Excel workbook. ``sheet``: only the one of this name, which may be a hidden one.

    Raises CannotRead.
    """
    from s11.intake.sheet_words import words_of_workbook

    check_installed()
    package = Package(name, data)
    parts = workbook_parts(package)
    chosen = _chosen(name, parts, sheet)
    for one in chosen:
        without_blank_rows(package, one.path)
    words = words_of_workbook(package, parts.path, {one.path for one in chosen}, parts.from_1904)
    coloured = coloured_styles(package, _related(package, parts.path, "styles"))
    for part in chosen:
        SheetReading(package, part, coloured, parts.from_1904).read()
    made = _Making(package, parts, sheet)
    return replace(made.document(chosen), words=tuple(words))


def check_installed() -> None:
    if find_spec("openpyxl") is None:
        from s11.render import NotInstalled

        raise CannotRead(str(NotInstalled("Excel", "office")))


def _chosen(name: str, parts: WorkbookParts, sheet: str) -> list[SheetPart]:
    if not parts.sheets:
        raise CannotRead(f"{name}: the workbook holds no sheet with cells: open it in Excel, and save it again")
    if not sheet and len(parts.sheets) > MOST_SHEETS:
        raise CannotRead(
            f"{name}: it has {len(parts.sheets):,} sheets, and {MOST_SHEETS} are read at most: name one with --sheet"
        )
    if not sheet:
        return parts.sheets
    chosen = [one for one in parts.sheets if one.name.strip().casefold() == sheet.strip().casefold()]
    if not chosen:
        there = ", ".join(f"'{one.name}'" for one in parts.sheets[:20])
        raise CannotRead(f"{name}: it has no sheet '{sheet}'; its sheets are {there}")
    return chosen[:1]


def _related(package: Package, path: str, kind: str) -> str:
    return next((target for what, target in relations(package, path).values() if what.endswith(f"/{kind}")), "")


def opened(package: Package, parts: WorkbookParts, sheets: Sequence[SheetPart], values: bool) -> Workbook:
    """openpyxl's workbook of a file that is made anew of the parts that are read. ``values``: results, not formulas."""
    from openpyxl.reader.excel import ExcelReader

    class Reader(ExcelReader):
        def read_worksheets(self) -> None:
            # a date stays the number that it is: how it is shown is for its number format to say
            vars(self.wb).update(_date_formats=set(), _timedelta_formats=set())
            super().read_worksheets()

    cut_down = io.BytesIO(_cut_down(package, parts, sheets))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            reader = Reader(cut_down, data_only=values, rich_text=True)
            reader.read()
            return reader.wb
    except Exception as error:
        # what is wrong in a damaged workbook comes out of openpyxl as an error of any kind
        raise CannotRead(
            f"{package.name}: the workbook is damaged and cannot be read ({type(error).__name__}): open it in Excel, "
            "save it again, and try again"
        ) from error


def _cut_down(package: Package, parts: WorkbookParts, sheets: Sequence[SheetPart]) -> bytes:
    """A workbook of the sheets alone, with the styles, words and comments of the one that is read."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    sort = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    written = io.BytesIO()
    shared = [
        (what, target)
        for what in ("styles", "sharedStrings", "theme")
        if (target := _related(package, parts.path, what)) in package and target
    ]
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as made:
        types = [("xl/workbook.xml", f"{sort}.sheet.main+xml")]
        links = []
        for at, (what, target) in enumerate(shared):
            path = "xl/theme/theme1.xml" if what == "theme" else f"xl/{what}.xml"
            if what != "sharedStrings":
                # looked through for depth and number before openpyxl builds it up
                package.xml(target)
            made.writestr(path, plain_namespaces(package.part(target)))
            links.append(f'<Relationship Id="s{at}" Type="{kind}/{what}" Target="/{path}"/>')
            if what != "theme":
                types.append((path, f"{sort}.{what}+xml"))
        listed = []
        for at, sheet in enumerate(sheets, 1):
            path = f"xl/worksheets/sheet{at}.xml"
            made.writestr(path, sheet.xml)
            types.append((path, f"{sort}.worksheet+xml"))
            links.append(f'<Relationship Id="r{at}" Type="{kind}/worksheet" Target="/{path}"/>')
            listed.append(f'<sheet name="Sheet{at}" sheetId="{at}" r:id="r{at}"/>')
            if sheet.comments:
                package.xml(sheet.comments)
                made.writestr(f"xl/comments{at}.xml", plain_namespaces(package.part(sheet.comments)))
                made.writestr(
                    f"xl/worksheets/_rels/sheet{at}.xml.rels",
                    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="c" Type="{kind}/comments" '
                    f'Target="/xl/comments{at}.xml"/></Relationships>',
                )
        made.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(links)}</Relationships>',
        )
        made.writestr(
            "xl/workbook.xml",
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            f'xmlns:r="{kind}"><sheets>{"".join(listed)}</sheets></workbook>',
        )
        made.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            + "".join(f'<Override PartName="/{path}" ContentType="{what}"/>' for path, what in types)
            + "</Types>",
        )
    return written.getvalue()


_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


@dataclass
class _Notes:
    """What is found on the way and is in no cell."""

    left_out: list[LeftOut] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


class _Making:
    """The document of one workbook."""

    def __init__(self, package: Package, parts: WorkbookParts, sheet: str):
        self.package, self.parts, self.sheet = package, parts, sheet
        self.notes = _Notes()

    def document(self, sheets: Sequence[SheetPart]) -> TableDocument:
        workbook = opened(self.package, self.parts, sheets, True)
        formulas = opened(self.package, self.parts, sheets, False) if any(one.uncached for one in sheets) else None
        colours = _Colours(workbook)
        grids: list[Grid] = []
        for at, part in enumerate(sheets):
            source = formulas.worksheets[at] if formulas is not None else None
            one_sheet = _OneSheet(part, workbook.worksheets[at], source, colours, self.parts.from_1904, self.notes)
            if part.hidden and not self.sheet:
                self.notes.left_out += one_sheet.as_left_out()
            else:
                grids += one_sheet.grids()
        self._around(sheets)
        return TableDocument(
            self.package.name,
            tuple(grids),
            left_out=tuple(self.notes.left_out),
            title=_title(self.package),
            doubts=tuple(self.notes.doubts),
        )

    def _around(self, sheets: Sequence[SheetPart]) -> None:
        notes = self.notes
        if self.parts.macros:
            notes.doubts.append("the workbook holds macros: they were not run")
        for called, kind in self.parts.others:
            sort = {
                "chartsheet": "a sheet that is a chart",
                "xlMacrosheet": "a sheet of old macros, which were not run",
            }
            notes.left_out.append(LeftOut(f"sheet '{called}'", "", sort.get(kind, "a sheet that holds no cells")))
        if self.sheet and len(self.parts.sheets) > 1:
            others = ", ".join(f"'{one.name}'" for one in self.parts.sheets if one not in sheets)
            notes.doubts.append(f"only the sheet '{sheets[0].name}' was read, as asked; not {others}")
        for part in sheets:
            for words in part.furniture:
                why = "stands at the head or foot of each printed page"
                notes.left_out.append(LeftOut(f"sheet '{part.name}'", without_codes(words), why))
            for path in part.drawings:
                drawn = [path, *(one for kind, one in relations(self.package, path).values() if _is_drawing(kind))]
                lines = [words for one in drawn for words in drawing_words(self.package.xml(one))]
                if lines:
                    why = "stands in a text box, a shape or a chart, which lie over the cells"
                    notes.left_out.append(LeftOut(f"sheet '{part.name}', a drawing", "\n".join(lines), why))
                    notes.doubts.append(
                        f"sheet '{part.name}' has {len(lines)} lines of words in text boxes, shapes or charts, which "
                        "are in no cell"
                    )


def _is_drawing(kind: str) -> bool:
    return kind.rpartition("/")[2] in ("chart", "diagramData")


def _title(package: Package) -> str:
    root = package.xml("docProps/core.xml")
    return "" if root is None else next((one.text or "" for one in root if local(one.tag) == "title"), "").strip()


class _Colours:
    """Colours as six digits, out of a theme, a palette or themselves."""

    def __init__(self, workbook: Workbook):
        self.palette: list[str] = [str(one) for one in vars(workbook).get("_colors", ())]
        self.theme: list[str] = []
        theme = workbook.loaded_theme
        if isinstance(theme, bytes):
            root = ElementTree.fromstring(theme)
            scheme = next((one for one in root.iter() if local(one.tag) == "clrScheme"), ())
            for colour in scheme:
                first = next(iter(colour), None)
                self.theme.append(
                    "" if first is None else (first.get("lastClr") or first.get("val") or "")[-6:].upper()
                )

    def named(self, colour: Color | None) -> str:
        """'' where there is none, or none that is known; white is none, for it is not seen."""
        if colour is None:
            return ""
        value = ""
        if colour.type == "rgb" and isinstance(colour.rgb, str):
            value = str(colour.rgb)[-6:].upper()
        elif colour.type == "theme" and isinstance(colour.theme, int) and 0 <= colour.theme < len(_THEME):
            at = _THEME[colour.theme]
            value = self.theme[at] if at < len(self.theme) else ""
        elif colour.type == "indexed" and isinstance(colour.indexed, int) and 0 <= colour.indexed < len(self.palette):
            value = self.palette[colour.indexed][-6:].upper()
        if not re.fullmatch("[0-9A-F]{6}", value):
            return ""
        value = _tinted(value, colour.tint if isinstance(colour.tint, float | int) else 0.0)
        return "" if value == "FFFFFF" else value


def _tinted(value: str, tint: float) -> str:
    """A colour made lighter, or darker below nought, as Excel does."""
    if not tint:
        return value
    red, green, blue = (int(value[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02X}" for part in colorsys.hls_to_rgb(hue, light, full))


class _OneSheet:
    """One sheet: its cells made, then put in their rows."""

    def __init__(
        self,
        part: SheetPart,
        values: Worksheet,
        formulas: Worksheet | None,
        colours: _Colours,
        from_1904: bool,
        notes: _Notes,
    ):
        self.part, self.values, self.formulas = part, values, formulas
        self.colours, self.from_1904, self.notes = colours, from_1904, notes
        self.called = f"sheet '{part.name}'"
        self.cells: dict[tuple[int, int], Cell] = {}
        self.links = {area[:2]: target for area, target in part.links if area[:2] == area[2:]}
        self.wide_links = [(area, target) for area, target in part.links if area[:2] != area[2:]][:200]
        # a copy, for asking a sheet for a cell makes one where there is none
        for (row, column), cell in sorted(dict(vars(values)["_cells"]).items()):
            self._make(row, column, cell)

    def as_left_out(self) -> Iterator[LeftOut]:
        """All of it, for a sheet that is hidden."""
        for (row, column), cell in self.cells.items():
            contents = "\n".join(one for one in (cell.text, cell.comment) if one.strip())
            if contents:
                yield LeftOut(f"{self.called}, {letters(column)}{row}", contents, "the sheet is hidden")

    def grids(self) -> list[Grid]:
        placed, doubts = self._placed()
        tables = tables_of(placed, self.part.heads)
        made: list[Grid] = []
        for at, block in enumerate(tables, 1):
            rows = cut(block)
            called = self.called if len(tables) == 1 else f"{self.called}, table {at}"
            doubts_here = [*self._hidden(rows), *self._coloured(rows), *(doubts if at == 1 else ())]
            made.append(Grid(called, tuple(one.row for one in rows), doubts=tuple(doubts_here)))
        return made

    def _make(self, row: int, column: int, cell: OfExcel) -> None:
        place = f"{letters(column)}{row}"
        doubts: list[str] = []
        if given := self.part.doubts.get((row, column)):
            doubts.append(given)
        paragraphs = self._words(cell, place, doubts, (row, column))
        fill = self._fill(cell, doubts)
        comment = self._comment(cell, place)
        doubts += self._by_condition(row, column, bool(paragraphs))
        self.cells[row, column] = Cell(paragraphs, 1, 1, fill, comment, place, tuple(doubts))

    def _words(self, cell: OfExcel, place: str, doubts: list[str], at: tuple[int, int]) -> tuple[Paragraph, ...]:
        value = cell.value
        where = f"{self.called}, {place}"
        if at in self.part.uncached:
            formula = self.formulas.cell(*at).value if self.formulas is not None else None
            text = str(getattr(formula, "text", formula) or "")
            doubts.append(
                "a formula whose result is not in the file: formulas are not run, and the cell is read as empty"
            )
            self.notes.left_out.append(LeftOut(where, text, "a formula without its result; formulas are not run"))
            return ()
        if value is None:
            return ()
        look = Run("", bool(cell.font.strike), bool(cell.font.b), bool(cell.font.i), link=self._link(at))
        ink = self.colours.named(cell.font.color)
        look = replace(look, ink="" if ink == "000000" else ink)
        if isinstance(value, list):
            return _paragraphs(_rich(value, look, self.colours))
        if isinstance(value, bool):
            return _paragraphs([replace(look, text=str(value).upper())])
        if isinstance(value, int | float):
            displayed: Shown = shown(value, cell.number_format, self.from_1904)
            if displayed.doubt:
                doubts.append(displayed.doubt)
            if not displayed.text.strip():
                why = f"its number format, {cell.number_format}, shows nothing"
                self.notes.left_out.append(LeftOut(where, general(value), why))
                return ()
            return _paragraphs([replace(look, text=displayed.text.strip())])
        text = decoded(str(value))
        if cell.data_type == "e":
            doubts.append(f"an error of the workbook, {text}: what should stand here is not in the file")
            return _paragraphs([replace(look, text=text)])
        as_shown = shown_text(text, cell.number_format)
        if text.strip() and not as_shown.strip():
            self.notes.left_out.append(LeftOut(where, text, f"its number format, {cell.number_format}, shows nothing"))
            return ()
        return _paragraphs([replace(look, text=as_shown)])

    def _link(self, at: tuple[int, int]) -> str:
        if link := self.links.get(at):
            return link
        return next((target for area, target in self.wide_links if _within(at, area)), "")

    def _fill(self, cell: OfExcel, doubts: list[str]) -> str:
        fill = cell.fill
        if fill.fill_type in ("linear", "path"):
            stops = list(getattr(fill, "stop", ()))
            doubts.append("its colour runs into another: the first of them was read")
            return self.colours.named(stops[0].color) if stops else ""
        if fill.fill_type in (None, "none", "gray125"):
            return ""
        return self.colours.named(fill.fgColor)

    def _comment(self, cell: OfExcel, place: str) -> str:
        if cell.comment is None:
            return ""
        text = decoded(str(cell.comment.text or "")).strip()
        author = str(cell.comment.author or "").strip()
        # what openpyxl makes of an author without a name
        author = "" if author == "None" else author
        if (notice := _THREADED.match(text)) is not None:
            why = "Excel's own notice in front of a comment"
            self.notes.left_out.append(LeftOut(f"{self.called}, {place}", notice[0], why))
            return text[notice.end() :].strip()
        return text if not author or text.startswith(author) else f"{author}: {text}"

    def _by_condition(self, row: int, column: int, worded: bool) -> Iterator[str]:
        kinds = {kind for kind, area in self.part.colours if kind not in _BY_WORDS and _within((row, column), area)}
        if kinds and worded:
            icons = "iconSet" in kinds
            yield (
                "an icon that a condition chooses is not read, only the number behind it"
                if icons
                else "a condition may colour it; conditions are not computed, and its colour was not read"
            )

    def _placed(self) -> tuple[list[Numbered], list[str]]:
        """The rows that hold something, and one blank one where others were between them."""
        doubts: list[str] = []
        used = {at: cell for at, cell in self.cells.items() if not cell.empty or cell.comment}
        far = [at for at in used if at[1] > MOST_COLUMNS]
        rows = sorted({row for row, column in used if column <= MOST_COLUMNS})
        width = max((column for _, column in used if column <= MOST_COLUMNS), default=0)
        most = min(MOST_ROWS, MOST_PLACES // max(1, width))
        kept, late = rows[:most], set(rows[most:])
        if far:
            doubts.append(f"it has words in column {letters(max(at[1] for at in far))}: only {MOST_COLUMNS} were read")
        if late:
            doubts.append(f"its last row with words is {max(late):,}: only the first {most:,} with words were read")
        for at in far + [one for one in used if one[0] in late and one[1] <= MOST_COLUMNS]:
            contents = "\n".join(one for one in (used[at].text, used[at].comment) if one.strip())
            self.notes.left_out.append(
                LeftOut(f"{self.called}, {used[at].place}", contents, "beyond what is read of a sheet")
            )
        over = self._merge(set(kept), width, doubts)
        placed: list[Numbered] = []
        before = 0
        for row in kept:
            for blank in range(max(before + 1, row - 2) if before else row, row):
                placed.append(Numbered(blank, self._row(blank, width, over)))
            placed.append(Numbered(row, self._row(row, width, over)))
            before = row
        return placed, doubts

    def _row(self, row: int, width: int, over: dict[tuple[int, int], Cell]) -> Row:
        cells = []
        for column in range(1, width + 1):
            cell = over.get((row, column)) or self.cells.get((row, column))
            cells.append(cell if cell is not None else Cell(place=f"{letters(column)}{row}"))
        return Row(tuple(cells), head=row in self.part.heads, hidden=row in self.part.hidden_rows)

    def _merge(self, rows: set[int], width: int, doubts: list[str]) -> dict[tuple[int, int], Cell]:
        """The cells that reach over several places, in each of them."""
        over: dict[tuple[int, int], Cell] = {}
        last = max(rows, default=0)
        for first, left, bottom, right in self.part.merged:
            bottom, right = min(bottom, last), min(right, width)
            if bottom < first or right < left or (first, left) in over:
                continue
            if len(over) + (bottom - first + 1) * (right - left + 1) > MOST_PLACES:
                doubts.append("more cells are merged than a table has: not all of them were read as merged")
                break
            cell = self.cells.get((first, left)) or Cell(place=f"{letters(left)}{first}")
            cell = replace(cell, rows=bottom - first + 1, columns=right - left + 1)
            for row in range(first, bottom + 1):
                for column in range(left, right + 1):
                    self._cover(row, column, cell, over)
        return over

    def _cover(self, row: int, column: int, cell: Cell, over: dict[tuple[int, int], Cell]) -> None:
        beneath = self.cells.get((row, column))
        if (row, column) in over:
            return
        over[row, column] = cell
        if beneath is None or beneath.place == cell.place:
            return
        contents = "\n".join(one for one in (beneath.text, beneath.comment) if one.strip())
        if contents:
            why = f"lies under the merged cell {cell.place}, and is not seen"
            self.notes.left_out.append(LeftOut(f"{self.called}, {beneath.place}", contents, why))

    def _hidden(self, rows: Sequence[Numbered]) -> Iterator[str]:
        hidden = [str(one.number) for one in rows if one.row.hidden]
        if hidden:
            yield f"hidden rows were read as well: {_listed(hidden)}"
        columns = {_column_of(cell.place) for one in rows for cell in one.row.cells if not cell.empty}
        within = [
            one for one in sorted(columns) if any(first <= one <= last for first, last in self.part.hidden_columns)
        ]
        if within:
            yield f"hidden columns were read as well: {_listed([letters(one) for one in within])}"

    def _coloured(self, rows: Sequence[Numbered]) -> Iterator[str]:
        first, last = rows[0].number, rows[-1].number
        met = Counter(
            f"{letters(area[1])}{area[0]}" + ("" if area[:2] == area[2:] else f":{letters(area[3])}{area[2]}")
            for _, area in self.part.colours
            if area[0] <= last and area[2] >= first
        )
        if met:
            yield f"colours that conditions give are not computed: {_listed(list(met))}"


def _within(at: tuple[int, int], area: Area) -> bool:
    return area[0] <= at[0] <= area[2] and area[1] <= at[1] <= area[3]


def _column_of(place: str) -> int:
    number = 0
    for letter in place.rstrip("0123456789"):
        number = number * 26 + ord(letter) - 64
    return number


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words[:12]) + (f" and {len(words) - 12} more" if len(words) > 12 else "")


def decoded(text: str) -> str:
    """Words with the letters that XML cannot hold put back; a carriage return is part of a line break."""
    text = _CODED.sub(lambda match: chr(int(match[1], 16)), text)
    return "".join(
        letter if letter in "\n\t" or letter.isprintable() or letter.isspace() else " "
        for letter in text.replace("\r\n", "\n").replace("\r", "\n")
    )


def _rich(value: Iterable[object], look: Run, colours: _Colours) -> Iterator[Run]:
    for piece in value:
        font = getattr(piece, "font", None)
        text = decoded(str(getattr(piece, "text", piece)))
        if font is None:
            yield replace(look, text=text)
        else:
            ink = colours.named(font.color)
            made = replace(look, text=text, struck=bool(font.strike), bold=bool(font.b), italic=bool(font.i))
            yield replace(made, ink="" if ink == "000000" else ink)


def _paragraphs(runs: Iterable[Run]) -> tuple[Paragraph, ...]:
    """Runs as the lines that they make."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=other)] for other in others]
    while lines and not "".join(run.text for run in lines[-1]).strip():
        lines.pop()
    return tuple(Paragraph(tuple(run for run in line if run.text)) for line in lines)
