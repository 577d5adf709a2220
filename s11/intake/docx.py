"""A Word file (.docx, .docm) as its tables and the words around them, read from its own XML.

What Word shows is read: tracked insertions, the result of a field, the choice in a form, the automatic number. What
Word does not show as part of the text (deleted and hidden words, page furniture, prompts) is said to be left out, word
for word. Macros, embedded files and links are never opened.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from s11.intake.docx_fields import (
    Fields,
    address,
    fields_of,
    is_deleted_mark,
    is_deleted_row,
    is_lower_part,
    is_prompt,
    is_right_part,
    is_text,
    numbers_of,
    ticked,
)
from s11.intake.docx_looks import UNKNOWN_SIGN, Look, Styles, Theme, shown, symbol
from s11.intake.docx_numbers import Numbering
from s11.intake.docx_package import REPAIR, Node, Package, Relation, whole_number
from s11.intake.docx_words import count_words
from s11.intake.grid import CannotRead, Cell, Grid, LeftOut, Paragraph, Row, Run, TableDocument

MOST_ROWS = 10_000
MOST_COLUMNS = 400
# of rows times columns
MOST_PLACES = 300_000
# borders of columns that are nearer than this, in twentieths of a point (2 mm), are meant to be one
SAME_BORDER = 113

DELETED = "deleted, in a change that is still tracked"
MOVED = "moved away from here: it is read where it stands now"
HIDDEN = "hidden text"
PROMPT = "a prompt of Word: nothing was entered"
INSTRUCTION = "part of a field's instruction, which Word does not show"
CHOICE = "what is chosen in a list, where the text beside it says something else"
PICTURE = "what a picture is described as to those who cannot see it"
DELETED_ROW = "in a row that was deleted, in a change that is still tracked"
LOWER_PART = "in the lower part of a merged cell, where Word does not show it"
COMMENT = "a comment on words outside the tables"
NOTE_OF_NOTHING = "a note that nothing refers to"
FURNITURE = "page furniture"
PAST_ROWS = f"more rows than are read: {MOST_ROWS:,}, or {MOST_PLACES:,} cells"
PAST_COLUMNS = f"more columns than are read: {MOST_COLUMNS}"


_TICKS, _EMPTY_BOXES = frozenset("☒☑✓✔✗✘"), frozenset("☐□")
# what may stand round blocks, rows or cells and shows nothing itself
_TRANSPARENT = frozenset(
    ("w:customXml", "w:smartTag", "w:ins", "w:moveTo", "w:del", "w:moveFrom", "w:sdtContent", "mc:AlternateContent")
)
# what stands between rows and cells and is none
_BETWEEN = frozenset(
    ("w:tblGrid", "w:tblPr", "w:tblPrEx", "w:trPr", "w:commentRangeStart", "w:commentRangeEnd", "w:moveFromRangeStart")
)
_SIGNS = frozenset(
    (
        *("w:tab", "w:ptab", "w:br", "w:cr", "w:noBreakHyphen", "w:sym", "w:lastRenderedPageBreak", "w:fldChar"),
        *("w:commentRangeStart", "w:commentReference", "w:footnoteReference", "w:endnoteReference"),
        *("wp:docPr", "v:shape", "v:textpath", "w:control", "o:OLEObject"),
    )
)
_INLINE = _SIGNS | {"w:r", "w:hyperlink", "w:fldSimple"}


def _is_properties(tag: str) -> bool:
    return tag.endswith("Pr") and tag != "wp:docPr"


@dataclass(frozen=True, slots=True)
class _Comment:
    text: str


@dataclass(frozen=True, slots=True)
class _Note:
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class _Left:
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class _Doubt:
    text: str


@dataclass(slots=True)
class _Spot:
    """A cell in its row: from which border to which, in columns of the file."""

    begin: int
    end: int
    box: _Box | None
    fill: str = ""
    merged: bool = False
    lower: bool = False
    # once the table stands: its rows and columns, and the cell of which it is the lower part
    rows: int = 1
    columns: int = 1
    master: _Spot | None = None


@dataclass(slots=True)
class _Line:
    spots: list[_Spot]
    head: bool
    hidden: bool
    after_break: bool
    # a page that is begun by hand behind its words begins with the next row
    ends_page: bool


@dataclass(slots=True)
class _Table:
    lines: list[_Line]
    borders: list[int]
    doubts: list[str]
    # what stood in rows that are not read: behind how many rows that are
    lost: list[tuple[int, _Box, str]]


_Item = Paragraph | _Table | _Comment | _Note | _Left | _Doubt


@dataclass(slots=True)
class _Box:
    """What stands in a cell, a note or the document, in order."""

    items: list[_Item] = field(default_factory=list)


@dataclass(slots=True)
class _Page:
    """Where in a row a page begins: before its words, or behind them."""

    worded: bool = False
    before: bool = False
    behind: bool = False


@dataclass(slots=True)
class _Writing:
    """A paragraph as it is gathered: its lines, what is left out of it, and what stands behind it (text boxes)."""

    styled: Node | None
    lines: list[list[tuple[str, Look, str]]] = field(default_factory=lambda: [[]])
    behind: _Box = field(default_factory=_Box)
    left: list[tuple[str, list[str]]] = field(default_factory=list)
    # why the last words were left out, '' where they were read
    last: str = ""
    # whether a page ended behind the last words: what follows is another line
    page_ended: bool = False

    def add(self, text: str, look: Look, link: str, why: str) -> None:
        if not text:
            return
        if why:
            if self.last == why and self.left:
                self.left[-1][1].append(text)
            else:
                self.left.append((why, [text]))
        else:
            if self.page_ended:
                self.end_line("")
            self.lines[-1].append((text, look, link))
        self.last = why

    def end_line(self, why: str) -> None:
        if why:
            self.add(" ", Look(), "", why)
        else:
            self.lines.append([])
            self.last, self.page_ended = "", False

    def end_page(self, why: str) -> None:
        """A page that ends within a paragraph ends a line where words stand on both sides."""
        if why:
            self.end_line(why)
        else:
            self.page_ended, self.last = any(text.strip() for text, _, _ in self.lines[-1]), ""


class _Reader:
    """Walks over one part of a file."""

    def __init__(
        self,
        root: Node,
        styles: Styles,
        theme: Theme,
        numbers: dict[int, str],
        relations: dict[str, Relation],
    ) -> None:
        self._styles = styles
        self._theme = theme
        self._numbers = numbers
        self._relations = relations
        self._fields: Fields = fields_of(root)
        self._pages: list[_Page] = []
        self.comments: dict[str, str] = {}
        self.notes: dict[tuple[str, str], _Box] = {}
        self.tracked = False

    # what stands in a document, a cell or a note

    def blocks(self, nodes: Iterable[Node], box: _Box, why: str = "") -> None:
        for node in nodes:
            tag = node.tag
            if tag == "w:p":
                self._paragraph(node, box, why)
            elif tag == "w:tbl":
                self._table(node, box, why)
            elif tag == "w:sdt":
                self._control(node, why, lambda inner, because: self.blocks(inner, box, because))
            elif tag in ("w:altChunk", "w:subDoc"):
                box.items.append(_Doubt("another file is embedded in it, which was not read"))
            elif tag == "w:commentRangeStart":
                self._comment(node, box)
            elif tag not in _INLINE and not node.text:
                if not _is_properties(tag):
                    self.blocks(node.children, box, self._because(node, why))
            elif not _is_properties(tag):
                # words without a paragraph around them: no Word writes them, yet they are words
                writing = _Writing(None)
                self._words([node], writing, Look(), "", why)
                self._written(writing, box, "", 0, keep_empty=False)

    def _control(self, control: Node, why: str, read: Callable[[list[Node], str], None]) -> None:
        because = why or (PROMPT if is_prompt(control) else "")
        for child in control.children:
            if not _is_properties(child.tag):
                read(child.children if child.tag == "w:sdtContent" else [child], because)

    def _paragraph(self, node: Node, box: _Box, why: str) -> None:
        writing = _Writing(node)
        if self._pages and node.switch("w:pPr", "w:pageBreakBefore"):
            self._page_begins(by_hand=False)
        self._words(node.children, writing, self._styles.look(None, node), "", why)
        kept = not (writing.left and not any(any(line) for line in writing.lines)) and not is_deleted_mark(node)
        self._written(writing, box, self._numbers.get(id(node), ""), self._styles.heading(node), keep_empty=kept)

    def _written(self, writing: _Writing, box: _Box, number: str, heading: int, keep_empty: bool) -> None:
        for at, line in enumerate(writing.lines):
            first = number if at == 0 else ""
            if line or first or keep_empty:
                box.items.append(Paragraph(_runs(line), first, heading))
        left = [_Left("".join(texts), because) for because, texts in writing.left]
        box.items.extend(one for one in left if one.text.strip())
        box.items.extend(writing.behind.items)

    def _words(self, nodes: Iterable[Node], writing: _Writing, look: Look, link: str, why: str) -> None:
        for node in nodes:
            tag = node.tag
            if tag == "w:r":
                own = self._styles.look(node, writing.styled)
                self._words(node.children, writing, own, link, why or (HIDDEN if own.hidden else ""))
            elif tag == "w:p":
                self._paragraph(node, writing.behind, why)
            elif tag == "w:tbl":
                self._table(node, writing.behind, why)
            elif tag == "w:txbxContent":
                self.blocks(node.children, writing.behind, why)
            elif tag == "w:sdt":
                self._inline_control(node, writing, look, link, why)
            elif tag == "w:hyperlink":
                self._words(node.children, writing, look, self._link(node) or link, why)
            elif tag == "w:fldSimple":
                self._words(node.children, writing, look, address(node.attributes.get("w:instr", "")) or link, why)
            elif tag in _SIGNS:
                self._sign(node, writing, look, link, why)
            elif not _is_properties(tag):
                if node.text and is_text(node):
                    self._text(node, writing, look, link, why)
                if node.children:
                    self._words(node.children, writing, look, link, self._because(node, why))

    def _inline_control(self, node: Node, writing: _Writing, look: Look, link: str, why: str) -> None:
        state = ticked(node)
        before = len(writing.lines), len(writing.lines[-1])
        self._control(node, why, lambda inner, because: self._words(inner, writing, look, link, because))
        if state is None or why:
            return
        lines = [writing.lines[before[0] - 1][before[1] :], *writing.lines[before[0] :]]
        box_text = "".join(text for line in lines for text, _, _ in line).strip()
        sign_of = "☒" if state else "☐"
        if not box_text:
            self._add(sign_of, writing, look, link, why)
        elif (state and box_text in _EMPTY_BOXES) or (not state and box_text in _TICKS):
            self._doubt(writing, f"a check box shows {box_text} and is kept as {'ticked' if state else 'not ticked'}")

    def _sign(self, node: Node, writing: _Writing, look: Look, link: str, why: str) -> None:
        """What is no text of its own, and what it shows."""
        tag = node.tag
        if tag in ("w:tab", "w:ptab"):
            self._add("\t", writing, look, link, why)
        elif tag == "w:br" and node.attributes.get("w:type", "textWrapping") in ("page", "column"):
            writing.end_page(why)
            self._page_begins(by_hand=True)
        elif tag in ("w:br", "w:cr"):
            writing.end_line(why)
        elif tag == "w:noBreakHyphen":
            self._add("-", writing, look, link, why)
        elif tag == "w:sym":
            self._add(symbol(node), writing, look, link, why)
        elif tag == "w:lastRenderedPageBreak":
            self._page_begins(by_hand=False)
        elif tag == "w:fldChar":
            self._add(self._fields.forms.get(id(node), ""), writing, look, link, why)
            writing.add(self._fields.other_choices.get(id(node), ""), look, link, why or CHOICE)
            if id(node) in self._fields.not_read:
                self._doubt(
                    writing, "it has a number that Word works out and does not keep (a field AUTONUM or LISTNUM)"
                )
        elif tag in ("w:commentRangeStart", "w:commentReference"):
            self._comment(node, writing.behind)
        elif tag in ("w:footnoteReference", "w:endnoteReference"):
            self._note(tag.removeprefix("w:").removesuffix("Reference"), node, writing.behind)
        elif tag in ("wp:docPr", "v:shape", "v:textpath"):
            for name in ("title", "descr", "alt", "string"):
                if text := node.attributes.get(name, "").strip():
                    writing.behind.items.append(_Left(text, PICTURE))
            self._words(node.children, writing, look, link, why)
        elif tag in ("w:control", "o:OLEObject"):
            self._doubt(writing, "it holds an embedded object or control, which was not read")

    def _text(self, node: Node, writing: _Writing, look: Look, link: str, why: str) -> None:
        if node.tag == "w:delText":
            why = why or DELETED
        elif not why and id(node) in self._fields.instructions:
            why = INSTRUCTION
        self._add(shown(node.text, look), writing, look, self._fields.links.get(id(node), link), why)

    def _add(self, text: str, writing: _Writing, look: Look, link: str, why: str) -> None:
        if not why and UNKNOWN_SIGN in text:
            self._doubt(writing, f"a sign of a symbol font is not known: {UNKNOWN_SIGN}")
        if not why and text.strip():
            for page in self._pages:
                page.worded, page.behind = True, False
        writing.add(text, look, link, why)

    def _doubt(self, writing: _Writing, text: str) -> None:
        writing.behind.items.append(_Doubt(text))

    def _page_begins(self, by_hand: bool) -> None:
        for page in self._pages:
            if not page.worded:
                page.before = True
            elif by_hand:
                page.behind = True

    def _because(self, node: Node, why: str) -> str:
        if node.tag not in ("w:ins", "w:moveTo", "w:del", "w:moveFrom"):
            return why
        self.tracked = True
        return why or {"w:del": DELETED, "w:moveFrom": MOVED}.get(node.tag, "")

    def _link(self, node: Node) -> str:
        relation = self._relations.get(node.attributes.get("r:id", ""))
        anchor = node.attributes.get("w:anchor", "")
        return (relation.target if relation is not None and relation.outside else "") + (f"#{anchor}" if anchor else "")

    def _comment(self, node: Node, box: _Box) -> None:
        text = self.comments.pop(node.attributes.get("w:id", ""), "")
        if text:
            box.items.append(_Comment(text))

    def _note(self, kind: str, node: Node, box: _Box) -> None:
        note = self.notes.pop((kind, node.attributes.get("w:id", "")), None)
        if note is None:
            return
        paragraphs = [item for item in note.items if isinstance(item, Paragraph) and item.text.strip()]
        if paragraphs:
            opened = [Paragraph((Run("["), *paragraphs[0].runs), paragraphs[0].number), *paragraphs[1:]]
            last = opened[-1]
            opened[-1] = Paragraph((*last.runs, Run("]")), last.number)
            box.items.append(_Note(tuple(opened)))
        box.items.extend(item for item in note.items if isinstance(item, _Left))

    # tables

    def _table(self, node: Node, box: _Box, why: str) -> None:
        table = _Table([], _borders(node), [], [])
        style = node.value("w:tblPr", "w:tblStyle") or ""
        if style and self._styles.colours_by_itself(style):
            table.doubts.append(
                f"its style {self._styles.name(style)!r} colours cells by itself: these colours are not read"
            )
        around = self._theme.behind(node.find("w:tblPr", "w:shd")) or ""
        self._rows(node.children, table, box, around, why)
        if any(line.hidden for line in table.lines):
            hidden = [str(at) for at, line in enumerate(table.lines, 1) if line.hidden]
            rows = f"row {hidden[0]}" if len(hidden) == 1 else f"rows {', '.join(hidden)}"
            table.doubts.append(f"Word hides its {rows}: the words were read")
        if any(line.spots for line in table.lines) or table.lost:
            box.items.append(table)

    def _rows(self, nodes: Iterable[Node], table: _Table, outside: _Box, fill: str, why: str) -> None:
        for node in nodes:
            if node.tag == "w:tr":
                self._row(node, table, fill, why)
            elif node.tag == "w:sdt":
                self._control(node, why, lambda inner, because: self._rows(inner, table, outside, fill, because))
            elif node.tag in _TRANSPARENT:
                self._rows(node.children, table, outside, fill, self._because(node, why))
            elif node.tag not in _BETWEEN:
                self.blocks([node], outside, why)

    def _row(self, node: Node, table: _Table, fill: str, why: str) -> None:
        page = _Page()
        self._pages.append(page)
        spots: list[_Spot] = []
        stray = _Box()
        before = node.whole("w:trPr", "w:gridBefore") or 0
        if before > 0:
            spots.append(_Spot(0, before, None))
        self._cells(node.children, spots, stray, fill, why)
        self._pages.pop()
        gone = is_deleted_row(node)
        self.tracked |= node.find("w:trPr", "w:ins") is not None
        if gone or len(table.lines) >= MOST_ROWS:
            self.tracked |= gone
            boxes = [spot.box for spot in spots if spot.box is not None] + [stray]
            table.lost.extend((len(table.lines), box, DELETED_ROW if gone else PAST_ROWS) for box in boxes)
            return
        if stray.items and spots and spots[-1].box is not None:
            spots[-1].box.items.extend(stray.items)
        elif stray.items:
            spots.append(_Spot(before, before + 1, stray))
        after = node.whole("w:trPr", "w:gridAfter") or 0
        if after > 0:
            at = spots[-1].end if spots else 0
            spots.append(_Spot(at, at + after, None))
        if not spots:
            return
        line = _Line(
            spots,
            bool(node.switch("w:trPr", "w:tblHeader")),
            bool(node.switch("w:trPr", "w:hidden")),
            page.before or bool(table.lines and table.lines[-1].ends_page),
            page.behind,
        )
        table.lines.append(line)

    def _cells(self, nodes: Iterable[Node], spots: list[_Spot], stray: _Box, fill: str, why: str) -> None:
        for node in nodes:
            if node.tag == "w:tc":
                self._cell(node, spots, fill, why)
            elif node.tag == "w:sdt":
                self._control(node, why, lambda inner, because: self._cells(inner, spots, stray, fill, because))
            elif node.tag in _TRANSPARENT:
                self._cells(node.children, spots, stray, fill, self._because(node, why))
            elif node.tag not in _BETWEEN:
                self.blocks([node], stray, why)

    def _cell(self, node: Node, spots: list[_Spot], fill: str, why: str) -> None:
        box = _Box()
        self.blocks(node.children, box, why)
        if node.find("w:tcPr", "w:cellDel") is not None:
            self.tracked = True
            box.items = [*_flat(box.items, DELETED)]
        begin = spots[-1].end if spots else 0
        wide = max(node.whole("w:tcPr", "w:gridSpan") or 1, 1)
        left = spots[-1].box if spots else None
        if is_right_part(node) and left is not None:
            spots[-1].end = begin + wide
            left.items.extend(_flat(box.items, LOWER_PART))
            return
        own = self._theme.behind(node.find("w:tcPr", "w:shd"))
        merged = node.find("w:tcPr", "w:vMerge") is not None
        spots.append(_Spot(begin, begin + wide, box, fill if own is None else own, merged, is_lower_part(node)))


def _borders(table: Node) -> list[int]:
    """Where the columns of a table begin and end, in twentieths of a point; nothing where the file does not say."""
    borders = [0]
    for column in table.all("w:tblGrid")[:1]:
        for one in column.all("w:gridCol"):
            wide = whole_number(one.attributes.get("w:w"))
            if wide is None or wide <= 0:
                return []
            borders.append(borders[-1] + wide)
    return borders


def _runs(pieces: list[tuple[str, Look, str]]) -> tuple[Run, ...]:
    """Words that look alike in one run, however often Word broke them."""
    alike: list[tuple[Run, list[str]]] = []
    for text, look, link in pieces:
        run = Run("", look.struck, bool(look.bold), bool(look.italic), look.colour, link, look.ink or "")
        if alike and alike[-1][0] == run:
            alike[-1][1].append(text)
        else:
            alike.append((run, [text]))
    return tuple(replace(run, text="".join(texts)) for run, texts in alike)


def _numbered_text(paragraph: Paragraph) -> str:
    return f"{paragraph.number} {paragraph.text}" if paragraph.number else paragraph.text


def _flat(items: Iterable[_Item], why: str) -> list[_Left]:
    """All that stands in a box as left out for one reason; what was left out already keeps its own."""
    left: list[_Left] = []
    for item in items:
        if isinstance(item, Paragraph):
            left.append(_Left(_numbered_text(item), why))
        elif isinstance(item, _Left):
            left.append(item)
        elif isinstance(item, _Comment):
            left.append(_Left(item.text, why))
        elif isinstance(item, _Note):
            left.extend(_Left(_numbered_text(paragraph), why) for paragraph in item.paragraphs)
        elif isinstance(item, _Table):
            for line in item.lines:
                for spot in line.spots:
                    if spot.box is not None:
                        left.extend(_flat(spot.box.items, why))
            for _, box, because in item.lost:
                left.extend(_flat(box.items, because))
    return [one for one in left if one.text.strip()]


# from what was gathered to grids


def _snapped(table: _Table) -> bool:
    """Takes borders that nobody can tell apart for one, unless a cell lies between them. Whether there were any."""
    spots = [spot for line in table.lines for spot in line.spots]
    real = [spot for spot in spots if spot.box is not None]
    latest: dict[int, int] = {}
    for spot in real:
        latest[spot.end] = max(latest.get(spot.end, -1), spot.begin)
    at, same, first = table.borders, dict[int, int](), -1
    for border in sorted({spot.begin for spot in real} | {spot.end for spot in real}):
        if first >= 0 and border < len(at) and at[border] - at[first] < SAME_BORDER and latest.get(border, -1) < first:
            same[border] = first
        else:
            first = border
    for spot in spots if same else ():
        spot.begin, spot.end = same.get(spot.begin, spot.begin), same.get(spot.end, spot.end)
    return bool(same)


def _cut(table: _Table, starts: list[int]) -> list[int]:
    """The columns that are read, with what stands in others, and in rows past the cap, taken out of the table."""
    if len(starts) > MOST_COLUMNS:
        table.doubts.append(f"it has {len(starts):,} columns: only the first {MOST_COLUMNS} were read")
        limit = starts[MOST_COLUMNS]
        for at, line in enumerate(table.lines):
            for spot in line.spots:
                if spot.box is not None and spot.begin >= limit:
                    table.lost.append((at + 1, spot.box, PAST_COLUMNS))
            line.spots = [spot for spot in line.spots if spot.begin < limit]
        starts = starts[:MOST_COLUMNS]
    most = max(MOST_PLACES // max(len(starts), 1), 1)
    for line in table.lines[most:]:
        table.lost.extend((most, spot.box, PAST_ROWS) for spot in line.spots if spot.box is not None)
    del table.lines[most:]
    if any(why == PAST_ROWS for _, _, why in table.lost):
        table.doubts.append(f"it is too long: only its first {len(table.lines):,} rows were read")
    return starts


def _grid(table: _Table, name: str, out: list[LeftOut]) -> Grid:
    """A table as every column of every row has its cell. What is left out of it is added to ``out``."""
    doubts = table.doubts
    if _snapped(table):
        doubts.append("some borders of its columns stand less than 2 mm apart and were read as one")
    starts = sorted({spot.begin for line in table.lines for spot in line.spots if spot.box is not None})
    starts = _cut(table, starts)
    above: dict[int, _Spot] = {}
    for line in table.lines:
        below: dict[int, _Spot] = {}
        for spot in line.spots:
            if spot.box is None:
                continue
            first = bisect_left(starts, spot.begin)
            spot.columns = max(bisect_left(starts, spot.end) - first, 1)
            over = above.get(first)
            if spot.lower and over is not None and over.merged:
                spot.master = master = over.master or over
                master.rows += 1
                if master.box is not None:
                    master.box.items.extend(_flat(spot.box.items, LOWER_PART))
            below[first] = spot
        above = below
    rows: list[Row] = []
    made: dict[int, Cell] = {}
    for at, line in enumerate(table.lines):
        cells: list[Cell | None] = [None] * len(starts)
        for spot in line.spots:
            if spot.box is None:
                continue
            first = bisect_left(starts, spot.begin)
            if spot.master is None:
                place = f"{name}, row {at + 1}, column {first + 1}"
                made[id(spot)] = _cell(spot, place, out)
            cell = made[id(spot.master or spot)]
            cells[first : first + spot.columns] = [cell] * len(cells[first : first + spot.columns])
        rows.append(Row(tuple(cell or Cell() for cell in cells), line.head, line.after_break, line.hidden))
    for at, box, why in table.lost:
        place = f"{name}, after row {at}" if at else f"{name}, before row 1"
        out.extend(LeftOut(place, one.text, one.why) for one in _flat(box.items, why))
    return Grid(name, tuple(rows), doubts=tuple(doubts))


def _cell(spot: _Spot, place: str, out: list[LeftOut]) -> Cell:
    paragraphs: list[Paragraph] = []
    notes: list[Paragraph] = []
    comments: list[str] = []
    doubts: dict[str, None] = {}
    tables: list[Grid] = []
    for item in spot.box.items if spot.box is not None else ():
        if isinstance(item, Paragraph):
            paragraphs.append(item)
        elif isinstance(item, _Table):
            grid = _grid(item, f"{place}, table {len(tables) + 1}", out)
            doubts.update(dict.fromkeys(grid.doubts))
            for cell in _distinct(grid):
                paragraphs.extend(cell.paragraphs)
                comments.extend([cell.comment] if cell.comment else [])
                doubts.update(dict.fromkeys(cell.doubts))
            if grid.rows:
                tables.append(grid)
        elif isinstance(item, _Comment):
            comments.append(item.text)
        elif isinstance(item, _Note):
            notes.extend(item.paragraphs)
        elif isinstance(item, _Left):
            out.append(LeftOut(place, item.text, item.why))
        else:
            doubts[item.text] = None
    if notes:
        doubts["the note that it refers to stands at its end, in brackets"] = None
    elif not any(paragraph.runs or paragraph.number for paragraph in paragraphs):
        paragraphs.clear()
    return Cell(
        (*paragraphs, *notes),
        spot.rows,
        spot.columns,
        spot.fill,
        "\n".join(comments),
        doubts=tuple(doubts),
        tables=tuple(tables),
    )


def _distinct(grid: Grid) -> list[Cell]:
    return list({id(cell): cell for row in grid.rows for cell in row.cells}.values())


# the document


@dataclass(slots=True)
class _Parts:
    """The parts of a file that hold words, each as it is written."""

    document: Node
    relations: dict[str, Relation]
    comments: list[Node]
    notes: list[tuple[str, Node, dict[str, Relation]]]
    furniture: list[tuple[str, Node, dict[str, Relation]]]
    drawings: list[tuple[str, Node]]


def read_docx(name: str, data: bytes) -> TableDocument:
    """The tables of a Word file and the words around them.

    Raises ``CannotRead`` where nothing of it can be read: too big, protected, damaged, or no Word file. Nothing is
    written, nothing outside of ``data`` is opened, nothing in it is run.
    """
    try:
        package = Package(data)
        return _document(name, package, _main_part(package))
    except CannotRead as error:
        raise CannotRead(f"{name}: {error}") from error
    except RecursionError as error:  # what the cap on depth leaves open: how deep whoever called stands already
        raise CannotRead(f"{name}: it is nested deeper than Word writes: {REPAIR}") from error


def _main_part(package: Package) -> str:
    targets = [one.target for one in package.relations("").values() if one.kind == "officeDocument" and not one.outside]
    main = next((one for one in targets if one in package.names), "word/document.xml")
    names = package.names
    if main.startswith("xl/") or (main not in names and any(one.startswith("xl/") for one in names)):
        raise CannotRead("it is an Excel workbook, not a Word file: give it the ending .xlsx")
    if main.startswith("ppt/"):
        raise CannotRead("it is a PowerPoint file: copy its tables into a Word file")
    if "content.xml" in names and "mimetype" in names:
        raise CannotRead("it is an OpenDocument file: save it as Word document (.docx)")
    if main not in names:
        raise CannotRead(f"it holds no Word document (word/document.xml is missing): {REPAIR}")
    return main


def _parts(package: Package, main: str) -> _Parts:
    document = package.part(main)
    if document is None or document.tag != "w:document":
        raise CannotRead(f"it holds no Word document ({main} is something else): {REPAIR}")
    relations = package.relations(main)
    parts = _Parts(document, relations, [], [], [], [])
    met: set[str] = set()
    for relation in relations.values():
        if relation.outside or relation.target in met or relation.kind not in _WITH_WORDS:
            continue
        met.add(relation.target)
        root = package.part(relation.target)
        if root is None:
            continue
        if relation.kind == "comments":
            parts.comments.extend(root.all("w:comment"))
        elif relation.kind in ("footnotes", "endnotes"):
            parts.notes.append((relation.kind.removesuffix("s"), root, package.relations(relation.target)))
        elif relation.kind in ("header", "footer"):
            parts.furniture.append((relation.kind, root, package.relations(relation.target)))
        else:
            parts.drawings.append(("a chart" if relation.kind == "chart" else "a diagram", root))
    return parts


_WITH_WORDS = frozenset(("comments", "footnotes", "endnotes", "header", "footer", "chart", "diagramData"))


def _named(package: Package, relations: dict[str, Relation], kind: str) -> Node | None:
    return next(
        (package.part(one.target) for one in relations.values() if one.kind == kind and not one.outside),
        None,
    )


def _document(name: str, package: Package, main: str) -> TableDocument:
    parts = _parts(package, main)
    theme = Theme(_named(package, parts.relations, "theme"))
    styles = Styles(_named(package, parts.relations, "styles"), theme)
    numbers = numbers_of(parts.document, Numbering(_named(package, parts.relations, "numbering"), styles))

    def reader(root: Node, relations: dict[str, Relation]) -> _Reader:
        return _Reader(root, styles, theme, numbers, relations)

    body = reader(parts.document, parts.relations)
    left_out: list[LeftOut] = []
    for comment in parts.comments:
        box = _Box()
        reader(comment, {}).blocks(comment.children, box)
        author = comment.attributes.get("w:author", "").strip()
        text = "\n".join(one.text for one in _flat(box.items, ""))
        key = comment.attributes.get("w:id", "")
        # two of one number are wrong, and one of them has no place
        key = key if key not in body.comments else f"{key} {len(body.comments)}"
        body.comments[key] = f"{author}: {text}" if author else text
    for kind, root, relations in parts.notes:
        note_reader = reader(root, relations)
        for note in root.all(f"w:{kind}"):
            if note.attributes.get("w:type", "normal") == "normal":
                key = note.attributes.get("w:id", "")
                key = key if (kind, key) not in body.notes else f"{key} {len(body.notes)}"
                box = body.notes[kind, key] = _Box()
                note_reader.blocks(note.children, box)
    box = _Box()
    body.blocks(parts.document.children, box)
    grids, below, doubts = _split(box, left_out)
    for text in body.comments.values():
        left_out.append(LeftOut("a comment without a place in the text", text, COMMENT))
    for (kind, _), note_box in body.notes.items():
        left_out.extend(LeftOut(f"a {kind}", one.text, one.why) for one in _flat(note_box.items, NOTE_OF_NOTHING))
    for kind, root, relations in parts.furniture:
        box = _Box()
        reader(root, relations).blocks(root.children, box)
        place = "the head of the pages" if kind == "header" else "the foot of the pages"
        left_out.extend(LeftOut(place, one.text, one.why) for one in _flat(box.items, FURNITURE))
    for place, root in parts.drawings:
        text = " ".join(node.text for node in root.each() if node.tag in ("a:t", "c:v") and node.text)
        if text:
            left_out.append(LeftOut(place, text, f"words of {place}"))
    if body.tracked:
        doubts.append("changes are tracked in it: it was read as if all of them were accepted")
    if any(one.casefold().endswith("vbaproject.bin") for one in package.names):
        doubts.append("it has macros: they were not run")
    core = _named(package, package.relations(""), "core-properties")
    title = core.find("dc:title") if core is not None else None
    return TableDocument(
        name,
        tuple(grids),
        tuple(below),
        tuple(left_out),
        tuple(
            count_words(parts.document, styles, numbers, parts.comments, parts.notes, parts.furniture, parts.drawings)
        ),
        " ".join(title.text.split()) if title is not None else "",
        tuple(dict.fromkeys(doubts)),
    )


def _split(box: _Box, out: list[LeftOut]) -> tuple[list[Grid], list[Paragraph], list[str]]:
    """The tables of a document, each with the words above it, the words below the last, and what is doubted."""
    tables = sum(isinstance(item, _Table) and bool(item.lines) for item in box.items)
    grids: list[Grid] = []
    above: list[Paragraph] = []
    doubts: list[str] = []
    for item in box.items:
        place = f"before table {len(grids) + 1}" if len(grids) < tables else f"after table {tables}"
        if not tables:
            place = "the text"
        if isinstance(item, Paragraph):
            if item.number or item.text.strip():
                above.append(item)
        elif isinstance(item, _Table):
            grid = _grid(item, f"table {len(grids) + 1}", out)
            if grid.rows:
                grids.append(replace(grid, above=tuple(above)))
                above = []
        elif isinstance(item, _Note):
            above.extend(item.paragraphs)
        elif isinstance(item, _Comment):
            out.append(LeftOut(place, item.text, COMMENT))
        elif isinstance(item, _Left):
            out.append(LeftOut(place, item.text, item.why))
        else:
            doubts.append(f"{place}: {item.text}")
    return grids, above, doubts
