"""What an import is given, and what it makes of a document: plan, doubts, what was left out, what is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from s11.english import number_of
from s11.intake.columns import Head
from s11.intake.legend import LegendEntry


@dataclass(frozen=True, slots=True)
class Given:
    """What the person who imports says of a plan: what a table does not.

    ``mapping``: heading → meaning; ``legend``: word → state; ``day``: the day from which a year is counted.
    """

    title: str = ""
    organisation: str = ""
    origin: str = ""
    as_at: date | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    legend: Mapping[str, str] = field(default_factory=dict)
    day: date | None = None
    tables: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class TableRead:
    """One table: its columns and what they were taken for; None where it was taken for no table of a plan, and why."""

    name: str
    head: Head | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class PlacedDoubt:
    """A doubt with the line of the plan that it bears on; 0 where none does."""

    place: str
    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Imported:
    """A document as a plan: its text, what its tables were taken for, the doubts, what was left out and why, and the
    words that are found nowhere, which must be none. ``numbers``: the ids that the document itself gives, 'rec:4' and
    '4.1'; ``as_at``: the day that it says of its ratings and notes; ``where``: the cell of each text. Of an assurance
    table ``assessment`` is the self-assessment's text, ``answers`` how many standards it answers, and ``text`` the plan
    of what is to be improved, '' where nothing is.
    """

    text: str
    tables: tuple[TableRead, ...]
    legend: tuple[LegendEntry, ...]
    doubts: tuple[PlacedDoubt, ...]
    left_out: tuple[tuple[str, str, str], ...]
    lost: tuple[str, ...]
    recommendations: int
    actions: int
    words: int
    numbers: frozenset[str] = frozenset()
    as_at: date | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    assessment: str = ""
    answers: int = 0

    @property
    def whole(self) -> bool:
        """Whether every word of the document is in the plan, or said to be left out and why."""
        return not self.lost


def summary(imported: Imported) -> str:
    """One sentence: what was made, and what is to be looked at."""
    answered = f"{number_of(imported.answers, 'standard')} answered; " if imported.assessment else ""
    return (
        f"{answered}{number_of(imported.recommendations, 'recommendation')}, {number_of(imported.actions, 'action')}; "
        f"{number_of(imported.words, 'word')} of the document, {len(imported.lost)} unaccounted for; "
        f"{number_of(len(imported.doubts), 'doubt')}"
    )
