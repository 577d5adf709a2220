"""The voices. Each says a View and works nothing out: the same numbers in every one of them.

A template is named for what it says and the voice it says it in: ``plan.html.j2``, ``plan.md.j2``. A council's own
template of the same name stands first in the mapping that is handed in; nothing here touches the disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from s11.render.committee import Cover
    from s11.view import Report

ENDINGS = {"html": ".html.j2", "markdown": ".md.j2"}
TEMPLATES = ("plan", "exceptions", "portfolio", "lead")


def render_report(report: Report, template: str, format: str, templates: Mapping[str, str]) -> str:
    """One report in one voice. Raises BadTemplate where there is no such template or it cannot be used."""
    return voice(format, templates).write(named(template, format, templates), report.portfolio.actions, report=report, head=report.head, audience=report.audience)


def render_committee(report: Report, cover: Cover, format: str, templates: Mapping[str, str]) -> tuple[str, str]:
    """A committee report in one voice, and in words what is still to be written in it. Raises BadTemplate."""
    from s11.render import committee

    written = committee.write(cover, report, format, templates)
    return written.text, written.gap_words


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
    return sorted(name.removesuffix(ending) for name in templates if name.endswith(ending) and "/" not in name and not name.startswith(("page.", "parts.")))


def voice(format: str, templates: Mapping[str, str]):
    """The environment that speaks HTML or Markdown."""
    if format == "html":
        from s11.render import html as speaking
    else:
        from s11.render import markdown as speaking
    return speaking.voice(templates)
