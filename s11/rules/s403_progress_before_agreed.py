"""S403: an entry dated before it can have been made: before the plan was agreed, before what it signs, or long before
what stood there already.
"""

from collections.abc import Iterator

from s11.change import LONG_DAYS, EntryChange
from s11.english import number_of
from s11.plan import Action, Done, Entry, Recommendation
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule, RuleContext
from s11.standing import begun_later, met_targets
from s11.text import WARNING, Path
from s11.when import day_words, on_day

WHAT = {
    "progress": "progress",
    "completed": "a completion",
    "revised": "a change of timescale",
    "signed_off": "a sign-off",
    "ended": "an ending",
}


def check(case: RuleContext) -> Iterator[Hit]:
    agreed = case.plan.agreed
    for path, recommendation, action in case.actions():
        label = case.label(recommendation, action)
        if agreed is not None:
            for field, what in WHAT.items():
                entries = _held(action, field)
                for number, entry in enumerate(entries):
                    if entry.date < agreed:
                        inner = case.at((*path, field), entries, number)
                        hint = "look at the year; what was done before the plan belongs in its evidence or in a note"
                        yield Hit(
                            inner if isinstance(case.document.node(inner), str) else (*inner, "date"),
                            f"{label}: {what} of {day_words(entry.date)}, before the plan was agreed on "
                            f"{day_words(agreed)}",
                            hint,
                        )
        yield from _signed(case, path, label, action)
        for _, hit in _ahead(case, path, label, recommendation, action):
            yield hit


def _held(action: Action, field: str) -> tuple[Entry, ...]:
    held: Entry | tuple[Entry, ...] | None = getattr(action, field)
    return held if isinstance(held, tuple) else () if held is None else (held,)


def _signed(case: RuleContext, path: Path, label: str, action: Action) -> Iterator[Hit]:
    """A sign-off from before what it signs, or by somebody who was no longer there."""
    signed = action.signed_off
    if signed is None:
        return
    last = max((done.date for done in action.completed), default=None)
    if last is not None and not met_targets(last, signed.date):
        yield Hit(
            (*path, "signed_off", "date"),
            f"{label}: signed off {on_day(signed.date)}, before it was completed {on_day(last)}",
            "give the day on which it was looked at after it was done",
        )
    person = case.plan.people.get(signed.by)
    if person is not None and person.left is not None and not met_targets(signed.date, person.left):
        yield Hit(
            (*path, "signed_off", "by"),
            f"{label}: signed off {on_day(signed.date)} by {signed.by}, who left on {day_words(person.left)}",
            "say who signed it off, and when",
        )


def _ahead(
    case: RuleContext, path: Path, label: str, recommendation: Recommendation, action: Action
) -> Iterator[tuple[Done, Hit]]:
    """What is said to be for a cycle that had not begun when it was done."""
    held = [
        ((*path, "completed"), label, "a completion", action.timescale or recommendation.timescale, action.completed)
    ]
    for inner, called, piece in case.pieces(path, action):
        what = "a receipt" if piece.of == "evidence" else "the day reached"
        held.append(((*inner, "received"), f"{label}, {called}", what, piece.timescale, piece.received))
    for place, who, what, timescale, done in held:
        for number, one in enumerate(done):
            begins = begun_later(timescale, one)
            if begins is not None:
                message = f"{who}: {what} of {day_words(one.date)} for a cycle that only began on {day_words(begins)}"
                inner = case.at(place, done, number)
                yield one, Hit((*inner, "for"), message, "name the cycle in whose time it was done, or leave 'for' out")


def check_edit(edit: EditContext) -> Iterator[Hit]:
    """What was entered now and cannot have been done for its cycle; and what came in long after its day."""
    yield from _put_in_late(edit)
    put_in = {
        id(entry)
        for _, _, entered in edit.changed(EntryChange)
        for entry in entered.added
        if isinstance(entry, Done) and entry.cycle is not None
    }
    case = edit.case
    for path, recommendation, action in case.actions() if put_in else ():
        for one, hit in _ahead(case, path, case.label(recommendation, action), recommendation, action):
            if id(one) in put_in:
                yield hit


def _put_in_late(edit: EditContext) -> Iterator[Hit]:
    """What is entered now and dated long before the newest that was entered already: mostly a slip in the year,
    sometimes a reason found later.
    """
    for path, pair, entered in edit.changed(EntryChange):
        if entered.field not in WHAT and entered.field != "received":
            continue
        newest = pair.old.newest_entry
        for entry in entered.added:
            if newest is not None and (newest - entry.date).days > LONG_DAYS:
                what = WHAT.get(entered.field, "a receipt")
                message = (
                    f"{what} of {day_words(entry.date)} is entered now, long after what was entered already for "
                    f"{day_words(newest)}"
                )
                yield Hit(
                    (*path, entered.field),
                    f"{pair.new.label}: {message}",
                    "look at the year; where it is right, say in a note of today why it comes so late",
                )


def gather(case: RuleContext) -> tuple[int, str]:
    dated = sum(1 for _, _, action in case.actions() for field in WHAT for _ in _held(action, field))
    return (
        dated,
        f"all {number_of(dated, 'entry', 'entries')} of its actions are dated before the plan was agreed on "
        f"{day_words(case.plan.agreed)}"
        if case.plan.agreed
        else "",
    )


RULE = Rule(
    code="S403",
    name="progress-before-agreed",
    level=WARNING,
    fires=(
        "an entry is dated before the plan was agreed, before what it rests on, or, put in later, long before what "
        "stood there"
    ),
    why=(
        "It is mostly last year's note, copied with the row, or a slip in the year. Left in, it makes an action look "
        "begun on which nobody has recorded anything since the plan was agreed."
    ),
    bad=Example(
        with_action("""\
progress:
  - date: ▸2023-12-04
    by: AB
    note: The draft went to the leads for comment
""")
    ),
    good=Example(
        with_action("""\
progress:
  - date: 2024-02-05
    by: AB
    note: The draft went to the leads for comment
""")
    ),
    check=check,
    check_edit=check_edit,
    gather=gather,
)
