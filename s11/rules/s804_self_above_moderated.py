"""S804: others graded a standard lower than the body itself, and nothing follows."""

from collections.abc import Iterator

from s11.rules.assessment_context import AssessmentContext
from s11.rules.examples import with_answer
from s11.rules.rule import Hit, Rule
from s11.text import WARNING


def check(case: AssessmentContext) -> Iterator[Hit]:
    for above, answer in case.answers():
        judged = case.judged(answer)
        if judged.fell and judged.nothing_follows:
            others = judged.moderated
            moderated, by = (others.given, others.challenge) if others is not None else (None, None)
            called = case.kind_words(by) if by is not None else "others"
            yield Hit(
                (*case.grade_path(above, answer, moderated), "grade"),
                f"{case.label(answer)}: graded {case.grade_label(case.own(answer))} by itself "
                f"and {case.grade_label(moderated)} by {called}, and no action follows",
                "name the action under 'actions', or say under 'none' why there is none",
            )


RULE = Rule(
    code="S804",
    name="self-above-moderated",
    level=WARNING,
    fires="a challenge graded a standard lower than the body itself, and there is neither an action nor why not",
    why=(
        "Both grades stand, and neither takes the place of the other. A difference is where a board learns something; "
        "one after which nothing happens was noticed and left."
    ),
    bad=with_answer("grades: [{by: self, grade: green}, {by: peer, grade: ▸amber}]"),
    good=with_answer(
        "grades: [{by: self, grade: green}, {by: peer, grade: amber}]", "actions: ['westmere/section-11-2024#2']"
    ),
    check_assessment=check,
)
