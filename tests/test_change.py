"""What changed between two readings: the same words, which thing is which, the records; and two sides read from a real
git repository.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from conftest import SHIPPED
from hypothesis import given, settings
from hypothesis import strategies as st

from s11 import store
from s11.change import (
    KINDS,
    DateMove,
    EntryChange,
    FieldChange,
    IdChange,
    LeadChange,
    LegendChange,
    Pair,
    PlaceChange,
    RatingChange,
    TextChange,
    compare,
    is_plainly_same,
    is_typing_slip,
    likeness,
    parts_of,
    same_text,
)
from s11.change.text import change_texts, changed_words, entry_words, quoted, shortened
from s11.plan import PlanFiles, Redacted, load
from s11.text import Source

PROJECT = Path(__file__).parent.parent
PLANS = {
    file.relative_to(PROJECT / "plans").with_suffix("").as_posix(): file.read_text(encoding="utf-8") for file in SHIPPED
}
OXFORD = PLANS["oxford/section-11-2016"]


def register(plans: dict[str, str]) -> PlanFiles:
    return load(Source(f"plans/{name}.yaml", name, text.encode()) for name, text in plans.items())


# words ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "one, other",
    [
        ("On-going", "ongoing"),
        ("Children's  Services", "childrens services"),
        ("“Keeping People Safe”", "Keeping People Safe."),
        ("ﬁve", "five"),
        ("10,000 leaflets", "10000 leaflets"),
        ("2014/15", "2014-15"),
        ("• Parks\n\n• Recycling", "Parks; recycling"),
        ("can not", "cannot"),
        ("Café", "CAFÉ"),
    ],
)
def test_the_same_words(one, other):
    assert same_text(one, other) and same_text(other, one)


@pytest.mark.parametrize(
    "one, other",
    [
        ("1.5 days", "15 days"),
        ("chapters 1, 2", "chapters 12"),
        ("50%", "50"),
        ("£10", "10"),
        ("may not go", "may go"),
        ("do go", "don't go"),
        ("now here", "no where"),
        ("Café", "Cafe"),
    ],
)
def test_not_the_same_words(one, other):
    assert not same_text(one, other) and not same_text(other, one)


@pytest.mark.parametrize(
    "one, other, is_mended",
    [
        ("Review the referal procedure", "Review the referral procedure", True),
        ("recieve it", "receive it", True),
        ("the child's referal", "the child’s referral", True),
        ("a procedure", "the procedure", False),
        ("a plan", "an plan", True),
        ("Review it", "Reviewing it", False),
        ("Train 10", "Train 12", False),
        ("Train ten", "Train two", False),
        ("all staff", "any staff", False),
        ("may now go", "may not go", False),
        ("is lawful", "is unlawful", False),
        ("is adequate", "is inadequate", False),
        ("one word", "one word more", False),
        ("a training plan", "a trending plan", False),
        ("a training plan", "a treening plan", True),
        ("two slps hree", "two slips three", False),
        ("the same", "the same", False),
    ],
)
def test_one_mended_word(one, other, is_mended):
    assert is_typing_slip(one, other) is is_typing_slip(other, one) is is_mended


SENTENCE = "Review the policy, the leaflet and the intranet page: report what changed"


@pytest.mark.parametrize(
    "other, by_id, by_text",
    [
        ("Review the policy, the leaflet and the intranet page, and report what has changed", True, True),
        ("Review the policy, the leaflet and the intranet page", True, False),
        ("Review the policy", True, False),
        (
            "As far as money allows, review the policy, the leaflet and the intranet page: report what changed",
            True,
            False,
        ),
        ("Review the policy, the 2 leaflets and the intranet page: report what changed", True, False),
        ("Review the policy, the leaflet and the intranet page: do not report what changed", True, False),
        ("Train every new councillor", False, False),
        ("Report on the budget", False, False),
        ("Review", False, False),
        ("", False, False),
    ],
)
def test_plainly_the_same(other, by_id, by_text):
    assert is_plainly_same(SENTENCE, other) is is_plainly_same(other, SENTENCE) is by_id
    assert bool(likeness(SENTENCE, other)) is bool(likeness(other, SENTENCE)) is by_text


SOME_WORDS = st.lists(
    st.sampled_from(
        ["review", "the", "a", "referral", "procedure", "with", "partners", "parks", "10", "two", "not", "training"]
    ),
    min_size=1,
    max_size=6,
)


@st.composite
def nearly_alike(draw):
    """A text, and the same after one or two slips: in its signs, a letter of a word, or a whole word."""
    one = draw(SOME_WORDS)
    other = list(one)
    for slip in draw(
        st.lists(st.sampled_from(["letters", "signs", "letters", "signs", "words"]), min_size=1, max_size=2)
    ):
        at = draw(st.integers(0, len(other) - 1))
        if slip == "signs":
            other[at] = draw(st.sampled_from([other[at].upper(), f"“{other[at]}”", f"{other[at]},"]))
        elif slip == "letters":
            at = max(range(len(other)), key=lambda number: len(other[number]))
            cut = draw(st.integers(1, len(other[at])))
            other[at] = other[at][:cut] + draw(st.sampled_from(["", "e", "s"])) + other[at][cut + 1 :]
        else:
            other.insert(at, draw(st.sampled_from(["of", "new", "not", "3"])))
    return " ".join(one), " ".join(other)


def test_words_are_compared_the_same_both_ways_round():
    reached = Counter()

    @settings(max_examples=300, deadline=None)
    @given(st.one_of(st.tuples(st.text(max_size=40), st.text(max_size=40)), nearly_alike(), nearly_alike()))
    def law(texts):
        one, other = texts
        reached["tried"] += 1
        assert same_text(one, one) and is_plainly_same(one, one)
        for compared in (same_text, is_typing_slip, is_plainly_same, likeness):
            assert compared(one, other) == compared(other, one)
            reached[compared.__name__] += one != other and bool(compared(one, other))

    law()
    # each of them finds two different texts alike, and not only each text like itself
    assert all(count >= reached["tried"] / 20 for count in reached.values()), reached


# which is which, and the records -------------------------------------------------------------------------------------

HEAD = (
    "format: s11-plan/1\ntitle: Plan\norganisation: Westmere\norigin: other\nagreed: 2024-01-15\nas_at: "
    "2024-05-20\nrag: {green: {means: on_track}, amber: {means: at_risk}}\npeople: {AB: {name: Ann Bell}}\n"
)


def plan(*rows: str, head: str = HEAD, text: str = "Keep procedures under review") -> str:
    return f"{head}recommendations:\n  - id: 1\n    text: {text}\n    actions:\n" + "".join(
        f"      - {{{row}}}\n" for row in rows
    )


def pair(before: str, after: str, kind: str = "action") -> Pair:
    comparison = compare(register({"p": before}), register({"p": after}))
    assert not comparison.removed and not comparison.added
    return next(pair for pair in comparison.pairs if pair.new.kind == kind)


def test_a_plan_compared_with_itself_has_every_part_and_no_change():
    for name, text in PLANS.items():
        comparison = compare(register({name: text}), register({name: text}))
        assert not (comparison.added or comparison.removed or comparison.reused)
        assert not [one for one in comparison.pairs if one.changes]
        assert {one.new.kind for one in comparison.pairs} <= set(KINDS) and all(
            one.old.address == one.new.address and one.old.label == one.new.label for one in comparison.pairs
        )


ROW = "id: 1, text: Review the procedure"


@pytest.mark.parametrize(
    ("field", "value", "same", "another"),
    [
        ("detail", "detail: {}", "c", "d"),
        ("ended", 'ended: {{as: superseded, date: 2024-05-01, why: Done there, to: "{}"}}', "c#1", "d#1"),
    ],
)
def test_an_address_that_follows_a_renamed_plan_is_no_change(field, value, same, another):
    def changed(now: str) -> list[str]:
        old, new = (
            register({name: plan(ROW), "b": plan(f"id: 1, text: Train every new councillor, {value.format(place)}")})
            for name, place in (("a", same.replace("c", "a")), ("c", now))
        )
        found = compare(old, new)
        assert not found.removed and not found.added
        return [change.field for one in found.pairs for change in one.changes if not isinstance(change, IdChange)]

    assert (changed(same), changed(another)) == ([], [field])


RECORDS = {
    "moved": (f"{ROW}, timescale: March 2024", f"{ROW}, timescale: June 2024", DateMove),
    "respelled": (f"{ROW}, timescale: March 2024", f"{ROW}, timescale: Mar 2024", None),
    "surer than before": (f"{ROW}, timescale: By 2024", f"{ROW}, timescale: December 2023", FieldChange),
    "surer of the laxer reading": (f"{ROW}, timescale: By 2024", f"{ROW}, timescale: December 2024", DateMove),
    "reworded": (ROW, "id: 1, text: Review most of the procedure", TextChange),
    "measured": (ROW, f"{ROW}, measure: All of it", TextChange),
    "rated": (f"{ROW}, rag: green", f"{ROW}, rag: amber", RatingChange),
    "led": (f"{ROW}, lead: AB", f"{ROW}, lead: CD", LeadChange),
    "noted": (ROW, f"{ROW}, progress: [{{date: 2024-05-01, note: Begun}}]", EntryChange),
    "received": (f"{ROW}, completed: 2024-05-01", f"{ROW}, completed: [2024-05-01, 2024-05-02]", EntryChange),
    "ended": (ROW, f"{ROW}, ended: {{as: suspended, date: 2024-05-01}}", EntryChange),
    "flagged": (ROW, f"{ROW}, continuing: true", FieldChange),
    "any other field": (ROW, f"{ROW}, priority: high", FieldChange),
    "renumbered": (ROW, "id: 2, text: Review the procedure", IdChange),
}


@pytest.mark.parametrize("name", RECORDS)
def test_records(name):
    before, after, kind = RECORDS[name]
    found = pair(plan(before), plan(after)).changes
    assert [type(change) for change in found] == ([kind] if kind else [])


# in sentences --------------------------------------------------------------------------------------------------------

NAMED = HEAD.replace("people: {AB: {name: Ann Bell}}", "people: {AB: {name: Ann Bell}, CD: {post: Policy officer}}")
MAR, JUN = "timescale: March 2024", "timescale: June 2024"
BY_MAR, BY_JUN = "'March 2024' (by 31 March 2024)", "'June 2024' (by 30 June 2024)"


def revised(*entries: str) -> str:
    return f"revised: [{', '.join(f'{{{entry}}}' for entry in entries)}]"


# what stood beside the action, what stands there, and each change in its sentence
SENTENCES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "a first date": ("", MAR, (f"first date: {BY_MAR}",)),
    "a first date in place of words": ("timescale: TBC", MAR, (f"first date: {BY_MAR}, where 'TBC' stood",)),
    "a date moved": (
        MAR,
        f"{JUN}, {revised('date: 2024-03-01, from: March 2024, why: The board met late, by: AB')}",
        (
            f"1 March 2024: changed from {BY_MAR}: The board met late (Ann Bell)",
            f"its date was moved from {BY_MAR} to {BY_JUN}: The board met late (Ann Bell)",
        ),
    ),
    "a date moved as it was asked for and approved": (
        MAR,
        f"{JUN}, "
        + revised(
            "date: 2024-03-01, from: March 2024, why: The board met late, by: AB, "
            "asked: 2024-02-20, approved_by: Cabinet"
        ),
        (
            f"1 March 2024: changed from {BY_MAR}: The board met late "
            "(Ann Bell; asked for on 20 February 2024; approved by Cabinet)",
            f"its date was moved from {BY_MAR} to {BY_JUN}: The board met late "
            "(Ann Bell; asked for on 20 February 2024; approved by Cabinet)",
        ),
    ),
    "a date moved twice": (
        MAR,
        "timescale: July 2024, "
        + revised(
            "date: 2024-04-01, from: June 2024, why: Nobody was there", "date: 2024-03-01, from: March 2024, why: tbc"
        ),
        (
            f"1 March 2024: changed from {BY_MAR}: tbc",
            f"1 April 2024: changed from {BY_JUN}: Nobody was there",
            f"its date was moved from {BY_MAR} to 'July 2024' (by 31 July 2024): "
            "1 March 2024: no reason given ('tbc'); 1 April 2024: Nobody was there",
        ),
    ),
    "a date corrected": (
        MAR,
        f"{JUN}, {revised('date: 2024-03-01, from: March 2024, why: A slip of the pen, as: correction')}",
        (
            f"1 March 2024: corrected from {BY_MAR}: A slip of the pen",
            f"its date was corrected from {BY_MAR} to {BY_JUN}: A slip of the pen",
        ),
    ),
    "a date moved without a word": (
        MAR,
        JUN,
        (f"its date was moved from {BY_MAR} to {BY_JUN}: no change was entered, and no reason given",),
    ),
    "a date moved for no reason": (
        MAR,
        f"{JUN}, {revised('date: 2024-03-01, from: March 2024')}",
        (
            f"1 March 2024: changed from {BY_MAR}: no reason given",
            f"its date was moved from {BY_MAR} to {BY_JUN}: no reason given",
        ),
    ),
    "a date taken out": (
        MAR,
        "",
        (f"its date, {BY_MAR}, was taken out: no change was entered, and no reason given",),
    ),
    "a date that is more certain": (
        "timescale: By 2024",
        "timescale: December 2023",
        (
            "how certain its date is: was 'By 2024' (by 31 December 2023, or by 31 December 2024 (not certain: "
            "'by' a year may be before it begins, or before it ends)), now 'December 2023' (by 31 December 2023)",
        ),
    ),
    "a rating": ("rag: green", "rag: amber", ("rated 'amber' (at risk), was 'green' (on track)",)),
    "a first rating": ("", "rag: amber", ("rated 'amber' (at risk), was not rated",)),
    "a rating taken out": ("rag: green", "", ("no longer rated, was 'green' (on track)",)),
    "another lead": ("lead: AB", "lead: [CD, AB]", ("its lead was Ann Bell, now Policy officer and Ann Bell",)),
    "a lead taken out": ("lead: EF", "", ("its lead was EF, now nobody",)),
    "another measure": ("", "measure: All of it", ("its measure was nothing, now 'All of it'",)),
    "a measure mended": (
        "measure: Every recommendation met",
        "measure: Every recomendation met",
        ("its measure was 'Every recommendation met', now 'Every recomendation met'",),
    ),
    "a note": (
        "",
        "progress: [{date: 2024-05-01, by: AB, percent: 40, note: Begun in May}]",
        ("noted on 1 May 2024: 40% done: Begun in May (Ann Bell)",),
    ),
    "a completion": (MAR, f"{MAR}, completed: 2024-03-20", ("completed on 20 March 2024, on time: due 31 March 2024",)),
    "a completion of a cycle": (
        "timescale: March 2024 then quarterly",
        "timescale: March 2024 then quarterly, completed: [{date: 2024-04-02, for: 2024-03-31}]",
        ("completed on 2 April 2024 for 31 March 2024, 2 days after its due day, 31 March 2024",),
    ),
    "a request": (
        "",
        "requests: [{date: 2024-05-02, by: AB, to: July 2024, why: Too few people}]",
        ("more time asked for until 'July 2024' (by 31 July 2024) by Ann Bell on 2 May 2024: Too few people",),
    ),
    "a request refused": (
        "requests: [{date: 2024-05-02, by: AB, to: July 2024, why: Too few people}]",
        "requests: [{date: 2024-05-02, by: AB, to: July 2024, why: Too few people, "
        "refused: {date: 2024-05-09, by: Cabinet, why: It is urgent}}]",
        (
            "more time asked for until 'July 2024' (by 31 July 2024) by Ann Bell on 2 May 2024, "
            "refused on 9 May 2024 by Cabinet (It is urgent): Too few people",
        ),
    ),
    "a request that says nothing more": (
        "",
        "requests: [{date: 2024-05-02, to: July 2024}]",
        ("more time asked for until 'July 2024' (by 31 July 2024) on 2 May 2024",),
    ),
    "a request refused by nobody knows whom": (
        "requests: [{date: 2024-05-02, to: July 2024}]",
        "requests: [{date: 2024-05-02, to: July 2024, refused: {date: 2024-05-09}}]",
        ("more time asked for until 'July 2024' (by 31 July 2024) on 2 May 2024, refused on 9 May 2024",),
    ),
    "words of a note taken out and others put in": (
        "progress: [{date: 2024-05-01, note: Seen by Ann Bell}]",
        "progress: [{date: 2024-05-01, note: 'Heard of by [redacted]', "
        "redacted: [{date: 2024-05-20, why: She asked for it}]}]",
        ("the progress note of 1 May 2024 was changed: it is now 1 May 2024: Heard of by [redacted]",),
    ),
    "a sign-off": ("", "signed_off: {date: 2024-05-02, by: CD}", ("signed off by Policy officer on 2 May 2024",)),
    "an ending": (
        "",
        "ended: {as: superseded, date: 2024-05-10, why: Done elsewhere, to: ['#2', {body: The county}]}",
        ("superseded on 10 May 2024, carried on by #2; The county: Done elsewhere",),
    ),
    "a reading of its measure": (
        "measure: {text: Staff trained, readings: [{date: 2024-01-31, value: 40%}]}",
        "measure: {text: Staff trained, readings: [{date: 2024-01-31, value: 40%}, "
        "{date: 2024-04-30, value: 60%, note: Of two teams}]}",
        ("measured 60% on 30 April 2024: Of two teams",),
    ),
    "a note taken out": (
        "progress: [{date: 2024-05-01, note: Begun in May}]",
        "",
        ("the progress note of 1 May 2024 was taken out: 1 May 2024: Begun in May",),
    ),
    "a note in other words": (
        "progress: [{date: 2024-05-01, note: Begun in May}]",
        "progress: [{date: 2024-05-01, note: Nothing yet}]",
        (
            "the progress note of 1 May 2024 was changed: it was 1 May 2024: Begun in May; "
            "it is now 1 May 2024: Nothing yet",
        ),
    ),
    "a word of a note mended": (
        "progress: [{date: 2024-05-01, note: The referal form is out}]",
        "progress: [{date: 2024-05-01, note: The referral form is out}]",
        (
            "one word of the progress note of 1 May 2024: it was 1 May 2024: The referal form is out; "
            "it is now 1 May 2024: The referral form is out",
        ),
    ),
    "words of a note taken out": (
        "progress: [{date: 2024-05-01, note: Seen by Ann Bell}]",
        "progress: [{date: 2024-05-01, note: 'Seen by [redacted]', "
        "redacted: [{date: 2024-05-20, why: She asked for it, by: CD}]}]",
        (
            "words were taken out of the progress note of 1 May 2024, on 20 May 2024 by Policy officer: "
            "1 May 2024: Seen by [redacted]",
        ),
    ),
    "the day of a completion": (
        f"{MAR}, completed: 2024-03",
        f"{MAR}, completed: 2024-03-20",
        ("the day of the completion of March 2024 is known now, 20 March 2024",),
    ),
    "a note with who wrote it": (
        "progress: [{date: 2024-05-01, note: Begun in May}]",
        "progress: [{date: 2024-05-01, note: Begun in May, by: AB}]",
        (
            "the progress note of 1 May 2024 was completed by what it lacked: it was 1 May 2024: Begun in May; "
            "it is now 1 May 2024: Begun in May (Ann Bell)",
        ),
    ),
    "another id": ("", "", ("its id was 1, now 7",)),
    "carried on as usual": ("", "continuing: true", ("whether it is carried on once done: was no, now yes",)),
    "standards dropped": (
        "standards: ['1', '2', '3']",
        "standards: ['2']",
        ("the standards it answers: was 1, 2, 3, now 2; standards were dropped: 1, 3",),
    ),
    "another priority": ("priority: high", "", ("its priority: was 'high', now nothing",)),
    "a link of what was received": (
        "evidence: [{text: Minutes, received: 2024-05-02, link: https://example.org/a}]",
        "evidence: [{text: Minutes, received: 2024-05-02, link: https://example.org/b}]",
        (
            "where it can be read: was 'https://example.org/a', now 'https://example.org/b'; "
            "the link of evidence that was received on 2 May 2024 was exchanged",
        ),
    ),
    "a link of a milestone dropped": (
        "milestones: [{text: Draft, received: 2024-05-02, link: https://example.org/a}]",
        "milestones: [{text: Draft, received: 2024-05-02}]",
        (
            "where it can be read: was 'https://example.org/a', now nothing; "
            "the link of a milestone that was reached on 2 May 2024 was dropped",
        ),
    ),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_each_change_has_its_sentence(name):
    before, after, expected = SENTENCES[name]
    one, other = (plan(f"{ROW}{more and ', ' + more}", head=NAMED) for more in (before, after))
    if name == "another id":
        other = other.replace("{id: 1, text", "{id: 7, text")
    comparison = compare(register({"p": one}), register({"p": other}))
    assert not comparison.removed and not comparison.added
    told = [(pair, change) for pair in comparison.pairs for change in pair.changes]
    said = [text for pair, change in told for text in change_texts(pair, change, date(2024, 6, 1))]
    assert tuple(text.words for text in said) == expected
    for text in said:
        if text.kind in ("set", "reworded"):
            assert text.before in text.words and text.after in text.words
            assert (not text.before, not text.after) == ("was nothing" in text.words, "now nothing" in text.words)


AGREED, ANN = "agreed: 2024-01-15", "AB: {name: Ann Bell}"
REVIEW = "control: {owner: CD, next_review: March 2024}"


def in_head(*lines: str) -> str:
    return "\n".join((AGREED, *lines))


# of the plan: what stood in its head, what stands there, and the sentence
OF_THE_PLAN = {
    "the legend": (
        "amber: {means: at_risk}",
        "amber: {means: off_track}, white: {means: not_started}",
        "what the legend's words stand for was amber: at risk; white: not in the legend; "
        "now amber: off track; white: not started",
    ),
    "what the legend says": (
        "green: {means: on_track}",
        "green: {means: on_track, label: As planned}",
        "the words of the legend: was green: means on_track, now green: means on_track, label As planned; "
        "what the legend says of green has other words",
    ),
    "a review that was past": (
        in_head(REVIEW),
        in_head("control: {next_review: June 2024}"),
        "the document control: was owner CD, next review 'March 2024' (by 31 March 2024), now next review "
        "'June 2024' (by 30 June 2024); the next review, 'March 2024', which was past on 1 June 2024, "
        "was moved to 'June 2024'",
    ),
    "a review on the day itself": (
        in_head("control: {next_review: 1 June 2024}"),
        in_head("control: {next_review: July 2024}"),
        "the document control: was next review '1 June 2024' (by 1 June 2024), now next review "
        "'July 2024' (by 31 July 2024); the next review, '1 June 2024' was moved to 'July 2024'",
    ),
    "a review without a day": (
        in_head("control: {next_review: TBC}"),
        in_head("control: {owner: CD}"),
        "the document control: was next review 'TBC' (no date is set), now owner CD; "
        "the next review, 'TBC' was taken away",
    ),
    "a review taken away with all the control": (
        in_head("control: {next_review: July 2024}"),
        AGREED,
        "the document control: was next review 'July 2024' (by 31 July 2024), now nothing; "
        "the next review, 'July 2024' was taken away",
    ),
    "a first review": (
        in_head("control: {owner: CD}"),
        in_head("control: {owner: CD, next_review: July 2024}"),
        "the document control: was owner CD, now owner CD, next review 'July 2024' (by 31 July 2024)",
    ),
    "another owner": (
        in_head("control: {owner: CD, next_review: TBC}"),
        in_head("control: {owner: AB, next_review: TBC}"),
        "the document control: was owner CD, next review 'TBC' (no date is set), "
        "now owner AB, next review 'TBC' (no date is set)",
    ),
    "the day somebody left": (
        "AB: {name: Ann Bell, left: 2024-06-01}",
        "AB: {name: Ann Bell, left: 2024-07-01}",
        "the people named: was AB: name Ann Bell, left 1 June 2024, now AB: name Ann Bell, left 1 July 2024; "
        "the day Ann Bell left, 1 June 2024 (past), was moved to 1 July 2024",
    ),
    "the day ahead on which somebody leaves": (
        "AB: {post: Head, left: 2024-06-02}",
        "AB: {post: Head}",
        "the people named: was AB: post Head, left 2 June 2024, now AB: post Head; "
        "the day AB left, 2 June 2024, was taken away",
    ),
    "the day somebody left, for the first time": (
        ANN,
        "AB: {name: Ann Bell, left: 2024-05-01}",
        "the people named: was AB: name Ann Bell, now AB: name Ann Bell, left 1 May 2024",
    ),
    "somebody who had left": (
        "AB: {name: Ann Bell, left: 2024-05-01}, ",
        "",
        "the people named: was AB: name Ann Bell, left 1 May 2024, now nothing",
    ),
    "the post of somebody who had left": (
        "AB: {name: Ann Bell, left: 2024-05-01}",
        "AB: {name: Ann Bell, post: Head, left: 2024-05-01}",
        "the people named: was AB: name Ann Bell, left 1 May 2024, now AB: name Ann Bell, post Head, left 1 May 2024",
    ),
    "its title": ("title: Plan", "title: A plan", "the title: was 'Plan', now 'A plan'"),
    "when it was agreed": (
        AGREED,
        "agreed: 2024-01-16",
        "the day it was agreed: was 15 January 2024, now 16 January 2024",
    ),
    "a report": (
        AGREED,
        in_head("reported: [{date: 2024-02-01, to: Cabinet}]"),
        "taken to Cabinet on 1 February 2024",
    ),
    "a recommendation rejected": (
        "    text: Keep",
        "    response: {as: rejected, why: It is done}\n    text: Keep",
        "what was answered to it: was nothing, now as rejected, why It is done; it was answered as rejected",
    ),
}
AS_WRITTEN = (
    AGREED,
    ANN + ", ",
    ANN,
    "amber: {means: at_risk}",
    "green: {means: on_track}",
    "title: Plan",
    "    text: Keep",
)


@pytest.mark.parametrize("name", OF_THE_PLAN)
def test_each_change_of_a_plan_has_its_sentence(name):
    before, after, expected = OF_THE_PLAN[name]
    mark = next(
        one for one in AS_WRITTEN if one.split(":")[0] in before and before.endswith(", ") == one.endswith(", ")
    )
    text = plan(ROW, head=NAMED)
    assert text.count(mark) == 1
    comparison = compare(*(register({"p": text.replace(mark, stands)}) for stands in (before, after)))
    told = [(pair, change) for pair in comparison.pairs for change in pair.changes]
    said = [text.words for pair, change in told for text in change_texts(pair, change, date(2024, 6, 1))]
    assert said == [expected]


def test_of_a_long_text_its_beginning_is_shown_and_of_two_what_differs():
    sixty = "word " * 11 + "words"
    assert (len(sixty), shortened(sixty)) == (60, f"'{sixty}'")
    assert shortened(f"{sixty}s") == f"'{' '.join(['word'] * 11)} …'"
    assert shortened("one  two\nthree", 7) == "'one …'"
    assert changed_words("Train all staff", "Train some staff") == ("'Train all staff'", "'Train some staff'")
    six, seven = "one two three four five six", "one two three four five seven"
    assert changed_words(six, seven) == (f"'{six}'", f"'{seven}'")
    long = "word " * 20
    assert changed_words(f"{long}then this", f"{long}then that") == (
        "'… word word then this'",
        "'… word word then that'",
    )
    # what only goes on differs at its end
    assert changed_words(long, f"{long}more") == ("'… word word word'", "'… word word word more'")
    assert changed_words(f"first {long}", f"last {long}") == (shortened(f"first {long}"), shortened(f"last {long}"))


def test_what_has_no_sentence_of_its_own_is_said_by_its_fields():
    entry = Redacted(date(2024, 5, 1), "She asked for it", "AB")
    whole = next(parts_of(register({"p": plan(ROW)}).plans[0]))
    assert entry_words(whole, "taken_out", entry) == "taken out, 1 May 2024: why She asked for it, by AB"
    assert quoted(None) == "none"


def test_a_legend_says_which_words_stand_for_what():
    legend = pair(
        plan(ROW),
        plan(ROW, head=HEAD.replace("at_risk", "on_track").replace("rag: {", "rag: {blue: {means: completed}, ")),
        "plan",
    ).one(LegendChange)
    assert set(legend.words) == {("amber", "at_risk", "on_track"), ("blue", "", "completed")}


def test_what_a_recommendation_says_is_told_once_and_carried():
    before, after = (
        plan(ROW).replace("    actions:", f"    rag: {word}\n    lead: {lead}\n    timescale: {when}\n    actions:")
        for word, lead, when in (("green", "AB", "March 2024"), ("amber", "CD", "June 2024"))
    )
    above, below = pair(before, after, "recommendation"), pair(before, after)
    assert {type(change) for change in above.changes} == {RatingChange, LeadChange, DateMove}
    assert not above.one(RatingChange).carried and {(type(change), change.carried) for change in below.changes} == {
        (RatingChange, True),
        (LeadChange, True),
    }


def test_entries_are_a_set_and_each_is_counted():
    notes = [
        "{date: 2024-05-01, note: A}",
        "{date: 2024-05-02, note: B}",
        "{date: 2024-05-02, note: B}",
        "{date: 2024-05-03, note: C}",
    ]
    entered = pair(
        plan(f"{ROW}, progress: [{', '.join(notes)}]"),
        plan(f"{ROW}, progress: [{notes[3].replace('C', 'D')}, {notes[1]}, {{date: 2024-05-09, note: E}}]"),
    ).one(EntryChange)
    assert [entry.note for entry in entered.added] == ["E"] and [entry.note for entry in entered.removed] == ["A", "B"]
    assert [(was.note, now.note) for was, now in entered.altered] == [("C", "D")]


def test_why_words_are_out_may_be_said_with_it_or_later():
    note, out = (f"progress: [{{date: 2024-05-01, note: 'Seen with {who}'%s}}]" for who in ("Ann Bell", "[redacted]"))
    why = ", redacted: [{date: 2024-05-20, why: She asked for it, by: AB}]"
    for before, after, is_redacted in (
        (note % "", out % why, True),
        (out % "", out % why, True),
        # it says that words are out, and none are
        (note % "", note % why, False),
        # words are out, and it does not say so
        (note % "", out % "", False),
    ):
        change = pair(plan(f"{ROW}, {before}"), plan(f"{ROW}, {after}")).one(EntryChange, "progress")
        assert change is not None and not change.added and not change.removed
        assert (len(change.redacted), len(change.altered)) == ((1, 0) if is_redacted else (0, 1))


def test_a_word_is_known_by_the_plan_that_uses_it_and_no_other():
    def mended(*others: str) -> bool:
        slip, right = "Use the referal form", "Use the referral form"
        rows = [f"id: {number}, text: {text}" for number, text in enumerate(others, 2)]
        of_plan = [plan(f"id: 1, text: {text}", *rows) for text in (slip, right)]
        other = plan(*(f"id: {number}, text: {text}" for number, text in enumerate([slip, slip, right, right], 1)))
        comparison = compare(*(register({"p": text, "q": other}) for text in of_plan))
        (change,) = (change for pair in comparison.pairs for change in pair.all(TextChange))
        return change.slight

    assert mended("Write to the county")
    # both words are the plan's own, more than once: neither is a slip
    assert not mended("Send the referal out", "Have the referal back", "A referral in May", "A referral in June")


def test_equal_texts_are_paired_under_their_own_recommendation_first():
    def written(*rows: tuple[str, str]) -> str:
        return f"{HEAD}recommendations:\n" + "".join(
            f"  - id: {name}\n    text: Keep {name} under review\n    actions: [{{id: {number}, text: Report on it}}]\n"
            for name, number in rows
        )

    old, new = (
        register({"p": written(*rows)}) for rows in ((("parks", "1"), ("pools", "2")), (("pools", "8"), ("parks", "9")))
    )
    found = {pair.old.id: pair.new.id for pair in compare(old, new).pairs if pair.new.kind == "action"}
    assert found == {"1": "9", "2": "8"}


def test_a_move_to_another_place_is_a_record():
    before = plan(ROW) + "  - id: 2\n    text: Report openly\n    actions: []\n"
    after = before.replace(f"      - {{{ROW}}}\n", "").replace(
        "text: Report openly\n    actions: []", f"text: Report openly\n    actions:\n      - {{{ROW}}}"
    )
    moved = pair(before, after)
    assert moved.changes == (PlaceChange("p#rec:1", "p#rec:2"),)
    (text,) = change_texts(moved, moved.changes[0])
    assert (text.kind, text.words) == ("elsewhere", "stood under p#rec:1, now under p#rec:2")


def test_removed_names_its_nearest_surviving_parent_and_what_went_with_it():
    comparison = compare(
        register({"p": OXFORD}),
        register({"p": OXFORD[: OXFORD.index("  - id: 6\n")] + OXFORD[OXFORD.index("  - id: 7\n") :]}),
    )
    (removed,) = comparison.removed
    assert (removed.part.address, removed.parent.address, len(removed.actions)) == ("p#rec:6", "p", 4)
    (gone,) = compare(register({"p": OXFORD}), register({})).removed
    assert (gone.part.address, gone.parent, len(gone.actions)) == ("p", None, 21)


def several(*recommendations: int) -> str:
    """A plan of recommendations with these ids, each with two actions."""
    return f"{HEAD}recommendations:\n" + "".join(
        f"  - id: {number}\n    text: Recommendation {number} on {WORDS[number]}\n    actions:\n"
        f"      - {{id: {number}.1, text: Write the guide to {WORDS[number]}}}\n"
        f"      - {{id: {number}.2, text: Train the team for {WORDS[number]}}}\n"
        for number in recommendations
    )


WORDS = ["", "lost property", "school transport", "night shelters", "sports grounds"]


def test_of_several_removals_each_is_told():
    old = register({"p": several(1, 2, 3, 4), "q": several(1, 2)})
    removed = compare(old, register({"p": several(2, 4), "q": several(2)})).removed
    assert [(one.part.address, len(one.actions)) for one in removed] == [("p#rec:1", 2), ("p#rec:3", 2), ("q#rec:1", 2)]


def test_what_is_in_a_file_that_no_longer_reads_is_not_told_as_removed_and_hides_no_removal():
    old = register({"p": several(1, 2), "q": several(3, 4)})
    removed = compare(old, register({"p": "no plan at all", "q": several(4)})).removed
    assert [one.part.address for one in removed] == ["q#rec:3"]


def test_a_thousand_new_actions_for_a_thousand_old_ones_are_told_apart_soon():
    before = plan(
        *(
            f"id: a{n}, text: Review the referral procedure of team {n} with the county and the police"
            for n in range(400)
        )
    )
    after = plan(
        *(
            f"id: b{n}, text: Publish what the auditors said to ward {n} at the annual meeting of all"
            for n in range(400)
        )
    )
    assert len(compare(register({"p": before}), register({"p": after})).removed) == 400


# two sides from git --------------------------------------------------------------------------------------------------

NAME = "plans/westmere/one.yaml"
ONE, TWO = plan(ROW), plan(ROW, "id: 2, text: Train every new councillor")


@pytest.fixture
def repo(repository):
    repository.write(NAME, ONE)
    repository.write("plans/westmere/other.yaml", TWO)
    repository.commit("plans", "2024-05-01")
    return repository


def shown(sources) -> dict[str, str]:
    return {source.name: source.data.decode() for source in sources}


def against(repository, revision: str, start: str = ".") -> store.Edit:
    folder = repository.folder / start
    return store.against(store.find_plans((), folder), revision, folder)


def test_only_what_differs_is_in_the_two_sides(repo):
    edit = against(repo, "HEAD")
    assert (edit.old, edit.new) == ((), ()) and len(edit.sources) == 2 and edit.base == repo.git("rev-parse", "HEAD")
    repo.write(NAME, TWO)
    edit = against(repo, "HEAD")
    assert shown(edit.old) == {NAME: ONE} and shown(edit.new) == {NAME: TWO}
    assert edit.old[0].stored == repo.git("rev-parse", f"HEAD:{NAME}") and edit.old[0].id == "westmere/one"


def test_a_deleted_and_a_new_plan_stand_on_one_side(repo):
    (repo.folder / NAME).rename(repo.folder / "plans/westmere/renamed.yaml")
    edit = against(repo, "HEAD")
    assert list(shown(edit.old)) == [NAME] and list(shown(edit.new)) == ["plans/westmere/renamed.yaml"]


def test_names_are_the_working_trees_seen_from_here(repo):
    repo.write(NAME, TWO)
    edit = against(repo, "HEAD", "plans")
    assert [source.name for source in edit.old] == [source.name for source in edit.new] == ["westmere/one.yaml"]


def test_a_branch_is_compared_from_where_it_went_apart_and_with_a_sign_as_it_is(repo):
    base = repo.git("rev-parse", "HEAD")
    repo.git("switch", "-q", "-c", "edit")
    repo.write("README.md", "x")
    repo.commit("edit")
    repo.git("switch", "-q", "main")
    repo.write(NAME, TWO)
    later = repo.commit("later on main")
    repo.git("switch", "-q", "edit")
    assert against(repo, "main").base == base and against(repo, "main").old == ()
    assert against(repo, "=main").base == later and shown(against(repo, "=main").old) == {NAME: TWO}
    assert "merge base of main and HEAD" in against(repo, "main").words


@pytest.mark.parametrize(
    "revision", ["nonsense", "origin/main", "HEAD~7", "main..edit", "HEAD:plans", "a b", "=nonsense"]
)
def test_a_revision_that_is_not_there_says_what_to_do(repo, revision):
    with pytest.raises(store.NotFound, match=r"there is no revision '.*git fetch"):
        against(repo, revision)


@pytest.mark.parametrize("revision", ["--all", "-h", "=--all", "", "=", "==HEAD", "a\nb", "a\0b"])
def test_what_is_no_revision_is_refused(repo, revision):
    with pytest.raises(store.NotFound, match=r"is not a revision: write a branch, tag or commit"):
        against(repo, revision)


def test_no_repository(portfolio):
    folder = portfolio({"westmere/one": ONE})
    with pytest.raises(store.NotFound, match=r"not in a git repository"):
        store.against(store.find_plans((), folder), "HEAD", folder)
    with pytest.raises(store.NotFound, match=r"not in a git repository"):
        store.staged(folder)


def test_a_folder_that_only_looks_like_a_repository(repo, tmp_path):
    inner = repo.folder / "inner"
    (inner / ".git").mkdir(parents=True)
    repo.write("inner/plans/a.yaml", ONE)
    edit = against(repo, "HEAD", "inner")
    assert [source.name for source in edit.new] == ["plans/a.yaml"] and edit.old == ()


def test_a_branch_with_no_commit_has_no_base_and_says_so(repository):
    repository.write(NAME, ONE)
    edit = against(repository, "main")
    assert edit.base == "" and edit.old == () and "no commit yet" in edit.words and len(edit.sources) == 1
    repository.git("add", "-A")
    edit = store.staged(repository.folder)
    assert edit.base == "" and edit.old == () and shown(edit.new) == {NAME: ONE} and "no commit yet" in edit.words


def test_an_orphan_branch_can_be_compared_with_another_as_it_is(repo):
    repo.git("switch", "-q", "--orphan", "fresh")
    repo.write(NAME, TWO)
    assert "no commit yet" in against(repo, "main").words
    assert NAME in shown(against(repo, "=main").old)
    repo.commit("fresh")
    with pytest.raises(store.NotFound, match=r"no commit in common; .*'=main'"):
        against(repo, "main")


def clone(repo, tmp_path, *how: str):
    from conftest import Repository

    folder = tmp_path / "clone"
    repo.git("clone", "-q", *how, f"file://{repo.folder}", str(folder))
    found = Repository.__new__(Repository)
    found.folder = folder
    return found


def test_a_shallow_clone_without_the_merge_base_says_what_to_do(repo, tmp_path):
    repo.git("switch", "-q", "-c", "edit")
    repo.write("README.md", "x")
    repo.commit("edit")
    repo.git("switch", "-q", "main")
    repo.write(NAME, TWO)
    repo.commit("later on main")
    shallow = clone(repo, tmp_path, "--depth", "1", "--no-single-branch", "-b", "edit")
    with pytest.raises(store.NotFound, match=r"shallow .*git fetch --unshallow.*fetch-depth: 0"):
        against(shallow, "origin/main")
    assert NAME in shown(against(shallow, "=origin/main").old)
    with pytest.raises(store.NotFound, match=r"no revision 'HEAD~1'.*git fetch --unshallow"):
        against(shallow, "HEAD~1")
    shallow.git("fetch", "-q", "--unshallow")
    assert against(shallow, "origin/main").old == ()


def test_a_partial_clone_says_what_to_do_and_fetches_nothing(repo, tmp_path):
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.write(NAME, TWO)
    repo.commit("later")
    partial = clone(repo, tmp_path, "--filter=blob:none")
    with pytest.raises(store.NotFound, match=r"git fetch --refetch|cannot read"):
        against(partial, "=HEAD~1")


def test_a_merge_in_progress_is_settled_first(repo):
    repo.git("switch", "-q", "-c", "edit")
    repo.write(NAME, TWO)
    repo.commit("edit")
    repo.git("switch", "-q", "main")
    repo.write(NAME, plan("id: 1, text: Review the procedure of all teams"))
    repo.commit("other")
    subprocess.run(["git", "merge", "-q", "edit"], cwd=repo.folder, capture_output=True, check=False)
    with pytest.raises(store.NotFound, match=rf"a merge is in progress and {NAME} has a conflict: .*git add"):
        store.staged(repo.folder)
    repo.write(NAME, TWO)
    repo.git("add", NAME)
    assert shown(store.staged(repo.folder).new) == {NAME: TWO}


# the index -----------------------------------------------------------------------------------------------------------


def test_nothing_staged_under_the_plans_folder_is_nothing(repo):
    repo.write("README.md", "words")
    repo.write(NAME, TWO)
    repo.git("add", "README.md")
    edit = store.staged(repo.folder)
    assert (edit.old, edit.new, edit.sources) == ((), (), ())


def test_the_index_is_read_and_not_the_working_tree(repo):
    repo.write(NAME, TWO)
    repo.git("add", NAME)
    repo.write(NAME, "torn: [")
    edit = store.staged(repo.folder / "plans")
    assert (
        shown(edit.old) == {"westmere/one.yaml": ONE}
        and shown(edit.new) == {"westmere/one.yaml": TWO}
        and len(edit.sources) == 2
    )


def test_every_plan_deleted_and_the_folder_with_it(repo):
    repo.git("rm", "-q", "-r", "plans")
    assert not (repo.folder / "plans").exists()
    edit = store.staged(repo.folder)
    assert sorted(shown(edit.old)) == [NAME, "plans/westmere/other.yaml"] and edit.new == ()


def test_a_file_that_is_only_named_is_no_part_of_a_commit(repo):
    repo.write("plans/westmere/new.yaml", ONE)
    repo.git("add", "--intent-to-add", "plans/westmere/new.yaml")
    assert store.staged(repo.folder).new == ()


def test_the_index_that_git_hands_to_a_hook_is_the_one_read(repo, monkeypatch):
    repo.write(NAME, TWO)
    index = repo.folder / ".git" / "next-index"
    index.write_bytes((repo.folder / ".git" / "index").read_bytes())
    repo.git("add", NAME, GIT_INDEX_FILE=str(index))
    assert store.staged(repo.folder).new == ()
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    assert shown(store.staged(repo.folder).new) == {NAME: TWO}
    # git sets both for a hook in a linked working tree
    monkeypatch.setenv("GIT_DIR", str(repo.folder / ".git"))
    assert shown(store.staged(repo.folder / "plans").new) == {"westmere/one.yaml": TWO}


def test_hidden_files_and_other_endings_are_no_plans_and_a_link_is_not_read(repo):
    for name in ("plans/.hidden/a.yaml", "plans/.b.yaml", "plans/notes.txt"):
        repo.write(name, ONE)
    os.symlink("westmere/one.yaml", repo.folder / "plans/link.yaml")
    repo.commit("more")
    found = store.sources_at(repo.folder / "plans", "HEAD", repo.folder)
    assert [(source.id, source.unread is None) for source in found] == [
        ("link", False),
        ("westmere/one", True),
        ("westmere/other", True),
    ]


def test_a_name_that_is_not_utf_8_survives(repo):
    name = b"plans/westmere/caf\xe9.yaml"
    try:
        (Path(os.fsdecode(os.fsencode(repo.folder) + b"/" + name))).write_text(ONE, encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes only UTF-8 names")
    repo.commit("a name")
    (source,) = [
        source for source in store.sources_at(repo.folder / "plans", "HEAD", repo.folder) if "caf" in source.name
    ]
    assert os.fsencode(source.name) == name and against(repo, "HEAD").old == ()


def test_bytes_come_as_they_are_stored_and_nothing_of_the_repository_runs(repo, tmp_path):
    ran = tmp_path / "ran"
    repo.write(".gitattributes", "*.yaml filter=evil diff=evil text eol=crlf\n")
    repo.commit("attributes")
    repo.write(NAME, TWO)
    repo.git("add", NAME)
    for key in (
        "filter.evil.smudge",
        "filter.evil.clean",
        "filter.evil.process",
        "diff.evil.textconv",
        "diff.evil.command",
        "core.fsmonitor",
        "core.pager",
        "core.sshCommand",
        "alias.ls-tree",
    ):
        repo.git("config", key, f"{'!' if key.startswith('alias') else ''}touch {ran}")
    hook = repo.folder / ".git/hooks/post-index-change"
    hook.write_text(f"#!/bin/sh\ntouch {ran}\n", encoding="utf-8")
    hook.chmod(0o755)
    assert shown(against(repo, "HEAD").old)[NAME] == ONE
    assert shown(store.staged(repo.folder).new) == {NAME: TWO}
    assert not ran.exists()


def test_a_plan_named_alone_is_compared_with_the_whole_folder(repo):
    repo.write(NAME, plan("id: 9, text: Quite another thing"))
    repo.write("plans/westmere/third.yaml", ONE)
    found = store.find_plans(["westmere/other"], repo.folder)
    edit = store.against(found, "HEAD", repo.folder)
    assert list(shown(edit.old)) == [NAME] and sorted(shown(edit.new)) == [NAME, "plans/westmere/third.yaml"]


def test_a_file_outside_any_plans_folder_is_compared_with_itself(repo):
    repo.write("drafts/a.yaml", ONE)
    repo.write("drafts/b.yaml", ONE)
    repo.commit("drafts")
    repo.write("drafts/a.yaml", TWO)
    repo.write("drafts/b.yaml", TWO)
    found = store.find_plans(["drafts/a.yaml"], repo.folder)
    edit = store.against(found, "HEAD", repo.folder)
    assert shown(edit.old) == {"drafts/a.yaml": ONE} and shown(edit.new) == {"drafts/a.yaml": TWO}
