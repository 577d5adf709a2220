"""The words of a workbook, counted in its own XML and not in what the reader made of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from xml.parsers import expat

from s11.intake.grid import CannotRead, words_of
from s11.intake.number_format import general, shown, shown_text
from s11.intake.package import Package
from s11.intake.sheet_parts import MOST_CELLS, is_number, relations, serial_of, without_codes

MOST_LETTERS = 8_000_000
MOST_STRINGS = 300_000
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DRAWN = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</|</(?:\w+:)?p>")
_COMMENT = re.compile(r"<(?:\w+:)?comment\s([^>]*)>(.*?)</(?:\w+:)?comment>", re.DOTALL)
_TEXT = re.compile(r"<(?:\w+:)?(?:rPh|phoneticPr)\b.*?</(?:\w+:)?rPh>|<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</", re.DOTALL)
_AUTHOR = re.compile(r"<(?:\w+:)?author(?:\s[^>]*)?(?:/>|>([^<]*)</)")


def words_of_workbook(package: Package, workbook: str, sheets: set[str], from_1904: bool) -> list[str]:
    """Every word of these sheets (paths within the file): cells as they are shown, comments, text boxes, charts, heads
    and feet of pages; of a formula without a result, the formula. Raises CannotRead."""
    related = relations(package, workbook).values()

    def path_of(kind: str) -> str:
        return next((target for what, target in related if what.endswith(f"/{kind}")), "")

    counting = _Counting(package, _formats(package, path_of("styles")), from_1904)
    counting.strings = _strings(package, path_of("sharedStrings"))
    for sheet in sorted(sheets):
        counting.sheet(sheet)
        for what, target in relations(package, sheet).values():
            kind = what.rpartition("/")[2]
            if kind == "comments":
                counting.comments(target)
            elif kind == "drawing":
                counting.drawing(target)
                for inner, part in relations(package, target).values():
                    if inner.rpartition("/")[2] in ("chart", "diagramData"):
                        counting.drawing(part)
    return counting.words


class _Counting:
    def __init__(self, package: Package, formats: list[str], from_1904: bool):
        self.package, self.formats, self.from_1904 = package, formats, from_1904
        self.strings: list[str] = []
        self.words: list[str] = []
        self.letters = self.cells = 0
        self.formulas: dict[str, tuple[str, str]] = {}

    def add(self, text: str) -> None:
        self.letters += len(text)
        if self.letters > MOST_LETTERS:
            raise CannotRead(
                f"{self.package.name}: it holds more words than any action plan ({MOST_LETTERS:,} letters): copy the "
                "plan into a workbook of its own"
            )
        self.words += words_of(text)

    def sheet(self, path: str) -> None:
        cell: dict[str, str] = {}
        parts: list[str] = []
        inside: list[str] = []

        def start(name: str, given: dict[str, str]) -> None:
            name = name.rpartition(":")[2]
            inside.append(name)
            parts.clear()
            if name == "c":
                cell.clear()
                cell.update({f"@{key}": value for key, value in given.items()})
            elif name == "f" and "c" in inside:
                cell.update({f"f@{key}": value for key, value in given.items()}, f="")

        def letters(text: str) -> None:
            parts.append(text)

        def end(name: str) -> None:
            name = name.rpartition(":")[2]
            inside.pop()
            text = "".join(parts)
            parts.clear()
            if name in ("v", "f") and inside[-1:] == ["c"]:
                cell[name] = text
            elif name == "t" and "is" in inside and "rPh" not in inside:
                cell["is"] = cell.get("is", "") + text
            elif name == "c":
                self._cell(cell)
            elif name.endswith(("Header", "Footer")) and inside[-1:] == ["headerFooter"]:
                self.add(without_codes(text))

        _parse(self.package, path, start, end, letters)

    def _cell(self, cell: dict[str, str]) -> None:
        kind, value = cell.get("@t", "n"), cell.get("v", "")
        self.cells += "v" in cell or "is" in cell or "f" in cell
        if self.cells > MOST_CELLS:
            raise CannotRead(
                f"{self.package.name}: more than {MOST_CELLS:,} of its cells hold something, and no action plan is so "
                "large: copy the plan into a workbook of its own"
            )
        style = cell.get("@s", "0")
        code = self.formats[int(style)] if style.isdigit() and int(style) < len(self.formats) else "General"
        if kind == "inlineStr" and "is" in cell:
            self._text(cell["is"], code)
        elif "f" in cell and not value and (kind != "str" or "v" not in cell):
            self.add(self._formula(cell))
        elif kind == "d" and (serial := serial_of(value, self.from_1904)) is not None:
            self._number(serial, code)
        elif kind == "s" and value.strip().isdigit():
            at = int(value)
            self._text(self.strings[at] if at < len(self.strings) else "", code)
        elif kind == "b":
            self.add("TRUE" if value.strip().lower() in ("1", "true") else "FALSE")
        elif kind == "n" and is_number(value):
            self._number(float(value), code)
        elif kind == "e":
            self.add(value)
        else:
            self._text(value, code)

    def _number(self, value: float, code: str) -> None:
        text = shown(value, code, self.from_1904).text
        self.add(text if text.strip() else general(value))

    def _text(self, text: str, code: str) -> None:
        text = _decoded(text)
        as_shown = shown_text(text, code)
        self.add(as_shown if as_shown.strip() else text)

    def _formula(self, cell: dict[str, str]) -> str:
        """A formula; one of those that share another's says it for its own place."""
        from openpyxl.formula.translate import Translator

        if cell.get("f@t") != "shared":
            return cell["f"]
        key, place = cell.get("f@si", ""), cell.get("@r", "")
        if key in self.formulas:
            formula, origin = self.formulas[key]
            try:
                return str(Translator(formula, origin).translate_formula(place))
            except Exception as error:
                # a formula that is none comes out of openpyxl as an error of several kinds
                raise self.package.broken("a formula", str(error)) from error
        if cell["f"]:
            self.formulas[key] = ("=" + cell["f"], place)
        return cell["f"]

    def comments(self, path: str) -> None:
        text = _text_of(self.package, path)
        authors = [unescape(match[1] or "").strip() for match in _AUTHOR.finditer(text)]
        for match in _COMMENT.finditer(text):
            comment = _decoded(unescape("".join(one[1] or "" for one in _TEXT.finditer(match[2])))).strip()
            who = re.search(r'authorId="(\d+)"', match[1])
            author = authors[int(who[1])] if who and int(who[1]) < len(authors) else ""
            if not comment.startswith(author) and not comment.startswith("[Threaded comment]"):
                self.add(author)
            self.add(comment)

    def drawing(self, path: str) -> None:
        text = _text_of(self.package, path)
        self.add(
            unescape("".join(match[1] or " " if match[1] is not None else "\n" for match in _DRAWN.finditer(text)))
        )


def _text_of(package: Package, path: str) -> str:
    data = package.part(path)
    coded = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    return data.decode(coded, "replace")


def _decoded(text: str) -> str:
    return _CODED.sub(lambda match: chr(int(match[1], 16)), text.replace("_x005F_", "_"))


def _parse(
    package: Package,
    path: str,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    letters: Callable[[str], None],
) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, letters
    try:
        for chunk in package.chunks(path):
            parser.Parse(chunk, False)
        if path in package:
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise package.broken(path, str(error)) from error


def _strings(package: Package, path: str) -> list[str]:
    """The words that cells share, in their order."""
    strings: list[str] = []
    parts: list[str] = []
    inside: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        inside.append(name.rpartition(":")[2])
        if inside[-1] == "si":
            parts.clear()
            if len(strings) >= MOST_STRINGS:
                raise CannotRead(f"{package.name}: it holds more than {MOST_STRINGS:,} words and phrases: no plan does")

    def letters(text: str) -> None:
        if inside[-1:] == ["t"] and "rPh" not in inside:
            parts.append(text)

    def end(name: str) -> None:
        inside.pop()
        if name.rpartition(":")[2] == "si":
            strings.append("".join(parts))

    _parse(package, path, start, end, letters)
    return strings


def _formats(package: Package, path: str) -> list[str]:
    """The number format of each style, by its number."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    own: dict[int, str] = {}
    used: list[int] = []
    inside: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "numFmt" and inside[-1:] == ["numFmts"] and given.get("numFmtId", "").isdigit():
            own[int(given["numFmtId"])] = given.get("formatCode", "")
        elif name == "xf" and inside[-1:] == ["cellXfs"]:
            number = given.get("numFmtId", "0")
            used.append(int(number) if number.isdigit() else 0)
        inside.append(name)

    def end(name: str) -> None:
        inside.pop()

    _parse(package, path, start, end, lambda text: None)
    return [own.get(number) or str(BUILTIN_FORMATS.get(number, "General")) for number in used]
