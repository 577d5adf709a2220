"""Words compared: what a slip of the fingers makes of one, and how the legend's words are told apart."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from s11.english import join_words
from s11.text import Node, one_line, visible

# as many names as are offered where several are as near
MOST_NEAR = 3


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """A word of the legend as it is compared: case, white space and the width of its letters are ignored."""
    if not word.isascii():
        word = unicodedata.normalize("NFKC", word)
    return " ".join(word.split()).casefold()


# words that are words themselves: one of them is no slip of the fingers for another, however near their letters
_MEANT = """
    red amber green blue grey black white yellow orange purple pink brown gold silver bronze
    low high met unmet done late open closed new old yes no on off true false
    minimum maximum annual manual internal external include exclude increase decrease
"""
_MEANT_WORDS = frozenset(_MEANT.split())
_SEPARATORS = re.compile(r"[^\w%+]+|_+")
_NEGATIONS = ("un", "in", "im", "non", "dis", "not")


def closest(word: Node, choices: Iterable[str]) -> str:
    """The one choice that a slip of the fingers would turn into ``word``, or ''.

    A slip changes, drops, doubles or swaps a letter or two of a long word and one of a short one, and seldom the
    first. It makes no figure of another, no word of its opposite, and no colour of another. Where two choices are as
    near, neither is meant.
    """
    if not isinstance(word, str) or not 0 < len(word) <= 80:
        return ""
    spelled = {_parts(choice): choice for choice in reversed(tuple(choices))}
    measured = ((_slips_between(word, choice), choice) for choice in spelled.values())
    near = sorted((slips, choice) for slips, choice in measured if slips is not None)
    if not near or (len(near) > 1 and near[0][0] == near[1][0]):
        return ""
    return near[0][1]


def _slips_between(word: str, choice: str) -> int | None:
    """How many slips of the fingers lie between two words; None where they are simply two words."""
    one, other = _parts(word), _parts(choice)
    if not one or not other:
        return None
    if "".join(one) == "".join(other):
        return 0 if word != choice else None
    if len(one) != len(other):
        return None
    slips = 0
    for mine, theirs in zip(one, other, strict=True):
        if mine == theirs:
            continue
        longest = max(len(mine), len(theirs))
        allowed = 0 if longest < 4 else 1 if longest < 6 else 2
        if mine[0] != theirs[0] or abs(len(mine) - len(theirs)) > allowed or not (mine.isalpha() and theirs.isalpha()):
            return None
        if mine in _MEANT_WORDS and theirs in _MEANT_WORDS:
            return None
        if any(mine == prefix + theirs or theirs == prefix + mine for prefix in _NEGATIONS):
            return None
        distance = _distance(mine, theirs)
        if distance > allowed:
            return None
        slips += distance
    return slips if slips <= 2 else None


@lru_cache(512)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(part for part in _SEPARATORS.split(fold_word(word).replace("gray", "grey")) if part)


def _distance(one: str, other: str) -> int:
    """How many letters are dropped, put in, changed or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for at, mine in enumerate(one, 1):
        row = [at]
        for to, theirs in enumerate(other, 1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (mine != theirs))
            if at > 1 and to > 1 and mine == other[to - 2] and one[at - 2] == theirs:
                cost = min(cost, before[to - 2] + 1)
            row.append(cost)
        before, last = last, row
    return last[-1]


def did_you_mean(word: Node, choices: Iterable[str]) -> str:
    close = closest(word, choices)
    return f"did you mean '{close}'?" if close else ""


def unknown_word(given: str, what: str, where: str, choices: Sequence[str], some: str = "one of") -> str:
    """What is said of a word that is none of a closed list: 'x' is not ``what``, what may have been meant, the list.

    ``where`` is what the word is written in or as; '' where that goes without saying.
    """
    near = did_you_mean(given, choices)
    listed = join_words(choices, "or") if len(choices) == 2 else f"{some} {', '.join(choices)}"
    as_what = f"{where} as {listed}" if where else listed
    return f"'{visible(given)}' is not {what}: {f'{near} W' if near else 'w'}rite {as_what}"


def near_names(name: str, names: Iterable[str]) -> list[str]:
    """The names of things (plans, addresses, revisions) that are as near to one that is none of them, at most three.

    Unlike a word, a name may be a figure away: '2061' is taken for '2016'. A plan's id is also known by its last part.
    """
    word = name.strip().casefold()
    if not 0 < len(word) <= 200:
        return []
    choices = list(dict.fromkeys(names))
    if close := closest(name, choices):
        return [close]
    most = 2 if len(word) >= 6 else 1 if len(word) >= 3 and not word.isdecimal() else 0
    third = len(word) // 3
    near: dict[int, list[str]] = {}
    for choice in choices:
        other = choice.casefold()
        # of two slips, one end at least is spared: most names need no second look
        if abs(len(other) - len(word)) <= most and (
            other[:third] == word[:third] or (third and other[-third:] == word[-third:])
        ):
            near.setdefault(_distance(word, other), []).append(choice)
    for slips in range(most + 1):
        if found := near.get(slips):
            return found if len(found) <= MOST_NEAR else []
    last = [choice for choice in choices if choice.casefold().rpartition("/")[2] == word]
    return last if len(last) <= MOST_NEAR else []


def did_you_mean_name(name: str, names: Iterable[str], before: str = "") -> str:
    """'did you mean 'a' or 'b'?', or '' where no name is near; ``before`` stands before each that is offered."""
    near = [f"'{before}{one_line(choice)}'" for choice in near_names(name, names)]
    return f"did you mean {join_words(near, 'or')}?" if near else ""


def newer_than(word: str, codes: Iterable[str]) -> str:
    """The format among ``codes`` of which a word names a later version, or ''."""
    name, _, version = word.rpartition("/")
    for code in codes:
        known, _, own = code.rpartition("/")
        if known and name == known and version.isdecimal() and own.isdecimal() and int(version) > int(own):
            return code
    return ""
