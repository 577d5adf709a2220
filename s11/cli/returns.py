"""The commands ``returns send`` and ``returns collect``: a workbook for each lead, and what they answered in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import Diff, Editing
from s11.cli.loading import check_filter, exit_code_of_reading, load_plans, load_returns
from s11.cli.options import (
    AsOf,
    FilterOptions,
    Plans,
    UsageError,
    as_of_day,
    check_is_one_of,
    days_in,
    with_filter_options,
)
from s11.cli.publication import print_not_read
from s11.cli.terminal import print_err, print_out

if TYPE_CHECKING:
    from s11.plan import PlanFiles
    from s11.plan.returns import ReturnSent
    from s11.store import PlanSet
    from s11.view.assessment_returns import AssessmentReturn
    from s11.view.returns import Asking, Return, Returns
    from s11.when import Vantage

returns = typer.Typer(
    help="A workbook for each lead to fill in, and read back.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

DueWithin = Annotated[
    str,
    typer.Option("--due-within", metavar="SPAN", help="Only what is late or due within this span: 45d, 6w, 3m, 1y."),
]


@with_filter_options
def send(
    plans: Plans = None,
    output: Annotated[
        str, typer.Option("--output", "-o", metavar="DIR", help="The folder that the workbooks are written to.")
    ] = "",
    open_: Annotated[bool, typer.Option("--open", help="Ask about everything that is open.")] = False,
    due_within: DueWithin = "",
    per: Annotated[
        str,
        typer.Option(
            "--per",
            metavar="WHAT",
            autocompletion=offers.return_kinds,
            help="lead: one workbook for each. standard, plan: one for each of these, with every lead's actions.",
        ),
    ] = "lead",
    as_of: AsOf = None,
    filters: FilterOptions = FilterOptions(),
) -> int:
    """Write a workbook for each lead, with only their actions.

    Say what is asked about: --open, --late, --due-within SPAN, or --lead NAME for what is open of one. The id of a
    self-assessment makes one workbook for its body, with every standard; with --per standard one for each. s11 sends
    nothing: you attach the workbooks to e-mails of your own.
    """
    from s11 import store, view
    from s11.english import number_of
    from s11.view.returns import PER

    check_is_one_of("--per", per, PER, "a kind of return")
    if not output:
        raise UsageError("--output is missing: name the folder that the workbooks are written to")
    if assessments := _named_assessments(plans):
        if open_ or due_within or filters != FilterOptions():
            raise UsageError("a self-assessment is asked about whole: leave out what chooses actions")
        return _send_assessments(assessments, Path(output), per, as_of)
    if not (open_ or filters.late or due_within or filters.lead):
        raise UsageError("say what is asked about: --open, --late, --due-within 45d, or --lead NAME")
    if sum((open_, filters.late, bool(due_within))) > 1:
        raise UsageError("give one of --open, --late and --due-within")
    plan_set, plans_read, vantage = load_plans(plans, as_of)
    made = asked_returns(plan_set, plans_read, vantage, filters, due_within, per)
    for one in made.not_asked:
        print_err(f"not asked about: {number_of(one.things, 'open thing')} {one.words}")
    if not made.returns:
        raise UsageError("there is nothing to ask about, so no workbook was written")
    folder = Path(output)
    books = books_of(made.returns)
    check_free(folder, books)
    for name, data in books.items():
        store.write(folder / name, data)
    register(made.returns)
    print_out("".join(f"{folder / one.name}.xlsx: {one.words}, {one.asked_words}\n" for one in made.returns))
    print_err(f"written: {number_of(len(books), 'workbook')} in {output}, and who was asked in {store.RETURNS}")
    print_not_read(view.head(plans_read, vantage))
    return exit_code_of_reading(plans_read)


def _named_assessments(names: Sequence[str] | None) -> list[str]:
    """The ids of the self-assessments that are named, where no plan is. Raises UsageError where both are."""
    from s11 import store

    if not names:
        return []
    plan_set = store.find_plans(names, Path.cwd(), or_assessments=True)
    ids = [one.id for one in plan_set.assessments]
    if plan_set.names and (both := [one for one in ids if one in names]):
        raise UsageError(f"{both[0]} is a self-assessment, and plans are named beside it: send the two apart")
    return [] if plan_set.names else ids


def _send_assessments(ids: Sequence[str], folder: Path, per: str, as_of: str | None) -> int:
    """Write the workbooks of self-assessments."""
    from s11 import store
    from s11.cli.assessing import read_assessment
    from s11.english import number_of
    from s11.plan.returns import ReturnSent
    from s11.render import NotInstalled
    from s11.render.assessment_return_book import assessment_return_book
    from s11.render.workbook import DoesNotFit
    from s11.view.assessment_returns import assessment_returns
    from s11.view.returns import PLAN, STANDARD

    if per == PLAN:
        raise UsageError("a self-assessment makes one workbook, or with --per standard one for each standard")
    made: list[AssessmentReturn] = []
    for name in ids:
        around = read_assessment(name)
        if around.loaded.assessment is None:
            raise UsageError(f"{name} cannot be read: s11 lint {name}")
        workbooks = assessment_returns(
            around.loaded,
            around.listed,
            as_of_day(as_of),
            around.plan_set.revision.words or "",
            by_standard=per == STANDARD,
        )
        if not workbooks:
            raise UsageError(f"{name} has no standard to ask about: name its list under 'standards:'")
        made += workbooks
    try:
        books = {f"{one.name}.xlsx": assessment_return_book(one) for one in made}
    except (NotInstalled, DoesNotFit) as error:
        raise UsageError(str(error)) from error
    check_free(folder, books)
    for name, data in books.items():
        store.write(folder / name, data)
    enter_sent(
        [
            ReturnSent(one.day, f"{one.name}.xlsx", (one.id,), one.asked, "", one.words, one.organisation, one.id)
            for one in made
        ]
    )
    print_out("".join(f"{folder / one.name}.xlsx: {one.words}, {one.asked_words}\n" for one in made))
    print_err(f"written: {number_of(len(books), 'workbook')} in {folder}, and who was asked in {store.RETURNS}")
    return 0


def books_of(made: Sequence[Return]) -> dict[str, bytes]:
    """The workbook of each return by the name of its file."""
    from s11.render import NotInstalled
    from s11.render.return_book import return_book
    from s11.render.workbook import DoesNotFit

    try:
        return {f"{one.name}.xlsx": return_book(one) for one in made}
    except (NotInstalled, DoesNotFit) as error:
        raise UsageError(str(error)) from error


def check_free(folder: Path, books: Mapping[str, bytes]) -> None:
    """Raises UsageError where a workbook would be written over one that may have been filled in."""
    from s11 import store

    for name, data in books.items():
        path = folder / name
        if path.exists() and store.read_outside(path, max(len(data), 2**24)) != data:
            raise UsageError(
                f"{path} is there already and holds something else, perhaps answers: nothing was written; move it, or "
                "name another folder"
            )


def asked_returns(
    plan_set: PlanSet, register: PlanFiles, vantage: Vantage, filters: FilterOptions, due_within: str, per: str = "lead"
) -> Returns:
    """What is asked of whom. Raises UsageError where a filter names what is not there."""
    from s11 import rules, view
    from s11.view.returns import returns as returns_of

    chosen = filters.filter()
    check_filter(chosen, register.files)
    asking = _asking(filters, due_within, vantage)
    # a lead is found among those to whom things fall due, and what is late is asked of each thing
    of_all = chosen._replace(lead="", late=False)
    report = view.report(register, vantage, plan_set.revision.words, (), rules.VERSION, of_all)
    return returns_of(report, register, asking, chosen, per)


def _asking(filters: FilterOptions, due_within: str, vantage: Vantage) -> Asking:
    from s11.standing import days_on
    from s11.view.returns import Asking

    days = days_in("--due-within", due_within, vantage.as_of)
    return Asking(filters.late, days_on(vantage.as_of, days) if days is not None else None)


def register(made: Sequence[Return]) -> None:
    """Enter in the register who was asked, held against others who write it."""
    from s11.plan.returns import ReturnSent

    new = [
        ReturnSent(
            one.day,
            f"{one.name}.xlsx",
            tuple(plan.id for plan in one.plans),
            one.asked,
            one.lead,
            "" if one.lead else one.words,
            one.organisation,
            one.plan,
        )
        for one in made
    ]
    enter_sent(new)


def enter_sent(new: Sequence[ReturnSent]) -> None:
    """The same of entries."""
    from s11 import store
    from s11.plan.returns import returns_text, sent_again

    base = store.base_of(Path.cwd())
    with store.plans_held(store.plans_root(Path.cwd()) or base):
        there = store.returns_register(base)
        entries: tuple[ReturnSent, ...] = sent_again(load_returns(base), new)
        text = returns_text(entries).encode("utf-8")
        if there is None or there.data != text:
            store.write_back([store.Written(base / store.RETURNS, there.data if there else None, text)])


def collect(
    folder: Annotated[
        str, typer.Argument(metavar="DIR", help="The folder with the workbooks that came back, or one of them.")
    ],
    diff: Diff = False,
    commit: Annotated[
        bool, typer.Option("--commit", help="One commit for each lead, with a message that reads like minutes.")
    ] = False,
    as_of: AsOf = None,
) -> int:
    """Enter in the plans what leads have answered in their workbooks.

    Each answer is the edit that update, complete or ask would make, of a self-assessment that of grade, evidence or
    answer, and passes the same rules; what cannot be taken is listed with its cell and the reason. Exit 0: everything
    was taken; 1: something was not.
    """
    from s11.cli.collecting import collect_returns

    return collect_returns(folder, Editing.of(as_of, None, "", diff, commit), as_of)


returns.command()(send)
returns.command()(collect)
