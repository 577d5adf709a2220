"""S008: words that YAML loses in silence. Found by the reader, ``s11.text`` and ``s11.plan``."""

from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S008",
    name="words-lost",
    level=ERROR,
    fires="a text or the end of one is read as a comment, or a comma inside { } has cut a text in two",
    why="Both are correct YAML, so nothing else complains, and the report goes to committee without the lost words. Inside { } a comma ends the text; anywhere else a space and '#' do, and a text that begins with '#' is lost from its first letter.",
    bad=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review referral procedure ▸# 4 and its leaflet
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
"""),
    good=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: >-
          Review referral procedure # 4 and its leaflet
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
"""),
)
