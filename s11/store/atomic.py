"""A folder of files that is written whole: beside the old one first, then in its place."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Set
from contextlib import contextmanager
from pathlib import Path

from s11.store.disk import NotFound, Unreadable, read_file, umask
from s11.text import one_line

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

MARKER = ".s11-site"
HEADING = (
    "Written by 's11 {}'. The files named here are replaced or removed by the next build into this folder; all "
    "others are left alone."
)


def write_folder(folder: Path, files: Iterable[tuple[str, bytes]], by: str = "site") -> int:
    """Write a folder of files, and say how many. An earlier build is replaced, and what others have put beside it is
    kept. ``by`` is the command that builds: it replaces nothing that another command of s11 has written.

    What an interrupted build has left behind is put right first. Raises NotFound where the folder cannot be written, or
    where it holds files and is no earlier build of this command.
    """
    import shutil
    import tempfile

    place = Path(os.path.realpath(folder))
    try:
        if place.parent.is_dir():
            _put_right(place)
        _made(place, folder, by)
        place.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=place.parent, prefix=_prefix("new", place)))
    except OSError as error:
        raise NotFound(f"{one_line(str(folder))} cannot be written: {error.strerror}") from error
    with _held(new):
        try:
            written = _fill(new, files, by)
            os.chmod(new, place.stat().st_mode & 0o777 if place.exists() else 0o777 & ~umask())
            # another build may have come to its end meanwhile
            foreign = _foreign(place, _made(place, folder, by))
            for name in foreign:
                if os.path.lexists(new / name):
                    raise NotFound(
                        f"{one_line(f'{folder}/{name}')} was not made by s11, and s11 {by} needs that name: move the "
                        "file"
                    )
            _swap(place, new, foreign)
        except OSError as error:
            raise NotFound(f"{one_line(str(folder))} cannot be written: {error.strerror}") from error
        finally:
            shutil.rmtree(new, ignore_errors=True)
    return written


# an interrupted build ------------------------------------------------------------------------------------------------


def _prefix(what: str, place: Path) -> str:
    """How a scratch folder beside ``place`` begins: so long that no other folder's begins the same way."""
    import hashlib

    return f".s11-{what}-{hashlib.sha256(os.fsencode(place.name)).hexdigest()[:12]}-"


def _put_right(place: Path) -> None:
    """Take away what builds that were killed have left beside a folder, and put back what they had moved aside."""
    import shutil

    new, old = _prefix("new", place), _prefix("old", place)
    for entry in sorted(os.scandir(place.parent), key=lambda entry: entry.name):
        if not entry.name.startswith((new, old)) or not entry.is_dir(follow_symlinks=False):
            continue
        left = Path(entry.path)
        if hasattr(os, "geteuid") and entry.stat(follow_symlinks=False).st_uid != os.geteuid():
            # somebody else's, in a folder that both may write to
            continue
        # while one is built it is the new one that is held, also when it has come to its place
        if any(_is_held(one) for one in (left, left.with_name(entry.name.replace(old, new, 1)), place) if one.is_dir()):
            continue
        if entry.name.startswith(new):
            aside = left.with_name(entry.name.replace(new, old, 1))
            if aside.is_dir():
                # what others had put beside the earlier build had begun to move
                for name in _foreign(left, _listed(left)):
                    if not os.path.lexists(aside / name):
                        (aside / name).parent.mkdir(parents=True, exist_ok=True)
                        os.rename(left / name, aside / name)
            shutil.rmtree(left, ignore_errors=True)
        elif not os.path.lexists(place):
            os.rename(left, place)
        elif not _foreign(left, _listed(left)):
            shutil.rmtree(left, ignore_errors=True)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """Keep a scratch folder for as long as this process lives; a system without such locks keeps none."""
    if fcntl is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _is_held(folder: Path) -> bool:
    """Whether a process that is alive is building in a scratch folder; where nobody can tell, it is taken to be so."""
    if fcntl is None:
        return True
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        return True
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(handle)
    return False


# one build -----------------------------------------------------------------------------------------------------------


def _made(place: Path, folder: Path, by: str) -> Set[str]:
    """What an earlier build has put there. Raises NotFound where there is something else."""
    if not os.path.lexists(place):
        return frozenset()
    if not place.is_dir():
        raise NotFound(f"{one_line(str(folder))} is a file: name a folder")
    if not any(place.iterdir()):
        return frozenset()
    if not os.path.isfile(place / MARKER) or (place / MARKER).is_symlink():
        raise NotFound(
            f"{one_line(str(folder))} holds other files and was not written by 's11 {by}' (it has no {MARKER}): name "
            "a new or an empty folder"
        )
    if (writer := _writer(place)) not in ("", by):
        raise NotFound(f"{one_line(str(folder))} was written by 's11 {writer}': name a new or an empty folder")
    return _listed(place)


def _writer(place: Path) -> str:
    """The command that wrote a folder; '' where its marker does not say."""
    try:
        first = read_file(place / MARKER, 64 * 1024 * 1024)[0].decode("utf-8", "replace").partition("\n")[0]
    except Unreadable:
        return ""
    return first.partition("'s11 ")[2].partition("'")[0]


def _listed(place: Path) -> Set[str]:
    """The files that a build has named as its own."""
    try:
        listed = read_file(place / MARKER, 64 * 1024 * 1024)[0]
    except Unreadable:
        return frozenset((MARKER,))
    return frozenset((MARKER, *listed.decode("utf-8", "replace").splitlines()[1:]))


def _fill(new: Path, files: Iterable[tuple[str, bytes]], by: str) -> int:
    names: dict[str, str] = {}
    for name, data in files:
        if name.startswith("/") or {"", ".", ".."} & set(name.split("/")) or name.casefold() in names:
            raise ValueError(f"'{name}' is no name for a file of the folder, or stands there already")
        names[name.casefold()] = name
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).write_bytes(data)
    listed = "".join(f"{name}\n" for name in (HEADING.format(by), *sorted(names.values())))
    (new / MARKER).write_text(listed, encoding="utf-8", newline="\n")
    return len(names)


def _foreign(place: Path, made: Set[str], inside: str = "") -> list[str]:
    """What others have put into the folder: each file, and each folder none of whose files is ours."""
    foreign = []
    for entry in sorted(os.scandir(place / inside), key=lambda entry: entry.name) if place.is_dir() else ():
        name = f"{inside}{entry.name}"
        if entry.is_dir(follow_symlinks=False) and any(one.startswith(f"{name}/") for one in made):
            foreign += _foreign(place, made, f"{name}/")
        elif name not in made:
            foreign.append(name)
    return foreign


def _swap(place: Path, new: Path, foreign: Iterable[str]) -> None:
    """Put the new folder where the old one is. What is foreign goes along; if anything fails, all is as it was."""
    import shutil

    if not place.exists():
        os.rename(new, place)
        return
    old, moved = new.with_name(new.name.replace(_prefix("new", place), _prefix("old", place), 1)), []
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
