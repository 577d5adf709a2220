"""Actions, recommendations and evidence as they are said: in the plan's words and in s11's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from s11.plan import Evidence, Measure, Plan, Recommendation
from s11.standing import Standing, Thing, in_quotes, read_as
from s11.view.counting import one_state, own_rating
from s11.view.naming import full_name, lead_view, standards_of, theme_heading
from s11.view.parts import ActionView, EvidenceView, Line, MeasureView, Noted, ReadingView, RecommendationView
from s11.when import Timescale, day_words

NO_REASON = "no reason given"


def source_words(plan: Plan) -> str:
    if not plan.source:
        return ""
    return ", ".join(part for part in (plan.source.document, plan.source.body, day_words(plan.source.date) if plan.source.date else "") if part)


def control_rows(plan: Plan) -> Iterator[tuple[str, str]]:
    control = plan.control
    if control:
        rows = (
            ("Document", control.document), ("Owner", full_name(plan, control.owner)), ("Author", full_name(plan, control.author)), ("Version", control.version),
            ("Last reviewed", day_words(control.last_reviewed) if control.last_reviewed else ""), ("Next review", control.next_review.text if control.next_review else ""), ("Location", control.location),
        )
        yield from ((label, words) for label, words in rows if words)


def recommendation_view(plan: Plan, recommendation: Recommendation, standings: Sequence[Standing], day: date) -> RecommendationView:
    own = own_rating(plan, recommendation, day)
    state, so = one_state(standings, own)
    response = recommendation.response
    said = f"{response.how}" + (f": {response.why}" if response.why else "") if response else ""
    return RecommendationView(
        recommendation.id, plan.address_of(recommendation), plan.calls_it, recommendation.text, theme_heading(plan, recommendation), own,
        recommendation.rag if own else "", (recommendation.as_at or plan.as_at) if own else None, state, len(so), said, recommendation.remedy, recommendation.note,
        tuple(action_view(standing) for standing in standings), colour_of(plan, recommendation.rag if own else ""),
        recommendation.withheld,
    )


def action_view(standing: Standing) -> ActionView:
    """One action in words, for every voice."""
    plan, action, day = standing.plan, standing.action, standing.vantage.as_of
    own = action.timescale is not None
    revised = action.revised if own else action.revised or standing.recommendation.revised
    signed, ended = action.signed_off, action.ended
    return ActionView(
        action.id, standing.address, action.text, tuple(lead_view(plan, lead) for lead in standing.lead), *_written(standing.timescale, own),
        standing.stated, standing.stated_word, standing.stated_for, standing.stated_on, standing.stated_later, standing.checked, standing.timing,
        standing.due, standing.first_due, standing.times_moved, standing.days_late, standing.cycles, standing.last_recorded, standing.why,
        _measure_view(action.measure, day), action.remedy, action.awaiting, action.priority, action.review.text if action.review else "", action.detail, action.note,
        action.sensitive, action.proposed, action.continuing, standards_of(standing),
        _pieces(standing, "evidence"),
        tuple(noted(action.progress, day)), tuple(_revisions(revised, day)), tuple(_done_lines(standing.completed)),
        Line(signed.date, f"signed off by {full_name(plan, signed.by)}") if signed and signed.date <= day else None,
        Line(ended.date, ended.how.replace("_", " ") + (f": {ended.why}" if ended.why else "") + (f" (to {ended.to})" if ended.to else "")) if ended and ended.date <= day else None,
        colour_of(plan, standing.stated_word), _pieces(standing, "milestone"),
        next((entry.percent for entry in sorted(reversed(action.progress), key=lambda entry: entry.date, reverse=True) if entry.date <= day and entry.percent is not None), None),
    )


def _pieces(standing: Standing, of: str) -> tuple[EvidenceView, ...]:
    pairs = zip(standing.action.pieces, standing.pieces, strict=True)
    return tuple(_evidence_view(standing.plan, piece, thing, standing.vantage.as_of) for piece, thing in pairs if thing.of == of)


def _measure_view(measure: Measure | None, day: date) -> MeasureView | None:
    """A measure with what was read of it by the day, oldest first."""
    if measure is None:
        return None
    readings = sorted((one for one in measure.readings if one.date <= day), key=lambda one: one.date)
    return MeasureView(measure.text, measure.baseline, measure.target, tuple(ReadingView(one.date, one.value, one.note) for one in readings))


def _written(timescale: Timescale | None, own: bool) -> tuple[str, str, str, bool]:
    if timescale is None:
        return "", "", "", True
    return timescale.text, "action" if own else "recommendation", read_as(timescale), timescale.certain


def _evidence_view(plan: Plan, piece: Evidence, thing: Thing, day: date) -> EvidenceView:
    written, _, read, certain = _written(thing.timescale, True)
    return EvidenceView(
        thing.address, thing.of, piece.text, tuple(lead_view(plan, lead) for lead in piece.lead), written, read, certain, thing.timing, thing.due, thing.days_late, thing.late_dates,
        tuple(_done_lines(thing.done)), tuple(_revisions(piece.revised, day)), piece.link, piece.note, thing.why,
    )


def percent_words(percent: float | None) -> str:
    """How far it is by the lead's own word, before the note that says so."""
    return f"{percent}% done: " if percent is not None else ""


def noted(entries, day: date) -> Iterator[Noted]:
    for entry in sorted((entry for entry in entries if entry.date <= day), key=lambda entry: entry.date):
        yield Noted(entry.date, percent_words(entry.percent) + entry.note + (f" ({entry.by})" if entry.by else ""), entry.percent)


def _revisions(entries, day: date) -> Iterator[Line]:
    for entry in sorted((entry for entry in entries if entry.date <= day), key=lambda entry: entry.date):
        yield Line(entry.date, f"changed from {in_quotes(entry.before)}: {entry.why or NO_REASON}" + (f" ({entry.by})" if entry.by else ""))


def _done_lines(done) -> Iterator[Line]:
    for one in done:
        yield Line(one.date, f"for {day_words(one.cycle)}" if one.cycle else "")


def colour_of(plan: Plan, word: str) -> str:
    """The plan's own colour for one of its words: of the legend, or the word itself; '' for a word it does not have."""
    meaning = plan.meaning(word) if word else None
    return (meaning.colour or plan.legend_word(word)) if meaning else ""
