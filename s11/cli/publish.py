"""Commands that publish: report, site."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli.edges import (
    AsOf,
    LateOption,
    LeadOption,
    OrganisationOption,
    Plans,
    Refused,
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
    watched,
)

if TYPE_CHECKING:
    from s11.view import Head

LONG = 50


def report(
    plans: Plans = None,
    template: Annotated[str, typer.Option("--template", metavar="NAME", help="plan: the full table. exceptions: what is off track, at risk or late, and what cannot be known. portfolio: plans side by side. lead: a part for each lead. Or one of your own from templates/.")] = "plan",
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Where to write it: .html or .md. Without it, Markdown goes to the screen.")] = "",
    as_of: AsOf = None,
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
    found, register, vantage = gathered(plans, as_of)
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
    _tell_not_read(seen.head)
    return read_whole(register)


def site(
    plans: Plans = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="DIR", help="The folder to write: new, empty, or an earlier site's. Files in it that s11 did not make are left alone.")] = "",
    as_of: AsOf = None,
    lead: LeadOption = "",
    organisation: OrganisationOption = "",
    theme: ThemeOption = "",
    standard: StandardOption = "",
    state: StateOption = "",
    late: LateOption = False,
    text: TextOption = "",
) -> int:
    """A portfolio as static pages: an overview, a page a plan and a lead, what is late, what it all means, and the data."""
    from s11 import rules, store, view
    from s11.render.sandbox import BadTemplate
    from s11.render.site import render_site
    from s11.view.site import site_of

    if not output:
        raise Refused("say where to: --output build/site")
    chosen = filter_of(lead, organisation, theme, standard, state, late, text)
    found, register, vantage = gathered(plans, as_of)
    show = watched(len(register.files) >= LONG)
    show(f"judging {len(register.plans)} plans")
    findings = rules.check(register, vantage, exists=store.exists_beside(found.base), standards=standards_of(found))
    seen = view.report(register, vantage, found.revision.words, findings, rules.VERSION, chosen)
    if not seen.plans:
        raise Refused("no plan holds an action that was asked for, so there is nothing to publish")
    made = site_of(seen, rules.RULES)
    files = render_site(made, store.shipped("templates", found.base))
    try:
        count = store.write_folder(Path(output), _shown(files, len(made.pages), show))
    except BadTemplate as error:
        raise Refused(str(error)) from error
    finally:
        show("")
    talk(f"written: {output} ({len(made.pages)} pages, {count} files: {len(seen.plans)} plan{'s' * (len(seen.plans) != 1)}, {seen.portfolio.actions} actions, {len(made.lead_pages)} leads, {len(made.late_things)} dated things late)")
    _tell_not_read(seen.head)
    return read_whole(register)


def _shown(files: Iterable[tuple[str, bytes]], pages: int, show: Callable[[str], None]) -> Iterator[tuple[str, bytes]]:
    written = 0
    for path, data in files:
        written += path.endswith(".html")
        show(f"page {written} of {pages}")
        yield path, data


def _tell_not_read(head: Head) -> None:
    for missed in head.not_read:
        talk(f"not read whole: {missed.file}:{missed.line}:{missed.column}: {missed.said}; {missed.how_far}")
