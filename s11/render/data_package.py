"""Plans whole as a package of CSV tables, with CSV on the Web metadata and a data package that describe each column.

The tables are plain: RFC 4180, UTF-8, the data as they are. The twin for a spreadsheet guards each cell that it would
take for a formula, which changes the data, so that ``s11 import`` does not take it back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from s11.plan.tables import KEY, OWN, PLACE, PLAN, REMARKS, CellKind, PlanTable
from s11.render.csv import ACTION_COLUMNS, cell_words, for_spreadsheet
from s11.render.json import text as json_text
from s11.render.workbook import writable
from s11.render.xlsx import JUDGED, MARKER, VERSION, all_rows, judged_cells
from s11.view.export import Export

PACKAGE, METADATA = "datapackage.json", "csv-metadata.json"
_DAYS = ("due", "first_due")
_MONTHS = ("last_recorded", "done_on")
_NUMBERS = ("times_moved", "days_late", "days_after_due")
_FACT_DAY = r"\d{4}-\d\d(-\d\d)?"


class CsvField(NamedTuple):
    """One column as both descriptions name it. ``kind``: of its cells."""

    name: str
    kind: CellKind | str
    about: str
    needed: bool = False


def data_package(seen: Export, guarded: bool = False) -> dict[str, bytes]:
    """Every file of the package, by name. ``guarded``: safe to open in a spreadsheet."""
    files: dict[str, bytes] = {}
    described = {}
    judged = judged_cells(seen)
    for table, rows in all_rows(seen).items():
        more = judged if table.name == "actions" else []
        fields = _fields(table)
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\r\n")
        writer.writerow([field.name for field in fields])
        for at, row in enumerate(rows):
            on_the_day = [cell_words(more[at][name]) for name in JUDGED] if more else []
            writer.writerow([writable(cell) for cell in (row.plan, row.place, row.part, *row.cells, *on_the_day)])
        text = written.getvalue()
        files[f"{table.name}.csv"] = (for_spreadsheet(text) if guarded else text).encode("utf-8")
        described[table] = fields
    files[PACKAGE] = json_text(_package(seen, described, guarded)).encode("utf-8")
    files[METADATA] = json_text(_metadata(seen, described)).encode("utf-8")
    return files


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files in one zip, whose bytes depend on nothing else."""
    made = io.BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as package:
        for name in sorted(files):
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.external_attr = ZIP_DEFLATED, 0o644 << 16
            package.writestr(info, files[name])
    return made.getvalue()


def _fields(table: PlanTable) -> list[CsvField]:
    own = [CsvField(name, "words", OWN[name], name != PLACE or table.name not in ("plans", REMARKS)) for name in OWN]
    fields = [
        CsvField(column.name, column.kind, column.about, column.name == KEY and table.name != "people")
        for column in table.columns
    ]
    on_the_day = [CsvField(name, _kind(name), ACTION_COLUMNS[name]) for name in JUDGED]
    return [*own, *fields, *(on_the_day if table.name == "actions" else [])]


def _kind(name: str) -> str:
    if name in _DAYS:
        return "day"
    if name in _MONTHS:
        return "fact_day"
    return "integer" if name in _NUMBERS else "flag" if name == "certain" else "words"


def _title(seen: Export) -> str:
    return seen.title if not seen.head.left_out else f"{seen.title} (for the public)"


def _description(seen: Export) -> str:
    return " ".join([f"Judged on {seen.head.as_of}, {seen.head.revision_words}.", *seen.head.left_out])


def _package(seen: Export, tables: Mapping[PlanTable, Sequence[CsvField]], guarded: bool) -> dict[str, object]:
    """The data package: what Frictionless and others read."""
    resources = [
        {
            "name": table.name.replace("_", "-"),
            "path": f"{table.name}.csv",
            "profile": "tabular-data-resource",
            "title": table.about,
            "format": "csv",
            "mediatype": "text/csv",
            "encoding": "utf-8",
            "schema": {"fields": [_frictionless(field) for field in fields], "missingValues": [""], **_keys(table)},
        }
        for table, fields in tables.items()
    ]
    return {
        "profile": "tabular-data-package",
        "name": MARKER,
        MARKER: f"{MARKER}/{VERSION}",
        "guarded": guarded,
        "title": _title(seen),
        "description": _description(seen),
        "as_of": seen.head.as_of,
        "revision": seen.head.revision,
        "audience": seen.head.audience,
        "resources": resources,
    }


def _frictionless(field: CsvField) -> dict[str, object]:
    made: dict[str, object] = {"name": field.name, "description": field.about, **_frictionless_type(field.kind)}
    constraints = {"required": True} if field.needed else {}
    if field.kind == "fact_day":
        return {**made, "constraints": {**constraints, "pattern": _FACT_DAY}}
    return {**made, "constraints": constraints} if constraints else made


def _frictionless_type(kind: str) -> dict[str, object]:
    if kind == "day":
        return {"type": "date", "format": "%Y-%m-%d"}
    if kind == "flag":
        return {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]}
    return {"type": {"percent": "number", "integer": "integer"}.get(kind, "string")}


def _keys(table: PlanTable) -> dict[str, object]:
    if table.name == "plans":
        return {"primaryKey": [PLAN]}
    to_plans = {"fields": [PLAN], "reference": {"resource": "plans", "fields": [PLAN]}}
    key = {} if table.name == REMARKS else {"primaryKey": [PLAN, PLACE]}
    return {**key, "foreignKeys": [to_plans]}


def _metadata(seen: Export, tables: Mapping[PlanTable, Sequence[CsvField]]) -> dict[str, object]:
    """CSV on the Web: the same, in the words of that standard."""
    described: list[object] = []
    for table, fields in tables.items():
        schema: dict[str, object] = {"columns": [_column(field) for field in fields]}
        if table.name != REMARKS:
            schema["primaryKey"] = [PLAN] if table.name == "plans" else [PLAN, PLACE]
        if table.name != "plans":
            to_plans = {"columnReference": [PLAN], "reference": {"resource": "plans.csv", "columnReference": [PLAN]}}
            schema["foreignKeys"] = [to_plans]
        described.append({"url": f"{table.name}.csv", "dc:title": table.about, "tableSchema": schema})
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:title": _title(seen),
        "dc:description": _description(seen),
        "dialect": {"header": True, "encoding": "utf-8"},
        "tables": described,
    }


def _column(field: CsvField) -> dict[str, object]:
    datatypes: dict[str, object] = {
        "day": {"base": "date", "format": "yyyy-MM-dd"},
        "fact_day": {"base": "string", "format": _FACT_DAY},
        "flag": {"base": "boolean", "format": "true|false"},
        "percent": "decimal",
        "integer": "integer",
    }
    made: dict[str, object] = {
        "name": field.name,
        "titles": field.name,
        "dc:description": field.about,
        "datatype": datatypes.get(field.kind, "string"),
    }
    return {**made, "required": True} if field.needed else made
