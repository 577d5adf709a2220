"""Small Word files, written as XML by hand, so that each holds exactly one thing that Word or somebody else writes."""

from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile

OFFICE = "http://schemas.openxmlformats.org"
RELATIONS = f"{OFFICE}/officeDocument/2006/relationships"
SPACES = " ".join(
    f'xmlns:{prefix}="{space}"'
    for prefix, space in {
        "w": f"{OFFICE}/wordprocessingml/2006/main",
        "r": RELATIONS,
        "wp": f"{OFFICE}/drawingml/2006/wordprocessingDrawing",
        "a": f"{OFFICE}/drawingml/2006/main",
        "pic": f"{OFFICE}/drawingml/2006/picture",
        "mc": f"{OFFICE}/markup-compatibility/2006",
        "m": f"{OFFICE}/officeDocument/2006/math",
        "c": f"{OFFICE}/drawingml/2006/chart",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
KINDS = {
    "styles": "styles.xml",
    "numbering": "numbering.xml",
    "comments": "comments.xml",
    "footnotes": "footnotes.xml",
    "endnotes": "endnotes.xml",
    "header": "header1.xml",
    "footer": "footer1.xml",
    "theme": "theme/theme1.xml",
    "chart": "charts/chart1.xml",
    "diagramData": "diagrams/data1.xml",
}


def t(text):
    return f'<w:t xml:space="preserve">{escape(text)}</w:t>'


def r(text="", look="", inside=""):
    """A run: its text, the properties that make its look, and whatever else stands in it."""
    return f"<w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}{t(text) if text else ''}{inside}</w:r>"


def p(*runs, properties=""):
    """A paragraph of runs, or of plain texts."""
    inside = "".join(run if run.startswith("<") else r(run) for run in runs)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def tc(*blocks, properties=""):
    inside = "".join(block if block.startswith("<") else p(block) for block in blocks) or "<w:p/>"
    return f"<w:tc>{f'<w:tcPr>{properties}</w:tcPr>' if properties else ''}{inside}</w:tc>"


def tr(*cells, properties=""):
    inside = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{inside}</w:tr>"


def tbl(*rows, properties="", borders=()):
    grid = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in borders)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def sdt(*inside, properties=""):
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{''.join(inside)}</w:sdtContent></w:sdt>"


def span(columns):
    return f'<w:gridSpan w:val="{columns}"/>'


def form(data, code, *result):
    """A field with what belongs to its form, its instruction, and its result where it has one."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin">{f"<w:ffData>{data}</w:ffData>" if data else ""}</w:fldChar></w:r>'
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{"".join(result)}' if result else ""
    return (
        f'{begin}<w:r><w:instrText xml:space="preserve">{escape(code)}</w:instrText></w:r>{middle}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def part(root, inside):
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:{root} {SPACES}>{inside}</w:{root}>'


def packed(members):
    """A zip of named members."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def content_types(kinds):
    """What programs other than s11 want to know of the parts."""
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    written = "".join(
        f'<Override PartName="/word/{KINDS[kind]}" ContentType="{word}.{kind}+xml"/>'
        for kind in kinds
        if kind not in ("theme", "chart", "diagramData")
    )
    return (
        f'<?xml version="1.0"?><Types xmlns="{OFFICE}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{word}.document.main+xml"/>{written}</Types>'
    )


def members(*blocks, title="", links=None, others=None, **parts):
    """The members of a Word file by name. ``parts``: the inside of its other parts by their kind ('styles')."""
    relations = []
    made = {}
    roots = {"header": "hdr", "footer": "ftr"}
    for kind, inside in parts.items():
        relations.append((f"rId{kind}", kind, KINDS[kind], ""))
        whole = inside.startswith("<?xml")
        made[f"word/{KINDS[kind]}"] = inside if whole else part(roots.get(kind, kind), inside)
    for key, target in (links or {}).items():
        relations.append((key, "hyperlink", target, ' TargetMode="External"'))
    written = "".join(
        f'<Relationship Id="{key}" Type="{RELATIONS}/{kind}" Target={quoteattr(target)}{mode}/>'
        for key, kind, target, mode in relations
    )
    core = f"{OFFICE}/package/2006/relationships/metadata/core-properties"
    return {
        "[Content_Types].xml": content_types([*parts]),
        "_rels/.rels": f'<Relationships xmlns="{OFFICE}/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="rId2" Type="{core}" Target="docProps/core.xml"/></Relationships>',
        "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{OFFICE}/package/2006/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title></cp:coreProperties>',
        "word/document.xml": part("document", f"<w:body>{''.join(blocks)}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{OFFICE}/package/2006/relationships">'
        f"{written}</Relationships>",
        **made,
        **(others or {}),
    }


def docx(*blocks, **parts):
    return packed(members(*blocks, **parts))
