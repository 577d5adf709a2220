"""The self-assessment: what one return says, as frozen typed records, and with them the one description of its format.

A body grades itself against a list of standards, others challenge it, and every grade stays beside the others. A grade
means what the body's own scale says; nothing is added up by its word. Nobody's silence is a grade: what was not graded
or not looked at is said to be so.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from datetime import date as Day
from typing import ClassVar, Literal, get_args

from s11.frozen import dataclass
from s11.plan.fields import choice, flag, keyed, many, needed, optional, prose, words
from s11.plan.kinds import (
    WORDS,
    ChoiceKind,
    Definitions,
    Entry,
    FlagKind,
    Kind,
    PercentKind,
    Reader,
    Record,
    RecordKind,
    Schema,
    shape,
)
from s11.plan.reading import PlanReader
from s11.plan.records import DAY, FACT_DAY, WHEN, Person, Provenance
from s11.plan.spelling import fold_word
from s11.plan.standards import BODY_KINDS, BodyKind
from s11.text import Document, Finding, Node, Path, Source, read
from s11.when import STANDARD, Conventions, Timescale

ASSESSMENT_FORMAT = "s11-assessment/1"
# who gives a grade, where it is the body itself
SELF = "self"

Fulfilment = Literal["exceeds", "met", "partly", "little", "not_met", "not_applicable", "not_graded"]
FULFILMENTS: tuple[Fulfilment, ...] = get_args(Fulfilment)
# the grades that say how far a standard is met, best first
MET_ORDER: tuple[Fulfilment, ...] = ("exceeds", "met", "partly", "little", "not_met")
DUTIES = (
    "children-act-2004-11",
    "education-act-2002-175",
    "education-act-2002-157",
    "childcare-act-2006-40",
    "care-act-2014",
)
Challenger = Literal[
    "peer_review",
    "panel",
    "scrutineer",
    "independent_review",
    "board",
    "accountability_meeting",
    "survey",
    "walkabout",
    "young_people",
    "internal_audit",
    "inspection",
    "interview",
]
CHALLENGERS: tuple[Challenger, ...] = get_args(Challenger)
Support = Literal["yes", "partly", "no"]
SUPPORTS: tuple[Support, ...] = get_args(Support)
LookedAt = Literal["looked_at", "not_looked_at", "not_said"]

_FACT = "the day, or the month where no day is known"
_NOTE = "words for which the format has no field"


class YesOrNoKind(Kind[bool]):
    """true or false, where leaving it out is neither."""

    called = "true or false"

    def read(self, reading: Reader, node: Node, path: Path) -> bool | None:
        word = node.strip().lower() if isinstance(node, str) else ""
        if word in FlagKind.YES or word in FlagKind.NO:
            return word in FlagKind.YES
        said = f"'{node}'" if isinstance(node, str) else shape(node)
        reading.wrong(path, f"{said} is neither true nor false", "write true or false; left out, it is not known")
        return None

    def schema(self, defs: Definitions) -> Schema:
        return FlagKind().schema(defs)


class CountKind(Kind[int]):
    """A whole number of things, from 0."""

    called = "a number"

    def read(self, reading: Reader, node: Node, path: Path) -> int | None:
        if isinstance(node, str) and re.fullmatch(r"\d{1,9}", node.strip(), re.ASCII):
            return int(node.strip())
        said = f"'{node}'" if isinstance(node, str) else shape(node)
        reading.wrong(path, f"{said} is not a whole number", "write how many there were, for example 40")
        return None

    def schema(self, defs: Definitions) -> Schema:
        return {
            "anyOf": [
                {"title": self.called, "type": "integer", "minimum": 0, "maximum": 999_999_999},
                {"title": "a number as words", "type": "string", "pattern": r"^\s*\d{1,9}\s*$"},
            ]
        }


# the scale -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Grade(Record):
    """What one word of the body's scale means."""

    finding_name = "a word of the scale"
    reference_name = "A word of the scale"

    means: Fulfilment = needed(ChoiceKind(*FULFILMENTS), "how far the standard is met")
    label: str = prose("the scale's own words for it")
    also: tuple[str, ...] = many(WORDS, "other spellings met in cells")
    needs: str = choice("what a grade of it must have beside it", "evidence", "example")
    colour: str = words("the colour it is shown in, for words that are not colours")


@dataclass(frozen=True, slots=True)
class Band(Record):
    """A stretch of per cent, for a scale that is numbers."""

    finding_name = "a band"
    reference_name = "A band of per cent"

    first: float = needed(PercentKind(), "the lowest per cent of it", key="from")
    last: float = needed(PercentKind(), "the highest per cent of it", key="to")
    means: Fulfilment = needed(ChoiceKind(*FULFILMENTS), "how far the standard is met")
    label: str = prose("the scale's own words for it")


@dataclass(frozen=True, slots=True)
class ImpactLevel(Record):
    """One level of impact. The levels stand in their own order, lowest first, and mean nothing beside each other."""

    reference_name = "A level of impact"

    label: str = prose("the model's own words for it")


# who said what -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Approval(Record):
    """Who approved the return before it was sent."""

    by: str = words("a key of people, or a body", required=True, names="people_or_body", example="Full governing body")
    date: Day | None = optional(FACT_DAY, _FACT)


@dataclass(frozen=True, slots=True)
class Submission(Record):
    """The return as it was sent: after that an answer is a record."""

    finding_name = "submitted"
    reference_name = "The submission"

    date: Day = needed(FACT_DAY, _FACT)
    by: str = words("who sent it, a key of people", names="people", example="AB")
    substitute: str = words(
        "who answers questions where that person cannot, a key of people", names="people", example="CD"
    )
    signed_by: tuple[str, ...] = many(WORDS, "who signed it, keys of people", names="people", example="CE")
    approved: Approval | None = optional(RecordKind(Approval), "who approved it, and when")
    incomplete: bool = flag("sent before it was complete, as the board allows: answers are still to come")


@dataclass(frozen=True, slots=True)
class Taken(Record):
    """One body that the return, or the board's report on it, was taken to."""

    finding_name = "reported"
    reference_name = "A report of it to a body"
    kept: ClassVar[bool] = True

    date: Day | None = optional(FACT_DAY, _FACT)
    to: str = words("the body, or where it was published", required=True, example="Scrutiny committee")
    anonymous: bool = flag("the bodies that answered were not named")
    report: str = words("where the report can be read", locates=True)


@dataclass(frozen=True, slots=True)
class ChallengeView(Record):
    """What a challenge says of a standard, where it gives no grade: a survey, for example."""

    finding_name = "an entry of 'says'"
    reference_name = "What a challenge says"
    kept: ClassVar[bool] = True

    standard: str = words("the number of the standard; left out where it is said of the whole")
    question: str = words("the number of the question that was put, where it had one of its own", example="10")
    supports: str = choice("whether it bears the answer out", *SUPPORTS)
    text: str = prose("what was found")


@dataclass(frozen=True, slots=True)
class Challenge(Record):
    """Somebody beside the body who looked at the return, or at what it speaks of."""

    kept: ClassVar[bool] = True

    id: str = words("the name by which grades and questions name it", required=True, example="peer")
    how: str = choice("what it was", *CHALLENGERS, required=True, key="as")
    date: Day | None = optional(FACT_DAY, _FACT)
    by: tuple[str, ...] = many(WORDS, "the bodies or people, keys of people among them", names="people_or_body")
    about: tuple[str, ...] = many(
        WORDS, "the numbers of the standards that it looked at; left out, it is not said which it looked at"
    )
    of: str = prose("whom or what it looked at")
    asked: int | None = optional(CountKind(), "how many were asked")
    answered: int | None = optional(CountKind(), "how many answered")
    says: tuple[ChallengeView, ...] = many(RecordKind(ChallengeView), "what it says where it gives no grade")
    report: str = words("where its report can be read", locates=True)
    note: str = prose(_NOTE)


@dataclass(frozen=True, slots=True)
class GivenGrade(Record):
    """One grade as one party gave it. None takes the place of another."""

    finding_name = "a grade"
    reference_name = "A grade as it was given"
    kept: ClassVar[bool] = True

    by: str = words("self, or the id of a challenge", required=True, example="self")
    grade: str = words("a word of the scale", required=True, example="green")
    date: Day | None = optional(FACT_DAY, _FACT)
    why: str = prose("why")


@dataclass(frozen=True, slots=True)
class PointAnswer(Record):
    """What is said of one point within a standard."""

    finding_name = "a point"
    reference_name = "An answer to a point"
    kept: ClassVar[bool] = True

    id: str = words("the number of the point", required=True)
    met: bool | None = optional(YesOrNoKind(), "whether it is met; left out, it is not known")
    note: str = prose(_NOTE)


@dataclass(frozen=True, slots=True)
class AnswerEvidence(Record):
    """What shows that an answer is true: named and dated, not attached."""

    finding_name = "a piece of evidence"
    reference_name = "A piece of evidence"
    kept: ClassVar[bool] = True

    text: str = prose("what it is", required=True)
    dated: Day | None = optional(FACT_DAY, "its day, or the month where no day is known")
    frequency: str = words("how often it comes about, where it recurs", example="Every month")
    link: str = words("where it can be read", locates=True)
    held: str = words("where it is kept, where it is not sent")
    impact: str = words("a level of impact, a key of impact", example="2")
    effect: str = prose("what became different for children")
    example: bool = flag("may be shared with others as an example")
    sensitive: bool = flag("not for a public report")


@dataclass(frozen=True, slots=True)
class Question(Record):
    """A question that a challenge put, and what was answered."""

    finding_name = "a question"
    reference_name = "A question and its answer"
    kept: ClassVar[bool] = True

    by: str = words("the id of the challenge", required=True, example="peer")
    text: str = prose("what was asked", required=True)
    answer: str = prose("what was answered; left out, nothing yet")
    date: Day | None = optional(FACT_DAY, "the day it was asked, or the month where no day is known")
    action: str = words(
        "the action that it asks about, by its address, where it is not the answer",
        example="westmere/section-11-2024#3.1",
    )


@dataclass(frozen=True, slots=True)
class Answer(Record):
    """What is said of one standard."""

    kept: ClassVar[bool] = True

    standard: str = words("its number in the list", required=True, example="3")
    grades: tuple[GivenGrade, ...] = many(RecordKind(GivenGrade), "every grade that was given, oldest first")
    points: tuple[PointAnswer, ...] = many(RecordKind(PointAnswer), "the points within the standard")
    text: str = prose("what the body says in its own words")
    not_applicable: str = prose("why the standard does not apply to this body")
    none: str = prose("why there is no action")
    evidence: tuple[AnswerEvidence, ...] = many(RecordKind(AnswerEvidence), "what shows it")
    strengths: tuple[str, ...] = many(WORDS, "what is good")
    gaps: tuple[str, ...] = many(WORDS, "what is lacking")
    actions: tuple[str, ...] = many(
        WORDS, "the actions that follow, by their addresses", example="westmere/section-11-2024#3.1"
    )
    challenged: tuple[Question, ...] = many(RecordKind(Question), "what was asked about the answer")
    unchanged_since: Day | None = optional(
        FACT_DAY, "the day since which the answer has been carried forward as it was"
    )
    note: str = prose(_NOTE)

    @property
    def own(self) -> GivenGrade | None:
        """The grade that the body gave itself: the last one."""
        return next((one for one in reversed(self.grades) if one.by == SELF), None)

    @property
    def moderated(self) -> GivenGrade | None:
        """The last grade that was not the body's own; None where nobody else gave one, which confirms nothing."""
        return next((one for one in reversed(self.grades) if one.by != SELF), None)


@dataclass(frozen=True, slots=True)
class Amendment(Entry):
    """A change of what a return says, with its reason: after it was submitted, or in the terms it is read by."""

    finding_name = "an amendment"
    reference_name = "An amendment"

    date: Day = needed(DAY, "the day it was made")
    by: str = words("who made it, a key of people", names="people", example="AB")
    about: tuple[str, ...] = many(
        WORDS, "the numbers of the standards whose answers were changed; left out, the return as a whole"
    )
    why: str = prose("why", required=True)


@dataclass(frozen=True, slots=True)
class Assessment(Record):
    """One self-assessment: one return of one body for one cycle."""

    finding_name = "the assessment"
    reference_name = "The assessment"
    kept: ClassVar[bool] = True

    format: str = choice("the kind of file and the version of the format", ASSESSMENT_FORMAT, required=True)
    title: str = prose("its title", required=True)
    organisation: str = words("the body that answers", required=True)
    unit: str = words("the part of the body that it is about, where it is not the whole", example="Sports centres")
    kind: BodyKind | None = optional(ChoiceKind(*BODY_KINDS), "what kind of body it is")
    under: tuple[str, ...] = many(ChoiceKind(*DUTIES), "the duties; children-act-2004-11 where it is left out")
    boards: tuple[str, ...] = many(WORDS, "the boards that it is for: one return may go to several", key="for")
    standards: str = words("the id of the list of standards", example="working-together-2018")
    cycle: Timescale | None = optional(WHEN, "how often it is asked for, in words", example="Every two years")
    round: str = words("which part of its cycle it is, where the parts differ: a year, a topic", example="Year one")
    due: Timescale | None = optional(WHEN, "when it was to be sent, in words", example="30 October 2015")
    report_due: Timescale | None = optional(WHEN, "when the board was to report on it, in words")
    as_at: Day | None = optional(DAY, "the day for which it speaks")
    submitted: Submission | None = optional(
        RecordKind(Submission), "when and by whom it was sent; left out, it was not"
    )
    to_sign: tuple[str, ...] = many(WORDS, "who is to sign it, keys of people", names="people", example="CE")
    plans: tuple[str, ...] = many(
        WORDS, "the action plans that go with it, by their ids", example="westmere/section-11-2024"
    )
    no_evidence: str = prose("why no evidence is sent, where the board asks for none")
    reported: tuple[Taken, ...] = many(RecordKind(Taken), "where it, or the board's report on it, was taken")
    source: Provenance | None = optional(RecordKind(Provenance), "the document it was taken from")
    marking: str = words("the protective marking as written")
    scale: Mapping[str, Grade] = keyed(RecordKind(Grade), "the body's own words for grades, each with what it means")
    bands: tuple[Band, ...] = many(RecordKind(Band), "what a grade in per cent means, by stretches")
    impact: Mapping[str, ImpactLevel] = keyed(
        RecordKind(ImpactLevel), "the levels of impact, lowest first", nothing=ImpactLevel
    )
    people: Mapping[str, Person] = keyed(RecordKind(Person), "who is named by a key", nothing=Person)
    challenges: tuple[Challenge, ...] = many(RecordKind(Challenge), "who else looked, and at what")
    grades: tuple[GivenGrade, ...] = many(
        RecordKind(GivenGrade), "what was graded as a whole, where it was; never taken for the grade of a standard"
    )
    note: str = prose(_NOTE)
    amendments: tuple[Amendment, ...] = many(
        RecordKind(Amendment), "what was changed since it was submitted, or in its terms, oldest first"
    )
    answers: tuple[Answer, ...] = many(RecordKind(Answer), "what is said of each standard", bare=False)
    id: str = ""
    spellings: Mapping[str, Fulfilment] = dataclasses.field(default_factory=dict, repr=False)

    def means(self, grade: str) -> Fulfilment | None:
        """How far a standard is met by a grade as it is spelled; None for a word that the scale does not have."""
        found = self.spellings.get(fold_word(grade))
        if found is not None or not self.bands:
            return found
        match = re.fullmatch(r"\s*(\d{1,3}(?:\.\d+)?)\s*(?:%|per cent)?\s*", grade, re.ASCII)
        number = float(match[1]) if match else -1.0
        return next((band.means for band in self.bands if band.first <= number <= band.last), None)

    def entry(self, grade: str) -> Grade | None:
        """The scale's entry for a grade as it is spelled; None where it has none, or two."""
        folded = fold_word(grade)
        if folded not in self.spellings:
            return None
        words = ((entry, (key, *entry.also)) for key, entry in self.scale.items())
        return next((entry for entry, spelled in words if folded in map(fold_word, spelled)), None)

    def answer(self, standard: str) -> Answer | None:
        return next((one for one in self.answers if one.standard == standard), None)

    def challenge(self, id: str) -> Challenge | None:
        return next((one for one in self.challenges if one.id == id), None)

    def day_of(self, fact: GivenGrade | Question) -> Day | None:
        """The day of a grade or a question: its own, else that of the challenge it came with."""
        challenge = self.challenge(fact.by)
        return fact.date or (challenge.date if challenge is not None else None)

    def looked_at(self, challenge: Challenge, standard: str, day: Day | None = None) -> LookedAt:
        """Whether a challenge looked at a standard, as far as that is said by ``day``; at all where none is given."""
        answer = self.answer(standard)
        facts: tuple[GivenGrade | Question, ...] = (*answer.grades, *answer.challenged) if answer is not None else ()
        spoke = any(one.standard == standard for one in challenge.says) or any(
            one.by == challenge.id and (day is None or one.date is None or one.date <= day) for one in facts
        )
        if spoke or standard in challenge.about:
            return "looked_at"
        return "not_looked_at" if challenge.about else "not_said"

    def address(self, answer: Answer, at: int | None = None) -> str:
        """Where an answer stands, 'org/assessment-2025#1.2'; with ``at`` (from 0) its evidence, '#1.2/3'."""
        return f"{self.id}#{answer.standard}" + ("" if at is None else f"/{at + 1}")

    def given(self) -> Iterator[GivenGrade]:
        """Every grade that stands in it, of the whole and of each standard."""
        yield from self.grades
        for answer in self.answers:
            yield from answer.grades


# reading -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AssessmentFile:
    """One file: its document, the assessment as far as it could be read, what was wrong, and the fields in doubt."""

    document: Document
    assessment: Assessment | None
    findings: tuple[Finding, ...]
    doubts: frozenset[Path] = frozenset()
    # the calendar with which its timescales were read
    conventions: Conventions = STANDARD

    @property
    def source(self) -> Source:
        return self.document.source

    @property
    def whole(self) -> bool:
        """Whether every word of the file has found its place."""
        return self.assessment is not None and not self.findings

    def in_doubt(self, path: Path) -> bool:
        """Whether a place is a field in doubt, or lies within one."""
        return bool(self.doubts) and any(path[:end] in self.doubts for end in range(len(path) + 1))


def load_assessment(source: Source, conventions: Conventions = STANDARD) -> AssessmentFile:
    """One self-assessment. Bad input is a finding, never an exception."""
    document = read(source)
    reading = PlanReader(document, conventions, Assessment)
    hint = f"start with 'format: {ASSESSMENT_FORMAT}'"
    assessment = reading.whole(Assessment, "a self-assessment", hint)
    if assessment is not None:
        root = document.root
        contested = reading.contested_words(root.get("scale") if isinstance(root, dict) else None, "scale")
        assessment = dataclasses.replace(assessment, id=source.id, spellings=_spellings(assessment.scale, contested))
    return AssessmentFile(document, assessment, reading.findings(), frozenset(reading.doubts), conventions)


def _spellings(scale: Mapping[str, Grade], contested: frozenset[str]) -> dict[str, Fulfilment]:
    """Every spelling of a scale's words, folded, without those that two entries claim."""
    spellings: dict[str, Fulfilment] = {}
    for key, grade in scale.items():
        for word in (key, *grade.also):
            if fold_word(word) not in contested:
                spellings.setdefault(fold_word(word), grade.means)
    return spellings
