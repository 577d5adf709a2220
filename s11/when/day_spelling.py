"""Days that are written in another order than the format's, where they can be read in one way only."""

from __future__ import annotations

import re
from datetime import date

from s11.when.calendar import MONTH_NAMES

_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_DAY_IN_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -]([a-z]+)\.?,?[ -](\d{4})", re.ASCII)
_MONTH_FIRST = re.compile(r"([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_MONTH_IN_WORDS = re.compile(r"([a-z]+)\.?[ -](\d{4})", re.ASCII)
_MONTH_IN_NUMBERS = re.compile(r"(\d{1,2})[/.-](\d{4})", re.ASCII)
_MONTHS = {
    name.lower()[:length]: number for number, name in enumerate(MONTH_NAMES) if name for length in (3, len(name))
} | {"sept": 9}


def only_day(words: str) -> str:
    """The day as YYYY-MM-DD where the words name one day in another order: '29/09/2026', '29 September 2026'.

    '' where the day could be taken for the month ('05/06/2026'), where the year has two figures, and for any other
    words.
    """
    words = " ".join(words.lower().split())
    if match := _NUMBERS.fullmatch(words):
        return _one_way(int(match[4]), int(match[3]), int(match[1]))
    if match := _YEAR_FIRST.fullmatch(words):
        return _one_way(int(match[1]), int(match[3]), int(match[4]))
    if match := _DAY_IN_WORDS.fullmatch(words):
        return _written(int(match[3]), _MONTHS.get(match[2], 0), int(match[1]))
    if match := _MONTH_FIRST.fullmatch(words):
        return _written(int(match[3]), _MONTHS.get(match[1], 0), int(match[2]))
    return ""


def only_month(words: str) -> str:
    """The month as YYYY-MM where the words name one: '09/2026', 'September 2026'; else ''."""
    words = " ".join(words.lower().split())
    if match := _MONTH_IN_NUMBERS.fullmatch(words):
        month, year = int(match[1]), int(match[2])
    elif match := _MONTH_IN_WORDS.fullmatch(words):
        month, year = _MONTHS.get(match[1], 0), int(match[2])
    else:
        return ""
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 else ""


def _one_way(year: int, month: int, day: int) -> str:
    """The day, where to take it for the month gives no day or the same."""
    return _written(year, month, day) if day > 12 or day == month else ""


def _written(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
