"""The View as JSON, for machines, versioned; keys only ever grow.

Which keys an object has, and in which order, is said by its shape (``json_shapes``); here, where each that is not the
record's own comes from.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from json.encoder import encode_basestring
from typing import TYPE_CHECKING

from s11.plan import Plan
from s11.render import json_shapes as shapes
from s11.render.csv import ACTION_COLUMNS, cells_of
from s11.text import Finding, in_json
from s11.view import (
    ActionList,
    Changes,
    DueItem,
    DueList,
    FullPlan,
    Groups,
    Head,
    ListedAction,
    MoreTime,
    PlanChanges,
    PlanView,
    Shown,
    Since,
    Status,
    Tally,
    Travel,
)
from s11.when import Period, Timescale

if TYPE_CHECKING:
    from s11.view.action_history import ActionHistory
    from s11.view.assessment_records import AnswerShown, AssessmentPage, EvidenceShown
    from s11.view.coverage_records import Coverage, Figures, ListCoverage
    from s11.view.export import Export
    from s11.view.history import History
    from s11.view.questions import ChallengeLog
    from s11.view.responses import Recommendations
    from s11.view.standards import ListSeen, StandardsSeen

SCHEMA = shapes.SCHEMA

# an object as it is printed; ``text`` makes its values plain
Json = dict[str, object]


def text(value: object) -> str:
    """A value as JSON, as ``json.dumps`` writes it with an indent of two: with records as objects, days as ISO text and
    intervals as ISO durations. It is written straight, without a copy of all of it as plain objects.
    """
    return in_json(_written(value, "\n")) + "\n"


def in_one_line(value: object) -> str:
    """The same as ``text`` says, in one line: for programs alone."""
    return in_json(json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))) + "\n"


_SIMPLE = (str, int, bool, float, type(None))


def _plain(value: object) -> object:
    """A value as what ``json`` knows; a record is a tuple to it."""
    kind = type(value)
    if kind in _SIMPLE:
        return value
    if isinstance(value, Mapping):
        return {key: inner if type(inner) in _SIMPLE else _plain(inner) for key, inner in value.items()}
    if fields := _KEYS[kind]:
        given = {name: _plain(getattr(value, name)) for name in fields}
        return given | {detail.key: detail.words for detail in getattr(value, "details", ())}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.iso() if isinstance(value, Period) else value


def _written(value: object, line: str) -> str:
    """``line``: what begins a line of what is around it."""
    if type(value) is str:
        return encode_basestring(value)
    if value is None:
        return "null"
    if type(value) is int:
        return str(value)
    if isinstance(value, Mapping):
        return _object_written(value.items(), line)
    fields = _KEYS[type(value)]
    if fields:
        given = {name: getattr(value, name) for name in fields}
        given |= {detail.key: detail.words for detail in getattr(value, "details", ())}
        return _object_written(given.items(), line)
    if isinstance(value, list | tuple):
        inside = line + "  "
        entries = ("," + inside).join([_written(inner, inside) for inner in value])
        return f"[{inside}{entries}{line}]" if value else "[]"
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    if isinstance(value, Period):
        return f'"{value.iso()}"'
    if isinstance(value, str | int | float):
        return json.dumps(value, ensure_ascii=False)
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def _object_written(members: Iterable[tuple[str, object]], line: str) -> str:
    inside = line + "  "
    written = ("," + inside).join([f"{encode_basestring(key)}: {_written(inner, inside)}" for key, inner in members])
    return f"{{{inside}{written}{line}}}" if written else "{}"


class _Keys(dict[type, tuple[str, ...]]):
    """The fields of each kind of record that are keys of its object; what stands under ``details`` has keys of its
    own.
    """

    def __missing__(self, kind: type) -> tuple[str, ...]:
        names: Iterable[str] = getattr(kind, "_fields", ()) or getattr(kind, "__dataclass_fields__", ())
        self[kind] = () if kind is Period else tuple(name for name in names if name != "details")
        return self[kind]


_KEYS = _Keys()


def _object(shape: type, record: object, **given: object) -> Json:
    """The keys of a shape, as given, else as the record has them; those it need not have only where not empty."""
    values = {key: given[key] if key in given else getattr(record, key) for key in shape.__annotations__}
    optional: frozenset[str] = getattr(shape, "__optional_keys__")  # noqa: B009  # of a TypedDict
    return {key: value for key, value in values.items() if key not in optional or value not in (None, "")}


def _of_command(shape: type, record: object, head: Head, **given: object) -> str:
    """What a command prints."""
    return text(_with_head(shape, record, head, **given))


def _with_head(shape: type, record: object, head: Head, **given: object) -> Json:
    """The head, then what is its own."""
    return _object(
        shape,
        record,
        schema=SCHEMA,
        as_of=head.as_of,
        revision=head.revision,
        read=head.read,
        not_read=head.not_read,
        only=head.filtered,
        audience="public" if head.left_out else None,
        left_out=head.left_out or None,
        **given,
    )


def _tallied(shape: type, record: object, tally: Tally, **given: object) -> Json:
    return _object(shape, record, **tally._asdict(), **given)


def _groups(groups: Groups | None) -> Json | None:
    rows = [_tallied(shapes.GroupJson, row, row.tally) for row in groups.rows] if groups else []
    return _object(shapes.GroupsJson, groups, rows=rows) if groups else None


def _plan(plan: PlanView) -> Json:
    return _tallied(
        shapes.PlanJson,
        plan,
        plan.tally,
        days_since_recorded=plan.days_since,
        groups=_groups(plan.groups),
        travel=_travel(plan.travel),
        detail_plans=[_object(shapes.DetailPlanJson, one) for one in plan.detail_plans],
    )


def _since(since: Since | None) -> Json | None:
    return _object(shapes.SinceJson, since) if since else None


def _travel(travel: Travel | None) -> Json | None:
    return _object(shapes.TravelJson, travel, since=_since(travel.since)) if travel else None


def status_json(status: Status) -> str:
    portfolio = _tallied(
        shapes.PortfolioJson, status, status.portfolio, groups=_groups(status.groups), travel=_travel(status.travel)
    )
    plans = [_plan(plan) for plan in status.plans]
    return _of_command(shapes.StatusJson, status, status.head, plans=plans, portfolio=portfolio)


def figures_json(head: Head, plan: FullPlan) -> str:
    """One plan's figures, as they stand in ``status_json``, and what falls due in it."""
    return in_one_line(
        _with_head(
            shapes.FiguresJson,
            plan,
            head,
            plan=_plan(plan.summary),
            things=_things(plan.dues),
            requests=_more_time(plan.requests),
        )
    )


def _things(dues: Sequence[DueItem]) -> list[Json]:
    return [
        _object(shapes.ThingJson, due, action=due.action_address, lead=[lead.key for lead in due.leads]) for due in dues
    ]


def _more_time(requests: Sequence[MoreTime]) -> list[Json]:
    return [_object(shapes.MoreTimeJson, request, lead=[lead.key for lead in request.leads]) for request in requests]


def due_json(due: DueList) -> str:
    return _of_command(
        shapes.DueJson,
        due,
        due.head,
        dated_things=len(due.things),
        things=_things(due.things),
        requests=_more_time(due.requests),
    )


def list_json(listed: ActionList, columns: Sequence[str]) -> str:
    """Each action with these of ``ACTION_COLUMNS``; the leads as a list, and not in one cell."""
    rows = _rows(listed.actions, columns)
    return _of_command(shapes.ListJson, listed, listed.head, columns=columns, actions=rows)


def _rows(actions: Sequence[ListedAction], columns: Iterable[str]) -> list[Json]:
    rows = []
    for one in actions:
        leads = one.action.leads
        cells = cells_of(one) | {"lead": [lead.key for lead in leads], "lead_words": [lead.words for lead in leads]}
        rows.append({column: cells[column] for column in columns})
    return rows


def export_json(seen: Export) -> str:
    """Whole plans, as ``import`` reads them back."""
    from s11.plan.writing import typed
    from s11.render.xlsx import MARKER

    plans = [
        {
            "id": plan.id,
            "plan": typed(Plan, plan.tree),
            "remarks": [{"place": place, "remark": remark} for place, remark in plan.remarks],
            "actions": _rows(plan.actions, ACTION_COLUMNS),
        }
        for plan in seen.plans
    ]
    return _of_command(shapes.ExportJson, seen, seen.head, kind=MARKER, plans=plans)


def show_json(shown: Shown) -> str:
    piece = shown.evidence
    evidence = {of: piece if piece is not None and piece.of == of else None for of in ("evidence", "milestone")}
    return _of_command(shapes.ShownJson, shown, shown.head, plan=_plan(shown.plan), **evidence)


def _plan_changes(plan: PlanChanges) -> Json:
    return _object(
        shapes.PlanChangesJson,
        plan,
        since=_since(plan.since),
        counts={group.heading: group.count for group in plan.groups},
        quiet_edits=plan.quiet_count,
        changes=[_object(shapes.ToldJson, entry) for group in plan.groups for entry in group.rows],
        travel=_travel(plan.travel),
    )


def changes_json(changes: Changes) -> str:
    return _of_command(
        shapes.ChangesJson,
        changes,
        changes.head,
        counts={heading: count for heading, _, count in changes.counts},
        quiet_edits=changes.quiet_count,
        plans=[_plan_changes(plan) for plan in changes.plans],
        not_compared=[{"plan": plan_id, "why": why} for plan_id, why in changes.apart],
        travel=_travel(changes.travel),
        self_assessments=[
            _object(
                shapes.AssessmentChangesJson,
                one,
                since=_since(one.since),
                quiet_edits=len(one.quiet),
                changes=[_object(shapes.AssessedToldJson, entry) for group in one.groups for entry in group.rows],
            )
            for one in changes.assessments
        ],
    )


def history_json(history: History) -> str:
    points = [
        _tallied(
            shapes.PointJson,
            point,
            point.tally,
            commit=_object(shapes.CommitJson, point.commit),
            plans=[_tallied(shapes.PlanPointJson, plan, plan.tally) for plan in point.plans],
        )
        for point in history.points
    ]
    return _of_command(shapes.HistoryJson, history, history.head, points=points, dates=history.slips)


def life_json(life: ActionHistory) -> str:
    events = [
        _object(shapes.EventJson, event, commit=_object(shapes.CommitJson, event.commit)) for event in life.events
    ]
    return _of_command(shapes.LifeJson, life, life.head, events=events)


def when_value(timescale: Timescale) -> Json:
    """``certain`` and ``open`` (the true day may be any later one) are always there, keys not known are absent."""
    value: Json = {"text": timescale.text, "kind": timescale.kind}
    if timescale.due:
        value["due"] = timescale.due
    if timescale.every:
        value["every"] = timescale.every.iso()
    if timescale.dues:
        value["dues"] = timescale.dues
    if timescale.parts:
        value["parts"] = [when_value(part) for part in timescale.parts]
    value["certain"] = timescale.certain
    value["open"] = timescale.open
    if timescale.doubts:
        value["doubts"] = timescale.doubts
    if timescale.readings:
        value["readings"] = [when_value(reading) for reading in timescale.readings]
    if timescale.words:
        value["words"] = timescale.words
    return value


def findings_json(findings: tuple[Finding, ...], summary: Mapping[str, object]) -> str:
    return text({"schema": SCHEMA, **summary, "findings": [finding_value(finding) for finding in findings]})


def page_address(code: str) -> str:
    """Where a rule's page stands, from the top of the project."""
    return f"docs/rules.md#{code.lower()}"


def finding_value(finding: Finding) -> Json:
    place = finding.place
    return _object(
        shapes.FindingJson,
        finding,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        page=page_address(finding.code),
    )


def standards_json(seen: StandardsSeen) -> str:
    return text(
        _object(
            shapes.StandardsJson,
            seen,
            schema=SCHEMA,
            lists=[_listed(one) for one in seen.lists],
            bodies=[
                _object(shapes.BodiesJson, one, bodies=[_object(shapes.BodyJson, body) for body in one.bodies])
                for one in seen.bodies
            ],
        )
    )


def coverage_json(seen: Coverage) -> str:
    """Coverage, with everything that a table of it shows."""
    return _of_command(shapes.CoverageJson, seen, seen.head, lists=[_covered(one) for one in seen.lists])


def _covered(listed: ListCoverage) -> Json:
    standards = [_object(shapes.CoveredStandardJson, one, figures=_figures(one.figures)) for one in listed.standards]
    bodies = [
        _object(shapes.CoveredBodyJson, body, figures=_figures(body.figures), whole=[one.grade for one in body.whole])
        for body in listed.bodies
    ]
    sample = _object(shapes.SampleJson, listed.sample) if listed.sample is not None else None
    returns = _object(shapes.ReturnsJson, listed.returns)
    return _object(
        shapes.ListCoverageJson,
        listed,
        standards=standards,
        bodies=bodies,
        figures=_figures(listed.figures),
        returns=returns,
        sample=sample,
    )


def _figures(figures: Figures) -> Json:
    return _object(shapes.CoverageFiguresJson, figures, unknown=figures.not_known)


def _listed(listed: ListSeen) -> Json:
    standards = [_object(shapes.StandardJson, one) for one in listed.standards]
    return _object(shapes.StandardListJson, listed, standards=standards)


def recommendations_json(seen: Recommendations) -> str:
    rows = [
        _tallied(
            shapes.AskedRecommendationJson,
            row,
            row.tally,
            answers=[_tallied(shapes.BodyAnswerJson, answer, answer.tally) for answer in row.answers],
        )
        for row in seen.rows
    ]
    return _of_command(
        shapes.RecommendationsJson,
        seen,
        seen.head,
        **seen.tally._asdict(),
        recommendations=rows,
        unplaced=[{"address": one.answer.address, "to": one.to} for one in seen.unplaced],
    )


def challenges_json(seen: ChallengeLog) -> str:
    return _of_command(
        shapes.ChallengesJson,
        seen,
        seen.head,
        unanswered=len(seen.unanswered),
        questions=[_object(shapes.AskedQuestionJson, row, unit=row.unit, answer=row.answer) for row in seen.rows],
    )


def return_json(page: AssessmentPage, answer: AnswerShown | None, piece: EvidenceShown | None) -> str:
    """A self-assessment as its record is, and what of it was asked for."""
    whole = {name: getattr(page, name) for name in page._fields if name not in ("head", "audience", "left_out")}
    return _of_command(shapes.ShownReturnJson, page, page.head, assessment=whole, answer=answer, evidence=piece)
