"""A portfolio as static pages: every file of the site as its path and its bytes, one at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from s11.render import html_or_markdown
from s11.render.csv import ACTION_COLUMNS, DUE_COLUMNS, tables
from s11.render.json import coverage_json, due_json, figures_json, status_json
from s11.render.packed import packed
from s11.render.sandbox import text_of
from s11.render.templates import Templates, with_imprint
from s11.view.changes_page import changes_page
from s11.view.site import Page, Site

STYLE, SCRIPT = "s11.css", "s11.js"


def render_site(site: Site, templates: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Path → bytes of every file. No link leads out of the folder but those a plan gives. Raises BadTemplate."""
    from s11.render.template_process import limits_for, pieces

    if not (isinstance(templates, Templates) and templates.own):
        # nothing is made apart, so nothing has to be handed over in one piece
        yield from _files(site, templates)
        return
    room = limits_for(site.report.portfolio.actions)
    for piece in pieces(templates, "site", room, _pieces, site, templates):
        path, _, data = piece.partition(b"\0")
        yield path.decode(), data


def _pieces(site: Site, templates: Mapping[str, str]) -> Iterator[bytes]:
    for path, data in _files(site, templates):
        yield path.encode() + b"\0" + data


def _files(site: Site, templates: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    environment = html_or_markdown("html", templates)
    report = site.report

    def page(here: Page, template: str, actions: int, **variables: object) -> tuple[str, bytes]:
        values = {
            "site": site,
            "here": here,
            "report": report,
            "head": report.head,
            "audience": report.audience,
            **variables,
        }
        return here.path, with_imprint(environment.write(template, actions, **values), "html", templates).encode(
            "utf-8"
        )

    whole = report.portfolio.actions
    yield page(site.home, "site/index.html.j2", whole)
    if site.briefing is not None:
        yield page(site.briefing[0], "brief.html.j2", whole, brief=site.briefing[1])
    if site.changed is not None:
        seen = site.changed[1]
        yield page(site.changed[0], "changes.html.j2", whole, report=seen, head=seen.head, page=changes_page(seen))
    if site.past is not None:
        yield page(site.past[0], "history.html.j2", whole, report=site.past[1], head=site.past[1].head)
    if site.covered is not None:
        covered = site.covered[1]
        variables = {"report": covered, "coverage": covered, "head": covered.head}
        yield page(site.covered[0], "coverage.html.j2", covered.size, **variables)
        yield "data/coverage.json", coverage_json(covered).encode("utf-8")
    yield page(site.late, "site/late.html.j2", whole)
    yield page(site.leads, "site/leads.html.j2", whole)
    yield page(site.rules, "site/rules.html.j2", whole)
    yield page(site.data, "site/data.html.j2", whole, action_columns=ACTION_COLUMNS, due_columns=DUE_COLUMNS)
    for one in site.plan_pages:
        tally = one.plan.summary.tally
        yield page(
            one.page, "plan.html.j2", tally.actions, report=report._replace(plans=(one.plan,), portfolio=tally), one=one
        )
        yield one.figures, figures_json(report.head, one.plan).encode("utf-8")
    for lead in site.lead_pages:
        yield page(lead.page, "site/lead.html.j2", whole, lead=lead)
    yield "data/status.json", status_json(site.status).encode("utf-8")
    yield "data/due.json.gz", packed(due_json(site.due))
    for name, table in tables(report.plans, site.about, report.audience == "internal"):
        yield f"data/{name}", table
    yield STYLE, (text_of(templates, "page.css") + text_of(templates, "site/site.css")).encode("utf-8")
    yield SCRIPT, text_of(templates, "site/site.js").encode("utf-8")
    # without it GitHub Pages would put the pages through a site builder of its own
    yield ".nojekyll", b""
