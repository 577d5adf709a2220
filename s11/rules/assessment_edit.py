"""What a rule about an edit of a self-assessment is shown: what changed in one return, and both sides on one day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from s11.change import is_reason
from s11.change.assessments import AssessedComparison, AssessedPair, AssessedPart, Item, ItemsChange
from s11.frozen import dataclass
from s11.plan import SELF, Amendment, Answer, GivenGrade, Submission
from s11.rules.assessment_context import AssessmentContext
from s11.standing.answers import FROM_WORST, AnswerStanding
from s11.text import ERROR, Path
from s11.when import day_words

AMEND = (
    "add an entry under 'amendments' with 'date:', 'by:', 'why:' and, under 'about:', the number of each standard "
    "whose answer was changed"
)
AMEND_WHOLE = "add an entry under 'amendments' with 'date:', 'by:' and 'why:', and without 'about:'"


@dataclass(frozen=True, slots=True)
class EarlierFault:
    """Where another rule has found fault with this edit already; ``standard`` is '' where it is with the whole."""

    code: str
    path: Path
    level: str
    standard: str


@dataclass(frozen=True, slots=True)
class AssessmentEdit:
    """One self-assessment as it stands now, what changed in it, and both sides to be judged on one day.

    ``was`` is None where it is new. ``gone``: it was removed, and ``now`` is then what it was. ``faulted``:
    what other rules have found already.
    """

    now: AssessmentContext
    was: AssessmentContext | None
    compared: AssessedComparison
    gone: bool = False
    faulted: tuple[EarlierFault, ...] = ()

    @property
    def pairs(self) -> tuple[AssessedPair, ...]:
        return self.compared.every

    @property
    def whole(self) -> AssessedPair | None:
        return self.compared.whole

    def answers(self) -> Iterator[AssessedPair]:
        return (pair for pair in self.compared.pairs if pair.new.kind == "answer")

    def challenges(self) -> Iterator[AssessedPair]:
        return (pair for pair in self.compared.pairs if pair.new.kind == "challenge")

    # places

    def path(self, part: AssessedPart) -> Path:
        """Where something stands in the file as it is now."""
        entries: Iterator[tuple[Path, object]] = chain(
            self.now.answers(), self.now.entries(("challenges",), self.now.assessment.challenges)
        )
        return next((path for path, record in entries if record is part.record), ())

    def field_path(self, part: AssessedPart, field: str) -> Path:
        """Where a field of it stands; where it is missing, what it would stand in."""
        path = self.path(part)
        return (*path, field) if self.now.document.has((*path, field)) else path or ("title",)

    def item_path(self, part: AssessedPart, field: str, item: Item) -> Path:
        """Where one entry of a list of it stands."""
        above = (*self.path(part), field)
        held = self.now.entries(above, part.items(field))
        return next((path for path, other in held if other is item), above)

    # reasons

    @property
    def submitted(self) -> Submission | None:
        """The submission as it stood before the edit, where it had happened by the day."""
        sent = self.was.assessment.submitted if self.was is not None else None
        return sent if sent is not None and sent.date <= self.now.day else None

    def amendments(self) -> Iterator[Amendment]:
        """The amendments that this edit adds and that give a reason, made by the day and not before the submission."""
        if self.whole is None:
            return
        earlier = [one.why for one in self.was.assessment.amendments] if self.was is not None else []
        sent = self.submitted
        for one in self.whole.items("amendments").added:
            if (
                isinstance(one, Amendment)
                and one.date <= self.now.day
                and (sent is None or one.date.toordinal() >= _first(sent))
                and is_reason(one.why, earlier)
            ):
                yield one

    def amended(self, standard: str = "") -> bool:
        """Whether an amendment of this edit says why: of a standard one that names it, else one of the whole."""
        return any(standard in one.about if standard else not one.about for one in self.amendments())

    def amended_any(self) -> bool:
        """Whether any amendment of this edit gives a reason."""
        return any(True for _ in self.amendments())

    def grades_added(self, pair: AssessedPair) -> Iterator[GivenGrade]:
        """The grades that were added by the day, as they stand in the file."""
        for one in pair.items("grades").added:
            if isinstance(one, GivenGrade) and (one.date is None or one.date <= self.now.day):
                yield one

    def grade_before(self, pair: AssessedPair, grade: GivenGrade) -> GivenGrade | None:
        """What the same side, the body itself or others, had given by the day before this edit."""
        held = (one for one in reversed(pair.old.items("grades")) if isinstance(one, GivenGrade))
        by_then = (one for one in held if one.date is None or one.date <= self.now.day)
        return next((one for one in by_then if (one.by == SELF) == (grade.by == SELF)), None)

    def grade_has_reason(self, pair: AssessedPair, grade: GivenGrade) -> bool:
        earlier = [one.why for one in pair.old.items("grades") if isinstance(one, GivenGrade)]
        return is_reason(grade.why, earlier)

    def rank(self, side: AssessmentContext | None, grade: GivenGrade | None) -> int:
        """Where a grade stands from the worst, 0, by the scale of a side; what is not known stands among the others."""
        means = side.means(grade) if side is not None else None
        return FROM_WORST.index(None if means == "not_graded" else means)

    # cells

    def cells(self) -> Iterator[tuple[str, AnswerStanding, AnswerStanding]]:
        """Each standard before and after the edit, both on one day, with what plans and lists say now."""
        if self.was is None or self.whole is None:
            return
        became = {pair.old.standard: pair.new.standard for pair in self.answers()}
        same_list = self.was.assessment.standards == self.now.assessment.standards
        before = AssessmentContext(
            self.was.loaded,
            self.was.assessment,
            self.now.register,
            # what a list alone makes of it is told of the list
            (self.now if same_list else self.was).standards,
            self.now.vantage,
            (self.now if same_list else self.was).unsure,
            self.now.whole,
        )
        listed = before.listed
        ids = [*(one.id for one in listed.standards)] if listed is not None else []
        for standard in dict.fromkeys([*ids, *(one.standard for one in before.assessment.answers)]):
            now = became.get(standard, standard)
            yield now, before.of_standard(standard), self.now.of_standard(now)

    def has_error(self, standard: str) -> bool:
        """Whether an error was found already that bears on a standard."""
        return any(one.level == ERROR and one.standard in ("", standard) for one in self.faulted)

    def has_error_at(self, standard: str) -> bool:
        """Whether an error was found already with this very answer."""
        return any(one.level == ERROR and one.standard == standard for one in self.faulted)

    def answer_pair(self, standard: str) -> AssessedPair | None:
        return next((pair for pair in self.answers() if pair.new.standard == standard), None)

    @property
    def on(self) -> str:
        return day_words(self.now.day)


def _first(sent: Submission) -> int:
    """The first day on which it can have been submitted: of a month its first."""
    return getattr(sent.date, "first", sent.date).toordinal()


def own_change(change: ItemsChange) -> bool:
    """Whether a list of the body's own says something else, more or less than a slip that was mended."""
    return bool(change.added or change.removed or change.altered or change.redacted or change.filled)


def is_bare_answer(answer: Answer) -> bool:
    """Whether nothing stands in an answer but the number of its standard."""
    held = (getattr(answer, name) for name in answer.__dataclass_fields__ if name != "standard")
    return not any(held)
