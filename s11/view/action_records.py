"""The records of one action: its lead, its evidence, milestones and measure, and the recommendation it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from s11.english import days_of, number_of, state_words
from s11.standing import APART, Completion, Cycles, Of, finished_words, pieces_words
from s11.view.counts import EXCEPTIONS, TIMING_WORDS, DetailPlan, Head, PlanView, SourceLine
from s11.when import day_words, on_day

UNRATED = ("not_known", "unrated")


NOT_CERTAIN = "not certain"


NOT_CHECKABLE = ("unsure", "unrecorded", "no_date")


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


class CarriedStep(NamedTuple):
    """One step of an action's way from plan to plan: the place it came from, or that carries it on.

    ``how``: how it was ended there, or 'closed' with its plan, on the day ``on``; '' and None where the action itself
    says so. ``state``: how it stands at that place, '' where nothing is there; ``broken``: why it can be followed no
    further; ``lost``: whether nobody can follow it there.
    """

    place: Place
    of: str
    how: str
    on: date | None
    why: str
    state: str
    broken: str
    lost: bool = False

    @property
    def said(self) -> str:
        """'superseded on 4 March 2014: the new plan takes it in'; '' where the action itself says so."""
        if self.on is None:
            return ""
        how = "its plan was closed" if self.how == "closed" else self.how.replace("_", " ")
        return f"{how} on {day_words(self.on)}" + (f": {self.why}" if self.why else "")

    @property
    def ahead(self) -> str:
        """Of a step that leads on: the place, and how it stands there, or why nobody can follow it."""
        return f"{self.place.in_full}; {self.stands}" if self.stands else self.place.in_full

    @property
    def stands(self) -> str:
        """How it stands at its place, or why nobody can follow it there."""
        return self.broken or (f"there {state_words(self.state)}" if self.state else "")


class CarriedSums(NamedTuple):
    """An action over all plans through which it was carried: ``plans``: in how many it has stood; ``agreed``: the day
    on which the first of them, ``first_plan``, was agreed; ``first_due``, ``due_now``: the first day it was ever due,
    and the first that its words name now, ``days`` apart; ``over``: whether it is done or ended where it stands now.
    """

    plans: int
    first_plan: str
    agreed: date | None
    first_due: date | None
    due_now: date | None
    days: int | None
    over: bool

    @property
    def said(self) -> str:
        """Where it began, in how many plans it has stood, and how far its date has gone; '' of one plan."""
        if self.plans < 2:
            return ""
        begun = (
            f"first agreed on {day_words(self.agreed)}, in {self.first_plan}"
            if self.agreed is not None
            else f"first written in {self.first_plan}, which names no day on which it was agreed"
        )
        return f"{begun}; it has stood in {number_of(self.plans, 'plan')}; {self.dates}"

    @property
    def dates(self) -> str:
        """'first date 31 March 2014, now 31 December 2016, 1,006 days later'."""
        # of what is over the last words name no day that is still to come
        last = "last" if self.over else "now"
        if self.first_due is None:
            return "it has never had a date"
        if self.due_now is None:
            return f"first date {day_words(self.first_due)}, and no date {last}"
        if not self.days:
            return f"its date is still the first one, {day_words(self.first_due)}"
        return f"first date {day_words(self.first_due)}, {last} {day_words(self.due_now)}, {self.later}"

    @property
    def later(self) -> str:
        """How far its date has gone since the first: '1,006 days later'; '' where it stands, or none is known."""
        return f"{days_of(abs(self.days))} {'later' if self.days > 0 else 'earlier'}" if self.days else ""


class CarriedView(NamedTuple):
    """The whole way of an action that was carried on from plan to plan, by what the plans themselves say.

    ``round``: whether it only leads round in a circle, so that it stands nowhere.
    """

    earlier: tuple[CarriedStep, ...]
    later: tuple[CarriedStep, ...]
    first: Place
    sums: CarriedSums
    round: bool = False


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
    detail_plan: DetailPlan | None = None
    carried: CarriedView | None = None

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


def with_actions(
    recommendations: Iterable[RecommendationView], wanted: Callable[[ActionView], bool]
) -> tuple[RecommendationView, ...]:
    """Recommendations with only the actions that are wanted; without any, a recommendation is left out."""
    kept = (
        (recommendation, tuple(action for action in recommendation.actions if wanted(action)))
        for recommendation in recommendations
    )
    return tuple(recommendation._replace(actions=actions) for recommendation, actions in kept if actions)


class Shown(NamedTuple):
    """One action or recommendation, or one piece of evidence or milestone, by its address."""

    head: Head
    plan: PlanView
    recommendation: RecommendationView
    action: ActionView | None
    evidence: EvidenceView | None = None
