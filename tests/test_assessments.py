"""Self-assessments: held without loss, checked in their shape, and never counted among the plans."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest
import yaml
from conftest import PROJECT, run_s11

from s11.plan import (
    ASSESSMENT_FORMAT,
    FULFILMENTS,
    Assessment,
    FlagKind,
    ListKind,
    MappingKind,
    RecordKind,
    fields_of,
    json_schema,
    load,
    load_assessment,
    read_standards_file,
)
from s11.render.other_files import EXAMPLE_ASSESSMENT, assessment_page
from s11.rules.assessments import Beside, check_assessments, known_before
from s11.store import is_assessment
from s11.text import Source
from s11.when import Timescale, Vantage

WORKED = PROJECT / "tests" / "data" / "assessments"
FILES = sorted((WORKED / "plans").glob("*/assessment-*.yaml"))
SCHEMA = json_schema(Assessment, ASSESSMENT_FORMAT)
DAY = "2020-01-01"
HEAD = """\
format: s11-assessment/1
title: Self-assessment
organisation: Westmere District Council
standards: own
as_at: 2015-10-12
submitted: {date: 2015-10-28, by: AB, signed_by: [AB]}
scale:
  blue: {means: exceeds, also: [B], needs: example}
  green: {means: met}
  amber: {means: partly}
  red: {means: not_met}
impact:
  "1": {label: Told}
  "2": {label: Done}
people:
  AB: {name: Ann Bell}
challenges:
  - {id: peer, as: peer_review, date: 2015-11-19, about: [1]}
"""
ONE = """\
answers:
  - standard: 1
    grades:
      - {by: self, grade: green, date: 2015-10-12}
      - {by: peer, grade: amber, date: 2015-11-19}
    points: [{id: "1.1", met: true}]
    evidence:
      - {text: Minutes, dated: 2015-07-09, impact: "2"}
    gaps: [One gap]
    actions: [westmere/plan#1]
  - {standard: 2, grades: [{by: self, grade: green}], evidence: [{text: Policy, dated: 2015-01-05}]}
"""
LIST = """\
format: s11-standards/1
id: own
title: Own
standards:
  - {id: 1, text: One, points: [{id: "1.1", text: A point}]}
  - {id: 2, text: Two}
"""
PLAN = """\
format: s11-plan/1
title: Plan
organisation: Westmere District Council
origin: section-11
people:
  AB: {name: Ann Bell}
recommendations:
  - id: 1
    text: R
    actions:
      - {id: 1, text: Close the gap, lead: AB, timescale: March 2030, measure: Closed}
"""


def read(text: str | bytes, id: str = "westmere/assessment-2015"):
    data = text if isinstance(text, bytes) else text.encode("utf-8")
    return load_assessment(Source(f"plans/{id}.yaml", id, data))


def held(text: str) -> Assessment:
    loaded = read(text)
    assert loaded.findings == ()
    return loaded.assessment


def found(text: str, day: str = DAY):
    """What lint finds in one self-assessment beside one plan and one list."""
    beside = Beside(
        (read_standards_file(Source("standards/own.yaml", "own", LIST.encode())),),
        load([Source("plans/westmere/plan.yaml", "westmere/plan", PLAN.encode())]),
        True,
    )
    (checked,) = check_assessments([read(text)], beside, Vantage(date.fromisoformat(day)))
    errors = (one for one in checked.findings if not one.allowed and one.level == "error")
    return [(one.code, one.place.line) for one in sorted(errors, key=lambda one: one.order)]


# held without loss ---------------------------------------------------------------------------------------------------


def written(value: object, kind: object) -> object:
    """A value of the model as its file writes it: words, lists and keys."""
    if isinstance(kind, ListKind):
        return [written(one, kind.kind) for one in value]
    if isinstance(kind, MappingKind):
        return {key: written(one, kind.kind) for key, one in value.items()}
    if isinstance(kind, RecordKind):
        return as_written(value)
    if isinstance(value, Timescale):
        return value.text
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def as_written(record: object) -> dict[str, object]:
    said = {}
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        # a flag that is not set is not written; of what may be true, false or neither, false is
        if value not in (None, "", (), {}) and not (value is False and isinstance(field.kind, FlagKind)):
            said[field.key] = written(value, field.kind)
    return said


def as_lists(node: object, like: object) -> object:
    """A tree of a file where one bare value that stands for a list is a list, as in the tree it is like; without what
    is empty.
    """
    if isinstance(like, list) and not isinstance(node, list):
        node = [node]
    if isinstance(node, list):
        return [
            as_lists(one, like[at] if isinstance(like, list) and at < len(like) else None)
            for at, one in enumerate(node)
        ]
    if isinstance(node, dict):
        kept = {key: as_lists(one, like.get(key) if isinstance(like, dict) else None) for key, one in node.items()}
        return {key: one for key, one in kept.items() if one not in ("", [], {})}
    return " ".join(node.split()) if isinstance(node, str) else node


@pytest.mark.parametrize(
    "text",
    [*(path.read_text(encoding="utf-8") for path in FILES), HEAD + ONE],
    ids=[*(path.parent.name for path in FILES), "ours"],
)
def test_every_scalar_of_a_worked_file_is_held(text):
    loaded = read(text)
    assert loaded.whole, loaded.findings
    made = as_written(loaded.assessment)
    assert as_lists(yaml.load(text, yaml.BaseLoader), made) == as_lists(made, made)


def test_the_comparison_sees_a_word_that_is_lost():
    text = HEAD + ONE
    other = as_written(held(text.replace("One gap", "Another gap")))
    assert as_lists(yaml.load(text, yaml.BaseLoader), other) != as_lists(other, other)


def test_the_example_of_every_field_is_held_whole_and_fits_its_schema():
    from s11.render.field_reference import unshown

    assert unshown(Assessment, EXAMPLE_ASSESSMENT) == []
    assert read(EXAMPLE_ASSESSMENT).findings == ()
    tree = yaml.load(EXAMPLE_ASSESSMENT, yaml.BaseLoader)
    jsonschema.validate(tree, SCHEMA)
    jsonschema.validate(json.loads(json.dumps(yaml.safe_load(EXAMPLE_ASSESSMENT), default=str)), SCHEMA)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_the_worked_files_fit_the_schema(path):
    text = path.read_text(encoding="utf-8")
    jsonschema.validate(yaml.load(text, yaml.BaseLoader), SCHEMA)
    jsonschema.validate(json.loads(json.dumps(yaml.safe_load(text), default=str)), SCHEMA)


def test_the_worked_files_lint_without_an_error():
    assert len(FILES) == 3
    ran = run_s11("lint", "--json", "--as-of", DAY, cwd=WORKED)
    told = json.loads(ran.out)
    assert ran.code == 0 and told["counts"]["assessments"] == 3 and told["counts"]["errors"] == 0


# what it says --------------------------------------------------------------------------------------------------------


def test_every_grade_stays_and_the_moderated_one_is_the_last_that_is_not_its_own():
    (one, two) = held(HEAD + ONE).answers
    assert [grade.grade for grade in one.grades] == ["green", "amber"]
    assert (one.own.grade, one.moderated.grade) == ("green", "amber")
    assert two.own.grade == "green" and two.moderated is None


def test_what_nobody_looked_at_is_never_confirmed():
    text = HEAD.replace("as: peer_review", "as: panel") + ONE
    assessment = held(text)
    (peer,) = assessment.challenges
    assert [assessment.looked_at(peer, one) for one in ("1", "2")] == ["looked_at", "not_looked_at"]
    silent = held(text.replace(", about: [1]", ""))
    (peer,) = silent.challenges
    # it graded the first; of the second nothing is said, and silence says nothing
    assert [silent.looked_at(peer, one) for one in ("1", "2")] == ["looked_at", "not_said"]


@pytest.mark.parametrize(
    ("grade", "means"),
    [
        ("green", "met"),
        ("GREEN ", "met"),
        ("b", "exceeds"),
        ("80", "met"),
        ("80 %", "met"),
        ("80 per cent", "met"),
        ("80 per day", None),
        ("74.5%", None),
        ("20", "little"),
        ("101", None),
        ("lime", None),
    ],
)
def test_a_grade_means_what_the_bodys_own_scale_says(grade, means):
    bands = "bands:\n  - {from: 0, to: 50, means: little}\n  - {from: 75, to: 100, means: met}\n"
    assert held(HEAD + bands).means(grade) == means


def test_two_words_of_a_scale_that_claim_one_spelling_count_as_neither():
    loaded = read(HEAD.replace("green: {means: met}", "green: {means: met, also: [b]}") + ONE)
    assert [(one.code, one.place.line) for one in loaded.findings] == [("S003", 9)]
    assert loaded.assessment.means("B") is None and loaded.assessment.means("blue") == "exceeds"


def test_addresses():
    assessment = held(HEAD + ONE)
    (one, _) = assessment.answers
    assert assessment.address(one) == "westmere/assessment-2015#1"
    assert assessment.address(one, 0) == "westmere/assessment-2015#1/1"


def test_true_false_and_nothing_are_three_things():
    points = 'points: [{id: "1.1", met: true}]'
    values = [
        held(HEAD + ONE.replace(points, f'points: [{{id: "1.1"{said}}}]')).answers[0].points[0].met
        for said in (", met: true", ", met: no", "")
    ]
    assert values == [True, False, None]


# slips ---------------------------------------------------------------------------------------------------------------

SLIPS = {
    "an unknown field": ("    gaps: [One gap]", "    gap: [One gap]", "S006", 27),
    "a field of the assessment": ("    gaps: [One gap]", "    scale: [One gap]", "S006", 27),
    "a grade that is no grade": ("grade: amber", "grade: ambre", "S103", 23),
    "a meaning that is none": ("amber: {means: partly}", "amber: {means: partial}", "S005", 10),
    "a grade by nobody": ("{by: peer, grade", "{by: pear, grade", "S108", 23),
    "no grade": ("{by: peer, grade: amber,", "{by: peer,", "S005", 23),
    "a standard twice": ("  - {standard: 2,", "  - {standard: 1,", "S101", 29),
    "a standard of nothing": ("  - {standard: 2,", "  - {standard: 3,", "S105", 29),
    "a point of nothing": ('[{id: "1.1", met', '[{id: "1.7", met', "S105", 24),
    "a point neither met nor not": ("met: true", "met: maybe", "S005", 24),
    "a challenge about nothing": ("about: [1]", "about: [11]", "S105", 18),
    "a challenge of no kind": ("as: peer_review", "as: peers", "S005", 18),
    "a challenge called self": ("{id: peer,", "{id: self,", "S101", 18),
    "a level of impact that is none": ('impact: "2"', 'impact: "5"', "S103", 26),
    "a plan that is none": ("[westmere/plan#1]", "[westmere/plann#1]", "S108", 28),
    "an action that is none": ("[westmere/plan#1]", "[westmere/plan#11]", "S108", 28),
    "no address": ("[westmere/plan#1]", "[close it]", "S108", 28),
    "a list that is none": ("standards: own", "standards: owned", "S105", 4),
    "no list": ("standards: own\n", "", "S105", 19),
    "a key of nobody": ("signed_by: [AB]", "signed_by: [XY]", "S102", 6),
    "a day to come": ("dated: 2015-07-09", "dated: 2025-07-09", "S304", 26),
    "submitted in days to come": ("{date: 2015-10-28, by", "{date: 2022-10-28, by", "S304", 6),
    "a day that is none": ("dated: 2015-07-09", "dated: 2015-07-39", "S005", 26),
    "words cut off": ("gaps: [One gap]", "note: One gap #2", "S008", 27),
    "no organisation": ("organisation: Westmere District Council\n", "", "S005", 1),
    "another version": ("s11-assessment/1", "s11-assessment/2", "S005", 1),
    "a slip in the format": ("s11-assessment/1", "s11-assesment/1", "S005", 1),
    "the number of a patient": ("gaps: [One gap]", "gaps: [The case of 999 000 0018]", "S601", 27),
    "a date of birth": ("gaps: [One gap]", "gaps: [A child born on 12 March 2009]", "S604", 27),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_a_finding_at_its_line(name):
    before, after, code, line = SLIPS[name]
    text = HEAD + ONE
    assert before in text
    slipped = text.replace(before, after)
    here = found(slipped)
    # what names the challenge that is now called otherwise names nothing
    beside = [("S108", 23)] if name == "a challenge called self" else []
    assert here == sorted([(code, line), *beside], key=lambda one: one[1]), here


def test_without_a_slip_there_is_none():
    assert found(HEAD + ONE) == []


def test_graded_without_a_scale_is_told_once():
    scale = HEAD[HEAD.index("scale:") : HEAD.index("impact:")]
    assert found((HEAD + ONE).replace(scale, "")) == [("S104", 17)]


@pytest.mark.parametrize("name", SLIPS)
def test_the_schema_and_s11_agree_on_the_shape(name):
    before, after, *_ = SLIPS[name]
    text = (HEAD + ONE).replace(before, after)
    fits = jsonschema.Draft202012Validator(SCHEMA).is_valid(yaml.load(text, yaml.BaseLoader))
    assert fits == all(one.code not in ("S005", "S006") for one in read(text).findings)


def test_a_remark_beside_the_data_allows_and_one_that_allows_nothing_is_told():
    allowed = ONE.replace(
        "    actions: [westmere/plan#1]\n",
        "    # s11: allow S108 the plan is made next week\n    actions: [westmere/plan#11]\n",
    )
    assert found(HEAD + allowed) == []
    assert found(HEAD + allowed.replace(" the plan is made next week", "")) == [("S009", 28), ("S108", 29)]
    beside = Beside((), load([]), True)
    (checked,) = check_assessments(
        [read(HEAD.replace("scale:", "# s11: allow S103 no reason to\nscale:"))], beside, Vantage(date(2020, 1, 1))
    )
    assert [one.code for one in checked.findings if one.code == "S010"] == ["S010"]


@pytest.mark.parametrize(
    "data", [b"", b"format: s11-assessment/1\n", b"- a\n", b"\xff\xfe", b"format: s11-assessment/1\nanswers: [\n"]
)
def test_what_cannot_be_read_whole_is_a_finding_and_no_crash(data):
    loaded = read(data)
    assert loaded.findings and not loaded.whole


# beside the plans ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("format: s11-assessment/1\n", True),
        ("# words\nformat: 's11-assessment/1'\n", True),
        ("title: T\r\nformat : s11-assessment/1\r\n", True),
        ('"format": "s11-assessment/1"\n', True),
        ("\ufeffformat: s11-assessment/1\n", True),
        ("format: s11-assesment/1\n", True),
        ("format: s11-assessment/2\n", True),
        ("format: s11-plan/1\nnote: |\n  format: s11-assessment/1\n", False),
        ("format: s11-plan/1\nformat: s11-assessment/1\n", False),
        ("# format: s11-assessment/1\nformat: s11-plan/1\n", False),
        ("title: T\n", False),
        ("", False),
    ],
)
def test_a_file_is_told_by_its_format(text, is_one):
    assert is_assessment(text.encode("utf-8")) is is_one
    assert ASSESSMENT_FORMAT.startswith("s11-as")


@pytest.fixture
def council(portfolio):
    folder = portfolio(
        {"westmere/plan": PLAN, "westmere/assessment-2015": HEAD + ONE, "westmere/assessment-2013": HEAD}
    )
    (folder / "standards").mkdir()
    (folder / "standards" / "own.yaml").write_text(LIST, encoding="utf-8")
    return folder


def ran(folder: Path, *words: str, **environment: str):
    return run_s11(*words, cwd=folder, S11_AS_OF=DAY, **environment)


@pytest.mark.parametrize("command", ["status", "due", "list"])
def test_the_commands_that_look_at_plans_say_how_many_lie_beside_them(council, command):
    told = json.loads(ran(council, command, "--json").out)
    assert told["read"] == {"files": 1, "plans": 1, "recommendations": 1, "actions": 1, "assessments": 2}
    assert "assessments=2" in ran(council, command).out
    on_screen = ran(council, command, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="200")
    assert on_screen.code == 0 and "2 self-assessments lie beside the plans." in on_screen.out


def test_status_says_it_again_from_what_it_remembers(council):
    first, second = (json.loads(ran(council, "status", "--json").out) for _ in range(2))
    assert first == second and second["read"]["assessments"] == 2
    (council / "plans" / "westmere" / "assessment-2013.yaml").unlink()
    assert json.loads(ran(council, "status", "--json").out)["read"]["assessments"] == 1


def test_where_there_is_none_nothing_is_said_of_any(portfolio):
    folder = portfolio({"westmere/plan": PLAN})
    out = ran(folder, "status", "--long", FORCE_COLOR="1", NO_COLOR="1", COLUMNS="200").out
    assert "assessment" not in out and "assessments" not in ran(folder, "status").out


def test_reports_and_the_site_say_it_too(council):
    assert ran(council, "report", "--output", "out.md").code == 0
    assert "2 self-assessments lie beside the plans." in (council / "out.md").read_text(encoding="utf-8")
    assert ran(council, "site", "--output", "site").code == 0
    assert "2 self-assessments lie beside the plans." in (council / "site" / "index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("command", ["status", "due", "list", "history", "report"])
def test_a_command_that_looks_at_plans_is_given_none(council, command):
    done = ran(council, command, "westmere/assessment-2015")
    assert done.code == 2 and not done.out and len(done.err.splitlines()) == 1
    assert "self-assessment" in done.err or command == "history"


def test_lint_looks_at_self_assessments_alone_among_the_plans_and_on_standard_input(council):
    alone = ran(council, "lint", "westmere/assessment-2015")
    assert alone.code == 0 and "1 file, 0 plans, 0 actions, 1 self-assessment read" in alone.err + alone.out
    both = ran(council, "lint")
    assert both.code == 0 and "3 files, 1 plan, 1 action, 2 self-assessments read" in both.err + both.out
    slipped = (HEAD + ONE).replace("grade: amber", "grade: ambre")
    piped = ran(council, "lint", "-", "--stdin-filename", "plans/westmere/assessment-2015.yaml", stdin=slipped)
    assert piped.code == 1 and "S103" in piped.out and "plans/westmere/assessment-2015.yaml:23" in piped.out


def test_a_folder_of_self_assessments_alone_is_no_portfolio_of_plans(portfolio):
    folder = portfolio({"westmere/assessment-2015": HEAD + ONE})
    assert ran(folder, "status").code == 2
    assert ran(folder, "lint").code == 1  # its list and its plan are not there


@pytest.fixture
def committed(repository):
    repository.write("plans/westmere/plan.yaml", PLAN)
    repository.write("plans/westmere/assessment-2015.yaml", HEAD + ONE)
    repository.write("standards/own.yaml", LIST)
    repository.commit("first", "2019-06-01")
    return repository


def test_in_a_commit_and_through_the_history_they_lie_beside_the_plans_too(committed):
    then = json.loads(ran(committed.folder, "status", "--rev", "HEAD", "--json").out)
    assert then["read"]["assessments"] == 1 and then["read"]["files"] == 1
    history = ran(committed.folder, "history", "--json")
    assert history.code == 0 and [point["actions"] for point in json.loads(history.out)["points"]] == [1]


def test_an_edit_of_a_self_assessment_is_no_edit_of_a_plan_and_is_judged_by_itself(committed):
    committed.write("plans/westmere/assessment-2015.yaml", (HEAD + ONE).replace("grade: amber", "grade: ambre"))
    done = ran(committed.folder, "lint", "--against", "HEAD", "--new", "--output-format", "concise")
    assert done.code == 1 and done.out.count(" error ") == 2 and "S103" in done.out and "S703" in done.out
    committed.git("add", "-A")
    staged = ran(committed.folder, "lint", "--staged", "--new", "--output-format", "concise")
    assert staged.code == 1 and staged.out.count(" error ") == 2 and "1 file, 0 plans" in staged.out + staged.err


def test_with_new_only_what_the_base_did_not_have_is_listed(committed):
    slipped = (HEAD + ONE).replace("grade: amber", "grade: ambre")
    committed.write("plans/westmere/assessment-2015.yaml", slipped)
    committed.commit("a slip", "2019-07-01")
    committed.write(
        "plans/westmere/assessment-2015.yaml", "# a line more\n" + slipped.replace('impact: "2"', 'impact: "5"')
    )
    done = ran(committed.folder, "lint", "--against", "=HEAD", "--new", "--output-format", "concise")
    assert done.out.count(" error ") == 2 and "S703" in done.out and "'5' is not a level of impact" in done.out


def test_of_two_faults_that_are_alike_the_base_had_as_many_as_it_had():
    slipped = read((HEAD + ONE).replace("gaps: [One gap]", "gap: [One gap]"))
    (one,) = slipped.findings
    again = replace(one, path=(*one.path, "again"))
    assert known_before([one, again], [one]) == {one} and known_before([one, again], [again, one]) == {one, again}


def test_a_plan_that_becomes_a_self_assessment_is_a_plan_removed(committed):
    committed.write("plans/westmere/plan.yaml", HEAD.replace("standards: own", "standards: own"))
    done = ran(committed.folder, "lint", "--against", "HEAD", "--output-format", "concise")
    assert done.code == 1 and "S704" in done.out


def test_the_page_and_the_schema_are_made_by_the_model():
    assert (PROJECT / "docs" / "assessment.md").read_text(encoding="utf-8") == assessment_page(), "make docs"
    assert run_s11("fields", "--file", "assessment").out == assessment_page()
    kept = (PROJECT / "schemas" / "assessment.schema.json").read_text(encoding="utf-8")
    assert run_s11("schema", "assessment").out == kept, "make schemas"
    assert all(f"`{one}`" in assessment_page() for one in FULFILMENTS)


# what the sources state ----------------------------------------------------------------------------------------------

TRANSCRIBED = {
    "oxford/assessment-2012": "oxford-review-2013-report",
    "oxfordshire/assessment-2009": "oxfordshire-assurance-2009",
}
LISTED = {
    "oxford-review-2013-areas": "oxford-review-2013-report",
    "oxfordshire-assurance-2009": "oxfordshire-assurance-2009",
    "oxfordshire-board-2020": "oxfordshire-board-priorities-2020",
}
QUOTED = ("text", "of", "frequency", "held", "label", "note")


def folded(words: str) -> str:
    for curly, straight in (("’", "'"), ("‘", "'"), ("“", '"'), ("”", '"'), ("–", "-")):
        words = words.replace(curly, straight)
    return " ".join(words.split())


def source(name: str) -> str:
    return folded((PROJECT / "tests" / "sources" / f"{name}.txt").read_text(encoding="utf-8"))


def texts(node: object, path: tuple[object, ...] = ()):
    if isinstance(node, str):
        yield path, node
    else:
        for key, child in node.items() if isinstance(node, dict) else enumerate(node):
            yield from texts(child, (*path, key))


def shipped(name: str):
    return load_assessment(Source(f"plans/{name}.yaml", name, (PROJECT / "plans" / f"{name}.yaml").read_bytes()))


@pytest.mark.parametrize("name", TRANSCRIBED)
def test_every_text_of_a_transcribed_self_assessment_stands_in_its_source(name):
    loaded, words = shipped(name), source(TRANSCRIBED[name])
    assert loaded.findings == ()
    quoted = [(path, text) for path, text in texts(loaded.document.root) if path[-1] in QUOTED and path != ("note",)]
    assert len(quoted) >= 15
    assert [path for path, text in quoted if folded(text) not in words] == []
    # what stands under the whole is ours, and says so
    assert all(part.startswith("Transcription:") for part in loaded.assessment.note.split("\n"))


@pytest.mark.parametrize("name", LISTED)
def test_every_text_of_a_transcribed_list_stands_in_its_source(name):
    path = PROJECT / "standards" / f"{name}.yaml"
    listed = read_standards_file(Source(path.name, name, path.read_bytes())).listed
    words = source(LISTED[name])
    said = [*(one.text for one in listed.standards), *listed.groups.values()]
    assert [text for text in said if folded(text).casefold() not in words.casefold()] == []


def test_the_sixteen_recommendations_of_the_review_stand_whole_and_in_order():
    review = shipped("oxford/assessment-2012").assessment.challenge("review")
    said = [one for one in review.says if one.standard]
    assert [one.text[:2] for one in said] == [f"{letter})" for letter in "abcdefghijklmnop"]
    assert [one.standard for one in said] == list("1111222233344444")
    words, at = source(TRANSCRIBED["oxford/assessment-2012"]), 0
    for one in said:
        at = words.index(folded(one.text), at)


def test_oxford_graded_everything_at_once_and_no_standard_by_itself():
    assessment = shipped("oxford/assessment-2012").assessment
    assert [(one.by, one.grade, assessment.means(one.grade)) for one in assessment.grades] == [
        ("self", "fully", "met"),
        ("peer", "fully", "met"),
    ]
    assert all(answer.own is None and answer.moderated is None for answer in assessment.answers)
    assert all(
        assessment.looked_at(assessment.challenge("peer"), answer.standard) == "not_said"
        for answer in assessment.answers
    )


def test_every_action_of_the_review_stands_under_one_of_its_areas():
    named = [address for answer in shipped("oxford/assessment-2012").assessment.answers for address in answer.actions]
    plan = load([Source("x", "oxford/review-2013", (PROJECT / "plans/oxford/review-2013.yaml").read_bytes())]).plans[0]
    assert named == [plan.address(action) for _, action in plan.actions()]
    themes = {"leadership": "1", "partnership": "2", "workforce": "3", "policy": "4"}
    area = {
        address: answer.standard
        for answer in shipped("oxford/assessment-2012").assessment.answers
        for address in answer.actions
    }
    assert all(area[plan.address(action)] == themes[above.theme] for above, action in plan.actions())
