"""What a rule about an edit is shown.

One plan as it stands now, what changed in it, and both sides judged on one day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from s11.change import Change, DateMove, EntryChange, Pair, Part, Removed, Standings, chains, is_reason
from s11.english import join_words, number_of
from s11.frozen import dataclass
from s11.plan import (
    AskedReturns,
    DateChange,
    Ended,
    Entry,
    Plan,
    PlanFile,
    PlanFiles,
    Progress,
    SignedOff,
    fold_word,
    own_leads,
    same_person,
    to_be_confirmed,
)
from s11.rules.rule import RuleContext
from s11.standing import Standing
from s11.text import Path
from s11.when import Vantage, day_words

C = TypeVar("C", bound=Change)


@dataclass(frozen=True, slots=True)
class Side:
    """One plan on one side of the edit: where its parts stand in the file, and how its actions stand on the day.

    Where only places are asked for, there are no ``standings``.
    """

    case: RuleContext
    paths: Mapping[tuple[int, ...], Path]
    standings: Standings

    @classmethod
    def of(
        cls, loaded: PlanFile, register: PlanFiles, vantage: Vantage, standings: Standings = MappingProxyType({})
    ) -> Side:
        if loaded.plan is None:
            raise LookupError(f"{loaded.source.name} holds no plan")
        case = RuleContext(loaded, loaded.plan, tuple(standings.values()), register, vantage)
        paths: dict[tuple[int, ...], Path] = {(): ()}
        actions = case.actions()
        for r, (above, recommendation) in enumerate(case.recommendations()):
            paths[r,] = above
            for a, _ in enumerate(recommendation.actions):
                paths[r, a] = next(actions)[0]
        return cls(case, paths, standings)

    def path(self, part: Part) -> Path:
        """Where a part stands in the file."""
        return (
            self.case.piece_path(self.paths[part.at[:2]], part.action, part.at[2])
            if part.is_piece
            else self.paths[part.at]
        )

    def line(self, part: Part) -> int:
        document = self.case.document
        return document.place(document.key_span(self.path(part))).line

    def in_doubt(self, part: Part) -> bool:
        """Whether something on which an action's standing rests could not be read."""
        path, document = self.path(part), self.case.document
        if document.cut_at is not None and (document.cut_path[: len(path)] == path or not document.has(("rag",))):
            return True
        return any(
            doubt[: len(path)] == path
            or doubt[:1] in (("rag",), ("agreed",), ("as_at",), ("source",))
            or (doubt[:2] == path[:2] and doubt[2:3] != ("actions",))
            for doubt in self.case.loaded.doubts
        )


@dataclass(frozen=True, slots=True)
class EditContext:
    """Everything a check of an edit may look at. Pure: it reads no file, asks no clock and knows no other rule.

    ``faulted``: the places that other rules have already found fault with, with code and level. ``gone``: the plan
    itself was removed, and ``now`` is then what it was. ``became``: what each part that still stands is now, by its
    plan and place before; ``sides_now``: the plans in which they are.
    """

    now: Side
    sides: Mapping[int, Side]
    sides_now: Mapping[int, Side] = field(default_factory=dict)
    became: Mapping[tuple[int, tuple[int, ...]], Part] = field(default_factory=dict)
    pair_of: Mapping[Part, Pair] = field(default_factory=dict)
    parts: Mapping[tuple[int, ...], Part] = field(default_factory=dict)
    pairs: tuple[Pair, ...] = ()
    removed: tuple[Removed, ...] = ()
    reused: tuple[tuple[Part, Part], ...] = ()
    gone: bool = False
    faulted: tuple[tuple[str, Path, str], ...] = ()

    @property
    def case(self) -> RuleContext:
        return self.now.case

    @property
    def plan(self) -> Pair | None:
        """The plan itself on both sides; None where it is new."""
        part = self.parts.get(())
        return self.pair_of.get(part) if part is not None else None

    def actions(self) -> Iterator[tuple[Path, Pair]]:
        """Every action that was there before, with its path in the file."""
        return ((self.now.path(pair.new), pair) for pair in self.pairs if pair.new.kind == "action")

    def changed(self, kind: type[C]) -> Iterator[tuple[Path, Pair, C]]:
        """Every change of a kind, with the path of what changed."""
        for pair in self.pairs:
            for change in pair.all(kind):
                yield self.now.path(pair.new), pair, change

    def before(self, part: Part) -> Side:
        """The side on which a part stood."""
        return self.sides[id(part.plan)]

    def standings(self, pair: Pair) -> tuple[Standing, Standing]:
        """An action's standing as it was and as it is, both on the same day."""
        return self.before(pair.old).standings[pair.old.at], self.now.standings[pair.new.at]

    # what was recorded in the same edit

    def added(self, part: Part, field: str) -> tuple[Entry, ...]:
        """The entries that this edit added to a field, and that lie on or before the day; also those whose month is not
        over, and whose day is known now.
        """
        pair, day = self.pair_of.get(part), self.case.vantage.as_of
        entries = pair.added(field) if pair is not None else self._brought(part, field)
        entered = pair.one(EntryChange, field) if pair is not None else None
        entries += tuple(after for before, after in entered.known if before.date > day) if entered is not None else ()
        known = pair.old.entries(field) if pair is not None else ()
        return tuple(entry for entry in entries if entry.date <= day and _is_new_note(entry, known))

    def _brought(self, part: Part, field: str) -> tuple[Entry, ...]:
        """The entries of what is new.

        A plan split off another may have taken notes along, and these say nothing new.
        """
        entries = part.entries(field)
        if part.kind != "plan" or not entries:
            return entries
        known = [entry for pair in self.pairs for entry in pair.old.within(0).entries(field)]
        return tuple(entry for entry in entries if entry not in known)

    def noted(self, pair: Pair) -> bool:
        """Whether progress was noted: on the action, of a recommendation or the plan on the plan."""
        return bool(self.added(pair.new.within(2 if len(pair.new.at) >= 2 else 0), "progress"))

    def noted_as(self, pair: Pair, how: str) -> bool:
        """Whether a note was added that is only about one thing: that another leads, that words were taken out."""
        part = pair.new.within(2 if len(pair.new.at) >= 2 else 0)
        known, day = self.pair_of.get(part), self.case.vantage.as_of
        added = known.added("progress") if known is not None else part.entries("progress")
        return any(isinstance(entry, Progress) and entry.how == how and entry.date <= day for entry in added)

    def noted_on_plan(self) -> bool:
        plan = self.parts.get(())
        return plan is not None and bool(self.added(plan, "progress"))

    def shown(self, pair: Pair) -> bool:
        """Whether a completion or receipt was recorded for an action, its recommendation's completion included."""
        if pair.new.kind == "recommendation":
            return bool(self.added(pair.new, "completed"))
        carried = (
            pair.new.action.timescale is None
            and not pair.new.action.completed
            and self.added(pair.new.above, "completed")
        )
        return bool(
            self.added(pair.new, "completed")
            or carried
            or any(self.added(piece, "received") for piece in self.pieces(pair.new))
        )

    def ended(self, pair: Pair) -> bool:
        """Whether an action was ended with a reason."""
        return any(isinstance(entry, Ended) and is_reason(entry.why) for entry in self.added(pair.new, "ended"))

    def corrected(self, pair: Pair) -> bool:
        """Whether a date that was wrong when it was written was set right, by an entry that says so, where the date
        that holds stands.

        Like any other change it starts from what stood there: one that starts elsewhere sets nothing right.
        """
        return any(
            self._revised(part)
            and any(isinstance(entry, DateChange) and entry.corrects for entry in self.added(part, "revised"))
            for part in self._dating(pair.new)
        )

    def _dating(self, action: Part) -> tuple[Part, ...]:
        """What an action is dated by: itself, else its recommendation, else its evidence."""
        if action.action.timescale is not None:
            return (action,)
        return (action, action.above) if action.recommendation.timescale is not None else (action, *self.pieces(action))

    def signed(self, pair: Pair) -> bool:
        """Whether somebody signed an action off who led it neither before this edit nor with it."""
        led = [
            (part.plan, lead) for part in (pair.old, pair.new) for lead in own_leads(part.recommendation, part.action)
        ]
        return any(
            isinstance(entry, SignedOff) and not any(same_person(plan, entry.by, lead) for plan, lead in led)
            for entry in self.added(pair.new, "signed_off")
        )

    def is_now(self, old: Part, number: int) -> Part | None:
        """What a piece of evidence or a milestone of an action, by its number from 0, is now, under whatever action of
        whatever plan; None where it is gone.
        """
        return self.became.get((id(old.plan), (*old.at, number)))

    def pieces(self, action: Part) -> Iterator[Part]:
        """The evidence and milestones of an action as they stand now."""
        return (self.parts[*action.at, at] for at in range(len(action.action.pieces)))

    def revised(self, pair: Pair) -> bool:
        """Whether a change of an action's timescale, or of its pieces', was entered that starts from what it was."""
        holders = [pair.new, *self.pieces(pair.new)] + ([pair.new.above] if pair.new.action.timescale is None else [])
        return any(self._revised(part) for part in holders)

    def _revised(self, part: Part) -> bool:
        pair, entries = (
            self.pair_of.get(part),
            [entry for entry in self.added(part, "revised") if isinstance(entry, DateChange)],
        )
        if pair is None or not entries:
            return False
        moved = pair.one(DateMove)
        return moved.chained if moved is not None else chains(pair.old.dated.timescale, entries)

    def carried_by(self, pair: Pair) -> list[Pair]:
        """The actions that have their rating from a recommendation, and were there before."""
        return [
            other
            for other in self.pairs
            if other.new.kind == "action" and other.new.above is pair.new and not other.new.action.rag
        ]


@dataclass(frozen=True, slots=True)
class SettingsContext:
    """The council's own ``s11.yaml`` before and after an edit, and how it makes every action stand.

    ``changed``: the path, the words before and the words now of each line that says something else. ``standings``: each
    action as the old settings read it, and as the new ones do; ``readers``: the plans that others may read than before.
    Those of plans that say why are left out. ``asked``: what a round of self-assessments no longer asks for, in words,
    where the round does not say why.
    """

    changed: tuple[tuple[Path, str, str], ...]
    standings: tuple[tuple[Standing, Standing], ...]
    readers: tuple[Plan, ...] = ()
    asked: tuple[str, ...] = ()


def asked_no_longer(before: Sequence[AskedReturns], now: Sequence[AskedReturns], day: date) -> Iterator[str]:
    """What rounds of self-assessments asked for and no longer do: bodies that are gone, days that were put off.

    What a round says of it under 'changes', on or before the day and not before, answers for that round.
    """
    for round in before:
        same = next((one for one in now if (one.standards, one.asked) == (round.standards, round.asked)), None)
        called = f"the round against {round.standards}"
        if same is None:
            yield f"{called} is gone, which asked {number_of(len(round.bodies), 'body', 'bodies')}"
            continue
        reasons = [one.why for one in round.changes]
        if any(one.date <= day and is_reason(one.why, reasons) for one in same.changes if one not in round.changes):
            continue
        names = {fold_word(one.name) for one in same.bodies}
        if gone := [one.name for one in round.bodies if fold_word(one.name) not in names]:
            yield f"{called} no longer asks {join_words(gone)}"
        if round.due_day is not None and (same.due_day is None or same.due_day > round.due_day):
            until = f"by {day_words(same.due_day)}" if same.due_day is not None else "by no day"
            yield f"{called} asked by {day_words(round.due_day)}, and now {until}"


def has_new_note(pair: Pair, day: date) -> bool:
    """Whether anything new was noted on or before a day, in the progress of what is on both sides."""
    return any(
        entry.date <= day and _is_new_note(entry, pair.old.entries("progress")) for entry in pair.added("progress")
    )


def _is_new_note(entry: object, before: Iterable[object]) -> bool:
    """Whether a note says anything, and not only what a note before it said; what is no note says what it is."""
    if not isinstance(entry, Progress):
        return True
    return entry.tells and is_reason(entry.note, (other.note for other in before if isinstance(other, Progress)))


def named(leads: Iterable[str]) -> tuple[str, ...]:
    """The leads that name somebody."""
    return tuple(lead for lead in leads if not to_be_confirmed(lead))
