"""What a rule about a self-assessment is shown: one return, the lists of standards, and the plans beside it."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import field
from datetime import date
from typing import TypeVar

from s11.change import same_text
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
    fold_word,
)
from s11.standing.answers import AnswerStanding, PlanStandings, day_of_return, judge_answer
from s11.text import Document, Path
from s11.when import Vantage

T = TypeVar("T")
# two returns of a body that speak for days as near as this are of one cycle: the shortest in use is a year
SAME_CYCLE_DAYS = 183


def is_for_other_boards(one: Assessment, other: Assessment) -> bool:
    """Whether two returns are of the same part of one cycle, and each is for boards that the other is not for."""
    boards, theirs = ({fold_word(each) for each in of.boards} for of in (one, other))
    same_part = fold_word(one.round) == fold_word(other.round)
    return bool(boards and theirs) and not boards & theirs and same_part and is_of_one_cycle(one, other)


def is_of_one_cycle(one: Assessment, other: Assessment) -> bool:
    """Whether two returns speak for days of one cycle, as far as these are known."""
    on, then = day_of_return(one), day_of_return(other)
    return on is not None and then is not None and abs(on.toordinal() - then.toordinal()) <= SAME_CYCLE_DAYS


@dataclass(frozen=True, slots=True)
class AssessmentContext:
    """Everything a check may look at. Pure: a check reads no file, asks no clock and knows no other rule.

    ``unsure``: the lists of standards of which not all could be read. ``whole``: whether every plan there is was read;
    else nothing is concluded from a plan that is not among them. ``others``: the self-assessments beside it, as far as
    they were read.
    """

    loaded: AssessmentFile
    assessment: Assessment
    register: AnyRegister
    standards: Standards
    vantage: Vantage
    unsure: Container[str] = frozenset()
    whole: bool = True
    exists: Callable[[str], bool] | None = field(default=None, repr=False)
    others: Sequence[Assessment] = field(default=(), repr=False)
    find: PlanStandings = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "find", PlanStandings(self.register, self.vantage, self.whole))

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

    @property
    def last(self) -> Assessment | None:
        """The return of the same body to the same list before this one, where it is known."""
        on = day_of_return(self.assessment)
        earlier = [
            (day.toordinal(), other)
            for other in self.others
            if on is not None
            and (day := day_of_return(other)) is not None
            and on.toordinal() - day.toordinal() > SAME_CYCLE_DAYS
            and self._is_of_same_body(other)
        ]
        return max(earlier, key=lambda each: each[0])[1] if earlier else None

    @property
    def returns_for_other_boards(self) -> Iterator[Assessment]:
        """The returns of the same body to the same list in the same cycle, for other boards."""
        return (
            other
            for other in self.others
            if is_for_other_boards(self.assessment, other) and self._is_of_same_body(other)
        )

    def _is_of_same_body(self, other: Assessment) -> bool:
        own = self.assessment
        same = all(same_text(getattr(own, name), getattr(other, name)) for name in ("organisation", "unit"))
        return same and own.standards == other.standards and own.id != other.id

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

    def grade_label(self, grade: GivenGrade | None) -> str:
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
        return (*self.grade_path(above, answer, self.own(answer)), "grade")

    def own(self, answer: Answer) -> GivenGrade | None:
        """The body's own grade that holds on the day."""
        own = self.judged(answer).own
        return own.given if own is not None else None

    def judged(self, answer: Answer) -> AnswerStanding:
        """What is known of an answer on the day, its actions among it."""
        return judge_answer(self.assessment, answer, self.listed, self.vantage, self.find)

    def of_standard(self, id: str) -> AnswerStanding:
        """What is known of a standard by its number, answered or not."""
        return judge_answer(self.assessment, id, self.listed, self.vantage, self.find)

    def entries(self, path: Path, records: Sequence[T]) -> Iterator[tuple[Path, T]]:
        """The entries of a list field, each with its path; one bare entry stands for a list of one."""
        node = self.document.node(path)
        if not isinstance(node, list):
            yield from ((path, record) for record in records)
            return
        of_texts = bool(records) and isinstance(records[0], str)
        kept = [
            at
            for at, item in enumerate(node)
            if (isinstance(item, str) and item.strip() if of_texts else isinstance(item, dict))
        ]
        yield from (((*path, at), record) for at, record in zip(kept, records, strict=False))
