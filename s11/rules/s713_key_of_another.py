"""S713: a key of 'people' names somebody else than before, or nobody."""

from collections.abc import Iterator

from s11.change import Pair, is_typing_slip, same_text
from s11.english import join_words, number_of
from s11.plan import Action, Person, Plan, leads_of
from s11.rules.assessment_edit import AMEND_WHOLE, AssessmentEdit
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule
from s11.standing import is_open
from s11.text import ERROR, WARNING


def check(edit: EditContext) -> Iterator[Hit]:
    yield from _carried(edit)
    if edit.plan is not None:
        yield from _in_plan(edit, edit.plan)


def _carried(edit: EditContext) -> Iterator[Hit]:
    """Actions from another plan, in which a key that they name was somebody else's."""
    for path, pair in edit.actions():
        if edit.plan is not None and pair.old.plan is edit.plan.old.plan:
            continue
        old, new, action = pair.old, pair.new, pair.new.action
        signed = action.signed_off.by if action.signed_off is not None else ""
        for key in dict.fromkeys(
            (signed, *leads_of(new.recommendation, action), *(getattr(entry, "by", "") for entry in _of_action(action)))
        ):
            was, now = old.plan.people.get(key), new.plan.people.get(key)
            lost = was is not None and _lost(was, now)
            if (
                was is None
                or not (lost or (now is not None and _somebody_else(was, now)))
                or (lost and key != signed)
                or (key != signed and edit.noted(pair))
            ):
                continue
            under = "it was signed off under that key" if key == signed else "it names that key"
            message = (
                f"'{key}' was {_called(was)} in {old.plan.id} and "
                f"{'names nobody' if lost or now is None else f'is {_called(now)}'} here; {under}"
            )
            yield Hit(
                (*path, "signed_off") if key == signed else path,
                f"{new.label}: {message}",
                "give whoever it was a key of their own here, and write that one",
                level=ERROR if key == signed else WARNING,
            )


def _in_plan(edit: EditContext, plan: Pair) -> Iterator[Hit]:
    old, new = plan.old.plan, plan.new.plan
    for key, was in old.people.items():
        now = new.people.get(key)
        lost, given = _lost(was, now), now is not None and not was.name and bool(now.name)
        if not lost and not given and (now is None or not _somebody_else(was, now)):
            continue
        signed = [
            action.id for _, action in new.actions() if action.signed_off is not None and action.signed_off.by == key
        ]
        led = [
            standing.action.id
            for standing in edit.now.standings.values()
            if is_open(standing) and key in leads_of(standing.recommendation, standing.action)
        ]
        named = sum(getattr(entry, "by", "") == key for entry in _entries(new))
        if lost or now is None:
            # without a name it may be given to anybody with the next edit, and nobody would see
            same_post = now is None or not now.post or same_text(was.post, now.post)
            if signed and not (same_post and edit.noted_on_plan()):
                message = (
                    f"'{key}' was {_called(was)} and now names nobody; {number_of(len(signed), 'action')} signed off "
                    f"({', '.join(signed[:6])}) {'stands' if len(signed) == 1 else 'stand'} under that key"
                )
                yield Hit(
                    ("people", key),
                    f"The plan: {message}",
                    "put the name back; a name that may not stand here is said in a dated note under the plan's "
                    "'progress'",
                    level=ERROR,
                )
            continue
        if given:
            # nobody was named; whoever is now has signed what was signed before
            if signed and not edit.noted_on_plan():
                message = (
                    f"'{key}' named nobody ({_called(was)}) and is now {_called(now)}; "
                    f"{number_of(len(signed), 'action')} signed off ({', '.join(signed[:6])}) "
                    f"{'stands' if len(signed) == 1 else 'stand'} under that key"
                )
                yield Hit(
                    ("people", key, "name"),
                    f"The plan: {message}",
                    "say in a dated note under the plan's 'progress' who it was that signed it off",
                    level=ERROR,
                )
            continue
        if not signed and not led and not named:
            continue
        if not signed and edit.noted_on_plan():
            continue
        under = [
            *([f"{number_of(len(signed), 'action')} signed off ({', '.join(signed[:6])})"] if signed else []),
            *([f"{number_of(len(led), 'open action')} ({', '.join(led[:6])})"] if led else []),
            *([number_of(named, "dated entry", "dated entries")] if named else []),
        ]
        message = (
            f"'{key}' was {_called(was)} and is now {_called(now)}; {join_words(under)} "
            f"{'stand' if len(under) > 1 or len(signed or led) > 1 or named > 1 else 'stands'} under that key"
        )
        yield Hit(
            ("people", key, "name" if now.name else "post"),
            f"The plan: {message}",
            "give the new person a key of their own, and keep this one for whoever it was",
            level=ERROR if signed else WARNING,
        )


def check_assessment(edit: AssessmentEdit) -> Iterator[Hit]:
    if edit.was is None or edit.whole is None:
        return
    old, new = edit.was.assessment, edit.now.assessment
    sent = old.submitted
    signed = {sent.by, sent.substitute, *sent.signed_by, sent.approved.by if sent.approved else ""} if sent else set()
    others = {*(by for one in old.challenges for by in one.by), *(one.by for one in old.amendments)}
    for key, was in old.people.items():
        now = new.people.get(key)
        lost = _lost(was, now)
        given = now is not None and not was.name and bool(now.name)
        if key not in signed | others or not (lost or given or (now is not None and _somebody_else(was, now))):
            continue
        if edit.amended() or (key not in signed and edit.amended_any()):
            continue
        under = "the return was sent or signed under that key" if key in signed else "something was said under that key"
        what = "now names nobody" if lost or now is None else f"is now {_called(now)}"
        yield Hit(
            ("people", key) if edit.now.document.has(("people", key)) else ("title",),
            f"'{key}' was {_called(was)} and {what}; {under}",
            f"give the other person a key of their own; of a new name of the same person {AMEND_WHOLE}",
            level=ERROR if key in signed else WARNING,
        )


def _lost(was: Person, now: Person | None) -> bool:
    """Whether a key names nobody any more: its name is gone, or, where it had only a post, that."""
    return (now is None or not now.name) if was.name else bool(was.post) and (now is None or not (now.name or now.post))


def _somebody_else(was: Person, now: Person) -> bool:
    """Whether a key stands for another person: another name; of one without a name, another post.

    A slip that was mended is none.
    """
    one, other = (was.name, now.name) if was.name and now.name else (was.post, now.post)
    return (
        bool(one and other)
        and not same_text(one, other)
        and not is_typing_slip(one, other)
        and bool(was.name) == bool(now.name)
    )


def _called(person: Person) -> str:
    return f"'{person.name or person.post}'"


def _entries(plan: Plan) -> Iterator[object]:
    """Every dated entry that may say whose it is."""
    yield from plan.progress
    for recommendation in plan.recommendations:
        yield from recommendation.revised
        for action in recommendation.actions:
            yield from _of_action(action)


def _of_action(action: Action) -> Iterator[object]:
    yield from (*action.progress, *action.revised, *(revision for piece in action.pieces for revision in piece.revised))


_PEOPLE = """\
people:
  AB: {name: Ann Bell, post: Head of Communities}
  CD: {name: Cal Dunn, post: Policy officer}
"""
_BEFORE = _PEOPLE + with_action("lead: CD")

RULE = Rule(
    code="S713",
    name="key-of-another",
    level=WARNING,
    fires=(
        "a key of 'people' names somebody else, or nobody, and something stands under it; an error where it signed "
        "something off"
    ),
    why=(
        "Initials are reused when somebody leaves. The new holder then has promised, written and signed what the old "
        "one did, and a sign-off may turn into one by somebody who never looked."
    ),
    bad=Example(_BEFORE.replace("Cal Dunn", "▸Clare Dent"), before=_BEFORE),
    good=Example(
        _PEOPLE
        + "  CED: {name: Clare Dent, post: Policy officer}\n"
        + with_action("""\
lead: CED
progress:
  - date: 2024-05-21
    note: Clare Dent has taken over from Cal Dunn
"""),
        before=_BEFORE,
    ),
    check=check,
    edit=True,
    check_assessment_edit=check_assessment,
    of_assessments=(
        "a key of 'people' names somebody else, or nobody, and the return was sent or signed, a challenge made or an "
        "amendment entered under it"
    ),
)
