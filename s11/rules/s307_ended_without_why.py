"""S307: ended without a reason."""

from collections.abc import Iterator

from s11.change import is_reason
from s11.change.text import shortened
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ERROR


def check(case: RuleContext) -> Iterator[Hit]:
    for path, recommendation, action in case.actions():
        if action.ended is not None and not is_reason(action.ended.why):
            lack = (
                f"and {shortened(action.ended.why)} is no reason" if action.ended.why.strip() else "and nobody says why"
            )
            how = f" as {action.ended.how.replace('_', ' ')}" if action.ended.how else ""
            yield Hit(
                (*path, "ended", "why"),
                f"{case.label(recommendation, action)}: ended{how}, {lack}",
                "add 'why:' with the reason and who decided it",
            )


RULE = Rule(
    code="S307",
    name="ended-without-why",
    level=ERROR,
    fires="an action is ended without a reason, or with one that says nothing",
    why=(
        "'Suspended', 'no longer needed' and 'transferred' are endings other than done, and an easy way out of the "
        "count. Bromsgrove's members saw a quarter of a plan rescheduled or suspended in a year. An ending stays "
        "visible, and needs its reason."
    ),
    bad=Example(
        with_action("""\
▸ended:
  as: suspended
  date: 2024-05-07
""")
    ),
    good=Example(
        with_action("""\
ended:
  as: suspended
  date: 2024-05-07
  why: The county rewrites the procedure itself; Cabinet agreed on 7 May
""")
    ),
    check=check,
    firm=True,
)
