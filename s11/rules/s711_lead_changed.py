"""S711: somebody else leads, and nothing was noted."""

from collections.abc import Iterator

from s11.change import LeadChange
from s11.change.text import names
from s11.plan import HANDED_OVER
from s11.rules.edit_context import EditContext, named
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule
from s11.text import ADVICE


def check(edit: EditContext) -> Iterator[Hit]:
    for path, pair, led in edit.changed(LeadChange):
        # naming somebody where nobody was named is no change of hands
        if led.carried or not named(led.old) or edit.noted(pair) or edit.noted_as(pair, HANDED_OVER):
            continue
        yield Hit(
            (*path, "lead"),
            f"{pair.new.label}: its lead was {names(pair.old.plan, led.old)}, now {names(pair.new.plan, led.new)}, "
            "and no progress was noted",
            "add a dated note under 'progress' on who handed it over, and when",
        )


RULE = Rule(
    code="S711",
    name="lead-changed",
    level=ADVICE,
    fires="the lead changed and no progress was noted",
    why=(
        "An action that changes hands is where things are dropped. A line in the record says when it was handed "
        "over, so that the new lead is not asked for what the old one promised."
    ),
    bad=Example(with_action("lead: ▸AB"), before=with_action("lead: CD")),
    good=Example(
        with_action("""\
progress:
  - date: 2024-05-21
    by: CD
    note: Handed over to Ann Bell
"""),
        before=with_action("lead: CD"),
    ),
    check=check,
    edit=True,
    headings=("leads",),
)
