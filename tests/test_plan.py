"""The format: what is read, what is refused, and that the JSON Schema and s11 agree on shape."""

import copy
import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import PROJECT
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import FORMAT, Measure, Plan, json_schema, load, load_one, load_standard_list
from s11.text import Source
from s11.when import Month, day_words, on_day, parse_fact_day

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
PLANS = sorted((PROJECT / "plans").rglob("*.yaml"))


def loaded(text):
    return load_one(Source("plan.yaml", "westmere/plan", text if isinstance(text, bytes) else text.encode("utf-8")))


def shape_faults(text):
    return [(f.code, f.place.line, f.place.column) for f in loaded(text).findings]


FULL = {
    "format": FORMAT, "title": "Plan", "organisation": "Westmere", "origin": "section-11", "agreed": "2024-05-02", "as_at": "2024-09-10", "period": "2024/25", "called": "Learning Point",
    "source": {"document": "Annex A", "body": "Cabinet", "date": "2024-05-02"}, "reported": [{"date": "2024-05-02", "to": "Cabinet"}],
    "control": {"owner": "AB", "author": "CD", "version": 2, "next_review": "March 2025"}, "arises_from": ["Self-assessment"], "marking": "OFFICIAL", "standards": "working-together-2013",
    "rag": {"green": {"means": "on_track", "label": "On target", "also": ["G-Green"], "colour": "green"}, "2": {"means": "completed"}},
    "people": {"AB": {"name": "Ann Bell", "post": "Director", "left": "2025-01-01"}, "DOG": {"name": "Group", "group": True}, "TS": {}},
    "terms": {"CSE": "child sexual exploitation"}, "themes": {"a": "Leadership", "b": {"heading": "Partners", "note": "n"}},
    "progress": [{"date": "2024-06-01", "by": "AB", "note": "Looked at"}], "closed": {"date": "2025-01-01", "why": "Done", "to": "westmere/next"}, "note": "n",
    "recommendations": [
        {
            "id": 1, "text": "Keep under review", "theme": "a", "response": {"as": "partly", "why": "w"}, "rag": "green", "as_at": "2024-09-10", "lead": ["AB", "CD"],
            "timescale": "October 2024", "revised": {"date": "2024-07-15", "from": "July 2024", "why": "w", "by": "AB"}, "completed": "2024-10-17", "standards": ["working-together-2013.3"], "remedy": "r", "note": "n",
            "actions": [
                {
                    "id": 1.1, "text": "Review", "lead": "AB", "timescale": ["October 2016", "June 2016"], "revised": [{"date": "2024-07-15", "from": {"text": "w", "due": "2024-07-31"}}],
                    "measure": {"text": "m", "baseline": 61, "target": "90%", "readings": [{"date": "2024-09", "value": 0.83, "note": "n"}]}, "rag": "G-Green", "as_at": "2024-11-05", "proposed": False, "continuing": True, "priority": 1, "sensitive": "no",
                    "evidence": [{"text": "Report", "timescale": {"text": "Review", "due": "2016-10-31", "every": "P1Y"}, "received": ["2024-10-17", {"date": "2024-10-18", "for": "2024-10-31"}], "lead": "AB", "link": "https://example.org", "note": "n"}],
                    "milestones": {"text": "Draft", "timescale": "June 2024", "received": "2024-06", "lead": "CD", "note": "n"},
                    "progress": [{"date": "2024-11-05", "percent": 60, "note": "n"}], "completed": [{"date": "2024-06-20", "for": "2024-06-30"}], "signed_off": {"date": "2024-11-05", "by": "DOG"},
                    "ended": {"as": "transferred", "date": "2024-12-01", "why": "w", "to": "westmere/other#1"}, "remedy": "r", "detail": "westmere/detail", "awaiting": "a", "review": "March 2025", "standards": "x.1", "note": "n",
                }
            ],
        }
    ],
}


def places(node, path=()):
    yield path
    for key, child in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
        yield from places(child, (*path, key))


PLACES = list(places(FULL))
VALUES = ["", " ", "words", "2024-02-29", "2023-02-29", "2024-13-01", "0000-01-01", "true", "YES", "off", True, False, 0, 7, 1.5, [], {}, [""], ["a", "b"], [{}], {"date": "2024-01-01"}, {"text": "t"}, {"text": "", "due": "2024-01-01"}, "P1Y", "P0M", "2024-07", "2024-7", "2024-13", 100, 101, -1, "60%", "60 %", "100.0", "100.5", "1e1", "on_track", "green", [["a"]], {"a": "b"}, {"a": {}}, {"a": ""}]


def changed(tree, path, how, value):
    tree = copy.deepcopy(tree)
    parent = tree
    for step in path[:-1]:
        parent = parent[step]
    if not path:
        return tree
    if how == "replace":
        parent[path[-1]] = value
    elif how == "delete":
        del parent[path[-1]]
    elif isinstance(parent, dict):
        parent["extra"] = value
    elif isinstance(parent, list):
        parent.append(value)
    return tree


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(["replace", "delete", "add"]), st.sampled_from(VALUES)), min_size=0, max_size=2))
def test_s11_and_a_schema_validator_agree_on_shape(changes):
    tree = FULL
    for change in changes:
        try:
            tree = changed(tree, *change)
        except (KeyError, IndexError, TypeError):
            continue
    findings = loaded(json.dumps(tree, ensure_ascii=False)).findings
    assert {finding.code for finding in findings} <= {"S005", "S006"}
    assert VALIDATOR.is_valid(tree) == (not findings), ([e.message[:200] for e in VALIDATOR.iter_errors(tree)], findings)


def test_the_full_plan_is_read_into_its_types():
    plan = loaded(json.dumps(FULL)).plan
    action = plan.recommendations[0].actions[0]
    assert isinstance(plan, Plan) and plan.agreed == date(2024, 5, 2) and plan.recommendations[0].id == "1" and action.id == "1.1"
    assert action.evidence[0].received[1].cycle == date(2024, 10, 31) and action.continuing is True and action.sensitive is False
    assert [part.text for part in action.timescale.parts] == ["October 2016", "June 2016"]
    assert plan.state("g-green ") == "on_track" and plan.state("2") == "completed" and plan.state("ambre") == "unrated"


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_real_plans_have_the_shape(path):
    assert loaded(path.read_bytes()).findings == ()
    tree = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    assert VALIDATOR.is_valid(tree), [error.message[:200] for error in VALIDATOR.iter_errors(tree)]


def test_schemas_on_disk_are_the_ones_the_code_makes():
    from s11.render.json import text
    from s11.render.shapes import SHAPES, schema_of

    for name, made in [("plan", SCHEMA), *((name, schema_of(name)) for name in SHAPES)]:
        assert (PROJECT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8") == text(made), f"make schemas: {name} has drifted"
        jsonschema.Draft202012Validator.check_schema(made)


def test_every_day_that_exists_and_no_other():
    days = re.compile(SCHEMA["$defs"]["Revision"]["properties"]["date"]["pattern"])
    for year in (1900, 1999, 2000, 2023, 2024, 2100, 2199):
        for month in range(14):
            for day in range(33):
                text = f"{year:04}-{month:02}-{day:02}"
                try:
                    date(year, month, day)
                    real = True
                except ValueError:
                    real = False
                assert bool(days.match(text)) == real, text
    assert not days.match("1899-12-31") and not days.match("2200-01-01") and not days.match("2024-07")


def action_with(fields: str):
    """The action of a small plan that has these fields, and what was wrong with it."""
    found = loaded(HEAD + "recommendations:\n  - id: 1\n    text: R\n    actions:\n      - id: 1\n        text: A\n" + "".join(f"        {line}\n" for line in fields.split("\n")))
    return found.plan.recommendations[0].actions[0], [(f.code, f.place.line, f.place.column) for f in found.findings]


@pytest.mark.parametrize("field", ["completed: {}", "evidence: {{text: E, received: {}}}", "milestones: {{text: E, received: {}}}", "progress: {{date: {}, note: n}}", "signed_off: {{date: {}, by: AB}}", "measure: {{text: m, readings: {{date: {}, value: 1}}}}"])
def test_a_fact_may_know_its_month_alone(field):
    action, faults = action_with(field.format("2013-07"))
    assert faults == []
    held = next(value for value in (action.completed, action.pieces and action.pieces[0].received, action.progress, action.signed_off, action.measure and action.measure.readings) if value)
    day = (held[0] if isinstance(held, tuple) else held).date
    assert isinstance(day, Month) and str(day) == day.isoformat() == "2013-07" and day > date(2013, 7, 30) and day < date(2013, 8, 1)
    assert action_with(field.format("2013-13"))[1] == action_with(field.format("2013-7"))[1] != []


@pytest.mark.parametrize("field", ["as_at: 2013-07", "revised: {date: 2013-07, from: May 2013}", "ended: {as: suspended, date: 2013-07}", "completed: {date: 2013-07-02, for: 2013-07}"])
def test_what_is_no_fact_needs_its_day(field):
    assert [code for code, *_ in action_with(field)[1]] == ["S005"]


def test_a_month_is_not_its_last_day_and_neither_before_nor_after_it():
    month, day = parse_fact_day("2013-07"), parse_fact_day("2013-07-31")
    assert month != day and day != month and month <= day <= month and hash(month) == hash(day)
    assert month == parse_fact_day("2013-07") and (day - month).days == 0 and day_words(month) == "July 2013" and on_day(month) == "in July 2013" and on_day(day) == "on 31 July 2013"
    assert parse_fact_day("2013-00") is parse_fact_day("0000-01") is parse_fact_day("July 2013") is None


@pytest.mark.parametrize(("written", "read"), [("60", 60), ("60%", 60), ("0", 0), ("100 %", 100), ("62.5", 62.5), ("100.0", 100)])
def test_percent_is_a_number_from_0_to_100(written, read):
    action, faults = action_with(f"progress: {{date: 2024-05-01, percent: {written}, note: n}}")
    assert faults == [] and action.progress[0].percent == read


@pytest.mark.parametrize("written", ["101", "-1", "most", "60-70", "1e1", "100.5", "٦٠"])
def test_any_other_percent_is_a_finding_at_its_place(written):
    action, faults = action_with(f"progress:\n  - date: 2024-05-01\n    percent: {written}\n    note: n")
    assert faults == [("S005", 13, 22)] and action.progress[0].note == "n" and action.progress[0].percent is None


def test_a_measure_is_words_or_spelled_out():
    assert action_with("measure: Four meetings")[0].measure == Measure("Four meetings")
    measure = action_with("measure: {text: Seen in time, target: 90%, readings: [{date: 2024-03-31, value: 70%}, {date: 2024-01-31, value: 60%}, {date: 2024-03-31, value: 71%}]}")[0].measure
    assert (measure.text, measure.baseline, measure.target) == ("Seen in time", "", "90%")
    assert measure.last(date(2024, 4, 1)).value == "71%" and measure.last(date(2024, 2, 1)).value == "60%" and measure.last(date(2024, 1, 1)) is None
    assert [code for code, *_ in action_with("measure: Four meetings # in the year")[1]] == ["S008"]
    assert [code for code, *_ in action_with("measure: {target: 90%}")[1]] == ["S005"]


def test_a_milestone_has_the_shape_of_evidence_and_an_address_of_its_own():
    plan = loaded(HEAD + "recommendations:\n  - id: 1\n    text: R\n    actions:\n      - {id: 4, text: A, evidence: [{text: E}, {text: F}], milestones: [{text: M}, {text: N}]}\n").plan
    action = plan.recommendations[0].actions[0]
    assert [plan.address(action, at) for at in range(4)] == ["westmere/plan#4/1", "westmere/plan#4/2", "westmere/plan#4/m1", "westmere/plan#4/m2"]
    assert {name: SCHEMA["$defs"]["Milestone"]["properties"][name].keys() for name in SCHEMA["$defs"]["Evidence"]["properties"]} == {name: shape.keys() for name, shape in SCHEMA["$defs"]["Evidence"]["properties"].items()}


@pytest.mark.parametrize("word", ["75%", "100%", "A/G", "2", "1.10", "Yes", "No", "~", "null", "on", "Table 2", "Green & ongoing", "n/a", "3*", "A#1", "12:30"])
def test_a_rating_may_be_any_word_without_quotes(word):
    for spelled in (word, f"'{word}'", f'"{word}"'):
        found = loaded(HEAD + f"rag:\n  {spelled}: {{means: at_risk}}\nrecommendations:\n  - id: 1\n    text: R\n    actions:\n      - {{id: 1, text: A, rag: {spelled}}}\n      - id: 2\n        text: B\n        rag: {spelled}\n")
        assert found.findings == () and [found.plan.state(action.rag) for _, action in found.plan.actions()] == ["at_risk", "at_risk"], spelled


HEAD = "format: s11-plan/1\ntitle: T\norganisation: W\norigin: other\n"
BROKEN = HEAD + """as_at: 2025-02-30
rag:
  amber: {means: at_risk}
people:
  AB: {name: Ann Bell}
recommendations:
  - id: 1
    text: R
    actions:
      - id: 1
        text: A
        leed: AB
        rag: ambre
        rag: amber
      - id: 2
        text: B
        lead: ZZ
"""


def test_faults_beside_one_another_are_each_named():
    findings = loaded(BROKEN).findings
    assert [(f.code, f.place.line, f.place.column) for f in findings] == [("S003", 18, 9), ("S005", 5, 8), ("S006", 16, 9)]
    by_code = {finding.code: finding for finding in findings}
    assert "did you mean 'lead'?" in by_code["S006"].hint and "February 2025 has 28 days" in by_code["S005"].message


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("S005", 1, 1)]),
        ("just words\n", [("S005", 1, 1)]),
        ("- a list\n", [("S005", 1, 1)]),
        (HEAD, [("S005", 1, 1)]),
        (HEAD.replace("s11-plan/1", "s11-plan/2") + "recommendations: []\n", [("S005", 1, 9)]),
        (HEAD + "recommendations:\n  - text: R\n", [("S005", 6, 5)]),
        (HEAD + "recommendations:\n  - id: 1\n    text: R # lost\n", [("S008", 7, 13)]),
        (HEAD + "recommendations:\n  - id: 1\n    text: R # s11: allow S111 why\n", []),
        (HEAD + "recommendations:\n  - id: 1\n    text: R\n    actions:\n      - words\n", [("S005", 9, 9)]),
        (HEAD + "recommendations:\n  - {id: 1, text: a, b c}\n", [("S008", 6, 22)]),
    ],
)
def test_shapes_that_are_refused(text, expected):
    assert sorted(shape_faults(text)) == expected


def test_a_cut_file_keeps_what_stands_before_it():
    text = HEAD + "recommendations:\n  - id: 1\n    text: R\n    actions:\n      - id: 1\n        text: A\n      - id: 2\n        text: B\n       lead: AB\n      - id: 3\n        text: C\n"
    found = loaded(text)
    assert [(f.code, f.place.line) for f in found.findings] == [("S001", 13)]
    assert [action.id for _, action in found.plan.actions()] == ["1", "2"] and not found.whole


@pytest.mark.parametrize("field", ["progress: [{note: n}]", "completed: [{for: 2024-03-31}]", "ended: {as: suspended}", "signed_off: {by: AB}", "revised: [{date: 2024-01-01}]", "revised: [{from: May 2024}]", "evidence: [{text: E, received: [{for: 2024-01-01}]}]"])
def test_half_a_fact_is_named_and_says_nothing(field):
    from s11.standing import judge_plan
    from s11.when import Vantage

    found = loaded(HEAD + f"recommendations:\n  - id: 1\n    text: R\n    actions:\n      - id: 1\n        text: A\n        timescale: May 2024\n        {field}\n")
    assert [f.code for f in found.findings] == ["S005"]
    assert judge_plan(found.plan, Vantage(date(2025, 1, 1)))[0].timing == "late"


@pytest.mark.parametrize(("head", "from_name", "year"), [("agreed: 2024-05-02\nas_at: 2020-01-01\n", "agreed", 2025), ("as_at: 2020-01-01\nsource: {date: 2010-01-01}\n", "as_at", 2020), ("source: {date: 2010-01-01}\n", "source.date", 2010)])
def test_a_missing_year_comes_from_the_plans_day(head, from_name, year):
    plan = loaded(HEAD + head + "recommendations:\n  - id: 1\n    text: R\n    timescale: 1st March\n").plan
    timescale = plan.recommendations[0].timescale
    assert plan.from_name == from_name and timescale.due == date(year, 3, 1) and not timescale.certain


def test_bom_and_crlf_make_no_difference():
    for path in PLANS:
        text = path.read_text(encoding="utf-8")
        assert loaded(("\ufeff" + text.replace("\n", "\r\n")).encode("utf-8")).plan == loaded(text).plan


def test_one_broken_plan_hides_no_other():
    register = load([Source("a.yaml", "a", b"title: [\n"), Source("b.yaml", "b", (HEAD + "recommendations: []\n").encode())])
    assert [file.whole for file in register.files] == [False, True] and [plan.id for plan in register.plans] == ["a", "b"]


def test_the_shipped_standards_are_read_whole():
    for path in (PROJECT / "standards").glob("*.yaml"):
        listed, findings = load_standard_list(Source(path.name, path.stem, path.read_bytes()))
        assert findings == () and listed.id == path.stem and len(listed.standards) == 9


def test_examples_in_the_docs_are_plans_without_errors():
    from s11.rules import check
    from s11.when import Vantage

    for path in [PROJECT / "README.md", *(PROJECT / "docs").glob("*.md")]:
        for text in re.findall(r"```yaml\n(.*?)```", path.read_text(encoding="utf-8"), re.S):
            if "format: s11-plan/1" in text:
                register = load([Source(path.name, "example", text.encode())])
                errors = [f for f in check(register, Vantage(date(2025, 1, 1))) if f.level == "error" and not f.allowed]
                assert errors == [], (path.name, errors)


def test_the_example_of_the_design_lints_without_errors():
    from s11.rules import check
    from s11.when import Vantage

    text = (Path(__file__).parent / "data" / "example.yaml").read_text(encoding="utf-8")
    register = load([Source("example.yaml", "westmere/example", text.encode())])
    assert [f for f in check(register, Vantage(date(2025, 1, 1))) if f.level == "error" and not f.allowed] == []
