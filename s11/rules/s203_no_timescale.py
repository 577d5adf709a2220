"""S203: no timescale."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import Standing
from s11.text import WARNING


def _applies(standing: Standing) -> bool:
    return standing.timing not in ("ended", "proposed", "done") and not standing.action.continuing


def check(case: RuleContext) -> Iterator[Hit]:
    for path, standing in case.judged():
        dated_by_pieces = any(piece.timescale is not None for piece in standing.action.pieces)
        if _applies(standing) and standing.timescale is None and not dated_by_pieces:
            label = case.label(standing.recommendation, standing.action)
            yield Hit(
                (*path, "timescale"),
                f"{label}: no timescale",
                "write when it is due, in words: 'timescale: October 2025'",
            )


def gather(case: RuleContext) -> tuple[int, str]:
    concerned = [standing for standing in case.standings if _applies(standing)]
    others = any(standing.action.continuing for _, standing in case.open())
    which = "open actions that are not continuing" if others else "open actions"
    unknown = (
        "what is on track cannot be checked"
        if any(standing.stated == "on_track" for standing in concerned)
        else "none of them can be seen to be late"
    )
    return len(concerned), f"none of the {len(concerned)} {which} has a timescale: {unknown}"


RULE = Rule(
    code="S203",
    name="no-timescale",
    level=WARNING,
    fires="an open action has no timescale, its recommendation has none, and no evidence dates it",
    why=(
        "Without a date nobody can say that an action is late, and it slips unseen. Committees ask for dates before "
        "anything else."
    ),
    bad=Example(with_action("timescale: ''", "▸id: 1")),
    good=Example(""),
    check=check,
    gather=gather,
)
