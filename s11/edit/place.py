"""Where in a file the thing stands that an address means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Day

from s11.edit.draft import CannotDo
from s11.plan import Action, Done, Evidence, Plan, PlanFile, PlanFiles, Recommendation, or_near_address
from s11.rules.rule import RuleContext
from s11.standing import held_by
from s11.text import Path
from s11.when import Vantage

# paths do not rest on the day
_ANY_DAY = Day(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Place:
    """A plan, or a recommendation, action, piece of evidence or milestone of it, and its path in the file.

    Of an action ``recommendation`` is what it stands under; of evidence and milestones ``action`` is theirs.
    """

    plan: Plan
    path: Path = ()
    recommendation: Recommendation | None = None
    action: Action | None = None
    piece: Evidence | None = None
    number: int = 0

    @property
    def kind(self) -> str:
        if self.piece is not None:
            return self.piece.of
        return "action" if self.action is not None else "recommendation" if self.recommendation is not None else "plan"

    @property
    def record(self) -> Plan | Recommendation | Action | Evidence:
        return self.piece or self.action or self.recommendation or self.plan

    @property
    def dated(self) -> Recommendation | Action | Evidence:
        """The same, of what has a timescale and leads. Raises CannotDo of a plan."""
        holder = self.piece or self.action or self.recommendation
        if holder is None:
            raise CannotDo(f"a plan as a whole has no date and no lead: name one of its actions, '{self.plan.id}#…'")
        return holder

    @property
    def of_action(self) -> Action:
        """The action that it is, or belongs to. Raises CannotDo of anything else."""
        if self.action is None:
            raise CannotDo(f"{self.called} is no action, and only an action can be treated so")
        return self.action

    def check_open(self, what: str) -> None:
        """Raises CannotDo where the action that it is, or belongs to, is ended, or done for good."""
        action = self.action
        if action is None:
            return
        whose = f"action {action.id}"
        if action.ended is not None:
            raise CannotDo(
                f"{whose} was closed on {action.ended.date.isoformat()} ({action.ended.how.replace('_', ' ')}): "
                f"{what}; what is still to be done of it is an action of its own, 's11 add action'"
            )
        if self.piece is None and self.completed and self.is_once:
            raise CannotDo(
                f"{whose} was completed on {self.completed[-1].date.isoformat()}, and that stays in the record: "
                f"{what}; what is to be done again is an action of its own, 's11 add action'"
            )

    @property
    def completed(self) -> tuple[Done, ...]:
        """The completions that hold for the action: its own, else its recommendation's."""
        action, above = self.of_action, self.recommendation
        return held_by(above, action).completed if above is not None else action.completed

    @property
    def is_once(self) -> bool:
        """Whether the action is done for good when it is done: it neither recurs nor goes on."""
        action, above = self.of_action, self.recommendation
        timescale = action.timescale or (above.timescale if above is not None else None)
        return not action.continuing and (
            timescale is None or timescale.kind not in ("recurring", "ongoing", "multiple")
        )

    def check_action(self) -> Action:
        """The action that it is. Raises CannotDo of anything else, its evidence and milestones too."""
        if self.piece is not None:
            raise CannotDo(f"{self.called} is no action, and only an action can be treated so")
        return self.of_action

    @property
    def action_path(self) -> Path:
        """The path of the action that it is, or that it belongs to."""
        return self.path[:4]

    @property
    def called(self) -> str:
        """It in the plan's own words, without the plan: 'action 1.1, evidence 2', 'Learning Point 4'."""
        if self.recommendation is None:
            return "the plan"
        if self.action is None:
            return f"{self.plan.calls_it} {self.recommendation.id}"
        return f"action {self.action.id}" + (f", {self.piece.of} {self.number}" if self.piece is not None else "")

    @property
    def address(self) -> str:
        if self.recommendation is None:
            return self.plan.id
        if self.action is None:
            return self.plan.address_of(self.recommendation)
        mark = f"/{self.piece.mark}{self.number}" if self.piece is not None else ""
        return self.plan.address(self.action) + mark


def find_place(loaded: PlanFile, rest: str) -> Place:
    """What stands at '4', '4/2', '4/m2' or 'rec:4' of a plan; '' for the plan itself.

    Raises CannotDo, with the nearest that there is.
    """
    plan = loaded.plan
    if plan is None:
        raise CannotDo(f"{loaded.source.name} cannot be read as a plan: s11 lint {loaded.source.name}")
    if not rest:
        return Place(plan)
    meant = [place for place in places(loaded) if place.address == f"{plan.id}#{rest}"]
    if len(meant) > 1:
        raise CannotDo(
            f"'#{rest}' is {' and '.join(place.called for place in meant)}: give one of them another id in an editor"
        )
    if meant:
        return meant[0]
    raise CannotDo(f"{plan.id} has nothing at '#{rest}'{or_near_address(plan, rest)}")


def places(loaded: PlanFile) -> list[Place]:
    """Everything that has an address in a file, in the order written."""
    plan = loaded.plan
    if plan is None:
        return []
    # of one file there is all that paths rest on: no standing and no other plan bears on them
    case = RuleContext(loaded, plan, (), PlanFiles((loaded,)), Vantage(_ANY_DAY, None))
    listed: list[Place] = []
    actions = list(case.actions())
    for path, recommendation in case.recommendations():
        listed.append(Place(plan, path, recommendation))
        for inner, above, action in actions:
            if above is recommendation and inner[:2] == path:
                listed.append(Place(plan, inner, recommendation, action))
                listed += (
                    Place(plan, deepest, recommendation, action, piece, int(called.rpartition(" ")[2]))
                    for deepest, called, piece in case.pieces(inner, action)
                )
    return listed
