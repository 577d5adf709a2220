"""S502: only a group answers for it."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import is_open
from s11.text import ADVICE


def _only_groups(case: RuleContext, leads: tuple[str, ...]) -> bool:
    people = [case.plan.people.get(lead) for lead in leads]
    return bool(people) and all(person is not None and person.group for person in people)


def check(case: RuleContext) -> Iterator[Hit]:
    for path, recommendation, actions in case.grouped():
        still_open = [(inner, standing.action) for inner, standing in actions if is_open(standing)]
        if _only_groups(case, recommendation.lead) and any(not action.lead for _, action in still_open):
            yield Hit(
                (*path, "lead"),
                f"{case.label(recommendation)}: led by {' and '.join(recommendation.lead)} only, which is a group",
                "name one person who reports for the group",
            )
        for inner, action in still_open:
            if _only_groups(case, action.lead):
                yield Hit(
                    (*inner, "lead"),
                    f"{case.label(recommendation, action)}: led by {' and '.join(action.lead)} only, which is a group",
                    "name one person who reports for the group",
                )


RULE = Rule(
    code="S502",
    name="only-a-group",
    level=ADVICE,
    fires="an open action is led by a group or committee only",
    why=(
        "A committee meets four times a year and nobody in it is asked in between. When the action is late, "
        "no one person can be called in."
    ),
    seen=("Durham's audit committee wished to call one person in."),
    bad=Example(
        """\
people:
  AB: {name: Ann Bell, post: Head of Communities}
  DOG: {name: Designated Officers Group, group: true}
"""
        + with_action("lead: ▸DOG")
    ),
    good=Example(
        """\
people:
  AB: {name: Ann Bell, post: Head of Communities}
  DOG: {name: Designated Officers Group, group: true}
"""
        + with_action("lead: [DOG, AB]")
    ),
    check=check,
)
