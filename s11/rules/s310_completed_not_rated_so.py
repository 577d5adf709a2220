"""S310: a day of completion beside another rating."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import WARNING
from s11.when import on_day


def check(case: RuleContext) -> Iterator[Hit]:
    done = [word for word, meaning in case.plan.rag.items() if meaning.means in ("completed", "verified")]
    if not done or next(case.rated(), None) is None:
        return
    for path, standing in case.judged():
        if (
            standing.timing == "done"
            and standing.completed
            and standing.stated not in ("completed", "verified")
            and standing.stated_later is None
        ):
            label = case.label(standing.recommendation, standing.action)
            rated = f"rated '{standing.stated_word}'" if standing.stated_word else "not rated"
            carried = standing.stated_for == "recommendation"
            yield Hit(
                (*path, "rag"),
                f"{label}: completed {on_day(standing.completed[-1].date)}, but {rated}"
                + (" with its recommendation" if carried else ""),
                f"rate it '{done[0]}', or take the day of completion out",
            )


RULE = Rule(
    code="S310",
    name="completed-not-rated-so",
    level=WARNING,
    fires="there is a day of completion, and the rating does not say completed (in plans that rate)",
    why=(
        "Havering showed what was done, but not yet signed off, as amber. One of the two is out of date, or the "
        "colour means something that the legend does not say; the reader cannot know which."
    ),
    bad=Example(
        with_action("""\
rag: ▸green
completed: 2024-05-10
evidence:
  - text: The reviewed procedure
    received: 2024-05-10
""")
    ),
    good=Example(
        with_action("""\
rag: blue
completed: 2024-05-10
evidence:
  - text: The reviewed procedure
    received: 2024-05-10
""")
    ),
    check=check,
)
