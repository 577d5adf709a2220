"""Standings of many days: an action is judged again only on a day on which something may turn."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date

from s11.plan import Action, Evidence, Plan, Recommendation
from s11.standing.judge import judge
from s11.standing.records import Standing
from s11.standing.recurrence import dues_until
from s11.standing.states import SOON_DAYS, days_on
from s11.when import YEAR_DAYS, Vantage

# what stands around an action and bears on its standing, by value where it is small and by identity where it is not
_Around = tuple[object, ...]


class Stretches:
    """Standings of many days up to a last one: an action is judged again only on a day on which something may turn.

    Such a standing holds on its day in all but what grows from day to day: days late, cycles, and so its why.
    """

    def __init__(self, last: date):
        self.last = last
        # each with what it was made from, so that no other object can take its place in memory
        self._plans: dict[int, tuple[Plan, list[date]]] = {}
        self._turns: dict[tuple[int, _Around], tuple[Plan, Recommendation, list[date]]] = {}
        self._under: dict[tuple[int, int, _Around], tuple[Standing, ...]] = {}
        self._judged: dict[tuple[int, _Around], tuple[Action, list[date], dict[int, Standing]]] = {}

    def number(self, plan: Plan, day: date) -> int:
        """Which of the plan's stretches a day lies in: no standing of the plan turns within one."""
        kept = self._plans.get(id(plan))
        if kept is None:
            whole = _whole(plan)
            turns: set[date] = set()
            turns.update(*(self._of(plan, recommendation, whole) for recommendation in plan.recommendations))
            kept = self._plans[id(plan)] = (plan, sorted(turns))
        return bisect_right(kept[1], day)

    def judge_plan(self, plan: Plan, vantage: Vantage) -> tuple[Standing, ...]:
        """As ``judge_plan``; what was judged of the same action in the same stretch is not judged again."""
        standings: list[Standing] = []
        whole = _whole(plan)
        for recommendation in plan.recommendations:
            number = bisect_right(self._of(plan, recommendation, whole), vantage.as_of)
            key = (id(recommendation), number, whole)
            if key not in self._under:
                around = (*_around(recommendation), *whole)
                self._under[key] = tuple(
                    self._judge(plan, recommendation, action, around, vantage) for action in recommendation.actions
                )
            standings += self._under[key]
        return tuple(standings)

    def _judge(
        self, plan: Plan, recommendation: Recommendation, action: Action, around: _Around, vantage: Vantage
    ) -> Standing:
        _, turns, standings = self._action(plan, recommendation, action, around)
        number = bisect_right(turns, vantage.as_of)
        if number not in standings:
            standings[number] = judge(plan, recommendation, action, vantage)
        return standings[number]

    def _of(self, plan: Plan, recommendation: Recommendation, whole: _Around) -> list[date]:
        kept = self._turns.get((id(recommendation), whole))
        if kept is None:
            around = (*_around(recommendation), *whole)
            turns: set[date] = set()
            turns.update(*(self._action(plan, recommendation, one, around)[1] for one in recommendation.actions))
            kept = self._turns[id(recommendation), whole] = (plan, recommendation, sorted(turns))
        return kept[2]

    def _action(
        self, plan: Plan, recommendation: Recommendation, action: Action, around: _Around
    ) -> tuple[Action, list[date], dict[int, Standing]]:
        kept = self._judged.get((id(action), around))
        if kept is None:
            turns = sorted(_turns(plan, recommendation, action, self.last))
            kept = self._judged[id(action), around] = (action, turns, {})
        return kept


def _whole(plan: Plan) -> _Around:
    """All of a plan that bears on the standings under each of its recommendations: the same for the same objects."""
    return plan.id, plan.organisation, plan.as_at, id(plan.spellings), id(plan.people), id(plan.themes)


def _around(one: Recommendation) -> _Around:
    """All of a recommendation that stands around its actions and bears on them."""
    values = (one.id, one.text, one.theme, one.rag, one.as_at, one.lead, one.standards)
    return *values, id(one.timescale), id(one.revised), id(one.completed)


def _turns(plan: Plan, recommendation: Recommendation, action: Action, last: date) -> set[date]:
    """Every day up to a last one on which an action's standing may be another than the day before, and some more."""
    completed = [entry.date for entry in (*recommendation.completed, *action.completed)]
    # what is dated, each with the days from which its cycles may be counted
    dated: list[tuple[Recommendation | Action | Evidence, list[date]]] = [
        (recommendation, completed),
        (action, completed),
    ]
    dated += [(piece, [entry.date for entry in piece.received]) for piece in action.pieces]
    facts = {revision.date for one, _ in dated for revision in one.revised} | {entry.date for entry in action.progress}
    facts.update(*(done for _, done in dated))
    facts |= {day for day in (plan.as_at, recommendation.as_at, action.as_at) if day is not None}
    facts |= {entry.date for entry in (action.signed_off, action.ended) if entry is not None}
    # from its day on it counts, and after a year it is no longer fresh
    days = facts | {days_on(day, YEAR_DAYS + 1) for day in facts}
    for one, done in dated:
        for timescale in (one.timescale, *(revision.before for revision in one.revised)):
            for due in dues_until(timescale, done, days_on(last, SOON_DAYS)) if timescale is not None else ():
                days |= {days_on(due, -SOON_DAYS), days_on(due, 1)}
    return {day for day in days if day <= last}
