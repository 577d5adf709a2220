"""The templates there are, by name: s11's own, and a council's own before them."""

from __future__ import annotations

from collections.abc import Mapping

from s11.text import Unread


class Templates(dict[str, str]):
    """Name → text of every template.

    ``own``: the names of those that are a council's own, which are trusted with nothing. ``unread``: those that stand
    in a council's folder and cannot be read, with why; none of s11's own takes their place.
    """

    def __init__(self, texts: Mapping[str, str], own: frozenset[str] = frozenset(), unread: Mapping[str, Unread] | None = None):
        super().__init__({name: text for name, text in texts.items() if name not in (unread or {})})
        self.own, self.unread = own, dict(unread or {})


def why_unread(templates: Mapping[str, str], name: str) -> str:
    """Why a template that is there cannot be read; '' where it can, or where there is none."""
    unread = templates.unread.get(name) if isinstance(templates, Templates) else None
    return f"template {name}: {unread.words}" if unread else ""
