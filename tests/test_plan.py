"""The format: what is read, what is refused, and that the JSON Schema and s11 agree on shape."""

import copy
import json
import re
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import PROJECT, SHIPPED
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import FORMAT, Measure, Plan, json_schema, load, load_one
from s11.text import Source
from s11.when import Month, day_words, on_day, parse_fact_day

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
PLANS = SHIPPED


def loaded(text):
    return load_one(Source("plan.yaml", "westmere/plan", text if isinstance(text, bytes) else text.encode("utf-8")))


def shape_faults(text):
    return [(f.code, f.place.line, f.place.column) for f in loaded(text).findings]


FULL = {
    "format": FORMAT,
    "title": "Plan",
    "organisation": "Westmere",
    "origin": "section-11",
    "agreed": "2024-05-02",
    "as_at": "2024-09-10",
    "period": "2024/25",
    "called": "Learning Point",
    "source": {"document": "Annex A", "body": "Cabinet", "date": "2024-05-02"},
    "reported": [{"date": "2024-05-02", "to": "Cabinet"}],
    "control": {"owner": "AB", "author": "CD", "version": 2, "next_review": "March 2025"},
    "arises_from": ["Self-assessment"],
    "marking": "OFFICIAL",
    "standards": "working-together-2013",
    "rag": {
        "green": {"means": "on_track", "label": "On target", "also": ["G-Green"], "colour": "green"},
        "2": {"means": "completed"},
    },
    "people": {
        "AB": {"name": "Ann Bell", "post": "Director", "left": "2025-01-01"},
        "DOG": {"name": "Group", "group": True},
        "TS": {},
    },
    "terms": {"CSE": "child sexual exploitation"},
    "themes": {"a": "Leadership", "b": {"heading": "Partners", "note": "n"}},
    "progress": [{"date": "2024-06-01", "by": "AB", "note": "Looked at"}],
    "closed": {"date": "2025-01-01", "why": "Done", "to": "westmere/next"},
    "note": "n",
    "recommendations": [
        {
            "id": 1,
            "text": "Keep under review",
            "theme": "a",
            "response": {"as": "partly", "why": "w"},
            "rag": "green",
            "as_at": "2024-09-10",
            "lead": ["AB", "CD"],
            "timescale": "October 2024",
            "revised": {"date": "2024-07-15", "from": "July 2024", "why": "w", "by": "AB"},
            "completed": "2024-10-17",
            "standards": ["working-together-2013.3"],
            "remedy": "r",
            "note": "n",
            "actions": [
                {
                    "id": 1.1,
                    "text": "Review",
                    "lead": "AB",
                    "timescale": ["October 2016", "June 2016"],
                    "revised": [{"date": "2024-07-15", "from": {"text": "w", "due": "2024-07-31"}}],
                    "measure": {
                        "text": "m",
                        "baseline": 61,
                        "target": "90%",
                        "readings": [{"date": "2024-09", "value": 0.83, "note": "n"}],
                    },
                    "rag": "G-Green",
                    "as_at": "2024-11-05",
                    "proposed": False,
                    "continuing": True,
                    "priority": 1,
                    "sensitive": "no",
                    "evidence": [
                        {
                            "text": "Report",
                            "timescale": {"text": "Review", "due": "2016-10-31", "every": "P1Y"},
                            "received": ["2024-10-17", {"date": "2024-10-18", "for": "2024-10-31"}],
                            "lead": "AB",
                            "link": "https://example.org",
                            "note": "n",
                        }
                    ],
                    "milestones": {
                        "text": "Draft",
                        "timescale": "June 2024",
                        "received": "2024-06",
                        "lead": "CD",
                        "note": "n",
                    },
                    "progress": [{"date": "2024-11-05", "percent": 60, "note": "n"}],
                    "completed": [{"date": "2024-06-20", "for": "2024-06-30"}],
                    "signed_off": {"date": "2024-11-05", "by": "DOG"},
                    "ended": {"as": "transferred", "date": "2024-12-01", "why": "w", "to": "westmere/other#1"},
                    "remedy": "r",
                    "detail": "westmere/detail",
                    "awaiting": "a",
                    "review": "March 2025",
                    "standards": "x.1",
                    "note": "n",
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
VALUES = [
    "",
    " ",
    "words",
    "2024-02-29",
    "2023-02-29",
    "2024-13-01",
    "0000-01-01",
    "true",
    "YES",
    "off",
    True,
    False,
    0,
    7,
    1.5,
    [],
    {},
    [""],
    ["a", "b"],
    [{}],
    {"date": "2024-01-01"},
    {"text": "t"},
    {"text": "", "due": "2024-01-01"},
    "P1Y",
    "P0M",
    "2024-07",
    "2024-7",
    "2024-13",
    100,
    101,
    -1,
    "60%",
    "60 %",
    "100.0",
    "100.5",
    "1e1",
    "on_track",
    "green",
    [["a"]],
    {"a": "b"},
    {"a": {}},
    {"a": ""},
]


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
@given(
    st.lists(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(["replace", "delete", "add"]), st.sampled_from(VALUES)),
        min_size=0,
        max_size=2,
    )
)
def test_s11_and_a_schema_validator_agree_on_shape(changes):
    tree = FULL
    for change in changes:
        try:
            tree = changed(tree, *change)
        except (KeyError, IndexError, TypeError):
            continue
    findings = loaded(json.dumps(tree, ensure_ascii=False)).findings
    assert {finding.code for finding in findings} <= {"S005", "S006"}
    assert VALIDATOR.is_valid(tree) == (not findings), (
        [e.message[:200] for e in VALIDATOR.iter_errors(tree)],
        findings,
    )


def test_the_full_plan_is_read_into_its_types():
    plan = loaded(json.dumps(FULL)).plan
    action = plan.recommendations[0].actions[0]
    assert (
        isinstance(plan, Plan)
        and plan.agreed == date(2024, 5, 2)
        and plan.recommendations[0].id == "1"
        and action.id == "1.1"
    )
    assert (
        action.evidence[0].received[1].cycle == date(2024, 10, 31)
        and action.continuing is True
        and action.sensitive is False
    )
    assert [part.text for part in action.timescale.parts] == ["October 2016", "June 2016"]
    assert plan.state("g-green ") == "on_track" and plan.state("2") == "completed" and plan.state("ambre") == "unrated"


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_real_plans_have_the_shape(path):
    assert loaded(path.read_bytes()).findings == ()
    tree = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    assert VALIDATOR.is_valid(tree), [error.message[:200] for error in VALIDATOR.iter_errors(tree)]


def test_schemas_on_disk_are_the_ones_the_code_makes():
    from s11.render.json import text
    from s11.render.json_shapes import SHAPES, schema_of

    for name, made in [("plan", SCHEMA), *((name, schema_of(name)) for name in SHAPES)]:
        assert (PROJECT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8") == text(made), (
            f"make schemas: {name} has drifted"
        )
        jsonschema.Draft202012Validator.check_schema(made)


def test_every_day_that_exists_and_no_other():
    days = re.compile(SCHEMA["$defs"]["DateChange"]["properties"]["date"]["pattern"])
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
    found = loaded(
        HEAD
        + "recommendations:\n  - id: 1\n    text: R\n    actions:\n      - id: 1\n        text: A\n"
        + "".join(f"        {line}\n" for line in fields.split("\n"))
    )
    return found.plan.recommendations[0].actions[0], [(f.code, f.place.line, f.place.column) for f in found.findings]


@pytest.mark.parametrize(
    "field",
    [
        "completed: {}",
        "evidence: {{text: E, received: {}}}",
        "milestones: {{text: E, received: {}}}",
        "progress: {{date: {}, note: n}}",
        "signed_off: {{date: {}, by: AB}}",
        "measure: {{text: m, readings: {{date: {}, value: 1}}}}",
    ],
)
def test_a_fact_may_know_its_month_alone(field):
    action, faults = action_with(field.format("2013-07"))
    assert faults == []
    held = next(
        value
        for value in (
            action.completed,
            action.pieces and action.pieces[0].received,
            action.progress,
            action.signed_off,
            action.measure and action.measure.readings,
        )
        if value
    )
    day = (held[0] if isinstance(held, tuple) else held).date
    assert (
        isinstance(day, Month)
        and str(day) == day.isoformat() == "2013-07"
        and day > date(2013, 7, 30)
        and day < date(2013, 8, 1)
    )
    assert action_with(field.format("2013-13"))[1] == action_with(field.format("2013-7"))[1] != []


@pytest.mark.parametrize(
    "field",
    [
        "as_at: 2013-07",
        "revised: {date: 2013-07, from: May 2013}",
        "ended: {as: suspended, date: 2013-07}",
        "completed: {date: 2013-07-02, for: 2013-07}",
    ],
)
def test_what_is_no_fact_needs_its_day(field):
    assert [code for code, *_ in action_with(field)[1]] == ["S005"]


def test_a_month_is_not_its_last_day_and_neither_before_nor_after_it():
    month, day = parse_fact_day("2013-07"), parse_fact_day("2013-07-31")
    assert month != day and day != month and month <= day <= month and hash(month) == hash(day)
    assert (
        month == parse_fact_day("2013-07")
        and (day - month).days == 0
        and day_words(month) == "July 2013"
        and on_day(month) == "in July 2013"
        and on_day(day) == "on 31 July 2013"
    )
    assert parse_fact_day("2013-00") is parse_fact_day("0000-01") is parse_fact_day("July 2013") is None


@pytest.mark.parametrize(
    ("written", "read"), [("60", 60), ("60%", 60), ("0", 0), ("100 %", 100), ("62.5", 62.5), ("100.0", 100)]
)
def test_percent_is_a_number_from_0_to_100(written, read):
    action, faults = action_with(f"progress: {{date: 2024-05-01, percent: {written}, note: n}}")
    assert faults == [] and action.progress[0].percent == read


@pytest.mark.parametrize("written", ["101", "-1", "most", "60-70", "1e1", "100.5", "٦٠"])
def test_any_other_percent_is_a_finding_at_its_place(written):
    action, faults = action_with(f"progress:\n  - date: 2024-05-01\n    percent: {written}\n    note: n")
    assert faults == [("S005", 13, 22)] and action.progress[0].note == "n" and action.progress[0].percent is None


def test_a_measure_is_words_or_spelled_out():
    assert action_with("measure: Four meetings")[0].measure == Measure("Four meetings")
    measure = action_with(
        "measure: {text: Seen in time, target: 90%, readings: [{date: 2024-03-31, value: 70%}, {date: 2024-01-31, "
        "value: 60%}, {date: 2024-03-31, value: 71%}]}"
    )[0].measure
    assert (measure.text, measure.baseline, measure.target) == ("Seen in time", "", "90%")
    assert (
        measure.last(date(2024, 4, 1)).value == "71%"
        and measure.last(date(2024, 2, 1)).value == "60%"
        and measure.last(date(2024, 1, 1)) is None
    )
    assert [code for code, *_ in action_with("measure: Four meetings # in the year")[1]] == ["S008"]
    assert [code for code, *_ in action_with("measure: {target: 90%}")[1]] == ["S005"]


def test_a_milestone_has_the_shape_of_evidence_and_an_address_of_its_own():
    plan = loaded(
        HEAD
        + (
            "recommendations:\n  - id: 1\n    text: R\n    actions:\n      - {id: 4, text: A, evidence: [{text: E}, "
            "{text: F}], milestones: [{text: M}, {text: N}]}\n"
        )
    ).plan
    action = plan.recommendations[0].actions[0]
    assert [plan.address(action, at) for at in range(4)] == [
        "westmere/plan#4/1",
        "westmere/plan#4/2",
        "westmere/plan#4/m1",
        "westmere/plan#4/m2",
    ]
    assert {
        name: SCHEMA["$defs"]["Milestone"]["properties"][name].keys()
        for name in SCHEMA["$defs"]["Evidence"]["properties"]
    } == {name: shape.keys() for name, shape in SCHEMA["$defs"]["Evidence"]["properties"].items()}


@pytest.mark.parametrize(
    "word",
    [
        "75%",
        "100%",
        "A/G",
        "2",
        "1.10",
        "Yes",
        "No",
        "~",
        "null",
        "on",
        "Table 2",
        "Green & ongoing",
        "n/a",
        "3*",
        "A#1",
        "12:30",
    ],
)
def test_a_rating_may_be_any_word_without_quotes(word):
    for spelled in (word, f"'{word}'", f'"{word}"'):
        found = loaded(
            HEAD
            + (
                f"rag:\n  {spelled}: {{means: at_risk}}\nrecommendations:\n  - id: 1\n    text: R\n    actions:\n    "
                f"  - {{id: 1, text: A, rag: {spelled}}}\n      - id: 2\n        text: B\n        rag: {spelled}\n"
            )
        )
        assert found.findings == () and [found.plan.state(action.rag) for _, action in found.plan.actions()] == [
            "at_risk",
            "at_risk",
        ], spelled


HEAD = "format: s11-plan/1\ntitle: T\norganisation: W\norigin: other\n"
BROKEN = (
    HEAD
    + """as_at: 2025-02-30
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
)


def test_faults_beside_one_another_are_each_named():
    findings = loaded(BROKEN).findings
    assert [(f.code, f.place.line, f.place.column) for f in findings] == [
        ("S003", 18, 9),
        ("S005", 5, 8),
        ("S006", 16, 9),
    ]
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
    text = HEAD + (
        "recommendations:\n  - id: 1\n    text: R\n    actions:\n      - id: 1\n        text: A\n      - id: 2\n "
        "       text: B\n       lead: AB\n      - id: 3\n        text: C\n"
    )
    found = loaded(text)
    assert [(f.code, f.place.line) for f in found.findings] == [("S001", 13)]
    assert [action.id for _, action in found.plan.actions()] == ["1", "2"] and not found.whole


@pytest.mark.parametrize(
    "field",
    [
        "progress: [{note: n}]",
        "completed: [{for: 2024-03-31}]",
        "ended: {as: suspended}",
        "signed_off: {by: AB}",
        "revised: [{date: 2024-01-01}]",
        "revised: [{from: May 2024}]",
        "evidence: [{text: E, received: [{for: 2024-01-01}]}]",
    ],
)
def test_half_a_fact_is_named_and_says_nothing(field):
    from s11.standing import judge_plan
    from s11.when import Vantage

    found = loaded(
        HEAD
        + (
            "recommendations:\n  - id: 1\n    text: R\n    actions:\n      - id: 1\n        text: A\n        "
            f"timescale: May 2024\n        {field}\n"
        )
    )
    assert [f.code for f in found.findings] == ["S005"]
    assert judge_plan(found.plan, Vantage(date(2025, 1, 1)))[0].timing == "late"


@pytest.mark.parametrize(
    ("head", "from_name", "year"),
    [
        ("agreed: 2024-05-02\nas_at: 2020-01-01\n", "agreed", 2025),
        ("as_at: 2020-01-01\nsource: {date: 2010-01-01}\n", "as_at", 2020),
        ("source: {date: 2010-01-01}\n", "source.date", 2010),
    ],
)
def test_a_missing_year_comes_from_the_plans_day(head, from_name, year):
    plan = loaded(HEAD + head + "recommendations:\n  - id: 1\n    text: R\n    timescale: 1st March\n").plan
    timescale = plan.recommendations[0].timescale
    assert plan.from_name == from_name and timescale.due == date(year, 3, 1) and not timescale.certain


def test_bom_and_crlf_make_no_difference():
    for path in PLANS:
        text = path.read_text(encoding="utf-8")
        assert loaded(("\ufeff" + text.replace("\n", "\r\n")).encode("utf-8")).plan == loaded(text).plan


def test_one_broken_plan_hides_no_other():
    register = load(
        [Source("a.yaml", "a", b"title: [\n"), Source("b.yaml", "b", (HEAD + "recommendations: []\n").encode())]
    )
    assert [file.whole for file in register.files] == [False, True] and [plan.id for plan in register.plans] == [
        "a",
        "b",
    ]


def test_examples_in_the_docs_are_plans_without_errors():
    from s11.rules import check
    from s11.when import Vantage

    for path in [PROJECT / "README.md", *(PROJECT / "docs").glob("*.md")]:
        for text in re.findall(r"```yaml\n(.*?)```", path.read_text(encoding="utf-8"), re.S):
            if "format: s11-plan/1" in text:
                # the recommendations that an example answers stand in other plans
                others = [
                    Source(f"{plan}.yaml", plan, f"{HEAD}recommendations: [{{id: {id}, text: Tell them}}]\n".encode())
                    for plan, id in re.findall(r"responds_to: \[?([\w/-]+)#rec:(\w+)", text)
                ]
                register = load([Source(path.name, "example", text.encode()), *others])
                errors = [
                    f
                    for f in check(
                        register,
                        Vantage(date(2025, 1, 1)),
                        exists=lambda name: name == "plans/westmere/training-2024.yaml",
                    )
                    if f.level == "error" and not f.allowed and f.plan == "example"
                ]
                assert errors == [], (path.name, errors)


def test_the_example_of_the_design_lints_without_errors():
    from s11.rules import check
    from s11.when import Vantage

    text = (Path(__file__).parent / "data" / "example.yaml").read_text(encoding="utf-8")
    register = load([Source("example.yaml", "westmere/example", text.encode())])
    assert [f for f in check(register, Vantage(date(2025, 1, 1))) if f.level == "error" and not f.allowed] == []


# the legend ----------------------------------------------------------------------------------------------------------

ACTION = "recommendations:\n  - id: 1\n    text: R\n    actions:\n      - id: 1\n        text: A\n"


def stated(found):
    from s11.standing import judge_plan
    from s11.when import Vantage

    return [standing.stated for standing in judge_plan(found.plan, Vantage(date(2025, 1, 1)))]


CLAIMS = [
    # the legend, the word that two entries claim, the place of the second claim
    ("  green: {means: completed, also: [amber]}\n  amber: {means: off_track}\n", "amber", (7, 3)),
    ("  amber: {means: off_track}\n  green: {means: completed, also: [amber]}\n", "Amber", (7, 36)),
    ("  green: {means: completed, also: [G]}\n  red: {means: off_track, also: [G]}\n", "g", (7, 34)),
    ("  green: {means: completed, also: G}\n  red: {means: off_track, also: g}\n", "G", (7, 33)),
    ("  green: {means: completed}\n  GREEN: {means: off_track}\n", "green", (7, 3)),
    ("  green: {means: completed}\n  ＧＲＥＥＮ: {means: off_track}\n", "Green", (7, 3)),
    ("  On  track: {means: completed}\n  on track: {means: on_track}\n", "ON TRACK", (7, 3)),
    ("  green: {means: completed}\n  green: {means: off_track}\n", "green", (7, 3)),
    ("  green: {means: completed, also: [x]}\n  red: {means: wrong, also: [x]}\n", "x", (7, 30)),
]


@pytest.mark.parametrize(("legend", "word", "place"), CLAIMS)
def test_a_word_that_two_entries_claim_counts_as_neither(legend, word, place):
    text = (
        HEAD
        + "rag:\n"
        + legend
        + "  blue: {means: completed}\n"
        + ACTION
        + f"        rag: {word}\n      - {{id: 2, text: B, rag: blue}}\n"
    )
    found = loaded(text)
    claims = [f for f in found.findings if f.code == "S003"]
    assert [(f.place.line, f.place.column) for f in claims] == [place] and "line 6" in claims[0].message
    assert stated(found) == ["unrated", "completed"] and found.plan.legend_word(word) == "" and not found.whole
    # one cause, one finding: the rating is not said to be missing from the legend as well
    from s11.rules import check
    from s11.when import Vantage

    assert [
        f.code
        for f in check(load([found.source]), Vantage(date(2025, 1, 1)))
        if f.level == "error" and f.code != "S005"
    ] == ["S003"]


@pytest.mark.parametrize(
    "legend",
    [
        "  green: {means: completed, also: [G, G, Green, GREEN]}\n",
        "  green: {means: completed, also: green}\n  amber: {means: at_risk, also: []}\n",
    ],
)
def test_one_entry_may_say_its_own_word_again(legend):
    found = loaded(HEAD + "rag:\n" + legend + ACTION + "        rag: green\n")
    assert found.findings == () and stated(found) == ["completed"]


def test_each_claim_after_the_first_is_an_error():
    found = loaded(
        HEAD
        + (
            "rag:\n  a: {means: completed, also: [x]}\n  b: {means: on_track, also: [x]}\n  c: {means: at_risk, "
            "also: [X]}\n"
        )
        + ACTION
    )
    assert [(f.code, f.place.line) for f in found.findings] == [("S003", 7), ("S003", 8)]


# words lost ----------------------------------------------------------------------------------------------------------

LOST = [
    # a line of an action, and where its lost words stand in it
    ("measure: #1 in the region", 18),
    ("note: #see minute 14", 15),
    ("remedy: #none", 17),
    ("timescale: #TBC by board", 20),
    ("rag: #green", 14),
    ("lead: #1", 15),
    ("awaiting: # the county", 19),
    ("measure:   #x", 20),
    ("measure:\t#x", 18),
    ("note: # see minute 14", 15),
    ("completed: #2024-05-01", 20),
    ("evidence: #1 minutes", 19),
    ("sensitive: #yes", 20),
    ("priority: #1", 19),
    ("note: #see minute\n          14", 15),
    ("timescale: #by\n          June 2024", 20),
    ("note: >- #1 in\n          the region", 18),
    ("note: >- #1", 18),
    ("note: |  #1", 18),
    ("measure : #1", 19),
]


@pytest.mark.parametrize(("line", "column"), LOST)
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_words_behind_a_leading_sign_are_lost_and_said_to_be(line, column, ends):
    assert shape_faults((HEAD + ACTION + f"        {line}\n").replace("\n", ends)) == [("S008", 11, column)]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        (ACTION.replace("text: A", "text: #1 priority"), [(10, 15)]),
        (ACTION.replace("text: R", "text: #1 priority"), [(7, 11)]),
        ("note: #1\n" + ACTION, [(5, 7)]),
        ("terms:\n  CSE: #child\n" + ACTION, [(6, 8)]),
        ("themes:\n  a: # leadership\n" + ACTION, [(6, 6)]),
        ("people:\n  AB: #Ann Bell\n" + ACTION, [(6, 7)]),
        ("arises_from:\n  - #one\n  - two\n" + ACTION, [(6, 5)]),
        ("arises_from:\n  - # one\n  - two\n" + ACTION, [(6, 5)]),
        (ACTION + "        progress: [{date: 2024-05-01, note: #1\n          }]\n", [(11, 45)]),
        (ACTION + "        progress:\n          - {date: 2024-05-01, by: #AB\n             , note: n}\n", [(12, 36)]),
        (ACTION + "        timescale:\n          - #June\n          - July 2024\n", [(12, 13)]),
    ],
)
def test_words_lost_wherever_they_stand(text, places):
    assert shape_faults(HEAD + text) == [("S008", *place) for place in places]


@pytest.mark.parametrize(
    "line",
    [
        "evidence:   # what shows it\n          - text: E",
        "lead:   # both of them\n          - AB\n          - CD",
        "signed_off:  # the board\n          date: 2024-05-01\n          by: AB",
        "completed:   # not yet",
        "evidence:   # none yet",
        "note: # s11: allow S505 the county's own",
        "note: >- # as in the source\n          words",
        "note: x#y",
        "note: 'x' # a remark",
        "timescale: June 2024   # first quarter",
        "note:\n          # a remark\n          words",
        "lead: [AB, # Ann\n          CD]",
        "completed:\n          # the first\n          - 2024-05-01",
        "progress:\n          - # the first\n            date: 2024-05-01\n            note: n",
    ],
)
def test_an_ordinary_comment_is_no_loss(line):
    assert shape_faults(HEAD + ACTION + f"        {line}\n") == []


def test_a_comment_behind_the_legends_key_is_no_loss():
    assert (
        shape_faults(
            HEAD
            + (
                "rag:   # the legend\n  green:   # the county's\n    means: on_track\nreported:   # oldest first\n  "
                "- {date: 2024-01-01, to: C}\n"
            )
            + ACTION
        )
        == []
    )


# what nobody sees, and what is too much ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("lead: A\u200bB", ["S002"]),
        ("rag: gr\u00adeen", ["S002"]),
        ("lead: [A\u200dB, CD]", ["S002"]),
        ("awaiting: x\u2060y", ["S002"]),
        ("note: a\u200db \U0001f469\u200d\U0001f4bb", []),
        ("rag: \u2714\ufe0f", []),
        ("p\u200briority: 1", ["S002"]),
    ],
)
def test_a_code_with_a_character_nobody_sees_is_refused(line, codes):
    assert [f.code for f in loaded(HEAD + ACTION + f"        {line}\n").findings] == codes


def test_two_files_of_one_id_are_an_error_and_counted_once():
    text = (HEAD + ACTION).encode()
    register = load(
        [Source("plans/x.yml", "x", text), Source("plans/y.yaml", "y", text), Source("plans/x.yaml", "x", text)]
    )
    assert [plan.id for plan in register.plans] == ["x", "y"]
    (found,) = [finding for file in register.files for finding in file.findings]
    assert (
        (found.code, found.file) == ("S101", "plans/x.yml")
        and "plans/x.yaml" in found.message
        and "plans/x.yml" in found.message
    )


def test_the_same_fault_everywhere_is_said_once():
    def with_progress(*entries):
        return loaded(
            HEAD + ACTION + "        progress:\n" + "".join(f"          - {entry}\n" for entry in entries)
        ).findings

    everywhere = with_progress(*["{note: n}"] * 5)
    assert [(f.code, f.place.line) for f in everywhere] == [
        ("S005", 2)
    ] and "all 5 entries of 'progress'" in everywhere[0].message
    days = with_progress("{date: soon, note: n}", "{date: later, note: n}", "{date: then, note: n}")
    assert [(f.code, f.place.line) for f in days] == [("S005", 2)] and "none of the 3 values of 'date'" in days[
        0
    ].message
    some = with_progress(
        "{date: soon, note: n}", "{date: 2024-05-01, note: n}", "{date: soon, note: n}", "{date: soon, note: n}"
    )
    assert [(f.code, f.place.line) for f in some] == [
        ("S005", 12)
    ] and "the same 2 more times, in lines 14, 15" in some[0].message
    assert len(with_progress("{note: n}", "{note: n}")) == 2
    assert (
        len(
            with_progress(
                "{date: soon, note: n}",
                "{date: later, note: n}",
                "{date: then, note: n}",
                "{date: 2024-05-01, note: n}",
            )
        )
        == 3
    )
    # folding what is said never brings a doubtful field before a rule
    assert len(loaded(HEAD + ACTION + "        progress:\n" + "          - {note: n}\n" * 5).doubts) == 5


def test_findings_of_one_file_are_bounded_and_the_rest_counted():
    found = loaded(
        HEAD + "rag:\n  g: {means: on_track}\n" + "".join(f"k{number}: v\n" for number in range(20_000)) + ACTION
    ).findings
    assert len(found) == 201 and found[-1].code == "S007" and "19,800 more" in found[-1].message
    line = loaded(
        HEAD + "arises_from: [" + ", ".join(f"*a{number}" for number in range(20_000)) + "]\n" + ACTION
    ).findings
    assert len(line) == 201 and len({id(finding.place.excerpt) for finding in line[:-1]}) == 1
    assert "more faults" in line[-1].message


# mutated plans -------------------------------------------------------------------------------------------------------

BRACES = """\
format: s11-plan/1
title: T
organisation: W
origin: other
arises_from: [one, two]
rag: {green: {means: on_track, also: [G, g2]}, blue: {means: completed}}
people: {AB: {name: Ann Bell}, CD: {}}
terms: {CSE: x}
themes: {a: A}
progress: [{date: 2024-01-02, by: AB, note: n}]
recommendations:
  - {id: 1, text: R, theme: a, lead: [AB, CD], \
actions: [{id: 1, text: A, lead: AB, timescale: [June 2024, July 2024], rag: G, \
completed: [2024-05-01, {date: 2024-06-01, for: 2024-06-30}]}]}
  - id: 2
    text: >-
      words # and words
      more
    actions:
      - {id: 2, text: "B: b", lead: AB, timescale: {text: x, due: 2024-05-01, every: P1Y}, \
evidence: [{text: E, received: 2024-01-01, link: x}], ended: {as: suspended, date: 2024-05-05, why: w, to: p#1}}
"""
ODD = [
    "*a",
    "&a ",
    "!t ",
    "!!str ",
    "<<: *a",
    "? ",
    "- ",
    ": ",
    "#",
    "# s11: allow S205 x",
    " #",
    "{",
    "}",
    "[",
    "]",
    ",",
    '"',
    "'",
    "|",
    ">-",
    "%",
    "@",
    "`",
    "\t",
    "\r",
    "\r\n",
    "\n",
    "\u2028",
    "\x85",
    "\u202e",
    "\u200b",
    "\ufeff",
    "\x00",
    "---",
    "...",
    "~",
    "=",
    "\\",
    "é",
    "-",
    "%YAML 1.1\n",
    "[]",
    "{}",
    '""',
    ": [",
    ": {",
    "*a, ",
    "&b [",
    "\u00ad",
    "<<",
    "!",
    "&",
    "*",
    "|2",
    ">+1",
]


def mutated(random, text):
    parts = re.findall(r"\s+|[\w-]+|[^\w\s]", text)
    for _ in range(random.choice((1, 1, 1, 2, 3, 6))):
        at, other, how = random.randrange(len(parts)), random.randrange(len(parts)), random.random()
        if how < 0.25:
            del parts[at]
        elif how < 0.6:
            parts.insert(at, random.choice(ODD))
        elif how < 0.75:
            parts.insert(at, parts[other])
        elif how < 0.85:
            parts[at] = random.choice(ODD)
        elif how < 0.93:
            parts[at], parts[other] = parts[other], parts[at]
        else:
            parts[at:at] = parts[at : at + random.randrange(1, 30)]
    return "".join(parts)


def held(node):
    if isinstance(node, str):
        yield node
    else:
        for key, child in node.items() if isinstance(node, dict) else enumerate(node or ()):
            yield from held(key) if isinstance(key, str) else ()
            yield from held(child)


@pytest.mark.parametrize("seed", range(4))
def test_a_mutated_plan_is_read_or_said_not_to_be(seed):
    """No mutation is an exception, and where nothing is found fault with, every word of the text has been read."""
    import random
    from collections import Counter

    from s11.rules import check
    from s11.when import Vantage

    chance = random.Random(seed)
    texts = [BRACES, (Path(__file__).parent / "data" / "example.yaml").read_text(encoding="utf-8")]
    silent = 0
    for _ in range(200):
        text = mutated(chance, chance.choice(texts))
        register = load([Source("p.yaml", "p", text.encode("utf-8", "surrogatepass"))])
        check(register, Vantage(date(2024, 6, 1)))
        document = register.files[0].document
        left = list(document.text)
        for comment in document.comments:
            left[comment.start : comment.start + len(comment.words)] = " " * len(comment.words)
        if not register.files[0].findings and "\\" not in text:
            silent += 1
            lost = Counter(re.findall(r"\w\w+", "".join(left))) - Counter(
                word for words in held(document.root) for word in re.findall(r"\w\w+", words)
            )
            assert not lost, (lost, text)
    assert silent > 10


@pytest.mark.parametrize("mark", ["*a", "&a x", "!t x", "<<: x", "&a {x: y}", "*a  # s11: allow S102 x"])
@pytest.mark.parametrize("path", PLACES, ids=str)
def test_what_is_not_plain_yaml_is_a_finding_at_every_place(path, mark):
    from s11.rules import check
    from s11.when import Vantage

    if not path or (len(path) > 8 and mark != "*a"):
        return
    tree = changed(FULL, path, "replace", "▸▸")
    for flow in (True, False):
        text = yaml.dump(tree, allow_unicode=True, default_flow_style=flow, width=100_000, sort_keys=False)
        register = load([Source("p.yaml", "p", text.replace("▸▸", mark.split("  #")[0] if flow else mark, 1).encode())])
        found = check(register, Vantage(date(2024, 6, 1)))
        assert any(finding.level == "error" for finding in found)
