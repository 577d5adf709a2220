"""S101: an id that stands twice. That of a file is found by ``s11.plan``."""

from collections.abc import Iterator

from s11.rules.examples import with_actions
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ERROR


def check(case: RuleContext) -> Iterator[Hit]:
    for records, what in (
        (case.recommendations(), "recommendation"),
        (((path, action) for path, _, action in case.actions()), "action"),
    ):
        seen: dict[str, str] = {}
        for path, record in records:
            if record.id in seen:
                yield Hit(
                    (*path, "id"),
                    f"{what} id {record.id} stands twice in this plan",
                    "give the later one an id that was never used",
                )
            elif record.id:
                seen[record.id] = record.text


RULE = Rule(
    code="S101",
    name="repeated-id",
    level=ERROR,
    fires=(
        "an id stands twice among a plan's actions or recommendations, or in a list that plans follow; or two files "
        "have one id"
    ),
    why=(
        "An action is followed by its id from meeting to meeting. Two actions with one id cannot be told apart, so a "
        "date moved on one looks like a date moved on the other. Of two files with one id (x.yaml beside x.yml) the "
        "second is not read, so that nothing is counted twice."
    ),
    bad=Example(
        with_actions(
            "{id: 1, text: Review the policy, lead: AB, timescale: October 2024, measure: Reviewed, rag: green}",
            "{id: ▸1, text: Review the leaflet, lead: AB, timescale: October 2024, measure: Reviewed, rag: green}",
        )
    ),
    good=Example(
        with_actions(
            "{id: 1, text: Review the policy, lead: AB, timescale: October 2024, measure: Reviewed, rag: green}",
            "{id: 2, text: Review the leaflet, lead: AB, timescale: October 2024, measure: Reviewed, rag: green}",
        )
    ),
    check=check,
)
