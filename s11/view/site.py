"""A portfolio as pages: which there are, what they are called, and in what order. Nothing is judged or counted anew."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from s11.english import number_of
from s11.view.action_records import ActionView, CarriedStep, CarriedView, Place
from s11.view.change_records import Changes
from s11.view.counts import DetailPlan, Status, Tally, add_tallies, worst_first
from s11.view.list_records import DueItem, DueList
from s11.view.report_records import FullPlan, Load, Report, Share
from s11.when import day_words

if TYPE_CHECKING:
    from s11.rules.rule import Rule
    from s11.view.brief import Brief
    from s11.view.coverage_records import Coverage
    from s11.view.history import History

LONGEST_NAME = 60
_PLAIN = re.compile(r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$)[a-z0-9]+(?:[-/][a-z0-9]+)*")


class Page(NamedTuple):
    """One page: its place in the folder, its name in a path of links, the pages above it, and what it says.

    No two pages have one name.
    """

    path: str
    words: str
    above: tuple[Page, ...] = ()
    about: str = ""

    @property
    def root(self) -> str:
        """The way from this page back to the folder of the site."""
        return "../" * self.path.count("/")


class PlanPage(NamedTuple):
    """A plan's page, its figures for machines, and the pages of its leads."""

    page: Page
    figures: str
    plan: FullPlan
    leads: tuple[Page, ...]


class LeadPage(NamedTuple):
    """A lead's page; what they bear stands with the page of its plan."""

    page: Page
    load: Load
    shares: tuple[tuple[PlanPage, Share], ...]

    @property
    def things(self) -> tuple[tuple[PlanPage, DueItem], ...]:
        """What falls due to them, oldest first."""
        return _oldest_first((one, due) for one, share in self.shares for due in share.dues)

    @property
    def rows(self) -> tuple[LeadRow, ...]:
        """All that is theirs, what fell due longest ago first; what has no date outstanding last, as in their plans."""
        every_row = [row for one, share in self.shares for row in _rows_of(one, share)]
        return tuple(sorted(every_row, key=lambda row: row.due or date.max))


class LeadRow(NamedTuple):
    """One thing of a lead: an action, or what else falls due to them: evidence, a milestone, a further date of an
    action that has several; ``due`` is the oldest day still open.
    """

    one: PlanPage
    due: date | None
    thing: DueItem | None
    action: ActionView | None


def _rows_of(one: PlanPage, share: Share) -> Iterator[LeadRow]:
    actions = {action.address: action for rec in share.recommendations for action in rec.actions}
    for thing in share.dues:
        # of an action with several dates each is a row, and its states stand in the first
        yield LeadRow(one, thing.due, thing, actions.pop(thing.address, None) if thing.of == "action" else None)
    for action in actions.values():
        yield LeadRow(one, action.due, None, action)


class Organisation(NamedTuple):
    words: str
    plans: int
    tally: Tally
    late_things: int
    late_dates: int


class RuleWords(NamedTuple):
    """What a reader needs of one rule."""

    code: str
    name: str
    level: str
    fires: str
    why: str
    days: bool
    edit: bool


@dataclass(frozen=True)
class Site:
    """Every page of a portfolio, from one report."""

    report: Report
    home: Page
    late: Page
    leads: Page
    rules: Page
    data: Page
    organisations: tuple[Organisation, ...]
    plan_pages: tuple[PlanPage, ...]
    lead_pages: tuple[LeadPage, ...]
    late_things: tuple[tuple[PlanPage, DueItem], ...]
    rule_words: tuple[RuleWords, ...]
    briefing: tuple[Page, Brief] | None = None
    changed: tuple[Page, Changes] | None = None
    past: tuple[Page, History] | None = None
    covered: tuple[Page, Coverage] | None = None

    @property
    def places(self) -> tuple[Page, ...]:
        """The pages that every page leads to."""
        more = [group[0] for group in (self.briefing, self.changed, self.past, self.covered) if group is not None]
        return self.home, *more, self.late, self.leads, self.rules, self.data

    @property
    def worst_first(self) -> tuple[PlanPage, ...]:
        """The plans' pages, those with most off track before the others."""
        return tuple(sorted(self.plan_pages, key=lambda one: worst_first(one.plan.summary)))

    @cached_property
    def page_of(self) -> Mapping[str, str]:
        """Where the page of each plan lies, by the plan's id."""
        return {one.plan.summary.id: one.page.path for one in self.plan_pages}

    @cached_property
    def _addresses(self) -> frozenset[str]:
        actions = [
            action
            for one in self.plan_pages
            for recommendation in one.plan.recommendations
            for action in recommendation.actions
        ]
        pieces = [piece.address for action in actions for piece in (*action.evidence, *action.milestones)]
        return frozenset([*(action.address for action in actions), *pieces])

    def place_of(self, plan_id: str, address: str) -> str:
        """The page on which an action, a piece of evidence or a milestone stands; '' where it stands on none."""
        return self.page_of.get(plan_id, "") if address in self._addresses else ""

    @property
    def pages(self) -> tuple[Page, ...]:
        return (*self.places, *(one.page for one in self.plan_pages), *(one.page for one in self.lead_pages))

    @property
    def about(self) -> tuple[str, ...]:
        """What its tables say of themselves, where they are taken out of it: of what, of which day, for whom."""
        report = self.report
        head, left_out = report.head, report.left_out
        return (
            f"{number_of(len(report.plans), 'action plan')}, {number_of(report.portfolio.actions, 'action')}",
            f"Judged on {day_words(head.as_of)}, by rules version {report.rules}.",
            f"Read from: {head.revision_words}.",
            "Internal: not for publication." if report.audience == "internal" else "Copy for the public.",
            *(left_out.words if left_out else ()),
            *([f"Only what was asked for is here: {head.filtered}."] if head.filtered else []),
            *(f"Not read whole: {missed.file}, line {missed.line}: {missed.said}." for missed in head.not_read),
        )

    @property
    def status(self) -> Status:
        return Status(self.report.head, tuple(plan.summary for plan in self.report.plans), self.report.portfolio, None)

    @property
    def due(self) -> DueList:
        things = tuple(sorted((due for plan in self.report.plans for due in plan.dues), key=lambda due: due.due))
        requests = tuple(
            sorted(
                (request for plan in self.report.plans for request in plan.requests), key=lambda request: request.date
            )
        )
        return DueList(
            self.report.head,
            len({due.action_address for due in things}),
            None,
            None,
            things,
            sum(due.timing == "late" for due in things),
            requests,
        )


def site_of(
    report: Report,
    rules: Iterable[Rule],
    brief: Brief | None = None,
    changes: Changes | None = None,
    history: History | None = None,
    coverage: Coverage | None = None,
) -> Site:
    """The pages of a portfolio: plans in the order of the report, leads by how much they bear."""
    home = Page("index.html", "Overview", about="every plan, worst first")
    late, leads, explained, data, briefing, changed, past, covered = (
        Page(path, title, (home,), about)
        for path, title, about in (
            ("late.html", "Late", "what is late in every plan, oldest first"),
            ("leads.html", "Leads", "who leads what, a page for each lead"),
            ("rules.html", "What it means", "states, timings, each plan’s ratings, and the rules"),
            ("data.html", "Data", "the same figures and actions for Excel, and as CSV and JSON"),
            ("brief.html", "Briefing", "where we stand, what is late, what moved and who must act, on one page"),
            ("changes.html", "What changed", "since last time, worst first"),
            ("history.html", "History", "how many were off track and done, month by month"),
            ("coverage.html", "Coverage", "standards beside the bodies that answer them, and where the gaps are"),
        )
    )
    lead_names = distinct(file_name(load.group.key) if load.group.key else "nobody" for load in report.loads)
    lead_places = [
        Page(f"leads/{name}.html", title, (home, leads))
        for name, title in zip(lead_names, _lead_titles(report.loads), strict=True)
    ]
    led: dict[int, list[Page]] = {}
    for page, load in zip(lead_places, report.loads, strict=True):
        for share in load.shares:
            led.setdefault(id(share.plan), []).append(page)
    plan_names = distinct(file_name(plan.summary.id) for plan in report.plans)
    beside = {plan.summary.id: f"{name}.html" for name, plan in zip(plan_names, report.plans, strict=True)}
    plan_pages = tuple(
        PlanPage(
            Page(f"plans/{name}.html", title, (home,)),
            f"plans/{name}.json",
            _on_pages(plan, beside),
            tuple(led.get(id(plan), ())),
        )
        for name, plan, title in zip(plan_names, report.plans, _plan_titles(report.plans), strict=True)
    )
    by_plan = {id(plan): one for plan, one in zip(report.plans, plan_pages, strict=True)}
    lead_pages = tuple(
        LeadPage(page, load, tuple((by_plan[id(share.plan)], share) for share in load.shares))
        for page, load in zip(lead_places, report.loads, strict=True)
    )
    things = _oldest_first((one, due) for one in plan_pages for due in one.plan.late)
    rule_words = tuple(
        RuleWords(rule.code, rule.name, rule.level, rule.fires, rule.why, rule.days, rule.edit) for rule in rules
    )
    return Site(
        report,
        home,
        late,
        leads,
        explained,
        data,
        _organisations(report.plans),
        plan_pages,
        lead_pages,
        things,
        rule_words,
        (briefing, brief) if brief is not None else None,
        (changed, changes) if changes is not None else None,
        (past, history) if history is not None else None,
        (covered, coverage) if coverage is not None and coverage.lists else None,
    )


def _plan_titles(plans: Sequence[FullPlan]) -> list[str]:
    """What each plan's page is called: whose it is and its title, with its id where two have these alike."""
    titles = [f"{plan.summary.organisation}: {plan.summary.title}" for plan in plans]
    return [
        f"{title} ({plan.summary.id})" if titles.count(title) > 1 else title
        for title, plan in zip(titles, plans, strict=True)
    ]


def _lead_titles(loads: Sequence[Load]) -> list[str]:
    """What each lead's page is called: their name, with whose they are where two have one name."""
    titles = [load.group.words for load in loads]
    return [
        f"{title}, {load.group.organisation or 'any organisation'}"
        + (f", in {load.group.plan}" if load.group.plan else "")
        if titles.count(title) > 1
        else title
        for title, load in zip(titles, loads, strict=True)
    ]


def _on_pages(plan: FullPlan, beside: Mapping[str, str]) -> FullPlan:
    """A plan whose places in other plans lead to these plans' own pages."""

    def placed(places: tuple[Place, ...]) -> tuple[Place, ...]:
        owners = [place.address.partition("#")[0] for place in places]
        return tuple(
            place._replace(page=beside.get(owner, "") if owner != plan.summary.id else "")
            for place, owner in zip(places, owners, strict=True)
        )

    def on_page(detail: DetailPlan) -> DetailPlan:
        owner = detail.address.partition("#")[0]
        page = beside.get(owner, "") if owner != plan.summary.id else ""
        return detail._replace(page=page, beneath=tuple(map(on_page, detail.beneath)))

    def along(way: CarriedView) -> CarriedView:
        def on_pages(steps: tuple[CarriedStep, ...]) -> tuple[CarriedStep, ...]:
            return tuple(step._replace(place=placed((step.place,))[0]) for step in steps)

        return way._replace(earlier=on_pages(way.earlier), later=on_pages(way.later))

    def carried(action: ActionView) -> ActionView:
        return action._replace(
            carried_on=placed(action.carried_on),
            detail_plan=action.detail_plan and on_page(action.detail_plan),
            carried=action.carried and along(action.carried),
        )

    themes = tuple(
        (theme, heading, tuple(one._replace(actions=tuple(map(carried, one.actions))) for one in inner))
        for theme, heading, inner in plan.themes
    )
    return plan._replace(themes=themes, carried_on=placed(plan.carried_on))


def _oldest_first(things: Iterable[tuple[PlanPage, DueItem]]) -> tuple[tuple[PlanPage, DueItem], ...]:
    return tuple(sorted(things, key=lambda each: each[1].due))


def _organisations(plans: Sequence[FullPlan]) -> tuple[Organisation, ...]:
    """Every organisation with what its plans add up to, also one whose plans hold no action."""
    plans_of: dict[str, list[FullPlan]] = {}
    for plan in plans:
        plans_of.setdefault(plan.summary.organisation, []).append(plan)
    return tuple(
        Organisation(
            name,
            len(own),
            add_tallies([plan.summary.tally for plan in own]),
            sum(plan.summary.late_things for plan in own),
            sum(plan.summary.late_dates for plan in own),
        )
        for name, own in plans_of.items()
    )


def file_name(key: str) -> str:
    """A name that every file system takes and that depends on its own key only: the key itself where it is plain, else
    cleaned, with a part of its hash.
    """
    import hashlib

    if len(key) <= LONGEST_NAME and _PLAIN.fullmatch(key):
        return key.replace("/", "--")
    letters = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode().lower()
    cleaned = re.sub(r"[^a-z0-9]+", "-", letters)[:LONGEST_NAME].strip("-")
    return f"{cleaned}_{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def distinct(names: Iterable[str]) -> list[str]:
    """The same names, with a number where two keys have come to the same one."""
    taken: set[str] = set()
    distinct_names = []
    for name in names:
        free = next(
            one for one in (name, *(f"{name}_{number}" for number in range(2, len(taken) + 3))) if one not in taken
        )
        taken.add(free)
        distinct_names.append(free)
    return distinct_names
