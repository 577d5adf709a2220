"""Commands that look: status, due, show, when."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli.options import (
    AsOf,
    FilterOptions,
    Json,
    Plans,
    Rev,
    SinceOption,
    UsageError,
    as_of_day,
    exit_code_of_reading,
    load_conventions,
    load_plans,
    load_travel,
    parse_day_option,
    print_out,
    required_revision,
    standard_input,
    streamed,
    terminal_settings,
    with_filter_options,
)

if TYPE_CHECKING:
    from s11.plan import PlanFiles, Streamed
    from s11.store import PlanSet
    from s11.view import Status
    from s11.when import Vantage


@with_filter_options
def status(
    plans: Plans = None,
    by: Annotated[str, typer.Option("--by", metavar="GROUP", help="Also roll up by recommendation, theme, lead, standard, organisation or state.")] = "",
    why: Annotated[bool, typer.Option("--why", help="Name the actions that make a group's state.")] = False,
    since: SinceOption = None,
    as_of: AsOf = None,
    rev: Rev = None,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither use nor keep what an earlier run worked out of files that have not changed since.")] = False,
    json: Json = False,
    asked: FilterOptions = FilterOptions(),
) -> int:
    """Counts by state, stated and checked side by side, for each plan and the portfolio."""
    from s11 import view

    if by and by not in view.GROUPINGS:
        raise UsageError(f"'{by}' is not a grouping: write one of {', '.join(view.GROUPINGS)}")
    chosen = asked.filter()
    found, register, vantage = streamed(plans, as_of, rev)
    if chosen or by or why or since or rev or no_cache:
        seen = view.status(register, vantage, found.revision.words, chosen, by or ("recommendation" if why else ""), load_travel(found, vantage, since, rev, chosen) if since else None)
    else:
        seen = _by_rows(found, register, vantage)
    if json:
        from s11.render.json import status_json

        print_out(status_json(seen))
    elif (paper := terminal_settings()) is None:
        from s11.render.terminal import status_lines

        print_out(status_lines(seen, why))
    else:
        from s11.render.terminal import status_screen

        print_out(status_screen(seen, paper, why))
    return 1 if seen.head.not_read else 0


def _by_rows(found: PlanSet, register: Streamed, vantage: Vantage) -> Status:
    """Counts of which those of files that have not changed are as an earlier run left them."""
    from s11 import store
    from s11.plan import FORMAT
    from s11.view.plans import status_by_rows
    from s11.view.rows import LAYOUT, Rows

    settings = store.settings(found.base)
    made_with = store.made_with(FORMAT.encode(), str(LAYOUT).encode(), settings.data if settings else b"")
    rows = Rows(store.remembered(found.root, made_with), found.names, found.digests)
    seen = status_by_rows(register, vantage, found.revision.words, rows)
    if rows.changed:
        store.remember(found.root, made_with, rows.after)
    return seen


@with_filter_options
def due(
    plans: Plans = None,
    within: Annotated[str, typer.Option("--within", metavar="SPAN", help="Only what is late or due within this span: 6w, 30d, 3m, 1y.")] = "",
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
    asked: FilterOptions = FilterOptions(),
) -> int:
    """Every outstanding dated thing, oldest first, under its action."""
    from s11 import view

    chosen = asked.filter()
    found, register, vantage = streamed(plans, as_of, rev)
    seen = view.due_list(register, vantage, found.revision.words, chosen, _span(within, vantage.as_of))
    if json:
        from s11.render.json import due_json

        print_out(due_json(seen))
    elif (paper := terminal_settings()) is None:
        from s11.render.terminal import due_lines

        print_out(due_lines(seen))
    else:
        from s11.render.terminal import due_screen

        print_out(due_screen(seen, paper))
    return 1 if seen.head.not_read else 0


def _span(said: str, day: date) -> int | None:
    """A span such as 6w, 30d, 3m or 1y as a number of days from ``day``."""
    from s11.when import Period, add_period

    if not said:
        return None
    words = said.strip().lower()
    if words[:-1].isascii() and words[:-1].isdigit() and words[-1] in "dwmy" and len(words) <= 5:
        period = Period.parse(f"P{int(words[:-1])}{words[-1].upper()}") if int(words[:-1]) else Period()
        return 0 if period == Period() else (add_period(day, period, 1, False) - day).days
    raise UsageError(f"'{said}' is not a span: write --within as 6w, 30d, 3m or 1y")


def show(
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="plan#4, plan#4/2 for its second piece of evidence, plan#4/m2 for its second milestone, or plan#rec:4.")],
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
) -> int:
    """One action, piece of evidence, milestone or recommendation, with its why."""
    from s11 import view

    plan_id, hash_, rest = address.partition("#")
    if not hash_ or not rest:
        raise UsageError(f"'{address}' is not an address: write plan#4, plan#4/2, plan#4/m2 or plan#rec:4")
    found, register, vantage = load_plans([plan_id], as_of, rev)
    if len(register.files) != 1:
        raise UsageError(f"'{plan_id}' is {len(register.files)} plans: name one")
    seen = view.show(register, vantage, f"{register.files[0].source.id}#{rest}", found.revision.words, _named_by(found, register, rev))
    if seen is None:
        from s11.plan import did_you_mean

        plan = register.files[0].plan
        known = [action.id for _, action in plan.actions()] if plan else []
        raise UsageError(f"{plan_id} has nothing at '#{rest}'" + (f"; {hint}" if not rest.isdigit() and (hint := did_you_mean(rest, known)) else f"; its actions are {known[0]} to {known[-1]}" if known else ""))
    if json:
        from s11.render.json import show_json

        print_out(show_json(seen))
    else:
        from s11.render.terminal import ScreenSettings, show_screen

        print_out(show_screen(seen, terminal_settings() or ScreenSettings(100)))
    return exit_code_of_reading(register)


def _named_by(found: PlanSet, register: PlanFiles, rev: str | None) -> PlanFiles:
    """The plans that these say carry something on, as far as they stand under ``plans/``."""
    from s11 import plan, store

    names = {name for one in register.plans for name in one.named_plans()}
    if not names:
        return plan.PlanFiles(())
    try:
        sources = store.find_plans((), Path.cwd(), required_revision(rev)).sources
    except store.NotFound:
        # a file that stands alone: its addresses are shown as they are written
        return plan.PlanFiles(())
    return plan.load((source for source in sources if source.id in names), load_conventions(found.base))


def when(
    phrase: Annotated[str | None, typer.Argument(metavar="PHRASE", help="The words of a timescale.")] = None,
    file: Annotated[str, typer.Option("--file", metavar="FILE", help="Read one phrase a line from this file; '-' for standard input.")] = "",
    agreed: Annotated[str | None, typer.Option("--agreed", metavar="DATE", help="The day from which a missing year is taken.")] = None,
    as_of: AsOf = None,
    json: Json = False,
) -> int:
    """How s11 reads a timescale: its kind, its due day, and whether that is certain."""
    from s11 import store
    from s11.render.json import text as json_text
    from s11.render.json import when_value
    from s11.when import Timescale

    from_day = parse_day_option("--agreed", agreed) if agreed is not None else None
    if (phrase is None) == (not file):
        raise UsageError("name one phrase, or a file with --file")
    day = as_of_day(as_of)
    phrases = [phrase] if phrase is not None else _phrases(file)
    conventions = load_conventions(store.base_of(Path.cwd()))
    readings = [Timescale.read(words, from_day, "agreed", conventions) for words in phrases]
    if json:
        values = [when_value(reading) for reading in readings]
        print_out(json_text(values if file else values[0]))
        return 0
    from s11.render.terminal import ScreenSettings, when_line, when_screen
    from s11.standing import next_due_days

    paper = terminal_settings()
    if paper is None and file:
        print_out("".join(when_line(reading) + "\n" for reading in readings))
        return 0
    for reading in readings:
        print_out(when_screen(reading, next_due_days(reading, day, 5), paper or ScreenSettings(100)))
    return 0


def _phrases(file: str) -> list[str]:
    from s11 import store
    from s11.text import MAX_BYTES

    data = standard_input() if file == "-" else store.read_bytes(Path(file))
    if len(data) > MAX_BYTES:
        raise UsageError(f"{'standard input' if file == '-' else file} is longer than the {MAX_BYTES:,} bytes that are read")
    return data.decode("utf-8-sig", "replace").splitlines()
