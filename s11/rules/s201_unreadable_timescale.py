"""S201: a timescale that is not understood."""

from collections.abc import Iterator

from s11.rules.rule import Case, Example, Hit, Rule
from s11.text import WARNING
from s11.when import Timescale


def _unread(timescale: Timescale) -> bool:
    return timescale.kind == "unreadable" or any(_unread(part) for part in timescale.parts)


def check(case: Case) -> Iterator[Hit]:
    for path, label, timescale in case.timescales():
        # what was superseded is kept as it was written
        if path[-1] != "from" and _unread(timescale):
            words = " / ".join(timescale.text.split("\n"))
            yield Hit(path, f"{label}: '{words}' is not understood as a timescale", f"write a date or a month; or spell it out: beneath '{path[-1]}:' 'text:' with the words and 'due:' with the day")


RULE = Rule(
    code="S201",
    name="unreadable-timescale",
    level=WARNING,
    fires="words that should say when are not understood",
    why="s11 does not guess: words that it cannot read give no date, so the action is never late and never on time. Very often a person cannot say what they mean either.",
    bad=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: ▸Phase 2
        measure: Every procedure reviewed within its year
        rag: green
"""),
    good=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale:
          text: Phase 2
          due: 2024-10-31
        measure: Every procedure reviewed within its year
        rag: green
"""),
    check=check,
)
