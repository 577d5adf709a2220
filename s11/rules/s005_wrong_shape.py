"""S005: a value that is not of its field's kind, or a field that is missing. Found by the reader, ``s11.plan``."""

from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S005",
    name="wrong-shape",
    level=ERROR,
    fires="a value is not what its field wants, or a field that every record needs is missing",
    why=(
        "A day that does not exist, or words where a day is wanted, cannot be judged, and guessing what was meant "
        "would be worse. Days are written YYYY-MM-DD so that nobody can take the day for the month."
    ),
    bad=Example("""\
agreed: ▸2024-02-30
"""),
    good=Example("""\
agreed: 2024-02-29
"""),
)
