"""Edits by somebody who means it: whatever the path, what a committee reads gets no better without a reason or an
error.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from test_edits import EVIDENCE, NOTE, OLD_DAY, PLAN_NOTE, action, codes, edits, one, plan, recommendation, told
from test_rules import lint

from s11.change import is_reason, is_typing_slip
from s11.plan import load
from s11.render.changes_text import changes_lines
from s11.rules import VERSION, allowances_added, check, new_since
from s11.rules.examples import HEAD
from s11.text import ERROR, Source
from s11.view.changes import BaseSide, changes
from s11.when import Vantage

LATE = "timescale: April 2024"
LEGEND = "green: {means: on_track}, red: {means: off_track}, blue: {means: completed}, grey: {means: ended}"


def legend(more: str) -> dict[str, str]:
    return {"rag": "{" + LEGEND + (", " + more if more else "") + "}"}


def two(first: str, second: str, **head: str) -> str:
    return plan(recommendation(action(first), action('id: "1.2"\ntext: Train every new councillor\n' + second)), **head)


def several(name: str, *pieces: str) -> str:
    return f"{name}: [{', '.join(pieces)}]"


MINUTES, REPORT, AHEAD = (
    "{text: Minutes of the panel, timescale: April 2024}",
    "{text: Report to Council, timescale: April 2024}",
    "{text: Report to Council, timescale: December 2024}",
)
RECEIVED = "{text: Report to Council, timescale: December 2024, received: 2024-05-20}"
MOVED = "{date: 2024-03-04, from: March 2024, why: The county came late, by: CD}"
SIGNED = (
    "rag: blue\ncompleted: 2024-05-10\nevidence: [{text: The procedure, received: 2024-05-10}]\nsigned_off: {date: "
    "2024-05-14, by: CD}"
)

GIL = "{AB: {name: Ann Bell}, CD: {name: Gil Hart}}"

SILENT = {
    # the legend and a rating in one edit
    "a word of the legend that nobody used, and the rating with it": (
        one(**legend("lime: {means: on_track}")),
        one("rag: lime", **legend("lime: {means: completed}")),
        {"S709", "S706", "S701"},
    ),
    "a new word of the legend": (one(**legend("")), one("rag: lime", **legend("lime: {means: completed}")), {"S706"}),
    "a spelling under another colour": (
        one(**legend("lime: {means: on_track, also: [G]}")),
        one("rag: G", **legend("lime: {means: on_track}, teal: {means: completed, also: [G]}")),
        {"S709", "S706", "S701"},
    ),
    "another word, made to mean better, and a note on the plan": (
        one(**legend("lime: {means: on_track}")),
        one("rag: lime", **legend("lime: {means: completed}"), **PLAN_NOTE),
        {"S706"},
    ),
    "two commits, the net": (one(**legend("")), one("rag: lime", **legend("lime: {means: completed}")), {"S706"}),
    # evidence carried to where nobody asks for it
    "late evidence under an ended action": (
        two(
            f"timescale: ''\n{several('evidence', MINUTES, AHEAD)}",
            "ended: {as: suspended, date: 2024-05-01, why: Money ran out}",
        ),
        two(
            f"timescale: ''\n{several('evidence', AHEAD)}",
            f"ended: {{as: suspended, date: 2024-05-01, why: Money ran out}}\n{several('evidence', MINUTES)}",
        ),
        {"S701"},
    ),
    "late evidence of an action in time, under an ended one": (
        two(several("evidence", MINUTES), "ended: {as: suspended, date: 2024-05-01, why: Money ran out}"),
        two("", f"ended: {{as: suspended, date: 2024-05-01, why: Money ran out}}\n{several('evidence', MINUTES)}"),
        {"S701"},
    ),
    "late evidence under a proposed action": (
        two(several("evidence", MINUTES), "proposed: true"),
        two("", f"proposed: true\n{several('evidence', MINUTES)}"),
        {"S701"},
    ),
    "received evidence brought in": (
        two("timescale: ''\nevidence: [{text: A list of names}]", several("evidence", RECEIVED)),
        two(f"timescale: ''\n{several('evidence', '{text: A list of names}', RECEIVED)}", ""),
        {"S701"},
    ),
    "a date brought in": (
        two("timescale: ''\nevidence: [{text: A list of names}]", several("evidence", AHEAD)),
        two(f"timescale: ''\n{several('evidence', '{text: A list of names}', AHEAD)}", ""),
        {"S701"},
    ),
    # a warning in an error's place
    "a rating lowered, and the date gone": (
        one(LATE),
        one("timescale: ''\nrag: white", rag="{green: {means: on_track}, white: {means: not_started}}"),
        {"S702", "S701"},
    ),
    "a rating lowered, and ongoing": (
        one("timescale: Ongoing", **OLD_DAY),
        one(
            "timescale: Ongoing\nrag: white",
            as_at="2024-05-30",
            rag="{green: {means: on_track}, white: {means: not_started}}",
        ),
        {"S701"},
    ),
    # the year
    "as_at gives the year": (
        one("timescale: 1st May", agreed="", as_at="2024-04-10"),
        one("timescale: 1st May", agreed="", as_at="2024-05-20"),
        {"S709"},
    ),
    "the source gives the year": (
        one("timescale: 1st May", agreed="", as_at="", source="{document: A report, date: 2024-04-10}"),
        one("timescale: 1st May", agreed="", as_at="", source="{document: A report, date: 2024-05-20}"),
        {"S709"},
    ),
    "agreed gives the year, left out": (
        one("timescale: 1st May", agreed="2024-04-10", as_at="2024-05-20"),
        one("timescale: 1st May", agreed="", as_at="2024-05-20"),
        {"S709"},
    ),
    # the first date is kept for ever
    "an own date taken out": (
        plan(recommendation(action("timescale: March 2024"), fields="timescale: June 2024")),
        plan(recommendation(action("timescale: ''"), fields="timescale: June 2024")),
        {"S702", "S701"},
    ),
    "an inherited date written out without its past": (
        plan(recommendation(action("timescale: ''"), fields=f"timescale: June 2024\n{several('revised', MOVED)}")),
        plan(
            recommendation(action("timescale: June 2024"), fields=f"timescale: June 2024\n{several('revised', MOVED)}")
        ),
        {"S701"},
    ),
    "a change put in before the first": (
        one(f"timescale: June 2024\n{several('revised', MOVED)}"),
        one(
            "timescale: June "
            f"2024\n{several('revised', '{date: 2024-02-01, from: May 2024, why: Another county}', MOVED)}"
        ),
        {"S701", "S702", "S703"},
    ),
    "an own later date over late evidence": (
        one(f"timescale: ''\n{several('evidence', MINUTES)}"),
        one(f"timescale: December 2024\n{several('evidence', MINUTES)}"),
        {"S701", "S702"},
    ),
    # reasons that are none
    "a full stop for a note": (one("rag: red"), one("progress: [{date: 2024-05-28, note: .}]"), {"S706"}),
    "a sign that does not show": (
        one("rag: red"),
        one('progress: [{date: 2024-05-28, note: "\u200b\u200b"}]'),
        {"S706"},
    ),
    "see above": (one("rag: red"), one("progress: [{date: 2024-05-28, note: see above}]"), {"S706"}),
    "the note before once more": (
        one(f"rag: red\n{NOTE}"),
        one(
            "progress: [{date: 2024-05-28, by: CD, note: Taken to the panel}, {date: 2024-05-30, note: 'Taken to the "
            "panel.'}]"
        ),
        {"S706"},
    ),
    "an ending for no reason": (
        one("rag: red"),
        one("rag: red\nended: {as: suspended, date: 2024-05-28, why: n/a}"),
        {"S701"},
    ),
    # who
    "signed by who led it until now": (
        one("rag: blue\ncompleted: 2024-05-10"),
        one("rag: blue\ncompleted: 2024-05-10\nlead: CD\nsigned_off: {date: 2024-05-14, by: AB}"),
        {"S701"},
    ),
    "verified since another leads": (
        one(SIGNED.replace("CD", "AB")),
        one(SIGNED.replace("CD", "AB") + "\nlead: CD"),
        {"S701"},
    ),
    "a key of somebody else who signed": (
        one(SIGNED),
        one(
            SIGNED,
            people="{AB: {name: Ann Bell, post: Head of Communities}, CD: {name: Clare Dent, post: Policy officer}}",
        ),
        {"S713"},
    ),
    "a name taken from under a sign-off": (
        one(SIGNED),
        one(SIGNED, people="{AB: {name: Ann Bell}, CD: {post: Policy officer}}"),
        {"S713"},
    ),
    "a key taken out from under a sign-off": (one(SIGNED), one(SIGNED, people="{AB: {name: Ann Bell}}"), {"S713"}),
    "signed off, into a plan where that key is another's": (
        {"a": one(SIGNED), "b": plan(recommendation(fields="id: 2\ntext: Report openly"), people=GIL)},
        {
            "a": plan(recommendation()),
            "b": plan(recommendation(action(SIGNED), fields="id: 2\ntext: Report openly"), people=GIL),
        },
        {"S713"},
    ),
    "its lead taken off, and a note on the plan": (
        one(SIGNED.replace("CD", "AB"), "lead: CD"),
        one(SIGNED.replace("CD", "AB") + "\nlead: ''", "lead: CD", **PLAN_NOTE),
        {"S701"},
    ),
    "a correction above, of what the action is not dated by": (
        plan(
            recommendation(
                action(
                    f"timescale: ''\nended: {{as: suspended, date: 2024-04-01, why: Money ran "
                    f"out}}\n{several('evidence', MINUTES)}"
                )
            )
        ),
        plan(
            recommendation(
                action(
                    f"timescale: October 2024\nended: {{as: suspended, date: 2024-04-01, why: Money ran "
                    f"out}}\n{several('evidence', MINUTES)}"
                ),
                fields=(
                    "timescale: Ongoing\nrevised: [{date: 2024-05-28, from: May 2024, why: It was mistyped, as: "
                    "correction}]"
                ),
            )
        ),
        {"S701"},
    ),
    "a correction of nothing, over the changes above": (
        plan(recommendation(action("timescale: ''"), fields=f"timescale: June 2024\n{several('revised', MOVED)}")),
        plan(
            recommendation(
                action(
                    "timescale: ''\nrevised: [{date: 2024-05-28, from: May 2026, why: It was mistyped, as: correction}]"
                ),
                fields=f"timescale: June 2024\n{several('revised', MOVED)}",
            )
        ),
        {"S701"},
    ),
    # whose key a sign-off stands under, in two edits
    "a name left out and its post changed, a note on the plan": (
        one(SIGNED, people="{AB: {name: Ann Bell}, CD: {name: Clare Dent, post: Policy officer}}"),
        one(SIGNED, people="{AB: {name: Ann Bell}, CD: {post: Head of Audit}}", **PLAN_NOTE),
        {"S713"},
    ),
    "a name given to a key without one": (
        one(SIGNED, people="{AB: {name: Ann Bell}, CD: {post: Policy officer}}"),
        one(SIGNED, people="{AB: {name: Ann Bell}, CD: {name: Gil Hart, post: Policy officer}}"),
        {"S713"},
    ),
    "a key with a post alone, taken out": (
        one(SIGNED, people="{AB: {name: Ann Bell}, CD: {post: Policy officer}}"),
        one(SIGNED, people="{AB: {name: Ann Bell}}"),
        {"S713"},
    ),
    # what keeps apart
    "sensitive no more, a note on the plan": (
        one("sensitive: true", marking="OFFICIAL-SENSITIVE"),
        one(marking="OFFICIAL-SENSITIVE", **PLAN_NOTE),
        {"S709"},
    ),
    "proposed, a note on the plan": (one(LATE), one(f"{LATE}\nproposed: true", **PLAN_NOTE), {"S709", "S701"}),
}


@pytest.mark.parametrize("name", SILENT)
def test_what_gets_better_in_silence_is_an_error(name):
    before, after, expected = SILENT[name]
    found = edits(before, after)
    assert {finding.code for finding in found if finding.level == ERROR} & expected, [
        (finding.code, finding.level, finding.message) for finding in found
    ]


WARNED = {
    "a label turned kinder": (
        one(),
        one(
            rag=(
                "{green: {means: on_track, label: Nothing to worry about}, amber: {means: at_risk, label: At risk}, "
                "red: {means: off_track, label: Off track}, blue: {means: completed, label: Done}}"
            )
        ),
        "S709",
    ),
    "a review put off once it was past": (
        one(control="{next_review: March 2024}"),
        one(control="{next_review: March 2025}"),
        "S709",
    ),
    "a review taken away once it was past": (one(control="{next_review: March 2024}"), one(control=""), "S709"),
    "who had left has not": (
        one(people="{AB: {name: Ann Bell, left: 2024-03-01}}"),
        one(people="{AB: {name: Ann Bell}}"),
        "S709",
    ),
    "a link of what was received": (
        one("evidence: [{text: Minutes, received: 2024-05-01, link: 'https://example.org/one'}]"),
        one("evidence: [{text: Minutes, received: 2024-05-01, link: 'https://example.org/two'}]"),
        "S708",
    ),
    "a link of what was received, gone": (
        one("evidence: [{text: Minutes, received: 2024-05-01, link: 'https://example.org/one'}]"),
        one("evidence: [{text: Minutes, received: 2024-05-01}]"),
        "S708",
    ),
    "a standard dropped": (one("standards: [one.1, one.2]"), one("standards: [one.1]"), "S708"),
    "a response added as rejected": (one(), one(above="response: {as: rejected, why: It costs too much}"), "S709"),
    "a key of somebody else": (
        one(),
        one(people="{AB: {name: Alan Brand, post: Head of Communities}, CD: {name: Cal Dunn}}"),
        "S713",
    ),
    "an entry long before the newest": (
        one(several("progress", "{date: 2024-05-20, note: The draft is out}")),
        one(
            several(
                "progress", "{date: 2024-01-20, note: Begun by the panel}", "{date: 2024-05-20, note: The draft is out}"
            )
        ),
        "S403",
    ),
}


@pytest.mark.parametrize("name", WARNED)
def test_what_is_kinder_is_told(name):
    before, after, expected = WARNED[name]
    assert codes(before, after) == [expected] and edits(before, after)[0].level == "warning"
    assert codes(before, before) == []


# what each of the cases above is told, in full
TELLING = Path(__file__).parent / "data" / "told_of_guarded.tsv"
TOLD = [row.split("\t") for row in TELLING.read_text(encoding="utf-8").splitlines()[1:]]


@pytest.mark.parametrize("name", [*SILENT, *WARNED])
def test_what_a_guarded_edit_is_told(name):
    before, after, _ = {**SILENT, **WARNED}[name]
    assert [told(name, finding) for finding in edits(before, after)] == [row for row in TOLD if row[0] == name]


FINE = {
    "a response added as accepted": (one(), one(above="response: {as: accepted}")),
    "a name left out that a sign-off stands under, a note on the plan": (
        one(SIGNED, people="{AB: {name: Ann Bell}, CD: {name: Clare Dent, post: Policy officer}}"),
        one(SIGNED, people="{AB: {name: Ann Bell}, CD: {post: Policy officer}}", **PLAN_NOTE),
    ),
    "a name filled in": (
        one(people="{AB: {post: Head of Communities}, CD: {name: Cal Dunn}}"),
        one(people="{AB: {name: Ann Bell, post: Head of Communities}, CD: {name: Cal Dunn}}"),
    ),
    "a slip in a name": (one(people="{AB: {name: Ann Bel}}"), one(people="{AB: {name: Ann Bell}}")),
    "another post of the same person": (
        one(),
        one(people="{AB: {name: Ann Bell, post: Director}, CD: {name: Cal Dunn}}"),
    ),
    "a review moved before its day": (
        one(control="{next_review: December 2024}"),
        one(control="{next_review: November 2024}"),
    ),
    "late evidence received": (
        one(EVIDENCE),
        one("evidence: [{text: Minutes of the panel, timescale: April 2024, received: 2024-05-20}]"),
    ),
    "late evidence under another open action": (
        two(several("evidence", MINUTES), ""),
        two("", several("evidence", MINUTES)),
    ),
    "signed off by another": (
        one("rag: blue\ncompleted: 2024-05-10"),
        one(SIGNED.replace("evidence: [{text: The procedure, received: 2024-05-10}]\n", "")),
    ),
    "an inherited date written out with its past": (
        plan(recommendation(action("timescale: ''"), fields=f"timescale: June 2024\n{several('revised', MOVED)}")),
        plan(
            recommendation(
                action(f"timescale: June 2024\n{several('revised', MOVED)}"),
                fields=f"timescale: June 2024\n{several('revised', MOVED)}",
            )
        ),
    ),
}


@pytest.mark.parametrize("name", FINE)
def test_what_an_officer_does_is_no_finding(name):
    before, after = FINE[name]
    assert codes(before, after) == [], [finding.message for finding in edits(before, after)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Increase the number of visits", "Decrease the number of visits"),
        ("Include the schools", "Exclude the schools"),
        ("at a minimum of three", "at a maximum of three"),
        ("at least weekly", "at best weekly"),
        ("within the year", "with the year"),
        ("audited annually", "audited manually"),
        ("an internal audit", "an external audit"),
        ("report to Cabinet", "resort to Cabinet"),
        ("accepted", "excepted"),
        ("adopt the policy", "adapt the policy"),
    ],
)
def test_two_words_that_say_something_else_are_no_slip(one, other):
    assert not is_typing_slip(one, other, {"report", "resort"}) and not is_typing_slip(other, one, {"report", "resort"})


@pytest.mark.parametrize(
    ("slip", "right"),
    [
        ("saftey of children", "safety of children"),
        ("recieved by the board", "received by the board"),
        ("at a minmum of three", "at a minimum of three"),
        ("withn the year", "within the year"),
    ],
)
def test_a_slip_of_the_hand_is_mended(slip, right):
    assert is_typing_slip(slip, right, {"safety", "received"}) and is_typing_slip(right, slip, {"safety", "received"})


@pytest.mark.parametrize(
    "words",
    [
        "",
        ".",
        "n/a",
        "N / A",
        "see above",
        "As above",
        "\u200b\u200b",
        "TBC",
        "-",
        "ok",
        "Money",
        "as discussed",
        "x x",
        "1 2 3",
    ],
)
def test_what_is_no_reason(words):
    assert not is_reason(words)


@pytest.mark.parametrize(
    "words", ["Bad weather", "Money ran out", "The county came late", "agreed by Cabinet on 3 May"]
)
def test_what_is_a_reason(words):
    assert is_reason(words) and not is_reason(words, ["Something else", words.upper() + "."])


@pytest.mark.parametrize(
    "line",
    [
        "revised: [{date: 2024-03-04, from: July 2024}]  # s11: allow S210 agreed by the board",
        "completed: 2025-05-10  # s11: allow S304 agreed by the board",
        "ended: {as: suspended, date: 2024-05-01}  # s11: allow S307 agreed by the board",
        "signed_off: {date: 2024-05-14, by: AB}  # s11: allow S308 agreed by the board",
    ],
)
def test_what_stands_for_a_reason_takes_no_allowance(line):
    code = line.split("allow ")[1][:4]
    found = {(finding.code, finding.allowed) for finding in lint(one(f"rag: blue\n{line}"))}
    assert (code, "") in found and ("S010", "") in found


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            "rag: blue\ncompleted: 2024-05-20\nsigned_off: {date: 2024-05-14, by: CD}",
            "signed off on 14 May 2024, before it was completed on 20 May 2024",
        ),
        (
            "rag: blue\ncompleted: 2024-05-10\nsigned_off: {date: 2024-05-14, by: EF}",
            "signed off on 14 May 2024 by EF, who left on 1 April 2024",
        ),
        ("completed: [2023-12-20]", "a completion of 20 December 2023, before the plan was agreed on 15 January 2024"),
        (
            "revised: [{date: 2023-12-20, from: March 2024, why: It came late}]",
            "a change of timescale of 20 December 2023, before",
        ),
        (
            "timescale: March 2024 then quarterly\ncompleted: [{date: 2024-03-20, for: 2024-09-30}]",
            "a completion of 20 March 2024 for a cycle that only began on 1 July 2024",
        ),
        (
            "evidence: [{text: Minutes, timescale: March 2024 then quarterly, received: [{date: 2024-03-20, for: "
            "2024-09-30}]}]",
            "a receipt of 20 March 2024 for a cycle that only began on 1 July 2024",
        ),
    ],
)
def test_an_entry_dated_before_its_time(fields, words):
    found = lint(
        one(fields, people="{AB: {name: Ann Bell}, CD: {name: Cal Dunn}, EF: {name: Eve Fox, left: 2024-04-01}}")
    )
    (finding,) = [finding for finding in found if finding.code == "S403"]
    assert words in finding.message and finding.level == "warning"


def test_two_keys_of_one_person_are_one():
    people = "{AB: {name: Ann Bell}, HoC: {name: ann  bell, post: Head of Communities}}"
    signed = one(SIGNED.replace("CD", "HoC"), people=people)
    assert [finding.code for finding in lint(signed) if finding.level == ERROR] == ["S308"]
    from s11.standing import judge_plan

    (standing,) = judge_plan(load([Source("p", "p", signed.encode())]).plans[0], Vantage(date(2024, 6, 1)))
    assert standing.stated == "completed"


NUMBERS = "note: His number is 943 476 5919"


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [(NUMBERS, NUMBERS + " and hers 987 654 4321 too", "S601"), ("lead: [AB, XY]", "lead: [AB, XZ]", "S102")],
)
def test_new_hides_no_second_finding_under_an_old_one(before, after, code):

    day = Vantage(date(2024, 6, 1))
    old, new = (load([Source("p.yaml", "p", one(fields).encode())]) for fields in (before, after))
    was, now = (check(register, day) for register in (old, new))
    assert code in {finding.code for finding in was}
    assert code in {finding.code for finding in new_since(was, old, now, new)}
    assert code not in {finding.code for finding in new_since(now, new, now, new)}


LEFT = "{AB: {name: Ann Bell, left: 2024-05-01}, CD: {name: Cal Dunn, left: 2024-05-01}}"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("AB", "[AB]", []),
        ("[AB]", "AB", []),
        ("[AB, CD]", "[CD, AB]", []),
        ("AB", "CD", ["CD"]),
        ("AB", "[AB, CD]", ["CD"]),
        ("[AB, CD]", "CD", []),
    ],
)
def test_new_follows_a_lead_however_it_is_written(before, after, expected):
    """One value alone is a list of one, with the finding that it had; another lead has one of their own."""
    day = Vantage(date(2024, 6, 1))
    old, new = (load([Source("p.yaml", "p", one(f"lead: {lead}", people=LEFT).encode())]) for lead in (before, after))
    found = [finding for finding in new_since(check(old, day), old, check(new, day), new) if finding.code == "S112"]
    assert [finding.message.split(": ")[1].split()[0] for finding in found] == expected


def test_what_is_allowed_with_an_edit_is_said(repository, s11):
    name = "plans/westmere/plan.yaml"
    repository.write(name, HEAD)
    repository.commit("One")
    repository.write(
        name,
        HEAD.replace(
            "timescale: October 2024", "timescale: October 2024  # s11: allow S205 agreed at the board of 3 March"
        ),
    )
    repository.git("add", "-A")
    for words in (("--staged", "--new"), ("--against", "HEAD")):
        ran = s11("lint", *words, cwd=repository.folder, S11_AS_OF="2024-12-01")
        assert f"{name}:24: allowed with this edit: S205 (agreed at the board of 3 March)" in ran.err
    old = load([Source(name, "westmere/plan", HEAD.encode())])
    assert list(allowances_added(old, old)) == []


TERM = "calendar:\n  spring_term: {}\n"


@pytest.mark.parametrize(
    ("day", "progress", "name", "expected"),
    [
        ("2024-05-28", "", "p", ["S712"]),
        ("2024-05-28", ".", "p", ["S712"]),
        ("2024-05-28", "Taken to Cabinet", "p", ["S712"]),
        ("2024-05-28", "Cabinet took over the county's terms", "p", []),
        ("2024-05-28", "Cabinet took over the county's terms", "archive/p", []),
        ("2024-06-01", "Cabinet took over the county's terms", "p", []),
        ("2024-06-02", "Cabinet took over the county's terms", "p", ["S712"]),
    ],
)
def test_a_calendar_takes_words_for_a_reason(day, progress, name, expected):
    """A note that says nothing, or what one before it said, is none; a plan renamed with it is the same plan."""
    from s11.plan import load_conventions
    from s11.rules import check_settings

    notes = ["{date: 2024-02-02, note: Taken to Cabinet}"]
    before = one("timescale: Spring Term 2024", progress=f"[{notes[0]}]")
    if progress:
        notes.append(f'{{date: {day}, note: "{progress}"}}')
    after = one("timescale: Spring Term 2024", progress=f"[{', '.join(notes)}]")
    was, now = (
        Source("s11.yaml", "s11", TERM.format(words).encode())
        for words in ("6 January to 28 March", "6 January to 30 June")
    )
    old = load([Source("plans/p.yaml", "p", before.encode())], load_conventions(was))
    as_were, as_are = (
        load([Source(f"plans/{name}.yaml", name, after.encode())], load_conventions(settings))
        for settings in (was, now)
    )
    assert [
        finding.code for finding in check_settings(was, now, old, as_were, as_are, Vantage(date(2024, 6, 1)))
    ] == expected


def test_what_was_renumbered_has_the_findings_that_it_had():
    day = Vantage(date(2024, 6, 1))
    fault = "signed_off: {date: 2024-05-14, by: AB}\nrag: blue\ncompleted: 2024-05-10"
    sides = [load([Source("p.yaml", "p", text.encode())]) for text in (one(fault), one(f'{fault}\nid: "9.1"', "id: 9"))]
    was, now = (check(side, day) for side in sides)
    assert "S308" in {finding.code for finding in was} and "S308" in {finding.code for finding in now}
    assert new_since(was, sides[0], now, sides[1]) == ()


TO = "ended: {as: transferred, date: 2024-05-20, why: Gone to the county, to: '%s'}"
CLOSED = "{date: 2024-05-20, why: Done with it all, to: %s}"


@pytest.mark.parametrize(
    ("plans", "found"),
    [
        ({"a": one(TO % "#1.1")}, {"a"}),
        ({"a": one(TO % "a")}, {"a"}),
        ({"a": one(TO % "#rec:1")}, {"a"}),
        ({"a": one("evidence: [{text: Minutes}]\n" + TO % "#1.1/1")}, {"a"}),
        ({"a": one("detail: a")}, {"a"}),
        ({"a": two(TO % "#1.2", TO % "#1.1")}, {"a"}),
        ({"a": one("", closed=CLOSED % "a")}, {"a"}),
        ({"a": one(TO % "b#1.1"), "b": one(TO % "a#1.1")}, {"a", "b"}),
        ({"a": one("", closed=CLOSED % "b"), "b": one("", closed=CLOSED % "a")}, {"a", "b"}),
        ({"a": one("", closed=CLOSED % "b#1.1"), "b": one(TO % "a#1.1")}, {"a", "b"}),
        ({"a": one("detail: b"), "b": one("detail: a")}, {"a", "b"}),
        # the other actions of it carry it on
        ({"a": two(TO % "#rec:1", "")}, set()),
        ({"a": two(TO % "a", "")}, set()),
        ({"a": two(TO % "#1.2", "")}, set()),
        ({"a": one(TO % "b#1.1"), "b": one("")}, set()),
    ],
)
def test_what_is_carried_on_by_itself_or_in_a_circle_is_found_at_its_place(plans, found):
    register = load(Source(f"plans/{name}.yaml", name, text.encode()) for name, text in plans.items())
    hits = [finding for finding in check(register, Vantage(date(2024, 6, 1))) if finding.code == "S108"]
    assert {finding.plan for finding in hits} == found
    assert all(
        finding.path[-1] in ("to", "detail") and ("leads back" in finding.message or "in a circle" in finding.message)
        for finding in hits
    )


SLIP = "rag: green\ncompleted: 2024-02-31"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (one(SLIP, "timescale: April 2024"), one("rag: green\ntimescale: October 2024")),
        (one(SLIP), one("rag: green\nas_at: 2024-05-30")),
        (
            one("rag: red\nremedy: [a, b]\nprogress: [{date: 2024-02-31, note: The draft is out}]"),
            one("rag: green\nremedy: [a, b]\nprogress: [{date: 2024-02-31, note: The draft is out}]"),
        ),
        (one("rag: red", as_at="2024-02-31"), one("rag: green", as_at="2024-05-30")),
    ],
)
def test_nothing_passes_by_a_base_that_could_not_be_read(before, after):
    found = [finding for finding in edits(before, after) if finding.level == ERROR]
    assert found and {finding.code for finding in found} <= {"S701", "S702", "S706", "S709"}
    # the slip as it was is found by itself, and a word on what was put right is a reason
    assert "S701" not in codes(before, before)


def test_a_slip_of_the_base_that_is_put_right_wants_a_word():
    (finding,) = edits(one(SLIP), one("rag: green"))
    assert (finding.code, finding.level) == ("S701", ERROR)
    assert (
        "action 1.1: how it stood before this edit cannot be told, for not all of it could be read; it is on track "
        "with it" in finding.message
    )
    assert codes(one(SLIP), one("rag: green\n" + NOTE)) == []


def test_a_gathered_finding_that_only_shrank_is_not_new():
    day = Vantage(date(2024, 6, 1))

    def read(*timescales):
        return load(
            [
                Source(
                    "p.yaml",
                    "p",
                    plan(
                        recommendation(
                            *(
                                action(
                                    f'id: "1.{number}"\ntext: Train every new councillor of group '
                                    f"{number}\ntimescale: {words}"
                                )
                                for number, words in enumerate(timescales, 1)
                            )
                        )
                    ).encode(),
                )
            ]
        )

    whole, less, more = (
        read("''", "''", "''"),
        read("''", "''", "October 2024"),
        read("''", "October 2024", "October 2024"),
    )
    sides = {
        name: (check(side, day), check(side, day, gathered=False), side)
        for name, side in (("whole", whole), ("less", less), ("more", more))
    }

    def fresh(old, new):
        return {
            (finding.code, finding.path)
            for finding in new_since(sides[old][1], sides[old][2], sides[new][0], sides[new][2], sides[new][1])
        }

    assert [finding.path for finding in sides["whole"][0] if finding.code == "S203"] == [("title",)] and len(
        [1 for finding in sides["less"][0] if finding.code == "S203"]
    ) == 2
    assert not {path for code, path in fresh("whole", "less") if code == "S203"}
    assert fresh("whole", "whole") == set()
    # where a row more has it, the one finding that gathers them is new
    assert ("S203", ("title",)) in fresh("more", "whole")


def test_a_milestone_whose_words_were_mended_has_the_findings_that_it_had():
    day = Vantage(date(2024, 6, 1))
    fault = "evidence: [{text: Minutes}]\nmilestones: [{text: Drafft to the panel, timescale: TBC}]"
    sides = [load([Source("p.yaml", "p", one(text).encode())]) for text in (fault, fault.replace("Drafft", "Draft"))]
    was, now = (check(side, day) for side in sides)
    assert any(finding.path[4:5] == ("milestones",) for finding in now)
    assert new_since(was, sides[0], now, sides[1]) == ()


def test_what_is_done_for_a_cycle_that_had_not_begun_is_not_said_to_be_on_time():
    before = one("timescale: March 2024 then quarterly\ncompleted: [2024-03-20]")
    after = one("timescale: March 2024 then quarterly\ncompleted: [2024-03-20, {date: 2024-04-02, for: 2024-12-31}]")
    assert codes(before, after) == ["S403"]
    told = in_changes(before, after)
    assert (
        "before that cycle began on 1 October 2024, so whether it was on time is not known" in told
        and "on time: due" not in told
        and "S403" in told
    )


def test_what_is_entered_long_after_its_day_is_not_firmly_on_time():
    before = one("timescale: March 2024\nprogress: [{date: 2024-05-20, note: The draft is out}]")
    after = one(
        "timescale: March 2024\ncompleted: [2024-01-20]\nprogress: [{date: 2024-05-20, note: The draft is out}]"
    )
    told = in_changes(before, after)
    assert (
        "entered only after what was entered for 20 May 2024; if that day is right, on time: due 31 March 2024" in told
        and "S403" in told
    )


def in_changes(before: str, after: str) -> str:
    day = Vantage(date(2024, 6, 1))
    old, new = (load([Source("p.yaml", "p", text.encode())]) for text in (before, after))
    return changes_lines(changes(new, day, "now", [BaseSide(old, day, "before")], VERSION))
