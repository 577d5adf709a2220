"""The only door to disk and to git.

Reading gives ``Source``s; writing is atomic. The ``git`` program is asked for objects only: no hook, filter, pager,
monitor or attribute of the repository is ever run. ``disk`` holds files, ``git`` the program, ``beside`` what
lies beside the plans, ``gathering`` the plans that are meant, ``revisions`` the same in a commit,
``past`` in every commit, ``edits`` the two sides of an edit, ``bases`` which commit something is compared with,
``folders`` a whole folder that is written at once.
"""

from __future__ import annotations

from s11.store.bases import fork_of, history_of, is_cut_short, newest_by, why_none
from s11.store.beside import SETTINGS, Base, exists_beside, own_standards, settings, shipped
from s11.store.disk import NotThere, plans_root, read_bytes, write
from s11.store.edits import Edit, against, sources_at, staged, versions
from s11.store.folders import write_folder
from s11.store.gathering import Found, Revision, base_of, gather, source_named
from s11.store.git import UNSHALLOW, backdated, place_in_repository
from s11.store.past import Moment, Past, past
from s11.store.remembered import made_with, remember, remembered

__all__ = [
    "SETTINGS", "UNSHALLOW",
    "Base", "Edit", "Found", "Moment", "NotThere", "Past", "Revision",
    "against", "backdated", "base_of", "exists_beside", "fork_of", "gather", "history_of", "is_cut_short", "made_with", "newest_by", "own_standards", "past", "place_in_repository", "plans_root", "read_bytes", "remember", "remembered", "settings", "shipped", "source_named", "sources_at", "staged", "versions", "why_none", "write", "write_folder",
]  # fmt: skip
