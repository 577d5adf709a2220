"""Commands that publish: report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli.committee import audience_of, cover_of, gathered_for
from s11.cli.edges import (
    AllowNamesOption,
    AsOf,
    AudienceOption,
    DropOption,
    LateOption,
    LeadOption,
    OrganisationOption,
    Plans,
    Refused,
    Rev,
    SinceOption,
    StandardOption,
    StateOption,
    TextOption,
    ThemeOption,
    filter_of,
    gathered,
    published,
    read_whole,
    say,
    standards_of,
    talk,
    travels,
)

if TYPE_CHECKING:
    from s11.render.committee import Cover
    from s11.view import Report

VOICES = {".html": "html", ".htm": "html", ".md": "markdown", "": "markdown", ".pdf": "pdf", ".docx": "docx"}


def report(
    plans: Plans = None,
    template: Annotated[str, typer.Option("--template", metavar="NAME", help="plan: the full table. exceptions: what is off track, at risk or late, and what cannot be known. portfolio: plans side by side. lead: a part for each lead. committee, committee/NAME: a committee report. Or one of your own from templates/.")] = "plan",
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write it: .html, .md, .pdf or .docx. Without it, Markdown goes to the screen.")] = "",
    audience: AudienceOption = "",
    allow_names: AllowNamesOption = False,
    drop: DropOption = None,
    since: SinceOption = "",
    as_of: AsOf = None,
    rev: Rev = None,
    lead: LeadOption = "",
    organisation: OrganisationOption = "",
    theme: ThemeOption = "",
    standard: StandardOption = "",
    state: StateOption = "",
    late: LateOption = False,
    text: TextOption = "",
) -> int:
    """Write plans out in full for people who never see git."""
    from s11 import render, rules, store, view
    from s11.render.sandbox import BadTemplate

    voice = VOICES.get(Path(output).suffix.lower()) if output else "markdown"
    if voice is None:
        raise Refused(f"'{output}' ends in none of {', '.join(ending for ending in VOICES if ending)}")
    chosen = filter_of(lead, organisation, theme, standard, state, late, text)
    try:
        cover, templates = cover_of(template, rev)
    except BadTemplate as error:
        raise Refused(str(error)) from error
    if cover and chosen:
        raise Refused(f"a committee report is of whole plans, so that its sentences stay true: leave out what chooses {chosen.words()}")
    found, register, vantage = gathered_for(cover, plans, as_of, rev) if cover else gathered(plans, as_of, rev)
    findings = rules.check(register, vantage, exists=store.exists_beside(found.base), standards=standards_of(found.base))
    audience = audience_of(audience, cover)
    if since and audience == "public":
        raise Refused("--since counts what a public copy leaves out: make one without it")
    shown = published(register, findings, chosen, audience, allow_names, drop)
    seen = view.report(shown.register, vantage, found.revision.words, findings, rules.VERSION, shown.chosen, shown.left_out, travels(found, vantage, since, rev or (cover.rev if cover else None), chosen) if since else {})
    try:
        text_, unwritten = _written(seen, cover, template, "markdown" if voice in render.PAPER else voice, templates)
        written = render.set_paper(text_, voice, seen, templates) if voice in render.PAPER else text_.encode("utf-8")
    except (BadTemplate, render.NotInstalled) as error:
        raise Refused(str(error)) from error
    if output:
        store.write(Path(output), written)
        talk(f"written: {output} ({len(seen.plans)} plan{'s' * (len(seen.plans) != 1)}, {seen.portfolio.actions} actions)")
    else:
        say(text_)
    if unwritten:
        talk(unwritten)
    for missed in seen.head.not_read:
        talk(f"not read whole: {missed.file}:{missed.line}:{missed.column}: {missed.said}; {missed.how_far}")
    return read_whole(shown.register)


def _written(seen: Report, cover: Cover | None, template: str, voice: str, templates: Mapping[str, str]) -> tuple[str, str]:
    """A report in one voice, and in words what is still to be written in it."""
    from s11 import render

    return render.render_committee(seen, cover, voice, templates) if cover else (render.render_report(seen, template, voice, templates), "")
