"""S815: an action that follows from a standard which nobody graded."""

from collections.abc import Iterator

from s11.plan import Answer
from s11.rules.assessment_context import AssessmentContext
from s11.rules.examples import with_answer
from s11.rules.rule import Hit, Rule
from s11.text import WARNING, Path


def check(case: AssessmentContext) -> Iterator[Hit]:
    for above, answer in _acted_on(case):
        if not answer.grades:
            yield Hit(
                (*above, "actions"),
                f"{case.label(answer)}: actions follow from it, and nobody graded it",
                "add the grade under 'grades', or not_graded where the scale has no other word for it",
                on_key=True,
            )


def _acted_on(case: AssessmentContext) -> Iterator[tuple[Path, Answer]]:
    # a scale without words, and no grade anywhere, is a form that asks for reflection instead
    reflects = not case.assessment.scale and not case.assessment.bands
    return ((path, answer) for path, answer in case.answers() if answer.actions and not reflects)


def gather(case: AssessmentContext) -> tuple[int, str]:
    count = sum(1 for _ in _acted_on(case))
    return count, f"nobody graded any of the {count} standards from which actions follow"


RULE = Rule(
    code="S815",
    name="action-from-ungraded",
    level=WARNING,
    fires="actions follow from a standard that has no grade, in an assessment that grades",
    why=(
        "An action says that something is lacking. Without a grade nobody can say how much, nor later whether it has "
        "become better."
    ),
    bad=with_answer("grades: ''", "▸actions: ['westmere/section-11-2024#2']"),
    good=with_answer("grades: [{by: self, grade: amber}]", "actions: ['westmere/section-11-2024#2']"),
    check_assessment=check,
    gather=gather,
)
