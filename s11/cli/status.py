"""The command ``status``: counts by state for each plan and the portfolio."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.loading import PlansElsewhere, check_filter, find_plans, load_conventions, stream_plans
from s11.cli.options import AsOf, FilterOptions, Json, Plans, Rev, SinceOption, check_is_one_of, with_filter_options
from s11.cli.terminal import print_out, terminal_settings

if TYPE_CHECKING:
    from s11.view.counts import Status
    from s11.view.filters import Filter


@with_filter_options
def status(
    plans: Plans = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="GROUP",
            autocompletion=offers.groupings,
            help="Also roll up by recommendation, theme, lead, standard, organisation, body (of the leads) or state.",
        ),
    ] = "",
    why: Annotated[bool, typer.Option("--why", help="Name the actions that make a group's state.")] = False,
    long: Annotated[
        bool,
        typer.Option(
            "--long", help="On a screen: each plan's whole block, as of a plan that is named, not a line each."
        ),
    ] = False,
    since: SinceOption = None,
    as_of: AsOf = None,
    rev: Rev = None,
    no_cache: Annotated[
        bool,
        typer.Option(
            "--no-cache",
            help="Neither use nor keep what an earlier run worked out of files that have not changed since.",
        ),
    ] = False,
    json: Json = False,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """Counts by state, stated and checked, for each plan and all.

    On a screen several plans are a line each, the worst first; a plan that is named is shown whole.
    """
    from s11.view.counts import GROUPINGS

    if by:
        check_is_one_of("--by", by, GROUPINGS, "a grouping")
    if filters != FilterOptions() or by or why or since or rev is not None or no_cache:
        seen = _judged(plans, as_of, rev, since, by or ("recommendation" if why else ""), filters.filter())
    else:
        seen = _by_rows(plans, as_of)
    if json:
        from s11.render.json import status_json

        print_out(status_json(seen))
    elif (settings := terminal_settings()) is None:
        from s11.render.status_text import status_lines

        print_out(status_lines(seen, why))
    elif not (long or by or why) and len(seen.plans) > max(1, len(plans or ())):
        # more than were named: a line each
        from s11.render.status_list import status_list

        print_out(status_list(seen, settings))
    else:
        from s11.render.status_text import status_screen

        print_out(status_screen(seen, settings, why))
    return 1 if seen.head.not_read else 0


def _judged(
    plans: list[str] | None, as_of: str | None, rev: str | None, since: str | None, grouping: str, chosen: Filter
) -> Status:
    from s11.cli.comparison import load_travel
    from s11.view.plans import status as counted

    plan_set, register, vantage = stream_plans(plans, as_of, rev)
    travel = load_travel(plan_set, vantage, since, rev, chosen) if since else None
    seen = counted(register, vantage, plan_set.revision.words, chosen, grouping, travel)
    if not seen.portfolio.actions:
        # only where nothing is found: of what is found every name was there
        check_filter(chosen, register.files)
    return seen


def _by_rows(plans: list[str] | None, as_of: str | None) -> Status:
    """Counts of which those of files that have not changed are as an earlier run left them; where that is all of them,
    nothing is loaded that reads or judges plans.
    """
    from s11 import store
    from s11.view.status_rows import LAYOUT, Rows

    plan_set, vantage = find_plans(plans, as_of)
    settings = store.settings(plan_set.base)
    made_with = store.made_with(str(LAYOUT).encode(), settings.data if settings else b"")
    rows = Rows(store.remembered(plan_set.root, made_with), plan_set.names, plan_set.digests, vantage.as_of)
    if rows.missing:
        from s11.plan import Streamed
        from s11.view.plans import judge_missing

        conventions = load_conventions(plan_set.base)
        elsewhere = PlansElsewhere(None, conventions) if plans else None
        judge_missing(
            rows, Streamed(plan_set.sources, plan_set.names, conventions, False, elsewhere=elsewhere), vantage
        )
    if rows.changed:
        store.remember(plan_set.root, made_with, rows.after)
    return rows.status(vantage, plan_set.revision.words, len(plan_set.assessments))
