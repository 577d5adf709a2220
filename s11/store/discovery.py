"""The plans that are meant, and the revision they stand at."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path

from s11.frozen import dataclass
from s11.store.disk import (
    A_LINK,
    A_LINKED_FOLDER,
    ENDINGS,
    PLANS,
    START,
    FolderEntry,
    NotFound,
    OnDisk,
    each_source,
    is_assessment,
    link_above,
    only_assessments,
    or_near,
    plan_files,
    plan_id_of,
    plans_and_assessments,
    plans_root,
    read_bytes,
    shown,
)
from s11.store.git import OTHER_OWNER, GitError, Snapshot, git, head_of, in_git, inside_top, is_hidden, same_blob, tree
from s11.store.project_files import KINDS, SETTINGS, Base, files_beside
from s11.store.revisions import plans_in_commit
from s11.text import Source, one_line
from s11.when import day_words


@dataclass(frozen=True, slots=True)
class Revision:
    """Where the text comes from: a commit, with or without changes since, or no repository at all.

    ``missing`` says why there is no commit. ``day`` is the commit's own day, where the commit was asked for.
    """

    commit: str = ""
    changed: bool = False
    missing: str = ""
    day: date | None = None

    @property
    def id(self) -> str | None:
        """The full commit id, with '+changed' where the files read are not those of the commit; None outside git."""
        return f"{self.commit}+changed" if self.commit and self.changed else self.commit or None

    @property
    def words(self) -> str:
        if not self.commit:
            return self.missing or "not in git"
        if self.day is not None:
            return f"commit {self.commit[:10]} of {day_words(self.day)}"
        return f"commit {self.commit[:10]}" + (", with changes not committed" if self.changed else "")


@dataclass(frozen=True, slots=True)
class PlanSet:
    """What was gathered: the sources, where the plans' folder is, the revision they stand at, and what should be said
    of it.

    ``base`` is the folder that holds the plans' folder: on disk, or in the commit that was asked for. ``assessments``
    are the self-assessments that were met among the plans.
    """

    sources: Sequence[Source]
    root: Path
    revision: Revision
    base: Base
    notes: tuple[str, ...] = ()
    assessments: tuple[Source, ...] = ()

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Each file's name and the plan id it has."""
        return (
            self.sources.names
            if isinstance(self.sources, OnDisk)
            else tuple((source.name, source.id) for source in self.sources)
        )

    @property
    def digests(self) -> Sequence[str]:
        """What the bytes of each file are known by; none where they are not those of files on disk."""
        return self.sources.digests if isinstance(self.sources, OnDisk) else ()

    @property
    def day(self) -> date:
        """The day of the commit that was asked for; of the files as they lie here there is none."""
        if self.revision.day is None:
            raise ValueError("only plans of a commit have a day")
        return self.revision.day


def find_plans(names: Sequence[str], start: Path, rev: str = "", *, or_assessments: bool = False) -> PlanSet:
    """The plans that ``names`` mean: files, folders or plan ids; without any, every plan under ``plans/``. With
    ``rev``, in that commit.

    Raises NotFound where a name means nothing, or where no plan is found: no plan matched is never a pass.
    ``or_assessments``: self-assessments alone will do.
    """
    plans = _find(names, start, rev)
    if not plans.names and not or_assessments:
        raise NotFound(only_assessments(len(plans.assessments)))
    return plans


def _find(names: Sequence[str], start: Path, rev: str) -> PlanSet:
    if rev:
        then = plans_in_commit(names, start, rev)
        plans, assessments = plans_and_assessments(then.sources)
        revision = Revision(then.commit.id, day=then.commit.day)
        return PlanSet(plans, then.root, revision, then.base, then.notes, assessments)
    root = plans_root(start)
    chosen = _chosen(names, start, root)
    home = root if root is not None else _above([met.path for met, _ in chosen], start)
    folders = [Path(name) if Path(name).is_absolute() else start / name for name in names] if names else [home]
    kept = _Kept(home)
    sources = OnDisk(chosen, start, kept.look)
    return PlanSet(
        sources,
        home,
        kept.revision([folder for folder in folders if os.path.isdir(folder)]),
        home.parent,
        sources.notes,
        tuple(sources.assessments),
    )


def _chosen(names: Sequence[str], start: Path, root: Path | None) -> list[tuple[FolderEntry, str]]:
    """Each file that names mean, or every plan's, with the plan id it has, in the order of these. Raises NotFound."""
    if names:
        files: dict[Path, tuple[FolderEntry, str]] = {}
        for name in names:
            for met, plan_id in _meant(name, start, root):
                files.setdefault(Path(os.path.abspath(met.path)), (met, plan_id))
        chosen = list(files.values())
    elif root is None:
        raise NotFound(
            f"no folder '{PLANS}' here or above: {start}; name a file, or run 's11' where {PLANS}/ is; {START}"
        )
    else:
        chosen = [(met, plan_id_of(met.path, root)) for met in plan_files(root)]
        if not chosen:
            raise NotFound(f"no plan in {shown(root, start)}: a plan is a file ending in .yaml; {START}")
    return sorted(chosen, key=lambda item: (item[1], str(item[0].path)))


def plan_ids(start: Path) -> list[str]:
    """The ids of the plans under ``plans/``, by the names of their files: none is opened. Raises NotFound."""
    root = plans_root(start)
    return ids_under(root) if root is not None else []


def sources_here(names: Sequence[str], start: Path) -> Iterator[Source]:
    """The plans that names mean as they lie here, each read when it is come to; git is not asked. Raises NotFound."""
    met = each_source(_chosen(names, start, plans_root(start)), start)
    return (source for source in met if not is_assessment(source.data))


def assessments_here(start: Path) -> Iterator[Source]:
    """The self-assessments under ``plans/`` as they lie here, each read when it is come to. Raises NotFound."""
    root = plans_root(start)
    if root is None:
        return
    met = each_source([(one, plan_id_of(one.path, root)) for one in plan_files(root)], start)
    yield from (source for source in met if is_assessment(source.data))


def base_of(start: Path) -> Path:
    """The folder that holds ``plans/``; ``start`` itself where there is none."""
    root = plans_root(start)
    return root.parent if root is not None else start


def source_named(name: str, data: bytes, start: Path) -> Source:
    """Bytes that come from elsewhere, under the name and id that the file of this name has."""
    path = start / name
    return Source(shown(path, start), plan_id_of(path, root_of(path, plans_root(start))), data)


def _meant(name: str, start: Path, root: Path | None) -> list[tuple[FolderEntry, str]]:
    """What a name means: a file, the files of a folder, or a plan id. What cannot be read is met all the same."""
    if not name.strip():
        raise NotFound("a name is empty: name a plan, a file or a folder, or leave it out for every plan")
    path = (start / name) if not Path(name).is_absolute() else Path(name)
    if os.path.isdir(path):
        if root is not None and _lies_in(path, root) and (path.is_symlink() or link_above(path, root)):
            return [(FolderEntry(path, A_LINKED_FOLDER), plan_id_of(path, root))]
        entries = plan_files(path)
        if not entries:
            hint = f"; {START}" if root is not None and os.path.abspath(path) == os.path.abspath(root) else ""
            raise NotFound(f"no plan in {one_line(name)}: a plan is a file ending in .yaml{hint}")
        own = root_of(path, root)
        return [
            (met, plan_id_of(met.path, own if own is not None and _inside(met.path, own) else path)) for met in entries
        ]
    if os.path.lexists(path):
        return [(_file(path, root), plan_id_of(path, root_of(path, root)))]
    if root is not None and "\0" not in name:
        for ending in ENDINGS:
            candidate = root / f"{name}{ending}"
            if os.path.lexists(candidate) and not os.path.isdir(candidate):
                return [(_file(candidate, root), name)]
        if os.path.isdir(root / name):
            return _meant(str(root / name), start, root)
    raise NotFound(
        f"there is no plan, file or folder called '{one_line(name)}'"
        + ("" if root is None else f" here or under {shown(root, start)}{or_near(name, ids_under(root))}")
    )


def ids_under(root: Path) -> list[str]:
    """The ids of the plans in the plans' folder, by the names of their files: none is opened."""
    return [plan_id_of(met.path, root) for met in plan_files(root) if met.unread is None]


def _file(path: Path, root: Path | None) -> FolderEntry:
    return FolderEntry(path, A_LINK if root is not None and _lies_in(path, root) and link_above(path, root) else None)


def _lies_in(path: Path, root: Path) -> bool:
    return Path(os.path.abspath(path)).is_relative_to(os.path.abspath(root))


def _inside(path: Path, folder: Path) -> bool:
    return path.is_relative_to(folder)


def root_of(path: Path, root: Path | None) -> Path | None:
    absolute = Path(os.path.abspath(path))
    if root is not None and absolute.is_relative_to(os.path.abspath(root)):
        return root
    for folder in absolute.parents:
        if folder.name == PLANS:
            return folder
    return absolute if absolute.name == PLANS else None


def _above(files: Iterable[Path], start: Path) -> Path:
    first = next(iter(files), None)
    return first.parent if first is not None else start


class _Kept:
    """What the repository's newest commit has of the files that are read, one after another."""

    def __init__(self, home: Path):
        self.home = home
        self._tree: dict[str, str] = {}
        self._changed = False
        self._here: set[str] = set()
        self._inside: dict[Path, str] = {}
        self._commit = self._missing = ""
        if not in_git(home):
            self._missing = "not in git"
            return
        try:
            self._top = Path(os.fsdecode(git(home, "rev-parse", "--show-toplevel").rstrip(b"\n")))
        except GitError as error:
            if OTHER_OWNER in str(error):
                self._missing = "in git, which will not read a folder of another owner"
            else:
                self._missing = f"not in git ({error})" if "not a git repository" not in str(error) else "not in git"
            return
        try:
            self._commit = head_of(self._top)
        except NotFound as error:
            self._missing = f"in git ({error})"
            return
        if not self._commit:
            self._missing = "in git, no commit yet"
            return
        self._real = os.path.realpath(self._top)
        self._tree = tree(self._top, self._commit)

    def look(self, path: Path, source: Source) -> None:
        """Note whether a file is as the commit has it."""
        if not self._commit:
            return
        # a link's own place is asked about, not that of what it leads to
        if path.parent not in self._inside:
            self._inside[path.parent] = self._from_top(path.parent)
        name = self._inside[path.parent] + path.name
        self._here.add(name)
        if source.unread is None:
            self._changed = self._changed or not same_blob(self._tree.get(name, ""), source.data)
        else:
            self._changed = self._changed or name in self._tree

    def revision(self, folders: Iterable[Path]) -> Revision:
        """The revision of all that was looked at; a file that is gone from one of the ``folders`` is a change too."""
        if not self._commit:
            return Revision(missing=self._missing)
        prefixes = tuple(map(self._from_top, folders))
        gone = any(
            name.startswith(prefixes) and name.endswith(ENDINGS) and name not in self._here
            for name in self._tree
            if not is_hidden(name)
        )
        return Revision(
            self._commit, self._changed or gone or _changed_beside(self.home.parent, self._top, self._commit)
        )

    def _from_top(self, folder: Path) -> str:
        inside = os.path.relpath(os.path.realpath(folder), self._real).replace(os.sep, "/")
        return "" if inside == "." else f"{inside}/"


def _changed_beside(folder: Path, top: Path, commit: str) -> bool:
    """Whether the council's own settings, standards or templates are not the commit's: they bear on every page."""
    try:
        inside = inside_top(top, folder)
    except NotFound:
        return False
    kept = {
        name: blob
        for name, blob in Snapshot.of(top, commit).blobs.items()
        if name.startswith(tuple(f"{inside}{one}" for one in (SETTINGS, *(f"{kind}/" for kind in KINDS))))
    }
    here = {f"{inside}{path.relative_to(folder).as_posix()}": path for path in files_beside(folder)}
    return kept.keys() != here.keys() or not all(same_blob(kept[name], read_bytes(path)) for name, path in here.items())
