"""The text of a plan as it is written, and the proof that each word of the document is in it or said to be left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from s11.intake.grid import words_of
from s11.text import Node, Source, read
from s11.text.values import Layout, value_lines


def account(words: Iterable[str], texts: Iterable[str], left_out: Sequence[tuple[str, str, str]]) -> tuple[str, ...]:
    """The words of a document that are found neither in what was made of it nor among what was left out."""
    placed: Counter[str] = Counter()
    for text in texts:
        made = read(Source("import.yaml", "import", text.encode("utf-8")))
        placed.update(word for path, _ in made.scalars() for word in words_of(str(made.node(path))))
        for path in _keys(made.root):
            placed.update(words_of(path))
    for _, text_left, _ in left_out:
        placed.update(words_of(text_left))
    return tuple(sorted((Counter(words) - placed).elements()))


def schema_line(schema: str) -> str:
    """The first line of a file that an editor knows by its schema."""
    return f"# yaml-language-server: $schema={schema}\n"


def as_text(root: dict[str, Node]) -> str:
    """The text of a plan with these keys and values."""
    lines: list[str] = []
    for key, value in root.items():
        if key in ("rag", "people", "themes", "recommendations"):
            lines.append("")
        lines += value_lines({key: value}, Layout(), 0)
    return "\n".join(lines) + "\n"


def _keys(node: Node | None) -> Iterator[str]:
    if isinstance(node, dict):
        for key, child in node.items():
            yield key
            yield from _keys(child)
    elif isinstance(node, list):
        for child in node:
            yield from _keys(child)
