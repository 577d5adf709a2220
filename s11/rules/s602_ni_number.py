"""S602: a National Insurance number."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.identifiers import NI
from s11.rules.rule import TAKING_OUT, Example, Hit, Rule, RuleContext
from s11.text import ERROR


def check(case: RuleContext) -> Iterator[Hit]:
    for path, identifier in case.first_of(NI):
        yield Hit(
            path,
            f"{case.label_at(path)}: '{identifier.words}' has the form of a National Insurance number",
            f"take it out, of a record so: {TAKING_OUT}",
            about=identifier.words,
        )


RULE = Rule(
    code="S602",
    name="ni-number",
    level=ERROR,
    fires="a National Insurance number stands in the plan",
    why=(
        "It names one person for life. Private people do get into the text of plans, as parents, complainants and "
        "volunteers, and a published plan cannot be called back."
    ),
    bad=Example(
        with_action("""\
progress:
  - date: 2024-05-20
    by: AB
    note: ▸The mother (JJ000000A) was told
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
