"""The templates there are, by name: s11's own, and a council's own before them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from s11.text import UnreadReason


class Templates(dict[str, str]):
    """Name → text of every template.

    ``own``: the names of those that are a council's own, which are trusted with nothing. ``unread``: those that stand
    in a council's folder and cannot be read, with why; none of s11's own takes their place. ``uncommitted``: those of a
    council's own that are not as they were committed.
    """

    def __init__(
        self,
        texts: Mapping[str, str],
        own: frozenset[str] = frozenset(),
        unread: Mapping[str, UnreadReason] | None = None,
        uncommitted: frozenset[str] = frozenset(),
    ):
        super().__init__({name: text for name, text in texts.items() if name not in (unread or {})})
        self.own, self.unread, self.uncommitted = own, dict(unread or {}), uncommitted

    @property
    def imprint(self) -> str:
        """What a page says of a council's own templates, which may have said anything on it; '' where it has none."""
        if not self.own:
            return ""
        kept = "as committed" if not self.uncommitted else f"not committed: {', '.join(sorted(self.uncommitted))}"
        return f"Made with the council's own templates: {', '.join(sorted(self.own))} ({kept})."


def with_imprint(text: str, format: str, templates: Mapping[str, str]) -> str:
    """A page with that sentence at its end: no template of a council's own can leave it out."""
    imprint = templates.imprint if isinstance(templates, Templates) else ""
    if not imprint:
        return text
    if format != "html":
        return f"{text.rstrip()}\n\n{_MARKS.sub(lambda match: chr(92) + match[0], imprint)}\n"
    from html import escape

    foot = f"<footer><p>{escape(imprint)}</p></footer>\n"
    before, end, after = text.rpartition("</body>")
    return before + foot + end + after if end else text + foot


# what Markdown would take for more than a letter of a file's name
_MARKS = re.compile(r"[\\`*_<>\[\]|]")


def why_unread(templates: Mapping[str, str], name: str) -> str:
    """Why a template that is there cannot be read; '' where it can, or where there is none."""
    unread = templates.unread.get(name) if isinstance(templates, Templates) else None
    return f"template {name}: {unread.words}" if unread else ""
