"""S805: a standard that is not met, with neither an action nor a reason for none."""

from collections.abc import Iterator

from s11.plan import Answer
from s11.rules.assessment_context import NOT_MET, AssessmentContext
from s11.rules.examples import with_answer
from s11.rules.rule import Hit, Rule
from s11.rules.s804_self_above_moderated import fell
from s11.text import WARNING, Path


def check(case: AssessmentContext) -> Iterator[Hit]:
    for path, answer in _short(case):
        if not answer.actions and not answer.none:
            yield Hit(
                path,
                f"{case.label(answer)}: graded {case.said(answer.moderated or answer.own)}, and there is no action",
                "name the action under 'actions' by its address, or say under 'none' why there is none",
            )


def _short(case: AssessmentContext) -> Iterator[tuple[Path, Answer]]:
    """The answers by which a standard is not met in full, with the path of the grade that says so."""
    for above, answer in case.answers():
        given = answer.moderated or answer.own
        # where others see it lower than the body itself, that is said
        if given is not None and case.means(given) in NOT_MET and not fell(case, answer):
            yield (*case.grade_path(above, answer, given), "grade"), answer


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
