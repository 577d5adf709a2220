"""S308: signed off by whoever answers for it."""

from collections.abc import Iterator

from s11.plan import own_leads, same_person
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ERROR


def check(case: RuleContext) -> Iterator[Hit]:
    for path, recommendation, action in case.actions():
        signed = action.signed_off
        if signed is None or not signed.by:
            continue
        leads = own_leads(recommendation, action)
        own = next((lead for lead in leads if same_person(case.plan, signed.by, lead)), None)
        if own is not None:
            who = f"{signed.by}, who is a lead of it" + (f" as {own}" if own != signed.by else "")
            yield Hit(
                (*path, "signed_off", "by"),
                f"{case.label(recommendation, action)}: signed off by {who}",
                "let somebody else check it, or take the sign-off out",
            )


RULE = Rule(
    code="S308",
    name="signed-off-by-its-lead",
    level=ERROR,
    fires="an action is signed off by one of its own leads",
    why=(
        "A sign-off says that someone else has looked. A peer visit asks staff and the people served before an "
        "action is closed; one's own signature adds nothing to one's own claim, and would show the action as "
        "verified."
    ),
    bad=Example(
        with_action("""\
rag: blue
completed: 2024-05-10
evidence:
  - text: The reviewed procedure
    received: 2024-05-10
signed_off:
  date: 2024-05-14
  by: ▸AB
""")
    ),
    good=Example(
        with_action("""\
rag: blue
completed: 2024-05-10
evidence:
  - text: The reviewed procedure
    received: 2024-05-10
signed_off:
  date: 2024-05-14
  by: CD
""")
    ),
    check=check,
    firm=True,
)
