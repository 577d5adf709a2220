"""Returns: the workbooks that came back in a folder, and the register of those that were sent."""

from __future__ import annotations

import os
from pathlib import Path

from s11.store.disk import NotFound, Unreadable, read_file
from s11.store.git import Snapshot
from s11.store.project_files import Base
from s11.text import Source, UnreadReason, one_line

RETURNS = "returns.yaml"
# what Office and others leave beside a workbook that is open
_NOT_FOR_US = ("~$", ".")


def returned_files(place: Path) -> list[Path]:
    """What lies in a folder, folders too, or one file itself, in the order of their names. Raises NotFound."""
    if place.is_dir():
        names = sorted(os.listdir(place), key=lambda name: (name.casefold(), name))
        return [place / name for name in names if not name.startswith(_NOT_FOR_US)]
    if place.is_file():
        return [place]
    raise NotFound(f"{one_line(str(place))} is neither a folder nor a file: name the folder that the returns are in")


def returns_register(base: Base) -> Source | None:
    """The register of returns that lies beside the plans; None where there is none. Raises NotFound where it cannot be
    read.
    """
    if isinstance(base, Snapshot):
        data = base.files(RETURNS).get("")
        return None if data is None or isinstance(data, UnreadReason) else Source(RETURNS, RETURNS, data)
    path = base / RETURNS
    if not os.path.lexists(path):
        return None
    try:
        return Source(RETURNS, RETURNS, read_file(path)[0])
    except Unreadable as error:
        raise NotFound(f"{RETURNS} cannot be read: {error}") from error
