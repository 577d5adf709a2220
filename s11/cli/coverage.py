"""The command ``coverage``: each standard beside each body that answers it, and where the gaps are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.loading import (
    find_plans,
    load_asked_returns,
    load_conventions,
    load_open_markings,
    load_standards_files,
    load_templates,
    stream_plans,
)
from s11.cli.options import (
    AsOf,
    AudienceOption,
    Json,
    Rev,
    UsageError,
    check_is_one_of,
    file_endings,
    format_of,
)
from s11.cli.publication import print_not_read
from s11.cli.terminal import print_err, print_out, terminal_settings
from s11.english import number_of
from s11.render.formats import PAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from s11.plan import AssessmentFile
    from s11.store import Base
    from s11.view.coverage_records import Coverage

# a seed stands in a command that anybody may type to check the draw
_SEED = re.compile(r"[A-Za-z0-9._-]{1,60}")


def coverage(
    returns: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[RETURN]...",
            autocompletion=offers.plan_ids,
            help="Self-assessments: ids, files or folders; without any, every one under plans/.",
        ),
    ] = None,
    standards: Annotated[
        str,
        typer.Option(
            "--standards",
            metavar="LIST",
            autocompletion=offers.lists_of_standards,
            help=(
                "Only this list of standards; returns against another are shown by way of it where one standard stands "
                "in the place of one."
            ),
        ),
    ] = "",
    sample: Annotated[
        int | None,
        typer.Option(
            "--sample",
            metavar="NUMBER",
            help="Draw this many returns for a panel to read, some of each kind of body, and say how.",
        ),
    ] = None,
    seed: Annotated[
        str,
        typer.Option("--seed", metavar="WORDS", help="With --sample: the same word always draws the same returns."),
    ] = "",
    long: Annotated[bool, typer.Option("--long", help="On a screen: every gap, and not only the worst.")] = False,
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help=f"Write a page or a paper: {file_endings(tuple(PAGES))}."),
    ] = "",
    audience: AudienceOption = "internal",
    drop: Annotated[
        list[str] | None,
        typer.Option(
            "--drop",
            metavar="RETURN",
            autocompletion=offers.plan_ids,
            help="With --audience public: a self-assessment to leave out whole.",
        ),
    ] = None,
    as_of: AsOf = None,
    rev: Rev = None,
    json: Json = False,
) -> int:
    """Who answered which standard, and where the gaps are.

    What each body says of itself, what others say, what shows it, and what became of the actions; the gaps in words,
    the worst first.
    """
    format = format_of(output, tuple(PAGES))
    if output and json:
        raise UsageError("--output and --json are two formats: choose one")
    if seed and sample is None:
        raise UsageError("--seed is for --sample: say how many returns are to be drawn")
    seen, base = coverage_seen(
        returns, standards, as_of, rev, sample=_drawing(sample, seed), audience=audience, drop=drop
    )
    if json:
        from s11.render.json import coverage_json

        print_out(coverage_json(seen))
    elif output:
        write_page(seen, format, output, base)
    else:
        from s11.render.coverage_text import coverage_lines, coverage_screen

        settings = terminal_settings()
        print_out(coverage_lines(seen) if settings is None else coverage_screen(seen, settings, long))
    if output or json:
        print_not_read(seen.head)
    return 1 if seen.head.not_read else 0


def coverage_seen(
    returns: list[str] | None,
    standards: str,
    as_of: str | None,
    rev: str | None,
    *,
    sample: tuple[int, str] | None = None,
    audience: str = "internal",
    drop: list[str] | None = None,
) -> tuple[Coverage, Base]:
    """Coverage as it was asked for, and the folder that holds the plans' folder. Raises UsageError."""
    seen, base = coverage_or_nothing(returns, standards, as_of, rev, sample=sample, audience=audience, drop=drop)
    if not seen.lists:
        raise UsageError("no self-assessment here names a list of standards on or before this day")
    return seen, base


def coverage_or_nothing(
    returns: list[str] | None,
    standards: str,
    as_of: str | None,
    rev: str | None,
    *,
    sample: tuple[int, str] | None = None,
    audience: str = "internal",
    drop: list[str] | None = None,
) -> tuple[Coverage, Base]:
    """The same, where there may be no list of standards that anybody answers by the day."""
    from s11 import rules
    from s11.rules.assessments import load_assessments
    from s11.view import AUDIENCES
    from s11.view.coverage import CoverageOptions, lists_of
    from s11.view.coverage import coverage as covered

    check_is_one_of("--audience", audience, AUDIENCES, "an audience")
    plan_set, register, vantage = stream_plans(None, as_of, rev, or_assessments=True)
    sources = find_plans(returns, as_of, rev, or_assessments=True)[0].assessments if returns else plan_set.assessments
    files = load_assessments(sources, load_conventions(plan_set.base))
    if returns and not files:
        raise UsageError("none of these is a self-assessment, which is what coverage looks at")
    rounds = load_asked_returns(plan_set.base)
    if not files and not rounds:
        raise UsageError(
            "there is no self-assessment here: a file under plans/ that begins with 'format: s11-assessment/1'"
        )
    lists = load_standards_files(plan_set.base)
    if standards:
        known = [*dict.fromkeys([*lists_of(files, lists), *(one.standards for one in rounds)])]
        check_is_one_of("--standards", standards, known, "a list of standards")
    dropped = _dropped(files, audience, drop or [], plan_set.base)
    options = CoverageOptions(standards, rounds, sample, audience == "public", dropped, some=bool(returns))
    seen = covered(files, lists, register, vantage, plan_set.revision.words, rules.VERSION, options)
    return seen, plan_set.base


def _drawing(sample: int | None, seed: str) -> tuple[int, str] | None:
    if sample is None:
        return None
    if sample < 1:
        raise UsageError(f"--sample {sample} draws nothing: ask for 1 or more")
    if not seed:
        raise UsageError(
            "--sample needs --seed: any word, for example the day of the meeting, so that others draw the same"
        )
    if not _SEED.fullmatch(seed):
        raise UsageError(f"'{seed}' is no seed: use letters, figures, dots and hyphens, at most 60")
    return sample, seed


def _dropped(files: Sequence[AssessmentFile], audience: str, drop: list[str], base: Base) -> frozenset[str]:
    """The returns that are left out of a copy for the public. Raises UsageError where one may not be in it."""
    from s11.plan import did_you_mean, kept_from_public

    if audience != "public":
        if drop:
            raise UsageError("--drop is only for --audience public: an internal report leaves nothing out")
        return frozenset()
    ids = [file.source.id for file in files]
    for one in drop:
        if one not in ids:
            raise UsageError(f"--drop: there is no self-assessment '{one}'. {did_you_mean(one, ids)}".rstrip())
    open_markings = load_open_markings(base)
    for file in files:
        marking = file.assessment.marking if file.assessment is not None else ""
        if file.source.id not in drop and kept_from_public(marking, open_markings):
            raise UsageError(
                f"{file.source.id} is marked {marking}: nothing was published; leave it out with "
                f"--drop {file.source.id}"
            )
    return frozenset(drop)


def write_page(seen: Coverage, format: str, output: str, base: Base) -> None:
    """A page or a paper as a file; without a name of one, the page goes to the screen. Raises UsageError."""
    from s11 import render, store
    from s11.render.sandbox import BadTemplate

    try:
        if not output:
            print_out(render.render_coverage(seen, format, load_templates(base)))
            return
        written = render.write_coverage(seen, format, load_templates(base))
    except (BadTemplate, render.NotInstalled) as error:
        raise UsageError(str(error)) from error
    store.write(Path(output), written)
    bodies = sum(len(one.bodies) for one in seen.lists)
    print_err(
        f"written: {output} ({number_of(len(seen.lists), 'list')} of standards, "
        f"{number_of(bodies, 'body', 'bodies')}, {number_of(seen.gaps, 'gap')})"
    )
