"""Plan files as they were read: of each its document, the plan, what was wrong with it, and what is in doubt."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

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


class Elsewhere(Protocol):
    """The plans that were not asked for: each is read when something that was asked for names it."""

    def file(self, plan_id: str) -> PlanFile | None:
        """A plan's file by the plan's id, from among all that there are; None where there is none."""
        ...

    def naming(self, plan_id: str) -> Iterator[PlanFile]:
        """Every file in which the plan's id is written."""
        ...


@dataclass(frozen=True, slots=True)
class PlanFiles:
    """Every file that was read, in order of id; ``assessments``: how many self-assessments lie beside them;
    ``elsewhere`` finds a plan that was not asked for, for what one that was says of it.
    """

    files: tuple[PlanFile, ...]
    assessments: int = 0
    elsewhere: Elsewhere | None = dataclasses.field(default=None, repr=False, compare=False)
    _by_id: dict[str, PlanFile] = dataclasses.field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_id", {file.source.id: file for file in reversed(self.files)})

    @classmethod
    def of(cls, files: Iterable[PlanFile], assessments: int = 0, elsewhere: Elsewhere | None = None) -> PlanFiles:
        """Files as a register.

        Of two that have one id the first by its name is the plan: the other is an error, and counts nowhere.
        """
        ordered = sorted(files, key=lambda file: (file.source.id, file.source.name))
        return cls(tuple(_one_of_an_id(ordered)), assessments, elsewhere)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(file.source.id for file in self.files)

    @property
    def plans(self) -> tuple[Plan, ...]:
        return tuple(file.plan for file in self.files if file.plan is not None)

    def file(self, plan_id: str) -> PlanFile | None:
        return self._by_id.get(plan_id)

    def plan(self, plan_id: str) -> Plan | None:
        file = self.file(plan_id)
        return file.plan if file else None

    def anywhere(self, plan_id: str) -> PlanFile | None:
        """A plan's file, also where it is not among those that were asked for."""
        return self.file(plan_id) or (self.elsewhere.file(plan_id) if self.elsewhere is not None else None)

    def naming_elsewhere(self, plan_id: str) -> Iterator[PlanFile]:
        """The files that were not asked for, and in which a plan's id is written."""
        return self.elsewhere.naming(plan_id) if self.elsewhere is not None else iter(())


class Streamed:
    """The same files, of which only one is held at a time: each is read when it is come to, and read again when it is
    asked for.

    ``sources``: with their bytes, or such as read them when they are come to; ``names``: each file's name and id;
    ``assessments``: how many self-assessments lie beside them; ``located``: whether findings are to be looked for, so
    that it is noted where each part of a file stands; ``elsewhere`` finds a plan that was not asked for.
    """

    def __init__(
        self,
        sources: Sequence[Source],
        names: Sequence[tuple[str, str]],
        conventions: Conventions = STANDARD,
        located: bool = True,
        *,
        assessments: int = 0,
        elsewhere: Elsewhere | None = None,
    ):
        self.conventions = conventions
        self.elsewhere = elsewhere
        self.assessments = assessments
        self._located = located
        self._sources = sources
        self._names = names
        self._order = sorted(range(len(names)), key=lambda at: (names[at][1], names[at][0]))
        self._by_id = {names[at][1]: at for at in reversed(self._order)}
        self._asked: dict[str, PlanFile] = {}

    def __len__(self) -> int:
        return len(self._names)

    @property
    def files(self) -> Iterator[PlanFile]:
        return self.some(range(len(self)))

    def some(self, numbers: Iterable[int]) -> Iterator[PlanFile]:
        """The files that have these numbers in the order of the register, each as it stands among all of them."""
        for number in numbers:
            yield _among(self._one(self._order[number]), self._named_before(number))

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Each file's name and id, in the order of the register."""
        return tuple(self._names[at] for at in self._order)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(plan_id for _, plan_id in self.names)

    def file(self, plan_id: str) -> PlanFile | None:
        """One file, read for its own sake; the last few that were asked for are kept."""
        if plan_id not in self._by_id:
            return None
        if plan_id not in self._asked:
            while len(self._asked) >= _KEPT:
                del self._asked[next(iter(self._asked))]
            self._asked[plan_id] = self._one(self._by_id[plan_id])
        return self._asked[plan_id]

    def plan(self, plan_id: str) -> Plan | None:
        file = self.file(plan_id)
        return file.plan if file else None

    def anywhere(self, plan_id: str) -> PlanFile | None:
        """A plan's file, also where it is not among those that were asked for."""
        return self.file(plan_id) or (self.elsewhere.file(plan_id) if self.elsewhere is not None else None)

    def naming_elsewhere(self, plan_id: str) -> Iterator[PlanFile]:
        """The files that were not asked for, and in which a plan's id is written."""
        return self.elsewhere.naming(plan_id) if self.elsewhere is not None else iter(())

    def _one(self, at: int) -> PlanFile:
        return load_one(self._sources[at], self.conventions, self._located)

    def _named_before(self, number: int) -> str:
        """The name of a file that has the same id and comes before this one; '' where there is none."""
        name, plan_id = self._names[self._order[number]]
        while number and self._names[self._order[number - 1]][1] == plan_id:
            number -= 1
            if (other := self._names[self._order[number]][0]) != name:
                return other
        return ""


# how many plans that others point at are kept at once
_KEPT = 16
AnyRegister = PlanFiles | Streamed


def _one_of_an_id(files: Iterable[PlanFile]) -> Iterator[PlanFile]:
    """Files in order of id and name, each as it stands among all of them."""
    names: list[str] = []
    plan_id = ""
    for file in files:
        if file.source.id != plan_id:
            plan_id, names = file.source.id, []
        yield _among(file, next((name for name in reversed(names) if name != file.source.name), ""))
        names.append(file.source.name)


def _among(file: PlanFile, first: str) -> PlanFile:
    """A file where ``first`` names another of the same id that is the plan, if there is one."""
    return _second_of(file, first) if first else file


def load(
    sources: Iterable[Source],
    conventions: Conventions = STANDARD,
    known: Iterable[PlanFile] = (),
    *,
    assessments: int = 0,
    elsewhere: Elsewhere | None = None,
) -> PlanFiles:
    """Read every source. Bad input is a finding, never an exception. What is ``known`` is not read again."""
    read_already = {loaded.source: loaded for loaded in known if loaded.conventions == conventions}
    with uncollected():
        files = [read_already.get(source) or load_one(source, conventions) for source in sources]
    return PlanFiles.of(files, assessments, elsewhere)


@contextmanager
def uncollected() -> Iterator[None]:
    """Nothing is looked through for rubbish meanwhile: a portfolio is a million small objects that all stay, and that
    doubles the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _second_of(file: PlanFile, first: str) -> PlanFile:
    names = f"{file.source.name} and {first}"
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


def load_one(source: Source, conventions: Conventions = STANDARD, located: bool = True) -> PlanFile:
    return load_document(read(source, located), conventions)


def load_document(document: Document, conventions: Conventions = STANDARD) -> PlanFile:
    reading = PlanReader(document, conventions)
    plan = reading.plan()
    return PlanFile(document, plan, reading.findings(), frozenset(reading.doubts), conventions)
