"""Plans written back: each whole or not at all, and only over what they were read as.

Whoever writes a plan holds the plans' folder from before it is read until it is written, so that of two who write at
once the second reads what the first has written. The new text is written beside the old one and then put in its place.
"""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from s11.store.disk import ENDINGS, PLANS, NotFound, Unreadable, read_file, umask
from s11.text import one_line

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

_BESIDE = ".s11-edit-"


class Written(NamedTuple):
    """One file as it is to be: ``old`` the bytes that it must still hold, None where there must be no file yet."""

    path: Path
    old: bytes | None
    new: bytes


@contextmanager
def plans_held(folder: Path) -> Iterator[None]:
    """Hold a folder of plans against other writers, for as long as they are read, changed and written.

    A system without such locks holds nothing; what was changed meanwhile is then refused all the same, when it is
    written. Raises NotFound.
    """
    if fcntl is None or not folder.is_dir():
        yield
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise NotFound(f"{one_line(str(folder))} cannot be opened: {error.strerror}") from error
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            _clear(folder)
        except OSError as error:
            raise NotFound(f"{one_line(str(folder))} cannot be held against others: {error.strerror}") from error
        yield
    finally:
        os.close(handle)


def folder_of(path: Path) -> Path:
    """The folder that is held while a plan is written: the ``plans`` that it lies in, else its own."""
    place = Path(os.path.realpath(path))
    return next((above for above in place.parents if above.name == PLANS), place.parent)


def taken(path: Path) -> bool:
    """Whether something has a plan's name already, also with the other ending that plans have, or as a link."""
    return any(os.path.lexists(path.with_suffix(ending)) for ending in ENDINGS)


def write_back(files: Sequence[Written]) -> None:
    """Write several files, all of them or none. Raises NotFound; then every file is as it was."""
    for file in files:
        _check(file)
    beside: list[tuple[Written, str]] = []
    done: list[Written] = []
    try:
        for file in files:
            file.path.parent.mkdir(parents=True, exist_ok=True)
            beside.append((file, _written_beside(file)))
        # a new file first: what an old one says of it then holds at every moment
        for file, name in sorted(beside, key=lambda one: one[0].old is not None):
            os.replace(name, file.path)
            done.append(file)
        _settle(files)
    except BaseException as error:
        # whoever breaks it off leaves every file as it was, too
        for file in done:
            _put_back(file)
        if not isinstance(error, OSError):
            raise
        raise NotFound(
            f"{one_line(str(files[len(done)].path if len(done) < len(files) else files[-1].path))} cannot be written: "
            f"{error.strerror or error}; every file is as it was"
        ) from error
    finally:
        for _, name in beside:
            if os.path.lexists(name):
                os.unlink(name)


def _check(file: Written) -> None:
    name = one_line(file.path.name)
    if file.old is None:
        if os.path.lexists(file.path):
            raise NotFound(f"{name} is there already, and is not written over")
        return
    try:
        there, about = read_file(file.path)
    except Unreadable as error:
        raise NotFound(f"{name} was not written: {error}") from error
    if there != file.old:
        raise NotFound(f"{name} was changed by somebody else meanwhile: nothing was written; run this again")
    if about.st_nlink > 1:
        raise NotFound(f"{name} has another name somewhere on this disk (a hard link): make it a file of its own first")


def _written_beside(file: Written) -> str:
    mode = stat.S_IMODE(os.stat(file.path).st_mode) if file.old is not None else 0o666 & ~umask()
    handle, name = tempfile.mkstemp(dir=file.path.parent, prefix=_BESIDE)
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(file.new)
            opened.flush()
            os.fsync(opened.fileno())
        os.chmod(name, mode)
    except OSError:
        os.unlink(name)
        raise
    return name


def _settle(files: Sequence[Written]) -> None:
    """See to it that the new names outlive a loss of power, where the system can."""
    for folder in {file.path.parent for file in files}:
        try:
            handle = os.open(folder, os.O_RDONLY)
        except OSError:
            continue
        try:
            os.fsync(handle)
        except OSError:
            # a disk that knows no such thing
            pass
        finally:
            os.close(handle)


def _put_back(file: Written) -> None:
    if file.old is None:
        file.path.unlink(missing_ok=True)
        return
    os.replace(_written_beside(Written(file.path, file.old, file.old)), file.path)


def _clear(folder: Path) -> None:
    """Take away what a writer that was killed has left: nobody else is writing while the folder is held.

    Below a folder that is no ``plans`` other folders may be held by others.
    """
    for here, folders, names in os.walk(folder):
        if folder.name != PLANS:
            folders.clear()
        for name in names:
            if name.startswith(_BESIDE):
                os.unlink(os.path.join(here, name))
