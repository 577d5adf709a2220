"""Plan files as they were read: of each its document, the plan, what was wrong with it, and what is in doubt."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Iterable
from dataclasses import dataclass

from s11.plan.reading import PlanReader
from s11.plan.records import Plan
from s11.text import ERROR, Document, Finding, Path, Source, Span, read
from s11.when import STANDARD, Conventions


@dataclass(slots=True)
class PlanFile:
    """One file: its document, the plan as far as it could be read, what was wrong, and the fields thereby in doubt.

    Of many faults the first are kept, and a last one says how many more there are.
    """

    document: Document
    plan: Plan | None
    findings: tuple[Finding, ...]
    doubts: frozenset[Path] = frozenset()
    # the calendar with which its timescales were read
    conventions: Conventions = STANDARD
    around_doubts: frozenset[Path] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.around_doubts = frozenset(doubt[:end] for doubt in self.doubts for end in range(1, len(doubt) + 1))

    def in_doubt(self, path: Path) -> bool:
        """Whether a place is a field in doubt, or lies within one."""
        return bool(self.doubts) and any(path[:end] in self.doubts for end in range(len(path) + 1))

    def holds_doubt(self, path: Path) -> bool:
        """Whether a place is a field in doubt, or one lies within it."""
        return path in self.around_doubts

    @property
    def source(self) -> Source:
        return self.document.source

    @property
    def whole(self) -> bool:
        """Whether every word of the file has found its place."""
        return self.plan is not None and not self.findings


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """Every file that was read, in order of id."""

    files: tuple[PlanFile, ...]

    @classmethod
    def of(cls, files: Iterable[PlanFile]) -> PlanFiles:
        """Files as a register.

        Of two that have one id the first by its name is the plan: the other is an error, and counts nowhere.
        """
        kept: list[PlanFile] = []
        for file in sorted(files, key=lambda file: (file.source.id, file.source.name)):
            first = (
                next(
                    (
                        other
                        for other in reversed(kept)
                        if other.source.id == file.source.id and other.source.name != file.source.name
                    ),
                    None,
                )
                if kept and kept[-1].source.id == file.source.id
                else None
            )
            kept.append(file if first is None else _second_of(file, first))
        return cls(tuple(kept))

    @property
    def plans(self) -> tuple[Plan, ...]:
        return tuple(file.plan for file in self.files if file.plan is not None)

    def file(self, plan_id: str) -> PlanFile | None:
        return next((file for file in self.files if file.source.id == plan_id), None)

    def plan(self, plan_id: str) -> Plan | None:
        file = self.file(plan_id)
        return file.plan if file else None


def load(sources: Iterable[Source], conventions: Conventions = STANDARD) -> PlanFiles:
    """Read every source. Bad input is a finding, never an exception."""
    collecting = gc.isenabled()
    # a portfolio is a million small objects that all stay: looking through them for rubbish doubles the time
    gc.disable()
    try:
        files = [load_one(source, conventions) for source in sources]
    finally:
        if collecting:
            gc.enable()
    return PlanFiles.of(files)


def _second_of(file: PlanFile, first: PlanFile) -> PlanFile:
    names = f"{file.source.name} and {first.source.name}"
    message = f"{names} are one plan to s11, '{file.source.id}': of this file nothing is read"
    place = file.document.place(Span(0, 0))
    twice = Finding(
        "S101",
        ERROR,
        file.source.name,
        (),
        place,
        message,
        "take one of the two away, or give it a name of its own",
        plan=file.source.id,
    )
    return PlanFile(file.document, None, (twice,))


def load_one(source: Source, conventions: Conventions = STANDARD) -> PlanFile:
    return load_document(read(source), conventions)


def load_document(document: Document, conventions: Conventions = STANDARD) -> PlanFile:
    reading = PlanReader(document, conventions)
    plan = reading.plan()
    return PlanFile(document, plan, reading.findings(), frozenset(reading.doubts), conventions)
