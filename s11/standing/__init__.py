"""One action on one day. Nothing else in s11 dates an action or concludes anything about it.

The day is handed in (``Vantage``). What is dated after it has not happened yet. On the due day nothing is late;
``days_late`` is the day less the due day, in calendar days. Each figure's rule stands in ``docs/figures.md``,
the fine points are settled in ``tests/data/settled.md``.

`judge` says what an action's state and timing are, `timing` what its dates say, `recurrence` which cycles and dates are
cleared, `completion` whether what is done was on time, `moves` how dates were changed and more time was asked for,
`reasons` why, in sentences; `groups` which one state stands for several actions, `detail` what the more detailed plan
beneath an action shows, `carried` where it stood before and what carries it on; `stretches` judges many days;
`states` and `records` are what they all speak of.
"""

from s11.english import CHECKED, DONE_HOW, TIMINGS, State, Timing
from s11.standing.carried import GOES_ON, Broken, Carried, Carrying, Step, is_lost, leads_to, names_action
from s11.standing.completion import Completion, answers_of
from s11.standing.detail import Details, DetailStanding, disagreement
from s11.standing.groups import is_open, one_state
from s11.standing.judge import Judged, answers_of_action, judge, judge_plan
from s11.standing.moves import (
    Held,
    TimeRequest,
    corrections,
    earliest,
    first_given,
    first_words,
    gives_a_day,
    held_by,
    in_force,
    late_from_first,
    met_targets,
    moves,
    moves_until,
    only_settles,
    reads_otherwise,
    reads_the_same,
    time_requests,
)
from s11.standing.reasons import counted_words, finished_words, late_kinds, on_time_words, pieces_of, pieces_words
from s11.standing.records import PieceStanding, Standing
from s11.standing.recurrence import Cycles, begun_later, next_due_days
from s11.standing.states import (
    APART,
    DONE,
    DONE_AS,
    SOON_DAYS,
    WORST_TIMING,
    Of,
    days_on,
)
from s11.standing.stretches import Stretches
from s11.when import YEAR_DAYS

__all__ = [
    "APART",
    "CHECKED",
    "DONE",
    "DONE_AS",
    "DONE_HOW",
    "GOES_ON",
    "SOON_DAYS",
    "TIMINGS",
    "WORST_TIMING",
    "YEAR_DAYS",
    "Broken",
    "Carried",
    "Carrying",
    "Completion",
    "Cycles",
    "DetailStanding",
    "Details",
    "Held",
    "Judged",
    "Of",
    "PieceStanding",
    "Standing",
    "State",
    "Step",
    "Stretches",
    "TimeRequest",
    "Timing",
    "answers_of",
    "answers_of_action",
    "begun_later",
    "corrections",
    "counted_words",
    "days_on",
    "disagreement",
    "earliest",
    "finished_words",
    "first_given",
    "first_words",
    "gives_a_day",
    "held_by",
    "in_force",
    "is_lost",
    "is_open",
    "judge",
    "judge_plan",
    "late_from_first",
    "late_kinds",
    "leads_to",
    "met_targets",
    "moves",
    "moves_until",
    "names_action",
    "next_due_days",
    "on_time_words",
    "one_state",
    "only_settles",
    "pieces_of",
    "pieces_words",
    "reads_otherwise",
    "reads_the_same",
    "time_requests",
]
