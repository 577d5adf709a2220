"""S110: the same words twice under one recommendation."""

from collections.abc import Iterator

from s11.rules.examples import with_actions
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import ADVICE


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".")


def check(case: RuleContext) -> Iterator[Hit]:
    for _, recommendation, actions in case.grouped():
        seen: dict[str, str] = {}
        for path, standing in actions:
            label = case.label(recommendation, standing.action)
            first = seen.setdefault(_fold(standing.action.text), standing.action.id)
            if first != standing.action.id:
                yield Hit(
                    (*path, "text"),
                    f"{label}: the same words as action {first}",
                    "say what is different about it, or take one out",
                )
            pieces: dict[tuple[str, str], str] = {}
            for inner, called, piece in case.pieces(path, standing.action):
                earlier = pieces.setdefault((piece.of, _fold(piece.text)), called)
                if earlier != called:
                    yield Hit(
                        (*inner, "text"),
                        f"{label}: {called} has the same words as {earlier}",
                        "say what is different about it, or take one out",
                    )


RULE = Rule(
    code="S110",
    name="same-text",
    level=ADVICE,
    fires="two actions of one recommendation, or two pieces of one action's evidence, have the same words",
    why=(
        "Two rows with the same words cannot be told apart in a meeting, and progress noted for one is read as "
        "progress on the other. Often a row was copied and never changed."
    ),
    bad=Example(
        with_actions(
            "{id: 1, text: Review the policy, lead: AB, timescale: October 2024, measure: Reviewed, rag: green}",
            "{id: 2, text: ▸Review the policy, lead: CD, timescale: October 2024, measure: Reviewed, rag: green}",
        )
    ),
    good=Example(
        with_actions(
            "{id: 1, text: Review the policy, lead: AB, timescale: October 2024, measure: Reviewed, rag: green}",
            "{id: 2, text: Review the leaflet, lead: CD, timescale: October 2024, measure: Reviewed, rag: green}",
        )
    ),
    check=check,
)
