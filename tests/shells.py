"""A real shell at a terminal of its own, in which TAB is pressed: what the program is then called with."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import shlex
import subprocess
import sys
import termios
import time
from pathlib import Path

from commands import PROJECT

STARTS = {
    "bash": ["bash", "--norc", "--noprofile", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "--interactive"],
}
# before the script: what a user's own settings do
BEFORE = {
    "bash": "bind 'set enable-bracketed-paste off'",
    "zsh": "autoload -Uz compinit; compinit -u -d $HOME/dump; setopt no_beep interactive_comments extended_glob",
    "fish": "function fish_prompt; end",
}
# a shell that hangs is a fault of the test, whatever the machine has to do
PATIENCE = 60


class Shell:
    """A shell in which ``s11`` answers TAB, and otherwise writes down what it is called with."""

    def __init__(self, name: str, script: str, home: Path, folder: Path):
        self.called, self.shown = home / "called", ""
        program = home / "bin" / "s11"
        program.parent.mkdir(parents=True)
        python = f"PYTHONPATH={shlex.quote(str(PROJECT))} {shlex.quote(sys.executable)}"
        program.write_text(
            f'#!/bin/sh\nif [ -n "$_S11_COMPLETE" ]; then {python} -m s11; exit; fi\n'
            f"for word; do printf '%s\\n' \"$word\"; done > {shlex.quote(str(self.called))}.part\n"
            f"mv {shlex.quote(str(self.called))}.part {shlex.quote(str(self.called))}\n",
            encoding="utf-8",
        )
        program.chmod(0o755)
        (home / "script").write_text(script, encoding="utf-8")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("S11_", "GIT_", "_S11"))}
        inner, outer = pty.openpty()
        self.terminal = inner
        self.process = subprocess.Popen(
            STARTS[name],
            stdin=outer,
            stdout=outer,
            stderr=outer,
            cwd=folder,
            start_new_session=True,
            # the terminal is this shell's own, as it is of whoever opens one
            preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
            env={
                **kept,
                "HOME": str(home),
                "XDG_CONFIG_HOME": str(home / "config"),
                "XDG_DATA_HOME": str(home / "data"),
                "TERM": "xterm",
                "LC_ALL": "C.UTF-8",
                "PATH": f"{program.parent}:{os.environ['PATH']}",
                "COLUMNS": "120",
            },
        )
        os.close(outer)
        self.type(f"{BEFORE[name]}\n")
        self.type(f"source {shlex.quote(str(home / 'script'))}\n")
        self.words_of("s11 ready\n")

    def type(self, keys: str) -> None:
        os.write(self.terminal, keys.encode("utf-8"))

    def words_of(self, keys: str) -> list[str]:
        """The words that the program is called with when these keys are typed."""
        self.called.unlink(missing_ok=True)
        self.type(keys)
        until = time.monotonic() + PATIENCE
        while not self.called.exists():
            self._read(0.02)
            assert time.monotonic() < until and self.process.poll() is None, self.shown[-2000:]
        return self.called.read_text(encoding="utf-8").splitlines()

    def _read(self, seconds: float) -> None:
        if select.select([self.terminal], [], [], seconds)[0]:
            self.shown += os.read(self.terminal, 65536).decode("utf-8", "replace")

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.terminal)
