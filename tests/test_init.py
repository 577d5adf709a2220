"""What a council begins with: a plan that is clean on its first day, hooks and pipelines that run as they are written,
and nothing written over.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import pytest
import yaml
from commands import run_s11
from conftest import PROJECT, Repository
from hypothesis import example, given
from hypothesis import strategies as st
from terminal import Terminal

from s11.cli import init as command
from s11.plan import ORIGINS, load, load_conventions
from s11.plan.first_plan import LEGENDS, FirstPlan, folder_name, read_organisation, read_people
from s11.render.first_plan import first_plan
from s11.rules import check
from s11.text import Source
from s11.when import Vantage

DAY = "2026-11-27"
GIVEN = {
    "--organisation": "Westmere District Council",
    "--kind": "section-11",
    "--colours": "red-amber-green-blue",
    "--person": "AB=Ann Bell, Director of Communities",
}
PLAN = "plans/westmere-district-council/section-11-2026.yaml"
OTHERS = {
    "schemas/plan.schema.json",
    "s11.yaml",
    ".pre-commit-config.yaml",
    ".gitattributes",
    ".vscode/settings.json",
    ".github/workflows/plans.yaml",
    ".gitlab-ci.yml",
}
TEXTS = PROJECT / "templates" / "init"


def begun(folder: Path, *more: str, **changed: str):
    words = {**GIVEN, **{f"--{name}": value for name, value in changed.items()}}
    return run_s11("init", *(word for pair in words.items() for word in pair), *more, cwd=folder, S11_AS_OF=DAY)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


# the first plan ------------------------------------------------------------------------------------------------------


def test_an_empty_folder_gets_a_plan_that_is_clean_and_all_that_checks_it(tmp_path):
    ran = begun(tmp_path)
    assert ran.code == 0 and ran.err == ""
    assert set(files_of(tmp_path)) == {PLAN, *OTHERS}
    assert re.findall("^written: (.+)$", ran.out, re.M)[0] == PLAN and "kept:" not in ran.out
    lint = run_s11("lint", "--advice", "--fail-on", "advice", cwd=tmp_path, S11_AS_OF=DAY)
    assert lint.code == 0 and "0 errors, 0 warnings, 0 advice; 0 allowed; 1 file, 1 plan, 1 action" in lint.out
    text = (tmp_path / PLAN).read_text(encoding="utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(.+)\n", text)[1]
    schema = (tmp_path / PLAN).parent / named
    assert schema.resolve() == tmp_path / "schemas" / "plan.schema.json"
    assert schema.read_text(encoding="utf-8") == run_s11("schema").out
    # what is to be replaced is marked, all of it and nothing else
    (recommendation,) = yaml.safe_load(text)["recommendations"]
    (action,) = recommendation["actions"]
    words = [recommendation["text"], action["text"], action["measure"], action["evidence"][0]["text"]]
    assert all(word.startswith("Example: ") for word in words) and "check it against what your council's own" in text
    status = run_s11("status", cwd=tmp_path, S11_AS_OF=DAY)
    assert status.code == 0 and "unrated=1" in status.out and "in_time=1" in status.out


def test_the_lines_that_are_remarks_read_as_a_plan_too(tmp_path):
    """Whoever takes the # away has a plan that is still clean."""
    text = (begun(tmp_path), (tmp_path / PLAN).read_text(encoding="utf-8"))[1]
    uncommented = re.sub(
        r"^( *)# ((?:agreed|as_at|rag|received|progress|  - date|    by|    note):.*)$", r"\1\2", text, flags=re.M
    )
    assert uncommented.count("\n") == text.count("\n") and uncommented != text
    (tmp_path / PLAN).write_text(uncommented, encoding="utf-8")
    lint = run_s11("lint", cwd=tmp_path, S11_AS_OF=DAY)
    assert lint.code == 0 and "0 errors, 0 warnings" in lint.out, lint.out


@pytest.mark.parametrize("kind", ORIGINS)
@pytest.mark.parametrize("colours", LEGENDS)
@pytest.mark.parametrize("day", [date(2026, 1, 31), date(2026, 8, 31), date(2026, 9, 1), date(2028, 12, 31)])
def test_every_kind_and_legend_is_clean_on_any_day(kind, colours, day):
    made = FirstPlan("Westmere", kind, colours, read_people(["AB=Ann Bell"]), day)
    register = load([Source("plan.yaml", made.id, first_plan(made).encode())])
    (plan,) = register.plans
    assert register.files[0].whole and check(register, Vantage(day, None)) == ()
    assert plan.origin == kind and dict(plan.rag) == LEGENDS[colours]
    assert made.id == f"westmere/{'plan' if kind == 'other' else kind}-{day.year}"


NAMES = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Co", "Cn", "Mn", "Me")), min_size=1, max_size=40
)


@given(NAMES)
@example("Yes")
@example("null")
@example("1.10")
@example("2026-11-27")
@example("Bell: Council")
@example("O'Hara")
@example("#1")
@example("a #b")
@example('"Quoted" \\ Council')
@example("'")
@example("- x")
@example("? y")
@example("{a: b}")
@example("@ORGANISATION@ {{ x }} %s")
@example("🏛 Council")
@example("Cyngor Sir Ynys Môn")
@example("# s11: allow S203 why")
def test_any_name_is_read_back_as_it_was_given(name):
    try:
        organisation = read_organisation(name)
        people = read_people([f"{name.replace('=', '')}={name}, {name}"])
    except ValueError:
        return
    made = FirstPlan(organisation, "section-11", "red-amber-green", people, date(2026, 11, 27))
    text = first_plan(made)
    register = load([Source("plan.yaml", made.id, text.encode())])
    (plan,) = register.plans
    assert register.files[0].whole, register.files[0].findings
    assert plan.organisation == organisation and dict(plan.people) == dict(people)
    # to every other reader of YAML it is the same
    other = yaml.safe_load(text)
    assert other["organisation"] == organisation and list(other["people"]) == [people[0][0]]
    assert other["recommendations"][0]["actions"][0]["lead"] == people[0][0]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*/section-11-2026", made.id)


@pytest.mark.parametrize("name", ["Yes", "Bell: Council", "O'Hara", "#1", "🏛", "con", "../../etc", "-rf", "a/b"])
def test_an_odd_name_makes_a_plain_file_that_is_clean(name, tmp_path):
    assert begun(tmp_path, organisation=name).code == 0
    (made,) = (tmp_path / "plans").rglob("*.yaml")
    assert re.fullmatch(r"[a-z0-9-]+/section-11-2026\.yaml", made.relative_to(tmp_path / "plans").as_posix())
    assert yaml.safe_load(made.read_text(encoding="utf-8"))["organisation"] == name
    assert "0 errors, 0 warnings" in run_s11("lint", cwd=tmp_path, S11_AS_OF=DAY).out


def test_a_name_of_a_folder_is_one_that_every_system_takes():
    assert folder_name("NUL") == "nul-council" and folder_name("市") == "council" and folder_name("Môn") == "mon"
    assert len(folder_name("x y " * 80)) <= 60


# what is asked for ---------------------------------------------------------------------------------------------------


def test_where_nobody_can_be_asked_the_options_that_lack_are_named(tmp_path):
    ran = run_s11("init", cwd=tmp_path)
    assert ran.code == 2 and all(option in ran.err for option in GIVEN)
    ran = run_s11("init", "--kind", "audit", "--person", "AB=Ann Bell", cwd=tmp_path)
    assert ran.code == 2 and "give --organisation NAME and --colours COLOURS (" in ran.err
    assert files_of(tmp_path) == {}


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("kind", "whim", ", ".join(ORIGINS)),
        ("colours", "puce", " or ".join(LEGENDS)),
        ("organisation", "West\x07mere", "cannot be seen"),
        ("organisation", "West\nmere", "cannot be seen"),
        ("organisation", "West\u202emere", "cannot be seen"),
        ("organisation", "  ", "--organisation is empty"),
        ("organisation", "W" * 201, "longer than 200"),
        ("organisation", "Ring 020 7946 0958", "S606"),
        ("person", "Ann Bell", "KEY=Name, post"),
        ("person", "=Ann Bell", "is empty"),
        ("person", "AB=", "is empty"),
        ("person", "AB= , ", "was left out"),
        ("person", "TBC=Ann Bell", "S501"),
    ],
)
def test_what_no_plan_can_be_made_of_is_refused_before_anything_is_written(option, value, said, tmp_path):
    ran = begun(tmp_path, **{option: value})
    assert ran.code == 2 and said in ran.err and len(ran.err.splitlines()) == 1 and "internal" not in ran.err
    assert files_of(tmp_path) == {}


def test_two_people_with_one_key_are_refused(tmp_path):
    ran = begun(tmp_path, "--person", "ab=Al Bird")
    assert ran.code == 2 and "'ab' stands for two people" in ran.err and files_of(tmp_path) == {}


def test_the_help_names_what_the_format_and_the_legends_have():
    assert re.split(", | or ", command.KINDS_HELP) == list(ORIGINS)
    assert command.COLOURS_HELP.split(" or ") == list(LEGENDS)


def test_at_a_terminal_four_things_are_asked(tmp_path):
    at = Terminal(tmp_path, "init", "--as-of", DAY)
    for question, answer in (
        ("organisation's name: ", "\n"),
        ("is empty", "Môn: Council\n"),
        ("[section-11]: ", "whim\n"),
        ("is not a kind of plan", "audit\n"),
        ("[red-amber-green-blue]: ", "\n"),
        ("]: ", "AB=Ann Bell, Director; CD=, Policy officer\n"),
    ):
        at.wait_for(question)
        at.type(answer)
    assert at.end() == 0, at.heard
    assert "written: plans/mon-council/audit-2026.yaml" in at.heard and "Next:" in at.heard
    made = yaml.safe_load((tmp_path / "plans/mon-council/audit-2026.yaml").read_text(encoding="utf-8"))
    assert made["organisation"] == "Môn: Council" and list(made["rag"]) == ["red", "amber", "green", "blue"]
    assert made["people"] == {"AB": {"name": "Ann Bell", "post": "Director"}, "CD": {"post": "Policy officer"}}


def test_at_a_terminal_only_what_is_not_given_is_asked_and_enter_takes_what_is_shown(tmp_path):
    at = Terminal(
        tmp_path,
        "init",
        "--as-of",
        DAY,
        "--organisation",
        "Westmere",
        "--kind",
        "other",
        "--colours",
        "red-amber-green",
    )
    at.wait_for("[LEAD=, Designated safeguarding lead]: ")
    at.type("\n")
    assert at.end() == 0 and "organisation's name" not in at.heard
    assert (tmp_path / "plans/westmere/plan-2026.yaml").is_file()


@pytest.mark.parametrize("leave", [lambda at: at.type("\x04"), Terminal.interrupt], ids=["end", "Ctrl-C"])
def test_whoever_leaves_the_questions_leaves_nothing_behind(leave, tmp_path):
    at = Terminal(tmp_path, "init", "--as-of", DAY)
    at.wait_for("organisation's name: ")
    leave(at)
    assert at.end() == 2 and "Traceback" not in at.heard, at.heard
    assert files_of(tmp_path) == {}


def test_a_terminal_that_is_gone_is_an_end_like_any_other(tmp_path):
    at = Terminal(tmp_path, "init", "--as-of", DAY)
    at.wait_for("organisation's name: ")
    os.close(at.ours)
    # 1 would say that something was found
    assert at.run.wait(timeout=60) == 2
    assert files_of(tmp_path) == {}


# nothing is written over ---------------------------------------------------------------------------------------------


def test_twice_changes_nothing_and_says_so(tmp_path):
    begun(tmp_path)
    before = files_of(tmp_path)
    # the second time nothing has to be given
    for ran in (run_s11("init", cwd=tmp_path), begun(tmp_path, organisation="Eastmere")):
        assert ran.code == 0 and ran.out.startswith("Nothing was written")
        assert set(re.findall("^kept: (.+) was there already$", ran.out, re.M)) == OTHERS
        assert files_of(tmp_path) == before
    assert "what was given for it is not used" in ran.err


@pytest.mark.parametrize("name", sorted(OTHERS))
def test_a_file_that_is_there_is_kept(name, tmp_path):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"# mine\r\n")
    ran = begun(tmp_path)
    assert ran.code == 0 and f"kept: {name} was there already" in ran.out and f"written: {name}" not in ran.out
    assert (tmp_path / name).read_bytes() == b"# mine\r\n" and set(files_of(tmp_path)) == {PLAN, *OTHERS}


def test_of_hooks_that_were_there_what_lacks_is_shown(tmp_path):
    (tmp_path / ".pre-commit-config.yaml").write_text("repos:\n  - repo: local\n    hooks: []\n", encoding="utf-8")
    (tmp_path / ".gitattributes").write_text("plans/** -text\ns11.yaml -text\nschemas/*.json -text\n", encoding="utf-8")
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/plan.schema.json").write_text("{}\n", encoding="utf-8")
    ran = begun(tmp_path)
    assert "    entry: s11 lint --staged --new\n" in ran.out and "kept: .gitattributes was there already\n" in ran.out
    assert "'s11 schema > schemas/plan.schema.json' brings it up to date" in ran.out
    shown = ran.out.partition("yourself:\n\n")[2].partition("\n\nNext")[0]
    assert [hook["id"] for hook in yaml.safe_load(shown)[0]["hooks"]] == ["s11-lint", "s11-edits"]


def test_where_there_is_a_plan_none_is_added(portfolio):
    folder = portfolio({"westmere/mine": "format: s11-plan/1\n"})
    ran = run_s11("init", cwd=folder)
    assert ran.code == 0 and "written: plans/" not in ran.out and "Example:" not in ran.out
    assert set(files_of(folder)) == {"plans/westmere/mine.yaml", *OTHERS}


def test_a_folder_of_plans_without_a_plan_gets_one(tmp_path):
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "README.md").write_text("Ours\n", encoding="utf-8")
    assert begun(tmp_path).code == 0 and (tmp_path / PLAN).is_file()


@pytest.mark.parametrize(
    "link", ["plans", "plans/westmere-district-council", "schemas", ".vscode", ".github", ".github/workflows"]
)
@pytest.mark.parametrize("there", [True, False])
def test_no_link_is_followed(link, there, tmp_path):
    folder, elsewhere = tmp_path / "council", tmp_path / "elsewhere"
    (folder / link).parent.mkdir(parents=True, exist_ok=True)
    if there:
        elsewhere.mkdir()
    (folder / link).symlink_to(elsewhere, target_is_directory=True)
    ran = begun(folder)
    assert ran.code == 2 and f"{link} is a link" in ran.err
    assert files_of(folder) == {} and (not there or files_of(elsewhere) == {})


def test_a_link_in_the_place_of_a_file_stays(tmp_path):
    folder = tmp_path / "council"
    folder.mkdir()
    (folder / "s11.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    assert "kept: s11.yaml was there already" in begun(folder).out
    assert (folder / "s11.yaml").is_symlink() and not (tmp_path / "elsewhere.yaml").exists()


def test_a_file_where_a_folder_is_needed_is_said(tmp_path):
    (tmp_path / ".github").write_text("x", encoding="utf-8")
    ran = begun(tmp_path)
    assert ran.code == 2 and ".github is a file" in ran.err and set(files_of(tmp_path)) == {".github"}


def test_a_folder_that_cannot_be_written_is_said(tmp_path, monkeypatch):
    # as whoever may not write there: the tests may run as root, who may
    def refused(**_):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    ran = begun(tmp_path)
    assert ran.code == 2 and f"{PLAN} cannot be written: Permission denied; nothing was written" in ran.err
    assert files_of(tmp_path) == {} and "written:" not in ran.out


def test_a_disk_that_is_full_midway_leaves_no_half_file(tmp_path, monkeypatch):
    real, names = os.link, []

    def link(one, other):
        names.append(other)
        if len(names) == 3:
            raise OSError(28, "No space left on device")
        real(one, other)

    monkeypatch.setattr(os, "link", link)
    monkeypatch.setattr(os, "rename", lambda one, other: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    ran = begun(tmp_path)
    assert ran.code == 2 and f"written before that: {PLAN}, schemas/plan.schema.json" in ran.err
    assert set(files_of(tmp_path)) == {PLAN, "schemas/plan.schema.json"}
    monkeypatch.undo()
    assert run_s11("init", cwd=tmp_path).code == 0 and set(files_of(tmp_path)) == {PLAN, *OTHERS}


def test_it_is_begun_at_the_top_only(repository, portfolio, tmp_path):
    below = repository.folder / "council"
    below.mkdir()
    ran = begun(below)
    assert ran.code == 2 and "lies in the repository" in ran.err and files_of(repository.folder) == {}
    folder = portfolio({"westmere/mine": "x: y\n"})
    (folder / "notes").mkdir()
    assert "holds plans/" in begun(folder / "notes").err
    assert "holds plans/" in begun(folder / "plans").err


def test_where_there_is_no_plan_it_is_pointed_to(tmp_path):
    for words in (("status",), ("lint",), ("due",)):
        assert "'s11 init' starts one" in run_s11(*words, cwd=tmp_path).err
    (tmp_path / "plans").mkdir()
    for words in (("status",), ("lint", "plans")):
        ran = run_s11(*words, cwd=tmp_path)
        assert ran.code == 2 and "no plan in plans" in ran.err and "'s11 init' starts one" in ran.err


# in git --------------------------------------------------------------------------------------------------------------


@pytest.fixture
def program(tmp_path_factory):
    """A folder with ``s11`` and a ``pip`` that says what it was asked for, to be first on the path."""
    folder = tmp_path_factory.mktemp("bin")
    for name, line in (
        ("s11", f'PYTHONPATH={PROJECT} exec {sys.executable} -m s11 "$@"'),
        ("pip", 'echo "pip $*"'),
        ("pre-commit", f'exec {sys.executable} -m pre_commit "$@"'),
    ):
        (folder / name).write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


def shell(repository: Repository, program: Path, script: str, **environment: str):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "S11_", "GITHUB"))}
    return subprocess.run(
        ["sh", "-e", "-c", script],
        cwd=repository.folder,
        capture_output=True,
        text=True,
        check=False,
        env={
            **kept,
            "PATH": f"{program}{os.pathsep}{os.environ['PATH']}",
            "PRE_COMMIT_HOME": str(program / "home"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "S11_AS_OF": DAY,
            **environment,
        },
    )


def next_commands(out: str) -> list[str]:
    return [line for line in out.partition("Next:\n")[2].replace("  ", "").splitlines() if not line.startswith("(")]


@pytest.mark.parametrize("commits", [0, 1])
def test_what_to_type_next_is_typed_and_the_hooks_run(commits, repository, program):
    if commits:
        repository.write("README.md", "Ours\n")
        repository.commit("A repository that was there")
    steps = next_commands(begun(repository.folder).out)
    assert (
        steps[:3] == ["s11 lint", "s11 status", "pre-commit install"] and steps[-1] == 'git commit -m "The first plan"'
    )
    for step in steps:
        done = shell(repository, program, step)
        assert done.returncode == 0, (step, done.stdout, done.stderr)
    assert "s11, the plans" in done.stdout + done.stderr and "0 errors, 0 warnings" in done.stdout + done.stderr
    assert repository.git("status", "--porcelain") == ""
    plan = repository.folder / PLAN
    # an action that is dropped stops the commit; a warning is seen and stops nothing
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.partition("    actions:")[0], encoding="utf-8")
    done = shell(repository, program, "git commit -qam 'No action any more'")
    assert done.returncode != 0 and "S704" in done.stdout + done.stderr
    plan.write_text(text.replace("        lead: AB\n", "        lead: TBC\n"), encoding="utf-8")
    done = shell(repository, program, "git commit -qam 'Nobody leads it'")
    assert done.returncode == 0 and "S501" in done.stdout + done.stderr


def test_where_there_is_no_repository_the_steps_begin_one(tmp_path):
    assert "git init" in next_commands(begun(tmp_path).out)


def test_git_changes_no_end_of_a_line_in_a_plan(repository):
    begun(repository.folder)
    plan = repository.folder / PLAN
    windows = plan.read_bytes().replace(b"\n", b"\r\n")
    plan.write_bytes(windows)
    for setting in ("true", "input", "false"):
        repository.git("-c", f"core.autocrlf={setting}", "add", "-A")
        blob = subprocess.run(
            ["git", "show", f":{PLAN}"], cwd=repository.folder, capture_output=True, check=True
        ).stdout
        assert blob == windows
    repository.commit("As it is")
    plan.write_bytes(windows.replace(b"March 2027", b"April 2027"))
    assert "+        timescale: April 2027" in repository.git("diff") and "Binary" not in repository.git("diff")
    assert run_s11("lint", cwd=repository.folder, S11_AS_OF=DAY).code == 0


# settings and pipelines ----------------------------------------------------------------------------------------------


def test_the_settings_say_nothing_until_a_line_is_uncommented(tmp_path):
    begun(tmp_path)
    text = (tmp_path / "s11.yaml").read_text(encoding="utf-8")
    assert all(line.startswith("#") for line in text.splitlines())
    keys = r"^# (?=calendar:|  name:|  autumn_term:|years:|open_markings:)"
    own = load_conventions(Source("s11.yaml", "s11.yaml", re.sub(keys, "", text, flags=re.M).encode()))
    assert own.two_digit_years
    assert json.loads((tmp_path / ".vscode/settings.json").read_text(encoding="utf-8")).keys() == {"yaml.schemas"}


def test_the_pipelines_may_do_little_and_name_one_place_to_set():
    github, gitlab = ((TEXTS / name).read_text(encoding="utf-8") for name in ("github.yaml", "gitlab-ci.yml"))
    read = yaml.safe_load(github)
    assert read["permissions"] == {"contents": "read"} and all(
        "permissions" not in job for job in read["jobs"].values()
    )
    checkouts = [s for job in read["jobs"].values() for s in job["steps"] if "checkout" in s.get("uses", "")]
    assert len(checkouts) == 2
    assert all(one["with"] == {"fetch-depth": 0, "persist-credentials": False} for one in checkouts)
    for line in github.splitlines():
        if "uses:" in line:
            assert re.search(r"@v\d+ # pin each to a commit$", line)
        assert "run:" not in line or "${{" not in line
    # what somebody else chose, a branch's name, reaches the shell as a variable only
    assert not [s["run"] for job in read["jobs"].values() for s in job["steps"] if "${{" in s.get("run", "")]
    for text in (github, gitlab):
        assert len(re.findall(r"^ +S11_FROM:", text, re.M)) == 1 and text.count("the one place to set") == 1
        assert "secrets" not in text and "token:" not in text
    assert yaml.safe_load(gitlab)["variables"] == {"S11_FROM": "", "GIT_DEPTH": "0"}


def scripts_of(which: str, job: str) -> list[str]:
    if which == "github":
        read = yaml.safe_load((TEXTS / "github.yaml").read_text(encoding="utf-8"))
        return [step["run"] for step in read["jobs"][job]["steps"] if "run" in step]
    read = yaml.safe_load((TEXTS / "gitlab-ci.yml").read_text(encoding="utf-8"))
    return [*read["before_script"], *read[job]["script"]]


@pytest.mark.parametrize("which", ["github", "gitlab"])
@pytest.mark.parametrize("first", [True, False])
def test_the_checks_of_a_pipeline_are_run_as_they_are_written(which, first, repository, program):
    """On a branch from the commit that the server has: with plans in it, or before there were any."""
    repository.write("README.md", "Ours\n")
    repository.commit("Before any plan")
    begun(repository.folder)
    made = repository.commit("The first plan")
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD~1" if first else "HEAD")
    base = {"github": {"BASE": "main"}, "gitlab": {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME": "main"}}[which]

    def ran(**more: str):
        for script in scripts_of(which, "check"):
            done = shell(repository, program, script, **{"S11_FROM": "wheels/s11.whl", **base, **more})
            if done.returncode:
                break
        return done.returncode, done.stdout + done.stderr

    code, said = ran()
    assert code == 0, said
    assert ("compared with" in said) is not first, said
    code, said = ran(S11_FROM="")
    assert code == 1 and "set S11_FROM in" in said
    code, said = ran(**dict.fromkeys(base, "gone"))
    assert code == 1 and "no branch" in said
    text = (repository.folder / PLAN).read_text(encoding="utf-8")
    repository.write(PLAN, text.partition("    actions:")[0])
    repository.commit("No action any more")
    code, said = ran()
    # without a base there is nothing that could have been dropped
    assert code == (0 if first else 1), (said, made)
    if which == "gitlab":
        found = json.loads((repository.folder / "quality.json").read_text(encoding="utf-8"))
        assert ("S704" in {one["check_name"] for one in found}) is not first


@pytest.mark.parametrize("which", ["github", "gitlab"])
def test_the_pages_of_a_pipeline_are_made_as_they_are_written(which, repository, program):
    begun(repository.folder)
    repository.commit("The first plan")
    for script in scripts_of(which, "report"):
        done = shell(repository, program, script, S11_FROM="s11.whl")
        assert done.returncode == 0, (script, done.stderr)
    assert "Westmere" in (repository.folder / "build/brief.html").read_text(encoding="utf-8")
    pages = [path.name for path in (repository.folder / "build/site/plans").glob("*.html")]
    assert pages == ["westmere-district-council--section-11-2026.html"]


def test_the_words_on_the_page_are_true():
    page = (PROJECT / "docs" / "starting.md").read_text(encoding="utf-8")
    for name in OTHERS:
        assert f"`{name}`" in page
    (line,) = re.findall(r"^s11 init --org.+$", page, re.M)
    with tempfile.TemporaryDirectory() as folder:
        import shlex

        ran = run_s11(*shlex.split(line)[1:], cwd=Path(folder), S11_AS_OF=DAY)
        assert ran.code == 0 and f"written: {PLAN}" in ran.out and f"`{PLAN}`" in page
