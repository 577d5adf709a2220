"""The words of a protective marking, wherever they stand in a plan. One place for S605 and for the public copy.

Many words of a marking are plain English as well ('confidential advice', 'Part 2 of the Act', 'protect children'):
case, place and the words beside them decide. What is ``sure`` is a finding of ``lint``; what is only likely stops a
public copy.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from s11.pattern import pattern
from s11.plan import marking_letters
from s11.rules.identifiers import plain

_ANY = r"[\W_]*"
_SURE = pattern(
    rf"\boff?i[cs]+i?al{_ANY}sens[ia]tive\b|\bofficialsensitive\b|\btop{_ANY}secret\b|\bnot{_ANY}for{_ANY}publication\b"
    rf"|\bnot{_ANY}for{_ANY}(?:public|press|onward|wider|general|external){_ANY}(?:release|disclosure|circulation"
    r"|distribution|viewing|access)\b",
    re.I,
)
_LIKELY = pattern(
    rf"(?i)\bnot{_ANY}for{_ANY}(?:release|disclosure|circulation|distribution|the{_ANY}public)\b"
    rf"|\bnot{_ANY}to{_ANY}be{_ANY}published\b"
    rf"|\b(?:strictly|highly|private{_ANY}and|commercially|commercial{_ANY}in){_ANY}confiden(?:tial|ce)\b"
    rf"|\bin{_ANY}strict(?:est)?{_ANY}confidence\b"
    rf"|\bexempt{_ANY}(?:information|items?|reports?|append(?:ix|ices)|annex|papers?|minutes|business|material"
    rf"|from{_ANY}(?:publication|disclosure)|by{_ANY}virtue|under|paragraphs?|para|section)\b"
    rf"|\b(?:marked|classified|classed){_ANY}(?:as{_ANY})?(?:secret|confidential|restricted|protect|exempt)\b"
    rf"|\bschedule{_ANY}12{_ANY}a\b|\b(?:restricted|confidential|secret|protect){_ANY}(?:circulation|(?:part|report"
    rf"|append(?:ix|ices)|annex|minutes|item|papers?|session){_ANY}(?:ii|2)?\b)"
    rf"|\b(?:in|under|as|into|to|the|a){_ANY}part{_ANY}(?:ii|2|two)\b(?!{_ANY}of\b(?!{_ANY}(?:the{_ANY})?(?:agenda"
    rf"|meeting|session|minutes|cabinet|committee)))(?!{_ANY}(?:act|regulations?)\b)"
    rf"|\bpart{_ANY}(?:ii|2|two){_ANY}(?:reports?|items?|agenda|exempt|private|confidential|business|session|minutes"
    r"|papers?|append(?:ix|ices)|annex|meeting|matters?|only)\b"
)
# in capitals among words that are not
_CAPITALS = pattern(r"(?<![A-Za-z])(?:SECRET|CONFIDENTIAL|RESTRICTED|EXEMPT|PROTECT|PART[\W_]*(?:II|2))(?![A-Za-z])")
# alone: a whole text, between brackets, or cut off by a dash, a colon or a stop
_CUT = pattern(r"[\n:;|/()\[\]{}<>*\"“”]| ?[-.] | - ?|_ | _|\.$|^\.")
_DECORATED = (
    r"(?:(?:strictly|highly|marked|classified|classification|protective|marking|uk|uk eyes|eyes "
    r"only|personal|staff|management|investigations?|medical|the|is|this|plan|report|document|draft|and|private) ?)*"
)
_ALONE = pattern(
    rf"{_DECORATED}(?:secret|confidential|in confidence|restricted|exempt|protect(?:ed)?|closed|sensitive|part "
    rf"?(?:ii|2|two)|private|internal(?: use)?(?: only)?|not public)(?: {_DECORATED})?",
    re.I,
)
_SPELLED = pattern(r"(?<![A-Za-z])[A-Za-z](?:[ .-]{1,2}[A-Za-z](?![A-Za-z])){4,}")
# a sign that letters may be spaced out, before the lines of a text are put together: three that stand alone, where
# every letter is an a and every sign that may stand between them is a space
_LETTERS = bytes.maketrans(
    b"bcdefghijklmnopqrstuvwxyz\t\n\r\f\v\x1c\x1d\x1e\x1f.-", b"a" * len("bcdefghijklmnopqrstuvwxyz") + b" " * 11
)
_SPELLED_OUT = re.compile(rb" a  *a  *a ")
# one of these is in every 'not for …' that is sure
_PUBLISHED = ("publication", "release", "disclosure", "circulation", "distribution", "viewing", "access")
_SHORTEST = len("topsecret")
# numbering, where its neighbours stand beside it
_NUMBERED = pattern(r"\bpart[\W_]*(?:iii|3|three|iv|4|four)\b", re.I)


class MarkingWords(NamedTuple):
    """The words of a marking in a text."""

    words: str
    sure: bool


def markings_in(text: str, open_markings: Collection[str] = ()) -> Iterator[MarkingWords]:
    """Every marking in a text, once each; ``open_markings`` are a council's own that everybody may read."""
    shown = _read(text)
    seen: dict[str, None] = {}
    for wanted in (_SURE, _LIKELY, _CAPITALS):
        for match in wanted.finditer(shown):
            if wanted is _CAPITALS and shown.isupper() and not _alone(shown, *match.span()):
                continue
            if marking_letters(match[0]) not in open_markings and match[0].casefold() not in seen:
                seen[match[0].casefold()] = None
                yield MarkingWords(match[0], wanted is _SURE)
    pieces = _CUT.split(shown)
    # 'notes - confidential, seen by the panel'
    for piece in (*pieces, *(piece.partition(",")[0] for piece in pieces[1:] if "," in piece)):
        marking = re.sub(r"[\W_]+", " ", piece).strip()
        if (
            not marking
            or not _ALONE.fullmatch(marking)
            or marking_letters(marking) in open_markings
            or (marking.lower().startswith("part") and _NUMBERED.search(shown))
        ):
            continue
        if not any(marking.casefold() in other or other in marking.casefold() for other in seen):
            seen[marking.casefold()] = None
            yield MarkingWords(marking, False)


def may_mark(text: str) -> bool:
    """Whether a text, or any of several that are put together, has a sign of what ``sure_marking_in`` finds."""
    same = text.isascii() and "%" not in text and "&" not in text
    lowered = (text if same else plain(text)).lower()
    return len(lowered) >= _SHORTEST and (
        "sens" in lowered
        or "secret" in lowered
        or ("not" in lowered and "for" in lowered and any(word in lowered for word in _PUBLISHED))
        or bool(_SPELLED_OUT.search(lowered.encode("ascii", "replace").translate(_LETTERS)))
    )


def sure_marking_in(text: str) -> str:
    """The first words in a text that are surely those of a marking, or ''."""
    if not may_mark(text):
        return ""
    match = _SURE.search(_read(text))
    return match[0] if match else ""


def _read(text: str) -> str:
    """A text as it is read, with letters that were spaced out together again."""
    return _SPELLED.sub(lambda match: re.sub(r"[ .-]", "", match[0]), " ".join(plain(text).split()))


def _alone(text: str, start: int, end: int) -> bool:
    """Whether words in a text that is all capitals are cut off from the rest."""
    return bool(re.search(r"(?:^|[\W_]{2}|[(\[:|-])\Z", text[:start]) and re.match(r"$|[\W_]{2}|[)\]:.|-]", text[end:]))
