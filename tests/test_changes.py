"""What changed since last time: two years of monthly edits with a ledger beside them, and what each voice makes of it."""

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
from conftest import PROJECT, Repository, need, run_s11
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_cli import HEAD, HOSTILE
from test_pages import AXE, WORDS, Page, browser  # noqa: F401

from s11 import rules, store, view
from s11.change import KINDS, compare
from s11.plan import Register, load
from s11.render.changes import ROOM, changes_lines, changes_screen, comment, render_changes
from s11.render.json import changes_json
from s11.render.terminal import Paper
from s11.standing import judge_plan
from s11.text import Source
from s11.when import Vantage

TEMPLATES = {path.name: path.read_text(encoding="utf-8") for path in (PROJECT / "templates").iterdir()}
STANDING = ("newly_late", "no_longer_late", "worse", "better")

# two years, and their ledger -----------------------------------------------------------------------------------------

PLANS = {"R": "reading/ofsted-2013", "O": "oxford/section-11-2016"}
START = {key: (PROJECT / "plans" / f"{name}.yaml").read_text(encoding="utf-8") for key, name in PLANS.items()}
MONTHS = 24
RENAMED = 22
STATES = {"": "unrated", "Red": "off_track", "Amber": "on_track", "Green": "completed", "G-Green": "on_track", "A-Amber": "at_risk", "B-Blue": "completed"}
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
    old, new = ("        lead:", f"        progress:\n{entry}        lead:") if first else ("        progress:\n", f"        progress:\n{entry}")
    return edit(month, plan, block, old, new, ("noted", f"{plan}#{block}", "", note))


YEARS = (
    edit(1, "O", "1.1", "timescale: Oct 2016", "timescale: Dec 2016\n            revised:\n              - {date: 2016-07-15, from: Oct 2016, why: The county's return came late}", ("date", "O#1.1/2", "Oct 2016", "Dec 2016")),
    edit(1, "R", "1", "rag: Amber", "rag: Green", ("rating", "R#1", "Amber", "Green"), ("done", "R#1", "open", "completed")),
    edit(2, "O", "1.1", "timescale: June 2016\n", "timescale: June 2016\n            received: 2016-08-10\n", ("received", "O#1.1/4", "", "10 August 2016")),
    edit(2, "R", "4", "lead: tbc", "lead: HoCSC", ("lead", "R#4", "tbc", "Head of Children's Social Care & YOS")),
    noted(3, "O", "1.1", "2016-09-20", "The leaflet went to print"),
    edit(3, "R", "4", "rag: Red", "rag: Amber", ("rating", "R#4", "Red", "Amber")),
    edit(4, "O", "1.1", "          - text: Review Data Sharing Protocols\n            lead: FOI Officer\n", "", ("asked", "O#1.1/7", "Review Data Sharing Protocols", "")),
    noted(4, "R", "4", "2016-10-11", "The police have confirmed their part"),
    edit(5, "R", "1", "rag: Green", "rag: Amber", ("rating", "R#1", "Green", "Amber"), ("done", "R#1", "completed", "open")),
    edit(5, "O", "4.3", "lead: Angela Bowman", "lead: [Val Johnson, Angela Bowman]", ("lead", "O#4.3", "Angela Bowman", "Val Johnson, Policy Culture and Communications, Angela Bowman")),
    edit(6, "O", "4.3", "staff and Members are trained in safeguarding", "staff, Members and contractors are trained in safeguarding", ("words", "O#4.3", TRAIN, TRAIN.replace("staff and Members", "staff, Members and contractors"))),
    edit(6, "R", "5", "        rag: Amber", "        rag: Amber\n        timescale: March 2017", ("date", "R#5", "", "March 2017")),
    edit(7, "O", "1.1", "timescale: Dec 2016\n            revised:\n", "timescale: Feb 2017\n            revised:\n              - {date: 2017-01-10, from: Dec 2016}\n", ("date", "O#1.1/2", "Dec 2016", "Feb 2017")),
    edit(8, "O", "2.6", "        lead: Tim Sadler\n", "        lead: Tim Sadler\n      - id: \"2.7\"\n        text: Publish what was learnt in the year\n        lead: Val Johnson\n        timescale: March 2017\n", ("there", "O#2.7", "", "Publish what was learnt in the year")),
    edit(8, "R", "43", "        rag: Green\n", "        rag: Green\n  - id: 11\n    text: The Council to report openly on what children say\n    actions:\n      - {id: 44, text: Ask children twice a year, lead: HoCSC, rag: Amber}\n", ("there", "R#rec:11", "", "The Council to report openly on what children say")),
    edit(9, "O", "1.1", "            timescale: On-going\n", "            timescale: On-going\n          - text: Review Data Sharing Protocols\n            lead: FOI Officer\n", ("asked", "O#1.1/7", "", "Review Data Sharing Protocols")),
    noted(9, "O", "2.7", "2017-03-02", "Two chapters are written"),
    edit(9, "R", "5", "timescale: March 2017", "timescale: June 2017\n        revised:\n          - {date: 2017-03-20, from: March 2017, why: The board met late}", ("date", "R#5", "March 2017", "June 2017")),
    noted(10, "O", "1.1", "2017-04-04", "The intranet page is new", first=False),
    edit(10, "R", "8", "      - id: 8\n        text: >-\n          CSC to offer a designated schools forum to develop further the understanding of thresholds\n          in the schools community\n        lead: HoCSC\n        rag: Green\n", "", ("there", "R#8", "CSC to offer a designated schools forum", "")),
    edit(10, "O", "2.5", "            timescale: October 2016\n", "            timescale: October 2016\n            received: 2017-04-12\n", ("received", "O#2.5/3", "", "12 April 2017")),
    edit(11, "O", "rec:7", "    rag: G-Green", "    rag: A-Amber", ("rating", "O#rec:7", "G-Green", "A-Amber")),
    edit(12, "R", "5", "timescale: June 2017\n        revised:\n", "timescale: March 2017\n        revised:\n          - {date: 2017-06-20, from: June 2017, why: The board met after all}\n", ("date", "R#5", "June 2017", "March 2017")),
    edit(12, "O", "4.3", "staff, Members and contractors are trained", "staff, Members and contractors are trained every year", ("words", "O#4.3", TRAIN.replace("staff and Members", "staff, Members and contractors"), TRAIN.replace("staff and Members are trained", "staff, Members and contractors are trained every year"))),
    edit(13, "O", "4.1", "        lead: [Richard", "        rag: B-Blue\n        completed: 2017-07-12\n        lead: [Richard", ("done", "O#4.1", "open", "completed"), ("rating", "O#4.1", "G-Green", "B-Blue")),
    edit(14, "O", "2.7", "      - id: \"2.7\"\n        text: Publish what was learnt in the year\n        progress:\n          - {date: 2017-03-02, note: Two chapters are written}\n        lead: Val Johnson\n        timescale: March 2017\n", "", ("there", "O#2.7", "Publish what was learnt in the year", "")),
    edit(14, "R", "7", "        rag: Green", "        rag: Green\n        note: The website was rebuilt", ("field its note", "R#7", "nothing", "The website was rebuilt")),
    edit(15, "O", "4.3", "staff, Members and contractors are trained every year", "staff and Members are trained", ("words", "O#4.3", TRAIN.replace("staff and Members are trained", "staff, Members and contractors are trained every year"), TRAIN)),
    edit(16, "O", "rec:7", "    rag: A-Amber", "    rag: G-Green", ("rating", "O#rec:7", "A-Amber", "G-Green")),
    edit(16, "R", "6", "        rag: Green", "        rag: Green\n        continuing: true", ("field whether it is carried on once done", "R#6", "no", "yes")),
    edit(17, "O", "4.1", "completed: 2017-07-12", "completed: 2017-07-12\n        signed_off: {date: 2017-11-07, by: Val Johnson}", ("done", "O#4.1", "completed", "verified")),
    edit(17, "R", "6", "        continuing: true", "        continuing: true\n        completed: 2017-11-02", ("recorded", "R#6", "", "completed on 2 November 2017")),
    edit(18, "O", "", "  amber:\n    means: at_risk", "  amber:\n    means: off_track", ("legend", "O", "amber: at risk", "amber: off track")),
    edit(19, "O", "5.2", "        evidence:", "        ended: {as: no_longer_needed, date: 2018-01-09, why: The county's hub took this over}\n        evidence:", ("done", "O#5.2", "open", "ended")),
    edit(20, "O", "", "as_at: 2016-05-03", "as_at: 2018-02-06", ("field the day its rating was stated", "O", "3 May 2016", "6 February 2018")),
    edit(20, "O", "", "control:\n", "reported:\n  - {date: 2018-02-13, to: Scrutiny Committee}\ncontrol:\n", ("reported", "O", "", "taken to Scrutiny Committee on 13 February 2018")),
    edit(21, "O", "", "organisation: Oxford City Council\n", "organisation: Oxford City Council\nmarking: OFFICIAL\n", ("field the protective marking", "O", "nothing", "OFFICIAL")),
    edit(21, "O", "5.2", "        ended: {as: no_longer_needed, date: 2018-01-09, why: The county's hub took this over}\n", "", ("done", "O#5.2", "ended", "open")),
    edit(22, "O", "", "title: Oxford", "title: Oxford", ("number", "O", "oxford/section-11-2016", "oxford/section-11-2017")),
    edit(23, "R", "9", "      - id: 9\n", "      - id: 99\n", ("number", "R#9", "9", "99")),
)  # fmt: skip


def day_of(month: int) -> date:
    """The last day of a month, counted from June 2016."""
    ahead = 2016 * 12 + 5 + month + 1
    return date(ahead // 12, ahead % 12 + 1, 1) - timedelta(days=1)


def changed(text: str, block: str, old: str, new: str) -> str:
    """One old text for a new one, in the block of an action, of a recommendation, or of the whole."""
    start, end = 0, len(text)
    if block:
        recommendation = block.startswith("rec:")
        mark = rf'\n  - id: {block[4:]}\n' if recommendation else rf'\n      - (?:\{{)?id: "?{re.escape(block)}"?\n'
        start = re.search(mark, text).start() + 1
        after = re.compile(r"^    actions:" if recommendation else r"^(?:      - |  - |\Z)", re.M).search(text, start + 8)
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
    return not any(fact.aspect in ("there", "asked") and fact.subject == subject for _, fact in FACTS) or bool(value("there" if "/" not in subject else "asked", subject, month))


def times_moved(subject: str, month: int) -> int:
    return sum(fact.aspect == "date" and fact.subject == subject and bool(fact.before) and when <= month for when, fact in FACTS)


def expected(old: int, new: int) -> Counter:
    """What ``changes`` should tell between two months, net of all that was undone: heading, address and words."""
    found: Counter = Counter()
    for aspect, subject in dict.fromkeys((fact.aspect, fact.subject) for _, fact in FACTS):
        address = address_of(subject, new)
        if aspect in ENTRIES:
            if there(subject, old) and there(subject, new):
                found.update((aspect, address, fact.after, "") for when, fact in FACTS if (fact.aspect, fact.subject) == (aspect, subject) and old < when <= new)
            continue
        before, after = value(aspect, subject, old), value(aspect, subject, new)
        if aspect in ("there", "asked"):
            if before != after:
                heading = {"there": "", "asked": "evidence_"}[aspect] + ("added" if after else "removed")
                found[heading, address if after else address_of(subject, old), "", ""] += 1
        elif aspect == "date":
            entered = times_moved(subject, new) - times_moved(subject, old)
            if before != after or (before and entered):
                found[("moved" if before else "dated"), address, before, f"{after} {times_moved(subject, new) if before else ''}".strip()] += 1
        elif before != after:
            found[told_as(aspect, subject, old, new), address, *((before, after) if aspect != "done" else ("", ""))] += 1
    return Counter({key: count for key, count in found.items() if key[0]})


def told_as(aspect: str, subject: str, old: int, new: int) -> str:
    before, after = value(aspect, subject, old), value(aspect, subject, new)
    if aspect == "done":
        return {"ended": "resumed"}.get(before, "undone") if after == "open" else after
    if aspect == "rating":
        if any(fact.aspect == "done" and fact.subject == subject for _, fact in FACTS) and value("done", subject, old) != value("done", subject, new):
            return ""
        order = ("off_track", "at_risk", "unrated", "not_started", "on_track", "completed")
        return "rated_up" if order.index(STATES[after]) > order.index(STATES[before]) else "rated_down"
    return {"lead": "leads", "words": "reworded", "legend": "legend", "number": "renumbered"}.get(aspect, "other")


def shown(changes) -> Counter:
    """The same of what was told, but for how an action stands."""
    found: Counter = Counter()
    for plan in changes.plans:
        for told in (row for group in plan.groups for row in group.rows):
            before, after = told.before, told.after
            match told.heading:
                case "moved" | "dated":
                    before = before.split("' (")[0].strip("'").replace("no date", "")
                    after = f"{after.split(chr(39) + ' (')[0].strip(chr(39))} {told.times if told.heading == 'moved' else ''}".strip()
                case "rated_up" | "rated_down":
                    after, before = re.fullmatch(r"rated (?:'(.*?)' \(.*?\)), before (?:'(.*?)' \(.*?\)|not at all).*", told.said).groups("")
                case "noted":
                    before = told.said.partition(": ")[2]
                case "received":
                    before = told.said.removeprefix("received on ")
                case "reported" | "recorded":
                    before = told.said
                case "reworded":
                    before, after = (f"text: {words}" for words in (before, after))
                case "added" | "removed" | "evidence_added" | "evidence_removed" | "completed" | "verified" | "undone" | "ended" | "resumed":
                    before = after = ""
            if told.heading not in STANDING:
                found[told.heading, told.address, before, after] += 1
    return found


def standings(month: int, day: date | None = None) -> dict[str, tuple]:
    """Each action alone on a day: whether it is late, its checked state, whether ended or proposed; by the address it has at the start."""
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
        if any(fact.aspect == "done" and fact.subject == subject for _, fact in FACTS) and value("done", subject, old) != value("done", subject, new):
            continue
        rated = [fact.subject for _, fact in FACTS if fact.aspect == "rating" and fact.subject in (subject, f"{subject[0]}#rec:{one.recommendation.id}") and value("rating", fact.subject, old) != value("rating", fact.subject, new)]
        if other.late != one.late:
            found.add(("newly_late" if other.late else "no_longer_late", address_of(subject, new), "days" if alone.late == other.late else "edit"))
        elif one.checked != other.checked and not rated and "ended" not in (one.timing, other.timing):
            better = worst_first.index(other.checked) > worst_first.index(one.checked)
            found.add(("better" if better else "worse", address_of(subject, new), "days" if alone.checked == other.checked else "edit"))
    return found


# the repository ------------------------------------------------------------------------------------------------------


@cache
def registers(month: int) -> Register:
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


def between(one: Register, then: date, other: Register, now: date, **more) -> view.Changes:
    vantage = Vantage(now, "b" * 40)
    base = view.Before(one, Vantage(then, "a" * 40), "commit aaaaaaaaaa", rules.check_edit(one, other, vantage))
    return view.changes(other, vantage, "commit bbbbbbbbbb", [base], rules.VERSION, **more)


@cache
def by_month(old: int, new: int) -> view.Changes:
    return between(registers(old), day_of(old), registers(new), day_of(new))


PAIRS = [(old, new) for old in range(MONTHS) for new in range(old + 1, MONTHS) if new - old == 1 or (old * 7 + new) % 4 == 0]


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_changes_between_two_months_equal_the_ledger(old, new):
    told = by_month(old, new)
    assert shown(told) == expected(old, new)
    standing = [(row.heading, row.address, row.cause) for plan in told.plans for group in plan.groups for row in group.rows if row.heading in STANDING]
    assert len(standing) == len(set(standing)) and set(standing) == expected_standing(old, new)


def test_the_ledger_holds_something_under_almost_every_heading():
    headings = {heading for old, new in PAIRS for heading, _, _ in by_month(old, new).counts}
    assert set(view.HEADINGS) - headings == {"came", "went", "rewritten"}


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
    "newly_late": "no_longer_late", "worse": "better", "rated_up": "rated_down", "added": "removed", "evidence_added": "evidence_removed",
}  # fmt: skip
OPPOSITE |= {new: old for old, new in OPPOSITE.items()}
SAME = ("leads", "reworded", "legend", "renumbered", "other")


@pytest.mark.parametrize(("old", "new"), PAIRS[::3])
def test_looking_back_turns_every_change_round(old, new):
    there, back = (Counter({heading: count for heading, _, count in by_month(*pair).counts}) for pair in ((old, new), (new, old)))
    for one, other in OPPOSITE.items():
        assert there[one] == back[other], one
    assert all(there[heading] == back[heading] for heading in SAME)
    # the dates that were moved; one that was moved and moved back is an entry taken out when seen from the other side
    moved = [sum(row.before != row.after for plan in by_month(*pair).plans for group in plan.groups for row in group.rows if group.heading in ("moved", "dated")) for pair in ((old, new), (new, old))]
    assert moved[0] == moved[1]
    finished = ("completed", "verified", "ended"), ("undone", "resumed")
    assert sum(there[heading] for heading in (*finished[0], *finished[1])) == sum(back[heading] for heading in (*finished[0], *finished[1]))
    one, other = by_month(old, new).travel, by_month(new, old).travel
    assert (one.better, one.same, one.worse, one.apart, one.added, one.removed, one.late_then, one.things_now) == (other.worse, other.same, other.better, other.apart, other.removed, other.added, other.late_now, other.things_then)


@pytest.mark.parametrize(("old", "new"), [*PAIRS[::5], (0, 23)])
def test_the_direction_of_travel_can_be_worked_out_again(old, new):
    then, now, travel = standings(old), standings(new), by_month(old, new).travel
    rank = {state: number for number, state in enumerate(view.WORST_FIRST)}
    ways = Counter()
    for subject in then.keys() & now.keys():
        one, other = then[subject], now[subject]
        ended = "ended" in (one.timing, other.timing)
        ways["apart" if ended else "better" if rank[other.checked] > rank[one.checked] else "worse" if rank[other.checked] < rank[one.checked] else "same"] += 1
    assert (travel.better, travel.same, travel.worse, travel.apart) == tuple(ways[way] for way in ("better", "same", "worse", "apart"))
    assert (travel.added, travel.removed) == (len(now.keys() - then.keys()), len(then.keys() - now.keys()))
    assert (travel.late_then, travel.late_now) == (sum(s.late for s in then.values()), sum(s.late for s in now.values()))
    assert travel.way == ("better" if travel.better > travel.worse else "worse" if travel.worse > travel.better else "same")
