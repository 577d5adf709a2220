"""S816: a challenge found something or recommended it, and nothing follows."""

from __future__ import annotations

from collections.abc import Iterator

from s11.change.text import shortened
from s11.plan import Challenge, ChallengeView
from s11.rules.assessment_context import AssessmentContext
from s11.rules.rule import Example, Hit, Rule
from s11.standing.answers import MET
from s11.text import WARNING, Path

# those who were asked recommend nothing, unless they say that the answer does not hold
_ASKED_ONLY = ("survey", "walkabout", "young_people")


def check(case: AssessmentContext) -> Iterator[Hit]:
    for path, challenge, one in _objections(case):
        answer = case.assessment.answer(one.standard)
        own = case.means(answer.own) if answer is not None else None
        if answer is not None and (answer.actions or answer.none):
            continue
        if one.supports == "no" and own in MET and answer is not None and answer.moderated is None:
            # the difference between the two grades is told (S807)
            continue
        yield Hit(
            path,
            f"Standard {one.standard}: the {case.kind_words(challenge)} says {shortened(one.text)}; nothing follows",
            "name the action that follows under 'actions' of the answer, or say under 'none' why none does; of what "
            "bears the answer out write 'supports: yes'",
        )


def _objections(case: AssessmentContext) -> Iterator[tuple[Path, Challenge, ChallengeView]]:
    """What challenges say of a standard beside bearing it out, each with the place of its words."""
    for path, challenge in case.entries(("challenges",), case.assessment.challenges):
        for inner, one in case.entries((*path, "says"), challenge.says):
            unsaid = not one.supports and challenge.how in _ASKED_ONLY
            if one.standard and one.text and one.supports != "yes" and not unsaid:
                yield (*inner, "text"), challenge, one


SAYS = (
    "challenges:\n"
    "  - id: review\n"
    "    as: independent_review\n"
    "    date: 2024-05-13\n"
    "    says: [{standard: 2, text: ▸Ask every driver once a year}]\n"
)

RULE = Rule(
    code="S816",
    name="not-accepted",
    level=WARNING,
    fires="a challenge recommends or finds something of a standard, and its answer has neither an action nor why not",
    why=(
        "A recommendation that nobody accepts is not refused either: it is lost. What is not to be done can say so in "
        "a line, and what a challenge says in support says that too ('supports: yes')."
    ),
    seen="Oxford's review of 2013 made sixteen recommendations, and an annex answered them area by area.",
    bad=Example(SAYS, of="assessment"),
    good=Example(
        SAYS.replace("▸", "")
        + "answers:\n"
        + "  - standard: 1\n    grades: [{by: self, grade: green}]\n"
        + "    evidence: [{text: Minutes of the safeguarding group, dated: 2024-02-12}]\n"
        + "  - standard: 2\n    grades: [{by: self, grade: green}]\n"
        + "    evidence: [{text: Training record, dated: 2024-03-01}]\n"
        + "    actions: ['westmere/section-11-2024#2']\n",
        of="assessment",
    ),
    check_assessment=check,
)
