"""A briefing: where plans stand, what is late, what moved, and who must act, each figure taken from another view.

Nothing is counted anew: counts by state are those of ``report`` and ``status``, what is late those of ``due``, what
moved and which way things went those of ``changes``, and the line of months those of ``history``. Actions are the unit;
what falls due to a person is counted in dates and pieces of evidence, as ``due`` counts it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from s11.english import days_of, number_of
from s11.standing import DONE
from s11.text import LEVELS
from s11.view.action_records import ActionView, MoreTime
from s11.view.change_records import ChangeEntry, Changes, PlanChanges, UnexplainedEdit
from s11.view.counts import DONE_WORDS, Head, PlanView, Travel, worst_first
from s11.view.history import CountPoint, History
from s11.view.list_records import DueItem
from s11.view.report_records import FullPlan, Load, Report
from s11.view.workbook_answers import Answering
from s11.when import day_words

# how many rows there is room for on one sheet of A4
MOST_PLANS = 12
MOST_MOVED = 3
MOST_PEOPLE = 10
MOST_NUMBERS = 3
MOST_REQUESTS = 3
MOST_LATE = 12


@dataclass(frozen=True, slots=True)
class Tile:
    """How many actions stand in one way; every action is in one tile and in no other."""

    key: str
    words: str
    count: int


class PlanRow(NamedTuple):
    """One plan; ``called``: whose it is, with its title where that body has several.

    ``late_then``, ``improved``, ``worsened``: since its base; None where there is none to compare with. ``lead``: who
    leads most of what is late in it, and ``lead_late`` how many of its late dates and pieces of evidence.
    """

    plan: PlanView
    off_track: int
    late_now: int
    late_then: int | None
    improved: int | None
    worsened: int | None
    called: str
    lead: str
    lead_late: int

    @property
    def recorded_words(self) -> str:
        """When anything was last recorded in it: '17 September 2025, 195 days ago'."""
        last, days = self.plan.last_recorded, self.plan.days_since
        if last is None or days is None:
            return "nothing yet"
        return f"{day_words(last)}, {days_of(days)} ago" if days else f"{day_words(last)}, the same day"

    @property
    def late_words(self) -> str:
        return f"{self.late_now:,}" if self.late_then is None else f"{self.late_then:,} → {self.late_now:,}"

    @property
    def lead_words(self) -> str:
        return f"{self.lead}, {self.lead_late:,}" if self.lead_late else ""


class MovedRow(NamedTuple):
    """One change: whose plan and where in it, the words of the action, what happened, and that in a few words."""

    plan: PlanView | None
    plan_id: str
    address: str
    called: str
    text: str
    words: str
    short: str


@dataclass(frozen=True, slots=True)
class Moved:
    """Every change of one kind: how many there are, and the gravest."""

    key: str
    heading: str
    count: int
    note: str
    rows: tuple[MovedRow, ...]

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


class Number(NamedTuple):
    """A late action, piece of evidence or milestone by its number in its plan."""

    plan_id: str
    address: str
    action_address: str
    words: str


class PersonRow(NamedTuple):
    """Somebody to whom something late falls due, oldest first; ``late`` counts dates and pieces of evidence.

    ``name``: with the day on which they left, where they have: who must act is then for others to say.
    """

    name: str
    post: str
    organisation: str
    late: int
    oldest: date
    numbers: tuple[Number, ...]
    plans: int

    @property
    def more_words(self) -> str:
        """What follows the numbers that are shown: 'and 4 more', 'in 3 plans'."""
        if self.plans > 1:
            return f"in {number_of(self.plans, 'plan')}"
        return f"and {self.late - len(self.numbers):,} more" if self.late > len(self.numbers) else ""


class LateRow(NamedTuple):
    """Something late of a single plan: its number, its words, and who leads it."""

    number: Number
    due: DueItem
    leads: str


@dataclass(frozen=True)
class Brief:
    """One page. What does not fit is counted: ``more_plans``, ``more_people``, ``more_requests``, ``more_late``.

    ``since_day``: the base in words, '' where nothing is compared; ``not_compared``: plans without one;
    ``why_not_compared``: a sentence where there is no base at all, or nothing moved since. ``late``: what is late, of a
    single plan; of several each has a row.
    """

    report: Report
    sentence: str
    since_day: str
    why_not_compared: str
    tiles: tuple[Tile, ...]
    plans: tuple[PlanRow, ...]
    more_plans: tuple[PlanRow, ...]
    travel: Travel | None
    not_compared: int
    moved: tuple[Moved, ...]
    people: tuple[PersonRow, ...]
    more_people: int
    unled: int
    requests: tuple[tuple[PlanView, MoreTime], ...]
    more_requests: int
    line: tuple[CountPoint, ...]
    late: tuple[LateRow, ...]
    more_late: int
    answering: Answering = Answering(())
    # what became of the self-assessments that were asked for, a sentence each list, as long as one is not there
    unanswered: tuple[str, ...] = ()

    @property
    def head(self) -> Head:
        return self.report.head

    @property
    def title(self) -> str:
        """Whose plans these are: of one plan its organisation and title."""
        if len(self.report.plans) == 1:
            plan = self.report.plans[0].summary
            return f"{plan.organisation}: {plan.title}"
        return f"{number_of(len(self.report.plans), 'action plan')}: briefing"

    @property
    def off_track(self) -> int:
        return self.report.portfolio.checked["off_track"]

    @property
    def late_words(self) -> str:
        """How many actions are late, then and now, where every plan could be compared."""
        now = f"{self.report.portfolio.timing['late']:,}"
        if self.travel is None:
            return now
        return f"{self.travel.late_then:,} → {now}" if not self.not_compared else now

    @property
    def extensions_words(self) -> str:
        """How often dates were moved and more time was asked for, and what it would be by first dates; ''."""
        return self.report.extensions.sentence

    @property
    def returns_words(self) -> str:
        """Who was asked for a return and has not answered, or not signed; '' where none was sent. Nobody is named in a
        copy for the public.
        """
        seen = self.answering
        if not seen.words:
            return ""
        phrases = [seen.words] if self.report.audience != "internal" else [seen.words, *seen.who_words]
        return "; ".join(phrases) + "."

    @property
    def requests_count(self) -> int:
        return len(self.requests) + self.more_requests

    @property
    def fresh_words(self) -> str:
        """Of a single plan, when anything was last recorded in it."""
        return f"Last recorded: {self.plans[0].recorded_words}." if self.plans else ""

    @property
    def unrated_note(self) -> str:
        """How many are recorded as done and stand under 'cannot tell' as nothing rates them; '' if none."""
        count = sum(
            _tile_of(action) == "unknown" and action.timing == "done" for action in _actions(self.report).values()
        )
        if not count:
            return ""
        are = "is" if count == 1 else "are"
        return f"{number_of(count, 'action')} of which we cannot tell {are} recorded as done, but not rated."

    @property
    def plans_note(self) -> str:
        """What stands in plans that did not fit, which have no base, and what bold means; '' where nothing is so."""
        notes = [f"{self.more_plans_words}."] * bool(self.more_plans)
        notes += [f"{number_of(self.not_compared, 'plan')} could not be compared with an earlier version."] * bool(
            self.not_compared
        )
        if self.travel is not None:
            notes.append(f"Late then → now, ▲ improved, ▼ worsened since {self.since_day}.")
        notes += ["Bold: no record for 90 days."] * any(row.plan.stale for row in self.plans)
        return " ".join(notes)

    @property
    def line_words(self) -> str:
        """Every figure of the line of months in words; '' where there is none."""
        if not self.line:
            return ""
        checked, stated = (", ".join(f"{getattr(point, name):,}" for point in self.line) for name in _NAMES)
        return (
            f"Actions off track at each month's end from {day_words(self.line[0].day)} to "
            f"{day_words(self.line[-1].day)}: as checked {checked}; as stated {stated}"
        )

    @property
    def more_plans_words(self) -> str:
        """What stands in the plans that did not fit: '38 more plans: 12 actions off track, 3 late'; '' if all fit."""
        if not self.more_plans:
            return ""
        off, late = sum(row.off_track for row in self.more_plans), sum(row.late_now for row in self.more_plans)
        return f"{number_of(len(self.more_plans), 'more plan')}: {number_of(off, 'action')} off track, {late:,} late"

    @property
    def people_note(self) -> str:
        """Who is not among the people listed, and what nobody leads; '' where there is nothing to say."""
        notes = [f"{number_of(self.more_people, 'more person', 'more people')} with something late"] * bool(
            self.more_people
        )
        notes += [f"nobody leads {self.unled:,} of what is late"] * bool(self.unled)
        return "; ".join(notes)


_NAMES = ("checked", "stated")
MOVED_HEADINGS = {
    "newly_late": "Newly late",
    "moved": "Dates moved",
    "completed": "Done",
    "unexplained": "Changed without a reason",
}


def brief(
    report: Report,
    changes: Changes | None = None,
    history: History | None = None,
    why_not: str = "",
    answering: Answering = Answering(()),
    unanswered: Sequence[str] = (),
) -> Brief:
    """The briefing of a report; with ``changes``, what moved since their base, else ``why_not`` says why there is
    nothing to compare with; with ``history``, how it has gone; with ``answering``, who has answered a return; with
    ``unanswered``, a sentence of each list of standards against which a self-assessment is missing.
    """
    changed_plans = {plan.id: plan for plan in changes.plans} if changes is not None else {}
    rows = sorted(
        (_plan_row(plan, changed_plans.get(plan.summary.id), report) for plan in report.plans),
        key=lambda row: worst_first(row.plan),
    )
    people, unled = _people(report.loads, report.head.as_of)
    requests = sorted(
        ((plan.summary, request) for plan in report.plans for request in plan.requests),
        key=lambda each: each[1].date,
    )
    late = _late(report.plans[0]) if len(report.plans) == 1 else ()
    moved = _moved(report, changes) if changes is not None and changed_plans else ()
    travel = changes.travel if changes is not None and changed_plans else None
    since = _since_words(changes) if changes is not None and changed_plans else ""
    since_day = since.removeprefix("on ").removeprefix("when ")
    other = changes.count if changes is not None else 0
    still = f"Nothing became late, was moved or completed, or changed without a reason since {since_day}."
    still += f" {number_of(other, 'other change')} {'was' if other == 1 else 'were'} made." if other else ""
    return Brief(
        report=report,
        sentence=_sentence(report, travel, since, len(report.plans) - len(changed_plans)),
        since_day=since_day,
        why_not_compared=why_not if not changed_plans else "" if moved else still,
        tiles=_tiles(report),
        plans=tuple(rows[:MOST_PLANS]),
        more_plans=tuple(rows[MOST_PLANS:]),
        travel=travel,
        not_compared=len([row for row in rows if row.plan.id not in changed_plans]) if changed_plans else 0,
        moved=moved,
        people=tuple(people[:MOST_PEOPLE]),
        more_people=max(0, len(people) - MOST_PEOPLE),
        unled=unled,
        requests=tuple(requests[:MOST_REQUESTS]),
        more_requests=max(0, len(requests) - MOST_REQUESTS),
        line=_line(report, history),
        late=late[:MOST_LATE],
        more_late=len(late[MOST_LATE:]),
        answering=answering,
        unanswered=tuple(unanswered),
    )


# where we stand ------------------------------------------------------------------------------------------------------


def _sentence(report: Report, travel: Travel | None, since: str, not_compared: int) -> str:
    """The finding: how many actions are late, how many more than before, and what the plans themselves say."""
    actions, late = report.portfolio.actions, report.portfolio.timing["late"]
    day = day_words(report.head.as_of)
    if not actions:
        return f"On {day} there is no action to judge."
    of_all = f"{late:,} of {number_of(actions, 'action')} {'is' if late == 1 else 'are'} late"
    sentence = f"On {day} " + (of_all if late else f"none of {number_of(actions, 'action')} is late")
    if travel is not None:
        more = travel.late_now - travel.late_then
        if not_compared:
            sentence += f"; of the plans that can be compared {travel.late_now:,} now and {travel.late_then:,} {since}"
        elif more:
            sentence += f", {abs(more):,} {'more' if more > 0 else 'fewer'} than {since}"
        else:
            sentence += f", as many as {since}"
    stated, undated = report.portfolio.stated["off_track"], report.portfolio.undated
    alone, rating = len(report.plans) == 1, [plan for plan in report.plans if not plan.summary.rates_nothing]
    if not rating:
        sentence += f"; {'the plan itself rates' if alone else 'the plans themselves rate'} nothing."
    else:
        themselves = "the plan itself calls" if alone else "the plans themselves call"
        sentence += f"; {themselves} {f'{stated:,}' if stated else 'none'} off track."
    later = sum(plan.summary.agreed is not None and plan.summary.agreed > report.head.as_of for plan in report.plans)
    if later:
        which = "The plan was" if alone else f"{number_of(later, 'plan')} {'was' if later == 1 else 'were'}"
        sentence += f" {which} agreed only after this day."
    if undated and undated * 4 >= actions:
        sentence += f" {number_of(undated, 'action')} {'has' if undated == 1 else 'have'} no date to be late by."
    return sentence


def _since_words(changes: Changes) -> str:
    if changes.since is not None:
        return f"on {day_words(changes.since.as_of)}"
    if len(changes.plans) == 1:
        return f"on {day_words(changes.plans[0].since.as_of)}"
    return "when each plan was last reported"


_TILES = {
    "late": "late",
    "off_track": "otherwise off track",
    "at_risk": "at risk",
    "unknown": "cannot tell",
    "under_way": "on track or not started",
    "done": "done",
    "apart": "ended or proposed",
}


def _tile_of(action: ActionView) -> str:
    if action.timing == "late":
        return "late"
    if action.checked in ("off_track", "at_risk"):
        return action.checked
    if action.checked in DONE:
        return "done"
    if action.checked == "ended" or action.timing == "proposed":
        return "apart"
    return "unknown" if action.unknown else "under_way"


def _tiles(report: Report) -> tuple[Tile, ...]:
    counts = dict.fromkeys(_TILES, 0)
    for plan in report.plans:
        for recommendation in plan.recommendations:
            for action in recommendation.actions:
                counts[_tile_of(action)] += 1
    # 'late' stands also at nothing: it is what the page is opened for
    return tuple(Tile(key, label, counts[key]) for key, label in _TILES.items() if counts[key] or key == "late")


def _plan_row(plan: FullPlan, changes: PlanChanges | None, report: Report) -> PlanRow:
    tally, travel = plan.summary.tally, changes.travel if changes is not None else None
    # of several with as much, whoever stands first in the list of people
    most, _, lead = min(
        (
            (-len(share.late), min(due.due for due in share.late), load.lead.words)
            for load in report.loads
            for share in load.shares
            if share.plan is plan and share.late and load.lead is not None
        ),
        default=(0, report.head.as_of, ""),
    )
    return PlanRow(
        plan.summary,
        tally.checked["off_track"],
        tally.timing["late"],
        travel.late_then if travel is not None else None,
        travel.better if travel is not None else None,
        travel.worse if travel is not None else None,
        _called(plan.summary, report),
        lead,
        -most,
    )


def _called(plan: PlanView, report: Report) -> str:
    """Whose plan it is, with its title where that body has several."""
    several = sum(one.summary.organisation == plan.organisation for one in report.plans) > 1
    return f"{plan.organisation}: {plan.title}" if several else plan.organisation


# what moved ----------------------------------------------------------------------------------------------------------


ChangeOfPlan = tuple[PlanChanges, ChangeEntry]


def _moved(report: Report, changes: Changes) -> tuple[Moved, ...]:
    rows = [(plan, row) for plan in changes.plans for group in plan.groups for row in group.rows]
    finished = {address: action.finished for address, action in _actions(report).items()}
    days_late = {due.address: due.days_late for plan in report.plans for due in plan.late}
    naming = _Naming(report)

    def of(*headings: str) -> list[ChangeOfPlan]:
        return [(plan, row) for plan, row in rows if row.heading in headings]

    def after(row: ChangeEntry) -> int:
        done = finished.get(row.address)
        return (done.days_after or 0) if done is not None else 0

    late, dates, completed = of("newly_late"), of("moved"), of("completed", "verified")
    how = Counter[str](done.how for _, row in completed if (done := finished.get(row.address)) is not None)
    split = [f"{how[name]:,} {label}" for name, label in DONE_WORDS.items() if how[name]]
    groups = (
        naming.group("newly_late", late, lambda row: days_late.get(row.address, 0), _days_late_words),
        naming.group("moved", dates, lambda row: row.times or 0, _moved_words),
        naming.group("completed", completed, after, _done_words, ", ".join(split)),
        naming.unexplained(changes),
    )
    return tuple(group for group in groups if group.count)


def _days_late_words(row: ChangeEntry, days: int) -> str:
    return f"{days_of(days)} late" if days else row.said


def _moved_words(row: ChangeEntry, times: int) -> str:
    if times < 2 or row.first_due is None:
        return row.said
    return f"moved {times} times, first due {day_words(row.first_due)}"


def _done_words(row: ChangeEntry, days: int) -> str:
    return f"{days_of(days)} after its due day" if days else row.said


class _Naming:
    """What plans and their parts are called on the page."""

    def __init__(self, report: Report):
        self._plans = {plan.summary.id: plan.summary for plan in report.plans}
        self._called = {plan.summary.id: _called(plan.summary, report) for plan in report.plans}
        self._numbers = dict(called for action in _actions(report).values() for called in _by_number(action))
        self._alone = len(report.plans) == 1

    def group(
        self,
        key: str,
        entries: Sequence[ChangeOfPlan],
        gravity: Callable[[ChangeEntry], int],
        short: Callable[[ChangeEntry, int], str],
        note: str = "",
    ) -> Moved:
        """Changes of one kind, the gravest first; ``short``: a change and its gravity in few words."""
        gravest = sorted(entries, key=lambda one: (-gravity(one[1]), one[0].id))[:MOST_MOVED]
        rows = (self._row(plan, row, row.said, short(row, gravity(row))) for plan, row in gravest)
        return Moved(key, MOVED_HEADINGS[key], len(entries), note, tuple(rows))

    def unexplained(self, changes: Changes) -> Moved:
        """What was changed without a reason: errors first."""
        edits: list[tuple[PlanChanges, ChangeEntry | None, UnexplainedEdit]] = [
            (plan, row, edit)
            for plan in changes.plans
            for group in plan.groups
            for row in group.rows
            for edit in row.quiet
        ]
        edits += [(plan, None, edit) for plan in changes.plans for edit in plan.quiet]
        gravest = sorted(edits, key=lambda one: (LEVELS.index(one[2].level), one[0].id))[:MOST_MOVED]
        rows = []
        for plan, row, edit in gravest:
            message = row.said if row is not None else edit.message
            rows.append(self._row(plan, row, message, message))
        return Moved("unexplained", MOVED_HEADINGS["unexplained"], changes.quiet_count, "", tuple(rows))

    def _row(self, plan: PlanChanges, row: ChangeEntry | None, text: str, short: str) -> MovedRow:
        whose = [] if self._alone else [self._called.get(plan.id, plan.organisation)]
        which = [self._numbers.get(row.address, row.label)] if row is not None else []
        address = row.address if row is not None else plan.id
        called = " ".join(whose + which) or "The plan"
        return MovedRow(self._plans.get(plan.id), plan.id, address, called, row.text if row else "", text, short)


def _actions(report: Report) -> dict[str, ActionView]:
    return {
        action.address: action
        for plan in report.plans
        for recommendation in plan.recommendations
        for action in recommendation.actions
    }


def _by_number(action: ActionView) -> Iterator[tuple[str, str]]:
    """What a reader calls an action, and each piece of its evidence and milestone, by their addresses."""
    yield action.address, action.id
    for pieces in (action.evidence, action.milestones):
        for number, piece in enumerate(pieces, 1):
            yield piece.address, f"{action.id} {piece.of} {number}"


# who must act --------------------------------------------------------------------------------------------------------


def _with_leaving(load: Load, day: date) -> str:
    """Who it is, and where a plan says that they have left by then, since when: 'Ann Bell (left 12 May 2025)'."""
    if load.lead is None:
        return ""
    name = load.lead.words
    days = [
        lead.left
        for share in load.shares
        for lead in share.plan.people
        if lead.words == name and lead.left is not None and lead.left <= day
    ]
    return f"{name} (left {day_words(max(days))})" if days else name


def _people(loads: Iterable[Load], day: date) -> tuple[list[PersonRow], int]:
    """Everybody to whom something late falls due, those with most first; and how much of it falls due to nobody."""
    people, unled = [], 0
    for load in loads:
        late = sorted(
            ((share.plan.summary, due) for share in load.shares for due in share.late),
            key=lambda thing: (thing[1].due, thing[1].address),
        )
        if load.lead is None:
            unled += len(late)
        elif late:
            plans = list({plan.id: plan for plan, _ in late}.values())
            # in several plans a number alone would say nothing
            people.append(
                PersonRow(
                    _with_leaving(load, day),
                    load.lead.post if load.lead.name else "",
                    " and ".join(dict.fromkeys(plan.organisation for plan in plans)),
                    len(late),
                    late[0][1].due,
                    ()
                    if len(plans) > 1
                    else tuple(
                        Number(plan.id, due.address, due.action_address, due.called)
                        for plan, due in late[:MOST_NUMBERS]
                    ),
                    len(plans),
                )
            )
    return sorted(people, key=lambda person: (-person.late, person.oldest, person.name)), unled


def _late(plan: FullPlan) -> tuple[LateRow, ...]:
    """What is late in a plan, oldest first."""
    return tuple(
        LateRow(
            Number(plan.summary.id, due.address, due.action_address, due.called),
            due,
            " and ".join(lead.words for lead in due.leads) or "nobody",
        )
        for due in plan.late
    )


# how it has gone -----------------------------------------------------------------------------------------------------


def _line(report: Report, history: History | None) -> tuple[CountPoint, ...]:
    """Each month's end as its commit holds it; the day itself as the plans lie here."""
    if history is None:
        return ()
    day = report.head.as_of
    tallies = [(point.day, point.tally) for point in history.points if point.day < day] + [(day, report.portfolio)]
    return tuple(CountPoint(at, tally.stated["off_track"], tally.checked["off_track"]) for at, tally in tallies)
