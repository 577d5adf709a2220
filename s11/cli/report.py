"""The command ``report``: plans written out in full for people who never see git."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.annual import annual_report
from s11.cli.assessment_report import (
    OF_RETURNS,
    lists_of_cover,
    report_of_returns,
    returns_of_cover,
    with_left_out,
)
from s11.cli.brief import brief_page, published_brief
from s11.cli.committee import audience_of, cover_of, plans_of, prose_of
from s11.cli.coverage import coverage_seen, write_page
from s11.cli.loading import stream_plans
from s11.cli.options import (
    AllowNameOption,
    AsOf,
    AudienceOption,
    DropOption,
    FilterOptions,
    Plans,
    Rev,
    SinceOption,
    UsageError,
    file_endings,
    format_of,
    with_filter_options,
)
from s11.cli.publication import Audience, Publication, check_plans, print_not_read, published_past, published_view
from s11.cli.terminal import print_err, print_out
from s11.render.formats import PAGES, PAPER

if TYPE_CHECKING:
    from s11.render.committee import Cover, CoverPast
    from s11.view import Report
    from s11.view.assessment_records import AssessmentPage
    from s11.view.coverage_records import ListCoverage


@with_filter_options
def report(
    plans: Plans = None,
    template: Annotated[
        str,
        typer.Option(
            "--template",
            metavar="NAME",
            autocompletion=offers.templates,
            help=(
                "brief: one page. plan: the full table. exceptions: what is off track, at risk or late, and what "
                "cannot be known. portfolio: plans side by side. lead: a part for each lead. extensions: dates moved, "
                "and more time asked for. coverage: standards beside the bodies that answer them. assessment: one "
                "self-assessment in full. assurance: a statement of assurance made of one or more of them. annual: a "
                "board's annual report. committee, "
                "committee/NAME: a committee report. Or one of your own from templates/."
            ),
        ),
    ] = "plan",
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"Where to write it: {file_endings(tuple(PAGES))}. Without it, Markdown goes to the screen.",
        ),
    ] = "",
    audience: AudienceOption = "",
    allow_name: AllowNameOption = None,
    drop: DropOption = None,
    since: SinceOption = None,
    as_of: AsOf = None,
    rev: Rev = None,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """Write plans out in full for people who never see git."""
    from s11 import render, store
    from s11.english import number_of
    from s11.render.committee import CoverPast
    from s11.render.sandbox import BadTemplate

    format = format_of(output, tuple(PAGES)) or "markdown"
    chosen = filters.filter()
    if template == "coverage":
        if chosen or since or allow_name:
            raise UsageError("coverage looks at self-assessments: it takes no filter, no --since and no --allow-name")
        covered, base = coverage_seen(plans, "", as_of, rev, audience=audience or "internal", drop=drop)
        write_page(covered, format, output, base)
        print_not_read(covered.head)
        return 1 if covered.head.not_read else 0
    try:
        cover, templates = cover_of(template, rev)
    except BadTemplate as error:
        raise UsageError(str(error)) from error
    if template in OF_RETURNS and cover is None:
        if chosen or since:
            given = f"a filter ({chosen.words()})" if chosen else "--since"
            raise UsageError(f"--template {template} tells whole self-assessments as they stand: take out {given}")
        whom = Audience(audience or "internal", allow_name, drop)
        return report_of_returns(template, plans, output, format, whom, as_of, rev, templates)
    if template == "annual" and cover is None:
        if plans or chosen:
            given = f"a filter ({chosen.words()})" if chosen else "the names of plans"
            raise UsageError(f"--template annual is of all plans and self-assessments together: take out {given}")
        whom = Audience(audience or "internal", allow_name, drop)
        return annual_report(output, format, Publication(chosen, whom, since, rev), as_of, templates)
    if cover and chosen:
        raise UsageError(
            "a committee report covers whole plans, so that its sentences stay true: take out the filter "
            f"({chosen.words()})"
        )
    streamed = plans_of(cover, plans, as_of, rev) if cover else stream_plans(plans, as_of, rev, located=True)
    publication = Publication(chosen, Audience(audience_of(audience, cover), allow_name, drop), since, rev)
    if cover is not None:
        publication = publication._replace(
            since=since or cover.since or None, rev=rev or cover.rev or None, beside=prose_of(cover)
        )
    read = check_plans(*streamed)
    brief, before = None, None
    if template == "brief" and cover is None:
        brief = published_brief(read, publication, whole=not plans)
        seen = brief.report
    elif cover is not None and cover.asks_for_past:
        together = published_past(read, publication)
        seen, before = together.report, CoverPast(together.changes, together.history, together.why_not)
    else:
        seen = published_view(read, publication)
    try:
        if brief is not None:
            page, written = brief_page(brief, format, templates)
            gaps = ""
        else:
            returns = returns_of_cover(cover, publication.audience, as_of, rev) if cover else ()
            lists = lists_of_cover(cover, publication.audience, as_of, rev) if cover else ()
            seen = with_left_out(seen, returns)
            page, gaps = _page(seen, cover, template, format, templates, before, returns, lists)
            written = render.typeset(page, format, seen, templates) if format in PAPER else page.encode("utf-8")
    except (BadTemplate, render.NotInstalled) as error:
        raise UsageError(str(error)) from error
    if output:
        store.write(Path(output), written)
        print_err(
            f"written: {output} ({number_of(len(seen.plans), 'plan')}, {number_of(seen.portfolio.actions, 'action')})"
        )
    else:
        print_out(page)
    if gaps:
        print_err(gaps)
    print_not_read(seen.head)
    return 1 if seen.head.not_read else 0


def _page(
    report: Report,
    cover: Cover | None,
    template: str,
    format: str,
    templates: Mapping[str, str],
    before: CoverPast | None,
    returns: Sequence[AssessmentPage] = (),
    lists: Sequence[ListCoverage] = (),
) -> tuple[str, str]:
    """A report in one format, and in words what is still to be written in it."""
    from s11 import render

    if cover:
        text = "markdown" if format in PAPER else format
        return render.render_committee(report, cover, text, templates, before, returns, lists)
    return render.render_report(report, template, format, templates), ""
