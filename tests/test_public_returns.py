"""What the public is shown of self-assessments: the same doors as of plans, each with what it says of itself."""

from __future__ import annotations

import pytest
from test_audience import named, strings

from s11.plan import AssessmentFile, load_assessment
from s11.text import Source
from s11.view.public_returns import PublicReturns, WithheldReturns, public_returns

WHOLE = """\
format: s11-assessment/1
title: T
organisation: Westmere District Council
for: [Countyshire Board]
standards: own
submitted: {date: 2024-05-02, by: AB, signed_by: [CE, Zoe Finch], approved: {by: GH}}
to_sign: [CE, TBC]
source: {document: Annex A}
scale: {green: {means: met}, amber: {means: partly}}
people:
  AB: {name: Ann Bell, post: Policy officer}
  CE: {name: Cal Dunn, post: Policy officer, organisation: Westmere Trust}
  GH: {name: Guy Hart}
  DOG: {name: Designated Officers Group, group: true}
challenges:
  - {id: panel, as: panel, by: [DOG, CE], date: 2024-06-01, about: ["1"], report: 'https://example.org/panel'}
answers:
  - standard: "1"
    text: We follow the procedures
    grades: [{by: self, grade: green}]
    strengths: [Regular supervision]
    evidence: [{text: Minutes, dated: 2024-01-05}, {text: File of the refuge, sensitive: true}]
  - {standard: "2", evidence: [{text: Policy}, {text: Names of the team, sensitive: true}, {text: Leaflet}]}
"""
MARKED = WHOLE.replace("title: T\n", "title: T\nmarking: OFFICIAL-SENSITIVE\n")
OPEN = WHOLE.replace(", sensitive: true", "")


def file(text: str, name: str = "w/a") -> AssessmentFile:
    return load_assessment(Source(f"plans/{name}.yaml", name, text.encode()))


def shown(*texts: str, **asked) -> PublicReturns | WithheldReturns:
    return public_returns([file(text, f"w/{letter}") for letter, text in zip("abcd", texts, strict=False)], **asked)


def test_posts_stand_for_people_everywhere():
    assert file(WHOLE).whole
    made = shown(WHOLE)
    assert isinstance(made, PublicReturns), made
    (twin,) = made.twins
    sent = twin.submitted
    assert sent is not None and sent.approved is not None
    assert (sent.by, sent.signed_by) == ("Policy officer", ("Policy officer (2)", "post not recorded (2)"))
    # a body's own words may stand where a person may: a key of people is put away there too
    assert sent.approved.by == "post not recorded"
    assert twin.to_sign == ("Policy officer (2)", "TBC")
    assert twin.challenges[0].by == ("DOG", "Policy officer (2)")
    assert {label: (person.name, person.post, person.organisation) for label, person in twin.people.items()} == {
        "Policy officer": ("", "Policy officer", ""),
        "Policy officer (2)": ("", "Policy officer (2)", "Westmere Trust"),
        "post not recorded": ("", "", ""),
        "DOG": ("Designated Officers Group", "", ""),
        "post not recorded (2)": ("", "", ""),
    }
    assert named("\n".join(text.text for text in made.texts)) == []


@pytest.mark.parametrize(
    ("texts", "asked", "said"),
    [
        (
            (WHOLE,),
            {},
            (
                "Posts stand here in the place of people's names; 2 of 4 people have none recorded.",
                "2 of 5 pieces of evidence are left out as sensitive; how an answer stands is judged with them.",
            ),
        ),
        (
            (OPEN.replace(", Zoe Finch", ""),),
            {},
            (
                "Posts stand here in the place of people's names; 1 of 3 people has none recorded.",
                "None of 5 pieces of evidence is left out as sensitive.",
            ),
        ),
        (
            (
                OPEN.replace(", Zoe Finch", "")
                .replace("Guy Hart}", "Guy Hart, post: Clerk}")
                .replace("Leaflet", "Leaflet, sensitive: true"),
                MARKED,
            ),
            {"drop": ["w/b"]},
            (
                "Posts stand here in the place of people's names.",
                "1 of 2 self-assessments is left out whole.",
                "1 of 5 pieces of evidence is left out as sensitive; how an answer stands is judged with it.",
            ),
        ),
        (
            (OPEN.replace("Leaflet", "Bell and Dunn spoke then Bell"), "a: [", MARKED),
            {"drop": ["w/b", "w/c"], "allow": ["Dunn", "bell"]},
            (
                "Posts stand here in the place of people's names; 2 of 4 people have none recorded.",
                "2 of 3 self-assessments are left out whole.",
                "None of 5 pieces of evidence is left out as sensitive.",
                "Words that could give somebody away were looked at and allowed to stand: 'bell' and 'Dunn'.",
            ),
        ),
    ],
)
def test_a_copy_says_what_it_is_without(texts, asked, said):
    made = shown(*texts, **asked)
    assert isinstance(made, PublicReturns) and made.notes == said


def test_how_many_pieces_are_left_out_is_counted_by_standard():
    made = shown(WHOLE, OPEN)
    assert isinstance(made, PublicReturns) and made.evidence == {"w/a": {"1": 1, "2": 1}}
    # the twin still holds them, since how an answer stands is judged with them; its words are not looked through
    assert [len(answer.evidence) for answer in made.twins[0].answers] == [2, 3]
    assert not [text for text in made.texts if text.address.startswith("w/a") and "refuge" in text.text]
    assert [text.address for text in made.texts if "refuge" in text.text] == ["w/b#1"]


@pytest.mark.parametrize(
    ("text", "asked", "why"),
    [
        (
            MARKED,
            {},
            "w/a is marked 'OFFICIAL-SENSITIVE': leave it out with --drop w/a, or only what it marks as sensitive with "
            "--drop sensitive; a marking that everybody may read is named under 'open_markings' in s11.yaml",
        ),
        (
            MARKED.replace(", sensitive: true", ""),
            {"drop": ["sensitive"]},
            "w/a is marked 'OFFICIAL-SENSITIVE', and nothing in it is marked 'sensitive: true', so there is nothing to "
            "leave out: mark it, or leave the whole out with --drop w/a",
        ),
        (
            WHOLE.replace("sensitive: true", "sensitve: true"),
            {"drop": ["sensitive"]},
            "w/a could not be read whole, so that nobody knows what in it is sensitive: mend it ('s11 lint' says "
            "where), or leave it out with --drop w/a",
        ),
        (
            "a: [",
            {},
            "w/a could not be read whole, so that nobody knows what in it is sensitive: mend it ('s11 lint' says "
            "where), or leave it out with --drop w/a",
        ),
        (WHOLE, {"drop": ["w/a"]}, "every self-assessment was dropped: nothing is left to publish"),
        (
            WHOLE.replace("Minutes", "File 943 476 5919"),
            {"allow": ["943 476 5919"]},
            "w/a#1, evidence text: '943 476 5919' may be an NHS number: mend it, or leave the self-assessment out with "
            "--drop w/a",
        ),
        (
            WHOLE.replace("title: T", "title: Notes (confidential)"),
            {"allow": ["confidential"]},
            "w/a, title: the words of a marking stand here, 'confidential': reword it, or leave the self-assessment "
            "out with --drop w/a",
        ),
    ],
)
def test_what_is_refused_says_why_and_what_to_do(text, asked, why):
    assert shown(text, **asked) == WithheldReturns((why,))


def test_only_what_it_marks_is_left_out_of_a_marked_return_and_its_marking_says_so():
    made = shown(MARKED, drop=["sensitive"])
    assert isinstance(made, PublicReturns), made
    assert [twin.marking for twin in made.twins] == [
        "OFFICIAL-SENSITIVE (the return as a whole; what it marks as sensitive is left out here)"
    ]
    for text, word, asked in (
        (WHOLE, "OFFICIAL", {}),
        (OPEN, "Westmere Open", {"open_markings": ["WESTMEREOPEN"]}),
    ):
        made = shown(text.replace("title: T\n", f"title: T\nmarking: {word}\n"), **asked)
        assert isinstance(made, PublicReturns) and [twin.marking for twin in made.twins] == [word]


@pytest.mark.parametrize(
    ("before", "after", "met"),
    [
        ("Minutes", "Minutes that Ann Bell took", [("w/a#1", "evidence text", "Ann Bell")]),
        ("Minutes", "Minutes of GH", [("w/a#1", "evidence text", "GH")]),
        ("Minutes", "ask x.y@example.org", [("w/a#1", "evidence text", "x.y@example.org")]),
        ("Regular supervision", "Supervision by Mrs Arden", [("w/a#1", "strengths", "Mrs Arden")]),
        ("Annex A", "Annex by Guy Hart", [("w/a", "source document", "Guy Hart")]),
        ("example.org/panel", "example.org/bell", [("w/a", "challenges report", "bell")]),
        ("procedures", "procedures of C Dunn", [("w/a#1", "text", "C Dunn")]),
        # a post and a group that read like a name
        ("Guy Hart}", "Guy Hart, post: Cass Arden}", [("w/a", "people", "Cass Arden")]),
        ("Guy Hart}", "Guy Hart, post: 'Cass Arden, Clerk'}", [("w/a", "people", "Cass Arden")]),
        ("Guy Hart}", "Guy Hart, post: CassArden}", [("w/a", "people", "CassArden")]),
        (
            "Designated Officers Group",
            "Cllr  Arden",
            [("w/a", "people", "Cllr  Arden"), ("w/a", "people name", "Cllr  Arden")],
        ),
        ("Designated Officers Group", "Friends of Cass Arden", [("w/a", "people", "Cass Arden")]),
        # what stands for somebody without a post opens no text
        ("Minutes", "'Ann Bell, post not recorded'", [("w/a#1", "evidence text", "Ann Bell")]),
        # what the returns and the names of bodies write small or as their own is no name
        ("Minutes", "Policy of Westmere", []),
        # what is left out is not looked through
        ("the refuge", "the refuge of Ann Bell", []),
    ],
)
def test_every_place_where_somebody_may_be_named_is_listed(before, after, met):
    assert before in WHOLE
    made = shown(WHOLE.replace(before, after))
    assert [(one.address, one.field, one.name) for one in made.names] == met
    assert isinstance(made, WithheldReturns) == bool(met)


def test_whole_names_are_looked_for_in_every_return_and_keys_only_in_their_own():
    other = OPEN.replace("AB: {name: Ann Bell, ", "XY: {").replace("by: AB", "by: XY")
    made = shown(WHOLE, other.replace("Minutes", "Ann Bell and AB").replace("File", "Mr Bell"))
    assert [(one.address, one.name) for one in made.names] == [("w/b#1", "Ann Bell"), ("w/b#1", "Mr Bell")]
    # of a return that is dropped nobody is known
    made = shown(WHOLE, other.replace("Minutes", "Ann Bell and AB"), drop=["w/a"])
    assert isinstance(made, PublicReturns) and made.names == ()


@pytest.mark.parametrize(
    ("before", "after", "there", "gone"),
    [
        ("https://example.org/panel", r"S:\Panel\notes.docx", "[path left out]", "notes"),
        ("Regular supervision", r"'See \\server\share\x'", "See [path left out]", "server"),
        ("Annex A", r"'Annex in C:\a.docx'", "Annex in [path left out]", "a.docx"),
        ("text: Minutes", r"text: 'Minutes, http://intranet/x'", "Minutes, [path left out]", "intranet"),
    ],
)
def test_a_path_that_only_the_body_can_open_is_cut_wherever_it_stands(before, after, there, gone):
    assert before in WHOLE
    made = shown(WHOLE.replace(before, after))
    assert isinstance(made, PublicReturns), made
    words = [text.text for text in made.texts]
    assert there in words and not [one for one in words if gone in one]


def test_nothing_else_is_changed():
    (twin,) = shown(WHOLE).twins
    one = file(WHOLE).assessment
    assert one is not None and [answer.grades for answer in twin.answers] == [answer.grades for answer in one.answers]
    assert (twin.title, twin.organisation, twin.boards, twin.standards, twin.scale, twin.spellings) == (
        one.title,
        one.organisation,
        one.boards,
        one.standards,
        one.scale,
        one.spellings,
    )
    assert strings(tuple(twin.answers[0].strengths)) == ["Regular supervision"]
