"""The base commit, with which something is compared: a revision, the newest of a day, or where two lines parted."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from s11.frozen import dataclass
from s11.store.disk import NotFound
from s11.store.git import (
    NO_COMMIT,
    UNSHALLOW,
    GitError,
    backdated,
    commit_of,
    commits,
    git,
    head_of,
    is_shallow,
    top_of,
)
from s11.when import Commit, day_words, parse_day


@dataclass(frozen=True, slots=True)
class BaseCommit:
    """The commit that something is compared with.

    ``id`` in full. ``named_day``: the day that was asked for in place of a revision; else a base is judged on the
    commit's own day. ``words``: how it was asked for, for a sentence. ``notes``: what is odd about the days of its
    line.
    """

    id: str
    named_day: date | None = None
    words: str = ""
    notes: tuple[str, ...] = ()


def find_base(start: Path, given: str, rev: str = "", *, fork: bool = False, as_it_is: str = "") -> BaseCommit:
    """The base that a day, YYYY-MM-DD, or a revision means; of a day, the newest commit by its end up to ``rev``, or
    HEAD.

    ``fork``: of a revision, the commit from which it and ``rev``, or HEAD, went apart; ``as_it_is`` is how to ask for
    the revision itself. Raises NotFound.
    """
    day = parse_day(given.strip()) if given.isascii() else None
    if day is not None:
        line = history_of(start, rev)
        commit = newest_commit_by(line, day)
        if commit is None:
            raise NotFound(f"nothing to compare with: {no_commit_reason(start, line, day)}")
        note = backdated(line)
        return BaseCommit(commit.id, day, f"the newest commit by {day_words(day)}", (note,) if note else ())
    own = commit_of(start, given)
    if not fork:
        return BaseCommit(own, words=given)
    forked = fork_point(start, given, rev or "HEAD", as_it_is)
    return BaseCommit(forked, words=given if forked == own else f"the merge base of {given} and {rev or 'HEAD'}")


def history_of(start: Path, rev: str = "") -> list[Commit]:
    """The first-parent line of a revision, else of HEAD, newest first. Raises NotFound."""
    top = top_of(start)
    tip = commit_of(start, rev) if rev else head_of(top)
    if not tip:
        raise NotFound(NO_COMMIT)
    return [commit for commit, _ in commits(top, tip)]


def newest_commit_by(line: Iterable[Commit], day: date) -> Commit | None:
    """The newest commit of a line by the end of a day, each in its committer's own offset; None where all are later."""
    return next((commit for commit in line if commit.day <= day), None)


def no_commit_reason(start: Path, line: list[Commit], day: date) -> str:
    """Why a line has no commit by a day, and what to do."""
    first = f"the first commit here is of {day_words(line[-1].day)}, which is after {day_words(day)}"
    return (
        f"{first}, and this clone is shallow; {UNSHALLOW}"
        if is_shallow(top_of(start))
        else f"{first}: name that day or a later one"
    )


def is_cut_short(start: Path) -> bool:
    """Whether this clone holds only the newest commits. Raises NotFound."""
    return is_shallow(top_of(start))


def fork_point(start: Path, one: str, other: str, as_it_is: str) -> str:
    """The full id of the commit from which two revisions went apart; ``as_it_is`` is how to ask for the first one
    itself. Raises NotFound.
    """
    top = top_of(start)
    ends = commit_of(start, one), commit_of(start, other)
    try:
        return git(top, "merge-base", *ends).decode().split()[0]
    except GitError as error:
        why = (
            f"this clone is shallow and does not reach back to it; {UNSHALLOW}"
            if is_shallow(top)
            else f"to compare with '{one}' as it is, write '{as_it_is}'"
        )
        raise NotFound(f"'{one}' and '{other}' have no commit in common; {why}") from error
