"""The command ``ask``: more time asked for, and not granted yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli.editing import Address, AsAgreed, By, Commit, Diff, Editing, On, Why, edit_place, needed
from s11.cli.options import AsOf

if TYPE_CHECKING:
    from s11.edit import Draft, Entry, Place


def ask(
    address: Address = None,
    to: Annotated[str, typer.Option("--to", metavar="WORDS", help="Until when, for example 'June 2027'.")] = "",
    why: Why = "",
    as_agreed: AsAgreed = False,
    by: By = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """More time asked for: it moves nothing until it is granted.

    Then type 's11 grant' or 's11 refuse' with the same address.
    """
    from s11.edit import ask as enter

    given = {"to": to, "why": why}

    def ask_first(_: Place) -> None:
        given["to"] = needed(to, "--to", "Until when is more time asked for?")
        given["why"] = needed(why, "--why", "Why is more time needed?")

    def make(draft: Draft, place: Place, entry: Entry) -> None:
        enter(draft, place, entry, given["to"], given["why"], as_agreed=as_agreed)

    editing = Editing.of(as_of, on, by, diff, commit)
    return edit_place(address, editing, as_of, make, ask_first, ("action", "evidence", "milestone"))
