"""Coverage: every planted gap is told and nothing else, figures that add up, and the same in every voice."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections import Counter
from datetime import date, timedelta

import jsonschema
import pytest
from browsing import axe, faults, fits, look, validated
from conftest import PROJECT, run_s11
from hypothesis import given, settings
from hypothesis import strategies as st
from partnership import DAY, IN_CELLS, IN_RETURNS, LIST, partnership

from s11.plan import load, load_asked_returns, read_standards_file
from s11.render import render_coverage
from s11.render.coverage_text import coverage_lines, coverage_screen
from s11.render.json import coverage_json
from s11.render.json_shapes import schema_of
from s11.render.screen import ScreenSettings
from s11.rules import check_settings
from s11.rules.assessments import load_assessments
from s11.text import Source
from s11.view.coverage import CoverageOptions, coverage
from s11.view.coverage_gaps import KIND_WORDS, KINDS
from s11.view.coverage_records import Coverage
from s11.when import STANDARD, Vantage


def seen_of(files: dict[str, str], day=DAY, **asked):
    """Coverage of files by their paths, as the command has it."""

    def sources(under: str, other: bool = False):
        for name, text in sorted(files.items()):
            if name.startswith(under):
                yield Source(name, name.removeprefix(under).removesuffix(".yaml"), text.encode())

    plans = [one for one in sources("plans/") if b"format: s11-plan" in one.data]
    returns = [one for one in sources("plans/") if b"format: s11-assessment" in one.data]
    lists = [read_standards_file(one) for one in sources("standards/")]
    rounds = (
        load_asked_returns(Source("s11.yaml", "s11.yaml", files["s11.yaml"].encode())) if "s11.yaml" in files else ()
    )
    asked = {"rounds": rounds, **asked}
    return coverage(
        load_assessments(returns, STANDARD), lists, load(plans), Vantage(day), "here", "1", CoverageOptions(**asked)
    )


def told(listed) -> Counter:
    return Counter((gap.kind, gap.body, standard) for gap in listed.gaps for standard in (gap.standards or ("",)))


@pytest.mark.parametrize("seed", range(8))
def test_every_planted_gap_is_told_and_nothing_else(seed):
    made = partnership(seed)
    assert len(made.planted) == 60
    assert len({kind for kind, _, _ in made.planted}) == len(IN_CELLS) + 3
    (listed,) = seen_of(made.files).lists
    assert listed.id == LIST
    assert told(listed) == Counter(dict.fromkeys(made.planted, 1))


def test_with_other_numbers_of_gaps():
    for seed, gaps in ((11, 3), (12, 27), (13, 95)):
        made = partnership(seed, gaps)
        (listed,) = seen_of(made.files).lists
        assert told(listed) == Counter(dict.fromkeys(made.planted, 1))


# a small one, counted by hand -----------------------------------------------------------------------------------------

SMALL = {
    "s11.yaml": """\
self_assessments:
  standards: own
  cycle: 2025
  due: 30 October 2025
  from: [Northmere, Westmere, Eastmere, Southmere]
""",
    "standards/own.yaml": """\
format: s11-standards/1
id: own
title: Our standards
standards:
  - {id: 1, text: Somebody leads}
  - {id: 2, text: Staff are trained}
  - {id: 3, text: Schools teach it, applies_to: [school]}
""",
    "plans/north/plan.yaml": """\
format: s11-plan/1
title: Plan
organisation: Northmere
origin: section-11
people: {AB: {}}
rag: {green: {means: on_track}}
recommendations:
  - id: 1
    text: Train them
    actions:
      - {id: 1, text: Book a trainer, lead: AB, timescale: June 2025, rag: green}
      - {id: 2, text: Train all, lead: AB, timescale: June 2027, rag: green}
""",
    "plans/north/assessment.yaml": """\
format: s11-assessment/1
title: Return
organisation: Northmere
kind: statutory
standards: own
due: 30 October 2025
submitted: {date: 2025-10-20}
scale: {"3": {means: met}, "2": {means: partly}, "1": {means: little}}
challenges: [{id: panel, as: panel, date: 2025-12-01, about: [1]}]
answers:
  - standard: 1
    grades: [{by: self, grade: "3"}, {by: panel, grade: "1"}]
    evidence: [{text: Minutes, dated: 2025-05-01}]
    actions: ['north/plan#2']
  - standard: 2
    grades: [{by: self, grade: "3"}]
    evidence: [{text: A list, dated: 2025-06-01}]
    actions: ['north/plan#1', 'north/plan#2']
""",
    "plans/west/assessment.yaml": """\
format: s11-assessment/1
title: Return
organisation: Westmere
kind: school
standards: own
due: 30 October 2025
submitted: {date: 2025-11-02}
scale: {green: {means: met}, red: {means: not_met}}
challenges: [{id: panel, as: panel, date: 2025-12-01, about: [1, 2, 3]}]
answers:
  - standard: 1
    grades: [{by: self, grade: green}, {by: panel, grade: green}]
    evidence: [{text: Minutes, dated: 2025-05-01}]
  - standard: 2
    grades: [{by: self, grade: red}]
  - standard: 3
    not_applicable: We have no room
""",
    "plans/east/assessment.yaml": """\
format: s11-assessment/1
title: Return
organisation: Eastmere
kind: voluntary
standards: own
scale: {green: {means: met}}
answers:
  - {standard: 1, grades: [{by: self, grade: green}], evidence: [{text: Minutes, dated: 2025-05-01}]}
""",
}
# Northmere: 1 met, others little; 2 met, not looked at; 3 is not for it. Westmere: 1 met and met; 2 not met; 3 said not
# to apply. Eastmere (a draft that is overdue) and Southmere (no file): nothing is known of 6.
BY_HAND = {
    "1": ({"met": 2, "no_return": 2}, {"not_met": 1, "met": 1, "no_return": 2}, 1),
    "2": ({"met": 1, "not_met": 1, "no_return": 2}, {"not_looked_at": 1, "looked_at": 1, "no_return": 2}, 2),
    "3": (
        {"not_asked": 1, "not_applicable": 1, "no_return": 2},
        {"not_looked_at": 1, "looked_at": 1, "no_return": 2},
        0,
    ),
}
GAPS_BY_HAND = [
    ("no_return", "Southmere", ()),
    ("not_sent", "Eastmere", ()),
    ("not_met_nothing_follows", "Westmere", ("2",)),
    ("met_actions_late", "Northmere", ("2",)),
    ("above_moderated", "Northmere", ("1",)),
    ("applies_all_the_same", "Westmere", ("3",)),
    ("not_looked_at", "Northmere", ("2",)),
    ("return_late", "Westmere", ()),
]


def said(counts) -> dict[str, int]:
    return {name: count for name, count in counts.items() if count}


def test_a_small_one_is_as_counted_by_hand():
    (listed,) = seen_of(SMALL).lists
    for row in listed.standards:
        own, others, actions = BY_HAND[row.id]
        assert (said(row.figures.own), said(row.figures.others), row.figures.named_actions) == (own, others, actions)
    assert [(gap.kind, gap.body, gap.standards) for gap in listed.gaps] == GAPS_BY_HAND
    assert (listed.figures.cells, listed.figures.asked, listed.figures.looked_at) == (12, 11, 4)
    assert (listed.figures.own["met"], listed.figures.others["met"], listed.figures.not_known) == (3, 1, 6)
    assert said(listed.figures.actions) == {"late": 1, "open": 2}
    assert listed.returns.words == "2 of 4 bodies have returned, 1 of them late; 2 have not, and the day is past."
    assert listed.returns.missing_words == "No answer from Eastmere and Southmere."


def numbers_of(voice: str, made: Coverage) -> list[str]:
    """A voice's words with all that is laid out taken away."""
    templates = {path.name: path.read_text() for path in (PROJECT / "templates").iterdir() if path.is_file()}
    if voice == "terminal":
        page = coverage_screen(made, ScreenSettings(200), long=True)
    elif voice == "lines":
        page = coverage_lines(made)
    elif voice == "json":
        page = json.dumps(json.loads(coverage_json(made)), ensure_ascii=False)
    else:
        page = render_coverage(made, voice, templates)
    return " ".join(re.sub(r"<[^>]*>|\*\*", " ", html.unescape(page)).replace(" :", ":").split())


@pytest.mark.parametrize("voice", ["terminal", "lines", "markdown", "html"])
def test_every_voice_tells_every_gap_and_the_same_headline(voice):
    made = seen_of(SMALL)
    page = numbers_of(voice, made)
    (listed,) = made.lists
    for gap in listed.gaps:
        assert f"{gap.where}: {gap.said}." in page.replace(" :", ":"), gap
    for sentence in (*listed.headline, listed.returns.missing_words, listed.gaps_words):
        assert sentence in page


def test_the_figures_of_the_tables_are_those_by_hand():
    made = seen_of(SMALL)
    rows = [line for line in numbers_of("markdown", made).split("| ") if line]
    whole = "| ".join(rows)
    assert "1 Somebody leads | 2 | 0 | 2 | 2 | 1 | 1 | 0 |" in whole
    assert "2 Staff are trained | 1 | 1 | 2 | 1 | 0 | 2 | 1 |" in whole
    assert "3 Schools teach it | 0 | 0 | 2 | 1 | 0 | 0 | 0 |" in whole
    assert "All | 3 | 1 | 6 | 4 | 1 | 3 | 1 |" in whole
    page = numbers_of("html", made)
    assert "1 Somebody leads 2 0 2 2 1 1 0 2 Staff are trained 1 1 2 1 0 2 1 3 Schools teach it 0 0 2 1 0 0 0" in page
    assert "All 3 1 6 4 1 3 1" in page
    screen = coverage_screen(made, ScreenSettings(80)).split("\n")
    foot = {line[:19].strip(): line[19:].split() for line in screen if line[:1].isalpha()}
    assert foot["met, by itself"] == ["2", "1", "0", "3"]
    assert foot["looked at by others"] == ["2", "1", "1", "4"]
    assert foot["met, by others"] == ["1", "0", "0", "1"]
    assert foot["not known"] == ["2", "2", "2", "6"]
    assert foot["actions named"] == ["1", "2", "0", "3"]
    assert foot["actions late"] == ["0", "1", "0", "1"]
    figures = json.loads(coverage_json(made))["lists"][0]["figures"]
    assert (figures["cells"], figures["own"]["met"], figures["others"]["met"], figures["unknown"]) == (12, 3, 1, 6)


def test_the_json_is_of_its_schema():
    for made in (seen_of(SMALL), seen_of(partnership(1).files, sample=(3, "x"))):
        jsonschema.Draft202012Validator(schema_of("coverage")).validate(json.loads(coverage_json(made)))


def test_which_way_it_went_since_the_last_return():
    west = SMALL["plans/west/assessment.yaml"]
    sent, then = "submitted: {date: 2025-11-02}", "submitted: {date: 2023-11-02}"
    before = west.replace(sent, then).replace("date: 2025-12-01", "date: 2023-12-01")
    before = before.replace("grades: [{by: self, grade: red}]", "grades: [{by: self, grade: green}]")
    (listed,) = seen_of(SMALL | {"plans/west/assessment-2023.yaml": before}).lists
    (row,) = [body for body in listed.bodies if body.name == "Westmere"]
    assert [(cell.way, cell.was_words) for cell in row.cells] == [("same", ""), ("worse", "was met"), ("not_known", "")]
    assert listed.ways_words == (
        "Beside their last returns the bodies grade themselves better in 0, worse in 1 and the same in 1; "
        "of 10 that cannot be compared."
    )
    assert any(gap.said.startswith("graded not met by itself (met in its last return") for gap in listed.gaps)


# laws -----------------------------------------------------------------------------------------------------------------


def adds_up(listed) -> None:
    for one in (listed.figures, *(row.figures for row in listed.standards), *(body.figures for body in listed.bodies)):
        assert sum(one.own.values()) == sum(one.others.values()) == sum(one.ways.values()) == one.cells
    for name in ("own", "others", "actions", "ways"):
        whole = Counter(getattr(listed.figures, name))
        by_standard = sum((Counter(getattr(row.figures, name)) for row in listed.standards), Counter())
        by_body = sum((Counter(getattr(body.figures, name)) for body in listed.bodies), Counter())
        assert +whole == +by_standard == +by_body
    assert listed.figures.cells == len(listed.bodies) * len(listed.standards)
    assert sum(listed.returns.states.values()) == listed.returns.bodies == len(listed.bodies)
    assert sum(kind.gaps for kind in listed.kinds) == len(listed.gaps) == sum(body.gaps for body in listed.bodies)
    assert sum(cell.gaps for cell in listed.cells) == sum(len(gap.standards) for gap in listed.gaps)
    answers, others = (re.findall(r"\d[\d,]*", sentence) for sentence in listed.headline[1:])
    counts = [int(one.replace(",", "")) for one in answers]
    assert counts[0] == sum(counts[1:]), listed.headline
    counts = [int(one.replace(",", "")) for one in others]
    assert counts[0] == sum(counts[1:]), listed.headline


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.integers(3, 90), st.integers(0, 900))
def test_counts_add_up_whatever_the_gaps_and_the_day(seed, gaps, days):
    for listed in seen_of(partnership(seed, gaps).files, DAY + timedelta(days=days)).lists:
        adds_up(listed)


def test_the_shipped_files_add_up_too():
    for listed in shipped("2017-01-31").lists:
        adds_up(listed)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**6), st.integers(1, 700))
def test_a_day_that_passes_makes_no_cell_better_and_takes_no_gap_away(seed, days):
    files = partnership(seed).files
    (was,), (now,) = seen_of(files).lists, seen_of(files, DAY + timedelta(days=days)).lists
    for before, after in zip(was.cells, now.cells, strict=True):
        assert (before.own_state, before.others_state) == (after.own_state, after.others_state)
        assert after.actions["late"] >= before.actions["late"]
        assert before.age is None or after.age == before.age + days
    gone = set(told(was)) - set(told(now))
    graver = {(body, one) for kind, body, one in told(now) if kind == "not_met_actions_late"}
    assert all(kind in ("not_met", "worse") and (body, one) in graver for kind, body, one in gone)


def test_the_same_files_give_the_same_words():
    files = partnership(5).files
    assert coverage_json(seen_of(files)) == coverage_json(seen_of(dict(reversed(files.items()))))


# the shipped plans ----------------------------------------------------------------------------------------------------


def shipped(day: str):
    files = {
        path.relative_to(PROJECT).as_posix(): path.read_text()
        for folder in ("plans", "standards")
        for path in (PROJECT / folder).rglob("*.yaml")
    }
    return seen_of(files, date.fromisoformat(day))


def test_the_story_of_2012_and_2013_is_told_as_it_was():
    listed = next(one for one in shipped("2013-06-30").lists if one.id == "oxford-review-2013-areas")
    (oxford,) = listed.bodies
    assert listed.whole_words == (
        "Oxford City Council as a whole, and of no standard: ‘fully’ (met) by itself, December 2012; "
        "‘fully’ (met) by the peer review, March 2013.",
    )
    assert listed.figures.own["met"] == listed.figures.others["met"] == 0, "of no standard is it said that it is met"
    assert listed.figures.own["not_graded"] == listed.figures.others["looked_at"] == 4
    assert [one.said for one in oxford.looked] == [
        "peer review, March 2013: which standards it looked at is not said, graded none",
        "independent review: looked at 4 of 4 standards, graded none, said something of 4",
    ]
    assert [row.figures.named_actions for row in listed.standards] == [6, 5, 4, 5]
    assert [cell.evidence for cell in oxford.cells] == [0, 0, 0, 0]
    assert not listed.returns.known and "not known here" in listed.returns.asked_words
    later = next(one for one in shipped("2017-01-31").lists if one.id == "oxford-review-2013-areas")
    assert [row.figures.actions["late"] for row in later.standards] == [5, 3, 4, 5]


def test_what_is_dated_after_the_day_is_not_told():
    listed = next(one for one in shipped("2013-01-31").lists if one.id == "oxford-review-2013-areas")
    assert listed.whole_words == (
        "Oxford City Council as a whole, and of no standard: ‘fully’ (met) by itself, December 2012.",
    )


# who was asked --------------------------------------------------------------------------------------------------------


def test_a_return_of_an_earlier_round_is_no_return():
    files = SMALL | {"s11.yaml": SMALL["s11.yaml"].replace("  from", "  asked: 2025-10-25\n  from")}
    (listed,) = seen_of(files).lists
    north = next(body for body in listed.bodies if body.name == "Northmere")
    assert (north.state, north.before) == ("no_return", "north/assessment")
    assert {cell.own_state for cell in north.cells} == {"no_return"}


def test_before_the_day_nobody_is_missing():
    (listed,) = seen_of(SMALL, date(2025, 10, 30)).lists
    assert (listed.returns.missing, listed.returns.not_due) == ((), ("Westmere", "Eastmere", "Southmere"))
    assert not [gap for gap in listed.gaps if gap.kind in ("no_return", "not_sent")]


def test_without_the_setting_it_is_not_known_who_was_asked():
    (listed,) = seen_of({name: text for name, text in SMALL.items() if name != "s11.yaml"}).lists
    assert [body.name for body in listed.bodies] == ["Eastmere", "Northmere", "Westmere"]
    assert not listed.returns.known
    assert "not known here" in listed.returns.asked_words


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("self_assessments: [own]", "write for example"),
        ("self_assessments: {standards: own}", "does not say from whom"),
        ("self_assessments: {from: [A]}", "says nothing of its standards"),
        ("self_assessments: {standards: own, from: [A], due: soon}", "names no day"),
        ("self_assessments: {standards: own, from: [A], asked: June}", "is not a day"),
        ("self_assessments: {standards: own, from: {council: [A]}}", "is no kind of body"),
        ("self_assessments: {standards: own, from: [A, a]}", "stands twice"),
        ("self_assessments: {standards: own, bodies: [A]}", "is nothing that 'self_assessments' says"),
    ],
)
def test_a_slip_in_the_setting_says_what_to_type(written, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        load_asked_returns(Source("s11.yaml", "s11.yaml", written.encode()))


# editions -------------------------------------------------------------------------------------------------------------

NEXT = """\
format: s11-standards/1
id: next
title: Our next standards
standards:
  - {id: A, text: Somebody leads, replaces: own.1}
  - {id: B, text: Staff are trained and schools teach it, replaces: [own.2, own.3]}
  - {id: C, text: Something new, replaces: new}
"""


def test_a_return_against_the_last_edition_is_shown_by_way_of_it_where_one_stands_for_one():
    files = SMALL | {"standards/next.yaml": NEXT}
    (listed,) = seen_of(files, wanted="next", rounds=()).lists
    west = next(body for body in listed.bodies if body.name == "Westmere")
    assert [(cell.own_state, cell.by_way_of) for cell in west.cells] == [
        ("met", "own.1"),
        ("not_asked", ""),
        ("not_asked", ""),
    ]
    assert listed.elsewhere == (
        "3 returns against own: 1 of the 3 standards here are one standard there, alone in its place; these are shown "
        "by way of it where no later return answers this list.",
    )


def test_what_became_two_is_taken_for_neither():
    split = NEXT.replace("replaces: [own.2, own.3]", "replaces: own.2") + "  - {id: D, text: Also, replaces: own.2}\n"
    (listed,) = seen_of(SMALL | {"standards/next.yaml": split}, wanted="next", rounds=()).lists
    west = next(body for body in listed.bodies if body.name == "Westmere")
    assert [cell.by_way_of for cell in west.cells] == ["own.1", "", "", ""]


# what a panel reads ---------------------------------------------------------------------------------------------------


def test_the_draw_can_be_done_by_hand():
    (listed,) = seen_of(partnership(3).files, sample=(4, "march-2026")).lists
    sent = [body for body in listed.bodies if body.state in ("in_time", "late", "sent")]

    def number(body):
        return hashlib.sha256(f"march-2026:{body.id}".encode()).hexdigest()[:8]

    by_kind = {kind: sorted((number(b), b.id) for b in sent if b.kind == kind) for kind in {b.kind for b in sent}}
    assert {kind: len(ids) for kind, ids in by_kind.items()} == {
        "statutory": 6,
        "commissioned": 2,
        "early_years": 1,
        "school": 1,
    }
    # 4 of 10: 2.4, 0.8, 0.4 and 0.4; the two left over go to 0.8 and to the first of the three 0.4
    wanted = {"commissioned": 1, "early_years": 1, "school": 0, "statutory": 2}
    expected = [id for kind in sorted(by_kind) for _, id in by_kind[kind][: wanted[kind]]]
    assert [one.id for one in listed.sample.drawn] == expected
    again = seen_of(partnership(3).files, sample=(4, "march-2026")).lists[0].sample
    other = seen_of(partnership(3).files, sample=(4, "june-2026")).lists[0].sample
    assert listed.sample == again and listed.sample.drawn != other.drawn


def test_asked_for_more_than_there_are_all_are_read():
    sample = seen_of(SMALL, sample=(40, "x")).lists[0].sample
    assert [one.body for one in sample.drawn] == ["Westmere", "Northmere"]
    assert sample.words[0] == "40 returns were asked for, and 2 can be read: all of them are drawn."


# the public -----------------------------------------------------------------------------------------------------------


def test_a_copy_for_the_public_holds_no_body_s_own_words():
    north, west = (SMALL[f"plans/{one}/assessment.yaml"] for one in ("north", "west"))
    asks = "  - standard: 2\n    grades: [{by: self, grade: %s}]"
    assert asks % '"3"' in north
    west = west.replace("organisation: Westmere", "organisation: Jo Bloggs").replace("kind: school", "kind: individual")
    files = SMALL | {
        "plans/north/assessment.yaml": north.replace(asks % '"3"', asks % "Ask Jo Bloggs"),
        "plans/west/assessment.yaml": west,
        "s11.yaml": SMALL["s11.yaml"].replace("Westmere", "Jo Bloggs"),
    }
    public = seen_of(files, public=True)
    for voice in ("terminal", "lines", "json", "markdown", "html"):
        page = numbers_of(voice, public)
        assert "Bloggs" not in page and "no room" not in page.lower() and "north/plan#" not in page
        assert "individual (1)" in page
        assert "Bloggs" in numbers_of(voice, seen_of(files))


# the command ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def small(tmp_path):
    for name, text in SMALL.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    return tmp_path


DAY_OPTION = ("--as-of", DAY.isoformat())


def test_the_command_in_each_voice(small):
    lines = run_s11("coverage", *DAY_OPTION, cwd=small)
    assert lines.code == 0 and "gap\tno_return\tSouthmere" in lines.out
    made = json.loads(run_s11("coverage", "--json", *DAY_OPTION, cwd=small).out)
    assert [gap["kind"] for gap in made["lists"][0]["gaps"]] == [kind for kind, _, _ in GAPS_BY_HAND]
    for ending in ("html", "md", "pdf", "docx"):
        done = run_s11("coverage", "-o", f"out.{ending}", *DAY_OPTION, cwd=small)
        assert (done.code, "8 gaps" in done.err) == (0, True), done.err
        first = (small / f"out.{ending}").read_bytes()
        run_s11("coverage", "-o", f"out.{ending}", *DAY_OPTION, cwd=small)
        assert (small / f"out.{ending}").read_bytes() == first
    report = run_s11("report", "--template", "coverage", *DAY_OPTION, cwd=small)
    assert report.out == (small / "out.md").read_text()


def test_only_the_returns_that_are_named(small):
    done = run_s11("coverage", "north/assessment", "--json", *DAY_OPTION, cwd=small)
    (listed,) = json.loads(done.out)["lists"]
    assert [body["name"] for body in listed["bodies"]] == ["Northmere"]
    assert listed["returns"]["some"] and not listed["returns"]["known"]
    # a draft that is named is shown, and still said to be one
    done = run_s11("coverage", "east/assessment", *DAY_OPTION, cwd=small)
    assert "east/assessment#1\tM." in done.out


def test_a_return_that_was_not_read_whole_is_told(small):
    path = small / "plans/west/assessment.yaml"
    path.write_text(path.read_text().replace("submitted: {date: 2025-11-02}", "submitted: {date: soon}"))
    done = run_s11("coverage", *DAY_OPTION, cwd=small)
    assert done.code == 1 and "plans/west/assessment.yaml" in done.out


def test_a_marked_return_stops_the_public_copy(small):
    path = small / "plans/west/assessment.yaml"
    path.write_text(path.read_text().replace("kind: school", "kind: school\nmarking: OFFICIAL-SENSITIVE"))
    done = run_s11("coverage", "--audience", "public", *DAY_OPTION, cwd=small)
    assert (done.code, done.out) == (2, "") and "--drop west/assessment" in done.err
    done = run_s11("coverage", "--audience", "public", "--drop", "west/assessment", *DAY_OPTION, cwd=small)
    assert done.code == 0 and "1 return is left out." in done.out


@pytest.mark.parametrize("asked", [["--standards", "owm"], ["--sample", "0", "--seed", "a"], ["--sample", "2"],
                                   ["--seed", "a"], ["--sample", "2", "--seed", "a'b"], ["north/plan"], ["--drop", "x"],
                                   ["-o", "out.png"], ["--json", "-o", "out.md"]])  # fmt: skip
def test_wrong_use_is_one_line(small, asked):
    done = run_s11("coverage", *asked, *DAY_OPTION, cwd=small)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("s11: ") and done.err.count("\n") == 1


# the screen -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [48, 60, 80, 120])
def test_twelve_bodies_and_ten_standards_fit_the_screen(width):
    made = seen_of(partnership(3).files)
    lines = coverage_screen(made, ScreenSettings(width), long=True).split("\n")
    assert max(map(len, lines)) <= width
    head = [line for line in lines if line.startswith("   ") and line.endswith(" gaps")]
    assert len(head) == (1 if width >= 60 else 2), "from 60 columns on the table is one"
    plain = coverage_screen(made, ScreenSettings(width, ascii_only=True), long=True)
    assert plain.isascii()
    coloured = coverage_screen(made, ScreenSettings(width, colour=True), long=True)
    assert "\x1b[36m" in coloured and "\x1b[1;36m" not in coloured, "only names and heads are bold"
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == coverage_screen(made, ScreenSettings(width), long=True)


def test_what_is_not_in_the_worst_ten_is_said_to_be_more():
    (listed,) = seen_of(partnership(3).files).lists
    page = " ".join(coverage_screen(seen_of(partnership(3).files), ScreenSettings(80)).split())
    assert f"{len(listed.gaps) - 10} more gaps: --long" in page
    assert listed.kinds_words in page


# the page -------------------------------------------------------------------------------------------------------------


def test_the_page_in_a_browser(browser, tmp_path):
    files = []
    for name, made in (
        ("twelve", seen_of(partnership(3).files, sample=(3, "x"))),
        ("small", seen_of(SMALL, public=True)),
        ("shipped", shipped("2017-01-31")),
    ):
        file = tmp_path / f"{name}.html"
        templates = {path.name: path.read_text() for path in (PROJECT / "templates").iterdir() if path.is_file()}
        file.write_text(render_coverage(made, "html", templates), encoding="utf-8")
        assert "<script" not in file.read_text()
        look(browser, file)
        files.append(file)
    assert validated(files) == ""


def test_the_docs_list_every_kind_of_gap_worst_first():
    page = (PROJECT / "docs" / "coverage.md").read_text()
    listed = [line.partition(". ")[2] for line in page.split("\n") if re.match(r"\d+\. ", line)]
    assert listed == [KIND_WORDS[kind] for kind in KINDS]
    assert {*IN_CELLS, *IN_RETURNS, "nobody_looked"} == set(KINDS), "each kind is planted somewhere"


def test_a_return_that_nobody_else_looked_at():
    east = SMALL["plans/east/assessment.yaml"].replace(
        "standards: own", "standards: own\nsubmitted: {date: 2025-10-01}"
    )
    (listed,) = seen_of(SMALL | {"plans/east/assessment.yaml": east}).lists
    assert "Eastmere, standard 1: graded met by itself, and nobody else has looked at its return." in [
        gap.words for gap in listed.gaps
    ]


def test_a_grade_by_somebody_who_is_not_described_is_told_and_not_counted():
    west = SMALL["plans/west/assessment.yaml"].replace("{by: panel, grade:", "{by: Panel of June, grade:")
    assert "Panel of June" in west
    (listed,) = seen_of(SMALL | {"plans/west/assessment.yaml": west}).lists
    row = next(body for body in listed.bodies if body.name == "Westmere")
    assert all(cell.others is None for cell in row.cells), [cell.others for cell in row.cells]
    assert any("graded by ‘Panel of June’, whom its return does not describe" in gap.said for gap in listed.gaps)


def test_a_challenge_has_graded_nothing_before_its_grades():
    west = SMALL["plans/west/assessment.yaml"]
    (now,) = seen_of(SMALL).lists
    looked = next(body for body in now.bodies if body.name == "Westmere").looked
    assert any(one.graded for one in looked)
    # the challenge was before its grades: until these are given it has graded nothing
    early = west.replace("{by: panel, grade: green}", "{by: panel, grade: green, date: 2026-01-14}")
    assert early != west
    (then,) = seen_of(SMALL | {"plans/west/assessment.yaml": early}, date(2026, 1, 13)).lists
    assert not any(one.graded for body in then.bodies if body.name == "Westmere" for one in body.looked)


def test_a_site_has_it_where_there_are_self_assessments_and_is_led_to(small, browser, tmp_path):
    done = run_s11("site", "--output", "site", *DAY_OPTION, cwd=small)
    assert done.code == 0, done.err
    assert 'href="coverage.html"' in (small / "site" / "index.html").read_text()
    page = (small / "site" / "coverage.html").read_text()
    assert "No answer from Eastmere and Southmere." in html.unescape(page)
    asked = run_s11("coverage", "--json", *DAY_OPTION, cwd=small)
    assert (small / "site" / "data" / "coverage.json").read_text() == asked.out
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    shown = context.new_page()
    shown.goto((small / "site" / "coverage.html").as_uri())
    shown.add_script_tag(path=axe())
    assert faults(shown) == []
    for width in (320, 800):
        shown.set_viewport_size({"width": width, "height": 800})
        assert fits(shown)
    context.close()
    assert validated([small / "site" / "coverage.html"]) == ""


def test_a_site_of_some_plans_has_no_coverage_and_a_marked_return_is_dropped_by_name(small):
    run_s11("site", "north/plan", "--output", "some", *DAY_OPTION, cwd=small)
    assert not (small / "some" / "coverage.html").exists()
    path = small / "plans/west/assessment.yaml"
    path.write_text(path.read_text().replace("kind: school", "kind: school\nmarking: OFFICIAL-SENSITIVE"))
    public = ("site", "--audience", "public", "--output", "public", *DAY_OPTION)
    done = run_s11(*public, cwd=small)
    assert done.code == 2 and "--drop west/assessment" in done.err
    assert run_s11(*public, "--drop", "west/assessment", cwd=small).code == 0
    page = (small / "public" / "coverage.html").read_text()
    assert "1 return is left out." in page and "copy for the public" in page


def test_a_cycle_in_parts_is_put_together_of_its_parts():
    whole = SMALL["plans/west/assessment.yaml"]
    one = whole.partition("  - standard: 2")[0].replace("due:", "round: Topic 1\nas_at: 2025-10-01\ndue:")
    two = whole.replace("due:", "round: Topic 2\nas_at: 2025-10-20\ndue:")
    two = two.partition("  - standard: 1")[0] + "  - standard: 2" + two.partition("  - standard: 2")[2]
    files = SMALL | {"plans/west/assessment.yaml": one, "plans/west/topic-2.yaml": two}
    (listed,) = seen_of(files).lists
    west = next(body for body in listed.bodies if body.name == "Westmere")
    assert [cell.address for cell in west.cells] == ["west/assessment#1", "west/topic-2#2", "west/topic-2#3"]
    assert [cell.own_state for cell in west.cells] == ["met", "not_met", "not_applicable"]


def test_what_was_ended_or_is_only_proposed_or_is_not_there_does_not_follow():
    plan = SMALL["plans/north/plan.yaml"].replace(
        "      - {id: 2, text: Train all, lead: AB, timescale: June 2027, rag: green}\n",
        "      - {id: 2, text: Train all, lead: AB, timescale: June 2027, proposed: true}\n"
        "      - {id: 3, text: Tell all, lead: AB, timescale: June 2027, "
        "ended: {as: suspended, date: 2025-06-01, why: No money}}\n",
    )
    north = SMALL["plans/north/assessment.yaml"].replace(
        "['north/plan#2']", "['north/plan#2', 'north/plan#3', 'gone#1']"
    )
    (listed,) = seen_of(SMALL | {"plans/north/plan.yaml": plan, "plans/north/assessment.yaml": north}).lists
    (gap,) = [gap for gap in listed.gaps if gap.kind == "above_moderated"]
    assert gap.said.endswith("it names 3 actions: 1 ended without being done, 1 only proposed, 1 not to be found"), (
        gap.said
    )


def test_what_is_done_is_not_said_to_follow_and_not_to_be_late():
    plan = SMALL["plans/north/plan.yaml"].replace(
        "      - {id: 2, text: Train all, lead: AB, timescale: June 2027, rag: green}\n",
        "      - {id: 2, text: Train all, lead: AB, timescale: June 2027, rag: green, completed: 2025-11-01}\n",
    )
    assert plan != SMALL["plans/north/plan.yaml"]
    (listed,) = seen_of(SMALL | {"plans/north/plan.yaml": plan}).lists
    (gap,) = [gap for gap in listed.gaps if gap.kind == "above_moderated"]
    assert gap.said.endswith("it names 1 action: 1 done"), gap.said


# drafts ---------------------------------------------------------------------------------------------------------------

SENT = """\
format: s11-assessment/1
title: Return
organisation: Northmere
standards: own
for: Westshire board
due: 30 October 2025
as_at: 2025-10-01
submitted: {date: 2025-10-20}
scale: {green: {means: met}, red: {means: not_met}}
answers:
  - {standard: 1, grades: [{by: self, grade: green}]}
"""
MORE = "  - {standard: 2, grades: [{by: self, grade: green}]}\n"


def draft_of(due: str, as_at: str, **other: str) -> str:
    made = SENT.replace("submitted: {date: 2025-10-20}\n", "").replace("30 October 2025", due)
    made = made.replace("as_at: 2025-10-01", f"as_at: {as_at}")
    for old, new in other.items():
        made = re.sub(rf"(?m)^{old}: .*$", new, made)
    return made + MORE


@pytest.mark.parametrize(
    ("draft", "told_of"),
    [
        # for another board, of the same cycle: before its day and after it
        (draft_of("30 March 2026", "2025-10-10", **{"for": "for: Northshire board"}), ""),
        (
            draft_of("30 December 2025", "2025-10-10", **{"for": "for: Northshire board"}),
            "its return for Northshire board was not sent; it was due 30 December 2025, 16 days ago",
        ),
        # another part of the cycle
        (
            draft_of("30 December 2025", "2025-09-20", title="title: Return\nround: Topic 2"),
            "its return for another part of its cycle was not sent; it was due 30 December 2025, 16 days ago",
        ),
        # the same once more, for the same board
        (draft_of("30 October 2025", "2025-10-12"), ""),
        # begun again within the cycle, before its day and after it
        (draft_of("15 January 2026", "2026-01-10"), ""),
        (draft_of("14 January 2026", "2026-01-10"), ""),
    ],
)
def test_a_draft_takes_the_place_of_no_return_and_answers_nothing(draft, told_of):
    files = {"standards/own.yaml": SMALL["standards/own.yaml"], "plans/north/sent.yaml": SENT}
    (listed,) = seen_of(files | {"plans/north/zdraft.yaml": draft}).lists
    (row,) = listed.bodies
    assert (row.id, row.state) == ("north/sent", "in_time")
    assert [cell.own_state for cell in row.cells] == ["met", "no_answer", "no_answer"]
    assert [gap.said for gap in listed.gaps if gap.kind == "not_sent"] == ([told_of] if told_of else [])
    assert listed.returns.returned == 1 and not [gap for gap in listed.gaps if gap.kind == "two_boards"]


def test_a_draft_of_the_next_cycle_that_is_overdue_is_a_return_that_is_missing():
    old = SENT.replace("2025", "2024")
    files = {"standards/own.yaml": SMALL["standards/own.yaml"], "plans/north/sent.yaml": old}
    for due, state, own in (("15 January 2026", "in_time", "met"), ("14 January 2026", "missing", "no_return")):
        (listed,) = seen_of(files | {"plans/north/zdraft.yaml": draft_of(due, "2026-01-10")}).lists
        (row,) = listed.bodies
        assert (row.state, row.cells[0].own_state) == (state, own), due


@pytest.mark.parametrize("due", ["Easter or soon after", "1 May 2025 or 1 June 2025"])
def test_a_draft_whose_due_day_is_not_certain_answers_nothing(due):
    files = {"standards/own.yaml": SMALL["standards/own.yaml"], "plans/north/draft.yaml": draft_of(due, "2025-10-01")}
    (listed,) = seen_of(files).lists
    (row,) = listed.bodies
    assert row.state == "not_sent" and {cell.own_state for cell in row.cells} == {"no_return"}
    assert [gap.said for gap in listed.gaps] == ["its file does not say that it was sent"]


def test_of_two_drafts_that_is_named_which_answers_most():
    west = draft_of("30 March 2026", "2025-10-01")
    north = draft_of("30 March 2026", "2025-10-10", **{"for": "for: Northshire board"}).removesuffix(MORE)
    files = {"standards/own.yaml": SMALL["standards/own.yaml"], "plans/north/a.yaml": west}
    (listed,) = seen_of(files | {"plans/north/b.yaml": north}).lists
    assert [(row.id, row.state) for row in listed.bodies] == [("north/a", "not_due")]


def test_a_draft_that_was_never_sent_is_not_the_last_return():
    draft = draft_of("30 October 2023", "2023-10-01")
    now = SENT.replace("grade: green", "grade: red")
    files = {"standards/own.yaml": SMALL["standards/own.yaml"], "plans/north/sent.yaml": now}
    (listed,) = seen_of(files | {"plans/north/draft.yaml": draft}).lists
    assert listed.bodies[0].before == "" and listed.bodies[0].cells[0].way == "not_known"


# the guard of who is asked --------------------------------------------------------------------------------------------

ROUND = "self_assessments:\n  standards: own\n  due: 30 October 2025\n  from: [Northmere, Westmere]\n"
NONE = "n/a"
WHY = "  changes: [{date: 2025-09-12, why: The nursery closed in August}]\n"


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (ROUND, ""),
        (ROUND.replace("[Northmere, Westmere]", "[Westmere, Northmere, Eastmere]"), ""),
        (ROUND.replace("30 October", "15 October"), ""),
        (ROUND.replace(", Westmere", ""), "the round against own no longer asks Westmere"),
        (ROUND.replace("30 October", "30 November"), "asked by 30 October 2025, and now by 30 November 2025"),
        (ROUND.replace("  due: 30 October 2025\n", ""), "and now by no day"),
        ("years: two digits are years\n", "the round against own is gone, which asked 2 bodies"),
        (ROUND.replace(", Westmere", "") + WHY, ""),
        (
            ROUND.replace(", Westmere", "") + WHY.replace("The nursery closed in August", "n/a"),
            "no longer asks Westmere",
        ),
        (ROUND.replace(", Westmere", "") + WHY.replace("2025", "2027"), "no longer asks Westmere"),
    ],
)
def test_nobody_is_taken_out_of_a_round_without_a_reason(now, said):
    was, source = (Source("s11.yaml", "s11.yaml", text.encode()) for text in (ROUND, now))
    nothing = load([])
    found = check_settings(was, source, nothing, nothing, nothing, Vantage(DAY))
    assert [finding.code for finding in found] == (["S712"] if said else [])
    assert not said or said in found[0].message


def test_why_a_round_was_changed_is_shown():
    files = SMALL | {"s11.yaml": SMALL["s11.yaml"] + WHY}
    assert "Changed on 12 September 2025: The nursery closed in August." in seen_of(files).lists[0].returns.asked_words
    public = seen_of(files, public=True).lists[0].returns.asked_words
    assert "nursery" not in public and "was changed once" in public
