"""Word, for those who go on writing: real headings, header rows that repeat, a title, a language, and nobody else's
leftovers.

The look stands in ``templates/paper.styles.xml``; a council's own file of that name wins. The text refers to styles
only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import TYPE_CHECKING, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from s11.render.document import (
    Block,
    Code,
    Figure,
    Heading,
    Imprint,
    ListBlock,
    PageLayout,
    Paragraph,
    Quote,
    Run,
    Runs,
    Table,
    page_layouts,
    words,
)
from s11.render.pdf import raster
from s11.render.sandbox import BadTemplate, text_of

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.coreprops import CoreProperties
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle

STYLES = "paper.styles.xml"
# in twentieths of a point: an A4 page, its margins, and what is left between them
SHORT, LONG, MARGIN = 11906, 16838, 964
LINE = 9600
CHARACTER = 100
CLOSE_MARGIN = 700
# a style of the page that holds all there is: what stands before and after it, and its size, in points
CLOSE = (
    ("heading 1", 0, 3, 15),
    ("heading 2", 3, 1, 10.5),
    ("Normal", 0, 2, 9.5),
    ("Table Text", 0, 0, 9),
    ("Table Heading", 0, 0, 9),
    ("After Table", 0, 0, 2),
)
# a row of more lines than half a page may go on overleaf
LINES = 20

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BULLETS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="bullet"/><w:lvlText w:val="{"•–"[level % 2]}"/><w:pPr><w:ind '
    f'w:left="{360 * level + 360}" w:hanging="300"/></w:pPr></w:lvl>'
    for level in range(9)
)
_NUMBERS = "".join(
    f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText '
    f'w:val="%{level + 1}."/><w:pPr><w:ind w:left="{360 * level + 360}" w:hanging="360"/></w:pPr></w:lvl>'
    for level in range(9)
)
BASE = {
    "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
    'ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}.document.main+xml"/><Override '
    f'PartName="/word/styles.xml" ContentType="{_MAIN}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_MAIN}.settings+xml"/><Override '
    f'PartName="/word/numbering.xml" ContentType="{_MAIN}.numbering+xml"/>'
    '<Override PartName="/docProps/core.xml" '
    'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>',
    "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/relationships/metadata/core-properties" '
    'Target="docProps/core.xml"/></Relationships>',
    "docProps/core.xml": (
        f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/>'
    ),
    "word/_rels/document.xml.rels": (
        f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/settings" Target="settings.xml"/>'
        f'<Relationship Id="rId3" Type="{_OFFICE}/numbering" Target="numbering.xml"/></Relationships>'
    ),
    "word/document.xml": (
        f'{_XML}<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}"><w:body><w:sectPr/></w:body></w:document>'
    ),
    "word/settings.xml": (
        f'{_XML}<w:settings xmlns:w="{_W}"><w:compat><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang '
        'w:val="en-GB"/></w:settings>'
    ),
    "word/numbering.xml": f'{_XML}<w:numbering xmlns:w="{_W}"><w:abstractNum w:abstractNumId="0"><w:multiLevelType '
    f'w:val="hybridMultilevel"/>{_BULLETS}</w:abstractNum>'
    '<w:abstractNum w:abstractNumId="1"><w:multiLevelType '
    f'w:val="hybridMultilevel"/>{_NUMBERS}</w:abstractNum><w:num w:numId="1"><w:abstractNumId '
    'w:val="0"/></w:num></w:numbering>',
}


def docx(blocks: Sequence[Block], imprint: Imprint, templates: Mapping[str, str]) -> bytes:
    """The whole file. Raises BadTemplate, and NotInstalled where python-docx is not there."""
    from s11.render import NotInstalled

    try:
        from docx import Document as open_document
        from lxml.etree import XMLSyntaxError  # type: ignore[import-untyped]  # lxml has no types
    except ImportError as error:
        raise NotInstalled("Word", "office") from error
    styles = text_of(templates, STYLES)
    if "<!DOCTYPE" in styles or "<!ENTITY" in styles:
        raise BadTemplate(f"template {STYLES}: a template may not use entities or document types: take them out")
    try:
        document = open_document(BytesIO(_zipped({**BASE, "word/styles.xml": styles}, imprint.as_of)))
    except XMLSyntaxError as error:
        raise BadTemplate(f"template {STYLES}: {error.msg}") from error
    _describe(document.core_properties, imprint)
    if imprint.close:
        _draw_close(document)
    writer = _Writer(document, CLOSE_MARGIN if imprint.close else MARGIN)
    for sheet in page_layouts(blocks):
        writer.sheet(sheet)
    writer.finish(imprint)
    saved = BytesIO()
    document.save(saved)
    with ZipFile(saved) as parts:
        return _zipped({part: parts.read(part) for part in parts.namelist()}, imprint.as_of)


def _zipped(parts: Mapping[str, str | bytes], day: date) -> bytes:
    """Files in one archive whose bytes say nothing of when and where it was made."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for part, content in parts.items():
            about = ZipInfo(part, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            about.compress_type, about.create_system, about.external_attr = ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(about, content)
    return made.getvalue()


def _draw_close(document: Document) -> None:
    """The same styles with less between them, for a page that holds all there is to say."""
    from docx.shared import Pt

    for name, before, after, size in CLOSE:
        style = cast("ParagraphStyle", document.styles[name])
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = Pt(size) if name == "After Table" else 1.0
        style.font.size = Pt(size)
        # a line across the page before each heading takes room
        for line in style.element.findall(f".//{{{_W}}}pBdr") if name == "heading 2" else ():
            line.getparent().remove(line)


def _describe(properties: CoreProperties, imprint: Imprint) -> None:
    midnight = datetime(imprint.as_of.year, imprint.as_of.month, imprint.as_of.day)
    properties.title, properties.language, properties.subject = imprint.title[:255], "en-GB", imprint.foot[:255]
    properties.created = properties.modified = midnight


def _made(tag: str, *inside: BaseOxmlElement, **attributes: str | int) -> BaseOxmlElement:
    """One element with what stands in it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    element.extend(inside)
    return element


class _Writer:
    """A document being written from top to bottom."""

    def __init__(self, document: Document, margin: int) -> None:
        self._document, self._margin = document, margin
        self._body = document.element.body
        self._last = self._body.sectPr
        self._lists = 1
        self._sideways = False
        self._started = False

    def sheet(self, sheet: PageLayout) -> None:
        if self._started:
            self._put(_made("p", _made("pPr", _made("pStyle", val="AfterTable"), self._section())))
        self._started, self._sideways = True, sheet.sideways
        for block in sheet.blocks:
            self._block(block)

    def finish(self, imprint: Imprint) -> None:
        """The last section, and the foot of every page: later sections have the first one's."""
        section = self._section()
        self._last.extend(list(section))
        foot = self._document.sections[0].footer.paragraphs[0]._p
        foot.extend(
            [*_text("Page "), *_field("PAGE"), *_text(" of "), *_field("NUMPAGES"), *_text(f" · {imprint.foot}")]
        )
        if not imprint.close:
            head = self._document.sections[0].header.paragraphs[0]._p
            head.extend(_text(imprint.title))

    @property
    def _room(self) -> int:
        """How wide the text may be."""
        return (LONG if self._sideways else SHORT) - 2 * self._margin

    def _section(self) -> BaseOxmlElement:
        across, down = (LONG, SHORT) if self._sideways else (SHORT, LONG)
        turned = {"orient": "landscape"} if self._sideways else {}
        return _made(
            "sectPr",
            _made("pgSz", w=across, h=down, **turned),
            _made(
                "pgMar",
                top=min(1080, self._margin),
                right=self._margin,
                bottom=min(1080, self._margin + 200),
                left=self._margin,
                header=min(500, self._margin // 2),
                footer=min(500, self._margin // 2 + 60),
                gutter=0,
            ),
        )

    def _put(self, element: BaseOxmlElement) -> None:
        self._last.addprevious(element)

    def _block(self, block: Block, style: str = "Normal", level: int = -1, number: int = 0) -> None:
        match block:
            case Heading(depth, runs):
                self._put(self._paragraph(runs, f"Heading{depth}"))
            case Paragraph(runs, leads):
                self._put(self._paragraph(runs, style, level, number, leads=leads))
            case ListBlock(start, items):
                number = 1 if start is None else self._numbering(start, min(level + 1, 8))
                for item in items:
                    self._item(item, "Quote" if style == "Quote" else "ListParagraph", min(level + 1, 8), number)
            case Table():
                self._table(block)
            case Quote(blocks):
                for inner in blocks:
                    self._block(inner, "Quote")
            case Figure():
                self._figure(block)
            case Code(text):
                for line in text.split("\n"):
                    self._put(self._paragraph((Run(line),), "CodeBlock"))
            case _:
                self._put(self._paragraph((), "LineAcross"))

    def _figure(self, figure: Figure) -> None:
        """A picture as wide as the text; its words alone where nothing here can draw it."""
        from docx.shared import Twips

        drawn = raster(figure.svg)
        if drawn is None:
            self._put(self._paragraph((Run(figure.words),), "Normal"))
            return
        paragraph = self._document.add_paragraph()
        picture = paragraph.add_run().add_picture(BytesIO(drawn), width=Twips(self._room))
        picture._inline.docPr.set("descr", figure.words)
        for side in ("distT", "distB", "distL", "distR"):
            # where nothing is said, one program or another leaves room beside it
            picture._inline.set(side, "0")
        self._put(paragraph._p)

    def _item(self, blocks: Sequence[Block], style: str, level: int, number: int) -> None:
        """The first paragraph of an item bears its mark; what follows stands under it without one."""
        for at, block in enumerate(blocks):
            self._block(block, style, level, number if at == 0 else 0)

    def _numbering(self, start: int, level: int) -> int:
        """A numbered list of its own, that begins where it is told."""
        self._lists += 1
        override = _made("lvlOverride", _made("startOverride", val=start), ilvl=level)
        self._document.part.numbering_part.element.append(
            _made("num", _made("abstractNumId", val=1), override, numId=self._lists)
        )
        return self._lists

    def _paragraph(
        self, runs: Runs, style: str, level: int = -1, number: int = 0, right: bool = False, leads: bool = False
    ) -> BaseOxmlElement:
        look = [_made("pStyle", val=style)]
        if leads:
            look.append(_made("keepNext"))
        if number:
            look.append(_made("numPr", _made("ilvl", val=level), _made("numId", val=number)))
        room = self._room
        indent = {"left": 360 * level + 360} if level >= 0 and not number else {}
        if style in ("Normal", "ListParagraph") and room > LINE:
            # a line of text across a page turned sideways is too long to be read
            indent["right"] = room - LINE
        if indent:
            look.append(_made("ind", **indent))
        if right:
            look.append(_made("jc", val="right"))
        return _made("p", _made("pPr", *look), *self._written(runs))

    def _written(self, runs: Runs) -> Iterable[BaseOxmlElement]:
        for run in runs:
            element = _run(run)
            if run.link:
                from docx.opc.constants import RELATIONSHIP_TYPE
                from docx.oxml.ns import qn

                link = _made("hyperlink", element)
                link.set(
                    qn("r:id"), self._document.part.relate_to(run.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
                )
                element = link
            yield element

    def _table(self, table: Table) -> None:
        if table.caption:
            self._put(self._paragraph(table.caption, "Caption"))
        room = self._room
        # each column has its margins, however narrow it is
        share = (room - 160 * len(table.widths)) / sum(table.widths) if table.fills else CHARACTER
        widths = [int(share * width) + 160 for width in table.widths]
        about = [
            _made("tblStyle", val="ReportTable"),
            _made("tblW", w=sum(widths), type="dxa"),
            _made("tblLayout", type="fixed"),
            _made("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
            _made("tblCaption", val=table.named),
            _made("tblDescription", val="Columns: " + ", ".join(filter(None, map(words, table.header)))),
        ]
        made = _made("tbl", _made("tblPr", *about), _made("tblGrid", *(_made("gridCol", w=width) for width in widths)))
        made.append(
            _made(
                "tr",
                _made("trPr", _made("cantSplit"), _made("tblHeader")),
                *self._cells(table.header, widths, table.right, "TableHeading", table.spans),
            )
        )
        for row in table.rows:
            whole = [_made("trPr", _made("cantSplit"))] if _lines(row, table.widths) <= LINES else []
            made.append(_made("tr", *whole, *self._cells(row, widths, table.right, "TableText")))
        self._put(made)
        self._put(_made("p", _made("pPr", _made("pStyle", val="AfterTable"))))

    def _cells(
        self, row: Sequence[Runs], widths: Sequence[int], right: Sequence[bool], style: str, spans: Sequence[int] = ()
    ) -> Iterable[BaseOxmlElement]:
        for at, (runs, at_right, span) in enumerate(zip(row, right, spans or [1] * len(row), strict=True)):
            if span:
                about = [
                    _made("tcW", w=sum(widths[at : at + span]), type="dxa"),
                    *([_made("gridSpan", val=span)] if span > 1 else []),
                ]
                yield _made("tc", _made("tcPr", *about), self._paragraph(runs, style, right=at_right))


def _lines(row: Sequence[Runs], widths: Sequence[int]) -> int:
    """About how many lines a row takes."""
    return max(
        sum(1 + len(line) // width for line in words(runs).split("\n")) for runs, width in zip(row, widths, strict=True)
    )


def _run(run: Run) -> BaseOxmlElement:
    style = run.state or ("Code" if run.code else "Hyperlink" if run.link else "")
    look = [_made("rStyle", val=style)] if style else []
    look += [_made("b")] if run.strong else []
    look += [_made("i")] if run.emphasis else []
    look += [_made("strike")] if run.struck else []
    return _made("r", *([_made("rPr", *look)] if look else []), _made("br") if run.text == "\n" else _words(run.text))


def _words(text: str) -> BaseOxmlElement:
    from docx.oxml.ns import qn

    element = _made("t")
    element.text = text
    element.set(qn("xml:space"), "preserve")
    return element


def _text(text: str) -> list[BaseOxmlElement]:
    return [_made("r", _words(text))]


def _field(name: str) -> list[BaseOxmlElement]:
    """What Word works out for itself: the number of this page, or of all."""
    return [_made("fldSimple", _made("r", _words("1")), instr=name)]
