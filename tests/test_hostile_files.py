"""What is met on disk, in git and in templates: each odd thing is named, the rest is read, nothing is waited for."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import random
import resource
import signal
import socket
import stat
import subprocess
import sys
import threading
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import openpyxl
import pytest
from conftest import PROJECT, Ran, need, run_s11
from test_cli import HEAD

from s11 import store
from s11.plan import load, load_conventions, load_standard_list
from s11.render.committee import cover
from s11.render.csv import for_spreadsheet
from s11.render.sandbox import BadTemplate
from s11.render.template_process import AFRESH, COPIED, Limits, pieces
from s11.render.templates import Templates
from s11.text import Source

PLAN = HEAD + (
    "as_at: 2024-01-10\nrag: {green: {means: on_track}}\nrecommendations:\n  - id: 1\n    text: R\n    "
    "actions:\n      - {id: 1, text: Review the leaflet, timescale: March 2024, rag: green}\n"
)
STANDARDS = "format: s11-standards/1\nid: own-list\ntitle: Own\nstandards:\n  - {id: own-list.1, text: One}\n"
ON = ("--as-of", "2024-06-01")


def ran(folder: Path, *arguments: str, stdin: bytes = b"") -> Ran:
    """A command in this process, where the real one is run a dozen times elsewhere."""
    import gc

    from s11.cli import run

    out, err, here, before = (
        io.TextIOWrapper(io.BytesIO(), "utf-8", newline=""),
        io.TextIOWrapper(io.BytesIO(), "utf-8", newline=""),
        os.getcwd(),
        sys.stdin,
    )
    os.chdir(folder)
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin))
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = run(list(arguments))
    finally:
        os.chdir(here)
        sys.stdin = before
        gc.enable()
    out.flush()
    err.flush()
    made = Ran(code, out.buffer.getvalue().decode(), err.buffer.getvalue().decode())
    assert "Traceback" not in made.err and "internal error" not in made.err, made.err
    return made


def refused(folder: Path, *arguments: str) -> str:
    """The one line on stderr of a command that ends with 2."""
    made = ran(folder, *arguments)
    assert made.code == 2 and made.out == "" and made.err.count("\n") == 1, made
    return made.err


def not_read(folder: Path, *arguments: str) -> dict[str, str]:
    """File → what is said of it, of all that could not be read whole; the command says so by its exit code too."""
    made = ran(folder, "status", "--json", *ON, *arguments)
    status = json.loads(made.out)
    assert made.code == (1 if status["not_read"] else 0)
    assert [plan["id"] for plan in status["plans"]] == ["a/one"], status["plans"]
    return {missed["file"]: missed["said"] for missed in status["not_read"]}


def odd(folder: Path) -> dict[str, str]:
    """Put one of every odd thing among the plans: its name → words of what is said of it."""
    plans, outside = folder / "plans", folder / "outside"
    outside.mkdir()
    (outside / "other.yaml").write_text(PLAN, encoding="utf-8")
    links = {
        "env": "/proc/self/environ",
        "dangling": "nowhere",
        "loop": "loop.yaml",
        "device": "/dev/zero",
        "outward": str(outside / "other.yaml"),
        "inward": "one.yaml",
        "to-folder": str(outside),
    }
    for name, target in links.items():
        (plans / "a" / f"{name}.yaml").symlink_to(target)
    (plans / "linked").symlink_to(outside)
    (plans / "unmounted").symlink_to(folder / "not-there")
    os.mkfifo(plans / "a/pipe.yaml")
    (plans / "a/folder.yaml").mkdir()
    os.link(plans / "a/one.yaml", plans / "a/twin.yaml")
    here = os.getcwd()
    os.chdir(plans / "a")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.yml")
    os.chdir(here)
    said = {f"plans/a/{name}.yaml": "is a link" for name in links} | {
        "plans/linked": "link to a folder",
        "plans/unmounted": "is a link",
    }
    return said | {
        "plans/a/pipe.yaml": "a pipe",
        "plans/a/folder.yaml": "a folder",
        "plans/a/twin.yaml": "the same file as plans/a/one.yaml",
        "plans/a/socket.yml": "a socket",
    }


# among the plans -----------------------------------------------------------------------------------------------------


def test_each_odd_entry_is_named_and_the_rest_is_read(portfolio):
    folder = portfolio({"a/one": PLAN})
    expected = odd(folder)
    found = not_read(folder)
    assert found.keys() == expected.keys()
    for name, words in expected.items():
        assert words in found[name], name
    lint = json.loads(ran(folder, "lint", "--json", *ON).out)["findings"]
    assert {
        finding["file"] for finding in lint if finding["code"] == "S001" and finding["level"] == "error"
    } == expected.keys()
    for command in (("due",), ("list",), ("report",)):
        made = ran(folder, *command, *ON)
        assert made.code == 1 and all(name in made.out for name in expected)
    made = ran(folder, "site", "--output", "out", *ON)
    assert (
        made.code == 1
        and all(name in made.err for name in expected)
        and "plans/linked" in (folder / "out/index.html").read_text(encoding="utf-8")
    )
    # named one by one they are no different
    for name in ("plans/a/env.yaml", "a/env", "plans/linked", "plans/linked/other.yaml"):
        made = ran(folder, "status", name, "--json", *ON)
        assert made.code == 1 and "PATH" not in made.out and json.loads(made.out)["plans"] == []


def test_what_is_not_read_in_a_commit_and_in_the_index(repository):
    repository.write("plans/a/one.yaml", PLAN)
    repository.commit("One")
    repository.write("outside/other.yaml", PLAN)
    for name, target in {
        "a/env.yaml": "/proc/self/environ",
        "linked": "../outside",
        "unmounted": "/nowhere",
        "minutes.pdf": "a/notes.pdf",
    }.items():
        (repository.folder / "plans" / name).symlink_to(target)
    repository.write("plans/a/long.yaml", "# " + "x" * 5_000_000)
    repository.git("add", "-A")
    expected = {"plans/a/env.yaml", "plans/linked", "plans/unmounted", "plans/a/long.yaml"}
    staged = json.loads(ran(repository.folder, "lint", "--staged", "--json", *ON).out)["findings"]
    assert {finding["file"] for finding in staged if finding["code"] in ("S001", "S007")} == expected
    repository.commit("Odd")
    repository.git("update-index", "--add", "--cacheinfo", f"160000,{repository.git('rev-parse', 'HEAD')},plans/sub")
    repository.git("commit", "-q", "-m", "A submodule")
    assert (
        not_read(repository.folder, "--rev", "HEAD~1") == not_read(repository.folder)
        and not_read(repository.folder).keys() == expected
    )
    assert not_read(repository.folder, "--rev", "HEAD").keys() == expected | {"plans/sub"}


def test_a_plan_that_became_a_link_is_an_error_and_never_looks_new(repository):
    repository.write("plans/a/one.yaml", PLAN)
    repository.commit("One")
    repository.git("mv", "plans/a/one.yaml", "kept.yaml")
    (repository.folder / "plans/a").mkdir(exist_ok=True)
    (repository.folder / "plans/a/one.yaml").symlink_to("../../kept.yaml")
    repository.git("add", "-A")
    for against in ("--staged", "--against=HEAD"):
        made = ran(repository.folder, "lint", against, "--json", *ON)
        assert made.code == 1 and ("S001", "plans/a/one.yaml") in {
            (finding["code"], finding["file"]) for finding in json.loads(made.out)["findings"]
        }


def test_a_plans_folder_that_is_a_link_is_refused(portfolio):
    folder = portfolio({"a/one": PLAN})
    (folder / "plans").rename(folder / "data")
    (folder / "plans").symlink_to("data")
    for command in (("status",), ("lint",), ("when", "May 2024")):
        assert "plans is a link to data" in refused(folder, *command)


def test_a_file_that_has_another_name_elsewhere_is_read_and_said(portfolio):
    folder = portfolio({"a/one": PLAN})
    os.link(folder / "plans/a/one.yaml", folder / "elsewhere")
    made = ran(folder, "status", *ON)
    assert made.code == 0 and "plans/a/one.yaml has another name somewhere else" in made.err


@pytest.fixture
def ordinary():
    """Somebody who is not root, for whom a closed folder is closed."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    yield
    os.seteuid(0)


def test_what_is_closed_is_never_silence(portfolio, request, tmp_path):
    for above in (tmp_path, *tmp_path.parents):
        if above.owner() == "root" and above != Path("/") and not above.stat().st_mode & 0o001:
            above.chmod(0o711)
    folder = portfolio({"a/one": PLAN, "shut/two": PLAN, "a/three": PLAN})
    (folder / "plans/a/three.yaml").chmod(0)
    (folder / "plans/shut").chmod(0)
    request.getfixturevalue("ordinary")
    found = not_read(folder)
    assert found.keys() == {"plans/a/three.yaml", "plans/shut"} and all(
        "permission denied" in said for said in found.values()
    )


def test_a_plans_folder_that_is_closed_is_never_silence(portfolio, request, tmp_path):
    for above in (tmp_path, *tmp_path.parents):
        if above.owner() == "root" and above != Path("/") and not above.stat().st_mode & 0o001:
            above.chmod(0o711)
    folder = portfolio({"a/one": PLAN})
    (folder / "plans").chmod(0)
    request.getfixturevalue("ordinary")
    made = ran(folder, "lint", *ON)
    assert made.code == 1 and "plans:1:1" in made.out and "permission denied" in made.out


def test_standard_input_is_read_no_further_than_a_plan_may_go(portfolio):
    folder = portfolio({"a/one": PLAN})
    made = ran(folder, "lint", "-", stdin=b"# " + b"x" * 5_000_000)
    assert made.code == 1 and "S007" in made.out
    assert "is longer than" in ran(folder, "when", "--file", "-", stdin=b"May 2024\n" * 500_000).err


# beside the plans ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["pipe", "link", "folder", "bytes", "long"])
def test_settings_that_cannot_be_read_are_one_line(portfolio, kind):
    folder = portfolio({"a/one": PLAN})
    path = folder / "s11.yaml"
    {
        "pipe": lambda: os.mkfifo(path),
        "link": lambda: path.symlink_to("/etc/passwd"),
        "folder": path.mkdir,
        "bytes": lambda: path.write_bytes(b"caf\xe9: 1"),
        "long": lambda: _sparse(path),
    }[kind]()
    for command in (("status",), ("lint",), ("when", "May 2024")):
        assert "s11.yaml" in refused(folder, *command)


def _sparse(path: Path) -> None:
    with open(path, "wb") as file:
        file.truncate(5 * 10**9)


def test_a_councils_own_templates_and_standards_are_read_through_the_same_door(portfolio):
    folder = portfolio({"a/one": PLAN.replace("origin: other", "origin: other\nstandards: own-list")})
    for name in ("templates", "standards"):
        (folder / name).mkdir()
        (folder / name / "README.md").write_bytes(b"caf\xe9")
    (folder / "templates/env.md").symlink_to("/proc/self/environ")
    os.mkfifo(folder / "templates/pipe.md.j2")
    _sparse(folder / "templates/long.md.j2")
    (folder / "templates/bytes.md.j2").write_bytes(b"a\nb\xe9")
    (folder / "templates/mine.md.j2").write_text('{% include "env.md" %}', encoding="utf-8")
    for name, words in {
        "mine": "template env.md: this is a link",
        "pipe": "a pipe",
        "long": "longer than",
        "bytes": "byte 0xE9 in line 2 is not UTF-8",
    }.items():
        made = ran(folder, "report", "--template", name, *ON)
        assert made.code == 2 and made.out == "" and words in made.err.splitlines()[-1], name
        assert "not read: templates/README.md" in made.err
    os.mkfifo(folder / "standards/pipe.yaml")
    (folder / "standards/own-list.yaml").write_text(STANDARDS.replace("text: One", "txt: One"), encoding="utf-8")
    lint = json.loads(ran(folder, "lint", "--json", *ON).out)["findings"]
    assert {("S001", "standards/pipe.yaml"), ("S006", "standards/own-list.yaml")} <= {
        (finding["code"], finding["file"]) for finding in lint
    }


def test_the_same_in_a_commit(repository):
    repository.write("plans/a/one.yaml", PLAN)
    repository.write("templates/mine.md.j2", '{% include "env.md" %}')
    (repository.folder / "templates/env.md").symlink_to("/proc/self/environ")
    (repository.folder / "s11.yaml").symlink_to("/etc/passwd")
    repository.commit("Odd")
    assert "s11.yaml cannot be read in commit" in refused(repository.folder, "status", "--rev", "HEAD")
    repository.git("rm", "-q", "s11.yaml")
    repository.commit("No settings")
    made = ran(repository.folder, "report", "--template", "mine", "--rev", "HEAD")
    assert made.code == 2 and "template env.md: this is a link" in made.err and made.out == ""


def test_a_link_of_a_plan_counts_only_what_the_repository_holds(portfolio, tmp_path):
    folder = portfolio({"a/one": PLAN})
    outside = tmp_path.parent / f"{tmp_path.name}-outside.pdf"
    outside.write_bytes(b"")
    (folder / "papers").mkdir()
    (folder / "papers/minutes.pdf").write_bytes(b"")
    (folder / "papers/away.pdf").symlink_to(outside)
    os.mkfifo(folder / "papers/pipe.pdf")
    wrong = [
        f"../../../{outside.name}",
        "papers/away.pdf",
        "papers/pipe.pdf",
        "papers/none.pdf",
        "javascript:alert(1)",
        "JaVa\tScript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "ftp://example.org/x",
        "x" * 5000,
        "a/" * 3000,
    ]
    right = [
        "papers/minutes.pdf",
        "../../papers/minutes.pdf",
        "https://example.org/x",
        "HTTP://example.org",
        "mailto:board@example.org",
    ]
    pieces = (f"{{text: E{number}, link: {json.dumps(link)}}}" for number, link in enumerate([*wrong, *right]))
    text = PLAN.replace("rag: green}", f"rag: green, evidence: [{', '.join(pieces)}]}}")
    (folder / "plans/a/one.yaml").write_text(text, encoding="utf-8")
    lint = [
        finding
        for finding in json.loads(ran(folder, "lint", "--json", *ON).out)["findings"]
        if finding["code"] == "S107"
    ]
    assert {int(finding["path"][-2]) for finding in lint} == set(range(len(wrong))), [
        finding["message"] for finding in lint
    ]


# git -----------------------------------------------------------------------------------------------------------------


def test_a_commit_that_holds_itself_a_million_times_over(repository):
    def made(kind: str, words: str) -> str:
        return subprocess.run(
            ["git", kind, *(["-w", "--stdin"] if kind == "hash-object" else [])],
            input=words,
            cwd=repository.folder,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()

    blob = made("hash-object", PLAN)
    tree = made("mktree", "".join(f"100644 blob {blob}\tf{number}.yaml\n" for number in range(10)))
    for _ in range(9):
        tree = made("mktree", "".join(f"040000 tree {tree}\td{number}\n" for number in range(10)))
    commit = repository.git("commit-tree", "-m", "All of it", made("mktree", f"040000 tree {tree}\tplans\n"))
    repository.git("update-ref", "refs/heads/main", commit)
    for command in (("status", "--rev", "HEAD"), ("history",)):
        assert "holds more than s11 reads" in refused(repository.folder, *command)


def test_the_line_in_which_git_says_why_is_the_one_that_is_shown():
    from s11.store.git import _why

    assert _why(b"warning: x\nhint: y\nfatal: bad \x1b[31mobject\r\nmore\n") == "fatal: bad \u241b[31mobject"
    assert _why(b"warning: only this\n") == "warning: only this" and _why(b"\n") == ""


def test_where_git_will_not_read_a_folder_of_another_owner_its_own_advice_is_passed_on(repository):
    repository.write("plans/a/one.yaml", PLAN)
    repository.commit("First")
    for words in (("changes", "HEAD.."), ("history",), ("lint", "--against", "HEAD"), ("status", "--rev", "HEAD")):
        ran = run_s11(*words, cwd=repository.folder, GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
        assert ran.code == 2 and "git config --global --add safe.directory " in ran.err, words
    ran = run_s11("status", cwd=repository.folder, GIT_TEST_ASSUME_DIFFERENT_OWNER="1")
    assert ran.code == 0 and "in git, which will not read a folder of another owner" in ran.out


# writing -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("what", ["pipe", "device", "words", "nothing", "no commit"])
def test_a_head_that_cannot_be_read_is_no_branch_without_a_commit(repository, what):
    """A base that cannot be read is never 'no findings', and git is not left waiting for what never comes."""
    repository.write("plans/a/one.yaml", PLAN)
    repository.commit("First")
    head = repository.folder / ".git/refs/heads/main"
    head.unlink()
    if what == "pipe":
        os.mkfifo(head)
    elif what == "device":
        (repository.folder / ".git/HEAD").unlink()
        (repository.folder / ".git/HEAD").symlink_to("/dev/zero")
    else:
        head.write_text(
            {"words": "not a commit\n", "nothing": "", "no commit": "1" * 40 + "\n"}[what], encoding="utf-8"
        )
    for command in (("lint", "--against", "main"), ("lint", "--staged"), ("changes", "main.."), ("history",)):
        said = refused(repository.folder, *command)
        assert "no commit yet" not in said and (what != "pipe" or "is a pipe or a device" in said), said
    status = ran(repository.folder, "status", *ON)
    assert status.code == 0 and "no commit yet" not in status.out


def test_a_branch_without_a_commit_is_still_none(repository):
    repository.write("plans/a/one.yaml", PLAN)
    assert "no commit yet" in ran(repository.folder, "lint", "--against", "main", *ON).err


def test_devices_and_pipes_are_written_to_and_never_replaced(portfolio):
    folder = portfolio({"a/one": PLAN})
    assert ran(folder, "lint", "--output-file", "/dev/null", *ON).code == 0 and stat.S_ISCHR(
        os.stat("/dev/null").st_mode
    )
    assert "cannot be written: No space left" in refused(folder, "lint", "--output-file", "/dev/full", *ON)
    os.mkfifo(folder / "pipe")
    assert "a pipe that nothing reads from" in refused(folder, "lint", "--output-file", "pipe", *ON)
    taken: list[bytes] = []
    reader = threading.Thread(target=lambda: taken.append((folder / "pipe").read_bytes()))
    reader.start()
    while ran(folder, "lint", "--output-file", "pipe", *ON).code:
        pass
    reader.join()
    assert b"read as of 2024-06-01" in taken[0] and stat.S_ISFIFO(os.stat(folder / "pipe").st_mode)
    for name in ("plans", "."):
        assert "it is a folder" in refused(folder, "lint", "--output-file", name, *ON)
    (folder / "loop").symlink_to("loop")
    assert "cannot be written" in refused(folder, "lint", "--output-file", "loop", *ON)
    assert sorted(path.name for path in folder.iterdir()) == ["loop", "pipe", "plans"]


def test_links_of_both_kinds_stay_what_they_are(tmp_path):
    for name in ("one", "two"):
        (tmp_path / name).write_bytes(b"a longer text than before")
    os.link(tmp_path / "one", tmp_path / "hard")
    (tmp_path / "soft").symlink_to("two")
    store.write(tmp_path / "hard", b"new")
    store.write(tmp_path / "soft", b"new")
    assert (
        all((tmp_path / name).read_bytes() == b"new" for name in ("one", "two"))
        and (tmp_path / "soft").is_symlink()
        and os.path.samefile(tmp_path / "one", tmp_path / "hard")
    )
    assert len(list(tmp_path.iterdir())) == 4


SITE = [("index.html", b"old"), ("plans/one.html", b"old")]


def killed_while(tmp_path: Path, when: str) -> None:
    """Build a site in a process of its own that is killed at one moment of it."""
    code = f"""
import os, signal, sys
from pathlib import Path
from s11.store import atomic
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
def files():
    yield "index.html", b"new"
    {"die()" if when == "writing" else ""}
    yield "plans/one.html", b"new"
rename, at = os.rename, iter(range(99))
def renamed(old, new):
    rename(old, new)
    if {when!r} == f"moved {{next(at)}}": die()
atomic.os.rename = renamed
atomic.write_folder(Path({str(tmp_path / "site")!r}), files())
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done


@pytest.mark.parametrize("when", ["writing", "moved 0", "moved 1", "moved 2"])
def test_what_a_killed_build_leaves_is_put_right_by_the_next(tmp_path, when):
    store.write_folder(tmp_path / "site", SITE)
    (tmp_path / "site/CNAME").write_bytes(b"plans.example.org")
    (tmp_path / ".s11-new-theirs").mkdir()
    killed_while(tmp_path, when)
    assert len(list(tmp_path.iterdir())) >= 3
    store.write_folder(tmp_path / "site", SITE)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".s11-new-theirs", "site"]
    assert (tmp_path / "site/CNAME").read_bytes() == b"plans.example.org" and (
        tmp_path / "site/index.html"
    ).read_bytes() == b"old"


def test_a_build_that_is_still_going_on_is_left_alone(tmp_path):
    def files():
        yield "index.html", b"slow"
        store.write_folder(tmp_path / "site", SITE)
        yield "late.html", b"slow"

    store.write_folder(tmp_path / "site", files())
    assert (tmp_path / "site/late.html").read_bytes() == b"slow" and [path.name for path in tmp_path.iterdir()] == [
        "site"
    ]


# names ---------------------------------------------------------------------------------------------------------------

NAMES = [
    "esc\x1b[31m",
    "cr\rportfolio",
    "line\nportfolio\tas of",
    "tab\tactions=0",
    "bidi\u202egpj",
    os.fsdecode(b"caf\xe9"),
    "\u2028",
    "c1\x9b",
]


@pytest.mark.parametrize("name", NAMES, ids=ascii)
def test_the_name_of_a_file_neither_steers_a_screen_nor_makes_a_record(repository, name):
    for at, day in ((PLAN, "2024-02-01"), (PLAN.replace("March", "May"), "2024-03-01")):
        repository.write(f"plans/{name}.yaml", at)
        repository.commit("A plan", day)
    (repository.folder / f"plans/{name}-link.yaml").symlink_to("nowhere")
    for form in ("full", "concise", "github", "junit", "gitlab", "sarif", "json"):
        _harmless(ran(repository.folder, "lint", "--output-format", form, *ON))
    for command in (
        ("status",),
        ("due",),
        ("list",),
        ("changes", "HEAD~1..HEAD"),
        ("history",),
        ("status", "--rev", "HEAD"),
        ("changes", "HEAD~1..", "--json"),
        ("report",),
        ("status", f"{name}x"),
        ("lint", "--against", "HEAD~1"),
    ):
        made = ran(repository.folder, *command)
        _harmless(made)
        if command in (("status",), ("due",), ("list",), ("history",)):
            assert sum(line.startswith(("portfolio\t", "read\t", "history\t")) for line in made.out.splitlines()) <= 2


def _harmless(made: Ran) -> None:
    for words in (made.out, made.err):
        assert not set(words) & {"\x1b", "\r", "\u202e", "\u2028", "\x9b", "\x85"} and not any(
            "\ud800" <= sign <= "\udfff" for sign in words
        ), ascii(words)[:500]


def test_words_of_several_lines_are_shown_line_by_line(portfolio):
    folder = portfolio(
        {
            "a/one": PLAN.replace("text: Review the leaflet", 'text: "One\\n\\ntwo"').replace(
                "rag: green}", 'rag: green, note: "a\\nb"}'
            )
        }
    )
    made = ran(folder, "show", "a/one#1", *ON)
    assert "a/one#1  One\n\n    two\n" in made.out and made.code == 0


# templates -----------------------------------------------------------------------------------------------------------

TWICE = "{% set a = [a, a] %}"
WORK = {
    "round": "{{ 1.5 | round(30000000, 'ceil') }}",
    "string": "{% set a = ['x'] %}" + TWICE * 40 + "{{ a | string | length }}",
    "format": "{{ '{:>2000000000}'.format(1) }}",
    "depth": "{{ " + "(" * 50_000 + "1" + ")" * 50_000 + " }}",
    "macro": "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(1) }}",
    "times": "{{ 'x' * 10 }}",
}


@pytest.mark.parametrize("kind", WORK)
def test_work_without_end_is_stopped_in_one_line(portfolio, kind):
    folder = portfolio({"a/one": PLAN})
    (folder / "templates").mkdir()
    (folder / "templates/mine.md.j2").write_text(WORK[kind], encoding="utf-8")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    made = refused(folder, "report", "--template", "mine", *ON)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert "template mine.md.j2" in made
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 5
    # the most that any child has held so far: a browser or Java of another test counts too, and a copy of this process
    # begins with all that this one holds
    here = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert after.ru_maxrss < here + 500_000 or after.ru_maxrss == before.ru_maxrss


def test_a_part_of_ones_own_in_a_page_of_ours_and_in_a_committee_report(portfolio):
    folder = portfolio({"a/one": PLAN})
    (folder / "templates").mkdir()
    (folder / "templates/parts.md.j2").write_text(WORK["round"], encoding="utf-8")
    assert "template plan.md.j2, with your own parts.md.j2: it takes more than" in refused(folder, "report", *ON)
    (folder / "templates/parts.md.j2").unlink()
    (folder / "templates/mine.md").write_text(f"---\ntitle: T\n---\n# T\n\n{WORK['round']}\n", encoding="utf-8")
    assert "template mine.md: it takes more than" in refused(folder, "report", "--template", "mine", *ON)
    (folder / "templates/mine.md").write_text(
        "---\ntitle: T\n---\n## T\n\n{{ plan('a/one') | size_sentence }}\n\n{{ gap('Legal') }}\n", encoding="utf-8"
    )
    made = ran(folder, "report", "--template", "mine", *ON)
    assert made.code == 0 and "1 action" in made.out.lower() and "places still to be written" in made.err


def _counted(number: int, text: str):
    for one in range(number):
        yield f"{text}{one}".encode()


def _broken(text: str):
    yield text.encode()
    raise BadTemplate("template x: line 3")


def _dead():
    os.kill(os.getpid(), signal.SIGSEGV)
    yield b""


@pytest.mark.parametrize("how", sorted({COPIED, AFRESH}))
def test_what_is_done_apart_comes_back_as_it_was_made(how):
    own = Templates({"a": ""}, frozenset({"a"}))
    room = Limits(5, 200 * 2**20)
    assert b"".join(pieces(own, "a", room, _counted, 3, "é", how=how)).decode() == "é0é1é2"
    with pytest.raises(BadTemplate, match="template x: line 3"):
        list(pieces(own, "a", room, _broken, "x", how=how))
    with pytest.raises(BadTemplate, match="template a: it cannot be used: TypeError"):
        list(pieces(own, "a", room, _counted, "3", "x", how=how))
    with pytest.raises(BadTemplate, match=r"template a: it takes more than .* memory"):
        list(pieces(own, "a", room, _dead, how=how))


def test_a_look_for_paper_of_ones_own_has_its_limits_too(portfolio):
    need(__import__("importlib").util.find_spec("typst"), "typst")
    folder = portfolio({"a/one": PLAN})
    (folder / "templates").mkdir()
    ours = (PROJECT / "templates/paper.typ").read_text(encoding="utf-8")
    (folder / "templates/paper.typ").write_text(ours, encoding="utf-8")
    assert ran(folder, "report", "--output", "x.pdf", *ON).code == 0 and (folder / "x.pdf").read_bytes().startswith(
        b"%PDF"
    )
    (folder / "templates/paper.typ").write_text(
        "#let f(n) = { let a = 0; for i in range(1000000000) { a += i }; a }\n#f(1)\n" + ours, encoding="utf-8"
    )
    (folder / "x.pdf").unlink()
    assert (
        "template paper.typ" in refused(folder, "report", "--output", "x.pdf", *ON) and not (folder / "x.pdf").exists()
    )
    (folder / "templates/paper.typ").unlink()
    (folder / "templates/paper.styles.xml").write_text("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", encoding="utf-8")
    assert "template paper.styles.xml" in refused(folder, "report", "--output", "x.docx", *ON)


# usage errors --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ("show", "a/one#1/²"),
        ("show", "a/one#1/٢"),
        ("show", "a/one#1/" + "9" * 5000),
        ("due", "--within", "²w"),
        ("due", "--within", ""),
        ("due", "--within", " "),
        ("status", "--as-of", ""),
        ("status", "--as-of", "٢٠٢٦-٠١-٠١"),
        ("status", "--rev", ""),
        ("status", "--lead="),
        ("status", "--text", ""),
        ("status", "--by", ""),
        ("status", "--state", ""),
        ("status", ""),
        ("status", "--", ""),
        ("lint", "--output-file", ""),
        ("lint", "--output-format", ""),
        ("report", "-o", ""),
        ("report", "--template", ""),
        ("history", "--since", ""),
        ("history", "--on", ""),
        ("when", "March", "--agreed", ""),
        ("when", "March", "--agreed", "٢٠٢٦-٠١-٠١"),
        ("when", "--file", ""),
        ("lsp", "--as-of", ""),
        ("lsp", "--as-of", "2024-13-01"),
        ("status", "x" * 5000),
        ("status", "a\0b"),
        ("changes", ""),
        ("status", "--since", "٢٠٢٦-٠١-٠١"),
    ],
    ids=lambda words: " ".join(words)[:40].encode("unicode_escape").decode(),
)
def test_wrong_use_is_one_line(portfolio, words):
    refused(portfolio({"a/one": PLAN}), *words)


# what goes in circles ------------------------------------------------------------------------------------------------


def circles(folder: Path) -> set[tuple[str, int]]:
    findings = json.loads(ran(folder, "lint", "--json", *ON).out)["findings"]
    return {(finding["plan"], finding["line"]) for finding in findings if finding["code"] == "S108"}


def test_detail_and_to_that_go_in_circles_are_found(portfolio):
    ended = "ended: {as: transferred, date: 2024-02-01, why: Moved on, to: %s}"
    leads = {
        "self": "rag: green, " + ended % "self#1",
        "one": "rag: green, " + ended % "two#1",
        "two": "rag: green, " + ended % '"one#1"',
        "three": "rag: green, " + ended % "one#1",
        "up": "rag: green, detail: down",
        "down": "rag: green, detail: up",
        "top": "rag: green, detail: up",
        "own": "rag: green, detail: own",
        "fine": "rag: green, detail: three",
    }
    folder = portfolio({name: PLAN.replace("rag: green}", f"{words}}}") for name, words in leads.items()})
    assert {plan for plan, _ in circles(folder)} == {"self", "one", "two", "up", "down", "own"}
    within = PLAN + "      - {id: 2, text: Train everyone, rag: green, " + ended % "within#1" + "}\n"
    (folder / "plans/within.yaml").write_text(within, encoding="utf-8")
    assert "within" not in {plan for plan, _ in circles(folder)}
    closed = "closed: {date: 2024-02-01, why: Done with, to: %s}\n"
    for name, to in {"one": "two", "two": "three", "three": "one"}.items():
        (folder / f"plans/{name}.yaml").write_text(PLAN + closed % to, encoding="utf-8")
    assert {plan for plan, _ in circles(folder)} == {"self", "one", "two", "three", "up", "down", "own"}


# tables for a spreadsheet --------------------------------------------------------------------------------------------


def test_the_twin_for_a_spreadsheet_holds_no_formula():
    cells = [
        "=1+1",
        "+44 20",
        "-5",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "  =1",
        "＝1",
        "plain",
        "",
        "a=b",
        'say "=1"',
        "two\nlines",
    ]
    table = io.StringIO()
    csv.writer(table, lineterminator="\r\n").writerow(cells)
    made = for_spreadsheet(table.getvalue())
    assert made.startswith("\ufeff")
    (row,) = csv.reader(io.StringIO(made.removeprefix("\ufeff"), newline=""))
    assert row == [f"'{cell}" if number < 8 else cell for number, cell in enumerate(cells)]


def test_the_site_has_such_words_as_words_of_a_workbook_and_warns_of_its_csv(portfolio):
    folder = portfolio({"a/one": PLAN.replace("Review the leaflet", '"=HYPERLINK(0)"')})
    assert ran(folder, "site", "--output", "out", *ON).code == 0
    book = openpyxl.load_workbook(folder / "out/data/actions-and-due.xlsx")
    page = (folder / "out/data.html").read_text(encoding="utf-8")
    assert 'href="data/actions-and-due.xlsx"' in page and "Open the CSV in no spreadsheet" in page
    for name in ("actions", "due"):
        plain = gzip.decompress((folder / f"out/data/{name}.csv.gz").read_bytes()).decode("utf-8")
        cells = [cell for row in book[name].iter_rows() for cell in row if cell.value == "=HYPERLINK(0)"]
        assert ",=HYPERLINK(0)" in plain and f'href="data/{name}.csv.gz"' in page
        # text, and nothing that is worked out
        assert cells and {cell.data_type for cell in cells} <= {"s", "inlineStr"}
        assert len(list(csv.reader(io.StringIO(plain, newline="")))) <= book[name].max_row


# mutated text --------------------------------------------------------------------------------------------------------

ODD_TEXT = [
    "\0",
    "\r",
    "\u2028",
    "\ufeff",
    "&a",
    "*a",
    "!!x",
    "<<:",
    "---\n",
    "...\n",
    "{",
    "}",
    "[",
    "]" * 40,
    '"',
    "'",
    "|",
    ">",
    "#",
    ":",
    "\t",
    "\udcff",
    "%YAML 9",
    "- ",
    "? ",
    "x" * 3000,
    "9" * 400,
    "٢",
    "²",
    "[" * 60,
    "{a: " * 40,
]


def mutated(text: str, chance: random.Random) -> bytes:
    """A text with one to four slips: something put in, taken out, said twice or exchanged."""
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(text) + 1), chance.choice((0, 0, 1, 3, 20))
        other = chance.randrange(len(text) + 1)
        put = chance.choice((chance.choice(ODD_TEXT), text[other : other + 40], "", text[at : at + length] * 2))
        text = text[:at] + put + text[at + length :]
    data = text.encode("utf-8", "surrogateescape")
    return (
        data
        if chance.random() < 0.9
        else data[: chance.randrange(len(data) + 1)]
        + bytes([chance.randrange(256)])
        + data[chance.randrange(len(data) + 1) :]
    )


def read_every_way(data: bytes) -> None:
    """Read some bytes as each kind of file there is; what is wrong is said, and nothing is lost in silence."""
    (loaded,) = load([Source("plans/x.yaml", "x", data)]).files
    assert loaded.plan is not None or loaded.findings
    assert loaded.document.cut_at is None or loaded.findings
    listed, findings = load_standard_list(Source("standards/x.yaml", "x", data))
    assert listed is not None or findings
    try:
        load_conventions(Source("s11.yaml", "s11.yaml", data))
    except ValueError as error:
        assert "s11.yaml" in str(error)
    try:
        cover("x", {"x.md": data.decode("utf-8", "replace")})
    except BadTemplate as error:
        assert "template x.md" in str(error)


SEEDS = {
    "plan": PLAN,
    "real": (PROJECT / "plans/reading/ofsted-2013.yaml").read_text(encoding="utf-8")[:3000],
    "standards": STANDARDS,
    "settings": "calendar:\n  name: Westmere\n  autumn_term: 2 September to 20 December\n",
    "head": (
        "---\ntitle: T\nto: Cabinet\ndate: 2024-06-01\nplans: [a/one]\nfacts: {Wards: all}\nsections: {one: "
        "First}\n---\n# T\n\n{{ gap('x') }}\n"
    ),
}


@pytest.mark.parametrize("kind", SEEDS)
def test_mutated_text_is_read_every_way(kind):
    chance = random.Random(f"11 {kind}")
    for _ in range(60):
        read_every_way(mutated(SEEDS[kind], chance))


def test_a_line_that_holds_a_whole_plan_is_not_written_out_for_each_finding(portfolio):
    actions = ", ".join(f"{{id: {number}, text: Review leaflet {number}, colour: red}}" for number in range(2, 800))
    folder = portfolio({"a/one": PLAN.rstrip() + "\n  - {id: 2, text: S, actions: [" + actions + "]}\n"})
    for form in ("sarif", "gitlab", "junit", "json", "full"):
        made = ran(folder, "lint", "--output-format", form, "--advice", *ON)
        assert made.code == 1 and len(made.out) < 5_000_000, (form, len(made.out))


@pytest.mark.parametrize("empty", ["[]", "''", "{}", "[[]]", "['']"])
def test_an_entry_with_an_empty_field_is_not_dropped_in_silence(empty):
    text = PLAN.replace(
        "timescale: March 2024",
        f"timescale: March 2024, revised: [{{date: 2024-02-01, from: {empty}, why: New procedures came, by: AB}}]",
    )
    (file,) = load([Source("a.yaml", "a", text.encode())]).files
    assert file.findings and not file.whole


@pytest.mark.parametrize("words", [b"f", b"- a\n", b"", b"words of a list\n"])
def test_a_list_of_standards_that_is_none_is_said(words):
    listed, findings = load_standard_list(Source("standards/a.yaml", "standards/a.yaml", words))
    assert listed is None and findings


def test_the_last_day_of_the_calendar_is_a_day_like_others():
    from datetime import date

    from s11.view import due_list
    from s11.when import Vantage

    last = date(9999, 12, 31)
    assert due_list(load([Source("a.yaml", "a", PLAN.encode())]), Vantage(last, ""), within_days=42).until == last


@pytest.mark.parametrize("sign", ["\x1b", "\0", "\x07"])
def test_a_template_never_steers_a_screen(portfolio, sign):
    folder = portfolio({"a/one": PLAN})
    (folder / "templates").mkdir()
    (folder / "templates/own.md.j2").write_text(f"# {sign}[2J\n", encoding="utf-8")
    assert "control character" in refused(folder, "report", "--template", "own", *ON)


def test_a_report_of_whole_pages_still_says_what_it_said(portfolio):
    """A council's own template that uses ours gives, apart, byte for byte what ours gives here, and says at its end
    that it is theirs.
    """
    folder = portfolio({"a/one": PLAN})
    ours = ran(folder, "report", *ON)
    (folder / "templates").mkdir()
    (folder / "templates/plan.md.j2").write_bytes((PROJECT / "templates/plan.md.j2").read_bytes())
    theirs = ran(folder, "report", *ON).out
    assert theirs.startswith(ours.out.rstrip()) and "own templates" in theirs and "own templates" not in ours.out
    assert ours.code == 0
