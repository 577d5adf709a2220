"""The records of a view: what a renderer is handed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from s11.english import dates_of, number_of
from s11.frozen import dataclass
from s11.standing import (
    APART,
    Completion,
    Cycles,
    Of,
    finished_words,
    pieces_words,
)
from s11.view.counts import (
    EXCEPTIONS,
    NOTHING_ASKED_FOR,
    TIMING_WORDS,
    Group,
    Groups,
    Head,
    PlanView,
    Since,
    SourceLine,
    Tally,
    Travel,
    worst_first,
)
from s11.when import day_words, on_day

AUDIENCES = ("internal", "public")
UNRATED = ("not_known", "unrated")
NOT_CERTAIN = "not certain"
NOT_CHECKABLE = ("unsure", "unrecorded", "no_date")


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
CAUSE_WORDS = {"days": "only because days passed", "edit": "by an edit"}

# in a record that has a field called ``date``
Day = date


class Lead(NamedTuple):
    """Who answers: the plan's own key, and what the plan says of it."""

    key: str
    name: str
    post: str
    group: bool
    known: bool
    left: date | None = None

    @property
    def words(self) -> str:
        return self.name or self.post or self.key

    @property
    def in_full(self) -> str:
        name_and_post = ", ".join(word for word in (self.name, self.post) if word)
        return name_and_post if name_and_post else self.key


class MoreTime(NamedTuple):
    """A request for more time as it stands on the day: what it is for, until when, and whether it is open, refused or
    granted.

    ``of``: what it was asked for, an action, a piece of evidence, a milestone or a recommendation; ``due``: the last
    day of what was asked for; ``said``: all of it in words, but for what it is for; ``called``: the number of that.
    """

    address: str
    of: str
    text: str
    leads: tuple[Lead, ...]
    date: date
    by: str
    until: str
    due: Day | None
    why: str
    state: str
    answered: Day | None
    answered_by: str
    answer: str
    said: str
    called: str = ""


class Place(NamedTuple):
    """Where something is carried on: in words, with its address where it has one; ``page``: of a site, the page that it
    stands on.

    ``linked``: whether it stands on the same page or on one beside it.
    """

    words: str
    address: str
    linked: bool = False
    page: str = ""

    @property
    def in_full(self) -> str:
        return f"{self.words} ({self.address})" if self.address and self.address != self.words else self.words


class DatedNote(NamedTuple):
    """One note of progress; ``percent`` is how far it is by the lead's own word, where there is one. Never added up."""

    date: date
    words: str
    percent: float | None = None


class ReadingView(NamedTuple):
    """Where a measure stood on a day."""

    date: date
    value: str
    note: str


class MeasureView(NamedTuple):
    """How one will know that it worked; ``readings`` are those by the day, oldest first."""

    text: str
    baseline: str
    target: str
    readings: tuple[ReadingView, ...]

    @property
    def said(self) -> str:
        """Where it stood, where it should and where it last did stand; '' where the measure is words alone."""
        parts = [f"baseline {self.baseline}"] if self.baseline else []
        parts += [f"target {self.target}"] if self.target else []
        parts += [f"last read {on_day(self.readings[-1].date)}: {self.readings[-1].value}"] if self.readings else []
        return "; ".join(parts)

    @property
    def words(self) -> str:
        """All of it in one sentence."""
        return f"{self.text} ({self.said})" if self.said else self.text


class Detail(NamedTuple):
    """A field of a record that a view has no place of its own for: one row, its label first."""

    key: str
    label: str
    words: str
    prose: bool


class EvidenceView(NamedTuple):
    """A piece of evidence or a milestone (``of``): received, or reached, on the days under ``received``."""

    address: str
    of: Of
    text: str
    leads: tuple[Lead, ...]
    written: str
    read: str
    certain: bool
    timing: str
    due: date | None
    days_late: int
    late_dates: int
    received: tuple[SourceLine, ...]
    revised: tuple[SourceLine, ...]
    link: str
    note: str
    why: str
    requests: tuple[MoreTime, ...] = ()
    finished: Completion | None = None
    details: tuple[Detail, ...] = ()

    @property
    def read_words(self) -> str:
        return read_in_full(self.read, self.certain)

    @property
    def timing_words(self) -> str:
        """What its dates say; of what is in, whether on time."""
        return timing_words(self.timing, self.finished)


class ActionView(NamedTuple):
    """One action as it is said: in the plan's words and in s11's."""

    id: str
    address: str
    text: str
    leads: tuple[Lead, ...]
    written: str
    written_for: str
    read: str
    certain: bool
    stated: str
    stated_word: str
    stated_for: str
    stated_on: date | None
    stated_later: date | None
    checked: str
    timing: str
    due: date | None
    first_due: date | None
    times_moved: int
    days_late: int
    cycles: Cycles | None
    last_recorded: date | None
    why: str
    measure: MeasureView | None
    remedy: str
    awaiting: str
    priority: str
    review: str
    detail: str
    note: str
    sensitive: bool
    proposed: bool
    continuing: bool
    standards: tuple[str, ...]
    evidence: tuple[EvidenceView, ...]
    progress: tuple[DatedNote, ...]
    revised: tuple[SourceLine, ...]
    completed: tuple[SourceLine, ...]
    signed_off: SourceLine | None
    ended: SourceLine | None
    stated_colour: str = ""
    milestones: tuple[EvidenceView, ...] = ()
    percent: float | None = None
    times_corrected: int = 0
    requests: tuple[MoreTime, ...] = ()
    carried_on: tuple[Place, ...] = ()
    finished: Completion | None = None
    late_evidence: int = 0
    late_milestones: int = 0
    details: tuple[Detail, ...] = ()

    @property
    def read_words(self) -> str:
        return read_in_full(self.read, self.certain)

    @property
    def late_beneath(self) -> str:
        """What is late beneath it where it is not late itself: '1 piece of its evidence and 2 milestones are late'."""
        return late_words(self.late_evidence, self.late_milestones)

    @property
    def timing_words(self) -> str:
        """What its dates say: 'in time; 1 piece of its evidence is late', 'done on 5 July 2024, on time: due 31 July
        2024'.
        """
        return timing_words(self.timing, self.finished, self.late_beneath)

    @property
    def exception(self) -> bool:
        return self.checked in EXCEPTIONS

    @property
    def reached(self) -> int:
        """How many of its milestones are reached: as a whole, where one recurs or names several dates."""
        return sum(
            milestone.timing == "done" or (milestone.timing == "no_date" and bool(milestone.received))
            for milestone in self.milestones
        )

    @property
    def acted_on(self) -> bool:
        """Whether anything says what is being done about it: a remedy, a request for more time, a note of progress."""
        return bool(self.remedy or self.awaiting or self.requests or self.progress)

    @property
    def late_pieces(self) -> tuple[EvidenceView, ...]:
        """Its evidence and milestones that are late."""
        return tuple(piece for piece in (*self.evidence, *self.milestones) if piece.timing == "late")

    @property
    def milestones_late(self) -> int:
        """How many of its milestones are late, whether or not it is late itself."""
        return 0 if self.timing in APART else sum(milestone.timing == "late" for milestone in self.milestones)

    @property
    def unknown(self) -> bool:
        """Whether it cannot be known how it stands: nothing is stated, or nothing bears out what is."""
        return self.timing != "proposed" and (
            self.checked in UNRATED or (self.checked == "not_started" and self.timing in NOT_CHECKABLE)
        )


def read_in_full(read: str, certain: bool) -> str:
    """How a timescale is read, and once whether that is certain."""
    return read if certain or not read or NOT_CERTAIN in read else f"{read} ({NOT_CERTAIN})"


def late_words(evidence: int, milestones: int) -> str:
    """'1 piece of its evidence and 2 milestones are late'; '' where nothing is."""
    late = evidence + milestones
    return f"{pieces_words(evidence, milestones, whose='its ')} {'is' if late == 1 else 'are'} late" if late else ""


def timing_words(timing: str, finished: Completion | None = None, beneath: str = "") -> str:
    """A timing in words, with how what is done was done, and what is late beneath an action that is not late itself."""
    phrase = TIMING_WORDS[timing] + (f" {finished_words(finished)}" if finished is not None else "")
    return phrase + (f"; {beneath}" if beneath else "")


class RecommendationView(NamedTuple):
    id: str
    address: str
    called: str
    text: str
    theme: str
    stated: str
    stated_word: str
    stated_on: date | None
    state: str
    state_count: int
    response: str
    remedy: str
    note: str
    actions: tuple[ActionView, ...]
    stated_colour: str = ""
    left_out: int = 0
    requests: tuple[MoreTime, ...] = ()
    details: tuple[Detail, ...] = ()

    @property
    def state_words(self) -> str:
        """Its one state, and how many of its actions are in it: 'off track: 2 of 5 actions'."""
        if not self.actions:
            return "no action answers it"
        return f"{self.state.replace('_', ' ')}{': ' if self.state_count else ', '}{self.so_words}"

    @property
    def so_words(self) -> str:
        """How many of its actions are in its one state; where none is, why it is in it."""
        if not self.state_count:
            return "by its own rating"
        return f"{self.state_count:,} of {number_of(len(self.actions), 'action')}"


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


def with_actions(
    recommendations: Iterable[RecommendationView], wanted: Callable[[ActionView], bool]
) -> tuple[RecommendationView, ...]:
    """Recommendations with only the actions that are wanted; without any, a recommendation is left out."""
    kept = (
        (recommendation, tuple(action for action in recommendation.actions if wanted(action)))
        for recommendation in recommendations
    )
    return tuple(recommendation._replace(actions=actions) for recommendation, actions in kept if actions)


class SortedEntries(NamedTuple):
    """Actions told apart for an exception report; the four add up to every action."""

    exceptions: int
    unknown: int
    proposed: int
    others: int


def sort_entries(actions: Iterable[ActionView]) -> SortedEntries:
    found = [0, 0, 0, 0]
    for action in actions:
        found[0 if action.exception else 1 if action.unknown else 2 if action.timing == "proposed" else 3] += 1
    return SortedEntries(*found)


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
        told = [(count, words) for count, words in counts if count]
        return " and ".join(
            f"{f'{count:,}' if number else dates_of(count)} {words}" for number, (count, words) in enumerate(told)
        )


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

    @property
    def of_late_action(self) -> bool:
        return self.action_timing == "late"


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


class Shown(NamedTuple):
    """One action or recommendation, or one piece of evidence or milestone, by its address."""

    head: Head
    plan: PlanView
    recommendation: RecommendationView
    action: ActionView | None
    evidence: EvidenceView | None = None


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


QUIET_WORDS = "nothing recorded says why"
QUIET_APART = "Changed without a reason, and part of no one change above"


def quiet_count_words(count: int) -> str:
    """How many edits nothing recorded explains: '2 changes without a reason'."""
    return number_of(count, "change without a reason", "changes without a reason")


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in every plan, with how often under each heading. ``apart``: plans that have no base, and why;
    ``more``: plans left out for want of room.

    ``settings``: a sentence for each base on what changed in the council's own settings since.
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

    @property
    def nothing(self) -> bool:
        """Whether nothing changed in all that could be compared, settings included."""
        return bool(self.plans) and not (self.count or self.quiet_count or self.settings)

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
        return replace(self, plans=(*cut, *others), more=len(self.plans) - len(kept) - len(others))
