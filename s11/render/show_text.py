"""The command ``show``: one action or recommendation with its why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s11.english import number_of, state_words
from s11.render.glyphs import STYLES
from s11.render.screen import Screen, ScreenSettings, add_head, add_read, leads_words, number_in
from s11.standing import DONE_AS
from s11.view import ActionView, Detail, DetailPlan, EvidenceView, MeasureView, RecommendationView, Shown
from s11.when import day_words


def show_screen(shown: Shown, settings: ScreenSettings) -> str:
    screen = Screen(settings)
    add_head(screen, shown.head)
    screen.paragraph(shown.plan.organisation, ": ", shown.plan.title)
    screen.gap()
    recommendation = shown.recommendation
    screen.paragraph((f"{recommendation.called} {recommendation.id}", "bold"), "  ", recommendation.text, hang=4)
    if shown.action is None:
        _add_recommendation(screen, recommendation)
        for action in recommendation.actions:
            screen.gap()
            _add_action(screen, action)
    else:
        screen.gap()
        _add_action(screen, shown.action, shown.evidence)
    screen.gap()
    add_read(screen, shown.head)
    return str(screen)


def due_words(thing: ActionView | EvidenceView) -> str:
    """The day by which something is due, and how late that makes it; '' where no day is known."""
    late = f", {number_of(thing.days_late, 'day')} late" if thing.days_late else ""
    return f"{day_words(thing.due)}{late}" if thing.due else ""


def _add_recommendation(screen: Screen, recommendation: RecommendationView) -> None:
    rows = [
        ("theme", recommendation.theme),
        (
            "stated",
            f"{recommendation.stated_word} ({state_words(recommendation.stated)})"
            if recommendation.stated_word
            else "",
        ),
        ("state", recommendation.state_words),
        ("response", recommendation.response),
        *(("request", request.said) for request in recommendation.requests),
        ("remedy", recommendation.remedy),
        *_detail_rows(recommendation.details),
        ("note", recommendation.note),
    ]
    _add_rows(screen, rows)


def _add_rows(screen: Screen, rows: Iterable[tuple[str, str]], indent: int = 2) -> None:
    for label, text in rows:
        if text:
            screen.paragraph((label.ljust(13), "dim"), text, indent=indent, hang=13)


def _measure_rows(measure: MeasureView | None) -> Iterator[tuple[str, str]]:
    if measure is not None:
        yield from (("measure", measure.text), ("baseline", measure.baseline), ("target", measure.target))
        yield from (
            ("read", f"{day_words(reading.date)}: {reading.value}" + (f" ({reading.note})" if reading.note else ""))
            for reading in measure.readings
        )


def _add_action(screen: Screen, action: ActionView, only: EvidenceView | None = None) -> None:
    glyphs = screen.settings.glyphs
    screen.paragraph((action.address, "bold"), "  ", action.text, hang=4)
    screen.paragraph(
        (f"{glyphs[action.checked]} checked {state_words(action.checked)}", STYLES[action.checked]),
        f"   stated {state_words(action.stated)}   {action.timing_words}",
        indent=2,
    )
    held = " (for the whole recommendation)" if action.written_for == "recommendation" else ""
    rows = [
        ("why", action.why),
        ("lead", leads_words(action.leads)),
        ("timescale", f"'{action.written}'{held}" if action.written else "none"),
        ("read as", action.read_words),
        ("due", due_words(action)),
        (
            "first due",
            f"{day_words(action.first_due)}; changed {number_of(action.times_moved, 'time')}"
            if action.times_moved and action.first_due
            else "",
        ),
        ("corrected", f"{number_of(action.times_corrected, 'date')} corrected" if action.times_corrected else ""),
        *(("request", request.said) for request in action.requests),
        ("recurring", action.cycles.words if action.cycles else ""),
        *_measure_rows(action.measure),
        ("remedy", action.remedy),
        ("awaiting", action.awaiting),
        ("priority", action.priority),
        ("review", action.review),
        *_detail_plan_rows(action.detail_plan),
        ("standards", ", ".join(action.standards)),
        ("ended", f"{day_words(action.ended.date)}: {action.ended.words}" if action.ended else ""),
        *_carried_rows(action),
        ("signed off", f"{day_words(action.signed_off.date)}, {action.signed_off.words}" if action.signed_off else ""),
        *(("completed", f"{day_words(line.date)} {line.words}".strip()) for line in action.completed),
        *(("revised", f"{day_words(line.date)}: {line.words}") for line in action.revised),
        *(("progress", f"{day_words(line.date)}: {line.words}") for line in action.progress),
        *_detail_rows(action.details),
        ("note", action.note),
    ]
    _add_rows(screen, rows)
    for piece in (*action.evidence, *action.milestones) if only is None else (only,):
        screen.paragraph(
            (f"{piece.of} {number_in(piece.address)}", "bold"),
            "  ",
            piece.text,
            f"   {piece.timing_words}",
            indent=2,
            hang=4,
        )
        _add_rows(
            screen,
            [
                ("why", piece.why),
                ("lead", leads_words(piece.leads) if piece.leads else ""),
                *((DONE_AS[piece.of], f"{day_words(line.date)} {line.words}".strip()) for line in piece.received),
                *(("revised", f"{day_words(line.date)}: {line.words}") for line in piece.revised),
                *(("request", request.said) for request in piece.requests),
                ("link", piece.link),
                *_detail_rows(piece.details),
                ("note", piece.note),
            ],
            indent=6,
        )


def _carried_rows(action: ActionView) -> Iterator[tuple[str, str]]:
    way = action.carried
    if way is not None:
        yield from (("came from", f"{step.place.in_full}; {step.said}") for step in way.earlier)
        for step in way.later:
            how = f"; {step.said}" if step.said else ""
            yield (
                ("carried on", f"by {step.ahead}{how}") if step.of == action.address else ("then by", step.ahead + how)
            )
        yield "in all", way.sums.said


def _detail_plan_rows(detail: DetailPlan | None) -> Iterator[tuple[str, str]]:
    if detail is not None:
        yield "detail", detail.in_full
        yield "disagrees", f"this action is {detail.disagrees}" if detail.disagrees else ""
        yield from (("beneath it", one.in_full) for one in detail.deeper)


def _detail_rows(details: Iterable[Detail]) -> Iterator[tuple[str, str]]:
    return ((detail.label, detail.words) for detail in details)
