"""The briefing: one page in every form, and no figure on it that another command does not say too."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from browsing import look, need
from conftest import PROJECT, SHIPPED, run_s11
from partnership import DAY as PARTNERSHIP_DAY
from partnership import partnership
from test_report import BARE, TEMPLATES, Page, flat, hostile, reported

from s11 import plan, rules, view
from s11.render import render_brief
from s11.render.brief_text import brief_screen
from s11.render.screen import ScreenSettings
from s11.rules import check
from s11.store import find_plans
from s11.text import Source
from s11.view.brief import MOST_MOVED, MOST_PEOPLE, MOST_PLANS, brief
from s11.when import Vantage

DAY = "2026-03-31"
SINCE = "2025-12-31"


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("portfolio") / "demo"
    subprocess.run([sys.executable, str(PROJECT / "docs" / "demo_portfolio.py"), str(folder)], check=True)
    return folder


@pytest.fixture(scope="module")
def said(demo):
    """The briefing's records, as the command prints them for programs."""
    ran = run_s11("brief", "--since", SINCE, "--as-of", DAY, cwd=demo)
    assert ran.code == 0, ran.err
    return [line.split("\t") for line in ran.out.splitlines()]


def data(demo: Path, *words: str):
    ran = run_s11(*words, "--as-of", DAY, "--json", cwd=demo)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def of(said, kind: str) -> list[dict[str, str]]:
    """The fields of each record of a kind that have a name."""
    return [
        dict(field.split("=", 1) for field in fields if re.match(r"\w+=", field))
        for what, *fields in said
        if what == kind
    ]


# the figures ---------------------------------------------------------------------------------------------------------


def test_where_plans_stand_is_what_status_says(demo, said):
    status = data(demo, "status", "--since", SINCE)
    whole, travel = status["portfolio"], status["portfolio"]["travel"]
    (actions,) = of(said, "actions")
    assert (
        sum(int(count) for tile, count in actions.items() if tile != "all") == int(actions["all"]) == whole["actions"]
    )
    assert int(actions["late"]) == whole["timing"]["late"] == travel["late_now"]
    assert int(actions["done"]) == whole["checked"]["completed"] + whole["checked"]["verified"]
    off_track = int(actions["late"]) + int(actions.get("off_track", 0))
    assert off_track == whole["checked"]["off_track"]
    more = travel["late_now"] - travel["late_then"]
    assert said[0][4] == (
        f"On 31 March 2026 {actions['late']} of {actions['all']} actions are late, {more} more than on 31 December "
        f"2025; the plans themselves call {whole['stated']['off_track']} off track."
    )
    plans = {one["id"]: one for one in status["plans"]}
    rows = {
        fields[1]: row for fields, row in zip((one for one in said if one[0] == "plan"), of(said, "plan"), strict=True)
    }
    assert rows.keys() == plans.keys()
    for plan_id, row in rows.items():
        counts, way = plans[plan_id], plans[plan_id]["travel"]
        assert (int(row["off_track"]), int(row["late"])) == (counts["checked"]["off_track"], counts["timing"]["late"])
        assert [int(row[name]) for name in ("late_then", "improved", "worsened")] == [
            way["late_then"],
            way["better"],
            way["worse"],
        ]
        assert row["last_recorded"] == counts["last_recorded"]
    order = [int(row["off_track"]) for row in rows.values()]
    assert order == sorted(order, reverse=True)


def test_what_moved_is_what_changes_says(demo, said):
    changes = data(demo, "changes", "--since", SINCE)
    counts = Counter(row["heading"] for one in changes["plans"] for row in one["changes"])
    moved = {
        fields[1]: row
        for fields, row in zip(
            (one for one in said if one[0] == "moved" and one[2].startswith("count=")),
            [row for row in of(said, "moved") if "count" in row],
            strict=True,
        )
    }
    assert int(moved["newly_late"]["count"]) == counts["newly_late"] > MOST_MOVED
    assert int(moved["moved"]["count"]) == counts["moved"]
    assert int(moved["completed"]["count"]) == counts["completed"] + counts["verified"]
    assert int(moved["unexplained"]["count"]) == changes["quiet_edits"]
    addresses = {row["address"] for one in changes["plans"] for row in one["changes"]}
    rows = [one for one in said if one[0] == "moved" and not one[2].startswith("count=")]
    assert rows and all(one[2] in addresses for one in rows)
    assert max(Counter(one[1] for one in rows).values()) <= MOST_MOVED
    # the longest late of them come first
    days = {thing["address"]: thing["days_late"] for thing in data(demo, "due", "--late")["things"]}
    newly = [
        days[row["address"]] for one in changes["plans"] for row in one["changes"] if row["heading"] == "newly_late"
    ]
    shown = [days[one[2]] for one in rows if one[1] == "newly_late"]
    assert shown == sorted(newly, reverse=True)[:MOST_MOVED]


def test_who_must_act_is_what_due_says(demo, said):
    late = [thing for thing in data(demo, "due", "--late")["things"] if thing["timing"] == "late"]
    people = [
        (one[1], one[2], row)
        for one, row in zip((one for one in said if one[0] == "person"), of(said, "person"), strict=True)
    ]
    assert len(people) == MOST_PEOPLE
    for name, organisation, row in people:
        ran = run_s11(
            "due", "--late", "--lead", name, "--organisation", organisation, "--as-of", DAY, "--json", cwd=demo
        )
        theirs = [thing for thing in json.loads(ran.out)["things"] if thing["timing"] == "late"]
        # of an action with several leads a filter shows everything; the briefing counts what falls due to the person
        mine = [thing for thing in theirs if name in json.dumps(thing["lead"], ensure_ascii=False)] or theirs
        assert int(row["overdue"]) <= len(theirs) and row["oldest"] >= min(thing["due"] for thing in mine)
    overdue = [int(row["overdue"]) for _, _, row in people]
    assert overdue == sorted(overdue, reverse=True) and sum(overdue) <= 2 * len(late)


def test_the_line_is_what_history_says(demo, said):
    points = data(demo, "history", "--every", "month")["points"]
    line = {
        fields[1]: row
        for fields, row in zip((one for one in said if one[0] == "off_track"), of(said, "off_track"), strict=True)
    }
    for point in points:
        row = line[point["day"]]
        assert (int(row["stated"]), int(row["checked"])) == (
            point["stated"]["off_track"],
            point["checked"]["off_track"],
        ), point["day"]
    assert list(line) == sorted(line) and list(line)[-1] == DAY


def test_every_form_says_the_same(demo, tmp_path, said):
    sentence = said[0][4]
    for ending in ("html", "md", "pdf", "docx"):
        ran = run_s11(
            "report",
            "--template",
            "brief",
            "--since",
            SINCE,
            "--as-of",
            DAY,
            "-o",
            str(tmp_path / f"b.{ending}"),
            cwd=demo,
        )
        assert ran.code == 0, ran.err
    html = Page((tmp_path / "b.html").read_text(encoding="utf-8")).text
    texts = [html, re.sub(r"[\\*]", "", (tmp_path / "b.md").read_text(encoding="utf-8"))]
    for row in [one for one in said if one[0] == "person"]:
        assert all(row[1] in text for text in texts)
    assert all(flat(sentence) in flat(text) for text in texts)
    for row in of(said, "plan"):
        assert all(f"{row['late_then']} → {row['late']}" in text for text in texts)
    again = tmp_path / "again.pdf"
    run_s11("report", "--template", "brief", "--since", SINCE, "--as-of", DAY, "-o", str(again), cwd=demo)
    assert again.read_bytes() == (tmp_path / "b.pdf").read_bytes()


# one page ------------------------------------------------------------------------------------------------------------


def pages_of(file: Path) -> int:
    need(shutil.which("pdfinfo"), "pdfinfo (poppler-utils)")
    about = subprocess.run(["pdfinfo", str(file)], capture_output=True, text=True, check=True).stdout
    assert re.search(r"Page size: +59[45][.\d]* x 84[12]", about), "not upright A4"
    return int(re.search(r"Pages: +(\d+)", about)[1])


def fifty(folder: Path) -> Path:
    subprocess.run(
        [sys.executable, str(PROJECT / "benchmarks" / "make_plans.py"), str(folder), "-n", "50"],
        check=True,
        capture_output=True,
    )
    return folder


def test_it_is_one_page_of_paper_for_every_plan_all_of_them_and_fifty(demo, tmp_path):
    ids = [one["id"] for one in data(demo, "status")["plans"]]
    for number, words in enumerate([[], *([one] for one in ids)]):
        file = tmp_path / f"{number}.pdf"
        ran = run_s11(
            "report", *words, "--template", "brief", "--since", SINCE, "--as-of", DAY, "-o", str(file), cwd=demo
        )
        assert ran.code == 0 and pages_of(file) == 1, words
    file = tmp_path / "fifty.pdf"
    many = fifty(tmp_path / "fifty")
    assert run_s11("report", "--template", "brief", "--as-of", DAY, "-o", str(file), cwd=many).code == 0
    assert pages_of(file) == 1
    text = run_s11("report", "--template", "brief", "--as-of", DAY, cwd=many).out
    assert "38 more plans: " in text and "not kept in git" in text and str(tmp_path) not in text


def test_it_is_one_page_in_word(demo, tmp_path):
    need(shutil.which("soffice"), "LibreOffice")
    for number, words in enumerate(([], ["farnlow/audit-2024"])):
        file = tmp_path / f"{number}.docx"
        ran = run_s11(
            "report", *words, "--template", "brief", "--since", SINCE, "--as-of", DAY, "-o", str(file), cwd=demo
        )
        assert ran.code == 0, ran.err
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{tmp_path}/office",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                str(tmp_path),
                str(file),
            ],
            check=True,
            capture_output=True,
        )
        about = subprocess.run(
            ["pdfinfo", str(file.with_suffix(".pdf"))], capture_output=True, text=True, check=True
        ).stdout
        assert re.search(r"Pages: +1\n", about), words


@pytest.mark.parametrize("width", [80, 100, 140])
def test_it_is_forty_lines_on_a_terminal_and_none_wraps(demo, width):
    import contextlib

    from s11.cli.brief import published_brief
    from s11.cli.loading import stream_plans
    from s11.cli.publication import Publication, check_plans
    from s11.view import Filter

    with contextlib.chdir(demo):
        read = check_plans(*stream_plans(None, DAY, located=True))
        page = published_brief(read, Publication(Filter(), since=SINCE), whole=True)
    for ascii_only in (False, True):
        lines = brief_screen(page, ScreenSettings(width, False, ascii_only)).rstrip("\n").split("\n")
        assert len(lines) <= 40 and max(map(len, lines)) <= width
        assert not ascii_only or all(line.isascii() for line in lines)
    assert "more person" in lines[-3] or "more people" in "\n".join(lines)


def test_a_page_fit_for_everyone_that_shows_all_in_a_screen_and_a_half(demo, tmp_path, browser):
    file = tmp_path / "brief.html"
    run_s11("report", "--template", "brief", "--since", SINCE, "--as-of", DAY, "-o", str(file), cwd=demo)
    look(browser, file)
    page = browser.new_page(viewport={"width": 1280, "height": 1024})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollHeight") <= 1.65 * 1024
    # and printed from the browser it is one sheet too
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    assert pages_of(tmp_path / "printed.pdf") == 1
    page.close()


# laws and corners ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("texts", [(BARE,), (("a/hostile", hostile()),), ()], ids=["bare", "hostile", "none"])
@pytest.mark.parametrize("format", ["html", "markdown"])
def test_whatever_the_plans_hold_the_tiles_add_up_and_words_stay_words(texts, format):
    page = brief(reported(*texts), why_not="There is nothing to compare with.")
    assert sum(tile.count for tile in page.tiles) == page.report.portfolio.actions
    text = render_brief(page, format, TEMPLATES)
    if format == "html":
        seen = Page(text)
        assert not seen.open and not seen.named("script")
    assert not re.search(r"(?m)^\\?#{2,}[^# ]|\bNone\b", text)


def test_the_tiles_of_every_plan_we_have_add_up_on_any_day():
    sources = [
        Source(str(path), path.relative_to(PROJECT / "plans").with_suffix("").as_posix(), path.read_bytes())
        for path in SHIPPED
    ]
    from datetime import date

    for day in (date(2013, 11, 7), date(2016, 5, 3), date(2017, 1, 31), date(2026, 3, 31)):
        page = brief(view.report(plan.load(sources), Vantage(day), "", (), "2"))
        assert sum(tile.count for tile in page.tiles) == page.report.portfolio.actions
        off = sum(tile.count for tile in page.tiles if tile.key in ("late", "off_track"))
        assert off == page.off_track == sum(row.off_track for row in (*page.plans, *page.more_plans))
        assert len(page.plans) <= MOST_PLANS and page.sentence.startswith("On ")


def test_what_cannot_be_compared_is_said(demo, tmp_path):
    ran = run_s11("brief", "--since", "no-such-revision", "--as-of", DAY, cwd=demo)
    assert ran.code == 2 and ran.err.count("\n") == 1
    plans = find_plans((), demo)
    assert plans
    alone = tmp_path / "alone" / "plans" / "a"
    alone.mkdir(parents=True)
    shutil.copy(next((demo / "plans").rglob("*.yaml")), alone / "b.yaml")
    ran = run_s11("brief", "--as-of", DAY, cwd=tmp_path / "alone")
    assert ran.code == 0 and "moved\t" not in ran.out
    page = run_s11("report", "--template", "brief", "--as-of", DAY, cwd=tmp_path / "alone").out
    assert "not kept in git" in page


LEFT = """\
format: s11-plan/1
title: Plan
organisation: Westmere Council
origin: section-11
people:
  AB: {name: Ann Bell, post: Officer, left: 2024-05-12}
  CD: {name: Cal Dunn, post: Officer, left: 2024-12-12}
recommendations:
  - id: 1
    text: One
    actions:
      - {id: 1, text: First, lead: AB, timescale: April 2024}
      - {id: 2, text: Second, lead: CD, timescale: April 2024}
      - {id: 3, text: Third, lead: CD, timescale: April 2024, completed: 2024-04-20}
"""


def alone_on(day: str):
    loaded = plan.load([Source("plans/a.yaml", "a", LEFT.encode())])
    vantage = Vantage(date.fromisoformat(day))
    return brief(view.report(loaded, vantage, "now", check(loaded, vantage), rules.VERSION))


def test_who_has_left_is_said_where_they_must_act():
    assert [row.name for row in alone_on("2024-06-01").people] == ["Ann Bell (left 12 May 2024)", "Cal Dunn"]
    assert [row.name for row in alone_on("2024-05-11").people] == ["Ann Bell", "Cal Dunn"]


def test_a_plan_that_rates_nothing_calls_nothing_on_or_off_track():
    page = alone_on("2024-06-01")
    assert page.sentence == "On 1 June 2024 2 of 3 actions are late; the plan itself rates nothing."
    assert page.unrated_note == "1 action of which we cannot tell is recorded as done, but not rated."
    assert {tile.key: tile.count for tile in page.tiles} == {"late": 2, "unknown": 1}


def test_what_is_agreed_later_is_said_to_be(demo):
    ran = run_s11("brief", "--as-of", "2024-01-01", cwd=demo)
    assert re.search(r"\d plans were agreed only after this day", ran.out)


@pytest.mark.parametrize(
    "words", [("brief",), ("status",), ("report", "--output", "x.md"), ("report", "--template", "brief")]
)
def test_nothing_comes_from_a_later_day(demo, words):
    ran = run_s11(*words, "--since", "2026-03-30", "--as-of", "2026-02-01", cwd=demo)
    assert (ran.code, ran.out) == (2, "") and "name an earlier day" in ran.err


@pytest.mark.parametrize("words", [("status",), ("report", "--template", "portfolio")])
def test_the_way_things_went_is_told_of_a_day_before_the_last_entry(demo, words):
    """What the files hold from after the day is left out of both sides."""
    ran = run_s11(*words, "--since", "2025-06-30", "--as-of", "2025-12-31", cwd=demo)
    assert (ran.code == 0 and "30 June 2025" in ran.out) or "since=2025-06-30" in ran.out, ran.err


def test_no_heading_is_broken_inside_a_word_in_word(demo, tmp_path):
    """A bold letter of 9.5 points takes about 106 twentieths of a point, and a cell has a margin at either side."""
    docx = pytest.importorskip("docx")
    made = tmp_path / "brief.docx"
    ran = run_s11("report", "--template", "brief", "--since", SINCE, "--as-of", DAY, "--output", str(made), cwd=demo)
    assert ran.code == 0, ran.err
    for table in docx.Document(str(made)).tables:
        for cell in table.rows[0].cells:
            longest = max(map(len, cell.text.split()), default=0)
            assert cell.width.twips >= 106 * longest + 160, (cell.text, cell.width.twips)


def test_of_two_with_as_much_overdue_the_table_names_whom_the_list_has_first():
    loaded = plan.load([Source("plans/a.yaml", "a", LEFT.replace("name: Ann", "name: Zoe").encode())])
    vantage = Vantage(date(2024, 5, 1))
    page = brief(view.report(loaded, vantage, "now", check(loaded, vantage), rules.VERSION))
    assert [row.name for row in page.people] == ["Cal Dunn", "Zoe Bell"]
    assert page.plans[0].lead_words == "Cal Dunn, 1"


def test_done_and_what_is_done_without_a_rating_are_what_status_says_is_done(demo, said):
    """Nothing that is done is off track or at risk in the demo: its tile holds all of it that is rated."""
    (tiles,) = of(said, "actions")
    assert int(tiles["done"]) == data(demo, "status")["portfolio"]["timing"]["done"] > 0
    page = alone_on("2024-06-01")
    counts = {tile.key: tile.count for tile in page.tiles}
    assert counts.get("done", 0) + int(page.unrated_note.split()[0]) == page.report.portfolio.timing["done"] == 1


# self-assessments that have not come ---------------------------------------------------------------------------------


def test_a_self_assessment_that_has_not_come_is_told_of_the_whole(tmp_path):
    partnership(3, gaps=0).write(tmp_path)
    day = ("--as-of", PARTNERSHIP_DAY.isoformat())
    # a third body whose return never came
    shutil.rmtree(tmp_path / "plans" / "mere-homes")
    lines = run_s11("brief", *day, cwd=tmp_path).out.splitlines()
    told = (
        "Westshire standards 2021, 2025: 9 of 12 bodies have returned, 1 of them late; 3 have not, and the day is past."
    )
    who = " No answer from Mere Homes, Westshire Youth Charity and Oakmere Primary School."
    assert [line for line in lines if line.startswith("self-assessments")] == [f"self-assessments\t{told}{who}"]
    # before the day nobody is behind, and of one plan nothing is told of others
    for words in (["--as-of", "2025-10-30"], ["ashmere-academy/section-11-2025", *day], ["--late", *day]):
        ran = run_s11("brief", *words, cwd=tmp_path)
        assert ran.code == 0 and "self-assessments" not in ran.out, ran.err
    for audience, more in (("internal", who), ("public", "")):
        for ending in ("md", "html"):
            page = tmp_path / f"{audience}.{ending}"
            ran = run_s11(
                *("report", "--template", "brief", "--audience", audience, "--output", str(page), *day), cwd=tmp_path
            )
            assert ran.code == 0, ran.err
            text = page.read_text(encoding="utf-8")
            assert f"{told}{more}" in text and ("No answer from" in text) is bool(more)
