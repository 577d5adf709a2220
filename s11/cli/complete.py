"""The command ``complete``: what was done, received or reached, with its day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import Address, By, Commit, Diff, Editing, Note, edit_place, wanted
from s11.cli.options import AsOf, as_of_day, parse_day_option
from s11.cli.terminal import can_ask

if TYPE_CHECKING:
    from s11.edit import Draft, Entry, Place


def complete(
    address: Address = None,
    on: Annotated[
        str,
        typer.Option(
            "--on", metavar="DAY", help="The day it was done, or the month, 2013-07, where no day is known; else today."
        ),
    ] = "",
    cycle: Annotated[
        str | None,
        typer.Option("--for", metavar="DAY", help="Where it recurs: a day in the cycle it is for, best its due day."),
    ] = None,
    rag: Annotated[
        str,
        typer.Option(
            "--rag",
            metavar="WORD",
            autocompletion=offers.ratings,
            help="The rating with it; else the legend's one word for completed.",
        ),
    ] = "",
    note: Note = "",
    by: By = "",
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """An action done, evidence received, a milestone reached.

    What recurs keeps its rating; an action that is done once is rated completed.
    """
    from s11.edit import complete as enter

    given = {"on": on or as_of_day(as_of).isoformat(), "note": note}

    def ask_first(_: Place) -> None:
        if not on and not note and can_ask():
            given["on"] = wanted("", f"The day it was done, {given['on']} or another?") or given["on"]
            given["note"] = wanted("", "What was done?")

    def make(draft: Draft, place: Place, entry: Entry) -> None:
        day = parse_day_option("--for", cycle) if cycle is not None else None
        enter(draft, place, entry, given["on"], cycle=day, rag=rag, note=given["note"])

    editing = Editing.of(as_of, None, by, diff, commit)
    return edit_place(address, editing, as_of, make, ask_first, ("action", "evidence", "milestone"))
