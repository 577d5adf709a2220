"""What a rule is, and what it is shown.

Apart from the list of rules, so that pages and list never import each other.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from functools import lru_cache, wraps
from typing import TypeVar, cast

from s11.frozen import dataclass
from s11.plan import Action, AnyRegister, CarriedTo, Evidence, Plan, PlanFile, Recommendation
from s11.rules.identifiers import Identifier, identifiers, may_hold_identifiers
from s11.rules.markings import may_mark, sure_marking_in
from s11.standing import Standing, is_open
from s11.text import Document, Mending, Node, Path
from s11.when import Timescale, Vantage, parse_fact_day

T = TypeVar("T")

# what may not be changed may still have to lose a name or a number; said by every rule that asks for one or the other
KEPT_BY_GIT = (
    "git keeps what was ever committed, in files and in the messages of commits: docs/taking-words-out.md says what to "
    "do about that"
)
TAKING_OUT = (
    "write [redacted] in the place of each such word, leave all others as they are, and add 'redacted:' to the "
    f"entry, with 'date:', 'why:' and 'by:'; {KEPT_BY_GIT}"
)


# the headings of ``s11 changes`` under which another rating stands
RATED = ("rated_up", "rated_down", "completed", "verified", "undone", "ended", "resumed")


@dataclass(frozen=True, slots=True)
class RepeatedStyle:
    """One way of writing that a plan keeps to, with the answer to all of it: several hits of it are one finding."""

    name: str
    sentence: Callable[[int], str]
    hint: str


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule fires: a path in the data, what is wrong, and what to type.

    ``path`` names the field concerned, also where it is missing. ``on_key`` puts the place on the key instead of the
    value. ``level`` is the rule's own unless a hit says otherwise. Hits of one ``habit`` are one finding for the plan.
    ``about``: what it is about, where no path leads to it: the address of what is gone, words within a text.
    """

    path: Path
    message: str
    hint: str = ""
    on_key: bool = False
    level: str = ""
    habit: RepeatedStyle | None = None
    about: str = ""


def _once(walk: Callable[[RuleContext], Iterator[T]]) -> Callable[[RuleContext], Iterator[T]]:
    """A walk over the plan that is made once for all rules: sixty pages ask for the same few."""

    @wraps(walk)
    def again(case: RuleContext) -> Iterator[T]:
        if walk not in case.walked:
            case.walked[walk] = tuple(walk(case))
        # each walk has its own type, and only it fills its place
        return iter(cast("tuple[T, ...]", case.walked[walk]))

    return again


@dataclass(frozen=True, slots=True)
class RuleContext:
    """Everything a check may look at. Pure: a check reads no file, asks no clock and knows no other rule."""

    loaded: PlanFile
    plan: Plan
    standings: tuple[Standing, ...]
    register: AnyRegister
    vantage: Vantage
    exists: Callable[[str], bool] | None = None
    standards: Mapping[str, frozenset[str]] = field(default_factory=dict)
    # what was asked once: by the walk that was made, the places of entries by the path of their list, and the pieces of
    # an action by its own
    walked: dict[Callable[[RuleContext], Iterator[object]], tuple[object, ...]] = field(
        default_factory=dict, repr=False, compare=False
    )
    places: dict[Path, tuple[Path, ...]] = field(default_factory=dict, repr=False, compare=False)
    called: dict[Path, list[tuple[Path, str, Evidence]]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def document(self) -> Document:
        return self.loaded.document

    @_once
    def recommendations(self) -> Iterator[tuple[Path, Recommendation]]:
        """Every recommendation with its path in the file."""
        return self._read(("recommendations",), self.plan.recommendations)

    @_once
    def actions(self) -> Iterator[tuple[Path, Recommendation, Action]]:
        """Every action with its path in the file."""
        for path, recommendation in self.recommendations():
            for inner, action in self._read((*path, "actions"), recommendation.actions):
                yield inner, recommendation, action

    @_once
    def judged(self) -> Iterator[tuple[Path, Standing]]:
        """Every action's path with its standing on the day."""
        for (path, _, _), standing in zip(self.actions(), self.standings, strict=True):
            yield path, standing

    @_once
    def open(self) -> Iterator[tuple[Path, Standing]]:
        """Every action that is neither done nor ended nor only proposed."""
        return ((path, standing) for path, standing in self.judged() if is_open(standing))

    def open_with(self, signs: Sequence[str]) -> Iterator[tuple[Path, Standing]]:
        """Every open action in whose words one of some signs stands, in small letters; all are looked through at once
        for signs that stand in none.
        """
        folded = [standing.action.text.casefold() for _, standing in self.open()]
        whole = "\n".join(folded)
        met = [sign for sign in signs if sign in whole]
        for one, text in zip(self.open(), folded, strict=True) if met else ():
            if any(sign in text for sign in met):
                yield one

    @_once
    def grouped(self) -> Iterator[tuple[Path, Recommendation, list[tuple[Path, Standing]]]]:
        """Every recommendation with its path and its judged actions."""
        judged = self.judged()
        for path, recommendation in self.recommendations():
            yield path, recommendation, [next(judged) for _ in recommendation.actions]

    @_once
    def rated(self) -> Iterator[tuple[Path, str, str, list[tuple[Path, Standing]]]]:
        """Every rating that stands in the file: its path, its label, its word, and the actions that carry it."""
        for path, recommendation, actions in self.grouped():
            if recommendation.rag:
                carried = [(inner, standing) for inner, standing in actions if not standing.action.rag]
                yield (*path, "rag"), self.label(recommendation), recommendation.rag, carried
            for inner, standing in actions:
                if standing.action.rag:
                    yield (
                        (*inner, "rag"),
                        self.label(recommendation, standing.action),
                        standing.action.rag,
                        [(inner, standing)],
                    )

    @_once
    def timed(self) -> Iterator[tuple[Path, str, list[tuple[Path, Standing]]]]:
        """Every timescale of an action or recommendation: its path, its label, and the actions that it holds for."""
        for path, recommendation, actions in self.grouped():
            carried = [(inner, standing) for inner, standing in actions if standing.action.timescale is None]
            if recommendation.timescale is not None and carried:
                yield (*path, "timescale"), self.label(recommendation), carried
            for inner, standing in actions:
                if standing.action.timescale is not None:
                    yield (*inner, "timescale"), self.label(recommendation, standing.action), [(inner, standing)]

    @_once
    def holders(self) -> Iterator[tuple[Path, str, Recommendation | Action | Evidence]]:
        """Every recommendation, action and piece, with its path and label: what may have leads and dates."""
        for path, recommendation in self.recommendations():
            yield path, self.label(recommendation), recommendation
            for inner, action in self._read((*path, "actions"), recommendation.actions):
                label = self.label(recommendation, action)
                yield inner, label, action
                for deepest, called, piece in self.pieces(inner, action):
                    yield deepest, f"{label}, {called}", piece

    @_once
    def timescales(self) -> Iterator[tuple[Path, str, Timescale]]:
        """Every timescale that stands in the file, superseded ones among them, with its path and its label."""
        for path, label, record in self.holders():
            if record.timescale is not None:
                yield (*path, "timescale"), label, record.timescale
            for inner, revision in self.entries((*path, "revised"), record.revised):
                if revision.before is not None:
                    yield (*inner, "from"), f"{label}, before it was revised", revision.before
            if isinstance(record, Action) and record.review is not None:
                yield (*path, "review"), f"{label}, review", record.review
        if self.plan.period is not None:
            yield ("period",), "the plan's period", self.plan.period
        if self.plan.control is not None and self.plan.control.next_review is not None:
            yield ("control", "next_review"), "the plan's next review", self.plan.control.next_review

    @_once
    def live_timescales(self) -> Iterator[tuple[Path, str, Timescale]]:
        """Every timescale that still says when something is to be done: not a superseded one, nor one of what is
        completed, received or ended.
        """
        over: set[Path] = set()
        for path, _, actions in self.grouped():
            closed = [inner for inner, standing in actions if standing.timing in ("done", "ended")]
            over.update(closed)
            if actions and len(closed) == len(actions):
                over.add(path)
            for inner, standing in actions:
                for (deepest, _), thing in zip(
                    self.entries((*inner, "evidence"), standing.action.evidence), standing.evidence, strict=False
                ):
                    # what a completed action still owes has a day of its own
                    if standing.timing == "ended" or thing.timing == "done" or (inner in over and thing.due is None):
                        over.add(deepest)
        return (
            (path, label, timescale)
            for path, label, timescale in self.timescales()
            if path[-1] != "from" and path[:-1] not in over
        )

    @_once
    def written(self) -> Iterator[tuple[Path, str | int, str, str]]:
        """Every text of the file, in the order written: the path of what holds it, its key or number there, its words,
        and what they are read as, which is '' for what is no longer than a day. What stands under a key of the plan's
        own is read with the key; where that holds more than words, the key is read by itself.
        """
        texts: list[tuple[Path, str | int, str, str]] = []
        _add_written((), self.document.root, texts)
        return iter(texts)

    @_once
    def markings(self) -> Iterator[tuple[Path, str]]:
        """The first words of each text that are surely those of a marking, with its path; links and web addresses are
        left out.
        """
        texts = [
            (path, step, _WEB_ADDRESS.sub(" ", text) if "://" in text else text)
            for path, step, text, _ in self.written()
            if text and step != "link"
        ]
        for path, step, text in texts if may_mark("\n".join([text for _, _, text in texts])) else ():
            if marking := sure_marking_in(text):
                yield (*path, step), marking

    @_once
    def identifiers(self) -> Iterator[tuple[Path, Identifier]]:
        """Everything in the file by which somebody can surely be known, with its path: in texts, links, ids and
        keys.
        """
        texts = [(path, step, text) for path, step, _, text in self.written() if text]
        for number in may_hold_identifiers([text for _, _, text in texts]):
            path, step, text = texts[number]
            for identifier in identifiers(text):
                if identifier.sure:
                    yield (*path, step), identifier

    def first_of(self, *kinds: str) -> Iterator[tuple[Path, Identifier]]:
        """The first identifier of some kinds at each path."""
        met: dict[Path, Identifier] = {}
        for path, identifier in self.identifiers():
            if identifier.kind in kinds:
                met.setdefault(path, identifier)
        return iter(met.items())

    def label_at(self, path: Path) -> str:
        """The plan's own words for the place where a path lies."""
        for inner, recommendation, action in self.actions():
            if path[: len(inner)] == inner:
                return self.label(recommendation, action)
        return next(
            (
                self.label(recommendation)
                for inner, recommendation in self.recommendations()
                if path[: len(inner)] == inner
            ),
            "The plan",
        )

    def entries(self, path: Path, records: Sequence[T]) -> Iterator[tuple[Path, T]]:
        """The entries of a list field, each with its path; one bare entry stands for a list of one."""
        return zip(self._places(path, records), records, strict=False) if records else iter(())

    def at(self, path: Path, records: Sequence[object], number: int) -> Path:
        """The path of one entry of a list field, counted from 0; without records, the path itself."""
        return self._places(path, records)[number] if records else path

    def _places(self, path: Path, records: Sequence[object]) -> tuple[Path, ...]:
        if path not in self.places:
            self.places[path] = self._places_of(path, records)
        return self.places[path]

    def _places_of(self, path: Path, records: Sequence[object]) -> tuple[Path, ...]:
        node = self.document.node(path)
        if not isinstance(node, list):
            return (path,)
        of_texts = isinstance(records[0], str)
        kept = [
            index
            for index, item in enumerate(node)
            if (_is_words(item) if of_texts else isinstance(item, dict) or _is_day(item))
        ]
        if len(kept) > len(records):
            # an entry that could not be read was left out: of those in doubt the ones that are so nearest to their top
            doubtful = sorted(
                (len(doubt), doubt[len(path)])
                for doubt in self.loaded.doubts
                if doubt[: len(path)] == path and len(doubt) > len(path)
            )
            gone = list(dict.fromkeys(index for _, index in doubtful))[: len(kept) - len(records)]
            kept = [index for index in kept if index not in gone][: len(records)]
        return tuple((*path, index) for index in kept)

    def carried(self, path: Path, places: Sequence[CarriedTo]) -> Iterator[tuple[Path, CarriedTo]]:
        """Where each place stands by which something is carried on: words and bodies may stand in one list."""
        node = self.document.node(path)
        if not isinstance(node, list):
            yield from ((path, place) for place in places)
            return
        kept = [index for index, item in enumerate(node) if isinstance(item, dict) or _is_words(item)]
        yield from (((*path, index), place) for index, place in zip(kept, places, strict=False))

    def keys(self, name: str) -> tuple[str, ...]:
        """The keys that stand under a mapping of the plan ('people'), also where their record could not be read."""
        node = self.document.node((name,))
        return tuple(node) if isinstance(node, dict) else ()

    def unread(self, name: str) -> bool:
        """Whether a top-level field could not be read whole, so that nothing may be concluded from what it lacks."""
        document = self.document
        cut = document.cut_at is not None and (not document.has((name,)) or document.cut_path[:1] == (name,))
        return cut or (name,) in self.loaded.doubts

    def pieces(self, action_path: Path, action: Action) -> Iterator[tuple[Path, str, Evidence]]:
        """An action's evidence, then its milestones, each with its path and name: 'evidence 2', 'milestone 1'."""
        if action_path not in self.called:
            self.called[action_path] = [
                (inner, f"{piece.of} {number}", piece)
                for name, records in (("evidence", action.evidence), ("milestones", action.milestones))
                for number, (inner, piece) in enumerate(self.entries((*action_path, name), records), 1)
            ]
        return iter(self.called[action_path])

    def piece_path(self, action_path: Path, action: Action, at: int) -> Path:
        """The path of a piece of an action, its evidence and milestones counted from 0."""
        own = action.evidence if action.pieces[at].of == "evidence" else action.milestones
        inner = (*action_path, "evidence" if action.pieces[at].of == "evidence" else "milestones")
        if isinstance(self.document.node(inner), dict):
            return inner
        return (*inner, self._kept(inner, len(own))[action.number(at) - 1])

    def label(self, recommendation: Recommendation, action: Action | None = None) -> str:
        """The plan's own words for a place: 'Learning Point 1, action 1.1'."""
        place = f"{self.plan.calls_it} {recommendation.id}"
        return f"{place}, action {action.id}" if action is not None else place

    def _read(self, path: Path, records: Sequence[T]) -> Iterator[tuple[Path, T]]:
        for index, record in zip(self._kept(path, len(records)), records, strict=True):
            yield (*path, index), record

    def _kept(self, path: Path, count: int) -> list[int]:
        if self.document.root is None:
            # a plan that was made from another has no file behind it
            return list(range(count))
        # an entry that is no record at all was left out of the plan, so the file's numbering has gaps
        node = self.document.node(path)
        return [index for index, item in enumerate(node) if isinstance(item, dict)] if isinstance(node, list) else []


_FIELD = re.compile(r"[a-z_]+")
_DAY_LONG = 10
_WEB_ADDRESS = re.compile(r"\bhttps?://\S+")


@lru_cache(maxsize=1024)
def _is_field(key: str) -> bool:
    return _FIELD.fullmatch(key) is not None


def _add_written(path: Path, node: Node | None, texts: list[tuple[Path, str | int, str, str]]) -> None:
    if isinstance(node, dict):
        for key, child in node.items():
            own = "" if _is_field(key) else key
            if isinstance(child, str):
                # what a key of the plan's own explains is read with it: 'DOB: 12 March 2009'
                texts.append((path, key, child, f"{own}: {child}" if own else child if len(child) > _DAY_LONG else ""))
                continue
            if own:
                texts.append((path, own, "", own))
            _add_written((*path, key), child, texts)
    elif isinstance(node, list):
        for at, child in enumerate(node):
            if isinstance(child, str):
                texts.append((path, at, child, child if len(child) > _DAY_LONG else ""))
            else:
                _add_written((*path, at), child, texts)


def _is_words(item: object) -> bool:
    return isinstance(item, str) and bool(item.strip())


def _is_day(item: object) -> bool:
    return isinstance(item, str) and parse_fact_day(item.strip()) is not None


@dataclass(frozen=True, slots=True)
class Example:
    """A small plan that shows a rule. A key of ``text`` replaces the shared head's; ``▸`` marks the place.

    ``before``: the same plan before the edit that the example shows. ``of``: what it is an example of, where that is no
    plan: an assessment.
    """

    text: str
    as_of: str = "2024-06-01"
    beside: Mapping[str, str] = field(default_factory=dict)
    before: str = ""
    of: str = "plan"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule, one page: what it is, why it matters, a bad and a good example, and the check.

    ``days``: the verdict can change merely because days pass. ``gather``: how many places the rule could apply to in a
    plan, and the sentence that says it of all of them at once. ``fix``: what to change so that what stands at a
    finding's path is mended and nothing else means anything else; it raises CannotEdit where that is not certain.
    ``edit``: the rule is about an edit, and its check and gather are shown an ``EditContext``. ``settings``: it is
    about an edit of the council's own ``s11.yaml``, which its examples show, and its check is shown a
    ``SettingsContext``. ``check_edit``: what it asks of an edit besides. ``firm``: it takes no allowance, since what it
    asks for is what other rules take for a reason. ``headings``: those of ``s11 changes`` under which a finding on an
    edit belongs, the likeliest first. ``seen``: where the reason was seen, by name: it stands on the rule's own page
    and on no page that a council publishes. ``check_assessment``: the rule is about self-assessments, which its
    examples show, and this is shown an ``AssessmentContext``. ``check_assessment_edit``: what it asks of an edit of a
    self-assessment, and is shown an ``AssessmentEdit``; ``of_assessments`` says that in one sentence.
    """

    code: str
    name: str
    level: str
    fires: str
    why: str
    bad: Example
    good: Example
    check: Callable[..., Iterable[Hit]] | None = None
    days: bool = False
    gather: Callable[..., tuple[int, str]] | None = None
    edit: bool = False
    settings: bool = False
    check_edit: Callable[..., Iterable[Hit]] | None = None
    firm: bool = False
    headings: tuple[str, ...] = ()
    seen: str = ""
    check_assessment: Callable[..., Iterable[Hit]] | None = None
    check_assessment_edit: Callable[..., Iterable[Hit]] | None = None
    of_assessments: str = ""
    fix: Callable[[Document, Path], Mending] | None = None

    @property
    def fixable(self) -> bool:
        """Whether 's11 lint --fix' may mend what it finds."""
        return self.fix is not None
