"""The command ``brief``: one page that says where plans stand, what is late, what moved and who must act."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from s11.cli.comparison import load_bases, load_history, read_points
from s11.cli.loading import load_conventions, load_plans
from s11.cli.options import AsOf, FilterOptions, Plans, Rev, SinceOption, with_filter_options
from s11.cli.publication import print_not_read, published_view
from s11.cli.terminal import print_out, terminal_settings

if TYPE_CHECKING:
    from s11.store import PlanSet
    from s11.view import Changes, Filter, Report
    from s11.view.brief import Brief
    from s11.view.history import History
    from s11.when import Vantage


@with_filter_options
def brief(
    plans: Plans = None,
    since: SinceOption = None,
    as_of: AsOf = None,
    rev: Rev = None,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """One page: where plans stand, what is late, what moved since last time, and who must act."""
    from s11.render.brief_text import brief_lines, brief_screen

    chosen = filters.filter()
    found, register, vantage = load_plans(plans, as_of, rev)
    seen = published_view(
        found,
        register,
        vantage,
        chosen,
        audience="internal",
        allow_name=None,
        drop=None,
        since=None,
        rev=rev,
    )
    page = load_brief(seen, found, vantage, chosen, since, rev)
    settings = terminal_settings()
    print_out(brief_lines(page) if settings is None else brief_screen(page, settings))
    print_not_read(seen.head)
    return 1 if seen.head.not_read else 0


def load_brief(
    seen: Report, found: PlanSet, vantage: Vantage, chosen: Filter, since: str | None, rev: str | None
) -> Brief:
    """The briefing of a report: with what moved since the base that was named, else since each plan was last reported;
    and with how it has gone, where the plans stand in git.
    """
    from s11.view.brief import brief as brief_of

    if seen.audience == "public":
        return brief_of(seen, why_not="A copy for the public is not compared with an earlier one.")
    changes, why_not = _changes(seen, found, vantage, chosen, since, rev)
    return brief_of(seen, changes, _history(seen, vantage, chosen, rev), why_not)


def brief_page(brief: Brief, format: str, templates: Mapping[str, str]) -> tuple[str, bytes]:
    """A briefing as text, and as the bytes of its file."""
    from s11 import render
    from s11.render.formats import PAPER

    page = render.render_brief(brief, format, templates)
    if format in PAPER:
        return page, render.typeset_brief(page, format, brief, templates)
    return page, page.encode("utf-8")


def _changes(
    seen: Report, found: PlanSet, vantage: Vantage, chosen: Filter, since: str | None, rev: str | None
) -> tuple[Changes | None, str]:
    """What changed since the base; without one, why there is none."""
    from s11 import plan, rules, store
    from s11.view.changes import changes

    ids = frozenset(plan.summary.id for plan in seen.plans)
    try:
        # all plans are compared, since what left one may stand in another
        every = store.find_plans((), Path.cwd(), rev or "")
        if not ids <= {source.id for source in every.sources}:
            return None, "These plans are not under plans/, so there is no earlier version to compare them with."
        register = plan.load(every.sources, load_conventions(found.base))
        bases, apart = load_bases(every, register, vantage, ids, since, rev or "")
    except store.NotFound:
        if since:
            raise
        return None, "These plans are not kept in git, so there is no earlier version to compare them with."
    if not bases:
        whose = "This plan" if len(ids) == 1 else "None of these plans"
        said = "was not yet reported, or not since it is kept in git" if len(ids) == 1 else "was reported yet"
        return None, f"{whose} {said}: name a day to compare with, as in --since 2025-12-31."
    return changes(register, vantage, found.revision.words, bases, rules.VERSION, chosen, ids, apart), ""


def _history(seen: Report, vantage: Vantage, chosen: Filter, rev: str | None) -> History | None:
    """The plans at each month's end until the day; None where they are not in git."""
    from s11 import store
    from s11.view.history import history, points_of

    try:
        kept, _ = load_history([plan.summary.id for plan in seen.plans], vantage.as_of.isoformat(), rev)
    except store.NotFound:
        return None
    line = [(moment.commit, moment.touched) for moment in kept.moments]
    points = points_of(line, "month", (), None, vantage.as_of)
    return history(read_points(kept, points), "", chosen, "month") if points else None
