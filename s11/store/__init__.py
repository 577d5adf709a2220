"""The only door to disk and to git.

Reading gives ``Source``s; writing is atomic. The ``git`` program is asked for objects only: no hook, filter, pager,
monitor or attribute of the repository is ever run. ``disk`` holds files, ``git`` the program, ``project_files`` what
lies beside the plans, ``discovery`` the plans that are meant, ``revisions`` the same in a commit, ``history`` in every
commit, ``edits`` the two sides of an edit, ``open_texts`` what is open in an editor among its files, ``base_commit``
which commit something is compared with, ``atomic`` a whole folder that is written at once, ``first_files`` what a new
folder of plans begins with, ``writing`` plans that are written back, ``commits`` one commit of them, ``returned``
workbooks that came back, ``shell_files`` what a shell reads, ``memory`` what one run leaves for the next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11 import on_demand

if TYPE_CHECKING:
    from s11.store.atomic import write_folder
    from s11.store.base_commit import (
        BaseCommit,
        find_base,
        history_of,
        is_cut_short,
        newest_commit_by,
        no_commit_reason,
    )
    from s11.store.commits import check_committed, commit, in_repository
    from s11.store.discovery import (
        PlanSet,
        Revision,
        assessments_here,
        base_of,
        find_plans,
        plan_ids,
        source_named,
        sources_here,
    )
    from s11.store.disk import (
        NotFound,
        is_assessment,
        or_near,
        plans_root,
        read_bytes,
        read_folder,
        read_outside,
        shown,
        write,
    )
    from s11.store.edits import Edit, against, sources_at, staged, versions
    from s11.store.first_files import FirstFiles, Ground, first_texts, ground_of, write_first
    from s11.store.git import UNSHALLOW, backdated, branches_and_tags, place_in_repository
    from s11.store.history import PlanHistory, PlansAtCommit, plan_history
    from s11.store.memory import made_with, remember, remembered
    from s11.store.open_texts import Bases, OpenText, PlansBeside, open_text, path_of_uri, uri_of
    from s11.store.project_files import (
        SETTINGS,
        Base,
        exists_beside,
        own_and_shipped,
        place_of_list,
        settings,
        standards_files,
    )
    from s11.store.returned import RETURNS, returned_files, returns_register
    from s11.store.shell_files import write_with_line
    from s11.store.writing import Written, folder_of, plans_held, taken, write_back

__all__ = [
    "RETURNS",
    "SETTINGS",
    "UNSHALLOW",
    "Base",
    "BaseCommit",
    "Bases",
    "Edit",
    "FirstFiles",
    "Ground",
    "NotFound",
    "OpenText",
    "PlanHistory",
    "PlanSet",
    "PlansAtCommit",
    "PlansBeside",
    "Revision",
    "Written",
    "against",
    "assessments_here",
    "backdated",
    "base_of",
    "branches_and_tags",
    "check_committed",
    "commit",
    "exists_beside",
    "find_base",
    "find_plans",
    "first_texts",
    "folder_of",
    "ground_of",
    "history_of",
    "in_repository",
    "is_assessment",
    "is_cut_short",
    "made_with",
    "newest_commit_by",
    "no_commit_reason",
    "open_text",
    "or_near",
    "own_and_shipped",
    "path_of_uri",
    "place_in_repository",
    "place_of_list",
    "plan_history",
    "plan_ids",
    "plans_held",
    "plans_root",
    "read_bytes",
    "read_folder",
    "read_outside",
    "remember",
    "remembered",
    "returned_files",
    "returns_register",
    "settings",
    "shown",
    "source_named",
    "sources_at",
    "sources_here",
    "staged",
    "standards_files",
    "taken",
    "uri_of",
    "versions",
    "write",
    "write_back",
    "write_first",
    "write_folder",
    "write_with_line",
]

if not TYPE_CHECKING:
    _HOMES = (
        "disk",
        "git",
        "project_files",
        "discovery",
        "memory",
        "base_commit",
        "history",
        "edits",
        "open_texts",
        "atomic",
        "first_files",
        "writing",
        "commits",
        "returned",
        "shell_files",
    )

    def __getattr__(name: str) -> object:
        return on_demand(__name__, __all__, _HOMES, name)
