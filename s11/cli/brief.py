"""The command ``brief``: one page that says where plans stand, what is late, what moved and who must act."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from s11.cli.loading import load_asked_returns, load_returns, stream_plans
from s11.cli.options import AsOf, FilterOptions, Plans, Rev, SinceOption, with_filter_options
from s11.cli.publication import CheckedPlans, Publication, check_plans, print_not_read, published_past
from s11.cli.terminal import print_err, print_out, terminal_settings

if TYPE_CHECKING:
    from s11.view.brief import Brief


@with_filter_options
def brief(
    plans: Plans = None,
    since: SinceOption = None,
    as_of: AsOf = None,
    rev: Rev = None,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """One page: what is late, what moved, and who must act."""
    from s11.render.brief_text import brief_lines, brief_screen

    chosen = filters.filter()
    read = check_plans(*stream_plans(plans, as_of, rev, located=True))
    page = published_brief(read, Publication(chosen, since=since, rev=rev), whole=not plans)
    settings = terminal_settings()
    print_out(brief_lines(page) if settings is None else brief_screen(page, settings))
    if page.why_not_compared and page.travel is None and page.line:
        print_err("to compare with an earlier day, name it: --since DAY")
    print_not_read(page.head)
    return 1 if page.head.not_read else 0


def published_brief(plans: CheckedPlans, publication: Publication, *, whole: bool) -> Brief:
    """The briefing that an audience may be shown: with what moved since the base that was named, else since each plan
    was last reported; with how it has gone, where the plans stand in git; and, of the ``whole`` and not of plans that
    were named or chosen, with the self-assessments that have not come.
    """
    from s11.view.brief import brief as brief_of
    from s11.view.workbook_answers import answering

    together = published_past(plans, publication)
    ids = [plan.summary.id for plan in together.report.plans]
    seen = answering(load_returns(plans.plan_set.base), plans.vantage.as_of, ids)
    unanswered = _unanswered(plans, publication) if whole and not publication.chosen else ()
    return brief_of(together.report, together.changes, together.history, together.why_not, seen, unanswered)


def _unanswered(plans: CheckedPlans, publication: Publication) -> tuple[str, ...]:
    """What became of the self-assessments that were asked for; a copy for the public names no body."""
    if not load_asked_returns(plans.plan_set.base):
        return ()
    from s11.cli.coverage import coverage_or_nothing

    seen, _ = coverage_or_nothing(None, "", plans.vantage.as_of.isoformat(), publication.rev)
    sentences = (one.unanswered_sentence(publication.audience.name == "internal") for one in seen.lists)
    return tuple(sentence for sentence in sentences if sentence)


def brief_page(brief: Brief, format: str, templates: Mapping[str, str]) -> tuple[str, bytes]:
    """A briefing as text, and as the bytes of its file."""
    from s11 import render
    from s11.render.formats import PAPER

    page = render.render_brief(brief, format, templates)
    if format in PAPER:
        return page, render.typeset_brief(page, format, brief, templates)
    return page, page.encode("utf-8")
