"""Twenty-six more ways in which councils write such tables, as real Word and Excel files with invented words.

Each is read without a word lost; whatever is not read as somebody meant it is said.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from docx_files import docx, p, r, span, tbl, tc, tr
from openpyxl.styles import Font, PatternFill

from s11.intake.grid import CannotRead
from s11.intake.imported import Given, Imported
from s11.intake.plan import to_plan
from s11.intake.reading import read_tables
from s11.plan import Plan, load_one
from s11.text import Source

HEAD = ("Recommendation", "Action", "Lead", "Timescale", "RAG")
ONE = ("Keep procedures under review", "Review the policy with the county", "AB", "June 2016", "Green")
SAME = ("", "Print the leaflet for parents", "CD", "July 2016", "Amber")
TWO = ("Train everybody who works with children", "Write a course for new staff", "EF", "May 2016", "Red")
KEY = ("Green = on target", "Amber = some delay", "Red = not on target")
PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture 1" descr="{}"/><a:graphic><a:graphicData uri="x">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="k.png"/></pic:nvPicPr></pic:pic></a:graphicData></a:graphic>'
    "</wp:inline></w:drawing></w:r>"
)
SECTION = "<w:p><w:pPr><w:sectPr><w:pgSz w:orient='landscape'/></w:sectPr></w:pPr></w:p>"
HEADING = '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'


def row(*cells: str) -> str:
    return tr(*(cell if cell.startswith("<") else tc(*(cell.split("\n") if cell else ())) for cell in cells))


def table(*rows) -> str:
    return tbl(*(one if isinstance(one, str) else row(*one) for one in rows))


def keyed(*blocks: str) -> bytes:
    return docx("".join(map(p, KEY)), *blocks)


def shaded(colour: str, *words: str) -> str:
    return tc(*words, properties=f'<w:shd w:val="clear" w:fill="{colour}"/>')


def inked(colour: str, words: str) -> str:
    return tc(p(r(words, look=f'<w:color w:val="{colour}"/>')))


def over(words: str, columns: int) -> str:
    return tr(tc(words, properties=span(columns)))


def book(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    made = openpyxl.Workbook()
    fill(made)
    written = BytesIO()
    made.save(written)
    return written.getvalue()


def sheet(*rows, more: Callable[[openpyxl.worksheet.worksheet.Worksheet], None] = lambda sheet: None) -> bytes:
    def fill(made: openpyxl.Workbook) -> None:
        put(made.active, *((line,) for line in KEY), *rows)
        more(made.active)

    return book(fill)


def put(on, *rows) -> None:
    for one in rows:
        on.append([words or None for words in one])


def cover(made: openpyxl.Workbook) -> None:
    made.active.title = "Cover"
    put(made.active, ("Westmere Council",), ("Section 11 action plan 2016",), ("Owner:", "Ann Bell"))
    put(made.create_sheet("Actions"), *((line,) for line in KEY), HEAD, ONE, SAME, TWO)
    put(made.create_sheet("Lists"), ("Green",), ("Amber",), ("Red",))


def sheet_a_theme(made: openpyxl.Workbook) -> None:
    made.active.title = "Neglect"
    put(made.active, HEAD, ONE)
    put(made.create_sheet("Exploitation"), HEAD, TWO)


def hide(on) -> None:
    on.column_dimensions["F"].hidden = True
    on.row_dimensions[5].hidden = True


def colour(on) -> None:
    on["E5"].fill = PatternFill("solid", fgColor="00B050")
    on["E6"].fill = PatternFill("solid", fgColor="FF0000")


def ink(on) -> None:
    on["E5"].font = Font(color="00B050")
    on["E6"].font = Font(color="FF0000")


def as_months(on) -> None:
    on["D5"], on["D6"] = datetime.date(2016, 6, 30), datetime.date(2016, 5, 1)
    on["D6"].number_format = "mmm-yy"


RATED = ("Green", "Red")


@dataclass(frozen=True)
class Case:
    """A file, how many recommendations and actions it holds, its ratings in order, and what must be said of it."""

    data: bytes
    recommendations: int = 2
    actions: int = 2
    rated: tuple[str, ...] = RATED
    said: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    ending: str = "docx"


CASES = {
    "two tables under one heading": Case(
        docx(
            "".join(map(p, KEY)),
            p("1. Listening to children", properties='<w:pStyle w:val="Heading1"/>'),
            table(HEAD, ONE) + p("continued overleaf") + table(HEAD, TWO),
            styles=HEADING,
        ),
        said=("no heading stands over it: taken for part of '1. Listening to children'",),
    ),
    "heads that stand upright": Case(
        keyed(tbl(tr(*(tc(one, properties='<w:textDirection w:val="btLr"/>') for one in HEAD)), row(*ONE), row(*TWO)))
    ),
    "a row of totals": Case(
        keyed(table(HEAD, ONE, TWO, ("Total", "2 actions", "", "", "1 Green, 1 Red"))),
        said=("a row of totals",),
        holds=("Total | 2 actions | 1 Green, 1 Red",),
    ),
    "totals in the first column": Case(
        keyed(table(("No", *HEAD), ("1", *ONE), ("2", *TWO), ("Total actions", "", "2", "", "", ""))),
        said=("a row of totals",),
    ),
    "the key as a picture": Case(
        docx(p(PICTURE.format(f"RAG key: {', '.join(KEY)}")), table(HEAD, ONE, TWO)),
        said=("'Red', 'not on target', was read as off track",),
    ),
    "quarters of years": Case(
        keyed(table(HEAD, (*ONE[:3], "Q3 25/26", "Green"), (*TWO[:3], "Quarter 4", "Red"))),
        said=("'Quarter 4' is not understood for certain",),
    ),
    "the recommendation in each row": Case(
        keyed(table(HEAD, ONE, (ONE[0], *SAME[1:]), TWO)),
        actions=3,
        rated=("Green", "Amber", "Red"),
        said=("the same words as above: taken for one",),
    ),
    "sub-rows 1a and 1b": Case(
        keyed(table(("Ref", *HEAD), ("1", *ONE), ("1a", *SAME), ("1b", "", "Send it", *TWO[2:]), ("2", *TWO))),
        actions=4,
        rated=("Green", "Amber", "Red", "Red"),
        said=("this cell is empty: taken for the same as above",),
    ),
    "a section that lies across": Case(keyed(SECTION, table(HEAD, ONE, TWO), SECTION, p("People met"))),
    "leads that are merged": Case(
        keyed(
            table(
                HEAD,
                row(*ONE[:2], tc("AB", properties="<w:vMerge w:val='restart'/>"), *ONE[3:]),
                row(*TWO[:2], tc(properties="<w:vMerge/>"), *TWO[3:]),
            )
        )
    ),
    "ticks": Case(
        keyed(table(HEAD, (*ONE[:4], "Complete ✓"), (*TWO[:4], "✗"))),
        rated=("Complete ✓", "✗"),
        said=("'Complete ✓' is no word of the legend", "'✗' is no word of the legend"),
    ),
    "colours without words": Case(
        keyed(table(HEAD, row(*ONE[:4], shaded("00B050")), row(*TWO[:4], shaded("FF0000")))),
        said=("only the colour green: rated 'Green'",),
    ),
    "a word and another colour": Case(
        keyed(table(HEAD, row(*ONE[:4], shaded("FF0000", "Green")), TWO)),
        said=("it says 'Green', and its cell is red: the word was taken",),
    ),
    "marks in colours": Case(
        keyed(table(HEAD, row(*ONE[:4], inked("00B050", "●")), row(*TWO[:4], inked("FF0000", "●")))),
        said=("only the colour red: rated 'Red'",),
    ),
    "words in colours": Case(
        keyed(table(HEAD, ONE, row(*TWO[:4], inked("FF0000", "Waiting")))),
        rated=("Green", "Waiting"),
        said=("'Waiting' is no word of the legend", "it says 'Waiting', and its letters are red"),
    ),
    "the words of the legend": Case(
        keyed(table(HEAD, (*ONE[:4], "On target"), (*TWO[:4], "Not on target"))),
        said=("'Not on target' was taken for 'Red' of the legend",),
    ),
    "notes under the table": Case(keyed(table(HEAD, ONE, TWO), p("* AB leaves in May.")), holds=("AB leaves in May.",)),
    "a note in the table": Case(
        keyed(table(HEAD, ONE, TWO, ("Note: AB leaves in May.", "", "", "", ""))),
        said=("a remark, and no row of the plan",),
        holds=("AB leaves in May.",),
    ),
    "a row that is struck out": Case(
        keyed(table(HEAD, ONE, TWO, tr(*(tc(p(r(one or "-", look="<w:strike/>"))) for one in SAME)))),
        said=("the whole row is struck out",),
        holds=("Struck out: - | Print the leaflet for parents | CD | July 2016 | Amber",),
    ),
    "a title over the headings": Case(keyed(table(over("Section 11 action plan 2016", 5), HEAD, ONE, TWO))),
    "recommendations over their actions": Case(
        keyed(
            table(
                HEAD[1:],
                over("Recommendation 4: Keep procedures under review", 4),
                ONE[1:],
                over("Recommendation 7: Train everybody", 4),
                TWO[1:],
            )
        ),
        holds=("id: 4", "id: 7", "text: Train everybody"),
    ),
    "a cover sheet and lists": Case(
        book(cover), actions=3, rated=("Green", "Amber", "Red"), holds=("Ann Bell",), ending="xlsx"
    ),
    "a sheet for each theme": Case(
        book(sheet_a_theme), said=("2 sheets hold tables of a plan",), holds=("theme-1: Neglect",), ending="xlsx"
    ),
    "hidden rows and columns": Case(
        sheet((*HEAD, "Internal"), (*ONE, "not for all"), (*TWO, "ask"), more=hide),
        said=("hidden columns were read as well: F", "hidden rows were read as well: 5"),
        ending="xlsx",
    ),
    "colours of cells": Case(sheet(HEAD, ONE[:4], TWO[:4], more=colour), said=("only the colour",), ending="xlsx"),
    "colours of marks": Case(
        sheet(HEAD, (*ONE[:4], "●"), (*TWO[:4], "●"), more=ink), said=("only the colour red",), ending="xlsx"
    ),
    "a month that is shown": Case(
        sheet(HEAD, ONE, TWO, more=as_months), holds=("timescale: May-16",), ending="xlsx"
    ),
}  # fmt: skip


def imported(case: Case) -> Imported:
    given = Given("", "Westmere", "other", date(2016, 4, 1), day=date(2016, 4, 1))
    return to_plan(read_tables(f"plan.{case.ending}", case.data), given, "x.json")


@pytest.mark.parametrize("name", CASES)
def test_it_is_read_as_it_is_meant_or_said(name):
    case = CASES[name]
    made = imported(case)
    assert made.lost == ()
    loaded = load_one(Source("p.yaml", "p", made.text.encode()))
    assert loaded.plan is not None and loaded.whole
    plan: Plan = loaded.plan
    assert (len(plan.recommendations), made.actions) == (case.recommendations, case.actions)
    assert tuple(action.rag for _, action in plan.actions()) == case.rated
    said = "\n".join(f"{one.place}: {one.text}" for one in made.doubts)
    for words in case.said:
        assert words in said, said
    for words in case.holds:
        assert words in made.text, made.text


def test_a_form_that_stands_upright_is_refused_and_what_to_do_is_said():
    form = (("Recommendation", "Keep procedures"), ("Action", "Review"), ("Lead", "AB"), ("Timescale", "June 2016"))
    with pytest.raises(ValueError, match="--map"):
        imported(Case(docx(table(*form))))


def test_hundreds_of_tables_are_refused():
    with pytest.raises(CannotRead, match="201 tables, and 200 are read at most"):
        read_tables("plan.docx", docx(*(table(HEAD, ONE) + p("") for _ in range(201))))

    def many(made: openpyxl.Workbook) -> None:
        for _ in range(101):
            put(made.create_sheet(), HEAD)

    with pytest.raises(CannotRead, match="sheets, and 100 are read at most"):
        read_tables("plan.xlsx", book(many))
