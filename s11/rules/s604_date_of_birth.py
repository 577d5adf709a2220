"""S604: a date of birth."""

import re
from collections.abc import Iterator

from s11.rules.rule import TAKING_OUT, Case, Example, Hit, Rule
from s11.text import ERROR

_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_DATE = rf"(?:\d{{1,2}}[./ -]\d{{1,2}}[./ -](?:\d{{4}}|\d{{2}})|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH},? \d{{2,4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}})"
_BORN = r"(?:\bd\.? ?o\.? ?b\.?|\bdates? of birth|\bborn)"
_SIGNS = ("born", "birth", "dob", "d.o", "d o", "d. o", "do b", "o.b")
_BIRTH = re.compile(
    rf"{_BORN}(?:\s*(?:[:=(,-]|is|was|of|on|the))*\s*(?P<after>{_DATE})(?!\s*(?:-|–|to|and)\s*\d)|(?P<before>{_DATE})\s*[(,-]*\s*(?:\bd\.? ?o\.? ?b\b|\bdate of birth)", re.I
)


def check(case: Case) -> Iterator[Hit]:
    for path, text in case.figures():
        found = _BIRTH.search(text) if any(sign in text.casefold() for sign in _SIGNS) else None
        if found:
            yield Hit(path, f"{case.label_at(path)}: '{found['after'] or found['before']}' is given as somebody's date of birth", f"write an age in years if the reader needs one; or take it out, of a record so: {TAKING_OUT}")


RULE = Rule(
    code="S604",
    name="date-of-birth",
    level=ERROR,
    fires="a date of birth stands beside a person",
    why="Initials with a date of birth are enough for a neighbour to know the child, and published reviews have put initials and a date of death on one title page. Where age matters, years are enough.",
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
            note: ▸"The panel took the case of J (born 12 March 2009)"
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
