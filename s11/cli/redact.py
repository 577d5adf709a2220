"""The command ``redact``: words taken out of what was recorded, for a person's sake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli.editing import Address, By, Commit, Diff, Editing, On, edit_place, needed
from s11.cli.options import AsOf
from s11.cli.terminal import print_err

if TYPE_CHECKING:
    from s11.edit import Draft, Entry, Place


def redact(
    address: Address = None,
    words: Annotated[
        str, typer.Option("--words", metavar="WORDS", help="What is to be taken out, as it stands in the plan.")
    ] = "",
    why: Annotated[
        str, typer.Option("--why", metavar="WORDS", help="The reason, without saying what the words were.")
    ] = "",
    by: By = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """Words taken out for a person's sake; the entry says so.

    Each entry says that and why. An address may be a plan's own id: then they are taken out of all of it. Git keeps
    what was ever committed.
    """
    from s11.edit import redact as enter
    from s11.edit.words import still_there
    from s11.rules.rule import KEPT_BY_GIT

    given = {"words": words, "why": why}
    lines: list[int] = []

    def ask_first(_: Place) -> None:
        given["words"] = needed(words, "--words", "Which words are to be taken out?")
        given["why"] = needed(why, "--why", "Why? Do not say what the words were.")

    def make(draft: Draft, place: Place, entry: Entry) -> None:
        enter(draft, place, entry, given["words"], given["why"])
        lines[:] = still_there(draft, given["words"])

    code = edit_place(
        address, Editing.of(as_of, on, by, diff, commit), as_of, make, ask_first, ("recommendation", "action")
    )
    if code == 0:
        if lines:
            print_err(f"they still stand elsewhere in this file, on line {', '.join(map(str, lines))}")
        print_err(KEPT_BY_GIT)
    return code
