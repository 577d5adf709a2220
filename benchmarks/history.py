"""How long the history of 50 plans over 300 revisions takes, as a ratio within one run: C is CSafeLoader alone over the
distinct blobs.

Each revision changes two plans: a rating, or a date with its reason. One process each, taken in turn; the median of the
pairwise ratios. The repository is made with ``git fast-import`` and repacked.

python benchmarks/history.py [--runs 5]
"""

from __future__ import annotations

import argparse
import compileall
import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from cold import PROJECT, ratios
from make_plans import plan

PLANS, REVISIONS, BUDGET = 50, 300, 0.55
BEGUN, DAY = 1_714_646_400, 86_400


def make(folder: Path, seed: int = 11) -> list[bytes]:
    """The repository, and every distinct blob in it."""
    rng = random.Random(seed)
    texts = {f"plans/org-{number // 25:03}/plan-{number:05}.yaml": plan(number, seed) for number in range(PLANS)}
    blobs = {text.encode(): None for text in texts.values()}
    stream = [_commit(0, texts)]
    for revision in range(1, REVISIONS):
        changed = {name: _edited(texts[name], rng) for name in rng.sample(sorted(texts), 2)}
        texts |= changed
        blobs |= dict.fromkeys(text.encode() for text in changed.values())
        stream.append(_commit(revision, changed))
    subprocess.run(["git", "init", "-q", "-b", "main", str(folder)], check=True)
    subprocess.run(["git", "fast-import", "--quiet"], cwd=folder, input=b"".join(stream), check=True)
    subprocess.run(["git", "repack", "-q", "-adf"], cwd=folder, check=True)
    return list(blobs)


def _commit(revision: int, files: dict[str, str]) -> bytes:
    said = f"Revision {revision}".encode()
    head = b"commit refs/heads/main\ncommitter Cal Dunn <cal.dunn@example.org> %d +0000\ndata %d\n%s\n" % (
        BEGUN + revision * DAY,
        len(said),
        said,
    )
    return head + b"".join(
        b"M 100644 inline %s\ndata %d\n%s\n" % (name.encode(), len(text.encode()), text.encode())
        for name, text in sorted(files.items())
    )


def _edited(text: str, rng: random.Random) -> str:
    lines = text.split("\n")
    rated = rng.choice([at for at, line in enumerate(lines) if line.startswith("        rag: ")])
    lines[rated] = "        rag: amber" if "amber" not in lines[rated] else "        rag: green"
    noted = rng.choice([at for at, line in enumerate(lines) if line.startswith("            note: Second draft")])
    lines[noted] += " again"
    return "\n".join(lines)


def main(runs: int) -> None:
    compileall.compile_dir(PROJECT / "s11", quiet=1)
    os.environ["PYTHONPATH"] = str(PROJECT)
    with tempfile.TemporaryDirectory() as temporary:
        repository, bare = Path(temporary) / "repository", Path(temporary) / "blobs"
        blobs = make(repository)
        bare.mkdir()
        for number, blob in enumerate(blobs):
            (bare / f"{number:05}.yaml").write_bytes(blob)
        base = [
            sys.executable,
            "-c",
            "import sys,glob,yaml\nfor f in glob.glob(sys.argv[1]): yaml.load(open(f,'rb').read(), yaml.CSafeLoader)",
            f"{bare}/*.yaml",
        ]
        print(f"{len(blobs)} distinct blobs, {sum(map(len, blobs)) / 1e6:.0f} MB")
        for name, words in (
            ("history, every commit", ()),
            ("history, month ends", ("--every", "month")),
            ("history, one day", ("--on", "2024-09-15")),
        ):
            ratio, mine, theirs = ratios(
                [sys.executable, "-m", "s11", "history", *words, "--as-of", "2026-01-01"], base, repository, runs
            )
            print(
                f"{name:<22} {ratio:>6.2f} C  {f'{BUDGET:.2f} C' if not words else 'none':>8}   {mine * 1000:>10.0f} "
                f"{theirs * 1000:>10.0f} ms"
            )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    main(parser.parse_args().runs)
