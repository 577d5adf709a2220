"""Texts that are open in an editor, among the plans that lie beside them on disk.

What is open stands in the place of its file, saved or not; every other plan is read when it is come to.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal, overload

from s11.store.discovery import PlanSet, Revision, root_of
from s11.store.disk import (
    ENDINGS,
    PLANS,
    FolderEntry,
    Unreadable,
    is_assessment,
    plan_files,
    plan_id_of,
    plans_root,
    read_file,
    shown,
    sources_on_disk,
)
from s11.store.edits import Edit, against
from s11.store.git import head_of, top_of
from s11.store.project_files import SETTINGS, STANDARDS
from s11.text import Source

_IS_PLAN = re.compile(rb"^(?:\xef\xbb\xbf)?format[ \t]*:[ \t]*[\"']?s11-plan/", re.MULTILINE)


# addresses of files --------------------------------------------------------------------------------------------------


def path_of_uri(uri: str) -> Path | None:
    """Where a file is that an editor names by its address; None of what is no file of this machine."""
    from urllib.parse import unquote, urlsplit

    try:
        parts = urlsplit(uri)
        name = os.fsdecode(unquote(parts.path, "utf-8", "surrogateescape").encode("utf-8", "surrogateescape"))
    except ValueError:
        return None
    if parts.scheme != "file" or parts.netloc not in ("", "localhost") or "\0" in name or not name.startswith("/"):
        return None
    if os.name == "nt":
        # '/c:/plans' is 'c:/plans' there
        name = name.lstrip("/") if re.match(r"/[A-Za-z]:", name) else name
    return Path(os.path.abspath(name))


def uri_of(path: Path) -> str:
    """The address by which an editor names a file."""
    return path.as_uri()


# texts among files ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenText:
    """An open text under the name and id that its file has, or would have.

    ``start``: the folder that holds the plans' folder, or where there is none the file's own; ``root``: the plans'
    folder. ``kind``: what it is a text of; '' of what is none of these.
    """

    path: Path
    source: Source
    start: Path
    root: Path | None
    kind: Literal["plan", "assessment", "settings", "standards", ""]

    @property
    def inside(self) -> bool:
        """Whether it lies in a folder of plans, or beside one as the council's own."""
        alone = (
            self.kind in ("plan", "assessment") and self.root is not None and not self.path.is_relative_to(self.root)
        )
        return self.root is not None and not alone


def open_text(path: Path, data: bytes) -> OpenText:
    """Raises NotFound where the plans' folder may not be read."""
    folder = plans_root(path.parent)
    root = root_of(path, folder) or folder
    start = root.parent if root is not None else path.parent
    inside = root is not None and path.is_relative_to(root)
    kind: Literal["plan", "assessment", "settings", "standards", ""]
    if inside and path.suffix in ENDINGS and root is not None and root.name == PLANS:
        kind = "assessment" if is_assessment(data) else "plan"
    elif root is not None and path == start / SETTINGS:
        kind = "settings"
    elif root is not None and path.is_relative_to(start / STANDARDS) and path.suffix in ENDINGS:
        kind = "standards"
    else:
        kind = "plan" if _IS_PLAN.search(data) else "assessment" if is_assessment(data) else ""
    name = shown(path, start)
    plan_id = plan_id_of(path, root if inside else None) if kind in ("plan", "assessment") else name
    return OpenText(path, Source(name, plan_id, data), start, root, kind)


class PlansBeside(Sequence[Source]):
    """Every plan beside an open text, and itself, each read when it is come to; what is open is read from there."""

    def __init__(self, opened: OpenText, texts: Mapping[Path, bytes]):
        self._start, self._texts = opened.start, {**texts, opened.path: opened.source.data}
        root = opened.root
        met = {one.path: one for one in plan_files(root)} if root is not None and os.path.isdir(root) else {}
        # a new file may lie nowhere yet
        new = (
            path
            for path in self._texts
            if root is not None and path.is_relative_to(root) and path.suffix in ENDINGS and path not in met
        )
        met |= {path: FolderEntry(path) for path in new}
        if opened.kind == "plan":
            met.setdefault(opened.path, FolderEntry(opened.path))
        plans = [one for one in met.values() if not self._is_assessment(one)]
        inside = [root if root is not None and one.path.is_relative_to(root) else None for one in plans]
        self._rows = [(one, plan_id_of(one.path, home)) for one, home in zip(plans, inside, strict=True)]

    def _is_assessment(self, one: FolderEntry) -> bool:
        if one.unread is not None:
            return False
        if one.path in self._texts:
            return is_assessment(self._texts[one.path])
        try:
            about = os.lstat(one.path)
        except OSError:
            return False
        return _is_assessment_on_disk(one.path, about.st_mtime_ns, about.st_size, about.st_ino)

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        return tuple((shown(one.path, self._start), plan_id) for one, plan_id in self._rows)

    def path_of(self, plan_id: str) -> Path | None:
        return next((one.path for one, known in self._rows if known == plan_id), None)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> Source: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[Source, ...]: ...

    def __getitem__(self, at: int | slice) -> Source | tuple[Source, ...]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(len(self))))
        one, plan_id = self._rows[at]
        if one.unread is None and one.path in self._texts:
            return Source(shown(one.path, self._start), plan_id, self._texts[one.path])
        (source,), _ = sources_on_disk([(one, plan_id)], self._start)
        return source


@lru_cache(maxsize=20_000)
def _is_assessment_on_disk(path: Path, changed: int, size: int, number: int) -> bool:
    """Whether a file beside the plans is a self-assessment; read once, until the disk says that it was changed."""
    try:
        return is_assessment(read_file(path)[0])
    except Unreadable:
        # it is told of as a plan
        return False


# the edit ------------------------------------------------------------------------------------------------------------


class Bases:
    """What open texts are compared with, read once for each commit."""

    def __init__(self) -> None:
        self._known: dict[tuple[Path, str, str], tuple[str, Edit]] = {}

    def forget(self) -> None:
        self._known.clear()

    def edit(self, opened: OpenText, plans: PlansBeside, revision: str) -> Edit:
        """The two sides of the edit: the open texts among the files, and what ``against`` compares them with.

        Raises NotFound where there is nothing to compare with.
        """
        inside = opened.inside
        root = opened.root if inside and opened.root is not None else opened.path.parent
        head = head_of(top_of(root))
        key = (root, "" if inside else opened.source.name, revision)
        if key not in self._known or self._known[key][0] != head:
            alone = () if inside else (opened.source,)
            plan_set = PlanSet(alone, root, Revision(), opened.start)
            self._known[key] = (head, against(plan_set, revision, opened.start))
        base = self._known[key][1]
        now = plans[:] if inside else (opened.source,)
        beside = (base.beside[0], opened.start) if base.beside else None
        edit = Edit.between(base.before, now, base.base, base.words, beside)
        # of self-assessments only the open ones are looked at, and they are known to whoever asks
        return replace(edit, assessments=(base.assessments[0], ()))
