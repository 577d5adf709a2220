"""One field of the format, or one record: what it is for, where it stands, what real tables call it, which rules are
about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from s11.plan import Named, Placed, Record, fields_of, record_line, record_name
from s11.render.field_reference import article_name, example_of, kind_words, places_of
from s11.render.findings.on_screen import folded
from s11.rules.fields_shown import rules_on

if TYPE_CHECKING:
    from s11.render.screen import ScreenSettings

INDENT = "  "


def named_page(name: str, named: Named, settings: ScreenSettings | None = None) -> str:
    """Everything that a name stands for."""
    parts = [record_page(cls, settings) for cls in named.records]
    parts += _pages(named.fields, settings)
    if named.called:
        keys = " and ".join(dict.fromkeys(f"'{field.key}'" for _, field in named.called))
        parts.append(folded(f"Real tables say '{name}' for what is called {keys} here:", settings) + "\n")
        parts += _pages(named.called, settings)
    return "\n".join(parts)


def record_page(cls: type[Record], settings: ScreenSettings | None = None) -> str:
    """What a record is, where it stands, and its fields, a line each."""
    head = f"{record_name(cls)}: {record_line(cls)[:1].lower()}{record_line(cls)[1:]}"
    lines = [folded(plain(head), settings)]
    if places := places_of(cls):
        lines.append(folded(f"{INDENT}stands under {plain(', '.join(places))}", settings, INDENT * 2))
    rows = [(field.key, field.about + (" (needed)" if field.required else "")) for field in fields_of(cls)]
    return "\n".join([*lines, *_rows(rows, settings), ""])


def _pages(placed: Sequence[Placed], settings: ScreenSettings | None) -> list[str]:
    """A page for each field; of several that differ by little more than their record one."""
    alike: dict[tuple[object, ...], list[Placed]] = {}
    for cls, field in placed:
        same = (field.key, kind_words(field), field.table_words, rules_on(cls, field.key))
        alike.setdefault(tuple(map(str, same)), []).append((cls, field))
    return [_field_page(some, settings) for some in alike.values()]


def _field_page(alike: Sequence[Placed], settings: ScreenSettings | None) -> str:
    cls, field = alike[0]
    rows = [(f"of {article_name(holder)}", one.about) for holder, one in alike]
    rows += [("kind", kind_words(field)), ("example", example_of(cls, field))]
    rows += [("in tables", field.table_words)] if field.table_words else []
    rows += [
        ("" if number else "rules", f"{rule.code} {rule.name}: {rule.fires}")
        for number, rule in enumerate(rules_on(cls, field.key))
    ]
    return "\n".join([field.key, *_rows(rows, settings), ""])


def _rows(rows: Sequence[tuple[str, str]], settings: ScreenSettings | None) -> list[str]:
    width = max(len(name) for name, _ in rows)
    hang = INDENT + " " * (width + 2)
    return [folded(f"{INDENT}{name:<{width}}  {plain(text)}", settings, hang) for name, text in rows]


def plain(text: str) -> str:
    """Words of a page without the marks of Markdown."""
    return text.replace("**", "").replace("`", "")
