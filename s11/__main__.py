"""The front door: `--version` is answered before anything else is loaded."""

from __future__ import annotations

import sys


def main() -> None:
    if sys.argv[1:] == ["--version"]:
        from s11 import __version__

        sys.stdout.write(f"s11 {__version__}\n")
        return
    import gc

    from s11.cli import run

    code = run(sys.argv[1:])
    # the interpreter looks once more through all that is left, to let go what ends with the process anyway
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
