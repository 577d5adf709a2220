"""The command ``questions``: every question that was put to a body about its self-assessment, and its answer."""

from __future__ import annotations

from typing import Annotated

import typer

from s11.cli import offers
from s11.cli.loading import find_plans, load_conventions, load_standards_files, stream_plans
from s11.cli.options import AsOf, Json, Rev, UsageError
from s11.cli.terminal import print_out, terminal_settings


def questions(
    returns: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RETURN]...",
            autocompletion=offers.assessment_ids,
            help="Self-assessments: ids, files or folders; without any, every one under plans/.",
        ),
    ] = None,
    unanswered: Annotated[bool, typer.Option("--unanswered", help="Only what has no answer.")] = False,
    organisation: Annotated[
        str,
        typer.Option(
            "--organisation",
            metavar="NAME",
            autocompletion=offers.bodies_that_answer,
            help="Only what this body was asked.",
        ),
    ] = "",
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
) -> int:
    """What bodies were asked about their self-assessments.

    Each question: by whom, when, to whom, and its answer, or for how many days it has had none; those first.
    """
    from s11.plan import fold_word, unknown_word
    from s11.rules.assessments import load_assessments
    from s11.view.questions import challenge_log

    plan_set, register, vantage = stream_plans(None, as_of, rev, or_assessments=True)
    sources = find_plans(returns, as_of, rev, or_assessments=True)[0].assessments if returns else plan_set.assessments
    files = load_assessments(sources, load_conventions(plan_set.base))
    if not files:
        raise UsageError(
            "none of these is a self-assessment, which is what questions looks at"
            if returns
            else "there is no self-assessment here: a file under plans/ that begins with 'format: s11-assessment/1'"
        )
    bodies = dict.fromkeys(file.assessment.organisation for file in files if file.assessment is not None)
    if organisation and fold_word(organisation) not in map(fold_word, bodies):
        raise UsageError(unknown_word(organisation, "a body that answers here", "--organisation", [*bodies]))
    seen = challenge_log(
        files,
        load_standards_files(plan_set.base),
        register,
        vantage,
        plan_set.revision.words,
        only_unanswered=unanswered,
        organisation=organisation,
    )
    if json:
        from s11.render.json import challenges_json

        print_out(challenges_json(seen))
    else:
        from s11.render.questions_text import challenges_lines, challenges_screen

        settings = terminal_settings()
        print_out(challenges_lines(seen) if settings is None else challenges_screen(seen, settings))
    return 1 if seen.head.not_read else 0
