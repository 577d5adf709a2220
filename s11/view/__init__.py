"""What is to be said, grouped, counted and worded once. A renderer sees nothing else and works nothing out.

The unit of every count is the action. Each set of counts names every state and adds up to its whole. Colours never
cross plans: within a plan its own words stand, across plans only states. ``counts``, ``action_records``,
``list_records``, ``report_records`` and ``change_records`` are the records, ``filters`` which actions are looked at,
``rollup`` how they add up, ``labels`` what people and themes are called, ``action_view`` how one action is said,
``due`` what falls due, ``timeline`` where it stands among the days, ``plans`` whole plans, ``rows`` what ``status``
remembers of them. Only the command that tells them loads these: ``sentences``, for a committee's paper, ``site``, a
portfolio as pages, ``history``, how plans have gone, ``action_history``, one action's, ``changes``, what differs since
a base, ``change_text``, how that is said, ``audience``, what the public may see, ``name_search``, the names in their
words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11 import on_demand

if TYPE_CHECKING:
    from s11.view.action_records import (
        ActionView,
        Detail,
        EvidenceView,
        Lead,
        MeasureView,
        MoreTime,
        Place,
        RecommendationView,
        Shown,
    )
    from s11.view.change_records import (
        CAUSE_WORDS,
        HEADINGS,
        ChangeEntry,
        Changes,
        ChangesUnder,
        PlanChanges,
        UnexplainedEdit,
    )
    from s11.view.counts import (
        CHECKED_ORDER,
        DONE_WORDS,
        EXCEPTIONS,
        GROUPINGS,
        STATED_ORDER,
        TIMING_ORDER,
        TIMING_WORDS,
        WORST_FIRST,
        Counts,
        DetailPlan,
        Group,
        Groups,
        Head,
        LegendEntry,
        NotRead,
        PlanView,
        ReadCounts,
        Since,
        SourceLine,
        Status,
        Tally,
        Travel,
    )
    from s11.view.filters import Filter
    from s11.view.list_records import ActionList, DueItem, DueList, ListedAction
    from s11.view.plans import action_list, due_list, head, last_recorded, report, show, status
    from s11.view.report_records import AUDIENCES, FullPlan, LeftOut, Load, Report, Share, SortedEntries
    from s11.view.rollup import group, own_rating, tally

__all__ = [
    "AUDIENCES",
    "CAUSE_WORDS",
    "CHECKED_ORDER",
    "DONE_WORDS",
    "EXCEPTIONS",
    "GROUPINGS",
    "HEADINGS",
    "STATED_ORDER",
    "TIMING_ORDER",
    "TIMING_WORDS",
    "WORST_FIRST",
    "ActionList",
    "ActionView",
    "ChangeEntry",
    "Changes",
    "ChangesUnder",
    "Counts",
    "Detail",
    "DetailPlan",
    "DueItem",
    "DueList",
    "EvidenceView",
    "Filter",
    "FullPlan",
    "Group",
    "Groups",
    "Head",
    "Lead",
    "LeftOut",
    "LegendEntry",
    "ListedAction",
    "Load",
    "MeasureView",
    "MoreTime",
    "NotRead",
    "Place",
    "PlanChanges",
    "PlanView",
    "ReadCounts",
    "RecommendationView",
    "Report",
    "Share",
    "Shown",
    "Since",
    "SortedEntries",
    "SourceLine",
    "Status",
    "Tally",
    "Travel",
    "UnexplainedEdit",
    "action_list",
    "due_list",
    "group",
    "head",
    "last_recorded",
    "own_rating",
    "report",
    "show",
    "status",
    "tally",
]

if not TYPE_CHECKING:
    _HOMES = (
        "counts",
        "action_records",
        "list_records",
        "report_records",
        "change_records",
        "rollup",
        "filters",
        "plans",
    )

    def __getattr__(name: str) -> object:
        return on_demand(__name__, __all__, _HOMES, name)
