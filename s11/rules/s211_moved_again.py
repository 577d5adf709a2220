"""S211: a date moved twice or more."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import moves
from s11.text import WARNING

OFTEN = 2


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, record in case.holders():
        made = moves(record.timescale, record.revised)
        if len(made) >= OFTEN:
            times = "twice" if len(made) == 2 else f"{len(made)} times"
            yield Hit(
                (*path, "revised"),
                f"{label}: moved {times}; the first timescale was '{made[0].before.text}'",
                "ask whether it can be done as it stands; if not, end it with why, or split it into steps",
            )


RULE = Rule(
    code="S211",
    name="moved-again",
    level=WARNING,
    fires="a timescale has been moved twice or more",
    why=(
        "Durham's audit committee saw dates revised again and again; a limit was proposed in 2013, and owners were "
        "called in after more than one revision. Barnsley re-dated two thirds of what was due because the first "
        "dates had been unrealistic."
    ),
    bad=Example(
        with_action("""\
▸revised:
  - date: 2024-03-04
    from: April 2024
    why: The county's procedures were late
    by: AB
  - date: 2024-05-07
    from: July 2024
    why: The policy officer was away
    by: AB
""")
    ),
    good=Example(
        with_action("""\
revised:
  - date: 2024-05-07
    from: July 2024
    why: The policy officer was away
    by: AB
""")
    ),
    check=check,
)
