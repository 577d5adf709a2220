"""The site: every link leads somewhere, nothing leaves the folder, the same figures everywhere, and it works by
keyboard.
"""

import csv
import dataclasses
import functools
import gzip
import http.server
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import threading
from collections import Counter
from datetime import date, datetime
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin
from zipfile import ZipFile

import pytest
from browsing import COLOURS, axe, faults, fits, need, validated
from conftest import PROJECT, run_s11, run_s11_process
from test_edits import action, recommendation
from test_edits import plan as plan_of
from test_report import BROKEN, TEMPLATES, WESTMERE, Page, flat, hostile, replaced, reported

from s11 import rules, store
from s11.plan import load
from s11.render.csv import ACTION_COLUMNS, DUE_COLUMNS, actions_csv, due_csv, for_spreadsheet
from s11.render.json import due_json
from s11.render.site import render_site
from s11.standing import Cycles
from s11.text import Source
from s11.view import PlanView, report
from s11.view.plans import due_list
from s11.view.rollup import loads_by_lead
from s11.view.site import distinct, file_name, site_of
from s11.when import Vantage

DAY = "2017-01-31"
LONG = "l" * 180
WORDS = '<script>alert(1)</script> ../../x "quoted" & [red] =1+1'
ODD = f"""\
format: s11-plan/1
title: {json.dumps(WORDS)}
organisation: {json.dumps("../" + WORDS)}
origin: other
agreed: 2016-01-01
rag:
  {json.dumps("<b>green")}: {{means: on_track, label: {json.dumps(WORDS)}}}
people:
  {json.dumps("../../etc/passwd")}: {{name: {json.dumps("../../" + WORDS)}}}
  A: {{}}
  a: {{}}
recommendations:
  - id: 1
    text: {json.dumps(WORDS)}
    actions:
      - {{id: {json.dumps("../../A")}, text: {json.dumps(WORDS)}, lead: {json.dumps("../../etc/passwd")}, \
timescale: March 2016, rag: {json.dumps("<b>green")}}}
      - {{id: {json.dumps("../../a")}, text: Other, lead: [A, a], timescale: March 2016}}
      - {{id: {json.dumps("#/?&%41 " + "x" * 3000)}, text: Long, timescale: March 2016}}
"""
ODD_NAMES = [
    "A/plan",
    "a/plan",
    "a/Plan",
    "a--plan",
    "x...",
    "con",
    "x..y",
    "é/ü",
    "日本",
    "<script>",
    "a b",
    "a_b",
    'q"uote',
    "%41",
    LONG,
    LONG.upper(),
    f"{LONG}2",
]


@functools.cache
def files_in(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def built(folder: Path, *words: str, cwd: Path = PROJECT, **environment: str):
    ran = run_s11("site", "--output", str(folder), "--as-of", DAY, *words, cwd=cwd, **environment)
    assert "internal error" not in ran.err, ran.err
    return ran


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The site of the five plans, and one of plans with every trap."""
    real, odd, plans = (tmp_path_factory.mktemp(name) for name in ("real", "odd", "plans"))
    assert built(real / "site").code == 0
    for name in ODD_NAMES:
        path = plans / "plans" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(ODD, encoding="utf-8")
    (plans / "plans" / "con.yml").write_text(ODD, encoding="utf-8")
    for name, text in (("westmere/s11", WESTMERE), ("hostile/one", hostile()), BROKEN):
        path = plans / "plans" / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert built(odd / "site", cwd=plans).code == 1
    return {"real": real / "site", "odd": odd / "site"}


@pytest.fixture(params=["real", "odd"])
def site(request, sites):
    return sites[request.param]


def unpacked(folder: Path, name: str) -> str:
    return gzip.decompress(files_in(folder)[f"data/{name}.gz"]).decode("utf-8")


def words_of(data: bytes) -> str:
    """What a file says, also a packed one."""
    if data.startswith(b"PK"):
        with ZipFile(io.BytesIO(data)) as package:
            return "".join(package.read(name).decode("utf-8") for name in package.namelist())
    return (gzip.decompress(data) if data.startswith(b"\x1f\x8b") else data).decode("utf-8")


def table_in(folder: Path, name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(unpacked(folder, f"{name}.csv"), newline="")))


def sheet_in(folder: Path, name: str) -> list[tuple[object, ...]]:
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(files_in(folder)["data/actions-and-due.xlsx"]))
    return list(book[name].iter_rows(values_only=True))


def pages_in(folder: Path) -> dict[str, Page]:
    return {name: Page(data.decode("utf-8")) for name, data in files_in(folder).items() if name.endswith(".html")}


# links ---------------------------------------------------------------------------------------------------------------


def test_every_link_leads_to_a_place_of_the_site(site):
    pages, files, followed = pages_in(site), files_in(site), 0
    ids = {
        name: {attributes["id"] for _, attributes, _, _ in page.elements if "id" in attributes}
        for name, page in pages.items()
    }
    for name, page in pages.items():
        for tag, attributes, _, _ in page.elements:
            for link in (attributes.get("href"), attributes.get("src")):
                if link is None or tag == "use":
                    continue
                if re.match(r"https?://", link):
                    assert tag == "a" and attributes["rel"] == "noreferrer"
                    continue
                assert not re.match(r"[a-z]+:|/", link, re.I), f"{name}: {link}"
                path, fragment = urldefrag(urljoin(f"http://x/{name}", link))
                target = unquote(path.removeprefix("http://x/"))
                assert target in files, f"{name}: {link}"
                assert not fragment or fragment in ids[target], f"{name}: {link}"
                followed += 1
    assert followed > 300


def test_nothing_asks_for_anything_from_elsewhere(site):
    files = files_in(site)
    for name in ("s11.css", "s11.js"):
        assert not re.search(rb"url\((?!#)|@import|https?:|fetch|XMLHttp|import\(", files[name])
    for page in pages_in(site).values():
        assert [attributes["src"].rpartition("/")[2] for attributes in page.named("script")] == ["s11.js"]
        assert not page.named("img", "iframe", "object", "embed", "form")
    assert len(files["s11.js"]) < 2800
    assert files[".nojekyll"] == b""


def test_a_validator_finds_nothing_to_say(sites):
    assert validated(site / name for site in sites.values() for name in kinds(site)) == ""


def test_every_page_says_where_it_stands_and_of_when_it_is(site):
    made = {
        re.search(r"Judged on [^(]*\([^)]*\), by rules version \d+", flat(page.text))[0]
        for page in pages_in(site).values()
    }
    assert len(made) == 1
    for name, page in pages_in(site).items():
        text = flat(page.text)
        assert "31 January 2017" in text and "internal" in text and "Skip to the content" in text
        assert {"class": "skip", "href": "#main"} in page.named("a")
        assert "This site" in [attributes.get("aria-label") for attributes in page.named("nav")]
        assert name == "index.html" or "Where this page stands" in [
            attributes.get("aria-label") for attributes in page.named("nav")
        ]
        assert len(page.named("h1")) == len(page.named("main")) == 1
        assert all(attributes.get("scope") for attributes in page.named("th"))
        ids = [attributes["id"] for _, attributes, _, _ in page.elements if "id" in attributes]
        assert len(ids) == len(set(ids)), name


# names ---------------------------------------------------------------------------------------------------------------


def test_names_are_safe_on_every_file_system(sites):
    names = list(files_in(sites["odd"]))
    assert all(
        re.fullmatch(
            r"(?:plans/|leads/|data/)?[a-z0-9_-]+\.(?:html|xlsx|json|css|js|(?:csv|json)\.gz)|\.nojekyll|\.s11-site",
            name,
        )
        for name in names
    )
    assert len({name.casefold() for name in names}) == len(names) and max(map(len, names)) < 100
    assert (
        len([name for name in names if re.fullmatch(r"plans/.*\.html", name)]) == len(ODD_NAMES) + 3
    )  # con.yml is the id of con.yaml, and is not read
    assert not {"plans/con.html", "plans/nul.html"} & set(names)


def test_a_name_depends_on_its_own_key_and_no_two_are_the_same():
    assert file_name("oxford/section-11-2016") == "oxford--section-11-2016"
    names = [
        file_name(name)
        for name in [*ODD_NAMES, "a/b", "a-b", "a--b", "a//b", "aux", "lpt1", "com", "\udce9", "", "-", "ａ"]
    ]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(re.fullmatch(r"[a-z0-9_-]{1,80}", name) for name in names)
    assert distinct(["a", "b", "a", "a"]) == ["a", "b", "a_2", "a_3"]


def test_hostile_words_come_out_literally(sites):
    index = pages_in(sites["odd"])["index.html"]
    assert flat(WORDS) in flat(index.text)
    for name, page in pages_in(sites["odd"]).items():
        assert "alert(1)" not in "".join(str(attributes) for attributes in page.named("script")), name
        assert not [at for tag, _, at, _ in page.elements if tag == "b" and page.text.startswith("green", at)], name
    assert WORDS in {row["text"] for row in table_in(sites["odd"], "actions")}
    assert WORDS in {row[6] for row in sheet_in(sites["odd"], "actions")}


def test_what_could_not_be_read_is_named_on_every_page(sites):
    for page in pages_in(sites["odd"]).values():
        assert "westmere/broken.yaml" in page.text and "Not everything could be read" in page.text


def test_initials_that_no_plan_explains_are_never_put_together(sites):
    pages = pages_in(sites["real"])
    unexplained = [
        name for name, page in pages.items() if name.startswith("leads/") and "does not say who this is" in page.text
    ]
    assert len(unexplained) == 8
    one = [("westmere/one", WESTMERE), ("westmere/two", WESTMERE)]
    by_name = {load.group.words: len(load.shares) for load in reported(*one).loads}
    by_key = [
        load.group.words
        for load in reported(*((name, re.sub(r"  AB:\n.*\n.*\n", "  AB: {}\n", text)) for name, text in one)).loads
    ]
    assert by_name["Ann Bell"] == 2 and by_key.count("AB") == 2


# figures -------------------------------------------------------------------------------------------------------------


def test_the_copies_for_machines_agree_with_the_commands(sites):
    files = files_in(sites["real"])
    assert files["data/status.json"].decode() == run_s11("status", "--json", "--as-of", DAY).out
    packed = unpacked(sites["real"], "due.json")
    assert packed == run_s11("due", "--json", "--as-of", DAY).out
    status, due = json.loads(files["data/status.json"]), json.loads(packed)
    for plan in status["plans"]:
        one = json.loads(files[f"plans/{file_name(plan['id'])}.json"])
        assert one["plan"] == plan and one["as_of"] == DAY
        assert [thing["address"] for thing in one["things"]] == [
            thing["address"] for thing in due["things"] if thing["address"].startswith(plan["id"] + "#")
        ]


def test_the_tables_agree_with_the_figures(sites):
    files = files_in(sites["real"])
    actions, dues = (table_in(sites["real"], name) for name in ("actions", "due"))
    assert list(actions[0]) == list(ACTION_COLUMNS) and list(dues[0]) == list(DUE_COLUMNS)
    plain = unpacked(sites["real"], "actions.csv")
    assert plain.count("\r\n") >= len(actions) + 1 and not plain.startswith("\ufeff")
    for plan in json.loads(files["data/status.json"])["plans"]:
        rows = [row for row in actions if row["plan"] == plan["id"]]
        assert len(rows) == plan["actions"]
        for which in ("stated", "checked", "timing"):
            assert Counter(row[which] for row in rows) == {
                state: count for state, count in plan[which].items() if count
            }
    things = json.loads(unpacked(sites["real"], "due.json"))["things"]
    said = ("address", "of", "action", "text", "timescale", "due", "timing", "why")
    assert sorted((*map(row.get, said), int(row["days_late"])) for row in dues) == sorted(
        (*map(thing.get, said), thing["days_late"]) for thing in things
    )


def in_csv(cell: object) -> str:
    """A cell of the workbook as the same stands in the CSV."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else cell.date().isoformat() if isinstance(cell, datetime) else str(cell)


@pytest.mark.parametrize("name", ["actions", "due"])
def test_the_workbook_has_the_rows_of_the_csv(site, name):
    heads, *rows = sheet_in(site, name)
    table = table_in(site, name)
    assert rows and [dict(zip(heads, map(in_csv, row), strict=True)) for row in rows] == table
    # days and numbers are no words, and an action numbered 1.10 is no number
    dated = [row for row in table if row["due"]]
    assert dated and {type(row[heads.index("due")]) for row in rows} - {type(None)} == {datetime}
    assert {type(row[heads.index("days_late")]) for row in rows} == {int}
    assert {type(row[heads.index("address")]) for row in rows} == {str}
    about = [line for (line,) in sheet_in(site, "about")]
    assert "31 January 2017" in about[2] and "Internal: not for publication." in about


def test_a_workbook_holds_whatever_a_cell_may_hold():
    from openpyxl import load_workbook

    from s11.render.light_workbook import LightSheet, light_workbook, sheet_cell
    from s11.when.calendar import Month

    values = ["=1+1", "1.10", " a ", "_x0041_", "a\nb", "<&>'\"", "\x1b\ufffe", Month(2024, 7, 31), date(1900, 1, 5)]
    values += [date(2024, 2, 29), True, 0, 12.5, None, ""]
    columns = [(f"c{number}", 9) for number in range(30)]
    row = [sheet_cell(value) for value in values] + [""] * 15
    made = [light_workbook("T", [LightSheet("one", columns, iter([row] * 3))], still) for still in (True, True, False)]
    assert made[0] == made[1] != made[2]
    sheet = load_workbook(io.BytesIO(made[0]))["one"]
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref == "A1:AD4"
    assert {cell.data_type for cell in sheet["A"]} == {"s"} and sheet["AD1"].value == "c29"
    assert [cell.value for cell in sheet[4]][:15] == [
        "=1+1",
        "1.10",
        " a ",
        # what Excel shows as _x0041_
        "_x005F_x0041_",
        "a\nb",
        "<&>'\"",
        "␛\\ufffe",
        "2024-07",
        "1900-01-05",
        datetime(2024, 2, 29),
        True,
        0,
        12.5,
        None,
        None,
    ]
    long = load_workbook(io.BytesIO(light_workbook("T", [LightSheet("one", [("c", 9)], [[sheet_cell("x" * 40_000)]])])))
    said = long["one"]["A2"].value
    assert len(said) == 32_767 and said.endswith("x … (40,000 letters in all: the rest is in the CSV)")


def numbers_of(*nodes) -> set[int]:
    """Every number in some records, however deep."""
    found = set()
    for node in nodes:
        if isinstance(node, int):
            found.add(node)
        elif isinstance(node, dict):
            found |= numbers_of(*node.values())
        elif isinstance(node, Cycles):
            # of so many, how many were missed
            found |= {node.fallen_due, node.fallen_due - node.on_time}
        elif isinstance(node, PlanView):
            # how many dates were missed in all stands on the first page
            found |= numbers_of(*node._replace(late_dates=0)._asdict().values())
        elif isinstance(node, list | tuple):
            found |= numbers_of(*node)
        elif hasattr(node, "__dataclass_fields__"):
            found |= numbers_of(*(getattr(node, name) for name in node.__dataclass_fields__))
    return found


def test_a_site_is_the_same_with_and_without_a_guard():
    made = site_of(reported(("westmere/s11", WESTMERE), BROKEN, ("hostile/one", hostile())), rules.RULES)
    # of a mapping that does not say whose they are, none is trusted
    assert dict(render_site(made, TEMPLATES)) == dict(render_site(made, dict(TEMPLATES)))


def test_every_number_of_the_view_is_on_its_page():
    report = reported(
        ("westmere/s11", WESTMERE),
        ("westmere/two", WESTMERE.replace("Ann Bell", "Eve Frost")),
        BROKEN,
        ("hostile/one", hostile()),
    )
    seen = replaced(report._replace(loads=()), [], [])
    seen = seen._replace(loads=loads_by_lead(seen.plans, seen.leads))
    made = site_of(seen, rules.RULES)
    texts = {
        path: Page(data.decode("utf-8")).text for path, data in render_site(made, TEMPLATES) if path.endswith(".html")
    }

    def missing(path: str, *nodes) -> list[int]:
        return [number for number in numbers_of(*nodes) if number >= 1000 and f"{number:,}" not in texts[path]]

    assert len(numbers_of(seen.portfolio)) > 25
    assert missing("index.html", seen.portfolio, seen.sorted_out, seen.late_things, seen.head) == []
    for row in made.organisations:
        assert (
            missing(
                "index.html",
                row.plans,
                row.tally.actions,
                row.tally.checked["off_track"],
                row.tally.timing["late"],
                row.late_things,
                row.tally.undated,
                row.tally.timing["done"],
            )
            == []
        )
    for one in made.plan_pages:
        summary = one.plan.summary
        assert (
            missing(
                "index.html",
                summary.tally.stated["off_track"],
                summary.tally.checked,
                summary.tally.timing["late"],
                summary.late_things,
                summary.days_since,
                one.plan.errors,
                one.plan.warnings,
            )
            == []
        )
        summary = summary._replace(
            legend=[dataclasses.replace(entry, met=()) for entry in summary.legend]
        )  # the same counts as its words
        # what 'due --from-first' alone counts stands on no page
        dues = [due._replace(days_late_from_first=0) for due in one.plan.dues]
        assert missing(one.page.path, summary, dues, one.plan.themes, one.plan.errors, one.plan.warnings) == []
        assert missing("rules.html", [entry.count for entry in summary.legend]) == []
    assert made.late_things and missing("late.html", [due.days_late for _, due in made.late_things]) == []
    for one in made.lead_pages:
        group = one.load.group
        assert (
            missing(
                "leads.html",
                group.tally.actions,
                group.tally.checked,
                one.load.late_things,
                one.load.things_ahead,
            )
            == []
        )
        assert (
            missing(
                one.page.path,
                group.tally.actions,
                group.tally.stated,
                group.tally.checked,
                [(due.days_late, due.cycles) for _, due in one.things],
            )
            == []
        )
    assert missing("data.html", seen.portfolio.actions) == []


def test_every_rule_state_timing_and_legend_is_explained(sites):
    text = flat(pages_in(sites["real"])["rules.html"].text)
    for rule in rules.RULES:
        assert rule.code in text and flat(rule.why) in text and flat(rule.fires) in text
    for words in (
        "perhaps late",
        "There is a high risk that the action will not be completed and remedial action is required.",
        "on track for completion",
        "it rates nothing",
    ):
        assert words in text


def test_the_same_bytes_in_another_folder_and_time_zone(sites, tmp_path):
    out = tmp_path / "elsewhere" / "deep"
    assert run_s11_process("site", "--output", str(out), "--as-of", DAY, TZ="Pacific/Kiritimati", LC_ALL="C").code == 0
    assert files_in(tmp_path / "elsewhere" / "deep") == files_in(sites["real"])


def test_filters_are_said_and_nothing_to_publish_is_no_site(tmp_path):
    assert built(tmp_path / "late", "--late").code == 0
    late = pages_in(tmp_path / "late")
    assert (
        "Only what was asked for is here: late" in flat(late["index.html"].text)
        and "plans/reading--ofsted-2013.html" not in late
    )
    assert built(tmp_path / "none", "--lead", "nobody of that name").code == 2 and not (tmp_path / "none").exists()
    assert run_s11("site").code == 2


# the folder ----------------------------------------------------------------------------------------------------------

OLD = [("index.html", b"old"), ("plans/gone.html", b"old"), ("plans/stays.html", b"old")]
NEW = [("index.html", b"new"), ("plans/stays.html", b"new")]


def refused(folder: Path, files) -> str:
    with pytest.raises(store.NotFound) as error:
        store.write_folder(folder, files)
    return str(error.value)


def test_a_build_replaces_the_one_before_and_leaves_others_files_alone(tmp_path):
    folder = tmp_path / "site"
    assert store.write_folder(folder, OLD) == 3
    (folder / ".git" / "deep").mkdir(parents=True)
    (folder / ".git" / "deep" / "one").write_bytes(b"1")
    (folder / "CNAME").write_bytes(b"plans.example.org")
    (folder / "plans" / "theirs.txt").write_bytes(b"theirs")
    (folder / "away").symlink_to(tmp_path / "elsewhere")
    assert store.write_folder(folder, NEW) == 2
    left = {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    left.pop(".s11-site")
    assert left == {
        "index.html": b"new",
        "plans/stays.html": b"new",
        ".git/deep/one": b"1",
        "CNAME": b"plans.example.org",
        "plans/theirs.txt": b"theirs",
    }
    assert (folder / "away").is_symlink() and [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_of_others_files_is_refused(tmp_path):
    (tmp_path / "theirs").mkdir()
    (tmp_path / "theirs" / "index.html").write_bytes(b"theirs")
    assert "was not written by 's11 site'" in refused(tmp_path / "theirs", NEW)
    assert "is a file" in refused(tmp_path / "theirs" / "index.html", NEW)
    assert (tmp_path / "theirs" / "index.html").read_bytes() == b"theirs" and len(list(tmp_path.iterdir())) == 1


def test_where_anything_fails_all_is_as_it_was(tmp_path):
    folder = tmp_path / "site"
    store.write_folder(folder, OLD)
    (folder / "late.html").write_bytes(b"theirs")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    def stops():
        yield from NEW
        raise KeyboardInterrupt

    assert "move the file" in refused(folder, [*NEW, ("late.html", b"ours")])
    with pytest.raises(KeyboardInterrupt):
        store.write_folder(folder, stops())
    for name in ("../x", "/x", "a//x", "INDEX.html"):
        with pytest.raises(ValueError, match="no name for a file"):
            store.write_folder(folder, [*NEW, (name, b"")])
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


# in a browser --------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(sites):
    """Both sites under a path of their own on a server of this machine."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *words):
            pass

    running = {}
    for name, folder in sites.items():
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder.parent.parent))
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        running[name] = server, f"http://127.0.0.1:{server.server_port}/{folder.parent.name}/site/"
    yield {name: address for name, (_, address) in running.items()}
    for server, _ in running.values():
        server.shutdown()
        server.server_close()


def kinds(folder: Path) -> list[str]:
    """A page of every kind: the first plan and lead, and those that say most."""
    names = files_in(folder)
    fullest = [
        max(
            (name for name in names if name.startswith(kind) and name.endswith(".html")),
            key=lambda name: len(names[name]),
        )
        for kind in ("plans/", "leads/")
    ]
    return ["index.html", "late.html", "leads.html", "rules.html", "data.html", "leads/nobody.html", *fullest]


@pytest.mark.parametrize("which", ["real", "odd"])
def test_pages_in_chromium(browser, sites, served, which):
    tool = axe()
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    for name in kinds(sites[which]):
        page, asked, said = context.new_page(), [], []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.goto(served[which] + name)
        assert {url.removeprefix(served[which]) for url in asked} - {"favicon.ico"} == {
            name,
            "s11.css",
            "s11.js",
        } and not said
        page.add_script_tag(path=tool)
        assert faults(page) == [], name
        page.emulate_media(color_scheme="dark")
        assert faults(page, COLOURS) == [], name
        page.set_viewport_size({"width": 320, "height": 800})
        assert fits(page), name
        assert faults(page) == [], f"{name}, narrow"
        page.close()
    context.close()


def test_complete_without_scripts_and_from_a_folder(browser, sites):
    plain = browser.new_context(java_script_enabled=False, offline=True)
    scripted = browser.new_context(offline=True)
    for name in kinds(sites["real"]):
        one, other = plain.new_page(), scripted.new_page()
        for page in (one, other):
            page.goto((sites["real"] / name).as_uri())
        assert one.locator("table.sorts button").count() == 0 and one.locator("input").count() == 0
        assert (other.locator("table.sorts").count() == 0) == (other.locator("table.sorts button").count() == 0)
        assert one.locator("main tbody tr").count() == other.locator("main tbody tr:visible").count()
        assert one.evaluate("getComputedStyle(document.querySelector('.band')).backgroundColor") == "rgb(16, 48, 74)"
    plain.close()
    scripted.close()


def test_links_are_followed_in_a_browser(browser, sites):
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto((sites["real"] / "index.html").as_uri())
    page.get_by_role("navigation", name="This site").get_by_role("link", name="Late").click()
    page.locator("table.sorts tbody a").first.click()
    assert page.url.endswith("plans/oxfordshire--assurance-2009.html#oxfordshire_2f_assurance-2009_23_5.1")
    page.get_by_role("navigation", name="Where this page stands").get_by_role("link", name="Overview").click()
    assert page.url.endswith("index.html")
    context.close()


def test_a_table_that_can_be_sorted_has_its_heads_on_every_sheet(browser, sites, tmp_path):
    page = browser.new_page()
    page.goto((sites["real"] / "rules.html").as_uri())
    assert page.locator("thead button").count()
    page.pdf(path=tmp_path / "rules.pdf", prefer_css_page_size=True)
    need(shutil.which("pdftotext"), "pdftotext (poppler-utils)")
    text = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "rules.pdf"), "-"], capture_output=True, text=True, check=True
    )
    with_rules = [sheet for sheet in text.stdout.split("\f") if re.search(r"(?m)^S[27]\d\d ", sheet)]
    assert len(with_rules) > 3 and all("It fires when" in sheet for sheet in with_rules)
    assert page.locator("thead button").count()
    page.close()


@pytest.mark.parametrize("width", [1280, 320])
def test_sort_and_filter_by_keyboard(browser, sites, width):
    context = browser.new_context(viewport={"width": width, "height": 900}, offline=True)
    page = context.new_page()
    page.goto((sites["real"] / "late.html").as_uri())

    def focused() -> str:
        return page.evaluate("document.activeElement.textContent || document.activeElement.id")

    def days() -> list[int]:
        return [
            int(words.replace(",", ""))
            for words in page.locator("table.sorts tbody tr:visible td:nth-child(2)").all_inner_texts()
        ]

    as_given = days()
    for _ in range(60):
        page.keyboard.press("Tab")
        if focused() == "Days late":
            break
    box = "const box = document.activeElement.getBoundingClientRect(); "
    assert focused() == "Days late" and page.evaluate(
        f"() => {{ {box} return box.height >= 24 && document.activeElement.contains(document.elementFromPoint(box.x "
        f"+ box.width / 2, box.y + box.height / 2)) }}"
    )
    head = page.locator("table.sorts th", has_text="Days late")
    page.keyboard.press("Enter")
    # of counts the most come first
    assert head.get_attribute("aria-sort") == "descending" and days() == sorted(as_given, reverse=True)
    status = page.get_by_role("status")
    assert status.inner_text() == "Sorted by Days late, descending."
    page.keyboard.press("Space")
    assert head.get_attribute("aria-sort") == "ascending" and days() == sorted(as_given)
    page.locator("table.sorts th", has_text="Due").locator("button").press("Enter")
    dues = [
        date.fromisoformat(one)
        for one in page.locator("table.sorts tbody th").evaluate_all("all => all.map(one => one.dataset.sort)")
    ]
    assert dues == sorted(dues) and page.locator("[aria-sort]").count() == 1
    page.get_by_label("Show only rows with").focus()
    page.keyboard.type("training sub")
    whole, shown = len(as_given), len(days())
    assert 0 < shown < whole and status.inner_text() == f"{shown} of {whole} rows shown. Sorted by Due, ascending."
    for _ in "training sub":
        page.keyboard.press("Backspace")
    assert sorted(days()) == sorted(as_given) and status.inner_text().startswith(f"{whole} of {whole} rows shown.")
    context.close()


# at a terminal -------------------------------------------------------------------------------------------------------


def test_progress_is_shown_on_a_terminal_only_and_only_where_work_is_long(portfolio, tmp_path):
    folder = portfolio({f"westmere/p{number}": WESTMERE for number in range(50)})

    def said(*plans: str) -> str:
        ours, theirs = pty.openpty()
        done = subprocess.Popen(
            [sys.executable, "-m", "s11", "site", *plans, "--output", str(tmp_path / "out"), "--as-of", DAY],
            cwd=folder,
            stderr=theirs,
            env={**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "xterm"},
        )
        os.close(theirs)
        heard = b""
        try:
            while part := os.read(ours, 65536):
                heard += part
        except OSError:
            pass  # the terminal's other end is closed
        os.close(ours)
        assert done.wait() == 0
        return heard.decode()

    long, short = said(), said("westmere/p1")
    assert (
        "judging 50 plans" in long and "page 7 of " in long and long.rpartition("\r\x1b[K")[2].startswith("written: ")
    )
    assert "\x1b" not in short and "\x1b" not in built(tmp_path / "out", cwd=folder).err


# for the public ------------------------------------------------------------------------------------------------------


def test_a_site_for_the_public_holds_no_name_and_nothing_sensitive(portfolio):
    from test_committee import NAMED

    folder = portfolio(
        {
            "westmere/one": NAMED,
            "westmere/two": NAMED.replace("AB", "XY")
            .replace("Ann Bell", "Xi Yu")
            .replace("Head of Communities", "Policy officer"),
        }
    )
    ran = run_s11("site", "--output", "out", "--audience", "public", "--as-of", "2024-06-01", cwd=folder)
    assert ran.code == 0, ran.err
    pages = {name: words_of(data) for name, data in files_in(folder / "out").items()}
    assert any(name.startswith("lead") for name in pages) and len(pages) > 8
    for name, text in pages.items():
        for word in ("Ann", "Bell", "Xi Yu", "Meet the family"):
            assert word not in text and word.lower().replace(" ", "-") not in name, (name, word)
        if ".json" in name:
            assert (
                json.loads(text)["audience"] == "public"
                and "2 of 4 actions are left out as sensitive; the counts here are without them."
                in json.loads(text)["left_out"]
            )
        if name.endswith(".html"):
            assert "copy for the public" in text and "internal" not in text, name
    assert all("Policy officer" in pages[f"data/{name}"] for name in ("actions-and-due.xlsx", "actions.csv.gz"))
    assert "Copy for the public." in pages["data/actions-and-due.xlsx"]
    assert run_s11("site", "--output", "out", "--audience", "public", "--since", "main", cwd=folder).code == 2


def test_a_site_of_a_commit(repository):
    text = (PROJECT / "plans" / "oxford" / "section-11-2016.yaml").read_text(encoding="utf-8")
    repository.write("plans/oxford/section-11-2016.yaml", text)
    repository.commit("As agreed", "2016-05-03")
    repository.write("plans/oxford/section-11-2016.yaml", text.replace("rag: G-Green", "rag: amber"))
    ran = run_s11("site", "--output", "out", "--rev", "HEAD", cwd=repository.folder)
    index = (repository.folder / "out" / "index.html").read_text(encoding="utf-8")
    assert ran.code == 0 and "3 May 2016" in index and "with changes not committed" not in index


def test_the_tables_name_every_request_for_more_time():
    """Open, refused and granted ones in the actions' table, as the report has them; in that of what is due those that
    ``due --json`` has there. For Excel too.
    """
    ask = "requests: [{date: 2024-05-02, by: CD, to: %s, why: The trainer left}]"
    pieces = (
        "evidence: [{text: Minutes, timescale: June 2024, requests: [{date: 2024-05-03, to: July 2024, why: No "
        "quorum, refused: {date: 2024-05-10, why: It is owed}}]}]"
    )
    granted = (
        f"timescale: August 2024\n{ask % 'August 2024'}\nrevised: [{{date: 2024-05-09, from: July 2024, why: Agreed, "
        f"asked: 2024-05-02}}]"
    )
    text = plan_of(
        recommendation(
            action(f"{ask % 'December 2024'}\n{pieces}"),
            action(f'id: "1.2"\ntext: Train every new councillor\n{granted}'),
        )
    )
    register = load([Source("plans/a.yaml", "a", text.encode())])
    plans = report(register, Vantage(date(2024, 6, 1)), "", (), "").plans
    actions, dues = (
        list(csv.DictReader(io.StringIO(table, newline=""))) for table in (actions_csv(plans), due_csv(plans))
    )
    assert [row["requests"].split(":", 1)[0] for row in actions] == ["open (a#1.1)", "granted (a#1.2)"]
    assert actions[0]["requests"].endswith(
        "; refused (a#1.1/1): more time asked for until 'July 2024' on 3 May 2024, refused on 10 May 2024 (It is "
        "owed): No quorum"
    )
    told = json.loads(due_json(due_list(register, Vantage(date(2024, 6, 1)))))["requests"]
    assert sorted((row["address"], row["requests"].partition(" ")[0]) for row in dues if row["requests"]) == sorted(
        (request["address"], request["state"]) for request in told
    )
    guarded = list(csv.DictReader(io.StringIO(for_spreadsheet(actions_csv(plans)).lstrip("\ufeff"), newline="")))
    assert [row["requests"] for row in guarded] == [row["requests"] for row in actions]
