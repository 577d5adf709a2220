"""Lines folded and coloured for a screen, and what --fix would do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from s11.text import visible

if TYPE_CHECKING:
    from s11.render.screen import ScreenSettings


def folded(text: str, settings: ScreenSettings | None, hang: str = "") -> str:
    """Words folded at the edge of a screen; off a screen a record stays one line."""
    if settings is None or len(text) <= settings.width:
        return text
    from textwrap import fill

    margin = text[: len(text) - len(text.lstrip(" "))]
    return fill(
        text.strip(" "),
        settings.width,
        initial_indent=margin,
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def painted(text: str, style: str, settings: ScreenSettings | None) -> str:
    return f"\x1b[{style}m{text}\x1b[0m" if settings is not None and settings.colour else text


def difference(name: str, before: bytes, after: bytes, settings: ScreenSettings | None = None) -> str:
    """A unified diff that ``git apply`` takes; on a screen its lines are coloured and made safe to look at."""
    from difflib import unified_diff

    old, new = _lines(before), _lines(after)
    named_old, named_new = (_quoted(f"{side}/{name}") for side in "ab")
    lines_out = []
    for line in unified_diff(old, new, named_old, named_new):
        body = line if line.endswith("\n") else line + "\n\\ No newline at end of file\n"
        if settings is not None:
            style = "1" if line.startswith(("---", "+++")) else {"+": "36", "-": "35"}.get(line[0], "")
            shown = [visible(part.rstrip("\r"), settings.ascii_only) for part in body.removesuffix("\n").split("\n")]
            body = "\n".join(painted(part, style, settings) if style else part for part in shown) + "\n"
        lines_out.append(body)
    return "".join(lines_out)


def _quoted(name: str) -> str:
    """A file's name in a diff, as git writes one that holds more than plain signs."""
    if name.isprintable() and not set(name) & set('"\\'):
        return name
    signs = (
        chr(byte) if 0x20 <= byte < 0x7F and byte not in b'"\\' else f"\\{byte:03o}"
        for byte in name.encode("utf-8", "surrogateescape")
    )
    return f'"{"".join(signs)}"'


def _lines(data: bytes) -> list[str]:
    # git ends a line at LF only
    return [line for line in re.split(r"(?<=\n)", data.decode("utf-8", "surrogateescape")) if line]
