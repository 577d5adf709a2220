"""The View as JSON, for machines, versioned; keys only ever grow."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from s11.text import Finding, in_json
from s11.view import (
    ChangeEntry,
    Changes,
    DueItem,
    DueList,
    FullPlan,
    Groups,
    Head,
    MoreTime,
    PlanChanges,
    PlanView,
    Shown,
    Since,
    Status,
    Tally,
    Travel,
)
from s11.when import Commit, Period, Timescale

if TYPE_CHECKING:
    from s11.view.action_history import ActionHistory
    from s11.view.history import History

SCHEMA = 1

# an object as it is printed; ``text`` makes its values plain
Json = dict[str, object]


def text(value: object) -> str:
    return in_json(json.dumps(_plain(value), ensure_ascii=False, indent=2)) + "\n"


def _plain(value: object) -> object:
    """The same with records as objects, days as ISO text and intervals as ISO durations."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    fields = getattr(value, "_fields", None) or getattr(value, "__dataclass_fields__", None)
    if isinstance(value, Period):
        return value.iso()
    if fields:
        given = {name: _plain(getattr(value, name)) for name in fields if name != "details"}
        return given | {detail.key: detail.words for detail in getattr(value, "details", ())}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in JSON")


def _head(head: Head) -> Json:
    return {
        "schema": SCHEMA,
        "as_of": head.as_of,
        "revision": head.revision,
        "read": head.read,
        "not_read": [
            {
                "file": missed.file,
                "plan": missed.plan,
                "line": missed.line,
                "column": missed.column,
                "said": missed.said,
                "how_far": missed.how_far,
                "faults": missed.faults,
            }
            for missed in head.not_read
        ],
        **({"only": head.filtered} if head.filtered else {}),
        **({"audience": "public", "left_out": list(head.left_out)} if head.left_out else {}),
    }


def _tally(tally: Tally) -> Json:
    return {
        "stated": dict(tally.stated),
        "checked": dict(tally.checked),
        "timing": dict(tally.timing),
        "done": dict(tally.done),
        "late_evidence": dict(tally.late_evidence),
    }


def _groups(groups: Groups) -> Json:
    return {
        "by": groups.by,
        "actions": groups.actions,
        "placed": groups.placed,
        "rows": [
            {
                "key": row.key,
                "words": row.words,
                "actions": row.tally.actions,
                **_tally(row.tally),
                "state": row.state,
                "state_count": row.state_count,
                "so": row.so,
            }
            for row in groups.rows
        ],
    }


def _plan(plan: PlanView) -> Json:
    return {
        "id": plan.id,
        "organisation": plan.organisation,
        "title": plan.title,
        "as_at": plan.as_at,
        "actions": plan.tally.actions,
        **_tally(plan.tally),
        "words": dict(plan.words),
        "recommendations_without_action": plan.recommendations_without_action,
        "late_things": plan.late_things,
        "late_dates": plan.late_dates,
        "last_recorded": plan.last_recorded,
        "days_since_recorded": plan.days_since,
        "notices": plan.notices,
        "whole": plan.whole,
        "moved": plan.moved,
        **({"groups": _groups(plan.groups)} if plan.groups else {}),
        **({"travel": _travel(plan.travel)} if plan.travel else {}),
    }


def _since(since: Since) -> Json:
    return {"as_of": since.as_of, "revision": since.revision, "words": since.words, "reported": since.reported}


def _travel(travel: Travel) -> Json:
    """Which way things went; ``since`` is absent where several plans have each their own base."""
    counts = {name: getattr(travel, name) for name in Travel._fields[1:]}
    return {"way": travel.way, **({"since": _since(travel.since)} if travel.since else {}), **counts}


def status_json(status: Status) -> str:
    portfolio = {
        "actions": status.portfolio.actions,
        **_tally(status.portfolio),
        **({"groups": _groups(status.groups)} if status.groups else {}),
        **({"travel": _travel(status.travel)} if status.travel else {}),
    }
    return text({**_head(status.head), "plans": [_plan(plan) for plan in status.plans], "portfolio": portfolio})


def figures_json(head: Head, plan: FullPlan) -> str:
    """One plan's figures, as they stand in ``status_json``, and what falls due in it."""
    return text(
        {
            **_head(head),
            "plan": _plan(plan.summary),
            "things": [_thing(thing) for thing in plan.dues],
            "requests": [_more_time(request) for request in plan.requests],
        }
    )


def _thing(due: DueItem) -> Json:
    return {
        "address": due.address,
        "of": due.of,
        "action": due.action_address,
        "text": due.text,
        "lead": [lead.key for lead in due.leads],
        "timescale": due.timescale,
        "due": due.due,
        "days_late": due.days_late,
        "timing": due.timing,
        "action_timing": due.action_timing,
        "cycles": due.cycles,
        "why": due.why,
    }


def _more_time(request: MoreTime) -> Json:
    """A request for more time; what nobody has answered or said is absent."""
    given = {
        "due": request.due,
        "by": request.by,
        "why": request.why,
        "answered": request.answered,
        "answered_by": request.answered_by,
        "answer": request.answer,
    }
    return {
        "address": request.address,
        "of": request.of,
        "text": request.text,
        "lead": [lead.key for lead in request.leads],
        "date": request.date,
        "until": request.until,
        "state": request.state,
        "said": request.said,
        **{key: value for key, value in given.items() if value},
    }


def due_json(due: DueList) -> str:
    return text(
        {
            **_head(due.head),
            "actions": due.actions,
            "dated_things": len(due.things),
            "late": due.late,
            "late_actions": due.late_actions,
            **({"within_days": due.within_days} if due.within_days is not None else {}),
            "things": [_thing(thing) for thing in due.things],
            "requests": [_more_time(request) for request in due.requests],
        }
    )


def show_json(shown: Shown) -> str:
    evidence: Json = {shown.evidence.of: shown.evidence} if shown.evidence else {}
    return text(
        {
            **_head(shown.head),
            "plan": _plan(shown.plan),
            "recommendation": shown.recommendation,
            "action": shown.action,
            **evidence,
        }
    )


def _change(entry: ChangeEntry) -> Json:
    """A change; what does not apply to it is absent."""
    given = {
        name: getattr(entry, name)
        for name in ("was", "before", "after", "why", "cause", "old_state", "new_state", "first_due", "times")
        if getattr(entry, name) not in ("", None)
    }
    return {
        "heading": entry.heading,
        "address": entry.address,
        "label": entry.label,
        "text": entry.text,
        "said": entry.said,
        **given,
        "quiet": entry.quiet,
    }


def _plan_changes(plan: PlanChanges) -> Json:
    return {
        "id": plan.id,
        "organisation": plan.organisation,
        "title": plan.title,
        "since": _since(plan.since),
        "whole": plan.whole,
        "count": plan.count,
        "counts": {group.heading: group.count for group in plan.groups},
        "quiet_edits": plan.quiet_count,
        "changes": [_change(entry) for group in plan.groups for entry in group.rows],
        "quiet": plan.quiet,
        "not_told": plan.not_told,
        "travel": _travel(plan.travel),
    }


def changes_json(changes: Changes) -> str:
    return text(
        {
            **_head(changes.head),
            "rules": changes.rules,
            "count": changes.count,
            "counts": {heading: count for heading, _, count in changes.counts},
            "quiet_edits": changes.quiet_count,
            "not_told": changes.not_told,
            "settings": list(changes.settings),
            "plans": [_plan_changes(plan) for plan in changes.plans],
            "not_compared": [{"plan": plan_id, "why": why} for plan_id, why in changes.apart],
            **({"travel": _travel(changes.travel)} if changes.travel else {}),
        }
    )


def _commit(commit: Commit) -> Json:
    return {"id": commit.id, "day": commit.day, "time": commit.time, "author": commit.author, "subject": commit.subject}


def history_json(history: History) -> str:
    points = [
        {
            "day": point.day,
            "commit": _commit(point.commit),
            "actions": point.tally.actions,
            **_tally(point.tally),
            "not_read": point.not_read,
            "plans": [
                {
                    "id": plan.id,
                    "then": plan.then,
                    "whole": plan.whole,
                    "actions": plan.tally.actions,
                    **_tally(plan.tally),
                }
                for plan in point.plans
            ],
        }
        for point in history.points
    ]
    dates = [
        {
            "address": slip.address,
            "text": slip.text,
            "first": slip.first,
            "now": slip.now,
            "days": slip.days,
            "times_moved": slip.times_moved,
            "silent": slip.silent,
            "checked": slip.checked,
        }
        for slip in history.slips
    ]
    return text(
        {
            **_head(history.head),
            "every": history.every,
            "notes": history.notes,
            "points": points,
            "dates": dates,
            "undated": history.undated,
        }
    )


def life_json(life: ActionHistory) -> str:
    events = [
        {
            "commit": _commit(event.commit),
            "kind": event.kind,
            "of": event.of,
            "before": event.before,
            "after": event.after,
            "why": event.why,
            "on": event.on,
            "words": event.words,
        }
        for event in life.events
    ]
    return text(
        {
            **_head(life.head),
            "address": life.address,
            "text": life.text,
            "there": life.there,
            "notes": life.notes,
            "events": events,
        }
    )


def when_value(timescale: Timescale) -> Json:
    """Keys that are not known are absent; ``certain`` and ``open`` (the true day may be any later one) are always
    there.
    """
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
    value: Json = {
        "code": finding.code,
        "level": finding.level,
        "file": finding.file,
        "plan": finding.plan,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "path": list(finding.path),
        "message": finding.message,
        "hint": finding.hint,
        "fixable": finding.fixable,
        "page": page_address(finding.code),
    }
    return {**value, "allowed": finding.allowed} if finding.allowed else value
