"""The command ``when``: how a timescale is read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from s11.cli.loading import load_conventions
from s11.cli.options import AsOf, Json, UsageError, as_of_day, parse_day_option
from s11.cli.terminal import print_out, standard_input, terminal_settings


def when(
    phrase: Annotated[str | None, typer.Argument(metavar="PHRASE", help="The words of a timescale.")] = None,
    file: Annotated[
        str,
        typer.Option("--file", metavar="FILE", help="Read one phrase a line from this file; '-' for standard input."),
    ] = "",
    agreed: Annotated[
        str | None, typer.Option("--agreed", metavar="DATE", help="The day from which a missing year is taken.")
    ] = None,
    as_of: AsOf = None,
    json: Json = False,
) -> int:
    """How a timescale is read, and whether that is certain.

    Its kind, its due day, the next ones, and what was not understood.
    """
    from s11 import store
    from s11.render.json import text as json_text
    from s11.render.json import when_value
    from s11.when import Timescale

    from_day = parse_day_option("--agreed", agreed) if agreed is not None else None
    if (phrase is None) == (not file):
        raise UsageError("give one phrase, or a file of phrases with --file")
    day = as_of_day(as_of)
    phrases = [phrase] if phrase is not None else _phrases(file)
    conventions = load_conventions(store.base_of(Path.cwd()))
    readings = [Timescale.read(words, from_day, "agreed", conventions) for words in phrases]
    if json:
        values = [when_value(reading) for reading in readings]
        print_out(json_text(values if file else values[0]))
        return 0
    from s11.render.screen import ScreenSettings
    from s11.render.when_text import when_line, when_screen
    from s11.standing import next_due_days

    settings = terminal_settings()
    if settings is None and file:
        print_out("".join(when_line(reading) + "\n" for reading in readings))
        return 0
    for reading in readings:
        print_out(when_screen(reading, next_due_days(reading, day, 5), settings or ScreenSettings(100)))
    return 0


def _phrases(file: str) -> list[str]:
    from s11 import store
    from s11.text import MAX_BYTES

    data = standard_input() if file == "-" else store.read_bytes(Path(file))
    if len(data) > MAX_BYTES:
        raise UsageError(
            f"{'standard input' if file == '-' else file} is longer than the {MAX_BYTES:,} bytes that s11 reads: "
            "split it"
        )
    return data.decode("utf-8-sig", "replace").splitlines()
