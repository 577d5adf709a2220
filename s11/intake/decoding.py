"""Text files from outside: in whatever letters they were saved."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from s11.intake.grid import CannotRead

MOST_TEXT = 10 * 2**20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Decoded(NamedTuple):
    """The words of a file, with line ends as one sign each, and what is not sure about its letters."""

    text: str
    doubts: tuple[str, ...] = ()


def decoded(name: str, data: bytes, declared: str = "") -> Decoded:
    """A text file as text. ``declared``: the letters in which it says that it was saved, '' where it says nothing.

    Raises CannotRead where it is no text.
    """
    if len(data) > MOST_TEXT:
        raise CannotRead(
            f"{name}: {len(data) / 2**20:,.0f} MB of text; a plan has less than {MOST_TEXT // 2**20} MB: copy the "
            "table into a file of its own"
        )
    doubts: tuple[str, ...] = ()
    for mark, letters in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(letters, "replace")
            break
    else:
        text, doubts = _guessed(data, declared)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    if text.count("\0") > len(text) // 1000:
        raise CannotRead(f"{name}: it is no text: save the table as Word, Excel or CSV, and try again")
    if "�" in text:
        doubts += ("some of its letters could not be read, and stand as �",)
    return Decoded(text.replace("\0", " "), doubts)


def _guessed(data: bytes, declared: str) -> tuple[str, tuple[str, ...]]:
    even, odd = data[0:2000:2].count(0), data[1:2000:2].count(0)
    if max(even, odd) * 8 > len(data[:2000]) and min(even, odd) * 4 < max(even, odd):
        return data.decode("utf-16-le" if odd > even else "utf-16-be", "replace"), ()
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    try:
        # a page that says 'iso-8859-1' is read by every browser as Windows' own letters
        known = codecs.lookup(declared).name if declared else ""
    except LookupError:
        known = ""
    if known and known not in ("utf-8", "iso8859-1", "ascii", "cp1252") and known in _ONE_BYTE:
        return data.decode(known, "replace"), ()
    doubt = (
        ""
        if known in ("iso8859-1", "cp1252")
        else "its letters are read as Windows writes them (cp1252): look at £ and ’"
    )
    return data.decode("cp1252", "replace"), (doubt,) if doubt else ()


_ONE_BYTE = frozenset(
    ["mac-roman", "iso8859-15", "iso8859-2", "cp1250", "cp1251", "cp1254", "cp1257", "cp437", "cp850", "koi8-r"]
)
