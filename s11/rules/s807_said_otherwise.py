"""S807: a survey, or another challenge that gives no grade, says no where the body says met."""

from collections.abc import Iterator

from s11.rules.assessment_context import AssessmentContext
from s11.rules.rule import Example, Hit, Rule
from s11.text import WARNING


def check(case: AssessmentContext) -> Iterator[Hit]:
    for path, challenge in case.entries(("challenges",), case.assessment.challenges):
        for inner, one in case.entries((*path, "says"), challenge.says):
            answer = case.assessment.answer(one.standard) if one.standard else None
            if one.supports == "no" and answer is not None and case.judged(answer).is_denied:
                yield Hit(
                    (*inner, "supports"),
                    f"{case.label(answer)}: graded {case.grade_label(case.own(answer))} by itself, and the "
                    f"{case.kind_words(challenge)} says otherwise",
                    "name the action that follows, or say under 'none' of the answer why none does",
                )


STAFF = (
    "challenges:\n"
    "  - id: staff\n"
    "    as: survey\n"
    "    date: 2024-03-01\n"
    "    says: [{standard: 2, supports: %s, text: 4 of 31 were trained}]\n"
)

RULE = Rule(
    code="S807",
    name="said-otherwise",
    level=WARNING,
    fires="a survey or visit says that an answer does not hold, the standard is graded met, and nothing follows",
    why=(
        "Cambridgeshire set 457 staff replies beside 26 returns, question by question. Where those who do the work do "
        "not know what the return says they know, the return is the weaker of the two."
    ),
    bad=Example(STAFF % "▸no", of="assessment"),
    good=Example(STAFF % "yes", of="assessment"),
    check_assessment=check,
)
