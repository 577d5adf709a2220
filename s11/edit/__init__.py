"""Edits that keep the file: what the commands that write put into a plan, each reason with it.

An edit changes the text of one plan by splices, so that its diff shows the change and nothing else; it asks no clock,
opens no file, and writes none. ``place`` finds what an address means, ``draft`` holds the text while it is changed,
``dates``, ``done``, ``words``, ``parts`` and ``years`` say what each command enters, ``outcome`` what the rules find in
the result.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11 import on_demand

if TYPE_CHECKING:
    from s11.edit.dates import ask, grant, move, refuse
    from s11.edit.done import complete, end, sign_off
    from s11.edit.draft import AssessmentDraft, CannotDo, Draft, Entry
    from s11.edit.outcome import Outcome, outcome_of
    from s11.edit.parts import (
        add_action,
        add_evidence,
        add_milestone,
        add_person,
        add_reading,
        add_recommendation,
        add_report,
        split,
    )
    from s11.edit.place import Place, find_place
    from s11.edit.words import hand_over, redact, update
    from s11.edit.years import carried_forward, close, empty_plan

__all__ = [
    "AssessmentDraft",
    "CannotDo",
    "Draft",
    "Entry",
    "Outcome",
    "Place",
    "add_action",
    "add_evidence",
    "add_milestone",
    "add_person",
    "add_reading",
    "add_recommendation",
    "add_report",
    "ask",
    "carried_forward",
    "close",
    "complete",
    "empty_plan",
    "end",
    "find_place",
    "grant",
    "hand_over",
    "move",
    "outcome_of",
    "redact",
    "refuse",
    "sign_off",
    "split",
    "update",
]

if not TYPE_CHECKING:
    _HOMES = ("draft", "place", "dates", "done", "words", "parts", "years", "outcome")

    def __getattr__(name: str) -> object:
        return on_demand(__name__, __all__, _HOMES, name)
