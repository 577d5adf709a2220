"""Web pages: the tables of a page, also of one that was copied, saved by Word or is full of slips."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from s11.intake.blocks import MOST_COLUMNS, MOST_PLACES, MOST_ROWS
from s11.intake.decoding import decoded
from s11.intake.grid import CannotRead, Cell, Grid, LeftOut, Paragraph, Row, Run, TableDocument, words_of

BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body br button caption center col colgroup dd details div dl dt fieldset "
        "figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html label legend li main nav ol optgroup "
        "option p pre section select summary table tbody td textarea tfoot th thead title tr ul",
    )
)
INLINE = frozenset(
    re.findall(
        r"\w+",
        "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd mark picture q s samp small "
        "span strike strong sub sup time tt u var wbr",
    )
)
_UNSEEN = frozenset(["script", "style", "template", "noscript"])
_VOID = frozenset(re.findall(r"\w+", "area base br col embed hr img input link meta param source track wbr"))
_STRUCK = frozenset(["s", "del", "strike"])
_BOLD = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
_ITALIC = frozenset(["i", "em", "cite", "dfn", "var"])
_CLOSES = {"li": ("li",), "p": ("p",), "dt": ("dt", "dd"), "dd": ("dt", "dd"), "option": ("option",)}
_HIDES = re.compile(r"\shidden\b|display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_MOST_OPEN = 3000
_MOST_TABLES = 30
_COLOURS = {
    "red": "FF0000",
    "green": "008000",
    "amber": "FFBF00",
    "orange": "FFA500",
    "yellow": "FFFF00",
    "lime": "00FF00",
    "blue": "0000FF",
    "navy": "000080",
    "purple": "800080",
    "grey": "808080",
    "gray": "808080",
    "silver": "C0C0C0",
    "black": "000000",
    "gold": "FFD700",
    "lightgreen": "90EE90",
    "limegreen": "32CD32",
    "darkgreen": "006400",
    "darkorange": "FF8C00",
    "tomato": "FF6347",
    "lightblue": "ADD8E6",
    "pink": "FFC0CB",
    "crimson": "DC143C",
    "darkred": "8B0000",
    "maroon": "800000",
    "teal": "008080",
    "aqua": "00FFFF",
    "cyan": "00FFFF",
    "fuchsia": "FF00FF",
    "magenta": "FF00FF",
    "olive": "808000",
    "lightgrey": "D3D3D3",
    "lightgray": "D3D3D3",
    "lightyellow": "FFFFE0",
    "lightcoral": "F08080",
    "indianred": "CD5C5C",
    "forestgreen": "228B22",
}


def read_html(name: str, data: bytes) -> TableDocument:
    """The tables of a web page, and the words around them. Raises CannotRead."""
    declared = re.search(rb"charset=[\"']?([\w-]{1,40})", data[:4096], re.IGNORECASE)
    text, doubts = decoded(name, data, declared[1].decode("ascii", "replace") if declared else "")
    page = _Page(name)
    page.read(text)
    grids, below = _laid_out(page.flow.items)
    left_out: list[LeftOut] = []
    title = " ".join(page.title.split())
    if title:
        left_out.append(LeftOut("the page's title", title, "is the name of the page, and stands in none of it"))
    return TableDocument(
        name,
        tuple(grids),
        below,
        (*left_out, *page.left_out),
        tuple(words_of_page(text)),
        title,
        (*doubts, *page.doubts),
    )


def paragraphs_of(fragment: str) -> tuple[Paragraph, ...]:
    """A piece of text with tags in it as what is seen of it."""
    page = _Page("")
    page.read(fragment)
    page.flow.end_line()
    return tuple(_flattened(page.flow.items))


def without_remarks(text: str) -> str:
    """A page without its comments and declarations, and with every '<' that opens no tag written out."""
    parts: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0:
        end = text.find("-->", start + 4)
        parts.append(text[at:start])
        at = len(text) if end < 0 else end + 3
    parts.append(text[at:])
    text = "".join(parts)
    last = text.rfind(">") + 1
    text = text[:last] + text[last:].replace("<", "&lt;")
    return re.sub(r"<[!?][^>]*>", "", text).replace("<!", "&lt;!").replace("<?", "&lt;?")


@dataclass(frozen=True, slots=True)
class _Open:
    """An element that is not closed yet, and how the words in it look."""

    tag: str
    look: Run
    hidden: bool = False
    preformatted: bool = False


@dataclass
class _MadeTable:
    """A table as it was read: a grid, and in each cell what stands in it in its order."""

    grid: Grid
    flows: list[list[Paragraph | _MadeTable]]
    words: int


@dataclass
class _Flow:
    """Lines and tables, in their order."""

    items: list[Paragraph | _MadeTable] = field(default_factory=list)
    # pieces under one look: a page may break a word into thousands of them
    runs: list[tuple[Run, list[str]]] = field(default_factory=list)
    number: str = ""
    heading: int = 0

    def add_text(self, text: str, look: Run, preformatted: bool = False) -> None:
        if preformatted:
            first, *others = text.split("\n")
            self._add(first, look)
            for other in others:
                self.end_line()
                self._add(other, look)
            return
        text = re.sub(r"[ \t\n\r\f\u00a0]+", " ", text)
        if not self.runs or self.runs[-1][1][-1].endswith(" "):
            text = text.lstrip(" ")
        self._add(text, look)

    def _add(self, text: str, look: Run) -> None:
        if not text:
            return
        if self.runs and self.runs[-1][0] == look:
            self.runs[-1][1].append(text)
        else:
            self.runs.append((look, [text]))

    def end_line(self) -> None:
        runs = [replace(look, text="".join(pieces)) for look, pieces in self.runs]
        if runs:
            runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip(" "))
        worded = tuple(run for run in runs if run.text)
        if worded or self.number.rstrip("•"):
            self.items.append(Paragraph(worded, self.number, self.heading))
        self.runs, self.number = [], ""


@dataclass
class _Held:
    """A cell that is being read."""

    flow: _Flow
    rows: int
    columns: int
    fill: str
    head: bool
    doubts: list[str] = field(default_factory=list)


@dataclass
class _Table:
    fill: str
    depth: int
    rows: list[tuple[list[_Held], bool]] = field(default_factory=list)  # cells, whether in the head
    cell: _Held | None = None
    in_head: bool = False
    row_fill: str = ""
    nested: int = 0


class _Page(HTMLParser):
    """A page read tag by tag."""

    def __init__(self, name: str):
        super().__init__(convert_charrefs=True)
        self.name = name
        self.flow = _Flow()
        self.open: list[_Open] = [_Open("", Run(""))]
        self.count: Counter[str] = Counter()
        self.tables: list[_Table] = []
        self.lists: list[tuple[str, int]] = []
        self.unseen = 0
        self.left_out: list[LeftOut] = []
        self.hidden: list[str] = []
        self.doubts: list[str] = []
        self.title = ""
        self.made = 0

    def read(self, text: str) -> None:
        self.feed(without_remarks(text))
        self.close()
        while self.tables:
            self._end_table()
        self.flow.end_line()
        self._end_hidden()

    @property
    def target(self) -> _Flow:
        """Where words go: the innermost open cell, else the page."""
        for table in reversed(self.tables):
            if table.cell is not None:
                return table.cell.flow
        return self.flow

    def handle_data(self, data: str) -> None:
        now = self.open[-1]
        if self.unseen:
            return
        if self.count["title"] and not self.tables:
            self.title += data
        elif now.hidden:
            self.hidden.append(data)
        else:
            self.target.add_text(data, now.look, now.preformatted)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in reversed(attrs)}
        if tag in _UNSEEN:
            self.unseen += 1
            self.count[tag] += 1
            return
        if self.unseen:
            return
        for other in _CLOSES.get(tag, ()):
            if self.open[-1].tag == other:
                self.handle_endtag(other)
        hidden = _is_hidden(tag, given)
        if tag in BLOCKS:
            self._break()
        elif hidden and not self.open[-1].hidden:
            self.target.add_text(" ", self.open[-1].look)
        if not self.open[-1].hidden and not hidden:
            self._begin(tag, given)
        if tag not in _VOID:
            self._push(tag, given, hidden)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        # '<p/>' opens a paragraph in a page, but '<td/>' that Word's XML writes is an empty cell
        self.handle_starttag(tag, attrs)
        if tag in ("td", "th", "span", "a", "b", "i", "s", "title", *_UNSEEN):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            if self.count[tag]:
                self.count[tag] -= 1
                self.unseen -= 1
            return
        if self.unseen:
            return
        if tag in BLOCKS:
            self._break()
        if tag == "table":
            if self.tables:
                self._end_table()
            return
        if tag in ("td", "th"):
            self._end_cell()
            return
        if tag == "thead" and self.tables:
            self.tables[-1].in_head = False
        if tag in ("tr", "thead", "tbody", "tfoot"):
            self._end_cell()
        if tag in ("ol", "ul") and self.lists:
            self.lists.pop()
        self._pop(tag)

    def _break(self) -> None:
        if self.open[-1].hidden:
            self.hidden.append(" ")
        else:
            self.target.end_line()

    def _begin(self, tag: str, given: Mapping[str, str]) -> None:
        flow, look = self.target, self.open[-1].look
        if tag == "table":
            self._start_table(given)
        elif tag in ("td", "th"):
            self._start_cell(tag, given)
        elif tag == "tr":
            self._start_row(given)
        elif tag == "thead" and self.tables:
            self.tables[-1].in_head = True
        elif tag in ("tbody", "tfoot") and self.tables:
            self._end_cell()
            self.tables[-1].in_head = False
        elif tag in ("ol", "ul"):
            start = given.get("start", "1")
            self.lists.append((tag, int(start) if start.isdigit() and len(start) < 6 else 1))
        elif tag == "li":
            flow.number = "•"
            if self.lists and self.lists[-1][0] == "ol":
                flow.number = f"{self.lists[-1][1]}."
                self.lists[-1] = ("ol", self.lists[-1][1] + 1)
        elif tag == "img" and given.get("alt", "").strip():
            flow.add_text(f" {given['alt']} ", look)
            if self.tables and (cell := self.tables[-1].cell) is not None:
                cell.doubts.append(f"a picture, described as '{' '.join(given['alt'].split())}'")
        elif tag == "input":
            flow.add_text(_of_input(given), look)
        elif tag == "option":
            chosen = "selected" in given
            flow.add_text("☒ " if chosen else "☐ ", look)
        elif len(tag) == 2 and tag[0] == "h" and tag[1] in "123456":
            flow.heading = int(tag[1])

    def _push(self, tag: str, given: Mapping[str, str], hidden: bool) -> None:
        above = self.open[-1]
        if len(self.open) > _MOST_OPEN:
            raise CannotRead(
                f"{self.name}: more than {_MOST_OPEN:,} of its elements stand in one another: copy the table into "
                "Word or Excel, save it, and read that"
            )
        style = given.get("style", "").lower()
        look = above.look
        if tag in ("td", "th", "table"):
            look = Run("")
        if tag in _STRUCK or "line-through" in style:
            look = replace(look, struck=True)
        if tag in _BOLD or re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", style):
            look = replace(look, bold=True)
        if tag in _ITALIC or re.search(r"font-style\s*:\s*(?:italic|oblique)", style):
            look = replace(look, italic=True)
        if tag == "a" and given.get("href", "").strip():
            look = replace(look, link=given["href"].strip())
        if tag in ("span", "mark", "font", "b", "i", "p", "strong", "em"):
            colour = _colour(style) or ("FFFF00" if tag == "mark" else "")
            look = replace(look, highlight=colour) if colour else look
            match = re.search(r"(?:^|;)\s*color\s*:\s*(#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|[a-z]+)", style)
            ink = _named(match[1] if match else given.get("color", "").strip().lower())
            look = replace(look, ink=ink) if ink and ink != "000000" else look
        self.open.append(_Open(tag, look, above.hidden or hidden, above.preformatted or tag == "pre"))
        self.count[tag] += 1

    def _pop(self, tag: str) -> None:
        """Closes an element, with what was left open in it; what was never opened is not closed."""
        if not self.count[tag] or len(self.open) < 2:
            return
        floor = self.tables[-1].depth if self.tables else 1
        for at in range(len(self.open) - 1, floor - 1, -1):
            if self.open[at].tag == tag:
                self._close_from(at)
                return

    def _close_from(self, at: int) -> None:
        for one in self.open[at:]:
            self.count[one.tag] -= 1
        was = self.open[-1].hidden
        if any(one.tag[:1] == "h" and one.tag[1:].isdigit() for one in self.open[at:]):
            self.target.heading = 0
        del self.open[at:]
        if was and not self.open[-1].hidden:
            self._end_hidden()
            self.target.add_text(" ", self.open[-1].look)

    def _end_hidden(self) -> None:
        text = " ".join("".join(self.hidden).split())
        if text:
            where = f"table {self.made + 1}" if self.tables else "the page"
            self.left_out.append(LeftOut(where, text, "is hidden on the page"))
        self.hidden = []

    def _start_table(self, given: Mapping[str, str]) -> None:
        if len(self.tables) >= _MOST_TABLES:
            raise CannotRead(
                f"{self.name}: more than {_MOST_TABLES} of its tables stand in one another: copy the plan's table into "
                "Word or Excel, save it, and read that"
            )
        self.tables.append(_Table(_colour_of(given), len(self.open) + 1))

    def _start_row(self, given: Mapping[str, str]) -> None:
        if not self.tables:
            return
        self._end_cell()
        table = self.tables[-1]
        table.row_fill = _colour_of(given)
        table.rows.append(([], table.in_head))

    def _start_cell(self, tag: str, given: Mapping[str, str]) -> None:
        if not self.tables:
            return
        self._end_cell()
        table = self.tables[-1]
        if not table.rows:
            table.rows.append(([], table.in_head))
        fill = _colour_of(given) or table.row_fill or table.fill
        rows, columns = _span(given.get("rowspan", ""), MOST_ROWS), _span(given.get("colspan", ""), MOST_COLUMNS)
        table.cell = _Held(_Flow(), rows, max(1, columns), fill, tag == "th")
        table.rows[-1][0].append(table.cell)

    def _end_cell(self) -> None:
        if not self.tables or self.tables[-1].cell is None:
            return
        table = self.tables[-1]
        for at in range(len(self.open) - 1, table.depth - 1, -1):
            if self.open[at].tag in ("td", "th"):
                self._close_from(at)
                break
        if table.cell is not None:
            table.cell.flow.end_line()
        table.cell = None

    def _end_table(self) -> None:
        self._end_cell()
        table = self.tables.pop()
        for at in range(len(self.open) - 1, 0, -1):
            if self.open[at].tag == "table" and at <= table.depth:
                self._close_from(at)
                break
        made = _made(table)
        if made.grid.rows:
            self.target.end_line()
            self.target.items.append(made)
            self.made += 0 if self.tables else 1


def _is_hidden(tag: str, given: Mapping[str, str]) -> bool:
    style = given.get("style", "").replace(" ", "").lower()
    return (
        "hidden" in given
        or "display:none" in style
        or "visibility:hidden" in style
        or "mso-hide:all" in style
        or (tag == "input" and given.get("type", "").lower() == "hidden")
    )


def _of_input(given: Mapping[str, str]) -> str:
    kind = given.get("type", "text").lower()
    if kind in ("checkbox", "radio"):
        return "☒ " if "checked" in given else "☐ "
    return f" {given.get('value', '')} " if kind in ("text", "date", "number", "email", "tel", "url") else ""


def _span(value: str, most: int) -> int:
    value = value.strip()
    return min(int(value), most) if value.isdigit() and len(value) < 6 else 1


def _colour_of(given: Mapping[str, str]) -> str:
    return _colour(given.get("style", "").lower()) or _named(given.get("bgcolor", "").strip().lower())


def _colour(style: str) -> str:
    match = re.search(r"background(?:-color)?\s*:\s*([^;]+)", style)
    if match is None:
        return ""
    colour = re.search(r"#[0-9a-f]{3,8}\b|rgba?\([^)]*\)|\b[a-z]+\b", match[1])
    return _named(colour[0]) if colour else ""


def _named(value: str) -> str:
    if value.startswith("rgb"):
        parts = [int(one) for one in re.findall(r"\d{1,3}", value)[:3]]
        value = "#" + "".join(f"{min(part, 255):02x}" for part in parts) if len(parts) == 3 else ""
    digits = value.lstrip("#")
    if re.fullmatch("[0-9a-f]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    colour = digits.upper()[:6] if re.fullmatch("[0-9a-f]{6}(?:[0-9a-f]{2})?", digits) else _COLOURS.get(value, "")
    return "" if colour == "FFFFFF" else colour


def _made(table: _Table) -> _MadeTable:
    """The grid of a table: each cell in every place that it reaches over."""
    taken: dict[tuple[int, int], Cell] = {}
    flows: list[list[Paragraph | _MadeTable]] = []
    doubts: list[str] = []
    words = 0
    count = len(table.rows)
    for at, (cells, _) in enumerate(table.rows):
        column = 0
        for held in cells:
            while (at, column) in taken:
                column += 1
            flows.append(held.flow.items)
            paragraphs = tuple(_flattened(held.flow.items))
            words += sum(len(paragraph.text.split()) for paragraph in paragraphs)
            inner = tuple(item.grid for item in held.flow.items if isinstance(item, _MadeTable))
            rows = min(held.rows or count, count - at)
            columns = held.columns
            if len(taken) + rows * columns > MOST_PLACES:
                rows = columns = 1
                doubts = ["more cells are merged than a table has: not all of them were read as merged"]
            cell = Cell(paragraphs, rows, columns, held.fill, doubts=tuple(held.doubts), tables=inner)
            for row in range(at, at + rows):
                for place in range(column, column + columns):
                    taken.setdefault((row, place), cell)
            column += columns
    width = max((column + 1 for _, column in taken), default=0)
    made: list[Row] = []
    if width * count > 2 * MOST_PLACES:
        doubts.append("its rows are of very different lengths: short ones were not filled up with empty cells")
    for at, (cells, in_head) in enumerate(table.rows):
        if not any((at, column) in taken for column in range(width)):
            continue
        longest = width if width * count <= 2 * MOST_PLACES else len(cells)
        head = in_head or (len(cells) > 1 and all(held.head for held in cells))
        made.append(Row(tuple(taken.get((at, n)) or Cell() for n in range(longest)), head=head))
    return _MadeTable(Grid("table", tuple(made), doubts=tuple(doubts)), flows, words)


def _flattened(items: Sequence[Paragraph | _MadeTable]) -> Iterator[Paragraph]:
    for item in items:
        if isinstance(item, Paragraph):
            yield item
        else:
            for flow in item.flows:
                yield from _flattened(flow)


def _laid_out(items: Sequence[Paragraph | _MadeTable]) -> tuple[list[Grid], tuple[Paragraph, ...]]:
    """The tables of a page, each with what stands above it. A table that is only there to lay out a page, most of whose
    words stand in tables within it, is no table."""
    grids: list[Grid] = []
    above: list[Paragraph] = []
    for item in _unfolded(items):
        if isinstance(item, Paragraph):
            above.append(item)
        else:
            grids.append(replace(item.grid, name=f"table {len(grids) + 1}", above=tuple(above)))
            above = []
    return grids, tuple(above)


def _unfolded(items: Sequence[Paragraph | _MadeTable]) -> Iterator[Paragraph | _MadeTable]:
    for item in items:
        if isinstance(item, Paragraph):
            yield item
            continue
        inner = [one for flow in item.flows for one in flow if isinstance(one, _MadeTable)]
        if inner and 2 * sum(one.words for one in inner) > item.words:
            for flow in item.flows:
                yield from _unfolded(flow)
        else:
            yield item


def words_of_page(text: str) -> list[str]:
    """Every word of a page outside of scripts and styles, counted in its text: what pictures are described as, what
    fields are filled with, and the numbers of numbered lists among them."""
    parts: list[str] = []
    unseen = 0
    lists: list[int] = []
    hidden: list[str] = []
    for part in re.split(r"(</?[a-zA-Z][^>]*>)", without_remarks(text)):
        match = re.match(r"<(/?)([a-zA-Z][^\s/>]*)", part)
        if match is None:
            if not unseen:
                parts.append(html.unescape(part))
            continue
        closing, tag = bool(match[1]), match[2].lower()
        if tag in _UNSEEN:
            unseen = max(0, unseen + (-1 if closing else 1))
        if unseen:
            continue
        parts.append(" " if tag in BLOCKS else "")
        if hidden and tag == hidden[0]:
            # what is hidden is no part of the word beside it
            hidden = hidden[:-1] if closing else [*hidden, tag]
            parts.append("" if hidden else " ")
        elif not hidden and not closing and tag not in _VOID and _HIDES.search(part):
            hidden = [tag]
            parts.append(" ")
        if tag == "img" and not closing:
            parts.append(f" {_attribute(part, 'alt')} ")
        elif tag == "input" and _attribute(part, "type").lower() in (
            "",
            "text",
            "date",
            "number",
            "email",
            "tel",
            "url",
        ):
            parts.append(f" {_attribute(part, 'value')} ")
        elif tag in ("ol", "ul"):
            if closing:
                del lists[-1:]
            else:
                start = _attribute(part, "start")
                lists.append((int(start) if start.isdigit() else 1) if tag == "ol" else 0)
        elif tag == "li" and not closing and lists and lists[-1]:
            parts.append(f" {lists[-1]} ")
            lists[-1] += 1
    return words_of("".join(parts))


def _attribute(tag: str, name: str) -> str:
    match = re.search(rf"\s{name}\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", tag, re.IGNORECASE)
    return html.unescape(next((one for one in match.groups() if one is not None), "")) if match else ""
