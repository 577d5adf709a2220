"""A file from outside that is a zip (Word, Excel, OpenDocument): looked through before any parser sees it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import cast
from xml.etree import ElementTree

from s11.intake.grid import CannotRead

MOST_BYTES = 50 * 2**20
MOST_MEMBERS = 2000
# what no table needs: twelve rows of a plan are half a megabyte of XML
MOST_UNPACKED = 150 * 2**20
MOST_OF_ONE = 60 * 2**20
# what Word and Excel write packs to a fiftieth at most where it is large
MOST_RATIO = 300
RATIO_FROM = 4 * 2**20
MOST_DEPTH = 200
MOST_ELEMENTS = 200_000
_CHUNK = 2**16
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_XML = (".xml", ".rels", ".vml", ".rdf")
_BAD_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
    IndexError,
    KeyError,
)
# the old container of Office: the old formats, and the new ones under a password
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Package:
    """The parts of one zipped file. ``name``: what it is called to whoever reads a message.

    Raises CannotRead where it is no zip, or is not what a word processor or spreadsheet writes.
    """

    def __init__(self, name: str, data: bytes):
        self.name = name
        if len(data) > MOST_BYTES:
            raise too_big(name, len(data))
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            members = self._zip.infolist()
        except _BAD_ZIP as error:
            raise CannotRead(f"{name}: the file is damaged and cannot be opened: ask for it again") from error
        self._members: dict[str, zipfile.ZipInfo] = {}
        self._shortened: dict[str, bytes] = {}
        self._look_through(members)

    def _look_through(self, members: list[zipfile.ZipInfo]) -> None:
        if len(members) > MOST_MEMBERS:
            raise CannotRead(
                f"{self.name}: it holds {len(members):,} parts, and no document that s11 reads holds more than "
                f"{MOST_MEMBERS:,}: copy the table into a new file"
            )
        total = 0
        for member in members:
            path = member.filename
            if path.startswith("/") or "\\" in path or ":" in path or ".." in path.split("/") or "\0" in path:
                raise CannotRead(f"{self.name}: one of its parts has a path that no document has: it is not opened")
            if member.flag_bits & 0x1:
                raise CannotRead(f"{self.name}: it is protected with a password: save it without one, and try again")
            if path.casefold() in self._members:
                raise CannotRead(f"{self.name}: it holds one of its parts twice, which no document does: not opened")
            self._members[path.casefold()] = member
            total += self._unpacked(member)
            if total > MOST_UNPACKED:
                raise self._unfolds()

    def _unpacked(self, member: zipfile.ZipInfo) -> int:
        """How many bytes a member really holds, whatever it says of itself."""
        size, before = 0, b""
        markup = member.filename.casefold().endswith(_XML)
        for chunk in self._chunks(member):
            size += len(chunk)
            if size > MOST_OF_ONE or (size > RATIO_FROM and size > MOST_RATIO * max(1, member.compress_size)):
                raise self._unfolds()
            # a part in UTF-16 declares with a nought beside each letter
            if markup and _DECLARES.search((before + chunk).replace(b"\0", b"")):
                raise CannotRead(f"{self.name}: it declares entities of its own, which no document needs: not opened")
            before = chunk[-64:]
        return size

    def _chunks(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        try:
            with self._zip.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    yield chunk
        except _BAD_ZIP as error:
            raise CannotRead(
                f"{self.name}: the file is damaged: '{member.filename}' in it cannot be unpacked: ask for it again"
            ) from error

    def _unfolds(self) -> CannotRead:
        return CannotRead(
            f"{self.name}: it unfolds to far more than a document holds: it is not opened; copy the table into a new "
            "file"
        )

    @property
    def paths(self) -> list[str]:
        """The paths of its parts, in the order in which they stand."""
        return [member.filename for member in self._members.values()]

    def __contains__(self, path: str) -> bool:
        return path.casefold() in self._members

    def chunks(self, path: str) -> Iterator[bytes]:
        """A part, piece by piece; nothing where there is none. Office finds a part whatever its capitals."""
        kept = self._shortened.get(path.casefold())
        if kept is not None:
            yield from (kept[at : at + _CHUNK] for at in range(0, len(kept), _CHUNK))
            return
        member = self._members.get(path.casefold())
        if member is not None:
            yield from self._chunks(member)

    def shorten(self, path: str, data: bytes) -> None:
        """Take a part for these bytes from now on: the same without what says nothing."""
        self._shortened[path.casefold()] = data

    def part(self, path: str) -> bytes:
        """A part; empty where there is none."""
        return b"".join(self.chunks(path))

    def xml(self, path: str) -> ElementTree.Element | None:
        """A part as XML; None where there is none. Raises CannotRead where it is broken."""
        if path not in self:
            return None
        root: ElementTree.Element | None = None
        depth = held = 0
        try:
            for event, element in self.events(path):
                root = element if root is None else root
                depth += 1 if event == "start" else -1
                held += 1
                if depth > MOST_DEPTH:
                    raise self.broken(path, f"nested more than {MOST_DEPTH} deep")
                if held > 2 * MOST_ELEMENTS:
                    raise self.broken(path, f"it holds more than {MOST_ELEMENTS:,} elements")
        except (ElementTree.ParseError, LookupError, ValueError) as error:
            raise self.broken(path, str(error)) from error
        return root

    def events(self, path: str) -> Iterator[tuple[str, ElementTree.Element]]:
        """The starts and ends of a part's elements, as they come; raises what the parser raises."""
        parser: ElementTree.XMLPullParser[ElementTree.Element] = ElementTree.XMLPullParser(("start", "end"))
        for chunk in self.chunks(path):
            parser.feed(chunk)
            yield from cast("Iterator[tuple[str, ElementTree.Element]]", parser.read_events())
        parser.close()
        yield from cast("Iterator[tuple[str, ElementTree.Element]]", parser.read_events())

    def broken(self, path: str, why: str) -> CannotRead:
        return CannotRead(
            f"{self.name}: the file is damaged ('{path}' in it: {why[:120]}): open it in its program, save it again"
        )


def too_big(name: str, size: int) -> CannotRead:
    return CannotRead(
        f"{name}: {size / 2**20:,.0f} MB; s11 reads files of up to {MOST_BYTES // 2**20} MB: copy the table "
        "into a new file"
    )
