"""S403: progress from before the plan was agreed."""

from collections.abc import Iterator

from s11.rules.rule import Case, Example, Hit, Rule
from s11.text import WARNING
from s11.when import day_words


def check(case: Case) -> Iterator[Hit]:
    agreed = case.plan.agreed
    if agreed is None:
        return
    for path, recommendation, action in case.actions():
        for inner, entry in case.entries((*path, "progress"), action.progress):
            if entry.date is not None and entry.date < agreed:
                words = f"progress of {day_words(entry.date)}, before the plan was agreed on {day_words(agreed)}"
                yield Hit((*inner, "date"), f"{case.label(recommendation, action)}: {words}", "look at the year; what was done before the plan belongs in its evidence or in a note")


def gather(case: Case) -> tuple[int, str]:
    agreed = case.plan.agreed
    dated = sum(entry.date is not None for _, _, action in case.actions() for entry in action.progress)
    return dated, f"all {dated} progress notes are dated before the plan was agreed on {day_words(agreed)}"


RULE = Rule(
    code="S403",
    name="progress-before-agreed",
    level=WARNING,
    fires="a progress note is dated before the plan was agreed",
    why="It is mostly last year's note, copied with the row, or a slip in the year. Left in, it makes an action look begun on which nobody has recorded anything since the plan was agreed.",
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
          - date: ▸2023-12-04
            by: AB
            note: The draft went to the leads for comment
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
          - date: 2024-02-05
            by: AB
            note: The draft went to the leads for comment
"""),
    check=check,
    gather=gather,
)
