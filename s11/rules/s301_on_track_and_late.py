"""S301: stated on track, and late."""

from collections.abc import Iterator

from s11.english import days_of
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import Standing
from s11.text import WARNING, Path
from s11.when import day_words

CLAIMS = ("on_track", "not_started")


def _late(carried: list[tuple[Path, Standing]]) -> list[Standing]:
    return [standing for _, standing in carried if standing.late and standing.stated in CLAIMS]


def _contradiction(late: list[Standing], carried: list[tuple[Path, Standing]], own: bool) -> str:
    worst = max(late, key=lambda standing: standing.days_late)
    due = f"due {day_words(worst.due)}, " if worst.due is not None else ""
    days = f"{due}{days_of(worst.days_late)} ago"
    if len(late) > 1:
        which = f"all {len(late)}" if len(late) == len(carried) else f"{len(late)} of the {len(carried)}"
        return f"{which} actions that it is stated for are late, the oldest {days}"
    return f"late, {days}" if own else f"action {worst.action.id} is late, {days}"


def check(case: RuleContext) -> Iterator[Hit]:
    for path, label, word, carried in case.rated():
        late = _late(carried)
        if late:
            own = "actions" in path
            message = f"stated '{word}' ({late[0].stated.replace('_', ' ')}), but {_contradiction(late, carried, own)}"
            yield Hit(
                path,
                f"{label}: {message}",
                "rate it again; or write what was done and when: 'received', 'completed', or 'revised' with why",
            )


def gather(case: RuleContext) -> tuple[int, str]:
    places = sum(any(standing.stated in CLAIMS for _, standing in carried) for _, _, _, carried in case.rated())
    return (
        places,
        f"every one of the {places} ratings that say on track or not started is contradicted by a date that is past",
    )


RULE = Rule(
    code="S301",
    name="on-track-and-late",
    level=WARNING,
    fires="something is stated to be on track, or not started, and is late",
    why=(
        "This is what a committee is misled by: a green row whose date has gone by. Late is worked out from the date "
        "and the rating is somebody's judgement; s11 shows both and says where they cannot both be right. Havering "
        "met the reverse: what was done, and shown as amber."
    ),
    bad=Example(with_action("timescale: April 2024", "rag: ▸green")),
    good=Example(with_action("rag: amber")),
    check=check,
    days=True,
    gather=gather,
)
