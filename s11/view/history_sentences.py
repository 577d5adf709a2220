"""What changed in one plan and how it has gone, ready to stand in a committee's paper."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from s11.english import in_words, join_words
from s11.frozen import dataclass
from s11.view.change_records import Changes, PlanChanges
from s11.view.changes_page import LATE, ChangeRow, Under, UnexplainedRow, change_groups, unexplained_rows
from s11.view.history import History
from s11.view.sentences import counted
from s11.when import day_words

WAYS = {"better": "better", "same": "neither better nor worse", "worse": "worse"}


@dataclass(frozen=True, slots=True)
class PlanPast:
    """What changed in one plan since its base: every change under its heading, and what has no reason."""

    plan: PlanChanges
    groups: tuple[Under, ...]
    unexplained: tuple[UnexplainedRow, ...]

    @property
    def since_day(self) -> str:
        return day_words(self.plan.since.as_of)

    @property
    def late(self) -> tuple[ChangeRow, ...]:
        """What is newly late, the longest late first."""
        late = [row for group in self.groups if group.heading == LATE for row in group.rows]
        return tuple(sorted(late, key=lambda row: -(row.entry.days or 0)))

    @property
    def moved(self) -> tuple[ChangeRow, ...]:
        """The dates that were moved."""
        return tuple(row for group in self.groups if group.heading == "moved" for row in group.rows)


class MonthRow(NamedTuple):
    """One plan on one day: how many of its actions were off track as stated and as checked, and done as stated."""

    day: date
    stated: int
    checked: int
    done: int
    actions: int


def plan_past(changes: Changes, plan_id: str) -> PlanPast | None:
    """What changed in a plan; None where it was not compared."""
    plan = next((plan for plan in changes.plans if plan.id == plan_id), None)
    if plan is None:
        return None
    called = plan.organisation
    return PlanPast(plan, change_groups(plan, called), tuple(unexplained_rows(plan, called)))


def changes_sentence(past: PlanPast) -> str:
    """What changed since last time by its kind, how much of it without a reason, and which way the plan went."""
    plan, travel = past.plan, past.plan.travel
    if not plan.count and not plan.quiet_count:
        return f"Nothing in the plan has changed since {past.since_day}."
    kinds = [f"{group.words[0].lower()}{group.words[1:]} {in_words(group.count)}" for group in past.groups]
    sentence = f"Since {past.since_day} {counted(plan.count, 'change')} {'was' if plan.count == 1 else 'were'} made"
    sentence += f": {join_words(kinds)}" if kinds else ""
    quiet = plan.quiet_count
    sentence += f"; {in_words(quiet)} {'was' if quiet == 1 else 'were'} made without a reason" if quiet else ""
    return (
        f"{sentence}. As checked it stands {WAYS[travel.way]} than it did: "
        f"{counted(travel.better, 'action')} improved, "
        f"{_count(travel.worse)} worsened and {_count(travel.same)} stayed as they were."
    )


def month_rows(history: History, plan_id: str) -> tuple[MonthRow, ...]:
    """A plan at each point at which it was there."""
    return tuple(
        MonthRow(
            point.day,
            one.tally.stated["off_track"],
            one.tally.checked["off_track"],
            one.tally.stated["completed"] + one.tally.stated["verified"],
            one.tally.actions,
        )
        for point in history.points
        for one in point.plans
        if one.id == plan_id
    )


def history_sentence(rows: tuple[MonthRow, ...]) -> str:
    """How many actions of a plan are off track and done, and how many were at first."""
    if not rows:
        return "The plan has no history yet."
    first, last = rows[0], rows[-1]
    now = (
        f"On {day_words(last.day)} {counted(last.checked, 'action')} {'was' if last.checked == 1 else 'were'} off "
        f"track as checked and {_count(last.stated)} as stated; {_count(last.done)} of "
        f"{counted(last.actions, 'action')} stood as completed"
    )
    if len(rows) == 1:
        return f"{now}."
    were = "was" if first.checked == 1 else "were"
    return (
        f"{now}. On {day_words(first.day)} {counted(first.checked, 'action')} {were} off track as checked, "
        f"{_count(first.stated)} as stated, and {_count(first.done)} completed."
    )


def _count(count: int) -> str:
    """A number in words to ten, where what is counted was just named."""
    return in_words(count) if count else "none"
