"""The command ``new``: another plan, empty or with what is still open of the last one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import By, Commit, Diff, Editing, NewFile, Sheet, edit_plans, entry_of, needed, plan_of, wanted
from s11.cli.init import COLOURS_HELP, KINDS_HELP
from s11.cli.options import AsOf, UsageError, as_of_day

if TYPE_CHECKING:
    from s11.edit import Draft
    from s11.edit.years import Heading

SCHEMA = "schemas/plan.schema.json"


def new(
    plan: Annotated[
        str | None,
        typer.Argument(
            metavar="PLAN",
            help="The new plan's id, for example oxford/section-11-2027; or 'assessment' and a self-assessment's id.",
        ),
    ] = None,
    assessment: Annotated[
        str | None,
        typer.Argument(
            metavar="[ID]", help="After 'assessment': its id, for example oxford/assessment-2027.", show_default=False
        ),
    ] = None,
    last: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="LAST",
            autocompletion=offers.plan_ids,
            help=(
                "The plan before it: what is open is carried on, and that plan is closed. Of a self-assessment the "
                "return before it, whose answers are carried forward."
            ),
        ),
    ] = "",
    title: Annotated[str, typer.Option("--title", metavar="WORDS", help="The new plan's title.")] = "",
    period: Annotated[
        str, typer.Option("--period", metavar="WORDS", help="The period it covers, for example 2027/28.")
    ] = "",
    organisation: Annotated[str, typer.Option("--organisation", metavar="NAME", help="Whose plan it is.")] = "",
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="KIND", autocompletion=offers.kinds, help=f"Where it comes from: {KINDS_HELP}."),
    ] = "",
    colours: Annotated[
        str,
        typer.Option(
            "--colours", metavar="COLOURS", autocompletion=offers.colours, help=f"What it rates with: {COLOURS_HELP}."
        ),
    ] = "",
    person: Annotated[
        list[str] | None,
        typer.Option("--person", metavar="KEY=NAME, POST", help="Somebody who answers for actions; once for each."),
    ] = None,
    standards: Annotated[
        str,
        typer.Option(
            "--standards",
            metavar="LIST",
            autocompletion=offers.lists_of_standards,
            help="Of a self-assessment: the list of standards that it answers.",
        ),
    ] = "",
    board: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="BOARD", help="Of a self-assessment: a board that it is for; once for each."),
    ] = None,
    due: Annotated[
        str, typer.Option("--due", metavar="WORDS", help="Of a self-assessment: when it is to be sent.")
    ] = "",
    by: By = "",
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """Another plan, empty or with what is still open of the last one.

    What is carried on keeps its id, its date and its record, so that what was late stays late. In the last plan each
    such action is ended as transferred, and the plan is closed; both files are one change. 'new assessment ID' begins a
    self-assessment: what the body said last is carried forward and marked so, what others said of it is not.
    """
    from s11 import store
    from s11.edit.years import Heading

    if assessment is not None:
        if plan != "assessment":
            raise UsageError(f"one id is wanted, not '{plan}' and '{assessment}'")
        if period or kind or colours or person:
            raise UsageError("--period, --kind, --colours and --person are of a plan: leave them out")
        return _assessment(
            assessment,
            last,
            title,
            organisation,
            standards,
            board or (),
            due,
            Editing.of(as_of, None, "", diff, commit),
            as_of,
        )
    if standards or board or due:
        raise UsageError("--standards, --for and --due are of a self-assessment: s11 new assessment ID")
    plan_id = id_of(needed(plan or "", "PLAN", "The new plan's id, such as oxford/section-11-2027?"))
    editing = Editing.of(as_of, None, by, diff, commit)
    name = name_of(plan_id)
    if store.taken(Path.cwd() / name):
        raise UsageError(f"there is a plan {plan_id} already: give the new one another id")
    schema = "/".join([*[".."] * (plan_id.count("/") + 1), SCHEMA])
    if last:
        if colours or person:
            raise UsageError("with --from, the colours and the people are those of the last plan: leave them out")
        before = plan_of(last)
        named = needed(title, "--title", f"The new plan's title? The last one is '{before.title}'.")
        heading = Heading(named, organisation, kind, wanted(period, "The period it covers?") if not title else period)
        return edit_plans([last], editing, as_of, _carrying(heading, plan_id, name, schema, editing, as_of))
    return _empty(plan_id, name, schema, Heading(title, organisation, kind, period), colours, person, editing, as_of)


def _carrying(
    heading: Heading, plan_id: str, name: str, schema: str, editing: Editing, as_of: str | None
) -> Callable[[list[Sheet]], tuple[Sequence[Draft], Sequence[NewFile]]]:
    from s11.edit import Draft, carried_forward, close
    from s11.english import number_of
    from s11.when import Vantage

    vantage = Vantage(as_of_day(as_of), None)

    def change(sheets: list[Sheet]) -> tuple[Sequence[Draft], Sequence[NewFile]]:
        draft = Draft(sheets[0].loaded)
        text, count = carried_forward(draft, heading, plan_id, vantage, schema)
        close(draft, entry_of(draft, editing), plan_id, heading.title, vantage)
        phrases = (f"{plan_id} carries on {number_of(count, 'action')}",)
        return [draft], [NewFile(name, plan_id, text.encode("utf-8"), phrases)]

    return change


def _empty(
    plan_id: str,
    name: str,
    schema: str,
    heading: Heading,
    colours: str,
    person: list[str] | None,
    editing: Editing,
    as_of: str | None,
) -> int:
    from dataclasses import replace

    from s11.edit import empty_plan
    from s11.plan.first_plan import LEGENDS, read_colours, read_kind, read_organisation, read_people

    try:
        whose = read_organisation(needed(heading.organisation, "--organisation", "Whose plan is it?"))
        origin = read_kind(needed(heading.origin, "--kind", f"Where does it come from? {KINDS_HELP}"))
        rates = read_colours(needed(colours, "--colours", f"What does it rate with? {COLOURS_HELP}"))
        people = read_people(
            person
            or needed("", "--person", "Who answers for actions? KEY=Name, post; several with ; between").split(";")
        )
    except ValueError as error:
        raise UsageError(str(error)) from error
    named = needed(heading.title, "--title", "The plan's title?")
    full = replace(heading, title=named, organisation=whose, origin=origin)
    text = empty_plan(full, LEGENDS[rates], people, schema)
    made = NewFile(name, plan_id, text.encode("utf-8"), (f"{plan_id} begun: s11 add recommendation {plan_id}",))
    return edit_plans([], editing, as_of, lambda _: ((), [made]))


def id_of(given: str) -> str:
    """A plan's id as it was given: a path under plans/ in plain letters. Raises UsageError."""
    import re

    name = given.removeprefix("plans/").removesuffix(".yaml").removesuffix(".yml").strip("/")
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*", name):
        raise UsageError(
            f"'{given}' is no id for a plan: write letters, digits and dashes, as in oxford/section-11-2027"
        )
    return name


def name_of(plan_id: str) -> str:
    """The name of a new plan's file, seen from here. Raises UsageError where there is no folder of plans."""
    from s11 import store

    here = Path.cwd()
    root = store.plans_root(here)
    if root is None:
        raise UsageError("there is no folder 'plans' here or above: 's11 init' makes one")
    return store.shown(root / f"{plan_id}.yaml", here)


def _assessment(
    given: str,
    last: str,
    title: str,
    organisation: str,
    standards: str,
    boards: Sequence[str],
    due: str,
    editing: Editing,
    as_of: str | None,
) -> int:
    """A new self-assessment, empty or with the answers of the last one."""
    from s11 import store
    from s11.cli.assessing import read_assessment, write_new
    from s11.cli.loading import load_standards_files
    from s11.edit import CannotDo
    from s11.edit.assessment_years import AssessmentHeading, carried_into, empty_assessment
    from s11.english import number_of
    from s11.plan import Standards, did_you_mean_name

    new_id = id_of(given)
    name = name_of(new_id)
    if store.taken(Path.cwd() / name):
        raise UsageError(f"there is a file of the id {new_id} already: give the new one another id")
    schema = "/".join([*[".."] * (new_id.count("/") + 1), "schemas/assessment.schema.json"])
    lists = Standards.of(load_standards_files(store.base_of(Path.cwd()))).lists
    around = read_assessment(last) if last else None
    before = around.loaded.assessment if around is not None else None
    answers = standards or (before.standards if before is not None else "")
    answers = needed(answers, "--standards", "Which list of standards does it answer?")
    if answers not in lists:
        near = did_you_mean_name(answers, lists) or "'s11 standards' names those there are"
        raise UsageError(f"there is no list of standards called '{answers}'; {near}")
    question = f"The title? The last one is '{before.title}'." if before is not None else "The title?"
    named = needed(title, "--title", question)
    whose = organisation or ("" if before is not None else needed("", "--organisation", "Which body answers?"))
    heading = AssessmentHeading(named, answers, whose, boards, due)
    try:
        if around is None:
            text, phrase = empty_assessment(heading, lists[answers], schema), f"{new_id} begun: s11 answer {new_id}#…"
        else:
            text, count = carried_into(around.draft(), heading, lists[answers], schema)
            phrase = f"{new_id} carries {number_of(count, 'answer')} forward, marked so"
    except CannotDo as error:
        raise UsageError(str(error)) from error
    return write_new(NewFile(name, new_id, text.encode("utf-8"), (phrase,)), editing, as_of)
