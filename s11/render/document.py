"""A report for paper: its Markdown read back into headings, paragraphs, lists and tables, from which PDF and Word are
set.

Whatever the Markdown says is in them, so no number can be in one format and not in another. What is worked out here is
only where words go: how wide a column is, and which parts lie on a page turned sideways.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from s11.english import state_words
from s11.render.glyphs import GLYPHS
from s11.text import visible

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

# how many characters of a table's text stand side by side on an upright page and on one turned sideways
UPRIGHT, SIDEWAYS = 98, 152
# on a page that holds all there is, which has narrower margins
CLOSE = 104
LONGEST_PIECE = 24
MANY_COLUMNS = 6
SHORT_PART = 40
SHORT_CELL = 12
# by so many rows the widths of a table's columns are chosen
MOST_WEIGHED = 80
ZERO_WIDTH_SPACE = "\u200b"


class Run(NamedTuple):
    """Words of one look; a line break is a run of its own that says ``\\n``.

    ``state``: the state they name, with its shape.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""
    state: str = ""


Runs = tuple[Run, ...]
BREAK = Run("\n")


class Heading(NamedTuple):
    level: int
    runs: Runs


class Paragraph(NamedTuple):
    """``leads``: only a table follows, and it belongs on that table's page."""

    runs: Runs
    leads: bool = False


class ListBlock(NamedTuple):
    """Items in order; ``start`` is the first number of a numbered list, None where there are no numbers."""

    start: int | None
    items: tuple[tuple[Block, ...], ...]


class Table(NamedTuple):
    """A table with one row of headings.

    ``named`` says what it is for who cannot see it: its caption, or the heading above. ``spans``: over how many columns
    each heading stands, since a column without one stands under the heading to its left, and has 0. ``widths`` are its
    columns' in characters, ``fills`` whether it takes the whole width of its page, ``wide`` whether that page must be
    turned sideways.
    """

    caption: Runs
    named: str
    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    right: tuple[bool, ...]
    spans: tuple[int, ...] = ()
    widths: tuple[int, ...] = ()
    fills: bool = False
    wide: bool = False


class Quote(NamedTuple):
    blocks: tuple[Block, ...]


class Code(NamedTuple):
    """``figure``: whether it was fenced as the name of a picture."""

    text: str
    figure: bool = False


class Figure(NamedTuple):
    """A picture as wide as the text, and what it shows in words."""

    svg: str
    words: str


class HorizontalRule(NamedTuple):
    """A line across the page."""


Block = Heading | Paragraph | ListBlock | Table | Quote | Code | Figure | HorizontalRule


class PageLayout(NamedTuple):
    """What follows on pages that lie the same way."""

    sideways: bool
    blocks: tuple[Block, ...]


class Imprint(NamedTuple):
    """What a file says of itself: its title, its day, and the line at the foot of every page.

    ``close``: whether its parts stand closer together, as on a page that holds all there is.
    """

    title: str
    as_of: date
    foot: str
    close: bool = False


def words(runs: Runs) -> str:
    """The words alone."""
    return "".join(run.text for run in runs)


def title_of(blocks: Sequence[Block]) -> str:
    """The first heading."""
    return next((words(block.runs) for block in blocks if isinstance(block, Heading)), "")


# reading -------------------------------------------------------------------------------------------------------------


def parse(markdown: str, figures: Mapping[str, Figure] | None = None, close: bool = False) -> tuple[Block, ...]:
    """The blocks of a document. Headings step down one level at a time, whatever the Markdown does.

    ``figures``: the pictures that a block fenced as 'figure' may name; ``close``: whether it is to be one upright page.
    """
    from markdown_it.tree import SyntaxTreeNode

    blocks = _blocks(SyntaxTreeNode(_reader().parse(markdown)).children)
    return _leading(_measured(_named(_stepped(_drawn(blocks, figures or {}))), close))


def _drawn(blocks: Iterable[Block], figures: Mapping[str, Figure]) -> Iterator[Block]:
    """The blocks, each that names a picture as the picture."""
    for block in blocks:
        yield figures.get(block.text, block) if isinstance(block, Code) and block.figure else block


@lru_cache(maxsize=1)
def _reader() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # HTML between blocks is read as words: Markdown reports hold none
    return MarkdownIt("commonmark", {"maxNesting": 100}).enable(["table", "strikethrough"]).disable("html_block")


def _blocks(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
    for node in nodes:
        match node.type:
            case "heading":
                yield Heading(int(node.tag[1]), _inline(node))
            case "paragraph":
                yield Paragraph(_inline(node))
            case "bullet_list":
                yield ListBlock(None, tuple(tuple(_inner(item.children)) for item in node.children))
            case "ordered_list":
                yield ListBlock(
                    int(node.attrs.get("start", 1)), tuple(tuple(_inner(item.children)) for item in node.children)
                )
            case "blockquote":
                yield Quote(tuple(_inner(node.children)))
            case "table":
                yield _table(node)
            case "fence" | "code_block":
                text = "\n".join(visible(line) for line in node.content.rstrip("\n").split("\n"))
                yield Code(text, node.info.strip() == "figure")
            case "hr":
                yield HorizontalRule()


def _inner(nodes: Iterable[SyntaxTreeNode]) -> Iterator[Block]:
    """Inside a list or a quotation a heading is a strong paragraph: it heads no part of the document."""
    for block in _blocks(nodes):
        yield Paragraph(tuple(run._replace(strong=True) for run in block.runs)) if isinstance(block, Heading) else block


def _table(node: SyntaxTreeNode) -> Table:
    head = node.children[0].children[0].children
    body = node.children[1].children if len(node.children) > 1 else []
    header = tuple(_inline(cell) for cell in head)
    right = tuple("right" in str(cell.attrs.get("style", "")) for cell in head)
    return Table(
        (), "", header, tuple(tuple(_inline(cell) for cell in row.children) for row in body), right, _spans(header)
    )


def _spans(header: Sequence[Runs]) -> tuple[int, ...]:
    spans: list[int] = []
    own = 0
    for at, runs in enumerate(header):
        own = own if not runs and at else at
        spans.append(0)
        spans[own] += 1
    return tuple(spans)


def _inline(node: SyntaxTreeNode) -> Runs:
    return tuple(_joined(run for child in node.children for run in _runs(child, Run(""))))


def _runs(node: SyntaxTreeNode, look: Run) -> Iterator[Run]:
    match node.type:
        case "text":
            yield look._replace(text=visible(node.content))
        case "code_inline":
            yield look._replace(text=visible(node.content), code=True)
        case "softbreak":
            yield look._replace(text=" ")
        case "hardbreak":
            yield BREAK
        case "html_inline":
            if re.fullmatch(r"<br\s*/?>", node.content):
                yield BREAK
            elif not node.content.startswith("<!--"):
                yield look._replace(text=visible(node.content))
        case _:
            inner = look._replace(
                strong=look.strong or node.type == "strong",
                emphasis=look.emphasis or node.type == "em",
                struck=look.struck or node.type == "s",
            )
            if node.type == "link" and re.match(r"(?i)(https?://|mailto:)", str(node.attrs["href"])):
                inner = inner._replace(link=str(node.attrs["href"]))
            for child in node.children:
                yield from _runs(child, inner)


_STATES = {f"{shape} {state_words(state)}": state for state, shape in GLYPHS.items()}
_STATE = re.compile("(" + "|".join(map(re.escape, _STATES)) + r")(?!\w)")


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    """Runs of the same look as one, no space beside a line break, and each state that is named with its shape apart."""
    kept: list[Run] = []
    for run in runs:
        if kept and run is not BREAK and kept[-1] is not BREAK and kept[-1]._replace(text="") == run._replace(text=""):
            kept[-1] = run._replace(text=kept[-1].text + run.text)
        else:
            kept.append(run)
    for at, run in enumerate(kept):
        if run is BREAK:
            yield run
            continue
        text = run.text.lstrip(" ") if at == 0 or kept[at - 1] is BREAK else run.text
        text = text.rstrip(" ") if at == len(kept) - 1 or kept[at + 1] is BREAK else text
        for piece in _STATE.split(text) if not run.code else [text]:
            if piece:
                yield run._replace(text=piece, state=_STATES.get(piece, "") if not run.code else "")


def _stepped(blocks: Iterable[Block]) -> Iterator[Block]:
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            if not words(block.runs).strip():
                continue
            level = min(block.level, level + 1)
            block = block._replace(level=level)
        yield block


def _named(blocks: Iterable[Block]) -> Iterator[Block]:
    """A paragraph that leads into a table with a colon is its caption; every table is named."""
    waiting: Block | None = None
    heading = "Table"
    for block in blocks:
        if isinstance(block, Heading):
            heading = words(block.runs)
        if isinstance(block, Table):
            caption: Runs = ()
            if isinstance(waiting, Paragraph) and words(waiting.runs).endswith(":") and BREAK not in waiting.runs:
                caption, waiting = waiting.runs, None
            block = block._replace(caption=caption, named=words(caption).rstrip(":") or heading)
        if waiting is not None:
            yield waiting
        waiting = block
    if waiting is not None:
        yield waiting


# laying out ----------------------------------------------------------------------------------------------------------


def page_layouts(blocks: Sequence[Block]) -> tuple[PageLayout, ...]:
    """The blocks by how their pages lie.

    A heading lies as what it heads; a long part without a table as the part before it, a short one as the part after.
    """
    parts = _parts(blocks)
    layouts: list[PageLayout] = []
    for part, sideways in zip(parts, _lies(parts), strict=True):
        if layouts and sideways == layouts[-1].sideways:
            layouts[-1] = layouts[-1]._replace(blocks=(*layouts[-1].blocks, *part))
        else:
            layouts.append(PageLayout(sideways, part))
    return tuple(layouts)


def _parts(blocks: Sequence[Block]) -> list[tuple[Block, ...]]:
    """The document cut before each heading that has something before it."""
    parts: list[list[Block]] = []
    for block in blocks:
        if not parts or (isinstance(block, Heading) and not all(isinstance(before, Heading) for before in parts[-1])):
            parts.append([])
        parts[-1].append(block)
    return [tuple(part) for part in parts]


def _lies(parts: Sequence[Sequence[Block]]) -> list[bool]:
    """Which parts lie sideways: those with a wide table; prose stands upright, but for a few words between two such."""
    wide = [any(block.wide for block in part if isinstance(block, Table)) for part in parts]
    with_table = [any(isinstance(block, Table) for block in part) for part in parts]
    sideways = list(wide)
    for at in reversed(range(len(parts))):
        length, follows = _word_count(parts[at]), sideways[at + 1] if at + 1 < len(parts) else False
        if not with_table[at]:
            before = next((wide[one] for one in range(at - 1, -1, -1) if with_table[one]), False)
            # a heading alone lies as what it heads
            sideways[at] = follows if not length else follows and before and length < SHORT_PART
    return sideways


def _word_count(part: Sequence[Block]) -> int:
    """How many words its paragraphs and lists say."""
    return sum(
        len(words(block.runs).split())
        if isinstance(block, Paragraph)
        else sum(map(_word_count, block.items))
        if isinstance(block, ListBlock)
        else _word_count(block.blocks)
        if isinstance(block, Quote)
        else 0
        for block in part
    )


def _leading(blocks: Sequence[Block]) -> tuple[Block, ...]:
    leading, leads = list(blocks), False
    for at in reversed(range(len(leading))):
        block = leading[at]
        if isinstance(block, Paragraph):
            leading[at] = block._replace(leads=leads)
        else:
            leads = isinstance(block, Table)
    return tuple(leading)


def _measured(blocks: Iterable[Block], close: bool) -> tuple[Block, ...]:
    """Every table with its widths; tables with the same headings have the same, so that the eye can go down from one to
    the next.
    """
    measured = tuple(blocks)
    alike: dict[tuple[str, ...], list[tuple[Runs, ...]]] = {}
    for table in measured:
        if isinstance(table, Table):
            alike.setdefault(tuple(map(words, table.header)), [table.header]).extend(table.rows)
    measures = {header: _measures(rows, close) for header, rows in alike.items()}
    return tuple(
        block._replace(**measures[tuple(map(words, block.header))]._asdict()) if isinstance(block, Table) else block
        for block in measured
    )


class _Measures(NamedTuple):
    widths: tuple[int, ...]
    fills: bool
    wide: bool


def _measures(rows: Sequence[tuple[Runs, ...]], close: bool) -> _Measures:
    """As wide as its words like where they all fit; else by how much each column says, its longest word whole."""
    columns = list(zip(*rows, strict=True))
    least = tuple(_least(column) for column in columns)
    # a heading may stand in several lines
    natural = tuple(
        max(need, *(max(map(len, words(cell).split("\n"))) + 2 for cell in (column[1:] or column)))
        for need, column in zip(least, columns, strict=True)
    )
    # counts stand upright however many columns they are; words in many columns would be read down, not across
    wide = not close and (sum(least) > UPRIGHT or (len(columns) > MANY_COLUMNS and sum(natural) > 2 * SIDEWAYS))
    room = CLOSE if close else SIDEWAYS if wide else UPRIGHT
    if close and all(_counts(column[1:]) for column in columns):
        # nothing but counts: one is as wide as another
        return _Measures((room // len(columns),) * len(columns), True, False)
    if close:
        # its headings are set bold in a narrow column
        least = tuple(
            max(need, -(-_piece(column[0]) * 5 // 4) + 1) for need, column in zip(least, columns, strict=True)
        )
        natural = tuple(map(max, natural, least))
    if close and sum(natural) - max(natural) + max(least) <= room:
        # there its tables stand beneath one another, and are equally wide: the widest column takes what is left
        widest = natural.index(max(natural))
        return _Measures(
            (*natural[:widest], natural[widest] + room - sum(natural), *natural[widest + 1 :]), True, False
        )
    if sum(natural) <= room:
        return _Measures(natural, False, wide)
    wanted = [(sum(map(_length, column)) / len(column)) ** 0.95 for column in columns]
    widths = _shared_out(least, natural, wanted, room)
    return _Measures(_lowest(widths, least, [tuple(map(_length, row)) for row in rows[:MOST_WEIGHED]]), True, wide)


def _shared_out(least: Sequence[int], natural: Sequence[int], wanted: Sequence[float], room: int) -> tuple[int, ...]:
    """The room for each column in proportion to what it says; none narrower than it may be, nor wider than it needs."""
    settled: dict[int, int] = {}
    while True:
        open_ones = [at for at in range(len(least)) if at not in settled]
        left, whole = room - sum(settled.values()), sum(wanted[at] for at in open_ones)
        shares = {at: int(left * wanted[at] / whole) for at in open_ones}
        # those that need more come first: what they take, the others have not
        tight = {at: least[at] for at, share in shares.items() if share < least[at]}
        full = {at: natural[at] for at, share in shares.items() if share > natural[at]}
        settled |= tight or full or shares
        if len(settled) == len(least):
            return tuple(settled[at] for at in range(len(least)))


def _lowest(widths: tuple[int, ...], least: Sequence[int], rows: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    """The widths among which the rows take fewest lines, found by handing room from column to column."""

    def lines(tried: Sequence[int]) -> int:
        return sum(max(-(-needed // wide) for needed, wide in zip(row, tried, strict=True)) for row in rows)

    best, fewest = widths, lines(widths)
    for step in (6, 3, 1):
        better = True
        while better:
            better = False
            for giver in range(len(best)):
                for taker in range(len(best)):
                    if giver == taker or best[giver] - step < least[giver]:
                        continue
                    tried = tuple(wide + step * ((at == taker) - (at == giver)) for at, wide in enumerate(best))
                    if (count := lines(tried)) < fewest:
                        best, fewest, better = tried, count, True
    return best


_TOO_LONG = re.compile(rf"[^\s/-]{{{LONGEST_PIECE + 1},}}")
_PIECE = re.compile(r"[^\s/-]+[/-]*")


def breakable(text: str) -> str:
    """Words with a place to break in every piece that is too long for a column, never before a mark that belongs to the
    letter before.
    """
    return _TOO_LONG.sub(lambda match: _cut(match[0]), text)


def _cut(piece: str) -> str:
    from unicodedata import category

    written, since = "", 0
    for character in piece:
        if since >= LONGEST_PIECE // 2 and category(character) not in ("Mn", "Me", "Mc", "Cf"):
            written, since = written + ZERO_WIDTH_SPACE, 0
        written, since = written + character, since + 1
    return written


def _least(column: Sequence[Runs]) -> int:
    """How narrow a column may be: its longest piece, or all of each cell where these are as short as a day."""
    longest = max(map(_piece, column))
    body = max((len(words(cell)) for cell in column[1:]), default=0)
    return max(longest, body if body <= SHORT_CELL else 0) + (1 if _counts(column[1:]) else 2)


def _counts(cells: Sequence[Runs]) -> bool:
    """Whether cells hold nothing but whole numbers."""
    return all(words(cell).replace(",", "").isdigit() or not cell for cell in cells)


def _piece(cell: Runs) -> int:
    """The longest piece of a cell that cannot be broken."""
    return max((min(len(piece), LONGEST_PIECE) for piece in _PIECE.findall(words(cell))), default=1)


def _length(cell: Runs) -> int:
    return len(words(cell)) + 1
