"""The command ``split``: one action that is several."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli.editing import Address, By, Commit, Diff, Editing, On, Why, edit_place, needed, wanted
from s11.cli.options import AsOf

if TYPE_CHECKING:
    from s11.edit import Draft, Entry, Place


def split(
    address: Address = None,
    into: Annotated[
        list[str] | None,
        typer.Option("--into", metavar="WORDS", help="The words of one of the new actions; twice or more."),
    ] = None,
    why: Why = "",
    by: By = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """One action that is several, each under an id of its own.

    Lead, date, changes of date, rating and standards go along. Evidence and notes stay with the old one.
    """
    from s11.edit import split as enter

    texts, reason = list(into or ()), [why]

    def ask_first(_: Place) -> None:
        while len(texts) < 2 and not into:
            texts.append(needed("", "--into", f"What is action {len(texts) + 1} of them to do?"))
            if len(texts) >= 2:
                while more := wanted("", "And another?"):
                    texts.append(more)
        reason[0] = needed(why, "--why", "Why is it split?")

    def make(draft: Draft, place: Place, entry: Entry) -> None:
        enter(draft, place, entry, texts, reason[0])

    return edit_place(address, Editing.of(as_of, on, by, diff, commit), as_of, make, ask_first)
