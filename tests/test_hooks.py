"""The hooks as a council has them.

A real repository, the real pre-commit program, whole commits accepted or refused.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from conftest import PROJECT, Repository, run_s11

HOOKS = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
AS_OF = "2017-01-31"
PLAN = "plans/oxford/section-11-2016.yaml"
OTHER = "plans/reading/ofsted-2013.yaml"
REVISED = """            revised:
              - date: 2017-01-20
                from: Oct 2016
                why: The panel meets in December
"""


def edited(text: str, old: str, new: str) -> str:
    assert old in text, old
    return text.replace(old, new, 1)


class Hooked(Repository):
    """A repository with two real plans in it, and the hooks of '.pre-commit-hooks.yaml' run at every commit: by
    pre-commit, where ``real``.
    """

    def __init__(self, folder: Path, home: Path):
        super().__init__(folder)
        self.home, self.real = home, True
        # as installed, but from this checkout instead of a clone of it
        hooks = [
            {**hook, "language": "system", "entry": hook["entry"].replace("s11", f"{sys.executable} -m s11", 1)}
            for hook in HOOKS
        ]
        self.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
        for name in (PLAN, OTHER):
            self.write(name, (PROJECT / name).read_text(encoding="utf-8"))
        self.commit("The plans as they were agreed", "2016-05-03")
        subprocess.run(
            [sys.executable, "-m", "pre_commit", "install"],
            cwd=folder,
            check=True,
            capture_output=True,
            env=self.environment,
        )

    @property
    def environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("GIT_", "S11_", "PRE_COMMIT"))}
        return {
            **kept,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "PRE_COMMIT_HOME": str(self.home),
            "PYTHONPATH": str(PROJECT),
            "S11_AS_OF": AS_OF,
            "NO_COLOR": "1",
        }

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")

    def edit(self, old: str, new: str, name: str = PLAN) -> None:
        self.write(name, edited(self.text(name), old, new))

    def try_commit(self) -> tuple[bool, str]:
        """Whether a commit of everything in the working tree was taken, and what the hooks said."""
        self.git("add", "-A")
        return self.by_pre_commit() if self.real else self.within()

    def within(self) -> tuple[bool, str]:
        """The same, the hooks' own commands run in this process: pre-commit gives them the files that are staged and
        still there.
        """
        names = self.git("diff", "--cached", "--name-only", "--diff-filter=d").splitlines()
        taken, said = True, ""
        for hook in HOOKS:
            files = [name for name in names if re.search(hook.get("files", ""), name)]
            if files or hook.get("always_run"):
                given = files if hook.get("pass_filenames", True) else []
                ran = run_s11(*hook["entry"].split()[1:], *given, cwd=self.folder, S11_AS_OF=AS_OF, NO_COLOR="1")
                taken, said = taken and ran.code == 0, said + ran.out + ran.err
        if taken:
            self.git("commit", "-q", "--no-verify", "-m", "An edit")
        return taken, said

    def by_pre_commit(self) -> tuple[bool, str]:
        done = subprocess.run(
            ["git", "commit", "-q", "-m", "An edit"],
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
            env=self.environment,
        )
        return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def hooked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("council")
    return Hooked(folder, tmp_path_factory.mktemp("pre-commit"))


@pytest.fixture
def council(hooked):
    start, hooked.real = hooked.git("rev-parse", "HEAD"), True
    yield hooked
    hooked.git("reset", "-q", "--hard", start)
    hooked.git("clean", "-qfd")


ACTION_OF_READING = re.compile(r"      - id: 5\n.*?(?=      - id: 6\n)", re.S)


def without_an_action(text: str) -> str:
    assert len(ACTION_OF_READING.findall(text)) == 1
    return ACTION_OF_READING.sub("", text)


def grown(council: Hooked) -> None:
    """One receipt and one progress note, in a commit of their own that the hooks pass."""
    council.edit(
        "            timescale: Oct 2016\n", "            timescale: Oct 2016\n            received: 2016-10-20\n"
    )
    council.edit(
        "        rag: Red\n",
        "        rag: Red\n        progress:\n          - {date: 2013-08-20, note: The post was advertised}\n",
        OTHER,
    )
    taken, said = council.try_commit()
    assert taken, said


def amber_means_on_track(council: Hooked) -> None:
    """In a plan where amber means at risk, one learning point is rated amber with a note, and then the legend is
    turned.
    """
    council.edit("    rag: G-Green\n", "    rag: amber\n")
    council.edit(
        "recommendations:\n",
        "progress:\n  - {date: 2017-01-10, note: Learning Point 1 was rated again}\nrecommendations:\n",
    )
    taken, said = council.try_commit()
    assert taken, said
    council.edit("  amber:\n    means: at_risk", "  amber:\n    means: on_track")


REFUSED = {
    "a timescale moved without a reason": (
        lambda c: c.edit("timescale: Oct 2016", "timescale: Dec 2016"),
        "S702",
        "from: Oct 2016",
    ),
    "an action deleted": (lambda c: c.write(OTHER, without_an_action(c.text(OTHER))), "S704", "ended"),
    "a whole plan deleted": (lambda c: (c.folder / OTHER).unlink(), "S704", "closed"),
    "a progress note rewritten": (
        lambda c: (grown(c), c.edit("The post was advertised", "The post was filled by an agency", OTHER)),
        "S703",
        "",
    ),
    "a receipt removed": (lambda c: (grown(c), c.edit("            received: 2016-10-20\n", "")), "S703", ""),
    "turned green with nothing recorded": (
        lambda c: c.edit("        rag: Red\n", "        rag: Green\n", OTHER),
        "S706",
        "progress",
    ),
    "amber made to mean completed": (
        lambda c: c.edit("  amber:\n    means: on_track", "  amber:\n    means: completed", OTHER),
        "S709",
        "progress",
    ),
    "amber made to mean on track": (lambda c: amber_means_on_track(c), "S709", "progress"),
    "'On-going' added to a date": (
        lambda c: c.edit("            timescale: June 2016\n", "            timescale: June 2016 On-going\n"),
        "S702",
        "from: June 2016",
    ),
    "an id used again": (
        lambda c: c.edit(
            "      - id: 5\n        text:",
            "      - id: 5\n        text: Publish a newsletter for every parish in the county\n        note:",
            OTHER,
        ),
        "S705",
        "",
    ),
}


# an error of a hook's is one way out of pre-commit, whatever its code: these go it, a commit that names a file and one
# that names none
BY_PRE_COMMIT = ("a timescale moved without a reason", "a whole plan deleted")


@pytest.mark.parametrize("name", REFUSED)
def test_refused(council, name):
    change, code, typed = REFUSED[name]
    council.real = name in BY_PRE_COMMIT
    change(council)
    taken, said = council.try_commit()
    assert not taken, said
    assert f"error {code}:" in said, said
    assert re.search(r"--> plans/\S+\.yaml:\d+:\d+", said), said
    assert typed in said


def test_the_same_move_with_a_reason_passes(council):
    council.edit("            timescale: Oct 2016\n", "            timescale: Dec 2016\n" + REVISED)
    taken, said = council.try_commit()
    assert taken, said


def test_a_clean_edit_passes(council):
    grown(council)


def test_an_action_moved_between_two_files_passes(council):
    reading = council.text(OTHER)
    block = ACTION_OF_READING.search(reading)[0]
    head = reading[: reading.index("recommendations:\n")]
    council.write(OTHER, without_an_action(reading))
    council.write(
        "plans/reading/ofsted-2013-part-two.yaml",
        head + "recommendations:\n  - id: 1\n    text: Carried on from the first part\n    actions:\n" + block,
    )
    taken, said = council.try_commit()
    assert taken, said


def test_a_file_that_cannot_be_read_is_refused_by_either_hook(council):
    council.edit("recommendations:\n", "recommendations: [\n")
    for hook in ("s11-lint", "s11-edits"):
        council.git("add", "-A")
        done = subprocess.run(
            [sys.executable, "-m", "pre_commit", "run", hook],
            cwd=council.folder,
            capture_output=True,
            text=True,
            check=False,
            env=council.environment,
        )
        assert done.returncode and "S001" in done.stdout, done.stdout


def test_what_is_not_staged_is_not_asked_about(council):
    council.write("notes.txt", "Nothing to do with plans\n")
    council.git("add", "notes.txt")
    council.edit("timescale: Oct 2016", "timescale: Dec 2016")
    ran = run_s11("lint", "--staged", cwd=council.folder)
    assert (ran.code, ran.out) == (0, "") and "nothing staged under plans/" in ran.err
    code = (
        "import sys; from s11.cli import run; run(['lint', '--staged']); print('LOADED', *sorted({m.split('.')[0] "
        "for m in sys.modules} & {'rich', 'pydantic', 'jinja2', 'yaml'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=council.folder,
        capture_output=True,
        text=True,
        check=True,
        env=council.environment,
    )
    assert done.stdout.strip() == "LOADED"


def test_this_project_uses_them_on_its_own_plans():
    theirs = {hook["id"]: hook for hook in HOOKS}
    ours = {
        hook["id"]: hook
        for hook in yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0][
            "hooks"
        ]
    }
    assert ours.keys() == theirs.keys()
    for name, hook in ours.items():
        assert hook["entry"].endswith(theirs[name]["entry"].removeprefix("s11"))
        assert {key: hook.get(key) for key in ("pass_filenames", "require_serial", "always_run")} == {
            key: theirs[name].get(key) for key in ("pass_filenames", "require_serial", "always_run")
        }
    assert (
        theirs["s11-edits"]["pass_filenames"] is False
        and theirs["s11-edits"]["always_run"] is True
        and theirs["s11-edits"]["require_serial"] is True
    )
