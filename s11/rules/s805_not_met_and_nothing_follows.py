"""S805: a standard that is not met, with neither an action nor a reason for none."""

from collections.abc import Iterator

from s11.plan import Answer
from s11.rules.assessment_context import AssessmentContext
from s11.rules.examples import with_answer
from s11.rules.rule import Hit, Rule
from s11.text import WARNING, Path


def check(case: AssessmentContext) -> Iterator[Hit]:
    for path, answer in _short(case):
        judged = case.judged(answer)
        if judged.given is not None and judged.nothing_follows:
            yield Hit(
                path,
                f"{case.label(answer)}: graded {case.grade_label(judged.given.given)}, and there is no action",
                "name the action under 'actions' by its address, or say under 'none' why there is none",
            )


def _short(case: AssessmentContext) -> Iterator[tuple[Path, Answer]]:
    """The answers by which a standard is not met in full, with the path of the grade that says so."""
    for above, answer in case.answers():
        judged = case.judged(answer)
        # where others see it lower than the body itself, that is said
        if judged.given is not None and judged.given.is_short and not judged.fell:
            yield (*case.grade_path(above, answer, judged.given.given), "grade"), answer


def gather(case: AssessmentContext) -> tuple[int, str]:
    count = sum(1 for _ in _short(case))
    return count, f"none of the {count} standards that are not met in full has an action or says why there is none"


RULE = Rule(
    code="S805",
    name="not-met-and-nothing-follows",
    level=WARNING,
    fires="a standard is not met in full, and there is neither an action nor a reason for none",
    why=(
        "Every scheme that was read asks for it: a gap that is graded and not acted on is known, and stays. A reason "
        "for doing nothing now ('a post is being filled') is an answer too."
    ),
    bad=with_answer("grades: [{by: self, grade: ▸red}]"),
    good=with_answer("grades: [{by: self, grade: red}]", "none: The post is filled in June"),
    check_assessment=check,
    gather=gather,
)
