"""What lies beside an open file: the plans that it may name, its calendar, the lists of standards, and the day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from s11.plan import AnyRegister, PlanFile, StandardList, StandardsFile, load_standards
from s11.rules.rule import RuleContext
from s11.standing import judge_plan
from s11.text import Document, Finding, Source
from s11.when import Conventions, Vantage

OpenKind = Literal["plan", "assessment", "settings", "standards"]


class ListedStandards(NamedTuple):
    """A list of standards, where it is kept, and its text with the place of each."""

    listed: StandardList
    document: Document
    path: Path


@dataclass(frozen=True, slots=True)
class Around:
    """An open file among what lies beside it, every other open text in the place of its file.

    ``wrong`` says why none of it can be judged, where that is so. ``path_of`` is where a plan is kept. ``files``: every
    file of standards; ``standards``: the lists among them, by their names.
    """

    kind: OpenKind
    source: Source
    register: AnyRegister
    vantage: Vantage
    conventions: Conventions
    files: tuple[StandardsFile, ...]
    standards: Mapping[str, ListedStandards]
    exists: Callable[[str], bool]
    path_of: Callable[[str], Path | None]
    wrong: str = ""

    @property
    def nothing_checked(self) -> str:
        """Why a plan or a self-assessment is not looked at; '' where it is."""
        of_calendar = self.kind in ("plan", "assessment")
        return f"nothing here is checked: {self.wrong}" if self.wrong and of_calendar else ""

    @property
    def standard_ids(self) -> dict[str, frozenset[str]]:
        return load_standards(self.files)

    def case(self, loaded: PlanFile) -> RuleContext | None:
        """A plan as the rules see it, with every action judged; None where it could not be read."""
        if loaded.plan is None:
            return None
        standings = judge_plan(loaded.plan, self.vantage)
        return RuleContext(loaded, loaded.plan, standings, self.register, self.vantage, self.exists, self.standard_ids)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found wrong with one open text: in it, and with the edit of it that is not committed yet.

    ``document``: its text as it was read; ``plan``: what that says, where it is a plan; ``note``: what could not be
    looked at, and why.
    """

    uri: str
    version: int
    document: Document
    findings: tuple[Finding, ...]
    plan: PlanFile | None = None
    on_edit: tuple[Finding, ...] = ()
    note: str = ""
