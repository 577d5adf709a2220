"""The command ``evidence``: a piece of evidence of an answer, named and dated, not attached."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.assessing import AmendedBy, Amending, AnswerAddress, edit_assessment, split
from s11.cli.editing import Commit, Diff, Editing, On
from s11.cli.options import AsOf

if TYPE_CHECKING:
    from s11.edit import AssessmentDraft


def evidence(
    address: AnswerAddress,
    text: Annotated[str, typer.Argument(metavar="WORDS", help="What it is: 'Minutes of the safeguarding group'.")],
    dated: Annotated[
        str, typer.Option("--dated", metavar="DAY", help="Its day, or the month, 2026-07, where no day is known.")
    ] = "",
    impact: Annotated[
        str,
        typer.Option(
            "--impact", metavar="LEVEL", autocompletion=offers.impact_levels, help="A level of impact of the return."
        ),
    ] = "",
    effect: Annotated[str, typer.Option("--effect", metavar="WORDS", help="What became different for children.")] = "",
    frequency: Annotated[
        str, typer.Option("--frequency", metavar="WORDS", help="How often it comes about, where it recurs.")
    ] = "",
    link: Annotated[str, typer.Option("--link", metavar="LINK", help="Where it can be read.")] = "",
    held: Annotated[str, typer.Option("--held", metavar="WORDS", help="Where it is kept, where it is not sent.")] = "",
    example: Annotated[bool, typer.Option("--example", help="It may be shared with others as an example.")] = False,
    why: Amending = "",
    by: AmendedBy = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """Evidence of an answer: named and dated, not attached."""
    from s11.edit import Entry
    from s11.edit.assessing import amend
    from s11.edit.assessing import evidence as enter

    name, standard = split(address)
    editing = Editing.of(as_of, on, "", diff, commit)
    known = {"dated": dated, "frequency": frequency, "link": link, "held": held, "impact": impact, "effect": effect}

    def change(draft: AssessmentDraft) -> None:
        enter(draft, standard, text, example=example, **known)
        if why:
            amend(draft, standard, Entry(editing.day), by, why)

    return edit_assessment(name, editing, as_of, change)
