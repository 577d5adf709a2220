"""The only door to disk and to git.

Reading gives ``Source``s; writing is atomic. The ``git`` program is asked for objects only: no hook, filter, pager,
monitor or attribute of the repository is ever run. ``disk`` holds files, ``git`` the program, ``gathering`` the plans
that are meant, ``edits`` the two sides of an edit.
"""

from __future__ import annotations

from s11.store.disk import NotThere, exists_beside, plans_root, read_bytes, settings, shipped, write
from s11.store.edits import Edit, against, sources_at, sources_in_index, staged
from s11.store.gathering import Found, Revision, base_of, gather, source_named
from s11.store.git import place_in_repository, resolve

__all__ = [
    "Edit",
    "Found",
    "NotThere",
    "Revision",
    "against",
    "base_of",
    "exists_beside",
    "gather",
    "place_in_repository",
    "plans_root",
    "read_bytes",
    "resolve",
    "settings",
    "shipped",
    "source_named",
    "sources_at",
    "sources_in_index",
    "staged",
    "write",
]  # fmt: skip
