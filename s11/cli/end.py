"""The command ``end``: an action closed without being done, with its reason and where it is carried on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import Address, By, Commit, Diff, Editing, On, Why, edit_place, needed
from s11.cli.options import AsOf

if TYPE_CHECKING:
    from s11.edit import Draft, Entry, Place

ENDINGS_HELP = "suspended, transferred, no_longer_needed, superseded or entered_in_error"


def end(
    address: Address = None,
    how: Annotated[
        str, typer.Option("--as", metavar="HOW", autocompletion=offers.endings, help=f"How it ended: {ENDINGS_HELP}.")
    ] = "",
    why: Why = "",
    to: Annotated[
        list[str] | None,
        typer.Option(
            "--to",
            metavar="PLACE",
            autocompletion=offers.places,
            help="What carries it on: '#5' in this plan, or plan#4; once for each.",
        ),
    ] = None,
    to_body: Annotated[
        list[str] | None,
        typer.Option("--to-body", metavar="BODY", help="A body outside that carries it on; once for each."),
    ] = None,
    by: By = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """An action closed without being done, and what carries it on."""
    from s11.edit import end as enter
    from s11.plan import ENDINGS

    given = {"how": how, "why": why}

    def ask_first(_: Place) -> None:
        given["how"] = needed(how, "--as", "How did it end?", ENDINGS)
        given["why"] = needed(why, "--why", "Why?")

    def make(draft: Draft, place: Place, entry: Entry) -> None:
        enter(draft, place, entry, given["how"], given["why"], to=to or (), bodies=to_body or ())

    return edit_place(address, Editing.of(as_of, on, by, diff, commit), as_of, make, ask_first)
