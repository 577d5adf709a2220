"""S007: more bytes or deeper nesting than a plan can have. Found by the reader, ``s11.text``."""

from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S007",
    name="over-a-limit",
    level=ERROR,
    fires="the file is too large, nested too deeply, or has too many faults, to be a plan",
    why=(
        "A plan is a few hundred lines and at most a dozen levels deep. What goes far beyond that is a slip, such as "
        "a line of brackets, or a file made to exhaust the machine that reads it, and is not read further. Of more "
        "than 200 faults in one file the first are listed, and how many more there are."
    ),
    bad=Example("note: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[▸[withheld]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]\n"),
    good=Example("""\
note: "[withheld]"
"""),
)
