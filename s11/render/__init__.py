"""The formats. Each writes a View and works nothing out: the same numbers in every one of them.

HTML and Markdown are text, made by templates. PDF and Word are paper, set from the Markdown of the same template.

A template is named for what it shows and the format it writes: ``plan.html.j2``, ``plan.md.j2``. A council's own
template of the same name stands first in the mapping that is handed in; nothing here touches the disk.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from s11.render.formats import ON_SCREEN, PAGES, PAPER

if TYPE_CHECKING:
    from datetime import date

    from s11.render.committee import Cover, CoverPast
    from s11.render.document import Figure
    from s11.render.sandbox import Sandbox
    from s11.view import Changes, Head, Report
    from s11.view.annual_page import AnnualPage
    from s11.view.assessment_records import AssessmentPage, AssurancePage
    from s11.view.brief import Brief
    from s11.view.coverage_records import Coverage, ListCoverage
    from s11.view.history import History
    from s11.view.responses import Recommendations

# these say another View than a report's
OF_THEIR_OWN = (
    "annual",
    "assessment",
    "assurance",
    "brief",
    "changes",
    "coverage",
    "history",
    "responses",
)
# those of them that ``report`` makes
REPORTS_OF_THEIR_OWN = ("annual", "assessment", "assurance", "brief", "coverage")


class _PageModule(Protocol):
    def environment(self, templates: Mapping[str, str]) -> Sandbox: ...


class NotInstalled(Exception):
    """A format that needs more than s11 itself; the message is one line, with what to do."""

    def __init__(self, format: str, extra: str):
        self.format, self.extra = format, extra
        super().__init__(f"{format} needs a package that is not installed: pip install 's11[{extra}]'")


def render_report(report: Report, template: str, format: str, templates: Mapping[str, str]) -> str:
    """One report in one format, for paper as the Markdown from which it is set.

    Raises BadTemplate where there is no such template or it cannot be used.
    """
    text = "markdown" if format in PAPER else format
    return render_template(
        named(template, text, templates),
        report.portfolio.actions,
        text,
        templates,
        report=report,
        head=report.head,
        audience=report.audience,
        paper=format in PAPER,
    )


def render_template(name: str, actions: int, format: str, templates: Mapping[str, str], **words: object) -> str:
    """What a template makes of a View of so many actions; apart from this process where a council's own is used.

    Raises BadTemplate.
    """
    from s11.render.template_process import limits_for, pieces
    from s11.render.templates import with_imprint

    written = b"".join(
        pieces(templates, name, limits_for(actions), _written, name, actions, format, templates, words)
    ).decode("utf-8", "surrogatepass")
    return with_imprint(written, format, templates)


def _written(
    name: str, actions: int, format: str, templates: Mapping[str, str], variables: Mapping[str, object]
) -> Iterator[bytes]:
    yield html_or_markdown(format, templates).write(name, actions, **variables).encode("utf-8", "surrogatepass")


def render_committee(
    report: Report,
    cover: Cover,
    format: str,
    templates: Mapping[str, str],
    before: CoverPast | None = None,
    returns: Sequence[AssessmentPage] = (),
    lists: Sequence[ListCoverage] = (),
) -> tuple[str, str]:
    """A committee report in one format, and in words what is still to be written in it. Raises BadTemplate."""
    from s11.render.template_process import limits_for, pieces
    from s11.render.templates import with_imprint

    text, gaps = (
        piece.decode("utf-8", "surrogatepass")
        for piece in pieces(
            templates,
            cover.name,
            limits_for(
                report.portfolio.actions + sum(one.size for one in returns) + sum(len(one.cells) for one in lists)
            ),
            _committee,
            cover,
            report,
            format,
            templates,
            before,
            returns,
            lists,
        )
    )
    return with_imprint(text, format, templates), gaps


def _committee(
    cover: Cover,
    report: Report,
    format: str,
    templates: Mapping[str, str],
    before: CoverPast | None,
    returns: Sequence[AssessmentPage],
    lists: Sequence[ListCoverage],
) -> Iterator[bytes]:
    from s11.render import committee

    written = committee.write(cover, report, format, templates, before or committee.CoverPast(), returns, lists)
    yield written.text.encode("utf-8", "surrogatepass")
    yield written.gap_words.encode("utf-8", "surrogatepass")


def render_page(
    template: str, page: AssessmentPage | AssurancePage | AnnualPage, format: str, templates: Mapping[str, str]
) -> str:
    """A return in full, a statement of assurance or an annual report, by the template of that name; for paper as the
    Markdown from which it is set. Raises BadTemplate.
    """
    from s11.render.sandbox import BadTemplate
    from s11.render.templates import why_unread

    text = "markdown" if format in PAPER else format
    name = template + PAGES[text].template
    if why := why_unread(templates, name):
        raise BadTemplate(why)
    return render_template(
        name,
        page.size,
        text,
        templates,
        report=page,
        head=page.head,
        audience=page.audience,
        paper=format in PAPER,
    )


def typeset_page(
    markdown: str, format: str, page: AssessmentPage | AssurancePage | AnnualPage, templates: Mapping[str, str]
) -> bytes:
    """The same as PDF or Word. Raises BadTemplate and NotInstalled."""
    from s11.render.pictures import bars_of
    from s11.view.annual_page import AnnualPage

    figures = bars_of(page.plans) if isinstance(page, AnnualPage) else {}
    return _typeset(markdown, format, page.head, page.audience, page.size, templates, figures)


def render_brief(brief: Brief, format: str, templates: Mapping[str, str]) -> str:
    """A briefing as a page, as Markdown, or as the Markdown from which paper is set. Raises BadTemplate."""
    from s11.render.sandbox import BadTemplate
    from s11.render.templates import why_unread

    text = "markdown" if format in PAPER else format
    name = "brief" + PAGES[text].template
    if why := why_unread(templates, name):
        raise BadTemplate(why)
    return render_template(
        name,
        brief.report.portfolio.actions,
        text,
        templates,
        report=brief.report,
        brief=brief,
        head=brief.head,
        audience=brief.report.audience,
        paper=format in PAPER,
    )


def typeset_brief(markdown: str, format: str, brief: Brief, templates: Mapping[str, str]) -> bytes:
    """A briefing as PDF or Word, on one page. Raises BadTemplate and NotInstalled."""
    from s11.render.pictures import position

    return typeset(markdown, format, brief.report, templates, {"position": position(brief)}, close=True)


def typeset(
    markdown: str,
    format: str,
    report: Report,
    templates: Mapping[str, str],
    figures: Mapping[str, Figure] | None = None,
    close: bool = False,
) -> bytes:
    """Markdown as PDF or Word, with the day and the revision at the foot of every page.

    ``figures``: the pictures that the Markdown may name, else the report's bars; ``close``: with less between its
    parts. Raises BadTemplate and NotInstalled.
    """
    from s11.render.pictures import bars_of

    drawn = bars_of(report) if figures is None else figures
    return _typeset(markdown, format, report.head, report.audience, report.portfolio.actions, templates, drawn, close)


def _typeset(
    markdown: str,
    format: str,
    head: Head,
    audience: str,
    actions: int,
    templates: Mapping[str, str],
    figures: Mapping[str, Figure],
    close: bool = False,
) -> bytes:
    from s11.render.template_process import AFRESH, pieces, room_for_paper
    from s11.when import day_words

    foot = f"Judged on {day_words(head.as_of)} · {head.revision_words} · audience: {audience}"
    return b"".join(
        pieces(
            templates,
            PAGES[format].look,
            room_for_paper(actions),
            _paper,
            markdown,
            format,
            head.as_of,
            foot,
            templates,
            figures,
            close,
            how=AFRESH,
        )
    )


def _paper(
    markdown: str,
    format: str,
    day: date,
    foot: str,
    templates: Mapping[str, str],
    figures: Mapping[str, Figure],
    close: bool,
) -> Iterator[bytes]:
    from s11.render.document import Imprint, parse, title_of

    blocks = parse(markdown, figures, close)
    setting = getattr(import_module(f"s11.render.{format}"), format)
    yield setting(blocks, Imprint(title_of(blocks) or "Report", day, foot, close), templates)


def render_view(name: str, view: Changes | History, format: str, templates: Mapping[str, str]) -> str:
    """Changes or a history by the template of that name, for paper as the Markdown from which it is set. Raises
    BadTemplate where there is none that can be used.
    """
    from s11.view import Changes
    from s11.view.changes_page import changes_page

    text = "markdown" if format in PAPER else format
    more = {"page": changes_page(view)} if isinstance(view, Changes) else {}
    return render_template(
        name + PAGES[text].template,
        view.head.read.actions,
        text,
        templates,
        report=view,
        head=view.head,
        audience=view.head.audience,
        paper=format in PAPER,
        **more,
    )


def write_view(name: str, view: Changes | History, format: str, templates: Mapping[str, str]) -> bytes:
    """The bytes of a file with changes or a history. Raises BadTemplate and NotInstalled."""
    text = render_view(name, view, format, templates)
    if format not in PAPER:
        return text.encode("utf-8")
    from s11.render.pictures import of_history
    from s11.view import Changes

    figures = {} if isinstance(view, Changes) else of_history(view)
    return _typeset(text, format, view.head, view.head.audience, view.head.read.actions, templates, figures)


def render_coverage(seen: Coverage, format: str, templates: Mapping[str, str]) -> str:
    """Coverage as a page or as Markdown, for paper as the Markdown from which it is set. Raises BadTemplate."""
    from s11.render.sandbox import BadTemplate
    from s11.render.templates import why_unread

    text = "markdown" if format in PAPER else format
    name = "coverage" + PAGES[text].template
    if why := why_unread(templates, name):
        raise BadTemplate(why)
    return render_template(
        name,
        seen.size,
        text,
        templates,
        report=seen,
        coverage=seen,
        head=seen.head,
        audience=seen.audience,
        paper=format in PAPER,
    )


def write_coverage(seen: Coverage, format: str, templates: Mapping[str, str]) -> bytes:
    """The bytes of a file with coverage. Raises BadTemplate and NotInstalled."""
    text = render_coverage(seen, format, templates)
    if format not in PAPER:
        return text.encode("utf-8")
    return _typeset(text, format, seen.head, seen.audience, seen.size, templates, {})


def render_recommendations(seen: Recommendations, format: str, templates: Mapping[str, str]) -> str:
    """What bodies answer to recommendations, as a page or as Markdown, for paper as the Markdown from which it is set.

    Raises BadTemplate.
    """
    from s11.render.sandbox import BadTemplate
    from s11.render.templates import why_unread

    text = "markdown" if format in PAPER else format
    name = "responses" + PAGES[text].template
    if why := why_unread(templates, name):
        raise BadTemplate(why)
    return render_template(
        name,
        seen.head.read.actions,
        text,
        templates,
        report=seen,
        head=seen.head,
        audience=seen.head.audience,
        paper=format in PAPER,
    )


def write_recommendations(seen: Recommendations, format: str, templates: Mapping[str, str]) -> bytes:
    """The bytes of a file with what bodies answer. Raises BadTemplate and NotInstalled."""
    text = render_recommendations(seen, format, templates)
    if format not in PAPER:
        return text.encode("utf-8")
    return _typeset(text, format, seen.head, seen.head.audience, seen.head.read.actions, templates, {})


def named(template: str, format: str, templates: Mapping[str, str]) -> str:
    """The name under which a template stands in the mapping."""
    from s11.plan import did_you_mean_name
    from s11.render.sandbox import BadTemplate
    from s11.render.templates import why_unread

    if format not in ON_SCREEN:
        raise BadTemplate(f"there is no format '{format}': use {', '.join(ON_SCREEN)}")
    ending = PAGES[format].template
    if why := why_unread(templates, template + ending):
        raise BadTemplate(why)
    if template not in offered(format, templates):
        from s11.render import committee

        there_are = [*REPORTS_OF_THEIR_OWN, *offered(format, templates), *committee.offered(templates)]
        near = did_you_mean_name(template, there_are)
        raise BadTemplate(
            f"there is no template '{template}' for {format}: {f'{near} There are ' if near else ''}"
            f"{', '.join(there_are)}"
        )
    return template + ending


def offered(format: str, templates: Mapping[str, str]) -> list[str]:
    """The templates there are for a format, s11's own and the council's; parts of templates are not among them."""
    ending = PAGES[format].template
    return sorted(
        name.removesuffix(ending)
        for name in templates
        if name.endswith(ending)
        and "/" not in name
        and not name.startswith(("page.", "parts."))
        and name.removesuffix(ending) not in OF_THEIR_OWN
    )


def html_or_markdown(format: str, templates: Mapping[str, str]) -> Sandbox:
    """The environment that writes HTML or Markdown."""
    module = cast("_PageModule", import_module(f"s11.render.{format}"))
    return module.environment(templates)
