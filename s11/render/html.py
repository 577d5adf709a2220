"""The web page: how words, days and numbers are written in HTML. What is said stands in ``templates/*.html.j2``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from s11.render.charts import due_line, state_bar
from s11.render.history_charts import done, off_track, slippage
from s11.render.labels import FILTERS, number, sentences_as
from s11.text import visible
from s11.view.report_text import Sentence, Strong
from s11.when import day_words

if TYPE_CHECKING:
    from s11.render.sandbox import Sandbox

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


def environment(templates: Mapping[str, str]) -> Sandbox:
    from s11.render.shipped import environment_of

    return environment_of(
        templates,
        written,
        {
            **FILTERS,
            **sentences_as(sentence),
            "anchor": anchor,
            "bare": bare,
            "state_bar": state_bar,
            "due_line": due_line,
            "done_line": done,
            "off_track": off_track,
            "slippage": slippage,
            "explained": explained,
            "swatch": swatch,
        },
        tidied,
    )


def written(value: object) -> str:
    """A value as HTML. Words show what would steer a screen as pictures; what has no words is refused."""
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return number(value)
    raise TypeError(
        f"{'nothing' if value is None else type(value).__name__} cannot be printed: turn it into text first"
    )


@lru_cache(maxsize=4096)
def _day(value: date) -> Markup:
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), day_words(value))


def sentence(parts: Sentence) -> Markup:
    """A sentence of the View as HTML."""
    return Markup("").join(
        Markup("<strong>{}</strong>").format(visible(part.text)) if isinstance(part, Strong) else written(part)
        for part in parts
    )


def tidied(page: str) -> str:
    """A page without the blank lines that a template's own lines leave; no word of it stands on one."""
    return "\n".join(filter(None, map(str.strip, page.split("\n")))) + "\n"


def bare(value: int) -> Markup:
    """A number for a style or an attribute, without separators."""
    return Markup(str(int(value)))


def anchor(address: str) -> str:
    """An address as an HTML id; no two addresses share one."""
    return re.sub(r"[^A-Za-z0-9.-]", lambda match: f"_{ord(match[0]):x}_", address)


def swatch(colour: str) -> str:
    """The swatch for a plan's own colour word, or 'none' where it is a colour we have no paint for."""
    first = colour.strip().casefold()
    return first if first in SWATCHES else "none"


def explained(text: str, terms: tuple[tuple[str, str], ...] = ()) -> Markup:
    """Words of a plan: lines kept, every abbreviation that the plan explains expanded."""
    meanings, finder = _finder(tuple(terms))
    if finder is None:
        return _lines(text)
    parts: list[Markup] = []
    at = 0
    for match in finder.finditer(text):
        parts.append(_lines(text[at : match.start()]))
        parts.append(Markup('<abbr title="{}">{}</abbr>').format(visible(meanings[match[0]]), visible(match[0])))
        at = match.end()
    parts.append(_lines(text[at:]))
    return Markup("").join(parts)


def _lines(text: str) -> Markup:
    shown = escape(visible(text))
    return shown.replace("\n", Markup("<br>")) if "\n" in text else shown


@lru_cache(maxsize=64)
def _finder(terms: tuple[tuple[str, str], ...]) -> tuple[dict[str, str], re.Pattern[str] | None]:
    meanings = {term: meaning for term, meaning in terms if term}
    if not meanings:
        return {}, None
    pattern = "|".join(re.escape(term) for term in sorted(meanings, key=len, reverse=True))
    return meanings, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")
