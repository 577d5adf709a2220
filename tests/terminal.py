"""A command at a real terminal of its own, for what only somebody who sits there is asked."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

from commands import PROJECT


class Terminal:
    """The command at a terminal of its own, answered line by line."""

    def __init__(self, folder: Path, *words: str):
        self.ours, theirs = pty.openpty()
        self.run = subprocess.Popen(
            [sys.executable, "-m", "s11", *words],
            cwd=folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8"},
        )
        os.close(theirs)
        self.heard = ""

    def wait_for(self, words: str) -> None:
        start, end = len(self.heard), time.monotonic() + 60
        while words not in self.heard[start:]:
            assert time.monotonic() < end and self._hear(), f"never asked {words!r}: {self.heard}"

    def _hear(self) -> bool:
        if not select.select([self.ours], [], [], 60)[0]:
            return False
        try:
            part = os.read(self.ours, 65536)
        except OSError:
            # the terminal's other end is closed
            return False
        self.heard += part.decode("utf-8")
        return bool(part)

    def type(self, words: str) -> None:
        os.write(self.ours, words.encode("utf-8"))

    def interrupt(self) -> None:
        """Press Ctrl-C; and again where it fell just before the command began to listen, as a person would."""
        for _ in range(10):
            self.run.send_signal(signal.SIGINT)
            if select.select([self.ours], [], [], 5)[0]:
                return

    def end(self) -> int:
        while self._hear():
            pass
        os.close(self.ours)
        return self.run.wait(timeout=60)
