"""Excel workbooks of many rows, written a row at a time: plain tables under one row of headings, to be sorted and
filtered, for those who have a spreadsheet and nothing else.

Words are words there, whatever they begin with, and never a formula; numbers are numbers and days are days. The package
that writes the other workbooks (``workbook``) is not needed, and takes ten times as long.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from s11.english import number_of
from s11.render.html_words import words
from s11.render.workbook import MOST_LETTERS, writable
from s11.when.calendar import Month

# the day from which Excel counts, so that every later one has its number there
_FIRST = date(1899, 12, 30)
# Excel takes _x0041_ for a letter A
_CODED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
# the words of a table are much alike: more work would make it hardly smaller
_LEVEL = 3
_AT_ONCE = 500
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_XF = '<xf numFmtId="{}" fontId="{}" fillId="0" borderId="0" applyNumberFormat="1" applyFont="1"/>'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font>'
    '<sz val="11"/><name val="Arial"/></font><font><b/><sz val="11"/><name val="Arial"/></font>'
    '</fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/>'
    '</fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    f'<cellStyleXfs count="1">{_XF.format(0, 0)}</cellStyleXfs><cellXfs count="3">{_XF.format(0, 0)}{_XF.format(0, 1)}'
    f'{_XF.format(164, 0)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
    "</cellStyles></styleSheet>"
)


class LightSheet(NamedTuple):
    """One table: its columns with how wide each is in characters, and its rows, each cell as ``sheet_cell`` has it."""

    name: str
    columns: Sequence[tuple[str, int]]
    rows: Iterable[Sequence[str]]


def light_workbook(title: str, sheets: Sequence[LightSheet], still: bool = True) -> bytes:
    """The bytes of a workbook; the same tables make the same bytes. ``still``: its heads stand still, and its tables
    can be filtered, as in ``workbook``.
    """
    numbers = range(1, len(sheets) + 1)
    names = "".join(
        f'<sheet name="{words(sheet.name)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, sheet in zip(numbers, sheets, strict=True)
    )
    made = BytesIO()
    with ZipFile(made, "w") as package:
        for path, text in (
            ("[Content_Types].xml", _types(numbers)),
            ("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml"), ("core", "docProps/core.xml")])),
            (
                "docProps/core.xml",
                f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
                f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{words(writable(title))}</dc:title>'
                "</cp:coreProperties>",
            ),
            (
                "xl/workbook.xml",
                f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{names}</sheets></workbook>',
            ),
            (
                "xl/_rels/workbook.xml.rels",
                _relations(
                    [*(("worksheet", f"worksheets/sheet{number}.xml") for number in numbers), ("styles", "styles.xml")]
                ),
            ),
            ("xl/styles.xml", _STYLES),
        ):
            package.writestr(_part(path), text.encode())
        for number, sheet in zip(numbers, sheets, strict=True):
            with package.open(_part(f"xl/worksheets/sheet{number}.xml"), "w", force_zip64=True) as part:
                for piece in _sheet(sheet, still):
                    part.write(piece.encode())
    return made.getvalue()


def _part(path: str) -> ZipInfo:
    # the day of a file in the package is no fact; the system that wrote it neither
    part = ZipInfo(path, (1980, 1, 1, 0, 0, 0))
    part.compress_type, part._compresslevel, part.create_system = ZIP_DEFLATED, _LEVEL, 0  # type: ignore[attr-defined]
    return part


def _types(numbers: Iterable[int]) -> str:
    parts = [
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/xl/workbook.xml", f"{_KIND}.sheet.main+xml"),
        ("/xl/styles.xml", f"{_KIND}.styles+xml"),
        *((f"/xl/worksheets/sheet{number}.xml", f"{_KIND}.worksheet+xml") for number in numbers),
    ]
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(f'<Override PartName="{path}" ContentType="{kind}"/>' for path, kind in parts)
        + "</Types>"
    )


def _relations(found: Iterable[tuple[str, str]]) -> str:
    kinds = {"core": f"{_PACKAGE}/relationships/metadata/core-properties"}
    each = "".join(
        f'<Relationship Id="rId{number}" Type="{kinds.get(kind, f"{_OFFICE}/{kind}")}" Target="{target}"/>'
        for number, (kind, target) in enumerate(found, 1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'


def _sheet(sheet: LightSheet, still: bool) -> Iterator[str]:
    letters = [column_letters(number) for number in range(len(sheet.columns))]
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, (_, width) in enumerate(sheet.columns, 1)
    )
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if still else ""
    yield (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">{pane}</sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>"
    )
    heads = zip(letters, sheet.columns, strict=True)
    named = [f'<c r="{letter}1" s="1"{sheet_cell(name)}' for letter, (name, _) in heads]
    yield f'<row r="1">{"".join(named)}</row>'
    rows, last = [], 1
    for last, row in enumerate(sheet.rows, 2):
        cells = [f'<c r="{letter}{last}"{end}' for letter, end in zip(letters, row, strict=True) if end]
        rows.append(f'<row r="{last}">{"".join(cells)}</row>')
        if len(rows) == _AT_ONCE:
            yield "".join(rows)
            rows.clear()
    yield "".join(rows)
    filtered = f'<autoFilter ref="A1:{letters[-1]}{last}"/>' if still else ""
    yield f"</sheetData>{filtered}</worksheet>"


def sheet_cell(value: object) -> str:
    """What is written of a value after the place of its cell; '' where it is none."""
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        text = words(value if value.isprintable() else writable(value))
        if len(text) > MOST_LETTERS:
            text = words(_cut(writable(value)))
        if "_x" in text:
            text = _CODED.sub("_x005F_", text)
        kept = ' xml:space="preserve"' if text[0].isspace() or text[-1].isspace() else ""
        return f' t="inlineStr"><is><t{kept}>{text}</t></is></c>'
    if isinstance(value, bool):
        return f' t="b"><v>{value:d}</v></c>'
    if isinstance(value, date):
        if isinstance(value, Month) or value < _FIRST + timedelta(days=61):
            # a month is no day, and Excel counts a day in 1900 that never was
            return f' t="inlineStr"><is><t>{value.isoformat()}</t></is></c>'
        return f' s="2"><v>{value.toordinal() - _FIRST.toordinal()}</v></c>'
    if isinstance(value, int | float):
        return f"><v>{value}</v></c>"
    raise TypeError(f"{type(value).__name__} has no place in a sheet")


def _cut(text: str) -> str:
    """What a cell holds of words that are too long for it, and that there are more."""
    end = f" … ({number_of(len(text), 'letter')} in all: the rest is in the CSV)"
    return text[: MOST_LETTERS - len(end)] + end


def column_letters(number: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A, B … Z, AA."""
    before, last = divmod(number, 26)
    return (column_letters(before - 1) if before else "") + chr(65 + last)
