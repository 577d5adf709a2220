"""The command ``history``: how the counts have gone, and everything that happened to one action."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.comparison import Past, conventions_at, load_history, read_points
from s11.cli.loading import check_filter, find_base, load_templates
from s11.cli.options import (
    AllowNameOption,
    AsOf,
    AudienceOption,
    DropOption,
    FilterOptions,
    Json,
    Rev,
    UsageError,
    as_of_day,
    check_is_one_of,
    file_endings,
    format_of,
    parse_day_option,
    required_base,
    required_revision,
    with_filter_options,
)
from s11.cli.publication import Audience, for_audience
from s11.cli.terminal import print_err, print_out, terminal_settings
from s11.render.formats import PAGES

if TYPE_CHECKING:
    from s11.plan import AssessmentFile
    from s11.store import Base
    from s11.view.action_history import ActionHistory
    from s11.view.history import History
    from s11.when import Commit


@with_filter_options
def history(
    plans: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PLAN | PLAN#ID]...",
            autocompletion=offers.plans_and_actions,
            help="Plan ids, files or folders; without any, every plan under plans/. With plan#4: that action's life.",
        ),
    ] = None,
    every: Annotated[
        str,
        typer.Option(
            "--every",
            metavar="STEP",
            autocompletion=offers.steps,
            help="commit: each that touched a plan, on its own day. month: each month's end.",
        ),
    ] = "commit",
    on: Annotated[
        list[str] | None,
        typer.Option(
            "--on", metavar="DATE", help="On this day instead, from the newest commit on or before it; may be repeated."
        ),
    ] = None,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="DAY|REV",
            callback=required_base,
            autocompletion=offers.revisions,
            help="Leave out what lies before this day, or before the day of this revision.",
        ),
    ] = None,
    output: Annotated[
        str,
        typer.Option(
            "--output", "-o", metavar="FILE", help=f"Write a report with charts: {file_endings(tuple(PAGES))}."
        ),
    ] = "",
    audience: AudienceOption = "internal",
    allow_name: AllowNameOption = None,
    drop: DropOption = None,
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """How the counts have gone, commit by commit or by month.

    Of plan#4: everything that ever happened to that action.
    """
    from s11 import rules
    from s11.view.history import EVERY, points_of
    from s11.view.history import history as seen_history
    from s11.when import Vantage

    names, chosen = plans or [], filters.filter()
    days, first = [parse_day_option("--on", day) for day in on or ()], _first_day(since, rev) if since else None
    check_is_one_of("--every", every, EVERY, "a step")
    if len(names) == 1 and (assessment := _assessment_named(names[0], rev)):
        if days or chosen or output or every != "commit" or audience != "internal" or drop:
            raise UsageError(
                "the history of a self-assessment stands alone: without filters, --every, --on or --output"
            )
        return _assessment_history(names[0], assessment, first, as_of, rev, json)
    if any("#" in name for name in names):
        if len(names) > 1 or days or chosen or output or every != "commit" or audience != "internal" or drop:
            raise UsageError(
                "the history of an action stands alone: give one plan#id, without other plans, filters, --every, "
                "--on, --output or --audience"
            )
        return _action_history(names[0], first, as_of, rev, json)
    format = format_of(output, tuple(PAGES))
    plan_history, until = load_history(names, as_of, rev)
    points = points_of([(at.commit, at.touched) for at in plan_history.moments], every, days, first, until)
    for day in sorted(set(days) - {day for day, _ in points}):
        print_err(
            f"{day}: "
            + (
                f"after {until}, the last day asked about"
                if day > until
                else "before the first commit"
                if first is None or day >= first
                else f"before {first}"
            )
        )
    if not points:
        raise UsageError(
            f"no month ended {_span(first, until)}"
            if every == "month" and not days
            else f"there is no commit {_span(first, until)}"
        )
    newest = plan_history.moments[points[-1][1]]
    at_points = read_points(plan_history, points)
    check_filter(chosen, (loaded for at in at_points for loaded in at.register.files))
    register, vantage = at_points[-1].register, Vantage(at_points[-1].day, newest.commit.id)
    shown, past = for_audience(
        Past(register, points=at_points),
        vantage,
        rules.check(register, vantage) if audience == "public" else (),
        chosen,
        Audience(audience, allow_name, drop),
        _base(rev) if audience == "public" else Path.cwd(),
    )
    seen = seen_history(
        past.points,
        _commit_label(newest.commit),
        shown.chosen,
        "the days asked for" if days else every,
        rules.VERSION if format else "",
        [note for note in plan_history.notes if not any(name in note for name in drop or ())],
        shown.left_out,
    )
    if format:
        _write(seen, format, output, rev)
    elif json:
        from s11.render.json import history_json

        print_out(history_json(seen))
    else:
        from s11.render.history_text import history_lines, history_screen

        settings = terminal_settings()
        print_out(history_lines(seen) if settings is None else history_screen(seen, settings))
    return 1 if seen.not_read else 0


def _action_history(address: str, first: date | None, as_of: str | None, rev: str | None, json: bool) -> int:
    from s11.view.action_history import action_history

    plan_id, _, action_id = address.partition("#")
    if not plan_id or not action_id or action_id.startswith("rec:") or "/" in action_id:
        raise UsageError(f"'{address}' is not an action's address: write plan#4")
    plan_history, until = load_history([], as_of, rev)
    points = [
        (at.commit.day, number)
        for number, at in enumerate(plan_history.moments)
        if at.touched and at.commit.day <= until
    ]
    if not points:
        raise UsageError(f"there is no commit {_span(None, until)}")
    newest = plan_history.moments[points[-1][1]].commit
    seen = action_history(
        read_points(plan_history, points),
        plan_id.removeprefix("plans/").removesuffix(".yaml"),
        action_id,
        _commit_label(newest),
        first,
        plan_history.notes,
        until,
    )
    if seen is None:
        raise UsageError(f"no commit on or before {until} holds an action '{address}'{_or_near(plan_id, action_id)}")
    for note in seen.notes[len(plan_history.notes) :]:
        print_err(note)
    return _print_life(seen, json)


def _print_life(seen: ActionHistory, json: bool) -> int:
    if json:
        from s11.render.json import life_json

        print_out(life_json(seen))
    else:
        from s11.render.history_text import life_lines, life_screen

        settings = terminal_settings()
        print_out(life_lines(seen) if settings is None else life_screen(seen, settings))
    return 1 if seen.head.not_read else 0


def _assessment_named(name: str, rev: str | None) -> str:
    """The id that a self-assessment has now which a name or an address means, in whatever commit; '' where it means
    none.
    """
    from s11 import store

    meant = name.partition("#")[0]
    try:
        if store.find_plans([meant], Path.cwd(), or_assessments=True).names:
            return ""
    except store.NotFound:
        # it may have been there once
        pass
    meant = meant.removeprefix("plans/").removesuffix(".yaml").removesuffix(".yml")
    try:
        kept = store.plan_history([], Path.cwd(), required_revision(rev), or_assessments=True)
    except store.NotFound:
        return ""
    for moment in reversed(kept.moments):
        for source, called in moment.assessments:
            if meant in (source.id, called):
                return called
    return ""


def _assessment_history(
    address: str, called: str, first: date | None, as_of: str | None, rev: str | None, json: bool
) -> int:
    """The life of a self-assessment, or of one answer of it."""
    from s11 import plan, store
    from s11.plan import load_assessment
    from s11.view.assessment_history import AssessmentAt, assessment_history
    from s11.view.plans import head
    from s11.when import Vantage

    standard = address.partition("#")[2].partition("/")[0]
    kept = store.plan_history([], Path.cwd(), required_revision(rev), or_assessments=True)
    until = kept.moments[-1].commit.day if rev and as_of is None else as_of_day(as_of)
    moments = [moment for moment in kept.moments if moment.commit.day <= until]
    if not moments:
        raise UsageError(f"there is no commit {_span(None, until)}")
    past = []
    read: dict[tuple[str, bytes], AssessmentFile] = {}
    for moment in moments:
        source = next((source for source, now in moment.assessments if now == called), None)
        if source is not None and (source.id, source.data) not in read:
            read[source.id, source.data] = load_assessment(source, conventions_at(moment))
        past.append(AssessmentAt(moment.commit, read[source.id, source.data] if source is not None else None))
    newest = moments[-1]
    register = plan.load(newest.sources, conventions_at(newest), assessments=len(newest.assessments))
    stands = head(register, Vantage(newest.commit.day, newest.commit.id), _commit_label(newest.commit))
    seen = assessment_history(past, standard, stands, first, kept.notes, until)
    if seen is None:
        raise UsageError(f"no commit on or before {until} holds an answer '{address}'")
    return _print_life(seen, json)


def _or_near(plan_id: str, action_id: str) -> str:
    """What may have been meant by an action that no commit holds: of its plan as it lies here, or another plan."""
    from s11 import plan, store

    here = store.plan_ids(Path.cwd())
    if plan_id not in here:
        return store.or_near(plan_id, here)
    source = next(iter(store.sources_here([plan_id], Path.cwd())), None)
    # of a self-assessment there are no actions to be near
    return plan.or_near_address(plan.load_one(source).plan, action_id) if source is not None else ""


def _first_day(since: str, rev: str | None) -> date:
    """The day from which a history is shown: the one named, else that of the revision named."""
    from s11 import store
    from s11.when import parse_day

    day = parse_day(since.strip()) if since.isascii() else None
    return day or store.history_of(Path.cwd(), find_base(since, rev or "").id)[0].day


def _span(first: date | None, until: date) -> str:
    return f"from {first} to {until}: ask for more days" if first else f"by {until}: ask for a later day"


def _commit_label(commit: Commit) -> str:
    from s11.store import Revision

    return Revision(commit.id, day=commit.day).words


def _base(rev: str | None) -> Base:
    """Where a council's own templates and settings stand: in the revision asked for, as for every other page."""
    from s11 import store

    return store.find_plans((), Path.cwd(), rev).base if rev else store.base_of(Path.cwd())


def _write(seen: History, format: str, output: str, rev: str | None) -> None:
    from s11 import render, store
    from s11.english import number_of
    from s11.render.sandbox import BadTemplate

    try:
        written = render.write_view("history", seen, format, load_templates(_base(rev)))
    except (BadTemplate, render.NotInstalled) as error:
        raise UsageError(str(error)) from error
    store.write(Path(output), written)
    print_err(f"written: {output} ({number_of(len(seen.points), 'point')})")
