"""The command line for tests: within this process, which is ten times faster, or in a process of its own.

Within: the program's own front door, with real text streams over real files, the folder, the settings and the time zone
of the call; afterwards everything is as it was, and a test fails where the program itself left anything of it changed.
"""

from __future__ import annotations

import contextlib
import gc
import io
import locale
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

PROJECT = Path(__file__).parent.parent
# the plans that are shipped; self-assessments lie beside them
SHIPPED = sorted(path for path in (PROJECT / "plans").rglob("*.yaml") if not path.stem.startswith("assessment-"))
# settings of this machine that would be seen on a screen
_OF_THIS_MACHINE = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS")
# what a command leaves for the next lies here, and not among what this machine's user has
CACHE = Path(tempfile.mkdtemp(prefix="s11-cache-"))


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def run_s11(*arguments: str, cwd: Path = PROJECT, stdin: str = "", **environment: str) -> Ran:
    """A command within this process, piped, with no setting of this machine's."""
    started = [name for name in environment if name.startswith(("PYTHON", "LC_", "LANG"))]
    assert not started, f"the interpreter reads {', '.join(started)} as it starts: this takes run_s11_process"
    from s11.__main__ import main

    with contextlib.ExitStack() as kept:
        given, out, err = (kept.enter_context(tempfile.TemporaryFile()) for _ in range(3))
        given.write(stdin.encode("utf-8"))
        given.seek(0)
        kept.enter_context(_settings({**_environment(), **environment}))
        kept.enter_context(contextlib.chdir(cwd))
        kept.enter_context(_streams(given, out, err, [str(PROJECT / "s11" / "__main__.py"), *arguments]))
        code = exit_code(main)
        return Ran(code, _words(out), _words(err))


def run_s11_process(*arguments: str, cwd: Path = PROJECT, stdin: str = "", **environment: str) -> Ran:
    """The same in a process of its own: for what only the start of one, its end or its real streams show."""
    done = subprocess.run(
        [sys.executable, "-m", "s11", *arguments],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**_environment(), "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8", **environment},
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def _environment() -> dict[str, str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("S11_", "GIT_")) and key not in _OF_THIS_MACHINE
    }
    return {**kept, "XDG_CACHE_HOME": str(CACHE)}


def exit_code(main: Callable[[], None]) -> int:
    """The exit code of a program, as the interpreter gives it. Fails where the process is not left as it was found."""
    collecting, frozen, before = gc.isenabled(), gc.get_freeze_count(), surroundings()
    try:
        main()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0 if leaving.code is None else 1
    finally:
        # the program leaves these as they are when it ends: what it has read dies with it
        if gc.get_freeze_count() != frozen:
            gc.unfreeze()
        if collecting:
            gc.enable()
    after = surroundings()
    changed = [name for name in before if after[name] != before[name]]
    assert not changed, f"the command left something of the process changed: {', '.join(changed)}"
    return code


def surroundings() -> dict[str, object]:
    """What belongs to the whole process, and a command may not leave changed."""
    mask = os.umask(0o077)
    os.umask(mask)
    return {
        "folder": os.getcwd(),
        "settings": dict(os.environ),
        "path": list(sys.path),
        "locale": locale.setlocale(locale.LC_ALL),
        "mask": mask,
        "depth": sys.getrecursionlimit(),
        "handlers": {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGALRM)},
        "threads": {thread.name for thread in threading.enumerate() if not thread.daemon},
        "streams": (sys.stdin, sys.stdout, sys.stderr),
    }


@contextlib.contextmanager
def _settings(wanted: dict[str, str]) -> Iterator[None]:
    """The environment and its time zone, for as long as this lasts."""
    kept = dict(os.environ)
    zoned = kept.get("TZ") != wanted.get("TZ")

    def put(environment: dict[str, str]) -> None:
        os.environ.clear()
        os.environ.update(environment)
        if zoned:
            time.tzset()

    put(wanted)
    try:
        yield
    finally:
        put(kept)


@contextlib.contextmanager
def _streams(given: BinaryIO, out: BinaryIO, err: BinaryIO, argv: list[str]) -> Iterator[None]:
    """The three streams, as Python makes them where they are pipes, and the arguments."""
    names = ("stdin", "stdout", "stderr", "__stdin__", "__stdout__", "__stderr__", "argv")
    kept = {name: getattr(sys, name) for name in names}
    made = (
        io.TextIOWrapper(given, "utf-8", "strict"),
        io.TextIOWrapper(out, "utf-8", "strict", newline="\n"),
        io.TextIOWrapper(err, "utf-8", "backslashreplace", newline="\n", line_buffering=True),
    )
    for name, value in zip(names, (*made, *made, argv), strict=True):
        setattr(sys, name, value)
    try:
        with warnings.catch_warnings():
            # Python 3.12 warns of every copied process where pytest-xdist has a thread of its own
            warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)
            yield
    finally:
        for name, value in kept.items():
            setattr(sys, name, value)
        for stream in made:
            stream.flush()
            stream.detach()


def _words(stream: BinaryIO) -> str:
    """What was written, with the ends of lines that ``subprocess`` gives."""
    stream.seek(0)
    return io.TextIOWrapper(io.BytesIO(stream.read()), "utf-8").read()
