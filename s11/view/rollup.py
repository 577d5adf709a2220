"""Counting and grouping: the unit of every count is the action, and each set of counts adds up to its whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date

from s11.english import state_words
from s11.plan import Plan, Recommendation, fold_word, to_be_confirmed
from s11.standing import DONE_HOW, Standing, late_kinds, one_state
from s11.view.action_records import Lead, with_actions
from s11.view.counts import (
    CHECKED_ORDER,
    LATE_EVIDENCE,
    STATED_ORDER,
    TIMING_ORDER,
    Group,
    Groups,
    PlanView,
    Tally,
)
from s11.view.labels import lead_view, organisation_of, standards_of, theme_heading
from s11.view.report_records import FullPlan, Load, Share

NO_LEAD = "no lead"
NO_THEME = "no theme"


def tally(standings: Sequence[Standing]) -> Tally:
    stated: dict[str, int] = dict.fromkeys(STATED_ORDER, 0)
    checked: dict[str, int] = dict.fromkeys(CHECKED_ORDER, 0)
    timing: dict[str, int] = dict.fromkeys(TIMING_ORDER, 0)
    done: dict[str, int] = dict.fromkeys(DONE_HOW, 0)
    late_evidence: dict[str, int] = dict.fromkeys(LATE_EVIDENCE, 0)
    for standing in standings:
        stated[standing.stated] += 1
        checked[standing.checked] += 1
        timing[standing.timing] += 1
        if standing.finished is not None:
            done[standing.finished.how] += 1
        if late := standing.late_beneath:
            late_evidence["actions"] += 1
            late_evidence["pieces"] += len(late)
            late_evidence["milestones"] += late_kinds(late)[1]
    return Tally(len(standings), stated, checked, timing, done, late_evidence)


def own_rating(plan: Plan, recommendation: Recommendation, day: date) -> str:
    """The state a recommendation's own rating stands for on a day, or '' where none was stated yet."""
    stated_on = recommendation.as_at or plan.as_at
    if not recommendation.rag or (stated_on and stated_on > day):
        return ""
    return plan.state(recommendation.rag)


def group(standings: Sequence[Standing], by: str) -> Groups:
    """Standings grouped by one of ``GROUPINGS``, in order of first meeting; states worst first."""
    members_of: dict[str, tuple[str, list[Standing]]] = {}
    shared = 0
    for standing in standings:
        keys = list(_keys(standing, by))
        shared += len(keys) > 1
        for key, label in keys:
            members_of.setdefault(key, (label, []))[1].append(standing)
    if by == "state":
        order: dict[str, int] = {state: number for number, state in enumerate(CHECKED_ORDER)}
        members_of = dict(sorted(members_of.items(), key=lambda item: order[item[0]]))
    rows = []
    for key, (label, members) in members_of.items():
        own = (
            own_rating(members[0].plan, members[0].recommendation, members[0].vantage.as_of)
            if by == "recommendation"
            else ""
        )
        state, so = one_state(members, own)
        rows.append(
            Group(
                key,
                label,
                tally(members),
                state,
                len(so),
                so,
                *(_whose(members[0].plan, key, label) if by == "lead" else ("", "")),
            )
        )
    return Groups(by, tuple(rows), len(standings), sum(row.tally.actions for row in rows), shared)


def _keys(standing: Standing, by: str) -> Iterable[tuple[str, str]]:
    plan, recommendation = standing.plan, standing.recommendation
    if by == "recommendation":
        return [(plan.address_of(recommendation), f"{plan.calls_it} {recommendation.id}: {recommendation.text}")]
    if by == "theme":
        heading = theme_heading(plan, recommendation)
        return [(f"{plan.id}:{recommendation.theme}", heading or NO_THEME)]
    if by == "lead":
        return list(lead_keys(plan, [lead_view(plan, lead) for lead in standing.lead]).items())
    if by == "standard":
        return [(standard, standard) for standard in standards_of(standing)] or [("", "no standard")]
    if by == "organisation":
        return [(plan.organisation, organisation_of(plan))]
    if by == "body":
        return list(_bodies(standing).items()) or [("", NO_LEAD)]
    return [(standing.checked, state_words(standing.checked))]


def _bodies(standing: Standing) -> dict[str, str]:
    """The bodies that hold an action: those of its leads; one of whom nothing else is said is of the plan's own."""
    plan = standing.plan
    leads = [plan.people.get(key) for key in standing.lead if not to_be_confirmed(key)]
    names = [one.organisation if one is not None and one.organisation else organisation_of(plan) for one in leads]
    return {fold_word(name): name for name in reversed(names)}


def lead_keys(plan: Plan | PlanView, leads: Iterable[Lead]) -> dict[str, str]:
    """Under which keys what these people lead is grouped, and in which words."""
    return {lead_key(plan, lead): lead.words for lead in leads if not to_be_confirmed(lead.key)} or {"": NO_LEAD}


def lead_key(plan: Plan | PlanView, lead: Lead) -> str:
    # initials may mean someone else in another plan, so a lead is grouped across plans only by name or post
    return f"{organisation_of(plan) if lead.name or lead.post else plan.id}:{lead.words}"


def _whose(plan: Plan | PlanView, key: str, label: str) -> tuple[str, str]:
    """Of which organisation a lead's group is, and of which one plan where that does not say who they are."""
    return (organisation_of(plan), plan.id if key == f"{plan.id}:{label}" else "") if key else ("", "")


def heaviest_first(groups: Groups, only: Set[str] | None = None) -> Groups:
    """Groups by how much they bear, what nobody leads last; ``only`` these keys, if given."""
    rows = [row for row in groups.rows if only is None or row.key in only]
    ordered = tuple(sorted(rows, key=lambda row: (not row.key, -row.tally.actions, row.words, row.organisation)))
    return groups._replace(rows=ordered, placed=sum(row.tally.actions for row in rows))


def loads_by_lead(plans: Sequence[FullPlan], groups: Groups, only: Set[str] | None = None) -> tuple[Load, ...]:
    """Every lead with a share of each plan, in the order of ``groups``; then those to whom only evidence falls due."""
    shares: dict[str, list[Share]] = {}
    people: dict[str, Lead] = {}
    for plan in plans:
        keys: dict[tuple[Lead, ...], Set[str]] = {}
        held = [action.leads for recommendation in plan.recommendations for action in recommendation.actions] + [
            due.leads for due in plan.dues
        ]
        for leads in held:
            if leads not in keys:
                keys[leads] = lead_keys(plan.summary, leads).keys()
                for lead in leads:
                    people.setdefault(lead_key(plan.summary, lead), lead)
        for key in dict.fromkeys(key for of_leads in keys.values() for key in of_leads):
            if only is None or key in only:
                shares.setdefault(key, []).append(_share(plan, key, keys))
    rows = {row.key: row for row in groups.rows}
    for key, own in shares.items():
        name = people[key].words if key else NO_LEAD
        rows.setdefault(key, Group(key, name, tally(()), "unrated", 0, (), *_whose(own[0].plan.summary, key, name)))
    return tuple(Load(row, people.get(key), tuple(shares[key])) for key, row in rows.items() if key in shares)


def _share(plan: FullPlan, key: str, keys: Mapping[tuple[Lead, ...], Set[str]]) -> Share:
    dues = tuple(due for due in plan.dues if key in keys[due.leads])
    recommendations = with_actions(plan.recommendations, lambda action: key in keys[action.leads])
    # what was asked for a whole recommendation is asked for each action that has its date from there
    requests = {
        request
        for recommendation in recommendations
        for action in recommendation.actions
        for request in action.requests
    }
    return Share(
        plan,
        recommendations,
        dues,
        tuple(
            request for request in plan.requests if request in requests or key in lead_keys(plan.summary, request.leads)
        ),
    )
