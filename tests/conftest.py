"""Four helpers for every test: a plan on disk, the command line, a git repository, and what must not be skipped."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

PROJECT = Path(__file__).parent.parent
# what a command leaves for the next lies here, and not among what this machine's user has
CACHE = Path(tempfile.mkdtemp(prefix="s11-cache-"))

# a busy machine is no fault of the code: no law is held to seconds
settings.register_profile("s11", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("s11")


@dataclass(frozen=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str


def run_s11(*arguments: str, cwd: Path = PROJECT, stdin: str = "", **environment: str) -> Ran:
    """The real program in a process of its own, piped, with no setting of this machine's."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("S11_", "GIT_")) and key not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "GITHUB_ACTIONS")}
    done = subprocess.run(
        [sys.executable, "-m", "s11", *arguments], cwd=cwd, input=stdin, capture_output=True, text=True, encoding="utf-8", check=False,
        env={**kept, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8", "XDG_CACHE_HOME": str(CACHE), **environment},
    )
    return Ran(done.returncode, done.stdout, done.stderr)


@pytest.fixture
def s11():
    return run_s11


def need(found: object, what: str) -> None:
    """Skip where a tool is missing; fail instead where S11_REQUIRE_ALL says that everything is here."""
    if not found:
        if os.environ.get("S11_REQUIRE_ALL"):
            pytest.fail(f"{what} is missing, and S11_REQUIRE_ALL is set")
        pytest.skip(f"{what} is not installed")


@pytest.fixture
def portfolio(tmp_path):
    """Write plans under plans/ of a new folder: portfolio({"westmere/one": text})."""

    def write(plans: dict[str, str | bytes]) -> Path:
        for name, text in plans.items():
            path = tmp_path / "plans" / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return tmp_path

    return write


class Repository:
    """A real git repository in a temporary folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.git("init", "-q", "-b", "main")
        self.git("config", "user.name", "Cal Dunn")
        self.git("config", "user.email", "cal.dunn@example.org")

    def git(self, *words: str, **environment: str) -> str:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        kept |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **environment}
        return subprocess.run(["git", *words], cwd=self.folder, capture_output=True, text=True, check=True, env=kept).stdout.strip()

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")

    def commit(self, message: str, day: str = "2024-06-01") -> str:
        self.git("add", "-A")
        at = f"{day}T12:00:00+00:00"
        self.git("commit", "-q", "--allow-empty", "-m", message, GIT_AUTHOR_DATE=at, GIT_COMMITTER_DATE=at)
        return self.git("rev-parse", "HEAD")


@pytest.fixture
def repository(tmp_path):
    folder = tmp_path / "repository"
    folder.mkdir()
    return Repository(folder)
