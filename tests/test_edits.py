"""Rules about an edit: every page, the settled points, the edits of the design, and the law that nothing improves in
silence.
"""

from __future__ import annotations

import copy
import random
import re
from collections import Counter
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from conftest import SHIPPED
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from s11 import store
from s11.plan import PlanFiles, load
from s11.rules import RULES, check, check_edit
from s11.rules.examples import unmarked, whole
from s11.rules.rule import Example, Rule
from s11.standing import Standing, gives_a_day, judge_plan
from s11.text import ERROR, Finding, Source, read
from s11.view import HEADINGS
from s11.when import Timescale, Vantage

PROJECT = Path(__file__).parent.parent
# of plans: a rule on edits of self-assessments alone has its examples in test_assessment_rules.py
EDITS = [rule for rule in RULES if rule.edit and not rule.settings and rule.check is not None]
DAY = "2024-06-01"
DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def register(plans: dict[str, str]) -> PlanFiles:
    return _register(tuple(plans.items()))


# the same side is compared with many others; nothing that compares it changes it
@lru_cache(maxsize=24)
def _register(plans: tuple[tuple[str, str], ...]) -> PlanFiles:
    return load(Source(f"plans/{name}.yaml", name, text.encode()) for name, text in plans)


def edits(before: str | dict[str, str], after: str | dict[str, str], as_of: str | date = DAY) -> list[Finding]:
    """What the rules about edits find; one text stands for one plan."""
    sides = [register(side if isinstance(side, dict) else {"westmere/plan": side}) for side in (before, after)]
    return list(check_edit(*sides, Vantage(date.fromisoformat(as_of) if isinstance(as_of, str) else as_of)))


def codes(before, after, as_of: str | date = DAY) -> list[str]:
    return [finding.code for finding in edits(before, after, as_of)]


# the pages -----------------------------------------------------------------------------------------------------------


def of_example(example: Example) -> tuple[list[Finding], tuple[int, int] | None, str, str]:
    text, at = unmarked(whole(example))
    before = whole(example, example.before)
    place = None if at is None else (text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at))
    return edits(before, text, example.as_of), place, before, text


@pytest.mark.parametrize("rule", EDITS, ids=lambda rule: rule.code)
def test_bad_example_gives_its_code_at_the_mark_and_nothing_else(rule: Rule):
    found, mark, _, _ = of_example(rule.bad)
    assert mark is not None
    assert [(finding.code, finding.place.line, finding.place.column, finding.level) for finding in found] == [
        (rule.code, *mark, rule.level)
    ]
    assert found[0].hint and not re.search(
        r"recommendations[.\[]|actions[.\[]|\[\d+\]|None", found[0].message + found[0].hint
    )


@pytest.mark.parametrize("rule", EDITS, ids=lambda rule: rule.code)
def test_good_example_gives_nothing(rule: Rule):
    found, mark, _, _ = of_example(rule.good)
    assert mark is None and found == []


@pytest.mark.parametrize("rule", EDITS, ids=lambda rule: rule.code)
def test_both_sides_of_every_example_are_plans_without_errors(rule: Rule):
    for example in (rule.bad, rule.good):
        _, _, before, after = of_example(example)
        day = Vantage(date.fromisoformat(example.as_of))
        assert example.before and before != after
        assert [finding.message for finding in check(register({"westmere/plan": after}), day)] == []
        assert [
            finding.message for finding in check(register({"westmere/plan": before}), day) if finding.level == ERROR
        ] == []


def test_codes_and_levels_are_those_of_the_design():
    assert {rule.code: rule.level for rule in EDITS} == {
        **dict.fromkeys(("S701", "S702", "S703", "S704", "S705", "S706", "S709"), "error"),
        **dict.fromkeys(("S707", "S708", "S710", "S713"), "warning"),
        "S711": "advice",
    }
    assert not [rule.code for rule in EDITS if rule.days or rule.fixable]


def test_a_finding_stands_beside_changes_of_a_heading_that_there_is():
    for rule in RULES:
        assert set(rule.headings) <= set(HEADINGS) and len(set(rule.headings)) == len(rule.headings), rule.code


# the settled points --------------------------------------------------------------------------------------------------

FIELDS = {
    "id": '"1.1"',
    "text": "Review the referral procedure",
    "lead": "AB",
    "timescale": "October 2024",
    "measure": "Reviewed within the year",
    "rag": "green",
}
ABOVE = {"id": "1", "text": "Keep safeguarding procedures under review"}


def fields_of(text: str) -> dict[str, str]:
    return dict(tuple(part.strip() for part in line.split(":", 1)) for line in text.strip().split("\n") if line.strip())


def action(fields: str = "", **more: str) -> str:
    kept = {key: value for key, value in {**FIELDS, **fields_of(fields), **more}.items() if value}
    return "      - " + "        ".join(f"{key}: {value}\n" for key, value in kept.items())


def recommendation(*actions: str, fields: str = "") -> str:
    kept = {key: value for key, value in {**ABOVE, **fields_of(fields)}.items() if value}
    return (
        "  - "
        + "    ".join(f"{key}: {value}\n" for key, value in kept.items())
        + ("    actions:\n" + "".join(actions) if actions else "")
    )


def plan(*recommendations: str, **head: str) -> str:
    return whole(
        Example(
            "".join(f"{key}: {value}\n" for key, value in head.items())
            + "recommendations:\n"
            + "".join(recommendations)
        )
    )


def one(fields: str = "", above: str = "", **head: str) -> str:
    """A plan of one action."""
    return plan(recommendation(action(fields), fields=above), **head)


NOTE = "progress: [{date: 2024-05-28, by: CD, note: Taken to the panel}]"
PLAN_NOTE = {"progress": "[{date: 2024-05-28, by: CD, note: Taken to Cabinet}]"}
WHITE = {
    "rag": (
        "{white: {means: not_started}, green: {means: on_track}, lime: {means: on_track}, amber: {means: at_risk}, "
        "red: {means: off_track}, blue: {means: completed}, grey: {means: ended}}"
    )
}
TWO = [action(), action('id: "1.2"\ntext: Train every new councillor')]
SEVEN = [action(f'id: "1.{number}"\ntext: Train the {word}') for number, word in enumerate("abcdefg", 1)]
ANN = {"people": "{AB: {name: Ann Bell}, CD: {name: Cal Dunn}}"}
ABE = {"people": "{AB: {name: Abe Carr}, CD: {name: Cal Dunn}}"}
BY_ANN = "lead: CD\nprogress: [{date: 2024-05-28, by: AB, note: Taken to the panel}"
MOVED_IN_MAY = "timescale: October 2024\nrevised: [{date: 2024-05-10, from: July 2024, why: It came late}]"
LONG = (
    "Review the policy, the leaflet and the intranet page of every service in turn, and report to the board within "
    "{} weeks"
)
TRAINED = "text: Train every new councillor"
OLD_DAY = {"as_at": "2023-03-20"}
MILESTONE = "milestones: [{text: A draft of the procedure, timescale: April 2024}]"
REACHED = MILESTONE.replace("April 2024", "April 2024, received: 2024-05-20")
MEASURE = (
    "measure: {text: Reviewed within the year, baseline: 61%, target: 90%, readings: [{date: 2024-03, value: 64%}]}"
)
EVIDENCE = "evidence: [{text: Minutes of the panel, timescale: April 2024}]"
PAPER = "evidence: [{text: Minutes, received: 2024-05-01, link: 'https://example.org/one'}]"
SIGNED_OFF = "rag: blue\ncompleted: 2024-05-10\nsigned_off: {date: 2024-05-14, by: CD}"
CASES = {
    # 1: ids
    "1 a recommendation renumbered with all its actions": (
        plan(recommendation(*TWO)),
        plan(
            recommendation(action('id: "2.1"'), action('id: "2.2"\ntext: Train every new councillor'), fields="id: 2")
        ),
        [],
    ),
    "1 a recommendation renumbered, its actions not": (
        plan(recommendation(*TWO)),
        plan(recommendation(*TWO, fields="id: 2")),
        [],
    ),
    "1 renumbered with all but one": (
        plan(recommendation(*TWO)),
        plan(recommendation(action('id: "2.1"'), fields="id: 2")),
        ["S704", "S705"],
    ),
    "1 renumbered, and one of its actions moved": (
        plan(recommendation(*TWO), recommendation(fields="id: 2\ntext: Report openly")),
        plan(
            recommendation(action('id: "3.1"'), fields="id: 3"),
            recommendation(TWO[1], fields="id: 2\ntext: Report openly"),
        ),
        [],
    ),
    "1 renumbered in other words": (
        one(),
        one('id: "2.1"', "id: 2\ntext: Keep all safeguarding procedures under review"),
        ["S705", "S708"],
    ),
    "1 an action's id": (one(), one('id: "1.2"'), ["S705"]),
    "1 an action's id in another plan": (
        {"a": plan(recommendation(*TWO)), "b": plan()},
        {"a": plan(recommendation(TWO[0])), "b": plan(recommendation(TWO[1].replace("1.2", "7")))},
        [],
    ),
    "1 all recommendations move down by one": (
        plan(
            recommendation(*TWO),
            recommendation(action('id: "2.1"\ntext: Publish the annual report'), fields="id: 2\ntext: Report openly"),
        ),
        plan(
            recommendation(action('id: "1.1"\ntext: Ask children what they think'), fields="text: Listen to children"),
            recommendation(*(row.replace('"1.', '"2.') for row in TWO), fields="id: 2"),
            recommendation(action('id: "3.1"\ntext: Publish the annual report'), fields="id: 3\ntext: Report openly"),
        ),
        [],
    ),
    # 2: a first date
    "2 a first date is a reason": (one("timescale:"), one("timescale: October 2024"), []),
    "2 a first date for TBC": (one("timescale: TBC"), one("timescale: October 2024"), []),
    "2 evidence dated it before": (
        one("timescale:\n" + EVIDENCE),
        one("timescale: October 2024\n" + EVIDENCE),
        ["S701"],
    ),
    "2 its recommendation dated it before": (
        one("timescale:", "timescale: April 2024"),
        one("timescale: October 2024", "timescale: April 2024"),
        ["S702"],
    ),
    "2 evidence dates it first": (
        one("timescale:"),
        one("timescale:\nevidence: [{text: Minutes, timescale: October 2024}]"),
        [],
    ),
    # 3: as_at
    "3 as_at alone is no reason": (
        one("timescale: Ongoing", **OLD_DAY),
        one("timescale: Ongoing", as_at="2024-05-20"),
        ["S701"],
    ),
    "3 once": (
        plan(recommendation(*(row.replace("October 2024", "Ongoing") for row in TWO)), **OLD_DAY),
        plan(recommendation(*(row.replace("October 2024", "Ongoing") for row in TWO)), as_at="2024-05-20"),
        ["S701"],
    ),
    "3 a note on the plan": (
        one("timescale: Ongoing", **OLD_DAY),
        one("timescale: Ongoing", as_at="2024-05-20", **PLAN_NOTE),
        [],
    ),
    "3 where nothing becomes known": (one(**OLD_DAY), one(as_at="2024-05-20"), []),
    "3 the action's own": (
        one("timescale: Ongoing", **OLD_DAY),
        one("timescale: Ongoing\nas_at: 2024-05-20", **OLD_DAY),
        ["S701"],
    ),
    # 4: no day was due before
    "4 unset": (one("timescale: TBC\nrag: amber"), one("timescale: October 2024\nrag: amber"), []),
    "4 relative": (one("timescale: Within six months of new Council"), one("timescale: October 2024"), []),
    "4 unreadable": (one("timescale: when the cows come home"), one("timescale: October 2024"), []),
    "4 absent": (one("timescale:\nrag: amber"), one("timescale: October 2024\nrag: amber"), []),
    "4 from ongoing": (one("timescale: Ongoing"), one("timescale: October 2024"), ["S702"]),
    # 5: revised without why is S210's
    "5 revised without why": (
        one("timescale: April 2024"),
        one("timescale: October 2024\nrevised: [{date: 2024-05-28, from: April 2024}]"),
        [],
    ),
    # 6: entries beyond case, space and punctuation
    "6 case, space and punctuation": (one(NOTE), one(NOTE.replace("Taken to the panel", '"taken  to the Panel."')), []),
    "6 other words": (one(NOTE), one(NOTE.replace("Taken to", "Agreed by")), ["S703"]),
    "6 another spelling of 'from'": (
        one("revised: [{date: 2024-05-01, from: July 2024, why: It came late}]"),
        one("revised: [{date: 2024-05-01, from: Jul 2024, why: It came late}]"),
        [],
    ),
    # 7: ids before place
    "7 equal texts exchange their ids": (
        plan(recommendation(action()), recommendation(action('id: "2.1"'), fields="id: 2\ntext: Report openly")),
        plan(recommendation(action('id: "2.1"')), recommendation(action(), fields="id: 2\ntext: Report openly")),
        [],
    ),
    # 8: who answers what
    "8 a rating is answered on the action": (one("rag: amber"), one(f"rag: green\nas_at: 2024-05-28\n{NOTE}"), []),
    "8 not on the plan": (one("rag: amber"), one("rag: green\nas_at: 2024-05-28", **PLAN_NOTE), ["S706"]),
    "8 of a recommendation on the plan": (
        one("rag:", "rag: amber"),
        one("rag:", "rag: green\nas_at: 2024-05-28", **PLAN_NOTE),
        [],
    ),
    "8 of a recommendation, nowhere": (
        one("rag:", "rag: amber"),
        one("rag:", "rag: green\nas_at: 2024-05-28"),
        ["S706"],
    ),
    "8 of a recommendation on each of its actions": (
        one("rag:", "rag: amber"),
        one(f"rag:\n{NOTE}", "rag: green\nas_at: 2024-05-28"),
        [],
    ),
    "8 words": (one(), one(f"text: Review part of the referral procedure\n{NOTE}"), []),
    "8 words of a recommendation": (one(), one("", "text: Keep most safeguarding procedures under review"), ["S708"]),
    "8 words of a recommendation on the plan": (
        one(),
        one("", "text: Keep most safeguarding procedures under review", **PLAN_NOTE),
        [],
    ),
    "8 a lead": (one(), one("lead: CD"), ["S711"]),
    "8 a lead, noted": (one(), one(f"lead: CD\n{NOTE}"), []),
    "8 no longer done": (one("rag: blue"), one("rag: amber\nas_at: 2024-05-28"), ["S707"]),
    # 9: completion or receipt answers a rating
    "9 a completion": (one("rag: amber"), one("rag: blue\nas_at: 2024-05-28\ncompleted: 2024-05-28"), []),
    "9 a receipt": (
        one(f"rag: amber\n{EVIDENCE}"),
        one("rag: blue\nas_at: 2024-05-28\n" + EVIDENCE.replace("}]", ", received: 2024-05-28}]")),
        [],
    ),
    "9 one that lies ahead": (one("rag: amber"), one("rag: blue\nas_at: 2024-05-28\ncompleted: 2024-06-28"), ["S706"]),
    # 10: the state, not the word
    "10 another word for the same state": (one("rag: green", **WHITE), one("rag: lime", **WHITE), []),
    "10 inherited": (
        one("rag:", "rag: amber", **WHITE),
        one("rag:", "rag: lime\nas_at: 2024-05-28", **WHITE),
        ["S706"],
    ),
    "10 moved to where another is inherited": (
        plan(
            recommendation(action("rag:"), fields="rag: amber"),
            recommendation(fields="id: 2\ntext: Report openly\nrag: green\nresponse: {as: accepted}"),
        ),
        plan(
            recommendation(fields="rag: amber\nresponse: {as: accepted}"),
            recommendation(action("rag:"), fields="id: 2\ntext: Report openly\nrag: green\nresponse: {as: accepted}"),
        ),
        ["S706"],
    ),
    "10 both S706 and S710": (one("rag: amber"), one("rag: green"), ["S706", "S710"]),
    # 11: one mended word
    "11 one mended word": (one("text: Review the referal procedure"), one(), []),
    "11 two mended words": (one("text: Review the referal procedur"), one(), ["S708"]),
    "11 a number": (one("text: Review 10 referral procedures"), one("text: Review 15 referral procedures"), ["S708"]),
    "11 a number in words": (
        one("text: Review ten referral procedures"),
        one("text: Review two referral procedures"),
        ["S708"],
    ),
    "11 a negation": (
        one("text: Review who may now use the referral procedure"),
        one("text: Review who may not use the referral procedure"),
        ["S708"],
    ),
    "11 an adequate word": (
        one("text: Keep adequate records of referrals"),
        one("text: Keep inadequate records of referrals"),
        ["S708"],
    ),
    # 12: agreed text
    "12 not of what is proposed": (
        one("proposed: true"),
        one("proposed: true\ntext: Review part of the referral procedure"),
        [],
    ),
    "12 without agreed too": (
        one(agreed="''"),
        one("text: Review part of the referral procedure", agreed="''"),
        ["S708"],
    ),
    "12 the measure": (one(), one("measure: Most procedures reviewed within the year"), ["S708"]),
    "12 a measure where none was": (one("measure:"), one(), []),
    # 13: evidence
    "13 by link": (
        one("evidence: [{text: Minutes of the panel, link: 'https://example.org/1'}]"),
        one("evidence: [{text: The board's own report, link: 'https://example.org/1'}]"),
        ["S708"],
    ),
    "13 plainly the same": (
        one("evidence: [{text: Minutes of the quarterly safeguarding panel}]"),
        one("evidence: [{text: Minutes of the quarterly safeguarding panel meetings}]"),
        ["S708"],
    ),
    "13 otherwise": (
        one("evidence: [{text: Minutes of the panel}]"),
        one("evidence: [{text: Report of the auditor}]"),
        ["S704"],
    ),
    "13 reordered": (
        one("evidence: [{text: Minutes}, {text: Report}]"),
        one("evidence: [{text: Report}, {text: Minutes}]"),
        [],
    ),
    # 14: response and closed
    "14 response": (one("", "response: {as: accepted}"), one("", "response: {as: rejected, why: No money}"), ["S709"]),
    "14 a reason that was lacking": (
        one("", "response: {as: rejected}"),
        one("", "response: {as: rejected, why: No money}"),
        [],
    ),
    "14 response, noted": (
        one("", "response: {as: accepted}"),
        one("", "response: {as: rejected, why: No money}", **PLAN_NOTE),
        [],
    ),
    "14 a first response": (one(), one("", "response: {as: accepted}"), []),
    "14 a first response, rejected": (one(), one("", "response: {as: rejected, why: No money}"), ["S709"]),
    "14 a response gone": (one("", "response: {as: accepted}"), one(), ["S709"]),
    "14 another reason": (
        one("", "response: {as: rejected, why: No money}"),
        one("", "response: {as: rejected, why: No room}"),
        ["S709"],
    ),
    "14 closed": (one(), one(closed="{date: 2024-05-28, why: Done}"), ["S709"]),
    "14 closed, noted": (one(), one(closed="{date: 2024-05-28, why: Done}", **PLAN_NOTE), []),
    # 15 is S304's: tests/test_rules.py
}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("text: Review the referal procedure", ""),
        ("proposed: true", "proposed: true\ntext: Review the referral procedure of each school"),
        ("", "text: Review each referral procedure\n" + NOTE),
    ],
    ids=["a slip mended", "only proposed", "noted"],
)
def test_an_edit_that_needs_no_reason_hides_none_behind_it(before, after):
    other = 'id: "1.2"\ntext: Train 10 new councillors'
    assert codes(one(before), one(after)) == []
    assert codes(
        plan(recommendation(action(before), action(other))),
        plan(recommendation(action(after), action(other.replace("10", "15")))),
    ) == ["S708"]


def test_of_what_is_renumbered_with_what_it_stands_in_nothing_is_told_and_of_the_next_it_is():
    reworded = "id: 2\ntext: Keep all safeguarding procedures under review"
    ours, theirs = TWO[1].replace("1.2", "3.1"), TWO[1].replace("1.2", "3.9")
    assert codes(
        plan(recommendation(action()), recommendation(ours, fields="id: 3\ntext: Report openly")),
        plan(
            recommendation(action('id: "2.1"'), fields=reworded),
            recommendation(theirs, fields="id: 3\ntext: Report openly"),
        ),
    ) == ["S705", "S708", "S705"]


@pytest.mark.parametrize("name", CASES)
def test_settled(name):
    before, after, expected = CASES[name]
    assert codes(before, after) == expected, [finding.message for finding in edits(before, after)]


def test_every_settled_point_is_asked():
    assert {int(name.split()[0]) for name in CASES} == set(range(1, 15))


def test_as_at_alone_is_told_at_the_as_at_and_counts():
    before, after, _ = CASES["3 once"]
    (found,) = edits(before, after)
    assert found.path == ("as_at",)
    assert "2 actions look better than before this edit (1.1, 1.2)" in found.message


def test_a_revised_date_ahead_is_another_rules():
    after = one("timescale: October 2024\nrevised: [{date: 2024-06-28, from: April 2024, why: It came late, by: AB}]")
    assert "S304" in [finding.code for finding in check(register({"p": after}), Vantage(date.fromisoformat(DAY)))]


HELD = "timescale: July 2024\nlead: CD\nrag: amber"


def bare(row: str, fields: str = "") -> str:
    """An action with nothing of its own that it may have from above, or with what is given."""
    kept = "".join(
        line for line in row.splitlines(keepends=True) if not line.strip().startswith(("timescale:", "lead:", "rag:"))
    )
    return kept + "".join(f"        {line}\n" for line in fields.splitlines())


MARCH, DECEMBER = (
    "{text: Minutes of the panel, timescale: March 2024}",
    "{text: Minutes of the panel, timescale: December 2024}",
)
LINKED = "{text: Minutes, link: 'https://example.org/papers'}"
MORE = {
    # S701: every cause has its own reason
    "a note on the plan does not explain what was done to an action": (
        one("timescale: Ongoing", **OLD_DAY),
        one("timescale: Ongoing\nas_at: 2024-05-20", **OLD_DAY, **PLAN_NOTE),
        ["S701"],
    ),
    "a lead is no cause of looking better": (
        one("timescale: Ongoing", **OLD_DAY),
        one("timescale: Ongoing\nas_at: 2024-05-20\nlead: CD", **OLD_DAY),
        ["S711", "S701"],
    ),
    "a note that lies ahead explains nothing": (
        one("timescale: Ongoing", **OLD_DAY),
        one("timescale: Ongoing\nas_at: 2024-05-20\n" + NOTE.replace("05-28", "06-28"), **OLD_DAY),
        ["S701"],
    ),
    "a note that was there explains nothing": (
        one("timescale: Ongoing\n" + NOTE.replace("2024", "2022"), **OLD_DAY),
        one("timescale: Ongoing\nas_at: 2024-05-20\n" + NOTE.replace("2024", "2022"), **OLD_DAY),
        ["S701"],
    ),
    "an ending with a reason": (
        one("timescale: April 2024"),
        one("timescale: April 2024\nended: {as: suspended, date: 2024-05-28, why: Money ran out}"),
        [],
    ),
    "an ending without": (
        one("timescale: April 2024"),
        one("timescale: April 2024\nended: {as: suspended, date: 2024-05-28}"),
        ["S701"],
    ),
    "a late action only proposed": (
        one("timescale: April 2024"),
        one("timescale: April 2024\nproposed: true"),
        ["S709"],
    ),
    "a late action continuing": (
        one("timescale:\ncompleted: 2024-02-01\nrag:"),
        one("timescale:\ncompleted: 2024-02-01\ncontinuing: true\nrag:"),
        ["S709"],
    ),
    "late evidence with a later date": (one(EVIDENCE), one(EVIDENCE.replace("April", "December")), ["S702"]),
    "late evidence moved to another action": (
        plan(recommendation(action(f"timescale:\n{EVIDENCE}"), action('id: "1.2"\ntext: Train every new councillor'))),
        plan(recommendation(action("timescale:"), action(f'id: "1.2"\ntext: Train every new councillor\n{EVIDENCE}'))),
        ["S701"],
    ),
    "late evidence moved to another plan": (
        {"a": one(f"timescale:\n{EVIDENCE}"), "b": one("text: Train every new councillor")},
        {"a": one("timescale:"), "b": one(f"text: Train every new councillor\n{EVIDENCE}")},
        ["S701"],
    ),
    "the later of two readings, taken for certain": (
        one("timescale: By 2024"),
        one("timescale: December 2024"),
        ["S702"],
    ),
    "a change of timescale that never was": (
        one("timescale: Ongoing", **OLD_DAY),
        one(
            "timescale: Ongoing\nas_at: 2024-05-20\nrevised: [{date: 2024-05-20, from: May 2020, why: It came late}]",
            **OLD_DAY,
        ),
        ["S701"],
    ),
    "its own date gone, its recommendation's completion holds": (
        one("timescale: April 2024", "timescale: April 2024\ncompleted: 2024-05-02"),
        one("timescale:", "timescale: April 2024\ncompleted: 2024-05-02"),
        ["S701"],
    ),
    "words without a year that only now have one to count from": (
        one("timescale: 1st March\nrag: red", agreed="", as_at=""),
        one("timescale: 1st March\nrag: red", agreed="", as_at="2024-07-01"),
        ["S709"],
    ),
    "notes that a plan split off took along": (
        {
            "a": plan(
                recommendation(action("timescale: Ongoing")),
                recommendation(fields="id: 2\ntext: Report openly"),
                **OLD_DAY,
                **PLAN_NOTE,
            )
        },
        {
            "a": plan(recommendation(fields="id: 2\ntext: Report openly"), **OLD_DAY, **PLAN_NOTE),
            "b": plan(recommendation(action("timescale: Ongoing")), as_at="2024-05-20", **PLAN_NOTE),
        },
        ["S701"],
    ),
    # S702
    "moved, and moved again": (
        one("timescale: July 2024"),
        one(
            "timescale: December 2024\nrevised: [{date: 2024-05-20, from: July 2024, why: It came late}, {date: "
            "2024-05-28, from: October 2024, why: Ill}]"
        ),
        [],
    ),
    "history that starts elsewhere": (
        one("timescale: July 2024"),
        one(
            "timescale: December 2024\nrevised: [{date: 2024-05-20, from: May 2024, why: It came late}, {date: "
            "2024-05-28, from: July 2024, why: Ill}]"
        ),
        ["S702"],
    ),
    "its own date gone, its recommendation's holds": (
        one("timescale: July 2024", "timescale: October 2024"),
        one("timescale:", "timescale: October 2024"),
        ["S702"],
    ),
    "its own date gone, the same above": (
        one("timescale: July 2024", "timescale: Jul 2024"),
        one("timescale:", "timescale: Jul 2024"),
        [],
    ),
    "of a recommendation, once": (
        plan(
            recommendation(
                action("timescale:"), action('timescale:\nid: "1.2"\ntext: Train'), fields="timescale: July 2024"
            )
        ),
        plan(
            recommendation(
                action("timescale:"), action('timescale:\nid: "1.2"\ntext: Train'), fields="timescale: October 2024"
            )
        ),
        ["S702"],
    ),
    "of a recommendation, entered there": (
        one("timescale:", "timescale: July 2024"),
        one("timescale:", "timescale: October 2024\nrevised: [{date: 2024-05-20, from: July 2024, why: It came late}]"),
        [],
    ),
    "spelled out otherwise": (
        one("timescale: {text: Soon, due: 2024-07-31}"),
        one("timescale: {text: Soon, due: 2024-12-31}"),
        ["S702"],
    ),
    # S703
    "a reason that was lacking is filled in": (
        one("revised: [{date: 2024-05-20, from: July 2024}]"),
        one("revised: [{date: 2024-05-20, from: July 2024, why: It came late, by: AB}]"),
        [],
    ),
    "which cycle it was for is no such thing": (
        one("timescale: March 2024 then quarterly\ncompleted: 2024-03-20"),
        one("timescale: March 2024 then quarterly\ncompleted: {date: 2024-03-20, for: 2024-06-30}"),
        ["S703"],
    ),
    "a bare day becomes a list": (one("completed: 2024-03-20"), one("completed: [2024-03-20, 2024-05-20]"), []),
    "entries in another order": (
        one("progress: [{date: 2024-05-28, note: B}, {date: 2024-05-20, note: A}]"),
        one("progress: [{date: 2024-05-20, note: A}, {date: 2024-05-28, note: B}]"),
        [],
    ),
    "one of two equal entries": (one("completed: [2024-03-20, 2024-03-20]"), one("completed: [2024-03-20]"), ["S703"]),
    "a sign-off by another": (
        one("signed_off: {date: 2024-05-20, by: CD}"),
        one("signed_off: {date: 2024-05-20, by: AB}"),
        ["S703"],
    ),
    "the second of two notes in other words": (
        one("progress: [{date: 2024-05-20, note: The draft is out}, {date: 2024-05-28, note: Taken to the panel}]"),
        one("progress: [{date: 2024-05-20, note: The draft is out}, {date: 2024-05-28, note: Agreed by the panel}]"),
        ["S703"],
    ),
    "an ending taken back": (one("ended: {as: suspended, date: 2024-05-20, why: Money ran out}"), one(), ["S703"]),
    "a report to a body": (
        one(reported="[{date: 2024-05-20, to: Cabinet}]"),
        one(reported="[{date: 2024-05-20, to: Scrutiny}]"),
        ["S703"],
    ),
    "a note on the plan": (one(**PLAN_NOTE), one(), ["S703"]),
    # what is handed from above to below and back
    "what a recommendation said is said by its actions": (
        plan(recommendation(*[bare(row) for row in TWO], fields=HELD)),
        plan(recommendation(*[bare(row, HELD) for row in TWO])),
        [],
    ),
    "what its actions said is said by the recommendation": (
        plan(recommendation(*[bare(row, HELD) for row in TWO])),
        plan(recommendation(*[bare(row) for row in TWO], fields=HELD)),
        [],
    ),
    "but for one of its actions": (
        plan(recommendation(*[bare(row) for row in TWO], fields=HELD)),
        plan(recommendation(bare(TWO[0]), bare(TWO[1], HELD))),
        ["S702", "S706", "S711"],
    ),
    "said by one of its actions alone until now": (
        plan(recommendation(bare(TWO[0]), bare(TWO[1], "rag: amber"))),
        plan(recommendation(*[bare(row) for row in TWO], fields="rag: amber\nas_at: 2024-05-28")),
        ["S706"],
    ),
    # S704, S705
    "a proposed action dropped": (
        plan(recommendation(action(), action('id: "1.2"\ntext: Train every new councillor\nproposed: true'))),
        one(),
        ["S704"],
    ),
    "a recommendation with its actions, once": (
        plan(recommendation(*TWO), recommendation(fields="id: 2\ntext: Report openly")),
        plan(recommendation(fields="id: 2\ntext: Report openly")),
        ["S704"],
    ),
    "a recommendation whose actions live on": (
        plan(recommendation(*TWO), recommendation(fields="id: 2\ntext: Report openly")),
        plan(recommendation(*TWO, fields="id: 2\ntext: Report openly")),
        ["S704"],
    ),
    "and one of them does not": (
        plan(recommendation(*TWO), recommendation(fields="id: 2\ntext: Report openly")),
        plan(recommendation(TWO[0], fields="id: 2\ntext: Report openly")),
        ["S704", "S704"],
    ),
    "renumbered as a whole, and a slip of the hand mended": (
        plan(recommendation(*TWO, fields="id: 1\ntext: Keep the proceedures under review")),
        plan(recommendation(*TWO, fields="id: 11\ntext: Keep the procedures under review")),
        [],
    ),
    "renumbered as a whole, and given other words": (
        plan(recommendation(*TWO, fields="id: 1\ntext: Keep the procedures under review")),
        plan(recommendation(*TWO, fields="id: 11\ntext: Keep the procedures of the county")),
        ["S704"],
    ),
    "two actions exchange their ids": (
        plan(recommendation(*TWO)),
        plan(recommendation(action("text: Train every new councillor"), action('id: "1.2"'))),
        ["S705", "S705"],
    ),
    "two actions that are much alike exchange their ids": (
        plan(
            recommendation(
                action("text: Review the procedure of the north team"),
                action('id: "1.2"\ntext: Review the procedure of the south team'),
            )
        ),
        plan(
            recommendation(
                action("text: Review the procedure of the south team"),
                action('id: "1.2"\ntext: Review the procedure of the north team'),
            )
        ),
        ["S705", "S705"],
    ),
    "one of two pieces of evidence with one text": (
        one(f"evidence: [{MARCH}, {DECEMBER}]"),
        one(f"evidence: [{DECEMBER}]"),
        ["S704"],
    ),
    "two pieces of evidence with one text, in another order": (
        one(f"evidence: [{MARCH}, {DECEMBER}]"),
        one(f"evidence: [{DECEMBER}, {MARCH}]"),
        [],
    ),
    "one of two pieces of evidence with one link": (
        one(f"evidence: [{LINKED}, {LINKED.replace('Minutes', 'Report')}]"),
        one(f"evidence: [{LINKED.replace('Minutes', 'Report')}]"),
        ["S704"],
    ),
    "two pieces of evidence with one link, in another order": (
        one(f"evidence: [{LINKED}, {LINKED.replace('Minutes', 'Report')}]"),
        one(f"evidence: [{LINKED.replace('Minutes', 'Report')}, {LINKED}]"),
        [],
    ),
    "an id taken from an action that moved to another plan": (
        {"a": one(), "b": plan()},
        {"a": one("text: Ask children what they think of it"), "b": plan(recommendation(action('id: "7"')))},
        ["S705"],
    ),
    # S706, S707, S710
    "down is a warning": (one("rag: green"), one("rag: red\nas_at: 2024-05-28"), ["S706"]),
    "the rating of a recommendation up, noted on one of its two actions": (
        plan(recommendation(*[bare(row) for row in TWO], fields="rag: amber")),
        plan(recommendation(bare(TWO[0], NOTE), bare(TWO[1]), fields="rag: green\nas_at: 2024-05-28")),
        ["S706"],
    ),
    "a recommendation done no more, noted on one of its two actions": (
        plan(recommendation(*[bare(row) for row in TWO], fields="rag: blue")),
        plan(recommendation(bare(TWO[0], NOTE), bare(TWO[1]), fields="rag: amber\nas_at: 2024-05-28")),
        ["S707"],
    ),
    "a recommendation done no more, noted on both of its actions": (
        plan(recommendation(*[bare(row) for row in TWO], fields="rag: blue")),
        plan(recommendation(*[bare(row, NOTE) for row in TWO], fields="rag: amber\nas_at: 2024-05-28")),
        [],
    ),
    "a recommendation done no more, noted on the plan": (
        plan(recommendation(*[bare(row) for row in TWO], fields="rag: blue")),
        plan(recommendation(*[bare(row) for row in TWO], fields="rag: amber\nas_at: 2024-05-28"), **PLAN_NOTE),
        [],
    ),
    "a first rating is one too": (one("rag:"), one("rag: green\nas_at: 2024-05-28"), ["S706"]),
    "a rating taken off": (one("rag: red"), one("rag:"), ["S706"]),
    "a rating ended with its reason": (
        one("rag: red", **WHITE),
        one("rag: grey\nas_at: 2024-05-28\nended: {as: suspended, date: 2024-05-28, why: Money ran out}", **WHITE),
        [],
    ),
    "three ratings and the old day": (
        plan(
            *[
                recommendation(
                    action(f'id: "{n}"\ntext: Do the {n} thing\nrag: amber'), fields=f"id: {n}\ntext: The {n}"
                )
                for n in ("first", "second", "third")
            ]
        ),
        plan(
            *[
                recommendation(
                    action(f'id: "{n}"\ntext: Do the {n} thing\nrag: green\n{NOTE}'), fields=f"id: {n}\ntext: The {n}"
                )
                for n in ("first", "second", "third")
            ]
        ),
        ["S710"],
    ),
    "a rating that goes back to an older day": (
        one("rag: amber\nas_at: 2024-05-21"),
        one(f"rag: green\n{NOTE}"),
        ["S710"],
    ),
    "no longer done, and its completion taken out": (
        one("rag: blue\ncompleted: 2024-05-02"),
        one("rag: green\nas_at: 2024-05-28"),
        ["S703", "S707"],
    ),
    # S708
    "a month for another": (
        one("text: Roll the new procedure out by June"),
        one("text: Roll the new procedure out by July"),
        ["S708"],
    ),
    "a slip in the name of a month": (
        one("text: Roll the new procedure out by Febuary"),
        one("text: Roll the new procedure out by February"),
        [],
    ),
    "evidence in more words, at its place": (
        one("evidence: [{text: Report}, {text: Survey of managers}]"),
        one("evidence: [{text: Report}, {text: Survey of managers and governors}]"),
        ["S708"],
    ),
    # S709
    "a legend that nobody uses": (
        one(**WHITE),
        one(rag=WHITE["rag"].replace("red: {means: off_track}", "red: {means: completed}")),
        [],
    ),
    "words of the legend renamed with the ratings": (
        one(),
        one("rag: Going well", rag="{Going well: {means: on_track}, blue: {means: completed}}"),
        [],
    ),
    "a word taken out of the legend": (one("rag: red"), one("rag: red", rag="{green: {means: on_track}}"), ["S709"]),
    "agreed moves a date without a year": (
        one("timescale: 1st March", agreed="2023-02-01"),
        one("timescale: 1st March", agreed="2024-03-15"),
        ["S709"],
    ),
    "agreed moves a day that lies ahead": (
        one("timescale: 1st December", agreed="2024-01-10"),
        one("timescale: 1st December", agreed="2023-01-10"),
        ["S709"],
    ),
    "agreed moves a day still further ahead": (
        one("timescale: 1st August", agreed="2024-01-10"),
        one("timescale: 1st August", agreed="2024-08-15"),
        ["S709"],
    ),
    "agreed moves a date of evidence without a year": (
        one("timescale:\nevidence: [{text: Minutes, timescale: 1st March}]", agreed="2023-02-01"),
        one("timescale:\nevidence: [{text: Minutes, timescale: 1st March}]", agreed="2024-03-15"),
        ["S709"],
    ),
    "agreed, with a note": (
        one("timescale: 1st March", agreed="2023-02-01"),
        one("timescale: 1st March", agreed="2024-03-15", **PLAN_NOTE),
        [],
    ),
    "agreed moves nothing": (one(), one(agreed="2024-02-15"), []),
    "marking": (one(marking="OFFICIAL-SENSITIVE"), one(marking="OFFICIAL"), ["S709"]),
    "marking in another case": (one(marking="OFFICIAL-SENSITIVE"), one(marking="Official sensitive"), []),
    "marking that changes nothing": (one(marking="Not protectively marked"), one(marking="OFFICIAL"), []),
    "sensitive no more": (
        one("sensitive: true", marking="OFFICIAL-SENSITIVE"),
        one(marking="OFFICIAL-SENSITIVE"),
        ["S709"],
    ),
    "sensitive above as before": (
        one("sensitive: true", "sensitive: true", marking="OFFICIAL-SENSITIVE"),
        one("", "sensitive: true", marking="OFFICIAL-SENSITIVE"),
        [],
    ),
    "agreed at last": (one("proposed: true"), one(), ["S709"]),
    "agreed at last, with a note": (one("proposed: true"), one(NOTE), []),
    "the rating of a recommendation that no action has": (
        one("", "rag: red", **WHITE),
        one("", "rag: red", rag=WHITE["rag"].replace("red: {means: off_track}", "red: {means: completed}")),
        ["S709"],
    ),
    "out of a sensitive recommendation": (
        plan(
            recommendation(action(), fields="sensitive: true\nresponse: {as: accepted}"),
            recommendation(fields="id: 2\ntext: Report openly\nresponse: {as: accepted}"),
            marking="OFFICIAL",
        ),
        plan(
            recommendation(fields="sensitive: true\nresponse: {as: accepted}"),
            recommendation(action(), fields="id: 2\ntext: Report openly\nresponse: {as: accepted}"),
            marking="OFFICIAL",
        ),
        ["S709"],
    ),
    "out of a sensitive recommendation, still kept back": (
        plan(
            recommendation(action(), fields="sensitive: true\nresponse: {as: accepted}"),
            recommendation(fields="id: 2\ntext: Report openly\nresponse: {as: accepted}"),
            marking="OFFICIAL",
        ),
        plan(
            recommendation(fields="sensitive: true\nresponse: {as: accepted}"),
            recommendation(action("sensitive: true"), fields="id: 2\ntext: Report openly\nresponse: {as: accepted}"),
            marking="OFFICIAL",
        ),
        [],
    ),
    "split off without its marking": (
        {
            "a": plan(
                recommendation(*TWO), recommendation(fields="id: 2\ntext: Report openly"), marking="OFFICIAL-SENSITIVE"
            )
        },
        {
            "a": plan(recommendation(fields="id: 2\ntext: Report openly"), marking="OFFICIAL-SENSITIVE"),
            "b": plan(recommendation(*TWO)),
        },
        ["S709"],
    ),
    # S711
    "a key of people renamed everywhere": (
        one(NOTE),
        one(f"lead: Bell\n{NOTE.replace('CD', 'Dunn')}", people="{Bell: {name: Ann Bell}, Dunn: {name: Cal Dunn}}"),
        [],
    ),
    "a bare key of people renamed everywhere": (
        one(NOTE, people="{AB: {}, CD: {}}"),
        one(f"lead: Bell\n{NOTE.replace('CD', 'Dunn')}", people="{Bell: {}, Dunn: {}}"),
        [],
    ),
    "another person in the place of one": (
        one(people="{AB: {name: Ann Bell}}"),
        one("lead: EF", people="{EF: {name: Eve Frost}}"),
        ["S711"],
    ),
    "somebody else said it": (one(NOTE), one(NOTE.replace("CD", "AB")), ["S703"]),
    "a lead named at last": (one("lead: TBC"), one(), []),
    "the same lead under another key": (
        one(),
        one("lead: Ann Bell", people="{Ann Bell: {name: Ann Bell, post: Head of Communities}, CD: {name: Cal Dunn}}"),
        [],
    ),
    "leads in another order": (one("lead: [AB, CD]"), one("lead: [CD, AB]"), []),
    # milestones are guarded as evidence is
    "a milestone removed": (one(MILESTONE), one(), ["S704"]),
    "a milestone moved": (one(MILESTONE), one(MILESTONE.replace("April", "July")), ["S702"]),
    "a milestone moved with its reason": (
        one(MILESTONE),
        one(
            MILESTONE.replace(
                "April 2024", "July 2024, revised: {date: 2024-05-20, from: April 2024, why: The group meets in July}"
            )
        ),
        [],
    ),
    "a milestone reached": (one(MILESTONE), one(REACHED), []),
    "a milestone reached no longer": (one(REACHED), one(MILESTONE), ["S703"]),
    "a milestone reached on another day": (one(REACHED), one(REACHED.replace("05-20", "04-20")), ["S703"]),
    "a milestone in other words": (one(MILESTONE), one(MILESTONE.replace("A draft", "A first draft")), ["S708"]),
    "a milestone before another": (
        one(MILESTONE),
        one(
            "milestones: [{text: Outline, timescale: March 2024, received: 2024-03-20}, " + MILESTONE.partition("[")[2]
        ),
        [],
    ),
    "a late milestone that loses its date": (
        one(MILESTONE),
        one(MILESTONE.replace("timescale: April 2024", "link: 'https://example.org'")),
        ["S702"],
    ),
    "a dated step that was evidence is a milestone now": (
        one(MILESTONE.replace("milestones", "evidence")),
        one(MILESTONE),
        [],
    ),
    "and its date may not move with it": (
        one(MILESTONE.replace("milestones", "evidence")),
        one(MILESTONE.replace("April", "July")),
        ["S702"],
    ),
    # a measure is agreed text, and what was read of it a record
    "a measure spelled out": (
        one(),
        one(
            "measure: {text: Reviewed within the year, target: all twelve, readings: [{date: 2024-05-20, value: nine}]}"
        ),
        [],
    ),
    "a target lowered": (one(MEASURE), one(MEASURE.replace("90%", "70%")), ["S708"]),
    "the words of a measure that has a target": (
        one(MEASURE),
        one(MEASURE.replace("Reviewed within the year", "Reviewed by the board")),
        ["S708"],
    ),
    "words taken out of agreed text": (one(), one("text: Review the [redacted] procedure"), ["S708"]),
    "words taken out of a milestone": (
        one(MILESTONE),
        one(
            MILESTONE.replace("the procedure", "'[redacted]'").replace(
                "A draft of '[redacted]'", "'A draft of [redacted]'"
            )
        ),
        ["S708"],
    ),
    "a baseline raised": (one(MEASURE), one(MEASURE.replace("61%", "66%")), ["S708"]),
    "a target lowered, and noted": (one(MEASURE), one(MEASURE.replace("90%", "70%") + "\n" + NOTE), []),
    "a target taken out": (one(MEASURE), one(MEASURE.replace(", target: 90%", "")), ["S708"]),
    "a reading added": (one(MEASURE), one(MEASURE.replace("64%}", "64%}, {date: 2024-05-20, value: 66%}")), []),
    "a reading in other figures": (one(MEASURE), one(MEASURE.replace("64%", "84%")), ["S703"]),
    "a reading taken out": (
        one(MEASURE),
        one(MEASURE.replace("readings: [{date: 2024-03, value: 64%}]", "readings: []")),
        ["S703"],
    ),
    "a measure that is gone with what was read of it": (one(MEASURE), one("measure:"), ["S703", "S708"]),
    "what a lead says of it": (
        one(NOTE.replace("by: CD", "percent: 20")),
        one(NOTE.replace("by: CD", "percent: 80")),
        ["S703"],
    ),
    # a month may become a day of it, and nothing else
    "the day of a receipt is known now": (
        one(REACHED.replace("2024-05-20", "2024-04")),
        one(REACHED.replace("2024-05-20", "2024-04-12")),
        [],
    ),
    "a day that is a month now": (
        one(REACHED.replace("2024-05-20", "2024-04-12")),
        one(REACHED.replace("2024-05-20", "2024-04")),
        ["S703"],
    ),
    "a day of another month": (
        one(REACHED.replace("2024-05-20", "2024-04")),
        one(REACHED.replace("2024-05-20", "2024-05-12")),
        ["S703"],
    ),
    "the last day of a month is not the month": (
        one(REACHED.replace("2024-05-20", "2024-04-30")),
        one(REACHED.replace("2024-05-20", "2024-04")),
        ["S703"],
    ),
    "the day, and other words": (
        one(NOTE.replace("2024-05-28", "2024-04")),
        one(NOTE.replace("2024-05-28", "2024-04-20").replace("panel", "board")),
        ["S703"],
    ),
    "what says nothing about how it stands": (
        one(),
        one("note: Also on the wall\npriority: high\nremedy: A second officer\ndetail: westmere/plan"),
        [],
    ),
    "a recommendation with seven actions": (
        plan(recommendation(*SEVEN), recommendation(fields="id: 2\ntext: Report openly\nresponse: {as: accepted}")),
        plan(recommendation(fields="id: 2\ntext: Report openly\nresponse: {as: accepted}")),
        ["S704"],
    ),
    "a recommendation with six actions": (
        plan(recommendation(*SEVEN[:6]), recommendation(fields="id: 2\ntext: Report openly\nresponse: {as: accepted}")),
        plan(recommendation(fields="id: 2\ntext: Report openly\nresponse: {as: accepted}")),
        ["S704"],
    ),
    "a plan with its actions": (
        {"westmere/plan": one(), "b": plan(recommendation(*TWO))},
        {"westmere/plan": one()},
        ["S704"],
    ),
    "two words of the legend, and the second alone is borne": (
        one("rag: amber", **WHITE),
        one(
            "rag: amber",
            rag=WHITE["rag"]
            .replace("white: {means: not_started}", "white: {means: ended}")
            .replace("amber: {means: at_risk}", "amber: {means: completed}"),
        ),
        ["S709"],
    ),
    "a note on one action, and on the next a change from before the last": (
        plan(
            recommendation(action(MOVED_IN_MAY), action(f'id: "1.2"\ntext: Train every new councillor\n{MOVED_IN_MAY}'))
        ),
        plan(
            recommendation(
                action(f"{MOVED_IN_MAY}\n{NOTE}"),
                action(
                    'id: "1.2"\ntext: Train every new councillor\n'
                    + MOVED_IN_MAY.replace("[", "[{date: 2024-04-15, from: May 2024, why: New county procedures}, ")
                ),
            )
        ),
        ["S702"],
    ),
    "a date of its own, and the moves of its recommendation gone from it, noted": (
        one("timescale: ''", f"timescale: October 2024\n{MOVED_IN_MAY.partition(chr(10))[2]}"),
        one(f"timescale: October 2024\n{NOTE}", f"timescale: October 2024\n{MOVED_IN_MAY.partition(chr(10))[2]}"),
        ["S701"],
    ),
    "one action moved, and the next ended, and neither says why": (
        plan(recommendation(action("timescale: April 2024"), action(f'id: "1.2"\n{TRAINED}\ntimescale: April 2024'))),
        plan(
            recommendation(
                action("timescale: October 2024"),
                action(f'id: "1.2"\n{TRAINED}\ntimescale: April 2024\nended: {{as: superseded, date: 2024-05-20}}'),
            )
        ),
        ["S702", "S701"],
    ),
    "a note of the very day": (
        one("rag: amber"),
        one("rag: green\nas_at: 2024-05-28\nprogress: [{date: 2024-06-01, by: CD, note: Taken to the panel}]"),
        [],
    ),
    "years are counted from a day that could not be read": (
        one("timescale: 1st March", agreed="2024-02-30"),
        one("timescale: 1st March", agreed="2024-03-15"),
        ["S701"],
    ),
    "years are counted from a day that can be read neither before nor now": (
        one("timescale: 1st March", agreed="2024-02-30"),
        one("timescale: 1st March\nnote: Also on the wall", agreed="2024-02-30"),
        [],
    ),
    "a rating taken off where years are counted from a day that cannot be read": (
        one("timescale: 1st March\nrag: red", agreed="2024-02-30"),
        one("timescale: 1st March\nrag: ''", agreed="2024-02-30"),
        ["S706"],
    ),
    "a legend that could not be read": (
        one("rag: amber", rag="{amber: {means: at risk}}"),
        one("rag: amber", rag="{amber: {means: on_track}}"),
        ["S709"],
    ),
    # a key that names somebody else
    "a name given to who signed, and somebody else under the key that leads": (
        one("rag: blue\nsigned_off: {date: 2024-05-20, by: CD}", people="{CD: {post: Clerk}, AB: {name: Ann Bell}}"),
        one(
            "rag: blue\nsigned_off: {date: 2024-05-20, by: CD}\n" + NOTE.replace("CD", "AB"),
            people="{CD: {name: Cal Dunn, post: Clerk}, AB: {name: Abe Carr}}",
        ),
        ["S713", "S713"],
    ),
    "an action of many words removed": (
        plan(recommendation(action(), action(f'id: "1.2"\ntext: {LONG.format(4)}'))),
        one(),
        ["S704"],
    ),
    "somebody else under a key that nothing names, and under one that leads": (
        one(people="{ZZ: {name: Zoe Finch}, AB: {name: Ann Bell}, CD: {name: Cal Dunn}}"),
        one(people="{ZZ: {name: Zed Hale}, AB: {name: Abe Carr}, CD: {name: Cal Dunn}}"),
        ["S713"],
    ),
    "somebody else leads one open action": (one(**ANN), one(**ABE), ["S713"]),
    "somebody else leads one open action, and the plan says so": (one(**ANN), one(**ABE, **PLAN_NOTE), []),
    "somebody else under a key that signed, and the plan says so": (
        one(SIGNED_OFF),
        one(SIGNED_OFF, people="{AB: {name: Ann Bell}, CD: {name: Gil Hart}}", **PLAN_NOTE),
        ["S713"],
    ),
    "somebody else under a key that signed two actions": (
        plan(recommendation(action(SIGNED_OFF), action(f'id: "1.2"\n{TRAINED}\n{SIGNED_OFF}'))),
        plan(
            recommendation(action(SIGNED_OFF), action(f'id: "1.2"\n{TRAINED}\n{SIGNED_OFF}')),
            people="{AB: {name: Ann Bell}, CD: {name: Gil Hart}}",
        ),
        ["S713"],
    ),
    "a post given to a bare key": (one(people="{AB: {}}"), one(people="{AB: {post: Clerk}}"), []),
    "somebody else leads two open actions": (
        plan(recommendation(*TWO), **ANN),
        plan(recommendation(*TWO), **ABE),
        ["S713"],
    ),
    "somebody else wrote one entry": (one(f"{BY_ANN}]", **ANN), one(f"{BY_ANN}]", **ABE), ["S713"]),
    "somebody else wrote two entries": (
        one(f"{BY_ANN}, {{date: 2024-05-29, by: AB, note: Taken to Cabinet}}]", **ANN),
        one(f"{BY_ANN}, {{date: 2024-05-29, by: AB, note: Taken to Cabinet}}]", **ABE),
        ["S713"],
    ),
    "somebody else leads an action, and wrote an entry": (
        one(f"{BY_ANN}]\nlead: AB", **ANN),
        one(f"{BY_ANN}]\nlead: AB", **ABE),
        ["S713"],
    ),
    "an action moved to where its lead is somebody else": (
        {"a": one(**ANN), "b": plan(recommendation(fields="id: 2\ntext: Report openly"), **ABE)},
        {
            "a": plan(recommendation(), **ANN),
            "b": plan(recommendation(action(), fields="id: 2\ntext: Report openly"), **ABE),
        },
        ["S713"],
    ),
    "an action moved to where its lead is somebody else, and noted": (
        {"a": one(**ANN), "b": plan(recommendation(fields="id: 2\ntext: Report openly"), **ABE)},
        {
            "a": plan(recommendation(), **ANN),
            "b": plan(recommendation(action(NOTE), fields="id: 2\ntext: Report openly"), **ABE),
        },
        [],
    ),
    "a label that says something else": (
        one("rag: green", rag="{green: {means: on_track, label: On target to be met}, blue: {means: completed}}"),
        one("rag: green", rag="{green: {means: on_track, label: Discussed at a meeting}, blue: {means: completed}}"),
        ["S709"],
    ),
    # one cause, one finding: whatever error stands on the action, or on what it has from above, has said it
    "an id changed, and the action looks better": (
        one("timescale: Ongoing", **OLD_DAY),
        one('id: "1.2"\ntimescale: Ongoing\nas_at: 2024-05-20', **OLD_DAY),
        ["S705"],
    ),
    "a note dated anew, and the action looks better": (
        one("timescale: Ongoing\n" + NOTE.replace("2024", "2022"), **OLD_DAY),
        one("timescale: Ongoing\n" + NOTE, **OLD_DAY),
        ["S703"],
    ),
    "late evidence removed": (one(f"timescale:\n{EVIDENCE}"), one("timescale:"), ["S704"]),
    "the late date of a recommendation moved": (
        one("timescale:", "timescale: April 2024"),
        one("timescale:", "timescale: October 2024"),
        ["S702"],
    ),
    "signed off under a key that is the lead's no more where it went": (
        {
            "a": one(SIGNED_OFF, people="{AB: {name: Ann Bell}, CD: {name: Ann Bell}}"),
            "b": plan(
                recommendation(fields="id: 2\ntext: Report openly"),
                people="{AB: {name: Ann Bell}, CD: {name: Zoe Finch}}",
            ),
        },
        {
            "a": plan(recommendation(), people="{AB: {name: Ann Bell}, CD: {name: Ann Bell}}"),
            "b": plan(
                recommendation(action(SIGNED_OFF), fields="id: 2\ntext: Report openly"),
                people="{AB: {name: Ann Bell}, CD: {name: Zoe Finch}}",
            ),
        },
        ["S713"],
    ),
    "one action only proposed, and the next looked at again": (
        plan(
            recommendation(
                action("timescale: April 2024"),
                action(f'id: "1.2"\n{TRAINED}\ntimescale: Ongoing\nas_at: 2023-03-20'),
            )
        ),
        plan(
            recommendation(
                action("timescale: April 2024\nproposed: true"),
                action(f'id: "1.2"\n{TRAINED}\ntimescale: Ongoing\nas_at: 2024-05-20'),
            )
        ),
        ["S709", "S701"],
    ),
    "a change of timescale entered that gives a later first date": (
        one("timescale: July 2024"),
        one("timescale: July 2024\nrevised: [{date: 2024-05-28, from: December 2024, why: It was put off, by: AB}]"),
        ["S702"],
    ),
    "a change of timescale entered from a day of which nobody knew": (
        one("timescale: July 2024"),
        one("timescale: July 2024\nrevised: [{date: 2024-05-28, from: May 2024, why: It was put off, by: AB}]"),
        [],
    ),
    # and told at what made the difference, of all that it made better
    "a recommendation looked at again, and two actions with it": (
        plan(recommendation(*[bare(row, "timescale: Ongoing") for row in TWO], fields="rag: green\nas_at: 2023-03-20")),
        plan(recommendation(*[bare(row, "timescale: Ongoing") for row in TWO], fields="rag: green\nas_at: 2024-05-20")),
        ["S701"],
    ),
    "six actions looked at again": (
        plan(recommendation(*[bare(row, "timescale: Ongoing\nrag: green") for row in SEVEN[:6]]), **OLD_DAY),
        plan(recommendation(*[bare(row, "timescale: Ongoing\nrag: green") for row in SEVEN[:6]]), as_at="2024-05-20"),
        ["S701"],
    ),
    "seven actions looked at again": (
        plan(recommendation(*[bare(row, "timescale: Ongoing\nrag: green") for row in SEVEN]), **OLD_DAY),
        plan(recommendation(*[bare(row, "timescale: Ongoing\nrag: green") for row in SEVEN]), as_at="2024-05-20"),
        ["S701"],
    ),
    "verified because another leads it now": (
        one(SIGNED_OFF.replace("CD", "AB")),
        one(SIGNED_OFF.replace("CD", "AB") + "\nlead: CD"),
        ["S701", "S711"],
    ),
    "the day from which it is ongoing taken out": (
        one("timescale: ongoing from 25 May 2024"),
        one("timescale: ongoing"),
        ["S701"],
    ),
    "late evidence of an action in time, under one that is only proposed": (
        plan(recommendation(action(EVIDENCE), action(f'id: "1.2"\n{TRAINED}\nproposed: true'))),
        plan(recommendation(action(), action(f'id: "1.2"\n{TRAINED}\nproposed: true\n{EVIDENCE}'))),
        ["S701"],
    ),
    "late evidence of an action in time, under one of another plan that is only proposed": (
        {"a": one(EVIDENCE), "b": one(f"{TRAINED}\nproposed: true")},
        {"a": one(), "b": one(f"{TRAINED}\nproposed: true\n{EVIDENCE}")},
        ["S701"],
    ),
    "late evidence of an action in time, come in under one that is only proposed": (
        plan(recommendation(action(EVIDENCE), action(f'id: "1.2"\n{TRAINED}\nproposed: true'))),
        plan(
            recommendation(
                action(),
                action(f'id: "1.2"\n{TRAINED}\nproposed: true\n' + EVIDENCE.replace("}]", ", received: 2024-05-28}]")),
            )
        ),
        [],
    ),
    "late evidence of an action in time, put off with a reason under one that is only proposed": (
        plan(recommendation(action(EVIDENCE), action(f'id: "1.2"\n{TRAINED}\nproposed: true'))),
        plan(
            recommendation(
                action(),
                action(
                    f'id: "1.2"\n{TRAINED}\nproposed: true\n'
                    + EVIDENCE.replace(
                        "April 2024}]",
                        "July 2024, revised: [{date: 2024-05-28, from: April 2024, why: The panel meets in July}]}]",
                    )
                ),
            )
        ),
        [],
    ),
    "late evidence moved to another action, and its old one called urgent": (
        plan(recommendation(action(f"timescale:\n{EVIDENCE}"), action(f'id: "1.2"\n{TRAINED}'))),
        plan(recommendation(action("timescale:\npriority: high"), action(f'id: "1.2"\n{TRAINED}\n{EVIDENCE}'))),
        ["S701"],
    ),
    # S708: the link of what came in, and what it answers
    "the link of what was reached": (
        one(PAPER.replace("evidence", "milestones")),
        one(PAPER.replace("evidence", "milestones").replace("/one", "/two")),
        ["S708"],
    ),
    "the link of what is still expected": (
        one(PAPER.replace("received: 2024-05-01, ", "")),
        one(PAPER.replace("received: 2024-05-01, ", "").replace("/one", "/two")),
        [],
    ),
    "a link of what was received, for the first time": (
        one(PAPER.replace(", link: 'https://example.org/one'", "")),
        one(PAPER),
        [],
    ),
    "two standards dropped": (one("standards: [one.1, one.2, one.3]"), one("standards: [one.2]"), ["S708"]),
    "a standard dropped, and noted": (one("standards: [one.1, one.2]"), one(f"standards: [one.1]\n{NOTE}"), []),
    "a standard more": (one("standards: [one.1]"), one("standards: [one.1, one.2]"), []),
    "a measure taken out": (one(), one("measure:"), ["S708"]),
    # S709: what keeps a plan apart, and its ends
    "marked no more": (one(marking="OFFICIAL-SENSITIVE"), one(), ["S709"]),
    "marked at last": (one(), one(marking="OFFICIAL-SENSITIVE"), ["S709"]),
    "sensitive at last": (
        one(marking="OFFICIAL-SENSITIVE"),
        one("sensitive: true", marking="OFFICIAL-SENSITIVE"),
        ["S709"],
    ),
    "a recommendation sensitive no more": (
        one("", "sensitive: true", marking="OFFICIAL-SENSITIVE"),
        one(marking="OFFICIAL-SENSITIVE"),
        ["S709"],
    ),
    "closed no more": (one(closed="{date: 2024-05-02, why: Done}"), one(), ["S709"]),
    "closed otherwise": (
        one(closed="{date: 2024-05-02, why: Done}"),
        one(closed="{date: 2024-05-02, why: It is over}"),
        ["S709"],
    ),
    "a review in other words once it was past": (
        one(control="{next_review: March 2024}"),
        one(control="{next_review: Mar 2024}"),
        [],
    ),
    "a review put off on its day": (
        one(control="{next_review: 1 June 2024}"),
        one(control="{next_review: March 2025}"),
        [],
    ),
    "a review put off the day after": (
        one(control="{next_review: 31 May 2024}"),
        one(control="{next_review: March 2025}"),
        ["S709"],
    ),
    "who had left leaves later": (
        one(people="{AB: {name: Ann Bell, left: 2024-06-01}}"),
        one(people="{AB: {name: Ann Bell, left: 2024-07-01}}"),
        ["S709"],
    ),
    "who is to leave leaves later": (
        one(people="{AB: {name: Ann Bell, left: 2024-06-02}}"),
        one(people="{AB: {name: Ann Bell, left: 2024-07-01}}"),
        [],
    ),
    # S710
    "a rating without a day": (one("rag: amber", as_at="''"), one(f"rag: green\n{NOTE}", as_at="''"), ["S710"]),
    "a rating of the day itself, changed once more": (
        one("rag: amber", as_at="2024-06-01"),
        one(f"rag: green\n{NOTE}", as_at="2024-06-01"),
        [],
    ),
    "a rating of the day before, changed once more": (
        one("rag: amber", as_at="2024-05-31"),
        one(f"rag: green\n{NOTE}", as_at="2024-05-31"),
        ["S710"],
    ),
    # S713: a key that names nobody any more
    "a post taken from under a sign-off, and no name was there": (
        one(SIGNED_OFF, people="{AB: {name: Ann Bell}, CD: {post: Clerk}}"),
        one(SIGNED_OFF, people="{AB: {name: Ann Bell}, CD: {}}"),
        ["S713"],
    ),
    "another post under a key without a name": (
        one(people="{AB: {post: Clerk}}"),
        one(people="{AB: {post: Head of Audit}}"),
        ["S713"],
    ),
    "a name left out, and said so": (
        one(SIGNED_OFF),
        one(SIGNED_OFF, people="{AB: {name: Ann Bell}, CD: {}}", **PLAN_NOTE),
        [],
    ),
    "signed off, into a plan where that key names nobody": (
        {
            "a": one(SIGNED_OFF),
            "b": plan(recommendation(fields="id: 2\ntext: Report openly"), people="{AB: {name: Ann Bell}}"),
        },
        {
            "a": plan(recommendation()),
            "b": plan(
                recommendation(action(SIGNED_OFF), fields="id: 2\ntext: Report openly"), people="{AB: {name: Ann Bell}}"
            ),
        },
        ["S713"],
    ),
}


@pytest.mark.parametrize("name", MORE)
def test_where_words_leave_room(name):
    before, after, expected = MORE[name]
    assert codes(before, after) == expected, [finding.message for finding in edits(before, after)]


def told(name: str, finding: Finding) -> list[str]:
    """A row of what an edit is told: the finding, the words at its place, its message and its hint."""
    at = finding.place.excerpt[finding.place.column - 1 :].strip()[:70]
    return [name, f"{finding.code} {finding.level}", at, finding.message, finding.hint]


# what each of the cases above is told, in full
TOLD = [row.split("\t") for row in (Path(__file__).parent / "data" / "told.tsv").read_text().splitlines()[1:]]


@pytest.mark.parametrize("name", sorted({name for name, *_ in TOLD}))
def test_what_an_edit_is_told(name):
    before, after, _ = {**CASES, **MORE}[name]
    assert [told(name, finding) for finding in edits(before, after)] == [row for row in TOLD if row[0] == name]


def test_every_case_with_a_finding_is_told():
    assert {name for name, *_ in TOLD} == {name for name, (*_, found) in {**CASES, **MORE}.items() if found}


def test_what_looks_better_is_told_at_the_field_that_made_the_difference():
    (found,) = edits(*MORE["an ending without"][:2])
    assert found.path[-1] == "ended" and "late by 32 days before this edit, ended with it" in found.message


def test_up_is_an_error_and_down_a_warning():
    assert [finding.level for finding in edits(one("rag: red"), one("rag: green\nas_at: 2024-05-28"))] == ["error"]
    assert [finding.level for finding in edits(one("rag: green"), one("rag: red\nas_at: 2024-05-28"))] == ["warning"]


def test_what_differs_in_two_long_texts_is_shown():
    (found,) = edits(one(f"text: {LONG.format(4)}"), one(f"text: {LONG.format(8)}"))
    assert "'… the board within 4 weeks', is now '… the board within 8 weeks'" in found.message


def test_a_timescale_from_above_says_so():
    (found,) = edits(
        one("timescale: July 2024", "timescale: October 2024"), one("timescale:", "timescale: October 2024")
    )
    assert "it is now 'October 2024', that of Recommendation 1, read as by 31 October 2024" in found.message


def test_a_spelling_taken_out_of_the_legend_is_told_at_its_word():
    (found,) = edits({"o": OXFORD}, {"o": changed(OXFORD, "    also: [G-Green]\n", "")}, JANUARY)
    assert (
        found.code == "S709"
        and "'G-Green' meant on track before and means nothing now" in found.message
        and found.place.excerpt.strip() == "green:"
    )


def test_a_rewritten_note_is_not_repeated():
    (found,) = edits(one(NOTE), one(NOTE.replace("Taken to the panel", "Removed on request")))
    assert "panel" not in found.message and "28 May 2024" in found.message


# the design's own edits of Learning Point 1, judged on 31 January 2017
# ---------------------------------------------------

OXFORD = (PROJECT / "plans/oxford/section-11-2016.yaml").read_text(encoding="utf-8")
JANUARY = "2017-01-31"
EVIDENCE_5 = "          - text: Quarterly Portfolio Holder meeting\n            timescale: June 2016 quarterly\n"
RECEIVED = OXFORD.replace(EVIDENCE_5, EVIDENCE_5 + "            received: [2016-06-20, 2016-09-29, 2016-12-15]\n")
EVIDENCE_7 = "          - text: Review Data Sharing Protocols\n            lead: FOI Officer\n"
LEARNING_POINT_2 = OXFORD.index("  - id: 2\n")
ACTION_11 = OXFORD[OXFORD.index('      - id: "1.1"\n') : LEARNING_POINT_2]


def changed(text: str, old: str, new: str) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def reflowed(text: str) -> str:
    """Every folded block written on one line, in quotes."""
    return re.sub(
        r"^( *)(?=\S)(.*)>-\n((?:\1  +\S.*\n)+)",
        lambda match: match[1] + match[2] + "'" + " ".join(match[3].split()).replace("'", "''") + "'\n",
        text,
        flags=re.M,
    )


WORKED = {
    "evidence 2 from Oct to Dec without revised": (
        OXFORD,
        changed(OXFORD, "timescale: Oct 2016", "timescale: Dec 2016"),
        ["S702"],
    ),
    "the same with revised": (
        OXFORD,
        changed(
            OXFORD,
            "timescale: Oct 2016",
            "timescale: Dec 2016\n            revised: [{date: 2017-01-10, from: October 2016, why: The county was "
            "late, by: Val Johnson}]",
        ),
        [],
    ),
    "the same with revised from something else": (
        OXFORD,
        changed(
            OXFORD,
            "timescale: Oct 2016",
            "timescale: Dec 2016\n            revised: [{date: 2017-01-10, from: November 2016, why: It came late}]",
        ),
        ["S702"],
    ),
    "evidence 4 from June 2016 to June 2016 On-going": (
        OXFORD,
        changed(
            OXFORD,
            "CEB and Council\n            timescale: June 2016",
            "CEB and Council\n            timescale: June 2016 On-going",
        ),
        ["S702"],
    ),
    "green from on track to completed": (
        OXFORD,
        changed(OXFORD, "green:\n    means: on_track", "green:\n    means: completed"),
        ["S709"],
    ),
    "a fourth receipt": (RECEIVED, changed(RECEIVED, "2016-12-15]", "2016-12-15, 2017-01-20]"), []),
    "a receipt replaced": (RECEIVED, changed(RECEIVED, "2016-12-15]", "2016-12-31]"), ["S703"]),
    "evidence 7 deleted": (OXFORD, changed(OXFORD, EVIDENCE_7, ""), ["S704"]),
    "the action deleted": (OXFORD, changed(OXFORD, "    actions:\n" + ACTION_11, ""), ["S704"]),
    "On-going to Ongoing": (OXFORD, OXFORD.replace("On-going", "Ongoing").replace("on-going", "ongoing"), []),
    "reflowed and in quotes": (
        OXFORD,
        reflowed(OXFORD).replace("text: Review Data Sharing Protocols", 'text: "Review Data Sharing Protocols"'),
        [],
    ),
}


@pytest.mark.parametrize("name", WORKED)
def test_edits_of_learning_point_1(name):
    before, after, expected = WORKED[name]
    assert before != after
    assert codes({"oxford/section-11-2016": before}, {"oxford/section-11-2016": after}, JANUARY) == expected


def test_the_action_deleted_is_told_at_the_learning_point_and_names_the_old_place():
    (found,) = edits(
        {"oxford/section-11-2016": OXFORD},
        {"oxford/section-11-2016": changed(OXFORD, "    actions:\n" + ACTION_11, "")},
        JANUARY,
    )
    assert (found.file, found.place.line, found.place.excerpt.strip()) == (
        "plans/oxford/section-11-2016.yaml",
        70,
        "- id: 1",
    )
    line = OXFORD[: OXFORD.index('id: "1.1"')].count("\n") + 1
    assert found.message.startswith(
        "Learning Point 1, action 1.1 was removed: 'Regularly review the Safeguarding Programme"
    )
    assert found.message.endswith(f"which stood in line {line} as oxford/section-11-2016#1.1")


def test_the_file_deleted():
    (found,) = edits({"oxford/section-11-2016": OXFORD}, {}, JANUARY)
    assert (found.code, found.file, found.place.line, found.place.column, found.path) == (
        "S704",
        "plans/oxford/section-11-2016.yaml",
        1,
        1,
        (),
    )
    assert "oxford/section-11-2016" in found.message and "21 actions" in found.message


# where a plan is one of several, or cannot be read whole
# -----------------------------------------------------------------

REVIEW = (PROJECT / "plans/oxford/review-2013.yaml").read_text(encoding="utf-8")
READING = (PROJECT / "plans/reading/ofsted-2013.yaml").read_text(encoding="utf-8")


def heads(text: str) -> tuple[str, list[str]]:
    """What stands above the recommendations, and each of these."""
    head, rest = text.split("recommendations:\n", 1)
    return head + "recommendations:\n", [part for part in re.split(r"(?m)^(?=  - id: )", rest) if part.strip()]


def test_a_renamed_plan_is_followed():
    assert codes(
        {"oxford/a": OXFORD}, {"oxford/b": changed(OXFORD, "timescale: Oct 2016", "timescale: Dec 2016")}, JANUARY
    ) == ["S702"]


def test_a_split_plan_is_followed():
    head, parts = heads(OXFORD)
    assert (
        codes(
            {"oxford/a": OXFORD},
            {"oxford/a": head + "".join(parts[:4]), "oxford/b": head + "".join(parts[4:])},
            JANUARY,
        )
        == []
    )
    assert codes(
        {"oxford/a": OXFORD}, {"oxford/b": head + "".join(parts[:4]), "oxford/c": head + "".join(parts[4:6])}, JANUARY
    ) == ["S704"]


def test_a_plan_that_another_replaces_is_missed():
    found = edits({"a": OXFORD, "b": REVIEW}, {"b": REVIEW}, JANUARY)
    assert [(finding.code, finding.file) for finding in found] == [("S704", "plans/a.yaml")]


def test_two_of_readings_actions_are_word_for_word_the_same_and_are_told_apart():
    texts = re.findall(r"- id: (\d+)\n\s+text: LSCB action plan to be developed to address this action\n", READING)
    assert len(texts) >= 2
    row = re.search(rf"      - id: {texts[1]}\n        text: LSCB.*\n(?:        .*\n)*", READING)[0]
    (found,) = edits({"r": READING}, {"r": READING.replace(row, "")}, "2013-08-31")
    assert found.code == "S704" and found.message.endswith(f"as r#{texts[1]}")


def test_a_new_plan_that_carries_on_an_old_one_is_no_edit_of_it():
    assert codes({"a": OXFORD}, {"a": OXFORD, "b": OXFORD.replace("2016-17", "2017-18")}, JANUARY) == []


BREAK = '"torn: [\n'


RICH = """\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    rag: green
    completed:
      - 2024-05-02
      - 2024-05-03
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead:
          - AB
          - CD
        timescale: March 2024 then quarterly
        revised:
          - date: 2024-02-01
            from: January 2024
            why: It came late
          - date: 2024-03-01
            from: February 2024
        completed:
          - 2024-03-20
          - 2024-05-20
        evidence:
          - text: Minutes of the panel
            received:
              - 2024-03-20
              - 2024-05-20
          - text: A report
            timescale: April 2024
        milestones:
          - text: A draft
            timescale: April 2024
            received: 2024-04
          - text: The text as agreed
            timescale: April 2024
        measure:
          text: Referrals decided within a day
          baseline: 61%
          target: at least 90%
          readings:
            - date: 2024-03
              value: 64%
            - date: 2024-05-02
              value: 66%
              note: Without the holiday
        progress:
          - date: 2024-05
            percent: 20
            note: Begun
          - date: 2024-05-20
            note: >-
              Half done, and half
              is still to do
        signed_off:
          by: CD
          date: 2024-05-21
progress:
  - date: 2024-05-20
    note: Taken to Cabinet
  - date: 2024-05-21
    note: Taken to Council
reported:
  - date: 2024-05-20
    to: Cabinet
"""
TORN = {"oxford": (OXFORD, JANUARY, 9), "rich": (whole(Example(RICH)), DAY, 1)}


@pytest.mark.parametrize("broken", [BREAK, "\t- x\n", "@torn\n", "} ]\n"])
@pytest.mark.parametrize("name", TORN)
def test_what_lies_behind_a_break_was_not_removed(name, broken):
    text, day, step = TORN[name]
    lines = text.splitlines(keepends=True)
    torn = ["".join((*lines[:at], broken, *lines[at:])) for at in range(0, len(lines) + 1, step)]
    half_read = [after for after in torn if not register({"o": after}).files[0].whole]
    assert half_read and [codes({"o": text}, {"o": after}, day) for after in half_read] == [[]] * len(half_read)


def test_what_was_removed_is_missed_beside_a_break_too():
    after = changed(OXFORD, EVIDENCE_7, "").replace("  - id: 6\n", BREAK + "  - id: 6\n")
    assert codes({"o": OXFORD}, {"o": after}, JANUARY) == ["S704"]


def test_what_was_removed_behind_a_break_is_missed_too():
    row = OXFORD[OXFORD.index('      - id: "7.2"') : OXFORD.index('      - id: "7.3"')]
    after = changed(changed(OXFORD, row, ""), '      - id: "2.3"\n        text', '      - id: "2.3"\n       text')
    (found,) = edits({"o": OXFORD}, {"o": after}, JANUARY)
    assert found.code == "S704" and found.message.startswith("Learning Point 7, action 7.2 was removed")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (2, []),
        (1, ["Recommendation 1, action 1.2 was removed"]),
        (0, ["the plan 'Safeguarding improvement plan'"]),
        (None, ["the plan 'Safeguarding improvement plan'"]),
    ],
)
def test_a_plan_of_which_the_most_lies_behind_a_break_elsewhere_still_stands(rows, told):
    before = recommendation(fields="id: 1\ntext: Report openly\nresponse: {as: accepted}")
    behind = "" if rows is None else recommendation(*TWO[:rows], fields="id: 2")
    found = edits({"a": plan(before), "b": plan(recommendation(*TWO))}, {"a": plan(before, BREAK + behind)})
    assert [one.message[: len(words)] for one, words in zip(found, told, strict=True)] == told


def test_a_file_of_which_nothing_can_be_read_is_another_rules():
    assert codes({"o": OXFORD}, {"o": "title: 'torn\n"}, JANUARY) == []
    assert register({"o": "title: 'torn\n"}).files[0].findings


@pytest.mark.parametrize(
    "old, new",
    [
        ("timescale: Oct 2016", "timescal: Oct 2016"),
        ("timescale: Oct 2016", "timescale: {due: 2016-13-01}"),
        ("lead: FOI Officer", "laed: FOI Officer"),
        ("as_at: 2016-05-03", "as_at: 2016-05-33"),
    ],
)
def test_a_slip_in_a_field_is_the_readers_finding_and_no_second_one(old, new):
    after = changed(OXFORD, old, new)
    assert not register({"o": after}).files[0].whole
    assert codes({"o": OXFORD}, {"o": after}, JANUARY) == []


def test_a_blank_takes_something_away_and_is_no_slip():
    assert codes({"o": OXFORD}, {"o": changed(OXFORD, "timescale: Oct 2016", "timescale:")}, JANUARY) == ["S702"]


# generated edits of the real plans, each of a known kind
# -------------------------------------------------------------------

PLANS = {
    file.relative_to(PROJECT / "plans").with_suffix("").as_posix(): file.read_text(encoding="utf-8") for file in SHIPPED
}
LATER = "2021-01-31"
LATER_DAY = "2021-01-30"


def tree(text: str) -> dict:
    return copy.deepcopy(_root(text))


@lru_cache(maxsize=8)
def _root(text: str) -> dict:
    return read(Source("p", "p", text.encode())).root


def written(root: dict, **how) -> str:
    return yaml.dump(root, Dumper=DUMPER, allow_unicode=True, **{"sort_keys": False, "width": 110, **how})


def rows(root: dict, having: str = "") -> list[dict]:
    """Every action of a plan, or those that have a field."""
    return [row for above in root["recommendations"] for row in above.get("actions", ()) if not having or having in row]


def pieces(root: dict, having: str = "text") -> list[dict]:
    return [piece for row in rows(root, "evidence") for piece in row["evidence"] if having in piece]


def backwards(node):
    """The same with every mapping's keys in the opposite order."""
    if isinstance(node, dict):
        return {key: backwards(node[key]) for key in reversed(node)}
    return [backwards(item) for item in node] if isinstance(node, list) else node


def respelled(phrase: str) -> str:
    for month, short in (("January", "Jan"), ("June", "Jun"), ("October", "Oct"), ("September", "Sept")):
        phrase = phrase.replace(month, short) if month in phrase else phrase.replace(f"{short} ", f"{month} ")
    return phrase.replace("On-going", "Ongoing").replace("–on-going", "and ongoing")


def edit_of(kind: str, root: dict, dice: random.Random) -> list[str] | None:
    """Make an edit of a kind; what it must give, or None where the plan has no place for it."""
    note = {"date": LATER_DAY, "note": "Looked at by the panel"}
    row = dice.choice(rows(root))
    if kind == "add an action":
        dice.choice(root["recommendations"]).setdefault("actions", []).append(
            {"id": "new", "text": "Something that was never there before"}
        )
    elif kind == "note progress":
        row.setdefault("progress", []).append(note)
    elif kind == "receive evidence" and pieces(root):
        dice.choice(pieces(root))["received"] = LATER_DAY
    elif kind == "mend a word":
        row["text"] = row["text"].replace("e", "ee", 1)
    elif kind == "change case and punctuation":
        row["text"] = row["text"].upper().rstrip(".") + " !"
    elif kind == "explain a term":
        root.setdefault("terms", {})["XYZ"] = "something explained"
    elif kind == "shuffle":
        dice.shuffle(root["recommendations"])
        for above in root["recommendations"]:
            dice.shuffle(above.get("actions", []))
    elif kind == "respell dates":
        for piece in [*pieces(root, "timescale"), *rows(root, "timescale")]:
            piece["timescale"] = respelled(piece["timescale"])
    elif kind == "renumber a recommendation whole":
        above = dice.choice([above for above in root["recommendations"] if above.get("actions")])
        above["id"] = "99"
        for number, inner in enumerate(above["actions"], 1):
            inner["id"] = f"99.{number}"
    elif kind == "reword and note":
        row["text"] = "As far as money allows, " + row["text"]
        row.setdefault("progress", []).append(note)
    elif kind == "move a date":
        dated = [
            row
            for row in [*rows(root, "timescale"), *pieces(root, "timescale")]
            if gives_a_day(Timescale.read(row["timescale"], date(2016, 5, 3)))
        ]
        if not dated:
            return None
        dice.choice(dated)["timescale"] = "December 2027"
        return ["S702"]
    elif kind == "add On-going to a date":
        dated = [
            row
            for row in [*rows(root, "timescale"), *pieces(root, "timescale")]
            if Timescale.read(row["timescale"]).kind == "date"
        ]
        if not dated:
            return None
        row = dice.choice(dated)
        row["timescale"] += " On-going"
        return ["S702"]
    elif kind == "drop a date":
        dated = [
            row
            for row in [*rows(root, "timescale"), *pieces(root, "timescale")]
            if gives_a_day(Timescale.read(row["timescale"], date(2016, 5, 3)))
        ]
        if not dated:
            return None
        del dice.choice(dated)["timescale"]
        return ["S702"]
    elif kind == "delete an action":
        next(above["actions"] for above in root["recommendations"] if row in above.get("actions", ())).remove(row)
        return ["S704"]
    elif kind == "delete a recommendation":
        root["recommendations"].remove(dice.choice(root["recommendations"]))
        return ["S704"]
    elif kind == "delete evidence" and pieces(root):
        row = dice.choice(rows(root, "evidence"))
        row["evidence"].remove(dice.choice(row["evidence"]))
        return ["S704"]
    elif kind == "reuse an id":
        row["text"] = "Invite somebody quite different over for tea"
        return ["S705"]
    elif kind == "change an id":
        row["id"] = "old " + row["id"]
        return ["S705"]
    elif kind == "reword":
        row["text"] = "As far as money allows, " + row["text"]
        return ["S708"]
    elif kind == "reword a recommendation":
        above = dice.choice(root["recommendations"])
        above["text"] = "As far as money allows, " + above["text"]
        return ["S708"]
    elif kind == "turn green":
        better = next((word for word, meaning in root.get("rag", {}).items() if meaning["means"] == "completed"), None)
        rated = [
            holder
            for holder in [*root["recommendations"], *rows(root)]
            if holder.get("rag")
            and holder["rag"] != better
            and "ongoing" not in holder["rag"]
            and holder["rag"].split("-")[-1].lower() != better
        ]
        if not better or not rated:
            return None
        dice.choice(rated)["rag"] = better
        return ["S706", "S710"]
    elif kind == "change the legend":
        used = {
            word
            for holder in [*root["recommendations"], *rows(root)]
            if (word := holder.get("rag", "").split("-")[-1].lower())
        }
        known = [
            word
            for word in root.get("rag", {})
            if word.lower() in used and root["rag"][word]["means"] in ("on_track", "at_risk", "off_track")
        ]
        if not known:
            return None
        root["rag"][dice.choice(known)]["means"] = "verified"
        return ["S709"]
    elif kind == "another lead":
        led = [row for row in rows(root, "lead") if "tbc" not in str(row["lead"]).lower()]
        if not led:
            return None
        dice.choice(led)["lead"] = "Somebody Else"
        return ["S711"]
    elif kind == "rewrite a report" and root.get("reported"):
        root["reported"][0]["to"] = "Nobody"
        return ["S703"]
    else:
        return None
    return []


HARMLESS = {
    "as it is": {},
    "wide": dict(width=10_000),
    "narrow": dict(width=40),
    "double quotes": dict(default_style='"'),
    "single quotes": dict(default_style="'"),
    "sorted keys": dict(sort_keys=True),
    "literal blocks": dict(default_style="|"),
    "deeper indents": dict(indent=6),
}
KINDS = [
    "add an action",
    "note progress",
    "receive evidence",
    "mend a word",
    "change case and punctuation",
    "explain a term",
    "shuffle",
    "respell dates",
    "renumber a recommendation whole",
    "reword and note",
    "move a date",
    "add On-going to a date",
    "drop a date",
    "delete an action",
    "delete a recommendation",
    "delete evidence",
    "reuse an id",
    "change an id",
    "reword",
    "reword a recommendation",
    "turn green",
    "change the legend",
    "another lead",
    "rewrite a report",
]


@pytest.mark.parametrize("plan_id", PLANS)
@pytest.mark.parametrize("name", HARMLESS)
def test_another_way_of_writing_is_no_edit(plan_id, name):
    assert codes({plan_id: PLANS[plan_id]}, {plan_id: written(tree(PLANS[plan_id]), **HARMLESS[name])}, LATER) == []


@pytest.mark.parametrize("plan_id", PLANS)
def test_order_of_keys_comments_and_line_ends_are_no_edit(plan_id):
    text = PLANS[plan_id]
    for other in (
        written(backwards(tree(text))),
        text.replace("\n", "\r\n"),
        "\ufeff" + text,
        re.sub(r"(?m)^(\s*)- (id|text):", r"\1# looked at\n\1- \2:", text),
    ):
        assert other != text and codes({plan_id: text}, {plan_id: other}, LATER) == []


PLACES = [
    (plan_id, kind)
    for plan_id in PLANS
    for kind in KINDS
    if edit_of(kind, tree(PLANS[plan_id]), random.Random(0)) is not None
]


def test_every_kind_has_a_place_and_there_are_more_than_fifty():
    assert {kind for _, kind in PLACES} == set(KINDS) and len(PLACES) > 50


@pytest.mark.parametrize(("plan_id", "kind"), PLACES)
def test_an_edit_of_a_known_kind_gives_exactly_what_it_should(plan_id, kind):
    for seed in range(3):
        root = tree(PLANS[plan_id])
        expected = edit_of(kind, root, random.Random(f"{plan_id} {kind} {seed}"))
        found = edits({plan_id: PLANS[plan_id]}, {plan_id: written(root)}, LATER)
        assert [finding.code for finding in found] == expected, [finding.message for finding in found]


@pytest.mark.parametrize("plan_id", PLANS)
def test_an_action_moved_between_two_files_is_no_edit(plan_id):
    for seed in range(3):
        dice, home, away = random.Random(seed), tree(PLANS[plan_id]), tree(PLANS[plan_id])
        away["recommendations"] = [{"id": "x", "text": "What was brought here from elsewhere", "actions": []}]
        before = {"a": written(home), "b": written(away)}
        above = dice.choice([above for above in home["recommendations"] if above.get("actions")])
        moved = above["actions"].pop(dice.randrange(len(above["actions"])))
        moved.update(
            {name: above[name] for name in ("rag", "lead", "timescale") if name in above and name not in moved}
        )
        away["recommendations"][0]["actions"].append({**moved, "id": "x.1"})
        assert codes(before, {"a": written(home), "b": written(away)}, LATER) == []


# the law of S701
# -----------------------------------------------------------------------------------------------------------

WORST_FIRST = [
    "off_track",
    "at_risk",
    "not_known",
    "unrated",
    "not_started",
    "on_track",
    "completed",
    "verified",
    "ended",
]
WATCHED = WORST_FIRST[:3]
DAYS = ["2022-02-20", "2022-02-20", "2024-04-10", "2024-05-30", "2024-09-01"]
PHRASES = [
    "March 2024",
    "March 2024",
    "Ongoing",
    "Ongoing",
    "Ongoing",
    None,
    None,
    "October 2024",
    "TBC",
    "April 2024 and ongoing",
    "March 2024 then quarterly",
    "1st March",
    "By 2024",
    "March 2024 / October 2024",
    None,
]
RATINGS = ["green", "green", "green", "amber", "amber", "lime", "amber", "red", "blue", "white", "grey", None]
ADDED_TO = ("progress", "completed", "revised")
FLATTERING = {
    "timescale": ["December 2030", "Ongoing", None],
    "rag": ["blue", "green", "grey", None],
    "as_at": ["2024-05-30"],
    "amber": ["completed"],
    "agreed": ["2024-02-15"],
    "evidence": [[], [{"text": "Minutes"}], [{"text": "Minutes", "timescale": "December 2030"}]],
    "continuing": ["true"],
    "proposed": ["true"],
}


def maybe(strategy):
    return st.one_of(st.none(), strategy)


def seldom(strategy):
    return st.one_of(st.none(), st.none(), st.none(), strategy)


def rarely(strategy):
    return st.one_of(st.just([]), st.just([]), strategy)


days = st.sampled_from(DAYS)
timescales = st.sampled_from(PHRASES)
revisions = st.lists(
    st.fixed_dictionaries(
        {
            "date": days,
            "from": st.sampled_from([phrase for phrase in PHRASES if phrase]),
            "why": st.just("It came late"),
        }
    ),
    max_size=1,
)
evidence = st.lists(
    st.fixed_dictionaries(
        {
            "text": st.sampled_from(["Minutes", "Report"]),
            "timescale": timescales,
            "received": st.lists(days, max_size=1),
        }
    ),
    max_size=2,
    unique_by=lambda piece: piece["text"],
)
action_fields = {
    "timescale": timescales,
    "rag": st.sampled_from(RATINGS),
    "as_at": seldom(days),
    "continuing": seldom(st.just("true")),
    "proposed": seldom(st.just("true")),
    "evidence": evidence,
    "completed": rarely(st.lists(days, max_size=2)),
    "revised": rarely(revisions),
    "progress": rarely(
        st.lists(
            st.fixed_dictionaries({"date": days, "note": st.sampled_from(["Begun in May", "Half done"])}), max_size=2
        )
    ),
    "ended": seldom(
        st.fixed_dictionaries({"as": st.just("suspended"), "date": days, "why": st.sampled_from(["", "Money ran out"])})
    ),
    "signed_off": seldom(st.fixed_dictionaries({"date": days, "by": st.just("CD")})),
}
above_fields = {
    "timescale": timescales,
    "rag": st.sampled_from(RATINGS),
    "as_at": seldom(days),
    "completed": rarely(st.lists(days, max_size=1)),
    "revised": rarely(revisions),
}
plan_fields = {
    "agreed": maybe(st.sampled_from(["2023-02-01", "2024-02-15"])),
    "as_at": days,
    "progress": rarely(
        st.lists(st.fixed_dictionaries({"date": days, "note": st.just("Taken to Cabinet")}), max_size=1)
    ),
    "amber": st.sampled_from(["at_risk", "on_track", "completed"]),
}


def built(head: dict, above: dict, actions: list[dict]) -> dict:
    legend = {
        "green": "on_track",
        "lime": "on_track",
        "amber": head["amber"],
        "red": "off_track",
        "blue": "completed",
        "white": "not_started",
        "grey": "ended",
    }
    texts = ["Review the referral procedure", "Train every new councillor"]
    rows = [
        {"id": f"1.{number}", "text": text, "lead": "AB", **kept(row)}
        for number, (text, row) in enumerate(zip(texts, actions, strict=True), 1)
    ]
    return {
        "format": "s11-plan/1",
        "title": "Plan",
        "organisation": "Westmere",
        "origin": "other",
        **kept({key: value for key, value in head.items() if key != "amber"}),
        "rag": {word: {"means": means} for word, means in legend.items()},
        "people": {"AB": {"name": "Ann Bell"}, "CD": {"name": "Cal Dunn"}},
        "recommendations": [{"id": "1", "text": "Keep procedures under review", **kept(above), "actions": rows}],
    }


def kept(fields: dict) -> dict:
    return {
        key: [kept(item) if isinstance(item, dict) else item for item in value]
        if isinstance(value, list)
        else kept(value)
        if isinstance(value, dict)
        else value
        for key, value in fields.items()
        if value not in (None, "", [])
    }


@st.composite
def edited(draw):
    """Two sides of one plan: each field is as it was, or drawn anew."""

    def again(fields: dict, before: dict) -> dict:
        touched = draw(st.sets(st.sampled_from(sorted(fields)), min_size=1, max_size=3))
        return {
            name: anew(name, strategy, before[name]) if name in touched else before[name]
            for name, strategy in fields.items()
        }

    def anew(name: str, strategy, before):
        if name in ADDED_TO:
            # that what was recorded may not be rewritten is another rule's law
            return before + draw(strategy)
        return draw(st.one_of(strategy, st.sampled_from(FLATTERING[name])) if name in FLATTERING else strategy)

    head, above = draw(st.fixed_dictionaries(plan_fields)), draw(st.fixed_dictionaries(above_fields))
    actions = draw(st.lists(st.fixed_dictionaries(action_fields), min_size=2, max_size=2))
    after = [again(action_fields, row) for row in actions]
    return built(head, above, actions), built(again(plan_fields, head), again(above_fields, above), after)


def entries(holder: dict, name: str) -> list:
    value = holder.get(name, [])
    return value if isinstance(value, list) else [value]


def recorded(before: dict, after: dict, names) -> bool:
    """Whether entries were added that lie on or before the day, each with a reason where an ending needs one."""
    new = [
        (name, entry)
        for name in names
        for entry in entries(after, name)
        if entries(after, name).count(entry) > entries(before, name).count(entry)
    ]
    return any(
        (entry if isinstance(entry, str) else entry["date"]) <= DAY and (name != "ended" or entry.get("why"))
        for name, entry in new
    )


def dated(above: dict, row: dict) -> bool:
    phrases = [holder.get("timescale") for holder in (above, row, *row.get("evidence", []))]
    return any(phrase and gives_a_day(Timescale.read(phrase, date(2024, 1, 1))) for phrase in phrases)


class Row(NamedTuple):
    """An action in its tree, and what stands above it."""

    name: str
    root: dict
    above: dict
    row: dict


def all_rows(trees: dict[str, dict]) -> list[Row]:
    """Every action of some plans, in the order in which they are loaded and judged."""
    return [
        Row(name, trees[name], above, row)
        for name in sorted(trees)
        for above in trees[name]["recommendations"]
        for row in above.get("actions", [])
    ]


def has_reason(before: Row, after: Row, old: dict[str, dict]) -> bool:
    """The reasons of the design, read off the two trees and nothing else."""
    row, now = before.row, after.row
    if recorded(row, now, ("progress", "completed", "revised", "ended")):
        return True
    was = {piece["text"]: piece for piece in row.get("evidence", [])}
    if any(recorded(was.get(piece["text"], {}), piece, ("received", "revised")) for piece in now.get("evidence", [])):
        return True
    if "timescale" not in now and recorded(
        before.above if before.above["text"] == after.above["text"] else {}, after.above, ("completed", "revised")
    ):
        return True
    if not dated(before.above, row) and dated(after.above, now):
        return True
    return row == now and recorded(old.get(after.name, before.root), after.root, ("progress",))


def looks_better(was: Standing, now: Standing) -> bool:
    return (was.checked in WATCHED and WORST_FIRST.index(now.checked) > WORST_FIRST.index(was.checked)) or (
        was.late and not now.late
    )


def test_nothing_looks_better_without_a_reason_or_a_finding():
    reached = Counter()

    @settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
    @given(edited())
    def law(sides):
        before, after = sides
        old, new = (register({"p": written(side)}) for side in (before, after))
        day = Vantage(date.fromisoformat(DAY))
        found = check_edit(old, new, day)
        trees = [all_rows({"p": side}) for side in sides]
        unexplained = 0
        for number, (was, now) in enumerate(
            zip(judge_plan(old.plans[0], day), judge_plan(new.plans[0], day), strict=True)
        ):
            if looks_better(was, now) and not has_reason(trees[0][number], trees[1][number], {"p": before}):
                row = ("recommendations", 0, "actions", number)
                assert [
                    finding for finding in found if finding.path[: len(row)] == row or finding.path[2:3] != ("actions",)
                ], (was.why, now.why)
                unexplained += 1
        reached["tried"] += 1
        reached["unexplained"] += bool(unexplained)

    law()
    assert reached["unexplained"] >= reached["tried"] / 20, reached


@pytest.mark.parametrize("own", ["", "progress: [{date: 2024-05-20, note: Looked at again}]"])
def test_a_sign_off_is_no_reason_for_what_is_not_done(own):
    """Who signs off says that what was done was checked: it makes nothing known of what is still going on."""
    before = plan(recommendation(action("timescale: Ongoing")), as_at="2022-02-20")
    after = plan(
        recommendation(action(f"timescale: Ongoing\nsigned_off: {{date: 2024-05-20, by: CD}}\n{own}")),
        as_at="2024-05-30",
    )
    assert codes(before, after) == ([] if own else ["S701"])


def test_a_sign_off_is_a_reason_for_what_was_done_before_it_and_no_other():
    signed = "rag: blue\nsigned_off: {date: 2024-05-20, by: CD}"
    done = "completed: 2024-05-20"
    was = "timescale: March 2024"
    rated_before = codes(one(f"{was}\nrag: blue"), one(f"{was}\n{signed}"))
    assert rated_before == [], rated_before
    late = codes(one(f"{was}\nrag: amber"), one(f"{was}\n{signed}"))
    assert late == ["S706", "S710"], late
    assert codes(one(f"rag: blue\n{done}"), one(f"{signed}\n{done}")) == []
    assert codes(one("", as_at="2022-02-20"), one(signed, as_at="2024-05-20")) == ["S706"]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(edited(), st.sampled_from(sorted(HARMLESS)))
def test_what_is_not_edited_is_never_a_finding(sides, how):
    assert edits(written(sides[0]), written(backwards(sides[0]), **HARMLESS[how])) == []


# the same law over two plans, and over what is done to more than one field
# ------------------------------------------------

TEXTS = [
    f"Look into {word} together with partners in {word}"
    for word in ("referral", "training", "housing", "licences", "parks", "schools", "audit", "supervision")
]


# how an action stands that a committee must not lose sight of: late, at risk, off track, not known
POOR = [
    {},
    {"rag": "green", "timescale": "March 2024"},
    {"rag": "amber", "timescale": "October 2024"},
    {"rag": "red", "timescale": "TBC"},
    {"rag": "green", "timescale": "Ongoing", "as_at": DAYS[0]},
]


@st.composite
def two_plans(draw, above=above_fields, row=action_fields):
    """Two plans of two recommendations of two actions, each action with words of its own."""
    trees = {}
    for number, name in enumerate("ab"):
        trees[name] = root = built(draw(st.fixed_dictionaries(plan_fields)), {}, [{}, {}])
        root["title"] = f"Plan {name}"
        root["recommendations"] = [
            {
                "id": str(r),
                "text": f"What plan {name} answers in part {r}",
                **kept(draw(st.fixed_dictionaries(above))),
                "actions": [
                    {
                        "id": f"{r}.{a}",
                        "text": TEXTS[number * 4 + r * 2 + a - 3],
                        "lead": "AB",
                        **kept(draw(st.fixed_dictionaries(row))),
                        **draw(st.sampled_from(POOR)),
                    }
                    for a in (1, 2)
                ],
            }
            for r in (1, 2)
        ]
    return trees


def put(holder: dict, name: str, value) -> None:
    holder.pop(name, None)
    if value:
        holder[name] = copy.deepcopy(value)


def holders(here: Row) -> list[dict]:
    return [here.row, here.row, here.above, here.root, *here.row.get("evidence", [])]


def take_evidence(here: Row, dice: random.Random) -> dict | None:
    pieces = here.row.get("evidence", [])
    piece = pieces.pop(dice.randrange(len(pieces))) if pieces else None
    if piece and not pieces:
        del here.row["evidence"]
    return piece


def carried(here: Row) -> dict:
    """An action with what it has from above written on it."""
    return {
        **{name: copy.deepcopy(here.above[name]) for name in ("timescale", "rag", "lead") if name in here.above},
        **here.row,
    }


STEPS = [
    "a field of an action",
    "a field of a recommendation",
    "a day of the plan",
    "what a word means",
    "a word out of the legend",
    "two words of the legend",
    "a new word of the legend",
    "evidence out",
    "evidence to another action",
    "a field of evidence",
    "an entry, of then or ahead",
    "an entry of the recommendation",
    "a note on the plan",
    "an entry out",
    "an action elsewhere",
    "a recommendation elsewhere",
    "a plan split",
    "a plan renamed",
    "inherited, or its own",
    "ids exchanged",
    "an action out",
    "other words",
]


def step(kind: str, trees: dict[str, dict], dice: random.Random) -> None:
    """Do one thing to two plans that may make an action look better."""
    # mostly the same action, so that what is done to it and what is said of it meet
    here, there = dice.choice([dice.choice(all_rows(trees)), *2 * all_rows(trees)[:1]]), dice.choice(all_rows(trees))
    row, above, root = here.row, here.above, here.root
    if kind == "a field of an action":
        name = dice.choice(["timescale", "rag", "as_at", "continuing", "proposed"])
        put(
            row,
            name,
            dice.choice(
                {
                    "timescale": [*PHRASES, *FLATTERING["timescale"]],
                    "rag": [*RATINGS, *FLATTERING["rag"]],
                    "as_at": [*DAYS[2:], None],
                }.get(name, ["true", None])
            ),
        )
    elif kind == "a field of a recommendation":
        name = dice.choice(["timescale", "rag", "as_at"])
        put(
            above,
            name,
            dice.choice(
                {
                    "timescale": [*PHRASES, *FLATTERING["timescale"]],
                    "rag": [*RATINGS, *FLATTERING["rag"]],
                    "as_at": [*DAYS[2:], None],
                }[name]
            ),
        )
    elif kind == "a day of the plan":
        name = dice.choice(["agreed", "as_at", "source"])
        put(
            root, name, dice.choice([{"date": "2024-02-15"}, None] if name == "source" else [*DAYS, "2024-02-15", None])
        )
    elif kind == "what a word means":
        root["rag"][dice.choice(list(root["rag"]))]["means"] = dice.choice(
            ["on_track", "completed", "verified", "ended", "unrated"]
        )
    elif kind == "a word out of the legend":
        root["rag"].pop(row.get("rag", "red"), None)
    elif kind == "two words of the legend":
        one, other = dice.sample(list(root["rag"]), 2)
        root["rag"][one], root["rag"][other] = root["rag"][other], root["rag"][one]
    elif kind == "a new word of the legend":
        root["rag"]["teal"] = {"means": dice.choice(["on_track", "completed"])}
        dice.choice([row, above])["rag"] = "teal"
    elif kind == "evidence out":
        take_evidence(here, dice)
    elif kind == "evidence to another action":
        if piece := take_evidence(here, dice):
            there.row.setdefault("evidence", []).append(piece)
    elif kind == "a field of evidence":
        for piece in row.get("evidence", [])[:1]:
            put(piece, "timescale", dice.choice([*PHRASES, "December 2030"]))
    elif kind == "an entry, of then or ahead":
        name = dice.choice(["progress", "completed", "revised", "ended"])
        day = dice.choice(DAYS)
        entry = {
            "progress": {"date": day, "note": "Half done"},
            "completed": day,
            "revised": {"date": day, "from": dice.choice(["March 2024", "December 2030"]), "why": "It came late"},
        }
        if name == "ended":
            row["ended"] = {"as": "suspended", "date": day, **dice.choice([{}, {"why": "Money ran out"}])}
        else:
            row[name] = [*entries(row, name), entry[name]]
    elif kind == "an entry of the recommendation":
        name = dice.choice(["completed", "revised"])
        above[name] = [
            *entries(above, name),
            dice.choice(DAYS)
            if name == "completed"
            else {"date": dice.choice(DAYS), "from": "December 2030", "why": "It came late"},
        ]
    elif kind == "a note on the plan":
        root["progress"] = [*entries(root, "progress"), {"date": dice.choice(DAYS), "note": "Seen by Council"}]
    elif kind == "an entry out":
        holder = dice.choice(holders(here))
        for name in [
            name for name in ("progress", "completed", "revised", "received", "signed_off", "ended") if holder.get(name)
        ][:1]:
            put(holder, name, entries(holder, name)[1:])
    elif kind == "an action elsewhere":
        above["actions"].remove(row)
        there.above["actions"].append(
            {
                **dice.choice([row, carried(here)]),
                "id": row["id"] if above is there.above else f"{here.name}.{row['id']}",
            }
        )
    elif kind == "a recommendation elsewhere":
        root["recommendations"].remove(above)
        there.root["recommendations"].append(
            above if root is there.root else {**above, "id": f"{here.name}.{above['id']}"}
        )
    elif kind == "a plan split":
        trees[f"{here.name}-new"] = {**copy.deepcopy(root), "recommendations": [root["recommendations"].pop()]}
    elif kind == "a plan renamed":
        trees[f"{here.name}-new"] = trees.pop(here.name)
    elif kind == "inherited, or its own":
        above["actions"][above["actions"].index(row)] = dice.choice(
            [carried(here), {name: value for name, value in row.items() if above.get(name) != value}]
        )
    elif kind == "ids exchanged":
        row["id"], there.row["id"] = there.row["id"], row["id"]
    elif kind == "an action out":
        above["actions"].remove(row)
    elif kind == "other words":
        row["text"] += " where money allows"
    else:
        raise AssertionError(kind)


# what is no reason for an action whose own fields were changed
NO_REASON = {
    "a note ahead": ("row", "progress", {"date": DAYS[-1], "note": "Half done"}),
    "a completion ahead": ("row", "completed", DAYS[-1]),
    "a change that starts elsewhere": ("row", "revised", {"date": DAYS[-1], "from": "May 2023", "why": "It came late"}),
    "a note on the plan": ("root", "progress", {"date": DAYS[0], "note": "Seen by Council"}),
    "a note on the plan ahead": ("root", "progress", {"date": DAYS[-1], "note": "Seen by Council"}),
}


def test_whatever_is_done_nothing_looks_better_without_a_reason_or_a_finding():
    reached = Counter()

    @settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        two_plans(),
        st.lists(st.sampled_from(STEPS), min_size=1, max_size=4),
        st.sampled_from([None, *NO_REASON]),
        st.integers(0, 2**32),
    )
    def law(before, steps, no_reason, seed):
        asked = what_was_asked(before, steps, no_reason, seed)
        reached["tried"] += 1
        for name in ("gone", "unexplained"):
            reached[name] += name in asked

    law()
    assert reached["unexplained"] >= reached["tried"] / 20 and reached["gone"] >= reached["tried"] / 50, reached


def what_was_asked(before, steps, no_reason, seed):
    """The law over one edit; returns which of its two questions the edit put."""
    asked = set()
    after, dice = copy.deepcopy(before), random.Random(seed)
    if no_reason:
        where, name, entry = NO_REASON[no_reason]
        holder = getattr(all_rows(after)[0], where)
        holder[name] = [*entries(holder, name), entry]
    for kind in steps:
        if all_rows(after):
            step(kind, after, dice)
    old, new = (
        register({name: written(copy.deepcopy(root)) for name, root in side.items()}) for side in (before, after)
    )
    day = Vantage(date.fromisoformat(DAY))
    found = check_edit(old, new, day)
    judged = [
        (standing, row)
        for plan in new.plans
        for standing, row in zip(
            judge_plan(plan, day), [row for row in all_rows(after) if row.name == plan.id], strict=True
        )
    ]
    for plan in old.plans:
        for was, row in zip(
            judge_plan(plan, day), [row for row in all_rows(before) if row.name == plan.id], strict=True
        ):
            now = next(
                ((standing, other) for standing, other in judged if standing.action.text.startswith(was.action.text)),
                None,
            )
            if now is None:
                asked.add("gone")
                assert {finding.code for finding in found} & {"S704", "S705"} or was.checked not in WATCHED
            elif looks_better(was, now[0]) and not has_reason(row, now[1], before):
                place = (now[1].root["recommendations"].index(now[1].above), now[1].above["actions"].index(now[1].row))
                own = ("recommendations", place[0], "actions", place[1])
                said = [
                    one
                    for one in found
                    if (one.plan == now[1].name and one.path[:4] == own)
                    or (one.plan in (plan.id, now[1].name) and one.path[2:3] != ("actions",))
                ]
                assert said, (was.why, now[0].why)
                asked.add("unexplained")
    return asked


# from a commit's index to its findings
# -------------------------------------------------------------------------------------

NOTED = RECEIVED.replace(
    '      - id: "2.3"\n', '        progress: [{date: 2017-01-10, note: Half of it is done}]\n      - id: "2.3"\n'
)
COMMITS = {
    "a timescale moved": (lambda text: changed(text, "Oct 2016", "Dec 2016"), ["S702"]),
    "a timescale moved with why": (
        lambda text: changed(
            text,
            "timescale: Oct 2016",
            "timescale: Dec 2016\n            revised: {date: 2017-01-10, from: Oct 2016, why: It came late, by: Val "
            "Johnson}",
        ),
        [],
    ),
    "an action deleted": (
        lambda text: text[: text.index('      - id: "1.1"')] + text[text.index("  - id: 2\n") :],
        ["S704"],
    ),
    "the plan deleted": (lambda text: "", ["S704"]),
    "a note rewritten": (lambda text: changed(text, "Half of it", "All of it"), ["S703"]),
    "a receipt taken out": (lambda text: changed(text, ", 2016-12-15]", "]"), ["S703"]),
    "green with nothing to show": (lambda text: changed(text, "rag: Green", "rag: Blue"), ["S706", "S710"]),
    "what a colour means": (lambda text: changed(text, "means: on_track", "means: completed"), ["S709"]),
    "On-going behind a date": (
        lambda text: changed(text, "timescale: Oct 2016", "timescale: Oct 2016 On-going"),
        ["S702"],
    ),
    "an id used again": (
        lambda text: changed(text, "Annual review of training needs and content", "Buy a new boiler for the town hall"),
        ["S705"],
    ),
    "clean": (lambda text: changed(text, "2016-12-15]", "2016-12-15, 2017-01-20]"), []),
}


@pytest.mark.parametrize("name", COMMITS)
def test_what_a_commit_would_be_told(repository, name):
    edit, expected = COMMITS[name]
    path = "plans/oxford/section-11-2016.yaml"
    repository.write(path, NOTED)
    repository.commit("plans")
    if text := edit(NOTED):
        assert text != NOTED
        repository.write(path, text)
        repository.git("add", path)
    else:
        repository.git("rm", "-q", path)
    sides = store.staged(repository.folder)
    found = check_edit(load(sides.old), load(sides.new), Vantage(date.fromisoformat(JANUARY)))
    assert [finding.code for finding in found] == expected and {finding.file for finding in found} <= {path}
