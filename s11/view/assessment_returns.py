"""A return of a self-assessment: what its body is asked about each standard, and what is said so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from s11.edit.returned_answers import StandardAsSent, standard_as_sent
from s11.english import join_words, number_of
from s11.plan import SELF, Answer, Assessment, AssessmentFile, GivenGrade, StandardList
from s11.plan import Standard as ListedStandard
from s11.view.returns import slug
from s11.when import day_words

# so many pieces of evidence can be named for a standard in one workbook
PIECES = 3


class AskedRow(NamedTuple):
    """One row that is asked about. ``called``: '1.2', '1.2 evidence 1', '1.2 question 2'; ``text``: the standard's own
    words; ``points``: its points, a line each, with what is said of them; ``so_far``: what is said so far, or the
    evidence that is named; ``graded``: every grade that was given; ``question``: what was asked, and ``by``: by whom.
    """

    address: str
    called: str
    text: str
    points: str
    graded: str
    so_far: str
    question: str
    by: str
    sent: StandardAsSent


class AssessmentReturn(NamedTuple):
    """One workbook about one self-assessment, or about one standard of it.

    ``scale``: the words that a grade may be, ``about_scale`` what they say in full, ``in_per_cent``: whether it may be
    a number, too; ``digest``: of the file, by which a change of it is seen; ``revision``: of the commit it was made
    from.
    """

    words: str
    name: str
    day: date
    revision: str
    id: str
    title: str
    organisation: str
    digest: str
    scale: tuple[str, ...]
    about_scale: str
    in_per_cent: bool
    standards: tuple[AskedRow, ...]
    evidence: tuple[AskedRow, ...]
    questions: tuple[AskedRow, ...]

    @property
    def asked(self) -> int:
        """How many standards and questions it asks about."""
        return len(self.standards) + len(self.questions)

    @property
    def asked_words(self) -> str:
        """'12 standards and 2 questions'."""
        questions = [number_of(len(self.questions), "question")] * bool(self.questions)
        return join_words([number_of(len(self.standards), "standard"), *questions])

    @property
    def heading(self) -> str:
        return f"{self.words}, as at {day_words(self.day)}"


def assessment_returns(
    loaded: AssessmentFile, listed: StandardList | None, day: date, revision: str, *, by_standard: bool
) -> tuple[AssessmentReturn, ...]:
    """The workbooks that ask a body about its self-assessment: one, or one a standard; none where it has no standard.

    ``listed``: its list of standards, None where it is not here: then only what has been answered is asked about.
    """
    assessment = loaded.assessment
    if assessment is None:
        return ()
    asked = [standard for standard, _ in asked_standards(assessment, listed)]
    groups = [[one] for one in asked] if by_standard else [asked] * bool(asked)
    made = [_Making(assessment, listed, group, by_standard).made(day, revision, loaded) for group in groups]
    names = [one.name for one in made]
    return tuple(
        # numbers that differ only by their signs are told apart
        one._replace(
            name=f"{one.name}-{sha256(one.words.encode()).hexdigest()[:6]}" if names.count(one.name) > 1 else one.name
        )
        for one in made
    )


def asked_standards(assessment: Assessment, listed: StandardList | None) -> list[tuple[str, str]]:
    """The standards that a body is asked about, in the order of the list, each with its words.

    Not those that the list has for other kinds of body, unless the body has said something of them.
    """
    if listed is None:
        return [(answer.standard, f"standard {answer.standard}") for answer in assessment.answers]
    return [
        (one.id, one.text)
        for one in listed.standards
        if not one.applies_to
        or assessment.kind is None
        or assessment.kind in one.applies_to
        or assessment.answer(one.id) is not None
    ]


def words_of_standard(assessment: Assessment, listed: StandardList | None, standard: str) -> str | None:
    """The words of a standard that a body is asked about; None where there is no such standard."""
    return dict(asked_standards(assessment, listed)).get(standard)


class _Making:
    """One workbook while it is made."""

    def __init__(
        self, assessment: Assessment, listed: StandardList | None, standards: Sequence[str], by_standard: bool
    ) -> None:
        self.assessment, self.listed, self.by_standard = assessment, listed, by_standard
        self.texts = dict(asked_standards(assessment, listed))
        self.standards = standards

    def made(self, day: date, revision: str, loaded: AssessmentFile) -> AssessmentReturn:
        one = self.assessment
        which = f", standard {self.standards[0]}" if self.by_standard else ""
        return AssessmentReturn(
            f"{one.organisation}: {one.title}{which}",
            f"return-{slug(' '.join([one.id, which]))}-{day.isoformat()}",
            day,
            revision,
            one.id,
            one.title,
            one.organisation,
            sha256(loaded.source.data).hexdigest(),
            tuple(one.scale),
            "; ".join(f"{word}: {entry.label}" for word, entry in one.scale.items() if entry.label),
            bool(one.bands),
            tuple(self._standard(number) for number in self.standards),
            tuple(row for number in self.standards for row in self._evidence(number)),
            tuple(row for number in self.standards for row in self._questions(number)),
        )

    def _row(self, number: str, behind: str = "", question: str = "") -> AskedRow:
        address = f"{self.assessment.id}#{number}" + (f"/{behind}" if behind else "")
        called = f"{number} {behind}".strip()
        text = self.texts[number]
        sent = standard_as_sent(self.assessment, number, text, question)
        return AskedRow(address, called, text, "", "", "", question, "", sent)

    def _standard(self, number: str) -> AskedRow:
        answer = self.assessment.answer(number)
        listed = self.listed.standard(number) if self.listed is not None else None
        return self._row(number)._replace(
            points="\n".join(self._points(listed, answer)),
            graded="\n".join(self._graded(one) for one in answer.grades) if answer is not None else "",
            so_far="\n".join(_so_far(answer)) if answer is not None else "",
        )

    def _points(self, listed: ListedStandard | None, answer: Answer | None) -> Iterator[str]:
        met = {one.id: one.met for one in answer.points} if answer is not None else {}
        for point in listed.points if listed is not None else ():
            if not point.applies_to or self.assessment.kind is None or self.assessment.kind in point.applies_to:
                state = {True: "met", False: "not met", None: "nothing said"}[met.get(point.id)]
                yield f"{point.id}: {point.text} ({state})"

    def _graded(self, grade: GivenGrade) -> str:
        day = f", {day_words(grade.date)}" if grade.date is not None else ""
        return f"{grade.grade}, by {self._party(grade.by)}{day}" + (f": {grade.why}" if grade.why else "")

    def _party(self, by: str) -> str:
        if by == SELF:
            return "the body itself"
        challenge = self.assessment.challenge(by)
        return challenge.how.replace("_", " ") if challenge is not None else by

    def _evidence(self, number: str) -> Iterator[AskedRow]:
        answer = self.assessment.answer(number)
        named = "\n".join(
            one.text + (f", {day_words(one.dated)}" if one.dated is not None else "")
            for one in (answer.evidence if answer is not None else ())
        )
        for at in range(1, PIECES + 1):
            yield self._row(number, f"evidence {at}")._replace(so_far=named)

    def _questions(self, number: str) -> Iterator[AskedRow]:
        answer = self.assessment.answer(number)
        for at, one in enumerate(answer.challenged if answer is not None else (), 1):
            if not one.answer:
                yield self._row(number, f"question {at}", one.text)._replace(by=self._party(one.by))


def _so_far(answer: Answer) -> Iterator[str]:
    """What an answer says in words: a line each."""
    if answer.text:
        yield answer.text
    if answer.not_applicable:
        yield f"Not applicable: {answer.not_applicable}"
    yield from (f"Strength: {one}" for one in answer.strengths)
    yield from (f"Gap: {one}" for one in answer.gaps)
    if answer.none:
        yield f"No action: {answer.none}"
