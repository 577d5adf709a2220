"""The web page: how words, days and numbers are written in HTML. What is said stands in ``templates/*.html.j2``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from s11.render.action_rows import (
    action_row,
    any_behind,
    any_recurs,
    due_rows,
    labels,
    late_rows,
    lead_rows,
    leads_words,
    measure_words,
    own_word,
)
from s11.render.charts import due_line, state_bar
from s11.render.history_charts import done, off_track, slippage
from s11.render.html_words import SHAPES, STATE_BOXES, STATE_WORDS, Terms, anchor, prose, swatch
from s11.render.labels import FILTERS, number, sentences_as
from s11.text import visible
from s11.view.report_text import Sentence, Strong
from s11.when import day_words

if TYPE_CHECKING:
    from s11.render.sandbox import Sandbox


def environment(templates: Mapping[str, str]) -> Sandbox:
    from s11.render.shipped import environment_of

    return environment_of(
        templates,
        written,
        {
            **FILTERS,
            **sentences_as(sentence),
            **{name: _as_markup(made) for name, made in _PIECES.items()},
            "action_row": action_row,
            "any_behind": any_behind,
            "any_recurs": any_recurs,
            "due_rows": due_rows,
            "labels": lambda columns: labels(*columns),
            "late_rows": late_rows,
            "lead_rows": lead_rows,
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


# small pieces, each made in one place
_PIECES: dict[str, Callable[..., str]] = {
    "shape": SHAPES.__getitem__,
    "state_box": STATE_BOXES.__getitem__,
    "state_word": STATE_WORDS.__getitem__,
    "own_word": own_word,
    "leads_words": leads_words,
    "measure_words": measure_words,
}


def _as_markup(made: Callable[..., str]) -> Callable[..., Markup]:
    return lambda *values: Markup(made(*values))  # each escapes what it is given


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


def explained(text: str, terms: Terms = ()) -> Markup:
    """Words of a plan: lines kept, every abbreviation that the plan explains expanded."""
    return Markup(prose(text, tuple(terms)))  # it is escaped
