"""S004: anchors, aliases, tags, merge keys, a second document. Found by the reader, ``s11.text``."""

from s11.rules.examples import with_action
from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S004",
    name="not-plain-yaml",
    level=ERROR,
    fires="an anchor, an alias, a tag, '<<' or a second document stands in the file",
    why=(
        "These make one place in the file speak for another. Then a change in one line changes several actions, and "
        "whoever reads the change in a browser sees only one of them. Plans are for people who have never heard of "
        "such features."
    ),
    bad=Example(with_action("lead: ▸&lead AB")),
    good=Example(""),
)
