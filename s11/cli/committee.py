"""What the head of a committee report asks of a run: its plans, revision and day, unless the command line says
otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from s11.cli.loading import load_templates, stream_plans
from s11.cli.options import UsageError, required_revision
from s11.cli.terminal import print_err

if TYPE_CHECKING:
    from s11.plan import Streamed
    from s11.render.committee import Cover
    from s11.store import PlanSet
    from s11.view.name_search import Text
    from s11.when import Vantage


def cover_of(template: str, rev: str | None) -> tuple[Cover | None, Mapping[str, str]]:
    """The committee report that ``--template`` names, if any, and the templates of the revision asked for, or here."""
    from s11 import store
    from s11.render import committee

    templates = load_templates(
        store.find_plans((), Path.cwd(), required_revision(rev)).base if rev else store.base_of(Path.cwd())
    )
    return committee.cover(template, templates), templates


def plans_of(
    cover: Cover, plans: list[str] | None, as_of: str | None, rev: str | None
) -> tuple[PlanSet, Streamed, Vantage]:
    """The plans and the day of a committee report.

    The command line wins over the head, and what it overrules is printed.
    """
    from s11.store import NotFound

    _print_choice("plans", ", ".join(plans or ()), ", ".join(cover.plans))
    _print_choice("revision", rev or "", cover.rev)
    _print_choice("as-of day", as_of or "", cover.as_of.isoformat() if cover.as_of else "")
    day = as_of or (cover.as_of.isoformat() if cover.as_of else None)
    if plans or not cover.plans:
        return stream_plans(plans, day, rev or cover.rev or None, located=True)
    try:
        plan_set, register, vantage = stream_plans(list(cover.plans), day, rev or cover.rev or None, located=True)
    except NotFound as error:
        raise UsageError(f"template {cover.name}, 'plans' in its head: {error}") from error
    unknown = set(cover.plans) - {plan_id for _, plan_id in plan_set.names}
    if unknown:
        raise UsageError(f"template {cover.name}, 'plans' in its head: '{min(unknown)}' is not the id of a plan")
    return plan_set, register, vantage


def audience_of(given: str, cover: Cover | None) -> str:
    """For whom a report is made: as the command line says, else as its head says, else internal."""
    head = cover.audience if cover is not None else ""
    _print_choice("audience", given, head)
    return given or head or "internal"


def prose_of(cover: Cover | None) -> tuple[Text, ...]:
    """The words of a committee report that are published as they stand in its file."""
    from s11.view.name_search import Text

    if cover is None:
        return ()
    head = [
        cover.title,
        cover.organisation,
        cover.to,
        cover.report_of,
        *(word for pair in cover.facts for word in pair),
        *(section.heading for section in cover.sections),
    ]
    lines = [(number, line) for number, line in enumerate(cover.body.splitlines(), 1) if line.strip()]
    return (
        *(Text(f"template {cover.name}", "head", words) for words in head if words),
        *(Text(f"template {cover.name}", f"line {number}", line) for number, line in lines),
    )


def _print_choice(what: str, given: str, head: str) -> None:
    if given and head:
        print_err(
            f"{what}: {given}, from the command line" + ("" if given == head else f"; the report's head says {head}")
        )
    elif head:
        print_err(f"{what}: {head}, from the report's head")
