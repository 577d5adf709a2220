"""The voices. Each says a View and works nothing out: the same numbers in every one of them.

HTML and Markdown are text, made by templates. PDF and Word are paper, set from the Markdown of the same template.

A template is named for what it says and the voice it says it in: ``plan.html.j2``, ``plan.md.j2``. A council's own
template of the same name stands first in the mapping that is handed in; nothing here touches the disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from s11.render.committee import Cover
    from s11.view import Report
    from s11.view.history import History

ENDINGS = {"html": ".html.j2", "markdown": ".md.j2"}
PAPER = ("pdf", "docx")
TEMPLATES = ("plan", "exceptions", "portfolio", "lead")
# these say another View than a report's
OF_THEIR_OWN = ("changes", "history")


class NotInstalled(Exception):
    """A voice that needs more than s11 itself; the message is one line, with what to do."""

    def __init__(self, voice: str, extra: str):
        super().__init__(f"{voice} needs more than is installed: pip install 's11[{extra}]'")


def render_report(report: Report, template: str, format: str, templates: Mapping[str, str]) -> str:
    """One report in one voice. Raises BadTemplate where there is no such template or it cannot be used."""
    return voice(format, templates).write(named(template, format, templates), report.portfolio.actions, report=report, head=report.head, audience=report.audience)


def render_committee(report: Report, cover: Cover, format: str, templates: Mapping[str, str]) -> tuple[str, str]:
    """A committee report in one voice, and in words what is still to be written in it. Raises BadTemplate."""
    from s11.render import committee

    written = committee.write(cover, report, format, templates)
    return written.text, written.gap_words


def set_paper(markdown: str, format: str, report: Report, templates: Mapping[str, str]) -> bytes:
    """Markdown as PDF or Word, with the day and the revision at the foot of every page. Raises BadTemplate and NotInstalled."""
    from s11.render.blocks import Imprint, parse, title_of
    from s11.when import day_words

    blocks = parse(markdown)
    head = report.head
    imprint = Imprint(title_of(blocks) or "Report", head.as_of, f"Judged on {day_words(head.as_of)} · {head.revision_words} · audience: {report.audience}")
    if format == "pdf":
        from s11.render.pdf import pdf as setting
    else:
        from s11.render.docx import docx as setting
    return setting(blocks, imprint, templates)


def render_history(history: History, format: str, templates: Mapping[str, str]) -> str:
    """How it has gone, in one voice. Raises BadTemplate where the template cannot be used."""
    return voice(format, templates).write("history" + ENDINGS[format], history.head.read.actions, report=history, head=history.head, audience="internal")


def named(template: str, format: str, templates: Mapping[str, str]) -> str:
    """The name under which a template stands in the mapping."""
    from s11.render.sandbox import BadTemplate

    ending = ENDINGS.get(format)
    if ending is None:
        raise BadTemplate(f"there is no voice '{format}': {', '.join(ENDINGS)}")
    if template not in offered(format, templates):
        from s11.render import committee

        there_are = ", ".join(offered(format, templates) + committee.offered(templates))
        raise BadTemplate(f"there is no template '{template}' for {format}: {there_are}")
    return template + ending


def offered(format: str, templates: Mapping[str, str]) -> list[str]:
    """The templates there are for a voice, s11's own and the council's; parts of templates are not among them."""
    ending = ENDINGS[format]
    return sorted(name.removesuffix(ending) for name in templates if name.endswith(ending) and "/" not in name and not name.startswith(("page.", "parts.")) and name.removesuffix(ending) not in OF_THEIR_OWN)


def voice(format: str, templates: Mapping[str, str]):
    """The environment that speaks HTML or Markdown."""
    if format == "html":
        from s11.render import html as speaking
    else:
        from s11.render import markdown as speaking
    return speaking.voice(templates)
