"""The command ``due``: every outstanding date or piece of evidence, oldest first, under its action."""

from __future__ import annotations

from typing import Annotated

import typer

from s11.cli.loading import check_filter, stream_plans
from s11.cli.options import AsOf, FilterOptions, Json, Plans, Rev, days_in, with_filter_options
from s11.cli.terminal import print_out, terminal_settings


@with_filter_options
def due(
    plans: Plans = None,
    within: Annotated[
        str,
        typer.Option("--within", metavar="SPAN", help="Only what is late or due within this span: 6w, 30d, 3m, 1y."),
    ] = "",
    why: Annotated[
        bool, typer.Option("--why", help="On a screen: beneath each, how its words are read and what was recorded.")
    ] = False,
    from_first: Annotated[
        bool, typer.Option("--from-first", help="Also how late what was moved would be by its first date.")
    ] = False,
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """Every outstanding date or piece of evidence, oldest first.

    Each stands under its action.
    """
    from s11 import view

    chosen = filters.filter()
    plan_set, register, vantage = stream_plans(plans, as_of, rev)
    seen = view.due_list(register, vantage, plan_set.revision.words, chosen, days_in("--within", within, vantage.as_of))
    if not seen.things and not seen.requests:
        # only where nothing is found: of what is found every name was there
        check_filter(chosen, register.files)
    if json:
        from s11.render.json import due_json

        print_out(due_json(seen))
    elif (settings := terminal_settings()) is None:
        from s11.render.due_text import due_lines

        print_out(due_lines(seen, from_first))
    else:
        from s11.render.due_text import due_screen

        print_out(due_screen(seen, settings, why, from_first))
    return 1 if seen.head.not_read else 0
