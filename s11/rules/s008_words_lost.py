"""S008: words that YAML loses in silence. Found by the reader, ``s11.text`` and ``s11.plan``."""

from s11.rules.examples import with_action
from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S008",
    name="words-lost",
    level=ERROR,
    fires="a text or the end of one is read as a comment, or a comma inside { } has cut a text in two",
    why=(
        "Both are correct YAML, so nothing else complains, and the report goes to committee without the lost words. "
        "Inside { } a comma ends the text; anywhere else a space and '#' do, and a text that begins with '#' is lost "
        "from its first letter."
    ),
    bad=Example(with_action("text: Review referral procedure ▸# 4 and its leaflet")),
    good=Example(
        with_action("""\
text: >-
  Review referral procedure # 4 and its leaflet
""")
    ),
)
