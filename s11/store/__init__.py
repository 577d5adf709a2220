"""The only door to disk and to git.

Reading gives ``Source``s; writing is atomic. The ``git`` program is asked for objects only: no hook, filter, pager,
monitor or attribute of the repository is ever run. ``disk`` holds files, ``git`` the program, ``gathering`` the plans
that are meant, ``edits`` the two sides of an edit, ``folders`` a whole folder that is written at once.
"""

from __future__ import annotations

from s11.store.disk import NotThere, exists_beside, plans_root, read_bytes, settings, shipped, write
from s11.store.edits import Edit, against, sources_at, sources_in_index, staged
from s11.store.folders import write_folder
from s11.store.gathering import Found, Revision, gather
from s11.store.git import resolve

__all__ = [
    "Edit", "Found", "NotThere", "Revision",
    "against", "exists_beside", "gather", "plans_root", "read_bytes", "resolve", "settings", "shipped", "sources_at", "sources_in_index", "staged", "write", "write_folder",
]  # fmt: skip
