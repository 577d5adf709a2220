"""What changed, set out for a reader: first what has no reason, then what is newly late, then the rest by council.

Nothing is compared or counted here that ``changes`` has not; each change is told in one place.
"""

from __future__ import annotations

from s11.english import join_words, number_of
from s11.frozen import dataclass
from s11.text import LEVELS
from s11.view.change_records import ChangeEntry, Changes, ChangesUnder, PlanChanges, UnexplainedEdit
from s11.view.counts import APART_WORDS, Travel
from s11.when import day_words

LATE = "newly_late"
# these are told as a date that went from one day to another
OF_DATES = ("moved", "corrected")
NO_DATE = "no date"
THE_PLAN = "The plan"
# what stands over all of them need not end each
NOTHING_SAYS_WHY = ", and nothing says why"
WAYS = ("worse", "same", "better")


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One change of a plan: what it is called, from which words to which it went where it is a date, else what stood
    there before and what stands there now, '' both where neither is told.
    """

    plan: PlanChanges
    called: str
    entry: ChangeEntry

    @property
    def text(self) -> str:
        """Its own words; '' of the plan itself, which is named above it."""
        return self.entry.text if self.entry.label != THE_PLAN else ""

    @property
    def from_to(self) -> str:
        entry = self.entry
        if entry.heading not in OF_DATES or not entry.has_sides or entry.before == entry.after:
            return ""
        return f"from {entry.before}" + (f" to {entry.after}" if entry.after != NO_DATE else "")

    @property
    def sides(self) -> tuple[str, str]:
        entry = self.entry
        return (entry.before, entry.after) if entry.has_sides and not self.from_to else ("", "")


@dataclass(frozen=True, slots=True)
class UnexplainedRow:
    """Something that was changed and has no reason: whose it is, where it stands, and what was changed."""

    plan: PlanChanges
    called: str
    entry: ChangeEntry | None
    edit: UnexplainedEdit

    @property
    def _at(self) -> ChangeEntry | UnexplainedEdit:
        return self.edit if self.entry is None else self.entry

    @property
    def number(self) -> str:
        return self._at.number

    @property
    def text(self) -> str:
        return self._at.text if self._at.label != THE_PLAN else ""

    @property
    def said(self) -> str:
        """What was changed, without naming again where it stands."""
        if self.entry is not None and (dates := ChangeRow(self.plan, self.called, self.entry).from_to):
            return f"{dates}; {self.entry.said}"
        return self.edit.message.removeprefix(f"{self._at.label}: ").removesuffix(NOTHING_SAYS_WHY)


@dataclass(frozen=True, slots=True)
class Under:
    """Every change of a plan under one heading; ``more``: how many there is no room for."""

    heading: str
    words: str
    rows: tuple[ChangeRow, ...]
    more: int

    @property
    def count(self) -> int:
        return len(self.rows) + self.more


@dataclass(frozen=True, slots=True)
class PlanPart:
    """One plan: whose it is, which way it went, and what changed in it that is not told above."""

    plan: PlanChanges
    called: str
    groups: tuple[Under, ...]

    @property
    def travel(self) -> Travel:
        return self.plan.travel


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """A whole page. ``more_late``: newly late ones that there is no room for."""

    changes: Changes
    title: str
    since_day: str
    unexplained: tuple[UnexplainedRow, ...]
    late: tuple[ChangeRow, ...]
    more_late: int
    plans: tuple[PlanPart, ...]
    unchanged: tuple[str, ...]

    @property
    def single(self) -> PlanChanges | None:
        """The one plan there is."""
        return self.changes.plans[0] if len(self.changes.plans) == 1 else None

    @property
    def told(self) -> tuple[PlanPart, ...]:
        """The plans of which something is told beside what is newly late or has no reason."""
        return tuple(part for part in self.plans if part.groups)

    @property
    def finding(self) -> str:
        """How many changes there are, and of which kinds."""
        changes = self.changes
        assessed = f" {changes.assessed_words}." if changes.assessments else ""
        if not changes.count:
            return f"No change is told of a plan.{assessed}" if assessed else "No change is told."
        kinds = [f"{label[0].lower()}{label[1:]} {count:,}" for _, label, count in changes.counts]
        shown = f" shown; {number_of(changes.more, 'more plan')} not shown here" if changes.more else ""
        return f"{number_of(changes.count, 'change')} in {number_of(len(changes.changed), 'plan')}{shown}: " + (
            f"{join_words(kinds)}.{assessed}"
        )

    @property
    def late_count(self) -> int:
        return len(self.late) + self.more_late

    @property
    def more_unexplained(self) -> int:
        return self.changes.quiet_count - len(self.unexplained)

    @property
    def travel_words(self) -> str:
        """What the table of directions does not say in its columns; '' where it says all."""
        travel = self.changes.travel
        if travel is None:
            return ""
        sentences = []
        if travel.by_days:
            alone = "only because days passed"
            sentences.append(
                f"All {travel.worse:,} worsened {alone}"
                if travel.by_days == travel.worse > 1
                else f"{travel.by_days:,} of the {travel.worse:,} worsened {alone}"
            )
        apart = [f"{getattr(travel, name):,} {label}" for name, label in APART_WORDS.items() if getattr(travel, name)]
        sentences += [f"Counted apart: {join_words(apart)}"] if apart else []
        came = [
            f"{count:,} {label}" for count, label in ((travel.added, "added"), (travel.removed, "removed")) if count
        ]
        sentences += [f"Not compared: {join_words(came)}"] if came else []
        if travel.held:
            sentences.append(
                f"{travel.held:,} would stand worse, had nobody changed their dates or other terms, ended or removed "
                "them"
            )
        return " ".join(f"{sentence}." for sentence in sentences)

    @property
    def unchanged_words(self) -> str:
        """The plans in which nothing changed, in one line; '' where there is none."""
        if not self.unchanged:
            return ""
        return f"Nothing changed in {number_of(len(self.unchanged), 'plan')}: {join_words(self.unchanged)}."


def changes_page(changes: Changes) -> ChangesPage:
    """What changed, in the order in which it is to be read."""
    named = {plan.id: _called(plan, changes) for plan in changes.plans}
    parts = sorted((_part(plan, named[plan.id]) for plan in changes.plans), key=_worst_first)
    late = [
        (group, ChangeRow(plan, named[plan.id], row))
        for plan in changes.plans
        for group in plan.groups
        if group.heading == LATE
        for row in group.rows
    ]
    return ChangesPage(
        changes,
        _title(changes),
        _since_day(changes),
        tuple(_unexplained(changes, named)),
        tuple(
            row for _, row in sorted(late, key=lambda one: (-(one[1].entry.days or 0), one[1].called, one[1].plan.id))
        ),
        sum(group.more for plan in changes.plans for group in plan.groups if group.heading == LATE),
        tuple(parts),
        tuple(named[plan.id] for plan in changes.unchanged),
    )


def _title(changes: Changes) -> str:
    whose = list(dict.fromkeys(plan.organisation for plan in changes.plans))
    day = _since_day(changes)
    since = f"since {day}" if day else "since each plan’s last report"
    if len(whose) == 1:
        return f"{whose[0]}: what changed {since}"
    return f"{number_of(len(changes.plans), 'action plan')}: what changed {since}" if whose else f"What changed {since}"


def _since_day(changes: Changes) -> str:
    """The day that all are compared with; '' where each plan has its own."""
    days = {plan.since.as_of for plan in changes.plans}
    if changes.since is not None:
        return day_words(changes.since.as_of)
    return day_words(days.pop()) if len(days) == 1 else ""


def _called(plan: PlanChanges, changes: Changes) -> str:
    """Whose plan it is, with its title where that body has several."""
    several = sum(one.organisation == plan.organisation for one in changes.plans) > 1
    return f"{plan.organisation}: {plan.title}" if several else plan.organisation


def _part(plan: PlanChanges, called: str) -> PlanPart:
    return PlanPart(plan, called, tuple(group for group in change_groups(plan, called) if group.heading != LATE))


def change_groups(plan: PlanChanges, called: str) -> tuple[Under, ...]:
    """Every change of a plan under its heading; ``called``: whose it is."""
    return tuple(_under(plan, called, group) for group in plan.groups)


def _under(plan: PlanChanges, called: str, group: ChangesUnder) -> Under:
    return Under(group.heading, group.words, tuple(ChangeRow(plan, called, row) for row in group.rows), group.more)


def _worst_first(part: PlanPart) -> tuple[int, int, int, str]:
    travel = part.travel
    return WAYS.index(travel.way), travel.better - travel.worse, -travel.late_now, part.plan.id


def _unexplained(changes: Changes, named: dict[str, str]) -> list[UnexplainedRow]:
    rows = [row for plan in changes.plans for row in unexplained_rows(plan, named[plan.id])]
    return sorted(rows, key=lambda row: (LEVELS.index(row.edit.level), row.plan.id))


def unexplained_rows(plan: PlanChanges, called: str) -> list[UnexplainedRow]:
    """What was changed in a plan and has no reason; ``called``: whose it is."""
    rows = [
        UnexplainedRow(plan, called, row, edit) for group in plan.groups for row in group.rows for edit in row.quiet
    ]
    return rows + [UnexplainedRow(plan, called, None, edit) for edit in plan.quiet]
