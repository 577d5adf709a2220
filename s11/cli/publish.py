"""Commands that publish: report."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from s11.cli.edges import (
    AsOf,
    LateOption,
    LeadOption,
    OrganisationOption,
    Plans,
    Refused,
    Rev,
    StandardOption,
    StateOption,
    TextOption,
    ThemeOption,
    filter_of,
    gathered,
    read_whole,
    say,
    standards_of,
    talk,
)


def report(
    plans: Plans = None,
    template: Annotated[str, typer.Option("--template", metavar="NAME", help="plan: the full table.")] = "plan",
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write it: .html or .md. Without it, Markdown goes to the screen.")] = "",
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

    voice = {".html": "html", ".htm": "html", ".md": "markdown", "": "markdown"}.get(Path(output).suffix.lower()) if output else "markdown"
    if voice is None:
        raise Refused(f"'{output}' is neither .html nor .md")
    chosen = filter_of(lead, organisation, theme, standard, state, late, text)
    found, register, vantage = gathered(plans, as_of, rev)
    findings = rules.check(register, vantage, exists=store.exists_beside(found.base), standards=standards_of(found))
    seen = view.report(register, vantage, found.revision.words, findings, rules.VERSION, chosen)
    try:
        text_ = render.render_report(seen, template, voice, store.shipped("templates", found.base))
    except BadTemplate as error:
        raise Refused(str(error)) from error
    if output:
        store.write(Path(output), text_.encode("utf-8"))
        talk(f"written: {output} ({len(seen.plans)} plan{'s' * (len(seen.plans) != 1)}, {seen.portfolio.actions} actions)")
    else:
        say(text_)
    for missed in seen.head.not_read:
        talk(f"not read whole: {missed.file}:{missed.line}:{missed.column}: {missed.said}; {missed.how_far}")
    return read_whole(register)
