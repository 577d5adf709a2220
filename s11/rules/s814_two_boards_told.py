"""S814: two boards were told different grades of one standard in one cycle."""

from __future__ import annotations

from collections.abc import Iterator

from s11.english import join_words
from s11.plan import Assessment
from s11.rules.assessment_context import AssessmentContext
from s11.rules.examples import ASSESSMENT_HEAD, with_answer
from s11.rules.rule import Example, Hit, Rule
from s11.text import WARNING


def check(case: AssessmentContext) -> Iterator[Hit]:
    for other in case.returns_for_other_boards:
        for path, answer in case.answers():
            theirs = other.answer(answer.standard)
            own, theirs_means = case.means(answer.own), other.means(theirs.own.grade) if theirs and theirs.own else None
            if (
                own is None
                or theirs_means is None
                or own == theirs_means
                or answer.own is None
                or theirs is None
                or theirs.own is None
            ):
                continue
            yield Hit(
                case.own_path(path, answer),
                f"{case.label(answer)}: {_boards(case.assessment)} is told {case.grade_label(answer.own)}, and "
                f"{_boards(other)} '{theirs.own.grade}' ({theirs_means.replace('_', ' ')}) in {other.id}",
                "tell both boards the same; what changed between the two is a new grade, which says so with its 'why:'",
            )


def _boards(assessment: Assessment) -> str:
    return join_words(list(assessment.boards))


_BOARD = "for: %s\n"

RULE = Rule(
    code="S814",
    name="two-boards-told",
    level=WARNING,
    fires="two returns of one body in one cycle, for different boards, grade a standard of one list differently",
    why=(
        "A body whose area lies under several boards answers each of them, often by other hands. Where there are two "
        "returns they are of one body on one day, and each board would ask why the other was told something else."
    ),
    seen="Four partnerships in Hampshire take one return between them.",
    bad=Example(
        _BOARD % "Westshire board" + with_answer("grades: [{by: self, grade: ▸green}]").text,
        of="assessment",
        beside={
            "plans/westmere/assessment-2024-north.yaml": _BOARD % "Northshire board"
            + ASSESSMENT_HEAD.replace("{by: self, grade: green}", "{by: self, grade: amber}", 1)
        },
    ),
    good=Example(
        _BOARD % "Westshire board" + with_answer("grades: [{by: self, grade: green}]").text,
        of="assessment",
        beside={"plans/westmere/assessment-2024-north.yaml": _BOARD % "Northshire board" + ASSESSMENT_HEAD},
    ),
    check_assessment=check,
)
