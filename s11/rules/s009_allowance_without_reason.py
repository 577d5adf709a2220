"""S009: a remark that should allow something and does not say why, or what. Found while allowances are read."""

from s11.rules.examples import with_action
from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S009",
    name="allowance-without-reason",
    level=ERROR,
    fires="a remark to s11 gives no reason, or names no rule",
    why=(
        "An exception is a decision somebody took, and the file must say whose and why; reports count them. Without "
        "its code and its reason a remark excuses nothing, so what it was written for still stands."
    ),
    bad=Example("""\
agreed: 2024-01-15  ▸# s11: agreed at board 15 January
"""),
    good=Example(
        with_action("""\
timescale: April 2024  # s11: allow S205 the new procedures come in July; agreed at board 3 May
rag: amber
""")
    ),
)
