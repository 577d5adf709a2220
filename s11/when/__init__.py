"""Timescales: the words in which councils say when, and what was understood by them.

- Every span of days is closed: `due` is the last day still on time, `begins` the first day of the period named.
- A month without a day is due on its last day, and its cycles stay at month ends (`month_end`).
- Cycles are anchored and clamped: the n-th is counted from the first, never from the one before; a day that a month
  does not have becomes that month's last.
- Assumed: dates are British, day first; two-digit years up to 69 are of this century; financial years and their
  quarters begin in April; a week ends on Sunday. Terms, seasons and academic years are a named convention
  (`STANDARD`), certain only where a council has written down its own.
- No clock: a year that is not written is taken from the day handed in, and the reading is then not certain.
- What is not certain is a set of days and a flag: each honest reading stands among the `readings`, or the reading is
  `open` and the true day may be any later one. A doubt that is named is never lost between the two.

`lexicon` has the words and cuts a text into tokens; `points` and `parser` read them by recursive descent, `ranges` the
dates in a row; `interpret` gives the reading of a phrase before any calendar (its types are in `model`), `resolve` its
days, `describe` its words, `timescale` all of it; `calendar` is the calendar itself, `day_spelling` reads a day in
another order than the format's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from s11 import on_demand

if TYPE_CHECKING:
    from s11.when.calendar import (
        STANDARD,
        YEAR_DAYS,
        Commit,
        Conventions,
        Month,
        Period,
        Vantage,
        add_period,
        day_words,
        on_day,
        parse_day,
        parse_fact_day,
    )
    from s11.when.day_spelling import only_day, only_month
    from s11.when.describe import in_quotes, read_as
    from s11.when.model import Kind
    from s11.when.resolve import CONVENTION, TWO_DIGITS
    from s11.when.timescale import Timescale

__all__ = [
    "CONVENTION",
    "STANDARD",
    "TWO_DIGITS",
    "YEAR_DAYS",
    "Commit",
    "Conventions",
    "Kind",
    "Month",
    "Period",
    "Timescale",
    "Vantage",
    "add_period",
    "day_words",
    "in_quotes",
    "on_day",
    "only_day",
    "only_month",
    "parse_day",
    "parse_fact_day",
    "read_as",
]

if not TYPE_CHECKING:
    _HOMES = ("calendar", "model", "describe", "resolve", "timescale", "day_spelling")

    def __getattr__(name: str) -> object:
        return on_demand(__name__, __all__, _HOMES, name)
