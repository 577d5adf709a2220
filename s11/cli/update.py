"""The command ``update``: a rating, a note, a lead or another field of what an address means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import Address, By, Commit, Diff, Editing, Note, On, edit_place, wanted
from s11.cli.options import AsOf, UsageError
from s11.cli.terminal import can_ask

if TYPE_CHECKING:
    from s11.edit import Draft, Entry, Place


def update(
    address: Address = None,
    rag: Annotated[
        str,
        typer.Option(
            "--rag", metavar="WORD", autocompletion=offers.ratings, help="The rating now, a word of the plan's legend."
        ),
    ] = "",
    note: Note = "",
    percent: Annotated[
        str, typer.Option("--percent", metavar="NUMBER", help="How far it is by the lead's own word, 0 to 100.")
    ] = "",
    lead: Annotated[
        list[str] | None,
        typer.Option("--lead", metavar="KEY", autocompletion=offers.people, help="Who leads it now; once for each."),
    ] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="FIELD=VALUE",
            help="Another field, for example remedy='Agency staff', people.AB.left=2026-03-31; once for each.",
        ),
    ] = None,
    by: By = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """The rating, a note of progress, the lead or another field.

    A rating stands with its day; a note says what it rests on. An address may be a plan's own id.
    """
    from s11.edit import update as enter

    given = {"rag": rag, "note": note}
    fields = [_pair(one) for one in set_ or ()]

    def ask_first(place: Place) -> None:
        if rag or note or percent or lead or fields or not can_ask():
            return
        if place.kind in ("action", "recommendation") and place.plan.rag:
            given["rag"] = wanted("", "The rating now?", place.plan.rag)
        given["note"] = wanted("", "What was done or found?")

    def make(draft: Draft, place: Place, entry: Entry) -> None:
        enter(draft, place, entry, percent=percent, leads=lead or (), fields=fields, **given)

    editing = Editing.of(as_of, on, by, diff, commit)
    return edit_place(address, editing, as_of, make, ask_first, ("action",))


def _pair(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not equals or not name.strip():
        raise UsageError(f"--set {given}: write FIELD=VALUE, for example --set priority=High")
    return name.strip(), value.strip()
