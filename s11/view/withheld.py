"""What several readings of the same plans leave out together: what is withheld in one of them is withheld in all.

Readings are matched two by two, as ``changes`` matches them; what is matched is one thing, under whatever id and in
whatever plan it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from s11.change.matching import Matching
from s11.plan import Plan, PlanFiles, Recommendation

# a plan of one reading, a recommendation or an action of it, by the way to it from 0
Place = tuple[int, tuple[int, ...]]


class Withholding:
    """Which plans, recommendations and actions of some readings are one thing, and which of these are withheld.

    ``links``: the readings that are compared, older and newer. What is marked as sensitive is withheld.
    """

    def __init__(self, plans: Sequence[Plan], links: Iterable[tuple[PlanFiles, PlanFiles]]):
        self._same: dict[Place, Place] = {}
        self._members: dict[Place, list[Place]] = {}
        self._plans = {id(plan): plan for plan in plans}
        for older, newer in links:
            self._link(older, newer)
        for plan in self._plans.values():
            for place in _places(plan):
                self._members.setdefault(self._root(place), []).append(place)
        self._gone: set[Place] = set()
        for plan in self._plans.values():
            for place in _marked(plan):
                self._withhold(place)

    def leave_out(self, plan: Plan) -> None:
        """Withhold a plan whole."""
        self._withhold((id(plan), ()))

    def _link(self, older: PlanFiles, newer: PlanFiles) -> None:
        # what is the same reading of a file holds the same things; what moved between files is in two that differ
        kept = {id(plan) for plan in older.plans} & {id(plan) for plan in newer.plans}
        before, after = (
            PlanFiles(tuple(loaded for loaded in side.files if id(loaded.plan) not in kept)) for side in (older, newer)
        )
        if not before.files or not after.files:
            return
        for old, new in Matching(before, after).new_of.items():
            if len(old.at) == len(new.at) <= 2:
                one, other = self._root((id(old.plan), old.at)), self._root((id(new.plan), new.at))
                if one != other:
                    self._same[one] = other

    def _root(self, place: Place) -> Place:
        first = place
        while (other := self._same.get(place)) is not None:
            place = other
        if first != place:
            self._same[first] = place
        return place

    def _withhold(self, place: Place) -> None:
        waiting = [place]
        while waiting:
            root = self._root(waiting.pop())
            if root in self._gone:
                continue
            self._gone.add(root)
            for plan, at in self._members[root]:
                waiting += [(plan, inner) for inner in _beneath(self._plans[plan], at)]

    def is_gone(self, plan: Plan, *at: int) -> bool:
        """Whether a plan is withheld whole, or a recommendation or action of it."""
        return self._root((id(plan), at)) in self._gone

    def family(self, plan: Plan) -> tuple[Plan, ...]:
        """The same plan in every reading, in the order in which they were given."""
        return tuple(self._plans[member] for member, _ in self._members[self._root((id(plan), ()))])

    def cuts(self, plan: Plan) -> bool:
        """Whether something is withheld of a plan in one of the readings."""
        return any(self.is_gone(one, *at) for one in self.family(plan) for _, at in _places(one))

    def without(self, plan: Plan) -> Plan:
        """A plan without what is withheld of it, each recommendation with how many of its actions that are."""
        return replace(
            plan,
            recommendations=tuple(
                self._kept(plan, number, recommendation)
                for number, recommendation in enumerate(plan.recommendations)
                if not self.is_gone(plan, number)
            ),
        )

    def _kept(self, plan: Plan, number: int, recommendation: Recommendation) -> Recommendation:
        actions = tuple(
            action for at, action in enumerate(recommendation.actions) if not self.is_gone(plan, number, at)
        )
        return replace(recommendation, actions=actions, withheld=len(recommendation.actions) - len(actions))

    def counts(self, level: int, plans: Iterable[Plan]) -> tuple[int, int]:
        """How many recommendations (1) or actions (2) of some plans are withheld, and how many there are; what stands
        in several readings counts once.
        """
        places = {self._root(place) for plan in plans for place in _places(plan) if len(place[1]) == level}
        return len(places & self._gone), len(places)


def _places(plan: Plan) -> Iterator[Place]:
    yield id(plan), ()
    for number, recommendation in enumerate(plan.recommendations):
        yield id(plan), (number,)
        yield from ((id(plan), (number, at)) for at, _ in enumerate(recommendation.actions))


def _beneath(plan: Plan, at: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if not at:
        yield from ((number,) for number, _ in enumerate(plan.recommendations))
    elif len(at) == 1:
        yield from ((*at, number) for number, _ in enumerate(plan.recommendations[at[0]].actions))


def _marked(plan: Plan) -> Iterator[Place]:
    for number, recommendation in enumerate(plan.recommendations):
        if recommendation.sensitive:
            yield id(plan), (number,)
        yield from ((id(plan), (number, at)) for at, action in enumerate(recommendation.actions) if action.sensitive)
