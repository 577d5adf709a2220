"""Dated things that are outstanding, oldest first."""

from __future__ import annotations

from collections.abc import Sequence

from s11.standing import Standing
from s11.view.naming import lead_view
from s11.view.parts import Due


def dues_of(standings: Sequence[Standing]) -> list[Due]:
    found = []
    for standing in standings:
        for thing in standing.outstanding:
            leads = thing.lead or standing.lead
            found.append(
                Due(
                    thing.address, thing.of, standing.address, standing.action.text, thing.text, tuple(lead_view(standing.plan, lead) for lead in leads),
                    thing.timescale.text if thing.timescale else "", thing.due, thing.days_late, thing.timing, thing.cycles, thing.why,
                    standing.timing,
                )
            )
    return sorted(found, key=lambda due: due.due)
