"""What reports and sites publish: the view of what an audience may be shown."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from s11.cli.comparison import Past, check_has_earlier, earlier_base, every_plan, load_past
from s11.cli.loading import check_filter, load_open_markings, load_standards
from s11.cli.options import UsageError, check_is_one_of
from s11.cli.terminal import print_err

if TYPE_CHECKING:
    from s11.plan import PlanFile, PlanFiles, Streamed
    from s11.standing import Judged
    from s11.store import Base, PlanSet
    from s11.text import Finding
    from s11.view import Changes, Filter, Head, Report
    from s11.view.audience import PublicPlans
    from s11.view.history import History
    from s11.view.name_search import NameFound, Text
    from s11.when import Vantage


class Audience(NamedTuple):
    """For whom something is made, as the options say: which names may stand, and what is dropped."""

    name: str = "internal"
    allow_name: list[str] | None = None
    drop: list[str] | None = None


class Publication(NamedTuple):
    """What is asked of a report or a site: which actions, for whom, compared with what; ``beside``: other words that
    are published with it.
    """

    chosen: Filter
    audience: Audience = Audience()
    since: str | None = None
    rev: str | None = None
    beside: Sequence[Text] = ()


class CheckedPlans(NamedTuple):
    """Plans on a day, with every finding on them: what reports and sites are made of."""

    plan_set: PlanSet
    register: PlanFiles
    vantage: Vantage
    findings: Sequence[Finding]
    judged: Judged | None = None


def check_plans(plan_set: PlanSet, register: Streamed, vantage: Vantage) -> CheckedPlans:
    """Every plan read and looked at by the rules, what lies beside them too; of the text of each file only its bytes
    are held after that, for it is two thirds of what a plan takes.
    """
    from s11 import plan, rules, store
    from s11.standing import Judged

    judged = Judged(vantage)
    exists, standards = store.exists_beside(plan_set.base), load_standards(plan_set.base)
    findings: list[Finding] = []
    files = []
    with plan.uncollected(), judged.kept():
        for loaded in register.files:
            findings += rules.check_file(loaded, register, vantage, exists=exists, standards=standards)
            loaded.document.let_go()
            files.append(loaded)
    every = plan.PlanFiles(tuple(files), register.assessments, register.elsewhere)
    return CheckedPlans(plan_set, every, vantage, rules.in_file_order(findings), judged)


def published_view(plans: CheckedPlans, publication: Publication) -> Report:
    """The view that is published: of what the audience may be shown, with the direction of travel from a base."""
    plan_set, register, vantage, findings, _ = plans
    past = Past(register)
    if publication.since:
        past = Past(
            every_plan(plan_set, publication.rev, register.files),
            [earlier_base(vantage, publication.since, publication.rev)],
        )
        if publication.audience.name == "public":
            check_has_earlier((loaded.source.id for loaded in register.files), past.register)
    check_filter(publication.chosen, files_of(register, past))
    shown, past = for_audience(
        past, vantage, findings, publication.chosen, publication.audience, plan_set.base, register, publication.beside
    )
    return report_of(shown, past, plans)


def files_of(register: PlanFiles, past: Past) -> Iterator[PlanFile]:
    """The plans that are asked for, and those that they are compared with."""
    yield from register.files
    for base in past.bases:
        yield from base.register.files


def report_of(shown: PublicPlans, past: Past, plans: CheckedPlans) -> Report:
    """The view of what an audience may be shown, with the direction of travel from its base where there is one."""
    from s11 import rules, view
    from s11.view.changes import directions_of_travel

    travel = {
        plan_id: way
        for base in past.bases
        for plan_id, way in directions_of_travel(past.register, plans.vantage, base, shown.chosen).items()
    }
    return view.report(
        shown.register,
        plans.vantage,
        plans.plan_set.revision.words,
        plans.findings,
        rules.VERSION,
        shown.chosen,
        shown.left_out,
        travel,
        plans.judged,
    )


class PublishedPast(NamedTuple):
    """A report with what changed since its base and how it has gone; without a base, why there is none."""

    report: Report
    changes: Changes | None
    history: History | None
    why_not: str


def published_past(plans: CheckedPlans, publication: Publication) -> PublishedPast:
    """All that an audience may be shown of plans: with what changed since the base that was named, else since each was
    last reported; and with how it has gone, where the plans stand in git.
    """
    from s11 import rules
    from s11.view.changes import changes
    from s11.view.history import history

    plan_set, register, vantage, findings, _ = plans
    ids = frozenset(loaded.source.id for loaded in register.files)
    past, why_not = load_past(plan_set, register, vantage, ids, publication.since, publication.rev)
    check_filter(publication.chosen, files_of(register, past))
    shown, past = for_audience(
        past, vantage, findings, publication.chosen, publication.audience, plan_set.base, register, publication.beside
    )
    moved = (
        changes(
            past.register,
            vantage,
            plan_set.revision.words,
            past.bases,
            rules.VERSION,
            shown.chosen,
            ids,
            past.apart,
            shown.left_out,
        )
        if past.bases
        else None
    )
    gone = history(past.points, "", shown.chosen, "month", left_out=shown.left_out) if past.points else None
    seen = report_of(shown, past if publication.since else Past(past.register), plans)
    return PublishedPast(seen, moved, gone, why_not)


def for_audience(
    past: Past,
    vantage: Vantage,
    findings: Sequence[Finding],
    chosen: Filter,
    whom: Audience,
    base: Base,
    register: PlanFiles | None = None,
    beside: Sequence[Text] = (),
) -> tuple[PublicPlans, Past]:
    """What an audience may be shown, and what that is compared with: whatever publishes makes its views of these
    registers and this filter, of no other.

    ``register``: the plans that are asked for, where they are not all those of ``past``.
    """
    from s11.view import AUDIENCES
    from s11.view.audience import PublicPlans, Withheld, public

    audience, allow_name, drop = whom
    check_is_one_of("--audience", audience, AUDIENCES, "an audience")
    if audience == "internal":
        if allow_name or drop:
            option = "--allow-name" if allow_name else "--drop"
            raise UsageError(f"{option} is only for --audience public: an internal report leaves nothing out")
        return PublicPlans(register or past.register, chosen), past
    if any(not word.strip() for word in allow_name or ()):
        raise UsageError("--allow-name is empty: give it the word or phrase that may stand, as the message wrote it")
    public_plans = public(
        past.register,
        findings,
        chosen,
        drop=tuple(drop or ()),
        allow=tuple(allow_name or ()),
        open_markings=load_open_markings(base),
        beside=(*beside, *past.texts()),
        earlier=past.earlier(),
        only=None if register is None else {loaded.source.id for loaded in register.files},
    )
    stop_where_withheld(public_plans.names, public_plans.why if isinstance(public_plans, Withheld) else None)
    assert isinstance(public_plans, PublicPlans)
    for word in allow_name or ():
        if not any(name.allowed == word for name in public_plans.names):
            print_err(f"--allow-name '{word}' matches nothing here: take it out")
    for sentence in public_plans.left_out.words if public_plans.left_out else ():
        print_err(f"public: {sentence}")
    return public_plans, past.for_public(public_plans, vantage)


def stop_where_withheld(names: Sequence[NameFound], why: Sequence[str] | None) -> None:
    """Print the names that may stand in what is to be published; raises UsageError where ``why`` withholds it."""
    from s11.english import number_of

    for name in names:
        print_err(f"name: {name.words}")
    if why is None:
        return
    for reason in why[: None if names else -1]:
        print_err(f"s11: {reason}")
    if names:
        options = dict.fromkeys(f"--allow-name {shlex.quote(name.name)}" for name in names)
        places = number_of(len(names), "place")
        raise UsageError(
            f"nothing was published: names, or what is left out, may stand in {places}; "
            f"reword them, or check each and add {' '.join(options)}"
        )
    raise UsageError(why[-1])


def print_not_read(head: Head) -> None:
    for missed in head.not_read:
        print_err(f"not read whole: {missed.file}:{missed.line}:{missed.column}: {missed.said}; {missed.how_far}")
