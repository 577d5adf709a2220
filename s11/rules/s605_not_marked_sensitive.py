"""S605: something sensitive in a plan that is not marked for it."""

from collections.abc import Iterator

from s11.plan import kept_from_public
from s11.rules.examples import with_action
from s11.rules.rule import TAKING_OUT, Example, Hit, Rule, RuleContext
from s11.text import ERROR


def check(case: RuleContext) -> Iterator[Hit]:
    if kept_from_public(case.plan.marking):
        return
    hint = (
        f"write 'marking: OFFICIAL-SENSITIVE' for the plan, or take out what is sensitive, of a record so: {TAKING_OUT}"
    )
    for path, label, record in case.holders():
        if getattr(record, "sensitive", False):
            yield Hit((*path, "sensitive"), f"{label}: marked as sensitive, in a plan that is not", hint)
    for path, marking in case.markings():
        if path != ("marking",):
            message = f"{case.label_at(path)}: the words '{marking}' stand here, and the plan is not marked so"
            yield Hit(path, message, hint)


RULE = Rule(
    code="S605",
    name="not-marked-sensitive",
    level=ERROR,
    fires="something is marked as sensitive in a plan that is not marked OFFICIAL-SENSITIVE",
    why=(
        "A document bears the marking of the most sensitive thing in it. A report for the public is refused for a "
        "plan so marked unless it is said what to leave out; without the marking nobody is asked, and the file in "
        "git is open to whoever may read the repository."
    ),
    bad=Example(with_action("sensitive: ▸true")),
    good=Example("marking: Official - Sensitive\n" + with_action("sensitive: true")),
    check=check,
)
