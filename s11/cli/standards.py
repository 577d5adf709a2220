"""The command ``standards``: the lists that bodies assess themselves against, and what answers each standard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.loading import load_standards_files, stream_plans
from s11.cli.options import AsOf, Json, Rev, UsageError, as_of_day, required_revision
from s11.cli.terminal import print_out, terminal_settings

if TYPE_CHECKING:
    from s11.plan import StandardList
    from s11.store import Base
    from s11.view.standards import StandardsSeen


def standards(
    name: Annotated[
        str,
        typer.Argument(
            metavar="[LIST[#ID]]",
            autocompletion=offers.lists_of_standards,
            help=(
                "A list, for example working-together-2018, or one standard of it: 'working-together-2018#5'; without "
                "one, the lists there are."
            ),
        ),
    ] = "",
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
) -> int:
    """Lists of standards, and what answers each standard.

    A standard is told with its points, what its grades mean, what came before and after it, and the actions that answer
    it. Who is bound by section 11 is told too.
    """
    seen = _seen(name, as_of, rev)
    if json:
        from s11.render.json import standards_json

        print_out(standards_json(seen))
    elif (settings := terminal_settings()) is None:
        from s11.render.standards_text import standards_lines

        print_out(standards_lines(seen))
    else:
        from s11.render.standards_text import standards_screen

        print_out(standards_screen(seen, settings))
    return 1 if seen.not_read else 0


def _seen(name: str, as_of: str | None, rev: str | None) -> StandardsSeen:
    from s11 import store
    from s11.view.standards import all_lists, one_list
    from s11.when import Vantage

    base: Base = store.base_of(Path.cwd())
    register, revision, vantage = None, "no plan is here", Vantage(as_of_day(as_of))
    if name or required_revision(rev):
        try:
            plan_set, register, vantage = stream_plans(None, as_of, rev)
            base, revision = plan_set.base, plan_set.revision.words
        except store.NotFound:
            if rev is not None:
                raise
            # where there is no plan, the lists that s11 carries can be read all the same
    files = load_standards_files(base)
    if not name:
        return all_lists(files, vantage, revision)
    listed, standard = _parts(name, [file.id for file in files])
    seen = one_list(files, listed, standard, register, vantage, revision)
    if seen is None:
        raise UsageError(_unknown(listed, standard, {file.id: _ids(file.listed) for file in files}))
    return seen


def _parts(name: str, known: list[str]) -> tuple[str, str]:
    """A list and the id of a standard of it: 'LIST#ID', or 'LIST.ID' as plans write it."""
    listed, _, standard = name.strip().partition("#")
    if not standard and listed not in known:
        for one in sorted(known, key=len, reverse=True):
            if listed.startswith(f"{one}."):
                return one, listed[len(one) + 1 :]
    return listed, standard


def _ids(listed: StandardList | None) -> list[str]:
    return [one.id for one in listed.standards] if listed is not None else []


def _unknown(listed: str, standard: str, known: dict[str, list[str]]) -> str:
    from s11.plan import did_you_mean

    if listed not in known:
        near = did_you_mean(listed, known)
        return f"there is no list of standards '{listed}': {near or 'there are ' + ', '.join(sorted(known))}"
    near = did_you_mean(standard, known[listed])
    ids = f"its ids are {', '.join(known[listed])}" if known[listed] else "it has no standards"
    return f"{listed} has no standard '{standard}': {near or ids}"
