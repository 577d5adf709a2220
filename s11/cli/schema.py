"""The command ``schema``: the JSON Schema of a kind of file, or of a command's JSON."""

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
            help=(
                "A kind of file: plan, assessment, standards or bodies; or a command's JSON: status, due, list, "
                "changes, lint, history, life (history of an action), lists (standards), export, coverage, "
                "responses or questions."
            ),
        ),
    ] = "plan",
) -> int:
    """The JSON Schema of a kind of file, or of a command's JSON."""
    from s11.plan import (
        ASSESSMENT_FORMAT,
        BODIES_FORMAT,
        FORMAT,
        STANDARDS_FORMAT,
        Assessment,
        BoundBodies,
        Plan,
        StandardList,
        json_schema,
    )
    from s11.render.json import text as json_text
    from s11.render.json_shapes import SHAPES, schema_of

    roots = {
        "plan": (Plan, FORMAT),
        "assessment": (Assessment, ASSESSMENT_FORMAT),
        "standards": (StandardList, STANDARDS_FORMAT),
        "bodies": (BoundBodies, BODIES_FORMAT),
    }
    check_is_one_of("", name, (*roots, *SHAPES), "the name of a schema")
    print_out(json_text(json_schema(*roots[name]) if name in roots else schema_of(name)))
    return 0
