"""The only door to disk and to git.

Reading gives ``Source``s; writing is atomic. The ``git`` program is asked for objects only: no hook, filter, pager,
monitor or attribute of the repository is ever run.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from s11.text import MAX_BYTES, Source

PLANS = "plans"
SETTINGS = "s11.yaml"
ENDINGS = (".yaml", ".yml")


class NotThere(Exception):
    """What was asked for cannot be had; the message is one line, with what to do."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Where the text comes from: a commit, with or without changes since, or no repository at all."""

    commit: str = ""
    changed: bool = False
    said: str = ""

    @property
    def id(self) -> str | None:
        """The full commit id, with '+changed' where the files read are not those of the commit; None outside git."""
        return f"{self.commit}+changed" if self.commit and self.changed else self.commit or None

    @property
    def words(self) -> str:
        if not self.commit:
            return self.said or "not in git"
        return f"commit {self.commit[:10]}" + (", with changes not committed" if self.changed else "")


@dataclass(frozen=True, slots=True)
class Found:
    """What was gathered: the sources, where the plans' folder is, and the revision they stand at."""

    sources: tuple[Source, ...]
    root: Path
    revision: Revision
    base: Path


# finding -------------------------------------------------------------------------------------------------------------


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


def gather(names: Sequence[str], start: Path) -> Found:
    """The plans that ``names`` mean: files, folders or plan ids; without any, every plan under ``plans/``.

    Raises NotThere where a name means nothing, or where no plan is found: no plan matched is never a pass.
    """
    root = plans_root(start)
    files: dict[Path, str] = {}
    for name in names or ():
        for path, plan_id in _meant(name, start, root):
            files.setdefault(path, plan_id)
    if not names:
        if root is None:
            raise NotThere(f"no folder '{PLANS}' here or above: {start}; name a file, or run 's11' where {PLANS}/ is")
        for path in _plan_files(root):
            files.setdefault(path, _plan_id(path, root))
        if not files:
            raise NotThere(f"no plan in {_shown(root, start)}: a plan is a file ending in .yaml")
    chosen = sorted(files.items(), key=lambda item: (item[1], str(item[0])))
    sources = tuple(_source(path, plan_id, start) for path, plan_id in chosen)
    home = root if root is not None else _above(files, start)
    folders = [Path(name) if Path(name).is_absolute() else start / name for name in names] if names else [home]
    return Found(sources, home, _revision(sources, [path for path, _ in chosen], [folder for folder in folders if folder.is_dir()], home), home.parent)


def _meant(name: str, start: Path, root: Path | None) -> list[tuple[Path, str]]:
    path = (start / name) if not Path(name).is_absolute() else Path(name)
    if path.is_file():
        return [(path, _plan_id(path, _root_of(path, root)))]
    if path.is_dir():
        found = _plan_files(path)
        if not found:
            raise NotThere(f"no plan in {name}: a plan is a file ending in .yaml")
        own = _root_of(path, root)
        return [(inner, _plan_id(inner, own if own is not None and _inside(inner, own) else path)) for inner in found]
    if root is not None and "\0" not in name:
        for ending in ENDINGS:
            candidate = root / f"{name}{ending}"
            if candidate.is_file():
                return [(candidate, name)]
        if (root / name).is_dir():
            return _meant(str(root / name), start, root)
    raise NotThere(f"there is no plan, file or folder called '{name}'" + ("" if root is None else f" here or under {_shown(root, start)}"))


def _inside(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder)


def _root_of(path: Path, root: Path | None) -> Path | None:
    absolute = Path(os.path.abspath(path))
    if root is not None and absolute.is_relative_to(os.path.abspath(root)):
        return root
    for folder in absolute.parents:
        if folder.name == PLANS:
            return folder
    return absolute if absolute.name == PLANS else None


def _plan_files(folder: Path) -> list[Path]:
    found = []
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        found += [Path(here) / name for name in sorted(names) if name.endswith(ENDINGS) and not name.startswith(".")]
    return found


def _plan_id(path: Path, root: Path | None) -> str:
    absolute = Path(os.path.abspath(path))
    base = Path(os.path.abspath(root)) if root is not None else absolute.parent
    relative = absolute.relative_to(base) if absolute.is_relative_to(base) else Path(absolute.name)
    return relative.with_suffix("").as_posix()


def _source(path: Path, plan_id: str, start: Path) -> Source:
    try:
        with open(path, "rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise NotThere(f"{_shown(path, start)} cannot be opened: {error.strerror}") from error
    return Source(_shown(path, start), plan_id, data)


def read_bytes(path: Path) -> bytes:
    """A file's bytes. Raises NotThere."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise NotThere(f"{path} cannot be opened: {error.strerror}") from error


def _shown(path: Path, start: Path) -> str:
    absolute, base = os.path.abspath(path), os.path.abspath(start)
    relative = os.path.relpath(absolute, base)
    return (absolute if relative.startswith("..") else relative).replace(os.sep, "/")


def _above(files: Iterable[Path], start: Path) -> Path:
    first = next(iter(files), None)
    return first.parent if first is not None else start


def settings(base: Path) -> Source | None:
    """The council's own ``s11.yaml`` beside ``plans/``, or None where there is none."""
    path = base / SETTINGS
    return Source(SETTINGS, SETTINGS, read_bytes(path)) if path.is_file() else None


def exists_beside(base: Path) -> Callable[[str], bool]:
    """Whether a link's file is there, seen from the folder that holds ``plans/``."""
    return lambda name: (base / name).exists()


# shipped and a council's own -----------------------------------------------------------------------------------------


def shipped(kind: str, base: Path | None = None) -> Mapping[str, str]:
    """Name → text of the templates, schemas or standards that s11 carries; a council's own folder beside ``plans/`` wins."""
    package = Path(__file__).parent
    folder = package / kind if (package / kind).is_dir() else package.parent / kind
    found = _texts(folder)
    if base is not None and os.path.abspath(base / kind) != os.path.abspath(folder):
        found |= _texts(base / kind)
    return found


def _texts(folder: Path) -> dict[str, str]:
    found = {}
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(here) / name
            if path.suffix in (".j2", ".json", ".yaml", ".md", ".css", ".typ"):
                found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
    return found


# writing -------------------------------------------------------------------------------------------------------------


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises NotThere where it cannot be written."""
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
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


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


# git -----------------------------------------------------------------------------------------------------------------


class GitSays(Exception):
    """Git answered no; the message is its own first line."""


def git(folder: Path, *words: str, stdin: bytes = b"") -> bytes:
    """What the git program prints. Nothing that the repository configures is executed. Raises GitSays."""
    import subprocess

    quiet = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.devnull, "-c", "core.pager=cat", "-c", "diff.external=", "-c", "protocol.allow=never")
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_TRACE"):
        environment.pop(name, None)
    try:
        done = subprocess.run(["git", "--no-pager", *quiet, *words], cwd=folder, input=stdin, capture_output=True, env=environment, check=False)
    except OSError as error:
        raise GitSays(f"git cannot be run: {error.strerror}") from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitSays(lines[0] if lines else f"git {words[0]} ended with {done.returncode}")
    return done.stdout


def in_git(folder: Path) -> bool:
    return any((parent / ".git").exists() for parent in (Path(os.path.abspath(folder)), *Path(os.path.abspath(folder)).parents)) or "GIT_DIR" in os.environ


def _revision(sources: Sequence[Source], files: Sequence[Path], folders: Sequence[Path], home: Path) -> Revision:
    if not in_git(home):
        return Revision(said="not in git")
    try:
        top = Path(os.fsdecode(git(home, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    except GitSays as error:
        return Revision(said=f"not in git ({error})" if "not a git repository" not in str(error) else "not in git")
    try:
        commit = git(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    except GitSays:
        return Revision(said="in git, no commit yet")
    real = os.path.realpath(top)
    kept = _tree(top, commit)
    changed = False
    here = set()
    for source, path in zip(sources, files, strict=True):
        name = os.path.relpath(os.path.realpath(path), real).replace(os.sep, "/")
        here.add(name)
        changed = changed or not _same_blob(kept.get(name, ""), source.data)
    for folder in folders:
        inside = os.path.relpath(os.path.realpath(folder), real).replace(os.sep, "/")
        prefix = "" if inside == "." else inside + "/"
        changed = changed or any(name.startswith(prefix) and name.endswith(ENDINGS) and name not in here for name in kept if not _hidden(name))
    return Revision(commit, changed)


def _hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def _tree(top: Path, commit: str) -> dict[str, str]:
    """Path → blob id of every YAML file of a commit."""
    kept = {}
    for row in git(top, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        about, _, name = row.partition(b"\t")
        if name.endswith((b".yaml", b".yml")):
            kept[os.fsdecode(name)] = about.split()[2].decode()
    return kept


def blob_id(data: bytes, like: str) -> str:
    """Git's own id of some bytes, in the hash that ``like`` is written in."""
    import hashlib

    hashed = hashlib.sha256() if len(like) == 64 else hashlib.sha1(usedforsecurity=False)
    hashed.update(b"blob %d\0" % len(data))
    hashed.update(data)
    return hashed.hexdigest()


def _same_blob(kept: str, data: bytes) -> bool:
    # a checkout with CRLF line ends is not a change
    return bool(kept) and (blob_id(data, kept) == kept or (b"\r\n" in data and blob_id(data.replace(b"\r\n", b"\n"), kept) == kept))
