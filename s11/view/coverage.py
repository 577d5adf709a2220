"""Coverage: each standard of a list beside each body that answers it, what adds up, and where the gaps are.

A grade counts by what the body's own scale says that it means, never by its word. What a body says of itself and what
others say are counted apart; what nobody else looked at is confirmed by nobody. Only the command ``coverage``, reports
and sites load this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from s11.english import join_words, number_of, state_words, times_of
from s11.plan import (
    SELF,
    AnyRegister,
    AskedReturns,
    Assessment,
    AssessmentFile,
    Challenge,
    Standard,
    StandardList,
    Standards,
    StandardsFile,
    fold_word,
)
from s11.rules.assessment_context import is_for_other_boards, is_of_one_cycle
from s11.standing.answers import (
    ACTION_STATES,
    RETURNED,
    AnswerStanding,
    GradeStanding,
    PlanStandings,
    ReturnStanding,
    day_of_return,
    due_on,
    judge_answer,
    judge_grade,
    judge_return,
)
from s11.view.counts import Head, NotRead
from s11.view.coverage_gaps import CellCase, Found, counted, gaps_in_cell, gaps_in_return, gathered, worst_first
from s11.view.coverage_records import (
    OTHERS,
    OTHERS_WORDS,
    OWN,
    ROW_STATES,
    WAYS,
    BodyRow,
    Cell,
    Coverage,
    Figures,
    Gap,
    GradeSeen,
    ListCoverage,
    Looked,
    Others,
    Own,
    ReturnCounts,
    StandardRow,
    Way,
    WholeGrade,
)
from s11.view.coverage_sample import drawn_sample
from s11.view.plans import head as plans_head
from s11.when import Vantage, day_words, on_day

# what a table shows of a grade: a body's own in capitals, that of others in small letters
GRADE_LETTERS = {
    "exceeds": ("E", "better than met"),
    "met": ("M", "met"),
    "partly": ("P", "partly met"),
    "little": ("L", "little met"),
    "not_met": ("N", "not met"),
    "not_applicable": ("A", "said not to apply"),
    "not_graded": ("U", "not graded"),
}
OWN_LETTERS: Mapping[str, str] = {"unknown": "?", "no_answer": "_", "not_asked": "-", "not_graded": "U"}
OTHERS_LETTERS: Mapping[str, str] = {
    "other": "*",
    "looked_at": "+",
    "not_looked_at": ".",
    "not_said": "?",
    "no_return": "",
}
LATE = "!"


class CoverageOptions(NamedTuple):
    """What ``coverage`` is asked for. ``wanted``: the one list of standards, '' for each that is answered here.

    ``rounds``: who was asked; ``sample``: how many returns to draw, and by which seed; ``public``: for a copy in which
    no body's own words stand; ``drop``: the ids of returns that are left out; ``some``: whether only some returns are
    looked at, so that nothing is concluded of those that are not there.
    """

    wanted: str = ""
    rounds: Sequence[AskedReturns] = ()
    sample: tuple[int, str] | None = None
    public: bool = False
    drop: frozenset[str] = frozenset()
    some: bool = False


def coverage(
    files: Sequence[AssessmentFile],
    standards: Sequence[StandardsFile],
    register: AnyRegister,
    vantage: Vantage,
    revision_words: str = "",
    rules: str = "",
    options: CoverageOptions = CoverageOptions(),
) -> Coverage:
    """Each list of standards with every body that answers it, on the vantage's day.

    ``register`` is every plan there is: what has become of an action is its plan's own standing.
    """
    known = Standards.of(standards)
    find = PlanStandings(register, vantage)
    answered = [file.assessment for file in files if file.assessment is not None and file.source.id not in options.drop]
    # what speaks for a later day is not known yet
    returns = [one for one in answered if (day := day_of_return(one)) is None or day <= vantage.as_of]
    named = [one.standards for one in returns] + [one.standards for one in options.rounds if not options.some]
    wanted = [options.wanted] if options.wanted else list(dict.fromkeys(name for name in named if name))
    head = with_unread_returns(plans_head(register, vantage, revision_words), files)
    lists = tuple(_List(name, known, returns, vantage, find, options).seen() for name in wanted)
    dropped = len([file for file in files if file.source.id in options.drop])
    head = head._replace(left_out=tuple(_left_out(options, dropped)))
    return Coverage(head, "public" if options.public else "internal", lists, rules)


def lists_of(files: Sequence[AssessmentFile], standards: Sequence[StandardsFile]) -> list[str]:
    """The lists of standards that may be asked for: those there are, and those that a return names."""
    named = [file.assessment.standards for file in files if file.assessment is not None]
    return list(
        dict.fromkeys([*(file.id for file in standards if file.bodies is None), *(one for one in named if one)])
    )


def with_unread_returns(head: Head, files: Sequence[AssessmentFile]) -> Head:
    missed = []
    for file in files:
        if not file.whole and file.findings:
            first = file.findings[0]
            how_far = "nothing of it could be read" if file.assessment is None else "the rest of it was read"
            place = first.place
            missed.append(
                NotRead(
                    file.source.name,
                    file.source.id,
                    place.line,
                    place.column,
                    first.message,
                    how_far,
                    len(file.findings),
                )
            )
    return head._replace(not_read=(*head.not_read, *missed))


def _left_out(options: CoverageOptions, dropped: int) -> Iterator[str]:
    if not options.public:
        return
    yield (
        "This copy says how bodies and standards stand, and nothing in a body’s own words: no evidence, no reason, no "
        "person and no address of an action is in it. What is marked as sensitive is counted."
    )
    if dropped:
        yield f"{number_of(dropped, 'return')} {'is' if dropped == 1 else 'are'} left out."


# one list ------------------------------------------------------------------------------------------------------------


class _Body(NamedTuple):
    """A body, or a unit of one, with its returns, oldest first; ``asked`` is what the settings call it."""

    key: tuple[str, str]
    name: str
    kind: str
    returns: tuple[Assessment, ...]


class _Judged(NamedTuple):
    """A body with what was judged of it, before gaps are counted in its cells."""

    row: BodyRow
    found: list[tuple[Found, Gap]]


class _List:
    """One list of standards as it is put together."""

    def __init__(
        self,
        name: str,
        known: Standards,
        returns: Sequence[Assessment],
        vantage: Vantage,
        find: PlanStandings,
        options: CoverageOptions,
    ):
        self.name, self.known, self.vantage, self.find, self.options = name, known, vantage, find, options
        self.listed: StandardList | None = known.lists.get(name)
        self.round = None if options.some else _round_of(name, options.rounds, vantage.as_of)
        self.returns = returns
        self.standards = self._standards()

    def _standards(self) -> list[Standard | str]:
        if self.listed is not None:
            return list(self.listed.standards)
        ids = [answer.standard for one in self.returns if one.standards == self.name for answer in one.answers]
        return [*dict.fromkeys(id for id in ids if id)]

    def ids(self) -> list[str]:
        return [one if isinstance(one, str) else one.id for one in self.standards]

    def seen(self) -> ListCoverage:
        bodies = self._bodies()
        individuals = [body.key for body in bodies if self._is_individual(body)]
        self.numbers = {key: number for number, key in enumerate(individuals, 1)} if self.options.public else {}
        judged = [self._judged(body) for body in bodies]
        gaps = worst_first([one for each in judged for one in each.found])
        rows = tuple(_with_gaps(each.row, [gap for _, gap in each.found]) for each in judged)
        everything = [cell for row in rows for cell in row.cells]
        listed = self.listed
        standards = tuple(
            StandardRow(
                one if isinstance(one, str) else one.id,
                "" if isinstance(one, str) else one.text,
                "" if isinstance(one, str) or listed is None else listed.groups.get(one.group, one.group),
                _figures([row.cells[at] for row in rows]),
            )
            for at, one in enumerate(self.standards)
        )
        return ListCoverage(
            self.name,
            listed.title if listed is not None else "",
            listed is not None,
            self.round.cycle if self.round is not None else "",
            self.round.due_day if self.round is not None else None,
            standards,
            rows,
            _figures(everything),
            self._return_counts(rows),
            gaps,
            counted(gaps),
            tuple(self._elsewhere()),
            tuple(self._not_known(rows)),
            tuple(_letters(everything)),
            drawn_sample(rows, *self.options.sample) if self.options.sample is not None else None,
        )

    # bodies

    def _bodies(self) -> list[_Body]:
        """Those who were asked, in the order of the settings; then whoever else answers."""
        returns: dict[tuple[str, str], list[Assessment]] = {}
        own_names: dict[tuple[str, str], str] = {}
        for one in self.returns:
            if one.standards == self.name or (self.options.wanted and self._answers_of_other(one)):
                key = (fold_word(one.organisation), fold_word(one.unit))
                returns.setdefault(key, []).append(one)
                own_names.setdefault(key, f"{one.organisation}, {one.unit}" if one.unit else one.organisation)
        bodies: list[_Body] = []
        for each in self.round.bodies if self.round is not None else ():
            keys = [key for key, held in returns.items() if self._is_asked(held[0], each.name)]
            kind = each.kind or ""
            if not keys:
                bodies.append(_Body((fold_word(each.name), ""), each.name, kind, ()))
            bodies += (_Body(key, own_names[key], kind, self._in_order(returns.pop(key))) for key in keys)
        bodies += (_Body(key, own_names[key], "", self._in_order(held)) for key, held in sorted(returns.items()))
        return bodies

    def _is_asked(self, one: Assessment, name: str) -> bool:
        body = self.round.body(one.organisation, one.unit) if self.round is not None else None
        return body is not None and body.name == name

    def _in_order(self, returns: Iterable[Assessment]) -> tuple[Assessment, ...]:
        """Oldest first; of one day those against this very list last."""

        def order(one: Assessment) -> tuple[int, bool, str]:
            day = day_of_return(one)
            return (day.toordinal() if day is not None else 0, one.standards == self.name, one.id)

        return tuple(sorted(returns, key=order))

    def _answers_of_other(self, one: Assessment) -> bool:
        return any(self._number(id, one) for id in self.ids())

    def _number(self, id: str, one: Assessment) -> str:
        """The number that a standard of this list has in the list that a return answers; '' where none is known."""
        if one.standards == self.name:
            return id
        return self.known.counterpart(f"{self.name}.{id}", one.standards)

    def _is_of_round(self, one: Assessment) -> bool:
        """Whether a return is of the round that was asked for: sent, or speaking for a day, since it was opened."""
        opened = self.round.asked if self.round is not None else None
        if opened is None:
            return True
        sent = one.submitted.date if one.submitted is not None else None
        days = [day for day in (one.as_at, sent) if day is not None]
        return not days or max(day.toordinal() for day in days) >= opened.toordinal()

    # one body

    def _judged(self, body: _Body) -> _Judged:
        now = self._now(body)
        before = self._before(body, now)
        name = self._shown_name(body)
        is_asked = None if self.round is None else self._asked_of(body, now or before)
        due = self.round.due_day if self.round is not None and is_asked else None
        kind = body.kind or (now.kind if now is not None and now.kind else "") or ""
        if now is None:
            return self._without_return(body, name, kind, before, is_asked, due)
        listed = self.known.lists.get(now.standards)
        seen = judge_return(now, listed, self.vantage, self.find, due)
        gaps_found = [*gaps_in_return(seen), *self._overdue_beside(body, now)]
        cells = []
        # what was not sent yet is nobody's answer, unless it is that very draft that is to be seen
        draft = not self._counts(body, now)
        beside = self._of_one_cycle(body, now)
        for id in self.ids():
            cell, gaps = (_no_return(id), []) if draft else self._cell(id, seen, now, before, beside)
            if cell.address:
                cell = cell._replace(address=self._shown_address(body, cell.address))
            cells.append(cell)
            gaps_found += gaps
        row = BodyRow(
            name,
            kind,
            self._shown_id(body, now),
            "" if self.options.public else now.title,
            seen.state,
            seen.due,
            seen.sent,
            now.as_at,
            seen.days_late,
            self.round.cycle if self.round is not None and self.round.cycle else _cycle_words(now),
            self._shown_id(body, before) if before is not None else "",
            day_of_return(before) if before is not None else None,
            is_asked,
            () if draft else tuple(self._whole(now)),
            () if draft else tuple(self._looked(now)),
            tuple(cells),
            _figures(cells),
        )
        place = "" if self.options.public else now.id
        return _Judged(row, gathered(name, place, gaps_found))

    def _now(self, body: _Body) -> Assessment | None:
        """The return that holds: the last one; of several of one cycle for other boards that which answers most."""
        if not body.returns or not self._is_of_round(body.returns[-1]):
            return None
        last = body.returns[-1]
        if not self._counts(body, last):
            # a draft takes the place of no return of its cycle that was sent, nor of any before it is due
            day = self._due(body, last)
            ahead = day is not None and day >= self.vantage.as_of
            sent = (
                one
                for one in reversed(body.returns)
                if self._counts(body, one) and self._is_of_round(one) and (ahead or is_of_one_cycle(one, last))
            )
            last = next(sent, last)
        beside = [one for one in self._of_one_cycle(body, last) if is_for_other_boards(one, last)]
        return max([last, *beside], key=lambda one: len(one.answers))

    def _due(self, body: _Body, one: Assessment) -> date | None:
        """The day by which a return is due: its own, else that of the round it was asked for in."""
        round_due = self.round.due_day if self.round is not None and self._asked_of(body, one) else None
        return due_on(one) or round_due

    def _counts(self, body: _Body, one: Assessment) -> bool:
        """Whether it was sent by the day, or cannot be told to be a draft; one that was named is to be seen.

        A file that says by when it is to be sent, in words of which no day is certain too, and not that it was, is one.
        """
        sent = one.submitted.date if one.submitted is not None else None
        known = one.due is not None or self._due(body, one) is not None
        return self.options.some or (sent is not None and sent <= self.vantage.as_of) or not known

    def _overdue_beside(self, body: _Body, now: Assessment) -> Iterator[Found]:
        """Drafts of the same cycle for other boards, or of another part of it, whose day is past."""
        for one in body.returns:
            due, part = self._due(body, one), fold_word(one.round) != fold_word(now.round)
            if one is now or due is None or self._counts(body, one) or not is_of_one_cycle(one, now):
                continue
            days = (self.vantage.as_of - due).days
            if days > 0 and (part or is_for_other_boards(one, now)):
                boards = "another part of its cycle" if part else join_words(list(one.boards))
                ago = f"{day_words(due)}, {number_of(days, 'day')} ago"
                yield Found("not_sent", "", f"its return for {boards} was not sent; it was due {ago}", days)

    def _asked_of(self, body: _Body, one: Assessment | None) -> bool:
        if self.round is None:
            return False
        if one is None:
            return True
        return self.round.body(one.organisation, one.unit) is not None

    def _before(self, body: _Body, now: Assessment | None) -> Assessment | None:
        """The last return before the one that holds, against this list or one of which standards can be compared."""
        whole = body.returns
        if not self.options.wanted:
            key = body.key
            others = (
                one
                for one in self.returns
                if one.standards != self.name
                and (fold_word(one.organisation), fold_word(one.unit)) == key
                and self._answers_of_other(one)
            )
            whole = self._in_order([*whole, *others])
        if now is None:
            return next((one for one in reversed(whole) if self._counts(body, one)), None)
        on = day_of_return(now)
        earlier = [
            one
            for one in whole
            if _speaks_before(one, on) and not is_of_one_cycle(one, now) and self._counts(body, one)
        ]
        return earlier[-1] if earlier else None

    def _of_one_cycle(self, body: _Body, now: Assessment) -> list[Assessment]:
        """The other returns of its cycle against the same list, the newest first; beside a return no draft."""
        drafts = not self._counts(body, now)
        return [
            one
            for one in reversed(body.returns)
            if one is not now
            and one.standards == now.standards
            and is_of_one_cycle(one, now)
            and (drafts or self._counts(body, one))
        ]

    def _is_individual(self, body: _Body) -> bool:
        return body.kind == "individual" or any(one.kind == "individual" for one in body.returns)

    def _shown_name(self, body: _Body) -> str:
        """What a body is called; one that is a person is called by a number where the public may read it."""
        number = self.numbers.get(body.key)
        return f"An individual ({number})" if number else body.name

    def _shown_id(self, body: _Body, one: Assessment) -> str:
        number = self.numbers.get(body.key)
        return f"individual-{number}" if number else one.id

    def _shown_address(self, body: _Body, address: str) -> str:
        number = self.numbers.get(body.key)
        return f"individual-{number}#{address.partition('#')[2]}" if number else address

    def _without_return(
        self,
        body: _Body,
        name: str,
        kind: str,
        before: Assessment | None,
        is_asked: bool | None,
        due: date | None,
    ) -> _Judged:
        late = max(0, (self.vantage.as_of - due).days) if due is not None else 0
        cells = tuple(_no_return(id) for id in self.ids())
        last = day_of_return(before) if before is not None else None
        row = BodyRow(
            name,
            kind,
            "",
            "",
            "no_return",
            due,
            None,
            None,
            late,
            self.round.cycle if self.round is not None else "",
            self._shown_id(body, before) if before is not None else "",
            last,
            is_asked,
            (),
            (),
            cells,
            _figures(cells),
        )
        if due is not None and not late:
            # its day is still to come
            return _Judged(row, [])
        day = f"it was due {day_words(due)}, {number_of(late, 'day')} ago" if due is not None else ""
        sentence = f"no return; {day}" if day else "no return, and no day is known by which it is due"
        if before is not None:
            sentence += (
                f"; its last one speaks for {day_words(last)}" if last is not None else "; an earlier one is here"
            )
        return _Judged(row, gathered(name, "", [Found("no_return", "", sentence, late)]))

    def _cell(
        self,
        id: str,
        seen: ReturnStanding,
        now: Assessment,
        before: Assessment | None,
        beside: Sequence[Assessment],
    ) -> tuple[Cell, list[Found]]:
        number = self._number(id, now)
        if not number:
            return _not_asked(id), []
        listed = self.known.lists.get(now.standards)
        one = next((each for each in seen.answers if each.standard == number), None)
        one = one or judge_answer(now, number, listed, self.vantage, self.find)
        others = [judge_answer(each, number, listed, self.vantage, self.find) for each in beside]
        parts = (each for each in others if each.is_answered and each.assessment.round != now.round)
        if not one.is_answered:
            # a cycle that is asked for in parts, a topic at a time, has a return for each
            one = next(parts, one)
        then = self._then(id, before)
        total = len(listed.standards) if listed is not None else len(seen.answers)
        elsewhere = tuple(each for each in others if is_for_other_boards(one.assessment, each.assessment))
        case = CellCase(id, one, then, total, seen.state in RETURNED, not self.options.public, elsewhere)
        by_way_of = f"{now.standards}.{number}" if now.standards != self.name else ""
        cell = _cell(id, one, then, by_way_of)
        return _unquoted(cell) if self.options.public else cell, list(gaps_in_cell(case))

    def _then(self, id: str, before: Assessment | None) -> AnswerStanding | None:
        number = self._number(id, before) if before is not None else ""
        if before is None or not number:
            return None
        return judge_answer(before, number, self.known.lists.get(before.standards), self.vantage, self.find)

    def _whole(self, one: Assessment) -> Iterator[WholeGrade]:
        for given in one.grades:
            if (on := one.day_of(given)) is None or on <= self.vantage.as_of:
                grade = judge_grade(one, given)
                if grade is not None:
                    seen = _seen(one, grade)
                    yield WholeGrade(_of_scale(seen) if self.options.public else seen)

    def _looked(self, one: Assessment) -> Iterator[Looked]:
        ids = [number for id in self.ids() if (number := self._number(id, one))]
        for challenge in one.challenges:
            if challenge.date is not None and challenge.date > self.vantage.as_of:
                continue
            day = self.vantage.as_of
            looked_at = {id: one.looked_at(challenge, id, day) for id in ids}
            graded = sum(
                any(each.by == challenge.id and (each.date is None or each.date <= day) for each in answer.grades)
                for answer in one.answers
            )
            standards = len({view.standard for view in challenge.says if view.standard in ids})
            yield Looked(
                _challenge_words(challenge),
                tuple(id for id in ids if looked_at[id] == "looked_at"),
                sum(word == "not_looked_at" for word in looked_at.values()),
                sum(word == "not_said" for word in looked_at.values()),
                graded,
                standards,
            )

    # what is said of the list

    def _return_counts(self, rows: Sequence[BodyRow]) -> ReturnCounts:
        states: dict[str, int] = {state: sum(row.state == state for row in rows) for state in ROW_STATES}
        past = [row.name for row in rows if row.state == "missing" or (row.state == "no_return" and row.days_late)]
        ahead = [
            row.name
            for row in rows
            if row.state == "not_due" or (row.state == "no_return" and row.due is not None and not row.days_late)
        ]
        return ReturnCounts(
            len(rows),
            states,
            self.round is not None,
            len(self.round.bodies) if self.round is not None else 0,
            tuple(past),
            tuple(row.name for row in rows if row.state == "late"),
            tuple(ahead),
            tuple(row.name for row in rows if row.state == "no_return" and row.due is None),
            tuple(row.name for row in rows if row.state == "not_sent"),
            tuple(row.name for row in rows if row.asked is False),
            self.options.some,
            tuple(self._round_changes()),
        )

    def _round_changes(self) -> Iterator[str]:
        """Why the round was changed after it was asked for: words of the board's own, which the public is not shown."""
        changes = self.round.changes if self.round is not None else ()
        known = [one for one in changes if one.date <= self.vantage.as_of]
        if known and self.options.public:
            yield f"Who was asked, or by when, was changed {times_of(len(known))}."
        elif known:
            yield from (f"Changed {on_day(one.date)}: {one.why.rstrip('.')}." for one in known)

    def _elsewhere(self) -> Iterator[str]:
        """Returns that answer other lists, where one list was asked for, and which of them are read all the same."""
        if not self.options.wanted:
            return
        others: dict[str, list[Assessment]] = {}
        for one in self.returns:
            if one.standards != self.name:
                others.setdefault(one.standards or "no list that is named", []).append(one)
        for name, held in sorted(others.items()):
            shared = sum(bool(self._number(id, held[0])) for id in self.ids())
            count = f"{number_of(len(held), 'return')} against {name}"
            if shared:
                yield (
                    f"{count}: {shared} of the {len(self.standards)} standards here are one standard there, alone in "
                    "its place; these are shown by way of it where no later return answers this list."
                )
            else:
                yield f"{count}: none of its standards is one of these alone, so it is not shown here."

    def _not_known(self, rows: Sequence[BodyRow]) -> Iterator[str]:
        if self.listed is None:
            yield f"There is no list of standards ‘{self.name}’ here, so what it asks and nobody answered is not known."
        whole = sum(bool(row.whole) for row in rows)
        if whole:
            one = whole == 1
            yield (
                f"{number_of(whole, 'return')} {'is' if one else 'are'} graded as a whole. Such a grade is of no "
                "standard, and is counted in none."
            )
        kinds = [row.name for row in rows if row.id and not row.kind]
        if kinds and any(not isinstance(one, str) and one.applies_to for one in self.standards):
            yield (
                f"Which standards are for {join_words(kinds)} is not known: the return does not give the kind of body."
            )
        if any(row.id for row in rows):
            yield (
                "Whether an answer was changed after it was sent cannot be seen in the files of one day: "
                "‘s11 lint --against’ compares them."
            )


def _round_of(name: str, rounds: Sequence[AskedReturns], day: date) -> AskedReturns | None:
    """The round of returns that is open, or was last, on a day: the latest that had been opened by then."""
    begun = [one for one in rounds if one.standards == name and (one.asked is None or one.asked <= day)]
    return max(begun, key=lambda one: (one.asked or date.min).toordinal(), default=None)


def _speaks_before(one: Assessment, day: date | None) -> bool:
    then = day_of_return(one)
    return day is not None and then is not None and then.toordinal() < day.toordinal()


def _cycle_words(one: Assessment) -> str:
    return ", ".join(part for part in (one.cycle.text if one.cycle is not None else "", one.round) if part)


def _challenge_words(challenge: Challenge) -> str:
    day = f", {day_words(challenge.date)}" if challenge.date is not None else ""
    answered = ""
    if challenge.asked is not None and challenge.answered is not None:
        answered = f" ({challenge.answered} of {challenge.asked} answered)"
    return f"{state_words(challenge.how)}{day}{answered}"


# one cell ------------------------------------------------------------------------------------------------------------


def _cell(id: str, one: AnswerStanding, then: AnswerStanding | None, by_way_of: str) -> Cell:
    own, others = _own_state(one), _others_state(one)
    actions: dict[str, int] = {state: one.action_count(state) for state in ACTION_STATES}
    late = LATE if actions["late"] else ""
    return Cell(
        id,
        f"{one.assessment.id}#{one.standard}",
        own,
        others,
        _seen(one.assessment, one.own) if one.own is not None else None,
        _seen(one.assessment, one.moderated) if one.moderated is not None else None,
        one.difference,
        tuple(state_words(each.challenge.how) for each in one.looked if each.looked == "looked_at"),
        len(one.evidence),
        one.undated,
        one.newest,
        one.age,
        one.impact,
        one.points.met,
        one.points.not_met,
        one.points.not_said,
        len(one.unanswered),
        actions,
        one.answer.not_applicable if one.answer is not None else "",
        _way(one, then),
        _seen(then.assessment, then.own) if then is not None and then.own is not None else None,
        by_way_of,
        f"{_own_letter(own, one)}{_others_letter(others, one)}{late}",
    )


def _unquoted(cell: Cell) -> Cell:
    """A cell for the public: without a reason in the body's own words, and without a word that no scale has."""
    return cell._replace(
        not_applicable="",
        own=_of_scale(cell.own) if cell.own is not None else None,
        others=_of_scale(cell.others) if cell.others is not None else None,
        before=_of_scale(cell.before) if cell.before is not None else None,
    )


def _of_scale(grade: GradeSeen) -> GradeSeen:
    return grade if grade.means else grade._replace(word="")


def _blank(id: str, own: Own, others: Others, letters: str) -> Cell:
    none: dict[str, int] = dict.fromkeys(ACTION_STATES, 0)
    return Cell(
        id,
        "",
        own,
        others,
        None,
        None,
        None,
        (),
        0,
        0,
        None,
        None,
        "",
        0,
        0,
        0,
        0,
        none,
        "",
        "not_known",
        None,
        "",
        letters,
    )


def _no_return(id: str) -> Cell:
    return _blank(id, "no_return", "no_return", "")


def _not_asked(id: str) -> Cell:
    return _blank(id, "not_asked", "not_looked_at", OWN_LETTERS["not_asked"])


def _own_state(one: AnswerStanding) -> Own:
    if one.not_applicable:
        return "not_applicable"
    if not one.is_answered:
        return "not_asked" if one.applies is False else "no_answer"
    if one.own is None or one.own.means == "not_graded":
        return "not_graded"
    if one.own.means is None:
        return "unknown"
    return "met" if one.own.is_met else "not_met"


def _others_state(one: AnswerStanding) -> Others:
    if one.moderated is not None:
        return "met" if one.moderated.is_met else "not_met" if one.moderated.is_short else "other"
    looked = [each.looked for each in one.looked]
    if "looked_at" in looked:
        return "looked_at"
    return "not_said" if "not_said" in looked else "not_looked_at"


def _own_letter(state: Own, one: AnswerStanding) -> str:
    if state == "not_applicable":
        return GRADE_LETTERS["not_applicable"][0]
    if state in ("met", "not_met") and one.own is not None and one.own.means is not None:
        return GRADE_LETTERS[one.own.means][0]
    return OWN_LETTERS[state]


def _others_letter(state: Others, one: AnswerStanding) -> str:
    if state in ("met", "not_met") and one.moderated is not None and one.moderated.means is not None:
        return GRADE_LETTERS[one.moderated.means][0].lower()
    return OTHERS_LETTERS[state]


def _letters(cells: Sequence[Cell]) -> Iterator[tuple[str, str]]:
    """What the letters of a table mean, of those that stand in it."""
    shown = [cell for cell in cells if cell.letters]
    firsts = {cell.letters[0] for cell in shown}
    seconds = {cell.letters[1] for cell in shown if len(cell.letters) > 1}
    for letter, label in GRADE_LETTERS.values():
        if letter in firsts or letter.lower() in seconds:
            yield letter, label
    names = {
        OWN_LETTERS["unknown"]: "a word that the scale does not have",
        OWN_LETTERS["no_answer"]: "not answered",
        OWN_LETTERS["not_asked"]: "not asked",
    }
    yield from ((letter, label) for letter, label in names.items() if letter in firsts)
    for state in ("looked_at", "not_looked_at", "not_said", "other"):
        letter = OTHERS_LETTERS[state]
        if letter in seconds:
            yield f"second {letter}", OTHERS_WORDS[state]
    if any(cell.letters.endswith(LATE) for cell in shown):
        yield LATE, "an action that it names is late"


def _seen(assessment: Assessment, grade: GradeStanding) -> GradeSeen:
    entry = assessment.entry(grade.word)
    if grade.given.by == SELF:
        by = "itself"
    elif grade.challenge is None:
        by = "somebody who is not described"
    else:
        by = f"the {state_words(grade.challenge.how)}"
    return GradeSeen(grade.word, grade.means or "", by, grade.given.date, entry.label if entry is not None else "")


def _way(one: AnswerStanding, then: AnswerStanding | None) -> Way:
    """Whether the body grades itself better or worse than in its last return; not known where either says nothing."""
    if then is None or one.own is None or then.own is None:
        return "not_known"
    known = {"met", "not_met"}
    if _own_state(one) not in known or _own_state(then) not in known:
        return "not_known"
    return "better" if one.rank > then.rank else "worse" if one.rank < then.rank else "same"


# adding up -----------------------------------------------------------------------------------------------------------


def _figures(cells: Sequence[Cell]) -> Figures:
    return Figures(
        len(cells),
        {state: sum(cell.own_state == state for cell in cells) for state in OWN},
        {state: sum(cell.others_state == state for cell in cells) for state in OTHERS},
        {state: sum(cell.actions[state] for cell in cells) for state in ACTION_STATES},
        {way: sum(cell.way == way for cell in cells) for way in WAYS},
    )


def _with_gaps(row: BodyRow, gaps: Sequence[Gap]) -> BodyRow:
    per = {cell.standard: sum(cell.standard in gap.standards for gap in gaps) for cell in row.cells}
    cells = tuple(cell._replace(gaps=per[cell.standard]) for cell in row.cells)
    return row._replace(cells=cells, gaps=len(gaps))
