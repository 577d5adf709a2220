"""Extensions: every date that was moved, and more time asked for: by whom, granted by whom, refused, how often.

Its first date stands beside the one in force, and so does how late something would be had its date never been moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from s11.plan import Evidence
from s11.standing import APART, Standing, earliest
from s11.view.action_view import revision_lines
from s11.view.due import action_requests, called_by_number, piece_from_first, piece_requests
from s11.view.extension_records import Extension
from s11.view.labels import lead_view


def extensions_of(standings: Iterable[Standing]) -> tuple[Extension, ...]:
    """Everything whose date was moved, or for which more time was asked, those moved furthest first."""
    extensions = [one for standing in standings for one in _of_action(standing)]
    return tuple(sorted(extensions, key=lambda one: (-(one.slipped or 0), -one.times_moved)))


def _of_action(standing: Standing) -> Iterator[Extension]:
    plan, action, day = standing.plan, standing.action, standing.vantage.as_of
    requests = action_requests(standing)
    if requests or standing.times_moved:
        held = action if action.timescale is not None else standing.recommendation
        yield Extension(
            standing.address,
            "action",
            action.id,
            action.text,
            tuple(lead_view(plan, lead) for lead in standing.lead),
            standing.first_due,
            standing.set_for,
            standing.timescale.text if standing.timescale is not None else "",
            standing.times_moved,
            standing.days_late,
            standing.days_late_from_first,
            standing.timing not in ("done", "ended"),
            requests,
            tuple(revision_lines(plan, held.revised, day)),
        )
    for at, piece in enumerate(action.pieces):
        if piece.revised or piece.requests:
            yield from _of_piece(standing, at, piece)


def _of_piece(standing: Standing, at: int, piece: Evidence) -> Iterator[Extension]:
    plan, day, thing = standing.plan, standing.vantage.as_of, standing.pieces[at]
    requests = piece_requests(standing, at)
    first, moved, from_first = piece_from_first(standing, at)
    if not moved and not requests:
        return
    is_open = thing.timing != "done" and standing.timing != "ended"
    yield Extension(
        thing.address,
        piece.of,
        called_by_number(standing, thing.address),
        piece.text,
        tuple(lead_view(plan, lead) for lead in piece.lead or standing.lead),
        first,
        earliest(thing.timescale) if thing.timescale is not None else None,
        thing.timescale.text if thing.timescale is not None else "",
        moved,
        0 if standing.timing in APART else thing.days_late,
        from_first,
        is_open,
        requests,
        tuple(revision_lines(plan, piece.revised, day)),
    )
