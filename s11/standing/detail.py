"""The more detailed plan beneath an action: how it stands by its own actions, and where the action says otherwise.

What the detail shows never makes the action better or worse: both are told, beside each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from s11.english import State, number_of, state_words
from s11.frozen import dataclass
from s11.plan import AnyRegister, Plan, own_address
from s11.standing.groups import WORST_FIRST, is_open, one_state
from s11.standing.judge import judge_plan
from s11.standing.records import Standing
from s11.standing.states import DONE
from s11.when import Vantage

# why nothing can be said of a detail: it is not among the plans that were read, or it leads back to its own action
Fault = Literal["", "not_there", "circle"]


@dataclass(frozen=True, slots=True)
class DetailStanding:
    """What stands at the address that an action names as its detail, on the same day.

    ``held``: the actions there, as their own plan has them judged; ``whole``: whether that file was read whole.
    ``beneath``: the details of these actions in their turn, each place once, with the action that names it.
    """

    address: str
    plan: Plan | None
    held: tuple[Standing, ...]
    whole: bool
    fault: Fault
    beneath: tuple[tuple[Standing, DetailStanding], ...] = ()

    @property
    def state(self) -> State:
        return one_state(self.held)[0]

    @property
    def open(self) -> int:
        return sum(is_open(standing) for standing in self.held)

    @property
    def late(self) -> int:
        return sum(standing.late for standing in self.held)

    @property
    def undated(self) -> int:
        """How many open ones have no date to be late by."""
        return sum(standing.timing == "no_date" for standing in self.held)

    def everything(self) -> Iterator[DetailStanding]:
        """This detail, and what is beneath it."""
        yield self
        for _, one in self.beneath:
            yield from one.everything()

    @property
    def words(self) -> str:
        """'off track (1 of 9 actions); 3 open, 1 late, 1 without a date'; why nothing can be said, where that is so."""
        if self.fault == "circle":
            return "it leads back to this action, so nothing is added up from it"
        if self.plan is None:
            return "not among the plans that were read"
        cut = "; not read whole, so these numbers are too low" if not self.whole else ""
        if not self.held:
            return f"it has no action{cut}"
        state, so = one_state(self.held)
        count = number_of(len(self.held), "action")
        of = f"{len(so):,} of {count}" if so else f"{count}, each ended or only proposed"
        return f"{state_words(state)} ({of}); {self._open_words}{cut}"

    @property
    def _open_words(self) -> str:
        if not self.open:
            return "none open"
        parts = [f"{self.open:,} open"]
        parts += [f"{self.late:,} late"] if self.late else []
        parts += [f"{self.undated:,} without a date"] if self.undated else []
        return ", ".join(parts)

    @property
    def open_of(self) -> str:
        """'3 of 9 actions of its detail are open, 1 late'; '' where none is open."""
        if not self.open:
            return ""
        late = f", {self.late:,} late" if self.late else ""
        are = "is" if self.open == 1 else "are"
        return f"{self.open:,} of {number_of(len(self.held), 'action')} of its detail {are} open{late}"


def disagreement(standing: Standing, detail: DetailStanding) -> str:
    """Where an action says better of itself than its detail does: 'stated completed, while 3 of 9 actions of its detail
    are open, 1 late'; '' where it does not, or where nothing is known of the detail.
    """
    if (
        detail.plan is None
        or standing.timing == "proposed"
        or any(one.fault == "circle" for one in detail.everything())
    ):
        # what leads round in a circle is an error of its own
        return ""
    if standing.timing == "ended":
        carried = standing.action.ended is not None and standing.action.ended.to
        return f"ended, while {detail.open_of}" if detail.open and not carried else ""
    if standing.timing == "done" or standing.stated in DONE:
        claim = f"stated {state_words(standing.stated)}" if standing.stated in DONE else "recorded as completed"
        if detail.open:
            return f"{claim}, while {detail.open_of}"
        return "" if any(one.timing == "done" for one in detail.held) else f"{claim}, while no action of its detail is"
    if standing.checked not in ("on_track", "not_started", "at_risk"):
        return ""
    deepest = min(
        (one for one in detail.everything() if one.held),
        key=lambda one: WORST_FIRST.index(one.state) if one.state in WORST_FIRST else len(WORST_FIRST),
        default=detail,
    )
    if deepest.state not in ("off_track", "at_risk"):
        return ""
    if WORST_FIRST.index(deepest.state) >= WORST_FIRST.index(standing.checked):
        return ""
    whose = "its detail" if deepest is detail else f"the plan beneath its detail, {deepest.address},"
    return f"{state_words(standing.checked)}, while {whose} is {deepest.words}"


class Details:
    """The details of a register's actions on one day; each plan is judged once."""

    def __init__(self, register: AnyRegister, vantage: Vantage):
        self._register, self._vantage = register, vantage
        self._judged: dict[str, tuple[Standing, ...]] = {}

    def of(self, standing: Standing) -> DetailStanding | None:
        """The detail of an action; None where it names none."""
        return self._of(standing, (standing.address,), set())

    def _of(self, standing: Standing, above: tuple[str, ...], met: set[str]) -> DetailStanding | None:
        if not standing.action.detail:
            return None
        address = own_address(standing.plan.id, standing.action.detail)
        plan_id, _, inside = address.partition("#")
        file = self._register.anywhere(plan_id)
        plan = standing.plan if plan_id == standing.plan.id else file.plan if file is not None else None
        if plan is None:
            return DetailStanding(address, None, (), True, "not_there")
        if inside and not _holds(plan, inside):
            return DetailStanding(address, None, (), True, "not_there")
        held = tuple(one for one in self._standings(plan) if _within(one, inside))
        if any(one.address in above for one in held):
            return DetailStanding(address, plan, (), True, "circle")
        met.add(address)
        beneath = tuple(self._beneath(held, above, met))
        return DetailStanding(address, plan, held, file is None or file.whole, "", beneath)

    def _beneath(
        self, held: Sequence[Standing], above: tuple[str, ...], met: set[str]
    ) -> Iterator[tuple[Standing, DetailStanding]]:
        for one in held:
            if one.action.detail and own_address(one.plan.id, one.action.detail) not in met:
                detail = self._of(one, (*above, one.address), met)
                if detail is not None:
                    yield one, detail

    def _standings(self, plan: Plan) -> tuple[Standing, ...]:
        if plan.id not in self._judged:
            self._judged[plan.id] = judge_plan(plan, self._vantage)
        return self._judged[plan.id]


def _within(standing: Standing, inside: str) -> bool:
    if inside.startswith("rec:"):
        return standing.recommendation.id == inside[4:]
    return not inside or standing.action.id == inside.partition("/")[0]


def _holds(plan: Plan, inside: str) -> bool:
    if inside.startswith("rec:"):
        return any(one.id == inside[4:] for one in plan.recommendations)
    return any(action.id == inside.partition("/")[0] for _, action in plan.actions())
