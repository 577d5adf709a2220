"""S211: a date moved twice or more."""

from collections.abc import Iterator

from s11.rules.rule import Case, Example, Hit, Rule
from s11.text import WARNING
from s11.when import Timescale

OFTEN = 2


def _says(timescale: Timescale) -> tuple:
    return timescale.kind, timescale.due, timescale.every, timescale.dues


def _moves(record) -> int:
    """How often a day that had been named became another; a first day is no move."""
    words = [revision.before for revision in record.revised if revision.before is not None]
    after = [*words[1:], record.timescale][: len(words)]
    return sum((old.due is not None or bool(old.dues)) and (new is None or _says(old) != _says(new)) for old, new in zip(words, after, strict=True))


def _first(record) -> str:
    return next(revision.before.text for revision in record.revised if revision.before is not None)


def check(case: Case) -> Iterator[Hit]:
    for path, label, record in case.holders():
        moves = _moves(record) if record.revised else 0
        if moves >= OFTEN:
            times = "twice" if moves == 2 else f"{moves} times"
            yield Hit((*path, "revised"), f"{label}: moved {times}; the first timescale was '{_first(record)}'", "ask whether it can be done as it stands; if not, end it with why, or split it into steps")


RULE = Rule(
    code="S211",
    name="moved-again",
    level=WARNING,
    fires="a timescale has been moved twice or more",
    why="Durham's audit committee saw dates revised again and again; a limit was proposed in 2013, and owners were called in after more than one revision. Barnsley re-dated two thirds of what was due because the first dates had been unrealistic.",
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
        ▸revised:
          - date: 2024-03-04
            from: April 2024
            why: The county's procedures were late
            by: AB
          - date: 2024-05-07
            from: July 2024
            why: The policy officer was away
            by: AB
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
        revised:
          - date: 2024-05-07
            from: July 2024
            why: The policy officer was away
            by: AB
"""),
    check=check,
)
