"""Put the real screens into README.md, between their marks. Called by 'make docs'; a test holds that they are real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def screen(command: str) -> str:
    environment = {**os.environ, "FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "100", "PYTHONIOENCODING": "utf-8"}
    out = subprocess.run([sys.executable, "-m", "s11", *command.split()], cwd=README.parent, env=environment, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    return re.sub(r"(Judged on [^·]+·  ).*", r"\1this revision", out)


text = README.read_text(encoding="utf-8")
README.write_text(re.sub(r"(<!-- screen: (.+?) -->\n```\n).*?(```\n<!-- /screen -->)", lambda match: match[1] + screen(match[2]) + match[3], text, flags=re.S), encoding="utf-8")
