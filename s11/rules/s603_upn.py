"""S603: a pupil's number."""

import re
from collections.abc import Iterator

from s11.rules.rule import TAKING_OUT, Case, Example, Hit, Rule
from s11.text import ERROR

_SHAPE = re.compile(r"(?<![\w./@#-])([A-HJ-NP-RT-Z])(\d{11}[0-9A-HJ-NP-RT-Z])(?![\w@/-])", re.I)
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


def is_upn(upn: str) -> bool:
    """A letter, which checks what follows (modulus 23), and twelve digits; the last may be a letter where the number is temporary."""
    if not _SHAPE.fullmatch(upn):
        return False
    values = [int(sign) if sign.isdigit() else _LETTERS.index(sign) for sign in upn[1:].upper()]
    return _LETTERS[sum(value * weight for value, weight in zip(values, range(2, 14), strict=True)) % 23] == upn[0].upper()


def check(case: Case) -> Iterator[Hit]:
    for path, text in case.figures():
        found = next((match[0] for match in _SHAPE.finditer(text) if is_upn(match[0])), "")
        if found:
            yield Hit(path, f"{case.label_at(path)}: '{found}' is the unique pupil number of a child", f"take it out, of a record so: {TAKING_OUT}")


RULE = Rule(
    code="S603",
    name="upn",
    level=ERROR,
    fires="a unique pupil number stands in the plan (with a right check letter)",
    why="A pupil's number leads to one child, its school and its year. Schools paste it into progress notes together with the rest of a row. Anonymised means that a sibling reading the plan would not know.",
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
            note: ▸The school reported on U999000001234
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
