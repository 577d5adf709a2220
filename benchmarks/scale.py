"""How time and memory grow with the number of plans, as ratios within one run.

R is ``python -c pass``, C is PyYAML's CSafeLoader alone over the same bytes; both, and every command, are whole
processes, measured by the processor time that they and what they call take, so that other work on the machine counts
less. Each is run in turn with the others, and the least of several runs is taken. Memory is the most that any one
process of a command held at once.

    python benchmarks/scale.py [--plans 1 50 500] [--of FOLDER ...] [--beside OTHER_CHECKOUT] [--site 500] [--peers]

``--of`` measures a folder that holds ``plans/`` too. ``--beside`` measures another checkout of s11 in the same run.
"Cold" is with nothing remembered, and what is to be remembered written down; "warm" is the same command again.
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from cold import BARE, PASS, PROJECT
from make_plans import write

KEPT = "kept"


class Spent(NamedTuple):
    """What a command took: seconds of processor time, seconds by the clock, and megabytes."""

    cpu: float
    wall: float
    memory: float


def spent(command: list[str], folder: Path, code: Path, cache: Path) -> Spent:
    said = {"PYTHONPATH": str(code), "S11_AS_OF": "2025-09-15", "XDG_CACHE_HOME": str(cache)}
    begun = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **said}
    )
    _, _, usage = os.wait4(process.pid, 0)
    return Spent(usage.ru_utime + usage.ru_stime, time.perf_counter() - begun, usage.ru_maxrss / 1024)


def least(runs: list[Spent]) -> Spent:
    return Spent(*(min(column) for column in zip(*runs, strict=True)))


class Jobs:
    """Commands over one folder of plans, by whoever's code, each run in turn."""

    def __init__(self, folder: Path, codes: dict[str, Path], scratch: Path):
        self.folder, self.codes, self.scratch = folder, codes, scratch
        files = sorted(str(path) for path in (folder / "plans").rglob("*.yaml"))
        listed = scratch / "files"
        listed.write_text("\n".join(files), encoding="utf-8")
        self.bare = [
            sys.executable,
            "-c",
            f"import sys\nsys.argv[1:] = open({str(listed)!r}).read().split(chr(10))\n{BARE}",
        ]
        self.runs: dict[tuple[str, str], list[Spent]] = {}

    def turn(self, commands: dict[str, list[str]]) -> None:
        """Each command once by each code, and both measures."""
        empty = self.scratch / "empty"
        self.note("R", "", PASS, empty)
        self.note("C", "", self.bare, empty)
        for name, words in commands.items():
            for whose, code in self.codes.items():
                warm = name.endswith("warm")
                cache = self.scratch / KEPT / whose if warm else empty
                if warm and (name, whose) not in self.runs:
                    spent(words, self.folder, code, cache)
                shutil.rmtree(empty, ignore_errors=True)
                self.note(name, whose, words, cache)

    def note(self, name: str, whose: str, words: list[str], cache: Path) -> None:
        self.runs.setdefault((name, whose), []).append(spent(words, self.folder, self.codes.get(whose, PROJECT), cache))

    def told(self, title: str) -> None:
        r, c = least(self.runs["R", ""]), least(self.runs["C", ""])
        print(f"\n{title}: R = {r.cpu * 1000:.0f} ms, C = {c.cpu * 1000:.0f} ms = {c.cpu / r.cpu:.1f} R")
        print(f"  {'command':<14} {'whose':<8} {'C':>7} {'R':>7} {'C, wall':>8} {'MB':>6}")
        for (name, whose), runs in self.runs.items():
            if whose:
                one = least(runs)
                print(
                    f"  {name:<14} {whose:<8} {one.cpu / c.cpu:>7.2f} {one.cpu / r.cpu:>7.1f} "
                    f"{one.wall / c.wall:>8.2f} {one.memory:>6.0f}",
                    flush=True,
                )


def commands(site: Path | None, peers: bool) -> dict[str, list[str]]:
    s11 = [sys.executable, "-m", "s11"]
    found = {
        "--version": [*s11, "--version"],
        "lint": [*s11, "lint"],
        "status": [*s11, "status"],
        "due": [*s11, "due"],
        "status, warm": [*s11, "status"],
    }
    if site is not None:
        found["site"] = [*s11, "site", "--output", str(site)]
    if peers and (yamllint := shutil.which("yamllint")):
        found["yamllint"] = [yamllint, "plans"]
    if peers and (schema := shutil.which("check-jsonschema")):
        found["json schema"] = [schema, "--schemafile", str(PROJECT / "schemas" / "plan.schema.json"), *_files]
    return found


_files: list[str] = []


def main(asked: argparse.Namespace) -> None:
    codes = {"this": PROJECT, **({"beside": asked.beside.resolve()} if asked.beside else {})}
    for code in codes.values():
        compileall.compile_dir(code / "s11", quiet=1)
    with tempfile.TemporaryDirectory() as temporary:
        scratch = Path(temporary)
        folders = [(f"{count} plans", scratch / str(count), asked.site == count) for count in asked.plans]
        for count in asked.plans:
            write(scratch / str(count), count)
        folders += [(str(folder), folder.resolve(), asked.site < 0) for folder in asked.of]
        for at, (title, folder, wants_site) in enumerate(folders):
            here = scratch / f"run{at}"
            here.mkdir()
            jobs = Jobs(folder, codes, here)
            _files[:] = sorted(str(path) for path in (folder / "plans").rglob("*.yaml"))[:1000]
            for _ in range(asked.runs):
                jobs.turn(commands(here / "site" if wants_site else None, asked.peers))
            jobs.told(title)
            if wants_site:
                print(
                    "  the last site written: "
                    f"{sum(path.stat().st_size for path in (here / 'site').rglob('*') if path.is_file()) / 1e6:.0f} "
                    "MB on disk"
                )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plans", type=int, nargs="*", default=[1, 50, 500])
    parser.add_argument("--of", type=Path, nargs="*", default=[])
    parser.add_argument("--beside", type=Path)
    parser.add_argument(
        "--site",
        type=int,
        default=0,
        help="also make a site of the folder of this many plans; -1: of every folder of --of",
    )
    parser.add_argument(
        "--peers", action="store_true", help="also yamllint and check-jsonschema, where they are installed"
    )
    parser.add_argument("--runs", type=int, default=5)
    main(parser.parse_args())
