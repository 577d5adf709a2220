"""S809: a standard that is for this kind of body, marked as not applicable."""

from collections.abc import Iterator

from s11.english import state_words
from s11.rules.assessment_context import AssessmentContext
from s11.rules.examples import with_answer
from s11.rules.rule import Hit, Rule
from s11.text import WARNING


def check(case: AssessmentContext) -> Iterator[Hit]:
    kind = case.assessment.kind
    for above, answer in case.answers():
        if kind is not None and case.judged(answer).applies_all_the_same:
            yield Hit(
                (*above, "not_applicable") if answer.not_applicable else case.own_path(above, answer),
                f"{case.label(answer)}: marked as not applicable, and the list says that it is for bodies of this kind "
                f"({state_words(kind)})",
                "answer it, or have the list say for whom it is",
            )


RULE = Rule(
    code="S809",
    name="applies-all-the-same",
    level=WARNING,
    fires="a standard is marked as not applicable, and its list says that it is for this kind of body",
    why=(
        "What does not apply leaves the sum. So it is the easiest way to look better, and the list of standards, not "
        "the body, says for whom a standard is."
    ),
    bad=with_answer("grades: ''", "evidence: ''", "not_applicable: ▸We have few staff", of="2"),
    good=with_answer("grades: ''", "evidence: ''", "not_applicable: We have few staff", of="1"),
    check_assessment=check,
)
