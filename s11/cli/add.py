"""The command ``add``: a recommendation, an action, evidence, a milestone, a person, a report to a body, a reading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from s11.cli import offers
from s11.cli.editing import Commit, Diff, Editing, On, edit_place, needed, wanted
from s11.cli.options import AsOf, UsageError

if TYPE_CHECKING:
    from s11.edit import Draft, Entry, Place

add = typer.Typer(
    help="Something new: an action, evidence, a person and the like.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

PlanName = Annotated[
    str | None,
    typer.Argument(
        metavar="PLAN", autocompletion=offers.plan_ids, help="The plan's id, for example oxford/section-11-2016."
    ),
]
UnderRecommendation = Annotated[
    str | None,
    typer.Argument(
        metavar="ADDRESS",
        autocompletion=offers.recommendation_addresses,
        help="The recommendation that it stands under: plan#rec:4.",
    ),
]
OfAction = Annotated[
    str | None,
    typer.Argument(
        metavar="ADDRESS", autocompletion=offers.action_addresses, help="The action that it belongs to: plan#4."
    ),
]
Text = Annotated[str, typer.Option("--text", metavar="WORDS", help="Its words, as they were agreed.")]
OwnId = Annotated[str, typer.Option("--id", metavar="ID", help="Its id; the next one that is free if left out.")]
Leads = Annotated[
    list[str] | None,
    typer.Option(
        "--lead",
        metavar="KEY",
        autocompletion=offers.people,
        help="Who answers for it: a key of people; once for each.",
    ),
]
When = Annotated[
    str, typer.Option("--timescale", metavar="WORDS", help="When, in words: 'June 2027', 'March 2027, quarterly'.")
]


@add.command()
def recommendation(
    plan: PlanName = None,
    text: Text = "",
    own_id: OwnId = "",
    theme: Annotated[
        str,
        typer.Option(
            "--theme", metavar="KEY", autocompletion=offers.theme_keys, help="Its theme, a key of the plan's themes."
        ),
    ] = "",
    lead: Leads = None,
    timescale: When = "",
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """What the plan answers, or is to improve."""
    from s11.edit import add_recommendation

    given = {"text": text}

    def ask_first(place: Place) -> None:
        given["text"] = needed(text, "--text", f"The words of the {place.plan.calls_it}?")

    def make(draft: Draft, _: Place, __: Entry) -> None:
        add_recommendation(draft, given["text"], own_id=own_id, theme=theme, leads=lead or (), timescale=timescale)

    return edit_place(_plan(plan), _editing(as_of, diff, commit), as_of, make, ask_first, ("plan",))


@add.command()
def action(
    address: UnderRecommendation = None,
    text: Text = "",
    own_id: OwnId = "",
    lead: Leads = None,
    timescale: When = "",
    measure: Annotated[
        str, typer.Option("--measure", metavar="WORDS", help="How one will know that it made a difference.")
    ] = "",
    rag: Annotated[
        str,
        typer.Option(
            "--rag", metavar="WORD", autocompletion=offers.ratings, help="Its rating, a word of the plan's legend."
        ),
    ] = "",
    evidence: Annotated[
        list[str] | None,
        typer.Option("--evidence", metavar="WORDS", help="What is to show that it was done; once for each piece."),
    ] = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """One thing to be done, under a recommendation."""
    from s11.edit import add_action

    given = {"text": text, "timescale": timescale, "measure": measure}
    leads = list(lead or ())

    def ask_first(place: Place) -> None:
        asked = not text
        given["text"] = needed(text, "--text", "What is to be done?")
        if asked:
            if not leads and (answer := wanted("", "Who answers for it?", place.plan.people)):
                leads.append(answer)
            given["timescale"] = wanted(timescale, "When?")
            given["measure"] = wanted(measure, "How will one know that it made a difference?")

    def make(draft: Draft, place: Place, entry: Entry) -> None:
        add_action(draft, place, entry, own_id=own_id, leads=leads, rag=rag, evidence=evidence or (), **given)

    return edit_place(address, _editing(as_of, diff, commit), as_of, make, ask_first, ("recommendation",))


@add.command()
def evidence(
    address: OfAction = None,
    text: Text = "",
    timescale: When = "",
    lead: Leads = None,
    link: Annotated[str, typer.Option("--link", metavar="LINK", help="Where it can be read.")] = "",
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """What is to show that an action was done.

    's11 complete plan#4/1' says later that it came in.
    """
    from s11.edit import add_evidence

    given = {"text": text}

    def ask_first(_: Place) -> None:
        given["text"] = needed(text, "--text", "What is to show that it was done?")

    def make(draft: Draft, place: Place, _: Entry) -> None:
        add_evidence(draft, place, given["text"], timescale=timescale, leads=lead or (), link=link)

    return edit_place(address, _editing(as_of, diff, commit), as_of, make, ask_first)


@add.command()
def milestone(
    address: OfAction = None,
    text: Text = "",
    timescale: When = "",
    lead: Leads = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """A dated step on the way of an action.

    's11 complete plan#4/m1' says later that it was reached.
    """
    from s11.edit import add_milestone

    given = {"text": text, "timescale": timescale}

    def ask_first(_: Place) -> None:
        given["text"] = needed(text, "--text", "What is to be reached?")
        given["timescale"] = needed(timescale, "--timescale", "When?")

    def make(draft: Draft, place: Place, _: Entry) -> None:
        add_milestone(draft, place, given["text"], given["timescale"], lead or ())

    return edit_place(address, _editing(as_of, diff, commit), as_of, make, ask_first)


@add.command()
def person(
    plan: PlanName = None,
    who: Annotated[
        str | None,
        typer.Argument(metavar="KEY=NAME, POST", help="For example 'AB=Ann Bell, Director'."),
    ] = None,
    group: Annotated[bool, typer.Option("--group", help="It is a group or committee.")] = False,
    organisation: Annotated[
        str, typer.Option("--organisation", metavar="NAME", help="The organisation, where it is another.")
    ] = "",
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """Somebody who answers for actions."""
    from dataclasses import replace

    from s11.edit import add_person
    from s11.plan.first_plan import read_people

    given = [who or ""]

    def ask_first(_: Place) -> None:
        given[0] = needed(given[0], "KEY=NAME, POST", "Who? KEY=Name, post")

    def make(draft: Draft, _: Place, __: Entry) -> None:
        try:
            people = read_people([given[0]])
        except ValueError as error:
            raise UsageError(str(error)) from error
        for key, read in people:
            add_person(draft, key, replace(read, group=group, organisation=organisation))

    return edit_place(_plan(plan), _editing(as_of, diff, commit), as_of, make, ask_first, ("plan",))


@add.command()
def report(
    plan: PlanName = None,
    to: Annotated[str, typer.Option("--to", metavar="BODY", help="The body that the plan was taken to.")] = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """A body that the plan was taken to, and when."""
    from s11.edit import add_report

    given = {"to": to}

    def ask_first(_: Place) -> None:
        given["to"] = needed(to, "--to", "Which body was the plan taken to?")

    def make(draft: Draft, _: Place, entry: Entry) -> None:
        add_report(draft, entry, given["to"])

    editing = Editing.of(as_of, on, "", diff, commit)
    return edit_place(_plan(plan), editing, as_of, make, ask_first, ("plan",))


@add.command()
def reading(
    address: OfAction = None,
    value: Annotated[str, typer.Option("--value", metavar="WORDS", help="Where the measure stands: '64%'.")] = "",
    note: Annotated[str, typer.Option("--note", metavar="WORDS", help="What belongs to the reading.")] = "",
    on: On = None,
    diff: Diff = False,
    commit: Commit = False,
    as_of: AsOf = None,
) -> int:
    """Where the measure of an action stands on a day."""
    from s11.edit import add_reading

    given = {"value": value}

    def ask_first(_: Place) -> None:
        given["value"] = needed(value, "--value", "Where does the measure stand?")

    def make(draft: Draft, place: Place, entry: Entry) -> None:
        add_reading(draft, place, entry, given["value"], note)

    return edit_place(address, Editing.of(as_of, on, "", diff, commit), as_of, make, ask_first)


def _plan(given: str | None) -> str | None:
    if given is not None and "#" in given:
        raise UsageError(f"'{given}' is an address: this belongs to the plan as a whole, {given.partition('#')[0]}")
    return given


def _editing(as_of: str | None, diff: bool, commit: bool) -> Editing:
    return Editing.of(as_of, None, "", diff, commit)
