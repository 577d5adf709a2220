"""`s11 lint` as a person runs it: an edit against a base, what is new, mending, choosing, and every form it can be said
in.
"""

from __future__ import annotations

import json
import os
import subprocess
import xml.etree.ElementTree as ET

import pytest
from conftest import PROJECT, run_s11
from jsonschema import validate

AS_OF = {"S11_AS_OF": "2024-06-01"}
PLAN = """\
format: s11-plan/1
title: Safeguarding improvement plan
organisation: Westmere District Council
origin: section-11
agreed: 2024-01-15
as_at: 2024-05-20
control: {next_review: December 2024}
rag:
  green: {means: on_track, label: On target}
  red: {means: off_track, label: Off track}
people:
  AB: {name: Ann Bell, post: Head of Communities}
recommendations:
  - id: 1
    text: Keep safeguarding procedures under review
    actions:
      - id: "1.1"
        text: Review the referral procedure
        lead: AB
        timescale: October 2024
        measure: Every procedure reviewed within its year
        rag: green
      - id: "1.2"
        text: Train every new councillor
        lead: AB
        timescale: March 2024
        measure: Nobody sits on a panel untrained
        rag: green
"""
NAME = "plans/westmere/plan.yaml"
MOVED = PLAN.replace("timescale: October 2024", "timescale: December 2024")
UNORDERED = (
    PLAN
    + """\
        progress:
          - {date: 2024-05-14, by: AB, note: The county sent its comments}
          - {date: 2024-04-02, by: AB, note: A draft went to the county}   # the first one
"""
)


def lint(repository, *arguments, stdin="", **environment):
    return run_s11("lint", *arguments, cwd=repository.folder, stdin=stdin, **{**AS_OF, **environment})


def told(ran):
    return [(finding["code"], finding["file"], finding["line"]) for finding in json.loads(ran.out)["findings"]]


@pytest.fixture
def branch(repository):
    """A plan on main, and a branch on which it is edited after main went on."""
    repository.write(NAME, PLAN)
    repository.write(
        "plans/westmere/other.yaml", PLAN.replace("Review the referral procedure", "Ask children what they think")
    )
    repository.commit("Two plans")
    repository.git("switch", "-q", "-c", "edit")
    repository.write(NAME, MOVED)
    repository.commit("Move a date")
    repository.git("switch", "-q", "main")
    repository.write(
        "plans/westmere/other.yaml",
        PLAN.replace("Review the referral procedure", "Ask children and parents what they think"),
    )
    repository.commit("Main goes on")
    repository.git("switch", "-q", "edit")
    return repository


def test_an_edit_is_told_at_its_place_from_where_the_branch_went_apart(branch):
    ran = lint(branch, "--against", "main", "--json", "--select", "S7")
    assert ran.code == 1 and told(ran) == [("S702", NAME, 20)]
    assert "compared with the merge base of main and HEAD" in ran.err
    # as it is now, main holds a change that this branch does not have
    assert [code for code, _, _ in told(lint(branch, "--against", "=main", "--json", "--select", "S7"))] == [
        "S708",
        "S702",
    ]
    assert json.loads(ran.out)["base"] == branch.git("merge-base", "main", "HEAD")
    validate(json.loads(ran.out), json.loads((PROJECT / "schemas" / "lint.schema.json").read_text(encoding="utf-8")))


def test_a_file_that_is_named_is_asked_about_alone(branch):
    assert told(lint(branch, "plans/westmere/other.yaml", "--against", "main", "--json", "--select", "S7")) == []
    assert told(lint(branch, "westmere/plan", "--against", "main", "--json", "--select", "S7")) == [("S702", NAME, 20)]


def test_an_uncommitted_edit_and_a_removed_file_are_seen(branch):
    (branch.folder / "plans/westmere/other.yaml").unlink()
    assert told(lint(branch, "--against", "HEAD", "--json", "--select", "S7")) == [
        ("S704", "plans/westmere/other.yaml", 1)
    ]


def test_only_what_is_new(branch):
    every = lint(branch, "--against", "main", "--json", "--advice")
    new = lint(branch, "--against", "main", "--json", "--new", "--advice")
    assert [code for code, _, _ in told(new)] == ["S702"] and [code for code, _, _ in told(every)] == [
        "S301",
        "S702",
        "S301",
    ]
    assert "not listed, which the base had already" in lint(branch, "--against", "main", "--new").out
    branch.write(NAME, MOVED.replace("lead: AB", "lead: XY", 1))
    assert sorted(code for code, _, _ in told(lint(branch, "--against", "main", "--json", "--new"))) == ["S102", "S702"]


def test_what_was_wrong_before_in_a_renamed_plan_is_not_new(branch):
    branch.git("mv", NAME, "plans/westmere/renamed.yaml")
    assert [(code, file) for code, file, _ in told(lint(branch, "--against", "main", "--json", "--new"))] == [
        ("S702", "plans/westmere/renamed.yaml")
    ]


def test_nothing_new_exits_0_though_old_errors_stand(branch):
    branch.write("plans/westmere/old.yaml", PLAN.replace("lead: AB", "lead: XY", 1))
    branch.commit("An old plan with an error")
    assert lint(branch).code == 1
    assert lint(branch, "--against", "=HEAD", "--new").code == 0


def test_advice_is_listed_unasked_for_a_new_file(branch):
    branch.write("plans/westmere/new.yaml", PLAN.replace("        measure: Nobody sits on a panel untrained\n", ""))
    assert ("S505", "plans/westmere/new.yaml") in [
        (code, file) for code, file, _ in told(lint(branch, "--against", "main", "--json"))
    ]
    assert "S505" not in [code for code, _, _ in told(lint(branch, "--json"))]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--against", "nowhere"), "there is no revision 'nowhere'"),
        (("--against", "--all"), "is not a revision"),
        (("--against", ""), "no revision to compare with was given"),
        (("--staged", NAME), "leave out the names"),
        (("--staged", "--against", "main"), "two things to compare with"),
        (("--new",), "--new needs something to compare with"),
        (("--staged", "--fix"), "--fix writes"),
        (("-", "--fix"), "cannot be fixed or compared"),
        (("-", NAME), "is checked alone"),
        ((NAME, "--stdin-filename", NAME), "give '-' as the file"),
        (("--select", "S999"), "--select: there is no rule 'S999'"),
        (("--ignore", "X"), "--ignore: there is no rule 'X'"),
        (("--statistics", "--output-format", "sarif"), "--statistics cannot be written as 'sarif'"),
        (("--output-file", "plans"), "plans cannot be written"),
    ],
)
def test_wrong_use_is_one_line(branch, arguments, said):
    ran = lint(branch, *arguments)
    assert ran.code == 2 and said in ran.err and ran.out == "" and "internal error" not in ran.err
    assert len([line for line in ran.err.splitlines() if line.startswith("s11:")]) == 1


def test_a_branch_with_no_commit_says_so_and_lints(repository):
    repository.write(NAME, PLAN)
    ran = lint(repository, "--against", "main")
    assert ran.code == 0 and "no commit yet, so there is no base to compare with" in ran.err
    repository.git("add", "-A")
    ran = lint(repository, "--staged")
    assert ran.code == 0 and "no commit yet" in ran.err and "1 plan" in ran.out
    repository.write(NAME, PLAN.replace("lead: AB", "lead: XY", 1))
    repository.git("add", "-A")
    assert lint(repository, "--staged", "--new").code == 1


def test_a_shallow_clone_without_the_base_says_what_to_do(branch, tmp_path):
    branch.git(
        "clone", "-q", "--depth", "1", "--no-single-branch", f"file://{branch.folder}", str(tmp_path / "shallow")
    )
    ran = run_s11("lint", "--against", "origin/main", cwd=tmp_path / "shallow", **AS_OF)
    assert ran.code == 2 and ran.out == "" and "git fetch --unshallow" in ran.err


def test_a_merge_in_progress_is_settled_first(branch):
    branch.git("switch", "-q", "main")
    branch.write(NAME, PLAN.replace("October 2024", "November 2024"))
    branch.commit("Another move")
    with pytest.raises(subprocess.CalledProcessError):
        branch.git("merge", "-q", "edit")
    ran = lint(branch, "--staged")
    assert ran.code == 2 and ran.out == "" and f"'git add {NAME}'" in ran.err
    assert (
        f"{NAME}:20:1: error S001 two versions stand here side by side"
        in lint(branch, NAME, "--output-format", "concise").out
    )
    branch.write(NAME, MOVED)
    branch.git("add", "-A")
    assert [code for code, _, _ in told(lint(branch, "--staged", "--json", "--select", "S7"))] == ["S702"]


def test_plans_staged_out_of_sight_are_never_a_pass(branch):
    branch.write("council/plans/one.yaml", PLAN)
    branch.commit("A folder of its own")
    branch.git("rm", "-rq", "plans")
    branch.commit("And no other")
    assert "nothing staged" in lint(branch, "--staged").err
    branch.git("rm", "-q", "council/plans/one.yaml")
    ran = lint(branch, "--staged")
    assert ran.code == 2 and ran.out == "" and "plans are staged in council/plans" in ran.err
    (branch.folder / "council").mkdir(exist_ok=True)
    assert run_s11("lint", "--staged", cwd=branch.folder / "council", **AS_OF).code == 1


def test_a_bare_repository_stages_nothing(branch, tmp_path):
    branch.git("clone", "-q", "--bare", str(branch.folder), str(tmp_path / "bare.git"))
    ran = run_s11("lint", "--staged", cwd=tmp_path / "bare.git")
    assert ran.code == 2 and ran.out == "" and "bare repository" in ran.err


def test_a_pipe_among_the_plans_is_not_waited_for(branch):
    os.mkfifo(branch.folder / "plans/westmere/pipe.yaml")
    ran = lint(branch, "--json")
    assert (
        ran.code == 1
        and ("S001", "plans/westmere/pipe.yaml", 1) in told(ran)
        and json.loads(ran.out)["counts"]["plans"] > 0
    )


def test_outside_git_there_is_nothing_to_compare_with(portfolio):
    folder = portfolio({"westmere/plan": PLAN})
    ran = run_s11("lint", "--against", "main", cwd=folder)
    assert ran.code == 2 and "not in a git repository" in ran.err


# mending -------------------------------------------------------------------------------------------------------------


def test_looking_at_a_mending_writes_nothing(repository):
    repository.write(NAME, UNORDERED)
    ran = lint(repository, "--diff")
    assert (repository.folder / NAME).read_text(encoding="utf-8") == UNORDERED
    assert "1 would be fixed with --fix; nothing was written" in ran.err
    patch, _, stays = ran.out.partition("warning S301")
    assert sorted(line[0] for line in patch.splitlines()[2:] if line[:1] in ("+", "-")) == ["+", "-"]
    # what no mending takes away is listed behind it, and stands as --fix would list it
    assert "S404" not in stays and "0 errors, 1 warning, 0 advice; 0 allowed; 1 file" in stays
    assert lint(repository).out.count("1 fixable with --fix") == 1


def test_mending_changes_only_what_it_says(repository):
    repository.write(NAME, UNORDERED)
    repository.commit("A plan")
    ran = lint(repository, "--fix")
    text = (repository.folder / NAME).read_text(encoding="utf-8")
    assert sorted(text.splitlines()) == sorted(UNORDERED.splitlines()) and text != UNORDERED
    assert text.index("2024-04-02") < text.index("2024-05-14")
    assert "1 fixed" in ran.out and "fixable" not in ran.out and ran.code == 0
    assert told(lint(repository, "--against", "HEAD", "--json", "--select", "S7")) == []
    assert "fixed" not in lint(repository, "--fix").out


def test_what_a_link_leads_to_is_not_mended(repository):
    repository.write("kept/plan.yaml", UNORDERED)
    link = repository.folder / NAME
    link.parent.mkdir(parents=True)
    link.symlink_to(repository.folder / "kept/plan.yaml")
    ran = lint(repository, "--fix")
    assert ran.code == 1 and "fixed" not in ran.out and "S001" in ran.out and link.is_symlink()
    assert (repository.folder / "kept/plan.yaml").read_text(encoding="utf-8") == UNORDERED


SLIPS = (
    UNORDERED.replace("agreed: 2024-01-15", "agreed: 15/01/2024")
    .replace("means: off_track", "means: off track")
    .replace("        lead: AB\n        timescale: October", "        Owner: AB\n        By when: October")
    .replace("text: Train every new councillor", "text: Train every new councillor # ask Ann")
)
MENDED = UNORDERED.replace("text: Train every new councillor", "text: Train every new councillor # ask Ann")


def test_the_patch_is_taken_by_git_with_what_stays_behind_it(repository):
    repository.write(NAME, SLIPS)
    ran = lint(repository, "--fix", "--diff", "--output-format", "concise")
    assert "5 would be fixed with --fix; nothing was written; what stays:" in ran.err
    assert [line.split()[2] for line in ran.out.splitlines() if line.startswith("plans/")] == ["S008", "S301"]
    # the file as it lies there has five errors, so the run fails; what would stay is counted
    assert ran.code == 1 and "1 error, 1 warning, 0 advice; 0 allowed; 1 file" in ran.out
    repository.write("patch", ran.out)
    repository.git("apply", "patch")
    by_patch = (repository.folder / NAME).read_text(encoding="utf-8")
    repository.write(NAME, SLIPS)
    fixing = lint(repository, "--fix", "--output-format", "concise")
    assert (repository.folder / NAME).read_text(encoding="utf-8") == by_patch
    assert sorted(by_patch.splitlines()) == sorted(MENDED.splitlines())
    assert "5 fixed" in fixing.out and fixing.code == 1
    assert lint(repository, "--fix", "--diff").out.startswith("error S008")


def test_a_patch_is_no_form_for_programs(repository):
    repository.write(NAME, SLIPS)
    ran = lint(repository, "--diff", "--json")
    assert ran.code == 2 and "--diff shows a patch and then what stays, which is not 'json'" in ran.err
    ran = lint(repository, "--diff", "--json", "--output-file", "found.json")
    assert ran.code == 1 and ran.out.startswith("--- a/plans")
    found = json.loads((repository.folder / "found.json").read_text(encoding="utf-8"))
    assert [finding["code"] for finding in found["findings"]] == ["S008", "S301"]


def test_what_a_mending_makes_passes_as_an_edit(repository):
    repository.write(NAME, UNORDERED.replace("By when", "timescale"))
    repository.write("plans/westmere/other.yaml", PLAN.replace("means: on_track", "means: on track"))
    repository.commit("Plans")
    ran = lint(repository, "--fix")
    assert "1 fixed" in ran.out
    # a legend that could not be read rated nothing: to read it is an edit that makes things look better
    assert "1 finding could be mended, but that would be an edit which needs a reason" in ran.err
    assert told(lint(repository, "--against", "HEAD", "--json", "--select", "S7")) == []
    with open(repository.folder / "plans/westmere/other.yaml", "a", encoding="utf-8") as plan:
        plan.write("progress:\n  - {date: 2024-05-30, by: AB, note: The legend was mistyped when it was entered}\n")
    ran = lint(repository, "--fix")
    assert "1 fixed" in ran.out and "needs a reason" not in ran.err
    assert told(lint(repository, "--against", "HEAD", "--json", "--select", "S7")) == []


def test_nothing_is_held_back_where_nothing_is_committed(portfolio):
    folder = portfolio({"westmere/plan": PLAN.replace("means: on_track", "means: on track")})
    ran = run_s11("lint", "--fix", cwd=folder, **AS_OF)
    assert "1 fixed" in ran.out and "reason" not in ran.err


def test_a_mending_is_held_against_what_is_compared_with(branch):
    branch.write(NAME, MOVED.replace("means: on_track", "means: on track"))
    ran = lint(branch, "--against", "main", "--fix", "--diff", "--output-format", "concise")
    assert "1 would be fixed" in ran.err
    assert "S005" not in ran.out and " S702 " in ran.out and ran.code == 1


# choosing and forms --------------------------------------------------------------------------------------------------


def test_choosing_changes_the_list_and_never_the_exit_code(branch):
    branch.write(NAME, PLAN.replace("lead: AB", "lead: XY", 1))
    every = lint(branch)
    assert every.code == 1 and "S102" in every.out
    chosen = lint(branch, "--ignore", "S1", "--select", "S2,S301")
    assert chosen.code == 1 and "S102" not in chosen.out and "not listed (--select, --ignore)" in chosen.out
    assert lint(branch, "--fail-on", "never").code == 0
    assert "error    unknown-lead" in lint(branch, "--statistics").out


LEVELLED = PLAN.replace("lead: AB", "lead: XY", 1).replace("        measure: Nobody sits on a panel untrained\n", "")


def levels(ran):
    return sorted(finding["level"] for finding in json.loads(ran.out)["findings"])


def test_one_level_is_listed_and_all_are_counted(repository):
    repository.write(NAME, LEVELLED)
    plain = lint(repository, "--json")
    for level, listed in (
        ("error", ["error"]),
        ("warning", ["error", "warning"]),
        ("advice", ["advice", "error", "warning"]),
    ):
        ran = lint(repository, "--level", level, "--json")
        assert levels(ran) == listed and ran.code == 1
        assert json.loads(ran.out)["counts"] == json.loads(plain.out)["counts"]
    assert (
        "1 error, 1 warning, 1 advice; 0 allowed; 2 not listed (--level); 1 file"
        in lint(repository, "--level", "error").out
    )
    # what is not listed still makes the run fail where it is asked to
    assert lint(repository, "--level", "error", "--fail-on", "warning", "--ignore", "S1").code == 1
    chosen = lint(repository, "--level", "error", "--select", "S5,S102", "--output-format", "concise")
    assert [line.split()[2] for line in chosen.out.splitlines()[:-1]] == ["S102"]
    assert "1 not listed (--level); 1 not listed (--select, --ignore)" in chosen.out
    counted = lint(repository, "--level", "error", "--statistics").out
    assert "unknown-lead" in counted and "late" not in counted and "2 not listed (--level)" in counted


@pytest.mark.parametrize("form", ["full", "concise", "github", "json", "gitlab", "sarif", "junit"])
def test_a_level_holds_in_every_form(repository, form):
    repository.write(NAME, LEVELLED)
    out = lint(repository, "--level", "error", "--output-format", form).out
    assert "S102" in out and "S301" not in out and "S505" not in out
    assert "S301" in lint(repository, "--output-format", form).out


def test_a_new_file_lists_its_advice_but_where_a_level_is_asked_for(branch):
    branch.write("plans/westmere/new.yaml", LEVELLED)
    assert "advice" in levels(lint(branch, "--against", "main", "--json"))
    assert "advice" not in levels(lint(branch, "--against", "main", "--json", "--level", "warning"))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--level", "errors"), "Write --level as one of error, warning, advice"),
        (("--level", "error", "--advice"), "give one"),
    ],
)
def test_a_level_that_is_none(repository, arguments, said):
    repository.write(NAME, PLAN)
    ran = lint(repository, *arguments)
    assert ran.code == 2 and said in ran.err


def test_an_editor_may_hand_over_what_is_not_saved_yet(branch):
    ran = lint(branch, "-", "--stdin-filename", NAME, "--json", stdin=PLAN.replace("lead: AB", "lead: XY", 1))
    assert ran.code == 1 and ("S102", NAME, 19) in told(ran)
    assert lint(branch, "-", stdin=PLAN).code == 0


def test_githubs_own_form_where_its_environment_says_so(branch):
    branch.write(NAME, PLAN.replace("lead: AB", "lead: XY", 1))
    assert f"::error file={NAME},line=19" in lint(branch, GITHUB_ACTIONS="true").out
    assert "::error" not in lint(branch, "--output-format", "concise", GITHUB_ACTIONS="true").out
    inside = run_s11("lint", "plan.yaml", cwd=branch.folder / "plans/westmere", GITHUB_ACTIONS="true", **AS_OF)
    assert f"::error file={NAME},line=19" in inside.out


@pytest.mark.parametrize("form", ["full", "concise", "json", "github", "gitlab", "sarif", "junit"])
def test_a_file_in_every_form(branch, form):
    branch.write(NAME, MOVED.replace("lead: AB", "lead: XY", 1))
    ran = lint(branch, "--against", "main", "--output-format", form, "--output-file", "out/findings")
    text = (branch.folder / "out/findings").read_text(encoding="utf-8")
    assert ran.code == 1 and ran.out == "" and "1 file" not in text[:40] and "errors" in ran.err
    for code in ("S102", "S702"):
        assert code in text
    if form in ("json", "gitlab", "sarif"):
        json.loads(text)
    if form == "junit":
        ET.fromstring(text)


def test_junits_failures_are_those_of_the_exit_code(portfolio):
    folder = portfolio({"westmere/plan": PLAN.replace("        measure: Nobody sits on a panel untrained\n", "")})
    for bar, code in (("error", 0), ("warning", 1), ("advice", 1), ("never", 0)):
        ran = run_s11("lint", "--output-format", "junit", "--fail-on", bar, cwd=folder, **AS_OF)
        suite = ET.fromstring(ran.out).find("testsuite")
        assert (ran.code, suite.get("failures"), bool(list(suite.iter("failure")))) == (code, str(code), bool(code))
        assert "S301" in ran.out


def test_one_id_in_two_files_is_an_error_and_counted_once(repository):
    repository.write("plans/westmere/plan.yaml", PLAN)
    repository.write("plans/westmere/plan.yml", PLAN)
    ran = lint(repository, "--json", "--select", "S101")
    assert ran.code == 1 and told(ran) == [("S101", "plans/westmere/plan.yml", 1)]
    message = json.loads(ran.out)["findings"][0]["message"]
    assert "plans/westmere/plan.yaml" in message and "plans/westmere/plan.yml" in message
    status = run_s11("status", "--json", cwd=repository.folder, **AS_OF)
    read = json.loads(status.out)
    assert (
        status.code == 1
        and read["read"] == {"files": 2, "plans": 1, "recommendations": 1, "actions": 2, "assessments": 0}
        and len(read["not_read"]) == 1
    )
    # so too in a commit, and against one
    repository.commit("Both")
    assert (
        json.loads(run_s11("status", "--rev", "HEAD", "--json", cwd=repository.folder, **AS_OF).out)["read"]["plans"]
        == 1
    )
    repository.write("plans/westmere/plan.yml", MOVED)
    assert ("S101", "plans/westmere/plan.yml", 1) in told(lint(repository, "--against", "HEAD", "--json"))


def test_a_field_hidden_by_a_carriage_return_is_refused(repository):
    repository.write(NAME, PLAN)
    repository.commit("A plan")
    repository.write(
        NAME,
        PLAN.replace(
            "rag: green\n", "rag: green  # minuted\r        ended: {as: suspended, date: 2024-05-01, why: w}\n", 1
        ),
    )
    ran = lint(repository, "--against", "HEAD", "--json")
    assert ran.code == 1 and ("S002", NAME, 22) in told(ran)


def test_one_slipped_indent_is_one_finding(portfolio):
    folder = portfolio({"westmere/plan": PLAN.replace("        lead: AB\n", "         lead: AB\n", 1)})
    ran = run_s11("lint", "--output-format", "concise", cwd=folder, **AS_OF)
    assert [line.split()[2] for line in ran.out.splitlines()[:-1]] == ["S001"]


def test_lint_alone_never_writes(branch):
    before = {
        path: (path.read_bytes(), os.stat(path).st_mtime_ns) for path in branch.folder.rglob("*") if path.is_file()
    }
    for arguments in ((), ("--against", "main", "--new"), ("--staged",), ("--statistics",), ("--diff",)):
        lint(branch, *arguments)
    assert before == {
        path: (path.read_bytes(), os.stat(path).st_mtime_ns) for path in branch.folder.rglob("*") if path.is_file()
    }
