"""The command ``grant``: more time that was asked for is granted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import Address, By, Commit, Diff, Editing, On, Why, edit_place
from s11.cli.options import AsOf

if TYPE_CHECKING:
    from s11.edit import Draft, Entry, Place


def grant(
    address: Address = None,
    approved_by: Annotated[
        str,
        typer.Option(
            "--approved-by",
            metavar="WHO",
            autocompletion=offers.people,
            help="Who granted it: a key of people, or a body.",
        ),
    ] = "",
    to: Annotated[
        str, typer.Option("--to", metavar="WORDS", help="Where it is granted until another day than was asked for.")
    ] = "",
    why: Why = "",
    by: By = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """More time that was asked for is granted: the date moves.

    The reason is the one given with the request, where --why gives no other.
    """
    from s11.edit import grant as enter

    def make(draft: Draft, place: Place, entry: Entry) -> None:
        enter(draft, place, entry, why=why, approved_by=approved_by, to=to)

    return edit_place(address, Editing.of(as_of, on, by, diff, commit), as_of, make)
