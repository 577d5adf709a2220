"""Files: which are plans, what they hold, and writing one whole or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from s11.text import MAX_BYTES, Source

PLANS = "plans"
ENDINGS = (".yaml", ".yml")


class NotThere(Exception):
    """What was asked for cannot be had; the message is one line, with what to do."""


def plans_root(start: Path) -> Path | None:
    """The nearest ``plans`` folder: in ``start``, or in a folder above it up to the top of the repository."""
    for folder in (start, *start.parents):
        if folder.name == PLANS and folder.is_dir():
            return folder
        if (folder / PLANS).is_dir():
            return folder / PLANS
        if (folder / ".git").exists():
            return None
    return None


def plan_files(folder: Path) -> list[Path]:
    found = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(here) / name for name in sorted(names) if name.endswith(ENDINGS) and not name.startswith(".")]
    return found


def plan_id_of(path: Path, root: Path | None) -> str:
    absolute = Path(os.path.abspath(path))
    base = Path(os.path.abspath(root)) if root is not None else absolute.parent
    relative = absolute.relative_to(base) if absolute.is_relative_to(base) else Path(absolute.name)
    return relative.with_suffix("").as_posix()


def source_of(path: Path, plan_id: str, start: Path) -> Source:
    try:
        # a pipe would be waited for, perhaps for ever
        if not stat.S_ISREG(os.stat(path).st_mode):
            raise NotThere(f"{shown(path, start)} is not a file with words in it: take it away, or give it another ending")
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise NotThere(f"{shown(path, start)} cannot be opened: {error.strerror}") from error
    return Source(shown(path, start), plan_id, data)


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises NotThere."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise NotThere(f"{path} cannot be opened: {error.strerror}") from error


def shown(path: Path, start: Path) -> str:
    absolute, base = os.path.abspath(path), os.path.abspath(start)
    relative = os.path.relpath(absolute, base)
    return (absolute if relative.startswith("..") else relative).replace(os.sep, "/")


# writing -------------------------------------------------------------------------------------------------------------


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises NotThere where it cannot be written."""
    import tempfile

    # a link stays a link: what it leads to is written
    path = Path(os.path.realpath(path))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".s11-")
    except OSError as error:
        raise NotThere(f"{path} cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(name, mode)
        os.replace(name, path)
    except OSError as error:
        os.unlink(name)
        raise NotThere(f"{path} cannot be written: {error.strerror}") from error


def umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
