"""S105: a standard, or a list of standards, that nobody has written down."""

from collections.abc import Iterator

from s11.plan import Evidence, ListIds, did_you_mean
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ERROR


def check(case: RuleContext) -> Iterator[Hit]:
    if not case.standards:
        return
    known = [f"{name}.{one}" for name, ids in case.standards.items() for one in ids]
    # of a list that could not be read whole, what is wrong is told there: what it lacks here may stand in it
    doubtful = tuple(f"{name}." for name, ids in case.standards.items() if isinstance(ids, ListIds) and ids.in_doubt)
    for path, name in case.entries(("standards",), case.plan.standards):
        if name not in case.standards:
            yield Hit(
                path,
                f"there is no list of standards called '{name}'",
                did_you_mean(name, case.standards)
                or f"write one of {', '.join(sorted(case.standards))}, or add standards/{name}.yaml",
            )
    for path, label, record in case.holders():
        for inner, standard in (
            () if isinstance(record, Evidence) else case.entries((*path, "standards"), record.standards)
        ):
            if standard not in known and not standard.startswith(doubtful):
                yield Hit(inner, f"{label}: there is no standard '{standard}'", _hint(case, standard, known))


def _hint(case: RuleContext, standard: str, known: list[str]) -> str:
    name = next((name for name in sorted(case.standards, key=len, reverse=True) if standard.startswith(f"{name}.")), "")
    if name:
        return f"the ids of {name} are {', '.join(sorted(case.standards[name], key=lambda one: (len(one), one)))}"
    whole = [f"{name}.{standard}" for name in case.plan.standards if f"{name}.{standard}" in known]
    return (
        f"did you mean '{whole[0]}'?"
        if whole
        else did_you_mean(standard, known) or "write the list's name, a full stop and the standard's id"
    )


RULE = Rule(
    code="S105",
    name="unknown-standard",
    level=ERROR,
    fires=(
        "a list of standards, or a standard in it, does not exist; also where a list says which standards of others "
        "its own replace or are linked to"
    ),
    why=(
        "The list of what an organisation must have in place changes with every edition of Working Together, and "
        "local boards number their own. A number that stands in no list answers nothing, and the coverage table "
        "would show a gap where there is none, or none where there is one."
    ),
    bad=Example("standards: working-together-2013\n" + with_action(of="standards: ▸working-together-2013.12")),
    good=Example("standards: working-together-2013\n" + with_action(of="standards: working-together-2013.9")),
    check=check,
)
