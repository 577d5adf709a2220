"""Actions, recommendations and evidence as they are said: in the plan's words and in s11's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from s11.change.phrases import NO_REASON, agreed_words, percent_words
from s11.plan import (
    AnyRegister,
    CarriedTo,
    Control,
    DateChange,
    Done,
    Entry,
    Evidence,
    Field,
    Measure,
    Plan,
    Progress,
    Recommendation,
    Record,
    Redactable,
    fields_of,
    own_address,
)
from s11.standing import (
    Broken,
    Carried,
    Carrying,
    Completion,
    Details,
    DetailStanding,
    PieceStanding,
    Standing,
    Step,
    counted_words,
    disagreement,
    is_lost,
    late_kinds,
    one_state,
)
from s11.view.action_records import (
    ActionView,
    CarriedStep,
    CarriedSums,
    CarriedView,
    DatedNote,
    Detail,
    EvidenceView,
    MeasureView,
    Place,
    ReadingView,
    RecommendationView,
)
from s11.view.counts import DetailPlan, SourceLine
from s11.view.due import action_requests, piece_requests, recommendation_requests
from s11.view.labels import full_name, lead_view, standards_of, theme_heading, title_of
from s11.view.rollup import own_rating
from s11.when import Timescale, day_words, in_quotes, read_as


class Places:
    """What an address stands for, among the plans that were read; ``shown``: the addresses that stand on the page;
    ``follow``: whether actions are followed from plan to plan.
    """

    def __init__(self, register: AnyRegister, shown: frozenset[str] = frozenset(), *, follow: bool = False):
        self.shown = shown
        self._follow = follow
        self._carrying: Carrying | None = None
        self._register = register
        self._details: Details | None = None

    def detail(self, standing: Standing) -> DetailPlan | None:
        """The more detailed plan beneath an action; None where it names none."""
        if not standing.action.detail:
            return None
        if self._details is None:
            self._details = Details(self._register, standing.vantage)
        beneath = self._details.of(standing)
        return self._detail_plan(standing, beneath) if beneath is not None else None

    def _detail_plan(self, standing: Standing, detail: DetailStanding) -> DetailPlan:
        called = self._words(standing.plan, detail.address)
        return DetailPlan(
            standing.address,
            standing.action.id,
            detail.address,
            called if called != detail.address else "",
            detail.state if detail.held else "",
            len(detail.held),
            detail.open,
            detail.late,
            detail.undated,
            detail.words,
            disagreement(standing, detail),
            detail.whole,
            tuple(self._detail_plan(above, one) for above, one in detail.beneath),
            detail.address in self.shown,
        )

    def carried(self, standing: Standing) -> CarriedView | None:
        """The way of an action from plan to plan; None where it goes none, or none is followed."""
        if not self._follow:
            return None
        if self._carrying is None:
            self._carrying = Carrying(self._register, standing.vantage)
        way = self._carrying.of(standing)
        if way is None:
            return None
        return CarriedView(
            tuple(self._step(step, step.standing, self._of(step.standing)) for step in way.earlier),
            tuple(self._step(step, step.to, self._led_to(step), standing) for step in way.later),
            self._of(way.stations[0]),
            carried_sums(way),
            not way.ends,
        )

    def _step(self, step: Step, there: Standing | None, place: Place, of: Standing | None = None) -> CarriedStep:
        ended = step.standing.action.ended
        # how the action itself was ended stands among its own words
        own = step.standing is of and step.how != "closed"
        return CarriedStep(
            place,
            step.standing.address,
            "" if own else step.how,
            None if own else step.on,
            "" if own else step.why + (redaction_words(ended) if ended and step.how != "closed" else ""),
            there.checked if there is not None else "",
            BROKEN_WORDS.get(step.broken, ""),
            is_lost(step),
        )

    def _led_to(self, step: Step) -> Place:
        return Place(NOT_NAMED, "") if step.broken == "not_said" else self._place(step.standing.plan, step.place)

    def _of(self, standing: Standing) -> Place:
        """The place of an action, as it is called from outside its plan."""
        plan, action = standing.plan, standing.action
        return Place(
            f"action {action.id} of {title_of(plan)}: {action.text}",
            standing.address,
            standing.address in self.shown,
        )

    def _plan(self, plan_id: str) -> Plan | None:
        file = self._register.anywhere(plan_id)
        return file.plan if file is not None else None

    def of(self, plan: Plan, carried: Sequence[CarriedTo]) -> tuple[Place, ...]:
        """Where something of a plan is carried on, each place in words."""
        return tuple(self._place(plan, one) for one in carried)

    def _place(self, plan: Plan, carried: CarriedTo) -> Place:
        if not carried.address:
            return Place(carried.body, "")
        address = own_address(plan.id, carried.address)
        called = self._words(plan, address)
        return Place(f"{called}, {carried.body}" if carried.body else called, address, address in self.shown)

    def _words(self, plan: Plan, address: str) -> str:
        name, _, inside = address.partition("#")
        other = plan if name == plan.id else self._plan(name)
        if other is None:
            return address
        within = "" if other is plan else f" of {title_of(other)}"
        if not inside:
            return "this plan" if other is plan else title_of(other)
        for recommendation in other.recommendations:
            if inside == f"rec:{recommendation.id}":
                return f"{other.calls_it} {recommendation.id}{within}: {recommendation.text}"
            for action in recommendation.actions:
                if inside == action.id:
                    return f"action {action.id}{within}: {action.text}"
                if inside.startswith(f"{action.id}/"):
                    piece = next((at for at in range(len(action.pieces)) if other.address(action, at) == address), None)
                    if piece is not None:
                        return (
                            f"{action.pieces[piece].of} {action.number(piece)} of action {action.id}{within}: "
                            f"{action.pieces[piece].text}"
                        )
        return address


NOT_NAMED = "something that is not named"
BROKEN_WORDS: Mapping[Broken, str] = {
    "not_there": "nothing is there, so nobody can follow it",
    "no_action": "it is not said which of its actions carries it on",
    "not_said": "nobody can follow it",
    "outside": "a body whose plans are not kept here",
    "circle": "that leads back, so it is carried on nowhere",
}


def carried_sums(way: Carried) -> CarriedSums:
    """An action over all plans through which it was carried."""
    first, over = way.agreed, bool(way.ends) and all(one.timing in ("done", "ended") for one in way.ends)
    return CarriedSums(way.plans, title_of(first), first.agreed, way.first_due, way.due_now, way.days_later, over)


def addresses_of(plan: Plan, standings: Sequence[Standing]) -> Iterator[str]:
    """Every address that a page with these actions of a plan shows."""
    yield plan.id
    for standing in standings:
        yield standing.address
        yield plan.address_of(standing.recommendation)
        yield from (thing.address for thing in standing.pieces)


def source_words(plan: Plan) -> str:
    if not plan.source:
        return ""
    return ", ".join(
        part
        for part in (plan.source.document, plan.source.body, day_words(plan.source.date) if plan.source.date else "")
        if part
    )


def control_rows(plan: Plan) -> Iterator[tuple[str, str]]:
    if plan.control:
        # what the document is called comes first
        for field in sorted(fields_of(Control), key=lambda field: field.name != "document"):
            if text := value_words(plan, field, getattr(plan.control, field.name)):
                yield field.plain_name.capitalize(), text


@lru_cache(maxsize=64)
def fields_without_place(record: type[Record], view: type[NamedTuple]) -> tuple[Field, ...]:
    """The fields of a record that a view has no place of its own for."""
    return tuple(field for field in fields_of(record) if (field.shown or field.name) not in view._fields)


def details_of(plan: Plan, record: Record, view: type[NamedTuple], day: date) -> tuple[Detail, ...]:
    """What a record says in fields that a view has no place of its own for; what is dated after the day is left out."""
    details = []
    # a class is hashable; mypy takes its records' equality for its own
    for field in fields_without_place(type(record), view):  # type: ignore[arg-type]
        value = getattr(record, field.name)
        # most say nothing
        if value not in _NOTHING and (text := value_words(plan, field, value, day)):
            details.append(Detail(field.key, field.plain_name, text, field.prose))
    return tuple(details)


_NOTHING = (None, "", ())


def value_words(plan: Plan, field: Field, value: object, day: date = date.max) -> str:
    """A field's value in words; '' where nothing is given."""
    if isinstance(value, str):
        return full_name(plan, value) if field.names else value
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, date):
        return day_words(value)
    if isinstance(value, Timescale):
        return value.text
    if isinstance(value, tuple):
        return "; ".join(filter(None, (value_words(plan, field, one, day) for one in value)))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {value_words(plan, field, one, day)}" for key, one in value.items())
    if isinstance(value, Entry) and value.date > day:
        return ""
    if isinstance(value, Record):
        inner = ((one, value_words(plan, one, getattr(value, one.name), day)) for one in fields_of(type(value)))
        return ", ".join(text if one.prose else f"{one.plain_name} {text}" for one, text in inner if text)
    return "" if value is None else str(value)


def recommendation_view(
    plan: Plan, recommendation: Recommendation, standings: Sequence[Standing], day: date, places: Places
) -> RecommendationView:
    own = own_rating(plan, recommendation, day)
    state, so = one_state(standings, own)
    response = recommendation.response
    answer = f"{response.how}" + (f": {response.why}" if response.why else "") if response else ""
    return RecommendationView(
        recommendation.id,
        plan.address_of(recommendation),
        plan.calls_it,
        recommendation.text,
        theme_heading(plan, recommendation),
        own,
        recommendation.rag if own else "",
        (recommendation.as_at or plan.as_at) if own else None,
        state,
        len(so),
        answer,
        recommendation.remedy,
        recommendation.note,
        tuple(action_view(standing, places) for standing in standings),
        colour_of(plan, recommendation.rag if own else ""),
        recommendation.withheld,
        recommendation_requests(plan, recommendation, day),
        details_of(plan, recommendation, RecommendationView, day),
    )


def action_view(standing: Standing, places: Places) -> ActionView:
    """One action in words, for every voice."""
    plan, action, day = standing.plan, standing.action, standing.vantage.as_of
    own = action.timescale is not None
    revised = action.revised if own else action.revised or standing.recommendation.revised
    signed, ended = action.signed_off, action.ended
    return ActionView(
        action.id,
        standing.address,
        action.text,
        tuple(lead_view(plan, lead) for lead in standing.lead),
        *_written(standing.timescale, own),
        standing.stated,
        standing.stated_word,
        standing.stated_for,
        standing.stated_on,
        standing.stated_later,
        standing.checked,
        standing.timing,
        standing.due,
        standing.first_due,
        standing.times_moved,
        standing.days_late,
        standing.cycles,
        standing.last_recorded,
        standing.why,
        _measure_view(action.measure, day),
        action.remedy,
        action.awaiting,
        action.priority,
        action.review.text if action.review else "",
        action.detail,
        action.note,
        action.sensitive,
        action.proposed,
        action.continuing,
        standards_of(standing),
        _pieces(standing, "evidence"),
        tuple(note_view(plan, action.progress, day)),
        tuple(revision_lines(plan, revised, day)),
        tuple(_done_lines(standing.completed, standing.counted)),
        SourceLine(signed.date, f"signed off by {full_name(plan, signed.by)}")
        if signed and signed.date <= day
        else None,
        SourceLine(
            ended.date, ended.how.replace("_", " ") + (f": {ended.why}" if ended.why else "") + redaction_words(ended)
        )
        if ended and ended.date <= day
        else None,
        colour_of(plan, standing.stated_word),
        _pieces(standing, "milestone"),
        next(
            (
                entry.percent
                for entry in sorted(reversed(action.progress), key=lambda entry: entry.date, reverse=True)
                if entry.date <= day and entry.percent is not None
            ),
            None,
        ),
        standing.times_corrected,
        action_requests(standing),
        places.of(plan, ended.to) if ended and ended.date <= day else (),
        standing.finished,
        *_late_beneath(standing),
        details_of(plan, action, ActionView, day),
        places.detail(standing),
        places.carried(standing),
    )


def _pieces(standing: Standing, of: str) -> tuple[EvidenceView, ...]:
    if not standing.pieces:
        return ()
    pairs = enumerate(zip(standing.action.pieces, standing.pieces, strict=True))
    return tuple(_evidence_view(standing, at, piece, thing) for at, (piece, thing) in pairs if thing.of == of)


def _late_beneath(standing: Standing) -> tuple[int, int]:
    """How many pieces of evidence and milestones are late beneath it; one of which several parts are late is one."""
    return late_kinds({thing.address: thing for thing in standing.late_beneath}.values())


def _measure_view(measure: Measure | None, day: date) -> MeasureView | None:
    """A measure with what was read of it by the day, oldest first."""
    if measure is None:
        return None
    readings = sorted((one for one in measure.readings if one.date <= day), key=lambda one: one.date)
    return MeasureView(
        measure.text,
        measure.baseline,
        measure.target,
        tuple(ReadingView(one.date, one.value, (one.note + redaction_words(one)).strip()) for one in readings),
    )


def _written(timescale: Timescale | None, own: bool) -> tuple[str, str, str, bool]:
    if timescale is None:
        return "", "", "", True
    return timescale.text, "action" if own else "recommendation", read_as(timescale), timescale.certain


def _evidence_view(standing: Standing, at: int, piece: Evidence, thing: PieceStanding) -> EvidenceView:
    plan, day = standing.plan, standing.vantage.as_of
    written, _, read, certain = _written(thing.timescale, True)
    return EvidenceView(
        thing.address,
        thing.of,
        piece.text,
        tuple(lead_view(plan, lead) for lead in piece.lead),
        written,
        read,
        certain,
        thing.timing,
        thing.due,
        thing.days_late,
        thing.late_dates,
        tuple(_done_lines(thing.done, thing.counted)),
        tuple(revision_lines(plan, piece.revised, day)),
        piece.link,
        (piece.note + redaction_words(piece)).strip(),
        thing.why,
        piece_requests(standing, at),
        thing.finished,
        details_of(plan, piece, EvidenceView, day),
    )


def note_view(plan: Plan, entries: Iterable[Progress], day: date) -> Iterator[DatedNote]:
    for entry in sorted((entry for entry in entries if entry.date <= day), key=lambda entry: entry.date):
        yield DatedNote(
            entry.date,
            percent_words(entry.percent)
            + entry.note
            + (f" ({lead_view(plan, entry.by).words})" if entry.by else "")
            + redaction_words(entry),
            entry.percent,
        )


def redaction_words(entry: Redactable) -> str:
    """That words were taken out of an entry, when and why, as it follows on its words."""
    return "".join(f" [words taken out on {day_words(one.date)}: {one.why}]" for one in entry.redacted)


def revision_lines(plan: Plan, entries: Iterable[DateChange], day: date) -> Iterator[SourceLine]:
    for entry in sorted((entry for entry in entries if entry.date <= day), key=lambda entry: entry.date):
        yield SourceLine(
            entry.date,
            f"{'corrected' if entry.corrects else 'changed'} from {in_quotes(entry.before)}: {entry.why or NO_REASON}"
            + agreed_words(plan, entry)
            + redaction_words(entry),
        )


def _done_lines(done: Sequence[Done], counted: Sequence[Completion]) -> Iterator[SourceLine]:
    """Every completion or receipt; where several days were due, with those that it counted for."""
    by_day: dict[date, list[Completion]] = {}
    for completion in counted:
        if completion.on is not None:
            by_day.setdefault(completion.on, []).append(completion)
    for one in done:
        if counted:
            yield SourceLine(one.date, counted_words(by_day.pop(one.date, ()), plan_names_it=one.cycle is not None))
        else:
            yield SourceLine(one.date, f"for {day_words(one.cycle)}" if one.cycle else "")


def colour_of(plan: Plan, word: str) -> str:
    """The plan's own colour for one of its words: of the legend, or the word itself; '' for a word it does not have."""
    meaning = plan.meaning(word) if word else None
    return (meaning.colour or plan.legend_word(word)) if meaning else ""
