"""The commands that write: each enters its reason, changes its own lines, and passes the rules about edits."""

from __future__ import annotations

import difflib
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date, timedelta

import pytest
from conftest import PROJECT, SHIPPED, Repository, run_s11
from hypothesis import given, settings
from hypothesis import strategies as st
from terminal import Terminal

from s11 import edit, store
from s11.edit import CannotDo, Draft, Entry, Place, find_place
from s11.edit.place import places
from s11.plan import ENDINGS, Person, PlanFile, PlanFiles, load_one
from s11.rules import check_edit
from s11.text import Source
from s11.when import Vantage

NAME = "westmere/one"
PLAN = """\
# our plan, kept by hand
format: s11-plan/1
title: Section 11 Action Plan 2024-25
organisation: Westmere District Council
origin: section-11
agreed: 2024-05-02
as_at: 2024-05-02
called: Learning Point
rag:
  red: {means: off_track}
  amber: {means: at_risk}
  green: {means: on_track}
  blue: {means: completed, also: [B-Blue]}
people:
  AB: {name: Ann Bell, post: Director}
  CD: {name: Cal Dunn, post: Policy officer}
  EF: {name: Eve Fox}

recommendations:
  - id: 1
    text: Keep safeguarding procedures under regular review
    actions:
      - id: "1.1"
        text: >-
          Review the policy, the leaflet and the intranet page: report
          what changed
        lead: [AB, CD]   # both, since March
        timescale: July 2024
        measure: Every procedure reviewed within its year
        rag: green
        evidence:
          - text: Cabinet report
            timescale: October 2024
          - text: The leaflet in print
      - id: "1.2"
        text: Portfolio holder meeting
        lead: CD
        timescale: June 2024, quarterly
        measure: Four meetings minuted in the year
        rag: green
  - id: 2
    text: Train every manager
    lead: AB
    timescale: December 2024
    rag: amber
    actions:
      - id: "2.1"
        text: Train the managers and the new staff
        measure: Nine in ten trained
      - id: "2.2"
        text: Write the course, named by Mrs Jane Roe
        measure: The course is written
        progress:
          - date: 2024-05-20
            by: AB
            note: Jane Roe rang; the course is half written
      - id: "2.3"
        text: Find a room for the course
        lead: EF
        rag: blue
        measure: A room is found
        evidence:
          - text: The letter of the school
            received: 2024-05-11
        completed: 2024-05-10
"""
DAY = "2024-06-10"


@pytest.fixture
def kept(repository):
    repository.write(f"plans/{NAME}.yaml", PLAN)
    repository.commit("The plan", "2024-05-03")
    return repository


def text_of(repository: Repository) -> str:
    return (repository.folder / f"plans/{NAME}.yaml").read_bytes().decode("utf-8")


def ran(repository: Repository, *words: str, day: str = DAY, **more: str):
    return run_s11(*words, cwd=repository.folder, S11_AS_OF=day, **more)


def changed(repository: Repository) -> list[str]:
    """The lines that differ from the last commit, with their sign."""
    rows = difflib.ndiff(PLAN.splitlines(), text_of(repository).splitlines())
    return [row for row in rows if row[:2] in ("+ ", "- ")]


def clean(repository: Repository, day: str = DAY) -> None:
    """The edit passes every rule about edits."""
    found = ran(
        repository, "lint", "--against", "HEAD", "--select", "S7", "--advice", "--output-format", "concise", day=day
    )
    assert found.code == 0 and "S7" not in found.out, found.out


COMMANDS: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "update, a rating": (
        (
            "update",
            f"{NAME}#1.1",
            "--rag",
            "AMBER",
            "--note",
            "Two of three are written: the leaflet waits",
            "--by",
            "cd",
        ),
        [
            "-         rag: green",
            "+         rag: amber",
            "+         as_at: 2024-06-10",
            "+         progress:",
            "+           - date: 2024-06-10",
            "+             by: CD",
            '+             note: "Two of three are written: the leaflet waits"',
        ],
    ),
    "update, a field": (
        ("update", f"{NAME}#1.2", "--set", "priority=High"),
        ["+         priority: High"],
    ),
    "update, a lead": (
        ("update", f"{NAME}#1.2", "--lead", "Eve Fox"),
        [
            "-         lead: CD",
            "+         lead: EF",
            "+         progress:",
            "+           - date: 2024-06-10",
            "+             as: handed_over",
            "+             note: Handed over from Cal Dunn to Eve Fox",
        ],
    ),
    "update, the plan": (
        ("update", NAME, "--set", "people.EF.post=Trainer", "--set", "terms.CSE=child sexual exploitation"),
        [
            "-   EF: {name: Eve Fox}",
            "+   EF: {name: Eve Fox, post: Trainer}",
            "+ terms:",
            "+   CSE: child sexual exploitation",
        ],
    ),
    "complete, once": (
        ("complete", f"{NAME}#1.1", "--on", "2024-06-07"),
        [
            "-         rag: green",
            "+         rag: blue",
            "+         as_at: 2024-06-10",
            "+         completed: 2024-06-07",
        ],
    ),
    "complete, what recurs": (
        ("complete", f"{NAME}#1.2", "--on", "2024-06-05", "--for", "2024-06-30"),
        ["+         completed:", "+           date: 2024-06-05", "+           for: 2024-06-30"],
    ),
    "complete, evidence": (
        ("complete", f"{NAME}#1.1/2", "--on", "2024-05"),
        ["+             received: 2024-05"],
    ),
    "move": (
        (
            "move",
            f"{NAME}#1.1",
            "--to",
            "October 2024",
            "--why",
            "The county is late",
            "--by",
            "AB",
            "--approved-by",
            "Cabinet",
        ),
        [
            "-         timescale: July 2024",
            "+         timescale: October 2024",
            "+         revised:",
            "+           - date: 2024-06-10",
            "+             from: July 2024",
            "+             why: The county is late",
            "+             by: AB",
            "+             approved_by: Cabinet",
        ],
    ),
    "move, a correction": (
        ("move", f"{NAME}#1.1/1", "--to", "October 2025", "--why", "The year was mistyped", "--correction"),
        [
            "-             timescale: October 2024",
            "+             timescale: October 2025",
            "+             revised:",
            "+               - date: 2024-06-10",
            "+                 from: October 2024",
            "+                 as: correction",
            "+                 why: The year was mistyped",
        ],
    ),
    "move, from above": (
        ("move", f"{NAME}#2.1", "--to", "March 2025", "--why", "No trainer was found", "--on", "2024-06-03"),
        [
            "+         timescale: March 2025",
            "+         revised:",
            "+           - date: 2024-06-03",
            "+             from: December 2024",
            "+             why: No trainer was found",
        ],
    ),
    "move, a first date": (
        ("move", f"{NAME}#1.1/2", "--to", "September 2024"),
        ["+             timescale: September 2024"],
    ),
    "ask": (
        ("ask", f"{NAME}#1.1", "--to", "October 2024", "--why", "The county is late", "--by", "AB"),
        [
            "+         requests:",
            "+           - date: 2024-06-10",
            "+             by: AB",
            "+             to: October 2024",
            "+             why: The county is late",
        ],
    ),
    "end": (
        ("end", f"{NAME}#2.2", "--as", "no longer needed", "--why", "The county has a course"),
        [
            "+         ended:",
            "+           as: no_longer_needed",
            "+           date: 2024-06-10",
            "+           why: The county has a course",
        ],
    ),
    "end, carried on": (
        (
            "end",
            f"{NAME}#2.2",
            "--as",
            "transferred",
            "--why",
            "It is theirs",
            "--to",
            "#2.1",
            "--to-body",
            "The county",
        ),
        [
            "+         ended:",
            "+           as: transferred",
            "+           date: 2024-06-10",
            "+           why: It is theirs",
            "+           to:",
            '+             - "#2.1"',
            "+             - body: The county",
        ],
    ),
    "sign-off": (
        ("sign-off", f"{NAME}#2.3", "--by", "CD"),
        ["+         signed_off:", "+           date: 2024-06-10", "+           by: CD"],
    ),
    "redact": (
        ("redact", f"{NAME}#2.2", "--words", "jane roe", "--why", "She is no officer"),
        [
            "-         text: Write the course, named by Mrs Jane Roe",
            "+         text: Write the course, named by Mrs [redacted]",
            "-             note: Jane Roe rang; the course is half written",
            '+             note: "[redacted] rang; the course is half written"',
            "+             redacted:",
            "+               - date: 2024-06-10",
            "+                 why: She is no officer",
            "+           - date: 2024-06-10",
            "+             as: words_taken_out",
            "+             note: \"Words were taken out of 'text': She is no officer\"",
        ],
    ),
    "split": (
        (
            "split",
            f"{NAME}#1.1",
            "--into",
            "Review the policy",
            "--into",
            "Review the leaflet",
            "--why",
            "Two people do it",
        ),
        [
            "+         ended:",
            "+           as: superseded",
            "+           date: 2024-06-10",
            "+           why: Two people do it",
            '+           to: ["#1.1a", "#1.1b"]',
            "+       - id: 1.1a",
            "+         text: Review the policy",
            "+         lead: [AB, CD]",
            "+         timescale: July 2024",
            "+         rag: green",
            "+         evidence:",
            "+           - text: Cabinet report",
            "+             timescale: October 2024",
            "+           - text: The leaflet in print",
            "+       - id: 1.1b",
            "+         text: Review the leaflet",
            "+         lead: [AB, CD]",
            "+         timescale: July 2024",
            "+         rag: green",
        ],
    ),
    "hand-over": (
        ("hand-over", "AB", "--to", "EF", "--why", "Ann Bell retires"),
        [
            "-         lead: [AB, CD]   # both, since March",
            "+         lead: [EF, CD]   # both, since March",
            "-     lead: AB",
            "+     lead: EF",
            *['+             note: "Handed over from Ann Bell to Eve Fox: Ann Bell retires"'] * 3,
            '+     note: "Learning Point 2: handed over from Ann Bell to Eve Fox: Ann Bell retires"',
            *["+           - date: 2024-06-10"] * 3,
            "+   - date: 2024-06-10",
            *["+         progress:"] * 2,
            "+ progress:",
            *["+             as: handed_over"] * 3,
            "+     as: handed_over",
        ],
    ),
    "add recommendation": (
        ("add", "recommendation", NAME, "--text", "Listen to children", "--lead", "EF"),
        ["+   - id: 3", "+     text: Listen to children", "+     lead: EF"],
    ),
    "add action": (
        (
            "add",
            "action",
            f"{NAME}#rec:2",
            "--text",
            "Ask them: what would help?",
            "--timescale",
            "May 2025",
            "--evidence",
            "Survey",
        ),
        [
            '+       - id: "2.4"',
            '+         text: "Ask them: what would help?"',
            "+         timescale: May 2025",
            "+         evidence:",
            "+           - text: Survey",
        ],
    ),
    "add evidence": (
        ("add", "evidence", f"{NAME}#1.1", "--text", "Minutes", "--timescale", "November 2024", "--lead", "CD"),
        ["+           - text: Minutes", "+             timescale: November 2024", "+             lead: CD"],
    ),
    "add milestone": (
        ("add", "milestone", f"{NAME}#1.2", "--text", "Dates agreed", "--timescale", "15 June 2024"),
        ["+         milestones:", "+           - text: Dates agreed", "+             timescale: 15 June 2024"],
    ),
    "add person": (
        ("add", "person", NAME, "GH=Gil Hart, Trainer"),
        ["+   GH:", "+     name: Gil Hart", "+     post: Trainer"],
    ),
    "add report": (
        ("add", "report", NAME, "--to", "Cabinet", "--on", "2024-06-04"),
        ["+ reported:", "+   - date: 2024-06-04", "+     to: Cabinet"],
    ),
    "add reading": (
        ("add", "reading", f"{NAME}#2.1", "--value", "64%"),
        [
            "-         measure: Nine in ten trained",
            "+         measure:",
            "+           text: Nine in ten trained",
            "+           readings:",
            "+             - date: 2024-06-10",
            "+               value: 64%",
        ],
    ),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_changes_its_own_lines_says_so_and_passes_the_rules_about_edits(name, kept):
    words, lines = COMMANDS[name]
    shown = ran(kept, *words, "--diff")
    assert shown.code == 0 and text_of(kept) == PLAN, shown.err
    done = ran(kept, *words)
    assert (done.code, done.err.splitlines()[-1 if words[0] != "redact" else -2]) == (0, f"written: plans/{NAME}.yaml")
    assert Counter(changed(kept)) == Counter(lines)
    # what is shown before is what is written, and what is told is what 'changes' tells
    asked = [line for line in shown.out.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert Counter(line[:1] + " " + line[1:] for line in asked) == Counter(lines)
    assert shown.out.endswith(done.out) and done.out.strip()
    clean(kept)


def test_an_edit_is_committed_with_a_message_that_reads_like_minutes(kept):
    kept.write("other.txt", "x")
    kept.git("add", "other.txt")
    done = ran(kept, "move", f"{NAME}#1.1", "--to", "October 2024", "--why", "The county is late", "--commit")
    assert done.code == 0, done.err
    message = kept.git("log", "-1", "--format=%B")
    assert message.splitlines()[0] == f"{NAME}: action 1.1: date moved from 'July 2024' to 'October 2024'"
    assert "Learning Point 1, action 1.1: from 'July 2024' (by 31 July 2024) to 'October 2024'" in message
    assert "(The county is late)" in message
    # nothing else that is staged goes along
    assert kept.git("diff", "--cached", "--name-only") == "other.txt"
    assert kept.git("show", "--stat", "--format=", "HEAD").startswith(f"plans/{NAME}.yaml")


def test_a_commit_takes_along_nothing_that_was_changed_before(kept):
    ran(kept, "update", f"{NAME}#1.2", "--set", "priority=High")
    before = text_of(kept)
    done = ran(kept, "update", f"{NAME}#1.1", "--note", "Seen by the board", "--commit")
    assert done.code == 2 and "not committed" in done.err and text_of(kept) == before


def test_a_hook_that_refuses_leaves_the_edit_in_the_file_and_says_so(kept):
    hook = kept.folder / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n")
    hook.chmod(0o755)
    done = ran(kept, "update", f"{NAME}#1.1", "--note", "Seen by the board", "--commit")
    assert done.code == 2 and "written and not committed" in done.err and "not on a Friday" in done.err
    assert "Seen by the board" in text_of(kept) and kept.git("log", "--format=%s") == "The plan"


REFUSED = {
    "a colour without its reason": (("update", f"{NAME}#2.1", "--rag", "green"), 1, "S706"),
    "a worse colour too": (("update", f"{NAME}#1.1", "--rag", "red"), 1, "S706"),
    "other words without a note": (("update", f"{NAME}#1.1", "--set", "measure=Half of it"), 1, "S708"),
    "a fact of the future": (("complete", f"{NAME}#1.1", "--on", "2024-07-01"), 1, "S304"),
    "one's own signature": (("sign-off", f"{NAME}#2.3", "--by", "EF"), 1, "S308"),
    "a signature on what is not done": (("sign-off", f"{NAME}#1.1", "--by", "EF"), 2, "is not completed yet"),
    "what is done, moved": (
        ("move", f"{NAME}#2.3", "--to", "May 2026", "--why", "It is late"),
        2,
        "stays in the record",
    ),
    "what is done, done again": (("complete", f"{NAME}#2.3", "--on", "2024-06-01"), 2, "stays in the record"),
    "what is done, opened again": (
        ("update", f"{NAME}#2.3", "--rag", "green", "--note", "Sent back to us"),
        2,
        "s11 add action",
    ),
    "what is done, ended": (("end", f"{NAME}#2.3", "--as", "suspended", "--why", "No money"), 2, "stays in the record"),
    "what recurs, closed in passing": (("complete", f"{NAME}#1.2", "--rag", "blue"), 2, "recurs or goes on"),
    "a day that there is not": (
        ("move", f"{NAME}#1.1", "--to", "31/02/2025", "--why", "The county is late"),
        2,
        "--as-agreed",
    ),
    "no day at all": (("ask", f"{NAME}#1.1", "--to", "soon", "--why", "The county is late"), 2, "gives no certain day"),
    "a day to come": (("add", "report", NAME, "--to", "Cabinet", "--on", "2024-07-01"), 2, "has not happened yet"),
    "the lead that it has": (("update", f"{NAME}#1.2", "--lead", "Cal Dunn"), 2, "is led by CD already"),
    "a note of one word": (("update", f"{NAME}#1.1", "--note", "Trained"), 2, "two words or more"),
    "a bell": (("update", f"{NAME}#1.1", "--note", "Rang the \x07 bell"), 2, "cannot be seen"),
    "carried on by nobody": (("end", f"{NAME}#1.1", "--as", "transferred", "--why", "It is theirs"), 2, "--to-body"),
    "an id with a sign": (("add", "action", f"{NAME}#rec:1", "--text", "New", "--id", "a#1"), 2, "is no id"),
    "the same words twice": (
        ("split", f"{NAME}#1.1", "--into", "One", "--into", "one", "--why", "A reason"),
        2,
        "same words",
    ),
    "a piece that there is not": (
        ("complete", f"{NAME}#1.1/7"),
        2,
        "there are westmere/one#1.1/1 to westmere/one#1.1/2",
    ),
    "a recommendation that there is not": (("add", "action", f"{NAME}#rec:9", "--text", "New"), 2, "rec:1 to rec:2"),
    "a plan that is there": (("new", NAME, "--from", NAME, "--title", "Again"), 2, "already"),
    "no plan named": (("add", "person"), 2, "a plan's id is missing"),
    "an address of nothing": (
        ("end", f"{NAME}#1.1", "--as", "transferred", "--why", "It is theirs", "--to", "westmere/two#1"),
        1,
        "S108",
    ),
    "a reason that says nothing": (("move", f"{NAME}#1.1", "--to", "May 2025", "--why", "n/a"), 1, "S210"),
    "no reason": (("move", f"{NAME}#1.1", "--to", "May 2025"), 2, "give --why: Why is it moved?"),
    "the same date": (("move", f"{NAME}#1.1", "--to", "31 July 2024", "--why", "Said in full"), 2, "nothing to move"),
    "a colour of another plan": (("update", f"{NAME}#1.1", "--rag", "gren"), 2, "did you mean 'green'?"),
    "nobody": (("update", f"{NAME}#1.1", "--note", "Seen", "--by", "XY"), 2, "nobody of that key"),
    "nothing": (("update", f"{NAME}#1.1"), 2, "nothing to update"),
    "no such action": (("update", f"{NAME}#1.3", "--note", "Seen"), 2, "nothing at '#1.3'"),
    "no such field": (("update", f"{NAME}#1.1", "--set", "prority=High"), 2, "did you mean 'priority'?"),
    "a field with a command": (("update", f"{NAME}#1.1", "--set", "timescale=May"), 2, "'s11 move'"),
    "a field of several": (("update", NAME, "--set", "people=AB"), 2, "people.KEY=…"),
    "not a flag": (("update", f"{NAME}#1.1", "--set", "sensitive=maybe"), 2, "true or"),
    "no such plan": (("update", "westmere/two#1", "--note", "Seen"), 2, "no plan"),
    "no address": (("update", "--note", "Seen"), 2, "an address is missing"),
    "half an address": (("update", f"{NAME}#", "--note", "Seen"), 2, "is not an address"),
    "done already": (("complete", f"{NAME}#1.1/1", "--on", "July"), 2, "neither a day nor a month"),
    "nothing asked": (("grant", f"{NAME}#1.1"), 2, "no more time was asked for"),
    "no such ending": (("end", f"{NAME}#1.1", "--as", "suspend", "--why", "A reason"), 2, "did you mean 'suspended'?"),
    "one part": (("split", f"{NAME}#1.1", "--into", "One", "--why", "A reason"), 2, "two at least"),
    "an id that is taken": (("add", "action", f"{NAME}#rec:1", "--text", "New", "--id", "1.1"), 2, "is taken"),
    "a key that is taken": (("add", "person", NAME, "ab=Al Bow"), 2, "stands for somebody already"),
    "no recommendation": (("add", "action", f"{NAME}#1.1", "--text", "New"), 2, "#rec:1"),
    "no one leads so": (("hand-over", "EF", "--to", "AB"), 2, "leads nothing"),
    "the words themselves": (
        ("redact", f"{NAME}#2.2", "--words", "Roe", "--why", "Mrs Roe asked"),
        2,
        "the very words",
    ),
    "no such words": (("redact", f"{NAME}#2.2", "--words", "Smith", "--why", "She asked"), 2, "stand nowhere"),
    "two ways at once": (("update", f"{NAME}#1.1", "--note", "Seen", "--diff", "--commit"), 2, "give one"),
    "percent of nothing": (("update", f"{NAME}#1.1", "--percent", "40"), 2, "--note"),
    "too much": (("update", f"{NAME}#1.1", "--percent", "140", "--note", "Nearly done"), 1, "S005"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_break_a_rule_or_means_nothing_is_refused_and_nothing_is_written(name, kept):
    words, code, said = REFUSED[name]
    done = ran(kept, *words)
    assert done.code == code and said in done.err and not done.out, done.err
    assert "internal error" not in done.err and text_of(kept) == PLAN


def test_a_plan_that_was_never_committed_owes_nobody_a_reason(repository):
    repository.write(f"plans/{NAME}.yaml", PLAN)
    assert ran(repository, "update", f"{NAME}#1.1", "--set", "measure=Half of it", "--rag", "red").code == 0


def test_a_new_surname_is_only_said(kept):
    done = ran(kept, "update", NAME, "--set", "people.EF.name=Eve Fox-Hart", "--note", "Eve Fox has married")
    assert done.code == 0 and "Eve Fox has married" in done.out, done.err


def test_a_file_broken_by_a_tab_is_said_to_be_broken(kept):
    kept.write(f"plans/{NAME}.yaml", PLAN.replace("  - id: 2\n", "\t- id: 2\n"))
    done = ran(kept, "update", f"{NAME}#2.1", "--note", "Seen by the board")
    assert done.code == 2 and "cannot be read whole" in done.err, done.err


def test_more_time_is_asked_for_refused_asked_for_again_and_granted(kept):
    asked = ("ask", f"{NAME}#1.1", "--to", "October 2024", "--why", "The county is late")
    assert ran(kept, *asked).code == 0 and ran(kept, *asked).code == 2
    assert (
        ran(kept, "refuse", f"{NAME}#1.1", "--why", "Not agreed by members", "--by", "Cabinet", day="2024-06-11").code
        == 0
    )
    assert "timescale: July 2024" in text_of(kept)
    assert ran(kept, "grant", f"{NAME}#1.1", day="2024-06-11").code == 2
    assert ran(kept, *asked, day="2024-06-12").code == 0
    granted = ran(kept, "grant", f"{NAME}#1.1", "--approved-by", "Cabinet", day="2024-06-20")
    assert granted.code == 0 and "asked for on 12 June 2024; approved by Cabinet" in granted.out
    assert "timescale: October 2024" in text_of(kept)
    clean(kept, "2024-06-20")
    assert "not granted" not in ran(kept, "due", day="2024-06-20").out


def test_what_is_done_stays_with_whoever_led_it(kept):
    kept.write(
        f"plans/{NAME}.yaml",
        PLAN.replace(
            "Nine in ten trained\n", "Nine in ten trained\n        rag: blue\n        completed: 2024-05-01\n"
        ),
    )
    kept.commit("Done")
    assert ran(kept, "hand-over", "AB", "--to", "EF").code == 0
    loaded = load_one(Source("p", NAME, text_of(kept).encode()))
    assert loaded.plan is not None
    assert {action.id: action.lead or above.lead for above, action in loaded.plan.actions()} == {
        "1.1": ("EF", "CD"),
        "1.2": ("CD",),
        "2.1": ("AB",),
        "2.2": ("EF",),
        "2.3": ("EF",),
    }
    clean(kept)


def test_one_key_of_two_people_is_not_handed_over_in_both_plans(kept):
    kept.write("plans/eastholme/one.yaml", PLAN.replace("Ann Bell", "Al Bow"))
    kept.commit("Two")
    done = ran(kept, "hand-over", "AB", "--to", "EF")
    assert done.code == 2 and "'AB' is Al Bow in eastholme/one and Ann Bell in westmere/one" in done.err
    assert ran(kept, "hand-over", "AB", NAME, "--to", "EF").code == 0


def test_the_next_plan_takes_what_is_open_along_and_nothing_is_counted_twice(kept):
    kept.write(
        f"plans/{NAME}.yaml",
        PLAN.replace(
            "Nine in ten trained\n", "Nine in ten trained\n        rag: blue\n        completed: 2024-05-01\n"
        ),
    )
    kept.commit("Done")
    done = ran(
        kept,
        "new",
        "westmere/two",
        "--from",
        NAME,
        "--title",
        "The next plan",
        "--period",
        "2025/26",
        day="2024-09-01",
    )
    assert done.code == 0, done.err
    both = {
        plan: load_one(Source("p", plan, (kept.folder / f"plans/{plan}.yaml").read_bytes())).plan
        for plan in (NAME, "westmere/two")
    }
    old, new = both[NAME], both["westmere/two"]
    assert old is not None and new is not None and new.title == "The next plan"
    was = {action.id: action for _, action in old.actions()}
    assert [action.id for _, action in new.actions()] == ["1.1", "1.2", "2.2"]
    for _, action in new.actions():
        place = was[action.id].ended
        assert place is not None and place.to[0].address == f"westmere/two#{action.id}"
        assert (action.text, action.timescale, action.progress) == (
            was[action.id].text,
            was[action.id].timescale,
            was[action.id].progress,
        )
    assert was["2.1"].ended is None and old.closed is not None and not new.agreed
    clean(kept, "2024-09-01")
    # late before, late after, and each once
    rows = ran(kept, "list", "--late", "--csv", "--columns", "address,days_late", day="2024-09-01").out.splitlines()
    assert rows[1:] == ["westmere/two#1.1,32", "westmere/two#1.2,63"]
    assert ran(kept, "new", "westmere/three", "--from", NAME, "--title", "Again", day="2024-09-01").code == 2


def test_a_plan_is_begun_and_filled_without_a_line_of_yaml(repository):
    (repository.folder / "plans").mkdir()
    begun = ran(
        repository,
        "new",
        "westmere/new",
        "--title",
        "Audit: agreed actions",
        "--organisation",
        "Westmere",
        "--kind",
        "audit",
        "--colours",
        "red-amber-green",
        "--person",
        "AB=Ann Bell, Director",
    )
    assert begun.code == 0 and "add recommendation westmere/new" in begun.err, begun.err
    for number in range(1, 4):
        assert (
            ran(repository, "add", "recommendation", "westmere/new", "--text", f"Point {number}: to be kept").code == 0
        )
        for part in range(4):
            done = ran(
                repository,
                "add",
                "action",
                f"westmere/new#rec:{number}",
                "--text",
                f"Do part {part} of point {number}",
                "--lead",
                "AB",
                "--timescale",
                "March 2025",
                "--measure",
                "It is done",
                "--rag",
                "green",
            )
            assert done.code == 0, done.err
    found = ran(repository, "lint", "--output-format", "concise")
    assert found.code == 0 and "0 errors, 0 warnings" in found.out and "12 actions" in found.out, found.out
    assert (
        ran(
            repository,
            "new",
            "westmere/new",
            "--title",
            "x",
            "--organisation",
            "W",
            "--kind",
            "audit",
            "--colours",
            "red-amber-green",
            "--person",
            "AB=A",
        ).code
        == 2
    )


# at a terminal --------------------------------------------------------------------------------------------------------


def test_at_a_terminal_the_plan_s_own_words_are_offered(kept):
    at = Terminal(kept.folder, "update", "--as-of", DAY)
    for question, answer in (
        ("Which of these in westmere/one? ", "1.2\n"),
        ("The rating now? (red, amber, green, blue; empty for none) ", "amber\n"),
        ("What was done or found?", "The meeting of June was put off\n"),
    ):
        at.wait_for(question)
        at.type(answer)
    assert at.end() == 0, at.heard
    assert "1.1: Review the policy" in at.heard
    assert "rag: amber" in text_of(kept) and "note: The meeting of June was put off" in text_of(kept)


def test_at_a_terminal_a_move_says_what_the_date_is_and_asks_why(kept):
    at = Terminal(kept.folder, "move", f"{NAME}#1.1", "--as-of", DAY)
    for question, answer in (
        ("It is 'July 2024' now. ", "May 2025\n"),
        ("Why is it moved?", "\n"),
        ("answer is needed", "The county is late\n"),
    ):
        at.wait_for(question)
        at.type(answer)
    assert at.end() == 0 and "from: July 2024" in text_of(kept), at.heard


def test_leaving_the_questions_writes_nothing(kept):
    at = Terminal(kept.folder, "end", f"{NAME}#1.1", "--as-of", DAY)
    at.wait_for("How did it end?")
    at.type("\x04")
    assert at.end() == 2 and text_of(kept) == PLAN


# the law --------------------------------------------------------------------------------------------------------------

WHEN = [
    "June 2027",
    "March 2027, quarterly",
    "TBC",
    "ongoing",
    "31/03/2026",
    "Q2 2026/27",
    "6 weeks after the board",
    "asap",
]
SAID = [
    "Taken to the board: agreed",
    "Nothing came of it # yet",
    "The county has taken this on, and what is left of it is with the partnership's own training group until spring",
    '"Quoted" words, it\'s so',
    "- a dash and more",
]
FILES = [path.read_text(encoding="utf-8") for path in SHIPPED]


def _made(draw: random.Random, loaded: PlanFile, day: date) -> Draft:
    """A plan with one thing entered by one command. Raises CannotDo."""
    plan, draft, vantage = loaded.plan, Draft(loaded), Vantage(day)
    assert plan is not None
    people = list(plan.people) or ["Nobody"]
    entry = Entry(day, draw.choice(["", draw.choice(list(plan.people) or [""])]))
    place: Place = draw.choice(places(loaded))
    words, when = draw.choice(SAID), draw.choice(WHEN)

    def asked_then(answer) -> None:
        edit.ask(draft, place, entry, when, words, as_agreed=True)
        later = Draft(draft.so_far())
        answer(later, find_place(later.loaded, place.address.partition("#")[2]))
        draft.document = later.document

    ways = {
        "rate": lambda: edit.update(draft, place, entry, rag=draw.choice(list(plan.rag) or ["x"]), note=words),
        "note": lambda: edit.update(draft, place, entry, note=words, percent=draw.choice(["", "40"])),
        "lead": lambda: edit.update(draft, place, entry, leads=draw.sample(people, min(len(people), 2))),
        "set": lambda: edit.update(draft, place, entry, fields=[(draw.choice(["remedy", "priority", "note"]), words)]),
        "complete": lambda: edit.complete(draft, place, entry, (day - timedelta(draw.choice([0, 5, 40]))).isoformat()),
        "move": lambda: edit.move(
            draft, place, entry, when, words, approved_by=draw.choice(["", "Cabinet"]), as_agreed=draw.random() < 0.7
        ),
        "correct": lambda: edit.move(draft, place, entry, when, words, correction=True, as_agreed=True),
        "ask": lambda: edit.ask(draft, place, entry, when, words, as_agreed=True),
        "grant": lambda: asked_then(lambda later, there: edit.grant(later, there, entry, approved_by="Cabinet")),
        "refuse": lambda: asked_then(lambda later, there: edit.refuse(later, there, entry, words, "Cabinet")),
        "end": lambda: edit.end(draft, place, entry, draw.choice(ENDINGS), words, bodies=["The county"]),
        "split": lambda: edit.split(draft, place, entry, ["One half of it", "The other half"], words),
        "hand over": lambda: edit.hand_over(draft, entry, draw.choice(people), draw.choice(people), vantage),
        "sign off": lambda: edit.sign_off(draft, place, day, draw.choice(people)),
        "redact": lambda: edit.redact(
            draft, place, entry, " ".join(getattr(place.record, "text", "").split()[1:3]), "They could be known by it"
        ),
        "recommendation": lambda: edit.add_recommendation(draft, words),
        "action": lambda: edit.add_action(draft, place, entry, words, timescale=when, evidence=["Minutes"]),
        "evidence": lambda: edit.add_evidence(draft, place, words, timescale=when),
        "milestone": lambda: edit.add_milestone(draft, place, words, when),
        "person": lambda: edit.add_person(draft, "ZZ", Person(name="Zed: Zee")),
        "report": lambda: edit.add_report(draft, entry, "Cabinet"),
        "reading": lambda: edit.add_reading(draft, place, entry, "64%"),
    }
    ways[draw.choice(sorted(ways))]()
    return draft


@given(seed=st.integers(0, 10**9), end=st.sampled_from(["\n", "\r\n"]), bom=st.booleans())
@settings(max_examples=250)
def test_whatever_a_command_enters_passes_the_rules_about_edits_and_leaves_every_other_line(seed, end, bom):
    draw = random.Random(seed)
    text = draw.choice([PLAN, *FILES])
    data = (b"\xef\xbb\xbf" if bom else b"") + text.replace("\n", end).encode("utf-8")
    loaded = load_one(Source("plan.yaml", NAME, data))
    assert loaded.plan is not None
    told = [
        entry.date
        for _, action in loaded.plan.actions()
        for entry in (*action.progress, *action.completed, *action.revised)
    ]
    day = max([*told, loaded.plan.as_at or date(2013, 1, 1)]) + timedelta(draw.choice([1, 10, 100, 300]))
    try:
        draft = _made(draw, loaded, day)
    except CannotDo as why:
        # what means nothing here; never that it could not be written
        assert "in an editor" not in str(why)
        return
    made = draft.so_far()
    assert made.plan is not None and not check_edit(PlanFiles((loaded,)), PlanFiles((made,)), Vantage(day))
    before, after = loaded.document.text.split(end), draft.document.text.split(end)
    gone = Counter(before) - Counter(after)
    assert sum(gone.values()) <= 30 and draft.data.startswith(b"\xef\xbb\xbf") == bom
    assert [one.words for one in made.document.comments] == [one.words for one in loaded.document.comments]


# the file -------------------------------------------------------------------------------------------------------------


def test_two_who_write_at_once_lose_nothing(kept):
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, who, str(kept.folder)], env={**os.environ, "PYTHONPATH": str(PROJECT)}
        )
        for who in ("first", "second")
    ]
    assert [run.wait(timeout=300) for run in runs] == [0, 0]
    found = re.findall(r"note: (\w+ \d+) was here", text_of(kept))
    assert Counter(found) == Counter(f"{who} {number}" for who in ("first", "second") for number in range(15))
    clean(kept)


WRITER = """
import os, sys
from s11.cli import run
os.chdir(sys.argv[2])
for number in range(15):
    note = f"{sys.argv[1]} {number} was here"
    assert run(["update", "westmere/one#1.1", "--note", note, "--as-of", "2024-06-10"]) == 0
"""


def test_a_writer_that_is_killed_leaves_the_old_file_or_the_new_one(kept):
    path, draw, left = kept.folder / f"plans/{NAME}.yaml", random.Random(11), set()
    for number in range(12):
        run = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(path)],
            env={**os.environ, "PYTHONPATH": str(PROJECT)},
            stdout=subprocess.PIPE,
        )
        assert run.stdout is not None and run.stdout.readline() == b"writing\n"
        time.sleep(draw.random() / 20)
        run.send_signal(signal.SIGKILL)
        run.wait()
        run.stdout.close()
        text = path.read_text(encoding="utf-8")
        assert text.startswith(PLAN) and re.fullmatch(r"(?:# \d+\n){0,9999}", text.removeprefix(PLAN)), number
        left |= {name.name for name in path.parent.iterdir()} - {path.name}
    # what a killed writer has left is no plan to anybody, and the next one takes it away
    assert all(name.startswith(".s11-edit-") for name in left)
    assert ran(kept, "update", f"{NAME}#1.1", "--note", "Seen by the board").code == 0
    assert [name.name for name in path.parent.iterdir()] == [path.name]


KILLED = """
import sys
from pathlib import Path
from s11.store import Written, plans_held, write_back
path = Path(sys.argv[1])
print("writing", flush=True)
number = 0
while True:
    with plans_held(path.parent.parent):
        old = path.read_bytes()
        write_back([Written(path, old, old + f"# {number}\\n".encode())])
    number += 1
"""


def test_all_files_are_written_or_none(tmp_path):
    one, two, three = (tmp_path / name for name in ("one.yaml", "two.yaml", "three.yaml"))
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    written = [store.Written(one, b"1", b"new"), store.Written(two, b"other", b"new")]
    with pytest.raises(store.NotFound, match=r"two\.yaml was changed by somebody else"):
        store.write_back(written)
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    with pytest.raises(store.NotFound, match="there already"):
        store.write_back([store.Written(one, b"1", b"new"), store.Written(two, None, b"new")])
    # a folder stands where the last one is to be written
    three.mkdir()
    (three / "in the way").write_bytes(b"")
    with pytest.raises(store.NotFound):
        store.write_back([store.Written(one, b"1", b"new"), store.Written(three / "in the way" / "x.yaml", None, b"n")])
    assert (one.read_bytes(), two.read_bytes()) == (b"1", b"2")
    assert {path.name for path in tmp_path.iterdir()} == {"one.yaml", "two.yaml", "three.yaml"}


def test_a_file_keeps_its_mode_and_another_name_of_it_is_not_cut_off(kept):
    path = kept.folder / f"plans/{NAME}.yaml"
    path.chmod(0o640)
    assert ran(kept, "update", f"{NAME}#1.1", "--note", "Seen by the board").code == 0
    assert path.stat().st_mode & 0o777 == 0o640
    os.link(path, kept.folder / "other.yaml")
    done = ran(kept, "update", f"{NAME}#1.1", "--note", "Seen again by them")
    assert done.code == 2 and "another name" in done.err


def test_a_file_that_breaks_off_is_not_touched(kept):
    kept.write(f"plans/{NAME}.yaml", PLAN + "note: [\n")
    done = ran(kept, "update", f"{NAME}#1.1", "--note", "Seen by the board")
    assert done.code == 2 and "cannot be read whole" in done.err


# ways round the guard -------------------------------------------------------------------------------------------------

SHORT = """\
format: s11-plan/1
title: Plan
organisation: Westmere
origin: audit
agreed: 2023-09-01
as_at: 2024-05-01
rag: {{red: {{means: off_track}}, green: {{means: on_track}}, blue: {{means: completed}}}}
people: {{AB: {{name: Ann Bell}}, EF: {{name: Eve Fox}}}}
recommendations:
  - id: 1
    text: Recommendation one
{above}    actions:
      - id: 1
        text: Keep doing the thing with the schools
        lead: AB
        rag: {rag}
{body}"""


def short(repository: Repository, body: str, rag: str = "green", above: str = "", name: str = "plans/x.yaml") -> None:
    indented = "".join(f"        {line}\n" for line in body.splitlines())
    over = "".join(f"    {line}\n" for line in above.splitlines())
    repository.write(name, SHORT.format(body=indented, rag=rag, above=over))
    repository.commit("The plan", "2024-05-03")


def rows(repository: Repository, *columns: str, day: str = DAY) -> list[str]:
    listed = ran(repository, "list", "--csv", "--columns", ",".join(columns), day=day)
    return listed.out.replace("\ufeff", "").splitlines()[1:]


def test_the_guard_holds_from_wherever_a_plan_is_named(repository, tmp_path):
    short(repository, "timescale: March 2024", "red", name="sub/plans/org/x.yaml")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    for folder, address in (
        (repository.folder, "sub/plans/org/x.yaml#1"),
        (repository.folder / "sub", "org/x#1"),
        (repository.folder / "sub/plans/org", "x.yaml#1"),
        (elsewhere, f"{repository.folder}/sub/plans/org/x.yaml#1"),
    ):
        done = run_s11("update", address, "--rag", "green", cwd=folder, S11_AS_OF=DAY)
        assert done.code == 1 and "S706" in done.err, (folder, done.err)


def test_another_name_of_a_file_is_no_new_plan(repository):
    short(repository, "timescale: March 2024", "red")
    repository.git("mv", "plans/x.yaml", "plans/y.yaml")
    done = ran(repository, "update", "y#1", "--rag", "green")
    assert done.code == 1 and "S706" in done.err


@pytest.mark.parametrize("more", [("--rag", "green"), ("--set", "proposed=true")])
def test_who_leads_is_no_reason_why_something_looks_better(more, repository):
    short(repository, "timescale: March 2024", "red")
    done = ran(repository, "update", "x#1", "--lead", "EF", *more)
    assert done.code == 1 and "nothing says why" in done.err + "no progress was noted nothing says why"
    assert "S70" in done.err


def test_notes_on_hands_and_on_words_taken_out_are_no_progress(repository):
    short(repository, "timescale: Ongoing")
    later = "2025-06-10"
    before = rows(repository, "timing", "checked", day=later)
    assert before == ["unrecorded,not_known"]
    assert ran(repository, "hand-over", "AB", "--to", "EF", day=later).code == 0
    assert ran(repository, "redact", "x#1", "--words", "schools", "--why", "They could be known", day=later).code == 0
    assert rows(repository, "timing", "checked", day=later) == before
    clean(repository, later)


def test_a_split_takes_along_what_is_late_and_what_it_is(repository):
    short(
        repository, "evidence:\n  - {text: Report of it, timescale: March 2024}\n  - {text: In, received: 2024-04-01}"
    )
    parts = ("split", "x#1", "--into", "Do half one", "--into", "Do half two", "--why", "Two people do it")
    assert ran(repository, *parts).code == 0
    assert rows(repository, "address", "timing") == ["x#1a,late", "x#1b,no_date", "x#1,ended"] or sorted(
        rows(repository, "address", "timing")
    ) == ["x#1,ended", "x#1a,late", "x#1b,no_date"]
    assert "x#1a/1" in ran(repository, "due").out
    repository.git("checkout", "-q", ".")
    short(
        repository,
        "timescale: March 2024\nproposed: true\nrequests: [{date: 2024-05-01, to: May 2025, why: Nobody is there}]",
    )
    assert ran(repository, *parts).code == 0
    assert sorted(rows(repository, "address", "timing")) == ["x#1,ended", "x#1a,proposed", "x#1b,proposed"]
    assert text_at(repository).count("to: May 2025") == 2
    short(repository, "timescale: March 2024", "blue")
    done = ran(repository, *parts)
    assert done.code == 2 and "nothing left to split" in done.err


def text_at(repository: Repository, name: str = "plans/x.yaml") -> str:
    return (repository.folder / name).read_text(encoding="utf-8")


def test_the_next_plan_reads_no_date_otherwise_and_drops_no_recommendation(repository):
    short(repository, "timescale: 1st March")
    done = ran(repository, "new", "y", "--from", "x", "--title", "Next plan")
    assert done.code == 2 and "no year of its own" in done.err and not (repository.folder / "plans/y.yaml").exists()
    short(repository, "timescale: March 2025")
    bare = text_at(repository) + "  - id: 2\n    text: Nothing was done about this yet\n    rag: red\n"
    repository.write("plans/x.yaml", bare)
    repository.commit("Two", "2024-05-04")
    assert ran(repository, "new", "y", "--from", "x", "--title", "Next plan").code == 0
    assert "Nothing was done about this yet" in text_at(repository, "plans/y.yaml")
    clean(repository)


def test_a_plan_with_the_other_ending_is_there_already(repository):
    short(repository, "timescale: March 2025", name="plans/y.yml")
    short(repository, "timescale: March 2025")
    done = ran(repository, "new", "y", "--from", "x", "--title", "Next plan")
    assert done.code == 2 and "already" in done.err


def test_whoever_names_a_plan_by_another_way_holds_the_same_folder(repository):
    short(repository, "timescale: March 2025", name="sub/plans/org/x.yaml")
    path = repository.folder / "sub/plans/org/x.yaml"
    assert store.folder_of(path) == (repository.folder / "sub/plans").resolve()


def test_a_remark_behind_an_empty_line_stays_with_its_entry(repository):
    short(repository, "progress:\n  - date: 2024-05-02\n    note: First of all\n\n      # this is about the first note")
    assert ran(repository, "update", "x#1", "--note", "And the second").code == 0
    lines = [line.strip() for line in text_at(repository).splitlines() if line.strip()]
    assert lines[lines.index("note: First of all") + 1] == "# this is about the first note"


def test_another_entry_of_a_list_is_put_beside_those_that_are_there(repository):
    short(repository, "timescale: March 2025")
    repository.write("plans/x.yaml", text_at(repository).replace("rag: {", "arises_from:\n  - One\nrag: {", 1))
    repository.commit("More", "2024-05-04")
    assert ran(repository, "update", "x", "--set", "arises_from=Ofsted report, page 4").code == 0
    assert "  - One\n  - Ofsted report, page 4\n" in text_at(repository)


def test_a_name_goes_with_what_is_grown_together_with_it(repository):
    short(repository, "progress:\n  - date: 2024-05-02\n    note: Jane Roe's son rang us  \n  # Jane Roe is the mother")
    done = ran(repository, "redact", "x#1", "--words", "jane  roe", "--why", "They could be known")
    assert done.code == 0 and 'note: "[redacted] son rang us"' in text_at(repository), done.err
    assert "they still stand elsewhere in this file, on line" in done.err
    clean(repository)


def test_a_request_until_several_days_is_granted(repository):
    short(
        repository,
        "timescale: March 2025\nrequests:\n  - date: 2024-05-05\n    to: [June 2025, July 2025]\n    why: Two groups",
    )
    assert ran(repository, "grant", "x#1", "--approved-by", "Cabinet").code == 0
    assert "timescale: [June 2025, July 2025]" in text_at(repository)
    clean(repository)


def test_a_date_held_above_keeps_its_first_date_when_one_action_is_moved(repository):
    short(
        repository,
        "measure: It is done",
        above="timescale: April 2024\nrevised:\n  - {date: 2024-01-20, from: January 2024, why: The county, by: AB}",
    )
    assert ran(repository, "move", "x#1", "--to", "December 2024", "--why", "The county is late").code == 0
    clean(repository)
    assert "first due 31 January 2024" in ran(repository, "history", "x#1").out + ran(repository, "show", "x#1").out
