"""The records of a report: plans in full, what each lead bears of them, and what is left out for the public."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from s11.english import dates_of, number_of
from s11.view.action_records import (
    ActionView,
    CarriedStep,
    CarriedView,
    DatedNote,
    Lead,
    MoreTime,
    Place,
    RecommendationView,
    with_actions,
)
from s11.view.counts import Group, Groups, Head, PlanView, SourceLine, Tally, Travel, worst_first
from s11.view.extension_records import Extension, ExtensionCounts, extension_counts
from s11.view.list_records import DueItem

AUDIENCES = ("internal", "public")


class FullPlan(NamedTuple):
    """Everything a report says of one plan."""

    summary: PlanView
    themes: tuple[tuple[str, str, tuple[RecommendationView, ...]], ...]
    people: tuple[Lead, ...]
    terms: tuple[tuple[str, str], ...]
    source: str
    reported: tuple[SourceLine, ...]
    control: tuple[tuple[str, str], ...]
    arises_from: tuple[str, ...]
    progress: tuple[DatedNote, ...]
    closed: SourceLine | None
    note: str
    dues: tuple[DueItem, ...]
    allowed: int
    errors: int
    warnings: int
    requests: tuple[MoreTime, ...] = ()
    carried_on: tuple[Place, ...] = ()
    extensions: tuple[Extension, ...] = ()

    @property
    def extension_counts(self) -> ExtensionCounts:
        return extension_counts(self.extensions, self.summary.tally.timing["late"])

    @property
    def late(self) -> tuple[DueItem, ...]:
        return tuple(due for due in self.dues if due.timing == "late")

    @property
    def late_apart(self) -> tuple[DueItem, ...]:
        """What is late of actions that are neither off track nor at risk: evidence and milestones."""
        shown = {action.address for one in self.exceptions for action in one.actions}
        return tuple(due for due in self.late if due.action_address not in shown)

    @property
    def ahead(self) -> tuple[DueItem, ...]:
        """What is still to come, or perhaps late."""
        return tuple(due for due in self.dues if due.timing != "late")

    @property
    def recommendations(self) -> tuple[RecommendationView, ...]:
        return tuple(recommendation for _, _, inner in self.themes for recommendation in inner)

    @property
    def exceptions(self) -> tuple[RecommendationView, ...]:
        """Recommendations with only their actions that are off track or at risk, as checked."""
        return with_actions(self.recommendations, lambda action: action.exception)

    @property
    def unknown(self) -> tuple[RecommendationView, ...]:
        """Recommendations with only their actions of which it cannot be known how they stand."""
        return with_actions(self.recommendations, lambda action: action.unknown)

    @property
    def sorted_out(self) -> SortedEntries:
        return sort_entries(action for recommendation in self.recommendations for action in recommendation.actions)

    @property
    def exception_count(self) -> int:
        return self.sorted_out.exceptions


class SortedEntries(NamedTuple):
    """Actions told apart for an exception report; the four add up to every action."""

    exceptions: int
    unknown: int
    proposed: int
    others: int


def sort_entries(actions: Iterable[ActionView]) -> SortedEntries:
    counts = [0, 0, 0, 0]
    for action in actions:
        counts[0 if action.exception else 1 if action.unknown else 2 if action.timing == "proposed" else 3] += 1
    return SortedEntries(*counts)


class Share(NamedTuple):
    """What one lead bears of one plan: their actions under their recommendations, and what falls due to them."""

    plan: FullPlan
    recommendations: tuple[RecommendationView, ...]
    dues: tuple[DueItem, ...]
    requests: tuple[MoreTime, ...] = ()

    @property
    def late(self) -> tuple[DueItem, ...]:
        return tuple(due for due in self.dues if due.timing == "late")

    @property
    def ahead(self) -> tuple[DueItem, ...]:
        """What is still to come, or perhaps late."""
        return tuple(due for due in self.dues if due.timing != "late")


class Load(NamedTuple):
    """One lead across plans; ``lead`` is None for what nobody leads."""

    group: Group
    lead: Lead | None
    shares: tuple[Share, ...]

    @property
    def late_things(self) -> int:
        return sum(len(share.late) for share in self.shares)

    @property
    def things_ahead(self) -> int:
        return sum(len(share.ahead) for share in self.shares)

    @property
    def words(self) -> str:
        """Their actions, then what falls due to them, also of other leads' actions: '4 actions: 2 late, 1 done'."""
        tally, phrases = self.group.tally, []
        if tally.actions:
            timing = tally.timing
            counts = (
                (timing["late"], "late"),
                (timing["due_soon"], "due within 28 days"),
                (tally.undated, "with no date"),
                (timing["done"], "done"),
            )
            phrases.append(
                number_of(tally.actions, "action")
                + ": "
                + ", ".join(f"{count:,} {word}" for count, word in counts if count)
                if any(count for count, _ in counts)
                else number_of(tally.actions, "action")
            )
        else:
            phrases.append("no action, only evidence of other leads’ actions")
        return "; ".join([*phrases, *([self.things_words] if self.things_words else [])])

    @property
    def things_words(self) -> str:
        """What falls due to them: '2 dates or pieces of evidence overdue and 1 still to come, or perhaps late'; ''
        where nothing does.
        """
        counts = ((self.late_things, "overdue"), (self.things_ahead, "still to come, or perhaps late"))
        phrases = [(count, label) for count, label in counts if count]
        return " and ".join(
            f"{f'{count:,}' if number else dates_of(count)} {label}" for number, (count, label) in enumerate(phrases)
        )


class LeftOut(NamedTuple):
    """What a report for the public is without, in numbers and in sentences; every count beside it is of the rest."""

    actions: int
    all_actions: int
    recommendations: int
    all_recommendations: int
    plans: int
    all_plans: int
    under: tuple[str, ...]
    people: int
    no_post: int
    names: int
    words: tuple[str, ...] = ()


class Report(NamedTuple):
    """One or more plans in full."""

    head: Head
    plans: tuple[FullPlan, ...]
    portfolio: Tally
    rules: str
    leads: Groups | None = None
    organisations: Groups | None = None
    loads: tuple[Load, ...] = ()
    audience: str = "internal"
    left_out: LeftOut | None = None
    travel: Travel | None = None
    themes: Groups | None = None

    @property
    def carried(self) -> tuple[tuple[PlanView, ActionView, CarriedView], ...]:
        """What stands where it was carried on to, and is carried on no further: through most plans first, then by how
        far its date has gone.
        """
        ways = [one for one in self._ways if one[2].earlier and not one[2].later]
        return tuple(sorted(ways, key=lambda one: (-one[2].sums.plans, -(one[2].sums.days or 0), one[1].address)))

    @property
    def lost(self) -> tuple[tuple[PlanView, ActionView, tuple[CarriedStep, ...]], ...]:
        """What is said to be carried on where nobody can follow it, with the steps that lead there."""
        ways = (
            (plan, action, tuple(step for step in way.later if step.lost and (step.of == action.address or way.round)))
            for plan, action, way in self._ways
        )
        return tuple(one for one in ways if one[2])

    @property
    def _ways(self) -> list[tuple[PlanView, ActionView, CarriedView]]:
        return [
            (plan.summary, action, action.carried)
            for plan in self.plans
            for recommendation in plan.recommendations
            for action in recommendation.actions
            if action.carried is not None
        ]

    @property
    def worst_first(self) -> tuple[FullPlan, ...]:
        """The plans, those with most off track before the others."""
        return tuple(sorted(self.plans, key=lambda plan: worst_first(plan.summary)))

    @property
    def sorted_out(self) -> SortedEntries:
        return (
            SortedEntries(*(sum(counts) for counts in zip(*(plan.sorted_out for plan in self.plans), strict=True)))
            if self.plans
            else SortedEntries(0, 0, 0, 0)
        )

    @property
    def exception_count(self) -> int:
        return self.sorted_out.exceptions

    @property
    def organisation_names(self) -> tuple[str, ...]:
        """Whose the plans are, also where a plan holds no action."""
        return tuple(dict.fromkeys(plan.summary.organisation for plan in self.plans))

    @property
    def longest(self) -> int:
        """The actions of the plan that has most."""
        return max((plan.summary.tally.actions for plan in self.plans), default=0)

    @property
    def allowed(self) -> int:
        return sum(plan.allowed for plan in self.plans)

    @property
    def late(self) -> tuple[tuple[PlanView, DueItem], ...]:
        """What is late in every plan, oldest first."""
        return tuple(
            sorted(((plan.summary, due) for plan in self.plans for due in plan.late), key=lambda late: late[1].due)
        )

    @property
    def extensions(self) -> ExtensionCounts:
        """How often dates were moved and more time was asked for, in every plan."""
        return extension_counts([one for plan in self.plans for one in plan.extensions], self.portfolio.timing["late"])

    @property
    def late_things(self) -> int:
        return sum(plan.summary.late_things for plan in self.plans)

    @property
    def late_dates(self) -> int:
        return sum(plan.summary.late_dates for plan in self.plans)

    @property
    def late_words(self) -> str:
        return self.portfolio.late_words(self.late_things)

    @property
    def late_things_words(self) -> str:
        return self.portfolio.late_things_words(self.late_things)

    @property
    def late_sentence(self) -> str:
        return self.portfolio.late_sentence(self.late_things)
