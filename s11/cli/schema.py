"""The command ``schema``: the JSON Schema of a plan file, or of a command's JSON."""

from __future__ import annotations

from typing import Annotated

import typer

from s11.cli import offers
from s11.cli.options import check_is_one_of
from s11.cli.terminal import print_out


def schema(
    name: Annotated[
        str,
        typer.Argument(
            metavar="[NAME]",
            autocompletion=offers.schemas,
            help="plan, status, due, list, changes, lint, history or life.",
        ),
    ] = "plan",
) -> int:
    """The JSON Schema of a plan file, or of a command's JSON."""
    from s11.plan import json_schema
    from s11.render.json import text as json_text
    from s11.render.json_shapes import SHAPES, schema_of

    check_is_one_of("", name, ("plan", *SHAPES), "the name of a schema")
    print_out(json_text(json_schema() if name == "plan" else schema_of(name)))
    return 0
