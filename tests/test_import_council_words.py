"""How councils word and lay out what a plan says, as small Word and Excel files with invented words: nothing is taken
for more than the document says, and what may be read in two ways is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from docx_files import docx, p, r, span, tbl, tc, tr

from s11.intake.assurance import meaning_of_grade
from s11.intake.imported import Given, Imported
from s11.intake.legend import meaning_of
from s11.intake.plan import to_plan
from s11.intake.reading import read_tables
from s11.plan import Plan, load_one
from s11.text import Source

ONE = "Review the threshold document with all partners"
TWO = "Train every duty worker in the new threshold"
THREE = "Audit twenty referrals each month and report to the board"


def row(*cells: str) -> str:
    return tr(*(cell if cell.startswith("<") else tc(*(cell.split("\n") if cell else ())) for cell in cells))


def table(*rows) -> str:
    return tbl(*(one if isinstance(one, str) else row(*one) for one in rows))


def bold(words: str) -> str:
    return p(r(words, look="<w:b/>"))


def shaded(colour: str, *words: str) -> str:
    return tc(*words, properties=f'<w:shd w:val="clear" w:fill="{colour}"/>')


def over(words: str, columns: int) -> str:
    return tr(tc(words, properties=span(columns)))


def imported(*blocks: str) -> Imported:
    given = Given("", "Westmere", "other", day=date(2026, 5, 20))
    return to_plan(read_tables("plan.docx", docx(*blocks)), given, "x.json")


# the words of a legend -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("Partly achieved", "at_risk"),
        ("Partially complete", "at_risk"),
        ("Nearly complete", "at_risk"),
        ("Substantially complete", "at_risk"),
        ("Not fully implemented", "at_risk"),
        ("Not implemented", ""),
        ("Not delivered", ""),
        ("Not done", ""),
        ("Not closed", ""),
        ("Incomplete", ""),
        ("To be completed", ""),
        ("Yet to be completed", ""),
        ("Action to be completed by target date", ""),
        ("Closed without completion", ""),
        ("Not signed off", ""),
        ("Completed but not yet signed off", "completed"),
        ("Completed, awaiting sign off", "completed"),
        ("Completed and signed off", "verified"),
        ("Completed late", "completed"),
        ("Likely to be completed late", "off_track"),
        ("Unlikely to be achieved", "off_track"),
        ("Not achieved", "off_track"),
        ("Not on schedule", "off_track"),
        ("Not progressing", "off_track"),
        ("Deadline passed, not complete", "off_track"),
        ("In progress, not yet complete", "on_track"),
        ("Expected to be completed by the due date", "on_track"),
        ("Work in progress, will complete by deadline", "on_track"),
        ("No concerns", "on_track"),
        ("Delayed but will still be achieved", "at_risk"),
        ("Risk of not being achieved", "at_risk"),
        ("Limited progress", "at_risk"),
        ("Action complete", "completed"),
        ("Fully achieved", "completed"),
    ],
)
def test_what_is_not_partly_or_still_to_be_done_is_not_done(words, means):
    assert meaning_of(words) == means


@pytest.mark.parametrize(
    ("words", "means"),
    [
        ("Not fully met", "partly"),
        ("Not embedded", "not_met"),
        ("Work outstanding", "partly"),
        ("Outstanding actions remain", "partly"),
        ("Outstanding practice", "exceeds"),
        ("Fully met", "met"),
    ],
)
def test_what_is_not_fully_met_is_not_met(words, means):
    assert meaning_of_grade(words) == means


# whole tables --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    """The blocks of a document, what its columns are, words of the plan and of its doubts, and what it must not say."""

    blocks: tuple[str, ...]
    columns: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    never: tuple[str, ...] = ()


HEAD = ("Action", "Lead", "Timescale", "RAG")
ROWS = ((ONE, "AB", "June 2026", "Red"), (TWO, "CD", "July 2026", "Green"))
BOARD = ("Ref", "Improvement action", "SRO", "Due date", "RAG last month", "RAG this month", "Commentary")
BY_DATE = ("Action", "Lead", "Original date", "Revised date", "Status")
ASKED = (
    "What is the issue?",
    "What do we need to do?",
    "Who will do it?",
    "When will it be done by?",
    "How will we know?",
)
CASES = {
    "you said, we did": Case(
        (table(("You said", "We did", "Who", "When"), ("Meetings are in school time", "Move them", "AB", "May 2026")),),
        ("recommendation", "action", "lead", "timescale"),
    ),
    "questions for headings": Case(
        (table(ASKED, ("Thresholds are unclear", ONE, "AB", "June 2026", "Fewer repeat referrals")),),
        ("recommendation", "action", "lead", "timescale", "measure"),
    ),
    "the rating of last month and of this": Case(
        (
            table(
                BOARD,
                ("1.1", ONE, "AB", "31 May 2026", "Green", "Red", "Late"),
                ("1.2", TWO, "CD", "2 June 2026", "Red", "Green", "Agreed"),
            ),
        ),
        ("reference", "action", "lead", "timescale", "", "rag", "progress"),
        holds=('rag: Red\n        note: "RAG last month: Green',),
        said=(
            "'RAG last month' could be how it is rated too: 'RAG this month' was taken",
            "nothing in the document says what its ratings mean, 'Red' and 'Green'",
        ),
    ),
    "a rating for each quarter": Case(
        (
            table(
                ("Action", "Lead", "Due", "Q1 RAG", "Q2 RAG"),
                (ONE, "AB", "June 2026", "Green", "Red"),
                (TWO, "CD", "July 2026", "Red", "Amber"),
            ),
        ),
        ("action", "lead", "timescale", "", "rag"),
    ),
    "no later date": Case(
        (
            table(
                BY_DATE,
                (ONE, "AB", "31 March 2026", "30 June 2026", "On track"),
                (TWO, "CD", "May 2026", "N/A", "Late"),
                (THREE, "EF", "June 2026", "June 2026", "Late"),
            ),
        ),
        ("action", "lead", "timescale", "revised", "rag"),
        holds=("timescale: 30 June 2026", "timescale: May 2026", "timescale: June 2026"),
        said=("'N/A' gives no later date: the date before was kept",),
        never=("timescale: N/A", "from: May 2026", "from: June 2026"),
    ),
    "an end and a day of completion": Case(
        (
            table(
                ("Action", "Owner", "Start date", "End date", "Completion date"),
                (ONE, "AB", "01/04/2026", "30/06/2026", "12/06/2026"),
                (TWO, "CD", "01/05/2026", "31/07/2026", "15/07/2026"),
            ),
        ),
        ("action", "lead", "", "timescale", "completed"),
    ),
    "the day of a meeting is no deadline": Case(
        (table(("Meeting date", "Action", "Owner"), ("12/01/2026", ONE, "AB"), ("13/02/2026", TWO, "CD")),),
        ("", "action", "lead"),
        said=("no column was taken for when an action is due: 'Meeting date' kept as notes",),
    ),
    "the only days of a table": Case(
        (table(("Action", "Lead", "Review date"), (ONE, "AB", "June 2026"), (TWO, "CD", "July 2026")),),
        ("action", "lead", "timescale"),
        said=("'Review date' is the only column of days, and was taken for when an action is due",),
    ),
    "headings again, with a word beside them": Case(
        (table(HEAD, ROWS[0], ("Action (cont.)", *HEAD[1:]), ROWS[1]),),
        never=("text: Action\n", "lead: Lead"),
    ),
    "a key that lies across": Case(
        (
            table(("Red", "Amber", "Green"), ("Not achieved", "Partly achieved", "Fully achieved")),
            p(""),
            table(HEAD, *ROWS),
        ),
        holds=("means: off_track", "means: at_risk", "means: completed"),
    ),
    "a key in one row": Case(
        (
            table(("Key:", "Red", "Significant delay", "Amber", "Some delay", "Green", "On schedule")),
            p(""),
            table(HEAD, *ROWS),
        ),
        holds=("label: Significant delay", "label: Some delay", "label: On schedule"),
    ),
    "a key of letters in one line": Case(
        (
            p("B – Complete, R – Off track, A – At risk, G – On track, GR – Not yet started"),
            table(HEAD, (*ROWS[0][:3], "GR"), (*ROWS[1][:3], "B")),
        ),
        holds=("title: plan", "GR:\n    means: not_started", "rag: GR", "rag: B\n"),
    ),
    "a letter that is no key": Case(
        (p("Panel: A - Chair, B - Deputy"), table(HEAD, *ROWS)),
        never=("\nrag:",),
    ),
    "a key is no title": Case(
        (p("Red = no evidence of impact"), p("Green = good evidence of impact"), table(HEAD, *ROWS)),
        holds=("title: plan",),
    ),
    "a heading over a table is its recommendation": Case(
        (
            table(over("Recommendation 3: Thresholds are reviewed", 4), HEAD, ROWS[0]),
            p(""),
            table(over("Recommendation 5: Training reaches all", 4), HEAD, ROWS[1]),
        ),
        holds=("id: 3\n    text: Thresholds are reviewed", "id: 5\n    text: Training reaches all"),
    ),
    "a letter and a heading in bold": Case(
        (
            table(
                ("Ref", *HEAD),
                row(tc(bold("A")), tc(bold("Front door")), "", "", ""),
                ("A1", *ROWS[0]),
                row(tc(bold("B")), tc(bold("Quality")), "", "", ""),
                ("B1", *ROWS[1]),
            ),
        ),
        holds=("text: A Front door", "id: A1", "text: B Quality", "id: B1"),
        never=("id: A\n",),
    ),
    "numbers of recommendations and of actions": Case(
        (
            table(
                ("Rec No", "Recommendation", "Action No", "Action", "Target", "Actual"),
                ("R1", "Thresholds are unclear", "1a", ONE, "June 2026", "May 2026"),
                ("", "", "1b", TWO, "July 2026", ""),
            ),
        ),
        ("reference", "recommendation", "", "action", "timescale", "completed"),
        holds=("id: R1", "id: 1a", "id: 1b"),
    ),
    "priorities that rank nothing": Case(
        (
            table(
                ("Priority", "Objective", *HEAD),
                ("1. Front door", "1.1 Thresholds are understood", *ROWS[0]),
                ("2. Quality", "2.1 Audit is regular", *ROWS[1]),
            ),
        ),
        ("theme", "recommendation", "action", "lead", "timescale", "rag"),
    ),
    "priorities that rank": Case(
        (table(("Priority", *HEAD), ("High", *ROWS[0]), ("Low", *ROWS[1])),),
        ("priority", "action", "lead", "timescale", "rag"),
    ),
    "numbered lines are no days": Case(
        (table(HEAD[:3], (f"1. {ONE}\n2. {TWO}", "1. AB\n2. CD", "1. June 2026\n2. July 2026")),),
        holds=("lead: AB", "lead: CD", "timescale: June 2026", "timescale: July 2026"),
    ),
    "a post on two lines": Case(
        (
            table(
                HEAD[:3],
                (ONE, "Head of Safeguarding\nand Quality Assurance", "June 2026"),
                (TWO, "Ann Bell and Jo Tarn", "July 2026"),
                (THREE, "J Bell / K Tarn", "May 2026"),
            ),
        ),
        holds=("lead: Head of Safeguarding and Quality Assurance", "lead: [J Bell, K Tarn]"),
        said=("'Ann Bell and Jo Tarn' may be several leads: kept as one",),
    ),
    "boxes of which one is ticked": Case(
        (table(HEAD, (*ROWS[0][:3], "☒ Complete ☐ In progress"), (*ROWS[1][:3], "☐ Complete ☐ In progress")),),
        holds=("rag: Complete\n", "rag: ☐ Complete ☐ In progress"),
        said=("of several boxes 'Complete' is ticked, and was taken",),
    ),
    "done, where a deadline should stand": Case(
        (table(HEAD[:3], (ONE, "AB", "Completed March 2026"), (TWO, "CD", "July 2026")),),
        said=("'Completed March 2026' says that it was done",),
    ),
    "days within a note": Case(
        (
            table(
                (*HEAD[:3], "Progress"),
                (
                    ONE,
                    "AB",
                    "June 2026",
                    "May 2026 – drafted.\nJune: agreed.\n07.06.26 Published\nUpdate 12 June 2026: sent",
                ),
                (TWO, "CD", "July 2026", ""),
            ),
        ),
        holds=("date: 2026-06-07\n            note: Published", "date: 2026-06-12\n            note: sent"),
        said=("'June: agreed.' names another day, and was put with 2026-05",),
    ),
    "whose update": Case(
        (
            table(
                (*HEAD[:3], "Police update", "Health update"),
                (ONE, "AB", "June 2026", "Joined", "Drafted"),
                (TWO, "CD", "July 2026", "", ""),
            ),
        ),
        holds=("Police update: Joined", "Health update: Drafted"),
    ),
    "colours of rows that nothing rates": Case(
        (
            table(
                HEAD[:3],
                row(*(shaded("FF0000", one) for one in ROWS[0][:3])),
                row(*(shaded("92D050", one) for one in ROWS[1][:3])),
            ),
        ),
        said=("cells are coloured, green and red, and no column rates: no colour was taken",),
    ),
    "a column for each colour": Case(
        (table((*HEAD[:3], "Red", "Amber", "Green"), (*ROWS[0][:3], "X", "", ""), (*ROWS[1][:3], "", "", "X")),),
        holds=("Red: X", "Green: X"),
        said=("a column for each colour, 'Red', 'Amber' and 'Green': kept as notes, and nothing is rated",),
    ),
    "how old it is": Case(
        (p("Improvement plan"), p("As at 31 May 2026"), table(HEAD, *ROWS)),
        holds=("as_at: 2026-05-31", "As at 31 May 2026"),
        said=("'31 May 2026' was taken for the day of the ratings and notes",),
    ),
    "accepted, yes or no": Case(
        (
            table(
                ("Recommendation", "Accepted Y/N", *HEAD[:3]),
                ("Thresholds are unclear", "Y", *ROWS[0][:3]),
                ("Training is patchy", "N", "", "", ""),
                ("Audits are rare", "Partially", THREE, "EF", "May 2026"),
            ),
        ),
        holds=("as: accepted", "as: rejected", "as: partly"),
        never=("note:",),
    ),
    "a key in the heading, in letters": Case(
        (table((*HEAD[:3], "RAG (R=overdue, A=in progress, G=done)"), (*ROWS[0][:3], "A"), (*ROWS[1][:3], "G")),),
        holds=("R:\n    means: off_track", "A:\n    means: on_track", "G:\n    means: completed"),
    ),
    "a key with letters in brackets": Case(
        (
            p(
                "(R) Red – will miss deadline; (A) Amber – may miss deadline; (G) Green – will meet deadline; "
                "(C) Complete"
            ),
            table(HEAD, (*ROWS[0][:3], "C"), (*ROWS[1][:3], "A")),
        ),
        holds=("Green:\n    means: on_track\n    label: will meet deadline\n  C:\n    means: completed", "rag: C\n"),
    ),
    "a key with headings of its own": Case(
        (
            table(("Colour", "Rating", "Meaning"), ("Red", "R", "Behind schedule"), ("Green", "G", "Delivered")),
            p(""),
            table(HEAD, *ROWS),
        ),
        holds=("label: Behind schedule", "label: Delivered"),
        never=("R Behind", "Colour:"),
    ),
    "words behind a colour": Case(
        (table(HEAD, (*ROWS[0][:3], "AMBER: trainer appointed"), (*ROWS[1][:3], "Red - Amber")),),
        holds=("rag: AMBER\n        note: trainer appointed", "rag: Red - Amber"),
        said=("rated 'AMBER'; the words behind it are kept in the note",),
    ),
    "a colour in the progress": Case(
        (table((*HEAD[:3], "Progress"), (*ROWS[0][:3], "Amber – trainer appointed"), (*ROWS[1][:3], "Green")),),
        said=("'Amber – trainer appointed' begins with a colour, and no column rates", "'Green' begins with a colour"),
        never=("rag:",),
    ),
    "how bad a risk is measures nothing": Case(
        (
            table(
                ("Risk", "Impact", "Mitigating action", "Owner"),
                ("Loss", "High", ONE, "AB"),
                ("Gaps", "Low", TWO, "CD"),
            ),
        ),
        ("", "", "action", "lead"),
        holds=("Impact: High",),
    ),
    "a standard beside an action, without a recommendation": Case(
        (table(("Standard", *HEAD[:3]), ("7.1", *ROWS[0][:3]), ("7.2", *ROWS[1][:3])),),
        holds=("Standard: 7.1", "Standard: 7.2"),
    ),
    "a standard that only looks like an action's number": Case(
        (table(("Standard", *HEAD[:3]), ("1.1", *ROWS[0][:3]), ("1.2", *ROWS[1][:3])),),
        holds=("Standard: 1.1", "Standard: 1.2"),
    ),
    "a column for each month": Case(
        (table((*HEAD[:2], "Apr", "May", "Jun"), (ONE, "AB", "X", "", ""), (TWO, "CD", "", "X", "X")),),
        said=("a column for each month, 'Apr' to 'Jun': kept as notes, and no action has a date",),
    ),
    "priorities over tables, with their leads": Case(
        (
            bold("Priority 1: Neglect") + p("Lead: Ann Bell"),
            table(HEAD[:1] + HEAD[2:], ROWS[0][:1] + ROWS[0][2:]),
            bold("Priority 2: Exploitation") + p("Lead: Jo Tarn"),
            table(HEAD[:1] + HEAD[2:], ROWS[1][:1] + ROWS[1][2:]),
        ),
        holds=("id: 1\n    text: Neglect", "id: 2\n    text: Exploitation", "Lead: Ann Bell"),
        said=("'Lead: Jo Tarn' stands over it: kept in the plan's note, and no action has it",),
    ),
    "nobody and nothing": Case(
        (
            table(
                HEAD, (ONE, "-", "June 2026", "-"), (TWO, "n/a", "July 2026", "Green"), (THREE, "AB", "May 2026", "Red")
            ),
        ),
        never=("lead: n/a", 'lead: "-"', 'rag: "-"'),
    ),
    "what is to be completed is not completed": Case(
        (table((*HEAD[:2], "Date to be completed", "Date completed"), (*ROWS[0][:3], ""), (*ROWS[1][:3], "May 2026")),),
        ("action", "lead", "timescale", "completed"),
        holds=("completed: 2026-05",),
        never=("completed: 2026-06", "completed: 2026-07"),
    ),
    "to be completed by": Case(
        (table((*HEAD[:2], "To be completed by"), ROWS[0][:3], ROWS[1][:3]),),
        ("action", "lead", "timescale"),
        never=("completed:",),
    ),
    "expected completion": Case(
        (table((*HEAD[:2], "Expected completion"), ROWS[0][:3], ROWS[1][:3]),),
        ("action", "lead", "timescale"),
        never=("completed:",),
    ),
    "the later date in the column before the first": Case(
        (
            table(
                ("Action", "Lead", "Revised date", "Original date"),
                (ONE, "AB", "30 June 2026", "31 March 2026"),
                (TWO, "CD", "", "May 2026"),
            ),
        ),
        ("action", "lead", "revised", "timescale"),
        holds=("timescale: 30 June 2026", "from: 31 March 2026", "timescale: May 2026"),
        never=("timescale: 31 March 2026",),
    ),
    "revised, in brackets": Case(
        (
            table(
                ("Action", "Lead", "Target date (revised)", "Target date"),
                (ONE, "AB", "30 June 2026", "31 March 2026"),
                (TWO, "CD", "", "May 2026"),
            ),
        ),
        ("action", "lead", "revised", "timescale"),
        holds=("timescale: 30 June 2026", "from: 31 March 2026"),
    ),
    "a key the other way round": Case(
        (p("Off track = Red"), p("On track = Green"), table(HEAD, *ROWS)),
        holds=("Red:\n    means: off_track", "Green:\n    means: on_track", "title: plan"),
    ),
    "two ratings, of delivery and impact": Case(
        (table((*HEAD[:3], "Impact RAG", "Delivery RAG"), (*ROWS[0], "Green"), (*ROWS[1], "Red")),),
        never=("measure:",),
    ),
    "a target in figures": Case(
        (
            table(
                ("Action", "Target", "Lead", "By when"),
                (ONE, "90% in ten days", "AB", "June 2026"),
                (TWO, "95% trained", "CD", "July 2026"),
            ),
        ),
        ("action", "", "lead", "timescale"),
        holds=("Target: 90% in ten days",),
    ),
    "one cell over lead, date and rating": Case(
        (table(HEAD, ROWS[0], tr(tc(TWO), tc("Moved to the business plan", properties=span(3)))),),
        holds=("note: Moved to the business plan",),
        said=("one cell over lead, timescale, rag: taken for none of them, and kept as a note",),
        never=("lead: Moved", "timescale: Moved", "rag: Moved"),
    ),
    "planned, forecast and actual": Case(
        (
            table(
                ("Action", "Lead", "Planned finish", "Forecast finish", "Actual finish"),
                (ONE, "AB", "31/05/2026", "30/06/2026", "29/06/2026"),
                (TWO, "CD", "31/05/2026", "31/07/2026", "30/07/2026"),
            ),
        ),
        ("action", "lead", "timescale", "revised", "completed"),
    ),
    "a table that counts": Case(
        (
            table(("Theme", "Number", "Red", "Green"), ("Front door", "2", "1", "1"), ("Quality", "1", "0", "1")),
            p(""),
            table(HEAD, *ROWS),
        ),
        said=("none of its headings is one of a plan",),
        never=("text: Front door",),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_read_as_the_document_says_it_or_told(name):
    case = CASES[name]
    made = imported(*case.blocks)
    assert made.lost == ()
    loaded = load_one(Source("p.yaml", "p", made.text.encode()))
    assert isinstance(loaded.plan, Plan)
    assert loaded.whole
    if case.columns:
        head = next(one.head for one in made.tables if one.head is not None)
        assert tuple(column.meaning for column in head.columns) == case.columns
    said = "\n".join(f"{one.place}: {one.text}" for one in made.doubts)
    for words in case.said:
        assert words in said, said
    for words in case.holds:
        assert words in made.text, made.text
    for words in case.never:
        assert words not in made.text, made.text
