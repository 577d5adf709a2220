"""Edits of self-assessments: what hides something is an error, what an officer and a panel do is none.

One table: an edit of one return, and the rules that speak of it. A law over generated edits: no cell looks better
without a reason or a finding.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from conftest import run_s11
from test_assessment_rules import beside, edited, read
from test_edits import told

from s11.change.assessment_text import assessed_texts
from s11.change.assessments import compare_assessments
from s11.change.text import ChangeText
from s11.plan import load, read_standards_file
from s11.rules.assessment_edits import check_assessment_edits
from s11.rules.assessments import Beside
from s11.rules.examples import EXAMPLE_PLAN
from s11.text import Source
from s11.when import Vantage

# a return that is not sent yet
DRAFT = """\
format: s11-assessment/1
title: Section 11 self-assessment 2024
organisation: Westmere District Council
kind: statutory
for: [Westshire board]
standards: westmere-2024
cycle: Annual
due: 30 April 2024
as_at: 2024-04-10
scale:
  blue: {means: exceeds, label: All points met, needs: example}
  green: {means: met, label: Most points met}
  amber: {means: partly, label: Some points met, also: [A]}
  red: {means: not_met, label: No point met}
bands:
  - {from: 0, to: 49, means: not_met}
  - {from: 50, to: 100, means: met}
impact:
  "1": {label: Told}
  "2": {label: Done}
people:
  AB: {name: Ann Bell, post: Policy officer}
  CD: {name: Cal Dunn}
challenges:
  - id: peer
    as: peer_review
    date: 2024-03-13
    about: [1]
    says:
      - {standard: 2, supports: no, text: Half of the drivers were trained}
answers:
  - standard: 1
    grades:
      - {by: self, grade: amber, date: 2024-03-01}
      - {by: peer, grade: red, date: 2024-03-13, why: No lead was named}
    points:
      - {id: a, met: false}
    text: The head of communities leads on safeguarding
    evidence:
      - {text: Minutes of the safeguarding group, dated: 2024-02-12, impact: "1"}
    gaps: [No report to members yet]
    actions: ['westmere/section-11-2024#1']
    challenged:
      - {by: peer, text: Who stands in for the head, date: 2024-03-13}
  - standard: 2
    grades:
      - {by: self, grade: "40", date: 2024-03-01}
    none: The county trains all drivers from June
"""
SENT = DRAFT.replace("scale:\n", "submitted: {date: 2024-04-24, by: AB}\nscale:\n", 1)
WHY = "amendments: [{date: 2024-05-20, by: AB, about: [1], why: The audit of March was left out}]\n"
WHOLE = "amendments: [{date: 2024-05-20, by: AB, why: The board changed its scale in May}]\n"


def swapped(text: str, *changes: str) -> str:
    """The text with each '- before' replaced by the '+ after' behind it."""
    for before, after in zip(changes[::2], changes[1::2], strict=True):
        assert text.count(before) >= 1, before
        text = text.replace(before, after, 1)
    return text


def codes(before: str, *changes: str, amended: str = "") -> list[str]:
    after = swapped(before, *changes)
    if amended:
        after = after.replace("answers:\n", amended + "answers:\n", 1)
    found = edited(before, after)
    return sorted(f"{one.code} {one.level}" if one.level != "error" else one.code for one in found)


OWN = "{by: self, grade: amber, date: 2024-03-01}"
PEER = "{by: peer, grade: red, date: 2024-03-13, why: No lead was named}"
ADD = "      - "
NEW = f"{OWN}\n{ADD}"
EVIDENCE = '{text: Minutes of the safeguarding group, dated: 2024-02-12, impact: "1"}'

QUIET: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "own grade overwritten": ((OWN, OWN.replace("amber", "green")), ["S703"]),
    "own grade overwritten by a word of the same meaning": ((OWN, OWN.replace("amber", "A")), ["S703"]),
    "grade of others overwritten": ((PEER, PEER.replace("red", "green")), ["S703"]),
    "grade of others taken out": ((f"{ADD}{PEER}\n", ""), ["S703"]),
    "a grade of others said to be its own": ((PEER, PEER.replace("by: peer", "by: self")), ["S703", "S706 warning"]),
    "own grade raised without a why": ((OWN, f"{NEW}{{by: self, grade: green, date: 2024-05-01}}"), ["S706"]),
    "own grade raised with no reason": ((OWN, f"{NEW}{{by: self, grade: green, why: n/a}}"), ["S706"]),
    "own grade lowered without a why": ((OWN, f"{NEW}{{by: self, grade: red, date: 2024-05-01}}"), ["S706 warning"]),
    "grade of others raised without a why": ((PEER, f"{PEER}\n{ADD}{{by: peer, grade: green}}"), ["S706"]),
    "own grade said again, and that of others raised without a why": (
        (OWN, f"{NEW}{{by: self, grade: amber, date: 2024-05-01}}", PEER, f"{PEER}\n{ADD}{{by: peer, grade: green}}"),
        ["S706"],
    ),
    "grades in another order": ((OWN, PEER, PEER, OWN), []),
    "own grades in another order": (
        (f"{OWN}\n{ADD}{PEER}", f"{{by: self, grade: red, date: 2024-03-20, why: The lead has left}}\n{ADD}{OWN}"),
        ["S703"],
    ),
    "own grade dated ahead": ((OWN, OWN.replace("2024-03-01", "2025-03-01")), ["S703"]),
    "evidence taken out": ((f"    evidence:\n      - {EVIDENCE}\n", ""), ["S704"]),
    "evidence dated later": ((EVIDENCE, EVIDENCE.replace("2024-02-12", "2024-05-12")), ["S703"]),
    "evidence of a higher level": ((EVIDENCE, EVIDENCE.replace('"1"', '"2"')), ["S703"]),
    "evidence in other words": ((EVIDENCE, EVIDENCE.replace("Minutes", "Full minutes")), ["S708 warning"]),
    "evidence in other words, and of a higher level": (
        (EVIDENCE, EVIDENCE.replace("Minutes", "Full minutes").replace('"1"', '"2"')), ["S703"],
    ),
    "gap taken out": (("    gaps: [No report to members yet]\n", ""), ["S704"]),
    "gap turned round": (("[No report to members yet]", "[A report to members is due in May]"), ["S704"]),
    "point turned round": (("met: false", "met: true"), ["S703"]),
    "point taken out": (("    points:\n      - {id: a, met: false}\n", ""), ["S704"]),
    "action taken out": (("    actions: ['westmere/section-11-2024#1']\n", ""), ["S704"]),
    "action exchanged": (("section-11-2024#1'", "section-11-2024#2'"), ["S704"]),
    "question taken out": (
        ("    challenged:\n      - {by: peer, text: Who stands in for the head, date: 2024-03-13}\n", ""),
        ["S704"],
    ),
    "question put otherwise": (("Who stands in for the head", "Who leads in the evening"), ["S704"]),
    "question reworded": (("Who stands in for the head", "Who stands in for the head of communities"), ["S703"]),
    "challenge removed": (
        (DRAFT[DRAFT.index("challenges:") : DRAFT.index("answers:")], "", f"{ADD}{PEER}\n", ""),
        ["S703", "S704"],
    ),
    "what a challenge looked at": (("about: [1]", "about: [1, 2]"), ["S703"]),
    "what a challenge says turned round": (("supports: no", "supports: yes"), ["S703"]),
    "what a challenge says reworded": (("Half of the drivers", "Nine in ten drivers"), ["S703"]),
    "challenge under another id": (
        ("id: peer", "id: other", "by: peer, grade", "by: other, grade", "by: peer, text", "by: other, text"),
        ["S705"],
    ),
    "another kind of challenge": (("as: peer_review", "as: inspection"), ["S703"]),
    "answer removed": ((DRAFT[DRAFT.index("  - standard: 2") :], ""), ["S704"]),
    "answer under another number": (("standard: 1\n    grades", "standard: 3\n    grades"), ["S705"]),
    "an answer put before the one that stands": (
        ("answers:\n", "answers:\n  - standard: 1\n    grades: [{by: self, grade: blue}]\n"),
        ["S701"],
    ),
    "scale remapped": (("{means: partly", "{means: met"), ["S709"]),
    "spelling added": (
        ("green: {means: met, label: Most points met}", "green: {means: met, label: Most points met, also: [A]}",
         "label: Some points met, also: [A]}", "label: Some points met}"),
        ["S709"],
    ),
    "what a grade needs taken away": (
        ("label: All points met, needs: example", "label: All points met"), ["S709"],
    ),
    "bands widened": (("to: 49, means: not_met}\n  - {from: 50", "to: 29, means: not_met}\n  - {from: 30"), ["S709"]),
    "levels of impact exchanged": (
        ('"1": {label: Told}\n  "2": {label: Done}', '"2": {label: Done}\n  "1": {label: Told}'), ["S709"],
    ),
    "due later": (("due: 30 April 2024", "due: 31 May 2024"), ["S702"]),
    "due taken out": (("due: 30 April 2024\n", ""), ["S702"]),
    "due in other words": (("due: 30 April 2024", "due: April 2024"), []),
    "due earlier": (("due: 30 April 2024", "due: 15 April 2024"), []),
    "due earlier, on a condition": (("due: 30 April 2024", "due: 'March 2024, subject to funding'"), ["S702"]),
    "cycle longer": (("cycle: Annual", "cycle: Every two years"), ["S709"]),
    "another kind of body": (("kind: statutory", "kind: voluntary"), ["S709"]),
    "another list": (("standards: westmere-2024", "standards: working-together-2018"), ["S709"]),
    "a board fewer": (("for: [Westshire board]", "for: [Northshire board]"), ["S709"]),
    "not applicable with no reason": (("    none: The", "    not_applicable: n/a\n    none: The"), ["S701"]),
    "why there is no action, with no reason": (
        ("    actions: ['westmere/section-11-2024#1']\n", "    none: n/a\n"), ["S704"],
    ),
    "words taken out": (("Who stands in for the head", "'Who stands in for [redacted]'"), ["S703"]),
}  # fmt: skip


@pytest.mark.parametrize("name", QUIET)
def test_what_hides_something_is_found(name):
    changes, expected = QUIET[name]
    assert codes(DRAFT, *changes) == expected


OFFICER: dict[str, tuple[tuple[str, ...], str]] = {
    "nothing": ((), ""),
    "own grade raised with its why": ((OWN, f"{NEW}{{by: self, grade: green, why: The lead was named in May}}"), ""),
    "first grade of others": (
        ('{by: self, grade: "40", date: 2024-03-01}', '{by: self, grade: "40", date: 2024-03-01}\n'
        f"{ADD}{{by: peer, grade: green, date: 2024-05-02}}"), ""),
    "question answered": (("Who stands in for the head,", "Who stands in for the head, answer: The deputy does,"), ""),
    "question put": (("    challenged:\n", "    challenged:\n      - {by: peer, text: Since when}\n"), ""),
    "evidence added": ((EVIDENCE, f"{EVIDENCE}\n{ADD}{{text: Audit of March, dated: 2024-03-20}}"), ""),
    "action added": (("#1']", "#1', 'westmere/section-11-2024#2']"), ""),
    "gap added": (("[No report to members yet]", "[No report to members yet, No deputy]"), ""),
    "challenge added": (("answers:\n", "", "challenges:\n", "challenges:\n  - {id: panel, as: panel}\n",
        "  - standard: 1\n    grades", "answers:\n  - standard: 1\n    grades"), ""),
    "more said by a challenge": 
        (("says:\n", "says:\n      - {standard: 1, supports: yes, text: The lead is known}\n"), ""),
    "a slip mended": 
        (("Half of the drivers", "Half of the driverss", "Half of the driverss", "Half of the drivers"), ""),
    "not applicable with its why": 
        (("    none: The", "    not_applicable: The council has no drivers\n    none: The"), ""),
    "gap taken out with an amendment": (("    gaps: [No report to members yet]\n", ""), WHY),
    "evidence taken out with an amendment": ((f"    evidence:\n      - {EVIDENCE}\n", ""), WHY),
    "scale remapped with an amendment": (("{means: partly", "{means: met"), WHOLE),
    "due later with an amendment": (("due: 30 April 2024", "due: 31 May 2024"), WHOLE),
    "sent": (("scale:\n", "submitted: {date: 2024-04-24, by: AB}\nscale:\n"), ""),
    "words of a draft": (("The head of communities leads on safeguarding", "A deputy leads"), ""),
}  # fmt: skip


@pytest.mark.parametrize("name", OFFICER)
def test_what_an_officer_and_a_panel_do_is_no_finding(name):
    changes, amended = OFFICER[name]
    assert codes(DRAFT, *changes, amended=amended) == []


FORTY = '{by: self, grade: "40", date: 2024-03-01}'
# an edit, and each change of it in its sentence
SENTENCES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "a first grade of others": (
        (FORTY, f"{FORTY}\n{ADD}{{by: peer, grade: green, date: 2024-05-02, why: All of them were trained}}"),
        ("graded 'green' (met) by the peer review on 2 May 2024: All of them were trained",),
    ),
    "a grade up": (
        (OWN, f"{NEW}{{by: self, grade: green, date: 2024-05-01, why: The lead was named in May}}"),
        (
            "graded 'green' (met) by itself on 1 May 2024: The lead was named in May; "
            "it was graded 'amber' (partly) by itself on 1 March 2024",
        ),
    ),
    "a grade overwritten": (
        (OWN, OWN.replace("amber", "purple")),
        (
            "a grade says something else: it was graded 'amber' (partly) by itself on 1 March 2024; "
            "it is now graded 'purple' (not in the scale) by itself on 1 March 2024",
        ),
    ),
    "a grade of others taken out": (
        (f"{ADD}{PEER}\n", ""),
        ("a grade was taken out: graded 'red' (not met) by the peer review on 13 March 2024: No lead was named",),
    ),
    "a point added": (
        ("    points:\n", "    points:\n      - {id: b, met: true, note: Since March}\n      - {id: c}\n"),
        ("point b: met (Since March)", "point c: not said whether met"),
    ),
    "a point turned round": (
        ("met: false", "met: true"),
        ("a point says something else: it was met no (of a); it is now met yes",),
    ),
    "a point taken out": (
        ("    points:\n      - {id: a, met: false}\n", ""),
        ("a point was taken out: point a: not met",),
    ),
    "evidence added": (
        (
            EVIDENCE,
            f"{EVIDENCE}\n{ADD}{{text: Audit, dated: 2024-03, frequency: Every year, held: By the head, "
            'impact: "2", effect: Two concerns were reported, example: true}',
        ),
        (
            "piece of evidence added: Audit, dated March 2024, Every year, held By the head, level of impact 2, "
            "effect: Two concerns were reported, may be shared as an example",
        ),
    ),
    "evidence dated later": (
        (EVIDENCE, EVIDENCE.replace("2024-02-12", "2024-03-12")),
        (
            "a piece of evidence says something else: it was dated 12 February 2024 "
            "(of Minutes of the safeguarding group); it is now dated 12 March 2024",
        ),
    ),
    "evidence in other words, of another level": (
        (EVIDENCE, EVIDENCE.replace("Minutes", "Full minutes").replace('"1"', '"2"')),
        (
            "a piece of evidence says something else: it was Minutes of the safeguarding group, impact 1; "
            "it is now Full minutes of the safeguarding group, impact 2",
        ),
    ),
    "evidence completed": (
        (EVIDENCE, EVIDENCE.replace("impact", "effect: Two concerns were reported, impact")),
        (
            "a piece of evidence was completed by what it lacked: it is now Minutes of the safeguarding group, "
            "dated 12 February 2024, level of impact 1, effect: Two concerns were reported",
        ),
    ),
    "one word mended": (
        ("Minutes of the safeguarding", "Minutes of the safegarding"),
        (
            "one word of a piece of evidence was mended: it was Minutes of the safeguarding group; "
            "it is now Minutes of the safegarding group",
        ),
    ),
    "words of it taken out": (
        ("Minutes of the safeguarding group", "'Minutes of the [redacted] group'"),
        (
            "words were taken out of a piece of evidence: Minutes of the [redacted] group, "
            "dated 12 February 2024, level of impact 1",
        ),
    ),
    "a strength added": (
        ("    gaps:", "    strengths: [The lead is known]\n    gaps:"),
        ("strength added: The lead is known",),
    ),
    "a gap turned round": (
        ("[No report to members yet]", "[A report to members is due]"),
        ("gap added: A report to members is due", "a gap was taken out: No report to members yet"),
    ),
    "one word of a gap mended": (
        ("No report to members yet", "No reprot to members yet"),
        ("one word of a gap was mended: it was No report to members yet; it is now No reprot to members yet",),
    ),
    "words of a gap taken out": (
        ("[No report to members yet]", "['No report to [redacted] yet']"),
        ("words were taken out of a gap: No report to [redacted] yet",),
    ),
    "a gap that says more": (
        ("No report to members yet", "No report to members or partners yet"),
        ("a gap says something else: it was No report to members yet; it is now No report to members or partners yet",),
    ),
    "evidence exchanged for another": (
        (EVIDENCE, "{text: Audit of March}"),
        (
            "piece of evidence added: Audit of March",
            "a piece of evidence was taken out: Minutes of the safeguarding group, dated 12 February 2024, "
            "level of impact 1",
        ),
    ),
    "another action": (
        ("section-11-2024#1'", "section-11-2024#2'"),
        ("action added: westmere/section-11-2024#2", "an action was taken out: westmere/section-11-2024#1"),
    ),
    "a question put": (
        ("    challenged:\n", "    challenged:\n      - {by: peer, text: Since when, answer: Since May}\n"),
        ("asked by the peer review: Since when — Since May",),
    ),
    "a question answered": (
        ("Who stands in for the head,", "Who stands in for the head, answer: The deputy does,"),
        ("answered: asked by the peer review on 13 March 2024: Who stands in for the head — The deputy does",),
    ),
    "a question taken out": (
        ("    challenged:\n      - {by: peer, text: Who stands in for the head, date: 2024-03-13}\n", ""),
        (
            "a question was taken out: asked by the peer review on 13 March 2024: "
            "Who stands in for the head — not answered",
        ),
    ),
    "a challenge says more": (
        (
            "says:\n",
            "says:\n      - {supports: partly, text: Most of it is true}\n      - {standard: 1, text: It is known}\n",
        ),
        (
            "finding added: of the whole, which partly bears it out: Most of it is true",
            "finding added: of standard 1: It is known",
        ),
    ),
    "what a challenge says turned round": (
        ("supports: no", "supports: yes"),
        (
            "a finding says something else: it was supports no (of Half of the drivers were trained); "
            "it is now supports yes",
        ),
    ),
    "what a challenge said taken out": (
        ("    says:\n      - {standard: 2, supports: no, text: Half of the drivers were trained}\n", ""),
        ("a finding was taken out: of standard 2, which does not: Half of the drivers were trained",),
    ),
    "reported": (
        ("scale:\n", "reported: [{date: 2024-05-02, to: Scrutiny committee}]\nscale:\n"),
        ("report added: date 2 May 2024, to Scrutiny committee",),
    ),
    "amended": (
        ("scale:\n", "amendments:\n  - {date: 2024-05-20, about: [1, 2], why: The audit was left out}\nscale:\n"),
        ("amended on 20 May 2024 (standard 1, 2): The audit was left out",),
    ),
    "sent": (("scale:\n", "submitted: {date: 2024-04-24, by: AB}\nscale:\n"), ("submitted on 24 April 2024",)),
    "its words": (
        ("The head of communities leads on safeguarding", "A deputy leads"),
        ("its words: was 'The head of communities leads on safeguarding', now 'A deputy leads'",),
    ),
    "its words taken out": (
        ("    text: The head of communities leads on safeguarding\n", ""),
        ("its words: was 'The head of communities leads on safeguarding', now nothing",),
    ),
    "words of its words taken out": (
        ("The head of communities leads on safeguarding", "'The head of [redacted] leads on safeguarding'"),
        ("words were taken out of its words: now 'The head of [redacted] leads on safeguarding'",),
    ),
    "why there is no action": (
        ("none: The county trains all drivers from June", "none: The county does it"),
        ("why there is no action: was 'The county trains all drivers from June', now 'The county does it'",),
    ),
    "it does not apply": (
        ("    none: The", "    not_applicable: There are no drivers\n    none: The"),
        ("why it does not apply: was nothing, now 'There are no drivers'",),
    ),
    "a note": (
        ("    none: The", "    note: See the plan\n    none: The"),
        ("its note: was nothing, now 'See the plan'",),
    ),
    "carried forward": (
        ("    none: The", "    unchanged_since: 2023-04\n    none: The"),
        ("the day since which it has been carried forward: was nothing, now April 2023",),
    ),
    "another day for it": (
        ("due: 30 April 2024", "due: 31 May 2024"),
        ("when it is due: was '30 April 2024' (by 30 April 2024), now '31 May 2024' (by 31 May 2024)",),
    ),
    "its day taken out": (
        ("due: 30 April 2024\n", ""),
        ("when it is due: was '30 April 2024' (by 30 April 2024), now nothing",),
    ),
    "another board": (
        ("for: [Westshire board]", "for: [Westshire board, Northshire board]"),
        ("the boards that it is for: was Westshire board, now Westshire board, Northshire board",),
    ),
    "another list": (
        ("standards: westmere-2024", "standards: working-together-2018"),
        ("the list of standards that it answers: was westmere-2024, now working-together-2018",),
    ),
    "what a challenge looked at": (
        ("about: [1]", "about: [1, 2]\n    of: The county"),
        ("which standards it looked at: was 1, now 1, 2", "whom or what it looked at: was nothing, now 'The county'"),
    ),
    "another kind of challenge": (
        ("as: peer_review", "as: inspection"),
        ("what kind of challenge it was: was peer_review, now inspection",),
    ),
    "a challenge under another id": (
        ("id: peer", "id: other", "by: peer, grade", "by: other, grade", "by: peer, text", "by: other, text"),
        ("its id was peer, now other",),
    ),
    "an answer under another number": (
        ("standard: 1\n    grades", "standard: 3\n    grades"),
        ("its number was 1, now 3",),
    ),
    "a word that means something else": (
        ("{means: partly", "{means: met"),
        ("what its scale means was 'amber': partly; now 'amber': met",),
    ),
    "a word that needs less": (
        (", needs: example", ""),
        ("what its scale means was 'blue' needs example; now 'blue' needs nothing",),
    ),
    "a word that means something else, and another that needs less": (
        ("{means: partly", "{means: met", ", needs: example", ""),
        ("what its scale means was 'amber': partly; 'blue' needs example; now 'amber': met; 'blue' needs nothing",),
    ),
    "bands that no grade is in": (
        ("to: 49, means: not_met}\n  - {from: 50", "to: 45, means: not_met}\n  - {from: 46"),
        (
            "the bands of the scale: was from 0, to 49, means not_met, from 50, to 100, means met, "
            "now from 0, to 45, means not_met, from 46, to 100, means met",
        ),
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_each_change_has_its_sentence(name):
    changes, expected = SENTENCES[name]
    said = texts(*changes)
    assert tuple(one.words for one in said) == expected
    for one in said:
        if one.kind in ("set", "reworded"):
            assert one.before in one.words and one.after in one.words
            assert (not one.before, not one.after) == ("was nothing" in one.words, "now nothing" in one.words)


def texts(*changes: str) -> list[ChangeText]:
    (one,) = compare_assessments([read(DRAFT)], [read(swapped(DRAFT, *changes))])
    return [told for pair in one.every for change in pair.changes for told in assessed_texts(pair, change)]


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ("2024-02-12", "was completed by what it lacked"),
        ("2024-02-29", "was completed by what it lacked"),
        ("2024-03-01", "says something else"),
        ("2024-01-31", "says something else"),
        ("2024-03", "says something else"),
    ],
)
def test_a_day_in_the_month_that_was_known_completes_it_and_no_other_does(now, said):
    of_month, of_day = (DRAFT.replace("dated: 2024-02-12", f"dated: {day}") for day in ("2024-02", now))
    (one,) = compare_assessments([read(of_month)], [read(of_day)])
    (told,) = (told for pair in one.every for change in pair.changes for told in assessed_texts(pair, change))
    assert told.words.startswith(f"a piece of evidence {said}")


@pytest.mark.parametrize(
    ("grade", "kind"), [("blue", "graded_up"), ("green", "graded_up"), ("A", "graded"), ("red", "graded_down")]
)
def test_a_grade_goes_up_or_down_from_the_last_of_the_same_side(grade, kind):
    (told,) = texts(OWN, f"{NEW}{{by: self, grade: {grade}, why: The audit of May}}")
    assert (told.kind, told.name, told.why) == (kind, "another grade by itself", "The audit of May")
    (first,) = texts(FORTY, f"{FORTY}\n{ADD}{{by: peer, grade: {grade}}}")
    assert (first.kind, first.before) == ("graded", "")


AFTER: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "its words": (("The head of communities leads on safeguarding", "A deputy leads"), ["S812"]),
    "its words taken out": (("    text: The head of communities leads on safeguarding\n", ""), ["S812"]),
    "evidence added": ((EVIDENCE, f"{EVIDENCE}\n{ADD}{{text: Audit of March}}"), ["S812"]),
    "evidence completed": 
        ((EVIDENCE, EVIDENCE.replace("impact", "effect: Two concerns were reported, impact")), ["S812"]),
    "gap added": (("[No report to members yet]", "[No report to members yet, No deputy]"), ["S812"]),
    "gap taken out once it was sent": (("    gaps: [No report to members yet]\n", ""), ["S704"]),
    "own grade lowered once it was sent": ((OWN, f"{NEW}{{by: self, grade: red}}"), ["S706 warning", "S812"]),
    "not applicable": (("    none: The", "    not_applicable: The council has no drivers\n    none: The"), ["S812"]),
    "an answer more": (("answers:\n", "answers:\n  - {standard: 3, text: We have thought of it}\n"), ["S812"]),
    "unsent": (("submitted: {date: 2024-04-24, by: AB}\n", ""), ["S703"]),
    "sent on another day": (("{date: 2024-04-24, by: AB}", "{date: 2024-04-30, by: AB}"), ["S703"]),
    "sent by another": (("{date: 2024-04-24, by: AB}", "{date: 2024-04-24, by: CD}"), ["S703"]),
    "the sender's key is another's": (("AB: {name: Ann Bell,", "AB: {name: Eve Fox,"), ["S713"]),
    "unsent and changed": (
        ("submitted: {date: 2024-04-24, by: AB}\n", "", "The head of communities leads", "A deputy leads"),
        ["S703", "S812"],
    ),
    "what kind of body it is, by another word": (("kind: statutory", "kind: commissioned"), ["S709"]),
    "the day it speaks for": (("as_at: 2024-04-10", "as_at: 2024-01-10"), ["S709"]),
    # what others add is no change of it
    "signed": (("by: AB}", "by: AB, signed_by: [CD]}"), []),
    "question answered": (("Who stands in for the head,", "Who stands in for the head, answer: The deputy does,"), []),
    "graded by others": ((PEER, f"{PEER}\n{ADD}{{by: peer, grade: green, why: A lead was named in May}}"), []),
    "action added": (("#1']", "#1', 'westmere/section-11-2024#2']"), []),
    "own grade with its why": ((OWN, f"{NEW}{{by: self, grade: green, why: The lead was named in May}}"), []),
}  # fmt: skip


@pytest.mark.parametrize("name", AFTER)
def test_after_submission_a_return_is_a_record(name):
    changes, expected = AFTER[name]
    assert codes(SENT, *changes) == expected


# what each of the cases above is told, in full
TELLING = Path(__file__).parent / "data" / "told_of_returns.tsv"
ROWS = [row.split("\t") for row in TELLING.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize("name", sorted({name for name, *_ in ROWS}))
def test_what_the_edit_of_a_return_is_told(name):
    before, (changes, _) = (DRAFT, QUIET[name]) if name in QUIET else (SENT, AFTER[name])
    found = edited(before, swapped(before, *changes))
    assert [told(name, one) for one in found] == [row for row in ROWS if row[0] == name]


def test_every_case_with_a_finding_is_told():
    assert not QUIET.keys() & AFTER.keys()
    assert {name for name, *_ in ROWS} == {name for name, (_, found) in {**QUIET, **AFTER}.items() if found}


def test_an_amendment_of_that_standard_answers_and_none_of_another_nor_an_old_nor_an_empty_one():
    changes = "The head of communities leads on safeguarding", "A deputy leads"
    assert codes(SENT, *changes, amended=WHY) == []
    assert codes(SENT, *changes, amended=WHY.replace("about: [1]", "about: [2]")) == ["S812"]
    assert codes(SENT, *changes, amended=WHOLE) == ["S812"]
    assert codes(SENT, *changes, amended=WHY.replace("2024-05-20", "2024-04-01")) == ["S812"]
    assert codes(SENT, *changes, amended=WHY.replace("2024-05-20", "2024-07-01")) == ["S812"]
    assert codes(SENT, *changes, amended=WHY.replace("The audit of March was left out", "n/a")) == ["S812"]
    # what was said before is no reason for what is changed now
    amended = SENT.replace("answers:\n", WHY + "answers:\n", 1)
    again = WHY.replace("]\n", ", {date: 2024-05-21, about: [1], why: The audit of March was left out}]\n")
    after = swapped(amended, WHY, again.replace("}],", "},"), *changes)
    assert [one.code for one in edited(amended, after)] == ["S812"]
    # and an amendment that was made stays as it is
    assert [one.code for one in edited(amended, SENT)] == ["S703"]


def test_an_answer_that_was_carried_forward_says_so_until_it_is_changed():
    carried = DRAFT.replace("    challenged:\n", "    unchanged_since: 2023-04-10\n    challenged:\n", 1)

    def found(before: str, after: str) -> list[list[str]]:
        return [told("", one)[1:4] for one in edited(before, after)]

    assert found(carried, DRAFT) == [
        ["S703 error", "standard: 1", "Standard 1 says no longer that it was carried forward, and is as it was"]
    ]
    since = carried.replace("unchanged_since: 2023-04-10", "unchanged_since: 2022-04-10")
    assert found(carried, since) == [
        ["S703 error", "2022-04-10", "Standard 1 is carried forward since another day, and is as it was"]
    ]
    # the body says something else in its words, its grade, what it is strong in, evidence, points or gaps
    for old, new in (
        ("The head of communities leads on safeguarding", "A deputy leads"),
        (OWN, f"{NEW}{{by: self, grade: red, date: 2024-05-01, why: The lead has left}}"),
        ("    gaps:", "    strengths: [A lead is named]\n    gaps:"),
        (EVIDENCE, f"{EVIDENCE}\n{ADD}{{text: Audit of March}}"),
        ("{id: a, met: false}", "{id: a, met: false}\n      - {id: b, met: false}"),
        ("[No report to members yet]", "[No report to members yet, No deputy]"),
    ):
        other = swapped(carried, old, new)
        assert found(carried, other) == [
            [
                "S703 warning",
                "2023-04-10",
                "Standard 1 says that it is as it was since 10 April 2023, and this edit changes it",
            ]
        ], new
        assert edited(carried, other)[0].hint == "take 'unchanged_since' out"
        assert found(carried, other.replace("    unchanged_since: 2023-04-10\n", "")) == []
    # what others say of it, and what is to be done, leave it as it was
    for old, new in (
        (PEER, f"{PEER}\n{ADD}{{by: peer, grade: red, why: There is still none}}"),
        ("#1']", "#1', 'westmere/section-11-2024#2']"),
        ("Who stands in for the head,", "Who stands in for the head, answer: The deputy does,"),
    ):
        assert found(carried, swapped(carried, old, new)) == [], new


@pytest.mark.parametrize(
    ("lines", "filled"),
    [
        ("of: The drivers", []),
        ("by: [Countyshire auditors]", []),
        ("asked: 31", []),
        ("answered: 27", []),
        # that it looked at a standard is no detail
        ("about: [2]", ["S703"]),
        ("report: 'https://example.org/audit'", []),
        ("note: Held in the evening", []),
    ],
)
def test_what_is_known_of_a_challenge_may_be_filled_in_and_stays(lines, filled):
    bare = DRAFT.replace("    about: [1]\n", "")
    full = bare.replace("    says:\n", f"    {lines}\n    says:\n", 1)
    assert [one.code for one in edited(bare, full)] == filled
    record = not lines.startswith(("report", "note"))
    assert [one.code for one in edited(full, bare)] == ["S703"] * record
    assert edited(full, bare.replace("answers:\n", WHOLE + "answers:\n", 1)) == ()
    assert edited(full, full.replace("drivers\n    says", "driverss\n    says")) == ()
    assert edited(bare, full.replace("answers:\n", WHOLE + "answers:\n", 1)) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("    text: We ask them\n", "    text: We ask them\n    grades: [{by: peer, grade: green}]\n"),
        ("    text: We ask them\n", "    text: We ask them\n    challenged: [{by: peer, text: How often}]\n"),
        ("says:\n", "says:\n      - {standard: 3, supports: yes, text: The drivers were asked}\n"),
    ],
)
def test_whoever_says_something_of_a_standard_has_looked_at_it(before, after):
    text = DRAFT.replace("    about: [1]\n", "") + "  - standard: 3\n    text: We ask them\n"
    assert edited(text, swapped(text, before, after)) == ()


def test_a_level_of_impact_that_is_new_makes_nothing_better_in_silence():
    before = DRAFT.replace('impact: "1"}', 'impact: "3"}')
    after = before.replace('  "2": {label: Done}\n', '  "2": {label: Done}\n  "3": {label: Felt}\n')
    (found,) = edited(before, after)
    assert found.code == "S701" and "Standard 1 looks better with this edit (impact)" in found.message
    assert edited(before, after.replace("answers:\n", WHOLE + "answers:\n", 1)) == ()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("actions: ['westmere/section-11-2024#2']", []),
        ("none: The county trains all drivers from June", []),
        ("none: n/a", ["S701"]),
        ("note: Asked twice", []),
    ],
)
def test_what_first_follows_from_an_answer_is_an_action_or_a_reason(said, found):
    before = DRAFT.replace("    none: The county trains all drivers from June\n", "")
    assert [one.code for one in edited(before, f"{before}    {said}\n")] == found


SAID = {
    "grades": "answers: [{standard: 1, grades: [{by: self, grade: amber}, {by: peer, grade: red}]}]",
    "evidence": "answers: [{standard: 1, evidence: [{text: Minutes}, {text: Audit}]}]",
    "questions": "answers: [{standard: 1, challenged: [{by: peer, text: Who}, {by: peer, text: When}]}]",
    "strengths": "answers: [{standard: 1, strengths: [A lead, A deputy]}]",
    "gaps": "answers: [{standard: 1, gaps: [No lead, No deputy]}]",
    "words": "answers: [{standard: 1, text: A lead is named}, {standard: 2, text: All are trained}]",
    "challenges": "challenges: [{id: peer, as: peer_review}, {id: panel, as: panel}]",
}


@pytest.mark.parametrize("kind", SAID)
def test_under_another_name_and_title_a_return_is_known_by_what_it_says(kind):
    def named(name: str, body: str, *said: str):
        head = f"format: s11-assessment/1\ntitle: The return of {body}\norganisation: {body}\n"
        return read(head + "".join(f"{one}\n" for one in said), name)

    def followed(old, new) -> bool:
        return [one.whole is not None for one in compare_assessments([old], [new])] == [True]

    old = named("westmere/one", "Westmere", SAID[kind])
    assert followed(old, named("westmere/two", "Northmere", SAID[kind]))
    # that they say next to nothing ties two returns together only where they are of one body
    assert not followed(old, named("westmere/two", "Northmere"))
    bare = named("westmere/one", "Westmere")
    assert followed(bare, named("westmere/two", "Westmere")) and not followed(bare, named("westmere/two", "Northmere"))


def test_of_two_copies_one_is_the_return_under_another_name():
    old = read(DRAFT, "westmere/one")
    found = compare_assessments([old], [read(DRAFT, "westmere/two"), read(DRAFT, "westmere/three")])
    assert sorted((one.whole is not None, len(one.added)) for one in found) == [(False, 1), (True, 0)]
    found = compare_assessments([old, read(DRAFT, "westmere/two")], [read(DRAFT, "westmere/three")])
    assert [(one.whole is not None, len(one.removed)) for one in found] == [(True, 0), (False, 1)]


@pytest.mark.parametrize(
    "contents",
    [
        "text: The head of communities leads on safeguarding",
        "evidence: [{text: Minutes of the safeguarding group}]",
        "gaps: [No report to members of the council yet]",
    ],
)
def test_an_answer_under_another_number_is_known_by_what_it_says(contents):
    head = DRAFT[: DRAFT.index("answers:")]
    old, new = (read(f"{head}answers: [{{standard: {number}, {contents}}}]\n") for number in (1, 3))
    (one,) = compare_assessments([old], [new])
    assert [(pair.old.standard, pair.new.standard) for pair in one.pairs if pair.new.kind == "answer"] == [("1", "3")]
    # an answer that says nothing is known by its number alone
    bare, other = (read(f"{head}answers: [{{standard: {number}}}]\n") for number in (1, 3))
    (one,) = compare_assessments([bare], [other])
    assert ([part.standard for part in one.added], len(one.removed)) == (["3"], 1)


def test_nothing_is_concluded_of_a_return_that_cannot_be_read():
    assert compare_assessments([read(DRAFT)], [read("- no mapping")]) == ()
    (gone,) = compare_assessments([read(DRAFT)], [])
    assert [part.id for part in gone.removed] == ["westmere/assessment-2024"]


def test_a_file_under_another_name_is_the_same_return_and_one_that_is_gone_is_missed():
    vantage = Vantage(date(2024, 6, 1))
    old, moved = read(DRAFT), read(DRAFT.replace(OWN, OWN.replace("amber", "green")), "westmere/section-11")
    found = check_assessment_edits([old], [moved], beside(), beside(), vantage)
    assert [(one.code, one.plan) for one in found] == [("S703", "westmere/section-11")]
    (gone,) = check_assessment_edits([old], [], beside(), beside(), vantage)
    assert (gone.code, gone.file, gone.place.line) == ("S704", "plans/westmere/assessment-2024.yaml", 1)
    # two returns that change names are told apart by what they say
    assert check_assessment_edits([old], [read(DRAFT, "westmere/section-11")], beside(), beside(), vantage) == ()


LIST = """\
format: s11-standards/1
id: westmere-2024
title: Standards of the Westmere board
standards:
  - {id: 1, text: Somebody leads on safeguarding, points: [{id: a, text: In name}, {id: b, text: In deed}]}
  - {id: 2, text: Staff are trained, applies_to: [statutory, commissioned]}
  - {id: 3, text: Children are heard, applies_to: [statutory]}
"""


def listed(text: str) -> Beside:
    file = read_standards_file(Source("standards/westmere-2024.yaml", "westmere-2024", text.encode()))
    return Beside((file,), load([]), True)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("  - {id: 3, text: Children are heard, applies_to: [statutory]}\n", "", "standard 3 is no longer asked"),
        ("applies_to: [statutory]}", "applies_to: [school]}", "standard 3 no longer applies to it"),
        (", {id: b, text: In deed}", "", "standard 1 looks better (points)"),
        ("Somebody leads on safeguarding", "Children are heard", "standard 1 says something else"),
    ],
)
def test_a_list_that_asks_less_is_told_in_the_return_that_it_is_the_list_of(before, after, said):
    file, vantage = read(DRAFT), Vantage(date(2024, 6, 1))
    shorter = LIST.replace(before, after)
    assert shorter != LIST
    (found,) = check_assessment_edits([file], [file], listed(LIST), listed(shorter), vantage)
    assert found.code == "S712" and said in found.message and "None" not in found.message
    amended = read(DRAFT.replace("answers:\n", WHOLE + "answers:\n", 1))
    assert check_assessment_edits([file], [amended], listed(LIST), listed(shorter), vantage) == ()
    assert check_assessment_edits([file], [file], listed(LIST), listed(LIST), vantage) == ()


# told, by every voice ------------------------------------------------------------------------------------------------

NAME = "plans/westmere/assessment-2024.yaml"
EDITED = swapped(
    SENT,
    OWN,
    f"{NEW}{{by: self, grade: green, date: 2024-05-20, why: The lead was named in May}}",
    "Who stands in for the head,",
    "Who stands in for the head, answer: The deputy does,",
    "    gaps: [No report to members yet]\n",
    "",
)


@pytest.fixture
def council(repository):
    repository.write("plans/westmere/section-11-2024.yaml", EXAMPLE_PLAN)
    repository.write("standards/westmere-2024.yaml", LIST)
    repository.write(NAME, SENT)
    repository.commit("The return", "2024-05-01")
    repository.write(NAME, EDITED)
    return repository


def ran(council, *words: str):
    return run_s11(*words, cwd=council.folder, S11_AS_OF="2024-06-01")


def test_lint_and_the_hook_judge_the_edit_at_its_line_in_every_form(council):
    line = 1 + EDITED[: EDITED.index("  - standard: 1")].count("\n")
    done = ran(council, "lint", "--against", "HEAD", "--output-format", "concise", "--select", "S7")
    assert done.code == 1 and f"{NAME}:{line}:5: error S704 Standard 1: gap taken out" in done.out
    council.git("add", "-A")
    staged = ran(council, "lint", "--staged", "--output-format", "json")
    found = [one for one in json.loads(staged.out)["findings"] if one["code"].startswith("S7")]
    assert [(one["code"], one["file"], one["line"]) for one in found] == [("S704", NAME, line)] and staged.code == 1
    sarif = ran(council, "lint", "--staged", "--output-format", "sarif", "--select", "S704")
    (one,) = json.loads(sarif.out)["runs"][0]["results"]
    assert one["ruleId"] == "S704" and NAME in json.dumps(one)
    # asked about the return alone it is found too, and about the plan alone it is not
    alone = ran(council, "lint", NAME, "--against", "HEAD", "--select", "S7", "--output-format", "concise")
    assert "S704" in alone.out
    plan = ran(council, "lint", "westmere/section-11-2024", "--against", "HEAD", "--select", "S7")
    assert "S704" not in plan.out


def test_changes_tells_each_change_and_what_has_no_reason_in_every_voice(council, tmp_path):
    said = json.loads(ran(council, "changes", "HEAD..", "--json").out)["self_assessments"]
    (one,) = said
    assert (one["id"], one["count"], one["quiet_edits"]) == ("westmere/assessment-2024", 3, 1)
    assert [row["heading"] for row in one["changes"]] == ["graded_up", "challenged", "rewritten"]
    up = one["changes"][0]
    assert up["before"] == "graded 'amber' (partly) by itself on 1 March 2024"
    assert up["after"] == "graded 'green' (met) by itself on 20 May 2024" and up["why"] == "The lead was named in May"
    lines = ran(council, "changes", "HEAD..").out
    assert "graded_up\twestmere/assessment-2024#1" in lines and "changes=3 quiet=1" in lines
    assert "The deputy does" in lines and "quiet\twestmere/assessment-2024\tS704 error" in lines
    for ending in ("md", "html"):
        written = tmp_path / f"changes.{ending}"
        assert ran(council, "changes", "HEAD..", "--output", str(written)).code == 0
        text = written.read_text(encoding="utf-8")
        assert "3 changes in 1 self-assessment; 1 change without a reason there." in text
        for words in ("Grades up", "The lead was named in May", "Changed without a reason: 1", "No report to members"):
            assert words in text, (ending, words)
    # of the plan alone it says nothing; a copy for the public holds no self-assessment
    assert not json.loads(ran(council, "changes", "HEAD..", "westmere/section-11-2024", "--json").out)[
        "self_assessments"
    ]
    alone = json.loads(ran(council, "changes", "HEAD..", "westmere/assessment-2024", "--json").out)
    assert len(alone["self_assessments"]) == 1 and alone["plans"] == []
    # nothing that is dated after the day is told
    early = run_s11("changes", "HEAD..", "--json", cwd=council.folder, S11_AS_OF="2024-05-10")
    told = json.loads(early.out)["self_assessments"][0]["changes"]
    assert [row["heading"] for row in told] == ["challenged", "rewritten"]


def test_history_tells_the_life_of_an_answer_and_of_the_whole_under_every_name(council):
    council.commit("The lead was named", "2024-05-21")
    council.git("mv", NAME, "plans/westmere/section-11.yaml")
    council.commit("Another name", "2024-05-22")
    for address in ("westmere/section-11#1", "westmere/assessment-2024#1"):
        told = json.loads(ran(council, "history", address, "--json").out)
        assert told["address"] == "westmere/section-11#1" and told["there"]
        assert [event["kind"] for event in told["events"]] == ["written", "graded_up", "taken_out", "answered"]
    other = json.loads(ran(council, "history", "westmere/section-11#2", "--json").out)
    assert [event["kind"] for event in other["events"]] == ["written"]
    whole = json.loads(ran(council, "history", "westmere/section-11", "--json").out)
    assert [event["kind"] for event in whole["events"]][-1] == "renumbered" and len(whole["events"]) == 5
    (council.folder / "plans/westmere/section-11.yaml").unlink()
    council.commit("Gone", "2024-05-23")
    gone = json.loads(ran(council, "history", "westmere/section-11#1", "--json").out)
    assert not gone["there"] and gone["events"][-1]["kind"] == "removed"
    wrong = ran(council, "history", "westmere/section-11#9")
    assert wrong.code == 2 and "holds an answer 'westmere/section-11#9'" in wrong.err


def test_a_shallow_clone_with_a_base_that_cannot_be_read_says_how_to_have_more(council, tmp_path):
    council.write(NAME, SENT.replace("answers:\n", "answers: [\n"))
    council.commit("Broken, past the hook", "2024-05-02")
    shallow = tmp_path / "shallow"
    council.git("clone", "-q", "--depth=1", f"file://{council.folder}", str(shallow))
    (shallow / NAME).write_text(SENT.replace(OWN, OWN.replace("amber", "green")), encoding="utf-8")
    done = run_s11("lint", "--against", "HEAD", cwd=shallow)
    assert done.code == 2 and "this clone is shallow" in done.err and "could not be read whole" in done.err


def test_nothing_passes_by_a_base_that_could_not_be_read(council):
    council.write(NAME, SENT.replace("answers:\n", "answers: [\n"))
    council.commit("Broken, past the hook", "2024-05-02")
    council.write(NAME, SENT.replace(OWN, OWN.replace("amber", "green")))
    done = ran(council, "lint", "--against", "HEAD", "--select", "S7", "--output-format", "concise")
    assert done.code == 1 and "S703" in done.out and "it is compared with what it was in commit" in done.err
    council.write("plans/westmere/new.yaml", "format: s11-assessment/1\nanswers: [\n")
    council.commit("Broken from the first", "2024-05-03")
    council.write("plans/westmere/new.yaml", SENT)
    refused = ran(council, "lint", "--against", "HEAD")
    assert refused.code == 2 and "so nobody can say what this edit does to it" in refused.err


def test_a_kind_of_body_that_is_first_said_after_submission_is_told():
    unsaid = SENT.replace("kind: statutory\n", "")
    assert [one.code for one in edited(unsaid, SENT)] == ["S709"]
    draft = DRAFT.replace("kind: statutory\n", "")
    assert edited(draft, DRAFT) == ()


PEOPLE = "  AB: {name: Ann Bell, post: Policy officer}\n  CD: {name: Cal Dunn}\n"
UNDER = "the return was sent or signed under that key"
SPOKE = "something was said under that key"
NOBODY = f"'AB' was 'Ann Bell' and now names nobody; {UNDER}"


@pytest.mark.parametrize(
    ("people", "level", "said"),
    [
        ("  AB: {post: Policy officer}\n  CD: {name: Cal Dunn}\n", "error", NOBODY),
        ("  CD: {name: Cal Dunn}\n", "error", NOBODY),
        (
            "  AB: {name: Eve Fox}\n  CD: {name: Cal Dunn}\n",
            "error",
            f"'AB' was 'Ann Bell' and is now 'Eve Fox'; {UNDER}",
        ),
        (
            "  AB: {name: Ann Bell}\n  CD: {name: Gil Hart}\n",
            "warning",
            f"'CD' was 'Cal Dunn' and is now 'Gil Hart'; {SPOKE}",
        ),
        (
            "  AB: {name: Ann Bell}\n  CD: {post: Clerk}\n",
            "warning",
            f"'CD' was 'Cal Dunn' and now names nobody; {SPOKE}",
        ),
        ("  AB: {name: Ann Bel}\n  CD: {name: Cal Dunn}\n", "", ""),
    ],
)
def test_a_key_under_which_a_return_was_sent_or_something_said_stays_that_persons(people, level, said):
    before = SENT.replace("    about: [1]\n", "    about: [1]\n    by: [CD]\n", 1)
    after = swapped(before, PEOPLE, people)
    assert [(one.code, one.level, one.message) for one in edited(before, after)] == (
        [("S713", level, said)] if said else []
    )
    # an amendment of the whole says why; one of any standard is enough where nothing was signed
    assert edited(before, after.replace("answers:\n", WHOLE + "answers:\n", 1)) == ()
    assert len(edited(before, after.replace("answers:\n", WHY + "answers:\n", 1))) == (level == "error")


def test_who_is_named_at_last_under_the_key_that_sent_a_return_is_told():
    unnamed = swapped(SENT, "{name: Ann Bell, post: Policy officer}", "{post: Policy officer}")
    (found,) = edited(unnamed, SENT)
    assert (found.code, found.level) == ("S713", "error")
    assert found.message == f"'AB' was 'Policy officer' and is now 'Ann Bell'; {UNDER}"


def test_an_answer_goes_with_its_standard_where_the_list_is_renumbered():
    vantage = Vantage(date(2024, 6, 1))
    before, after = read(DRAFT), read(swapped(DRAFT, "standard: 1\n    grades", "standard: 11\n    grades"))
    renumbered = LIST.replace("{id: 1,", "{id: 11,")

    def found(old: str, new: str) -> list[str]:
        return [one.code for one in check_assessment_edits([before], [after], listed(old), listed(new), vantage)]

    assert "S705" not in found(LIST, renumbered)
    # the number is that of another standard now, or of none, or was
    assert "S705" in found(LIST, renumbered.replace("Somebody leads on safeguarding", "Premises are safe"))
    assert "S705" in found(LIST, LIST) and "S705" in found(renumbered, renumbered)
    (told_of,) = [one for one in check_assessment_edits([before], [after], beside(), beside(), vantage)]
    assert (told_of.code, told_of.message) == ("S705", "Standard 11: its number was 1 before")


@pytest.mark.parametrize(("then", "found"), [("Staff are trained", []), ("Staff are told", ["S709"])])
def test_a_list_under_another_name_is_told_where_it_says_something_else(then, found):
    before, after = read(DRAFT), read(DRAFT.replace("standards: westmere-2024", "standards: westmere-2025"))
    files = [
        read_standards_file(Source(f"standards/{name}.yaml", name, text.replace("westmere-2024", name).encode()))
        for name, text in (("westmere-2024", LIST), ("westmere-2025", LIST.replace("Staff are trained", then)))
    ]
    lists = Beside(tuple(files), load([]), True)
    vantage = Vantage(date(2024, 6, 1))
    assert [one.code for one in check_assessment_edits([before], [after], lists, lists, vantage)] == found


def test_two_standards_whose_texts_change_places_are_told_in_the_answers():
    file, vantage = read(DRAFT), Vantage(date(2024, 6, 1))
    texts = "Somebody leads on safeguarding", "Staff are trained"
    turned = LIST.replace(texts[0], "x").replace(texts[1], texts[0]).replace("text: x,", f"text: {texts[1]},")
    (found,) = check_assessment_edits([file], [file], listed(LIST), listed(turned), vantage)
    assert found.code == "S712" and found.message.count("says something else") == 2


def test_a_list_of_standards_that_is_staged_alone_is_judged(council):
    council.commit("All of it", "2024-05-22")
    council.write("standards/westmere-2024.yaml", LIST.replace("  - {id: 3, text: Children are heard", "#"))
    council.git("add", "-A")
    done = ran(council, "lint", "--staged", "--select", "S712", "--output-format", "concise")
    assert done.code == 1 and "standard 3 is no longer asked" in done.out and NAME in done.out
    council.write("standards/westmere-2024.yaml", LIST)
    council.git("add", "-A")
    assert "nothing staged" in ran(council, "lint", "--staged").err


def test_somebody_fewer_who_is_to_sign_is_told_and_one_more_is_not():
    both = DRAFT.replace("as_at:", "to_sign: [AB, CD]\nas_at:", 1)
    one = both.replace("[AB, CD]", "[AB]")
    assert [found.code for found in edited(both, one)] == ["S709"] and edited(one, both) == ()
    assert [found.code for found in edited(both, DRAFT)] == ["S709"] and edited(DRAFT, both) == ()


def test_a_second_return_of_one_cycle_takes_the_place_of_none_in_silence():
    vantage, name = Vantage(date(2024, 6, 1)), "westmere/assessment-2024-final"

    def found(text: str, before: str = DRAFT):
        old = [read(before)]
        return [
            (one.code, one.plan)
            for one in check_assessment_edits(old, [*old, read(text, name)], beside(), beside(), vantage)
        ]

    better = DRAFT.replace(OWN, OWN.replace("amber", "green"))
    assert found(better) == [("S701", name)] and found(DRAFT) == []
    # with its reason, of another part of the cycle, for another board, of another cycle or body
    assert found(better.replace("answers:\n", WHOLE + "answers:\n", 1)) == []
    assert found(better.replace("cycle:", "round: Year two\ncycle:", 1)) == []
    assert found(better.replace("Westshire board", "Northshire board")) == []
    assert found(better.replace("as_at: 2024-04-10", "as_at: 2025-04-10")) == []
    assert found(better.replace("Westmere District Council", "Eastmere Council")) == []


# a term of a return before and after; what is said for the first time changes nothing that was read by it
TERMS = {
    "organisation": ("organisation: Westmere District Council", "organisation: Eastmere District Council"),
    "unit": ("kind: statutory", "kind: statutory\nunit: Housing"),
    "kind": ("kind: statutory", "kind: voluntary"),
    "under": ("kind: statutory", "kind: statutory\nunder: [education-act-2002-175]"),
    "for": ("for: [Westshire board]", "for: [Eastshire board]"),
    "standards": ("standards: westmere-2024", "standards: westmere-2021"),
    "cycle": ("cycle: Annual", "cycle: Every two years"),
    "round": ("cycle: Annual", "cycle: Annual\nround: Year two"),
    "to_sign": ("cycle: Annual", "cycle: Annual\nto_sign: [Chief executive]"),
    "impact": ('  "2": {label: Done}\n', ""),
    "marking": ("cycle: Annual", "cycle: Annual\nmarking: OFFICIAL"),
}


@pytest.mark.parametrize("name", TERMS)
@pytest.mark.parametrize("text", [DRAFT, SENT], ids=["draft", "sent"])
def test_a_term_of_a_return_is_not_changed_or_taken_out_in_silence(name, text):
    one, other = (swapped(text, TERMS[name][0], one) for one in TERMS[name])

    def heard(before: str, after: str, amended: str = "") -> bool:
        found = edited(before, after.replace("answers:\n", amended + "answers:\n", 1))
        return any(finding.code == "S709" for finding in found)

    if one.count(":") < other.count(":"):
        # said for the first time, and taken out again
        assert not heard(one, other)
        one, other = other, one
    assert heard(one, other)
    assert not heard(one, other, WHOLE)


@pytest.mark.parametrize("told", ["by", "substitute", "signed_by", "approved"])
def test_whoever_sent_stood_in_signed_or_approved_stays_who_they_were(told):
    """A key under which a return was sent cannot come to stand for somebody else; a key that did nothing can."""
    sent = {"by": "AB", "substitute": "AB", "signed_by": "[AB]", "approved": "{date: 2024-04-23, by: AB}"}
    submitted = f"submitted: {{date: 2024-04-24, {told}: {sent[told]}}}\nscale:\n"
    before = DRAFT.replace("scale:\n", submitted, 1)
    found = edited(before, before.replace("Ann Bell", "Eve Fox"))
    assert [(one.code, one.level) for one in found] == [("S713", "error")]
    assert UNDER in found[0].message
    assert edited(before, before.replace("Cal Dunn", "Eve Fox")) == ()
    # a key that is gone is told of at the head of the file
    gone = edited(before, before.replace("  AB: {name: Ann Bell, post: Policy officer}\n", ""))
    assert [(one.path, one.level) for one in gone if one.code == "S713"] == [(("title",), "error")]
