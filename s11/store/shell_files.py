"""A script for a user's shell, and the line in the shell's own settings by which it is read."""

from __future__ import annotations

import os
from pathlib import Path

from s11.store.disk import NotFound, write


def write_with_line(script: Path, data: bytes, settings: Path | None, line: str) -> list[Path]:
    """Write a script, and at the end of a file of settings the line that reads it, unless that stands there already.

    Gives what was written. Raises NotFound where something cannot be.
    """
    try:
        os.makedirs(script.parent, exist_ok=True)
        kept = settings.read_bytes() if settings is not None and os.path.exists(settings) else b""
    except OSError as error:
        raise NotFound(f"{error.filename}: {error.strerror}: nothing was written") from error
    write(script, data)
    if settings is None or line.encode("utf-8") in kept.splitlines():
        return [script]
    write(settings, kept + (b"\n" if kept and not kept.endswith(b"\n") else b"") + line.encode("utf-8") + b"\n")
    return [script, settings]
