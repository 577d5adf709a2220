"""S003: a key that stands twice. Found by the reader, ``s11.text``."""

from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S003",
    name="repeated-key",
    level=ERROR,
    fires="a key stands twice in one record",
    why="YAML readers keep one of the two and drop the other without a word, and not all of them keep the same one. A date or a rating can vanish in that way while both are still to be seen in the file.",
    bad=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
        ▸rag: amber
"""),
    good=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: amber
"""),
)
