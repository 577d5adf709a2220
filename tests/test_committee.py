"""Committee reports as a councillor meets them: every number is the View's, every gap is marked, no plan's word is
markup.
"""

import json
import os
import re
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from browsing import look
from conftest import PROJECT, run_s11, run_s11_process
from conftest import SHIPPED as PLANS
from markdown_it import MarkdownIt
from test_cli import HEAD, HOSTILE
from test_pages import WORDS, Page

from s11 import plan, rules, store, view
from s11.english import TO_TEN
from s11.render import render_committee
from s11.render.committee import (
    KEYS,
    OF_A_DAY,
    OF_A_LIST,
    OF_A_LIST_TABLES,
    OF_A_PLAN,
    OF_A_RECOMMENDATION,
    OF_A_RETURN,
    OF_A_RETURN_TABLES,
    OF_CHANGES,
    OF_CHANGES_TABLES,
    OF_HISTORY,
    OF_HISTORY_TABLES,
    TABLE_NAMES,
    cover,
)
from s11.render.sandbox import BadTemplate
from s11.standing.answers import PlanStandings, judge_return
from s11.text import Source
from s11.view import HEADINGS
from s11.view import sentences as say
from s11.view.assessment_page import Around, assessment_page
from s11.view.coverage import CoverageOptions
from s11.view.coverage import coverage as covered
from s11.when import Vantage

TEMPLATES = store.own_and_shipped("templates")
SNAPSHOTS = Path(__file__).parent / "snapshots"
SHIPPED = {
    "reading-2013-11": ("reading/ofsted-2013", "2013-08-31"),
    "oxford-2013-03": ("oxford/review-2013", "2013-03-12"),
    "oxfordshire-2009": ("oxfordshire/assurance-2009", "2009-01-21"),
    "oxfordshire-2020": ("oxfordshire/board-priorities-2020", "2020-09-10"),
}
READING_SENTENCE = (
    "42 of 43 actions are completed or on track as stated; one exception: action 4, ‘TVP action -awaiting "
    "confirmation’, is off track. "
    "As checked on 31 August 2013, the 27 actions stated on track cannot be checked, because the plan gives no "
    "dates; the other 16 stand as stated."
)


def plan_text(name):
    return (PROJECT / "plans" / f"{name}.yaml").read_text(encoding="utf-8")


def seen(plans, day):
    """The View of plans that stand in no repository."""
    register = plan.load([Source(name, name, text.encode("utf-8")) for name, text in plans.items()])
    vantage = Vantage(date.fromisoformat(day), None)
    return view.report(
        register, vantage, "not in git", rules.check(register, vantage, exists=lambda name: True), rules.VERSION
    )


def written(name, format="markdown", day="", plans=(), own=None):
    """A report in one voice, and what is still to be written in it."""
    templates = {**TEMPLATES, **(own or {})}
    paper = cover(name, templates)
    plans = dict(plans) or {one: plan_text(one) for one in paper.plans}
    day = day or paper.as_of.isoformat()
    return render_committee(seen(plans, day), paper, format, templates, None, *beside(paper, day))


def beside(paper, day):
    """The self-assessments that a report names, as pages, and the coverage of lists, as they are shipped."""
    register = plan.load([Source(str(path), name_of(path), path.read_bytes()) for path in PLANS])
    vantage = Vantage(date.fromisoformat(day), None)
    standards = [
        plan.read_standards_file(Source(path.name, path.stem, path.read_bytes()))
        for path in sorted((PROJECT / "standards").glob("*.yaml"))
    ]
    files = [
        plan.load_assessment(Source(str(path), name_of(path), path.read_bytes()))
        for path in sorted((PROJECT / "plans").rglob("assessment-*.yaml"))
    ]
    around = Around(view.head(register, vantage), "internal", rules.VERSION)
    pages, known = [], plan.Standards.of(standards)
    for name in paper.assessments:
        one = next(file.assessment for file in files if file.source.id == name)
        listed = known.lists[one.standards]
        judged = judge_return(one, listed, vantage, PlanStandings(register, vantage))
        pages.append(assessment_page(judged, listed, around))
    seen = [
        covered(files, standards, register, vantage, options=CoverageOptions(wanted=name)) for name in paper.coverage
    ]
    return pages, [listed for one in seen for listed in one.lists]


def name_of(path):
    return str(path.relative_to(PROJECT / "plans").with_suffix(""))


def one_plan(text, day):
    return seen({"westmere/one": text}, day).plans[0], date.fromisoformat(day)


def own(body, head="title: T\nto: Cabinet\ndate: 2024-03-01\nreport of: Director"):
    return {"own.md": f"---\n{head}\n---\n{body}"}


def rendered(markdown):
    return Page(MarkdownIt("commonmark").enable("table").render(markdown))


# the three that are shipped, and the one for any plan ----------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_the_words_of_a_report(name):
    text, _ = written(f"committee/{name}")
    file = SNAPSHOTS / f"committee-{name}.md"
    if os.environ.get("S11_SNAPSHOTS"):
        file.write_text(text, encoding="utf-8", newline="")
    assert text == file.read_text(encoding="utf-8"), (
        "read the difference as a councillor would; S11_SNAPSHOTS=1 takes it"
    )


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("format", ["markdown", "html"])
def test_every_number_of_a_report_is_the_views(name, format):
    plan_id, day = SHIPPED[name]
    report = seen({plan_id: plan_text(plan_id)}, day)
    only, tally = report.plans[0], report.plans[0].summary.tally
    text, _ = written(f"committee/{name}", format)
    words = Page(text).text if format == "html" else rendered(text).text
    on = report.head.as_of
    for sentence in (say.size_sentence(only), say.standing_sentence(only, on), *say.not_known(only, on)):
        assert sentence in words
    for recommendation in only.recommendations:
        for action in recommendation.actions:
            assert " ".join(action.text.split()) in words and " ".join(action.why.split()) in words
    if name.startswith("reading"):
        # a state or timing of no action has no row
        for state in (one for one in view.CHECKED_ORDER if tally.checked[one] or tally.stated.get(one)):
            stated = tally.stated[state] if state in view.STATED_ORDER else "never stated"
            assert re.search(rf"{state.replace('_', ' ')} {stated} {tally.checked[state]}\b", words), state
        for timing in filter(tally.timing.get, view.TIMING_ORDER):
            assert re.search(rf"{view.TIMING_WORDS[timing]} {tally.timing[timing]}\b", words), timing
        for recommendation in only.recommendations:
            assert (
                f"{recommendation.text} {len(recommendation.actions)} {say.stated_words(recommendation)} "
                f"{say.checked_words(recommendation)}" in words
            )


def test_reading_speaks_out_of_its_data():
    assert READING_SENTENCE in rendered(written("committee/reading-2013-11")[0]).text
    changed = plan_text("reading/ofsted-2013").replace("lead: tbc\n        rag: Red", "lead: tbc\n        rag: Green")
    assert changed != plan_text("reading/ofsted-2013")
    words = rendered(written("committee/reading-2013-11", plans={"reading/ofsted-2013": changed})[0]).text
    assert READING_SENTENCE not in words and "All 43 actions are completed or on track as stated." in words
    assert "No action is off track or at risk as checked on 31 August 2013." in words


def test_the_headings_are_the_sources_own_in_their_order():
    def headings(name):
        return re.findall(r"^## (.+)$", written(f"committee/{name}")[0], re.M)[:-1]

    assert headings("reading-2013-11") == [
        "1. Purpose of report and executive summary",
        "2. Recommended action",
        "3. Policy context",
        "4. The action plan",
        "5. Contribution to strategic aims",
        "6. Community engagement and information",
        "7. Equality impact assessment",
        "8. Legal implications",
        "9. Financial implications",
        "10. Background papers",
        "Appendix: Child protection Ofsted action plan",
    ]
    assert headings("oxford-2013-03") == [
        "Summary and recommendations",
        "Background",
        "A summary of the findings",
        "Taking the recommendations forward",
        "Managing and monitoring the action plan",
        "Financial implications",
        "Legal implications",
        "Risks",
        "Climate change and environmental impact",
        "Equalities impact screening",
        "Appendix: Draft action plan",
    ]
    assert headings("oxfordshire-2009") == [
        "Introduction",
        "Policies and procedures",
        "How does the system work and how do we know?",
        "Governance",
        "Issues arising from the Baby P case",
        "Concluding comment",
        "Recommendations",
        "Background papers",
        "Contact officer",
        "Appendix 1: The council’s statements as a plan",
        "Appendix 2: The statement of assurance",
    ]
    assert headings("oxfordshire-2020") == [
        "Recommendation",
        "Executive summary",
        "Introduction",
        "Financial and staff implications",
        "Equalities implications",
        "Background papers",
        "Contact officer",
        "Appendix: The Board’s priorities as a plan",
    ]


def test_nobody_can_be_written_to_or_rung_up_by_a_shipped_report():
    for name in SHIPPED:
        text = TEMPLATES[f"committee/{name}.md"]
        assert not re.search(r"@|\b0\d{3,4}\b", text), name


def test_the_generic_report_takes_any_plans():
    plans = {name: plan_text(name) for name in ("reading/ofsted-2013", "oxford/section-11-2016")}
    text, gaps = written("committee", plans=plans, day="2017-01-31")
    assert gaps == (
        "9 places still to be written: To; Date; Report of; Recommendations; Financial implications; Legal "
        "implications; Equalities implications; Risk; Contact officer"
    )
    words = rendered(text).text
    assert gaps in words and words.count("Still to be written: ") == 6
    assert "eight of 21 actions are off track because a date has passed" in words
    assert re.findall(r"^## (.+)$", text, re.M)[-3:] == [
        "Appendix 1: Oxford City Council Section 11 Self-Assessment Action Plan 2016-17",
        "Appendix 2: Child Protection Ofsted Action Plan",
        "How to read this report",
    ]
    alone, _ = written("committee", plans={"reading/ofsted-2013": plans["reading/ofsted-2013"]}, day="2013-08-31")
    assert READING_SENTENCE in rendered(alone).text and "\n## Appendix: Child Protection" in alone


def test_a_council_renames_moves_and_adds_sections():
    text = TEMPLATES["committee.md"]
    head = "title: T\nsections:\n  risk: What might go wrong\n  purpose: Why\n  ours: Crime and disorder\n"
    changed = {"committee.md": f"---\n{head}---\n" + text.split("---\n", 2)[2]}
    made, gaps = written(
        "committee", plans={"reading/ofsted-2013": plan_text("reading/ofsted-2013")}, day="2013-08-31", own=changed
    )
    assert re.findall(r"^## (.+)$", made, re.M) == [
        "What might go wrong",
        "Why",
        "Crime and disorder",
        "How to read this report",
    ]
    assert gaps.endswith("What might go wrong; Crime and disorder")


# sentences -----------------------------------------------------------------------------------------------------------

WESTMERE = HEAD + (
    "as_at: 2024-02-01\nrag:\n  green: {means: on_track}\n  blue: {means: completed, label: Done}\n  amber: "
    "{means: at_risk}\n  red: {means: off_track}\n  white: {means: not_started}\nrecommendations:\n  - id: 1\n   "
    " text: R\n    actions:\n"
)


def acted(*actions):
    return WESTMERE + "".join(
        f"      - {{id: {number}, text: 'Do {number}.', {action}}}\n" for number, action in enumerate(actions, 1)
    )


@pytest.mark.parametrize(
    ("actions", "said"),
    [
        (
            ["rag: green, timescale: June 2024"],
            "The one action is on track as stated. As checked on 1 March 2024, the one action stands as stated.",
        ),
        (
            ["rag: red"],
            "The one action is not completed or on track as stated; one exception: action 1, ‘Do 1’, is off track. "
            "As checked on 1 March 2024, the one action stands as stated.",
        ),
        (["timescale: June 2024"], "The one action is not rated. As checked on 1 March 2024, no action is late."),
        (
            ["rag: green"],
            "The one action is on track as stated. As checked on 1 March 2024, the one action stated on track cannot "
            "be checked, because the plan gives no dates.",
        ),
        (
            ["", ""],
            "Neither of the two actions is rated: the plan does not state how any of them stands. As checked on 1 "
            "March 2024, nothing can be said of any action, because the plan gives no dates.",
        ),
        (
            ["rag: blue", "rag: green, timescale: January 2024"],
            "Both actions are completed or on track as stated. As checked on 1 March 2024, one of two actions is off "
            "track because a date has passed; the other one stands as stated.",
        ),
        (
            [
                "rag: amber, timescale: June 2024",
                "rag: red, timescale: June 2024",
                "rag: white, timescale: June 2024",
                "timescale: June 2024",
            ],
            "None of the four actions is completed or on track as stated; two exceptions: action 1, ‘Do 1’, is at "
            "risk and action 2, ‘Do 2’, is off track; one is not started; one is not rated. "
            "As checked on 1 March 2024, every action stands as stated.",
        ),
        (
            ["rag: red"] * 2 + ["rag: amber"] * 2 + ["rag: blue"] * 7,
            "Seven of 11 actions are completed as stated; four exceptions: two off track and two at risk. As checked "
            "on 1 March 2024, every action stands as stated.",
        ),
        (
            [
                "rag: green, timescale: TBC",
                "rag: green, timescale: In place and ongoing from May 2024, ended: {as: suspended, date: 2024-02-02, "
                "why: W}",
                "rag: blue",
                "proposed: true, rag: green, timescale: June 2024",
            ],
            "Three of four actions are completed or on track as stated; one has ended without being done; one is "
            "only proposed and still to be agreed. "
            "As checked on 1 March 2024, one of the two actions stated on track cannot be checked, because it has no "
            "date to be checked by; the other three stand as stated.",
        ),
    ],
)
def test_a_sentence_is_exact(actions, said):
    assert say.standing_sentence(*one_plan(acted(*actions), "2024-03-01")) == said


def test_reasons_are_told_apart():
    only, day = one_plan(plan_text("oxford/section-11-2016"), "2017-01-31")
    assert say.checked_sentence(only, day) == (
        "As checked on 31 January 2017, eight of 21 actions are off track because a date has passed; eight of the 21 "
        "actions stated on track cannot be checked: "
        "six are ongoing with nothing recent recorded of them and two have no date to be checked by; the other five "
        "stand as stated."
    )
    assert say.late_sentence(only, day) == (
        "Eight actions are late on 31 January 2017. In all, 12 dates or pieces of evidence are overdue, the "
        "oldest due on 30 June 2016, 215 days before."
    )
    assert say.words_sentence(only) == (
        "In the plan’s own words: seven G-Green, meaning ‘Action on target to be met’ (six written ‘G-Green’ and "
        "one written ‘Green’); none is ‘blue’, ‘amber’ or ‘red’."
    )


@pytest.mark.parametrize(
    ("name", "day"),
    [
        *SHIPPED.values(),
        ("oxford/review-2013", "2014-11-15"),
        ("oxford/section-11-2016", "2016-05-03"),
        ("oxford/section-11-2016", "2017-01-31"),
        ("oxfordshire/assurance-2009", "2009-06-01"),
        ("reading/ofsted-2013", "2013-08-01"),
    ],
)
def test_what_a_checked_sentence_counts_adds_up(name, day):
    only, on = one_plan(plan_text(name), day)
    said = say.checked_sentence(only, on).lower()
    numbers = {word: number for number, word in enumerate(TO_TEN)}
    value = lambda word: numbers.get(word, 0) if not word.isdigit() else int(word)  # noqa: E731
    passed = sum(
        action.checked == "off_track" != action.stated
        for recommendation in only.recommendations
        for action in recommendation.actions
    )
    found = re.search(r"(\w+) of \w+ actions? (?:is|are) off track because", said)
    assert (value(found[1]) if found else 0) == passed
    unknown = re.search(r"(?:the (\w+) actions?|(\w+) of the \w+ actions) stated on track cannot", said)
    assert (value(unknown[1] or unknown[2]) if unknown else 0) == only.summary.tally.checked["not_known"]
    rest = re.search(r"the other (\w+) ", said)
    assert not rest or value(rest[1]) == only.summary.tally.actions - passed - only.summary.tally.checked["not_known"]


def test_a_rating_of_a_later_day_is_not_told():
    only, _ = one_plan(plan_text("reading/ofsted-2013"), "2013-08-01")
    assert say.words_sentence(only).startswith("No rating is stated in the plan by this day")
    assert say.stated_sentence(only).startswith("None of the 43 actions is rated")


# gaps ----------------------------------------------------------------------------------------------------------------


def test_gaps_are_marked_counted_and_listed():
    body = (
        "## Legal\n\n{{ gap('Legal <b>implications</b>', 'Head of Law') }}\n\n{{ para() }} One.\n\n{{ para() }} "
        "Two.\n\n{{ gap('Risk') }}\n"
    )
    text, gaps = written("own", plans={"westmere/one": acted("rag: blue")}, day="2024-03-01", own=own(body))
    assert gaps == "2 places still to be written: Legal <b>implications</b> (Head of Law); Risk"
    assert (
        "> **Still to be written: Legal \\<b\\>implications\\</b\\>.** By: Head of Law.\n\n1\\. One.\n\n2\\. Two.\n"
        in text
    )
    html, again = written("own", "html", plans={"westmere/one": acted("rag: blue")}, day="2024-03-01", own=own(body))
    assert again == gaps and html.count('<div class="notice gap">') == 3 and gaps in Page(html).text
    _, none = written("own", plans={"westmere/one": acted("rag: blue")}, day="2024-03-01", own=own("## A\n"))
    assert none == ""


def test_building_lists_what_is_still_to_be_written(tmp_path):
    ran = run_s11("report", "--template", "committee/oxfordshire-2020", "-o", str(tmp_path / "out.md"))
    assert ran.code == 0
    assert (
        "2 places still to be written: What has been done on each priority, by whom and by when (Independent Chair "
        "of the OSCB); Staff implications" in ran.err
    )
    assert (
        "plans: oxfordshire/board-priorities-2020, from the report's head" in ran.err
        and "as-of day: 2020-09-10, from the report's head" in ran.err
    )


# the command line ----------------------------------------------------------------------------------------------------


def test_the_command_line_wins_over_the_head_and_says_so():
    ran = run_s11("report", "reading/ofsted-2013", "--template", "committee/reading-2013-11", "--as-of", "2013-11-07")
    assert ran.code == 0 and "As checked on 7 November 2013" in ran.out
    assert "as-of day: 2013-11-07, from the command line; the report's head says 2013-08-31" in ran.err
    assert "plans: reading/ofsted-2013, from the command line\n" in ran.err
    assert (
        run_s11("report", "--template", "reading-2013-11").out
        == run_s11("report", "--template", "committee/reading-2013-11").out
    )


def test_a_committee_report_is_of_whole_plans():
    ran = run_s11("report", "--template", "committee/reading-2013-11", "--lead", "HoAC")
    assert ran.code == 2 and ran.err == (
        "s11: a committee report covers whole plans, so that its sentences stay true: take out the filter (lead HoAC)\n"
    )


def test_a_councils_own_stands_beside_its_plans(portfolio):
    folder = portfolio({"westmere/one": acted("rag: green")})
    (folder / "templates").mkdir()
    (folder / "templates" / "cabinet.md").write_bytes(
        "\ufeff---\r\ntitle: Ours\r\nplans: westmere/one\r\nas_of: 2024-03-01\r\n---\r\n## Position\r\n\r\n{{ "
        "plan('westmere/one') | stated_sentence }}\r\n".encode()
    )
    ran = run_s11("report", "--template", "cabinet", cwd=folder)
    assert ran.code == 0 and "The one action is on track as stated." in ran.out and "# Ours\n" in ran.out
    ran = run_s11("report", "--template", "cabinett", cwd=folder)
    assert ran.code == 2 and "cabinet" in ran.err and "committee/reading-2013-11" in ran.err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "---\ntitle: T\npland: westmere/one\n---\n",
            "template own.md, line 3: 'pland' is not a key of a report's head; did you mean 'plans'?",
        ),
        (
            "---\ntitle: T\nplans: westmere/none\n---\n",
            "template own.md, 'plans' in its head: there is no plan, file or folder called 'westmere/none' here or "
            "under plans; did you mean 'westmere/one'?",
        ),
        (
            "---\ntitle: T\nplans: templates/own.md\n---\n",
            "template own.md, 'plans' in its head: 'templates/own.md' is not the id of a plan",
        ),
        (
            "---\ntitle: T\nplans:\n  a: b\n---\n",
            "template own.md, line 3: 'plans' must be one word or a list: write plans: [one, another]",
        ),
        (
            "---\ntitle: T\nas_of: 2024-02-30\n---\n",
            "template own.md, line 3: '2024-02-30' is not a day: write as_of as YYYY-MM-DD",
        ),
        (
            "---\ntitle: A: B\n---\n",
            "template own.md, line 2: a colon and a space stand inside the text, which YAML takes for a new key; put "
            "the words on the next line after '>-', indented further",
        ),
        ("---\nto: Cabinet\n---\n", "template own.md, line 1: 'title' is missing: the report's title (needed)"),
        ("---\ntitle: T\naudience: all\n---\n", "template own.md, line 3: 'all' is not one of internal, public"),
        ("---\ntitle: T\nfacts: none\n---\n", "template own.md, line 3: 'facts' must be lines of the form 'key: text'"),
        ("---\n---\n## A\n", "template own.md, line 1: the head must be keys with values: begin with 'title: …'"),
        ("---\ntitle: T\n", "template own.md, line 1: the head is not closed: end it with a line '---'"),
        (
            "---\ntitle: T\n---\n## A\n\n{{ plan('westmere/one' }}\n",
            "template own.md, line 6: unexpected '}', expected ')'",
        ),
        (
            "---\ntitle: T\n---\n## A\n{{ plan('westmere/two') | size_sentence }}\n",
            "template own.md, line 5: this report has no plan 'westmere/two': it has westmere/one",
        ),
        (
            "---\ntitle: T\n---\n\n{{ 'westmere/one' | size_sentence }}\n",
            "template own.md, line 5: 'size_sentence' needs a plan: write {{ plan('ID') | size_sentence }}",
        ),
        (
            "---\ntitle: T\n---\n{{ plans[0].__class__ }}\n",
            "template own.md, line 4: access to attribute '__class__' of 'FullPlan' object is unsafe.",
        ),
        (
            "---\ntitle: T\n---\n{% include '../plans/westmere/one.yaml' %}\n",
            "template own.md, line 4: there is no template '../plans/westmere/one.yaml'; a template can only use "
            "other templates, no files",
        ),
    ],
)
def test_what_is_wrong_is_one_line_with_its_place(portfolio, text, said):
    folder = portfolio({"westmere/one": acted("rag: green")})
    (folder / "templates").mkdir()
    (folder / "templates" / "own.md").write_text(text, encoding="utf-8")
    ran = run_s11("report", "--template", "own", cwd=folder)
    assert ran.code == 2 and ran.out == ""
    assert [line for line in ran.err.splitlines() if line.startswith("s11: ")] == [f"s11: {said}"]


@pytest.mark.parametrize("format", ["markdown", "html"])
@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("# Mine\n", "the heading 'Mine' has the title's own level"),
        ("## A\n\n#### B\n", "the heading 'B' skips a level: '####' stands under '##'"),
    ],
)
def test_headings_must_be_in_order(body, said, format):
    with pytest.raises(BadTemplate, match=said):
        written("own", format, plans={"westmere/one": acted("rag: green")}, day="2024-03-01", own=own(body))


# words of a plan -----------------------------------------------------------------------------------------------------

NASTY = (
    "<script>alert(1)</script> | *b* _c_ `d` [x](javascript:alert(1)) ![i](https://example.org/i.png) {{ 7*7 }} {% "
    "raw %} &amp; https://example.org @ab #12 :smile: <br> <!-- --> # h"
)


def nasty_plan():
    quoted = NASTY.replace("'", "''")
    return HEAD.replace("title: T", f"title: '{quoted}'") + (
        f"rag:\n  red: {{means: off_track, label: '{quoted}'}}\nrecommendations:\n  - id: 1\n    text: '- "
        f"{quoted}'\n    remedy: '1. {quoted}'\n"
        f"    actions:\n      - id: '{quoted}'\n        text: '## {quoted}'\n        rag: red\n"
    )


BODY = """\
## A

{{ plans[0] | standing_sentence }}

{{ plans[0] | words_sentence }}

{{ plans[0].summary.title }}

{{ plans[0] | exceptions_table }}

{{ plans[0] | recommendations_table }}

{{ plans[0] | background_list }}

## B

{{ plans[0] | appendix }}
"""


def test_a_plans_words_are_never_markup_in_either_voice():
    plans = {"westmere/nasty": nasty_plan()}
    markdown, _ = written("own", plans=plans, day="2024-03-01", own=own(BODY))
    page, _ = written("own", "html", plans=plans, day="2024-03-01", own=own(BODY))
    for shown in (rendered(markdown), Page(page)):
        assert shown.text.count(NASTY) >= 8, shown.text
        assert f"- {NASTY}" in shown.text and f"## {NASTY}" in shown.text and f"1. {NASTY}" in shown.text
        links = [attributes.get("href", "") for tag, attributes in shown.tags if tag == "a"]
        assert not {"script", "img", "em"} & {tag for tag, _ in shown.tags} and not [
            link for link in links if not link.startswith("#")
        ]
    assert "49" not in re.sub(r"[0-9a-f]{6,}", "", Page(page).text)


def test_a_hostile_plan_in_the_generic_report():
    for format in ("markdown", "html"):
        text, _ = written("committee", format, plans={"westmere/hostile": HOSTILE}, day="2024-01-01")
        shown = rendered(text) if format == "markdown" else Page(text)
        assert (
            all(words in shown.text for words in WORDS)
            and "\x1b" not in text
            and "script" not in [tag for tag, _ in shown.tags]
        )


def test_a_councils_own_markdown_is_markdown_but_not_html():
    body = (
        "## A\n\n**Bold** and [ours](https://example.org/a), [not](javascript:alert(1)), "
        "![i](https://example.org/i.png), <b onclick='x'>raw</b>.\n\n<script>alert(1)</script>\n\nOf each:\n\n| A | "
        "|\n|---|---:|\n| 1 | 2 |\n"
    )
    page, _ = written("own", "html", plans={"westmere/one": acted("rag: green")}, day="2024-03-01", own=own(body))
    assert (
        "<strong>Bold</strong>" in page
        and '<a href="https://example.org/a">ours</a>' in page
        and "<script" not in page
        and "<img" not in page
        and "<b " not in page
        and 'href="javascript' not in page
    )
    assert re.search(r'<caption id="table-\d+">Of each</caption>', page)
    assert '<th scope="col">A</th><td></td>' in page and '<th scope="row">1</th><td class="number">2</td>' in page


# pages ---------------------------------------------------------------------------------------------------------------


def pages():
    for name in SHIPPED:
        yield written(f"committee/{name}", "html")[0]
    plans = {name: plan_text(name) for name in ("reading/ofsted-2013", "oxford/section-11-2016")}
    yield written("committee", "html", plans=plans, day="2017-01-31")[0]
    yield written("own", "html", plans={"westmere/nasty": nasty_plan()}, day="2024-03-01", own=own(BODY))[0]


def test_pages_are_in_order_with_captions_and_scopes():
    for page in pages():
        shown = Page(page)
        names = [tag for tag, _ in shown.tags]
        levels = [int(tag[1]) for tag in names if re.fullmatch("h[1-6]", tag)]
        assert (
            levels.count(1) == 1 and levels[0] == 1 and all(after <= before + 1 for before, after in pairwise(levels))
        )
        assert names.count("caption") == names.count("table") > 2 and "script" not in names
        assert all(attributes.get("scope") in ("col", "row") for tag, attributes in shown.tags if tag == "th")
        ids = [attributes["id"] for _, attributes in shown.tags if "id" in attributes]
        assert len(ids) == len(set(ids))
        assert all(
            link[1:] in ids
            for tag, attributes in shown.tags
            if tag == "a" and (link := attributes["href"]).startswith("#")
        )
        assert re.search(r"<caption[^>]*>\s*</caption>", page) is None


def test_pages_in_a_browser(browser, tmp_path):
    for number, page in enumerate(pages()):
        file = tmp_path / f"{number}.html"
        file.write_text(page, encoding="utf-8")
        look(browser, file)


def test_the_same_plans_and_day_give_the_same_bytes(tmp_path):
    for ending in ("md", "html"):
        made = []
        for number, zone in enumerate(("UTC", "Pacific/Kiritimati")):
            out = tmp_path / f"{number}.{ending}"
            assert (
                run_s11_process(
                    "report",
                    "--template",
                    "committee/reading-2013-11",
                    "-o",
                    str(out),
                    TZ=zone,
                    PYTHONHASHSEED=str(number),
                ).code
                == 0
            )
            made.append(out.read_bytes())
        assert made[0] == made[1]


# what is written about them ------------------------------------------------------------------------------------------


def test_the_guide_names_every_key_and_helper_and_no_other():
    guide = (PROJECT / "docs" / "committee.md").read_text(encoding="utf-8")
    keys, helpers = (
        set(re.findall(r"^\| `([\w ]+)`", part, re.M))
        for part in re.split(r"^## ", guide, flags=re.M)
        if part.startswith(("The head", "Helpers"))
    )
    assert keys == set(KEYS)
    sentences = {**OF_A_PLAN, **OF_A_DAY, **OF_A_RECOMMENDATION, **OF_CHANGES, **OF_HISTORY, **OF_A_RETURN, **OF_A_LIST}
    tables = {*TABLE_NAMES, *OF_CHANGES_TABLES, *OF_HISTORY_TABLES, *OF_A_RETURN_TABLES, *OF_A_LIST_TABLES}
    assert helpers == {*sentences, *tables, "in_words", "plan", "assessment", "coverage", "gap", "para"}
    for name, said in sentences.items():
        assert said.__doc__.splitlines()[0].removesuffix(".") in guide, name
    for key, said in KEYS.items():
        assert f"| `{key}` | {said} |" in guide, key


def test_the_example_in_the_guide_is_real(portfolio):
    example = re.search(
        r"````markdown\n(.*?)````", (PROJECT / "docs" / "committee.md").read_text(encoding="utf-8"), re.S
    )[1]
    folder = portfolio({"westmere/section-11-2024": acted("rag: green")})
    (folder / "templates").mkdir()
    (folder / "templates" / "cabinet-2024-09.md").write_text(example, encoding="utf-8")
    ran = run_s11("report", "--template", "cabinet-2024-09", cwd=folder)
    assert (
        ran.code == 0
        and "1 place still to be written: Legal implications (Head of Law)" in ran.err
        and "The one action is on track as stated." in ran.out
    )


# for the public ------------------------------------------------------------------------------------------------------

PUBLIC = """\
---
title: Progress on safeguarding
plans: [westmere/one]
audience: public
---
{{ plan('westmere/one') | standing_sentence }}
"""
NAMED = """\
format: s11-plan/1
title: Safeguarding improvement plan
organisation: Westmere District Council
origin: section-11
as_at: 2024-05-20
rag: {green: {means: on_track}}
people:
  AB: {name: Ann Bell, post: Head of Communities}
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - {id: 1, text: Review the referral procedure, lead: AB, timescale: October 2024, rag: green}
      - {id: 2, text: Meet the family, lead: AB, timescale: October 2024, rag: green, sensitive: true}
"""


def test_a_report_for_the_public_says_what_it_leaves_out(portfolio):
    folder = portfolio({"westmere/one": NAMED})
    (folder / "templates").mkdir()
    (folder / "templates" / "open.md").write_text(PUBLIC, encoding="utf-8")
    for ending in ("md", "html"):
        ran = run_s11("report", "--template", "open", "--as-of", "2024-06-01", "-o", f"out.{ending}", cwd=folder)
        said = (folder / f"out.{ending}").read_text(encoding="utf-8")
        assert ran.code == 0 and "audience: public, from the report's head" in ran.err
        assert (
            "copy for the public" in said
            and "Ann Bell" not in said
            and "Meet the family" not in said
            and "The one action is on track" in said
        )
    ran = run_s11("report", "--template", "open", "--as-of", "2024-06-01", "--audience", "internal", cwd=folder)
    assert "copy for the public" not in ran.out and "from the command line; the report's head says public" in ran.err


def test_a_plan_without_an_action_has_a_report_without_blanks():
    bare = (
        "format: s11-plan/1\ntitle: Nothing yet\norganisation: Westmere District Council\norigin: "
        "other\nrecommendations: []\n"
    )
    text, _ = written("committee", plans={"westmere/bare": bare}, day="2024-01-01")
    assert "**Westmere District Council**" in text and "****" not in text
    assert (
        text.count("The plan has no action.") == 1
        and "The plan has no Recommendation." in text
        and "| No. | Recommendation |" not in text
    )


# what changed since last time ----------------------------------------------------------------------------------------

PAST = """---
title: Progress since January
to: Cabinet
date: 2024-06-30
report of: Policy officer
since: 2024-01-31
as_of: 2024-06-30
---
{% for p in plans %}
## {{ p.summary.title }}

{{ p | changes_sentence }} {{ p | history_sentence }}

{{ p | changes_list }}

{{ p | newly_late_table }}

{{ p | moved_dates_table }}

{{ p | unexplained_list }}

{{ p | history_table }}
{% endfor %}
"""
MOVED = "revised: [{date: 2024-02-20, from: March 2024, why: The board met late, by: AB}], timescale: May 2024"


@pytest.fixture
def followed(repository):
    plan = acted("rag: green, timescale: March 2024, lead: AB", "lead: AB, timescale: February 2024")
    repository.write("plans/westmere/one.yaml", plan)
    repository.write("templates/progress.md", PAST)
    repository.commit("First", "2024-01-20")
    repository.write("plans/westmere/one.yaml", plan.replace("timescale: March 2024", MOVED))
    repository.commit("Moved", "2024-02-20")
    return repository.folder


def test_a_report_says_what_changed_since_last_time(followed):
    ran = run_s11("report", "--template", "progress", cwd=followed)
    assert ran.code == 0, ran.err
    told = json.loads(run_s11("changes", "--since", "2024-01-31", "--as-of", "2024-06-30", "--json", cwd=followed).out)
    # each change is told once in the list, and once more in the table of its kind
    assert ran.out.count("\n- **") - told["quiet_edits"] == told["count"] == sum(told["counts"].values())
    for heading, count in told["counts"].items():
        assert f"{HEADINGS[heading]} ({count}):" in ran.out
    assert told["counts"]["newly_late"] == 2 and "30 days late" in ran.out and "| 30 |" in ran.out
    assert "'March 2024' (by 31 March 2024) | 'May 2024' (by 31 May 2024) | 61 days later" in ran.out
    assert "Since 31 January 2024" in ran.out and "On 30 June 2024 two actions were off track as checked" in ran.out
    history = json.loads(run_s11("history", "--every", "month", "--as-of", "2024-06-30", "--json", cwd=followed).out)
    for point in history["points"]:
        day = date.fromisoformat(point["day"])
        assert (
            f"| {day.day} {day:%b %Y} | {point['checked']['off_track']} | {point['stated']['off_track']} |" in ran.out
        )


def test_what_cannot_be_compared_says_so_by_its_helper(followed, portfolio):
    text = (followed / "plans/westmere/one.yaml").read_text(encoding="utf-8")
    folder = portfolio({"westmere/one": text})
    (folder / "templates").mkdir()
    for helper, said in (("changes_sentence", "has nothing to compare with"), ("history_table", "kept in git")):
        paper = f"---\ntitle: T\n---\n## H\n\n{{{{ plans[0] | {helper} }}}}\n"
        (folder / "templates/progress.md").write_text(paper, encoding="utf-8")
        ran = run_s11("report", "--template", "progress", "--as-of", "2024-06-30", cwd=folder)
        assert ran.code == 2 and said in ran.err and "template progress.md, line 6" in ran.err, ran.err
    ran = run_s11("report", "--template", "committee", "--as-of", "2024-06-30", cwd=folder)
    assert ran.code == 0, ran.err
