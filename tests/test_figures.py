"""Every figure of a sentence comes from one field of the View, and says what an independent count says.

``docs/figures.md`` is the list: sentence, field, and how the figure follows from the standings. Each row is a pattern
here; every sentence of every screen, report, page and committee helper that it fits is taken and counted again.
"""

import re
from collections import Counter
from datetime import date

import pytest
from conftest import PROJECT, SHIPPED
from test_report import BARE, TEMPLATES, Page, flat, reported

from s11 import view
from s11.english import TO_TEN
from s11.plan import load
from s11.render import render_report
from s11.render.due_text import due_screen
from s11.render.json import due_json, status_json
from s11.render.screen import ScreenSettings
from s11.render.show_text import show_screen
from s11.render.status_text import status_screen
from s11.standing import judge_plan
from s11.text import Source
from s11.view import sentences as say
from s11.view.counts import LATE_EVIDENCE
from s11.when import Vantage

HEAD = """\
format: s11-plan/1
title: Kept in words
organisation: Westmere District Council
origin: other
agreed: 2024-01-01
as_at: 2024-01-10
rag:
  green: {means: on_track}
  blue: {means: completed}
people:
  AB: {name: Ann Bell}
  CD: {name: Cal Dunn}
recommendations:
  - id: 1
    text: Listen
    actions:
"""
EVERYTHING = (
    HEAD
    + """\
      - {id: a, text: Late, lead: AB, rag: green, timescale: March 2024, \
revised: [{date: 2024-02-01, from: February 2024, why: Moved}]}
      - {id: b, text: Late twice, lead: AB, rag: green, timescale: March 2024 then quarterly}
      - id: c
        text: In time with late evidence
        lead: CD
        rag: green
        timescale: December 2030
        evidence: [{text: E, timescale: March 2024}, {text: F, timescale: April 2024 and June 2024}, \
{text: G, timescale: May 2024, received: 2024-06-09}]
      - {id: d, text: Done on time, lead: CD, rag: blue, timescale: March 2024, completed: 2024-03-28}
      - {id: e, text: Done late, lead: CD, rag: blue, timescale: March 2024, completed: 2024-04-03}
      - {id: f, text: Done, lead: CD, rag: blue, timescale: March 2024}
      - {id: g, text: Perhaps, lead: CD, rag: green, timescale: TBC}
      - {id: h, text: Proposed, lead: CD, proposed: true}
      - {id: i, text: Over, lead: CD, rag: green, timescale: March 2024, \
ended: {as: suspended, date: 2024-04-01, why: Money}}
"""
)
ONLY_BESIDE = (
    HEAD
    + """\
      - {id: a, text: In time, lead: AB, rag: green, timescale: December 2030, \
evidence: [{text: E, timescale: March 2024}]}
"""
)
MILESTONES = (
    HEAD
    + """\
      - {id: a, text: Both, lead: AB, rag: green, timescale: December 2030, \
evidence: [{text: E, timescale: March 2024}], \
milestones: [{text: M, timescale: April 2024}, {text: N, timescale: May 2024, received: 2024-05}]}
      - {id: b, text: Milestones alone, lead: CD, rag: green, timescale: December 2030, \
milestones: [{text: O, timescale: May 2024 then quarterly}]}
      - {id: c, text: Late by one, lead: CD, rag: green, milestones: [{text: P, timescale: June 2024}]}
      - {id: d, text: Over, lead: AB, rag: green, ended: {as: suspended, date: 2024-04-01, why: Money}, \
milestones: [{text: Q, timescale: March 2024}]}
"""
)
CLOSED = (
    HEAD
    + """\
      - {id: a, text: Proposed, lead: AB, proposed: true}
      - {id: b, text: Over, lead: AB, rag: green, timescale: March 2024, \
ended: {as: suspended, date: 2024-04-01, why: Money}}
"""
)
REAL = [
    (path.relative_to(PROJECT / "plans").with_suffix("").as_posix(), path.read_text(encoding="utf-8"))
    for path in SHIPPED
]
MADE = [
    ("westmere/all", EVERYTHING),
    ("westmere/beside", ONLY_BESIDE),
    ("westmere/milestones", MILESTONES),
    ("westmere/closed", CLOSED),
    BARE,
]
CASES = {
    **{name: ([(name, text)], date(2017, 1, 31)) for name, text in REAL},
    **{name: ([(name, text)], date(2024, 12, 31)) for name, text in MADE},
    "made": (MADE, date(2024, 12, 31)),
}

N = r"([\d,]+)"
IN_WORDS = rf"({'|'.join(TO_TEN)}|[\d,]+)"
THINGS = r"(?:date or piece|dates or pieces) of evidence"
KINDS = r"(?:evidence(?: and milestones)?|a milestone|milestones)"
# the sentence, the field of the View, and the same figure counted from the standings alone
ROWS = [
    (rf"{N} actions? (?:is|are) late[;:. ]", "tally.timing.late", lambda c: c.late),
    (rf"{IN_WORDS} actions? (?:is|are) late on \d", "tally.timing.late", lambda c: c.late),
    (rf"(?<!in all, )(?<![\d,]){N} {THINGS} (?:is|are) overdue", "late_things", lambda c: c.things),
    (rf"in all, {IN_WORDS} {THINGS} (?:is|are) overdue", "late_things", lambda c: c.things),
    (rf"; moved {N}\b", "moved", lambda c: c.moved),
    (rf"date of {N} actions? has been moved", "moved", lambda c: c.moved),
    (rf"{IN_WORDS} of these (?:is|are) {KINDS} of ", "tally.late_evidence.pieces", lambda c: c.pieces),
    (rf"of these (?:is|are) {KINDS} of {IN_WORDS} actions? that", "tally.late_evidence.actions", lambda c: c.beside),
    (
        rf"{IN_WORDS} pieces? of evidence(?: and \S+ milestones?)? (?:is|are) late, of ",
        "tally.late_evidence.pieces",
        lambda c: c.pieces - c.milestones,
    ),
    (rf"{IN_WORDS} milestones? (?:is|are) late, of ", "tally.late_evidence.milestones", lambda c: c.milestones),
    (rf"{N} done: ", "tally.timing.done", lambda c: c.done["on_time"] + c.done["late"] + c.done["no_date"]),
    (rf" done: (?:[^.:]*, )?{N} on time", "tally.done.on_time", lambda c: c.done["on_time"]),
    (rf" done: (?:[^.:]*, )?{N} after the due day", "tally.done.late", lambda c: c.done["late"]),
    (rf" done: (?:[^.:]*, )?{N} not known whether on time", "tally.done.no_date", lambda c: c.done["no_date"]),
    (rf"done \d+ \((?:[^.)]*, )?{N} on time", "tally.done.on_time", lambda c: c.done["on_time"]),
    (rf"{IN_WORDS} actions? (?:has|have) no date to be late by", "tally.undated", lambda c: c.undated),
    (rf"Of {N} actions?[,:]", "tally.actions", lambda c: c.actions),
    (rf"{N} (?:is|are) off track or at risk as checked", "sorted_out.exceptions", lambda c: c.exceptions),
    (rf"{N} (?:is|are) only proposed", "sorted_out.proposed", lambda c: c.proposed),
]
# a sentence about nothing; what was read and what a table counts may be 0
OF_NOTHING = re.compile(
    r"\bOf 0\b|\b0 (?:dates? or|pieces?|more actions?|of (?:these|them))\b|[Oo]f every action it can|none of the "
    r"0|[Tt]he other 0|\b0 actions? (?:is|are|late|so|shown)|: 0 actions"
)


class Counted:
    """The same figures, from the standings, one loop each and nothing shared with the View."""

    def __init__(self, standings):
        live = [one for one in standings if one.timing not in ("ended", "proposed")]
        self.actions = len(standings)
        self.late = sum(1 for one in standings if one.timing == "late")
        self.undated = sum(1 for one in standings if one.timing == "no_date")
        self.moved = sum(1 for one in standings if any(entry.why == "Moved" for entry in one.action.revised))
        self.proposed = sum(1 for one in standings if one.timing == "proposed")
        self.exceptions = sum(1 for one in standings if one.checked in ("off_track", "at_risk"))
        late = [(one, thing) for one in live for thing in one.outstanding if thing.timing == "late"]
        self.things, self.dates = len(late), sum(thing.late_dates for _, thing in late)
        self.pieces = sum(1 for one, thing in late if one.timing != "late")
        self.milestones = sum(1 for one, thing in late if one.timing != "late" and thing.of == "milestone")
        self.beside = len({one.address for one, thing in late if one.timing != "late"})
        self.done = Counter(one.finished.how for one in standings if one.timing == "done")
        assert all(one.finished is not None for one in standings if one.timing == "done")


def register_of(plans):
    return load([Source(f"plans/{name}.yaml", name, text.encode()) for name, text in plans])


def voices(plans, day):
    """Whatever is said of these plans as a whole, by voice."""
    register, vantage = register_of(plans), Vantage(day, "0123456789")
    yield "status", status_screen(view.status(register, vantage, "c"), ScreenSettings(400))
    report = reported(*plans, day=day)
    for template in ("plan", "exceptions", "portfolio"):
        for format in ("markdown", "html"):
            said = render_report(report, template, format, TEMPLATES)
            yield f"{template} {format}", Page(said).text if format == "html" else said.replace("**", "")
    if len(report.plans) == 1:
        (plan,) = report.plans
        of_a_day = [said(plan, day) for said in (say.late_sentence, say.checked_sentence, say.exceptions_sentence)]
        yield (
            "committee",
            " ".join([*of_a_day, say.done_sentence(plan), say.stated_sentence(plan), *say.not_known(plan, day)]),
        )


def said_of_all(text, many):
    """The parts that speak of everything: of a report on many plans, what stands under 'All plans together'."""
    words = flat(text)
    if not many:
        return words
    start = words.find("All plans together")
    return words[start : words.find("Colours do not cross", start)] if start >= 0 else words[words.find("Portfolio ") :]


def number(words: str) -> int:
    return TO_TEN.index(words.lower()) if words.lower() in TO_TEN else int(words.replace(",", ""))


@pytest.mark.parametrize("case", CASES)
def test_every_sentence_with_a_figure_says_what_an_independent_count_says(case):
    plans, day = CASES[case]
    counted = Counted([one for plan in register_of(plans).plans for one in judge_plan(plan, Vantage(day))])
    for voice, text in voices(plans, day):
        assert not OF_NOTHING.findall(flat(text)), (voice, OF_NOTHING.findall(flat(text)))
        words = said_of_all(text, len(plans) > 1)
        for pattern, field, count in ROWS:
            for figure in re.findall(pattern, words, re.I):
                assert number(figure) == count(counted), (voice, field, pattern)


def test_each_row_of_the_list_is_met_somewhere_and_stands_in_the_docs():
    said = " ".join(
        flat(text)
        for name in ("westmere/all", "westmere/beside", "westmere/milestones")
        for _, text in voices(*CASES[name])
    )
    assert [pattern for pattern, _, _ in ROWS if not re.search(pattern, said, re.I)] == []
    listed = (PROJECT / "docs" / "figures.md").read_text(encoding="utf-8")
    assert {field for _, field, _ in ROWS} - set(re.findall(r"`([a-z_.]+)`", listed)) == set()
    # a row of the docs that no pattern holds would be a promise that nothing keeps
    of_sentences = listed[: listed.index("## What is due")]
    assert set(re.findall(r"^\| .*? \| `([a-z_.]+)` \|", of_sentences, re.M)) == {field for _, field, _ in ROWS}


@pytest.mark.parametrize("case", CASES)
def test_json_counts_what_an_independent_count_says_and_adds_up(case):
    import json

    plans, day = CASES[case]
    register, vantage = register_of(plans), Vantage(day, "0123456789")
    counted = Counted([one for plan in register.plans for one in judge_plan(plan, vantage)])
    status, due = (
        json.loads(status_json(view.status(register, vantage, "c"))),
        json.loads(due_json(view.due_list(register, vantage, "c"))),
    )
    portfolio = status["portfolio"]
    assert portfolio["done"] == {how: counted.done[how] for how in ("on_time", "late", "no_date")}
    assert portfolio["late_evidence"] == {
        "actions": counted.beside,
        "pieces": counted.pieces,
        "milestones": counted.milestones,
    }
    for one in (*status["plans"], portfolio):
        assert sum(one["done"].values()) == one["timing"]["done"]
        assert (
            sum(one["timing"].values()) == sum(one["stated"].values()) == sum(one["checked"].values()) == one["actions"]
        )
    for key in ("done", "late_evidence", "timing", "stated", "checked"):
        assert portfolio[key] == {name: sum(plan[key][name] for plan in status["plans"]) for name in portfolio[key]}
    assert (
        sum(plan["late_things"] for plan in status["plans"]),
        sum(plan["late_dates"] for plan in status["plans"]),
    ) == (counted.things, counted.dates)
    assert (due["late"], due["late_actions"]) == (counted.things, counted.late)
    assert (
        sum(thing["timing"] == "late" and thing["action_timing"] != "late" for thing in due["things"]) == counted.pieces
    )


def test_the_screen_of_what_is_due_counts_things_and_actions_apart():
    register = register_of([("westmere/all", EVERYTHING)])
    said = flat(due_screen(view.due_list(register, Vantage(date(2024, 12, 31)), "c"), ScreenSettings(200)))
    assert (
        "5 dates or pieces of evidence of 3 actions outstanding, 4 of them overdue; 2 of the actions are late" in said
    )


def test_show_says_how_it_was_done_and_which_completion_counted_for_which_day():
    text = HEAD + (
        "      - {id: a, text: Meet, lead: AB, rag: green, timescale: July 2024 then quarterly, completed: "
        "[2024-07-19, 2024-10-17, 2025-04-10]}\n"
    )
    register = register_of([("westmere/all", EVERYTHING), ("westmere/meet", text)])

    def shown(address, day):
        return flat(show_screen(view.show(register, Vantage(day), address, "c"), ScreenSettings(200)))

    assert "10 April 2025 counted for 30 April 2025; 31 January 2025 was made up that day, 69 days late" in shown(
        "westmere/meet#a", date(2025, 6, 1)
    )
    assert "done on 28 March 2024, on time: due 31 March 2024" in shown("westmere/all#d", date(2024, 12, 31))
    assert "done on 3 April 2024, 3 days after its due day, 31 March 2024" in shown(
        "westmere/all#e", date(2024, 12, 31)
    )
    assert "done on a day not given, so whether on time is not known" in shown("westmere/all#f", date(2024, 12, 31))
    assert "in time; 2 pieces of its evidence are late" in shown("westmere/all#c", date(2024, 12, 31))


# what is due, who leads, what changed ---------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES)
def test_what_each_lead_answers_for_is_what_is_due_of_it(case):
    plans, day = CASES[case]
    report = reported(*plans, day=day)
    standings = [one for plan in register_of(plans).plans for one in judge_plan(plan, Vantage(day))]
    for load_ in report.loads:
        late = sum(len(share.late) for share in load_.shares)
        ahead = sum(len(share.ahead) for share in load_.shares)
        assert (late, ahead) == (load_.late_things, load_.things_ahead)
        for figure, word in ((late, "overdue"), (ahead, "still to come, or perhaps late")):
            found = re.findall(rf"([\d,]+)(?: {THINGS})? {word}", load_.words)
            assert [number(one) for one in found] == ([figure] if figure else [])
    # every late thing of the plans stands with somebody, and nothing that is not late
    addresses = {thing.address for load_ in report.loads for share in load_.shares for thing in share.late}
    assert addresses == {thing.address for one in standings for thing in one.outstanding if thing.timing == "late"}


def test_what_changed_counts_what_either_side_says():
    from s11.render.changes_text import changes_screen
    from s11.view.changes import BaseSide, changes

    then, now = Vantage(date(2024, 3, 20), "0" * 40), Vantage(date(2024, 12, 31), "1" * 40)
    old = register_of([("westmere/all", EVERYTHING)])
    new = register_of(
        [
            (
                "westmere/all",
                EVERYTHING.replace(
                    "rag: green, timescale: TBC}",
                    "rag: green, timescale: TBC, progress: [{date: 2024-05-01, note: Begun in May}]}",
                ),
            )
        ]
    )
    seen = changes(new, now, "commit 1111111111", [BaseSide(old, then, "commit 0000000000")], "2")
    said = flat(changes_screen(seen, ScreenSettings(400)))
    before, after = (
        {one.action.id: one for one in judge_plan(register.plans[0], vantage)}
        for register, vantage in ((old, then), (new, now))
    )
    apart = {
        key
        for key, one in after.items()
        if one.timing in ("ended", "proposed") or before[key].timing in ("ended", "proposed")
    }
    ranks = {state: rank for rank, state in enumerate(view.WORST_FIRST)}
    moved = [
        (ranks[after[key].checked] > ranks[before[key].checked])
        - (ranks[after[key].checked] < ranks[before[key].checked])
        for key in before
        if key not in apart
    ]
    (better, same, worse), (late_then, late_now, things_then, things_now) = (
        (moved.count(way) for way in (1, 0, -1)),
        (
            *(sum(one.late for one in side.values()) for side in (before, after)),
            *(
                sum(thing.timing == "late" for one in side.values() for thing in one.outstanding)
                for side in (before, after)
            ),
        ),
    )
    travel = seen.travel
    assert (travel.better, travel.same, travel.worse) == (better, same, worse) and worse > 0
    assert (travel.late_then, travel.late_now, travel.things_then, travel.things_now) == (
        late_then,
        late_now,
        things_then,
        things_now,
    )
    assert re.search(rf"{better} improved, {worse} worsened(?: \([^)]*\))?, {same} unchanged", said)
    assert re.search(
        rf"late: {late_then} actions? then, {late_now} now; overdue: {things_then} {THINGS} then, {things_now} now",
        said,
    ), said
    assert seen.count == sum(len(group.rows) for plan in seen.plans for group in plan.groups)
    assert f"Read 1 file: 1 plan, 1 recommendation, {len(after)} actions" in said


def test_a_tile_never_says_none_on_time_where_it_is_not_known():
    page = flat(
        Page(
            render_report(
                reported(*CASES["reading/ofsted-2013"][0], day=CASES["reading/ofsted-2013"][1]),
                "plan",
                "html",
                TEMPLATES,
            )
        ).text
    )
    assert "not known whether on time" in page and not re.search(r"\b0 on time", page)


@pytest.mark.parametrize(
    ("late", "words"),
    [
        ((1, 1, 0), "1 of these is evidence of 1 action that is not late itself"),
        ((2, 2, 0), "2 of these are evidence of 2 actions that are not late themselves"),
        ((1, 3, 1), "3 of these are evidence and milestones of 1 action that is not late itself"),
        ((1, 1, 1), "1 of these is a milestone of 1 action that is not late itself"),
        ((2, 2, 2), "2 of these are milestones of 2 actions that are not late themselves"),
        ((0, 0, 0), ""),
    ],
)
def test_what_is_late_beneath_actions_that_are_not_is_told_in_number_and_kind(late, words):
    none = view.tally(())
    assert none._replace(late_evidence=dict(zip(LATE_EVIDENCE, late, strict=True))).late_evidence_words == words


def test_whoever_leads_only_evidence_has_a_share_and_no_action():
    plan = (
        "format: s11-plan/1\ntitle: Plan\norganisation: Westmere\norigin: other\nas_at: 2024-01-10\n"
        "rag: {green: {means: on_track}}\npeople: {AB: {name: Ann Bell}, CD: {name: Cal Dunn}}\n"
        "recommendations:\n  - id: 1\n    text: R\n    actions:\n      - id: 1\n        text: A\n        lead: AB\n"
        "        rag: green\n        timescale: May 2024\n"
        "        evidence: [{text: Minutes, lead: CD, timescale: February 2024}]\n"
    )
    register = load([Source("plans/w.yaml", "w", plan.encode())])
    ann, cal = view.report(register, Vantage(date(2024, 3, 10)), "", (), "").loads
    assert (ann.group.words, ann.group.tally.actions, ann.late_things) == ("Ann Bell", 1, 0)
    assert (cal.group.words, cal.group.tally.actions, cal.late_things) == ("Cal Dunn", 0, 1)
    assert (cal.group.state, cal.group.state_count, cal.group.so, cal.group.so_words) == ("unrated", 0, (), "no action")


LED = (
    "format: s11-plan/1\ntitle: Plan\norganisation: Westmere\norigin: other\nas_at: 2024-01-10\n"
    "rag: {{green: {{means: on_track}}}}\npeople: {{{people}}}\n"
    "recommendations:\n  - id: 1\n    text: R\n{of_all}    actions:\n      - id: 1\n        text: A\n        lead: AB\n"
    "        rag: green\n{more}"
)
DAY = Vantage(date(2024, 3, 10))


def loads_of(*plans: str):
    register = load([Source(f"plans/{at}.yaml", str(at), plan.encode()) for at, plan in enumerate(plans)])
    assert all(loaded.whole for loaded in register.files), [loaded.findings for loaded in register.files]
    return view.report(register, DAY, "", (), "").loads


def test_a_lead_who_is_known_by_post_alone_is_one_lead_in_every_plan_of_the_organisation():
    (head_of_care,) = loads_of(*[LED.format(people="AB: {post: Head of Care}", of_all="", more="")] * 2)
    assert (head_of_care.group.words, head_of_care.group.tally.actions) == ("Head of Care", 2)
    # initials that no plan explains may be two people's
    assert [load_.group.tally.actions for load_ in loads_of(*[LED.format(people="", of_all="", more="")] * 2)] == [1, 1]


def test_more_time_stands_with_whoever_leads_what_it_was_asked_for():
    asked = "requests: [{date: 2024-02-01, to: July 2024, why: Staff are ill}]"
    people = "AB: {name: Ann Bell}, CD: {name: Cal Dunn}"
    # of a recommendation: with those whose actions have their date from it
    ann, *_ = loads_of(
        LED.format(people=people, of_all=f"    lead: CD\n    timescale: May 2024\n    {asked}\n", more="")
    )
    assert (ann.group.words, [one.of for one in ann.shares[0].requests]) == ("Ann Bell", ["recommendation"])
    piece = f"{{text: Minutes, lead: CD, timescale: April 2024, {asked}}}"
    evidence = f"        timescale: May 2024\n        evidence: [{piece}]\n"
    ann, cal = loads_of(LED.format(people=people, of_all="", more=evidence))
    assert (cal.group.words, [one.of for one in cal.shares[0].requests]) == ("Cal Dunn", ["evidence"])
    assert not ann.shares[0].requests
