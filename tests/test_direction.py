"""What changed, told truly.

On time by its own day, nothing from after the day, and no progress made by moving terms.
"""

from __future__ import annotations

import dataclasses
import json
import re
from datetime import date, timedelta

import jsonschema
import pytest
from conftest import PROJECT, run_s11
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_changes import GREEN, TEMPLATES, between, plan, read, rows, told

from s11 import rules, view
from s11.change import dated_after, known_by
from s11.plan import PlanFiles
from s11.render import render_view
from s11.render.changes_text import changes_lines, changes_screen
from s11.render.json import changes_json
from s11.render.screen import ScreenSettings
from s11.rules.rule import Example, Hit, Rule
from s11.standing import judge_plan
from s11.when import Vantage, day_words

ACTION = "{id: 1, text: Review the leaflet, lead: AB, rag: green, timescale: 30 September 2024%s}"
BASE, DAY = date(2024, 10, 5), date(2024, 12, 1)


def voices(changes: view.Changes) -> list[str]:
    return [
        changes_screen(changes, ScreenSettings(400)),
        changes_lines(changes),
        changes_json(changes),
        *(render_view("changes", changes, voice, TEMPLATES) for voice in ("markdown", "html")),
    ]


# done on time --------------------------------------------------------------------------------------------------------

REVISED = ", revised: [{date: 2024-08-01, from: 31 July 2024, why: The board met late, by: AB}]"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (", completed: 2024-09-01", "on time: due 30 September 2024"),
        (", completed: 2024-09-30", "on time: due 30 September 2024"),
        (", completed: 2024-10-01", "1 day after its due day, 30 September 2024"),
        (", completed: 2024-11-20", "51 days after its due day, 30 September 2024"),
        (f", completed: 2024-11-20{REVISED}", "51 days after its due day, 30 September 2024 (first due 31 July 2024)"),
        # before it was moved, the first day was the one in force
        (f", completed: 2024-07-20{REVISED}", "on time: due 31 July 2024"),
    ],
)
def test_a_completion_is_on_time_by_its_own_day(more, said):
    (row,) = (
        row
        for row in told(plan(ACTION % (REVISED if REVISED in more else "")), plan(ACTION % more), BASE, DAY)
        if row.heading == "completed"
    )
    assert row.said.startswith("completed on ") and row.said.endswith(f", {said}") and " late" not in row.said


@pytest.mark.parametrize(
    ("timescale", "done", "said"),
    [
        ("March 2024 then quarterly", "[2024-03-20, 2024-07-10]", "10 days after its due day, 30 June 2024"),
        ("March 2024 then quarterly", "[2024-03-20, 2024-06-10]", "on time: due 30 June 2024"),
        (
            "March 2024 then quarterly",
            "[2024-03-20, {date: 2024-09-10, for: 2024-09-30}]",
            "on time: due 30 September 2024",
        ),
        ("TBC", "[2024-09-10]", "with no one due day to say whether on time"),
        (
            "By 2024",
            "[2024-09-10]",
            "whether on time is not known: its due day, perhaps 31 December 2024, is not certain",
        ),
    ],
)
def test_a_cycle_and_an_undated_thing_are_told_as_they_are(timescale, done, said):
    action = ACTION.replace("30 September 2024", timescale)
    (row,) = (
        row
        for row in told(
            plan(action % ", completed: [2024-03-20]"), plan(action % f", completed: {done}"), date(2024, 4, 1), DAY
        )
        if row.heading in ("recorded", "completed")
    )
    assert said in row.said


def test_a_receipt_says_whether_it_was_on_time():
    held = ACTION % ", evidence: [{text: Minutes, timescale: June 2024%s}]"
    (row,) = (
        row
        for row in told(plan(held % ""), plan(held % ", received: 2024-07-03"), BASE, DAY)
        if row.heading == "received"
    )
    assert row.said == "received on 3 July 2024, 3 days after its due day, 30 June 2024"


def test_done_by_its_rating_alone_is_not_known():
    (row,) = (
        row
        for row in told(plan(ACTION % ""), plan((ACTION % "").replace("green", "blue")), BASE, DAY)
        if row.heading == "completed"
    )
    assert row.said.endswith("the day it was done is not given, so whether it was on time is not known")


# nothing from after the day ------------------------------------------------------------------------------------------

FACTS = (
    "completed: DAY",
    "signed_off: {date: DAY, by: CD}",
    "progress: [{date: DAY, by: CD, note: Seen DAY}]",
    "evidence: [{text: Minutes, received: DAY}]",
    "ended: {as: suspended, date: DAY, why: Money ran out}",
    "revised: [{date: DAY, from: 30 September 2024, why: The board met late, by: AB}]",
    "rag: blue, as_at: DAY",
)
MOVED = "31 March 2025"


def written(facts: list[str], day: date) -> str:
    """An action with some facts of a day."""
    given = ", ".join(facts).replace("DAY", day.isoformat())
    text = ACTION % (f", {given}" if given else "")
    text = text.replace("rag: green, ", "", 1) if "rag: blue" in given else text
    return text.replace("timescale: 30 September 2024", f"timescale: {MOVED}") if "revised" in given else text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(FACTS), unique=True), st.lists(st.sampled_from(FACTS[:4]), unique=True), st.integers(1, 60)
)
def test_what_is_dated_after_the_day_changes_nothing_that_is_told(after, before, days):
    later = DAY + timedelta(days)
    other = "{id: 2, text: Train every new councillor, rag: amber, timescale: July 2024%s}"
    known = other % "".join(f", {fact}" for fact in before).replace("DAY", DAY.isoformat())
    # a piece that is asked for is no fact: only its receipt is
    bare, received = "evidence: [{text: Minutes}]", FACTS[3]
    without = plan(written([bare] if received in after else [], later), known)
    new = plan(written(after, later), known)
    old = read(westmere=plan(written([], later), other % ""))
    one, two = (between(old, BASE, read(westmere=text), DAY) for text in (without, new))
    assert one.not_told == 0 and (two.not_told > 0) == bool(after)
    assert one.plans == tuple(dataclasses.replace(plan, not_told=0) for plan in two.plans)
    spelled = (later.isoformat(), day_words(later))
    for said in voices(two):
        assert not any(day in said for day in spelled)
        assert not after or "are not told" in said or "is not told" in said or '"not_told"' in said


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([fact for fact in FACTS if "rag" not in fact]), unique=True), st.integers(-60, 60))
def test_what_was_known_stands_as_the_whole_does(facts, days):
    register = read(westmere=plan(written(facts, DAY + timedelta(days))))
    known = known_by(register, DAY)
    for one, other in zip(
        judge_plan(register.plans[0], Vantage(DAY)), judge_plan(known.plans[0], Vantage(DAY)), strict=True
    ):
        assert (one.checked, one.timing, one.due, one.days_late, one.completed) == (
            other.checked,
            other.timing,
            other.due,
            other.days_late,
            other.completed,
        )
    assert (known is register) == (days <= 0 or not facts)


# what the base said, what the file says now, and what of it was known on the day; the plan and one action of it
KNOWN = {
    "a completion of two": ("", "completed: [2024-11-01, 2024-12-05]", "completed: 2024-11-01"),
    "a person who left": ("", "AB: {name: Ann Bell, left: 2024-12-20}", "AB: {name: Ann Bell}"),
    "a person who left another day": (
        "AB: {name: Ann Bell, left: 2024-10-01}",
        "AB: {name: Ann Bell, left: 2024-12-20}",
        "AB: {name: Ann Bell, left: 2024-10-01}",
    ),
    "its source": ("source: {date: 2024-01-01}", "source: {date: 2025-01-01}", "source: {date: 2024-01-01}"),
    "an ending with the place that carries it on": (
        "",
        "ended: {as: superseded, date: 2024-11-01, why: Done, to: ['#2']}, progress: [{date: 2024-12-05, note: N}]",
        "ended: {as: superseded, date: 2024-11-01, why: Done, to: ['#2']}",
    ),
    "a cycle ahead, done early": (
        "",
        "completed: {date: 2024-11-01, for: 2024-12-31}, progress: [{date: 2024-12-05, note: N}]",
        "completed: {date: 2024-11-01, for: 2024-12-31}",
    ),
    "a refusal": (
        "",
        "requests: [{date: 2024-11-01, by: AB, to: May 2025, why: Money, refused: {date: 2024-12-05, why: None left}}]",
        "requests: [{date: 2024-11-01, by: AB, to: May 2025, why: Money}]",
    ),
    "a move": (
        "timescale: 30 September 2024",
        "timescale: May 2025, revised: [{date: 2024-12-05, from: 30 September 2024, why: Money, by: AB}]",
        "timescale: 30 September 2024",
    ),
    # it is its recommendation's date that holds, before and after
    "a move that stands beside no date": (
        "",
        "revised: [{date: 2024-12-05, from: 30 September 2024, why: Money, by: AB}]",
        "",
    ),
    "a rating": ("rag: amber", "rag: green, as_at: 2024-12-05", "rag: amber"),
    "a receipt": (
        "evidence: [{text: E}]",
        "evidence: [{text: E, received: [2024-11-01, 2024-12-05]}]",
        "evidence: [{text: E, received: 2024-11-01}]",
    ),
    "a report": (
        "",
        "reported: [{date: 2024-11-01, to: Cabinet}, {date: 2024-12-05, to: Council}]",
        "reported: [{date: 2024-11-01, to: Cabinet}]",
    ),
}


@pytest.mark.parametrize("name", KNOWN)
def test_what_was_known_is_what_would_stand_there_without_it(name):
    def written(fact: str) -> PlanFiles:
        of_action = not fact.startswith(("AB:", "source:", "reported:"))
        more = f", {fact}" if fact and of_action else ""
        text = plan(f"{{id: 1, text: Review the leaflet{more}}}", rest="" if of_action or "AB" in fact else f"{fact}\n")
        if "AB:" in fact:
            text = text.replace("AB: {name: Ann Bell}", fact)
        return read(westmere=text, other=plan(GREEN))

    base, now, known = (written(fact) for fact in KNOWN[name])
    found = known_by(now, DAY, base)
    assert found.plans == known.plans != now.plans
    # a plan that has nothing of the kind is the same object
    assert [one is other for one, other in zip(found.plans, now.plans, strict=True)] == [True, False]


def test_each_day_after_the_day_is_counted_once_and_where_it_stands():
    late = "{date: 2024-12-05, to: Council}"
    action = (
        "{id: 1, text: Review the leaflet, completed: [2024-11-01, 2024-12-05], "
        "progress: [{date: 2024-11-01, note: N}], evidence: [{text: E, received: [2024-12-04, 2024-12-05]}], "
        "milestones: [{text: M, received: 2024-12-05}]}"
    )
    (whole,) = read(westmere=plan(action, rest=f"reported: [{late}]\n")).plans
    above = whole.recommendations[0]
    assert [dated_after(record, DAY) for record in (whole, above, above.actions[0])] == [1, 0, 4]


def test_a_completion_that_is_rated_again_later_is_never_no_longer_completed(repository):
    done = ACTION.replace("green", "blue") % ", completed: 2024-09-01"
    repository.write("plans/westmere.yaml", plan(done))
    repository.commit("Done", "2024-09-10")
    repository.write(
        "plans/westmere.yaml", plan(done[:-1] + ", as_at: 2024-12-05, progress: [{date: 2024-12-04, note: Still so}]}")
    )
    repository.commit("Later", "2024-12-06")
    ran = run_s11("changes", "--since", "2024-09-15", "--as-of", "2024-10-01", "--json", cwd=repository.folder)
    seen = json.loads(ran.out)
    jsonschema.validate(seen, json.loads((PROJECT / "schemas" / "changes.schema.json").read_text(encoding="utf-8")))
    assert (
        (seen["count"], seen["quiet_edits"], seen["not_told"]) == (0, 0, 2)
        and "December" not in ran.out
        and "2024-12" not in ran.out
    )
    life = run_s11("history", "westmere#1", "--as-of", "2024-12-06", cwd=repository.folder).out
    assert "4 December 2024: Still so" in life
    early = json.loads(
        run_s11("history", "westmere#1", "--as-of", "2024-09-05", "--rev", "HEAD", "--json", cwd=repository.folder).out
        or "{}"
    )
    assert not early or all(event["on"] is None or event["on"] <= "2024-09-05" for event in early["events"])


def test_a_life_leaves_out_what_is_dated_after_the_day(repository):
    repository.write("plans/westmere.yaml", plan(ACTION % ""))
    repository.commit("First", "2024-09-01")
    repository.write(
        "plans/westmere.yaml",
        plan(
            ACTION.replace("green", "blue")
            % ", as_at: 2024-09-20, completed: 2024-09-20, progress: [{date: 2024-09-18, note: Sent to print}]"
        ),
    )
    repository.commit("Too early", "2024-09-02")
    ran = run_s11("history", "westmere#1", "--as-of", "2024-09-10", cwd=repository.folder)
    assert (
        "September 2024: Sent" not in ran.out
        and "blue" not in ran.out
        and "3 entries dated after 10 September 2024 are not told" in ran.err
    )
    ran = run_s11("history", "westmere#1", "--as-of", "2024-09-20", cwd=repository.folder)
    assert "completed on 20 September 2024, on time: due 30 September 2024" in ran.out and "not told" not in ran.err


# direction of travel -------------------------------------------------------------------------------------------------

LATE = "{id: 1, text: Review the leaflet, lead: AB, rag: green, timescale: 30 September 2024}"
RISK = "{id: 2, text: Train every new councillor, lead: CD, rag: amber, timescale: December 2024}"
ONGOING = "{id: 3, text: Keep the register, lead: CD, rag: green, timescale: Ongoing}"
PIECES = "{id: 4, text: Report on referrals, rag: green, evidence: [{text: Minutes, timescale: October 2024}]}"
START = plan(LATE, RISK, ONGOING, PIECES)
TERMS = (
    ("30 September 2024", "30 March 2025"),
    (
        "30 September 2024}",
        "30 March 2025, revised: [{date: 2024-11-01, from: 30 September 2024, why: The board met late, by: AB}]}",
    ),
    ("timescale: 30 September 2024", "priority: High"),
    ("30 September 2024", "TBC"),
    ("30 September 2024}", "30 September 2024, proposed: true}"),
    ("30 September 2024}", "30 September 2024, continuing: true}"),
    ("30 September 2024}", "30 September 2024, ended: {as: suspended, date: 2024-11-01, why: Money ran out}}"),
    ("amber: {means: at_risk}", "amber: {means: on_track}"),
    ("amber: {means: at_risk}", "amber: {means: completed}"),
    ("green: {means: on_track}", "green: {means: completed}"),
    ("agreed: 2024-01-08", "agreed: 2024-11-08"),
    ("as_at: 2024-01-10", "as_at: 2024-11-20"),
    ("timescale: Ongoing", "timescale: March 2025"),
    ("October 2024}", "April 2025}"),
    (", evidence: [{text: Minutes, timescale: October 2024}]", ""),
    ("rag: {green", "rag: {lime: {means: completed}, green"),
)


def edited(text: str, edits: list[tuple[str, str]]) -> str:
    for old, new in edits:
        text = text.replace(old, new)
    return text


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(TERMS), unique=True, max_size=4), st.integers(0, 120))
def test_no_change_of_terms_ever_makes_the_direction_better(edits, days):
    day = BASE + timedelta(days)
    changes = between(read(westmere=START), BASE, read(westmere=edited(START, edits)), day)
    assert changes.travel.better == 0 and changes.travel.way != "better", edits
    travel = changes.travel
    assert travel.better + travel.same + travel.worse + travel.apart == 4
    assert (
        travel.apart
        == travel.by_date + travel.by_pieces + travel.by_terms + travel.restated + travel.ended + travel.proposed
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(TERMS), unique=True, max_size=3))
def test_beside_real_progress_a_change_of_terms_adds_nothing(edits):
    done = edited(
        START, [("30 September 2024}", "30 September 2024, completed: 2024-11-20}"), ("rag: amber", "rag: blue")]
    )
    real = between(read(westmere=START), BASE, read(westmere=done), DAY).travel
    both = between(
        read(westmere=START),
        BASE,
        read(westmere=edited(done, [edit for edit in edits if "30 September 2024}" not in edit[0]])),
        DAY,
    ).travel
    assert real.better == 2 and both.better <= real.better


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (TERMS[0], "1 better only because a date was moved"),
        (TERMS[1], "1 better only because a date was moved"),
        (TERMS[4], "1 only proposed"),
        (TERMS[6], "1 ended"),
        (TERMS[8], "1 better only because the legend"),
    ],
)
def test_each_that_is_apart_is_named_in_every_voice(edit, said):
    changes = between(read(westmere=START), BASE, read(westmere=edited(START, [edit])), DAY)
    assert changes.travel.apart == 1 and said in changes.travel.said
    assert all(
        said in re.sub(r"\s+", " ", words)
        for words in voices(changes)
        if not words.startswith(("{", "moved", "no_longer")) and "\t" not in words
    )
    assert "apart=1" in changes_lines(changes)


def test_worse_ones_that_were_moved_away_outweigh_a_better_one():
    start = plan(
        "{id: 1, text: Review the leaflet, rag: green, timescale: October 2024}",
        "{id: 2, text: Train every new councillor, rag: amber, timescale: December 2024}",
    )
    moved = edited(start, [("October 2024", "April 2025"), ("rag: amber", "rag: green")])
    one, other = (
        between(read(westmere=start), BASE, read(westmere=text), DAY).travel
        for text in (edited(start, [("rag: amber", "rag: green")]), moved)
    )
    assert (one.better, one.worse, one.way) == (1, 1, "same")
    assert (other.better, other.worse, other.held, other.way) == (
        1,
        0,
        1,
        "same",
    ) and "not better on the whole" in other.said


ENDED = "{id: 5, text: Hold the forum, lead: CD, ended: {as: suspended, date: 2024-09-01, why: Money ran out}%s}"
OPEN = "{id: 4, text: Report on referrals, rag: green%s}"
MINUTES, LETTER = "{text: Minutes, timescale: September 2024}", "{text: Letter to the board, timescale: March 2025}"


@pytest.mark.parametrize(
    ("before", "after", "because"),
    [
        (
            (f", evidence: [{MINUTES}, {LETTER}]", ""),
            (f", evidence: [{LETTER}]", f", evidence: [{MINUTES}]"),
            "evidence went to westmere#5",
        ),
        (
            (f", milestones: [{MINUTES}, {LETTER}]", ""),
            (f", milestones: [{LETTER}]", f", milestones: [{MINUTES}]"),
            "a milestone went to westmere#5",
        ),
        ((f", evidence: [{MINUTES}, {LETTER}]", ""), (f", evidence: [{LETTER}]", ""), "evidence was taken out"),
        (("", f", evidence: [{LETTER}]"), (f", evidence: [{LETTER}]", ""), "evidence came from westmere#5"),
        (("", ""), (f", evidence: [{LETTER}]", ""), "evidence was added"),
        # both a date and a place: what the date alone does not do is no work of the date
        (
            (f", evidence: [{MINUTES}, {LETTER}]", ""),
            (f", evidence: [{LETTER.replace('March', 'April')}]", f", evidence: [{MINUTES}]"),
            "evidence went to westmere#5",
        ),
    ],
)
def test_what_is_better_by_where_its_evidence_stands_is_not_said_to_be_moved(before, after, because):
    start, now = (plan(OPEN % mine, ENDED % other) for mine, other in (before, after))
    changes = between(read(westmere=start), BASE, read(westmere=now), DAY)
    better = [
        row for row in rows(changes) if row.heading in ("better", "no_longer_late") and row.address == "westmere#4"
    ]
    assert (changes.travel.better, changes.travel.by_pieces, changes.travel.by_date) == (0, 1, 0)
    assert (
        "1 better only because evidence or milestones were brought in, carried away or taken out" in changes.travel.said
    )
    if better:
        assert because in better[0].why and "better only because evidence" in better[0].said
    assert not [words for words in voices(changes) if "only because a date was moved" in words]


def test_what_is_no_reason_is_not_told_as_one():
    start = plan(OPEN % ", timescale: 30 September 2024")
    said = [
        [
            row.why
            for row in told(
                start,
                plan(
                    OPEN
                    % (
                        f", timescale: 30 March 2025, revised: [{{date: 2024-11-01, from: 30 September 2024, why: "
                        f"{why}}}]"
                    )
                ),
                BASE,
                DAY,
            )
            if row.heading == "moved"
        ]
        for why in (".", "The board met late")
    ]
    assert said == [["no reason given ('.')"], ["The board met late"]]


def test_a_year_that_is_counted_from_another_day_is_told_as_that():
    start = plan(OPEN % ", timescale: 1st September").replace("agreed: 2024-01-08\n", "")
    (row,) = (
        row
        for row in told(start, start.replace("as_at: 2024-01-10", "as_at: 2024-11-20"), BASE, DAY)
        if row.address == "westmere#4" and row.heading in ("better", "no_longer_late")
    )
    assert (
        row.why.startswith("its year is counted from another day")
        and "the day from which years are counted" in row.said
    )


def test_a_date_that_was_moved_is_the_reason_also_where_evidence_went():
    start = plan(OPEN % f", timescale: 30 September 2024, evidence: [{MINUTES}]", ENDED % "")
    moved = plan(OPEN % ", timescale: 30 March 2025", ENDED % f", evidence: [{MINUTES}]")
    travel = between(read(westmere=start), BASE, read(westmere=moved), DAY).travel
    assert (travel.better, travel.by_pieces, travel.by_date) == (0, 0, 1)


# told as what it is --------------------------------------------------------------------------------------------------


def others(old: str, new: str) -> list[str]:
    return [row.said for row in told(old, new, BASE, DAY) if row.heading == "other"]


def test_what_silences_or_lets_go_is_told_as_what_it_is():
    start = plan(
        ACTION % ", standards: [1, 2], evidence: [{text: Minutes, received: 2024-09-02, link: https://example.org/a}]",
        rest="control: {next_review: October 2024}\n",
    ).replace("name: Cal Dunn", "name: Cal Dunn, left: 2024-09-01")
    assert others(
        start, start.replace("      - {id: 1", "      # s11: allow S205 agreed at the board of 3 March\n      - {id: 1")
    ) == ["a finding was silenced: S205 at westmere#1, reason: agreed at the board of 3 March"]
    silent = start.replace(
        "      - {id: 1", "      # s11: allow S205 S301 agreed at the board of 3 March\n      - {id: 1"
    )
    assert others(silent, start) == [
        "2 kinds of finding are no longer silenced: S205, S301 at westmere#1, reason: agreed at the board of 3 March"
    ]
    assert others(start, start.replace("October 2024", "March 2025"))[0].endswith(
        "the next review, 'October 2024', which was past on 1 December 2024, was moved to 'March 2025'"
    )
    assert others(start, start.replace("control: {next_review: October 2024}\n", ""))[0].endswith("was taken away")
    assert others(start, start.replace(", left: 2024-09-01", ""))[0].endswith(
        "the day Cal Dunn left, 1 September 2024 (past), was taken away"
    )
    assert others(start, start.replace("/a}", "/b}"))[0].endswith(
        "the link of evidence that was received on 2 September 2024 was exchanged"
    )
    assert others(start, start.replace(", link: https://example.org/a", ""))[0].endswith("was dropped")
    assert others(start, start.replace("[1, 2]", "[1]"))[0].endswith("a standard was dropped: 2")
    assert others(
        start, start.replace("    text: Keep", "    response: {as: rejected, why: Not ours}\n    text: Keep")
    )[0].endswith("it was answered as rejected")
    assert others(start, start.replace("means: on_track}", "means: on_track, label: Fine}"))[0].endswith(
        "what the legend says of green has other words"
    )


def test_what_a_new_edit_rule_says_stands_beside_the_change(monkeypatch):
    """An edit rule that names no heading; a new field: tests/test_fields.py."""
    start, new = plan(ACTION % ""), plan((ACTION % "").replace("lead: AB", "lead: AB, priority: High"))
    old, now = read(westmere=start), read(westmere=new)
    example = Example("")
    rule = Rule(code="S799", name="new-rule", level="warning", fires="", why="", bad=example, good=example, edit=True)
    monkeypatch.setitem(rules.BY_CODE, "S799", rule)
    monkeypatch.setattr(
        rules,
        "ABOUT_EDITS",
        (
            (
                rule,
                lambda edit: [Hit(edit.now.path(pair.new), "new") for pair in edit.pairs if pair.new.kind == "action"],
            ),
        ),
    )
    seen = view.changes.changes(
        now,
        Vantage(DAY),
        "commit bbbbbbbbbb",
        [view.changes.BaseSide(old, Vantage(BASE), "commit aaaaaaaaaa")],
        rules.VERSION,
    )
    assert [quiet.code for row in seen.plans[0].groups[0].rows for quiet in row.quiet] == ["S799"]


def test_the_counts_are_those_of_the_rows():
    changes = between(
        read(westmere=START), BASE, read(westmere=edited(START, [TERMS[1], ("rag: amber", "rag: blue")])), DAY
    )
    assert (
        changes.count
        == len(rows(changes))
        == json.loads(changes_json(changes))["count"]
        == sum(count for _, _, count in changes.counts)
    )
    headings = [row.heading for row in rows(changes) if row.address == "westmere#2"]
    assert headings == ["completed"]


# a commit comes after its parents ------------------------------------------------------------------------------------


def test_a_commit_dated_before_its_parent_is_no_base(repository):
    repository.write("plans/westmere.yaml", plan(ACTION % "", rest="reported: [{date: 2024-06-15, to: Cabinet}]\n"))
    repository.commit("Start", "2024-06-01")
    repository.commit("Nothing", "2024-11-01")
    repository.write(
        "plans/westmere.yaml",
        plan(
            ACTION.replace("30 September 2024", "30 March 2025") % "",
            rest="reported: [{date: 2024-06-15, to: Cabinet}]\n",
        ),
    )
    repository.commit("Moved, and dated back", "2024-06-10")
    for arguments in (("--since", "2024-06-30"), ()):
        ran = run_s11("changes", *arguments, "--as-of", "2024-12-01", "--json", cwd=repository.folder)
        assert json.loads(ran.out)["counts"].get("moved") == 1, ran.out
        assert re.search(
            r"commit \w{10} is dated 10 June 2024, before its parent: it counts from 1 November 2024", ran.err
        )
    points = json.loads(run_s11("history", "--json", "--as-of", "2024-12-01", cwd=repository.folder).out)
    assert [point["day"] for point in points["points"]] == [
        "2024-06-01",
        "2024-11-01",
    ] and "before its parent" in points["notes"][0]
    assert (
        "before its parent"
        not in run_s11("changes", "--since", "2024-06-30", "--rev", "HEAD~1", cwd=repository.folder).err
    )


# one action's life ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("rag: green", "sensitive: true, rag: green", "whether it is kept from the public: was no, now yes"),
        ("rag: green", "proposed: true, rag: green", "whether it is only proposed: was no, now yes"),
        (
            "agreed: 2024-01-08",
            "marking: OFFICIAL-SENSITIVE\nagreed: 2024-01-08",
            "for the whole plan: the protective marking: was nothing, now 'OFFICIAL-SENSITIVE'",
        ),
        (
            "green: {means: on_track}",
            "green: {means: completed}",
            "the legend changed: 'green' stood for on track, now for completed",
        ),
        ("rag: green", "signed_off: {date: 2024-06-03, by: CD}, rag: green", "signed off by Cal Dunn on 3 June 2024"),
        (
            "rag: green",
            "ended: {as: suspended, date: 2024-06-03, why: Money}, rag: green",
            "suspended on 3 June 2024: Money",
        ),
        ("agreed: 2024-01-08", "agreed: 2025-01-08", "'30 September' was read as"),
        ("AB: {name: Ann Bell}", "AB: {name: Eve Farr}", "'AB' was Ann Bell, now Eve Farr"),
    ],
)
def test_a_life_tells_what_touches_it(repository, old, new, said):
    text = plan((ACTION % "").replace("30 September 2024", "30 September"))
    repository.write("plans/westmere.yaml", text)
    repository.commit("Start", "2024-06-01")
    repository.write("plans/westmere.yaml", text.replace(old, new))
    repository.commit("Edit", "2024-06-10")
    assert said in run_s11("history", "westmere#1", "--as-of", "2024-12-01", cwd=repository.folder).out
