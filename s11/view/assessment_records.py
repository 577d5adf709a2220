"""The records of a return as its body would submit it, and of a statement of assurance made of several returns."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from s11.english import join_words, number_of
from s11.view.counts import Counts, Head
from s11.view.coverage_records import ListCoverage

# what stands where a source, or a body, does not say
NOT_SAID = "not said"
HOW_TO_READ = (
    "A grade is the word of the body's own scale; what it means stands beside it. Every grade that was given stands "
    "side by side, and none takes the place of another.",
    "Where nobody else graded a standard, nobody confirmed it. ‘Not said’ is what the return leaves out: it is "
    "neither yes nor no.",
    "The actions are those of the action plans, as they stand on the day named above.",
)
NO_MORE_THAN_IT_SAYS = (
    "This statement says no more than the returns do. What nobody else looked at may hold or not; no statement can "
    "assure that every child is safe at all times."
)


class GradeGiven(NamedTuple):
    """One grade as one party gave it. ``means``: what it means on the body's own scale, in words; '' for a word that
    the scale does not have. ``descriptor``: what the list says that the grade means for this standard.
    """

    by: str
    own: bool
    word: str
    means: str
    date: date | None
    why: str
    descriptor: str
    colour: str

    @property
    def said(self) -> str:
        """'‘green’ (met)'."""
        return f"‘{self.word}’ ({self.means or 'a word that its scale does not have'})"


class PointShown(NamedTuple):
    """One point of a standard, and what is said of it: met, not met, or nothing."""

    id: str
    text: str
    said: str
    note: str


class EvidenceShown(NamedTuple):
    """A piece of evidence, by its number in the answer. ``where``: where it can be read, or is kept."""

    number: int
    text: str
    date: date | None
    frequency: str
    link: str
    held: str
    impact: str
    effect: str
    example: bool


class ActionShown(NamedTuple):
    """An action that the answer names, as it stands in its own plan. ``state``: what became of it, in words.

    ``left_out``: it stands in a plan, or is marked, so that a copy for the public leaves it out.
    """

    address: str
    text: str
    state: str
    checked: str
    due: date | None
    days_late: int
    leads: tuple[str, ...]
    left_out: bool = False


class QuestionShown(NamedTuple):
    by: str
    text: str
    date: date | None
    action: str
    answer: str


class ViewShown(NamedTuple):
    """What a challenge says of a standard, or of the whole, where it gives no grade."""

    by: str
    standard: str
    question: str
    supports: str
    text: str


class AnswerShown(NamedTuple):
    """One standard, and everything that the return says of it. ``looked``: which challenges looked at it, one sentence
    each; ``open``: what is lacking or not known, one sentence each, as ``coverage`` tells it.
    """

    standard: str
    text: str
    group: str
    paragraph: str
    own: GradeGiven | None
    others: GradeGiven | None
    grades: tuple[GradeGiven, ...]
    looked: tuple[str, ...]
    points: tuple[PointShown, ...]
    said: str
    not_applicable: str
    evidence: tuple[EvidenceShown, ...]
    evidence_left_out: int
    strengths: tuple[str, ...]
    gaps: tuple[str, ...]
    actions: tuple[ActionShown, ...]
    none: str
    views: tuple[ViewShown, ...]
    questions: tuple[QuestionShown, ...]
    unchanged_since: date | None
    note: str
    answered: bool
    asked: bool
    open: tuple[str, ...]

    @property
    def own_words(self) -> str:
        """The body's own grade, or why there is none."""
        if self.own is not None:
            return self.own.said
        if self.not_applicable:
            return "does not apply"
        return "answered without a grade" if self.answered else "not answered" if self.asked else "not asked of it"

    @property
    def others_words(self) -> str:
        """The last grade that others gave, or that nobody did."""
        return f"{self.others.said}, by {self.others.by}" if self.others is not None else "graded by nobody else"

    @property
    def evidence_words(self) -> str:
        """'2 pieces of evidence, the newest of 9 July 2015', 'none is named'."""
        from s11.when import day_words

        if not self.evidence:
            return "none is named" if not self.evidence_left_out else f"{self.evidence_left_out} left out here"
        days = [one.date for one in self.evidence if one.date is not None]
        phrases = [number_of(len(self.evidence), "piece", "pieces")]
        phrases += [f"the newest of {day_words(max(days, key=date.toordinal))}"] if days else []
        undated = len(self.evidence) - len(days)
        phrases += [f"{undated} without a day"] if undated else []
        phrases += [f"{self.evidence_left_out} left out here"] if self.evidence_left_out else []
        return ", ".join(phrases)


class ChallengeShown(NamedTuple):
    """Who else looked: ``called`` is what it was, with its day; ``looked``: at what, in a sentence."""

    called: str
    date: date | None
    by: tuple[str, ...]
    of: str
    asked: str
    looked: str
    views: tuple[ViewShown, ...]
    report: str
    note: str


class ScaleWord(NamedTuple):
    word: str
    means: str
    label: str
    needs: str
    colour: str
    written: int


class Signature(NamedTuple):
    """A part in the sending of a return, who has it and when. ``done``: whether that is recorded."""

    part: str
    who: str
    date: date | None
    done: bool

    @property
    def said(self) -> str:
        return "recorded" if self.done else "not recorded"


class TakenTo(NamedTuple):
    to: str
    date: date | None
    anonymous: bool
    report: str


class Amended(NamedTuple):
    """A change that was made after the return was sent, or in the terms it is read by, with its reason."""

    date: date
    by: str
    about: tuple[str, ...]
    why: str


class Claims(NamedTuple):
    """How many standards of the list the body grades how, in the order of what grades mean; the numbers add up to
    ``asked``. ``others``: how many others graded; ``lower``: how many of these lower than the body itself.
    """

    asked: int
    counts: Counts
    others: int
    lower: int
    higher: int

    @property
    def own_words(self) -> str:
        """'of 8 standards 1 is better than met, 4 are met, 1 is partly met and 2 are not answered'."""
        phrases = [f"{count} {'is' if count == 1 else 'are'} {state}" for state, count in self.counts.items() if count]
        return (
            f"of {number_of(self.asked, 'standard')} {join_words(phrases)}" if phrases else "no standard is asked of it"
        )

    @property
    def others_words(self) -> str:
        if not self.others:
            return "Nobody else graded any standard."
        less = self.asked - self.others
        phrases = [f"{self.lower} lower than the body itself"] if self.lower else []
        phrases += [f"{self.higher} higher"] if self.higher else []
        rest = f" Nobody else graded the other {less}." if less else ""
        how = f", {join_words(phrases)}" if phrases else ", none of them otherwise than the body itself"
        return f"Others graded {self.others} of {number_of(self.asked, 'standard')}{how}.{rest}"


class EvidenceSums(NamedTuple):
    """The evidence of a return: pieces, without a day, with an effect on children, that recur, left out here."""

    pieces: int
    undated: int
    effects: int
    recurring: int
    newest: date | None
    standards: int
    left_out: int


class AssessmentPage(NamedTuple):
    """One return. ``claimed``, ``looked`` and ``shown`` are sentences; ``found``: on who looked, gave no grade and
    said something all the same; ``not_known``: what it leaves open, one each, the worst first. ``head`` is that of the
    plans that were read.
    """

    head: Head
    audience: str
    rules: str
    id: str
    title: str
    organisation: str
    unit: str
    facts: tuple[tuple[str, str], ...]
    sent: str
    claims: Claims
    whole: tuple[GradeGiven, ...]
    claimed: tuple[str, ...]
    looked: tuple[str, ...]
    found: tuple[str, ...]
    shown: tuple[str, ...]
    doing: str
    not_known: tuple[str, ...]
    signatures: tuple[Signature, ...]
    signed: str
    scale: tuple[ScaleWord, ...]
    bands: tuple[str, ...]
    impact: tuple[tuple[str, str], ...]
    challenges: tuple[ChallengeShown, ...]
    answers: tuple[AnswerShown, ...]
    evidence: EvidenceSums
    actions: Counts
    amended: tuple[Amended, ...]
    taken: tuple[TakenTo, ...]
    plans: tuple[str, ...]
    no_evidence: str
    note: str
    left_out: LeftOutOfReturns | None = None

    @property
    def called(self) -> str:
        """The body, and the part of it that answers."""
        return f"{self.organisation}, {self.unit}" if self.unit else self.organisation

    @property
    def finding(self) -> str:
        """Where it stands, for whoever has ten seconds."""
        return " ".join((self.sent, self.claimed[0], self.looked[0], *self.found, self.signed))

    @property
    def how_to_read(self) -> tuple[str, ...]:
        return HOW_TO_READ

    @property
    def size(self) -> int:
        """By how many answers and actions the room for a page is measured."""
        return len(self.answers) + sum(self.actions.values())

    @property
    def answers_by_group(self) -> tuple[tuple[str, tuple[AnswerShown, ...]], ...]:
        """The answers under the headings of their list, in its order; '' where it has none."""
        groups: dict[str, list[AnswerShown]] = {}
        for one in self.answers:
            groups.setdefault(one.group, []).append(one)
        return tuple((group, tuple(inner)) for group, inner in groups.items())

    @property
    def questions(self) -> tuple[tuple[str, QuestionShown], ...]:
        """Every question with the standard that it was put on."""
        return tuple((one.standard, question) for one in self.answers for question in one.questions)

    @property
    def recurring(self) -> tuple[tuple[AnswerShown, EvidenceShown], ...]:
        """The evidence that comes about again and again, each with its standard."""
        return tuple((one, piece) for one in self.answers for piece in one.evidence if piece.frequency)


def claimed_sentence(page: AssessmentPage) -> str:
    """What the body says of itself: how many standards it grades how, or the whole"""
    return " ".join(page.claimed)


def looked_sentence(page: AssessmentPage) -> str:
    """How many standards others graded, who looked and at what, and what nobody looked at"""
    return " ".join(page.looked)


def shown_sentence(page: AssessmentPage) -> str:
    """How much evidence is named, how much of it without a day, and how much says what became different"""
    return " ".join(page.shown)


def signed_sentence(page: AssessmentPage) -> str:
    """Whether it was sent, who signed it and who did not, and which body approved it"""
    return f"{page.sent} {page.signed}"


def doing_sentence(page: AssessmentPage) -> str:
    """The actions that it names, by what became of them in their plans"""
    return page.doing


def returns_sentence(listed: ListCoverage) -> str:
    """How many bodies have answered a list of standards, who has not, and whether it is known who was asked"""
    if not listed.bodies:
        asked = listed.returns.asked_words if listed.returns.known else "Who was asked for one is not known."
        return f"No return that was read answers it. {asked}"
    sentences = (listed.returns.words, listed.returns.asked_words, listed.returns.missing_words)
    return " ".join(word for word in sentences if word)


def coverage_sentence(listed: ListCoverage) -> str:
    """How many answers are graded met by the bodies themselves and by others, and of how many it is not known"""
    if not listed.bodies:
        return "How far its standards are met is not known."
    return " ".join((*listed.headline[1:], *listed.whole_words, listed.actions_words)).rstrip()


class LeftOutOfReturns(NamedTuple):
    """What a copy for the public leaves out, one sentence each."""

    words: tuple[str, ...]


class AssurancePage(NamedTuple):
    """A statement of assurance: of one return, or of several bodies'. ``finding``: where it stands in one sentence."""

    head: Head
    audience: str
    rules: str
    title: str
    finding: str
    returns: tuple[AssessmentPage, ...]
    left_out: LeftOutOfReturns | None = None

    @property
    def size(self) -> int:
        return sum(one.size for one in self.returns)

    @property
    def how_to_read(self) -> tuple[str, ...]:
        return HOW_TO_READ

    @property
    def says_no_more(self) -> str:
        return NO_MORE_THAN_IT_SAYS

    @property
    def unsigned(self) -> tuple[AssessmentPage, ...]:
        """The returns for which no signature is recorded, or not each that was asked for."""
        return tuple(one for one in self.returns if any(not each.done for each in one.signatures))
