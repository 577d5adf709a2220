"""S603: a pupil's number."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.identifiers import UPN
from s11.rules.rule import TAKING_OUT, Example, Hit, Rule, RuleContext
from s11.text import ERROR


def check(case: RuleContext) -> Iterator[Hit]:
    for path, identifier in case.first_of(UPN):
        yield Hit(
            path,
            f"{case.label_at(path)}: '{identifier.words}' is the unique pupil number of a child",
            f"take it out, of a record so: {TAKING_OUT}",
            about=identifier.words,
        )


RULE = Rule(
    code="S603",
    name="upn",
    level=ERROR,
    fires="a unique pupil number stands in the plan (with a right check letter)",
    why=(
        "A pupil's number leads to one child, its school and its year. Schools paste it into progress notes together "
        "with the rest of a row. Anonymised means that a sibling reading the plan would not know."
    ),
    bad=Example(
        with_action("""\
progress:
  - date: 2024-05-20
    by: AB
    note: ▸The school reported on U999000001234
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
