"""One file a scheme: twenty-one ways in which self-assessments are really made, each held whole and linted clean.

The answers are invented; the shape of each is that of a scheme that was read. What a scheme is known by stands in
``KNOWN_BY``, and is asked of the record that its file becomes.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import PROJECT, run_s11
from test_assessments import as_lists, as_written

from s11.plan import (
    ASSESSMENT_FORMAT,
    Assessment,
    Standard,
    StandardList,
    json_schema,
    load_assessment,
    load_standard_list,
)
from s11.text import Source

SCHEMES = PROJECT / "tests" / "data" / "schemes"
FILES = {
    str(path.relative_to(SCHEMES / "plans").with_suffix("")): path
    for path in sorted((SCHEMES / "plans").glob("*/*.yaml"))
    if path.read_text(encoding="utf-8").startswith(("# A1", "# Named below"))
}
LISTS = sorted((SCHEMES / "standards").glob("*.yaml"))
SCHEMA = json_schema(Assessment, ASSESSMENT_FORMAT)
DAY = "2026-06-30"


def scheme(name: str) -> Assessment:
    loaded = load_assessment(Source(f"plans/{name}.yaml", name, FILES[name].read_bytes()))
    assert loaded.whole, loaded.findings
    return loaded.assessment


def listed(name: str) -> StandardList:
    path = SCHEMES / "standards" / f"{name}.yaml"
    found, findings = load_standard_list(Source(path.name, name, path.read_bytes()))
    assert findings == () and found is not None
    return found


def of_list(assessment: Assessment) -> tuple[Standard, ...]:
    return listed(assessment.standards).standards


def graded(assessment: Assessment, standard: str) -> list[tuple[str, str]]:
    answer = assessment.answer(standard)
    return [(one.by, one.grade) for one in answer.grades] if answer is not None else []


def kinds(assessment: Assessment) -> list[str]:
    return [one.how for one in assessment.challenges]


def says(assessment: Assessment, id: str) -> list[tuple[str, str, str]]:
    return [(one.standard, one.question, one.supports) for one in assessment.challenge(id).says]


KNOWN_BY: dict[str, dict[str, Callable[[Assessment], object]]] = {
    "s01-oxfordshire/assessment-2015": {
        "eight standards with points, and one that case reviews brought": lambda it: (
            len(of_list(it)) == 8
            and all(len(one.points) == 2 for one in of_list(it))
            and of_list(it)[7].arises_from == ("Audit work of 2014", "Recent case reviews")
        ),
        "no example, no blue": lambda it: it.scale["blue"].needs == "example" and "100 %" in it.scale["blue"].label,
        "the body's and the peer's rating side by side": lambda it: (
            graded(it, "1") == [("self", "blue"), ("peer", "green")]
        ),
        "a questionnaire to a few of the staff": lambda it: (
            (it.challenge("staff").asked, it.challenge("staff").answered) == (40, 31)
            and says(it, "staff") == [("3", "4", "partly"), ("5", "7", "yes")]
        ),
        "children's and adults' boards together": lambda it: (
            len(it.boards) == 2 and it.under == ("children-act-2004-11", "care-act-2014")
        ),
        "scrutiny, then the executive": lambda it: (
            [one.to for one in it.reported] == ["Scrutiny committee", "Executive"]
        ),
        "a plan with it": lambda it: it.plans == ("s01-oxfordshire/section-11-2015",),
        "yearly": lambda it: it.cycle.every.months == 12,
    },
    "s01-oxfordshire/provider-2015": {
        "a provider is asked by the council": lambda it: (
            it.boards == ("Westmere District Council",) and it.kind == "commissioned"
        ),
        "not sent": lambda it: it.submitted is None,
    },
    "s02-greater-manchester/assessment-2016": {
        "words for each grade of each standard, and links": lambda it: all(
            list(one.descriptors) == ["0", "1", "2", "3"] and one.links["Health Audit"] for one in of_list(it)
        ),
        "self, final version, moderated": lambda it: (
            graded(it, "1.2") == [("self", "3"), ("self", "2"), ("panel", "1")]
        ),
        "first feedback before the panel": lambda it: kinds(it) == ["board", "panel"],
        "a named substitute": lambda it: it.submitted.substitute == "DN",
        "key standards": lambda it: listed(it.standards).groups["1"] == "Key Standard 1: Leadership and Accountability",
    },
    "s03-salford/assessment-2014": {
        "sent with its plan": lambda it: it.plans == ("s03-salford/action-plan-2014",),
        "an item for statutory organisations only": lambda it: (
            of_list(it)[1].applies_to == ("statutory",) and it.kind == "voluntary" and it.answer("1.2") is None
        ),
        "what evidence would do": lambda it: of_list(it)[1].evidence,
    },
    "s04-unnamed/assessment-2020": {
        "every two years": lambda it: it.cycle.every.months == 24,
        "guidance and descriptors": lambda it: of_list(it)[0].guidance and len(of_list(it)[0].descriptors) == 4,
        "links to the guidance of 2018": lambda it: of_list(it)[0].links == {"working-together-2018": ("5",)},
    },
    "s05-london/assessment-2012": {
        "eight key features": lambda it: len(of_list(it)) == 8 and "2007" in listed(it.standards).edition,
        "every statement is backed, with its effect": lambda it: all(
            one.evidence and one.evidence[0].effect for one in it.answers
        ),
        "an independent overview on a form of its own": lambda it: (
            kinds(it) == ["independent_review"] and it.challenges[0].report
        ),
    },
    "s06-cambridgeshire/assessment-2020": {
        "457 replies, question for question": lambda it: (
            it.challenge("practitioners").answered == 457
            and says(it, "practitioners") == [("6", "10", "yes"), ("8", "14", "partly")]
        ),
        "and three years before": lambda it: it.challenge("practitioners-2017").date.year == 2017,
        "due over three months": lambda it: it.due.text == "January to March 2020",
    },
    "s07-essex/assessment-2018": {
        "thirteen sections": lambda it: len(of_list(it)) == 13,
        "nought is not applicable": lambda it: it.means("0") == "not_applicable" and it.answer("10").not_applicable,
        "approved by the full governing body": lambda it: it.submitted.approved.by == "Full governing body",
        "evidence stays at the school": lambda it: "do not embed" in it.answer("4").evidence[0].held,
        "moderated, reported in December, without names": lambda it: (
            it.answer("4").moderated.grade == "2" and it.reported[0].anonymous and it.report_due.text == "December 2018"
        ),
        "under another act": lambda it: it.under == ("education-act-2002-175",) and it.kind == "school",
    },
    "s08-gloucestershire/assessment-2021": {
        "two readings of bi-annually": lambda it: it.cycle.text == "bi-annually" and not it.cycle.certain,
        "an hour of the day": lambda it: it.due.text == "5 November 2021, 5pm",
        "the panel questions the officer": lambda it: (
            it.answer("1.1").challenged[0].by == "panel" and it.challenges[0].says[0].text == "no issues identified"
        ),
        "a committee": lambda it: it.reported[0].to == "Overview and Scrutiny Committee",
        "four areas": lambda it: len(listed(it.standards).groups) == 4,
    },
    "s08-gloucestershire/early-years-2021": {
        "judged good, no evidence": lambda it: it.no_evidence.startswith("A setting that was judged good"),
        "a kind of body and an act": lambda it: it.kind == "early_years" and it.under == ("childcare-act-2006-40",),
    },
    "s09-hampshire/assessment-2023": {
        "one return for four boards": lambda it: len(it.boards) == 4,
        "year one": lambda it: it.round == "Year one, the full self-assessment",
        "return in Q1, report in Q2": lambda it: (it.due.text, it.report_due.text) == ("Q1 2023/24", "Q2 2023/24"),
        "a selection is reviewed": lambda it: (
            [it.looked_at(it.challenge("partners"), one) for one in ("1", "2", "3")]
            == ["not_looked_at", "looked_at", "looked_at"]
        ),
        "a scrutineer of the thematic report": lambda it: it.challenge("scrutineer").report,
    },
    "s10-redbridge/assessment-2025": {
        "the guidance of 2023": lambda it: it.standards == "working-together-2023",
        "N/A": lambda it: it.means("N/A") == "not_applicable",
        "its plan is asked about": lambda it: (
            it.answer("5").challenged[0].action == "s10-redbridge/action-plan-2025#1"
            and not it.answer("5").challenged[0].answer
        ),
    },
    "s11-lancashire/assessment-2022": {
        "nine standards of three areas": lambda it: len(of_list(it)) == 9 and len(listed(it.standards).agreed_by) == 3,
        "embedded documents": lambda it: all(one.evidence[0].link.startswith("embedded/") for one in it.answers),
        "a scrutineer recommends, a summary is published": lambda it: (
            "Recommendation" in it.challenge("scrutineer").says[0].text and it.reported[1].report
        ),
    },
    "s12-leeds/assessment-2019": {
        "numbered questions with guidance": lambda it: (
            [point.id for point in of_list(it)[0].points] == ["5.2", "5.8"]
            and all(point.guidance for one in of_list(it) for point in one.points)
        ),
        "a live tool": lambda it: graded(it, "5") == [("self", "Compliant"), ("self", "Not compliant")],
        "the answer and the plan are challenged": lambda it: (
            [bool(one.action) for one in it.answer("5").challenged] == [False, True]
        ),
    },
    "s13-wirral/topic-6-2024": {
        "a topic": lambda it: it.round == "Topic 6" and it.cycle.text == "Rolling",
        "an accountability meeting": lambda it: kinds(it) == ["accountability_meeting"],
        "indicators": lambda it: [one.met for one in it.answer("6.1").points] == [True, True],
    },
    "s14-sheffield/assessment-2025": {
        "two acts in one": lambda it: it.under == ("children-act-2004-11", "care-act-2014"),
        "four kinds of arrangement": lambda it: (
            list(listed(it.standards).groups) == ["strategic", "cultural", "workforce", "operational"]
        ),
        "sensitive evidence": lambda it: it.answer("O1").evidence[0].sensitive,
    },
    "s15-lambeth/assessment-2024": {
        "no grades at all": lambda it: not it.scale and not list(it.given()),
        "sent before it is complete": lambda it: it.submitted.incomplete and it.answer("3") is None,
        "words instead": lambda it: all(one.text for one in it.answers),
    },
    "s16-sussex/assessment-2014": {
        "examples of evidence for each standard": lambda it: all(one.evidence for one in of_list(it)),
        "the plan in the same file": lambda it: it.plans and "in one file" in listed(it.standards).source.document,
    },
    "s17-somerset/voice-2015": {
        "agreed by five": lambda it: len(listed(it.standards).agreed_by) == 5,
        "a theme": lambda it: it.round.startswith("Theme of the year"),
        "the board's own time": lambda it: kinds(it) == ["board"] and it.challenges[0].date.year == 2014,
    },
    "s18-wscp/assessment-2020": {
        "the guidance's own list": lambda it: it.standards == "working-together-2018" and len(it.answers) == 10,
        "the overview": lambda it: it.reported[0].report == "papers/overview-2020.md",
    },
    "s19-wandsworth/practitioners-2017": {
        "4,828 practitioners": lambda it: it.challenge("practitioners").answered == 4828 and it.kind == "individual",
        "leads are interviewed on what arose": lambda it: (
            kinds(it) == ["survey", "interview"] and it.challenge("leads").about == ("2", "3")
        ),
    },
    "s20-calderdale/assessment-2023": {
        "able to learn and improve": lambda it: "learn and improve" in of_list(it)[1].text and it.answer("2").text,
        "the annual report and the priorities": lambda it: len(it.reported) == 2,
    },
    "s21-portsmouth/swimming-2015": {
        "the unit is a service": lambda it: it.unit == "Swimming pools",
        "a formal audit of a sample": lambda it: (
            kinds(it) == ["internal_audit"] and "12 services of 104" in it.challenges[0].of
        ),
    },
    "s22-enable/assessment-2014": {
        "per cent": lambda it: [it.means(grade) for grade in ("100", "85 %", "65")] == ["met", "met", "partly"],
        "what leaves the sum says why": lambda it: it.answer("3.1").not_applicable,
    },
}
# what is true of them all the same: a form that asks for no evidence has none; and what a review or a survey found, and
# nothing follows
WARNED = {
    ("s08-gloucestershire/early-years-2021", "S802"): 2,
    ("s05-london/assessment-2012", "S816"): 1,
    ("s06-cambridgeshire/assessment-2020", "S816"): 1,
    ("s19-wandsworth/practitioners-2017", "S816"): 2,
}


def test_there_is_one_of_each():
    rows = sorted({int(name[1:3]) for name in FILES})
    assert rows == list(range(1, 23)) and set(KNOWN_BY) == set(FILES)


@pytest.mark.parametrize(
    ("name", "what"), [(name, what) for name, asked in KNOWN_BY.items() for what in asked], ids=lambda word: str(word)
)
def test_what_a_scheme_is_known_by_is_in_its_record(name, what):
    assert KNOWN_BY[name][what](scheme(name))


def _held(path: Path, made: dict[str, object]) -> None:
    tree = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    assert as_lists(tree, made) == as_lists(made, made)


@pytest.mark.parametrize("name", FILES)
def test_every_word_of_a_scheme_is_held(name):
    _held(FILES[name], as_written(scheme(name)))
    text = FILES[name].read_text(encoding="utf-8")
    jsonschema.validate(yaml.load(text, yaml.BaseLoader), SCHEMA)
    jsonschema.validate(json.loads(json.dumps(yaml.safe_load(text), default=str)), SCHEMA)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_every_word_of_a_list_is_held(path):
    _held(path, as_written(listed(path.stem)))


def test_they_lint_without_an_error_and_warn_only_where_it_is_true():
    told = json.loads(run_s11("lint", "--json", "--as-of", DAY, cwd=SCHEMES).out)
    found: dict[tuple[str, str], int] = {}
    for one in told["findings"]:
        key = (one["file"].removeprefix("plans/").removesuffix(".yaml"), one["code"])
        found[key] = found.get(key, 0) + 1
    assert found == WARNED
    assert told["counts"]["assessments"] == len(FILES) == 24


# what was added to the format for them -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "line_of"),
    [
        ("plans: [s12-leeds/action-plan-2019]", "plans: [s12-leeds/action-plan-2018]", "plans:"),
        ("plans: [s12-leeds/action-plan-2019]", "plans: ['s12-leeds/action-plan-2019#1']", "plans:"),
        ('action: "s12-leeds/action-plan-2019#1"', 'action: "s12-leeds/action-plan-2019#9"', "Why does the plan"),
    ],
)
def test_a_plan_or_an_action_that_is_not_there_is_a_finding_at_its_line(tmp_path, before, after, line_of):
    shutil.copytree(SCHEMES, tmp_path / "s")
    path = tmp_path / "s" / "plans" / "s12-leeds" / "assessment-2019.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")
    ran = run_s11("lint", "--output-format", "concise", "--as-of", DAY, cwd=tmp_path / "s")
    line = next(at for at, words in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if line_of in words)
    assert ran.code == 1 and f"assessment-2019.yaml:{line}:" in ran.out and ran.out.count("S108") == 1


def test_a_return_that_was_sent_incomplete_is_not_asked_for_the_rest(tmp_path):
    shutil.copytree(SCHEMES, tmp_path / "s")
    path = tmp_path / "s" / "plans" / "s15-lambeth" / "assessment-2024.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(", incomplete: true", ""), encoding="utf-8")
    ran = run_s11(
        "lint", "s15-lambeth/assessment-2024", "--output-format", "concise", "--as-of", DAY, cwd=tmp_path / "s"
    )
    assert ran.out.count(" S808 ") == 1


def test_what_a_list_says_of_its_standards_is_told():
    def told(name: str) -> str:
        screen = run_s11("standards", name, cwd=SCHEMES, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="100").out
        return " ".join(screen.split())

    assert "because of Audit work of 2014; Recent case reviews" in told("s01-oxfordshire-2015#8")
    assert "guidance Name the post and say to whom it answers" in told("s03-salford#1.1")
    assert "evidence Job description; Structure chart" in told("s03-salford#1.1")
    assert "guidance Say how you know and not how many attended" in told("s12-leeds#5")
    assert "agreed by Palatine board, Seamere board and Millmere board" in told("s11-lancashire")
