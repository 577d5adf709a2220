"""What TAB offers for an argument or the value of an option: what is there to be named, or the words of a closed list.

Each function is handed to typer as ``autocompletion`` where the parameter is declared, so that every command with that
parameter has it. Nothing is loaded before TAB is pressed. Ids of plans are the names of files; only an address reads a
plan, the one that it names, and only what plans themselves name (leads, themes and the like) reads several.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from s11.english import state_words

if TYPE_CHECKING:
    from s11.plan import Assessment, Plan

# a value, and in a few words what it is, where that says more than the value
Offered = list[tuple[str, str]]
Offer = Callable[[typer.Context, str], Offered]

# so many plans are read for the leads that they name: TAB does not wait for a whole portfolio
MOST_READ = 60
LONGEST_HELP = 60


def offer(what: Offer) -> Offer:
    """The same with nothing said of its types: typer would work them out for each parameter at every start, TAB or not.

    It then knows the two arguments by their names.
    """

    def fits(ctx: typer.Context, incomplete: str) -> Offered:
        return what(ctx, incomplete)

    fits.__annotations__.clear()
    return fits


def bare(values: Iterable[str]) -> Offered:
    return [(value, "") for value in values]


# plans and what is in them
# ----------------------------------------------------------------------------------------------------------------------


@offer
def imported_kinds(ctx: typer.Context, incomplete: str) -> Offered:
    return bare(("assessment", "plan"))


@offer
def plan_ids(ctx: typer.Context, incomplete: str) -> Offered:
    from s11 import store

    return bare(store.plan_ids(Path.cwd()))


@offer
def addresses(ctx: typer.Context, incomplete: str) -> Offered:
    """Actions and recommendations of the plan before '#'; evidence and milestones of the action before '/'."""
    return _addresses(ctx, incomplete, recommendations=True, pieces=True)


@offer
def action_addresses(ctx: typer.Context, incomplete: str) -> Offered:
    return _addresses(ctx, incomplete, recommendations=False, pieces=False)


@offer
def plans_and_actions(ctx: typer.Context, incomplete: str) -> Offered:
    if "#" not in incomplete:
        return plan_ids(ctx, incomplete)
    return action_addresses(ctx, incomplete) or answer_addresses(ctx, incomplete)


def _addresses(ctx: typer.Context, incomplete: str, recommendations: bool, pieces: bool) -> Offered:
    plan_id, hash_, inside = incomplete.partition("#")
    if not hash_:
        fitting = [name for name, _ in plan_ids(ctx, incomplete) if name.startswith(incomplete)]
        if len(fitting) != 1:
            return bare(f"{name}#" for name in fitting)
        plan_id = fitting[0]
    offered: list[tuple[str, str]] = []
    for plan in islice(_plans(ctx, [plan_id]), 1):
        own = f"{plan.id}#"
        action_id, slash, _ = inside.partition("/")
        if not slash:
            offered += [(plan.address(action), action.text) for _, action in plan.actions()]
            if recommendations:
                offered += [(plan.address_of(one), one.text) for one in plan.recommendations]
        elif pieces:
            offered += [
                (plan.address(action, at), piece.text)
                for _, action in plan.actions()
                if action.id == action_id
                for at, piece in enumerate(action.pieces)
            ]
        # a plan may be named by its file
        offered = [(f"{plan_id}#{address.removeprefix(own)}", _short(text)) for address, text in offered]
    return offered


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_HELP else f"{line[: LONGEST_HELP - 1].rstrip()}…"


@offer
def leads(ctx: typer.Context, incomplete: str) -> Offered:
    return _named(ctx, "lead")


@offer
def organisations(ctx: typer.Context, incomplete: str) -> Offered:
    return _named(ctx, "organisation")


@offer
def themes(ctx: typer.Context, incomplete: str) -> Offered:
    return _named(ctx, "theme")


@offer
def standards(ctx: typer.Context, incomplete: str) -> Offered:
    return _named(ctx, "standard")


@offer
def people(ctx: typer.Context, incomplete: str) -> Offered:
    """The keys of the people of the plan that an address on the line names, else of every plan."""
    named: dict[str, str] = {}
    for plan in islice(_plans(ctx, _plans_given(ctx)), MOST_READ):
        for key, person in plan.people.items():
            named.setdefault(key, person.name or person.post)
    return sorted(named.items())


@offer
def ratings(ctx: typer.Context, incomplete: str) -> Offered:
    """The words of the legend of the plan that an address on the line names."""
    plan = next(_plans(ctx, _plans_given(ctx)), None)
    return [(word, state_words(meaning.means)) for word, meaning in plan.rag.items()] if plan else []


@offer
def theme_keys(ctx: typer.Context, incomplete: str) -> Offered:
    plan = next(_plans(ctx, _plans_given(ctx)), None)
    return [(key, theme.heading) for key, theme in plan.themes.items()] if plan else []


@offer
def recommendation_addresses(ctx: typer.Context, incomplete: str) -> Offered:
    return [each for each in addresses(ctx, incomplete) if "#rec:" in each[0] or each[0].endswith("#")]


@offer
def places(ctx: typer.Context, incomplete: str) -> Offered:
    """An address, or one of the plan that is on the line, with nothing before '#'."""
    if incomplete.startswith("#"):
        own = next(iter(_plans_given(ctx)), "")
        return (
            [(value[len(own) :], about) for value, about in action_addresses(ctx, f"{own}{incomplete}")] if own else []
        )
    return action_addresses(ctx, incomplete)


def _named(ctx: typer.Context, part: str) -> Offered:
    from s11.view.filters import names_in

    names = {
        word: about
        for plan in islice(_plans(ctx, _plans_given(ctx)), MOST_READ)
        for word, about in names_in(plan, part)
    }
    return [(word, about if about != word else "") for word, about in sorted(names.items())]


def _plans_given(ctx: typer.Context) -> list[str]:
    """The plans that stand on the command line so far; none means every plan."""
    values = (ctx.params.get(name) for name in ("plans", "arguments", "address", "plan", "last"))
    given = next((each for each in values if each), ())
    return [name.partition("#")[0] for name in ([given] if isinstance(given, str) else given) if ".." not in name]


def _plans(ctx: typer.Context, names: list[str]) -> Iterator[Plan]:
    """The plans of these names that can be read, as they lie here or in the revision that was given."""
    from s11 import plan, store

    rev = ctx.params.get("rev") or ""
    sources = store.find_plans(names, Path.cwd(), rev).sources if rev else store.sources_here(names, Path.cwd())
    for source in sources:
        loaded = plan.load_one(source)
        if loaded.plan is not None:
            yield loaded.plan


# self-assessments
# ----------------------------------------------------------------------------------------------------------------------


@offer
def assessment_ids(ctx: typer.Context, incomplete: str) -> Offered:
    """Each file is looked into as far as its first 'format:'."""
    from s11 import store

    ids = islice((one.id for one in store.assessments_here(Path.cwd())), MOST_READ)
    return bare(ids)


@offer
def bodies_that_answer(ctx: typer.Context, incomplete: str) -> Offered:
    """The bodies whose self-assessments lie here."""
    from s11 import plan, store

    assessments = (
        plan.load_assessment(one).assessment for one in islice(store.assessments_here(Path.cwd()), MOST_READ)
    )
    return bare(dict.fromkeys(one.organisation for one in assessments if one is not None and one.organisation))


@offer
def answer_addresses(ctx: typer.Context, incomplete: str) -> Offered:
    """The self-assessments with '#' behind; once one is named, the standards of its list, else those it answers."""
    name, hash_, _ = incomplete.partition("#")
    if not hash_:
        fitting = [one for one, _ in assessment_ids(ctx, incomplete) if one.startswith(incomplete)]
        if len(fitting) != 1:
            return bare(f"{one}#" for one in fitting)
        name = fitting[0]
    assessment = _assessment(name)
    if assessment is None:
        return []
    from s11 import plan, store
    from s11.cli.loading import load_standards_files

    lists = plan.Standards.of(load_standards_files(store.base_of(Path.cwd()))).lists
    listed = lists.get(assessment.standards)
    if listed is not None:
        return [(f"{name}#{one.id}", _short(one.text)) for one in listed.standards]
    return [(f"{name}#{one.standard}", _short(one.text)) for one in assessment.answers]


@offer
def addresses_and_answers(ctx: typer.Context, incomplete: str) -> Offered:
    """What may be shown: of a plan, else of the self-assessment of that name."""
    offered = addresses(ctx, incomplete)
    return offered or (answer_addresses(ctx, incomplete) if "#" in incomplete else [])


@offer
def assessments_and_answers(ctx: typer.Context, incomplete: str) -> Offered:
    return (answer_addresses if "#" in incomplete else assessment_ids)(ctx, incomplete)


@offer
def grade_words(ctx: typer.Context, incomplete: str) -> Offered:
    """The words of the scale of the self-assessment that an address on the line names."""
    assessment = _assessment_given(ctx)
    return (
        [(word, one.label or one.means.replace("_", " ")) for word, one in assessment.scale.items()]
        if assessment
        else []
    )


@offer
def graders(ctx: typer.Context, incomplete: str) -> Offered:
    assessment = _assessment_given(ctx)
    challenges = [(one.id, one.how.replace("_", " ")) for one in assessment.challenges] if assessment else []
    return [("self", "the body itself"), *challenges]


@offer
def challenge_ids(ctx: typer.Context, incomplete: str) -> Offered:
    return graders(ctx, incomplete)[1:]


@offer
def impact_levels(ctx: typer.Context, incomplete: str) -> Offered:
    assessment = _assessment_given(ctx)
    return [(level, one.label) for level, one in assessment.impact.items()] if assessment else []


@offer
def assessment_people(ctx: typer.Context, incomplete: str) -> Offered:
    assessment = _assessment_given(ctx)
    return [(key, one.name or one.post) for key, one in assessment.people.items()] if assessment else []


@offer
def challengers(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.plan import CHALLENGERS

    return bare(CHALLENGERS)


def _assessment_given(ctx: typer.Context) -> Assessment | None:
    given = ctx.params.get("address")
    return _assessment(given.partition("#")[0]) if isinstance(given, str) else None


def _assessment(name: str) -> Assessment | None:
    from s11 import plan, store

    source = next((one for one in store.assessments_here(Path.cwd()) if one.id == name), None)
    return plan.load_assessment(source).assessment if source is not None else None


# revisions
# ----------------------------------------------------------------------------------------------------------------------


@offer
def revisions(ctx: typer.Context, incomplete: str) -> Offered:
    from s11 import store

    return bare(store.branches_and_tags(Path.cwd()))


@offer
def revisions_as_they_are(ctx: typer.Context, incomplete: str) -> Offered:
    """The same, with '=' before each where it is asked for: the revision itself and not where it went apart."""
    mark = "=" if incomplete.startswith("=") else ""
    return bare(f"{mark}{name}" for name, _ in revisions(ctx, incomplete))


@offer
def ranges_and_plans(ctx: typer.Context, incomplete: str) -> Offered:
    """OLD..NEW as the first argument, else plans."""
    old, dots, _ = incomplete.partition("..")
    if dots and "/" not in old[-1:]:
        more = "." if incomplete.startswith(f"{old}...") else ""
        return bare(f"{old}..{more}{name}" for name, _ in revisions(ctx, incomplete))
    first = not ctx.params.get("arguments")
    return [
        *plan_ids(ctx, incomplete),
        *bare(f"{name}.." for name, _ in (revisions(ctx, incomplete) if first else [])),
    ]


# what lies beside the plans, rules
# ----------------------------------------------------------------------------------------------------------------------


@offer
def templates(ctx: typer.Context, incomplete: str) -> Offered:
    from s11 import render, store
    from s11.render import committee

    files = store.own_and_shipped("templates", store.base_of(Path.cwd()))
    return bare(
        dict.fromkeys([*render.REPORTS_OF_THEIR_OWN, *render.offered("markdown", files), *committee.offered(files)])
    )


@offer
def rule_codes(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.rules.registry import RULES

    return [(rule.code, rule.name) for rule in RULES]


@offer
def field_names(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.plan import names_of_fields

    return bare(sorted({name for name in names_of_fields() if " " not in name}))


@offer
def words_explained(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.render.explanation import explained_words

    codes = dict(rule_codes(ctx, incomplete))
    return [*codes.items(), *bare(sorted({word for word in explained_words() if " " not in word} - set(codes)))]


@offer
def drops(ctx: typer.Context, incomplete: str) -> Offered:
    return [*plan_ids(ctx, incomplete), ("sensitive", "what a marked plan marks so")]


def several(what: Offer) -> Offer:
    """The same, of which several may stand with commas between."""

    @offer
    def next_of_several(ctx: typer.Context, incomplete: str) -> Offered:
        before, comma, last = incomplete.rpartition(",")
        return [(f"{before}{comma}{value}", about) for value, about in what(ctx, last)]

    return next_of_several


# closed lists
# ----------------------------------------------------------------------------------------------------------------------


@offer
def groupings(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.view.counts import GROUPINGS

    return bare(GROUPINGS)


@offer
def states(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.view.counts import CHECKED_ORDER

    return bare(CHECKED_ORDER)


@offer
def return_kinds(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.view.returns import PER

    return bare(PER)


@offer
def partitions(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.render.parquet import PARTITIONS

    return bare(PARTITIONS)


@offer
def data_formats(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.render.formats import DATA

    return [(format.name, format.use) for format in DATA.values()]


@offer
def audiences(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.view import AUDIENCES

    return bare(AUDIENCES)


@offer
def steps(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.view.history import EVERY

    return bare(EVERY)


@offer
def output_formats(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.render.formats import FINDINGS

    return [(form.name, form.use) for form in FINDINGS.values()]


@offer
def levels(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.render.findings import FAIL_ON

    return bare(FAIL_ON)


@offer
def finding_levels(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.text import LEVELS

    return bare(LEVELS)


@offer
def columns(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.cli.list import EVERY_COLUMN, OTHER_NAMES
    from s11.render.csv import ACTION_COLUMNS

    return bare(sorted({*ACTION_COLUMNS, *OTHER_NAMES, EVERY_COLUMN}))


@offer
def schemas(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.render.json_shapes import SHAPES

    return bare(("plan", "assessment", "standards", "bodies", *SHAPES))


@offer
def kinds(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.plan import ORIGINS

    return bare(ORIGINS)


@offer
def colours(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.plan.first_plan import LEGENDS

    return bare(LEGENDS)


@offer
def shells(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.cli.completion import SCRIPTS

    return bare(SCRIPTS)


@offer
def endings(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.plan import ENDINGS

    return bare(ENDINGS)


@offer
def lists_of_standards(ctx: typer.Context, incomplete: str) -> Offered:
    """The lists of standards; behind '#' the standards of the list that is named."""
    from s11 import store
    from s11.cli.loading import load_standards_files

    files = load_standards_files(store.base_of(Path.cwd()))
    name, hash_, _ = incomplete.partition("#")
    if not hash_:
        held = ((file.id, file.listed or file.bodies) for file in files)
        return [(id, one.title[:LONGEST_HELP]) for id, one in held if one is not None]
    named = (file.listed for file in files if file.id == name and file.listed is not None)
    return [(f"{name}#{one.id}", one.text[:LONGEST_HELP]) for listed in named for one in listed.standards]


@offer
def kinds_of_file(ctx: typer.Context, incomplete: str) -> Offered:
    from s11.render.other_files import OTHER_PAGES

    return bare(("plan", *OTHER_PAGES))
