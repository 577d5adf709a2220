"""Who was asked for a return, who has answered and who has signed, on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from s11.english import first_names, join_words
from s11.plan.returns import ReturnSent
from s11.when import day_words


class Answering(NamedTuple):
    """Who was asked for a return and what became of it, for the newest return of each who was asked."""

    asked: tuple[ReturnSent, ...]

    @property
    def missing(self) -> tuple[ReturnSent, ...]:
        """Those who have not answered."""
        return tuple(one for one in self.asked if one.answered is None)

    @property
    def not_signed(self) -> tuple[ReturnSent, ...]:
        """Those who have answered and signed nothing."""
        return tuple(one for one in self.asked if one.answered is not None and one.signed is None)

    @property
    def words(self) -> str:
        """'5 sent since 31 January 2026, 3 answered, 1 of them not signed'; '' where none was sent."""
        if not self.asked:
            return ""
        answered = len(self.asked) - len(self.missing)
        first = min(one.sent for one in self.asked)
        since = "on" if first == max(one.sent for one in self.asked) else "since"
        sentence = f"{len(self.asked):,} sent {since} {day_words(first)}, "
        sentence += f"{answered:,} answered" if answered else "none answered"
        return sentence + (f", {len(self.not_signed):,} of them not signed" if self.not_signed else "")

    @property
    def who_words(self) -> list[str]:
        """'no answer from Cal Dunn and Eve Fox', 'not signed by Ann Bell', as far as there are any; five by name."""
        lists = (("no answer from", self.missing), ("not signed by", self.not_signed))
        return [f"{label} {first_names([one.called for one in returns])}" for label, returns in lists if returns]

    @property
    def missing_words(self) -> str:
        """Who has not answered: 'Cal Dunn and Eve Fox'."""
        return join_words([one.called for one in self.missing])

    @property
    def not_signed_words(self) -> str:
        return join_words([one.called for one in self.not_signed])


def answering(sent: Iterable[ReturnSent], day: date, plan_ids: Collection[str]) -> Answering:
    """The newest return of everybody who was asked about some plans, by a day; what came after it is not known yet."""
    newest: dict[tuple[str, str, str], ReturnSent] = {}
    for one in sent:
        if one.sent <= day and set(one.plans) & set(plan_ids):
            known = newest.get(one.who)
            newest[one.who] = one.by(day) if known is None or one.sent >= known.sent else known
    return Answering(tuple(sorted(newest.values(), key=lambda one: (one.organisation, one.called))))
