"""The command ``fields``: every field of a kind of file."""

from __future__ import annotations

from typing import Annotated

import typer

from s11.cli.options import UsageError
from s11.cli.terminal import print_out


def fields(
    file: Annotated[
        str, typer.Option("--file", metavar="KIND", help="The kind of file: plan, assessment or standards.")
    ] = "plan",
) -> int:
    """Every field of a plan file: what it is, where it stands.

    Each has an example. With --file, those of another kind of file.
    """
    from s11.render.field_reference import fields_page
    from s11.render.other_files import OTHER_PAGES

    pages = {"plan": fields_page, **OTHER_PAGES}
    if file not in pages:
        raise UsageError(f"'{file}' is not a kind of file: write --file as one of {', '.join(pages)}")
    print_out(pages[file]())
    return 0
