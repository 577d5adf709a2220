"""Two readings of the same plans → what changed, as typed records. Nothing else in s11 compares.

Pure: no disk, no git, no day of its own. What an entry or a moved date is worth on a day, the rules judge; ``changes``
and ``history`` tell the same records. ``similarity`` says when two texts are the same, ``matching`` which thing is
which, ``diff`` how a pair differs, ``judged`` how its actions stand.
"""

from __future__ import annotations

from s11.change.as_of import dated_after, known_by
from s11.change.diff import chains, changes, redated
from s11.change.judged import JudgedComparison, Standings
from s11.change.matching import Matching, parts_of
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
from s11.plan import PlanFiles

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


def compare(old: PlanFiles, new: PlanFiles) -> Comparison:
    """What changed between two readings of plans: pairs and added in the new side's order, removed in the old's."""
    matching = Matching(old, new)
    pairs = tuple(
        Pair(matching.old_of[part], part, tuple(changes(matching, matching.old_of[part], part)))
        for part in matching.new
        if part in matching.old_of
    )
    added = tuple(part for part in matching.new if part not in matching.old_of)
    return Comparison(pairs, added, tuple(matching.removed()), tuple(matching.reused(added)))
