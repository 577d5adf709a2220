"""Two readings of the same plans → what changed, as typed records. Nothing else in s11 compares.

Pure: no disk, no git, no day. What an entry or a moved date is worth on a day, the rules judge; ``changes`` and
``history`` tell the same records. ``words`` says when two texts are the same, ``matching`` which thing is which,
``telling`` how a pair differs.
"""

from __future__ import annotations

from s11.change.known import dated_after, known_by
from s11.change.matching import Matching, parts_of
from s11.change.records import (
    KINDS,
    Change,
    Comparison,
    Elsewhere,
    Entered,
    Led,
    Legend,
    Moved,
    Pair,
    Part,
    Rated,
    Removed,
    Renumbered,
    Reworded,
    Set,
)
from s11.change.telling import chains, changes, redated
from s11.change.words import is_reason, likeness, mended, plainly_same, redacted, same_words
from s11.plan import Register

__all__ = [
    "KINDS", "Change", "Comparison", "Elsewhere", "Entered", "Led", "Legend", "Moved", "Pair", "Part", "Rated", "Removed", "Renumbered", "Reworded", "Set",
    "chains", "compare", "dated_after", "is_reason", "known_by", "likeness", "mended", "parts_of", "plainly_same", "redacted", "redated", "same_words",
]  # fmt: skip


def compare(old: Register, new: Register) -> Comparison:
    """What changed between two readings of the same plans: pairs and added in the new side's order, removed in the old's."""
    matching = Matching(old, new)
    pairs = tuple(Pair(matching.old_of[part], part, tuple(changes(matching, matching.old_of[part], part))) for part in matching.new if part in matching.old_of)
    added = tuple(part for part in matching.new if part not in matching.old_of)
    return Comparison(pairs, added, tuple(matching.removed()), tuple(matching.reused(added)))
