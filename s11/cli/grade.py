"""The command ``grade``: a grade of a standard, by the body itself or by a challenge, beside those that were given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.assessing import edit_assessment, split
from s11.cli.editing import Commit, Diff, Editing, On
from s11.cli.options import AsOf

if TYPE_CHECKING:
    from s11.edit import AssessmentDraft


def grade(
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS",
            autocompletion=offers.assessments_and_answers,
            help="A self-assessment's id, '#' and the number of the standard: westmere/assessment-2026#1.2; "
            "the id alone for the whole.",
        ),
    ],
    word: Annotated[
        str,
        typer.Argument(
            metavar="WORD", autocompletion=offers.grade_words, help="The grade, a word of the body's scale."
        ),
    ],
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="WHO",
            autocompletion=offers.graders,
            help="Who gives it: self, or the id of a challenge.",
        ),
    ] = "self",
    why: Annotated[
        str,
        typer.Option(
            "--why", metavar="WORDS", help="Why; needed where it says something else than the grade before it."
        ),
    ] = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """A grade of a standard, beside those that were given.

    None takes the place of another: the last of the body and the last of others stand side by side.
    """
    from s11.edit import Entry
    from s11.edit.assessing import grade as enter

    name, standard = split(address, whole=True)
    editing = Editing.of(as_of, on, "", diff, commit)

    def change(draft: AssessmentDraft) -> None:
        enter(draft, standard, word, Entry(editing.day), by=by, why=why)

    return edit_assessment(name, editing, as_of, change)
