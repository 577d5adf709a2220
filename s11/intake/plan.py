"""What was read of a document's tables as the text of a plan, with every doubt and an account of every word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from s11.english import join_words, number_of, state_words
from s11.intake.cell_words import fact_day, leading_day, may_be_several, names_day, split_leads
from s11.intake.columns import ANOTHER, COLOURS, OF_WORDS, Head, find_head, is_colour
from s11.intake.control import is_control, read_control
from s11.intake.grid import Grid, Paragraph, TableDocument, words_of
from s11.intake.imported import Given, Imported, PlacedDoubt, TableRead
from s11.intake.legend import (
    LegendEntry,
    colour_name,
    entries_of,
    find_legend,
    is_key,
    is_legend_line,
    labelled,
    legend_word,
)
from s11.intake.proof import account, as_text, schema_line
from s11.intake.rows import ActionRow, Doubt, RecommendationRow, TableRows, Value, read_rows, split_id
from s11.plan import FORMAT, Action, Control, Plan, Recommendation, fields_of, fold_word
from s11.text import Node, Source, read
from s11.when import Timescale

_AS_AT = re.compile(r"(?:(?:position|status|progress|correct|updated) )?as at:?\s+(?P<day>[\w/., ]{6,30}?)\.?\Z", re.I)


# a cell that says that there is nothing
_NONE = re.compile(r"[-–—]+|n/a", re.I)
_BEHIND_COLOUR = re.compile(rf"(?P<colour>{'|'.join(COLOURS)})\s*[-–—:]\s+(?P<words>\S.*)", re.I | re.S)


def to_plan(document: TableDocument, given: Given, schema: str) -> Imported:
    """A document as a plan. Raises ValueError where none of its tables can be one."""
    reading = _Reading(document, given)
    return reading.imported(schema)


class _Reading:
    """One document on its way to a plan."""

    def __init__(self, document: TableDocument, given: Given):
        self.document, self.given = document, given
        self.doubts: list[Doubt] = [Doubt("the document", one) for one in document.doubts]
        self.left_out: list[tuple[str, str, str]] = [(one.place, one.text, one.why) for one in document.left_out]
        self.where: dict[str, str] = {}
        self.people: dict[str, Node] = {}
        self.themes: dict[str, str] = {}
        self.notes: list[str] = []
        self.numbers: set[str] = set()
        self.control: dict[str, Node] = {}
        self.rated: dict[str, str] = {}
        self._progress_name = "Progress"
        self._rates = False
        self._theme_before = ""
        self._several_sheets = False

    def imported(self, schema: str) -> Imported:
        grids = self.document.grids
        heads = [self._head(number, grid) for number, grid in enumerate(grids)]
        self._first_head = heads[0] if heads else None
        if not any(heads):
            raise ValueError(
                "no table of this document has headings that s11 knows, such as Action, Lead and Timescale: say with "
                "--map which column is which"
            )
        sheets = {g.name.partition(", ")[0] for g, head in zip(grids, heads, strict=True) if head is not None}
        sheets = {name for name in sheets if name.startswith("sheet ")}
        if len(sheets) > 1:
            self._several_sheets = True
            sentence = (
                f"{number_of(len(sheets), 'sheet')} hold tables of a plan, and were read as one plan, each as a theme: "
            )
            self.doubts.append(Doubt("the document", f"{sentence}--sheet NAME reads one"))
        read_of = {
            number: read_rows(grid, head, self._italic_means_proposed())
            for number, (grid, head) in enumerate(zip(grids, heads, strict=True))
            if head is not None
        }
        under = [paragraph for table_rows in read_of.values() for paragraph in table_rows.below]
        over = [p for grid, head in zip(grids, heads, strict=True) if head is not None for p in _rows_above(grid, head)]
        pictures = [(one.place, one.text) for one in self.document.left_out if one.why.startswith("what a picture is")]
        legend = find_legend(grids, heads, (*over, *under, *self.document.below), pictures)
        tables, rows = [], []
        for number, (grid, head) in enumerate(zip(grids, heads, strict=True), 1):
            if self._is_control(number - 1, grid):
                self._control(grid)
                self._paragraphs(grid.above, grid.name)
                tables.append(TableRead(grid.name, None, "document control"))
                continue
            if head is None:
                why = "a key of colours" if is_key(grid) else "none of its headings is one of a plan"
                self._leave_table(grid, why, keep=not is_key(grid))
                tables.append(TableRead(grid.name, None, why))
                continue
            tables.append(TableRead(grid.name, head))
            for doubt in (*head.doubts, *grid.doubts):
                self.doubts.append(Doubt(grid.name, doubt))
            table_rows = read_of[number - 1]
            self.doubts += table_rows.doubts
            self.left_out += table_rows.left_out
            self._leave_head(grid, head)
            self._around(grid, head, table_rows)
            self.notes += table_rows.kept
            self._coloured_rows(grid, head)
            rows.append((head, table_rows))
        self._paragraphs((*under, *self.document.below), "below the tables")
        root = self._root(legend, rows)
        opening = schema_line(schema)
        unplaced = self._unplaced(opening + as_text(root))
        if unplaced:
            root = _with_note(root, unplaced)
        text = opening + as_text(root)
        doubts = self._placed(text)
        lost = account(self.document.words, [text], self.left_out)
        recommendations = root["recommendations"]
        assert isinstance(recommendations, list)
        actions = sum(len(one.get("actions", [])) for one in recommendations if isinstance(one, dict))
        return Imported(
            text,
            tuple(tables),
            tuple(legend),
            doubts,
            tuple(self.left_out),
            lost,
            len(recommendations),
            actions,
            len(self.document.words),
            frozenset(self.numbers),
            self._as_at,
            dict(self.where),
        )

    def _unplaced(self, text: str) -> list[str]:
        """The words of every cell that found no place in the plan, or not all of them: kept in the plan's note."""
        lost = Counter(account(self.document.words, [text], self.left_out))
        unplaced: list[str] = []
        met: set[int] = set()
        for grid in self.document.grids:
            for at, row in enumerate(grid.rows):
                for column, cell in enumerate(row.cells):
                    if not lost or id(cell) in met:
                        continue
                    met.add(id(cell))
                    remark = Counter(words_of(cell.comment))
                    if remark & lost:
                        self.left_out.append(
                            (grid.place(at, column), " ".join(cell.comment.split()), "a remark in the margin")
                        )
                        lost -= remark
                    mine = Counter(words_of(" ".join(f"{p.number} {p.text}" for p in cell.paragraphs)))
                    if mine & lost:
                        place, words = grid.place(at, column), " ".join(cell.text.split())
                        unplaced.append(f"{place}: {' '.join(f'{p.number} {p.text}'.strip() for p in cell.paragraphs)}")
                        self.doubts.append(
                            Doubt(place, f"'{_cut(words)}' has no place of its own: kept in the plan's note")
                        )
                        lost -= mine
        return unplaced

    # tables and what stands around them

    def _head(self, number: int, grid: Grid) -> Head | None:
        if self.given.tables and number + 1 not in self.given.tables:
            return None
        return None if is_key(grid) or is_control(grid) else find_head(grid, dict(self.given.mapping), self.given.day)

    def _is_control(self, number: int, grid: Grid) -> bool:
        return is_control(grid) and not (self.given.tables and number + 1 not in self.given.tables)

    def _control(self, grid: Grid) -> None:
        """Who owns the document, its version, its reviews."""
        control = read_control(grid, fact_day)
        self.control = {**control.fields, **self.control}
        self.notes += control.notes
        self.left_out += control.left_out
        self.doubts += [Doubt(place, words) for place, words in control.doubts]
        for name in ("owner", "author"):
            key = control.fields.get(name)
            if isinstance(key, str) and self.people.get(key) in (None, {}):
                self.people[key] = {"post": control.people[key]} if key in control.people else {}

    def _leave_table(self, grid: Grid, why: str, keep: bool) -> None:
        """A table that is none of a plan: the words of a key stand in the legend, those of any other in the note."""
        texts: list[str] = []
        met: set[int] = set()
        for at, row in enumerate(grid.rows):
            for column, cell in enumerate(row.cells):
                if id(cell) in met or cell.empty:
                    continue
                met.add(id(cell))
                texts.append(" ".join(cell.text.split()))
                if not keep:
                    self.left_out.append((grid.place(at, column), texts[-1], why))
        if keep and texts:
            self.notes.append("; ".join(texts))
            self.doubts.append(Doubt(grid.name, f"{why}: its words are kept in the plan's note"))
        self._paragraphs(grid.above, grid.name)

    def _leave_head(self, grid: Grid, head: Head) -> None:
        met: set[int] = set()
        for at, row in list(enumerate(grid.rows[: head.rows]))[head.first :]:
            for column, cell in enumerate(row.cells):
                if id(cell) in met or cell.empty:
                    continue
                met.add(id(cell))
                meaning = head.columns[column].meaning if column < len(head.columns) else ""
                words = " ".join(cell.text.split())
                explains = words not in head.columns[column].heading.text
                why = (
                    "explains a heading"
                    if explains
                    else f"the heading of the column that is {meaning or 'kept as notes'}"
                )
                self.left_out.append((grid.place(at, column), words, why))

    def _around(self, grid: Grid, head: Head, table: TableRows) -> None:
        """The words above a table: its last heading is the theme of what stands in it, the others are kept."""
        around = (*grid.above, *_rows_above(grid, head))
        headings = [paragraph for paragraph in around if paragraph.text.strip()]
        going_on = all(re.match(r"\W*cont(?:inued|'?d)?\b", one.text, re.I) for one in headings)
        if going_on and self._theme_before and len(self.document.grids) > 1:
            self._over(table, self._theme_before)
            self._paragraphs(around, grid.name)
            doubt = f"no heading stands over it: taken for part of '{_cut(self._theme_before)}', as the table before it"
            self.doubts.append(Doubt(grid.name, doubt))
            return
        sheet = re.match(r"sheet '(.*)'(?:, table \d+)?\Z", grid.name)
        if sheet and self._several_sheets:
            self._over(table, sheet[1])
            self._paragraphs(around, grid.name)
            return
        for one in headings:
            if re.match(r"(?:lead|owner|lead officer|lead agency|responsible)\s*:\s*\S", one.text.strip(), re.I):
                words = _cut(" ".join(one.text.split()))
                doubt = f"'{words}' stands over it: kept in the plan's note, and no action has it"
                self.doubts.append(Doubt(grid.name, doubt))
        called = next((one for one in reversed(headings[-3:]) if self._named_over(grid, table, one)), None)
        if called is not None:
            self._paragraphs([one for one in around if one is not called], grid.name)
            self._theme_before = ""
            return
        theme = headings[-1] if headings and _is_heading(headings[-1]) and len(self.document.grids) > 1 else None
        if theme is None and len(headings) > 1 and len(self.document.grids) > 1:
            theme = next((one for one in reversed(headings) if one.heading or _numbered_heading(one)), None)
        self._theme_before = " ".join(theme.text.split()) if theme is not None else ""
        self._over(table, self._theme_before)
        self._paragraphs([one for one in around if one is not theme or not table.recommendations], grid.name)

    def _coloured_rows(self, grid: Grid, head: Head) -> None:
        """What is said where rows have colours, and no column holds a rating that they could be."""
        action = head.at("action")
        if head.named("rag") is not None or action is None:
            return
        names = {
            name
            for row in grid.rows[head.rows :]
            if action < len(row.cells) and len({id(cell) for cell in row.cells}) > 1
            for cell in row.cells
            if not cell.empty and (name := colour_name(cell.fill)) in ("red", "amber", "green", "yellow")
        }
        if len(names) > 1:
            doubt = f"cells are coloured, {join_words(sorted(names), 'and')}, and no column rates: no colour was taken"
            self.doubts.append(Doubt(grid.name, doubt))

    def _named_over(self, grid: Grid, table: TableRows, heading: Paragraph) -> bool:
        """Whether a heading over a table names the recommendation of its actions: 'Recommendation 2: Train'."""
        over = [one for one in table.recommendations if not one.text]
        words = " ".join(f"{heading.number} {heading.text}".split())
        identity, name, text = split_id((words,))
        if len(over) != 1 or not name or not text or over[0] is not table.recommendations[0]:
            return False
        over[0].id, over[0].called, over[0].text = identity, name, text
        self.left_out.append((grid.name, name, "what the plan calls its recommendations"))
        return True

    def _over(self, table: TableRows, theme: str) -> None:
        for recommendation in table.recommendations:
            recommendation.theme = recommendation.theme or theme

    def _paragraphs(self, paragraphs: Iterable[Paragraph], where: str) -> None:
        """Words outside tables: what is a fact of the plan is one, what explains colours stands in the legend, the
        rest is kept as the plan's note.
        """
        for paragraph in paragraphs:
            words = " ".join(f"{paragraph.number} {paragraph.text}".split())
            if words and entries_of(words):
                self.left_out.append((where, words, "an entry of the legend"))
            elif words:
                self.notes.append(words)
                self.where.setdefault(words, where)

    def _italic_means_proposed(self) -> bool:
        texts = [p.text for grid in self.document.grids for p in grid.above] + [p.text for p in self.document.below]
        return any(
            re.search(r"italic", text, re.I) and re.search(r"agree|discuss|propos|draft|confirm", text, re.I)
            for text in texts
        )

    # the plan

    def _root(self, legend: Sequence[LegendEntry], rows: Sequence[tuple[Head, TableRows]]) -> dict[str, Node]:
        self._legend = {entry.word: entry for entry in legend}
        self._as_at = self.given.as_at or self._heading_day(rows)
        recommendations: list[Node] = []
        numbers: set[str] = set()
        action_ids: set[str] = set()
        called = ""
        for head, table in rows:
            for recommendation in table.recommendations:
                called = called or recommendation.called or _singular(head)
                recommendations.append(self._recommendation(recommendation, head, numbers, action_ids))
        self._unexplained()
        root: dict[str, Node] = {
            "format": FORMAT,
            "title": self.given.title or self._title(),
            "organisation": self.given.organisation,
            "origin": self.given.origin or "other",
        }
        if self._as_at is not None:
            root["as_at"] = self._as_at.isoformat()
        if called and called not in ("Recommendation",):
            root["called"] = called
        root["source"] = {"document": self.document.name}
        if self.control:
            root["control"] = {one.key: self.control[one.key] for one in fields_of(Control) if one.key in self.control}
        if legend or self.given.legend:
            root["rag"] = self._rag(legend)
        if self.people:
            root["people"] = dict(self.people)
        if self.themes:
            root["themes"] = {key: words for words, key in self.themes.items()}
        note: list[str] = []
        times: Counter[str] = Counter()
        for words in self.notes:
            if words == root["title"] and not times[words]:
                times[words] += 1
            elif times[words]:
                # a title that comes again on each page; the first of its kind may be the plan's own
                self.left_out.append(("around the tables", words, "stands in the document again"))
                times[words] += 1
            else:
                times[words] = 1
                note.append(words)
        if note:
            root["note"] = "\n".join(note)
        root["recommendations"] = recommendations
        order = [one.key for one in fields_of(Plan)]
        return {key: root[key] for key in order if key in root}

    def _title(self) -> str:
        title = title_of(self.document, self._first_head)
        if title == _named_as_file(self.document):
            self.doubts.append(Doubt("title", "the document has no title: the name of its file was taken"))
        return title

    def _heading_day(self, rows: Sequence[tuple[Head, TableRows]]) -> date | None:
        for head, _ in rows:
            for column in head.columns:
                if column.heading.as_at:
                    reading = Timescale.read(column.heading.as_at, self.given.day)
                    if reading.due is not None:
                        self._written_as("heading", column.heading.as_at, reading.due.isoformat())
                        self.doubts.append(
                            Doubt(
                                f"heading '{column.heading.text}'",
                                f"'{column.heading.as_at}' was taken for the day of the ratings and notes, "
                                f"{reading.due.isoformat()}",
                            )
                        )
                        return reading.due
        return self._standing_day()

    def _standing_day(self) -> date | None:
        """The day of a line above the first table that says how old the document is: 'As at 31 May 2026'."""
        grid = next((g for g in self.document.grids[:1]), None)
        if grid is None:
            return None
        above = [*grid.above, *(_rows_above(grid, self._first_head) if self._first_head is not None else ())]
        for paragraph in above:
            match = _AS_AT.match(" ".join(paragraph.text.split()))
            day = fact_day(match["day"]) if match else ""
            if match and len(day) == 10:
                doubt = f"'{match['day']}' was taken for the day of the ratings and notes, {day}"
                self.doubts.append(Doubt("above the first table", doubt))
                return date.fromisoformat(day)
        return None

    def _rag(self, legend: Sequence[LegendEntry]) -> Node:
        made: dict[str, Node] = {}
        given = {word.casefold(): state for word, state in self.given.legend.items()}
        for entry in legend:
            means = given.pop(entry.word.casefold(), "") or entry.means
            if not means:
                self.doubts.append(
                    Doubt(
                        entry.place, f"what '{entry.word}' means, '{entry.label}', is not said in words that s11 knows"
                    )
                )
                continue
            made[entry.word] = {"means": means, "label": entry.label}
            self.doubts.append(Doubt(entry.place, f"'{entry.word}', '{entry.label}', was read as {state_words(means)}"))
        for word, state in self.given.legend.items():
            if word.casefold() in given:
                made[word] = {"means": state}
        return made

    def _recommendation(
        self, row: RecommendationRow, head: Head, numbers: set[str], action_ids: set[str]
    ) -> dict[str, Node]:
        self._rates = head.named("rag") is not None
        self._progress_name = _one_of_several(head, "progress") or "Progress"
        identity = self._id(row.id, numbers, str(len(numbers) + 1), row.place)
        if row.id:
            self.numbers.add(f"rec:{identity}")
        made: dict[str, Node] = {"id": identity, "text": row.text or "Actions"}
        self.where[made["text"] if isinstance(made["text"], str) else ""] = row.place
        if row.theme:
            made["theme"] = self.themes.setdefault(row.theme, f"theme-{len(self.themes) + 1}")
        shared = self._shared(row)
        for name in ("response", "standards", *shared):
            value = row.values.get(name) or shared.get(name)
            if value is not None and (kept := self._put(made, name, value, Recommendation)):
                row.notes.append(("", kept))
        actions = [
            self._action(action, identity, at, action_ids, set(shared)) for at, action in enumerate(row.actions, 1)
        ]
        note = [f"{heading}: {words}" if heading else words for heading, words in row.notes]
        for name, value in row.values.items():
            if name not in ("response", "standards") and value.text:
                note.append(f"{head_of(head, name)}: {value.text}")
        if note:
            made["note"] = "; ".join(note)
        if actions:
            made["actions"] = list(actions)
        order = [one.key for one in fields_of(Recommendation)]
        return {key: made[key] for key in order if key in made}

    def _shared(self, row: RecommendationRow) -> dict[str, Value]:
        """The date and the leads that one printed row gives to all its actions: they hold for the recommendation."""
        if len(row.actions) < 2:
            return {}
        shared: dict[str, Value] = {}
        for name in ("timescale", "lead", "rag"):
            values = [action.values.get(name) for action in row.actions]
            first = values[0]
            if first is not None and (first.lines or first.cell.fill) and all(value is first for value in values):
                shared[name] = first
        return shared

    def _action(self, row: ActionRow, above: str, at: int, taken: set[str], shared: set[str]) -> dict[str, Node]:
        identity = self._id(row.id, taken, f"{above}.{at}", row.place)
        if row.id:
            self.numbers.add(identity)
        made: dict[str, Node] = {"id": identity, "text": row.text}
        self.where[row.text] = row.place
        notes = [f"{heading}: {words}" if heading else words for heading, words in row.notes]
        # a later date is one only beside the first, whichever column stands before
        for name, value in sorted(row.values.items(), key=lambda one: one[0] == "revised"):
            if name in shared:
                continue
            kept = self._put(made, name, value, Action)
            if kept:
                notes.append(kept)
        if row.proposed:
            made["proposed"] = "true"
        self._pair_evidence(made, row)
        if notes:
            made["note"] = "; ".join(notes)
        order = [one.key for one in fields_of(Action)]
        return {key: made[key] for key in order if key in made}

    def _pair_evidence(self, made: dict[str, Node], row: ActionRow) -> None:
        """Several dates beside as many pieces of evidence or milestones are theirs, in their order."""
        when = made.get("timescale")
        if not isinstance(when, list):
            return
        place = next(row.values[name].place for name in ("revised", "timescale") if name in row.values)
        for name in ("milestones", "evidence"):
            pieces = made.get(name)
            if isinstance(pieces, list) and len(pieces) == len(when):
                made[name] = [
                    {**piece, "timescale": phrase}
                    for piece, phrase in zip(pieces, when, strict=True)
                    if isinstance(piece, dict)
                ]
                del made["timescale"]
                self.doubts.append(
                    Doubt(place, f"{len(when)} dates were paired by their order with {_pieces(name, len(pieces))}")
                )
                return
        self.doubts.append(
            Doubt(
                place,
                f"{len(when)} dates, which nothing pairs with: all are kept as its timescale",
            )
        )

    def _id(self, own: str, taken: set[str], other: str, place: str) -> str:
        identity = own or other
        if fold_word(identity) in taken:
            number = 2
            while fold_word(f"{identity}-{number}") in taken:
                number += 1
            if own:
                self.doubts.append(Doubt(place, f"the number {own} stands twice: the second is {identity}-{number}"))
            identity = f"{identity}-{number}"
        taken.add(fold_word(identity))
        return identity

    # one field

    def _put(self, made: dict[str, Node], name: str, value: Value, record: type) -> str:
        """Enter what a cell says in its field. Returns what has no home there, for the note, with its heading."""
        if not value.lines and not value.struck and not (name == "rag" and value.cell.fill):
            return ""
        text = value.text
        if name in ("lead", "rag") and _NONE.fullmatch(text):
            self.left_out.append((value.place, text, f"says that there is no {'lead' if name == 'lead' else 'rating'}"))
            return ""
        if name == "lead":
            made["lead"] = self._leads(value)
        elif name in ("timescale", "revised"):
            return self._dates(made, name, value)
        elif name == "rag":
            return self._rating(made, value)
        elif name == "completed":
            day = fact_day(text)
            if day and record is Action:
                made["completed"] = day
                self._written_as(value.place, text, day)
            else:
                if text:
                    self.doubts.append(Doubt(value.place, f"'{text}' is no day on which it was done: kept in the note"))
                return f"Completed: {text}"
        elif name == "evidence":
            made["evidence"] = [{"text": line} for line in value.lines]
        elif name == "milestones":
            made["milestones"] = [{"text": line} for line in value.lines]
        elif name == "requests":
            return self._more_time(made, value)
        elif name == "progress":
            return self._progress(made, value)
        elif name == "response":
            return self._response(made, value)
        elif name == "measure" or name in OF_WORDS:
            made[name] = text
        elif name == "standards":
            return f"Standards: {text}"
        elif name == "note":
            return text
        else:
            return f"{name.capitalize()}: {text}"
        return ""

    def _leads(self, value: Value) -> Node:
        keys: list[str] = []
        for line in value.lines:
            for one in split_leads(line):
                if fold_word(one) not in (fold_word(other) for other in keys):
                    keys.append(one)
        for key in keys:
            if may_be_several(key) and not self.people.get(key):
                doubt = f"'{_cut(key)}' may be several leads: kept as one"
                if not any(one.text == doubt for one in self.doubts):
                    self.doubts.append(Doubt(value.place, doubt))
            if fold_word(key) != "tbc":
                self.people.setdefault(key, {})
        return keys[0] if len(keys) == 1 else list(keys)

    def _dates(self, made: dict[str, Node], name: str, value: Value) -> str:
        phrases = list(value.lines)
        if name == "revised":
            before = made.get("timescale")
            if before is not None and phrases and _no_date(value.text):
                self.doubts.append(Doubt(value.place, f"'{value.text}' gives no later date: the date before was kept"))
                return f"Later date: {value.text}"
            if before is not None and phrases == ([before] if isinstance(before, str) else before):
                self.left_out.append((value.place, value.text, "the same date as before"))
                return ""
            if not phrases or before is None:
                if phrases:
                    made["timescale"] = phrases[0] if len(phrases) == 1 else list(phrases)
                return ""
            made["timescale"] = phrases[0] if len(phrases) == 1 else list(phrases)
            self._moved(made, before, value, "a column of its own gives a later date")
            return ""
        if phrases:
            made["timescale"] = phrases[0] if len(phrases) == 1 else list(phrases)
            for phrase in phrases:
                reading = Timescale.read(phrase, self._as_at or self.given.day)
                if reading.kind == "done":
                    doubt = f"'{phrase}' says that it was done, where the day by which it is due should stand: kept so"
                    self.doubts.append(Doubt(value.place, doubt))
                elif reading.kind == "unreadable" or not reading.certain:
                    self.doubts.append(
                        Doubt(value.place, f"'{phrase}' is not understood for certain, and kept as it is written")
                    )
        if value.struck:
            if not phrases:
                made["timescale"] = " ".join(value.struck)
                self.doubts.append(Doubt(value.place, "the only date is struck out: it is kept as the timescale"))
            else:
                self._moved(made, " ".join(value.struck), value, "the date before is struck out")
        return ""

    def _more_time(self, made: dict[str, Node], value: Value) -> str:
        """More time that was asked for: it moves nothing."""
        day = self._as_at or self.given.day
        if day is None or not value.lines:
            return f"Extension requested: {value.text}"
        made["requests"] = [{"date": day.isoformat(), "to": value.text}]
        self.doubts.append(
            Doubt(value.place, f"more time asked for: entered as of {day.isoformat()}, without a reason")
        )
        return ""

    def _moved(self, made: dict[str, Node], before: Node, value: Value, why: str) -> None:
        """A date that was changed: the document says neither when nor why, so the rules will ask."""
        day = self._as_at or self.given.day
        if day is None:
            made["note"] = f"Date before: {before}"
            self.doubts.append(
                Doubt(value.place, f"{why}, and nothing says on which day it was changed: kept in the note")
            )
            return
        made["revised"] = [{"date": day.isoformat(), "from": before}]
        self.doubts.append(
            Doubt(
                value.place,
                f"{why}: entered as a change of {day.isoformat()}, the day of the document; nothing says why",
            )
        )

    def _rating(self, made: dict[str, Node], value: Value) -> str:
        """Enter a rating. Returns the words that stand behind it in its cell: 'AMBER: trainer appointed'."""
        behind = _BEHIND_COLOUR.fullmatch(value.text)
        # 'Red - Amber' is between the two
        if behind and not labelled(behind["words"], self._legend.values()) and not is_colour(behind["words"]):
            self.doubts.append(
                Doubt(value.place, f"rated '{behind['colour']}'; the words behind it are kept in the note")
            )
            value = Value((behind["colour"],), value.struck, value.cell, value.place)
        else:
            behind = None
        self._rate(made, value)
        word = made.get("rag")
        if isinstance(word, str):
            self.rated.setdefault(word, value.place)
        return behind["words"] if behind else ""

    def _unexplained(self) -> None:
        """What is said where a document rates its actions, and explains none of its ratings."""
        if self.rated and not self._legend and not self.given.legend:
            words = list(self.rated)
            named = join_words([f"'{one}'" for one in words[:6]], "and")
            more = f" and {len(words) - 6} more" if len(words) > 6 else ""
            doubt = f"nothing in the document says what its ratings mean, {named}{more}: --colour says it"
            self.doubts.append(Doubt(self.rated[words[0]], doubt))

    def _rate(self, made: dict[str, Node], value: Value) -> None:
        words = list(self._legend) + [word for word in self.given.legend if word not in self._legend]
        if value.text and not (value.cell.ink and not re.search(r"\w", value.text)):
            self._rated_in_words(made, value, words)
            return
        given = value.cell.ink if value.text else value.cell.fill
        colour = colour_name(given)
        if not colour:
            self.doubts.append(Doubt(value.place, f"a colour, {given}, that s11 has no name for: not rated"))
            return
        if value.text:
            self.left_out.append((value.place, value.text, f"a mark in {colour}"))
        word = legend_word(colour, words) or (legend_word("amber", words) if colour == "yellow" else "")
        made["rag"] = word or colour
        self.doubts.append(
            Doubt(value.place, f"the cell holds no word, only the colour {colour}: rated '{made['rag']}'")
        )

    def _rated_in_words(self, made: dict[str, Node], value: Value, words: Sequence[str]) -> None:
        ticked = _ticked(value.text)
        if ticked:
            self.left_out.append((value.place, value.text, f"boxes, of which '{ticked}' is ticked"))
            self.doubts.append(Doubt(value.place, f"of several boxes '{ticked}' is ticked, and was taken"))
            value = Value((ticked,), value.struck, value.cell, value.place)
        folded = " ".join(value.text.split()).casefold()
        word = legend_word(value.text, words) or labelled(value.text, self._legend.values())
        made["rag"] = value.text
        if word and word.casefold() != folded:
            made["rag"] = word
            if re.search(r"on ?going", folded):
                made["continuing"] = "true"
            self.doubts.append(Doubt(value.place, f"'{value.text}' was taken for '{word}' of the legend"))
            self.left_out.append((value.place, value.text, f"rated '{word}', as the legend spells it"))
        elif words and not word:
            self.doubts.append(
                Doubt(value.place, f"'{value.text}' is no word of the legend, and kept as it is written")
            )
        named = {one for one in re.findall(r"[a-z]+", folded) if one in COLOURS}
        named |= {one for one in re.findall(r"[a-z]+", str(made["rag"]).casefold()) if one in COLOURS}
        for of, shown in (("cell", value.cell.fill), ("letters", value.cell.ink)):
            colour = colour_name(shown)
            other = colour not in named and {colour, *named} != {"amber", "yellow"}
            if colour and other and (named or not word):
                verb = "is" if of == "cell" else "are"
                self.doubts.append(
                    Doubt(value.place, f"it says '{value.text}', and its {of} {verb} {colour}: the word was taken")
                )

    def _progress(self, made: dict[str, Node], value: Value) -> str:
        """Notes of progress with a day: each paragraph's own where it begins with one, else the document's."""
        entries: list[Node] = []
        undated: list[str] = []
        if not self._rates and (is_colour(value.text) or _BEHIND_COLOUR.fullmatch(value.text)):
            doubt = f"'{_cut(value.text)}' begins with a colour, and no column rates: kept as progress, and not rated"
            self.doubts.append(Doubt(value.place, doubt))
        for line in value.lines:
            day, words = leading_day(line)
            if day:
                self._written_as(value.place, line[: len(line) - len(words)], day)
            day = day or (self._as_at.isoformat() if self._as_at else "")
            if day:
                entries.append({"date": day, "note": words})
            elif entries and isinstance(entries[-1], dict):
                if names_day(words):
                    doubt = f"'{_cut(words)}' names another day, and was put with {entries[-1]['date']}"
                    self.doubts.append(Doubt(value.place, doubt))
                entries[-1]["note"] = f"{entries[-1]['note']} {words}"
            else:
                undated.append(line)
        if entries:
            made["progress"] = entries
        if undated:
            self.doubts.append(Doubt(value.place, "a note of progress without a day: kept in the action's note"))
            return f"{self._progress_name}: {' '.join(undated)}"
        return ""

    def _written_as(self, place: str, words: str, day: str) -> None:
        """A day that the document writes in words stands in the plan as the format writes it."""
        if words_of(words) != words_of(day):
            self.left_out.append((place, words.strip(" -–—:"), f"written as {day}"))

    def _response(self, made: dict[str, Node], value: Value) -> str:
        text = value.text
        folded = fold_word(text)
        if folded in ("y", "yes", "n", "no"):
            response = "accepted" if folded.startswith("y") else "rejected"
            made["response"] = {"as": response}
            self._written_as(value.place, text, response)
            return ""
        response = next(
            (
                answer
                for words, answer in (
                    ("partial", "partly"),
                    ("partly", "partly"),
                    ("not accepted", "rejected"),
                    ("reject", "rejected"),
                    ("accept", "accepted"),
                    ("agree", "accepted"),
                )
                if words in folded
            ),
            "",
        )
        if not response:
            return f"Response: {text}"
        made["response"] = {"as": response, **({"why": text} if len(text.split()) > 2 else {})}
        if len(text.split()) <= 2:
            self._written_as(value.place, text, response)
        return ""

    # the proof

    def _placed(self, text: str) -> tuple[PlacedDoubt, ...]:
        document = read(Source("import.yaml", "import", text.encode("utf-8")))
        line_of: dict[str, int] = {}
        # the first action of a row, else the recommendation that begins with it
        for in_action in (True, False):
            for path, span in document.scalars():
                words = document.node(path)
                place = self.where.get(words) if isinstance(words, str) else None
                if place is not None and ("actions" in path) == in_action:
                    line_of.setdefault(_row_of(place), document.place(span).line)
        return tuple(PlacedDoubt(one.place, one.text, line_of.get(_row_of(one.place), 0)) for one in self.doubts)


def _is_no_title(words: str) -> bool:
    """Whether a line explains colours, or heads what does."""
    return is_legend_line(words) or bool(
        re.match(r"\W*(?:(?:rag|brag|status|colour|rating) )*(?:key|legend)\s*(?:[:–-]|\Z)", words, re.I)
    )


def _ticked(words: str) -> str:
    """The words beside the one box that is ticked, of several boxes; '' where there are none, or several are."""
    boxes = re.findall(r"([☒☑☐])\s*([^☒☑☐]+)", words)
    if len(boxes) < 2 or not words.strip().startswith(("☒", "☑", "☐")):
        return ""
    ticked = [label.strip(" ,;/|") for box, label in boxes if box != "☐"]
    return ticked[0] if len(ticked) == 1 else ""


def _no_date(words: str) -> bool:
    """Whether words under a later date say that there is none: 'N/A', '-', 'No change', 'As original'."""
    return bool(
        re.match(
            r"\W*(?:n/?a|none|nil|no(?: change| revision)?|not (?:applicable|required|revised|changed)|unchanged|"
            r"as (?:before|original|planned)|same)?\W*\Z",
            words,
            re.I,
        )
    )


def title_of(document: TableDocument, first: Head | None = None) -> str:
    """What a document is called: its first heading, else its first words, its own title, the name of its file.

    ``first``: the head of its first table, above which words may stand in a sheet.
    """
    above = [p for grid in document.grids[:1] for p in grid.above if p.text.strip()]
    if not above and first is not None:
        above = [p for p in _rows_above(document.grids[0], first) if p.text.strip()]
    above = [p for p in above if p.heading or not _is_no_title(p.text)]
    heading = next((p for p in above if p.heading), None) or (above[0] if above else None)
    return (" ".join(heading.text.split()) if heading is not None else document.title) or _named_as_file(document)


def _named_as_file(document: TableDocument) -> str:
    return re.sub(r"[-_]+", " ", document.name.rpartition("/")[2].rpartition(".")[0]) or "Action plan"


def _pieces(name: str, count: int) -> str:
    return number_of(count, "piece") + " of evidence" if name == "evidence" else number_of(count, "milestone")


def _with_note(root: dict[str, Node], more: Sequence[str]) -> dict[str, Node]:
    """The plan with more words in its note."""
    note = root.get("note")
    made = {**root, "note": "\n".join([*([note] if isinstance(note, str) else []), *more])}
    return {field.key: made[field.key] for field in fields_of(Plan) if field.key in made}


def _cut(words: str) -> str:
    return words if len(words) <= 60 else f"{words[:58].rstrip()} …"


def _rows_above(grid: Grid, head: Head) -> list[Paragraph]:
    """The words that stand in a sheet above the headings of its table."""
    met: set[int] = set()
    paragraphs: list[Paragraph] = []
    for row in grid.rows[: head.first]:
        for cell in row.cells:
            if id(cell) not in met and not cell.empty:
                met.add(id(cell))
                paragraphs += [paragraph for paragraph in cell.paragraphs if paragraph.text.strip()]
    return paragraphs


def head_of(head: Head, meaning: str) -> str:
    column = head.named(meaning)
    return column.heading.name if column is not None and column.heading.name else meaning.capitalize()


def _one_of_several(head: Head, meaning: str) -> str:
    """How the column of a meaning is headed where others could have been it; '' where it stands alone."""
    column = head.named(meaning)
    others = [one for one in head.columns if not one.meaning and one.why == f"{meaning}{ANOTHER}"]
    return column.heading.name if column is not None and others else ""


def _row_of(place: str) -> str:
    return re.sub(r", column \d+$", "", place)


def _singular(head: Head) -> str:
    column = head.named("recommendation")
    if column is None:
        return ""
    name = re.sub(r"^(?:Ofsted|Key|Developmental)\s+", "", column.heading.name.split("/")[0].strip(), flags=re.I)
    name = re.sub(r"s$", "", name) if not name.endswith("ss") else name
    words = name.split()
    return " ".join(word.capitalize() for word in words) if 0 < len(words) <= 3 else ""


def _is_heading(paragraph: Paragraph) -> bool:
    worded = [run for run in paragraph.runs if run.text.strip()]
    return bool(paragraph.heading) or (bool(worded) and all(run.bold for run in worded)) or _numbered_heading(paragraph)


def _numbered_heading(paragraph: Paragraph) -> bool:
    return (
        bool(re.match(r"\d+\.?\s+\S", f"{paragraph.number} {paragraph.text}".strip()))
        and len(paragraph.text.split()) <= 25
    )
