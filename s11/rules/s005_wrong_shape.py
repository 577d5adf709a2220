"""S005: a value that is not of its field's kind, or a field that is missing. Found by the reader, ``s11.plan``."""

from s11.plan import kind_at, words_kind
from s11.rules.rule import Example, Rule
from s11.text import ERROR, CannotEdit, Document, Mending, Path, rewritten


def fix(document: Document, path: Path) -> Mending:
    """A day in another order ('29/09/2026'), or a word of a closed list otherwise spelled ('on track'), as the format
    writes it.
    """
    kind, value = kind_at(path), document.node(path)
    meant = words_kind(kind).only_reading(value.strip()) if kind is not None and isinstance(value, str) else ""
    if not meant:
        raise CannotEdit("the words do not stand for one value only")
    return rewritten(document, path, meant)


RULE = Rule(
    code="S005",
    name="wrong-shape",
    level=ERROR,
    fires="a value is not what its field wants, or a field that every record needs is missing",
    why=(
        "A day that does not exist, or words where a day is wanted, cannot be judged, and guessing what was meant "
        "would be worse. Days are written YYYY-MM-DD so that nobody can take the day for the month. '--fix' writes "
        "a day so where it can be read in one way only ('29/02/2024', never '05/06/2024'), and a word of a closed "
        "list as the list has it ('on track')."
    ),
    bad=Example("""\
agreed: ▸29/02/2024
"""),
    good=Example("""\
agreed: 2024-02-29
"""),
    fix=fix,
)
