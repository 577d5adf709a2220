"""The plan: the one description of the format, and what one file of it says as frozen typed records.

Text that cannot be given its type is a finding and stays out of the record; what can be read stands.
"""

from __future__ import annotations

from s11.plan.fields import (
    EntryWords,
    Field,
    body_fields,
    field_named,
    fields_of,
    fields_with_people,
    people_fields,
    worded_fields,
)
from s11.plan.files import PlanFile, PlanFiles, load, load_document, load_one
from s11.plan.kinds import (
    ChoiceKind,
    DayKind,
    Entry,
    FactDayKind,
    FlagKind,
    IntervalKind,
    Kind,
    ListKind,
    MappingKind,
    PercentKind,
    Record,
    RecordKind,
    TextKind,
    TimescaleKind,
)
from s11.plan.records import (
    CORRECTION,
    ENDINGS,
    FORMAT,
    KEPT,
    MEANINGS,
    ORIGINS,
    REDACTED,
    RESPONSES,
    STATED,
    Action,
    CarriedTo,
    Closed,
    Control,
    DateChange,
    Done,
    Ended,
    Evidence,
    Meaning,
    Measure,
    MeasureReading,
    Milestone,
    Person,
    Plan,
    Progress,
    Provenance,
    Recommendation,
    Redactable,
    Redacted,
    Refusal,
    Reported,
    Request,
    Response,
    SignedOff,
    SpelledTimescale,
    Stated,
    Theme,
    leads_of,
    own_address,
    own_leads,
    same_person,
    to_be_confirmed,
)
from s11.plan.schema import json_schema
from s11.plan.settings import (
    Standard,
    StandardList,
    kept_from_public,
    load_conventions,
    load_open_markings,
    load_standard_list,
    load_standards,
    marking_letters,
)
from s11.plan.spelling import did_you_mean, fold_word
from s11.plan.versions import VersionReader

__all__ = [
    "CORRECTION", "ENDINGS", "FORMAT", "KEPT", "MEANINGS", "ORIGINS", "REDACTED", "RESPONSES", "STATED", "Action",
    "CarriedTo", "ChoiceKind", "Closed", "Control", "DateChange", "DayKind", "Done", "Ended", "Entry", "EntryWords",
    "Evidence", "FactDayKind", "Field", "FlagKind", "IntervalKind", "Kind", "ListKind", "MappingKind", "Meaning",
    "Measure", "MeasureReading", "Milestone", "PercentKind", "Person", "Plan", "PlanFile", "PlanFiles", "Progress",
    "Provenance", "Recommendation", "Record", "RecordKind", "Redactable", "Redacted", "Refusal", "Reported", "Request",
    "Response", "SignedOff", "SpelledTimescale", "Standard", "StandardList", "Stated", "TextKind", "Theme", "TimescaleKind",
    "VersionReader", "body_fields", "did_you_mean", "field_named", "fields_of", "fields_with_people", "fold_word",
    "json_schema", "kept_from_public", "leads_of", "load", "load_conventions", "load_document", "load_one",
    "load_open_markings", "load_standard_list", "load_standards", "marking_letters", "own_address", "own_leads",
    "people_fields", "same_person", "to_be_confirmed", "worded_fields",
]  # fmt: skip
