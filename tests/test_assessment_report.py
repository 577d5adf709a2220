"""A return as its body would submit it, and statements of assurance: every word of the file is on the page, what adds
up adds up, silence confirms nothing, and the public is shown what it may be.
"""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
import yaml
from browsing import look, need, validated
from conftest import PROJECT, run_s11
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from test_assessments import FILES as WORKED
from test_pages import Page
from test_schemes import FILES as SCHEMES

from s11.plan import load_assessment
from s11.standing.answers import judge_return
from s11.text import Source
from s11.view import head
from s11.view.assessment_page import Around, assessment_page
from s11.when import Vantage

DAY = "2026-06-30"
SCHEME_PROJECT = PROJECT / "tests" / "data" / "schemes"
WORKED_PROJECT = PROJECT / "tests" / "data" / "assessments"
EVERY = [
    *((SCHEME_PROJECT, name) for name in SCHEMES),
    *((WORKED_PROJECT, str(path.relative_to(WORKED_PROJECT / "plans").with_suffix(""))) for path in WORKED),
    (PROJECT, "oxford/assessment-2012"),
    (PROJECT, "oxfordshire/assessment-2009"),
]
# what a body, or somebody beside it, wrote in sentences of its own
SAID = (
    "text",
    "why",
    "note",
    "none",
    "effect",
    "answer",
    "label",
    "held",
    "of",
    "not_applicable",
    "no_evidence",
    "round",
    "frequency",
)
LISTED = ("gaps", "strengths")
WESTMERE = "s01-oxfordshire/assessment-2015"


def made(folder: Path, *words: str, day: str = DAY):
    return run_s11("report", *words, "--as-of", day, cwd=folder)


def in_voices(folder: Path, template: str, names: list[str], tmp_path: Path, *more: str, day: str = DAY):
    """The words of a report as a page, and as Markdown that is shown."""
    out = tmp_path / "out.html"
    ran = made(folder, "--template", template, *names, "-o", str(out), *more, day=day)
    assert ran.code == 0, ran.err
    html = Page(out.read_text(encoding="utf-8")).text
    ran = made(folder, "--template", template, *names, *more, day=day)
    assert ran.code == 0, ran.err
    markdown = Page(MarkdownIt("commonmark").enable("table").render(ran.out)).text
    return html, markdown


def sentences(node: object, key: str = ""):
    if isinstance(node, dict):
        for name, inner in node.items():
            yield from sentences(inner, name)
    elif isinstance(node, list):
        for inner in node:
            yield from ([inner] if isinstance(inner, str) and key in LISTED else sentences(inner, key))
    elif isinstance(node, str) and (key in SAID or key in LISTED):
        yield node


def tree(folder: Path, name: str):
    return yaml.load((folder / "plans" / f"{name}.yaml").read_text(encoding="utf-8"), yaml.BaseLoader)


def squeezed(words: str) -> str:
    return re.sub(r"\s", "", words)


@pytest.mark.parametrize(("folder", "name"), EVERY, ids=[name for _, name in EVERY])
def test_every_sentence_of_a_return_is_on_its_page_in_each_voice(folder, name, tmp_path):
    for shown in in_voices(folder, "assessment", [name], tmp_path):
        there = squeezed(shown)
        lost = [words for words in sentences(tree(folder, name)) if words and squeezed(words) not in there]
        assert lost == []


def page_of(text: str, day: str = DAY, listed=None):
    loaded = load_assessment(Source("plans/w/a.yaml", "w/a", text.encode()))
    assert loaded.whole, loaded.findings
    from s11.plan import load

    vantage = Vantage(date.fromisoformat(day), None)
    around = Around(head(load([]), vantage), "internal", "3")
    return assessment_page(judge_return(loaded.assessment, listed, vantage, None), listed, around)


# the numbers ---------------------------------------------------------------------------------------------------------


def counted(folder: Path, name: str) -> dict[str, int]:
    """The numbers of a return, from its file alone."""
    file = tree(folder, name)
    means = {word: entry["means"] for word, entry in file["scale"].items()}
    own = [[g for g in one.get("grades", []) if g["by"] == "self"] for one in file["answers"]]
    others = [[g for g in one.get("grades", []) if g["by"] != "self"] for one in file["answers"]]
    order = ["exceeds", "met", "partly", "little", "not_met"]
    both = [(means[a[-1]["grade"]], means[b[-1]["grade"]]) for a, b in zip(own, others, strict=True) if a and b]
    evidence = [piece for one in file["answers"] for piece in one.get("evidence", [])]
    return {
        "standards": len(file["answers"]),
        **{word: sum(means[g[-1]["grade"]] == word for g in own if g) for word in order},
        "others": sum(map(bool, others)),
        "lower": sum(order.index(b) > order.index(a) for a, b in both),
        "evidence": len(evidence),
        "effects": sum("effect" in piece for piece in evidence),
    }


def test_the_numbers_of_a_return_are_those_of_its_file(tmp_path):
    want = counted(SCHEME_PROJECT, WESTMERE)
    # by hand: eight standards, blue twice, green four times, amber and red once; the peer graded two, one of them lower
    assert want == {
        "standards": 8, "exceeds": 2, "met": 4, "partly": 1, "little": 1, "not_met": 0, "others": 2, "lower": 1,
        "evidence": 7, "effects": 1,
    }  # fmt: skip
    for shown in in_voices(SCHEME_PROJECT, "assessment", [WESTMERE], tmp_path):
        assert "of 8 standards 2 are better than met, 4 are met, 1 is partly met and 1 is little met" in shown
        assert "Others graded 2 of 8 standards, 1 lower than the body itself. Nobody else graded the other 6." in shown
        assert "7 pieces of evidence under 6 standards, the newest of September 2015." in shown
        assert "1 of them says what became different for children." in shown
        assert "It names 3 actions: 3 done." in shown
        assert "Signed by Chief executive; that a body approved it is not recorded." in shown


def test_on_an_earlier_day_what_came_later_has_not_happened(tmp_path):
    for shown in in_voices(SCHEME_PROJECT, "assessment", [WESTMERE], tmp_path, day="2015-10-20"):
        assert "Not sent yet: it is due on 30 October 2015." in shown
        assert "Nobody else graded any standard." in shown and "peer review graded" not in shown.lower()
        assert "Scrutiny committee" not in shown
        assert "Signed by Chief executive" not in shown


@pytest.mark.parametrize(("folder", "name"), EVERY, ids=[name for _, name in EVERY])
def test_what_a_body_claims_adds_up(folder, name):
    text = (folder / "plans" / f"{name}.yaml").read_text(encoding="utf-8")
    page = page_of(text)
    assert sum(page.claims.counts.values()) == page.claims.asked == len(page.answers)
    assert page.claims.others <= page.claims.asked and page.claims.lower + page.claims.higher <= page.claims.others
    assert page.evidence.pieces == sum(len(one.evidence) for one in page.answers)


# what is not known ---------------------------------------------------------------------------------------------------

SHORT = """\
format: s11-assessment/1
title: T
organisation: Westmere District Council
standards: own
submitted: {date: 2024-05-02, by: AB, signed_by: [CE]}
to_sign: [CE, CH]
scale: {green: {means: met}, amber: {means: partly}}
people:
  AB: {name: Ann Bell, post: Policy officer}
  CE: {post: Chief executive}
  CH: {post: Chair of the board}
challenges:
  - {id: panel, as: panel, date: 2024-06-01, about: ["1"]}
answers:
  - standard: "1"
    grades: [{by: self, grade: green}, {by: panel, grade: green}]
    evidence: [{text: Minutes, dated: 2024-01-05}]
  - {standard: "2", grades: [{by: self, grade: green}], evidence: [{text: Policy, dated: 2024-02-05}]}
"""


def test_who_did_not_sign_is_told():
    page = page_of(SHORT)
    assert (
        page.signed
        == "Signed by Chief executive; not signed by Chair of the board; that a body approved it is not recorded."
    )
    assert "To be signed by Chair of the board: not recorded." in page.not_known
    both = page_of(SHORT.replace("signed_by: [CE]", "signed_by: [CE, CH]"))
    assert both.signed.startswith("Signed by Chief executive and Chair of the board; that")


def test_what_was_changed_after_it_was_sent_is_told_with_its_reason(portfolio, tmp_path):
    amended = "amendments:\n  - {date: 2024-05-20, by: AB, about: [2], why: The policy was renewed in May}\nanswers:"
    folder = portfolio({"w/a": SHORT.replace("answers:", amended)})
    for shown in in_voices(folder, "assessment", ["w/a"], tmp_path):
        assert "20 May 2024, by Ann Bell, Policy officer, of standard 2: The policy was renewed in May" in shown
    for shown in in_voices(folder, "assessment", ["w/a"], tmp_path, day="2024-05-10"):
        assert "renewed in May" not in shown


def test_silence_confirms_nothing():
    page = page_of(SHORT)
    one, two = page.answers
    assert one.looked == ("The panel looked at this.",) and two.looked == ("The panel did not look at this.",)
    assert two.others is None and two.others_words == "graded by nobody else"
    assert "The panel of 1 June 2024 looked at 1 of 2 standards, and not at the other 1." in page.looked
    alone = page_of(re.sub(r"challenges:\n.*\n", "", SHORT).replace(", {by: panel, grade: green}", ""))
    assert alone.looked[-1] == "Nobody else is recorded as having looked at this return: nothing in it is confirmed."


def test_a_grade_of_the_whole_is_the_grade_of_no_standard(tmp_path):
    for shown in in_voices(PROJECT, "assessment", ["oxford/assessment-2012"], tmp_path, day="2014-11-15"):
        assert "Oxford City Council graded the whole ‘fully’ (met) in December 2012." in shown
        assert "It did not grade any of the 4 standards by itself: the grade of the whole is none of them." in shown
        assert "The peer review of March 2013 does not say which of 4 standards it looked at." in shown
        assert "It names 20 actions: 16 late; 1 no date; 3 open, and not late." in shown
        # the other view is told with the claim, for whoever reads one sentence
        both = "The independent review looked at all of 4 standards. It gave no grade, and said something of 4."
        assert shown.count(both) == 2 and shown.index(both) < shown.index("What it comes to")


def test_a_statement_for_an_audit_committee_says_by_what_it_is_assured_and_what_is_not_known(tmp_path):
    for shown in in_voices(PROJECT, "assurance", ["oxfordshire/assessment-2009"], tmp_path, day="2009-06-01"):
        assert "12 pieces of evidence under 3 standards; none has a day." in shown
        assert "6 of them say how often it comes about." in shown
        assert "on a quarterly basis" in shown and "at least 6 monthly" in shown
        assert "Nobody else graded any standard." in shown and "No signature is recorded" in shown


def test_a_statement_on_several_bodies_tells_each_and_adds_them_up(tmp_path):
    names = ["s02-greater-manchester/assessment-2016", "s07-essex/assessment-2018", "s15-lambeth/assessment-2024"]
    for shown in in_voices(SCHEME_PROJECT, "assurance", names, tmp_path):
        # by hand: 3 + 13 + 3 standards; others graded 3 and 2, one lower in each
        assert "3 returns of 3 bodies: 3 sent, 1 with every signature recorded." in shown
        assert "Of 19 answers that the lists ask for, others graded 5, 2 of them lower than the body itself" in shown
        assert "of the other 14 nobody else says whether they hold" in shown
        assert "Sent on 7 October 2024 before it was complete." in shown


# wrong use -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--template", "assessment"], "name one of"),
        (["--template", "assessment", "oxford/review-2013"], "is a plan, and a self-assessment is wanted"),
        (["--template", "assurance", "oxford/assessment-2012", "--late"], "take out a filter"),
        (["--template", "assurance", "oxford/assessment-2012", "--since", "2014-01-01"], "take out --since"),
        (["--template", "assurance", "oxford/assessment-2013"], "no plan, file or folder"),
        (["--template", "assurance", "oxford/assessment-2012", "--allow-name", "X"], "only for --audience public"),
        (["--template", "assurance", "oxford/assessment-2012", "--audience", "pubic"], "not an audience"),
    ],
)
def test_wrong_use_is_one_line(words, said):
    ran = made(PROJECT, *words)
    assert ran.code == 2 and not ran.out and len(ran.err.splitlines()) == 1 and said in ran.err, ran.err


def test_a_return_that_could_not_be_read_whole_is_told_so(portfolio, tmp_path):
    folder = portfolio({"w/a": SHORT.replace("evidence: [{text: Policy,", "evidense: [{text: Policy,")})
    ran = made(folder, "--template", "assessment", "w/a")
    assert ran.code == 1 and "Not everything could be read" in ran.out and "not read whole: plans/w/a.yaml" in ran.err


# for the public ------------------------------------------------------------------------------------------------------

LIST = "format: s11-standards/1\nid: own\ntitle: Own\nstandards:\n  - {id: '1', text: One}\n  - {id: '2', text: Two}\n"
PLAN = """\
format: s11-plan/1
title: Plan
organisation: Westmere District Council
origin: section-11
people:
  CD: {name: Cal Dunn, post: Programme lead}
recommendations:
  - id: 1
    text: R
    actions:
      - {id: "1", text: Tell every centre, lead: CD, timescale: March 2030, measure: Told}
      - id: "2"
        text: Change the lock of the refuge
        lead: CD
        timescale: March 2030
        measure: Changed
        sensitive: true
"""
FULL = SHORT.replace(
    "evidence: [{text: Policy, dated: 2024-02-05}]",
    "evidence: [{text: Policy, dated: 2024-02-05}, {text: File of the refuge, dated: 2024-03-05, sensitive: true}], "
    "actions: ['w/plan#1', 'w/plan#2']",
)


@pytest.fixture
def council(portfolio):
    folder = portfolio({"w/a": FULL, "w/plan": PLAN})
    (folder / "standards").mkdir()
    (folder / "standards" / "own.yaml").write_text(LIST, encoding="utf-8")
    return folder


def test_the_public_sees_posts_and_nothing_sensitive_and_is_told(council, tmp_path):
    inside = in_voices(council, "assessment", ["w/a"], tmp_path)
    assert all("Ann Bell" in one and "File of the refuge" in one and "lock of the refuge" in one for one in inside)
    for template in ("assessment", "assurance"):
        for shown in in_voices(council, template, ["w/a"], tmp_path, "--audience", "public"):
            assert not re.search("Ann|Bell|Dunn|refuge|w/plan#2", shown)
            assert "Policy officer" in shown and "1 of 3 pieces of evidence is left out as sensitive" in shown
            assert "1 of 2 actions is left out as sensitive" in shown
            # what is left out is counted, and never taken for nothing
            assert "It names 2 actions: 1 open, and not late; 1 left out of this copy." in shown
            assert "no evidence is named" not in shown


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("text: Minutes,", "text: Minutes that Ann Bell took,", "--allow-name 'Ann Bell'"),
        ("text: Minutes,", "text: Minutes that Dunn took,", "--allow-name Dunn"),
        ("text: Minutes,", "text: 'Minutes, 999 000 0018',", "mend it"),
        ("title: T\n", "title: T\nmarking: OFFICIAL-SENSITIVE\n", "--drop sensitive"),
        ("evidence: [{text: Minutes", "evidense: [{text: Minutes", "could not be read whole"),
    ],
)
def test_what_gives_somebody_away_stops_the_copy(council, before, after, said):
    path = council / "plans" / "w" / "a.yaml"
    assert before in FULL
    path.write_text(FULL.replace(before, after), encoding="utf-8")
    ran = made(council, "--template", "assurance", "w/a", "--audience", "public")
    assert ran.code == 2 and not ran.out and said in ran.err, ran.err


def test_what_was_looked_at_may_stand_and_what_is_marked_may_be_cut(council):
    path = council / "plans" / "w" / "a.yaml"
    text = FULL.replace("text: Minutes,", "text: Minutes of the Bell trust,").replace(
        "title: T\n", "title: T\nmarking: OFFICIAL-SENSITIVE\n"
    )
    path.write_text(text, encoding="utf-8")
    ran = made(
        council, "--template", "assurance", "w/a", "--audience", "public", "--allow-name", "Bell", "--drop", "sensitive"
    )
    assert ran.code == 0 and "refuge" not in ran.out and "allowed to stand: 'Bell'" in ran.out, ran.err


# as it is met --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("template", "names"),
    [
        ("assessment", [WESTMERE]),
        ("assurance", ["s02-greater-manchester/assessment-2016", "s15-lambeth/assessment-2024"]),
    ],
)
def test_in_a_browser(browser, template, names, tmp_path):
    out = tmp_path / "page.html"
    assert made(SCHEME_PROJECT, "--template", template, *names, "-o", str(out)).code == 0
    look(browser, out)


def test_the_pages_are_valid(tmp_path):
    files = []
    for number, (folder, name) in enumerate(EVERY):
        for template in ("assessment", "assurance"):
            files.append(tmp_path / f"{number}-{template}.html")
            assert made(folder, "--template", template, name, "-o", str(files[-1])).code == 0
    assert validated(files) == ""


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_on_paper(ending, tmp_path):
    out = tmp_path / f"out.{ending}"
    ran = made(SCHEME_PROJECT, "--template", "assessment", WESTMERE, "-o", str(out))
    assert ran.code == 0, ran.err
    if ending == "docx":
        need_docx = pytest.importorskip("docx")
        document = need_docx.Document(str(out))
        words = " ".join(one.text for one in document.paragraphs)
        words += " ".join(cell.text for table in document.tables for row in table.rows for cell in row.cells)
    else:
        import shutil

        need(shutil.which("pdftotext"), "pdftotext")
        words = subprocess.run(["pdftotext", "-raw", str(out), "-"], capture_output=True, text=True, check=True).stdout
    there = squeezed(words.replace("​", ""))
    lost = [one for one in sentences(tree(SCHEME_PROJECT, WESTMERE)) if squeezed(one) not in there]
    assert lost == []
    assert squeezed("of 8 standards 2 are better than met, 4 are met, 1 is partly met and 1 is little met") in there


def test_the_same_day_gives_the_same_bytes(tmp_path):
    for ending in ("html", "md", "pdf", "docx"):
        made_twice = []
        for number in (1, 2):
            out = tmp_path / f"{number}.{ending}"
            assert made(SCHEME_PROJECT, "--template", "assurance", WESTMERE, "-o", str(out)).code == 0
            made_twice.append(out.read_bytes())
        assert made_twice[0] == made_twice[1], ending


# any return ----------------------------------------------------------------------------------------------------------

WORDS_OF_SCALE = ("blue", "green", "amber", "red", "n/a", "none", "lime")
GRADES = st.lists(st.tuples(st.sampled_from(["self", "panel"]), st.sampled_from(WORDS_OF_SCALE)), max_size=3)
ANY_SCALE = """\
format: s11-assessment/1
title: T
organisation: Westmere District Council
standards: own
scale:
  blue: {means: exceeds}
  green: {means: met}
  amber: {means: partly}
  red: {means: not_met}
  n/a: {means: not_applicable}
  none: {means: not_graded}
challenges: [{id: panel, as: panel}]
answers:
"""
REACHED: Counter[str] = Counter()


@given(st.lists(GRADES, min_size=1, max_size=6))
@settings(max_examples=200)
def test_law_of_any_return_what_is_claimed_adds_up_and_others_are_counted_where_they_graded(answers):
    text = ANY_SCALE + "".join(
        f"  - standard: '{at}'\n    text: Words\n"
        + (f"    grades: [{', '.join(f'{{by: {by}, grade: {word}}}' for by, word in grades)}]\n" if grades else "")
        for at, grades in enumerate(answers, 1)
    )
    page = page_of(text)
    assert sum(page.claims.counts.values()) == page.claims.asked == len(answers)
    own = [[word for by, word in grades if by == "self"] for grades in answers]
    others = [[word for by, word in grades if by == "panel"] for grades in answers]
    # read here a second time, from the words alone
    assert page.claims.counts["met"] == sum(words[-1:] == ["green"] for words in own)
    assert page.claims.counts["not applicable"] == sum(words[-1:] == ["n/a"] for words in own)
    assert page.claims.counts["answered without a grade"] == sum(not words for words in own)
    assert page.claims.others == sum(bool(words) for words in others)
    order = ["blue", "green", "amber", "red"]
    pairs = [(a[-1], b[-1]) for a, b in zip(own, others, strict=True) if a and b and {a[-1], b[-1]} <= set(order)]
    assert page.claims.lower == sum(order.index(b) > order.index(a) for a, b in pairs)
    # nobody's silence is a grade
    assert all((one.others is None) == (not words) for one, words in zip(page.answers, others, strict=True))
    REACHED.update(word for words in own for word in words[-1:])
    REACHED["lower"] += page.claims.lower
    REACHED["silent"] += sum(not words for words in others)


def test_the_law_reached_every_word_and_every_case():
    if not REACHED:
        pytest.skip("the law was not run in this process")
    assert all(REACHED[word] >= 10 for word in (*WORDS_OF_SCALE, "lower", "silent")), REACHED
