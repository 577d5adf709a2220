"""One commit of some files, as whoever asks for it would type it: with their name, their hooks and their signature."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from s11.store.disk import NotFound
from s11.store.git import top_of
from s11.text import one_line


def in_repository(start: Path) -> bool:
    """Whether a folder lies in the working tree of a repository."""
    try:
        top_of(start)
    except NotFound:
        return False
    return True


def check_committed(paths: Sequence[Path], start: Path) -> None:
    """Raises NotFound where a file has changes of its own that a commit would take along, or there is no repository."""
    top = top_of(start)
    if _git(top, "rev-parse", "-q", "--verify", "MERGE_HEAD").returncode == 0:
        raise NotFound("a merge is going on here, and its commit is yours to make: leave --commit out")
    for path in paths:
        if _git(top, "check-ignore", "-q", "--", _inside(top, path)).returncode == 0:
            raise NotFound(f"git ignores {one_line(path.name)}, so it cannot be committed: leave --commit out")
        state = _git(top, "status", "--porcelain", "--", _inside(top, path))
        if state.stdout.strip():
            raise NotFound(
                f"{one_line(path.name)} has changes that are not committed, and they would be committed along: "
                "commit them first, or leave --commit out"
            )


def commit(paths: Sequence[Path], message: str, start: Path) -> str:
    """Commit these files and nothing else that is staged. Returns the new commit's id.

    Raises NotFound with git's words.
    Where a hook refuses, the files stay as they were written.
    """
    top = top_of(start)
    names = [_inside(top, path) for path in paths]
    added = _git(top, "add", "--intent-to-add", "--", *names)
    made = (
        added if added.returncode else _git(top, "commit", "--quiet", "--only", "--file=-", "--", *names, stdin=message)
    )
    if made.returncode:
        reason = (made.stderr or made.stdout).strip() or "git does not say why"
        raise NotFound(f"the edit is written and not committed; git says: {one_line(reason)}")
    return _git(top, "rev-parse", "HEAD").stdout.strip()


def _inside(top: Path, path: Path) -> str:
    return os.path.relpath(os.path.realpath(path), os.path.realpath(top)).replace(os.sep, "/")


def _git(top: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            # a name is a name, whatever signs it holds
            ["git", "--literal-pathspecs", *arguments],
            cwd=top,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise NotFound(f"git cannot be run: {error.strerror}") from error
