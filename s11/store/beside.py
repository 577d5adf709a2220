"""What lies beside ``plans/``, on disk or in a commit: settings, files that are linked to, a council's own standards and templates."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from s11.store.disk import read_bytes
from s11.store.git import Snapshot
from s11.text import Source

SETTINGS = "s11.yaml"
# what a council may have of its own beside its plans
KINDS = ("standards", "templates")
TEXTS = (".j2", ".json", ".yaml", ".md", ".css", ".js", ".typ", ".xml")

Base = Path | Snapshot


def settings(base: Base) -> Source | None:
    """The council's own ``s11.yaml``, or None where there is none."""
    if isinstance(base, Snapshot):
        data = base.files(SETTINGS).get("")
        return Source(SETTINGS, SETTINGS, data) if data is not None else None
    path = base / SETTINGS
    return Source(SETTINGS, SETTINGS, read_bytes(path)) if path.is_file() else None


def files_beside(folder: Path) -> Iterator[Path]:
    """The council's own files that are read with every plan: settings, standards, templates. Links and all else are no files."""
    found = [folder / SETTINGS]
    for kind in KINDS:
        for here, _, names in os.walk(folder / kind):
            found += [Path(here) / name for name in names if name.endswith(TEXTS)]
    return (path for path in found if path.is_file() and not path.is_symlink())


def exists_beside(base: Base) -> Callable[[str], bool]:
    """Whether a link's file is there, seen from the folder that holds ``plans/``."""
    return base.holds if isinstance(base, Snapshot) else lambda name: (base / name).exists()


def shipped(kind: str, base: Base | None = None) -> Mapping[str, str]:
    """Name → text of the templates, schemas or standards that s11 carries; a council's own folder beside ``plans/`` wins."""
    package = Path(__file__).parent.parent
    folder = package / kind if (package / kind).is_dir() else package.parent / kind
    found = _texts(folder)
    if isinstance(base, Snapshot):
        return found | {name: data.decode("utf-8", "replace") for name, data in base.files(kind).items() if name.endswith(TEXTS)}
    if base is not None and os.path.abspath(base / kind) != os.path.abspath(folder):
        found |= _texts(base / kind)
    return found


def _texts(folder: Path) -> dict[str, str]:
    found = {}
    for here, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = Path(here) / name
            if path.suffix in TEXTS:
                found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
    return found
