"""What a command reads before it judges: plans, calendar, standards, templates, and plans as they were in a base."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from s11.cli.options import UsageError, as_of_day, required_revision
from s11.cli.terminal import print_err

if TYPE_CHECKING:
    from s11.plan import AskedReturns, PlanFile, PlanFiles, StandardsFile, Streamed
    from s11.plan.returns import ReturnSent
    from s11.render.templates import Templates
    from s11.store import Base, BaseCommit, PlanSet
    from s11.text import Source
    from s11.view import Filter
    from s11.view.changes import BaseSide
    from s11.when import Conventions, Vantage


def load_plans(
    plans: list[str] | None, as_of: str | None, rev: str | None = None, *, or_assessments: bool = False
) -> tuple[PlanSet, PlanFiles, Vantage]:
    """The plans meant, read, and the day: the one asked for, else that of the revision asked for, else today."""
    from s11 import plan

    plan_set, vantage = find_plans(plans, as_of, rev, or_assessments=or_assessments)
    beside, conventions = len(plan_set.assessments), load_conventions(plan_set.base)
    elsewhere = PlansElsewhere(rev, conventions) if plans else None
    return plan_set, plan.load(plan_set.sources, conventions, assessments=beside, elsewhere=elsewhere), vantage


def stream_plans(
    plans: list[str] | None,
    as_of: str | None,
    rev: str | None = None,
    *,
    located: bool = False,
    or_assessments: bool = False,
) -> tuple[PlanSet, Streamed, Vantage]:
    """The same, each plan read only when it is come to; ``located`` where findings are to be looked for."""
    from s11.plan import Streamed

    plan_set, vantage = find_plans(plans, as_of, rev, or_assessments=or_assessments)
    conventions, beside = load_conventions(plan_set.base), len(plan_set.assessments)
    elsewhere = PlansElsewhere(rev, conventions) if plans else None
    return (
        plan_set,
        Streamed(plan_set.sources, plan_set.names, conventions, located, assessments=beside, elsewhere=elsewhere),
        vantage,
    )


class PlansElsewhere:
    """Plans that were not asked for, as they lie under ``plans/``, or in the revision asked for. None is read before
    something asks for it.
    """

    def __init__(self, rev: str | None, conventions: Conventions):
        self._rev, self._conventions = rev, conventions
        self._by_id: dict[str, PlanFile | None] = {}

    def file(self, plan_id: str) -> PlanFile | None:
        if plan_id not in self._by_id:
            sources = self._sources([plan_id] if not self._rev else ())
            self._by_id[plan_id] = next((self._read(source) for source in sources if source.id == plan_id), None)
        return self._by_id[plan_id]

    def naming(self, plan_id: str) -> Iterator[PlanFile]:
        written = plan_id.encode("utf-8", "surrogateescape")
        return (self._read(source) for source in self._sources(()) if written in source.data)

    def _read(self, source: Source) -> PlanFile:
        from s11 import plan

        return plan.load_one(source, self._conventions)

    def _sources(self, names: Sequence[str]) -> Iterator[Source]:
        from s11 import store

        try:
            if self._rev:
                yield from store.find_plans(names, Path.cwd(), required_revision(self._rev)).sources
            else:
                yield from store.sources_here(names, Path.cwd())
        except store.NotFound:
            # a file that stands alone: its addresses are shown as they are written
            return


def find_plans(
    plans: list[str] | None, as_of: str | None, rev: str | None = None, *, or_assessments: bool = False
) -> tuple[PlanSet, Vantage]:
    """The files meant, and the day; ``or_assessments``: where no plan is among them, self-assessments will do."""
    from s11 import store
    from s11.when import Vantage

    day = as_of_day(as_of)
    plan_set = store.find_plans(plans or (), Path.cwd(), required_revision(rev), or_assessments=or_assessments)
    for note in plan_set.notes:
        print_err(note)
    if as_of is None and plan_set.revision.day is not None:
        day = plan_set.revision.day
    return plan_set, Vantage(day, plan_set.revision.id)


def check_filter(chosen: Filter, files: Iterable[PlanFile]) -> None:
    """Raises UsageError where a filter names a lead, organisation, theme or standard that none of these plans has."""
    from s11.view.filters import cannot_match

    if why := cannot_match(files, chosen):
        raise UsageError(why)


def exit_code_of_reading(register: PlanFiles) -> int:
    return 0 if all(loaded.whole for loaded in register.files) else 1


# what lies beside the plans
# --------------------------------------------------------------------------------------------


def load_conventions(base: Base) -> Conventions:
    """The council's own calendar where it has one, else the one that s11 carries."""
    from s11 import store

    return parse_conventions(store.settings(base))


def parse_conventions(source: Source | None) -> Conventions:
    """The calendar of an ``s11.yaml``, if there is one."""
    from s11 import plan
    from s11.when import STANDARD

    if source is None:
        return STANDARD
    try:
        return plan.load_conventions(source)
    except ValueError as error:
        raise UsageError(str(error)) from error


def load_open_markings(base: Base) -> frozenset[str]:
    """The letters of the markings that the council's ``s11.yaml`` says everybody may read."""
    from s11 import plan, store

    source = store.settings(base)
    try:
        return plan.load_open_markings(source) if source is not None else frozenset()
    except ValueError as error:
        raise UsageError(str(error)) from error


def load_asked_returns(base: Base) -> tuple[AskedReturns, ...]:
    """The rounds of returns that the ``s11.yaml`` names: who was asked for a self-assessment, and by when."""
    from s11 import plan, store

    source = store.settings(base)
    try:
        return plan.load_asked_returns(source, load_conventions(base)) if source is not None else ()
    except ValueError as error:
        raise UsageError(str(error)) from error


def load_templates(base: Base) -> Templates:
    """The templates there are, a council's own first; which of its own cannot be read is printed."""
    from s11 import store

    templates = store.own_and_shipped("templates", base)
    for name, why in templates.unread.items():
        print_err(f"not read: templates/{name}: {why.words}")
    return templates


def load_standards(base: Base) -> dict[str, frozenset[str]]:
    """The ids of every list of standards, a council's own lists first."""
    from s11 import plan

    return plan.load_standards(load_standards_files(base))


def load_standards_files(base: Base) -> tuple[StandardsFile, ...]:
    """Every file of standards, a council's own first, each read."""
    from s11 import plan, store

    return tuple(plan.read_standards_file(source, own) for source, own in store.standards_files(base))


def load_returns(base: Base) -> tuple[ReturnSent, ...]:
    """Which returns were sent, and what came back. Raises UsageError where the register of them cannot be read."""
    from s11 import store
    from s11.plan.returns import load_returns as read

    source = store.returns_register(base)
    try:
        return read(source) if source is not None else ()
    except ValueError as error:
        raise UsageError(str(error)) from error


# what the plans are compared with
# --------------------------------------------------------------------------------------


def find_base(given: str, rev: str = "", *, fork: bool = False, as_it_is: str = "") -> BaseCommit:
    """The commit that an option names as a day or a revision; what is odd about its day is printed. Raises NotFound."""
    from s11 import store

    base = store.find_base(Path.cwd(), given, rev, fork=fork, as_it_is=as_it_is)
    for note in base.notes:
        print_err(note)
    return base


def load_before(base: BaseCommit) -> BaseSide:
    """The plans as they were in a base, read with the calendar of then, judged on the day named, else on its own."""
    from s11 import plan, store
    from s11.view.changes import BaseSide
    from s11.when import Vantage

    plan_set = store.find_plans((), Path.cwd(), base.id)
    if base.named_day is None:
        # of a day, the line of commits from which its commit was taken is warned of instead
        for note in plan_set.notes:
            print_err(note)
    return BaseSide(
        plan.load(plan_set.sources, load_conventions(plan_set.base)),
        Vantage(base.named_day or plan_set.day, plan_set.revision.id),
        plan_set.revision.words,
        settings_source=store.settings(plan_set.base),
        committed=plan_set.revision.day,
        assessments=plan_set.assessments,
        # of what nobody answers no list is read
        standards=load_standards_files(plan_set.base) if plan_set.assessments else (),
    )
