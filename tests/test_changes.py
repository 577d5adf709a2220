"""What changed since last time.

Two years of monthly edits with a ledger beside them, and what each form makes of it.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest
from browsing import look
from conftest import PROJECT, Repository, run_s11
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_cli import HEAD, HOSTILE
from test_pages import Page

from s11 import rules, view
from s11.change import KINDS, compare
from s11.plan import PlanFiles, load
from s11.render import render_view
from s11.render.changes_text import ROOM, changes_lines, changes_screen, comment
from s11.render.json import changes_json
from s11.render.screen import ScreenSettings
from s11.standing import judge_plan
from s11.text import Source
from s11.view.changes import BaseSide, directions_of_travel
from s11.view.changes import changes as told_of
from s11.view.changes_page import changes_page
from s11.when import Vantage

TEMPLATES = {
    path.name: path.read_text(encoding="utf-8") for path in (PROJECT / "templates").iterdir() if path.is_file()
}
STANDING = ("newly_late", "no_longer_late", "worse", "better")

# two years, and their ledger -----------------------------------------------------------------------------------------

PLANS = {"R": "reading/ofsted-2013", "O": "oxford/section-11-2016"}
START = {key: (PROJECT / "plans" / f"{name}.yaml").read_text(encoding="utf-8") for key, name in PLANS.items()}
MONTHS = 24
RENAMED = 22
STATES = {
    "": "unrated",
    "Red": "off_track",
    "Amber": "on_track",
    "Green": "completed",
    "G-Green": "on_track",
    "A-Amber": "at_risk",
    "B-Blue": "completed",
}
TRAIN = "text: Ensure that staff and Members are trained in safeguarding as required by their roles"


class Fact(NamedTuple):
    """One line of the ledger: what a subject's aspect was and became; an entry only came."""

    aspect: str
    subject: str
    before: str
    after: str


class Edit(NamedTuple):
    """What somebody typed in a month: in a block of a plan's file, old text for new; and what the ledger says of it."""

    month: int
    plan: str
    block: str
    texts: tuple[tuple[str, str], ...]
    facts: tuple[Fact, ...]


def edit(month: int, plan: str, block: str, old: str, new: str, *facts: tuple[str, str, str, str]) -> Edit:
    return Edit(month, plan, block, ((old, new),), tuple(Fact(*fact) for fact in facts))


def noted(month: int, plan: str, block: str, day: str, note: str, first: bool = True) -> Edit:
    """A note of progress, in front of the action's lead."""
    entry = f"          - {{date: {day}, note: {note}}}\n"
    old, new = (
        ("        lead:", f"        progress:\n{entry}        lead:")
        if first
        else ("        progress:\n", f"        progress:\n{entry}")
    )
    return edit(month, plan, block, old, new, ("noted", f"{plan}#{block}", "", note))


YEARS = (
    edit(
        1,
        "O",
        "1.1",
        "timescale: Oct 2016",
        "timescale: Dec 2016\n            revised:\n              - {date: 2016-07-15, from: Oct 2016, why: The "
        "county's return came late}",
        ("date", "O#1.1/2", "Oct 2016", "Dec 2016"),
    ),
    edit(
        1,
        "R",
        "1",
        "rag: Amber",
        "rag: Green",
        ("rating", "R#1", "Amber", "Green"),
        ("done", "R#1", "open", "completed"),
    ),
    edit(
        2,
        "O",
        "1.1",
        "timescale: June 2016\n",
        "timescale: June 2016\n            received: 2016-08-10\n",
        ("received", "O#1.1/4", "", "10 August 2016"),
    ),
    edit(2, "R", "4", "lead: tbc", "lead: HoCSC", ("lead", "R#4", "tbc", "Head of Children's Social Care & YOS")),
    noted(3, "O", "1.1", "2016-09-20", "The leaflet went to print"),
    edit(3, "R", "4", "rag: Red", "rag: Amber", ("rating", "R#4", "Red", "Amber")),
    edit(
        4,
        "O",
        "1.1",
        "          - text: Review Data Sharing Protocols\n            lead: FOI Officer\n",
        "",
        ("asked", "O#1.1/7", "Review Data Sharing Protocols", ""),
    ),
    noted(4, "R", "4", "2016-10-11", "The police have confirmed their part"),
    edit(
        5,
        "R",
        "1",
        "rag: Green",
        "rag: Amber",
        ("rating", "R#1", "Green", "Amber"),
        ("done", "R#1", "completed", "open"),
    ),
    edit(
        5,
        "O",
        "4.3",
        "lead: Angela Bowman",
        "lead: [Val Johnson, Angela Bowman]",
        ("lead", "O#4.3", "Angela Bowman", "Val Johnson and Angela Bowman"),
    ),
    edit(
        6,
        "O",
        "4.3",
        "staff and Members are trained in safeguarding",
        "staff, Members and contractors are trained in safeguarding",
        ("words", "O#4.3", TRAIN, TRAIN.replace("staff and Members", "staff, Members and contractors")),
    ),
    edit(
        6,
        "R",
        "5",
        "        rag: Amber",
        "        rag: Amber\n        timescale: March 2017",
        ("date", "R#5", "", "March 2017"),
    ),
    edit(
        7,
        "O",
        "1.1",
        "timescale: Dec 2016\n            revised:\n",
        "timescale: Feb 2017\n            revised:\n              - {date: 2017-01-10, from: Dec 2016}\n",
        ("date", "O#1.1/2", "Dec 2016", "Feb 2017"),
    ),
    edit(
        8,
        "O",
        "2.6",
        "        lead: Tim Sadler\n",
        '        lead: Tim Sadler\n      - id: "2.7"\n        text: Publish what was learnt in the year\n        '
        "lead: Val Johnson\n        timescale: March 2017\n",
        ("there", "O#2.7", "", "Publish what was learnt in the year"),
    ),
    edit(
        8,
        "R",
        "43",
        "        rag: Green\n",
        "        rag: Green\n  - id: 11\n    text: The Council to report openly on what children say\n    actions:\n "
        "     - {id: 44, text: Ask children twice a year, lead: HoCSC, rag: Amber}\n",
        ("there", "R#rec:11", "", "The Council to report openly on what children say"),
    ),
    edit(
        9,
        "O",
        "1.1",
        "            timescale: On-going\n",
        "            timescale: On-going\n          - text: Review Data Sharing Protocols\n            lead: FOI "
        "Officer\n",
        ("asked", "O#1.1/7", "", "Review Data Sharing Protocols"),
    ),
    noted(9, "O", "2.7", "2017-03-02", "Two chapters are written"),
    edit(
        9,
        "R",
        "5",
        "timescale: March 2017",
        "timescale: June 2017\n        revised:\n          - {date: 2017-03-20, from: March 2017, why: The board met "
        "late}",
        ("date", "R#5", "March 2017", "June 2017"),
    ),
    noted(10, "O", "1.1", "2017-04-04", "The intranet page is new", first=False),
    edit(
        10,
        "R",
        "8",
        "      - id: 8\n        text: >-\n          CSC to offer a designated schools forum to develop further the "
        "understanding of thresholds\n          in the schools community\n        lead: HoCSC\n        rag: Green\n",
        "",
        ("there", "R#8", "CSC to offer a designated schools forum", ""),
    ),
    edit(
        10,
        "O",
        "2.5",
        "            timescale: October 2016\n",
        "            timescale: October 2016\n            received: 2017-04-12\n",
        ("received", "O#2.5/3", "", "12 April 2017"),
    ),
    edit(11, "O", "rec:7", "    rag: G-Green", "    rag: A-Amber", ("rating", "O#rec:7", "G-Green", "A-Amber")),
    edit(
        12,
        "R",
        "5",
        "timescale: June 2017\n        revised:\n",
        "timescale: March 2017\n        revised:\n          - {date: 2017-06-20, from: June 2017, why: The board met "
        "after all}\n",
        ("date", "R#5", "June 2017", "March 2017"),
    ),
    edit(
        12,
        "O",
        "4.3",
        "staff, Members and contractors are trained",
        "staff, Members and contractors are trained every year",
        (
            "words",
            "O#4.3",
            TRAIN.replace("staff and Members", "staff, Members and contractors"),
            TRAIN.replace("staff and Members are trained", "staff, Members and contractors are trained every year"),
        ),
    ),
    edit(
        13,
        "O",
        "4.1",
        "        lead: [Richard",
        "        rag: B-Blue\n        completed: 2017-07-12\n        lead: [Richard",
        ("done", "O#4.1", "open", "completed"),
        ("rating", "O#4.1", "G-Green", "B-Blue"),
    ),
    edit(
        14,
        "O",
        "2.7",
        '      - id: "2.7"\n        text: Publish what was learnt in the year\n        progress:\n          - {date: '
        "2017-03-02, note: Two chapters are written}\n        lead: Val Johnson\n        timescale: March 2017\n",
        "",
        ("there", "O#2.7", "Publish what was learnt in the year", ""),
    ),
    edit(
        14,
        "R",
        "7",
        "        rag: Green",
        "        rag: Green\n        note: The website was rebuilt",
        ("field its note", "R#7", "nothing", "The website was rebuilt"),
    ),
    edit(
        15,
        "O",
        "4.3",
        "staff, Members and contractors are trained every year",
        "staff and Members are trained",
        (
            "words",
            "O#4.3",
            TRAIN.replace("staff and Members are trained", "staff, Members and contractors are trained every year"),
            TRAIN,
        ),
    ),
    edit(16, "O", "rec:7", "    rag: A-Amber", "    rag: G-Green", ("rating", "O#rec:7", "A-Amber", "G-Green")),
    edit(
        16,
        "R",
        "6",
        "        rag: Green",
        "        rag: Green\n        continuing: true",
        ("field whether it is carried on once done", "R#6", "no", "yes"),
    ),
    edit(
        17,
        "O",
        "4.1",
        "completed: 2017-07-12",
        "completed: 2017-07-12\n        signed_off: {date: 2017-11-07, by: Val Johnson}",
        ("done", "O#4.1", "completed", "verified"),
    ),
    edit(
        17,
        "R",
        "6",
        "        continuing: true",
        "        continuing: true\n        completed: 2017-11-02",
        ("recorded", "R#6", "", "completed on 2 November 2017"),
    ),
    edit(
        18,
        "O",
        "",
        "  amber:\n    means: at_risk",
        "  amber:\n    means: off_track",
        ("legend", "O", "amber: at risk", "amber: off track"),
    ),
    edit(
        19,
        "O",
        "5.2",
        "        evidence:",
        "        ended: {as: no_longer_needed, date: 2018-01-09, why: The county's hub took this over}\n        "
        "evidence:",
        ("done", "O#5.2", "open", "ended"),
    ),
    edit(
        20,
        "O",
        "",
        "as_at: 2016-05-03",
        "as_at: 2018-02-06",
        ("field the day of its ratings", "O", "3 May 2016", "6 February 2018"),
    ),
    edit(
        20,
        "O",
        "",
        "control:\n",
        "reported:\n  - {date: 2018-02-13, to: Scrutiny Committee}\ncontrol:\n",
        ("reported", "O", "", "taken to Scrutiny Committee on 13 February 2018"),
    ),
    edit(
        21,
        "O",
        "",
        "organisation: Oxford City Council\n",
        "organisation: Oxford City Council\nmarking: OFFICIAL\n",
        ("field the protective marking", "O", "nothing", "OFFICIAL"),
    ),
    edit(
        21,
        "O",
        "5.2",
        "        ended: {as: no_longer_needed, date: 2018-01-09, why: The county's hub took this over}\n",
        "",
        ("done", "O#5.2", "ended", "open"),
    ),
    edit(
        22,
        "O",
        "",
        "title: Oxford",
        "title: Oxford",
        ("number", "O", "oxford/section-11-2016", "oxford/section-11-2017"),
    ),
    edit(23, "R", "9", "      - id: 9\n", "      - id: 99\n", ("number", "R#9", "9", "99")),
)


def day_of(month: int) -> date:
    """The last day of a month, counted from June 2016."""
    ahead = 2016 * 12 + 5 + month + 1
    return date(ahead // 12, ahead % 12 + 1, 1) - timedelta(days=1)


def changed(text: str, block: str, old: str, new: str) -> str:
    """One old text for a new one, in the block of an action, of a recommendation, or of the whole."""
    start, end = 0, len(text)
    if block:
        recommendation = block.startswith("rec:")
        mark = rf"\n  - id: {block[4:]}\n" if recommendation else rf'\n      - (?:\{{)?id: "?{re.escape(block)}"?\n'
        start = re.search(mark, text).start() + 1
        after = re.compile(r"^    actions:" if recommendation else r"^(?:      - |  - |\Z)", re.M).search(
            text, start + 8
        )
        end = after.start() if after else len(text)
    assert text[start:end].count(old) >= 1, (block, old)
    return text[:start] + text[start:end].replace(old, new, 1) + text[end:]


@cache
def texts(month: int) -> dict[str, str]:
    """Plan id → its text at the end of a month."""
    held = dict(START)
    for one in YEARS:
        if one.month <= month:
            for old, new in one.texts:
                held[one.plan] = changed(held[one.plan], one.block, old, new)
    return {name_of(key, month): text for key, text in held.items()}


def name_of(plan: str, month: int) -> str:
    return "oxford/section-11-2017" if plan == "O" and month >= RENAMED else PLANS[plan]


def address_of(subject: str, month: int) -> str:
    plan, hash_, rest = subject.partition("#")
    return name_of(plan, month) + hash_ + ("99" if subject == "R#9" and month >= 23 else rest)


# what the ledger expects ---------------------------------------------------------------------------------------------

ENTRIES = ("noted", "received", "recorded", "reported")
FACTS = [(one.month, fact) for one in YEARS for fact in one.facts]


def value(aspect: str, subject: str, month: int) -> str:
    """What the ledger says that a subject's aspect was at the end of a month."""
    mine = [(when, fact) for when, fact in FACTS if (fact.aspect, fact.subject) == (aspect, subject)]
    return next((fact.after for when, fact in reversed(mine) if when <= month), mine[0][1].before)


def there(subject: str, month: int) -> bool:
    return not any(fact.aspect in ("there", "asked") and fact.subject == subject for _, fact in FACTS) or bool(
        value("there" if "/" not in subject else "asked", subject, month)
    )


def times_moved(subject: str, month: int) -> int:
    return sum(
        fact.aspect == "date" and fact.subject == subject and bool(fact.before) and when <= month
        for when, fact in FACTS
    )


def expected(old: int, new: int) -> Counter:
    """What ``changes`` should tell between two months, net of all that was undone: heading, address and words."""
    found: Counter = Counter()
    for aspect, subject in dict.fromkeys((fact.aspect, fact.subject) for _, fact in FACTS):
        address = address_of(subject, new)
        if aspect in ENTRIES:
            if there(subject, old) and there(subject, new):
                found.update(
                    (aspect, address, fact.after, "")
                    for when, fact in FACTS
                    if (fact.aspect, fact.subject) == (aspect, subject) and old < when <= new
                )
            continue
        before, after = value(aspect, subject, old), value(aspect, subject, new)
        if aspect in ("there", "asked"):
            if before != after:
                heading = {"there": "", "asked": "evidence_"}[aspect] + ("added" if after else "removed")
                found[heading, address if after else address_of(subject, old), "", ""] += 1
        elif aspect == "date":
            entered = times_moved(subject, new) - times_moved(subject, old)
            if before != after or (before and entered):
                found[
                    ("moved" if before else "dated"),
                    address,
                    before,
                    f"{after} {times_moved(subject, new) if before else ''}".strip(),
                ] += 1
        elif before != after:
            found[
                told_as(aspect, subject, old, new), address, *((before, after) if aspect != "done" else ("", ""))
            ] += 1
    return Counter({key: count for key, count in found.items() if key[0]})


def told_as(aspect: str, subject: str, old: int, new: int) -> str:
    before, after = value(aspect, subject, old), value(aspect, subject, new)
    if aspect == "done":
        return {"ended": "resumed"}.get(before, "undone") if after == "open" else after
    if aspect == "rating":
        if any(fact.aspect == "done" and fact.subject == subject for _, fact in FACTS) and value(
            "done", subject, old
        ) != value("done", subject, new):
            return ""
        order = ("off_track", "at_risk", "unrated", "not_started", "on_track", "completed")
        return "rated_up" if order.index(STATES[after]) > order.index(STATES[before]) else "rated_down"
    return {"lead": "leads", "words": "reworded", "legend": "legend", "number": "renumbered"}.get(aspect, "other")


# whether it was on time: other tests look at that
ON_TIME = re.compile(r", (?:on time: |with no one due day |\d+ days? after |whether on time ).*")


def shown(changes) -> Counter:
    """The same of what was told, but for how an action stands."""
    found: Counter = Counter()
    for plan in changes.plans:
        for told in (row for group in plan.groups for row in group.rows):
            before, after = told.before, told.after
            match told.heading:
                case "moved" | "dated":
                    before = before.split("' (")[0].strip("'").replace("no date", "")
                    after = (
                        f"{after.split(chr(39) + ' (')[0].strip(chr(39))} "
                        f"{told.times if told.heading == 'moved' else ''}"
                    ).strip()
                case "rated_up" | "rated_down":
                    after, before = re.fullmatch(
                        r"rated (?:'(.*?)' \(.*?\)), was (?:'(.*?)' \(.*?\)|not rated).*", told.said
                    ).groups("")
                case "noted":
                    before = told.said.partition(": ")[2]
                case "received":
                    before = ON_TIME.sub("", told.said.removeprefix("received on "))
                case "reported" | "recorded":
                    before = ON_TIME.sub("", told.said)
                case "reworded":
                    before, after = (f"text: {words}" for words in (before, after))
                case (
                    "added"
                    | "removed"
                    | "evidence_added"
                    | "evidence_removed"
                    | "completed"
                    | "verified"
                    | "undone"
                    | "ended"
                    | "resumed"
                ):
                    before = after = ""
            if told.heading not in STANDING:
                found[told.heading, told.address, before, after] += 1
    return found


def standings(month: int, day: date | None = None) -> dict[str, tuple]:
    """Each action alone on a day: whether it is late, its checked state, whether ended or proposed; by the address it
    has at the start.
    """
    found = {}
    register = registers(month)
    for plan in register.plans:
        key = "O" if plan.organisation.startswith("Oxford") else "R"
        for standing in judge_plan(plan, Vantage(day or day_of(month))):
            found[f"{key}#{standing.action.id}".replace("R#99", "R#9")] = standing
    return found


def expected_standing(old: int, new: int) -> set[tuple[str, str, str]]:
    """How actions stand otherwise on both days, each side judged alone: heading, address, and what made it so."""
    then, now, untouched = standings(old), standings(new), standings(old, day_of(new))
    worst_first = view.WORST_FIRST
    found = set()
    for subject in then.keys() & now.keys():
        one, other, alone = then[subject], now[subject], untouched[subject]
        if any(fact.aspect == "done" and fact.subject == subject for _, fact in FACTS) and value(
            "done", subject, old
        ) != value("done", subject, new):
            continue
        rated = [
            fact.subject
            for _, fact in FACTS
            if fact.aspect == "rating"
            and fact.subject in (subject, f"{subject[0]}#rec:{one.recommendation.id}")
            and value("rating", fact.subject, old) != value("rating", fact.subject, new)
        ]
        if other.late != one.late:
            found.add(
                (
                    "newly_late" if other.late else "no_longer_late",
                    address_of(subject, new),
                    "days" if alone.late == other.late else "edit",
                )
            )
        elif one.checked != other.checked and not rated and "ended" not in (one.timing, other.timing):
            better = worst_first.index(other.checked) > worst_first.index(one.checked)
            found.add(
                (
                    "better" if better else "worse",
                    address_of(subject, new),
                    "days" if alone.checked == other.checked else "edit",
                )
            )
    return found


# the repository ------------------------------------------------------------------------------------------------------


@cache
def registers(month: int) -> PlanFiles:
    return load(Source(f"plans/{name}.yaml", name, text.encode()) for name, text in sorted(texts(month).items()))


@pytest.fixture(scope="module")
def years(tmp_path_factory):
    """A real repository of two years, a commit at each month's end; commit ids by month."""
    repository = Repository(tmp_path_factory.mktemp("years"))
    commits = []
    for month in range(MONTHS):
        for name in PLANS.values():
            (repository.folder / "plans" / f"{name}.yaml").unlink(missing_ok=True)
        for name, text in texts(month).items():
            repository.write(f"plans/{name}.yaml", text)
        commits.append(repository.commit(f"Month {month}", day_of(month).isoformat()))
    return repository, commits


def between(one: PlanFiles, then: date, other: PlanFiles, now: date, **more) -> view.Changes:
    vantage = Vantage(now, "b" * 40)
    base = BaseSide(one, Vantage(then, "a" * 40), "commit aaaaaaaaaa")
    return told_of(other, vantage, "commit bbbbbbbbbb", [base], rules.VERSION, **more)


@cache
def by_month(old: int, new: int) -> view.Changes:
    return between(registers(old), day_of(old), registers(new), day_of(new))


PAIRS = [
    (old, new) for old in range(MONTHS) for new in range(old + 1, MONTHS) if new - old == 1 or (old * 7 + new) % 4 == 0
]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_changes_between_two_months_equal_the_ledger(old, new):
    told = by_month(old, new)
    assert shown(told) == expected(old, new)
    standing = [
        (row.heading, row.address, row.cause)
        for plan in told.plans
        for group in plan.groups
        for row in group.rows
        if row.heading in STANDING
    ]
    assert len(standing) == len(set(standing)) and set(standing) == expected_standing(old, new)


# told in test_milestones.py
NEW_FIELDS = ("reached", "measured", "milestone_added", "milestone_removed")


def test_the_ledger_holds_something_under_almost_every_heading():
    headings = {heading for old, new in PAIRS for heading, _, _ in by_month(old, new).counts}
    assert set(view.HEADINGS) - headings == {
        "came",
        "went",
        "rewritten",
        "asked",
        "corrected",
        "mended",
        "redacted",
        *NEW_FIELDS,
    }


@pytest.mark.parametrize(("old", "new"), [(0, 23), (7, 8), (3, 16), (19, 22), (22, 23)])
def test_the_command_tells_the_same_from_the_real_repository(years, old, new):
    repository, commits = years
    ran = run_s11("changes", f"{commits[old]}..{commits[new]}", "--json", cwd=repository.folder)
    assert ran.code == 0, ran.err
    told, wanted = json.loads(ran.out), by_month(old, new)
    assert told["as_of"] == day_of(new).isoformat() and told["revision"] == commits[new]
    assert {plan["since"]["as_of"] for plan in told["plans"]} == {day_of(old).isoformat()}
    assert told["counts"] == {heading: count for heading, _, count in wanted.counts}
    kept = json.loads(changes_json(wanted))
    assert [plan["changes"] for plan in told["plans"]] == [plan["changes"] for plan in kept["plans"]]


OPPOSITE = {
    "newly_late": "no_longer_late",
    "worse": "better",
    "rated_up": "rated_down",
    "added": "removed",
    "evidence_added": "evidence_removed",
}
OPPOSITE |= {new: old for old, new in OPPOSITE.items()}
SAME = ("leads", "reworded", "legend", "renumbered", "other")


@pytest.mark.parametrize(("old", "new"), PAIRS[::3])
def test_looking_back_turns_every_change_round(old, new):
    there, back = (
        Counter({heading: count for heading, _, count in by_month(*pair).counts}) for pair in ((old, new), (new, old))
    )
    for one, other in OPPOSITE.items():
        assert there[one] == back[other], one
    assert all(there[heading] == back[heading] for heading in SAME)
    # the dates that were moved; one that was moved and moved back is an entry taken out when seen from the other side
    moved = [
        sum(
            row.before != row.after
            for plan in by_month(*pair).plans
            for group in plan.groups
            for row in group.rows
            if group.heading in ("moved", "dated")
        )
        for pair in ((old, new), (new, old))
    ]
    assert moved[0] == moved[1]
    finished = ("completed", "verified", "ended"), ("undone", "resumed")
    assert sum(there[heading] for heading in (*finished[0], *finished[1])) == sum(
        back[heading] for heading in (*finished[0], *finished[1])
    )
    one, other = by_month(old, new).travel, by_month(new, old).travel
    assert (
        looks_better(one),
        one.same,
        one.worse,
        one.ended,
        one.added,
        one.removed,
        one.late_then,
        one.things_now,
    ) == (
        other.worse,
        other.same,
        looks_better(other),
        other.ended,
        other.removed,
        other.added,
        other.late_now,
        other.things_then,
    )


def looks_better(travel: view.Travel) -> int:
    """As checked, whatever made it so."""
    return travel.better + travel.by_date + travel.by_terms + travel.restated


@pytest.mark.parametrize(("old", "new"), [*PAIRS[::5], (0, 23)])
def test_the_direction_of_travel_can_be_worked_out_again(old, new):
    then, now, travel = standings(old), standings(new), by_month(old, new).travel
    rank = {state: number for number, state in enumerate(view.WORST_FIRST)}
    ways = Counter()
    for subject in then.keys() & now.keys():
        one, other = then[subject], now[subject]
        ended = "ended" in (one.timing, other.timing)
        ways[
            "apart"
            if ended
            else "better"
            if rank[other.checked] > rank[one.checked]
            else "worse"
            if rank[other.checked] < rank[one.checked]
            else "same"
        ] += 1
    assert (looks_better(travel), travel.same, travel.worse, travel.ended) == tuple(
        ways[way] for way in ("better", "same", "worse", "apart")
    )
    assert travel.better + travel.apart == ways["better"] + ways["apart"]
    assert (travel.added, travel.removed) == (len(now.keys() - then.keys()), len(then.keys() - now.keys()))
    assert (travel.late_then, travel.late_now) == (
        sum(s.late for s in then.values()),
        sum(s.late for s in now.values()),
    )
    assert travel.way == (
        "better" if travel.better > travel.worse + travel.held else "worse" if travel.worse > travel.better else "same"
    )


# small plans ---------------------------------------------------------------------------------------------------------

RAG = (
    "agreed: 2024-01-08\nas_at: 2024-01-10\nrag: {green: {means: on_track}, amber: {means: at_risk}, blue: {means: "
    "completed}}\npeople: {AB: {name: Ann Bell}, CD: {name: Cal Dunn}}\n"
)
DAY = date(2024, 6, 1)


def plan(*actions: str, rest: str = "", above: str = "text: Keep procedures under review") -> str:
    return (
        HEAD
        + RAG
        + rest
        + f"recommendations:\n  - id: 1\n    {above}\n    actions:\n"
        + "".join(f"      - {action}\n" for action in actions)
    )


def read(**plans: str) -> PlanFiles:
    return load(Source(f"plans/{name}.yaml", name, text.encode()) for name, text in plans.items())


def told(old: str, new: str, then: date = DAY, now: date = DAY) -> list[view.ChangeEntry]:
    return rows(between(read(westmere=old), then, read(westmere=new), now))


def rows(changes: view.Changes) -> list[view.ChangeEntry]:
    return [row for plan in changes.plans for group in plan.groups for row in group.rows]


GREEN = "{id: 1, text: Review the leaflet, lead: AB, timescale: March 2024, rag: green}"
TRAINED = "{id: 2, text: Train every new councillor, lead: AB, timescale: July 2024, rag: amber}"


def test_what_only_the_days_made_so_is_told_as_such():
    (late,) = told(plan(GREEN), plan(GREEN), date(2024, 2, 1), DAY)
    assert (late.heading, late.cause, late.said) == (
        "newly_late",
        "days",
        "due 31 March 2024, 62 days late; lead: Ann Bell",
    )
    (edited,) = (
        row
        for row in told(plan(GREEN.replace("March", "July")), plan(GREEN), date(2024, 2, 1), DAY)
        if row.heading == "newly_late"
    )
    assert edited.cause == "edit"
    (worse,) = told(
        plan(GREEN.replace("March 2024", "Ongoing")),
        plan(GREEN.replace("March 2024", "Ongoing")),
        DAY,
        date(2025, 6, 1),
    )
    assert (worse.heading, worse.cause, worse.old_state, worse.new_state) == ("worse", "days", "on_track", "not_known")
    changes = between(read(westmere=plan(GREEN)), date(2024, 2, 1), read(westmere=plan(GREEN)), DAY)
    assert all(
        "nly because days passed" in said
        for said in (
            changes_screen(changes, ScreenSettings(200)),
            *(render_view("changes", changes, voice, TEMPLATES) for voice in ("markdown", "html")),
        )
    )
    assert changes.travel.by_days == changes.travel.worse == 1


def test_nothing_changed_is_said_plainly():
    text = plan(GREEN, TRAINED)
    changes = between(
        read(westmere=text), DAY, read(westmere=text.replace("id: 1, text", "id: '1',  text") + "# a remark\n"), DAY
    )
    assert rows(changes) == [] and changes.travel.way == "same" and json.loads(changes_json(changes))["count"] == 0
    for said in (
        changes_screen(changes, ScreenSettings(200)),
        changes_lines(changes),
        *(render_view("changes", changes, voice, TEMPLATES) for voice in ("markdown", "html")),
    ):
        assert "Nothing changed" in said and "every plan says what it said" in said.replace("Every", "every")


def test_what_could_not_be_compared_is_never_said_to_be_unchanged(kept):
    kept.write("plans/westmere.yaml", "title: [\n")
    for arguments in ((), ("--comment",)):
        ran = run_s11("changes", "HEAD..", "--as-of", "2024-03-15", *arguments, cwd=kept.folder)
        assert ran.code == 1 and "every plan says" not in ran.out and "could be compared" in ran.out
    assert "every plan says" not in run_s11("changes", "HEAD..", "westmere", cwd=kept.folder).out


def test_what_goes_to_another_plan_is_told_at_both_ends_and_lost_in_none():
    one, other = (
        plan(GREEN, TRAINED),
        HEAD.replace("Westmere", "Eastholme")
        + RAG
        + (
            "recommendations:\n  - id: 9\n    text: Listen to children\n    actions:\n      - {id: 3, text: Ask "
            "them, rag: green, timescale: July 2024}\n"
        ),
    )
    changes = between(read(a=one, b=other), DAY, read(a=plan(GREEN), b=other + f"      - {TRAINED}\n"), DAY)
    assert [(row.heading, row.address, row.before, row.after) for row in rows(changes)] == [
        ("went", "a#2", "a#2", "b#2"),
        ("came", "b#2", "a#2", "b#2"),
    ]
    assert (changes.travel.same, changes.travel.added, changes.travel.removed) == (3, 0, 0)


def test_a_plan_that_came_and_one_that_is_gone():
    changes = between(
        read(a=plan(GREEN, TRAINED)),
        DAY,
        read(
            b=plan(
                "{id: 7, text: Open a help line for parents, timescale: July 2024}", above="text: Reach families early"
            )
        ),
        DAY,
    )
    assert {(row.heading, row.address) for row in rows(changes)} == {("added", "b"), ("removed", "a")}
    assert (changes.travel.better, changes.travel.added, changes.travel.removed, changes.travel.late_then) == (
        0,
        1,
        2,
        1,
    )
    assert [quiet.code for row in rows(changes) for quiet in row.quiet] == ["S704"]


def test_what_a_recommendation_carries_is_told_there_and_once():
    bare = ("{id: 1, text: Review the leaflet}", "{id: 2, text: Train every new councillor}")
    above = "text: Keep procedures under review\n    rag: green\n    lead: AB\n    timescale: July 2024"
    found = told(
        plan(*bare, above=above),
        plan(*bare, above=above.replace("green", "amber").replace("AB", "CD").replace("July", "August")),
    )
    assert [(row.heading, row.address, row.said) for row in found] == [
        ("rated_down", "westmere#rec:1", "rated 'amber' (at risk), was 'green' (on track); for 2 actions of it"),
        ("moved", "westmere#rec:1", "31 days later; for 2 actions of it"),
        ("leads", "westmere#rec:1", "for 2 actions of it"),
    ]


def test_a_record_that_was_rewritten_shows_both_wordings():
    before = GREEN[:-1] + ", progress: [{date: 2024-05-02, by: AB, note: Taken to the panel}]}"
    (row,) = told(plan(before), plan(before.replace("Taken to", "Agreed by")))
    assert (row.heading, row.before, row.after) == (
        "rewritten",
        "2 May 2024: Taken to the panel (Ann Bell)",
        "2 May 2024: Agreed by the panel (Ann Bell)",
    )
    assert [quiet.code for quiet in row.quiet] == ["S703"]


def test_an_ending_says_how_and_why():
    (row,) = told(
        plan(GREEN),
        plan(
            GREEN[:-1] + ", ended: {as: transferred, date: 2024-05-02, why: The county does it, to: westmere#2}}",
            TRAINED,
        ).replace(f"      - {TRAINED}\n", ""),
    )
    assert (row.heading, row.said, row.why) == (
        "ended",
        "transferred on 2 May 2024, carried on by westmere#2; it was 32 days late",
        "The county does it",
    )


def test_filters_take_what_they_take_on_either_side():
    old, new = (
        read(westmere=plan(GREEN, TRAINED)),
        read(westmere=plan(GREEN.replace("AB", "CD"), TRAINED.replace("amber", "green"), rest="marking: OFFICIAL\n")),
    )
    everything = between(old, DAY, new, DAY)
    assert sorted(row.heading for row in rows(everything)) == ["leads", "other", "rated_up"]
    for chosen, headings in (
        ({"lead": "CD"}, ["leads", "other"]),
        ({"text": "councillor"}, ["rated_up", "other"]),
        ({"late": True}, ["leads", "other"]),
        ({"state": "at_risk"}, ["rated_up", "other"]),
        ({"organisation": "Eastholme"}, []),
    ):
        seen = between(old, DAY, new, DAY, chosen=view.Filter(**chosen))
        assert [row.heading for row in rows(seen)] == headings, chosen
        assert bool(seen.head.filtered) and bool(seen.plans) == bool(headings)


# everything, once, in every voice ------------------------------------------------------------------------------------


def cases() -> Iterator[tuple[PlanFiles, PlanFiles]]:
    """Both sides of every edit that the rules about edits are tested with."""
    from test_edits import CASES

    for before, after, _ in CASES.values():
        yield tuple(read(**(side if isinstance(side, dict) else {"westmere": side})) for side in (before, after))


def test_everything_that_a_comparison_knows_is_told_and_nothing_twice():
    seen = 0
    for old, new in cases():
        changes = between(old, DAY, new, DAY)
        comparison = compare(old, new)
        found = rows(changes)
        assert len(found) == len({row[:8] for row in found})
        assert bool(found) == bool(
            comparison.added or comparison.removed or any(pair.changes for pair in comparison.pairs)
        )
        told_at = {row.address for row in found}
        for pair in comparison.pairs:
            if pair.changes:
                around = [pair.new.within(level).address for level in range(len(pair.new.at) + 1)]
                assert told_at & set(around), (pair.new.label, pair.changes)
        assert (
            changes.quiet_count
            == len(rules.check_edit(old, new, Vantage(DAY)))
            == sum(len(row.quiet) for row in found) + sum(len(plan.quiet) for plan in changes.plans)
        )
        seen += bool(found)
    assert seen >= 60


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_voice_has_the_same_counts(data):
    old, new = data.draw(st.tuples(st.integers(0, MONTHS - 1), st.integers(0, MONTHS - 1)))
    same_in_every_voice(by_month(old, new))


def same_in_every_voice(changes: view.Changes) -> None:
    counts = {heading: (words, count) for heading, words, count in changes.counts}
    whole = json.loads(changes_json(changes))
    assert whole["counts"] == {heading: count for heading, (_, count) in counts.items()}
    assert Counter(row["heading"] for plan in whole["plans"] for row in plan["changes"]) == Counter(
        {heading: count for heading, (_, count) in counts.items()}
    )
    lines = Counter(line.split("\t")[0] for line in changes_lines(changes).splitlines())
    assert {heading: lines[heading] for heading in counts} == whole["counts"]
    screen = changes_screen(changes, ScreenSettings(120))
    markdown, page = (
        render_view("changes", changes, "markdown", TEMPLATES),
        Page(render_view("changes", changes, "html", TEMPLATES)),
    )
    for heading, (words, count) in counts.items():
        assert sum(int(number) for number in re.findall(rf"^{re.escape(words)} \((\d+)\)$", screen, re.M)) == count
        # what is newly late stands in one table for all plans, everything else in its plan's
        told_in = (
            re.findall(r"^\| \*\*.*\| \d+ \|$", _part(markdown, "## Newly late"), re.M)
            if heading == "newly_late"
            else re.findall(rf"^\| \*\*.*? \| \*\*{re.escape(words)}\*\*: ", markdown, re.M)
        )
        assert len(told_in) == count, words
        assert sum(int(number) for number in re.findall(rf"\b{re.escape(words)}: (\d+)\b", page.text)) == count
        for text in (markdown, page.text):
            assert re.search(rf"\b{re.escape(words[0].lower() + words[1:])} {count}\b", text)
    quiet = changes.quiet_count
    ways = (len(changes.plans) + (len(changes.plans) > 1)) if not changes.nothing else 0
    # every change is one row, every change without a reason another, and every plan has one that says which way it went
    assert (
        sum(tag == "th" and attributes.get("scope") == "row" for tag, attributes in page.tags)
        == changes.count + quiet + ways
    )
    assert changes.count == whole["count"]
    said = [
        len(re.findall(r"! changed without a reason: ", screen)),
        len(re.findall(r"\(S7\d\d\) \|$", markdown, re.M)),
        len(
            re.findall(r"\(S7\d\d\)", _part(page.text, "Changed without a reason", "Newly late", "Direction of travel"))
        ),
    ]
    assert said == [quiet] * 3 and whole["quiet_edits"] == quiet


def _part(text: str, first: str, *ends: str) -> str:
    """A text from some words on, up to the next heading of Markdown or any of some other words."""
    rest = text.partition(first)[2]
    return min((rest.partition(end)[0] for end in (*ends, "\n## ")), key=len)


def test_the_schema_describes_what_is_printed():
    schema = json.loads((PROJECT / "schemas" / "changes.schema.json").read_text(encoding="utf-8"))
    for pair in ((0, 23), (22, 0), (3, 3)):
        jsonschema.validate(json.loads(changes_json(by_month(*pair))), schema)
    assert set(KINDS) == {"plan", "recommendation", "action", "evidence", "milestone"}


# hostile words, and the page -----------------------------------------------------------------------------------------

MENTIONS = "Ask @westmere-admins about #12, GH-12 and :tada: <b>now</b> | a | www.example.org"


def hostile() -> view.Changes:
    old = HOSTILE
    new = HOSTILE.replace("text: ", "text: Now ", 1).replace("timescale: ", "timescale: no later than ", 1)
    assert old != new
    noted_ = plan(GREEN[:-1] + f", progress: [{{date: 2024-05-02, note: '{MENTIONS}'}}]}}")
    return between(read(hostile=old, westmere=plan(GREEN)), date(2024, 1, 1), read(hostile=new, westmere=noted_), DAY)


def test_hostile_words_come_out_literally():
    changes = hostile()
    assert rows(changes)
    page, markdown = (
        render_view("changes", changes, "html", TEMPLATES),
        render_view("changes", changes, "markdown", TEMPLATES),
    )
    assert (
        "\x1b" not in page + markdown + changes_screen(changes, ScreenSettings(100)) + changes_lines(changes)
        and "<b>" not in page
    )
    assert "script" not in [tag for tag, _ in Page(page).tags] and "<script" not in MarkdownIt(
        "gfm-like", {"linkify": False}
    ).render(markdown)
    shown_ = Page(MarkdownIt("commonmark").enable("table").render(markdown)).text
    assert (
        MENTIONS in shown_ and MENTIONS in Page(page).text and MENTIONS in changes_screen(changes, ScreenSettings(300))
    )
    assert not re.search(r"@westmere|#12|GH-12|:tada:|www\.", markdown)
    assert all(line.count("\t") >= 2 for line in changes_lines(changes).splitlines())


@pytest.mark.parametrize("which", ["years", "hostile", "nothing"])
def test_the_page_in_a_browser(browser, which, tmp_path):
    changes = {"years": lambda: by_month(0, 23), "hostile": hostile, "nothing": lambda: by_month(3, 3)}[which]()
    file = tmp_path / "changes.html"
    file.write_text(render_view("changes", changes, "html", TEMPLATES), encoding="utf-8")
    names = [tag for tag, _ in Page(file.read_text(encoding="utf-8")).tags]
    assert names.count("h1") == names.count("main") == 1 and names.count("caption") == names.count("table")
    look(browser, file)


def test_a_comment_is_short_and_says_what_it_leaves_out():
    many = ", ".join(
        f"{{date: 2024-05-{1 + number % 28:02}, note: 'Note {number} of many words {'x' * 300}'}}"
        for number in range(400)
    )
    changes = between(read(westmere=plan(GREEN)), DAY, read(westmere=plan(GREEN[:-1] + f", progress: [{many}]}}")), DAY)
    made = comment(changes, TEMPLATES)
    shown_ = made.count("| **Progress noted**: ")
    assert len(made.encode()) <= ROOM < len(render_view("changes", changes, "markdown", TEMPLATES).encode())
    assert "progress noted 400" in made and f"… and {400 - shown_} more" in made and 0 < shown_ < 400
    assert comment(by_month(0, 23), TEMPLATES) == render_view("changes", by_month(0, 23), "markdown", TEMPLATES)
    plans = {f"p{number}": plan(GREEN) for number in range(900)}
    crowd = comment(
        between(
            read(**plans), DAY, read(**{name: text.replace("March", "April") for name, text in plans.items()}), DAY
        ),
        TEMPLATES,
    )
    assert len(crowd.encode()) <= ROOM and "dates moved 900" in crowd and "more plans not shown here" in crowd


# the command ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(repository):
    """One plan over three months: reported in February, moved in March, late in April; and a plan that was never
    reported.
    """
    told_ = "reported: [{date: 2024-02-20, to: Cabinet}]\n"
    repository.write("plans/westmere.yaml", plan(GREEN))
    repository.write("plans/eastholme.yaml", plan(TRAINED))
    repository.commit("First", "2024-01-31")
    repository.write("plans/westmere.yaml", plan(GREEN, rest=told_))
    repository.commit("Reported", "2024-02-20")
    repository.write("plans/westmere.yaml", plan(GREEN.replace("March", "May"), rest=told_))
    repository.commit("Moved", "2024-03-15")
    return repository


def changes_of(folder: Path, *arguments: str, **environment: str) -> dict:
    ran = run_s11("changes", *arguments, "--json", cwd=folder, **environment)
    assert ran.code in (0, 1) and "internal error" not in ran.err, ran.err
    return json.loads(ran.out)


def refused(folder: Path, *arguments: str, **environment: str) -> str:
    ran = run_s11(*arguments, cwd=folder, **environment)
    assert ran.code == 2 and ran.out == "" and "internal error" not in ran.err and ran.err.count("\n") <= 2, (
        ran.code,
        ran.out,
        ran.err,
    )
    return ran.err.splitlines()[0]


def test_a_range_a_day_and_a_revision_say_since_when(kept):
    folder = kept.folder
    first, second = kept.git("rev-parse", "HEAD~2"), kept.git("rev-parse", "HEAD~1")
    for arguments, base, day in (
        (("HEAD~2..HEAD",), first, "2024-01-31"),
        (("HEAD~2..", "--as-of", "2024-06-30"), first, "2024-01-31"),
        (("--since", "2024-02-20", "--as-of", "2024-06-30"), second, "2024-02-20"),
        (("--since", "2024-03-14", "--as-of", "2024-06-30"), second, "2024-03-14"),
        (("--since", "HEAD~1", "--as-of", "2024-06-30"), second, "2024-02-20"),
    ):
        said = changes_of(folder, *arguments)
        assert {(plan["since"]["revision"], plan["since"]["as_of"]) for plan in said["plans"]} == {(base, day)}
        assert said["as_of"] == ("2024-06-30" if "--as-of" in arguments else "2024-03-15")
        assert ("newly_late" in said["counts"]) == ("--as-of" in arguments) and said["counts"]["moved"] == 1


def test_a_revision_may_stand_for_the_files_as_they_lie_here(kept):
    kept.write("plans/westmere.yaml", "not: [a plan")
    assert changes_of(kept.folder, "--since", "HEAD~2", "--rev", "HEAD~1")["counts"] == {"reported": 1}
    said = changes_of(kept.folder, "--rev", "HEAD")
    assert (said["as_of"], said["counts"], [plan["id"] for plan in said["plans"]]) == (
        "2024-03-15",
        {"moved": 1},
        ["westmere"],
    )


def test_since_a_branch_went_its_own_way(kept):
    kept.git("checkout", "-q", "-b", "edit", "HEAD~1")
    kept.write("plans/eastholme.yaml", plan(TRAINED.replace("amber", "green")))
    kept.commit("Rated", "2024-04-01")
    assert (
        changes_of(kept.folder, "main...", "--as-of", "2024-03-31")["counts"]
        == changes_of(kept.folder, "main...edit", "--as-of", "2024-03-31")["counts"]
        == {"rated_up": 1}
    )
    assert changes_of(kept.folder, "main..edit")["counts"]["moved"] == 1


def test_without_a_range_each_plan_is_told_since_it_was_reported(kept):
    said = changes_of(kept.folder, "--as-of", "2024-06-30")
    (told_,) = said["plans"]
    assert (told_["id"], told_["since"]["reported"], told_["since"]["as_of"]) == (
        "westmere",
        {"date": "2024-02-20", "words": "Cabinet"},
        "2024-02-20",
    )
    assert told_["counts"] == {"newly_late": 1, "moved": 1}
    assert [(row["plan"], row["why"].partition(":")[0]) for row in said["not_compared"]] == [
        ("eastholme", "it was never reported by 30 June 2024")
    ]
    screen = run_s11(
        "changes", "--as-of", "2024-06-30", cwd=kept.folder, FORCE_COLOR="1", NO_COLOR="1", COLUMNS="160"
    ).out
    assert (
        "since 20 February 2024, when it was taken to Cabinet (commit" in screen
        and "Not compared: eastholme: it was never reported" in screen
    )
    assert "no plan has a base: eastholme: it was never reported" in refused(
        kept.folder, "changes", "eastholme", "--as-of", "2024-06-30"
    )
    assert "none of 2 plans was reported" in refused(kept.folder, "changes", "--as-of", "2024-02-01")


def test_a_plan_by_name_and_what_lies_in_the_working_tree(kept):
    kept.write("plans/eastholme.yaml", plan(TRAINED.replace("amber", "green")))
    said = changes_of(kept.folder, "HEAD..", "eastholme", "--as-of", "2024-03-15")
    assert (
        [plan["id"] for plan in said["plans"]] == ["eastholme"]
        and said["counts"] == {"rated_up": 1}
        and said["revision"].endswith("+changed")
    )
    assert changes_of(kept.folder, "HEAD..", "westmere", "--as-of", "2024-03-15")["count"] == 0
    assert changes_of(kept.folder / "plans", "HEAD..", "../plans/eastholme.yaml", "--as-of", "2024-03-15")[
        "counts"
    ] == {"rated_up": 1}


def test_the_direction_of_travel_stands_in_status(kept):
    ran = run_s11("status", "--since", "2024-02-20", "--as-of", "2024-06-30", "--json", cwd=kept.folder)
    status = json.loads(ran.out)
    jsonschema.validate(status, json.loads((PROJECT / "schemas" / "status.schema.json").read_text(encoding="utf-8")))
    travel = {plan["id"]: plan["travel"]["way"] for plan in status["plans"]}
    assert travel == {"westmere": "worse", "eastholme": "same"} and (
        status["portfolio"]["travel"]["late_then"],
        status["portfolio"]["travel"]["late_now"],
    ) == (0, 1)
    assert (
        "travel"
        not in json.loads(run_s11("status", "--as-of", "2024-06-30", "--json", cwd=kept.folder).out)["portfolio"]
    )
    screen = run_s11(
        "status",
        "westmere",
        "--since",
        "HEAD~1",
        "--as-of",
        "2024-06-30",
        cwd=kept.folder,
        FORCE_COLOR="1",
        NO_COLOR="1",
        COLUMNS="200",
    ).out
    assert (
        "direction  worse since 20 February 2024 (commit" in screen
        and "0 improved, 1 worsened (1 only because days passed), 0 unchanged" in screen
    )


def test_a_report_has_the_direction_of_travel_too():
    old, new, vantage = read(westmere=plan(GREEN)), read(westmere=plan(GREEN)), Vantage(DAY)
    went = directions_of_travel(new, vantage, BaseSide(old, Vantage(date(2024, 2, 1)), "commit aaaaaaaaaa"))
    report = view.report(new, vantage, "", (), rules.VERSION, travels=went)
    assert report.plans[0].summary.travel == report.travel and report.travel.way == "worse"
    assert view.report(new, vantage, "", (), rules.VERSION).travel is None


def test_voices_of_the_command(kept, tmp_path):
    for name, start in (("x.html", "<!DOCTYPE html>"), ("x.md", "# Westmere: what changed since 31 January 2024")):
        ran = run_s11("changes", "HEAD~2..HEAD", "--output", str(tmp_path / name), cwd=kept.folder)
        assert ran.code == 0 and f"written: {tmp_path / name} (2 plans, 2 changes)" in ran.err
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    ran = run_s11("changes", "HEAD~2..HEAD", "--comment", cwd=kept.folder)
    assert ran.out == (tmp_path / "x.md").read_text(encoding="utf-8")
    assert run_s11("changes", "HEAD~2..HEAD", cwd=kept.folder).out.startswith("moved\twestmere#1\t")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("nonsense..",), "there is no revision 'nonsense' in this repository"),
        (("HEAD..nonsense",), "there is no revision 'nonsense' in this repository"),
        (("HEAD..", "--since", "HEAD"), "'HEAD..' and --since both say what to compare with"),
        (("HEAD~1..HEAD", "--rev", "HEAD"), "'HEAD~1..HEAD' and --rev both say which revision to look at"),
        (("HEAD~1",), "there is no plan, file or folder called 'HEAD~1'"),
        (
            ("--since", "2023-05-01"),
            "the first commit here is of 31 January 2024, which is after 1 May 2023: name that day or a later one",
        ),
        (("--since", "31/01/2024"), "there is no revision '31/01/2024'"),
        (("HEAD..", "--output", "x.odt"), "'x.odt' does not end in a format that s11 writes: use .html, .htm, .md"),
        (("HEAD..", "--json", "--comment"), "three formats: choose one"),
        (("HEAD..", "--state", "purple"), "'purple' is not a state"),
        (("HEAD..", "--as-of", "yesterday"), "'yesterday' is not a day"),
    ],
)
def test_wrong_use_is_one_line(kept, arguments, said):
    assert said in refused(kept.folder, "changes", *arguments)


def test_a_clone_that_does_not_reach_back_says_what_to_do(kept, tmp_path):
    subprocess.run(
        ["git", "clone", "-q", "--depth", "1", kept.folder.as_uri(), str(tmp_path / "shallow")],
        check=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull},
    )
    for arguments in (("HEAD~1..",), ("--since", "2024-02-20"), (kept.git("rev-parse", "HEAD~2") + "..",)):
        said = refused(tmp_path / "shallow", "changes", *arguments)
        assert "git fetch --unshallow" in said and "fetch-depth: 0" in said


def test_without_git_or_a_commit_there_is_nothing_to_compare_with(portfolio, repository):
    assert "not in a git repository" in refused(portfolio({"westmere": plan(GREEN)}), "changes", "main..")
    repository.write("plans/westmere.yaml", plan(GREEN))
    assert "no commit yet" in refused(repository.folder, "changes", "main..") + refused(repository.folder, "changes")


def test_a_plan_that_cannot_be_read_is_said_and_never_taken_for_gone(kept):
    kept.write("plans/westmere.yaml", "title: [\n")
    ran = run_s11("changes", "HEAD..", "--json", "--as-of", "2024-03-15", cwd=kept.folder)
    assert (
        ran.code == 1 and json.loads(ran.out)["count"] == 0 and json.loads(ran.out)["not_read"][0]["plan"] == "westmere"
    )
    assert [row["plan"] for row in json.loads(ran.out)["not_compared"]] == ["westmere"]
    kept.commit("Broken", "2024-04-01")
    kept.write("plans/westmere.yaml", plan(GREEN))
    ran = run_s11("changes", "HEAD..", "--json", "--as-of", "2024-04-01", cwd=kept.folder)
    assert (
        ran.code == 1
        and json.loads(ran.out)["count"] == 0
        and json.loads(ran.out)["not_compared"][0]["why"].startswith("as it was at the base: read as far as line 1")
    )
    kept.commit("Mended", "2024-04-02")
    kept.write(
        "plans/westmere.yaml",
        plan(GREEN.replace("March 2024", "[").replace("lead: AB", "lead: CD"), TRAINED)
        .replace("agreed: 2024-01-08", "agreed: soon")
        .replace("timescale: [", "timescale: {text: [x]}"),
    )
    ran = run_s11("changes", "HEAD..", "--json", "--as-of", "2024-04-02", cwd=kept.folder)
    told_ = next(one for one in json.loads(ran.out)["plans"] if one["id"] == "westmere")
    assert ran.code == 1 and told_["counts"] == {"added": 1, "leads": 1} and not told_["whole"]


def test_the_screen_in_the_docs_is_the_real_one():
    screen = changes_screen(
        between(registers(6), day_of(6), registers(10), day_of(10), named=frozenset({PLANS["R"]})), ScreenSettings(100)
    )
    shown_ = re.search(
        r"<!-- two years: .*? -->\n```\n(.*?)```\n<!-- /two years -->",
        (PROJECT / "docs" / "changes.md").read_text(encoding="utf-8"),
        re.S,
    )[1]
    assert shown_ == screen.replace("a" * 10, "4d1f0c2b9e").replace("b" * 10, "8e27a6d013")


def test_what_is_wrong_with_a_removal_stands_beside_what_was_removed():
    changes = between(read(westmere=plan(GREEN, TRAINED)), DAY, read(westmere=plan(GREEN)), DAY)
    assert [(row.heading, row.address, [one.code for one in row.quiet]) for row in rows(changes)] == [
        ("removed", "westmere#2", ["S704"])
    ]


# the page across plans -----------------------------------------------------------------------------------------------


def two(train: str, audit: str) -> str:
    people = "people: {AB: {name: Ann Bell, post: Head}}\n"
    return plan(
        f"{{id: 1.1, text: Train, lead: AB, {train}}}", f"{{id: 1.2, text: Audit, lead: AB, {audit}}}", rest=people
    )


def across() -> view.Changes:
    """Three plans: one that went worse, with a date moved without a reason; one that went better; one unchanged."""
    late, ahead, then, now = "timescale: January 2024", "timescale: March 2025", date(2024, 1, 20), date(2024, 3, 31)
    done = "timescale: December 2023, completed: 2024-03-01"
    old = read(a=two(late, "timescale: March 2024"), b=two(ahead, "timescale: December 2023"), c=two(ahead, ahead))
    new = read(a=two(late, "timescale: May 2025"), b=two(ahead, done), c=two(ahead, ahead))
    return between(old, then, new, now)


def test_the_page_has_the_worst_first_and_nothing_that_is_empty():
    changes = across()
    for format in ("markdown", "html"):
        text = render_view("changes", changes, format, TEMPLATES)
        shown_ = text if format == "markdown" else Page(text).text
        order = [
            shown_.index(words) for words in ("Changed without a reason: 1", "Newly late: ", "Direction of travel")
        ]
        assert order == sorted(order)
        assert (
            "its date was" in shown_ or "from 'March 2024' (by 31 March 2024) to 'May 2025' (by 31 May 2025)" in shown_
        )
        assert "Nothing changed in 1 plan: " in shown_ and "Ann Bell" in shown_
        # numbers and words, no addresses
        assert "a#1.1" not in shown_ and "1.1" in shown_.replace("\\", "")
        assert not any(line.lstrip().startswith("#") for line in re.split(r"<[^>]+>", text) if format == "html")
    parts = changes_page(changes)
    assert parts.plans[0].plan.id == "a" and [part.plan.id for part in parts.told] == ["a", "b"]
    assert parts.unchanged and parts.title.endswith(": what changed since 20 January 2024")
    page = Page(render_view("changes", changes, "html", TEMPLATES))
    links = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert len(links) == len(set(links)) <= 24
    ids = {attributes.get("id") for _, attributes in page.tags}
    assert {link[1:] for link in links} <= ids and not any(
        attributes.get("tabindex") == "0" for _, attributes in page.tags
    )


def test_a_page_of_one_plan_is_named_by_its_organisation():
    changes = by_month(0, 12)
    one = told_of(
        registers(12),
        Vantage(day_of(12)),
        "",
        [BaseSide(registers(0), Vantage(day_of(0)), "commit aaaaaaaaaa")],
        rules.VERSION,
        named=frozenset({changes.plans[0].id}),
    )
    page = render_view("changes", one, "html", TEMPLATES)
    title = re.search(r"<title>([^<]*)</title>", page)[1]
    assert (
        title.startswith(f"{one.plans[0].organisation}: what changed since")
        and '<th scope="col">Council</th>' not in page
    )
