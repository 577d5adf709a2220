"""S006: a field that the format does not have. Found by the reader, ``s11.plan``."""

from s11.plan import TimescaleKind, called_here, kind_at, record_at, says_when
from s11.rules.rule import Example, Rule
from s11.text import ERROR, CannotEdit, Document, Mending, Path, renamed


def fix(document: Document, path: Path) -> Mending:
    """The format's own name for a field that stands under a name of real tables ('owner:'); never a note for a date."""
    cls, holder, key = record_at(path[:-1]), document.node(path[:-1]), str(path[-1])
    if cls is None or not isinstance(holder, dict):
        raise CannotEdit("this is no record of the format")
    meant = called_here(cls, key)
    if not meant or any(other != key and called_here(cls, other) == meant for other in holder):
        raise CannotEdit("not one field only is meant")
    value = document.node(path)
    if meant == "note" and says_when(value):
        raise CannotEdit("a date is no note")
    if isinstance(kind_at((*path[:-1], meant)), TimescaleKind) and not says_when(value):
        raise CannotEdit("these words do not say when")
    return renamed(document, path, meant)


RULE = Rule(
    code="S006",
    name="unknown-field",
    level=ERROR,
    fires="a field is not one of the format's",
    why=(
        "A misspelt field is a field that is not there: with 'leed: AB' the action has no lead, though anyone who "
        "looks at the file sees one. Words for which the format has no field go into 'note'. '--fix' gives a field "
        "that stands under a name of real tables its own ('owner:' is 'lead:'), where it is not there already."
    ),
    bad=Example("""\
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        ▸owner: AB
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
"""),
    fix=fix,
)
