"""The plans as they were in every commit of the first-parent line, each distinct blob read once."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from s11.store.disk import NotFound, is_assessment, only_assessments, or_near, shown
from s11.store.git import UNSHALLOW, Snapshot, Step, backdated, blobs_of, commit_of, is_shallow, steps, top_of
from s11.store.project_files import SETTINGS, settings
from s11.store.revisions import Names, here_in, path_of
from s11.text import Source, UnreadReason
from s11.when import Commit, day_words


class PlansAtCommit(NamedTuple):
    """One commit: the plans meant as it holds them, the ids they have now, its ``s11.yaml``, and whether any of it
    differs from the commit before. ``assessments``: the self-assessments beside them, each with the id it has now.
    """

    commit: Commit
    sources: tuple[Source, ...]
    called_now: tuple[str, ...]
    settings: Source | None
    touched: bool
    assessments: tuple[tuple[Source, str], ...] = ()


class PlanHistory(NamedTuple):
    """Every commit since the first that held one of the plans, oldest first, and what should be said of them."""

    moments: tuple[PlansAtCommit, ...]
    notes: tuple[str, ...]


def plan_history(names: Sequence[str], start: Path, rev: str = "", *, or_assessments: bool = False) -> PlanHistory:
    """The history of the plans that ``names`` mean now or meant in a commit; without any, of every plan.

    ``or_assessments``: where no commit holds a plan, self-assessments will do. Raises NotFound.
    """
    top = top_of(start)
    tip = commit_of(start, rev or "HEAD")
    line = list(steps(top, tip))[::-1]
    replay = _Replay(top, start, names)
    states = [replay.next(step) for step in line]
    files = replay.meant_in_all(states)
    if not any(files):
        missing = " or ".join(f"'{name}'" for name in names) or "a folder 'plans'"
        near = or_near(names[0], states[-1].names.ids()) if len(names) == 1 else ""
        raise NotFound(f"no commit up to {tip[:10]} holds {missing}{near}")
    outside = settings(top.parent) if states[-1].root == "" else None
    held = blobs_of(
        top,
        {file.blob for each in files for file in each if file.blob}
        | {each.settings for each in states if each.settings},
    )
    sources: dict[_File, Source] = {}
    # the self-assessments that lie beside the plans
    apart: set[_File] = set()
    moments: list[PlansAtCommit] = []
    before: tuple[tuple[Source, ...], Source | None] = ((), outside)
    for each, meant in zip(states, files, strict=True):
        for file in meant:
            if file not in sources:
                sources[file] = _source(file, shown(top / file.path, start), held)
                if is_assessment(sources[file].data):
                    apart.add(file)
        plans = [file for file in meant if file not in apart]
        here = tuple(sources[file] for file in plans)
        beside = Source(SETTINGS, SETTINGS, held[each.settings], each.settings) if each.settings else outside
        answered = tuple((sources[file], replay.last[file.number]) for file in meant if file in apart)
        if here or before[0] or (or_assessments and answered):
            moments.append(
                PlansAtCommit(
                    each.commit,
                    here,
                    tuple(replay.last[file.number] for file in plans),
                    beside,
                    (here, beside) != before,
                    answered,
                )
            )
        before = (here, beside)
    if not moments:
        raise NotFound(only_assessments(len(apart)))
    notes = (
        [
            f"this clone is shallow: nothing before {states[0].commit.day} (commit {states[0].commit.id[:10]}) is "
            f"known here; {UNSHALLOW}"
        ]
        if is_shallow(top)
        else []
    )
    note = backdated(step.commit for step in reversed(line))
    return PlanHistory(tuple(moments), (*notes, *([note] if note else []), *_unread_from(moments)))


def _source(file: _File, name: str, held: Mapping[str, bytes]) -> Source:
    return (
        Source(name, file.id, b"", unread=file.unread)
        if file.unread is not None
        else Source(name, file.id, held[file.blob], file.blob)
    )


def _unread_from(moments: Sequence[PlansAtCommit]) -> Iterator[str]:
    """A line for each plan and the commit since which it is no file that is read: not gone, and not counted."""
    before: set[tuple[str, UnreadReason]] = set()
    for moment in moments:
        unread = {(source.name, source.unread) for source in moment.sources if source.unread is not None}
        for name, why in sorted(unread - before, key=lambda each: each[0]):
            yield (
                f"{name}, since commit {moment.commit.short} of {day_words(moment.commit.day)}: {why.message}; "
                "nothing of it is counted there"
            )
        before = unread


class _File(NamedTuple):
    """A plan in one commit; ``number`` is the same for one file under all its names. ``unread``: why it is no file
    there, and then without a blob.
    """

    id: str
    path: str
    blob: str
    number: int
    unread: UnreadReason | None


class _StateAtCommit(NamedTuple):
    """One commit: its YAML files by path → (blob, which file of the whole history), and where its plans are."""

    commit: Commit
    names: Names
    known_as: dict[str, int]
    unread: dict[str, UnreadReason]
    root: str | None
    settings: str


class _Replay:
    """The files of a repository as one commit after another changes them. A renamed file stays the same one."""

    def __init__(self, top: Path, start: Path, wanted: Sequence[str]):
        self.top, self.here, self.wanted = top, here_in(top, start), wanted
        self.blobs: dict[str, str] = {}
        self.known_as: dict[str, int] = {}
        self.ever: dict[str, int] = {}
        self.unread: dict[str, UnreadReason] = {}
        self.behind: frozenset[str] = frozenset()
        self.names = Names({}, self.here, top)
        self.last: dict[int, str] = {}

    def next(self, step: Step) -> _StateAtCommit:
        if step.files or self.behind:
            blobs, known_as = dict(self.blobs), dict(self.known_as)
            unread = {path: why for path, why in self.unread.items() if path not in self.behind}
            left = {old: self.known_as[old] for old, new, _ in step.files if old in known_as and old != new}
            for old in (*left, *self.behind):
                known_as.pop(old, None)
                blobs.pop(old, None)
            for old, new, held in step.files:
                if new:
                    # a file that comes back under its name is the one that was there
                    known_as[new] = left[old] if old in left else known_as.get(new, self.ever.get(new, len(self.ever)))
                    self.ever[new] = known_as[new]
                    blobs[new] = held if isinstance(held, str) else ""
                    unread.pop(new, None)
                    if not isinstance(held, str):
                        unread[new] = held
            left |= {path: self.known_as[path] for path in self.behind}
            behind = self._behind(step.commit, [path for path in left if path not in blobs])
            self.blobs, self.known_as = (
                blobs | dict.fromkeys(behind, ""),
                known_as | {path: left[path] for path in behind},
            )
            self.unread, self.behind = unread | behind, frozenset(behind)
            self.names = Names(self.blobs, self.here, self.top)
        root = self.names.root
        return _StateAtCommit(
            step.commit,
            self.names,
            self.known_as,
            self.unread,
            root,
            self.blobs.get(posixpath.join(posixpath.dirname(root), SETTINGS), "") if root else "",
        )

    def _behind(self, commit: Commit, gone: Sequence[str]) -> dict[str, UnreadReason]:
        """Which files are not gone from a commit, but cannot be seen: a folder above them is a link or another
        repository now, or stands in their place.
        """
        if not gone:
            return {}
        unread = Snapshot.of(self.top, commit.id).unread
        places = (
            (path, place)
            for path in gone
            for place in (path, *(str(above) for above in PurePosixPath(path).parents))
            if place in unread
        )
        return {path: unread[place] for path, place in places}

    def meant_in_all(self, states: Sequence[_StateAtCommit]) -> list[list[_File]]:
        """The plans meant in each commit."""
        now = {name: self._files_of(name, states) for name in self.wanted}
        meant: list[list[_File]] = []
        names = None
        for each in states:
            if each.names is names:
                meant.append(meant[-1])
                continue
            names = each.names
            meant.append(self._meant(each, now))
            self.last |= {file.number: file.id for file in meant[-1]}
        return meant

    def _files_of(self, name: str, states: Sequence[_StateAtCommit]) -> set[int]:
        """The files that a name means in the newest commit in which it means any."""
        path = path_of(name, self.top, self.here)
        for each in reversed(states):
            if meant := each.names.meant(name, path):
                return {each.known_as[file] for file in meant}
        return set()

    def _meant(self, state: _StateAtCommit, now: dict[str, set[int]]) -> list[_File]:
        names = state.names
        files: dict[str, str] = {}
        if not self.wanted and names.root is not None:
            files = {path: names.id_of(path, names.root) for path in names.plans(names.root)}
        for name in self.wanted:
            meant = names.meant(name, path_of(name, self.top, self.here)) or {
                path: names.id_in_its_home(path) for path, number in state.known_as.items() if number in now[name]
            }
            files |= {path: plan_id for path, plan_id in meant.items() if path not in files}
        # nothing that is not read has the id of another
        once = Counter(files.values())
        ids = {
            path: f"{plan_id}{PurePosixPath(path).suffix}" if path in state.unread and once[plan_id] > 1 else plan_id
            for path, plan_id in files.items()
        }
        return sorted(
            (_File(ids[path], path, names.blobs[path], state.known_as[path], state.unread.get(path)) for path in files),
            key=lambda file: file[:4],
        )
