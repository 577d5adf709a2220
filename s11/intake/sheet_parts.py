"""The parts of an Excel workbook as they lie in its zip: which sheets there are, and each one's rows cut down to what a
reader of tables needs, so that no parser has to hold a million empty rows."""

from __future__ import annotations

import math
import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from s11.intake.grid import CannotRead
from s11.intake.package import Package

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", MAIN.encode()),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
# five thousand rows of twelve columns
MOST_CELLS = 60_000
# what is looked at as a whole, with all that is in it
_WHOLE = frozenset(["c", "conditionalFormatting"])
_HEADS = frozenset(["oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"])
_TAKEN = frozenset(["c", "col", "mergeCell", "hyperlink", "conditionalFormatting"]) | _HEADS
_KINDS = frozenset(["n", "s", "str", "b", "e", "d", "inlineStr"])
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})$")
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?$")
_CODES = re.compile(r'&"[^"]*"|&K[0-9A-Fa-f]{6}|&K\d\d[+-]\d{3}|&\d+|&[A-Za-z]')

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column, from 1."""


@dataclass
class SheetPart:
    """One worksheet. ``xml``: its cells alone, as a worksheet of their own. ``cells``: where a cell holds something.
    ``uncached``: formulas without a result. ``colours``: areas that a condition colours, and what kind of condition.
    ``heads``: first rows of Excel's own tables. ``doubts``: by cell."""

    name: str
    path: str
    hidden: bool
    xml: bytes = b""
    cells: list[tuple[int, int]] = field(default_factory=list)
    uncached: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Area] = field(default_factory=list)
    links: list[tuple[Area, str]] = field(default_factory=list)
    colours: list[tuple[str, Area]] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    furniture: list[str] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    comments: str = ""
    doubts: dict[tuple[int, int], str] = field(default_factory=dict)


@dataclass
class WorkbookParts:
    """``path``: of the workbook itself. ``others``: sheets that hold no cells, by name and kind."""

    path: str
    sheets: list[SheetPart]
    others: list[tuple[str, str]]
    from_1904: bool
    macros: bool


def local(tag: str) -> str:
    """The name of an element without its namespace."""
    return tag.rpartition("}")[2]


def letters(column: int) -> str:
    """'A' for 1, 'AA' for 27."""
    label = ""
    while column:
        column, rest = divmod(column - 1, 26)
        label = chr(65 + rest) + label
    return label


def number_of(column: str) -> int:
    """1 for 'A'."""
    number = 0
    for letter in column:
        number = number * 26 + ord(letter) - 64
    return number


def area_of(reference: str) -> Area | None:
    """'B2:C7', or one cell; None for what is neither."""
    match = _RANGE.match(reference.strip())
    if match is None:
        return None
    first, top, last, bottom = match.groups()
    rows = sorted((int(top), int(bottom or top)))
    columns = sorted((number_of(first), number_of(last or first)))
    return rows[0], columns[0], rows[1], columns[1]


def without_codes(text: str) -> str:
    """The words at the head or foot of a printed page, without what sets them."""
    return _CODES.sub(" ", text.replace("&&", "\0")).replace("\0", "&")


def plain_namespaces(data: bytes) -> bytes:
    """A part of a 'strict' workbook, named as all others name theirs."""
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    return data


def workbook_parts(package: Package) -> WorkbookParts:
    """Which sheets there are; none of them is read yet. Raises CannotRead."""
    path = next(
        (one for kind, one in relations(package, "").values() if kind.endswith("/officeDocument")), "xl/workbook.xml"
    )
    root = package.xml(path)
    if root is None or local(root.tag) != "workbook":
        raise CannotRead(
            f"{package.name}: it is no Excel workbook: save it as an Excel workbook (.xlsx), and try again"
        )
    known = relations(package, path)
    parts = WorkbookParts(path, [], [], False, any(one.endswith("vbaProject.bin") for one in package.paths))
    for element in root.iter():
        name = local(element.tag)
        if name == "workbookPr":
            parts.from_1904 = element.get("date1904", "0").lower() in ("1", "true")
        elif name == "sheet":
            key = next((value for at, value in element.attrib.items() if local(at) == "id"), "")
            kind, target = known.get(key, ("", ""))
            called = element.get("name", "")
            if kind.endswith("/worksheet") and target in package:
                parts.sheets.append(SheetPart(called, target, element.get("state", "visible") != "visible"))
            else:
                parts.others.append((called, kind.rpartition("/")[2]))
    return parts


def relations(package: Package, path: str) -> dict[str, tuple[str, str]]:
    """What a part leads to: id → kind, and the path within the file or the address outside of it."""
    folder, _, name = path.rpartition("/")
    root = package.xml(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels")
    targets: dict[str, tuple[str, str]] = {}
    for element in () if root is None else root:
        target = element.get("Target", "")
        if element.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, _named(target))).lstrip("/")
        targets[element.get("Id", "")] = (element.get("Type", ""), target)
    return targets


def _named(target: str) -> str:
    """A path within the file as the zip has it: an address may write a letter as '%20'."""
    return re.sub(r"%([0-7][0-9A-Fa-f])", lambda match: chr(int(match[1], 16)), target)


def coloured_styles(package: Package, path: str) -> set[int]:
    """The cell styles with a colour behind them: an empty cell may say something by it."""
    root = package.xml(path)
    fills: list[bool] = []
    styles: set[int] = set()
    for group in () if root is None else root:
        if local(group.tag) == "fills":
            fills = [any(local(one.tag) != "patternFill" or _is_pattern(one) for one in fill) for fill in group]
        elif local(group.tag) == "cellXfs":
            for at, style in enumerate(group):
                fill = style.get("fillId", "0")
                if fill.isdigit() and int(fill) < len(fills) and fills[int(fill)]:
                    styles.add(at)
    return styles


def _is_pattern(element: ElementTree.Element) -> bool:
    return element.get("patternType", "none") not in ("none", "gray125")


# what holds something in a cell: a value, words, a formula; with a prefix too
_HOLDS = (b"<v", b"<is", b"<t", b"<f", b":v", b":is", b":t", b":f")
_LARGE = 2**20
_BARE_ROW = re.compile(rb'<row\s(?=[^>]*\br="\d)(?![^>]*\bhidden=)[^>]*/>')
_UNNUMBERED_ROW = re.compile(rb'<row(?:>|\s(?![^>]*\br="))')


def without_blank_rows(package: Package, path: str) -> None:
    """Cut the rows of a large sheet that are only laid out, a million of them where somebody coloured whole columns:
    all behind the last row that holds something, and those between that hold no cell. No parser need see them.
    """
    data = package.part(path)
    end = data.rfind(b"</sheetData>")
    if len(data) < _LARGE or end < 0 or _UNNUMBERED_ROW.search(data):
        return
    last = data.find(b"</row>", max(data.rfind(one, 0, end) for one in _HOLDS))
    if 0 < last < end:
        data = data[: last + len(b"</row>")] + data[end:]
    package.shorten(path, _BARE_ROW.sub(b"", data))


class SheetReading:
    """One worksheet read piece by piece into a SheetPart, once its words are known to be few enough. Raises
    CannotRead."""

    def __init__(self, package: Package, sheet: SheetPart, coloured: set[int], from_1904: bool):
        self.package, self.sheet, self.coloured, self.from_1904 = package, sheet, coloured, from_1904
        self.relations = relations(package, sheet.path)
        self.row = self.column = 0
        self.empty = 0
        self.rows: dict[int, list[str]] = {}

    def read(self) -> SheetPart:
        # an element is thrown away when it ends, with all that was in it, unless it stands in one that is kept whole
        path: list[tuple[str, ElementTree.Element]] = []
        held = whole = 0
        try:
            for event, element in self.package.events(self.sheet.path):
                if event == "start":
                    name = local(element.tag)
                    if name == "row" and len(path) == 2:
                        self._row(element)
                    path.append((name, element))
                    whole += name in _WHOLE
                    held += 1
                    if len(path) > 60 or held > 50_000:
                        raise self.package.broken(self.sheet.path, "one of its cells holds more than a cell can")
                    continue
                name, _ = path.pop()
                whole -= name in _WHOLE
                if name in _TAKEN:
                    self._take(name, element, [one for one, _ in path])
                if path and not whole:
                    path[-1][1].clear()
                    held = 0
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise self.package.broken(self.sheet.path, str(error)) from error
        self._related()
        body = "".join(f'<row r="{row}">{"".join(cells)}</row>' for row, cells in sorted(self.rows.items()))
        self.sheet.xml = f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>'.encode()
        return self.sheet

    def _take(self, name: str, element: ElementTree.Element, path: list[str]) -> None:
        """What of one element is kept; ``path``: the names of those that it stands in."""
        sheet = self.sheet
        if name == "c" and len(path) == 3 and path[-1] == "row":
            self._cell(element)
        elif name == "col":
            first, last = element.get("min", ""), element.get("max", "")
            if _true(element.get("hidden")) and first.isdigit() and last.isdigit():
                sheet.hidden_columns.append((int(first), int(last)))
        elif name == "mergeCell" and (area := area_of(element.get("ref", ""))):
            sheet.merged.append(area)
        elif name == "hyperlink" and (area := area_of(element.get("ref", ""))):
            key = next((value for at, value in element.attrib.items() if at.startswith("{") and local(at) == "id"), "")
            where = element.get("location", "")
            target = self.relations.get(key, ("", ""))[1]
            sheet.links.append((area, f"{target}#{where}" if where else target))
        elif name == "conditionalFormatting":
            self._colours(element)
        elif name in _HEADS and path[-1:] == ["headerFooter"]:
            sheet.furniture += [element.text] if (element.text or "").strip() and element.text else []

    def _row(self, row: ElementTree.Element) -> None:
        given = row.get("r", "")
        self.row = int(given) if given.isdigit() and 0 < int(given) < 10**7 else self.row + 1
        self.column = 0
        if _true(row.get("hidden")):
            self.sheet.hidden_rows.add(self.row)

    def _cell(self, cell: ElementTree.Element) -> None:
        match = _PLACE.match(cell.get("r", ""))
        self.column = number_of(match[1]) if match else self.column + 1
        at = (self.row, self.column)
        value = inline = formula = None
        for child in cell:
            name = local(child.tag)
            value = child.text or "" if name == "v" else value
            inline = child if name == "is" else inline
            formula = child if name == "f" else formula
        style = cell.get("s", "0")
        style = style if style.isdigit() else "0"
        kind = cell.get("t", "n")
        kind = kind if kind in _KINDS else "str"
        if formula is not None and (value is None or (not value and kind != "str")) and inline is None:
            self.sheet.uncached.add(at)
        elif value is None and inline is None:
            if int(style) in self.coloured and self.empty < MOST_CELLS:
                self.empty += 1
                self._keep(at, style, "n", "")
            return
        self.sheet.cells.append(at)
        body = "" if formula is None else _formula(formula)
        if kind == "inlineStr" and inline is not None:
            body += plain_namespaces(ElementTree.tostring(inline)).decode()
        elif value is not None:
            kind, value = self._value(at, kind, value)
            body += f"<v>{escape(value)}</v>"
        self._keep(at, style, kind, body)

    def _keep(self, at: tuple[int, int], style: str, kind: str, body: str) -> None:
        row, column = at
        cell = f'<c r="{letters(column)}{row}" s="{style}" t="{kind}">{body}</c>'
        self.rows.setdefault(row, []).append(cell)

    def _value(self, at: tuple[int, int], kind: str, value: str) -> tuple[str, str]:
        """A value as a parser can take it: what says to be a number and is none is kept as words."""
        if kind == "d":
            serial = serial_of(value, self.from_1904)
            return ("str", value) if serial is None else ("n", repr(serial))
        if kind == "b":
            return ("b", "1" if value.strip().lower() in ("1", "true") else "0")
        if kind == "n" and value and not is_number(value):
            self.sheet.doubts[at] = "the file says that it is a number, and it is none: read as words"
            return "str", value
        if kind == "s" and not value.strip().isdigit():
            self.sheet.doubts[at] = "the file does not say which of its words stand here"
            return "str", value
        return kind, value.strip() if kind in ("n", "s") else value

    def _colours(self, element: ElementTree.Element) -> None:
        kinds = {rule.get("type", "") for rule in element.iter() if local(rule.tag) == "cfRule"}
        where = element.get("sqref") or " ".join(one.text or "" for one in element.iter() if local(one.tag) == "sqref")
        for kind in sorted(kinds):
            self.sheet.colours += [(kind, area) for one in where.split()[:200] if (area := area_of(one))]

    def _related(self) -> None:
        for kind, target in self.relations.values():
            what = kind.rpartition("/")[2]
            if what == "comments" and target in self.package:
                self.sheet.comments = target
            elif what == "drawing" and target in self.package:
                self.sheet.drawings.append(target)
            elif what == "table" and (table := self.package.xml(target)) is not None:
                area = area_of(table.get("ref", ""))
                if area and table.get("headerRowCount", "1") != "0":
                    self.sheet.heads.append(area[0])


def _true(value: str | None) -> bool:
    return (value or "").lower() in ("1", "true")


def _formula(formula: ElementTree.Element) -> str:
    kept = "".join(f" {at}={quoteattr(formula.get(at, ''))}" for at in ("t", "ref", "si") if formula.get(at))
    return f"<f{kept}>{escape(formula.text or '')}</f>"


def is_number(value: str) -> bool:
    """Whether a value can be taken as a number that a cell can show."""
    try:
        return math.isfinite(float(value)) and len(value) < 400 and "_" not in value
    except ValueError:
        return False


def serial_of(value: str, from_1904: bool) -> float | None:
    """The day that an ISO date or time says, counted as Excel counts; None for what is none."""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30)
    try:
        if "T" not in value and ":" in value:
            of_day = time.fromisoformat(value.rstrip("Z"))
            return (of_day.hour * 3600 + of_day.minute * 60 + of_day.second) / 86400
        value_read = datetime.fromisoformat(value).replace(tzinfo=None) if "T" in value else date.fromisoformat(value)
    except ValueError:
        return None
    moment = (
        value_read if isinstance(value_read, datetime) else datetime(value_read.year, value_read.month, value_read.day)
    )
    return (moment - start).total_seconds() / 86400


def drawing_words(root: ElementTree.Element | None) -> Iterator[str]:
    """The paragraphs of text boxes, shapes and charts."""
    for element in () if root is None else root.iter():
        if local(element.tag) == "p":
            text = "".join(one.text or "" for one in element.iter() if local(one.tag) == "t")
            if text.strip():
                yield text
