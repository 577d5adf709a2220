"""The command ``responses``: what several bodies answer to a recommendation, and who has given no answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli.loading import exit_code_of_reading, find_plans, load_plans, load_templates
from s11.cli.options import AsOf, Json, Plans, Rev, UsageError, file_endings, format_of
from s11.cli.publication import print_not_read
from s11.cli.terminal import print_err, print_out, terminal_settings
from s11.render.formats import PAGES

if TYPE_CHECKING:
    from s11.store import Base
    from s11.view.responses import Recommendations


def responses(
    plans: Plans = None,
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help=f"Write a page or a paper: {file_endings(tuple(PAGES))}."),
    ] = "",
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
) -> int:
    """What several bodies answer to one recommendation.

    Of each that is put to several bodies, or that another plan answers: accepted or not, and the actions of each
    answer. A plan that is named is shown with all of its recommendations; the answers of every plan count.
    """
    from s11 import rules
    from s11.view.responses import recommendations

    format = format_of(output, tuple(PAGES))
    named = frozenset(plan_id for _, plan_id in find_plans(plans, as_of, rev)[0].names) if plans else None
    plan_set, register, vantage = load_plans(None, as_of, rev)
    seen = recommendations(register, vantage, plan_set.revision.words, named, str(rules.VERSION))
    if format:
        _write(seen, format, output, plan_set.base)
    elif json:
        from s11.render.json import recommendations_json

        print_out(recommendations_json(seen))
    else:
        from s11.render.responses_text import recommendations_lines, recommendations_screen

        settings = terminal_settings()
        print_out(recommendations_lines(seen) if settings is None else recommendations_screen(seen, settings))
    if format:
        print_not_read(seen.head)
    return exit_code_of_reading(register)


def _write(seen: Recommendations, format: str, output: str, base: Base) -> None:
    from s11 import render, store
    from s11.english import number_of
    from s11.render.sandbox import BadTemplate

    try:
        written = render.write_recommendations(seen, format, load_templates(base))
    except (BadTemplate, render.NotInstalled) as error:
        raise UsageError(str(error)) from error
    store.write(Path(output), written)
    print_err(f"written: {output} ({number_of(len(seen.rows), 'recommendation')}, {number_of(seen.answers, 'answer')})")
