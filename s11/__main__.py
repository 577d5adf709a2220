"""The front door: `--version` is answered before anything else is loaded."""

from __future__ import annotations

import sys


def main() -> None:
    if sys.argv[1:] == ["--version"]:
        from s11 import __version__

        sys.stdout.write(f"s11 {__version__}\n")
        return
    from s11.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
