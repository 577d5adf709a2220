"""The law of edits of self-assessments: no cell looks better without a reason in the same edit or a finding.

Returns are made up, and one to three edits of many kinds are made of each. What looks better is the one order of
``standing/answers.py``; what is a reason is decided here from the two trees, and not by the rules.
"""

from __future__ import annotations

import copy
import random
from collections import Counter
from collections.abc import Callable
from datetime import date

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from s11.plan import Standards, load, load_assessment, read_standards_file
from s11.rules.assessment_edits import check_assessment_edits
from s11.rules.assessments import Beside
from s11.rules.examples import EXAMPLE_PLAN
from s11.standing.answers import PlanStandings, better, judge_answer
from s11.text import ERROR, Source
from s11.when import Vantage

DAY = Vantage(date(2024, 6, 1))
PLANS = load([Source("plans/westmere/section-11-2024.yaml", "westmere/section-11-2024", EXAMPLE_PLAN.encode())])
WORDS = ["blue", "green", "amber", "red", "A", "nr", "70", "30"]
REASONS = [
    "The lead was named in May",
    "Cabinet saw the first report",
    "The audit of March was read again",
    "Every driver has been trained since",
]
NAMES = ["1", "2", "3"]
ACTIONS = [f"westmere/section-11-2024#{number}" for number in (1, 2)]


def list_of(standards: list[dict]) -> Beside:
    text = yaml.safe_dump(
        {"format": "s11-standards/1", "id": "own", "title": "Own", "standards": standards}, sort_keys=False
    )
    return Beside((read_standards_file(Source("standards/own.yaml", "own", text.encode())),), PLANS, True)


def standards() -> list[dict]:
    return [
        {
            "id": "1",
            "text": "Somebody leads",
            "points": [{"id": "a", "text": "In name"}, {"id": "b", "text": "In deed"}],
        },
        {"id": "2", "text": "Staff are trained", "applies_to": ["statutory"]},
        {"id": "3", "text": "Children are heard"},
    ]


def made_up(dice: random.Random) -> dict:
    tree: dict = {
        "format": "s11-assessment/1",
        "title": "Self-assessment 2024",
        "organisation": "Westmere",
        "kind": "statutory",
        "for": ["Westshire board"],
        "standards": "own",
        "cycle": "Annual",
        "due": "30 April 2024",
        "as_at": "2024-04-10",
        "scale": {
            "blue": {"means": "exceeds"},
            "green": {"means": "met"},
            "amber": {"means": "partly", "also": ["A"]},
            "red": {"means": "not_met"},
            "nr": {"means": "not_graded"},
        },
        "bands": [{"from": "0", "to": "49", "means": "not_met"}, {"from": "50", "to": "100", "means": "met"}],
        "impact": {"1": {"label": "Told"}, "2": {"label": "Done"}},
        "people": {"AB": {"name": "Ann Bell"}},
        "challenges": [
            {"id": "peer", "as": "peer_review", "date": "2024-03-13", "about": ["1"], "says": [
                {"standard": "2", "supports": dice.choice(["no", "partly", "yes"]), "text": "Half of them were trained"}
            ]},
            {"id": "panel", "as": "panel", "date": "2024-03-20"},
        ],
        "answers": [],
    }  # fmt: skip
    if dice.random() < 0.5:
        tree["submitted"] = {"date": "2024-04-24", "by": "AB"}
    for number in NAMES[: dice.randint(2, 3)]:
        tree["answers"].append(answer(dice, number))
    return tree


def answer(dice: random.Random, number: str) -> dict:
    one: dict = {"standard": number, "grades": []}
    for by in ("self", "peer", "self", "panel")[: dice.randint(0, 4)]:
        one["grades"].append(
            {"by": by, "grade": dice.choice(WORDS), "date": f"2024-0{dice.randint(1, 3)}-1{dice.randint(0, 9)}"}
        )
    one["grades"].sort(key=lambda grade: grade["date"])
    if dice.random() < 0.7:
        one["text"] = dice.choice(["The head of communities leads on it", "All staff are told on their first day"])
    if dice.random() < 0.5:
        one["points"] = [{"id": "a", "met": dice.choice(["true", "false"])}]
    one["evidence"] = [
        {"text": text, "dated": f"202{dice.randint(2, 4)}-02-12", "impact": dice.choice("12")}
        for text in ["Minutes of the safeguarding group", "Record of training", "Audit of cases"][: dice.randint(0, 3)]
    ]
    if dice.random() < 0.3 and one["evidence"]:
        del one["evidence"][0]["dated"]
    one["gaps"] = ["No report to members yet", "No deputy is named"][: dice.randint(0, 2)]
    one["actions"] = ACTIONS[: dice.randint(0, 2)]
    one["challenged"] = [
        {"by": "peer", "text": text}
        for text in ["Who stands in for the head", "How do you know it"][: dice.randint(0, 2)]
    ]
    if dice.random() < 0.2:
        one["unchanged_since"] = "2023-04-10"
    if not one["actions"] and dice.random() < 0.4:
        one["none"] = "The county does all of it"
    return {key: value for key, value in one.items() if value}


# edits ---------------------------------------------------------------------------------------------------------------

Edit = Callable[[dict, random.Random], None]
QUIET: dict[str, Edit] = {}
HONEST: dict[str, Edit] = {}


def quiet(make: Edit) -> Edit:
    QUIET[make.__name__] = make
    return make


def honest(make: Edit) -> Edit:
    HONEST[make.__name__] = make
    return make


def one_of(tree: dict, dice: random.Random, field: str = "") -> dict:
    """An answer that has a field; raises where there is none, and then the edit is not made."""
    return dice.choice([one for one in tree["answers"] if not field or one.get(field)])


@quiet
def grade_overwritten(tree, dice):
    dice.choice(one_of(tree, dice, "grades")["grades"])["grade"] = dice.choice(WORDS)


@quiet
def grade_removed(tree, dice):
    grades = one_of(tree, dice, "grades")["grades"]
    grades.pop(dice.randrange(len(grades)))


@quiet
def grades_turned_round(tree, dice):
    one_of(tree, dice, "grades")["grades"].reverse()


@quiet
def grade_dated_otherwise(tree, dice):
    dice.choice(one_of(tree, dice, "grades")["grades"])["date"] = dice.choice(["2025-01-01", "2024-01-01"])


@quiet
def grade_of_another(tree, dice):
    dice.choice(one_of(tree, dice, "grades")["grades"])["by"] = dice.choice(["self", "peer", "panel"])


@quiet
def grade_added_without_why(tree, dice):
    one = one_of(tree, dice)
    one.setdefault("grades", []).append({"by": dice.choice(["self", "peer"]), "grade": dice.choice(WORDS)})


@quiet
def grade_put_before_or_among(tree, dice):
    grades = one_of(tree, dice, "grades")["grades"]
    grades.insert(dice.randrange(len(grades) + 1), {"by": dice.choice(["self", "peer"]), "grade": dice.choice(WORDS)})


@quiet
def scale_remapped(tree, dice):
    tree["scale"][dice.choice(["blue", "green", "amber", "red", "nr"])]["means"] = dice.choice(
        ["met", "exceeds", "partly", "not_met", "not_applicable", "not_graded"]
    )


@quiet
def spelling_moved(tree, dice):
    tree["scale"]["amber"].pop("also", None)
    tree["scale"][dice.choice(["green", "red"])]["also"] = ["A"]


@quiet
def word_taken_out_of_the_scale(tree, dice):
    del tree["scale"][dice.choice(list(tree["scale"]))]


@quiet
def bands_moved(tree, dice):
    edge = dice.choice([20, 60, 80])
    tree["bands"] = [
        {"from": "0", "to": str(edge - 1), "means": "not_met"},
        {"from": str(edge), "to": "100", "means": "met"},
    ]


@quiet
def levels_turned_round(tree, dice):
    tree["impact"] = dict(reversed(tree["impact"].items()))


@quiet
def evidence_removed(tree, dice):
    evidence = one_of(tree, dice, "evidence")["evidence"]
    evidence.pop(dice.randrange(len(evidence)))


@quiet
def evidence_changed(tree, dice):
    piece = dice.choice(one_of(tree, dice, "evidence")["evidence"])
    field, value = dice.choice(
        [("dated", "2024-05-01"), ("impact", "2"), ("text", "Another thing that was seen by us")]
    )
    piece[field] = value


@quiet
def gap_removed(tree, dice):
    one_of(tree, dice, "gaps")["gaps"].pop()


@quiet
def point_changed(tree, dice):
    dice.choice(one_of(tree, dice, "points")["points"])["met"] = dice.choice(["true", "false"])


@quiet
def points_removed(tree, dice):
    del one_of(tree, dice, "points")["points"]


@quiet
def action_removed(tree, dice):
    one_of(tree, dice, "actions")["actions"].pop(0)


@quiet
def question_removed(tree, dice):
    one_of(tree, dice, "challenged")["challenged"].pop()


@quiet
def question_changed(tree, dice):
    dice.choice(one_of(tree, dice, "challenged")["challenged"])["text"] = "Is there anything else to tell us"


@quiet
def answer_removed(tree, dice):
    tree["answers"].pop(dice.randrange(len(tree["answers"])))


@quiet
def answer_renumbered(tree, dice):
    one_of(tree, dice)["standard"] = dice.choice(NAMES)


@quiet
def answer_put_first(tree, dice):
    tree["answers"].insert(0, answer(dice, dice.choice(NAMES)))


@quiet
def answers_exchanged(tree, dice):
    one, other = dice.sample(tree["answers"], 2)
    one["standard"], other["standard"] = other["standard"], one["standard"]


@quiet
def challenge_removed(tree, dice):
    tree["challenges"].pop(dice.randrange(len(tree["challenges"])))


@quiet
def challenge_looked_elsewhere(tree, dice):
    dice.choice(tree["challenges"])["about"] = dice.choice([["1", "2"], ["2"], ["1", "2", "3"], []])


@quiet
def challenge_dated_otherwise(tree, dice):
    dice.choice(tree["challenges"])["date"] = dice.choice(["2025-01-01", "2024-05-01"])


@quiet
def challenge_says_otherwise(tree, dice):
    tree["challenges"][0]["says"][0][dice.choice(["supports", "standard"])] = dice.choice(["yes", "3", "1"])


@quiet
def challenge_called_otherwise(tree, dice):
    tree["challenges"][0]["id"] = "other"


@quiet
def not_applicable_without_a_reason(tree, dice):
    one_of(tree, dice)["not_applicable"] = dice.choice(["n/a", "-", "none"])


@quiet
def none_without_a_reason(tree, dice):
    one_of(tree, dice)["none"] = dice.choice(["n/a", "see above"])


@quiet
def no_longer_carried(tree, dice):
    del one_of(tree, dice, "unchanged_since")["unchanged_since"]


@quiet
def unsent(tree, dice):
    del tree["submitted"]


@quiet
def due_later(tree, dice):
    tree["due"] = dice.choice(["31 July 2024", "TBC"])


@quiet
def cycle_longer(tree, dice):
    tree["cycle"] = "Every three years"


@quiet
def another_day(tree, dice):
    tree["as_at"] = "2023-01-01"


@quiet
def another_kind(tree, dice):
    tree["kind"] = "voluntary"


@quiet
def another_list(tree, dice):
    tree["standards"] = "working-together-2018"


@quiet
def an_amendment_without_words(tree, dice):
    tree["amendments"] = [{"date": "2024-05-01", "about": [dice.choice(NAMES)], "why": "n/a"}]


@quiet
def an_amendment_of_another_standard(tree, dice):
    tree["amendments"] = [{"date": "2024-05-01", "about": ["3"], "why": dice.choice(REASONS)}]
    one_of(tree, dice, "gaps")["gaps"].pop()


@honest
def graded_with_why(tree, dice):
    one = one_of(tree, dice)
    by = dice.choice(["self", "peer", "panel"])
    one.setdefault("grades", []).append(
        {"by": by, "grade": dice.choice(WORDS), "date": "2024-05-20", "why": dice.choice(REASONS)}
    )


@honest
def question_answered(tree, dice):
    open_ones = [one for one in one_of(tree, dice, "challenged")["challenged"] if "answer" not in one]
    dice.choice(open_ones)["answer"] = "The deputy does"


@honest
def question_put(tree, dice):
    one_of(tree, dice).setdefault("challenged", []).append({"by": "panel", "text": "Since when has it been so"})


@honest
def action_added(tree, dice):
    one = one_of(tree, dice)
    left = [address for address in ACTIONS if address not in one.get("actions", [])]
    one.setdefault("actions", []).append(dice.choice(left))


@honest
def challenge_added(tree, dice):
    says = [{"standard": dice.choice(NAMES), "supports": dice.choice(["yes", "no"]), "text": "It was seen on the day"}]
    tree["challenges"].append(
        {"id": f"visit{len(tree['challenges'])}", "as": "walkabout", "about": ["1"], "says": says}
    )


@honest
def more_said(tree, dice):
    says = tree["challenges"][1].setdefault("says", [])
    says.append({"standard": "1", "supports": "yes", "text": f"A thing of number {len(says)} was seen there"})


@honest
def amended_evidence(tree, dice):
    one = one_of(tree, dice)
    one.setdefault("evidence", []).append({"text": f"Survey of {dice.choice(['staff', 'drivers'])}", "impact": "2"})
    amend(tree, dice, one["standard"])


@honest
def amended_gap(tree, dice):
    one = one_of(tree, dice, "gaps")
    one["gaps"].pop()
    amend(tree, dice, one["standard"])


@honest
def amended_words(tree, dice):
    one = one_of(tree, dice)
    one["text"] = "It is led by somebody else since April"
    one.pop("unchanged_since", None)
    amend(tree, dice, one["standard"])


@honest
def amended_scale(tree, dice):
    tree["scale"]["amber"]["means"] = dice.choice(["met", "little"])
    amend(tree, dice)


@honest
def amended_due(tree, dice):
    tree["due"] = "31 July 2024"
    amend(tree, dice)


@honest
def nothing_at_all(tree, dice):
    tree["title"] = tree["title"] + " "


def amend(tree: dict, dice: random.Random, standard: str = "") -> None:
    known = [one["why"] for one in tree.get("amendments", [])]
    why = dice.choice([one for one in REASONS if one not in known])
    tree.setdefault("amendments", []).append(
        {"date": "2024-05-20", **({"about": [standard]} if standard else {}), "why": why}
    )


# what is a reason, by the trees --------------------------------------------------------------------------------------


def in_words(words: str) -> bool:
    return len(words.split()) >= 2 and words not in ("n/a", "see above")


def answer_of(tree: dict, standard: str) -> dict:
    return next((one for one in tree["answers"] if one["standard"] == standard), {})


def more(before: dict, after: dict, field: str) -> list:
    """The entries that were added to a list, by what they say."""
    left = [repr(one) for one in before.get(field, [])]
    added = []
    for one in after.get(field, []):
        if repr(one) in left:
            left.remove(repr(one))
        else:
            added.append(one)
    return added


def has_reason(old: dict, new: dict, standard: str, aspect: str, another_list: bool = False) -> bool:
    was, now = answer_of(old, standard), answer_of(new, standard)
    amendments = [one for one in more(old, new, "amendments") if in_words(one["why"])]
    if any(standard in one.get("about", []) for one in amendments):
        return True
    # an amendment of the whole answers for its scale, its levels of impact and its list
    terms = any(repr(old[field]) != repr(new[field]) for field in ("scale", "bands", "impact"))
    if any("about" not in one for one in amendments) and (another_list or terms):
        return True
    challenges = more(old, new, "challenges")
    if aspect in ("who looked at it", "what a challenge says") and challenges:
        return True
    if not was:
        return "submitted" not in old
    match aspect:
        case "own grade" | "grade of others":
            own = aspect == "own grade"
            before = [one for one in was.get("grades", []) if (one["by"] == "self") == own]
            given = [one for one in more(was, now, "grades") if (one["by"] == "self") == own]
            first = not [one for one in before if one.get("date", "") <= "2024-06-01"]
            marked = now.get("not_applicable", "") != was.get("not_applicable", "") and in_words(now["not_applicable"])
            return any(first or in_words(one.get("why", "")) for one in given) or (own and marked)
        case "points" | "evidence" | "age of evidence" | "impact":
            field = "points" if aspect == "points" else "evidence"
            return bool(more(was, now, field))
        case "questions":
            return any("answer" in one for one in now.get("challenged", []))
        case "actions":
            return bool(more(was, now, "actions")) or in_words(now.get("none", ""))
        case "carried forward":
            return {**now, "unchanged_since": ""} != {**was, "unchanged_since": ""}
        case "who looked at it" | "what a challenge says":
            return bool(more(was, now, "grades") or more(was, now, "challenged"))
    return False


# the law -------------------------------------------------------------------------------------------------------------

REACHED: Counter[str] = Counter()


def read(tree: dict):
    text = yaml.dump(tree, Dumper=yaml.CSafeDumper, sort_keys=False)
    return load_assessment(Source("plans/westmere/a.yaml", "westmere/a", text.encode()))


def cells(loaded, beside: Beside):
    assessment, find = loaded.assessment, PlanStandings(PLANS, DAY)
    listed = Standards.of(beside.standards).lists.get(assessment.standards)
    ids = dict.fromkeys([*(NAMES if listed is None else (one.id for one in listed.standards)), *NAMES])
    return {id: judge_answer(assessment, id, listed, DAY, find) for id in ids}


def edited(dice: random.Random, kinds: list[dict[str, Edit]], most: int = 3) -> tuple[dict, dict, list[str]]:
    old = made_up(dice)
    new, names = copy.deepcopy(old), []
    for _ in range(dice.randint(1, most)):
        among = dice.choice(kinds)
        name = dice.choice(list(among))
        tried = copy.deepcopy(new)
        try:
            among[name](tried, dice)
        except (IndexError, KeyError, ValueError):
            # there is nothing of the kind in this return
            continue
        new, names = tried, [*names, name]
    return old, new, names


@settings(max_examples=1200, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_no_edit_makes_a_cell_better_without_a_reason_or_a_finding(seed):
    dice = random.Random(seed)
    old, new, names = edited(dice, [QUIET, QUIET, HONEST])
    was, now = read(old), read(new)
    if not was.whole or not now.whole:
        REACHED["not read whole"] += 1
        return
    lists, before = standards(), list_of(standards())
    if dice.random() < 0.1:
        lists.pop(dice.randrange(3))
    after = list_of(lists)
    found = check_assessment_edits([was], [now], before, after, DAY)
    old_cells, new_cells = cells(was, before), cells(now, after)
    REACHED["compared"] += 1
    for standard, cell in old_cells.items():
        looks = better(cell, new_cells[standard]) if standard in new_cells else ("it is gone",)
        for aspect in looks:
            if has_reason(old, new, standard, aspect, len(lists) < 3):
                REACHED["better, with a reason"] += 1
            else:
                assert found, (names, standard, aspect, old, new)
                REACHED["better, with a finding"] += 1
    if any(one.level == ERROR for one in found):
        REACHED["with an error"] += 1


@settings(max_examples=400, deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_what_is_done_with_its_reason_gives_no_error(seed):
    dice = random.Random(seed)
    old, new, names = edited(dice, [HONEST])
    was, now = read(old), read(new)
    found = check_assessment_edits([was], [now], list_of(standards()), list_of(standards()), DAY)
    wrong = [one for one in found if one.level == ERROR]
    assert not wrong, (names, [(one.code, one.message) for one in wrong], old, new)
    REACHED["honest"] += bool(names)


def test_the_cases_reach_what_the_law_is_about():
    """Behind the two above: how many cases there were of each kind."""
    if not REACHED:
        test_no_edit_makes_a_cell_better_without_a_reason_or_a_finding()
        test_what_is_done_with_its_reason_gives_no_error()
    assert REACHED["better, with a finding"] > 500 and REACHED["better, with a reason"] > 500, REACHED
    assert REACHED["compared"] > 1000 and REACHED["honest"] > 300, REACHED
    assert len(QUIET) > 35 and len(HONEST) > 10


def test_every_kind_of_edit_is_made():
    """Each changes the return in a tenth of its cases at least."""
    for name, make in {**QUIET, **HONEST}.items():
        made = 0
        for seed in range(60):
            dice = random.Random(seed)
            tree = made_up(dice)
            before = copy.deepcopy(tree)
            try:
                make(tree, dice)
            except (IndexError, KeyError, ValueError):
                continue
            made += repr(tree) != repr(before)
        assert made >= 6, (name, made)
