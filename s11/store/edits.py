"""The two sides of an edit: the working tree or the index, and what it is compared with."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path

from s11.frozen import dataclass
from s11.store.base_commit import find_base
from s11.store.discovery import PlanSet
from s11.store.disk import (
    PLANS,
    START,
    NotFound,
    plan_files,
    plan_id_of,
    plans_and_assessments,
    plans_root,
    shown,
    sources_on_disk,
)
from s11.store.git import (
    NO_COMMIT,
    Snapshot,
    blobs_of,
    head_of,
    inside_top,
    is_bare,
    is_plan,
    plans_folder_of,
    readable,
    rows_at,
    rows_in_index,
    sources_of,
    steps,
    top_of,
    tree,
)
from s11.store.project_files import STANDARDS, Base, settings
from s11.text import Source, UnreadReason
from s11.when import Commit


@dataclass(frozen=True, slots=True)
class Edit:
    """The two sides of an edit: ``old`` and ``new`` hold only the files that differ, ``before`` and ``sources`` all of
    each side.

    ``assessments`` are the self-assessments beside the plans, as they were and as they are.

    ``base`` is the full id of the commit compared with; '' where the branch has no commit yet. ``words`` say which it
    is. ``beside``: what lay beside the plans on either side, where that is not all there is (``s11.yaml``, standards,
    linked files).
    """

    old: tuple[Source, ...]
    new: tuple[Source, ...]
    before: tuple[Source, ...]
    sources: tuple[Source, ...]
    base: str
    words: str
    beside: tuple[Base, Base] | None = None
    assessments: tuple[tuple[Source, ...], tuple[Source, ...]] = ((), ())

    @classmethod
    def between(
        cls,
        old: tuple[Source, ...],
        new: tuple[Source, ...],
        base: str,
        words: str,
        beside: tuple[Base, Base] | None = None,
    ) -> Edit:
        (old, assessments_before), (new, assessments) = plans_and_assessments(old), plans_and_assessments(new)
        same = {(source.id, source.data, source.unread) for source in old} & {
            (source.id, source.data, source.unread) for source in new
        }
        only_old, only_new = (
            tuple(source for source in side if (source.id, source.data, source.unread) not in same)
            for side in (old, new)
        )
        return cls(only_old, only_new, old, new, base, words, beside, (assessments_before, assessments))

    @property
    def settings(self) -> tuple[Source | None, Source | None]:
        """The council's own ``s11.yaml`` on either side."""
        return (settings(self.beside[0]), settings(self.beside[1])) if self.beside else (None, None)

    @property
    def assessments_changed(self) -> tuple[str, ...]:
        """The ids of the self-assessments that differ, those among them that are new or gone."""
        was, now = ({source.id: source.data for source in side} for side in self.assessments)
        return tuple(sorted(name for name in {*was, *now} if was.get(name) != now.get(name)))

    @property
    def lists_changed(self) -> bool:
        """Whether the council's own lists of standards differ, where both sides are kept by git."""
        return self.beside is not None and _own_lists(self.beside[0]) != _own_lists(self.beside[1])

    @property
    def empty(self) -> bool:
        """Whether nothing beside or among the plans differs: not the settings that plans are read with, nor a list of
        standards.
        """
        was, now = self.settings
        changed = self.old or self.new or self.assessments_changed or self.lists_changed
        return not changed and (was.data if was else None) == (now.data if now else None)


def _own_lists(base: Base) -> dict[str, str]:
    """The council's own lists of standards in a commit or the index, by their names, as git knows what is in them."""
    if not isinstance(base, Snapshot):
        return {}
    return {path: blob for path, blob in base.blobs.items() if path.startswith(f"{base.folder}{STANDARDS}/")}


def against(plans: PlanSet, revision: str, start: Path) -> Edit:
    """The plans as they lie in the working tree, and as they were: at the merge base of ``REV`` and HEAD, at ``=REV``,
    or by a day.

    The whole folder is compared, whatever files were named: what has left one plan may stand in another, and a folder
    of plans that is gone from where it was may be this one. Raises NotFound.
    """
    top = top_of(plans.root)
    _not_linked(top, plans.root, start)
    whole = plans.root.name == PLANS and os.path.isdir(plans.root)
    new = (
        sources_on_disk([(met, plan_id_of(met.path, plans.root)) for met in plan_files(plans.root)], start)[0]
        if whole
        else ()
    )
    known = {source.name for source in new}
    alone = tuple(source for source in plans.sources if source.name not in known)
    head = head_of(top)
    if not head and not revision.startswith("="):
        return Edit.between((), (*new, *alone), "", NO_COMMIT)
    name = revision.removeprefix("=")
    base_commit = find_base(plans.root, name, fork=not revision.startswith("="), as_it_is=f"={name}")
    base = base_commit.id
    snapshot = Snapshot.of(top, base)
    old = (*(sources_at(plans.root, base, start) if whole else ()), *_as_they_were(top, base, alone, start))
    old += _moved_here(
        snapshot, plans.root, {source.id for source in old}, lambda folder: _holds_plans(top, folder), start
    )
    if head and not _any_plan(snapshot.blobs) and _any_plan(Snapshot.of(top, head).blobs):
        raise NotFound(
            f"commit {base[:10]} holds no plan, so there is nothing to compare with; name a revision that does; if "
            "all plans are new since then, leave --against out this once"
        )
    beside = (_beside(snapshot, plans.root), plans.base)
    return Edit.between(old, (*new, *alone), base, f"compared with {base_commit.words}, commit {base[:10]}", beside)


def staged(start: Path) -> Edit:
    """The plans as they stand in the index, and as they are in HEAD. ``empty`` where nothing about them is staged.

    Raises NotFound.
    """
    top = top_of(start)
    if is_bare(top):
        raise NotFound("a bare repository stages nothing: run s11 in a working tree")
    head = head_of(top)
    root = plans_root(start) or _root_in(top, head, start)
    if root is None:
        if below := _staged_elsewhere(top, head):
            raise NotFound(
                f"plans are staged in {below}/{PLANS}, and '--staged' looks at {PLANS}/ here or above: run it there "
                f"('cd {below}' first, in a hook too)"
            )
        return Edit((), (), (), (), head, f"no folder '{PLANS}' here or above: {start}; {START}")
    _not_linked(top, root, start)
    kept = rows_at(top, head, root) if head else {}
    rows = rows_in_index(top, root, kept)
    words = f"compared with HEAD, commit {head[:10]}" if head else NO_COMMIT
    index = Snapshot.of_index(top)
    before = Snapshot.of(top, head) if head else Snapshot(top, "", {})
    beside = (_beside(before, root), _beside(index, root))
    gone = _moved_here(
        before,
        root,
        {plan_id_of(root / name, root) for name in kept},
        lambda folder: any(is_plan(path, f"{folder}/") for path in index.blobs),
        start,
    )
    if kept == rows and not gone:
        # no plan differs; what they are read with may
        alone = Edit((), (), (), (), head, words, beside)
        if alone.empty:
            return alone
    blobs = blobs_of(top, readable((*kept.values(), *rows.values())))
    old, new = (sources_of(side, blobs, root, start) for side in (kept, rows))
    return Edit.between((*old, *gone), new, head, words, beside)


def versions(source: Source, commit: str, start: Path) -> Iterator[tuple[Commit, Source]]:
    """A plan as each commit of the first-parent line up to ``commit`` left it, newest first, under all its names.

    Raises NotFound.
    """
    top = top_of(start)
    path = os.path.relpath(os.path.realpath(start / source.name), os.path.realpath(top)).replace(os.sep, "/")
    for step in steps(top, commit):
        for before, after, blob in step.files:
            if after and after == path:
                # what was a link or another repository then is no version of the plan
                if isinstance(blob, str):
                    yield step.commit, Source(source.name, source.id, blobs_of(top, {blob})[blob], blob)
                path = before or path
                break


def _not_linked(top: Path, root: Path, start: Path) -> None:
    """A folder reached through a link has no past under its name: everything in it would look new. Raises NotFound."""
    home = Path(os.path.abspath(top))
    folder = Path(os.path.abspath(root))
    for one in (folder, *folder.parents):
        if one == home or not one.is_relative_to(home):
            return
        if one.is_symlink():
            raise NotFound(
                f"{shown(one, start)} is a link to {os.readlink(one)}: what is behind a link cannot be compared with "
                "what was here; put the folder itself there, or run s11 where it is"
            )


def _moved_here(
    before: Snapshot, root: Path, known: Set[str], stands: Callable[[str], bool], start: Path
) -> tuple[Source, ...]:
    """The plans of every folder ``plans`` that was there before and now holds none: what was in it may stand here."""
    here = inside_top(before.top, root).rstrip("/")
    folders: dict[str, dict[str, str]] = {}
    for path, blob in before.blobs.items():
        folder = plans_folder_of(path)
        if (
            folder is not None
            and folder != here
            and not f"{here}/".startswith(f"{folder}/")
            and is_plan(path, f"{folder}/")
        ):
            folders.setdefault(folder, {})[path[len(folder) + 1 :]] = blob
    moved: list[Source] = []
    for folder, rows in folders.items():
        if stands(folder):
            continue
        for source in sources_of(rows, blobs_of(before.top, set(rows.values())), before.top / folder, start):
            taken = source.id in known or any(other.id == source.id for other in moved)
            moved.append(Source(source.name, f"{folder}/{source.id}", source.data, source.stored) if taken else source)
    return tuple(moved)


def _holds_plans(top: Path, folder: str) -> bool:
    """Whether a folder of the working tree is one, and holds a plan."""
    place = top / folder
    linked = any(one.is_symlink() for one in (place, *place.parents) if one != top and one.is_relative_to(top))
    return place.is_dir() and not linked and bool(plan_files(place))


def _any_plan(blobs: Mapping[str, str]) -> bool:
    return any((folder := plans_folder_of(path)) is not None and is_plan(path, f"{folder}/") for path in blobs)


def _beside(snapshot: Snapshot, root: Path) -> Base:
    """What lay beside the plans in a commit or the index; of a repository of plans alone, what lies there now."""
    inside = inside_top(snapshot.top, root).rstrip("/")
    if not inside:
        return snapshot.top.parent
    above = posixpath.dirname(inside)
    return replace(snapshot, folder=f"{above}/" if above else "")


def sources_at(root: Path, commit: str, start: Path) -> tuple[Source, ...]:
    """Every plan under ``root`` as it was in a commit, under the name it has, or would have, in the working tree.

    Raises NotFound.
    """
    top = top_of(root)
    rows = rows_at(top, commit, root)
    return sources_of(rows, blobs_of(top, readable(rows.values())), root, start)


def _as_they_were(top: Path, commit: str, sources: Sequence[Source], start: Path) -> tuple[Source, ...]:
    """Files outside any plans' folder, as they were in a commit."""
    kept = rows_at(top, commit, top) if sources else {}
    real = os.path.realpath(top)
    inside = {
        source: os.path.relpath(
            os.path.join(os.path.realpath((start / source.name).parent), (start / source.name).name), real
        ).replace(os.sep, "/")
        for source in sources
    }
    blobs = blobs_of(top, readable(kept[name] for name in inside.values() if name in kept))
    return tuple(_source(source, kept[name], blobs) for source, name in inside.items() if name in kept)


def _source(now: Source, row: str | UnreadReason, blobs: Mapping[str, bytes]) -> Source:
    return (
        Source(now.name, now.id, b"", unread=row)
        if isinstance(row, UnreadReason)
        else Source(now.name, now.id, blobs[row], row)
    )


def _staged_elsewhere(top: Path, head: str) -> str:
    """The first folder, from the top, that holds a plans' folder in which something is staged; '' for none."""
    kept = rows_at(top, head, top) if head else {}
    rows = rows_in_index(top, top, kept)
    differing = sorted(name for name in {*kept, *rows} if kept.get(name) != rows.get(name))
    return next((folder for name in differing for folder, inside, _ in [name.partition(f"/{PLANS}/")] if inside), "")


def _root_in(top: Path, head: str, start: Path) -> Path | None:
    """Where the plans' folder was in a commit, though it is no longer on disk."""
    if not head:
        return None
    names = tree(top, head)
    for folder in (Path(os.path.abspath(start)), *Path(os.path.abspath(start)).parents):
        if not Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(top)):
            return None
        prefix = inside_top(top, folder / PLANS)
        if any(name.startswith(prefix) for name in names):
            return folder / PLANS
    return None
