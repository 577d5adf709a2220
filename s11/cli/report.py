"""Commands that publish: report, site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli.committee import audience_of, cover_of, gathered_for, prose_of
from s11.cli.options import (
    PAGES,
    AllowNameOption,
    AsOf,
    AudienceOption,
    DropOption,
    FilterOptions,
    Plans,
    Rev,
    SinceOption,
    UsageError,
    for_audience,
    format_of,
    load_open_markings,
    load_plans,
    load_standards,
    load_templates,
    load_travel,
    print_err,
    print_out,
    progress_meter,
    with_filter_options,
)

if TYPE_CHECKING:
    from s11.plan import PlanFiles
    from s11.render.committee import Cover
    from s11.store import PlanSet
    from s11.text import Finding
    from s11.view import Filter, Head, Report
    from s11.view.name_search import Text
    from s11.when import Vantage

VOICES = {**PAGES, "": "markdown", ".pdf": "pdf", ".docx": "docx"}
LONG = 50


@with_filter_options
def report(
    plans: Plans = None,
    template: Annotated[str, typer.Option("--template", metavar="NAME", help="plan: the full table. exceptions: what is off track, at risk or late, and what cannot be known. portfolio: plans side by side. lead: a part for each lead. committee, committee/NAME: a committee report. Or one of your own from templates/.")] = "plan",
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write it: .html, .md, .pdf or .docx. Without it, Markdown goes to the screen.")] = "",
    audience: AudienceOption = "",
    allow_name: AllowNameOption = None,
    drop: DropOption = None,
    since: SinceOption = None,
    as_of: AsOf = None,
    rev: Rev = None,
    asked: FilterOptions = FilterOptions(),
) -> int:
    """Write plans out in full for people who never see git."""
    from s11 import render, rules, store
    from s11.english import number_of
    from s11.render.sandbox import BadTemplate

    voice = format_of(output, VOICES) or "markdown"
    chosen = asked.filter()
    try:
        cover, templates = cover_of(template, rev)
    except BadTemplate as error:
        raise UsageError(str(error)) from error
    if cover and chosen:
        raise UsageError(f"a committee report is of whole plans, so that its sentences stay true: leave out what chooses {chosen.words()}")
    found, register, vantage = gathered_for(cover, plans, as_of, rev) if cover else load_plans(plans, as_of, rev)
    findings = rules.check(register, vantage, exists=store.exists_beside(found.base), standards=load_standards(found.base))
    seen = _seen(found, register, vantage, findings, chosen, audience_of(audience, cover), allow_name, drop, since, rev or (cover.rev if cover else None), prose_of(cover))
    try:
        text_, unwritten = _written(seen, cover, template, "markdown" if voice in render.PAPER else voice, templates)
        written = render.typeset(text_, voice, seen, templates) if voice in render.PAPER else text_.encode("utf-8")
    except (BadTemplate, render.NotInstalled) as error:
        raise UsageError(str(error)) from error
    if output:
        store.write(Path(output), written)
        print_err(f"written: {output} ({number_of(len(seen.plans), 'plan')}, {number_of(seen.portfolio.actions, 'action')})")
    else:
        print_out(text_)
    if unwritten:
        print_err(unwritten)
    _tell_not_read(seen.head)
    return 0 if not seen.head.not_read else 1


def _seen(
    found: PlanSet, register: PlanFiles, vantage: Vantage, findings: Sequence[Finding], chosen: Filter, audience: str, allow_name: list[str] | None, drop: list[str] | None, since: str, rev: str | None, beside: Sequence[Text] = (),
) -> Report:
    """The view that is published: of what the audience may be shown, with the direction of travel where a base is given."""
    from s11 import rules, view

    if since and audience == "public":
        raise UsageError("--since counts what a public copy leaves out: make one without it")
    shown = for_audience(register, findings, chosen, audience, allow_name, drop, load_open_markings(found.base) if audience == "public" else frozenset(), beside)
    which_way = load_travel(found, vantage, since, rev, chosen) if since else {}
    return view.report(shown.register, vantage, found.revision.words, findings, rules.VERSION, shown.chosen, shown.left_out, which_way)


def _written(seen: Report, cover: Cover | None, template: str, voice: str, templates: Mapping[str, str]) -> tuple[str, str]:
    """A report in one voice, and in words what is still to be written in it."""
    from s11 import render

    return render.render_committee(seen, cover, voice, templates) if cover else (render.render_report(seen, template, voice, templates), "")


@with_filter_options
def site(
    plans: Plans = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="The folder to write: new, empty, or an earlier site's. Files in it that s11 did not make are left alone.")] = "",
    audience: AudienceOption = "internal",
    allow_name: AllowNameOption = None,
    drop: DropOption = None,
    since: SinceOption = None,
    as_of: AsOf = None,
    rev: Rev = None,
    asked: FilterOptions = FilterOptions(),
) -> int:
    """A portfolio as static pages: an overview, a page a plan and a lead, what is late, what it all means, and the data."""
    from s11 import rules, store
    from s11.english import number_of
    from s11.render.sandbox import BadTemplate
    from s11.render.site import render_site
    from s11.view.site import site_of

    if not output:
        raise UsageError("say where to: --output build/site")
    chosen = asked.filter()
    found, register, vantage = load_plans(plans, as_of, rev)
    show = progress_meter(len(register.files) >= LONG)
    show(f"judging {len(register.plans)} plans")
    findings = rules.check(register, vantage, exists=store.exists_beside(found.base), standards=load_standards(found.base))
    seen = _seen(found, register, vantage, findings, chosen, audience, allow_name, drop, since, rev)
    if not seen.plans:
        raise UsageError("no plan holds an action that was asked for, so there is nothing to publish")
    made = site_of(seen, rules.RULES)
    files = render_site(made, load_templates(found.base))
    try:
        count = store.write_folder(Path(output), _shown(files, len(made.pages), show))
    except BadTemplate as error:
        raise UsageError(str(error)) from error
    finally:
        show("")
    print_err(f"written: {output} ({number_of(len(made.pages), 'page')}, {number_of(count, 'file')}: {number_of(len(seen.plans), 'plan')}, {number_of(seen.portfolio.actions, 'action')}, {number_of(len(made.lead_pages), 'lead')}, {number_of(len(made.late_things), 'dated thing')} late)")
    _tell_not_read(seen.head)
    return 0 if not seen.head.not_read else 1


def _shown(files: Iterable[tuple[str, bytes]], pages: int, show: Callable[[str], None]) -> Iterator[tuple[str, bytes]]:
    written = 0
    for path, data in files:
        written += path.endswith(".html")
        show(f"page {written} of {pages}")
        yield path, data


def _tell_not_read(head: Head) -> None:
    for missed in head.not_read:
        print_err(f"not read whole: {missed.file}:{missed.line}:{missed.column}: {missed.said}; {missed.how_far}")
