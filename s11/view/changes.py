"""What changed between two readings of the plans, told per plan and counted; and which way things went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property

from s11.change import JudgedComparison, Pair, Part, PlaceChange, compare, dated_after, known_by
from s11.change.text import names
from s11.frozen import dataclass
from s11.plan import Plan, PlanFile, PlanFiles, StandardsFile
from s11.rules import BY_CODE, check_edit
from s11.rules.edit_context import Side
from s11.standing import Carrying, Standing
from s11.text import Finding, Source
from s11.view.allowed_findings import Silenced, put_in_and_taken_away, silenced_in
from s11.view.change_records import (
    HEADINGS,
    AssessmentChanges,
    ChangeEntry,
    Changes,
    ChangesUnder,
    PlanChanges,
    UnexplainedEdit,
)
from s11.view.change_text import (
    Sides,
    describe_added,
    describe_carried_away,
    describe_carried_here,
    describe_changes,
    describe_gone,
    describe_removed,
    direction,
)
from s11.view.counts import Since, SourceLine, Travel
from s11.view.filters import Filter
from s11.view.labels import organisation_of, title_of
from s11.view.plans import head, how_far_read, portfolio_tally
from s11.view.report_records import LeftOut
from s11.when import Vantage


@dataclass(frozen=True, slots=True)
class BaseSide:
    """The plans as they were, judged on a day of their own.

    ``committed``: the day of its commit. ``reported``: the plans whose base it is, each with the meeting that makes it
    so; None where it is the base of all. ``gone``: whether plans that stand nowhere now are told by it.
    ``settings_source``: the council's own settings as they were; ``settings``: what changed in them since, and
    ``as_were`` then the plans as they stand now, read with the old ones. ``assessments``: the self-assessments beside
    the plans, with ``standards``, the lists of then.
    """

    register: PlanFiles
    vantage: Vantage
    words: str
    reported: Mapping[str, SourceLine] | None = None
    gone: bool = True
    settings: str = ""
    settings_source: Source | None = None
    as_were: PlanFiles | None = None
    committed: date | None = None
    assessments: Sequence[Source] = ()
    standards: Sequence[StandardsFile] = ()

    def since(self, plan_id: str = "") -> Since:
        return Since(
            self.vantage.as_of, self.vantage.revision, self.words, (self.reported or {}).get(plan_id), self.committed
        )

    def is_of(self, plan_id: str) -> bool:
        return self.reported is None or plan_id in self.reported


def changes(
    register: PlanFiles,
    vantage: Vantage,
    revision_words: str,
    bases: Sequence[BaseSide],
    rules: str,
    chosen: Filter = Filter(),
    named: frozenset[str] | None = None,
    apart: Sequence[tuple[str, str]] = (),
    left_out: LeftOut | None = None,
    assessments: tuple[AssessmentChanges, ...] = (),
) -> Changes:
    """What changed in each plan since its base; ``named``: only these plans; ``apart``: those with no base, and why;
    ``left_out`` where every reading is one for the public; ``assessments``: what changed in those beside the plans.
    """
    plans: list[PlanChanges] = []
    apart = list(apart)
    for base in bases:
        base_changes = _ChangesSince(base, register, vantage, chosen)
        plans += base_changes.plans(named)
        apart += [
            (plan_id, why)
            for plan_id, why in base_changes.unread.items()
            if base.is_of(plan_id) and (named is None or plan_id in named)
        ]
    plans.sort(key=lambda plan: plan.id)
    counts = Counter(group.heading for plan in plans for group in plan.groups for _ in group.rows)
    only = bases[0].since() if len(bases) == 1 and bases[0].reported is None else None
    return Changes(
        head(register, vantage, revision_words, chosen)._replace(left_out=left_out.words if left_out else ()),
        rules,
        only,
        tuple(plans),
        tuple((heading, label, counts[heading]) for heading, label in HEADINGS.items() if counts[heading]),
        portfolio_tally(plan.travel for plan in plans),
        tuple(sorted(apart)),
        sum(plan.quiet_count for plan in plans),
        settings=tuple(dict.fromkeys(base.settings for base in bases if base.settings)),
        assessments=assessments,
    )


def directions_of_travel(
    register: PlanFiles, vantage: Vantage, base: BaseSide, chosen: Filter = Filter()
) -> dict[str, Travel]:
    """For each plan's id, which way it went since the base."""
    base_changes = _ChangesSince(base, register, vantage, chosen)
    return {
        plan.id: base_changes.travel(plan) for plan in base_changes.register.plans if plan.id not in base_changes.unread
    }


class _ChangesSince:
    """One comparison, told plan by plan."""

    def __init__(self, base: BaseSide, register: PlanFiles, vantage: Vantage, chosen: Filter):
        self.written = {loaded.plan.id: loaded.plan for loaded in register.files if loaded.plan is not None}
        # nothing from after the day that a side is judged on is told, nor found fault with
        old = known_by(base.register, base.vantage.as_of)
        known = known_by(register, vantage.as_of, old)
        if known is not register:
            then = known_by(base.register, vantage.as_of)
            self.edit = then, known_by(base.as_were or register, vantage.as_of, then)
        else:
            self.edit = base.register, base.as_were or register
        base, register = replace(base, register=old), known
        self.base, self.register, self.vantage, self.chosen = base, register, vantage, chosen
        judged = JudgedComparison(compare(old, register))
        self.comparison = judged.comparison
        self.sides = Sides(judged, base.vantage, vantage)
        self.took = {new: old for old, new in self.comparison.reused}
        self.pairs_of: dict[int, list[Pair]] = {}
        for pair in self.comparison.pairs:
            self.pairs_of.setdefault(id(pair.new.plan), []).append(pair)
        self.old_pairs = {pair.old: pair for pair in self.comparison.pairs}
        self.new_of = {pair.old: pair.new for pair in self.comparison.pairs}
        self.elsewhere = [pair for pair in self.comparison.pairs if pair.changes and pair.one(PlaceChange)]
        self.plan_pairs = {id(pair.new.plan): pair for pair in self.comparison.pairs if pair.new.kind == "plan"}
        self.gone = [removed for removed in self.comparison.removed if removed.part.kind == "plan"]
        self.new = (*self.sides.pair_of, *self.comparison.added)
        self._now = frozenset(self.new)
        # in a mapping, so that it is quickly found and keeps its order
        self.lost = dict.fromkeys(
            part for removed in self.comparison.removed for part in (removed.part, *removed.actions)
        )
        self.beneath: dict[Part, list[Part]] = {}
        for part in (*self.new, *self.lost):
            for level in range(2) if part.kind == "action" else ():
                self.beneath.setdefault(part.within(level), []).append(part)
        self.placed: dict[int, Side] = {}
        self.loaded = {
            id(loaded.plan): loaded for loaded in (*base.register.files, *register.files) if loaded.plan is not None
        }
        # of a file that broke off nobody can say what is gone; a slip in one place hides only that
        self.unread = {
            loaded.source.id: f"{side}: {how_far_read(loaded)}"
            for side, files in (("as it was at the base", base.register.files), ("now", register.files))
            for loaded in files
            if _broke_off(loaded)
        }
        self.carrying = Carrying(register, vantage)
        self.here = {part.address: part for part in self.new if part.kind == "action"}
        self.wholes = {id(part.plan): part for part in (*self.new, *self.lost) if part.kind == "plan"}

    @cached_property
    def quiet(self) -> tuple[Finding, ...]:
        """What is wrong with the edit since, found on the same comparison where that is of the same plans."""
        old, new = self.edit
        same = old is self.base.register and new is self.register
        return check_edit(old, new, self.vantage, self.sides.judged if same else None)

    def plans(self, named: frozenset[str] | None) -> Iterator[PlanChanges]:
        for loaded in self.register.files:
            plan = loaded.plan
            if (
                plan is None
                or plan.id in self.unread
                or not self.base.is_of(plan.id)
                or (named is not None and plan.id not in named)
            ):
                continue
            rows = self._rows(plan)
            if not self.chosen or rows or any(self._takes(part) for part in self._actions(plan)):
                yield self._changes_of(plan, rows, self._quiet(loaded), self._is_whole(loaded))
        for removed in self.gone if self.base.gone and named is None else ():
            if self._takes(removed.part):
                plan = removed.part.plan
                yield self._changes_of(
                    plan,
                    [(removed.part, describe_removed(self.sides, removed))],
                    [(removed.part, finding) for finding in self.quiet if finding.plan == plan.id],
                    True,
                )

    def _changes_of(
        self, plan: Plan, rows: list[tuple[Part, ChangeEntry]], quiet: list[tuple[Part, Finding]], whole: bool
    ) -> PlanChanges:
        rows = [(part, row._replace(number=_number(part), lead=self._lead(part))) for part, row in rows]
        entries, left = _beside(rows, [(part, finding) for part, finding in quiet if self._takes(part)])
        groups = tuple(
            ChangesUnder(heading, label, under)
            for heading, label in HEADINGS.items()
            if (under := tuple(row for row in entries if row.heading == heading))
        )
        return PlanChanges(
            plan.id,
            title_of(plan),
            organisation_of(plan),
            self.base.since(plan.id),
            groups,
            left,
            self.travel(plan),
            whole,
            len(left) + sum(len(row.quiet) for row in entries),
            self._count_later(plan),
        )

    def _is_whole(self, loaded: PlanFile) -> bool:
        """Whether a plan could be read whole on both sides."""
        mine = self.plan_pairs.get(id(loaded.plan))
        return loaded.whole and (mine is None or self.loaded[id(mine.old.plan)].whole)

    def _readable(self, pair: Pair) -> tuple[Pair, bool]:
        """A pair without what differs only because it could not be read; and whether how it stands rests on such a
        thing.
        """
        sides = [
            (self._side(loaded), part)
            for part in (pair.old, pair.new)
            if not (loaded := self.loaded[id(part.plan)]).whole
        ]
        if not sides:
            return pair, False
        doubts = [
            doubt[len(path) :]
            for side, part in sides
            for doubt in side.case.loaded.doubts
            if doubt[: len(path := side.path(part))] == path
        ]
        kept = tuple(
            change
            for change in pair.changes
            if not any(doubt[:1] == (field,) for doubt in doubts for field in change.fields)
        )
        return Pair(pair.old, pair.new, kept), any(side.in_doubt(part) for side, part in sides)

    def _side(self, loaded: PlanFile) -> Side:
        """A plan's parts with their places in the file."""
        if id(loaded) not in self.placed:
            self.placed[id(loaded)] = Side.of(loaded, self.register, self.vantage)
        return self.placed[id(loaded)]

    # which parts

    def _actions(self, plan: Plan) -> list[Part]:
        """Every action of a plan on the new side; of one that is gone, on the old."""
        return self.beneath.get(self.wholes[id(plan)], [])

    def _lost_actions(self, plan: Plan) -> list[Part]:
        """Every action that stood in what is now this plan, or in the plan that is gone, and stands nowhere now."""
        mine = self.plan_pairs.get(id(plan))
        return [
            part
            for part in self.lost
            if part.kind == "action" and part.plan is (mine.old.plan if mine is not None else plan)
        ]

    def _takes(self, part: Part) -> bool:
        """Whether the filter takes an action on either side; of anything above an action, whether one beneath."""
        if not self.chosen:
            return True
        actions = [part.within(2)] if len(part.at) >= 2 else self.beneath.get(part, ())
        return any(self.chosen.takes(standing) for action in actions for standing in self._standings(action))

    def _standings(self, action: Part) -> Iterator[Standing]:
        """An action on the sides on which it stands."""
        pair = self.sides.pair_of.get(action) or self.old_pairs.get(action)
        if pair is not None:
            yield self.sides.then(pair.old)
            yield self.sides.now(pair.new)
        else:
            yield self.sides.then(action) if action in self.lost else self.sides.now(action)

    def _count_later(self, plan: Plan) -> int:
        """How many entries and days of a plan, and of the actions that the filter takes, are dated after the day."""
        written = self.written.get(plan.id)
        if written is None:
            return 0
        taken = {part.at for part in self._actions(plan) if self._takes(part)}
        records = [written, *written.recommendations] + [
            action
            for r, above in enumerate(written.recommendations)
            for a, action in enumerate(above.actions)
            if (r, a) in taken
        ]
        return sum(dated_after(record, self.vantage.as_of) for record in records)

    # what is told

    def _rows(self, plan: Plan) -> list[tuple[Part, ChangeEntry]]:
        """Everything told of a plan, with the part that it is told of; what is gone, of what is left above it."""
        rows: list[tuple[Part, ChangeEntry]] = []
        for pair in self.pairs_of.get(id(plan), ()):
            if self._takes(pair.new):
                changed = describe_changes(self.sides, *self._readable(pair))
                rows += [(pair.new, self._as_carried_away(pair.new, entry)) for entry in changed]
        for part in self.comparison.added:
            if part.plan is not plan or not self._takes(part):
                continue
            came = self._carried_here(part) if part.kind == "action" else None
            if came is not None:
                rows.append((part, came))
            elif part.is_plan or part.above in self.sides.pair_of:
                # what came with something new is told with it
                rows.append((part, describe_added(self.sides, part, self.took.get(part))))
        mine = self.plan_pairs.get(id(plan))
        for removed in self.comparison.removed:
            if mine is not None and removed.part.plan is mine.old.plan and self._takes(removed.part):
                rows.append((removed.part, describe_removed(self.sides, removed)))
        rows += self._silenced(plan)
        left = [
            pair
            for pair in self.elsewhere
            if mine is not None and pair.old.plan is mine.old.plan and pair.new.plan is not plan
        ]
        rows += [(pair.new, describe_gone(pair)) for pair in left if self._takes(pair.new)]
        return rows

    def _as_carried_away(self, part: Part, entry: ChangeEntry) -> ChangeEntry:
        """What is told of an action; where it was ended since and is carried on in another plan, that it went there."""
        if entry.heading != "ended":
            return entry
        way = self.carrying.of(self.sides.now(part))
        if way is None or all(one.plan is part.plan for one in way.ends):
            return entry
        return describe_carried_away(entry, way)

    def _carried_here(self, part: Part) -> ChangeEntry | None:
        """That a new action is carried on from another plan, and from where it stood before; None where it is not, or
        where it is carried on itself.
        """
        way = self.carrying.of(self.sides.now(part))
        if way is None or part.address not in [one.address for one in way.ends]:
            return None
        before = (self.sides.pair_of.get(self.here[one.address]) for one in way.stations if one.address in self.here)
        was = next((pair.old for pair in before if pair is not None), None)
        return describe_carried_here(part, way, was) if was is not None and was.plan.id != part.plan.id else None

    def _silenced(self, plan: Plan) -> Iterator[tuple[Part, ChangeEntry]]:
        """Every allowance that only one side has: what s11 would say, and was told not to, or may say again."""
        mine = self.plan_pairs.get(id(plan))
        before = self._allowances(mine.old.plan) if mine is not None else ()
        put_in, taken_away = put_in_and_taken_away(before, self._allowances(plan), self.new_of)
        sentences = [(one.part, one.sentence("was silenced", "were silenced")) for one in put_in]
        sentences += [(one.part, one.sentence("is no longer silenced", "are no longer silenced")) for one in taken_away]
        return (
            (part, ChangeEntry("other", part.address, "", part.label, part.words, sentence))
            for part, sentence in sentences
            if self._takes(part)
        )

    def _allowances(self, plan: Plan) -> tuple[Silenced, ...]:
        """The allowances in a plan's file, each with the part that it stands at."""
        parts = (part for part in (*self.new, *self.lost, *self.new_of) if part.plan is plan)
        return silenced_in(self.loaded[id(plan)], self.register, self.vantage, parts)

    def _quiet(self, loaded: PlanFile) -> list[tuple[Part, Finding]]:
        """The findings on the edit of a plan, each with the part that it stands at; on what is gone, with that."""
        findings = [finding for finding in self.quiet if finding.plan == loaded.source.id]
        if not findings:
            return []
        side = self._side(loaded)
        at = {side.path(part): part for part in self.new if part.plan is loaded.plan}
        placed = []
        for finding in findings:
            lost = next((part for part in self.lost if part.address == finding.about), None)
            path = finding.path
            while path not in at:
                path = path[:-1]
            placed.append((lost or at[path], finding))
        return placed

    def _lead(self, part: Part) -> str:
        """Who answers for a part; '' where nobody does, and of a plan."""
        if part.is_plan:
            return ""
        own = part.dated.lead
        if part.kind != "recommendation" and not own:
            action = part.within(2)
            own = (self.sides.now if part in self._now else self.sides.then)(action).lead
        return names(part.plan, own) if own else ""

    # which way it went

    def travel(self, plan: Plan) -> Travel:
        """How many of a plan's actions stand better, the same and worse than at the base, and what is late on either
        side.
        """
        actions = [part for part in self._actions(plan) if self._takes(part)]
        pairs = [self.sides.pair_of[part] for part in actions if part in self.sides.pair_of]
        then, now = [self.sides.then(pair.old) for pair in pairs], [self.sides.now(pair.new) for pair in pairs]
        removed = [self.sides.then(part) for part in self._lost_actions(plan) if self._takes(part)]
        added = [self.sides.now(part) for part in actions if part not in self.sides.pair_of and part not in self.lost]
        ways = [self.sides.way(pair) for pair in pairs]
        apart = Counter(way.apart for way in ways if way.apart)
        counted = [way.as_checked for way in ways if not way.apart]
        by_days = sum(
            not way.apart and way.as_checked < 0 and self.sides.untouched(pair.old).checked == new.checked
            for way, pair, new in zip(ways, pairs, now, strict=True)
        )
        # what would stand worse, had nobody moved its terms or taken it out
        held = sum(way.on_old_terms < 0 <= way.as_checked for way in ways) + sum(
            direction(self.sides.then(part), self.sides.untouched(part)) < 0
            for part in self._lost_actions(plan)
            if self._takes(part)
        )
        before, after = [*then, *removed], [*now, *added]
        return Travel(
            self.base.since(plan.id),
            sum(way > 0 for way in counted),
            sum(way == 0 for way in counted),
            sum(way < 0 for way in counted),
            apart.total(),
            apart["by_date"],
            apart["by_pieces"],
            apart["by_terms"],
            apart["restated"],
            apart["ended"],
            apart["proposed"],
            held,
            by_days,
            len(added),
            len(removed),
            sum(standing.late for standing in before),
            sum(standing.late for standing in after),
            _late_things(before),
            _late_things(after),
        )


def _number(part: Part) -> str:
    """What a part is called by in its plan: '5.4 evidence 2'; what has no number by its label."""
    if len(part.at) < 2:
        return part.label
    number = part.within(2).id or part.within(2).label
    return f"{number} {part.called}" if part.is_piece else number


def _broke_off(loaded: PlanFile) -> bool:
    return loaded.plan is None or loaded.document.cut_at is not None


def _late_things(standings: Iterable[Standing]) -> int:
    return sum(thing.timing == "late" for standing in standings for thing in standing.outstanding)


def _beside(
    rows: list[tuple[Part, ChangeEntry]], quiet: list[tuple[Part, Finding]]
) -> tuple[list[ChangeEntry], tuple[UnexplainedEdit, ...]]:
    """The changes, each with the quiet edits that belong to it; and those that belong to no one of them."""
    quiet_at: dict[int, list[UnexplainedEdit]] = {}
    left = []
    for part, finding in quiet:
        mine = [number for number, (of, _) in enumerate(rows) if of is part]
        headings = BY_CODE[finding.code].headings
        likely = sorted(
            (number for number in mine if rows[number][1].heading in headings),
            key=lambda number: headings.index(rows[number][1].heading),
        )
        edit = UnexplainedEdit(finding.code, finding.level, BY_CODE[finding.code].name, finding.message, finding.hint)
        if likely or (mine and part.at):
            quiet_at.setdefault((likely or mine)[0], []).append(edit)
        else:
            left.append(edit._replace(label=part.label, number=_number(part), text=part.words))
    return [row._replace(quiet=tuple(quiet_at.get(number, ()))) for number, (_, row) in enumerate(rows)], tuple(left)
