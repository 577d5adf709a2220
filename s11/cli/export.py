"""The command ``export``: whole plans for other programs, to be read back or worked with elsewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.comparison import Past
from s11.cli.loading import load_conventions, stream_plans
from s11.cli.options import (
    AllowNameOption,
    AsOf,
    AudienceOption,
    DropOption,
    Plans,
    Rev,
    UsageError,
    check_is_one_of,
)
from s11.cli.publication import Audience, check_plans, for_audience, print_not_read
from s11.cli.terminal import print_err, print_out
from s11.english import join_words
from s11.render.formats import DATA

if TYPE_CHECKING:
    from s11.plan import PlanFiles
    from s11.text import Finding
    from s11.view.export import Export, Remark

# what may be printed where no file is named
ON_SCREEN = ("json",)
_ENDINGS = {ending: name for name, format in DATA.items() for ending in format.endings}


def export(
    plans: Plans = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"Where to write it: {join_words([one for one in _ENDINGS if one], 'or')}.",
        ),
    ] = "",
    format: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            autocompletion=offers.data_formats,
            help="; ".join(f"{format.name}, {format.use}" for format in DATA.values())
            + ". Without it, the ending of --output says which.",
        ),
    ] = "",
    audience: AudienceOption = "internal",
    allow_name: AllowNameOption = None,
    drop: DropOption = None,
    as_of: AsOf = None,
    rev: Rev = None,
) -> int:
    """Whole plans for other programs.

    s11 import reads a workbook, JSON or tables that it wrote back as the same plans. Beside each action stands how it
    stood on the day.
    """
    from s11 import store, view
    from s11.english import number_of
    from s11.render import NotInstalled
    from s11.render.workbook import DoesNotFit
    from s11.view.export import export as exported

    chosen = _format_in(format, output)
    found, register, vantage, findings = check_plans(*stream_plans(plans, as_of, rev, located=True))
    shown, _ = for_audience(
        Past(register), vantage, findings, view.Filter(), Audience(audience, allow_name, drop), found.base, register
    )
    left_out = shown.left_out
    seen = exported(
        shown.register,
        vantage,
        found.revision.words,
        load_conventions(found.base),
        {} if left_out else _remarks(register, findings),
        left_out.words if left_out else (),
    )
    try:
        data = _written(seen, chosen)
    except (NotInstalled, DoesNotFit) as error:
        raise UsageError(str(error)) from error
    if output:
        store.write(Path(output), data)
        actions = sum(len(plan.actions) for plan in seen.plans)
        print_err(f"written: {output} ({number_of(len(seen.plans), 'plan')}, {number_of(actions, 'action')})")
    else:
        print_out(data.decode("utf-8"))
    print_not_read(seen.head)
    return 1 if seen.head.not_read else 0


def _format_in(given: str, output: str) -> str:
    """The format that is asked for by name, else by the ending of the file. Raises UsageError."""
    ending = Path(output).suffix.lower()
    if given:
        check_is_one_of("--format", given, tuple(DATA), "a format")
        if not output and given not in ON_SCREEN:
            raise UsageError(f"--format {given} is not for a screen: name a file with --output")
        return given
    if not output:
        raise UsageError(
            f"say where to write it with --output, as {_endings_words()}; JSON goes to the screen with --format json"
        )
    if ending not in _ENDINGS:
        raise UsageError(f"'{output}' does not end in a format that s11 exports: use {_endings_words()}")
    return _ENDINGS[ending]


def _endings_words() -> str:
    return join_words([ending for ending in _ENDINGS if ending], "or")


def _remarks(register: PlanFiles, findings: Sequence[Finding]) -> Mapping[str, Sequence[Remark]]:
    from s11.rules.remarks import remarks_of

    return {loaded.source.id: remarks_of(loaded, findings) for loaded in register.files}


def _written(seen: Export, format: str) -> bytes:
    if format == "xlsx":
        from s11.render.xlsx import xlsx

        return xlsx(seen)
    from s11.render.json import export_json

    return export_json(seen).encode("utf-8")
