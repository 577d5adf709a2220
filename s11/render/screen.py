"""The screen: lines of styled words on a terminal; and the lines and records that several commands share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from s11.english import number_of
from s11.frozen import dataclass
from s11.render.glyphs import ASCII_GLYPHS, GLYPHS, WAY_STYLES
from s11.text import one_line, record, visible
from s11.when import day_words

if TYPE_CHECKING:
    from rich.text import Text

    from s11.view import Head, Lead, NotRead, Travel

# a text, or a text and its style
Part = tuple[str, str] | str


class Cell(NamedTuple):
    """Words that stay together, and their style."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class ScreenSettings:
    """What the screen can show: its width in columns, whether in colour, whether only ASCII."""

    width: int = 80
    colour: bool = False
    ascii_only: bool = False

    @property
    def glyphs(self) -> Mapping[str, str]:
        return ASCII_GLYPHS if self.ascii_only else GLYPHS


class Screen:
    """Lines of styled text, folded at the screen's width; text of a plan is never markup."""

    def __init__(self, settings: ScreenSettings) -> None:
        from rich.text import Text

        self.settings, self.Text = settings, Text
        self.lines: list[Text] = []

    def text(self, *parts: Part) -> Text:
        line = self.Text()
        for part in parts:
            text, style = part if isinstance(part, tuple) else (part, "")
            line.append(visible(text, self.settings.ascii_only).replace("\t", " "), style or None)
        return line

    def paragraph(self, *parts: Part, indent: int = 0, hang: int = 0) -> None:
        """One paragraph, folded at the screen's edge; later lines hang under the first, also those of a broken text."""
        text = self.text(*parts)
        if not indent + hang:
            # nothing hangs under it, so a line of its words would pass for a line of ours
            text = self.Text(" ").join(text.split("\n", allow_blank=True))
        widths = (max(20, self.settings.width - indent), max(20, self.settings.width - indent - hang))
        lines = fold(text.plain, *widths)
        # every cut in one go: to cut line after line off the rest takes time with the square of the words
        pieces = text.divide(sorted({edge for line in lines for edge in line} - {0, len(text)}))
        by_start = dict(zip(accumulate(map(len, pieces), initial=0), pieces, strict=False))
        for number, (first, last) in enumerate(lines):
            padded = self.Text(" " * (indent + hang if number else indent) if first < last else "")
            self.lines.append(padded.append_text(by_start[first]) if first < last else padded)

    def row(self, line: Text) -> None:
        self.lines.append(line)

    def gap(self) -> None:
        self.lines.append(self.Text(""))

    def __str__(self) -> str:
        import io

        from rich.console import Console

        out, colour = io.StringIO(), self.settings.colour
        console = Console(
            file=out,
            width=self.settings.width,
            force_terminal=colour,
            no_color=not colour,
            color_system="standard" if colour else None,
            markup=False,
            highlight=False,
            emoji=False,
            legacy_windows=False,
        )
        for line in self.lines:
            console.print(
                line, markup=False, highlight=False, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True
            )
        return out.getvalue()


_BREAK = re.compile(r"\r\n|[\n\r]")
_WORD = re.compile(r"\S+")


def fold(text: str, first: int, later: int) -> list[tuple[int, int]]:
    """Where each line of a text begins and ends: the first of ``first`` columns, the others of ``later``.

    Line breaks are kept. Folded at white space, which stands at no line's end; a word wider than a line is cut. Takes
    time in proportion to the words, whatever they are. White space alone gives no line.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for end, following in (*(broken.span() for broken in _BREAK.finditer(text)), (len(text),) * 2):
        lines += _fold_line(text, start, end, later if lines else first, later)
        start = following
    while lines and lines[-1][0] == lines[-1][1]:
        lines.pop()
    return lines


def _fold_line(text: str, start: int, end: int, room: int, later: int) -> list[tuple[int, int]]:
    from rich.cells import get_character_cell_size

    lines: list[tuple[int, int]] = []
    begun = last = start
    used = 0
    for word in _WORD.finditer(text, start, end):
        sizes = [get_character_cell_size(letter) for letter in word[0]]
        gap = word.start() - last
        if last > begun and used + gap + sum(sizes) > room:
            lines.append((begun, last))
            begun, used, room = word.start(), 0, later
        else:
            used += gap
        for place, size in enumerate(sizes, word.start()):
            if used + size > room and place > begun:
                lines.append((begun, place))
                begun, used, room = place, 0, later
            used += size
        last = word.end()
    return [*lines, (begun, last)]


def cell_size(text: str) -> int:
    """How many columns of the screen a text takes."""
    from rich.cells import cell_len

    return cell_len(text)


def packed(cells: Sequence[Cell], width: int, room: int) -> list[list[Cell]]:
    """Words in lines of a width; the last has at most so much room, and stands empty where there is less."""
    lines: list[list[Cell]] = [[]]
    used = 0
    for word in cells:
        size = cell_size(word.text)
        if lines[-1] and used + 1 + size > width:
            lines.append([])
            used = 0
        used += size + bool(lines[-1])
        lines[-1].append(word)
    return [*lines, []] if used > room else lines


def in_a_row(screen: Screen, cells: Sequence[Cell]) -> Text:
    line = screen.Text("")
    for cell in cells:
        line.append(" " if len(line) else "").append(cell.text, cell.style or None)
    return line


def add_packed(screen: Screen, lines: Sequence[Sequence[Cell]]) -> None:
    for cells in lines:
        screen.row(in_a_row(screen, cells))


# what several commands show
# --------------------------------------------------------------------------------------------


def add_head(screen: Screen, head: Head) -> None:
    screen.paragraph(
        (f"Judged on {day_words(head.as_of)}", "bold"),
        ("  ·  " if not screen.settings.ascii_only else "  -  ") + head.revision_words,
    )
    if head.filtered:
        screen.paragraph(("Only: ", "bold"), head.filtered)


def add_travel(screen: Screen, travel: Travel) -> None:
    """Which way things went since a base, and the figures behind it."""
    since = f" since {travel.since.said}" if travel.since else ""
    screen.paragraph(("direction  ", "dim"), (travel.way, WAY_STYLES[travel.way]), f"{since}: {travel.said}", hang=11)


def travel_line(travel: Travel) -> str:
    since = f" since={travel.since.as_of}" if travel.since else ""
    counts = " ".join(f"{name}={getattr(travel, name)}" for name in travel._fields[1:-4])
    return (
        f"direction={travel.way}{since} {counts} "
        f"late={travel.late_then}->{travel.late_now} late_things={travel.things_then}->{travel.things_now}"
    )


def add_read(screen: Screen, head: Head) -> None:
    read = head.read
    screen.paragraph(
        (
            f"Read {number_of(read.files, 'file')}: {number_of(read.plans, 'plan')}, "
            f"{number_of(read.recommendations, 'recommendation')}, {number_of(read.actions, 'action')}. Could not be "
            f"read whole: {len(head.not_read)}.",
            "" if not head.not_read else "bold",
        ),
        f" {read.beside_words}" if read.assessments else "",
    )
    add_not_read(screen, head)


def add_made(screen: Screen, head: Head) -> None:
    """The foot of a page: from what it was made, and what of it could not be read."""
    files = number_of(head.read.files, "file")
    made = f"From {head.revision_words}" if head.revision else head.revision_words.capitalize()
    screen.paragraph(
        (f"{made}; {files} read, {len(head.not_read)} not whole. {head.read.beside_words}".rstrip(), "dim")
    )
    add_not_read(screen, head)


def add_not_read(screen: Screen, head: Head) -> None:
    """Which files could not be read whole, why, and how far each was read."""
    for missed in head.not_read:
        screen.paragraph(("! ", "bold magenta"), f"{missed.file}:{missed.line}:{missed.column}: {missed.said}", hang=2)
        screen.paragraph(
            missed.how_far + ("" if missed.faults == 1 else f" ('s11 lint' lists all {missed.faults} faults)"),
            indent=2,
            hang=2,
        )


def read_line(head: Head) -> str:
    read = head.read
    return (
        f"read\tfiles={read.files} plans={read.plans} recommendations={read.recommendations} "
        f"actions={read.actions}{f' assessments={read.assessments}' if read.assessments else ''}"
        f"\tnot read whole={len(head.not_read)}"
    )


def not_read_line(missed: NotRead) -> str:
    return record(
        "not read whole", f"{missed.file}:{missed.line}:{missed.column}", one_line(missed.said), missed.how_far
    )


def leads_words(leads: Sequence[Lead]) -> str:
    return (
        ", ".join(lead.key if lead.words == lead.key else f"{lead.key} ({lead.words})" for lead in leads) or "no lead"
    )


def number_in(address: str) -> str:
    """The number of a piece of evidence or a milestone, of its address."""
    return address.rpartition("/")[2].lstrip("m")
