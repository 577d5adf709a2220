"""S302: completed, with nothing to show."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import Standing
from s11.text import WARNING


def _completed(standing: Standing) -> bool:
    return standing.timing != "ended" and (standing.timing == "done" or standing.stated in ("completed", "verified"))


def check(case: RuleContext) -> Iterator[Hit]:
    for path, standing in case.judged():
        if _completed(standing) and not any(thing.done for thing in standing.evidence):
            lack = "none of its evidence was received" if standing.evidence else "no evidence"
            yield Hit(
                (*path, "evidence"),
                f"{case.label(standing.recommendation, standing.action)}: completed, but {lack}",
                "add under 'evidence' what shows that it was done, with the day it was 'received'",
            )


def gather(case: RuleContext) -> tuple[int, str]:
    places = sum(_completed(standing) for standing in case.standings)
    expected = any(standing.evidence for standing in case.standings if _completed(standing))
    return places, f"none of the {places} completed actions has evidence" + (" that was received" if expected else "")


RULE = Rule(
    code="S302",
    name="completed-without-evidence",
    level=WARNING,
    fires="a completed action has no evidence that was received",
    why=(
        "Closed and evidenced are two things. Good practice has somebody else test the proof before an action "
        "is closed."
    ),
    seen=(
        "Herefordshire's members could not tell in 2018 whether anything had been done about old "
        "recommendations, and a study of homicide reviews found little to show that theirs had been."
    ),
    bad=Example(with_action('▸id: "1.1"', "rag: blue", "completed: 2024-05-10")),
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
    gather=gather,
)
