"""A return as an Excel workbook: what was agreed, locked; cells to fill in; one line to sign; plain instructions.

What each locked cell held when it was sent, and what the plan said then, stands in a hidden sheet, so that an answer is
held against it when the workbook comes back. ``intake/return_book.py`` reads it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import NamedTuple

from s11.edit.returned import BECAUSE, DONE_ON, EVIDENCE, HAPPENED, STATUS, UNTIL
from s11.render.workbook import Value, Workbook, WorkbookColumn, WorkbookSheet, workbook
from s11.view.returns import Return, ReturnPlan, ReturnRow
from s11.when import day_words

RETURN_FORMAT = "s11-return/1"
START, SIGN, SENT = "Start here", "Sign", "As sent"
KEY = "Key"
NUMBER, AGREED, OF_ACTION, LEAD, DUE, STANDS, RATED = (
    "Number",
    "What was agreed",
    "Of the action",
    "Lead",
    "When it is due",
    "How it stands",
    "Status in the plan",
)
# the headings of what is to be filled in, by what it answers
FILL_IN = {
    STATUS: "Status now",
    HAPPENED: "What happened",
    DONE_ON: "Done on",
    EVIDENCE: "Evidence",
    UNTIL: "More time until",
    BECAUSE: "Because",
}
NAME, AS_AT = "Your name", "As at (day)"
# the headings of what is locked
LOCKED = (NUMBER, AGREED, OF_ACTION, LEAD, DUE, STANDS, RATED)
SIGN_LINES = ("Write your name and the day. A return without them is taken, and told as not signed.",)


class ReturnForm(NamedTuple):
    """What one kind of return is read by.

    ``fill_in``: the headings of what is to be filled in, by what it answers; ``agreed``: the heading by which its
    tables are known, beside ``NUMBER``; ``meant``: those that say what a row is about; ``locked``: every heading of
    what is locked; ``day``: the answer that is a day; ``say``: the heading of words that stand elsewhere.
    """

    format: str
    fill_in: Mapping[str, str]
    agreed: str
    meant: tuple[str, ...]
    locked: tuple[str, ...]
    day: str
    say: str


PLAN_FORM = ReturnForm(RETURN_FORMAT, FILL_IN, AGREED, (NUMBER, AGREED, OF_ACTION), LOCKED, DONE_ON, FILL_IN[HAPPENED])
# a cell of Excel holds a little more
_LETTERS_IN_A_CELL = 30_000
_ABOUT = {
    STATUS: "Choose the plan's own word for how it stands now. Leave it empty if you cannot say.",
    HAPPENED: "One or two sentences: what was done or found. No names of children or families.",
    DONE_ON: "The day it was done or received, such as 31/03/2027. Leave it empty while it is not done.",
    EVIDENCE: "What shows that it was done, and where it can be read.",
    UNTIL: "Only if you need more time: until when, such as June 2027.",
    BECAUSE: "Why more time is needed.",
}


def return_book(made: Return) -> bytes:
    """The bytes of one return; the same return makes the same bytes. Raises NotInstalled and DoesNotFit."""
    sheets = [WorkbookSheet(START, made.title, lines=tuple(_instructions(made)))]
    for number, plan in enumerate(made.plans, 1):
        which = f" {number}" if len(made.plans) > 1 else ""
        if plan.actions:
            sheets.append(_actions(made, plan, f"Actions{which}"))
        if plan.pieces:
            sheets.append(_pieces(made, plan, f"Evidence{which}"))
    sheets += [sign_sheet(_who(made)), sent_sheet(RETURN_FORMAT, sent_json(made))]
    return workbook(Workbook(made.title, made.day, sheets, {"s11": RETURN_FORMAT}, "A return on action plans"))


def _instructions(made: Return) -> Iterator[str]:
    if made.lead:
        yield f"For {made.lead}{f', {made.post}' if made.post else ''}. It asks about {made.asked_words} that you lead:"
    else:
        yield f"It asks about {made.asked_words}:"
    for number, plan in enumerate(made.plans, 1):
        which = f"{number}: " if len(made.plans) > 1 else ""
        yield f"{which}{plan.organisation}, {plan.title}"
    yield f"It lists {made.asked_for} on {day_words(made.day)}, and was made that day."
    yield "How to answer:"
    yield "1. Fill in the yellow cells. Leave a cell empty where nothing has changed: an empty cell changes nothing."
    yield "2. White cells say what was agreed. They are locked; what is changed in them is not taken."
    yield "3. 'Status now': choose from the list. The words are the plan's own."
    yield "4. 'What happened': one or two sentences. Do not name children or families."
    yield "5. 'Done on': the day it was done, such as 31/03/2027. Only if it is done."
    yield "6. 'More time until' and 'Because': only if you need more time. The date stays until it is granted."
    yield f"    To take back a request for more time, write CLEAR under '{FILL_IN[UNTIL]}'."
    yield f"7. On the sheet '{SIGN}' write your name and the day."
    yield "8. Save the workbook as it is (.xlsx) and send it back by e-mail to whoever sent it to you."
    yield "You may sort the rows. Please do not add, delete or copy rows, and do not rename the headings."


def _around(made: Return) -> Iterator[str]:
    """What stands above the tables and on the first sheet: whatever else is found there was written by somebody."""
    yield made.title
    yield from (sign_title(_who(made)), *SIGN_LINES)
    for plan in made.plans:
        yield from (_actions_title(plan), _pieces_title(plan), *_lines(plan))


def _actions_title(plan: ReturnPlan) -> str:
    return f"{plan.title}: actions"


def _pieces_title(plan: ReturnPlan) -> str:
    return f"{plan.title}: evidence and milestones"


def _who(made: Return) -> str:
    return "As lead I" if made.lead else "I"


def sign_title(who: str) -> str:
    """What is signed. ``who``: 'I', 'As lead I'."""
    return f"{who} confirm that what I have written in this workbook is true, as at the day below"


def _lines(plan: ReturnPlan) -> tuple[str, ...]:
    return (plan.organisation, "Fill in the yellow cells; leave empty what has not changed.")


def _actions(made: Return, plan: ReturnPlan, name: str) -> WorkbookSheet:
    columns = (
        WorkbookColumn(NUMBER, width=10),
        WorkbookColumn(AGREED, width=40),
        *_lead_column(made),
        WorkbookColumn(DUE, width=16),
        WorkbookColumn(STANDS, width=24),
        WorkbookColumn(RATED, width=12),
        *(
            WorkbookColumn(
                FILL_IN[field],
                "day" if field == DONE_ON else "words",
                width,
                _ABOUT[field],
                plan.legend if field == STATUS else (),
                fill_in=True,
            )
            for field, width in (
                (STATUS, 12),
                (HAPPENED, 40),
                (DONE_ON, 13),
                (EVIDENCE, 28),
                (UNTIL, 14),
                (BECAUSE, 28),
            )
            if field != STATUS or plan.legend
        ),
        WorkbookColumn(KEY, width=10, hidden=True),
    )
    rows = [_row(columns, shown_of_action(made, row), row) for row in plan.actions]
    return WorkbookSheet(name, _actions_title(plan), columns, rows, _lines(plan), protected=True)


def _pieces(made: Return, plan: ReturnPlan, name: str) -> WorkbookSheet:
    columns = (
        WorkbookColumn(NUMBER, width=18),
        WorkbookColumn(AGREED, width=34),
        WorkbookColumn(OF_ACTION, width=40),
        *_lead_column(made),
        WorkbookColumn(DUE, width=16),
        WorkbookColumn(STANDS, width=24),
        *(
            WorkbookColumn(FILL_IN[field], "day" if field == DONE_ON else "words", width, _ABOUT[field], fill_in=True)
            for field, width in ((HAPPENED, 40), (DONE_ON, 13), (UNTIL, 14), (BECAUSE, 28))
        ),
        WorkbookColumn(KEY, width=10, hidden=True),
    )
    rows = [_row(columns, shown_of_piece(made, row), row) for row in plan.pieces]
    return WorkbookSheet(name, _pieces_title(plan), columns, rows, _lines(plan), protected=True)


def _lead_column(made: Return) -> tuple[WorkbookColumn, ...]:
    """Where a workbook is one lead's, who leads what says nothing."""
    return () if made.lead else (WorkbookColumn(LEAD, width=20),)


def _row(columns: tuple[WorkbookColumn, ...], shown: dict[str, str], row: ReturnRow) -> list[Value]:
    return [row.address if column.name == KEY else shown.get(column.name) for column in columns]


def shown_of_action(made: Return, row: ReturnRow) -> dict[str, str]:
    """What the locked cells of an action show, by their headings."""
    lead = {} if made.lead else {LEAD: row.leads}
    return {NUMBER: row.called, AGREED: row.text, **lead, DUE: row.due, STANDS: row.stands, RATED: row.status}


def shown_of_piece(made: Return, row: ReturnRow) -> dict[str, str]:
    """The same of a piece of evidence or a milestone."""
    lead = {} if made.lead else {LEAD: row.leads}
    return {NUMBER: row.called, AGREED: row.text, OF_ACTION: row.of_action, **lead, DUE: row.due, STANDS: row.stands}


def sign_sheet(who: str) -> WorkbookSheet:
    """The one line to sign. ``who``: 'I', 'As lead I'."""
    columns = (
        WorkbookColumn(NAME, width=40, about="Your name, as you would sign.", fill_in=True),
        WorkbookColumn(
            AS_AT, "day", 18, "The day as at which what you have written is true, such as 31/03/2027.", fill_in=True
        ),
    )
    return WorkbookSheet(
        SIGN,
        sign_title(who),
        columns,
        [["", None]],
        SIGN_LINES,
        protected=True,
    )


def sent_sheet(form: str, text: str) -> WorkbookSheet:
    """The hidden sheet with everything that a return was sent with. ``form``: the format of the return."""
    rows: list[list[Value]] = [["format", form], ["seal", seal_of(text)]]
    for at in range(0, len(text), _LETTERS_IN_A_CELL):
        rows.append([str(at // _LETTERS_IN_A_CELL + 1), text[at : at + _LETTERS_IN_A_CELL]])
    columns = (WorkbookColumn("Part", width=10), WorkbookColumn("What was sent", width=100))
    lines = ("s11 holds the answers against this. Please leave it as it is.",)
    return WorkbookSheet(SENT, "As sent", columns, rows, lines, protected=True, hidden=True)


def seal_of(text: str) -> str:
    """By what a change of what was sent is seen. It shows an accident, not a forgery."""
    return sha256(text.encode("utf-8")).hexdigest()


def sent_json(made: Return) -> str:
    """Everything that a return was sent with, in letters that every program keeps as they are."""
    plans = [
        {
            "id": plan.id,
            "title": plan.title,
            "digest": plan.digest,
            "keys": plan.keys,
            "rows": [
                {"key": row.address, "shown": shown(made, row), "sent": _sent_of(row)}
                for rows, shown in ((plan.actions, shown_of_action), (plan.pieces, shown_of_piece))
                for row in rows
            ],
        }
        for plan in made.plans
    ]
    return json.dumps(
        {
            "format": RETURN_FORMAT,
            "lead": made.lead,
            "about": made.words,
            "organisation": made.organisation,
            "plan": made.plan,
            "file": f"{made.name}.xlsx",
            "day": made.day.isoformat(),
            "revision": made.revision,
            "start": tuple(_instructions(made)),
            "around": tuple(_around(made)),
            "plans": plans,
        },
        ensure_ascii=True,
        separators=(",", ":"),
    )


def _sent_of(row: ReturnRow) -> dict[str, object]:
    sent = row.sent
    return {
        "text": sent.text,
        "timescale": sent.timescale,
        "rag": sent.rag,
        "leads": sent.leads,
        "done": sent.done,
    }
