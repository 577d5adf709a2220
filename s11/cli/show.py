"""The command ``show``: one action, piece of evidence, milestone or recommendation, with its why."""

from __future__ import annotations

from s11.cli.loading import exit_code_of_reading, load_plans
from s11.cli.options import Address, AsOf, Json, Rev, UsageError
from s11.cli.terminal import print_out, terminal_settings


def show(
    address: Address,
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
) -> int:
    """One action or recommendation, or what it holds, with its why.

    What an action holds is its evidence and its milestones.
    """
    from s11 import view

    plan_id, hash_, rest = address.partition("#")
    if not hash_ or not rest:
        raise UsageError(f"'{address}' is not an address: write plan#4, plan#4/2, plan#4/m2 or plan#rec:4")
    found, register, vantage = load_plans([plan_id], as_of, rev)
    if len(register.files) != 1:
        raise UsageError(f"'{plan_id}' means {len(register.files)} plans: give the id of one")
    seen = view.show(
        register,
        vantage,
        f"{register.files[0].source.id}#{rest}",
        found.revision.words,
    )
    if seen is None:
        from s11.plan import or_near_address

        raise UsageError(f"{plan_id} has nothing at '#{rest}'{or_near_address(register.files[0].plan, rest)}")
    if json:
        from s11.render.json import show_json

        print_out(show_json(seen))
    else:
        from s11.render.screen import ScreenSettings
        from s11.render.show_text import show_screen

        print_out(show_screen(seen, terminal_settings() or ScreenSettings(100)))
    return exit_code_of_reading(register)
