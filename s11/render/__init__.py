"""The voices. Each says a View and works nothing out: the same numbers in every one of them.

A template is named for what it says and the voice it says it in: ``plan.html.j2``, ``plan.md.j2``. A council's own
template of the same name stands first in the mapping that is handed in; nothing here touches the disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from s11.view import Report
    from s11.view.history import History

ENDINGS = {"html": ".html.j2", "markdown": ".md.j2"}
TEMPLATES = ("plan",)
# these say another View than a report's
OF_THEIR_OWN = ("history",)


def render_report(report: Report, template: str, format: str, templates: Mapping[str, str], *, audience: str = "internal") -> str:
    """One report in one voice. Raises BadTemplate where there is no such template or it cannot be used."""
    return voice(format, templates).write(named(template, format, templates), report=report, head=report.head, audience=audience)


def render_history(history: History, format: str, templates: Mapping[str, str], *, audience: str = "internal") -> str:
    """How it has gone, in one voice. Raises BadTemplate where the template cannot be used."""
    return voice(format, templates).write("history" + ENDINGS[format], report=history, head=history.head, audience=audience)


def named(template: str, format: str, templates: Mapping[str, str]) -> str:
    """The name under which a template stands in the mapping."""
    from s11.render.sandbox import BadTemplate

    ending = ENDINGS.get(format)
    if ending is None:
        raise BadTemplate(f"there is no voice '{format}': {', '.join(ENDINGS)}")
    if template not in offered(format, templates):
        raise BadTemplate(f"there is no template '{template}' for {format}: {', '.join(offered(format, templates))}")
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
