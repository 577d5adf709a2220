"""The command ``refuse``: more time that was asked for is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import Address, Commit, Diff, Editing, On, Why, edit_place, needed
from s11.cli.options import AsOf

if TYPE_CHECKING:
    from s11.edit import Draft, Entry, Place


def refuse(
    address: Address = None,
    why: Why = "",
    by: Annotated[
        str,
        typer.Option(
            "--by", metavar="WHO", autocompletion=offers.people, help="Who refused it: a key of people, or a body."
        ),
    ] = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """More time that was asked for is refused: the date stays."""
    from s11.edit import refuse as enter

    given = {"why": why}

    def ask_first(_: Place) -> None:
        given["why"] = needed(why, "--why", "Why is it refused?")

    def make(draft: Draft, place: Place, entry: Entry) -> None:
        enter(draft, place, entry, given["why"], by)

    return edit_place(address, Editing.of(as_of, on, "", diff, commit), as_of, make, ask_first)
