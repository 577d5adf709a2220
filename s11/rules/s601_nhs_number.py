"""S601: an NHS number."""

import re
from collections.abc import Iterator

from s11.rules.rule import TAKING_OUT, Case, Example, Hit, Rule
from s11.text import ERROR

_TEN_DIGITS = re.compile(r"(?<![\w+./@#£-])(\d{3})([ -]?)(\d{3})\2(\d{4})(?![\w@/-]|[ .]\d)")
# numbers issued to people begin so; 999 is kept for tests
_ISSUED = re.compile(r"3[2-9]|[4679]")
_PART_OF_MORE = re.compile(r"(?:\+\d{1,3}|\(0\)|\d)[ -]?\Z")
_OF_A_THING = re.compile(
    r"\b(?:tel|telephone|phone|mobile|fax|call|ring|ext|policy|invoice|order|contract|tender|isbn|uprn|urn|company|charity|budget|cost|account)"
    r"\W*(?:(?:no|number|ref|reference|code)\W*)?\Z",
    re.I,
)


def is_nhs_number(digits: str) -> bool:
    """Ten digits whose last is the check digit (modulus 11) of the nine before, in a range that is issued."""
    if len(digits) != 10 or len(set(digits)) == 1 or not _ISSUED.match(digits):
        return False
    left_over = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (11 - left_over) % 11 == int(digits[9])


def check(case: Case) -> Iterator[Hit]:
    for path, text in case.figures():
        for match in _TEN_DIGITS.finditer(text):
            before = text[: match.start()]
            if is_nhs_number(match[1] + match[3] + match[4]) and not _PART_OF_MORE.search(before) and not _OF_A_THING.search(before):
                yield Hit(path, f"{case.label_at(path)}: '{match[0]}' is the NHS number of a patient", f"take it out, of a record so: {TAKING_OUT}")
                break


RULE = Rule(
    code="S601",
    name="nhs-number",
    level=ERROR,
    fires="an NHS number stands in the plan (ten digits with a right check digit)",
    why="Nothing by which a child or family could be known belongs in a plan that goes to committee and stands on a web site; that is government's own test for publishing reviews. A case is referred to by the number it has in the case system of whoever holds it.",
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
            note: ▸The panel took the case of 999 000 0018
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
