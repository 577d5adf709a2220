"""The command ``import``: a council's own table, in Word, Excel, CSV or a web page, becomes a plan."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import By, Commit, Diff, Editing, Sheet, edit_plan, needed, plan_of
from s11.cli.init import KINDS_HELP
from s11.cli.loading import load_templates
from s11.cli.new import id_of, name_of
from s11.cli.options import AsOf, UsageError, as_of_day, parse_day_option
from s11.cli.terminal import ask, can_ask, print_err, print_out

if TYPE_CHECKING:
    from s11.edit import Draft
    from s11.intake.grid import TableDocument
    from s11.intake.imported import Given, Imported, PlacedDoubt
    from s11.intake.report import Read
    from s11.intake.update import Difference

SCHEMA = "schemas/plan.schema.json"
ASSESSMENT_SCHEMA = "schemas/assessment.schema.json"
KINDS = ("assessment", "plan")
MOST_BYTES = 50 * 1024 * 1024


def import_(
    files: Annotated[
        list[str],
        typer.Argument(metavar="FILE...", help="Word (.docx), Excel (.xlsx), .csv, .html, .md or text with tables."),
    ],
    output: Annotated[
        str,
        typer.Option(
            "--output",
            metavar="PLAN",
            help="The new plan: plans/oxford/section-11-2027.yaml. Of several files a folder: each is a plan in it, "
            "named as its file is.",
        ),
    ] = "",
    update: Annotated[
        str,
        typer.Option(
            "--update",
            metavar="PLAN",
            autocompletion=offers.plan_ids,
            help="A plan that is there: what the document says since is entered in it, what differs is listed.",
        ),
    ] = "",
    as_: Annotated[
        str,
        typer.Option(
            "--as",
            metavar="assessment|plan",
            autocompletion=offers.imported_kinds,
            help="What it is, where s11 takes it for the other: a self-assessment against standards, or a plan.",
        ),
    ] = "",
    standards: Annotated[
        str,
        typer.Option(
            "--standards",
            metavar="LIST",
            autocompletion=offers.lists_of_standards,
            help="Of a self-assessment, the list of standards that it answers.",
        ),
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
    by: By = "",
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """A council's own table becomes a plan, or brings one up to date.

    No word is lost: each is in the plan, or in the report with the reason. What is not sure is said with its cell.
    With --update, what the document says otherwise than the plan is listed, and nothing that was recorded is written
    over; --by, --diff and --commit go with it. A table of standards with their grades becomes a self-assessment, and
    what is to be improved a plan beside it, PLAN-actions.
    """
    from s11.cli.put_back import put_back
    from s11.intake.imported import Given

    if report and not report.endswith((".md", ".html")):
        raise UsageError(f"'{report}' does not end in .md or .html: the report is written in one of these")
    needless: dict[str, object] = {
        "--sheet": sheet,
        "--table": table,
        "--map": map_file,
        "--title": title,
        "--organisation": organisation,
    }
    needless |= {"--kind": kind, "--as-at": as_at, "--colour": colour, "--report": report, "--as": as_}
    needless |= {"--standards": standards, "--update": update}
    if (code := put_back(files, output, needless, as_of)) is not None:
        return code
    day = parse_day_option("--as-at", as_at) if as_at is not None else None
    if as_ not in ("", *KINDS):
        raise UsageError(f"--as {as_}: write assessment or plan")
    options = ReadingOptions(sheet, yes, as_of, as_, standards)
    given = Given(
        title,
        organisation,
        kind,
        day,
        _map(map_file),
        _colours(colour or ()),
        day or as_of_day(as_of),
        tuple(table or ()),
    )
    if update:
        return _update(files, update, output, given, options, report, Editing.of(as_of, None, by, diff, commit))
    if by or diff or commit:
        raise UsageError("--by, --diff and --commit go with --update: a new plan is one file, and git shows it whole")
    if len(files) > 1 and title:
        raise UsageError("--title names one plan, and several files make several: leave it out")
    given = replace(
        given,
        organisation=needed(organisation, "--organisation", "Whose plan is it?"),
        origin=_kind(needed(kind, "--kind", f"Where does it come from? {KINDS_HELP}")),
    )
    code, read = 0, []
    for file, plan_id in _plans_of(files, output):
        try:
            own, one = _new_plan(file, plan_id, given, options)
        except UsageError as error:
            if len(files) == 1:
                raise
            # one file that cannot be read does not stop the others
            print_err(str(error))
            own, one = 2, None
        code = max(code, own)
        read += [one] if one is not None else []
    if report and read:
        _report(report, read)
    if len(files) > 1:
        written = sum(one.imported.whole for one in read)
        print_err(f"{written} of {len(files)} files imported")
    return code


@dataclass(frozen=True)
class ReadingOptions:
    """How files are to be read: of a workbook one sheet, without questions, judged on a day."""

    sheet: str
    yes: bool
    as_of: str | None
    kind: str = ""
    standards: str = ""


def _plans_of(files: Sequence[str], output: str) -> list[tuple[str, str]]:
    """Each file with the id of its plan: of one the id given, of several one in the folder given, named as the file."""
    if len(files) == 1:
        return [(files[0], id_of(needed(output, "--output", "The new plan's id, such as oxford/section-11-2027?")))]
    folder = needed(output, "--output", "The folder of the new plans, such as oxford?").rstrip("/")
    file_of: dict[str, str] = {}
    for file in files:
        stem = re.sub(r"[^a-z0-9]+", "-", Path(file).stem.casefold()).strip("-") or "plan"
        plan_id = id_of(f"{folder}/{stem}")
        if plan_id in file_of:
            raise UsageError(f"{file_of[plan_id]} and {file} would both be {plan_id}: rename one, or import it alone")
        file_of[plan_id] = file
    return [(file, plan_id) for plan_id, file in file_of.items()]


def _new_plan(file: str, plan_id: str, given: Given, options: ReadingOptions) -> tuple[int, Read | None]:
    """One file as one new plan: the exit code, and what was read."""
    from s11 import store
    from s11.intake.imported import summary
    from s11.intake.report import Read

    name = name_of(plan_id)
    document = _document(file, options)
    kind, doubt = _kind_of_document(document, options)
    _check_states(given.legend, kind)
    if kind == "assessment":
        return _new_assessment(file, plan_id, document, given, options.standards)
    given = _agreed(document, given, options.yes)
    imported = _imported(document, given, plan_id)
    if doubt:
        imported = replace(imported, doubts=(*imported.doubts, doubt))
    read = Read(imported, document.name, name)
    print_err(summary(imported))
    if _print_lost(file, imported):
        return 1, read
    here = Path.cwd()
    root = store.plans_root(here)
    with store.plans_held(root or here):
        store.write_back([store.Written(here / name, None, imported.text.encode("utf-8"))])
    print_out(_doubts_and_findings(imported, name, options.as_of))
    print_err(f"written: {name}; --report FILE lists what was left out")
    return 0, read


def _kind_of_document(document: TableDocument, options: ReadingOptions) -> tuple[str, PlacedDoubt | None]:
    """What a document is read as, and the doubt about it where nobody says which it is."""
    from s11.intake.assurance import kind_of
    from s11.intake.imported import PlacedDoubt

    if options.kind:
        return options.kind, None
    kind, doubt = kind_of(document)
    if not doubt or options.yes or not can_ask():
        return kind, PlacedDoubt("the document", doubt) if doubt else None
    while True:
        print_err(f"{document.name}: a table has standards and evidence, and no grades")
        answer = ask("Is it a plan or an assessment? ").casefold()
        if answer in KINDS:
            return answer, None


def _check_states(legend: Mapping[str, str], kind: str) -> None:
    """Raises UsageError where --colour gives a word a state that ratings, or grades, do not have."""
    from s11.plan import FULFILMENTS, MEANINGS, did_you_mean

    states = FULFILMENTS if kind == "assessment" else MEANINGS
    for word, state in legend.items():
        if state not in states:
            near = did_you_mean(state, states)
            raise UsageError(
                f"--colour {word}={state}: '{state}' is not a state: {f'{near} W' if near else 'w'}rite one of "
                f"{', '.join(states)}"
            )


def _new_assessment(
    file: str, name: str, document: TableDocument, given: Given, standards: str
) -> tuple[int, Read | None]:
    """One file as a self-assessment, and the plan of what is to be improved beside it."""
    from s11 import store
    from s11.intake.assurance import to_assessment
    from s11.intake.imported import summary
    from s11.intake.report import Read
    from s11.text import one_line

    up = "/".join([".."] * (name.count("/") + 1))
    plan_id = f"{name}-actions"
    try:
        made = to_assessment(document, given, f"{up}/{ASSESSMENT_SCHEMA}", plan_id, f"{up}/{SCHEMA}", standards)
    except ValueError as error:
        raise UsageError(f"{document.name}: {error}") from error
    files = [(name_of(name), made.assessment)] + ([(name_of(plan_id), made.text)] if made.text else [])
    names = " and ".join(each for each, _ in files)
    read = Read(made, document.name, names)
    print_err(summary(made))
    if _print_lost(file, made):
        return 1, read
    here = Path.cwd()
    with store.plans_held(store.plans_root(here) or here):
        store.write_back([store.Written(here / each, None, text.encode("utf-8")) for each, text in files])
    doubts = [f"{one.place}: {one.text}" for one in made.doubts]
    print_out("".join(f"{one_line(line)}\n" for line in [*doubts, f"s11 lint looks at {names}"]))
    for each, _ in files:
        print_err(f"written: {each}")
    return 0, read


def _document(file: str, options: ReadingOptions) -> TableDocument:
    from s11 import store
    from s11.intake.grid import CannotRead
    from s11.intake.reading import read_tables

    try:
        return read_tables(file, store.read_outside(Path(file), MOST_BYTES), options.sheet)
    except CannotRead as error:
        raise UsageError(str(error)) from error
    except store.NotFound as error:
        raise UsageError(str(error)) from error


def _imported(document: TableDocument, given: Given, plan_id: str) -> Imported:
    from s11.intake.plan import to_plan

    try:
        return to_plan(document, given, "/".join([*[".."] * (plan_id.count("/") + 1), SCHEMA]))
    except ValueError as error:
        raise UsageError(f"{document.name}: {error}") from error


def _print_lost(file: str, imported: Imported) -> bool:
    """Say which words are found nowhere; whether there are any."""
    if not imported.whole:
        print_err(
            f"not imported, for these words of {file} were found neither in the plan nor among what was left out: "
            f"{', '.join(imported.lost[:40])}"
        )
    return not imported.whole


# the same document again ---------------------------------------------------------------------------------------------


def _update(
    files: Sequence[str],
    plan_id: str,
    output: str,
    given: Given,
    options: ReadingOptions,
    report: str,
    editing: Editing,
) -> int:
    """What a document says since its last reading, entered in its plan; what differs still, listed."""
    from s11.intake.imported import summary
    from s11.intake.report import Read
    from s11.intake.update import bring_up_to_date, legend_conflicts

    if len(files) > 1 or output:
        raise UsageError("--update brings one plan up to date from one file: leave the other files, and --output, out")
    if given.title or given.organisation or given.origin:
        raise UsageError("--title, --organisation and --kind are the plan's own with --update: leave them out")
    if options.kind == "assessment":
        raise UsageError("--update brings a plan up to date; a self-assessment of a later cycle is a file of its own")
    _check_states(given.legend, "plan")
    plan = plan_of(plan_id)
    document = _document(files[0], options)
    # its own legend is heard first: where it means something else than the plan's, its ratings are no ratings of it
    own = replace(given, title=plan.title, organisation=plan.organisation, origin=plan.origin)
    own = _agreed(document, own, options.yes)
    conflicts = legend_conflicts(plan, _imported(document, own, plan.id))
    known = {word: meaning.means for word, meaning in plan.rag.items() if word not in conflicts}
    imported = _imported(document, replace(own, legend={**known, **given.legend}), plan.id)
    # the lines of a plan that is written nowhere help nobody
    imported = replace(imported, doubts=tuple(replace(one, line=0) for one in imported.doubts))
    print_err(summary(imported))
    if _print_lost(files[0], imported):
        if report:
            _report(report, [Read(imported, document.name, plan.id)])
        return 1
    day = given.as_at or imported.as_at
    if day is None:
        raise UsageError(
            f"{document.name} does not say on which day its ratings and notes were stated: give --as-at DAY"
        )
    if day > as_of_day(options.as_of):
        raise UsageError(f"the document is of {day.isoformat()}, a day that is still to come: look at --as-at")
    differences: list[Difference] = []

    def change(sheet: Sheet) -> Draft:
        made = bring_up_to_date(sheet.loaded, imported, document.name, day, editing.by, conflicts)
        differences[:] = made.differences
        return made.draft

    code = edit_plan(plan_id, replace(editing, day=day), options.as_of, change)
    if report:
        _report(report, [Read(imported, document.name, plan.id, tuple(differences))])
    print_out("".join(f"{line}\n" for line in _differing(differences, imported, document.name)))
    return code


def _differing(differences: Sequence[Difference], imported: Imported, name: str) -> list[str]:
    """What was not entered, a line each, and the doubts of the reading."""
    from s11.english import number_of
    from s11.text import one_line

    lines = (
        [f"Not entered, {number_of(len(differences), 'difference')} between {name} and the plan:"]
        if differences
        else []
    )
    lines += [f"- {one.sentence}" for one in differences]
    lines += [f"{name} was read with {number_of(len(imported.doubts), 'doubt')}:"] if imported.doubts else []
    lines += [f"- {one.place}: {one.text}" for one in imported.doubts]
    return [one_line(line) for line in lines] or [f"{name} and the plan say the same of everything else."]


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
    meanings: dict[str, str] = {}
    for one in given:
        word, equals, state = (part.strip() for part in one.rpartition("="))
        if not equals or not word:
            raise UsageError(f"--colour {one}: write WORD=STATE, for example Green=on_track")
        state = state.replace(" ", "_").replace("-", "_")
        meanings[word] = state
    return meanings


def _agreed(document: TableDocument, given: Given, yes: bool) -> Given:
    """The columns as they are proposed, shown, and changed by whoever sits at the terminal."""
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


def _report(name: str, read: Sequence[Read]) -> None:
    from s11 import store
    from s11.intake.report import markdown, page

    text = markdown(read) if name.endswith(".md") else page(read, load_templates(store.base_of(Path.cwd())))
    store.write(Path(name), text.encode("utf-8"))
    print_err(f"written: {name}")


def _doubts_and_findings(imported: Imported, name: str, as_of: str | None) -> str:
    """The doubts, one a line, and what the rules find in the new plan, counted."""
    from s11.cli.put_back import findings_line
    from s11.text import one_line

    lines = [f"{one.place}: {one.text}" + (f" (line {one.line})" if one.line else "") for one in imported.doubts]
    return "".join(f"{one_line(line)}\n" for line in lines) + findings_line(name, imported.text, as_of)
