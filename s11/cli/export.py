"""The command ``export``: whole plans for other programs, to be read back or worked with elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.comparison import Past
from s11.cli.loading import check_filter, load_conventions, load_templates, stream_plans
from s11.cli.options import (
    AllowNameOption,
    AsOf,
    AudienceOption,
    DropOption,
    FilterOptions,
    Plans,
    Rev,
    UsageError,
    check_is_one_of,
    with_filter_options,
)
from s11.cli.publication import Audience, check_plans, for_audience, print_not_read
from s11.cli.terminal import print_err, print_out
from s11.english import join_words
from s11.render.formats import DATA

if TYPE_CHECKING:
    from s11.plan import PlanFile, PlanFiles
    from s11.text import Finding
    from s11.view import Filter, Head
    from s11.view.audience import PublicPlans
    from s11.view.export import Export, ListedPlan, Remark
    from s11.when import Vantage

# what may be printed where no file is named
ON_SCREEN = ("json", "ics")
_ENDINGS = {ending: name for name, format in DATA.items() for ending in format.endings}


@with_filter_options
def export(
    plans: Plans = None,
    output: Annotated[
        str,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help=f"Where to write it: {join_words([one or 'a folder' for one in _ENDINGS], 'or')}.",
        ),
    ] = "",
    format: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            autocompletion=offers.data_formats,
            help="; ".join(f"{format.name}, {format.use}" for format in DATA.values())
            + ". Without it, the ending of --output says which.",
        ),
    ] = "",
    partition: Annotated[
        str,
        typer.Option(
            "--partition",
            metavar="COLUMN",
            autocompletion=offers.partitions,
            help="Of Parquet in a folder: a folder for each organisation, or plan.",
        ),
    ] = "",
    todo: Annotated[
        bool, typer.Option("--todo", help="Of a calendar: tasks in the place of days, for programs that read them.")
    ] = False,
    excel: Annotated[
        bool,
        typer.Option(
            "--excel", help="Of CSV: tables that are safe to open in a spreadsheet. They cannot be imported again."
        ),
    ] = False,
    audience: AudienceOption = "internal",
    allow_name: AllowNameOption = None,
    drop: DropOption = None,
    as_of: AsOf = None,
    rev: Rev = None,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """Whole plans for other programs.

    s11 import reads a workbook, JSON or tables that it wrote back as the same plans. Beside each action stands how it
    stood on the day.
    """
    from s11 import store
    from s11.english import number_of
    from s11.render import NotInstalled
    from s11.render.sandbox import BadTemplate
    from s11.render.workbook import DoesNotFit
    from s11.view.export import export as exported

    chosen = _format_in(format, output)
    if excel and chosen != "csv":
        raise UsageError(f"--excel is for CSV: {chosen} needs no guard, for none of its cells is a formula")
    if todo and chosen != "ics":
        raise UsageError("--todo is for a calendar: write it as .ics")
    filter = filters.filter()
    if filter and chosen != "ics":
        raise UsageError(
            f"an export holds whole plans, so that they can be read back: take out the filter ({filter.words()}), or "
            "write a calendar, or choose rows with 's11 list --csv'"
        )
    if chosen == "parquet":
        return _parquet(plans, output, partition, Audience(audience, allow_name, drop), as_of, rev)
    if partition:
        raise UsageError("--partition is for Parquet: --format parquet and a folder")
    plan_set, register, vantage, findings, _ = check_plans(*stream_plans(plans, as_of, rev, located=True))
    shown, _ = for_audience(
        Past(register), vantage, findings, filter, Audience(audience, allow_name, drop), plan_set.base, register
    )
    left_out = shown.left_out
    seen = exported(
        shown.register,
        vantage,
        plan_set.revision.words,
        load_conventions(plan_set.base),
        {} if left_out else _remarks(register, findings),
        left_out.words if left_out else (),
    )
    if chosen == "ics":
        return _calendar(shown, vantage, plan_set.revision.words, output, todo, (register, filter))
    try:
        data: bytes | dict[str, bytes]
        if chosen == "csv":
            data = _files(seen, excel)
        elif chosen == "docx":
            data = _docx(seen, load_templates(plan_set.base))
        else:
            data = _written(seen, chosen)
    except (NotInstalled, DoesNotFit, BadTemplate) as error:
        raise UsageError(str(error)) from error
    if not output and isinstance(data, bytes):
        print_out(data.decode("utf-8"))
    else:
        if isinstance(data, bytes):
            store.write(Path(output), data)
        elif Path(output).suffix:
            store.write(Path(output), _zipped(data))
        else:
            store.write_folder(Path(output), data.items(), "export")
        actions = sum(len(plan.actions) for plan in seen.plans)
        print_err(f"written: {output} ({number_of(len(seen.plans), 'plan')}, {number_of(actions, 'action')})")
    print_not_read(seen.head)
    return 1 if seen.head.not_read else 0


def _format_in(given: str, output: str) -> str:
    """The format that is asked for by name, else by the ending of the file. Raises UsageError."""
    ending = Path(output).suffix.lower()
    if given:
        check_is_one_of("--format", given, tuple(DATA), "a format")
        if not output and given not in ON_SCREEN:
            raise UsageError(f"--format {given} is not for a screen: name a file with --output")
        return given
    if not output:
        raise UsageError(
            f"say where to write it with --output, as {_endings_phrase()}; JSON goes to the screen with --format json"
        )
    if ending not in _ENDINGS:
        raise UsageError(f"'{output}' does not end in a format that s11 exports: use {_endings_phrase()}")
    return _ENDINGS[ending]


def _endings_phrase() -> str:
    return join_words([ending or "a folder" for ending in _ENDINGS], "or")


def _remarks(register: PlanFiles, findings: Sequence[Finding]) -> Mapping[str, Sequence[Remark]]:
    from s11.rules.remarks import remarks_of

    return {loaded.source.id: remarks_of(loaded, findings) for loaded in register.files}


def _calendar(
    shown: PublicPlans,
    vantage: Vantage,
    revision: str,
    output: str,
    todo: bool,
    chosen: tuple[PlanFiles, Filter],
) -> int:
    """Write a calendar, and say what has no certain day and so is not in it."""
    from s11 import store
    from s11.english import number_of
    from s11.render import NotInstalled
    from s11.render.ics import ics
    from s11.view.calendar import calendar

    left_out = shown.left_out.words if shown.left_out else ()
    seen = calendar(shown.register, vantage, revision, shown.chosen, left_out)
    if not seen.items:
        register, filter = chosen
        check_filter(filter, register.files)
    try:
        data = ics(seen, todo)
    except NotInstalled as error:
        raise UsageError(str(error)) from error
    if output:
        store.write(Path(output), data)
        print_err(f"written: {output} ({number_of(len(seen.items), 'task' if todo else 'event')})")
    else:
        print_out(data.decode("utf-8"))
    if seen.uncertain:
        missing = number_of(len(seen.uncertain), "address", "addresses")
        print_err(f"not in it, for want of a certain day: {missing}, named in its description")
    print_not_read(seen.head)
    return 1 if seen.head.not_read else 0


def _parquet(
    plans: list[str] | None, output: str, partition: str, audience: Audience, as_of: str | None, rev: str | None
) -> int:
    """Write actions and dated things in columns, one plan after the other."""
    from s11 import store
    from s11.english import number_of
    from s11.render import NotInstalled, parquet
    from s11.store.parquet import ParquetTable, parquet_files
    from s11.view.export import listed_plans

    if partition:
        check_is_one_of("--partition", partition, parquet.PARTITIONS, "a column that parts")
    one_file = bool(Path(output).suffix)
    if one_file and partition:
        raise UsageError(f"--partition needs a folder: '{output}' is one file")
    plan_set, register, vantage = stream_plans(plans, as_of, rev)
    files: Iterable[PlanFile] = register.files
    if audience != Audience():
        plan_set, every, vantage, findings, _ = check_plans(*stream_plans(plans, as_of, rev, located=True))
        files = for_audience(Past(every), vantage, findings, FilterOptions().filter(), audience, plan_set.base, every)[
            0
        ].register.files
    heads: list[Head] = []
    tables = [ParquetTable(parquet.ACTIONS, parquet.ACTION_TYPES), ParquetTable(parquet.DUE, parquet.DUE_TYPES)]

    def each() -> Iterator[ListedPlan]:
        for plan in listed_plans(files, vantage):
            heads.append(plan.head)
            yield plan

    try:
        made = parquet_files(tables, parquet.parquet_rows(each()), partition)
        if one_file:
            store.write(Path(output), dict(made)[f"{parquet.ACTIONS}/data_0.parquet"])
        else:
            store.write_folder(Path(output), made, "export")
    except NotInstalled as error:
        raise UsageError(str(error)) from error
    actions = sum(head.read.actions for head in heads)
    print_err(f"written: {output} ({number_of(len(heads), 'plan')}, {number_of(actions, 'action')})")
    for head in heads:
        print_not_read(head)
    return 1 if any(head.not_read for head in heads) else 0


def _docx(seen: Export, templates: Mapping[str, str]) -> bytes:
    from s11.render.plan_docx import plan_docx

    return plan_docx(seen, templates)


def _files(seen: Export, guarded: bool) -> dict[str, bytes]:
    from s11.render.data_package import data_package

    return data_package(seen, guarded)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    from s11.render.data_package import zipped

    return zipped(files)


def _written(seen: Export, format: str) -> bytes:
    if format == "xlsx":
        from s11.render.xlsx import xlsx

        return xlsx(seen)
    from s11.render.json import export_json

    return export_json(seen).encode("utf-8")
