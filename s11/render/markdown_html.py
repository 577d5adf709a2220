"""Markdown as HTML for a page: raw HTML stays words, every table has a caption and scoped headers, headings are in
order.

A table's caption is the paragraph before it where that ends in a colon; otherwise the heading it stands under.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from s11.render.labels import UNWRITTEN
from s11.render.sandbox import BadTemplate

# the only signs of HTML that the Markdown format writes itself: a new line in a cell, and what keeps a word from being
# a mention
_OWN_SIGNS = re.compile(r"<br>|<!-- -->")
NARROW = 3
_RIGHT = "text-align:right"


class PageHeading(NamedTuple):
    """A heading of the highest level in the text, for a list of contents."""

    id: str
    words: str


def html_of(markdown: str, name: str) -> tuple[Markup, tuple[PageHeading, ...]]:
    """The HTML of a body, and its main headings. Raises BadTemplate where headings are out of order."""
    parser = (
        MarkdownIt("commonmark", {"html": False, "xhtmlOut": False}, renderer_cls=_Renderer)
        .enable(["table", "strikethrough"])
        .disable("image")
    )
    parser.inline.ruler.before("escape", "own_signs", _own_signs)
    tokens = parser.parse(markdown)
    headings = tuple(_named_headings(tokens, name))
    return Markup(parser.renderer.render(_captioned(tokens), parser.options, {})), headings


def _own_signs(state: StateInline, silent: bool) -> bool:
    match = _OWN_SIGNS.match(state.src, state.pos)
    if match is None:
        return False
    if not silent and match[0] == "<br>":
        state.push("hardbreak", "br", 0)
    state.pos = match.end()
    return True


def _named_headings(tokens: Sequence[Token], name: str) -> Iterator[PageHeading]:
    """Give every heading an id; yield the main ones."""
    level = 1
    for number, token in enumerate(tokens):
        if token.type != "heading_open":
            continue
        here, heading = int(token.tag[1]), _plain(tokens[number + 1])
        if here == 1:
            raise BadTemplate(f"template {name}: the heading '{heading}' has the title's own level: begin it with '##'")
        if here > level + 1:
            raise BadTemplate(
                f"template {name}: the heading '{heading}' skips a level: '{'#' * here}' stands under '{'#' * level}'"
            )
        level = here
        token.attrSet("id", f"part-{number}")
        if here == 2:
            yield PageHeading(f"part-{number}", heading)


def _captioned(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with every table's caption in it."""
    made: list[Token] = []
    above: list[tuple[str, str]] = []
    beneath = 0
    for number, token in enumerate(tokens):
        if token.type == "heading_open":
            above = [*above[: int(token.tag[1]) - 2], (str(token.attrGet("id")), _plain(tokens[number + 1]))]
            beneath = 0
        if token.type == "table_open":
            beneath += 1
            heading = (above[-1][1] if above else "Table") + (f", table {beneath}" if beneath > 1 else "")
            # a region is named by its headings too, for two plans may hold tables of one caption
            named = " ".join([*(id for id, _ in above), f"table-{number}"])
            token.meta = {
                "id": f"table-{number}",
                "named": named,
                "caption": None,
                "heading": heading,
                "narrow": _columns(tokens, number) <= NARROW,
            }
            if (
                [one.type for one in made[-3:]] == ["paragraph_open", "inline", "paragraph_close"]
                and _plain(made[-2]).endswith(":")
                and not made[-3].level
            ):
                token.meta["caption"] = made[-2]
                del made[-3:]
        made.append(token)
    return made


def _columns(tokens: Sequence[Token], number: int) -> int:
    return sum(
        1 for token in takewhile(lambda token: token.type != "thead_close", tokens[number:]) if token.type == "th_open"
    )


def _plain(token: Token) -> str:
    return "".join(
        " " if one.type in ("softbreak", "hardbreak") else one.content for one in token.children or ()
    ).strip()


class _Renderer(RendererHTML):
    """What a page needs beyond plain HTML."""

    def table_open(self, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
        meta, token = tokens[number].meta, tokens[number].meta["caption"]
        if token is None:
            caption, seen = str(escape(meta["heading"])), ' class="heard"'
        else:
            caption, seen = self.renderInline(token.children, options, env).removesuffix(":"), ""
        shape = ' class="lists"' if meta["narrow"] else ""
        return (
            f'<div class="scroll" role="region" aria-labelledby="{meta["named"]}" '
            f'tabindex="0">\n<table{shape}>\n<caption id="{meta["id"]}"{seen}>{caption}</caption>\n'
        )

    def table_close(self, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
        return "</table>\n</div>\n"

    def th_open(self, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
        if not tokens[number + 1].content:
            return "<td>"
        return f'<th scope="col"{_number_class(tokens[number])}>'

    def th_close(self, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
        return "</th>" if tokens[number - 1].content else "</td>"

    def td_open(self, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
        if _heads_row(tokens, number):
            return '<th scope="row">'
        return f"<td{_number_class(tokens[number])}>"

    def td_close(self, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
        return "</th>" if _heads_row(tokens, number - 2) else "</td>"

    def blockquote_open(self, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
        first = next((token for token in tokens[number:] if token.type == "inline"), None)
        return (
            '<div class="notice gap">\n'
            if first is not None and _plain(first).startswith(UNWRITTEN)
            else '<div class="notice">\n'
        )

    def blockquote_close(self, tokens: Sequence[Token], number: int, options: OptionsDict, env: EnvType) -> str:
        return "</div>\n"


def _heads_row(tokens: Sequence[Token], number: int) -> bool:
    return tokens[number - 1].type == "tr_open"


def _number_class(token: Token) -> str:
    return ' class="number"' if token.attrGet("style") == _RIGHT else ""
