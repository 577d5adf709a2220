"""S810: an answer that is word for word that of the return before."""

from __future__ import annotations

from collections.abc import Iterator

from s11.change import same_text
from s11.english import number_of
from s11.plan import Answer, Assessment, fold_word
from s11.rules.assessment_context import AssessmentContext
from s11.rules.examples import ASSESSMENT_HEAD, with_answer
from s11.rules.rule import Example, Hit, Rule
from s11.standing.answers import day_of_return
from s11.text import WARNING, Path
from s11.when import day_words

HINT = (
    "look at it again; where it still holds as it is, write 'unchanged_since:' with the day since which it has, and "
    "where it does not, what is so now"
)


def check(case: AssessmentContext) -> Iterator[Hit]:
    last = case.last
    if last is None:
        return
    on = day_of_return(last)
    for path, answer in _copied(case, last):
        before = last.answer(answer.standard)
        if before is not None and word_for_word(before, answer):
            message = f"{case.label(answer)}: word for word the answer of {last.id}"
            yield Hit(path, message + (f", which speaks for {day_words(on)}" if on else ""), HINT)


def _copied(case: AssessmentContext, last: Assessment) -> Iterator[tuple[Path, Answer]]:
    """The answers in words that the return before has too, and that do not say that they were carried forward."""
    for above, answer in case.answers():
        if answer.unchanged_since is None and has_words(answer) and last.answer(answer.standard) is not None:
            yield (*above, "standard"), answer


def has_words(answer: Answer) -> bool:
    """Whether an answer says anything in words that could be those of another."""
    return bool(answer.text or answer.evidence or answer.strengths or answer.gaps)


def word_for_word(before: Answer, now: Answer) -> bool:
    """Whether two answers have the same words, the same days of evidence and the same own grade."""
    one, other = (
        [each.text, *(piece.text for piece in each.evidence), *each.strengths, *each.gaps] for each in (before, now)
    )
    own = [fold_word(each.own.grade) if each.own is not None else "" for each in (before, now)]
    alike = len(one) == len(other) and all(same_text(a, b) for a, b in zip(one, other, strict=True))
    return alike and own[0] == own[1] and [a.dated for a in before.evidence] == [b.dated for b in now.evidence]


def gather(case: AssessmentContext) -> tuple[int, str]:
    count = sum(1 for _ in _copied(case, case.last)) if case.last is not None else 0
    return (
        count,
        f"all {number_of(count, 'answer')} in words are word for word those of {case.last.id if case.last else ''}",
    )


_LAST = ASSESSMENT_HEAD.replace("2024", "2023").replace("westmere-2023", "westmere-2024")

RULE = Rule(
    code="S810",
    name="last-cycles-words",
    level=WARNING,
    fires="an answer is word for word that of the body's return before, and does not say that it was carried forward",
    why=(
        "Forms that carry answers forward save work, and hide that nobody looked again. An answer that still holds may "
        "stay, and says since when it has; one that nobody has looked at is last year's."
    ),
    bad=Example(
        with_answer("standard: ▸1", "evidence: [{text: Minutes of the safeguarding group, dated: 2024-02-12}]").text,
        of="assessment",
        beside={
            "plans/westmere/assessment-2023.yaml": _LAST.replace("dated: 2023-02-12", "dated: 2024-02-12"),
        },
    ),
    good=Example(
        with_answer("unchanged_since: 2023-04-10").text,
        of="assessment",
        beside={
            "plans/westmere/assessment-2023.yaml": _LAST.replace("dated: 2023-02-12", "dated: 2024-02-12"),
        },
    ),
    check_assessment=check,
    gather=gather,
)
