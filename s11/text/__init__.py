"""YAML text read into strings, each with its place.

Offsets are code points of the decoded text after a byte order mark, half-open. Line and column (both from 1) are
worked out only for a problem that is shown. Every scalar stays text: whoever reads it gives it a type. What can be
read is returned together with what was wrong, so that one slip never hides the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11 import on_demand

if TYPE_CHECKING:
    from s11.text.document import Document, is_remark
    from s11.text.edit import (
        CannotEdit,
        Mending,
        Replacement,
        encoded,
        made_with,
        mended,
        renamed,
        reordered,
        rewritten,
        with_comment,
        with_keys,
    )
    from s11.text.model import (
        ADVICE,
        ERROR,
        LEVELS,
        MAX_BYTES,
        MAX_DEPTH,
        MAX_FINDINGS,
        WARNING,
        Comment,
        Finding,
        Node,
        Path,
        Place,
        Source,
        Span,
        UnreadReason,
    )
    from s11.text.reading import read, unseen
    from s11.text.shown import in_json, one_line, record, visible
    from s11.text.splice import put, put_entry, take_out

__all__ = [
    "ADVICE",
    "ERROR",
    "LEVELS",
    "MAX_BYTES",
    "MAX_DEPTH",
    "MAX_FINDINGS",
    "WARNING",
    "CannotEdit",
    "Comment",
    "Document",
    "Finding",
    "Mending",
    "Node",
    "Path",
    "Place",
    "Replacement",
    "Source",
    "Span",
    "UnreadReason",
    "encoded",
    "in_json",
    "is_remark",
    "made_with",
    "mended",
    "one_line",
    "put",
    "put_entry",
    "read",
    "record",
    "renamed",
    "reordered",
    "rewritten",
    "take_out",
    "unseen",
    "visible",
    "with_comment",
    "with_keys",
]

if not TYPE_CHECKING:
    _HOMES = ("model", "shown", "document", "reading", "edit", "splice")

    def __getattr__(name: str) -> object:
        return on_demand(__name__, __all__, _HOMES, name)
