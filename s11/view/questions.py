"""Every question that a challenge put to a body about its return, and what was answered: a log of all returns.

A question without an answer is never taken for one that was settled. What is asked or answered is said in the words of
the return, and counted here once for every voice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from s11.english import days_of, number_of, state_words
from s11.plan import (
    AnyRegister,
    Assessment,
    AssessmentFile,
    Challenge,
    Standards,
    StandardsFile,
    fold_word,
    own_address,
)
from s11.plan.assessments import Question
from s11.standing.answers import ActionState, PlanStandings, day_of_return, judge_return, state_of_action
from s11.view.counts import Head
from s11.view.coverage import with_unread_returns
from s11.view.coverage_records import ACTION_WORDS
from s11.view.plans import head as plans_head
from s11.when import Vantage, on_day


class AskedQuestion(NamedTuple):
    """One question. ``asked``: its day, else that of its challenge; ``days``: how long it has had no answer, None where
    it has one or no day is known. ``action``: the address that it asks about, and ``action_state`` what became of it.
    """

    organisation: str
    unit: str
    assessment: str
    address: str
    standard: str
    standard_text: str
    by: str
    how: str
    who: tuple[str, ...]
    asked: date | None
    text: str
    answer: str
    days: int | None
    action: str
    action_state: str

    @property
    def whom(self) -> str:
        """The body that was asked, and the part of it."""
        return f"{self.organisation}, {self.unit}" if self.unit else self.organisation

    @property
    def challenger(self) -> str:
        """'peer review by Northmere District Council'; the name that the return gives it where nothing more is said."""
        who = ", ".join(self.who)
        called = self.how or f"‘{self.by}’, which the return does not describe"
        return f"{called} by {who}" if who else called

    @property
    def asked_words(self) -> str:
        return f"asked {on_day(self.asked)}" if self.asked is not None else "on a day that is not said"

    @property
    def stands(self) -> str:
        """'not answered, 41 days'; 'answered'."""
        if self.answer:
            return "answered"
        return (
            f"not answered, {days_of(self.days)}" if self.days is not None else "not answered; since when is not said"
        )


class ChallengeLog(NamedTuple):
    """The questions, those without an answer first and of them the oldest; ``returns``: how many returns were read, and
    ``asked``: how many of them hold a question. ``only``: whether what is answered was left out.
    """

    head: Head
    rows: tuple[AskedQuestion, ...]
    returns: int
    asked: int
    answered: int
    only: bool

    @property
    def unanswered(self) -> tuple[AskedQuestion, ...]:
        return tuple(row for row in self.rows if not row.answer)

    @property
    def finding(self) -> str:
        """'12 questions about 3 returns: 4 not answered, the oldest for 41 days, 1 of them without a day'."""
        read = number_of(self.returns, "return")
        count = len(self.unanswered) + self.answered
        if not count:
            return f"No question is recorded in {read}: whether anybody asked is not known."
        open_ = self.unanswered
        days = [row.days for row in open_ if row.days is not None]
        sentence = f"{number_of(count, 'question')} about {number_of(self.asked, 'return')} of {self.returns:,}: "
        if not open_:
            return sentence + "each has an answer."
        sentence += f"{len(open_):,} not answered"
        sentence += f", the oldest for {days_of(max(days))}" if days else ""
        undated = len(open_) - len(days)
        sentence += f", {undated:,} of them since a day that is not said" if undated else ""
        return f"{sentence}; {self.answered:,} answered."


def challenge_log(
    files: Sequence[AssessmentFile],
    standards: Sequence[StandardsFile],
    register: AnyRegister,
    vantage: Vantage,
    revision_words: str = "",
    *,
    only_unanswered: bool = False,
    organisation: str = "",
) -> ChallengeLog:
    """Every question of some returns on the vantage's day; ``organisation``: only those put to this body."""
    known, find = Standards.of(standards), PlanStandings(register, vantage)
    wanted = fold_word(organisation)
    read = [
        one
        for one in (file.assessment for file in files)
        # what speaks for a later day is not known yet
        if one is not None
        and ((day := day_of_return(one)) is None or day <= vantage.as_of)
        and (not wanted or fold_word(one.organisation) == wanted)
    ]
    rows = [row for one in read for row in _rows(one, known, vantage, find)]
    answered = [row for row in rows if row.answer]
    kept = [row for row in rows if not (only_unanswered and row.answer)]
    kept.sort(key=lambda row: (bool(row.answer), -(row.days or 0), row.address))
    return ChallengeLog(
        with_unread_returns(plans_head(register, vantage, revision_words), files),
        tuple(kept),
        len(read),
        len({row.assessment for row in rows}),
        len(answered),
        only_unanswered,
    )


def _rows(assessment: Assessment, known: Standards, vantage: Vantage, find: PlanStandings) -> Iterator[AskedQuestion]:
    listed = known.lists.get(assessment.standards)
    for standing in judge_return(assessment, listed, vantage, find).answers:
        for question in standing.questions:
            challenge = assessment.challenge(question.by)
            since = assessment.day_of(question)
            answer = standing.answer
            yield AskedQuestion(
                assessment.organisation,
                assessment.unit,
                assessment.id,
                assessment.address(answer) if answer is not None else assessment.id,
                standing.standard,
                standing.listed.text if standing.listed is not None else "",
                question.by,
                state_words(challenge.how) if challenge is not None else "",
                _who(assessment, challenge),
                since,
                question.text,
                question.answer,
                None if question.answer or since is None else (vantage.as_of - since).days,
                own_address(assessment.id, question.action) if question.action else "",
                _action_state(assessment, question, find),
            )


def _who(assessment: Assessment, challenge: Challenge | None) -> tuple[str, ...]:
    people = assessment.people
    by = challenge.by if challenge is not None else ()
    return tuple((people[one].name or people[one].post or one) if one in people else one for one in by)


def _action_state(assessment: Assessment, question: Question, find: PlanStandings) -> str:
    """What became of the action that a question asks about, in words; '' where it asks about none."""
    if not question.action:
        return ""
    standings = find(own_address(assessment.id, question.action))
    state: ActionState = "missing" if standings is None else "unread"
    if isinstance(standings, tuple):
        states = list(dict.fromkeys(state_of_action(one) for one in standings))
        return ", ".join(ACTION_WORDS[one] for one in states) or ACTION_WORDS["undated"]
    return ACTION_WORDS[state]
