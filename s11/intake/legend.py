"""The legend of a document: what its colours mean by its own words, found and never assumed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from s11.english import Stated
from s11.intake.columns import COLOURS, Head, read_heading
from s11.intake.grid import Cell, Grid, Paragraph

# what the words of a legend say, the firmest first; where none holds nobody guesses
_SAYS: tuple[tuple[Stated, str], ...] = (
    ("verified", r"signed off|verified|embedded and (?:checked|assured)|no longer (?:watched|monitored)|closed and"),
    (
        "off_track",
        r"not on (?:track|target|course)|off[- ]track|unacceptable|high risk|will not be (?:completed|met)|not (?:be )?"
        r"achiev|significant(?:ly)? (?:issue|delay|concern)|overdue|late\b|behind|failing|major|remedial|critical|at "
        r"serious risk|no progress|missed",
    ),
    (
        "completed",
        r"complete(?!d on time)(?:d|ly)?\b(?! on time)|achieved|done\b|finished|delivered|implemented|fully met|closed",
    ),
    (
        "at_risk",
        r"at risk|\brisk\b|may not|might not|some (?:delay|concern|issue)|minor|slipp|issues? identified|partly|"
        r"delayed|needs? attention|concern|in danger",
    ),
    ("not_started", r"not (?:yet )?(?:started|begun|commenced|due)|yet to (?:start|begin)|no action"),
    (
        "on_track",
        r"on (?:track|target|course|schedule|time)|progress|in hand|under ?way|no (?:issues|concerns)|proceeding|"
        r"expected to|acceptable|started|going to plan",
    ),
    ("ended", r"no longer|withdrawn|superseded|cancelled|deleted|not applicable|paused|suspended"),
)
# the colours of cells that hold no word
_HUES = (
    ("red", (0, 14)),
    ("amber", (14, 48)),
    ("yellow", (48, 70)),
    ("green", (70, 170)),
    ("blue", (170, 262)),
    ("purple", (262, 320)),
    ("red", (320, 361)),
)
_ENTRY = re.compile(
    rf"^\W*(?:(?P<before>[A-Z])\s?[-–—=:]\s?)?(?P<colour>{'|'.join(COLOURS)})\b\s*(?:\([A-Z]\))?\s*"
    r"(?:[-–—:=]|means|is|\s)\s*(?P<words>.+)$",
    re.I,
)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One word of a legend: the colour as it is written, what it means, the document's words, where they stood.

    ``means`` is '' where its words say nothing that s11 can tell.
    """

    word: str
    means: str
    label: str
    place: str


def meaning_of(words: str) -> str:
    """The state that the words of a legend stand for; '' where nobody can tell."""
    for state, pattern in _SAYS:
        if re.search(pattern, words, re.I):
            if state == "completed" and re.search(
                r"(?:may|will|might|can)? ?not (?:be )?(?:fully )?complete", words, re.I
            ):
                continue
            if state == "completed" and re.search(r"on (?:track|target|course) (?:for|to)", words, re.I):
                continue
            return state
    return ""


def find_legend(
    grids: Sequence[Grid],
    heads: Sequence[Head | None],
    below: Sequence[Paragraph],
    pictures: Sequence[tuple[str, str]] = (),
) -> list[LegendEntry]:
    """The legend, from a heading that carries it, from lines above or below a table, or from a table of its own.

    ``pictures``: where one stands and what it is described as, for a key may be a picture.
    """
    found: dict[str, LegendEntry] = {}

    def add(word: str, words: str, place: str) -> None:
        label = " ".join(words.split()).strip(" .;,")
        if label and word.casefold() not in {one.casefold() for one in found}:
            found[word] = LegendEntry(word, meaning_of(label), label, place)

    for grid, head in zip(grids, heads, strict=True):
        for column in head.columns if head is not None else ():
            for word, words in column.heading.legend:
                add(word, words, f"{grid.name}, heading '{column.heading.name}'")
    lines = [(paragraph.text, "above a table") for grid in grids for paragraph in grid.above]
    lines += [(paragraph.text, "below the tables") for paragraph in below]
    lines += [(words, f"the description of a picture, {place}") for place, words in pictures]
    for text, place in lines:
        for word, words in entries_of(text):
            add(word, words, place)
    for grid, head in zip(grids, heads, strict=True):
        if head is None and is_key(grid):
            for row in grid.rows:
                cells = [cell for cell in row.cells if not cell.empty or cell.fill]
                if len(cells) >= 2:
                    word = " ".join(cells[0].standing.split()) or colour_name(cells[0].fill)
                    add(word, " ".join(" ".join(cell.standing.split()) for cell in cells[1:]), grid.name)
    return list(found.values())


def entries_of(text: str) -> list[tuple[str, str]]:
    """The entries of a legend in one line: 'Green = on target', 'Red- not on track Amber- on track …'."""
    _, several = read_heading(text).name, read_heading(text).legend
    if several:
        return [(word, words) for word, words in several if words]
    match = _ENTRY.match(" ".join(text.split()))
    if not match or not meaning_of(match["words"]) or len(match["words"].split()) > 40:
        return []
    word = match["colour"]
    # 'B-Blue' is how the cells will say it too
    return [(f"{match['before']}-{word}" if match["before"] else word, match["words"])]


def is_key(grid: Grid) -> bool:
    """Whether a table is only the key of another's colours."""
    rows = [[cell for cell in row.cells if not cell.empty or cell.fill] for row in grid.rows]
    rows = [row for row in rows if row]
    if not 2 <= len(rows) <= 8:
        return False
    said = [
        row
        for row in rows
        if len(row) >= 2 and (_colour_word(row[0]) or (row[0].empty and row[0].fill)) and not row[1].empty
    ]
    return len(said) >= max(2, len(rows) - 1)


def _colour_word(cell: Cell) -> bool:
    words = re.findall(r"[a-z]+", cell.standing.casefold())
    return 0 < len(words) <= 3 and any(word in COLOURS for word in words)


def colour_name(fill: str) -> str:
    """The name of a colour given as six digits; '' for none, and for white, grey and black, which rate nothing."""
    if not re.fullmatch(r"[0-9A-Fa-f]{6}", fill):
        return ""
    red, green, blue = (int(fill[at : at + 2], 16) for at in (0, 2, 4))
    high, low = max(red, green, blue), min(red, green, blue)
    if high - low < 40:
        return ""
    if high == red:
        hue = 60 * ((green - blue) / (high - low) % 6)
    elif high == green:
        hue = 60 * ((blue - red) / (high - low) + 2)
    else:
        hue = 60 * ((red - green) / (high - low) + 4)
    return next((name for name, (start, end) in _HUES if start <= hue < end), "")


def labelled(text: str, entries: Iterable[LegendEntry]) -> str:
    """The word of a legend whose own words a cell says ('On target' for Green); '' for none, or several."""
    folded = " ".join(text.split()).casefold().strip(" .")
    found = [entry.word for entry in entries if entry.label.casefold().strip(" .") == folded]
    return found[0] if len(found) == 1 else ""


def legend_word(text: str, words: Iterable[str]) -> str:
    """The word of a legend that a cell means: its own spelling, else the one whose colour it names; '' for none."""
    known = list(words)
    folded = " ".join(text.split()).casefold()
    for word in known:
        if word.casefold() == folded:
            return word
    said = set(re.findall(r"[a-z]+", folded))
    named = [word for word in known if set(re.findall(r"[a-z]+", word.casefold())) & said & set(COLOURS)]
    if len(named) == 1:
        return named[0]
    letters = [word for word in known if folded in (word[:1].casefold(), f"({word[:1].casefold()})")]
    return letters[0] if len(letters) == 1 else ""
