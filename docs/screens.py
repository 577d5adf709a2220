"""Put the real screens into README.md, docs/coverage.md and docs/history.md, between their marks.

Called by 'make docs'; tests hold that they are real.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).parent.parent
SCREEN = re.compile(r"(<!-- screen: (.+?) -->\n```\n).*?(```\n<!-- /screen -->)", re.S)


def screen(command: str, folder: Path, revision: str) -> str:
    environment = {
        **os.environ,
        "FORCE_COLOR": "1",
        "NO_COLOR": "1",
        "COLUMNS": "100",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": str(PROJECT),
    }
    out = subprocess.run(
        [sys.executable, "-m", "s11", *command.split()],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    ).stdout
    if not revision:
        return out
    # which commit this is changes with every commit, and so how the lines that name it are folded
    out = re.sub(r"\nFrom commit .*\Z", "", out, flags=re.S)
    return re.sub(r"(Judged on [^·]+·  ).*", rf"\1{revision}", out)


def renew(page: Path, folder: Path, revision: str = "") -> None:
    text = page.read_text(encoding="utf-8")
    page.write_text(
        SCREEN.sub(lambda match: match[1] + screen(match[2], folder, revision) + match[3], text), encoding="utf-8"
    )


if __name__ == "__main__":
    sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]
    from years import build

    renew(PROJECT / "README.md", PROJECT, "this revision")
    renew(PROJECT / "docs" / "coverage.md", PROJECT, "this revision")
    with tempfile.TemporaryDirectory() as temporary:
        renew(PROJECT / "docs" / "history.md", build(Path(temporary) / "repository").folder)
