"""Reports made of self-assessments: one in full, and statements of assurance."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from s11.cli.comparison import Past
from s11.cli.coverage import coverage_seen
from s11.cli.loading import (
    find_plans,
    load_conventions,
    load_open_markings,
    load_plans,
    load_standards,
    load_standards_files,
)
from s11.cli.options import UsageError, check_is_one_of
from s11.cli.publication import Audience, for_audience, print_not_read, stop_where_withheld
from s11.cli.terminal import print_err, print_out
from s11.english import number_of
from s11.render.formats import PAPER

if TYPE_CHECKING:
    from s11.plan import Assessment, AssessmentFile, PlanFiles, Standards
    from s11.render.committee import Cover
    from s11.store import PlanSet
    from s11.view import LeftOut, Report
    from s11.view.assessment_page import Around, Withheld
    from s11.view.assessment_records import AssessmentPage
    from s11.view.coverage_records import ListCoverage
    from s11.when import Vantage

OF_RETURNS = ("assessment", "assurance")


def report_of_returns(
    template: str,
    names: list[str] | None,
    output: str,
    format: str,
    audience: Audience,
    as_of: str | None,
    rev: str | None,
    templates: Mapping[str, str],
) -> int:
    """Write one self-assessment in full, or a statement of assurance made of one or more."""
    from s11 import render, store
    from s11.render.sandbox import BadTemplate
    from s11.view.assessment_page import assurance_page

    read = load_returns(names, as_of, rev)
    if template == "assessment" and len(read.files) != 1:
        there = ", ".join(file.source.id for file in read.files[:5]) + (" …" if len(read.files) > 5 else "")
        raise UsageError(f"--template assessment tells one self-assessment: name one of {there}")
    pages, around = returns_published(read, audience)
    page = assurance_page(pages, around) if template == "assurance" else pages[0]
    try:
        text = render.render_page(template, page, format, templates)
        written = render.typeset_page(text, format, page, templates) if format in PAPER else text.encode("utf-8")
    except (BadTemplate, render.NotInstalled) as error:
        raise UsageError(str(error)) from error
    if output:
        store.write(Path(output), written)
        answers = sum(len(one.answers) for one in pages)
        print_err(f"written: {output} ({number_of(len(pages), 'self-assessment')}, {number_of(answers, 'standard')})")
    else:
        print_out(text)
    print_not_read(page.head)
    return 1 if page.head.not_read else 0


def returns_of_cover(
    cover: Cover, audience: Audience, as_of: str | None, rev: str | None
) -> tuple[AssessmentPage, ...]:
    """The self-assessments that a committee report is about, as its audience may see them."""
    from s11.store import NotFound

    if not cover.assessments:
        return ()
    day = as_of or (cover.as_of.isoformat() if cover.as_of else None)
    try:
        read = load_returns(cover.assessments, day, rev or cover.rev or None)
    except (NotFound, UsageError) as error:
        raise UsageError(f"template {cover.name}, 'assessments' in its head: {error}") from error
    return tuple(returns_published(read, audience)[0])


def with_left_out(report: Report, returns: Sequence[AssessmentPage]) -> Report:
    """The same, which for the public also says what is left out of the self-assessments that it tells."""
    left_out = next((one.left_out for one in returns if one.left_out is not None), None)
    if report.left_out is None or left_out is None:
        return report
    more = [f"Of the self-assessments: {one}" for one in left_out.words if one not in report.left_out.words]
    sentences = (*report.left_out.words, *more)
    return report._replace(left_out=report.left_out._replace(words=sentences))


def lists_of_cover(cover: Cover, audience: Audience, as_of: str | None, rev: str | None) -> tuple[ListCoverage, ...]:
    """The coverage that a committee report tells, of each list of standards that its head names."""
    day = as_of or (cover.as_of.isoformat() if cover.as_of else None)
    try:
        seen = [
            coverage_seen(None, name, day, rev or cover.rev or None, audience=audience.name)[0]
            for name in cover.coverage
        ]
    except UsageError as error:
        raise UsageError(f"template {cover.name}, 'coverage' in its head: {error}") from error
    return tuple(listed for one in seen for listed in one.lists)


class ReturnsRead(NamedTuple):
    """The self-assessments that are asked for, and all that they are read beside."""

    files: tuple[AssessmentFile, ...]
    plan_set: PlanSet
    register: PlanFiles
    vantage: Vantage


def load_returns(names: Sequence[str] | None, as_of: str | None, rev: str | None) -> ReturnsRead:
    """Self-assessments by their ids, files or folders; every one where none is named."""
    from s11.rules.assessments import load_assessments

    plan_set, register, vantage = load_plans(None, as_of, rev, or_assessments=True)
    meant = find_plans(list(names), as_of, rev, or_assessments=True)[0] if names else plan_set
    if names and meant.names:
        plan = next(iter(meant.sources)).id
        raise UsageError(f"'{plan}' is a plan, and a self-assessment is wanted")
    files = load_assessments(meant.assessments, load_conventions(plan_set.base))
    if not files:
        raise UsageError("there is no self-assessment here: one begins 'format: s11-assessment/1'")
    return ReturnsRead(files, plan_set, register, vantage)


def returns_published(read: ReturnsRead, whom: Audience) -> tuple[list[AssessmentPage], Around]:
    """The self-assessments as an audience may see them, each a page."""
    from s11 import rules, view
    from s11.plan import Standards
    from s11.view import AUDIENCES
    from s11.view.assessment_page import Around
    from s11.view.assessment_records import LeftOutOfReturns
    from s11.view.counts import NotRead

    audience = whom.name
    check_is_one_of("--audience", audience, AUDIENCES, "an audience")
    withheld: Mapping[str, Withheld] = {}
    lists = Standards.of(load_standards_files(read.plan_set.base))
    if audience == "internal":
        if whom.allow_name or whom.drop:
            option = "--allow-name" if whom.allow_name else "--drop"
            raise UsageError(f"{option} is only for --audience public: an internal report leaves nothing out")
        shown = [file.assessment for file in read.files if file.assessment is not None]
        register, left_out = read.register, None
    else:
        shown, register, sentences, withheld = _for_the_public(read, whom)
        left_out = LeftOutOfReturns(sentences)
    head = view.head(register, read.vantage, read.plan_set.revision.words)
    missed = tuple(
        NotRead(
            file.source.name, file.source.id, first.place.line, first.place.column, first.message,
            _how_far_read(file), len(file.findings),
        )
        for file in read.files
        if file.findings
        for first in file.findings[:1]
    )  # fmt: skip
    around = Around(head._replace(not_read=(*head.not_read, *missed)), audience, rules.VERSION, left_out)
    return [_page(one, lists, register, read.vantage, around, withheld) for one in shown], around


def _how_far_read(file: AssessmentFile) -> str:
    if file.assessment is None:
        return "nothing of it could be read"
    answers = number_of(len(file.assessment.answers), "answer")
    return f"{number_of(len(file.findings), 'place')} in it could not be read; the rest was: {answers}"


def _page(
    one: Assessment,
    lists: Standards,
    register: PlanFiles,
    vantage: Vantage,
    around: Around,
    withheld: Mapping[str, Withheld],
) -> AssessmentPage:
    from s11.standing.answers import PlanStandings, judge_return
    from s11.view.assessment_page import Withheld, assessment_page

    out = withheld.get(one.id, Withheld())
    standings = PlanStandings(register, vantage)
    listed = lists.lists.get(one.standards)
    seen = judge_return(
        one, listed, vantage, lambda address: "unread" if address in out.actions else standings(address)
    )
    return assessment_page(seen, listed, around, out)


def _for_the_public(
    read: ReturnsRead, whom: Audience
) -> tuple[list[Assessment], PlanFiles, tuple[str, ...], dict[str, Withheld]]:
    """The self-assessments and the plans that they name, as the public may see them."""
    from dataclasses import replace

    from s11 import rules, store
    from s11.plan import own_address
    from s11.standing.answers import PlanStandings
    from s11.view import Filter
    from s11.view.assessment_page import Withheld
    from s11.view.public_returns import WithheldReturns, public_returns

    ids = {file.source.id for file in read.files}
    drop = whom.drop or []
    made = public_returns(
        read.files,
        drop=drop,
        allow=tuple(whom.allow_name or ()),
        open_markings=load_open_markings(read.plan_set.base),
    )
    stop_where_withheld(made.names, made.why if isinstance(made, WithheldReturns) else None)
    assert not isinstance(made, WithheldReturns)
    named = {
        address
        for one in made.twins
        for answer in one.answers
        for address in (own_address(one.id, each) for each in answer.actions)
    }
    plans = {address.partition("#")[0] for address in named}
    register = replace(
        read.register, files=tuple(loaded for loaded in read.register.files if loaded.source.id in plans)
    )
    notes = made.notes
    if register.files:
        base = read.plan_set.base
        findings = rules.check(
            read.register, read.vantage, exists=store.exists_beside(base), standards=load_standards(base)
        )
        more = Audience(whom.name, whom.allow_name, [one for one in drop if one not in ids])
        public, _ = for_audience(
            Past(read.register), read.vantage, findings, Filter(), more, read.plan_set.base, register, made.texts
        )
        notes = (
            *notes,
            *(f"Of the plans that it names: {sentence}" for sentence in _sentences_of_plans(public.left_out)),
        )
        shown = public.register
    else:
        shown = register
    before, after = (PlanStandings(each, read.vantage) for each in (read.register, shown))
    gone = frozenset(address for address in named if before(address) is not None and after(address) is None)
    for sentence in made.notes:
        print_err(f"public: {sentence}")
    return list(made.twins), shown, notes, {one.id: Withheld(made.evidence.get(one.id, {}), gone) for one in made.twins}


def _sentences_of_plans(left_out: LeftOut | None) -> tuple[str, ...]:
    """What is left out of the plans, as far as it is not said of the self-assessments already."""
    sentences = left_out.words if left_out is not None else ()
    return tuple(one for one in sentences if not one.startswith(("Posts stand here", "No name or key")))
