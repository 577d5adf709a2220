"""What was known of a plan on a day: what its file dates after that day left out of it.

An entry dated after the day (a completion, a receipt, a note, a sign-off, an ending, a report, a request …) is not
there; of a change of date that was made later, the words before it stand. A rating stated after the day, and any other
day that lies after it, is as it was at the base; without a base it stays, and is judged as stated later. Fields are
found by what they hold, so that a new one needs no line here: an entry is a record that cannot do without its ``date``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from s11.change.matching import Matching
from s11.plan import KEPT, Action, Entry, Evidence, Plan, PlanFile, PlanFiles, Recommendation, Record, fields_of
from s11.plan.fields import per_class
from s11.standing import in_force


def known_by(register: PlanFiles, day: date, base: PlanFiles | None = None) -> PlanFiles:
    """The same plans without what is dated after the day; a plan that has nothing of the kind is the same object."""
    if not any(_count(loaded.plan, day) for loaded in register.files if loaded.plan is not None):
        return register
    was = Matching(base, register).old_of if base is not None else {}
    before = {id(part.record): old.record for part, old in was.items()}
    return PlanFiles(tuple(_known_file(loaded, before, day) for loaded in register.files))


def dated_after(record: Record, day: date) -> int:
    """How many entries and days of a record are dated after a day; an action's with those of its pieces, else what
    stands beneath it apart.
    """
    return _later(record, day) + (
        sum(_later(piece, day) for piece in record.pieces) if isinstance(record, Action) else 0
    )


def _count(plan: Plan, day: date) -> int:
    records: tuple[Record, ...] = (plan, *plan.recommendations, *(action for _, action in plan.actions()))
    return sum(dated_after(record, day) for record in records)


def _later(value: object, day: date) -> int:
    if isinstance(value, date):
        return int(value > day)
    if isinstance(value, tuple):
        return sum(_later(inner, day) for inner in value)
    if isinstance(value, Mapping):
        return sum(_later(inner, day) for inner in value.values())
    if isinstance(value, Entry) and value.date > day:
        return 1
    if not isinstance(value, Record):
        return 0
    return sum(_later(getattr(value, name), day) for name in _fields(type(value)) if not _names_ahead(value, name))


def _names_ahead(record: Record, name: str) -> bool:
    """Whether a field of an entry says nothing of when anything was known.

    A day beside the entry's own is what it speaks of: the cycle that was done, early perhaps. Words that were taken out
    of it are out on whatever day is asked about.
    """
    return isinstance(record, Entry) and (isinstance(getattr(record, name), date) or name == "redacted")


@per_class
def _fields(cls: type) -> tuple[str, ...]:
    """The fields of a record that a file gives, without those beneath it."""
    return tuple(field.name for field in fields_of(cls) if field.holds not in KEPT)


# leaving out ---------------------------------------------------------------------------------------------------------


def _known_file(loaded: PlanFile, before: Mapping[int, object], day: date) -> PlanFile:
    plan = loaded.plan
    if plan is None or not _count(plan, day):
        return loaded
    known = dataclasses.replace(
        plan, recommendations=tuple(_known_under(plan, one, before, day) for one in plan.recommendations)
    )
    return dataclasses.replace(loaded, plan=_known(known, before.get(id(plan)), day))


def _known_under(plan: Plan, one: Recommendation, before: Mapping[int, object], day: date) -> Recommendation:
    was = before.get(id(one))
    actions = tuple(_known_action(plan, one, action, before, day) for action in one.actions)
    return dataclasses.replace(_rated(_known(one, was, day), one, was, one.as_at or plan.as_at, day), actions=actions)


def _known_action(plan: Plan, above: Recommendation, action: Action, before: Mapping[int, object], day: date) -> Action:
    was = before.get(id(action))
    known = _rated(_known(action, was, day), action, was, action.as_at or above.as_at or plan.as_at, day)
    evidence = tuple(_known(piece, before.get(id(piece)), day) for piece in action.evidence)
    milestones = tuple(_known(piece, before.get(id(piece)), day) for piece in action.milestones)
    return dataclasses.replace(known, evidence=evidence, milestones=milestones)


Rated = TypeVar("Rated", Recommendation, Action)
R = TypeVar("R", bound=Record)


def _rated(known: Rated, written: Rated, was: object, stated_on: date | None, day: date) -> Rated:
    """With the rating of the base in place of one that was stated after the day."""
    if not written.rag or stated_on is None or stated_on <= day:
        return known
    if isinstance(was, type(written)):
        return dataclasses.replace(known, rag=was.rag, as_at=was.as_at)
    # whatever day of the plan's stands above it now, this was stated later
    return dataclasses.replace(known, as_at=stated_on)


def _known(record: R, was: object, day: date) -> R:
    """A record without what is dated after the day; ``was`` is the same one at the base, where there is one."""
    changed: dict[str, object] = {}
    for name in _fields(type(record)):
        value = getattr(record, name)
        if _names_ahead(record, name):
            continue
        known = _known_value(value, getattr(was, name, None), day)
        if known is not value:
            changed[name] = known
    if "revised" in changed and isinstance(record, Recommendation | Action | Evidence) and record.timescale is not None:
        changed["timescale"] = in_force(record.timescale, record.revised, day)
    return dataclasses.replace(record, **changed) if changed else record


def _known_value(value: object, was: object, day: date) -> object:
    if isinstance(value, date):
        return value if value <= day else was
    if isinstance(value, tuple):
        if not any(isinstance(inner, Record) for inner in value):
            return value
        by_then = (inner for inner in value if not isinstance(inner, Entry) or inner.date <= day)
        kept = tuple(_known_value(inner, None, day) for inner in by_then)
        return (
            value
            if len(kept) == len(value) and all(one is other for one, other in zip(kept, value, strict=True))
            else kept
        )
    if isinstance(value, Mapping):
        known = {
            key: _known_value(inner, was.get(key) if isinstance(was, Mapping) else None, day)
            for key, inner in value.items()
        }
        return value if all(known[key] is value[key] for key in value) else known
    if not isinstance(value, Record):
        return value
    if isinstance(value, Entry) and value.date > day:
        return None
    return _known(value, was if isinstance(was, type(value)) else None, day)
