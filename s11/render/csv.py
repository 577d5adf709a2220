"""Tables for other tools: plain CSV by RFC 4180 in UTF-8, the data as it is; and the same rows for a spreadsheet.

A spreadsheet takes a cell that begins with one of ``STARTERS`` for a formula, which may fetch, send or run something.
In the twin for it such a cell begins with an apostrophe, which changes the data, and a byte order mark says that it is
UTF-8.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from s11.plan import Action
from s11.text import visible
from s11.view import ActionView, DueItem, FullPlan, Lead, MoreTime, PlanView, RecommendationView
from s11.view.action_view import fields_without_place

ACTION_COLUMNS = {
    "plan": "the plan’s id",
    "organisation": "whose plan it is",
    "recommendation": "the id of what it answers",
    "recommendation_text": "what it answers",
    "address": "plan#action, never used twice",
    "id": "the action’s id in its plan",
    "text": "what is to be done",
    "lead": "the plan’s keys for its leads, with '; ' between them",
    "lead_words": "their names, or their posts",
    "timescale": "when, as written",
    "timescale_for": "whose timescale it is: action or recommendation",
    "read_as": "how those words were understood",
    "certain": "whether they can be read in one way only",
    "stated": "the state that the plan states",
    "stated_word": "its rating as written; it means what its own plan’s legend says",
    "stated_for": "whose rating it is: action or recommendation",
    "stated_on": "the day it was stated",
    "checked": "the state that follows from what is stated and from the dates",
    "timing": "what its dates say",
    "due": "the last day still on time",
    "first_due": "the first day that was ever due",
    "times_moved": "how often the timescale was moved",
    "days_late": "days since it was due; 0 where it is not late",
    "cycles_fallen_due": "of a recurring one: how many cycles have fallen due",
    "cycles_on_time": "how many of them were done on time",
    "last_recorded": "the last day that anything was recorded; YYYY-MM where only the month is known",
    "measure": "how one will know that it worked",
    "baseline": "where its measure stood before",
    "target": "where its measure should stand",
    "last_reading": "where its measure last stood",
    "last_reading_on": "the day of that reading",
    "percent": "how far it is by the lead’s own word, as last noted; never added up",
    "milestones": "how many milestones it has",
    "milestones_reached": "how many of them are reached",
    "milestones_late": "how many of them are late, whether or not the action is late itself",
    "proposed": "still to be agreed",
    "continuing": "done, and carried on as usual",
    "sensitive": "marked as sensitive",
    "why": "how this follows, in words",
    "done_on": "of what is done: the day it was done, as YYYY-MM where only the month is known",
    "due_when_done": "the due day in force on that day",
    "days_after_due": "days from that due day to the day it was done; 0 is on time, empty is not known",
    "late_evidence": "pieces of its evidence that are late, where the action is not late itself",
    "requests": (
        "more time asked for, for it or a piece of it: open, refused or granted, for what, until when, by whom and "
        "why, with '; ' between several"
    ),
    **{field.key: field.about for field in fields_without_place(Action, ActionView)},
}
DUE_COLUMNS = {
    "plan": "the plan’s id",
    "organisation": "whose plan it is",
    "address": (
        "plan#action, plan#action/2 for its second piece of evidence, or plan#action/m2 for its second milestone"
    ),
    "of": "action, evidence or milestone",
    "action": "the address of its action",
    "text": "what falls due",
    "lead": "the plan’s keys for its leads, with '; ' between them",
    "lead_words": "their names, or their posts",
    "timescale": "when, as written",
    "due": "the oldest day still open",
    "days_late": "days since then; 0 where it is not late",
    "timing": "what its dates say",
    "cycles_fallen_due": "of a recurring one: how many cycles have fallen due",
    "cycles_on_time": "how many of them were done on time",
    "why": "how this follows, in words",
    "requests": (
        "more time asked for and not granted: open or refused, for what, until when, by whom and why, with '; ' "
        "between several"
    ),
}


# what OWASP names under "CSV injection", and the full-width signs that some spreadsheets take for the same
STARTERS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"


def for_spreadsheet(table: str) -> str:
    """The same rows, safe to open in a spreadsheet: guarded, with a byte order mark."""
    written = io.StringIO()
    written.write(BYTE_ORDER_MARK)
    rows = csv.reader(io.StringIO(table, newline=""))
    csv.writer(written, lineterminator="\r\n").writerows(
        [f"'{cell}" if cell.lstrip(" ").startswith(STARTERS) else cell for cell in row] for row in rows
    )
    return written.getvalue()


def actions_csv(plans: Iterable[FullPlan]) -> str:
    """One row an action, in the order of the plans."""
    rows = (
        _action(plan.summary, recommendation, action)
        for plan in plans
        for recommendation in plan.recommendations
        for action in recommendation.actions
    )
    return _table(ACTION_COLUMNS, rows)


def due_csv(plans: Iterable[FullPlan]) -> str:
    """One row a dated thing that is outstanding, in the order of the plans, oldest first in each."""
    return _table(DUE_COLUMNS, (_due(plan.summary, due) for plan in plans for due in plan.dues))


def _table(columns: Iterable[str], rows: Iterable[Sequence[object]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return visible(value) if isinstance(value, str) else str(value)


def _action(plan: PlanView, recommendation: RecommendationView, action: ActionView) -> tuple[object, ...]:
    return (
        plan.id,
        plan.organisation,
        recommendation.id,
        recommendation.text,
        action.address,
        action.id,
        action.text,
        *_leads(action.leads),
        action.written,
        action.written_for,
        action.read,
        action.certain,
        action.stated,
        action.stated_word,
        action.stated_for,
        action.stated_on,
        action.checked,
        action.timing,
        action.due,
        action.first_due,
        action.times_moved,
        action.days_late,
        *((action.cycles.fallen_due, action.cycles.on_time) if action.cycles else (None, None)),
        action.last_recorded,
        *_measured(action),
        action.percent,
        *(
            (len(action.milestones), action.reached, action.milestones_late)
            if action.milestones
            else (None, None, None)
        ),
        action.proposed,
        action.continuing,
        action.sensitive,
        action.why,
        *(
            (action.finished.on, action.finished.due, action.finished.days_after)
            if action.finished
            else (None, None, None)
        ),
        action.late_evidence,
        _requests(
            (
                *action.requests,
                *(request for piece in (*action.evidence, *action.milestones) for request in piece.requests),
            )
        ),
        *_details(action),
    )


def _details(action: ActionView) -> Iterator[str]:
    given = {detail.key: detail.words for detail in action.details}
    return (given.get(field.key, "") for field in fields_without_place(Action, ActionView))


def _measured(action: ActionView) -> tuple[object, ...]:
    measure = action.measure
    if measure is None:
        return (None,) * 5
    last = measure.readings[-1] if measure.readings else None
    return measure.text, measure.baseline, measure.target, last.value if last else None, last.date if last else None


def _due(plan: PlanView, due: DueItem) -> tuple[object, ...]:
    return (
        plan.id,
        plan.organisation,
        due.address,
        due.of,
        due.action_address,
        due.text,
        *_leads(due.leads),
        due.timescale,
        due.due,
        due.days_late,
        due.timing,
        *((due.cycles.fallen_due, due.cycles.on_time) if due.cycles else (None, None)),
        due.why,
        _requests(due.requests),
    )


def _requests(requests: Sequence[MoreTime]) -> str:
    """Each request by its state, as ``due --json`` names it, and in words."""
    return "; ".join(f"{request.state} ({request.address}): {request.said}" for request in requests)


def _leads(leads: Sequence[Lead]) -> Iterator[str]:
    yield "; ".join(lead.key for lead in leads)
    yield "; ".join(lead.words for lead in leads)
