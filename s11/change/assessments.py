"""Two readings of the same self-assessments → what changed, as typed records.

A self-assessment is found again by its id; one whose id is gone is followed to the new one that says most of what it
said. Answers are known by their standard, challenges by their id; an answer or a challenge whose number is gone is
followed by its words. Grades, evidence, questions and the like are kept lists: of each entry it is told whether it was
added, is gone, or says something else.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from typing import ClassVar, Generic, Literal, NamedTuple, TypeVar

from s11.change.records import ChangeOfField, FieldChange, TextChange
from s11.change.similarity import folded, is_plainly_same, is_typing_slip, likeness, redacted, same_text, squeezed
from s11.frozen import dataclass
from s11.plan import (
    Amendment,
    Answer,
    AnswerEvidence,
    Assessment,
    AssessmentFile,
    Challenge,
    ChallengeView,
    Field,
    FlagKind,
    GivenGrade,
    PointAnswer,
    Question,
    Record,
    fields_of,
    fold_word,
)
from s11.when import Month, Timescale

PartKind = Literal["assessment", "challenge", "answer"]
Holder = Assessment | Answer | Challenge
# what a list of an answer, a challenge or the whole holds: a record, or words
Item = Record | str
# parts themselves, and what is read from others
_APART = ("answers", "challenges", "scale", "bands", "id", "spellings")
# the kept lists, whose entries are compared one by one
ITEM_FIELDS = (
    "grades",
    "points",
    "evidence",
    "strengths",
    "gaps",
    "actions",
    "challenged",
    "says",
    "reported",
    "amendments",
)


@dataclass(frozen=True, slots=True, eq=False)
class AssessedPart:
    """A self-assessment on one side, or an answer or a challenge of it."""

    assessment: Assessment
    record: Holder

    @property
    def kind(self) -> PartKind:
        if isinstance(self.record, Answer):
            return "answer"
        return "challenge" if isinstance(self.record, Challenge) else "assessment"

    @property
    def standard(self) -> str:
        """The number of the standard that it answers; '' of anything but an answer."""
        return self.record.standard if isinstance(self.record, Answer) else ""

    @property
    def id(self) -> str:
        return self.record.standard if isinstance(self.record, Answer) else self.record.id

    @property
    def address(self) -> str:
        return self.assessment.address(self.record) if isinstance(self.record, Answer) else self.assessment.id

    @property
    def label(self) -> str:
        """It in a sentence: 'Standard 3', 'Challenge 'peer'', 'The self-assessment'."""
        if isinstance(self.record, Answer):
            return f"Standard {self.record.standard}"
        return f"Challenge '{self.record.id}'" if isinstance(self.record, Challenge) else "The self-assessment"

    @property
    def words(self) -> str:
        """Its own words, as far as it has any."""
        if isinstance(self.record, Answer):
            return self.record.text
        return self.record.of or self.record.note if isinstance(self.record, Challenge) else self.record.title

    def items(self, field: str) -> tuple[Item, ...]:
        held: tuple[Item, ...] = getattr(self.record, field, ())
        return held


@dataclass(frozen=True, slots=True)
class ItemsChange(ChangeOfField):
    """The entries of one list: those added, those gone, and those that say something else (before, after).

    Apart from these, since they leave the record what it was: ``mended`` differ in one mended word, ``redacted`` in
    words that were taken out, ``filled`` were only completed by what they lacked.
    """

    field: str
    added: tuple[Item, ...] = ()
    removed: tuple[Item, ...] = ()
    altered: tuple[tuple[Item, Item], ...] = ()
    mended: tuple[tuple[Item, Item], ...] = ()
    redacted: tuple[tuple[Item, Item], ...] = ()
    filled: tuple[tuple[Item, Item], ...] = ()


@dataclass(frozen=True, slots=True)
class ScaleChange:
    """Words of the scale that mean something else: word, before, after; '' where it had or has none. ``needs``: whether
    what a grade must have beside it changed too.
    """

    fields: ClassVar[tuple[str, ...]] = ("scale", "bands")
    words: tuple[tuple[str, str, str], ...]
    needs: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NumberChange:
    """Another number of a standard, id of a challenge, or id of a self-assessment."""

    fields: ClassVar[tuple[str, ...]] = ()
    old: str
    new: str


AssessedChange = TextChange | FieldChange | ItemsChange | ScaleChange | NumberChange
C = TypeVar("C", bound=AssessedChange)


@dataclass(frozen=True, slots=True, eq=False)
class AssessedPair:
    """One thing on both sides, and how it differs."""

    old: AssessedPart
    new: AssessedPart
    changes: tuple[AssessedChange, ...] = ()

    def all(self, kind: type[C]) -> Iterator[C]:
        return (change for change in self.changes if isinstance(change, kind))

    def items(self, field: str) -> ItemsChange:
        """How one of its lists differs; of one that does not, nothing in it."""
        return next((change for change in self.all(ItemsChange) if change.field == field), ItemsChange(field))

    def field(self, field: str) -> TextChange | FieldChange | None:
        """How one of its fields differs, if it does."""
        changes = (change for change in self.changes if isinstance(change, TextChange | FieldChange))
        return next((change for change in changes if change.field == field), None)


@dataclass(frozen=True, slots=True, eq=False)
class AssessedComparison:
    """One self-assessment on both sides, with all that stands in it; ``whole`` is None where it is only on one.

    ``old`` and ``new`` are the files, ``added`` and ``removed`` the answers and challenges of one side alone; of a
    self-assessment that is new or gone these hold the whole.
    """

    old: AssessmentFile | None
    new: AssessmentFile | None
    whole: AssessedPair | None = None
    pairs: tuple[AssessedPair, ...] = ()
    added: tuple[AssessedPart, ...] = ()
    removed: tuple[AssessedPart, ...] = ()

    @property
    def every(self) -> tuple[AssessedPair, ...]:
        """All pairs, the whole first."""
        return (*((self.whole,) if self.whole is not None else ()), *self.pairs)

    @property
    def nothing(self) -> bool:
        return not (self.added or self.removed or any(pair.changes for pair in self.every))


def compare_assessments(
    old: Sequence[AssessmentFile],
    new: Sequence[AssessmentFile],
    follow: Callable[[str], str] = lambda address: address,
) -> tuple[AssessedComparison, ...]:
    """What changed between two readings of self-assessments, in the new side's order, what is gone last.

    ``follow``: the address that an action's old address has now. A file of which nothing could be read says nothing of
    what it held, so nothing is concluded from it.
    """
    before, after = ([one for one in side if one.assessment is not None] for side in (old, new))
    broken = {one.source.id for one in new if one.assessment is None}
    became = _matched(before, after, broken)
    was = {id(other): one for one, other in became}
    made = []
    for loaded in after:
        earlier = was.get(id(loaded))
        made.append(_Comparing(earlier, loaded, follow).made() if earlier is not None else _new(loaded))
    followed = {id(one) for one, _ in became}
    gone = (one for one in before if id(one) not in followed and one.source.id not in broken)
    return (*made, *(_gone(one) for one in gone))


def _given(loaded: AssessmentFile) -> Assessment:
    if loaded.assessment is None:
        raise LookupError(f"{loaded.source.name} holds no self-assessment")
    return loaded.assessment


def _new(loaded: AssessmentFile) -> AssessedComparison:
    return AssessedComparison(None, loaded, added=(AssessedPart(_given(loaded), _given(loaded)),))


def _gone(loaded: AssessmentFile) -> AssessedComparison:
    return AssessedComparison(loaded, None, removed=(AssessedPart(_given(loaded), _given(loaded)),))


# which is which ------------------------------------------------------------------------------------------------------


def _matched(
    old: Sequence[AssessmentFile], new: Sequence[AssessmentFile], broken: set[str]
) -> list[tuple[AssessmentFile, AssessmentFile]]:
    """Pairs of one self-assessment before and after: by id, what is left by what it says."""
    come = {one.source.id: one for one in reversed(new)}
    pairs = [(one, come.pop(one.source.id)) for one in old if one.source.id in come]
    met = {id(one) for one, _ in pairs}
    left = [one for one in old if id(one) not in met and one.source.id not in broken]
    contents = {id(one): _contents(_given(one)) for one in (*left, *come.values())}
    likely = []
    for order, one in enumerate(left):
        for number, other in enumerate(come.values()):
            own, theirs = contents[id(one)], contents[id(other)]
            shared = len(own & theirs)
            # half of what it said stands in the other, or of two that say next to nothing they are of one body and list
            if shared * 2 >= max(len(own), 1) and (shared > 1 or _same_return(_given(one), _given(other))):
                likely.append((-shared, order, number, one, other))
    taken: set[int] = set()
    for *_, one, other in sorted(likely, key=lambda each: each[:3]):
        if id(one) not in taken and id(other) not in taken:
            taken |= {id(one), id(other)}
            pairs.append((one, other))
    return pairs


def _same_return(one: Assessment, other: Assessment) -> bool:
    def key(assessment: Assessment) -> tuple[Hashable, ...]:
        return folded(assessment.organisation), folded(assessment.unit), assessment.as_at, assessment.submitted

    return key(one) == key(other)


def _contents(assessment: Assessment) -> set[Hashable]:
    """All that a self-assessment says, piece by piece, by which it is known under another name."""
    contents: set[Hashable] = set()
    for answer in assessment.answers:
        own = answer.standard
        contents |= {(own, "grade", one.by, fold_word(one.grade)) for one in answer.grades}
        contents |= {(own, "evidence", folded(one.text)) for one in answer.evidence}
        contents |= {(own, "asked", folded(one.text)) for one in answer.challenged}
        contents |= {(own, name, folded(text)) for name in ("strengths", "gaps") for text in getattr(answer, name)}
        if answer.text:
            contents.add((own, "text", folded(answer.text)))
    contents |= {("challenge", one.id, one.how) for one in assessment.challenges}
    contents.add(("title", folded(assessment.title)))
    return contents


class _Comparing:
    """One self-assessment before and after."""

    def __init__(self, old: AssessmentFile, new: AssessmentFile, follow: Callable[[str], str]):
        self.files = old, new
        self.old, self.new, self.follow = _given(old), _given(new), follow
        # what could not be read may stand there all the same
        self.written = "" if new.whole else squeezed(new.document.text)
        self.challenges: dict[str, str] = {}

    def made(self) -> AssessedComparison:
        challenges = _pair_up(
            self.old.challenges,
            self.new.challenges,
            [lambda one: one.id, lambda one: (one.how, one.date, one.by, folded(one.of)) if one.date else None],
        )
        self.challenges = {one.id: other.id for one, other in challenges.pairs}
        answers = _pair_up(
            self.old.answers, self.new.answers, [lambda one: one.standard, _contents_of_answer], plainly=_answers_alike
        )
        whole = AssessedPair(AssessedPart(self.old, self.old), AssessedPart(self.new, self.new))
        whole = AssessedPair(whole.old, whole.new, tuple(self._changes(whole.old, whole.new)))
        held: tuple[Record, ...] = (*self.new.challenges, *self.new.answers)
        order = {id(record): at for at, record in enumerate(held)}
        both: list[tuple[Answer | Challenge, Answer | Challenge]] = [*challenges.pairs, *answers.pairs]
        pairs = [self._pair(one, other) for one, other in sorted(both, key=lambda each: order[id(each[1])])]
        come: list[Answer | Challenge] = [*challenges.come, *answers.come]
        gone: list[Answer | Challenge] = [*challenges.gone, *answers.gone]
        return AssessedComparison(
            *self.files,
            whole,
            tuple(pairs),
            tuple(AssessedPart(self.new, one) for one in come),
            tuple(AssessedPart(self.old, one) for one in gone if not self._still_written(one)),
        )

    def _pair(self, one: Answer | Challenge, other: Answer | Challenge) -> AssessedPair:
        old, new = AssessedPart(self.old, one), AssessedPart(self.new, other)
        return AssessedPair(old, new, tuple(self._changes(old, new)))

    def _still_written(self, record: Item) -> bool:
        """Whether nothing may be concluded from its absence: the file could not be read whole, and its words stand in
        it.
        """
        if not self.written:
            return False
        text = record if isinstance(record, str) else _words_of(record)
        return not text or squeezed(text) in self.written

    def _changes(self, old: AssessedPart, new: AssessedPart) -> Iterator[AssessedChange]:
        if old.id != new.id:
            yield NumberChange(old.id, new.id)
        if old.kind == "assessment":
            yield from _scale_changes(self.old, self.new)
        for field in fields_of(type(old.record)):
            one, other = getattr(old.record, field.name), getattr(new.record, field.name)
            # of a mapping the order is what it says too
            same = one == other and (not isinstance(one, Mapping) or list(one) == list(other))
            if field.name in _APART or same or field.name == "standard":
                continue
            if field.name in ITEM_FIELDS:
                yield from self._items(field, old.items(field.name), new.items(field.name))
            elif isinstance(one, str) and field.prose:
                if not same_text(one, other) or bool(one) != bool(other):
                    yield TextChange(field.name, one, other, is_typing_slip(one, other), redacted(one, other))
            elif not _is_same_value(one, other):
                yield FieldChange(field.name, one, other)

    def _items(self, field: Field, one: tuple[Item, ...], other: tuple[Item, ...]) -> Iterator[ItemsChange]:
        if field.name == "actions":
            now = {folded(address) for address in map(str, other)}
            kept = [self.follow(str(address)) for address in one]
            gone = tuple(was for was, is_now in zip(one, kept, strict=True) if folded(is_now) not in now)
            before = {folded(address) for address in kept}
            come = tuple(address for address in other if folded(str(address)) not in before)
            if gone or come:
                yield ItemsChange(field.name, come, tuple(was for was in gone if not self._still_written(was)))
            return
        one = tuple(self._as_called_now(item) for item in one)
        paired = _pair_up(one, other, _KEYS.get(field.name, _WORDS), plainly=_alike)
        by_kind: dict[str, list[tuple[Item, Item]]] = {}
        for before_item, after_item in paired.pairs:
            by_kind.setdefault(self._difference(before_item, after_item), []).append((before_item, after_item))
        gone = tuple(item for item in paired.gone if not self._still_written(item))
        change = ItemsChange(
            field.name,
            tuple(paired.come),
            gone,
            *(tuple(by_kind.get(kind, ())) for kind in ("altered", "mended", "redacted", "filled")),
        )
        if change != ItemsChange(field.name):
            yield change

    def _as_called_now(self, item: Item) -> Item:
        """An entry with the id that the challenge has now of which it is."""
        by = getattr(item, "by", None)
        called = self.challenges.get(by, by) if isinstance(by, str) else by
        return item if isinstance(item, str) or called == by else dataclasses.replace(item, by=called)

    def _difference(self, one: Item, other: Item) -> str:
        """How an entry differs from what it was: '' not at all, else 'filled', 'mended', 'redacted' or 'altered'."""
        if isinstance(one, str) or isinstance(other, str):
            before, after = str(one), str(other)
            if same_text(before, after):
                return ""
            slip = is_typing_slip(before, after)
            return "redacted" if redacted(before, after) else "mended" if slip else "altered"
        differing = [field for field in fields_of(type(one)) if not self._agree(field, one, other)]
        if not differing:
            return ""
        lacked = [field for field in differing if _lacks(field, one) or _is_day_known(field, one, other)]
        if len(lacked) == len(differing):
            return "filled"
        texts = [(getattr(one, field.name), getattr(other, field.name)) for field in differing if field.prose]
        if len(texts) == len(differing):
            if all(redacted(before, after) for before, after in texts):
                return "redacted"
            if len(texts) == 1 and is_typing_slip(*texts[0]):
                return "mended"
        return "altered"

    def _agree(self, field: Field, one: Record, other: Record) -> bool:
        before, after = getattr(one, field.name), getattr(other, field.name)
        if field.name == "grade":
            return fold_word(before) == fold_word(after)
        return _is_same_value(before, after)


def _lacks(field: Field, record: Record) -> bool:
    """Whether a field says nothing yet; of what may be shared or not, that it is left out."""
    value = getattr(record, field.name)
    return value is None or value in ("", ()) or (isinstance(field.kind, FlagKind) and value is False)


def _is_day_known(field: Field, one: Record, other: Record) -> bool:
    """Whether the day is known now of which only the month was known before."""
    before, after = getattr(one, field.name), getattr(other, field.name)
    known = isinstance(before, Month) and isinstance(after, date) and not isinstance(after, Month)
    return known and bool(before.first <= after <= before)


def only_reworded(was: Item, now: Item) -> bool:
    """Whether only sentences of an entry differ, and these say plainly the same thing."""
    if isinstance(was, str) or isinstance(now, str):
        return is_plainly_same(str(was), str(now))
    differ = [field for field in fields_of(type(was)) if getattr(was, field.name) != getattr(now, field.name)]
    return all(field.prose and is_plainly_same(getattr(was, field.name), getattr(now, field.name)) for field in differ)


# pairing entries -----------------------------------------------------------------------------------------------------

T = TypeVar("T", bound=Item)


class _Paired(NamedTuple, Generic[T]):
    """Which entry of the one list is which of the other, and what is left of either."""

    pairs: list[tuple[T, T]]
    gone: list[T]
    come: list[T]


def _pair_up(
    old: Sequence[T],
    new: Sequence[T],
    keys: Sequence[Callable[[T], Hashable]],
    plainly: Callable[[T, T], bool] | None = None,
) -> _Paired[T]:
    """Pair what is equal, then what has the same key, one key after another, each in order; at last what is plainly
    the same.
    """
    paired = _Paired[T]([], [*old], [*new])
    _take(paired, lambda one, other: one == other)
    for key in keys:
        _take(paired, partial(_same_key, key))
    if plainly is not None:
        _take(paired, plainly)
    return paired


def _take(paired: _Paired[T], same: Callable[[T, T], bool]) -> None:
    left = []
    for one in paired.gone:
        at = next((number for number, other in enumerate(paired.come) if same(one, other)), None)
        if at is None:
            left.append(one)
        else:
            paired.pairs.append((one, paired.come.pop(at)))
    paired.gone[:] = left


def _same_key(key: Callable[[T], Hashable], one: T, other: T) -> bool:
    own = key(one)
    return own is not None and own == key(other)


def _words_of(record: Record) -> str:
    return str(getattr(record, "text", "") or getattr(record, "why", ""))


def _alike(one: Item, other: Item) -> bool:
    """Whether two entries that share no key are plainly one, in other words."""
    if isinstance(one, str) or isinstance(other, str):
        return is_plainly_same(str(one), str(other))
    by_same = getattr(one, "by", "") == getattr(other, "by", "")
    before, after = _words_of(one), _words_of(other)
    return by_same and bool(before and after) and is_plainly_same(before, after)


def _text(item: Item) -> Hashable:
    text = item if isinstance(item, str) else _words_of(item)
    return folded(text) if text else None


_WORDS: list[Callable[[Item], Hashable]] = [_text]


def _grade(item: Item, *, dated: bool) -> Hashable:
    if not isinstance(item, GivenGrade):
        return None
    return (item.by, fold_word(item.grade), item.date) if dated else (item.by, fold_word(item.grade))


_KEYS: Mapping[str, list[Callable[[Item], Hashable]]] = {
    # of two grades of one party the same word is the same grade; what is left of a party's is that grade overwritten
    "grades": [
        lambda one: _grade(one, dated=True),
        lambda one: _grade(one, dated=False),
        lambda one: (one.by, one.date) if isinstance(one, GivenGrade) and one.date else None,
        lambda one: one.by if isinstance(one, GivenGrade) else None,
    ],
    "points": [lambda one: one.id if isinstance(one, PointAnswer) else None],
    "evidence": [
        lambda one: (one.link, _text(one)) if isinstance(one, AnswerEvidence) and one.link else None,
        _text,
        lambda one: one.link or None if isinstance(one, AnswerEvidence) else None,
    ],
    "challenged": [
        lambda one: (one.by, _text(one)) if isinstance(one, Question) else None,
        lambda one: _text(one) if isinstance(one, Question) else None,
    ],
    "says": [
        lambda one: (one.standard, _text(one)) if isinstance(one, ChallengeView) else None,
        lambda one: _text(one) if isinstance(one, ChallengeView) else None,
        lambda one: one.standard or None if isinstance(one, ChallengeView) else None,
    ],
    "reported": [
        lambda one: (getattr(one, "date", None), getattr(one, "to", "")),
        lambda one: getattr(one, "to", None),
    ],
    "amendments": [
        lambda one: (one.date, _text(one)) if isinstance(one, Amendment) else None,
        lambda one: one.date if isinstance(one, Amendment) else None,
    ],
}


def _contents_of_answer(answer: Answer) -> Hashable:
    """All that an answer says, whatever its number; None where that is next to nothing."""
    contents = (
        tuple((one.by, fold_word(one.grade)) for one in answer.grades),
        folded(answer.text),
        tuple(folded(one.text) for one in answer.evidence),
        tuple(map(folded, answer.gaps)),
    )
    return contents if answer.text or answer.evidence or answer.gaps else None


def _answers_alike(one: Answer, other: Answer) -> bool:
    """Whether two answers of different numbers have most of their words in common."""
    pairs = [(one.text, other.text)]
    pairs += [(a.text, b.text) for a, b in zip(one.evidence, other.evidence, strict=False)]
    return any(len(before) > _LONG and likeness(before, after) for before, after in pairs)


_LONG = 20


# what a grade means --------------------------------------------------------------------------------------------------


def _scale_changes(old: Assessment, new: Assessment) -> Iterator[ScaleChange | FieldChange]:
    """Words that mean something else, as far as a grade may be of them: those of the scale, and numbers by bands."""
    given = {fold_word(one.grade): one.grade for side in (old, new) for one in side.given()}
    spelled = {**dict.fromkeys(old.spellings), **dict.fromkeys(new.spellings), **dict.fromkeys(given)}
    words = tuple(
        (given.get(word, word), old.means(word) or "", new.means(word) or "")
        for word in spelled
        if old.means(word) != new.means(word) and (old.means(word) or word in old.spellings or word in given)
    )
    needs = tuple(
        (word, before.needs, after.needs)
        for word, before in old.scale.items()
        if (after := new.entry(word)) is not None and before.needs != after.needs
    )
    if words or needs:
        yield ScaleChange(words, needs)
    kept = [word for word in old.scale if word in new.scale]
    labels = any(not same_text(old.scale[word].label, new.scale[word].label) for word in kept)
    if labels or not (words or needs or _is_same_value(old.scale, new.scale)):
        yield FieldChange("scale", old.scale, new.scale)
    if not words and not _is_same_value(old.bands, new.bands):
        yield FieldChange("bands", old.bands, new.bands)


def _is_same_value(one: object, other: object) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return same_text(one, other)
    if isinstance(one, Timescale) and isinstance(other, Timescale):
        return one == other
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(_is_same_value(a, b) for a, b in zip(one, other, strict=True))
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and all(_is_same_value(one[key], other[key]) for key in one)
    if isinstance(one, Record) and type(one) is type(other):
        names = (field.name for field in fields_of(type(one)))
        return all(_is_same_value(getattr(one, name), getattr(other, name)) for name in names)
    return one == other
