"""S112: an open action whose lead has left."""

from collections.abc import Iterator

from s11.plan import Action, Evidence, Recommendation
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import Standing, is_open
from s11.text import WARNING, Path
from s11.when import day_words


def check(case: RuleContext) -> Iterator[Hit]:
    for path, recommendation, actions in case.grouped():
        carried = any(is_open(standing) and not standing.action.lead for _, standing in actions)
        if carried:
            yield from _gone(case, path, case.label(recommendation), recommendation)
        for inner, standing in actions:
            if is_open(standing):
                yield from _gone(case, inner, case.label(recommendation, standing.action), standing.action)
                yield from _pieces(case, inner, standing)


def _pieces(case: RuleContext, path: Path, standing: Standing) -> Iterator[Hit]:
    label = case.label(standing.recommendation, standing.action)
    for inner, called, piece in case.pieces(path, standing.action):
        if not piece.received:
            yield from _gone(case, inner, f"{label}, {called}", piece)


def _gone(case: RuleContext, path: Path, label: str, record: Recommendation | Action | Evidence) -> Iterator[Hit]:
    for number, lead in enumerate(record.lead):
        person = case.plan.people.get(lead)
        if person is not None and person.left is not None:
            yield Hit(
                case.at((*path, "lead"), record.lead, number),
                f"{label}: {lead} left on {day_words(person.left)}",
                "name who has taken it over, and note it under 'progress'",
            )


RULE = Rule(
    code="S112",
    name="lead-has-left",
    level=WARNING,
    fires="the lead of an open action has left",
    why=(
        "When a post changes hands its actions are seldom handed over with it, and they stay under a name "
        "nobody can ask. A name that nobody can ring is worse than none: it looks as if somebody had been "
        "asked."
    ),
    seen=(
        "In the City of London actions were not carried out because they depended on other departments; a "
        "name that nobody can ring is worse."
    ),
    bad=Example(
        """\
people:
  AB: {name: Ann Bell, post: Head of Communities, left: 2024-04-30}
"""
        + with_action("lead: ▸AB")
    ),
    good=Example("""\
people:
  AB: {name: Ann Bell, post: Head of Communities}
  CD: {name: Cal Dunn, post: Policy officer, left: 2024-04-30}
"""),
    check=check,
)
