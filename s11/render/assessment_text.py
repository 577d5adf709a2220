"""The command ``show`` of a self-assessment: a whole return, one standard of it, or one piece of its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s11.english import number_of
from s11.render.screen import Screen, ScreenSettings, add_head, add_read
from s11.view.assessment_records import ActionShown, AnswerShown, AssessmentPage, EvidenceShown, GradeGiven
from s11.when import day_words, on_day

LABEL = 13


def assessment_screen(
    page: AssessmentPage,
    settings: ScreenSettings,
    answer: AnswerShown | None = None,
    piece: EvidenceShown | None = None,
) -> str:
    """All of a return; with ``answer`` what it says of one standard, with ``piece`` of that one piece of evidence."""
    screen = Screen(settings)
    add_head(screen, page.head)
    screen.paragraph((page.id, "bold"), f"  {page.called}: {page.title}", hang=4)
    screen.paragraph(page.sent)
    if answer is None:
        _add_whole(screen, page)
    for one in page.answers if answer is None else (answer,):
        screen.gap()
        _add_answer(screen, page, one, piece, whole=answer is None)
    screen.gap()
    add_read(screen, page.head)
    return str(screen)


def _add_whole(screen: Screen, page: AssessmentPage) -> None:
    _rows(
        screen, ((label.lower(), value) for label, value in page.facts if label not in ("Body", "Part of it", "Sent"))
    )
    _rows(screen, [("claimed", " ".join(page.claimed)), ("others", " ".join(page.looked))])
    _rows(screen, [("evidence", " ".join(page.shown)), ("actions", page.doing), ("signed", page.signed)])
    _rows(screen, [("note", page.note)])


def _rows(screen: Screen, rows: Iterable[tuple[str, str]], indent: int = 2) -> None:
    for label, text in rows:
        if text:
            beside = label if len(label) < LABEL else f"{label}  "
            screen.paragraph((beside.ljust(LABEL), "dim"), text, indent=indent, hang=LABEL)


def _add_answer(
    screen: Screen, page: AssessmentPage, one: AnswerShown, piece: EvidenceShown | None, whole: bool
) -> None:
    screen.paragraph((f"{page.id}#{one.standard}", "bold"), f"  {one.text}", hang=4)
    screen.paragraph(f"by itself: {one.own_words}; {one.others_words}", indent=2, hang=2)
    if piece is not None:
        _add_evidence(screen, page, one, piece)
        return
    if whole:
        # the whole of an answer has an address of its own
        _rows(screen, (("open", sentence) for sentence in one.open), 4)
        return
    _rows(screen, _of_answer(one))
    for each in one.evidence:
        _add_evidence(screen, page, one, each)
    for action in one.actions:
        _add_action(screen, action)
    if not one.actions:
        _rows(screen, [("actions", "none is named" if not one.none else f"none: {one.none}")])
    for number, question in enumerate(one.questions, 1):
        when = f", asked {on_day(question.date)}" if question.date is not None else ""
        screen.paragraph((f"question {number}", "bold"), f"  by {question.by}{when}: {question.text}", indent=2, hang=4)
        rows = [("about", question.action), ("answer", question.answer or "not answered")]
        _rows(screen, rows, 6)
    _rows(screen, (("open", sentence) for sentence in one.open))


def _of_answer(one: AnswerShown) -> Iterator[tuple[str, str]]:
    for grade in one.grades:
        yield "grade", _grade(grade)
    if not one.grades:
        yield "grade", "none is given"
    yield from (("looked", sentence) for sentence in one.looked)
    if not one.looked:
        yield "looked", "nobody else is recorded as having looked at this return: nothing in it is confirmed"
    for view in one.views:
        yield "said", f"{view.by} {view.supports or 'says'}: {view.text}"
    yield "does not apply", one.not_applicable
    yield "in its words", one.said
    for point in one.points:
        note = f" ({point.note})" if point.note else ""
        yield (
            "point",
            f"{point.id} {point.text}: {point.said}{note}" if point.text else f"{point.id}: {point.said}{note}",
        )
    yield from (("strength", text) for text in one.strengths)
    yield from (("gap", text) for text in one.gaps)
    if one.unchanged_since is not None:
        yield "unchanged", f"carried forward as it was since {day_words(one.unchanged_since)}"
    yield "note", one.note
    if not one.evidence:
        yield "evidence", one.evidence_words


def _grade(grade: GradeGiven) -> str:
    day = f", {on_day(grade.date)}" if grade.date is not None else ", on a day that is not said"
    return f"{grade.said} by {grade.by}{day}" + (f": {grade.why}" if grade.why else "")


def _add_evidence(screen: Screen, page: AssessmentPage, one: AnswerShown, piece: EvidenceShown) -> None:
    dated = f"   {day_words(piece.date)}" if piece.date is not None else "   no day"
    screen.paragraph((f"evidence {piece.number}", "bold"), f"  {piece.text}{dated}", indent=2, hang=4)
    _rows(
        screen,
        [
            ("address", f"{page.id}#{one.standard}/{piece.number}"),
            ("recurs", piece.frequency),
            ("impact", piece.impact),
            ("effect", piece.effect),
            ("example", "may be shared with others" if piece.example else ""),
            ("link", piece.link),
            ("held", piece.held),
        ],
        6,
    )


def _add_action(screen: Screen, action: ActionShown) -> None:
    late = f", {number_of(action.days_late, 'day')} late" if action.days_late else ""
    due = f", due {day_words(action.due)}{late}" if action.due is not None else ""
    leads = f"; lead: {', '.join(action.leads)}" if action.leads else ""
    screen.paragraph(("action", "bold"), f"  {action.address}  {action.text}", indent=2, hang=4)
    screen.paragraph(f"{action.state}{due}{leads}", indent=6, hang=2)
