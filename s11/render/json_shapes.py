"""The shapes of the JSON that commands print, from which their schemas are made. Loaded by nothing else."""

from __future__ import annotations

from typing import Literal, NotRequired

from pydantic import TypeAdapter
from typing_extensions import TypedDict

from s11.render.json import SCHEMA
from s11.view import CHECKED_ORDER, DONE_WORDS, HEADINGS, STATED_ORDER, TIMING_ORDER

Stated = TypedDict("Stated", dict.fromkeys(STATED_ORDER, int))  # type: ignore[misc]  # its keys are those of the view
Checked = TypedDict("Checked", dict.fromkeys(CHECKED_ORDER, int))  # type: ignore[misc]  # its keys are the view's
Timing = TypedDict("Timing", dict.fromkeys(TIMING_ORDER, int))  # type: ignore[misc]  # its keys are those of the view
Done = TypedDict("Done", dict.fromkeys(DONE_WORDS, int))  # type: ignore[misc]  # its keys are those of the view


class LateEvidenceJson(TypedDict):
    """What is late under actions that are not late themselves."""

    actions: int
    pieces: int
    milestones: int


class ReadJson(TypedDict):
    files: int
    plans: int
    recommendations: int
    actions: int


class NotReadJson(TypedDict):
    file: str
    plan: str
    line: int
    column: int
    said: str
    how_far: str
    faults: int


class HeadJson(TypedDict):
    schema: int
    as_of: str
    revision: str | None
    read: ReadJson
    not_read: list[NotReadJson]
    only: NotRequired[str]
    audience: NotRequired[str]
    left_out: NotRequired[list[str]]


class TallyJson(TypedDict):
    actions: int
    stated: Stated
    checked: Checked
    timing: Timing
    done: Done
    late_evidence: LateEvidenceJson


class GroupJson(TallyJson):
    key: str
    words: str
    state: str
    state_count: int
    so: list[str]


class GroupsJson(TypedDict):
    by: str
    actions: int
    placed: int
    rows: list[GroupJson]


class ReportedJson(TypedDict):
    date: str
    words: str


class SinceJson(TypedDict):
    as_of: str
    revision: str | None
    words: str
    reported: ReportedJson | None


class TravelJson(TypedDict):
    way: Literal["better", "same", "worse"]
    since: NotRequired[SinceJson]
    better: int
    same: int
    worse: int
    apart: int
    by_date: int
    by_pieces: int
    by_terms: int
    restated: int
    ended: int
    proposed: int
    held: int
    by_days: int
    added: int
    removed: int
    late_then: int
    late_now: int
    things_then: int
    things_now: int


class PlanJson(TallyJson):
    id: str
    organisation: str
    title: str
    as_at: str | None
    words: dict[str, int]
    recommendations_without_action: int
    late_things: int
    late_dates: int
    last_recorded: str | None
    days_since_recorded: int | None
    notices: list[str]
    whole: bool
    moved: int
    groups: NotRequired[GroupsJson]
    travel: NotRequired[TravelJson]


class PortfolioJson(TallyJson):
    groups: NotRequired[GroupsJson]
    travel: NotRequired[TravelJson]


class StatusJson(HeadJson):
    plans: list[PlanJson]
    portfolio: PortfolioJson


class CyclesJson(TypedDict):
    fallen_due: int
    on_time: int


class ThingJson(TypedDict):
    address: str
    of: str
    action: str
    text: str
    lead: list[str]
    timescale: str
    due: str
    days_late: int
    timing: str
    action_timing: str
    cycles: CyclesJson | None
    why: str


class MoreTimeJson(TypedDict):
    address: str
    of: Literal["action", "evidence", "milestone", "recommendation"]
    text: str
    lead: list[str]
    date: str
    until: str
    state: Literal["open", "refused", "granted"]
    said: str
    due: NotRequired[str]
    by: NotRequired[str]
    why: NotRequired[str]
    answered: NotRequired[str]
    answered_by: NotRequired[str]
    answer: NotRequired[str]


class DueJson(HeadJson):
    actions: int
    dated_things: int
    late: int
    late_actions: int
    within_days: NotRequired[int]
    things: list[ThingJson]
    requests: list[MoreTimeJson]


class FindingJson(TypedDict):
    code: str
    level: str
    file: str
    plan: str
    line: int
    column: int
    end_line: int
    end_column: int
    path: list[str | int]
    message: str
    hint: str
    fixable: bool
    page: str
    allowed: NotRequired[str]


class LintCountsJson(TypedDict):
    files: int
    plans: int
    actions: int
    errors: int
    warnings: int
    advice: int
    allowed: int
    fixable: int


class LintJson(TypedDict):
    schema: int
    as_of: str
    revision: str | None
    base: str | None
    counts: LintCountsJson
    findings: list[FindingJson]


class QuietJson(TypedDict):
    code: str
    level: str
    name: str
    message: str
    hint: str


class ToldJson(TypedDict):
    heading: Literal[*HEADINGS]  # type: ignore[valid-type]  # one list of headings
    address: str
    label: str
    text: str
    said: str
    was: NotRequired[str]
    before: NotRequired[str]
    after: NotRequired[str]
    why: NotRequired[str]
    cause: NotRequired[Literal["days", "edit"]]
    old_state: NotRequired[str]
    new_state: NotRequired[str]
    first_due: NotRequired[str]
    times: NotRequired[int]
    quiet: list[QuietJson]


class PlanChangesJson(TypedDict):
    id: str
    organisation: str
    title: str
    since: SinceJson
    whole: bool
    count: int
    counts: dict[str, int]
    quiet_edits: int
    changes: list[ToldJson]
    quiet: list[QuietJson]
    not_told: int
    travel: TravelJson


class NotComparedJson(TypedDict):
    plan: str
    why: str


class ChangesJson(HeadJson):
    rules: str
    count: int
    counts: dict[str, int]
    quiet_edits: int
    not_told: int
    settings: list[str]
    plans: list[PlanChangesJson]
    not_compared: list[NotComparedJson]
    travel: NotRequired[TravelJson]


class CommitJson(TypedDict):
    id: str
    day: str
    time: str
    author: str
    subject: str


class PlanPointJson(TallyJson):
    id: str
    then: str
    whole: bool


class PointJson(TallyJson):
    day: str
    commit: CommitJson
    not_read: int
    plans: list[PlanPointJson]


class SlipJson(TypedDict):
    address: str
    text: str
    first: str | None
    now: str | None
    days: int
    times_moved: int
    silent: bool
    checked: str


class HistoryJson(HeadJson):
    every: str
    notes: list[str]
    points: list[PointJson]
    dates: list[SlipJson]
    undated: int


class EventJson(TypedDict):
    commit: CommitJson
    kind: str
    of: str
    before: str
    after: str
    why: str
    on: str | None
    words: str


class LifeJson(HeadJson):
    address: str
    text: str
    there: bool
    notes: list[str]
    events: list[EventJson]


SHAPES = {
    "status": StatusJson,
    "due": DueJson,
    "changes": ChangesJson,
    "lint": LintJson,
    "history": HistoryJson,
    "life": LifeJson,
}


def schema_of(name: str) -> dict[str, object]:
    """The JSON Schema of a command's JSON. Keys only ever grow, so further keys are allowed."""
    made = TypeAdapter(SHAPES[name]).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"s11 {name} --json, schema {SCHEMA}",
        **{key: value for key, value in made.items() if key != "title"},
    }
