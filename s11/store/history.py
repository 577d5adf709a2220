"""The plans as they were in every commit of the first-parent line, each distinct blob read once."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from s11.store.disk import NotFound, shown
from s11.store.git import UNSHALLOW, Step, backdated, blobs_of, commit_of, is_shallow, steps, top_of
from s11.store.project_files import SETTINGS, settings
from s11.store.revisions import Names, here_in, path_of
from s11.text import Source
from s11.when import Commit


class PlansAtCommit(NamedTuple):
    """One commit: the plans meant as it holds them, the ids they have now, its ``s11.yaml``, and whether any of it differs from the commit before."""

    commit: Commit
    sources: tuple[Source, ...]
    called_now: tuple[str, ...]
    settings: Source | None
    touched: bool


class PlanHistory(NamedTuple):
    """Every commit since the first that held one of the plans, oldest first, and what should be said of them."""

    moments: tuple[PlansAtCommit, ...]
    notes: tuple[str, ...]


def plan_history(names: Sequence[str], start: Path, rev: str = "") -> PlanHistory:
    """The history of the plans that ``names`` mean now or meant in a commit; without any, of every plan. Raises NotFound."""
    top = top_of(start)
    tip = commit_of(start, rev or "HEAD")
    line = list(steps(top, tip))[::-1]
    telling = _Telling(top, start, names)
    told = [telling.next(step) for step in line]
    files = telling.meant_in_all(told)
    if not any(files):
        asked = " or ".join(f"'{name}'" for name in names) or "a folder 'plans'"
        raise NotFound(f"no commit up to {tip[:10]} holds {asked}")
    outside = settings(top.parent) if told[-1].root == "" else None
    held = blobs_of(top, {file.blob for each in files for file in each} | {each.settings for each in told if each.settings})
    sources: dict[_File, Source] = {}
    moments, before = [], ((), outside)
    for each, meant in zip(told, files, strict=True):
        here = tuple(sources.get(file) or sources.setdefault(file, Source(shown(top / file.path, start), file.id, held[file.blob], file.blob)) for file in meant)
        beside = Source(SETTINGS, SETTINGS, held[each.settings], each.settings) if each.settings else outside
        if here or before[0]:
            moments.append(PlansAtCommit(each.commit, here, tuple(telling.last[file.number] for file in meant), beside, (here, beside) != before))
        before = (here, beside)
    notes = [f"this clone is shallow: nothing before {told[0].commit.day} (commit {told[0].commit.id[:10]}) is known here; {UNSHALLOW}"] if is_shallow(top) else []
    said = backdated(step.commit for step in reversed(line))
    return PlanHistory(tuple(moments), (*notes, *([said] if said else [])))


class _File(NamedTuple):
    """A plan in one commit; ``number`` is the same for one file under all its names."""

    id: str
    path: str
    blob: str
    number: int


class _Told(NamedTuple):
    """One commit: its YAML files by path → (blob, which file of the whole history), and where its plans are."""

    commit: Commit
    names: Names
    known_as: dict[str, int]
    root: str | None
    settings: str


class _Telling:
    """The files of a repository as one commit after another changes them. A renamed file stays the same one."""

    def __init__(self, top: Path, start: Path, asked: Sequence[str]):
        self.top, self.here, self.asked = top, here_in(top, start), asked
        self.blobs: dict[str, str] = {}
        self.known_as: dict[str, int] = {}
        self.ever: dict[str, int] = {}
        self.names = Names({}, self.here, top)
        self.last: dict[int, str] = {}

    def next(self, step: Step) -> _Told:
        if step.files:
            blobs, known_as = dict(self.blobs), dict(self.known_as)
            gone = {old: known_as.pop(old) for old, new, _ in step.files if old in known_as and old != new}
            for old in gone:
                del blobs[old]
            for old, new, blob in step.files:
                if new:
                    # a file that comes back under its name is the one that was there
                    known_as[new] = gone[old] if old in gone else known_as.get(new, self.ever.get(new, len(self.ever)))
                    self.ever[new] = known_as[new]
                    blobs[new] = blob
            self.blobs, self.known_as = blobs, known_as
            self.names = Names(blobs, self.here, self.top)
        root = self.names.root
        return _Told(step.commit, self.names, self.known_as, root, self.blobs.get(posixpath.join(posixpath.dirname(root), SETTINGS), "") if root else "")

    def meant_in_all(self, told: Sequence[_Told]) -> list[list[_File]]:
        """The plans meant in each commit."""
        now = {name: self._files_of(name, told) for name in self.asked}
        found: list[list[_File]] = []
        names = None
        for each in told:
            if each.names is names:
                found.append(found[-1])
                continue
            names = each.names
            found.append(self._meant(each, now))
            self.last |= {file.number: file.id for file in found[-1]}
        return found

    def _files_of(self, name: str, told: Sequence[_Told]) -> set[int]:
        """The files that a name means in the newest commit in which it means any."""
        path = path_of(name, self.top, self.here)
        for each in reversed(told):
            if meant := each.names.meant(name, path):
                return {each.known_as[file] for file in meant}
        return set()

    def _meant(self, told: _Told, now: dict[str, set[int]]) -> list[_File]:
        names = told.names
        files: dict[str, str] = {}
        if not self.asked and names.root is not None:
            files = {path: names.id_of(path, names.root) for path in names.plans(names.root)}
        for name in self.asked:
            meant = names.meant(name, path_of(name, self.top, self.here)) or {path: names.id_in_its_home(path) for path, number in told.known_as.items() if number in now[name]}
            files |= {path: plan_id for path, plan_id in meant.items() if path not in files}
        return sorted(_File(plan_id, path, names.blobs[path], told.known_as[path]) for path, plan_id in files.items())
