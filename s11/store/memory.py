"""What one run leaves for the next, in the user's own cache folder: never in a repository, never what cannot be made
anew.

One file of JSON for each folder of plans, whole or not at all: its first line says what it was made with and the
SHA-256 of the rest. Whatever is not as it was written, belongs to somebody else or was made with anything else, is as
if it were not there; what cannot be written is left.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from s11.store.disk import Unreadable, read_file

if TYPE_CHECKING:
    from s11.view.status_rows import Row

LONGEST = 256 * 1024 * 1024


def remembered(root: Path, made_with: str) -> dict[str, Row]:
    """The rows that an earlier run left for a folder of plans, by their keys; none where none can be trusted."""
    import json

    from s11.view.status_rows import row_of

    place = _place(root)
    if place is None:
        return {}
    try:
        data, about = read_file(place, LONGEST)
    except Unreadable:
        return {}
    head, _, body = data.partition(b"\n")
    # what is longer than was read has another sum than its head says
    if not _is_ours(about) or head != _head(made_with, body):
        return {}
    return {key: row_of(kept) for key, kept in json.loads(body).items()}


def remember(root: Path, made_with: str, rows: Mapping[str, Row]) -> None:
    """Leave rows for the next run. Where that cannot be done, the next run works them out again."""
    import json
    import tempfile

    place = _place(root)
    if place is None:
        return
    body = json.dumps(rows, ensure_ascii=True, separators=(",", ":")).encode("ascii")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _is_ours(os.lstat(place.parent)):
            return
        # only its owner may read it
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".s11-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(_head(made_with, body) + b"\n" + body)
            os.replace(name, place)
        finally:
            if os.path.lexists(name):
                os.unlink(name)
    except OSError:
        return


def code_of_rows() -> list[Path]:
    """The files of code by which rows are made: of s11 every room that reads or judges a plan or counts, and the reader
    of YAML.
    """
    from importlib.util import find_spec

    package = Path(__file__).parent.parent
    rooms = (package, *(package / room for room in ("text", "when", "plan", "standing", "change", "view")))
    code = sorted(path for room in rooms for path in room.glob("*.py"))
    yaml = find_spec("yaml")
    return [*code, *([Path(yaml.origin)] if yaml is not None and yaml.origin else [])]


def made_with(*more: bytes) -> str:
    """What rows depend on beside the plans: the code that makes them, the interpreter, and ``more``."""
    import hashlib

    digest = hashlib.sha256(sys.version.encode())
    for path in code_of_rows():
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    for each in more:
        digest.update(hashlib.sha256(each).digest())
    return digest.hexdigest()


def _head(made_with: str, body: bytes) -> bytes:
    import hashlib

    digest = hashlib.sha256(body).hexdigest()
    return f'{{"s11": "status", "made_with": "{made_with}", "sha256": "{digest}"}}'.encode("ascii")


def _place(root: Path) -> Path | None:
    import hashlib

    home = _cache_home()
    name = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()[:32]
    return home / "s11" / f"status-{name}.json" if home is not None else None


def _cache_home() -> Path | None:
    """Where a user's programs keep what they can do without; None where there is no such place."""
    configured = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") if os.name == "nt" else None)
    home = os.path.expanduser("~/Library/Caches" if sys.platform == "darwin" else "~/.cache")
    place = configured or home
    return Path(place) if os.path.isabs(place) else None


def _is_ours(about: os.stat_result) -> bool:
    """Whether a file or folder is this user's, and nobody else may write to it."""
    if not hasattr(os, "getuid"):
        return True
    return (
        not stat.S_ISLNK(about.st_mode)
        and about.st_uid == os.getuid()
        and not about.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    )
