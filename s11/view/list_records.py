"""The records of `due` and `list`: dated things and actions, one by one."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from s11.english import dates_of, number_of
from s11.standing import Cycles
from s11.view.action_records import ActionView, Lead, MoreTime, RecommendationView
from s11.view.counts import NOTHING_ASKED_FOR, Head, PlanView


class DueItem(NamedTuple):
    """One dated thing that is outstanding, with its oldest open day."""

    address: str
    of: str
    action_address: str
    action_text: str
    text: str
    leads: tuple[Lead, ...]
    timescale: str
    due: date
    days_late: int
    timing: str
    cycles: Cycles | None
    why: str
    requests: tuple[MoreTime, ...] = ()
    # the timing of its action: evidence may be late where its action is not
    action_timing: str = ""
    # what a reader calls it: '4.2', '4.2 evidence 1'
    called: str = ""
    # the first day that was ever due, and how late it would be by that; as late as it is where it was not moved
    first: date | None = None
    days_late_from_first: int = 0

    @property
    def of_late_action(self) -> bool:
        return self.action_timing == "late"


class DueList(NamedTuple):
    """What is outstanding. ``late`` counts the dated things that are late, ``late_actions`` the actions that are, of
    those listed.

    ``requests``: more time asked for and not granted, for anything that is still to be done.
    """

    head: Head
    actions: int
    within_days: int | None
    until: date | None
    things: tuple[DueItem, ...]
    late: int
    requests: tuple[MoreTime, ...] = ()

    @property
    def requests_apart(self) -> tuple[MoreTime, ...]:
        """Those that stand with none of the things that are listed."""
        beside = {request for thing in self.things for request in thing.requests}
        return tuple(request for request in self.requests if request not in beside)

    @property
    def late_actions(self) -> int:
        return len({due.action_address for due in self.things if due.of_late_action})

    @property
    def from_first_words(self) -> str:
        """'by their first dates 14 of them would be overdue, not 8'; '' where it is the same."""
        would = sum(thing.timing == "late" or thing.days_late_from_first > 0 for thing in self.things)
        return (
            f"by their first dates {would:,} of them would be overdue, not {self.late:,}" if would != self.late else ""
        )

    @property
    def words(self) -> str:
        """'12 dates or pieces of evidence of 5 actions outstanding, 8 of them overdue; 3 of the actions are late'."""
        phrase = f"{dates_of(len(self.things))} of {number_of(self.actions, 'action')} outstanding"
        if not self.late:
            return phrase
        actions = (
            f"{self.late_actions:,} of the actions {'is' if self.late_actions == 1 else 'are'} late"
            if self.late_actions
            else "no action is late itself"
        )
        return f"{phrase}, {self.late:,} of them overdue; {actions}"


class ListedAction(NamedTuple):
    """One action with the recommendation and the plan that it stands in."""

    plan: PlanView
    recommendation: RecommendationView
    action: ActionView


class ActionList(NamedTuple):
    """Actions one by one, in the order of the plans and of each plan's file; ``plans``: of how many plans they are."""

    head: Head
    actions: tuple[ListedAction, ...]
    plans: int

    @property
    def words(self) -> str:
        """'360 actions of 12 plans'; where there is none, whether that is for what was asked for."""
        if not self.actions:
            return NOTHING_ASKED_FOR if self.head.filtered else "There is no action"
        return f"{number_of(len(self.actions), 'action')} of {number_of(self.plans, 'plan')}"
