"""The first files of a folder: each written whole where there is none of its name, none ever written over."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from s11.store.disk import A_LINK, A_LINKED_FOLDER, PLANS, NotFound, plan_files, plans_root, umask
from s11.store.project_files import TEMPLATES, carried
from s11.text import one_line


class FirstFiles(NamedTuple):
    """What was written, and what was there already, by name and in order."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


class Ground(NamedTuple):
    """A folder in which plans may be begun: whether it holds some already, and whether it is a git repository."""

    has_plans: bool
    in_git: bool


def ground_of(folder: Path) -> Ground:
    """What a folder is to somebody who begins plans in it.

    Raises NotFound where they belong elsewhere: in the folder above that has ``plans/``, or at the repository's top,
    where alone git, pre-commit and pipelines look for what is to be written.
    """
    root = plans_root(folder)
    if root is not None and not _same(root.parent, folder):
        raise NotFound(
            f"this folder lies below {one_line(str(root.parent))}, which holds {PLANS}/: run 's11 init' there"
        )
    top = next((above for above in (folder, *folder.parents) if os.path.lexists(above / ".git")), None)
    if top is not None and not _same(top, folder):
        raise NotFound(
            f"this folder lies in the repository {one_line(str(top))}, and hooks and pipelines are looked for at its "
            "top: run 's11 init' there"
        )
    entries = plan_files(folder / PLANS) if root is not None else []
    if unread := [met for met in entries if met.unread is not None and met.path == folder / PLANS]:
        raise NotFound(f"{PLANS}/ cannot be looked into: {unread[0].unread.words if unread[0].unread else ''}")
    # a link is no plan; what cannot be looked into may hold some
    return Ground(any(met.unread not in (A_LINK, A_LINKED_FOLDER) for met in entries), top is not None)


def first_texts() -> dict[str, bytes]:
    """Name → bytes of the files that s11 carries for a new folder of plans."""
    folder = carried(TEMPLATES) / "init"
    return {entry.name: Path(entry.path).read_bytes() for entry in sorted(os.scandir(folder), key=lambda one: one.name)}


def write_first(folder: Path, files: Sequence[tuple[str, bytes]]) -> FirstFiles:
    """Write each file whose name is free, whole or not at all; what stands there, a link among it, is left as it is.

    Raises NotFound before anything is written where a folder on the way is a link or no folder, and where a file cannot
    be written: then with what had been.
    """
    for name, _ in files:
        _check_way(folder, name)
    written: list[str] = []
    kept: list[str] = []
    for name, data in files:
        try:
            (written if _write_new(folder, name, data) else kept).append(name)
        except OSError as error:
            so_far = f"written before that: {', '.join(written)}" if written else "nothing was written"
            raise NotFound(
                f"{name} cannot be written: {error.strerror or error}; {so_far}. Mend that and run 's11 init' again: "
                "what is there is kept"
            ) from error
    return FirstFiles(tuple(written), tuple(kept))


def _same(one: Path, other: Path) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _check_way(folder: Path, name: str) -> None:
    way = folder
    for step in name.split("/")[:-1]:
        way = way / step
        shown = way.relative_to(folder).as_posix()
        if way.is_symlink() or getattr(os.path, "isjunction", lambda path: False)(way):
            raise NotFound(
                f"{shown} is a link, and links are not followed: put the folder itself there, or remove the link. "
                "Nothing was written"
            )
        if os.path.lexists(way) and not os.path.isdir(way):
            raise NotFound(f"{shown} is a file, and a folder is needed there: move it. Nothing was written")


def _write_new(folder: Path, name: str, data: bytes) -> bool:
    """Write a file that is not there; False where something stands in its place. Raises OSError."""
    place = folder / name
    if os.path.lexists(place):
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=place.parent, prefix=".s11-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.chmod(beside, 0o666 & ~umask())
        try:
            # a name that another has taken meanwhile is left to it
            os.link(beside, place)
        except FileExistsError:
            return False
        except OSError:
            # a disk without such links
            if os.path.lexists(place):
                return False
            os.rename(beside, place)
    finally:
        if os.path.lexists(beside):
            os.unlink(beside)
    return True
