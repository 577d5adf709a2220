"""S802: a standard graded met, and nothing that shows it."""

from collections.abc import Iterator

from s11.english import number_of
from s11.plan import Answer
from s11.rules.assessment_context import AssessmentContext
from s11.rules.examples import with_answer
from s11.rules.rule import Hit, Rule
from s11.text import WARNING, Path

HINT = "name what shows it under 'evidence', with its day; it need not be attached"


def check(case: AssessmentContext) -> Iterator[Hit]:
    for path, answer in _wanting_evidence(case):
        if case.judged(answer).without_evidence:
            message = (
                f"{case.label(answer)}: graded {case.grade_label(case.own(answer))} by itself, and no evidence is named"
            )
            yield Hit(path, message, HINT)


def _wanting_evidence(case: AssessmentContext) -> Iterator[tuple[Path, Answer]]:
    """The answers that ask for evidence, each with the path of the body's own grade."""
    for above, answer in case.answers():
        if case.judged(answer).wants_evidence:
            yield case.own_path(above, answer), answer


def gather(case: AssessmentContext) -> tuple[int, str]:
    count = sum(1 for _ in _wanting_evidence(case))
    return count, f"none of the {number_of(count, 'standard')} that are graded met has evidence"


RULE = Rule(
    code="S802",
    name="met-without-evidence",
    level=WARNING,
    fires="a standard is graded met or better, or with a grade that needs evidence, and none is named",
    why=(
        "A board may be assured by what can be looked up, and not by a colour. Evidence is named and dated, so that a "
        "panel can ask for it: nothing need be attached, and one partner's ten parcels of paper stay where they are."
    ),
    bad=with_answer("grades: [{by: self, grade: ▸green}]", "evidence: ''"),
    good=with_answer("grades: [{by: self, grade: green}]"),
    check_assessment=check,
    gather=gather,
)
