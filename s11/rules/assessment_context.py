"""What a rule about a self-assessment is shown: one return, the lists of standards, and the plans beside it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import field
from datetime import date
from typing import TypeVar

from s11.frozen import dataclass
from s11.plan import (
    Answer,
    AnyRegister,
    Assessment,
    AssessmentFile,
    Challenge,
    Fulfilment,
    GivenGrade,
    Standard,
    StandardList,
    Standards,
    own_address,
)
from s11.standing import Standing, judge_plan
from s11.text import Document, Path
from s11.when import Vantage

T = TypeVar("T")
MET: tuple[Fulfilment, ...] = ("exceeds", "met")
NOT_MET: tuple[Fulfilment, ...] = ("partly", "little", "not_met")


@dataclass(frozen=True, slots=True)
class AssessmentContext:
    """Everything a check may look at. Pure: a check reads no file, asks no clock and knows no other rule.

    ``unsure``: the lists of standards of which not all could be read. ``whole``: whether every plan there is was read;
    else nothing is concluded from a plan that is not among them.
    """

    loaded: AssessmentFile
    assessment: Assessment
    register: AnyRegister
    standards: Standards
    vantage: Vantage
    unsure: Container[str] = frozenset()
    whole: bool = True
    exists: Callable[[str], bool] | None = field(default=None, repr=False)
    # plans that were judged already, by their ids
    standings: dict[str, dict[str, Standing]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def document(self) -> Document:
        return self.loaded.document

    @property
    def day(self) -> date:
        return self.vantage.as_of

    @property
    def listed(self) -> StandardList | None:
        """The list of standards that it answers, where it was read whole."""
        name = self.assessment.standards
        return None if name in self.unsure else self.standards.lists.get(name)

    def standard(self, answer: Answer) -> Standard | None:
        return self.listed.standard(answer.standard) if self.listed is not None else None

    def answers(self) -> Iterator[tuple[Path, Answer]]:
        """Every answer with its path in the file."""
        return self.entries(("answers",), self.assessment.answers)

    def label(self, answer: Answer) -> str:
        return f"Standard {answer.standard}"

    def graded(self) -> Iterator[tuple[Path, str, GivenGrade]]:
        """Every grade that was given, of the whole and of each standard: its path, where it stands, and itself."""
        for path, one in self.entries(("grades",), self.assessment.grades):
            yield path, "The whole", one
        for above, answer in self.answers():
            for path, one in self.entries((*above, "grades"), answer.grades):
                yield path, self.label(answer), one

    def means(self, grade: GivenGrade | None) -> Fulfilment | None:
        """How far a standard is met by a grade; None where there is none, or the scale does not have its word."""
        return self.assessment.means(grade.grade) if grade is not None else None

    def said(self, grade: GivenGrade | None) -> str:
        """A grade in the body's own word, with what it means: 'green' (met)."""
        means = self.means(grade)
        word = f"'{grade.grade}'" if grade is not None else "nothing"
        return f"{word} ({means.replace('_', ' ')})" if means is not None else word

    def kind_words(self, challenge: Challenge) -> str:
        """What a challenge was, in words: 'peer review'."""
        return challenge.how.replace("_", " ")

    def grade_path(self, above: Path, answer: Answer, grade: GivenGrade | None) -> Path:
        """Where a grade of an answer stands."""
        for path, one in self.entries((*above, "grades"), answer.grades):
            if one is grade:
                return path
        return above

    def own_path(self, above: Path, answer: Answer) -> Path:
        """Where the word of the body's own grade stands."""
        return (*self.grade_path(above, answer, answer.own), "grade")

    def is_late(self, address: str) -> bool:
        """Whether the action at an address is late on the day; not, where there is none or it cannot be read."""
        name, _, inside = own_address(self.assessment.id, address).partition("#")
        if name not in self.standings:
            plan = self.register.plan(name)
            judged = judge_plan(plan, self.vantage) if plan is not None else ()
            self.standings[name] = {standing.action.id: standing for standing in judged}
        standing = self.standings[name].get(inside)
        return standing is not None and standing.timing == "late"

    def entries(self, path: Path, records: Sequence[T]) -> Iterator[tuple[Path, T]]:
        """The entries of a list field, each with its path; one bare entry stands for a list of one."""
        node = self.document.node(path)
        if not isinstance(node, list):
            yield from ((path, record) for record in records)
            return
        words = bool(records) and isinstance(records[0], str)
        kept = [
            at
            for at, item in enumerate(node)
            if (isinstance(item, str) and item.strip() if words else isinstance(item, dict))
        ]
        yield from (((*path, at), record) for at, record in zip(kept, records, strict=False))
