"""A Word file as its parts: refused where it is hostile or broken, before anything of it is parsed or unpacked whole.

A part is read a block at a time, under caps on bytes, elements, letters and depth, and no part may hold a DTD, so that
there are no entities. What is made of it is a tree of ``Node``s whose names are short ('w:p') whichever of Word's two
namespaces a file is written in.
"""

from __future__ import annotations

import posixpath
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from struct import error as StructError
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile
from zlib import error as ZlibError

from s11.intake.grid import CannotRead

MEGABYTE = 1024 * 1024
BIGGEST_FILE = 50 * MEGABYTE
MOST_MEMBERS = 5_000
# of the list of members at the end of a file, which is held whole
LONGEST_LIST = 2 * MEGABYTE
# of what is read, which is neither pictures nor fonts
MOST_UNPACKED = 80 * MEGABYTE
# deflate reaches 1,000; of what is long, nothing that somebody wrote reaches 100
HIGHEST_RATIO, RATIO_FROM = 200, 10 * MEGABYTE
MOST_ELEMENTS = 300_000
MOST_LETTERS = 12_000_000
DEEPEST = 200
FIRST = 64
# of one mark in the XML, which is held whole until it ends: its bytes, and its attributes
BLOCK = MEGABYTE // 4
LONGEST_MARK, MOST_ATTRIBUTES = 8 * MEGABYTE, 20_000

REPAIR = "open it in Word, save it again, and import that"

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MEMBER = b"PK\x01\x02"

_OFFICE, _STRICT = "http://schemas.openxmlformats.org/", "http://purl.oclc.org/ooxml/"
_PREFIXES = {
    f"{_OFFICE}wordprocessingml/2006/main": "w",
    f"{_STRICT}wordprocessingml/main": "w",
    f"{_OFFICE}officeDocument/2006/relationships": "r",
    f"{_STRICT}officeDocument/relationships": "r",
    f"{_OFFICE}drawingml/2006/wordprocessingDrawing": "wp",
    f"{_STRICT}drawingml/wordprocessingDrawing": "wp",
    f"{_OFFICE}drawingml/2006/main": "a",
    f"{_STRICT}drawingml/main": "a",
    f"{_OFFICE}drawingml/2006/chart": "c",
    f"{_STRICT}drawingml/chart": "c",
    f"{_OFFICE}officeDocument/2006/math": "m",
    f"{_STRICT}officeDocument/math": "m",
    f"{_OFFICE}markup-compatibility/2006": "mc",
    f"{_OFFICE}package/2006/relationships": "rel",
    f"{_OFFICE}package/2006/content-types": "ct",
    "http://schemas.microsoft.com/office/word/2010/wordml": "w14",
    "http://purl.org/dc/elements/1.1/": "dc",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "http://www.w3.org/XML/1998/namespace": "xml",
}
# marks of Word that stand everywhere and say nothing of how a page looks
_UNSEEN = frozenset(("w:proofErr", "w:bookmarkStart", "w:bookmarkEnd", "w:permStart", "w:permEnd"))
_WITH_TEXT = frozenset(("w:t", "w:delText", "w:instrText", "w:delInstrText", "w:fldData", "w:binData"))
# text of an element that is a number or an address for the program, and no word
NO_WORDS = frozenset(
    (
        *("instrText", "delInstrText", "posOffset", "align", "pctPosHOffset", "pctPosVOffset", "pctWidth", "pctHeight"),
        *("FieldCode", "binData", "fldData"),
    )
)


class Node:
    """One element: its short name, its attributes by short name, what stands in it, and its own text."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node] = []
        self.text = ""

    def find(self, *path: str) -> Node | None:
        """The first element on a path of names below this one. What is looked for by name stands before the text of
        all of Word's elements: of a paragraph of thousands of runs only the first are looked at."""
        node = self
        for tag in path:
            for child in node.children if len(node.children) <= FIRST else node.children[:FIRST]:
                if child.tag == tag:
                    node = child
                    break
            else:
                return None
        return node

    def all(self, tag: str) -> list[Node]:
        return [child for child in self.children if child.tag == tag]

    def value(self, *path: str) -> str | None:
        """``w:val`` of the first element on a path: '' where it has none, nothing where there is no such element."""
        node = self.find(*path)
        return None if node is None else node.attributes.get("w:val", "")

    def whole(self, *path: str) -> int | None:
        """The same as a whole number, nothing where it is none."""
        return whole_number(self.value(*path))

    def switch(self, *path: str) -> bool | None:
        """The same as on or off, nothing where it is not said."""
        value = self.value(*path)
        return None if value is None else value.casefold() not in ("0", "false", "off", "none")

    def each(self) -> Iterator[Node]:
        """This element and all below it, in the order in which they stand."""
        waiting: list[Node] = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting.extend(reversed(node.children))


def whole_number(text: str | None) -> int | None:
    """A number of a file; nothing where it is none, or longer than any that Word writes."""
    if text is None or len(text) > 9:
        return None
    try:
        return int(text)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part of a file names: of what kind, where ('word/comments.xml'), and whether outside of the file."""

    kind: str
    target: str
    outside: bool


class Package:
    """An open Word file. What it holds is read when it is asked for, once."""

    def __init__(self, data: bytes) -> None:
        self._zip = _opened(data)
        self._sizes = {member.filename: member.compress_size for member in self._zip.infolist()}
        self._unpacked = 0
        self._elements = 0
        self._letters = 0

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._sizes)

    def part(self, name: str) -> Node | None:
        """A part as a tree; nothing where the file has none of that name."""
        if name not in self._sizes:
            return None
        builder = _Builder(name, self)
        for block in self._blocks(name):
            builder.feed(block)
        return builder.close()

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part names, by key ('rId1'). The file itself is the part ''."""
        folder, base = posixpath.split(name)
        root = self.part(posixpath.join(folder, "_rels", f"{base}.rels"))
        relations: dict[str, Relation] = {}
        for node in root.all("rel:Relationship") if root is not None else ():
            outside = node.attributes.get("TargetMode", "").casefold() == "external"
            target = node.attributes.get("Target", "")
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = node.attributes.get("Type", "").rpartition("/")[2]
            relations[node.attributes.get("Id", "")] = Relation(kind, target, outside)
        return relations

    def count(self, elements: int, letters: int) -> None:
        """Adds to what was read; refuses where it is more than a plan can be."""
        self._elements += elements
        self._letters += letters
        if self._elements > MOST_ELEMENTS or self._letters > MOST_LETTERS:
            raise CannotRead(
                "it is larger than any action plan: copy the tables of the plan into a Word file of their own"
            )

    def _blocks(self, name: str) -> Iterator[bytes]:
        packed, unpacked = self._sizes[name], 0
        try:
            with self._zip.open(name) as stream:
                while block := stream.read(BLOCK):
                    unpacked += len(block)
                    self._unpacked += len(block)
                    if unpacked > RATIO_FROM and unpacked > HIGHEST_RATIO * max(packed, 1):
                        raise CannotRead(
                            f"it unpacks to more than {HIGHEST_RATIO} times its size, which no document of Word does:"
                            " ask who sent it for a new copy"
                        )
                    if self._unpacked > MOST_UNPACKED:
                        raise CannotRead(
                            f"its text is more than {MOST_UNPACKED // MEGABYTE} MB: copy the tables of the plan into a"
                            " Word file of their own"
                        )
                    yield block
        except _BROKEN_ZIP as error:
            raise CannotRead(f"it is damaged ({name} cannot be unpacked): {REPAIR}") from error


_BROKEN_ZIP = (
    BadZipFile,
    LargeZipFile,
    ZlibError,
    StructError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    OSError,
    KeyError,
)


def _opened(data: bytes) -> ZipFile:
    if len(data) > BIGGEST_FILE:
        raise CannotRead(
            f"it is {len(data) // MEGABYTE} MB: more than {BIGGEST_FILE // MEGABYTE} MB are not read. Take its pictures"
            " out, or copy the tables of the plan into a Word file of their own"
        )
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise CannotRead("it is protected with a password: take the password off in Word and save it")
        raise CannotRead("it is in Word's old format (.doc): open it in Word and save it as .docx")
    if not data:
        raise CannotRead("it is empty: ask who sent it for a new copy")
    if data.count(_MEMBER) > MOST_MEMBERS or _length_of_list(data) > LONGEST_LIST:
        raise CannotRead(f"it holds more than {MOST_MEMBERS:,} parts, which no document of Word does")
    try:
        archive = ZipFile(BytesIO(data))
    except _BROKEN_ZIP as error:
        raise CannotRead(f"it is no Word file (.docx), or a damaged one: {REPAIR}") from error
    met: set[str] = set()
    for member in archive.infolist():
        name = member.filename
        if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
            raise CannotRead(f"it holds a part with the path {name[:60]!r}, which Word never writes: {REPAIR}")
        if name in met:
            raise CannotRead(f"it holds {name[:60]!r} twice, which Word never does: {REPAIR}")
        met.add(name)
        if member.flag_bits & 1:
            raise CannotRead("it is protected with a password: take the password off in Word and save it")
        if member.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise CannotRead(f"it is packed in a way that Word does not use: {REPAIR}")
    return archive


def _length_of_list(data: bytes) -> int:
    """How long the list of members says it is, in bytes; in either of the two ways in which a zip says it."""
    end = data.rfind(b"PK\x05\x06")
    length = int.from_bytes(data[end + 12 : end + 16], "little") if end >= 0 else 0
    if end >= 76 and data[end - 20 : end - 16] == b"PK\x06\x07":
        length = int.from_bytes(data[end - 36 : end - 28], "little")
    return length


class _Builder:
    """The tree of one part, made as its text comes in."""

    def __init__(self, name: str, package: Package) -> None:
        self._name = name
        self._package = package
        self._open: list[Node] = []
        self._root: Node | None = None
        self._text: list[str] = []
        self._names: dict[str, str] = {}
        self._elements = self._letters = 0
        # of a mark that has not ended: what is held of it; and whether anything ended in this block
        self._held = self._signs = 0
        self._moved = False
        # how often words have come, and how often they had when each open element began
        self._worded = 0
        self._worded_before: list[int] = []
        self._with_words: set[int] = set()
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        self._parser = parser

    def feed(self, block: bytes) -> None:
        self._moved = False
        self._parsed(block, False)
        self._held, self._signs = (0, 0) if self._moved else (self._held + len(block), self._signs + block.count(b"="))
        if self._held > LONGEST_MARK or self._signs > MOST_ATTRIBUTES:
            raise CannotRead(f"its {self._name} holds a mark without end, which Word never writes: {REPAIR}")
        self._package.count(self._elements, self._letters)
        self._elements = self._letters = 0

    def close(self) -> Node:
        self._parsed(b"", True)
        assert self._root is not None  # expat refuses a part without an element
        return self._root

    def _parsed(self, block: bytes, last: bool) -> None:
        try:
            self._parser.Parse(block, last)
        except (expat.ExpatError, ValueError, LookupError) as error:
            line = getattr(error, "lineno", self._parser.CurrentLineNumber)
            raise CannotRead(f"it is damaged (broken XML in {self._name}, line {line}): {REPAIR}") from error

    def _doctype(self, *_: object) -> None:
        raise CannotRead(f"its {self._name} holds a document type declaration, which Word never writes: do not open it")

    def _short(self, name: str) -> str:
        short = self._names.get(name)
        if short is None:
            space, _, local = name.rpartition(" ")
            prefix = _PREFIXES.get(space, "" if not space else "?")
            short = self._names[name] = sys.intern(f"{prefix}:{local}" if prefix else local)
        return short

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if len(self._open) >= DEEPEST:
            raise CannotRead(f"its {self._name} is nested more than {DEEPEST} deep, which Word never writes: {REPAIR}")
        self._moved = True
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            self._package.count(self._elements, 0)
        if self._text:
            self._keep_text()
        node = Node(
            self._short(name),
            {
                short: value
                for key, value in attributes.items()
                if not (short := self._short(key)).startswith(("w:rsid", "w14:paraId", "w14:textId"))
            },
        )
        if self._open:
            if node.tag not in _UNSEEN:
                self._open[-1].children.append(node)
        else:
            self._root = node
        self._open.append(node)
        self._worded_before.append(self._worded)

    def _end(self, _: str) -> None:
        self._moved = True
        if self._text:
            self._keep_text()
        node = self._open.pop()
        if self._worded > self._worded_before.pop() and node.tag in ("mc:Choice", "mc:Fallback"):
            self._with_words.add(id(node))
        elif node.tag == "mc:AlternateContent":
            # of several ways of writing the same, the newest that has words is read, else the newest
            ways = node.all("mc:Choice") + node.all("mc:Fallback")
            worded = [way for way in ways if id(way) in self._with_words]
            node.children = (worded or ways)[0].children if ways else []
            self._with_words.difference_update(map(id, ways))

    def _characters(self, text: str) -> None:
        self._moved = True
        self._text.append(text)
        self._letters += len(text)
        if self._letters > MOST_LETTERS:
            self._package.count(0, self._letters)

    def _keep_text(self) -> None:
        text = "".join(self._text)
        self._text.clear()
        node = self._open[-1]
        if node.tag in ("w:t", "w:delText", "m:t", "a:t") or not text.isspace():
            if node.tag.startswith("w:") and node.tag not in _WITH_TEXT:
                # words between Word's elements, which Word never writes, are kept as words
                node.children.append(Node("w:t", {}))
                node = node.children[-1]
            node.text += text
            self._worded += node.tag.rpartition(":")[2] not in NO_WORDS
