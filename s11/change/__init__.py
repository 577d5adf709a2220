"""Two readings of the same plans → what changed, as typed records. Nothing else in s11 compares.

Pure: no disk, no git, no day of its own. What an entry or a moved date is worth on a day, the rules judge; ``changes``
and ``history`` tell the same records. ``similarity`` says when two texts are the same, ``matching`` which thing is
which, ``diff`` how a pair differs, ``judged`` how its actions stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11 import on_demand

if TYPE_CHECKING:
    from s11.change.as_of import dated_after, known_by
    from s11.change.comparison import compare
    from s11.change.diff import chains, redated
    from s11.change.judged import JudgedComparison, Standings
    from s11.change.matching import parts_of
    from s11.change.records import (
        KINDS,
        LONG_DAYS,
        Change,
        Comparison,
        DateMove,
        EntryChange,
        FieldChange,
        IdChange,
        LeadChange,
        LegendChange,
        Pair,
        Part,
        PlaceChange,
        RatingChange,
        Removed,
        TextChange,
    )
    from s11.change.similarity import is_plainly_same, is_reason, is_typing_slip, likeness, redacted, same_text

__all__ = [
    "KINDS",
    "LONG_DAYS",
    "Change",
    "Comparison",
    "DateMove",
    "EntryChange",
    "FieldChange",
    "IdChange",
    "JudgedComparison",
    "LeadChange",
    "LegendChange",
    "Pair",
    "Part",
    "PlaceChange",
    "RatingChange",
    "Removed",
    "Standings",
    "TextChange",
    "chains",
    "compare",
    "dated_after",
    "is_plainly_same",
    "is_reason",
    "is_typing_slip",
    "known_by",
    "likeness",
    "parts_of",
    "redacted",
    "redated",
    "same_text",
]

if not TYPE_CHECKING:
    _HOMES = ("records", "similarity", "matching", "diff", "judged", "comparison", "as_of")

    def __getattr__(name: str) -> object:
        return on_demand(__name__, __all__, _HOMES, name)
