"""The git program, asked for objects only: no hook, filter, pager, monitor or attribute of a repository is ever run."""

from __future__ import annotations

import os
import posixpath
import re
import stat
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import IO, NamedTuple

from s11.frozen import dataclass
from s11.store.disk import (
    A_FOLDER_CALLED_SO,
    A_LINK,
    A_LINKED_FOLDER,
    A_SUBMODULE,
    ENDINGS,
    MOST_FILES,
    PLANS,
    NotFound,
    Unreadable,
    plan_id_of,
    read_file,
    shown,
    with_own_ids,
)
from s11.text import MAX_BYTES, Source, UnreadReason, one_line
from s11.when import Commit, day_words

try:
    import resource
except ImportError:
    # Windows has no such limits
    resource = None  # type: ignore[assignment]

NO_COMMIT = "no commit yet, so there is no base to compare with"
UNSHALLOW = (
    "fetch the rest first: 'git fetch --unshallow' (in a GitHub workflow: 'fetch-depth: 0' for actions/checkout)"
)


# a repository's own config cannot be left out, only overruled, one setting at a time
QUIET = (
    "core.fsmonitor=false",
    "core.hooksPath=" + os.devnull,
    "core.pager=cat",
    "core.attributesFile=" + os.devnull,
    "core.alternateRefsCommand=",
    "core.sshCommand=false",
    "credential.helper=",
    "diff.external=",
    "diff.orderFile=",
    "diff.renameLimit=1000",
    "gpg.program=false",
    "log.showSignature=false",
    "protocol.allow=never",
    "color.ui=false",
)
# what is read is what a commit's id stands for: nothing put in its place on this machine, nothing fetched
SET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_ATTR_NOSYSTEM": "1",
    "LC_ALL": "C",
}
RAW = ("-r", "-z", "--raw", "--no-abbrev", "--find-renames", "--no-ext-diff", "--no-textconv")
YAML = ("--", "*.yaml", "*.yml")
# a folder of a commit may hold itself a million times over: some 600,000 names are read, or 400,000 commits
MOST_BYTES, MOST_SECONDS = 64 * 1024 * 1024, 120
# git may be told to read without end: so much memory it gets, and after so many seconds it is looked what it waits for
MOST_MEMORY, PATIENCE = 256 * 1024 * 1024, 1
# of what git complains about the first lines say why
MOST_COMPLAINTS = 64 * 1024
TOO_MANY = "it holds more than s11 reads: keep the plans in a repository of their own"
UNSET = (
    "GIT_EXTERNAL_DIFF",
    "GIT_PAGER",
    "GIT_TRACE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_DIFF_OPTS",
)


# git's own words where a folder belongs to somebody else than whoever runs it
OTHER_OWNER = "dubious ownership"


class GitError(Exception):
    """Git answered no; the message is the line in which it says why."""


def git(folder: Path, *arguments: str, stdin: bytes = b"", most: int = MOST_BYTES) -> bytes:
    """What the git program prints, up to ``most`` bytes of it.

    Nothing that the repository configures is executed. Raises GitError.
    """
    import subprocess
    from threading import Thread, Timer

    wrong: list[bytes] = []
    late: list[str] = []

    def stop(why: str) -> None:
        late.append(why)
        running.kill()

    def look() -> None:
        if waits_for := _no_file_in_repository(folder):
            stop(f"{waits_for} is a pipe or a device, and git would never finish reading it: remove it")

    def listen(complaints: IO[bytes]) -> None:
        wrong.append(complaints.read(MOST_COMPLAINTS))
        while complaints.read(MOST_COMPLAINTS):
            # whoever is not listened to stands still
            continue

    def feed(pipe: IO[bytes]) -> None:
        try:
            with pipe:
                pipe.write(stdin)
        except OSError:
            # it has stopped listening, and says why
            return

    try:
        running = subprocess.Popen(
            _command(arguments),
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
        )
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}") from error
    if running.stdin is None or running.stdout is None or running.stderr is None:
        raise ValueError("each stream of git was asked for as a pipe")
    _limit_memory(running.pid)
    threads = [Thread(target=feed, args=(running.stdin,)), Thread(target=listen, args=(running.stderr,))]
    timers = [Timer(PATIENCE, look), Timer(MOST_SECONDS, stop, (f"git did not finish in {MOST_SECONDS} seconds",))]
    for other in (*threads, *timers):
        other.daemon = True
        other.start()
    try:
        output = running.stdout.read(most + 1)
    finally:
        # also where somebody at the keyboard has had enough
        for timer in timers:
            timer.cancel()
        if running.poll() is None and sys.exc_info()[0] is not None:
            running.kill()
    if len(output) > most:
        running.kill()
    running.wait()
    for thread in threads:
        thread.join()
    running.stdout.close()
    running.stderr.close()
    if late:
        raise GitError(late[0])
    if len(output) > most:
        raise GitError(TOO_MANY)
    if running.returncode:
        raise GitError(_why(wrong[0]) or f"git {arguments[0]} ended with {running.returncode}")
    return output


def _limit_memory(process: int) -> None:
    # other systems cannot limit a process that runs already: there the clock alone stops it
    if resource is None or not hasattr(resource, "prlimit"):
        return
    try:
        resource.prlimit(process, resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
    except (OSError, ValueError):
        # it has come to its end, or may have less already
        return


def _no_file_in_repository(folder: Path) -> str:
    """What in the repository's own folder is neither a file nor a folder, nor leads to one; '' where nothing is so."""
    for home in _homes(folder):
        seen = 0
        for here, _, names in os.walk(home):
            for name in names:
                try:
                    mode = os.stat(os.path.join(here, name)).st_mode
                except OSError:
                    continue
                if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                    return os.path.join(here, name)
            seen += len(names)
            if seen > MOST_FILES:
                break
    return ""


def _homes(folder: Path) -> Iterator[Path]:
    """Where a repository keeps what is its own: the folder that git is told of, ``.git``, or what such a file names."""
    if os.environ.get("GIT_DIR"):
        yield folder / os.environ["GIT_DIR"]
    for above in (folder, *folder.parents):
        home = above / ".git"
        if not os.path.lexists(home):
            continue
        yield home
        try:
            named = os.fsdecode(read_file(home, ROW * 64)[0].removeprefix(b"gitdir:").strip())
            yield above / named
            # a worktree of its own has the rest in the repository that it is one of
            yield above / named / os.fsdecode(read_file(above / named / "commondir", ROW * 64)[0].strip())
        except (Unreadable, ValueError):
            return
        return
    yield folder


def names_in(folder: Path, *arguments: str) -> list[bytes]:
    """The rows of a list of files that the git program prints, a NUL after each.

    Raises GitError, also where there is no end of them.
    """
    return [row for row in git(folder, *arguments).split(b"\0") if row]


def _or_fetch(error: GitError) -> str:
    """Why git cannot read something that may not have been fetched, and what to do."""
    return str(error) if str(error) == TOO_MANY else f"{error}; {UNSHALLOW}"


def _command(arguments: Iterable[str]) -> list[str]:
    return [_program(), "--no-pager", *(word for setting in QUIET for word in ("-c", setting)), *arguments]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in UNSET} | SET


def _why(output: bytes) -> str:
    """The line in which git says why it stops: what it only warns of, or tells of its settings, may stand before it.

    Where git says how to let it read a folder of another owner, its own words for that follow.
    """
    lines = [one_line(line.strip()) for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    reason = next(
        (line for sign in ("fatal: ", "error: ") for line in lines if line.startswith(sign)), lines[0] if lines else ""
    )
    remedy = next((line for line in lines if line.startswith("git config ")), "") if OTHER_OWNER in reason else ""
    return f"{reason}; if you trust the folder: {remedy}" if remedy else reason


def _program() -> str:
    """Where git is: never in a folder that depends on where one stands, which may be the repository itself."""
    import shutil

    program = shutil.which(
        "git", path=os.pathsep.join(folder for folder in os.get_exec_path() if os.path.isabs(folder))
    )
    if program is None:
        raise GitError("git is not installed, or not on the PATH: install it")
    return program


def in_git(folder: Path) -> bool:
    return (
        any(
            os.path.exists(parent / ".git")
            for parent in (Path(os.path.abspath(folder)), *Path(os.path.abspath(folder)).parents)
        )
        or "GIT_DIR" in os.environ
    )


def blob_id(data: bytes, like: str) -> str:
    """Git's own id of some bytes, in the hash that ``like`` is written in."""
    import hashlib

    hashed = hashlib.sha256() if len(like) == 64 else hashlib.sha1(usedforsecurity=False)
    hashed.update(b"blob %d\0" % len(data))
    hashed.update(data)
    return hashed.hexdigest()


def same_blob(kept: str, data: bytes) -> bool:
    # a checkout with CRLF line ends is not a change
    return bool(kept) and (
        blob_id(data, kept) == kept or (b"\r\n" in data and blob_id(data.replace(b"\r\n", b"\n"), kept) == kept)
    )


# commits -------------------------------------------------------------------------------------------------------------


def commit_of(root: Path, name: str) -> str:
    """The full id of a commit that is called so. Raises NotFound."""
    if not name.strip() or name.startswith(("-", "=", "^")) or not name.isprintable():
        raise NotFound(f"'{one_line(name)}' is not a revision: write a branch, tag or commit, for example main")
    top = top_of(root)
    _one_meaning(top, name)
    try:
        return git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode().strip()
    except (GitError, ValueError) as error:
        if not head_of(top):
            raise NotFound(f"there is no revision '{name}' in this repository: its branch has no commit yet") from error
        from s11.plan import did_you_mean_name

        more = did_you_mean_name(name, branches_and_tags(top)) or (
            UNSHALLOW
            if is_shallow(top)
            else "a branch of the server is called refs/remotes/origin/main, and is there after 'git fetch origin main'"
        )
        raise NotFound(f"there is no revision '{name}' in this repository; {more}") from error


def branches_and_tags(folder: Path) -> list[str]:
    """What the branches and tags of a repository are called, the newest first; none where git gives none."""
    kinds = ("refs/heads", "refs/tags", "refs/remotes")
    try:
        listed = git(folder, "for-each-ref", "--sort=-creatordate", "--format=%(refname:short)", *kinds)
    except GitError:
        return []
    return listed.decode("utf-8", "replace").splitlines()


# what may stand behind a name: the commit before it, its third parent, what it was yesterday
_BEHIND = re.compile(r"(?:\^|~|@\{|:).*", re.S)
_HEX = re.compile(r"[0-9a-fA-F]{4,64}")
_PLACES = ("refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD")


def _one_meaning(top: Path, name: str) -> None:
    """Whether a name stands for one thing only.

    Git would take a tag 'origin/main' before the server's branch of that name, and a branch called like the beginning
    of a commit's id before that commit: then the base is whose who named it so. Raises NotFound.
    """
    plain = _BEHIND.sub("", name)
    # git itself takes these two before any branch or tag that is called so
    if plain in ("", "@", "HEAD"):
        return
    try:
        refs = git(top, "for-each-ref", "--format=%(refname)").decode("utf-8", "surrogateescape").splitlines()
    except GitError as error:
        raise NotFound(f"the branches and tags of this repository cannot be read: {error}") from error
    if plain.startswith("refs/"):
        if plain not in refs:
            raise NotFound(f"there is no revision '{one_line(plain)}' in this repository")
        return
    places = {place.format(plain) for place in _PLACES}
    meant = [ref for ref in refs if ref in places]
    if _HEX.fullmatch(plain):
        # the beginning of an id: what git would take if no branch or tag were called so
        meant += [f"commit {one[:10]}" for one in git(top, "rev-parse", f"--disambiguate={plain}").decode().split()]
    elif _kept_beside(top, plain):
        meant.append(f"git's own {plain}")
    if len(meant) > 1:
        raise NotFound(
            f"'{one_line(plain)}' is the name of {len(meant)} things here: {', '.join(map(one_line, meant))}; write "
            "the full name of the one you mean"
        )


def _kept_beside(top: Path, name: str) -> bool:
    """Whether git keeps a name of its own beside its branches and tags: HEAD, FETCH_HEAD, or whatever lies there."""
    try:
        kept = Path(os.fsdecode(git(top, "rev-parse", "--git-path", name).rstrip(b"\n")))
    except GitError:
        return False
    return (top / kept).is_file()


# the path before, the path now, and the blob now or why what stands there now is no file; '' for none
Row = tuple[str, str, "str | UnreadReason"]


class Step(NamedTuple):
    """A commit, and the YAML files that differ from its first parent."""

    commit: Commit
    files: tuple[Row, ...]


def commits(top: Path, *which: str) -> list[tuple[Commit, str]]:
    """Commits on the first-parent line, newest first, each with its first parent ('' for none). Raises NotFound.

    A commit's day is no earlier than its parents': ``Commit.dated`` says where it claims to be.
    """
    try:
        # all of them, so that a day is known to be no earlier than that of anything merged; parents come last
        output = git(top, "rev-list", "--topo-order", "--encoding=UTF-8", "--format=%P%n%cI%n%an%n%s", *which, "--")
    except GitError as error:
        raise NotFound(f"the commits cannot be read: {error}") from error
    lines = output.decode("utf-8", "replace").split("\n")
    rows: dict[str, tuple[list[str], str, str, str]] = {}
    for at in range(0, len(lines) - 4, 5):
        first, parents, time, author, subject = lines[at : at + 5]
        rows[first.removeprefix("commit ")] = (parents.split(), time, author, subject)
    days: dict[str, date] = {}
    for commit, (above, time, _, _) in reversed(rows.items()):
        days[commit] = max([_day_of(commit, time), *(days[parent] for parent in above if parent in days)])
    history, here = [], next(iter(rows), "")
    while here in rows:
        above, time, author, subject = rows[here]
        own, day = _day_of(here, time), days[here]
        dated = own if own < day else None
        history.append((Commit(here, day, time, author, subject, dated), above[0] if above else ""))
        here = above[0] if above else ""
    return history


def _day_of(commit: str, time: str) -> date:
    try:
        return date.fromisoformat(time[:10])
    except ValueError as error:
        raise NotFound(f"commit {commit[:10]} has a date that cannot be read: '{time}'") from error


def backdated(line: Iterable[Commit]) -> str:
    """One plain line on the commits of a line, newest first, that are dated before their parents; '' where none is."""
    misdated = [(commit, commit.dated) for commit in line if commit.dated is not None]
    if not misdated:
        return ""
    newest, dated = misdated[0]
    note = (
        f"commit {newest.short} is dated {day_words(dated)}, before its parent: it counts from {day_words(newest.day)}"
    )
    return note + (f"; so {len(misdated) - 1} more before it" if len(misdated) > 1 else "")


def steps(top: Path, *which: str) -> Iterator[Step]:
    """The first-parent line, newest first; renames are followed as git finds them. Raises NotFound."""
    line = commits(top, *which)
    if line:
        # to compare, git holds all of two commits at once, however often one of them holds itself: that is found out
        # first
        tree(top, line[0][0].id)
    input_lines = "".join(f"{commit.id} {parent}".rstrip() + "\n" for commit, parent in line).encode()
    try:
        output = git(top, "diff-tree", "--stdin", "--root", *RAW, *YAML, stdin=input_lines)
    except GitError as error:
        raise NotFound(f"the commits cannot be read: {_or_fetch(error)}") from error
    files: dict[str, list[Row]] = {}
    here: list[Row] = []
    fields = iter(output.split(b"\0"))
    for word in fields:
        if word.startswith(b":"):
            here.append(_row(word, fields))
        elif word.strip():
            here = files.setdefault(word.strip().decode(), [])
    return (Step(commit, tuple(files.get(commit.id, ()))) for commit, _ in line)


def between(top: Path, old: str, new: str) -> list[Row]:
    """The YAML files that differ between two commits, as in a ``Step``."""
    fields = iter(git(top, "diff-tree", *RAW, old, new, *YAML).split(b"\0"))
    return [_row(word, fields) for word in fields if word.startswith(b":")]


def _row(about: bytes, names: Iterator[bytes]) -> Row:
    _, mode, _, blob, status = about.decode().split()
    old = os.fsdecode(next(names))
    new = os.fsdecode(next(names)) if status[0] in "RC" else old
    gone = mode == "000000"
    held = "" if gone else blob if mode.startswith("100") else A_LINK if mode == "120000" else A_SUBMODULE
    return old if status[0] != "A" else "", "" if gone else new, held


def top_of(folder: Path) -> Path:
    """The top of the working tree, or a bare repository's own folder. Raises NotFound."""
    here = Path(os.path.abspath(folder))
    while not os.path.isdir(here) and here != here.parent:
        here = here.parent
    if bare := _bare(here):
        return bare
    top = next((parent for parent in (here, *here.parents) if os.path.exists(parent / ".git")), None)
    try:
        # in a hook git may have said where its own folder is; then it takes any folder for the top
        if top is not None and not git(top, "rev-parse", "--show-prefix").strip():
            return top
        return Path(os.fsdecode(git(here, "rev-parse", "--show-toplevel").rstrip(b"\n")))
    except GitError as error:
        reason = "not in a git repository" if "not a git repository" in str(error) else str(error)
        raise NotFound(f"no revision can be read in {folder}: {reason}") from error


def _bare(here: Path) -> Path | None:
    """The bare repository that a folder lies in."""
    for folder in (here, *here.parents):
        if os.path.exists(folder / ".git"):
            return None
        if os.path.isfile(folder / "HEAD") and os.path.isdir(folder / "objects"):
            try:
                return folder if git(folder, "rev-parse", "--is-bare-repository").strip() == b"true" else None
            except GitError:
                return None
    return None


def is_bare(top: Path) -> bool:
    return _bare(top) is not None


def head_of(top: Path) -> str:
    """The full id of HEAD's commit; '' where there is none yet. Raises NotFound where it cannot be read."""
    try:
        return git(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").decode().strip()
    except GitError as unread:
        try:
            branch = git(top, "symbolic-ref", "HEAD").decode("utf-8", "surrogateescape").strip()
            if not git(top, "for-each-ref", "--format=%(refname)", branch).strip():
                return ""
        except GitError as error:
            raise NotFound(f"HEAD of the repository {top} cannot be read ({error}): mend it first") from error
        raise NotFound(
            f"the commit of {one_line(branch)} cannot be read in the repository {top}: mend it first"
        ) from unread


def place_in_repository(folder: Path) -> str:
    """Where a folder lies from the top of its working tree: '' at the top, and outside git."""
    here = Path(os.path.realpath(folder))
    top = next((parent for parent in (here, *here.parents) if os.path.exists(parent / ".git")), here)
    inside = here.relative_to(top).as_posix()
    return "" if inside == "." else inside


def is_shallow(top: Path) -> bool:
    try:
        return git(top, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except GitError:
        return False


def inside_top(top: Path, root: Path) -> str:
    inside = os.path.relpath(os.path.realpath(root), os.path.realpath(top)).replace(os.sep, "/")
    if inside.startswith(".."):
        raise NotFound(f"{root} lies outside the repository {top}")
    return "" if inside == "." else inside + "/"


# what they hold ------------------------------------------------------------------------------------------------------


def tree(top: Path, commit: str) -> dict[str, str]:
    """Path → blob id of every YAML file of a commit."""
    try:
        rows = names_in(top, "ls-tree", "-r", "-z", "--full-tree", commit)
    except GitError as error:
        raise NotFound(f"commit {commit[:10]} cannot be read: {error}") from error
    files = _listed(row for row in rows if row.endswith((b".yaml", b".yml")))
    return {path: object_id for path, (_, object_id) in files.items()}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The files of a commit by path → (mode, object id), as seen from one of its folders ('' or ending in '/')."""

    top: Path
    commit: str
    rows: Mapping[str, tuple[str, str]]
    folder: str = ""

    @classmethod
    def of(cls, top: Path, commit: str) -> Snapshot:
        """Raises NotFound where this clone does not hold the commit's folders."""
        return cls(top, commit, _listed_at(top, commit))

    @classmethod
    def of_index(cls, top: Path) -> Snapshot:
        """What the next commit would hold. Raises NotFound."""
        try:
            output = git(top, "ls-files", "--stage", "-z", "--full-name")
        except GitError as error:
            raise NotFound(f"what is staged cannot be read: {error}") from error
        rows = {}
        for row in output.split(b"\0"):
            about, _, name = row.partition(b"\t")
            if name:
                mode, object_id, _ = about.decode().split()
                rows[os.fsdecode(name)] = (mode, object_id)
        return cls(top, "", rows)

    @property
    def blobs(self) -> dict[str, str]:
        """Path → blob id of every file; neither symbolic links nor submodules are files."""
        return {path: object_id for path, (mode, object_id) in self.rows.items() if mode.startswith("100")}

    @property
    def unread(self) -> dict[str, UnreadReason]:
        """Path → why of every place where plans may lie and are not read: links, submodules, folders called so."""
        return _unread(self.top, self.rows)

    def holds(self, name: str) -> bool:
        """Whether there is a file or a folder of that name in the commit; a link is taken for what it leads to."""
        path = posixpath.normpath(self.folder + name)
        if self.rows.get(path, ("",))[0] == "120000":
            path = _led_to(self.top, {path: self.rows[path][1]})[path]
        return path in self.rows or path == "." or any(row.startswith(path + "/") for row in self.rows)

    def files(self, name: str) -> dict[str, bytes | UnreadReason]:
        """A file, under the name '', or all of a folder's files by their paths in it; empty where there is neither."""
        path = self.folder + name
        rows = {
            row[len(path) + 1 :]: about for row, about in self.rows.items() if row == path or row.startswith(path + "/")
        }
        held = blobs_of(self.top, {blob for mode, blob in rows.values() if mode.startswith("100")})
        return {
            row: held[blob] if mode.startswith("100") else A_LINK if mode == "120000" else A_SUBMODULE
            for row, (mode, blob) in rows.items()
        }


def _led_to(top: Path, links: Mapping[str, str]) -> dict[str, str]:
    """Path → where the link there leads, from the top; what begins with '..' or '/' is outside.

    ``links``: path → object id.
    """
    held = blobs_of(top, set(links.values()))
    return {
        path: posixpath.normpath(posixpath.join(posixpath.dirname(path), os.fsdecode(held[blob])))
        for path, blob in links.items()
    }


def _unread(
    top: Path,
    rows: Mapping[str, tuple[str, str]],
    everything: Callable[[], Mapping[str, tuple[str, str]]] | None = None,
) -> dict[str, UnreadReason]:
    """Path → why of every place at which plans may lie and are not read. ``rows``: path → mode and object id.

    ``everything``: the rows of the whole commit or index, where ``rows`` are those of one folder: a link may lead out
    of it.
    """
    reasons = {path: A_SUBMODULE for path, (mode, _) in rows.items() if mode == "160000"}
    links = {path: blob for path, (mode, blob) in rows.items() if mode == "120000"}
    reasons |= {path: A_LINK for path in links if path.endswith(ENDINGS)}
    for path in rows:
        if ".yaml/" in path or ".yml/" in path:
            folders = path.split("/")[:-1]
            reasons |= {
                "/".join(folders[: at + 1]): A_FOLDER_CALLED_SO
                for at, folder in enumerate(folders)
                if folder.endswith(ENDINGS)
            }
    others = {path: blob for path, blob in links.items() if path not in reasons}
    if others:
        rows = everything() if everything is not None else rows
        folders_there = {
            "/".join(parts[:depth]) for path in rows for parts in [path.split("/")] for depth in range(1, len(parts))
        }
        for path, target in _led_to(top, others).items():
            if target in folders_there:
                reasons[path] = A_LINKED_FOLDER
            elif target not in rows and not posixpath.splitext(path)[1]:
                # on disk it may have been a folder
                reasons[path] = A_LINK
    return reasons


def _rows(
    top: Path, prefix: str, rows: Mapping[str, tuple[str, str]], everything: Callable[[], Mapping[str, tuple[str, str]]]
) -> dict[str, str | UnreadReason]:
    """Path under the prefix → blob id of every plan, or why what stands there is not read."""
    blobs: dict[str, str | UnreadReason] = {
        path[len(prefix) :]: blob
        for path, (mode, blob) in rows.items()
        if mode.startswith("100") and is_plan(path, prefix)
    }
    return blobs | {
        path[len(prefix) :]: why
        for path, why in _unread(top, rows, everything).items()
        if path.startswith(prefix) and not is_hidden(path[len(prefix) :])
    }


def rows_at(top: Path, commit: str, root: Path) -> dict[str, str | UnreadReason]:
    """Path under the root → blob id, of every plan of a commit; or why what stands there is not read."""
    prefix = inside_top(top, root)
    rows = _listed_at(top, commit, *([prefix] if prefix else []))
    return _rows(top, prefix, rows, lambda: Snapshot.of(top, commit).rows)


def _listed_at(top: Path, commit: str, *under: str) -> dict[str, tuple[str, str]]:
    """Path → mode and object id of all that a commit holds, or holds under a folder. Raises NotFound."""
    try:
        return _listed(names_in(top, "ls-tree", "-r", "-z", "--full-tree", commit, *under))
    except GitError as error:
        raise NotFound(f"commit {commit[:10]} cannot be read: {_or_fetch(error)}") from error


def _listed(rows: Iterable[bytes]) -> dict[str, tuple[str, str]]:
    """Path → mode and object id, as 'ls-tree' gives them."""
    entries = {}
    for row in rows:
        about, _, name = row.partition(b"\t")
        mode, _, object_id = about.decode().split()
        entries[os.fsdecode(name)] = (mode, object_id)
    return entries


def rows_in_index(top: Path, root: Path, kept: Mapping[str, str | UnreadReason]) -> dict[str, str | UnreadReason]:
    """Path under the root → blob id, of every plan in the index; or why what stands there is not read."""
    prefix = inside_top(top, root)
    try:
        rows = names_in(top, "--literal-pathspecs", "ls-files", "--stage", "-z", "--full-name", "--", prefix or ".")
    except GitError as error:
        raise NotFound(f"what is staged cannot be read: {error}") from error
    listed = {}
    for row in rows:
        about, _, name = row.partition(b"\t")
        mode, blob, stage = about.decode().split()
        path = os.fsdecode(name)
        if stage != "0" and is_plan(path, prefix):
            raise NotFound(
                f"a merge is in progress and {path} has a conflict: resolve it, then 'git add {path}', and try again"
            )
        # 'git add --intent-to-add' only names a file: it is no part of what will be committed
        if blob != blob_id(b"", blob) or path[len(prefix) :] in kept:
            listed[path] = (mode, blob)
    return _rows(top, prefix, listed, lambda: Snapshot.of_index(top).rows)


def plans_folder_of(path: str) -> str | None:
    """The folder ``plans`` that a file of a repository lies in, the outermost; None for none."""
    parts = path.split("/")[:-1]
    return "/".join(parts[: parts.index(PLANS) + 1]) if PLANS in parts else None


def is_plan(name: str, prefix: str) -> bool:
    return name.startswith(prefix) and name.endswith(ENDINGS) and not is_hidden(name[len(prefix) :])


def is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


# an id, a kind, a size and what stands between them
ROW = 128


def readable(rows: Iterable[str | UnreadReason]) -> set[str]:
    return {row for row in rows if isinstance(row, str)}


def blobs_of(top: Path, ids: set[str]) -> dict[str, bytes]:
    """Blob id → bytes, each asked for once, as they are stored: no filter is run. Raises NotFound.

    Of what is longer than a plan may be nothing is fetched: it comes as that many bytes and one more, all of them NUL.
    """
    sizes = _sizes(top, ids)
    contents = {blob: bytes(MAX_BYTES + 1) for blob, size in sizes.items() if size > MAX_BYTES}
    wanted = sorted(ids - contents.keys())
    output = _cat(top, "--batch", wanted, sum(sizes[blob] + ROW for blob in wanted))
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        name, _, size = output[at:end].split()
        contents[name.decode()] = output[end + 1 : end + 1 + int(size)]
        at = end + 1 + int(size) + 1
    return contents


def _sizes(top: Path, ids: set[str]) -> dict[str, int]:
    rows = [row.split() for row in _cat(top, "--batch-check", sorted(ids), ROW * len(ids)).splitlines()]
    if any(len(row) != 3 for row in rows):
        raise NotFound(
            "this clone does not have all of the files needed; fetch them first: 'git fetch --refetch --no-filter'"
        )
    return {name.decode(): int(size) for name, _, size in rows}


def _cat(top: Path, how: str, ids: Iterable[str], most: int) -> bytes:
    input_lines = "".join(f"{blob}\n" for blob in ids).encode()
    if not input_lines:
        return b""
    try:
        return git(top, "cat-file", how, "--buffer", stdin=input_lines, most=most)
    except GitError as error:
        raise NotFound(f"git cannot read the files: {error}") from error


def sources_of(
    rows: Mapping[str, str | UnreadReason], blobs: Mapping[str, bytes], root: Path, start: Path
) -> tuple[Source, ...]:
    """Every plan of a commit or of the index, in order of its path."""
    sources = []
    for name, row in sorted(rows.items()):
        shown_as, plan_id = shown(root / name, start), plan_id_of(root / name, root)
        sources.append(
            Source(shown_as, plan_id, b"", unread=row)
            if isinstance(row, UnreadReason)
            else Source(shown_as, plan_id, blobs[row], row)
        )
    return with_own_ids(sources)
