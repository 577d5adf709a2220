"""Make the pictures in docs/pictures from real reports, in a real browser.

Run by hand where Chromium and playwright are.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

PROJECT = Path(__file__).parent.parent
PICTURES = (
    ("plan", "oxford/section-11-2016", "2017-01-31", {"width": 1100, "height": 900}, "header"),
    ("portfolio", "", "2017-01-31", {"width": 1100, "height": 900}, "#side"),
    ("exceptions", "oxford/section-11-2016", "2017-01-31", {"width": 375, "height": 900}, "main"),
)


def pictured(browser, template: str, plan: str, day: str, size: dict[str, int], first: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        subprocess.run(
            [
                sys.executable,
                "-m",
                "s11",
                "report",
                *([plan] if plan else []),
                "--as-of",
                day,
                "--template",
                template,
                "--output",
                str(page),
            ],
            cwd=PROJECT,
            check=True,
        )
        shown = browser.new_page(viewport=size)
        shown.goto(page.as_uri())
        shown.evaluate(f"document.querySelector('{first}').scrollIntoView()")
        shown.screenshot(path=str(PROJECT / "docs" / "pictures" / f"{template}.png"))
        shown.close()


with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"])
    for picture in PICTURES:
        pictured(browser, *picture)
    browser.close()
