"""The plan: what one file says, as frozen typed records, and with them the one description of the format.

Each line of a record says all that s11 knows of the field. No line numbers here: a finding names a path, the document
finds the place.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import date as Day
from typing import ClassVar, Literal, get_args

from s11.english import Stated
from s11.frozen import dataclass
from s11.plan.fields import EntryWords, choice, flag, keyed, many, needed, optional, prose, words
from s11.plan.kinds import (
    WORDS,
    ChoiceKind,
    DayKind,
    Entry,
    FactDayKind,
    IntervalKind,
    PercentKind,
    Record,
    RecordKind,
    TimescaleKind,
)
from s11.plan.spelling import fold_word
from s11.when import Period, Timescale

FORMAT = "s11-plan/1"
ORIGINS = ("section-11", "inspection", "case-review", "audit", "peer-review", "strategy", "other")
MEANINGS: tuple[Stated, ...] = (
    "not_started",
    "on_track",
    "at_risk",
    "off_track",
    "completed",
    "verified",
    "ended",
    "unrated",
)
Ending = Literal["suspended", "transferred", "no_longer_needed", "superseded", "entered_in_error"]
ENDINGS: tuple[Ending, ...] = get_args(Ending)
Reply = Literal["accepted", "partly", "rejected"]
RESPONSES: tuple[Reply, ...] = get_args(Reply)
CORRECTION = "correction"
# a note that says only who leads, or that words were taken out: nothing was done or found
HANDED_OVER, WORDS_TAKEN_OUT = "handed_over", "words_taken_out"
# what stands in the place of words that were taken out
REDACTED = "[redacted]"
TO_BE_CONFIRMED = "tbc"

DAY, FACT_DAY = DayKind(), FactDayKind()
_FACT = "the day, or the month where no day is known"


@dataclass(frozen=True, slots=True)
class SpelledTimescale(Record):
    """A timescale spelled out where words will not do."""

    finding_name = "a spelled-out timescale"
    reference_name = "A timescale spelled out"

    text: str = prose("the words as written", required=True)
    due: Day | None = optional(DAY, "the day it is due, or first due")
    every: Period | None = optional(IntervalKind(), "the interval at which it recurs, for example P1Y")


WHEN = TimescaleKind(RecordKind(SpelledTimescale))


@dataclass(frozen=True, slots=True)
class Meaning(Record):
    """What one word or colour of the plan's legend means."""

    finding_name = "a legend entry"
    reference_name = "A word of the legend"

    means: Stated = needed(ChoiceKind(*MEANINGS), "the state it stands for")
    label: str = prose("the legend's own words for it")
    also: tuple[str, ...] = many(WORDS, "other spellings met in cells")
    colour: str = words("the colour it is shown in, for words that are not colours")


@dataclass(frozen=True, slots=True)
class Person(Record):
    """Someone who answers for actions: a person, a post or a group."""

    name: str = prose("the person's name")
    post: str = prose("the post held")
    group: bool = flag("true for a group or committee")
    organisation: str = words("the organisation, where it is another")
    left: Day | None = optional(DAY, "the day the person left")


@dataclass(frozen=True, slots=True)
class Provenance(Record):
    """The document that it was taken from."""

    finding_name = "source"
    reference_name = "The source"

    document: str = words("its title", locates=True)
    body: str = words("the body it went to")
    date: Day | None = optional(DAY, "its date")


@dataclass(frozen=True, slots=True)
class Redacted(Entry):
    """Words taken out of an entry for a person's sake: what stood there reads ``[redacted]``, and nothing \
else differs."""

    finding_name = "redacted"
    reference_name = "Words taken out"

    date: Day = needed(DAY, "the day they were taken out")
    why: str = prose("why, without saying what they were", required=True)
    by: str = words("who decided it, a key of people", names="people", example="AB")


def _redacted() -> tuple[Redacted, ...]:
    about = "what was taken out of its words for a person's sake, and reads [redacted] now"
    return many(RecordKind(Redacted), about, label="what is said of words taken out", shown="note")


@dataclass(frozen=True, slots=True)
class Reported(Entry):
    """One body that the plan has been taken to."""

    reference_name = "A report to a body"

    date: Day = needed(FACT_DAY, _FACT)
    to: str = words("the body", required=True, compared="words")
    redacted: tuple[Redacted, ...] = _redacted()


@dataclass(frozen=True, slots=True)
class Control(Record):
    """The plan's document control."""

    reference_name = "Document control"

    owner: str = words("a key of people", names="people", example="AB")
    author: str = words("a key of people", names="people", example="CD")
    version: str = words("the version")
    last_reviewed: Day | None = optional(DAY, "the day the plan was last reviewed")
    next_review: Timescale | None = optional(WHEN, "when it is reviewed next, in words", example="March 2025")
    document: str = words("the document's own name", locates=True)
    location: str = words("where the document was kept", locates=True)


@dataclass(frozen=True, slots=True)
class CarriedTo(Record):
    """Where something is carried on: an address here, or a body outside."""

    finding_name = "'to'"
    reference_name = "Where something is carried on"

    address: str = words(
        "a plan's id, the address of an action or recommendation in it ('plan#4', 'plan#rec:4'), or '#4' in this plan"
    )
    body: str = words("a body whose plans are not kept here")


CARRIED_TO = RecordKind(CarriedTo, WORDS, "address")


@dataclass(frozen=True, slots=True)
class Closed(Entry):
    """The plan is closed."""

    reference_name = "The closing of the plan"

    date: Day = needed(DAY, "the day")
    why: str = prose("why")
    to: tuple[CarriedTo, ...] = many(CARRIED_TO, "what carries on with what was open: one or several")


@dataclass(frozen=True, slots=True)
class Progress(Entry):
    """One dated note of progress."""

    reference_name = "A note of progress"

    date: Day = needed(FACT_DAY, _FACT)
    by: str = words("who noted it, a key of people", names="people", example="AB", fillable=True)
    percent: float | None = optional(
        PercentKind(), "how far it is by the lead's own word, 0 to 100; shown, never added up"
    )
    how: str = choice(
        "what the note is only about, so that it tells no progress: handed_over, another leads; words_taken_out, for a "
        "person's sake",
        HANDED_OVER,
        WORDS_TAKEN_OUT,
        key="as",
    )
    note: str = prose("what was done or found", required=True, compared="words")
    redacted: tuple[Redacted, ...] = _redacted()

    @property
    def tells(self) -> bool:
        """Whether it tells what was done or found: else nothing is recorded by it, and nothing explained."""
        return not self.how


@dataclass(frozen=True, slots=True)
class DateChange(Entry):
    """One change of a timescale; the words before it are kept for ever."""

    finding_name = "a revision"
    reference_name = "A change of a timescale"

    date: Day = needed(DAY, "the day the timescale was changed")
    before: Timescale = needed(WHEN, "the timescale before the change", key="from", example="July 2024")
    how: str = choice(
        "correction: the words before were wrong when they were written, so that nothing was moved",
        CORRECTION,
        key="as",
    )
    why: str = prose("why it was changed", compared="words", fillable=True)
    by: str = words("who entered the change, a key of people", names="people", example="AB", fillable=True)
    asked: Day | None = optional(DAY, "the day on which more time was asked for", fillable=True)
    approved_by: str = words(
        "who approved the change: a key of people, or a body", names="people_or_body", example="Cabinet", fillable=True
    )
    redacted: tuple[Redacted, ...] = _redacted()

    @property
    def corrects(self) -> bool:
        """Whether the words before it were wrong when they were written, so that nothing was moved."""
        return self.how == CORRECTION


@dataclass(frozen=True, slots=True)
class Refusal(Entry):
    """More time was asked for and not given."""

    finding_name = "refused"

    date: Day = needed(DAY, "the day")
    by: str = words("who refused it: a key of people, or a body", names="people_or_body", example="Cabinet")
    why: str = prose("why")


@dataclass(frozen=True, slots=True)
class Request(Entry):
    """More time asked for. It moves nothing; granted, it stays, and a change of the timescale is entered beside it."""

    finding_name = "a request for more time"
    reference_name = "A request for more time"

    date: Day = needed(DAY, "the day on which it was asked for")
    to: Timescale = needed(WHEN, "until when, in words", example="March 2025")
    by: str = words("who asked for it, a key of people", names="people", example="AB", fillable=True)
    why: str = prose("why more time is needed", compared="words", fillable=True)
    refused: Refusal | None = optional(
        RecordKind(Refusal, DAY, "date"), "the day it was refused; or the day, by whom and why", fillable=True
    )
    redacted: tuple[Redacted, ...] = _redacted()


@dataclass(frozen=True, slots=True)
class Done(Entry):
    """One completion or receipt, and the cycle it is for where it says so."""

    finding_name = "a completion"
    reference_name = "A completion or receipt"

    date: Day = needed(FACT_DAY, _FACT)
    cycle: Day | None = optional(DAY, "a day in the cycle it is for, best its due day", key="for")


@dataclass(frozen=True, slots=True)
class SignedOff(Entry):
    """Someone checked that it was done."""

    finding_name = "signed_off"
    reference_name = "A sign-off"

    date: Day = needed(FACT_DAY, _FACT)
    by: str = words("who checked, a key of people", required=True, names="people", example="AB", fillable=True)
    redacted: tuple[Redacted, ...] = _redacted()


@dataclass(frozen=True, slots=True)
class Ended(Entry):
    """Closed without being done."""

    reference_name = "An ending"

    how: Ending = needed(ChoiceKind(*ENDINGS), "how it ended", key="as")
    date: Day = needed(DAY, "the day")
    why: str = prose("why", compared="words", fillable=True)
    to: tuple[CarriedTo, ...] = many(
        CARRIED_TO, "the plans, actions or bodies that carry it on: one or several", compared="place", fillable=True
    )
    redacted: tuple[Redacted, ...] = _redacted()


@dataclass(frozen=True, slots=True)
class Response(Record):
    """What the body answered to a recommendation."""

    how: Reply = needed(ChoiceKind(*RESPONSES), "the answer", key="as")
    why: str = prose("why")


@dataclass(frozen=True, slots=True)
class Theme(Record):
    """A heading over recommendations."""

    heading: str = words("the heading", required=True)
    note: str = prose("words for which the format has no field")


@dataclass(frozen=True, slots=True)
class MeasureReading(Entry):
    """One reading of a measure: where it stood on a day."""

    finding_name = "a reading"
    reference_name = "A reading of a measure"

    date: Day = needed(FACT_DAY, "the day it stood so, or the month where no day is known")
    value: str = words("where it stood, as it was read", example="64%", required=True)
    note: str = prose("words for which the format has no field", compared="words")
    redacted: tuple[Redacted, ...] = _redacted()


@dataclass(frozen=True, slots=True)
class Measure(Record):
    """How one will know that it worked: words, or words with where it stood, where it should and where it \
does stand."""

    text: str = prose("what is measured", required=True, label="its measure")
    baseline: str = words("where it stood before", example="61%", label="its measure's baseline")
    target: str = words(
        "where it should stand when the action is done", example="at least 90%", label="its measure's target"
    )
    readings: tuple[MeasureReading, ...] = many(
        RecordKind(MeasureReading),
        "where it stood since, oldest first",
        compared="entries",
        weighs=False,
        entry=EntryWords("reading of the measure", "readings of the measure", "measured", "measured"),
    )

    def last(self, day: Day) -> MeasureReading | None:
        """The newest reading on or before a day; of several of one day the one written last."""
        by_then = (one for one in reversed(self.readings) if one.date <= day)
        return max(by_then, key=lambda one: one.date.toordinal(), default=None)


# fields that several parts have ---------------------------------------------------------------------------------------

_DONE = RecordKind(Done, FACT_DAY, "date")
_WHO = (
    "responsible, officer, lead officer, lead agency, lead responsible, responsible officer, responsibility, "
    "person responsible, persons responsible, person(s) responsible, responsible lead, by whom, who, owner, "
    "accountable, action by, function responsible, cabinet member"
)
_WHEN = (
    "deadline, due, due date, target date, by when, when, time scale, timescales, timetable, timeline, timeframe, "
    "time frame, delivery date, target completion, target completion date, date due"
)
_REVISED = "revised date, revised timescale, revised target date, revised target completion, new date"
_COMPLETED = "closed date, date of completion, date completed, completed date, completed on, achieved, done"
_RATING = "status, rating, brag, progress rating, rag rating, rag status, current status, progress indicator"


def _id(about: str) -> str:
    return words(about, required=True, compared="apart", label="its id", table_words="no, no., number, ref, reference")


def _text(about: str, table_words: str = "") -> str:
    return prose(about, required=True, compared="words", label="its text", table_words=table_words)


def _lead(about: str, shown: str = "leads") -> tuple[str, ...]:
    return many(
        WORDS, about, names="people", compared="apart", label="its lead", shown=shown, table_words=_WHO, example="AB"
    )


def _timescale(about: str, shown: str = "written") -> Timescale | None:
    return optional(
        WHEN, about, compared="apart", label="its date", shown=shown, table_words=_WHEN, example="December 2024"
    )


def _revised(about: str, shown: str = "") -> tuple[DateChange, ...]:
    entry = EntryWords("change of date", "changes of date", "revised")
    return many(RecordKind(DateChange), about, compared="entries", entry=entry, shown=shown, table_words=_REVISED)


def _requests() -> tuple[Request, ...]:
    about = "more time asked for, whether or not it was granted, oldest first"
    entry = EntryWords("request for more time", "requests for more time", "more_time_asked", "asked")
    return many(
        RecordKind(Request),
        about,
        compared="entries",
        entry=entry,
        weighs=False,
        table_words="extension, time extension, extension requested, time extension requested",
    )


def _rag(about: str) -> str:
    return words(about, compared="apart", label="its rating", shown="stated_word", table_words=_RATING, example="green")


def _as_at() -> Day | None:
    about = "the day this rating was stated, where it is another than the plan's"
    return optional(DAY, about, label="the day of its ratings", shown="stated_on")


def _completed(about: str, shown: str = "") -> tuple[Done, ...]:
    entry = EntryWords("completion", "completions", "completed")
    return many(_DONE, about, compared="entries", entry=entry, shown=shown, table_words=_COMPLETED)


def _progress(about: str) -> tuple[Progress, ...]:
    return many(
        RecordKind(Progress),
        about,
        compared="entries",
        entry=EntryWords("progress note", "progress notes", "noted", "noted"),
        table_words="progress to date, update, updates, action taken, current commentary, agency response",
    )


def _standards(about: str, shown: str = "") -> tuple[str, ...]:
    return many(WORDS, about, label="the standards it answers", shown=shown)


def _remedy() -> str:
    return prose("what is being done about it where it is off track", label="what is being done about it")


def _sensitive(shown: str = "") -> bool:
    return flag("not for a public report", label="whether it is kept from the public", shown=shown)


def _note() -> str:
    about = "words for which the format has no field"
    return prose(about, label="its note", table_words="comment, comments, notes")


# the parts of a plan --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Evidence(Record):
    """What shows that an action was done: expected, then received."""

    reference_name = "A piece of evidence"
    of: ClassVar[Literal["evidence", "milestone"]] = "evidence"
    mark: ClassVar[str] = ""

    text: str = _text("what it is")
    timescale: Timescale | None = _timescale("when it is expected, in words")
    revised: tuple[DateChange, ...] = _revised("every change of the timescale, oldest first")
    requests: tuple[Request, ...] = _requests()
    received: tuple[Done, ...] = many(
        _DONE,
        "the day it was received; a list where it recurs",
        compared="entries",
        table_words=_COMPLETED,
        entry=EntryWords("receipt", "receipts", "received", "received"),
    )
    lead: tuple[str, ...] = _lead("who answers for it, keys of people")
    link: str = words("where it can be read", label="where it can be read", locates=True)
    note: str = _note()
    redacted: tuple[Redacted, ...] = _redacted()


@dataclass(frozen=True, slots=True)
class Milestone(Evidence):
    """A dated step on the way: of the shape of evidence, and judged as evidence is."""

    reference_name = "A milestone"
    of: ClassVar[Literal["evidence", "milestone"]] = "milestone"
    mark: ClassVar[str] = "m"

    text: str = _text("what is to be reached")
    timescale: Timescale | None = _timescale("when it is to be reached, in words")
    received: tuple[Done, ...] = many(
        _DONE,
        "the day it was reached; a list where it recurs",
        compared="entries",
        table_words=_COMPLETED,
        entry=EntryWords("day reached", "days reached", "reached", "reached"),
    )


@dataclass(frozen=True, slots=True)
class Action(Record):
    """One thing to be done."""

    id: str = _id("unique among the plan's actions; never used again")
    text: str = _text("what is to be done", "action, actions, action required, action to be taken, actions proposed")
    lead: tuple[str, ...] = _lead("who answers for it, keys of people")
    timescale: Timescale | None = _timescale("when, in words")
    revised: tuple[DateChange, ...] = _revised("every change of the timescale, oldest first")
    requests: tuple[Request, ...] = _requests()
    measure: Measure | None = optional(
        RecordKind(Measure, WORDS, "text"),
        "how one will know that it worked; never judged late",
        prose=True,
        compared="apart",
        label="its measure",
        table_words="success criteria, success measure, measure of success, performance indicator, kpi, outcome",
    )
    rag: str = _rag("the rating, a word of the legend")
    as_at: Day | None = _as_at()
    proposed: bool = flag("still to be discussed and agreed", label="whether it is only proposed")
    continuing: bool = flag("done and carried on as usual", label="whether it is carried on once done")
    evidence: tuple[Evidence, ...] = many(
        RecordKind(Evidence), "what shows that it was done", table_words="assurance, evidenced by"
    )
    milestones: tuple[Milestone, ...] = many(
        RecordKind(Milestone), "dated steps on the way, judged as evidence is", table_words="key milestones"
    )
    progress: tuple[Progress, ...] = _progress("dated notes, oldest first")
    completed: tuple[Done, ...] = _completed("the day it was done; every time, where it recurs")
    signed_off: SignedOff | None = optional(
        RecordKind(SignedOff),
        "who checked that it was done",
        compared="entries",
        entry=EntryWords("sign-off", "sign-offs", "signed_off"),
        table_words="sign off, sign-off, signed off by",
    )
    ended: Ended | None = optional(
        RecordKind(Ended),
        "closed without being done",
        compared="entries",
        entry=EntryWords("ending", "endings", "ended"),
    )
    remedy: str = _remedy()
    detail: str = words(
        "the id of a more detailed plan beneath",
        compared="place",
        example="westmere/training-2024",
        label="the more detailed plan",
    )
    awaiting: str = words("another body's move that it depends on", label="what it is waiting for")
    review: Timescale | None = optional(
        WHEN, "when an ongoing action is looked at again", label="when it is looked at again", example="January 2025"
    )
    priority: str = words("its priority, in the plan's own words", label="its priority", example="High")
    sensitive: bool = _sensitive()
    standards: tuple[str, ...] = _standards("ids of standards it answers")
    note: str = _note()

    @property
    def pieces(self) -> tuple[Evidence, ...]:
        """All that may fall due beneath it: its evidence, then its milestones."""
        return (*self.evidence, *self.milestones) if self.milestones else self.evidence

    def number(self, at: int) -> int:
        """The number that a piece has among its kind, from 1; ``at`` counts all pieces from 0."""
        return at + 1 - (len(self.evidence) if at >= len(self.evidence) else 0)


@dataclass(frozen=True, slots=True)
class Recommendation(Record):
    """What the plan answers: a recommendation, learning point, standard or objective."""

    id: str = _id("unique among the plan's recommendations")
    text: str = _text("its words", "recommendation, learning point, objective, area for improvement, area of concern")
    theme: str = words("a key of themes", label="its theme", example="policy")
    response: Response | None = optional(
        RecordKind(Response),
        "what was answered to it",
        label="what was answered to it",
        table_words="accepted or rejected, accepted/rejected, accepted, agency response to recommendations",
    )
    responds_to: tuple[str, ...] = many(
        WORDS,
        "the recommendations of other plans that it answers, by their addresses",
        label="what it answers",
        example="westshire/case-review-2024#rec:1",
    )
    asked_of: tuple[str, ...] = many(
        WORDS,
        "the bodies that are asked to answer it, where it is put to several",
        label="who is asked to answer it",
        example="Westmere District Council",
    )
    rag: str = _rag("the rating stated for the whole; its actions carry it unless they have their own")
    as_at: Day | None = _as_at()
    lead: tuple[str, ...] = _lead("who answers for its actions unless they say otherwise", "actions")
    timescale: Timescale | None = _timescale("when, for its actions unless they say otherwise", "actions")
    revised: tuple[DateChange, ...] = _revised("every change of that timescale, oldest first", "actions")
    requests: tuple[Request, ...] = _requests()
    completed: tuple[Done, ...] = _completed("the day its actions were done unless they say otherwise", "actions")
    standards: tuple[str, ...] = _standards("ids of standards it answers", "actions")
    remedy: str = _remedy()
    sensitive: bool = _sensitive("actions")
    note: str = _note()
    actions: tuple[Action, ...] = many(RecordKind(Action), "what is to be done", bare=False)
    withheld: int = 0  # actions that a reader is not shown: of a public twin, never of a file


@dataclass(frozen=True, slots=True)
class Plan(Record):
    """One action plan document."""

    finding_name = "the plan"
    reference_name = "The plan"

    format: str = choice(
        "the kind of file and the version of the format", FORMAT, required=True, label="the format of the file"
    )
    title: str = prose("the plan's own title", required=True, label="the title")
    organisation: str = words("whose plan it is", required=True, label="the organisation")
    origin: str = choice("what it came from", *ORIGINS, required=True, label="the origin")
    agreed: Day | None = optional(DAY, "the day a body agreed it, if one has", label="the day it was agreed")
    as_at: Day | None = optional(DAY, "the day the ratings were last stated as a whole", label="the day of its ratings")
    period: Timescale | None = optional(WHEN, "the period it covers, in words", label="the period", example="2024/25")
    called: str = words(
        "what this plan calls a recommendation", label="what a recommendation is called", example="Learning Point"
    )
    source: Provenance | None = optional(
        RecordKind(Provenance), "the document it was taken from", label="the document it was taken from"
    )
    reported: tuple[Reported, ...] = many(
        RecordKind(Reported),
        "where it has been taken, oldest first",
        compared="entries",
        entry=EntryWords("report to a body", "reports to a body", "reported", "reported"),
    )
    control: Control | None = optional(RecordKind(Control), "document control", label="the document control")
    arises_from: tuple[str, ...] = many(WORDS, "what it arises from", label="what it arises from")
    marking: str = words("the protective marking as written", label="the protective marking")
    standards: tuple[str, ...] = _standards("the lists of standards it follows")
    rag: Mapping[str, Meaning] = keyed(
        RecordKind(Meaning),
        "the legend: what this plan's colours mean",
        compared="apart",
        label="the words of the legend",
    )
    people: Mapping[str, Person] = keyed(
        RecordKind(Person), "who answers for actions", nothing=Person, label="the people named"
    )
    terms: Mapping[str, str] = keyed(WORDS, "abbreviations and what they stand for", label="the abbreviations")
    themes: Mapping[str, Theme] = keyed(
        RecordKind(Theme, WORDS, "heading"), "headings over recommendations", label="the themes"
    )
    progress: tuple[Progress, ...] = _progress("dated notes on the plan as a whole")
    closed: Closed | None = optional(
        RecordKind(Closed), "the plan is closed", compared="place", label="whether the plan is closed"
    )
    note: str = _note()
    recommendations: tuple[Recommendation, ...] = many(
        RecordKind(Recommendation), "what the plan answers", bare=False, required=True
    )
    id: str = ""
    from_day: Day | None = None
    from_name: str = ""
    spellings: Mapping[str, Meaning] = dataclasses.field(default_factory=dict, repr=False)

    def actions(self) -> Iterator[tuple[Recommendation, Action]]:
        for recommendation in self.recommendations:
            for action in recommendation.actions:
                yield recommendation, action

    def named_plans(self) -> tuple[str, ...]:
        """The ids of other plans by which something of this one is carried on, that are its more detailed plans, or of
        which it answers a recommendation.
        """
        places = [
            *(self.closed.to if self.closed else ()),
            *(place for _, action in self.actions() if action.ended for place in action.ended.to),
        ]
        addresses = [*(place.address for place in places), *(action.detail for _, action in self.actions())]
        addresses += [address for recommendation in self.recommendations for address in recommendation.responds_to]
        names = dict.fromkeys(address.partition("#")[0] for address in addresses if address)
        return tuple(name for name in names if name not in ("", self.id))

    def meaning(self, word: str) -> Meaning | None:
        """The legend's entry for a rating as it is spelled in a cell; case and white space are ignored."""
        return self.spellings.get(fold_word(word))

    def state(self, word: str) -> Stated:
        """The state a rating stands for; 'unrated' for no rating or a word the legend does not have."""
        meaning = self.meaning(word) if word else None
        return meaning.means if meaning else "unrated"

    def legend_word(self, word: str) -> str:
        """The legend's own key for a rating as it is spelled in a cell; '' where none or more than one claims it."""
        folded = fold_word(word)
        if folded not in self.spellings:
            return ""
        for key, meaning in self.rag.items():
            if folded == fold_word(key) or any(folded == fold_word(also) for also in meaning.also):
                return key
        return ""

    def address(self, action: Action, at: int | None = None) -> str:
        """Where an action stands, 'plan#4'; with ``at`` (from 0) evidence, 'plan#4/2', or a milestone, 'plan#4/m2'."""
        return f"{self.id}#{action.id}" + ("" if at is None else f"/{action.pieces[at].mark}{action.number(at)}")

    def address_of(self, recommendation: Recommendation) -> str:
        return f"{self.id}#rec:{recommendation.id}"

    @property
    def calls_it(self) -> str:
        return self.called or "Recommendation"


# what may say that words were taken out of it
Redactable = Reported | Progress | DateChange | Request | SignedOff | Ended | MeasureReading | Evidence


def own_leads(recommendation: Recommendation, action: Action) -> tuple[str, ...]:
    """The leads of an action: its own, else its recommendation's."""
    return action.lead or recommendation.lead


KEPT: tuple[type[Record], ...] = (Plan, Recommendation, Action, Evidence, Milestone)


def leads_of(recommendation: Recommendation, action: Action) -> tuple[str, ...]:
    """Who answers for an action: its leads, and where it has none those that its evidence and milestones name."""
    return own_leads(recommendation, action) or tuple(
        dict.fromkeys(lead for piece in action.pieces for lead in piece.lead)
    )


def same_person(plan: Plan, one: str, other: str) -> bool:
    """Whether two keys stand for one person: they are one key, or both have the same name."""
    if one == other:
        return True
    first, second = (plan.people[key].name if key in plan.people else key for key in (one, other))
    return bool(first) and fold_word(first) == fold_word(second)


def to_be_confirmed(lead: str) -> bool:
    return fold_word(lead) == TO_BE_CONFIRMED


def own_address(plan_id: str, address: str) -> str:
    """An address as it is written in a plan, in full: '#4' is an action of that very plan."""
    return plan_id + address if address.startswith("#") else address
