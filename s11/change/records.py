"""What changed, as typed records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, ClassVar, TypeVar

from s11.frozen import dataclass
from s11.plan import Action, DateChange, Entry, Evidence, Plan, Recommendation
from s11.standing import gives_a_day
from s11.when import Timescale

KINDS = ("plan", "recommendation", "action", "evidence", "milestone")
T = TypeVar("T")
# worst first; 'ended' is better than open and no better than done
RATINGS = ("off_track", "at_risk", "unrated", "not_started", "on_track", "ended", "completed", "verified")
DATED = ("progress", "completed", "revised", "signed_off", "ended", "received")
# minutes come late; what is entered a quarter after what was entered before it is another thing
LONG_DAYS = 92


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """A plan, recommendation, action, piece of evidence or milestone on one side; ``at`` counts the way to it from 0,
    all pieces of an action together.

    ``recommendation``, ``action`` and ``piece`` are it or hold it; what neither is nor holds it raises LookupError.
    """

    plan: Plan
    at: tuple[int, ...] = ()
    _above: Part | None = None
    _recommendation: Recommendation | None = None
    _action: Action | None = None
    _piece: Evidence | None = None

    @property
    def above(self) -> Part:
        return _given(self._above)

    @property
    def recommendation(self) -> Recommendation:
        return _given(self._recommendation)

    @property
    def action(self) -> Action:
        return _given(self._action)

    @property
    def piece(self) -> Evidence:
        return _given(self._piece)

    @property
    def is_piece(self) -> bool:
        """Whether it is evidence or a milestone."""
        return self._piece is not None

    @property
    def is_plan(self) -> bool:
        return not self.at

    @property
    def kind(self) -> str:
        return self._piece.of if self._piece is not None else KINDS[len(self.at)]

    @property
    def record(self) -> Plan | Recommendation | Action | Evidence:
        return self._piece or self._action or self._recommendation or self.plan

    @property
    def dated(self) -> Recommendation | Action | Evidence:
        """The same of what may have a date and leads: anything but a plan."""
        return self._piece or self._action or self.recommendation

    @property
    def rated(self) -> Recommendation | Action:
        """The same of what has an id and may have a rating: a recommendation or an action."""
        return self._action or self.recommendation

    @property
    def id(self) -> str:
        return self.rated.id if self.at else self.plan.id

    @property
    def words(self) -> str:
        """Its own words: its text, of a plan its title."""
        return self.dated.text if self.at else self.plan.title

    @property
    def measured(self) -> str:
        """What the measure of an action says; '' where it has none, and of anything else."""
        return self.action.measure.text if self.kind == "action" and self.action.measure is not None else ""

    def entries(self, field: str) -> tuple[Entry, ...]:
        """A field's entries, whether it holds several, one or none; ``readings`` are those of its measure."""
        holder = self._action.measure if field == "readings" and self._action is not None else self.record
        held: Entry | tuple[Entry, ...] | None = getattr(holder, field, None)
        return held if isinstance(held, tuple) else () if held is None else (held,)

    @property
    def newest_entry(self) -> date | None:
        """The day of the newest of its dated entries, whatever was entered."""
        return max((entry.date for field in DATED for entry in self.entries(field)), default=None)

    @property
    def address(self) -> str:
        if self._action is not None:
            return self.plan.address(self._action, self.at[2] if self.is_piece else None)
        return self.plan.address_of(self.recommendation) if self.at else self.plan.id

    @property
    def label(self) -> str:
        """The plan's own words for it: 'Learning Point 1, action 1.1, evidence 2', or '…, milestone 1'."""
        phrases = [f"{self.plan.calls_it} {self.recommendation.id}" if self.at else "The plan"]
        phrases += [f"action {self._action.id}"] if self._action is not None else []
        phrases += [self.called] if self.is_piece else []
        return ", ".join(phrases)

    @property
    def called(self) -> str:
        """A piece of an action by its number among its kind: 'evidence 2', 'milestone 1'."""
        return f"{self.piece.of} {self.action.number(self.at[2])}"

    def within(self, level: int) -> Part:
        """The part of a level that holds this one: 0 its plan, 1 its recommendation, 2 its action."""
        part = self
        while len(part.at) > level:
            part = part.above
        return part


def _given(held: T | None) -> T:
    if held is None:
        raise LookupError("no such part holds this one")
    return held


class ChangeOfField:
    """A change of the one field that it names."""

    __slots__ = ()

    if TYPE_CHECKING:
        field: str

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.field,)


@dataclass(frozen=True, slots=True)
class DateMove:
    """A timescale that reads otherwise; ``revised`` are the changes entered with it.

    Of an action it is the timescale that holds for it: ``old`` or ``new`` may stand on its recommendation.
    """

    fields: ClassVar[tuple[str, ...]] = ("timescale", "revised")
    old: Timescale | None
    new: Timescale | None
    revised: tuple[DateChange, ...]
    chained: bool

    @property
    def first(self) -> bool:
        """Whether no day was due before, so that nothing was moved."""
        return not gives_a_day(self.old)

    @property
    def corrected(self) -> bool:
        """Whether what was entered with it only puts right what was wrong when it was written."""
        return bool(self.revised) and all(revision.corrects for revision in self.revised)


@dataclass(frozen=True, slots=True)
class TextChange(ChangeOfField):
    """Text, measure, baseline or target in other words; ``slight``: the same words, or one of them mended;
    ``redacted``: words were only taken out.

    ``entered``: the text is a record, and it says in the same edit that words were taken out, whether or not only that
    was done.
    """

    field: str
    old: str
    new: str
    slight: bool
    redacted: bool = False
    entered: bool = False

    @property
    def withheld(self) -> bool:
        """Whether the old words are not to be said again."""
        return self.redacted or self.entered


@dataclass(frozen=True, slots=True)
class RatingChange:
    """A rating that stands for another state. ``carried``: both are the recommendation's, where it is told."""

    fields: ClassVar[tuple[str, ...]] = ("rag",)
    old_word: str
    new_word: str
    old: str
    new: str
    carried: bool

    @property
    def up(self) -> bool:
        """Whether it stands for a better state."""
        return RATINGS.index(self.new) > RATINGS.index(self.old)


@dataclass(frozen=True, slots=True)
class LeadChange:
    """Other leads. ``carried``: both are the recommendation's, where it is told."""

    fields: ClassVar[tuple[str, ...]] = ("lead",)
    old: tuple[str, ...]
    new: tuple[str, ...]
    carried: bool


@dataclass(frozen=True, slots=True)
class EntryChange(ChangeOfField):
    """The dated entries of one field: those added, those gone, and those that read otherwise (before, after).

    Apart from these, since they leave the record what it was: ``mended`` differ in one mended word, ``redacted`` in
    words that were taken out and say so, ``filled`` were only completed by what they lacked; of ``known`` only the
    month was known before, and the day of it is now. ``weighs``: entries of this field may bear on how something
    stands.
    """

    field: str
    added: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    altered: tuple[tuple[Entry, Entry], ...]
    mended: tuple[tuple[Entry, Entry], ...] = ()
    redacted: tuple[tuple[Entry, Entry], ...] = ()
    filled: tuple[tuple[Entry, Entry], ...] = ()
    known: tuple[tuple[Entry, Entry], ...] = ()
    weighs: bool = True

    @property
    def bears(self) -> bool:
        """Whether it may bear on how something stands: no request does, nor a mended or redacted entry."""
        return self.weighs and bool(self.added or self.removed or self.altered or self.known)


@dataclass(frozen=True, slots=True)
class IdChange:
    """Another id.

    ``whole``: with its recommendation and all that one's actions, texts equal; ``elsewhere``: in another plan.
    """

    fields: ClassVar[tuple[str, ...]] = ()
    old: str
    new: str
    whole: bool
    elsewhere: bool


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """It stands under another action, recommendation or plan: the addresses of both."""

    fields: ClassVar[tuple[str, ...]] = ()
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class LegendChange:
    """Words of the legend that stand for another state: word, before, after; '' where it had or has none."""

    fields: ClassVar[tuple[str, ...]] = ("rag",)
    words: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class FieldChange(ChangeOfField):
    """Any other field that says something else."""

    field: str
    old: object
    new: object


Change = (
    DateMove
    | TextChange
    | RatingChange
    | LeadChange
    | EntryChange
    | IdChange
    | PlaceChange
    | LegendChange
    | FieldChange
)
C = TypeVar("C", bound=Change)


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """One thing on both sides, and how it differs."""

    old: Part
    new: Part
    changes: tuple[Change, ...] = ()

    def all(self, kind: type[C]) -> Iterator[C]:
        return (change for change in self.changes if isinstance(change, kind))

    def one(self, kind: type[C], field: str = "") -> C | None:
        """The change of a kind, where there are several of the kind that of a field."""
        return next(
            (
                change
                for change in self.all(kind)
                if not field or (isinstance(change, ChangeOfField) and change.field == field)
            ),
            None,
        )

    def added(self, field: str) -> tuple[Entry, ...]:
        """The entries that were added to a field."""
        entered = self.one(EntryChange, field)
        return entered.added if entered else ()


@dataclass(frozen=True, slots=True, eq=False)
class Removed:
    """What is no longer there, the actions that went with it, and its nearest parent that still stands."""

    part: Part
    parent: Part | None
    actions: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two readings. ``reused``: what an id stood for, and what took it."""

    pairs: tuple[Pair, ...]
    added: tuple[Part, ...]
    removed: tuple[Removed, ...]
    reused: tuple[tuple[Part, Part], ...]
