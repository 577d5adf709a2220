"""The command ``show``: one action, recommendation or what it holds, with its why; or a self-assessment."""

from __future__ import annotations

from typing import Annotated

import typer

from s11.cli import offers
from s11.cli.loading import exit_code_of_reading, load_plans
from s11.cli.options import AsOf, Json, Rev, UsageError
from s11.cli.terminal import print_out, terminal_settings


def show(
    address: Annotated[
        str,
        typer.Argument(
            metavar="ADDRESS",
            help=(
                "plan#4, plan#4/2 for its second piece of evidence, plan#4/m2 for its second milestone, or plan#rec:4; "
                "a self-assessment, assessment#1.2 for what it says of a standard, assessment#1.2/3 for evidence."
            ),
            autocompletion=offers.addresses_and_answers,
        ),
    ],
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
) -> int:
    """One action or recommendation, or what it holds, with its why.

    What an action holds is its evidence and its milestones. Of a self-assessment: the whole, or one standard with every
    grade, who looked at it, its evidence, questions and actions.
    """
    from s11 import view

    plan_id, hash_, rest = address.partition("#")
    no_address = UsageError(
        f"'{address}' is not an address: write plan#4, plan#4/2, plan#4/m2 or plan#rec:4, or the id of a "
        "self-assessment"
    )
    if not plan_id:
        raise no_address
    plan_set, register, vantage = load_plans([plan_id], as_of, rev, or_assessments=True)
    if plan_set.assessments and not register.files:
        return _show_return(plan_id, rest if hash_ else None, as_of, rev, json)
    if not hash_ or not rest:
        raise no_address
    if len(register.files) != 1:
        raise UsageError(f"'{plan_id}' means {len(register.files)} plans: give the id of one")
    seen = view.show(
        register,
        vantage,
        f"{register.files[0].source.id}#{rest}",
        plan_set.revision.words,
    )
    if seen is None:
        from s11.plan import or_near_address

        raise UsageError(f"{plan_id} has nothing at '#{rest}'{or_near_address(register.files[0].plan, rest)}")
    if json:
        from s11.render.json import show_json

        print_out(show_json(seen))
    else:
        from s11.render.screen import ScreenSettings
        from s11.render.show_text import show_screen

        print_out(show_screen(seen, terminal_settings() or ScreenSettings(100)))
    return exit_code_of_reading(register)


def _show_return(name: str, inside: str | None, as_of: str | None, rev: str | None, json: bool) -> int:
    """A self-assessment; ``inside``: what stands after '#', one standard of it, or a piece of its evidence."""
    from s11.cli.assessment_report import load_returns, returns_published
    from s11.cli.publication import Audience
    from s11.view.assessment_records import AnswerShown, EvidenceShown

    pages, around = returns_published(load_returns([name], as_of, rev), Audience())
    if not pages:
        raise UsageError(f"nothing of '{name}' could be read: 's11 lint {name}' says why")
    if len(pages) != 1:
        raise UsageError(f"'{name}' means {len(pages)} self-assessments: give the id of one")
    (page,) = pages
    answer: AnswerShown | None = None
    piece: EvidenceShown | None = None
    if inside is not None:
        standard, slash, number = inside.partition("/")
        answer = next((one for one in page.answers if one.standard == standard), None)
        if answer is None:
            raise UsageError(_no_standard(page.id, inside, [one.standard for one in page.answers]))
        if slash:
            piece = next((one for one in answer.evidence if str(one.number) == number), None)
            if piece is None:
                there = ", ".join(f"{page.id}#{standard}/{one.number}" for one in answer.evidence)
                hint = f"its evidence: {there}" if there else "no evidence is named there"
                raise UsageError(f"{page.id}#{standard} has no piece of evidence '{number}'; {hint}")
    if json:
        from s11.render.json import return_json

        print_out(return_json(page, answer, piece))
    else:
        from s11.render.assessment_text import assessment_screen
        from s11.render.screen import ScreenSettings

        print_out(assessment_screen(page, terminal_settings() or ScreenSettings(100), answer, piece))
    return 1 if around.head.not_read else 0


def _no_standard(name: str, inside: str, known: list[str]) -> str:
    from s11.plan import did_you_mean

    if not inside:
        return f"'{name}#' names no standard: write its number after '#'"
    near = did_you_mean(inside, known) or (f"there are {', '.join(known)}" if known else "it answers no standard")
    return f"{name} has no standard '{inside}'; {near}"
