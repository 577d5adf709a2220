"""What an editor shows of the words under the cursor: plain lines, in the sentences of ``when``, ``show`` and
``explain``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from s11.english import state_words
from s11.plan import ChoiceKind, Field, Meaning, Person, Plan, Record, Standard, StandardList, record_name
from s11.render.rules import DAYS
from s11.render.show_text import due_words
from s11.render.when_text import when_rows
from s11.rules.rule import Rule
from s11.text import one_line
from s11.view import ActionView, EvidenceView
from s11.when import Timescale, day_words

# of a timescale that holds for many actions the first are told one by one
MOST_ACTIONS = 6


def timescale_hover(timescale: Timescale, next_days: Sequence[date]) -> str:
    """How a timescale is read, as ``s11 when`` says it."""
    rows = [f"{label}: {text}" if label else text for label, text in when_rows(timescale, next_days)]
    return "\n".join([f"'{one_line(timescale.text)}'", *rows])


def standing_hover(things: Sequence[ActionView | EvidenceView], day: date) -> str:
    """How what a timescale holds for stands on the day, as ``s11 show`` says it; '' where it holds for nothing."""
    lines = [f"On {day_words(day)}"] if things else []
    if len(things) == 1:
        due = due_words(things[0])
        lines += [things[0].timing_words, *([f"due: {due}"] if due else []), things[0].why]
    else:
        lines += [f"{thing.address}: {thing.timing_words}" for thing in things[:MOST_ACTIONS]]
        lines += [f"and {len(things) - MOST_ACTIONS} more"] if len(things) > MOST_ACTIONS else []
    return "\n".join(lines)


def person_hover(key: str, person: Person | None) -> str:
    if person is None:
        return f"{key}: nobody under 'people' has this key"
    names = [person.name or person.post or key, person.post if person.name else "", person.organisation]
    return "\n".join(
        [
            ", ".join(filter(None, names)),
            *(["a group"] if person.group else []),
            *([f"left on {day_words(person.left)}"] if person.left else []),
        ]
    )


def rating_hover(word: str, meaning: Meaning | None) -> str:
    """A rating and what the plan's own legend says of it."""
    if meaning is None:
        return f"{word}: the plan's legend does not have this word"
    label = f", '{meaning.label}'" if meaning.label else ""
    return f"{word} = {state_words(meaning.means)}{label}"


def field_hover(field: Field, holder: type[Record]) -> str:
    """What a field is for, what may stand in it, and what real tables call it."""
    kind = f"one of {', '.join(field.kind.codes)}" if isinstance(field.kind, ChoiceKind) else field.kind.called
    return "\n".join(
        [
            f"{field.key}: {field.about}",
            *([f"{kind[:1].upper()}{kind[1:]}."] if kind else []),
            *([f"For example: {field.key}: {field.example}"] if field.example else []),
            *([f"Tables call it: {field.table_words}."] if field.table_words else []),
            f"{record_name(holder)}{'; needed' if field.required else ''}",
        ]
    )


def rule_hover(rule: Rule) -> str:
    """A rule's page without its examples."""
    return "\n\n".join(
        [
            f"{rule.code} {rule.name} ({rule.level})",
            f"Fires when {rule.fires}.",
            *([DAYS] if rule.days else []),
            rule.why,
        ]
    )


def theme_hover(plan: Plan, key: str) -> str:
    theme = plan.themes.get(key)
    return theme.heading if theme else f"{key}: nothing under 'themes' has this key"


def standard_hover(listed: StandardList, standard: Standard | None) -> str:
    """A standard's words, or the title of a list."""
    edition = f", edition {listed.edition}" if listed.edition else ""
    return f"{listed.title}{edition}" if standard is None else f"{standard.text}\n{listed.title}"


def lines(parts: Iterable[str]) -> str:
    """The parts that say something, a blank line between them."""
    return "\n\n".join(part for part in parts if part)
