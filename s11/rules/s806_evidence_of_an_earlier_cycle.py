"""S806: the newest evidence of an answer is older than one cycle."""

from collections.abc import Iterator

from s11.rules.assessment_context import AssessmentContext
from s11.rules.examples import with_answer
from s11.rules.rule import Hit, Rule
from s11.text import WARNING
from s11.when import add_period, day_words, on_day


def check(case: AssessmentContext) -> Iterator[Hit]:
    assessment = case.assessment
    every = assessment.cycle.every if assessment.cycle is not None else None
    day = assessment.as_at or (assessment.submitted.date if assessment.submitted is not None else None)
    if every is None or day is None:
        return
    for above, answer in case.answers():
        dated = [
            (one.dated, path)
            for path, one in case.entries((*above, "evidence"), answer.evidence)
            if one.dated is not None
        ]
        if not dated or len(dated) < len(answer.evidence):
            # evidence without a day may be of yesterday
            continue
        newest, path = max(dated, key=lambda one: one[0].toordinal())
        if add_period(newest, every, 1, False) < day:
            yield Hit(
                (*path, "dated"),
                f"{case.label(answer)}: its newest evidence was dated {on_day(newest)}, more than one cycle before "
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
