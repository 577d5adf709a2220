"""A comparison whose plans are judged once a day: what the rules and the view ask how an action stood and stands."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from s11.change.records import Comparison, Part
from s11.plan import Plan
from s11.standing import Standing, judge_plan
from s11.when import Vantage

Standings = Mapping[tuple[int, ...], Standing]


class JudgedComparison:
    """A comparison, and how each action of either side stands on whatever day that is asked about."""

    def __init__(self, comparison: Comparison):
        self.comparison = comparison
        wholes = (pair for pair in comparison.pairs if pair.new.kind == "plan")
        # a plan that says what it said stands as the other does on the same day
        self._same = {id(pair.old.plan): pair.new.plan for pair in wholes if pair.old.plan == pair.new.plan}
        self._judged: dict[tuple[int, date], Standings] = {}

    def unchanged(self, old: Plan) -> bool:
        """Whether a plan of the old side says on the new one what it said."""
        return id(old) in self._same

    def standings(self, plan: Plan, vantage: Vantage) -> Standings:
        """Every action of a plan of either side as it stands on the vantage's day, by its place in the plan."""
        plan = self._same.get(id(plan), plan)
        key = id(plan), vantage.as_of
        if key not in self._judged:
            judged = iter(judge_plan(plan, vantage))
            self._judged[key] = {
                (r, a): next(judged)
                for r, above in enumerate(plan.recommendations)
                for a, _ in enumerate(above.actions)
            }
        return self._judged[key]

    def standing(self, action: Part, vantage: Vantage) -> Standing:
        """How an action, or what it is a piece of, stands on the vantage's day."""
        return self.standings(action.plan, vantage)[action.at[:2]]
