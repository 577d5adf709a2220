"""Files: which are plans, what they hold, and writing one whole or not at all.

Everything that s11 reads from disk comes through ``read_file``: an ordinary file, no link, and never more of it than a
plan may have. What is not so is named with what to do (``UnreadReason``), and never waited for.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, overload

from s11.text import MAX_BYTES, Source, UnreadReason, one_line

PLANS = "plans"
# how the 'format' of a self-assessment begins: the rest of the word may have a slip, or be of a later version
_FORMAT = re.compile(rb"(?:\A(?:\xef\xbb\xbf)?|[\r\n])[\"']?format[\"']?[ \t]*:[ \t]*[\"']?([^\s\"'#]*)")
_ASSESSMENT = b"s11-as"
# said wherever there is no plan yet
START = "'s11 init' starts one"
ENDINGS = (".yaml", ".yml")
MOST_FILES = 200_000
# what names no file in a folder, but the folder or the one above it
_NO_NAMES = ("", os.curdir, os.pardir)
# a pipe is never waited for, a link never followed, a terminal never taken; Windows knows none of these
_HOW = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_NOCTTY", "O_BINARY")
)
_KINDS = (
    (stat.S_ISLNK, "a link"),
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

A_LINK = UnreadReason("this is a link, and links are not followed", "put the file itself here, or remove the link")
A_LINKED_FOLDER = UnreadReason(
    "this is a link to a folder, and links are not followed, so no plan in it is read",
    "put the folder itself here, or remove the link",
)
A_FOLDER_CALLED_SO = UnreadReason(
    "this is a folder, though its name ends as a plan's does", "give the folder another name"
)
A_SUBMODULE = UnreadReason(
    "this is another repository (a submodule), so no plan in it is read", "run s11 in it, with a revision of its own"
)


class NotFound(Exception):
    """What was asked for cannot be had; the message is one line, with what to do."""


class Unreadable(Exception):
    """A file or folder that was met and cannot be read."""

    def __init__(self, why: UnreadReason):
        super().__init__(why.words)
        self.why = why


class FolderEntry(NamedTuple):
    """A file that is a plan by its name, or a place under the plans' folder that could not be looked into, with why."""

    path: Path
    unread: UnreadReason | None = None


def is_assessment(data: bytes) -> bool:
    """Whether a file beside the plans says that it is a self-assessment; nothing of it is parsed."""
    match = _FORMAT.search(data)
    return match is not None and match[1].startswith(_ASSESSMENT)


def only_assessments(count: int) -> str:
    """What is said where plans were asked for, and nothing but self-assessments was met."""
    met = "this is a self-assessment" if count == 1 else f"these are {count:,} self-assessments"
    return (
        f"no plan: {met}, and this command looks at plans; 's11 lint' and 's11 report --template assessment' take one"
    )


def plans_and_assessments(sources: Iterable[Source]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """The plans among some files, and the self-assessments that lie beside them; what is not read counts as a plan."""
    plans: list[Source] = []
    assessments: list[Source] = []
    for source in sources:
        (assessments if is_assessment(source.data) else plans).append(source)
    return tuple(plans), tuple(assessments)


# reading -------------------------------------------------------------------------------------------------------------


def read_file(path: Path, most: int = MAX_BYTES) -> tuple[bytes, os.stat_result]:
    """The bytes of an ordinary file, ``most`` + 1 of them where it is longer, and what the disk says of it.

    Raises Unreadable.
    """
    try:
        before = os.lstat(path)
        _ordinary(before)
        handle = os.open(path, _HOW)
    except (OSError, ValueError) as error:
        raise Unreadable(_closed(error)) from error
    try:
        about = os.fstat(handle)
        _ordinary(about)
        if (about.st_dev, about.st_ino) != (before.st_dev, before.st_ino):
            raise Unreadable(UnreadReason("this was replaced by another file while it was being read", "try again"))
        data = _read_most(handle, about.st_size, most + 1)
    except OSError as error:
        raise Unreadable(_closed(error)) from error
    finally:
        os.close(handle)
    if data and not about.st_size:
        # such are the files in which a system describes itself, its environment among them
        raise Unreadable(
            UnreadReason(
                "this is not a regular file: the system makes up what is in it", "put a regular file here, or remove it"
            )
        )
    return data, about


def _read_most(handle: int, size: int, most: int) -> bytes:
    """What an open file holds, as far as ``most`` bytes; ``size`` is what it is said to hold."""
    pieces, left = [], most
    while left and (piece := os.read(handle, min(left, max(size, 4096) + 1))):
        pieces.append(piece)
        left -= len(piece)
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def _ordinary(about: os.stat_result) -> None:
    if stat.S_ISLNK(about.st_mode):
        raise Unreadable(A_LINK)
    if not stat.S_ISREG(about.st_mode):
        what = next((kind for is_so, kind in _KINDS if is_so(about.st_mode)), "something else")
        raise Unreadable(UnreadReason(f"this is {what}, not a regular file", "remove it, or give it another ending"))


def _closed(error: OSError | ValueError) -> UnreadReason:
    if isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EPERM):
        return UnreadReason(
            "this cannot be opened: permission denied", "give whoever runs s11 permission to read it, or remove it"
        )
    if isinstance(error, OSError) and error.errno in (errno.ELOOP, getattr(errno, "EMLINK", errno.ELOOP)):
        return A_LINK
    return UnreadReason(
        f"this cannot be opened: {getattr(error, 'strerror', None) or error}", "make it readable, or remove it"
    )


def plans_root(start: Path) -> Path | None:
    """The nearest ``plans`` folder: in ``start``, or in a folder above it up to the top of the repository.

    Raises NotFound where it is a link.
    """
    for folder in (start, *start.parents):
        if folder.name == PLANS and os.path.isdir(folder):
            return folder
        root = folder / PLANS
        if os.path.isdir(root):
            if root.is_symlink():
                raise NotFound(
                    f"{shown(root, start)} is a link to {one_line(os.readlink(root))}, and what it leads to may "
                    "change unnoticed: put the folder itself there"
                )
            return root
        if os.path.exists(folder / ".git"):
            return None
    return None


def plan_files(folder: Path) -> list[FolderEntry]:
    """Every plan in a folder and below, and every place there that could not be looked into, in order.

    Raises NotFound for far too many files.
    """
    listed, seen = [], 0
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            # what is in it is asked for whole: a folder may change while it is looked through
            entries = sorted(os.scandir(here), key=lambda entry: entry.name)
        except OSError as error:
            listed.append(FolderEntry(here, _closed(error)))
            continue
        seen += len(entries)
        if seen > MOST_FILES:
            raise NotFound(
                f"{folder} holds more than {MOST_FILES:,} files, too many for a folder of plans: name a smaller folder"
            )
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = Path(entry.path)
            called_so = entry.name.endswith(ENDINGS)
            if _is_link(entry):
                if called_so or _leads_to_a_folder(path):
                    listed.append(FolderEntry(path, A_LINKED_FOLDER if os.path.isdir(path) else A_LINK))
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(path)
                if called_so:
                    listed.append(FolderEntry(path, A_FOLDER_CALLED_SO))
            elif called_so:
                listed.append(FolderEntry(path))
    return sorted(listed, key=lambda met: met.path.parts)


def _is_link(entry: os.DirEntry[str]) -> bool:
    return entry.is_symlink() or getattr(entry, "is_junction", bool)()


def _leads_to_a_folder(path: Path) -> bool:
    """Whether a link leads to a folder, or to nothing that can be seen from here and has no file's ending."""
    try:
        return stat.S_ISDIR(os.stat(path).st_mode)
    except OSError:
        return not path.suffix


def folders_of(plan_ids: Iterable[str]) -> list[str]:
    """The folders in which plans of these ids lie, each once, from the plans' own folder."""
    return list(
        dict.fromkeys(
            plan_id[:at]
            for plan_id in plan_ids
            for at in range(len(plan_id))
            if plan_id[at] == "/" and plan_id[at + 1 :]
        )
    )


def or_near(name: str, plan_ids: Iterable[str]) -> str:
    """What follows a sentence on a name that means no plan: '; did you mean 'x'?' of plans, their folders, or ''.

    A name of today's plan may also be written as its file, with ``plans/`` before it.
    """
    from s11.plan import did_you_mean_name

    ids = list(plan_ids)
    inside = name.replace(os.sep, "/")
    before = f"{PLANS}/" if inside.startswith(f"{PLANS}/") else ""
    ending = next((ending for ending in ENDINGS if inside.endswith(ending)), "")
    bare = inside.removeprefix(before).removesuffix(ending)
    near = did_you_mean_name(bare, [*ids, *folders_of(ids), *([] if before else [PLANS])])
    return f"; {near}" if near else ""


def link_above(path: Path, root: Path) -> bool:
    """Whether a link lies between the plans' folder and something in it."""
    inside = Path(os.path.relpath(os.path.abspath(path), os.path.abspath(root)))
    return any((root / folder).is_symlink() for folder in list(inside.parents)[:-1])


def _folder(folder: Path) -> str:
    """A folder's whole path, a separator behind it: that of a whole one is asked for with each file in it."""
    name = os.fspath(folder)
    return _normal(name) if os.path.isabs(name) else os.path.abspath(name) + os.sep


def _absolute(path: Path) -> str:
    """A file's whole path. Of files that lie in one folder, that of the folder is worked out once."""
    folder, last = os.path.split(os.fspath(path))
    return f"{_normal(folder)}{last}" if os.path.isabs(folder) and last not in _NO_NAMES else os.path.abspath(path)


@lru_cache(maxsize=16)
def _normal(folder: str) -> str:
    whole = os.path.abspath(folder)
    return whole if whole.endswith(os.sep) else whole + os.sep


def plan_id_of(path: Path, root: Path | None) -> str:
    inside = _absolute(path)
    if root is not None and inside.startswith(folder := _folder(root)):
        stem, ending = os.path.splitext(inside[len(folder) :])
        if ending in ENDINGS:
            return stem.replace(os.sep, "/")
    absolute = Path(inside)
    base = Path(os.path.abspath(root)) if root is not None else absolute.parent
    relative = absolute.relative_to(base) if absolute.is_relative_to(base) else Path(absolute.name)
    # the plans' folder itself, where it cannot be looked into
    return relative.with_suffix("").as_posix() if relative.name else absolute.name


def with_own_ids(sources: Iterable[Source]) -> tuple[Source, ...]:
    """The same sources, none that is not read with the id of another: a folder 'a' beside 'a.yaml' is 'a/', a link
    'b.yaml' beside 'b.yml' is 'b.yaml'.
    """
    named = [
        source
        if source.unread is None or source.name.endswith(ENDINGS)
        else replace(source, id=f"{source.id}{_ending(source)}/")
        for source in sources
    ]
    count = Counter(source.id for source in named)
    return tuple(
        replace(source, id=f"{source.id}{_ending(source)}")
        if source.unread is not None and count[source.id] > 1
        else source
        for source in named
    )


def _ending(source: Source) -> str:
    """What was left of a name's end to make the id."""
    last = source.name.rpartition("/")[2]
    return last[len(source.id.rpartition("/")[2]) :] if last.startswith(source.id.rpartition("/")[2]) else ""


def sources_on_disk(
    met: Iterator[tuple[FolderEntry, str]] | list[tuple[FolderEntry, str]], start: Path
) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """Each place met with the plan id it has, as a source; and what should be said of them.

    A file that is met under two names (a hard link) is read under the first of them, so that nothing is counted twice.
    """
    reading = _Reading(start)
    return tuple(reading.one(*each) for each in met), reading.notes


def each_source(met: Iterable[tuple[FolderEntry, str]], start: Path) -> Iterator[Source]:
    """Each place met with the plan id it has, as a source, read when it is come to."""
    reading = _Reading(start)
    return (reading.one(*each) for each in met)


class _Reading:
    """One file after another, each under the first of its names."""

    def __init__(self, start: Path):
        self.start = start
        self._first: dict[tuple[int, int], tuple[str, int, int]] = {}

    def one(self, met: FolderEntry, plan_id: str) -> Source:
        path, why = met
        name, data = shown(path, self.start), b""
        if why is None:
            try:
                data, about = read_file(path)
            except Unreadable as error:
                why = error.why
            else:
                key = (about.st_dev, about.st_ino)
                if about.st_nlink > 1 and about.st_ino:
                    earlier, names, links = self._first.get(key, (name, 0, about.st_nlink))
                    self._first[key] = (earlier, names + 1, links)
                    if names:
                        why, data = (
                            UnreadReason(
                                f"this is the same file as {earlier} under another name (a hard link), and is "
                                "counted there",
                                "remove one of the two",
                            ),
                            b"",
                        )
        return Source(name, plan_id, data, unread=why)

    @property
    def notes(self) -> tuple[str, ...]:
        note = "has another name somewhere else on this disk (a hard link): a change made there changes the plan here"
        return tuple(f"{name} {note}" for name, names, links in self._first.values() if links > names)


class OnDisk(Sequence[Source]):
    """Files that were looked at once, each to be read again when it is come to: a portfolio takes no more memory than a
    plan.

    ``digests`` hold the SHA-256 of each; '' of what cannot be read. What no longer holds the same is not read a second
    time (NotFound): what is told of the plans would be of two states of them.
    """

    def __init__(self, met: list[tuple[FolderEntry, str]], start: Path, look: Callable[[Path, Source], None]):
        import hashlib

        reading = _Reading(start)
        self._paths: list[Path] = []
        self._sources: list[Source] = []
        self.digests: list[str] = []
        # what lies beside the plans: a few files, held whole
        self.assessments: list[Source] = []
        for one, plan_id in met:
            source = reading.one(one, plan_id)
            look(one.path, source)
            if is_assessment(source.data):
                self.assessments.append(source)
                continue
            self._paths.append(one.path)
            self.digests.append(hashlib.sha256(source.data).hexdigest() if source.unread is None else "")
            self._sources.append(source if source.unread is not None else Source(source.name, plan_id, b""))
        self._sources = list(with_own_ids(self._sources))
        self.notes = reading.notes

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Each file's name and the plan id it has, without reading it."""
        return tuple((source.name, source.id) for source in self._sources)

    def __len__(self) -> int:
        return len(self._sources)

    @overload
    def __getitem__(self, at: int) -> Source: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Source, ...]: ...

    def __getitem__(self, at: int | slice) -> Source | tuple[Source, ...]:
        import hashlib

        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self))))
        source = self._sources[at]
        if source.unread is not None:
            return source
        try:
            data = read_file(self._paths[at])[0]
        except Unreadable as error:
            raise NotFound(f"{source.name} could be read a moment ago, and cannot now: {error}") from error
        if hashlib.sha256(data).hexdigest() != self.digests[at]:
            raise NotFound(f"{source.name} was changed while it was being read: run this again")
        return Source(source.name, source.id, data)


def read_bytes(path: Path) -> bytes:
    """An ordinary file's bytes, one more than MAX_BYTES where it is longer. Raises NotFound."""
    try:
        return read_file(path)[0]
    except Unreadable as error:
        raise NotFound(f"{path} was not read: {error}") from error


# what is read of a folder from outside
_MOST_FILES = 200


def read_outside(path: Path, most: int) -> bytes:
    """The bytes of a file that is no plan, such as a document that somebody sent. Raises NotFound, also where it holds
    more than ``most`` bytes.
    """
    try:
        data = read_file(path, most)[0]
    except Unreadable as error:
        raise NotFound(f"{path} was not read: {error}") from error
    if len(data) > most:
        raise NotFound(f"{path} holds more than {most // (1024 * 1024)} MB, too much for a plan's table")
    return data


def read_folder(path: Path, most: int) -> dict[str, bytes] | None:
    """The files that lie in a folder, by name; None where it is none. Raises NotFound, as ``read_outside`` does."""
    if not path.is_dir():
        return None
    try:
        names = sorted(entry.name for entry in os.scandir(path) if entry.is_file() and not entry.name.startswith("."))
    except OSError as error:
        raise NotFound(f"{path} was not read: {error.strerror}") from error
    return {name: read_outside(path / name, most) for name in names[:_MOST_FILES]}


def shown(path: Path, start: Path) -> str:
    absolute, base = _absolute(path), _folder(start)
    if absolute.startswith(base):
        return absolute[len(base) :].replace(os.sep, "/")
    relative = os.path.relpath(absolute, base)
    return (absolute if relative.startswith("..") else relative).replace(os.sep, "/")


# writing -------------------------------------------------------------------------------------------------------------


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; what is no ordinary file is written to as it is.

    Raises NotFound where that cannot be done.
    """
    import tempfile

    try:
        about = _about(path)
        if about is not None and (not stat.S_ISREG(about.st_mode) or _is_our_own_stream(path)):
            _write_to(path, data, about)
            return
        # a link stays a link: what it leads to is written
        place = Path(os.path.realpath(path))
        place.parent.mkdir(parents=True, exist_ok=True)
        mode = about.st_mode & 0o777 if about is not None else 0o666 & ~umask()
        handle, name = tempfile.mkstemp(dir=place.parent, prefix=".s11-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            if about is not None and about.st_nlink > 1:
                # its other names go on being names of it; that there is room was just seen
                _overwrite(place, data)
            else:
                os.chmod(name, mode)
                os.replace(name, place)
        finally:
            if os.path.lexists(name):
                os.unlink(name)
    except (OSError, ValueError) as error:
        raise NotFound(
            f"{one_line(str(path))} cannot be written: {getattr(error, 'strerror', None) or error}"
        ) from error


def _about(path: Path) -> os.stat_result | None:
    try:
        return os.stat(path)
    except FileNotFoundError:
        return None


def _is_our_own_stream(path: Path) -> bool:
    """Whether a name stands for what this process was given to write to, and not for a file."""
    name = os.path.abspath(path)
    return name in ("/dev/stdout", "/dev/stderr") or name.startswith(("/dev/fd/", "/proc/"))


def _write_to(path: Path, data: bytes, about: os.stat_result) -> None:
    """Write to a device, a pipe or a stream that is open already, none of which is ever replaced."""
    if stat.S_ISDIR(about.st_mode):
        raise NotFound(f"{one_line(str(path))} cannot be written, since it is a folder: name a file in it")
    if stat.S_ISBLK(about.st_mode) or stat.S_ISSOCK(about.st_mode):
        raise NotFound(f"{one_line(str(path))} is neither a file nor a pipe, so it is left as it is: name a file")
    try:
        handle = os.open(path, os.O_WRONLY | os.O_APPEND | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0))
    except OSError as error:
        if error.errno == errno.ENXIO:
            raise NotFound(
                f"{one_line(str(path))} is a pipe that nothing reads from: start the reader first"
            ) from error
        raise
    os.set_blocking(handle, True)
    with os.fdopen(handle, "wb", buffering=0) as file:
        rest = memoryview(data)
        while rest:
            rest = rest[file.write(rest) :]


def _overwrite(place: Path, data: bytes) -> None:
    with open(place, "r+b") as file:
        file.write(data)
        file.truncate()


def umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
