"""Findings with the line and a caret under the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11.render.findings.listing import Listing
from s11.render.findings.on_screen import folded, painted
from s11.text import Finding, one_line, visible

if TYPE_CHECKING:
    from s11.render.screen import ScreenSettings


_STYLES = {"error": "1;35", "warning": "1;36", "advice": "1"}


def write(listing: Listing) -> str:
    return "".join(full(finding, listing.settings) for finding in listing.findings) + listing.folded_last_line + "\n"


def full(finding: Finding, settings: ScreenSettings | None) -> str:
    """Level, code and message; where it is; the line with a caret under the words; what to type."""
    place, ascii_only = finding.place, settings is not None and settings.ascii_only
    edge = " " * len(str(place.line))
    head = folded(f"{finding.level} {finding.code}: {one_line(finding.message, ascii_only)}", settings, "  ")
    mark = f"{finding.level} {finding.code}"
    lines = [
        painted(mark, _STYLES[finding.level], settings) + head[len(mark) :],
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
            f"{edge} | {' ' * before}{painted('^' * width, _STYLES[finding.level], settings)}",
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


def _cells(text: str) -> int:
    """How many columns of a screen words take."""
    if text.isascii():
        return len(text)
    from unicodedata import category, east_asian_width

    return sum(
        0 if category(character) in ("Mn", "Me") else 1 + (east_asian_width(character) in "WF") for character in text
    )
