"""S001: a file that cannot be read, or not as YAML. Found by ``s11.store`` and by the reader, ``s11.text``."""

from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S001",
    name="unreadable-yaml",
    level=ERROR,
    fires=(
        "the file cannot be read as YAML from here on, or cannot be read at all: a link, a pipe, or a folder that is "
        "closed to us"
    ),
    why=(
        "What stands behind this place is not read at all, so nobody may trust a count of this plan until it is "
        "mended. Nearly always it is one slip: a colon and a space inside a text, a text that starts with a quote, a "
        "dash or a bracket, a tab, or a wrong indent. A link is not followed: it may lead out of the repository, to "
        "another file on another day, or to a plan that is counted already."
    ),
    bad=Example("""\
note: Taken to Cabinet▸: approved without changes
"""),
    good=Example("""\
note: >-
  Taken to Cabinet: approved without changes
"""),
)
