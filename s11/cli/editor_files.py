"""The files beside the texts that an editor has open, as the language server asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from s11.cli.options import UsageError, as_of_day

if TYPE_CHECKING:
    from s11.lsp.around import Around, ListedStandards, OpenKind
    from s11.lsp.server import Opened
    from s11.plan import StandardsFile
    from s11.store import OpenText, PlansBeside
    from s11.text import Source


# files of standards as they lie there, each with whether it is the council's own
_Kept: TypeAlias = "tuple[tuple[Source, bool], ...]"
# what they hold, and the lists among them by their names
_Lists: TypeAlias = "tuple[tuple[StandardsFile, ...], dict[str, ListedStandards]]"


class Disk:
    """The files beside the open texts: what the server asks for."""

    def __init__(self, as_of: str | None):
        self._as_of = as_of
        self._forgotten = False
        self._lists: tuple[_Kept, _Lists] = ((), ((), {}))

    def path_of(self, uri: str) -> Path | None:
        from s11 import store

        return store.path_of_uri(uri)

    def uri_of(self, path: Path) -> str:
        from s11 import store

        return store.uri_of(path)

    def forget(self) -> None:
        self._forgotten = True

    def take_forgotten(self) -> bool:
        """Whether something was changed on disk since this was last asked."""
        forgotten, self._forgotten = self._forgotten, False
        return forgotten

    def around(self, opened: Opened, texts: Mapping[Path, bytes]) -> Around | None:
        from s11 import store

        known = self.open_text(opened)
        if known is None or not known.kind:
            return None
        return self.beside(known, known.kind, store.PlansBeside(known, texts), texts)

    def open_text(self, opened: Opened) -> OpenText | None:
        """An open text among its files; None where it is no file, or its folder may not be read."""
        from s11 import store

        if opened.path is None:
            return None
        try:
            return store.open_text(opened.path, opened.buffer.data)
        except store.NotFound:
            return None

    def beside(self, known: OpenText, kind: OpenKind, plans: PlansBeside, texts: Mapping[Path, bytes]) -> Around:
        from s11 import store
        from s11.cli.loading import parse_conventions
        from s11.lsp.around import Around
        from s11.plan import Streamed
        from s11.when import STANDARD, Vantage

        wrong, conventions = "", STANDARD
        try:
            conventions = parse_conventions(self.settings(known, texts))
        except (UsageError, store.NotFound) as error:
            wrong = str(error)
        return Around(
            kind,
            known.source,
            Streamed(plans, plans.names, conventions),
            Vantage(as_of_day(self._as_of)),
            conventions,
            *self._standards(known, texts),
            store.exists_beside(known.start),
            plans.path_of,
            wrong,
        )

    def settings(self, known: OpenText, texts: Mapping[Path, bytes]) -> Source | None:
        """The council's settings as they are: open, or on disk. Raises NotFound."""
        from s11 import store
        from s11.text import Source

        data = texts.get(known.start / store.SETTINGS)
        return Source(store.SETTINGS, store.SETTINGS, data) if data is not None else store.settings(known.start)

    def _standards(self, known: OpenText, texts: Mapping[Path, bytes]) -> _Lists:
        """Every file of standards, those that are open as they are there; all read again where one was changed."""
        from s11 import store
        from s11.lsp.around import ListedStandards
        from s11.plan import read_standards_file
        from s11.text import Source

        kept = []
        for source, own in store.standards_files(known.start):
            data = texts.get(known.start / source.name) if own else None
            kept.append((source if data is None else Source(source.name, source.id, data), own))
        if tuple(kept) != self._lists[0]:
            files = tuple(read_standards_file(source, own) for source, own in kept)
            lists: dict[str, ListedStandards] = {}
            for file in files:
                if file.listed is not None:
                    place = store.place_of_list(file.source.name.partition("/")[2], known.start)
                    lists.setdefault(file.id, ListedStandards(file.listed, file.document, place))
            self._lists = (tuple(kept), (files, lists))
        return self._lists[1]
