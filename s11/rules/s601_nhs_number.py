"""S601: an NHS number."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.identifiers import NHS
from s11.rules.rule import TAKING_OUT, Example, Hit, Rule, RuleContext
from s11.text import ERROR


def check(case: RuleContext) -> Iterator[Hit]:
    for path, identifier in case.first_of(NHS):
        yield Hit(
            path,
            f"{case.label_at(path)}: '{identifier.words}' is the NHS number of a patient",
            f"take it out, of a record so: {TAKING_OUT}",
            about=identifier.words,
        )


RULE = Rule(
    code="S601",
    name="nhs-number",
    level=ERROR,
    fires="an NHS number stands in the plan (ten digits with a right check digit)",
    why=(
        "Nothing by which a child or family could be known belongs in a plan that goes to committee and stands on a "
        "web site; that is government's own test for publishing reviews. A case is referred to by the number it has "
        "in the case system of whoever holds it."
    ),
    bad=Example(
        with_action("""\
progress:
  - date: 2024-05-20
    by: AB
    note: ▸The panel took the case of 999 000 0018
""")
    ),
    good=Example(
        with_action("""\
progress:
  - date: 2024-05-20
    by: AB
    note: One case was taken to the panel; its number is kept in the case system
""")
    ),
    check=check,
)
