"""One answer of a self-assessment, and the return it stands in, on one day: what is known of each and what is not.

What screens show of an answer, what the rules S8 ask and what the law of edits compares is concluded here and nowhere
else. As with actions, what is dated after the day has not happened yet. A grade means what the body's own scale says;
who said nothing of a standard has confirmed nothing of it. The actions that an answer names are judged where their
plan is judged, and handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Literal, TypeVar, get_args

from s11.frozen import dataclass
from s11.plan import (
    MET_ORDER,
    SELF,
    Answer,
    AnswerEvidence,
    AnyRegister,
    Assessment,
    Challenge,
    Fulfilment,
    GivenGrade,
    Standard,
    StandardList,
    own_address,
)
from s11.plan.assessments import ChallengeView, LookedAt, Question
from s11.standing.completion import first_day
from s11.standing.judge import judge_plan
from s11.standing.records import Standing
from s11.standing.states import APART
from s11.when import Period, Vantage, add_period

T = TypeVar("T")
MET: tuple[Fulfilment, ...] = ("exceeds", "met")
NOT_MET: tuple[Fulfilment, ...] = ("partly", "little", "not_met")

# what became of a return: sent by its day; sent after it; sent, and no day is known by which it was due; not sent, and
# its day is past; not sent, and its day is ahead; not sent, and no day is known
ReturnState = Literal["in_time", "late", "sent", "missing", "not_due", "not_sent"]
RETURN_STATES: tuple[ReturnState, ...] = get_args(ReturnState)
# those by which the return is in
RETURNED: tuple[ReturnState, ...] = ("in_time", "late", "sent")

# what became of an action that an answer names; 'missing' where there is none at its address, 'unread' where the plan
# could not be read or was not looked at
ActionState = Literal["late", "undated", "open", "done", "ended", "proposed", "missing", "unread"]
ACTION_STATES: tuple[ActionState, ...] = get_args(ActionState)

# in what a cell may be better than it was
Aspect = Literal[
    "own grade",
    "grade of others",
    "who looked at it",
    "what a challenge says",
    "points",
    "evidence",
    "age of evidence",
    "impact",
    "questions",
    "gaps",
    "actions",
    "carried forward",
]

# what a grade says of a standard, from the worst. What is not known stands between what is not met and what is met, as
# among the states of actions: a standard that is known not to be met and then is not said to be anything looks better
FROM_WORST: tuple[Fulfilment | None, ...] = ("not_met", "little", "partly", None, "not_applicable", "met", "exceeds")


@dataclass(frozen=True, slots=True)
class GradeStanding:
    """A grade that was given by the day: the word as written, and what it means on the body's own scale.

    ``means`` is None for a word that the scale does not have. ``challenge`` is None where the body gave it itself, or
    where it names nobody who is known.
    """

    given: GivenGrade
    means: Fulfilment | None
    challenge: Challenge | None

    @property
    def word(self) -> str:
        return self.given.grade

    @property
    def is_met(self) -> bool:
        return self.means in MET

    @property
    def is_short(self) -> bool:
        """Whether it says that the standard is not met in full."""
        return self.means in NOT_MET


@dataclass(frozen=True, slots=True)
class LookedStanding:
    """Whether one challenge looked at a standard, as far as that is said."""

    challenge: Challenge
    looked: LookedAt


@dataclass(frozen=True, slots=True)
class PointCounts:
    """The points of a standard: met, not met, and neither said to be."""

    met: int = 0
    not_met: int = 0
    not_said: int = 0


@dataclass(frozen=True, slots=True)
class AnswerAction:
    """An action that an answer names, with its standing in its own plan; None where that is not known."""

    address: str
    state: ActionState
    standing: Standing | None = None


# the standings of the actions at an address, of several where it names a recommendation: None where there is none
# there, 'unread' where that cannot be told
Unread = Literal["unread"]
FindActions = Callable[[str], "tuple[Standing, ...] | Unread | None"]


@dataclass(frozen=True, slots=True)
class AnswerStanding:
    """What is known of one standard in one return on one day. ``answer`` is None where the return does not answer it.

    ``applies``: whether the list says that the standard is for this kind of body; None where that is not known.
    ``impact`` is the highest level that its evidence has, by the return's own order: '' for none.
    """

    assessment: Assessment
    standard: str
    listed: Standard | None
    answer: Answer | None
    vantage: Vantage
    own: GradeStanding | None
    moderated: GradeStanding | None
    looked: tuple[LookedStanding, ...]
    views: tuple[tuple[Challenge, ChallengeView], ...]
    points: PointCounts
    evidence: tuple[AnswerEvidence, ...]
    impact: str
    questions: tuple[Question, ...]
    actions: tuple[AnswerAction, ...]
    applies: bool | None

    # grades

    @property
    def given(self) -> GradeStanding | None:
        """The grade that speaks last: of others, else its own."""
        return self.moderated or self.own

    @property
    def is_answered(self) -> bool:
        """Whether the return says anything of it beside its number."""
        one = self.answer
        return one is not None and bool(
            one.grades or one.points or one.text or one.not_applicable or one.evidence or one.strengths or one.gaps
            or one.actions or one.none or one.note
        )  # fmt: skip

    @property
    def is_missing(self) -> bool:
        """Whether the list says that the standard is for this body, and the return says nothing of it."""
        return self.applies is True and not self.is_answered

    @property
    def not_applicable(self) -> bool:
        """Whether the body says that the standard does not apply to it."""
        marked = self.answer is not None and bool(self.answer.not_applicable)
        return marked or (self.own is not None and self.own.means == "not_applicable")

    @property
    def applies_all_the_same(self) -> bool:
        """Whether it is marked as not applicable, and the list says that it is for this kind of body."""
        to = self.listed.applies_to if self.listed is not None else ()
        return self.not_applicable and self.assessment.kind is not None and self.assessment.kind in to

    @property
    def difference(self) -> int | None:
        """By how many steps of ``MET_ORDER`` others grade it lower than the body itself; below 0 higher.

        None where either grade is missing or does not say how far the standard is met.
        """
        if self.own is None or self.moderated is None:
            return None
        own, others = self.own.means, self.moderated.means
        if own not in MET_ORDER or others not in MET_ORDER:
            return None
        return MET_ORDER.index(others) - MET_ORDER.index(own)

    @property
    def fell(self) -> bool:
        """Whether others graded it lower than the body itself."""
        return (self.difference or 0) > 0

    @property
    def nothing_follows(self) -> bool:
        """Whether it names no action, and does not say why there is none."""
        return self.answer is None or not (self.answer.actions or self.answer.none)

    @property
    def rank(self) -> int:
        """Where its own grade stands from the worst, 0; what is not known stands among the others."""
        return FROM_WORST.index(self._own_means)

    @property
    def _own_means(self) -> Fulfilment | None:
        return "not_applicable" if self.not_applicable else _known(self.own)

    @property
    def strangers(self) -> tuple[str, ...]:
        """Who graded it by the day and is not described: neither the body itself nor one of its challenges."""
        given = _by(self.vantage.as_of, self.answer.grades, self.assessment.day_of) if self.answer is not None else ()
        return tuple(one.by for one in given if one.by != SELF and self.assessment.challenge(one.by) is None)

    # what others say

    @property
    def denied_by(self) -> tuple[Challenge, ...]:
        """The challenges that say that the answer does not hold, where they give no grade."""
        return tuple(challenge for challenge, view in self.views if view.supports == "no")

    @property
    def is_denied(self) -> bool:
        """Whether it is graded met, somebody says no, and neither a grade of others nor anything else follows."""
        met = self.own is not None and self.own.is_met
        return met and bool(self.denied_by) and self.nothing_follows and self.moderated is None

    @property
    def unanswered(self) -> tuple[Question, ...]:
        """The questions that were put and not answered."""
        return tuple(one for one in self.questions if not one.answer)

    # evidence

    @property
    def wants_evidence(self) -> bool:
        """Whether its own grade is one that something must show."""
        return self.own is not None and (self.own.is_met or bool(self._needs))

    @property
    def without_evidence(self) -> bool:
        return self.wants_evidence and not self.evidence

    @property
    def example_wanted(self) -> bool:
        """Whether its own grade needs an example to share, and no piece of its evidence is one."""
        return self._needs == "example" and bool(self.evidence) and not any(one.example for one in self.evidence)

    @property
    def _needs(self) -> str:
        entry = self.assessment.entry(self.own.word) if self.own is not None else None
        return entry.needs if entry is not None else ""

    @property
    def newest(self) -> date | None:
        """The newest day of its evidence; a month counts from its last day."""
        return max((one.dated for one in self.evidence if one.dated is not None), key=_number, default=None)

    @property
    def oldest(self) -> date | None:
        return min((one.dated for one in self.evidence if one.dated is not None), key=_number, default=None)

    @property
    def age(self) -> int | None:
        """How many days old its newest dated evidence is; None where none has a day."""
        return (self.vantage.as_of - self.newest).days if self.newest is not None else None

    @property
    def undated(self) -> int:
        """How many pieces of its evidence have no day."""
        return sum(one.dated is None for one in self.evidence)

    @property
    def outlived(self) -> AnswerEvidence | None:
        """Its newest evidence, where that is older than one cycle on the day for which the return speaks.

        Never where a piece has no day: it may be of yesterday.
        """
        every, day = _every(self.assessment), day_of_return(self.assessment)
        newest = self.newest
        if every is None or day is None or newest is None or self.undated:
            return None
        if add_period(newest, every, 1, False) >= day:
            return None
        return next(one for one in self.evidence if one.dated is newest)

    @property
    def low_impact(self) -> bool:
        """Whether it is graded met by itself, and no evidence is above the lower half of the return's levels.

        Nothing is concluded where no piece of its evidence has a level.
        """
        order = list(self.assessment.impact)
        if self.own is None or not self.own.is_met or not self.impact:
            return False
        return (order.index(self.impact) + 1) * 2 <= len(order)

    # actions

    def action_count(self, state: ActionState) -> int:
        return sum(one.state == state for one in self.actions)

    @property
    def late_actions(self) -> tuple[AnswerAction, ...]:
        return tuple(one for one in self.actions if one.state == "late")

    @property
    def met_and_late(self) -> bool:
        """Whether it is graded met, and an action that it names is late."""
        return self.given is not None and self.given.is_met and bool(self.late_actions)

    @property
    def carried_since(self) -> date | None:
        """The day since which the answer has been carried forward as it was."""
        return self.answer.unchanged_since if self.answer is not None else None


@dataclass(frozen=True, slots=True)
class ReturnStanding:
    """One return on one day. ``days_late``: of a late one from its due day to its own, of a missing one to the day.

    Of one that was sent in a month of which no day is known they are those to its first day, the fewest there can be.
    """

    assessment: Assessment
    vantage: Vantage
    state: ReturnState
    due: date | None
    sent: date | None
    days_late: int
    answers: tuple[AnswerStanding, ...]

    def answer(self, standard: str) -> AnswerStanding | None:
        return next((one for one in self.answers if one.standard == standard), None)


# judging -------------------------------------------------------------------------------------------------------------


def day_of_return(assessment: Assessment) -> date | None:
    """The day for which a return speaks: as it stood, else as it was sent."""
    return assessment.as_at or (assessment.submitted.date if assessment.submitted is not None else None)


def due_on(assessment: Assessment) -> date | None:
    """The day by which a return was due; None where its words do not name one for certain."""
    due = assessment.due
    return due.due if due is not None and due.certain else None


def cycles_since(assessment: Assessment, since: date) -> int:
    """How many whole cycles lie between a day and that for which a return speaks; 0 where that is not known."""
    every, day = _every(assessment), day_of_return(assessment)
    if every is None or day is None or not (every.months or every.days):
        return 0
    count = 0
    while add_period(since, every, count + 1, False) <= day:
        count += 1
    return count


def judge_return(
    assessment: Assessment,
    listed: StandardList | None,
    vantage: Vantage,
    find: FindActions | None = None,
    due: date | None = None,
) -> ReturnStanding:
    """A return on the vantage's day, with each standard of its list and whatever else it answers.

    ``listed`` is its list of standards, None where that is not known; ``due`` the day by which it was asked for, where
    the return itself does not say.
    """
    day = vantage.as_of
    due = due_on(assessment) or due
    sent = assessment.submitted.date if assessment.submitted is not None else None
    if sent is not None and sent > day:
        sent = None
    answers = tuple(judge_answer(assessment, one, listed, vantage, find) for one in _standards(assessment, listed))
    return ReturnStanding(assessment, vantage, *_state(sent, due, day), answers)


def _state(sent: date | None, due: date | None, day: date) -> tuple[ReturnState, date | None, date | None, int]:
    if sent is not None:
        if due is None:
            return "sent", due, sent, 0
        # of a month alone its first day counts here: one that has the due day in it answers that
        after = (first_day(sent) - due).days
        return ("late", due, sent, after) if after > 0 else ("in_time", due, sent, 0)
    if due is None:
        return "not_sent", due, sent, 0
    return ("missing", due, sent, (day - due).days) if day > due else ("not_due", due, sent, 0)


def _standards(assessment: Assessment, listed: StandardList | None) -> list[str]:
    """The standards of the list in its order, then whatever else is answered."""
    ids = dict.fromkeys(one.id for one in listed.standards) if listed is not None else {}
    return [*(ids | dict.fromkeys(one.standard for one in assessment.answers if one.standard))]


def judge_answer(
    assessment: Assessment,
    of: Answer | str,
    listed: StandardList | None,
    vantage: Vantage,
    find: FindActions | None = None,
) -> AnswerStanding:
    """What is known of one standard in a return on the vantage's day: of an answer, or of the number of a standard.

    ``find`` gives the standings of the actions that it names, by their addresses.
    """
    day = vantage.as_of
    answer = assessment.answer(of) if isinstance(of, str) else of
    standard = of if isinstance(of, str) else of.standard
    of_list = listed.standard(standard) if listed is not None else None
    evidence = _by(day, answer.evidence, lambda one: one.dated) if answer is not None else ()
    challenges = _by(day, assessment.challenges, lambda one: one.date)
    grades = _by(day, answer.grades, assessment.day_of) if answer is not None else ()
    own = _last(assessment, (one for one in grades if one.by == SELF))
    # a grade by somebody who is not among the challenges, 'by: Self' for example, confirms nothing
    others = _last(assessment, (one for one in grades if assessment.challenge(one.by) is not None))
    return AnswerStanding(
        assessment=assessment,
        standard=standard,
        listed=of_list,
        answer=answer,
        vantage=vantage,
        own=judge_grade(assessment, own),
        moderated=judge_grade(assessment, others),
        looked=tuple(LookedStanding(one, assessment.looked_at(one, standard, day)) for one in challenges),
        views=tuple((one, view) for one in challenges for view in one.says if view.standard == standard),
        points=_points(assessment, of_list, answer),
        evidence=evidence,
        impact=_highest(assessment, evidence),
        questions=_by(day, answer.challenged, assessment.day_of) if answer is not None else (),
        actions=_actions(assessment, answer, find) if answer is not None else (),
        applies=_applies(assessment, of_list),
    )


def judge_grade(assessment: Assessment, given: GivenGrade | None) -> GradeStanding | None:
    """A grade with what it means on the body's own scale; None where there is none."""
    if given is None:
        return None
    return GradeStanding(given, assessment.means(given.grade), assessment.challenge(given.by))


def _last(assessment: Assessment, grades: Iterable[GivenGrade]) -> GivenGrade | None:
    """The grade that holds of one side: the last as written, but none that is dated before another."""
    held: GivenGrade | None = None
    for one in grades:
        was = assessment.day_of(held) if held is not None else None
        on = assessment.day_of(one)
        if was is None or on is None or on >= was:
            held = one
    return held


def _by(day: date, facts: Sequence[T], dated: Callable[[T], date | None]) -> tuple[T, ...]:
    """What had happened by the day; what has no day among it."""
    return tuple(one for one in facts if (on := dated(one)) is None or on <= day)


def _points(assessment: Assessment, listed: Standard | None, answer: Answer | None) -> PointCounts:
    """Points of the list that are for this kind of body, else those that the answer names."""
    answered = {one.id: one.met for one in answer.points} if answer is not None else {}
    listed_ids = (
        [one.id for one in listed.points if not one.applies_to or assessment.kind in one.applies_to] if listed else []
    )
    met = [answered.get(one) for one in dict.fromkeys([*listed_ids, *answered])]
    return PointCounts(met.count(True), met.count(False), met.count(None))


def _highest(assessment: Assessment, evidence: Iterable[AnswerEvidence]) -> str:
    order = list(assessment.impact)
    return max((one.impact for one in evidence if one.impact in order), key=order.index, default="")


def _applies(assessment: Assessment, listed: Standard | None) -> bool | None:
    if listed is None or not listed.applies_to:
        return True if listed is not None else None
    return assessment.kind in listed.applies_to if assessment.kind is not None else None


def _actions(assessment: Assessment, answer: Answer, find: FindActions | None) -> tuple[AnswerAction, ...]:
    addresses = dict.fromkeys(own_address(assessment.id, one) for one in answer.actions)
    made: dict[str, AnswerAction] = {}
    for address in addresses:
        standings = find(address) if find is not None else "unread"
        if standings is None:
            made.setdefault(address, AnswerAction(address, "missing"))
        elif isinstance(standings, str):
            made.setdefault(address, AnswerAction(address, "unread"))
        elif not standings:
            # a recommendation that has no action yet
            made.setdefault(address, AnswerAction(address, "undated"))
        else:
            for one in standings:
                made.setdefault(one.address, AnswerAction(one.address, state_of_action(one), one))
    return tuple(made.values())


class PlanStandings:
    """The standings of plans' actions by their addresses, each plan judged once, when it is first asked for.

    ``whole``: whether every plan there is stands in the register; else what it lacks may stand elsewhere.
    """

    def __init__(self, register: AnyRegister, vantage: Vantage, whole: bool = True):
        self._register = register
        self._vantage = vantage
        self._whole = whole
        self._judged: dict[str, dict[str, tuple[Standing, ...]] | Unread | None] = {}
        # of which plans only the beginning could be read
        self._cut: set[str] = set()

    def __call__(self, address: str) -> tuple[Standing, ...] | Unread | None:
        name, _, inside = address.partition("#")
        if name not in self._judged:
            self._judged[name] = self._judge(name)
        held = self._judged[name]
        if held is None:
            return None
        if isinstance(held, str):
            return "unread"
        return held.get(inside, "unread" if name in self._cut else None)

    def _judge(self, name: str) -> dict[str, tuple[Standing, ...]] | Unread | None:
        file = self._register.file(name)
        if file is None:
            return None if self._whole else "unread"
        if file.plan is None:
            return "unread"
        if file.document.cut_at is not None:
            self._cut.add(name)
        standings = judge_plan(file.plan, self._vantage)
        held: dict[str, tuple[Standing, ...]] = {one.action.id: (one,) for one in standings}
        for recommendation in file.plan.recommendations:
            under = tuple(one for one in standings if one.recommendation is recommendation)
            held[f"rec:{recommendation.id}"] = under
        return held


def state_of_action(standing: Standing) -> ActionState:
    """What became of an action, for the answer that names it."""
    timing = standing.timing
    if timing in APART:
        return "ended" if timing == "ended" else "proposed"
    if timing == "done":
        return "done"
    if timing == "late":
        return "late"
    return "undated" if timing == "no_date" else "open"


def _every(assessment: Assessment) -> Period | None:
    return assessment.cycle.every if assessment.cycle is not None else None


def _number(day: date) -> int:
    return day.toordinal()


def _known(grade: GradeStanding | None) -> Fulfilment | None:
    """What a grade means, where that says something of the standard."""
    means = grade.means if grade is not None else None
    return None if means == "not_graded" else means


# what is better ------------------------------------------------------------------------------------------------------


def better(before: AnswerStanding, now: AnswerStanding) -> tuple[Aspect, ...]:
    """In what a cell looks better than it did, both judged on one day; () where in nothing.

    The one order of cells: an edit of a return that makes a cell better in any of these wants a reason or is a finding.
    What is not known is better than what is known not to be met, and worse than what is met; a standard that is said
    not to apply is nearly met, since it leaves the sum.
    """
    was, then = _looks(before), _looks(now)
    return tuple(aspect for aspect in was if any(b > a for a, b in zip(was[aspect], then[aspect], strict=True)))


def _looks(one: AnswerStanding) -> dict[Aspect, tuple[int, ...]]:
    """What a cell shows, each aspect as numbers of which more is better."""
    order = list(one.assessment.impact)
    looked = [each.looked for each in one.looked]
    supports = [view.supports for _, view in one.views]
    gaps = len(one.answer.gaps) if one.answer is not None else 0
    hard = sum(each.state in ("late", "undated", "missing", "unread") for each in one.actions)
    return {
        "own grade": (one.rank,),
        "grade of others": (FROM_WORST.index(_known(one.moderated)),),
        "who looked at it": (looked.count("looked_at"), -looked.count("not_looked_at")),
        "what a challenge says": (supports.count("yes"), -supports.count("no"), -supports.count("partly")),
        "points": (one.points.met, -one.points.not_met, -one.points.not_said),
        "evidence": (len(one.evidence), sum(each.example for each in one.evidence)),
        "age of evidence": (one.newest.toordinal() if one.newest is not None else 0, -one.undated),
        "impact": (order.index(one.impact) + 1 if one.impact else 0,),
        "questions": (-len(one.unanswered),),
        "gaps": (-gaps,),
        "actions": (-len(one.late_actions), -hard, 0 if one.nothing_follows else 1),
        "carried forward": (-1 if one.carried_since is not None else 0,),
    }
