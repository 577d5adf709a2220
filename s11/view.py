"""What is to be said, grouped, counted and worded once. A renderer sees nothing else and works nothing out.

The unit of every count is the action. Each set of counts names every state and adds up to its whole. Colours never
cross plans: within a plan its own words stand, across plans only states.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from s11.plan import (
    STATED,
    Evidence,
    Loaded,
    Person,
    Plan,
    Recommendation,
    Register,
    to_be_confirmed,
)
from s11.standing import CHECKED, TIMINGS, YEAR_DAYS, Cycles, Standing, Thing, judge_plan, read_as, state_words
from s11.text import Finding
from s11.when import Timescale, Vantage, day_words

STATED_ORDER = STATED
CHECKED_ORDER = CHECKED
TIMING_ORDER = TIMINGS
WORST_FIRST = CHECKED[:-1]
GROUPINGS = ("recommendation", "theme", "lead", "standard", "organisation", "state")

TIMING_WORDS = {
    "late": "late",
    "unsure": "late under one reading",
    "unrecorded": "ongoing, nothing recorded",
    "due_soon": "due within 28 days",
    "in_time": "in time",
    "continuing": "continuing",
    "no_date": "no date",
    "done": "done",
    "proposed": "proposed",
    "ended": "ended",
}

Counts = Mapping[str, int]


# choosing ------------------------------------------------------------------------------------------------------------


class Filter(NamedTuple):
    """Which actions are looked at; every part that is given must hold."""

    lead: str = ""
    organisation: str = ""
    theme: str = ""
    standard: str = ""
    state: str = ""
    late: bool = False
    text: str = ""

    def __bool__(self) -> bool:
        return any(self)

    def words(self) -> str:
        said = [f"{name} {value}" for name, value in (("lead", self.lead), ("organisation", self.organisation), ("theme", self.theme), ("standard", self.standard), ("state", state_words(self.state)), ("text", self.text and f"'{self.text}'")) if value]
        return ", ".join([*said, *(["late"] if self.late else [])])

    def takes(self, standing: Standing) -> bool:
        plan, recommendation, action = standing.plan, standing.recommendation, standing.action
        checks = (
            not self.lead or any(_same(self.lead, word) for lead in standing.lead for word in _names_of(plan, lead)),
            not self.organisation or _same(self.organisation, plan.organisation),
            not self.theme or _same(self.theme, recommendation.theme) or _same(self.theme, theme_heading(plan, recommendation)),
            not self.standard or any(_same(self.standard, standard) or standard.startswith(self.standard + ".") for standard in standards_of(standing)),
            not self.state or self.state in (standing.stated, standing.checked),
            not self.late or standing.late or any(thing.timing == "late" for thing in standing.outstanding),
            not self.text or self.text.casefold() in " ".join((recommendation.text, action.text, *(piece.text for piece in action.evidence))).casefold(),
        )
        return all(checks)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()


def _names_of(plan: Plan, lead: str) -> tuple[str, ...]:
    person = plan.people.get(lead)
    return (lead, person.name, person.post) if person else (lead,)


def theme_heading(plan: Plan, recommendation: Recommendation) -> str:
    theme = plan.themes.get(recommendation.theme)
    return theme.heading if theme else recommendation.theme


def standards_of(standing: Standing) -> tuple[str, ...]:
    return standing.action.standards or standing.recommendation.standards


# parts of a view -----------------------------------------------------------------------------------------------------


class NotRead(NamedTuple):
    """A file that could not be read whole, and how far it was."""

    file: str
    plan: str
    line: int
    column: int
    said: str
    how_far: str
    faults: int


class LegendEntry(NamedTuple):
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
        said = ", ".join(word for word in (self.name, self.post) if word)
        return said if said else self.key


class Line(NamedTuple):
    """One dated line: what was noted, changed, completed or received."""

    date: date
    words: str


class EvidenceView(NamedTuple):
    address: str
    text: str
    leads: tuple[Lead, ...]
    written: str
    read: str
    certain: bool
    timing: str
    due: date | None
    days_late: int
    late_dates: int
    received: tuple[Line, ...]
    revised: tuple[Line, ...]
    link: str
    note: str
    why: str


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
    measure: str
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
    progress: tuple[Line, ...]
    revised: tuple[Line, ...]
    completed: tuple[Line, ...]
    signed_off: Line | None
    ended: Line | None
    stated_colour: str = ""


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


class Tally(NamedTuple):
    """Counts over a set of actions: three sets, each naming every state and adding up to ``actions``."""

    actions: int
    stated: Counts
    checked: Counts
    timing: Counts

    @property
    def undated(self) -> int:
        return self.timing["no_date"]


class Group(NamedTuple):
    """One row of a roll-up: a recommendation, theme, lead, standard, organisation or state."""

    key: str
    words: str
    tally: Tally
    state: str
    state_count: int
    so: tuple[str, ...]


class Groups(NamedTuple):
    """A roll-up. Where groups overlap, their counts add up to ``placed``, not to ``actions``."""

    by: str
    rows: tuple[Group, ...]
    actions: int
    placed: int


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
    days_since: int | None
    notices: tuple[str, ...]
    whole: bool
    groups: Groups | None
    recommendation_count: int
    shown: int


class FullPlan(NamedTuple):
    """Everything a report says of one plan."""

    summary: PlanView
    themes: tuple[tuple[str, str, tuple[RecommendationView, ...]], ...]
    people: tuple[Lead, ...]
    terms: tuple[tuple[str, str], ...]
    source: str
    reported: tuple[Line, ...]
    control: tuple[tuple[str, str], ...]
    arises_from: tuple[str, ...]
    progress: tuple[Line, ...]
    closed: Line | None
    note: str
    late: tuple[Due, ...]
    allowed: int
    errors: int
    warnings: int

    @property
    def recommendations(self) -> tuple[RecommendationView, ...]:
        return tuple(recommendation for _, _, inner in self.themes for recommendation in inner)


class Read(NamedTuple):
    files: int
    plans: int
    recommendations: int
    actions: int


class Head(NamedTuple):
    """What every output names: the day, the revision, what was read and what could not be."""

    as_of: date
    revision: str | None
    revision_words: str
    read: Read
    not_read: tuple[NotRead, ...]
    filtered: str


class Status(NamedTuple):
    head: Head
    plans: tuple[PlanView, ...]
    portfolio: Tally
    groups: Groups | None


class Due(NamedTuple):
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


class DueList(NamedTuple):
    head: Head
    actions: int
    within_days: int | None
    until: date | None
    things: tuple[Due, ...]
    late: int


class Report(NamedTuple):
    """One or more plans in full."""

    head: Head
    plans: tuple[FullPlan, ...]
    portfolio: Tally
    rules: str


class Shown(NamedTuple):
    """One action or recommendation, or one piece of evidence, by its address."""

    head: Head
    plan: PlanView
    recommendation: RecommendationView
    action: ActionView | None
    evidence: EvidenceView | None = None


# building ------------------------------------------------------------------------------------------------------------


def head(register: Register, vantage: Vantage, revision_words: str = "", chosen: Filter = Filter()) -> Head:
    plans = register.plans
    read = Read(len(register.files), len(plans), sum(len(plan.recommendations) for plan in plans), sum(1 for plan in plans for _ in plan.actions()))
    not_read = tuple(_not_read(loaded) for loaded in register.files if not loaded.whole)
    return Head(vantage.as_of, vantage.revision, revision_words or "not in git", read, not_read, chosen.words())


def _not_read(loaded: Loaded) -> NotRead:
    first = loaded.findings[0]
    faults = len(loaded.findings)
    plan = loaded.plan
    actions = sum(1 for _ in plan.actions()) if plan else 0
    if plan is None:
        how_far = "nothing of it could be read"
    elif loaded.document.cut_at is not None:
        line = loaded.document.line_column(loaded.document.cut_at)[0]
        how_far = f"read as far as line {line}: {_number(len(plan.recommendations), 'recommendation')}, {_number(actions, 'action')}; what follows is not counted"
    else:
        how_far = f"{_number(faults, 'place')} in it could not be read; the rest was: {_number(actions, 'action')}"
    return NotRead(loaded.source.name, loaded.source.id, first.place.line, first.place.column, first.message, how_far, faults)


def _number(count: int, word: str) -> str:
    return f"{count} {word}" + "s" * (count != 1)


def status(register: Register, vantage: Vantage, revision_words: str = "", chosen: Filter = Filter(), by: str = "") -> Status:
    """Every plan's counts on the day, and the portfolio's."""
    plans, everything = [], []
    for loaded in register.files:
        if loaded.plan is None:
            continue
        standings = judge_plan(loaded.plan, vantage)
        taken = [standing for standing in standings if chosen.takes(standing)] if chosen else list(standings)
        if chosen and not taken:
            continue
        everything += taken
        plans.append(_plan_view(loaded, standings, taken, vantage, by if by in ("recommendation", "theme", "lead", "standard", "state") else ""))
    across = group(everything, by) if by else None
    return Status(head(register, vantage, revision_words, chosen), tuple(plans), tally(everything), across)


def tally(standings: Sequence[Standing]) -> Tally:
    stated, checked, timing = dict.fromkeys(STATED_ORDER, 0), dict.fromkeys(CHECKED_ORDER, 0), dict.fromkeys(TIMING_ORDER, 0)
    for standing in standings:
        stated[standing.stated] += 1
        checked[standing.checked] += 1
        timing[standing.timing] += 1
    return Tally(len(standings), stated, checked, timing)


def _plan_view(loaded: Loaded, standings: Sequence[Standing], taken: Sequence[Standing], vantage: Vantage, by: str = "") -> PlanView:
    plan = loaded.plan
    counts = tally(taken)
    recorded = last_recorded(plan, standings, vantage.as_of)
    days_since = (vantage.as_of - recorded).days if recorded else None
    late = [thing for standing in taken for thing in standing.outstanding if thing.timing == "late"]
    words = _words_met(plan, taken, len(taken) == len(standings), vantage.as_of)
    return PlanView(
        plan.id, plan.title, plan.organisation, plan.calls_it, plan.as_at, plan.agreed, plan.period.text if plan.period else "", plan.origin, plan.marking,
        counts, len(late), sum(thing.late_dates for thing in late), words, _legend(plan, words),
        sum(not recommendation.actions for recommendation in plan.recommendations), recorded, days_since,
        tuple(_notices(plan, standings, recorded, vantage.as_of)), loaded.whole, group(taken, by) if by else None, len(plan.recommendations), len(taken),
    )


def last_recorded(plan: Plan, standings: Sequence[Standing], day: date) -> date | None:
    """The last day on or before ``day`` that anything was recorded in a plan: on an action, or on the plan as a whole."""
    days = [standing.last_recorded for standing in standings if standing.last_recorded]
    days += [entry.date for entry in plan.progress if entry.date <= day]
    days += [stated for recommendation in plan.recommendations if recommendation.rag and (stated := recommendation.as_at or plan.as_at) and stated <= day]
    return max(days, default=None)


def _words_met(plan: Plan, standings: Sequence[Standing], whole: bool, day: date) -> dict[str, int]:
    """How often each spelling of a rating is written in the plan; one stated after the day is left out."""
    words: dict[str, int] = {}
    rated = plan.recommendations if whole else tuple({id(standing.recommendation): standing.recommendation for standing in standings}.values())
    written = [(recommendation.rag, recommendation.as_at or plan.as_at) for recommendation in rated if recommendation.rag]
    written += [(standing.action.rag, standing.action.as_at or standing.recommendation.as_at or plan.as_at) for standing in standings if standing.action.rag]
    for word, stated in written:
        if stated is None or stated <= day:
            words[word] = words.get(word, 0) + 1
    return words


def _legend(plan: Plan, words: Counts) -> tuple[LegendEntry, ...]:
    met: dict[str, list[tuple[str, int]]] = {}
    for word, count in words.items():
        met.setdefault(plan.legend_word(word), []).append((word, count))
    return tuple(
        LegendEntry(key, meaning.label, meaning.means, meaning.also, meaning.colour or key, sum(count for _, count in met.get(key, ())), tuple(met.get(key, ())))
        for key, meaning in plan.rag.items()
    )


def _colour(plan: Plan, word: str) -> str:
    """The plan's own colour for one of its words: of the legend, or the word itself; '' for a word it does not have."""
    meaning = plan.meaning(word) if word else None
    return (meaning.colour or plan.legend_word(word)) if meaning else ""


def _notices(plan: Plan, standings: Sequence[Standing], recorded: date | None, day: date) -> Iterator[str]:
    if recorded is None:
        yield "nothing has been recorded in this plan on or before this day"
    elif (day - recorded).days >= YEAR_DAYS:
        yield f"nothing recorded since {day_words(recorded)}, {(day - recorded).days} days: the counts are no newer than that"
    live = [standing for standing in standings if standing.timing not in ("ended", "proposed", "done")]
    if live and not any(standing.timescale or any(piece.timescale for piece in standing.action.evidence) for standing in standings):
        on_track = any(standing.stated == "on_track" for standing in live)
        yield f"this plan gives no dates: {'what is on track' if on_track else 'whether anything in it is late'} cannot be checked"
    if standings and not plan.rag and all(not standing.stated_word for standing in standings):
        yield "this plan rates nothing: every state is unrated unless its dates say more"
    later = sum(standing.stated_later is not None for standing in standings)
    if later:
        yield f"{_number(later, 'rating')} stated after this day {'is' if later == 1 else 'are'} left out"
    if plan.closed and plan.closed.date <= day:
        yield f"closed on {day_words(plan.closed.date)}" + (f": {plan.closed.why}" if plan.closed.why else "")


# roll-up -------------------------------------------------------------------------------------------------------------


def one_state(standings: Sequence[Standing], own: str = "") -> tuple[str, tuple[str, ...]]:
    """The worst checked state of actions neither ended nor proposed, the recommendation's own rating among them; and which are so."""
    live = [standing for standing in standings if standing.timing not in ("ended", "proposed")]
    states = [standing.checked for standing in live] + ([own] if own in WORST_FIRST else [])
    if not states:
        return "unrated", ()
    worst = min(states, key=WORST_FIRST.index)
    return worst, tuple(standing.address for standing in live if standing.checked == worst)


def own_rating(plan: Plan, recommendation: Recommendation, day: date) -> str:
    """The state a recommendation's own rating stands for on a day, or '' where none was stated yet."""
    stated_on = recommendation.as_at or plan.as_at
    if not recommendation.rag or (stated_on and stated_on > day):
        return ""
    return plan.state(recommendation.rag)


def group(standings: Sequence[Standing], by: str) -> Groups:
    """Standings grouped by one of ``GROUPINGS``, in order of first meeting; states worst first."""
    found: dict[str, tuple[str, list[Standing]]] = {}
    for standing in standings:
        for key, words in _keys(standing, by):
            found.setdefault(key, (words, []))[1].append(standing)
    if by == "state":
        order = {state: number for number, state in enumerate(CHECKED_ORDER)}
        found = dict(sorted(found.items(), key=lambda item: order[item[0]]))
    rows = []
    for key, (words, members) in found.items():
        own = own_rating(members[0].plan, members[0].recommendation, members[0].vantage.as_of) if by == "recommendation" else ""
        state, so = one_state(members, own)
        rows.append(Group(key, words, tally(members), state, len(so), so))
    return Groups(by, tuple(rows), len(standings), sum(row.tally.actions for row in rows))


def _keys(standing: Standing, by: str) -> Iterable[tuple[str, str]]:
    plan, recommendation = standing.plan, standing.recommendation
    if by == "recommendation":
        return [(plan.address_of(recommendation), f"{plan.calls_it} {recommendation.id}: {recommendation.text}")]
    if by == "theme":
        heading = theme_heading(plan, recommendation)
        return [(f"{plan.id}:{recommendation.theme}", heading or "no theme")]
    if by == "lead":
        # initials mean someone else in another plan, so a lead is grouped across plans only by name or post
        leads = [lead for lead in standing.lead if not to_be_confirmed(lead)]
        return [(f"{plan.organisation}:{lead_view(plan, lead).words}", lead_view(plan, lead).words) for lead in leads] or [("", "no lead")]
    if by == "standard":
        return [(standard, standard) for standard in standards_of(standing)] or [("", "no standard")]
    if by == "organisation":
        return [(plan.organisation, plan.organisation)]
    return [(standing.checked, state_words(standing.checked))]


# full plans ----------------------------------------------------------------------------------------------------------


def report(register: Register, vantage: Vantage, revision_words: str, findings: Sequence[Finding], rules: str, chosen: Filter = Filter()) -> Report:
    """Every plan in full, for the report templates."""
    plans, everything = [], []
    for loaded in register.files:
        if loaded.plan is None:
            continue
        standings = judge_plan(loaded.plan, vantage)
        taken = [standing for standing in standings if chosen.takes(standing)] if chosen else list(standings)
        if chosen and not taken:
            continue
        everything += taken
        plans.append(_full_plan(loaded, standings, taken, vantage, [finding for finding in findings if finding.plan == loaded.source.id]))
    return Report(head(register, vantage, revision_words, chosen), tuple(plans), tally(everything), rules)


def _full_plan(loaded: Loaded, standings: Sequence[Standing], taken: Sequence[Standing], vantage: Vantage, findings: Sequence[Finding]) -> FullPlan:
    plan, day = loaded.plan, vantage.as_of
    by_recommendation: dict[int, list[Standing]] = {}
    for standing in taken:
        by_recommendation.setdefault(id(standing.recommendation), []).append(standing)
    themed: dict[str, list[RecommendationView]] = {}
    for recommendation in plan.recommendations:
        members = by_recommendation.get(id(recommendation), [])
        if members or len(taken) == len(standings):
            themed.setdefault(recommendation.theme, []).append(recommendation_view(plan, recommendation, members, day))
    themes = tuple((theme, plan.themes[theme].heading if theme in plan.themes else theme, tuple(inner)) for theme, inner in themed.items())
    late = tuple(due for due in _dues(taken) if due.timing == "late")
    standing_findings = [finding for finding in findings if not finding.allowed]
    return FullPlan(
        _plan_view(loaded, standings, taken, vantage), themes, tuple(lead_view(plan, key) for key in plan.people), tuple(plan.terms.items()),
        _source_words(plan), tuple(Line(entry.date, entry.to) for entry in plan.reported), tuple(_control(plan)), plan.arises_from,
        tuple(_progress(plan.progress, day)), Line(plan.closed.date, plan.closed.why) if plan.closed and plan.closed.date <= day else None, plan.note, late,
        sum(bool(finding.allowed) for finding in findings), sum(finding.level == "error" for finding in standing_findings), sum(finding.level == "warning" for finding in standing_findings),
    )


def _source_words(plan: Plan) -> str:
    if not plan.source:
        return ""
    return ", ".join(part for part in (plan.source.document, plan.source.body, day_words(plan.source.date) if plan.source.date else "") if part)


def _control(plan: Plan) -> Iterator[tuple[str, str]]:
    control = plan.control
    if control:
        rows = (
            ("Document", control.document), ("Owner", _full_name(plan, control.owner)), ("Author", _full_name(plan, control.author)), ("Version", control.version),
            ("Last reviewed", day_words(control.last_reviewed) if control.last_reviewed else ""), ("Next review", control.next_review.text if control.next_review else ""), ("Location", control.location),
        )
        yield from ((label, words) for label, words in rows if words)


def _full_name(plan: Plan, key: str) -> str:
    return lead_view(plan, key).in_full if key else ""


def lead_view(plan: Plan, key: str) -> Lead:
    person: Person | None = plan.people.get(key)
    if person is None:
        return Lead(key, "", "", False, False)
    return Lead(key, person.name, person.post, person.group, True)


def recommendation_view(plan: Plan, recommendation: Recommendation, standings: Sequence[Standing], day: date) -> RecommendationView:
    own = own_rating(plan, recommendation, day)
    state, so = one_state(standings, own)
    response = recommendation.response
    said = f"{response.how}" + (f": {response.why}" if response.why else "") if response else ""
    return RecommendationView(
        recommendation.id, plan.address_of(recommendation), plan.calls_it, recommendation.text, theme_heading(plan, recommendation), own,
        recommendation.rag if own else "", (recommendation.as_at or plan.as_at) if own else None, state, len(so), said, recommendation.remedy, recommendation.note,
        tuple(action_view(standing) for standing in standings), _colour(plan, recommendation.rag if own else ""),
    )


def action_view(standing: Standing) -> ActionView:
    """One action in words, for every voice."""
    plan, action, day = standing.plan, standing.action, standing.vantage.as_of
    own = action.timescale is not None
    revised = action.revised if own else action.revised or standing.recommendation.revised
    signed, ended = action.signed_off, action.ended
    return ActionView(
        action.id, standing.address, action.text, tuple(lead_view(plan, lead) for lead in standing.lead), *_written(standing.timescale, own),
        standing.stated, standing.stated_word, standing.stated_for, standing.stated_on, standing.stated_later, standing.checked, standing.timing,
        standing.due, standing.first_due, standing.times_moved, standing.days_late, standing.cycles, standing.last_recorded, standing.why,
        action.measure, action.remedy, action.awaiting, action.priority, action.review.text if action.review else "", action.detail, action.note,
        action.sensitive, action.proposed, action.continuing, standards_of(standing),
        tuple(_evidence_view(plan, piece, thing, day) for piece, thing in zip(action.evidence, standing.evidence, strict=True)),
        tuple(_progress(action.progress, day)), tuple(_revisions(revised, day)), tuple(_done_lines(standing.completed)),
        Line(signed.date, f"signed off by {_full_name(plan, signed.by)}") if signed and signed.date <= day else None,
        Line(ended.date, ended.how.replace("_", " ") + (f": {ended.why}" if ended.why else "") + (f" (to {ended.to})" if ended.to else "")) if ended and ended.date <= day else None,
        _colour(plan, standing.stated_word),
    )


def _written(timescale: Timescale | None, own: bool) -> tuple[str, str, str, bool]:
    if timescale is None:
        return "", "", "", True
    return timescale.text, "action" if own else "recommendation", read_as(timescale), timescale.certain


def _evidence_view(plan: Plan, piece: Evidence, thing: Thing, day: date) -> EvidenceView:
    written, _, read, certain = _written(thing.timescale, True)
    return EvidenceView(
        thing.address, piece.text, tuple(lead_view(plan, lead) for lead in piece.lead), written, read, certain, thing.timing, thing.due, thing.days_late, thing.late_dates,
        tuple(_done_lines(thing.done)), tuple(_revisions(piece.revised, day)), piece.link, piece.note, thing.why,
    )


def _progress(entries, day: date) -> Iterator[Line]:
    for entry in sorted((entry for entry in entries if entry.date <= day), key=lambda entry: entry.date):
        yield Line(entry.date, entry.note + (f" ({entry.by})" if entry.by else ""))


def _revisions(entries, day: date) -> Iterator[Line]:
    for entry in sorted((entry for entry in entries if entry.date <= day), key=lambda entry: entry.date):
        yield Line(entry.date, f"changed from '{entry.before.text}': {entry.why or 'no reason given'}" + (f" ({entry.by})" if entry.by else ""))


def _done_lines(done) -> Iterator[Line]:
    for one in done:
        yield Line(one.date, f"for {day_words(one.cycle)}" if one.cycle else "")


# what falls due ------------------------------------------------------------------------------------------------------


def due_list(register: Register, vantage: Vantage, revision_words: str = "", chosen: Filter = Filter(), within_days: int | None = None) -> DueList:
    """Every outstanding dated thing with its oldest open day, oldest first; ``within_days`` leaves out what is due later."""
    standings = [standing for plan in register.plans for standing in judge_plan(plan, vantage)]
    taken = [standing for standing in standings if chosen.takes(standing)] if chosen else standings
    limit = vantage.as_of + timedelta(days=within_days) if within_days is not None else None
    things = [due for due in _dues(taken) if limit is None or due.due <= limit]
    actions = {due.action_address for due in things}
    return DueList(head(register, vantage, revision_words, chosen), len(actions), within_days, limit, tuple(things), sum(due.timing == "late" for due in things))


def _dues(standings: Sequence[Standing]) -> list[Due]:
    found = []
    for standing in standings:
        for thing in standing.outstanding:
            leads = thing.lead or standing.lead
            found.append(
                Due(
                    thing.address, thing.of, standing.address, standing.action.text, thing.text, tuple(lead_view(standing.plan, lead) for lead in leads),
                    thing.timescale.text if thing.timescale else "", thing.due, thing.days_late, thing.timing, thing.cycles, thing.why,
                )
            )
    return sorted(found, key=lambda due: due.due)


def show(register: Register, vantage: Vantage, address: str, revision_words: str = "") -> Shown | None:
    """One action (`plan#4`), piece of evidence (`plan#4/2`) or recommendation (`plan#rec:4`); None where there is none."""
    plan_id, _, rest = address.partition("#")
    loaded = register.file(plan_id)
    if loaded is None or loaded.plan is None or not rest:
        return None
    plan, day = loaded.plan, vantage.as_of
    standings = judge_plan(plan, vantage)
    top = head(register, vantage, revision_words)
    summary = _plan_view(loaded, standings, standings, vantage)
    if rest.startswith("rec:"):
        for recommendation in plan.recommendations:
            if recommendation.id == rest[4:]:
                members = [standing for standing in standings if standing.recommendation is recommendation]
                return Shown(top, summary, recommendation_view(plan, recommendation, members, day), None)
        return None
    action_id, _, number = rest.rpartition("/")
    for standing in standings:
        if standing.action.id == rest or (number.isdigit() and standing.action.id == action_id):
            seen = action_view(standing)
            inner = recommendation_view(plan, standing.recommendation, [s for s in standings if s.recommendation is standing.recommendation], day)
            if standing.action.id == rest:
                return Shown(top, summary, inner, seen)
            if 1 <= int(number) <= len(seen.evidence):
                return Shown(top, summary, inner, seen, seen.evidence[int(number) - 1])
    return None
