"""Words that tell a change and a plan alike: who made it, who agreed, how far it is."""

from __future__ import annotations

from s11.plan import DateChange, Plan
from s11.when import day_words

NO_REASON = "no reason given"


def person_name(plan: Plan, key: str) -> str:
    """Somebody by the name that the plan gives, else the post, else the key."""
    person = plan.people.get(key)
    return (person.name or person.post if person else "") or key


def agreed_words(plan: Plan, entry: DateChange) -> str:
    """Who entered a change of a date, when it was asked for and who approved it, in brackets."""
    phrases = [
        person_name(plan, entry.by),
        f"asked for on {day_words(entry.asked)}" if entry.asked else "",
        f"approved by {person_name(plan, entry.approved_by)}" if entry.approved_by else "",
    ]
    return f" ({'; '.join(filter(None, phrases))})" if any(phrases) else ""


def percent_words(percent: float | None) -> str:
    """How far it is by the lead's own word, before the note that says so."""
    return f"{percent}% done: " if percent is not None else ""
