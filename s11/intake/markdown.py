"""Markdown, and text that was copied from a page or a document: tables between strokes or tabs, or a cell a line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import unescape

from s11.intake.blocks import MOST_COLUMNS, MOST_PLACES, MOST_ROWS
from s11.intake.decoding import decoded
from s11.intake.grid import Cell, Grid, LeftOut, Paragraph, Row, TableDocument, words_of
from s11.intake.html import BLOCKS, INLINE, paragraphs_of

_RULE = re.compile(r"\s*[|\t]?\s*:?-{1,}:?\s*(?:[|\t]\s*:?-{1,}:?\s*)*[|\t]?\s*$")
_HEADING = re.compile(r" {0,3}(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_BULLET = re.compile(r"\s*[-*+•]\s+(?=\S)")
_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?\d{1,4}(?:\s+of\s+\d{1,4})?\s*$", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:no|nos|number|ref|reference|id|item|#)\b", re.IGNORECASE)
_TAGS = "|".join(sorted(BLOCKS | INLINE, key=len, reverse=True))
_NO_TAG = re.compile(rf"<(?!/?(?:{_TAGS})(?:\s[^<>]*)?/?>)", re.IGNORECASE)
_TAG = re.compile(rf"<(/?)({_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+.!|~<>-])")
# what stands between two signs of a kind is set off: the reader's rule, and a second one for the count
_MARKS = (
    (re.compile(r"~~(?=\S)(.+?)(?<=\S)~~"), r"<s>\1</s>"),
    (re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<![\w_])__(?=\S)(.+?)(?<=\S)__(?![\w_])"), r"<b>\1</b>"),
    (re.compile(r"(?<![\w*])\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?![\w*])"), r"<i>\1</i>"),
    (re.compile(r"(?<![\w_])_(?=[^\s_])(.+?)(?<=[^\s_])_(?![\w_])"), r"<i>\1</i>"),
)
# what a line without any of these says is only its words
_MARKED = re.compile(r"[<&*_~\[\\#|:+•-]")
# a longer line is no line that somebody marked up by hand
_MOST_MARKED = 20_000


def read_markdown(name: str, data: bytes) -> TableDocument:
    """The tables of a text, and the words around them. Raises CannotRead."""
    text, doubts = decoded(name, data)
    reading = _Reading(text.split("\n"))
    reading.read()
    return TableDocument(
        name,
        tuple(reading.made()),
        tuple(reading.above),
        tuple(reading.left_out),
        tuple(_words_of_text(text)),
        doubts=(*doubts, *reading.doubts),
    )


@dataclass
class _Made:
    """A table as far as it is read: cells as they are written."""

    kind: str
    above: list[Paragraph]
    rows: list[tuple[list[str], bool]] = field(default_factory=list)  # cells, whether a page begins with it
    head: bool = False
    doubts: list[str] = field(default_factory=list)

    @property
    def width(self) -> int:
        return max((len(cells) for cells, _ in self.rows), default=0)


class _Reading:
    def __init__(self, lines: Sequence[str]):
        self.lines = lines
        self.at = 0
        self.tables: list[_Made] = []
        self.above: list[Paragraph] = []
        self.between: list[str] = []
        self.left_out: list[LeftOut] = []
        self.doubts: list[str] = []
        self.repeated = Counter(line.strip() for line in lines if line.strip())
        self.met: set[str] = set()
        self.no_cells_before = 0

    def read(self) -> None:
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if self._between_strokes(line) or self._between_tabs(line) or self._a_cell_a_line(line):
                continue
            self.between.append(line)
            self.at += 1
        self._flush_between()

    def made(self) -> list[Grid]:
        for at, table in enumerate(self.tables, 1):
            _without_page_numbers(f"table {at}", table, self.left_out)
            _without_stray_tabs(table)
        return [_grid(f"table {at}", table, self.left_out) for at, table in enumerate(self.tables, 1)]

    def _between_strokes(self, line: str) -> bool:
        following = self.lines[self.at + 1] if self.at + 1 < len(self.lines) else ""
        if len(_strokes(line)) < 2 or len(_strokes(following)) < 2:
            return False
        ruled = bool(_RULE.match(following))
        fenced = line.lstrip().startswith("|") and following.lstrip().startswith("|")
        if not ruled and not fenced:
            return False
        end = self.at
        while end < len(self.lines) and len(_strokes(self.lines[end])) > 1:
            if not ruled and not self.lines[end].lstrip().startswith("|"):
                break
            end += 1
        rows = self.lines[self.at : end]
        self._take("strokes", [_strokes(row) for row in rows if not _RULE.match(row)], end, ruled)
        return True

    def _between_tabs(self, line: str) -> bool:
        if not _is_row(line):
            return False
        end, tabs = self.at, line.count("\t")
        # within a table a row may hold one word, or none
        while end < len(self.lines) and (
            _is_row(self.lines[end]) or (tabs > 1 and self.lines[end].count("\t") == tabs and not _opens_cell(line))
        ):
            end += 1
        rows = [self.lines[at].split("\t") for at in range(self.at, end) if not _RULE.match(self.lines[at])]
        rows = [[cell.strip() for cell in row] for row in rows]
        goes_on = self._goes_on("tabs", max((len(row) for row in rows), default=0))
        if not rows or (len(rows) == 1 and not goes_on and sum(bool(cell) for cell in rows[0]) < 3):
            self.between += self.lines[self.at : end]
            self.at = end
            return True
        self._take("tabs", rows, end, False)
        return True

    def _a_cell_a_line(self, line: str) -> bool:
        """A table as Word copies it to some programs: a line with a tab in front opens a cell, a blank one ends the
        row."""
        rows: list[list[str]] = []
        at = self.at
        if at < self.no_cells_before or not _opens_cell(line):
            return False
        width = 0
        while at < len(self.lines) and _opens_cell(self.lines[at]):
            cells: list[str] = []
            while at < len(self.lines):
                now = self.lines[at]
                if _opens_cell(now):
                    cells.append(now.strip())
                elif now.strip() or (len(cells) < width and self._cell_follows(at)):
                    # a blank line within a cell is no end of its row, as long as cells are missing
                    cells[-1] += "\n" + now.strip()
                else:
                    break
                at += 1
            width = width or len(cells)
            rows.append(cells)
            self.no_cells_before = at
            if width < 3:
                return False
            blank = at
            while blank < len(self.lines) and not self.lines[blank].strip():
                blank += 1
            if blank - at > 2:
                break
            at = blank
        if len(rows) < 2:
            return False
        uneven = sum(len(row) != width for row in rows)
        self._take("lines", [[cell.strip("\n") for cell in row] for row in rows], at, False)
        if uneven:
            self.tables[-1].doubts.append(
                f"its cells stand one a line, and {uneven} of its rows have not as many as its first: look where each "
                "belongs"
            )
        return True

    def _cell_follows(self, at: int) -> bool:
        """Whether a cell is opened soon behind a blank line, with one line of words between at most."""
        words = 0
        for line in self.lines[at + 1 : at + 4]:
            if _opens_cell(line):
                return True
            words += bool(line.strip())
            if words > 1:
                break
        return False

    def _goes_on(self, kind: str, width: int) -> bool:
        """Whether what stands since the last table is only what is repeated at the top and foot of a page."""
        if not self.tables or self.tables[-1].kind != kind or not 2 < width <= self.tables[-1].width + 1:
            return False
        lines = [line for line in self.between if line.strip()]
        return bool(lines) and all(_PAGE_NUMBER.match(line) or self._is_furniture(line) for line in lines)

    def _is_furniture(self, line: str) -> bool:
        return self.repeated[line.strip()] > 1 and line.strip() in self.met

    def _take(self, kind: str, rows: list[list[str]], end: int, head: bool) -> None:
        if self._goes_on(kind, max((len(row) for row in rows), default=0)):
            for line in self.between:
                if line.strip():
                    words = " ".join(one.text for one in _paragraphs(line))
                    why = "is repeated at the top or foot of a page"
                    self.left_out.append(LeftOut(f"table {len(self.tables)}, between two pages", words, why))
            self.between = []
            self.tables[-1].rows += [(row, at == 0) for at, row in enumerate(rows)]
        else:
            self._flush_between()
            self.tables.append(_Made(kind, self.above, [(row, False) for row in rows], head))
            self.above = []
        self.at = end

    def _flush_between(self) -> None:
        for line in self.between:
            if line.strip():
                self.met.add(line.strip())
                self.above += _paragraphs(line)
        self.between = []


def _is_row(line: str) -> bool:
    cells = line.split("\t")
    if len(cells) > 2 and _RULE.match(line):
        return True
    return len(cells) > 1 and (sum(bool(cell.strip()) for cell in cells) > 1 or (len(cells) > 3 and bool(line.strip())))


def _opens_cell(line: str) -> bool:
    return line.startswith("\t") and bool(line.strip()) and "\t" not in line.strip()


def _strokes(line: str) -> list[str]:
    """What stands between upright strokes; one behind a backslash, or in a piece of code, is a letter."""
    if "|" not in line:
        return []
    line = line.strip()
    parts = re.split(r"(?<!\\)\|", line)
    if line.startswith("|"):
        parts = parts[1:]
    if line.endswith("|") and not line.endswith("\\|") and len(parts) > 1:
        parts = parts[:-1]
    return [part.strip().replace("\\|", "|") for part in parts]


def _without_page_numbers(name: str, table: _Made, left_out: list[LeftOut]) -> None:
    """Takes out the number of a page that stands as a cell in front of a row, where the page was copied with it."""
    if table.kind != "tabs" or not table.rows or not any(after_break for _, after_break in table.rows):
        return
    head = table.rows[0][0]
    counted = sum(_is_number(cells[0]) for cells, _ in table.rows if cells)
    of_words = len(words_of(head[0])) > 0 and not _NUMBERED.match(head[0]) and 2 * counted < len(table.rows)
    for at, (cells, after_break) in enumerate(table.rows):
        if not cells or not _is_number(cells[0]):
            continue
        shifted = len(cells) == len(head) + 1 and bool(cells[-1])
        if shifted or (after_break and of_words):
            left_out.append(LeftOut(f"{name}, row {at + 1}", cells[0], "is the number of a page"))
            table.doubts.append(f"'{cells[0]}', in front of row {at + 1}, was taken for the number of a page")
            table.rows[at] = (cells[1:] if shifted else ["", *cells[1:]], after_break)


def _without_stray_tabs(table: _Made) -> None:
    """Takes out columns behind those of the first row that hold nothing at all."""
    width = len(table.rows[0][0]) if table.rows else 0
    if not any(any(cells[width:]) for cells, _ in table.rows):
        table.rows = [(cells[:width], after_break) for cells, after_break in table.rows]


def _is_number(written: str) -> bool:
    return bool(re.fullmatch(r"\d{1,4}", written))


def _grid(name: str, table: _Made, left_out: list[LeftOut]) -> Grid:
    width = min(table.width, MOST_COLUMNS)
    most = min(MOST_ROWS, MOST_PLACES // max(1, width))
    doubts = list(table.doubts)
    made: list[Row] = []
    for at, (written, after_break) in enumerate(table.rows):
        beyond = written[width:] if at < most else written
        if any(beyond):
            words = " ".join(one.text for cell in beyond for one in _cell(cell).paragraphs)
            left_out.append(LeftOut(f"{name}, row {at + 1}", words, "beyond what is read of a table"))
        if at >= most:
            continue
        cells = [_cell(one) for one in written[:width]]
        cells += [Cell() for _ in range(width - len(cells))]
        made.append(Row(tuple(cells), head=table.head and at == 0, after_break=after_break))
    if len(table.rows) > most:
        doubts.append(f"it has {len(table.rows):,} rows: only the first {most:,} were read")
    if table.width > width:
        doubts.append(f"it has {table.width:,} columns: only {width} were read")
    return Grid(name, tuple(made), tuple(table.above), tuple(doubts))


def _cell(written: str) -> Cell:
    return Cell(tuple(paragraph for line in written.split("\n") for paragraph in _paragraphs(line)))


def _paragraphs(line: str) -> tuple[Paragraph, ...]:
    """One line of a text as what is seen of it."""
    if not _MARKED.search(line):
        text = " ".join(line.split())
        return (Paragraph.of(text),) if text else ()
    heading, number = 0, ""
    if (title := _HEADING.match(line)) is not None:
        heading, line = len(title[1]), title[2]
    elif (bullet := _BULLET.match(line)) is not None:
        line, number = line[bullet.end() :], "•"
    if _RULE.match(line) and not words_of(line):
        return ()
    made = paragraphs_of(_as_page(line))
    if heading:
        made = tuple(replace(one, heading=heading) for one in made)
    return (replace(made[0], number=number or made[0].number), *made[1:]) if made else ()


def _as_page(line: str) -> str:
    """A line of Markdown as a web page would have it; tags that are none, and signs that stand alone, are words."""
    line = _NO_TAG.sub("&lt;", line)
    if len(line) > _MOST_MARKED:
        return line
    # a sign behind a backslash is kept from the rules by one of Unicode's private letters
    line = _ESCAPED.sub(lambda match: chr(0xE000 + ord(match[1])), line)
    line = _LINK.sub(lambda match: f'<a href="{match[2].replace(chr(34), "%22")}">{match[1]}</a>', line)
    for rule, tags in _MARKS:
        line = rule.sub(tags, line)
    return re.sub("[\ue000-\ue0ff]", lambda match: f"&#{ord(match[0]) - 0xE000};", line)


def _words_of_text(text: str) -> list[str]:
    """Every word of a text but its tags and the addresses of its links, counted line by line."""
    words: list[str] = []
    lists: list[int] = []
    for line in text.split("\n"):
        if not re.search(r"[<&*_~\]\\]", line):
            words += words_of(line)
            continue
        marked = len(line) <= _MOST_MARKED
        if marked:
            line = re.sub(r"\\([\\`*_{}\[\]()#+.!|~<>-])", r"\1" if "<" not in line else r" \1", line)
            line = re.sub(r"\]\([^()\s]*\)", "]", line)
            line = re.sub(r"(\*\*|~~)(?=\S)(.+?)(?<=\S)\1", r"\2", line)
            line = re.sub(r"(?<!\w)(?:\*|__?)(?=\S)|(?<=\S)(?:\*|__?)(?!\w)", "\u2060", line).replace("\u2060", "")
        text_of_line = ""
        for at, part in enumerate(re.split(rf"(</?(?:{_TAGS})(?:\s[^<>]*)?/?>)", line, flags=re.IGNORECASE)):
            tag = _TAG.match(part) if at % 2 else None
            if tag is None:
                text_of_line += unescape(part)
                continue
            called = tag[2].lower()
            text_of_line += "" if called in INLINE else " "
            if called in ("ol", "ul"):
                lists = lists[:-1] if tag[1] else [*lists, int(called == "ol")]
            elif called == "li" and not tag[1] and lists and lists[-1]:
                text_of_line += f" {lists[-1]} "
                lists[-1] += 1
        words += words_of(text_of_line)
        lists = []
    return words
