"""S102: somebody who is not among the plan's people."""

import re
from collections.abc import Container, Iterator, Sequence

from s11.pattern import pattern
from s11.plan import Action, DateChange, Progress, Request, did_you_mean, fold_word, to_be_confirmed
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ERROR, Path

# as what somebody is named, their key, the label, and the field or the entry of a list in which that stands
_Named = tuple[str, str, str, Path, Sequence[object], int]


def _named(case: RuleContext, known: Container[str] = ()) -> Iterator[_Named]:
    """Everybody who is named, but for those that are known."""
    for path, label, record in case.holders():
        for number, lead in enumerate(record.lead):
            if lead not in known and not to_be_confirmed(lead):
                yield "lead", lead, label, (*path, "lead"), record.lead, number
    if case.plan.people:
        yield from (named for named in _mentioned(case, known) if named[1] not in known)


def _mentioned(case: RuleContext, known: Container[str]) -> Iterator[_Named]:
    for path, label, record in case.holders():
        for name in ("revised", "requests", "progress"):
            entries: tuple[DateChange | Request | Progress, ...] = getattr(record, name, ())
            for number, entry in enumerate(entries):
                if entry.by not in known:
                    yield "by", entry.by, label, (*path, name), entries, number
        if isinstance(record, Action) and record.signed_off is not None:
            yield "by", record.signed_off.by, label, (*path, "signed_off"), (), 0
    for number, note in enumerate(case.plan.progress):
        yield "by", note.by, "The plan's progress", ("progress",), case.plan.progress, number
    control = case.plan.control
    for role in ("owner", "author"):
        if control is not None and getattr(control, role):
            yield role, getattr(control, role), "Document control", ("control", role), (), 0


def check(case: RuleContext) -> Iterator[Hit]:
    if case.unread("people"):
        return
    for role, key, label, place, entries, number in _named(case, {"", *case.keys("people")}):
        path = (*case.at(place, entries, number), *(("by",) if role == "by" else ()))
        yield Hit(path, f"{label}: {role} '{key}' is not among the plan's people", _hint(case, path, role, key))


_BETWEEN = pattern(r"\s*(?:[/&,;+]|\band\b|\bor\b)\s*", re.I)


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
    places = sum(bool(key) for _, key, *_ in _named(case))
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
