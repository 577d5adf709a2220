"""PDF and Word as their readers meet them: checked for everyone, read back, and opened in another program."""

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from conftest import PROJECT, need, run_s11, run_s11_process
from test_cli import HEAD
from test_pages import SHOWN

from s11 import plan, render, rules, store, view
from s11.render.document import (
    BREAK,
    Code,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Run,
    Table,
    breakable,
    page_layouts,
    parse,
    words,
)
from s11.render.sandbox import BadTemplate
from s11.text import Source
from s11.when import STANDARD, Vantage

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEMPLATES = store.own_and_shipped("templates")
HOSTILE = (
    HEAD
    + r"""people:
  AB: {name: '#read("/etc/passwd")', post: "@ref <label> $x^2$"}
rag:
  "green": {means: on_track, label: "| a | *b* _c_ `d` \\ // /* */"}
recommendations:
  - id: 1
    text: '#read("/etc/passwd") #import "@preview/cetz:0.3.0" $x$ @ref <script>alert(2)</script> | = Heading ~ \ #{1+1}'
    actions:
      - id: "#1"
        text: "WORD \e[31mescape\a | b | ]]> &amp; &#x41; %PDF ${jndi} #panic() #(sys.inputs)"
        lead: AB
        rag: green
        timescale: "March 2014 שלום مرحبا 😀 中文 e\u0301\u0333"
        note: "https://example.org/a/very/long/address-that-goes-on-and-on?with=a&query=and#fragment 👩‍👩‍👧 ✖ off track"
""".replace("WORD", "x" * 10_000)
)
TABLE_OF_300 = (
    HEAD
    + "recommendations:\n  - id: 1\n    text: R\n    actions:\n"
    + "".join(
        f"      - {{id: {number}, text: Thing {number} is done, timescale: March 2014}}\n" for number in range(1, 301)
    )
)


def report_of(plans, day):
    register = plan.load(tuple(Source(f"{name}.yaml", name, text) for name, text in plans.items()), STANDARD)
    vantage = Vantage(day, None)
    return view.report(register, vantage, "no revision", rules.check(register, vantage), rules.VERSION)


class Made:
    """One report in the voice it is set from, and on paper."""

    def __init__(self, name, report, template):
        self.name = f"{name}-{template}"
        markdown = render.render_report(report, template, "markdown", TEMPLATES)
        self.blocks = parse(markdown)
        self.pdf = render.typeset(markdown, "pdf", report, TEMPLATES)
        self.docx = render.typeset(markdown, "docx", report, TEMPLATES)

    @property
    def tables(self):
        return [block for block in inside(self.blocks) if isinstance(block, Table)]

    @property
    def headings(self):
        return [(block.level, words(block.runs)) for block in self.blocks if isinstance(block, Heading)]


@pytest.fixture(scope="module")
def papers():
    """The full plan of each of the five and of a long one; every template from the five together and from a hostile
    one.
    """
    need(all(map(installed, ("typst", "font_roboto", "docx"))), "typst, font-roboto or python-docx")
    real = {name: (PROJECT / "plans" / f"{name}.yaml").read_bytes() for name, _ in SHOWN}
    made = [
        Made(name.replace("/", "-"), report_of({name: real[name]}, date.fromisoformat(day)), "plan")
        for name, day in SHOWN
    ]
    made.append(Made("long", report_of({"westmere/long": TABLE_OF_300.encode()}, date(2024, 1, 1)), "plan"))
    for name, report in (
        ("all", report_of(real, date(2020, 9, 10))),
        ("hostile", report_of({"westmere/hostile": HOSTILE.encode()}, date(2024, 1, 1))),
    ):
        made += [Made(name, report, template) for template in render.offered("markdown", TEMPLATES)]
    return made


def installed(module):
    from importlib.util import find_spec

    return find_spec(module)


def inside(blocks):
    for block in blocks:
        yield block
        if isinstance(block, Quote):
            yield from inside(block.blocks)
        if isinstance(block, ListBlock):
            for item in block.items:
                yield from inside(item)


def passages(blocks):
    """Every stretch of words that stands together."""
    for block in inside(blocks):
        if isinstance(block, Heading | Paragraph):
            yield words(block.runs)
        if isinstance(block, Code):
            yield block.text
        if isinstance(block, Table):
            yield words(block.caption)
            yield from (words(cell) for row in (block.header, *block.rows) for cell in row)


def numbers(text):
    return Counter(re.findall(r"\d[\d,]*", text))


def tool(*arguments):
    need(shutil.which(arguments[0]), arguments[0])
    return subprocess.run(
        arguments, capture_output=True, text=True, encoding="utf-8", errors="replace", check=True
    ).stdout


# blocks --------------------------------------------------------------------------------------------------------------


def test_markdown_is_read_as_blocks():
    blocks = parse(
        "# One\n\n### Skips a level\n\n- a\n  1. b\n- c\n\n7. seven\n\n> ## Said\n\n```\n#code  |\n```\n\nP **s** "
        "*e* ~~gone~~ `c|` [l](https://example.org/x) [j](javascript:x) <b>x</b> a<!-- -->@b\\\nnext\n"
    )
    assert [(block.level, words(block.runs)) for block in blocks if isinstance(block, Heading)] == [
        (1, "One"),
        (2, "Skips a level"),
    ]
    assert blocks[2] == ListBlock(
        None, ((Paragraph((Run("a"),)), ListBlock(1, ((Paragraph((Run("b"),)),),))), (Paragraph((Run("c"),)),))
    )
    assert blocks[3].start == 7
    assert blocks[4] == Quote((Paragraph((Run("Said", strong=True),)),))
    assert blocks[5] == Code("#code  |")
    assert blocks[6].runs == (
        Run("P "),
        Run("s", strong=True),
        Run(" "),
        Run("e", emphasis=True),
        Run(" "),
        Run("gone", struck=True),
        Run(" "),
        Run("c|", code=True),
        Run(" "),
        Run("l", link="https://example.org/x"),
        Run(" [j](javascript:x) <b>x</b> a@b"),
        BREAK,
        Run("next"),
    )


def test_a_table_has_its_caption_its_headings_and_its_states():
    table = parse("# T\n\nCounts:\n\n| State | | N |\n|---|---|---:|\n| **✖ off track**<br> a \\| b | x | 3 |\n")[1]
    assert (words(table.caption), table.named, table.spans, table.right) == (
        "Counts:",
        "Counts",
        (2, 0, 1),
        (False, False, True),
    )
    assert table.rows[0][0] == (Run("✖ off track", strong=True, state="off_track"), BREAK, Run("a | b"))
    assert parse("# T\n\nCounts\n\n| A |\n|---|\n| 1 |\n")[2].named == "T"


def test_pages_turn_only_where_a_table_is_wide():
    narrow, wide = (
        "| A | B |\n|---|---|\n| 1 | 2 |\n\n",
        f"| A | B | C | D | E | F | G |\n|---|---|---|---|---|---|---|\n| {'word ' * 80}| 2 | 3 | 4 | 5 | 6 | 7 |\n\n",
    )
    long = "word " * 50
    blocks = parse(
        f"# T\n\n{long}\n\n## Counts\n\n{narrow}## Long\n\n{long}\n\n## Short\n\nnothing\n\n## Plan\n\n### "
        f"One\n\n{wide}### Two\n\n{long}\n\n## Leads\n\n{narrow}## End\n\nwords\n"
    )
    assert [
        (sheet.sideways, [words(block.runs) for block in sheet.blocks if isinstance(block, Heading)])
        for sheet in page_layouts(blocks)
    ] == [
        # prose stands upright, whatever lies before and after it
        (False, ["T", "Counts", "Long", "Short"]),
        (True, ["Plan", "One"]),
        (False, ["Two", "Leads", "End"]),
    ]
    assert [
        sheet.sideways
        for sheet in page_layouts(
            parse("# T\n\n| A | B | C | D | E | F |\n|---|---|---|---|---|---|\n| 1 | 2 | 3 | 4 | 5 | 6 |\n")
        )
    ] == [False]
    assert [sheet.sideways for sheet in page_layouts(parse("# T\n\nwords\n"))] == [False]


def test_tables_with_the_same_headings_have_the_same_columns():
    one, two = (
        table
        for table in parse(
            f"# T\n\n| A | B |\n|---|---|\n| {'word ' * 90} | b |\n\n## U\n\n| A | B |\n|---|---|\n| a | b |\n"
        )
        if isinstance(table, Table)
    )
    assert one.widths == two.widths and one.fills and two.fills


def test_a_long_word_may_break_and_a_short_one_never_does():
    assert breakable("oxford/section-11-2016#1.1/3 accountability") == "oxford/section-11-2016#1.1/3 accountability"
    assert {len(piece) for piece in breakable("x" * 60).split("\u200b")} == {12}
    assert breakable("e\u0301" * 30).split("\u200b")[1].startswith("e")


# PDF -----------------------------------------------------------------------------------------------------------------


def test_every_pdf_is_for_everyone_and_for_keeping(papers):
    need(installed("page"), "page-validation")
    import page

    for made in papers:
        for profile in ("ua1", "2a"):
            faults = {
                fault.rule_id: fault.message for fault in page.validate_pdf_bytes(made.pdf, profile=profile).failures
            }
            if lengths_are_right(made.pdf):
                # the checker takes a last byte 13 of a stream for the beginning of the line that ends it
                faults.pop("PDFA2A-STREAM-LENGTH-001", None)
            assert faults == {}, (made.name, profile)


def lengths_are_right(pdf):
    ends = [pdf.index(b"stream\n", match.end()) + 7 + int(match[1]) for match in re.finditer(rb"/Length (\d+)\b", pdf)]
    return bool(ends) and all(pdf[end : end + 10] == b"\nendstream" for end in ends)


def test_a_pdf_says_every_word_and_number_of_the_markdown(papers, tmp_path):
    for made in papers:
        file = tmp_path / f"{made.name}.pdf"
        file.write_bytes(made.pdf)
        text = tool("pdftotext", "-raw", str(file), "-").replace("\u200b", "")
        together = re.sub(r"\s", "", text)
        said = [
            passage
            for passage in passages(made.blocks)
            if not re.search("[\u0590-\u06ff\u2400-\u2421\U0001f000-\U0001ffff\u4e00-\u9fff]", passage)
        ]
        # what goes on overleaf is interrupted by the foot of the page
        lost = [
            word
            for passage in said
            if re.sub(r"\s", "", passage) not in together
            for word in passage.split()
            if word not in together
        ]
        assert lost == [], made.name
        assert not numbers(" ".join(said)) - numbers(text), made.name


def test_a_pdf_has_one_tag_a_table_headings_in_order_and_a_title(papers, tmp_path):
    for made in papers:
        file = tmp_path / f"{made.name}.pdf"
        file.write_bytes(made.pdf)
        tags = re.findall(r"^ *(\w+)", tool("pdfinfo", "-struct", str(file)), re.M)
        assert tags.count("Table") == len(made.tables)
        assert tags.count("TR") == sum(1 + len(table.rows) for table in made.tables)
        assert tags.count("TH") == sum(sum(map(bool, table.spans)) for table in made.tables)
        assert [int(tag[1]) for tag in tags if re.fullmatch(r"H\d", tag)] == [level for level, _ in made.headings]
        about = tool("pdfinfo", str(file))
        assert (
            re.search(r"Title: +(.+)", about)[1].split() == made.headings[0][1].split()
            and "Tagged:          yes" in about
        )
        assert b"/Lang (en-GB)" in made.pdf or b"/Lang(en-GB)" in made.pdf


def test_what_steers_a_page_is_only_words(papers, tmp_path):
    made = next(made for made in papers if made.name == "hostile-plan")
    file = tmp_path / "hostile.pdf"
    file.write_bytes(made.pdf)
    text = tool("pdftotext", "-raw", str(file), "-")
    together = re.sub(r"\s|\u200b", "", text)
    assert "root:" not in text
    for said in (
        '#read("/etc/passwd")',
        '#import"@preview/cetz:0.3.0"',
        "$x$@ref",
        "<script>alert(2)</script>|=Heading~\\#{1+1}",
        "#panic()#(sys.inputs)",
        "|a|*b*_c_`d`\\///**/",
    ):
        assert said in together, said
    assert together.count("x") > 10_000
    # no font of ours has these, so they are named
    assert (
        "[grinningface]" in together
        and "[symbolforescape][31mescape[symbolforbell]" in together
        and "[cjkunifiedideograph-4e2d]" in together
    )
    assert "שלום" in together or "םולש" in together


def test_a_council_sets_its_own_page_but_reads_and_fetches_nothing():
    need(installed("typst"), "typst")
    report = report_of({"westmere/one": (HEAD + "recommendations: []\n").encode()}, date(2024, 1, 1))

    def with_template(text):
        return render.typeset("# One\n\nwords\n", "pdf", report, {**TEMPLATES, "paper.typ": text})

    assert with_template('#set document(title: "Own")\n#set text(lang: "en")\n#sys.inputs.paper.len()').startswith(
        b"%PDF"
    )
    for text, said in [
        ('\n#read("/etc/passwd")', "line 2: file not found"),
        ('#read("../../../../../../etc/passwd")', "line 1"),
        ('#import "@preview/x:0.1.0": y', "line 1: 'import' may not be used in a template"),
        ('#{ std.at("eval") }', "'std' may not be used in a template"),
        ("#while true {}", "line 1"),
        ("#let f(x) = f(x)\n#f(1)", "call depth"),
        ("= A\n=== C", "PDF/UA-1 error"),
        ("#(", "line 1"),
        ("", "missing document title"),
    ]:
        with pytest.raises(BadTemplate, match=re.escape(said)):
            with_template(text)


# Word ----------------------------------------------------------------------------------------------------------------


def test_word_reads_back_with_the_same_headings_and_cells(papers):
    from docx import Document

    for made in papers:
        document = Document(BytesIO(made.docx))
        headings = [
            (int(paragraph.style.name.removeprefix("Heading ")), paragraph.text)
            for paragraph in document.paragraphs
            if paragraph.style.name.startswith("Heading")
        ]
        assert headings == made.headings
        assert len(document.tables) == len(made.tables)
        for table, meant in zip(document.tables, made.tables, strict=True):
            header, *rows = table._tbl.tr_lst
            assert [read(cell) for cell in header.tc_lst] == [
                words(cell) for cell, span in zip(meant.header, meant.spans, strict=True) if span
            ]
            assert [[read(cell) for cell in row.tc_lst] for row in rows] == [
                [words(cell) for cell in row] for row in meant.rows
            ]
            assert (
                header.trPr.find(f"{W}tblHeader") is not None
                and table._tbl.tblPr.find(f"{W}tblCaption").get(f"{W}val") == meant.named
            )
        if made.name == "long-plan":
            assert all(
                row.trPr.find(f"{W}cantSplit") is not None for table in document.tables for row in table._tbl.tr_lst
            )
        assert {section.orientation for section in document.sections} == {
            int(sheet.sideways) for sheet in page_layouts(made.blocks)
        }


def read(cell):
    return "".join("\n" if part.tag == f"{W}br" else part.text or "" for part in cell.iter(f"{W}t", f"{W}br"))


def test_word_says_whose_it_is_and_nothing_of_what_made_it(papers):
    from docx import Document

    made = papers[0]
    about = Document(BytesIO(made.docx)).core_properties
    assert (about.title, about.language, about.created.isoformat()[:10], about.author, about.comments) == (
        made.headings[0][1],
        "en-GB",
        SHOWN[0][1],
        "",
        "",
    )
    with ZipFile(BytesIO(made.docx)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(2013, 11, 7, 0, 0, 0)}
        assert not [name for name in parts.namelist() if "thumbnail" in name]
        for name in parts.namelist():
            assert b"python-docx" not in parts.read(name)
        assert 'w:lang w:val="en-GB"' in parts.read("word/styles.xml").decode()
        foot = parts.read("word/footer1.xml").decode()
        assert "Judged on 7 November 2013" in foot and 'w:instr="PAGE"' in foot


def test_every_style_that_the_text_refers_to_is_there(papers):
    for made in papers:
        with ZipFile(BytesIO(made.docx)) as parts:
            defined = set(re.findall(r'w:styleId="(\w+)"', parts.read("word/styles.xml").decode()))
            assert (
                set(re.findall(r'w:(?:p|r|tbl)Style w:val="(\w+)"', parts.read("word/document.xml").decode()))
                <= defined
            )


def test_word_opens_in_another_program(papers, tmp_path):
    need(shutil.which("soffice"), "LibreOffice")
    for made in papers:
        (tmp_path / f"{made.name}.docx").write_bytes(made.docx)
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    tool(
        "soffice",
        home,
        "--headless",
        "--convert-to",
        "odt",
        "--outdir",
        str(tmp_path),
        *(str(tmp_path / f"{made.name}.docx") for made in papers),
    )
    for made in papers:
        with ZipFile(tmp_path / f"{made.name}.odt") as parts:
            content, styles = parts.read("content.xml").decode(), parts.read("styles.xml").decode()
        assert content.count("<table:table-header-rows>") == len(made.tables), made.name
        assert [int(level) for level in re.findall(r'<text:h [^>]*text:outline-level="(\d)"', content)] == [
            level for level, _ in made.headings
        ]
        assert 'fo:language="en" fo:country="GB"' in styles and "</text:page-number>" in styles
        assert ('style:print-orientation="landscape"' in styles) == any(
            sheet.sideways for sheet in page_layouts(made.blocks)
        )


def test_a_council_has_its_own_styles_or_hears_what_is_wrong_with_them():
    need(installed("docx"), "python-docx")
    report = report_of({"westmere/one": (HEAD + "recommendations: []\n").encode()}, date(2024, 1, 1))
    own = TEMPLATES["paper.styles.xml"].replace("Arial", "Gill Sans")
    with ZipFile(
        BytesIO(render.typeset("# One\n\nwords\n", "docx", report, {**TEMPLATES, "paper.styles.xml": own}))
    ) as parts:
        assert "Gill Sans" in parts.read("word/styles.xml").decode()
    with pytest.raises(BadTemplate, match=r"paper\.styles\.xml"):
        render.typeset("# One\n\nwords\n", "docx", report, {**TEMPLATES, "paper.styles.xml": "<w:styles>"})


# both ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_same_day_gives_the_same_bytes_anywhere(ending, portfolio, tmp_path):
    need(all(map(installed, ("typst", "docx"))), "typst or python-docx")
    folder = portfolio({"westmere/hostile": HOSTILE})
    (tmp_path / "elsewhere").mkdir()
    shutil.copytree(folder / "plans", tmp_path / "elsewhere" / "plans")
    one, two = tmp_path / f"one.{ending}", tmp_path / "elsewhere" / f"two.{ending}"
    for out, setting in ((one, {}), (two, {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "SOURCE_DATE_EPOCH": "1"})):
        # 1: the plan holds a character that is not allowed
        assert (
            run_s11_process(
                "report", "--as-of", "2024-01-01", "-o", str(out), cwd=out.parent if out == two else folder, **setting
            ).code
            == 1
        )
    assert one.read_bytes() == two.read_bytes()


@pytest.mark.parametrize(
    ("module", "ending", "extra"),
    [("typst", "pdf", "s11[pdf]"), ("font_roboto", "pdf", "s11[pdf]"), ("docx", "docx", "s11[office]")],
)
def test_what_is_not_installed_is_one_clear_line(module, ending, extra, tmp_path):
    out = tmp_path / f"x.{ending}"
    code = (
        f"import sys; sys.modules[{module!r}] = None; sys.argv = "
        f"{json.dumps(['s11', 'report', SHOWN[0][0], '--as-of', SHOWN[0][1], '-o', str(out)])}; from s11.__main__ "
        "import main; main()"
    )
    ran = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)
    assert ran.returncode == 2 and extra in ran.stderr and ran.stderr.count("\n") == 1 and not out.exists()


def test_an_ending_that_no_voice_has_is_refused(tmp_path):
    ran = run_s11("report", SHOWN[0][0], "-o", str(tmp_path / "x.rtf"))
    assert ran.code == 2 and ".pdf" in ran.err and ".docx" in ran.err


def test_markdown_and_html_load_nothing_for_paper():
    code = (
        "import sys; sys.argv = ['s11', 'report', 'reading/ofsted-2013', '--as-of', '2013-11-07']; from s11.cli "
        "import run; run(sys.argv[1:]); print([m for m in ('typst', 'docx', 'lxml', 'markdown_it') if m in "
        "sys.modules])"
    )
    assert subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout.endswith("[]\n")


# what lies back ------------------------------------------------------------------------------------------------------

PAST = {
    "changes": ("changes", "--since", "2024-01-31"),
    "history": ("history", "--every", "month"),
}


@pytest.fixture
def followed(repository):
    """Two plans in git, in each of which a date moved and something is late."""
    actions = "\n".join(
        f"      - {{id: 1.{number}, text: 'Review the leaflet {number} with all who hand it out', lead: AB, "
        f"timescale: March 2024, rag: G}}"
        for number in range(1, 9)
    )
    for name in ("one", "two"):
        head = (
            f"format: s11-plan/1\ntitle: Plan {name}\norganisation: Council {name}\norigin: other\n"
            "people: {AB: {name: Ann Bell, post: Head of Housing}}\nrag: {G: {means: on_track}}\n"
            "recommendations:\n  - id: 1\n    text: Review\n    actions:\n"
        )
        repository.write(f"plans/{name}.yaml", head + actions + "\n")
    repository.commit("First", "2024-01-20")
    moved = "timescale: July 2024, revised: [{date: 2024-02-20, from: March 2024, why: Snow, by: AB}]"
    for name in ("one", "two"):
        text = (repository.folder / f"plans/{name}.yaml").read_text(encoding="utf-8")
        repository.write(f"plans/{name}.yaml", text.replace("timescale: March 2024", moved, 1))
    repository.commit("Moved", "2024-02-20")
    return repository.folder


@pytest.mark.parametrize("name", PAST)
def test_what_lies_back_is_set_on_upright_paper(followed, name, tmp_path):
    need(all(map(installed, ("typst", "docx"))), "typst or python-docx")
    for ending in ("pdf", "docx", "md"):
        for file in ("one", "again"):
            ran = run_s11(*PAST[name], "--as-of", "2024-06-30", "-o", str(tmp_path / f"{file}.{ending}"), cwd=followed)
            assert ran.code == 0, ran.err
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"again.{ending}").read_bytes()
    text = tool("pdftotext", str(tmp_path / "one.pdf"), "-")
    sizes = tool("pdfinfo", "-l", "-1", str(tmp_path / "one.pdf"))
    pages = re.findall(r"Page +\d+ size: +(\S+) x (\S+)", sizes)
    assert pages and all(float(wide) < float(high) for wide, high in pages)
    assert "Council one" in text and "2 action plans" in text and "figure" not in text
    markdown = (tmp_path / "one.md").read_text(encoding="utf-8")
    assert "```" not in markdown
    for phrase in ("Council two", "Review the leaflet 1"):
        assert phrase in " ".join(text.split()) and phrase in markdown, phrase
    with ZipFile(tmp_path / "one.docx") as packed:
        document = packed.read("word/document.xml").decode("utf-8")
        pictures = [entry for entry in packed.namelist() if entry.startswith("word/media/")]
    assert 'w:orient="landscape"' not in document and bool(pictures) == (name == "history")
    if name == "history":
        # every figure of a picture stands in its words
        assert "Actions off track from 31 January 2024 to 30 June 2024: as checked" in document


def test_a_council_has_its_own_template_of_what_lies_back(followed, tmp_path):
    (followed / "templates").mkdir()
    for name in PAST:
        (followed / f"templates/{name}.md.j2").write_text(
            f"# Our own {name}\n\n{{{{ report.head.as_of }}}}{{% if paper %}} on paper{{% endif %}}\n", encoding="utf-8"
        )
        for ending, said in (("md", f"# Our own {name}\n\n30 June 2024\n"), ("pdf", "30 June 2024 on paper")):
            file = tmp_path / f"{name}.{ending}"
            ran = run_s11(*PAST[name], "--as-of", "2024-06-30", "-o", str(file), cwd=followed)
            assert ran.code == 0, ran.err
            text = tool("pdftotext", str(file), "-") if ending == "pdf" else file.read_text(encoding="utf-8")
            assert said.strip() in text
