"""S712: the council's own settings were changed, and with them days that plans are judged by, or who may read them."""

from collections.abc import Iterator

from s11.english import join_words, number_of
from s11.plan import ASKED_SETTING
from s11.rules.edit_context import SettingsContext
from s11.rules.rule import Example, Hit, Rule
from s11.standing import Standing
from s11.text import ERROR, Path
from s11.when import day_words

HINT = "add a dated note under 'progress' of each of these plans on who decided it, and why; or put the line back"
HINT_ASKED = "add '{date: …, why: …}' under 'changes' of that round, or put it back"
NAMED = 3


def check(case: SettingsContext) -> Iterator[Hit]:
    effect = effect_of(case)
    if effect and case.changed:
        yield Hit(case.changed[0][0], f"{lines_of(case)}; that {effect}, and no note in the plan says why", HINT)
    for message in case.asked:
        path = next((path for path, _, _ in case.changed if path[:1] == (ASKED_SETTING,)), (ASKED_SETTING,))
        yield Hit(
            path, f"{message}, and it does not say why: who has not answered would be missed by nobody", HINT_ASKED
        )


def lines_of(case: SettingsContext) -> str:
    """What each line of the settings said and says."""
    return join_words([_line(path, was, now) for path, was, now in case.changed])


def effect_of(case: SettingsContext) -> str:
    """What the settings alone have moved, as it follows on 'that'; '' where it is nothing."""
    moved = [(was, now) for was, now in case.standings if _judged(was) != _judged(now)]
    effects = []
    if moved:
        plans = dict.fromkeys(now.plan.id for _, now in moved)
        some = "; ".join(_effect(was, now) for was, now in moved[:NAMED]) + (
            f"; and {number_of(len(moved) - NAMED, 'action')} more" if len(moved) > NAMED else ""
        )
        effects.append(
            f"changes the dates of {number_of(len(moved), 'action')} in {number_of(len(plans), 'plan')} ({some})"
        )
    if case.readers:
        effects.append(
            f"changes who may read {join_words([f'{plan.id}, marked {plan.marking}' for plan in case.readers[:NAMED]])}"
            + (f" and {number_of(len(case.readers) - NAMED, 'plan')} more" if len(case.readers) > NAMED else "")
        )
    return " and ".join(effects)


def _judged(standing: Standing) -> tuple[object, ...]:
    """All that a calendar bears on."""
    dated = tuple((thing.due, thing.timing) for thing in standing.pieces)
    return (
        standing.timing,
        standing.checked,
        standing.due,
        standing.first_due,
        standing.times_moved,
        standing.days_late,
        standing.late_dates,
        dated,
    )


def _line(path: Path, was: str, now: str) -> str:
    name = path[-1] if path else "the calendar"
    return (
        f"'{name}' was '{was}' and is now '{now}'"
        if was and now
        else f"'{name}' is new: '{now}'"
        if now
        else f"'{name}' is gone: it was '{was}'"
    )


def _effect(was: Standing, now: Standing) -> str:
    if was.due != now.due and was.due and now.due:
        return f"{now.address} was due {day_words(was.due)}, now {day_words(now.due)}"
    if was.checked != now.checked:
        return f"{now.address} was checked {was.checked.replace('_', ' ')}, now {now.checked.replace('_', ' ')}"
    return f"{now.address} is dated otherwise"


RULE = Rule(
    code="S712",
    name="settings-changed",
    level=ERROR,
    fires=(
        "s11.yaml was changed so that dates, how an action stands, who may read a plan or who is asked change, and "
        "nothing new says why"
    ),
    why=(
        "A new end of term can make late actions look in time in every plan at once, without a word of any plan "
        "being touched. Each side of an edit is read with its own settings, and what the settings alone have moved "
        "is said here. A body that is asked no longer, or later, is missed by nobody: the round says why under "
        "'changes'."
    ),
    bad=Example(
        "calendar:\n  ▸autumn_term: 1 September to 20 January\n",
        as_of="2025-01-06",
        before="calendar:\n  autumn_term: 1 September to 20 December\n",
    ),
    good=Example(
        "calendar:\n  autumn_term: 1 September to 20 December\n  spring_term: 6 January to 11 April\n",
        as_of="2025-01-06",
        before="calendar:\n  autumn_term: 1 September to 20 December\n",
    ),
    check=check,
    edit=True,
    settings=True,
    of_assessments=(
        "a council's own list of standards was changed so that a standard is no longer asked of a return, or looks "
        "better in it, and no amendment of the whole return says why"
    ),
)
