"""The git program, asked for objects only: no hook, filter, pager, monitor or attribute of a repository is ever run."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from s11.store.disk import ENDINGS, NotThere, plan_id_of, shown
from s11.text import Source

NO_COMMIT = "no commit yet, so there is no base to compare with"
UNSHALLOW = "fetch the rest first: 'git fetch --unshallow' (in a GitHub workflow: 'fetch-depth: 0' for actions/checkout)"


class GitSays(Exception):
    """Git answered no; the message is its own first line."""


def git(folder: Path, *words: str, stdin: bytes = b"") -> bytes:
    """What the git program prints. Nothing that the repository configures is executed. Raises GitSays."""
    import subprocess

    quiet = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.devnull, "-c", "core.pager=cat", "-c", "diff.external=", "-c", "protocol.allow=never")
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_LITERAL_PATHSPECS": "1", "LC_ALL": "C"}
    for name in ("GIT_EXTERNAL_DIFF", "GIT_PAGER", "GIT_TRACE"):
        environment.pop(name, None)
    try:
        done = subprocess.run(["git", "--no-pager", *quiet, *words], cwd=folder, input=stdin, capture_output=True, env=environment, check=False)
    except OSError as error:
        raise GitSays(f"git cannot be run: {error.strerror}") from error
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitSays(lines[0] if lines else f"git {words[0]} ended with {done.returncode}")
    return done.stdout


def in_git(folder: Path) -> bool:
    return any((parent / ".git").exists() for parent in (Path(os.path.abspath(folder)), *Path(os.path.abspath(folder)).parents)) or "GIT_DIR" in os.environ


def blob_id(data: bytes, like: str) -> str:
    """Git's own id of some bytes, in the hash that ``like`` is written in."""
    import hashlib

    hashed = hashlib.sha256() if len(like) == 64 else hashlib.sha1(usedforsecurity=False)
    hashed.update(b"blob %d\0" % len(data))
    hashed.update(data)
    return hashed.hexdigest()


def same_blob(kept: str, data: bytes) -> bool:
    # a checkout with CRLF line ends is not a change
    return bool(kept) and (blob_id(data, kept) == kept or (b"\r\n" in data and blob_id(data.replace(b"\r\n", b"\n"), kept) == kept))


# commits -------------------------------------------------------------------------------------------------------------


def commit_of(root: Path, name: str) -> str:
    """The full id of a commit that is called so. Raises NotThere."""
    if not name.strip() or name.startswith(("-", "=")) or not name.isprintable():
        raise NotThere(f"'{name}' is not a revision: write a branch, tag or commit, for example main")
    top = top_of(root)
    try:
        return git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode().strip()
    except (GitSays, ValueError) as error:
        more = UNSHALLOW if is_shallow(top) else "a branch of the server is called origin/main, and is there after 'git fetch origin main'"
        raise NotThere(f"there is no revision '{name}' in this repository; {more}") from error


def merge_base(root: Path, name: str) -> str:
    """The commit from which REV and HEAD went apart. Raises NotThere."""
    commit, top = commit_of(root, name), top_of(root)
    if not (head := head_of(top)):
        raise NotThere(f"{NO_COMMIT}; to compare with '{name}' as it is, write '={name}'")
    try:
        found = git(top, "merge-base", commit, head).decode().split()
    except GitSays as error:
        if is_shallow(top):
            raise NotThere(f"this clone is shallow and does not reach back to where '{name}' and HEAD went apart; {UNSHALLOW}") from error
        raise NotThere(f"'{name}' and HEAD have no commit in common; to compare with '{name}' as it is, write '={name}'") from error
    return found[0]


def resolve(root: Path, revision: str) -> str:
    """The full id of the commit meant: the merge base of ``REV`` and HEAD; ``=REV`` is REV itself. Raises NotThere."""
    name = revision.removeprefix("=")
    commit = commit_of(root, name)
    return commit if revision.startswith("=") else merge_base(root, name)


def top_of(folder: Path) -> Path:
    """The top of the working tree. Raises NotThere."""
    here = Path(os.path.abspath(folder))
    while not here.is_dir() and here != here.parent:
        here = here.parent
    top = next((parent for parent in (here, *here.parents) if (parent / ".git").exists()), None)
    try:
        # in a hook git may have said where its own folder is; then it takes any folder for the top
        if top is not None and not git(top, "rev-parse", "--show-prefix").strip():
            return top
        return Path(os.fsdecode(git(here, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    except GitSays as error:
        said = "not in a git repository" if "not a git repository" in str(error) else f"git says: {error}"
        raise NotThere(f"there is nothing to compare with in {folder}: {said}") from error


def head_of(top: Path) -> str:
    """The full id of HEAD's commit; '' where the branch has none yet."""
    try:
        return git(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    except GitSays:
        return ""


def place_in_repository(folder: Path) -> str:
    """Where a folder lies from the top of its working tree: '' at the top, and outside git."""
    here = Path(os.path.realpath(folder))
    top = next((parent for parent in (here, *here.parents) if (parent / ".git").exists()), here)
    inside = here.relative_to(top).as_posix()
    return "" if inside == "." else inside


def is_shallow(top: Path) -> bool:
    try:
        return git(top, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except GitSays:
        return False


def inside_top(top: Path, root: Path) -> str:
    inside = os.path.relpath(os.path.realpath(root), os.path.realpath(top)).replace(os.sep, "/")
    if inside.startswith(".."):
        raise NotThere(f"{root} lies outside the repository {top}")
    return "" if inside == "." else inside + "/"


# what they hold ------------------------------------------------------------------------------------------------------


def tree(top: Path, commit: str) -> dict[str, str]:
    """Path → blob id of every YAML file of a commit."""
    kept = {}
    for row in git(top, "ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
        about, _, name = row.partition(b"\t")
        if name.endswith((b".yaml", b".yml")):
            kept[os.fsdecode(name)] = about.split()[2].decode()
    return kept


def rows_at(top: Path, commit: str, root: Path) -> dict[str, str]:
    """Path under the root → blob id, of every plan of a commit."""
    prefix = inside_top(top, root)
    try:
        rows = git(top, "ls-tree", "-r", "-z", "--full-tree", commit, *([prefix] if prefix else []))
    except GitSays as error:
        raise NotThere(f"commit {commit[:10]} cannot be read: {error}; {UNSHALLOW}") from error
    found = {}
    for row in rows.split(b"\0"):
        about, _, name = row.partition(b"\t")
        if about.startswith(b"100") and is_plan(path := os.fsdecode(name), prefix):
            found[path[len(prefix) :]] = about.split()[2].decode()
    return found


def rows_in_index(top: Path, root: Path, kept: Mapping[str, str]) -> dict[str, str]:
    """Path under the root → blob id, of every plan in the index."""
    prefix = inside_top(top, root)
    try:
        rows = git(top, "ls-files", "--stage", "-z", "--full-name", "--", prefix or ".")
    except GitSays as error:
        raise NotThere(f"what is staged cannot be read: {error}") from error
    found = {}
    for row in rows.split(b"\0"):
        about, _, name = row.partition(b"\t")
        if not about.startswith(b"100") or not is_plan(path := os.fsdecode(name), prefix):
            continue
        _, blob, stage = about.decode().split()
        if stage != "0":
            raise NotThere(f"a merge is in progress and {path} is not settled: choose its words, then 'git add {path}', and try again")
        # 'git add --intent-to-add' only names a file: it is no part of what will be committed
        if blob != blob_id(b"", blob) or path[len(prefix) :] in kept:
            found[path[len(prefix) :]] = blob
    return found


def is_plan(name: str, prefix: str) -> bool:
    return name.startswith(prefix) and name.endswith(ENDINGS) and not is_hidden(name[len(prefix) :])


def is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def blobs_of(top: Path, ids: set[str]) -> dict[str, bytes]:
    """Blob id → bytes, each asked for once, as they are stored: no filter is run. Raises NotThere."""
    if not ids:
        return {}
    try:
        said = git(top, "cat-file", "--batch", stdin="".join(f"{blob}\n" for blob in sorted(ids)).encode())
    except GitSays as error:
        raise NotThere(f"git cannot read the base: {error}") from error
    found, at = {}, 0
    while at < len(said):
        end = said.index(b"\n", at)
        words = said[at:end].split()
        if len(words) != 3:
            raise NotThere("this clone does not hold all of the base's files; fetch them first: 'git fetch --refetch --no-filter'")
        size = int(words[2])
        found[words[0].decode()] = said[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def sources_of(rows: Mapping[str, str], blobs: Mapping[str, bytes], root: Path, start: Path) -> tuple[Source, ...]:
    return tuple(Source(shown(root / name, start), plan_id_of(root / name, root), blobs[blob], blob) for name, blob in sorted(rows.items()))
