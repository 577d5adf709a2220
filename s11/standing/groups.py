"""Several actions together: the one state that stands for them, and which of them are still to be done."""

from __future__ import annotations

from collections.abc import Sequence

from s11.english import CHECKED, State
from s11.standing.records import Standing
from s11.standing.states import APART

WORST_FIRST: tuple[State, ...] = CHECKED[:-1]


def one_state(standings: Sequence[Standing], own: str = "") -> tuple[State, tuple[str, ...]]:
    """The worst checked state of actions neither ended nor proposed, the recommendation's own rating among them; and
    which are so. Where every action is ended, that is its state.
    """
    live = [standing for standing in standings if standing.timing not in APART]
    states: list[str] = [*(standing.checked for standing in live), *([own] if own in WORST_FIRST else [])]
    if not states:
        if standings and all(standing.timing == "ended" for standing in standings):
            return "ended", tuple(standing.address for standing in standings)
        return "unrated", ()
    worst = WORST_FIRST[min(map(WORST_FIRST.index, states))]
    return worst, tuple(standing.address for standing in live if standing.checked == worst)


def is_open(standing: Standing) -> bool:
    """Neither done nor ended nor only proposed."""
    return standing.timing not in ("done", *APART)
