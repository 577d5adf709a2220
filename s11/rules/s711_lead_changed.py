"""S711: somebody else leads, and nothing was noted."""

from collections.abc import Iterator

from s11.change import LeadChange
from s11.english import join_words
from s11.rules.edit_context import EditContext, named
from s11.rules.rule import Example, Hit, Rule
from s11.text import ADVICE


def check(edit: EditContext) -> Iterator[Hit]:
    for path, pair, led in edit.changed(LeadChange):
        # naming somebody where nobody was named is no change of hands
        if led.carried or not named(led.old) or edit.noted(pair):
            continue
        now = f"the lead is now {join_words(led.new)}" if led.new else "nobody leads now"
        said = f"{now}, {join_words(led.old)} before, and no progress was noted"
        yield Hit((*path, "lead"), f"{pair.new.label}: {said}", "add a dated note under 'progress' on who handed it over, and when")


RULE = Rule(
    code="S711",
    name="lead-changed",
    level=ADVICE,
    fires="the lead changed and no progress was noted",
    why="An action that changes hands is where things are dropped. A line in the record says when it was handed over, so that the new lead is not asked for what the old one promised.",
    bad=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: ▸AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
""", before="""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: CD
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
        text: Review the referral procedure
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
        progress:
          - date: 2024-05-21
            by: CD
            note: Handed over to Ann Bell
""", before="""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: CD
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
"""),
    check=check,
    edit=True,
)
