"""The command ``changes``: what changed since last time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.comparison import Past, check_has_earlier, load_bases, with_settings
from s11.cli.loading import (
    check_filter,
    exit_code_of_reading,
    find_base,
    load_before,
    load_conventions,
    load_plans,
    load_standards_files,
    load_templates,
)
from s11.cli.options import (
    AllowNameOption,
    AsOf,
    AudienceOption,
    DropOption,
    FilterOptions,
    Json,
    Rev,
    SinceOption,
    UsageError,
    file_endings,
    format_of,
    with_filter_options,
)
from s11.cli.publication import Audience, files_of, for_audience
from s11.cli.terminal import print_err, print_out, terminal_settings
from s11.render.formats import PAGES

if TYPE_CHECKING:
    from s11.plan import PlanFiles
    from s11.store import PlanSet
    from s11.view.change_records import AssessmentChanges
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
            autocompletion=offers.ranges_and_plans,
            help=(
                "Two revisions; without NEW, OLD and the files as they lie here. Then plan ids, files or folders. "
                "Without a range: since each plan was last reported."
            ),
        ),
    ] = None,
    since: SinceOption = None,
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help=f"Write a page or a paper: {file_endings(tuple(PAGES))}."),
    ] = "",
    comment: Annotated[
        bool, typer.Option("--comment", help="Print Markdown short enough for a comment on a pull request.")
    ] = False,
    audience: AudienceOption = "internal",
    allow_name: AllowNameOption = None,
    drop: DropOption = None,
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

    format = format_of(output, tuple(PAGES))
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
    plan_set, register, vantage = load_plans(None, as_of, until or None)
    named = _named(names, register, plan_set, until) if names else None
    settings_now = store.settings(plan_set.base)
    apart: list[tuple[str, str]] = []
    if between:
        old = between["old"]
        base = load_before(find_base(old, until, fork=between["dots"] == "...", as_it_is=f"{old}.."))
        bases = [with_settings(base, plan_set, register, vantage)]
    else:
        bases, apart = load_bases(plan_set, register, vantage, named, since, until)
        if len(apart) == 1 and not bases:
            raise UsageError(f"no plan has a base: {apart[0][0]}: {apart[0][1]}")
        if not bases:
            raise UsageError(
                f"none of {len(apart)} plans was reported, with a commit by then: name a base, as in 's11 changes "
                "main..' or '--since DATE'"
            )
    for base in bases:
        if base.vantage.as_of > vantage.as_of:
            print_err(f"the base, {base.vantage.as_of}, is later than --as-of, {vantage.as_of}: changes run backwards")
    wanted = (
        register
        if named is None
        else replace(register, files=tuple(loaded for loaded in register.files if loaded.source.id in named))
    )
    check_filter(chosen, files_of(wanted, Past(register, bases)))
    findings = rules.check(register, vantage) if audience == "public" else ()
    shown, past = for_audience(
        Past(register, bases, apart, settings=settings_now),
        vantage,
        findings,
        chosen,
        Audience(audience, allow_name, drop),
        plan_set.base,
        None if named is None else wanted,
    )
    seen = compared(
        past.register,
        vantage,
        plan_set.revision.words,
        past.bases,
        rules.VERSION,
        shown.chosen,
        named,
        past.apart,
        shown.left_out,
        _assessments(names, bases, plan_set, register, vantage) if audience == "internal" and not chosen else (),
    )
    if json:
        from s11.render.json import changes_json

        print_out(changes_json(seen))
    elif comment or output:
        from s11 import render
        from s11.render.changes_text import comment as comment_of
        from s11.render.sandbox import BadTemplate

        templates = load_templates(plan_set.base)
        try:
            if comment:
                print_out(comment_of(seen, templates))
            else:
                store.write(Path(output), render.write_view("changes", seen, format, templates))
                print_err(
                    f"written: {output} ({number_of(len(seen.plans), 'plan')}, {number_of(seen.count, 'change')})"
                )
        except (BadTemplate, render.NotInstalled) as error:
            raise UsageError(str(error)) from error
    elif (settings := terminal_settings()) is None:
        from s11.render.changes_text import changes_lines

        print_out(changes_lines(seen))
    else:
        from s11.render.changes_text import changes_screen

        print_out(changes_screen(seen, settings))
    return max(exit_code_of_reading(past.register), *(exit_code_of_reading(base.register) for base in past.bases))


def _named(names: list[str], register: PlanFiles, plan_set: PlanSet, rev: str) -> frozenset[str]:
    from s11 import store

    apart = frozenset(source.id for source in plan_set.assessments)
    met = store.find_plans(names, Path.cwd(), rev, or_assessments=True)
    meant = frozenset(source.id for source in met.sources)
    check_has_earlier(meant, register)
    if outside := sorted({source.id for source in met.assessments} - apart):
        raise UsageError(f"'{outside[0]}' is not under plans/, so there is no earlier version to compare it with")
    return meant


def _assessments(
    names: list[str], bases: Sequence[BaseSide], plan_set: PlanSet, register: PlanFiles, vantage: Vantage
) -> tuple[AssessmentChanges, ...]:
    """What changed in the self-assessments beside the plans: since the base of all, else since the newest."""
    from s11 import store
    from s11.rules.assessment_edits import check_assessment_edits, compared_assessments
    from s11.rules.assessments import Beside, load_assessments
    from s11.view.assessment_changes import assessment_changes

    base = next((base for base in bases if base.gone), None)
    if base is None or not (base.assessments or plan_set.assessments):
        return ()
    rev = plan_set.revision.commit if plan_set.revision.day else ""
    chosen = store.find_plans(names, Path.cwd(), rev, or_assessments=True).assessments if names else ()
    conventions, lists = load_conventions(plan_set.base), load_standards_files(plan_set.base)
    old, new = (load_assessments(side, conventions) for side in (base.assessments, plan_set.assessments))
    exists = store.exists_beside(plan_set.base)
    before = Beside(base.standards or lists, base.register, True, exists)
    beside = Beside(lists, register, True, exists)
    compared = assessment_changes(
        compared_assessments(old, new, before, beside),
        check_assessment_edits(old, new, before, beside, vantage),
        base.since(),
        vantage.as_of,
    )
    return tuple(one for one in compared if not names or one.id in {source.id for source in chosen})
