"""Milestones, measures, percent and facts known to a month: how they are judged, and that every voice says them."""

import json
import re
from datetime import date

import pytest
from conftest import PROJECT, run_s11
from hypothesis import given
from hypothesis import strategies as st
from test_standing import loaded, on

from s11 import rules, view
from s11.plan import PlanFiles
from s11.render import render_report
from s11.standing import judge_plan, met_targets
from s11.view.changes import BaseSide
from s11.view.changes import changes as told_of
from s11.when import Vantage, parse_fact_day

TEMPLATES = {
    path.relative_to(PROJECT / "templates").as_posix(): path.read_text(encoding="utf-8")
    for path in (PROJECT / "templates").rglob("*")
    if path.is_file()
}

PLAN = """\
format: s11-plan/1
title: Section 11 action plan
organisation: Westmere District Council
origin: section-11
agreed: 2024-01-10
as_at: 2024-09-10
reported:
  - {date: 2024-02, to: Cabinet}
rag:
  A/G: {means: on_track}
  75%: {means: at_risk}
  Yes: {means: completed}
people:
  AB: {name: Ann Bell, post: Director}
  CD: {name: Cal Dunn, post: Policy officer}
recommendations:
  - id: 1
    text: Assess every child in good time
    actions:
      - id: "1.1"
        text: Train the assessment teams
        lead: AB
        timescale: 15 July 2024
        measure:
          text: Assessments finished within 45 days
          baseline: 61%
          target: at least 90%
          readings:
            - {date: 2024-03-31, value: 74%}
            - date: 2024-07
              value: 78%
              note: The summer figure
        rag: Yes
        completed: 2024-07
        signed_off: {date: 2024-08, by: CD}
        evidence:
          - {text: Attendance lists, received: 2024-07}
        milestones:
          - {text: Trainer appointed, timescale: March 2024, received: 2024-03-12}
        progress:
          - {date: 2024-05, by: AB, percent: 60%, note: Two of three teams trained}
      - id: "1.2"
        text: Publish the new thresholds
        lead: CD
        rag: A/G
        milestones:
          - {text: Draft agreed by the board, timescale: May 2024}
          - {text: Consultation with schools, timescale: October 2024, lead: AB}
      - id: "1.3"
        text: Rewrite the leaflet
        lead: CD
        rag: 75%
        timescale: December 2024
        remedy: More hours for the editor
        evidence:
          - {text: The leaflet, timescale: June 2024}
        milestones:
          - {text: Text agreed, timescale: July 2024}
          - {text: Proofs read, timescale: August 2024}
"""
DAY = date(2024, 9, 15)


def plan_view(text: str = PLAN, day: date = DAY) -> view.Report:
    return view.report(PlanFiles((loaded(text),)), Vantage(day), "not in git", (), "1")


def actions(report: view.Report) -> dict[str, view.ActionView]:
    return {
        action.id: action for recommendation in report.plans[0].recommendations for action in recommendation.actions
    }


# a milestone is judged as evidence is
# ----------------------------------------------------------------------------------

PIECE = "text: P, timescale: {}"


@pytest.mark.parametrize(
    "when",
    [
        "March 2024",
        "March 2024, received: 2024-04-02",
        "March 2024 then quarterly, received: [2024-03-20]",
        "By 2025",
        "Ongoing",
        "TBC",
        "Oct 2016 /June 2016",
    ],
)
@pytest.mark.parametrize("own", ["timescale: December 2024", "rag: blue", "continuing: true", "completed: 2024-03-30"])
@pytest.mark.parametrize("day", ["2024-03-31", "2024-07-01", "2026-01-10"])
def test_a_milestone_is_judged_as_evidence_is(when, own, day):
    one, other = (
        on(
            day,
            "rag: green" if "rag" not in own else own,
            *([own] if "rag" not in own else []),
            f"{kind}: [{{{PIECE.format(when)}}}]",
        )
        for kind in ("evidence", "milestones")
    )
    alike = (
        "stated",
        "checked",
        "timing",
        "due",
        "days_late",
        "late_dates",
        "cycles",
        "last_recorded",
        "first_due",
        "set_for",
        "times_moved",
        "by_evidence",
    )
    assert [getattr(one, name) for name in alike] == [getattr(other, name) for name in alike]
    seen = [
        [(thing.timing, thing.due, thing.days_late, thing.late_dates, thing.cycles) for thing in standing.outstanding]
        for standing in (one, other)
    ]
    assert (
        seen[0] == seen[1]
        and [thing.of for thing in other.pieces] == ["milestone"]
        and other.milestones == other.pieces
        and not other.evidence
    )


def test_evidence_and_milestones_date_an_action_together():
    standing = on(
        "2024-07-01",
        "rag: green",
        "evidence: [{text: E, timescale: June 2024}, {text: F}]",
        "milestones: [{text: M, timescale: April 2024}]",
    )
    assert (standing.timing, standing.due, standing.days_late, standing.late_dates) == (
        "late",
        date(2024, 4, 30),
        62,
        2,
    )
    assert "Two of three pieces of evidence and milestones are late, the oldest since 30 April 2024" in standing.why
    alone = on("2024-07-01", "rag: green", "milestones: [{text: M, timescale: April 2024}]")
    assert "The one milestone is late since 30 April 2024" in alone.why
    reached = on(
        "2024-07-01",
        "rag: green",
        "evidence: [{text: E, timescale: May 2024, received: 2024-05-01}]",
        "milestones: [{text: M, timescale: April 2024, received: 2024-04-30}, {text: N}]",
    )
    assert (
        reached.timing == "in_time"
        and (
            "All dated evidence is in and all dated milestones are reached (two of three pieces of evidence and "
            "milestones); not completed."
        )
        in reached.why
    )


def test_its_lead_is_its_own_or_its_actions():
    standing = on("2024-07-01", "milestones: [{text: M, timescale: April 2024, lead: CD}]")
    assert standing.lead == ("CD",) and standing.outstanding[0].lead == ("CD",)


# a month
# ---------------------------------------------------------------------------------------------------------------


@given(st.dates(date(2013, 1, 1), date(2014, 12, 31)), st.integers(2013, 2014), st.integers(1, 12))
def test_a_month_meets_a_due_day_that_is_in_it_or_after_it(due, year, month):
    done = parse_fact_day(f"{year}-{month:02}")
    assert met_targets(done, due) == ((year, month) <= (due.year, due.month))


def test_a_month_has_not_happened_until_it_is_over():
    assert on("2013-07-30", "timescale: 15 July 2013", "completed: 2013-07", "rag: green").timing == "late"
    assert on("2013-07-31", "timescale: 15 July 2013", "completed: 2013-07", "rag: green").timing == "done"
    assert on(
        "2013-08-01", "timescale: Ongoing", "progress: [{date: 2013-07, note: n}]"
    ).last_recorded == parse_fact_day("2013-07")
    assert "completed July 2013" in on("2013-08-01", "timescale: 15 July 2013", "completed: 2013-07").why


def test_a_month_stands_in_order_among_days():
    plan = loaded(PLAN.replace("completed: 2024-07", "completed: [2024-07, 2024-07-20, 2024-08-01]")).plan
    assert [str(one.date) for one in judge_plan(plan, Vantage(DAY))[0].completed] == [
        "2024-07-20",
        "2024-07",
        "2024-08-01",
    ]


def test_a_month_and_its_last_day_are_told_apart_on_one_page():
    page = render_report(
        plan_view(PLAN.replace("received: 2024-07}", "received: 2024-07-31}")), "plan", "html", TEMPLATES
    )
    assert "<strong>July 2024</strong>" in page and "<strong>31 July 2024</strong>" in page


# every voice
# -----------------------------------------------------------------------------------------------------------


def test_the_view_holds_what_was_read_and_reached_by_the_day():
    seen = actions(plan_view())
    assert (
        seen["1.1"].measure.words
        == "Assessments finished within 45 days (baseline 61%; target at least 90%; last read in July 2024: 78%)"
    )
    assert (
        seen["1.1"].percent,
        seen["1.1"].reached,
        seen["1.2"].milestones_late,
        seen["1.3"].late_evidence,
        seen["1.3"].late_milestones,
    ) == (60, 1, 1, 1, 2)
    assert (seen["1.2"].timing, seen["1.3"].timing, seen["1.3"].late_beneath) == (
        "late",
        "in_time",
        "1 piece of its evidence and 2 milestones are late",
    )
    assert seen["1.2"].late_beneath == ""
    early = actions(plan_view(day=date(2024, 7, 30)))
    assert (
        early["1.1"].measure.said == "baseline 61%; target at least 90%; last read on 31 March 2024: 74%"
        and not early["1.1"].completed
    )


@pytest.mark.parametrize("template", ["plan", "exceptions", "lead"])
@pytest.mark.parametrize("voice", ["html", "markdown"])
def test_every_report_says_them(template, voice):
    said = render_report(plan_view(), template, voice, TEMPLATES)
    said = re.sub(r"<[^>]*>", "", said.replace("<br>", " ")).replace("\\", "")
    wanted = ["Draft agreed by the board", "Overdue milestone: " if template == "exceptions" else "milestone of: "]
    if template != "exceptions":
        wanted += [
            "Assessments finished within 45 days",
            "baseline 61%; target at least 90%; last read in July 2024: 78%",
            "60% done: Two of three teams trained",
        ]
    # a lead and a board are told what is still to come, and only the plan itself what has come
    wanted += ["Reached ", "1 piece of its evidence and 2 milestones are late"] * (template == "plan")
    wanted = [re.sub(" +", " ", words) for words in wanted]
    flat = " ".join(said.split())
    assert [words for words in wanted if words not in flat] == []


@pytest.fixture
def folder(portfolio):
    return portfolio({"westmere/plan": PLAN})


def test_the_screens_and_json_say_them(folder):
    asked = {"cwd": folder, "S11_AS_OF": str(DAY), "FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "200"}
    whole = run_s11("show", "westmere/plan#1.1", **asked).out
    for words in (
        "baseline     61%",
        "target       at least 90%",
        "read         July 2024: 78% (The summer figure)",
        "milestone 1  Trainer appointed",
        "reached      12 March 2024",
        "60% done: Two",
        "Signed off by CD in August 2024",
    ):
        assert words in whole, words
    one = run_s11("show", "westmere/plan#1.3/m2", **asked).out
    assert (
        "milestone 2  Proofs read" in one
        and "Text agreed" not in one
        and "1 piece of its evidence and 2 milestones are late" in one
    )
    assert run_s11("show", "westmere/plan#1.3/m3", **asked).code == 2
    shown = json.loads(run_s11("show", "westmere/plan#1.1/m1", "--json", **asked).out)
    assert (
        shown["milestone"]["of"] == "milestone"
        and shown["action"]["completed"][0]["date"] == "2024-07"
        and shown["action"]["progress"][0]["percent"] == 60
    )
    assert shown["action"]["measure"]["readings"][-1] == {
        "date": "2024-07",
        "value": "78%",
        "note": "The summer figure",
    }
    things = json.loads(run_s11("due", "--json", **asked).out)["things"]
    assert [(thing["address"].partition("#")[2], thing["of"]) for thing in things] == [
        ("1.2/m1", "milestone"),
        ("1.3/1", "evidence"),
        ("1.3/m1", "milestone"),
        ("1.3/m2", "milestone"),
        ("1.2/m2", "milestone"),
        ("1.3", "action"),
    ]
    assert things[4]["lead"] == ["AB"]


def test_the_tables_hold_them():
    import csv
    import io

    from s11.render.csv import actions_csv

    first, second, _ = csv.DictReader(io.StringIO(actions_csv(plan_view().plans)))
    assert (
        first["measure"],
        first["baseline"],
        first["target"],
        first["last_reading"],
        first["last_reading_on"],
        first["percent"],
    ) == ("Assessments finished within 45 days", "61%", "at least 90%", "78%", "2024-07", "60")
    assert (second["milestones"], second["milestones_reached"], second["milestones_late"], second["measure"]) == (
        "2",
        "0",
        "1",
        "",
    )


def test_for_the_public_posts_stand_for_people_in_milestones_too():
    from s11.view.audience import PublicPlans, Withheld, public

    made = public(PlanFiles((loaded(PLAN),)), ())
    assert isinstance(made, PublicPlans) and made.register.plans[0].recommendations[0].actions[1].milestones[
        1
    ].lead == ("Director",)
    for words in ("Trainer appointed", "Assessments finished", "The summer figure"):
        assert isinstance(public(PlanFiles((loaded(PLAN.replace(words, f"{words} by Ann Bell")),)), ()), Withheld), (
            words
        )


# what changed
# ----------------------------------------------------------------------------------------------------------


def told(new: str, old: str = PLAN) -> list[tuple[str, str, str]]:
    before, after = (PlanFiles((loaded(text),)) for text in (old, new))
    made = told_of(after, Vantage(DAY), "now", [BaseSide(before, Vantage(DAY), "before")], rules.VERSION)
    return [
        (row.heading, row.address.partition("#")[2], row.said)
        for plan in made.plans
        for group in plan.groups
        for row in group.rows
    ]


@pytest.mark.parametrize(
    ("was", "now", "row"),
    [
        (
            "timescale: May 2024}",
            "timescale: May 2024, received: 2024-08}",
            ("reached", "1.2/m1", "reached in August 2024, 92 days after its due day, 31 May 2024"),
        ),
        (
            "          - {text: Proofs read, timescale: August 2024}\n",
            "",
            ("milestone_removed", "1.3/m2", "'August 2024' (by 31 August 2024)"),
        ),
        (
            "          - {text: Proofs read",
            "          - {text: Printer chosen, timescale: May 2025}\n          - {text: Proofs read",
            ("milestone_added", "1.3/m2", "'May 2025' (by 31 May 2025)"),
        ),
        ("timescale: August 2024}", "timescale: October 2024}", ("moved", "1.3/m2", "61 days later")),
        ("Proofs read", "The proofs read by all", ("reworded", "1.3/m2", "its text")),
        ("at least 90%", "at least 75%", ("reworded", "1.1", "its measure's target")),
        ("61%", "66%", ("reworded", "1.1", "its measure's baseline")),
        ("within 45 days", "within 60 days", ("reworded", "1.1", "its measure")),
        (
            "            - {date: 2024-03-31",
            "            - {date: 2024-08-31, value: 81%}\n            - {date: 2024-03-31",
            ("measured", "1.1", "81% on 31 August 2024"),
        ),
        ("value: 74%", "value: 84%", ("rewritten", "1.1", "the reading of the measure of 31 March 2024 was changed")),
        (
            "            - {date: 2024-03-31, value: 74%}\n",
            "",
            ("rewritten", "1.1", "the reading of the measure of 31 March 2024 was taken out"),
        ),
        (
            "received: 2024-03-12",
            "received: 2024-03-20",
            ("rewritten", "1.1/m1", "the day reached of 12 March 2024 was taken out"),
        ),
        ("date: 2024-05,", "date: 2024-05-14,", ("other", "1.1", "the day of the progress note of May 2024")),
        ("percent: 60%", "percent: 80%", ("rewritten", "1.1", "the progress note of May 2024 was changed")),
        (
            "to: Cabinet}",
            "to: Cabinet}\n  - {date: 2024-08, to: Scrutiny}",
            ("reported", "", "taken to Scrutiny in August 2024"),
        ),
        (
            "        evidence:\n          - {text: The leaflet, timescale: June 2024}\n        milestones:\n",
            "        milestones:\n          - {text: The leaflet, timescale: June 2024}\n",
            ("other", "1.3/m1", "what it is"),
        ),
    ],
)
def test_every_change_of_them_is_told(was, now, row):
    assert was in PLAN
    rows = told(PLAN.replace(was, now, 1))
    assert row in rows, rows


def test_nothing_is_told_of_what_is_only_spelled_otherwise():
    assert told(PLAN.replace("percent: 60%", "percent: 60.0 %").replace("value: 74%}", "value: '74%'}")) == []


def test_a_life_tells_them(repository):
    repository.write(
        "plans/westmere/plan.yaml",
        PLAN.replace(", received: 2024-03-12", "").replace("completed: 2024-07", "completed: 2024-07-31"),
    )
    repository.commit("One", "2024-09-10")
    repository.write(
        "plans/westmere/plan.yaml",
        PLAN.replace(
            "            - date: 2024-07\n              value: 78%\n",
            "            - date: 2024-07\n              value: 79%\n",
        ).replace("date: 2024-05,", "date: 2024-05-14,"),
    )
    repository.commit("Two", "2024-09-12")
    said = [
        line.split("\t")[-1] for line in run_s11("history", "westmere/plan#1.1", cwd=repository.folder).out.splitlines()
    ]
    assert (
        "milestone 1: reached on 12 March 2024, on time: due 31 March 2024" in said
        and "the day of the progress note of May 2024 is known now, 14 May 2024" in said
    )
    assert (
        "the reading of the measure of July 2024 was changed: it was 78% in July 2024: The summer figure; it is now "
        "79% in July 2024: The summer figure" in said
    )
    assert (
        "the completion of 31 July 2024 was changed: it was completed on 31 July 2024; it is now completed in July 2024"
        in said
    )


# what holds for evidence holds for them
# ----------------------------------------------------------------------------------


def test_more_time_asked_for_a_milestone_is_listed_with_it():
    from s11.view import due_list, show

    asked = PLAN.replace(
        "{text: Proofs read, timescale: August 2024}",
        "{text: Proofs read, timescale: August 2024, requests: [{date: 2024-08-20, by: CD, to: October 2024, why: "
        "The printer is ill}]}",
    )
    register = PlanFiles((loaded(asked),))
    listed = due_list(register, Vantage(DAY))
    assert [(one.of, one.address.partition("#")[2], one.until, one.state) for one in listed.requests] == [
        ("milestone", "1.3/m2", "October 2024", "open")
    ]
    assert [due.address.partition("#")[2] for due in listed.things if due.requests] == ["1.3/m2"]
    address = listed.requests[0].address
    assert [one.until for one in show(register, Vantage(DAY), address).evidence.requests] == ["October 2024"]
    assert ("asked", "1.3/m2") in {row[:2] for row in told(asked)}


def test_a_milestone_says_whether_it_was_reached_on_time():
    seen = actions(plan_view())
    assert seen["1.1"].milestones[0].timing_words == "done on 12 March 2024, on time: due 31 March 2024"
    assert seen["1.1"].timing_words == "done in July 2024, on time: due 15 July 2024"
    assert seen["1.3"].timing_words == "in time; 1 piece of its evidence and 2 milestones are late"
    standing = on(
        "2024-07-01", "milestones: [{text: M, timescale: April 2024, received: 2024-05-02}]", "completed: 2024-06-01"
    )
    assert (standing.finished.how, standing.finished.days_after, standing.pieces[0].finished.days_after) == (
        "late",
        32,
        2,
    )


def test_words_are_taken_out_of_a_milestone_and_of_a_reading():
    taken = "redacted: {date: 2024-09-01, why: A child was named, by: AB}"
    rows = told(PLAN.replace("{text: Proofs read,", f"{{text: '[redacted] read', {taken},"))
    assert [row[:2] for row in rows] == [("redacted", "1.3/m2")], rows
    rows = told(PLAN.replace("note: The summer figure", f"note: The [redacted] figure\n              {taken}"))
    assert [row[:2] for row in rows] == [("redacted", "1.1")] and "summer" not in str(rows)
    # where a measure stood is no word to take out
    assert ("rewritten", "1.1") in {
        row[:2] for row in told(PLAN.replace("value: 74%}", f"value: '[redacted]', {taken}}}"))
    }


EDITS = [
    # the date of a late milestone taken out, beside evidence and out of it
    ("{text: Proofs read, timescale: August 2024}", "{text: Proofs read}", {"S702"}),
    # it goes under an action that is only proposed
    (
        "          - {text: Proofs read, timescale: August 2024}\n",
        '      - id: "1.4"\n        text: Later\n        proposed: true\n        milestones: [{text: Proofs read, '
        "timescale: August 2024}]\n",
        {"S701"},
    ),
    # reached, or moved with a reason
    (
        "{text: Proofs read, timescale: August 2024}",
        "{text: Proofs read, timescale: August 2024, received: 2024-09-12}",
        set(),
    ),
    (
        "{text: Proofs read, timescale: August 2024}",
        "{text: Proofs read, timescale: October 2024, revised: [{date: 2024-09-12, from: August 2024, why: The "
        "printer is ill, by: CD}]}",
        set(),
    ),
    # a link of what was reached
    (
        "timescale: March 2024, received: 2024-03-12}",
        "timescale: March 2024, received: 2024-03-12, link: https://example.org/1}",
        set(),
    ),
]


@pytest.mark.parametrize(("was", "now", "codes"), EDITS)
def test_no_late_milestone_is_lost_from_sight(was, now, codes):
    assert was in PLAN
    before, after = PlanFiles((loaded(PLAN),)), PlanFiles((loaded(PLAN.replace(was, now)),))
    assert {finding.code for finding in rules.check_edit(before, after, Vantage(DAY))} == codes


def test_a_late_milestone_is_followed_by_its_place_whatever_its_number():
    # evidence put before it changes no number of a milestone, and a milestone put before it changes its own
    text = PLAN.replace("          - {text: Text agreed, timescale: July 2024}\n", "")
    moved = text.replace(
        "          - {text: Proofs read, timescale: August 2024}\n",
        "          - {text: Cover chosen, timescale: May 2025}\n          - {text: Proofs read, timescale: TBC}\n",
    )
    found = rules.check_edit(PlanFiles((loaded(text),)), PlanFiles((loaded(moved),)), Vantage(DAY))
    assert {finding.code for finding in found} == {"S702"}
    gone = text.replace(
        "          - {text: Proofs read, timescale: August 2024}\n",
        "          - {text: Proofs read, timescale: August 2024}\n      - {id: '1.9', text: More, proposed: true, "
        "evidence: [{text: The leaflet, timescale: June 2024}]}\n",
    ).replace("        evidence:\n          - {text: The leaflet, timescale: June 2024}\n", "")
    (finding,) = rules.check_edit(PlanFiles((loaded(text),)), PlanFiles((loaded(gone),)), Vantage(DAY))
    assert finding.code == "S701" and "evidence 1 late before this edit, not late with it under" in finding.message


def test_a_day_that_becomes_known_before_its_month_is_over_says_why_it_is_no_longer_late():
    early = Vantage(date(2024, 7, 20))
    plan = PLAN.replace("        signed_off: {date: 2024-08, by: CD}\n", "").replace("rag: Yes", "rag: A/G")
    before, after = (
        PlanFiles((loaded(text),)) for text in (plan, plan.replace("completed: 2024-07\n", "completed: 2024-07-12\n"))
    )
    assert (judge_plan(before.plans[0], early)[0].timing, judge_plan(after.plans[0], early)[0].timing) == (
        "late",
        "done",
    )
    assert rules.check_edit(before, after, early) == ()
