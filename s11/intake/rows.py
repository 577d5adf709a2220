"""Rows of a table as recommendations and actions, each with the cell that every word of it came from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from s11.intake.columns import ACTION_NUMBER, COLOURS, Column, Head
from s11.intake.grid import Cell, Grid, Paragraph, Row
from s11.intake.legend import entries_of

# words that point at the cell above
_SAME = re.compile(r"(?:as above|ditto|same as above|see above|do\.?|[\"”“〃])\.?\s*\Z", re.I)
_TOTAL = re.compile(r"(?:grand |sub[- ]?)?totals?\b(?: (?:number of )?\w+)?\s*:?\s*\Z", re.I)
_TOTALS = "a row of totals, and no row of the plan: kept in the plan's note"
_REMARK = re.compile(r"(?:please )?(?:notes?|n\.? ?b\.?|key|source)\s*[:–-]\s|\*+\s?\w", re.I)
# a sentence that is not at its end
_MIDWAY = re.compile(r"(?:,|\b(?:a|an|the|of|and|or|to|with|for|in|on|by|which|that|their|its))\s*\Z", re.I)
_ID = re.compile(r"(?P<id>(?:[A-Z]{1,4}[ .]?)?\d+(?:\.\d+)*[a-z]?)[.):]?\s+(?=\S)")
_CALLED_ID = re.compile(
    r"(?P<called>Learning Point|Recommendation|Objective|Standard|Priority|Action|Finding|Theme|Aim)s?\s+"
    r"(?P<id>\d+(?:\.\d+)*[a-z]?)\b\s*[.:–-]?\s*",
    re.I,
)


@dataclass(slots=True)
class Doubt:
    """Something of which nobody can be sure: the cell, and what was made of it. ``line`` is filled in later."""

    place: str
    text: str


@dataclass(slots=True)
class Value:
    """What one cell says of an action or recommendation, with its place."""

    lines: tuple[str, ...] = ()
    struck: tuple[str, ...] = ()
    cell: Cell = field(default_factory=Cell)
    place: str = ""

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(slots=True)
class ActionRow:
    """One action as its row has it: its words, and what the other columns say of it by their meaning."""

    id: str
    text: str
    place: str
    values: dict[str, Value] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    proposed: bool = False


@dataclass(slots=True)
class RecommendationRow:
    """One recommendation with its actions; ``theme`` is the heading over it."""

    id: str
    text: str
    place: str
    theme: str = ""
    called: str = ""
    values: dict[str, Value] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    actions: list[ActionRow] = field(default_factory=list)


@dataclass(slots=True)
class TableRows:
    """What a table holds: recommendations in order, the doubts, and the words that stand for no row of a plan.

    ``below``: words that may be a key or a remark; ``kept``: rows that are none of a plan, for its note.
    """

    recommendations: list[RecommendationRow] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    left_out: list[tuple[str, str, str]] = field(default_factory=list)
    below: list[Paragraph] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


# what one cell says of several actions at once; what is counted stands with one of them
_FOR_ALL = ("lead", "timescale", "revised", "rag", "priority", "standards")
# what is short, and whose lines are numbered only beside others
_SHORT = ("lead", "timescale", "revised", "completed", "rag")
_OF_ABOVE = ("recommendation", "theme", "response", "standards")


def read_rows(grid: Grid, head: Head, italic_means_proposed: bool = False) -> TableRows:
    """Every row below the headings as part of a plan."""
    reading = _Reading(grid, head, italic_means_proposed)
    for at in range(head.rows, len(grid.rows)):
        reading.row(at)
    reading.end()
    return reading.table_rows


class _Reading:
    """One table, row by row: what stands above is carried down."""

    def __init__(self, grid: Grid, head: Head, italic_means_proposed: bool):
        self.grid, self.head, self.italic = grid, head, italic_means_proposed
        self.table_rows = TableRows()
        self.theme = self.heading = ""
        # headings that have no row below them yet
        self.sections: list[Cell] = []
        self.current: RecommendationRow | None = None
        self.before: dict[str, Value] = {}
        self.rec_cell: Cell | None = None
        self._counts: bool | None = None
        # cells whose doubts are noted already: a merged one stands in several rows
        self.doubted: set[int] = set()
        self.first_text = [" ".join(cell.standing.split()) for row in grid.rows[: head.rows] for cell in row.cells]

    def row(self, at: int) -> None:
        row = self.grid.rows[at]
        cells = list(_own_cells(row))
        worded = [(column, cell) for column, cell in cells if not cell.empty]
        if not worded and not any(cell.fill for _, cell in cells):
            return
        if self._repeats_head(row):
            self._leave(at, worded, "the headings again, at the top of a page")
            return
        if self._is_struck_out(worded):
            words = " | ".join(" ".join(cell.text.split()) for _, cell in worded)
            self._keep(at, worded, f"Struck out: {words}", "the whole row is struck out: kept in the plan's note")
            return
        if self._is_total(worded):
            self._keep(at, worded, " | ".join(" ".join(cell.text.split()) for _, cell in worded), _TOTALS)
            return
        if len(worded) == 1 and _REMARK.match(" ".join(worded[0][1].standing.split())):
            words = " ".join(worded[0][1].text.split())
            self._keep(at, worded, words, "a remark, and no row of the plan: kept in the plan's note")
            return
        if self._is_section(row, worded):
            self._section(*(cell for _, cell in worded))
            return
        self.sections.clear()
        values = {
            column.meaning: self._value(at, column, row)
            for column in self.head.columns
            if column.meaning and column.at < len(row.cells)
        }
        across = self._taken_across(values)
        if self._continues(row, values):
            self._append(at, values)
            return
        self._entry(at, row, values, across)

    # what a row is

    def _repeats_head(self, row: Row) -> bool:
        texts = [_without_continued(" ".join(cell.standing.split())) for cell in row.cells]
        first = [_without_continued(words) for words in self.first_text[: len(texts)]]
        return any(texts) and texts == first and self.head.rows > 0

    def _is_struck_out(self, worded: Sequence[tuple[int, Cell]]) -> bool:
        """Whether every word of a row is struck out: it is done, or no longer wanted, and nothing says which."""
        return len(worded) > 1 and all(not cell.standing.strip() for _, cell in worded)

    def _is_total(self, worded: Sequence[tuple[int, Cell]]) -> bool:
        """Whether a row counts those above it."""
        return bool(worded) and bool(_TOTAL.match(" ".join(worded[0][1].standing.split()))) and len(worded) > 1

    def _keep(self, at: int, worded: Sequence[tuple[int, Cell]], words: str, why: str) -> None:
        """A row that is none of the plan: its words are kept beside it, and said."""
        self.table_rows.kept.append(words)
        self._doubt(self.grid.place(at, worded[0][0]), why)

    def _is_section(self, row: Row, worded: Sequence[tuple[int, Cell]]) -> bool:
        """Whether a row is a heading over those below it: one cell over all columns, or one alone in bold or colour."""
        if len(worded) == 2 and worded[0][0] == self.head.at("reference"):
            return self._is_lettered_section(worded)
        if len(worded) != 1:
            return False
        cell = worded[0][1]
        if cell.columns >= max(2, self.grid.width - 1):
            return True
        if worded[0][0] == 0 and entries_of(" ".join(cell.standing.split())):
            # a line of the key, in a sheet that has it under its table
            return True
        bold = _bold(cell)
        action = self.head.at("action")
        return worded[0][0] != action and (bold or bool(cell.fill)) and len(cell.standing.split()) <= 25

    def _is_lettered_section(self, worded: Sequence[tuple[int, Cell]]) -> bool:
        """Whether a row is only a number and a heading, in letters or a colour that no row of the table has."""
        return all(_bold(cell) or cell.fill for _, cell in worded) and not self._rows_stand_out()

    def _rows_stand_out(self) -> bool:
        """Whether rows that say more than two things are in bold or coloured throughout too."""
        for row in self.grid.rows[self.head.rows :]:
            cells = [cell for _, cell in _own_cells(row) if not cell.empty]
            if len(cells) > 2 and all(_bold(cell) or cell.fill for cell in cells):
                return True
        return False

    def _taken_across(self, values: dict[str, Value]) -> list[tuple[str, str]]:
        """Words over the lead, the date and the rating of a row, which are none of them: taken out, as a note."""
        over: dict[int, list[str]] = {}
        for name in _SHORT:
            if name in values and values[name].cell.columns > 1 and values[name].lines:
                over.setdefault(id(values[name].cell), []).append(name)
        notes: list[tuple[str, str]] = []
        for names in over.values():
            if len(names) < 2:
                continue
            first = values[names[0]]
            notes.append(("", first.text))
            self._doubt(first.place, f"one cell over {', '.join(names)}: taken for none of them, and kept as a note")
            for name in names:
                values[name] = Value((), (), Cell(), values[name].place)
        return notes

    def _continues(self, row: Row, values: dict[str, Value]) -> bool:
        """Whether a row is the rest of the one before it, broken over a page: no date, lead or rating of its own."""
        if self.current is None or not self.current.actions:
            return False
        deciding = [values[name] for name in ("timescale", "lead", "rag", "reference") if name in values]
        action = values.get("action")
        starts_small = bool(action and action.lines and action.lines[0][:1].islower())
        midway = bool(_MIDWAY.search(self.current.actions[-1].text))
        # the colour of a cell that a page broke stands on both pages
        held = self.before.get("rag")
        fill = held.cell.fill if held is not None and row.after_break else ""
        empty = all(not value.lines and value.cell.fill in ("", fill) for value in deciding)
        rest = [value for name, value in values.items() if name not in ("timescale", "lead", "rag", "reference")]
        if not any(value.lines for value in rest):
            return False
        return empty and bool(deciding) and (row.after_break or starts_small or midway)

    # what is made of it

    def _leave(self, at: int, worded: Sequence[tuple[int, Cell]], why: str) -> None:
        for column, cell in worded:
            self.table_rows.left_out.append((self.grid.place(at, column), " ".join(cell.text.split()), why))

    def end(self) -> None:
        """Headings with no row below them are words below the table, such as a key or a remark."""
        for cell in self.sections:
            self.table_rows.below += [paragraph for paragraph in cell.paragraphs if paragraph.text.strip()]

    def _section(self, *cells: Cell) -> None:
        self.sections += cells
        self.theme = " ".join(" ".join(cell.standing.split()) for cell in cells)
        self.current = None
        self.rec_cell = None
        self.before = {}

    def _value(self, at: int, column: Column, row: Row) -> Value:
        cell = row.cells[column.at]
        struck = tuple(words for paragraph in cell.paragraphs if (words := " ".join(paragraph.struck.split())))
        lines = _numbered_lines(cell) if column.meaning in ("recommendation",) else cell.lines
        place = self.grid.place(at, column.at)
        for doubt in cell.doubts if id(cell) not in self.doubted else ():
            self._doubt(place, doubt)
        self.doubted.add(id(cell))
        if cell.comment:
            remark = " ".join(cell.comment.split())
            self._doubt(place, f"somebody wrote in the margin: {remark}")
            if (place, remark) not in [(where, words) for where, words, _ in self.table_rows.left_out]:
                self.table_rows.left_out.append((place, remark, "a remark in the margin"))
        if column.meaning in _SHORT and (numbered := _numbered_from_one(lines)):
            # '1. June 2026' is no first of June
            lines = tuple(words for _, words in numbered)
            self.table_rows.left_out += [(place, mark, "the number of a line in its cell") for mark, _ in numbered]
        if column.meaning == "lead":
            lines = _whole_leads(lines)
        if len(lines) == 1 and _SAME.match(lines[0]) and column.meaning in self.before:
            self._doubt(place, f"'{lines[0]}' was taken for '{self.before[column.meaning].text}', which stands above")
            same = self.before[column.meaning]
            self.table_rows.left_out.append((place, lines[0], f"taken for '{_short(same.text)}', which stands above"))
            return Value(same.lines, (), same.cell, place)
        return Value(lines, struck, cell, place)

    def _doubt(self, place: str, text: str) -> None:
        if not any(one.place == place and one.text == text for one in self.table_rows.doubts):
            self.table_rows.doubts.append(Doubt(place, text))

    def _entry(self, at: int, row: Row, values: dict[str, Value], across: Sequence[tuple[str, str]]) -> None:
        before = self.current.actions[-1].text if self.current is not None and self.current.actions else ""
        above = self._above(at, row, values)
        if before and above is self.current and above.actions and _MIDWAY.search(before):
            self._doubt(self.grid.place(at, 0), f"what stands above ends midway, '{_tail(before)}': is this its rest?")
        self._fill_down(values)
        actions = list(self._actions(at, values))
        unnamed = [
            (column.heading.text, " ".join(row.cells[column.at].standing.split()))
            for column in self.head.columns
            if not column.meaning
            and column.at < len(row.cells)
            and not row.cells[column.at].empty
            # the number that the action has anyway
            and not (actions and self._is_action_number(column) and self._action_number(at))
        ]
        unnamed += across
        for name in ("response", "standards"):
            of_row = values.get(name)
            if of_row is not None and of_row.lines and actions and not self._stands_above(above, name, of_row):
                column = self.head.named(name)
                unnamed.append((column.heading.text if column is not None else name.capitalize(), of_row.text))
        for action in actions:
            if not action.text.strip():
                # struck out, or no more than a number: the cell's words as they stand are better than none
                cell = values["action"].cell if "action" in values else Cell()
                action.text = " ".join(cell.text.split()) or action.id or "(no words)"
                self._doubt(action.place, "this action has no words that stand: what is in its cell was taken")
            above.actions.append(action)
        target = actions[0].notes if actions else above.notes
        target.extend((heading, words) for heading, words in unnamed)
        if not actions:
            for name, value in values.items():
                if name not in ("action", "reference", "recommendation", "theme") and (value.lines or value.struck):
                    if above.values.get(name) is value:
                        continue
                    if name in above.values:
                        above.notes.append((name.capitalize(), " ".join((*value.lines, *value.struck))))
                    else:
                        above.values[name] = value

    def _stands_above(self, above: RecommendationRow, name: str, value: Value) -> bool:
        """Whether what a row says of its recommendation stands with the recommendation already."""
        held = above.values.get(name)
        return held is not None and (held is value or held.cell is value.cell or held.text == value.text)

    def _fill_down(self, values: dict[str, Value]) -> None:
        """A cell that is merged with the one above it says the same; an empty one says nothing."""
        for name, value in values.items():
            if value.lines or value.cell.fill:
                self.before[name] = value

    def _above(self, at: int, row: Row, values: dict[str, Value]) -> RecommendationRow:
        """The recommendation that a row belongs to: a new one where its cell is, else the one above."""
        column = self.head.named("recommendation")
        value = values.get("recommendation")
        theme = values["theme"].text if "theme" in values and values["theme"].lines else self.theme
        if column is None or value is None:
            if self.current is None:
                self.current = self._headed(at)
                self.table_rows.recommendations.append(self.current)
            return self.current
        cell = row.cells[column.at]
        same = cell is self.rec_cell or not value.lines
        if same and self.current is not None:
            if (
                not value.lines
                and cell is not self.rec_cell
                and any(v.lines for n, v in values.items() if n != "recommendation")
            ):
                self._doubt(
                    value.place, f"this cell is empty: taken for the same as above, '{_short(self.current.text)}'"
                )
            return self.current
        if self.current is not None and self._rest_of_above(value):
            self.rec_cell = cell
            self.current.text = f"{self.current.text} {value.text}"
            self._doubt(value.place, "taken for the rest of what stands above it, which a page broke")
            return self.current
        self.rec_cell = cell
        identity, called, text = split_id(value.lines)
        if left := lost_before(value.lines):
            self.table_rows.left_out.append((value.place, left, "a number of the page, or of another document"))
        if called:
            self.table_rows.left_out.append((value.place, called, "what the plan calls its recommendations"))
        reference = values.get("reference")
        if not identity and reference is not None and reference.lines and self._numbers_recommendations():
            identity = reference.text.rstrip(".")
        before = self.current
        if before is not None and fold(before.text) == fold(text) and identity in ("", before.id):
            # a table that is sorted and filtered has the recommendation in each row
            self._doubt(value.place, f"the same words as above: taken for one, '{_short(text)}'")
            self.table_rows.left_out.append((value.place, " ".join(value.lines), "stands above already"))
            return before
        self.current = RecommendationRow(identity, text, value.place, theme, called)
        for name in ("response", "standards"):
            if name in values and values[name].lines:
                self.current.values[name] = values[name]
        self.table_rows.recommendations.append(self.current)
        return self.current

    def _rest_of_above(self, value: Value) -> bool:
        """Whether a recommendation begins with a small letter, as hardly another does, and the one above has no end."""
        if self.current is None or not value.lines[0][:1].islower() or re.search(r"[.;:!?]\W*\Z", self.current.text):
            return False
        column = self.head.at("recommendation")
        begins = [
            words[:1]
            for row in self.grid.rows[self.head.rows :]
            if column is not None and column < len(row.cells) and (words := row.cells[column].standing.strip())
        ]
        return sum(one.islower() for one in begins) * 4 <= len(begins)

    def _headed(self, at: int) -> RecommendationRow:
        """What a row over the actions is called: 'Recommendation 2: Train everybody'."""
        words = self.theme or self.heading
        identity, called, text = split_id((words,))
        place = self.grid.place(at, 0)
        if not called or not text:
            return RecommendationRow("", words, place, "")
        self.table_rows.left_out.append((place, called, "what the plan calls its recommendations"))
        return RecommendationRow(identity, text, place, "", called)

    def _numbers_recommendations(self) -> bool:
        """Whether the column of numbers counts recommendations: it stands before theirs, and no row without one of its
        own has a number of its own.
        """
        if self._counts is None:
            self._counts = self._counted()
        return self._counts

    def _counted(self) -> bool:
        number, recommendation, action = (self.head.at(name) for name in ("reference", "recommendation", "action"))
        if number is None or recommendation is None or (action is not None and number > action):
            return False
        above: Row | None = None
        for row in self.grid.rows[self.head.rows :]:
            if max(number, recommendation) >= len(row.cells) or self._repeats_head(row):
                continue
            counted, answered = row.cells[number], row.cells[recommendation]
            if counted is answered:
                # a row over all columns
                continue
            shared = answered.empty or (above is not None and answered is above.cells[recommendation])
            own = not counted.empty and (above is None or counted is not above.cells[number])
            if above is not None and shared and own:
                return False
            above = row
        return True

    def _actions(self, at: int, values: dict[str, Value]) -> Iterator[ActionRow]:
        value = values.get("action")
        if value is None or not (value.lines or any(p.number for p in value.cell.paragraphs)):
            others = [name for name, other in values.items() if name not in (*_OF_ABOVE, "reference") and other.lines]
            if value is not None and others and self.head.at("recommendation") is not None:
                self._doubt(
                    value.place, "no action stands in this row; what stands beside it is kept with what it answers"
                )
            return
        shared = {name: other for name, other in values.items() if name not in (*_OF_ABOVE, "action", "reference")}
        parts = _parts(value.cell)
        reference = values.get("reference")
        own = "" if reference is None or self._numbers_recommendations() else reference.text.rstrip(".")
        own = self._action_number(at) or own
        if len(parts) == 1:
            identity, _, text = split_id(parts[0][1:])
            number = parts[0][0] or identity
            yield ActionRow(own or number, text, value.place, shared, proposed=self._is_proposed(value.cell.paragraphs))
            return
        paired = {name: _paired(other, len(parts)) for name, other in shared.items() if _paired(other, len(parts))}
        listed = all(number for number, *_ in parts)
        if not paired and not listed and not self._reads_as_several(value.cell):
            self._doubt(
                value.place, f"{len(parts)} paragraphs, which nothing beside them pairs with: kept as one action"
            )
            identity, _, text = split_id([line for _, line in parts])
            number = _plain_number(parts[0][0]) or identity
            yield ActionRow(own or number, text, value.place, shared, proposed=self._is_proposed(value.cell.paragraphs))
            return
        one = [name for name, other in shared.items() if name not in paired and (other.lines or other.cell.fill)]
        if paired:
            self._doubt(
                value.place,
                f"{len(parts)} actions in one cell, paired by their order with {', '.join(sorted(paired))}",
            )
        for names, how in (
            ([name for name in one if name in _FOR_ALL], "taken for all of them"),
            ([name for name in one if name not in _FOR_ALL], "put with the first"),
        ):
            if names:
                self._doubt(value.place, f"{len(parts)} actions in one cell; {', '.join(sorted(names))} {how}")
        worded = [paragraph for paragraph in value.cell.paragraphs if paragraph.standing.strip()]
        for part, (mark, line) in enumerate(parts):
            identity, _, text = split_id((line,))
            given = {
                name: (paired[name] or [])[part] if name in paired else other
                for name, other in shared.items()
                if name in paired or part == 0 or name in _FOR_ALL
            }
            proposed = part < len(worded) and self._is_proposed(worded[part : part + 1])
            yield ActionRow(identity or _plain_number(mark), text, value.place, given, proposed=proposed)

    def _action_number(self, at: int) -> str:
        """The number of a row's action where a column of its own has it, beside that of the recommendations."""
        column = next((one for one in self.head.columns if self._is_action_number(one)), None)
        cells = self.grid.rows[at].cells
        return _plain_mark(cells[column.at].standing) if column is not None and column.at < len(cells) else ""

    def _is_action_number(self, column: Column) -> bool:
        return not column.meaning and bool(ACTION_NUMBER.match(column.heading.name.strip()))

    def _reads_as_several(self, cell: Cell) -> bool:
        """Whether each paragraph is a sentence of its own that begins with a capital: several things to be done."""
        lines = cell.lines
        return (
            len(lines) > 1
            and all(line[:1].isupper() or line[:1].isdigit() for line in lines)
            and all(len(line.split()) >= 3 for line in lines)
        )

    def _is_proposed(self, paragraphs: Sequence[Paragraph]) -> bool:
        return self.italic and any(paragraph.italic for paragraph in paragraphs)

    def _append(self, at: int, values: dict[str, Value]) -> None:
        """The rest of a row that was broken over a page."""
        if self.current is None or not self.current.actions:
            return
        action = self.current.actions[-1]
        for name, value in values.items():
            if name == "recommendation" and value.lines and value.lines[0][:1].islower():
                self.current.text = f"{self.current.text} {value.text}"
                self.rec_cell = value.cell
            if not value.lines or name in ("recommendation", "theme"):
                continue
            if name == "action":
                action.text = f"{action.text} {value.text}"
            elif name in action.values and action.values[name].lines:
                old = action.values[name]
                action.values[name] = Value(
                    (*old.lines, *value.lines), (*old.struck, *value.struck), old.cell, old.place
                )
            else:
                action.values[name] = value
        self._doubt(self.grid.place(at, 0), "taken for the rest of the row before it, which a page broke")


# parts of cells ------------------------------------------------------------------------------------------------------


def _own_cells(row: Row) -> Iterator[tuple[int, Cell]]:
    """Each cell of a row once, with the column in which it begins."""
    met: set[int] = set()
    for at, cell in enumerate(row.cells):
        if id(cell) not in met:
            met.add(id(cell))
            yield at, cell


def _bold(cell: Cell) -> bool:
    return all(run.bold for paragraph in cell.paragraphs for run in paragraph.runs if run.text.strip())


def _numbered_lines(cell: Cell) -> tuple[str, ...]:
    return tuple(
        f"{paragraph.number} {words}".strip() if _plain_number(paragraph.number) else words
        for paragraph in cell.paragraphs
        if (words := " ".join(paragraph.standing.split()))
    )


def _parts(cell: Cell) -> list[tuple[str, str]]:
    """The paragraphs of a cell with the number or bullet of each; lines that begin with a small letter join the one
    before.
    """
    parts: list[tuple[str, str]] = []
    for paragraph in cell.paragraphs:
        words = " ".join(paragraph.standing.split())
        bullet = re.match(r"[•·▪●◦‣*–-]\s+", words)
        mark = paragraph.number or (bullet[0].strip() if bullet else "")
        words = words[bullet.end() :] if bullet else words
        if not words:
            continue
        if parts and not mark and words[:1].islower():
            parts[-1] = (parts[-1][0], f"{parts[-1][1]} {words}")
        else:
            parts.append((mark, words))
    return parts or [("", "")]


def _paired(value: Value, count: int) -> list[Value] | None:
    """A cell's paragraphs one by one, where there are as many as actions; None where there are not."""
    if count < 2 or len(value.lines) != count:
        return None
    struck = value.struck if len(value.struck) == count else ("",) * count
    return [
        Value((line,), (gone,) if gone else (), value.cell, value.place)
        for line, gone in zip(value.lines, struck, strict=True)
    ]


def _numbered_from_one(lines: Sequence[str]) -> list[tuple[str, str]]:
    """The number and the words of each line, where several are numbered 1., 2., 3.; else nothing."""
    matches = [re.match(r"(\d{1,2})[.)]\s+(?=\S)(.+)", line) for line in lines]
    if len(matches) < 2 or any(one is None or int(one[1]) != at for at, one in enumerate(matches, 1)):
        return []
    return [(one[1], one[2]) for one in matches if one is not None]


def _whole_leads(lines: Sequence[str]) -> tuple[str, ...]:
    """The lines of a cell of leads, with the rest of a post's name put to what it is the rest of."""
    leads: list[str] = []
    for line in lines:
        rest = re.match(r"(?:and|&|of|for|with|in)\b|[&(]", line)
        if leads and (rest or re.search(r"(?:\b(?:and|of|for|the|in|with)|&)\Z", leads[-1])):
            leads[-1] = f"{leads[-1]} {line}"
        else:
            leads.append(line)
    return tuple(leads)


def _plain_mark(words: str) -> str:
    """A number or letters that can be an id; '' for more."""
    mark = " ".join(words.split()).rstrip(".:)")
    return mark if re.fullmatch(r"[A-Za-z]{0,4}[ .-]?\d+(?:\.\d+)*[a-z]?", mark) else ""


def _plain_number(mark: str) -> str:
    """A number that can be an id; '' for bullets and letters alone."""
    words = mark.strip(" .):(")
    return words if re.fullmatch(r"\d+(?:\.\d+)*[a-z]?", words) else ""


def split_id(lines: Sequence[str]) -> tuple[str, str, str]:
    """The number that words begin with, what they call it, and the words without: '51 Learning Point 1 The need …'."""
    text = " ".join(lines)
    match = _CALLED_ID.search(text)
    if match and match.start() <= 6:
        called = " ".join(word.capitalize() for word in match["called"].split())
        before = text[: match.start()].strip()
        return (
            match["id"],
            called,
            f"{before} {text[match.end() :]}".strip() if not before.isdigit() else text[match.end() :],
        )
    match = _ID.match(text)
    if match and match["id"].casefold() not in COLOURS:
        return match["id"].replace(" ", ""), "", text[match.end() :]
    return "", "", text


def lost_before(lines: Sequence[str]) -> str:
    """A number that stands before the one that a recommendation is called by: '51 Learning Point 1'; '' for none."""
    text = " ".join(lines)
    match = _CALLED_ID.search(text)
    before = text[: match.start()].strip() if match and match.start() <= 6 else ""
    return before if before.isdigit() else ""


def _without_continued(words: str) -> str:
    """A heading without what says that it goes on from the page before."""
    return re.sub(r"\W*\(?\bcont(?:inued|'?d)?\b\W*\Z", "", words, flags=re.I).casefold()


def _tail(words: str) -> str:
    return words if len(words) <= 40 else f"… {words[-38:].lstrip()}"


def fold(words: str) -> str:
    """Words as they are compared: small letters, no signs."""
    return " ".join(re.findall(r"\w+", words.casefold()))


def _short(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:58].rstrip()} …"
