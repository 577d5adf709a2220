"""The command ``due``: every outstanding date or piece of evidence, oldest first, under its action."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from s11.cli.loading import check_filter, stream_plans
from s11.cli.options import AsOf, FilterOptions, Json, Plans, Rev, UsageError, with_filter_options
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
    found, register, vantage = stream_plans(plans, as_of, rev)
    seen = view.due_list(register, vantage, found.revision.words, chosen, _days_in(within, vantage.as_of))
    if not seen.things and not seen.requests:
        # only where nothing is found: of what is found every name was there
        check_filter(chosen, register.files)
    if json:
        from s11.render.json import due_json

        print_out(due_json(seen))
    elif (settings := terminal_settings()) is None:
        from s11.render.due_text import due_lines

        print_out(due_lines(seen))
    else:
        from s11.render.due_text import due_screen

        print_out(due_screen(seen, settings, why))
    return 1 if seen.head.not_read else 0


def _days_in(given: str, day: date) -> int | None:
    """A length of time such as 6w, 30d, 3m or 1y as a number of days from ``day``; None where none is given."""
    from s11.when import Period, add_period

    if not given:
        return None
    length = given.strip().lower()
    if length[:-1].isascii() and length[:-1].isdigit() and length[-1] in "dwmy" and len(length) <= 5:
        if int(length[:-1]) == 0:
            return 0
        if period := Period.parse(f"P{int(length[:-1])}{length[-1].upper()}"):
            return (add_period(day, period, 1, False) - day).days
    raise UsageError(f"'{given}' is not a length of time: write --within as 6w, 30d, 3m or 1y")
