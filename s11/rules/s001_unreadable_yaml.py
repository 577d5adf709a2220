"""S001: YAML that cannot be read. Found by the reader, ``s11.text``."""

from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S001",
    name="unreadable-yaml",
    level=ERROR,
    fires="the file cannot be read as YAML from here on",
    why="What stands behind this place is not read at all, so nobody may trust a count of this plan until it is mended. Nearly always it is one slip: a colon and a space inside a text, a text that starts with a quote, a dash or a bracket, a tab, or a wrong indent.",
    bad=Example("""\
note: Taken to Cabinet▸: approved without changes
"""),
    good=Example("""\
note: >-
  Taken to Cabinet: approved without changes
"""),
)
