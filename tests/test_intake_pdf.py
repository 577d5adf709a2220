"""PDFs: rows that a page broke, words that a column broke, colours, struck dates; every word, and always a doubt."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from importlib.util import find_spec

import pytest
from browsing import need
from conftest import run_s11
from docx_files import docx, p, r, tbl, tc, tr

from s11.intake.grid import CannotRead, TableDocument
from s11.intake.imported import Given, Imported
from s11.intake.plan import to_plan
from s11.intake.reading import read_tables
from s11.plan import Plan, load_one
from s11.text import Source

HEAD = ("Recommendation", "Action", "Lead", "Target date", "RAG")
KEY = ("Green = on target", "Red = not on target")
BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
LOOK = f'<w:tblW w:w="9000" w:type="dxa"/><w:tblBorders>{BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
WIDE = (1500, 3500, 1300, 1300, 1400)
SENTENCE = (
    "and report to the board on what changed since the last time that it was looked at by the members of the panel"
)


def cell(words: str, at: int, more: str = "") -> str:
    return tc(*words.split("\n"), properties=f'<w:tcW w:w="{WIDE[at]}" w:type="dxa"/>{more}')


def fill(colour: str) -> str:
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{colour}"/>'


def long_plan(rows: int = 14) -> bytes:
    """A plan over several pages, with its headings on each; one date is struck out, some ratings are only a colour."""
    made = [tr(*(cell(words, at) for at, words in enumerate(HEAD)), properties="<w:tblHeader/>")]
    for number in range(1, rows + 1):
        starts = number % 3 == 1
        merge = "<w:vMerge w:val='restart'/>" if starts else "<w:vMerge/>"
        when = cell("June 2016", 3)
        if number == 2:
            struck = p(r("March 2016", look="<w:strike/>"), r(" June 2016"))
            when = tc(struck, properties=f'<w:tcW w:w="{WIDE[3]}" w:type="dxa"/>')
        colour = "00B050" if number % 2 else "FF0000"
        made.append(
            tr(
                cell(f"{(number + 2) // 3}. Strengthen accountability for children" if starts else "", 0, merge),
                cell(f"Review procedure {number} with the county, {' '.join([SENTENCE] * 3)}", 1),
                cell("Head of Housing" if number % 4 else "AB", 2),
                when,
                cell("" if number == 5 else "Green" if number % 2 else "Red", 4, fill(colour)),
            )
        )
    above = "".join(map(p, ("Westmere Section 11 Action Plan", *KEY)))
    return docx(above + tbl(*made, properties=LOOK, borders=WIDE) + p("All dates are ends of months."))


@pytest.fixture(scope="module")
def made_by_office(tmp_path_factory) -> bytes:
    need(shutil.which("soffice"), "LibreOffice")
    need(find_spec("pdfplumber"), "pdfplumber")
    folder = tmp_path_factory.mktemp("pdf")
    (folder / "plan.docx").write_bytes(long_plan())
    profile = f"-env:UserInstallation=file://{folder}/profile"
    asked = [
        "soffice",
        profile,
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
        str(folder / "plan.docx"),
    ]
    subprocess.run(asked, check=True, capture_output=True, timeout=120)
    return (folder / "plan.pdf").read_bytes()


@pytest.fixture(scope="module")
def document(made_by_office: bytes) -> TableDocument:
    return read_tables("plan.pdf", made_by_office)


def imported(document: TableDocument) -> Imported:
    return to_plan(document, Given("", "Westmere", "other", date(2016, 5, 1), day=date(2016, 5, 1)), "x.json")


def plan_of(made: Imported) -> Plan:
    loaded = load_one(Source("p.yaml", "p", made.text.encode()))
    assert loaded.plan is not None
    return loaded.plan


def test_rows_that_a_page_broke_are_one_action_each(document):
    (grid,) = document.grids
    # more rows stand on the pages than the plan has: rests of rows, and its headings again
    assert len(grid.rows) > 15 and "it goes over the pages 1 to " in grid.doubts[0]
    made = imported(document)
    actions = [action for _, action in plan_of(made).actions()]
    whole = [f"Review procedure {number} with the county, {' '.join([SENTENCE] * 3)}" for number in range(1, 15)]
    assert [action.text for action in actions] == whole
    assert len(plan_of(made).recommendations) == 5 and made.lost == ()
    assert sum("broke this cell: its two parts were put together" in doubt.text for doubt in made.doubts) >= 3


def test_words_that_a_narrow_column_broke_are_one_word_and_said(document):
    made = imported(document)
    assert plan_of(made).recommendations[0].text == "Strengthen accountability for children"
    broken = [doubt.text for doubt in made.doubts if "that its column broke" in doubt.text]
    assert any("'accountability'" in said for said in broken) and len(broken) == len(set(broken))


def test_colours_and_struck_dates_are_seen(document):
    made = imported(document)
    actions = [action for _, action in plan_of(made).actions()]
    assert [action.rag for action in actions] == ["Green" if number % 2 else "Red" for number in range(1, 15)]
    (moved,) = actions[1].revised
    assert (moved.before.text, actions[1].timescale.text) == ("March 2016", "June 2016")


def test_it_is_never_without_a_doubt(document):
    assert "look at each row beside its page" in document.doubts[0]
    made = imported(document)
    assert any("read from a PDF" in doubt.text for doubt in made.doubts)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7\n", "the PDF cannot be read"),
        (b"%PDF-1.7\n" + b"1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>", "save it as Word"),
        (b"%PDF-1.4 " + bytes(range(256)) * 40, "save it as Word"),
    ],
)
def test_what_is_no_whole_pdf_is_one_clear_line(data, said):
    need(find_spec("pdfplumber"), "pdfplumber")
    with pytest.raises(CannotRead) as raised:
        read_tables("plan.pdf", data)
    assert said in str(raised.value) and "\n" not in str(raised.value)


def test_damaged_pages_end_in_one_clear_line_or_are_read(made_by_office):
    import random

    draw = random.Random(11)
    for _ in range(12):
        data = bytearray(made_by_office)
        for _ in range(draw.choice([1, 10, 200])):
            data[draw.randrange(len(data))] = draw.randrange(256)
        try:
            read_tables("plan.pdf", bytes(data))
        except CannotRead as error:
            assert "\n" not in str(error)


def test_pages_that_are_pictures_are_named_so(tmp_path):
    need(find_spec("PIL"), "pillow")
    from PIL import Image

    Image.new("RGB", (200, 300), "white").save(tmp_path / "scan.pdf")
    with pytest.raises(CannotRead, match="its pages are pictures"):
        read_tables("scan.pdf", (tmp_path / "scan.pdf").read_bytes())


def test_without_the_package_one_clear_line(monkeypatch):
    monkeypatch.setattr("s11.intake.pdf.find_spec", lambda name: None)
    with pytest.raises(CannotRead, match=r"pip install 's11\[pdf-tables\]'"):
        read_tables("plan.pdf", b"%PDF-1.7\n")


def test_the_command_reads_it(made_by_office, tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plan.pdf").write_bytes(made_by_office)
    asked = ("--output", "westmere/one", "--organisation", "Westmere", "--kind", "other", "--as-at", "2016-05-01")
    done = run_s11("import", "plan.pdf", *asked, cwd=tmp_path, S11_AS_OF="2016-06-01")
    assert done.code == 0, done.err
    assert "14 actions" in done.err and "look at each row beside its page" in done.out
