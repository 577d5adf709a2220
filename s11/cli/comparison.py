"""What plans are compared with: a base for all of them, or for each the last meeting it was taken to; and the points
of their history.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from s11.cli.loading import find_base, load_before, load_conventions, parse_conventions
from s11.cli.options import UsageError, as_of_day, required_revision
from s11.cli.terminal import print_err
from s11.frozen import dataclass

if TYPE_CHECKING:
    from s11.plan import Plan, PlanFile, PlanFiles
    from s11.store import PlanHistory, PlansAtCommit, PlanSet
    from s11.text import Source
    from s11.view import Filter, Travel
    from s11.view.audience import EarlierPlans, PublicPlans
    from s11.view.changes import BaseSide
    from s11.view.history import PlansAt
    from s11.view.name_search import Text
    from s11.when import Conventions, Vantage


@dataclass(frozen=True, slots=True)
class Past:
    """Every plan as it stands, what they are compared with, and the points of their history, oldest first.

    ``apart``: plans without a base, and why. ``settings``: the council's own settings as they stand.
    """

    register: PlanFiles
    bases: Sequence[BaseSide] = ()
    apart: Sequence[tuple[str, str]] = ()
    points: Sequence[PlansAt] = ()
    settings: Source | None = None

    def earlier(self) -> list[EarlierPlans]:
        """Every other reading of the plans there is here: the bases, the plans by the settings of then, the points."""
        from s11.view.audience import EarlierPlans
        from s11.when import day_words

        readings = [EarlierPlans(base.register, f"as it was on {day_words(base.vantage.as_of)}") for base in self.bases]
        readings += [
            EarlierPlans(base.as_were, "by the settings of then", shown=False)
            for base in self.bases
            if base.as_were is not None
        ]
        beside = 0
        for at in reversed(self.points):
            if at.register is not self.register:
                readings.append(EarlierPlans(at.register, f"as it was on {day_words(at.day)}", False, beside))
                beside = len(readings)
        return readings

    def texts(self) -> list[Text]:
        """What is said of the settings, which a copy for the public would say too."""
        from s11.view.name_search import Text

        return [Text("s11.yaml", "what changed in it", base.settings) for base in self.bases if base.settings]

    def for_public(self, shown: PublicPlans, vantage: Vantage) -> Past:
        """The same of what the public may be shown."""
        from s11.view import SourceLine

        readings = iter(shown.earlier)
        plans = {plan.id: plan for plan in shown.register.plans}
        bases = [
            replace(
                base,
                register=next(readings),
                reported=base.reported
                and {
                    name: SourceLine(*last)
                    for name in base.reported
                    if name in plans and (last := _last_reported(plans[name], vantage.as_of)) is not None
                },
            )
            for base in self.bases
        ]
        bases = [replace(base, as_were=next(readings)) if base.as_were is not None else base for base in bases]
        bases = [
            replace(base, settings=_settings_sentence(base, self.settings, shown.register, vantage)) for base in bases
        ]
        points = [
            at._replace(register=shown.register if at.register is self.register else next(readings))
            for at in reversed(self.points)
        ]
        apart = [(name, "there is no earlier version to compare it with") for name, _ in self.apart if name in plans]
        return Past(shown.register, bases, apart, points[::-1], self.settings)


def load_bases(
    plan_set: PlanSet,
    register: PlanFiles,
    vantage: Vantage,
    named: frozenset[str] | None,
    since: str | None,
    until: str,
) -> tuple[list[BaseSide], list[tuple[str, str]]]:
    """The base that ``since`` names, else one for each day on which plans were last reported; and the plans without
    one, with why. ``until``: the revision that is looked at, '' for the files as they lie here.
    """
    bases, apart = (
        ([load_before(find_base(since, until))], []) if since else _since_reported(register, vantage, named, until)
    )
    return [with_settings(base, plan_set, register, vantage) for base in bases], apart


def every_plan(plan_set: PlanSet, rev: str | None, known: Iterable[PlanFile] = ()) -> PlanFiles:
    """All the plans there are beside some, which are ``known``: what left one may stand in another."""
    from s11 import plan, store

    return plan.load(store.find_plans((), Path.cwd(), rev or "").sources, load_conventions(plan_set.base), known)


def load_travel(plan_set: PlanSet, vantage: Vantage, since: str, rev: str | None, chosen: Filter) -> dict[str, Travel]:
    """Which way each plan went since a base."""
    from s11.view.changes import directions_of_travel

    return directions_of_travel(every_plan(plan_set, rev), vantage, earlier_base(vantage, since, rev), chosen)


def earlier_base(vantage: Vantage, since: str, rev: str | None) -> BaseSide:
    """The base that ``since`` names. Raises UsageError where it lies after the day."""
    base = load_before(find_base(since, rev or ""))
    _check_is_earlier([base], vantage, since)
    return base


def _check_is_earlier(bases: Iterable[BaseSide], vantage: Vantage, since: str) -> None:
    """Raises UsageError where a base lies after the day: a later state is nothing that things have come from."""
    for base in bases:
        if base.vantage.as_of > vantage.as_of:
            raise UsageError(
                f"--since {since} is the position on {base.vantage.as_of}, later than that of {vantage.as_of} which is "
                "asked for: name an earlier day"
            )


def check_has_earlier(names: Iterable[str], register: PlanFiles) -> None:
    """Raises UsageError where one of some plans does not stand among all of them."""
    outside = sorted(set(names) - {loaded.source.id for loaded in register.files})
    if outside:
        raise UsageError(
            f"'{outside[0]}' is not under plans/, so there is no earlier version to compare it with: name a plan of "
            "plans/"
        )


def with_settings(base: BaseSide, plan_set: PlanSet, register: PlanFiles, vantage: Vantage) -> BaseSide:
    """A base with what changed in the council's own settings since, and what that alone moves.

    What is wrong with the edit is judged by the settings that there were, so that nothing is found twice.
    """
    from s11 import plan, store

    was, now = base.settings_source, store.settings(plan_set.base)
    if (was.data if was else None) == (now.data if now else None):
        return base
    base = replace(base, as_were=plan.load(plan_set.sources, parse_conventions(was)))
    return replace(base, settings=_settings_sentence(base, now, register, vantage))


def _settings_sentence(base: BaseSide, now: Source | None, register: PlanFiles, vantage: Vantage) -> str:
    """What changed in the council's own settings since a base, and what that alone moves."""
    from s11 import rules

    was, as_were = base.settings_source, base.as_were
    if as_were is None:
        return ""
    unexplained = rules.check_settings(was, now, base.register, as_were, register, vantage)
    effect = rules.settings_changes(was, now, as_were, register, vantage)
    return effect + (" No note in the plans says why (S712)." if unexplained else "")


def _since_reported(
    register: PlanFiles, vantage: Vantage, named: frozenset[str] | None, until: str
) -> tuple[list[BaseSide], list[tuple[str, str]]]:
    """A base for each day on which plans were last reported, and the plans that have none with why."""
    from s11 import store
    from s11.view import SourceLine
    from s11.when import day_words, on_day

    line = store.history_of(Path.cwd(), until)
    if backdated := store.backdated(line):
        print_err(backdated)
    bases: dict[tuple[date, str], dict[str, SourceLine]] = {}
    apart = []
    for plan in register.plans:
        if named is not None and plan.id not in named:
            continue
        reported = _last_reported(plan, vantage.as_of)
        if reported is None:
            apart.append(
                (
                    plan.id,
                    f"it was never reported by {day_words(vantage.as_of)}: name a base, as in 's11 changes main..' "
                    "or '--since DATE'",
                )
            )
            continue
        last, to = reported
        # of a month its last day
        day = date.fromordinal(last.toordinal())
        commit = store.newest_commit_by(line, day)
        if commit is None:
            apart.append(
                (plan.id, f"it was last taken to {to} {on_day(last)}; {store.no_commit_reason(Path.cwd(), line, day)}")
            )
        else:
            bases.setdefault((day, commit.id), {})[plan.id] = SourceLine(last, to)
    if not bases:
        return [], apart
    newest = max(bases)
    # a plan that stands nowhere now has no meeting of its own: it is looked for at the newest of them
    return [
        replace(load_before(store.BaseCommit(commit, day)), reported=plans, gone=(day, commit) == newest)
        for (day, commit), plans in sorted(bases.items(), key=lambda item: item[0])
    ], apart


def _last_reported(plan: Plan, day: date) -> tuple[date, str] | None:
    """When a plan was last reported by a day, and to whom."""
    reported = [(entry.date, entry.to) for entry in plan.reported if entry.date and entry.date <= day]
    return max(reported, key=lambda entry: entry[0], default=None)


# history
# ----------------------------------------------------------------------------------------------------------------------


def load_history(names: list[str], as_of: str | None, rev: str | None) -> tuple[PlanHistory, date]:
    """The commits, and the last day that counts: the one asked for, else that of the revision asked for, else today."""
    from s11 import store

    plan_history = store.plan_history(names, Path.cwd(), required_revision(rev))
    for note in plan_history.notes:
        print_err(note)
    until = plan_history.moments[-1].commit.day if rev and as_of is None else as_of_day(as_of)
    return plan_history, until


def read_points(plan_history: PlanHistory, points: Sequence[tuple[date, int]]) -> list[PlansAt]:
    """The plans of each point; what is the same in two commits is read once."""
    from s11.plan import VersionReader
    from s11.view.history import PlansAt

    readings = VersionReader()
    return [
        PlansAt(day, moment.commit, readings.register(moment.sources, conventions_at(moment)), _called_now(moment))
        for day, number in points
        for moment in [plan_history.moments[number]]
    ]


def conventions_at(moment: PlansAtCommit) -> Conventions:
    """The calendar of a commit."""
    try:
        return parse_conventions(moment.settings)
    except UsageError as error:
        raise UsageError(
            f"{error}; it is so in commit {moment.commit.id[:10]} of {moment.commit.day}: leave that out with a "
            "later --since"
        ) from error


def _called_now(moment: PlansAtCommit) -> dict[str, str]:
    return {source.id: now for source, now in zip(moment.sources, moment.called_now, strict=True)}


# both
# ----------------------------------------------------------------------------------------------------------------------


def load_past(
    plan_set: PlanSet, register: PlanFiles, vantage: Vantage, ids: frozenset[str], since: str | None, rev: str | None
) -> tuple[Past, str]:
    """All the plans with their bases and what they were at each month's end; without a base, why there is none."""
    from s11 import store

    points = months(ids, vantage, rev)
    try:
        # all plans are compared, since what left one may stand in another
        every = store.find_plans((), Path.cwd(), rev or "")
        whole = every_plan(plan_set, rev, register.files)
        if not ids <= {plan_id for _, plan_id in every.names}:
            why_not = f"{_these(ids)} not under plans/, so there is no earlier version to compare with."
            return Past(register, points=points), why_not
        bases, apart = load_bases(every, whole, vantage, ids, since, rev or "")
        _check_is_earlier(bases, vantage, since or "")
    except store.NotFound:
        if since:
            raise
        why_not = f"{_these(ids)} not kept in git, so there is no earlier version to compare with."
        return Past(register, points=points), why_not
    why_not = ""
    if not bases:
        whose = "This plan was not yet reported" if len(ids) == 1 else "None of these plans was reported yet"
        why_not = f"{whose}, or was not yet kept in git then: there is no earlier version to compare with."
    return Past(whole, bases, apart, points, store.settings(plan_set.base)), why_not


def _these(ids: frozenset[str]) -> str:
    return "This plan is" if len(ids) == 1 else "These plans are"


def months(ids: frozenset[str], vantage: Vantage, rev: str | None) -> list[PlansAt]:
    """The plans at each month's end until the day; none where they are not in git."""
    from s11 import store
    from s11.view.history import points_of

    try:
        kept, _ = load_history(sorted(ids), vantage.as_of.isoformat(), rev)
    except store.NotFound:
        return []
    line = [(moment.commit, moment.touched) for moment in kept.moments]
    return read_points(kept, points_of(line, "month", (), None, vantage.as_of))
