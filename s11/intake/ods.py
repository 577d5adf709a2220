"""OpenDocument spreadsheets: their cells hold what they show, so nothing has to be worked out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree
from xml.parsers import expat

from s11.intake.blocks import MOST_COLUMNS, MOST_PLACES, MOST_ROWS, Numbered, cut, tables_of
from s11.intake.grid import CannotRead, Cell, Grid, LeftOut, Paragraph, Row, Run, TableDocument, words_of
from s11.intake.package import Package
from s11.intake.sheet_parts import letters, local

_MOST_WORDS = 1_000_000


def read_ods(name: str, data: bytes, sheet: str = "") -> TableDocument:
    """The tables of an OpenDocument spreadsheet. ``sheet``: only the one of this name. Raises CannotRead."""
    package = Package(name, data)
    root = package.xml("content.xml")
    body = None if root is None else next((one for one in root.iter() if local(one.tag) == "spreadsheet"), None)
    if root is None or body is None:
        raise CannotRead(f"{name}: it is no OpenDocument spreadsheet: save it as Excel (.xlsx), and try again")
    looks = _looks(root)
    tables = [one for one in body if local(one.tag) == "table"]
    called = [_of(one, "name") for one in tables]
    if sheet and sheet not in called:
        there = ", ".join(f"'{one}'" for one in called[:20])
        raise CannotRead(f"{name}: it has no sheet '{sheet}'; its sheets are {there}")
    grids: list[Grid] = []
    left_out: list[LeftOut] = []
    for table, own in zip(tables, called, strict=True):
        if sheet and own != sheet:
            continue
        reading = _Table(table, own, looks, left_out)
        if looks.get(_of(table, "style-name"), _Look()).hidden and not sheet:
            left_out += reading.as_left_out()
        else:
            grids += reading.grids()
    return TableDocument(
        name, tuple(grids), left_out=tuple(left_out), words=tuple(_words(package, sheet)), title=_title(package)
    )


@dataclass(frozen=True, slots=True)
class _Look:
    run: Run = Run("")
    fill: str = ""
    hidden: bool = False


def _of(element: ElementTree.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if local(key) == name), "")


def _times(element: ElementTree.Element, name: str, most: int) -> int:
    value = _of(element, name)
    return max(1, min(int(value), most)) if value.isdigit() and len(value) < 9 else 1


def _looks(root: ElementTree.Element) -> dict[str, _Look]:
    looks: dict[str, _Look] = {}
    for style in root.iter():
        if local(style.tag) != "style":
            continue
        look = looks.get(_of(style, "parent-style-name"), _Look())
        for one in style:
            kind = local(one.tag)
            if kind == "text-properties":
                through = _of(one, "text-line-through-style") or _of(one, "text-line-through-type")
                run = replace(look.run, struck=through not in ("", "none")) if through else look.run
                run = replace(run, bold=_of(one, "font-weight") == "bold") if _of(one, "font-weight") else run
                run = replace(run, italic=_of(one, "font-style") == "italic") if _of(one, "font-style") else run
                look = replace(look, run=run)
            elif kind == "table-cell-properties" and (colour := _of(one, "background-color")):
                digits = colour.lstrip("#").upper()
                look = replace(look, fill=digits if len(digits) == 6 and digits not in ("FFFFFF",) else "")
            elif kind == "table-properties" and _of(one, "display") == "false":
                look = replace(look, hidden=True)
        looks[_of(style, "name")] = look
    return looks


@dataclass
class _Table:
    table: ElementTree.Element
    name: str
    looks: Mapping[str, _Look]
    left_out: list[LeftOut]
    doubts: list[str] = field(default_factory=list)

    def grids(self) -> list[Grid]:
        rows = list(self._rows())
        tables = tables_of(rows)
        called = f"sheet '{self.name}'"
        return [
            Grid(
                called if len(tables) == 1 else f"{called}, table {at}",
                tuple(one.row for one in cut(block)),
                doubts=tuple(self.doubts) if at == 1 else (),
            )
            for at, block in enumerate(tables, 1)
        ]

    def as_left_out(self) -> Iterator[LeftOut]:
        for one in self._rows():
            for cell in one.row.cells:
                if contents := "\n".join(text for text in (cell.text, cell.comment) if text.strip()):
                    yield LeftOut(f"sheet '{self.name}', {cell.place}", contents, "the sheet is hidden")

    def _rows(self) -> Iterator[Numbered]:
        over: dict[tuple[int, int], Cell] = {}
        number = kept = 0
        hidden: list[str] = []
        for element in self.table.iter():
            if local(element.tag) != "table-row":
                continue
            times = _times(element, "number-rows-repeated", 2**20)
            for at in range(times):
                number += 1
                row = self._row(element, number, over)
                worded = any(not cell.empty or cell.comment for cell in row.cells)
                if not worded:
                    if at == 0:
                        yield Numbered(number, row)
                    number += times - at - 1
                    break
                kept += 1
                if kept > MOST_ROWS or kept * len(row.cells) > MOST_PLACES:
                    raise CannotRead(
                        f"sheet '{self.name}' has more than {MOST_ROWS:,} rows: copy the plan into a file of its own"
                    )
                if row.hidden:
                    hidden.append(str(number))
                yield Numbered(number, row)
        if hidden:
            self.doubts.append(f"hidden rows were read as well: {', '.join(hidden[:12])}")

    def _row(self, element: ElementTree.Element, number: int, over: dict[tuple[int, int], Cell]) -> Row:
        cells: list[Cell] = []
        for one in element:
            if local(one.tag) not in ("table-cell", "covered-table-cell"):
                continue
            times = _times(one, "number-columns-repeated", MOST_COLUMNS + 1)
            for _ in range(times):
                column = len(cells) + 1
                place = f"{letters(column)}{number}"
                cell = self._cell(one, place)
                above = over.get((number, column))
                if above is not None:
                    if contents := "\n".join(text for text in (cell.text, cell.comment) if text.strip()):
                        why = f"lies under the merged cell {above.place}, and is not seen"
                        self.left_out.append(LeftOut(f"sheet '{self.name}', {place}", contents, why))
                    cell = above
                elif (cell.rows > 1 or cell.columns > 1) and len(over) < MOST_PLACES:
                    for row in range(number, number + cell.rows):
                        for at in range(column, column + cell.columns):
                            over[row, at] = cell
                if column <= MOST_COLUMNS:
                    cells.append(cell)
                elif contents := "\n".join(text for text in (cell.text, cell.comment) if text.strip()):
                    self.left_out.append(
                        LeftOut(f"sheet '{self.name}', {place}", contents, "beyond what is read of a sheet")
                    )
        return Row(tuple(cells), hidden=_of(element, "visibility") in ("collapse", "filter"))

    def _cell(self, element: ElementTree.Element, place: str) -> Cell:
        look = self.looks.get(_of(element, "style-name"), _Look())
        lines: list[Paragraph] = []
        comment: list[str] = []
        for one in element:
            if local(one.tag) == "p":
                lines += _lines(_runs(one, look.run, self.looks))
            elif local(one.tag) == "annotation":
                comment += [
                    "".join(run.text for run in _runs(p, Run(""), {})) for p in one.iter() if local(p.tag) == "p"
                ]
        rows = _times(element, "number-rows-spanned", MOST_ROWS)
        columns = _times(element, "number-columns-spanned", MOST_COLUMNS)
        return Cell(tuple(lines), rows, columns, look.fill, "\n".join(comment), place)


def _runs(element: ElementTree.Element, look: Run, looks: Mapping[str, _Look]) -> Iterator[Run]:
    if element.text:
        yield replace(look, text=element.text)
    for one in element:
        kind = local(one.tag)
        if kind == "line-break":
            yield replace(look, text="\n")
        elif kind in ("s", "tab"):
            yield replace(look, text=" ")
        elif kind == "a":
            yield from _runs(one, replace(look, link=_of(one, "href")), looks)
        elif kind != "annotation":
            own = looks.get(_of(one, "style-name"))
            yield from _runs(one, look if own is None else replace(own.run, link=look.link), looks)
        if one.tail:
            yield replace(look, text=one.tail)


def _lines(runs: Iterator[Run]) -> list[Paragraph]:
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=other)] for other in others]
    return [Paragraph(tuple(run for run in line if run.text)) for line in lines]


def _title(package: Package) -> str:
    root = package.xml("meta.xml")
    return (
        "" if root is None else next((one.text or "" for one in root.iter() if local(one.tag) == "title"), "").strip()
    )


def _words(package: Package, sheet: str) -> list[str]:
    """Every word of the sheets, counted in the XML as it runs by; a cell that is repeated says its words again."""
    counted: list[str] = []
    names: list[str] = []
    times: list[int] = [1]
    parts: list[str] = []
    row: list[str] = []
    cell: list[str] = []
    wanted = not sheet
    inside = 0

    def start(name: str, given: dict[str, str]) -> None:
        nonlocal wanted, inside
        kind = name.rpartition(":")[2]
        names.append(kind)
        short = {key.rpartition(":")[2]: value for key, value in given.items()}
        if name == "table:table":
            wanted = not sheet or short.get("name") == sheet
        elif kind in ("table-cell", "covered-table-cell"):
            cell.clear()
            times.append(_count(short.get("number-columns-repeated", ""), MOST_COLUMNS + 1))
        elif kind == "table-row":
            row.clear()
            times.append(_count(short.get("number-rows-repeated", ""), 2**20))
        elif kind in ("p", "line-break", "s", "tab"):
            parts.append(" ")
        inside += kind == "p"

    def text(words: str) -> None:
        if inside and wanted:
            parts.append(words)

    def end(name: str) -> None:
        nonlocal inside
        kind = name.rpartition(":")[2]
        names.pop()
        inside -= kind == "p"
        if kind == "p" and inside == 0:
            cell.extend(words_of("".join(parts)))
            parts.clear()
        elif kind in ("table-cell", "covered-table-cell"):
            row.extend(cell * times.pop() if cell else [])
            if not cell and len(times) > 2:
                times.pop()
        elif kind == "table-row":
            again = times.pop() if len(times) > 1 else 1
            if len(row) * again + len(counted) > _MOST_WORDS:
                raise CannotRead(f"{package.name}: it holds more than {_MOST_WORDS:,} words, and no plan does")
            counted.extend(row * again if row else [])

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        for chunk in package.chunks("content.xml"):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise package.broken("content.xml", str(error)) from error
    return counted


def _count(value: str, most: int) -> int:
    return max(1, min(int(value), most)) if value.isdigit() and len(value) < 9 else 1
