"""Words as HTML: what stands in a text, in an attribute, and the small pieces that stand beside words everywhere."""

from __future__ import annotations

import re
from functools import lru_cache

from s11.english import CHECKED, state_words
from s11.text import visible

SWATCHES = (
    "amber",
    "black",
    "blue",
    "brown",
    "gray",
    "green",
    "grey",
    "orange",
    "pink",
    "purple",
    "red",
    "teal",
    "white",
    "yellow",
)

Terms = tuple[tuple[str, str], ...]


def words(text: str) -> str:
    """What a reader is shown of words; what would steer a screen shows as pictures."""
    shown = text if text.isprintable() else visible(text)
    if "&" in shown:
        shown = shown.replace("&", "&amp;")
    return shown.replace("<", "&lt;").replace(">", "&gt;") if "<" in shown or ">" in shown else shown


def attribute(text: str) -> str:
    """The same between the quotation marks of an attribute."""
    return words(text).replace('"', "&#34;").replace("'", "&#39;")


def prose(text: str, terms: Terms = ()) -> str:
    """Words of a plan: lines kept, every abbreviation that the plan explains expanded."""
    if not terms:
        return words(text).replace("\n", "<br>")
    meanings, finder = _finder(terms)
    if finder is None:
        return prose(text)
    parts, at = [], 0
    for match in finder.finditer(text):
        parts.append(prose(text[at : match.start()]))
        parts.append(f'<abbr title="{attribute(meanings[match[0]])}">{words(match[0])}</abbr>')
        at = match.end()
    return "".join((*parts, prose(text[at:])))


@lru_cache(maxsize=64)
def _finder(terms: Terms) -> tuple[dict[str, str], re.Pattern[str] | None]:
    meanings = {term: meaning for term, meaning in terms if term}
    if not meanings:
        return {}, None
    every = "|".join(re.escape(term) for term in sorted(meanings, key=len, reverse=True))
    return meanings, re.compile(rf"(?<!\w)(?:{every})(?!\w)")


_UNFIT = re.compile(r"[^A-Za-z0-9.-]")


def anchor(address: str) -> str:
    """An address as an HTML id; no two addresses share one."""
    plan, mark, inside = address.partition("#")
    return (_anchored(plan) + "_23_" + _fit(inside)) if mark else _anchored(plan)


def _fit(part: str) -> str:
    return _UNFIT.sub(lambda match: f"_{ord(match[0]):x}_", part)


# every address of a plan begins with its id
_anchored = lru_cache(maxsize=1024)(_fit)


def swatch(colour: str) -> str:
    """The swatch for a plan's own colour word, or 'none' where it is a colour we have no paint for."""
    first = colour.strip().casefold()
    return first if first in SWATCHES else "none"


# each state with its shape, in a box and as a word
SHAPES: dict[str, str] = {state: f'<svg aria-hidden=true><use href="#s-{state}"/></svg>' for state in CHECKED}
STATE_BOXES: dict[str, str] = {
    state: f'<span class="state {state}">{SHAPES[state]}{state_words(state)}</span>' for state in CHECKED
}
STATE_WORDS: dict[str, str] = {
    state: f"<span class=word>{SHAPES[state]}{state_words(state)}</span>" for state in CHECKED
}
