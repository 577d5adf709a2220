"""S506: one lead on most of the plan."""

from collections import Counter
from collections.abc import Iterator

from s11.plan import to_be_confirmed
from s11.rules.examples import with_actions
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ADVICE

AT_LEAST = 5


def check(case: RuleContext) -> Iterator[Hit]:
    actions = [standing for standing in case.standings if standing.timing not in ("ended", "proposed")]
    if len(actions) < AT_LEAST:
        return
    leads = Counter(lead for standing in actions for lead in set(standing.lead) if not to_be_confirmed(lead))
    for lead, count in sorted(leads.items()):
        if count * 2 >= len(actions):
            which = (
                "actions" if len(actions) == len(case.standings) else "actions that are neither ended nor only proposed"
            )
            yield Hit(
                ("people", lead),
                f"{lead} leads {count} of the {len(actions)} {which}",
                "share them out: name for each action whoever will do it",
            )


RULE = Rule(
    code="S506",
    name="one-lead-for-most",
    level=ADVICE,
    fires="one lead answers for half or more of five or more actions",
    why=(
        "The safeguarding lead's name beside every objective is one of the faults that the CPSU warns of. It says "
        "that the rest of the organisation has no part in the plan, and that everything waits for one person."
    ),
    bad=Example(
        """\
people:
  ▸AB: {name: Ann Bell}
  CD: {name: Cal Dunn}
  EF: {name: Eve Fox}
"""
        + with_actions(
            "{id: 1, text: Review the policy, lead: AB, timescale: September 2024, measure: Reviewed, rag: green}",
            "{id: 2, text: Review the leaflet, lead: AB, timescale: October 2024, measure: Reviewed, rag: green}",
            "{id: 3, text: Review the intranet page, lead: AB, timescale: November 2024, measure: Reviewed, rag: "
            "green}",
            "{id: 4, text: Review the training, lead: CD, timescale: December 2024, measure: Reviewed, rag: green}",
            "{id: 5, text: Review the induction, lead: EF, timescale: January 2025, measure: Reviewed, rag: green}",
        )
    ),
    good=Example(
        """\
people:
  AB: {name: Ann Bell}
  CD: {name: Cal Dunn}
  EF: {name: Eve Fox}
"""
        + with_actions(
            "{id: 1, text: Review the policy, lead: AB, timescale: September 2024, measure: Reviewed, rag: green}",
            "{id: 2, text: Review the leaflet, lead: AB, timescale: October 2024, measure: Reviewed, rag: green}",
            "{id: 3, text: Review the intranet page, lead: CD, timescale: November 2024, measure: Reviewed, rag: "
            "green}",
            "{id: 4, text: Review the training, lead: CD, timescale: December 2024, measure: Reviewed, rag: green}",
            "{id: 5, text: Review the induction, lead: EF, timescale: January 2025, measure: Reviewed, rag: green}",
        )
    ),
    check=check,
)
