"""What is to be said, grouped, counted and worded once. A renderer sees nothing else and works nothing out.

The unit of every count is the action. Each set of counts names every state and adds up to its whole. Colours never
cross plans: within a plan its own words stand, across plans only states. ``parts`` are the records, ``choosing`` which
actions are looked at, ``counting`` how they add up, ``wording`` how one is said, ``dues`` what falls due, ``timeline``
where it stands among the days, ``plans`` whole plans.
"""

from __future__ import annotations

from s11.view.choosing import Filter
from s11.view.counting import group, one_state, own_rating, tally
from s11.view.parts import (
    CHECKED_ORDER,
    EXCEPTIONS,
    GROUPINGS,
    STATED_ORDER,
    TIMING_ORDER,
    TIMING_WORDS,
    WORST_FIRST,
    ActionView,
    Counts,
    Due,
    DueList,
    EvidenceView,
    FullPlan,
    Group,
    Groups,
    Head,
    Lead,
    LegendEntry,
    Line,
    Load,
    NotRead,
    PlanView,
    Read,
    RecommendationView,
    Report,
    Share,
    Shown,
    Sorted,
    Status,
    Tally,
)
from s11.view.plans import due_list, head, last_recorded, report, show, status
from s11.view.timeline import TIMELINE_COLUMNS, Mark, Timeline, timeline

__all__ = [
    "CHECKED_ORDER", "EXCEPTIONS", "GROUPINGS", "STATED_ORDER", "TIMELINE_COLUMNS", "TIMING_ORDER", "TIMING_WORDS", "WORST_FIRST",
    "ActionView", "Counts", "Due", "DueList", "EvidenceView", "Filter", "FullPlan", "Group", "Groups", "Head", "Lead", "LegendEntry", "Line", "Load", "Mark", "NotRead", "PlanView", "Read",
    "RecommendationView", "Report", "Share", "Shown", "Sorted", "Status", "Tally", "Timeline",
    "due_list", "group", "head", "last_recorded", "one_state", "own_rating", "report", "show", "status", "tally", "timeline",
]  # fmt: skip
