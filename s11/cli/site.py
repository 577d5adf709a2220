"""The command ``site``: a portfolio as static pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Annotated

import typer

from s11.cli.coverage import coverage_or_nothing
from s11.cli.loading import load_templates, stream_plans
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
    with_filter_options,
)
from s11.cli.publication import Audience, Publication, check_plans, print_not_read, published_past
from s11.cli.terminal import print_err, progress_meter

# from so many plans on, what the site has come to is shown
LONG = 50


@with_filter_options
def site(
    plans: Plans = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help=(
                "The folder to write: new, empty, or an earlier site's. Files in it that s11 did not make are left "
                "alone."
            ),
        ),
    ] = "",
    audience: AudienceOption = "internal",
    allow_name: AllowNameOption = None,
    drop: DropOption = None,
    since: SinceOption = None,
    as_of: AsOf = None,
    rev: Rev = None,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """A portfolio as static pages that open from a folder.

    An overview, a page a plan and a lead, what is late, what it all means, and the data.
    """
    from s11 import store
    from s11.english import dates_of, number_of
    from s11.render.sandbox import BadTemplate
    from s11.render.site import render_site
    from s11.rules.registry import RULES
    from s11.view.brief import brief
    from s11.view.site import site_of

    if not output:
        raise UsageError("no folder was given: write --output DIR, for example --output build/site")
    chosen = filters.filter()
    plan_set, register, vantage = stream_plans(plans, as_of, rev, located=True)
    # what is dropped may be a plan or a self-assessment
    own = {source.id for source in plan_set.assessments}
    returns, plans_dropped = [one for one in drop or () if one in own], [one for one in drop or () if one not in own]
    show = progress_meter(len(register) >= LONG)
    show(f"judging {len(register)} plans")
    together = published_past(
        check_plans(plan_set, register, vantage),
        Publication(chosen, Audience(audience, allow_name, plans_dropped or None), since, rev),
    )
    seen = together.report
    if not seen.plans:
        raise UsageError("no action matches, so there is nothing to publish: change the plans or the filters")
    briefing = brief(seen, together.changes, together.history, together.why_not)
    covered = None
    if own and not plans and not chosen:
        # of some plans, or of some actions, nothing would be said of all bodies
        covered, _ = coverage_or_nothing(None, "", as_of, rev, audience=audience, drop=returns or None)
    contents = site_of(seen, RULES, briefing, together.changes, together.history, covered)
    files = render_site(contents, load_templates(plan_set.base))
    try:
        count = store.write_folder(Path(output), _with_progress(files, len(contents.pages), show))
    except BadTemplate as error:
        raise UsageError(str(error)) from error
    finally:
        show("")
    print_err(
        f"written: {output} ({number_of(len(contents.pages), 'page')}, {number_of(count, 'file')}: "
        f"{number_of(len(seen.plans), 'plan')}, {number_of(seen.portfolio.actions, 'action')}, "
        f"{number_of(len(contents.lead_pages), 'lead')}, {dates_of(len(contents.late_things))} overdue)"
    )
    print_not_read(seen.head)
    return 1 if seen.head.not_read else 0


def _with_progress(
    files: Iterable[tuple[str, bytes]], pages: int, show: Callable[[str], None]
) -> Iterator[tuple[str, bytes]]:
    written = 0
    for path, data in files:
        written += path.endswith(".html")
        show(f"page {written} of {pages}")
        yield path, data
