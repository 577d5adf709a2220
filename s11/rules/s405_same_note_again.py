"""S405: the same note as before."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import WARNING


def _fold(note: str) -> str:
    return " ".join(note.split()).casefold().rstrip(".")


def check(case: RuleContext) -> Iterator[Hit]:
    for path, recommendation, action in case.actions():
        before = ""
        for number, entry in enumerate(action.progress):
            if entry.note and _fold(entry.note) == before:
                yield Hit(
                    (*case.at((*path, "progress"), action.progress, number), "note"),
                    f"{case.label(recommendation, action)}: the same words as the note before",
                    "write what has changed since; if nothing has, say so, and why",
                )
            before = _fold(entry.note)


RULE = Rule(
    code="S405",
    name="same-note-again",
    level=WARNING,
    fires="a progress note repeats the words of the one before it",
    why=(
        "A note carried over from the last report looks like news and is none. Bromsgrove's members asked in 2010 "
        "for real updates, and for outcomes, not activity."
    ),
    bad=Example(
        with_action("""\
progress:
  - date: 2024-04-08
    by: AB
    note: The draft went to the leads for comment
  - date: 2024-05-20
    by: AB
    note: ▸The draft went to the leads for comment
""")
    ),
    good=Example(
        with_action("""\
progress:
  - date: 2024-04-08
    by: AB
    note: The draft went to the leads for comment
  - date: 2024-05-20
    by: AB
    note: Their comments are in
""")
    ),
    check=check,
)
