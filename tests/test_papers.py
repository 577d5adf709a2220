"""The papers of 2009 and 2020 rebuilt: read page by page as they are printed, their numbers counted again from the
files.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter

import pytest
import yaml
from browsing import look, need, validated
from conftest import PROJECT, run_s11


def tree(name: str):
    return yaml.load((PROJECT / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


def pages(name: str, tmp_path) -> list[str]:
    """The words of each page of a paper, without the line at its foot."""
    need(shutil.which("pdftotext"), "pdftotext")
    out = tmp_path / "paper.pdf"
    ran = run_s11("report", "--template", f"committee/{name}", "-o", str(out))
    assert ran.code == 0, ran.err
    printed = subprocess.run(["pdftotext", "-raw", str(out), "-"], capture_output=True, text=True, check=True).stdout
    found = [" ".join(page.replace("\u200b", "").split()) for page in printed.split("\f") if page.strip()]
    # what goes on overleaf is interrupted by the foot of a page and the title at the head of the next
    title = found[0][: found[0].index("Oxfordshire County Council")].strip()
    foot = re.compile(r" ?Judged on [^·]+ · commit [^·]+ · audience: \w+ Page (\d+) of (\d+)")
    numbered = [foot.search(page) for page in found]
    assert [(one[1], one[2]) for one in numbered] == [(str(at), str(len(found))) for at in range(1, len(found) + 1)]
    bare = [foot.sub("", page) for page in found]
    return [bare[0], *(page.removeprefix(title).strip() for page in bare[1:])]


def in_order(words: str, wanted: list[str]) -> None:
    at = 0
    for one in wanted:
        assert one in words[at:], one
        at = words.index(one, at) + len(one)


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


def test_the_paper_of_2009_is_printed_whole_and_counts_as_its_files_do(tmp_path):
    printed = pages("oxfordshire-2009", tmp_path)
    words = " ".join(printed)
    assert printed[0].startswith("Safeguarding and child protection services in Oxfordshire")
    in_order(
        words,
        [
            "Introduction",
            "Policies and procedures",
            "How does the system work and how do we know?",
            "Governance",
            "Issues arising from the Baby P case",
            "Concluding comment",
            "Recommendations",
            "Background papers",
            "Contact officer",
            "Appendix 1: The council’s statements as a plan",
            "Appendix 2: The statement of assurance",
        ],
    )
    told, plan = tree("plans/oxfordshire/assessment-2009"), tree("plans/oxfordshire/assurance-2009")
    evidence = [piece for one in told["answers"] for piece in one["evidence"]]
    recurring = [piece for piece in evidence if "frequency" in piece]
    actions = [action for one in plan["recommendations"] for action in one.get("actions", [])]
    without = [one for one in plan["recommendations"] if not one.get("actions")]
    assert (len(evidence), len(recurring), len(actions), len(plan["recommendations"]), len(without)) == (
        12,
        6,
        17,
        13,
        5,
    )
    assert not any("dated" in piece or "effect" in piece for piece in evidence)
    assert (
        f"{len(evidence)} pieces of evidence under {len(told['answers'])} standards; none has a day. None says what "
        f"became different for children. {len(recurring)} of them say how often it comes about." in words
    )
    assert "The plan has 17 actions under 13 Recommendations; five of these have no action." in words
    assert "Nobody else graded any standard." in words and "No signature is recorded" in words
    # February 2009 is the only date it names, and is not over on the day of the meeting
    assert "Nothing in the plan is late on 21 January 2009" in words
    there = squeezed(words)
    every = [*(piece["text"] for piece in evidence), *(piece["frequency"] for piece in recurring)]
    every += [one["text"] for one in plan["recommendations"]] + [action["text"] for action in actions]
    every += [view["text"] for one in told["challenges"] for view in one["says"]]
    assert [one for one in every if squeezed(one) not in there] == []
    unanswered = words[words.index("Issues arising") : words.index("Concluding comment")]
    assert unanswered.count("No action is named.") == 5 - sum(one["theme"] != "issues" for one in without)


def test_the_paper_of_2020_is_printed_whole_and_counts_as_its_files_do(tmp_path):
    printed = pages("oxfordshire-2020", tmp_path)
    words = " ".join(printed)
    assert printed[0].startswith("Oxfordshire Safeguarding Children Board annual reports")
    plan, asked = tree("plans/oxfordshire/board-priorities-2020"), tree("standards/oxfordshire-board-2020")
    numbers = Counter(one["theme"] for one in plan["recommendations"] for _ in one["actions"])
    assert numbers == {"leadership": 4, "practice": 3, "learning": 2, "challenges": 3}
    in_order(
        words,
        [
            "Recommendation",
            "Executive summary",
            "Introduction",
            "Leadership, in four points",
            "Practice improvement, in three points",
            "Learning and improvement, in two points",
            "Challenges for the safeguarding partnership, in three points",
            "Financial and staff implications",
            "Equalities implications",
            "Background papers",
            "Contact officer",
            "Appendix: The Board’s priorities as a plan",
        ],
    )
    assert len(asked["standards"]) == 9 and "a list of nine points. No return that was read answers it." in words
    assert "How far its standards are met is not known." in words
    there = squeezed(words)
    every = [action["text"] for one in plan["recommendations"] for action in one["actions"]]
    assert [one for one in every if squeezed(one) not in there] == []


def test_a_board_today_has_the_same_from_the_templates(tmp_path):
    """The statement of 2009 and an annual report of the board's own files, without a paper written by hand."""
    words = {}
    for template, more in (("assurance", ["oxfordshire/assessment-2009"]), ("annual", [])):
        ran = run_s11("report", "--template", template, *more, "--as-of", "2020-09-10")
        assert ran.code == 0, ran.err
        words[template] = ran.out
    assert "12 pieces of evidence under 3 standards; none has a day." in words["assurance"]
    priorities = words["annual"][words["annual"].index("## Themes") : words["annual"].index("## Exceptions")]
    for theme, number in (("Leadership", 4), ("Practice improvement", 3), ("Learning and improvement", 2)):
        assert f"| {theme} | {number} | 0 | 0 | {number} | 0 |" in priorities
    assert "### Oxfordshire Safeguarding Children Board Annual Reports" in words["annual"]


@pytest.mark.parametrize("name", ["oxfordshire-2009", "oxfordshire-2020"])
def test_in_a_browser(browser, name, tmp_path):
    out = tmp_path / "paper.html"
    assert run_s11("report", "--template", f"committee/{name}", "-o", str(out)).code == 0
    look(browser, out)
    assert validated([out]) == ""


# what a council writes of its own -----------------------------------------------------------------------------------

OWN = """\
---
title: Assurance
plans: [westmere/plan]
assessments: [westmere/assessment]
coverage: [own]
as_of: 2024-12-01
%s---
## Assurance

{{ assessment('westmere/assessment') | signed_sentence }}

{{ assessment('westmere/assessment') | %s }}

{{ coverage('own') | returns_sentence }}

{{ coverage('own') | standards_table }}

{{ coverage('own') | gaps_list }}
"""
RETURN = """\
format: s11-assessment/1
title: Self-assessment
organisation: Westmere District Council
standards: own
as_at: 2024-10-01
submitted: {date: 2024-10-28, by: AB, signed_by: [CE]}
scale: {green: {means: met}}
people:
  AB: {name: Ann Bell, post: Policy officer}
  CE: {name: Cal Dunn, post: Chief executive}
answers:
  - standard: "1"
    grades: [{by: self, grade: green}]
    evidence: [{text: Minutes, dated: 2024-07-09}, {text: File of the refuge, sensitive: true}]
"""
PLAN = """\
format: s11-plan/1
title: Plan
organisation: Westmere District Council
origin: section-11
people: {AB: {name: Ann Bell, post: Policy officer}}
recommendations:
  - {id: 1, text: R, actions: [{id: "1", text: Tell every centre, lead: AB, timescale: March 2030, measure: Told}]}
"""
LIST = "format: s11-standards/1\nid: own\ntitle: Own\nstandards: [{id: '1', text: Somebody leads}]\n"


@pytest.fixture
def council(portfolio):
    folder = portfolio({"westmere/plan": PLAN, "westmere/assessment": RETURN})
    (folder / "standards").mkdir()
    (folder / "standards" / "own.yaml").write_text(LIST, encoding="utf-8")
    (folder / "templates").mkdir()

    def written(head: str = "", helper: str = "grades_table", text: str = OWN):
        (folder / "templates" / "own.md").write_text(text % (head, helper), encoding="utf-8")
        return run_s11("report", "--template", "own", cwd=folder)

    return written


@pytest.mark.parametrize(
    ("helper", "said"),
    [
        (
            "grades_table",
            "‘green’ (met) | graded by nobody else | 2 pieces, the newest of 9 July 2024, 1 without a day",
        ),
        ("signatures_table", "| Signed by | Cal Dunn, Chief executive |"),
        ("challenges_list", "Nobody else is recorded as having looked."),
        ("watched_table", "Nothing that it names as evidence says how often it comes about."),
        ("open_list", "Approved by: not recorded."),
        ("answers_appendix", "### 1 · Somebody leads"),
        ("doing_sentence", "It names no action."),
        ("claimed_sentence", "of 1 standard 1 is met"),
        ("looked_sentence", "nothing in it is confirmed"),
        ("shown_sentence", "2 pieces of evidence under 1 standard"),
    ],
)
def test_a_helper_of_a_self_assessment(council, helper, said):
    ran = council(helper=helper)
    assert ran.code == 0 and said in ran.out, ran.err + ran.out
    assert "Signed by Cal Dunn, Chief executive" in ran.out and "1 of 1 body has returned" in ran.out
    assert "| **1** Somebody leads | 1 | 0 | 0 |" in ran.out


def test_a_paper_for_the_public_shows_of_a_return_what_it_may(council):
    ran = council("audience: public\n", "answers_appendix")
    assert ran.code == 0, ran.err
    assert not re.search("Ann|Bell|Dunn|refuge", ran.out)
    assert "Of the self-assessments: 1 of 2 pieces of evidence is left out as sensitive" in ran.out
    assert "Chief executive" in ran.out and "1 piece of evidence left out here as sensitive" in ran.out


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("assessments: [westmere/assessment]", "assessments: [westmere/assesment]", "'assessments' in its head"),
        ("assessments: [westmere/assessment]", "assessments: [westmere/plan]", "'assessments' in its head"),
        ("assessments: [westmere/assessment]\n", "", "it has none: name it under 'assessments' in the head"),
        ("coverage: [own]\n", "", "it has none: name it under 'coverage' in the head"),
        ("coverage: [own]", "coverage: [onw]", "'coverage' in its head"),
        (
            "{{ coverage('own') | standards_table }}",
            "{{ plan('westmere/plan') | standards_table }}",
            "needs the coverage",
        ),
        (
            "{{ assessment('westmere/assessment') | signed",
            "{{ plan('westmere/plan') | signed",
            "needs a self-assessment",
        ),
    ],
)
def test_what_is_wrong_is_one_line(council, before, after, said):
    assert before in OWN
    ran = council(text=OWN.replace(before, after))
    lines = [line for line in ran.err.splitlines() if not line.startswith(("plans: ", "as-of day: "))]
    assert ran.code == 2 and len(lines) == 1 and said in lines[0], ran.err
