"""Word's tables as they are seen: each thing that Word writes, in a small file of its own, with the grid it makes."""

import re
from collections import Counter
from copy import deepcopy
from dataclasses import dataclass, field
from io import BytesIO
from random import Random
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.intake import docx as reader
from s11.intake.docx import read_docx
from s11.intake.docx_numbers import written
from s11.intake.docx_package import DEEPEST
from s11.intake.grid import CannotRead, Grid
from tests.docx_files import docx, form, members, p, packed, part, r, sdt, span, t, tbl, tc, tr


def drawn_paragraph(paragraph):
    """Its words with marks: ~~struck~~, **bold**, *italic*, {yellow:behind}, [words](where they lead)."""
    said = ""
    for run in paragraph.runs:
        text = run.text.replace("\t", "→")
        for mark, there in (("*", run.italic), ("**", run.bold), ("~~", run.struck)):
            text = f"{mark}{text}{mark}" if there else text
        text = f"{{{run.highlight}:{text}}}" if run.highlight else text
        said += f"[{text}]({run.link})" if run.link else text
    return f"<{paragraph.number}> {said}" if paragraph.number else said


def drawn(grid: Grid):
    """Rows of cells; '^' and '<' where the cell above or on the left reaches over a place."""
    rows = []
    for at, row in enumerate(grid.rows):
        cells = []
        for column, cell in enumerate(row.cells):
            if column and row.cells[column - 1] is cell:
                cells.append("<")
            elif at and column < len(grid.rows[at - 1].cells) and grid.rows[at - 1].cells[column] is cell:
                cells.append("^")
            else:
                said = " / ".join(drawn_paragraph(paragraph) for paragraph in cell.paragraphs)
                cells.append(f"#{cell.fill} {said}".strip() if cell.fill else said)
        rows.append(cells)
    return rows


@dataclass
class Trap:
    name: str
    data: bytes
    rows: list
    left: list = field(default_factory=list)
    doubts: list = field(default_factory=list)


def trap(name, body, *rows, left=(), doubts=(), **parts):
    return Trap(name, docx(*([body] if isinstance(body, str) else body), **parts), list(rows), list(left), list(doubts))


def cell(*inside):
    """A table of one cell that holds one paragraph."""
    return tbl(tr(tc(p(*inside))))


def style(key, inside, kind="paragraph", based="", name="", default=False):
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    first = ' w:default="1"' if default else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}"{first}><w:name w:val="{name or key}"/>{base}{inside}</w:style>'


def shd(fill, **more):
    said = "".join(f' w:{name}="{value}"' for name, value in more.items())
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"{said}/>'


AT = "table 1, row 1, column 1"
TRACKED = "changes are tracked in it: it was read as if all of them were accepted"
RESTART, CONTINUE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
NUMBERED = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="{}"/></w:numPr>'


def numbered(level=0, key=1, text="", **more):
    return p(*([text] if text else []), properties=NUMBERED.format(level, key), **more)


def level(at, form, text, start=1, more=""):
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*levels, more="", extra=""):
    return (
        f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{extra}'
        f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{more}'
    )


THEME = (
    '<?xml version="1.0"?><a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>'
    '<a:clrScheme name="x"><a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1><a:accent1><a:srgbClr val="4F81BD"/></a:accent1>'
    "</a:clrScheme></a:themeElements></a:theme>"
)
CHART = (
    '<?xml version="1.0"?><c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:t>Visits made</a:t><c:v>12</c:v>'
    "</c:chartSpace>"
)
BOX = (
    '<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:docPr id="1" name="Text Box 1"/>'
    "<a:graphic><a:graphicData><wps:wsp><wps:txbx><w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp>"
    "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
    "<w:txbxContent>{0}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent>"
)
CHECKED = '<w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox>'
LIST = '<w:listEntry w:val="Red"/><w:listEntry w:val="Amber"/><w:listEntry w:val="Green"/>'
PROMPT = '<w:showingPlcHdr/><w:dropDownList><w:listItem w:displayText="Red" w:value="R"/></w:dropDownList>'

TRAPS = [
    # where a cell stands
    trap("plain", tbl(tr("Action", "Lead"), tr("Train staff", "Head")), ["Action", "Lead"], ["Train staff", "Head"]),
    trap(
        "vertical merge",
        tbl(
            tr(tc("1", properties=RESTART), "a"),
            tr(tc(properties=CONTINUE), "b"),
            tr(tc(properties='<w:vMerge w:val="continue"/>'), "c"),
            tr(tc("2", properties=RESTART), "d"),
        ),
        ["1", "a"],
        ["^", "b"],
        ["^", "c"],
        ["2", "d"],
    ),
    trap(
        "words in the lower part of a merged cell",
        tbl(tr(tc("1", properties=RESTART), "a"), tr(tc("lost", properties=CONTINUE), "b")),
        ["1", "a"],
        ["^", "b"],
        left=[(AT, "lost", reader.LOWER_PART)],
    ),
    trap(
        "a merge that continues nothing",
        tbl(tr("1", "a"), tr(tc("2", properties=CONTINUE), "b"), tr(tc(properties=CONTINUE), "c")),
        ["1", "a"],
        ["2", "b"],
        ["^", "c"],
    ),
    trap(
        "a row over all columns",
        tbl(tr(tc("Theme one", properties=span(3))), tr("a", "b", "c")),
        ["Theme one", "<", "<"],
        ["a", "b", "c"],
    ),
    trap(
        "merged both ways",
        tbl(
            tr(tc("x", properties=span(2) + RESTART), "c"),
            tr(tc(properties=span(2) + CONTINUE), "d"),
            tr("e", "f", "g"),
        ),
        ["x", "<", "c"],
        ["^", "<", "d"],
        ["e", "f", "g"],
    ),
    trap(
        "two header rows",
        tbl(
            tr(tc("Standard", properties=RESTART), tc("Score", properties=span(2)), properties="<w:tblHeader/>"),
            tr(tc(properties=CONTINUE), "Self (0-3)", "Moderated (0-3)", properties="<w:tblHeader/>"),
            tr("1", "2", "3"),
        ),
        ["Standard", "Score", "<"],
        ["^", "Self (0-3)", "Moderated (0-3)"],
        ["1", "2", "3"],
    ),
    trap(
        "a row that begins later and one that ends earlier",
        tbl(
            tr("Ref", "Action", "Lead"),
            tr("Train", "Head", properties='<w:gridBefore w:val="1"/>'),
            tr("2", "Visit", properties='<w:gridAfter w:val="1"/>'),
            tr("3"),
        ),
        ["Ref", "Action", "Lead"],
        ["", "Train", "Head"],
        ["2", "Visit", ""],
        ["3", "", ""],
    ),
    trap(
        "columns of the file in which no cell begins",
        tbl(tr(tc("a", properties=span(4)), tc("b", properties=span(3))), tr(tc("c", properties=span(4)), "d")),
        ["a", "b"],
        ["c", "d"],
    ),
    trap(
        "borders drawn by hand",
        tbl(
            tr("Action", tc("Lead", properties=span(2)), "When"),
            tr(tc("Train", properties=span(2)), "Head", "May"),
            borders=(3000, 40, 2000, 2000),
        ),
        ["Action", "Lead", "When"],
        ["Train", "Head", "May"],
        doubts=["table 1: some borders of its columns stand less than 2 mm apart and were read as one"],
    ),
    trap(
        "a narrow column that is meant",
        tbl(tr("a", tc(properties=shd("00B050")), "c"), tr("d", "", "f"), borders=(3000, 100, 2000)),
        ["a", "#00B050", "c"],
        ["d", "", "f"],
    ),
    trap(
        "an old merge to the right",
        tbl(
            tr(tc("a", properties='<w:hMerge w:val="restart"/>'), tc(properties="<w:hMerge/>"), "c"),
            tr("d", "e", "f"),
        ),
        ["a", "<", "c"],
        ["d", "e", "f"],
    ),
    trap("a cell that is empty", tbl(tr(tc(), "b")), ["", "b"]),
    trap(
        "a table in a cell",
        tbl(tr(tc(p("Leads:"), tbl(tr("Ann", "Bob"), tr(tc("both", properties=span(2)))), p()), "x")),
        ["Leads: / Ann / Bob / both / ", "x"],
    ),
    trap(
        "a row that was hidden",
        tbl(tr("a"), tr("b", properties="<w:hidden/>")),
        ["a"],
        ["b"],
        doubts=["table 1: Word hides its row 2: the words were read"],
    ),
    # what stands round words, cells and rows
    trap(
        "controls round a run, a paragraph, a cell, a row",
        tbl(
            tr(tc(p(sdt(r("in a control"))), sdt(p("a block"))), sdt(tc("a cell"))),
            sdt(tr("a row", sdt(tc(sdt(p(sdt(r("deep")))))))),
        ),
        ["in a control / a block", "a cell"],
        ["a row", "deep"],
    ),
    trap(
        "smart tags and custom XML",
        tbl(
            tr(
                tc(
                    p(
                        f'<w:smartTag w:element="date">{r("31 ")}<w:smartTag>{r("March")}</w:smartTag></w:smartTag>',
                        " 2014",
                    )
                ),
                f'<w:customXml w:element="x">{tc(p("<w:customXml>" + r("inner") + "</w:customXml>"))}</w:customXml>',
            ),
            f"<w:customXml>{tr('row', 'in XML')}</w:customXml>",
        ),
        ["31 March 2014", "inner"],
        ["row", "in XML"],
    ),
    trap(
        "a drop-down, a date, a box, a prompt",
        tbl(
            tr(
                tc(p(sdt(r("Green"), properties="<w:dropDownList/>"))),
                tc(p(sdt(r("31/03/2025"), properties="<w:date/>"))),
                tc(p(sdt(r("Other"), properties="<w:comboBox/>"))),
                tc(p("due", sdt(r("Choose an item."), properties=PROMPT))),
            )
        ),
        ["Green", "31/03/2025", "Other", "due"],
        left=[("table 1, row 1, column 4", "Choose an item.", reader.PROMPT)],
    ),
    trap(
        "new check boxes",
        tbl(
            tr(
                tc(p(sdt(r("☒"), properties=CHECKED.format(1)), " Trust")),
                tc(p(sdt(r("☐"), properties=CHECKED.format(0)), " Individual")),
                tc(p(sdt(r(inside='<w:sym w:font="Wingdings" w:char="F0FE"/>'), properties=CHECKED.format(1)))),
                tc(p(sdt(properties=CHECKED.format(1)), " none shown")),
                tc(p(sdt(r("☐"), properties=CHECKED.format(1)))),
            )
        ),
        ["☒ Trust", "☐ Individual", "☑", "☒ none shown", "☐"],
        doubts=["table 1, row 1, column 5: a check box shows ☐ and is kept as ticked"],
    ),
    # fields and forms
    trap(
        "a simple field",
        cell("by ", f'<w:fldSimple w:instr=" DATE \\@ d ">{r("31 March 2025")}</w:fldSimple>'),
        ["by 31 March 2025"],
    ),
    trap(
        "a field: its result, not its instruction",
        cell("by ", form("", ' IF "a" = "b" ', r("31 "), r("March")), " 2025"),
        ["by 31 March 2025"],
    ),
    trap(
        "a field in a field's instruction",
        cell(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>',
            form("", " MERGEFIELD x ", r("inner")),
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>',
            r("outer"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
        ["outer"],
        left=[(AT, "inner", reader.INSTRUCTION)],
    ),
    trap("a field that never ends", cell('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "kept"), ["kept"]),
    trap(
        "an old drop-down",
        tbl(
            tr(
                tc(p(form(f'<w:ddList><w:result w:val="1"/>{LIST}</w:ddList>', " FORMDROPDOWN "))),
                tc(p(form(f'<w:ddList><w:default w:val="2"/>{LIST}</w:ddList>', " FORMDROPDOWN "))),
                tc(p(form(f"<w:ddList>{LIST}</w:ddList>", " FORMDROPDOWN "))),
                tc(p(form(f'<w:ddList><w:result w:val="1"/>{LIST}</w:ddList>', " FORMDROPDOWN ", r("Amber")))),
                tc(p(form(f'<w:ddList><w:result w:val="1"/>{LIST}</w:ddList>', " FORMDROPDOWN ", r("Blue")))),
            )
        ),
        ["Amber", "Green", "Red", "Amber", "Blue"],
        left=[("table 1, row 1, column 5", "Amber", reader.CHOICE)],
    ),
    trap(
        "old check boxes and a text field",
        cell(
            form("<w:checkBox><w:checked/></w:checkBox>", " FORMCHECKBOX "),
            "Yes ",
            form('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', " FORMCHECKBOX "),
            "No ",
            form('<w:checkBox><w:default w:val="1"/></w:checkBox>', " FORMCHECKBOX "),
            form("<w:textInput/>", " FORMTEXT ", r("Maybe")),
        ),
        ["☒Yes ☐No ☒Maybe"],
    ),
    trap(
        "a number that a field works out",
        cell(form("", " AUTONUM "), "Train"),
        ["Train"],
        doubts=[f"{AT}: it has a number that Word works out and does not keep (a field AUTONUM or LISTNUM)"],
    ),
    # signs
    trap(
        "ticks of Wingdings",
        tbl(
            tr(
                tc(p(r(inside='<w:sym w:font="Wingdings" w:char="F0FC"/>'))),
                tc(p(r("\u00fc", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'))),
                tc(p(r("\uf0fb", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'))),
                tc(p(r("P", '<w:rFonts w:ascii="Wingdings 2"/>'))),
                tc(p(r("a", '<w:rStyle w:val="Tick"/>'))),
                tc(p(r("\uf0b3"), " 3")),
            )
        ),
        ["✓", "✓", "✗", "✓", "✓", "≥ 3"],
        styles=style("Tick", '<w:rPr><w:rFonts w:ascii="Webdings" w:hAnsi="Webdings"/></w:rPr>', "character"),
    ),
    trap(
        "a sign that is not known",
        cell(r(inside='<w:sym w:font="Own Signs" w:char="F041"/>')),
        ["\ufffd"],
        doubts=[f"{AT}: a sign of a symbol font is not known: \ufffd"],
    ),
    trap(
        "tabs, lines, hyphens",
        cell(
            r("1", inside="<w:tab/>"),
            "co",
            r(inside="<w:noBreakHyphen/>"),
            "oper",
            r(inside="<w:softHyphen/>"),
            "ate\u00add",
            r(inside="<w:br/>"),
            "second",
            r(inside="<w:cr/>"),
            "third",
        ),
        ["1→co-operated / second / third"],
    ),
    trap("a formula", cell("<m:oMath><m:r><m:t>x=75%</m:t></m:r></m:oMath>"), ["x=75%"]),
    # changes
    trap(
        "put in and taken out",
        cell(
            "deadlin",
            '<w:del w:id="1" w:author="A"><w:r><w:delText>e tbc</w:delText></w:r></w:del>',
            f'<w:ins w:id="2" w:author="A">{r("es met")}</w:ins>',
        ),
        ["deadlines met"],
        left=[(AT, "e tbc", reader.DELETED)],
        doubts=[TRACKED],
    ),
    trap(
        "moved",
        tbl(
            tr(
                tc(p(f'<w:moveFrom w:id="1">{r("Train staff")}</w:moveFrom>')),
                tc(p(f'<w:moveTo w:id="2">{r("Train staff")}</w:moveTo>')),
            )
        ),
        ["", "Train staff"],
        left=[(AT, "Train staff", reader.MOVED)],
        doubts=[TRACKED],
    ),
    trap(
        "rows put in and taken out",
        tbl(
            tr("1", "kept"),
            tr(
                tc(p('<w:del w:id="1"><w:r><w:delText>2</w:delText></w:r></w:del>')),
                tc(p("gone")),
                properties='<w:del w:id="2"/>',
            ),
            tr(tc(p(f'<w:ins w:id="3">{r("3")}</w:ins>')), "new", properties='<w:ins w:id="4"/>'),
        ),
        ["1", "kept"],
        ["3", "new"],
        left=[
            ("table 1, after row 1", "2", reader.DELETED),
            ("table 1, after row 1", "gone", reader.DELETED_ROW),
        ],
        doubts=[TRACKED],
    ),
    trap(
        "a paragraph and a cell that were taken out",
        tbl(
            tr(
                tc(
                    p(
                        '<w:del w:id="1"><w:r><w:delText>old</w:delText></w:r></w:del>',
                        properties='<w:rPr><w:del w:id="2"/></w:rPr>',
                    ),
                    p("new"),
                ),
                tc("gone", properties='<w:cellDel w:id="3"/>'),
            )
        ),
        ["new", ""],
        left=[(AT, "old", reader.DELETED), ("table 1, row 1, column 2", "gone", reader.DELETED)],
        doubts=[TRACKED],
    ),
    trap(
        "formatting that was changed is not what it is now",
        cell(r("plain", "<w:rPrChange><w:rPr><w:strike/><w:vanish/></w:rPr></w:rPrChange>")),
        ["plain"],
    ),
    # looks
    trap(
        "hidden words",
        tbl(
            tr(
                tc(p("seen", r(" unseen", "<w:vanish/>"), r(" again", '<w:vanish w:val="0"/>'))),
                tc(p(r("by style", '<w:rStyle w:val="Note"/>'))),
                tc(p("by paragraph", properties='<w:pStyle w:val="Guide"/>')),
            )
        ),
        ["seen again", "", ""],
        left=[
            (AT, " unseen", reader.HIDDEN),
            ("table 1, row 1, column 2", "by style", reader.HIDDEN),
            ("table 1, row 1, column 3", "by paragraph", reader.HIDDEN),
        ],
        styles=style("Note", "<w:rPr><w:vanish/></w:rPr>", "character") + style("Guide", "<w:rPr><w:vanish/></w:rPr>"),
    ),
    trap(
        "struck, bold and italic by hand",
        cell(
            r("March 2014", "<w:strike/>"),
            r(" June", "<w:dstrike/>"),
            " July ",
            r("bold", "<w:b/>"),
            r(" not", '<w:b w:val="false"/>'),
            r(" leaning", "<w:i/>"),
        ),
        ["~~March 2014 June~~ July **bold** not* leaning*"],
    ),
    trap(
        "looks by style",
        tbl(
            tr(
                tc(p("based on", properties='<w:pStyle w:val="Child"/>')),
                tc(p(r("letters", '<w:rStyle w:val="Old"/>'), " rest")),
                tc(p(r("turned", '<w:rStyle w:val="Strong"/>'), properties='<w:pStyle w:val="Child"/>')),
                tc(p(r("off", '<w:b w:val="0"/>'), properties='<w:pStyle w:val="Child"/>')),
                tc(p("by default")),
            )
        ),
        ["***based on***", "~~letters~~ rest", "*turned*", "*off*", "by default"],
        styles=style("Normal", "", default=True)
        + style("Parent", "<w:rPr><w:b/><w:i/></w:rPr>")
        + style("Child", "", based="Parent")
        + style("Strong", "<w:rPr><w:b/></w:rPr>", "character")
        + style("Old", "<w:rPr><w:strike/></w:rPr>", "character"),
    ),
    trap(
        "styles based on one another in a ring",
        cell(r("x", '<w:rStyle w:val="A"/>')),
        ["**x**"],
        styles=style("A", "<w:rPr><w:b/></w:rPr>", "character", based="B") + style("B", "", "character", based="A"),
    ),
    trap(
        "colours behind words",
        cell(
            r("marked", '<w:highlight w:val="yellow"/>'),
            r("shaded", shd("ff0000")),
            r("both", '<w:highlight w:val="green"/>' + shd("FF0000")),
            r("none", '<w:highlight w:val="none"/>'),
        ),
        ["{yellow:marked}{FF0000:shaded}{green:both}none"],
    ),
    trap(
        "a shaded paragraph",
        tbl(tr(tc(p("on green", properties=shd("00FF00"))))),
        ["{00FF00:on green}"],
    ),
    trap(
        "colours of cells",
        tbl(
            tr(
                tc("red", properties=shd("FF0000")),
                tc("white", properties=shd("FFFFFF")),
                tc("auto", properties=shd("auto")),
                tc("solid", properties='<w:shd w:val="solid" w:color="FFC000" w:fill="auto"/>'),
                tc("half", properties='<w:shd w:val="pct50" w:color="000000" w:fill="FFFFFF"/>'),
                tc(properties=shd("00B050")),
            )
        ),
        ["#FF0000 red", "white", "auto", "#FFC000 solid", "#808080 half", "#00B050"],
    ),
    trap(
        "colours of the theme",
        tbl(
            tr(
                tc("plain", properties=shd("000000", themeFill="accent1")),
                tc("light", properties=shd("DBE5F1", themeFill="accent1", themeFillTint="33")),
                tc("dark", properties=shd("365F91", themeFill="accent1", themeFillShade="BF")),
                tc("not there", properties=shd("123456", themeFill="accent9")),
            )
        ),
        ["#4F81BD plain", "#DCE6F2 light", "#376092 dark", "#123456 not there"],
        theme=THEME,
    ),
    trap(
        "a table style that colours",
        tbl(tr("a"), properties='<w:tblStyle w:val="Grid"/>'),
        ["a"],
        doubts=["table 1: its style 'Grid Table 4' colours cells by itself: these colours are not read"],
        styles=style(
            "Grid",
            f'<w:tblStylePr w:type="firstRow"><w:tcPr>{shd("4F81BD")}</w:tcPr></w:tblStylePr>',
            "table",
            name="Grid Table 4",
        ),
    ),
    # what stands beside
    trap(
        "a link",
        cell(
            f'<w:hyperlink r:id="rId9">{r("policy")}</w:hyperlink>',
            " and ",
            f'<w:hyperlink w:anchor="part2">{r("below")}</w:hyperlink>',
            f'<w:hyperlink r:id="rId9" w:anchor="s3">{r(" there")}</w:hyperlink>',
            " and ",
            form("", ' HYPERLINK "https://x.example/a" \\o "tip" ', r("old way")),
        ),
        [
            "[policy](https://x.example/p) and [below](#part2)[ there](https://x.example/p#s3)"
            " and [old way](https://x.example/a)"
        ],
        links={"rId9": "https://x.example/p"},
    ),
    trap(
        "a picture",
        cell(r(inside='<w:drawing><wp:inline><wp:docPr id="1" name="P" descr="A red flag"/></wp:inline></w:drawing>')),
        [""],
        left=[(AT, "A red flag", reader.PICTURE)],
    ),
    trap(
        "an old picture",
        cell('<w:r><w:pict><v:shape alt="A tick"/></w:pict></w:r>'),
        [""],
        left=[(AT, "A tick", reader.PICTURE)],
    ),
    trap("a text box, once", cell("beside", f"<w:r>{BOX.format(p('in a box'))}</w:r>"), ["beside / in a box"]),
    trap(
        "an old text box",
        cell(
            "<w:r><w:pict><v:shape><v:textbox>"
            f"<w:txbxContent>{p('old box')}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>",
        ),
        [" / old box"],
    ),
    trap(
        "a footnote and an endnote",
        tbl(
            tr(
                tc(p("March 2014", r(inside='<w:footnoteReference w:id="2"/>'))),
                "x",
                tc(p(r(inside='<w:endnoteReference w:id="3"/>'))),
            )
        ),
        ["March 2014 / [subject to funding / and to Cabinet]", "x", " / [see minutes]"],
        doubts=[
            f"{AT}: the note that it refers to stands at its end, in brackets",
            "table 1, row 1, column 3: the note that it refers to stands at its end, in brackets",
        ],
        left=[("a footnote", "for nobody", reader.NOTE_OF_NOTHING)],
        footnotes='<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("subject to funding")}{p("and to Cabinet")}</w:footnote>'
        f'<w:footnote w:id="4">{p("for nobody")}</w:footnote>',
        endnotes=f'<w:endnote w:id="3">{p("see minutes")}</w:endnote>',
    ),
    trap(
        "a chart",
        [cell("a")],
        ["a"],
        left=[("a chart", "Visits made 12", "words of a chart")],
        chart=CHART,
    ),
    trap(
        "page furniture",
        cell("a"),
        ["a"],
        left=[
            ("the head of the pages", "OFFICIAL", "page furniture"),
            ("the foot of the pages", "Page 2", "page furniture"),
        ],
        header=p("OFFICIAL"),
        footer=p("Page ", form("", " PAGE ", r("2"))),
    ),
    trap(
        "an embedded file and an embedded object",
        [
            cell("a", '<w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r>'),
            '<w:altChunk r:id="rId5"/>',
        ],
        ["a"],
        doubts=[
            f"{AT}: it holds an embedded object or control, which was not read",
            "after table 1: another file is embedded in it, which was not read",
        ],
    ),
    # numbers
    trap(
        "a number that stands alone in its cell",
        tbl(tr(tc(numbered()), "a"), tr(tc(numbered()), "b")),
        ["<1.> ", "a"],
        ["<2.> ", "b"],
        numbering=numbering(level(0, "decimal", "%1.")),
    ),
    trap(
        "levels",
        tbl(
            tr(
                tc(
                    numbered(0, text="one"),
                    numbered(1, text="one one"),
                    numbered(2, text="deep"),
                    numbered(2, text="deep"),
                    numbered(1, text="one two"),
                    numbered(2, text="again"),
                    numbered(0, text="two"),
                    numbered(1, text="two one"),
                )
            )
        ),
        [
            "<1> one / <1.1> one one / <(a)> deep / <(b)> deep / <1.2> one two / <(a)> again / <2> two / <2.1> two one",
        ],
        numbering=numbering(level(0, "decimal", "%1"), level(1, "decimal", "%1.%2"), level(2, "lowerLetter", "(%3)")),
    ),
    trap(
        "starts, restarts and bullets",
        tbl(
            tr(
                tc(
                    numbered(0, 1, "four"),
                    numbered(0, 2, "first again"),
                    numbered(0, 1, "goes on"),
                    numbered(0, 3, "bullet"),
                    numbered(1, 3, "circle"),
                    numbered(2, 3, "square"),
                    numbered(0, 0, "none"),
                )
            )
        ),
        [
            "<iv)> four / <i)> first again / <ii)> goes on / <•> bullet / <◦> circle / <▪> square / none",
        ],
        numbering='<w:abstractNum w:abstractNumId="0">'
        + level(0, "lowerRoman", "%1)", 4)
        + '</w:abstractNum><w:abstractNum w:abstractNumId="7">'
        + level(0, "bullet", "\uf0b7", more='<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr>')
        + level(1, "bullet", "o", more='<w:rPr><w:rFonts w:ascii="Courier New"/></w:rPr>')
        + level(2, "bullet", "\uf0a7", more='<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr>')
        + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        '</w:lvlOverride></w:num><w:num w:numId="3"><w:abstractNumId w:val="7"/></w:num>',
    ),
    trap(
        "numbers by style, in figures throughout",
        tbl(tr(tc(p("A", properties='<w:pStyle w:val="H1"/>'), p("B", properties='<w:pStyle w:val="H2"/>')))),
        ["<I> A / <1.01> B"],
        styles=style("H1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
        + style("H2", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'),
        numbering=numbering(
            level(0, "upperRoman", "%1", more='<w:pStyle w:val="H1"/>'),
            level(1, "decimal", "%1.0%2", more='<w:pStyle w:val="H2"/><w:isLgl/>'),
        ),
    ),
    trap(
        "numbers that Word does not show are not counted",
        tbl(
            tr(tc(numbered(0, 1, "a"))),
            tr(tc(numbered(0, 1, "gone")), properties='<w:del w:id="1"/>'),
            tr(tc(numbered(0, 1, "b"))),
        ),
        ["<1> a"],
        ["<2> b"],
        left=[("table 1, after row 1", "gone", reader.DELETED_ROW)],
        doubts=[TRACKED],
        numbering=numbering(level(0, "decimal", "%1")),
    ),
]


def found_doubts(document):
    """Every doubt with the place at which it stands."""
    found = []
    for grid in document.grids:
        found.extend(f"{grid.name}: {doubt}" for doubt in grid.doubts)
        met = set()
        for row, line in enumerate(grid.rows):
            for column, one in enumerate(line.cells):
                if id(one) not in met:
                    found.extend(f"{grid.place(row, column)}: {doubt}" for doubt in one.doubts)
                met.add(id(one))
    return found + list(document.doubts)


@pytest.mark.parametrize("one", TRAPS, ids=lambda one: one.name)
def test_trap(one):
    document = read_docx("plan.docx", one.data)
    assert len(document.grids) == 1
    assert drawn(document.grids[0]) == one.rows
    assert [(left.place, left.text, left.why) for left in document.left_out] == one.left
    assert found_doubts(document) == one.doubts


@pytest.mark.parametrize("one", TRAPS, ids=lambda one: one.name)
def test_every_word_of_a_trap_is_accounted_for(one):
    document = read_docx("plan.docx", one.data)
    assert Counter(document.words) == Counter(document.all_words())


def test_the_words_around_tables_and_their_headings():
    document = read_docx(
        "plan.docx",
        docx(
            p("Action plan", properties='<w:pStyle w:val="T"/>'),
            p(),
            p("Theme one", properties='<w:pStyle w:val="H1"/>'),
            p("Lead: Ann Bell"),
            tbl(tr("a")),
            sdt(p("Theme two", properties='<w:pStyle w:val="H2"/>')),
            p("Part", properties='<w:outlineLvl w:val="2"/>'),
            p("Text", properties='<w:pStyle w:val="H1"/><w:outlineLvl w:val="9"/>'),
            tbl(tr("b")),
            tbl(tr("c")),
            p("Key: red, amber"),
            title=" Plan \n of 2025 ",
            styles=style("T", "", name="Title")
            + style("H1", "", name="heading 1")
            + style("H2", '<w:pPr><w:outlineLvl w:val="1"/></w:pPr>', name="Own heading"),
        ),
    )
    assert [[(one.text, one.heading) for one in grid.above] for grid in document.grids] == [
        [("Action plan", 1), ("Theme one", 1), ("Lead: Ann Bell", 0)],
        [("Theme two", 2), ("Part", 3), ("Text", 0)],
        [],
    ]
    assert [grid.name for grid in document.grids] == ["table 1", "table 2", "table 3"]
    assert [one.text for one in document.below] == ["Key: red, amber"]
    assert (document.title, document.name) == ("Plan of 2025", "plan.docx")
    assert Counter(document.words) == Counter(document.all_words())


def test_a_document_without_tables():
    document = read_docx("a.docx", docx(p("only ", r("unseen", "<w:vanish/>"), "words")))
    assert (document.grids, [one.text for one in document.below]) == ((), ["only words"])
    assert [(one.place, one.text) for one in document.left_out] == [("the text", "unseen")]


def test_a_table_in_a_text_box_is_a_table_of_the_document():
    document = read_docx("a.docx", docx(p("above", f"<w:r>{BOX.format(tbl(tr('a', 'b')) + p('under'))}</w:r>")))
    assert [drawn(grid) for grid in document.grids] == [[["a", "b"]]]
    assert [one.text for one in document.grids[0].above] == ["above"]
    assert [one.text for one in document.below] == ["under"]


def test_nested_tables_are_kept_as_tables_too():
    inner = tbl(tr("Ann", tc("Bob", properties=shd("FF0000"))))
    document = read_docx("a.docx", docx(tbl(tr("x", tc(p("Leads"), inner, p())))))
    nested = document.grids[0].rows[0].cells[1].tables
    assert [grid.name for grid in nested] == ["table 1, row 1, column 2, table 1"]
    assert drawn(nested[0]) == [["Ann", "#FF0000 Bob"]]


def comment(key, author, *blocks):
    return f'<w:comment w:id="{key}" w:author="{author}">{"".join(blocks)}</w:comment>'


def test_comments_stand_at_their_cells():
    mark = '<w:commentRangeStart w:id="{0}"/>'
    refer = '<w:r><w:commentReference w:id="{0}"/></w:r>'
    document = read_docx(
        "a.docx",
        docx(
            p("above", refer.format(4)),
            tbl(
                tr(
                    tc(p(mark.format(1), "one")),
                    tc(p("two", refer.format(1), refer.format(2), refer.format(3))),
                    tc(tbl(tr(tc(p("in", refer.format(6))))), p()),
                )
            ),
            comments=comment(1, "Ann Bell", p("Too"), p("late"))
            + comment(2, "", p("no author"))
            + comment(3, "Bob", p("agreed"))
            + comment(4, "Cy", p("of the heading"))
            + comment(5, "Di", p("nowhere"))
            + comment(6, "Ed", p("deep")),
        ),
    )
    cells = document.grids[0].rows[0].cells
    assert [one.comment for one in cells] == ["Ann Bell: Too\nlate", "no author\nBob: agreed", "Ed: deep"]
    assert [(one.place, one.text) for one in document.left_out] == [
        ("before table 1", "Cy: of the heading"),
        ("a comment without a place in the text", "Di: nowhere"),
    ]
    assert Counter(document.words) == Counter(document.all_words())


def test_rows_with_which_a_page_begins():
    seen, by_hand = "<w:lastRenderedPageBreak/>", '<w:br w:type="page"/>'
    document = read_docx(
        "a.docx",
        docx(
            tbl(
                tr("head", "row", properties="<w:tblHeader/>"),
                tr(tc(p(r(inside=seen), "new page")), "x"),
                tr(tc(), tc(p(r("", inside=seen + t("first words of the row"))))),
                tr("a", tc(p("broken ", r(inside=seen), "over the page"))),
                tr("b", tc(p("ends", r(inside=by_hand)))),
                tr("c", "d"),
                tr(tc(p("e", properties="<w:pageBreakBefore/>")), "f"),
                tr("g", tc(p("h", r(inside=seen)))),
                tr("i", "j"),
            )
        ),
    )
    assert [row.after_break for row in document.grids[0].rows] == [
        False,
        True,
        True,
        False,
        False,
        True,
        True,
        False,
        False,
    ]
    assert [row.head for row in document.grids[0].rows] == [True] + [False] * 8
    assert drawn(document.grids[0])[4] == ["b", "ends"]


def test_the_colours_of_a_table_and_no_colour_of_its_cell():
    body = tbl(tr("a", tc("b", properties=shd("auto"))), properties=shd("FFFF00"))
    assert drawn(read_docx("a.docx", docx(body)).grids[0]) == [["#FFFF00 a", "b"]]


STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/": "http://purl.oclc.org/ooxml/officeDocument/",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    "http://schemas.openxmlformats.org/drawingml/2006/": "http://purl.oclc.org/ooxml/drawingml/",
}


@pytest.mark.parametrize("one", TRAPS, ids=lambda one: one.name)
def test_every_trap_in_the_strict_form_of_word(one):
    strict = {}
    for name, content in unpacked(one.data).items():
        for loose, tight in STRICT.items():
            content = content.replace(loose.encode(), tight.encode())
        strict[name] = content
    document, plain = read_docx("a.docx", packed(strict)), read_docx("a.docx", one.data)
    assert document == plain


def unpacked(data):
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_macros_are_not_run_and_said():
    data = docx(tbl(tr("a")), others={"word/vbaProject.bin": b"Attribute VB_Name"})
    document = read_docx("plan.docm", data)
    assert drawn(document.grids[0]) == [["a"]]
    assert document.doubts == ("it has macros: they were not run",)


def test_the_main_part_may_have_another_name_and_another_alphabet():
    parts = members(tbl(tr("Año")))
    parts["word/document2.xml"] = parts.pop("word/document.xml").replace("UTF-8", "UTF-16").encode("utf-16")
    parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("document.xml", "document2.xml")
    assert drawn(read_docx("a.docx", packed(parts)).grids[0]) == [["Año"]]


@pytest.mark.parametrize(
    "form_of, numbers, said",
    [
        ("decimal", (1, 10), "1 10"),
        ("decimalZero", (1, 10), "01 10"),
        ("lowerLetter", (1, 26, 27, 53), "a z aa aaa"),
        ("upperLetter", (2,), "B"),
        ("lowerRoman", (4, 9, 40, 1999), "iv ix xl mcmxcix"),
        ("upperRoman", (14,), "XIV"),
        ("ordinal", (1, 2, 3, 4, 11, 22), "1st 2nd 3rd 4th 11th 22nd"),
        ("cardinalText", (1, 20, 42), "One Twenty Forty-two"),
        ("ordinalText", (1, 2, 4, 8, 9, 12, 20, 33), "First Second Fourth Eighth Ninth Twelfth Twentieth Thirty-third"),
        ("none", (1,), ""),
        ("numberInDash", (2,), "- 2 -"),
        ("decimalEnclosedCircle", (3, 21), "③ 21"),
        ("decimalEnclosedParen", (3,), "(3)"),
        ("thaiLetters", (3,), "3"),
    ],
)
def test_numbers_as_word_writes_them(form_of, numbers, said):
    assert " ".join(written(number, form_of) for number in numbers) == said


# what comes from outside


def refused(data):
    with pytest.raises(CannotRead) as raised:
        read_docx("a.docx", data)
    said = str(raised.value)
    assert said.startswith("a.docx: ") and "\n" not in said and len(said) < 200
    return said


def with_part(name, content):
    return packed({**members(tbl(tr("a"))), name: content})


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BODY = part("document", "<w:body>{}</w:body>")


@pytest.mark.parametrize(
    "data, said",
    [
        (b"", "it is empty"),
        (b"Action,Lead\n", "it is no Word file"),
        (OLE + b"Word.Document.8", "in Word's old format (.doc): open it in Word and save it as .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "protected with a password: take the password off"),
        (docx(p("a"))[:-40], "it is no Word file"),
        (packed({"word/x.xml": "<a/>"}), "it holds no Word document (word/document.xml is missing)"),
        (packed({"xl/workbook.xml": "<a/>"}), "it is an Excel workbook"),
        (packed({"mimetype": "x", "content.xml": "<a/>"}), "it is an OpenDocument file: save it as Word"),
        (with_part("../../etc/passwd", "x"), "a part with the path '../../etc/passwd'"),
        (with_part("/etc/passwd", "x"), "a part with the path"),
        (with_part("word\\x.xml", "x"), "a part with the path"),
        (with_part("word/document.xml", ""), "broken XML in word/document.xml, line 1"),
        (with_part("word/document.xml", BODY.format("<w:p>\n<w:r></w:p>")), "broken XML in word/document.xml, line 2"),
        (with_part("word/document.xml", "<w:document xmlns:w='x'/>"), "it holds no Word document"),
        (
            with_part("word/document.xml", BODY.format("<w:p>" * (DEEPEST + 1) + "</w:p>" * (DEEPEST + 1))),
            "is nested more than 200 deep",
        ),
        (
            with_part(
                "word/document.xml",
                '<!DOCTYPE a [<!ENTITY b "b"><!ENTITY c "&b;&b;">]><w:document xmlns:w="x">&c;</w:document>',
            ),
            "its word/document.xml holds a document type declaration",
        ),
        (
            with_part("word/document.xml", '<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'),
            "its word/document.xml holds a document type declaration",
        ),
        (
            with_part("word/_rels/document.xml.rels", "<!DOCTYPE a><a/>"),
            "holds a document type declaration",
        ),
        (with_part("word/document.xml", BODY.format(" " * 11_000_000)), "more than 200 times its size"),
        (packed({f"word/{at}.xml": "" for at in range(5_001)}), "more than 5,000 parts"),
        (packed({f"{at}{'x' * 60_000}": "" for at in range(40)}), "more than 5,000 parts"),
    ],
)
def test_refused_in_one_line(data, said):
    assert said in refused(data)


def test_too_big_is_refused_before_it_is_looked_at():
    assert "it is 60 MB: more than 50 MB are not read" in refused(b"PK" + bytes(60 * 1024 * 1024))


def test_a_member_that_stands_twice_is_refused():
    made = BytesIO(docx(p("a")))
    with pytest.warns(UserWarning, match="Duplicate name"), ZipFile(made, "a") as archive:
        archive.writestr("word/document.xml", "<a/>")
    assert "holds 'word/document.xml' twice" in refused(made.getvalue())


def test_a_protected_member_is_refused():
    data = bytearray(docx(p("a")))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert "protected with a password" in refused(bytes(data))


def test_more_elements_than_a_plan_has_are_refused():
    cells = "".join(f"<w:tc a='{at}'/>" for at in range(1000))
    assert "larger than any action plan" in refused(docx(f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * 301}</w:tbl>"))


def test_a_table_of_too_many_columns_is_cut_and_said():
    document = read_docx("a.docx", docx(tbl(tr(*(f"c{at}" for at in range(1000))), tr("x", "y"))))
    grid = document.grids[0]
    assert grid.width == reader.MOST_COLUMNS
    assert grid.doubts == ("it has 1,000 columns: only the first 400 were read",)
    assert len(document.left_out) == 600
    assert Counter(document.words) == Counter(document.all_words())


def test_a_table_of_too_many_rows_is_cut_and_said():
    rows = reader.MOST_ROWS + 5
    document = read_docx(
        "a.docx", docx(tbl(*(f"<w:tr><w:tc><w:p>{r(f'r{at}')}</w:p></w:tc></w:tr>" for at in range(rows))))
    )
    assert len(document.grids[0].rows) == reader.MOST_ROWS
    assert document.grids[0].doubts == ("it is too long: only its first 10,000 rows were read",)
    assert [one.text for one in document.left_out] == [f"r{reader.MOST_ROWS + at}" for at in range(5)]
    assert Counter(document.words) == Counter(document.all_words())


def test_a_paragraph_of_tens_of_thousands_of_runs_takes_steps_in_proportion():
    """Each run asks how its paragraph looks: were all runs gone through each time, this would never end."""
    document = read_docx("a.docx", docx(p(*([r("a b")] * 60_000))))
    assert len(document.words) == 60_001


def test_a_span_of_a_billion_columns_is_one_column():
    document = read_docx("a.docx", docx(tbl(tr(tc("a", properties=span(999_999_999)), "b"), tr("c", "d"))))
    assert drawn(document.grids[0]) == [["a", "<", "b"], ["c", "d", ""]]


def test_nested_tables_to_the_cap():
    body = "deep"
    for _ in range(60):
        body = tbl(tr(tc(body, p())))
    document = read_docx("a.docx", docx(body))
    assert document.grids[0].rows[0].cells[0].lines == ("deep",)


# laws

TEXTS = st.text(alphabet="ab 1.é\u00ad-'’:", max_size=8)
LOOKS = st.sampled_from(
    ["", "", "<w:strike/>", "<w:vanish/>", "<w:b/>", '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>']
)
PLAIN = st.builds(r, TEXTS, LOOKS, st.sampled_from(["", "", "<w:tab/>", "<w:br/>", "<w:noBreakHyphen/>"]))
ENTRIES = '<w:ddList><w:result w:val="1"/><w:listEntry w:val="x1"/><w:listEntry w:val="x2"/></w:ddList>'
INLINE = st.recursive(
    PLAIN,
    lambda inner: st.one_of(
        st.builds(sdt, inner, properties=st.sampled_from(["", "<w:showingPlcHdr/>", CHECKED.format(1)])),
        st.builds("<w:ins>{}</w:ins>".format, inner),
        st.builds("<w:del>{}</w:del>".format, inner),
        st.builds("<w:moveFrom>{}</w:moveFrom>".format, inner),
        st.builds("<w:smartTag>{}</w:smartTag>".format, inner),
        st.builds(lambda one: form(ENTRIES, " FORMDROPDOWN ", one), inner),
        st.builds(lambda one: form("<w:checkBox/>", " IF ", one), inner),
        st.builds(lambda one: f"<w:r>{BOX.format(p(one))}</w:r>", inner),
        st.just('<w:r><w:fldChar w:fldCharType="begin"/></w:r>'),
        st.just('<w:r><w:fldChar w:fldCharType="separate"/></w:r>'),
        st.just('<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        st.just('<w:r><w:footnoteReference w:id="1"/><w:commentReference w:id="1"/></w:r>'),
    ),
    max_leaves=4,
)
PARAGRAPH = st.builds(
    lambda runs, properties: p(*runs, properties=properties),
    st.lists(INLINE, max_size=4),
    st.sampled_from(["", "", NUMBERED.format(0, 1), NUMBERED.format(1, 1), "<w:rPr><w:del/></w:rPr>"]),
)
CELL = st.builds(
    lambda blocks, properties: tc(*blocks, properties=properties),
    st.lists(PARAGRAPH, max_size=3),
    st.sampled_from(["", "", "", span(2), RESTART, CONTINUE, "<w:cellDel/>", '<w:hMerge w:val="continue"/>']),
)
ROW = st.builds(
    lambda cells, properties: tr(*cells, properties=properties),
    st.lists(st.one_of(CELL, CELL.map(sdt)), max_size=4),
    st.sampled_from(["", "", "", "<w:del/>", "<w:ins/>", '<w:gridBefore w:val="1"/>', '<w:gridAfter w:val="2"/>']),
)
TABLE = st.builds(
    lambda rows, borders: tbl(*rows, borders=borders),
    st.lists(st.one_of(ROW, ROW.map(sdt)), max_size=5),
    st.lists(st.sampled_from([30, 60, 1000]), max_size=8),
)
NESTED = st.one_of(TABLE, st.builds(lambda inner, row: tbl(row, tr(tc(inner, p()), "x")), TABLE, ROW))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(NESTED, PARAGRAPH, PARAGRAPH.map(sdt)), max_size=4))
def test_every_word_of_any_document_is_read_or_said(blocks):
    data = docx(
        *blocks,
        numbering=numbering(level(0, "upperLetter", "%1"), level(1, "decimal", "%1.%2")),
        footnotes=f'<w:footnote w:id="1">{p("a note")}</w:footnote>',
        comments=comment(1, "Ann Bell", p("a comment")),
        header=p("OFFICIAL"),
    )
    document = read_docx("a.docx", data)
    assert Counter(document.words) == Counter(document.all_words())
    for grid in document.grids:
        assert {len(row.cells) for row in grid.rows} == {grid.width}
        for at, row in enumerate(grid.rows):
            for column, one in enumerate(row.cells):
                if column and row.cells[column - 1] is one:
                    continue
                if at and one in grid.rows[at - 1].cells and any(one is other for other in grid.rows[at - 1].cells):
                    continue
                assert one.columns >= 1 and all(other is one for other in row.cells[column : column + one.columns])
                assert all(any(other is one for other in below.cells) for below in grid.rows[at : at + one.rows])


def test_a_reader_that_loses_words_is_found(monkeypatch):
    monkeypatch.setattr(reader._Reader, "_cell", lambda *_: None)
    document = read_docx("a.docx", docx(tbl(tr("lost", "words"))))
    assert Counter(document.words) - Counter(document.all_words()) == Counter(["lost", "words"])


def mutated(seed):
    """One of the traps, broken somewhere: in the zip, or in the XML of one of its parts."""
    random = Random(seed)
    data = bytearray(random.choice(TRAPS).data)
    if random.random() < 0.4:
        for _ in range(random.choice((1, 3, 20))):
            data[random.randrange(len(data))] = random.randrange(256)
        return bytes(data[: random.randrange(len(data))] if random.random() < 0.2 else data)
    parts = unpacked(bytes(data))
    name = random.choice(["word/document.xml"] * 3 + list(parts))
    if random.random() < 0.6:
        parts[name] = rearranged(parts[name], random)
        return packed(parts)
    content = parts[name].decode()
    elements = re.findall(r"</?[\w:]+[^>]*>", content)
    for _ in range(random.choice((1, 2, 5))):
        at = random.randrange(len(content))
        kind = random.randrange(7)
        one, other = random.choice(elements), random.choice(elements)
        if kind == 0:
            content = content.replace(one, other, 1)
        elif kind == 1:
            content = content.replace(one, "")
        elif kind == 2:
            content = content[:at] + content[at + random.randrange(1, 9) :]
        elif kind == 3:
            content = content[:at] + random.choice(("\0", "&x;", "<", "]]>", "\ud7ff", "9" * 40)) + content[at:]
        elif kind == 4:
            content = re.sub(r'w:(val|id|w|result)="[^"]*"', f'w:val="{random.choice(ODD)}"', content, count=3)
        elif kind == 5:
            # what is well formed and stands where it should not
            whole = re.findall(r"<(w:\w+)(?: [^>]*)?>(?:(?!<\1).)*?</\1>", content)
            if whole:
                tag = random.choice(whole)
                found = list(re.finditer(rf"<{tag}(?: [^>]*)?>(?:(?!<{tag}).)*?</{tag}>", content))
                piece = random.choice(found)[0]
                content = content.replace(piece, piece + random.choice(found)[0], 1)
                into = re.search(rf"<{random.choice(whole)}(?: [^>]*)?>", content)
                content = content[: into.end()] + piece + content[into.end() :]
        else:
            content = content.replace("w:", "x:", random.randrange(1, 5))
        content = content or " "
        elements = elements if content.strip() else [" "]
    parts[name] = content.encode("utf-8", "replace")
    return packed(parts)


def rearranged(content, random):
    """A part that is well formed and has its elements taken out, doubled, swapped, renamed, or put elsewhere."""
    root = ElementTree.fromstring(content)
    for _ in range(random.choice((1, 1, 3, 8))):
        pairs = [(above, one) for above in root.iter() for one in above]
        if not pairs:
            break
        above, one = random.choice(pairs)
        _, other = random.choice(pairs)
        kind = random.randrange(6)
        if kind == 0:
            above.remove(one)
        elif kind == 1:
            above.append(deepcopy(one))
        elif kind == 2:
            one.insert(random.randrange(len(one) + 1), deepcopy(other))
        elif kind == 3:
            one.tag, other.tag = other.tag, one.tag
        elif kind == 4:
            one.text = random.choice(("stray", None, " ", "x" * 50))
        else:
            for key in list(one.attrib):
                one.attrib[key] = random.choice((*ODD[:7], *other.attrib.values(), "restart", "end", "begin"))
    return ElementTree.tostring(root)


ODD = ("", "-1", "0", "99999999999999999999", "x", "1e9", "٣", "&#0;", "999999999", "NaN")


@pytest.mark.parametrize("block", range(6))
def test_broken_files_are_read_or_refused(block):
    """Nothing but a document or one line comes of any file, and no word that it does not hold."""
    read = 0
    for seed in range(100 * block, 100 * block + 100):
        try:
            document = read_docx("a.docx", mutated(seed))
        except CannotRead as error:
            assert "\n" not in str(error)
        else:
            read += 1
            letters = Counter("".join(document.all_words())) - Counter("".join(document.words))
            assert not letters, seed
    assert read > 20
