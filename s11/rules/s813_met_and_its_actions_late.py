"""S813: a standard graded met, and an action that it asked for is late."""

from collections.abc import Iterator

from s11.english import join_words, number_of
from s11.rules.assessment_context import AssessmentContext
from s11.rules.examples import with_answer
from s11.rules.rule import Hit, Rule
from s11.text import WARNING

NAMED = 3


def check(case: AssessmentContext) -> Iterator[Hit]:
    for above, answer in case.answers():
        judged = case.judged(answer)
        if judged.met_and_late and judged.given is not None:
            given = judged.given.given
            late = [one.address for one in judged.late_actions]
            some = [*late[:NAMED], *([number_of(len(late) - NAMED, "other")] if len(late) > NAMED else [])]
            yield Hit(
                (*case.grade_path(above, answer, given), "grade"),
                f"{case.label(answer)}: graded {case.grade_label(given)}, while {join_words(some)} "
                f"{'is' if len(late) == 1 else 'are'} late",
                "record in the plan what was done, or give the grade that holds while it is not",
            )


RULE = Rule(
    code="S813",
    name="met-and-its-actions-late",
    level=WARNING,
    days=True,
    fires="a standard is graded met or better, and an action that its answer names is late",
    why=(
        "What had to be done so that a standard is met was not done by its day. Either the standard is met without it, "
        "and the action was not needed, or the grade is ahead of the facts."
    ),
    bad=with_answer("grades: [{by: self, grade: ▸green}]", "actions: ['westmere/section-11-2024#1']"),
    good=with_answer("grades: [{by: self, grade: green}]", "actions: ['westmere/section-11-2024#2']"),
    check_assessment=check,
)
