"""Findings for people: one line each, or with the excerpt and a caret; and what --fix would do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from s11.text import Finding, one_line, visible

if TYPE_CHECKING:
    from s11.render.screen import ScreenSettings


def concise(finding: Finding) -> str:
    hint = f" ({one_line(finding.hint)})" if finding.hint else ""
    return (
        f"{one_line(finding.file)}:{finding.place.line}:{finding.place.column}: {finding.level} {finding.code} "
        f"{one_line(finding.message)}{hint}"
    )


_STYLES = {"error": "1;35", "warning": "1;36", "advice": "1"}


def full(finding: Finding, settings: ScreenSettings | None) -> str:
    """Level, code and message; where it is; the line with a caret under the words; what to type."""
    place, ascii_only = finding.place, settings is not None and settings.ascii_only
    edge = " " * len(str(place.line))
    head = folded(f"{finding.level} {finding.code}: {one_line(finding.message, ascii_only)}", settings, "  ")
    mark = f"{finding.level} {finding.code}"
    lines = [
        _painted(mark, _STYLES[finding.level], settings) + head[len(mark) :],
        f"{edge}--> {one_line(finding.file, ascii_only)}:{place.line}:{place.column}",
    ]
    if place.excerpt.strip():
        room = 110 if settings is None else max(30, settings.width - len(edge) - 7)
        before, shown, width = _excerpt(
            place.excerpt,
            place.column,
            place.end_column if place.end_line == place.line else len(place.excerpt) + 1,
            room,
            ascii_only,
        )
        lines += [
            f"{edge} |",
            f"{place.line} | {shown}",
            f"{edge} | {' ' * before}{_painted('^' * width, _STYLES[finding.level], settings)}",
        ]
    if finding.hint:
        lines.append(folded(f"{edge} = {one_line(finding.hint, ascii_only)}", settings, f"{edge}   "))
    return "\n".join(lines) + "\n\n"


def _excerpt(line: str, column: int, end: int, room: int, ascii_only: bool) -> tuple[int, str, int]:
    """The part of a line to show, how far in the caret stands, and how wide it is."""
    start = 0 if len(line) <= room or column <= room - 20 else column - room // 3
    stop = min(len(line), start + room)
    more = "..." if ascii_only else "…"
    lead = f"{more} " if start else ""
    shown, before, under = (
        visible(part.replace("\t", " "), ascii_only)
        for part in (line[start:stop], line[start : column - 1], line[column - 1 : min(end - 1, stop)])
    )
    return len(lead) + _cells(before), lead + shown + (f" {more}" if stop < len(line) else ""), max(1, _cells(under))


def _cells(words: str) -> int:
    """How many columns of a screen words take."""
    if words.isascii():
        return len(words)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(character) in ("Mn", "Me") else 1 + (east_asian_width(character) in "WF") for character in words
    )


def folded(words: str, settings: ScreenSettings | None, hang: str = "") -> str:
    """Words folded at the edge of a screen; off a screen a record stays one line."""
    if settings is None or len(words) <= settings.width:
        return words
    from textwrap import fill

    margin = words[: len(words) - len(words.lstrip(" "))]
    return fill(
        words.strip(" "),
        settings.width,
        initial_indent=margin,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _painted(words: str, style: str, settings: ScreenSettings | None) -> str:
    return f"\x1b[{style}m{words}\x1b[0m" if settings is not None and settings.colour else words


def difference(name: str, before: bytes, after: bytes, settings: ScreenSettings | None = None) -> str:
    """A unified diff that ``git apply`` takes; on a screen its lines are coloured and made safe to look at."""
    from difflib import unified_diff

    old, new = _lines(before), _lines(after)
    named_old, named_new = (_quoted(f"{side}/{name}") for side in "ab")
    lines_out = []
    for line in unified_diff(old, new, named_old, named_new):
        body = line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
        if settings is not None:
            style = "1" if line.startswith(("---", "+++")) else {"+": "36", "-": "35"}.get(line[0], "")
            shown = [visible(part.rstrip("\r"), settings.ascii_only) for part in body.removesuffix("\n").split("\n")]
            body = "\n".join(_painted(part, style, settings) if style else part for part in shown) + "\n"
        lines_out.append(body)
    return "".join(lines_out)


def _quoted(name: str) -> str:
    """A file's name in a diff, as git writes one that holds more than plain signs."""
    if name.isprintable() and not set(name) & set('"\\'):
        return name
    signs = (
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\{byte:03o}"
        for byte in name.encode("utf-8", "surrogateescape")
    )
    return f'"{"".join(signs)}"'


def _lines(data: bytes) -> list[str]:
    # git ends a line at LF only
    return [line for line in re.split(r"(?<=\n)", data.decode("utf-8", "surrogateescape")) if line]
