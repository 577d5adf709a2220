"""S806: the newest evidence of an answer is older than one cycle."""

from collections.abc import Iterator

from s11.rules.assessment_context import AssessmentContext
from s11.rules.examples import with_answer
from s11.rules.rule import Hit, Rule
from s11.standing.answers import day_of_return
from s11.text import WARNING
from s11.when import day_words, on_day


def check(case: AssessmentContext) -> Iterator[Hit]:
    day = day_of_return(case.assessment)
    for above, answer in case.answers():
        outlived = case.judged(answer).outlived
        for path, one in case.entries((*above, "evidence"), answer.evidence):
            if one is not outlived or one.dated is None or day is None:
                continue
            yield Hit(
                (*path, "dated"),
                f"{case.label(answer)}: its newest evidence was dated {on_day(one.dated)}, more than one cycle before "
                f"{day_words(day)}",
                "name what shows it now, or say since when the answer is unchanged and why that still holds",
            )


RULE = Rule(
    code="S806",
    name="evidence-of-an-earlier-cycle",
    level=WARNING,
    fires="every piece of an answer's evidence is older, on the day it speaks for, than one cycle of the assessment",
    why=(
        "What was true at the last return may not be now: people leave, policies run out. Evidence from before the "
        "cycle shows that somebody looked then."
    ),
    bad=with_answer("evidence: [{text: Minutes of the safeguarding group, dated: ▸2022-11-01}]"),
    good=with_answer("evidence: [{text: Minutes of the safeguarding group, dated: 2023-11-01}]"),
    check_assessment=check,
)
