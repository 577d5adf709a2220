"""What a body has answered in a return of its self-assessment: each answer entered as the edit that a command makes.

As in ``returned``, an answer is held against what was sent and against what the self-assessment says now. Evidence and
gaps are added to those that were named; a grade, the body's own words and the answer to a question are not written over
what somebody else has entered since.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date as Day

from s11.edit.assessing import enter_answer, evidence, grade, reply
from s11.edit.draft import AssessmentDraft, CannotDo, Entry
from s11.edit.returned import CLEAR, Answer, NotTaken, Taken, disagreeing, key_of, names_evidence
from s11.english import join_words
from s11.frozen import dataclass
from s11.plan import SELF, Assessment, Question, fold_word
from s11.when import day_words, parse_fact_day

GRADE, WHY, TEXT, GAP, NOT_APPLICABLE, EVIDENCE, DATED, EFFECT, REPLY = ANSWER_FIELDS = (
    "grade",
    "why",
    "text",
    "gap",
    "not_applicable",
    "evidence",
    "dated",
    "effect",
    "reply",
)
# of what belongs together either all is entered or nothing
TOGETHER = ((GRADE, WHY), (TEXT,), (GAP,), (NOT_APPLICABLE,), (EVIDENCE, DATED, EFFECT), (REPLY,))
# of these a body says one thing
_ONCE = (GRADE, TEXT, NOT_APPLICABLE, REPLY)


@dataclass(frozen=True, slots=True)
class StandardAsSent:
    """What a self-assessment said of one standard when it was sent. ``words``: the standard's own, from its list;
    ``grade`` and ``graded``: the body's last grade and its day, YYYY-MM-DD or YYYY-MM; ``question``: what was asked,
    where the row is about a question.
    """

    words: str
    grade: str = ""
    graded: str = ""
    text: str = ""
    not_applicable: str = ""
    question: str = ""


@dataclass(frozen=True, slots=True)
class StandardAnswered:
    """All that was answered in one row, under the names of ``ANSWER_FIELDS``. ``address``: of the answer, with
    '/evidence 2' or '/question 1' behind it where the row is about one; ``called``: its number; ``book``: the file it
    stands in; ``unread``: the names under which something stands that cannot be read.
    """

    address: str
    called: str
    sent: StandardAsSent
    cells: Mapping[str, Answer]
    book: str = ""
    unread: frozenset[str] = frozenset()

    @property
    def standard(self) -> str:
        return self.address.partition("#")[2].partition("/")[0]


def standard_as_sent(assessment: Assessment, standard: str, words: str, question: str = "") -> StandardAsSent:
    """What a self-assessment says of one standard now. ``words``: those of its list."""
    answer = assessment.answer(standard)
    if answer is None:
        return StandardAsSent(words, question=question)
    own = answer.own
    return StandardAsSent(
        words,
        own.grade if own is not None else "",
        _day_of(own.date) if own is not None and own.date is not None else "",
        answer.text,
        answer.not_applicable,
        question,
    )


def _day_of(day: Day) -> str:
    return str(day)


def contradicted(answered: Iterable[StandardAnswered]) -> dict[str, str]:
    """The cells in which two returns say different things of one standard, each with why nobody can say which holds."""
    answers_by_field: dict[tuple[str, str], list[tuple[str, Answer]]] = {}
    for one in answered:
        for field in _ONCE:
            if (answer := one.cells.get(field)) is not None:
                answers_by_field.setdefault((one.address, field), []).append((one.book, answer))
    return disagreeing(answers_by_field, _plain)


def standard_units(answered: Sequence[StandardAnswered]) -> list[tuple[StandardAnswered, tuple[str, ...]]]:
    """What can be entered or left out apart, of each row."""
    return [(one, fields) for one in answered for fields in TOGETHER if any(field in one.cells for field in fields)]


def enter_standard(
    draft: AssessmentDraft,
    answered: StandardAnswered,
    words: str | None,
    entry: Entry,
    latest: Day,
    without: Mapping[str, str],
) -> Taken:
    """Enter what was answered in one row.

    ``words``: those of the standard in its list now, None where it has no such standard; ``latest``: the last day on
    which anything can have happened; ``without``: cells, by ``key_of``, that are not to be entered, with why.
    """
    return _Entering(draft, answered, entry, latest, without).all(words)


class _Entering:
    """The answers of one row while they are entered."""

    def __init__(
        self, draft: AssessmentDraft, answered: StandardAnswered, entry: Entry, latest: Day, without: Mapping[str, str]
    ) -> None:
        self.draft, self.answered, self.entry, self.latest = draft, answered, entry, latest
        self.standard, self.called = answered.standard, answered.called
        self.left = {field: answer for field, answer in answered.cells.items() if answer.words.strip()}
        self.entered: list[str] = []
        self.known: list[str] = []
        self.refused: list[NotTaken] = []
        for field, answer in list(self.left.items()):
            if (why := without.get(key_of(answered.book, answer.cell))) is not None:
                self.no(why, field)
        # of what belongs together nothing is entered where one cell is not
        self.broken = {
            field
            for fields in TOGETHER
            if any(one in answered.unread or (one in answered.cells and one not in self.left) for one in fields)
            for field in fields
        }

    def all(self, words: str | None) -> Taken:
        if self.left:
            self._all(words)
        return Taken(tuple(self.entered), tuple(self.known), tuple(self.refused))

    def no(self, why: str, *fields: str) -> None:
        for field in fields:
            if (answer := self.left.pop(field, None)) is not None:
                self.refused.append(NotTaken(answer.cell, answer.words, self.called, why))

    def _words(self, field: str) -> str:
        return self.left[field].words.strip() if field in self.left else ""

    def _try(self, step: Callable[[AssessmentDraft], object], *fields: str) -> None:
        """Make one edit for the answers under these names; where it cannot be made nothing of it stays."""
        draft = self.draft
        document, phrases = draft.document, list(draft.phrases)
        try:
            step(draft)
        except CannotDo as error:
            draft.document, draft.phrases = document, phrases
            self.no(str(error), *fields)
            return
        for field in fields:
            if (answer := self.left.pop(field, None)) is not None:
                self.entered.append(answer.cell)

    def _mark_known(self, *fields: str) -> None:
        for field in fields:
            if (answer := self.left.pop(field, None)) is not None:
                self.known.append(answer.cell)

    @property
    def now(self) -> Assessment:
        """The self-assessment as far as it has been changed."""
        return self.draft.so_far().assessment or self.draft.assessment

    def _all(self, words: str | None) -> None:
        if words is None:
            self.no(f"the list has no standard '{self.standard}' any more", *ANSWER_FIELDS)
        elif _plain(words) != _plain(self.answered.sent.words):
            self.no(
                f"standard {self.standard} was worded otherwise when this was sent: "
                f"'{_short(self.answered.sent.words)}' then, '{_short(words)}' now; nobody can say whether the answer "
                "is about that too",
                *ANSWER_FIELDS,
            )
        for field in list(self.left):
            if self._words(field).upper() == CLEAR:
                self.no("nothing is taken back by a return of a self-assessment: write what holds now", field)
        for fields in TOGETHER:
            if any(field in self.broken for field in fields):
                self.no("it belongs with the cell beside it, which was not taken", *fields)
        for field in (TEXT, GAP, EVIDENCE, REPLY):
            if field in self.left and not all(names_evidence(line) for line in self._words(field).splitlines() if line):
                with_it = (DATED, EFFECT) if field == EVIDENCE else ()
                self.no(f"'{_short(self._words(field))}' says nothing: leave it empty, or write it in words", field)
                self.no("it belongs with the cell beside it, which was not taken", *with_it)
        self._one_or_the_other()
        self._grade()
        self._text_field(TEXT)
        self._text_field(NOT_APPLICABLE)
        self._gaps()
        self._evidence()
        self._reply()

    def _one_or_the_other(self) -> None:
        """A standard cannot both be graded and not apply."""
        word = self._words(GRADE)
        if word and NOT_APPLICABLE in self.left and self.draft.assessment.means(word) != "not_applicable":
            why = f"'{word}' grades the standard, and it is also said not to apply: one of the two holds"
            self.no(why, GRADE, WHY, NOT_APPLICABLE)

    def _grade(self) -> None:
        word, why = self._words(GRADE), self._words(WHY)
        if not word:
            self.no("it gives a reason, and no grade: 'Grade now' is empty", WHY)
            return
        sent, entry = self.answered.sent, self.entry
        now = standard_as_sent(self.now, self.standard, sent.words)
        same = fold_word(word) == fold_word(now.grade)
        if same and ((now.grade, now.graded) != (sent.grade, sent.graded) or now.graded >= entry.day.isoformat()):
            self._mark_known(GRADE, WHY)
        elif (now.grade, now.graded) != (sent.grade, sent.graded):
            self.no(
                f"standard {self.standard} was '{sent.grade or 'not graded'}' when this was sent, and is '{now.grade}' "
                f"now: somebody else has graded it meanwhile; settle which holds, then 's11 grade "
                f"{self.draft.assessment.id}#{self.standard} …'",
                GRADE,
                WHY,
            )
        else:
            self._try(lambda draft: grade(draft, self.standard, word, entry, by=SELF, why=why), GRADE, WHY)

    def _text_field(self, field: str) -> None:
        words = self._words(field)
        if not words:
            return
        now = getattr(standard_as_sent(self.now, self.standard, ""), field)
        was = getattr(self.answered.sent, field)
        if _plain(now) == _plain(words):
            self._mark_known(field)
        elif _plain(now) != _plain(was):
            self.no(
                f"standard {self.standard} said '{_short(was)}' here when this was sent, and says '{_short(now)}' now: "
                "somebody else has changed it meanwhile; settle which holds",
                field,
            )
        else:
            self._try(lambda draft: enter_answer(draft, self.standard, {field: words}), field)

    def _gaps(self) -> None:
        """Each line of the cell is a gap; those that are named already stay as they are."""
        answer = self.now.answer(self.standard)
        held = {_plain(one) for one in (answer.gaps if answer is not None else ())}
        lines = dict.fromkeys(line.strip() for line in self._words(GAP).splitlines() if line.strip())
        new = [line for line in lines if _plain(line) not in held]
        if not new:
            self._mark_known(GAP)
        else:
            self._try(lambda draft: enter_answer(draft, self.standard, {}, gaps=new), GAP)

    def _evidence(self) -> None:
        words, dated, effect = self._words(EVIDENCE), self._words(DATED), self._words(EFFECT)
        if not words:
            self.no("it is said of evidence that is not named: 'Evidence' is empty", DATED, EFFECT)
            return
        day = parse_fact_day(dated) if dated else None
        if day is not None and day > self.latest:
            self.no(
                f"{day_words(day)} lies after {day_words(self.latest)}: what has not happened yet is not entered",
                DATED,
            )
            self.no("its day was not taken", EVIDENCE, EFFECT)
            return
        answer = self.now.answer(self.standard)
        held = next((one for one in (answer.evidence if answer is not None else ()) if _same(one.text, words)), None)
        if held is not None:
            other = [
                name
                for name, given, known in (
                    ("another day", dated, _day_of(held.dated) if held.dated is not None else ""),
                    ("another effect", effect, held.effect),
                )
                if given and _plain(given) != _plain(known)
            ]
            if other:
                self.no(
                    f"standard {self.standard} names this evidence already, with {join_words(other)}: settle which "
                    "holds, and change it in the file",
                    EVIDENCE,
                    DATED,
                    EFFECT,
                )
            self._mark_known(EVIDENCE, DATED, EFFECT)
            return
        self._try(
            lambda draft: evidence(draft, self.standard, words, dated=dated, effect=effect), EVIDENCE, DATED, EFFECT
        )

    def _reply(self) -> None:
        words = self._words(REPLY)
        if not words:
            return
        answer = self.now.answer(self.standard)
        questions = answer.challenged if answer is not None else ()
        at = self._question_number(questions)
        if not at:
            self.no("the question was taken out, or worded otherwise, since this was sent", REPLY)
        elif _plain(questions[at - 1].answer) == _plain(words):
            self._mark_known(REPLY)
        elif questions[at - 1].answer:
            self.no(f"it was answered meanwhile: '{_short(questions[at - 1].answer)}', and that stays", REPLY)
        else:
            self._try(lambda draft: reply(draft, self.standard, at, words), REPLY)

    def _question_number(self, questions: Sequence[Question]) -> int:
        """The number of the question from 1, where it still stands with its words; 0 where it does not."""
        number = self.answered.address.rpartition("/question ")[2]
        first = int(number) if number.isdecimal() else 0
        order = sorted(range(1, len(questions) + 1), key=lambda at: at != first)
        return next((at for at in order if _same(questions[at - 1].text, self.answered.sent.question)), 0)


def _plain(words: str) -> str:
    """Words without the spaces and lines that a cell makes of them."""
    return re.sub(r"\s+", " ", words).strip().casefold()


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:78].rstrip()} …"
