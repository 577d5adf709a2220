"""S702: a timescale reads otherwise, and no entry of 'revised' says why."""

from collections.abc import Iterator

from s11.change import Moved
from s11.rules.edit import EditCase, quoted
from s11.rules.rule import Example, Hit, Rule
from s11.standing import read_as
from s11.text import ERROR


def check(edit: EditCase) -> Iterator[Hit]:
    for path, pair, moved in edit.changed(Moved):
        if moved.first or moved.chained:
            continue
        was = f"{quoted(moved.old)}, read as {read_as(moved.old)}"
        above = f", that of {pair.new.above.label}" if pair.new.kind == "action" and pair.new.action.timescale is None else ""
        now = f"{quoted(moved.new)}{above}, read as {read_as(moved.new)}" if moved.new is not None else "gone"
        if moved.revised:
            said = f"'revised' starts from {quoted(min(moved.revised, key=lambda revision: revision.date).before)}, but the timescale was {was}"
        else:
            said = f"the timescale was {was}; it is now {now}, and nothing says why"
        hint = f"add under 'revised' an entry with 'date:', 'from: {' / '.join(moved.old.text.splitlines())}', 'why:' and 'by:'; or put the timescale back"
        yield Hit((*path, "timescale"), f"{pair.new.label}: {said}", hint)


RULE = Rule(
    code="S702",
    name="moved-silently",
    level=ERROR,
    fires="a timescale reads otherwise than before and no new 'revised' entry starts from what it was",
    why="Of forty-two published plans one had a place for a changed date; in all others the new date could only overwrite the old. Durham's audit committee met dates revised again and again, and proposed a limit. Another spelling of the same date is no change, and a first date where none was given is no move.",
    bad=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: ▸October 2024
        measure: Every procedure reviewed within its year
        rag: green
""", before="""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: July 2024
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
        revised:
          - date: 2024-05-28
            from: July 2024
            why: New county procedures are expected in August
            by: AB
""", before="""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: July 2024
        measure: Every procedure reviewed within its year
        rag: green
"""),
    check=check,
    edit=True,
)
