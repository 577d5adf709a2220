"""What reports and sites publish: the view of what an audience may be shown."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from s11.cli.loading import load_open_markings, load_standards, load_travel
from s11.cli.options import UsageError
from s11.cli.terminal import print_err

if TYPE_CHECKING:
    from s11.plan import PlanFiles
    from s11.store import PlanSet
    from s11.text import Finding
    from s11.view import Filter, Head, Report
    from s11.view.audience import PublicPlans
    from s11.view.name_search import Text
    from s11.when import Vantage


def published_view(
    found: PlanSet,
    register: PlanFiles,
    vantage: Vantage,
    chosen: Filter,
    *,
    audience: str,
    allow_name: list[str] | None,
    drop: list[str] | None,
    since: str | None,
    rev: str | None,
    beside: Sequence[Text] = (),
) -> Report:
    """The view that is published: of what the audience may be shown, with the direction of travel from a base.

    ``beside`` are other words that are published with it.
    """
    from s11 import rules, store, view

    findings = rules.check(
        register, vantage, exists=store.exists_beside(found.base), standards=load_standards(found.base)
    )
    if since and audience == "public":
        raise UsageError("--since would count what a public copy leaves out: leave out --since, or --audience public")
    markings = load_open_markings(found.base) if audience == "public" else frozenset[str]()
    shown = for_audience(register, findings, chosen, audience, allow_name, drop, markings, beside)
    travel = load_travel(found, vantage, since, rev, chosen) if since else {}
    return view.report(
        shown.register, vantage, found.revision.words, findings, rules.VERSION, shown.chosen, shown.left_out, travel
    )


def for_audience(
    register: PlanFiles,
    findings: Sequence[Finding],
    chosen: Filter,
    audience: str,
    allow_name: list[str] | None,
    drop: list[str] | None,
    open_markings: frozenset[str],
    beside: Sequence[Text],
) -> PublicPlans:
    """What an audience may be shown: whatever publishes makes its views of this register and filter, of no other."""
    from s11.english import number_of
    from s11.view import AUDIENCES
    from s11.view.audience import PublicPlans, Withheld, public

    if audience not in AUDIENCES:
        raise UsageError(f"'{audience}' is not an audience: write --audience as {' or '.join(AUDIENCES)}")
    if audience == "internal":
        if allow_name or drop:
            option = "--allow-name" if allow_name else "--drop"
            raise UsageError(f"{option} is only for --audience public: an internal report leaves nothing out")
        return PublicPlans(register, chosen)
    if any(not word.strip() for word in allow_name or ()):
        raise UsageError("--allow-name is empty: give it the word or phrase that may stand, as the message wrote it")
    public_plans = public(
        register,
        findings,
        chosen,
        drop=tuple(drop or ()),
        allow=tuple(allow_name or ()),
        open_markings=open_markings,
        beside=beside,
    )
    for name in public_plans.names:
        print_err(f"name: {name.words}")
    if isinstance(public_plans, Withheld):
        for why in public_plans.why[: None if public_plans.names else -1]:
            print_err(f"s11: {why}")
        if public_plans.names:
            options = dict.fromkeys(f"--allow-name {shlex.quote(name.name)}" for name in public_plans.names)
            places = number_of(len(public_plans.names), "place")
            raise UsageError(
                f"nothing was published: names, or what is left out, may stand in {places}; "
                f"reword them, or check each and add {' '.join(options)}"
            )
        raise UsageError(public_plans.why[-1])
    for word in allow_name or ():
        if not any(name.allowed == word for name in public_plans.names):
            print_err(f"--allow-name '{word}' matches nothing here: take it out")
    for sentence in public_plans.left_out.words if public_plans.left_out else ():
        print_err(f"public: {sentence}")
    return public_plans


def print_not_read(head: Head) -> None:
    for missed in head.not_read:
        print_err(f"not read whole: {missed.file}:{missed.line}:{missed.column}: {missed.said}; {missed.how_far}")
