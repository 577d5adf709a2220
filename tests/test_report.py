"""The report in its voices: the same numbers in each, plans' words literal in each, the page fit for everyone."""

import itertools
import json
import os
import re
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from browsing import look, validated
from conftest import PROJECT, SHIPPED

from s11 import rules, store, view
from s11.plan import load
from s11.render import offered, render_report
from s11.render.html import anchor
from s11.render.markdown import code, literal
from s11.render.sandbox import BadTemplate
from s11.standing import Cycles
from s11.text import Source
from s11.view.timeline import timeline
from s11.when import Vantage, day_words

TEMPLATES = store.own_and_shipped("templates")
NAMES = ("plan", "exceptions", "portfolio", "lead", "extensions")
SNAPSHOTS = Path(__file__).parent / "snapshots"
DAY = date(2025, 1, 31)

WESTMERE = """\
format: s11-plan/1
title: Section 11 Action Plan 2024-25
organisation: Westmere District Council
origin: section-11
agreed: 2024-05-02
as_at: 2024-09-10
period: 2024/25
called: Learning Point
source:
  document: Annex A to the report on the Section 11 self-assessment
  body: Cabinet
  date: 2024-05-02
reported:
  - {date: 2024-05-02, to: Cabinet}
control:
  owner: AB
  version: 2
arises_from:
  - Section 11 self-assessment 2024
rag:
  blue:
    means: completed
    label: Action completed
  green:
    means: on_track
    label: Action on target to be met
    also: [G-Green]
  red:
    means: off_track
    label: High risk that the action will not be completed
people:
  AB:
    name: Ann Bell
    post: Director, Communities and Safety
  CD:
    post: Policy officer
  DOG:
    name: Designated Officers Group
    group: true
terms:
  CSE: child sexual exploitation
progress:
  - date: 2024-06-01
    note: The plan was sent to every service.
note: Taken from the printed copy.
recommendations:
  - id: 1
    text: Keep procedures under review
    rag: green
    lead: AB
    note: One paragraph in the source.
    actions:
      - id: "1.1"
        text: Review the CSE policy and the leaflet
        lead: [AB, CD]
        timescale: October 2024
        revised:
          - date: 2024-07-15
            from: July 2024
            why: New county procedures came out in June
            by: AB
        measure: Every procedure reviewed within its year
        rag: blue
        as_at: 2024-11-05
        evidence:
          - text: Cabinet report
            timescale: October 2024
            received: 2024-10-17
            link: https://example.org/cabinet
        progress:
          - date: 2024-11-05
            by: CD
            note: Taken to Cabinet on 17 October.
        completed: 2024-10-17
        signed_off: {date: 2024-11-05, by: DOG}
      - id: "1.2"
        text: Portfolio holder meeting
        timescale: June 2024, quarterly
        completed: [2024-06-20, 2024-09-12]
        rag: G-Green
      - id: "1.3"
        text: Train every new member of staff
        timescale: Ongoing
        proposed: true
  - id: 2
    text: Listen to children
    response: {as: partly, why: The council has no youth forum}
    remedy: Ask the schools
    actions:
      - id: "2.1"
        text: Set up a youth forum
        lead: TBC
        timescale: TBC
        rag: red
        remedy: The schools are being asked
        awaiting: The county council
      - id: "2.2"
        text: Publish a leaflet
        lead: CD
        timescale: March 2025
        ended: {as: no_longer_needed, date: 2024-12-01, why: The county has one}
  - id: 3
    text: No action answers this one
"""

WORDS = (
    "[red]",
    "[/foo]",
    "\x1b[31m",
    "<script>alert(1)</script>",
    "| a |",
    "{{ 7*7 }}",
    "*b* _c_ `d` # e",
    "@bob #12 :red_circle: $x$",
    "&lt; &copy;",
    "[t](http://x.test)",
    "- f",
    "1. g",
    "~~h~~",
    "www.x.test",
    "\\| k",
    "\u202eright to left",
    "\u05e9\u05dc\u05d5\u05dd",
    "unbroken" * 40,
)


def hostile(ended: bool = True) -> str:
    """A plan with every trap in every place for words, its one action ended or at risk."""
    trap = json.dumps(" ".join(WORDS))
    cell = json.dumps("| a |\n" + " ".join(WORDS))
    return f"""\
format: s11-plan/1
title: {trap}
organisation: {trap}
called: {json.dumps(WORDS[0] + WORDS[3])}
origin: other
period: {trap}
marking: {trap}
source: {{document: {trap}, body: {trap}}}
arises_from: [{trap}]
reported: [{{date: 2024-05-02, to: {trap}}}]
control: {{document: {trap}, version: {trap}, location: {trap}}}
note: {cell}
rag:
  {json.dumps("[red] | <b>")}: {{means: at_risk, label: {cell}, also: {json.dumps("{{ 7*7 }} |")},
    colour: {json.dumps("red;background:url(http://x.test)")}}}
people:
  {json.dumps("<i>K</i>|")}: {{name: {trap}, post: {trap}}}
terms:
  {json.dumps("<script>")}: {trap}
  CSE: {json.dumps('" onclick="alert(1)')}
themes:
  {json.dumps("t|<")}: {trap}
progress: [{{date: 2024-05-02, note: {cell}}}]
recommendations:
  - id: {json.dumps("1|<b>")}
    theme: {json.dumps("t|<")}
    text: {cell}
    note: {trap}
    remedy: {trap}
    response: {{as: partly, why: {trap}}}
    rag: {json.dumps("[red] | <b>")}
    actions:
      - id: {json.dumps("a|<b>[x]")}
        text: {cell}
        lead: [{json.dumps("<i>K</i>|")}, {json.dumps("<b>nobody</b>")}]
        timescale: {cell}
        measure: {cell}
        remedy: {cell}
        awaiting: {trap}
        priority: {trap}
        review: {trap}
        standards: [{trap}]
        note: {cell}
        revised: [{{date: 2024-06-02, from: {trap}, why: {cell}, by: {json.dumps("<i>K</i>|")}}}]
        progress: [{{date: 2024-06-02, note: {cell}, by: {json.dumps("<i>K</i>|")}}}]
        evidence:
          - {{text: {cell}, note: {cell}, link: {json.dumps("javascript:alert(1)")}, timescale: June 2024}}
          - {{text: {trap}, link: {json.dumps('https://x.test/"><script>')}}}
        ended: {{as: transferred, date: {"2024-12-01" if ended else "2026-12-01"}, why: {cell}, to: {trap}}}
"""


def reported(
    *plans: tuple[str, str], day: date = DAY, revision: str = "commit 0123456789", chosen: view.Filter = view.Filter()
) -> view.Report:
    register = load([Source(f"plans/{name}.yaml", name, text.encode()) for name, text in plans])
    vantage = Vantage(day, "0123456789")
    findings = rules.check(register, vantage, exists=lambda name: True)
    return view.report(register, vantage, revision, findings, rules.VERSION, chosen)


def real(day: date = date(2017, 1, 31)) -> view.Report:
    files = SHIPPED
    return reported(
        *(
            (path.relative_to(PROJECT / "plans").with_suffix("").as_posix(), path.read_text(encoding="utf-8"))
            for path in files
        ),
        day=day,
    )


BROKEN = ("westmere/broken", WESTMERE.replace("    rag: green\n", "   rag: green\n"))
BARE = (
    "westmere/bare",
    "format: s11-plan/1\ntitle: Nothing yet\norganisation: Westmere District Council\norigin: "
    "other\nrecommendations: []\n",
)
TORN = ("westmere/torn", "format: s11-plan/1\nas_at: 2024-01-01\n")
REPORTS = {
    "small": lambda: reported(("westmere/s11", WESTMERE)),
    "bare": lambda: reported(BARE, TORN),
    "many": lambda: reported(
        ("westmere/s11", WESTMERE), BROKEN, ("hostile/one", hostile()), ("hostile/two", hostile(ended=False))
    ),
    "real": real,
    "none": reported,
    "one lead": lambda: reported(("westmere/s11", WESTMERE), chosen=view.Filter(lead="CD")),
}
VOICES = ("html", "markdown")


@cache
def report(which: str) -> view.Report:
    return REPORTS[which]()


@cache
def written(which: str, template: str, format: str) -> str:
    return render_report(report(which), template, format, TEMPLATES)


every_template = pytest.mark.parametrize("template", NAMES)
every_report = pytest.mark.parametrize("which", REPORTS)


class Page(HTMLParser):
    """What a reader of the page gets: its text, its elements, its attributes."""

    def __init__(self, source: str):
        super().__init__(convert_charrefs=True)
        self.text, self.elements, self.open = "", [], []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes), len(self.text), tuple(self.open)))
        if tag not in ("meta", "br", "link", "img", "input"):
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.elements.append((tag, dict(attributes), len(self.text), tuple(self.open)))

    def handle_endtag(self, tag):
        assert self.open and self.open[-1] == tag, f"</{tag}> closes {self.open[-3:]} near {self.text[-200:]!r}"
        self.open.pop()
        if tag in ("p", "td", "th", "li", "dd", "dt", "div", "caption", "title", "desc", "text"):
            self.text += "\n"

    def handle_data(self, data):
        if not {"style", "script"} & set(self.open):
            self.text += data

    def named(self, *tags: str):
        return [attributes for tag, attributes, _, _ in self.elements if tag in tags]


def rendering():
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


def shown_markdown(source: str) -> str:
    """The text that a reader of the rendered Markdown gets."""
    made = rendering().render(source)
    return Page(re.sub(r"<!--.*?-->", "", made)).text


def flat(words: str) -> str:
    return " ".join(words.split())


# the same numbers in every voice -------------------------------------------------------------------------------------


def replaced(node, numbers: list[str], days: list[str], path: str = ""):
    """A View in which every number and day is another one, found nowhere else; what was put is noted."""
    if isinstance(node, bool) or node is None or isinstance(node, str):
        return node
    if isinstance(node, view.Tally) and not node.actions:
        return node  # nothing is counted of no action
    if isinstance(node, int):
        # what is late of actions that are not is a part of what is late
        if node == 0 and ((".tally." not in path and ".portfolio." not in path) or ".late_evidence." in path):
            return 0
        numbers.append(f"{path}={700_001 + len(numbers)}")
        return 700_000 + len(numbers)
    if isinstance(node, date):
        days.append(path)
        return date.fromordinal(date(1902, 1, 1).toordinal() + 3 * len(days))
    if isinstance(node, dict):
        return {key: replaced(value, numbers, days, f"{path}.{key}") for key, value in node.items()}
    if hasattr(node, "_fields"):
        return type(node)(*(replaced(getattr(node, name), numbers, days, f"{path}.{name}") for name in node._fields))
    if hasattr(node, "__dataclass_fields__"):
        return type(node)(
            **{
                name: replaced(getattr(node, name), numbers, days, f"{path}.{name}")
                for name in node.__dataclass_fields__
            }
        )
    return tuple(replaced(item, numbers, days, f"{path}[{number}]") for number, item in enumerate(node))


# they stand in a report of their own, and in `due --from-first`
OF_EXTENSIONS = ("extensions", "first", "days_late_from_first")


def figures(node, skip=("met", "first_due", "on_time", "late_dates", "moved", *OF_EXTENSIONS)):
    """Every number and day in a part of a View.

    How often a spelling was met is said once, in ``words``; a first day only of what moved; of what recurs how often it
    was missed. How many dates were missed and moved stands where plans are put side by side, and extensions
    in a report of their own. The day of an action's
    last record stands in the sentence on why.
    """
    if isinstance(node, bool | str) or node is None:
        return
    if isinstance(node, int | date):
        yield node
    elif isinstance(node, Cycles):
        # of so many, how many were missed
        yield from (node.fallen_due, node.fallen_due - node.on_time)
    elif isinstance(node, dict):
        yield from (figure for value in node.values() for figure in figures(value, skip))
    elif hasattr(node, "_fields") or hasattr(node, "__dataclass_fields__"):
        names = getattr(node, "_fields", None) or tuple(node.__dataclass_fields__)
        if isinstance(node, view.PlanView):
            # the day that its other days are counted to is the head's, and said there
            names = tuple(name for name in names if name != "as_of")
        if isinstance(node, view.ActionView):
            names = tuple(name for name in names if name != "last_recorded")
        yield from (figure for name in names if name not in skip for figure in figures(getattr(node, name), skip))
    else:
        yield from (figure for item in node for figure in figures(item, skip))


def of_group(row: view.Group):
    return (
        row.tally.actions,
        row.tally.checked["off_track"],
        row.tally.timing["late"],
        row.tally.undated,
        row.tally.timing["done"],
    )


def of_led(recommendations):
    """What is still to come of each action of a lead; its own days stand in the sentence on why."""
    actions = [action for recommendation in recommendations for action in recommendation.actions]
    return [
        (
            one.progress[-1:],
            [(piece.due, piece.days_late) for piece in (*one.evidence, *one.milestones) if not piece.received],
        )
        for one in actions
    ]


def of_exceptions(recommendations):
    actions = [action for recommendation in recommendations for action in recommendation.actions]
    # its days stand in the sentence on why, and there only
    return [(one.progress[-1:], [piece.days_late for piece in one.late_pieces]) for one in actions]


def of_one_plan(plan: view.FullPlan):
    """What only a paper on one plan has room for."""
    return (
        plan.summary.tally.stated,
        plan.summary.tally.checked,
        [entry.count for entry in plan.summary.legend],
        plan.summary.words,
        plan.errors,
        plan.warnings,
        plan.allowed,
    )


def of_extensions(plan: view.FullPlan):
    """Each with its days, and what they come to."""
    counts = plan.extension_counts
    return (
        [
            (one.first, one.times_moved, [(asked.date, asked.answered) for asked in one.requests], one.moves)
            for one in plan.extensions
        ],
        [count for count in (counts.moved, counts.asked, counts.granted, counts.refused, counts.open) if count > 2],
    )


# what each template is to say; ``plan`` says everything that is in a plan
PARTS = {
    "plan": lambda seen: (seen.head, seen.plans, seen.portfolio if len(seen.plans) > 1 else ()),
    "exceptions": lambda seen: (
        seen.head,
        [
            (
                plan.summary.tally.actions,
                plan.summary.late_things,
                plan.summary.last_recorded,
                plan.summary.days_since,
                of_exceptions(plan.exceptions),
                of_exceptions(plan.unknown),
                plan.late_apart,
                of_one_plan(plan) if len(seen.plans) == 1 else (),
            )
            for plan in seen.plans
        ],
    ),
    "portfolio": lambda seen: (
        seen.head,
        seen.portfolio,
        [of_group(row) for row in seen.leads.behind],
        seen.leads.actions,
        seen.leads.placed,
        [
            (
                plan.summary.tally[:5],
                plan.summary.recommendation_count,
                plan.summary.recommendations_without_action,
                plan.summary.late_things,
                plan.summary.late_dates,
                [due.days_late for due in plan.late],
                plan.errors,
                plan.warnings,
                plan.allowed,
            )
            for plan in seen.plans
        ],
    ),
    "lead": lambda seen: (
        seen.head,
        [
            (
                load.group.tally.actions,
                load.group.tally.stated,
                load.group.tally.checked,
                load.group.tally.timing["late"],
                load.group.tally.timing["due_soon"],
                load.group.tally.undated,
                load.group.tally.timing["done"],
                [(share.late, share.ahead, of_led(share.recommendations)) for share in load.shares],
            )
            for load in seen.loads
        ],
    ),
    "extensions": lambda seen: (seen.head, [of_extensions(plan) for plan in seen.plans]),
}


@pytest.mark.parametrize("format", VOICES)
@pytest.mark.parametrize("which", ["small", "many", "one lead"])
@every_template
def test_every_number_and_day_of_its_part_of_the_view_is_said(template, which, format):
    seen = replaced(report(which), [], [])
    said = flat(shown(render_report(seen, template, format, TEMPLATES), format))
    missing = [figure for figure in figures(PARTS[template](seen)) if figure and in_words(figure) not in said]
    assert not missing


@pytest.mark.parametrize("which", ["small", "many", "one lead"])
@every_template
def test_a_number_or_day_in_one_voice_is_in_all_of_them(template, which):
    seen = replaced(report(which), [], [])
    there = {in_words(figure) for figure in figures(seen, skip=()) if figure}
    voices = [flat(shown(render_report(seen, template, format, TEMPLATES), format)) for format in VOICES]
    html, markdown = (there & set(NUMBER_OR_DAY.findall(said)) for said in voices)
    assert html == markdown and len(html) > (5 if template == "extensions" else 20)


@pytest.mark.parametrize("format", VOICES)
@pytest.mark.parametrize("which", ["small", "many", "one lead"])
@every_template
def test_s11s_own_templates_write_the_same_with_and_without_a_guard(template, which, format):
    seen = replaced(report(which), [], [])
    # of a mapping that does not say whose they are, none is trusted
    assert render_report(seen, template, format, TEMPLATES) == render_report(seen, template, format, dict(TEMPLATES))


NUMBER_OR_DAY = re.compile(
    r"(?<!\d)(\d{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December) "
    r"\d{4}|\d{1,3}(?:,\d{3})*)"
)


def shown(source: str, format: str) -> str:
    return Page(source).text if format == "html" else source


def in_words(figure: int | date) -> str:
    return day_words(figure) if isinstance(figure, date) else f"{figure:,}"


@pytest.mark.parametrize("which", ["small", "many", "real"])
def test_an_exception_report_hides_no_action(which):
    for plan in report(which).plans:
        found = plan.sorted_out
        assert found.exceptions + found.unknown + found.proposed + found.others == plan.summary.tally.actions
        assert found.exceptions == sum(plan.summary.tally.checked[state] for state in view.EXCEPTIONS)
        named = [
            action.address for recommendation in (*plan.exceptions, *plan.unknown) for action in recommendation.actions
        ]
        assert len(named) == len(set(named)) == found.exceptions + found.unknown
        assert {
            action.address
            for recommendation in plan.recommendations
            for action in recommendation.actions
            if action.checked == "not_known"
        } <= set(named)


def test_what_cannot_be_known_is_told_from_what_is_only_proposed():
    head = WESTMERE.partition("recommendations:")[0].replace("rag:\n", "rag:\n  white: {means: not_started}\n")
    actions = {
        "late": "timescale: May 2024",
        "red": "rag: red",
        "on track, no date": "rag: green",
        "on track, dated": "rag: green, timescale: May 2025",
        "not rated": "timescale: May 2025",
        "not started, no date": "rag: white",
        "not started, dated": "rag: white, timescale: May 2025",
        "proposed": "proposed: true",
        "done": "rag: blue",
    }
    text = (
        head
        + "recommendations:\n  - id: 1\n    text: R\n    actions:\n"
        + "".join(f"      - {{id: {json.dumps(name)}, text: A, {rest}}}\n" for name, rest in actions.items())
    )
    plan = reported(("westmere/s11", text)).plans[0]
    assert [action.id for recommendation in plan.exceptions for action in recommendation.actions] == ["late", "red"]
    assert [action.id for recommendation in plan.unknown for action in recommendation.actions] == [
        "on track, no date",
        "not rated",
        "not started, no date",
    ]
    assert plan.sorted_out == (2, 3, 1, 3)


def test_every_lead_has_their_actions_and_no_other():
    loads = {load.group.words: load for load in report("small").loads}
    assert list(loads) == ["Ann Bell", "Policy officer", "no lead"]
    held = {
        words: [
            action.id
            for share in load.shares
            for recommendation in share.recommendations
            for action in recommendation.actions
        ]
        for words, load in loads.items()
    }
    assert held == {"Ann Bell": ["1.1", "1.2", "1.3"], "Policy officer": ["1.1", "2.2"], "no lead": ["2.1"]}
    assert [len(load.late) for load in loads["Ann Bell"].shares] == [1] and not loads["no lead"].shares[0].late
    only = report("one lead")
    assert [load.group.words for load in only.loads] == ["Policy officer"] and only.leads.placed == 2
    for lead in report("real").loads:
        assert lead.group.tally.actions == sum(
            len(recommendation.actions) for share in lead.shares for recommendation in share.recommendations
        )


def test_things_stand_on_the_line_of_their_days():
    dues = [
        due
        for plan in real(date(2014, 6, 15)).plans
        if plan.summary.id == "oxford/review-2013"
        for due in (*plan.late, *plan.ahead)
    ]
    line = timeline(dues, date(2014, 6, 15))
    assert (line.first, line.last, line.day_column, line.tallest) == (date(2014, 3, 31), date(2014, 12, 31), 19, 5)
    assert len(line.marks) == len(dues) == 17 and {(mark.column, mark.level) for mark in line.marks} >= {
        (0, 1),
        (0, 5),
        (52, 4),
        (67, 1),
    }
    assert all((mark.column < line.day_column) == (mark.due.timing == "late") for mark in line.marks)
    assert timeline([], DAY) is None and timeline(dues[:1], dues[0].due).day_at == 0


def test_evidence_of_anothers_action_is_in_its_leads_part():
    text = WESTMERE.replace(
        "          - text: Cabinet report\n            timescale: October 2024\n            received: 2024-10-17\n",
        "          - text: Cabinet report\n            lead: DOG\n            timescale: October 2024\n",
    )
    load = next(
        load for load in reported(("westmere/s11", text)).loads if load.group.words == "Designated Officers Group"
    )
    assert load.group.tally.actions == 0 and [due.address for due in load.shares[0].late] == ["westmere/s11#1.1/1"]


@every_template
def test_nothing_is_said_as_none_or_left_blank(template):
    for which in REPORTS:
        page = Page(written(which, template, "html"))
        assert not re.search(r"\bNone\b", page.text.replace("None made up", "").replace("None is", ""))
        for table in re.findall(r"(?:^\|.*\n)+", written(which, template, "markdown").replace("\\|", ""), re.M):
            head, _, *rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.strip().split("\n")]
            assert all(any(cells) for cells in zip(*rows, strict=True)), ("a column of a table is blank", head)
        html = written(which, template, "html")
        assert not re.search(r"<(th|d[dt]|li|p|h\d|caption)\b[^>]*>\s*</", html), "something is left blank"


@pytest.mark.parametrize("format", VOICES)
def test_a_plan_that_holds_nothing_is_said_in_whole_sentences(format):
    said = {
        template: flat(shown(render_report(reported(BARE), template, format, TEMPLATES), format)) for template in NAMES
    }
    assert (
        "The plan has no action. Nothing has been recorded yet." in said["plan"]
        and "There is no action. Nothing has been recorded yet." in said["exceptions"]
    )
    assert "in this plan." in said["plan"] and "accepted" not in said["plan"] and "1 organisation" in said["portfolio"]
    for words in said.values():
        assert not re.search(
            r"0 actions have|The other 0|each has an action|0 findings|it can be known how it stands|0 "
            r"organisations|\\b0 actions|0 dated|0 done|Of 0",
            words,
        )
    torn = flat(shown(written("bare", "plan", format), format))
    assert "organisation not read: title not read" in torn and "Nothing yet" in torn


@pytest.mark.parametrize("format", VOICES)
@every_template
def test_same_bytes_twice(template, format):
    assert render_report(real(), template, format, TEMPLATES) == written("real", template, format)


@pytest.mark.parametrize(
    ("template", "format", "ending"), [("plan", "html", "html"), *((name, "markdown", "md") for name in NAMES)]
)
def test_a_small_plan_in_full(template, format, ending):
    path = SNAPSHOTS / f"westmere-{template}.{ending}"
    said = written("small", template, format)
    if os.environ.get("S11_SNAPSHOTS"):
        path.write_text(said, encoding="utf-8")
    assert said == path.read_text(encoding="utf-8"), "read the difference; S11_SNAPSHOTS=1 takes it over"


# words of a plan are never anything else -----------------------------------------------------------------------------


SEEN = flat(" ".join(WORDS)).replace("\x1b", "\u241b").replace("\u202e", "\\u202e")
TIMES = {"plan": 40, "exceptions": 10, "portfolio": 10, "lead": 20, "extensions": 4}


@every_template
def test_hostile_words_come_out_literally_in_html(template):
    said = written("many", template, "html")
    page = Page(said)
    text = flat(page.text)
    assert text.count(SEEN) >= TIMES[template]
    assert not {"\x1b", "\u202e"} & set(said)
    assert not page.named("script", "img", "iframe", "object", "embed", "link", "base", "form")
    for attributes in page.named(*{tag for tag, *_ in page.elements}):
        assert not [name for name in attributes if name.startswith("on")]
        # what a column is called, in quotation marks that no word of a plan ends
        assert re.fullmatch(r"(flex-grow:\d+)?|(--c\d:'[\w ’]+';?)+", attributes.get("style", ""))
        assert not attributes.get("href", "").lower().startswith(("javascript", "data", "file"))
    assert "url(" not in re.sub(r"url\(#\w+\)", "", said.replace("url(http://x.test)", "")) and "@import" not in said


@every_template
def test_hostile_words_come_out_literally_in_markdown(template):
    source = written("many", template, "markdown")
    assert not {"\x1b", "\u202e"} & set(source)
    assert flat(shown_markdown(source)).count(SEEN) >= TIMES[template]
    page = Page(re.sub(r"<!--.*?-->", "", rendering().render(source)))
    assert {tag for tag, *_ in page.elements} <= {
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "strong",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "br",
        "ul",
        "li",
        "code",
        "blockquote",
        "hr",
    }


@every_template
def test_every_row_of_a_markdown_table_has_the_columns_of_its_head(template):
    for which in REPORTS:
        columns = 0
        for line in written(which, template, "markdown").split("\n"):
            if not line.startswith("|"):
                columns = 0
                continue
            cells = len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) - 1
            columns = columns or cells
            assert cells == columns, line


@pytest.mark.parametrize("word", [*WORDS, "+ x", "= x", "===", "---", "    x", "a\tb", "12) x", ": x", "GH&#35;1;"])
def test_a_line_of_markdown_is_only_words(word):
    for before in ("", "| h |\n|---|\n| ", "# ", "> - "):
        after = " |" if before.startswith("|") else ""
        made = rendering().render(before + literal(flat(word)) + after)
        read = Page(re.sub(r"<!--.*?-->", "", made))
        assert flat(read.text).removeprefix("h ") == flat(word).replace("\x1b", "\u241b").replace("\u202e", "\\u202e")
        assert not read.named("a", "em", "strong", "code", "script", "hr", "s", "ol", "h2")


def test_code_holds_backticks_and_pipes():
    for words in ("a|b", "`", "``a`", "x`y``z"):
        made = rendering().render(f"| h |\n|---|\n| {code(words)} |")
        assert Page(made).text.removeprefix("\n").strip().removeprefix("h").strip() == words


def test_no_two_addresses_share_an_anchor():
    addresses = ["a/b#1.1", "a/b#1_1", "a/b#1 1", "a_2f_b#1.1", "a/b#11", "a/b#rec:1"]
    assert len({anchor(address) for address in addresses}) == len(addresses)


# the page is built for everyone --------------------------------------------------------------------------------------


@every_report
@every_template
def test_the_page_is_well_built(template, which):
    page = Page(written(which, template, "html"))
    assert page.open == [] and not page.named("script")
    assert page.named("html")[0]["lang"] == "en-GB"
    assert len(page.named("h1")) == len(page.named("main")) == 1
    levels = [int(tag[1]) for tag, *_ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
    ids = [attributes["id"] for _, attributes, _, _ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    tables, captions = page.named("table"), page.named("caption")
    assert len(tables) == len(captions)
    assert all(one.get("scope") for one in page.named("th"))
    for attributes in page.named(*{tag for tag, *_ in page.elements}):
        for name in [
            *attributes.get("aria-labelledby", "").split(),
            attributes.get("href", "#")[1:] if attributes.get("href", "").startswith("#") else "",
        ]:
            assert not name or name in ids or name.startswith("s-")
    for attributes in page.named("time"):
        date.fromisoformat(attributes["datetime"])
    # nothing is said by colour alone: every state and every colour stands with its word
    for tag, attributes, at, _ in page.elements:
        if tag == "span" and attributes.get("class", "").split()[:1] in (["state"], ["own"], ["word"]):
            assert page.text[at : at + 3].strip()
    pictures = [attributes for attributes in page.named("svg") if attributes.get("role") == "img"]
    assert len(page.named("title")) >= 1 + len(pictures) == 1 + len(page.named("desc"))


@pytest.mark.parametrize("format", VOICES)
@every_template
def test_every_report_says_what_it_stands_on(template, format):
    text = flat(shown(written("many", template, format), format))
    for words in (
        "31 January 2025",
        "commit 0123456789",
        f"version {rules.VERSION}",
        "internal",
        "4 files read",
        "not read whole",
        "line 49",
        "No filter was used",
    ):
        assert words in text, words
    assert "Only what was asked for is here: lead CD. Other actions are not." in flat(
        shown(written("one lead", template, format), format)
    )
    said = flat(shown(render_report(report("small")._replace(audience="public"), template, format, TEMPLATES), format))
    assert "internal" not in said and "public" in said


@every_template
def test_headings_of_markdown_are_in_order_and_it_holds_no_html(template):
    for which in REPORTS:
        source = written(which, template, "markdown")
        # a heading mark that is only shown is a fault of the template, which no plan's words can be
        assert not re.search(r"(?m)^\\#{2,} ", source)
        levels = [len(marks) for marks in re.findall(r"^(#+) ", source, re.M)]
        assert (
            levels[0] == 1
            and levels.count(1) == 1
            and all(later <= earlier + 1 for earlier, later in itertools.pairwise(levels))
        )
        assert not re.search(r"(?<!\\)<(?!br>|!-- -->)", re.sub(r"(`+).*?\1", "", source))


def test_an_abbreviation_is_expanded_where_it_stands():
    page = Page(render_report(report("small"), "plan", "html", TEMPLATES))
    assert {"title": "child sexual exploitation"} in page.named("abbr")
    # a person stands there by name, and not in what a mouse must find
    assert "Ann Bell" in page.text and all("Ann Bell" not in one.get("title", "") for one in page.named("abbr"))


# templates -----------------------------------------------------------------------------------------------------------

HOSTILE_TEMPLATES = {
    "reads a file": "{% include '/etc/passwd' %}",
    "reads a file above": "{% include '../pyproject.toml' %}",
    "imports a module": "{% import 'os' as os %}",
    "reaches a class": "{{ report.__class__ }}",
    "reaches a class by a filter": "{{ [report] | map(attribute='__class__') | list | first }}",
    "reaches a subclass": "{{ ''.__class__.__mro__ }}",
    "reaches globals": "{{ range.__globals__ }}",
    "reaches the environment": "{{ self._TemplateReference__context.environment }}",
    "formats its way in": "{{ '{0.__class__}'.format(report) }}",
    "goes round for ever": (
        "{% for a in range(9999) %}{% for b in range(9999) %}{% for c in range(9999) %}{% endfor %}{% endfor %}{% "
        "endfor %}"
    ),
    "has a huge range": "{% for a in range(10 ** 2) %}{% endfor %}{% for a in range(99999999) %}{% endfor %}",
    "calls itself": "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
    "calls itself twice": (
        "{% macro a(n) %}{% if n < 60 %}{{ a(n + 1) }}{{ a(n + 1) }}{% endif %}{% endmacro %}{{ a(1) }}"
    ),
    "doubles a text": (
        "{% set box = namespace(t='aaaaaaaaaa') %}{% for i in range(99) %}{% set box.t = box.t ~ box.t %}{% endfor %}"
    ),
    "doubles a text by adding": (
        "{% set box = namespace(t='aaaaaaaaaa') %}{% for i in range(99) %}{% set box.t = box.t + box.t %}{% endfor %}"
    ),
    "doubles a block": "{% set a0 %}aaaaaaaaaa{% endset %}"
    + "".join(f"{{% set a{n + 1} %}}{{{{ a{n} }}}}{{{{ a{n} }}}}{{% endset %}}" for n in range(40)),
    "multiplies a text": "{{ 'a' * 10 ** 9 }}",
    "pads a text": "{{ '%999999999d' % 1 }}",
    "centres a text": "{{ 'a'.center(999999999) }}",
    "grows a number": (
        "{% set box = namespace(n=9) %}{% for i in range(99) %}{% set box.n = box.n * box.n %}{% endfor %}"
    ),
    "switches escaping off": "{% autoescape false %}{{ report.rules }}{% endautoescape %}",
    "marks words as safe": "{{ report.rules | safe }}",
    "names what is not there": "{{ report.nothing }}",
    "says nothing": "{{ none }}",
    "says a list": "{{ [1, 2] }}",
    "is no template": "{% for %}",
    "is nested too deep": "{{ " + "(" * 5000 + ")" * 5000 + " }}",
    "extends itself": "{% extends 'plan.html.j2' %}",
    "throws dice": "{{ [1, 2] | random }}",
    "changes what it is given": "{% set _ = report.plans[0].summary.words.clear() %}",
}


@pytest.mark.parametrize("doing", HOSTILE_TEMPLATES)
@pytest.mark.parametrize("format", ["html", "markdown"])
def test_a_councils_template_is_trusted_with_nothing(doing, format):
    name = "plan.html.j2" if format == "html" else "plan.md.j2"
    with pytest.raises(BadTemplate) as refused:
        render_report(
            report("small"),
            "plan",
            format,
            {**TEMPLATES, name: "\n" + HOSTILE_TEMPLATES[doing].replace("plan.html.j2", name)},
        )
    said = str(refused.value)
    assert said.startswith("template ") and "\n" not in said and len(said) < 300


def test_a_fault_names_its_template_and_line():
    with pytest.raises(BadTemplate, match=r"template plan\.md\.j2, line 3: .*has no attribute 'nothing'"):
        render_report(report("small"), "plan", "markdown", {**TEMPLATES, "plan.md.j2": "\n\n{{ report.nothing }}"})


def test_a_councils_template_stands_first_and_may_use_the_shipped_pieces():
    own = "{% import 'parts.md.j2' as parts %}{{ report.plans[0].summary.title }}: {{ parts.state('off_track') }}"
    assert set(NAMES) == set(offered("html", TEMPLATES)) == set(offered("markdown", TEMPLATES))
    assert (
        render_report(report("small"), "plan", "markdown", {**TEMPLATES, "plan.md.j2": own})
        == "Section 11 Action Plan 2024-25: ✖ off track\n"
    )
    assert render_report(report("small"), "ours", "markdown", {**TEMPLATES, "ours.md.j2": own}).startswith("Section 11")
    with pytest.raises(BadTemplate, match="there is no template 'ours' for html: "):
        render_report(report("small"), "ours", "html", {**TEMPLATES, "ours.md.j2": own})


# in a browser --------------------------------------------------------------------------------------------------------


def test_a_validator_finds_nothing_to_say(tmp_path):
    pages = []
    for template, which in itertools.product(NAMES, REPORTS):
        pages.append(tmp_path / f"{template}-{which}.html")
        pages[-1].write_text(written(which, template, "html"), encoding="utf-8")
    assert validated(pages) == ""


# each real plan in full is opened in test_pages
@pytest.mark.parametrize(
    ("template", "which"),
    [(template, which) for template in NAMES for which in REPORTS if (template, which) != ("plan", "real")],
)
def test_in_chromium(browser, template, which, tmp_path):
    file = tmp_path / "report.html"
    file.write_text(written(which, template, "html"), encoding="utf-8")
    look(browser, file)
