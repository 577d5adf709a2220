"""`s11 import`: a document in Word or Excel becomes a plan, by the command, with its report, and no word is lost."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import replace
from datetime import date
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from browsing import need
from conftest import PROJECT, Repository, run_s11
from docx_files import docx, p, tbl, tc, tr
from layouts import LAYOUTS, Layout
from terminal import Terminal

from s11.intake.imported import Given, Imported
from s11.intake.plan import to_plan
from s11.intake.reading import read_tables
from s11.plan import Plan, load_one, own_leads
from s11.text import ERROR, Source

DAY = date(2014, 1, 1)


def word_file(layout: Layout) -> bytes:
    rows = []
    for at, row in enumerate(layout.rows):
        cells = []
        for column, words in enumerate(row):
            wide = next((span[3] for span in layout.merged if span[:2] == (at, column)), 1)
            if any(span[0] == at and span[1] < column < span[1] + span[3] for span in layout.merged):
                continue
            properties = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
            cells.append(tc(*(words.split("\n") if words else ()), properties=properties))
        rows.append(tr(*cells))
    return docx("".join(map(p, layout.above)) + tbl(*rows) + "".join(map(p, layout.below)))


def workbook(layout: Layout) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for words in layout.above:
        sheet.append([words])
    for row in layout.rows:
        sheet.append([words or None for words in row])
    for words in layout.below:
        sheet.append([words])
    for row, column, height, width in layout.merged:
        first = len(layout.above) + row + 1
        sheet.merge_cells(
            start_row=first, start_column=column + 1, end_row=first + height - 1, end_column=column + width
        )
    written = BytesIO()
    book.save(written)
    return written.getvalue()


FILES = {"plan.docx": word_file, "plan.xlsx": workbook}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.name for layout in LAYOUTS])
def test_a_layout_is_read_from_a_real_file_and_no_word_is_lost(layout: Layout, name: str):
    made = to_plan(read_tables(name, FILES[name](layout)), Given("", "Westmere", "other", day=DAY), "x.json")
    (head,) = [table.head for table in made.tables if table.head is not None]
    assert tuple(column.meaning for column in head.columns) == layout.columns
    assert made.actions == layout.actions and made.lost == ()
    for words in layout.said:
        assert any(words in doubt.text for doubt in made.doubts), words
    loaded = load_one(Source("one.yaml", "one", made.text.encode()))
    assert loaded.plan is not None and not [one for one in loaded.findings if one.level == ERROR]


# the plans that were transcribed by hand ------------------------------------------------------------------------------


def transcribed(name: str) -> Plan:
    loaded = load_one(Source(name, name, (PROJECT / "plans" / f"{name}.yaml").read_bytes()))
    assert loaded.plan is not None
    return loaded.plan


def imported(data: bytes, **given) -> Imported:
    return to_plan(read_tables("plan.docx", data), Given(**{"organisation": "X", "origin": "other", **given}), "x.json")


def read_back(made: Imported) -> Plan:
    plan = load_one(Source("one.yaml", "one", made.text.encode())).plan
    assert plan is not None and made.lost == (), made.lost
    return plan


def words(text: str) -> str:
    return " ".join(text.split())


def test_the_plan_of_2013_in_the_layout_of_its_original():
    plan = transcribed("oxford/review-2013")
    body = ""
    for theme in plan.themes:
        rows = [tr(*map(tc, ("Recommendation", "Action", "Timescale", "Person responsible")))]
        for one in plan.recommendations:
            if one.theme == theme:
                texts = [action.text for action in one.actions]
                rows.append(
                    tr(
                        tc(one.text),
                        tc(*texts),
                        tc(one.timescale.text if one.timescale else ""),
                        tc("/".join(one.lead)),
                    )
                )
        body += p(f"{list(plan.themes).index(theme) + 1}. {plan.themes[theme].heading}") + tbl(*rows)
    made = imported(docx(body))
    again = read_back(made)
    assert [words(one.text) for one in again.recommendations] == [words(one.text) for one in plan.recommendations]
    assert [theme.heading.partition(". ")[2] for theme in again.themes.values()] == [
        words(theme.heading) for theme in plan.themes.values()
    ]
    for mine, theirs in zip(again.recommendations, plan.recommendations, strict=True):
        held = mine.timescale or mine.actions[0].timescale
        assert (held.text if held else "") == (theirs.timescale.text if theirs.timescale else "")
        assert own_leads(mine, mine.actions[0]) == theirs.lead
        if len(mine.actions) != len(theirs.actions):
            # kept as one, and said
            assert any("kept as one action" in doubt.text for doubt in made.doubts)
            assert words(" ".join(a.text for a in mine.actions)) == words(" ".join(a.text for a in theirs.actions))
        else:
            assert [words(a.text) for a in mine.actions] == [words(a.text) for a in theirs.actions]


def test_the_ofsted_plan_in_the_layout_of_its_original():
    plan = transcribed("reading/ofsted-2013")
    legend = "RAG Rating Red- not on track Amber- on track for completion Green- completed"
    rows = [tr(*map(tc, ("", "Ofsted Recommendation", "Actions Proposed", "Lead Officer", legend)))]
    for one in plan.recommendations:
        for at, action in enumerate(one.actions):
            first = at == 0
            rows.append(
                tr(
                    tc(one.id if first else "", properties="<w:vMerge w:val='restart'/>" if first else "<w:vMerge/>"),
                    tc(one.text if first else "", properties="<w:vMerge w:val='restart'/>" if first else "<w:vMerge/>"),
                    tc(action.text),
                    tc(" / ".join(action.lead)),
                    tc(action.rag),
                )
            )
    again = read_back(imported(docx(tbl(*rows)), as_at=date(2013, 8, 9)))
    assert [one.id for one in again.recommendations] == [one.id for one in plan.recommendations]
    mine, theirs = list(again.actions()), list(plan.actions())
    assert [words(action.text) for _, action in mine] == [words(action.text) for _, action in theirs]
    assert [again.state(action.rag) for _, action in mine] == [plan.state(action.rag) for _, action in theirs]
    assert [action.continuing for _, action in mine] == [action.continuing for _, action in theirs]


def test_the_plan_of_2016_in_the_layout_of_its_original():
    plan = transcribed("oxford/section-11-2016")
    heads = ("Learning Points", "Action", "Evidence", "Completion date", "Lead", "Progress", "Status (RAG rating)")
    rows = [tr(*map(tc, heads))]
    for one in plan.recommendations:
        for action in one.actions:
            dated = [piece.timescale.text for piece in action.evidence if piece.timescale is not None]
            rows.append(
                tr(
                    tc(f"Learning Point {one.id} {one.text}"),
                    tc(action.text),
                    tc(*[piece.text for piece in action.evidence]),
                    tc(*(dated or ([action.timescale.text] if action.timescale else [""]))),
                    tc(*own_leads(one, action)),
                    tc(""),
                    tc(one.rag or action.rag),
                )
            )
    key = ("B-Blue Action completed", "G-Green Action on target to be met")
    made = imported(docx("".join(map(p, key)) + tbl(*rows)), as_at=date(2016, 5, 3))
    again = read_back(made)
    assert again.called == "Learning Point"
    mine, theirs = [action for _, action in again.actions()], [action for _, action in plan.actions()]
    assert [words(action.text) for action in mine] == [words(action.text) for action in theirs]
    assert [[words(piece.text) for piece in action.evidence] for action in mine] == [
        [words(piece.text) for piece in action.evidence] for action in theirs
    ]


# the command ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def council(repository) -> Repository:
    (repository.folder / "plans").mkdir()
    (repository.folder / "plan.docx").write_bytes(word_file(LAYOUTS[1]))
    return repository


ASKED = ("--output", "westmere/one", "--organisation", "Westmere", "--kind", "section-11", "--as-at", "2016-05-03")


def ran(council: Repository, *more: str, file: str = "plan.docx"):
    return run_s11("import", file, *ASKED, *more, cwd=council.folder, S11_AS_OF="2016-06-01")


def test_a_document_becomes_a_plan_with_a_report(council):
    done = ran(council, "--report", "read.md")
    assert done.code == 0, done.err
    assert "0 unaccounted for" in done.err and "written: plans/westmere/one.yaml" in done.err
    assert "Completion date is timescale (100%)" in done.err
    assert "table 1, row 2, column 4: 3 dates were paired by their order with 3 pieces of evidence (line " in done.out
    assert "s11 lint finds 0 errors" in done.out
    report = (council.folder / "read.md").read_text(encoding="utf-8")
    assert report.startswith("# How plan.docx was read\n") and "| B-Blue | completed | Action completed |" in report
    assert run_s11("lint", cwd=council.folder, S11_AS_OF="2016-06-01").code == 0
    # nothing is written over
    again = ran(council)
    assert again.code == 2 and "already" in again.err


def test_several_files_are_several_plans_and_one_that_fails_stops_no_other(council):
    (council.folder / "Annex B (2017).docx").write_bytes(word_file(LAYOUTS[0]))
    (council.folder / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    asked = ("--organisation", "Westmere", "--kind", "section-11", "--as-at", "2016-05-03", "--report", "read.md")
    files = ("plan.docx", "broken.docx", "Annex B (2017).docx")
    done = run_s11("import", *files, "--output", "plans/westmere/", *asked, cwd=council.folder, S11_AS_OF="2016-06-01")
    assert done.code == 2 and "2 of 3 files imported" in done.err and "broken.docx" in done.err
    found = sorted(path.name for path in (council.folder / "plans/westmere").iterdir())
    assert found == ["annex-b-2017.yaml", "plan.yaml"]
    report = (council.folder / "read.md").read_text(encoding="utf-8")
    assert "# How plan.docx was read\n" in report and report.count("\n## Columns\n") == 2
    # two files of one name, and one title for several plans
    (council.folder / "other").mkdir()
    (council.folder / "other/plan.docx").write_bytes(word_file(LAYOUTS[0]))
    for words, said in (
        (("plan.docx", "other/plan.docx", "--output", "northmere"), "would both be northmere/plan"),
        (("plan.docx", "broken.docx", "--output", "northmere", "--title", "A plan"), "--title names one plan"),
    ):
        wrong = run_s11("import", *words, *asked[:-2], cwd=council.folder, S11_AS_OF="2016-06-01")
        assert wrong.code == 2 and said in wrong.err.splitlines()[-1], wrong.err
    assert not (council.folder / "plans/northmere").exists()


def test_a_report_of_several_files_is_one_page(council, browser):
    (council.folder / "two.docx").write_bytes(word_file(LAYOUTS[0]))
    asked = ("--output", "westmere", "--organisation", "Westmere", "--kind", "other", "--report", "read.html")
    assert run_s11("import", "plan.docx", "two.docx", *asked, cwd=council.folder, S11_AS_OF="2016-06-01").code == 0
    page = browser.new_page()
    page.goto((council.folder / "read.html").as_uri())
    assert page.locator("h1").all_inner_texts() == ["How 2 documents were read"]
    assert page.locator("h2").all_inner_texts() == ["How plan.docx was read", "How two.docx was read"]
    page.close()


def test_a_report_is_a_page_that_a_browser_shows(council, browser):
    assert ran(council, "--report", "read.html").code == 0
    page = browser.new_page()
    page.goto((council.folder / "read.html").as_uri())
    assert page.title() == "How plan.docx was read" and page.locator("h1").count() == 1
    assert page.locator("table").count() >= 4
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1")
    page.close()


def test_words_that_are_lost_are_told_and_nothing_is_written(council, monkeypatch):
    from s11.intake import reading

    whole = reading.read_tables

    def lossy(name, data, sheet=""):
        from dataclasses import replace

        document = whole(name, data, sheet)
        return replace(document, words=(*document.words, "forgotten"))

    # a reader that loses a word: none of ours is known to
    monkeypatch.setattr(reading, "read_tables", lossy)
    done = ran(council, "--report", "read.md")
    assert done.code == 1 and "not imported" in done.err and "forgotten" in done.err
    assert not (council.folder / "plans/westmere").exists()
    assert "Not imported: 1 word" in (council.folder / "read.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "data", "said"),
    [
        ("none.docx", None, "none.docx was not read"),
        ("plan.docx", b"PK\x03\x04 broken", "plan.docx"),
        ("plan.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "save"),
        ("plan.pdf", b"%PDF-1.7\n", "PDF"),
        ("empty.csv", b"", "empty"),
        ("years.csv", b"Year,Children\n2012,34\n2013,41\n", "--map"),
    ],
)
def test_what_cannot_be_read_is_one_clear_line(council, file, data, said):
    if data is not None:
        (council.folder / file).write_bytes(data)
    done = ran(council, file=file)
    assert done.code == 2 and said.casefold() in done.err.splitlines()[-1].casefold(), done.err
    assert "Traceback" not in done.err and not (council.folder / "plans/westmere").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--report", "read.txt"), ".md or .html"),
        (("--colour", "Green"), "WORD=STATE"),
        (("--colour", "Green=ontrack"), "did you mean 'on_track'?"),
        (("--map", "no.txt"), "was not read"),
        (("--table", "9"), "--map"),
    ],
)
def test_wrong_use_says_what_to_write(council, more, said):
    done = ran(council, *more)
    assert done.code == 2 and said in done.err and "Traceback" not in done.err, done.err


def test_a_map_and_a_colour_are_taken(council):
    rows = "Ziel,Massnahme,Wer,Bis,Ampel\nSchutz der Kinder im Verein,Alle Trainer lesen den Plan,AB,June 2016,gruen\n"
    (council.folder / "plan.csv").write_text(rows, encoding="utf-8")
    said = "Ziel = recommendation\nMassnahme = action\nWer = lead\nBis = timescale\nAmpel = rag\n"
    (council.folder / "map.txt").write_text(said, encoding="utf-8")
    done = ran(council, "--map", "map.txt", "--colour", "gruen=on_track", file="plan.csv")
    assert done.code == 0, done.err
    plan = load_one(Source("p", "p", (council.folder / "plans/westmere/one.yaml").read_bytes())).plan
    assert plan is not None and plan.state("gruen") == "on_track"
    assert [action.text for _, action in plan.actions()] == ["Alle Trainer lesen den Plan"]


def test_at_a_terminal_a_doubtful_column_is_asked_about(council):
    rows = "Action,Lead,Date,Thoughts\nRead the plan with all trainers,AB,June 2016,It is early\n"
    (council.folder / "plan.csv").write_text(rows, encoding="utf-8")
    at = Terminal(council.folder, "import", "plan.csv", *ASKED, "--as-of", "2016-06-01")
    at.wait_for("'Date' is taken for timescale; Enter, or another field: ")
    at.type("\n")
    at.wait_for("'Thoughts' is taken for the note; Enter, or another field: ")
    at.type("progres\n")
    at.wait_for("did you mean 'progress'?")
    at.type("progress\n")
    assert at.end() == 0, at.heard
    assert "note: It is early" in (council.folder / "plans/westmere/one.yaml").read_text(encoding="utf-8")


# the tutorial ---------------------------------------------------------------------------------------------------------


def test_the_tutorial_can_be_followed_as_it_is_written(tmp_path):
    need(find_spec("typst"), "typst, which sets the paper at the end")
    page = (PROJECT / "docs" / "import.md").read_text(encoding="utf-8")
    (tmp_path / "plan.docx").write_bytes(word_file(LAYOUTS[1]))
    heads, row = LAYOUTS[1].rows
    (tmp_path / "q2.docx").write_bytes(word_file(replace(LAYOUTS[1], rows=(heads, (*row[:6], "R-Red")))))
    table = next(one for one in LAYOUTS if one.name == "a two-level head")
    (tmp_path / "audit.docx").write_bytes(word_file(table))
    (tmp_path / "plans").mkdir()
    repository = Repository(tmp_path)
    typed = [
        line
        for block in re.findall(r"^```sh\n(.*?)^```$", page, flags=re.M | re.S)
        for line in block.splitlines()
        if line and not line.startswith("#")
    ]
    assert len(typed) > 6
    for line in typed:
        program, *rest = shlex.split(line)
        if program == "git":
            repository.git(*rest)
            continue
        assert program == "s11", line
        later = "--update" in rest
        done = run_s11(*rest, cwd=tmp_path, S11_AS_OF="2016-07-01" if later else "2016-06-01")
        assert done.code == 0, f"{line}\n{done.out}{done.err}"
        assert not later or "+        rag: R-Red" in done.out, done.out
    assert any(Path(tmp_path / name).exists() for name in ("committee.docx", "committee.html", "committee.pdf"))


def test_the_table_of_traps_is_made_by_their_tests():
    from test_intake_docx import TRAPS
    from test_intake_sheets import CSV, HTML, MARKDOWN, XLSX

    path = PROJECT / "docs" / "import.md"
    page = path.read_text(encoding="utf-8")
    readers = {"Word": [one.name for one in TRAPS], "Excel": XLSX, "CSV": CSV, "web pages": HTML, "text": MARKDOWN}
    rows = [f"| {reader} | {'; '.join(names)} |" for reader, names in readers.items()]
    table = "\n".join(["| reader | read right |", "|---|---|", *rows])
    made = re.sub(r"(?s)<!-- traps -->.*<!-- /traps -->", lambda _: f"<!-- traps -->\n{table}\n<!-- /traps -->", page)
    if os.environ.get("S11_SNAPSHOTS"):
        path.write_text(made, encoding="utf-8")
    assert made == page, "S11_SNAPSHOTS=1 writes it anew"
