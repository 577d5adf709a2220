"""What plans are compared with: a base for all of them, or for each the last meeting it was taken to; and the points
of their history.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from s11.cli.loading import find_base, load_before, parse_conventions
from s11.cli.options import UsageError, as_of_day, required_revision
from s11.cli.terminal import print_err

if TYPE_CHECKING:
    from s11.plan import PlanFiles
    from s11.store import PlanHistory, PlansAtCommit, PlanSet
    from s11.view.changes import BaseSide
    from s11.view.history import PlansAt
    from s11.when import Conventions, Vantage


def load_bases(
    found: PlanSet, register: PlanFiles, vantage: Vantage, named: frozenset[str] | None, since: str | None, until: str
) -> tuple[list[BaseSide], list[tuple[str, str]]]:
    """The base that ``since`` names, else one for each day on which plans were last reported; and the plans without
    one, with why. ``until``: the revision that is looked at, '' for the files as they lie here.
    """
    bases, apart = (
        ([load_before(find_base(since, until))], []) if since else _since_reported(register, vantage, named, until)
    )
    return [with_settings(base, found, register, vantage) for base in bases], apart


def with_settings(base: BaseSide, found: PlanSet, register: PlanFiles, vantage: Vantage) -> BaseSide:
    """A base with what changed in the council's own settings since, and what that alone moves.

    What is wrong with the edit is judged by the settings that there were, so that nothing is found twice.
    """
    from s11 import plan, rules, store

    was, now = base.settings_source, store.settings(found.base)
    if (was.data if was else None) == (now.data if now else None):
        return base
    as_were = plan.load(found.sources, parse_conventions(was))
    unexplained = rules.check_settings(was, now, base.register, as_were, register, vantage)
    effect = rules.settings_changes(was, now, as_were, register, vantage)
    settings = effect + (" No note in the plans says why (S712)." if unexplained else "")
    return replace(base, settings=settings, as_were=as_were)


def _since_reported(
    register: PlanFiles, vantage: Vantage, named: frozenset[str] | None, until: str
) -> tuple[list[BaseSide], list[tuple[str, str]]]:
    """A base for each day on which plans were last reported, and the plans that have none with why."""
    from s11 import store
    from s11.view import SourceLine
    from s11.when import day_words, on_day

    line = store.history_of(Path.cwd(), until)
    if backdated := store.backdated(line):
        print_err(backdated)
    bases: dict[tuple[date, str], dict[str, SourceLine]] = {}
    apart = []
    for plan in register.plans:
        if named is not None and plan.id not in named:
            continue
        reported = [(entry.date, entry.to) for entry in plan.reported if entry.date and entry.date <= vantage.as_of]
        if not reported:
            apart.append(
                (
                    plan.id,
                    f"it was never reported by {day_words(vantage.as_of)}: name a base, as in 's11 changes main..' "
                    "or '--since DATE'",
                )
            )
            continue
        last, to = max(reported, key=lambda entry: entry[0])
        # of a month its last day
        day = date.fromordinal(last.toordinal())
        commit = store.newest_commit_by(line, day)
        if commit is None:
            apart.append(
                (plan.id, f"it was last taken to {to} {on_day(last)}; {store.no_commit_reason(Path.cwd(), line, day)}")
            )
        else:
            bases.setdefault((day, commit.id), {})[plan.id] = SourceLine(last, to)
    if not bases:
        return [], apart
    newest = max(bases)
    # a plan that stands nowhere now has no meeting of its own: it is looked for at the newest of them
    return [
        replace(load_before(store.BaseCommit(commit, day)), reported=plans, gone=(day, commit) == newest)
        for (day, commit), plans in sorted(bases.items(), key=lambda item: item[0])
    ], apart


# history
# ----------------------------------------------------------------------------------------------------------------------


def load_history(names: list[str], as_of: str | None, rev: str | None) -> tuple[PlanHistory, date]:
    """The commits, and the last day that counts: the one asked for, else that of the revision asked for, else today."""
    from s11 import store

    plan_history = store.plan_history(names, Path.cwd(), required_revision(rev))
    for note in plan_history.notes:
        print_err(note)
    until = plan_history.moments[-1].commit.day if rev and as_of is None else as_of_day(as_of)
    return plan_history, until


def read_points(plan_history: PlanHistory, points: Sequence[tuple[date, int]]) -> list[PlansAt]:
    """The plans of each point; what is the same in two commits is read once."""
    from s11.plan import VersionReader
    from s11.view.history import PlansAt

    readings = VersionReader()
    return [
        PlansAt(day, moment.commit, readings.register(moment.sources, _conventions(moment)), _called_now(moment))
        for day, number in points
        for moment in [plan_history.moments[number]]
    ]


def _conventions(moment: PlansAtCommit) -> Conventions:
    try:
        return parse_conventions(moment.settings)
    except UsageError as error:
        raise UsageError(
            f"{error}; it is so in commit {moment.commit.id[:10]} of {moment.commit.day}: leave that out with a "
            "later --since"
        ) from error


def _called_now(moment: PlansAtCommit) -> dict[str, str]:
    return {source.id: now for source, now in zip(moment.sources, moment.called_now, strict=True)}
