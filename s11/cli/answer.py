"""The command ``answer``: what a body says of a standard, or answers to a question about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.assessing import AmendedBy, Amending, AnswerAddress, edit_assessment, split
from s11.cli.editing import Commit, Diff, Editing, On
from s11.cli.options import AsOf, UsageError

if TYPE_CHECKING:
    from s11.edit import AssessmentDraft


def answer(
    address: AnswerAddress,
    text: Annotated[
        str,
        typer.Argument(metavar="[WORDS]", help="What the body says in its own words.", show_default=False),
    ] = "",
    question: Annotated[
        int | None,
        typer.Option(
            "--question",
            metavar="NUMBER",
            min=0,
            help="WORDS answer this question, counted from 1; 0 for the one that is open.",
        ),
    ] = None,
    not_applicable: Annotated[
        str, typer.Option("--not-applicable", metavar="WORDS", help="Why the standard does not apply to this body.")
    ] = "",
    none: Annotated[str, typer.Option("--none", metavar="WORDS", help="Why there is no action.")] = "",
    gap: Annotated[
        list[str] | None, typer.Option("--gap", metavar="WORDS", help="What is lacking; once for each.")
    ] = None,
    strength: Annotated[
        list[str] | None, typer.Option("--strength", metavar="WORDS", help="What is good; once for each.")
    ] = None,
    action: Annotated[
        list[str] | None,
        typer.Option(
            "--action",
            metavar="PLAN#ID",
            autocompletion=offers.action_addresses,
            help="An action that follows, by its address; once for each.",
        ),
    ] = None,
    why: Amending = "",
    by: AmendedBy = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """What a body says of a standard, or answers if asked."""
    from s11.edit import Entry
    from s11.edit.assessing import amend, enter_answer, reply

    name, standard = split(address)
    editing = Editing.of(as_of, on, "", diff, commit)
    fields = {"text": text, "not_applicable": not_applicable, "none": none}
    others = bool(not_applicable or none or gap or strength or action)
    if question is not None and (not text or others):
        raise UsageError("--question takes the answer alone: s11 answer ADDRESS 'The deputy does' --question 1")
    if question is None and not (text or others):
        raise UsageError("say what is answered: WORDS, --not-applicable, --none, --gap, --strength or --action")

    def change(draft: AssessmentDraft) -> None:
        if question is not None:
            reply(draft, standard, question, text)
        else:
            enter_answer(draft, standard, fields, gaps=gap or (), strengths=strength or (), actions=action or ())
        if why:
            amend(draft, standard, Entry(editing.day), by, why)

    return edit_assessment(name, editing, as_of, change)
