"""The command ``status``: counts by state for each plan and the portfolio."""

from __future__ import annotations

from typing import Annotated

import typer

from s11.cli.loading import exit_code_of_reading, load_plans, load_travel
from s11.cli.options import AsOf, FilterOptions, Json, Plans, Rev, SinceOption, UsageError, with_filter_options
from s11.cli.terminal import print_out, terminal_settings


@with_filter_options
def status(
    plans: Plans = None,
    by: Annotated[str, typer.Option("--by", metavar="GROUP", help="Also roll up by recommendation, theme, lead, standard, organisation or state.")] = "",
    why: Annotated[bool, typer.Option("--why", help="Name the actions that make a group's state.")] = False,
    since: SinceOption = None,
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """Counts by state, stated and checked side by side, for each plan and the portfolio."""
    from s11 import view

    if by and by not in view.GROUPINGS:
        raise UsageError(f"'{by}' is not a grouping: write --by as one of {', '.join(view.GROUPINGS)}")
    chosen = filters.filter()
    found, register, vantage = load_plans(plans, as_of, rev)
    travel = load_travel(found, vantage, since, rev, chosen) if since else None
    grouping = by or ("recommendation" if why else "")
    seen = view.status(register, vantage, found.revision.words, chosen, grouping, travel)
    if json:
        from s11.render.json import status_json

        print_out(status_json(seen))
    elif (settings := terminal_settings()) is None:
        from s11.render.status_text import status_lines

        print_out(status_lines(seen, why))
    else:
        from s11.render.status_text import status_screen

        print_out(status_screen(seen, settings, why))
    return exit_code_of_reading(register)
