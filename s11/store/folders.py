"""A folder of files that is written whole: beside the old one first, then in its place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Set
from pathlib import Path

from s11.store.disk import NotThere, umask

MARKER = ".s11-site"
HEADING = "Written by 's11 site'. The files named here are replaced or removed by the next build into this folder; all others are left alone."


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Write a folder of files, and say how many. An earlier build is replaced, and what others have put beside it is kept.

    Raises NotThere where it cannot be written, or where the folder holds files and is no earlier build.
    """
    import shutil
    import tempfile

    place = Path(os.path.realpath(folder))
    try:
        made = _made(place, folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=place.parent, prefix=".s11-new-"))
    except OSError as error:
        raise NotThere(f"{folder} cannot be written: {error.strerror}") from error
    try:
        written = _fill(new, files)
        os.chmod(new, place.stat().st_mode & 0o777 if place.exists() else 0o777 & ~umask())
        foreign = _foreign(place, made)
        for name in foreign:
            if os.path.lexists(new / name):
                raise NotThere(f"{folder}/{name} was not made by s11, and a file of that name is to be written: move it away")
        _swap(place, new, foreign)
    except OSError as error:
        raise NotThere(f"{folder} cannot be written: {error.strerror}") from error
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return written


def _made(place: Path, folder: Path) -> Set[str]:
    """What an earlier build has put there. Raises NotThere where there is something else."""
    if not os.path.lexists(place):
        return frozenset()
    if not place.is_dir():
        raise NotThere(f"{folder} is a file: name a folder")
    if not any(place.iterdir()):
        return frozenset()
    marker = place / MARKER
    if not marker.is_file():
        raise NotThere(f"{folder} holds files and no earlier site of s11's (there is no {MARKER} in it): name a new or an empty folder")
    return frozenset((MARKER, *marker.read_text(encoding="utf-8", errors="replace").splitlines()[1:]))


def _fill(new: Path, files: Iterable[tuple[str, bytes]]) -> int:
    names: dict[str, str] = {}
    for name, data in files:
        if name.startswith("/") or {"", ".", ".."} & set(name.split("/")) or name.casefold() in names:
            raise ValueError(f"'{name}' is no name for a file of the folder, or stands there already")
        names[name.casefold()] = name
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).write_bytes(data)
    listed = "".join(f"{name}\n" for name in (HEADING, *sorted(names.values())))
    (new / MARKER).write_text(listed, encoding="utf-8", newline="\n")
    return len(names)


def _foreign(place: Path, made: Set[str], inside: str = "") -> list[str]:
    """What others have put into the folder: each file, and each folder none of whose files is ours."""
    found = []
    for entry in sorted(os.scandir(place / inside), key=lambda entry: entry.name) if place.is_dir() else ():
        name = f"{inside}{entry.name}"
        if entry.is_dir(follow_symlinks=False) and any(one.startswith(f"{name}/") for one in made):
            found += _foreign(place, made, f"{name}/")
        elif name not in made:
            found.append(name)
    return found


def _swap(place: Path, new: Path, foreign: Iterable[str]) -> None:
    """Put the new folder where the old one is. What is foreign goes along; if anything fails, all is as it was."""
    import shutil

    if not place.exists():
        os.rename(new, place)
        return
    old, moved = new.with_name(new.name.replace("new", "old")), []
    os.rename(place, old)
    try:
        for name in foreign:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            os.rename(old / name, new / name)
            moved.append(name)
        os.rename(new, place)
    except OSError:
        for name in moved:
            os.rename(new / name, old / name)
        os.rename(old, place)
        raise
    shutil.rmtree(old)
