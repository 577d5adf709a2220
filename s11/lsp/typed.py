"""What is being typed at the cursor, though the file cannot be read for it: from dashes, colons and how far lines are
set in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from s11.text import Path

_LINE = re.compile(r"(?P<indent> *)(?P<dashes>(?:- +)*)(?P<rest>.*)", re.DOTALL)
_KEY = re.compile(
    r"""(?P<key>"[^"]*"|'[^']*'|[^\s"'{\[#&*!|>%@`-][^:#]*?|-[^\s:#][^:#]*?)[ ]*:(?:[ \t]+|$)(?P<value>.*)""", re.DOTALL
)
_ALLOW = re.compile(r"#+\s*s11:\s*allow\b[\s:]*(?:S\d{3}[\s,]+)*(?P<word>\w*)")
_BEHIND = re.compile(r"(?:^|[{,])\s*([a-z_]+)\s*:")
# no plan sets a line in so far, and no record goes over so many lines
MOST_LINES_UP = 20_000


@dataclass(frozen=True, slots=True)
class Typed:
    """The word before the cursor and the place where it stands.

    ``path``: that of the value being typed, or of what holds the key; an entry of a list is 0, whichever it is.
    ``key``: whether a key is being typed; ``present``: the keys that are there already. ``flow``: within braces or
    brackets; ``deep``: how far its line is set in. ``remark``: it is a remark to s11, and the word a code.
    """

    path: Path
    word: str
    key: bool = False
    present: frozenset[str] = frozenset()
    flow: bool = False
    deep: int = 0
    remark: bool = False


@dataclass(slots=True)
class _Brackets:
    """One pair of braces or brackets that is open at the cursor."""

    sign: str
    key: str | None = None
    keys: list[str] = field(default_factory=list)
    since: int = 0


def typed_at(text: str, offset: int) -> Typed | None:
    """What is being typed; None in prose, in a remark to people, and where nothing of the format can stand."""
    start = max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1
    head = text[start:offset]
    line = _LINE.fullmatch(head)
    if line is None or "\t" in line["indent"]:
        return None
    if line["rest"].startswith("#"):
        allow = _ALLOW.fullmatch(line["rest"])
        return Typed((), allow["word"], remark=True) if allow else None
    deep = len(line["indent"]) + len(line["dashes"])
    rest = line["rest"]
    if rest == "-":
        return None
    pair = _KEY.fullmatch(rest)
    inside, present, prose = _above(text, start, len(line["indent"]), deep, bool(line["dashes"]))
    if prose:
        return None
    path = (*inside, *_entries(line["dashes"]))
    value, behind = (pair["value"], (_bare(pair["key"]),)) if pair else (rest, ())
    if value[:1] in ("{", "["):
        return _in_brackets(value, (*path, *behind), text[offset:])
    if " #" in value:
        return None
    if pair:
        return Typed((*path, *behind), value, deep=deep)
    return Typed(path, rest, key=True, present=present | _below(text, offset, deep), deep=deep)


def _entries(dashes: str) -> Path:
    return (0,) * dashes.count("-")


def _bare(key: str) -> str:
    return key[1:-1] if key[:1] in ("'", '"') else key.strip()


def _lines_up(text: str, start: int) -> Iterator[re.Match[str]]:
    """The lines above one, the nearest first; without those that are empty or only remarks."""
    for _ in range(MOST_LINES_UP):
        if not start:
            return
        end = start - 1
        start = max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1
        line_text = text[start:end].rstrip("\r\n")
        line = _LINE.fullmatch(line_text)
        if line is not None and line["rest"] and not line["rest"].startswith("#"):
            yield line


def _above(text: str, start: int, indent: int, deep: int, dashed: bool) -> tuple[Path, frozenset[str], bool]:
    """The path of what holds the line that begins at ``start``, the keys beside it, and whether it is a line of prose.

    ``indent`` is where its first sign stands, a dash or a word, ``deep`` where its words begin.
    """
    path: list[str | int] = []
    beside: list[str] = []
    # the column at which what we are in begins, and whether that is a list
    column, in_list = (indent, True) if dashed else (deep, False)
    first = not dashed
    for line in _lines_up(text, start):
        mine, dashes = len(line["indent"]), line["dashes"]
        begins = mine + len(dashes)
        pair = _KEY.fullmatch(line["rest"])
        if not in_list and begins == column:
            if pair and first:
                beside.append(_bare(pair["key"]))
            if pair is None and not dashes:
                # words at the same depth that are no key: a text that goes on
                return (), frozenset(), True
            if not dashes:
                continue
            path += _entries(dashes)
            column, in_list, first = mine, True, False
        elif begins < column or (in_list and begins == column):
            if pair is None or not _opens(pair["value"]):
                return (), frozenset(), True
            path.append(_bare(pair["key"]))
            path += _entries(dashes)
            column, in_list, first = (mine, True, False) if dashes else (begins, False, False)
        elif not in_list and dashes and mine < column < begins:
            return (), frozenset(), True
        if path and not column and not in_list:
            # the keys of the plan itself hold what we are in: nothing holds them
            break
    return tuple(reversed(path)), frozenset(beside), False


def _opens(value: str) -> bool:
    """Whether what stands behind a key leaves room for something beneath it."""
    return not value.strip() or value.lstrip().startswith("#")


def _below(text: str, offset: int, deep: int) -> frozenset[str]:
    """The keys of the same record on the lines below."""
    keys: set[str] = set()
    at = _line_end(text, offset)
    for _ in range(MOST_LINES_UP):
        if at >= len(text):
            break
        end = _line_end(text, at)
        line = _LINE.fullmatch(text[at:end].rstrip("\r\n"))
        at = end
        if line is None or not line["rest"] or line["rest"].startswith("#"):
            continue
        begins = len(line["indent"]) + len(line["dashes"])
        if len(line["indent"]) < deep:
            break
        pair = _KEY.fullmatch(line["rest"])
        if begins == deep and not line["dashes"] and pair:
            keys.add(_bare(pair["key"]))
    return frozenset(keys)


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end + 1


def _in_brackets(value: str, path: Path, behind: str) -> Typed | None:
    """What is being typed within braces and brackets of one line; ``behind``: what follows the cursor."""
    open_ones: list[_Brackets] = []
    quote, at = "", 0
    while at < len(value):
        sign = value[at]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"" and not value[open_ones[-1].since : at].strip() if open_ones else False:
            quote = sign
        elif sign in "{[":
            open_ones.append(_Brackets(sign, since=at + 1))
        elif sign in "}]" and open_ones:
            open_ones.pop()
            if open_ones:
                open_ones[-1].since = at + 1
        elif open_ones and sign == ",":
            open_ones[-1].key, open_ones[-1].since = None, at + 1
        elif open_ones and sign == ":" and open_ones[-1].sign == "{" and value[at + 1 : at + 2] in ("", " "):
            top = open_ones[-1]
            if top.key is None:
                top.key = _bare(value[top.since : at].strip())
                top.keys.append(top.key)
                top.since = at + 1
        at += 1
    if not open_ones:
        return None
    for one in open_ones[:-1]:
        path = (*path, one.key if one.key is not None else 0)
    top = open_ones[-1]
    word = value[top.since :].lstrip()
    if top.sign == "[":
        return Typed((*path, 0), word, flow=True)
    if top.key is not None:
        return Typed((*path, top.key), word, flow=True)
    rest = behind.partition("\n")[0].partition("}")[0]
    return Typed(path, word, key=True, present=frozenset([*top.keys, *_BEHIND.findall(rest)]), flow=True)
