"""The two sides of an edit: the working tree or the index, and what it is compared with."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from s11.store.bases import fork_of
from s11.store.disk import PLANS, NotThere, plan_files, plan_id_of, plans_root, sources_on_disk
from s11.store.gathering import Found
from s11.store.git import NO_COMMIT, blobs_of, commit_of, head_of, inside_top, is_bare, readable, rows_at, rows_in_index, sources_of, top_of, tree
from s11.text import Source, Unread


@dataclass(frozen=True, slots=True)
class Edit:
    """The two sides of an edit: ``old`` and ``new`` hold only the files that differ, ``before`` and ``sources`` all of each side.

    ``base`` is the full id of the commit compared with; '' where the branch has no commit yet. ``words`` say which it is.
    """

    old: tuple[Source, ...]
    new: tuple[Source, ...]
    before: tuple[Source, ...]
    sources: tuple[Source, ...]
    base: str
    words: str

    @classmethod
    def between(cls, old: tuple[Source, ...], new: tuple[Source, ...], base: str, words: str) -> Edit:
        same = {(source.id, source.data, source.unread) for source in old} & {(source.id, source.data, source.unread) for source in new}
        return cls(*(tuple(source for source in side if (source.id, source.data, source.unread) not in same) for side in (old, new)), old, new, base, words)


def against(found: Found, revision: str, start: Path) -> Edit:
    """The plans as they lie in the working tree, and as they were: at the merge base of ``REV`` and HEAD, or at ``=REV``.

    The whole folder is compared, whatever files were named: what has left one plan may stand in another. Raises NotThere.
    """
    top = top_of(found.root)
    whole = found.root.name == PLANS and os.path.isdir(found.root)
    new = sources_on_disk([(met, plan_id_of(met.path, found.root)) for met in plan_files(found.root)], start)[0] if whole else ()
    known = {source.name for source in new}
    alone = tuple(source for source in found.sources if source.name not in known)
    if not head_of(top) and not revision.startswith("="):
        return Edit.between((), (*new, *alone), "", NO_COMMIT)
    name = revision.removeprefix("=")
    base = commit_of(found.root, name) if revision.startswith("=") else fork_of(found.root, name, "HEAD", f"={name}")
    old = (*(sources_at(found.root, base, start) if whole else ()), *_as_they_were(top, base, alone, start))
    said = name if revision.startswith("=") or base == commit_of(found.root, name) else f"the merge base of {name} and HEAD"
    return Edit.between(old, (*new, *alone), base, f"compared with {said}, commit {base[:10]}")


def staged(start: Path) -> Edit:
    """The plans as they stand in the index, and as they are in HEAD. ``old`` and ``new`` are empty where nothing is staged.

    Raises NotThere.
    """
    top = top_of(start)
    if is_bare(top):
        raise NotThere("nothing is ever staged in a bare repository: run this where the files are")
    head = head_of(top)
    root = plans_root(start) or _root_in(top, head, start)
    if root is None:
        if below := _staged_elsewhere(top, head):
            raise NotThere(f"plans are staged in {below}/{PLANS}, and '--staged' looks at {PLANS}/ here or above: run it there ('cd {below}' first, in a hook too)")
        return Edit((), (), (), (), head, f"no folder '{PLANS}' here or above: {start}")
    kept = rows_at(top, head, root) if head else {}
    rows = rows_in_index(top, root, kept)
    words = f"compared with HEAD, commit {head[:10]}" if head else NO_COMMIT
    if kept == rows:
        return Edit((), (), (), (), head, words)
    blobs = blobs_of(top, readable((*kept.values(), *rows.values())))
    old, new = (sources_of(side, blobs, root, start) for side in (kept, rows))
    return Edit.between(old, new, head, words)


def sources_at(root: Path, commit: str, start: Path) -> tuple[Source, ...]:
    """Every plan under ``root`` as it was in a commit, under the name it has, or would have, in the working tree. Raises NotThere."""
    top = top_of(root)
    rows = rows_at(top, commit, root)
    return sources_of(rows, blobs_of(top, readable(rows.values())), root, start)


def _as_they_were(top: Path, commit: str, sources: Sequence[Source], start: Path) -> tuple[Source, ...]:
    """Files outside any plans' folder, as they were in a commit."""
    kept = rows_at(top, commit, top) if sources else {}
    real = os.path.realpath(top)
    inside = {source: os.path.relpath(os.path.join(os.path.realpath((start / source.name).parent), (start / source.name).name), real).replace(os.sep, "/") for source in sources}
    blobs = blobs_of(top, readable(kept[name] for name in inside.values() if name in kept))
    return tuple(_source(source, kept[name], blobs) for source, name in inside.items() if name in kept)


def _source(now: Source, row: str | Unread, blobs: Mapping[str, bytes]) -> Source:
    return Source(now.name, now.id, b"", unread=row) if isinstance(row, Unread) else Source(now.name, now.id, blobs[row], row)


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
