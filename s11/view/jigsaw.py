"""Names of people in the words of a plan: what a post in the place of a name does not hide.

A name is looked for whole in any case, its parts as they are written (not 'bell', but 'Bell' and 'BELL'), a key as a
whole word, exactly as written; in a link everything in any case. What is percent-encoded is read first, accents and signs
that do not show are left out. A key that stands for its post ('HR' for an HR manager) is no name of a person.
"""

from __future__ import annotations

import html
import re
import unicodedata
from calendar import month_name
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from s11.plan import KEPT, Person, Plan, worded_fields
from s11.when import Timescale

ANY_CASE, WRITTEN, EXACT = "any case", "as written", "exact"
TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "cllr", "councillor", "sir", "dame", "lord", "lady", "rev", "obe", "mbe", "cbe"])
MONTHS = frozenset(name.casefold() for name in month_name if name)
SHORTEST_NUMBER = 4
SHORTEST_RUN = 4
AROUND = 30
LONGEST_ENCODING = 4

_RUN = re.compile(r"[^\W\d_]+|\d+")
_ENCODED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_IN_LINK = re.compile(r"\S*(?:://|@|www\.)\S*")


class Met(NamedTuple):
    """A person's name or key, or a part of a name, met in words that would be published."""

    address: str
    field: str
    name: str
    around: str

    @property
    def words(self) -> str:
        return f"{self.address}, {self.field}: '{self.name}' in “{self.around}”"


class Mark(NamedTuple):
    """What gives a person away: its words, folded and as written, and how it is compared."""

    folded: tuple[str, ...]
    written: tuple[str, ...]
    compared: str


Marks = Mapping[str, Sequence[Mark]]


class Text(NamedTuple):
    """One text of a plan that would be published, and where it stands."""

    address: str
    field: str
    text: str
    kind: str = "words"


# who is looked for ---------------------------------------------------------------------------------------------------


def marks_of(people: Mapping[str, Person]) -> tuple[Mark, ...]:
    """Everything that gives the people of one plan away in its own words."""
    return tuple(mark for key, person in people.items() if not person.group for mark in _marks(key, person))


def full_names(people: Mapping[str, Person]) -> tuple[Mark, ...]:
    """What gives people away in the words of any plan: whole names. Initials, and parts of a name, may be another's there."""
    named = ((key, person) for key, person in people.items() if not person.group and (person.name or person.post))
    return tuple(mark for key, person in named for mark in _marks(key, person) if mark.compared != EXACT and len(mark.folded) > 1)


def indexed(marks: Iterable[Mark], also: Marks = MappingProxyType({})) -> Marks:
    """Marks by their first word, the longest first; those of another index beside them."""
    found: dict[str, dict[Mark, None]] = {}
    for mark in marks:
        found.setdefault(mark.folded[0], {})[mark] = None
    return {**also, **{first: sorted((*some, *also.get(first, ())), key=lambda mark: -len(mark.folded)) for first, some in found.items()}}


def _marks(key: str, person: Person) -> Iterator[Mark]:
    name, keyed, post = _untitled(person.name), _runs(key), _folded(_runs(person.post))
    if _folded(name) != post:
        yield from _of_name(name)
    if _stands_for_post(_folded(keyed), _folded(name), post):
        return
    if not name and (len(keyed) > 1 or not key.isupper()):
        yield from _of_name(_untitled(key), but=post)
    if len("".join(keyed)) >= SHORTEST_NUMBER or any(run.isalpha() for run in keyed):
        yield Mark(_folded(keyed), keyed, EXACT)


def _of_name(name: Sequence[str], but: Sequence[str] = ()) -> Iterator[Mark]:
    folded, lower = _folded(name), all(run.islower() for run in name)
    if len(folded) > 1:
        # 'A Bell' is not in 'ring a bell'
        compared = WRITTEN if any(len(part) == 1 for part in folded) and not lower else ANY_CASE
        yield Mark(folded, name, compared)
        yield Mark(folded[::-1], name[::-1], compared)
        for run in ("".join(folded), "".join(folded[::-1]), folded[0][0] + folded[-1]):
            if len(run) >= SHORTEST_RUN:
                yield Mark((run,), (run,), ANY_CASE)
    for run, part in zip(name, folded, strict=True):
        # 'van' and 'de' are no names, one letter is an initial
        if (len(part) > 1 or not part.isascii()) and (lower or not run.islower()) and part not in but:
            yield Mark((part,), (run,), ANY_CASE if lower else WRITTEN)


def _stands_for_post(key: Sequence[str], name: Sequence[str], post: Sequence[str]) -> bool:
    """Whether a key is its post in full, in part or by its first letters, and neither a part of the name nor its initials."""
    if not key or set(key) & set(name) or _abbreviates(key, name):
        return False
    return bool(post) and (set(key) <= set(post) or _abbreviates(key, post))


def _abbreviates(key: Sequence[str], words: Sequence[str]) -> bool:
    """Whether one word is made of first letters of some others, in their order, the first one's first."""
    initials = iter([word[0] for word in words])
    return len(key) == 1 and bool(words) and key[0][0] == words[0][0] and all(letter in initials for letter in key[0])


def _untitled(name: str) -> tuple[str, ...]:
    return tuple(run for run in _runs(name) if run.casefold() not in TITLES)


def _runs(text: str) -> tuple[str, ...]:
    return tuple(_RUN.findall(plain(text)))


def _folded(runs: Iterable[str]) -> tuple[str, ...]:
    return tuple(run.casefold() for run in runs)


# where they are looked for -------------------------------------------------------------------------------------------


def texts_of(plan: Plan) -> Iterator[Text]:
    """Every text of a plan that a reader may meet, with its address. Keys of people are none: they are put away by renaming."""
    yield Text(plan.id, "id", plan.id, "link")
    yield from _texts(plan, plan, plan.id)
    for recommendation in plan.recommendations:
        yield from _texts(plan, recommendation, plan.address_of(recommendation))
        for action in recommendation.actions:
            yield from _texts(plan, action, plan.address(action))
            for at, piece in enumerate(action.pieces):
                yield from _texts(plan, piece, plan.address(action, at))


def _texts(plan: Plan, record: object, address: str, within: str = "") -> Iterator[Text]:
    for name, key in worded_fields(type(record)):
        value = getattr(record, name)
        # a word of the legend or a key of the themes is met where it is explained
        explained = isinstance(value, str) and ((key == "rag" and plan.legend_word(value)) or (key == "theme" and value in plan.themes))
        if value and not explained:
            yield from _said(plan, value, address, f"{within} {key}".strip(), "link" if key == "link" else "words")


def _said(plan: Plan, value: object, address: str, field: str, kind: str) -> Iterator[Text]:
    if isinstance(value, str):
        yield Text(address, field, value, kind)
    elif isinstance(value, Timescale):
        yield Text(address, field, value.text, "when")
    elif isinstance(value, dict):
        for key, inner in value.items():
            # the key of a person in a public twin is a post, and is met again as one; a group's is its own
            yield from () if isinstance(inner, Person) and not inner.group else (Text(address, field, key, kind),)
            yield from _said(plan, inner, address, field, kind)
    elif isinstance(value, tuple):
        for inner in value:
            if not isinstance(inner, KEPT):
                yield from _said(plan, inner, address, field, kind)
    else:
        yield from _texts(plan, value, address, field)


def met_in(text: Text, marks: Marks) -> Iterator[Met]:
    """Every place of a text where somebody is given away, in order."""
    shown = plain(text.text)
    if marks.keys().isdisjoint(_RUN.findall(shown.casefold())):
        return
    spans = dict.fromkeys(_spans(shown, marks, text.kind))
    for link in () if text.kind == "link" else _IN_LINK.finditer(shown):
        spans.update(dict.fromkeys((link.start() + start, link.start() + end) for start, end in _spans(link[0], marks, "link")))
    for start, end in sorted(spans):
        before, after = shown[max(0, start - AROUND) : start], shown[end : end + AROUND]
        yield Met(text.address, text.field, shown[start:end], " ".join(f"{before}{shown[start:end]}{after}".split()))


def _spans(text: str, marks: Marks, kind: str) -> Iterator[tuple[int, int]]:
    runs = [(match[0], match[0].casefold(), match.start(), match.end()) for match in _RUN.finditer(text)]
    at = 0
    while at < len(runs):
        found = next((mark for mark in marks.get(runs[at][1], ()) if _is_met(mark, runs[at : at + len(mark.folded)], text, kind)), None)
        if found is not None:
            yield runs[at][2], runs[at + len(found.folded) - 1][3]
        at += len(found.folded) if found is not None else 1


def _is_met(mark: Mark, runs: Sequence[tuple[str, str, int, int]], text: str, kind: str) -> bool:
    if tuple(run[1] for run in runs) != mark.folded or (kind == "when" and mark.folded[0] in MONTHS and len(runs) == 1):
        return False
    if mark.compared == EXACT:
        # 'AC' is no word of 'AC3'
        glued = text[runs[-1][3] : runs[-1][3] + 1].isdigit() or text[max(0, runs[0][2] - 1) : runs[0][2]].isdigit()
        return not glued and (kind == "link" or tuple(run[0] for run in runs) == mark.written)
    return mark.compared == ANY_CASE or kind == "link" or not runs[0][0].islower()


def plain(text: str) -> str:
    """A text as a reader would spell it: decoded, without accents and without signs that do not show."""
    for _ in range(LONGEST_ENCODING):
        decoded = html.unescape(_ENCODED.sub(_decoded, text)) if "%" in text or "&" in text else text
        if decoded == text:
            break
        text = decoded
    if text.isascii():
        return text
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if unicodedata.category(sign) not in ("Mn", "Cf"))


def _decoded(encoded: re.Match) -> str:
    return bytes.fromhex(encoded[0].replace("%", "")).decode("utf-8", "replace")
