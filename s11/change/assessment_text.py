"""What changed in a self-assessment, in words: for ``changes``, ``history ADDRESS`` and the rules about edits."""

from __future__ import annotations

from collections.abc import Iterator

from s11.change.assessments import (
    AssessedChange,
    AssessedPair,
    AssessedPart,
    Item,
    ItemsChange,
    NumberChange,
    ScaleChange,
)
from s11.change.records import FieldChange, TextChange
from s11.change.text import ChangeText, value_words
from s11.plan import (
    SELF,
    Amendment,
    AnswerEvidence,
    Assessment,
    ChallengeView,
    GivenGrade,
    Grade,
    PointAnswer,
    Question,
    Submission,
    field_named,
    fields_of,
    fold_word,
)
from s11.standing.answers import FROM_WORST
from s11.when import day_words, on_day

# one entry of each kept list, and what a history calls its being entered
_CALLED = {
    "grades": ("grade", "graded"),
    "points": ("point", "point"),
    "evidence": ("piece of evidence", "evidence"),
    "strengths": ("strength", "strength"),
    "gaps": ("gap", "gap"),
    "actions": ("action", "action"),
    "challenged": ("question", "asked"),
    "says": ("finding", "found"),
    "reported": ("report", "reported"),
    "amendments": ("amendment", "amended"),
}
_SET = {
    "text": "its words",
    "none": "why there is no action",
    "not_applicable": "why it does not apply",
    "note": "its note",
    "unchanged_since": "the day since which it has been carried forward",
    "submitted": "the submission",
    "due": "when it is due",
    "about": "which standards it looked at",
    "of": "whom or what it looked at",
    "how": "what kind of challenge it was",
    "scale": "the words of the scale",
    "bands": "the bands of the scale",
    "boards": "the boards that it is for",
    "standards": "the list of standards that it answers",
}


def fulfilment_words(means: str | None) -> str:
    """How far a standard is met, in words: 'not met'."""
    return means.replace("_", " ") if means else "not in the scale"


def graded_words(assessment: Assessment, grade: GivenGrade) -> str:
    """A grade in the body's own word, with what it means and who gave it: "'green' (met) by itself"."""
    return f"'{grade.grade}' ({fulfilment_words(assessment.means(grade.grade))}) {by_words(assessment, grade.by)}"


def by_words(assessment: Assessment, by: str) -> str:
    """Who gave a grade or put a question: 'by itself', 'by the peer review'."""
    if by == SELF:
        return "by itself"
    challenge = assessment.challenge(by)
    if challenge is None:
        return f"by '{by}'"
    kind = challenge.how.replace("_", " ")
    several = sum(one.how == challenge.how for one in assessment.challenges) > 1
    return f"by the {kind}" + (f" '{by}'" if several else "")


def item_words(part: AssessedPart, item: Item) -> str:
    """One entry of a kept list, in words."""
    assessment = part.assessment
    match item:
        case str():
            return item
        case GivenGrade():
            phrase = f"graded {graded_words(assessment, item)}"
            return phrase + _on(item) + (f": {item.why}" if item.why else "")
        case PointAnswer():
            met = "not said whether met" if item.met is None else "met" if item.met else "not met"
            return f"point {item.id}: {met}" + (f" ({item.note})" if item.note else "")
        case AnswerEvidence():
            return item.text + "".join(f", {phrase}" for phrase in _about_evidence(item))
        case Question():
            phrase = f"asked {by_words(assessment, item.by)}{_on(item)}: {item.text}"
            return f"{phrase} — {item.answer}" if item.answer else f"{phrase} — not answered"
        case ChallengeView():
            about = f"of standard {item.standard}" if item.standard else "of the whole"
            borne = {"yes": ", which bears it out", "partly": ", which partly bears it out", "no": ", which does not"}
            return f"{about}{borne.get(item.supports, '')}: {item.text}"
        case Amendment():
            of = f" (standard {', '.join(item.about)})" if item.about else ""
            return f"amended {on_day(item.date)}{of}: {item.why}"
    return value_words(item)


def _on(item: GivenGrade | Question) -> str:
    return f" {on_day(item.date)}" if item.date is not None else ""


def _about_evidence(one: AnswerEvidence) -> Iterator[str]:
    if one.dated is not None:
        yield f"dated {day_words(one.dated)}"
    if one.frequency:
        yield one.frequency
    if one.held:
        yield f"held {one.held}"
    if one.impact:
        yield f"level of impact {one.impact}"
    if one.effect:
        yield f"effect: {one.effect}"
    if one.example:
        yield "may be shared as an example"


def assessed_texts(pair: AssessedPair, change: AssessedChange) -> Iterator[ChangeText]:
    """A change of a self-assessment in words."""
    match change:
        case ItemsChange():
            yield from _items(pair, change)
        case TextChange():
            yield _text(pair, change)
        case ScaleChange():
            yield _scale(pair, change)
        case NumberChange():
            called = {"answer": "number", "challenge": "id", "assessment": "id"}[pair.new.kind]
            text = f"its {called} was {change.old}, now {change.new}"
            yield ChangeText("renumbered", f"another {called}", text, change.old, change.new)
        case FieldChange():
            yield _set(pair, change)


def _a(called: str) -> str:
    return f"{'an' if called[0] in 'aeiou' else 'a'} {called}"


def _items(pair: AssessedPair, change: ItemsChange) -> Iterator[ChangeText]:
    one, event = _CALLED[change.field]
    old, new = pair.old, pair.new
    for item in change.added:
        entry, why = item_words(new, item), getattr(item, "why", "")
        if isinstance(item, GivenGrade):
            yield _graded(old, new, item)
            continue
        on = item.date if isinstance(item, Question | Amendment) else None
        sentence = entry if isinstance(item, Question | Amendment | PointAnswer) else f"{one} added: {entry}"
        yield ChangeText(event, sentence, sentence, why=why if entry.find(why) < 0 else "", on=on)
    for item in change.removed:
        name = f"{_a(one)} was taken out"
        yield ChangeText("taken_out", name, f"{name}: {item_words(old, item)}", item_words(old, item))
    for kind, pairs, sentence in (
        ("rewritten", change.altered, f"{_a(one)} says something else"),
        ("mended", change.mended, f"one word of {_a(one)} was mended"),
    ):
        for before_item, after_item in pairs:
            was, now = _differing_words(old, before_item, new, after_item)
            yield ChangeText(kind, sentence, f"{sentence}: it was {was}; it is now {now}", was, now)
    for before_item, after_item in change.redacted:
        now, name = item_words(new, after_item), f"words were taken out of {_a(one)}"
        gone = tuple(_texts_of(before_item, after_item))
        yield ChangeText("redacted", name, f"{name}: {now}", "", now, taken_out=gone)
    for before_item, after_item in change.filled:
        was, now = item_words(old, before_item), item_words(new, after_item)
        if isinstance(after_item, Question) and after_item.answer and not getattr(before_item, "answer", ""):
            yield ChangeText("answered", "a question was answered", f"answered: {now}", was, now)
        else:
            name = f"{_a(one)} was completed by what it lacked"
            yield ChangeText("completed_by", name, f"{name}: it is now {now}", was, now)


def _graded(old: AssessedPart, new: AssessedPart, item: GivenGrade) -> ChangeText:
    """A grade that was given; where the same side had given one before, with that."""
    earlier = _grade_before(old, item)
    after = f"graded {graded_words(new.assessment, item)}{_on(item)}"
    because = f": {item.why}" if item.why else ""
    if earlier is None:
        return ChangeText("graded", after, after + because, why=item.why, on=item.date)
    before = f"graded {graded_words(old.assessment, earlier)}{_on(earlier)}"
    name = f"another grade {by_words(new.assessment, item.by)}"
    sentence = f"{after}{because}; it was {before}"
    return ChangeText(_way(old, earlier, new, item), name, sentence, before, after, item.why, item.date)


def _differing_words(old: AssessedPart, one: Item, new: AssessedPart, other: Item) -> tuple[str, str]:
    """What an entry said and says: of one that says several things, what differs and what it is of."""
    if isinstance(one, str) or isinstance(other, str) or isinstance(one, GivenGrade):
        return item_words(old, one), item_words(new, other)
    fields = [field for field in fields_of(type(one)) if getattr(one, field.name) != getattr(other, field.name)]
    of = "" if any(field.name == "text" for field in fields) else getattr(one, "text", "") or getattr(one, "id", "")
    was, now = (
        ", ".join(
            value if field.name == "text" else f"{field.plain_name} {value}"
            for field in fields
            for value in [value_words(getattr(item, field.name))]
        )
        for item in (one, other)
    )
    return (f"{was} (of {of})" if of else was), now


def _grade_before(old: AssessedPart, item: GivenGrade) -> GivenGrade | None:
    """The last grade of the same side, the body itself or others, before the edit."""
    held = (one for one in reversed(old.items("grades")) if isinstance(one, GivenGrade))
    return next((one for one in held if (one.by == SELF) == (item.by == SELF)), None)


def _way(old: AssessedPart, earlier: GivenGrade | None, new: AssessedPart, item: GivenGrade) -> str:
    """Whether a grade says more, or less, than the one before it; for the first of a side neither."""
    if earlier is None:
        return "graded"
    was, now = (
        FROM_WORST.index(None if means == "not_graded" else means)
        for means in (old.assessment.means(earlier.grade), new.assessment.means(item.grade))
    )
    return "graded_up" if now > was else "graded_down" if now < was else "graded"


def _texts_of(before: Item, after: Item) -> Iterator[tuple[str, str]]:
    if isinstance(before, str) or isinstance(after, str):
        yield str(before), str(after)
        return
    for name in ("text", "answer", "why", "effect", "note"):
        one, other = getattr(before, name, ""), getattr(after, name, "")
        if one != other:
            yield one, other


def _called(pair: AssessedPair, field: str) -> str:
    described = field_named(type(pair.new.record), field)
    return _SET.get(field) or (described.in_words if described is not None else f"'{field}'")


def _text(pair: AssessedPair, change: TextChange) -> ChangeText:
    name = _called(pair, change.field)
    if change.redacted:
        sentence = f"words were taken out of {name}"
        return ChangeText(
            "redacted",
            sentence,
            f"{sentence}: now '{change.new}'",
            "",
            change.new,
            "",
            None,
            ((change.old, change.new),),
        )
    was, now = (f"'{text}'" if text else "nothing" for text in (change.old, change.new))
    return ChangeText("reworded", name, f"{name}: was {was}, now {now}", change.old, change.new)


def _scale(pair: AssessedPair, change: ScaleChange) -> ChangeText:
    changed = {fold_word(word) for word, _, _ in change.words}
    # another spelling of a word that is listed goes with it
    keys = {fold_word(also): fold_word(key) for key, one in _scale_of(pair.old) for also in one.also}
    words = [each for each in change.words if keys.get(fold_word(each[0])) not in changed]
    was, now = ("; ".join(f"'{each[0]}': {fulfilment_words(each[at])}" for each in words) for at in (1, 2))
    if change.needs:
        more = ["; ".join(f"'{each[0]}' needs {each[at] or 'nothing'}" for each in change.needs) for at in (1, 2)]
        was, now = "; ".join(filter(None, (was, more[0]))), "; ".join(filter(None, (now, more[1])))
    return ChangeText("scale", "what its scale means", f"what its scale means was {was}; now {now}", was, now)


def _scale_of(part: AssessedPart) -> Iterator[tuple[str, Grade]]:
    yield from part.assessment.scale.items()


def _set(pair: AssessedPair, change: FieldChange) -> ChangeText:
    name = _called(pair, change.field)
    if isinstance(change.new, Submission) and change.old is None:
        return ChangeText("submitted", sentence := f"submitted {on_day(change.new.date)}", sentence, on=change.new.date)
    was, now = value_words(change.old), value_words(change.new)
    return ChangeText(
        "set", name, f"{name}: was {was}, now {now}", was if change.old else "", now if change.new else ""
    )
