"""The command ``init``: a first plan, and what checks it from then on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from s11.cli import offers
from s11.cli.options import AsOf, UsageError, as_of_day
from s11.cli.terminal import ask, can_ask, print_err, print_out
from s11.english import join_words

if TYPE_CHECKING:
    from s11.plan.first_plan import FirstPlan
    from s11.store import FirstFiles, Ground

Given = TypeVar("Given")
Read = TypeVar("Read")

SCHEMA, PRE_COMMIT, ATTRIBUTES = "schemas/plan.schema.json", ".pre-commit-config.yaml", ".gitattributes"
PIPELINES = (".github/workflows/plans.yaml", ".gitlab-ci.yml")
# what stands under which name in a council's folder, by the name under which s11 carries it
CARRIED = {
    "s11.yaml": "s11.yaml",
    PRE_COMMIT: "pre-commit-config.yaml",
    ATTRIBUTES: "gitattributes",
    ".vscode/settings.json": "vscode-settings.json",
    PIPELINES[0]: "github.yaml",
    PIPELINES[1]: "gitlab-ci.yml",
}
KINDS_HELP = "section-11, inspection, case-review, audit, peer-review, strategy or other"
COLOURS_HELP = "red-amber-green-blue or red-amber-green"


def init(
    organisation: Annotated[
        str | None, typer.Option("--organisation", metavar="NAME", help="Whose plan it is.")
    ] = None,
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind", metavar="KIND", autocompletion=offers.kinds, help=f"Where the plan comes from: {KINDS_HELP}."
        ),
    ] = None,
    colours: Annotated[
        str | None,
        typer.Option(
            "--colours",
            metavar="COLOURS",
            autocompletion=offers.colours,
            help=f"What the plan rates with, to be checked: {COLOURS_HELP}.",
        ),
    ] = None,
    person: Annotated[
        list[str] | None,
        typer.Option(
            "--person",
            metavar="KEY=NAME, POST",
            help="Somebody who answers for actions, for example 'AB=Ann Bell, Director'; once for each.",
        ),
    ] = None,
    as_of: AsOf = None,
) -> int:
    """A first plan, and what checks it; writes over nothing.

    At a terminal it asks for what is not given.
    """
    from s11 import store
    from s11.plan import json_schema
    from s11.plan.first_plan import FirstPlan, read_colours, read_kind, read_organisation, read_people
    from s11.render.json import text as json_text

    folder, day = Path.cwd(), as_of_day(as_of)
    whose = _read("--organisation", read_organisation, organisation)
    origin = _read("--kind", read_kind, kind)
    legend = _read("--colours", read_colours, colours)
    people = _read("--person", read_people, person or None)
    ground = store.ground_of(folder)
    files: list[tuple[str, bytes]] = []
    if ground.has_plans:
        if whose or origin or legend or people:
            print_err("plans/ holds plans already: no first plan is written, and what was given for it is not used")
    else:
        missing = [
            option
            for option, value in (
                ("--organisation NAME", whose),
                ("--kind KIND", origin),
                ("--colours COLOURS", legend),
                ("--person 'KEY=Name, post'", people),
            )
            if value is None
        ]
        if missing and not can_ask():
            raise UsageError(
                f"nobody is at a terminal to be asked: give {join_words(missing)} ('s11 init --help' says what each is)"
            )
        plan = FirstPlan(
            whose or _ask("Whose plan is it? The organisation's name", "", read_organisation),
            origin or _ask(f"Where does it come from? {KINDS_HELP}", "section-11", read_kind),
            legend or _ask(f"What does it rate with? {COLOURS_HELP}", "red-amber-green-blue", read_colours),
            people
            or _ask(
                "Who answers for actions? KEY=Name, post; several with ; between",
                "LEAD=, Designated safeguarding lead",
                lambda line: read_people([one for one in line.split(";") if one.strip()]),
            ),
            day,
        )
        files.append((f"plans/{plan.id}.yaml", _checked_text(plan)))
    carried = store.first_texts()
    files.append((SCHEMA, json_text(json_schema()).encode("utf-8")))
    files += [(name, carried[source]) for name, source in CARRIED.items()]
    done = store.write_first(folder, files)
    print_out("\n".join([*_done_lines(done, dict(files), folder), "", *_next(done, ground)]) + "\n")
    return 0


def _read(option: str, read: Callable[[Given], Read], value: Given | None) -> Read | None:
    """What an option gives, or None where it was left out. Raises UsageError."""
    try:
        return read(value) if value is not None else None
    except ValueError as error:
        raise UsageError(f"{option}: {error}") from error


def _ask(question: str, default: str, read: Callable[[str], Read]) -> Read:
    """What is answered at the terminal; a wrong answer is said to be one, and asked for again. Raises UsageError."""
    while True:
        try:
            return read(ask(f"{question}{f' [{default}]' if default else ''}: ") or default)
        except ValueError as error:
            print_err(str(error))


def _checked_text(first: FirstPlan) -> bytes:
    """The file of a first plan, which lints clean on its day and says what was given.

    Raises UsageError where what was given keeps it from that, with the finding.
    """
    from s11 import plan, rules
    from s11.render.first_plan import first_plan
    from s11.text import ADVICE, Source
    from s11.when import Vantage

    data = first_plan(first).encode("utf-8")
    register = plan.load([Source(f"plans/{first.id}.yaml", first.id, data)])
    findings = [finding for finding in rules.check(register, Vantage(first.day, None)) if finding.level != ADVICE]
    if findings:
        fault = findings[0]
        raise UsageError(f"a plan of what was given would not be clean: {fault.message} ({fault.code}); {fault.hint}")
    (read,) = register.plans
    if (read.organisation, dict(read.people)) != (first.organisation, dict(first.people)):
        raise UsageError("what was given cannot be written so that it reads the same: use plainer words")
    return data


# what is said -------------------------------------------------------------------------------------------------------


def _done_lines(done: FirstFiles, files: Mapping[str, bytes], folder: Path) -> list[str]:
    """What was written and what was kept; of what was kept, what of s11's it lacks."""
    lines = [f"written: {name}" for name in done.written]
    lacking = []
    for name in done.kept:
        there = _bytes_of(folder / name)
        more = ""
        if name == SCHEMA and there != files[name]:
            more = f"; it is not this s11's: 's11 schema > {SCHEMA}' brings it up to date"
        elif name in PIPELINES and b"s11" not in there:
            more = "; it does not run s11: 's11 init' in an empty folder writes a pipeline to take from"
        elif name in (PRE_COMMIT, ATTRIBUTES) and not _has_lines(there, files[name]):
            lacking.append(name)
            more = ", without some of s11's lines (below)"
        lines.append(f"kept: {name} was there already{more}")
    for name in lacking:
        lines += ["", f"To add to {name} yourself:", "", *(f"    {line}" for line in _own_lines(files[name]))]
    return lines if done.written else ["Nothing was written: all of it was there already.", *lines]


def _bytes_of(path: Path) -> bytes:
    from s11 import store

    try:
        return store.read_bytes(path)
    except store.NotFound:
        return b""


def _own_lines(text: bytes) -> list[str]:
    return [line for line in text.decode("utf-8").splitlines() if not line.startswith("#") and line != "repos:"]


def _has_lines(there: bytes, text: bytes) -> bool:
    """Whether a file has what counts of s11's own: the commands of its hooks, or its lines."""
    lines = [line.strip() for line in _own_lines(text)]
    required = [line for line in lines if line.startswith("entry:")] or lines
    present = {line.strip() for line in there.decode("utf-8", "replace").splitlines()}
    return present.issuperset(required)


def _next(done: FirstFiles, ground: Ground) -> list[str]:
    """What to type next."""
    steps = []
    first = next((name for name in done.written if name.startswith("plans/")), "")
    if first:
        steps.append(f"(in an editor: {first}; put your own words where it says 'Example:', before the first commit)")
    if places := [name for name in PIPELINES if name in done.written]:
        steps.append(f"(in an editor: {join_words(places)}; say where s11 comes from, S11_FROM)")
    steps += ["s11 lint", "s11 status"]
    if not ground.in_git:
        steps.append("git init")
    if PRE_COMMIT in done.written:
        steps.append("pre-commit install")
    if done.written:
        steps += [f"git add {' '.join(done.written)}", 'git commit -m "The first plan"' if first else "git commit"]
    return ["Next:", *(f"  {step}" for step in steps)]
