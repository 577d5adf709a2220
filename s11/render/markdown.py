"""GitHub-flavoured Markdown, for papers and pull requests: how words are written so that none of them is markup."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from markupsafe import Markup

from s11.render.labels import FILTERS, number, sentences_as
from s11.text import visible
from s11.view.report_text import Sentence, Strong
from s11.when import day_words

if TYPE_CHECKING:
    from s11.render.sandbox import Sandbox

# what is markup; and what GitHub would turn into a mention, a link to an issue, an emoji, a formula or a link
_MARKS = re.compile(
    r"(?P<mark>[\\`*_{}\[\]<>|~^])|(?P<entity>&(?=#?\w+;))|(?P<before>[@#$](?=\w)|:(?=[a-z0-9+_-]+:))"
    r"|(?P<after>(?<=:)//|(?<=\bwww)\.|(?<=\b[Gg][Hh])-(?=\d))"
)
_STARTS = re.compile(r"^(?:([-+=#:])|(\d{1,9})([.)]))")
QUIET = "<!-- -->"


def environment(templates: Mapping[str, str]) -> Sandbox:
    from s11.render.shipped import environment_of

    return environment_of(
        templates, written, {**FILTERS, **sentences_as(sentence), "code": code, "explained": explained}, tidied
    )


def written(value: object) -> Markup:
    """A value as Markdown on one line. What has no words is refused."""
    if isinstance(value, str):
        return Markup(literal(" ".join(value.split())))
    if isinstance(value, date):
        return Markup(day_words(value))
    if isinstance(value, int) and not isinstance(value, bool):
        return Markup(number(value))
    raise TypeError(
        f"{'nothing' if value is None else type(value).__name__} cannot be printed: turn it into text first"
    )


def sentence(parts: Sentence) -> Markup:
    """A sentence of the View as Markdown on one line; no part of it but the first begins the line."""
    line = ""
    for part in parts:
        if isinstance(part, date):
            line += day_words(part)
        elif isinstance(part, Strong):
            line += f"**{literal(part.text)}**"
        else:
            text = re.sub(r"\s+", " ", part)
            line += _MARKS.sub(_quieted, visible(text)) if line else literal(text)
    return Markup(line)


def explained(text: str, terms: object = ()) -> Markup:
    """Words of a plan with their lines kept; abbreviations are explained in the glossary."""
    return Markup("<br>".join(literal(" ".join(line.split())) for line in text.strip().split("\n")))


def code(text: str) -> Markup:
    """Words as code: an address or a file's name, in which nothing is a link or a mention."""
    shown = visible(" ".join(text.split())).replace("|", "\\|")
    longest = max((len(run) for run in re.findall("`+", shown)), default=0)
    fence, gap = "`" * (longest + 1), " " if shown.startswith("`") or shown.endswith("`") else ""
    return Markup(f"{fence}{gap}{shown}{gap}{fence}") if shown else Markup("")


def tidied(document: str) -> str:
    """Never more than one blank line: the words of a plan hold none."""
    return re.sub(r"[ \t]*\n(?:[ \t]*\n)+", "\n\n", document).strip() + "\n"


def literal(line: str) -> str:
    """One line in which nothing is markup, wherever in a document it is put."""
    shown = _MARKS.sub(_quieted, visible(line))
    return _STARTS.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", shown)


def _quieted(match: re.Match[str]) -> str:
    sign: str = match[0]
    if match["mark"]:
        return "\\" + sign
    if match["entity"]:
        return "&amp;"
    return sign + QUIET if match["before"] else QUIET + sign
