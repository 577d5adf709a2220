"""What is to be said, grouped, counted and worded once. A renderer sees nothing else and works nothing out.

The unit of every count is the action. Each set of counts names every state and adds up to its whole. Colours never
cross plans: within a plan its own words stand, across plans only states. ``parts`` are the records, ``choosing`` which
actions are looked at, ``counting`` how they add up, ``naming`` what people and themes are called, ``wording`` how one
action is said, ``dues`` what falls due, ``timeline`` where it stands among the days, ``plans`` whole plans. Only the
command that tells them loads these: ``sentences``, for a committee's paper, ``site``, a portfolio as pages,
``history``, how plans have gone, ``life``, one action's, ``changes``, what differs since a base, ``told``, how that is
said, ``audience``, what the public may see, ``jigsaw``, the names in their words.
"""

from __future__ import annotations

from s11.view.filters import Filter
from s11.view.plans import due_list, head, last_recorded, report, show, status
from s11.view.records import (
    AUDIENCES,
    CAUSE_WORDS,
    CHECKED_ORDER,
    DONE_WORDS,
    EXCEPTIONS,
    GROUPINGS,
    HEADINGS,
    STATED_ORDER,
    TIMING_ORDER,
    TIMING_WORDS,
    WORST_FIRST,
    ActionView,
    Changes,
    Counts,
    Due,
    DueList,
    EvidenceView,
    FullPlan,
    Group,
    Groups,
    Head,
    Lead,
    LeftOut,
    LegendEntry,
    Line,
    Load,
    MeasureView,
    MoreTime,
    NotRead,
    Place,
    PlanChanges,
    PlanView,
    Quiet,
    Read,
    RecommendationView,
    Report,
    Share,
    Shown,
    Since,
    Sorted,
    Status,
    Tally,
    Told,
    ToldUnder,
    Travel,
)
from s11.view.rollup import group, one_state, own_rating, tally
from s11.view.timeline import TIMELINE_COLUMNS, Mark, Timeline, timeline

__all__ = [
    "AUDIENCES", "CAUSE_WORDS", "CHECKED_ORDER", "DONE_WORDS", "EXCEPTIONS", "GROUPINGS", "HEADINGS", "STATED_ORDER", "TIMELINE_COLUMNS", "TIMING_ORDER", "TIMING_WORDS", "WORST_FIRST",
    "ActionView", "Changes", "Counts", "Due", "DueList", "EvidenceView", "Filter", "FullPlan", "Group", "Groups", "Head", "Lead", "LeftOut", "LegendEntry", "Line", "Load", "Mark", "MeasureView", "MoreTime",
    "NotRead", "Place", "PlanChanges", "PlanView", "Quiet", "Read", "RecommendationView", "Report", "Share", "Shown", "Since", "Sorted", "Status", "Tally", "Timeline", "Told", "ToldUnder", "Travel",
    "due_list", "group", "head", "last_recorded", "one_state", "own_rating", "report", "show", "status", "tally", "timeline",
]  # fmt: skip
