"""A board's annual report: who answered, how the plans stand, what moved in the year, and what is not known."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from s11.cli.coverage import coverage_seen
from s11.cli.loading import stream_plans
from s11.cli.options import UsageError
from s11.cli.publication import Publication, check_plans, print_not_read, published_past
from s11.cli.terminal import print_err, print_out
from s11.english import number_of
from s11.render.formats import PAPER


def annual_report(
    output: str, format: str, publication: Publication, as_of: str | None, templates: Mapping[str, str]
) -> int:
    """Write a board's annual report on every plan and every self-assessment there is."""
    from s11 import render, store
    from s11.render.sandbox import BadTemplate
    from s11.view.annual_page import annual_page
    from s11.view.changes_page import changes_page

    read = check_plans(*stream_plans(None, as_of, publication.rev, located=True))
    returns = {source.id for source in read.plan_set.assessments}
    whom = publication.audience
    of_plans = [one for one in whom.drop or [] if one not in returns]
    of_returns = [one for one in whom.drop or [] if one in returns]
    together = published_past(read, publication._replace(audience=whom._replace(drop=of_plans or None)))
    covered = None
    if returns:
        covered, _ = coverage_seen(None, "", as_of, publication.rev, audience=whom.name, drop=of_returns or None)
    page = annual_page(
        together.report,
        changes_page(together.changes) if together.changes is not None else None,
        together.why_not,
        covered,
    )
    try:
        text = render.render_page("annual", page, format, templates)
        written = render.typeset_page(text, format, page, templates) if format in PAPER else text.encode("utf-8")
    except (BadTemplate, render.NotInstalled) as error:
        raise UsageError(str(error)) from error
    if output:
        store.write(Path(output), written)
        counts = [number_of(len(page.plans.plans), "plan"), number_of(page.plans.portfolio.actions, "action")]
        print_err(f"written: {output} ({', '.join([*counts, number_of(len(returns), 'self-assessment')])})")
    else:
        print_out(text)
    print_not_read(page.head)
    return 1 if page.head.not_read else 0
