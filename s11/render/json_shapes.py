"""The shapes of the JSON that commands print: what each object holds, in order; objects and schemas follow."""

# no postponed annotations: what need not be there is known only from those that are evaluated

from typing import Literal, NotRequired, get_type_hints

from typing_extensions import TypedDict

from s11.render.csv import ACTION_COLUMNS
from s11.render.findings.summary import COUNTS
from s11.standing import Cycles
from s11.view import (
    CHECKED_ORDER,
    DONE_WORDS,
    HEADINGS,
    STATED_ORDER,
    TIMING_ORDER,
    NotRead,
    ReadCounts,
    Travel,
    UnexplainedEdit,
)
from s11.view.change_records import ASSESSED_HEADINGS

SCHEMA = 1

Stated = TypedDict("Stated", dict.fromkeys(STATED_ORDER, int))  # type: ignore[misc]  # its keys are those of the view
Checked = TypedDict("Checked", dict.fromkeys(CHECKED_ORDER, int))  # type: ignore[misc]  # its keys are the view's
Timing = TypedDict("Timing", dict.fromkeys(TIMING_ORDER, int))  # type: ignore[misc]  # its keys are those of the view
Done = TypedDict("Done", dict.fromkeys(DONE_WORDS, int))  # type: ignore[misc]  # its keys are those of the view


LintCountsJson = TypedDict("LintCountsJson", dict.fromkeys(COUNTS, int))  # type: ignore[misc]  # as above
NotReadJson = TypedDict("NotReadJson", get_type_hints(NotRead))  # type: ignore[misc]  # its keys are the record's
CyclesJson = TypedDict("CyclesJson", get_type_hints(Cycles))  # type: ignore[misc]  # as above
QuietJson = TypedDict("QuietJson", get_type_hints(UnexplainedEdit))  # type: ignore[misc]  # as above
ReadJson = TypedDict("ReadJson", dict.fromkeys(ReadCounts._fields, int))  # type: ignore[misc]  # as above
TravelCounts = TypedDict("TravelCounts", dict.fromkeys(Travel._fields[1:], int))  # type: ignore[misc]  # as above


class LateEvidenceJson(TypedDict):
    """What is late under actions that are not late themselves."""

    actions: int
    pieces: int
    milestones: int


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


class _GroupName(TypedDict):
    key: str
    words: str


class GroupJson(_GroupName, TallyJson):
    state: str
    state_count: int
    so: list[str]


class GroupsJson(TypedDict):
    """A roll-up; ``shared``: how many actions stand in more than one of its rows."""

    by: str
    actions: int
    placed: int
    shared: int
    rows: list[GroupJson]


class ReportedJson(TypedDict):
    date: str
    words: str


class SinceJson(TypedDict):
    as_of: str
    revision: str | None
    words: str
    reported: ReportedJson | None


class _Way(TypedDict):
    way: Literal["better", "same", "worse"]
    since: NotRequired[SinceJson]


class TravelJson(_Way, TravelCounts):
    """Which way things went; ``since`` is absent where several plans have each their own base."""


class DetailPlanJson(TypedDict):
    """The more detailed plan that an action names, as its own actions stand; ``state`` is empty where it is not known.

    ``disagrees`` is empty where the action says no better of itself than its detail does.
    """

    of: str
    address: str
    title: str
    state: str
    actions: int
    open: int
    late: int
    undated: int
    said: str
    disagrees: str
    whole: bool


class _PlanName(TypedDict):
    id: str
    organisation: str
    title: str


class _PlanOnDay(_PlanName):
    as_at: str | None


class PlanJson(_PlanOnDay, TallyJson):
    words: dict[str, int]
    recommendations_without_action: int
    late_things: int
    late_dates: int
    last_recorded: str | None
    days_since_recorded: int | None
    notices: list[str]
    whole: bool
    moved: int
    detail_plans: list[DetailPlanJson]
    groups: NotRequired[GroupsJson]
    travel: NotRequired[TravelJson]


class PortfolioJson(TallyJson):
    groups: NotRequired[GroupsJson]
    travel: NotRequired[TravelJson]


class StatusJson(HeadJson):
    plans: list[PlanJson]
    portfolio: PortfolioJson


class ThingJson(TypedDict):
    address: str
    of: str
    action: str
    text: str
    lead: list[str]
    timescale: str
    due: str
    days_late: int
    days_late_from_first: int
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


# of what stands in each column: words, but for these; empty or null where there is nothing to say
_COLUMN_TYPES: dict[str, object] = {
    **dict.fromkeys(ACTION_COLUMNS, str | None),
    **dict.fromkeys(("lead", "lead_words"), list[str]),
    **dict.fromkeys(("certain", "proposed", "continuing", "sensitive"), bool),
    **dict.fromkeys(("times_moved", "days_late", "late_evidence"), int),
    **dict.fromkeys(
        (
            "cycles_fallen_due",
            "cycles_on_time",
            "milestones",
            "milestones_reached",
            "milestones_late",
            "days_after_due",
        ),
        int | None,
    ),
    "percent": float | None,
}


def column_kinds() -> dict[str, str]:
    """What stands in each column of ``list``: 'bool', 'int', 'float', and 'str' for all else."""
    kinds: dict[object, str] = {bool: "bool", int: "int", int | None: "int", float | None: "float"}
    return {name: kinds.get(type, "str") if name in ACTION_COLUMNS else "str" for name, type in _COLUMN_TYPES.items()}


ListedJson = TypedDict("ListedJson", _COLUMN_TYPES, total=False)  # type: ignore[misc]  # its keys are the columns


class ListJson(HeadJson):
    """What ``list`` prints: each action with the columns that were asked for."""

    columns: list[Literal[*ACTION_COLUMNS]]  # type: ignore[valid-type]  # one list of columns
    plans: int
    actions: list[ListedJson]


class FiguresJson(HeadJson):
    """Of a site: one plan's figures, and what falls due in it."""

    plan: PlanJson
    things: list[ThingJson]
    requests: list[MoreTimeJson]


class ShownJson(HeadJson):
    """What ``show`` prints; an action or recommendation as its record is."""

    plan: PlanJson
    recommendation: object
    action: object
    evidence: NotRequired[object]
    milestone: NotRequired[object]


class ShownReturnJson(HeadJson):
    """What ``show`` prints of a self-assessment: the whole as its record is, and the answer and evidence asked for."""

    assessment: object
    answer: NotRequired[object]
    evidence: NotRequired[object]


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


class LintJson(TypedDict):
    schema: int
    as_of: str
    revision: str | None
    base: str | None
    counts: LintCountsJson
    findings: list[FindingJson]


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


class PlanChangesJson(_PlanName):
    since: SinceJson
    whole: bool
    count: int
    counts: dict[str, int]
    quiet_edits: int
    changes: list[ToldJson]
    quiet: list[QuietJson]
    not_told: int
    travel: TravelJson


class AssessedToldJson(TypedDict):
    heading: Literal[*ASSESSED_HEADINGS]  # type: ignore[valid-type]  # one list of headings
    address: str
    label: str
    text: str
    said: str
    before: NotRequired[str]
    after: NotRequired[str]
    why: NotRequired[str]


class AssessmentChangesJson(TypedDict):
    id: str
    title: str
    organisation: str
    since: SinceJson
    count: int
    quiet_edits: int
    changes: list[AssessedToldJson]
    quiet: list[QuietJson]


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
    self_assessments: list[AssessmentChangesJson]


class CommitJson(TypedDict):
    id: str
    day: str
    time: str
    author: str
    subject: str


class _PlanThen(TypedDict):
    id: str
    then: str
    whole: bool


class PlanPointJson(_PlanThen, TallyJson):
    """One plan at one commit."""


class _Moment(TypedDict):
    day: str
    commit: CommitJson


class PointJson(_Moment, TallyJson):
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
    address: str


class LifeJson(HeadJson):
    """What ``history`` prints of one action; ``stations`` where it was carried on from plan to plan, oldest first."""

    address: str
    text: str
    there: bool
    notes: list[str]
    stations: list[str]
    said: str
    events: list[EventJson]


class NamedStandardJson(TypedDict):
    address: str
    text: str


class AnsweredByJson(TypedDict):
    address: str
    of: Literal["action", "recommendation"]
    text: str
    checked: str
    due: str | None


class StandardPointJson(TypedDict):
    id: str
    text: str
    applies_to: list[str]
    evidence: list[str]
    guidance: str
    note: str


class StandardJson(TypedDict):
    """One standard; ``new`` is null where it is not said whether an earlier list asked for it."""

    id: str
    address: str
    text: str
    group: str
    paragraph: str
    applies_to: list[str]
    guidance: str
    evidence: list[str]
    arises_from: list[str]
    points: list[StandardPointJson]
    descriptors: dict[str, str]
    links: dict[str, list[str]]
    new: bool | None
    replaces: list[NamedStandardJson]
    replaced_by: list[NamedStandardJson]
    note: str
    answered_by: NotRequired[list[AnsweredByJson]]


class StandardListJson(TypedDict):
    id: str
    title: str
    edition: str
    file: str
    own: bool
    whole: bool
    source: str
    paragraphs: str
    wording: str
    agreed_by: list[str]
    licence: str
    note: str
    groups: dict[str, str]
    follows: list[str]
    followed_by: list[str]
    standards: list[StandardJson]
    plans: NotRequired[list[str]]


class BodyJson(TypedDict):
    """One kind of body; ``bound`` is null where no source says whether it was bound on the day."""

    id: str
    text: str
    bound: bool | None
    since: str
    until: str
    stated: list[str]
    replaces: list[str]
    note: str


class BodiesJson(TypedDict):
    id: str
    title: str
    law: str
    file: str
    own: bool
    whole: bool
    source: str
    looked_up: str
    licence: str
    note: str
    bodies: list[BodyJson]


class StandardsJson(TypedDict):
    """What ``standards`` prints."""

    schema: int
    as_of: str
    revision: str | None
    lists: list[StandardListJson]
    bodies: list[BodiesJson]
    not_read: list[NotReadJson]
    read: NotRequired[ReadJson]


class RemarkJson(TypedDict):
    """A remark to s11, and the place in its plan beside which it stands."""

    place: str
    remark: str


class ExportedPlanJson(TypedDict):
    """One plan: as ``plan.schema.json`` has a file, and its actions as they stand on the day, as ``list`` has them."""

    id: str
    plan: dict[str, object]
    remarks: list[RemarkJson]
    actions: list[ListedJson]


class ExportJson(HeadJson):
    """What ``export`` writes as JSON."""

    kind: Literal["s11-export"]
    plans: list[ExportedPlanJson]


class OwnCountsJson(TypedDict):
    """What bodies say of themselves; adds up to ``cells``."""

    met: int
    not_met: int
    not_applicable: int
    not_graded: int
    unknown: int
    no_answer: int
    not_asked: int
    no_return: int


class OthersCountsJson(TypedDict):
    """What others say; adds up to ``cells``."""

    met: int
    not_met: int
    other: int
    looked_at: int
    not_looked_at: int
    not_said: int
    no_return: int


class AnswerActionsJson(TypedDict):
    """What became of the actions that answers name, each answer's counted for itself."""

    late: int
    undated: int
    open: int
    done: int
    ended: int
    proposed: int
    missing: int
    unread: int


class WaysJson(TypedDict):
    better: int
    same: int
    worse: int
    not_known: int


class CoverageFiguresJson(TypedDict):
    cells: int
    own: OwnCountsJson
    others: OthersCountsJson
    actions: AnswerActionsJson
    ways: WaysJson
    asked: int
    looked_at: int
    unknown: int


class GradeJson(TypedDict):
    """A grade in the body's own word; ``means`` is '' where its scale does not have the word."""

    word: str
    means: str
    by: str
    date: str | None
    label: str


class CellJson(TypedDict):
    """One standard in one body's return; ``address`` is '' where no return is here."""

    standard: str
    address: str
    own_state: str
    others_state: str
    own: GradeJson | None
    others: GradeJson | None
    difference: int | None
    looked: list[str]
    evidence: int
    undated: int
    newest: str | None
    age: int | None
    impact: str
    points_met: int
    points_not_met: int
    points_not_said: int
    unanswered: int
    actions: AnswerActionsJson
    not_applicable: str
    way: Literal["better", "same", "worse", "not_known"]
    before: GradeJson | None
    by_way_of: str
    letters: str
    gaps: int


class LookedJson(TypedDict):
    words: str
    looked_at: list[str]
    not_looked_at: int
    not_said: int
    graded: int
    found: int


class CoveredBodyJson(TypedDict):
    name: str
    kind: str
    id: str
    title: str
    state: Literal["in_time", "late", "sent", "missing", "not_due", "not_sent", "no_return"]
    due: str | None
    sent: str | None
    as_at: str | None
    days_late: int
    cycle: str
    before: str
    before_as_at: str | None
    asked: bool | None
    whole: list[GradeJson]
    looked: list[LookedJson]
    cells: list[CellJson]
    figures: CoverageFiguresJson
    gaps: int


class CoveredStandardJson(TypedDict):
    id: str
    text: str
    group: str
    figures: CoverageFiguresJson


class ReturnStatesJson(TypedDict):
    """What became of the returns; adds up to ``bodies``."""

    in_time: int
    late: int
    sent: int
    missing: int
    not_due: int
    not_sent: int
    no_return: int


class ReturnsJson(TypedDict):
    """``known``: whether it is known who was asked; ``some``: whether only the returns that were named are here."""

    bodies: int
    states: ReturnStatesJson
    known: bool
    asked: int
    missing: list[str]
    late: list[str]
    not_due: list[str]
    no_day: list[str]
    drafts: list[str]
    unasked: list[str]
    some: bool
    changes: list[str]
    returned: int


class GapJson(TypedDict):
    kind: str
    body: str
    standards: list[str]
    said: str
    place: str


class GapKindJson(TypedDict):
    kind: str
    words: str
    gaps: int
    places: int


class DrawnJson(TypedDict):
    body: str
    id: str
    kind: str
    number: str


class SampleJson(TypedDict):
    wanted: int
    seed: str
    of: int
    drawn: list[DrawnJson]
    words: list[str]


class ListCoverageJson(TypedDict):
    id: str
    title: str
    known: bool
    cycle: str
    due: str | None
    standards: list[CoveredStandardJson]
    bodies: list[CoveredBodyJson]
    figures: CoverageFiguresJson
    returns: ReturnsJson
    gaps: list[GapJson]
    kinds: list[GapKindJson]
    elsewhere: list[str]
    not_known: list[str]
    sample: NotRequired[SampleJson]


class CoverageJson(HeadJson):
    """What ``coverage`` prints: a list of standards after another, each with every body that answers it."""

    lists: list[ListCoverageJson]


class BodyAnswerJson(TallyJson):
    """What one body answers; ``response`` is empty where it does not say whether it accepts."""

    organisation: str
    plan: str
    address: str
    text: str
    response: Literal["accepted", "partly", "rejected", ""]
    why: str
    state: str
    open: int


class AskedRecommendationJson(TallyJson):
    """One recommendation; ``asked`` is empty where its plan does not say who is asked."""

    plan: str
    organisation: str
    address: str
    text: str
    asked: list[str]
    missing: list[str]
    nobody_accepts: bool
    open: int
    finding: str
    answers: list[BodyAnswerJson]


class UnplacedJson(TypedDict):
    """An answer to a recommendation that is not there."""

    address: str
    to: str


class RecommendationsJson(HeadJson, TallyJson):
    """What ``responses`` prints; its counts have each action once, though it may answer several."""

    open: int
    several: int
    finding: str
    recommendations: list[AskedRecommendationJson]
    unplaced: list[UnplacedJson]


class AskedQuestionJson(TypedDict):
    """One question; ``answer`` is empty where it has none, and ``days`` null where it has one or no day is known."""

    organisation: str
    unit: str
    assessment: str
    address: str
    standard: str
    by: str
    how: str
    who: list[str]
    asked: str | None
    text: str
    answer: str
    days: int | None
    action: str
    action_state: str


class ChallengesJson(HeadJson):
    """What ``questions`` prints: those without an answer first, and of them the oldest."""

    returns: int
    answered: int
    unanswered: int
    finding: str
    questions: list[AskedQuestionJson]


SHAPES = {
    "status": StatusJson,
    "due": DueJson,
    "list": ListJson,
    "changes": ChangesJson,
    "lint": LintJson,
    "history": HistoryJson,
    "life": LifeJson,
    "lists": StandardsJson,
    "responses": RecommendationsJson,
    "questions": ChallengesJson,
    "export": ExportJson,
    "coverage": CoverageJson,
}


def schema_of(name: str) -> dict[str, object]:
    """The JSON Schema of a command's JSON. Keys only ever grow, so further keys are allowed."""
    from pydantic import TypeAdapter

    from s11.plan import schema_id

    made = TypeAdapter(SHAPES[name]).json_schema()
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_id(name, SCHEMA),
        "title": f"s11 {name} --json, schema {SCHEMA}",
        **{key: value for key, value in made.items() if key != "title"},
    }
