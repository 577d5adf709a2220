"""When two texts say the same.

**The same words**: nothing but case, space and punctuation differs; numbers and negations do not. **Mended**: one word
differs, in at most two letters and not in its first, and tells neither a number or how many nor a negation; and one of
the two is a slip: not both are words that the plan uses elsewhere, months, weekdays, frequencies or words of which one
makes the other's opposite ("minimum" and "maximum", "with" and "within"). **Redacted**: the same words, but for
stretches in whose place ``[redacted]`` stands. **Plainly the same**, under one id: three in five of the longer text's
words that carry meaning are in both, or one text holds all of the other's. Where no id ties them together: three in
four, and the same numbers and negations.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterable
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from s11.pattern import pattern
from s11.plan import REDACTED

_NUMBER = pattern(r"(?<![\d.])\d+\.\d+(?![.\d])|\d+")
_THOUSANDS = pattern(r"(?<=\d),(?=\d{3}(?!\d))")
_WORD = pattern(r"[^\W_]+(?:['’][^\W_]+)*")


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NEGATIONS = _set_of("no not never none nor neither nobody nothing without cannot except unless")
_DENYING = ("un", "in", "im", "ir", "il", "dis", "non", "mis")
_HOW_MANY = _set_of(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty thirty forty "
    "fifty sixty seventy eighty ninety hundred thousand million half quarter first second third fourth fifth sixth "
    "once twice both all any each every some"
)
_WHEN = _set_of(
    "january february march april may june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday daily weekly monthly quarterly yearly annually annual"
)
# one or two letters make the one of the other: what a plan asks for is turned round without looking so
_OPPOSED = _set_of(
    "increase decrease increases decreases increased decreased increasing decreasing include exclude includes "
    "excludes included excluded including excluding inclusion exclusion "
    "minimum maximum minimal maximal min max least last best most more less with within without internal external "
    "internally externally interior exterior annually manually annual manual "
    "import export inward outward inside outside upper lower over under before after begin end open closed able "
    "unable legal illegal required requested request require may must might could "
    "should would will shall can now not new former later formal informal statutory voluntary public private direct "
    "indirect adult adults child children staff start started stop stopped "
    "accept except accepted excepted adopt adapt adopted adapted affect effect approve improve approved improved "
    "assess access complete compete completed competed ensure endure inform reform "
    "informed reformed reduce produce reduced produced review renew reviewed renewed revise advise revised advised "
    "fortnightly biannual biennial biannually biennially bimonthly"
)
_EMPTY = _set_of(
    "a an the and or of to in on at by for from with as is are be been was were it its this that these those their "
    "our we will shall has have"
)
BY_ID, BY_TEXT = 0.6, 0.75


class Folded(NamedTuple):
    """A text without case, space and punctuation; its numbers and negations apart."""

    letters: str
    numbers: tuple[str, ...]
    negations: tuple[str, ...]


@lru_cache(maxsize=8192)
def folded(text: str) -> Folded:
    plain = _plain(text)
    letters = "".join(
        c for c in plain if c.isalnum() or c == "%" or unicodedata.category(c) in ("Sm", "Sc", "Mn", "Mc")
    )
    denied = (
        "not" if word == "cannot" or word not in _NEGATIONS else word
        for word in _WORD.findall(plain)
        if word in _NEGATIONS or word.endswith(("n't", "n’t"))
    )
    return Folded(letters, tuple(_NUMBER.findall(_THOUSANDS.sub("", plain))), tuple(denied))


def squeezed(text: str) -> str:
    """The letters and digits alone, for looking one text up in another."""
    return "".join(_words(text))


def same_text(one: str, other: str) -> bool:
    """Whether nothing but case, space and punctuation differs."""
    return one == other or folded(one) == folded(other)


def is_typing_slip(one: str, other: str, known: Container[str] = ()) -> bool:
    """Whether one word differs, and only as a slip of the hand is mended.

    ``known``: words that are no slips, since the plan uses them elsewhere.
    """
    before, after = _words(one), _words(other)
    differ = [(a, b) for a, b in zip(before, after, strict=False) if a != b]
    if len(before) != len(after) or len(differ) != 1 or folded(one).negations != folded(other).negations:
        return False
    a, b = differ[0]
    # a slip in the name of a month may be mended, one month may not become another
    if (
        _changes_the_sense(a)
        or _changes_the_sense(b)
        or {a, b} <= _WHEN
        or _denies(a, b)
        or all(word in _OPPOSED or word in known for word in (a, b))
    ):
        return False
    # of a word of one or two letters nothing would be left
    return a[0] == b[0] and _letters_apart(a, b) < min(3, max(len(a), len(b)))


def words_of(texts: Iterable[str]) -> Counter[str]:
    """How often each word stands in some texts, folded as they are compared here."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(_words(text))
    return counts


_NO_REASON = _set_of(
    "na none nil ditto tbc tba tbd asabove seeabove asbefore seebefore asdiscussed asagreed seeminutes xx xxx test"
)


def is_reason(text: str, before: Iterable[str] = ()) -> bool:
    """Whether words say why: two at least, neither 'n/a' nor 'see above', nor what an entry before them said."""
    words = _words(text)
    plain = "".join(words)
    return (
        len(words) >= 2
        and sum(c.isalpha() for c in plain) >= 4
        and plain not in _NO_REASON
        and not any(same_text(text, other) for other in before)
    )


def redacted(one: str, other: str) -> bool:
    """Whether each stretch of the one text that is not in the other has ``[redacted]`` in its place, once, and nothing
    else differs.

    Compared word by word, beyond case, space and punctuation; signs of money, shares and sums are words.
    """
    if REDACTED not in other or same_text(one, other):
        return False
    before, after = _pieces(one), _pieces(other)
    if any(a == b == REDACTED for a, b in pairwise(after)):
        return False
    # reached: how many of the old text's words the new text so far may stand for; a stretch holds at least one
    reached = {0}
    for piece in after:
        if piece == REDACTED:
            reached = set(range(min(reached) + 1, len(before) + 1))
        else:
            reached = {at + 1 for at in reached if at < len(before) and before[at] == piece}
        if not reached:
            return False
    return len(before) in reached


def is_plainly_same(one: str, other: str) -> bool:
    """Whether a text under the same id is the same sentence, however it was changed."""
    if same_text(one, other) or is_typing_slip(one, other) or redacted(one, other):
        return True
    of_longer, of_shorter = _in_common(one, other)
    return of_longer >= BY_ID or of_shorter == 1


def likeness(one: str, other: str) -> float:
    """How alike two texts are that nothing but their words ties together; 0 where they are not plainly the same."""
    if folded(one)[1:] != folded(other)[1:] or not _may_be_alike(_carrying(one), _carrying(other)):
        return 0.0
    if is_typing_slip(one, other):
        return 1.0
    of_longer, _ = _in_common(one, other)
    return of_longer if of_longer >= BY_TEXT else 0.0


@lru_cache(maxsize=8192)
def _words(text: str) -> tuple[str, ...]:
    return tuple(word.replace("'", "").replace("’", "") for word in _WORD.findall(_plain(text)))


_PIECE = pattern(rf"{re.escape(REDACTED)}|\d+(?:[.,:/]\d+)*|[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")


def _pieces(text: str) -> list[str]:
    """The words of a text in order, with the signs that tell something; what was taken out of it is a word too."""
    pieces = (piece.replace("'", "").replace("’", "") for piece in _PIECE.findall(_plain(text)))
    return [
        piece
        for piece in pieces
        if piece
        and (piece == REDACTED or piece[0].isalnum() or piece == "%" or unicodedata.category(piece[0]) in ("Sm", "Sc"))
    ]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()


@lru_cache(maxsize=8192)
def _carrying(text: str) -> Counter[str]:
    # five letters are enough to know 'review' in 'reviewing'
    return Counter(word[:5] for word in _words(text) if word not in _EMPTY)


def _in_common(one: str, other: str) -> tuple[float, float]:
    """The share of words that carry meaning which both texts have: of the longer, and of the shorter one."""
    a, b = _carrying(one), _carrying(other)
    both, (fewer, more) = (a & b).total(), sorted((a.total(), b.total()))
    return both / max(more, 1), both / fewer if fewer > 1 else 0.0


def _may_be_alike(a: Counter[str], b: Counter[str]) -> bool:
    # most texts have little in common, and that is seen at once
    apart = len(a.keys() - b.keys())
    return apart <= 1 or sum(a.values()) - apart >= BY_TEXT * max(sum(a.values()), sum(b.values()))


def _changes_the_sense(word: str) -> bool:
    return word in _HOW_MANY or word in _NEGATIONS or any(c.isdigit() for c in word)


def _denies(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return any(long == prefix + short for prefix in _DENYING)


def _letters_apart(one: str, other: str) -> int:
    """How many letters must be changed, added or taken out to make one word of the other; three means more than two."""
    if abs(len(one) - len(other)) > 2:
        return 3
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        above, row = row, [i]
        for j, b in enumerate(other, 1):
            row.append(min(above[j] + 1, row[-1] + 1, above[j - 1] + (a != b)))
    return min(row[-1], 3)
