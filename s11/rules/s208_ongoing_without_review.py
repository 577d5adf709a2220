"""S208: ongoing, and never looked at again."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import Standing
from s11.text import ADVICE
from s11.when import Timescale


def _ongoing(standing: Standing) -> bool:
    if standing.timescale is not None:
        return standing.timescale.kind == "ongoing"
    dated = [
        timescale
        for thing in standing.pieces
        if thing.timing != "no_date" and (timescale := thing.timescale) is not None
    ]
    return all(timescale.kind == "ongoing" for timescale in dated) if dated else standing.action.continuing


def _readable(timescale: Timescale | None) -> bool:
    return timescale is not None and bool(timescale.due or timescale.dues or timescale.every)


def check(case: RuleContext) -> Iterator[Hit]:
    if case.plan.control is not None and _readable(case.plan.control.next_review):
        return
    for path, standing in case.open():
        if _ongoing(standing) and standing.action.review is None:
            label = case.label(standing.recommendation, standing.action)
            yield Hit(
                (*path, "review"),
                f"{label}: ongoing, with no day on which it is looked at again",
                "write 'review: March 2025' on it, or 'next_review' under the plan's 'control'",
            )


def gather(case: RuleContext) -> tuple[int, str]:
    places = sum(_ongoing(standing) for _, standing in case.open())
    return (
        places,
        f"none of the {places} ongoing actions says when it is looked at again, and the plan has no review date that "
        "can be read",
    )


RULE = Rule(
    code="S208",
    name="ongoing-without-review",
    level=ADVICE,
    fires="an ongoing action has no review date, and neither has the plan",
    why=(
        "What is ongoing is never late, so it is never looked at unless a day is set for it. A day for the "
        "next look keeps it in sight."
    ),
    seen=(
        "At Thurrock it was asked whether finished actions stay under watch; a regional review of dementia "
        "plans found nothing in them beyond twelve to eighteen months."
    ),
    bad=Example("control: ''\n" + with_action('▸id: "1.1"', "timescale: Ongoing")),
    good=Example("control: ''\n" + with_action("timescale: Ongoing", "review: March 2025")),
    check=check,
    gather=gather,
)
