"""Chasers: what each lead is reminded of in one letter, however many actions they lead, and why.

What is late or due is what ``due`` says, when anything was last recorded what ``show`` says; who is one lead is what
``returns`` says. A thing stands under the first reason that holds of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from s11.english import join_words, number_of
from s11.plan import PlanFiles
from s11.plan.returns import ReturnSent
from s11.view.action_records import ActionView, EvidenceView
from s11.view.counts import STALE_DAYS
from s11.view.filters import Filter
from s11.view.report_records import FullPlan, Report
from s11.view.returns import Asking, NotAsked, Return, ReturnPlan, ReturnRow, returns
from s11.view.workbook_answers import Answering
from s11.when import day_words

# evidence of what goes on is old after so many days
AGED_DAYS = 365
LATE, DUE, UNSURE, STALE, NO_DATE, AGED = REASONS = ("late", "due", "unsure", "stale", "no_date", "aged")
HEADINGS = {
    LATE: "Late",
    DUE: "Due by {until}",
    UNSURE: "Perhaps late: the date can be read in more than one way",
    STALE: f"Nothing recorded for {STALE_DAYS} days",
    NO_DATE: f"No date set for more than {STALE_DAYS} days",
    AGED: "Carried on, with evidence that is more than a year old",
}
# the same in few words, for a subject and a count
SHORT = {
    LATE: "late",
    DUE: "due soon",
    UNSURE: "perhaps late",
    STALE: "without recent news",
    NO_DATE: "without a date",
    AGED: "with old evidence",
}


class ChaseGroup(NamedTuple):
    """What a lead is reminded of for one reason."""

    reason: str
    heading: str
    rows: tuple[tuple[ReturnPlan, ReturnRow], ...]


class Chaser(NamedTuple):
    """One letter: who it goes to, what it names, and the workbook that goes with it.

    ``unanswered``: an earlier return of theirs that never came back. ``address``: where it goes, '' where no address
    book says it.
    """

    made: Return
    groups: tuple[ChaseGroup, ...]
    unanswered: ReturnSent | None
    address: str = ""

    @property
    def things(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def counts(self) -> str:
        """'2 late, 1 due soon, 1 without a date'."""
        return ", ".join(f"{len(group.rows):,} {SHORT[group.reason]}" for group in self.groups)

    @property
    def of_plans(self) -> str:
        return join_words([f"{plan.organisation}, {plan.title}" for plan in self.made.plans])

    @property
    def subject(self) -> str:
        organisations = join_words(list(dict.fromkeys(plan.organisation for plan in self.made.plans)))
        return f"{organisations}: safeguarding actions that you lead ({self.counts})"

    @property
    def unanswered_words(self) -> str:
        """'The workbook that was sent to you on 10 June 2024 has not come back.'; '' where none is missing."""
        if self.unanswered is None:
            return ""
        return f"The workbook that was sent to you on {day_words(self.unanswered.sent)} has not come back."

    @property
    def opening(self) -> str:
        """What it is about, in one sentence."""
        is_one = self.things == 1
        return (
            f"On {day_words(self.made.day)}, {number_of(self.things, 'thing')} that you lead in {self.of_plans} "
            f"{'needs' if is_one else 'need'} a word from you."
        )


class Chasers(NamedTuple):
    """Every letter, and what goes to nobody. ``until``: by when what is due is named."""

    day: date
    until: date
    chasers: tuple[Chaser, ...]
    not_asked: tuple[NotAsked, ...]

    @property
    def things(self) -> int:
        return sum(chaser.things for chaser in self.chasers)


def chasers(
    report: Report, register: PlanFiles, until: date, answering: Answering, chosen: Filter = Filter()
) -> Chasers:
    """A letter for everybody who leads something that is late, due until a day, or in want of a word."""
    reasons = {address: reason for plan in report.plans for address, reason in _reasons(plan, report, until)}
    wanted = returns(report, register, Asking(only=tuple(reasons), until=until), chosen)
    # what was sent the same day cannot have come back yet
    missing = {one.who: one for one in answering.missing if one.sent < report.head.as_of}
    letters = tuple(
        Chaser(made, _groups(made, reasons, until), missing.get((made.organisation, made.plan, made.lead)))
        for made in wanted.returns
    )
    return Chasers(report.head.as_of, until, tuple(one for one in letters if one.groups), wanted.not_asked)


def _groups(made: Return, reasons: dict[str, str], until: date) -> tuple[ChaseGroup, ...]:
    rows = [(plan, row) for plan in made.plans for row in (*plan.actions, *plan.pieces)]
    groups = []
    for reason in REASONS:
        of_it = tuple((plan, row) for plan, row in rows if reasons.get(row.address) == reason)
        if of_it:
            groups.append(ChaseGroup(reason, HEADINGS[reason].format(until=day_words(until)), of_it))
    return tuple(groups)


def _reasons(plan: FullPlan, report: Report, until: date) -> Iterable[tuple[str, str]]:
    """The address of everything of a plan that wants a word, each with the first reason that holds."""
    day = report.head.as_of
    for one in plan.recommendations:
        for action in one.actions:
            if reason := _of_action(action, plan, day, until):
                yield action.address, reason
            for piece in (*action.evidence, *action.milestones):
                if action.timing not in ("ended", "proposed") and (reason := _of_date(piece, until)):
                    yield piece.address, reason


def _of_date(thing: ActionView | EvidenceView, until: date) -> str:
    """Why something wants a word for its date's sake; ''."""
    if thing.timing == "late":
        return LATE
    if thing.timing in ("due_soon", "in_time") and thing.due is not None and thing.due <= until:
        return DUE
    return UNSURE if thing.timing == "unsure" else ""


def _of_action(action: ActionView, plan: FullPlan, day: date, until: date) -> str:
    if action.timing in ("done", "ended", "proposed"):
        return ""
    if by_date := _of_date(action, until):
        return by_date
    since = action.last_recorded or plan.summary.agreed or plan.summary.as_at
    if since is not None and (day - since).days > STALE_DAYS:
        return STALE
    begun = plan.summary.agreed or plan.summary.as_at
    if action.timing == "no_date" and begun is not None and (day - begun).days > STALE_DAYS:
        return NO_DATE
    return AGED if action.timing in ("continuing", "unrecorded") and _is_aged(action.evidence, day) else ""


def _is_aged(evidence: Sequence[EvidenceView], day: date) -> bool:
    """Whether all that shows that something goes on is old."""
    received = [line.date for piece in evidence for line in piece.received]
    return bool(received) and (day - max(received)).days > AGED_DAYS
