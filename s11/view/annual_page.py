"""A board's annual report: who answered and how standards are met, how the action plans stand, what moved in the year,
and what is not known.

Nothing is counted here. Coverage, the report on the plans and the comparison with a year ago are each worked out once,
elsewhere; this says which of it a board is told, in which order, and what all of it leaves open.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from s11.english import join_words, number_of
from s11.view.changes_page import ChangesPage
from s11.view.counts import Group, Head
from s11.view.coverage_records import Coverage
from s11.view.report_records import FullPlan, Report
from s11.view.rollup import NO_THEME
from s11.view.sentences import not_known
from s11.when import day_words


class Moved(NamedTuple):
    """How many changes there were of a kind, over all plans."""

    words: str
    number: int


class AnnualPage(NamedTuple):
    """``plans``: the report on the action plans; ``changes``: what moved, None where nothing could be compared, and
    then ``why_not``; ``coverage``: the self-assessments, None where there is none. ``not_known``: by what it is of.
    """

    head: Head
    audience: str
    plans: Report
    changes: ChangesPage | None
    why_not: str
    coverage: Coverage | None
    title: str
    over: str
    finding: tuple[str, ...]
    moved: tuple[Moved, ...]
    not_known: tuple[tuple[str, tuple[str, ...]], ...]
    left_out_words: tuple[str, ...]

    @property
    def rules(self) -> str:
        return self.plans.rules

    @property
    def themes(self) -> tuple[Group, ...]:
        """The actions by the themes of their plans, where these have any."""
        return tuple(row for row in self._by_theme if row.words != NO_THEME)

    @property
    def unthemed(self) -> int:
        """How many actions stand under no theme."""
        return sum(row.tally.actions for row in self._by_theme if row.words == NO_THEME)

    @property
    def _by_theme(self) -> tuple[Group, ...]:
        return self.plans.themes.rows if self.plans.themes is not None else ()

    @property
    def exceptions(self) -> tuple[FullPlan, ...]:
        """The plans with something off track or at risk, the worst first."""
        return tuple(plan for plan in self.plans.worst_first if plan.exceptions)

    @property
    def size(self) -> int:
        return self.plans.portfolio.actions + (self.coverage.size if self.coverage is not None else 0)


def annual_page(plans: Report, changes: ChangesPage | None, why_not: str, coverage: Coverage | None) -> AnnualPage:
    """An annual report of these."""
    names = plans.organisation_names
    until = day_words(plans.head.as_of)
    since = changes.since_day if changes is not None else ""
    head = plans.head
    if coverage is not None:
        more = [one for one in coverage.head.not_read if one not in head.not_read]
        head = head._replace(not_read=(*head.not_read, *more))
    return AnnualPage(
        head=head,
        audience=plans.audience,
        plans=plans,
        changes=changes,
        why_not=f"{why_not.rstrip('.') or 'nothing was compared'}.",
        coverage=coverage,
        title=f"Annual report, {since} to {until}" if since else f"Annual report to {until}",
        over=join_words(list(names)) if len(names) <= 3 else number_of(len(names), "organisation"),
        finding=tuple(_finding(plans, changes, coverage)),
        moved=tuple(Moved(heading, count) for _, heading, count in changes.changes.counts if count) if changes else (),
        not_known=tuple(
            (of, sentences) for of, sentences in _not_known(plans, changes, why_not, coverage) if sentences
        ),
        left_out_words=tuple(
            dict.fromkeys((*head.left_out, *(coverage.head.left_out if coverage is not None else ())))
        ),
    )


def _finding(plans: Report, changes: ChangesPage | None, coverage: Coverage | None) -> Iterator[str]:
    """What a member with ten seconds is to know."""
    for listed in coverage.lists if coverage is not None else ():
        yield f"{_called(listed.title or listed.id, coverage)}{listed.returns.words}"
    if coverage is None:
        yield "No self-assessment is here, so how far standards are met is not known."
    size = f"{number_of(len(plans.plans), 'action plan')} with {number_of(plans.portfolio.actions, 'action')}"
    yield f"{size}. {plans.late_sentence}"
    travel = changes.changes.travel if changes is not None else None
    if travel is None:
        yield "What moved in the year is not known: nothing was compared."
    else:
        since = f"Since {changes.since_day}" if changes is not None and changes.since_day else "Since each was reported"
        yield f"{since} the plans went {'about the same' if travel.way == 'same' else travel.way}: {travel.said}."


def _called(title: str, coverage: Coverage | None) -> str:
    """Which list a sentence is of, where there are several."""
    return f"{title}: " if coverage is not None and len(coverage.lists) > 1 else ""


def _not_known(
    plans: Report, changes: ChangesPage | None, why_not: str, coverage: Coverage | None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    for listed in coverage.lists if coverage is not None else ():
        unknown = listed.figures.not_known
        sentences = [listed.returns.asked_words] if not listed.returns.known or listed.returns.some else []
        sentences += [listed.returns.missing_words] if listed.returns.missing_words else []
        if unknown:
            of = number_of(listed.figures.asked, "answer")
            sentences.append(f"Of {unknown} of {of} it is not known how far the standard is met.")
        yield listed.title or listed.id, (*sentences, *listed.elsewhere, *listed.not_known)
    for plan in plans.plans:
        yield plan.summary.title, tuple(not_known(plan, plans.head.as_of))
    if changes is None:
        yield "What moved in the year", (f"{why_not.rstrip('.') or 'Nothing was compared'}.",)
