"""S204: a timescale that is still to be confirmed."""

from collections.abc import Iterator

from s11.english import days_of
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import is_open
from s11.text import WARNING, Path
from s11.when import Timescale, day_words

AFTER_DAYS = 90


def _promised(case: RuleContext) -> Iterator[tuple[Path, str, Timescale]]:
    """Every timescale of something that is still open."""
    for path, label, carried in case.timed():
        standing = next((standing for _, standing in carried if is_open(standing)), None)
        if standing is not None and standing.timescale is not None:
            yield path, label, standing.timescale
    for path, standing in case.open():
        for inner, called, piece in case.pieces(path, standing.action):
            if piece.timescale is not None and not piece.received:
                yield (
                    (*inner, "timescale"),
                    f"{case.label(standing.recommendation, standing.action)}, {called}",
                    piece.timescale,
                )


def check(case: RuleContext) -> Iterator[Hit]:
    since = case.plan.agreed or case.plan.as_at
    if since is None or (case.vantage.as_of - since).days < AFTER_DAYS:
        return
    agreed = "was agreed" if case.plan.agreed else "was last rated as a whole"
    for path, label, timescale in _promised(case):
        if timescale.kind == "unset":
            days = (case.vantage.as_of - since).days
            yield Hit(
                path,
                f"{label}: still '{timescale.text}', {days_of(days)} after the plan {agreed} on {day_words(since)}",
                "write when it is due; if nobody can say, say under 'awaiting' what it waits for, and give a 'review'",
            )


RULE = Rule(
    code="S204",
    name="not-yet-set",
    level=WARNING,
    fires="a timescale is still to be confirmed 90 days after the plan was agreed",
    why=(
        '"TBC" is honest on the day a plan is agreed. Three months on it is an action without a date that '
        "looks as if it had one."
    ),
    seen=(
        "At Comhairle nan Eilean Siar it was proposed to review the dates of a whole plan, because those "
        "agreed had been overtaken."
    ),
    bad=Example(with_action("timescale: ▸TBC")),
    good=Example(""),
    check=check,
    days=True,
)
