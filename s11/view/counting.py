"""Counting and grouping: the unit of every count is the action, and each set of counts adds up to its whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from s11.plan import Plan, Recommendation, to_be_confirmed
from s11.standing import Standing, state_words
from s11.view.naming import lead_view, standards_of, theme_heading
from s11.view.parts import CHECKED_ORDER, STATED_ORDER, TIMING_ORDER, WORST_FIRST, Group, Groups, Tally


def tally(standings: Sequence[Standing]) -> Tally:
    stated, checked, timing = dict.fromkeys(STATED_ORDER, 0), dict.fromkeys(CHECKED_ORDER, 0), dict.fromkeys(TIMING_ORDER, 0)
    for standing in standings:
        stated[standing.stated] += 1
        checked[standing.checked] += 1
        timing[standing.timing] += 1
    return Tally(len(standings), stated, checked, timing)


def summed(tallies: Sequence[Tally]) -> Tally:
    """The tally of several sets of actions that do not overlap."""
    parts = ((STATED_ORDER, [each.stated for each in tallies]), (CHECKED_ORDER, [each.checked for each in tallies]), (TIMING_ORDER, [each.timing for each in tallies]))
    return Tally(sum(each.actions for each in tallies), *({name: sum(counts[name] for counts in side) for name in order} for order, side in parts))


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
