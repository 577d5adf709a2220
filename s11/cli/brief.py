"""The command ``brief``: one page that says where plans stand, what is late, what moved and who must act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from s11.cli.comparison import Past, every_plan, load_bases, load_history, read_points
from s11.cli.loading import load_plans, load_standards
from s11.cli.options import AsOf, FilterOptions, Plans, Rev, SinceOption, with_filter_options
from s11.cli.publication import Audience, for_audience, print_not_read, report_of
from s11.cli.terminal import print_out, terminal_settings

if TYPE_CHECKING:
    from s11.plan import PlanFiles
    from s11.store import PlanSet
    from s11.text import Finding
    from s11.view import Filter
    from s11.view.brief import Brief
    from s11.view.history import PlansAt
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
    from s11 import rules, store
    from s11.render.brief_text import brief_lines, brief_screen

    chosen = filters.filter()
    found, register, vantage = load_plans(plans, as_of, rev)
    findings = rules.check(
        register, vantage, exists=store.exists_beside(found.base), standards=load_standards(found.base)
    )
    page = published_brief(found, register, vantage, findings, chosen, Audience(), since, rev)
    settings = terminal_settings()
    print_out(brief_lines(page) if settings is None else brief_screen(page, settings))
    print_not_read(page.head)
    return 1 if page.head.not_read else 0


def published_brief(
    found: PlanSet,
    register: PlanFiles,
    vantage: Vantage,
    findings: Sequence[Finding],
    chosen: Filter,
    asked: Audience,
    since: str | None,
    rev: str | None,
) -> Brief:
    """The briefing that an audience may be shown: with what moved since the base that was named, else since each plan
    was last reported; and with how it has gone, where the plans stand in git.
    """
    from s11 import rules
    from s11.view.brief import brief as brief_of
    from s11.view.changes import changes
    from s11.view.history import history

    ids = frozenset(loaded.source.id for loaded in register.files)
    past, why_not = _past(found, register, vantage, ids, since, rev)
    shown, past = for_audience(past, vantage, findings, chosen, asked, found.base, register)
    seen = report_of(shown, Past(past.register), found, vantage, findings)
    moved = (
        changes(
            past.register,
            vantage,
            found.revision.words,
            past.bases,
            rules.VERSION,
            shown.chosen,
            ids,
            past.apart,
            shown.left_out,
        )
        if past.bases
        else None
    )
    gone = history(past.points, "", shown.chosen, "month", left_out=shown.left_out) if past.points else None
    return brief_of(seen, moved, gone, why_not)


def brief_page(brief: Brief, format: str, templates: Mapping[str, str]) -> tuple[str, bytes]:
    """A briefing as text, and as the bytes of its file."""
    from s11 import render

    page = render.render_brief(brief, format, templates)
    if format in render.PAPER:
        return page, render.typeset_brief(page, format, brief, templates)
    return page, page.encode("utf-8")


def _past(
    found: PlanSet, register: PlanFiles, vantage: Vantage, ids: frozenset[str], since: str | None, rev: str | None
) -> tuple[Past, str]:
    """All the plans with their bases and what they were at each month's end; without a base, why there is none."""
    from s11 import store

    points = _months(ids, vantage, rev)
    try:
        # all plans are compared, since what left one may stand in another
        every = store.find_plans((), Path.cwd(), rev or "")
        whole = every_plan(found, rev)
        if not ids <= {source.id for source in every.sources}:
            why_not = "These plans are not under plans/, so there is no earlier version to compare them with."
            return Past(register, points=points), why_not
        bases, apart = load_bases(every, whole, vantage, ids, since, rev or "")
    except store.NotFound:
        if since:
            raise
        why_not = "These plans are not kept in git, so there is no earlier version to compare them with."
        return Past(register, points=points), why_not
    why_not = ""
    if not bases:
        whose = "This plan" if len(ids) == 1 else "None of these plans"
        said = "was not yet reported, or not since it is kept in git" if len(ids) == 1 else "was reported yet"
        why_not = f"{whose} {said}: name a day to compare with, as in --since 2025-12-31."
    return Past(whole, bases, apart, points, store.settings(found.base)), why_not


def _months(ids: frozenset[str], vantage: Vantage, rev: str | None) -> list[PlansAt]:
    """The plans at each month's end until the day; none where they are not in git."""
    from s11 import store
    from s11.view.history import points_of

    try:
        kept, _ = load_history(sorted(ids), vantage.as_of.isoformat(), rev)
    except store.NotFound:
        return []
    line = [(moment.commit, moment.touched) for moment in kept.moments]
    return read_points(kept, points_of(line, "month", (), None, vantage.as_of))
