"""The streams of a run: what is printed, what comes on standard input, and what the terminal can show."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

import typer

from s11.cli.options import UsageError

if TYPE_CHECKING:
    from s11.render.screen import ScreenSettings


def print_out(text: str) -> None:
    stream = sys.stdout
    try:
        try:
            stream.write(text)
        except UnicodeEncodeError:
            stream.write(text.encode(stream.encoding or "ascii", "backslashreplace").decode(stream.encoding or "ascii"))
        stream.flush()
    except BrokenPipeError as error:
        # the reader has seen enough
        close_output()
        raise typer.Exit from error
    except OSError as error:
        close_output()
        raise UsageError(f"the output cannot be written: {error.strerror}") from error


def print_err(text: str) -> None:
    from s11.text import one_line

    # one line, whatever a file is called
    encoding = sys.stderr.encoding or "ascii"
    try:
        sys.stderr.write(one_line(text).encode(encoding, "backslashreplace").decode(encoding) + "\n")
        sys.stderr.flush()
    except OSError:
        # nobody can be told (a full disk, a terminal that is gone): the exit code still says what happened
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def can_ask() -> bool:
    """Whether somebody sits at a terminal who sees a question and can answer it."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def ask(question: str) -> str:
    """One line that is typed in answer to a question. Raises UsageError where none is to come, or Ctrl-C is typed."""
    try:
        sys.stderr.write(question)
        sys.stderr.flush()
        line = sys.stdin.readline()
    except UnicodeDecodeError as error:
        raise UsageError("what was typed cannot be read as UTF-8: nothing was written") from error
    except KeyboardInterrupt:
        line = ""
    if not line:
        sys.stderr.write("\n")
        raise UsageError("the questions were not answered to the end: nothing was written")
    return line.strip()


def close_output() -> None:
    """Let what could not be written go: without this the interpreter complains once more at its end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_closed_streams() -> None:
    """Put nothing in the place of a stream that was closed for us: else the next file opened takes its place."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))


def standard_input() -> bytes:
    """What comes on standard input, one byte more than a plan may have where it is longer."""
    from s11.text import MAX_BYTES

    return sys.stdin.buffer.read(MAX_BYTES + 1)


def progress_meter(long: bool) -> Callable[[str], None]:
    """Shows on one line of the terminal how far long work has come; silent where it is short or nobody watches."""
    if not long or not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return lambda text: None

    def show(text: str) -> None:
        sys.stderr.write(f"\r\x1b[K{text}")
        sys.stderr.flush()

    return show


def terminal_settings() -> ScreenSettings | None:
    """What the terminal can show, or None where output is piped: NO_COLOR over FORCE_COLOR over the terminal itself."""
    forced = bool(os.environ.get("FORCE_COLOR"))
    if not sys.stdout.isatty() and not forced:
        return None
    import shutil

    from s11.render.screen import ScreenSettings

    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    ascii_only = "utf" not in (sys.stdout.encoding or "").lower()
    width = shutil.get_terminal_size((80, 24)).columns
    return ScreenSettings(max(40, min(width, 160)), not plain, ascii_only)
