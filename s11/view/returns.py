"""Returns: what each lead is asked about their open actions, and who has answered.

A lead is who ``report`` and ``brief`` take for one: the same name or post in one organisation, else initials in one
plan. What is open, late or due is what the other views say of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import sha256
from typing import NamedTuple

from s11.edit import CannotDo
from s11.edit.place import Place, places
from s11.edit.returned import AsSent, as_sent
from s11.english import days_of, join_words, number_of
from s11.plan import PlanFiles
from s11.view.action_records import ActionView, EvidenceView, Lead, MoreTime
from s11.view.filters import Filter
from s11.view.report_records import FullPlan, Load, Report
from s11.view.rollup import lead_keys
from s11.when import day_words

# what nobody is asked about: it is over, or nobody has agreed it
_NOT_ASKED = ("done", "ended", "proposed")
LEAD, STANDARD, PLAN = PER = ("lead", "standard", "plan")
_LONGEST_NAME = 60


class Asking(NamedTuple):
    """Which things are asked about: every open one, or only what is late, or late or due until a day; ``only``: those
    of these addresses.
    """

    late: bool = False
    until: date | None = None
    only: tuple[str, ...] | None = None

    @property
    def words(self) -> str:
        if self.only is not None:
            return "what needs a word"
        if self.until is not None:
            return f"what is late or due by {day_words(self.until)}"
        return "what is late" if self.late else "what is open"


class ReturnRow(NamedTuple):
    """One thing that is asked about: an action, a piece of evidence or a milestone.

    ``called``: its number, '1.1', '1.1 evidence 2'; ``leads``: who leads it, in words; ``of_action``: the words of the
    action that a piece belongs to; ``due``: when, as it is written; ``stands``: how it stands; ``status``: its rating
    in the plan's own word.
    """

    address: str
    called: str
    text: str
    of_action: str
    leads: str
    due: str
    stands: str
    status: str
    sent: AsSent


class ReturnPlan(NamedTuple):
    """What a return asks about one plan. ``digest``: of the plan's file, by which a change of it is seen; ``keys``: of
    the plan's people, whoever is asked; ``legend``: the words that a status may be.
    """

    id: str
    title: str
    organisation: str
    digest: str
    keys: tuple[str, ...]
    legend: tuple[str, ...]
    actions: tuple[ReturnRow, ...]
    pieces: tuple[ReturnRow, ...]


class Return(NamedTuple):
    """One workbook: who is asked, or about what, and everything that it asks.

    ``lead``: who is asked, '' where it is one for a plan or a standard; ``name``: that of its file, without an ending.
    """

    words: str
    lead: str
    post: str
    organisation: str
    plan: str
    name: str
    day: date
    revision: str
    asked_for: str
    plans: tuple[ReturnPlan, ...]

    @property
    def actions(self) -> int:
        return sum(len(plan.actions) for plan in self.plans)

    @property
    def pieces(self) -> int:
        return sum(len(plan.pieces) for plan in self.plans)

    @property
    def asked(self) -> int:
        return self.actions + self.pieces

    @property
    def asked_words(self) -> str:
        """'3 actions and 2 pieces of evidence or milestones'."""
        pieces = number_of(self.pieces, "piece of evidence or milestone", "pieces of evidence or milestones")
        counts = [number_of(self.actions, "action")] * bool(self.actions) + [pieces] * bool(self.pieces)
        return join_words(counts)

    @property
    def title(self) -> str:
        return f"{self.words}: what happened, as at {day_words(self.day)}"


class NotAsked(NamedTuple):
    """What is open and goes to nobody, and why: nobody leads it, or who did has left."""

    words: str
    things: int


class Returns(NamedTuple):
    """Every return, in the order of who is asked, and what goes to nobody."""

    returns: tuple[Return, ...]
    not_asked: tuple[NotAsked, ...]


def returns(report: Report, register: PlanFiles, asking: Asking, chosen: Filter = Filter(), per: str = LEAD) -> Returns:
    """What is asked of whom, of everything in a report.

    ``register``: the plans themselves, read whole. ``chosen``: where it names a lead, only of that lead. ``per``: one
    for each lead, standard or plan.
    """
    making = _Making(report, register, asking)
    if per == LEAD:
        made, left = making.of_leads(chosen)
    else:
        made, left = (making.of_standards() if per == STANDARD else making.of_plans()), []
    return Returns(_named(made), tuple(left))


class _Making:
    """The returns of one report."""

    def __init__(self, report: Report, register: PlanFiles, asking: Asking):
        self.report, self.asking = report, asking
        self.only = frozenset(asking.only) if asking.only is not None else None
        self.places: dict[str, Place] = {}
        self.digests: dict[str, str] = {}
        self.legends: dict[str, tuple[str, ...]] = {}
        for loaded in register.files:
            if loaded.plan is not None:
                self.places.update((place.address, place) for place in places(loaded))
                self.digests[loaded.plan.id] = sha256(loaded.source.data).hexdigest()
                self.legends[loaded.plan.id] = tuple(loaded.plan.rag)

    def of_leads(self, chosen: Filter) -> tuple[list[Return], list[NotAsked]]:
        by_lead: list[Return] = []
        left: list[NotAsked] = []
        for load in self.report.loads:
            if chosen.lead and not self._is_meant(load, chosen):
                continue
            plans = [made for plan in self.report.plans if (made := self._of_lead(plan, load)) is not None]
            count = sum(len(plan.actions) + len(plan.pieces) for plan in plans)
            if not count:
                continue
            gone = self._left(load)
            if load.lead is None:
                left.append(NotAsked("that nobody leads", count))
            elif gone is not None:
                left.append(NotAsked(f"led by {load.lead.words}, who left on {day_words(gone)}", count))
            else:
                group = load.group
                by_lead.append(self._return(load.lead.words, load.lead, group.organisation, group.plan, plans))
        return by_lead, left

    def _is_meant(self, load: Load, chosen: Filter) -> bool:
        return any(
            chosen.means(share.plan.summary.id, person)
            for share in load.shares
            for person in share.plan.people
            if load.group.key in lead_keys(share.plan.summary, [person])
        )

    def _left(self, load: Load) -> date | None:
        """The day on which somebody left, where every plan says that they have by now."""
        people = [
            person
            for share in load.shares
            for person in share.plan.people
            if load.group.key in lead_keys(share.plan.summary, [person])
        ]
        days = [person.left for person in people if person.left is not None and person.left <= self.report.head.as_of]
        return max(days) if days and len(days) == len(people) else None

    def _of_lead(self, plan: FullPlan, load: Load) -> ReturnPlan | None:
        key = load.group.key

        def bears(leads: Iterable[Lead]) -> bool:
            return key in lead_keys(plan.summary, leads)

        people = [person.key for person in plan.people if key in lead_keys(plan.summary, [person])]
        if load.lead is not None and not people:
            # whom the plan's people do not list
            people = [load.lead.key]
        return self._plan(plan, tuple(people) if load.lead is not None else (), bears, lambda _: True)

    def of_plans(self) -> list[Return]:
        by_plan = []
        for plan in self.report.plans:
            made = self._plan(plan, (), lambda _: True, lambda _: True)
            if made is not None:
                label = f"{plan.summary.organisation}: {plan.summary.title}"
                by_plan.append(self._return(label, None, plan.summary.organisation, plan.summary.id, [made]))
        return by_plan

    def of_standards(self) -> list[Return]:
        standards = dict.fromkeys(
            standard
            for plan in self.report.plans
            for one in plan.recommendations
            for action in one.actions
            for standard in action.standards
        )
        by_standard = []
        for standard in standards:

            def answers(action: ActionView, standard: str = standard) -> bool:
                return standard in action.standards

            plans = [
                made
                for plan in self.report.plans
                if (made := self._plan(plan, (), lambda _: True, answers)) is not None
            ]
            if plans:
                by_standard.append(self._return(f"Standard {standard}", None, "", "", plans))
        return by_standard

    def _return(
        self, label: str, lead: Lead | None, organisation: str, plan: str, plans: Sequence[ReturnPlan]
    ) -> Return:
        head = self.report.head
        return Return(
            label,
            lead.words if lead is not None else "",
            lead.post if lead is not None and lead.name else "",
            organisation,
            plan,
            "",
            head.as_of,
            head.revision or "",
            self.asking.words,
            tuple(plans),
        )

    def _plan(
        self,
        plan: FullPlan,
        keys: tuple[str, ...],
        bears: Callable[[Iterable[Lead]], bool],
        wanted: Callable[[ActionView], bool],
    ) -> ReturnPlan | None:
        """What is asked about one plan; None where nothing is."""
        actions: list[ReturnRow] = []
        pieces: list[ReturnRow] = []
        for one in plan.recommendations:
            for action in one.actions:
                if action.timing in ("ended", "proposed") or not wanted(action):
                    continue
                mine = bears(action.leads)
                wanted_pieces = [
                    (kind, number, piece)
                    for kind, group in (("evidence", action.evidence), ("milestone", action.milestones))
                    for number, piece in enumerate(group, 1)
                    if bears(piece.leads or action.leads) and self._asks(piece)
                ]
                if mine and action.timing not in _NOT_ASKED and (wanted_pieces or self._asks(action)):
                    actions.append(self._row(action.address, action.id, action, action.leads, ""))
                pieces += [
                    self._row(
                        piece.address,
                        f"{action.id} {kind} {number}",
                        piece,
                        piece.leads or action.leads,
                        action.text,
                    )
                    for kind, number, piece in wanted_pieces
                ]
        if not actions and not pieces:
            return None
        summary = plan.summary
        return ReturnPlan(
            summary.id,
            summary.title,
            summary.organisation,
            self.digests[summary.id],
            keys,
            self.legends[summary.id],
            tuple(actions),
            tuple(pieces),
        )

    def _asks(self, thing: ActionView | EvidenceView) -> bool:
        if self.only is not None:
            return thing.address in self.only
        if thing.timing in _NOT_ASKED or (isinstance(thing, EvidenceView) and thing.received and not thing.written):
            # what has no date and is there asks for nothing more
            return False
        if self.asking.until is not None:
            return thing.timing == "late" or (thing.due is not None and thing.due <= self.asking.until)
        return thing.timing == "late" if self.asking.late else True

    def _row(
        self, address: str, called: str, thing: ActionView | EvidenceView, leads: Iterable[Lead], of_action: str
    ) -> ReturnRow:
        try:
            sent = as_sent(self.places[address])
        except (KeyError, CannotDo) as error:
            raise ValueError(f"{address} stands in the report and not in its plan") from error
        return ReturnRow(
            address,
            called,
            thing.text,
            of_action,
            join_words([lead.words for lead in leads]),
            thing.written,
            stands_words(thing),
            sent.rag,
            sent,
        )


def stands_words(thing: ActionView | EvidenceView) -> str:
    """How something stands, for whoever answers for it: 'late by 92 days, due 31 October 2016; more time asked for
    until 'June 2017', not granted'.
    """
    due = f"due {day_words(thing.due)}" if thing.due is not None else ""
    if thing.timing == "late":
        phrase = f"late by {days_of(thing.days_late)}" + (f", {due}" if due else "")
    elif thing.timing in ("in_time", "due_soon"):
        phrase = due or "no date"
    else:
        phrase = thing.timing_words + (f", {due}" if due else "")
    return "; ".join([phrase, *(_asked_words(one) for one in thing.requests if one.state != "granted")])


def _asked_words(request: MoreTime) -> str:
    state = "refused" if request.state == "refused" else "not granted yet"
    return f"more time asked for until '{request.until}' on {day_words(request.date)}, {state}"


# names of files ------------------------------------------------------------------------------------------------------


def _named(unnamed: Sequence[Return]) -> tuple[Return, ...]:
    """Each with a name for its file: the same for the same lead whoever else is asked, and none twice."""
    plain = [slug(" ".join([one.organisation, one.plan if one.lead else "", one.words])) for one in unnamed]
    made = []
    for one, name in zip(unnamed, plain, strict=True):
        if plain.count(name) > 1:
            name = f"{name}-{sha256(f'{one.organisation}|{one.plan}|{one.words}'.encode()).hexdigest()[:6]}"
        made.append(one._replace(name=f"return-{name}-{one.day.isoformat()}"))
    return tuple(made)


def slug(label: str) -> str:
    """Words as part of a file's name on any system: small letters of English, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode("ascii").lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    # what is cut off, or was in letters that are none of these, is still told apart
    if len(name) > _LONGEST_NAME or len(plain.strip()) < len(label.strip()):
        name = f"{name[:_LONGEST_NAME].strip('-')}-{sha256(label.encode()).hexdigest()[:6]}".strip("-")
    return name
