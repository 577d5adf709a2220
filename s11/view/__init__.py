"""What is to be said, grouped, counted and worded once. A renderer sees nothing else and works nothing out.

The unit of every count is the action. Each set of counts names every state and adds up to its whole. Colours never
cross plans: within a plan its own words stand, across plans only states. ``parts`` are the records, ``choosing`` which
actions are looked at, ``counting`` how they add up, ``wording`` how one is said, ``dues`` what falls due, ``plans`` whole plans.
``history`` is how they have gone, ``life`` one action's, ``changes`` what differs since a base and ``told`` how that is said:
only the command that tells them loads these.
"""

from __future__ import annotations

from s11.view.choosing import Filter
from s11.view.counting import group, one_state, own_rating, tally
from s11.view.parts import (
    CAUSE_WORDS,
    CHECKED_ORDER,
    EXCEPTIONS,
    GROUPINGS,
    HEADINGS,
    STATED_ORDER,
    TIMING_ORDER,
    TIMING_WORDS,
    WORST_FIRST,
    ActionView,
    Changes,
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
    NotRead,
    PlanChanges,
    PlanView,
    Quiet,
    Read,
    RecommendationView,
    Report,
    Shown,
    Since,
    Status,
    Tally,
    Told,
    ToldUnder,
    Travel,
)
from s11.view.plans import due_list, head, last_recorded, report, show, status

__all__ = [
    "CAUSE_WORDS", "CHECKED_ORDER", "EXCEPTIONS", "GROUPINGS", "HEADINGS", "STATED_ORDER", "TIMING_ORDER", "TIMING_WORDS", "WORST_FIRST",
    "ActionView", "Changes", "Due", "DueList", "EvidenceView", "Filter", "FullPlan", "Group", "Groups", "Head", "Lead", "LegendEntry", "Line", "NotRead", "PlanChanges", "PlanView",
    "Quiet", "Read", "RecommendationView", "Report", "Shown", "Since", "Status", "Tally", "Told", "ToldUnder", "Travel",
    "due_list", "group", "head", "last_recorded", "one_state", "own_rating", "report", "show", "status", "tally",
]  # fmt: skip
