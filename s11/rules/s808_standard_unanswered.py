"""S808: a standard of the list that a submitted return does not answer."""

from collections.abc import Iterator

from s11.english import join_words, number_of
from s11.rules.assessment_context import AssessmentContext
from s11.rules.examples import with_answer
from s11.rules.rule import Example, Hit, Rule
from s11.text import WARNING

NAMED = 8


def check(case: AssessmentContext) -> Iterator[Hit]:
    assessment = case.assessment
    sent = assessment.submitted
    if case.listed is None or sent is None or sent.incomplete or case.document.cut_at is not None:
        return
    missing = [one.id for one in case.listed.standards if case.of_standard(one.id).is_missing]
    if missing:
        more = [number_of(len(missing) - NAMED, "other")] if len(missing) > NAMED else []
        named = join_words([*missing[:NAMED], *more])
        one = len(missing) == 1
        yield Hit(
            ("answers",),
            f"Standard{'' if one else 's'} {named} of {assessment.standards} {'is' if one else 'are'} not answered",
            "add the answer, or 'not_applicable:' with why",
            on_key=True,
        )


RULE = Rule(
    code="S808",
    name="standard-unanswered",
    level=WARNING,
    fires="a return was submitted as whole, and does not answer a standard of its list that is for this kind of body",
    why=(
        "A gap in a return is read as nothing to say, and in a table of all returns as a cell like the others. What "
        "was not answered must be seen not to be."
    ),
    bad=Example("▸" + with_answer(of="1").text.partition("  - standard: 2")[0], of="assessment"),
    good=with_answer(),
    check_assessment=check,
)
