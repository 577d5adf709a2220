"""Words as a reader may be shown them: nothing in a file steers a screen."""

from __future__ import annotations

import re

from s11.pattern import pattern

_UNSHOWN = pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-"
    "\udfff]"
)


def visible(text: str, ascii_only: bool = False) -> str:
    """Words with what would steer a screen made visible: control pictures, or ``\x1b`` where those cannot show."""
    if text.isprintable() and (not ascii_only or text.isascii()):
        # none of what is looked for can be printed
        return text

    def seen(match: re.Match[str]) -> str:
        code = ord(match[0])
        if code < 0x20 and not ascii_only:
            return chr(0x2400 + code)
        if code == 0x7F and not ascii_only:
            return "\u2421"
        return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"

    shown = _UNSHOWN.sub(seen, text)
    return shown.encode("ascii", "backslashreplace").decode() if ascii_only else shown


def in_json(text: str) -> str:
    """JSON with those characters written as ``\\uXXXX``, so that they show and still read back as they were."""
    return _UNSHOWN.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def one_line(text: str, ascii_only: bool = False) -> str:
    """``visible`` words with every run of white space folded, so that a record stays one line."""
    return visible(" ".join(text.split()), ascii_only)


def record(*fields: str) -> str:
    """One line for another program: fields with a tab between, none of which can end the line or begin a field."""
    if "".join(fields).isprintable():
        # neither can be printed
        return "\t".join(fields)
    return "\t".join(visible(field).replace("\t", "\u2409").replace("\n", "\u240a") for field in fields)
