"""Names of people in the words of a plan: what a post in the place of a name does not hide.

A name is looked for whole in any case, its parts as they are written (not 'bell', but 'Bell' and 'BELL'), a key as a
whole word, exactly as written, or with stops between its letters; in a link everything in any case. A name that is a
common word too (Young, Ward) is none where it stands in a phrase that the plans write small ('young people').
A key that stands for its post ('HR' for an HR manager) is no name of a person.
"""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from s11.english import word_set
from s11.plan import KEPT, Assessment, Person, Plan, worded_fields
from s11.rules.identifiers import plain
from s11.view.posts import AMBIGUOUS, POST_WORDS, TITLES
from s11.when import Timescale

ANY_CASE, WRITTEN, EXACT, LINKED, SPELLED, DOTTED, ELSEWHERE = (
    "any case",
    "as written",
    "exact",
    "in links",
    "spelled out",
    "with stops",
    "as written elsewhere",
)
MONTHS = frozenset(name.casefold() for name in month_name[1:])
SHORTEST_NUMBER = 4
SHORTEST_RUN = 4
SHORTEST_INSIDE = 6
LONGEST_KEY_SPELLED = 4
AROUND = 30

# names that are words, beside those that the plans themselves write small
COMMON = (
    AMBIGUOUS
    | MONTHS
    | word_set("""
        baker banks bell bill bishop black brook brown carter case cook cross dawn drew faith farmer fields fisher
        ford forest frank gardener good goodman gray grey hunter joy knight lane lead marsh marshall miller
        parish parker pat porter read reed rich rose sharp shepherd smart steel stone swift walker warden waters wells
        white wise
        """)
)
# what may follow such a word in plain English, whatever a plan writes
PHRASES = frozenset(
    (word, after)
    for word, following in {
        "young": "people person persons carer carers adult adults offender offenders offending parent parents child "
        "children women men mother mothers families victims runaways",
        "ward": "councillor councillors member members manager managers staff level profile profiles rounds boundaries",
        "will": "be have need include continue not also ensure provide report receive take",
        "may": "be have need include not also",
        "grant": "funding funded aid application applications",
        "case": "law review reviews",
        "lead": "member officer",
        "mark": "as",
        "green": "paper",
        "white": "paper",
        "page": "number",
    }.items()
    for after in following.split()
)
_FUNCTION = word_set("""
    a an and are as asked at but by can did for from had has have he her his i in into is it its not of on or said she
    so that the their them then they to took up was were when who with would
    """)

_RUN = re.compile(r"[^\W\d_]+|\d+")
_CAMEL = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[^\W\d_]+|\d+")
_IN_LINK = re.compile(
    r"\S*(?:://|@|www\.)\S*|\S+\.(?:pdf|docx?|xlsx?|pptx?|msg|eml|html?|csv|txt|odt|jpe?g|png)\b", re.I
)
_TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Cllr|Councillor|Prof|Revd?)\b\.?\s+(?:[A-Z]\.?\s+)*([A-Z][\w'-]+)(?:\s+[A-Z][\w'-]+)?"
)
_VARIANTS = str.maketrans(
    {"ü": "ue", "ö": "oe", "ä": "ae", "Ü": "Ue", "Ö": "Oe", "Ä": "Ae", "å": "aa", "Å": "Aa", "ø": "oe", "Ø": "Oe"}
)


class NameFound(NamedTuple):
    """A person's name or key, a part of a name, or another doubt, met in words that would be published."""

    address: str
    field: str
    name: str
    around: str
    allowed: str = ""

    @property
    def words(self) -> str:
        return f"{self.address}, {self.field}: '{self.name}' in “{self.around}”"


class NameMark(NamedTuple):
    """What gives a person away: its words, folded and as written, and how it is compared."""

    folded: tuple[str, ...]
    written: tuple[str, ...]
    compared: str


class Index(NamedTuple):
    """Marks by first word, the longest first; ``inside``: names by their first letters, to find in longer runs."""

    by_first: Mapping[str, Sequence[NameMark]] = MappingProxyType({})
    inside: Mapping[str, Sequence[str]] = MappingProxyType({})


class Text(NamedTuple):
    """One text of a plan that would be published, and where it stands."""

    address: str
    field: str
    text: str
    kind: str = "words"


class Wording(NamedTuple):
    """What the plans themselves write small, and with what behind it: the words of a name that is a common word too."""

    small: frozenset[str] = frozenset()
    phrases: frozenset[tuple[str, str]] = frozenset()


def wording_of(texts: Iterable[Text], places: Iterable[str] = ()) -> Wording:
    """``places``: folded words of the organisations' own names, which are no surname of somebody in another plan."""
    small = set(places)
    phrases: set[tuple[str, str]] = set()
    for text in texts:
        if text.kind == "words":
            runs = _RUN.findall(_IN_LINK.sub(" ", plain(text.text)))
            small.update(run for run in runs if run.islower())
            phrases.update((one, other) for one, other in pairwise(runs) if one.islower() and other.islower())
    return Wording(frozenset(small), frozenset(phrases))


# who is looked for ---------------------------------------------------------------------------------------------------


def marks_of(people: Mapping[str, Person]) -> tuple[NameMark, ...]:
    """Everything that gives the people of one plan away in its own words."""
    return tuple(mark for key, person in people.items() if not person.group for mark in _marks(key, person))


def full_names(people: Mapping[str, Person]) -> tuple[NameMark, ...]:
    """What gives people away in the words of any plan: whole names, and surnames.

    Initials and first names may be another's there.
    """
    named = [(key, person) for key, person in people.items() if not person.group]
    whole = [
        mark
        for key, person in named
        for mark in _marks(key, person)
        if mark.compared in (ANY_CASE, WRITTEN)
        and (len(mark.folded) != 1 or (len(mark.folded[0]) >= SHORTEST_INSIDE and mark.compared == ANY_CASE))
    ]
    surnames = [
        mark for key, person in named for name in _names_of(key, person) if len(name) > 1 for mark in _surname(name[-1])
    ]
    return (*whole, *surnames)


def indexed(marks: Iterable[NameMark], also: Index = Index()) -> Index:
    """Marks as they are looked up; those of another index beside them."""
    by_first: dict[str, dict[NameMark, None]] = {}
    for mark in marks:
        by_first.setdefault(mark.folded[0], {})[mark] = None
    inside: dict[str, list[str]] = {first: list(names) for first, names in also.inside.items()}
    for first, some in by_first.items():
        if len(first) >= SHORTEST_INSIDE and any(mark.compared == ANY_CASE and len(mark.folded) == 1 for mark in some):
            inside.setdefault(first[:SHORTEST_INSIDE], []).append(first)
    ordered = {
        first: sorted((*some, *also.by_first.get(first, ())), key=lambda mark: -len(mark.folded))
        for first, some in by_first.items()
    }
    return Index({**also.by_first, **ordered}, inside)


def _marks(key: str, person: Person) -> Iterator[NameMark]:
    keyed, post = _runs(key), _folded(_runs(person.post))
    names = _names_of(key, person)
    for name in names:
        yield from _of_name(name, but=() if person.name else post)
    flat = _folded(run for name in names[:1] for word in name for run in word) if person.name else ()
    if _stands_for_post(_folded(keyed), flat, post):
        return
    if len("".join(keyed)) >= SHORTEST_NUMBER or any(run.isalpha() for run in keyed):
        yield NameMark(_folded(keyed), keyed, EXACT)
    if len(keyed) == 1 and keyed[0].isalpha() and keyed[0].isupper() and len(keyed[0]) > 1:
        yield NameMark((f"{keyed[0]}s".casefold(),), (f"{keyed[0]}s",), EXACT)
        if len(keyed[0]) <= LONGEST_KEY_SPELLED:
            yield NameMark(tuple(keyed[0].casefold()), tuple(keyed[0]), SPELLED)


def _names_of(key: str, person: Person) -> list[list[tuple[str, ...]]]:
    """A person's name as words of runs ('O'Brien' has two), in each spelling; the key where it is the name."""
    post, keyed = _folded(_runs(person.post)), _runs(key)
    if person.name:
        # a post under 'name' is none, as long as it is made of the words of posts
        name = _untitled(person.name)
        stands = _folded(run for word in name for run in word)
        whole = [] if stands == post and set(stands) & (POST_WORDS - AMBIGUOUS) else [person.name]
    else:
        whole = (
            [key] if (len(keyed) > 1 or not key.isupper()) and not _stands_for_post(_folded(keyed), (), post) else []
        )
    spelled = [spelling for words in whole for spelling in dict.fromkeys((words, words.translate(_VARIANTS)))]
    return [name for words in spelled if (name := _untitled(words))]


def _of_name(name: Sequence[tuple[str, ...]], but: Sequence[str] = ()) -> Iterator[NameMark]:
    runs = [run for word in name for run in word]
    lower = all(run.islower() for run in runs)
    if len(name) > 1 or len(name[0]) != 1:
        for order in _orders(name):
            flat = tuple(run for word in order for run in word)
            # 'A Bell' is not in 'ring a bell'; the letter of O'Brien does not stand alone
            compared = WRITTEN if any(len("".join(word)) == 1 for word in order) and not lower else ANY_CASE
            yield NameMark(_folded(flat), flat, compared)
            glued = "".join(flat)
            if len(glued) >= SHORTEST_RUN and glued.casefold() not in but:
                yield NameMark((glued.casefold(),), (glued,), ANY_CASE)
    if len(name) > 1:
        first, last = name[0][0], "".join(name[-1])
        for surname in _surnames(name[-1]):
            yield from _initialled(first[0], surname)
            yield from (NameMark((title, *_folded(surname)), (title, *surname), ANY_CASE) for title in TITLES)
        for run in (first[0] + last, first + last[0], last + first[0], last[0] + first):
            if len(run) >= SHORTEST_RUN:
                yield NameMark((run.casefold(),), (run,), ANY_CASE if run == first[0] + last else LINKED)
        letters = [word[0][0] for word in name]
        for initials in dict.fromkeys((tuple(letters), (letters[0], letters[-1]))):
            yield NameMark(_folded(initials), initials, DOTTED)
    for word in name:
        for run in dict.fromkeys((*word, "".join(word))):
            part = run.casefold()
            # 'van' and 'de' are no names, one letter is an initial
            if (len(part) > 1 or not part.isascii()) and (lower or not run.islower()) and part not in but:
                yield NameMark((part,), (run,), ANY_CASE if lower else WRITTEN)


def _orders(name: Sequence[tuple[str, ...]]) -> Iterator[list[tuple[str, ...]]]:
    """A name forwards and backwards, without its middle, and with one half of a double surname."""
    shapes: list[list[tuple[str, ...]]] = [list(name)]
    if len(name) > 2:
        shapes.append([name[0], name[-1]])
    if len(name) > 1 and len(name[-1]) > 1:
        shapes += [[name[0], surname] for surname in _surnames(name[-1])]
    for shape in shapes:
        yield shape
        if len(shape) > 1:
            yield [shape[-1], *shape[:-1]]
            yield shape[::-1]


def _surnames(word: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A surname as it may be cited: whole, as one run, and each half of a double one."""
    yield word
    if len(word) > 1:
        yield ("".join(word),)
        yield from ((run,) for run in word if len(run) > 2)


def _surname(word: tuple[str, ...]) -> Iterator[NameMark]:
    for surname in _surnames(word):
        yield from (NameMark((title, *_folded(surname)), (title, *surname), ANY_CASE) for title in TITLES)
        if len("".join(surname)) > 2:
            yield NameMark(_folded(surname), surname, ELSEWHERE)


def _initialled(initial: str, surname: tuple[str, ...]) -> Iterator[NameMark]:
    for order in ((initial, *surname), (*surname, initial)):
        yield NameMark(_folded(order), order, WRITTEN)


def _stands_for_post(key: Sequence[str], name: Sequence[str], post: Sequence[str]) -> bool:
    """Whether a key is its post, whole, in part or by first letters, and neither part nor initials of the name."""
    if not key or set(key) & set(name) or _abbreviates(key, name):
        return False
    # a name under 'post' makes no post of it
    if post and not set(post) & POST_WORDS and not (len(post) == 1 and key == post):
        return False
    return bool(post) and (set(key) <= set(post) or _abbreviates(key, post))


def _abbreviates(key: Sequence[str], words: Sequence[str]) -> bool:
    """Whether one word is made of first letters of some others, in their order, the first one's first."""
    initials = iter([word[0] for word in words])
    return len(key) == 1 and bool(words) and key[0][0] == words[0][0] and all(letter in initials for letter in key[0])


def _untitled(name: str) -> list[tuple[str, ...]]:
    """The words of a name without titles, each as its runs; 'Bell, Ann' the right way round."""
    last, comma, first = plain(name).partition(",")
    turned = (
        f"{first} {last}"
        if comma and len(last.split()) == 1 and first.strip() and not set(_folded(_RUN.findall(first))) <= TITLES
        else plain(name)
    )
    words = (
        tuple(_RUN.findall(word))
        for word in re.sub(r"\b(Mac|Mc|O)(?=[A-Z][a-z])", r"\1'", turned).replace(".", ". ").split()
    )
    return [word for word in words if word and not (len(word) == 1 and word[0].casefold() in TITLES)]


def _runs(text: str) -> tuple[str, ...]:
    return tuple(_RUN.findall(plain(text)))


def _folded(runs: Iterable[str]) -> tuple[str, ...]:
    return tuple(run.casefold() for run in runs)


# where they are looked for -------------------------------------------------------------------------------------------


def texts_of(plan: Plan) -> Iterator[Text]:
    """Every text of a plan that a reader may meet, with its address.

    Keys of people are none: they are put away by renaming.
    """
    yield Text(plan.id, "id", plan.id, "link")
    yield from _texts(plan, plan, plan.id)
    for recommendation in plan.recommendations:
        yield from _texts(plan, recommendation, plan.address_of(recommendation))
        for action in recommendation.actions:
            yield from _texts(plan, action, plan.address(action))
            for at, piece in enumerate(action.pieces):
                yield from _texts(plan, piece, plan.address(action, at))


def texts_of_return(assessment: Assessment) -> Iterator[Text]:
    """Every text of a self-assessment that a reader may meet, with its address."""
    yield Text(assessment.id, "id", assessment.id, "link")
    for name, key in worded_fields(type(assessment)):
        value = getattr(assessment, name)
        if value and name != "answers":
            yield from _shown_texts(None, value, assessment.id, key, "words")
    for answer in assessment.answers:
        yield from _texts(None, answer, assessment.address(answer))


def _texts(plan: Plan | None, record: object, address: str, within: str = "") -> Iterator[Text]:
    for name, key in worded_fields(type(record)):
        value = getattr(record, name)
        # a word of the legend or a key of the themes is met where it is explained
        explained = (
            plan is not None
            and isinstance(value, str)
            and ((key == "rag" and plan.legend_word(value)) or (key == "theme" and value in plan.themes))
        )
        if value and not explained:
            yield from _shown_texts(
                plan, value, address, f"{within} {key}".strip(), "link" if key == "link" else "words"
            )


def _shown_texts(plan: Plan | None, value: object, address: str, field: str, kind: str) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(address, field, value, kind)
    elif isinstance(value, Timescale):
        yield Text(address, field, value.text, "when")
    elif isinstance(value, dict):
        for key, inner in value.items():
            # the key of a person in a public twin is a post, and is met again as one; a group's is its own
            yield from () if isinstance(inner, Person) and not inner.group else (Text(address, field, key, kind),)
            # what a key explains is read with it: 'DOB: 12 March 2009'
            yield from (
                (Text(address, field, f"{key}: {inner}", kind),)
                if isinstance(inner, str)
                else _shown_texts(plan, inner, address, field, kind)
            )
    elif isinstance(value, tuple):
        for inner in value:
            if not isinstance(inner, KEPT):
                yield from _shown_texts(plan, inner, address, field, kind)
    else:
        yield from _texts(plan, value, address, field)


class _Run(NamedTuple):
    written: str
    folded: str
    start: int
    end: int


def names_in(
    text: Text, marks: Index, wording: Wording = Wording(), allowed: Sequence[str] = ()
) -> Iterator[NameFound]:
    """Every place of a text where somebody is given away, in order; with the word of ``allowed`` that allows it."""
    shown = plain(text.text)
    spans = dict.fromkeys(_spans(shown, marks, text.kind, wording))
    for link in () if text.kind == "link" else _IN_LINK.finditer(shown):
        spans.update(
            dict.fromkeys(
                (link.start() + start, link.start() + end) for start, end in _spans(link[0], marks, "link", wording)
            )
        )
    spans.update(dict.fromkeys(_unknown_words(shown)))
    taken = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        # a part of what was just named
        if end > taken:
            taken = end
            yield name_at(text, shown, start, end, allowed)


def name_at(text: Text, shown: str, start: int, end: int, allowed: Sequence[str] = ()) -> NameFound:
    """A place of a text, with the words around it and the word that allows it."""
    before, after = shown[max(0, start - AROUND) : start], shown[end : end + AROUND]
    covering = next((word for word in allowed if _covers(word, shown, start, end)), "")
    return NameFound(
        text.address, text.field, shown[start:end], " ".join(f"{before}{shown[start:end]}{after}".split()), covering
    )


def _covers(word: str, shown: str, start: int, end: int) -> bool:
    """Whether a word that was allowed, or a phrase, stands at a place and all around it."""
    pieces = plain(word).split()
    if not pieces:
        return False
    pattern = r"(?<![^\W_])" + r"\s+".join(map(re.escape, pieces)) + r"(?![^\W_])"
    return any(match.start() <= start and end <= match.end() for match in re.finditer(pattern, shown, re.I))


def _unknown_words(shown: str) -> Iterator[tuple[int, int]]:
    """People named with a title whom no plan explains: 'Cllr Bell'."""
    for match in _TITLED.finditer(shown):
        if (
            match[1].casefold() not in POST_WORDS - AMBIGUOUS
            and match[1].casefold().removesuffix("s") not in POST_WORDS - AMBIGUOUS
        ):
            yield match.span()


def _spans(text: str, marks: Index, kind: str, wording: Wording) -> Iterator[tuple[int, int]]:
    whole = [_Run(match[0], match[0].casefold(), match.start(), match.end()) for match in _RUN.finditer(text)]
    yield from _walked(whole, text, marks, kind, wording, False)
    if any(not (run.written.islower() or run.written[1:].islower() or run.written.isupper()) for run in whole):
        apart = [_Run(match[0], match[0].casefold(), match.start(), match.end()) for match in _CAMEL.finditer(text)]
        yield from _walked(apart, text, marks, kind, wording, True)
    for run in whole:
        for at in range(len(run.folded) - SHORTEST_INSIDE + 1):
            for name in marks.inside.get(run.folded[at : at + SHORTEST_INSIDE], ()):
                if run.folded.startswith(name, at):
                    yield run.start + at, run.start + at + len(name)


def _walked(
    runs: Sequence[_Run], text: str, marks: Index, kind: str, wording: Wording, apart: bool
) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(runs):
        matched = next(
            (
                mark
                for mark in marks.by_first.get(runs[at].folded, ())
                if not (apart and mark.compared == EXACT) and _is_met(mark, at, runs, text, kind, wording)
            ),
            None,
        )
        if matched is not None:
            yield runs[at].start, runs[at + len(matched.folded) - 1].end
        at += len(matched.folded) if matched is not None else 1


def _is_met(mark: NameMark, at: int, runs: Sequence[_Run], text: str, kind: str, wording: Wording) -> bool:
    some = runs[at : at + len(mark.folded)]
    if tuple(run.folded for run in some) != mark.folded or (
        kind == "when" and mark.folded[0] in MONTHS and len(some) == 1
    ):
        return False
    if mark.compared == EXACT:
        # 'AC' is no word of 'AC3'
        glued = (
            text[some[-1].end : some[-1].end + 1].isdigit() or text[max(0, some[0].start - 1) : some[0].start].isdigit()
        )
        return not glued and (kind == "link" or tuple(run.written for run in some) == mark.written)
    if mark.compared in (SPELLED, DOTTED):
        return _spelled(mark, at, runs, text)
    if mark.compared == LINKED:
        return kind == "link"
    if mark.compared == ANY_CASE:
        # 'Dr, Bell' are two
        return mark.folded[0] not in TITLES or not text[some[0].end : some[1].start].strip(" ._-%+")
    if len(some) > 1:
        return kind == "link" or (not some[0].written.islower() and not some[-1].written.islower())
    if mark.compared == ELSEWHERE:
        # a short one in an address may be anything
        small = some[0].written.islower() and not (kind == "link" and len(some[0].folded) >= SHORTEST_INSIDE)
        if small or _common(some[0].folded, wording) or (text.isupper() and kind != "link"):
            return False
    if some[0].written.islower() and kind != "link":
        return False
    return not (_common(some[0].folded, wording) and _in_a_phrase(at, runs, text, wording))


def _common(folded: str, wording: Wording) -> bool:
    return folded in COMMON or folded in wording.small


def _in_a_phrase(at: int, runs: Sequence[_Run], text: str, wording: Wording) -> bool:
    """Whether a common word stands before the word that plans write behind it in small letters: 'Young people'."""
    if at + 1 == len(runs):
        return False
    following = runs[at + 1]
    between = text[runs[at].end : following.start]
    if (
        not between
        or between.strip(" -_%+/")
        or (following.folded in _FUNCTION and (runs[at].folded, following.folded) not in PHRASES)
    ):
        return False
    return (runs[at].folded, following.folded) in PHRASES or (runs[at].folded, following.folded) in wording.phrases


def _spelled(mark: NameMark, at: int, runs: Sequence[_Run], text: str) -> bool:
    """Initials letter by letter: 'A.B.', 'A B'; no list of letters ('A B C'), and of a name only those with stops."""
    some = runs[at : at + len(mark.folded)]
    if any(not run.written.isupper() or len(run.written) > 1 for run in some):
        return False
    between = [text[one.end : other.start] for one, other in pairwise(some)]
    if any(gap.strip(" .-/&'") or len(gap) > 2 or not gap for gap in between):
        return False
    if mark.compared == DOTTED:
        return all("." in gap for gap in between)
    end = at + len(some)
    beside = [
        text[runs[at - 1].end : some[0].start] if at and _is_letter(runs[at - 1]) else "",
        text[some[-1].end : runs[end].start] if end < len(runs) and _is_letter(runs[end]) else "",
    ]
    return set(between) != {" "} or " " not in beside


def _is_letter(run: _Run) -> bool:
    return len(run.written) == 1 and run.written.isupper()
