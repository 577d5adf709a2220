"""A recommendation that is answered in several bodies' plans, as a case review's is: each body's answer, and who has
given none.

Each answer is a recommendation of a body's own plan that names the one it answers (``responds_to``); its actions are
judged and counted in their own plan, and in the totals each of them once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from s11.english import join_words, number_of
from s11.plan import Plan, PlanFiles, Recommendation, fold_word, own_address
from s11.standing import Standing, is_open, judge_plan, one_state
from s11.view.counts import Head, Tally
from s11.view.labels import organisation_of, title_of
from s11.view.plans import head
from s11.view.rollup import own_rating, tally
from s11.when import Vantage

RESPONSE_WORDS = {"accepted": "accepted", "partly": "accepted in part", "rejected": "not accepted", "": "not said"}
# the order in which answers stand: what nobody has said, and what was not accepted, first
_RESPONSES = ("", "rejected", "partly", "accepted")


class BodyAnswer(NamedTuple):
    """What one body answers: a recommendation of its own plan. ``response``: '' where it does not say whether it
    accepts; ``open``: its actions that are neither done, ended nor proposed.
    """

    organisation: str
    plan: str
    title: str
    address: str
    called: str
    text: str
    response: str
    why: str
    state: str
    tally: Tally
    open: int

    @property
    def response_words(self) -> str:
        return RESPONSE_WORDS[self.response]

    @property
    def actions_words(self) -> str:
        """'3 actions: 1 open and late, 1 without a date, 1 done', each count of its own."""
        return counted_words(self.tally, self.open)


class AskedRecommendation(NamedTuple):
    """One recommendation with every answer to it. ``asked``: the bodies that it is put to, as its plan says;
    ``missing``: those of them that have not answered; ``tally``: the actions of all answers, each once.
    """

    plan: str
    title: str
    organisation: str
    address: str
    called: str
    text: str
    asked: tuple[str, ...]
    answers: tuple[BodyAnswer, ...]
    missing: tuple[str, ...]
    tally: Tally
    open: int

    def answered(self, response: str) -> int:
        """How many bodies answered so."""
        return len({fold_word(one.organisation) for one in self.answers if one.response == response})

    @property
    def bodies(self) -> int:
        return len({fold_word(one.organisation) for one in self.answers})

    @property
    def nobody_accepts(self) -> bool:
        """Whether nobody has said that it is accepted, in whole or in part."""
        return not any(one.response in ("accepted", "partly") for one in self.answers)

    @property
    def finding(self) -> str:
        """Where it stands in one sentence: who has answered, how, and what is being done."""
        if self.asked:
            there = len(self.asked) - len(self.missing)
            phrases = [f"{there} of {number_of(len(self.asked), 'body', 'bodies')} asked {_has(there)} answered"]
            others = self.bodies - there
            phrases += [f"{number_of(others, 'other body', 'other bodies')} too"] if others else []
        else:
            phrases = [
                f"{number_of(self.bodies, 'body', 'bodies')} {_has(self.bodies)} answered; who is asked is not said"
            ]
        how = [
            f"{RESPONSE_WORDS[response]} by {self.answered(response)}"
            for response in reversed(_RESPONSES[1:])
            if self.answered(response)
        ]
        unsaid = self.answered("")
        how += [f"{unsaid} {'does' if unsaid == 1 else 'do'} not say whether it is accepted"] if unsaid else []
        phrases += [", ".join(how)] if how else []
        phrases += ["nobody has accepted it"] if self.nobody_accepts else []
        return "; ".join([*phrases, counted_words(self.tally, self.open)])

    @property
    def missing_words(self) -> str:
        """'Northmere Police and Ashcombe School have not answered'; '' where nobody is missing."""
        if not self.missing:
            return ""
        return f"{join_words(self.missing)} {'has' if len(self.missing) == 1 else 'have'} not answered"


class Unplaced(NamedTuple):
    """An answer to a recommendation that is not there: it is told, and counted under none."""

    answer: BodyAnswer
    to: str


class Recommendations(NamedTuple):
    """Every recommendation that is put to several bodies, or answered in another plan; those that most are silent on
    first. ``tally``: the actions of all answers, each once.
    """

    head: Head
    rows: tuple[AskedRecommendation, ...]
    unplaced: tuple[Unplaced, ...]
    tally: Tally
    open: int
    rules: str = ""

    @property
    def answers(self) -> int:
        return sum(len(row.answers) for row in self.rows)

    @property
    def several(self) -> int:
        """How many actions stand under answers to more than one recommendation."""
        return sum(row.tally.actions for row in self.rows) - self.tally.actions

    @property
    def finding(self) -> str:
        """Where all of it stands in one sentence."""
        if not self.rows:
            return "No recommendation of these plans is put to several bodies or answered in another plan."
        silent = sum(bool(row.missing) for row in self.rows)
        refused = sum(row.nobody_accepts for row in self.rows)
        phrases = [f"{number_of(len(self.rows), 'recommendation')}, {number_of(self.answers, 'answer')}"]
        phrases += [f"on {silent:,} not everybody who is asked has answered"] if silent else []
        phrases += [f"nobody has accepted {refused:,}"] if refused else []
        phrases += [counted_words(self.tally, self.open)]
        twice = ", each counted once though some answer more than one recommendation" if self.several else ""
        return "; ".join(phrases) + twice + "."


def counted_words(counts: Tally, still_open: int) -> str:
    """'12 actions: 5 open, 2 late, 1 without a date; 6 done, 1 ended'."""
    if not counts.actions:
        return "no action"
    timing = counts.timing
    parts = [f"{still_open:,} open"] if still_open else []
    parts += [f"{timing['late']:,} late"] if timing["late"] else []
    parts += [f"{timing['no_date']:,} without a date"] if timing["no_date"] else []
    rest = [f"{timing[name]:,} {name}" for name in ("done", "ended", "proposed") if timing[name]]
    phrase = "; ".join(filter(None, (", ".join(parts), ", ".join(rest))))
    return f"{number_of(counts.actions, 'action')}: {phrase}"


def _has(count: int) -> str:
    return "has" if count == 1 else "have"


def recommendations(
    register: PlanFiles,
    vantage: Vantage,
    revision_words: str = "",
    named: frozenset[str] | None = None,
    rules: str = "",
) -> Recommendations:
    """Every recommendation that is put to several bodies, or answered in another plan; ``named``: only of these plans,
    and then each of theirs.
    """
    reading = _Reading(register, vantage)
    rows = [
        reading.asked(plan, recommendation)
        for plan in register.plans
        if named is None or plan.id in named
        for recommendation in plan.recommendations
        if named is not None or recommendation.asked_of or reading.answers_to(plan, recommendation)
    ]
    rows.sort(key=lambda row: (-len(row.missing), not row.nobody_accepts, row.plan))
    everything = reading.held(rows)
    return Recommendations(
        head(register, vantage, revision_words),
        tuple(rows),
        tuple(reading.unplaced(named)),
        tally(everything),
        sum(map(is_open, everything)),
        rules,
    )


class _Reading:
    """The answers of a register by the recommendation that they answer; each plan is judged once."""

    def __init__(self, register: PlanFiles, vantage: Vantage):
        self._register, self._vantage = register, vantage
        self._standings: dict[str, tuple[Standing, ...]] = {}
        self._answers: dict[str, list[tuple[Plan, Recommendation]]] = {}
        for plan in register.plans:
            for recommendation in plan.recommendations:
                for address in dict.fromkeys(own_address(plan.id, one) for one in recommendation.responds_to):
                    self._answers.setdefault(address, []).append((plan, recommendation))

    def answers_to(self, plan: Plan, recommendation: Recommendation) -> list[tuple[Plan, Recommendation]]:
        return self._answers.get(plan.address_of(recommendation), [])

    def asked(self, plan: Plan, recommendation: Recommendation) -> AskedRecommendation:
        answered = self.answers_to(plan, recommendation)
        own = [(plan, recommendation)] if recommendation.actions or recommendation.response is not None else []
        answers = sorted(
            (self._answer(*one) for one in (*answered, *own)),
            key=lambda one: (_RESPONSES.index(one.response), one.organisation, one.plan, one.address),
        )
        there = {fold_word(one.organisation) for one in answers}
        under = self._under((*answered, *own))
        return AskedRecommendation(
            plan.id,
            title_of(plan),
            organisation_of(plan),
            plan.address_of(recommendation),
            f"{plan.calls_it} {recommendation.id}",
            recommendation.text,
            recommendation.asked_of,
            tuple(answers),
            tuple(one for one in recommendation.asked_of if fold_word(one) not in there),
            tally(under),
            sum(map(is_open, under)),
        )

    def held(self, rows: Sequence[AskedRecommendation]) -> list[Standing]:
        """The actions under the answers of several rows, each once."""
        addresses = dict.fromkeys(one.address for row in rows for one in row.answers)
        return self._under([self._at(address) for address in addresses])

    def unplaced(self, named: frozenset[str] | None) -> Iterator[Unplaced]:
        for address, answers in self._answers.items():
            plan_id, _, inside = address.partition("#")
            plan = self._register.plan(plan_id)
            there = plan is not None and any(inside == f"rec:{one.id}" for one in plan.recommendations)
            if not there and (named is None or plan_id in named):
                yield from (Unplaced(self._answer(*one), address) for one in answers)

    def _at(self, address: str) -> tuple[Plan, Recommendation]:
        plan_id, _, inside = address.partition("#")
        plan = self._register.plan(plan_id)
        if plan is None:
            raise LookupError(f"{plan_id} was read a moment ago")
        return plan, next(one for one in plan.recommendations if inside == f"rec:{one.id}")

    def _under(self, answers: Sequence[tuple[Plan, Recommendation]]) -> list[Standing]:
        standings = {
            standing.address: standing
            for plan, recommendation in answers
            for standing in self._judged(plan)
            if standing.recommendation is recommendation
        }
        return list(standings.values())

    def _judged(self, plan: Plan) -> tuple[Standing, ...]:
        if plan.id not in self._standings:
            self._standings[plan.id] = judge_plan(plan, self._vantage)
        return self._standings[plan.id]

    def _answer(self, plan: Plan, recommendation: Recommendation) -> BodyAnswer:
        under = self._under([(plan, recommendation)])
        response = recommendation.response
        state, _ = one_state(under, own_rating(plan, recommendation, self._vantage.as_of))
        return BodyAnswer(
            organisation_of(plan),
            plan.id,
            title_of(plan),
            plan.address_of(recommendation),
            f"{plan.calls_it} {recommendation.id}",
            recommendation.text,
            response.how if response is not None else "",
            response.why if response is not None else "",
            state,
            tally(under),
            sum(map(is_open, under)),
        )
