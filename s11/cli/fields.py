"""The command ``fields``: every field of a kind of file."""

from __future__ import annotations

from typing import Annotated

import typer

from s11.cli import offers
from s11.cli.options import check_is_one_of
from s11.cli.terminal import print_out


def fields(
    file: Annotated[
        str,
        typer.Option(
            "--file",
            metavar="KIND",
            autocompletion=offers.kinds_of_file,
            help="The kind of file: plan, assessment or standards.",
        ),
    ] = "plan",
) -> int:
    """Every field of a plan file: what it is, where it stands.

    Each has an example. With --file, those of another kind of file.
    """
    from s11.render.field_reference import fields_page
    from s11.render.other_files import OTHER_PAGES

    pages = {"plan": fields_page, **OTHER_PAGES}
    check_is_one_of("--file", file, tuple(pages), "a kind of file")
    print_out(pages[file]())
    return 0
