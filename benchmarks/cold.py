"""How fast, as ratios within one run: R is ``python -c pass``, C is PyYAML's CSafeLoader alone over the same bytes.

Whole processes, taken in turn so that a machine that speeds up or slows down does so for both; medians of the pairwise
ratios. Milliseconds are printed for interest only.

    python benchmarks/cold.py [--runs 11]
"""

from __future__ import annotations

import argparse
import compileall
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from make_plans import write

PROJECT = Path(__file__).parent.parent
PASS = [sys.executable, "-c", "pass"]
BARE = "import sys,yaml\nfor f in sys.argv[1:]: yaml.load(open(f,'rb').read(), yaml.CSafeLoader)"
BUDGETS = {
    "--version": ("R", 1.5),
    "--help": ("R", 8),
    "lint 1 plan": ("R", 18),
    "lint 3 plans": ("R", 18),
    "lint 50 plans": ("C", 0.9),
    "status 1 plan": ("R", None),
    "status 50 plans": ("C", 0.9),
}


def seconds(command: list[str], folder: Path) -> float:
    begun = time.perf_counter()
    subprocess.run(
        command,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "S11_AS_OF": "2024-09-15"},
        check=False,
    )
    return time.perf_counter() - begun


def ratios(command: list[str], base: list[str], folder: Path, runs: int) -> tuple[float, float, float]:
    seconds(command, folder), seconds(base, folder)
    pairs = [(seconds(command, folder), seconds(base, folder)) for _ in range(runs)]
    return (
        statistics.median(a / b for a, b in pairs),
        statistics.median(a for a, _ in pairs),
        statistics.median(b for _, b in pairs),
    )


def main(runs: int) -> None:
    compileall.compile_dir(PROJECT / "s11", quiet=1)
    s11 = [sys.executable, "-m", "s11"]
    with tempfile.TemporaryDirectory() as temporary:
        folders = {}
        for count in (1, 3, 50):
            folders[count] = Path(temporary) / str(count)
            write(folders[count], count)
        jobs = [
            ("--version", [*s11, "--version"], 1),
            ("--help", [*s11, "--help"], 1),
            ("lint 1 plan", [*s11, "lint"], 1),
            ("lint 3 plans", [*s11, "lint"], 3),
            ("lint 50 plans", [*s11, "lint"], 50),
            ("status 1 plan", [*s11, "status"], 1),
            ("status 50 plans", [*s11, "status"], 50),
        ]
        print(f"{'command':<18} {'ratio':>8}  {'budget':>8}   command ms    base ms")
        for name, command, count in jobs:
            folder = folders[count]
            unit, budget = BUDGETS[name]
            base = PASS if unit == "R" else [sys.executable, "-c", BARE, *map(str, sorted(folder.rglob("*.yaml")))]
            ratio, mine, theirs = ratios(command, base, folder, runs)
            print(
                f"{name:<18} {ratio:>6.2f} {unit}  {f'{budget:.2f} {unit}' if budget else 'none':>8}   "
                f"{mine * 1000:>10.0f} {theirs * 1000:>10.0f}"
            )
    in_process(runs)


def in_process(runs: int) -> None:
    """A thousand plans' worth of phrases beside parsing as many plans' YAML, in one process."""
    sys.path.insert(0, str(PROJECT))
    from s11.text import Source, read
    from s11.when import interpret, timescale

    with tempfile.TemporaryDirectory() as temporary:
        write(Path(temporary), 100)
        sources = [Source(path.name, path.stem, path.read_bytes()) for path in sorted(Path(temporary).rglob("*.yaml"))]
    parse, words = [], []
    for _ in range(max(3, runs // 3)):
        begun = time.perf_counter()
        documents = [read(source) for source in sources]
        parse.append(time.perf_counter() - begun)
        phrases = [
            action["timescale"]
            for document in documents
            for recommendation in document.root["recommendations"]
            for action in recommendation["actions"]
        ]
        timescale._read.cache_clear()
        interpret.interpret.cache_clear()
        begun = time.perf_counter()
        for phrase in phrases:
            timescale.Timescale.read(phrase)
        words.append(time.perf_counter() - begun)
    print(
        f"{len(phrases)} timescales of {len(sources)} plans, nothing remembered: "
        f"{statistics.median(words) / statistics.median(parse):.2f} of the time to parse the plans' YAML"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=11)
    main(parser.parse_args().runs)
