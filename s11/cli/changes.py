"""The command ``changes``: what changed since last time."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli.loading import exit_code_of_reading, find_base, load_before, load_plans, load_templates, parse_conventions
from s11.cli.options import (
    FILES,
    AsOf,
    FilterOptions,
    Json,
    Rev,
    SinceOption,
    UsageError,
    format_of,
    with_filter_options,
)
from s11.cli.terminal import print_err, print_out, terminal_settings

if TYPE_CHECKING:
    from s11.plan import PlanFiles
    from s11.store import PlanSet
    from s11.view.changes import BaseSide
    from s11.when import Vantage

# a path may hold two dots as well, but only beside a slash
_RANGE = re.compile(r"(?P<old>[^\s./-]\S*?)(?<!/)(?P<dots>\.\.\.?)(?P<new>(?![./])\S*)")


@with_filter_options
def changes(
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[OLD..NEW] [PLAN]...",
            help=(
                "Two revisions; without NEW, OLD and the files as they lie here. Then plan ids, files or folders. "
                "Without a range: since each plan was last reported."
            ),
        ),
    ] = None,
    since: SinceOption = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="FILE", help=f"Write a page or a paper: {FILES}.")
    ] = "",
    comment: Annotated[
        bool, typer.Option("--comment", help="Print Markdown short enough for a comment on a pull request.")
    ] = False,
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """What changed since last time, and which way things went.

    Newly late, done, moved, reworded, added, removed: each with its reason where one was recorded.
    """
    from s11 import rules, store
    from s11.english import number_of
    from s11.view.changes import changes as compared

    format = format_of(output)
    if bool(output) + comment + json > 1:
        raise UsageError("--output, --comment and --json are three formats: choose one")
    chosen = filters.filter()
    first, *others = arguments or [""]
    between = _RANGE.fullmatch(first)
    names = others if between else arguments or []
    if between and since:
        raise UsageError(f"'{first}' and --since both say what to compare with: write one of them")
    if between and rev:
        raise UsageError(f"'{first}' and --rev both say which revision to look at: write one of them")
    until = (between["new"] if between else rev) or ""
    found, register, vantage = load_plans(None, as_of, until or None)
    named = _named(names, register, until) if names else None
    apart: list[tuple[str, str]] = []
    if between:
        old = between["old"]
        bases = [load_before(find_base(old, until, fork=between["dots"] == "...", as_it_is=f"{old}.."))]
    elif since:
        bases = [load_before(find_base(since, until))]
    else:
        bases, apart = _since_reported(register, vantage, named, until)
    bases = [_with_settings(base, found, register, vantage) for base in bases]
    for base in bases:
        if base.vantage.as_of > vantage.as_of:
            print_err(f"the base, {base.vantage.as_of}, is later than --as-of, {vantage.as_of}: changes run backwards")
    seen = compared(register, vantage, found.revision.words, bases, rules.VERSION, chosen, named, apart)
    if json:
        from s11.render.json import changes_json

        print_out(changes_json(seen))
    elif comment or output:
        from s11.render import changes_text, render_view
        from s11.render.sandbox import BadTemplate

        templates = load_templates(found.base)
        try:
            page = changes_text.comment(seen, templates) if comment else render_view("changes", seen, format, templates)
        except BadTemplate as error:
            raise UsageError(str(error)) from error
        if comment:
            print_out(page)
        else:
            store.write(Path(output), page.encode("utf-8"))
            print_err(f"written: {output} ({number_of(len(seen.plans), 'plan')}, {number_of(seen.count, 'change')})")
    elif (settings := terminal_settings()) is None:
        from s11.render.changes_text import changes_lines

        print_out(changes_lines(seen))
    else:
        from s11.render.changes_text import changes_screen

        print_out(changes_screen(seen, settings))
    return max(exit_code_of_reading(register), *(exit_code_of_reading(base.register) for base in bases))


def _with_settings(base: BaseSide, found: PlanSet, register: PlanFiles, vantage: Vantage) -> BaseSide:
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


def _named(names: list[str], register: PlanFiles, rev: str) -> frozenset[str]:
    from s11 import store

    meant = frozenset(source.id for source in store.find_plans(names, Path.cwd(), rev).sources)
    outside = sorted(meant - {loaded.source.id for loaded in register.files})
    if outside:
        raise UsageError(
            f"'{outside[0]}' is not under plans/, so there is no earlier version to compare it with: name a plan of "
            "plans/"
        )
    return meant


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
    if len(apart) == 1 and not bases:
        raise UsageError(f"no plan has a base: {apart[0][0]}: {apart[0][1]}")
    if not bases:
        raise UsageError(
            f"none of {len(apart)} plans was reported, with a commit by then: name a base, as in 's11 changes "
            "main..' or '--since DATE'"
        )
    newest = max(bases)
    # a plan that stands nowhere now has no meeting of its own: it is looked for at the newest of them
    return [
        replace(load_before(store.BaseCommit(commit, day)), reported=plans, gone=(day, commit) == newest)
        for (day, commit), plans in sorted(bases.items(), key=lambda item: item[0])
    ], apart
