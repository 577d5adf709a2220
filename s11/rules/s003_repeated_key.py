"""S003: a key that stands twice, or a word that two entries of the legend claim.

Found by the reader, ``s11.text`` and ``s11.plan``.
"""

from s11.rules.examples import with_action
from s11.rules.rule import Example, Rule
from s11.text import ERROR

RULE = Rule(
    code="S003",
    name="repeated-key",
    level=ERROR,
    fires="a key stands twice in one record, or two entries of the legend claim one word",
    why=(
        "YAML readers keep one of the two and drop the other without a word, and not all of them keep the same one. "
        "A date or a rating can vanish in that way while both are still to be seen in the file. So too in the "
        "legend, where case, spaces and the width of letters make no difference: a word that one entry has under "
        "'also' and that is another entry's own would count as done or as off track by chance, so until it is mended "
        "it counts as neither."
    ),
    bad=Example("""\
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
        ▸rag: amber
"""),
    good=Example(with_action("rag: amber")),
)
