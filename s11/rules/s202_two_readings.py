"""S202: a timescale with two honest readings."""

from collections.abc import Iterator

from s11.rules.rule import Case, Example, Hit, Rule
from s11.text import WARNING
from s11.when import Timescale


def _doubtful(timescale: Timescale) -> bool:
    unread = timescale.kind == "unreadable" or any(part.kind == "unreadable" for part in timescale.parts)
    return not timescale.certain and not unread


def check(case: Case) -> Iterator[Hit]:
    for path, label, timescale in case.timescales():
        # nothing falls due by the plan's period, and what was superseded is kept as it was written
        if path[-1] not in ("from", "period") and _doubtful(timescale):
            words = " / ".join(timescale.text.split("\n"))
            yield Hit(path, f"{label}: '{words}' is read as {timescale.words}", f"write which is meant; or spell it out: beneath '{path[-1]}:' 'text:' with the words and 'due:' with the day")


RULE = Rule(
    code="S202",
    name="two-readings",
    level=WARNING,
    fires="words that say when have two honest readings",
    why="\"By 2025\" may mean before the year begins or before it ends, and 'bi-monthly' twice a month or every second one. Whoever wrote it knows; whoever reads it a year later does not, and between the two days nobody can say whether the action is late.",
    bad=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: ▸By 2025
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
        timescale: By end of December 2024
        measure: Every procedure reviewed within its year
        rag: green
"""),
    check=check,
)
