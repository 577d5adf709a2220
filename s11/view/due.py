"""Dated things that are outstanding, oldest first, and more time that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from s11.plan import Plan, Recommendation
from s11.standing import (
    APART,
    PieceStanding,
    Standing,
    TimeRequest,
    earliest,
    first_words,
    late_from_first,
    moves_until,
    time_requests,
)
from s11.view.action_records import MoreTime
from s11.view.labels import lead_view
from s11.view.list_records import DueItem
from s11.when import day_words, in_quotes

REFUSED, GRANTED = "refused", "granted"


def dues_of(standings: Sequence[Standing]) -> list[DueItem]:
    dues = []
    for standing in standings:
        listed: set[str] = set()
        for thing in standing.outstanding:
            if thing.due is None:
                raise ValueError(f"{thing.address} is outstanding without a due day")
            leads = thing.lead or standing.lead
            # of a list of timescales every part is a row: what was asked for stands with the first
            requests = () if thing.address in listed else not_granted(_requests_of(standing, thing))
            listed.add(thing.address)
            dues.append(
                DueItem(
                    thing.address,
                    thing.of,
                    standing.address,
                    standing.action.text,
                    thing.text,
                    tuple(lead_view(standing.plan, lead) for lead in leads),
                    thing.timescale.text if thing.timescale else "",
                    thing.due,
                    thing.days_late,
                    thing.timing,
                    thing.cycles,
                    thing.why,
                    requests,
                    standing.timing,
                    called_by_number(standing, thing.address),
                    *_from_first(standing, thing),
                )
            )
    return sorted(dues, key=lambda due: due.due)


def _from_first(standing: Standing, thing: PieceStanding) -> tuple[date | None, int]:
    """The first day that was ever due, and how late it would be by that."""
    if thing.of == "action":
        whole, first, moved, days = (
            standing.timescale,
            standing.first_due,
            standing.times_moved,
            standing.days_late_from_first,
        )
    else:
        at = next(at for at, piece in enumerate(standing.pieces) if piece.address == thing.address)
        whole, (first, moved, days) = standing.pieces[at].timescale, piece_from_first(standing, at)
    if thing.timescale is whole or thing.timescale is None:
        return first, days
    # one part of a list is as late as it is: the other parts may have been due long before it
    return first if moved else earliest(thing.timescale), thing.days_late


def piece_from_first(standing: Standing, at: int) -> tuple[date | None, int, int]:
    """Of a piece of evidence or a milestone: the first day that was ever due, how often it was moved, and how late it
    would be by its first date.
    """
    piece, thing, day = standing.action.pieces[at], standing.pieces[at], standing.vantage.as_of
    first = first_words(piece.timescale, piece.revised, day)
    moved = len(moves_until(piece.timescale, piece.revised, day))
    is_open = thing.timing != "done" and standing.timing not in APART
    late = late_from_first(first, moved, thing.timescale, thing.days_late, is_open, day)
    return (earliest(first) if first is not None else None), moved, late


def called_by_number(standing: Standing, address: str) -> str:
    """What a reader calls an action, or a piece of its evidence or a milestone: '4.2', '4.2 evidence 1'."""
    for at, piece in enumerate(standing.pieces):
        if piece.address == address:
            return f"{standing.action.id} {piece.of} {standing.action.number(at)}"
    return standing.action.id


def _requests_of(standing: Standing, thing: PieceStanding) -> tuple[MoreTime, ...]:
    return action_requests(standing) if thing.of == "action" else _of_piece(standing, thing)


def _of_piece(standing: Standing, thing: PieceStanding) -> tuple[MoreTime, ...]:
    # a row of `due` may be one part of a piece: they have one address
    return next(
        piece_requests(standing, at) for at, piece in enumerate(standing.pieces) if piece.address == thing.address
    )


def not_granted(requests: Sequence[MoreTime]) -> tuple[MoreTime, ...]:
    return tuple(request for request in requests if request.state != GRANTED)


def requests_of(standings: Sequence[Standing]) -> list[MoreTime]:
    """More time asked for and not granted, for whatever is still to be done, oldest first; of a recommendation once."""
    requests: dict[MoreTime, None] = {}
    for standing in standings:
        if standing.timing in APART:
            continue
        if standing.timing != "done":
            requests.update(dict.fromkeys(not_granted(action_requests(standing))))
        for at, thing in enumerate(standing.pieces):
            if thing.timing != "done":
                requests.update(dict.fromkeys(not_granted(piece_requests(standing, at))))
    return sorted(requests, key=lambda request: request.date)


def action_requests(standing: Standing) -> tuple[MoreTime, ...]:
    """Every request for the timescale of an action: its own, or its recommendation's where that holds."""
    plan, action = standing.plan, standing.action
    if action.requests or action.timescale is not None:
        return tuple(
            _more_time(plan, one, standing.address, "action", action.text, standing.lead, action.id)
            for one in standing.requests
        )
    return recommendation_requests(plan, standing.recommendation, standing.vantage.as_of)


def recommendation_requests(plan: Plan, recommendation: Recommendation, day: date) -> tuple[MoreTime, ...]:
    if not recommendation.requests:
        return ()
    every = time_requests(recommendation.requests, recommendation.timescale, recommendation.revised, day)
    return tuple(
        _more_time(
            plan,
            one,
            plan.address_of(recommendation),
            "recommendation",
            recommendation.text,
            recommendation.lead,
            f"{plan.calls_it} {recommendation.id}",
        )
        for one in every
    )


def piece_requests(standing: Standing, at: int) -> tuple[MoreTime, ...]:
    """Every request for a piece of evidence or a milestone, all of an action's counted together from 0."""
    piece, thing = standing.action.pieces[at], standing.pieces[at]
    if not piece.requests:
        return ()
    every = time_requests(piece.requests, piece.timescale, piece.revised, standing.vantage.as_of)
    return tuple(
        _more_time(
            standing.plan,
            one,
            thing.address,
            piece.of,
            piece.text,
            piece.lead or standing.lead,
            called_by_number(standing, thing.address),
        )
        for one in every
    )


def _more_time(
    plan: Plan, one: TimeRequest, address: str, of: str, text: str, leads: Sequence[str], called: str
) -> MoreTime:
    request, refused, granted = one.request, one.request.refused, one.granted
    by, until = lead_view(plan, request.by).words if request.by else "", request.to
    answered, answered_by, answer = None, "", ""
    if granted is not None:
        answered, answered_by = granted.date, granted.approved_by or granted.by
    elif refused is not None and one.state == REFUSED:
        answered, answered_by, answer = refused.date, refused.by, refused.why
    answered_by = lead_view(plan, answered_by).words if answered_by else ""
    became = (
        "not granted"
        if answered is None
        else f"{one.state} on {day_words(answered)}"
        + (f" by {answered_by}" if answered_by else "")
        + (f" ({answer})" if answer else "")
    )
    asked_by = f" by {by}" if by else ""
    sentence = f"more time asked for until {in_quotes(until)}{asked_by} on {day_words(request.date)}, {became}" + (
        f": {request.why}" if request.why else ""
    )
    due = max((day for day in (until.due, *until.dues) if day is not None), default=None)
    return MoreTime(
        address,
        of,
        text,
        tuple(lead_view(plan, lead) for lead in leads),
        request.date,
        by,
        until.text,
        due,
        request.why,
        one.state,
        answered,
        answered_by,
        answer,
        sentence,
        called,
    )
