"""Findings as JSON."""

from __future__ import annotations

from s11.render.findings.listing import Listing
from s11.render.json import findings_json


def write(listing: Listing) -> str:
    return findings_json(listing.with_allowed, listing.summary.head)
