"""A return of a self-assessment as an Excel workbook: each standard with what is said so far, locked; cells to fill in.

``intake/return_book.py`` reads it by the same form.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from s11.edit.returned_answers import DATED, EFFECT, EVIDENCE, GAP, GRADE, NOT_APPLICABLE, REPLY, TEXT, WHY
from s11.render.return_book import KEY, NUMBER, SIGN, SIGN_LINES, START, ReturnForm, sent_sheet, sign_sheet, sign_title
from s11.render.workbook import Value, Workbook, WorkbookColumn, WorkbookSheet, workbook
from s11.view.assessment_returns import PIECES, AskedRow, AssessmentReturn
from s11.when import day_words

FORMAT = "s11-assessment-return/1"
STANDARD, POINTS, GRADED, SO_FAR, NAMED, QUESTION, ASKED_BY = (
    "The standard",
    "Its points",
    "Graded so far",
    "Said so far",
    "Evidence named so far",
    "The question",
    "Asked by",
)
FILL_IN = {
    GRADE: "Grade now",
    WHY: "Why this grade",
    TEXT: "What we do",
    GAP: "What is lacking",
    NOT_APPLICABLE: "Not applicable because",
    EVIDENCE: "Evidence",
    DATED: "Its day",
    EFFECT: "What changed for children",
    REPLY: "Our answer",
}
LOCKED = (NUMBER, STANDARD, POINTS, GRADED, SO_FAR, NAMED, QUESTION, ASKED_BY)
ASSESSMENT_FORM = ReturnForm(FORMAT, FILL_IN, STANDARD, (NUMBER, STANDARD, QUESTION), LOCKED, DATED, FILL_IN[TEXT])
_ABOUT = {
    GRADE: "Choose a word of your scale. Leave it empty where the grade has not changed.",
    WHY: "Needed where the grade is another than your last one: why it has changed.",
    TEXT: "What your body does for this standard, in a few sentences. It takes the place of what was said so far.",
    GAP: "What is still lacking; each line is a gap. It is added to the gaps that are named.",
    NOT_APPLICABLE: "Only if the standard does not apply to your body: why not.",
    EVIDENCE: "What shows it: minutes, a policy, an audit. One piece in a row; no names of children or families.",
    DATED: "The day of the evidence, such as 31/03/2027, or its month in words: March 2027.",
    EFFECT: "What became different for children because of it, if that is known.",
    REPLY: "Your answer to the question. Leave it empty if you cannot answer yet.",
}
_WIDTHS = {
    GRADE: 14,
    WHY: 28,
    TEXT: 44,
    GAP: 30,
    NOT_APPLICABLE: 26,
    EVIDENCE: 36,
    DATED: 13,
    EFFECT: 36,
    REPLY: 50,
}


def assessment_return_book(made: AssessmentReturn) -> bytes:
    """The bytes of one return; the same return makes the same bytes. Raises NotInstalled and DoesNotFit."""
    locked = (WorkbookColumn(NUMBER, width=10), WorkbookColumn(STANDARD, width=36))
    tables = [
        (
            "Standards",
            (*locked, *(WorkbookColumn(name, width=26) for name in (POINTS, GRADED, SO_FAR))),
            (GRADE, WHY, TEXT, GAP, NOT_APPLICABLE),
            made.standards,
        ),
        ("Evidence", (*locked, WorkbookColumn(NAMED, width=30)), (EVIDENCE, DATED, EFFECT), made.evidence),
        (
            "Questions",
            (*locked, WorkbookColumn(QUESTION, width=36), WorkbookColumn(ASKED_BY, width=18)),
            (REPLY,),
            made.questions,
        ),
    ]
    sheets = [WorkbookSheet(START, made.heading, lines=tuple(_instructions(made)))]
    for name, shown_in, fields, rows in tables:
        if rows:
            columns = (*shown_in, *_fill_in(made, fields), WorkbookColumn(KEY, width=10, hidden=True))
            sheets.append(
                WorkbookSheet(
                    name,
                    _title(made, name),
                    columns,
                    _rows(columns, rows),
                    _lines(made),
                    protected=True,
                )
            )
    sheets += [sign_sheet("I"), sent_sheet(FORMAT, sent_json(made))]
    return workbook(Workbook(made.heading, made.day, sheets, {"s11": FORMAT}, "A return of a self-assessment"))


def _title(made: AssessmentReturn, sheet: str) -> str:
    return f"{made.title}: {sheet.lower()}"


def _lines(made: AssessmentReturn) -> tuple[str, ...]:
    return (made.organisation, "Fill in the yellow cells; leave empty what has not changed.")


def _around(made: AssessmentReturn) -> Iterator[str]:
    """What stands above the tables and on the first sheet: whatever else is found there was written by somebody."""
    yield from (made.heading, sign_title("I"), *SIGN_LINES, *_lines(made))
    yield from (_title(made, sheet) for sheet in ("Standards", "Evidence", "Questions"))


def _fill_in(made: AssessmentReturn, fields: Sequence[str]) -> Iterator[WorkbookColumn]:
    for field in fields:
        choices = made.scale if field == GRADE else ()
        yield WorkbookColumn(
            FILL_IN[field],
            "day" if field == DATED else "words",
            _WIDTHS[field],
            _ABOUT[field],
            choices,
            # a grade in per cent stands in no list
            firm=not made.in_per_cent,
            fill_in=True,
        )


def _rows(columns: Sequence[WorkbookColumn], rows: Sequence[AskedRow]) -> list[list[Value]]:
    return [[{**shown(row), KEY: row.address}.get(column.name) for column in columns] for row in rows]


def shown(row: AskedRow) -> dict[str, str]:
    """What the locked cells of a row show, by their headings."""
    cells = {NUMBER: row.called, STANDARD: row.text}
    if "/evidence " in row.address:
        return {**cells, NAMED: row.so_far}
    if row.question:
        return {**cells, QUESTION: row.question, ASKED_BY: row.by}
    return {**cells, POINTS: row.points, GRADED: row.graded, SO_FAR: row.so_far}


def _instructions(made: AssessmentReturn) -> Iterator[str]:
    yield f"For whoever answers for {made.organisation}. It asks about {made.asked_words} of: {made.title}."
    yield f"It shows what the self-assessment said on {day_words(made.day)}, and was made that day."
    yield "How to answer:"
    yield "1. Fill in the yellow cells. Leave a cell empty where nothing has changed: an empty cell changes nothing."
    yield "2. White cells say what is asked and what is said so far. They are locked; a change in them is not taken."
    choose = "choose from the list, or write per cent" if made.in_per_cent else "choose from the list"
    scale = made.about_scale or "The words are your own scale's"
    yield f"3. '{FILL_IN[GRADE]}': {choose}. {scale}."
    yield f"4. '{FILL_IN[WHY]}': needed where the grade is another than your last one."
    yield f"5. '{FILL_IN[TEXT]}' takes the place of what was said so far; '{FILL_IN[GAP]}' is added, a gap a line."
    yield f"6. On 'Evidence' each standard has {PIECES} rows, one for each piece. Do not name children or families."
    if made.questions:
        yield f"7. On 'Questions' write '{FILL_IN[REPLY]}' beside each question that nobody has answered yet."
    sign, save = (8, 9) if made.questions else (7, 8)
    yield f"{sign}. On the sheet '{SIGN}' write your name and the day."
    yield f"{save}. Save the workbook as it is (.xlsx) and send it back by e-mail to whoever sent it to you."
    yield "You may sort the rows. Please do not add, delete or copy rows, and do not rename the headings."


def sent_json(made: AssessmentReturn) -> str:
    """Everything that a return was sent with, in letters that every program keeps as they are."""
    rows = [
        {
            "key": row.address,
            "shown": shown(row),
            "sent": {
                "words": row.sent.words,
                "grade": row.sent.grade,
                "graded": row.sent.graded,
                "text": row.sent.text,
                "not_applicable": row.sent.not_applicable,
                "question": row.sent.question,
            },
        }
        for group in (made.standards, made.evidence, made.questions)
        for row in group
    ]
    return json.dumps(
        {
            "format": FORMAT,
            "lead": "",
            "about": made.words,
            "organisation": made.organisation,
            "plan": made.id,
            "file": f"{made.name}.xlsx",
            "day": made.day.isoformat(),
            "revision": made.revision,
            "start": tuple(_instructions(made)),
            "around": tuple(_around(made)),
            "asked": made.asked,
            "plans": [{"id": made.id, "title": made.title, "digest": made.digest, "keys": [], "rows": rows}],
        },
        ensure_ascii=True,
        separators=(",", ":"),
    )
