"""The rules about self-assessments: each page's bad example gives its code at the mark and nothing else, its good one
nothing; and what each page leaves to its neighbour.
"""

from __future__ import annotations

from datetime import date

import pytest
from conftest import PROJECT

from s11.plan import load, load_assessment, read_standards_file
from s11.rules import RULES
from s11.rules.assessment_edits import check_assessment_edits
from s11.rules.assessments import Beside, check_assessments
from s11.rules.examples import EXAMPLE_PLAN, EXAMPLE_STANDARDS, unmarked, whole, with_answer
from s11.rules.rule import Example, Rule
from s11.text import Source
from s11.when import Vantage

HERE = [rule for rule in RULES if rule.check_assessment is not None]
EDITS = [rule for rule in RULES if rule.check_assessment_edit is not None and rule.bad.of == "assessment"]
DAY = "2024-06-01"


def beside(others: dict[str, str] | None = None) -> Beside:
    return Beside(
        (read_standards_file(Source("standards/westmere-2024.yaml", "westmere-2024", EXAMPLE_STANDARDS.encode())),),
        load([Source("plans/westmere/section-11-2024.yaml", "westmere/section-11-2024", EXAMPLE_PLAN.encode())]),
        True,
        others=[
            load_assessment(
                Source(name, name[len("plans/") : -len(".yaml")], whole(Example(text, of="assessment")).encode())
            )
            for name, text in (others or {}).items()
        ],
    )


def read(text: str, name: str = "westmere/assessment-2024"):
    return load_assessment(Source(f"plans/{name}.yaml", name, text.encode()))


def linted(text: str, day: str = DAY, others: dict[str, str] | None = None):
    (checked,) = check_assessments([read(text)], beside(others), Vantage(date.fromisoformat(day)))
    return [finding for finding in checked.findings if not finding.allowed]


def edited(before: str, after: str, day: str = DAY):
    """What the rules on edits find where the one text of a self-assessment becomes the other."""
    return check_assessment_edits([read(before)], [read(after)], beside(), beside(), Vantage(date.fromisoformat(day)))


def marked(example: Example):
    text, at = unmarked(whole(example))
    return text, None if at is None else (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))


def of(example: Example, day: str = DAY):
    text, mark = marked(example)
    return linted(text, day, dict(example.beside)), mark


def codes(*fields: str, answer: str = "1", day: str = DAY) -> list[str]:
    return [finding.code for finding in of(with_answer(*fields, of=answer), day)[0]]


@pytest.mark.parametrize("rule", HERE, ids=lambda rule: rule.code)
def test_bad_example_gives_its_code_at_the_mark_and_nothing_else(rule: Rule):
    found, mark = of(rule.bad)
    assert mark is not None
    assert [(one.code, one.place.line, one.place.column) for one in found] == [(rule.code, *mark)], found
    assert found[0].level == rule.level and found[0].hint and "None" not in found[0].message


@pytest.mark.parametrize("rule", HERE, ids=lambda rule: rule.code)
def test_good_example_gives_nothing(rule: Rule):
    found, mark = of(rule.good)
    assert mark is None and found == []


@pytest.mark.parametrize("rule", HERE, ids=lambda rule: rule.code)
def test_only_a_rule_of_days_changes_its_verdict_because_days_pass(rule: Rule):
    of_days = {other.code for other in RULES if other.days}
    for example in (rule.bad, rule.good):
        now, later = (
            [one.code for one in of(example, day)[0] if one.code not in of_days] for day in (DAY, "2027-06-01")
        )
        assert now == later


@pytest.mark.parametrize("rule", EDITS, ids=lambda rule: rule.code)
def test_examples_of_edits_give_their_code_at_the_mark_and_nothing_else(rule: Rule):
    before, _ = unmarked(whole(rule.bad, rule.bad.before))
    text, mark = marked(rule.bad)
    found = edited(before, text)
    assert mark is not None
    assert [(one.code, one.place.line, one.place.column) for one in found] == [(rule.code, *mark)], found
    assert found[0].level == rule.level and found[0].hint and linted(text) == []
    good, mark = marked(rule.good)
    assert mark is None and linted(good) == []
    assert edited(unmarked(whole(rule.good, rule.good.before))[0], good) == ()


def test_the_rules_are_warnings_and_one_is_of_days():
    assert {rule.code: rule.days for rule in HERE} == {
        **dict.fromkeys(
            [*("S802", "S803", "S804", "S805", "S806", "S807", "S808", "S809", "S810", "S811", "S814", "S815", "S816")],
            False,
        ),
        "S813": True,
    }
    assert {rule.level for rule in HERE} == {"warning"}


def test_a_grade_that_needs_an_example_and_has_no_evidence_is_told_once():
    assert codes("grades: [{by: self, grade: blue}]", "evidence: ''") == ["S802"]


def test_where_others_grade_lower_that_is_said_and_not_also_that_nothing_follows():
    both = "grades: [{by: self, grade: amber}, {by: peer, grade: red}]"
    assert codes(both) == ["S804"] and codes(both, "none: It is a matter of words") == []
    # where they agree that it is not met, there is one grade to answer
    assert codes("grades: [{by: self, grade: red}, {by: peer, grade: red}]") == ["S805"]
    # and where others see it better than the body itself, nothing is hidden
    assert codes("grades: [{by: self, grade: red}, {by: peer, grade: green}]") == []


def test_evidence_of_this_cycle_beside_old_evidence_is_enough_and_so_is_one_without_a_day():
    old = "{text: Policy, dated: 2019-01-01}"
    assert codes(f"evidence: [{old}]") == ["S806"]
    assert codes(f"evidence: [{old}, {{text: Minutes, dated: 2024-01-01}}]") == []
    assert codes(f"evidence: [{old}, {{text: Minutes}}]") == []


def test_what_is_said_of_every_standard_is_said_once():
    standards = EXAMPLE_STANDARDS + "  - {id: 3, text: Children are heard}\n"
    answers = "".join(f"  - {{standard: {n}, grades: [{{by: self, grade: green}}]}}\n" for n in (1, 2, 3))
    text, _ = unmarked(whole(Example("answers:\n" + answers, of="assessment")))
    beside = Beside((read_standards_file(Source("standards/w.yaml", "w", standards.encode())),), load([]), True)
    file = load_assessment(Source("plans/w/a.yaml", "w/a", text.encode()))
    (checked,) = check_assessments([file], beside, Vantage(date(2024, 6, 1)))
    assert [(one.code, one.path, one.message) for one in checked.findings] == [
        ("S802", ("title",), "none of the 3 standards that are graded met has evidence")
    ]


def test_an_action_that_is_late_is_late_on_the_day_that_is_asked_about():
    actions = "actions: ['westmere/section-11-2024#2']"
    assert codes(actions) == [] and codes(actions, day="2024-11-15") == ["S813"]


def test_a_form_that_asks_for_reflection_is_not_asked_for_grades():
    text, _ = unmarked(
        whole(
            Example(
                "scale: ''\nanswers:\n"
                "  - {standard: 1, text: We have thought, actions: ['westmere/section-11-2024#2']}\n"
                "  - {standard: 2, text: And so}\n",
                of="assessment",
            )
        )
    )
    assert linted(text) == []


def test_the_worked_files_give_what_was_planted_in_them_and_what_they_leave_open():
    from conftest import run_s11

    out = run_s11(
        "lint", "--output-format", "concise", "--as-of", "2020-01-01", cwd=PROJECT / "tests/data/assessments"
    ).out
    found = sorted(
        line.split()[2] + " " + line.split(":")[0].split("/")[1] for line in out.splitlines() if "assessment-" in line
    )
    assert found == [
        "S802 eastmere-leisure",  # graded 3 by itself, evidence: []
        "S806 westmere",  # a policy of the year before, asked for each year
        "S808 westmere",  # five of its eight standards
    ], out


def test_oxford_is_told_that_nobody_graded_what_its_actions_follow_from():
    from conftest import run_s11

    out = run_s11("lint", "oxford/assessment-2012", "--output-format", "concise").out
    assert out.splitlines()[0].split()[1:3] == ["warning", "S815"]
    assert "nobody graded any of the 4 standards from which actions follow" in out
