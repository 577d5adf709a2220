"""The command ``move``: another date, with its reason; the one before is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import Address, AsAgreed, By, Commit, Diff, Editing, On, Why, edit_place, needed
from s11.cli.options import AsOf, UsageError, parse_day_option

if TYPE_CHECKING:
    from s11.edit import Draft, Entry, Place


def move(
    address: Address = None,
    to: Annotated[str, typer.Option("--to", metavar="WORDS", help="When it is due now, for example 'June 2027'.")] = "",
    why: Why = "",
    approved_by: Annotated[
        str,
        typer.Option(
            "--approved-by",
            metavar="WHO",
            autocompletion=offers.people,
            help="Who approved it: a key of people, or a body.",
        ),
    ] = "",
    asked: Annotated[
        str | None, typer.Option("--asked", metavar="DAY", help="The day on which more time was asked for.")
    ] = None,
    correction: Annotated[
        bool, typer.Option("--correction", help="The date was wrong when it was written: this moves nothing.")
    ] = False,
    as_agreed: AsAgreed = False,
    by: By = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """Another date, with its reason; the one before is kept.

    Where there was none yet this is the first, and needs no reason.
    """
    from s11.edit import move as enter

    given = {"to": to, "why": why}

    def ask_first(place: Place) -> None:
        dated = place.dated.timescale or (place.recommendation.timescale if place.recommendation else None)
        was = f" It is '{dated.text}' now." if dated is not None else ""
        given["to"] = needed(to, "--to", f"When is it due?{was}")
        if dated is not None:
            given["why"] = needed(why, "--why", "Why is it moved?")

    def make(draft: Draft, place: Place, entry: Entry) -> None:
        day = parse_day_option("--asked", asked) if asked is not None else None
        if day is not None and day > entry.day:
            raise UsageError(f"--asked {day} lies after {entry.day}, the day of the change")
        enter(
            draft,
            place,
            entry,
            given["to"],
            given["why"],
            approved_by=approved_by,
            asked=day,
            correction=correction,
            as_agreed=as_agreed,
        )

    editing = Editing.of(as_of, on, by, diff, commit)
    return edit_place(address, editing, as_of, make, ask_first, ("action", "evidence", "milestone"))
