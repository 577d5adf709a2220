"""Every word of a Word file, counted from its XML as it comes, with no idea of tables, rows or cells: what the reader
loses is found by comparing the two.

Words are put together within a paragraph, since Word breaks them over runs wherever somebody edited; what is deleted,
hidden or not yet filled in is counted apart from what stands beside it.
"""

from __future__ import annotations

from s11.intake.docx_fields import UNTICKED, Fields, fields_of, is_prompt, is_text, ticked
from s11.intake.docx_looks import Look, Styles, shown, symbol
from s11.intake.docx_package import Node, Relation
from s11.intake.grid import words_of

_PARTED = {"w:tab": "\t", "w:ptab": "\t", "w:cr": "\n", "w:noBreakHyphen": "-"}
_AWAY = {"w:del": "deleted", "w:moveFrom": "moved"}


def _has_text(pieces: list[tuple[str, str]]) -> bool:
    return any(text.strip() for away, text in pieces if not away)


class _Count:
    def __init__(self, root: Node, styles: Styles, numbers: dict[int, str]) -> None:
        self._styles = styles
        self._numbers = numbers
        self._fields: Fields = fields_of(root)
        self.words: list[str] = []

    def walk(
        self, node: Node, paragraph: Node | None, look: Look | None, pieces: list[tuple[str, str]], away: str
    ) -> None:
        """Adds the text below an element to the pieces of its paragraph, each with why it is not read."""
        tag = node.tag
        if tag.endswith("Pr") and tag != "wp:docPr":
            return
        if tag == "w:p":
            paragraph, look, pieces = node, None, []
        elif tag == "w:r":
            look = self._styles.look(node, paragraph)
            if not away and look.hidden:
                away = "hidden"
        away = away or _AWAY.get(tag, "") or ("prompt" if tag == "w:sdt" and is_prompt(node) else "")
        if node.text and is_text(node):
            look = look or self._styles.look(None, paragraph)
            kind = "deleted" if tag == "w:delText" else "instruction" if id(node) in self._fields.instructions else ""
            pieces.append((away or kind, shown(node.text, look)))
        elif tag in _PARTED:
            pieces.append((away, _PARTED[tag]))
        elif tag == "w:br":
            pieces.append((away, "\n"))
        elif tag == "w:sym":
            pieces.append((away, symbol(node)))
        elif tag == "w:fldChar":
            pieces.append((away, self._fields.forms.get(id(node), "")))
            pieces.append((away or "choice", self._fields.other_choices.get(id(node), "")))
        elif tag in ("wp:docPr", "v:shape", "v:textpath"):
            for name in ("title", "descr", "alt", "string"):
                self.words.extend(words_of(node.attributes.get(name, "")))
        before = len(pieces)
        if tag != "w:fldChar":
            for child in node.children:
                self.walk(child, paragraph, look, pieces, away)
        if tag == "w:sdt" and not away and ticked(node) is not None and not _has_text(pieces[before:]):
            # a box without a sign of its own is shown as one, which parts the words beside it
            pieces.append(("", UNTICKED))
        if paragraph is node:
            self._count(pieces, self._numbers.get(id(node), ""))

    def _count(self, pieces: list[tuple[str, str]], number: str) -> None:
        self.words.extend(words_of(number))
        self.words.extend(words_of("".join(text for away, text in pieces if not away)))
        last, stretch = "", ""
        for away, text in [*pieces, ("", " ")]:
            if not text:
                continue
            if away != last:
                self.words.extend(words_of(stretch))
                stretch = ""
            if away:
                stretch += text
            last = away


def count_words(
    document: Node,
    styles: Styles,
    numbers: dict[int, str],
    comments: list[Node],
    notes: list[tuple[str, Node, dict[str, Relation]]],
    furniture: list[tuple[str, Node, dict[str, Relation]]],
    drawings: list[tuple[str, Node]],
) -> list[str]:
    """The words of the text, the comments with who wrote them, the notes, the page furniture, and charts."""
    words: list[str] = []
    roots = [document, *comments]
    roots += [
        note
        for kind, root, _ in notes
        for note in root.all(f"w:{kind}")
        if note.attributes.get("w:type", "normal") == "normal"
    ]
    roots += [root for _, root, _ in furniture]
    for root in roots:
        words.extend(words_of(root.attributes.get("w:author", "")) if root.tag == "w:comment" else ())
        count = _Count(root, styles, numbers)
        loose: list[tuple[str, str]] = []
        count.walk(root, None, None, loose, "")
        for _, text in loose:
            words.extend(words_of(text))
        words.extend(count.words)
    for _, root in drawings:
        words.extend(word for node in root.each() if node.tag in ("a:t", "c:v") for word in words_of(node.text))
    return words
