"""What lies beside ``plans/``, on disk or in a commit: settings, files that are linked to, a council's own standards
and templates.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from s11.store.disk import A_LINK, ENDINGS, NotFound, Unreadable, read_file
from s11.store.git import Snapshot, head_of, inside_top, same_blob, top_of
from s11.text import MAX_BYTES, Source, UnreadReason

if TYPE_CHECKING:
    from s11.render.templates import Templates

SETTINGS = "s11.yaml"
STANDARDS, TEMPLATES = "standards", "templates"
# what a council may have of its own beside its plans
KINDS = (STANDARDS, TEMPLATES)
TEXTS = (".j2", ".json", ".yaml", ".md", ".css", ".js", ".typ", ".xml")
# a council's own folder beside the plans holds a dozen files; so many are read of it, and no more
MOST_OWN_FILES, MOST_OWN_BYTES = 2_000, 32 * 1024 * 1024
TOO_LONG = UnreadReason(
    f"the file is longer than the {MAX_BYTES:,} bytes that s11 reads", "make it shorter, or remove it"
)

Base = Path | Snapshot


def settings(base: Base) -> Source | None:
    """The council's own ``s11.yaml``, or None where there is none.

    Raises NotFound where there is one that cannot be read.
    """
    if isinstance(base, Snapshot):
        files = base.files(SETTINGS)
        data = files.get("")
        if isinstance(data, UnreadReason) or (data is None and files):
            raise NotFound(
                f"{base.folder}{SETTINGS} cannot be read in commit {base.commit[:10]}: "
                f"{data.words if data else 'it is a folder'}"
            )
        return Source(SETTINGS, SETTINGS, data) if data is not None else None
    path = base / SETTINGS
    if not os.path.lexists(path):
        return None
    try:
        return Source(SETTINGS, SETTINGS, read_file(path)[0])
    except Unreadable as error:
        raise NotFound(f"{SETTINGS} cannot be read: {error}") from error


def files_beside(folder: Path) -> Iterator[Path]:
    """The council's own files that are read with every plan: settings, standards, templates.

    Links and all else are no files.
    """
    paths = [folder / SETTINGS]
    for kind in KINDS:
        for here, _, names in os.walk(folder / kind):
            paths += [Path(here) / name for name in names if name.endswith(TEXTS)]
    return (path for path in paths if path.is_file() and not path.is_symlink())


def exists_beside(base: Base) -> Callable[[str], bool]:
    """Whether a link's file or folder is there, seen from the folder that holds ``plans/``.

    Only what lies in the repository counts, or, outside git, in that folder: that this machine has such a file
    elsewhere says nothing to anybody else.
    """
    if isinstance(base, Snapshot):
        return base.holds
    here = os.path.realpath(base)
    top = next((str(folder) for folder in (Path(here), *Path(here).parents) if os.path.exists(folder / ".git")), here)

    def there(name: str) -> bool:
        try:
            path = os.path.realpath(os.path.join(here, name), strict=True)
            mode = os.stat(path).st_mode
        except (OSError, ValueError):
            return False
        return (
            Path(path).is_relative_to(top)
            and not Path(path).is_relative_to(os.path.join(top, ".git"))
            and (stat.S_ISREG(mode) or stat.S_ISDIR(mode))
        )

    return there


# a council's own ------------------------------------------------------------------------------------------------------


def own_and_shipped(kind: str, base: Base | None = None) -> Templates:
    """Name → text of the templates or standards that s11 carries; a council's own folder beside ``plans/`` wins.

    Of a council's own it says which they are, and which cannot be read and why. Raises NotFound where a folder of its
    templates cannot be looked into, since s11's own would be taken in their place.
    """
    from s11.render.templates import Templates

    texts = {name: data.decode("utf-8") for name, data in _files_in(carried(kind), TEXTS) if isinstance(data, bytes)}
    own, unread = {}, {}
    for name, data in _own(base, kind, TEXTS):
        text = _decoded(data)
        if isinstance(text, str):
            own[name] = text
        elif name.endswith(TEXTS):
            unread[name] = text
        elif kind == TEMPLATES:
            raise NotFound(f"{f'{kind}/{name}'.rstrip('/')} cannot be read: {text.words}")
    return Templates(
        {**texts, **own},
        frozenset(own),
        unread,
        _uncommitted(base, kind, own) if own and base is not None and kind == TEMPLATES else frozenset(),
    )


def place_of_list(name: str, base: Base) -> Path:
    """Where a file of standards is kept that ``own_and_shipped`` has under this name, of a council on this disk."""
    own = base / STANDARDS / name if isinstance(base, Path) else None
    return own if own is not None and own.is_file() else carried(STANDARDS) / name


def _uncommitted(base: Base, kind: str, names: Iterable[str]) -> frozenset[str]:
    """Which files of a council's own folder differ from the newest commit; outside git all of them."""
    if isinstance(base, Snapshot):
        return frozenset()
    try:
        top = top_of(base)
        head = head_of(top)
        inside, kept = inside_top(top, base), Snapshot.of(top, head).blobs if head else {}
        return frozenset(
            name
            for name in names
            if not same_blob(kept.get(f"{inside}{kind}/{name}", ""), read_file(base / kind / name)[0])
        )
    except (NotFound, Unreadable):
        return frozenset(names)


def standards_files(base: Base) -> tuple[tuple[Source, bool], ...]:
    """Every file of standards, each with whether it is the council's own: those first, with what in their folder cannot
    be read and why; then those that s11 carries, but for one in whose place there is a file of the same name.
    """
    own = {name: _source(f"{STANDARDS}/{name}".rstrip("/"), data) for name, data in _own(base, STANDARDS, ENDINGS)}
    ours = (
        _source(f"{STANDARDS}/{name}", data) for name, data in _files_in(carried(STANDARDS), ENDINGS) if name not in own
    )
    return (*((source, True) for source in own.values()), *((source, False) for source in ours))


def _source(name: str, data: bytes | UnreadReason) -> Source:
    return Source(name, name, b"", unread=data) if isinstance(data, UnreadReason) else Source(name, name, data)


def _decoded(data: bytes | UnreadReason) -> str | UnreadReason:
    if isinstance(data, UnreadReason):
        return data
    if len(data) > MAX_BYTES:
        return TOO_LONG
    try:
        return data.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return UnreadReason(
            f"byte 0x{data[error.start]:02X} in line {line} is not UTF-8", "save the file again as UTF-8"
        )


def carried(kind: str) -> Path:
    """The folder of templates or standards that s11 carries: in the wheel within the package, else beside it."""
    package = Path(__file__).parent.parent
    return package / kind if (package / kind).is_dir() else package.parent / kind


def _own(base: Base | None, kind: str, endings: tuple[str, ...]) -> Iterator[tuple[str, bytes | UnreadReason]]:
    if isinstance(base, Snapshot):
        yield from (
            (name, data)
            for name, data in base.files(kind).items()
            if name.endswith(endings) or isinstance(data, UnreadReason)
        )
    elif base is not None and os.path.abspath(base / kind) != os.path.abspath(carried(kind)):
        yield from _files_in(base / kind, endings)


def _files_in(folder: Path, endings: tuple[str, ...], inside: str = "") -> Iterator[tuple[str, bytes | UnreadReason]]:
    """Name → bytes of every file in a folder and below with such an ending, or why it cannot be read; in order."""
    if not inside:
        if not os.path.lexists(folder):
            return
        if folder.is_symlink():
            yield "", A_LINK
            return
    waiting, files, size = [""], 0, 0
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(os.scandir(folder / here), key=lambda entry: entry.name)
        except OSError as error:
            yield here, UnreadReason(f"this cannot be opened: {error.strerror}", "make it readable, or remove it")
            continue
        for entry in entries:
            name = f"{here}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                waiting.append(f"{name}/")
                continue
            if not entry.name.endswith(endings):
                # a link to a folder hides what may be a template; any other file is no business of ours
                if entry.is_symlink() and os.path.isdir(folder / name):
                    yield name, A_LINK
                continue
            files += 1
            try:
                data = read_file(folder / name)[0] if files <= MOST_OWN_FILES and size <= MOST_OWN_BYTES else None
            except Unreadable as error:
                yield name, error.why
                continue
            if data is None:
                yield (
                    name,
                    UnreadReason(
                        f"the folder holds more than {MOST_OWN_FILES:,} files or {MOST_OWN_BYTES // 1024 // 1024} MB",
                        "remove what is not a template or a list of standards",
                    ),
                )
                return
            size += len(data)
            yield name, data
