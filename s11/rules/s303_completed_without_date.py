"""S303: completed, and nobody says when."""

from collections.abc import Iterator

from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import Standing
from s11.text import WARNING, Path


def _completed(case: RuleContext) -> Iterator[tuple[Path, str, list[Standing]]]:
    """Every rating that says completed: the record that carries it, its label, its actions."""
    for path, label, _, carried in case.rated():
        completed = [
            standing
            for _, standing in carried
            if standing.stated in ("completed", "verified") and standing.timing != "ended"
        ]
        if completed:
            yield path[:-1], label, completed


def _dated(standing: Standing) -> bool:
    # words such as 'Achieved September 2013' are a finding of their own
    timescale_is_done = standing.timescale is not None and standing.timescale.kind == "done"
    return bool(standing.action.completed or standing.completed) or timescale_is_done


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, completed in _completed(case):
        undated = sum(not _dated(standing) for standing in completed)
        if undated:
            some = (
                f" for {undated} of the {len(completed)} actions that it is stated for"
                if undated < len(completed)
                else ""
            )
            yield Hit(
                (*path, "completed"),
                f"{label}: stated '{completed[0].stated_word}' (completed), but no day of completion{some}",
                "add 'completed:' with the day it was done",
            )


def gather(case: RuleContext) -> tuple[int, str]:
    completed = [completed for _, _, completed in _completed(case)]
    actions = [standing for standings in completed for standing in standings]
    undated = sum(not _dated(standing) for standing in actions)
    if undated == len(actions):
        return len(completed), f"none of the {len(actions)} completed actions says when it was done"
    return (
        len(completed),
        f"{undated} of the {len(actions)} completed actions {'does' if undated == 1 else 'do'} not say when "
        f"{'it was' if undated == 1 else 'they were'} done",
    )


RULE = Rule(
    code="S303",
    name="completed-without-date",
    level=WARNING,
    fires="something is stated to be completed, and no day of completion is given",
    why=(
        "Guildford's committee met completed actions without a date of completion in 2021. Without the day nobody "
        "can say whether it was done in time, or since which meeting."
    ),
    bad=Example(
        with_action("""\
▸id: "1.1"
rag: blue
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
    gather=gather,
)
