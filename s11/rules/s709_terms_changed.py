"""S709: what a plan is judged by, or who may read it, has changed, and nothing was noted."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from s11.change import FieldChange, LegendChange, Pair, Part, PlaceChange, is_typing_slip, redated, same_text
from s11.change.assessment_text import assessed_texts
from s11.change.assessments import ScaleChange
from s11.english import number_of, state_words
from s11.plan import Meaning, Plan, Response, fold_word, kept_from_public
from s11.rules.assessment_edit import AMEND_WHOLE, AssessmentEdit
from s11.rules.edit_context import EditContext
from s11.rules.examples import with_action
from s11.rules.rule import Example, Hit, Rule
from s11.standing import Standing, judge, judge_plan, reads_the_same
from s11.text import ERROR, WARNING
from s11.when import day_words, in_quotes

HINT = "add a dated note under the plan's 'progress' on who decided it, and why"
OWN_HINT = "add a dated note under 'progress' on who decided it, and why"


def check(edit: EditContext) -> Iterator[Hit]:
    noted = edit.noted_on_plan()
    if edit.plan is not None and not noted:
        yield from _legend(edit, edit.plan)
        yield from _labels(edit.plan)
        yield from _year(edit, edit.plan)
        yield from _marking(edit.plan)
        yield from _closed(edit.plan)
        yield from _review(edit, edit.plan)
        yield from _left(edit, edit.plan)
    for path, pair, _ in edit.changed(PlaceChange):
        if (
            _kept_back(pair.old)
            and not _kept_back(pair.new)
            and not (pair.one(FieldChange, "sensitive") or edit.noted(pair))
        ):
            yield Hit(
                path,
                f"{pair.new.label}: kept out of public reports where it stood ({pair.old.address}), not kept out "
                "here, and nothing says why",
                "write 'sensitive: true' here too; or " + OWN_HINT,
            )
    for path, pair, change in edit.changed(FieldChange):
        # what holds for one action is answered by its own note: one on the plan would answer for all at once
        if edit.noted(pair) if pair.new.kind == "action" else noted:
            continue
        if change.field == "response" and not _filled_in(change):
            yield Hit(
                (*path, "response"),
                f"{pair.new.label}: {_answered(change)}, and nothing says why",
                HINT,
                level="" if change.old is not None else WARNING,
            )
        elif change.field in ("continuing", "proposed") and _bears(edit, pair, change):
            now = f"now {change.field}" if change.new else f"no longer {change.field}"
            yield Hit(
                (*path, change.field),
                f"{pair.new.label}: {now}, which changes how it stands, and nothing says why",
                OWN_HINT,
            )
        elif change.field == "sensitive" and _sensitive(pair.old) != _sensitive(pair.new):
            now = (
                "now sensitive, which keeps it out of public reports"
                if change.new
                else "no longer sensitive, which lets public reports show it"
            )
            yield Hit(
                (*path, "sensitive"),
                f"{pair.new.label}: {now}, and nothing says why",
                OWN_HINT if pair.new.kind == "action" else HINT,
            )


def _legend(edit: EditContext, plan: Pair) -> Iterator[Hit]:
    legend = plan.one(LegendChange)
    if legend is None:
        return
    old, new = plan.old.plan, plan.new.plan
    # what a rating said before is asked of the old legend, a word that it did not have of the new one
    known = {*old.spellings, *_used(old)}
    as_before = {
        word: Meaning(means=old.state(word) if word in known else new.state(word)) for word in {*new.spellings, *known}
    }
    then = replace(new, spellings=as_before)
    differ = [
        now.stated_word
        for now, other in zip(edit.now.standings.values(), judge_plan(then, edit.case.vantage), strict=True)
        if _look(now) != _look(other)
    ]
    # a rating that no action carries is a standing too: the report shows it beside its recommendation
    above = [
        recommendation.rag
        for recommendation in new.recommendations
        if new.state(recommendation.rag) != then.state(recommendation.rag)
    ]
    if not differ and not above:
        return
    words = {_fold(word) for word in differ or above}
    word, was, now = next((each for each in legend.words if each[0] in words), legend.words[0])
    key = new.legend_word(word) or old.legend_word(word) or word
    stands = (
        f"how {number_of(len(differ), 'action')} {'stands' if len(differ) == 1 else 'stand'}"
        if differ
        else f"the rating of {number_of(len(above), new.calls_it)}"
    )
    message = (
        f"'{_spelled(old, new, word)}' meant {_means(was)} before and means {_means(now)} now; that changes "
        f"{stands}, and nothing says why"
    )
    yield Hit(("rag", key, "means" if now else "also"), f"The plan: {message}", HINT)


def _used(plan: Plan) -> set[str]:
    words = {word for above in plan.recommendations for word in (above.rag, *(action.rag for action in above.actions))}
    return {_fold(word) for word in words if word}


def _fold(word: str) -> str:
    return " ".join(word.split()).casefold()


def _spelled(old: Plan, new: Plan, word: str) -> str:
    """A word of the legend as the plan spells it."""
    spelled = (
        spelling for plan in (new, old) for key, meaning in plan.rag.items() for spelling in (key, *meaning.also)
    )
    return next((spelling for spelling in spelled if _fold(spelling) == word), word)


def _means(state: str) -> str:
    return state_words(state) if state else "nothing"


def _labels(plan: Pair) -> Iterator[Hit]:
    """A colour that stands for what it stood for, and is called something else."""
    old, new = plan.old.plan, plan.new.plan
    for word, meaning in new.rag.items():
        was = old.rag.get(word)
        if (
            was is not None
            and was.means == meaning.means
            and was.label
            and meaning.label
            and not (same_text(was.label, meaning.label) or is_typing_slip(was.label, meaning.label))
        ):
            message = f"the label of '{word}' was '{was.label}' and is now '{meaning.label}', and nothing says why"
            yield Hit(("rag", word, "label"), f"The plan: {message}", HINT, level=WARNING)


def _year(edit: EditContext, plan: Pair) -> Iterator[Hit]:
    """The day from which years are counted that the plan's words do not give: 'agreed', else 'as_at', else the source's
    date.
    """
    old, new = plan.old.plan, plan.new.plan
    if old.from_day == new.from_day:
        return
    both = [edit.standings(pair) for _, pair in edit.actions() if _redated(edit, old, new, pair)]
    moved = [now for was, now in both if (*_look(was), was.due) != (*_look(now), now.due)]
    if moved:
        was, now = (
            f"'{side.from_name}' of {day_words(side.from_day)}" if side.from_day else "no day" for side in (old, new)
        )
        message = (
            f"years that are not written were counted from {was}, and are now counted from {now}; that changes the "
            f"dates of {number_of(len(moved), 'action')}, and nothing says why"
        )
        field = next((field for field in ("agreed", "as_at", "source") if plan.one(FieldChange, field)), "agreed")
        yield Hit(
            ("source", "date") if field == "source" else (field,),
            f"The plan: {message}",
            HINT + "; or write the year into the timescales",
        )


def _redated(edit: EditContext, old: Plan, new: Plan, pair: Pair) -> bool:
    one, other = pair.old, pair.new
    if redated(old, one.action.timescale, new, other.action.timescale) or redated(
        old, one.recommendation.timescale, new, other.recommendation.timescale
    ):
        return True
    return any(
        redated(old, was.timescale, new, now.piece.timescale)
        for number, was in enumerate(one.action.pieces)
        if (now := edit.is_now(one, number)) is not None
    )


def _marking(plan: Pair) -> Iterator[Hit]:
    marking = plan.one(FieldChange, "marking")
    if marking is not None and kept_from_public(str(marking.old)) != kept_from_public(str(marking.new)):
        was, now = (
            f"marked '{marking_text}'" if marking_text else "not marked" for marking_text in (marking.old, marking.new)
        )
        yield Hit(
            ("marking",),
            f"The plan: {now} now, {was} before, which changes who may read it, and nothing says why",
            HINT,
        )


def _closed(plan: Pair) -> Iterator[Hit]:
    closed = plan.one(FieldChange, "closed")
    if closed is not None:
        message = (
            "closed"
            if closed.old is None
            else "no longer closed"
            if closed.new is None
            else "closed otherwise than before"
        )
        yield Hit(("closed",), f"The plan: {message}, and nothing under the plan's progress says so", HINT)


def _review(edit: EditContext, plan: Pair) -> Iterator[Hit]:
    """The plan's own review, put off or taken away once its day was past."""
    old, new = (
        side.control.next_review if side.control is not None else None for side in (plan.old.plan, plan.new.plan)
    )
    if (
        old is None
        or old.due is None
        or old.due >= edit.case.vantage.as_of
        or (new is not None and reads_the_same(old, new))
    ):
        return
    now = f"it is now {in_quotes(new)}" if new is not None else "it is gone"
    yield Hit(
        ("control", "next_review"),
        f"The plan: its review was due {day_words(old.due)} and nothing says that it was held; {now}",
        "add a dated note under the plan's 'progress' on what the review found, or why it was put off",
        level=WARNING,
    )


def _left(edit: EditContext, plan: Pair) -> Iterator[Hit]:
    """The day on which somebody left, moved or taken away once it was past."""
    old, new = plan.old.plan, plan.new.plan
    for key, person in old.people.items():
        now = new.people.get(key)
        if (
            person.left is not None
            and now is not None
            and now.left != person.left
            and person.left <= edit.case.vantage.as_of
        ):
            leaving = f"left on {day_words(now.left)}" if now.left else "with no day of leaving"
            yield Hit(
                ("people", key, "left") if now.left else ("people", key),
                f"The plan: {key} had left on {day_words(person.left)} and now stands {leaving}, and nothing says why",
                HINT,
                level=WARNING,
            )


def _filled_in(change: FieldChange) -> bool:
    """Whether an answer stands as it was, and has only been given the reason that it lacked; a first answer that
    accepts is no change either.
    """
    old, new = _responses(change)
    if old is None:
        return new is None or new.how == "accepted"
    return new is not None and new.how == old.how and not old.why


def _answered(change: FieldChange) -> str:
    was, now = (response.how if response is not None else "" for response in _responses(change))
    if not was:
        return f"now answered as {now}"
    if was == now:
        return f"the response is still {now}, for another reason than before"
    return f"the response was {was} and is {f'now {now}' if now else 'gone'}"


def _responses(change: FieldChange) -> tuple[Response | None, Response | None]:
    old, new = (value if isinstance(value, Response) else None for value in (change.old, change.new))
    return old, new


def _bears(edit: EditContext, pair: Pair, change: FieldChange) -> bool:
    new, was = pair.new, pair.old.action
    action = (
        replace(new.action, continuing=was.continuing)
        if change.field == "continuing"
        else replace(new.action, proposed=was.proposed)
    )
    return _look(judge(new.plan, new.recommendation, action, edit.case.vantage)) != _look(edit.standings(pair)[1])


def _kept_back(part: Part) -> bool:
    return _sensitive(part) or kept_from_public(part.plan.marking)


def _sensitive(part: Part) -> bool:
    return part.recommendation.sensitive or (len(part.at) > 1 and part.action.sensitive)


def _look(standing: Standing) -> tuple[str, str, str]:
    return standing.stated, standing.checked, standing.timing


# what a return is read by, beside its scale
_TERMS = (
    "organisation",
    "unit",
    "kind",
    "under",
    "boards",
    "standards",
    "cycle",
    "round",
    "to_sign",
    "impact",
    "marking",
)


def check_assessment(edit: AssessmentEdit) -> Iterator[Hit]:
    whole = edit.whole
    if whole is None or edit.amended():
        return
    for scaled in whole.all(ScaleChange):
        sentence = next(assessed_texts(whole, scaled)).words
        spelled = {*whole.old.assessment.spellings, *whole.new.assessment.spellings}
        # a number that no word of the scale spells means what its band says
        banded = scaled.words and not any(fold_word(word) in spelled for word, _, _ in scaled.words)
        field = "bands" if banded else "scale"
        yield Hit(edit.field_path(whole.new, field), f"{sentence}, and nothing says why", AMEND_WHOLE)
    for change in whole.all(FieldChange):
        terms = (*_TERMS, "as_at") if edit.submitted is not None else _TERMS
        # what kind of body it is decides what is asked of it: said only after it was sent, that may take a gap away
        weighs = change.old not in (None, "", (), {}) or (change.field == "kind" and edit.submitted is not None)
        if change.field in terms and weighs and not _of_no_weight(edit, change):
            sentence = next(assessed_texts(whole, change)).words
            key = "for" if change.field == "boards" else change.field
            yield Hit(edit.field_path(whole.new, key), f"{sentence}, and nothing says why", AMEND_WHOLE)


def _of_no_weight(edit: AssessmentEdit, change: FieldChange) -> bool:
    """Whether only something was added to a list or to the levels of impact, or a list of standards that says the same
    has another name.
    """
    old, new = change.old, change.new
    if change.field in ("boards", "to_sign") and isinstance(old, tuple) and isinstance(new, tuple):
        return set(old) <= set(new)
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return list(new)[: len(old)] == list(old)
    if change.field == "standards" and edit.was is not None:
        one, other = edit.was.listed, edit.now.listed
        return one is not None and other is not None and one.standards == other.standards
    return False


_LEGEND = """\
rag:
  green: {{means: on_track, label: On target}}
  amber: {{means: {}}}
  red: {{means: off_track, label: Off track}}
  blue: {{means: completed, label: Done}}
"""
_BEFORE = _LEGEND.format("at_risk, label: At risk") + with_action("rag: amber")
_AFTER = _LEGEND.format("on_track, label: Going well enough")

RULE = Rule(
    code="S709",
    name="terms-changed",
    level=ERROR,
    fires=(
        "the legend, what gives the year, what keeps an action or plan apart, or its review changed, and nothing was "
        "noted"
    ),
    why=(
        "One word in the legend turns a whole plan green, and no row has changed. The same holds for the day from "
        "which years are counted, for what is called continuing or only proposed, and for what the public may read. "
        "Such a change is somebody's decision: a note on the plan says whose."
    ),
    bad=Example(_AFTER.replace("amber: {means: ", "amber: {means: ▸") + with_action("rag: amber"), before=_BEFORE),
    good=Example(
        _AFTER
        + """\
progress:
  - date: 2024-05-28
    by: AB
    note: Cabinet took over the county's colours; amber now means on track, with something to watch
"""
        + with_action("rag: amber"),
        before=_BEFORE,
    ),
    check=check,
    edit=True,
    check_assessment_edit=check_assessment,
    of_assessments=(
        "a word of the scale or a band of per cent means something else, the levels of impact have another order, or "
        "the body, its kind, list, cycle, boards or marking are others, and no amendment of the whole says why"
    ),
    headings=("legend", "other"),
)
