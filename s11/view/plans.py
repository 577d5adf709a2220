"""Plans on a day: their counts, and every word of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import cast

from s11.english import number_of
from s11.plan import AnyRegister, Plan, PlanFile, PlanFiles, Streamed
from s11.standing import Judged, Standing, days_on, judge_plan
from s11.text import Finding
from s11.view.action_records import MoreTime, RecommendationView, Shown
from s11.view.action_view import (
    Places,
    action_view,
    addresses_of,
    control_rows,
    note_view,
    recommendation_view,
    redaction_words,
    source_words,
)
from s11.view.counts import (
    Counted,
    Counts,
    Head,
    LegendEntry,
    NotRead,
    PlanView,
    ReadCounts,
    SourceLine,
    Status,
    Travel,
    add_tallies,
)
from s11.view.due import dues_of, requests_of
from s11.view.extensions import extensions_of
from s11.view.filters import Filter
from s11.view.labels import lead_view, organisation_of, title_of
from s11.view.list_records import ActionList, DueItem, DueList, ListedAction
from s11.view.report_records import FullPlan, LeftOut, Report
from s11.view.rollup import group, heaviest_first, lead_keys, loads_by_lead, tally
from s11.view.status_rows import Kept, Rows, Seen
from s11.when import Vantage, day_words
from s11.when.watched import AsksMore, WatchedDay


def head(register: AnyRegister, vantage: Vantage, revision_words: str = "", chosen: Filter = Filter()) -> Head:
    read = Counted(register.assessments)
    for loaded in register.files:
        read.add(*_read(loaded))
    return read.head(vantage, revision_words, chosen.words())


def _read(loaded: PlanFile) -> tuple[ReadCounts, NotRead | None]:
    plan = loaded.plan
    counts = (
        ReadCounts(1, 0, 0, 0)
        if plan is None
        else ReadCounts(1, 1, len(plan.recommendations), sum(1 for _ in plan.actions()))
    )
    return counts, None if loaded.whole else _not_read(loaded)


def _not_read(loaded: PlanFile) -> NotRead:
    first = loaded.findings[0]
    return NotRead(
        loaded.source.name,
        loaded.source.id,
        first.place.line,
        first.place.column,
        first.message,
        how_far_read(loaded),
        len(loaded.findings),
    )


def how_far_read(loaded: PlanFile) -> str:
    """How far a file that could not be read whole was read."""
    if loaded.plan is None:
        return "nothing of it could be read"
    actions = number_of(sum(1 for _ in loaded.plan.actions()), "action")
    if loaded.document.cut_at is not None:
        line = loaded.document.line_column(loaded.document.cut_at)[0]
        return (
            f"read as far as line {line}: {number_of(len(loaded.plan.recommendations), 'recommendation')}, "
            f"{actions}; what follows is not counted"
        )
    return f"{number_of(len(loaded.findings), 'place')} in it could not be read; the rest was: {actions}"


def status(
    register: AnyRegister,
    vantage: Vantage,
    revision_words: str = "",
    chosen: Filter = Filter(),
    by: str = "",
    travels: Mapping[str, Travel] | None = None,
) -> Status:
    """Every plan's counts on the day, and the portfolio's; with ``travels``, which way each went since a base."""
    plans: list[PlanView] = []
    everything: list[Standing] = []
    read, places = Counted(register.assessments), Places(register)
    for loaded in register.files:
        read.add(*_read(loaded))
        if loaded.plan is None:
            continue
        standings = judge_plan(loaded.plan, vantage)
        taken = [standing for standing in standings if chosen.takes(standing)] if chosen else list(standings)
        if chosen and not taken:
            continue
        if by:
            everything += taken
        within = by if by in ("recommendation", "theme", "lead", "standard", "body", "state") else ""
        view = _plan_view(loaded.plan, loaded.whole, standings, taken, vantage, places, within)
        plans.append(view._replace(travel=(travels or {}).get(loaded.plan.id)))
    across = group(everything, by) if by else None
    return Status(
        read.head(vantage, revision_words, chosen.words()),
        tuple(plans),
        add_tallies([plan.tally for plan in plans]),
        across,
        portfolio_tally(plan.travel for plan in plans if plan.travel),
    )


def judge_missing(rows: Rows, register: Streamed, vantage: Vantage) -> None:
    """Read every file that has no row for the day, and leave one where what is seen of it can be kept."""
    places = Places(register)
    for number in rows.missing:
        (loaded,) = register.some([number])
        rows.add(number, _watched(loaded, vantage, places) or _seen(loaded, vantage, places))


def _seen(loaded: PlanFile, vantage: Vantage, places: Places) -> Seen:
    view = None
    if loaded.plan is not None:
        standings = judge_plan(loaded.plan, vantage)
        view = _plan_view(loaded.plan, loaded.whole, standings, standings, vantage, places)
    return Seen(view, *_read(loaded))


def _watched(loaded: PlanFile, vantage: Vantage, places: Places) -> Kept | None:
    """What is seen of a file, and from when to when; None where it depends on other files."""
    plan = loaded.plan
    if plan is not None and (
        (plan.closed is not None and any(place.address for place in plan.closed.to))
        or any(action.detail for _, action in plan.actions())
    ):
        return None
    day = vantage.as_of
    watched = WatchedDay(day)
    try:
        # it is no day on purpose: whatever needs more of it than its order fails
        seen = _seen(loaded, Vantage(cast("date", watched), vantage.revision), places)
    except AsksMore:
        # something in it grows from day to day
        return Kept(day, day, _seen(loaded, vantage, places))
    return Kept(watched.first, watched.last, seen._replace(view=seen.view and seen.view._replace(as_of=day)))


def portfolio_tally(travels: Iterable[Travel]) -> Travel | None:
    """Several plans' travel as one; without a base of its own where theirs differ."""
    each = list(travels)
    if not each:
        return None
    bases = {travel.since for travel in each}
    return Travel(
        bases.pop() if len(bases) == 1 else None,
        *(sum(numbers) for numbers in zip(*(travel[1:] for travel in each), strict=True)),
    )


def _plan_view(
    plan: Plan,
    whole: bool,
    standings: Sequence[Standing],
    taken: Sequence[Standing],
    vantage: Vantage,
    places: Places,
    by: str = "",
) -> PlanView:
    counts = tally(taken)
    recorded = last_recorded(plan, standings, vantage.as_of)
    late = [thing for standing in taken for thing in standing.outstanding if thing.timing == "late"]
    words = _words_met(plan, taken, len(taken) == len(standings), vantage.as_of)
    details = [detail for standing in standings if (detail := places.detail(standing)) is not None]
    here = {standing.address for standing in taken}
    return PlanView(
        plan.id,
        title_of(plan),
        organisation_of(plan),
        plan.calls_it,
        plan.as_at,
        plan.agreed,
        plan.period.text if plan.period else "",
        plan.origin,
        plan.marking,
        counts,
        len(late),
        sum(thing.late_dates for thing in late),
        words,
        _legend(plan, words),
        sum(not recommendation.actions and not recommendation.withheld for recommendation in plan.recommendations),
        recorded,
        vantage.as_of,
        (*_notices(plan, standings, vantage.as_of, places), *(one.notice for one in details if one.disagrees)),
        whole,
        group(taken, by) if by else None,
        len(plan.recommendations),
        len(taken),
        moved=sum(standing.times_moved > 0 for standing in taken),
        detail_plans=tuple(one for one in details if one.of in here),
    )


def last_recorded(plan: Plan, standings: Sequence[Standing], day: date) -> date | None:
    """The last day on or before ``day`` that anything was recorded in a plan: on an action, or on it as a whole."""
    days = [standing.last_recorded for standing in standings if standing.last_recorded]
    days += [entry.date for entry in plan.progress if entry.date <= day]
    days += [
        stated
        for recommendation in plan.recommendations
        if recommendation.rag and (stated := recommendation.as_at or plan.as_at) and stated <= day
    ]
    return max(days, default=None)


def _words_met(plan: Plan, standings: Sequence[Standing], whole: bool, day: date) -> dict[str, int]:
    """How often each spelling of a rating is written in the plan; one stated after the day is left out."""
    words: dict[str, int] = {}
    rated = (
        plan.recommendations
        if whole
        else tuple({id(standing.recommendation): standing.recommendation for standing in standings}.values())
    )
    written = [
        (recommendation.rag, recommendation.as_at or plan.as_at) for recommendation in rated if recommendation.rag
    ]
    written += [
        (standing.action.rag, standing.action.as_at or standing.recommendation.as_at or plan.as_at)
        for standing in standings
        if standing.action.rag
    ]
    for word, stated in written:
        if stated is None or stated <= day:
            words[word] = words.get(word, 0) + 1
    return words


def _legend(plan: Plan, words: Counts) -> tuple[LegendEntry, ...]:
    met: dict[str, list[tuple[str, int]]] = {}
    for word, count in words.items():
        met.setdefault(plan.legend_word(word), []).append((word, count))
    return tuple(
        LegendEntry(
            key,
            meaning.label,
            meaning.means,
            meaning.also,
            meaning.colour or key,
            sum(count for _, count in met.get(key, ())),
            tuple(met.get(key, ())),
        )
        for key, meaning in plan.rag.items()
    )


def _notices(plan: Plan, standings: Sequence[Standing], day: date, places: Places) -> Iterator[str]:
    live = [standing for standing in standings if standing.timing not in ("ended", "proposed", "done")]
    if live and not any(
        standing.timescale or any(piece.timescale for piece in standing.action.pieces) for standing in standings
    ):
        on_track = any(standing.stated == "on_track" for standing in live)
        yield (
            f"this plan gives no dates: {'what is on track' if on_track else 'whether anything in it is late'} "
            "cannot be checked"
        )
    if standings and not plan.rag and all(not standing.stated_word for standing in standings):
        yield "this plan rates nothing: every state is unrated unless its dates say more"
    if plan.agreed is not None and plan.agreed > day:
        yield f"agreed on {day_words(plan.agreed)}, after this day"
    later = sum(standing.stated_later is not None for standing in standings)
    if later:
        yield f"{number_of(later, 'rating')} stated after this day {'is' if later == 1 else 'are'} left out"
    if plan.closed and plan.closed.date <= day:
        to = "; ".join(place.in_full for place in places.of(plan, plan.closed.to))
        yield (
            f"closed on {day_words(plan.closed.date)}"
            + (f": {plan.closed.why}" if plan.closed.why else "")
            + (f"; carried on by {to}" if to else "")
        )


def report(
    register: PlanFiles,
    vantage: Vantage,
    revision_words: str,
    findings: Sequence[Finding],
    rules: str,
    chosen: Filter = Filter(),
    left_out: LeftOut | None = None,
    travels: Mapping[str, Travel] = MappingProxyType({}),
    before: Judged | None = None,
) -> Report:
    """Every plan in full, for the report templates; ``left_out`` where the register is one for the public, ``travels``:
    which way each plan went since a base; ``before``: what was judged of these plans before.
    """
    plans, everything, judged = [], [], []
    judge = judge_plan if before is None else before.plan
    for loaded in register.files:
        if loaded.plan is None:
            continue
        standings = judge(loaded.plan, vantage)
        taken = [standing for standing in standings if chosen.takes(standing)] if chosen else list(standings)
        if taken or not chosen:
            judged.append((loaded.plan, loaded.whole, standings, taken))
    places = Places(
        register,
        frozenset(address for plan, _, _, taken in judged for address in addresses_of(plan, taken)),
        follow=True,
    )
    found_in: dict[str, list[Finding]] = {}
    for finding in findings:
        found_in.setdefault(finding.plan, []).append(finding)
    for plan, whole, standings, taken in judged:
        everything += taken
        full = _full_plan(plan, whole, standings, taken, vantage, places, found_in.get(plan.id, ()))
        plans.append(full._replace(summary=full.summary._replace(travel=travels.get(plan.id))))
    only = _keys_of(plans, chosen)
    leads = heaviest_first(group(everything, "lead"), only)
    return Report(
        head(register, vantage, revision_words, chosen)._replace(left_out=left_out.words if left_out else ()),
        tuple(plans),
        tally(everything),
        rules,
        leads,
        group(everything, "organisation"),
        loads_by_lead(plans, leads, only),
        "public" if left_out else "internal",
        left_out,
        portfolio_tally(plan.summary.travel for plan in plans if plan.summary.travel),
        group(everything, "theme"),
    )


def _keys_of(plans: Sequence[FullPlan], chosen: Filter) -> set[str] | None:
    """Under which keys the lead that was asked for is grouped, or None where none was."""
    if not chosen.lead:
        return None
    people = (
        (plan.summary, lead)
        for plan in plans
        for recommendation in plan.recommendations
        for action in recommendation.actions
        for lead in action.leads
    )
    return {key for plan, lead in people if chosen.means(plan.id, lead) for key in lead_keys(plan, [lead])}


def _full_plan(
    plan: Plan,
    whole: bool,
    standings: Sequence[Standing],
    taken: Sequence[Standing],
    vantage: Vantage,
    places: Places,
    findings: Sequence[Finding],
) -> FullPlan:
    day = vantage.as_of
    by_recommendation: dict[int, list[Standing]] = {}
    for standing in taken:
        by_recommendation.setdefault(id(standing.recommendation), []).append(standing)
    themed: dict[str, list[RecommendationView]] = {}
    for recommendation in plan.recommendations:
        members = by_recommendation.get(id(recommendation), [])
        if members or len(taken) == len(standings):
            themed.setdefault(recommendation.theme, []).append(
                recommendation_view(plan, recommendation, members, day, places)
            )
    themes = tuple(
        (theme, plan.themes[theme].heading if theme in plan.themes else theme, tuple(inner))
        for theme, inner in themed.items()
    )
    standing_findings = [finding for finding in findings if not finding.allowed]
    return FullPlan(
        _plan_view(plan, whole, standings, taken, vantage, places),
        themes,
        tuple(lead_view(plan, key) for key in plan.people),
        tuple(plan.terms.items()),
        source_words(plan),
        tuple(SourceLine(entry.date, entry.to + redaction_words(entry)) for entry in plan.reported),
        tuple(control_rows(plan)),
        plan.arises_from,
        tuple(note_view(plan, plan.progress, day)),
        SourceLine(plan.closed.date, plan.closed.why) if plan.closed and plan.closed.date <= day else None,
        plan.note,
        tuple(dues_of(taken)),
        sum(bool(finding.allowed) for finding in findings),
        sum(finding.level == "error" for finding in standing_findings),
        sum(finding.level == "warning" for finding in standing_findings),
        tuple(requests_of(taken)),
        places.of(plan, plan.closed.to) if plan.closed and plan.closed.date <= day else (),
        extensions_of(taken),
    )


def show(register: PlanFiles, vantage: Vantage, address: str, revision_words: str = "") -> Shown | None:
    """One action (`plan#4`), piece of evidence (`plan#4/2`), milestone (`plan#4/m2`) or recommendation (`plan#rec:4`);
    None where there is none.
    """
    plan_id, _, rest = address.partition("#")
    loaded = register.file(plan_id)
    if loaded is None or loaded.plan is None or not rest:
        return None
    plan, day = loaded.plan, vantage.as_of
    standings = judge_plan(plan, vantage)
    top, places = head(register, vantage, revision_words), Places(register, follow=True)
    summary = _plan_view(plan, loaded.whole, standings, standings, vantage, places)
    if rest.startswith("rec:"):
        for recommendation in plan.recommendations:
            if recommendation.id == rest[4:]:
                members = [standing for standing in standings if standing.recommendation is recommendation]
                return Shown(top, summary, recommendation_view(plan, recommendation, members, day, places), None)
        return None
    for standing in standings:
        piece = next((at for at, thing in enumerate(standing.pieces) if thing.address == address), None)
        if standing.action.id == rest or piece is not None:
            seen = action_view(standing, places)
            inner = recommendation_view(
                plan,
                standing.recommendation,
                [s for s in standings if s.recommendation is standing.recommendation],
                day,
                places,
            )
            return Shown(
                top,
                summary,
                inner,
                seen,
                None if piece is None or standing.action.id == rest else (*seen.evidence, *seen.milestones)[piece],
            )
    return None


def due_list(
    register: AnyRegister,
    vantage: Vantage,
    revision_words: str = "",
    chosen: Filter = Filter(),
    within_days: int | None = None,
) -> DueList:
    """Every outstanding dated thing, the oldest open day first; ``within_days`` leaves out what is due later."""
    limit = days_on(vantage.as_of, within_days) if within_days is not None else None
    read = Counted(register.assessments)
    things: list[DueItem] = []
    requests: dict[MoreTime, None] = {}
    for loaded in register.files:
        read.add(*_read(loaded))
        standings = judge_plan(loaded.plan, vantage) if loaded.plan is not None else ()
        taken = [standing for standing in standings if chosen.takes(standing)] if chosen else standings
        things += (due for due in dues_of(taken) if limit is None or due.due <= limit)
        requests.update(dict.fromkeys(requests_of(taken)))
    things.sort(key=lambda due: due.due)
    actions, late = {due.action_address for due in things}, sum(due.timing == "late" for due in things)
    return DueList(
        read.head(vantage, revision_words, chosen.words()),
        len(actions),
        within_days,
        limit,
        tuple(things),
        late,
        tuple(sorted(requests, key=lambda request: request.date)),
    )


def action_list(
    register: AnyRegister, vantage: Vantage, revision_words: str = "", chosen: Filter = Filter()
) -> ActionList:
    """Every action on the day, one by one, in the order of the plans' ids and of each file."""
    read, places = Counted(register.assessments), Places(register)
    actions: list[ListedAction] = []
    plans = 0
    for loaded in register.files:
        read.add(*_read(loaded))
        if loaded.plan is None:
            continue
        plan, standings = loaded.plan, judge_plan(loaded.plan, vantage)
        taken = [standing for standing in standings if chosen.takes(standing)] if chosen else list(standings)
        if not taken:
            continue
        plans += 1
        summary = _plan_view(plan, loaded.whole, standings, taken, vantage, places)
        by_recommendation: dict[int, list[Standing]] = {}
        for standing in taken:
            by_recommendation.setdefault(id(standing.recommendation), []).append(standing)
        for members in by_recommendation.values():
            seen = recommendation_view(plan, members[0].recommendation, members, vantage.as_of, places)
            actions += (ListedAction(summary, seen, action) for action in seen.actions)
    return ActionList(read.head(vantage, revision_words, chosen.words()), tuple(actions), plans)
