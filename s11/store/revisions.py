"""The plans that are meant in a commit: read from git's objects, without touching the working tree."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from s11.store.disk import ENDINGS, PLANS, NotFound, or_near, shown, with_own_ids
from s11.store.git import (
    GitError,
    Row,
    Snapshot,
    backdated,
    between,
    blobs_of,
    commit_of,
    commits,
    head_of,
    inside_top,
    is_hidden,
    is_plan,
    steps,
    top_of,
)
from s11.store.project_files import SETTINGS, Base
from s11.text import Source
from s11.when import Commit


class PlansInCommit(NamedTuple):
    """What names meant in a commit: the plans, their folder, what lies beside it, and which plans had another name."""

    sources: tuple[Source, ...]
    root: Path
    commit: Commit
    base: Base
    notes: tuple[str, ...]


def plans_in_commit(names: Sequence[str], start: Path, rev: str) -> PlansInCommit:
    """The plans that ``names`` mean in a commit; without any, every plan under its ``plans/``. Raises NotFound.

    A name that the commit does not know is taken for today's name of a plan, and followed back.
    """
    top = top_of(start)
    commit_id = commit_of(start, rev)
    snapshot, (commit, _) = Snapshot.of(top, commit_id), commits(top, commit_id)[0]
    here = here_in(top, start)
    unread = snapshot.unread
    tree = Names({**snapshot.blobs, **dict.fromkeys(unread, "")}, here, top)
    called = f"commit {commit_id[:10]}"
    files: dict[str, str] = {}
    notes = [note] if (note := backdated([commit])) else []
    if not names:
        if tree.root is None:
            submodule = next(
                (
                    path
                    for path, (mode, _) in snapshot.rows.items()
                    if mode == "160000" and posixpath.basename(path) == PLANS
                ),
                "",
            )
            why = (
                f"{submodule} is a submodule there: run s11 in it, with a revision of its own"
                if submodule
                else "name a file of it"
            )
            raise NotFound(f"no folder '{PLANS}' with a plan here or above in {called}; {why}")
        files |= {path: tree.id_of(path, tree.root) for path in tree.plans(tree.root)}
    for name in names:
        meant = tree.meant(name, path_of(name, top, here))
        if not meant:
            meant = followed(name, top, commit_id, here, tree)
            notes += [f"'{name}' was {plan_id} in {called}" for plan_id in sorted(meant.values())]
        if not meant:
            raise NotFound(
                f"there is no plan, file or folder called '{name}' in {called}, and no plan that has this name today "
                f"had another name then{or_near(name, tree.ids())}"
            )
        files |= {path: plan_id for path, plan_id in meant.items() if path not in files}
    held = blobs_of(top, {tree.blobs[path] for path in files if path not in unread})
    chosen = sorted(files.items(), key=lambda item: (item[1], item[0]))
    root = tree.root if tree.root is not None else posixpath.dirname(chosen[0][0])
    sources = with_own_ids(
        Source(shown(top / path, start), plan_id, b"", unread=unread[path])
        if path in unread
        else Source(shown(top / path, start), plan_id, held[tree.blobs[path]], tree.blobs[path])
        for path, plan_id in chosen
    )
    if root:
        return PlansInCommit(
            sources, top / root, commit, replace(snapshot, folder=_in(posixpath.dirname(root))), tuple(notes)
        )
    # a repository of plans and nothing else, such as a submodule: what lies beside them is not in it
    outside = (
        [f"{SETTINGS} lies outside this repository, so it is read as it is today"]
        if os.path.isfile(top.parent / SETTINGS)
        else []
    )
    return PlansInCommit(sources, top, commit, top.parent, (*notes, *outside))


class Names:
    """What a name means among the files of a commit, by the same rules as on disk.

    ``here`` is where one stands, from the top.
    """

    def __init__(self, blobs: Mapping[str, str], here: str, top: Path):
        self.blobs = blobs
        self.root = _root(blobs, here, top.name.removesuffix(".git") == PLANS)

    def meant(self, name: str, path: str) -> dict[str, str]:
        """Path → plan id of each plan that a name means, where ``path`` is the file or folder it would be."""
        if path in self.blobs:
            return {path: self.id_in_its_home(path)}
        inner = self.plans(path)
        if not inner and self.root is not None:
            path = next((given for ending in ENDINGS if (given := f"{self.root}/{name}{ending}") in self.blobs), "")
            if path:
                return {path: name}
            path = posixpath.normpath(posixpath.join(self.root, name))
            inner = self.plans(path)
        return {plan: self.id_of(plan, self._home(path, path)) for plan in inner}

    def ids(self) -> list[str]:
        """The ids of the plans in the plans' own folder."""
        return [] if self.root is None else [self.id_of(path, self.root) for path in self.plans(self.root)]

    def plans(self, folder: str) -> list[str]:
        prefix = _in(folder)
        # what is not read has no blob, and stands here whatever its name ends in
        return [
            path
            for path, blob in self.blobs.items()
            if is_plan(path, prefix) or (not blob and path.startswith(prefix) and not is_hidden(path[len(prefix) :]))
        ]

    def id_of(self, path: str, home: str) -> str:
        return posixpath.splitext(path[len(_in(home)) :])[0]

    def id_in_its_home(self, path: str) -> str:
        return self.id_of(path, self._home(path, posixpath.dirname(path)))

    def _home(self, path: str, otherwise: str) -> str:
        """The folder from which an id is counted: the plans' own, else the nearest called so, else the one named."""
        if self.root is not None and f"{path}/".startswith(_in(self.root)):
            return self.root
        parts = path.split("/")
        depth = next(
            (at for at in range(len(parts) - 1, 0, -1) if parts[at - 1] == PLANS),
            len(parts) if parts[-1] == PLANS else 0,
        )
        return "/".join(parts[:depth]) if depth else otherwise


def followed(name: str, top: Path, commit: str, here: str, tree: Names) -> dict[str, str]:
    """Path → plan id, in a commit, of the plans that ``name`` means today; as git finds renames, step by step."""
    head = head_of(top)
    if not head:
        return {}
    today = Names(Snapshot.of(top, head).blobs, here, top)
    wanted = list(today.meant(name, path_of(name, top, here)))
    then = list(wanted)
    for step in steps(top, head, f"^{commit}"):
        then = [_before(path, step.files) for path in then]
    if any(path not in tree.blobs for path in then):
        # on another branch, or renamed and changed bit by bit
        try:
            at_once = between(top, commit, head)
        except GitError:
            at_once = []
        then = [path if path in tree.blobs else _before(now, at_once) for path, now in zip(then, wanted, strict=True)]
    return {path: tree.id_in_its_home(path) for path in then if path in tree.blobs}


def _before(path: str, files: Iterable[Row]) -> str:
    return next((old for old, new, _ in files if new == path and old), path)


def here_in(top: Path, start: Path) -> str:
    return inside_top(top, start).rstrip("/")


def path_of(name: str, top: Path, here: str) -> str:
    """Where a name would lie as a file or folder, from the top; '' is the top itself."""
    if os.path.isabs(name):
        folder, last = os.path.split(os.path.abspath(name))
        try:
            return inside_top(top, Path(folder)) + last if last else ""
        except NotFound:
            return "\0"
    path = posixpath.normpath(posixpath.join(here, name.replace(os.sep, "/")))
    return "" if path == "." else path


def _root(blobs: Iterable[str], here: str, top_is_plans: bool) -> str | None:
    """The nearest folder ``plans`` that holds a file: where one stands, or above; it may be the repository itself."""
    parts = here.split("/") if here else []
    for depth in range(len(parts), -1, -1):
        folder = "/".join(parts[:depth])
        called_so = parts[depth - 1] == PLANS if depth else top_is_plans
        for root in ([folder] if called_so else []) + [posixpath.join(folder, PLANS)]:
            if any(path.startswith(_in(root)) for path in blobs):
                return root
    return None


def _in(folder: str) -> str:
    return f"{folder}/" if folder else ""
