"""Plans counted: the records of a view that ``status`` is made of.

They need neither plans nor standings to be loaded: of plans that have not changed the counts are remembered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from operator import add, attrgetter, itemgetter
from typing import NamedTuple

from s11.english import CHECKED, DONE_HOW, STATED, TIMINGS, dates_of, days_of, number_of
from s11.frozen import dataclass
from s11.when import YEAR_DAYS, Vantage, day_words

STATED_ORDER = STATED
CHECKED_ORDER = CHECKED
TIMING_ORDER = TIMINGS
WORST_FIRST = CHECKED[:-1]
EXCEPTIONS = ("off_track", "at_risk")
# a plan in which nothing was recorded for so many days is shown as stale
STALE_DAYS = 90
# what is late under actions that are not late themselves
LATE_EVIDENCE = ("actions", "pieces", "milestones")
GROUPINGS = ("recommendation", "theme", "lead", "standard", "organisation", "body", "state")

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

Counts = Mapping[str, int]


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


class SourceLine(NamedTuple):
    """One dated line: what was noted, changed, completed or received."""

    date: date
    words: str


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


# of a filter that may match, and today matches nothing
NOTHING_ASKED_FOR = "No action is as asked for"


class Group(NamedTuple):
    """One row of a roll-up: a recommendation, theme, lead, standard, organisation, body or state.

    ``plan`` is the one plan that a lead's row is of, where that plan does not say who they are.
    """

    key: str
    words: str
    tally: Tally
    state: str
    state_count: int
    so: tuple[str, ...]
    organisation: str
    plan: str

    @property
    def so_words(self) -> str:
        """How many of its actions are in its one state, '1 of 4 actions'; where none is, why it is in it."""
        if self.state_count:
            return f"{self.state_count:,} of {number_of(self.tally.actions, 'action')}"
        if not self.tally.actions:
            return "no action"
        return "each is ended or only proposed" if self.state == "unrated" else "by its own rating"


class Groups(NamedTuple):
    """A roll-up. Where groups overlap, their counts add up to ``placed``, not to ``actions``; ``shared``: how many
    actions stand in more than one of them.
    """

    by: str
    rows: tuple[Group, ...]
    actions: int
    placed: int
    shared: int

    @property
    def held_words(self) -> str:
        """Of bodies: '12 actions, held by 3 bodies; 2 are held by more than one'; of other groups, how they overlap; ''
        where each action stands in one.
        """
        if self.by == "body":
            bodies = sum(bool(row.key) for row in self.rows)
            held = number_of(bodies, "body", "bodies")
            nobody = sum(row.tally.actions for row in self.rows if not row.key)
            sentence = f"{number_of(self.actions, 'action')}, held by {held}"
            sentence += (
                f"; {self.shared:,} {'is' if self.shared == 1 else 'are'} held by more than one" if self.shared else ""
            )
            return sentence + (f"; {nobody:,} {'has' if nobody == 1 else 'have'} no lead" if nobody else "")
        if self.placed == self.actions:
            return ""
        return f"{number_of(self.actions, 'action')}; these groups overlap and hold {self.placed:,} places"

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
            *(f"{count} {label}" for name, label in APART_WORDS.items() if (count := getattr(self, name))),
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


class DetailPlan(NamedTuple):
    """The more detailed plan that an action names, as that plan's own actions stand on the day.

    ``of``: the address of the action that names it; ``said``: how it stands, or why that cannot be said; ``disagrees``:
    where the action says better of itself than its detail does. ``state`` is '' where nothing is known of it.
    """

    of: str
    action: str
    address: str
    title: str
    state: str
    actions: int
    open: int
    late: int
    undated: int
    said: str
    disagrees: str
    whole: bool
    beneath: tuple[DetailPlan, ...] = ()
    linked: bool = False
    page: str = ""

    @property
    def words(self) -> str:
        """What it is called; its address where that is not known."""
        return self.title or self.address

    @property
    def named(self) -> str:
        """'Workforce plan (westmere/workforce-2024)'."""
        return f"{self.title} ({self.address})" if self.title else self.address

    @property
    def in_full(self) -> str:
        """'Workforce plan (westmere/workforce-2024): off track (1 of 9 actions); 3 open, 1 late'."""
        return f"{self.named}: {self.said}"

    @property
    def notice(self) -> str:
        """'action 3.1 is stated completed, while 3 of 9 actions of its detail are open, 1 late: see …'; or ''."""
        return f"action {self.action} is {self.disagrees}: see {self.named}" if self.disagrees else ""

    @property
    def deeper(self) -> tuple[DetailPlan, ...]:
        """The more detailed plans that its own actions name, and what is beneath these."""
        return tuple(each for one in self.beneath for each in (one, *one.deeper))


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
    detail_plans: tuple[DetailPlan, ...] = ()

    @property
    def rates_nothing(self) -> bool:
        """Whether the plan has no legend, and none of the actions that are shown has a rating."""
        return not self.legend and not any(self.words.values())

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


def worst_first(plan: PlanView) -> tuple[int, int, int, int, str]:
    """What plans are sorted by: off track, late, at risk, and of which we cannot tell, most first; then their ids."""
    checked, late = plan.tally.checked, plan.tally.timing["late"]
    unknown = checked["not_known"] + checked["unrated"]
    return -checked["off_track"], -late, -checked["at_risk"], -unknown, plan.id


class ReadCounts(NamedTuple):
    """What was read; ``assessments``: the self-assessments that lie beside the plans, which count nowhere else."""

    files: int
    plans: int
    recommendations: int
    actions: int
    assessments: int = 0

    @property
    def beside_words(self) -> str:
        """'2 self-assessments lie beside the plans.'; '' where there is none."""
        lies = "lies" if self.assessments == 1 else "lie"
        return f"{number_of(self.assessments, 'self-assessment')} {lies} beside the plans." if self.assessments else ""


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


def add_tallies(tallies: Sequence[Tally]) -> Tally:
    """The tally of several sets of actions that do not overlap."""

    def added(name: str, order: Sequence[str]) -> Counts:
        each = map(itemgetter(*order), map(attrgetter(name), tallies))
        return dict(zip(order, map(sum, zip(*each, strict=True)), strict=True)) if tallies else dict.fromkeys(order, 0)

    return Tally(
        sum(each.actions for each in tallies),
        added("stated", STATED_ORDER),
        added("checked", CHECKED_ORDER),
        added("timing", TIMING_ORDER),
        added("done", DONE_HOW),
        added("late_evidence", LATE_EVIDENCE),
    )


class Counted:
    """What was read, counted file by file, and what of it not whole."""

    def __init__(self, assessments: int = 0) -> None:
        self.read = ReadCounts(0, 0, 0, 0, assessments)
        self.not_read: list[NotRead] = []

    def add(self, read: ReadCounts, not_read: NotRead | None) -> None:
        self.read = ReadCounts(*map(add, self.read, read))
        if not_read is not None:
            self.not_read.append(not_read)

    def head(self, vantage: Vantage, revision_words: str = "", filtered: str = "") -> Head:
        return Head(
            vantage.as_of,
            vantage.revision,
            revision_words or "not in git",
            self.read,
            tuple(self.not_read),
            filtered,
        )
