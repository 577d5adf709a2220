"""Values as they are written in YAML: plain where any reader takes them for words, quoted or in a block where not."""

from __future__ import annotations

import re
from textwrap import wrap
from typing import NamedTuple

from s11.text.model import Node

WIDTH = 100
# the longest words that stand in brackets or braces: short codes, days and the names of posts, never prose
_SHORT = 40
# what other readers of YAML take for something else than text; whole numbers, days, true and false may stand plain
_TYPED = re.compile(
    r"(?:\+[0-9]+|[-+]?(?:0[0-9_]+|[1-9][0-9]*_[0-9_]*|0[xob][0-9a-f_]+|[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?"
    r"|[0-9][0-9_]*\.[0-9_]*(?:e[-+]?[0-9]+)?|[0-9]+e[-+]?[0-9]+|\.(?:[0-9].*|inf|nan))|null|yes|no|on|off|y|n)\Z",
    re.I,
)
_PLAIN = re.compile(r"[^-?:,\[\]{}#&*!|>'\"%@`=~<.\s](?:[^\t\n\r]*[^\s:])?\Z")
_CUT = re.compile(r": | #")
_FLOW_SIGNS = re.compile(r"[,\[\]{}?:]")
_BROKEN = re.compile(r"[\n\r\t]")


class Layout(NamedTuple):
    """How a file is laid out: the columns by which a mapping, and a list's dashes, stand deeper than their key."""

    step: int = 2
    dash: int = 2


def is_plain(words: str, flow: bool = False) -> bool:
    """Whether every reader of YAML takes the words, written as they are, for these very words."""
    return bool(
        _PLAIN.match(words)
        and not _TYPED.match(words)
        and not _CUT.search(words)
        and not (flow and _FLOW_SIGNS.search(words))
    )


def quotings(words: str, style: str = "") -> tuple[str, str]:
    """The words in quotes, in both ways, first the one that is like ``style`` or the easier to read."""
    escaped = words.replace("\\", "\\\\").replace('"', '\\"')
    double = '"' + escaped.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t") + '"'
    single = "'" + words.replace("'", "''") + "'" if not _BROKEN.search(words) else double
    awkward = style == '"' or '"' not in words or "\\" in words
    return (single, double) if style == "'" or not awkward else (double, single)


def scalar(words: str, flow: bool = False) -> str:
    """Words on one line."""
    return words if is_plain(words, flow) else quotings(words)[0]


def in_flow(value: Node) -> str:
    """A value on one line, lists in brackets and mappings in braces."""
    if isinstance(value, str):
        return scalar(value, flow=True)
    if isinstance(value, list):
        return f"[{', '.join(map(in_flow, value))}]"
    return f"{{{', '.join(f'{scalar(key, flow=True)}: {in_flow(child)}' for key, child in value.items())}}}"


def is_short(value: Node) -> bool:
    """Whether a value may stand in brackets or braces: a list of short codes, names and days, a group of codes and
    days; prose stands on a line of its own.
    """
    if isinstance(value, str):
        return len(value) <= _SHORT and "\n" not in value
    if isinstance(value, list):
        return all(isinstance(child, str) and is_short(child) for child in value)
    return all(isinstance(child, str) and len(child) <= _SHORT and " " not in child for child in value.values())


def entry_lines(head: str, value: Node, layout: Layout, column: int) -> list[str]:
    """A value behind its key or dash (``head``, which stands at ``column``) as lines, the first without indentation."""
    if isinstance(value, str):
        return _word_lines(head, value, layout, column)
    flat = f"{head} {in_flow(value)}"
    if not value or (isinstance(value, list) and is_short(value) and column + len(flat) <= WIDTH):
        return [flat]
    deeper = layout.dash if isinstance(value, list) else layout.step
    return [head, *indented(value_lines(value, layout, column + deeper), deeper)]


def value_lines(value: Node, layout: Layout, column: int) -> list[str]:
    """A mapping or list as lines of its own, which begin at ``column``."""
    if isinstance(value, dict):
        return [line for key, child in value.items() for line in entry_lines(f"{scalar(key)}:", child, layout, column)]
    if isinstance(value, list):
        return [line for child in value for line in item_lines(child, layout, column)]
    return entry_lines("", value, layout, column)


def item_lines(value: Node, layout: Layout, column: int) -> list[str]:
    """One entry of a list as lines, its dash at ``column``."""
    if not isinstance(value, dict) or not value:
        return entry_lines("-", value, layout, column)
    first, *rest = value_lines(value, layout, column + 2)
    return [f"- {first}", *indented(rest, 2)]


def indented(lines: list[str], columns: int) -> list[str]:
    return [" " * columns + line if line else "" for line in lines]


def _word_lines(head: str, words: str, layout: Layout, column: int) -> list[str]:
    one = f"{head} {scalar(words)}".lstrip()
    if column + len(one) <= WIDTH and "\n" not in words:
        return [one]
    foldable = words == words.strip() and not re.search(r"[\t\r]|  | \n", words) and words
    if not foldable:
        return [one]
    deeper = column + layout.step
    if "\n" in words:
        # a line that begins with a space would be read as one that is not to be folded
        return [one] if "\n " in words else [f"{head} |-", *indented(words.split("\n"), layout.step)]
    folded = wrap(words, max(WIDTH - deeper, 40), break_long_words=False, break_on_hyphens=False)
    return [f"{head} >-", *indented(folded, layout.step)]
