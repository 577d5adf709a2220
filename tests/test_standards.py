"""Lists of standards: what is carried, what is wrong with one and where, what follows on what, and what answers it."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest
import yaml
from conftest import PROJECT, run_s11

from s11.plan import (
    BODIES_FORMAT,
    NEW,
    STANDARDS_FORMAT,
    BoundBodies,
    StandardList,
    Standards,
    json_schema,
    load_standards,
    read_standards_file,
)
from s11.render.other_files import EXAMPLE_BODIES, EXAMPLE_LIST, standards_page
from s11.rules import check_standards
from s11.text import Source

LISTS = sorted((PROJECT / "standards").glob("*.yaml"))
SCHEMAS = {
    "s11-standards": json_schema(StandardList, STANDARDS_FORMAT),
    "s11-bodies": json_schema(BoundBodies, BODIES_FORMAT),
}
OWN = """\
format: s11-standards/1
id: own
title: Standards of our own
edition: 2015
groups:
  lead: Leadership
standards:
  - id: 1
    text: Somebody leads
    group: lead
    points:
      - {id: "1.1", text: There is a plan}
      - {id: "1.2", text: The plan is followed}
    descriptors: {blue: All met, green: Most met}
    links: {Health audit: "18.5", working-together-2013: [2]}
    replaces: [working-together-2013.1, working-together-2013.2]
  - id: 2
    text: Staff know how to escalate
    replaces: new
"""
BODIES = """\
format: s11-bodies/1
id: own-bodies
title: Who is bound
law: The Act, section 11
bodies:
  - id: old
    text: The old body
    until: 2013
  - id: new
    text: The body after it
    from: 2013-04
    until: 2022-06-30
    replaces: old
  - id: other
    text: Another
    stated: [2020-01-31, 2024-12]
"""
PLAN = """\
format: s11-plan/1
title: Plan
organisation: Westmere District Council
origin: other
standards: own
people:
  AB: {name: Ann Bell}
recommendations:
  - id: 1
    text: Lead well
    standards: own.1
    actions:
      - {id: 1, text: Name a lead, lead: AB, timescale: March 2024, measure: Named}
      - {id: 2, text: Say who escalates, lead: AB, timescale: March 2030, measure: Said, standards: own.2}
  - id: 2
    text: Answer for it
    standards: [own.1]
    response: {as: accepted, why: We shall}
"""


def read(text: str, name: str = "standards/own.yaml", own: bool = True):
    return read_standards_file(Source(name, name, text.encode("utf-8")), own)


CARRIED = tuple(read(path.read_text(encoding="utf-8"), f"standards/{path.name}", own=False) for path in LISTS)
ALL = Standards.of(CARRIED)


def found_in(text: str, name: str = "standards/own.yaml"):
    return [finding for finding in check_standards((read(text, name), *CARRIED)) if finding.file == name]


# what is carried -----------------------------------------------------------------------------------------------------


def test_every_list_that_is_carried_is_read_whole_and_called_as_its_file():
    assert check_standards(CARRIED) == ()
    assert {file.id: len(file.listed.standards) if file.listed else len(file.bodies.bodies) for file in CARRIED} == {
        "oxford-review-2013-areas": 4,
        "oxfordshire-assurance-2009": 3,
        "oxfordshire-board-2020": 9,
        "section-11-bodies": 15,
        "working-together-2013": 9,
        "working-together-2015": 9,
        "working-together-2018": 10,
        "working-together-2023": 10,
    }
    assert [file.id for file in CARRIED] == [path.stem for path in LISTS]


def test_what_is_carried_says_whose_words_it_has_and_under_which_licence():
    licence = "Contains public sector information licensed under the Open Government Licence v3.0"
    wordings = {name: listed.wording for name, listed in ALL.lists.items()}
    for name in ("oxford-review-2013-areas", "oxfordshire-assurance-2009", "oxfordshire-board-2020"):
        assert wordings.pop(name) == "transcription"
    assert wordings == {"working-together-2013": "transcription"} | dict.fromkeys(
        ("working-together-2015", "working-together-2018", "working-together-2023"), "topic"
    )
    assert all(ALL.lists[name].licence == licence for name in wordings)
    notice = (PROJECT / "NOTICE").read_text(encoding="utf-8")
    assert all(f"standards/{name}.yaml" in notice for name in wordings)


def test_no_paragraph_is_given_but_that_of_the_list_of_2023():
    assert {name: listed.paragraphs for name, listed in ALL.lists.items() if listed.paragraphs} == {
        "oxford-review-2013-areas": "paragraph 6",
        "oxfordshire-assurance-2009": "paragraphs 2 to 7",
        "oxfordshire-board-2020": "paragraphs 8 to 10",
        "working-together-2023": "paragraphs 221 to 222, pages 106 to 107",
    }
    guidance = (listed for name, listed in ALL.lists.items() if name.startswith("working"))
    assert not any(one.paragraph for listed in guidance for one in listed.standards)


def test_the_map_of_successors():
    """Two became one, two came new, and of the tenth nothing is said; what is said of one side is said of the other."""
    after = {
        f"{name}.{one.id}": ALL.replaced_by(f"{name}.{one.id}")
        for name, listed in ALL.lists.items()
        if name.startswith("working")
        for one in listed.standards
    }
    assert [after[f"working-together-2013.{number}"] for number in range(1, 10)] == [
        (f"working-together-2015.{number}",) for number in (1, 2, 3, 5, 6, 7, 7, 8, 9)
    ]
    assert [after[f"working-together-2015.{number}"] for number in range(1, 10)] == [
        *((f"working-together-2018.{number}",) for number in (1, 2, 3, 4, 6, 7, 8, 9)),
        (),
    ]
    assert [after[f"working-together-2018.{number}"] for number in range(1, 11)] == [
        (f"working-together-2023.{number}",) for number in range(1, 11)
    ]
    new = {f"{name}.{one.id}" for name, listed in ALL.lists.items() for one in listed.standards if one.is_new}
    assert new == {"working-together-2015.4", "working-together-2018.5"}
    unsaid = {
        f"{name}.{one.id}"
        for name, listed in ALL.lists.items()
        for one in listed.standards
        if not one.replaces and name.startswith("working") and not name.endswith("2013")
    }
    assert unsaid == {"working-together-2018.10"}
    assert ALL.successors("working-together-2013") == ("working-together-2015",)
    assert tuple(ALL.predecessors("working-together-2023")) == ("working-together-2018",)


@pytest.mark.parametrize(
    ("body", "day", "bound"),
    [
        ("local-authority", date(2024, 12, 15), True),
        ("local-authority", date(2024, 11, 30), None),
        ("local-authority", date(2026, 11, 27), None),
        ("primary-care-trust", date(2014, 1, 1), False),
        ("primary-care-trust", date(2013, 6, 1), None),
        ("clinical-commissioning-group", date(2012, 12, 31), False),
        ("clinical-commissioning-group", date(2013, 6, 1), None),
        ("clinical-commissioning-group", date(2018, 1, 1), True),
        ("clinical-commissioning-group", date(2022, 7, 1), None),
        ("clinical-commissioning-group", date(2023, 1, 1), False),
        ("integrated-care-board", date(2021, 12, 31), False),
        ("integrated-care-board", date(2022, 7, 1), None),
        ("integrated-care-board", date(2023, 1, 1), True),
        ("integrated-care-board", date(2025, 1, 1), None),
    ],
)
def test_who_is_bound_on_a_day_and_where_that_is_not_known(body, day, bound):
    held = next(file.bodies for file in CARRIED if file.bodies is not None)
    assert next(one for one in held.bodies if one.id == body).bound_on(day) is bound


# slips ---------------------------------------------------------------------------------------------------------------

SLIPS = {
    "a field that there is not": ("    text: Somebody leads", "    txt: Somebody leads", "S006", 9),
    "no id": ("  - id: 2\n    text: Staff", "  - text: Staff", "S005", 17),
    "no title": ("title: Standards of our own\n", "", "S005", 1),
    "no list": (OWN[OWN.index("standards:\n") :], "", "S005", 1),
    "an id twice": ("  - id: 2\n", "  - id: 1\n", "S101", 17),
    "a point's id twice": ('id: "1.2", text', 'id: "1.1", text', "S101", 13),
    "a group that there is not": ("    group: lead\n", "    group: led\n", "S106", 10),
    "a kind of body that there is not": ("    group: lead\n", "    applies_to: [schools]\n", "S005", 10),
    "a predecessor that there is not": ("working-together-2013.2]", "working-together-2013.12]", "S105", 16),
    "a predecessor in no list": ("working-together-2013.2]", "working-together-1066.2]", "S105", 16),
    "a predecessor in this list": ("working-together-2013.2]", "own.2]", "S105", 16),
    "new, and not": ("working-together-2013.2]", "new]", "S105", 16),
    "a link to what another list has not": ("working-together-2013: [2]", "working-together-2013: [22]", "S105", 15),
    "a list that is none": (
        OWN[OWN.index("    points:\n") : OWN.index("    descriptors")],
        "    points: two of them\n",
        "S005",
        11,
    ),
    "words cut off": ("text: Somebody leads", "text: Somebody leads #1 of all", "S008", 9),
    "a key twice": ("edition: 2015\n", "edition: 2015\nedition: 2016\n", "S003", 5),
    "another format": ("s11-standards/1", "s11-standards/9", "S005", 1),
    "unreadable from here": ("  - id: 2\n", "  - [id: 2\n", "S001", None),
}


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_a_list_is_a_finding_at_its_line(name):
    before, after, code, line = SLIPS[name]
    assert before in OWN
    (finding,) = found_in(OWN.replace(before, after))
    assert finding.code == code and finding.level == "error" and finding.hint, finding
    assert line is None or finding.place.line == line, finding


def test_the_list_without_a_slip_has_none():
    assert found_in(OWN) == [] and found_in(BODIES, "standards/own-bodies.yaml") == []


@pytest.mark.parametrize(
    ("before", "after", "code", "line"),
    [
        ("  - id: new\n", "  - id: old\n", "S101", 9),
        ("until: 2013\n", "until: long ago\n", "S005", 8),
        ("replaces: old\n", "replaces: older\n", "S108", 13),
        ("from: 2013-04\n", "from: 2023\n", "S005", 12),
        ("2024-12]", "2024-13]", "S005", 16),
        ("law: The Act, section 11\n", "", "S005", 1),
        ("    text: Another\n", "    text: Another\n    bound: true\n", "S006", 16),
    ],
)
def test_a_slip_in_a_list_of_bodies_is_a_finding_at_its_line(before, after, code, line):
    assert before in BODIES
    (finding,) = found_in(BODIES.replace(before, after), "standards/own-bodies.yaml")
    assert (finding.code, finding.place.line) == (code, line), finding


def test_two_lists_that_replace_each_other_are_told_at_one_of_them():
    one = OWN.replace("replaces: new", "replaces: other.2")
    other = OWN.replace("id: own", "id: other").replace("replaces: new", "replaces: own.2")
    files = (read(one), read(other, "standards/other.yaml"), *CARRIED)
    assert [(finding.code, finding.file, finding.place.line) for finding in check_standards(files)] == [
        ("S108", "standards/other.yaml", 19),
        ("S108", "standards/own.yaml", 19),
    ]


def test_one_id_for_two_lists_is_told_of_the_councils_own():
    text = OWN.replace("id: own", "id: working-together-2013")
    clash = found_in(text.replace("[working-together-2013.1, working-together-2013.2]", "new"))
    assert [(finding.code, finding.place.line) for finding in clash] == [("S101", 2)]
    assert "standards/working-together-2013.yaml" in clash[0].message
    again = check_standards((read(OWN), read(OWN, "standards/zz.yaml"), *CARRIED))
    assert [(finding.code, finding.file) for finding in again] == [("S101", "standards/zz.yaml")]


@pytest.mark.parametrize("name", SLIPS)
def test_the_schema_and_s11_agree_on_the_shape_of_a_list(name):
    """But for what no schema can see: words cut off, a key twice, a kind of file of tomorrow is no shape of today."""
    before, after, code, _ = SLIPS[name]
    if code in ("S001", "S003", "S008"):
        return
    text = OWN.replace(before, after)
    assert valid(text) == (not read(text).findings)


def valid(text: str) -> bool:
    tree = yaml.load(text, yaml.CBaseLoader)
    return jsonschema.Draft202012Validator(SCHEMAS[tree["format"].partition("/")[0]]).is_valid(tree)


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_what_is_carried_fits_its_schema(path):
    text = path.read_text(encoding="utf-8")
    assert valid(text) and not valid(text.replace("title:", "titel:"))
    kind = "bodies" if "s11-bodies/" in text else "standards"
    assert text.startswith(f"# yaml-language-server: $schema=../schemas/{kind}.schema.json\n")


def test_the_bare_values_an_editor_writes_fit_the_schema():
    for text in (OWN, BODIES, EXAMPLE_LIST, EXAMPLE_BODIES):
        plain = json.loads(json.dumps(yaml.safe_load(text), default=str))
        jsonschema.validate(plain, SCHEMAS[plain["format"].partition("/")[0]])


@pytest.mark.parametrize(
    ("rough", "fits"),
    [("2013", True), ("2013-04", True), ("2013-02-28", True), ("2013-02-30", False), ("1066", False), ("13", False)],
)
def test_a_day_as_far_as_it_is_known(rough, fits):
    text = BODIES.replace("until: 2013\n", f"until: {rough}\n")
    assert valid(text) == fits == (not read(text).findings)


# a slip in a list is no fault of a plan ------------------------------------------------------------------------------


@pytest.fixture
def council(portfolio):
    folder = portfolio({"westmere/plan": PLAN})
    (folder / "standards").mkdir()
    (folder / "standards" / "own.yaml").write_text(OWN, encoding="utf-8")
    return folder


def linted(folder, *words):
    ran = run_s11("lint", *words, "--json", "--as-of", "2024-02-01", cwd=folder)
    return ran.code, [
        (one["code"], one["file"], one["line"]) for one in json.loads(ran.out)["findings"] if one["level"] == "error"
    ]


def test_a_plan_names_the_standards_of_the_councils_own_list(council):
    assert linted(council) == (0, [])
    plan = council / "plans" / "westmere" / "plan.yaml"
    plan.write_text(PLAN.replace("own.2", "own.3"), encoding="utf-8")
    assert linted(council) == (1, [("S105", "plans/westmere/plan.yaml", 14)])


@pytest.mark.parametrize("name", SLIPS)
def test_a_list_with_a_slip_is_told_at_its_line_and_never_as_a_list_that_is_not_there(council, name):
    before, after, code, line = SLIPS[name]
    (council / "standards" / "own.yaml").write_text(OWN.replace(before, after), encoding="utf-8")
    for words in ((), ("westmere/plan",)):
        failed, found = linted(council, *words)
        assert failed == 1 and [(one, file) for one, file, _ in found if file != "plans/westmere/plan.yaml"] == [
            (code, "standards/own.yaml")
        ]
        assert line is None or found[-1][2] == line
        plans = [one for one in found if one[1] == "plans/westmere/plan.yaml"]
        # only where the list is whole, an id that it lost is a fault of the plan too
        assert plans == ([("S105", "plans/westmere/plan.yaml", 14)] if name == "an id twice" else []), found


def test_a_list_of_which_nothing_can_be_read_is_no_list_that_is_not_there(council):
    (council / "standards" / "own.yaml").write_bytes(b"\xff\xfe\x00")
    failed, found = linted(council)
    assert failed == 1 and {file for _, file, _ in found} == {"standards/own.yaml"}


def test_a_file_of_the_same_name_stands_in_the_place_of_ours(council):
    ours = (PROJECT / "standards" / "working-together-2013.yaml").read_text(encoding="utf-8")
    kept = ours[: ours.index("  - id: 3\n")]
    (council / "standards" / "working-together-2013.yaml").write_text(kept, encoding="utf-8")
    plan = council / "plans" / "westmere" / "plan.yaml"
    plan.write_text(PLAN.replace("own.2", "working-together-2013.9"), encoding="utf-8")
    assert linted(council)[1][0] == ("S105", "plans/westmere/plan.yaml", 14)
    assert load_standards(CARRIED)["working-together-2013"] == frozenset("123456789")


# the command ---------------------------------------------------------------------------------------------------------


def asked(folder, *words):
    ran = run_s11("standards", *words, "--json", "--as-of", "2024-05-01", cwd=folder)
    told = json.loads(ran.out)
    jsonschema.validate(told, json.loads((PROJECT / "schemas" / "lists.schema.json").read_text(encoding="utf-8")))
    return ran.code, told


def test_the_lists_are_listed_the_councils_own_first(council):
    code, told = asked(council)
    assert code == 0 and [(one["id"], one["own"]) for one in told["lists"]][:2] == [
        ("own", True),
        ("oxford-review-2013-areas", False),
    ]
    assert [one["id"] for one in told["bodies"]] == ["section-11-bodies"]
    assert "plans" not in told["lists"][0]


def test_one_standard_with_what_answers_it_and_how_that_stands(council):
    code, told = asked(council, "own#1")
    (listed,) = told["lists"]
    (standard,) = listed["standards"]
    assert code == 0 and listed["plans"] == ["westmere/plan"] and told["read"]["plans"] == 1
    assert [(one["address"], one["of"], one["checked"], one["due"]) for one in standard["answered_by"]] == [
        ("westmere/plan#1", "action", "off_track", "2024-03-31"),
        ("westmere/plan#rec:2", "recommendation", "", None),
    ]
    assert [one["address"] for one in standard["replaces"]] == ["working-together-2013.1", "working-together-2013.2"]
    assert standard["replaces"][0]["text"].startswith("A clear line of accountability")
    assert standard["new"] is False and standard["group"] == "Leadership"
    assert asked(council, "own.2")[1]["lists"][0]["standards"][0]["new"] is True
    assert (
        asked(council, "working-together-2013#2")[1]["lists"][0]["standards"][0]["replaced_by"][0]["address"] == "own.1"
    )


def test_a_standard_on_a_screen_and_as_records(council):
    screen = run_s11(
        "standards", "own#1", "--as-of", "2024-05-01", cwd=council, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="80"
    )
    for words in (
        "Replaces",
        "1.2  The plan is followed",
        "blue         All met",
        "Health audit 18.5",
        "Answered by  1 action (1 off track) and 1 recommendation without an action",
        "✖ off track, due 31 March 2024",
    ):
        assert words in screen.out, screen.out
    assert max(map(len, screen.out.splitlines())) <= 80
    lines = run_s11("standards", "own#1", "--as-of", "2024-05-01", cwd=council).out.splitlines()
    assert lines[0].split("\t") == [
        "standard",
        "own.1",
        "Somebody leads",
        "replaces=working-together-2013.1,working-together-2013.2",
        "replaced by=none known",
    ]
    assert "answered by\town.1\twestmere/plan#1\toff_track\t2024-03-31\tName a lead" in lines


def test_where_no_list_before_is_known_that_is_said_and_not_called_new():
    last = run_s11("standards", "working-together-2018#10", FORCE_COLOR="1", NO_COLOR="1", COLUMNS="100").out
    assert "Replaces  not said" in last
    new = run_s11("standards", "working-together-2018#5", FORCE_COLOR="1", NO_COLOR="1", COLUMNS="100").out
    assert "Replaces  no earlier list asked for it" in new


def test_who_is_bound_is_told_for_the_day():
    then = run_s11("standards", "section-11-bodies", "--as-of", "2018-01-01").out
    assert "body\tclinical-commissioning-group\tA clinical commissioning group\tbound\t" in then
    now = run_s11("standards", "section-11-bodies", "--as-of", "2026-11-27").out
    assert "body\tclinical-commissioning-group\tA clinical commissioning group\tnot bound\t" in now
    assert "body\tnhs-trust\tAn NHS trust\tnot known\tbound in December 2024; not looked up since" in now


def test_the_lists_can_be_read_where_there_is_no_plan(tmp_path):
    ran = run_s11("standards", "working-together-2018#5", cwd=tmp_path)
    assert ran.code == 0 and ran.out.startswith("standard\tworking-together-2018.5\t") and "answered by" not in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("workng-together-2018", "did you mean 'working-together-2018'?"),
        ("nothing", "there are own, oxford-review-2013-areas"),
        ("own#3", "its ids are 1, 2"),
        ("own.3", "its ids are 1, 2"),
        ("section-11-bodies#3", "it has no standards"),
    ],
)
def test_a_name_of_nothing_is_wrong_use(council, words, said):
    ran = run_s11("standards", words, cwd=council)
    assert ran.code == 2 and said in ran.err and len(ran.err.splitlines()) == 1


def test_a_list_or_a_plan_that_is_not_whole_is_said_and_the_rest_is_told(council):
    (council / "standards" / "own.yaml").write_text(OWN.replace("    text: Staff", "    txt: Staff"), encoding="utf-8")
    code, told = asked(council, "own#1")
    assert code == 1 and [(one["file"], one["line"]) for one in told["not_read"]] == [("standards/own.yaml", 18)]
    assert told["lists"][0]["whole"] is False and told["lists"][0]["standards"][0]["text"] == "Somebody leads"
    (council / "standards" / "own.yaml").write_text(OWN, encoding="utf-8")
    (council / "plans" / "westmere" / "two.yaml").write_text("title: [\n", encoding="utf-8")
    code, told = asked(council, "own#1")
    assert code == 1 and [one["file"] for one in told["not_read"]] == ["plans/westmere/two.yaml"]


def test_a_list_is_read_as_it_was_in_a_commit(repository):
    repository.write("plans/westmere/plan.yaml", PLAN)
    repository.write("standards/own.yaml", OWN)
    then = repository.commit("first")
    repository.write("standards/own.yaml", OWN.replace("Somebody leads", "Everybody leads"))
    repository.commit("second")
    assert "Everybody leads" in run_s11("standards", "own#1", cwd=repository.folder).out
    was = run_s11("standards", "own#1", "--rev", then, cwd=repository.folder)
    assert was.code == 0 and "Somebody leads" in was.out


def test_an_edit_of_a_list_alone_is_no_change_of_the_councils_settings(repository):
    repository.write("plans/westmere/plan.yaml", PLAN)
    repository.write("standards/own.yaml", OWN)
    repository.commit("first")
    repository.write("standards/own.yaml", OWN.replace("Somebody leads", "Everybody leads"))
    ran = run_s11("lint", "--against", "HEAD", "--as-of", "2024-02-01", cwd=repository.folder)
    assert ran.code == 0 and "S712" not in ran.out
    # and what an edit takes out of a list is a fault of the plan that names it, from then on
    repository.write("standards/own.yaml", OWN[: OWN.index("  - id: 2\n")])
    ran = run_s11("lint", "--against", "HEAD", "--new", "--as-of", "2024-02-01", cwd=repository.folder)
    assert ran.code == 1 and "error S105: Recommendation 1, action 2: there is no standard 'own.2'" in ran.out


def test_the_page_of_standards_is_made_by_the_model_and_shows_every_field():
    from s11.render.field_reference import unshown

    assert unshown(StandardList, EXAMPLE_LIST) == unshown(BoundBodies, EXAMPLE_BODIES) == []
    assert (PROJECT / "docs" / "standards.md").read_text(encoding="utf-8") == standards_page(), "make docs"
    assert run_s11("fields", "--file", "standards").out == standards_page()
    assert found_in(EXAMPLE_LIST) == found_in(EXAMPLE_BODIES) == []
    assert all(f"`{file.id}`" in standards_page() for file in CARRIED)


@pytest.mark.parametrize("name", ["standards", "bodies", "lists"])
def test_the_schemas_are_those_that_the_model_makes(name):
    kept = (PROJECT / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8")
    assert run_s11("schema", name).out == kept, "make schemas"


def test_new_is_no_name_of_a_list():
    assert NEW not in ALL.lists
