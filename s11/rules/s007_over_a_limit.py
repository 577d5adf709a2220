"""S007: more bytes or deeper nesting than a plan can have. Found by the reader, ``s11.text``."""

from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S007",
    name="over-a-limit",
    level=ERROR,
    fires="the file is too large, or nested too deeply, to be a plan",
    why="A plan is a few hundred lines and at most a dozen levels deep. What goes far beyond that is a slip, such as a line of brackets, or a file made to exhaust the machine that reads it, and is not read further.",
    bad=Example("note: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[▸[withheld]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"),
    good=Example("""\
note: "[withheld]"
"""),
)
