"""What a lead has answered in a return: each answer entered as the edit that a command makes, or refused with why.

An answer is held against two states of the plan: what was sent to the lead, and what the plan says now. What the plan
says already is entered no second time; what was changed meanwhile by somebody else is not written over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date as Day

from s11.change import is_reason
from s11.edit.dates import ask, refuse
from s11.edit.done import complete
from s11.edit.draft import CannotDo, Draft, Entry
from s11.edit.parts import add_evidence
from s11.edit.place import Place, find_place
from s11.edit.words import update
from s11.english import join_words
from s11.frozen import dataclass
from s11.plan import Done, fold_word, own_leads
from s11.standing import DONE, reads_the_same
from s11.when import Timescale, day_words, parse_day

STATUS, HAPPENED, DONE_ON, EVIDENCE, UNTIL, BECAUSE = ANSWERS = (
    "status",
    "happened",
    "done_on",
    "evidence",
    "until",
    "because",
)
# what an answer says that takes something back
CLEAR = "CLEAR"
_CALLED = {UNTIL: "More time until", BECAUSE: "Because"}
# what stands in a cell for evidence and names none: its letters and figures alone, in small letters
_NO_EVIDENCE = re.compile(
    r"n[ao]|nil|yes|ok|x+|ditto|same|tb[acd]|tobeconfirmed|notapplicable|notavailable|none(yet|sofar|asyet)?"
    r"|noevidence(yet)?"
    r"|nothing(yet)?|notyet(available)?|await(ed|ing)(evidence)?|pending|(will|to)follow|inprogress|ongoing"
    r"|(as|see)(above|before|lasttime|attached|email)|attached|done|completed?"
)
# of what belongs together either all is entered or nothing
_WHAT_WAS_DONE = (STATUS, HAPPENED, DONE_ON, EVIDENCE)
_MORE_TIME = (UNTIL, BECAUSE)


@dataclass(frozen=True, slots=True)
class AsSent:
    """What a plan said of one thing when it was sent to its lead, in the plan's own words; days are YYYY-MM-DD."""

    text: str
    timescale: str
    rag: str
    leads: tuple[str, ...]
    done: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The words of one cell, and how the cell is named to somebody who looks for it: 'Actions, G7'.

    Under ``done_on`` the words are a day, YYYY-MM-DD, or a month, YYYY-MM.
    """

    words: str
    cell: str


@dataclass(frozen=True, slots=True)
class Answered:
    """All that was answered to one thing, under the names of ``ANSWERS``. ``book``: the file it stands in; ``leads``:
    under which keys of the plan's people whoever answers stands, none where the return is not one lead's; ``unread``:
    under which names something stands that cannot be taken.
    """

    address: str
    sent: AsSent
    cells: Mapping[str, Answer]
    book: str = ""
    leads: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class NotTaken:
    """A cell that was not entered: what stands in it, what it is about, and why not."""

    cell: str
    words: str
    called: str
    why: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one thing's answers: the cells that were entered, those that the plan says already, and those
    refused.
    """

    entered: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    refused: tuple[NotTaken, ...] = ()


def as_sent(place: Place) -> AsSent:
    """What a plan says of one thing now."""
    action, above = place.action, place.recommendation
    if action is None or above is None:
        raise CannotDo(f"{place.called} is neither an action nor a piece of one")
    if place.piece is not None:
        words, rag, done = place.piece.timescale, "", place.piece.received
        leads = place.piece.lead or own_leads(above, action)
    else:
        words, rag, done = action.timescale or above.timescale, action.rag or above.rag, place.completed
        leads = own_leads(above, action)
    text = (place.piece or action).text
    return AsSent(text, words.text if words is not None else "", rag, leads, tuple(_day_of(one) for one in done))


def _day_of(done: Done) -> str:
    return done.date.isoformat()[: 7 if hasattr(done.date, "first") else 10]


def contradictions(answered: Iterable[Answered]) -> dict[str, str]:
    """The cells in which two returns say different things of one thing, each with why nobody can say which holds.

    What happened may be told twice, and evidence may be more than one piece; a state, a day and a new date cannot.
    """
    answers_by_field: dict[tuple[str, str], list[tuple[str, Answer]]] = {}
    for one in answered:
        for field in (STATUS, DONE_ON, UNTIL):
            if (answer := one.cells.get(field)) is not None:
                answers_by_field.setdefault((one.address, field), []).append((one.book, answer))
    return disagreeing(answers_by_field, fold_word)


def disagreeing(
    answers_by_field: Mapping[tuple[str, str], Sequence[tuple[str, Answer]]], folded: Callable[[str], str]
) -> dict[str, str]:
    """The cells of answers to one thing that differ, each with why: by address and field, with the workbook of each.

    ``folded``: an answer's words as they are compared.
    """
    differing: dict[str, str] = {}
    for (address, _), answers in answers_by_field.items():
        if len({folded(answer.words) for _, answer in answers}) > 1:
            for book, answer in answers:
                others = [f"'{other.words}' in {name}, {other.cell}" for name, other in answers if other is not answer]
                differing[key_of(book, answer.cell)] = (
                    f"there are two answers to {address}: {join_words(others)}; ask who wrote them which holds"
                )
    return differing


def key_of(book: str, cell: str) -> str:
    """One cell of one file."""
    return f"{book}!{cell}"


def enter(
    draft: Draft,
    answered: Answered,
    entry: Entry,
    latest: Day,
    without: Mapping[str, str],
) -> Taken:
    """Enter what was answered to one thing. ``latest``: the last day on which anything can have happened; ``without``:
    cells, by ``key_of``, that are not to be entered, with why.
    """
    return _Entering(draft, answered, entry, latest, without).all()


class _Entering:
    """The answers to one thing while they are entered."""

    def __init__(self, draft: Draft, answered: Answered, entry: Entry, latest: Day, without: Mapping[str, str]) -> None:
        self.draft, self.answered, self.entry, self.latest = draft, answered, entry, latest
        self.left = {field: answer for field, answer in answered.cells.items() if answer.words.strip()}
        self.called = answered.address.partition("#")[2]
        self.entered: list[str] = []
        self.known: list[str] = []
        self.refused: list[NotTaken] = []
        for field, answer in list(self.left.items()):
            if (why := without.get(key_of(answered.book, answer.cell))) is not None:
                self.no(why, field)

    def all(self) -> Taken:
        if self.left:
            self._all()
        return Taken(tuple(self.entered), tuple(self.known), tuple(self.refused))

    def no(self, why: str, *fields: str) -> None:
        """Refuse what was answered under these names."""
        for field in fields:
            if (answer := self.left.pop(field, None)) is not None:
                self.refused.append(NotTaken(answer.cell, answer.words, self.called, why))

    def _try(self, step: Callable[[], None], *fields: str) -> None:
        """Make one edit for the answers under these names; where it cannot be made nothing of it stays."""
        document, phrases = self.draft.document, list(self.draft.phrases)
        try:
            step()
        except CannotDo as error:
            self.draft.document, self.draft.phrases = document, phrases
            self.no(str(error), *fields)
            return
        for field in fields:
            if (answer := self.left.pop(field, None)) is not None:
                self.entered.append(answer.cell)

    def _mark_known(self, *fields: str) -> None:
        """The plan says already what was answered under these names."""
        for field in fields:
            if (answer := self.left.pop(field, None)) is not None:
                self.known.append(answer.cell)

    def _all(self) -> None:
        sent = self.answered.sent
        try:
            place = find_place(self.draft.so_far(), self.answered.address.partition("#")[2])
            now = as_sent(place)
        except CannotDo as error:
            self.no(f"{error}: it was taken out, or has another id, since this was sent", *ANSWERS)
            return
        self.called = place.called
        if not _same(now.text, sent.text):
            self.no(
                f"{place.called} was worded otherwise when this was sent: '{_short(sent.text)}' then, "
                f"'{_short(now.text)}' now; nobody can say whether the answer is about that too",
                *ANSWERS,
            )
            return
        own = self.answered.leads
        if own and not set(own) & set(now.leads):
            led = f"is led by {join_words(now.leads)} now" if now.leads else "is led by nobody now"
            self.no(f"{place.called} {led}, no longer by whom this was sent to", *ANSWERS)
            return
        self._contradictions(place)
        self._cleared(place)
        self._days(place)
        if any(field in self.left for field in _WHAT_WAS_DONE):
            self._what_was_done(place, now)
        if any(field in self.left for field in _MORE_TIME):
            self._more_time(place, now)

    # what cannot both be so ------------------------------------------------------------------------------------------

    def _contradictions(self, place: Place) -> None:
        words = {field: answer.words for field, answer in self.left.items()}
        is_action = place.piece is None
        if not is_action:
            self.no(f"{place.called} has no status of its own: its action has", STATUS)
            self.no(
                f"{place.called} is itself what is to show that something was done: say under 'Done on' when it was "
                "there, and under 'What happened' where it can be read",
                EVIDENCE,
            )
        once = not is_action or place.is_once
        state = place.plan.state(words.get(STATUS, ""))
        closes = state in DONE
        if once and DONE_ON in self.left and STATUS in self.left and not closes and state != "unrated":
            why = f"'{words[STATUS]}' does not say that it is done, and a day on which it was done is given"
            self.no(why, STATUS, DONE_ON)
        if once and UNTIL in self.left and words[UNTIL] != CLEAR and (DONE_ON in self.left or closes):
            self.no(
                "it is said to be done, and more time is asked for it",
                *([STATUS] if closes else []),
                DONE_ON,
                UNTIL,
                BECAUSE,
            )

    def _cleared(self, place: Place) -> None:
        """What CLEAR takes back: more time that was asked for. What a plan says for ever it does not."""
        for field in (STATUS, HAPPENED, DONE_ON, EVIDENCE, BECAUSE):
            if field in self.left and self.left[field].words.strip() == CLEAR:
                self.no(
                    f"{CLEAR} takes back a request for more time, in 'More time until'; what {place.called} says here "
                    "stays in the record: what is wrong is put right by a new answer",
                    field,
                )

    def _days(self, place: Place) -> None:
        answer, no_day = self.left.get(DONE_ON), DONE_ON in self.answered.unread
        if answer is not None:
            day = parse_day(answer.words) or parse_day(f"{answer.words}-01")
            if day is None:
                self.no("it is neither a day nor a month: write it as '31 March 2027'", DONE_ON)
            elif day > self.latest:
                self.no(
                    f"{day_words(day)} lies after {day_words(self.latest)}: what has not happened yet is not entered",
                    DONE_ON,
                )
            no_day = no_day or DONE_ON not in self.left
        if no_day and STATUS in self.left and place.plan.state(self.left[STATUS].words) in DONE:
            self.no("it rests on the day under 'Done on', which was not taken", STATUS)

    # what was done ---------------------------------------------------------------------------------------------------

    def _what_was_done(self, place: Place, now: AsSent) -> None:
        entry, draft = self.entry, self.draft
        if (note := self._words(HAPPENED)) and place.action is not None:
            if any(_same(note, one.note) for one in place.action.progress):
                self._mark_known(HAPPENED)
            elif not is_reason(note):
                self.no("it is no note: say in two words or more what was done or found", HAPPENED)
        done = self._words(DONE_ON)
        if done and done in now.done:
            self._mark_known(DONE_ON)
        if STATUS in self.left:
            self._status(place, now)
        if DONE_ON in self.left:
            # what is done once gets its status with its day
            closing = self._words(STATUS) if place.piece is None and place.is_once else ""
            with_it = [*([STATUS] if closing else []), *([HAPPENED] if HAPPENED in self.left else [])]
            note = self._words(HAPPENED)
            self._try(lambda: complete(draft, place, entry, done, rag=closing, note=note), DONE_ON, *with_it)
        rest = [field for field in (STATUS, HAPPENED) if field in self.left]
        if rest:
            rag, note = self._words(STATUS), self._words(HAPPENED)
            self._try(lambda: update(draft, place, entry, rag=rag, note=note), *rest)
        if EVIDENCE in self.left:
            self._evidence(place, done)

    def _words(self, field: str) -> str:
        return self.left[field].words.strip() if field in self.left else ""

    def _status(self, place: Place, now: AsSent) -> None:
        """Take a status out of what is left where the plan says it already, or cannot be made to say it."""
        plan, action = place.plan, place.of_action
        word = plan.legend_word(self._words(STATUS))
        was, is_now = plan.legend_word(self.answered.sent.rag), plan.legend_word(now.rag)
        stated = bool(action.rag) and action.as_at is not None and action.as_at >= self.entry.day
        if word and word == is_now and (was != is_now or stated):
            self._mark_known(STATUS)
        elif was != is_now and word != is_now:
            self.no(
                f"{place.called} was '{was or 'not rated'}' when this was sent, and is '{is_now or 'not rated'}' now: "
                f"somebody else has rated it meanwhile; settle which holds, then 's11 update {place.address} --rag …'",
                STATUS,
            )

    def _evidence(self, place: Place, done: str) -> None:
        words, draft = self._words(EVIDENCE), self.draft
        there = find_place(draft.so_far(), place.address.partition("#")[2])
        at = next((n for n, one in enumerate(there.of_action.evidence, 1) if _same(one.text, words)), 0)
        if at and there.of_action.evidence[at - 1].received:
            self._mark_known(EVIDENCE)
            return
        if not names_evidence(words):
            self.no(
                "it names nothing that shows that it was done: say what there is, and where it can be read", EVIDENCE
            )
            return
        day = done or self.entry.day.isoformat()

        def step() -> None:
            number = at or add_evidence(draft, there, words)
            piece = find_place(draft.so_far(), f"{there.of_action.id}/{number}")
            complete(draft, piece, self.entry, day)

        self._try(step, EVIDENCE)

    # more time -------------------------------------------------------------------------------------------------------

    def _more_time(self, place: Place, now: AsSent) -> None:
        until, why = self._words(UNTIL), self._words(BECAUSE)
        draft, entry, sent = self.draft, self.entry, self.answered.sent
        if until == CLEAR:
            reason = why or "taken back by whoever asked for it"
            self._try(lambda: refuse(draft, place, entry, reason, entry.by), UNTIL, BECAUSE)
            return
        for field, other in ((BECAUSE, UNTIL), (UNTIL, BECAUSE)):
            if other in self.answered.unread and field in self.left:
                self.no(f"it rests on '{_CALLED[other]}', which was not taken", field)
                return
        if not until:
            self.no("it gives a reason for more time, and not until when: 'More time until' is empty", BECAUSE)
            return
        if not why:
            self.no("more time is asked for without a reason: 'Because' is empty", UNTIL)
            return
        if not is_reason(why):
            self.no(f"'{_short(why)}' says nothing of why more time is needed", UNTIL, BECAUSE)
            return
        to = Timescale.read(until, place.plan.agreed or place.plan.as_at, conventions=draft.loaded.conventions)
        if any(reads_the_same(one.to, to) and _same(one.why, why) for one in place.dated.requests):
            self._mark_known(UNTIL, BECAUSE)
            return
        if not _same(now.timescale, sent.timescale):
            self.no(
                f"the date of {place.called} was '{sent.timescale}' when this was sent, and is '{now.timescale}' now: "
                "whether more time is still needed is for the lead to say",
                UNTIL,
                BECAUSE,
            )
            return
        if to.kind == "unset":
            self.no(f"'{until}' names no day until when more time is asked for", UNTIL, BECAUSE)
            return
        held = self._held(place)
        latest = max((day for day in (held.due, *held.dues) if day is not None), default=None) if held else None
        if latest is not None and to.certain and to.due is not None and to.due <= latest and not _goes_on(held):
            self.no(f"'{until}' is not later than '{held.text if held else ''}', which stands already", UNTIL, BECAUSE)
            return
        self._try(lambda: ask(draft, place, entry, until, why), UNTIL, BECAUSE)

    def _held(self, place: Place) -> Timescale | None:
        if place.piece is not None:
            return place.piece.timescale
        return place.of_action.timescale or (place.recommendation.timescale if place.recommendation else None)


def _goes_on(timescale: Timescale | None) -> bool:
    """Whether there is no last day that more time could lie behind."""
    return timescale is not None and timescale.kind in ("recurring", "ongoing")


def _same(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever spaces and lines a cell has made of it."""
    return re.sub(r"\s+", " ", one).strip().casefold() == re.sub(r"\s+", " ", other).strip().casefold()


def names_evidence(words: str) -> bool:
    """Whether words name a thing: 'n/a' and 'none yet' would stand in the record as what was received."""
    plain = "".join(c for c in fold_word(words) if c.isalnum())
    return sum(c.isalpha() for c in plain) >= 2 and _NO_EVIDENCE.fullmatch(plain) is None


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:78].rstrip()} …"


def units(answered: Sequence[Answered]) -> list[tuple[Answered, tuple[str, ...]]]:
    """What can be entered or left out apart: of each thing what was done, and more time."""
    return [
        (one, fields)
        for one in answered
        for fields in (_WHAT_WAS_DONE, _MORE_TIME)
        if any(field in one.cells for field in fields)
    ]
