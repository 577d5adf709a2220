"""S006: a field that the format does not have. Found by the reader, ``s11.plan``."""

from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S006",
    name="unknown-field",
    level=ERROR,
    fires="a field is not one of the format's",
    why=(
        "A misspelt field is a field that is not there: with 'leed: AB' the action has no lead, though anyone who "
        "looks at the file sees one. Words for which the format has no field go into 'note'."
    ),
    bad=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        ▸leed: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
"""),
    good=Example(""),
)
