"""Random plans in every field of the format: made from the model itself, so that no field is forgotten."""

from __future__ import annotations

from datetime import date

import yaml
from hypothesis import strategies as st

from s11.plan import FORMAT, Plan, PlanFile, fields_of, load_one
from s11.plan.kinds import (
    ChoiceKind,
    DayKind,
    FactDayKind,
    FlagKind,
    IntervalKind,
    ListKind,
    MappingKind,
    PercentKind,
    RecordKind,
    TextKind,
    TimescaleKind,
)
from s11.text import Source

# words with all that a cell, a formula, a list in a cell or a reader of YAML could take for something else
AWKWARD = [
    "=1+1",
    "+44",
    "-",
    "@SUM(A1)",
    "one; two",
    "back\\slash; and \\; more",
    "• a bullet",
    "\\• no bullet",
    "two\nlines",
    "a: b #c",
    "'quoted'",
    '"double"',
    "1.10",
    "0012",
    "true",
    "yes",
    "null",
    "2024-01-01",
    "31/03/2024",
    "_x0041_",
    "£ é 漢字 🙂",
    "tab\there",
    "{a: b}",
    "[x]",
    "&anchor *alias",
    "a  b",
    "<b>&amp;</b>",
    "on the day: x",
    "https://example.org/a?b=c",
    "../../etc/passwd",
    "a\u200db\u00a0c\u00add",
    "a\u2028b",
    "a\x85b",
    "a\u202eb",
    "ends in a backslash\\",
    "carriage\rreturn",
]
words = st.one_of(
    st.sampled_from(AWKWARD),
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=25)
    .map(str.strip)
    .filter(bool),
)
phrases = st.sampled_from(
    [
        "October 2024",
        "June 2024, quarterly",
        "TBC",
        "Ongoing",
        "March 2024 then annually",
        "Spring Term 2024",
        "31/03/2025",
        "October 2016 /June 2016",
        "1st March",
        "• a bullet",
        "two\nlines in 2024",
        "Complete",
        "Following the board",
    ]
)
days = st.dates(date(1990, 1, 1), date(2060, 12, 31)).map(date.isoformat)
months = days.map(lambda day: day[:7])
timescales = st.one_of(
    phrases,
    st.lists(phrases, min_size=1, max_size=3),
    st.tuples(
        phrases, st.fixed_dictionaries({}, optional={"due": days, "every": st.sampled_from(["P1Y", "P3M", "P8W"])})
    ).map(lambda pair: {"text": pair[0], **pair[1]}),
)


def values(kind, depth):
    if isinstance(kind, TextKind):
        return words
    if isinstance(kind, FactDayKind):
        return days | months
    if isinstance(kind, DayKind):
        return days
    if isinstance(kind, FlagKind):
        return st.sampled_from(["true", "false"])
    if isinstance(kind, PercentKind):
        return st.sampled_from(["0", "60", "62.5", "100", "5%"])
    if isinstance(kind, ChoiceKind):
        return st.sampled_from(kind.codes)
    if isinstance(kind, IntervalKind):
        return st.sampled_from(["P1Y", "P3M"])
    if isinstance(kind, TimescaleKind):
        return timescales
    if isinstance(kind, ListKind):
        inner = values(kind.kind, depth)
        return st.lists(inner, min_size=1, max_size=2) | inner if kind.bare else st.lists(inner, min_size=1, max_size=2)
    if isinstance(kind, MappingKind):
        return st.dictionaries(words, values(kind.kind, depth), min_size=1, max_size=2)
    assert isinstance(kind, RecordKind)
    whole = records(kind.cls, depth)
    return whole | values(kind.also, depth) if kind.also is not None else whole


def records(cls, depth=0):
    """Keys and values of a record: what it needs, and whatever else."""
    fields = fields_of(cls)
    needed = {
        field.key: st.deferred(lambda field=field: values(field.kind, depth + 1)) for field in fields if field.required
    }
    rest = {
        field.key: st.deferred(lambda field=field: values(field.kind, depth + 1))
        for field in fields
        if not field.required
    }

    @st.composite
    def one(draw):
        chosen = draw(st.lists(st.sampled_from(sorted(rest)), unique=True, max_size=max(1, 7 - depth))) if rest else []
        made = {key: draw(value) for key, value in needed.items()}
        made |= {key: draw(rest[key]) for key in chosen}
        # an empty group says nothing, and is not kept
        return {field.key: made[field.key] for field in fields if field.key in made and made[field.key] != {}} or (
            {fields[0].key: draw(words)}
        )

    return one()


trees = records(Plan).map(lambda tree: {**tree, "format": FORMAT})


def load_tree(tree: object, plan_id: str = "westmere/plan") -> PlanFile:
    text = yaml.safe_dump(tree, sort_keys=False, allow_unicode=True, width=10_000)
    return load_one(Source(f"plans/{plan_id}.yaml", plan_id, text.encode()))
