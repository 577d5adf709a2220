"""The pages as their readers meet them: the real plans and a hostile one, parsed back, and opened in a real browser."""

import json
import re
import shutil
from html.parser import HTMLParser

import pytest
from browsing import look
from conftest import PROJECT, run_s11
from markdown_it import MarkdownIt
from test_cli import HEAD, HOSTILE, data
from test_report import NAMES

SHOWN = [
    ("reading/ofsted-2013", "2013-11-07"),
    ("oxford/review-2013", "2014-11-15"),
    ("oxford/section-11-2016", "2017-01-31"),
    ("oxfordshire/assurance-2009", "2009-06-01"),
    ("oxfordshire/board-priorities-2020", "2020-09-10"),
]
WORDS = [
    "[red]danger[/foo] ␛[31mescape␛[0m <script>alert(2)</script> | a | {{ 7*7 }} {% raw %}",
    "[/foo] [red]act ␛]0;title␇ <b>bold</b> | b | {{ 7*7 }}",
]


def page(plan, day, folder, ending="html", cwd=PROJECT):
    out = folder / f"{plan.replace('/', '-')}-{day}.{ending}"
    ran = run_s11("report", plan, "--as-of", day, "--output", str(out), cwd=cwd)
    assert ran.code in (0, 1) and "internal error" not in ran.err, ran.err
    return out.read_text(encoding="utf-8")


class Page(HTMLParser):
    """What a page holds: its words, its tags, and its tables' heads."""

    def __init__(self, text):
        super().__init__()
        self.words, self.tags, self.styled = [], [], 0
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in ("abbr", "time"):
            self.words.append(" ")
        self.styled += tag in ("style", "title")

    def handle_endtag(self, tag):
        self.styled -= tag in ("style", "title")

    def handle_data(self, words):
        if not self.styled:
            self.words.append(words)

    @property
    def text(self):
        return " ".join("".join(self.words).split())


@pytest.mark.parametrize(("plan", "day"), SHOWN)
def test_a_page_is_one_file_with_every_action_and_number(plan, day, tmp_path):
    html, status = page(plan, day, tmp_path), data("status", plan, "--as-of", day)["plans"][0]
    seen = Page(html)
    names = [tag for tag, _ in seen.tags]
    assert (
        names.count("h1") == 1
        and names.count("main") == 1
        and names.count("caption") == names.count("table")
        and "script" not in names
    )
    assert dict(seen.tags)["html"]["lang"] == "en-GB"
    assert all("scope" in attributes for tag, attributes in seen.tags if tag == "th")
    assert not [attributes for tag, attributes in seen.tags if tag in ("link", "img", "iframe") or "src" in attributes]
    from s11.plan import load_one
    from s11.text import Source

    source = load_one(Source("x", plan, (PROJECT / "plans" / f"{plan}.yaml").read_bytes())).plan
    for recommendation, action in source.actions():
        for words in (
            recommendation.text,
            action.text,
            *(piece.text for piece in action.evidence),
            *(piece.timescale.text for piece in action.evidence if piece.timescale),
        ):
            for line in words.split("\n"):
                assert " ".join(line.lstrip("-• ").split()) in seen.text, line
    markdown = page(plan, day, tmp_path, "md")
    for state in ("off_track", "on_track", "completed", "unrated"):
        row = re.search(rf"\| \S+ {state.replace('_', ' ')} \| (\d+) \| (\d+) \|", markdown)
        if not status["stated"][state] and not status["checked"][state]:
            # a state of no action has no row
            assert row is None
            continue
        assert (int(row[1]), int(row[2])) == (status["stated"][state], status["checked"][state])
        assert re.search(
            rf"{state.replace('_', ' ')}\s+{status['stated'][state]}\s+{status['checked'][state]}\b", seen.text
        ), state


def test_hostile_words_come_out_literally(portfolio, tmp_path):
    folder = portfolio({"westmere/hostile": HOSTILE})
    html = page("westmere/hostile", "2024-01-01", tmp_path, cwd=folder)
    seen = Page(html)
    assert (
        "\x1b" not in html
        and "\x07" not in html
        and "<b>bold" not in html
        and "script" not in [tag for tag, _ in seen.tags]
    )
    markdown = page("westmere/hostile", "2024-01-01", tmp_path, "md", cwd=folder)
    rendered = MarkdownIt("commonmark").enable("table").render(markdown)
    assert "\x1b" not in markdown and "<script" not in rendered
    shown = Page(rendered).text
    for words in WORDS:
        assert words in seen.text
        assert words in shown


@pytest.mark.parametrize("template", NAMES)
def test_the_same_revision_and_day_give_the_same_bytes_anywhere(template, repository, tmp_path):
    repository.write("plans/oxford/plan.yaml", (PROJECT / "plans" / f"{SHOWN[2][0]}.yaml").read_text(encoding="utf-8"))
    repository.commit("One plan")
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(repository.folder, elsewhere)
    for ending in ("html", "md"):
        made = []
        for folder, zone in ((repository.folder, "Pacific/Kiritimati"), (elsewhere, "Pacific/Pago_Pago")):
            ran = run_s11(
                "report",
                "--as-of",
                "2017-01-31",
                "--template",
                template,
                "--output",
                str(tmp_path / f"report.{ending}"),
                cwd=folder,
                TZ=zone,
            )
            assert ran.code == 0, ran.err
            made.append((tmp_path / f"report.{ending}").read_bytes())
        assert made[0] == made[1] and b"commit" in made[0]


def test_a_line_of_days_on_a_terminal():
    screen = run_s11(
        "due", "oxford/review-2013", "--as-of", "2014-06-15", FORCE_COLOR="1", NO_COLOR="1", COLUMNS="100"
    ).out
    picture = screen.split("\n\n")[1]
    drawn, named = picture.split("    31 March 2014")
    assert named.split("\n")[0].endswith("31 December 2014") and (drawn.count("✖"), drawn.count("○")) == (7, 10)
    assert drawn.count("│") == 5 and drawn.split("\n")[5].index("┴") == 23
    assert (
        "┴"
        not in run_s11(
            "due", "oxford/review-2013", "--as-of", "2014-06-15", FORCE_COLOR="1", NO_COLOR="1", COLUMNS="60"
        ).out
    )


def test_the_template_in_the_docs_is_one(portfolio):
    folder = portfolio({"westmere/one": (PROJECT / "plans" / f"{SHOWN[0][0]}.yaml").read_text(encoding="utf-8")})
    (folder / "templates").mkdir()
    (folder / "templates" / "board.md.j2").write_text(
        re.search(r"```jinja\n(.*?)```", (PROJECT / "docs" / "reports.md").read_text(encoding="utf-8"), re.S)[1],
        encoding="utf-8",
    )
    ran = run_s11("report", "--as-of", "2013-11-07", "--template", "board", cwd=folder)
    assert ran.code == 0 and ran.out.startswith("# 1 exception on 7 November 2013\n\nOf 43 actions, **1 is off track")


def test_a_part_for_one_lead(tmp_path):
    ran = run_s11(
        "report", SHOWN[0][0], "--as-of", SHOWN[0][1], "--template", "lead", "--lead", "Head of Adult Services"
    )
    assert (
        ran.code == 0
        and ran.out.startswith("# Head of Adult Services, Reading Borough Council: actions\n")
        and ran.out.count("\n## Head of") == 1
    )
    none = run_s11("report", SHOWN[0][0], "--as-of", SHOWN[0][1], "--template", "lead", "--state", "ended")
    assert none.code == 0 and "No plan holds an action that was asked for." in none.out


def test_a_council_overrides_by_name_and_is_told_of_a_fault_in_one_line(portfolio):
    folder = portfolio({"westmere/one": (PROJECT / "plans" / f"{SHOWN[0][0]}.yaml").read_text(encoding="utf-8")})
    (folder / "templates").mkdir()
    (folder / "templates" / "exceptions.md.j2").write_text(
        "{% import 'parts.md.j2' as parts %}\n# Ours: {{ report.exception_count | counted('exception') }}\n",
        encoding="utf-8",
    )
    assert run_s11("report", "--as-of", "2013-11-07", "--template", "exceptions", cwd=folder).out.startswith(
        "# Ours: 1 exception\n\nMade with the council"
    )
    (folder / "templates" / "board.md.j2").write_text("one\n\n{% include '/etc/passwd' %}\n", encoding="utf-8")
    ran = run_s11("report", "--as-of", "2013-11-07", "--template", "board", cwd=folder)
    assert (ran.code, ran.out) == (2, "") and ran.err == (
        "s11: template board.md.j2, line 3: there is no template '/etc/passwd'; a template can only use other "
        "templates, no files\n"
    )
    ran = run_s11("report", "--as-of", "2013-11-07", "--template", "bored", cwd=folder)
    assert ran.code == 2 and ran.err == (
        "s11: there is no template 'bored' for markdown: annual, assessment, assurance, brief, coverage, board, "
        "exceptions, extensions, lead, plan, portfolio, committee, committee/oxford-2013-03, "
        "committee/oxfordshire-2009, committee/oxfordshire-2020, committee/reading-2013-11\n"
    )


def test_a_broken_plan_says_how_far_it_was_read(portfolio, tmp_path):
    folder = portfolio(
        {
            "westmere/cut": HEAD
            + (
                "recommendations:\n  - id: 1\n    text: R\n    actions:\n      - id: 1\n        text: A\n       "
                "lead: AB\n"
            )
        }
    )
    assert "read as far as line 11" in Page(page("westmere/cut", "2024-01-01", tmp_path, cwd=folder)).text


@pytest.mark.parametrize(("plan", "day"), [*SHOWN, ("westmere/hostile", "2024-01-01")])
def test_in_a_browser(browser, plan, day, portfolio, tmp_path):
    cwd = portfolio({"westmere/hostile": HOSTILE}) if plan.startswith("westmere") else PROJECT
    file = tmp_path / "page.html"
    file.write_text(page(plan, day, tmp_path, cwd=cwd), encoding="utf-8")
    look(browser, file)


# direction of travel -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("template", ["plan", "exceptions", "portfolio", "lead", "committee"])
@pytest.mark.parametrize("ending", ["md", "html"])
def test_a_report_says_which_way_things_went_when_a_base_is_given(repository, template, ending):
    text = (PROJECT / "plans" / "oxford" / "section-11-2016.yaml").read_text(encoding="utf-8")
    repository.write("plans/oxford/section-11-2016.yaml", text)
    repository.write(
        "plans/oxford/review-2013.yaml", (PROJECT / "plans" / "oxford" / "review-2013.yaml").read_text(encoding="utf-8")
    )
    repository.commit("As agreed", "2016-05-03")
    arguments = ("report", "--template", template, "--as-of", "2017-01-31", "-o", f"out.{ending}")
    assert run_s11(*arguments, cwd=repository.folder).code == 0
    assert "Direction of travel" not in (repository.folder / f"out.{ending}").read_text(encoding="utf-8")
    ran = run_s11(*arguments, "--since", "2016-05-03", cwd=repository.folder)
    said = re.sub(r"<[^>]+>|\*\*", "", (repository.folder / f"out.{ending}").read_text(encoding="utf-8"))
    assert ran.code == 0 and "Direction of travel since 3 May 2016" in said
    travel = json.loads(
        run_s11("status", "--since", "2016-05-03", "--as-of", "2017-01-31", "--json", cwd=repository.folder).out
    )["portfolio"]["travel"]
    figures = [travel[name] for name in ("better", "worse", "same", "apart", "late_then", "late_now")]
    if template in ("plan", "exceptions", "portfolio"):
        # in a table: a row for each plan, and one for all of them
        html = (repository.folder / f"out.{ending}").read_text(encoding="utf-8")
        row = (
            rf"All plans\** \| {travel['way']} \| " + r" \| ".join(map(str, figures)) + r" \|"
            if ending == "md"
            else rf"All plans</th><td>{travel['way']}</td>"
            + "".join(f'<td class="number">{one}</td>' for one in figures)
        )
        assert re.search(row, html) and said.count("Direction of travel") == 1
    else:
        assert re.search(
            rf"{travel['way']}, {travel['better']} improved, {travel['worse']} worsened(?: \([^)]*\))?, "
            rf"{travel['same']} unchanged",
            said,
        )


def test_a_public_copy_has_the_direction_of_what_it_shows(repository):
    repository.write(
        "plans/oxford/section-11-2016.yaml",
        (PROJECT / "plans" / "oxford" / "section-11-2016.yaml").read_text(encoding="utf-8"),
    )
    repository.commit("As agreed", "2016-05-03")
    asked = ("report", "--since", "2016-05-03", "--as-of", "2017-01-31")
    ran = run_s11(*asked, "--audience", "public", cwd=repository.folder)
    internal = run_s11(*asked, cwd=repository.folder)
    assert ran.code == 0, ran.err
    said = [re.findall(r"^Direction of travel.*$", text, re.M) for text in (ran.out, internal.out)]
    assert said[0] == said[1] != []
