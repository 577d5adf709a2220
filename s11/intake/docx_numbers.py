"""What Word writes before a paragraph by itself: '1.1', 'b)', '•'. It stands nowhere in a file's text
and is counted here as Word counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from s11.intake.docx_looks import UNKNOWN_SIGN, Styles, sign
from s11.intake.docx_package import Node

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINAL = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth"}
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"))
_ROMAN_END = ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_PLACE = re.compile(r"%([1-9])")
HIGHEST = 30_000


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    restart: int | None
    plain: bool
    style: str


class Numbering:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Node | None, styles: Styles) -> None:
        self._styles = styles
        self._lists: dict[str, str] = {}
        self._overrides: dict[str, dict[int, Node]] = {}
        self._levels: dict[tuple[str, int], _Level | None] = {}
        self._abstract: dict[str, Node] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[str] = set()
        if root is None:
            return
        linked: dict[str, str] = {}
        for abstract in root.all("w:abstractNum"):
            key = abstract.attributes.get("w:abstractNumId", "")
            self._abstract[key] = abstract
            if style := abstract.value("w:styleLink"):
                linked[style] = key
        for one in root.all("w:num"):
            key = one.attributes.get("w:numId", "")
            abstract_key = one.value("w:abstractNumId") or ""
            named = self._abstract.get(abstract_key)
            if named is not None and (style := named.value("w:numStyleLink")):
                abstract_key = linked.get(style, abstract_key)
            self._lists[key] = abstract_key
            levels = {}
            for override in one.all("w:lvlOverride"):
                level = override.attributes.get("w:ilvl", "")
                if level in "012345678" and len(level) == 1:
                    levels[int(level)] = override
            self._overrides[key] = levels

    def number(self, paragraph: Node) -> str:
        """What stands before the next paragraph in the order of the document, '' for nothing."""
        key, level = self._list_of(paragraph)
        if key in ("", "0") or key not in self._lists or not 0 <= level <= 8:
            return ""
        form = self._level(key, level)
        if form is None:
            return ""
        counts = self._counts.setdefault(self._lists[key], {})
        if key not in self._begun:
            self._begun.add(key)
            for at, override in self._overrides[key].items():
                if override.value("w:startOverride") is not None:
                    counts.pop(at, None)
        counts[level] = min(counts[level] + 1, HIGHEST) if level in counts else self._start(key, level, form)
        for deeper in [at for at in counts if at > level]:
            below = self._level(key, deeper)
            restart = below.restart if below is not None else None
            if restart is None or (restart != 0 and level < restart):
                del counts[deeper]
        if form.form == "bullet":
            return form.text
        return _PLACE.sub(lambda match: self._counted(key, int(match[1]) - 1, level, form, counts), form.text).strip()

    def _counted(self, key: str, at: int, level: int, form: _Level, counts: dict[int, int]) -> str:
        other = self._level(key, at)
        if other is None or at > level:
            return ""
        count = counts[at] if at in counts else self._start(key, at, other)
        return written(count, "decimal" if form.plain and other.form != "none" else other.form)

    def _start(self, key: str, at: int, form: _Level) -> int:
        override = self._overrides[key].get(at)
        begun = override.whole("w:startOverride") if override is not None else None
        return min(max(form.start if begun is None else begun, 0), HIGHEST)

    def _list_of(self, paragraph: Node) -> tuple[str, int]:
        """Which list a paragraph is in, and how deep, from itself or from its style."""
        own = paragraph.find("w:pPr", "w:numPr")
        key = own.value("w:numId") if own is not None else None
        level = own.whole("w:ilvl") if own is not None else None
        if key is not None:
            return key, level or 0
        style_key = paragraph.value("w:pPr", "w:pStyle") or ""
        for style in self._styles.chain(style_key):
            properties = style.find("w:pPr", "w:numPr")
            key = properties.value("w:numId") if properties is not None else None
            if properties is None or key is None:
                continue
            if level is None:
                level = properties.whole("w:ilvl")
            if level is None:
                name = style.attributes.get("w:styleId", "")
                level = next((at for at in range(9) if (one := self._level(key, at)) and one.style == name), 0)
            return key, level
        return "", 0

    def _level(self, key: str, at: int) -> _Level | None:
        if (key, at) not in self._levels:
            self._levels[key, at] = self._made_level(key, at)
        return self._levels[key, at]

    def _made_level(self, key: str, at: int) -> _Level | None:
        override = self._overrides.get(key, {}).get(at)
        node = override.find("w:lvl") if override is not None else None
        if node is None:
            abstract = self._abstract.get(self._lists.get(key, ""))
            levels = abstract.all("w:lvl") if abstract is not None else []
            node = next((one for one in levels if one.attributes.get("w:ilvl") == str(at)), None)
        if node is None:
            return None
        form = node.value("w:numFmt") or "decimal"
        text = node.value("w:lvlText") or ""
        if form == "bullet":
            text = _bullet(node, text)
        start = node.whole("w:start")
        return _Level(
            1 if start is None else start,
            form,
            text[:60],
            node.whole("w:lvlRestart"),
            bool(node.switch("w:isLgl")),
            node.value("w:pStyle") or "",
        )


def _bullet(level: Node, text: str) -> str:
    if level.find("w:lvlPicBulletId") is not None:
        return "•"
    fonts = level.find("w:rPr", "w:rFonts")
    font = fonts.attributes.get("w:ascii") or fonts.attributes.get("w:hAnsi") if fonts is not None else None
    if text == "o" and (font or "").casefold().startswith("courier"):
        return "◦"
    return "".join(sign(font, one) for one in text).replace(UNKNOWN_SIGN, "•").strip()


def written(number: int, form: str) -> str:
    """A number in one of Word's forms; a form that is not known is written in figures."""
    if form in ("none", "bullet"):
        return ""
    if form in ("lowerLetter", "upperLetter"):
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20) if number > 0 else ""
        return letters if form == "lowerLetter" else letters.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman, left = "", number
        for value, sign_of in _ROMAN + _ROMAN_END:
            roman += sign_of * (left // value)
            left %= value
        return roman if form == "upperRoman" else roman.lower()
    if form == "decimalZero":
        return f"{number:02d}"
    if form == "ordinal":
        return f"{number}{_ending(number)}"
    if form in ("cardinalText", "ordinalText") and number < 100:
        return _in_words(number, form == "ordinalText").capitalize()
    if form == "numberInDash":
        return f"- {number} -"
    if form == "decimalEnclosedCircle" and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if form == "decimalEnclosedParen":
        return f"({number})"
    return str(number)


def _ending(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _in_words(number: int, ordinal: bool) -> str:
    words = (
        [_ONES[number]] if number < 20 else [_TENS[number // 10 - 2]] + ([_ONES[number % 10]] if number % 10 else [])
    )
    if ordinal:
        last = words[-1]
        if last in _ORDINAL:
            words[-1] = _ORDINAL[last]
        elif last == "twelve":
            words[-1] = "twelfth"
        else:
            words[-1] = f"{last[:-1]}ieth" if last.endswith("y") else f"{last.removesuffix('t')}th"
    return "-".join(words)
