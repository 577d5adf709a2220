"""The command ``fields``: every field of a kind of file, or what one is."""

from __future__ import annotations

from typing import Annotated

import typer

from s11.cli import offers
from s11.cli.options import UsageError, check_is_one_of
from s11.cli.terminal import print_out, terminal_settings


def fields(
    name: Annotated[
        str | None,
        typer.Argument(
            metavar="[NAME]",
            autocompletion=offers.field_names,
            help=(
                "A field (timescale), a field of one record (evidence.timescale), a record (action), or a word of "
                "real tables ('By when'); without one, every field, as the Markdown of docs/format.md."
            ),
        ),
    ] = None,
    file: Annotated[
        str,
        typer.Option(
            "--file",
            metavar="KIND",
            autocompletion=offers.kinds_of_file,
            help="The kind of file: plan, assessment or standards; one NAME is told of plans only.",
        ),
    ] = "plan",
) -> int:
    """Every field of a plan file: what it is, where it stands.

    Each has an example, the rules that look at it, and what real tables call it. With --file, those of another kind of
    file, without rules and tables.
    """
    from s11.render.field_reference import fields_page
    from s11.render.other_files import OTHER_PAGES

    pages = {"plan": fields_page, **OTHER_PAGES}
    check_is_one_of("--file", file, tuple(pages), "a kind of file")
    if name is None:
        print_out(pages[file]())
        return 0
    if file != "plan":
        raise UsageError(f"one NAME is told of plans only: 's11 fields --file {file}' shows every field of that kind")
    from s11.plan import did_you_mean, find_named, names_of_fields
    from s11.render.field_page import named_page

    named = find_named(name)
    if not named:
        hint = did_you_mean(name, names_of_fields()) or "'s11 fields' shows all"
        raise UsageError(f"there is no field '{name}', and no table is known to call one so; {hint}")
    print_out(named_page(name, named, terminal_settings()))
    return 0
