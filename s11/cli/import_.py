"""The command ``import``: a council's own table, in Word, Excel, CSV or a web page, becomes a plan."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import needed
from s11.cli.init import KINDS_HELP
from s11.cli.loading import load_conventions, load_standards, load_templates
from s11.cli.new import id_of, name_of
from s11.cli.options import AsOf, UsageError, as_of_day, parse_day_option
from s11.cli.terminal import ask, can_ask, print_err, print_out

if TYPE_CHECKING:
    from s11.intake.grid import TableDocument
    from s11.intake.plan import Given, Imported

SCHEMA = "schemas/plan.schema.json"
MOST_BYTES = 50 * 1024 * 1024


def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="Word (.docx), Excel (.xlsx), .csv, .html, .md or text with tables.")
    ],
    output: Annotated[
        str, typer.Option("--output", metavar="PLAN", help="The new plan: plans/oxford/section-11-2027.yaml.")
    ] = "",
    sheet: Annotated[str, typer.Option("--sheet", metavar="NAME", help="Of a workbook, only this sheet.")] = "",
    table: Annotated[
        list[int] | None,
        typer.Option("--table", metavar="NUMBER", help="Only this table, counted from 1; once for each."),
    ] = None,
    map_file: Annotated[
        str,
        typer.Option("--map", metavar="FILE", help="Which column is what: 'Completion date = timescale', one a line."),
    ] = "",
    title: Annotated[str, typer.Option("--title", metavar="WORDS", help="The plan's title, where it says none.")] = "",
    organisation: Annotated[str, typer.Option("--organisation", metavar="NAME", help="Whose plan it is.")] = "",
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="KIND", autocompletion=offers.kinds, help=f"Where it comes from: {KINDS_HELP}."),
    ] = "",
    as_at: Annotated[
        str | None, typer.Option("--as-at", metavar="DAY", help="The day on which its ratings and notes were stated.")
    ] = None,
    colour: Annotated[
        list[str] | None,
        typer.Option(
            "--colour",
            metavar="WORD=STATE",
            help="What a word of its ratings means where the document does not say: Green=on_track; once for each.",
        ),
    ] = None,
    report: Annotated[
        str, typer.Option("--report", metavar="FILE", help="Columns, doubts and what was left out: .md or .html.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Take the columns as proposed, without asking.")] = False,
    as_of: AsOf = None,
) -> int:
    """A table of Word, Excel, CSV or a web page becomes a plan.

    No word is lost: each is in the plan, or in the report with the reason. What is not sure is said with its cell.
    """
    from s11 import store
    from s11.intake.grid import CannotRead
    from s11.intake.plan import Given, summary, to_plan
    from s11.intake.reading import read_tables

    if report and not report.endswith((".md", ".html")):
        raise UsageError(f"'{report}' does not end in .md or .html: the report is written in one of these")
    plan_id = id_of(needed(output, "--output", "The new plan's id, such as oxford/section-11-2027?"))
    name = name_of(plan_id)
    try:
        document = read_tables(file, store.read_outside(Path(file), MOST_BYTES), sheet)
    except CannotRead as error:
        raise UsageError(str(error)) from error
    day = parse_day_option("--as-at", as_at) if as_at is not None else None
    given = Given(
        title,
        needed(organisation, "--organisation", "Whose plan is it?"),
        _kind(needed(kind, "--kind", f"Where does it come from? {KINDS_HELP}")),
        day,
        _map(map_file),
        _colours(colour or ()),
        day or as_of_day(as_of),
        tuple(table or ()),
    )
    given = _agreed(document, given, yes)
    try:
        imported = to_plan(document, given, "/".join([*[".."] * (plan_id.count("/") + 1), SCHEMA]))
    except ValueError as error:
        raise UsageError(str(error)) from error
    if report:
        _report(report, imported, document.name, name)
    print_err(summary(imported))
    if not imported.whole:
        print_err(
            f"not imported, for these words of {file} were found neither in the plan nor among what was left out: "
            f"{', '.join(imported.lost[:40])}"
        )
        return 1
    here = Path.cwd()
    root = store.plans_root(here)
    with store.plans_held(root or here):
        store.write_back([store.Written(here / name, None, imported.text.encode("utf-8"))])
    print_out(_told(imported, name, as_of))
    print_err(f"written: {name}" + ("" if report else "; --report FILE lists what was left out"))
    return 0


def _kind(given: str) -> str:
    from s11.plan.first_plan import read_kind

    try:
        return read_kind(given)
    except ValueError as error:
        raise UsageError(f"--kind: {error}") from error


def _map(name: str) -> dict[str, str]:
    from s11 import store
    from s11.intake.columns import read_map

    if not name:
        return {}
    try:
        return read_map(store.read_bytes(Path(name)).decode("utf-8-sig").splitlines())
    except UnicodeDecodeError as error:
        raise UsageError(f"{name} is not UTF-8: save it as UTF-8") from error
    except ValueError as error:
        raise UsageError(f"{name}, {error}") from error


def _colours(given: Sequence[str]) -> dict[str, str]:
    from s11.plan import MEANINGS, did_you_mean

    found: dict[str, str] = {}
    for one in given:
        word, equals, state = (part.strip() for part in one.rpartition("="))
        state = state.replace(" ", "_").replace("-", "_")
        if not equals or not word:
            raise UsageError(f"--colour {one}: write WORD=STATE, for example Green=on_track")
        if state not in MEANINGS:
            near = did_you_mean(state, MEANINGS)
            words = ", ".join(MEANINGS)
            raise UsageError(
                f"--colour {one}: '{state}' is not a state: {f'{near} W' if near else 'w'}rite one of {words}"
            )
        found[word] = state
    return found


def _agreed(document: TableDocument, given: Given, yes: bool) -> Given:
    """The columns as they are proposed, shown, and changed by whoever sits at the terminal."""
    from dataclasses import replace

    from s11.intake.columns import MEANINGS, SURE, find_head
    from s11.intake.legend import is_key
    from s11.plan import did_you_mean

    mapping = dict(given.mapping)
    for number, grid in enumerate(document.grids, 1):
        if (given.tables and number not in given.tables) or is_key(grid):
            continue
        head = find_head(grid, mapping, given.day)
        if head is None:
            print_err(f"{grid.name}: no headings of a plan; its words are kept in the note")
            continue
        print_err(f"{grid.name}:")
        for column in head.columns:
            taken = column.meaning or "the note"
            print_err(f"{column.heading.text or '(no heading)'} is {taken} ({column.score:.0%}): {column.why}")
        for column in head.columns if can_ask() and not yes else ():
            if not column.heading.text or (column.meaning and column.score >= SURE):
                continue
            while True:
                answer = ask(
                    f"'{column.heading.text}' is taken for {column.meaning or 'the note'}; Enter, or another field: "
                )
                chosen = answer.casefold().replace(" ", "_")
                if not answer or chosen in MEANINGS:
                    break
                print_err(f"{did_you_mean(chosen, MEANINGS)} Fields: {', '.join(MEANINGS)}".strip())
            if answer:
                mapping[column.heading.text] = chosen
    return replace(given, mapping=mapping)


def _report(name: str, imported: Imported, document: str, plan: str) -> None:
    from s11 import store
    from s11.intake.report import markdown, page

    text = (
        markdown(imported, document, plan)
        if name.endswith(".md")
        else page(imported, document, plan, load_templates(store.base_of(Path.cwd())))
    )
    store.write(Path(name), text.encode("utf-8"))
    print_err(f"written: {name}")


def _told(imported: Imported, name: str, as_of: str | None) -> str:
    """The doubts, one a line, and what the rules find in the new plan, counted."""
    from collections import Counter

    from s11 import rules, store
    from s11.english import number_of
    from s11.plan import load
    from s11.text import Source, one_line
    from s11.when import Vantage

    base = store.base_of(Path.cwd())
    source = Source(name, name.removeprefix("plans/").removesuffix(".yaml"), imported.text.encode("utf-8"))
    register = load([source], load_conventions(base))
    found = rules.check(
        register, Vantage(as_of_day(as_of)), exists=store.exists_beside(base), standards=load_standards(base)
    )
    levels = Counter(finding.level for finding in found)
    lines = [f"{one.place}: {one.said}" + (f" (line {one.line})" if one.line else "") for one in imported.doubts]
    counts = ", ".join(
        (number_of(levels[level], level) if level != "advice" else f"{levels[level]} advice")
        for level in ("error", "warning", "advice")
    )
    return "".join(f"{one_line(line)}\n" for line in [*lines, f"s11 lint finds {counts}: s11 lint {name}"])
