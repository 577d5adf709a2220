"""S104: ratings in a plan without a legend."""

from collections.abc import Iterator

from s11.english import number_of
from s11.plan import MEANINGS
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ERROR


def check(case: RuleContext) -> Iterator[Hit]:
    if case.keys("rag") or case.unread("rag"):
        return
    rated = list(case.rated())
    if rated:
        path, label, word, _ = rated[0]
        more = (
            f", there {'is' if len(rated) == 2 else 'are'} {number_of(len(rated) - 1, 'more rating')}"
            if len(rated) > 1
            else ""
        )
        yield Hit(
            path,
            f"{label} is rated '{word}'{more}, and the plan has no legend",
            f"write what the colours mean before the recommendations: 'rag:', and under it for each word, '{word}' "
            f"too, what it 'means': {', '.join(MEANINGS)}",
        )


RULE = Rule(
    code="S104",
    name="no-legend",
    level=ERROR,
    fires="the plan rates something and has no legend",
    why=(
        "The same four colours mean different things in different councils, and in one council from year to "
        "year. Colours alone do not tell how near the target is, and without the legend no rating in this "
        "plan can be counted."
    ),
    seen=("Cheshire East's members said in 2022 that colours alone do not tell how near the target is."),
    bad=Example("rag: ''\n" + with_action("rag: ▸green")),
    good=Example("""\
rag:
  green: {means: on_track, label: On target}
"""),
    check=check,
)
