"""The records of ``coverage``: each standard of a list in each body's return, what adds up, and the gaps in words.

Two things are kept apart in every count: what a body says of itself, and what others say. Each of the two sets of
counts names every case and adds up to the bodies, or to the standards, that it is of.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, NamedTuple, get_args

from s11.english import first_names, in_words, join_words, number_of
from s11.standing.answers import ACTION_STATES, RETURN_STATES
from s11.view.counts import Counts, Head
from s11.when import day_words

# so many gaps stand first, before the table
WORST = 10

# what a body says of itself of one standard. 'no_return': it sent none, so that nothing is known; 'not_asked': the list
# says that the standard is for other kinds of body
Own = Literal["met", "not_met", "not_applicable", "not_graded", "unknown", "no_answer", "not_asked", "no_return"]
OWN: tuple[Own, ...] = get_args(Own)
OWN_WORDS: Mapping[Own, str] = {
    "met": "met, by the body itself",
    "not_met": "not met in full, by the body itself",
    "not_applicable": "said not to apply",
    "not_graded": "answered without a grade",
    "unknown": "graded with a word that the scale does not have",
    "no_answer": "not answered",
    "not_asked": "not asked: it is for other kinds of body, or not in the list that was answered",
    "no_return": "no return",
}
# what others say of it. 'other': a grade that does not say how far it is met; 'looked_at': looked at, and not graded;
# 'not_said': somebody challenged the return, and does not say what was looked at
Others = Literal["met", "not_met", "other", "looked_at", "not_looked_at", "not_said", "no_return"]
OTHERS: tuple[Others, ...] = get_args(Others)
OTHERS_WORDS: Mapping[Others, str] = {
    "met": "met, by others",
    "not_met": "not met in full, by others",
    "other": "graded by others with a word that does not say how far it is met",
    "looked_at": "looked at by others, and not graded",
    "not_looked_at": "not looked at by others",
    "not_said": "not said whether others looked at it",
    "no_return": "no return",
}
# the same in a word or two, for the cell of a table
SHORT_WORDS: Mapping[str, str] = {
    "exceeds": "better than met",
    "met": "met",
    "partly": "partly met",
    "little": "little met",
    "not_met": "not met",
    "not_applicable": "said not to apply",
    "not_graded": "no grade",
    "unknown": "unknown word",
    "no_answer": "no answer",
    "not_asked": "not asked",
    "no_return": "no return",
}
OTHERS_SHORT: Mapping[Others, str] = {
    "met": "others: met",
    "not_met": "others: not met",
    "other": "others: no clear grade",
    "looked_at": "others looked, no grade",
    "not_looked_at": "nobody else looked",
    "not_said": "not said who looked",
    "no_return": "",
}
Way = Literal["better", "same", "worse", "not_known"]
WAYS: tuple[Way, ...] = get_args(Way)

# what became of a body's return, as rows say it; 'no_return': no file of it is here
RowState = Literal["in_time", "late", "sent", "missing", "not_due", "not_sent", "no_return"]
ROW_STATES: tuple[RowState, ...] = get_args(RowState)
_ALL_STATES: tuple[RowState, ...] = (*RETURN_STATES, "no_return")
assert ROW_STATES == _ALL_STATES


class GradeSeen(NamedTuple):
    """A grade: the body's own word, what it means ('' where its scale does not have it), who gave it, and when."""

    word: str
    means: str
    by: str
    date: date | None
    label: str = ""

    @property
    def said(self) -> str:
        """'green' (met)."""
        return f"‘{self.word}’ ({self.means.replace('_', ' ')})" if self.means else f"‘{self.word}’"


class Cell(NamedTuple):
    """One standard in one body's return. ``letters``: what the table shows of it, its own grade and that of others.

    ``address`` is '' where no return is here. ``difference``: by how many steps others grade it lower than the body.
    ``way``: its own grade beside that of the last return. ``by_way_of``: the standard of another list that was answered
    in its place. ``gaps``: how many of the gaps are of it.
    """

    standard: str
    address: str
    own_state: Own
    others_state: Others
    own: GradeSeen | None
    others: GradeSeen | None
    difference: int | None
    looked: tuple[str, ...]
    evidence: int
    undated: int
    newest: date | None
    age: int | None
    impact: str
    points_met: int
    points_not_met: int
    points_not_said: int
    unanswered: int
    actions: Counts
    not_applicable: str
    way: Way
    before: GradeSeen | None
    by_way_of: str
    letters: str
    gaps: int = 0

    @property
    def own_key(self) -> str:
        """What the body says, as the shortest name of it: what its grade means, else why there is none."""
        graded = self.own_state in ("met", "not_met") and self.own is not None
        return self.own.means if graded and self.own is not None else self.own_state

    @property
    def own_short(self) -> str:
        """What the body says, in a word or two: 'met', 'partly met', 'no answer'."""
        return SHORT_WORDS[self.own_key]

    @property
    def others_short(self) -> str:
        """What others say, in a few words: 'others: met', 'nobody else looked'."""
        if self.others_state in ("met", "not_met") and self.others is not None:
            return f"others: {SHORT_WORDS[self.others.means]}"
        return OTHERS_SHORT[self.others_state]

    @property
    def was_words(self) -> str:
        """What the body said of it in its last return, where it says better or worse now: 'was partly met'; else ''."""
        if self.way not in ("better", "worse") or self.before is None:
            return ""
        return f"was {SHORT_WORDS[self.before.means]}"

    @property
    def fell(self) -> bool:
        """Whether others graded it lower than the body itself."""
        return (self.difference or 0) > 0

    @property
    def late_words(self) -> str:
        """'2 of 3 actions late'; '' where none is."""
        late, count = self.actions["late"], sum(self.actions.values())
        return f"{late} of {number_of(count, 'action')} late" if late else ""

    @property
    def evidence_words(self) -> str:
        """'3 pieces of evidence, the newest 228 days old, 1 without a day'."""
        if not self.evidence:
            return "no evidence"
        phrases = [number_of(self.evidence, "piece of evidence", "pieces of evidence")]
        phrases += [f"the newest {number_of(self.age, 'day')} old"] if self.age is not None else []
        phrases += [f"{self.undated} without a day" if self.evidence > 1 else "without a day"] if self.undated else []
        return ", ".join(phrases)

    @property
    def actions_words(self) -> str:
        """'4 actions: 1 late, 2 open and in time, 1 done'."""
        return actions_words(self.actions)

    @property
    def own_words(self) -> str:
        return self.own.said if self.own is not None else OWN_WORDS[self.own_state]

    @property
    def others_words(self) -> str:
        return self.others.said if self.others is not None else OTHERS_WORDS[self.others_state]


ACTION_WORDS: Mapping[str, str] = {
    "late": "late",
    "undated": "without a date",
    "open": "open and not late",
    "done": "done",
    "ended": "ended without being done",
    "proposed": "only proposed",
    "missing": "not to be found",
    "unread": "not read",
}


def actions_words(actions: Counts) -> str:
    count = sum(actions.values())
    if not count:
        return "no action"
    parts = [f"{actions[state]:,} {ACTION_WORDS[state]}" for state in ACTION_STATES if actions[state]]
    return f"{number_of(count, 'action')}: {', '.join(parts)}"


class Figures(NamedTuple):
    """Counts over cells: two sets, each of which names every case and adds up to ``cells``."""

    cells: int
    own: Counts
    others: Counts
    actions: Counts
    ways: Counts

    @property
    def asked(self) -> int:
        """Of how many something is asked: all but those that are for other kinds of body."""
        return self.cells - self.own["not_asked"]

    @property
    def looked_at(self) -> int:
        """How many others looked at, whatever they said."""
        return sum(self.others[name] for name in ("met", "not_met", "other", "looked_at"))

    @property
    def graded_by_others(self) -> int:
        """How many others graded so that it says how far they are met."""
        return self.others["met"] + self.others["not_met"]

    @property
    def named_actions(self) -> int:
        """How many actions its answers name."""
        return sum(self.actions.values())

    @property
    def not_known(self) -> int:
        """Of how many it is not known how far they are met, by the body itself."""
        return sum(self.own[name] for name in ("not_graded", "unknown", "no_answer", "no_return"))


class StandardRow(NamedTuple):
    """One standard of the list, with what adds up over the bodies."""

    id: str
    text: str
    group: str
    figures: Figures


class WholeGrade(NamedTuple):
    """What a return was graded as a whole: of no standard, and counted nowhere."""

    grade: GradeSeen

    @property
    def words(self) -> str:
        when = f", {day_words(self.grade.date)}" if self.grade.date is not None else ""
        return f"{self.grade.said} by {self.grade.by}{when}"


class Looked(NamedTuple):
    """One challenge of a return: what it was, what it looked at, and what it said."""

    words: str
    looked_at: tuple[str, ...]
    not_looked_at: int
    not_said: int
    graded: int
    found: int

    @property
    def said(self) -> str:
        """'the panel, 20 May 2016: looked at 2 of 10 standards and graded 2'."""
        total = len(self.looked_at) + self.not_looked_at + self.not_said
        if self.not_said == total:
            seen = "which standards it looked at is not said"
        else:
            seen = f"looked at {len(self.looked_at)} of {number_of(total, 'standard')}"
            seen += f"; of {self.not_said} that is not said" if self.not_said else ""
        more = f", graded {self.graded}" if self.graded else ", graded none"
        more += f", said something of {self.found}" if self.found else ""
        return f"{self.words}: {seen}{more}"


class BodyRow(NamedTuple):
    """One body, or a unit of one: its return, and a cell for each standard.

    ``id`` is that of its return, '' where none is here. ``before``: the id of its last return, '' where none is known.
    """

    name: str
    kind: str
    id: str
    title: str
    state: RowState
    due: date | None
    sent: date | None
    as_at: date | None
    days_late: int
    cycle: str
    before: str
    before_as_at: date | None
    asked: bool | None
    whole: tuple[WholeGrade, ...]
    looked: tuple[Looked, ...]
    cells: tuple[Cell, ...]
    figures: Figures
    gaps: int = 0

    @property
    def answered(self) -> bool:
        """Whether anything of it is in the table: of a draft nothing is."""
        return any(cell.letters for cell in self.cells)

    @property
    def short_words(self) -> str:
        """What stands in a table in the place of its answers, where there are none: 'no return', 'draft, not sent'."""
        return "" if self.answered else "draft, not sent" if self.id else "no return"

    @property
    def whole_words(self) -> str:
        """What it was graded as a whole: '‘fully’ (met) by itself, December 2012; …'; '' where it was not."""
        return "; ".join(one.words for one in self.whole)

    @property
    def state_words(self) -> str:
        """What became of its return: 'sent 3 November 2025, 4 days after it was due'."""
        due = f"due {day_words(self.due)}" if self.due is not None else ""
        late = f"{number_of(self.days_late, 'day')}"
        sent = day_words(self.sent) if self.sent is not None else ""
        return {
            "in_time": f"sent {sent}, {due}",
            "late": f"sent {sent}, {late} after it was due",
            "sent": f"sent {sent}; no day is known by which it was due",
            "missing": f"not sent, {due}, {late} ago: what stands here is a draft",
            "not_due": f"not sent yet, {due}: what stands here is a draft",
            "not_sent": "its file does not say that it was sent, nor when it was due",
            "no_return": f"no return, {due}, {late} ago"
            if self.due is not None and self.days_late
            else f"no return yet, {due}"
            if due
            else "no return, and no day is known by which it is due",
        }[self.state]


class Gap(NamedTuple):
    """One gap, as a sentence. ``standards``: the ids it is of; none, where it is of the whole return.

    ``place``: where to look, an address or a body's return; '' where there is no file.
    """

    kind: str
    body: str
    standards: tuple[str, ...]
    said: str
    place: str

    @property
    def where(self) -> str:
        """'Northmere District Council, standards 1 and 2'."""
        if not self.standards:
            return self.body
        return f"{self.body}, standard{'' if len(self.standards) == 1 else 's'} {join_words(self.standards)}"

    @property
    def words(self) -> str:
        return f"{self.where}: {self.said}."


class KindCount(NamedTuple):
    """How many gaps there are of a kind, and of how many cells."""

    kind: str
    words: str
    gaps: int
    places: int


class ReturnCounts(NamedTuple):
    """What became of the returns; ``states`` adds up to ``bodies``.

    ``known``: whether it is known who was asked; ``some``: whether only some returns were looked at.
    """

    bodies: int
    states: Counts
    known: bool
    asked: int
    missing: tuple[str, ...]
    late: tuple[str, ...]
    not_due: tuple[str, ...]
    no_day: tuple[str, ...]
    drafts: tuple[str, ...]
    unasked: tuple[str, ...]
    some: bool = False
    changes: tuple[str, ...] = ()

    @property
    def returned(self) -> int:
        return sum(self.states[state] for state in ("in_time", "late", "sent"))

    @property
    def not_answered(self) -> int:
        """How many have not answered though their day is past or not known, or do not say that they have."""
        return len(self.missing) + len(self.no_day) + len(self.drafts)

    @property
    def words(self) -> str:
        """'26 of 30 bodies have returned, 2 of them late; 3 have not, and 1 is not due yet.'"""
        late = f", {len(self.late)} of them late" if self.late else ""
        have = "has" if self.bodies == 1 else "have"
        phrases = [f"{self.returned} of {number_of(self.bodies, 'body', 'bodies')} {have} returned{late}"]
        if self.missing:
            phrases.append(
                f"{len(self.missing)} {'has' if len(self.missing) == 1 else 'have'} not, and the day is past"
            )
        if self.no_day:
            phrases.append(
                f"{len(self.no_day)} {'has' if len(self.no_day) == 1 else 'have'} not, and no day is known for it"
            )
        if self.drafts:
            one = len(self.drafts) == 1
            phrases.append(
                f"{len(self.drafts)} {'does' if one else 'do'} not say that {'it was' if one else 'they were'} sent"
            )
        if self.not_due:
            phrases.append(f"{len(self.not_due)} {'is' if len(self.not_due) == 1 else 'are'} not due yet")
        return "; ".join(phrases) + "."

    @property
    def asked_words(self) -> str:
        """Who was asked, or that this is not known."""
        if self.some:
            return "Only the returns that were named are here: who else was asked, and has not answered, is not told."
        if not self.known:
            return (
                "Who was asked is not known here, so a body that sent nothing is missing from this table: "
                "name the bodies under 'self_assessments' in s11.yaml."
            )
        more = f" {join_words(self.unasked)} answered without being named there." if self.unasked else ""
        sentence = f"{number_of(self.asked, 'body was', 'bodies were')} asked.{more}"
        return " ".join([sentence, *self.changes])

    @property
    def missing_words(self) -> str:
        """Who has not answered, the day being past or not known; '' where all have."""
        names = [*self.missing, *self.no_day]
        return f"No answer from {join_words(names)}." if names else ""


class Drawn(NamedTuple):
    """One return that was drawn for a panel to read: why it came up, so that anyone can draw it again."""

    body: str
    id: str
    kind: str
    number: str


class Sample(NamedTuple):
    """What a panel is to read, and how it was drawn."""

    wanted: int
    seed: str
    of: int
    drawn: tuple[Drawn, ...]
    strata: tuple[tuple[str, int, int], ...]
    words: tuple[str, ...]


class ListCoverage(NamedTuple):
    """One list of standards with the bodies that answer it."""

    id: str
    title: str
    known: bool
    cycle: str
    due: date | None
    standards: tuple[StandardRow, ...]
    bodies: tuple[BodyRow, ...]
    figures: Figures
    returns: ReturnCounts
    gaps: tuple[Gap, ...]
    kinds: tuple[KindCount, ...]
    elsewhere: tuple[str, ...]
    not_known: tuple[str, ...]
    letters: tuple[tuple[str, str], ...]
    sample: Sample | None = None

    def unanswered_sentence(self, named: bool) -> str:
        """Of a list for which it is known who was asked, what became of the returns, as long as one of them is missing
        though its day is past or not known; else ''. ``named``: with the bodies that have not answered.
        """
        if not self.returns.known or not self.returns.not_answered:
            return ""
        which = ", ".join([self.title or self.id, *([self.cycle] if self.cycle else [])])
        missing = [*self.returns.missing, *self.returns.no_day] if named else []
        who = f" No answer from {first_names(missing)}." if missing else ""
        return f"{which}: {self.returns.words}{who}"

    @property
    def worst(self) -> tuple[Gap, ...]:
        """The gaps that stand first."""
        return self.gaps[:WORST]

    @property
    def other_gaps(self) -> tuple[tuple[int, Gap], ...]:
        """The rest of them, each with its number among all."""
        return tuple(enumerate(self.gaps[WORST:], WORST + 1))

    @property
    def worst_words(self) -> str:
        """What heads those that stand first."""
        return f"The {in_words(WORST)} worst gaps" if self.other_gaps else "The gaps, the worst first"

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for body in self.bodies for cell in body.cells)

    @property
    def actions_words(self) -> str:
        """What became of the actions that the answers name; an action that several name is counted for each."""
        return f"The answers name {actions_words(self.figures.actions)}." if any(self.figures.actions.values()) else ""

    @property
    def headline(self) -> tuple[str, ...]:
        """What is to be known first: who has answered, what they say, what others say, and what is not known."""
        figures = self.figures
        answers = number_of(figures.asked, "answer")
        apart = figures.own["not_applicable"]
        set_apart = f"; {apart:,} {'is' if apart == 1 else 'are'} said not to apply" if apart else ""
        ungraded = figures.others["other"] + figures.others["looked_at"]
        silent = f", and {ungraded:,} without saying how far they are met" if ungraded else ""
        return (
            self.returns.words,
            f"Of {answers} asked for, {figures.own['met']:,} are graded met by the bodies themselves and "
            f"{figures.own['not_met']:,} not met in full{set_apart}; of {figures.not_known:,} it is not known.",
            f"Others looked at {figures.looked_at:,}: they grade {figures.others['met']:,} met and "
            f"{figures.others['not_met']:,} not met in full{silent}. What nobody else looked at is not confirmed.",
        )

    @property
    def ways_words(self) -> str:
        """Which way the bodies' own grades went since their last returns; '' where no two can be compared."""
        ways = self.figures.ways
        compared = ways["better"] + ways["same"] + ways["worse"]
        if not compared:
            return ""
        return (
            f"Beside their last returns the bodies grade themselves better in {ways['better']:,}, worse in "
            f"{ways['worse']:,} and the same in {ways['same']:,}; of {ways['not_known']:,} that cannot be compared."
        )

    @property
    def whole_words(self) -> tuple[str, ...]:
        """What bodies were graded as a whole, which is of no standard and counted nowhere."""
        return tuple(
            f"{body.name} as a whole, and of no standard: {body.whole_words}." for body in self.bodies if body.whole
        )

    @property
    def kinds_words(self) -> str:
        """How many gaps there are of each kind, in how many places, worst first."""
        return "; ".join(f"{kind.words} {kind.places:,}" for kind in self.kinds)

    @property
    def gaps_words(self) -> str:
        count = sum(kind.places for kind in self.kinds)
        if not self.gaps:
            return "No gap was found in what could be read."
        return f"{number_of(len(self.gaps), 'gap')} in {number_of(count, 'place')}, the worst first."


class Coverage(NamedTuple):
    """What was asked for: one list of standards, or each that a self-assessment here answers."""

    head: Head
    audience: str
    lists: tuple[ListCoverage, ...]
    rules: str

    @property
    def gaps(self) -> int:
        return sum(len(one.gaps) for one in self.lists)

    @property
    def title(self) -> str:
        """What a page of it is called."""
        named = self.lists[0].title or self.lists[0].id if len(self.lists) == 1 else ""
        return f"Coverage: {named}" if named else "Coverage of standards"

    @property
    def size(self) -> int:
        """How many cells and gaps it has, which says how long a page of it is."""
        return sum(len(one.cells) + len(one.gaps) for one in self.lists)
