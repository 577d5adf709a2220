"""Which thing on the one side is which on the other.

Plans by id; one whose id is gone is followed to the new plan that holds most of it, if half of it stands in new plans.
Recommendations and actions by id where the text is equal; then by equal text under the same recommendation and in the
plan, equal texts in order; then by id where the text is plainly the same, so that two alike whose ids were exchanged
are not two reworded ones; then by equal text in other plans; at last, within the plan, by text that is plainly the
same. Evidence and milestones by link, then by text as actions are. What is left on the old side was removed, unless a
file that should hold it cannot be read whole and its words still stand there.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Iterator

from s11.change.records import Part, Removed
from s11.change.similarity import Folded, folded, is_plainly_same, likeness, same_text, squeezed, words_of
from s11.plan import Plan, PlanFile, PlanFiles

ANYWHERE = None


class Matching:
    """Every part of both sides, and which old one is which new one."""

    def __init__(self, old: PlanFiles, new: PlanFiles):
        self.old = [part for plan in old.plans for part in parts_of(plan)]
        self.new = [part for plan in new.plans for part in parts_of(plan)]
        self.new_of: dict[Part, Part] = {}
        self.old_of: dict[Part, Part] = {}
        self.beneath: dict[Part, list[Part]] = defaultdict(list)
        self._vocabularies: dict[int, frozenset[str]] = {}
        self._at: dict[str, Part] | None = None
        for part in self.old:
            if part.at:
                self.beneath[part.above].append(part)
        # a file of which nothing could be read says nothing about what it once held
        self.unread = {loaded.source.id for loaded in new.files if loaded.plan is None}
        self.written = _Written(loaded for loaded in new.files if not loaded.whole)
        self._match_plans()
        for level in (1, 2):
            self._match_by_id(level, same_text)
            self._match_by_text(level, range(level - 1, -1, -1))
            self._match_by_id(level, is_plainly_same)
            self._match_by_text(level, (ANYWHERE,))
            for parent in range(level - 1, -1, -1):
                self._match_alike(level, parent)
        self._match_pieces()

    def follow(self, address: str) -> str:
        """The address that what stood at an old address has now; the same where nothing stood there, or it is gone."""
        if self._at is None:
            self._at = {}
            for part in self.old:
                self._at.setdefault(part.address, part)
        stood = self._at.get(address)
        return self.new_of[stood].address if stood is not None and stood in self.new_of else address

    def same(self, old: Part, new: Part, level: int) -> bool:
        """Whether the one's plan (0), recommendation (1) or action (2) is the other's."""
        return self.new_of.get(old.within(level)) is new.within(level)

    def vocabulary(self, plan: Plan) -> frozenset[str]:
        """The words that a plan uses more than once: none of them is a slip of the hand."""
        known = self._vocabularies.get(id(plan))
        if known is None:
            texts = [
                text
                for part in self.old
                if part.plan is plan
                for text in (part.words, part.measured, getattr(part.record, "note", ""))
            ]
            known = self._vocabularies[id(plan)] = frozenset(
                word for word, count in words_of(texts).items() if count > 1
            )
        return known

    # finding pairs

    def _match(self, old: Part, new: Part) -> None:
        self.new_of[old], self.old_of[new] = new, old

    def _old(self, level: int) -> list[Part]:
        return [part for part in self.old if len(part.at) == level and part not in self.new_of]

    def _new(self, level: int) -> list[Part]:
        return [part for part in self.new if len(part.at) == level and part not in self.old_of]

    def _match_plans(self) -> None:
        come = {part.plan.id: part for part in reversed(self._new(0))}
        for part in self._old(0):
            if part.plan.id in come:
                self._match(part, come.pop(part.plan.id))
        gone = [part for part in self._old(0) if part.plan.id not in self.unread]
        if gone and come:
            self._follow_plans(gone, list(come.values()))

    def _follow_plans(self, gone: list[Part], come: list[Part]) -> None:
        held = [(part, _texts(part.plan)) for part in come]
        candidates = []
        for order, old in enumerate(gone):
            own = _texts(old.plan)
            kept: Counter[Folded] = Counter()
            for _, texts in held:
                kept |= own & texts
            if kept.total() * 2 < own.total():
                continue
            candidates += [
                (-(own & texts).total(), not same_text(old.words, new.words), order, number, old, new)
                for number, (new, texts) in enumerate(held)
                if own & texts
            ]
        self._match_best(candidates)

    def _match_by_id(self, level: int, alike: Callable[[str, str], bool]) -> None:
        waiting: dict[Hashable, list[Part]] = defaultdict(list)
        for part in self._new(level):
            if part.id:
                waiting[part.within(0), part.id].append(part)
        for part in self._old(level):
            others = waiting.get((self.new_of.get(part.within(0)), part.id), ())
            # where its words could not be read, the id is all there is to go by
            same = next(
                (
                    other
                    for other in others
                    if other not in self.old_of
                    and (not part.words or not other.words or alike(part.words, other.words))
                ),
                None,
            )
            if same is not None:
                self._match(part, same)

    def _match_by_text(self, level: int, parents: Iterable[int | None]) -> None:
        for parent in parents:
            self._match_by_key(level, parent, _text_of)

    def _match_pieces(self) -> None:
        # evidence with evidence, milestones with milestones; two may have one link or one text: what else they say
        # tells them apart
        for key in (
            lambda part: part.piece,
            _link_and_text_of,
            lambda part: part.piece.link or None,
            _text_and_dates_of,
            _text_of,
        ):
            self._match_by_key(3, 2, key)
        self._match_by_place()
        self._match_alike(3, 2)
        for parent in (1, 0, ANYWHERE):
            self._match_by_key(3, parent, _text_of)
        # a dated step that stood under evidence for want of a place may become a milestone, and the other way round
        self._match_by_key(3, 2, _text_of, across=True)

    def _match_by_place(self) -> None:
        """Evidence and milestones go by their numbers as actions do by their ids, where the text is plainly one."""
        left: dict[tuple[Part | None, str], Part] = {(part.above, part.called): part for part in self._new(3)}
        for part in self._old(3):
            other = left.get((self.new_of.get(part.above), part.called))
            if other is not None and is_plainly_same(part.words, other.words):
                self._match(part, other)

    def _match_by_key(
        self, level: int, parent: int | None, key: Callable[[Part], Hashable], across: bool = False
    ) -> None:
        """Pair what has the same key within the same parent of a level, in order; ``across``: also of another kind."""
        waiting: dict[Hashable, deque[Part]] = defaultdict(deque)
        for part in self._new(level):
            waiting[None if parent is None else part.within(parent), across or part.kind, key(part)].append(part)
        for part in self._old(level):
            home = None if parent is None else self.new_of.get(part.within(parent))
            own = key(part)
            if (
                own is not None
                and (parent is ANYWHERE or home is not None)
                and waiting.get((home, across or part.kind, own))
            ):
                self._match(part, waiting[home, across or part.kind, own].popleft())

    def _match_alike(self, level: int, parent: int) -> None:
        waiting: dict[Hashable, list[Part]] = defaultdict(list)
        for part in self._new(level):
            waiting[part.within(parent), part.kind, folded(part.words)[1:]].append(part)
        self._match_best(
            (-alike, part.at, other.at, part.plan.id, part, other)
            for part in self._old(level)
            for other in waiting.get((self.new_of.get(part.within(parent)), part.kind, folded(part.words)[1:]), ())
            if (alike := likeness(part.words, other.words))
        )

    def _match_best(self, candidates: Iterable[tuple[float, Hashable, Hashable, Hashable, Part, Part]]) -> None:
        for *_, old, new in sorted(candidates, key=lambda each: each[:4]):
            if old not in self.new_of and new not in self.old_of:
                self._match(old, new)

    # what is left

    def removed(self) -> Iterator[Removed]:
        """What is no longer there; what went with something else is told with it."""
        reported: set[Part] = set()
        for part in self.old:
            if part in self.new_of:
                continue
            if part.at and part.above in reported:
                reported.add(part)
                continue
            if self._still_stands(part):
                continue
            gone = tuple(other for other in self._under(part) if other.kind == "action" and other not in self.new_of)
            if part.kind != "recommendation" or not any(other in self.new_of for other in self.beneath.get(part, ())):
                reported.add(part)
                yield Removed(part, self._surviving(part), gone)
            else:
                # its actions live on elsewhere: those that do not are losses of their own
                yield Removed(part, self._surviving(part))

    def reused(self, added: Iterable[Part]) -> Iterator[tuple[Part, Part]]:
        """Ids that were taken from what no longer stands in the plan, by something else."""
        before: dict[Hashable, Part] = {}
        for part in self.old:
            if part.kind in ("recommendation", "action"):
                before.setdefault((self.new_of.get(part.within(0)), part.kind, part.id), part)
        for part in added:
            old = before.get((part.within(0), part.kind, part.id)) if 1 <= len(part.at) <= 2 else None
            if old is not None and (old not in self.new_of or self.new_of[old].within(0) is not part.within(0)):
                yield old, part

    def _still_stands(self, part: Part) -> bool:
        """Whether nothing may be concluded from its absence: what should hold it could not be read whole."""
        if part.plan.id in self.unread:
            return True
        if part.kind != "plan":
            return self.written.holds(part)
        parts = [other for other in self._under(part) if not other.is_piece]
        return sum(self.written.holds(other) for other in parts) * 2 >= max(len(parts), 1)

    def _under(self, part: Part) -> Iterator[Part]:
        for other in self.beneath.get(part, ()):
            yield other
            yield from self._under(other)

    def _surviving(self, part: Part) -> Part | None:
        around = (part.within(level) for level in range(len(part.at) - 1, -1, -1))
        return next((self.new_of[above] for above in around if above in self.new_of), None)


class _Written:
    """The words of files that could not be read whole."""

    def __init__(self, broken: Iterable[PlanFile]):
        self.texts = [squeezed(loaded.document.text) for loaded in broken]

    def holds(self, part: Part) -> bool:
        # the break itself may lie in the midst of a text: then one half of it is whole
        words = squeezed(part.words)
        halves = (words[: len(words) // 2], words[len(words) // 2 :])
        return any(half in text for text in self.texts for half in halves)


def parts_of(plan: Plan) -> Iterator[Part]:
    """A plan and everything that stands in it, in its order."""
    whole = Part(plan)
    yield whole
    for r, recommendation in enumerate(plan.recommendations):
        above = Part(plan, (r,), whole, recommendation)
        yield above
        for a, action in enumerate(recommendation.actions):
            part = Part(plan, (r, a), above, recommendation, action)
            yield part
            for e, piece in enumerate(action.pieces):
                yield Part(plan, (r, a, e), part, recommendation, action, piece)


def _text_of(part: Part) -> Hashable:
    return folded(part.words) if part.words else None


def _link_and_text_of(part: Part) -> Hashable:
    return (part.piece.link, _text_of(part)) if part.piece.link else None


def _text_and_dates_of(part: Part) -> Hashable:
    timescale = part.piece.timescale
    return _text_of(part), timescale and (timescale.kind, timescale.due, timescale.every, timescale.dues)


def _texts(plan: Plan) -> Counter[Folded]:
    texts = Counter(folded(recommendation.text) for recommendation in plan.recommendations)
    texts.update(folded(action.text) for _, action in plan.actions())
    return texts
