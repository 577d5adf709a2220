"""Assurance tables: what stands under which standard becomes a self-assessment, and what is to be improved its plan."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from s11.english import join_words
from s11.intake.columns import COLOURS, Column, Head, find_head, headings_over, plain, read_heading
from s11.intake.grid import Cell, Grid, Paragraph, Row, TableDocument, words_of
from s11.intake.imported import Given, Imported, PlacedDoubt, TableRead
from s11.intake.legend import LegendEntry, colour_name
from s11.intake.plan import title_of, to_plan
from s11.intake.proof import account, as_text, schema_line
from s11.intake.rows import Doubt, split_id
from s11.plan import ASSESSMENT_FORMAT, Answer, Assessment, fields_of, fold_word, load_one
from s11.text import Node, Source

# what a column of an assurance table may be, in the order in which a heading is asked
_MEANINGS: tuple[tuple[str, str], ...] = (
    ("moderated", r"moderat|\bpeer\b|\bpanel\b|validat|scrutin|\bboard(?:'s)? (?:score|grade|rating)"),
    (
        "gaps",
        r"areas? (?:for|of) (?:improvement|development)|\bgaps?\b|improvements? (?:needed|required)|to be improved",
    ),
    ("action", r"\bactions?\b|next steps"),
    ("timescale", r"deadline|timescale|target date|by when|\bwhen\b|\bdue\b|completion date"),
    ("lead", r"\blead\b|responsib|\bowner\b|by whom|\bwho\b"),
    ("strengths", r"strengths?|working well|good practice"),
    ("evidence", r"evidence|assurance\b"),
    ("self", r"\bself\b|\b(?:score|grade|grading|rating|rag|brag|judgement|compliance)\b"),
    ("standard", r"standards?\b|principles?\b|requirements?\b|\bduty\b|criteri|commits? itself|\bkey question"),
    ("reference", r"^(?:no|ref|number|id|reference)\b"),
    ("text", r"comment|commentary|narrative|current position|response|how (?:is|are|do|does|has|have)\b"),
)
# of how many of these a table without grades is asked about
_GRADES = ("self", "moderated")
_CHALLENGERS = (
    ("peer", "peer_review"),
    ("scrutin", "scrutineer"),
    ("audit", "internal_audit"),
    ("board", "board"),
    ("panel", "panel"),
)
# what the words of a scale say, the firmest first
_GRADE_PATTERNS: tuple[tuple[str, str], ...] = (
    ("not_applicable", r"not applicable|does not apply|\bn/?a\b"),
    ("exceeds", r"exceed|excellent|outstanding|beyond"),
    (
        "partly",
        r"part(?:ly|ial|ially)|not (?:yet )?(?:been )?(?:fully|all)\b|unfinished|\bsome\b|mostly|largely|"
        r"developing|in progress|being (?:put|developed)",
    ),
    ("little", r"\blittle\b|minimal|limited|early stage|just begun|\bfew\b"),
    (
        "not_met",
        r"not (?:yet )?(?:been )?(?:met|compliant|in place|evidenced|achieved|embedded|good)|"
        r"no evidence|\bunmet\b|fails?\b|non-compliant",
    ),
    ("met", r"\bmet\b|full(?:y)?\b|compliant|in place|embedded|achieved|\bgood\b"),
)
_ENTRY = re.compile(
    rf"(?P<word>\b\d{{1,3}}|\b[A-D]|\b(?:{'|'.join(COLOURS)}))\s*(?:[-–—:=]|means\b|is\b)\s*(?P<words>[^\d=;|]+?)"
    rf"(?=[,;.|]?\s*(?:\b\d{{1,3}}|\b[A-D]|\b(?:{'|'.join(COLOURS)}))\s*(?:[-–—:=]|means\b|is\b)|[;|]|$)",
    re.I,
)


def kind_of(document: TableDocument) -> tuple[str, str]:
    """What a document's tables are: 'assessment' or 'plan', and why that is in doubt, '' where it is not."""
    possible_heads = [assurance_head(grid) for grid in document.grids]
    heads = [head for head in possible_heads if head is not None]
    if any(
        head.named("standard") and any(head.named(one) for one in _GRADES) and _of_assurance(head) for head in heads
    ):
        return "assessment", ""
    if any(head.named("standard") and head.named("evidence") and not head.named("action") for head in heads):
        return "plan", (
            "a table has standards and evidence, as a self-assessment has, and no grades; it was read as a plan: where "
            "it is a self-assessment, say --as assessment"
        )
    return "plan", ""


def _of_assurance(head: Head) -> bool:
    """Whether a graded table is about standards, not about actions: no column is headed as what is to be done."""
    return head.named("action") is None and (head.named("evidence") is not None or head.named("gaps") is not None)


def assurance_head(grid: Grid) -> Head | None:
    """The heading rows of an assurance table; None where no row names a standard and something of it."""
    for at in range(min(len(grid.rows), 8)):
        over = [cell for n, cell in enumerate(grid.rows[at].cells) if n and cell is grid.rows[at].cells[n - 1]]
        for span in (2, 1) if over and at + 1 < len(grid.rows) else (1,):
            texts = headings_over(grid.rows[at : at + span])
            columns = _columns(texts)
            meant = {column.meaning for column in columns if column.meaning}
            if "standard" in meant and len(meant) >= 2 and len(meant & {"evidence", "gaps", *_GRADES}) >= 1:
                if span == 1 and over and len(over) >= len(grid.rows[at].cells) - 1:
                    continue
                return Head(at + span, columns, (), at)
    return None


def _columns(texts: Sequence[str]) -> tuple[Column, ...]:
    taken: set[str] = set()
    columns = []
    for at, text in enumerate(texts):
        heading = read_heading(text)
        name = plain(heading.name)
        # of a double heading the words below say more: 'Assessment Score Self Assessment Score (0-3)'
        meaning = next((one for one, pattern in _MEANINGS if name and re.search(pattern, name)), "")
        if len(name.split()) > 14 or (meaning in taken and meaning != "standard"):
            meaning = ""
        taken.add(meaning)
        why = f"'{heading.name}' names it" if meaning else "no heading that s11 knows"
        columns.append(Column(at, heading, meaning, 0.8 if meaning else 0.0, why))
    return tuple(columns)


def meaning_of_grade(words: str) -> str:
    """How far a standard is met by the words of a scale; '' where nobody can tell."""
    # work that is outstanding is no outstanding work
    text = re.sub(
        r"\b(?:work|actions?|issues?|gaps?|items?|areas?|elements?|still|remains?|remaining) outstanding\b"
        r"|\boutstanding (?:work|actions?|issues?|gaps?|items?|areas?|elements?)\b",
        "unfinished",
        words,
        flags=re.I,
    )
    return next((means for means, pattern in _GRADE_PATTERNS if re.search(pattern, text, re.I)), "")


def to_assessment(
    document: TableDocument, given: Given, schema: str, plan_id: str, plan_schema: str, standards: str = ""
) -> Imported:
    """A document as a self-assessment and the plan of what is to be improved, named ``plan_id``.

    ``schema`` and ``plan_schema``: where each file finds its schema; ``standards``: the id of the list that it answers.
    Raises ValueError where no table is an assurance table.
    """
    return _Reading(document, given, standards).imported(schema, plan_id, plan_schema)


@dataclass(slots=True)
class _Standard:
    """One standard as its rows have it."""

    id: str
    words: str
    place: str
    grades: dict[str, str] = field(default_factory=dict)
    evidence: list[str] = field(default_factory=list)
    strengths: list[str] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)


class _Reading:
    """One document on its way to a self-assessment."""

    def __init__(self, document: TableDocument, given: Given, standards: str):
        self.document, self.given, self.list = document, given, standards
        self.doubts: list[Doubt] = []
        self.left_out: list[tuple[str, str, str]] = [(one.place, one.text, one.why) for one in document.left_out]
        self.standards: list[_Standard] = []
        self.notes: list[str] = []
        self.moderator = ""
        self.derived: list[Grid] = []
        self.tables: list[TableRead] = []
        self.others: list[Grid] = []

    def imported(self, schema: str, plan_id: str, plan_schema: str) -> Imported:
        heads = [
            assurance_head(grid) if not self.given.tables or number in self.given.tables else None
            for number, grid in enumerate(self.document.grids, 1)
        ]
        if not any(heads):
            raise ValueError(
                "no table of this document has headings of a self-assessment, such as Standard, Evidence and Score: "
                "leave --as assessment out, or give the columns such headings"
            )
        scale = self._scale(heads)
        for grid, head in zip(self.document.grids, heads, strict=True):
            self._paragraphs(grid.above, grid.name)
            if head is not None:
                self.tables.append(TableRead(grid.name, head))
                self.doubts += [Doubt(grid.name, one) for one in grid.doubts]
                self._rows(grid, head)
            elif find_head(grid, dict(self.given.mapping), self.given.day) is not None and not _is_key(grid):
                self.others.append(replace(grid, above=()))
            else:
                self._other_table(grid)
        self._paragraphs(self.document.below, "below the tables")
        for place, doubt in (("the document", one) for one in self.document.doubts):
            self.doubts.append(Doubt(place, doubt))
        actions = self._plan(plan_id, plan_schema)
        root = self._root(scale)
        opening = schema_line(schema)
        texts = [opening + as_text(root)] + ([actions.text] if actions is not None else [])
        unplaced = self._unplaced(texts, actions)
        if unplaced:
            note = root.get("note")
            root = _in_order({**root, "note": "\n".join([*([note] if isinstance(note, str) else []), *unplaced])})
            texts[0] = opening + as_text(root)
        left_out = [*self.left_out, *(actions.left_out if actions is not None else ())]
        lost = account(self.document.words, texts, left_out)
        doubts = [PlacedDoubt(one.place, one.text) for one in self.doubts]
        return Imported(
            actions.text if actions is not None else "",
            (
                *self.tables,
                *(one for one in (actions.tables if actions is not None else ()) if one.name in self._named()),
            ),
            tuple(scale),
            (*doubts, *(actions.doubts if actions is not None else ())),
            tuple(left_out),
            lost,
            actions.recommendations if actions is not None else 0,
            actions.actions if actions is not None else 0,
            len(self.document.words),
            as_at=self.given.as_at,
            assessment=texts[0],
            answers=len(self.standards),
        )

    def _named(self) -> set[str]:
        return {grid.name for grid in self.others}

    # the scale

    def _scale(self, heads: Sequence[Head | None]) -> list[LegendEntry]:
        """What the words of the grades mean, from lines around the tables, a heading, or a table of its own."""
        used = {
            fold_word(words)
            for grid, head in zip(self.document.grids, heads, strict=True)
            if head is not None
            for row in grid.rows[head.rows :]
            for column in head.columns
            if column.meaning in _GRADES and column.at < len(row.cells)
            if (words := _grade_words(row.cells[column.at]))
        }
        lines = [(p.text, grid.name) for grid in self.document.grids for p in grid.above]
        lines += [(p.text, "below the tables") for p in self.document.below]
        for grid, head in zip(self.document.grids, heads, strict=True):
            if head is None:
                for row in grid.rows:
                    cells = list(dict.fromkeys(" ".join(cell.standing.split()) for cell in row.cells))
                    if len(cells) >= 2:
                        lines.append((f"{cells[0]} = {' '.join(cells[1:])}", grid.name))
            else:
                for row in grid.rows[: head.first]:
                    lines += [(" ".join(cell.standing.split()), grid.name) for cell in dict.fromkeys(row.cells)]
                lines += [(column.heading.text, grid.name) for column in head.columns]
        entries: dict[str, LegendEntry] = {}
        for text, place in lines:
            for match in _ENTRY.finditer(" ".join(text.split())):
                word, label = match["word"], match["words"].strip(" .,;()")
                means = meaning_of_grade(label)
                if means and fold_word(word) in used and fold_word(word) not in map(fold_word, entries):
                    entries[word] = LegendEntry(word, means, label, place)
                    doubt = f"'{word}', '{label}', was read as {means.replace('_', ' ')}"
                    self.doubts.append(Doubt(place, doubt))
        known = {fold_word(word) for word in (*entries, *self.given.legend)}
        unknown = sorted(word for word in used if word not in known)
        if unknown:
            quoted = join_words([f"'{one}'" for one in unknown])
            doubt = f"nothing says what {quoted} means: say it with --colour '{unknown[0]}=met'"
            self.doubts.append(Doubt("the scale", doubt))
        return list(entries.values())

    # rows

    def _rows(self, grid: Grid, head: Head) -> None:
        self._leave_head(grid, head)
        carried: _Standard | None = None
        standard_cells: tuple[Cell, ...] = ()
        derived: list[Row] = []
        section = ""
        columns = [column for column in head.columns if column.meaning == "standard"]
        first = [" ".join(cell.standing.split()) for cell in grid.rows[head.first].cells]
        for at in range(head.rows, len(grid.rows)):
            row = grid.rows[at]
            worded = list(dict.fromkeys(cell for cell in row.cells if not cell.empty))
            if not worded:
                if not any(cell.fill for cell in row.cells):
                    continue
            elif [" ".join(cell.standing.split()) for cell in row.cells] == first:
                self._leave(grid, at, row, "the headings again, at the top of a page")
                continue
            elif len(worded) == 1 and worded[0].columns >= max(2, grid.width - 1):
                section = " ".join(worded[0].text.split())
                carried = None
                continue
            cells = tuple(row.cells[column.at] for column in columns if column.at < len(row.cells))
            filled = [cell for cell in cells if not cell.empty]
            if carried is None or (filled and cells != standard_cells):
                carried = self._standard(grid, at, row, head, filled)
                standard_cells = cells
                if section:
                    carried.notes.append(section)
                    section = ""
            elif not filled:
                self.doubts.append(
                    Doubt(grid.place(at, columns[0].at), f"this cell is empty: taken for standard {carried.id}, above")
                )
            self._cells(grid, at, row, head, carried)
            derived += self._to_improve(grid, at, row, head, carried)
        if section:
            self.notes.append(section)
        if derived:
            heads = ("No", "Standard", "Action", "Timescale", "Lead")
            self.derived.append(Grid(grid.name, (Row(tuple(Cell.of(one) for one in heads)), *derived)))

    def _standard(self, grid: Grid, at: int, row: Row, head: Head, filled: Sequence[Cell]) -> _Standard:
        column = head.named("standard")
        place = grid.place(at, column.at if column is not None else 0)
        reference = head.named("reference")
        own = ""
        if reference is not None and reference.at < len(row.cells):
            own = " ".join(row.cells[reference.at].standing.split()).rstrip(".:)")
        numbers = [p.number.strip(" .):(") for cell in filled[:1] for p in cell.paragraphs if p.number]
        lines = [line for cell in filled for line in cell.lines]
        identity, called, words = split_id(lines)
        if called:
            self.left_out.append((place, called, "what the document calls its standards"))
        if own and identity and own != identity:
            words, identity = " ".join(lines), own
        identity = own or identity or (numbers[0] if numbers else "")
        if not identity:
            identity = str(len(self.standards) + 1)
            self.doubts.append(Doubt(place, f"no number stands beside this standard: counted as {identity}"))
        taken = {fold_word(one.id) for one in self.standards}
        if fold_word(identity) in taken:
            number = 2
            while fold_word(f"{identity}-{number}") in taken:
                number += 1
            self.doubts.append(Doubt(place, f"the number {identity} stands twice: the second is {identity}-{number}"))
            identity = f"{identity}-{number}"
        made = _Standard(identity, words, place)
        self.standards.append(made)
        return made

    def _cells(self, grid: Grid, at: int, row: Row, head: Head, standard: _Standard) -> None:
        met: set[int] = set()
        for column in head.columns:
            if column.at >= len(row.cells) or column.meaning in ("standard", "reference"):
                continue
            cell = row.cells[column.at]
            place = grid.place(at, column.at)
            if id(cell) in met or (cell.empty and not cell.fill):
                continue
            met.add(id(cell))
            self.doubts += [Doubt(place, doubt) for doubt in cell.doubts]
            if cell.comment:
                remark = " ".join(cell.comment.split())
                self.doubts.append(Doubt(place, f"somebody wrote in the margin: {remark}"))
                self.left_out.append((place, remark, "a remark in the margin"))
            lines = [words for p in cell.paragraphs if (words := " ".join(f"{p.number} {p.text}".split()))]
            struck = [p for p in cell.paragraphs if p.struck.strip()]
            if struck:
                self.doubts.append(Doubt(place, "words are struck out here: they were read as they stand"))
            if column.meaning in _GRADES:
                self._grade(place, column, cell, standard)
            elif column.meaning == "gaps" and not _has_content(cell):
                standard.notes.append(f"{column.heading.name}: {' '.join(lines)}")
            elif column.meaning in ("evidence", "strengths", "gaps"):
                getattr(standard, column.meaning).extend(lines)
            elif column.meaning == "text":
                standard.text += lines
            elif column.meaning in ("action", "timescale", "lead"):
                # these stand in the plan; where nothing is to be done they are words of the answer
                if not self._has_action(row, head):
                    standard.notes.append(f"{column.heading.name}: {' '.join(lines)}")
            elif lines:
                standard.notes.append(f"{column.heading.name}: {' '.join(lines)}" if column.heading.name else lines[0])

    def _grade(self, place: str, column: Column, cell: Cell, standard: _Standard) -> None:
        words = _grade_words(cell)
        if not words:
            return
        if not " ".join(cell.standing.split()):
            self.doubts.append(Doubt(place, f"the cell holds no word, only the colour {words}: graded '{words}'"))
        if len(words.split()) > 4:
            standard.notes.append(f"{column.heading.name}: {words}")
            self.doubts.append(Doubt(place, f"'{words[:60]}' is no grade: kept in the note"))
            return
        if column.meaning in standard.grades:
            if standard.grades[column.meaning] != words:
                standard.notes.append(f"{column.heading.name}: {words}")
                self.doubts.append(
                    Doubt(place, f"a second grade of standard {standard.id}, '{words}': kept in the note")
                )
            return
        standard.grades[column.meaning] = words
        if column.meaning == "moderated" and not self.moderator:
            name = plain(column.heading.name)
            how = next((kind for word, kind in _CHALLENGERS if word in name), "")
            self.moderator = how or "panel"
            self.doubts.append(
                Doubt(
                    place,
                    f"who moderated is not said: taken for a {self.moderator.replace('_', ' ')}"
                    if not how
                    else f"'{column.heading.name}' was taken for a {self.moderator.replace('_', ' ')}",
                )
            )

    def _has_action(self, row: Row, head: Head) -> bool:
        return self._action_cell(row, head) is not None

    def _action_cell(self, row: Row, head: Head) -> Column | None:
        """The column that says what is to be done: of actions, else of what is to be improved."""
        for meaning in ("action", "gaps"):
            column = head.named(meaning)
            if column is not None and column.at < len(row.cells) and _has_content(row.cells[column.at]):
                return column
        return None

    def _to_improve(self, grid: Grid, at: int, row: Row, head: Head, standard: _Standard) -> Iterator[Row]:
        """A row of the plan: what is to be improved, by when, by whom."""
        column = self._action_cell(row, head)
        if column is None:
            return
        cells = [Cell.of(standard.id), Cell.of(standard.words or f"Standard {standard.id}")]
        for one in (column, head.named("timescale"), head.named("lead")):
            if one is None or one.at >= len(row.cells):
                cells.append(Cell())
                continue
            cells.append(replace(row.cells[one.at], place=_own_place(grid, at, one.at), rows=1, columns=1))
        yield Row(tuple(cells))

    # what is around

    def _leave_head(self, grid: Grid, head: Head) -> None:
        met: set[int] = set()
        for at, row in enumerate(grid.rows[: head.rows]):
            for column, cell in enumerate(row.cells):
                if id(cell) in met or cell.empty:
                    continue
                met.add(id(cell))
                words = " ".join(cell.text.split())
                if at < head.first:
                    self._note(words, grid.place(at, column))
                else:
                    self.left_out.append((grid.place(at, column), words, "the heading of a column"))

    def _leave(self, grid: Grid, at: int, row: Row, why: str) -> None:
        for cell in dict.fromkeys(row.cells):
            if not cell.empty:
                self.left_out.append((grid.place(at, row.cells.index(cell)), " ".join(cell.text.split()), why))

    def _other_table(self, grid: Grid) -> None:
        words = "; ".join(" ".join(cell.text.split()) for row in grid.rows for cell in dict.fromkeys(row.cells))
        if words.strip("; "):
            self.notes.append(words)
            self.doubts.append(Doubt(grid.name, "no table of standards: its words are kept in the note"))

    def _paragraphs(self, paragraphs: Iterable[Paragraph], where: str) -> None:
        for paragraph in paragraphs:
            self._note(" ".join(f"{paragraph.number} {paragraph.text}".split()), where)

    def _note(self, words: str, where: str) -> None:
        if words and words in self.notes:
            self.left_out.append((where, words, "stands in the document again"))
        elif words:
            self.notes.append(words)

    # the two files

    def _plan(self, plan_id: str, schema: str) -> Imported | None:
        grids = (*self.derived, *self.others)
        if not grids:
            return None
        held = TableDocument(self.document.name, grids, title=self._title())
        # what the grades are called is no legend of a plan
        given = replace(self.given, title=f"{self._title()}: areas for improvement", tables=(), legend={})
        try:
            made = to_plan(held, given, schema)
        except ValueError:
            for grid in self.others:
                self._other_table(grid)
            return None
        plan = load_one(Source(plan_id, plan_id, made.text.encode("utf-8"))).plan
        for standard in self.standards:
            for recommendation in plan.recommendations if plan is not None else ():
                if recommendation.id == standard.id and plan is not None:
                    standard.actions += [plan.address(action) for action in recommendation.actions]
        # its doubts that the number column is merged, and the like, are of a table that nobody wrote
        return replace(made, doubts=tuple(one for one in made.doubts if "this cell is empty" not in one.text))

    def _title(self) -> str:
        return self.given.title or title_of(self.document, assurance_head(self.document.grids[0]))

    def _root(self, scale: Sequence[LegendEntry]) -> dict[str, Node]:
        title = self._title()
        if title in self.notes:
            self.notes.remove(title)
        root: dict[str, Node] = {
            "format": ASSESSMENT_FORMAT,
            "title": title,
            "organisation": self.given.organisation,
            "source": {"document": self.document.name},
        }
        if self.list:
            root["standards"] = self.list
        else:
            self.doubts.append(
                Doubt("the document", "which list of standards it answers is not known: say it with --standards LIST")
            )
        if self.given.as_at is not None:
            root["as_at"] = self.given.as_at.isoformat()
        words: dict[str, Node] = {one.word: {"means": one.means, "label": one.label} for one in scale}
        for word, means in self.given.legend.items():
            held = words.get(word)
            words[word] = {**(held if isinstance(held, dict) else {}), "means": means}
        if words:
            root["scale"] = words
        if self.moderator:
            root["challenges"] = [{"id": "moderation", "as": self.moderator}]
        if self.notes:
            root["note"] = "\n".join(self.notes)
        root["answers"] = [self._answer(one, words) for one in self.standards]
        return _in_order(root)

    def _answer(self, standard: _Standard, scale: Mapping[str, Node]) -> Node:
        by = {"self": "self", "moderated": "moderation"}
        spelled = {fold_word(word): word for word in scale}
        made: dict[str, Node] = {"standard": standard.id}
        grades: list[Node] = []
        for who in _GRADES:
            if who in standard.grades:
                grade = standard.grades[who]
                grades.append({"by": by[who], "grade": spelled.get(fold_word(grade), grade)})
        if grades:
            made["grades"] = grades
        if standard.text:
            made["text"] = " ".join(standard.text)
        if standard.evidence:
            made["evidence"] = [{"text": one} for one in standard.evidence]
        for name in ("strengths", "gaps", "actions"):
            words = list(getattr(standard, name))
            if words:
                made[name] = list(words)
        notes = ([standard.words] if standard.words else []) + standard.notes
        if notes:
            made["note"] = "\n".join(notes)
        return {one.key: made[one.key] for one in fields_of(Answer) if one.key in made}

    def _unplaced(self, texts: Sequence[str], actions: Imported | None) -> list[str]:
        """The words of every cell that found no place in either file, or not all of them."""
        more = actions.left_out if actions is not None else ()
        lost = Counter(account(self.document.words, texts, [*self.left_out, *more]))
        unplaced: list[str] = []
        met: set[int] = set()
        for grid in self.document.grids:
            for at, row in enumerate(grid.rows):
                for column, cell in enumerate(row.cells):
                    if not lost or id(cell) in met:
                        continue
                    met.add(id(cell))
                    text = " ".join(f"{p.number} {p.text}".strip() for p in cell.paragraphs)
                    mine = Counter(words_of(f"{text} {cell.comment}"))
                    if mine & lost:
                        place = grid.place(at, column)
                        unplaced.append(f"{place}: {text} {cell.comment}".strip())
                        self.doubts.append(Doubt(place, f"'{text[:60]}' has no place of its own: kept in the note"))
                        lost -= mine
        return unplaced


def _in_order(root: dict[str, Node]) -> dict[str, Node]:
    return {one.key: root[one.key] for one in fields_of(Assessment) if one.key in root}


def _grade_words(cell: Cell) -> str:
    return " ".join(cell.standing.split()) or colour_name(cell.fill)


def _has_content(cell: Cell) -> bool:
    words = " ".join(cell.standing.split()).casefold().strip(" .")
    return bool(words) and words not in ("none", "n/a", "na", "nil", "-", "–", "not applicable", "none identified")


def _own_place(grid: Grid, row: int, column: int) -> str:
    return grid.place(row, column).removeprefix(f"{grid.name}, ")


def _is_key(grid: Grid) -> bool:
    return grid.width == 2 and len(grid.rows) <= 8 and all(len(words_of(row.cells[0].text)) <= 2 for row in grid.rows)
