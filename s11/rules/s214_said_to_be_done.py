"""S214: words that say done where nothing else does."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.text import WARNING
from s11.when import Timescale


def _hint(timescale: Timescale, field: str) -> str:
    day = f"'{field}: {timescale.done.isoformat()}'" if timescale.done else f"'{field}:' with the day it was done"
    return f"write {day}, and under 'timescale' when it was due"


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, carried in case.timed():
        done = [
            (standing, timescale)
            for _, standing in carried
            if (timescale := standing.timescale) is not None and timescale.kind == "done"
        ]
        if any(
            not (standing.action.completed or standing.recommendation.completed) and standing.timing != "ended"
            for standing, _ in done
        ):
            timescale = done[0][1]
            yield Hit(
                path,
                f"{label}: '{timescale.text}' says that it is done, but no day of completion is given",
                _hint(timescale, "completed"),
            )
    for path, standing in case.judged():
        for inner, called, piece in case.pieces(path, standing.action):
            if (
                piece.timescale is not None
                and piece.timescale.kind == "done"
                and not piece.received
                and standing.timing != "ended"
            ):
                label = case.label(standing.recommendation, standing.action)
                yield Hit(
                    (*inner, "timescale"),
                    f"{label}, {called}: '{piece.timescale.text}' says that it is "
                    f"{'in' if piece.of == 'evidence' else 'reached'}, but no day is given",
                    _hint(piece.timescale, "received"),
                )


RULE = Rule(
    code="S214",
    name="said-to-be-done",
    level=WARNING,
    fires="the timescale says that it is done, and 'completed' does not",
    why=(
        '"Complete" in the column for the date is a claim without a day, and it has written over the date that was '
        "promised. Guildford's committee met completed actions without a date of completion in 2021."
    ),
    bad=Example(with_action("timescale: ▸Achieved April 2024")),
    good=Example(
        with_action("""\
timescale: May 2024
rag: blue
completed: 2024-04-30
evidence:
  - text: The reviewed procedure
    received: 2024-04-30
""")
    ),
    check=check,
)
