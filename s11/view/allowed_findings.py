"""What a plan's file tells s11 not to say: the allowances at each of its parts, and which an edit put in or took away.

An allowance (``# s11: allow S205 why``) is a remark beside the data, so the model does not hold it; its own words are
its reason, and the day it was put in is that of the commit which did it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from s11.change import Part
from s11.change.phrases import NO_REASON
from s11.plan import PlanFile, PlanFiles
from s11.rules import read_allowances
from s11.rules.edit_context import Side
from s11.when import Vantage


class Silenced(NamedTuple):
    """Findings that are not to be told: by their codes, of the part that the allowance stands at."""

    part: Part
    codes: tuple[str, ...]
    reason: str

    @property
    def why(self) -> str:
        return f"reason: {self.reason}" if self.reason else NO_REASON

    def sentence(self, one: str, several: str) -> str:
        """A sentence on these findings, with the verb as it is said of one and of several."""
        findings = f"a finding {one}" if len(self.codes) == 1 else f"{len(self.codes)} kinds of finding {several}"
        return f"{findings}: {', '.join(self.codes)} at {self.part.address}, {self.why}"


def silenced_in(loaded: PlanFile, register: PlanFiles, vantage: Vantage, parts: Iterable[Part]) -> tuple[Silenced, ...]:
    """Every allowance of a file, each with the one of its plan's parts that it stands at."""
    allowances = [allowance for allowance in read_allowances(loaded) if allowance.codes]
    if not allowances:
        return ()
    side = Side.of(loaded, register, vantage)
    # of what begins on one line, the action rather than its evidence
    lines = sorted(
        ((side.line(part) if part.at else 0, -len(part.at), part) for part in parts), key=lambda line: line[:2]
    )
    return tuple(
        Silenced([part for line, _, part in lines if line <= allowance.excuses][-1], allowance.codes, allowance.reason)
        for allowance in allowances
    )


def put_in_and_taken_away(
    before: Iterable[Silenced], after: Iterable[Silenced], now_of: Mapping[Part, Part]
) -> tuple[list[Silenced], list[Silenced]]:
    """The allowances that only the newer of two readings has, and those that only the older has.

    ``now_of``: what each part is now.
    """
    known = Counter(one._replace(part=now_of.get(one.part, one.part)) for one in before)
    put_in = []
    for one in after:
        if known[one]:
            known[one] -= 1
        else:
            put_in.append(one)
    return put_in, list(known.elements())
