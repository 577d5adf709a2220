"""What people, themes and standards are called."""

from __future__ import annotations

from s11.plan import Person, Plan, Recommendation
from s11.standing import Standing
from s11.view.action_records import Lead
from s11.view.counts import PlanView

NO_TITLE = "title not read"
NO_ORGANISATION = "organisation not read"


def title_of(plan: Plan) -> str:
    return plan.title or NO_TITLE


def organisation_of(plan: Plan | PlanView) -> str:
    return plan.organisation or NO_ORGANISATION


def lead_view(plan: Plan, key: str) -> Lead:
    person: Person | None = plan.people.get(key)
    if person is None:
        return Lead(key, "", "", False, False)
    return Lead(key, person.name, person.post, person.group, True, person.left)


def full_name(plan: Plan, key: str) -> str:
    return lead_view(plan, key).in_full if key else ""


def theme_heading(plan: Plan, recommendation: Recommendation) -> str:
    theme = plan.themes.get(recommendation.theme)
    return theme.heading if theme else recommendation.theme


def standards_of(standing: Standing) -> tuple[str, ...]:
    return standing.action.standards or standing.recommendation.standards
