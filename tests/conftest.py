"""Four helpers for every test: a plan on disk, the command line, a git repository, and what must not be skipped."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from browsing import browser, need
from commands import PROJECT, SHIPPED, Ran, run_s11, run_s11_process
from hypothesis import HealthCheck, settings

__all__ = ["PROJECT", "SHIPPED", "Ran", "Repository", "browser", "need", "run_s11", "run_s11_process"]

# A busy machine is no fault of the code: no law is held to seconds. And the same commit passes or fails alike every
# time it is tested; whoever looks for new faults sets S11_EXPLORE=1, and each law then draws its cases anew.
settings.register_profile(
    "s11",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("S11_EXPLORE") != "1",
    database=None,
)
settings.load_profile("s11")


@pytest.fixture
def s11():
    return run_s11


@pytest.fixture
def s11_process():
    return run_s11_process


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
        # as 'git config' would write it, which is a process for each line
        self.git("init", "-q", "-b", "main")
        with open(folder / ".git" / "config", "a", encoding="utf-8") as settings:
            settings.write("[user]\n\tname = Cal Dunn\n\temail = cal.dunn@example.org\n[maintenance]\n\tauto = false\n")

    def git(self, *words: str, **environment: str) -> str:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        kept |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **environment}
        return subprocess.run(
            ["git", *words], cwd=self.folder, capture_output=True, text=True, check=True, env=kept
        ).stdout.strip()

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
