"""A day that notes what is asked of it, so that an answer is known to hold for other days too.

Whatever is worked out from a ``WatchedDay`` depends on the day only through what it was asked: whether it comes before
or after others. On every day of which all of these answers are the same, what was worked out is the same. Anything else
that can be asked of a day (its words, its distance from another, its place in a set) it does not answer.
"""

from __future__ import annotations

from datetime import date
from typing import NoReturn


class AsksMore(Exception):
    """Something was asked of a watched day that is another on every day."""


class WatchedDay:
    """A day, and the first and last for which all that was asked of it so far holds as well.

    It is no ``date``: what needs one fails.
    """

    __slots__ = ("_first", "_last", "_number")

    def __init__(self, day: date):
        self._number = day.toordinal()
        self._first, self._last = date.min.toordinal(), date.max.toordinal()

    @property
    def first(self) -> date:
        return date.fromordinal(self._first)

    @property
    def last(self) -> date:
        return date.fromordinal(self._last)

    def __lt__(self, other: date) -> bool:
        return self._before(other.toordinal())

    def __ge__(self, other: date) -> bool:
        return not self._before(other.toordinal())

    def __gt__(self, other: date) -> bool:
        return not self._before(other.toordinal() + 1)

    def __le__(self, other: date) -> bool:
        return self._before(other.toordinal() + 1)

    def __eq__(self, other: object) -> bool:
        # it is a day where it comes neither before that nor after
        return self >= other and self <= other if isinstance(other, date) else NotImplemented

    def _before(self, number: int) -> bool:
        if self._number < number:
            self._last = min(self._last, number - 1)
            return True
        self._first = max(self._first, number)
        return False

    def _no_answer(self, *arguments: object) -> NoReturn:
        raise AsksMore("a watched day tells only what comes before it and after it")

    __hash__ = __str__ = __repr__ = __format__ = __bool__ = __reduce__ = __reduce_ex__ = __getattr__ = _no_answer
    __add__ = __radd__ = __sub__ = __rsub__ = _no_answer
