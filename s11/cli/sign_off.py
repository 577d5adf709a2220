"""The command ``sign-off``: somebody other than its lead has checked that an action was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import Address, Commit, Diff, Editing, On, edit_place, needed
from s11.cli.options import AsOf

if TYPE_CHECKING:
    from s11.edit import Draft, Entry, Place


def sign_off(
    address: Address = None,
    by: Annotated[
        str,
        typer.Option(
            "--by",
            metavar="KEY",
            autocompletion=offers.people,
            envvar="S11_BY",
            help="Who checked it: a key of people, and not its lead.",
        ),
    ] = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """Somebody other than its lead has checked what was done."""
    from s11.edit import sign_off as enter

    given = {"by": by}

    def ask_first(place: Place) -> None:
        given["by"] = needed(by, "--by", "Who checked it?", place.plan.people)

    def make(draft: Draft, place: Place, entry: Entry) -> None:
        enter(draft, place, entry.day, draft.person(given["by"], "--by"))

    return edit_place(address, Editing.of(as_of, on, "", diff, commit), as_of, make, ask_first)
