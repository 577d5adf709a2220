"""The records of what changed since a base: every change under its heading, plan by plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import NamedTuple

from s11.english import number_of
from s11.frozen import dataclass
from s11.view.counts import Head, Since, Travel
from s11.when import day_words

# in the order in which a committee asks
HEADINGS = {
    "newly_late": "Newly late",
    "no_longer_late": "No longer late",
    "completed": "Completed",
    "verified": "Verified",
    "undone": "No longer completed or verified",
    "ended": "Ended",
    "resumed": "No longer ended",
    "worse": "Worse in another way",
    "better": "Better in another way",
    "rated_down": "Ratings down",
    "rated_up": "Ratings up",
    "moved": "Dates moved",
    "corrected": "Dates corrected",
    "asked": "More time asked for",
    "dated": "Dated for the first time",
    "received": "Evidence received",
    "reached": "Milestones reached",
    "measured": "Measures read",
    "recorded": "Recorded as done or signed off",
    "noted": "Progress noted",
    "added": "Added",
    "removed": "Removed",
    "came": "Came from another plan",
    "went": "Went to another plan",
    "renumbered": "Another name, number or place",
    "evidence_added": "Evidence asked for",
    "evidence_removed": "Evidence no longer asked for",
    "milestone_added": "Milestones set",
    "milestone_removed": "Milestones no longer set",
    "reworded": "Reworded",
    "leads": "Leads changed",
    "legend": "Legend changed",
    "rewritten": "Record changed or taken out",
    "redacted": "Words taken out for a person’s sake",
    "mended": "Slips mended in the record",
    "reported": "Reported",
    "other": "Also changed",
}


# of self-assessments, in the same order: what became worse, what became better, what was added, what is no longer so
ASSESSED_HEADINGS = {
    "graded_down": "Grades down",
    "graded_up": "Grades up",
    "graded": "Graded",
    "challenged": "Challenges, questions and their answers",
    "evidence": "Evidence and points",
    "gaps": "Strengths, gaps and actions",
    "answers": "What the answers say",
    "submitted": "Submitted",
    "amended": "Amendments",
    "terms": "The scale and what the return is read by",
    "rewritten": "Record changed or taken out",
    "redacted": "Words taken out for a person’s sake",
    "added": "Added",
    "removed": "Removed",
    "renumbered": "Another name or number",
}


CAUSE_WORDS = {"days": "only because days passed", "edit": "by an edit"}


class UnexplainedEdit(NamedTuple):
    """A quiet edit: something changed, and nothing was recorded that says why.

    ``label``, ``number`` and ``text`` are what it stands at, where that is no change that is told.
    """

    code: str
    level: str
    name: str
    message: str
    hint: str
    label: str = ""
    number: str = ""
    text: str = ""


class ChangeEntry(NamedTuple):
    """One change.

    ``before`` and ``after`` are the plan's words on both sides, ``why`` its reason; ``cause``: 'days', 'edit' or ''.
    ``number``: what it is called by in its plan, '5.4 evidence 2'; ``lead``: who answers for it; of what is newly late
    its ``due`` day and how many ``days`` late it is.
    """

    heading: str
    address: str
    was: str
    label: str
    text: str
    said: str
    before: str = ""
    after: str = ""
    why: str = ""
    cause: str = ""
    old_state: str = ""
    new_state: str = ""
    first_due: date | None = None
    times: int | None = None
    quiet: tuple[UnexplainedEdit, ...] = ()
    number: str = ""
    lead: str = ""
    due: date | None = None
    days: int | None = None

    @property
    def has_sides(self) -> bool:
        return bool(self.before or self.after)


@dataclass(frozen=True, slots=True)
class ChangesUnder:
    """Every change under one heading. ``more``: how many were left out for want of room."""

    heading: str
    words: str
    rows: tuple[ChangeEntry, ...]
    more: int = 0

    @property
    def count(self) -> int:
        return len(self.rows) + self.more

    def shortened(self, rows: int) -> ChangesUnder:
        """The same with at most so many rows; how many more there are is kept."""
        return replace(self, rows=self.rows[:rows], more=self.more + len(self.rows[rows:]))

    @property
    def has_sides(self) -> bool:
        return any(row.has_sides for row in self.rows)


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """What changed in one plan since its base. ``quiet``: quiet edits that belong to no one change; ``quiet_count``:
    all of them.

    ``not_told``: entries and days that the file dates after the day, which are therefore not told.
    """

    id: str
    title: str
    organisation: str
    since: Since
    groups: tuple[ChangesUnder, ...]
    quiet: tuple[UnexplainedEdit, ...]
    travel: Travel
    whole: bool
    quiet_count: int
    not_told: int = 0

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def not_whole_words(self) -> str:
        return (
            "" if self.whole else "This plan could not be read whole on both sides: what is missing of it is not told."
        )


@dataclass(frozen=True, slots=True)
class AssessmentChanges:
    """What changed in one self-assessment since its base. ``quiet``: edits that nothing recorded explains."""

    id: str
    title: str
    organisation: str
    since: Since
    groups: tuple[ChangesUnder, ...]
    quiet: tuple[UnexplainedEdit, ...]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


QUIET_WORDS = "nothing recorded says why"


QUIET_APART = "Changed without a reason, and part of no one change above"


def quiet_count_words(count: int) -> str:
    """How many edits nothing recorded explains: '2 changes without a reason'."""
    return number_of(count, "change without a reason", "changes without a reason")


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in every plan, with how often under each heading. ``apart``: plans that have no base, and why;
    ``more``: plans left out for want of room.

    ``settings``: a sentence for each base on what changed in the council's own settings since. ``assessments``: the
    self-assessments beside the plans that changed; they are in none of the counts.
    """

    head: Head
    rules: str
    since: Since | None
    plans: tuple[PlanChanges, ...]
    counts: tuple[tuple[str, str, int], ...]
    travel: Travel | None
    apart: tuple[tuple[str, str], ...]

    quiet_count: int
    more: int = 0
    settings: tuple[str, ...] = ()
    assessments: tuple[AssessmentChanges, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether nothing changed in all that could be compared, settings and self-assessments included."""
        return bool(self.plans) and not (self.count or self.quiet_count or self.settings or self.assessments)

    @property
    def nothing_words(self) -> tuple[str, str]:
        """That nothing changed, as a heading and as the words that follow it."""
        if self.apart:
            return (
                "Nothing changed in what could be compared",
                "each of those plans says what it said, and stands as it stood",
            )
        return "Nothing changed", "every plan says what it said, and stands as it stood"

    @property
    def assessed_words(self) -> str:
        """How much changed in the self-assessments, and how much of it nothing explains; '' where none changed."""
        if not self.assessments:
            return ""
        count, quiet = (
            sum(each) for each in zip(*((one.count, len(one.quiet)) for one in self.assessments), strict=True)
        )
        changed = f"{number_of(count, 'change')} in {number_of(len(self.assessments), 'self-assessment')}"
        return f"{changed}; {quiet_count_words(quiet)} there"

    @property
    def quiet_words(self) -> str:
        """How many quiet edits there are, and what that means."""
        return f"{quiet_count_words(self.quiet_count)}: {QUIET_WORDS}"

    @property
    def quiet_apart(self) -> str:
        """The heading over quiet edits that stand beside no one change."""
        return QUIET_APART

    @property
    def how_to_read(self) -> str:
        return (
            "Each side is judged on its own day: what it was on the day before named, what it is on "
            f"{day_words(self.head.as_of)}. “Only because days passed” means that nobody’s edit made it so. "
            "Improved, unchanged and worsened count the actions that are there then and now, as checked; what looks "
            "better only because a date, the legend or another of its terms was changed is counted apart. "
            "“Changed without a reason” means that nothing was recorded that says why."
        )

    @property
    def count(self) -> int:
        return sum(count for _, _, count in self.counts)

    @property
    def not_told(self) -> int:
        """Entries and days of the plans that are dated after the day."""
        return sum(plan.not_told for plan in self.plans)

    @property
    def not_told_words(self) -> str:
        """One plain line on what is dated after the day; '' where nothing is."""
        count = self.not_told
        return (
            f"{count} "
            f"{'entry' if count == 1 else 'entries'} dated after {day_words(self.head.as_of)} "
            f"{'is' if count == 1 else 'are'} "
            "not told."
            if count
            else ""
        )

    @property
    def changed(self) -> tuple[PlanChanges, ...]:
        return tuple(plan for plan in self.plans if plan.count or plan.quiet_count)

    @property
    def unchanged(self) -> tuple[PlanChanges, ...]:
        return tuple(plan for plan in self.plans if not plan.count and not plan.quiet_count)

    def shortened(self, rows: int, plans: int) -> Changes:
        """The same with at most so many changes under a heading, and so many plans; how many more there are is kept."""
        kept = self.changed[:plans]
        cut = tuple(
            replace(plan, groups=tuple(group.shortened(rows) for group in plan.groups), quiet=plan.quiet[:rows])
            for plan in kept
        )
        others = self.unchanged[:plans]
        beside = tuple(
            replace(one, groups=tuple(group.shortened(rows) for group in one.groups), quiet=one.quiet[:rows])
            for one in self.assessments[:plans]
        )
        return replace(self, plans=(*cut, *others), assessments=beside, more=len(self.plans) - len(kept) - len(others))
