"""The legend of a document: what its colours mean by its own words, found and never assumed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from s11.english import Stated
from s11.intake.columns import COLOURS, Head, read_heading
from s11.intake.grid import Cell, Grid, Paragraph

# what the words of a legend say, the firmest first; where none holds nobody guesses
_STATE_PATTERNS: tuple[tuple[Stated, str], ...] = (
    ("verified", r"signed[- ]off|verified|embedded and (?:checked|assured)|no longer (?:watched|monitored)|closed and"),
    (
        "off_track",
        r"not on (?:track|target|course|schedule)|off[- ]track|unacceptable|high risk|will not be |"
        r"significant(?:ly)? (?:issue|delay|concern)|overdue|late\b|behind|failing|major|remedial|critical|at serious "
        r"risk|no progress|not (?:been )?(?:progress|in progress)|missed|will miss|unlikely|stalled|"
        r"(?:deadline|date) (?:has )?passed",
    ),
    ("completed", r"completed?\b|completely\b|achieved|done\b|finished|delivered|implemented|fully met|closed"),
    (
        "at_risk",
        r"at risk|\brisk\b|(?:may|might) (?:not|miss)|some (?:delay|concern|issue)|minor|slipp|issues? identified|"
        r"partly|delayed|needs? attention|concern|in danger|(?:little|limited|slow|insufficient) progress",
    ),
    ("not_started", r"not (?:yet )?(?:started|begun|commenced|due)|yet to (?:start|begin)|no action"),
    (
        "on_track",
        r"on (?:track|target|course|schedule|time)|progress|in hand|under ?way|no worry|proceeding|expected to|"
        r"will meet|\blikely to|acceptable|started|going to plan|within (?:the )?(?:time|deadline)",
    ),
    ("ended", r"no longer|withdrawn|superseded|cancelled|deleted|not applicable|paused|suspended"),
)
# words that say that something is done, or was looked at; beside 'not', 'partly' or 'to be' they say another thing
_DONE = r"(?:complet\w*|achiev\w*|done|finish\w*|deliver\w*|implement\w*|met|clos(?:ed|ure))\b"
_LOOKED_AT = r"(?:sign(?:ed)?[- ]off|verif\w*|embedded|assured|checked)\b"
_NOT = r"\b(?:not|never|cannot|can't|without|yet to|nor|awaiting|awaits|pending|subject to|prior to|before)"
_BETWEEN = r"(?: (?:yet|been|be|being|have|has|final|formal|formally|the|is|to))*"
_PARTLY = (
    r"\b(?:part(?:ly|ially)?|nearly|almost|mostly|largely|substantially|half|not (?:yet )?(?:been )?(?:fully|all))"
)
_TO_BE = r"(?:\b(?:to|will|should|would|can|could|may|might|due|must|is being|being)(?: (?:still|be|for|have been))*)"
_TAKEN_FIRST = tuple(
    (re.compile(pattern, re.I), instead)
    for pattern, instead in (
        (r"\bno (?:\w+ )?(?:issues?|concerns?|risks?|delays?|slippage)\b|\bnot at risk\b|\blow risk\b", "no worry"),
        (rf"{_PARTLY}[- ](?:been )?{_DONE}", "partly"),
        (rf"{_NOT}{_BETWEEN} {_LOOKED_AT}", "unseen"),
        (rf"\bunverified\b|{_TO_BE} {_LOOKED_AT}", "unseen"),
        (r"\bnot (?:be )?achiev\w*", "missed"),
        (rf"\bwill not be {_DONE}", "will not be undone"),
        (rf"{_NOT}{_BETWEEN} {_DONE}|\bincomplete\b|\bunfinished\b", "undone"),
        (rf"(?P<to>{_TO_BE}) {_DONE}", r"\g<to> due"),
        (r"\b(?:completed|delivered|achieved|finished) late\b", "completed"),
    )
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


# what may stand before the first entry of a legend
_BEGINS = re.compile(
    r"^\W*(?:(?:rag|brag|bragg|rating|status|colour|the) ?)*(?:key|legend|ratings?|status)?\s*[:–-]\s+", re.I
)
# 'R = behind plan, A = some slippage'
_LETTER = re.compile(r"(?:^\W*|[,;./|]\s*|\s)(?P<word>BL|GR|[BRAGWYP])\s*[-–—:=]\s*(?=[A-Za-z])")


# 'On track = Green'
_TURNED = re.compile(rf"^\W*(?P<words>[A-Za-z][^=]{{2,80}}?)\s*=\s*(?P<colour>{'|'.join(COLOURS)})\W*\Z", re.I)


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
    """The state that the words of a legend stand for; '' where nobody can tell.

    What is not, partly or still to be done is never 'done', whatever else is said beside it.
    """
    text = " ".join(words.split())
    for pattern, instead in _TAKEN_FIRST:
        text = pattern.sub(instead, text)
    for state, pattern_of in _STATE_PATTERNS:
        if state in ("completed", "verified") and "undone" in text:
            continue
        if re.search(pattern_of, text, re.I):
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
    entries: dict[str, LegendEntry] = {}

    def add(word: str, words: str, place: str) -> None:
        label = " ".join(words.split()).strip(" .;,")
        label = re.sub(r"\A\(([^()]*)\)\Z", r"\1", label)
        if label and word.casefold() not in {one.casefold() for one in entries}:
            entries[word] = LegendEntry(word, meaning_of(label), label, place)

    for grid, head in zip(grids, heads, strict=True):
        for column in head.columns if head is not None else ():
            for word, words in column.heading.legend or _letters_of(column.heading.given):
                add(word, words, f"{grid.name}, heading '{column.heading.name}'")
    lines = [(paragraph.text, "above a table") for grid in grids for paragraph in grid.above]
    lines += [(paragraph.text, "below the tables") for paragraph in below]
    lines += [(words, f"the description of a picture, {place}") for place, words in pictures]
    for text, place in lines:
        for word, words in entries_of(text):
            add(word, words, place)
    for grid, head in zip(grids, heads, strict=True):
        if head is None and is_key(grid):
            for cells in key_rows(grid):
                if len(cells) >= 2 and not _heads_key(cells):
                    word = " ".join(cells[0].standing.split()) or colour_name(cells[0].fill)
                    add(word, " ".join(_meaning_cells(word, cells[1:])), grid.name)
    return list(entries.values())


def entries_of(text: str) -> list[tuple[str, str]]:
    """The entries of a legend in one line: 'Green = on target', 'Red- not on track Amber- on track …'."""
    line = _BEGINS.sub("", " ".join(text.split()))
    several = read_heading(line).legend
    if several:
        return [(word, words) for word, words in several if words]
    if letters := _letters_of(line):
        return letters
    if (turned := _TURNED.match(line)) and meaning_of(turned["words"]):
        return [(turned["colour"], turned["words"].strip())]
    match = _ENTRY.match(line)
    if not match or not meaning_of(match["words"]) or len(match["words"].split()) > 40:
        return []
    word = match["colour"]
    # 'B-Blue' is how the cells will say it too
    return [(f"{match['before']}-{word}" if match["before"] else word, match["words"])]


def _letters_of(line: str) -> list[tuple[str, str]]:
    """A legend in letters: each with its words, where all of them say something and two of red, amber, green are among
    them.
    """
    letters_at = list(_LETTER.finditer(line))
    pairs = [
        (one["word"], line[one.end() : after.start() if after else len(line)].strip(" ,;./|"))
        for one, after in zip(letters_at, [*letters_at[1:], None], strict=False)
    ]
    letters = {word for word, _ in pairs}
    if len(letters & {"R", "A", "G"}) < 2 or len(letters) < len(pairs):
        return []
    return pairs if all(meaning_of(words) and len(words.split()) <= 40 for _, words in pairs) else []


def key_rows(grid: Grid) -> list[list[Cell]]:
    """The entries of a table that may be a key, each as its cells: the colour first. A key may lie across, its colours
    over their words, or stand in one row, each colour before its words.
    """
    rows = []
    for row in grid.rows:
        cells: list[Cell] = []
        for cell in row.cells:
            if (not cell.empty or cell.fill) and not any(cell is one for one in cells):
                cells.append(cell)
        if cells:
            rows.append(cells)
    if rows and re.match(r"(?:rag |brag )?(?:key|legend)\W*\Z", rows[0][0].standing.strip(), re.I):
        rows[0] = rows[0][1:]
        rows = [row for row in rows if row]
    if len(rows) == 1 and len(rows[0]) >= 4 and len(rows[0]) % 2 == 0:
        return [rows[0][at : at + 2] for at in range(0, len(rows[0]), 2)]
    if len(rows) == 2 and len(rows[0]) == len(rows[1]) >= 2 and all(_colour_word(cell) for cell in rows[0]):
        return [[over, under] for over, under in zip(*rows, strict=True)]
    return rows


def _heads_key(cells: Sequence[Cell]) -> bool:
    """Whether a row of a key heads its columns: 'Colour', 'Meaning'."""
    return all(
        re.fullmatch(r"(?:rag|colour|rating|status|meaning|key|description|definition|explanation)s?", words, re.I)
        for words in (" ".join(cell.standing.split()) for cell in cells)
    )


def _meaning_cells(word: str, cells: Sequence[Cell]) -> list[str]:
    """What a row of a key says of a colour, without a letter that only stands for it."""
    texts = [" ".join(cell.standing.split()) for cell in cells]
    return [one for one in texts if len(texts) == 1 or one.casefold() != word[:1].casefold()]


def is_key(grid: Grid) -> bool:
    """Whether a table is only the key of another's colours."""
    rows = key_rows(grid)
    if not 2 <= len(rows) <= 8:
        return False
    entries = [
        row
        for row in rows
        if len(row) >= 2 and (_colour_word(row[0]) or (row[0].empty and row[0].fill)) and not row[1].empty
    ]
    return len(entries) >= max(2, len(rows) - 1)


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


def is_legend_line(text: str) -> bool:
    """Whether a line explains colours, in words that s11 knows or not: it is no title."""
    line = _BEGINS.sub("", " ".join(text.split()))
    return bool(entries_of(text)) or bool(_ENTRY.match(line) and re.match(r"\W*\w+\s*[-–—:=]", line))


def labelled(text: str, entries: Iterable[LegendEntry]) -> str:
    """The word of a legend whose own words a cell says ('On target' for Green); '' for none, or several."""
    folded = " ".join(text.split()).casefold().strip(" .")
    matching = [entry.word for entry in entries if entry.label.casefold().strip(" .") == folded]
    return matching[0] if len(matching) == 1 else ""


def legend_word(text: str, words: Iterable[str]) -> str:
    """The word of a legend that a cell means: its own spelling, else the one whose colour it names; '' for none."""
    known = list(words)
    folded = " ".join(text.split()).casefold()
    for word in known:
        if word.casefold() == folded:
            return word
    cell_words = set(re.findall(r"[a-z]+", folded))
    named = [word for word in known if set(re.findall(r"[a-z]+", word.casefold())) & cell_words & set(COLOURS)]
    if len(named) == 1:
        return named[0]
    letters = [word for word in known if folded in (word[:1].casefold(), f"({word[:1].casefold()})")]
    return letters[0] if len(letters) == 1 else ""
