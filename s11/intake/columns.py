"""Which column of a table is which field of a plan: from its heading, and from what stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from s11.english import join_words
from s11.intake.grid import Cell, Grid, Row
from s11.plan import Action, Recommendation, did_you_mean, fields_of
from s11.when import Timescale

# what a column may be, and what is said of it; 'reference' is the number of whatever stands beside it
MEANINGS = {
    "reference": "its number",
    "theme": "a heading over recommendations",
    "recommendation": "what the plan answers",
    "action": "what is to be done",
    "measure": "how one will know that it worked",
    "evidence": "what shows that it was done",
    "milestones": "dated steps on the way",
    "lead": "who answers for it",
    "timescale": "when it is due",
    "revised": "the date that holds now",
    "requests": "more time asked for",
    "completed": "the day it was done",
    "rag": "how it is rated",
    "progress": "what was done or found",
    "response": "whether it was accepted",
    "priority": "its priority",
    "standards": "the standards that it answers",
    "remedy": "what is done about what is off track",
    "note": "words for which the format has no field",
}
# fields of an action that hold words and nothing else: what stands in a column of that name is entered as it is
OF_WORDS = tuple(
    spec.key
    for spec in fields_of(Action)
    if spec.is_words and (spec.table_words or spec.key in MEANINGS) and spec.key not in ("id", "text", "rag", "note")
)
MEANINGS |= {spec.key: spec.about for spec in fields_of(Action) if spec.key in OF_WORDS and spec.key not in MEANINGS}
# headings that the model does not name, as they were met in real tables; where two fields are named what stands in the
# column decides
_HEADINGS: dict[str, str] = {
    "reference": (
        "no, no., number, ref, ref., reference, rec no, rec. no., serial no, id, item, item no, register ref"
    ),
    "theme": ("theme, objective area, priority area, section, area, topic, workstream, work stream, strand"),
    "recommendation": (
        "recommendation, recommendations, learning point, learning points, ofsted recommendation, standard, key "
        "standard, objective, developmental objective, aim, area for improvement, areas for improvement, area of "
        "concern, exception, item to be rectified, finding, issue, how will the lscb do this, must do, should do, key "
        "area and aim, "
        "you said, what is the issue, what do we need to improve"
    ),
    "action": (
        "action, actions, action required, actions required, action(s) required, action to be taken, actions proposed, "
        "specific actions, what will it do, key actions, action/target, action in smart format, task, steps, response, "
        "we did, what we did, improvement action, deliverable, what do we need to do, what needs to be done, what will "
        "we do, what we will do, what will be done, what are we going to do, how will we do it"
    ),
    "measure": (
        "success criteria, success criteria/impact, success measure, measure of success, outcome, expected outcome, "
        "outcomes, planned outcome, desired outcome, what is desired outcome, impact, output/outcome measurement, kpi, "
        "performance indicator, what will impact be and how measured, target/measure, "
        "how will we know, how will we know it has worked, how will we know we have made a difference, what difference "
        "will it make, what will be different, what will be different for children, how will we measure success"
    ),
    "evidence": (
        "evidence, evidence of action point implementation, assurance, ongoing assurance, evidenced by, monitoring, "
        "examples of assurance"
    ),
    "milestones": "key milestones, milestones, key milestones to enact recommendation",
    "lead": (
        "lead, lead officer, lead officer/em, lead agency, lead responsible, responsible officer, responsibility, who, "
        "person responsible, persons responsible, person(s) responsible, by whom, owner, action by, function "
        "responsible, responsible lead, responsible lead/group, person responsible for each task, leads, officer, "
        "sro, senior responsible officer, accountable officer, named officer, who will do it, who will lead, who is "
        "responsible"
    ),
    "timescale": (
        "timescale, timescales, time scale, timescale/target, target date, by when, when, due, due date, deadline, "
        "timetable, timeline, timeframe, delivery date, completion date, target completion, target completion date, "
        "date for completion, deadline for completion of improvements, timescale/deadline, "
        "end date, finish date, finish, original date, baseline date, target, date due, when will it be done by, "
        "by when will it be done, when will it be done"
    ),
    "revised": (
        "revised date, revised target completion, revised timescale, revised target date, new date, "
        "forecast date, current date, new target date, extended deadline, extended date, revised deadline, "
        "revised completion date, forecast finish, forecast completion, forecast end date"
    ),
    "completed": (
        "date completed, completed, completed on, date of completion, closed date, completion date, achieved, "
        "date closed, date achieved, actual date, actual completion date, actual, actual completion, "
        "actual finish, actual end date"
    ),
    "rag": (
        "rag, rag rating, status, brag, rating, rag status, current status, progress indicator, progress rating, "
        "status of recommendation, assessment of progress, score, self assessment score, progress status, "
        "delivery confidence, done, complete y/n, completed y/n, r a g"
    ),
    "progress": (
        "progress, progress to date, update, updates, action taken, comments, comment, current commentary, agency "
        "response to recommendations, agency response, commentary, progress update, latest position"
    ),
    "response": "accepted or rejected, accepted/rejected, accepted, response",
    "priority": "priority, priority h/m/l",
    "standards": "standards, standard, link to health audit",
}
_KNOWN: dict[str, list[str]] = {}
# words that are a heading alone, and mean many things beside others: 'target group', 'actual cost'
_ALONE = frozenset({"target", "actual", "done", "strand"})
# how a column is headed that numbers actions, beside one that numbers recommendations
ACTION_NUMBER = re.compile(r"action (?:no|number|ref|reference|id)\W*\Z", re.I)
# days that are no deadline, whatever else stands in a table
_OTHER_DAYS = re.compile(
    r"\b(?:meetings?|raised|start(?:ed|s)?|begins?|opened|added|identified|received|created|updated?|reviewed)\b",
    re.I,
)
# 'Date to be completed', 'Completed by' and 'Expected completion' head deadlines, and nothing that was done
_STILL_TO_BE = re.compile(
    r"\bto be (?:completed|achieved|done|finished|delivered|implemented)\b|\b(?:completed|achieved|delivered) by\b"
    r"|\b(?:expected|anticipated|planned|proposed|estimated|projected|due) (?:date (?:of|for) )?"
    r"(?:completion|delivery)\b"
)
# of several columns of ratings or dates, the one that holds now, and those that held before
_NOW = re.compile(r"\b(?:current(?:ly)?|this|latest|now|new|today)\b", re.I)
_BEFORE = re.compile(r"\b(?:last|previous(?:ly)?|prior|former|before|initial|original|old|start(?:ing)?)\b", re.I)
_RANK = re.compile(r"(?:very )?(?:high|medium|med|low|urgent|critical|essential|desirable|[hml]|[a-d]|p?\d)\W*\Z", re.I)
# how sure a heading must make us to be taken without a question
SURE = 0.75


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading, and what it carries besides a name: a legend, a day, a format, a scale."""

    name: str
    text: str
    legend: tuple[tuple[str, str], ...] = ()
    as_at: str = ""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: what it is taken for, how surely (0 to 1), and why. '' is kept as a note under its heading."""

    at: int
    heading: Heading
    meaning: str
    score: float
    why: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """The heading rows of a table and what stands in them: ``first`` is the number of the first of them, from 0, and
    ``rows`` that of the first row below them. What stands above them is no part of the table.
    """

    rows: int
    columns: tuple[Column, ...]
    doubts: tuple[str, ...] = field(default=())
    first: int = 0

    def at(self, meaning: str) -> int | None:
        return next((column.at for column in self.columns if column.meaning == meaning), None)

    def named(self, meaning: str) -> Column | None:
        return next((column for column in self.columns if column.meaning == meaning), None)


def plain(words: str) -> str:
    """A heading as it is compared: small letters, no signs but '/', one space."""
    kept = re.sub(r"[^\w/ ]+", " ", words.casefold().replace("&", " and "))
    return re.sub(r"\s*/\s*", "/", " ".join(kept.split()))


def _known() -> dict[str, list[str]]:
    """Heading as it is compared → the meanings that it may have, the likeliest first."""
    if not _KNOWN:
        for meaning, words in _HEADINGS.items():
            for one in words.split(","):
                _KNOWN.setdefault(plain(one), []).append(meaning)
        for record in (Action, Recommendation):
            for spec in fields_of(record):
                meaning = "reference" if spec.key == "id" else "action" if spec.key == "text" else spec.key
                if meaning not in MEANINGS or (spec.key == "text" and record is Recommendation):
                    continue
                own = f"{spec.plain_name}," if spec.key in OF_WORDS else ""
                for one in f"{own}{spec.table_words}".split(","):
                    if plain(one) and meaning not in _KNOWN.setdefault(plain(one), []):
                        _KNOWN[plain(one)].append(meaning)
    return _KNOWN


# the head of a table -------------------------------------------------------------------------------------------------


def find_head(grid: Grid, given: dict[str, str] | None = None, day: date | None = None) -> Head | None:
    """The heading rows of a table and its columns; None where no row names anything that a plan has.

    ``given``: what the person who imports said of some columns, heading → meaning.
    """
    given_names = {plain(name) for name in given or ()}
    best: tuple[float, int, int] | None = None
    for at in range(min(len(grid.rows), 8)):
        for span in (1, 2):
            if at + span > len(grid.rows) or (span == 2) != _reaches_over(grid.rows[at]):
                continue
            if len({id(cell) for cell in grid.rows[at].cells if not cell.empty}) < 2:
                # a title over the table
                continue
            texts = headings_over(grid.rows[at : at + span])
            named = [one for one in texts if one and (plain(one) in given_names or _meanings_of(one))]
            if len(named) < 2:
                continue
            worth = len(named) / max(1, len([one for one in texts if one])) + len(named) - 0.3 * (span - 1) - 0.05 * at
            if best is None or worth > best[0] + 0.31:
                best = (worth, at, span)
    if best is None:
        return None
    _, at, span = best
    texts = headings_over(grid.rows[at : at + span])
    first = at + span
    doubts: list[str] = []
    if first < len(grid.rows) and _explains(grid.rows[first], texts):
        doubts.append(f"row {first + 1} explains the headings, and is no row of the plan")
        first += 1
    columns = _columns(grid, first, texts, given or {}, day)
    if not {column.meaning for column in columns} - _STANDS_OVER and not given:
        # numbers beside themes, as on a sheet that counts
        return None
    return Head(first, columns, (*doubts, *_not_taken(columns)), at)


_STANDS_OVER = frozenset({"", "note", "reference", "theme", "recommendation", "priority", "standards"})


def _not_taken(columns: Sequence[Column]) -> list[str]:
    """What is said of columns that might have been a field, where another column is it, or none was found."""
    sentences = []
    taken = {column.meaning: column for column in columns if column.meaning}
    lost: dict[str, list[str]] = {}
    for column in columns:
        numbers = ACTION_NUMBER.match(column.heading.name.strip())
        if not column.meaning and column.heading.text and not numbers and column.why.endswith(ANOTHER):
            lost.setdefault(column.why.removesuffix(ANOTHER), []).append(f"'{column.heading.text}'")
    for meaning, others in lost.items():
        if meaning in taken:
            sentences.append(
                f"{join_words(others, 'and')} could be {MEANINGS[meaning]} too: '{taken[meaning].heading.text}' was "
                "taken, the rest is kept as notes"
            )
    due = taken.get("timescale")
    if due is not None and due.score < 0.5:
        sentences.append(f"'{due.heading.text}' is the only column of days, and was taken for when an action is due")
    days = [column.heading.text for column in columns if not column.meaning and _names_day(column.heading.text)]
    if "timescale" not in taken and days:
        names = join_words([f"'{one}'" for one in days], "and")
        sentences.append(f"no column was taken for when an action is due: {names} kept as notes")
    months = [column.heading.text for column in columns if not column.meaning and _MONTH.match(column.heading.text)]
    if "timescale" not in taken and len(months) > 2:
        sentences.append(
            f"a column for each month, '{months[0]}' to '{months[-1]}': kept as notes, and no action has a date"
        )
    coloured = [column.heading.text for column in columns if not column.meaning and is_colour(column.heading.text)]
    if "rag" not in taken and len(coloured) > 1:
        names = join_words([f"'{one}'" for one in coloured], "and")
        sentences.append(f"a column for each colour, {names}: kept as notes, and nothing is rated")
    return sentences


ANOTHER = " is another column"


_MONTH = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W?(?:\d{2,4})?\Z", re.I)


def _names_day(words: str) -> bool:
    return bool(re.search(r"\b(?:date|dates|day|deadline|due|when)\b", words, re.I))


def _reaches_over(row: Row) -> bool:
    """Whether a heading stands over several columns, whose own headings then stand in the row below it."""
    several = [cell for at, cell in enumerate(row.cells) if at and cell is row.cells[at - 1] and not cell.empty]
    return 0 < len(several) < len(row.cells) - 1


def headings_over(rows: Sequence[Row]) -> list[str]:
    """The words over each column; of two rows both, where the upper reaches over several."""
    width = max(len(row.cells) for row in rows)
    headings = []
    for at in range(width):
        parts: list[str] = []
        for row in rows:
            words = " ".join(row.cells[at].standing.split()) if at < len(row.cells) else ""
            if words and words not in parts:
                parts.append(words)
        headings.append(" ".join(parts))
    return headings


def _explains(row: Row, headings: Sequence[str]) -> bool:
    """Whether a row below the headings only says what is to be written under them."""
    if row.head:
        return True
    cells = [cell for cell in row.cells if not cell.empty]
    worded = [cell for cell in cells if len(cell.standing.split()) >= 3]
    italic = cells and all(p.italic for cell in cells for p in cell.paragraphs if p.text.strip())
    instruction = re.compile(
        r"\b(?:please|should|e\.g\.|i\.e\.|list|describe|give|state|who is|what is|how will|which)\b", re.I
    )
    instructions = [
        cell for cell in worded if instruction.search(cell.standing) or cell.standing.strip().startswith("(")
    ]
    return len(headings) > 2 and len(cells) > 2 and (bool(italic) or len(instructions) >= max(2, len(cells) // 2))


def read_heading(words: str) -> Heading:
    """A heading, and what it carries: 'RAG Rating Red- not on track Green- completed', 'Progress at March 2014'."""
    text = " ".join(words.split())
    rest, legend = _legend_in(text)
    as_at = ""
    match = re.search(
        r"\b(?:as )?at\s+((?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]+\s+\d{4}|\d{1,2}/\d{1,2}/\d{2,4})", rest, re.I
    )
    if match:
        as_at, rest = match[1], (rest[: match.start()] + rest[match.end() :]).strip()
    given = " ".join(re.findall(r"\(([^)]*)\)", rest))
    name = re.sub(r"\([^)]*\)", " ", rest)
    # the middle part of a double heading, and stars that lead to a note
    return Heading(" ".join(name.replace("*", " ").split()) or rest, text, legend, as_at, given)


COLOURS = ("red", "amber", "green", "blue", "yellow", "purple", "grey", "gray", "black", "white", "orange", "pink")
_COLOUR = re.compile(rf"\b(?:[A-Z]-)?({'|'.join(COLOURS)})\b\s*(?:[-–—:=]|\bmeans?\b|\bis\b)?\s*", re.I)


def _legend_in(text: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A heading without the legend that it carries, and the legend: each colour with its words."""
    colours = list(_COLOUR.finditer(text))
    if len(colours) < 2:
        return text, ()
    pairs = []
    for match, following in zip(colours, [*colours[1:], None], strict=True):
        words = text[match.end() : following.start() if following else len(text)].strip(" ,;.|")
        # 'may miss it; (G) Green': the letter is of the next; '(C) Complete' is an entry of its own
        words, _, rest = re.sub(r"[;|,]?\s*\([A-Z]\)\Z", "", words).partition("; (")
        pairs.append((match[1], words))
        if own := re.match(r"([A-Z])\)\s*[-–—:=]?\s*(\S.*)", rest):
            pairs.append((own[1], own[2]))
        elif rest:
            pairs[-1] = (match[1], f"{words}; ({rest}")
    if not any(words for _, words in pairs):
        return text, ()
    return text[: colours[0].start()].strip(" ,;:("), tuple(pairs)


@lru_cache(maxsize=4096)
def _meanings_of(words: str) -> list[str]:
    heading = read_heading(words)
    known = _known()
    name = plain(heading.name)
    if _STILL_TO_BE.search(name):
        return ["timescale"]
    if name in known:
        own = known[name]
        later = own[:1] == ["timescale"] and re.search(r"\b(?:revised|extended|new)\b", heading.given, re.I)
        return ["revised", *own] if later else own
    # one heading over two things: 'Responsibility and timescale'; what is as long as a page is no heading
    held = name if len(name) <= 400 else ""
    for key in _longest_first():
        if key in held and re.search(rf"\b{re.escape(key)}\b", name):
            return known[key]
    return ["rag"] if heading.legend else []


@lru_cache(maxsize=1)
def _longest_first() -> tuple[str, ...]:
    """The headings of which a longer one may be made, the longest first."""
    return tuple(key for key in sorted(_known(), key=len, reverse=True) if len(key) > 3 and key not in _ALONE)


# the columns ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Content:
    """What stands in a column below its heading: shares of its filled cells, from 0 to 1."""

    filled: float
    dates: float
    numbers: float
    colours: float
    short: float
    words: float
    distinct: int
    ranks: float


def _columns(
    grid: Grid, first: int, texts: Sequence[str], given: dict[str, str], day: date | None
) -> tuple[Column, ...]:
    contents = [_content(grid, first, at, day) for at in range(len(texts))]
    meanings = {plain(name): meaning for name, meaning in given.items()}
    columns = []
    for at, words in enumerate(texts):
        heading = read_heading(words)
        if plain(heading.text) in meanings or plain(heading.name) in meanings:
            meaning = meanings.get(plain(heading.text), meanings.get(plain(heading.name), ""))
            columns.append(Column(at, heading, meaning, 1.0, "as you said"))
            continue
        columns.append(_column(at, heading, contents[at]))
    return tuple(_one_each(columns, contents))


def _column(at: int, heading: Heading, content: _Content) -> Column:
    meanings = _meanings_of(heading.text) if heading.text else []
    scores: dict[str, tuple[float, str]] = {}
    exact = plain(heading.name) in _known()
    for rank, meaning in enumerate(meanings):
        if meaning == "measure" and (content.ranks > 0.5 or content.colours > 0.5):
            # how bad a risk is: 'High'; a second rating
            continue
        if plain(heading.name) in _ALONE and meaning in ("timescale", "completed") and content.dates < 0.2:
            # a figure to be reached, and the one that was
            continue
        base = (0.7 if exact else 0.5) - 0.1 * rank
        plus, why = _fits(meaning, content)
        named = f"'{heading.name}' is a heading for it" if exact else f"'{heading.name}' names it"
        # of two that could be it, the one that is called so
        own = 0.05 if meaning[:5] in plain(heading.name) else 0.0
        if meaning in ("rag", "progress"):
            own += _now(heading, content)
        if meaning == "timescale" and _OTHER_DAYS.search(heading.name):
            own -= 0.3
        scores[meaning] = (base + plus + own, f"{named}{f', and {why}' if why else ''}")
    if "timescale" in meanings and content.dates < 0.2 and content.words > 6 and "completed" not in meanings:
        scores["timescale"] = (0.3, "its heading names a date, and hardly a date stands in it")
    if not heading.text or not meanings:
        # a day under a heading that names no deadline may be any day: it is kept as it is
        for meaning in ("rag", "reference") if heading.text else ("rag", "timescale", "reference"):
            plus, why = _fits(meaning, content)
            if plus >= 0.25:
                plus += _now(heading, content) if meaning == "rag" else 0.0
                scores[meaning] = (0.2 + plus, f"it has no heading that s11 knows, but {why}")
    if meanings[:1] == ["priority"] and content.words > 1 and content.ranks < 0.5:
        scores["theme"] = (0.8, "its cells name priorities, and rank nothing")
    if not scores:
        return Column(
            at, heading, "", 0.0, "no heading that s11 knows" if heading.text else "no heading, and nothing sure"
        )
    best = max(scores, key=lambda meaning: scores[meaning][0])
    others = tuple(meaning for meaning in scores if meaning != best)
    return Column(at, heading, best, min(1.0, scores[best][0]), scores[best][1], others)


def _now(heading: Heading, content: _Content) -> float:
    """What speaks for the newest of several columns that say the same of several days: 'RAG last month', 'Q2 RAG'."""
    counted = re.search(r"\d+", heading.name)
    later = min(int(counted[0]), 99) / 1000 if counted and content.filled > 0.9 else 0.0
    return 0.1 * (bool(_NOW.search(heading.name)) - bool(_BEFORE.search(heading.name))) + later


def _fits(meaning: str, content: _Content) -> tuple[float, str]:
    """How much what stands in a column speaks for a meaning, and in which words."""
    if meaning in ("timescale", "revised", "completed"):
        if content.dates > 0.5:
            return 0.3, f"{content.dates:.0%} of its cells are dates"
        return (-0.2, "hardly a date stands in it") if content.dates < 0.2 and content.filled > 0.2 else (0.05, "")
    if meaning == "rag":
        if content.colours > 0.5:
            return 0.35, f"{content.colours:.0%} of its cells are colours"
        return (0.1, "few words come back") if content.distinct <= 6 and content.short > 0.8 else (-0.1, "")
    if meaning == "reference":
        if content.numbers > 0.6:
            return 0.3, f"{content.numbers:.0%} of its cells are numbers"
        return (-0.3, "its cells are no numbers") if content.words > 3 else (0.0, "")
    if meaning in ("action", "recommendation", "progress", "evidence", "measure"):
        if content.words >= 4:
            return 0.2, "sentences stand in it"
        return (-0.2, "no sentence stands in it") if content.dates > 0.5 or content.numbers > 0.6 else (0.0, "")
    if meaning == "lead":
        return (0.2, "its cells are short") if content.short > 0.6 and content.dates < 0.3 else (-0.15, "")
    return 0.0, ""


def _content(grid: Grid, first: int, at: int, day: date | None) -> _Content:
    cells: list[Cell] = []
    met: set[int] = set()
    for row in grid.rows[first:]:
        if at < len(row.cells) and id(row.cells[at]) not in met:
            met.add(id(row.cells[at]))
            cells.append(row.cells[at])
    filled = [cell for cell in cells if not cell.empty or cell.fill]
    texts = [" ".join(cell.standing.split()) for cell in filled]
    count = max(1, len(filled))
    lines = [line for cell in filled for line in (cell.lines or ("",))]

    def share(matches: Iterable[bool], among: int) -> float:
        return sum(matches) / max(1, among)

    return _Content(
        len(filled) / max(1, len(cells)),
        share((_is_date(line, day) for line in lines), len(lines)),
        share((bool(re.fullmatch(r"[A-Z]{0,4}\s?\d+(?:\.\d+)*[a-z]?\.?", text)) for text in texts), count),
        share((is_colour(text) or is_coloured(text, cell) for text, cell in zip(texts, filled, strict=True)), count),
        share((len(text.split()) <= 6 for text in texts), count),
        sum(len(text.split()) for text in texts) / count,
        len({text.casefold() for text in texts}),
        share((bool(_RANK.match(text)) for text in texts), count),
    )


def is_colour(text: str) -> bool:
    """Whether a cell says a colour and little else: 'G-Green', 'Green & ongoing', 'RED'."""
    words = re.findall(r"[a-z]+", text.casefold())
    return bool(words) and len(words) <= 4 and any(word in COLOURS for word in words)


def is_coloured(text: str, cell: Cell) -> bool:
    """Whether a cell says nothing but by its colour: of itself, or of a mark in it."""
    return (not text and bool(cell.fill)) or (bool(cell.ink) and not re.search(r"\w", text))


def _is_date(text: str, day: date | None) -> bool:
    if not text or len(text.split()) > 10:
        return False
    reading = Timescale.read(text, day)
    return reading.kind not in ("unreadable", "relative") and (reading.kind != "unset" or text.strip() != "")


def _one_each(columns: list[Column], contents: Sequence[_Content]) -> Iterable[Column]:
    """Columns of which no two have one meaning: the surer keeps it, the other takes its next one or stays a note."""
    taken: dict[str, Column] = {}
    kept: dict[int, Column] = {}
    # of two that are as sure the one that can be nothing else
    waiting = sorted(
        columns, key=lambda column: (-column.score, column.meaning == "timescale" and len(column.others), column.at)
    )
    for column in waiting:
        choice = column
        while choice.meaning and choice.meaning in taken and choice.meaning != "note":
            named = [
                Column(choice.at, choice.heading, other, 0.4, f"'{column.meaning}'{ANOTHER}", ())
                for other in choice.others
                if other not in taken
            ]
            choice = named[0] if named else Column(choice.at, choice.heading, "", 0.0, f"{column.meaning}{ANOTHER}")
        if choice.meaning:
            taken[choice.meaning] = choice
        kept[choice.at] = choice
    if "action" not in taken:
        _give_action(kept, taken, contents)
    days = [
        at
        for at, column in kept.items()
        if not column.meaning and contents[at].dates > 0.5 and not _OTHER_DAYS.search(column.heading.text)
    ]
    if "timescale" not in taken and len(days) == 1:
        why = "the only column of days: look whether they are the days by which it is due"
        kept[days[0]] = taken["timescale"] = replace(kept[days[0]], meaning="timescale", score=0.45, why=why)
    if "recommendation" not in taken and "theme" in taken:
        theme = taken.pop("theme")
        why = "no column is headed as a recommendation, and this one stands over the actions"
        kept[theme.at] = taken["recommendation"] = replace(theme, meaning="recommendation", score=0.5, why=why)
    return (kept[column.at] for column in columns)


def _give_action(kept: dict[int, Column], taken: dict[str, Column], contents: Sequence[_Content]) -> None:
    """A table without a column for actions: of two columns that could be the recommendation the one on the right says
    what is to be done, and answers the other; else the longest sentences do.
    """
    answered = sorted(at for at, column in kept.items() if "recommendation" in _meanings_of(column.heading.text))
    if answered:
        why = "no column is headed as an action, and this one says what is to be done"
        old = kept[answered[-1]]
        if taken.get(old.meaning) is old:
            del taken[old.meaning]
        left = [at for at in answered[:-1] if kept[at].meaning in ("", "recommendation")]
        kept[old.at] = taken["action"] = replace(old, meaning="action", score=0.6, why=why)
        if left and "recommendation" not in taken:
            before = kept[left[-1]]
            why = "it stands before what is to be done"
            kept[before.at] = taken["recommendation"] = replace(before, meaning="recommendation", score=0.6, why=why)
        return
    free = [at for at, column in kept.items() if column.meaning in ("", "measure") and contents[at].words >= 3]
    if not free:
        return
    at = max(free, key=lambda one: contents[one].words)
    old = kept[at]
    taken.pop(old.meaning, None)
    why = "no column is headed so, and this one says what is to be done"
    kept[at] = taken["action"] = replace(old, meaning="action", score=0.5, why=why)


def read_map(lines: Iterable[str]) -> dict[str, str]:
    """What a map says: 'Heading = meaning' a line; '#' begins a remark. Raises ValueError with the line."""
    meanings = {}
    for number, line in enumerate(lines, 1):
        words = line.split(" #")[0].strip()
        if not words or words.startswith("#"):
            continue
        heading, equals, meaning = (part.strip() for part in words.rpartition("="))
        name = meaning.casefold().replace(" ", "_")
        if not equals or not heading:
            raise ValueError(f"line {number}: write 'Heading = field', for example 'Completion date = timescale'")
        if name not in MEANINGS:
            near = did_you_mean(name, MEANINGS)
            raise ValueError(
                f"line {number}: '{meaning}' is none of {join_words(list(MEANINGS), 'or')}{f'; {near}' if near else ''}"
            )
        meanings[heading] = name
    return meanings
