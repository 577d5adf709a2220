"""An invented partnership of twelve bodies that answer ten standards in three cycles, with gaps planted in the last.

Everything is in order until a gap is planted, so that whatever ``coverage`` tells beside the planted ones is wrong.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

BODIES = [
    ("Northmere District Council", "statutory"),
    ("Westmere District Council", "statutory"),
    ("Eastmere Borough Council", "statutory"),
    ("Westshire Constabulary", "statutory"),
    ("Westshire Probation Service", "statutory"),
    ("Mere Valley Hospitals", "statutory"),
    ("Eastmere Leisure Trust", "commissioned"),
    ("Mere Homes", "commissioned"),
    ("Westshire Youth Charity", "voluntary"),
    ("Oakmere Primary School", "school"),
    ("Ashmere Academy", "school"),
    ("Little Meres Nursery", "early_years"),
]
STANDARDS = [str(number) for number in range(1, 11)]
CYCLES = (2021, 2023, 2025)
DAY = date(2026, 1, 15)
LIST = "westshire-2021"
# the kinds that are planted in a standard, and those that are planted in a whole return
IN_CELLS = (
    "no_answer",
    "not_met_nothing_follows",
    "above_nothing_follows",
    "not_met_actions_late",
    "met_actions_late",
    "said_no",
    "two_boards",
    "above_moderated",
    "points_not_met",
    "worse",
    "not_met",
    "unknown_word",
    "not_graded",
    "without_evidence",
    "applies_all_the_same",
    "not_looked_at",
    "looking_not_said",
    "action_missing",
    "actions_undated",
    "question_unanswered",
    "evidence_outlived",
    "evidence_undated",
    "example_wanted",
    "low_impact",
    "same_words",
    "carried_forward",
)
IN_RETURNS = ("no_return", "not_sent", "return_late")


@dataclass
class Partnership:
    """The files of a partnership by their paths, and what was planted: a kind, a body, a standard ('' for a return)."""

    files: dict[str, str] = field(default_factory=dict)
    planted: set[tuple[str, str, str]] = field(default_factory=set)

    def write(self, folder: Path) -> Path:
        for name, text in self.files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder


def partnership(seed: int, gaps: int = 60) -> Partnership:
    """A partnership with so many gaps, each kind of a standard at least once where there are enough."""
    chance = random.Random(seed)
    made = Partnership()
    late, silent, draft = (name for name, _ in chance.sample(BODIES, 3))
    made.planted |= {("no_return", silent, ""), ("return_late", late, ""), ("not_sent", draft, "")}
    # in a draft that is overdue nothing else is planted: what it leaves out is not yet said to be left out
    cells = [(name, one) for name, _ in BODIES if name not in (silent, draft) for one in STANDARDS]
    chance.shuffle(cells)
    kinds = list(IN_CELLS)
    while len(kinds) < gaps - len(IN_RETURNS):
        kinds.append(chance.choice(IN_CELLS))
    at: dict[tuple[str, str], str] = {}
    for kind in kinds[: gaps - len(IN_RETURNS)]:
        # where a challenge of a return does not say what it looked at, nothing of it is said not to be looked at
        held = {"not_looked_at": "looking_not_said", "looking_not_said": "not_looked_at"}.get(kind)
        free = next(cell for cell in cells if not any(one == held and of[0] == cell[0] for of, one in at.items()))
        cells.remove(free)
        at[free] = kind
    made.planted |= {(kind, name, one) for (name, one), kind in at.items()}
    made.files["s11.yaml"] = _settings()
    made.files[f"standards/{LIST}.yaml"] = _list()
    for name, kind in BODIES:
        key = key_of(name)
        made.files[f"plans/{key}/section-11-2025.yaml"] = _plan(name)
        for cycle in CYCLES:
            if cycle == CYCLES[-1] and name == silent:
                continue
            here = {one: at.get((name, one), "") for one in STANDARDS}
            if cycle != CYCLES[-1]:
                # what was not met before is no worse now
                here = {one: what for one, what in here.items() if what in ("not_met", "same_words")}
            sent = _sent(cycle, late=name == late, draft=name == draft)
            made.files[f"plans/{key}/assessment-{cycle}.yaml"] = _return(name, kind, cycle, here, sent)
            if told := [one for one, what in here.items() if what == "two_boards"]:
                made.files[f"plans/{key}/assessment-{cycle}-north.yaml"] = _for_north(name, kind, cycle, told, sent)
    return made


def key_of(name: str) -> str:
    return name.lower().replace(" ", "-")


def _settings() -> str:
    by_kind: dict[str, list[str]] = {}
    for name, kind in BODIES:
        by_kind.setdefault(kind, []).append(name)
    listed = "".join(f"    {kind}: [{', '.join(names)}]\n" for kind, names in by_kind.items())
    asked = f"standards: {LIST}\n  cycle: 2025\n  asked: 2025-09-01\n  due: 30 October 2025\n  from:\n{listed}"
    return f"self_assessments:\n  {asked}"


def _list() -> str:
    listed = "".join(
        f"  - id: {one}\n    text: Standard number {one}\n    applies_to: [statutory, commissioned, voluntary, school, "
        f"early_years]\n    points: [{{id: a, text: One}}, {{id: b, text: Two}}]\n"
        for one in STANDARDS
    )
    return f"format: s11-standards/1\nid: {LIST}\ntitle: Westshire standards 2021\nstandards:\n{listed}"


def _plan(name: str) -> str:
    return f"""\
format: s11-plan/1
title: Section 11 action plan 2025
organisation: {name}
origin: section-11
people: {{AB: {{post: Policy officer}}}}
rag: {{green: {{means: on_track}}, blue: {{means: completed}}}}
recommendations:
  - id: 1
    text: Keep arrangements under review
    actions:
      - {{id: late, text: Train the new staff, lead: AB, timescale: October 2025, rag: green}}
      - {{id: open, text: Review the policy, lead: AB, timescale: October 2026, rag: green}}
      - {{id: undated, text: Ask the young people, lead: AB, rag: green}}
      - {{id: done, text: Name a lead, lead: AB, timescale: May 2025, rag: blue, completed: 2025-05-01}}
"""


def _sent(cycle: int, *, late: bool, draft: bool) -> str:
    if cycle == CYCLES[-1] and draft:
        return ""
    day = f"{cycle}-11-09" if cycle == CYCLES[-1] and late else f"{cycle}-10-20"
    return f"submitted: {{date: {day}, by: AB}}\n"


def _return(name: str, kind: str, cycle: int, planted: dict[str, str], sent: str) -> str:
    unlooked = [one for one, what in planted.items() if what in ("not_looked_at", "looking_not_said")]
    # who looked at all but those; a second challenge does not say what it looked at, and is there only where wanted
    about = [one for one in STANDARDS if one not in unlooked] or ["none"]
    challenges = f"  - {{id: panel, as: panel, date: {cycle}-12-01, about: [{', '.join(about)}]}}\n"
    no = [one for one, what in planted.items() if what == "said_no"]
    if no:
        says = ", ".join(f"{{standard: {one}, supports: no, text: Few knew}}" for one in no)
        challenges += f"  - {{id: staff, as: survey, date: {cycle}-09-20, about: [{', '.join(no)}], says: [{says}]}}\n"
    if "looking_not_said" in planted.values():
        challenges += f"  - {{id: visit, as: walkabout, date: {cycle}-11-20}}\n"
    answers = "".join(_answer(name, one, cycle, planted.get(one, "")) for one in STANDARDS)
    return f"""\
format: s11-assessment/1
title: Section 11 self-assessment {cycle}
organisation: {name}
kind: {kind}
for: Westshire board
standards: {LIST}
cycle: Every two years
due: 30 October {cycle}
as_at: {cycle}-10-01
{sent}scale:
  blue: {{means: exceeds, needs: example}}
  green: {{means: met}}
  amber: {{means: partly}}
  red: {{means: not_met}}
  grey: {{means: not_graded}}
impact: {{"1": {{}}, "2": {{}}, "3": {{}}, "4": {{}}}}
people: {{AB: {{post: Policy officer}}}}
challenges:
{challenges}answers:
{answers}"""


def _for_north(name: str, kind: str, cycle: int, told: list[str], sent: str) -> str:
    """A second return of the cycle, which tells another board otherwise."""
    answers = "".join(f"  - {{standard: {one}, grades: [{{by: self, grade: amber}}]}}\n" for one in told)
    return f"""\
format: s11-assessment/1
title: Section 11 self-assessment {cycle} for the north
organisation: {name}
kind: {kind}
for: Northshire board
standards: {LIST}
as_at: {cycle}-10-01
{sent}scale: {{amber: {{means: partly}}}}
people: {{AB: {{post: Policy officer}}}}
answers:
{answers}"""


def _answer(name: str, standard: str, cycle: int, kind: str) -> str:
    plan = f"{key_of(name)}/section-11-2025"
    if kind == "no_answer":
        return f"  - standard: {standard}\n"
    grade, by_panel = "green", "green"
    fields = [
        "points: [{id: a, met: true}, {id: b, met: true}]",
        f'evidence: [{{text: Minutes, dated: {cycle}-06-01, impact: "3"}}]',
    ]
    if kind in ("not_met_nothing_follows", "not_met_actions_late", "not_met"):
        grade = by_panel = "amber"
    if kind == "worse":
        grade, by_panel = "amber", "amber"
    if kind in ("above_nothing_follows", "above_moderated"):
        by_panel = "red"
    if kind in ("not_looked_at", "looking_not_said"):
        by_panel = ""
    if kind == "unknown_word":
        grade, by_panel = "purple", ""
    if kind == "not_graded":
        grade = by_panel = ""
    if kind == "said_no":
        by_panel = "green"
    if kind == "without_evidence":
        fields.pop()
    if kind == "evidence_outlived":
        fields[1] = f'evidence: [{{text: Minutes, dated: {cycle - 3}-06-01, impact: "3"}}]'
    if kind == "same_words":
        fields[1] = f'evidence: [{{text: Minutes, dated: {CYCLES[1]}-12-01, impact: "3"}}]'
    if kind == "evidence_undated":
        fields[1] = 'evidence: [{text: Minutes, impact: "3"}]'
    if kind == "example_wanted":
        grade = by_panel = "blue"
    if kind == "low_impact":
        fields[1] = f'evidence: [{{text: Minutes, dated: {cycle}-06-01, impact: "2"}}]'
    if kind == "points_not_met":
        fields[0] = "points: [{id: a, met: true}, {id: b, met: false}]"
    if kind == "question_unanswered":
        fields.append("challenged: [{by: panel, text: How do you know?}]")
    if kind == "carried_forward":
        fields.append(f"unchanged_since: {cycle - 4}-10-01")
    actions = {
        "not_met_actions_late": ["late", "open"],
        "met_actions_late": ["late"],
        "above_moderated": ["open"],
        "not_met": ["open"],
        "worse": ["open"],
        "action_missing": ["gone"],
        "actions_undated": ["undated", "done"],
    }.get(kind, [])
    if actions:
        fields.append(f"actions: [{', '.join(f'{plan}#{one}' for one in actions)}]")
    if kind == "applies_all_the_same":
        grade = by_panel = ""
        fields = ["not_applicable: We have few staff"]
    grades = [f"{{by: self, grade: {grade}, date: {cycle}-10-01}}"] if grade else []
    grades += [f"{{by: panel, grade: {by_panel}, date: {cycle}-12-01}}"] if by_panel else []
    if grades:
        fields.insert(0, f"grades: [{', '.join(grades)}]")
    return f"  - standard: {standard}\n" + "".join(f"    {one}\n" for one in fields)
