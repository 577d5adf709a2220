"""S604: a date of birth."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.identifiers import BIRTH
from s11.rules.rule import TAKING_OUT, Example, Hit, Rule, RuleContext
from s11.text import ERROR


def check(case: RuleContext) -> Iterator[Hit]:
    for path, identifier in case.first_of(BIRTH):
        yield Hit(
            path,
            f"{case.label_at(path)}: '{identifier.words}' is given as somebody's date of birth",
            f"write an age in years if the reader needs one; or take it out, of a record so: {TAKING_OUT}",
            about=identifier.words,
        )


RULE = Rule(
    code="S604",
    name="date-of-birth",
    level=ERROR,
    fires="a date of birth stands beside a person",
    why=(
        "Initials with a date of birth are enough for a neighbour to know the child, and published reviews have put "
        "initials and a date of death on one title page. Where age matters, years are enough."
    ),
    bad=Example(
        with_action("""\
progress:
  - date: 2024-05-20
    by: AB
    note: ▸"The panel took the case of J (born 12 March 2009)"
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
