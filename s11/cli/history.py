"""Commands that look back: history."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli.options import (
    AsOf,
    FilterOptions,
    Json,
    Rev,
    UsageError,
    as_of_day,
    format_of,
    load_templates,
    parse_conventions,
    parse_day_option,
    print_err,
    print_out,
    required_revision,
    terminal_settings,
    with_filter_options,
)

if TYPE_CHECKING:
    from s11.store import PlanHistory, PlansAtCommit
    from s11.view.history import History, PlansAt
    from s11.when import Conventions


@with_filter_options
def history(
    plans: Annotated[list[str] | None, typer.Argument(metavar="[PLAN | PLAN#ID]...", help="Plan ids, files or folders; without any, every plan under plans/. With plan#4: that action's life.")] = None,
    every: Annotated[str, typer.Option("--every", metavar="STEP", help="commit: each that touched a plan, on its own day. month: each month's end.")] = "commit",
    on: Annotated[list[str] | None, typer.Option("--on", metavar="DATE", help="On this day instead, from the newest commit on or before it; may be repeated.")] = None,
    since: Annotated[str | None, typer.Option("--since", metavar="DATE", help="Leave out what lies before this day.")] = None,
    output: Annotated[str, typer.Option("--output", "-o", metavar="FILE", help="Write a report with charts: .html, or .md.")] = "",
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
    asked: FilterOptions = FilterOptions(),
) -> int:
    """How the counts have gone, commit by commit or month by month; of plan#4, everything that ever happened to it."""
    from s11.view.history import EVERY, points_of
    from s11.view.history import history as seen_history

    names, chosen = plans or [], asked.filter()
    days, first = [_day("--on", said) for said in on or ()], _day("--since", since) if since is not None else None
    if every not in EVERY:
        raise UsageError(f"'{every}' is not a step: write --every as one of {', '.join(EVERY)}")
    if any("#" in name for name in names):
        if len(names) > 1 or days or chosen or output or every != "commit":
            raise UsageError("the life of an action is told alone: give one plan#id, without other plans, filters, --every, --on or --output")
        return _life(names[0], first, as_of, rev, json)
    voice = format_of(output)
    past, until = _past(names, as_of, rev)
    points = points_of([(moment.commit, moment.touched) for moment in past.moments], every, days, first, until)
    for day in sorted(set(days) - {day for day, _ in points}):
        print_err(f"{day}: " + (f"after {until}, the day asked about" if day > until else "before the first commit" if first is None or day >= first else f"before {first}"))
    if not points:
        raise UsageError("no month has ended in that time" if every == "month" and not days else "there is no commit in that time")
    newest = past.moments[points[-1][1]].commit
    seen = seen_history(_read(past, points), _words(newest.id, newest.day), chosen, "the days asked for" if days else every, _rules() if voice else "", past.notes)
    if voice:
        _write(seen, voice, output)
    elif json:
        from s11.render.json import history_json

        print_out(history_json(seen))
    else:
        from s11.render.history_text import history_lines, history_screen

        paper = terminal_settings()
        print_out(history_lines(seen) if paper is None else history_screen(seen, paper))
    return 1 if seen.not_read else 0


def _life(address: str, first: date | None, as_of: str | None, rev: str | None, json: bool) -> int:
    from s11.view.action_history import action_history

    plan_id, _, action_id = address.partition("#")
    if not plan_id or not action_id or action_id.startswith("rec:") or "/" in action_id:
        raise UsageError(f"'{address}' is not an action's address: write plan#4")
    past, until = _past([], as_of, rev)
    moments = [(moment.commit.day, at) for at, moment in enumerate(past.moments) if moment.touched and moment.commit.day <= until]
    if not moments:
        raise UsageError("there is no commit in that time")
    newest = past.moments[moments[-1][1]].commit
    seen = action_history(_read(past, moments), plan_id.removeprefix("plans/").removesuffix(".yaml"), action_id, _words(newest.id, newest.day), first, past.notes, until)
    if seen is None:
        raise UsageError(f"no commit on or before {until} holds an action '{address}'")
    for note in seen.notes[len(past.notes) :]:
        print_err(note)
    if json:
        from s11.render.json import life_json

        print_out(life_json(seen))
    else:
        from s11.render.history_text import life_lines, life_screen

        paper = terminal_settings()
        print_out(life_lines(seen) if paper is None else life_screen(seen, paper))
    return 1 if seen.head.not_read else 0


def _past(names: list[str], as_of: str | None, rev: str | None) -> tuple[PlanHistory, date]:
    """The commits, and the last day that counts: the one asked for, else that of the revision asked for, else today."""
    from s11 import store

    past = store.plan_history(names, Path.cwd(), required_revision(rev))
    for note in past.notes:
        print_err(note)
    until = past.moments[-1].commit.day if rev and as_of is None else as_of_day(as_of)
    return past, until


def _read(past: PlanHistory, points: list[tuple[date, int]]) -> list[PlansAt]:
    """The plans of each point; what is the same in two commits is read once."""
    from s11.plan import VersionReader
    from s11.view.history import PlansAt

    readings = VersionReader()
    return [PlansAt(day, moment.commit, readings.register(moment.sources, _conventions(moment)), _called_now(moment)) for day, at in points for moment in [past.moments[at]]]


def _conventions(moment: PlansAtCommit) -> Conventions:
    try:
        return parse_conventions(moment.settings)
    except UsageError as error:
        raise UsageError(f"{error}; so it stands in commit {moment.commit.id[:10]} of {moment.commit.day}, and --since can leave that out") from error


def _called_now(moment: PlansAtCommit) -> dict[str, str]:
    return {source.id: now for source, now in zip(moment.sources, moment.called_now, strict=True)}


def _words(commit: str, day: date) -> str:
    from s11.store import Revision

    return Revision(commit, day=day).words


def _rules() -> str:
    from s11.rules import VERSION

    return VERSION


def _write(seen: History, voice: str, output: str) -> None:
    from s11 import render, store
    from s11.english import number_of
    from s11.render.sandbox import BadTemplate

    try:
        said = render.render_history(seen, voice, load_templates(store.base_of(Path.cwd())))
    except BadTemplate as error:
        raise UsageError(str(error)) from error
    store.write(Path(output), said.encode("utf-8"))
    print_err(f"written: {output} ({number_of(len(seen.points), 'point')})")


def _day(option: str, said: str) -> date:
    return parse_day_option(option, said)
