"""The command ``challenge``: somebody who looked at a return, or a question that they put about one answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.assessing import edit_assessment, split
from s11.cli.editing import Commit, Diff, Editing, On, needed
from s11.cli.options import AsOf, UsageError
from s11.english import join_words

if TYPE_CHECKING:
    from s11.edit import AssessmentDraft


def challenge(
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS",
            autocompletion=offers.assessments_and_answers,
            help="A self-assessment's id, for who looked at it; with '#' and a standard's number, for a question.",
        ),
    ],
    question: Annotated[
        str, typer.Argument(metavar="[WORDS]", help="Of an answer: what was asked about it.", show_default=False)
    ] = "",
    how: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="KIND",
            autocompletion=offers.challengers,
            help="Of the whole: what it was, such as peer_review, panel, survey.",
        ),
    ] = "",
    own_id: Annotated[
        str, typer.Option("--id", metavar="ID", help="The name by which grades name it; else its kind.")
    ] = "",
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="WHO",
            autocompletion=offers.challenge_ids,
            help="Of a question: the challenge that put it. Of the whole: who they were; once for each.",
        ),
    ] = None,
    about: Annotated[
        list[str] | None,
        typer.Option("--about", metavar="NUMBER", help="The number of a standard that it looked at; once for each."),
    ] = None,
    of: Annotated[str, typer.Option("--of", metavar="WORDS", help="Whom or what it looked at.")] = "",
    asked: Annotated[str, typer.Option("--asked", metavar="NUMBER", help="Of a survey: how many were asked.")] = "",
    answered: Annotated[str, typer.Option("--answered", metavar="NUMBER", help="And how many answered.")] = "",
    report: Annotated[str, typer.Option("--report", metavar="LINK", help="Where its report can be read.")] = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """Somebody who looked at a return, or a question they put."""
    from s11.edit import Entry
    from s11.edit.assessing import challenge as enter
    from s11.edit.assessing import question as ask
    from s11.plan import CHALLENGERS

    name, standard = split(address, whole=True)
    editing = Editing.of(as_of, on, "", diff, commit)
    of_whole = {"--as": how, "--id": own_id, "--about": about, "--of": of, "--asked": asked, "--answered": answered}
    if standard:
        if given := [option for option, value in (of_whole | {"--report": report}).items() if value]:
            raise UsageError(f"{join_words(given)}: of the whole challenge, and '{address}' is one answer")
        if not question:
            raise UsageError(f"say what was asked: s11 challenge {address} 'How do you know?' --by peer_review")
        if len(by or ()) != 1:
            raise UsageError("say with --by which challenge asks: the id of one")
    elif question:
        raise UsageError(f"a question is about one answer: write {name}#1 with the number of its standard")

    def change(draft: AssessmentDraft) -> None:
        day = Entry(editing.day)
        if standard:
            ask(draft, standard, question, day, (by or [""])[0])
            return
        enter(
            draft,
            needed(how, "--as", "What was it?", CHALLENGERS),
            day,
            own_id=own_id,
            by=by or (),
            about=about or (),
            of=of,
            asked=asked,
            answered=answered,
            report=report,
        )

    return edit_assessment(name, editing, as_of, change)
