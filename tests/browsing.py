"""Pages in a real browser, one for all tests of a process, and a validator for many of them at once."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from commands import PROJECT

WHOLE = "axe.run({resultTypes: ['violations']})"
# of all that is looked for, only this differs where the colours do
COLOURS = "axe.run({resultTypes: ['violations'], runOnly: ['color-contrast']})"


def need(found: object, what: str) -> None:
    """Skip where a tool is missing; fail instead where S11_REQUIRE_ALL says that everything is here."""
    if not found:
        if os.environ.get("S11_REQUIRE_ALL"):
            pytest.fail(f"{what} is missing, and S11_REQUIRE_ALL is set")
        pytest.skip(f"{what} is not installed")


def axe() -> str:
    """Where axe-core is. Skips where it is not."""
    named = os.environ.get("S11_AXE")
    found = (
        [Path(named)]
        if named
        else [folder / "node_modules/axe-core/axe.min.js" for folder in (PROJECT, PROJECT.parent)]
    )
    path = next((path for path in found if path.is_file()), None)
    need(path, "axe-core (S11_AXE, or npm install axe-core)")
    return str(path)


@pytest.fixture(scope="session")
def browser():
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    need(path, "Chromium")
    if not os.environ.get("S11_REQUIRE_ALL"):
        pytest.importorskip("playwright.sync_api")
    from playwright.sync_api import sync_playwright

    quiet = (
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    )
    with sync_playwright() as running:
        started = running.chromium.launch(executable_path=path, args=list(quiet))
        yield started
        started.close()


def faults(page, what: str = WHOLE) -> list[tuple[str, object, str]]:
    """What axe-core, which the page has, says against it."""
    return [
        (fault["id"], fault["nodes"][0]["target"], fault["nodes"][0]["failureSummary"])
        for fault in page.evaluate(what)["violations"]
    ]


def fits(page) -> bool:
    """Whether nothing of the page lies beside the screen."""
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


WIDTHS = (320, 768, 1024, 1280, 1440)
# cells, headings and words of a drawing whose text lies beside its own place
CUT = """() => [...document.querySelectorAll('td, th, caption, h1, h2, h3, h4, li, dd, svg')].filter(
  one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth && !one.closest('.heard, .shapes')
    && getComputedStyle(one).display !== 'inline')
  .map(one => one.tagName + ' ' + (one.className.baseVal ?? one.className) + ': '
    + one.textContent.trim().slice(0, 60))"""
# regions that take a tab stop although nothing in them is hidden, or hide something from the keyboard
REGIONS = """() => [...document.querySelectorAll('.scroll')].filter(
  one => one.scrollWidth > one.clientWidth + 1 && one.tabIndex < 0)
  .map(one => one.textContent.trim().slice(0, 60))"""


def cut(page) -> list[str]:
    """What of a page is printed over something else, or can be reached by no key."""
    return page.evaluate(CUT) + page.evaluate(REGIONS)


def look(browser, file: Path) -> None:
    """A page that is one file: fit for everyone, light and dark, on a wide and a narrow screen; it asks for nothing."""
    tool = axe()
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page, asked = context.new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.add_script_tag(path=tool)
    assert faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert faults(page, COLOURS) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        assert fits(page), width
        assert cut(page) == [], width
    assert asked == [file.as_uri()]
    context.close()


def validated(pages: Iterable[Path]) -> str:
    """What the W3C's validator says against some pages: all at once, since it takes longest to start."""
    need(
        Path(os.environ.get("S11_VNU", "")).is_file() and shutil.which("java"),
        "vnu and Java (S11_VNU, or npm install vnu-jar)",
    )
    # it lives for seconds: to make its code faster and faster costs more than it saves, and takes more of the stack
    brief = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss4m")
    jar = os.environ["S11_VNU"]
    command = ["java", *brief, "-jar", jar, "--errors-only", "--stdout", "--format", "gnu", *map(str, pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout or done.returncode == 0, done.stderr
    return done.stdout
