"""Two readings of the same plans, compared."""

from __future__ import annotations

from s11.change.diff import changes
from s11.change.matching import Matching
from s11.change.records import Comparison, Pair
from s11.plan import PlanFiles


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
