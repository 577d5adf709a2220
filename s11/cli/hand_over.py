"""The command ``hand-over``: everything open that one lead has, given to another."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import By, Commit, Diff, Editing, NewFile, On, Sheet, edit_plans, entry_of, needed
from s11.cli.options import AsOf, UsageError, as_of_day
from s11.english import join_words

if TYPE_CHECKING:
    from s11.edit import Draft


def hand_over(
    lead: Annotated[
        str | None,
        typer.Argument(metavar="LEAD", autocompletion=offers.people, help="Who leads now: a key of the plan's people."),
    ] = None,
    plans: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PLAN]...",
            autocompletion=offers.plan_ids,
            help="Plan ids, files or folders; without any, every plan it is a lead of.",
        ),
    ] = None,
    to: Annotated[
        str,
        typer.Option(
            "--to", metavar="LEAD", autocompletion=offers.people, help="Who leads from now on: a key of people."
        ),
    ] = "",
    why: Annotated[str, typer.Option("--why", metavar="WORDS", help="Why, said in each action's record.")] = "",
    by: By = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """Everything open that one lead has, given to another.

    Each action says so in its record. What is done stays with whoever led it.
    """
    from s11 import store
    from s11.edit import Draft
    from s11.edit import hand_over as enter
    from s11.plan import load_one, own_leads
    from s11.when import Vantage

    old = needed(lead or "", "LEAD", "Who hands over?")
    new = needed(to, "--to", "Who leads from now on?")
    read_plans = [load_one(source).plan for source in store.find_plans(plans or (), Path.cwd()).sources]
    # a key is meant however it is written
    old = next(
        (key for plan in read_plans if plan is not None for key in plan.people if key.casefold() == old.casefold()), old
    )
    led = [
        plan
        for plan in read_plans
        if plan is not None
        and any(
            old in own_leads(above, action) or any(old in piece.lead for piece in action.pieces)
            for above, action in plan.actions()
        )
    ]
    if not led:
        raise UsageError(f"'{old}' leads nothing in {'these plans' if plans else 'any plan'}: give a key of 'people'")
    # initials of two plans may be two people
    called = {(person.name or person.post or old): plan.id for plan in led if (person := plan.people.get(old))}
    if len(called) > 1 and not plans:
        raise UsageError(
            f"'{old}' is {join_words([f'{name} in {plan_id}' for name, plan_id in called.items()])}: name the plans"
        )
    editing = Editing.of(as_of, on, by, diff, commit)
    vantage = Vantage(as_of_day(as_of), None)

    def change(sheets: list[Sheet]) -> tuple[Sequence[Draft], Sequence[NewFile]]:
        drafts = [Draft(sheet.loaded) for sheet in sheets]
        if not sum(enter(draft, entry_of(draft, editing), old, new, vantage, why) for draft in drafts):
            raise UsageError(f"'{old}' leads nothing that is still open")
        return drafts, ()

    return edit_plans([plan.id for plan in led], editing, as_of, change)
