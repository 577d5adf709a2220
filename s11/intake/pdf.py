"""A PDF: words at their places on a page, and the lines around them, made into tables again. Never without a doubt.

A PDF knows no table, no row and no sentence. Where lines cross there is a cell; a row that a page broke is two rows
until it is put together again. pdfplumber finds words and lines in a process of its own; another library, which it
brings with it, reads the words of each page once more, and what the one has the other must have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from itertools import groupby, pairwise

from s11.intake.apart import read_apart
from s11.intake.grid import CannotRead, Cell, Grid, LeftOut, Paragraph, Row, Run, TableDocument, words_of

MOST_PAGES = 80
_SECONDS = 60
_MEMORY = 400 * 2**20
# how far apart two edges of one line may be, in points
_NEAR = 2.0

Box = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    box: Box
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as it was found: its words, the cells of each table, coloured and thin stretches, and its raw words."""

    words: tuple[_Word, ...]
    tables: tuple[tuple[Box, ...], ...]
    fills: tuple[tuple[Box, str], ...]
    strokes: tuple[Box, ...]
    raw: str


def read_pdf(name: str, data: bytes) -> TableDocument:
    """The tables of a PDF, with the words around them. Raises CannotRead."""
    if find_spec("pdfplumber") is None:
        raise CannotRead(
            f"{name}: a PDF needs a package that is not installed: pip install 's11[pdf-tables]'; or save it as Word, "
            "and read that"
        )
    then = "save it as Word, or copy its table into Word or Excel, and read that"
    pages = read_apart(_pages_of, name, data, "the PDF", then, seconds=_SECONDS, memory=_MEMORY)
    if not any(page.words for page in pages):
        raise CannotRead(f"{name}: its pages are pictures, and hold no words: {then}")
    return _Reading(name, pages).document()


# in a process of its own ---------------------------------------------------------------------------------------------


def _pages_of(data: bytes) -> list[_Page] | str:
    """Every page of a PDF, or what is wrong with it."""
    import io

    import pdfplumber
    import pypdfium2
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        pages = []
        raw = _raw_words(data)
        with pdfplumber.open(io.BytesIO(data)) as opened:
            if len(opened.pages) > MOST_PAGES:
                return f"it has {len(opened.pages)} pages, and {MOST_PAGES} are read at most"
            for number, page in enumerate(opened.pages):
                words = tuple(
                    _Word(
                        one["text"],
                        (one["x0"], one["top"], one["x1"], one["bottom"]),
                        "bold" in one["fontname"].casefold(),
                        bool(re.search("italic|oblique", one["fontname"], re.I)),
                    )
                    for one in page.extract_words(extra_attrs=["fontname"], keep_blank_chars=False)
                )
                tables = tuple(tuple(table.cells) for table in page.find_tables() if len(table.cells) > 1)
                fills, strokes = [], []
                for shape in (*page.rects, *page.lines, *page.curves):
                    box = (shape["x0"], shape["top"], shape["x1"], shape["bottom"])
                    if box[3] - box[1] <= 1.8 and box[2] - box[0] > 3:
                        strokes.append(box)
                    elif shape.get("fill") and (colour := _colour(shape.get("non_stroking_color"))):
                        fills.append((box, colour))
                pages.append(
                    _Page(words, tables, tuple(fills), tuple(strokes), raw[number] if number < len(raw) else "")
                )
                page.close()
        return pages
    except pypdfium2.PdfiumError as error:
        return "it is protected with a password" if "password" in str(error).casefold() else "it is no whole PDF"
    except PDFPasswordIncorrect:
        return "it is protected with a password"
    except PdfminerException as error:
        if "Password" in repr(error):
            return "it is protected with a password"
        return "it is no whole PDF"
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        OSError,
        RecursionError,
        AssertionError,
    ) as error:
        # what a damaged file makes of a library is nothing that its user can mend
        return type(error).__name__


def _raw_words(data: bytes) -> list[str]:
    import pypdfium2

    texts = []
    opened = pypdfium2.PdfDocument(data)
    for number in range(min(len(opened), MOST_PAGES)):
        texts.append(opened[number].get_textpage().get_text_range())
    return texts


def _colour(given: object) -> str:
    """A colour as six digits; '' for white and for what is no colour."""
    parts = [one for one in given if isinstance(one, int | float)] if isinstance(given, tuple | list) else []
    if isinstance(given, int | float):
        parts = [given]
    if len(parts) == 1:
        parts = parts * 3
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = [(1 - one) * (1 - black) for one in (cyan, magenta, yellow)]
    if len(parts) != 3:
        return ""
    digits = "".join(f"{max(0, min(255, round(one * 255))):02X}" for one in parts)
    return "" if digits == "FFFFFF" else digits


# pages as tables -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Table:
    """One table on a page, or over several."""

    edges: tuple[float, ...]
    rows: list[Row]
    above: list[Paragraph]
    pages: list[int]


@dataclass(slots=True)
class _Reading:
    """A PDF on its way to grids."""

    name: str
    pages: list[_Page]
    left_out: list[LeftOut] = field(default_factory=list)
    # words that stand in the midst of a line: none of them is a piece of one
    known: set[str] = field(default_factory=set)
    broken: set[str] = field(default_factory=set)

    def document(self) -> TableDocument:
        furniture = self._furniture()
        for page in self.pages:
            boxes = [box for cells in page.tables for box in cells]
            inside = [[word for word in page.words if _holds(box, word.box)] for box in boxes]
            lines = [line for words in inside for line in _lines(words)]
            self.known |= {word.text.casefold() for line in lines for word in line[1:-1]}
        tables: list[_Table] = []
        waiting: list[Paragraph] = []
        for number, page in enumerate(self.pages, 1):
            boxes = [_around(cells) for cells in page.tables]
            order = sorted(range(len(boxes)), key=lambda at: boxes[at][1])
            free = [word for word in page.words if not any(_holds(box, word.box) for box in boxes)]
            at_top = True
            for at in order:
                above = [word for word in free if word.box[1] < boxes[at][1]]
                free = [word for word in free if word.box[1] >= boxes[at][1]]
                around = self._lines(number, above, furniture)
                waiting += around
                made = self._table(page, page.tables[at], number)
                if at_top and not around and not waiting and tables and _goes_on(tables[-1], made, number):
                    self._go_on(tables[-1], made.rows, number)
                else:
                    made.above, waiting = waiting, []
                    tables.append(made)
                at_top = False
            waiting += self._lines(number, free, furniture)
        grids = tuple(self._grid(at, table) for at, table in enumerate(tables, 1))
        doubt = (
            "it was read from a PDF, which does not say where a cell, a row or a sentence ends: look at each row "
            "beside its page"
        )
        bare = TableDocument(self.name, grids, tuple(waiting), tuple(self.left_out), doubts=(doubt,))
        return replace(bare, words=self._raw(bare))

    def _go_on(self, table: _Table, rows: list[Row], number: int) -> None:
        """The rows of a table on its next page: what is the rest of the row that the page broke is put to it."""
        repeated = len(rows) > 1 and _cell_texts(rows[0]) == _cell_texts(table.rows[0])
        head, body = rows[:1] if repeated else [], rows[1:] if repeated else rows
        if _goes_on_midway(body[0]):
            last = table.rows[-1]
            swaps: dict[int, Cell] = {}
            for before, after in zip(last.cells, body[0].cells, strict=False):
                if id(before) not in swaps and id(after) not in swaps:
                    swaps[id(before)] = swaps[id(after)] = self._put_together(before, after, number)
            kept = [_swapped(row, swaps) for row in table.rows]
            # the headings of the page stand behind the row that it broke
            table.rows = [*kept, *head, *(_swapped(row, swaps) for row in body[1:])]
        else:
            table.rows += [*head, replace(body[0], after_break=True), *body[1:]]
        table.pages.append(number)

    def _put_together(self, before: Cell, after: Cell, number: int) -> Cell:
        """A cell that a page broke."""
        if after.empty or before.empty:
            kept = before if after.empty else replace(after, fill=before.fill or after.fill)
            return replace(kept, rows=max(before.rows, after.rows))
        doubts = [*before.doubts, *after.doubts, f"page {number} broke this cell: its two parts were put together"]
        *whole, last = before.paragraphs
        first, *rest = after.paragraphs
        ends, begins = last.text.split(), first.text.split()
        if ends and begins and _is_one_word(ends[-1], begins[0], self.known):
            self._note_broken(ends[-1], begins[0], number, doubts)
            runs = (*last.runs[:-1], replace(last.runs[-1], text=last.runs[-1].text.rstrip()), *first.runs)
            whole.append(Paragraph(runs))
        elif begins and (begins[0][:1].islower() or begins[0][:1].isdigit() or not re.search(r"[.;:!?]$", ends[-1])):
            whole.append(Paragraph((*last.runs, Run(" "), *first.runs)))
        else:
            whole += [last, first]
        rows = max(before.rows, after.rows)
        return replace(before, paragraphs=(*whole, *rest), rows=rows, doubts=tuple(doubts))

    def _note_broken(self, last: str, first: str, number: int, doubts: list[str]) -> None:
        whole, parts = f"{last}{first}", f"{last} {first}"
        if whole not in self.broken:
            doubts.append(f"'{parts}' was taken for one word, '{whole}', that its column broke, wherever it stands")
        self.broken.add(whole)
        self.left_out.append(LeftOut(f"page {number}", parts, f"a broken word, put together as '{whole}'"))

    def _grid(self, at: int, table: _Table) -> Grid:
        doubts = []
        if len(table.pages) > 1:
            over = f"{table.pages[0]} to {table.pages[-1]}"
            doubts.append(f"it goes over the pages {over}: look at the rows with which a page begins")
        return Grid(f"table {at} (page {table.pages[0]})", tuple(table.rows), tuple(table.above), tuple(doubts))

    # one table

    def _table(self, page: _Page, cells: Sequence[Box], number: int) -> _Table:
        across = _edges([edge for box in cells for edge in (box[0], box[2])])
        down = _edges([edge for box in cells for edge in (box[1], box[3])])
        made: dict[Box, Cell] = {}
        for box in cells:
            columns = sum(box[0] - _NEAR < middle < box[2] + _NEAR for middle in _middles(across))
            rows = sum(box[1] - _NEAR < middle < box[3] + _NEAR for middle in _middles(down))
            words = [word for word in page.words if _holds(box, word.box)]
            doubts: list[str] = []
            paragraphs = tuple(self._paragraphs(page, words, box, number, doubts))
            made[box] = Cell(paragraphs, max(1, rows), max(1, columns), _fill(page, box), doubts=tuple(doubts))
        made_rows = []
        for y in _middles(down):
            row = []
            for x in _middles(across):
                at = next((one for one in cells if one[0] <= x <= one[2] and one[1] <= y <= one[3]), None)
                row.append(made[at] if at is not None else Cell())
            made_rows.append(Row(tuple(row)))
        return _Table(across, made_rows, [], [number])

    def _paragraphs(
        self, page: _Page, words: Sequence[_Word], box: Box, number: int, doubts: list[str]
    ) -> list[Paragraph]:
        """The lines of a cell as paragraphs: a line that had room for the next word ends one."""
        paragraphs: list[list[_Word]] = []
        before: list[_Word] = []
        # as far as words stand from the left edge they stand from the right one
        right = box[2] - max(0.0, min((word.box[0] for word in words), default=box[0]) - box[0])
        for line in _lines(words):
            first = line[0]
            room = right - before[-1].box[2] if before else 0.0
            high = first.box[3] - first.box[1]
            gap = first.box[1] - before[-1].box[3] if before else 0.0
            marked = bool(re.match(r"[•·▪●◦‣–-]$|\(?[0-9a-z]{1,3}[.)]$|•", first.text))
            if not before or room > first.box[2] - first.box[0] + high * 0.3 or gap > high * 0.8 or marked:
                paragraphs.append(list(line))
            elif _is_broken(before, first, room, self.known):
                self._note_broken(before[-1].text, first.text, number, doubts)
                paragraphs[-1] = [
                    *paragraphs[-1][:-1],
                    replace(paragraphs[-1][-1], text=f"{paragraphs[-1][-1].text}{first.text}"),
                    *line[1:],
                ]
            else:
                paragraphs[-1] = [*paragraphs[-1], *line]
            before = line
        return [Paragraph(tuple(self._runs(page, one))) for one in paragraphs]

    def _runs(self, page: _Page, words: Sequence[_Word]) -> list[Run]:
        runs = []
        looks = ((word, _is_struck(page, word)) for word in words)
        for (struck, bold, italic), group in groupby(looks, key=lambda one: (one[1], one[0].bold, one[0].italic)):
            runs.append(Run(" ".join(word.text for word, _ in group), struck, bold, italic))
        return [replace(run, text=f"{run.text} ") if at < len(runs) - 1 else run for at, run in enumerate(runs)]

    # what is around

    def _furniture(self) -> set[str]:
        """The lines that stand on several pages at one height, page numbers left out of account."""
        seen: Counter[tuple[str, int]] = Counter()
        for page in self.pages:
            boxes = [_around(cells) for cells in page.tables]
            free = [word for word in page.words if not any(_holds(box, word.box) for box in boxes)]
            seen.update({(_bare(line), round(line[0].box[1] / 4)) for line in _lines(free)})
        return {bare_line for (bare_line, _), count in seen.items() if count > 1 and count >= len(self.pages) / 2}

    def _lines(self, number: int, words: Sequence[_Word], furniture: set[str]) -> list[Paragraph]:
        paragraphs = []
        for line in _lines(words):
            if _bare(line) in furniture:
                self.left_out.append(LeftOut(f"page {number}", " ".join(one.text for one in line), "on every page"))
                continue
            paragraphs.append(Paragraph(tuple(self._runs(self.pages[number - 1], line))))
        return paragraphs

    def _raw(self, document: TableDocument) -> tuple[str, ...]:
        """The words of the pages as another library reads them. Where both have the same letters and only part them
        otherwise, they are counted as they are parted here.
        """
        raw = [word for page in self.pages for word in words_of(page.raw)]
        as_parted = [word for page in self.pages for word in words_of(" ".join(one.text for one in page.words))]
        same = Counter("".join(raw)) == Counter("".join(as_parted))
        return tuple(as_parted if same or not Counter(raw) - Counter(document.all_words()) else raw)


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


# long words of plans, which narrow columns break
_LONG = _set_of(
    "accountability accountabilities achievement achievements actions action additional agencies appropriate "
    "arrangements assessment assessments assurance authority awareness children's commissioned commissioning "
    "communication communications communities completed completion compliance comments consultation councillors "
    "deadline december designated development district effectiveness embedded engagement evidence evidenced "
    "expected february governance housing identified implement implementation implemented improvement "
    "improvements information introduction involvement learning management measures milestones monitoring multi- "
    "agency neighbourhood november objective objectives october officer officers ongoing organisation "
    "organisational organisations outcome outcomes participation partnership partnerships performance permanent "
    "personnel priorities procedures professional professionals programme progress protection publication "
    "quarterly recommendation recommendations recruitment representative representatives required requirements "
    "resources responsibilities responsibility responsible safeguarding scrutiny september standards strategic "
    "strategies strengthen strengthened supervision sustainable target timescale timescales training "
    "understanding vulnerable"
)
# how English words begin: with a vowel, one consonant and a vowel, or one of these
_BEGINS = re.compile(
    r"(?:[aeiouy]|(?:[bcdfghjklmnpqrstvwxz]|bl|br|ch|chr|cl|cr|dr|dw|fl|fr|gh|gl|gn|gr|kn|ph|pl|pr|ps|qu|rh|sc|sch|scr|"
    r"sh|shr|sk|sl|sm|sn|sp|sph|spl|spr|squ|st|str|sw|th|thr|tr|tw|wh|wr)[aeiouy])"
)


def _is_broken(before: Sequence[_Word], first: _Word, room: float, known: Collection[str]) -> bool:
    """Whether a line ends in the midst of a word: it is alone on its line and fills it, and the two are one word."""
    last = before[-1].text
    letter = (first.box[2] - first.box[0]) / max(1, len(first.text))
    return len(before) == 1 and len(last) > 3 and room <= letter * 1.5 and _is_one_word(last, first.text, known)


def _is_one_word(last: str, first: str, known: Collection[str]) -> bool:
    """Whether two pieces are one word: they make one that is known, or they are no words of their own.

    ``known``: words that stand elsewhere in the midst of a line.
    """
    if re.search(r"\d[/.]\d{1,2}[/.]\d{0,3}$", last):
        return bool(re.match(r"\d{1,4}$", first))
    rest = (re.match(r"[a-z]+", first) or [""])[0]
    whole = f"{last}{rest}".casefold()
    if not rest or not last.isalpha():
        return False
    if whole in known or whole in _LONG:
        return True
    if rest in known or last.casefold() in known or len(last) < 4:
        return False
    alone = len(rest) == 1 and rest not in "ai"
    return alone or not _BEGINS.match(rest) or last[-1] in "iuvqj"


def _goes_on_midway(row: Row) -> bool:
    """Whether the first row of a page begins in the midst of a sentence."""
    return any(re.match(r"[a-z]", cell.text.strip()) for cell in row.cells)


def _swapped(row: Row, swaps: Mapping[int, Cell]) -> Row:
    return replace(row, cells=tuple(swaps.get(id(cell), cell) for cell in row.cells))


# where things are ----------------------------------------------------------------------------------------------------


def _around(cells: Sequence[Box]) -> Box:
    return (
        min(one[0] for one in cells),
        min(one[1] for one in cells),
        max(one[2] for one in cells),
        max(one[3] for one in cells),
    )


def _holds(box: Box, word: Box) -> bool:
    """Whether the middle of a word lies in a box."""
    x, y = (word[0] + word[2]) / 2, (word[1] + word[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _edges(edges: Iterable[float]) -> tuple[float, ...]:
    kept: list[float] = []
    for edge in sorted(edges):
        if not kept or edge - kept[-1] > _NEAR:
            kept.append(edge)
    return tuple(kept)


def _middles(edges: Sequence[float]) -> list[float]:
    return [(one + other) / 2 for one, other in pairwise(edges)]


def _lines(words: Iterable[_Word]) -> list[list[_Word]]:
    """Words line by line, each from left to right."""
    lines: list[list[_Word]] = []
    for word in sorted(words, key=lambda one: (round(one.box[3], 1), one.box[0])):
        if lines and abs(lines[-1][0].box[3] - word.box[3]) < (word.box[3] - word.box[1]) * 0.5:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda one: one.box[0]) for line in lines]


def _bare(line: Sequence[_Word]) -> str:
    return re.sub(r"\d+", "#", " ".join(one.text for one in line))


def _cell_texts(row: Row) -> list[str]:
    return [" ".join(cell.text.split()) for cell in row.cells]


def _goes_on(before: _Table, after: _Table, page: int) -> bool:
    """Whether a table at the top of a page is the rest of the one that ended the page before."""
    return (
        before.pages[-1] == page - 1
        and len(before.edges) == len(after.edges)
        and all(abs(one - other) < 2 * _NEAR for one, other in zip(before.edges, after.edges, strict=True))
    )


def _fill(page: _Page, box: Box) -> str:
    """The colour behind the most of a cell; '' for none."""
    best, size = "", 0.0
    own = max(1.0, (box[2] - box[0]) * (box[3] - box[1]))
    for fill, colour in page.fills:
        wide = min(box[2], fill[2]) - max(box[0], fill[0])
        high = min(box[3], fill[3]) - max(box[1], fill[1])
        if wide > 0 and high > 0 and wide * high > max(size, own * 0.3):
            best, size = colour, wide * high
    return best


def _is_struck(page: _Page, word: _Word) -> bool:
    left, top, right, bottom = word.box
    high = bottom - top
    return any(
        top + high * 0.3 < (stroke[1] + stroke[3]) / 2 < bottom - high * 0.25
        and min(right, stroke[2]) - max(left, stroke[0]) > (right - left) * 0.7
        for stroke in page.strokes
    )
