"""The records of extensions: dates that were moved, and more time that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from s11.english import days_of, number_of, times_of
from s11.view.action_records import Lead, MoreTime
from s11.view.counts import SourceLine

OPEN, GRANTED, REFUSED = "open", "granted", "refused"


class Extension(NamedTuple):
    """One action, piece of evidence or milestone whose date was moved, or for which more time was asked.

    ``first``: the first day that was ever due; ``now``: the one that the words in force, ``written``, name; None where
    they name none. ``late``: the days late it is, ``from_first``: those it would be by its first date; both 0 of what
    is not late. ``is_open``: whether it is still to be done. ``moves``: each change, with why and who
    approved it.
    """

    address: str
    of: str
    called: str
    text: str
    leads: tuple[Lead, ...]
    first: date | None
    now: date | None
    written: str
    times_moved: int
    late: int
    from_first: int
    is_open: bool
    requests: tuple[MoreTime, ...]
    moves: tuple[SourceLine, ...]

    @property
    def slipped(self) -> int | None:
        """By how many days its date was moved in all, towards later; None where one of the two is no day."""
        return (self.now - self.first).days if self.first is not None and self.now is not None else None

    @property
    def moved_words(self) -> str:
        """'moved twice, by 243 days in all'; 'not moved'."""
        if not self.times_moved:
            return "not moved"
        by = self.slipped
        how = f", by {days_of(by)} in all" if by and by > 0 else ""
        return f"moved {times_of(self.times_moved)}{how}"

    @property
    def late_words(self) -> str:
        """How late it is by the date in force, and by its first one; that it is done, where it is."""
        if not self.is_open:
            return "nothing more is due"
        now = f"{days_of(self.late)} late" if self.late else "not late"
        return now if self.from_first == self.late else f"{now}; by its first date {days_of(self.from_first)} late"


class ExtensionCounts(NamedTuple):
    """How often dates were moved and more time was asked for; ``late``: of the actions, how many are late by the dates
    in force, and ``from_first`` by their first dates.
    """

    things: int
    moved: int
    moved_again: int
    furthest: int
    asked: int
    granted: int
    refused: int
    open: int
    late: int
    from_first: int

    @property
    def words(self) -> str:
        """'7 dates moved, 2 of them more than once, the furthest by 243 days; more time asked for 5 times: 2 granted, 1
        refused, 2 not answered'; '' where there is nothing of the kind.
        """
        phrases = []
        if self.moved:
            again = f", {self.moved_again:,} of them more than once" if self.moved_again else ""
            furthest = f", the furthest by {days_of(self.furthest)}" if self.furthest > 0 else ""
            phrases.append(f"{number_of(self.moved, 'date')} moved{again}{furthest}")
        if self.asked:
            answers = [f"{self.granted:,} granted", f"{self.refused:,} refused", f"{self.open:,} not answered"]
            counts = zip((self.granted, self.refused, self.open), answers, strict=True)
            phrases.append(
                f"more time asked for {times_of(self.asked)}: " + ", ".join(words for count, words in counts if count)
            )
        return "; ".join(phrases)

    @property
    def sentence(self) -> str:
        """Both, as sentences; '' where nothing was moved and nothing asked for."""
        sentences = [text[0].upper() + text[1:] + "." for text in (self.words, self.late_words) if text]
        return " ".join(sentences) if self.words else ""

    @property
    def late_words(self) -> str:
        """'8 actions are late; by their first dates 12 would be'; '' where both are the same."""
        if self.from_first == self.late:
            return ""
        return (
            f"{number_of(self.late, 'action')} {'is' if self.late == 1 else 'are'} late; counted from first dates "
            f"{self.from_first:,} would be"
        )


def extension_counts(extensions: Sequence[Extension], late: int) -> ExtensionCounts:
    """What all of them come to; ``late``: how many actions are late. What was asked for a whole recommendation counts
    once.
    """
    moved = [one for one in extensions if one.times_moved]
    requests = list(dict.fromkeys(request for one in extensions for request in one.requests))
    states = [request.state for request in requests]
    more = sum(one.of == "action" and one.is_open and not one.late and one.from_first > 0 for one in extensions)
    return ExtensionCounts(
        len(extensions),
        len(moved),
        sum(one.times_moved > 1 for one in moved),
        max((one.slipped or 0 for one in moved), default=0),
        len(requests),
        states.count(GRANTED),
        states.count(REFUSED),
        states.count(OPEN),
        late,
        late + more,
    )
