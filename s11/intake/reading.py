"""Any file with tables: which reader it is for, seen from its content first and from its name second."""

from __future__ import annotations

import re
from dataclasses import replace

from s11.intake.grid import CannotRead, TableDocument
from s11.intake.package import MOST_BYTES, OLE, Package, too_big

_ENDINGS = {
    "docx": "docx docm dotx dotm",
    "xlsx": "xlsx xlsm xltx xltm",
    "ods": "ods ots",
    "xls": "xls xlt",
    "csv": "csv tsv tab",
    "html": "html htm xhtml aspx",
    "markdown": "md markdown txt text",
    "pdf": "pdf",
}
_CALLED = {
    "docx": "a Word document",
    "xlsx": "an Excel workbook",
    "ods": "an OpenDocument spreadsheet",
    "xls": "an old Excel workbook",
    "csv": "CSV",
    "html": "a web page",
    "markdown": "text",
    "pdf": "a PDF",
}
# a long report has forty; what has more is no plan
MOST_TABLES = 200
_OF_SHEETS = ("xlsx", "ods", "xls")


def read_tables(name: str, data: bytes, sheet: str = "") -> TableDocument:
    """The tables of a file, whatever it is. ``name``: its file name; ``sheet``: of a workbook, only this one.

    Raises CannotRead, with one line that says why and what to do.
    """
    if len(data) > MOST_BYTES:
        raise too_big(name, len(data))
    if not data.strip(b"\0 \r\n\t"):
        raise CannotRead(f"{name}: it is empty")
    kind = _kind(name, data)
    document = _read(kind, name, data, sheet)
    if len(document.grids) > MOST_TABLES:
        count = f"{len(document.grids):,} tables, and {MOST_TABLES} are read at most"
        raise CannotRead(f"{name}: it has {count}: save those of the plan as a file of their own")
    doubts = list(document.doubts)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending and ending not in _ENDINGS[kind].split():
        meant = next((_CALLED[one] for one, endings in _ENDINGS.items() if ending in endings.split()), "")
        if meant:
            doubts.insert(0, f"its name ends in .{ending}, and it is {_CALLED[kind]}: it was read as what it is")
    if sheet and kind not in _OF_SHEETS:
        doubts.append(f"{_CALLED[kind]} has no sheets: '{sheet}' was not looked for")
    return replace(document, doubts=tuple(doubts)) if doubts else document


def _read(kind: str, name: str, data: bytes, sheet: str) -> TableDocument:
    if kind == "docx":
        from s11.intake.docx import read_docx

        return read_docx(name, data)
    if kind == "xlsx":
        from s11.intake.xlsx import read_xlsx

        return read_xlsx(name, data, sheet)
    if kind == "ods":
        from s11.intake.ods import read_ods

        return read_ods(name, data, sheet)
    if kind == "xls":
        from s11.intake.xls import read_xls

        return read_xls(name, data, sheet)
    if kind == "pdf":
        from s11.intake.pdf import read_pdf

        return read_pdf(name, data)
    if kind == "csv":
        from s11.intake.csv import read_csv

        return read_csv(name, data)
    if kind == "html":
        from s11.intake.html import read_html

        return read_html(name, data)
    from s11.intake.markdown import read_markdown

    return read_markdown(name, data)


def _kind(name: str, data: bytes) -> str:
    start = data[:1024]
    if data.startswith(OLE):
        return _of_container(name, data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _of_zip(name, Package(name, data))
    if b"%PDF-" in start:
        return "pdf"
    if start.lstrip().startswith(b"{\\rtf"):
        raise CannotRead(f"{name}: rich text (.rtf) is not read: open it in Word, and save it as .docx")
    if start.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*", b"BM")) and b"\0" in start:
        raise CannotRead(f"{name}: it is a picture: s11 reads words, in Word, Excel, CSV, a web page or text")
    return _of_text(name, data)


def _of_container(name: str, data: bytes) -> str:
    """What is in the container that Office used before zips, and still uses under a password."""

    def holds(called: str) -> bool:
        return called.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise CannotRead(f"{name}: it is protected with a password: save it without one, and try again")
    if holds("WordDocument"):
        raise CannotRead(f"{name}: the old Word format (.doc): open it in Word, and save it as .docx")
    if holds("Workbook") or holds("Book"):
        return "xls"
    raise CannotRead(f"{name}: an old Office file that holds no workbook: save it as .docx or .xlsx, and try again")


def _of_zip(name: str, package: Package) -> str:
    paths = [path.casefold() for path in package.paths]
    types = package.part("[Content_Types].xml")
    if "xl/workbook.bin" in paths:
        raise CannotRead(f"{name}: Excel's binary format (.xlsb): open it in Excel, and save it as .xlsx")
    if b"wordprocessingml" in types or "word/document.xml" in paths:
        return "docx"
    if b"spreadsheetml" in types or "xl/workbook.xml" in paths:
        return "xlsx"
    if b"presentationml" in types or "ppt/presentation.xml" in paths:
        raise CannotRead(f"{name}: a presentation: copy its table into Word or Excel, save it, and read that")
    sort = package.part("mimetype")
    if b"opendocument.spreadsheet" in sort:
        return "ods"
    if b"opendocument" in sort:
        raise CannotRead(f"{name}: an OpenDocument text (.odt): save it as Word (.docx), and try again")
    raise CannotRead(f"{name}: a zip that is neither Word nor Excel: unpack it, and read the file that is in it")


def _of_text(name: str, data: bytes) -> str:
    ending = name.rpartition(".")[2].lower()
    start = data[:65536].replace(b"\0", b"").decode("latin-1")
    if re.match(r"(?:.*\n){0,5}?mime-version:", start[:2000], re.IGNORECASE) and "multipart/related" in start.lower():
        raise CannotRead(f"{name}: a web page in one file (.mht): save it as 'Web page, HTML only', and try again")
    if 'progid="Excel.Sheet"' in start or 'progid="Word.Document"' in start:
        raise CannotRead(f"{name}: Office's old XML: open it in Excel or Word, and save it as .xlsx or .docx")
    if ending in _ENDINGS["markdown"].split():
        return "markdown"
    if re.search(r"<(?:!doctype\s+html|html|table)\b", start, re.IGNORECASE) or ending in _ENDINGS["html"].split():
        return "html"
    if ending in _ENDINGS["csv"].split():
        return "csv"
    from s11.intake.csv import looks_like_csv

    return "csv" if looks_like_csv(start) else "markdown"
