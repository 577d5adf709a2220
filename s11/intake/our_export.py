"""What ``s11 export`` wrote, read back as the same plans: by the place of each row, and never by guesses.

A workbook may have been saved by another program meanwhile, its rows sorted, its cells edited. What cannot be put back
stops the whole, with its sheet, row and column.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from xml.etree import ElementTree

from s11.intake.grid import CannotRead
from s11.intake.package import Package
from s11.intake.proof import as_text, schema_line
from s11.intake.sheet_parts import SheetPart, WorkbookParts, local, number_of, relations, workbook_parts
from s11.plan import Plan
from s11.plan.tables import (
    OWN,
    PART,
    PLACE,
    PLAN,
    BadRow,
    CellKind,
    PlanTable,
    ReadPlan,
    TableRow,
    heading_of,
    path_at,
    plan_tables,
    plans_of_rows,
)
from s11.plan.writing import short
from s11.render.csv import ACTION_COLUMNS
from s11.render.xlsx import MARKER, VERSION
from s11.text import Node, Source, read
from s11.when import parse_day

ON_THE_DAY = "on the day:"
# the sheets of a workbook that hold no part of a plan
ABOUT, COLUMNS = "about", "columns"
_ANEW = "put it back as it was, or export anew"
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})$")
_MARKED = re.compile(rf"{MARKER}/(\d+)")


class ReadExport(NamedTuple):
    """The plans of an export, and what in it was not read back."""

    plans: tuple[ReadPlan, ...]
    doubts: tuple[str, ...]


def read_export(name: str, data: bytes) -> ReadExport | None:
    """The plans of a workbook, a zip of tables or a file of JSON that ``s11 export`` wrote; None for any other file.

    Raises CannotRead.
    """
    if data.lstrip()[:1] == b"{":
        return _of_json(name, data)
    if not data.startswith(b"PK"):
        return None
    try:
        package = Package(name, data)
    except CannotRead:
        # whoever reads other files says what is wrong with this one
        return None
    if "xl/workbook.xml" in package:
        return _of_workbook(name, package)
    if "datapackage.json" in package:
        return of_tables(name, {path: package.part(path) for path in package.paths})
    return None


def text_of(plan: ReadPlan, schema: str) -> str:
    """The text of a plan that was read back, with its remarks. ``schema``: where its schema lies, seen from it.

    Raises ValueError for words that no file can hold.
    """
    tree = short(Plan, plan.tree)
    text = (schema_line(schema) if schema else "") + as_text(tree)
    document = read(Source("import.yaml", plan.id, text.encode("utf-8", "surrogatepass")))
    root = document.root
    if root is None or root != tree:
        raise ValueError(f"{plan.id}: some of its words cannot be written in a plan: characters that nobody can see?")
    lines = text.split("\n")
    above: dict[int, list[str]] = {}
    for place, words in plan.remarks:
        path = path_at(root, place)
        if path:
            span = document.key_span(path) if isinstance(path[-1], str) else document.span(path)
            above.setdefault(document.line_column(span.start)[0] - 1, []).append(words)
    for at in sorted(above, reverse=True):
        indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
        lines[at:at] = [f"{indent}# s11: {words}" for words in dict.fromkeys(above[at])]
    return "\n".join(lines)


# JSON ----------------------------------------------------------------------------------------------------------------


def _of_json(name: str, data: bytes) -> ReadExport | None:
    try:
        root = json.loads(data)
    except (ValueError, RecursionError):
        return None
    if not isinstance(root, dict) or root.get("kind") != MARKER:
        return None
    _check_version(name, str(root.get("schema", "")))
    plans = []
    for at, plan in enumerate(_entries(root.get("plans")), 1):
        tree = _node(plan.get("plan"))
        if not isinstance(tree, dict):
            raise CannotRead(f"{name}: plan {at} has no 'plan' with keys and values")
        remarks = [(str(one.get("place", "")), str(one.get("remark", ""))) for one in _entries(plan.get("remarks"))]
        plans.append(ReadPlan(str(plan.get("id", "")), tree, tuple(remarks)))
    return ReadExport(tuple(plans), ())


def _entries(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, list):
        yield from (one for one in value if isinstance(one, dict))


def _node(value: object) -> Node:
    """A value of JSON as a file of YAML would have it: words, lists, and keys with values."""
    if isinstance(value, dict):
        return {str(key): _node(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_node(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _check_version(name: str, version: str) -> None:
    if not version.isdigit() or int(version) > int(VERSION):
        raise CannotRead(f"{name}: it was exported by a newer s11 ({MARKER}/{version}): read it with that one")


# tables in CSV -------------------------------------------------------------------------------------------------------


def of_tables(name: str, files: Mapping[str, bytes]) -> ReadExport | None:
    """The plans of a package of CSV tables, by the names of its files. Raises CannotRead."""
    try:
        described = json.loads(files.get("datapackage.json", b""))
    except ValueError:
        return None
    marked = _MARKED.search(str(described.get(MARKER, ""))) if isinstance(described, dict) else None
    if marked is None:
        return None
    _check_version(name, marked[1])
    if described.get("guarded"):
        raise CannotRead(
            f"{name}: these tables were made for a spreadsheet (--excel), which changes some of their words: import "
            "the ones made without it, or a workbook"
        )
    tables: dict[str, list[TableRow]] = {}
    numbers: dict[str, list[int]] = {}
    doubts: list[str] = []
    promised = _promised_fields(described)
    for table in plan_tables():
        data = files.get(f"{table.name}.csv")
        if data is None:
            if table.name in promised:
                raise CannotRead(
                    f"{name}: its table {table.name}.csv is not there any more, and what it held would be lost: {_ANEW}"
                )
            continue
        try:
            words = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise CannotRead(f"{name}: {table.name}.csv is not UTF-8: save it as UTF-8") from error
        rows = list(csv.reader(io.StringIO(words, newline="")))
        if rows:
            own = {column.name for column in table.columns} | set(OWN)
            fields = [field for field in promised.get(table.name, ()) if field in own]
            _check_columns(f"{name}, {table.name}.csv", fields, rows[0])
            reading = _TableReading(name, f"{table.name}.csv", table, rows[0], False)
            numbers[table.name] = [at for at, cells in enumerate(rows[1:], 2) if any(cells)]
            tables[table.name] = [reading.row(rows[at - 1], at) for at in numbers[table.name]]
            doubts += reading.doubts
    return _plans(name, tables, numbers, doubts)


def _promised_fields(described: Mapping[str, object]) -> dict[str, list[str]]:
    """The fields of each table, as the package describes them."""
    promised: dict[str, list[str]] = {}
    for table in _entries(described.get("resources")):
        schema = table.get("schema")
        if isinstance(schema, dict):
            promised[str(table.get("path", "")).removesuffix(".csv")] = [
                str(one.get("name", "")) for one in _entries(schema.get("fields"))
            ]
    return promised


# the workbook --------------------------------------------------------------------------------------------------------


def _of_workbook(name: str, package: Package) -> ReadExport | None:
    version = _version(package)
    if version is None:
        return None
    _check_version(name, version)
    parts = workbook_parts(package)
    shared = _shared_words(package, parts.path)
    tables = {table.name: table for table in plan_tables()}
    rows_of: dict[str, list[TableRow]] = {}
    doubts: list[str] = []
    numbers: dict[str, list[int]] = {}
    promised = _promised_columns(package, parts, shared)
    for sheet in parts.sheets:
        table = tables.get(sheet.name.strip().casefold())
        if table is None:
            doubts += _of_another_sheet(name, sheet, _rows(package, sheet.path, shared))
            continue
        if any(kind.endswith("/comments") for kind, _ in relations(package, sheet.path).values()):
            doubts.append(f"sheet '{sheet.name}': comments beside cells are not read")
        rows = list(_rows(package, sheet.path, shared))
        head = next((at for at, (_, cells) in enumerate(rows) if {PLAN, PLACE} <= set(_names(cells))), None)
        if head is None:
            raise CannotRead(f"{name}, sheet '{sheet.name}': it has no row with the headings 'plan' and 'place'")
        width = max(rows[head][1])
        headings = [_words(rows[head][1].get(number, "")) for number in range(1, width + 1)]
        _check_columns(f"{name}, sheet '{sheet.name}'", promised.pop(table.name, ()), headings)
        reading = _TableReading(name, f"sheet '{sheet.name}'", table, headings, parts.from_1904)
        rows_of[table.name], numbers[table.name] = [], []
        for number, cells in rows[head + 1 :]:
            if any(value != "" for value in cells.values()):
                rows_of[table.name].append(reading.row([cells.get(at, "") for at in range(1, width + 1)], number))
                numbers[table.name].append(number)
        doubts += reading.doubts
    for gone in promised:
        raise CannotRead(f"{name}: its sheet '{gone}' is not there any more, and what it held would be lost: {_ANEW}")
    return _plans(name, rows_of, numbers, doubts)


def _promised_columns(package: Package, parts: WorkbookParts, shared: Sequence[str]) -> dict[str, list[str]]:
    """The columns of each table that is to be read back, as the workbook's last sheet names them."""
    promised: dict[str, list[str]] = {}
    for sheet in parts.sheets:
        if sheet.name.strip().casefold() == COLUMNS:
            for _, cells in _rows(package, sheet.path, shared):
                table, column, back = (_words(cells.get(at, "")) for at in (1, 2, 4))
                if back == "yes":
                    promised.setdefault(table, []).append(column)
    return promised


def _of_another_sheet(name: str, sheet: SheetPart, rows: Iterable[tuple[int, dict[int, _CellValue]]]) -> Iterator[str]:
    """What is to be said of a sheet that has the name of no table. Raises CannotRead where it is a table all the same,
    under another name or copied.
    """
    row_cells = [cells for _, cells in rows]
    if any({PLAN, PLACE} <= set(_names(cells)) for cells in row_cells):
        raise CannotRead(
            f"{name}, sheet '{sheet.name}': it is a table of an export under another name, or a copy: give it the name "
            "that it had, or take the copy out"
        )
    if row_cells and sheet.name.strip().casefold() not in (ABOUT, COLUMNS) and not sheet.hidden:
        yield f"sheet '{sheet.name}': it is none of an export: it was not read"


def _check_columns(where: str, promised: Iterable[str], headings: Sequence[str]) -> None:
    """Raises CannotRead where a column that was exported is gone or has another heading: its words would be lost."""
    there = {" ".join(heading.split()).casefold() for heading in headings}
    for column in promised:
        if " ".join(column.split()).casefold() not in there:
            raise CannotRead(
                f"{where}: the column '{column}' is not there any more, and what it held would be lost: {_ANEW}"
            )


def _version(package: Package) -> str | None:
    """The version of the export that a workbook is; None where it is none. The mark is a property of the file, and
    words of its first sheet, should another program have dropped the one or the other.
    """
    custom = package.xml("docProps/custom.xml")
    for prop in () if custom is None else custom:
        if prop.get("name") == MARKER:
            return "".join(prop.itertext()).strip()
    marked = _MARKED.search(package.part("xl/sharedStrings.xml").decode("utf-8", "replace"))
    return marked[1] if marked else None


def _shared_words(package: Package, path: str) -> list[str]:
    """The words that cells share."""
    where = next((target for kind, target in relations(package, path).values() if kind.endswith("/sharedStrings")), "")
    # some programs write all words into the cells
    return [_text(element) for element in _elements(package, where, "si")] if where else []


def _elements(package: Package, path: str, name: str) -> Iterator[ElementTree.Element]:
    """The elements of a name in one part, each thrown away once it is looked at."""
    inside: list[ElementTree.Element] = []
    try:
        for event, element in package.events(path):
            if event == "start":
                inside.append(element)
                continue
            inside.pop()
            if local(element.tag) == name:
                yield element
                element.clear()
                if inside:
                    inside[-1].remove(element)
    except (ElementTree.ParseError, LookupError, ValueError) as error:
        raise package.broken(path, str(error)) from error


def _text(element: ElementTree.Element) -> str:
    """The words of a cell, without what says how they are pronounced."""
    words: list[str] = []
    for child in element:
        name = local(child.tag)
        if name == "t":
            words.append(child.text or "")
        elif name == "r":
            words += [inner.text or "" for inner in child if local(inner.tag) == "t"]
    return _CODED.sub(lambda match: chr(int(match[1], 16)), "".join(words))


# words, or a number that may be a day
_CellValue = str | float


def _rows(package: Package, path: str, shared: Sequence[str]) -> Iterator[tuple[int, dict[int, _CellValue]]]:
    """The rows of a sheet that hold something: each with its number and its cells by column."""
    number = 0
    for row in _elements(package, path, "row"):
        given = row.get("r", "")
        number = int(given) if given.isdigit() else number + 1
        cells: dict[int, _CellValue] = {}
        at = 0
        for cell in row:
            if local(cell.tag) != "c":
                continue
            match = _CELL.match(cell.get("r", ""))
            at = number_of(match[1]) if match else at + 1
            value = _value(cell, shared)
            if value == "" and any(local(child.tag) == "f" for child in cell):
                raise CannotRead(
                    f"{package.name}, cell {cell.get('r', '')}: it is a formula, and what it comes to is not in the "
                    "file: write the words"
                )
            if value != "":
                cells[at] = value
        if cells:
            yield number, cells


def _value(cell: ElementTree.Element, shared: Sequence[str]) -> _CellValue:
    kind = cell.get("t", "n")
    words, inline = "", None
    for child in cell:
        if local(child.tag) == "v":
            words = child.text or ""
        elif local(child.tag) == "is":
            inline = child
    if inline is not None:
        return _text(inline)
    if kind == "s":
        return shared[int(words)] if words.strip().isdigit() and int(words) < len(shared) else ""
    if kind == "b":
        return "true" if words.strip() == "1" else "false"
    if kind == "n" and words.strip():
        try:
            return float(words)
        except ValueError:
            return words
    return _CODED.sub(lambda match: chr(int(match[1], 16)), words)


def _words(value: _CellValue) -> str:
    if not isinstance(value, float):
        return str(value)
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)


def _names(cells: Mapping[int, _CellValue]) -> Iterator[str]:
    return (value.strip().casefold() for value in cells.values() if isinstance(value, str))


class _TableReading:
    """The rows of one table under its headings."""

    def __init__(self, name: str, where: str, table: PlanTable, headings: Sequence[str], from_1904: bool):
        self.name, self.where, self.table, self.from_1904 = name, where, table, from_1904
        self.doubts: list[str] = []
        known = {column.name: column.name for column in table.columns} | {
            heading_of(column.name): column.name for column in table.columns
        }
        self.at: dict[str, int] = {}
        for number, heading in enumerate(headings):
            folded = " ".join(heading.split()).casefold()
            column = folded if folded in OWN else known.get(folded, "")
            if column in self.at:
                raise CannotRead(f"{name}, {where}: the heading '{heading}' stands twice")
            if column:
                self.at[column] = number
            elif folded and not folded.startswith(ON_THE_DAY) and folded not in ACTION_COLUMNS:
                self.doubts.append(f"{where}: the column '{heading}' is none of an export: it was not read")
        for needed in (PLAN, PLACE):
            if needed not in self.at:
                raise CannotRead(f"{name}, {where}: it has no heading '{needed}'")

    def row(self, cells: Sequence[_CellValue], number: int) -> TableRow:
        def cell(column: str) -> _CellValue:
            at = self.at.get(column)
            return "" if at is None or at >= len(cells) else cells[at]

        values = []
        for column in self.table.columns:
            values.append(self.typed(cell(column.name), column.kind, column.name, number))
        return TableRow(_words(cell(PLAN)), _words(cell(PLACE)).strip(), _words(cell(PART)), tuple(values))

    def typed(self, value: _CellValue, kind: CellKind, column: str, number: int) -> str:
        """A cell's value as a file would have it."""
        if isinstance(value, float):
            if kind in ("day", "fact_day", "timescale"):
                start = date(1904, 1, 1) if self.from_1904 else date(1899, 12, 30)
                if not 1 <= value < 2_958_466:
                    raise CannotRead(f"{self.name}, {self.where}, row {number}, {heading_of(column)}: this is no day")
                if kind != "timescale" or value > 20_000:
                    return (start + timedelta(days=int(value))).isoformat()
            return _words(value)
        value = str(value)
        if kind == "flag":
            return {"yes": "true", "no": "", "false": "", "true": "true"}.get(value.strip().casefold(), value)
        if kind in ("day", "fact_day"):
            # a program may have saved a day with a time, or as it is written in Britain
            words = value.strip()
            if match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", words):
                words = f"{match[3]}-{int(match[2]):02d}-{int(match[1]):02d}"
            elif parse_day(words[:10]) and words[10:].strip(" T0:.Z") == "":
                words = words[:10]
            return words
        return value


def _plans(
    name: str, tables: Mapping[str, Sequence[TableRow]], numbers: Mapping[str, Sequence[int]], doubts: Sequence[str]
) -> ReadExport:
    """The plans that these rows are. ``numbers``: by table, the number that each row has in its file."""
    if not tables.get("plans"):
        raise CannotRead(f"{name}: there is no plan in it: its table 'plans' has no row")
    try:
        return ReadExport(tuple(plans_of_rows(tables)), tuple(doubts))
    except BadRow as error:
        raise CannotRead(f"{name}, {error.table}, row {numbers[error.table][error.at]}: {error.why}") from error
