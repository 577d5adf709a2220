"""The records of a view: what a renderer is handed, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from s11.english import dates_of, days_of, number_of
from s11.plan import STATED
from s11.standing import (
    APART,
    CHECKED,
    DONE_HOW,
    TIMINGS,
    YEAR_DAYS,
    Completion,
    Cycles,
    Of,
    finished_words,
    pieces_words,
)
from s11.when import day_words, on_day

STATED_ORDER = STATED
CHECKED_ORDER = CHECKED
TIMING_ORDER = TIMINGS
WORST_FIRST = CHECKED[:-1]
EXCEPTIONS = ("off_track", "at_risk")
AUDIENCES = ("internal", "public")
UNRATED = ("not_known", "unrated")
# a plan in which nothing was recorded for so many days is shown as stale
STALE_DAYS = 90
NOT_CERTAIN = "not certain"
NOT_CHECKABLE = ("unsure", "unrecorded", "no_date")
# what is late under actions that are not late themselves
LATE_EVIDENCE = ("actions", "pieces", "milestones")
GROUPINGS = ("recommendation", "theme", "lead", "standard", "organisation", "state")

TIMING_WORDS = {
    "late": "late",
    "unsure": "perhaps late",
    "unrecorded": "ongoing, no recent update",
    "due_soon": "due within 28 days",
    "in_time": "in time",
    "continuing": "continuing",
    "no_date": "no date",
    "done": "done",
    "proposed": "proposed",
    "ended": "ended",
}

# how what is done was done; it has the due day in force on the day it was done
DONE_WORDS = {"on_time": "on time", "late": "after the due day", "no_date": "not known whether on time"}

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

Counts = Mapping[str, int]
# in a record that has a field called ``date``
Day = date


class NotRead(NamedTuple):
    """A file that could not be read whole, and how far it was."""

    file: str
    plan: str
    line: int
    column: int
    said: str
    how_far: str
    faults: int


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One word of a plan's legend, what it means, and how often it was met."""

    word: str
    label: str
    means: str
    also: tuple[str, ...]
    colour: str
    count: int
    met: tuple[tuple[str, int], ...] = ()


class Lead(NamedTuple):
    """Who answers: the plan's own key, and what the plan says of it."""

    key: str
    name: str
    post: str
    group: bool
    known: bool

    @property
    def words(self) -> str:
        return self.name or self.post or self.key

    @property
    def in_full(self) -> str:
        name_and_post = ", ".join(word for word in (self.name, self.post) if word)
        return name_and_post if name_and_post else self.key


class SourceLine(NamedTuple):
    """One dated line: what was noted, changed, completed or received."""

    date: date
    words: str


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


class Tally(NamedTuple):
    """Counts over a set of actions: three sets, each naming every state and adding up to ``actions``.

    ``done`` says how those whose timing is done were done (``DONE_HOW``), and adds up to ``timing['done']``.
    ``late_evidence`` counts what is late beside the late actions: the actions that are not late themselves, the pieces
    of their evidence and their milestones that are, and how many of these pieces are milestones.
    """

    actions: int
    stated: Counts
    checked: Counts
    timing: Counts
    done: Counts
    late_evidence: Counts

    @property
    def undated(self) -> int:
        return self.timing["no_date"]

    @property
    def done_split(self) -> str:
        """How what is done was done: '9 on time, 3 after the due day, 2 not known whether on time'; or ''."""
        return ", ".join(f"{self.done[name]:,} {DONE_WORDS[name]}" for name in DONE_HOW if self.done[name])

    @property
    def done_words(self) -> str:
        """'14 done: 9 on time, 3 after the due day, 2 not known whether on time'; '' where nothing is done."""
        return f"{self.timing['done']:,} done: {self.done_split}" if self.timing["done"] else ""

    @property
    def late_evidence_words(self) -> str:
        """What is late beneath actions that are not: '2 of these are evidence of 1 action that is not late itself'."""
        actions, pieces, _ = (self.late_evidence[name] for name in LATE_EVIDENCE)
        themselves = "that is not late itself" if actions == 1 else "that are not late themselves"
        return (
            f"{pieces:,} of these {'is' if pieces == 1 else 'are'} {self.late_kinds} of "
            f"{number_of(actions, 'action')} {themselves}"
            if actions
            else ""
        )

    @property
    def late_kinds(self) -> str:
        """What is late beneath actions that are not late: 'evidence', 'evidence and milestones'."""
        pieces, milestones = self.late_evidence["pieces"], self.late_evidence["milestones"]
        if not milestones:
            return "evidence"
        return "evidence and milestones" if milestones < pieces else "a milestone" if milestones == 1 else "milestones"

    def late_things_words(self, things: int) -> str:
        """All that is late, also under actions that are not: '12 dates or pieces of evidence are overdue'; or ''."""
        counts = f"{dates_of(things)} {'is' if things == 1 else 'are'} overdue"
        return "; ".join([counts, *([self.late_evidence_words] if self.late_evidence_words else [])]) if things else ""

    def late_words(self, things: int) -> str:
        """'8 actions are late; 12 dates or pieces of evidence are overdue'; '' where nothing is late."""
        late = self.timing["late"]
        actions = (
            f"{number_of(late, 'action')} {'is' if late == 1 else 'are'} late" if late else "no action is late itself"
        )
        return f"{actions}; {self.late_things_words(things)}" if things else ""

    def late_sentence(self, things: int) -> str:
        """The same as a sentence; where nothing is late, how many have no date to be late by.

        '' where there is no action.
        """
        if phrase := self.late_words(things):
            return phrase[0].upper() + phrase[1:] + "."
        if not self.actions:
            return ""
        if self.undated == self.actions:
            return "No action has a date to be late by."
        return (
            "No action is late"
            + (
                f"; {number_of(self.undated, 'action')} {'has' if self.undated == 1 else 'have'} no date to be late by"
                if self.undated
                else ""
            )
            + "."
        )


class Group(NamedTuple):
    """One row of a roll-up: a recommendation, theme, lead, standard, organisation or state.

    ``plan`` is the one plan that a lead's row is of, where that plan does not say who they are.
    """

    key: str
    words: str
    tally: Tally
    state: str
    state_count: int
    so: tuple[str, ...]
    organisation: str = ""
    plan: str = ""

    @property
    def so_words(self) -> str:
        """How many of its actions are in its one state, '1 of 4 actions'; where none is, why it is in it."""
        if self.state_count:
            return f"{self.state_count:,} of {number_of(self.tally.actions, 'action')}"
        if not self.tally.actions:
            return "no action"
        return "each is ended or only proposed" if self.state == "unrated" else "by its own rating"


class Groups(NamedTuple):
    """A roll-up. Where groups overlap, their counts add up to ``placed``, not to ``actions``."""

    by: str
    rows: tuple[Group, ...]
    actions: int
    placed: int

    @property
    def heaviest(self) -> int:
        return max((row.tally.actions for row in self.rows), default=0)

    @property
    def behind(self) -> tuple[Group, ...]:
        """Those with anything late, off track or at risk, most first."""
        rows = [row for row in self.rows if row.tally.timing["late"] or any(row.tally.checked[s] for s in EXCEPTIONS)]
        return tuple(
            sorted(rows, key=lambda row: (-row.tally.checked["off_track"], -row.tally.timing["late"], row.words))
        )

    @property
    def others_words(self) -> str:
        """How many more there are, with nothing late, off track or at risk; '' where there is none."""
        count = len(self.rows) - len(self.behind)
        return f"{number_of(count, f'more {self.by}')} with nothing late, off track or at risk" if count else ""


class Since(NamedTuple):
    """What is compared with: the day it is judged on, the commit and which that is, its day, and the meeting."""

    as_of: date
    revision: str | None
    words: str
    reported: SourceLine | None = None
    committed: date | None = None

    @property
    def said(self) -> str:
        """The day, and the commit that stood then."""
        taken = f", when it was taken to {self.reported.words}" if self.reported else ""
        commit = f"commit {self.revision[:10]}" if self.revision and self.committed == self.as_of else self.words
        return f"{day_words(self.reported.date if self.reported else self.as_of)}{taken} ({commit})"


# why an action is counted neither better, the same nor worse, in words
APART_WORDS = {
    "by_date": "better only because a date was moved",
    "by_pieces": "better only because evidence or milestones were brought in, carried away or taken out",
    "by_terms": (
        "better only because the legend, the calendar, the day from which years are counted or 'continuing' was changed"
    ),
    "restated": "better only because its rating was stated again",
    "ended": "ended",
    "proposed": "only proposed",
}


class Travel(NamedTuple):
    """Which way things went since the base: of the actions on both sides, how many stand better, the same and worse, as
    checked.

    ``apart`` are counted in none of these, and why is counted for each of ``APART_WORDS``: what looks better only
    because a date or another of its terms was changed is no progress. ``held``: how many would stand worse, had nobody
    changed their terms, ended or removed them; they weigh against the better ones. ``by_days`` of the worse are so only
    because days passed. What is late is counted over all actions, then and now. ``since`` is None where several plans
    have each their own base.
    """

    since: Since | None
    better: int
    same: int
    worse: int
    apart: int
    by_date: int
    by_pieces: int
    by_terms: int
    restated: int
    ended: int
    proposed: int
    held: int
    by_days: int
    added: int
    removed: int
    late_then: int
    late_now: int
    things_then: int
    things_now: int

    @property
    def way(self) -> str:
        """The greater number decides; equal numbers are 'same', and so are better ones that ``held`` outweighs."""
        return "better" if self.better > self.worse + self.held else "worse" if self.worse > self.better else "same"

    @property
    def said(self) -> str:
        """The figures behind it, in words."""
        alone = (f"{self.by_days} only because days passed" if self.by_days else "") if self.worse else ""
        counts = [
            f"{self.better:,} improved",
            f"{self.worse:,} worsened" + (f" ({alone})" if alone else ""),
            f"{self.same:,} unchanged",
            *(f"{count} {words}" for name, words in APART_WORDS.items() if (count := getattr(self, name))),
        ]
        outweighed = self.way == "same" and self.better > self.worse
        other = (
            [
                f"not better on the whole, since {self.held} would stand worse had nobody changed their dates or "
                "other terms, ended or removed them"
            ]
            if outweighed
            else []
        )
        other += [f"{count} {word}" for count, word in ((self.added, "added"), (self.removed, "removed")) if count]
        late = (
            f"late: {number_of(self.late_then, 'action')} then, {self.late_now:,} now; "
            f"overdue: {dates_of(self.things_then)} then, {self.things_now:,} now"
        )
        return ", ".join(counts) + (f"; {', '.join(other)}" if other else "") + f"; {late}"


class PlanView(NamedTuple):
    """One plan on one day."""

    id: str
    title: str
    organisation: str
    called: str
    as_at: date | None
    agreed: date | None
    period: str
    origin: str
    marking: str
    tally: Tally
    late_things: int
    late_dates: int
    words: Counts
    legend: tuple[LegendEntry, ...]
    recommendations_without_action: int
    last_recorded: date | None
    as_of: date
    other_notices: tuple[str, ...]
    whole: bool
    groups: Groups | None
    recommendation_count: int
    shown: int
    travel: Travel | None = None
    # how many of its actions have a timescale that was moved
    moved: int = 0

    @property
    def stale(self) -> bool:
        """Whether nothing was recorded on the day or in the days before it, ``STALE_DAYS`` of them."""
        return self.days_since is None or self.days_since >= STALE_DAYS

    @property
    def days_since(self) -> int | None:
        """How many days before the day anything was last recorded."""
        return (self.as_of - self.last_recorded).days if self.last_recorded else None

    @property
    def notices(self) -> tuple[str, ...]:
        """What must be known of the plan beside its counts, how old they are first."""
        last, days = self.last_recorded, self.days_since
        if last is None or days is None:
            return ("nothing has been recorded in this plan on or before this day", *self.other_notices)
        if days >= YEAR_DAYS:
            return (
                f"nothing recorded since {day_words(last)}, {days_of(days)}: the counts are no newer than that",
                *self.other_notices,
            )
        return self.other_notices

    @property
    def late_words(self) -> str:
        return self.tally.late_words(self.late_things)

    @property
    def late_things_words(self) -> str:
        return self.tally.late_things_words(self.late_things)

    @property
    def late_sentence(self) -> str:
        return self.tally.late_sentence(self.late_things)


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


def worst_first(plan: PlanView) -> tuple[int, int, int, int, str]:
    """What plans are sorted by: off track, late, at risk, and of which we cannot tell, most first; then their ids."""
    checked, late = plan.tally.checked, plan.tally.timing["late"]
    unknown = checked["not_known"] + checked["unrated"]
    return -checked["off_track"], -late, -checked["at_risk"], -unknown, plan.id


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


class ReadCounts(NamedTuple):
    files: int
    plans: int
    recommendations: int
    actions: int


class Head(NamedTuple):
    """What every output names: the day, the revision, what was read and what could not be."""

    as_of: date
    revision: str | None
    revision_words: str
    read: ReadCounts
    not_read: tuple[NotRead, ...]
    filtered: str
    left_out: tuple[str, ...] = ()

    @property
    def audience(self) -> str:
        """For whom it is made: what a copy for the public leaves out is said in it, whatever that is."""
        return "public" if self.left_out else "internal"


class Status(NamedTuple):
    head: Head
    plans: tuple[PlanView, ...]
    portfolio: Tally
    groups: Groups | None
    travel: Travel | None = None

    @property
    def worst_first(self) -> tuple[PlanView, ...]:
        """The plans, those with most off track before the others."""
        return tuple(sorted(self.plans, key=worst_first))

    @property
    def moved(self) -> int:
        return sum(plan.moved for plan in self.plans)

    @property
    def notice_count(self) -> int:
        return sum(len(plan.notices) for plan in self.plans)

    @property
    def late_things(self) -> int:
        return sum(plan.late_things for plan in self.plans)

    @property
    def late_dates(self) -> int:
        return sum(plan.late_dates for plan in self.plans)

    @property
    def late_words(self) -> str:
        return self.portfolio.late_words(self.late_things)

    @property
    def late_things_words(self) -> str:
        return self.portfolio.late_things_words(self.late_things)

    @property
    def late_sentence(self) -> str:
        return self.portfolio.late_sentence(self.late_things)


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
