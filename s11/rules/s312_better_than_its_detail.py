"""S312: an action that says better of itself than its more detailed plan does."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import Details, disagreement
from s11.text import WARNING


def check(case: RuleContext) -> Iterator[Hit]:
    details = Details(case.register, case.vantage)
    for path, standing in case.judged():
        detail = details.of(standing)
        message = disagreement(standing, detail) if detail is not None else ""
        if message:
            yield Hit(
                (*path, "detail"),
                f"{case.label(standing.recommendation, standing.action)}: {message}",
                "rate the action as its detail stands, or finish or end what is open in the detail",
            )


_BESIDE = {"plans/westmere/workforce-2024.yaml": "title: Workforce plan 2024\n"}

RULE = Rule(
    code="S312",
    name="better-than-its-detail",
    level=WARNING,
    days=True,
    fires="an action is stated as done while its 'detail' has open actions, or on track while that is off track",
    why=(
        "The plan that goes to the board often holds one line, and the work stands in a plan of its own beneath it. "
        "The board sees the line only. Where it says done and the plan beneath does not, somebody must ask which is "
        "true; neither is taken for the other."
    ),
    bad=Example(
        with_action(
            "rag: blue\ncompleted: 2024-05-20\ndetail: ▸westmere/workforce-2024",
            "evidence: [{text: Training record, received: 2024-05-20}]",
        ),
        beside=_BESIDE,
    ),
    good=Example(
        with_action("rag: green\ntimescale: December 2024\ndetail: westmere/workforce-2024"),
        beside=_BESIDE,
    ),
    check=check,
)
