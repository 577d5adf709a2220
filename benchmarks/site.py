"""How long a portfolio of 500 plans takes to become a site, as ratios to C: CSafeLoader alone over the same bytes.

Processor time, so that other work on the machine counts less; whole process first, then its parts in one process.

    python benchmarks/site.py [-n 500] [--runs 3]
"""

from __future__ import annotations

import argparse
import gc
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from cold import BARE, PROJECT
from make_plans import write


def spent(command: list[str], folder: Path) -> float:
    """Seconds of processor time that a command and what it calls take."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "S11_AS_OF": "2025-09-15"},
        check=True,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(count: int, runs: int) -> None:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        write(folder, count)
        bare = [sys.executable, "-c", BARE, *map(str, sorted(folder.rglob("*.yaml")))]
        pairs = [
            (spent([sys.executable, "-m", "s11", "site", "--output", "site"], folder), spent(bare, folder))
            for _ in range(runs)
        ]
        base = statistics.median(c for _, c in pairs)
        print(
            f"{count} plans, C = {base:.2f} s of processor time; s11 site, whole process: "
            f"{statistics.median(mine / c for mine, c in pairs):.1f} C"
        )
        parts(folder, base)


def parts(folder: Path, base: float) -> None:
    sys.path.insert(0, str(PROJECT))
    from s11 import plan, rules, store, view
    from s11.render.site import render_site
    from s11.view.site import site_of
    from s11.when import Vantage

    gc.disable()
    at, bytes_, seconds = time.process_time(), {}, {}

    def lap(part: str, size: int = 0) -> None:
        nonlocal at
        now = time.process_time()
        seconds[part], bytes_[part] = seconds.get(part, 0) + now - at, bytes_.get(part, 0) + size
        at = now

    register = plan.load(store.find_plans((), folder).sources)
    lap("read")
    vantage = Vantage(date(2025, 9, 15), None)
    findings = rules.check(register, vantage, exists=lambda name: True)
    lap("judge by the rules")
    site = site_of(view.report(register, vantage, "", findings, rules.VERSION), rules.RULES)
    lap("view")
    for path, data in render_site(site, store.own_and_shipped("templates")):
        lap(
            f"render {path.split('/')[0]}" + " html" * path.endswith(".html") if "/" in path else "render the rest",
            len(data),
        )
    for part, spent_ in seconds.items():
        size = bytes_[part] / 1e6
        print(f"  {part:<22} {spent_ / base:>5.2f} C" + (f"  {size:>6.1f} MB" if size else ""))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-n", type=int, default=500)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    main(arguments.n, arguments.runs)
