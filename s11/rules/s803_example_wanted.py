"""S803: a grade that needs an example, and none may be shared."""

from collections.abc import Iterator

from s11.rules.assessment_context import AssessmentContext
from s11.rules.examples import with_answer
from s11.rules.rule import Hit, Rule
from s11.text import WARNING


def check(case: AssessmentContext) -> Iterator[Hit]:
    for above, answer in case.answers():
        # where there is no evidence at all, that is said
        if case.judged(answer).example_wanted:
            own = case.grade_label(case.own(answer))
            yield Hit(
                case.own_path(above, answer),
                f"{case.label(answer)}: graded {own} by itself, which needs an example to share",
                "write 'example: true' beside the piece of evidence that may be shared, or give another grade",
            )


RULE = Rule(
    code="S803",
    name="example-wanted",
    level=WARNING,
    fires="a standard has a grade that needs an example, and no piece of its evidence is one",
    why=(
        "Oxfordshire's form says it of its best grade: no example, no blue. What a body does better than the standard "
        "asks for is worth something to the others only where they can see it."
    ),
    bad=with_answer("grades: [{by: self, grade: ▸blue}]"),
    good=with_answer(
        "grades: [{by: self, grade: blue}]",
        "evidence: [{text: Training of drivers, dated: 2024-02-12, example: true}]",
    ),
    check_assessment=check,
)
