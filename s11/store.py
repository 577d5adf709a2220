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


# two sides of an edit ------------------------------------------------------------------------------------------------

NO_COMMIT = "no commit yet, so there is no base to compare with"
UNSHALLOW = "fetch the rest first: 'git fetch --unshallow' (in a GitHub workflow: 'fetch-depth: 0' for actions/checkout)"


@dataclass(frozen=True, slots=True)
class Edit:
    """The two sides of an edit: ``old`` and ``new`` hold only the files that differ, ``sources`` all of the new side.

    ``base`` is the full id of the commit compared with; '' where the branch has no commit yet. ``words`` say which it is.
    """

    old: tuple[Source, ...]
    new: tuple[Source, ...]
    sources: tuple[Source, ...]
    base: str
    words: str

    @classmethod
    def between(cls, old: tuple[Source, ...], new: tuple[Source, ...], base: str, words: str) -> Edit:
        same = {(source.id, source.data) for source in old} & {(source.id, source.data) for source in new}
        return cls(*(tuple(source for source in side if (source.id, source.data) not in same) for side in (old, new)), new, base, words)


def against(found: Found, revision: str, start: Path) -> Edit:
    """The plans as they lie in the working tree, and as they were: at the merge base of ``REV`` and HEAD, or at ``=REV``.

    The whole folder is compared, whatever files were named: what has left one plan may stand in another. Raises NotThere.
    """
    top = _top(found.root)
    whole = found.root.name == PLANS and found.root.is_dir()
    new = tuple(_source(path, _plan_id(path, found.root), start) for path in _plan_files(found.root)) if whole else ()
    known = {source.name for source in new}
    alone = tuple(source for source in found.sources if source.name not in known)
    if not _head(top) and not revision.startswith("="):
        return Edit.between((), (*new, *alone), "", NO_COMMIT)
    base = resolve(found.root, revision)
    old = (*(sources_at(found.root, base, start) if whole else ()), *_as_they_were(top, base, alone, start))
    said = revision[1:] if revision.startswith("=") else f"the merge base of {revision} and HEAD"
    return Edit.between(old, (*new, *alone), base, f"compared with {said}, commit {base[:10]}")


def staged(start: Path) -> Edit:
    """The plans as they stand in the index, and as they are in HEAD. ``old`` and ``new`` are empty where nothing is staged.

    Raises NotThere.
    """
    top = _top(start)
    head = _head(top)
    root = plans_root(start) or _root_in(top, head, start)
    if root is None:
        return Edit((), (), (), head, f"no folder '{PLANS}' here or above: {start}")
    kept = _rows_at(top, head, root) if head else {}
    rows = _rows_in_index(top, root, kept)
    words = f"compared with HEAD, commit {head[:10]}" if head else NO_COMMIT
    if kept == rows:
        return Edit((), (), (), head, words)
    blobs = _blobs(top, {*kept.values(), *rows.values()})
    old, new = (_sources(side, blobs, root, start) for side in (kept, rows))
    return Edit.between(old, new, head, words)


def sources_at(root: Path, commit: str, start: Path) -> tuple[Source, ...]:
    """Every plan under ``root`` as it was in a commit, under the name it has, or would have, in the working tree. Raises NotThere."""
    top = _top(root)
    rows = _rows_at(top, commit, root)
    return _sources(rows, _blobs(top, set(rows.values())), root, start)


def sources_in_index(root: Path, start: Path) -> tuple[Source, ...]:
    """Every plan under ``root`` as it is staged. Raises NotThere while a merge is in progress."""
    top = _top(root)
    rows = _rows_in_index(top, root, {})
    return _sources(rows, _blobs(top, set(rows.values())), root, start)


def _as_they_were(top: Path, commit: str, sources: Sequence[Source], start: Path) -> tuple[Source, ...]:
    """Files outside any plans' folder, as they were in a commit."""
    kept = _rows_at(top, commit, top) if sources else {}
    inside = {source: os.path.relpath(os.path.realpath(start / source.name), os.path.realpath(top)).replace(os.sep, "/") for source in sources}
    blobs = _blobs(top, {kept[name] for name in inside.values() if name in kept})
    return tuple(Source(source.name, source.id, blobs[kept[name]], kept[name]) for source, name in inside.items() if name in kept)


def resolve(root: Path, revision: str) -> str:
    """The full id of the commit meant: the merge base of ``REV`` and HEAD; ``=REV`` is REV itself. Raises NotThere."""
    name = revision.removeprefix("=")
    commit = commit_of(root, name)
    return commit if revision.startswith("=") else merge_base(root, name)


def commit_of(root: Path, name: str) -> str:
    """The full id of a commit that is called so. Raises NotThere."""
    if not name.strip() or name.startswith(("-", "=")) or not name.isprintable():
        raise NotThere(f"'{name}' is not a revision: write a branch, tag or commit, for example main")
    top = _top(root)
    try:
        return git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode().strip()
    except (GitSays, ValueError) as error:
        more = UNSHALLOW if _shallow(top) else "a branch of the server is called origin/main, and is there after 'git fetch origin main'"
        raise NotThere(f"there is no revision '{name}' in this repository; {more}") from error


def merge_base(root: Path, name: str) -> str:
    """The commit from which REV and HEAD went apart. Raises NotThere."""
    commit, top = commit_of(root, name), _top(root)
    if not (head := _head(top)):
        raise NotThere(f"{NO_COMMIT}; to compare with '{name}' as it is, write '={name}'")
    try:
        found = git(top, "merge-base", commit, head).decode().split()
    except GitSays as error:
        if _shallow(top):
            raise NotThere(f"this clone is shallow and does not reach back to where '{name}' and HEAD went apart; {UNSHALLOW}") from error
        raise NotThere(f"'{name}' and HEAD have no commit in common; to compare with '{name}' as it is, write '={name}'") from error
    return found[0]


def _top(folder: Path) -> Path:
    """The top of the working tree. Raises NotThere."""
    here = Path(os.path.abspath(folder))
    while not here.is_dir() and here != here.parent:
        here = here.parent
    top = next((parent for parent in (here, *here.parents) if (parent / ".git").exists()), None)
    try:
        # in a hook git may have said where its own folder is; then it takes any folder for the top
        if top is not None and not git(top, "rev-parse", "--show-prefix").strip():
            return top
        return Path(os.fsdecode(git(here, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    except GitSays as error:
        said = "not in a git repository" if "not a git repository" in str(error) else f"git says: {error}"
        raise NotThere(f"there is nothing to compare with in {folder}: {said}") from error


def _head(top: Path) -> str:
    """The full id of HEAD's commit; '' where the branch has none yet."""
    try:
        return git(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    except GitSays:
        return ""


def _shallow(top: Path) -> bool:
    try:
        return git(top, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except GitSays:
        return False


def _inside_top(top: Path, root: Path) -> str:
    inside = os.path.relpath(os.path.realpath(root), os.path.realpath(top)).replace(os.sep, "/")
    if inside.startswith(".."):
        raise NotThere(f"{root} lies outside the repository {top}")
    return "" if inside == "." else inside + "/"


def _root_in(top: Path, head: str, start: Path) -> Path | None:
    """Where the plans' folder was in a commit, though it is no longer on disk."""
    if not head:
        return None
    names = _tree(top, head)
    for folder in (Path(os.path.abspath(start)), *Path(os.path.abspath(start)).parents):
        if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(top)):
            return None
        prefix = _inside_top(top, folder / PLANS)
        if any(name.startswith(prefix) for name in names):
            return folder / PLANS
    return None


def _rows_at(top: Path, commit: str, root: Path) -> dict[str, str]:
    """Path under the root → blob id, of every plan of a commit."""
    prefix = _inside_top(top, root)
    try:
        rows = git(top, "ls-tree", "-r", "-z", "--full-tree", commit, *([prefix] if prefix else []))
    except GitSays as error:
        raise NotThere(f"commit {commit[:10]} cannot be read: {error}; {UNSHALLOW}") from error
    found = {}
    for row in rows.split(b"\0"):
        about, _, name = row.partition(b"\t")
        if about.startswith(b"100") and _is_plan(path := os.fsdecode(name), prefix):
            found[path[len(prefix) :]] = about.split()[2].decode()
    return found


def _rows_in_index(top: Path, root: Path, kept: Mapping[str, str]) -> dict[str, str]:
    """Path under the root → blob id, of every plan in the index."""
    prefix = _inside_top(top, root)
    try:
        rows = git(top, "ls-files", "--stage", "-z", "--full-name", "--", prefix or ".")
    except GitSays as error:
        raise NotThere(f"what is staged cannot be read: {error}") from error
    found = {}
    for row in rows.split(b"\0"):
        about, _, name = row.partition(b"\t")
        if not about.startswith(b"100") or not _is_plan(path := os.fsdecode(name), prefix):
            continue
        _, blob, stage = about.decode().split()
        if stage != "0":
            raise NotThere(f"a merge is in progress and {path} is not settled: choose its words, then 'git add {path}', and try again")
        # 'git add --intent-to-add' only names a file: it is no part of what will be committed
        if blob != blob_id(b"", blob) or path[len(prefix) :] in kept:
            found[path[len(prefix) :]] = blob
    return found


def _is_plan(name: str, prefix: str) -> bool:
    return name.startswith(prefix) and name.endswith(ENDINGS) and not _hidden(name[len(prefix) :])


def _blobs(top: Path, ids: set[str]) -> dict[str, bytes]:
    """Blob id → bytes, each asked for once, as they are stored: no filter is run. Raises NotThere."""
    if not ids:
        return {}
    try:
        said = git(top, "cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in sorted(ids)).encode())
    except GitSays as error:
        raise NotThere(f"git cannot read the base: {error}") from error
    found, at = {}, 0
    while at < len(said):
        end = said.index(b"\n", at)
        words = said[at:end].split()
        if len(words) != 3:
            raise NotThere("this clone does not hold all of the base's files; fetch them first: 'git fetch --refetch --no-filter'")
        size = int(words[2])
        found[words[0].decode()] = said[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def _sources(rows: Mapping[str, str], blobs: Mapping[str, bytes], root: Path, start: Path) -> tuple[Source, ...]:
    return tuple(Source(_shown(root / name, start), _plan_id(root / name, root), blobs[blob], blob) for name, blob in sorted(rows.items()))
