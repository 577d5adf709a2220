"""What a plan records about its dates and endings.

Requests, corrections, places, words taken out, and one slip mended.
"""

from __future__ import annotations

import json
from datetime import date

import pytest
from conftest import run_s11
from hypothesis import given
from hypothesis import strategies as st
from test_edits import DAY, NOTE, PLAN_NOTE, TWO, action, codes, edits, one, plan, recommendation, register

from s11.change import DateMove, EntryChange, FieldChange, TextChange, compare, redacted
from s11.plan import REDACTED, PlanFiles, load_one
from s11.rules import check
from s11.standing import judge_plan, only_settles, reads_otherwise, reads_the_same
from s11.text import Source
from s11.view import due_list, report, show
from s11.when import Timescale, Vantage

VANTAGE = Vantage(date.fromisoformat(DAY))
OUT = "redacted: {date: 2024-05-30, why: A child was named, by: AB}"


def found(text: str, day: str = DAY) -> list[str]:
    """The codes of what is wrong with a plan, advice and what only age brings left out."""
    return [
        finding.code
        for finding in check(register({"westmere/plan": text}), Vantage(date.fromisoformat(day)))
        if finding.level == "error"
    ]


def standing(text: str, day: str = DAY):
    return judge_plan(register({"westmere/plan": text}).plans[0], Vantage(date.fromisoformat(day)))[0]


# more time asked for -------------------------------------------------------------------------------------------------

ASKED = "{date: 2024-05-20, by: AB, to: September 2024, why: The county is late}"
REFUSED = "{date: 2024-05-20, by: AB, to: September 2024, refused: {date: 2024-05-24, by: Cabinet, why: Children wait}}"
GRANTED = "{date: 2024-05-28, from: April 2024, why: Late, asked: 2024-05-20, approved_by: Cabinet}"


def requests(text: str, day: str = DAY):
    return due_list(register({"westmere/plan": text}), Vantage(date.fromisoformat(day))).requests


def test_a_request_moves_nothing_and_is_listed():
    before, after = one("timescale: April 2024"), one(f"timescale: April 2024\nrequests: [{ASKED}]")
    assert found(after) == []
    was, now = standing(before), standing(after)
    assert (was.due, was.days_late, was.times_moved, was.last_recorded) == (
        now.due,
        now.days_late,
        now.times_moved,
        now.last_recorded,
    ) and now.late
    (request,) = requests(after)
    assert (
        request.said
        == "more time asked for until 'September 2024' by Ann Bell on 20 May 2024, not granted: The county is late"
    )
    assert (request.address, request.due, request.state) == ("westmere/plan#1.1", date(2024, 9, 30), "open")


@pytest.mark.parametrize(
    ("fields", "day", "state"),
    [
        (f"timescale: April 2024\nrequests: [{ASKED}]", "2024-05-19", []),
        (f"timescale: April 2024\nrequests: [{REFUSED}]", "2024-05-23", ["open"]),
        (f"timescale: April 2024\nrequests: [{REFUSED}]", "2024-05-24", ["refused"]),
        ("timescale: April 2024\nrequests: [{date: 2024-05-20, to: June 2024, refused: 2024-05-21}]", DAY, ["refused"]),
        # granted by the change that says so, by one that goes as far, not by one that does not
        (f"timescale: July 2024\nrequests: [{ASKED}]\nrevised: [{GRANTED}]", DAY, []),
        (f"timescale: July 2024\nrequests: [{ASKED}]\nrevised: [{GRANTED}]", "2024-05-27", ["open"]),
        (
            f"timescale: October 2024\nrequests: [{ASKED}]\nrevised: [{{date: 2024-05-28, from: April 2024, why: "
            f"Late}}]",
            DAY,
            [],
        ),
        (
            f"timescale: July 2024\nrequests: [{ASKED}]\nrevised: [{{date: 2024-05-28, from: April 2024, why: Late}}]",
            DAY,
            ["open"],
        ),
        (
            f"timescale: October 2024\nrequests: [{ASKED}]\nrevised: [{{date: 2024-05-18, from: April 2024, why: "
            f"Late}}]",
            DAY,
            ["open"],
        ),
        (
            f"timescale: October 2024\nrequests: [{ASKED}]\nrevised: [{{date: 2024-05-28, from: April 2024, as: "
            f"correction, why: A slip}}]",
            DAY,
            ["open"],
        ),
        # nothing is asked of what is done, ended or only proposed
        (f"timescale: April 2024\nrequests: [{ASKED}]\ncompleted: 2024-05-30", DAY, []),
        (
            f"timescale: April 2024\nrequests: [{ASKED}]\nended: {{as: suspended, date: 2024-05-30, why: Money}}",
            DAY,
            [],
        ),
        (f"timescale: TBC\nrequests: [{ASKED}]", DAY, ["open"]),
    ],
)
def test_what_became_of_a_request(fields, day, state):
    assert [request.state for request in requests(one(fields), day)] == state


def test_a_granted_request_stays_to_be_seen():
    seen = show(
        register({"westmere/plan": one(f"timescale: July 2024\nrequests: [{ASKED}]\nrevised: [{GRANTED}]")}),
        VANTAGE,
        "westmere/plan#1.1",
    ).action
    assert [request.said for request in seen.requests] == [
        "more time asked for until 'September 2024' by Ann Bell on 20 May 2024, granted on 28 May 2024 by Cabinet: "
        "The county is late"
    ]
    assert [line.words for line in seen.revised] == [
        "changed from 'April 2024': Late (asked for on 20 May 2024; approved by Cabinet)"
    ]


def test_a_request_of_a_recommendation_is_listed_once_and_stands_with_each_of_its_actions():
    bare = [action("timescale:"), action('timescale:\nid: "1.2"\ntext: Train every new councillor')]
    text = plan(recommendation(*bare, fields=f"timescale: April 2024\nrequests: [{ASKED}]"))
    listed = due_list(register({"westmere/plan": text}), VANTAGE)
    assert [request.address for request in listed.requests] == ["westmere/plan#rec:1"] and listed.requests_apart == ()
    assert [len(thing.requests) for thing in listed.things] == [1, 1]
    own = plan(recommendation(action(), fields=f"timescale: April 2024\nrequests: [{ASKED}]"))
    assert requests(own) == ()


def test_a_request_for_evidence_stands_with_it():
    listed = due_list(
        register({"westmere/plan": one(f"evidence: [{{text: Minutes, timescale: April 2024, requests: [{ASKED}]}}]")}),
        VANTAGE,
    )
    assert [(thing.address, len(thing.requests)) for thing in listed.things] == [
        ("westmere/plan#1.1/1", 1),
        ("westmere/plan#1.1", 0),
    ]
    assert (
        requests(
            one(f"evidence: [{{text: Minutes, timescale: April 2024, received: 2024-05-30, requests: [{ASKED}]}}]")
        )
        == ()
    )


def test_a_request_is_a_fact_and_names_people():
    assert "S304" in found(one(f"requests: [{ASKED}]", as_at="2024-05-01"), "2024-05-19") and "S304" not in found(
        one(f"requests: [{ASKED}]", as_at="2024-05-01"), "2024-05-20"
    )
    assert found(one(f"requests: [{ASKED.replace('AB', 'ZZ')}]")) == ["S102"]
    assert found(one("requests: [{date: 2024-05-20, by: AB}]")) == ["S005"]


# corrections ---------------------------------------------------------------------------------------------------------

CORRECTED = "revised: [{date: 2024-05-28, from: October 2023, as: correction, why: A slip of the hand, by: AB}]"


def test_a_correction_is_no_move():
    now = standing(one(CORRECTED))
    assert (now.times_moved, now.times_corrected, now.first_due) == (0, 1, date(2024, 10, 31))
    assert now.why.endswith("1 date corrected.") and "changed" not in now.why
    kept = register({"westmere/plan": one(CORRECTED)})
    assert not {"S211", "S212"} & {finding.code for finding in check(kept, VANTAGE)}
    assert {"S212"} <= {
        finding.code
        for finding in check(register({"westmere/plan": one(CORRECTED.replace("as: correction, ", ""))}), VANTAGE)
    }


def test_on_a_day_before_it_the_wrong_date_still_stands():
    before = standing(one(CORRECTED), "2024-05-27")
    assert (before.due, before.first_due, before.times_corrected, before.late) == (
        date(2023, 10, 31),
        date(2023, 10, 31),
        0,
        True,
    )


@pytest.mark.parametrize(
    ("revised", "first", "moved"),
    [
        # moved, and what it was moved to was written wrong
        (
            "{date: 2024-03-01, from: May 2024, why: Late}, {date: 2024-03-05, from: October 2042, as: correction, "
            "why: A slip}",
            date(2024, 5, 31),
            1,
        ),
        # written wrong, put right, then moved
        (
            "{date: 2024-03-01, from: May 2042, as: correction, why: A slip}, {date: 2024-03-05, from: May 2024, "
            "why: Late}",
            date(2024, 5, 31),
            1,
        ),
        # moved by a slip of the hand, and put back
        (
            "{date: 2024-03-01, from: October 2024, why: Late}, {date: 2024-03-05, from: December 2024, as: "
            "correction, why: A slip}",
            date(2024, 10, 31),
            0,
        ),
        (
            "{date: 2024-03-01, from: May 2042, as: correction, why: A slip}, {date: 2024-03-05, from: May 2041, as: "
            "correction, why: A slip}",
            date(2024, 10, 31),
            0,
        ),
    ],
)
def test_moves_are_counted_through_corrections(revised, first, moved):
    now = standing(one(f"revised: [{revised}]"))
    assert (now.first_due, now.times_moved) == (first, moved)


def test_a_correction_hides_nothing():
    late, put_right = (
        one("timescale: April 2024"),
        "timescale: October 2024\nrevised: [{date: 2024-05-28, from: April 2024, as: correction, why: A slip of the "
        "hand}]",
    )
    assert codes(late, one("timescale: October 2024")) == ["S702"]
    assert codes(late, one(put_right)) == []
    assert found(one(put_right.replace(", why: A slip of the hand", ""))) == ["S210"]
    # it must start from what stood there, and cannot be made of a move that was entered as one
    assert codes(late, one(put_right.replace("from: April 2024", "from: May 2024"))) == ["S702"]
    assert codes(one(put_right.replace("as: correction, ", "")), one(put_right)) == ["S703"]


def test_a_correction_is_told_as_one():
    comparison = compare(
        register({"a": one("timescale: April 2024")}),
        register(
            {
                "a": one(
                    "timescale: October 2024\nrevised: [{date: 2024-05-28, from: April 2024, as: correction, why: A "
                    "slip}]"
                )
            }
        ),
    )
    (moved,) = [moved for pair in comparison.pairs for moved in pair.all(DateMove)]
    assert moved.corrected and moved.chained


# the order of changes, and what is no change -------------------------------------------------------------------------

MOVED = "{date: 2024-05-20, from: July 2024, why: Late}"


@pytest.mark.parametrize(
    ("added", "expected"),
    [
        ("{date: 2024-05-28, from: September 2024, why: Ill}", []),
        ("{date: 2024-05-20, from: September 2024, why: Ill}", []),
        ("{date: 2024-05-19, from: September 2024, why: Ill}", ["S702"]),
    ],
)
def test_a_change_is_dated_on_or_after_the_newest(added, expected):
    assert codes(one(f"timescale: September 2024\nrevised: [{MOVED}]"), one(f"revised: [{MOVED}, {added}]")) == expected


def test_nothing_is_put_in_before_the_first_date():
    assert codes(
        one(f"revised: [{MOVED}]"), one(f"revised: [{{date: 2024-05-01, from: August 2024, why: Late}}, {MOVED}]")
    ) == ["S702"]
    assert codes(one(), one("revised: [{date: 2024-05-28, from: December 2024, why: Late}]")) == ["S702"]


def read(words: str) -> Timescale:
    return Timescale.read(words, date(2024, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "moves"),
    [
        ("By 2027", "By December 2026", False),
        ("By 2027", "By December 2027", True),
        ("By December 2026", "By 2027", True),
        ("By December 2027", "By 2027", True),
        ("By 2026", "By December 2025", False),
        ("1st March", "1 March 2024", False),
        ("1 March 2024", "1st March", True),
        ("Oct 2014", "October 2014", False),
        ("October 2016 /June 2016", "June 2016 / October 2016", False),
        ("October 2016 /June 2016", "October 2016", True),
        ("TBC", "tbc", False),
    ],
)
def test_readings_are_compared_whole(old, new, moves):
    assert reads_otherwise(read(old), read(new)) is moves
    assert reads_the_same(read(old), read(old)) and not only_settles(read(old), None)


def test_the_laxer_reading_takes_an_entry():
    laxer = "timescale: By December 2027"
    (finding,) = edits(one("timescale: By 2027"), one(laxer))
    assert finding.code == "S702" and "'as: correction' where the words were only ever meant so" in finding.hint
    assert (
        codes(
            one("timescale: By 2027"),
            one(
                f"{laxer}\nrevised: [{{date: 2024-05-28, from: By 2027, as: correction, why: The Board meant the "
                f"whole year}}]"
            ),
        )
        == []
    )
    assert codes(one("timescale: By 2027"), one("timescale: By December 2026")) == []


# where it is carried on ----------------------------------------------------------------------------------------------

ENDED = "ended: {{as: transferred, date: 2024-05-28, why: One training for all, to: {to}}}"


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        ("westmere/other", []),
        ("'westmere/other#1.1'", []),
        ("'westmere/other#rec:1'", []),
        ("'#1.2'", []),
        ("['#1.2', westmere/other, {body: Countyshire partnership}]", []),
        ("{body: Countyshire partnership}", []),
        ("{address: '#1.2', body: Countyshire partnership}", []),
        ("'#9'", ["S108"]),
        ("['#1.2', '#9']", ["S108"]),
        ("['#8', {body: Countyshire partnership}, '#9']", ["S108", "S108"]),
        ("'westmere/other#9'", ["S108"]),
        ("{}", ["S108"]),
        ("westmere/nowhere", ["S108"]),
        ("{bod: X}", ["S006", "S108"]),
    ],
)
def test_each_place_must_be_there(to, expected):
    plans = {"westmere/plan": plan(recommendation(action(ENDED.format(to=to)), TWO[1])), "westmere/other": one()}
    assert sorted(finding.code for finding in check(register(plans), VANTAGE) if finding.level == "error") == expected


def test_a_wrong_place_is_shown_where_it_stands():
    text = plan(recommendation(action(ENDED.format(to="[{body: A}, '#9']")), TWO[1]))
    (finding,) = [finding for finding in check(register({"westmere/plan": text}), VANTAGE) if finding.code == "S108"]
    assert (
        finding.place.excerpt[finding.place.column - 1 :].startswith("'#9'")
        and "this plan has no action '9'" in finding.message
    )


def test_places_are_named_by_their_words():
    plans = {
        "westmere/plan": plan(
            recommendation(
                action(
                    ENDED.format(
                        to=(
                            "['#1.2', 'westmere/other#rec:1', westmere/other, {body: Countyshire partnership}, "
                            "westmere/gone]"
                        )
                    )
                ),
                TWO[1],
            )
        ),
        "westmere/other": one(),
    }
    seen = show(register(plans), VANTAGE, "westmere/plan#1.1").action
    assert [place.in_full for place in seen.carried_on] == [
        "action 1.2: Train every new councillor (westmere/plan#1.2)",
        f"Recommendation 1 of {register(plans).plans[0].title}: Keep safeguarding procedures under review "
        "(westmere/other#rec:1)",
        f"{register(plans).plans[0].title} (westmere/other)",
        "Countyshire partnership",
        "westmere/gone",
    ]
    first = report(register(plans), VANTAGE, "", (), "1").plans[-1].recommendations[0].actions[0]
    assert [place.linked for place in first.carried_on] == [True, True, True, False, False]


def test_a_closed_plan_may_be_carried_on_by_a_body_outside():
    closed = {"closed": "{date: 2024-05-28, why: Done, to: {body: Countyshire partnership}}"}
    assert not [
        finding
        for finding in check(register({"westmere/plan": one(**closed)}), VANTAGE)
        if finding.code in ("S801", "S108")
    ]


POINTING = {
    "ended": plan(recommendation(action(ENDED.format(to="['a#1.1', {body: Countyshire}]")), TWO[1])),
    "detail": one("detail: a"),
    "closed": one(closed="{date: 2024-05-28, why: Done, to: a}"),
}


@pytest.mark.parametrize("name", POINTING)
def test_a_plan_renamed_with_what_points_to_it_is_one_edit_without_a_finding(name):
    pointing, here = POINTING[name], "text: Publish the annual report"
    renamed = pointing.replace("'a#1.1'", "'b#1.1'").replace("detail: a", "detail: b").replace("to: a}", "to: b}")
    assert renamed != pointing
    assert codes({"a": one(here), "p": pointing}, {"b": one(here), "p": renamed}) == []
    # another plan in its place is no such thing
    elsewhere = {"ended": ["S703"], "detail": [], "closed": ["S709"]}[name]
    assert codes({"a": one(here), "b": one(), "p": pointing}, {"a": one(here), "b": one(), "p": renamed}) == elsewhere


def test_an_action_renumbered_with_what_points_to_it():
    before = plan(
        recommendation(action(ENDED.format(to="'#2.1'"))),
        recommendation(action('id: "2.1"\ntext: Train every new councillor'), fields="id: 2\ntext: Report openly"),
    )
    after = before.replace("'#2.1'", "'#3.1'").replace('id: "2.1"', 'id: "3.1"').replace("id: 2\n", "id: 3\n")
    assert codes(before, after) == []


# words taken out -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("new", "so"),
    [
        ("Seen with [redacted] at home, 3 times, not late", True),
        ("[redacted] with Jim Field at home, 3 times, not late", True),
        ("Seen with [redacted]", True),
        ("[redacted]", True),
        ("seen, with [redacted] at home; 3 times; not late.", True),
        ("Seen with [redacted] at [redacted], 3 times, not late", True),
        ("Seen with Jim Field at home, 3 times, not late", False),
        ("Seen with [redacted] [redacted] at home, 3 times, not late", False),
        ("Seen with somebody [redacted] at home, 3 times, not late", False),
        ("Seen with [redacted] at home, 4 times, not late", False),
        ("Seen with [redacted] at home, 3 times, late", False),
        ("Seen with [redacted] home, 3 times, not late, [redacted]", False),
        ("Seen with [removed] at home, 3 times, not late", False),
        ("Seen with [redacted] at home, 3 times, not late, closed", False),
    ],
)
def test_only_words_may_be_taken_out(new, so):
    old = "Seen with Jim Field at home, 3 times, not late"
    assert redacted(old, new) is so
    assert codes(
        one(f"progress: [{{date: 2024-05-28, note: '{old}'}}]"),
        one(f"progress: [{{date: 2024-05-28, note: '{new}', {OUT}}}]"),
    ) == ([] if so else ["S703"])


WORD = st.sampled_from(["Jim", "Field", "came", "late", "not", "3", "home", "the"])


@given(st.lists(WORD, min_size=1, max_size=8), st.data())
def test_whatever_stretches_are_taken_out_nothing_else_may_differ(words, data):
    spans = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)).filter(any))
    new, gone = [], False
    for word, out in zip(words, spans, strict=True):
        new += [] if out and gone else [REDACTED if out else word]
        gone = out
    assert redacted(" ".join(words), " ".join(new))
    # one more word is one too many
    at = data.draw(st.integers(0, len(new)))
    assert not redacted(" ".join(words), " ".join([*new[:at], "zebra", *new[at:]]))


HELD = {
    "progress": "progress: [{{date: 2024-05-28, by: CD, note: '{0}'{1}}}]",
    "revised": "revised: [{{date: 2024-05-28, from: July 2024, why: '{0}'{1}}}]",
    "requests": "requests: [{{date: 2024-05-28, to: July 2024, why: '{0}'{1}}}]",
    "ended": "ended: {{as: suspended, date: 2024-05-28, why: '{0}'{1}}}",
    "evidence": "evidence: [{{text: '{0}'{1}}}]",
}


@pytest.mark.parametrize("field", HELD)
def test_every_record_may_lose_words_that_say_so(field):
    old, new = "A letter from Jim Field about the visit", "A letter from [redacted] about the visit"
    before, after = (one(HELD[field].format(words, out)) for words, out in ((old, ""), (new, f", {OUT}")))
    assert found(after) == [] and codes(before, after) == []
    # without saying so they may not, and once taken out they are not put back
    assert codes(before, one(HELD[field].format(new, ""))) == (["S708"] if field == "evidence" else ["S703"])
    assert codes(after, before) != []
    # something more has to go later
    later = f", redacted: [{OUT.removeprefix('redacted: ')}, {{date: 2024-05-31, why: The place too}}]"
    assert codes(after, one(HELD[field].format("A letter from [redacted] about [redacted]", later))) == []
    for finding in edits(before, one(HELD[field].format("A letter about the visit", f", {OUT}"))):
        assert "Jim" not in finding.message + finding.hint and "docs/taking-words-out.md" in finding.hint


def test_a_report_may_lose_words_too():
    assert (
        codes(
            one(reported="[{date: 2024-05-28, to: The panel of Jim Field}]"),
            one(reported=f"[{{date: 2024-05-28, to: 'The panel of [redacted]', {OUT}}}]"),
        )
        == []
    )


def test_who_said_it_and_when_is_not_taken_out():
    assert codes(one(NOTE), one(NOTE.replace("by: CD", "by: '[redacted]'").replace("panel}", f"panel, {OUT}}}"))) == [
        "S703"
    ]
    assert found(one("progress: [{date: 2024-05-28, note: '[redacted] came', redacted: {date: 2024-05-30}}]")) == [
        "S005"
    ]


@pytest.mark.parametrize("number", ["943 476 5919", "QQ 12 34 56 C"])
def test_a_number_in_a_note_can_be_taken_out(number):
    before = one(f"progress: [{{date: 2024-05-28, note: 'Seen, {number}, and well'}}]")
    findings = [finding for finding in check(register({"a": before}), VANTAGE) if finding.code in ("S601", "S602")]
    assert all("docs/taking-words-out.md" in finding.hint and "[redacted]" in finding.hint for finding in findings)
    after = one(f"progress: [{{date: 2024-05-28, note: 'Seen, [redacted], and well', {OUT}}}]")
    assert codes(before, after) == [] and found(after) == []


def test_words_taken_out_of_agreed_text_are_not_said_again():
    (finding,) = edits(one("text: Review the case of Jim Field"), one("text: 'Review the case of [redacted]'"))
    assert finding.code == "S708" and "Jim" not in finding.message + finding.hint
    assert codes(one("text: Review the case of Jim Field"), one(f"text: 'Review the case of [redacted]'\n{NOTE}")) == []


def test_how_it_is_compared():
    comparison = compare(
        register(
            {
                "a": one(
                    "progress: [{date: 2024-05-28, note: Jim Field came}, {date: 2024-05-29, note: The referal was "
                    "late}, {date: 2024-05-30, note: Told}]\nevidence: [{text: Letter of Jim Field}]"
                )
            }
        ),
        register(
            {
                "a": one(
                    f"progress: [{{date: 2024-05-28, note: '[redacted] came', {OUT}}}, {{date: 2024-05-29, note: The "
                    f"referral was late}}, {{date: 2024-05-30, note: Told, by: AB}}]\nevidence: [{{text: 'Letter of "
                    f"[redacted]', {OUT}}}]"
                )
            }
        ),
    )
    changes = [change for pair in comparison.pairs for change in pair.changes]
    (entered,) = [change for change in changes if isinstance(change, EntryChange)]
    assert [
        len(each)
        for each in (entered.redacted, entered.mended, entered.filled, entered.altered, entered.added, entered.removed)
    ] == [1, 1, 1, 0, 0, 0] and not entered.bears
    (reworded,) = [change for change in changes if isinstance(change, TextChange)]
    assert (
        reworded.redacted and reworded.entered and not [change for change in changes if isinstance(change, FieldChange)]
    )


# one slip mended -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("The referal was late", "The referral was late", []),
        ("The referal was lat", "The referral was late", ["S703"]),
        ("Two of 3 came", "Two of 4 came", ["S703"]),
        ("Two came", "Ten came", ["S703"]),
        ("It was now late", "It was not late", ["S703"]),
    ],
)
def test_one_slip_may_be_mended(old, new, expected):
    assert codes(*(one(f"progress: [{{date: 2024-05-28, note: {words}}}]") for words in (old, new))) == expected


def test_a_key_is_no_word_to_mend():
    assert codes(
        one("signed_off: {date: 2024-05-20, by: CD}"),
        one("signed_off: {date: 2024-05-20, by: AD}", people="{AB: {name: Ann Bell}, AD: {name: Al Dunn}}"),
    ) == ["S703"]


def test_what_is_only_asked_or_mended_is_no_reason_and_no_cause():
    old, new = (
        one("timescale: Ongoing", as_at="2023-03-20"),
        one(f"timescale: Ongoing\nrequests: [{ASKED}]", as_at="2024-05-20"),
    )
    assert codes(old, new) == ["S701"]
    assert codes(old, one(f"timescale: Ongoing\nrequests: [{ASKED}]", as_at="2024-05-20", **PLAN_NOTE)) == []


@pytest.mark.parametrize("removed", [ASKED.replace("September", "October"), ""])
def test_a_request_is_a_record(removed):
    assert codes(one(f"requests: [{ASKED}]"), one(f"requests: [{removed}]" if removed else "")) == ["S703"]
    assert codes(one(f"requests: [{ASKED}]"), one(f"requests: [{ASKED.replace('}', ', refused: 2024-05-28}')}]")) == []


# in a real repository ------------------------------------------------------------------------------------------------


@pytest.fixture
def kept(repository):
    repository.write(
        "plans/westmere/plan.yaml",
        one(
            "timescale: April 2024\nevidence: [{text: Letter of Jim Field}]\nprogress: [{date: 2024-05-02, by: CD, "
            "note: Jim Field came}]"
        ),
    )
    repository.commit("The plan", "2024-05-05")
    repository.write(
        "plans/westmere/plan.yaml",
        one(
            f"timescale: October 2024\nrequests: [{REFUSED}]\nrevised: [{{date: 2024-05-28, from: April 2024, as: "
            f"correction, why: A slip, approved_by: Cabinet}}]\n"
            f"evidence: [{{text: 'Letter of [redacted]', {OUT}}}]\nprogress: [{{date: 2024-05-02, by: CD, note: "
            f"'[redacted] came', {OUT}}}]",
        ),
    )
    repository.commit("Put right", "2024-05-31")
    return repository


def test_each_is_told_and_the_old_words_by_nothing(kept):
    told = run_s11("changes", "HEAD~1..HEAD", "--as-of", DAY, "--json", cwd=kept.folder)
    rows = {row["heading"]: row for row in json.loads(told.out)["plans"][0]["changes"]}
    assert {"corrected", "asked", "redacted"} <= rows.keys() and "moved" not in rows
    assert (
        rows["corrected"]["why"] == "A slip (approved by Cabinet)" and "1 date corrected" in rows["corrected"]["said"]
    )
    assert (
        rows["asked"]["said"].startswith("more time asked for until 'September 2024'")
        and "refused on 24 May 2024 by Cabinet (Children wait)" in rows["asked"]["said"]
    )
    assert rows["redacted"]["why"] == "A child was named"
    outputs = [
        told.out,
        *(
            run_s11(*words, cwd=kept.folder).out
            for words in (
                ("changes", "HEAD~1..HEAD"),
                ("changes", "HEAD~1..HEAD", "--output", "-"),
                ("history", "westmere/plan#1.1"),
                ("history", "westmere/plan#1.1", "--json"),
                ("lint", "--against", "=HEAD~1"),
                ("show", "westmere/plan#1.1"),
            )
        ),
    ]
    assert not [output for output in outputs if "Jim" in output] and "[redacted] came" in outputs[3]


def test_the_commands_show_it(kept):
    assert run_s11("lint", "--against", "=HEAD~1", "--as-of", DAY, cwd=kept.folder).code == 0
    due = json.loads(run_s11("due", "--json", "--as-of", DAY, cwd=kept.folder).out)
    assert [(request["state"], request["until"], request["answered"]) for request in due["requests"]] == [
        ("refused", "September 2024", "2024-05-24")
    ]
    assert "\trefused\twestmere/plan#1.1\t" in run_s11("due", "--as-of", DAY, cwd=kept.folder).out
    shown = " ".join(run_s11("show", "westmere/plan#1.1", "--as-of", DAY, cwd=kept.folder).out.split())
    assert (
        "1 date corrected" in shown
        and "corrected from 'April 2024': A slip (approved by Cabinet)" in shown
        and "refused on 24 May 2024" in shown
    )
    for template in ("plan", "exceptions", "lead"):
        for ending in ("md", "html"):
            out = f"build/{template}.{ending}"
            assert run_s11("report", "--template", template, "--as-of", DAY, "--output", out, cwd=kept.folder).code == 0
            page = (kept.folder / out).read_text(encoding="utf-8")
            assert "1 request for more time, not granted" in page and "Children wait" in page, out


def test_a_body_that_approved_is_shown_to_the_public_and_a_person_by_post():
    from s11.view.audience import PublicPlans, public

    text = one(
        f"timescale: October 2024\nrevised: [{{date: 2024-05-28, from: July 2024, why: Late, approved_by: "
        f"Cabinet}}]\nrequests: [{ASKED}, {ASKED.replace('AB', 'CD')}]",
        people="{AB: {name: Ann Bell, post: Director}, CD: {name: Cal Dunn, post: Policy officer}}",
    )
    made = public(register({"westmere/plan": text}), ())
    assert isinstance(made, PublicPlans)
    seen = show(made.register, VANTAGE, "westmere/plan#1.1").action
    assert [line.words for line in seen.revised] == ["changed from 'July 2024': Late (approved by Cabinet)"]
    assert [request.by for request in seen.requests] == ["Director", "Policy officer"]


def test_a_file_that_stands_alone_is_shown_with_its_addresses(tmp_path):
    (tmp_path / "alone.yaml").write_text(one(ENDED.format(to="westmere/other")), encoding="utf-8")
    assert "by westmere/other" in run_s11("show", "alone.yaml#1.1", "--as-of", DAY, cwd=tmp_path).out


def test_a_plan_that_is_only_read_in_part_is_not_compared_by_what_is_missing():
    loaded = load_one(Source("p.yaml", "p", one("requests: [{date: 2024-05-20, to: }]").encode()))
    assert [finding.code for finding in loaded.findings] and PlanFiles((loaded,)).plans[0].recommendations[0].actions[
        0
    ].requests == ()
