"""S004: anchors, aliases, tags, merge keys, a second document. Found by the reader, ``s11.text``."""

from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S004",
    name="not-plain-yaml",
    level=ERROR,
    fires="an anchor, an alias, a tag, '<<' or a second document stands in the file",
    why="These make one place in the file speak for another. Then a change in one line changes several actions, and whoever reads the change in a browser sees only one of them. Plans are for people who have never heard of such features.",
    bad=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: ▸&lead AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
"""),
    good=Example(""),
)
