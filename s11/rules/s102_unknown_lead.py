"""S102: somebody who is not among the plan's people."""

import re
from collections.abc import Iterator

from s11.plan import Action, DateChange, Progress, Request, SignedOff, did_you_mean, fold_word, to_be_confirmed
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ERROR, Path


def _named(case: RuleContext) -> Iterator[tuple[Path, str, str, str]]:
    """Everyone the plan names by a key: the path, the label, as what, and the key."""
    for path, label, record in case.holders():
        for inner, lead in case.entries((*path, "lead"), record.lead):
            if not to_be_confirmed(lead):
                yield inner, label, "lead", lead
    if case.plan.people:
        yield from _mentioned(case)


def _mentioned(case: RuleContext) -> Iterator[tuple[Path, str, str, str]]:
    for path, label, record in case.holders():
        entries: list[tuple[Path, DateChange | Request | Progress | SignedOff]] = [
            *case.entries((*path, "revised"), record.revised),
            *case.entries((*path, "requests"), record.requests),
        ]
        if isinstance(record, Action):
            entries += case.entries((*path, "progress"), record.progress)
            if record.signed_off is not None:
                entries.append(((*path, "signed_off"), record.signed_off))
        for inner, entry in entries:
            if entry.by:
                yield (*inner, "by"), label, "by", entry.by
    for inner, note in case.entries(("progress",), case.plan.progress):
        if note.by:
            yield (*inner, "by"), "The plan's progress", "by", note.by
    control = case.plan.control
    for role in ("owner", "author"):
        if control is not None and getattr(control, role):
            yield ("control", role), "Document control", role, getattr(control, role)


def check(case: RuleContext) -> Iterator[Hit]:
    if case.unread("people"):
        return
    people = case.keys("people")
    for path, label, role, key in _named(case):
        if key not in people:
            yield Hit(path, f"{label}: {role} '{key}' is not among the plan's people", _hint(case, path, role, key))


_BETWEEN = re.compile(r"\s*(?:[/&,;+]|\band\b|\bor\b)\s*", re.I)


def _hint(case: RuleContext, path: Path, role: str, key: str) -> str:
    """Who is meant, or how to write the several who are: a new key is asked for only where nobody known stands in the
    words.
    """
    people = case.keys("people")
    parts = [part for part in _BETWEEN.split(key) if part]
    known = [part for part in parts if part in people or to_be_confirmed(part)]
    if len(parts) > 1 and known:
        unknown = [part for part in parts if part not in known]
        add = f", and add {' and '.join(map(repr, unknown))} under 'people'" if unknown else ""
        if role == "lead":
            return (
                f"write 'lead: [{', '.join(parts)}]'"
                if path[-1] == "lead"
                else f"write each as an entry of its own: {', '.join(parts)}"
            ) + add
        return f"'{role}' names one person: write {' or '.join(known)}"
    named = [
        one for one, person in case.plan.people.items() if person.name and fold_word(person.name) == fold_word(key)
    ]
    if len(named) == 1:
        return f"write '{named[0]}', the key of {case.plan.people[named[0]].name}"
    return did_you_mean(key, people) or f"add '{key}:' under 'people', with the name or post"


def gather(case: RuleContext) -> tuple[int, str]:
    places = sum(1 for _ in _named(case))
    return (
        places,
        f"in none of the {places} places that name a lead, an author or who did something is that one of the plan's "
        "people",
    )


RULE = Rule(
    code="S102",
    name="unknown-lead",
    level=ERROR,
    fires="somebody named as lead, or in 'by', is not a key of the plan's people (TBC is S501)",
    why=(
        "A regional review of dementia plans in 2010 found accountability unclear. A lead who is not in the list is "
        "a slip of the fingers or a person nobody can ask, and that person's own list of actions will miss this one."
    ),
    bad=Example(with_action("lead: [AB, ▸EF]")),
    good=Example(with_action("lead: [AB, CD]")),
    check=check,
    gather=gather,
)
