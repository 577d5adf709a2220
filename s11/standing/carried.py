"""An action followed from plan to plan: what it was before it stood here, and what became of it where it is carried on.

A step leads from an action that was ended, or whose plan was closed while it was open, to the address that carries it
on (``to``). Nothing is followed by likeness: only where it is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Literal

from s11.frozen import dataclass
from s11.plan import AnyRegister, CarriedTo, Plan, PlanFile, own_address
from s11.standing.groups import is_open
from s11.standing.judge import judge_plan
from s11.standing.records import Standing
from s11.when import Vantage

# why a way leads no further: nothing is at the address, it names no action but a whole plan or recommendation, no place
# is named, it leaves what is kept here, or it comes back
Broken = Literal["", "not_there", "no_action", "not_said", "outside", "circle"]
# those by which it is lost: a body outside can be asked
LOST: tuple[Broken, ...] = ("not_there", "no_action", "not_said", "circle")
_PIECE = re.compile(r"(?<=#)([^/]+)/m?\d+$")
# endings that say that something goes on elsewhere
GOES_ON = ("superseded", "transferred")
MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One step from an action to what carries it on.

    ``how``: how it was ended, or 'closed' with its plan. ``to``: what is at the address; None where ``broken`` says
    why.
    """

    standing: Standing
    how: str
    on: date
    why: str
    place: CarriedTo
    address: str
    to: Standing | None
    broken: Broken


@dataclass(frozen=True, slots=True)
class Carried:
    """The whole way of one action: the steps that led to it, oldest first, and those that lead on from it."""

    standing: Standing
    earlier: tuple[Step, ...]
    later: tuple[Step, ...]

    @property
    def stations(self) -> tuple[Standing, ...]:
        """Every action on the way, oldest first, each once."""
        standings = [*(step.standing for step in self.earlier), self.standing]
        standings += [step.to for step in self.later if step.to is not None]
        return tuple({one.address: one for one in standings}.values())

    @property
    def ends(self) -> tuple[Standing, ...]:
        """Where it stands now: what nothing carries on any further; several where it was split."""
        left = {step.standing.address for step in (*self.earlier, *self.later) if step.to is not None}
        return tuple(one for one in self.stations if one.address not in left)

    @property
    def agreed(self) -> Plan:
        """The plan in which it stood first."""
        return self.stations[0].plan

    @property
    def plans(self) -> int:
        """In how many plans it has stood."""
        return len({one.plan.id for one in self.stations})

    @property
    def first_due(self) -> date | None:
        """The first day that it was ever due in any of them."""
        return next((due for one in self.stations if (due := one.first_due) is not None), None)

    @property
    def due_now(self) -> date | None:
        """The first day that its words name now, where it stands now; of several places the last."""
        days = [day for one in self.ends if (day := one.set_for) is not None]
        return max(days, default=None)

    @property
    def days_later(self) -> int | None:
        """How many days its date has gone since the first one; below 0 where it is earlier."""
        first, now = self.first_due, self.due_now
        return (now - first).days if first is not None and now is not None else None


def is_lost(step: Step) -> bool:
    """Whether nobody can follow an action there."""
    return step.broken in LOST


def leads_to(standing: Standing) -> tuple[str, date, str, tuple[CarriedTo, ...]] | None:
    """How an action went on elsewhere by the day: how, when, why and where to; None where it did not."""
    day, ended, closed = standing.vantage.as_of, standing.action.ended, standing.plan.closed
    if ended is not None and ended.date <= day:
        return ended.how, ended.date, ended.why, ended.to
    if closed is not None and closed.date <= day and (is_open(standing) or standing.timing == "proposed"):
        return "closed", closed.date, closed.why, closed.to
    return None


def names_action(plan: Plan, address: str) -> bool:
    """Whether an address in full is that of an action of a plan, or of something beneath one."""
    inside = _PIECE.sub(r"\1", address).partition("#")[2]
    return any(action.id == inside for _, action in plan.actions())


class Carrying:
    """The ways of a register's actions on one day; each plan is judged once."""

    def __init__(self, register: AnyRegister, vantage: Vantage):
        self._register, self._vantage = register, vantage
        self._judged: dict[str, tuple[Standing, ...]] = {}
        # the steps that lead to each address: of the plans asked for, and of others by the plan that they name
        self._back: dict[str, list[Step]] | None = None
        self._elsewhere: dict[str, dict[str, list[Step]]] = {}

    def of(self, standing: Standing) -> Carried | None:
        """The way of an action; None where it stands where it always stood, and nothing carries it on."""
        earlier, later = tuple(self._earlier(standing)), tuple(self._later(standing))
        return Carried(standing, earlier, later) if earlier or later else None

    def steps(self, standing: Standing) -> Iterator[Step]:
        """What is said to carry an action on, each place once."""
        way = leads_to(standing)
        if way is None:
            return
        how, on, why, places = way
        if not places and how in GOES_ON:
            yield Step(standing, how, on, why, CarriedTo(), "", None, "not_said")
        for place in places:
            address = _PIECE.sub(r"\1", own_address(standing.plan.id, place.address)) if place.address else ""
            to, broken = self._at(standing, address)
            yield Step(standing, how, on, why, place, address, to, broken)

    def _at(self, standing: Standing, address: str) -> tuple[Standing | None, Broken]:
        if not address:
            return None, "outside"
        plan_id, _, inside = address.partition("#")
        plan = self._plan(plan_id)
        if plan is None:
            return None, "not_there"
        found = next((one for one in self._standings(plan) if one.action.id == inside), None)
        if found is not None:
            return (None, "circle") if found.address == standing.address else (found, "")
        there = not inside or any(inside == f"rec:{one.id}" for one in plan.recommendations)
        return None, "no_action" if there else "not_there"

    def _later(self, standing: Standing) -> Iterator[Step]:
        met = {standing.address}
        waiting = [*self.steps(standing)]
        while waiting and len(met) < MOST_STEPS:
            step = waiting.pop(0)
            if step.to is None:
                yield step
            elif step.to.address in met:
                yield Step(step.standing, step.how, step.on, step.why, step.place, step.address, None, "circle")
            else:
                met.add(step.to.address)
                yield step
                waiting[:0] = self.steps(step.to)

    def _earlier(self, standing: Standing) -> list[Step]:
        met, waiting, steps = {standing.address}, [standing], list[Step]()
        while waiting and len(met) < MOST_STEPS:
            here = waiting.pop(0)
            for step in self._led_to(here.address):
                if step.standing.address not in met:
                    met.add(step.standing.address)
                    steps.append(step)
                    waiting.append(step.standing)
        return steps[::-1]

    def _led_to(self, address: str) -> Iterator[Step]:
        """The steps that lead to an address: of plans that were asked for, and of those that name its plan."""
        if self._back is None:
            self._back = {}
            for file in self._register.files:
                self._add_steps(file, self._back)
        plan_id = address.partition("#")[0]
        if plan_id not in self._elsewhere:
            self._elsewhere[plan_id] = {}
            chosen = set(self._register.ids)
            for file in self._register.naming_elsewhere(plan_id):
                if file.source.id not in chosen:
                    self._add_steps(file, self._elsewhere[plan_id])
        yield from self._back.get(address, ())
        yield from self._elsewhere[plan_id].get(address, ())

    def _add_steps(self, file: PlanFile, steps_to: dict[str, list[Step]]) -> None:
        plan = file.plan
        if plan is not None and (plan.closed is not None or any(action.ended for _, action in plan.actions())):
            for standing in self._standings(plan):
                for step in self.steps(standing):
                    if step.to is not None:
                        steps_to.setdefault(step.to.address, []).append(step)

    def _plan(self, plan_id: str) -> Plan | None:
        file = self._register.anywhere(plan_id)
        return file.plan if file is not None else None

    def _standings(self, plan: Plan) -> tuple[Standing, ...]:
        if plan.id not in self._judged:
            self._judged[plan.id] = judge_plan(plan, self._vantage)
        return self._judged[plan.id]
