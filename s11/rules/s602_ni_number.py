"""S602: a National Insurance number."""

import re
from collections.abc import Iterator

from s11.rules.rule import TAKING_OUT, Case, Example, Hit, Rule
from s11.text import ERROR

_SHAPE = re.compile(
    r"(?<![\w./@#-])(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]( ?)\d{2}\1\d{2}\1\d{2}\1[A-D](?![\w@/-])", re.I
)
_OF_A_THING = re.compile(r"\b(?:policy|invoice|order|contract|tender|document|form|version)\W*(?:(?:no|number|ref|reference|code)\W*)?\Z", re.I)


def check(case: Case) -> Iterator[Hit]:
    for path, text in case.figures():
        for match in _SHAPE.finditer(text):
            if not _OF_A_THING.search(text[: match.start()]):
                yield Hit(path, f"{case.label_at(path)}: '{match[0]}' has the form of a National Insurance number", f"take it out, of a record so: {TAKING_OUT}")
                break


RULE = Rule(
    code="S602",
    name="ni-number",
    level=ERROR,
    fires="a National Insurance number stands in the plan",
    why="It names one person for life. Private people do get into the text of plans, as parents, complainants and volunteers, and a published plan cannot be called back.",
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
        progress:
          - date: 2024-05-20
            by: AB
            note: ▸The mother (JJ000000A) was told
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
        rag: green
        progress:
          - date: 2024-05-20
            by: AB
            note: One case was taken to the panel; its number is kept in the case system
"""),
    check=check,
)
