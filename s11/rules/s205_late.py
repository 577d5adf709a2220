"""S205: late, where the rating does not say the contrary."""

from collections.abc import Iterator

from s11.english import days_of, number_of
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import PieceStanding, Standing, is_open, late_kinds, pieces_of, pieces_words
from s11.text import WARNING, Path
from s11.when import day_words


def _contradicted(standing: Standing) -> bool:
    # a rating of on track or not started beside a date that is past is found there, at the rating
    return standing.stated in ("on_track", "not_started")


def _lateness(late: Standing | PieceStanding) -> str:
    due = f"due {day_words(late.due)}, " if late.due is not None else ""
    return f"{due}{days_of(late.days_late)} late"


_HINT = "write 'completed' with the day, or 'revised' with the old timescale and why, or 'ended' with why"


def _own(case: RuleContext) -> Iterator[Hit]:
    """Actions late by a timescale of their own or of their recommendation, once for each timescale."""
    for path, label, carried in case.timed():
        late = [standing for _, standing in carried if standing.late and not _contradicted(standing)]
        if late:
            worst = max(late, key=lambda standing: standing.days_late)
            several = (
                f"{len(late)} of the {len(carried)} actions that it holds for {'was' if len(late) == 1 else 'were'} "
                if len(late) < len(carried)
                else ""
            )
            yield Hit(path, f"{label}: {several}{_lateness(worst)}", _HINT)


def _by_evidence(case: RuleContext) -> Iterator[Hit]:
    for path, standing in case.judged():
        late = [(inner, thing) for inner, thing in _things(case, path, standing) if thing.timing == "late"]
        label = case.label(standing.recommendation, standing.action)
        if not late or standing.timing in ("ended", "proposed"):
            continue
        if standing.late:
            if standing.by_evidence and not _contradicted(standing):
                inner, oldest = max(late, key=lambda pair: pair[1].days_late)
                pieces = (
                    f"{len(late)} of {pieces_of(standing)}, the oldest "
                    if len(standing.pieces) > 1
                    else f"{oldest.of} "
                )
                yield Hit(
                    (*inner, "timescale"),
                    f"{label}: {pieces}{_lateness(oldest)}",
                    _HINT.replace("completed", "received"),
                )
        elif is_open(standing) or any(thing.done for thing in standing.pieces):
            for inner, thing in late:
                yield Hit(
                    (*inner, "timescale"),
                    f"{label}: {thing.of} '{thing.text}' {_lateness(thing)}",
                    "write 'received' with the day, or 'revised' with the old timescale and why",
                )


def _things(case: RuleContext, path: Path, standing: Standing) -> Iterator[tuple[Path, PieceStanding]]:
    return (
        (inner, thing)
        for (inner, _, _), thing in zip(case.pieces(path, standing.action), standing.pieces, strict=False)
    )


def check(case: RuleContext) -> Iterator[Hit]:
    yield from _own(case)
    yield from _by_evidence(case)


def gather(case: RuleContext) -> tuple[int, str]:
    dated = [
        [standing for _, standing in carried if is_open(standing) and standing.due] for _, _, carried in case.timed()
    ]
    dated += [[standing] for _, standing in case.open() if standing.by_evidence and standing.due]
    actions = [standing for standings in dated for standing in standings]
    late = [standing for standing in actions if standing.late and not _contradicted(standing)]
    count = sum(1 for _ in check(case))
    if not late or len(late) < len(actions):
        return count + 1, ""
    worst = max(late, key=lambda standing: standing.days_late)
    beside = [thing for _, standing in case.judged() for thing in standing.late_beneath]
    also = (
        f"; {pieces_words(*late_kinds(beside))} of actions that are not late themselves "
        f"{'is' if len(beside) == 1 else 'are'} late too"
        if beside
        else ""
    )
    return (
        count,
        f"every open action that has a due day is late: {number_of(len(late), 'action')}, the oldest "
        f"{_lateness(worst)}{also}",
    )


RULE = Rule(
    code="S205",
    name="late",
    level=WARNING,
    fires="something is late, and its rating does not claim otherwise (where it does, that is S301)",
    why=(
        "Slippage has to be seen to be challenged. Bromsgrove's members asked to be told of slippage on revised "
        "dates too, not only on the first ones. Late is worked out from the date: on the due day nothing is late yet."
    ),
    bad=Example(with_action("timescale: ▸April 2024", "rag: amber")),
    good=Example(
        with_action("""\
timescale: April 2024
rag: blue
completed: 2024-04-19
evidence:
  - text: The reviewed procedure
    received: 2024-04-19
""")
    ),
    check=check,
    days=True,
    gather=gather,
)
