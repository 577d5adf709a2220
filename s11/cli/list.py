"""The command ``list``: one row an action, with the columns that are asked for."""

from __future__ import annotations

from typing import Annotated

import typer

from s11.cli import offers
from s11.cli.loading import check_filter, stream_plans
from s11.cli.options import AsOf, FilterOptions, Json, Plans, Rev, UsageError, with_filter_options
from s11.cli.publication import print_not_read
from s11.cli.terminal import print_out, terminal_settings

# what a plan calls a column that has another name in the tables
OTHER_NAMES = {"action": "text", "rag": "stated_word"}
EVERY_COLUMN = "all"


@with_filter_options
def list(
    plans: Plans = None,
    columns: Annotated[
        str,
        typer.Option(
            "--columns",
            metavar="NAMES",
            autocompletion=offers.several(offers.columns),
            help=(
                "Which columns, in which order, with commas between: address,action,lead_words,rag,checked,due are "
                "those of a screen; also lead (their keys), recommendation, timescale, timing, days_late, first_due, "
                "times_moved, last_recorded, why and more; or all. A wrong name lists every one."
            ),
        ),
    ] = "",
    csv: Annotated[bool, typer.Option("--csv", help="Print a table that is safe to open in a spreadsheet.")] = False,
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """One row an action, with the columns you ask for.

    In the order of the plans' names, and in each plan in the order of its file. On a screen long words are cut; --csv
    and --json have them whole. JSON has every column unless some are named.
    """
    from s11 import view
    from s11.render.csv import listed_csv
    from s11.render.list_text import DEFAULT_COLUMNS

    if csv and json:
        raise UsageError("--csv and --json are two formats: choose one")
    named, chosen = _columns_in(columns), filters.filter()
    plan_set, register, vantage = stream_plans(plans, as_of, rev)
    listed = view.action_list(register, vantage, plan_set.revision.words, chosen)
    if not listed.actions:
        # only where nothing is found: of what is found every name was there
        check_filter(chosen, register.files)
    if csv:
        print_out(listed_csv(listed, named or DEFAULT_COLUMNS))
        print_not_read(listed.head)
    elif json:
        from s11.render.json import list_json

        print_out(list_json(listed, named or _columns_in(EVERY_COLUMN)))
    elif (settings := terminal_settings()) is None:
        from s11.render.list_text import list_lines

        print_out(list_lines(listed, named or DEFAULT_COLUMNS))
    else:
        from s11.render.list_text import list_screen

        print_out(list_screen(listed, named or DEFAULT_COLUMNS, settings))
    return 1 if listed.head.not_read else 0


def _columns_in(given: str) -> tuple[str, ...]:
    """The columns that are named, each once; none where nothing is given. Raises UsageError for a name that is none."""
    from s11.plan import unknown_word
    from s11.render.csv import ACTION_COLUMNS

    if not given:
        return ()
    names = {**{name: name for name in ACTION_COLUMNS}, **OTHER_NAMES}
    columns: dict[str, None] = {}
    for word in given.split(","):
        name = word.strip().lower().replace("-", "_").replace(" ", "_")
        if name == EVERY_COLUMN:
            columns.update(dict.fromkeys(ACTION_COLUMNS))
        elif name in names:
            columns[names[name]] = None
        else:
            message = unknown_word(word.strip(), "a column", "--columns", sorted(names), "some of")
            raise UsageError(f"{message}, with commas between, or all")
    return tuple(columns)
