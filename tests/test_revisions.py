"""Plans at a revision: the same as in a checkout of it, from every kind of repository, and nothing of the repository
runs.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from conftest import Repository, run_s11
from test_cli import HEAD

PLAN = HEAD + (
    "as_at: 2024-01-10\nrag: {green: {means: on_track}}\nrecommendations:\n  - id: 1\n    text: R\n    "
    "actions:\n      - {id: 1, text: Review the leaflet, timescale: March 2024, rag: green}\n"
)
OTHER = PLAN.replace("Review the leaflet", "Train every new councillor").replace("id: 1, text", 'id: "2", text')
WESTMERE, EASTHOLME = "plans/westmere/one.yaml", "plans/eastholme/two.yaml"


@pytest.fixture
def kept(repository):
    """Two commits: one plan; then late evidence of a second plan, on a day that is another one in UTC."""
    repository.write(WESTMERE, PLAN)
    repository.commit("First", "2024-02-01")
    repository.write(EASTHOLME, OTHER)
    repository.write(WESTMERE, PLAN.replace("March 2024", "May 2024"))
    repository.git("add", "-A")
    repository.git(
        "commit",
        "-q",
        "-m",
        "Second",
        GIT_COMMITTER_DATE="2024-06-01T00:30:00+02:00",
        GIT_AUTHOR_DATE="2023-01-01T00:00:00+00:00",
    )
    return repository


def at(folder: Path, *arguments: str, **environment: str):
    ran = run_s11("status", "--json", *arguments, cwd=folder, **environment)
    assert ran.code == 0, ran.err
    return json.loads(ran.out)


def ids(status) -> list[str]:
    return [plan["id"] for plan in status["plans"]]


def refused(folder: Path, *arguments: str, **environment: str) -> str:
    """The one line on stderr of a command that ends with 2."""
    ran = run_s11(*arguments, cwd=folder, **environment)
    assert ran.code == 2 and ran.out == "" and "internal error" not in ran.err and ran.err.count("\n") == 1, (
        ran.code,
        ran.out,
        ran.err,
    )
    return ran.err.strip()


# the day and the words -----------------------------------------------------------------------------------------------


def test_the_day_is_the_committers_own_and_both_are_printed(kept):
    status = at(kept.folder, "--rev", "HEAD")
    assert (status["as_of"], status["revision"]) == ("2024-06-01", kept.git("rev-parse", "HEAD"))
    assert status["portfolio"]["timing"]["late"] == 2
    first = at(kept.folder, "--rev", "main~1")
    assert (first["as_of"], ids(first), first["portfolio"]["timing"]["late"]) == ("2024-02-01", ["westmere/one"], 0)
    assert (
        at(kept.folder, "--rev", "HEAD", "--as-of", "2024-05-30")["as_of"]
        == at(kept.folder, "--rev", "HEAD", S11_AS_OF="2024-05-30")["as_of"]
        == "2024-05-30"
    )
    screen = run_s11("status", "--rev", "HEAD", cwd=kept.folder, FORCE_COLOR="1", NO_COLOR="1").out
    assert f"Judged on 1 June 2024  ·  commit {status['revision'][:10]} of 1 June 2024" in screen


@pytest.mark.parametrize("command", [("status",), ("due",), ("show", "westmere/one#1"), ("lint",), ("report",)])
def test_every_command_says_at_a_revision_what_it_says_in_a_checkout_of_it(kept, tmp_path, command):
    there = tmp_path / "checkout"
    kept.git("worktree", "add", "-q", "--detach", str(there), "HEAD~1")
    kept.write(WESTMERE, "not: [a plan")
    shown = run_s11(*command, "--rev", "HEAD~1", cwd=kept.folder)
    assert (
        shown.out.replace(" of 1 February 2024", "") == run_s11(*command, "--as-of", "2024-02-01", cwd=there).out
        and "2024" in shown.out
    )
    assert shown.err.replace(" of 1 February 2024", "") == ""


def test_nothing_is_written_or_touched(kept):
    before = {path: path.stat().st_mtime_ns for path in kept.folder.rglob("*")}
    for command in (("status",), ("report",), ("lint",)):
        run_s11(*command, "--rev", "HEAD~1", cwd=kept.folder)
    assert {path: path.stat().st_mtime_ns for path in kept.folder.rglob("*")} == before


# names ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "names",
    [
        (),
        ("westmere/one",),
        ("westmere",),
        ("plans",),
        ("plans/westmere/one.yaml",),
        (".",),
        ("plans/",),
        ("./plans/eastholme",),
        ("westmere/one", "eastholme"),
    ],
)
@pytest.mark.parametrize("folder", ["", "plans", "plans/westmere"])
def test_names_mean_what_they_mean_on_disk(kept, folder, names):
    here = kept.folder / folder
    on_disk, then = (
        run_s11("status", *names, *rev, "--as-of", "2024-06-01", "--json", cwd=here) for rev in ((), ("--rev", "HEAD"))
    )
    assert (on_disk.code, on_disk.out) == (then.code, then.out)
    if on_disk.code:
        assert on_disk.err.split(" here or")[0].strip() in then.err


def test_a_plan_that_is_no_longer_there_and_one_that_was_not_yet(kept):
    kept.git("rm", "-q", "-r", "plans")
    kept.commit("Gone", "2024-07-01")
    assert ids(at(kept.folder, "--rev", "HEAD~1")) == ["eastholme/two", "westmere/one"]
    assert (
        ids(at(kept.folder, "eastholme/two", "--rev", "HEAD~1"))
        == ids(at(kept.folder, EASTHOLME, "--rev", "HEAD~1"))
        == ["eastholme/two"]
    )
    assert "no folder 'plans' with a plan here or above in commit" in refused(kept.folder, "status", "--rev", "HEAD")
    assert "no plan, file or folder called 'eastholme/two' in commit" in refused(
        kept.folder, "status", "eastholme/two", "--rev", "HEAD~2"
    )


def test_a_renamed_plan_is_followed_and_said(kept):
    kept.git("mv", "plans/westmere", "plans/westmere-district")
    kept.write("plans/westmere-district/one.yaml", PLAN.replace("March 2024", "July 2024"))
    kept.commit("The council's name", "2024-07-01")
    kept.git("mv", "plans/westmere-district/one.yaml", "plans/westmere-district/section-11.yaml")
    kept.commit("Its name", "2024-08-01")
    for name in (
        "westmere-district/section-11",
        "plans/westmere-district/section-11.yaml",
        str(kept.folder / "plans/westmere-district/section-11.yaml"),
        "westmere-district",
    ):
        ran = run_s11("status", name, "--rev", "HEAD~3", "--json", cwd=kept.folder)
        assert ids(json.loads(ran.out)) == ["westmere/one"]
        assert ran.err == f"'{name}' was westmere/one in commit {kept.git('rev-parse', 'HEAD~3')[:10]}\n"
    assert (
        json.loads(run_s11("show", "westmere-district/section-11#1", "--rev", "HEAD~3", "--json", cwd=kept.folder).out)[
            "action"
        ]["address"]
        == "westmere/one#1"
    )
    kept.git("checkout", "-q", "-b", "side", "HEAD~2")
    kept.commit("On the side", "2024-09-01")
    kept.git("checkout", "-q", "main")
    assert ids(at(kept.folder, "westmere-district/section-11", "--rev", "side")) == ["westmere/one"]


def test_what_lies_beside_the_plans_is_that_of_the_commit(kept):
    term = PLAN.replace("March 2024", "Summer term 2024") + "        \n"
    kept.write(
        WESTMERE,
        term.replace("rag: green}", "rag: green, evidence: [{text: E, link: papers/minutes.pdf}]}").replace(
            "origin: other", "origin: other\nstandards: own-list"
        ),
    )
    kept.write("s11.yaml", "calendar:\n  summer_term: 8 April to 5 June\n")
    kept.write("papers/minutes.pdf", "paper")
    kept.write(
        "standards/own-list.yaml",
        "format: s11-standards/1\nid: own-list\ntitle: Own\nstandards:\n  - {id: own-list.1, text: One}\n",
    )
    kept.write("templates/plan.md.j2", "The council's own words\n")
    kept.commit("Beside", "2024-07-01")
    kept.git("rm", "-q", "-r", "s11.yaml", "papers", "standards", "templates")
    kept.commit("Gone", "2024-07-02")
    found = {
        rev: {
            finding["code"]
            for finding in json.loads(run_s11("lint", "westmere/one", "--rev", rev, "--json", cwd=kept.folder).out)[
                "findings"
            ]
        }
        for rev in ("HEAD~1", "HEAD")
    }
    assert {"S107", "S105", "S202"} <= found["HEAD"] and not {"S107", "S105", "S202"} & found["HEAD~1"]
    assert run_s11("report", "westmere/one", "--rev", "HEAD~1", cwd=kept.folder).out.startswith(
        "The council's own words\n"
    )
    assert "own words" not in run_s11("report", "westmere/one", "--rev", "HEAD", cwd=kept.folder).out


# every kind of repository --------------------------------------------------------------------------------------------


def test_a_bare_repository(kept, tmp_path):
    bare = tmp_path / "bare.git"
    kept.git("clone", "-q", "--bare", str(kept.folder), str(bare))
    for here in (bare, bare / "refs"):
        assert ids(at(here, "--rev", "main")) == ["eastholme/two", "westmere/one"]
    assert ids(at(bare, "westmere/one", "--rev", "main~1")) == ["westmere/one"]
    inside = kept.folder / "copies" / "bare.git"
    shutil.copytree(bare, inside)
    assert ids(at(inside, "--rev", "main~1")) == ["westmere/one"]
    assert "no folder 'plans'" in refused(bare, "status")


def test_a_linked_worktree_and_a_detached_head(kept, tmp_path):
    there = tmp_path / "linked"
    kept.git("worktree", "add", "-q", "--detach", str(there), "HEAD~1")
    assert ids(at(there, "--rev", "HEAD")) == ["westmere/one"]
    assert ids(at(there / "plans", "--rev", "main")) == ["eastholme/two", "westmere/one"]


def test_a_submodule_and_the_repository_around_it(kept, tmp_path):
    outer = tmp_path / "outer"
    outer.mkdir()
    around = Repository(outer)
    inner = tmp_path / "inner"
    inner.mkdir()
    plans = Repository(inner)
    plans.write("westmere/one.yaml", PLAN)
    plans.commit("First", "2024-02-01")
    around.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner), "plans")
    around.commit("Plans as a submodule", "2024-03-01")
    assert (
        ids(at(outer / "plans", "--rev", "HEAD"))
        == ids(at(outer / "plans" / "westmere", "--rev", "HEAD"))
        == ["westmere/one"]
    )
    assert "plans is a submodule there: run s11 in it" in refused(outer, "status", "--rev", "HEAD")
    (outer / "s11.yaml").write_text("calendar:\n  summer_term: 8 April to 5 June\n")
    assert "s11.yaml lies outside this repository" in run_s11("status", "--rev", "HEAD", cwd=outer / "plans").err


def test_a_shallow_clone_says_what_to_do(kept, tmp_path):
    shallow = tmp_path / "shallow"
    kept.git("clone", "-q", "--depth", "1", kept.folder.as_uri(), str(shallow), GIT_ALLOW_PROTOCOL="file")
    assert ids(at(shallow, "--rev", "HEAD")) == ["eastholme/two", "westmere/one"]
    assert "fetch the rest first: 'git fetch --unshallow'" in refused(shallow, "status", "--rev", "HEAD~1")


def test_an_unborn_branch_no_git_and_git_not_installed(repository, kept, tmp_path):
    unborn = tmp_path / "unborn"
    unborn.mkdir()
    Repository(unborn).write(WESTMERE, PLAN)
    assert (
        refused(unborn, "status", "--rev", "HEAD")
        == "s11: there is no revision 'HEAD' in this repository: its branch has no commit yet"
    )
    outside = tmp_path / "outside"
    shutil.copytree(kept.folder / "plans", outside / "plans")
    assert refused(outside, "status", "--rev", "HEAD").endswith("not in a git repository")
    assert refused(kept.folder, "status", "--rev", "HEAD", PATH=str(tmp_path)).endswith(
        "git is not installed, or not on the PATH: install it"
    )
    assert run_s11("status", cwd=kept.folder, PATH=str(tmp_path)).code == 0


@pytest.mark.parametrize(
    "rev",
    [
        "-x",
        "--output=x",
        "",
        " ",
        "=main",
        "main\x1b[31m",
        "main\nHEAD",
        "nowhere",
        "main:plans",
        "HEAD~9",
        "main..HEAD",
        "^HEAD",
        "\udcff",
        "HEAD^{tree}",
        "HEAD -- plans",
    ],
)
def test_what_is_no_revision_is_one_clear_line(kept, rev):
    said = refused(kept.folder, "status", f"--rev={rev}")
    assert "revision" in said and "\x1b" not in said
    assert not list(kept.folder.glob("x"))


def test_odd_names(kept):
    odd = os.fsdecode(b'plans/westmere/caf\xe9 "x"\ty\nz.yaml')
    kept.write(odd, OTHER)
    kept.write("plans/:(glob)*.yaml", OTHER)
    kept.write("plans/.hidden/three.yaml", OTHER)
    kept.write("plans/-x.yml", OTHER)
    (kept.folder / "plans" / "linked.yaml").symlink_to("westmere/one.yaml")
    kept.commit("Odd", "2024-07-01")
    found = json.loads(run_s11("status", "--json", "--rev", "HEAD", cwd=kept.folder).out)
    assert [missed["file"] for missed in found["not_read"]] == ["plans/linked.yaml"]
    assert len(found["plans"]) == 5 and {"-x", ":(glob)*"} < set(ids(found))
    assert ids(at(kept.folder, "--rev", "HEAD", "--", "-x")) == ["-x"] and ids(
        at(kept.folder, ":(glob)*", "--rev", "HEAD")
    ) == [":(glob)*"]
    assert len(at(kept.folder, odd, "--rev", "HEAD")["plans"]) == 1
    for voice in (("lint",), ("report",), ("due",)):
        assert "internal error" not in run_s11(*voice, odd, "--rev", "HEAD", cwd=kept.folder).err


def test_sha256(tmp_path):
    made = subprocess.run(
        ["git", "init", "-q", "-b", "main", "--object-format=sha256", str(tmp_path / "r")],
        capture_output=True,
        check=False,
    )
    if made.returncode:
        pytest.skip("this git has no SHA-256")
    repository = Repository(tmp_path / "r")
    repository.write(WESTMERE, PLAN)
    commit = repository.commit("First", "2024-02-01")
    status = at(repository.folder, "--rev", "HEAD")
    assert len(commit) == 64 and status["revision"] == commit and ids(status) == ["westmere/one"]


def test_neither_replacements_nor_grafts_change_what_a_commit_says(kept):
    first, second = kept.git("rev-parse", "HEAD~1"), kept.git("rev-parse", "HEAD")
    kept.git("replace", second, first)
    kept.git(
        "replace",
        kept.git("rev-parse", f"{second}:{EASTHOLME}", GIT_NO_REPLACE_OBJECTS="1"),
        kept.git("hash-object", "-w", WESTMERE),
    )
    (kept.folder / ".git" / "info" / "grafts").write_text(f"{second}\n")
    status = at(kept.folder, "--rev", "HEAD")
    assert (status["as_of"], ids(status)) == ("2024-06-01", ["eastholme/two", "westmere/one"])
    assert at(kept.folder, "--rev", "HEAD~1")["revision"] == first


# nothing of the repository runs --------------------------------------------------------------------------------------


@pytest.fixture
def hostile(kept, tmp_path):
    """A repository in which every setting, attribute and hook that can name a program names one that leaves a mark."""
    marks, program = tmp_path / "marks", tmp_path / "program"
    marks.mkdir()
    program.write_text(f'#!/bin/sh\necho "$0 $*" > "{marks}/$$"\nexit 1\n')
    program.chmod(0o755)
    run = str(program)
    settings = {
        "core.fsmonitor": run,
        "core.hooksPath": "hooks",
        "core.pager": run,
        "pager.log": run,
        "pager.diff-tree": run,
        "pager.rev-list": run,
        "pager.ls-tree": run,
        "diff.external": run,
        "core.sshCommand": run,
        "core.gitProxy": run,
        "core.editor": run,
        "core.askPass": run,
        "core.alternateRefsCommand": run,
        "core.attributesFile": "attributes",
        "diff.bad.textconv": run,
        "diff.bad.command": run,
        "filter.bad.clean": run,
        "filter.bad.smudge": run,
        "filter.bad.process": run,
        "filter.bad.required": "true",
        "gpg.program": run,
        "gpg.ssh.program": run,
        "log.showSignature": "true",
        "credential.helper": f"!{run}",
        "alias.log": f"!{run}",
        "alias.cat-file": f"!{run}",
        "alias.rev-parse": f"!{run}",
        "merge.bad.driver": run,
        "uploadpack.packObjectsHook": run,
        "remote.origin.url": str(kept.folder),
        "remote.origin.uploadpack": run,
        "remote.origin.promisor": "true",
        "remote.origin.vcs": "bad",
        "protocol.allow": "always",
        "protocol.file.allow": "always",
        "protocol.ext.allow": "always",
        "extensions.partialClone": "origin",
        "color.ui": "always",
        "diff.orderFile": "attributes",
        "include.path": "more",
        "trace2.eventTarget": str(marks / "trace"),
        "i18n.logOutputEncoding": "UTF-16",
        "format.pretty": "%B",
    }
    kept.git("config", "core.repositoryFormatVersion", "1")
    for name, value in settings.items():
        kept.git("config", name, value)
    (kept.folder / ".git" / "more").write_text(f"[core]\n\tfsmonitor = {run}\n[log]\n\tshowSignature = true\n")
    attributes = "* diff=bad filter=bad merge=bad working-tree-encoding=UTF-16\n"
    for name in (".gitattributes", "attributes", ".git/info/attributes"):
        (kept.folder / name).write_text(attributes)
    for hooks in ("hooks", ".git/hooks"):
        (kept.folder / hooks).mkdir(exist_ok=True)
        for name in (
            "post-checkout",
            "pre-commit",
            "post-index-change",
            "fsmonitor-watchman",
            "query-watchman",
            "reference-transaction",
            "pre-auto-gc",
            "post-rewrite",
        ):
            shutil.copy(program, kept.folder / hooks / name)
    for name in ("git", "less", "git-remote-bad", "ssh"):
        shutil.copy(program, kept.folder / name)
        (kept.folder / name).chmod(stat.S_IRWXU)
    return kept, marks, run


EVERY = [
    ("status",),
    ("due",),
    ("show", "westmere/one#1"),
    ("lint",),
    ("report",),
    ("status", "--rev", "HEAD"),
    ("due", "--rev", "HEAD"),
    ("show", "westmere/one#1", "--rev", "HEAD"),
    ("lint", "--rev", "HEAD"),
    ("report", "--rev", "HEAD"),
    ("status", "not-there", "--rev", "HEAD~1"),
    ("when", "March 2024"),
]


def test_nothing_runs_in_a_hostile_repository(hostile):
    repository, marks, run = hostile
    for command in EVERY:
        ran = run_s11(
            *command,
            cwd=repository.folder,
            PATH=f".:{os.environ['PATH']}",
            PAGER=run,
            GIT_PAGER=run,
            GIT_EXTERNAL_DIFF=run,
        )
        assert ran.code in (0, 1) or "not-there" in command, (command, ran.err)
        assert "internal error" not in ran.err
    assert list(marks.iterdir()) == []


def test_a_file_that_is_not_here_is_not_fetched(hostile):
    repository, marks, _ = hostile
    blob = repository.git("rev-parse", f"HEAD:{EASTHOLME}", PATH=os.environ["PATH"])
    repository.git("config", "--unset", "remote.origin.vcs")
    lost = repository.folder / ".git" / "objects" / blob[:2] / blob[2:]
    lost.chmod(0o600)
    lost.unlink()
    assert "this clone does not have all of the files needed" in refused(repository.folder, "status", "--rev", "HEAD")
    assert list(marks.iterdir()) == []


def test_the_hostile_repository_would_run_its_program(hostile):
    """The marks are real: git itself, asked in the ordinary way, leaves one."""
    repository, marks, _ = hostile
    subprocess.run(["git", "-c", "core.pager=cat", "status"], cwd=repository.folder, capture_output=True, check=False)
    subprocess.run(["git", "log", "-p", "--all"], cwd=repository.folder, capture_output=True, check=False)
    assert list(marks.iterdir())
